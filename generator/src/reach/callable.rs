//! As what a closure or function may come in: as a trait that it implements by itself, or behind one of another crate's
//! types that holds it, as an iterator's adaptors do.

use crate::others::closures::Question;
use crate::parse::{Piece, bounds_in, has_word, identifiers, names_functions, without_references};
use crate::reach::live::Reach;
use crate::reach::named::Named;
use crate::reach::quiet::is_plain;
use crate::reach::std_traits::is_trait_of_std;
use crate::reach::std_types::is_formatter;
use crate::reach::ty::{ITERATORS, Ty};
use crate::resolve::{Head, ItemId, Ns, Program, Res, path_names};
use quote::ToTokens;
use std::collections::BTreeSet;

/// Traits of std that neither closures nor functions implement, nor types of std for what they hold of them.
const NEVER: &[&str] = &[
    "Add",
    "AsMut",
    "AsRef",
    "BitAnd",
    "BitOr",
    "BitXor",
    "BufRead",
    "BuildHasher",
    "Default",
    "Div",
    "Error",
    "Extend",
    "FromIterator",
    "FromStr",
    "Hasher",
    "Index",
    "IndexMut",
    "Mul",
    "Neg",
    "Not",
    "RangeBounds",
    "Read",
    "Rem",
    "Seek",
    "Shl",
    "Shr",
    "SliceIndex",
    "Sub",
    "Write",
];

/// Traits that types of std implement by running a closure: `fmt::FromFn`, `future::PollFn`, `LazyLock` and `LazyCell`.
const RUN: &[&str] = &["Debug", "Deref", "Display", "Future", "IntoFuture"];

/// How code names those types, or what makes them.
const RUNNERS: &[&str] = &["from_fn", "poll_fn", "LazyLock", "LazyCell"];

impl Reach<'_> {
    /// Whether code that knows no more of a value than this trait may run a closure by it. A type of the program that
    /// holds closures is not meant: they go into its fields.
    pub(super) fn may_run_closures(&self, of: &Res) -> bool {
        match of {
            Res::Item(of) => self.closures_implement(*of, &mut Vec::new()),
            Res::Foreign(path) if !path.starts_with("std::") => {
                self.holds_of_others(Question::Run, path)
            }
            Res::Foreign(path) => {
                ITERATORS.contains(&path.as_str())
                    || is_run(of) && self.known.has_runners()
                    || is_future(path) && self.known.has_futures()
            }
            _ => false,
        }
    }

    /// Whether this holds of a trait of another crate than std.
    pub(super) fn holds_of_others(&self, question: Question, path: &str) -> bool {
        let of_std = |name: &str| {
            let is_iterator = || {
                ITERATORS
                    .iter()
                    .any(|of| of.rsplit("::").next() == Some(name))
            };
            is_trait_of_std(name).then(|| match question {
                Question::Open | Question::ForAll => true,
                Question::Implemented => !NEVER.contains(&name),
                Question::Run => is_iterator() || RUN.contains(&name),
            })
        };
        self.program.holds_of_others(question, path, &of_std)
    }

    /// Whether closures or functions implement a trait of the program; `open` are those that are being asked.
    fn closures_implement(&self, of: ItemId, open: &mut Vec<ItemId>) -> bool {
        if open.contains(&of) {
            return false;
        }
        open.push(of);
        let impls = self.index.by_trait.get(&of);
        let found = impls.into_iter().flatten().any(|at| {
            let facts = &self.index.impls[*at];
            facts.heads.iter().any(|head| match head {
                Head::Item(_) => false,
                Head::Any => self.blanket_takes_closures(facts.item, open),
                Head::Shape("fn") => true,
                _ => {
                    let data = self.program.item(facts.item);
                    names_functions(&self.program.slice(data.text, (data.span.start, data.open)))
                        || self
                            .scope_of(facts.item)
                            .self_ty
                            .as_ref()
                            .is_some_and(|ty| self.is_of_closures(ty, open))
                }
            })
        });
        open.pop();
        found
    }

    /// Whether a closure may lie in a type as it stands, whatever an alias calls it.
    pub(super) fn may_be_of_closures(&self, ty: &Ty) -> bool {
        self.is_of_closures(ty, &mut Vec::new())
    }

    fn is_of_closures(&self, ty: &Ty, open: &mut Vec<ItemId>) -> bool {
        match ty {
            Ty::Callable(_) | Ty::Iter(_) | Ty::Unknown => true,
            Ty::Slice(of) => self.is_of_closures(of, open),
            Ty::Tuple(types) | Ty::Foreign(_, types) | Ty::Adt(_, types) => {
                types.iter().any(|ty| self.is_of_closures(ty, open))
            }
            Ty::Bounded(bounds) => bounds
                .iter()
                .flat_map(|bound| &bound.of)
                .any(|of| match of {
                    Res::Item(of) => self.closures_implement(*of, open),
                    Res::Foreign(path) => names_functions(path) || self.may_run_closures(of),
                    _ => true,
                }),
            Ty::Never | Ty::Builtin(_) | Ty::Param(_) => false,
        }
    }

    /// Whether closures fit a blanket impl.
    fn blanket_takes_closures(&self, item: ItemId, open: &mut Vec<ItemId>) -> bool {
        let piece = self.program.cached_piece(item);
        let Some(Piece::Item(syn::Item::Impl(header))) = piece.as_deref() else {
            return true;
        };
        let parameter = match without_references(&header.self_ty) {
            syn::Type::Path(path) => path.path.get_ident(),
            _ => None,
        };
        parameter.is_none_or(|name| self.fits(item, &header.generics, name, open))
    }

    /// Whether a type parameter may stand for a closure, by what is asked of it in an item's header.
    pub(super) fn may_be_closure(
        &self,
        item: ItemId,
        generics: &syn::Generics,
        name: &syn::Ident,
    ) -> bool {
        self.fits(item, generics, name, &mut Vec::new())
    }

    /// The type parameters, a function's own and those of the impl around it, that are part of an argument's type and
    /// may stand for a closure.
    pub(super) fn given_closures(
        &self,
        function: ItemId,
        signature: &syn::Signature,
    ) -> BTreeSet<String> {
        let program = self.program;
        let parent = program.item(function).parent;
        let piece = parent.and_then(|parent| program.cached_piece(parent));
        let header = match (parent, piece.as_deref()) {
            (Some(parent), Some(Piece::Item(syn::Item::Impl(header)))) => Some((parent, header)),
            _ => None,
        };
        let mut named = BTreeSet::new();
        for input in &signature.inputs {
            identifiers(input.to_token_stream(), &mut named);
        }
        if let Some((_, header)) = header
            && (named.contains("self") || named.contains("Self"))
        {
            identifiers(header.self_ty.to_token_stream(), &mut named);
        }
        let own = (function, &signature.generics);
        let of_header = header.map(|(parent, header)| (parent, &header.generics));
        let mut found = BTreeSet::new();
        for (item, generics) in [Some(own), of_header].into_iter().flatten() {
            for parameter in generics.type_params() {
                let name = parameter.ident.to_string();
                if named.contains(&name) && self.may_be_closure(item, generics, &parameter.ident) {
                    found.insert(name);
                }
            }
        }
        found
    }

    /// By what code shows that it may hand a closure to an item: by its name. A member of another crate's trait is
    /// called where nobody names it, so there by whatever makes the types that the closure lies in; and if it lies in
    /// none of the program, by what that crate's code does.
    pub(super) fn handed_by(&self, item: ItemId) -> Vec<Named> {
        let parent = self.program.item(item).parent;
        let facts = parent.and_then(|parent| self.index.of_item.get(&parent));
        let facts = facts.map(|at| &self.index.impls[*at]);
        let header = parent.and_then(|parent| self.program.item(parent).header.as_ref());
        let of_trait = header.and_then(|header| header.by.as_deref());
        let (Some(facts), Some(by)) = (facts, of_trait) else {
            return vec![self.name_of(item)];
        };
        let mut names = Vec::new();
        if !facts.local.is_empty() {
            names.push(self.name_of(item));
            if facts.foreign.is_empty() {
                return names;
            }
        }
        let piece = self.program.head(item);
        let mut carriers = BTreeSet::new();
        let carried = match piece.as_deref().and_then(Piece::signature) {
            // Nothing is handed to it.
            Some(signature) if signature.inputs.is_empty() => return names,
            Some(signature) => {
                let closures = self.given_closures(item, signature);
                let signature = self.signature(item);
                let own = signature.own.iter().filter(|_| signature.receiver);
                let mut types = signature.inputs.iter().chain(own);
                types.all(|ty| carries(ty, &closures, &mut carriers))
            }
            // What a macro writes there may be given the type that the impl is for.
            None => {
                let own = self.scope_of(item).self_ty.clone().unwrap_or(Ty::Unknown);
                matches!(own, Ty::Adt(..)) && carries(&own, &BTreeSet::new(), &mut carriers)
            }
        };
        if carried && !carriers.is_empty() {
            let name = |item: ItemId| Named::Any(self.program.item(item).name.clone());
            names.extend(carriers.into_iter().map(name));
        } else if facts.foreign.is_empty() {
            names.push(Named::Asked(by.to_owned()));
        } else {
            if facts.outside {
                names.push(Named::AskedOutside);
            }
            if !facts.outside || facts.of_std {
                names.extend(facts.foreign.iter().cloned().map(Named::Asked));
            }
        }
        names
    }

    fn fits(
        &self,
        item: ItemId,
        generics: &syn::Generics,
        name: &syn::Ident,
        open: &mut Vec<ItemId>,
    ) -> bool {
        let mut asked = bounds_in(generics).filter(|asked| asked.whole && asked.parameter == name);
        asked.all(|asked| {
            let mut bounds = asked.bounds.iter();
            bounds.all(|bound| self.bound_fits(item, bound, open))
        })
    }

    /// Whether all of these bounds allow a closure.
    pub(super) fn bounds_allow_closures<'b>(
        &self,
        item: ItemId,
        bounds: impl IntoIterator<Item = &'b syn::TypeParamBound>,
    ) -> bool {
        let mut bounds = bounds.into_iter();
        bounds.all(|bound| self.bound_fits(item, bound, &mut Vec::new()))
    }

    fn bound_fits(
        &self,
        item: ItemId,
        bound: &syn::TypeParamBound,
        open: &mut Vec<ItemId>,
    ) -> bool {
        let syn::TypeParamBound::Trait(bound) = bound else {
            return true;
        };
        let found = self.program.resolve_whole(
            self.program.item(item).module,
            &path_names(&bound.path),
            bound.path.leading_colon.is_some(),
            Ns::Type,
        );
        found.is_empty()
            || found.iter().any(|res| match res {
                Res::Item(of) => self.closures_implement(*of, open),
                Res::Foreign(path) => {
                    let name = path.rsplit("::").next().unwrap_or_default();
                    match path.starts_with("std::") {
                        true => !NEVER.contains(&name),
                        false => self.holds_of_others(Question::Implemented, path),
                    }
                }
                _ => true,
            })
    }
}

/// Whether a closure that is handed over in a type must lie in one of the program's: those that it can.
fn carries(ty: &Ty, closures: &BTreeSet<String>, carriers: &mut BTreeSet<ItemId>) -> bool {
    let mut all = |types: &[Ty]| types.iter().all(|ty| carries(ty, closures, carriers));
    match ty {
        Ty::Builtin(_) | Ty::Never => true,
        Ty::Param(name) => !closures.contains(&**name),
        Ty::Slice(of) => all(std::slice::from_ref(of)),
        Ty::Tuple(types) => all(types),
        Ty::Foreign(_, types) => {
            !types.is_empty() && all(types) || is_plain(ty) || is_formatter(ty)
        }
        Ty::Adt(item, _) => {
            carriers.insert(*item);
            true
        }
        Ty::Unknown | Ty::Bounded(_) | Ty::Iter(_) | Ty::Callable(_) => false,
    }
}

/// Whether a trait is one by which a type of std may run a closure.
pub(super) fn is_run(of: &Res) -> bool {
    let Res::Foreign(path) = of else { return false };
    let name = path.rsplit("::").next().unwrap_or_default();
    // Another crate may hand it on.
    RUN.contains(&name)
}

/// How code names types of std that run code of what they hold when they are dropped, or what makes them: they write what
/// they have, pull an iterator, or compare.
const FINISHERS: &[&str] = &[
    "BufWriter",
    "LineWriter",
    "Splice",
    "splice",
    "PeekMut",
    "peek_mut",
];

/// Whether the program names a type of std that runs more than `drop` when it is dropped.
pub(super) fn has_finishers(program: &Program) -> bool {
    names_any(program, FINISHERS)
}

/// Whether the program names a type of std that runs a closure behind such a trait.
pub(super) fn has_runners(program: &Program) -> bool {
    names_any(program, RUNNERS)
}

/// Whether it has code that is run as a future, and like a closure stands where it is made.
pub(super) fn has_futures(program: &Program) -> bool {
    names_any(program, &["async"])
}

fn is_future(path: &str) -> bool {
    matches!(path, "std::future::Future" | "std::future::IntoFuture")
}

fn names_any(program: &Program, words: &[&str]) -> bool {
    let mut texts = program.texts.iter();
    texts.any(|text| words.iter().any(|word| has_word(&text.text, word)))
}

//! What may come in where a trait is asked for that tells it.

use crate::others::closures::{Question, speaks_of_functions};
use crate::parse::{Piece, has_word};
use crate::reach::calls::Given;
use crate::reach::compared::comparison;
use crate::reach::hidden::Taken;
use crate::reach::in_scope::{ANYTHING, said_by_others};
use crate::reach::live::Reach;
use crate::reach::quiet::{OPERATORS, is_plain};
use crate::reach::scope::Scope;
use crate::reach::std_traits::is_trait_of_std;
use crate::reach::ty::{Bound, Ty, any_of};
use crate::resolve::{ANY_TRAIT, Head, ItemId, Res, UNREAD};
use quote::ToTokens;
use std::collections::BTreeSet;
use std::rc::Rc;

impl Reach<'_> {
    /// Whether whatever has a trait of another crate, but for what the program implements it for, is of types of such crates
    /// with nothing in them that who uses them chooses: by their sources all impls are for single types, in which neither
    /// closures nor objects lie. No other crate can have one for all types, and none knows those of the program.
    pub(super) fn is_of_plain(&self, of: &Res) -> bool {
        let Res::Foreign(path) = of else { return false };
        !path.starts_with("std::")
            && !self.holds_of_others(Question::Open, path)
            && !self.holds_of_others(Question::Run, path)
    }

    /// Whether it is known of all that has a trait what it is: of other crates alone, or for a trait of the program single types.
    /// In an implementor with parameters may lie whatever has the other traits that are asked: `Vec<L>` is `Clone` by `L`.
    pub(super) fn tells_all(&self, of: &Res) -> bool {
        let Res::Item(item) = of else {
            return self.is_of_plain(of);
        };
        let name = &self.program.item(*item).name;
        let mut impls = self.index.by_trait.get(item).into_iter().flatten();
        let mut unseen = self.program.unseen_impls().iter();
        impls.all(|at| self.index.impls[*at].is_single)
            && !unseen.any(|(_, names)| names.contains(name))
            && self.may_write_for(name).is_empty()
    }

    /// All types come alive for which a macro of another crate may have written impls that nobody sees.
    pub(super) fn all_written(&mut self, from: ItemId) -> Vec<ItemId> {
        // Whether there are such types, any text may change.
        self.reached.everywhere = true;
        let mut more = Vec::new();
        for at in 0..self.program.items.len() {
            let item = ItemId(at as u32);
            let data = self.program.item(item);
            let may_be = data.marks.given
                || !data.marks.derives.is_empty()
                || !data.marks.derives_if.is_empty();
            if data.kind.is_adt() && may_be && self.may_have_written(item) {
                self.live(
                    item,
                    from,
                    "a macro may have written what the function may be given it by",
                );
                more.push(item);
            }
        }
        more
    }
}

/// Methods of std's traits that give what their receiver's type says.
const BY_ITSELF: &[&str] = &["clone", "max", "min"];

/// Those that give nothing.
const ASSIGNING: &[&str] = &[
    "add_assign",
    "sub_assign",
    "mul_assign",
    "div_assign",
    "rem_assign",
    "shl_assign",
    "shr_assign",
    "bitand_assign",
    "bitor_assign",
    "bitxor_assign",
];

impl Reach<'_> {
    /// The scope of an item that is walked, in which it is known which type parameters stand for nothing of the program.
    pub(super) fn scope_to_walk(&self, item: ItemId) -> Scope {
        let scope = Scope::of_item(self.program, item);
        let names = scope.parameters().iter().map(|(name, _)| name);
        let mut others: Vec<Rc<str>> = names.cloned().collect();
        others.retain(|name| self.stands_for_others(&scope, name));
        match others.is_empty() {
            true => scope,
            false => Scope::of_others(self.program, item, others),
        }
    }

    /// Whether a type parameter stands for nothing of the program, whoever chooses it: a trait is asked of it that the program
    /// implements for nothing, and others only for types without parameters; and nothing that is asked of it has a type of
    /// the program in it, by which the program could have implemented that for another's.
    fn stands_for_others(&self, scope: &Scope, name: &Rc<str>) -> bool {
        let known =
            |ty: &Ty| matches!(ty, Ty::Param(own) if own == name) || names_none_of_program(ty);
        let is_of_others = |bound: &Bound| {
            matches!(&bound.of[..], [Res::Foreign(_)])
                && bound.output.is_none()
                && bound.args.iter().all(known)
                && bound.assoc.iter().all(|(_, ty)| known(ty))
        };
        let own = Ty::Param(name.clone());
        let Some(bounds) = self.asked_of_parameter(scope, name) else {
            return false;
        };
        bounds.iter().all(is_of_others)
            && scope.bounds_on_references(&own).all(is_of_others)
            && bounds.iter().any(|bound| {
                bound
                    .of
                    .iter()
                    .all(|of| self.is_of_plain(of) && !self.may_be_implemented(of))
            })
    }

    /// What is asked of a type parameter: by a trait of the program that has nothing itself what those above it ask. None if one
    /// has, of which the program may give it more.
    fn asked_of_parameter(&self, scope: &Scope, name: &str) -> Option<Vec<Bound>> {
        let mut open = scope.bounds(name).to_vec();
        let mut seen = BTreeSet::new();
        let mut found = Vec::new();
        while let Some(bound) = open.pop() {
            let [Res::Item(of)] = bound.of[..] else {
                found.push(bound);
                continue;
            };
            if !seen.insert(of) {
                continue;
            }
            let piece = self.program.cached_piece(of);
            let Some(Piece::Item(syn::Item::Trait(tree))) = piece.as_deref() else {
                return None;
            };
            let data = self.program.item(of);
            self.program.asked.name(&data.name);
            if !data.members.is_empty() || data.marks.given || !tree.generics.params.is_empty() {
                return None;
            }
            let above = self.scope_of(of);
            let above = above.bounds("Self").iter();
            open.extend(above.filter(|bound| bound.of != [Res::Item(of)]).cloned());
        }
        Some(found)
    }

    /// Whether the program may implement a trait of another crate for anything.
    fn may_be_implemented(&self, of: &Res) -> bool {
        let Res::Foreign(path) = of else { return true };
        let name = path.rsplit("::").next().unwrap_or_default();
        let mut unseen = self.program.unseen_impls().iter();
        // Said of all that is given to a macro.
        self.program.asked.word(UNREAD);
        let impls = self.index.by_foreign.get(name);
        impls.is_some_and(|impls| !impls.is_empty())
            || self.program.has_derives_of_others()
            || !self.program.writers().of_items.is_empty()
            || unseen.any(|(_, names)| names.contains(name))
    }

    /// What a method gives that is called on a value with nothing of the program in it, if it is called with such values, and
    /// runs no code of the program but what is implemented for other crates' types. None if it may.
    pub(super) fn method_of_others(
        &mut self,
        scope: &Scope,
        name: &str,
        given: &Given<'_>,
    ) -> Option<Ty> {
        let mut types = given.args.iter().chain(given.turbofish);
        let gives = types
            .all(has_none_of_program)
            .then(|| self.given_by_bounds(scope, name));
        let gives = gives??;
        self.calls_apart(scope.item);
        self.impure_method(scope.item, &Ty::others(), name);
        let mut found = self.own_methods(&Ty::others(), name, given.at_hand);
        found.extend(self.of_pointers(name));
        if found.is_empty() {
            return Some(gives);
        }
        let own = self.run_any(scope, &Ty::others(), &found, given);
        Some(any_of(own, gives))
    }

    /// What a function of this name gives that is called on what is none of the program's: one of the traits of other crates
    /// that are asked of the type parameters or are in scope, or of std. None if it may make a value of a type that its
    /// caller chooses.
    pub(super) fn given_by_bounds(&self, scope: &Scope, name: &str) -> Option<Ty> {
        let names = scope.others().iter();
        let bounds = names.flat_map(|name| self.asked_of_parameter(scope, name));
        let of = bounds
            .flatten()
            .flat_map(|bound| bound.of)
            .filter_map(|of| match of {
                Res::Foreign(path) if !path.starts_with("std::") => Some(path),
                _ => None,
            });
        let mut paths: BTreeSet<String> = of.collect();
        paths.extend(self.traits_in_scope(scope.item).iter().cloned());
        if self.gives_uses(scope.item) {
            return None;
        }
        let mut found: Option<String> = None;
        for path in paths {
            if path == ANYTHING {
                return None;
            }
            let functions = self.program.functions_of_others(&path, &is_trait_of_std)?;
            for known in [&functions.own, &functions.above] {
                let Some(gives) = known.get(name) else {
                    continue;
                };
                let gives = gives.clone()?;
                if found.as_ref().is_some_and(|found| *found != gives) {
                    return None;
                }
                found = Some(gives);
            }
        }
        if let Some(found) = found {
            return given(&syn::parse_str(&found).ok()?);
        }
        let is_operator = OPERATORS.iter().any(|(_, method)| *method == name);
        match name {
            _ if is_operator || BY_ITSELF.contains(&name) => Some(Ty::others()),
            "partial_cmp" => Some(Ty::option(Ty::foreign("std::cmp::Ordering", Vec::new()))),
            "cmp" => Some(Ty::foreign("std::cmp::Ordering", Vec::new())),
            _ if comparison(name).is_some() => Some(Ty::builtin("bool")),
            _ if ASSIGNING.contains(&name) => Some(Ty::unit()),
            _ => None,
        }
    }
}

/// Whether no type of the program stands in a type. What lies in a value of another crate's, that does not tell.
fn names_none_of_program(ty: &Ty) -> bool {
    match ty {
        Ty::Slice(of) => names_none_of_program(of),
        Ty::Tuple(of) => of.iter().all(names_none_of_program),
        Ty::Foreign(path, of) if !path.starts_with("std::") => of.iter().all(names_none_of_program),
        ty => has_none_of_program(ty),
    }
}

/// Whether nothing of the program lies in values of a type, nor a closure, by which such could.
pub(super) fn has_none_of_program(ty: &Ty) -> bool {
    match ty {
        Ty::Slice(of) => has_none_of_program(of),
        Ty::Tuple(of) => of.iter().all(has_none_of_program),
        Ty::Foreign(_, of) => is_plain(ty) && of.iter().all(has_none_of_program),
        ty => matches!(ty, Ty::Builtin(_) | Ty::Never),
    }
}

/// What is written in the trait of another crate, of what is none of the program's. None if it is a closure or an object.
fn given(ty: &syn::Type) -> Option<Ty> {
    said_by_others(ty, &|ty| {
        let syn::Type::Path(path) = ty else {
            return None;
        };
        // Whose it is was seen to.
        if let [only] = &path.path.segments.iter().collect::<Vec<_>>()[..]
            && only.ident == "Option"
            && let syn::PathArguments::AngleBracketed(list) = &only.arguments
            && let Some(syn::GenericArgument::Type(of)) = list.args.first()
        {
            return given(of).map(Ty::option);
        }
        (!speaks_of_functions(&ty.to_token_stream().to_string())).then(Ty::others)
    })
}

impl Reach<'_> {
    /// Whether a type of the program surely does not have a trait of another crate, nor what it leads to.
    pub(super) fn surely_lacks(&self, item: ItemId, of: &str) -> bool {
        let last = of.rsplit("::").next().unwrap_or_default();
        !of.starts_with("std::")
            && of.contains("::")
            && last != ANY_TRAIT
            && !self.implements(item, last)
            && !self.implements(item, "Deref")
            && self.says_what_it_has(item, of)
    }

    /// Whether a type of the program has a trait of another crate only by impls that are seen.
    fn says_what_it_has(&self, item: ItemId, of: &str) -> bool {
        let own = &self.program.item(item).name;
        let last = of.rsplit("::").next().unwrap_or_default();
        let mut unseen = self.program.unseen_impls().iter();
        self.program.asked.word(UNREAD);
        !self.holds_of_others(Question::ForAll, of)
            && !self.may_have_written(item)
            && self.program.writers().of_items.is_empty()
            && !unseen.any(|(_, names)| names.contains(own) || names.contains(last))
    }

    /// Whether a path of another crate is one of a trait, with this function of it.
    pub(super) fn is_function_of_trait(&self, of: &str, name: &str) -> bool {
        let functions = || self.program.functions_of_others(of, &is_trait_of_std);
        !of.starts_with("std::")
            && functions().is_some_and(|known| known.alone && known.own.contains_key(name))
    }

    /// What a call of a function gives that is named through a trait of another crate, `Trait::name(x)`, where it surely runs
    /// either the program's own, of an impl that says it itself, or one of another crate that is given nothing of the program.
    pub(super) fn by_trait_of_others(
        &mut self,
        scope: &Scope,
        path: &str,
        values: &[Ty],
        expected: &Ty,
    ) -> Option<Ty> {
        let (of, name) = path.rsplit_once("::")?;
        if path.starts_with("std::") {
            return None;
        }
        let functions = self.program.functions_of_others(of, &is_trait_of_std)?;
        let gives = functions.own.get(name).filter(|_| functions.alone)?;
        let takes_self = !functions.free.contains(name);
        match (values.first(), expected) {
            (Some(own @ Ty::Adt(item, _)), _) if takes_self => {
                let said = self.says_all(*item, of, name)?;
                let given = Given {
                    args: &values[1..],
                    turbofish: &[],
                    expected,
                    at_hand: Taken::Unknown,
                };
                return Some(self.run_any(scope, own, &said, &given));
            }
            (_, Ty::Adt(item, _)) if !takes_self && gives.as_deref() == Some("Self") => {
                for member in self.says_all(*item, of, name)? {
                    self.live(member, scope.item, "calls");
                }
                return Some(expected.clone());
            }
            _ => {}
        }
        // Of which type it is a function, either what it is given tells or what it gives.
        let gives = gives.clone()?;
        let is_told = !has_word(&gives, "Self") || names_none_of_program(expected);
        if !is_told || !values.iter().all(has_none_of_program) {
            return None;
        }
        let ty = given(&syn::parse_str(&gives).ok()?)?;
        self.calls_apart(scope.item);
        self.may_be_impure(scope.item, path);
        Some(match gives.as_str() {
            "Self" if !takes_self => expected.clone(),
            _ => ty,
        })
    }

    /// The functions of a name that a type has by impls of a trait of another crate, if all that may be there say it.
    fn says_all(&self, item: ItemId, of: &str, name: &str) -> Option<Vec<ItemId>> {
        let last = of.rsplit("::").next().unwrap_or_default();
        if !self.says_what_it_has(item, of) {
            return None;
        }
        let mut found = Vec::new();
        for at in self
            .index
            .by_head
            .get(&Head::Item(item))
            .into_iter()
            .flatten()
        {
            let facts = &self.index.impls[*at];
            if facts.foreign.iter().any(|by| by == last) {
                let members = self.program.item(facts.item).members.iter();
                let mut members = members.filter(|member| self.program.item(**member).name == name);
                found.push(*members.next()?);
            }
        }
        (!found.is_empty()).then_some(found)
    }
}

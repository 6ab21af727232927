//! Conversions: which impls of `From` and its like a call may run.
//!
//! The impl stands for the type that is made, whatever it is made of, and that type need not be the program's own:
//! `impl From<Mine> for String`. So it is found by the head of what is wanted; where that is not known, all are kept.

use crate::parse::{Piece, has_word};
use crate::reach::arguments::type_arguments;
use crate::reach::handed::is_of_others;
use crate::reach::live::Reach;
use crate::reach::projected::project;
use crate::reach::scope::Scope;
use crate::reach::std_types::is_std_collection;
use crate::reach::ty::Ty;
use crate::resolve::{Extern, Head, ItemId, Res};

impl Reach<'_> {
    /// A trait is asked to make a type: its impls for that type's head come alive, or all if it is not known.
    pub(super) fn demand_made(&mut self, of: &str, wanted: &Ty, from: ItemId) {
        let heads = self.heads_of(wanted);
        if heads.is_empty() && !wanted.is_others() {
            self.demand(of, &Ty::Unknown, from);
        }
        for head in heads {
            self.demand_head(of, head, from);
        }
    }

    /// As [`Reach::demand_made`], where std makes a type out of parts by the same trait: `Result<Mine, E>`, `(A, B)`.
    pub(super) fn demand_made_within(&mut self, of: &str, wanted: &Ty, from: ItemId) {
        self.demand_made(of, wanted, from);
        match wanted {
            ty if is_std_collection(ty) => {}
            // A pair is made of two that are extended.
            Ty::Unknown | Ty::Param(_) | Ty::Bounded(_)
                if of == "FromIterator" && self.index.by_foreign.contains_key("Extend") =>
            {
                self.demand("Default", wanted, from);
                self.demand("Extend", wanted, from);
            }
            Ty::Tuple(args) if of == "FromIterator" => {
                for arg in args {
                    self.demand("Default", arg, from);
                    self.demand_made_within("Extend", arg, from);
                }
            }
            Ty::Foreign(_, args) | Ty::Tuple(args) => {
                for arg in args {
                    self.demand_made_within(of, arg, from);
                }
            }
            _ => {}
        }
    }

    /// What a conversion that is named through a type runs: of impls by several types those that may be by the argument's. Those
    /// of `choices` did not come alive before; the others of them.
    pub(super) fn choose(
        &mut self,
        choices: Vec<ItemId>,
        values: &[Ty],
        from: ItemId,
    ) -> Vec<ItemId> {
        let fits = |reach: &Self, member: ItemId| {
            let signature = reach.signature(member);
            match (&signature.inputs[..], values) {
                ([taken], [given]) => !taken.differs(given),
                _ => true,
            }
        };
        let (run, left): (Vec<ItemId>, Vec<ItemId>) =
            choices.into_iter().partition(|member| fits(self, *member));
        for member in run {
            self.live(member, from, "calls");
        }
        left
    }

    /// `x.into()`, `x.try_into()`.
    pub(super) fn converted(&mut self, given: &Ty, wanted: &Ty, from: ItemId) {
        for of in ["Into", "TryInto"] {
            self.demand_made(of, given, from);
        }
        self.demand_made("From", wanted, from);
        // `try_into` gives a result of what is made.
        match wanted.is("std::result::Result") {
            true => self.demand_made("TryFrom", &wanted.arg(0), from),
            false => self.demand_made("TryFrom", wanted, from),
        }
        self.kept_as_error(given, wanted, from);
    }

    /// What `parse` gives: it fails with what the type's own impl says.
    pub(super) fn parsed(&self, gives: Ty) -> Ty {
        match gives {
            Ty::Foreign(path, args)
                if *path == *"std::result::Result"
                    && matches!(&args[..], [Ty::Adt(..), Ty::Unknown]) =>
            {
                let of = Res::Foreign("std::str::FromStr".to_owned());
                let error = project(self.program, None, &args[0], "Err", Some(&of), 0);
                Ty::result(args[0].clone(), error)
            }
            gives => gives,
        }
    }

    /// `From::from` is asked for what is wanted, by these.
    pub(super) fn made_by_from<'t>(
        &mut self,
        given: impl IntoIterator<Item = &'t Ty>,
        wanted: &'t Ty,
        from: ItemId,
    ) {
        self.demand_made("From", wanted, from);
        if is_of_others(wanted) {
            // That crate may have it for whatever has some trait.
            self.escapes(given.into_iter().chain([wanted]), from);
        }
    }

    /// `?` on an error, in a function that returns another.
    pub(super) fn converted_error(&mut self, given: &Ty, wanted: &Ty, from: ItemId) {
        self.made_by_from([given], wanted, from);
        if is_std_collection(wanted) {
            // Made of what it then clones, hashes or compares.
            self.handed([given, wanted], from);
        }
        self.kept_as_error(given, wanted, from);
    }

    /// Whether what looks the same here may be made of another by the program: types differ in references, in constants, and
    /// in what they are where only their bounds are known.
    pub(super) fn may_be_made_of_like(&self, scope: &Scope, made: &Ty) -> bool {
        match made {
            // Of a box of its own the program makes one, as of a type of its own.
            Ty::Adt(..) | Ty::Foreign(..) => {
                let heads = self.heads_of(made);
                let impls = self.index.by_foreign.get("From").into_iter().flatten();
                let mut made = impls
                    .map(|at| &self.index.impls[*at])
                    .filter(|facts| facts.heads.iter().any(|head| heads.contains(head)));
                made.any(|facts| {
                    let of = self.made_of(facts.item);
                    of.is_none_or(|of| match of {
                        Ty::Unknown | Ty::Param(_) | Ty::Bounded(_) => true,
                        of => self.heads_of(&of).iter().any(|head| heads.contains(head)),
                    })
                })
            }
            // Only a bound can ask for it.
            Ty::Param(_) | Ty::Bounded(_) => {
                let says = |item: ItemId| {
                    let data = self.program.item(item);
                    let header = self.program.slice(data.text, (data.span.start, data.open));
                    has_word(&header, "From") || has_word(&header, "Into")
                };
                let parent = self.program.item(scope.item).parent;
                says(scope.item) || parent.is_some_and(says)
            }
            _ => false,
        }
    }

    /// What an impl of `From` makes its type of, if that can be read.
    fn made_of(&self, item: ItemId) -> Option<Ty> {
        let piece = self.program.cached_piece(item);
        let Some(Piece::Item(syn::Item::Impl(header))) = piece.as_deref() else {
            return None;
        };
        let (path, _) = header.trait_.as_ref()?;
        let of = type_arguments(self.program, &self.scope_of(item), path, None);
        of.into_iter().next()
    }

    /// An error that becomes one of std's or another crate's may be shown through it, by code that is not seen.
    pub(super) fn kept_as_error(&mut self, given: &Ty, wanted: &Ty, from: ItemId) {
        let keeps = match wanted {
            Ty::Unknown | Ty::Param(_) | Ty::Bounded(_) => self.knows_other_crates(from),
            Ty::Foreign(path, _) => {
                !path.starts_with("std::")
                    || matches!(
                        &**path,
                        "std::boxed::Box" | "std::io::Error" | "std::rc::Rc" | "std::sync::Arc"
                    )
            }
            _ => false,
        };
        if !keeps {
            return;
        }
        let mut types = Vec::new();
        if !given.local(&mut types) {
            let index = self.index;
            let errors = index.by_foreign.get("Error").into_iter().flatten();
            types.extend(errors.flat_map(|at| &index.impls[*at].needs));
        }
        for item in types {
            let unknown = crate::reach::ty::parameters(self.program, item)
                .iter()
                .map(|_| Ty::Unknown)
                .collect();
            let ty = Ty::Adt(item, unknown);
            for of in ["Display", "Debug", "Error"] {
                self.demand(of, &ty, from);
            }
        }
    }

    fn knows_other_crates(&self, item: ItemId) -> bool {
        let krate = self.program.krate(self.program.item(item).krate);
        let locked = |known: &Extern| matches!(known, Extern::Locked { .. });
        krate.externs.values().any(locked)
    }

    /// Whether the program implements a foreign trait for what may be this type.
    pub(super) fn has_impl_for(&self, of: &str, ty: &Ty) -> bool {
        let heads = self.heads_of(ty);
        let impls = self.index.by_foreign.get(of).into_iter().flatten();
        impls.map(|at| &self.index.impls[*at].heads).any(|known| {
            heads.is_empty()
                || known
                    .iter()
                    .any(|head| *head == Head::Any || heads.contains(head))
        })
    }
}

/// Whether a path names a function by which a type is made of another, by an impl for each.
pub(super) fn is_conversion(path: &syn::Path) -> bool {
    let last = path.segments.last();
    path.segments.len() > 1
        && last.is_some_and(|last| last.ident == "from" || last.ident == "try_from")
}

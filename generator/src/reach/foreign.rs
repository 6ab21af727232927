//! Whether code of crates that are not read runs, other than std's.
//!
//! It does where live code calls it, or works on a value of one of its types. That such a type is named, in a field or a
//! signature, runs nothing; but what is not known may then be of that type: where live code calls a method of such a value,
//! asks something of it or lets it go, that code runs as well.

use crate::others::functions::Called;
use crate::reach::asks::is_of_std_traits;
use crate::reach::in_scope::{given, leads_into_std};
use crate::reach::live::Reach;
use crate::reach::steps::Step;
use crate::reach::ty::Ty;
use crate::resolve::{Head, ItemId};
use std::collections::BTreeSet;

/// What methods of values that are not known are given.
#[derive(Debug, Default)]
pub(super) struct GivenUnknown {
    /// Whether anything is.
    any: bool,
    /// The types of the program.
    types: BTreeSet<ItemId>,
}

/// What live code names of other crates' types, while none of their code runs.
#[derive(Debug, Default)]
pub(super) struct NamedTypes {
    /// Whether it names any.
    any: bool,
    /// Whether it names one in which something may lie that its caller chose, and that its `drop` may run.
    open: bool,
    /// Whether live code has a value that is not known.
    unknown: bool,
    /// Types of the program that are arguments of such types, and who names them.
    held: Vec<(Vec<ItemId>, ItemId)>,
}

impl Reach<'_> {
    /// Code of a crate other than std may run: it may call impls of its traits for live types.
    pub(super) fn calls_outside(&mut self, path: &str, from: ItemId) {
        if path == "?" {
            self.std_runs(from);
        }
        if !leads_into_std(path) {
            self.step(from, || Step::Outside, |reach| reach.wake_outside(from));
        }
    }

    /// Code of another crate runs where it can get at nothing of the program by what it is given: values that hold nothing of
    /// it, nor a closure, for types that are none of it. So it asks nothing of live types; but the linker may lead it to the
    /// program, and what is not known may be what it gives.
    pub(super) fn calls_apart(&mut self, from: ItemId) {
        self.names_others(true, from);
        self.step(from, || Step::Apart, |reach| reach.wake_apart(from));
    }

    pub(super) fn wake_apart(&mut self, from: ItemId) {
        if !std::mem::replace(&mut self.apart, true) {
            self.started(from);
            self.linked_by_others(from);
        }
    }

    pub(super) fn wake_outside(&mut self, from: ItemId) {
        if self.outside {
            return;
        }
        self.outside = true;
        self.wake_measured();
        self.wake_apart(from);
        if self.calls_unknown {
            // Such a value may have the method that is called, and that may do anything with all it is given.
            let given = std::mem::take(&mut self.given_unknown);
            let types: Vec<ItemId> = given.types.into_iter().collect();
            self.unknown_are_outside((!given.any).then_some(&types), from);
        }
        if self.lets_go {
            // Such a value is dropped, and its own `drop` may call anything.
            self.std_runs(from);
        }
        for (types, from) in std::mem::take(&mut self.named.held) {
            self.asked_wholly(Some(&types), from);
        }
        for at in 0..self.index.impls.len() {
            if self.index.impls[at].outside {
                self.consider(at, from);
            }
        }
    }

    /// A type of another crate is named, by its path, where nothing is done with a value of it.
    pub(super) fn names_type(&mut self, path: &str, from: ItemId) {
        // A path that is not surely a type's may be a trait's, of which an object is meant.
        match self.program.nominal(path) {
            Some(_) if !path.starts_with("std::") => {
                self.names_others(self.program.holds_own(path), from);
            }
            _ => self.calls_outside(path, from),
        }
    }

    pub(super) fn names_others(&mut self, own: bool, from: ItemId) {
        let step = || Step::NamesOthers(own);
        self.step(from, step, |reach| {
            reach.named.any = true;
            reach.named.open |= !own;
            let is_asked = |reach: &Self| {
                reach.lets_go
                    || reach.named.unknown
                    || reach.demands.values().any(|demand| demand.all.is_some())
            };
            if reach.calls_unknown || !own && is_asked(reach) {
                reach.wake_outside(from);
            }
        });
    }

    /// A type of another crate is named, and what it holds. That code may ask anything of that as soon as it runs, wherever a
    /// value of it came from.
    pub(super) fn held_where_named(&mut self, types: &[ItemId], from: ItemId) {
        let step = || Step::HeldByOthers(types.to_vec());
        self.step(from, step, |reach| match reach.outside {
            true => reach.asked_wholly(Some(types), from),
            false => reach.named.held.push((types.to_vec(), from)),
        });
    }

    /// Something is asked of what is not known, or it is let go of: it may be of a type of another crate.
    pub(super) fn opens(&mut self, from: ItemId) {
        if self.named.open {
            self.wake_outside(from);
        }
    }

    /// Live code has a value of a type: another crate's code may work on it.
    pub(super) fn has_value(&mut self, ty: &Ty, from: ItemId) {
        if self.is_open(ty) {
            self.calls_outside("another crate", from);
        }
    }

    /// Live code has a value of which nothing is known. It may lead to another where that is wanted, by what such code does.
    pub(super) fn has_unknown(&mut self, from: ItemId) {
        let step = || Step::HasUnknown;
        self.step(from, step, |reach| {
            reach.named.unknown = true;
            reach.opens(from);
        });
    }

    /// Whether another crate's type stands in a type, in which something may lie that its caller chose.
    fn is_open(&self, ty: &Ty) -> bool {
        match ty {
            Ty::Slice(of) | Ty::Iter(of) | Ty::Callable(of) => self.is_open(of),
            Ty::Tuple(of) | Ty::Adt(_, of) => of.iter().any(|ty| self.is_open(ty)),
            Ty::Foreign(path, of) => {
                let is_known =
                    path.starts_with("std::") || of.is_empty() && self.program.holds_own(path);
                !is_known || of.iter().any(|ty| self.is_open(ty))
            }
            _ => false,
        }
    }

    /// What a function gives of another crate's type that holds its own, where it makes nothing that its caller chooses. It may
    /// ask no more than what it is given allows.
    pub(super) fn own_function(
        &self,
        own: &Ty,
        name: &str,
        how: Called,
        from: ItemId,
    ) -> Option<Ty> {
        let Ty::Foreign(path, arguments) = own else {
            return None;
        };
        let path = Some(path).filter(|_| arguments.is_empty())?;
        // A method of std's traits that takes the value itself is found before one that borrows it.
        if how == Called::AsMethod && is_of_std_traits(name, self.program.build.minor_version) {
            return None;
        }
        // Another crate's trait may have one of that name.
        let gives = self.program.given_by_own(path, name, how)?;
        if self.others_in_scope(from, own, name) {
            return None;
        }
        let written = gives.and_then(|text| syn::parse_str(&text).ok());
        Some(written.map_or(Ty::Unknown, |ty| given(&ty, own)))
    }

    /// A method is called that is of another crate's type, if any such value can be there, with values of these types.
    pub(super) fn may_be_others(&mut self, given: Option<&[ItemId]>, from: ItemId) {
        let step = || Step::MayBeOthers(given.map(<[ItemId]>::to_vec));
        self.step(from, step, |reach| {
            match given {
                Some(types) => reach.given_unknown.types.extend(types),
                None => reach.given_unknown.any = true,
            }
            let may_be = reach.has_written || reach.named.any;
            if !std::mem::replace(&mut reach.calls_unknown, true) && may_be {
                reach.wake_outside(from);
            }
            if reach.outside {
                reach.unknown_are_outside(given, from);
            }
        });
    }

    /// Values that are not known may be of types of other crates: such code runs, and is given these.
    fn unknown_are_outside(&mut self, given: Option<&[ItemId]>, from: ItemId) {
        self.std_runs(from);
        self.makes_any(from);
        if given.is_none_or(|types| !types.is_empty()) {
            self.asked_wholly(given, from);
        }
    }

    /// Whether a derive or an attribute of another crate may have written methods of a type that came alive.
    pub(super) fn written_for(&mut self, item: ItemId) {
        if self.may_have_written(item) {
            self.others_wrote(item);
        }
    }

    pub(super) fn others_wrote(&mut self, item: ItemId) {
        let step = || Step::OthersWrote;
        self.step(item, step, |reach| {
            reach.has_written = true;
            if reach.calls_unknown {
                reach.wake_outside(item);
            }
        });
    }

    /// A method that a type of the program does not have of its own may be a default of another crate's trait.
    pub(super) fn may_be_outside(&mut self, receiver: &Ty, from: ItemId) {
        let Ty::Adt(item, _) = receiver else { return };
        let impls = self.index.by_head.get(&Head::Item(*item)).into_iter();
        if impls.flatten().any(|at| self.index.impls[*at].outside) {
            self.calls_outside("another crate", from);
        }
    }
}

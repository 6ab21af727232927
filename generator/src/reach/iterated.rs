//! Iterators that come in from outside: to walk over one may call the closures that it holds, though nothing of its type
//! tells of them.
//!
//! What is not known and asked for something lets all go that came in. Of an iterator the items are known, and nothing of
//! it need be unknown: so where live code gets at a place whose type says that one lies there, it may be the one that came
//! in, and where it takes over what holds one. One that live code makes out of a list is none.

use crate::reach::live::Reach;
use crate::reach::scope::Scope;
use crate::reach::steps::Step;
use crate::reach::ty::{Ty, convert};
use crate::resolve::{ItemId, Res};
use std::collections::BTreeSet;

impl Reach<'_> {
    /// Live code gets at a place of a type that is written out.
    pub(super) fn gets_at(&mut self, ty: &Ty, from: ItemId) {
        if stands_in(ty) {
            self.walks(from);
        }
    }

    /// It owns what was there, and so may drop what lies in its fields.
    pub(super) fn takes_over(&mut self, ty: &Ty, from: ItemId) {
        if self.has_iterator(ty) {
            self.walks(from);
        }
    }

    /// It walks over an iterator that may have come in, or drops it.
    pub(super) fn walks(&mut self, from: ItemId) {
        let work = |reach: &mut Self| {
            reach.walks = true;
            if reach.iterates {
                reach.let_go(from);
            }
        };
        self.step(from, || Step::Walks, work);
    }

    /// A function gives an iterator that it need not have made: an object, or whatever a pointer was made into. What stands
    /// there as `impl Iterator`, its body makes or gets at; and what walks over a list of std's holds no closure.
    pub(super) fn gives_iterator(&mut self, scope: &Scope, output: &syn::ReturnType) {
        let syn::ReturnType::Type(_, ty) = output else {
            return;
        };
        let made = match crate::parse::without_references(ty) {
            syn::Type::ImplTrait(_) => true,
            syn::Type::Path(path) if path.qself.is_none() => {
                let found = scope.meant_as_type(self.program, &path.path);
                let of_list = |res: &Res| match res {
                    Res::Foreign(path) => LISTS.iter().any(|of| path.starts_with(of)),
                    _ => false,
                };
                !found.is_empty() && found.iter().all(of_list)
            }
            _ => false,
        };
        if !made && stands_in(&convert(self.program, scope, ty)) {
            self.walks(scope.item);
        }
    }

    /// Whether an iterator stands in a type, or in the fields of those of the program in it.
    pub(super) fn has_iterator(&self, ty: &Ty) -> bool {
        if stands_in(ty) {
            return true;
        }
        let mut items = BTreeSet::new();
        types_in(ty, &mut items);
        items.into_iter().any(|item| self.holds_iterator(item))
    }

    fn holds_iterator(&self, item: ItemId) -> bool {
        let find = || {
            let mut open = vec![item];
            let mut seen = BTreeSet::new();
            while let Some(at) = open.pop() {
                if !seen.insert(at) {
                    continue;
                }
                let mut items = BTreeSet::new();
                for ty in self.field_types(at) {
                    if stands_in(&ty) {
                        return true;
                    }
                    types_in(&ty, &mut items);
                }
                open.extend(items);
            }
            false
        };
        let known = &self.known.iterators;
        known.get(&self.program.asked, item, find)
    }
}

/// Modules of std whose iterators walk over what is there.
const LISTS: &[&str] = &[
    "std::collections::",
    "std::slice::",
    "std::str::",
    "std::string::",
    "std::vec::",
];

/// Whether an iterator stands in a type as it is.
fn stands_in(ty: &Ty) -> bool {
    match ty {
        Ty::Iter(_) => true,
        Ty::Slice(of) | Ty::Callable(of) => stands_in(of),
        Ty::Tuple(types) | Ty::Foreign(_, types) | Ty::Adt(_, types) => types.iter().any(stands_in),
        _ => false,
    }
}

/// The types of the program in one.
fn types_in(ty: &Ty, items: &mut BTreeSet<ItemId>) {
    match ty {
        Ty::Slice(of) | Ty::Callable(of) | Ty::Iter(of) => types_in(of, items),
        Ty::Tuple(types) | Ty::Foreign(_, types) => types.iter().for_each(|ty| types_in(ty, items)),
        Ty::Adt(item, types) => {
            items.insert(*item);
            types.iter().for_each(|ty| types_in(ty, items));
        }
        _ => {}
    }
}

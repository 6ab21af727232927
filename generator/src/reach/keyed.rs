//! Where closures may lie in what the root is given. An argument that is in the key goes there whole or by what its
//! type's `Serialize` says. Closures and functions have none: nothing but a type that somebody serialises can bring one
//! along, by leaving it out. A type that nobody serialises cannot be in a key, nor be listed but with that argument
//! left out of it.

use crate::model::Kind;
use crate::plan::Unkeyed;
use crate::reach::live::Reach;
use crate::resolve::{Head, ItemId, Ns, Res, path_names};

/// Where closures may lie in a value of some type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Closures {
    /// Nowhere: it is inside of what cannot be in a key.
    Nowhere,
    /// Where the type that is written speaks of one, and in types that somebody serialises.
    Spelled,
    /// In any type, however deep.
    Anywhere,
}

impl Closures {
    /// In what a root is given, or a static holds.
    pub(super) fn of(unkeyed: &Unkeyed) -> Closures {
        match unkeyed {
            Unkeyed::All => Closures::Anywhere,
            // A parameter's type may be that of an argument which is left out.
            Unkeyed::These(names) if !names.is_empty() => Closures::Anywhere,
            Unkeyed::These(_) => Closures::Spelled,
        }
    }

    /// In an argument.
    pub(super) fn of_argument(self, unkeyed: &Unkeyed, name: &str) -> Closures {
        match unkeyed {
            // An argument without a name cannot be left out.
            Unkeyed::These(names) if !names.contains(name) => self.min(Closures::Spelled),
            _ => self,
        }
    }

    /// In a trait object.
    pub(super) fn behind_object(self) -> Closures {
        match self {
            Closures::Nowhere => Closures::Nowhere,
            _ => Closures::Anywhere,
        }
    }
}

impl Reach<'_> {
    /// In the fields of a type.
    pub(super) fn closures_inside(&self, outer: Closures, item: ItemId) -> Closures {
        match outer {
            Closures::Spelled if self.program.item(item).kind == Kind::TypeAlias => outer,
            Closures::Spelled if self.may_be_serialised(item) => Closures::Anywhere,
            Closures::Spelled => Closures::Nowhere,
            outer => outer,
        }
    }

    /// In the arguments of a type that may be any of these: std's containers serialise what is in them, others may leave
    /// it out.
    pub(super) fn closures_of_arguments(&self, outer: Closures, of: &[Res]) -> Closures {
        let whole = |res: &Res| match res {
            Res::Foreign(path) => path.starts_with("std::"),
            Res::Item(item) => {
                !self.program.item(*item).kind.is_adt() || !self.may_be_serialised(*item)
            }
            _ => true,
        };
        match outer {
            Closures::Spelled if of.is_empty() || !of.iter().all(whole) => Closures::Anywhere,
            outer => outer,
        }
    }

    /// Whether somebody may have implemented `Serialize` for a type: by hand, or by a macro that is not known.
    fn may_be_serialised(&self, item: ItemId) -> bool {
        let data = self.program.item(item);
        let derives = self.derives_of(item);
        let by = |path: &Vec<String>, name| path.last().is_some_and(|last| last == name);
        let derived = derives.of_serde.iter().any(|path| by(path, "Serialize"))
            || derives.others.iter().any(|path| !by(path, "Deserialize"));
        let by_macro = || data.marks.given || !self.may_write_for(&data.name).is_empty();
        derived || by_macro() || self.has_foreign_impl(item)
    }

    /// Whether a macro of another crate may have written methods of a type: any derive but those of std and serde, and any
    /// attribute that is not serde's.
    pub(super) fn may_have_written(&self, item: ItemId) -> bool {
        !self.derives_of(item).others.is_empty() || self.program.item(item).marks.given
    }

    /// Whether a type has an impl of a trait that may be `Serialize`.
    fn has_foreign_impl(&self, item: ItemId) -> bool {
        let heads = [Head::Item(item), Head::Any];
        let mut impls = heads
            .iter()
            .filter_map(|head| self.index.by_head.get(head))
            .flatten();
        impls.any(|at| {
            let item = self.index.impls[*at].item;
            let header = self.program.item(item).header.as_ref();
            let Some(by) = header.and_then(|header| header.by.as_deref()) else {
                return false;
            };
            let Ok(path) = syn::parse_str::<syn::Path>(by) else {
                return true;
            };
            let found = self.program.resolve_whole(
                self.program.item(item).module,
                &path_names(&path),
                path.leading_colon.is_some(),
                Ns::Type,
            );
            found.is_empty()
                || found.iter().any(|res| match res {
                    Res::Item(of) => self.program.item(*of).name == "Serialize",
                    Res::Foreign(path) => !path.starts_with("std::"),
                    _ => true,
                })
        })
    }
}

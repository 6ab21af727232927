//! Raw pointers. One is taken for what it points to, so its own methods are told by name, where nothing else can have them.

use crate::reach::calls::Given;
use crate::reach::live::Reach;
use crate::reach::scope::Scope;
use crate::reach::ty::Ty;
use crate::resolve::{Head, ItemId, Res};

/// Traits of std that have none of the methods here.
const HARMLESS: &[&str] = &[
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Eq",
    "Hash",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Send",
    "Sized",
    "Sync",
    "Unpin",
];

impl Reach<'_> {
    /// Members of impls for raw pointers: a raw pointer is not told from what it points to.
    pub(super) fn of_pointers(&self, name: &str) -> Vec<ItemId> {
        self.members_of(&Head::Shape("pointer"), name)
    }

    /// What a method gives that surely is a raw pointer's: it is called on what is known to be `T`, for short, or to point
    /// to one, and nothing gives a `T` a method of this name. It runs nothing.
    pub(super) fn by_pointer(
        &self,
        scope: &Scope,
        receiver: &Ty,
        name: &str,
        given: &Given<'_>,
    ) -> Option<Ty> {
        let Ty::Param(parameter) = receiver else {
            return None;
        };
        let gives = match name {
            "add" | "sub" | "offset" | "wrapping_add" | "wrapping_sub" | "wrapping_offset"
            | "byte_add" | "byte_sub" | "byte_offset" | "cast_mut" | "cast_const" => {
                receiver.clone()
            }
            "is_null" | "is_aligned" => Ty::builtin("bool"),
            "offset_from" | "byte_offset_from" => Ty::builtin("isize"),
            "as_ref" | "as_mut" => Ty::option(receiver.clone()),
            "write"
            | "write_bytes"
            | "write_unaligned"
            | "write_volatile"
            | "copy_to"
            | "copy_from"
            | "copy_to_nonoverlapping"
            | "copy_from_nonoverlapping" => Ty::unit(),
            "cast" => given.turbofish.first().cloned().unwrap_or(Ty::Unknown),
            _ => return None,
        };
        let bounds = scope.bounds(parameter);
        let cannot = |of: &Res| self.has_no_method(of, name, 0);
        let has_none = bounds
            .iter()
            .all(|bound| !bound.of.is_empty() && bound.of.iter().all(cannot));
        // Whoever implements a trait for all types gives it to pointers, too.
        let mut members = self.index.members.get(name).into_iter().flatten();
        let of_types = |member: &ItemId| {
            let parent = self.program.item(*member).parent;
            let facts = parent.and_then(|parent| self.index.of_item.get(&parent));
            facts.is_some_and(|at| {
                let mut heads = self.index.impls[*at].heads.iter();
                heads.all(|head| matches!(head, Head::Item(_)))
            })
        };
        (has_none && members.all(of_types) && !self.others_in_scope(scope.item)).then_some(gives)
    }

    /// Whether a trait and all above it are known to have no method of a name.
    fn has_no_method(&self, of: &Res, name: &str, depth: usize) -> bool {
        match of {
            Res::Item(of) => {
                let mut above = self.supertraits(*of).into_iter();
                depth < 16
                    && self.trait_members(*of, name).is_empty()
                    && above.all(|res| self.has_no_method(&res, name, depth + 1))
            }
            Res::Foreign(path) => {
                let of = path.rsplit("::").next().unwrap_or_default();
                path.starts_with("std::") && HARMLESS.contains(&of)
            }
            _ => false,
        }
    }
}

//! Raw pointers. One is taken for what it points to, so its own methods are told by name, where nothing else can have them.

use crate::parse::has_word;
use crate::reach::calls::Given;
use crate::reach::live::Reach;
use crate::reach::scope::Scope;
use crate::reach::std_types::is_pointer;
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

/// Methods that give another pointer of the same type.
const MOVING: &[&str] = &[
    "add",
    "sub",
    "offset",
    "wrapping_add",
    "wrapping_sub",
    "wrapping_offset",
    "byte_add",
    "byte_sub",
    "byte_offset",
    "cast_mut",
    "cast_const",
];

impl Reach<'_> {
    /// Members of impls for raw pointers: a raw pointer is not told from what it points to.
    pub(super) fn of_pointers(&self, name: &str) -> Vec<ItemId> {
        self.members_of(&Head::Shape("pointer"), name)
    }

    /// What a method gives that may be a raw pointer's, and whether it surely is: it is called on what is known to be `T`, for
    /// short, or to point to one, and nothing gives a `T` a method of this name. Then it runs nothing.
    pub(super) fn by_pointer(
        &self,
        scope: &Scope,
        receiver: &Ty,
        name: &str,
        given: &Given<'_>,
    ) -> Option<(Ty, bool)> {
        let moves = MOVING.contains(&name);
        let gives = match name {
            _ if moves => receiver.clone(),
            "is_null" | "is_aligned" => Ty::builtin("bool"),
            "offset_from" | "byte_offset_from" => Ty::builtin("isize"),
            "as_ref" | "as_mut" => Ty::option(receiver.clone()),
            "read" | "read_unaligned" | "read_volatile" if given.args.is_empty() => {
                receiver.clone()
            }
            "replace" if given.args.len() == 1 => receiver.clone(),
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
        let (none, own) = match receiver {
            Ty::Param(parameter) => {
                let bounds = scope.bounds(parameter);
                let cannot = |of: &Res| self.has_no_method(of, name, 0);
                let mut all = bounds
                    .iter()
                    .map(|bound| !bound.of.is_empty() && bound.of.iter().all(cannot));
                (all.all(|none| none), None)
            }
            Ty::Adt(item, _) => {
                let derefs = self.implements(*item, "Deref");
                (!derefs && !self.may_have_written(*item), Some(*item))
            }
            // No number is added to these, but to a number.
            Ty::Builtin(_) | Ty::Slice(_) | Ty::Tuple(_) => (moves && is_number(given.args), None),
            Ty::Foreign(path, _) => {
                // What a pointer of std leads to may have a method of that name.
                let of_std = path.starts_with("std::") && !is_pointer(receiver);
                (of_std && moves && is_number(given.args), None)
            }
            _ => (false, None),
        };
        // Whoever implements a trait for all types gives it to pointers, too.
        let mut members = self.index.members.get(name).into_iter().flatten();
        let of_others = |member: &ItemId| {
            let parent = self.program.item(*member).parent;
            let facts = parent.and_then(|parent| self.index.of_item.get(&parent));
            facts.is_some_and(|at| {
                let mut heads = self.index.impls[*at].heads.iter();
                heads.all(|head| matches!(head, Head::Item(of) if Some(*of) != own))
            })
        };
        let surely =
            none && members.all(of_others) && !self.others_in_scope(scope.item, receiver, name);
        // What a pointer leads to is reached in unsafe code alone.
        let may_be =
            || scope.expansions > 0 || has_word(&self.program.text_of(scope.item), "unsafe");
        (surely || may_be()).then_some((gives, surely))
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

/// Whether a method of pointers copies what is there to where it is owned a second time.
pub(super) fn takes_from_pointer(name: &str) -> bool {
    matches!(
        name,
        "read" | "read_unaligned" | "read_volatile" | "replace"
    ) || name.starts_with("copy_")
}

/// Whether a method is called with one number.
fn is_number(args: &[Ty]) -> bool {
    matches!(args, [Ty::Builtin(kind)] if !matches!(&**kind, "str" | "char" | "bool"))
}

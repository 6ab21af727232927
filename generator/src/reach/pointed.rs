//! A method called on a pointer of std's: its own, or that of what it leads to.
//!
//! The compiler looks at the pointer first, and goes on to what it leads to if the pointer has no such method. Most that
//! pointers have they have by a trait that what they lead to has as well, `Box<T>: Clone` by `T: Clone`, and functions like
//! `Rc::downgrade(this)` are no methods. So a name alone does not tell whose method runs.

use crate::reach::calls::Given;
use crate::reach::hidden::Taken;
use crate::reach::leading::is_copy;
use crate::reach::live::Reach;
use crate::reach::scope::Scope;
use crate::reach::std_own::own_taken;
use crate::reach::std_traits::taken_by;
use crate::reach::std_types::{deref_of, is_pointer};
use crate::reach::ty::{Bound, Ty, any_of};
use crate::resolve::{Head, ItemId, Res};

/// Pointers that can be compared if what they lead to can.
const COMPARED: &[&str] = &[
    "std::boxed::Box",
    "std::rc::Rc",
    "std::sync::Arc",
    "std::borrow::Cow",
    "std::pin::Pin",
    "std::mem::ManuallyDrop",
];

/// Traits of std with methods that a box has by what is in it; what can be compared, all pointers have that can be.
const HANDED_ON: &[(&str, bool)] = &[
    ("BufRead", false),
    ("DoubleEndedIterator", false),
    ("ExactSizeIterator", false),
    ("Future", false),
    ("Hasher", false),
    ("Iterator", false),
    ("Ord", true),
    ("PartialEq", true),
    ("PartialOrd", true),
    ("Read", false),
    ("Seek", false),
    ("Write", false),
];

/// Methods of those that give what a pointer gives, as by all types: not those of what can be compared and shown.
const OF_ITERATORS: &[&str] = &["all", "any", "collect", "count", "len", "product", "sum"];
const OF_COMPARED: &[&str] = &["cmp", "eq", "ge", "gt", "le", "lt", "ne"];

/// Where a method of a pointer leads.
pub(super) struct Led {
    /// What the pointer dereferences to.
    pub(super) target: Ty,
    /// What the method gives on that.
    pub(super) gives: Ty,
}

impl Reach<'_> {
    /// What a method gives on a pointer of std's, of which std has this `known` by its name.
    pub(super) fn given_by_pointer(
        &self,
        scope: &Scope,
        pointer: &Ty,
        name: &str,
        given: &Given<'_>,
        known: Ty,
        led: Led,
    ) -> Ty {
        if is_copy(name) {
            return self.copied_pointer(scope, pointer, name, given.at_hand, known, led);
        }
        let Led { target, gives } = led;
        if known == Ty::Unknown {
            return match name {
                // All types have them by the trait, where that is in scope, and then they give what they are called on.
                "borrow" | "borrow_mut" if self.may_borrow(scope, name) => {
                    any_of(pointer.clone(), any_of(target, gives))
                }
                // Both the pointer and the target may have it, and give the target or what that gives.
                "as_ref" | "as_mut" | "borrow" | "borrow_mut" | "deref" | "deref_mut" => {
                    any_of(target, gives)
                }
                _ => match self.handed_on(scope, pointer, &target, name, given) {
                    Some(handed_on) => any_of(handed_on, gives),
                    None => gives,
                },
            };
        }
        if has_itself(pointer, name) || !self.may_have_method(scope, &target, name) {
            return known;
        }
        match target {
            Ty::Unknown => self.agreed(scope, known, name, given),
            _ if surely_lacks(pointer, name) => gives,
            _ => any_of(known, gives),
        }
    }

    /// What a method gives on a type of another crate than std, of which std has this `known` by its name: the type may
    /// dereference to what it is of.
    pub(super) fn given_by_foreign(
        &self,
        scope: &Scope,
        name: &str,
        given: &Given<'_>,
        known: Ty,
        led: Led,
    ) -> Ty {
        if known == Ty::Unknown || !self.may_have_method(scope, &led.target, name) {
            return known;
        }
        match (name, led.target) {
            // A copy of what it leads to is found through another as well.
            (name, target) if is_copy(name) && led.gives == target => known,
            (name, _) if is_copy(name) => Ty::Unknown,
            (_, Ty::Unknown) => self.agreed(scope, known, name, given),
            _ => any_of(known, led.gives),
        }
    }

    /// What a copy of a pointer is: another, or a copy of what it leads to, where the pointer itself cannot be copied.
    fn copied_pointer(
        &self,
        scope: &Scope,
        pointer: &Ty,
        name: &str,
        at_hand: Taken,
        known: Ty,
        led: Led,
    ) -> Ty {
        match self.can_be_copied(scope, pointer) {
            Some(true) => known,
            Some(false) if at_hand == Taken::Value => led.gives,
            // A reference to it is copied, if there is one: nobody tells that from what it leads to, where the program gives
            // pointers nothing.
            Some(false) if !self.gives_heads(pointer) => any_of(led.target, led.gives),
            _ if !self.may_have_method(scope, &led.target, name) => known,
            _ => any_of(known, led.gives),
        }
    }

    /// Whether the program has impls for types like this one.
    pub(super) fn gives_heads(&self, ty: &Ty) -> bool {
        let heads = self.heads_of(ty);
        heads
            .iter()
            .any(|head| self.index.by_head.contains_key(head))
    }

    /// What a pointer gives by a trait of std's that it hands on, where what it leads to has another of that name that is not
    /// the trait's. None if it does not.
    fn handed_on(
        &self,
        scope: &Scope,
        pointer: &Ty,
        target: &Ty,
        name: &str,
        given: &Given<'_>,
    ) -> Option<Ty> {
        let Ty::Adt(item, _) = target else {
            return None;
        };
        let mut own = self.index.of_head(self.program, &Head::Item(*item), name);
        if !own.any(|member| self.is_inherent(member)) {
            return None;
        }
        let is_box = pointer.is("std::boxed::Box");
        let hands_on = |is_compared: bool| match is_compared {
            true => COMPARED.iter().any(|of| pointer.is(of)),
            false => is_box,
        };
        let has = |of: &str| {
            let derives = self.derives_of(*item);
            self.implements(*item, of) || derives.of_std.iter().any(|known| known == of)
        };
        let mut traits = HANDED_ON.iter();
        let by_trait = traits.any(|(of, is_compared)| {
            hands_on(*is_compared) && !taken_by(of, name).is_empty() && has(of)
        });
        by_trait.then(|| match name {
            "min" | "max" | "clamp" => match self.implements(*item, "Iterator") {
                true => Ty::Unknown,
                false => pointer.clone(),
            },
            _ => {
                let gives = self.given_by_traits(scope, target, *item, name, given);
                gives.unwrap_or(Ty::Unknown)
            }
        })
    }

    /// Whether what is called on such a type may run a method of this name that is not std's.
    pub(super) fn may_have_method(&self, scope: &Scope, ty: &Ty, name: &str) -> bool {
        let by_bounds = |bounds: &[Bound]| {
            !self.blanket(name).is_empty()
                || bounds.iter().any(|bound| {
                    bound.of.is_empty()
                        || bound.of.iter().any(|of| self.bound_may_have(of, name, 0))
                })
        };
        match ty {
            Ty::Unknown => true,
            Ty::Never => false,
            Ty::Adt(item, _) => {
                !self.members_of(&Head::Item(*item), name).is_empty()
                    || !self.blanket(name).is_empty()
                    || self.implements(*item, "Deref")
                    || self.may_have_written(*item)
            }
            Ty::Param(parameter) => {
                by_bounds(scope.bounds(parameter)) || self.may_be_on_reference(scope, ty, name)
            }
            Ty::Bounded(bounds) => by_bounds(bounds),
            Ty::Foreign(path, _) if !path.starts_with("std::") => true,
            ty => {
                !self.own_methods(ty, name, Taken::Unknown).is_empty()
                    || deref_of(ty).is_some_and(|target| self.may_have_method(scope, &target, name))
            }
        }
    }

    /// Whether a method called on a type parameter may be what is asked of references to it, `&'a T: Trait`.
    pub(super) fn may_be_on_reference(&self, scope: &Scope, ty: &Ty, name: &str) -> bool {
        scope.bounds_on_references(ty).any(|bound| {
            let cannot =
                |of: &Res| self.cannot_hide(of, name, 0) && !self.bound_may_have(of, name, 0);
            bound.of.is_empty() || !bound.of.iter().all(cannot)
        })
    }

    /// Whether a trait, one above it or its objects may have a method of this name that is not std's.
    fn bound_may_have(&self, of: &Res, name: &str, depth: usize) -> bool {
        match of {
            Res::Item(of) => {
                let mut above = self.supertraits(*of).into_iter();
                depth > 16
                    || !self.trait_members(*of, name).is_empty()
                    || !self.members_of(&Head::Item(*of), name).is_empty()
                    || above.any(|of| self.bound_may_have(&of, name, depth + 1))
            }
            res => !res.is_of_std(),
        }
    }

    /// Whether values of a type are made of others by `clone`; nothing if that is not known.
    pub(super) fn can_be_copied(&self, scope: &Scope, ty: &Ty) -> Option<bool> {
        let all = |parts: &[Ty]| {
            let mut parts = parts.iter().map(|ty| self.can_be_copied(scope, ty));
            parts.all(|can| can == Some(true)).then_some(true)
        };
        let by_bounds = |bounds: &[Bound]| {
            let mut traits = bounds.iter().flat_map(|bound| &bound.of);
            let known = bounds.iter().all(|bound| bound.of.len() == 1);
            known.then(|| traits.any(|of| self.asks_for_copies(of, 0)))
        };
        match ty {
            Ty::Builtin(_) => Some(true),
            Ty::Slice(of) => all(std::slice::from_ref(of)),
            Ty::Tuple(of) => all(of),
            Ty::Param(parameter) => by_bounds(scope.bounds(parameter)),
            Ty::Bounded(bounds) => by_bounds(bounds),
            Ty::Adt(item, arguments) => self.item_can_be_copied(*item, || all(arguments)),
            ty if self.gives_copies(ty) => None,
            Ty::Foreign(path, arguments) => match &**path {
                "std::rc::Rc"
                | "std::sync::Arc"
                | "std::borrow::Cow"
                | "std::string::String"
                | "std::path::PathBuf"
                | "std::ffi::OsString"
                | "std::ffi::CString" => Some(true),
                "std::boxed::Box" | "std::mem::ManuallyDrop" => {
                    self.can_be_copied(scope, &ty.arg(0))
                }
                // Of a reference that changes what it leads to, none is.
                "std::pin::Pin" => match is_pointer(&ty.arg(0)) {
                    true => self.can_be_copied(scope, &ty.arg(0)),
                    false => None,
                },
                "std::vec::Vec" | "std::option::Option" => {
                    all(&arguments[..1.min(arguments.len())])
                }
                _ if is_pointer(ty) => Some(false),
                _ => None,
            },
            Ty::Unknown | Ty::Never | Ty::Iter(_) | Ty::Callable(_) => None,
        }
    }

    /// Whether the program has `clone` for types of std like this one.
    fn gives_copies(&self, ty: &Ty) -> bool {
        !self.own_methods(ty, "clone", Taken::Unknown).is_empty()
    }

    /// The same of a type of the program, with arguments of which this is known.
    fn item_can_be_copied(&self, item: ItemId, all: impl Fn() -> Option<bool>) -> Option<bool> {
        let derives = self.derives_of(item);
        if derives.of_std.iter().any(|of| of == "Clone") {
            return all();
        }
        let impls = self.index.by_head.get(&Head::Item(item));
        let mut by_hand = impls.into_iter().flatten().filter(|at| {
            let facts = &self.index.impls[**at];
            facts.foreign.iter().any(|of| of == "Clone")
        });
        match by_hand.next() {
            Some(at) => {
                let parent = self.index.impls[*at].item;
                let surely = self.is_for_all(parent) && by_hand.next().is_none();
                surely.then_some(true)
            }
            None => {
                let unseen = self.may_have_written(item)
                    || self
                        .program
                        .item(item)
                        .marks
                        .derives
                        .iter()
                        .any(|of| of.contains("Clone"));
                (!unseen).then_some(false)
            }
        }
    }

    /// Whether a trait is, or is above which, what says that values can be copied.
    fn asks_for_copies(&self, of: &Res, depth: usize) -> bool {
        match of {
            Res::Item(of) => {
                let mut above = self.supertraits(*of).into_iter();
                depth < 16 && above.any(|of| self.asks_for_copies(&of, depth + 1))
            }
            Res::Foreign(path) => {
                matches!(path.as_str(), "std::clone::Clone" | "std::marker::Copy")
            }
            _ => false,
        }
    }
}

/// Whether a pointer, or a list or text of std's, surely has a method itself.
fn has_itself(pointer: &Ty, name: &str) -> bool {
    // All types have `into`, and it takes the pointer as it is.
    name == "into" || own_taken(pointer, name).is_some()
}

/// Whether a pointer surely has no method of a name that std gives a meaning; of others this is not asked.
fn surely_lacks(pointer: &Ty, name: &str) -> bool {
    let is_compared = || COMPARED.iter().any(|of| pointer.is(of));
    let is_of_its_own = pointer.is("std::pin::Pin") || pointer.is("std::borrow::Cow");
    is_pointer(pointer)
        && match name {
            "to_string" => false,
            name if OF_ITERATORS.contains(&name) => !pointer.is("std::boxed::Box"),
            name if OF_COMPARED.contains(&name) => !is_compared(),
            _ => !is_of_its_own,
        }
}

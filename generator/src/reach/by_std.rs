//! What has a trait by an impl of std for all that has another: `Into` by `From`, `ToString` by `Display`, an iterator over
//! the lines of a reader. Who is given such a value runs the other's code.

use crate::reach::calls::Given;
use crate::reach::live::Reach;
use crate::reach::projected::associated;
use crate::reach::quiet::is_plain;
use crate::reach::scope::Scope;
use crate::reach::ty::Ty;
use crate::resolve::{Head, ItemId};

/// The trait of what is copied by its own code.
pub(super) const CLONE: &str = "std::clone::Clone";

/// A trait, and those by which std has it.
pub(super) type ByStd = (&'static str, &'static [&'static str]);

/// All that std has by others, on however many ways. Conversions are told by what they make: see [`made_by`].
const BY_STD: &[ByStd] = &[
    ("std::borrow::ToOwned", &[CLONE]),
    (
        "std::convert::TryFrom",
        &["std::convert::From", "std::convert::Into"],
    ),
    ("std::hash::BuildHasher", &["std::hash::Hasher"]),
    (
        "std::io::BufRead",
        &["std::convert::AsRef", "std::io::Read"],
    ),
    ("std::io::Read", &["std::convert::AsRef"]),
    (
        "std::io::Seek",
        &["std::convert::AsRef", "std::io::Read", "std::io::Write"],
    ),
    (
        "std::iter::FromIterator",
        &["std::default::Default", "std::iter::Extend"],
    ),
    (
        "std::iter::IntoIterator",
        &[
            "std::convert::AsRef",
            "std::io::BufRead",
            "std::io::Read",
            "std::iter::Iterator",
        ],
    ),
    (
        "std::iter::Iterator",
        &["std::convert::AsRef", "std::io::BufRead", "std::io::Read"],
    ),
    ("std::string::ToString", &["std::fmt::Display"]),
];

/// Conversions, with the last names of those by which std has them too.
const CONVERSIONS: &[ByStd] = &[
    ("std::convert::Into", &["From"]),
    ("std::convert::TryInto", &["From", "Into", "TryFrom"]),
];

/// The traits by which std has one.
pub(super) fn by_std(path: &str) -> &'static [&'static str] {
    let found = BY_STD.iter().find(|(of, _)| *of == path);
    found.map_or(&[], |(_, others)| others)
}

/// A trait that converts a value into another type.
pub(super) fn conversion(path: &str) -> Option<&'static ByStd> {
    CONVERSIONS.iter().find(|(of, _)| *of == path)
}

/// The traits that std's own conversions into a type ask.
pub(super) fn made_by(ty: &Ty) -> &'static [&'static str] {
    const SEEN: &[&str] = &["std::convert::AsRef"];
    const COPIED: &[&str] = &[CLONE];
    const KEPT: &[&str] = &[CLONE, "std::convert::AsRef", "std::error::Error"];
    match ty {
        Ty::Foreign(path, types) => match &**path {
            "std::path::PathBuf" | "std::ffi::OsString" => SEEN,
            "std::vec::Vec" if !types.iter().all(is_plain) => COPIED,
            "std::boxed::Box" | "std::rc::Rc" | "std::sync::Arc" if !is_plain(ty) => KEPT,
            _ => &[],
        },
        Ty::Unknown | Ty::Param(_) | Ty::Bounded(_) => KEPT,
        _ => &[],
    }
}

impl Reach<'_> {
    /// What a method that a type has by a trait of std gives, where that is known.
    pub(super) fn given_by_traits(
        &self,
        scope: &Scope,
        receiver: &Ty,
        item: ItemId,
        name: &str,
        given: &Given<'_>,
    ) -> Option<Ty> {
        let program = self.program;
        let yields = || associated(program, scope, receiver, "Item", None, 0);
        Some(match name {
            "clone" | "to_owned" | "by_ref" | "borrow" | "borrow_mut" => receiver.clone(),
            "to_string" => Ty::string(),
            "cmp" => Ty::foreign("std::cmp::Ordering", Vec::new()),
            "partial_cmp" => Ty::option(Ty::foreign("std::cmp::Ordering", Vec::new())),
            "eq" | "ne" | "lt" | "le" | "gt" | "ge" => Ty::builtin("bool"),
            // What is an iterator is walked over by itself.
            "into_iter" if self.implements(item, "Iterator") => receiver.clone(),
            _ if self.implements(item, "Iterator") => {
                self.std_result(&Ty::iter(yields()), name, given)
            }
            "into_iter" if self.implements(item, "IntoIterator") => Ty::iter(yields()),
            "min" | "max" | "clamp" => receiver.clone(),
            // By an impl of `From`.
            "into" if *given.expected != Ty::Unknown => given.expected.clone(),
            _ => return None,
        })
    }

    /// Std's `BuildHasherDefault` makes a hasher of its default, each time something is hashed.
    pub(super) fn hashers_made(&mut self, types: Option<&[ItemId]>, from: ItemId) {
        let impls = self.index.by_foreign.get("Hasher").into_iter().flatten();
        let heads = impls.flat_map(|at| &self.index.impls[*at].heads);
        let hashers = heads.filter_map(|head| match head {
            Head::Item(item) => Some(*item),
            _ => None,
        });
        let is_asked = |item: &ItemId| types.is_none_or(|types| types.contains(item));
        let hashers: Vec<ItemId> = hashers.filter(is_asked).collect();
        if !hashers.is_empty() {
            self.demand_of("Default", Some(&hashers), from);
        }
    }

    /// The impls by which a value of any type may be copied. A derive copies part by part, by impls that are among them.
    pub(super) fn all_cloned(&mut self, from: ItemId) -> Vec<ItemId> {
        let impls = self.index.by_foreign.get("Clone").cloned();
        let mut comes_in = |at| self.impl_comes_in(at, from, "may be copied as it is walked over");
        impls.into_iter().flatten().map(&mut comes_in).collect()
    }

    /// The impls by which something may be made into a type that a conversion is asked for, with what they are made of.
    pub(super) fn all_converted(
        &mut self,
        (by, others): &ByStd,
        into: &Ty,
        from: ItemId,
    ) -> Vec<ItemId> {
        let heads = self.heads_of(into);
        let how = format!("may be made into what the function wants by {by}");
        let mut found = Vec::new();
        for of in *others {
            let impls = self.index.by_foreign.get(*of).cloned().unwrap_or_default();
            for at in impls {
                let facts = &self.index.impls[at];
                // `Into` stands for what is made into another.
                let makes = *of == "Into"
                    || heads.is_empty()
                    || facts
                        .heads
                        .iter()
                        .any(|head| *head == Head::Any || heads.contains(head));
                if makes {
                    found.push(self.impl_comes_in(at, from, &how));
                }
            }
        }
        found
    }
}

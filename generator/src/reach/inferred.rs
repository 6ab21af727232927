//! Types that no live code names: of `v + Default::default()` the compiler takes what the only impl of `Add` for `V` is given.
//!
//! As long as each value that live code makes is of a type that it names, an impl can be used only where all types of its
//! header are live. From the first on that is made without a name, those that a trait is given need not be; but where a type
//! surely has the trait by two impls, the compiler wants to be told which.

use crate::parse::Piece;
use crate::reach::live::Reach;
use crate::reach::steps::Step;
use crate::resolve::{Head, ItemId};
use quote::ToTokens;

/// Traits that make values: of a type that is not known, if nothing tells it where one is called.
const MAKING: &[&str] = &[
    "Default",
    "From",
    "FromIterator",
    "FromStr",
    "Into",
    "Product",
    "Sum",
    "TryFrom",
    "TryInto",
];

/// Types of std that are compared with their like.
const COMPARED: &[&str] = &[
    "std::ffi::OsStr",
    "std::ffi::OsString",
    "std::path::Path",
    "std::path::PathBuf",
    "std::string::String",
];

/// Operators that all numbers have.
const COUNTED: &[&str] = &[
    "Add",
    "AddAssign",
    "Div",
    "DivAssign",
    "Mul",
    "MulAssign",
    "Rem",
    "RemAssign",
    "Sub",
    "SubAssign",
];

/// Functions of std that make a value of any type out of nothing, or of another's bytes.
const MADE_BY: &[&str] = &[
    "std::mem::transmute",
    "std::mem::transmute_copy",
    "std::mem::zeroed",
];

impl Reach<'_> {
    /// Whether the types that an impl names are live, as far as they must be.
    pub(super) fn usable(&self, at: usize) -> bool {
        let facts = &self.index.impls[at];
        let beside = match self.inferred.contains(&at) {
            true => &facts.beside[..],
            false => &[],
        };
        let mut needs = facts.needs.iter();
        needs.all(|need| self.types.has(need) || beside.contains(need))
    }

    /// A trait is asked for types that are not known.
    pub(super) fn may_make_by(&mut self, of: &str, from: ItemId) {
        if MAKING.contains(&of) {
            self.makes_unnamed(from);
        }
    }

    /// A function of std is named.
    pub(super) fn may_make_as(&mut self, path: &str, from: ItemId) {
        if MADE_BY.contains(&path) {
            self.makes_unnamed(from);
        }
    }

    /// A member of a trait of the program is called, for whatever has the trait.
    pub(super) fn may_make_of_itself(&mut self, member: ItemId, from: ItemId) {
        if !self.signature(member).receiver {
            self.makes_unnamed(from);
        }
    }

    /// Live code makes a value of a type that it may not name.
    pub(super) fn makes_unnamed(&mut self, from: ItemId) {
        self.step(
            from,
            || Step::Unnamed,
            |reach| {
                if std::mem::replace(&mut reach.infers, true) {
                    return;
                }
                for at in 0..reach.index.impls.len() {
                    if !reach.index.impls[at].beside.is_empty() && !reach.has_another(at) {
                        reach.inferred.insert(at);
                        reach.consider(at, from);
                    }
                }
            },
        );
    }

    /// Whether the type that an impl is for surely has its trait by another impl as well.
    fn has_another(&self, at: usize) -> bool {
        let facts = &self.index.impls[at];
        let by = |of: &str| facts.foreign.iter().any(|name| name == of);
        let is_compared = by("PartialEq") || by("PartialOrd");
        // With its like.
        let by_std = facts.heads.iter().any(|head| match head {
            Head::Builtin(name) => {
                is_compared || COUNTED.iter().any(|of| by(of)) && is_counted(name)
            }
            Head::Foreign(path) => is_compared && COMPARED.contains(&path.as_str()),
            _ => false,
        });
        if by_std {
            return true;
        }
        let Some(own) = self.plainly_for(facts.item) else {
            return false;
        };
        let is_derived = facts.heads.iter().any(|head| match head {
            Head::Item(item) => {
                let derives = self.derives_of(*item);
                derives.of_std.iter().any(|of| by(of))
            }
            _ => false,
        });
        let of_head = facts
            .heads
            .iter()
            .filter_map(|head| self.index.by_head.get(head));
        is_derived
            || of_head.flatten().any(|other| {
                let others = &self.index.impls[*other];
                let shared = others.foreign.iter().any(|of| by(of))
                    || others.local.iter().any(|of| facts.local.contains(of));
                shared
                    && *other != at
                    && self.program.item(others.item).cfgs.is_empty()
                    && self.plainly_for(others.item).is_some_and(|of| of == own)
            })
    }

    /// The type that an impl is for, as it is written, if that is a single one.
    fn plainly_for(&self, item: ItemId) -> Option<String> {
        let piece = self.program.cached_piece(item);
        match piece.as_deref() {
            Some(Piece::Item(syn::Item::Impl(header))) => {
                let of_lifetimes =
                    |of: &syn::GenericParam| matches!(of, syn::GenericParam::Lifetime(_));
                let is_single = header.generics.params.iter().all(of_lifetimes);
                is_single.then(|| header.self_ty.to_token_stream().to_string())
            }
            _ => None,
        }
    }
}

/// Whether a built-in type is a number, or one that is not told closer.
fn is_counted(name: &str) -> bool {
    !matches!(name, "bool" | "char" | "str")
}

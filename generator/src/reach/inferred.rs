//! Types that no live code names: of `v + Default::default()` the compiler takes what the only impl of `Add` for `V` is given.
//!
//! As long as each value that live code makes is of a type that it names, an impl can be used only where all types of its
//! header are live. From the first on that is made without a name, those that a trait is given need not be; but where a type
//! surely has the trait by two impls, the compiler wants to be told which. So it is with a trait that is called for whatever has
//! it: `fn of<V: Of<T>, T: Show>(v: V)` is called with the `T` of the only impl, whatever it does with that.

use crate::model::Kind;
use crate::parse::{Piece, occurrences, without_references};
use crate::reach::alike::{is_given_one, is_like};
use crate::reach::index::ImplFacts;
use crate::reach::live::Reach;
use crate::reach::steps::Step;
use crate::reach::syntax::typed_inputs;
use crate::resolve::{Head, ItemId, is_builtin_type};

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

/// Traits that types of std have by an impl of std; where values are compared, if what is in them is.
const BY_STD: &[(&[&str], &[&str])] = &[
    (&["PartialEq", "PartialOrd"], HOLDING),
    (&["PartialEq", "PartialOrd"], COMPARED),
    (&["PartialEq"], RANGES),
    (&["AsRef"], HOLDING),
    (&["AsRef"], SEEN),
    (
        &["AsMut", "Index", "IndexMut", "Extend", "FromIterator"],
        &["std::vec::Vec"],
    ),
    (
        &["Add", "AddAssign", "Extend", "FromIterator"],
        &["std::string::String"],
    ),
];

const HOLDING: &[&str] = &[
    "std::borrow::Cow",
    "std::boxed::Box",
    "std::rc::Rc",
    "std::string::String",
    "std::sync::Arc",
    "std::vec::Vec",
];

const SEEN: &[&str] = &[
    "std::ffi::CStr",
    "std::ffi::CString",
    "std::ffi::OsStr",
    "std::ffi::OsString",
    "std::path::Path",
    "std::path::PathBuf",
];

const COMPARED: &[&str] = &[
    "std::cmp::Ordering",
    "std::ffi::CStr",
    "std::ffi::CString",
    "std::ffi::OsStr",
    "std::ffi::OsString",
    "std::option::Option",
    "std::path::Path",
    "std::path::PathBuf",
    "std::result::Result",
    "std::time::Duration",
];

const RANGES: &[&str] = &[
    "std::ops::Range",
    "std::ops::RangeFrom",
    "std::ops::RangeInclusive",
    "std::ops::RangeTo",
    "std::ops::RangeToInclusive",
];

/// What all numbers are counted with, and what they are counted into.
const COUNTED: &[&str] = &[
    "Add",
    "AddAssign",
    "Div",
    "DivAssign",
    "Mul",
    "MulAssign",
    "Product",
    "Rem",
    "RemAssign",
    "Sub",
    "SubAssign",
    "Sum",
];

/// Functions of std that make a value of any type out of nothing, or of another's bytes.
const MADE_BY: &[&str] = &[
    "std::mem::transmute",
    "std::mem::transmute_copy",
    "std::mem::zeroed",
];

/// Traits that show a value of another type which is there already.
pub(super) const SHOWING: &[&str] = &["AsMut", "AsRef"];

impl Reach<'_> {
    /// Whether the types that an impl names are live, as far as they must be.
    pub(super) fn usable(&self, at: usize) -> bool {
        let facts = &self.index.impls[at];
        let beside = match self.inferred.contains(&at) {
            true => &facts.beside[..],
            false => &[],
        };
        let mut awaited = self.index.awaited[at].iter();
        awaited.all(|need| self.types.has(need) || beside.contains(need))
    }

    /// The same, where a trait's member is called for whatever has the trait: what only the trait's arguments tell, the
    /// compiler finds, if no other impl is for the same. It may give a value of a type that nothing else names.
    pub(super) fn usable_once_called(&mut self, at: usize, from: ItemId) -> bool {
        let tells = !self.index.impls[at].beside.is_empty() && !self.inferred.contains(&at);
        if tells && !self.has_another(at) {
            self.inferred.insert(at);
            self.consider(at, from);
        }
        self.usable(at)
    }

    /// A function asks a trait of something for a parameter that no value need tell: what only the impls tell, the compiler
    /// finds.
    pub(super) fn told_by(&mut self, of: Head, from: ItemId) {
        let step = of.clone();
        let work = |reach: &mut Self| {
            let impls = match &of {
                Head::Item(of) => reach.index.by_trait.get(of),
                Head::Foreign(of) => reach.index.by_foreign.get(of),
                _ => None,
            };
            for at in impls.into_iter().flatten() {
                reach.usable_once_called(*at, from);
            }
        };
        self.step(from, || Step::Told(step), work);
    }

    /// The parameters of a function that none of its arguments is a value of.
    pub(super) fn untold(&self, function: ItemId) -> Vec<String> {
        let piece = self.program.head(function);
        let Some(signature) = piece.as_deref().and_then(Piece::signature) else {
            return Vec::new();
        };
        let is_given = |name: &syn::Ident| {
            typed_inputs(signature).any(|ty| match without_references(ty) {
                syn::Type::Path(path) => path.path.is_ident(name),
                _ => false,
            })
        };
        let parameters = signature.generics.type_params();
        let untold = parameters.filter(|parameter| !is_given(&parameter.ident));
        untold
            .map(|parameter| parameter.ident.to_string())
            .collect()
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
        if !self.infers && !self.takes_self(member) {
            self.makes_unnamed(from);
        }
    }

    /// Whether a function surely has a receiver, by its text: reading all of its signature costs more.
    fn takes_self(&self, function: ItemId) -> bool {
        let data = self.program.item(function);
        let head = self.program.slice(data.text, (data.name_span.1, data.open));
        if head.contains("/*") || head.contains("//") {
            return self.signature(function).receiver;
        }
        let is_receiver = |at: usize| {
            let after = head.get(at + "self".len()..).unwrap_or_default();
            !after.trim_start().starts_with("::")
        };
        data.kind == Kind::Fn && occurrences(&head, "self").any(is_receiver)
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
        let is_compared =
            own_needs(facts).next().is_none() && self.plainly_for(facts).is_some_and(is_comparable);
        let has = |head: &Head, of: &String| {
            has_by_std(head, of)
                && (is_compared || !matches!(of.as_str(), "PartialEq" | "PartialOrd"))
        };
        let mut by_std = facts.foreign.iter();
        if by_std.any(|of| facts.heads.iter().any(|head| has(head, of))) {
            return true;
        }
        let Some(own) = self.plainly_for(facts) else {
            return false;
        };
        let is_derived = facts.heads.iter().any(|head| match head {
            Head::Item(item) => {
                let derives = self.derives_of(*item);
                derives.of_std.iter().any(|of| facts.foreign.contains(of))
            }
            _ => false,
        });
        is_derived
            || facts.beside.iter().all(|need| {
                let mut rivals = self.index.rivals(self.program, at);
                rivals.any(|other| {
                    self.plainly_for(other) == Some(own)
                        && own_needs(other).eq(own_needs(facts))
                        && self.is_given_like(facts, other, *need)
                })
            })
    }

    /// Whether the trait of one impl is given the like of what another's is, but for a type that is not told.
    fn is_given_like(&self, facts: &ImplFacts, other: &ImplFacts, need: ItemId) -> bool {
        let given = |of: ItemId| {
            let header = self.program.item(of).header.as_ref();
            let by = header.and_then(|header| header.by.as_deref());
            let by = by.unwrap_or_default();
            &by[by.find('<').unwrap_or(by.len())..]
        };
        let (own, other) = (given(facts.item), given(other.item));
        // What is left out stands for a default.
        other.is_empty() && is_given_one(own) || is_like(own, &self.program.item(need).name, other)
    }

    /// The type that an impl is for, as it is written, if that is a single one.
    fn plainly_for(&self, facts: &ImplFacts) -> Option<&str> {
        let header = self.program.item(facts.item).header.as_ref();
        header.filter(|_| facts.is_single).map(|header| &*header.of)
    }
}

/// The types of the program in the type that an impl is for.
fn own_needs(facts: &ImplFacts) -> impl Iterator<Item = &ItemId> {
    let needs = facts.needs.iter();
    needs.filter(|need| !facts.beside.contains(need))
}

/// Whether all that a type is made of, by its text, is built in or of those that are compared. A length may be any.
fn is_comparable(of: &str) -> bool {
    let mut before = ' ';
    let mut rest = of;
    while let Some(first) = rest.chars().next() {
        let is_part = |c: char| c.is_alphanumeric() || c == '_';
        let end = rest
            .find(|c| !is_part(c))
            .unwrap_or(rest.len())
            .max(first.len_utf8());
        let (word, after) = rest.split_at(end);
        rest = after;
        if is_part(first) && !matches!(before, ';' | '\'') && !is_comparable_word(word) {
            return false;
        }
        if !first.is_whitespace() {
            before = first;
        }
    }
    true
}

fn is_comparable_word(word: &str) -> bool {
    if is_builtin_type(word) {
        return true;
    }
    for known in [HOLDING, COMPARED, RANGES] {
        for path in known {
            if let Some(before) = path.strip_suffix(word)
                && (before.is_empty() || before.ends_with("::"))
            {
                return true;
            }
        }
    }
    false
}

/// Whether a type of std has a trait by an impl of std; compared is what is made of what is compared.
fn has_by_std(head: &Head, of: &str) -> bool {
    let is_compared = matches!(of, "PartialEq" | "PartialOrd");
    let is_list = matches!(of, "AsRef" | "AsMut" | "Index" | "IndexMut");
    match head {
        Head::Builtin(name) => match name.as_str() {
            "str" => is_compared || is_list,
            "bool" | "char" => is_compared,
            _ => is_compared || COUNTED.contains(&of),
        },
        Head::Shape(shape) => is_compared || is_list && matches!(*shape, "slice" | "array"),
        Head::Foreign(path) => BY_STD
            .iter()
            .any(|(traits, types)| traits.contains(&of) && types.contains(&path.as_str())),
        Head::Item(_) | Head::Any => false,
    }
}

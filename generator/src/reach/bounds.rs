//! What bounds ask: whether there is an impl. That counts by the impl's header alone, not by what is in it; and what its
//! associated types are, where a bound says what they have to be.

use crate::reach::live::Reach;
use crate::reach::steps::Step;
use crate::resolve::ItemId;

/// Traits of std, each with those that std's own impls of it ask of a type's parts beside it: `Arc<T>: Send` asks
/// whether `T: Sync`.
const BOUND_BY_STD: &[(&str, &[&str])] = &[
    ("Send", &["Sync"]),
    ("Sync", &["Send"]),
    ("UnwindSafe", &["RefUnwindSafe"]),
    ("ToString", &["Display"]),
    ("ToOwned", &["Clone"]),
    ("Copy", &["Clone"]),
    ("AsRef", &["ToOwned"]),
    ("Borrow", &["Clone", "ToOwned"]),
    ("Deref", &["ToOwned"]),
    ("Default", &["ToOwned"]),
    ("From", MADE_BY),
    ("Into", MADE_BY),
    ("TryFrom", MADE_BY),
    ("TryInto", MADE_BY),
    (
        "PartialEq",
        &["Borrow", "BuildHasher", "Deref", "Eq", "Hash", "ToOwned"],
    ),
    ("Eq", &["BuildHasher", "Deref", "Hash", "ToOwned"]),
    ("PartialOrd", &["Deref", "ToOwned"]),
    ("Ord", &["Deref", "ToOwned"]),
    ("Hash", &["Deref", "ToOwned"]),
    ("FromIterator", COLLECTED_BY),
    ("Extend", COLLECTED_BY),
    ("Index", &["Borrow", "BuildHasher", "Eq", "Hash", "Ord"]),
    ("BitAnd", COMBINED_BY),
    ("BitOr", COMBINED_BY),
    ("BitXor", COMBINED_BY),
    ("Sub", COMBINED_BY),
    ("Clone", &["Copy", "Eq", "Hash", "ToOwned"]),
    ("Debug", &["Display", "ToOwned"]),
    ("Display", &["ToOwned"]),
    ("Error", &["Display", "Debug"]),
    ("Iterator", WALKED_BY),
    ("IntoIterator", WALKED_BY),
    ("DoubleEndedIterator", WALKED_BY),
    ("ExactSizeIterator", WALKED_BY),
    ("FusedIterator", WALKED_BY),
    ("Future", &["Unpin", "Deref", "DerefMut", "UnwindSafe"]),
    ("IntoFuture", &["Future", "Unpin", "Deref", "DerefMut"]),
    ("Read", &["BufRead", "AsRef"]),
    ("BufRead", &["Read", "AsRef"]),
    ("Seek", &["AsRef"]),
    ("Hasher", &["Default"]),
    ("BuildHasher", &["Default", "Hasher"]),
    ("Sum", &["Add"]),
    ("Product", &["Mul"]),
    ("Termination", &["Debug"]),
    ("Step", &["Clone", "PartialOrd"]),
];

/// Types of std, by how their paths begin, with traits of which std's own impls for them ask what the associated types are:
/// `Peekable<I>: Debug` whether `I::Item` is.
const ASKED_WITHIN: &[(&str, &[&str])] = &[
    ("std::borrow::Cow", &["ToOwned"]),
    ("std::future::", &["Future"]),
    ("std::iter::", &["IntoIterator", "Iterator"]),
    ("std::pin::Pin", &["Deref"]),
];

/// What conversions of std into its own types ask: copies of what is in a slice, keys, paths, errors.
const MADE_BY: &[&str] = &[
    "AsRef", "Clone", "Copy", "Eq", "Error", "From", "Hash", "Into", "Ord", "ToOwned", "TryFrom",
    "Wake",
];

const COLLECTED_BY: &[&str] = &[
    "Borrow",
    "BuildHasher",
    "Clone",
    "Copy",
    "Default",
    "Eq",
    "Extend",
    "Hash",
    "Ord",
];

/// What operators on sets ask.
const COMBINED_BY: &[&str] = &["BuildHasher", "Clone", "Default", "Eq", "Hash", "Ord"];

const WALKED_BY: &[&str] = &[
    "BufRead",
    "Clone",
    "Copy",
    "DoubleEndedIterator",
    "ExactSizeIterator",
    "IntoIterator",
    "Iterator",
    "Read",
];

impl Reach<'_> {
    /// That there is an impl counts, and what it asks of types; of what is in it, only its types where bounds say what they
    /// are.
    pub(super) fn live_header(&mut self, at: usize, from: ItemId) {
        let facts = &self.index.impls[at];
        let item = facts.item;
        if facts.foreign.iter().any(|of| self.bound_types.contains(of)) {
            self.live(item, from, "a bound asks what its types are");
        } else if !self.items.has(&item) {
            self.headers.insert(item);
            self.live(item, from, "a bound asks whether it is there");
        }
    }

    /// A trait of another crate is named in a bound.
    pub(super) fn bound(&mut self, of: &str, from: ItemId) {
        self.step(
            from,
            || Step::Bound(of.to_owned()),
            |reach| {
                let by_std = BOUND_BY_STD.iter().find(|(known, _)| *known == of);
                let by_std = by_std.map_or(&[][..], |(_, by_std)| by_std);
                for of in by_std.iter().copied().chain([of]) {
                    reach.wake_headers(of, from);
                }
            },
        );
    }

    /// A bound says what a type is that its trait of another crate declares: what impls say that it is, counts as well.
    pub(super) fn bound_type(&mut self, of: &str, from: ItemId) {
        let work = |reach: &mut Self| {
            if reach.bound_types.insert(of.to_owned()) {
                reach.bounds.entry(of.to_owned()).or_insert(from);
                for at in reach.index.by_foreign.get(of).cloned().unwrap_or_default() {
                    if reach.usable(at) {
                        reach.live_header(at, from);
                    }
                }
            }
        };
        self.step(from, || Step::BoundType(of.to_owned()), work);
    }

    /// Something is asked of a type of std.
    pub(super) fn bound_within(&mut self, path: &str, from: ItemId) {
        let asked = ASKED_WITHIN.iter().find(|(of, _)| path.starts_with(of));
        for of in asked.into_iter().flat_map(|(_, traits)| *traits) {
            self.bound_type(of, from);
        }
    }

    fn wake_headers(&mut self, of: &str, from: ItemId) {
        if self.bounds.contains_key(of) {
            return;
        }
        self.bounds.insert(of.to_owned(), from);
        for at in self.index.by_foreign.get(of).cloned().unwrap_or_default() {
            if self.usable(at) {
                self.live_header(at, from);
            }
        }
    }
}

//! What bounds ask: whether there is an impl. That counts by the impl's header alone, not by what is in it.

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
    ("Into", &["From"]),
    ("TryFrom", &["Into", "From"]),
    ("TryInto", &["TryFrom", "Into", "From"]),
    ("PartialEq", &["Eq", "Hash", "Borrow"]),
    ("Eq", &["Hash"]),
    ("FromIterator", &["Eq", "Hash", "Ord", "Extend", "Borrow"]),
    ("Extend", &["Eq", "Hash", "Ord", "Borrow"]),
    ("Index", &["Eq", "Hash", "Ord", "Borrow"]),
    ("Clone", &["Copy", "Eq", "Hash"]),
    ("Debug", &["Display"]),
    ("Error", &["Display", "Debug"]),
    (
        "Iterator",
        &["DoubleEndedIterator", "Clone", "IntoIterator"],
    ),
    (
        "IntoIterator",
        &["Iterator", "DoubleEndedIterator", "Clone"],
    ),
    (
        "DoubleEndedIterator",
        &["Iterator", "ExactSizeIterator", "Clone", "IntoIterator"],
    ),
    (
        "ExactSizeIterator",
        &["Iterator", "DoubleEndedIterator", "Clone"],
    ),
    ("Future", &["Unpin", "Deref", "DerefMut", "UnwindSafe"]),
    ("IntoFuture", &["Future", "Unpin", "Deref", "DerefMut"]),
    ("Read", &["BufRead", "AsRef"]),
    ("BufRead", &["Read", "AsRef"]),
    ("Seek", &["AsRef"]),
    ("Hash", &["Deref"]),
    ("Hasher", &["Default"]),
    ("BuildHasher", &["Default", "Hasher"]),
    ("Sum", &["Add"]),
    ("Product", &["Mul"]),
    ("Borrow", &["Clone"]),
    ("Termination", &["Debug"]),
    ("Step", &["Clone", "PartialOrd"]),
];

impl Reach<'_> {
    /// That there is an impl counts, and what it asks of types; not what is in it.
    pub(super) fn live_header(&mut self, at: usize, from: ItemId) {
        let item = self.index.impls[at].item;
        if !self.items.has(&item) {
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

//! What was reached: plain data, sorted, with the edge that brought each item in.

use crate::diagnostic::Place;
use crate::resolve::ItemId;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// Why an item is covered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Because {
    /// The item it was reached from; none for a root.
    pub from: Option<ItemId>,
    /// How, in a few words: `calls`, `Drop of a live type`, …
    pub how: String,
}

/// One covered item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Covered {
    /// Why.
    pub because: Because,
    /// What the paths in it mean, and the truth of the predicates in it: `path=meaning`.
    pub meanings: BTreeSet<String>,
}

/// Something that had to be taken in wider, or cannot be covered.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Widening {
    /// What and why, as one sentence.
    pub message: String,
    /// Where in the code.
    pub place: Option<Place>,
    /// What the user can do.
    pub help: Option<String>,
}

/// All that was reached.
#[derive(Clone, Debug, Default)]
pub struct Reached {
    /// The items.
    pub items: BTreeMap<ItemId, Covered>,
    /// Files whose bytes count, `include_str!` and declared ones.
    pub files: BTreeSet<PathBuf>,
    /// Variables of the build whose values count.
    pub variables: BTreeMap<String, Option<String>>,
    /// Lines of the lock that count.
    pub dependencies: BTreeSet<String>,
    /// What is wider than it could be.
    pub widened: BTreeSet<Widening>,
}

impl Reached {
    /// Adds an item; true if it is new.
    pub fn add(&mut self, item: ItemId, because: Because) -> bool {
        if self.items.contains_key(&item) {
            return false;
        }
        self.items.insert(
            item,
            Covered {
                because,
                meanings: BTreeSet::new(),
            },
        );
        true
    }

    /// The chain of edges from a root to an item, the root first.
    pub fn chain(&self, item: ItemId) -> Vec<ItemId> {
        let mut chain = vec![item];
        let mut at = item;
        while let Some(from) = self.items.get(&at).and_then(|covered| covered.because.from) {
            if chain.contains(&from) {
                break;
            }
            chain.push(from);
            at = from;
        }
        chain.reverse();
        chain
    }
}

//! What was reached: plain data, sorted, with the edge that brought each item in.

use crate::diagnostic::Place;
use crate::resolve::{ById, ItemId, Words};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

/// Why an item is covered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Because {
    /// The item it was reached from; none for a root.
    pub from: Option<ItemId>,
    /// How, in a few words: `calls`, `Drop of a live type`, …
    pub how: String,
}

/// Line and column within a text.
pub type At = (usize, usize);

/// One covered item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Covered {
    /// Why.
    pub because: Because,
    /// What was found of the item itself.
    pub own: Arc<Own>,
}

/// What was found of an item itself: the same in every search that reaches it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Own {
    /// What the paths in it mean, and the truth of the predicates in it: `path=meaning`.
    pub meanings: BTreeSet<String>,
    /// What each call in it is told that asks where it stands, in the order of the text: by line and column of the outermost
    /// call and of its own.
    pub placed: BTreeSet<(At, At, String)>,
    /// Whether one of those predicates cannot be decided here.
    pub unsure: bool,
    /// Whether it holds for this build only, and is not taken over by the next: it hangs on more than the item's text and what
    /// it asked for, on where that stands or on the spaces in the texts of macros.
    pub only_now: bool,
    /// Its hash, once it was asked for. Kept by the last build, it stands for the meanings, which are not.
    pub hash: OnceLock<[u8; 32]>,
    /// Its file, its line and column, and the hashes of its text and of those of the calls that wrote it, where something
    /// covered may tell where it was called.
    pub place: Option<String>,
}

/// Something that had to be taken in wider, or cannot be covered.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Widening {
    /// What and why, as one sentence.
    pub message: String,
    /// The item it is about; none if it is about what is declared.
    pub item: Option<ItemId>,
    /// Where in the code.
    pub place: Option<Place>,
    /// What the user can do.
    pub help: Option<String>,
}

/// What kind of thing is read at run time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ImpureKind {
    /// The time.
    Clock,
    /// Random numbers.
    Random,
    /// Variables, arguments, the working folder, other programs.
    Environment,
    /// Files.
    Files,
    /// Other machines.
    Network,
    /// Which thread runs when.
    Threads,
    /// A static that can change.
    State,
    /// The order in which a hash map or set is walked.
    HashOrder,
}

impl ImpureKind {
    /// As the beginning of a sentence.
    pub fn what(self) -> &'static str {
        match self {
            ImpureKind::Clock => "the clock is read",
            ImpureKind::Random => "random numbers are drawn",
            ImpureKind::Environment => "the environment is read",
            ImpureKind::Files => "files are read",
            ImpureKind::Network => "the network is used",
            ImpureKind::Threads => "the order of threads is seen",
            ImpureKind::State => "state that lasts between calls is used",
            ImpureKind::HashOrder => "a hash map is walked in an order that differs between runs",
        }
    }

    /// What the user can do.
    pub fn help(self) -> &'static str {
        match self {
            ImpureKind::Files => {
                "if the files are part of the code, declare them: `depends = [\"file:…\"]`; if they are input, pass their content"
            }
            ImpureKind::Environment => {
                "declare the variable with `depends = [\"env:…\"]`, or pass its value as an argument"
            }
            ImpureKind::HashOrder => {
                "use a BTreeMap or sort, or name the item in `exempt` if the order changes no result"
            }
            _ => "pass it as an argument, or name the item in `exempt` if it changes no result",
        }
    }
}

/// Something that is read at run time.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Impurity {
    /// The item that reads.
    pub item: ItemId,
    /// What kind of thing.
    pub kind: ImpureKind,
    /// By what.
    pub what: String,
}

/// All that was reached.
#[derive(Clone, Debug, Default)]
pub struct Reached {
    /// The items.
    pub items: ById<ItemId, Covered>,
    /// Macros that wrote covered code. They are told, and do not count: what they wrote does.
    pub macros: BTreeMap<ItemId, Because>,
    /// Files whose bytes count, `include_str!` and declared ones.
    pub files: BTreeSet<PathBuf>,
    /// Variables of the build whose values count.
    pub variables: BTreeMap<String, Option<String>>,
    /// Lines of the lock that count.
    pub dependencies: BTreeSet<String>,
    /// What is read at run time.
    pub impure: BTreeSet<Impurity>,
    /// What is wider than it could be.
    pub widened: BTreeSet<Widening>,
    /// Whether where items stand counts.
    pub located: bool,
    /// Whether files count because they were found in a folder.
    pub listed: bool,
    /// Whether anything was left out that only a build of unit tests has.
    pub left_tests: bool,
    /// Whether it hangs on the text of items that were not reached.
    pub everywhere: bool,
    /// The words that the search hangs on, besides those of the walks.
    pub(crate) asked: Words,
}

impl Covered {
    /// An item of which nothing is known yet but why.
    pub(super) fn new(because: Because) -> Covered {
        Covered {
            because,
            own: Arc::default(),
        }
    }
}

impl Reached {
    /// Adds an item; true if it is new.
    pub fn add(&mut self, item: ItemId, because: Because) -> bool {
        if self.items.has(&item) {
            return false;
        }
        self.items.insert(item, Covered::new(because));
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

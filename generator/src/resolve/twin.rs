//! A program once more, for another thread: most of what is found of one is kept in cells that no two threads can
//! share, syntax trees among it.
//!
//! A twin reads no file that was read before and parses none: it is loaded as the next build would be, of what this one
//! found so far. So it costs a few hundredths of what the program did.

use crate::parse::FactsCache;
use crate::resolve::asked::Word;
use crate::resolve::load::{Options, Program};
use crate::source::Sources;
use std::sync::Arc;

/// What a twin is made of; it can be sent to another thread.
pub(crate) struct Seed {
    options: Options,
    sources: Arc<Sources>,
    facts: Arc<Vec<u8>>,
    /// The words of all items, by number.
    words: Vec<Word>,
}

impl Program {
    /// What a twin is made of. The options are those that this one was loaded with.
    pub(crate) fn seed(&self, options: Options) -> Seed {
        Seed {
            options,
            sources: Arc::clone(&self.sources),
            facts: self.kept.to_bytes(),
            words: self.asked.of_items().to_vec(),
        }
    }

    /// What this program keeps for the next build under keys.
    pub(crate) fn into_notes(self) -> Vec<([u8; 32], Vec<u8>)> {
        self.kept.new_notes().collect()
    }

    /// Keeps what a twin would keep.
    pub(crate) fn keep_notes(&self, notes: Vec<([u8; 32], Vec<u8>)>) {
        for (key, bytes) in notes {
            self.kept.keep(key, bytes);
        }
    }
}

impl Seed {
    /// The twin; none if it is not the same, so that numbers of items mean something else.
    pub(crate) fn grow(&self) -> Option<Program> {
        let facts = FactsCache::shared(&self.facts);
        let twin = Program::read(&self.options, Arc::clone(&self.sources), facts).ok()?;
        (twin.asked.of_items() == self.words).then_some(twin)
    }
}

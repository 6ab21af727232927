//! Which words an answer hangs on: all names that were asked for on the way to it, found or not.
//!
//! An answer of the last build holds if nothing that its words may mean has changed (`resolve/change.rs`). So whoever
//! looks something up says by which word, here; an answer that is remembered within a build remembers its words, and
//! says them again. Words are kept as hashes: two that share one only make an answer look older than it is.

use crate::resolve::graph::ItemId;
use std::cell::{Cell, OnceCell, RefCell};
use std::sync::Arc;

/// A word, hashed.
pub(crate) type Word = u32;

/// The words of one answer, sorted.
pub(crate) type Words = Arc<[Word]>;

// Words that are no names; all are below those that [`word`] gives.

/// Asked where anything may count: no answer with it outlives any change.
pub(crate) const EVERYTHING: Word = 0;

/// Said of macro calls among items that cannot be expanded: they may write anything.
pub(super) const OPAQUE_CALL: Word = 1;

/// Said of macros.
pub(super) const MACRO: Word = 2;

/// Asked by who finds nothing of a name: a file that cannot be read may have it.
pub(crate) const UNREAD: Word = 3;

/// Said of impls that need no type of the program, so that no type's name tells who may use them.
pub(crate) const NEEDS_NOTHING: Word = 4;

/// Asked by who wants to know whether any type has a derive that may not be std's; said of such types, and of what
/// brings in names of std's derives.
pub(crate) const DERIVED: Word = 5;

/// Asked by who may come upon what runs before `main`; said of the statics that bring it there.
pub(crate) const STARTED: Word = 6;

/// Asked by every search; said of the program's allocator.
pub(crate) const ALLOCATOR: Word = 7;

/// Asked by who may run code of other crates; said of what is exported by its symbol.
pub(crate) const EXPORTED: Word = 8;

/// Hashes a word: FNV-1a, which is short and fast unoptimised.
pub(crate) fn word(name: &str) -> Word {
    let mut hash = 0x811c_9dc5_u32;
    let mut rest = name.as_bytes();
    // Unoptimised, an iterator costs more than the hash.
    while let [byte, after @ ..] = rest {
        hash = (hash ^ *byte as u32).wrapping_mul(0x0100_0193);
        rest = after;
    }
    hash.max(16)
}

/// Questions under way.
#[derive(Debug, Default)]
pub(crate) struct Asked {
    frames: RefCell<Vec<Frame>>,
    /// The question that words count for at this moment.
    current: Cell<Option<usize>>,
    /// The word of each item, once all are known.
    own: OnceCell<Vec<Word>>,
}

/// So many words are looked for among those that came last.
const RECENT: u32 = 256;

/// In each place what would stand in the next.
const NONE_YET: [Word; RECENT as usize] = {
    let mut places = [0; RECENT as usize];
    let mut at = 0;
    while at < RECENT {
        places[at as usize] = at + 1;
        at += 1;
    }
    places
};

/// One question.
#[derive(Debug)]
struct Frame {
    words: Vec<Word>,
    /// Some of them, each in the place of its remainder.
    recent: [Word; RECENT as usize],
    /// The question that it is part of.
    outer: Option<usize>,
}

impl Asked {
    /// Words of all items, by number.
    pub(super) fn name_items(&self, own: Vec<Word>) {
        let _ = self.own.set(own);
    }

    /// The same, once they are known.
    pub(super) fn of_items(&self) -> &[Word] {
        self.own.get().map_or(&[], Vec::as_slice)
    }

    /// The word of an item: its name, or what it has instead.
    pub(crate) fn of_item(&self, item: ItemId) -> Word {
        let own = self.own.get().and_then(|own| own.get(item.0 as usize));
        own.copied().unwrap_or(EVERYTHING)
    }

    /// A name is asked for.
    pub(crate) fn name(&self, name: &str) {
        if self.current.get().is_some() {
            self.word(word(name));
        }
    }

    /// What an item is, besides its body, is looked at.
    pub(crate) fn item(&self, item: ItemId) {
        if self.current.get().is_some() {
            self.word(self.of_item(item));
        }
    }

    /// Anything may count.
    pub(crate) fn everything(&self) {
        self.word(EVERYTHING);
    }

    pub(crate) fn word(&self, word: Word) {
        self.words(&[word]);
    }

    /// An answer that was found before is used.
    pub(crate) fn words(&self, words: &[Word]) {
        if let Some(at) = self.current.get()
            && let Some(frame) = self.frames.borrow_mut().get_mut(at)
        {
            // Most words come again and again, and to sort them costs more than to see that. Unoptimised, a loop over
            // places is the fastest.
            let mut at = 0;
            while at < words.len() {
                let word = words[at];
                let slot = (word % RECENT) as usize;
                if frame.recent[slot] != word {
                    frame.recent[slot] = word;
                    frame.words.push(word);
                }
                at += 1;
            }
        }
    }

    /// Starts a question; gives what [`Asked::switch`] goes back to.
    pub(crate) fn open(&self) -> Option<usize> {
        let outer = self.current.get();
        let mut frames = self.frames.borrow_mut();
        frames.push(Frame {
            words: Vec::new(),
            recent: NONE_YET,
            outer,
        });
        self.current.set(Some(frames.len() - 1));
        outer
    }

    /// Ends the question that was started last; what it hangs on, the one around it does not.
    pub(crate) fn close(&self) -> Words {
        let Some(mut frame) = self.frames.borrow_mut().pop() else {
            return Arc::default();
        };
        self.current.set(frame.outer);
        frame.words.sort_unstable();
        frame.words.dedup();
        Arc::from(frame.words)
    }

    /// Counts words for another question that is under way; gives the one so far.
    pub(crate) fn switch(&self, to: Option<usize>) -> Option<usize> {
        self.current.replace(to)
    }

    /// Finds an answer with its words, which count for the question around it as well.
    pub(crate) fn answer<T>(&self, find: impl FnOnce() -> T) -> (T, Words) {
        self.open();
        let answer = find();
        let words = self.close();
        self.words(&words);
        (answer, words)
    }
}

#[cfg(test)]
mod tests {
    use super::{Asked, word};

    #[test]
    fn the_words_of_an_answer_count_for_what_it_is_part_of() {
        let asked = Asked::default();
        asked.name("before");
        let outer = asked.open();
        asked.name("a");
        let ((), inner) = asked.answer(|| asked.name("b"));
        assert_eq!(*inner, [word("b")]);
        let here = asked.switch(outer);
        asked.name("elsewhere");
        asked.switch(here);
        let mut both = [word("a"), word("b")];
        both.sort_unstable();
        assert_eq!(*asked.close(), both);
    }
}

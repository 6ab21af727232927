//! What the search remembers of items within one build, in types of its own that are not known here, and how far a question
//! may go whose answers ask further ones.

use crate::resolve::asked::{Asked, Words};
use crate::resolve::graph::{ItemId, ModuleId};
use rustc_hash::FxHashMap;
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// Steps that one question may take. Bounds that name each other's types take as many as there are at each of some depths;
/// honest ones stay far below.
const MOST: u32 = 256;

/// An item, seen from a module, so deep on the way to a type.
type Seen = (ItemId, ModuleId, usize);

/// What was found, with the words that it hangs on.
type Answer = (Rc<dyn Any>, Words);

/// Answers, and the question under way.
#[derive(Debug, Default)]
pub(crate) struct Remembered {
    known: RefCell<FxHashMap<Seen, Answer>>,
    /// How many of its steps are inside of each other, and how many it took.
    under_way: Cell<(u32, u32)>,
}

impl Remembered {
    /// What was found, or is now; the question around does not count, so that it is the same whoever asks first.
    pub(crate) fn get<T: 'static>(
        &self,
        asked: &Asked,
        about: Seen,
        find: impl FnOnce() -> T,
    ) -> Rc<T> {
        if let Some((known, words)) = self.known.borrow().get(&about)
            && let Ok(known) = known.clone().downcast()
        {
            asked.words(words);
            return known;
        }
        // Not borrowed: to find one may ask for another.
        let around = self.under_way.take();
        let (found, words) = asked.answer(find);
        self.under_way.set(around);
        let found = Rc::new(found);
        let mut known = self.known.borrow_mut();
        known.insert(about, (found.clone(), words));
        found
    }

    /// Takes a step of a question, inside of another or its first; none if it took too many.
    pub(crate) fn step<T>(&self, go: impl FnOnce() -> T) -> Option<T> {
        let (inside, taken) = self.under_way.get();
        let taken = if inside == 0 { 1 } else { taken + 1 };
        if taken > MOST {
            return None;
        }
        self.under_way.set((inside + 1, taken));
        let found = go();
        let (_, taken) = self.under_way.get();
        self.under_way.set((inside, taken));
        Some(found)
    }
}

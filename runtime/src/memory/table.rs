//! The table of one shard: readers search it without a lock and without counting; whoever changes it holds the
//! shard's lock.
//!
//! Slots are filled and never emptied: what is taken out leaves a grave, so that a search that is under way does not
//! stop short. A table that is half full is replaced by a new one, without the graves.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::Remembered;
use crate::key::{By, Key, What};
use crate::local::{Pin, Replaced, Shelf};

/// The smallest table.
const LEAST: usize = 16;

/// A result, and what it is found by: in this order, so that a hit looks at few cache lines.
#[repr(C)]
pub(super) struct Held {
    hash: u64,
    /// Since it was last thought of for eviction.
    pub(super) used: AtomicBool,
    asked: Question,
    pub(super) result: Remembered,
}

impl Held {
    pub(super) fn new(by: By<'_>, result: Remembered) -> Held {
        Held {
            hash: by.hash,
            asked: Question::new(by.what),
            used: AtomicBool::new(false),
            result,
        }
    }

    /// Whether this is what is asked for. The hash only saves comparing.
    #[inline]
    fn answers(&self, by: By<'_>) -> bool {
        self.hash == by.hash && self.asked.is(by.what)
    }
}

/// Bytes of a question that lie beside the result; longer ones have a place of their own.
const SHORT: usize = 46;

/// What was asked, whole.
enum Question {
    Key(Key),
    Short { len: u8, bytes: [u8; SHORT] },
    Long(Box<[u8]>),
}

impl Question {
    fn new(what: What<'_>) -> Question {
        let asked = match what {
            What::Key(key) => return Question::Key(*key),
            What::Bytes(asked) => asked,
        };
        let mut bytes = [0; SHORT];
        match (bytes.get_mut(..asked.len()), u8::try_from(asked.len())) {
            (Some(place), Ok(len)) => {
                place.copy_from_slice(asked);
                Question::Short { len, bytes }
            }
            _ => Question::Long(asked.into()),
        }
    }

    #[inline]
    fn is(&self, what: What<'_>) -> bool {
        match (self, what) {
            (Question::Short { len, bytes }, What::Bytes(asked)) => {
                bytes.get(..usize::from(*len)) == Some(asked)
            }
            (Question::Long(bytes), What::Bytes(asked)) => **bytes == *asked,
            (Question::Key(key), What::Key(asked)) => key == asked,
            _ => false,
        }
    }
}

/// What lies in a slot that was filled.
pub(super) enum Slot {
    Held(Held),
    Grave,
}

impl Slot {
    pub(super) fn held(&self) -> Option<&Held> {
        match self {
            Slot::Held(held) => Some(held),
            Slot::Grave => None,
        }
    }
}

pub(super) struct Table {
    /// A power of two of them.
    slots: Box<[Shelf<Slot>]>,
}

impl Table {
    /// Room for `count` results and as many again.
    pub(super) fn for_count(count: usize) -> Table {
        let len = (4 * count).next_power_of_two().max(LEAST);
        Table {
            slots: Shelf::row(len),
        }
    }

    /// Whether `taken` slots are as many as may be: searches stay short while half are empty.
    pub(super) fn is_full(&self, taken: usize) -> bool {
        taken >= self.slots.len() / 2
    }

    /// The slots in which something with this hash may lie, in order.
    #[inline]
    fn path(&self, hash: u64) -> impl Iterator<Item = (usize, &Shelf<Slot>)> {
        let mask = self.slots.len() - 1;
        let start = hash as usize;
        (0..self.slots.len()).map_while(move |step| {
            let at = start.wrapping_add(step) & mask;
            Some((at, self.slots.get(at)?))
        })
    }

    /// What answers.
    #[inline]
    pub(super) fn find<'p>(&'p self, by: By<'_>, pin: &'p Pin) -> Option<&'p Held> {
        for (_, slot) in self.path(by.hash) {
            match slot.get(pin)? {
                Slot::Held(held) if held.answers(by) => return Some(held),
                Slot::Held(_) | Slot::Grave => {}
            }
        }
        None
    }

    /// Lays `held` into an empty slot, and tells which; nothing if there is none.
    pub(super) fn add(&self, held: Arc<Slot>) -> Option<usize> {
        let pin = Pin::new();
        let (at, slot) = self
            .path(held.held()?.hash)
            .find(|(_, slot)| slot.get(&pin).is_none())?;
        // It was empty: nothing is replaced.
        drop(slot.swap(Some(held)));
        Some(at)
    }

    /// Lays `new` in place of what lies in this slot.
    pub(super) fn replace(&self, at: usize, new: Slot) -> Option<Replaced> {
        Some(self.slots.get(at)?.swap(Some(Arc::new(new))))
    }

    /// What lies in this slot.
    pub(super) fn hold(&self, at: usize) -> Option<Arc<Slot>> {
        self.slots.get(at)?.hold(&Pin::new())
    }
}

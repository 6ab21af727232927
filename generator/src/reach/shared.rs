//! What searches on several threads share, each in a copy of the same program: walks, by item.
//!
//! A walk looks at the program alone (`reach/steps.rs`), so it is the same whoever took it, and which thread was first
//! changes nothing but the time.

use crate::reach::known::{Fields, Known};
use crate::reach::steps::Walked;
use crate::resolve::{ItemId, Words};
use rustc_hash::FxHashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The walks of all threads.
#[derive(Debug, Default)]
pub struct Shared(Mutex<FxHashMap<ItemId, Arc<Walked>>>);

impl Shared {
    fn walks(&self) -> MutexGuard<'_, FxHashMap<ItemId, Arc<Walked>>> {
        // Each walk is put in whole: a thread that panicked left nothing half done.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn walked(&self, item: ItemId) -> Option<Arc<Walked>> {
        self.walks().get(&item).cloned()
    }

    pub(super) fn keep(&self, item: ItemId, walked: Arc<Walked>) {
        self.walks().insert(item, walked);
    }
}

/// What one thread found besides the walks, to be kept for the next build.
#[derive(Debug)]
pub struct Findings {
    fields: Vec<(ItemId, (Arc<Fields>, Words))>,
    hashes: Vec<(ItemId, [u8; 32])>,
}

impl Known<'_> {
    /// What was found here.
    pub fn found(&self) -> Findings {
        let hashes = self.hashes.borrow();
        let hashes = hashes.sorted().into_iter();
        Findings {
            fields: self.fields.sorted(),
            hashes: hashes.map(|(item, hash)| (item, *hash)).collect(),
        }
    }

    /// Takes over what another thread found, and all walks.
    pub fn join(&self, found: Findings) {
        for (item, answer) in found.fields {
            self.fields.add(item, answer);
        }
        for (item, hash) in found.hashes {
            self.hashes.borrow_mut().insert(item, hash);
        }
        if let Some(shared) = self.shared {
            let mut walks = self.walks.borrow_mut();
            for (item, walked) in shared.walks().iter() {
                walks.insert(*item, walked.clone());
            }
        }
    }
}

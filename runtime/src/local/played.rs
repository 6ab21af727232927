//! The lock-free parts under loom: all orders in which threads can run, and all that weak memory lets them see.
//!
//! What is played is the code that runs: pins and shelves, and the words of an index and of a segment's
//! verified bits. A record's bytes are a cell in which loom sees every access that nothing orders.

#![allow(unsafe_code)]

use std::sync::Arc;
use std::sync::atomic::Ordering;

use loom::cell::UnsafeCell;
use loom::sync::atomic::AtomicUsize;
use loom::thread;

use super::bits::Bits;
use super::index::Slot;
use super::map::{Front, WordMap};
use super::pin::{Pin, Shelf, collect};

/// Plays `model`, with at most `switches` moments at which a thread is stopped against its will.
fn play(switches: usize, model: impl Fn() + Send + Sync + 'static) {
    let mut builder = loom::model::Builder::new();
    builder.preemption_bound = Some(switches);
    builder.check(model);
}

/// A value whose readers must be gone when it is dropped.
struct Canary {
    alive: UnsafeCell<bool>,
    dropped: loom::sync::Arc<AtomicUsize>,
}

impl Canary {
    fn look(&self) {
        // SAFETY: loom fails the test if a write is not ordered with this.
        assert!(
            self.alive.with(|alive| unsafe { *alive }),
            "freed under a pin"
        );
    }
}

impl Drop for Canary {
    fn drop(&mut self) {
        // SAFETY: the same.
        self.alive.with_mut(|alive| unsafe { *alive = false });
        self.dropped.fetch_add(1, Ordering::Relaxed);
    }
}

// SAFETY: loom watches over the cell.
unsafe impl Sync for Canary {}

#[test]
fn what_a_pinned_reader_sees_is_not_freed() {
    play(6, || {
        let dropped = loom::sync::Arc::new(AtomicUsize::new(0));
        let canary = || {
            Some(Arc::new(Canary {
                alive: UnsafeCell::new(true),
                dropped: dropped.clone(),
            }))
        };
        let shelf = loom::sync::Arc::new(Shelf::<Canary>::new());
        shelf.set(canary());
        let reader = {
            let shelf = shelf.clone();
            thread::spawn(move || {
                // Twice: a thread's next pin must not hide its last one from who frees.
                for _ in 0..2 {
                    let pin = Pin::new();
                    if let Some(canary) = shelf.get(&pin) {
                        canary.look();
                    }
                }
            })
        };
        shelf.set(canary());
        shelf.set(None);
        reader.join().expect("no panic");
        collect();
        assert_eq!(dropped.load(Ordering::Relaxed), 2, "all was freed at last");
    });
}

/// Records that fit into the played segment.
const RECORDS: usize = 3;

/// A segment and an index of one slot, as two processes have them mapped.
struct Played {
    /// The word of the segment's end, then the slot.
    index: WordMap,
    /// The same slot, as hits look at it.
    front: Front,
    /// Verified bits of one process.
    verified: Bits,
    records: Vec<UnsafeCell<u64>>,
}

// SAFETY: loom watches over the cells.
unsafe impl Sync for Played {}
// SAFETY: the same.
unsafe impl Send for Played {}

impl Played {
    fn new() -> loom::sync::Arc<Played> {
        let index = WordMap::played(2);
        loom::sync::Arc::new(Played {
            front: index.front(1, 0, 0).expect("both words are there"),
            index,
            verified: Bits::new(RECORDS),
            records: (0..RECORDS).map(|_| UnsafeCell::new(0)).collect(),
        })
    }

    /// Reserves, writes, publishes: `writer`'s steps 4 to 6.
    fn put(&self, value: u64) {
        let at = loop {
            let end = self.index.load(0);
            if self.index.swap_if(0, end, end + 1) {
                break end;
            }
        };
        let record = self.records.get(at as usize).expect("room");
        // SAFETY: loom fails the test if another access is not ordered with this.
        record.with_mut(|record| unsafe { *record = value });
        self.index.store(1, Slot::new(7, 1, (at + 1) * 8).0);
    }

    /// A hit: the slot, the bit, the record; verified at first and then no more.
    fn get(&self) -> Option<u64> {
        let slot = Slot(self.front.slot(0));
        if !slot.is_live() {
            return None;
        }
        let at = slot.offset() / 8 - 1;
        let verified = self.verified.get(at);
        // SAFETY: the same.
        let value = self.records.get(at)?.with(|record| unsafe { *record });
        assert_ne!(value, 0, "a slot was seen before its record");
        if !verified {
            self.verified.set(at);
        }
        Some(value)
    }
}

#[test]
fn a_slot_is_seen_after_its_record() {
    play(6, || {
        let store = Played::new();
        let readers: Vec<_> = (0..2)
            .map(|_| {
                let store = store.clone();
                thread::spawn(move || store.get())
            })
            .collect();
        store.put(10);
        store.put(20);
        for reader in readers {
            let seen = reader.join().expect("no panic");
            assert!(matches!(seen, None | Some(10 | 20)));
        }
        assert_eq!(store.get(), Some(20));
    });
}

#[test]
fn two_writers_who_meet_keep_their_records_apart() {
    play(6, || {
        let store = Played::new();
        let other = {
            let store = store.clone();
            thread::spawn(move || store.put(10))
        };
        store.put(20);
        let seen = store.get();
        assert!(matches!(seen, Some(10 | 20)));
        other.join().expect("no panic");
        assert_eq!(store.index.load(0), 2);
    });
}

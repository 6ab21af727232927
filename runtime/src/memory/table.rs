//! The table of one shard: readers search it without a lock and without counting; whoever changes it holds the
//! shard's lock.
//!
//! It is made of buckets of one cache line: seven slots, and a byte of each one's hash, so that a search looks at one
//! line and follows hardly any pointer but the right one (after N. Bronson and X. Shi, "Open-sourcing F14", 2019). What
//! does not fit into its bucket lies in the next that has room, and each bucket it passed says that it was *passed*: a
//! search goes no further than to one that does not. So what is taken out leaves nothing behind but that.

use std::sync::atomic::{AtomicU64, Ordering};

use super::held::{Held, Seen, Slot};
use super::row::Row;
use crate::key::By;
use crate::local::{Pin, Replaced};

/// Slots of a bucket.
const SLOTS: usize = 7;
/// Results for each bucket that a table is made for, and over which it is full.
const ROOMY: usize = 2;
const FULL: usize = 5;
/// The lowest, and the highest, bit of each slot's byte of [`Bucket::marks`].
const LOW: u64 = 0x0001_0101_0101_0101;
const HIGH: u64 = LOW << 7;
/// The byte of marks that is no slot's: whether something lies further on that would lie here, were there room.
const PASSED: u64 = 1 << (8 * SLOTS);

#[derive(Default)]
#[repr(C, align(64))]
struct Bucket {
    /// A byte for each slot: 0 while nothing lies there, else 128 and seven bits of the hash.
    marks: AtomicU64,
    slots: [Slot; SLOTS],
}

impl Bucket {
    /// What answers here, by these marks.
    #[inline]
    fn find<'p>(&'p self, marks: u64, by: By<'_>, pin: &'p Pin) -> Option<Seen<'p>> {
        for slot in each(alike(marks, mark(by.hash))) {
            // Meanwhile it may be empty, or another's.
            if let Some(seen) = self.slots.get(slot).and_then(|slot| slot.get(pin))
                && seen.answers(by)
            {
                return Some(seen);
            }
        }
        None
    }
}

/// The mark of a result with this hash: other bits than those that choose a shard and a bucket.
#[inline]
fn mark(hash: u64) -> u64 {
    0x80 | (hash >> 53 & 0x7f)
}

/// The highest bit of each slot's byte that is equal to `mark`. Rarely of others: what answers is compared whole.
#[inline]
fn alike(marks: u64, mark: u64) -> u64 {
    let differing = marks ^ (LOW * mark);
    differing.wrapping_sub(LOW) & !differing & HIGH
}

/// The slots that these bits stand for.
#[inline]
fn each(mut bits: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let at = (bits != 0).then(|| bits.trailing_zeros() as usize / 8);
        bits &= bits.wrapping_sub(1);
        at
    })
}

/// Where in a table a result lies.
#[derive(Clone, Copy)]
pub(super) struct At {
    bucket: usize,
    slot: usize,
}

/// The table, to look at under a pin; to change it is for who has the lock.
#[derive(Clone, Copy)]
pub(super) struct Table<'p>(&'p [Bucket]);

/// Where a table lies.
#[derive(Default)]
pub(super) struct TableShelf(Row<Bucket>);

/// A table that nobody else sees yet.
pub(super) struct New(Box<[Bucket]>);

impl TableShelf {
    /// What lies there.
    #[inline]
    pub(super) fn get<'p>(&'p self, pin: &'p Pin) -> Option<Table<'p>> {
        self.0.get(pin).map(Table)
    }

    /// Lays `new` there.
    pub(super) fn swap(&self, new: Option<New>) -> Replaced {
        self.0.swap(new.map(|new| new.0))
    }
}

impl New {
    /// Room for `count` results and as many again.
    pub(super) fn for_count(count: usize) -> New {
        let len = count.div_ceil(ROOMY).next_power_of_two();
        New((0..len).map(|_| Bucket::default()).collect())
    }

    pub(super) fn table(&self) -> Table<'_> {
        Table(&self.0)
    }
}

impl<'p> Table<'p> {
    /// Whether `count` results are as many as may be, or those that came and went have made searches long: by so many
    /// buckets that were `passed`.
    pub(super) fn is_full(self, count: usize, passed: usize) -> bool {
        count >= self.0.len() * FULL || passed > self.0.len() / 2
    }

    /// The buckets in which something with this hash may lie, in order.
    #[inline]
    fn path(self, hash: u64) -> impl Iterator<Item = (usize, &'p Bucket)> {
        let mask = self.0.len() - 1;
        let start = hash as usize;
        (0..self.0.len()).map_while(move |step| {
            let at = start.wrapping_add(step) & mask;
            Some((at, self.0.get(at)?))
        })
    }

    /// What answers.
    #[inline]
    pub(super) fn find(self, by: By<'_>, pin: &'p Pin) -> Option<Seen<'p>> {
        for (_, bucket) in self.path(by.hash) {
            let marks = bucket.marks.load(Ordering::Acquire);
            let seen = bucket.find(marks, by, pin);
            if seen.is_some() || marks < PASSED {
                return seen;
            }
        }
        None
    }

    /// Lays `held` into an empty slot, and tells which; nothing if there is none. Counts the buckets that it is the
    /// first to pass.
    pub(super) fn add(self, held: Held, passed: &mut usize) -> Option<At> {
        let mark = mark(held.hash());
        for (bucket_at, bucket) in self.path(held.hash()) {
            let marks = bucket.marks.load(Ordering::Relaxed);
            if let Some(slot) = each(!marks & HIGH).next() {
                // Nothing is replaced. First the result, then its mark: who sees the mark sees the result.
                drop(bucket.slots.get(slot)?.swap(Some(held)));
                let marks = marks | mark << (8 * slot);
                bucket.marks.store(marks, Ordering::Release);
                return Some(At {
                    bucket: bucket_at,
                    slot,
                });
            }
            if marks < PASSED {
                bucket.marks.store(marks | PASSED, Ordering::Release);
                *passed += 1;
            }
        }
        None
    }

    /// Lays `new`, of the same hash, in place of what lies there.
    pub(super) fn replace(self, at: At, new: Held) -> Option<Replaced> {
        Some(self.slot(at)?.swap(Some(new)))
    }

    /// Takes out what lies there.
    pub(super) fn remove(self, at: At) -> Option<Replaced> {
        let marks = &self.0.get(at.bucket)?.marks;
        let left = marks.load(Ordering::Relaxed) & !(0xff << (8 * at.slot));
        marks.store(left, Ordering::Release);
        Some(self.slot(at)?.swap(None))
    }

    /// What lies there.
    pub(super) fn hold(self, at: At, pin: &Pin) -> Option<Held> {
        self.slot(at)?.hold(pin)
    }

    fn slot(self, at: At) -> Option<&'p Slot> {
        self.0.get(at.bucket)?.slots.get(at.slot)
    }
}

#[cfg(test)]
mod tests {
    use super::{At, HIGH, New, SLOTS, alike, each, mark};
    use crate::key::{By, What};
    use crate::local::Pin;
    use crate::memory::{Held, Times};

    fn by(asked: &[u8], hash: u64) -> By<'_> {
        By {
            what: What::Bytes(asked),
            hash,
        }
    }

    /// `n`, as the result of asking by its own bytes.
    fn held(n: u16, hash: u64) -> Held {
        let times = Times {
            created: 0,
            expires: u64::MAX,
            compute_time: 0,
        };
        Held::new(by(&n.to_le_bytes(), hash), times, n)
    }

    fn has(new: &New, n: u16, hash: u64) -> bool {
        let (asked, pin) = (n.to_le_bytes(), Pin::new());
        let found = new.table().find(by(&asked, hash), &pin);
        found.is_some_and(|found| {
            assert_eq!(found.value(), Some(&n), "another's result");
            assert_eq!(found.value::<u32>(), None, "of another type");
            true
        })
    }

    /// Marks that are alike are found, and none of an empty slot or of the byte that is no slot's.
    #[test]
    fn alike_marks_are_found_among_others() {
        for hash in (0..128_u64).map(|n| n << 53) {
            let marks = mark(hash) << 8 | mark(hash ^ 1 << 53) << 24 | mark(hash) << 48;
            let found: Vec<usize> = each(alike(marks, mark(hash))).collect();
            assert!(found.contains(&1) && found.contains(&6), "{found:?}");
            let passed = mark(hash) << 56;
            assert_eq!(each(alike(passed, mark(hash))).count(), 0);
        }
        assert_eq!(each(HIGH).collect::<Vec<_>>(), [0, 1, 2, 3, 4, 5, 6]);
    }

    /// Of one hash, and hence of one mark: they fill bucket after bucket.
    #[test]
    fn results_whose_hashes_meet_are_told_apart() {
        let hashes: &[u64] = if cfg!(miri) { &[3] } else { &[0, 3, u64::MAX] };
        for &hash in hashes {
            let new = New::for_count(16);
            let (mut passed, mut places) = (0, Vec::new());
            for n in 0..(8 * SLOTS as u16) {
                let at = new.table().add(held(n, hash), &mut passed);
                places.push(at.expect("there is room"));
            }
            let full = new.table().add(held(99, hash), &mut passed);
            assert!(full.is_none() && !has(&new, 99, hash));
            assert_eq!(passed, 8, "each was passed, the last by what did not fit");
            (0..56).for_each(|n| assert!(has(&new, n, hash), "{n}"));
            for at in places.iter().step_by(3) {
                drop(new.table().remove(*at));
            }
            (0..56).for_each(|n| assert_eq!(has(&new, n, hash), n % 3 != 0, "{n}"));
            // What was taken out left room, in the first bucket too.
            let At { bucket, .. } = new.table().add(held(0, hash), &mut passed).expect("room");
            assert_eq!(bucket, hash as usize % 8);
            assert!(has(&new, 0, hash));
            drop(new.table().replace(places[1], held(1, hash)));
            assert!(has(&new, 1, hash));
        }
    }

    #[test]
    fn a_table_through_which_many_went_is_full() {
        let new = New::for_count(32);
        assert!(!new.table().is_full(0, 8));
        assert!(new.table().is_full(0, 9), "searches are long");
        assert!(new.table().is_full(80, 0), "it is as full as may be");
        assert!(!new.table().is_full(33, 0), "there is room for as many");
    }
}

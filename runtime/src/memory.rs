//! The tier of decoded results in front of a function's store: in this process, bounded by size.
//!
//! A result is found by the call's canonical bytes, compared whole, under a fast hash with a random seed: a hit costs
//! no BLAKE3, no lock and no reference count. By its key it is taken out.
//!
//! What is taken out of the store by this process is taken out here; what another process takes out stays until it
//! is too old or makes room. Room is made in the order of coming, sparing once what was used since (CLOCK, after
//! F. Corbató, "A paging experiment with the Multics system", 1968), an eighth at a time.

mod held;
mod question;
mod row;
mod table;

use std::collections::{HashMap, VecDeque};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::key::{By, Key, What};
use crate::local::{Pin, Replaced};
pub(crate) use held::{Held, Seen, Times};
use table::{At, New, Table, TableShelf};

/// Threads that change one of these wait for each other.
const SHARDS: usize = 16;
/// Bytes that an entry takes besides its value and what was asked.
const OVERHEAD: u64 = 256;

/// The decoded results of one function.
pub(crate) struct Memory {
    /// Side by side, in a line or two: every reader comes by.
    tables: [TableShelf; SHARDS],
    rooms: [Mutex<Room>; SHARDS],
    /// Bytes for each shard.
    max: u64,
    /// Raised by everything that takes results out, so that one that was looked up before is not kept after.
    epoch: AtomicU64,
}

/// One of the parts, to those who change it.
#[derive(Clone, Copy)]
struct Shard<'a> {
    table: &'a TableShelf,
    room: &'a Mutex<Room>,
}

/// What is known of a shard's results to those who change it.
#[derive(Default)]
struct Room {
    places: HashMap<Key, Place>,
    /// The sum of their sizes.
    size: u64,
    /// Buckets of the table that were passed.
    passed: usize,
    /// How many results ever came.
    came: u64,
}

/// Where a result lies.
struct Place {
    at: At,
    size: u64,
    /// Its turn among all that came.
    came: u64,
}

/// What is to be dropped when no lock is held any more: dropping a result may be the user's own code.
#[derive(Default)]
struct Dropped {
    replaced: Vec<Replaced>,
    results: Vec<Held>,
}

impl Memory {
    /// Room for `size` bytes of results.
    pub(crate) fn new(size: u64) -> Memory {
        Memory {
            tables: Default::default(),
            rooms: Default::default(),
            max: size / SHARDS as u64,
            epoch: AtomicU64::new(0),
        }
    }

    /// Which shard this hash leads to: not by the bits that a table goes by.
    #[inline]
    fn part(hash: u64) -> usize {
        (hash >> 60) as usize % SHARDS
    }

    fn shard(&self, hash: u64) -> Shard<'_> {
        let part = Memory::part(hash);
        Shard {
            table: &self.tables[part],
            room: &self.rooms[part],
        }
    }

    fn shards(&self) -> impl Iterator<Item = Shard<'_>> {
        let both = self.tables.iter().zip(&self.rooms);
        both.map(|(table, room)| Shard { table, room })
    }

    /// The result of what is asked for, while the pin holds.
    #[inline]
    pub(crate) fn get<'p>(&'p self, by: By<'_>, pin: &'p Pin) -> Option<Seen<'p>> {
        let seen = self.tables[Memory::part(by.hash)].get(pin)?.find(by, pin)?;
        if !seen.used.load(Ordering::Relaxed) {
            seen.used.store(true, Ordering::Relaxed);
        }
        Some(seen)
    }

    /// To be asked before a result is looked up or computed, and told to [`put`](Self::put).
    pub(crate) fn epoch(&self) -> u64 {
        self.epoch.load(Ordering::Acquire)
    }

    /// Keeps a result of `len` bytes when encoded, unless something was taken out since `epoch`.
    pub(crate) fn put(&self, by: By<'_>, key: &Key, held: Held, len: u64, epoch: u64) {
        let asked = match by.what {
            What::Bytes(bytes) => bytes.len() as u64,
            What::Key(_) => 0,
        };
        let size = len.saturating_add(asked).saturating_add(OVERHEAD);
        if size > self.max {
            return;
        }
        let shard = self.shard(by.hash);
        let mut room = shard.lock();
        // Under the lock: who takes something out raises the epoch before it locks.
        if self.epoch() != epoch {
            return;
        }
        let dropped = shard.put(&mut room, key, held, size, self.max);
        drop(room);
        drop(dropped);
    }

    /// Takes the result under `key` out.
    pub(crate) fn remove(&self, key: &Key) {
        self.epoch.fetch_add(1, Ordering::AcqRel);
        // Which one it is in, the key does not tell.
        for shard in self.shards() {
            let dropped = shard.remove(key);
            drop(dropped);
        }
    }

    /// Takes all out.
    pub(crate) fn clear(&self) {
        self.epoch.fetch_add(1, Ordering::AcqRel);
        for shard in self.shards() {
            let mut room = shard.lock();
            let places = std::mem::take(&mut *room);
            let replaced = shard.table.swap(None);
            drop(room);
            drop((places, replaced));
        }
    }
}

impl<'a> Shard<'a> {
    /// A shard's changes are made without a panic, so that a poisoned one is whole.
    fn lock(self) -> MutexGuard<'a, Room> {
        self.room.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn put(self, room: &mut Room, key: &Key, held: Held, size: u64, max: u64) -> Dropped {
        let mut dropped = Dropped::default();
        let roomy = max - max / 8;
        let pin = Pin::new();
        let table = self.table.get(&pin);
        if let Some(table) = table
            && let Some(place) = room.places.get_mut(key)
        {
            // The same call asks by the same bytes: its place is the same.
            dropped.replaced.extend(table.replace(place.at, held));
            room.size = room.size - place.size + size;
            place.size = size;
            if room.size > max {
                self.rebuild(room, roomy, &mut dropped);
            }
            return dropped;
        }
        if room.size.saturating_add(size) > max {
            // Before it is laid there: nobody had the time to use what is new.
            let target = roomy.min(max.saturating_sub(size));
            self.rebuild(room, target, &mut dropped);
        } else if table.is_none_or(|table| table.is_full(room.places.len(), room.passed)) {
            self.rebuild(room, max, &mut dropped);
        }
        if let Some(table) = self.table.get(&pin) {
            room.add(key, table, held, size);
        }
        dropped
    }

    /// A new table with what is in the old one, but for what has to go to come down to `target` bytes.
    fn rebuild(self, room: &mut Room, target: u64, dropped: &mut Dropped) {
        let pin = Pin::new();
        let old = self.table.get(&pin);
        let mut places: Vec<(Key, Place)> = room.places.drain().collect();
        places.sort_unstable_by_key(|(_, place)| place.came);
        let mut kept: VecDeque<_> = places
            .into_iter()
            .filter_map(|(key, place)| Some((key, old?.hold(place.at, &pin)?, place.size)))
            .collect();
        // Everyone is spared at most once, however busy readers are.
        let mut spared = kept.len();
        while room.size > target
            && let Some((key, held, size)) = kept.pop_front()
        {
            if held.used.swap(false, Ordering::Relaxed) && spared > 0 {
                spared -= 1;
                kept.push_back((key, held, size));
            } else {
                room.size -= size;
                dropped.results.push(held);
            }
        }
        let new = New::for_count(kept.len() + 1);
        (room.size, room.passed) = (0, 0);
        for (key, held, size) in kept {
            room.add(&key, new.table(), held, size);
        }
        dropped.replaced.push(self.table.swap(Some(new)));
    }

    fn remove(self, key: &Key) -> Dropped {
        let mut dropped = Dropped::default();
        let mut room = self.lock();
        if let Some(place) = room.places.remove(key) {
            room.size -= place.size;
            let pin = Pin::new();
            let table = self.table.get(&pin);
            let replaced = table.and_then(|table| table.remove(place.at));
            dropped.replaced.extend(replaced);
        }
        dropped
    }
}

impl Room {
    /// Lays a result into the table, which has room.
    fn add(&mut self, key: &Key, table: Table<'_>, held: Held, size: u64) {
        if let Some(at) = table.add(held, &mut self.passed) {
            let came = self.came;
            self.places.insert(*key, Place { at, size, came });
            self.came += 1;
            self.size += size;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Held, Memory, OVERHEAD, SHARDS, Times};
    use crate::key::{By, Key};
    use crate::local::Pin;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::{Duration, Instant};

    fn key(n: u32) -> Key {
        let mut bytes = [0; 32];
        bytes[..4].copy_from_slice(&n.to_le_bytes());
        Key::from_bytes(bytes)
    }

    fn held(by: By<'_>, value: impl Send + Sync + 'static) -> Held {
        let times = Times {
            created: 0,
            expires: u64::MAX,
            compute_time: 0,
        };
        Held::new(by, times, value)
    }

    /// Keeps `n` as the result of asking by its own bytes.
    fn put(memory: &Memory, n: u32) {
        let epoch = memory.epoch();
        let asked = n.to_le_bytes();
        let by = By::bytes(&asked);
        memory.put(by, &key(n), held(by, n), 8, epoch);
    }

    fn has(memory: &Memory, n: u32) -> bool {
        let pin = Pin::new();
        match memory.get(By::bytes(&n.to_le_bytes()), &pin) {
            Some(found) => {
                assert_eq!(found.value(), Some(&n), "another's result");
                true
            }
            None => false,
        }
    }

    #[test]
    fn what_was_used_outlives_what_was_not_and_all_stay_within_the_size() {
        let each = OVERHEAD + 8 + 4;
        let memory = Memory::new(100 * each * SHARDS as u64);
        put(&memory, 0);
        for n in 1..10_000 {
            put(&memory, n);
            assert!(has(&memory, 0), "it is always used, and went at {n}");
        }
        assert!(has(&memory, 9_999), "it is the newest");
        let kept = (0..10_000).filter(|n| has(&memory, *n)).count();
        assert!((1000..=100 * SHARDS).contains(&kept), "{kept} are kept");
        let epoch = memory.epoch();
        let by = By::bytes(b"large");
        memory.put(by, &key(77_777), held(by, ()), 1 << 20, epoch);
        assert!(
            memory.get(By::bytes(b"large"), &Pin::new()).is_none(),
            "it is larger than all the room"
        );
    }

    #[test]
    fn what_was_looked_up_before_a_removal_is_not_kept_after() {
        let memory = Memory::new(1 << 20);
        let before = memory.epoch();
        memory.remove(&key(1));
        let asked = 1_u32.to_le_bytes();
        let by = By::bytes(&asked);
        memory.put(by, &key(1), held(by, 1_u32), 8, before);
        assert!(!has(&memory, 1));
        put(&memory, 1);
        assert!(has(&memory, 1));
        memory.clear();
        assert!(!has(&memory, 1));
    }

    #[test]
    fn what_is_taken_out_or_replaced_is_gone_and_the_others_stay() {
        let memory = Memory::new(1 << 24);
        (0..1000).for_each(|n| put(&memory, n));
        for n in (0..1000).step_by(3) {
            memory.remove(&key(n));
        }
        (0..1000).for_each(|n| assert_eq!(has(&memory, n), n % 3 != 0, "{n}"));
        // Their places are taken again.
        (0..2000).for_each(|n| put(&memory, n));
        (0..2000).for_each(|n| assert!(has(&memory, n), "{n}"));
        let epoch = memory.epoch();
        let by = By::bytes(b"again");
        memory.put(by, &key(5000), held(by, "old"), 8, epoch);
        memory.put(by, &key(5000), held(by, "new"), 8, epoch);
        let pin = Pin::new();
        let found = memory.get(by, &pin).expect("just put");
        assert_eq!(found.value(), Some(&"new"));
    }

    #[test]
    fn what_comes_and_goes_leaves_searches_short() {
        let memory = Memory::new(1 << 24);
        let rounds = if cfg!(miri) { 60 } else { 50_000 };
        for n in 0..rounds {
            put(&memory, n);
            if let Some(before) = n.checked_sub(30) {
                memory.remove(&key(before));
                assert!(!has(&memory, before));
            }
        }
        (rounds - 30..rounds).for_each(|n| assert!(has(&memory, n), "{n}"));
        let left: usize = memory.shards().map(|shard| shard.lock().places.len()).sum();
        assert_eq!(left, 30);
        let pin = Pin::new();
        for shard in memory.shards() {
            if let Some(table) = shard.table.get(&pin) {
                let passed = shard.lock().passed;
                assert!(
                    !table.is_full(0, passed.saturating_sub(1)),
                    "{passed} were passed"
                );
            }
        }
    }

    #[test]
    fn a_key_and_the_same_bytes_are_two_questions() {
        let memory = Memory::new(1 << 20);
        let bytes = *key(3).as_bytes();
        let asked = key(3);
        let by = By::key(&asked);
        memory.put(by, &key(3), held(by, 1), 8, memory.epoch());
        let pin = Pin::new();
        assert!(memory.get(By::key(&key(3)), &pin).is_some());
        assert!(memory.get(By::bytes(&bytes), &pin).is_none());
    }

    #[test]
    fn readers_see_whole_results_while_all_changes() {
        /// Fits only one number; counted while it lives.
        struct Told(u32, u32, Arc<AtomicUsize>);
        impl Drop for Told {
            fn drop(&mut self) {
                self.2.fetch_sub(1, Ordering::SeqCst);
            }
        }
        let alive = Arc::new(AtomicUsize::new(0));
        let memory = Memory::new(64 * (OVERHEAD + 12) * SHARDS as u64);
        let rounds = if cfg!(miri) { 200 } else { 20_000 };
        std::thread::scope(|scope| {
            for thread in 0..3 {
                let (memory, alive) = (&memory, &alive);
                scope.spawn(move || {
                    for round in 0..rounds {
                        let n: u32 = (round * 7 + thread * 13) % 3000;
                        let asked = n.to_le_bytes();
                        let pin = Pin::new();
                        match memory.get(By::bytes(&asked), &pin) {
                            Some(found) => {
                                let told: &Told = found.value().expect("a Told");
                                assert_eq!((told.0, told.1), (n, !n));
                                if round % 31 == 0 {
                                    memory.remove(&key(n));
                                    assert_eq!((told.0, told.1), (n, !n), "freed under a pin");
                                }
                            }
                            None => {
                                alive.fetch_add(1, Ordering::SeqCst);
                                let told = Told(n, !n, Arc::clone(alive));
                                let epoch = memory.epoch();
                                let by = By::bytes(&asked);
                                memory.put(by, &key(n), held(by, told), 8, epoch);
                            }
                        }
                        // Not in the last rounds: something is to be alive at the end.
                        if round % 5000 == 2500 {
                            memory.clear();
                        }
                    }
                });
            }
        });
        assert!(alive.load(Ordering::SeqCst) > 0);
        drop(memory);
        // What was replaced last goes when somebody replaces something, and no test beside holds a pin: on a busy machine one
        // may be kept waiting with it for long.
        let other = Memory::new(1 << 20);
        let patience = Instant::now() + Duration::from_secs(60);
        while let left @ 1.. = alive.load(Ordering::SeqCst) {
            assert!(Instant::now() < patience, "{left} are left");
            put(&other, 1);
            std::thread::yield_now();
        }
    }
}

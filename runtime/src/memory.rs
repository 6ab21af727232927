//! The tier of decoded results in front of a function's store: in this process, bounded by size.
//!
//! A result is found by the call's canonical bytes, compared whole, under a fast hash with a random seed: a hit costs
//! no BLAKE3, no lock and no reference count. By its key it is taken out.
//!
//! What is taken out of the store by this process is taken out here; what another process takes out stays until it
//! is too old or makes room. Room is made in the order of coming, sparing once what was used since (CLOCK, after
//! F. Corbató, "A paging experiment with the Multics system", 1968), an eighth at a time.

mod table;

use std::any::Any;
use std::collections::{HashMap, VecDeque};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::key::{By, Key, What};
use crate::local::{Pin, Replaced, Shelf};
use table::{Held, Slot, Table};

/// A decoded value.
pub(crate) type Shared = Box<dyn Any + Send + Sync>;

/// Threads that change one of these wait for each other.
const SHARDS: usize = 16;
/// Bytes that an entry takes besides its value and what was asked.
const OVERHEAD: u64 = 256;

/// The decoded results of one function.
pub(crate) struct Memory {
    shards: [Shard; SHARDS],
    /// Bytes for each shard.
    max: u64,
    /// Raised by everything that takes results out, so that one that was looked up before is not kept after.
    epoch: AtomicU64,
}

#[derive(Default)]
struct Shard {
    table: Shelf<Table>,
    room: Mutex<Room>,
}

/// What is known of a shard's results to those who change it.
#[derive(Default)]
struct Room {
    places: HashMap<Key, Place>,
    /// The sum of their sizes.
    size: u64,
    /// Slots of the table that are not empty.
    taken: usize,
    /// How many results ever came.
    came: u64,
}

/// Where a result lies.
struct Place {
    slot: usize,
    size: u64,
    /// Its turn among all that came.
    came: u64,
}

/// A decoded result, and what decides whether it may still be served.
pub(crate) struct Remembered {
    pub(crate) value: Shared,
    pub(crate) created: u64,
    pub(crate) expires: u64,
    /// Nanoseconds.
    pub(crate) compute_time: u64,
}

/// What is to be dropped when no lock is held any more: dropping a result may be the user's own code.
#[derive(Default)]
struct Dropped {
    replaced: Vec<Replaced>,
    results: Vec<Arc<Slot>>,
}

impl Memory {
    /// Room for `size` bytes of results.
    pub(crate) fn new(size: u64) -> Memory {
        Memory {
            shards: Default::default(),
            max: size / SHARDS as u64,
            epoch: AtomicU64::new(0),
        }
    }

    #[inline]
    fn shard(&self, hash: u64) -> &Shard {
        // Not the bits that a table goes by.
        &self.shards[(hash >> 60) as usize % SHARDS]
    }

    /// The result of what is asked for, while the pin holds.
    #[inline]
    pub(crate) fn get<'p>(&'p self, by: By<'_>, pin: &'p Pin) -> Option<&'p Remembered> {
        let held = self.shard(by.hash).table.get(pin)?.find(by, pin)?;
        if !held.used.load(Ordering::Relaxed) {
            held.used.store(true, Ordering::Relaxed);
        }
        Some(&held.result)
    }

    /// To be asked before a result is looked up or computed, and told to [`put`](Self::put).
    pub(crate) fn epoch(&self) -> u64 {
        self.epoch.load(Ordering::Acquire)
    }

    /// Keeps a result of `len` bytes when encoded, unless something was taken out since `epoch`.
    pub(crate) fn put(&self, by: By<'_>, key: &Key, result: Remembered, len: u64, epoch: u64) {
        let asked = match by.what {
            What::Bytes(bytes) => bytes.len() as u64,
            What::Key(_) => 0,
        };
        let size = len.saturating_add(asked).saturating_add(OVERHEAD);
        if size > self.max {
            return;
        }
        let shard = self.shard(by.hash);
        let held = Slot::Held(Held::new(by, result));
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
        for shard in &self.shards {
            let dropped = shard.remove(key);
            drop(dropped);
        }
    }

    /// Takes all out.
    pub(crate) fn clear(&self) {
        self.epoch.fetch_add(1, Ordering::AcqRel);
        for shard in &self.shards {
            let mut room = shard.lock();
            let places = std::mem::take(&mut *room);
            let replaced = shard.table.swap(None);
            drop(room);
            drop((places, replaced));
        }
    }
}

impl Shard {
    /// A shard's changes are made without a panic, so that a poisoned one is whole.
    fn lock(&self) -> MutexGuard<'_, Room> {
        self.room.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The table; only whoever has the lock may ask.
    fn table(&self) -> Option<Arc<Table>> {
        self.table.hold(&Pin::new())
    }

    fn put(&self, room: &mut Room, key: &Key, held: Slot, size: u64, max: u64) -> Dropped {
        let mut dropped = Dropped::default();
        let roomy = max - max / 8;
        let table = self.table();
        if let Some(table) = &table
            && let Some(place) = room.places.get_mut(key)
        {
            // The same call asks by the same bytes: its slot is the same.
            dropped.replaced.extend(table.replace(place.slot, held));
            room.size = room.size - place.size + size;
            place.size = size;
            if room.size > max {
                self.rebuild(room, Some(table), roomy, &mut dropped);
            }
            return dropped;
        }
        let table = match table {
            // Before it is laid there: nobody had the time to use what is new.
            table if room.size.saturating_add(size) > max => {
                let target = roomy.min(max.saturating_sub(size));
                self.rebuild(room, table.as_deref(), target, &mut dropped)
            }
            Some(table) if !table.is_full(room.taken) => table,
            table => self.rebuild(room, table.as_deref(), max, &mut dropped),
        };
        room.add(key, &table, Arc::new(held), size);
        dropped
    }

    /// A new table with what is in the old one, but for what has to go to come down to `target` bytes.
    fn rebuild(
        &self,
        room: &mut Room,
        old: Option<&Table>,
        target: u64,
        dropped: &mut Dropped,
    ) -> Arc<Table> {
        let mut places: Vec<(Key, Place)> = room.places.drain().collect();
        places.sort_unstable_by_key(|(_, place)| place.came);
        let mut kept: VecDeque<_> = places
            .into_iter()
            .filter_map(|(key, place)| Some((key, old?.hold(place.slot)?, place.size)))
            .collect();
        // Everyone is spared at most once, however busy readers are.
        let mut spared = kept.len();
        while room.size > target
            && let Some((key, slot, size)) = kept.pop_front()
        {
            let used = slot
                .held()
                .is_some_and(|held| held.used.swap(false, Ordering::Relaxed));
            if used && spared > 0 {
                spared -= 1;
                kept.push_back((key, slot, size));
            } else {
                room.size -= size;
                dropped.results.push(slot);
            }
        }
        let table = Arc::new(Table::for_count(kept.len() + 1));
        (room.size, room.taken) = (0, 0);
        for (key, slot, size) in kept {
            room.add(&key, &table, slot, size);
        }
        dropped
            .replaced
            .push(self.table.swap(Some(Arc::clone(&table))));
        table
    }

    fn remove(&self, key: &Key) -> Dropped {
        let mut dropped = Dropped::default();
        let mut room = self.lock();
        if let Some(place) = room.places.remove(key) {
            room.size -= place.size;
            let table = self.table();
            dropped
                .replaced
                .extend(table.and_then(|table| table.replace(place.slot, Slot::Grave)));
        }
        dropped
    }
}

impl Room {
    /// Lays a result into the table, which has room.
    fn add(&mut self, key: &Key, table: &Table, held: Arc<Slot>, size: u64) {
        if let Some(slot) = table.add(held) {
            let came = self.came;
            self.places.insert(*key, Place { slot, size, came });
            self.came += 1;
            self.taken += 1;
            self.size += size;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Memory, OVERHEAD, Remembered, SHARDS};
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

    fn result(value: impl Send + Sync + 'static) -> Remembered {
        Remembered {
            value: Box::new(value),
            created: 0,
            expires: u64::MAX,
            compute_time: 0,
        }
    }

    /// Keeps `n` as the result of asking by its own bytes.
    fn put(memory: &Memory, n: u32) {
        let epoch = memory.epoch();
        memory.put(By::bytes(&n.to_le_bytes()), &key(n), result(n), 8, epoch);
    }

    fn has(memory: &Memory, n: u32) -> bool {
        let pin = Pin::new();
        match memory.get(By::bytes(&n.to_le_bytes()), &pin) {
            Some(found) => {
                assert_eq!(found.value.downcast_ref(), Some(&n), "another's result");
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
        memory.put(
            By::bytes(b"large"),
            &key(77_777),
            result(()),
            1 << 20,
            epoch,
        );
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
        memory.put(
            By::bytes(&1_u32.to_le_bytes()),
            &key(1),
            result(1_u32),
            8,
            before,
        );
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
        // Graves are passed over, and go when tables grow.
        (0..2000).for_each(|n| put(&memory, n));
        (0..2000).for_each(|n| assert!(has(&memory, n), "{n}"));
        let epoch = memory.epoch();
        let by = By::bytes(b"again");
        memory.put(by, &key(5000), result("old"), 8, epoch);
        memory.put(by, &key(5000), result("new"), 8, epoch);
        let pin = Pin::new();
        let found = memory.get(by, &pin).expect("just put");
        assert_eq!(found.value.downcast_ref(), Some(&"new"));
    }

    #[test]
    fn a_key_and_the_same_bytes_are_two_questions() {
        let memory = Memory::new(1 << 20);
        let bytes = *key(3).as_bytes();
        memory.put(By::key(&key(3)), &key(3), result(1), 8, memory.epoch());
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
                                let told: &Told = found.value.downcast_ref().expect("a Told");
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
                                memory.put(By::bytes(&asked), &key(n), result(told), 8, epoch);
                            }
                        }
                        if round % 5000 == 4999 {
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

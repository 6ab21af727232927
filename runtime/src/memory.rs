//! The tier of decoded results in front of a function's store: in this process, bounded by size.
//!
//! What is taken out of the store by this process is taken out here; what another process takes out stays until it
//! is too old or makes room. Room is made in the order of coming, sparing once what was used since (CLOCK, after
//! F. Corbató, "A paging experiment with the Multics system", 1968).

use std::any::Any;
use std::collections::{HashMap, VecDeque};
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use crate::key::Key;

/// A decoded value, shared by all hits.
pub(crate) type Shared = Arc<dyn Any + Send + Sync>;

/// Threads that meet in one of these wait for each other for some nanoseconds.
const SHARDS: usize = 16;
/// Bytes that an entry takes besides its value.
const OVERHEAD: u64 = 160;

/// The decoded results of one function.
pub(crate) struct Memory {
    shards: [RwLock<Shard>; SHARDS],
    /// Bytes for each shard.
    max: u64,
    /// Raised by everything that takes results out, so that one that was looked up before is not kept after.
    epoch: AtomicU64,
}

#[derive(Default)]
struct Shard {
    kept: HashMap<Key, Kept, BuildHasherDefault<Head>>,
    /// Their keys in the order of coming; some are gone.
    order: VecDeque<Key>,
    bytes: u64,
}

struct Kept {
    result: Remembered,
    bytes: u64,
    used: AtomicBool,
}

/// A decoded result, and what decides whether it may still be served.
#[derive(Clone)]
pub(crate) struct Remembered {
    pub(crate) value: Shared,
    pub(crate) created: u64,
    pub(crate) expires: u64,
    /// Nanoseconds.
    pub(crate) compute_time: u64,
}

/// Takes a key's first bytes for its hash: a key is one.
#[derive(Default)]
struct Head(u64);

impl Hasher for Head {
    fn write(&mut self, bytes: &[u8]) {
        if let Some(head) = bytes.first_chunk() {
            self.0 = u64::from_le_bytes(*head);
        }
    }

    fn write_usize(&mut self, _: usize) {
        // The length of a key is always the same.
    }

    fn finish(&self) -> u64 {
        self.0
    }
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

    fn shard(&self, key: &Key) -> &RwLock<Shard> {
        // Not the bytes that a shard's map hashes by.
        &self.shards[usize::from(key.as_bytes()[31]) % SHARDS]
    }

    /// The result under `key`.
    #[inline]
    pub(crate) fn get(&self, key: &Key) -> Option<Remembered> {
        let shard = read(self.shard(key));
        let kept = shard.kept.get(key)?;
        if !kept.used.load(Ordering::Relaxed) {
            kept.used.store(true, Ordering::Relaxed);
        }
        Some(kept.result.clone())
    }

    /// To be asked before a result is looked up or computed, and told to [`put`](Self::put).
    pub(crate) fn epoch(&self) -> u64 {
        self.epoch.load(Ordering::Acquire)
    }

    /// Keeps a result of `size` bytes when encoded, unless something was taken out since `epoch`.
    pub(crate) fn put(&self, key: &Key, result: Remembered, size: u64, epoch: u64) {
        let bytes = size.saturating_add(OVERHEAD);
        if bytes > self.max {
            return;
        }
        let mut dropped = Vec::new();
        let mut shard = write(self.shard(key));
        // Under the lock: who takes something out raises the epoch before it locks.
        if self.epoch() != epoch {
            return;
        }
        let kept = Kept {
            result,
            bytes,
            used: AtomicBool::new(false),
        };
        match shard.kept.insert(*key, kept) {
            Some(old) => {
                shard.bytes -= old.bytes;
                dropped.push(old);
            }
            None => shard.order.push_back(*key),
        }
        shard.bytes += bytes;
        while shard.bytes > self.max {
            let Some(next) = shard.order.pop_front() else {
                break;
            };
            match shard.kept.get(&next) {
                None => {}
                Some(kept) if kept.used.swap(false, Ordering::Relaxed) => {
                    shard.order.push_back(next);
                }
                Some(_) => dropped.extend(shard.take(&next)),
            }
        }
        drop(shard);
        // After the lock: dropping may be the user's own code.
        drop(dropped);
    }

    /// Takes the result under `key` out.
    pub(crate) fn remove(&self, key: &Key) {
        self.epoch.fetch_add(1, Ordering::AcqRel);
        let mut shard = write(self.shard(key));
        let removed = shard.take(key);
        shard.order.retain(|known| known != key);
        drop(shard);
        drop(removed);
    }

    /// Takes all out.
    pub(crate) fn clear(&self) {
        self.epoch.fetch_add(1, Ordering::AcqRel);
        for shard in &self.shards {
            let all = std::mem::take(&mut *write(shard));
            drop(all);
        }
    }
}

impl Shard {
    fn take(&mut self, key: &Key) -> Option<Kept> {
        let kept = self.kept.remove(key)?;
        self.bytes -= kept.bytes;
        Some(kept)
    }
}

/// A shard's changes are made without a panic, so that a poisoned one is whole.
fn read(shard: &RwLock<Shard>) -> RwLockReadGuard<'_, Shard> {
    shard.read().unwrap_or_else(PoisonError::into_inner)
}

fn write(shard: &RwLock<Shard>) -> RwLockWriteGuard<'_, Shard> {
    shard.write().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::{Memory, OVERHEAD, Remembered, SHARDS};
    use crate::key::Key;
    use std::sync::Arc;

    fn key(n: u8, shard: u8) -> Key {
        let mut bytes = [n; 32];
        bytes[31] = shard;
        Key::from_bytes(bytes)
    }

    fn result(n: u8) -> Remembered {
        Remembered {
            value: Arc::new(n),
            created: 0,
            expires: u64::MAX,
            compute_time: 0,
        }
    }

    fn has(memory: &Memory, key: &Key) -> bool {
        memory.get(key).is_some()
    }

    #[test]
    fn what_was_used_outlives_what_was_not_and_all_stay_within_the_size() {
        // Room for three in a shard.
        let memory = Memory::new(3 * (OVERHEAD + 8) * SHARDS as u64);
        for n in 0..3 {
            memory.put(&key(n, 0), result(n), 8, memory.epoch());
        }
        assert!(has(&memory, &key(0, 0)));
        memory.put(&key(3, 0), result(3), 8, memory.epoch());
        assert!(has(&memory, &key(0, 0)), "it was used");
        assert!(!has(&memory, &key(1, 0)), "it was the first that was not");
        assert!(has(&memory, &key(2, 0)) && has(&memory, &key(3, 0)));
        memory.put(&key(4, 0), result(4), 1 << 20, memory.epoch());
        assert!(!has(&memory, &key(4, 0)), "it is larger than all the room");
    }

    #[test]
    fn what_was_looked_up_before_a_removal_is_not_kept_after() {
        let memory = Memory::new(1 << 20);
        let before = memory.epoch();
        memory.remove(&key(1, 1));
        memory.put(&key(1, 1), result(1), 8, before);
        assert!(!has(&memory, &key(1, 1)));
        memory.put(&key(1, 1), result(1), 8, memory.epoch());
        assert!(has(&memory, &key(1, 1)));
        memory.clear();
        assert!(!has(&memory, &key(1, 1)));
    }
}

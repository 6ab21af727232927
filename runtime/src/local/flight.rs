//! Single-flight: one computation per key at a time, across the threads of a process and across processes.
//!
//! Between threads a table says who computes what. Between processes a byte of a lock file is locked, at an
//! offset from the key's hash, so that keys do not meet (a shared stripe would let nested calls wait for each
//! other). The lock belongs to the open file: the system frees it when its holder dies, however it dies.
//! Waiting always ends: with the holder, with the time, or at once where it would never end, in a cycle.

use std::collections::HashMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, ThreadId};
use std::time::{Duration, Instant};

use super::disk::{Disk, DiskFile, is_missing};
use super::format::array_at;
use super::sys::ByteLock;
use crate::error::StoreError;
use crate::key::Key;

/// Name of the lock file, in the layout's folder.
pub(crate) const NAME: &str = "flights";
/// A waiter looks again after an eighth of the time it has waited, within these bounds.
const PAUSES: (Duration, Duration) = (Duration::from_micros(100), Duration::from_millis(8));

/// Who computes what, on one folder.
pub struct Flights {
    disk: Disk,
    path: PathBuf,
    table: Mutex<Table>,
    /// Signalled when a key is let go.
    landed: Condvar,
}

#[derive(Default)]
struct Table {
    file: Option<Arc<DiskFile>>,
    /// Keys that a thread of this process computes, or waits for another process to.
    held: HashMap<Key, ThreadId>,
    /// Keys that threads of this process wait for others of it to let go.
    waiting: HashMap<ThreadId, Key>,
}

/// What a call that missed is to do.
#[derive(Debug)]
#[must_use]
pub enum Flight<'a> {
    /// Look again, then compute; say so when the result is stored, and drop this.
    Lead(Lead<'a>),
    /// Another call computed this key meanwhile, or tried to: look again, and if it still is a miss, begin again.
    Landed,
    /// Look again, then compute without holding anybody up: who computed it meanwhile had nothing to store (an
    /// `Err`, say, or a panic), and others would wait one after the other for as much.
    Fruitless,
    /// Compute, without holding anybody up: the same thread is computing this key already, or waiting for it
    /// would close a circle.
    Nested,
    /// Compute anyway: the holder takes too long.
    Late,
}

/// Holds a key: others wait until it is dropped.
pub struct Lead<'a> {
    flights: &'a Flights,
    key: Key,
    /// `None`: between processes nothing could be locked, so only threads wait.
    file: Option<Arc<DiskFile>>,
    stored: bool,
}

impl Lead<'_> {
    /// The result is stored: those who wait will find it.
    pub fn stored(&mut self) {
        self.stored = true;
    }
}

impl fmt::Debug for Lead<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Lead({})", self.key)
    }
}

impl fmt::Debug for Flights {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Flights({})", self.path.display())
    }
}

/// The byte that stands for a key.
fn byte_of(key: &Key) -> u64 {
    // Not the bytes that choose the shard or the slot; and a file offset is signed.
    array_at(key.as_bytes(), 16).map_or(0, u64::from_le_bytes) >> 2
}

/// Where in the file holders of a key leave notes: in one of 512 places.
fn place_of_note(key: &Key) -> u64 {
    array_at(key.as_bytes(), 8).map_or(0, u64::from_le_bytes) % 512 * 8
}

impl Flights {
    pub(crate) fn new(disk: Disk, folder: &Path) -> Flights {
        Flights {
            disk,
            path: folder.join(NAME),
            table: Mutex::default(),
            landed: Condvar::new(),
        }
    }

    /// Asks to compute the result under `key`, waiting at most `wait` for whoever is at it.
    pub fn begin(&self, key: &Key, wait: Duration) -> Flight<'_> {
        let begun = Instant::now();
        let before = self.note(key);
        let flight = match self.take(key, begun, wait) {
            Some(refused) => refused,
            None => self.lock(key, begun, wait),
        };
        match flight {
            Flight::Landed if self.note(key) != before => Flight::Fruitless,
            flight => flight,
        }
    }

    /// The note of the last holder of this key who had nothing to store; of one who died there is none. Keys may
    /// share a place for notes: what follows is at worst a computation too many.
    fn note(&self, key: &Key) -> Option<u64> {
        let mut note = [0; 8];
        let file = self.file().ok()?;
        self.disk
            .read_at(&file, place_of_note(key), &mut note)
            .ok()?;
        Some(u64::from_le_bytes(note))
    }

    /// Leaves another note than all before.
    fn leave_note(&self, file: &DiskFile, key: &Key) {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let note = u64::from(std::process::id()) << 32 | u64::from(count);
        let bytes = note.to_le_bytes();
        if let Err(error) = self.disk.write_at(file, place_of_note(key), &bytes) {
            tracing::debug!(target: "rememo", %error, "those who wait are not told");
        }
    }

    fn table(&self) -> MutexGuard<'_, Table> {
        // A panic cannot leave it half-changed: each change is one call.
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes the key among this process's threads; `None`: this thread has it now.
    fn take(&self, key: &Key, begun: Instant, wait: Duration) -> Option<Flight<'static>> {
        let me = thread::current().id();
        let mut table = self.table();
        match table.held.get(key) {
            None => {
                table.held.insert(*key, me);
                return None;
            }
            Some(holder) if table.waits_for(*holder, me) => return Some(Flight::Nested),
            Some(_) => {}
        }
        table.waiting.insert(me, *key);
        while table.held.contains_key(key) {
            let Some(left) = wait.checked_sub(begun.elapsed()) else {
                table.waiting.remove(&me);
                return Some(Flight::Late);
            };
            let waited = self.landed.wait_timeout(table, left);
            table = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        table.waiting.remove(&me);
        Some(Flight::Landed)
    }

    /// Locks the key's byte against other processes. This thread has the key.
    fn lock(&self, key: &Key, begun: Instant, wait: Duration) -> Flight<'_> {
        // Lets the key go on every way out but the first.
        let mut lead = Lead {
            flights: self,
            key: *key,
            file: None,
            stored: false,
        };
        let file = match self.file() {
            Ok(file) => file,
            Err(error) => {
                tracing::debug!(target: "rememo", %error, "single-flight between threads only");
                return Flight::Lead(lead);
            }
        };
        let byte = byte_of(key);
        match self.disk.lock_byte(&file, byte, ByteLock::Exclusive) {
            Ok(true) => {
                lead.file = Some(file);
                return Flight::Lead(lead);
            }
            Ok(false) => {}
            Err(error) => {
                tracing::debug!(target: "rememo", %error, "single-flight between threads only");
                return Flight::Lead(lead);
            }
        }
        loop {
            let waited = begun.elapsed();
            let Some(left) = wait.checked_sub(waited).filter(|left| !left.is_zero()) else {
                return Flight::Late;
            };
            thread::sleep((waited / 8).clamp(PAUSES.0, PAUSES.1).min(left));
            // Shared, so that all who waited get it at once when the holder is done.
            match self.disk.lock_byte(&file, byte, ByteLock::Shared) {
                Ok(false) => {}
                Ok(true) => {
                    self.unlock(&file, key);
                    return Flight::Landed;
                }
                Err(_) => return Flight::Landed,
            }
        }
    }

    /// The lock file, made if it is not there, also after somebody has deleted it.
    fn file(&self) -> Result<Arc<DiskFile>, StoreError> {
        let kept = self.table().file.clone();
        let there = match self.disk.stat_path(&self.path) {
            Ok(stat) => Some(stat.identity),
            Err(error) if is_missing(&error) => None,
            Err(error) => return Err(error),
        };
        if let Some(kept) = kept
            && there == Some(kept.identity())
        {
            return Ok(kept);
        }
        let file = Arc::new(self.disk.open_or_create(&self.path)?);
        self.table().file = Some(Arc::clone(&file));
        Ok(file)
    }

    fn unlock(&self, file: &DiskFile, key: &Key) {
        if let Err(error) = self.disk.lock_byte(file, byte_of(key), ByteLock::Free) {
            tracing::debug!(target: "rememo", %error, "cannot let a key go");
        }
    }
}

impl Table {
    /// Whether `holder` is `me`, or waits for me through others.
    fn waits_for(&self, mut holder: ThreadId, me: ThreadId) -> bool {
        // Each step follows another waiting thread, and there are only so many.
        for _ in 0..=self.waiting.len() {
            if holder == me {
                return true;
            }
            let next = self.waiting.get(&holder).and_then(|key| self.held.get(key));
            match next {
                Some(next) => holder = *next,
                None => return false,
            }
        }
        false
    }
}

impl Drop for Lead<'_> {
    fn drop(&mut self) {
        if let Some(file) = &self.file {
            if !self.stored {
                self.flights.leave_note(file, &self.key);
            }
            self.flights.unlock(file, &self.key);
        }
        self.flights.table().held.remove(&self.key);
        self.flights.landed.notify_all();
    }
}

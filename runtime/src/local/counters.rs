//! Counters that all processes of a folder share, for each function: words in a mapped file, added to without
//! a lock. They are for people; nothing is decided by them, and losing the file loses only them.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use super::disk::{Disk, is_missing};
use super::format::{LAYOUT, array_at};
use super::index::{WordFile, Words};
use crate::error::StoreError;

/// Name of the file, in the layout's folder.
const NAME: &str = "counters";
/// Rows: one for each function, by its id; those that find no place share the first.
const ROWS: usize = 128;
/// Words of a row: whole cache lines, so that two functions do not slow each other.
const ROW: usize = 32;
/// Words before a row's first counter: the function's id.
const ID: usize = 2;
/// The word at which the function's path begins, or its end if it is longer than the rest of the row.
const PATH: usize = 16;

/// What is counted. The store counts what it stores, evicts and finds damaged; the rest is for its caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Count {
    /// Results served.
    Hits,
    /// Lookups that found nothing to serve.
    Misses,
    /// Results served past their ttl.
    Stale,
    /// Calls that waited for another's computation.
    Waits,
    /// Entries put.
    Stored,
    /// Bytes of those.
    StoredBytes,
    /// Entries evicted to make room.
    Evicted,
    /// Bytes of those.
    EvictedBytes,
    /// Entries that did not verify.
    Damaged,
    /// Nanoseconds of computing that hits saved.
    Saved,
    /// Runs of functions' own bodies.
    Computed,
    /// Results that could not be stored.
    Rejected,
    /// Faults of the cache.
    Troubles,
    /// Bytes of results served.
    ServedBytes,
}

/// All of them, in the file's order.
const COUNTS: [Count; 14] = [
    Count::Hits,
    Count::Misses,
    Count::Stale,
    Count::Waits,
    Count::Stored,
    Count::StoredBytes,
    Count::Evicted,
    Count::EvictedBytes,
    Count::Damaged,
    Count::Saved,
    Count::Computed,
    Count::Rejected,
    Count::Troubles,
    Count::ServedBytes,
];

/// One function's counters, as they were when read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    function: [u8; 16],
    path: String,
    words: [u64; COUNTS.len()],
}

impl Counts {
    /// The function's id, as in its entries' headers; zeros for those that share a row.
    pub fn function(&self) -> [u8; 16] {
        self.function
    }

    /// The function's path, or the end of a long one; empty for those that share a row, and where nobody has said
    /// it yet.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// One of the counters.
    pub fn get(&self, count: Count) -> u64 {
        self.words.get(count as usize).copied().unwrap_or(0)
    }
}

/// The shared words.
#[derive(Debug, Default)]
pub(crate) struct Counters {
    file: Mutex<Option<Arc<WordFile>>>,
}

impl Counters {
    fn file(&self, disk: &Disk, root: &Path) -> Result<Arc<WordFile>, StoreError> {
        let mut kept = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(file) = kept.as_ref() {
            return Ok(Arc::clone(file));
        }
        let len = (ROWS * ROW * 8) as u64;
        let file = disk.open_or_create(&root.join(NAME))?;
        if disk.stat(&file)?.len < len {
            disk.allocate(&file, 0, len)?;
        }
        let file = Arc::new(WordFile::new(disk, file, true, true)?);
        *kept = Some(Arc::clone(&file));
        Ok(file)
    }

    /// Lets go of a file that was deleted with its folder.
    pub(crate) fn forget(&self) {
        *self.file.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Adds to a function's counters. Its path is known to its callers, not to who evicts.
    pub(crate) fn add(
        &self,
        disk: &Disk,
        root: &Path,
        function: &[u8; 16],
        path: Option<&str>,
        amounts: &[(Count, u64)],
    ) -> Result<(), StoreError> {
        let file = self.file(disk, root)?;
        let Words::Mapped(map) = &file.words else {
            return Ok(());
        };
        let head = array_at(function, 0).map_or(0, u64::from_le_bytes);
        let tail = array_at(function, 8).map_or(0, u64::from_le_bytes);
        // The first row is nobody's, so that there is always one.
        let home = head as usize % ROWS;
        let row = (0..16)
            .map(|step| (home + step) % ROWS)
            .filter(|&row| row != 0 && head != 0)
            .find(|row| {
                let at = row * ROW;
                if map.swap_if(at, 0, head) {
                    map.store(at + 1, tail);
                }
                map.load(at) == head
            })
            .unwrap_or(0);
        if let Some(path) = path
            && row != 0
            && map.load(row * ROW + PATH) == 0
        {
            // Its end tells more of a long path than its beginning.
            let start = path.len().saturating_sub((ROW - PATH) * 8);
            let path = path.as_bytes().get(start..).unwrap_or_default();
            for (at, part) in path.chunks(8).enumerate() {
                let mut word = [0; 8];
                word.iter_mut()
                    .zip(part)
                    .for_each(|(place, byte)| *place = *byte);
                map.store(row * ROW + PATH + at, u64::from_le_bytes(word));
            }
        }
        for (count, amount) in amounts.iter().filter(|(_, amount)| *amount > 0) {
            map.add(row * ROW + ID + *count as usize, *amount);
        }
        Ok(())
    }

    /// What was counted, for each function that something was counted of.
    pub(crate) fn read(&self, disk: &Disk, root: &Path) -> Result<Vec<Counts>, StoreError> {
        let file = self.file(disk, root)?;
        let mut found = Vec::new();
        for row in 0..ROWS {
            let mut counts = Counts::default();
            for (word, count) in counts.words.iter_mut().zip(COUNTS) {
                *word = file.load(disk, row * ROW + ID + count as usize)?;
            }
            let (head, tail) = (file.load(disk, row * ROW)?, file.load(disk, row * ROW + 1)?);
            for (i, byte) in head
                .to_le_bytes()
                .into_iter()
                .chain(tail.to_le_bytes())
                .enumerate()
            {
                if let Some(place) = counts.function.get_mut(i) {
                    *place = byte;
                }
            }
            let mut path = Vec::new();
            for at in row * ROW + PATH..(row + 1) * ROW {
                path.extend(file.load(disk, at)?.to_le_bytes());
            }
            let path = path.split(|byte| *byte == 0).next().unwrap_or_default();
            counts.path = String::from_utf8_lossy(path).into_owned();
            if counts.words != [0; COUNTS.len()] {
                found.push(counts);
            }
        }
        Ok(found)
    }
}

const _: () = assert!(ID + COUNTS.len() <= PATH && PATH < ROW);

/// What was counted in the store under `folder`. Nothing is made there: without a store there are no counts.
pub(crate) fn counts_in(folder: &Path) -> Result<Vec<Counts>, StoreError> {
    let disk = Disk::new(None);
    let root = folder.join(LAYOUT);
    match disk.stat_path(&root.join(NAME)) {
        Err(error) if is_missing(&error) => Ok(Vec::new()),
        Err(error) => Err(error),
        Ok(_) => Counters::default().read(&disk, &root),
    }
}

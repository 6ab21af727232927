//! What happened to each function's calls, summed over all processes that use a folder: words in a shared file.
//!
//! The file is 128 slots of 256 bytes: the head of the function's id, fifteen counts, and 128 bytes of the function's
//! path. The first slot takes what finds no other. Nothing rests on it: it may be damaged or deleted at any time, a
//! process that is killed has not told its latest, and without a map two that count at once may lose some.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use super::disk::{Disk, is_missing};
use super::format::{LAYOUT, array_at};
use super::index::WordFile;
use crate::error::StoreError;

/// Name of the file, in the layout's folder.
const NAME: &str = "counters";
/// Functions that are counted apart, and one slot for all others.
const SLOTS: usize = 128;
/// Words of a slot.
const WORDS: usize = 32;
/// Of them, where the path begins.
const PATH: usize = 16;
const LEN: u64 = (SLOTS * WORDS * 8) as u64;

/// What is counted. The numbers are places in the file.
#[derive(Clone, Copy, Debug)]
#[repr(usize)]
pub(crate) enum Count {
    Hits = 0,
    Misses,
    Stale,
    Waits,
    Computed,
    Stored,
    Rejected,
    Troubles,
    Damaged,
    Evicted,
    BytesRead,
    BytesWritten,
    SavedNanos,
}

/// How many things are counted.
pub(crate) const COUNTS: usize = Count::SavedNanos as usize + 1;

/// The counts of one function, by [`Count`].
pub(crate) type Counts = [u64; COUNTS];

/// The shared file.
#[derive(Debug, Default)]
pub(crate) struct Counters {
    file: Mutex<Option<Arc<WordFile>>>,
}

impl Counters {
    /// The file, opened or made; another one if it was deleted.
    fn file(&self, disk: &Disk, root: &Path, mapped: bool) -> Result<Arc<WordFile>, StoreError> {
        let mut kept = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(file) = kept.as_ref()
            && disk.stat(&file.file)?.links > 0
        {
            return Ok(Arc::clone(file));
        }
        let file = disk.open_or_create(&root.join(NAME))?;
        if disk.stat(&file)?.len < LEN {
            disk.allocate(&file, LEN)?;
        }
        let file = Arc::new(WordFile::new(disk, file, mapped, true)?);
        *kept = Some(Arc::clone(&file));
        Ok(file)
    }

    /// Adds to the counts of the function with this id. Its path is known to who calls it, not to who evicts.
    pub(crate) fn add(
        &self,
        disk: &Disk,
        (root, mapped): (&Path, bool),
        function: &[u8; 16],
        path: Option<&str>,
        counts: &Counts,
    ) -> Result<(), StoreError> {
        let file = self.file(disk, root, mapped)?;
        let slot = slot_of(disk, &file, function)?;
        if let Some(path) = path
            && slot != 0
            && file.load(disk, slot * WORDS + PATH)? == 0
        {
            // Its end tells more of a long path than its beginning.
            let start = path.len().saturating_sub((WORDS - PATH) * 8);
            let path = path.as_bytes().get(start..).unwrap_or_default();
            for (at, part) in path.chunks(8).enumerate() {
                let mut word = [0; 8];
                word[..part.len()].copy_from_slice(part);
                file.store(disk, slot * WORDS + PATH + at, u64::from_le_bytes(word))?;
            }
        }
        for (at, amount) in counts.iter().enumerate().filter(|(_, amount)| **amount > 0) {
            file.add(disk, slot * WORDS + 1 + at, *amount)?;
        }
        Ok(())
    }
}

/// The function's slot, taken if it is free; the first if there is none for it.
fn slot_of(disk: &Disk, file: &WordFile, function: &[u8; 16]) -> Result<usize, StoreError> {
    let id = array_at(function, 0).map_or(1, u64::from_le_bytes).max(1);
    let places = (SLOTS - 1) as u64;
    for step in 0..places {
        let slot = 1 + ((id % places + step) % places) as usize;
        let taken = file.load(disk, slot * WORDS)?;
        if taken == id {
            return Ok(slot);
        }
        if taken == 0 {
            file.swap_if(disk, slot * WORDS, 0, id)?;
            if file.load(disk, slot * WORDS)? == id {
                return Ok(slot);
            }
        }
    }
    Ok(0)
}

/// What was counted in the store under `folder`, with the functions' paths; the first is all others together, if it
/// has any. Nothing is made, and a folder without a store has no counts.
pub(crate) fn read(folder: &Path) -> Result<Vec<(String, Counts)>, StoreError> {
    let disk = Disk::new(None);
    let file = match disk.open(&folder.join(LAYOUT).join(NAME), false) {
        Ok(file) => file,
        Err(error) if is_missing(&error) => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let len = disk.stat(&file)?.len.min(LEN);
    let mut bytes = vec![0; usize::try_from(len).unwrap_or(0)];
    disk.read_at(&file, 0, &mut bytes)?;
    let slots = bytes.chunks_exact(WORDS * 8).enumerate();
    let read = slots.filter_map(|(slot, bytes)| {
        let word = |at: usize| array_at(bytes, at * 8).map_or(0, u64::from_le_bytes);
        let counts: Counts = std::array::from_fn(|at| word(1 + at));
        let path = bytes.get(PATH * 8..).unwrap_or_default();
        let path = path.split(|byte| *byte == 0).next().unwrap_or_default();
        let counted = (slot == 0 || word(0) != 0) && counts.iter().any(|count| *count > 0);
        counted.then(|| (String::from_utf8_lossy(path).into_owned(), counts))
    });
    Ok(read.collect())
}

//! How much of the disk the shards take, as all processes know it: words in a shared file. A lost or odd word
//! is counted anew from the files themselves, so the file may vanish at any time.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use super::disk::Disk;
use super::format::{CHECKED_MAX, checked, unchecked};
use super::index::WordFile;
use crate::error::StoreError;

/// Name of the file, in the layout's folder.
const NAME: &str = "usage";
/// Bytes of the file: two words for each of 64 shards, in a page.
const LEN: u64 = 4096;
/// Bytes are counted in this unit, `st_blocks`' own.
const UNIT: u64 = 512;

/// The shared words.
#[derive(Debug, Default)]
pub(crate) struct Usage {
    file: Mutex<Option<Arc<WordFile>>>,
}

impl Usage {
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
            disk.allocate(&file, 0, LEN)?;
        }
        let file = Arc::new(WordFile::new(disk, file, mapped, true)?);
        *kept = Some(Arc::clone(&file));
        Ok(file)
    }

    /// Opens the words for a moment's work.
    pub(crate) fn open<'a>(
        &self,
        disk: &'a Disk,
        root: &Path,
        mapped: bool,
    ) -> Result<Shares<'a>, StoreError> {
        Ok(Shares {
            disk,
            file: self.file(disk, root, mapped)?,
        })
    }
}

/// The words, open.
pub(crate) struct Shares<'a> {
    disk: &'a Disk,
    file: Arc<WordFile>,
}

fn taken_word(shard: usize) -> usize {
    shard * 2
}

fn oldest_word(shard: usize) -> usize {
    shard * 2 + 1
}

impl Shares<'_> {
    fn read(&self, word: usize) -> Result<Option<u64>, StoreError> {
        Ok(unchecked(word as u64, self.file.load(self.disk, word)?))
    }

    fn write(&self, word: usize, value: u64) -> Result<(), StoreError> {
        self.file.store(
            self.disk,
            word,
            checked(word as u64, value.min(CHECKED_MAX)),
        )
    }

    /// Bytes that a shard takes; `None` if that must be counted.
    pub(crate) fn taken(&self, shard: usize) -> Result<Option<u64>, StoreError> {
        Ok(self.read(taken_word(shard))?.map(|units| units * UNIT))
    }

    pub(crate) fn set_taken(&self, shard: usize, bytes: u64) -> Result<(), StoreError> {
        self.write(taken_word(shard), bytes.div_ceil(UNIT))
    }

    /// Adds to what a shard takes, or takes away; before the blocks are asked for, so that processes that do
    /// so at once see each other.
    pub(crate) fn change(&self, shard: usize, more: u64, less: u64) -> Result<(), StoreError> {
        let word = taken_word(shard);
        loop {
            let old = self.file.load(self.disk, word)?;
            let Some(units) = unchecked(word as u64, old) else {
                return Ok(());
            };
            let new = (units + more.div_ceil(UNIT)).saturating_sub(less.div_ceil(UNIT));
            let new = checked(word as u64, new.min(CHECKED_MAX));
            if self.file.swap_if(self.disk, word, old, new)? {
                return Ok(());
            }
        }
    }

    /// When a shard's oldest sealed segment was made; `None` if it has none, or that is not known.
    pub(crate) fn oldest(&self, shard: usize) -> Result<Option<u64>, StoreError> {
        Ok(self
            .read(oldest_word(shard))?
            .filter(|&oldest| oldest != CHECKED_MAX))
    }

    /// Notes when the oldest sealed segment was made. Milliseconds; 40 bits hold them in units of 4.
    pub(crate) fn set_oldest(&self, shard: usize, created: Option<u64>) -> Result<(), StoreError> {
        let units = created.map_or(CHECKED_MAX, |at| (at / 4).min(CHECKED_MAX - 1));
        self.write(oldest_word(shard), units)
    }
}

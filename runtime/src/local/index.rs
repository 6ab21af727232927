//! The index of a shard: words in a file that processes share. Each slot is a hint where a record lies; the
//! record's own key decides.
//!
//! | word | meaning |
//! |---:|---|
//! | 0 | magic |
//! | 1 | version, log2 of the number of slots |
//! | 2 | generation |
//! | 3 | check of words 0 to 2 |
//! | 16 | number of the segment that is appended to (checks itself) |
//! | 17 | where its records end (checks itself, and the segment's number) |
//! | 18 | slots that are not empty (a hint) |
//! | 19 | when the last entry of that segment expires |
//! | 20 | bytes of the files of their own that its stubs stand for |
//! | 256 + 8 n | stamp of shard n (modulo 32): bit 0 once another generation took over, bit 1 once room is scarce; raised by 4 whenever a segment is evicted |
//! | 512… | slots |
//!
//! A slot is, from the top: touched (1 bit), tag (28), segment (12), offset in units of 8 bytes (23). The tag
//! is the head of the key's hash, and its own head is the slot's place, so that an index is rebuilt at
//! another size from its slots alone. Records never lie at offset 0: that is an empty slot, or (with other
//! bits set) one whose entry is gone.

use xxhash_rust::xxh3::xxh3_64;

use super::disk::{Disk, DiskFile};
use super::format::{
    CHECKED_MAX, INDEX_HEADER, INDEX_MAGIC, INDEX_VERSION, array_at, checked, unchecked,
};
use super::map::{Front, WordMap};
use crate::error::StoreError;
use crate::key::Key;

/// Where the stamp of the first shard is. Each shard has its own place, because each hit loads one: if all lay at the
/// same place of a page, they would push each other out of the processor's first cache.
const STAMPS: usize = 256;
/// Places for stamps, a cache line each.
const STAMP_PLACES: usize = 32;
const ACTIVE: usize = 16;
const TAIL: usize = 17;
const USED: usize = 18;
const EXPIRES: usize = 19;
const LARGE: usize = 20;

/// Stamp bit of an index that another generation replaced.
pub(crate) const SUPERSEDED: u64 = 1;
/// Stamp bit of an index whose store is half full or was: until then nobody asks what was used.
pub(crate) const CROWDED: u64 = 2;
/// Log2 of the fewest slots.
pub(crate) const MIN_LOG2: u32 = 9;
/// Log2 of the most: the bits of a tag.
pub(crate) const MAX_LOG2: u32 = 28;
/// Slots looked at for one key, at most; beyond, the index is rebuilt.
pub(crate) const PROBES: usize = 256;
/// A tail that no record fits behind.
pub(crate) const CLOSED: u64 = CHECKED_MAX;

/// A slot's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Slot(pub(crate) u64);

impl Slot {
    const TOUCHED: u64 = 1 << 63;
    const OFFSET: u64 = (1 << 23) - 1;
    /// Never used.
    pub(crate) const EMPTY: Slot = Slot(0);
    /// Its entry is gone; others behind it may not be.
    pub(crate) const GONE: Slot = Slot(Slot::OFFSET + 1);

    /// A slot for a record at `offset` of segment `id`.
    pub(crate) fn new(hash: u64, id: u64, offset: u64) -> Slot {
        Slot(((hash >> 36) << 35) | ((id & 0xFFF) << 23) | ((offset / 8) & Slot::OFFSET))
    }

    #[inline]
    pub(crate) fn is_live(self) -> bool {
        self.0 & Slot::OFFSET != 0
    }

    #[inline]
    pub(crate) fn tag(self) -> u64 {
        (self.0 & !Slot::TOUCHED) >> 35
    }

    /// Whether its tag is the head of this hash.
    #[inline]
    pub(crate) fn has_tag_of(self, hash: u64) -> bool {
        ((self.0 << 1) ^ hash) >> 36 == 0
    }

    /// The low bits of the segment's number.
    #[inline]
    pub(crate) fn segment(self) -> usize {
        (self.0 >> 23) as usize & 0xFFF
    }

    /// Bytes from the segment's start.
    #[inline]
    pub(crate) fn offset(self) -> usize {
        (self.0 & Slot::OFFSET) as usize * 8
    }

    #[inline]
    pub(crate) fn is_touched(self) -> bool {
        self.0 & Slot::TOUCHED != 0
    }

    #[inline]
    pub(crate) fn touched(self) -> Slot {
        Slot(self.0 | Slot::TOUCHED)
    }

    /// Whether both name the same record.
    pub(crate) fn same_record(self, other: Slot) -> bool {
        (self.0 | Slot::TOUCHED) == (other.0 | Slot::TOUCHED)
    }
}

/// The part of a key that the index is arranged by.
#[inline]
pub(crate) fn hash_of(key: &Key) -> u64 {
    array_at(key.as_bytes(), 0).map_or(0, u64::from_le_bytes)
}

/// The shard of a key; other bytes than [`hash_of`]'s, or a shard's tags would all begin alike.
#[inline]
pub(crate) fn shard_of(key: &Key, shards: usize) -> usize {
    array_at(key.as_bytes(), 8).map_or(0, u64::from_le_bytes) as usize & (shards - 1)
}

/// The words of a file, mapped or not.
#[derive(Debug)]
pub(crate) enum Words {
    /// Shared through a map.
    Mapped(WordMap),
    /// Read and written one at a time, for file systems without shared maps.
    Filed { len: usize, writable: bool },
}

/// A file of words.
#[derive(Debug)]
pub(crate) struct WordFile {
    pub(crate) words: Words,
    pub(crate) file: DiskFile,
}

impl WordFile {
    /// Takes `file` as words.
    pub(crate) fn new(
        disk: &Disk,
        file: DiskFile,
        mapped: bool,
        writable: bool,
    ) -> Result<WordFile, StoreError> {
        let words = if mapped {
            Words::Mapped(disk.map_words(&file, writable)?)
        } else {
            let len = usize::try_from(disk.stat(&file)?.len / 8).unwrap_or(0);
            Words::Filed { len, writable }
        };
        Ok(WordFile { words, file })
    }

    pub(crate) fn len(&self) -> usize {
        match &self.words {
            Words::Mapped(map) => map.len(),
            Words::Filed { len, .. } => *len,
        }
    }

    pub(crate) fn load(&self, disk: &Disk, at: usize) -> Result<u64, StoreError> {
        match &self.words {
            Words::Mapped(map) => Ok(map.load(at)),
            Words::Filed { len, .. } if at >= *len => Ok(0),
            Words::Filed { .. } => {
                let mut bytes = [0; 8];
                disk.read_at(&self.file, at as u64 * 8, &mut bytes)?;
                Ok(u64::from_le_bytes(bytes))
            }
        }
    }

    /// All words from `at` on.
    fn load_from(&self, disk: &Disk, at: usize) -> Result<Vec<u64>, StoreError> {
        match &self.words {
            Words::Mapped(map) => Ok((at..map.len()).map(|at| map.load(at)).collect()),
            Words::Filed { len, .. } => {
                let mut bytes = vec![0; len.saturating_sub(at) * 8];
                disk.read_at(&self.file, at as u64 * 8, &mut bytes)?;
                let words = bytes.chunks_exact(8).filter_map(|word| array_at(word, 0));
                Ok(words.map(u64::from_le_bytes).collect())
            }
        }
    }

    pub(crate) fn store(&self, disk: &Disk, at: usize, value: u64) -> Result<(), StoreError> {
        match &self.words {
            Words::Mapped(map) => map.store(at, value),
            Words::Filed { len, writable } if at < *len && *writable => {
                disk.write_at(&self.file, at as u64 * 8, &value.to_le_bytes())?;
            }
            Words::Filed { .. } => {}
        }
        Ok(())
    }

    /// Replaces a word that is still `old`. Without a map this holds only between holders of the lock.
    pub(crate) fn swap_if(
        &self,
        disk: &Disk,
        at: usize,
        old: u64,
        new: u64,
    ) -> Result<bool, StoreError> {
        match &self.words {
            Words::Mapped(map) => Ok(map.swap_if(at, old, new)),
            Words::Filed { .. } => {
                let same = self.load(disk, at)? == old;
                if same {
                    self.store(disk, at, new)?;
                }
                Ok(same)
            }
        }
    }
}

/// One generation of a shard's index.
#[derive(Debug)]
pub(crate) struct Index {
    pub(crate) words: WordFile,
    pub(crate) generation: u64,
    log2: u32,
    /// One less than the number of slots.
    mask: usize,
    /// The word of the stamp.
    stamp: usize,
}

/// Where an index's file is: the name says the generation.
pub(crate) fn file_name(generation: u64) -> String {
    format!("index-{generation:016x}")
}

/// The generation in such a name, if it is one that we give.
pub(crate) fn parse_file_name(name: &str) -> Option<u64> {
    let generation = u64::from_str_radix(name.strip_prefix("index-")?, 16).ok()?;
    (generation < CHECKED_MAX).then_some(generation)
}

/// Bytes of an index of this many slots.
pub(crate) fn file_len(log2: u32) -> u64 {
    (INDEX_HEADER as u64 + (1 << log2)) * 8
}

/// Log2 of the slots that `entries` need, with room to grow.
pub(crate) fn log2_for(entries: u64) -> u32 {
    (entries.saturating_mul(5) / 2)
        .max(1)
        .next_power_of_two()
        .ilog2()
        .clamp(MIN_LOG2, MAX_LOG2)
}

fn header_check(log2: u32, generation: u64) -> u64 {
    let mut bytes = INDEX_MAGIC.to_le_bytes().to_vec();
    bytes.extend(shape_word(log2).to_le_bytes());
    bytes.extend(generation.to_le_bytes());
    xxh3_64(&bytes)
}

fn shape_word(log2: u32) -> u64 {
    INDEX_VERSION | u64::from(log2) << 32
}

impl Index {
    /// Takes an open file as the index of shard `shard`; `None` if it is not one, whole and of this version.
    pub(crate) fn open(
        disk: &Disk,
        words: WordFile,
        generation: u64,
        shard: usize,
    ) -> Result<Option<Index>, StoreError> {
        let shape = words.load(disk, 1)?;
        let log2 = (shape >> 32) as u32;
        let whole = (MIN_LOG2..=MAX_LOG2).contains(&log2)
            && generation < CHECKED_MAX
            && words.load(disk, 0)? == INDEX_MAGIC
            && shape == shape_word(log2)
            && words.load(disk, 2)? == generation
            && words.load(disk, 3)? == header_check(log2, generation)
            && words.len() as u64 * 8 == file_len(log2);
        // Made only of what is whole: `log2` may be any number.
        Ok(whole.then(|| Index {
            words,
            generation,
            log2,
            mask: (1 << log2) - 1,
            stamp: STAMPS + shard % STAMP_PLACES * 8,
        }))
    }

    /// The words as a map, for the path of a hit.
    #[inline]
    pub(crate) fn mapped(&self) -> Option<&WordMap> {
        match &self.words.words {
            Words::Mapped(map) => Some(map),
            Words::Filed { .. } => None,
        }
    }

    /// What hits load; `None` if the index is not mapped.
    pub(crate) fn front(&self) -> Option<Front> {
        self.mapped()?.front(INDEX_HEADER, self.mask, self.stamp)
    }

    /// Place of the first slot to look at for a hash.
    #[inline]
    pub(crate) fn home(&self, hash: u64) -> usize {
        // The head of the tag, which is the head of the hash.
        (hash >> (64 - self.log2)) as usize
    }

    /// The word of a slot's place, which wraps around.
    #[inline]
    pub(crate) fn word_of(&self, place: usize) -> usize {
        INDEX_HEADER + (place & self.mask)
    }

    pub(crate) fn slots(&self) -> usize {
        1 << self.log2
    }

    pub(crate) fn log2(&self) -> u32 {
        self.log2
    }

    pub(crate) fn load(&self, disk: &Disk, place: usize) -> Result<Slot, StoreError> {
        self.words.load(disk, self.word_of(place)).map(Slot)
    }

    /// All slots as they are now.
    pub(crate) fn slots_now(&self, disk: &Disk) -> Result<Vec<Slot>, StoreError> {
        let words = self.words.load_from(disk, INDEX_HEADER)?;
        Ok(words.into_iter().map(Slot).collect())
    }

    pub(crate) fn store(&self, disk: &Disk, place: usize, slot: Slot) -> Result<(), StoreError> {
        self.words.store(disk, self.word_of(place), slot.0)
    }

    pub(crate) fn swap_if(
        &self,
        disk: &Disk,
        place: usize,
        old: Slot,
        new: Slot,
    ) -> Result<bool, StoreError> {
        self.words.swap_if(disk, self.word_of(place), old.0, new.0)
    }

    pub(crate) fn stamp(&self, disk: &Disk) -> Result<u64, StoreError> {
        self.words.load(disk, self.stamp)
    }

    /// Tells readers that a segment is gone.
    pub(crate) fn raise_stamp(&self, disk: &Disk) -> Result<(), StoreError> {
        let stamp = self.stamp(disk)?;
        self.words.store(disk, self.stamp, stamp.wrapping_add(4))
    }

    /// Tells readers that it is time to note what is used; only the lock's holder may.
    pub(crate) fn set_crowded(&self, disk: &Disk) -> Result<(), StoreError> {
        let stamp = self.stamp(disk)?;
        if stamp & CROWDED == 0 {
            self.words.store(disk, self.stamp, stamp | CROWDED)?;
        }
        Ok(())
    }

    /// Tells everybody that another generation is taking over.
    pub(crate) fn supersede(&self, disk: &Disk) -> Result<(), StoreError> {
        let stamp = self.stamp(disk)?;
        self.words.store(disk, self.stamp, stamp | SUPERSEDED)
    }

    /// Number of the segment that is appended to, or was last; `None` if the word is damaged.
    pub(crate) fn active(&self, disk: &Disk) -> Result<Option<u64>, StoreError> {
        Ok(unchecked(u64::MAX, self.words.load(disk, ACTIVE)?))
    }

    /// Where the active segment's records end; `None` if the word is damaged.
    pub(crate) fn tail(&self, disk: &Disk, active: u64) -> Result<Option<u64>, StoreError> {
        Ok(unchecked(active, self.words.load(disk, TAIL)?))
    }

    /// Reserves `from..to` of the active segment for the caller; `false` if somebody else was there.
    pub(crate) fn reserve(
        &self,
        disk: &Disk,
        active: u64,
        from: u64,
        to: u64,
    ) -> Result<bool, StoreError> {
        self.words
            .swap_if(disk, TAIL, checked(active, from), checked(active, to))
    }

    /// Makes segment `id` the one that is appended to, its records ending at `tail` (or [`CLOSED`]).
    pub(crate) fn set_active(&self, disk: &Disk, id: u64, tail: u64) -> Result<(), StoreError> {
        // Closed first: at no moment may the new number stand with the old end.
        self.words.store(disk, TAIL, checked(id, CLOSED))?;
        self.words.store(disk, ACTIVE, checked(u64::MAX, id))?;
        self.words.store(disk, EXPIRES, 0)?;
        self.words.store(disk, LARGE, 0)?;
        self.words.store(disk, TAIL, checked(id, tail))
    }

    /// Closes the active segment: nothing is appended any more.
    pub(crate) fn close_active(&self, disk: &Disk, id: u64) -> Result<(), StoreError> {
        self.words.store(disk, TAIL, checked(id, CLOSED))
    }

    /// Slots in use, by count: a hint.
    pub(crate) fn used(&self, disk: &Disk) -> Result<u64, StoreError> {
        self.words.load(disk, USED)
    }

    pub(crate) fn set_used(&self, disk: &Disk, used: u64) -> Result<(), StoreError> {
        self.words.store(disk, USED, used)
    }

    /// When the active segment's last entry expires.
    pub(crate) fn expires(&self, disk: &Disk) -> Result<u64, StoreError> {
        self.words.load(disk, EXPIRES)
    }

    pub(crate) fn set_expires(&self, disk: &Disk, expires: u64) -> Result<(), StoreError> {
        self.words.store(disk, EXPIRES, expires)
    }

    /// Bytes of files that the active segment's stubs stand for.
    pub(crate) fn large(&self, disk: &Disk) -> Result<u64, StoreError> {
        self.words.load(disk, LARGE)
    }

    pub(crate) fn set_large(&self, disk: &Disk, bytes: u64) -> Result<(), StoreError> {
        self.words.store(disk, LARGE, bytes)
    }
}

/// An index in memory, before it has a file.
pub(crate) struct Image {
    words: Vec<u64>,
    log2: u32,
}

impl Image {
    /// An empty one.
    pub(crate) fn new(log2: u32) -> Image {
        Image {
            words: vec![0; INDEX_HEADER + (1 << log2)],
            log2,
        }
    }

    fn set(&mut self, at: usize, value: u64) {
        if let Some(word) = self.words.get_mut(at) {
            *word = value;
        }
    }

    /// Puts a slot where its tag says; `false` if all places there are taken.
    pub(crate) fn insert(&mut self, slot: Slot) -> bool {
        let mask = (1 << self.log2) - 1;
        let home = (slot.tag() >> (28 - self.log2)) as usize;
        for place in home..home + PROBES {
            if let Some(word) = self.words.get_mut(INDEX_HEADER + (place & mask))
                && *word == 0
            {
                *word = slot.0;
                let used = self.words.get(USED).copied().unwrap_or(0);
                self.set(USED, used + 1);
                return true;
            }
        }
        false
    }

    /// The segment that is appended to, and where its records end.
    pub(crate) fn set_active(&mut self, id: u64, tail: u64) {
        self.set(ACTIVE, checked(u64::MAX, id));
        self.set(TAIL, checked(id, tail));
    }

    /// What is known of its records.
    pub(crate) fn set_active_state(&mut self, expires: u64, large: u64) {
        self.set(EXPIRES, expires);
        self.set(LARGE, large);
    }

    /// As the bytes of a file.
    pub(crate) fn bytes(mut self, generation: u64) -> Vec<u8> {
        self.set(0, INDEX_MAGIC);
        self.set(1, shape_word(self.log2));
        self.set(2, generation);
        self.set(3, header_check(self.log2, generation));
        self.words
            .iter()
            .flat_map(|word| word.to_le_bytes())
            .collect()
    }
}

/// The full number of the segment whose low bits a slot names: the youngest such one up to `active`.
#[inline]
pub(crate) fn full_id(low: usize, active: u64) -> Option<u64> {
    active.checked_sub(active.wrapping_sub(low as u64) & 0xFFF)
}

const _: () = assert!(LARGE < STAMPS && STAMPS + STAMP_PLACES * 8 <= INDEX_HEADER);

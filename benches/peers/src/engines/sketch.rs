//! The sketch: packed segments and a mapped open-addressing index, with nothing else. No locks, no crash
//! safety, no eviction, a fixed number of slots. It is the floor: what a lookup costs before a store
//! promises anything. A digest of each value can be checked on every hit, to show what that would cost.

use std::fs::{File, OpenOptions};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

use memmap2::{Mmap, MmapMut};
use xxhash_rust::xxh3::xxh3_64;

use crate::engine::{Engine, Fallible, Key, Peer};
use crate::work::Work;

/// No digest: the floor itself.
pub const PLAIN: Peer = Peer {
    id: "sketch",
    name: "sketch: packed segments + mapped index, no digest",
    persistent: true,
    variant: false,
    open: |dir, work| open(dir, work, Digest::None),
};

/// XXH3-64 of the value, checked on every hit.
pub const XXH3: Peer = Peer {
    id: "sketch-xxh3",
    name: "sketch + XXH3 on every hit",
    persistent: true,
    variant: true,
    open: |dir, work| open(dir, work, Digest::Xxh3),
};

/// BLAKE3 of the value, checked on every hit.
pub const BLAKE3: Peer = Peer {
    id: "sketch-blake3",
    name: "sketch + BLAKE3 on every hit",
    persistent: true,
    variant: true,
    open: |dir, work| open(dir, work, Digest::Blake3),
};

#[derive(Clone, Copy)]
enum Digest {
    None,
    Xxh3,
    Blake3,
}

impl Digest {
    fn of(self, value: &[u8]) -> [u8; 32] {
        match self {
            Digest::None => [0; 32],
            Digest::Xxh3 => {
                let mut digest = [0; 32];
                digest[..8].copy_from_slice(&xxh3_64(value).to_le_bytes());
                digest
            }
            Digest::Blake3 => *blake3::hash(value).as_bytes(),
        }
    }

    fn holds(self, value: &[u8], stored: &[u8]) -> bool {
        match self {
            Digest::None => true,
            Digest::Xxh3 => xxh3_64(value).to_le_bytes() == stored[..8],
            Digest::Blake3 => blake3::hash(value).as_bytes() == stored,
        }
    }
}

const SEGMENT: u64 = 64 * 1024 * 1024;
/// Bytes before a value: key (32), length (8), digest (32).
const HEADER: usize = 72;
/// A slot: the key's first eight bytes, then where its record lies plus one; all zero is free.
const SLOT: usize = 16;

struct Sketch {
    dir: PathBuf,
    digest: Digest,
    /// Slots, then one more that holds the end of the log.
    index: MmapMut,
    mask: usize,
    segments: Vec<(File, Mmap)>,
}

fn open(dir: &Path, work: &Work, digest: Digest) -> Fallible<Box<dyn Engine>> {
    let slots = (work.entries.max(512) * 2).next_power_of_two();
    let file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(dir.join("index"))?;
    file.set_len(((slots + 1) * SLOT) as u64)?;
    // SAFETY: nobody but this bench touches the folder, and it never truncates the file.
    let index = unsafe { MmapMut::map_mut(&file)? };
    let mut sketch = Sketch {
        dir: dir.to_owned(),
        digest,
        index,
        mask: slots - 1,
        segments: Vec::new(),
    };
    let end = sketch.end();
    while (sketch.segments.len() as u64) * SEGMENT < end {
        sketch.add_segment()?;
    }
    Ok(Box::new(sketch))
}

impl Sketch {
    fn add_segment(&mut self) -> Fallible<()> {
        let path = self.dir.join(format!("segment-{}", self.segments.len()));
        let file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)?;
        file.set_len(SEGMENT)?;
        // SAFETY: as for the index; the length was set just before.
        let map = unsafe { Mmap::map(&file)? };
        self.segments.push((file, map));
        Ok(())
    }

    fn word(&self, at: usize) -> u64 {
        let bytes = self.index[at..].first_chunk().copied();
        u64::from_le_bytes(bytes.unwrap_or_default())
    }

    fn set_word(&mut self, at: usize, word: u64) {
        self.index[at..at + 8].copy_from_slice(&word.to_le_bytes());
    }

    fn end(&self) -> u64 {
        self.word((self.mask + 1) * SLOT)
    }

    /// The slot that holds `key`'s tag, or the free one where it belongs.
    fn slots(&self, key: &Key) -> impl Iterator<Item = usize> + use<> {
        let start = u64::from_le_bytes(*key.last_chunk().unwrap_or(&[0; 8])) as usize;
        let mask = self.mask;
        (0..=mask).map(move |step| ((start + step) & mask) * SLOT)
    }

    fn record(&self, place: u64) -> &[u8] {
        let (_, map) = &self.segments[(place / SEGMENT) as usize];
        &map[(place % SEGMENT) as usize..]
    }
}

fn tag(key: &Key) -> u64 {
    u64::from_le_bytes(*key.first_chunk().unwrap_or(&[0; 8]))
}

impl Engine for Sketch {
    fn put(&mut self, key: &Key, value: &[u8]) -> Fallible<()> {
        let len = (HEADER + value.len()).next_multiple_of(8) as u64;
        let mut place = self.end();
        if place % SEGMENT + len > SEGMENT {
            place = place.next_multiple_of(SEGMENT);
        }
        if place / SEGMENT == self.segments.len() as u64 {
            self.add_segment()?;
        }
        let mut record = Vec::with_capacity(HEADER + value.len());
        record.extend_from_slice(key);
        record.extend_from_slice(&(value.len() as u64).to_le_bytes());
        record.extend_from_slice(&self.digest.of(value));
        record.extend_from_slice(value);
        let (file, _) = &self.segments[(place / SEGMENT) as usize];
        file.write_all_at(&record, place % SEGMENT)?;
        self.set_word((self.mask + 1) * SLOT, place + len);
        for slot in self.slots(key) {
            let lies = self.word(slot + 8);
            if lies == 0 || self.record(lies - 1)[..32] == *key {
                self.set_word(slot, tag(key));
                self.set_word(slot + 8, place + 1);
                return Ok(());
            }
        }
        Err("no free slot".into())
    }

    fn get(&mut self, key: &Key, read: &mut dyn FnMut(&[u8])) -> Fallible<bool> {
        let tag = tag(key);
        for slot in self.slots(key) {
            let place = self.word(slot + 8);
            if place == 0 {
                return Ok(false);
            }
            if self.word(slot) != tag {
                continue;
            }
            let record = self.record(place - 1);
            if record[..32] != *key {
                continue;
            }
            let len = u64::from_le_bytes(*record[32..].first_chunk().unwrap_or(&[0; 8])) as usize;
            let value = &record[HEADER..HEADER + len];
            if !self.digest.holds(value, &record[40..HEADER]) {
                return Ok(false);
            }
            read(value);
            return Ok(true);
        }
        Ok(false)
    }

    fn share(&self) -> Fallible<Box<dyn Engine>> {
        let entries = self.mask.div_ceil(2);
        open(&self.dir, &Work { entries, len: 0 }, self.digest)
    }
}

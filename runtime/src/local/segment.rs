//! A segment as one process sees it: a read-only map, and a bit for each record that was verified here.

use super::disk::{Disk, DiskFile};
use super::format::{
    GRAVE_MAGIC, SEGMENT_HEADER, SEGMENT_RETIRED, STUB_LEN, STUB_MAGIC, SegmentIdentity, Stub,
};
use super::map::{ByteMap, WordMap};
use super::record::{Header, entry_len};
use crate::error::StoreError;
use crate::key::Key;
use crate::layout::{HEADER_LEN, MAGIC};

/// Name of a segment's file.
pub(crate) fn file_name(id: u64) -> String {
    format!("segment-{id:016x}")
}

/// The number in such a name.
pub(crate) fn parse_file_name(name: &str) -> Option<u64> {
    u64::from_str_radix(name.strip_prefix("segment-")?, 16).ok()
}

/// A mapped segment.
#[derive(Debug)]
pub(crate) struct Segment {
    map: ByteMap,
    /// Which file it is.
    identity: (u64, u64),
    /// One bit for every 8 bytes: exactly the places where a record can begin. Records are immutable, so one
    /// that was verified stays so. Coarser bits could vouch for bytes beside a verified record.
    verified: WordMap,
}

/// What lies at an offset of a segment.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Look<'a> {
    /// The entry under the key.
    Entry {
        /// All of it.
        bytes: &'a [u8],
        /// This process has verified it.
        verified: bool,
    },
    /// The entry under the key lies in a file of its own.
    Stub(Stub),
    /// A record under another key: two tags were alike.
    Other,
    /// No record.
    Odd,
    /// Over the end of the map, which the file may have outgrown.
    Beyond,
}

/// Judges the first bytes of a record, without its length.
pub(crate) enum Head {
    Entry,
    Stub(Stub),
    Other,
    Odd,
}

/// What kind of record these first bytes (at least [`HEADER_LEN`]) begin, and whether it is the key's.
#[inline]
pub(crate) fn judge(head: &[u8], key: &Key) -> Head {
    if head.get(..8) != Some(&MAGIC) {
        return judge_stub(head, key);
    }
    if head.get(16..48) == Some(key.as_bytes()) {
        Head::Entry
    } else {
        Head::Other
    }
}

#[cold]
fn judge_stub(head: &[u8], key: &Key) -> Head {
    let magic = head.get(..8);
    if magic != Some(&STUB_MAGIC) && magic != Some(&GRAVE_MAGIC) {
        return Head::Odd;
    }
    match Stub::decode(head.get(..STUB_LEN).unwrap_or_default()) {
        Some(stub) if stub.key != *key => Head::Other,
        Some(stub) if !stub.grave => Head::Stub(stub),
        _ => Head::Odd,
    }
}

impl Segment {
    /// Maps a segment's file, if it is the one with this number.
    pub(crate) fn open(
        disk: &Disk,
        file: &DiskFile,
        id: u64,
    ) -> Result<Option<Segment>, StoreError> {
        if disk.stat(file)?.len < SEGMENT_HEADER as u64 {
            return Ok(None);
        }
        let map = disk.map_bytes(file)?;
        if SegmentIdentity::decode(map.bytes().get(..64).unwrap_or_default())
            .is_none_or(|it| it.id != id)
        {
            return Ok(None);
        }
        let words = map.bytes().len().div_ceil(8 * 64);
        let verified = WordMap::anonymous(words)
            .map_err(super::disk::trouble("cannot take memory for", file.path()))?;
        Ok(Some(Segment {
            map,
            identity: file.identity(),
            verified,
        }))
    }

    /// Takes over what a shorter map of the same file knew; nothing from another file of the same name.
    pub(crate) fn inherit(&self, shorter: &Segment) {
        if self.identity != shorter.identity {
            return;
        }
        for word in 0..shorter.verified.len() {
            let bits = shorter.verified.load(word);
            if bits != 0 {
                self.verified.set_bits(word, bits);
            }
        }
    }

    /// The bytes mapped.
    pub(crate) fn bytes(&self) -> &[u8] {
        self.map.bytes()
    }

    /// Whether the segment was evicted.
    pub(crate) fn is_retired(&self) -> bool {
        self.map.word(SEGMENT_RETIRED) != 0
    }

    /// What lies at `offset`, for a reader of `key`.
    #[inline]
    pub(crate) fn look(&self, offset: usize, key: &Key) -> Look<'_> {
        let Some(record) = self
            .map
            .bytes()
            .get(offset..)
            .filter(|rest| rest.len() >= HEADER_LEN)
        else {
            return Look::Beyond;
        };
        match judge(record, key) {
            Head::Entry => {}
            Head::Stub(stub) => return Look::Stub(stub),
            Head::Other => return Look::Other,
            Head::Odd => return Look::Odd,
        }
        let verified = self.is_verified(offset);
        if !verified && Header::parse(record).is_none() {
            return Look::Odd;
        }
        match entry_len(record).map(|len| usize::try_from(len).unwrap_or(usize::MAX)) {
            Some(len) => match record.get(..len) {
                Some(bytes) => Look::Entry { bytes, verified },
                None => Look::Beyond,
            },
            None => Look::Odd,
        }
    }

    /// The entry at `offset`, if it is the key's and was verified here; all that most hits need.
    #[inline]
    pub(crate) fn verified_entry(&self, offset: usize, key: &Key) -> Option<&[u8]> {
        let record = self.map.bytes().get(offset..)?;
        let head = record.first_chunk::<HEADER_LEN>()?;
        if !self.is_verified(offset) || head[16..48] != *key.as_bytes() {
            return None;
        }
        record.get(..usize::try_from(entry_len(head)?).ok()?)
    }

    #[inline]
    fn is_verified(&self, offset: usize) -> bool {
        let bit = offset / 8;
        self.verified.load(bit / 64) >> (bit % 64) & 1 != 0
    }

    /// Remembers that the record at `offset` was verified.
    pub(crate) fn set_verified(&self, offset: usize) {
        let bit = offset / 8;
        self.verified.set_bits(bit / 64, 1 << (bit % 64));
    }
}

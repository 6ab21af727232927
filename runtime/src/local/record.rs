//! A record of a segment as the engine sees it: enough of the entry's header to delimit it, to compare its
//! key and to evict it. Whether its bytes are true is the reader's question, not asked here.

use xxhash_rust::xxh3::xxh3_64;

use super::format::{GRAVE_MAGIC, STUB_LEN, STUB_MAGIC, Stub, aligned, array_at, u16_at, u64_at};
use crate::key::Key;
use crate::layout::{DIGEST_LEN, HEADER_LEN, MAGIC, VERSION, at};

/// What the engine reads from an entry's header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Header {
    pub(crate) key: Key,
    pub(crate) function: [u8; 16],
    pub(crate) expires: u64,
    /// Nanoseconds.
    pub(crate) compute: u64,
    /// Bytes of the whole entry.
    pub(crate) len: u64,
}

impl Header {
    /// Reads a header whose magic, version and checksum hold.
    pub(crate) fn parse(bytes: &[u8]) -> Option<Header> {
        let head = bytes.get(..HEADER_LEN)?;
        let whole = head.starts_with(&MAGIC)
            && u16_at(head, 8)? == VERSION
            && xxh3_64(head.get(..at::CHECK)?) == u64_at(head, at::CHECK)?;
        whole.then_some(())?;
        Some(Header {
            key: Key::from_bytes(array_at(head, at::KEY)?),
            function: array_at(head, at::FUNCTION)?,
            expires: u64_at(head, at::EXPIRES)?,
            compute: u64_at(head, at::COMPUTE)?,
            len: entry_len(head)?,
        })
    }
}

/// The entry's length by its header's fields, which are bounded but not otherwise believed.
#[inline]
pub(crate) fn entry_len(head: &[u8]) -> Option<u64> {
    let meta = u16_at(head, at::META_LEN)?;
    let value = u64_at(head, at::VALUE_LEN)?;
    value.checked_add((HEADER_LEN + DIGEST_LEN) as u64 + u64::from(meta))
}

/// A record and where it lies.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Record {
    /// An entry.
    Entry(Header),
    /// An entry in a file of its own, or the removal of one.
    Stub(Stub),
}

impl Record {
    /// The record at the start of `bytes`, if there is a whole one.
    pub(crate) fn parse(bytes: &[u8]) -> Option<Record> {
        let record = match bytes.get(..8)? {
            magic if magic == MAGIC => Record::Entry(Header::parse(bytes)?),
            magic if magic == STUB_MAGIC || magic == GRAVE_MAGIC => {
                Record::Stub(Stub::decode(bytes)?)
            }
            _ => return None,
        };
        (record.len() <= bytes.len() as u64).then_some(record)
    }

    /// Its bytes in the segment.
    pub(crate) fn len(&self) -> u64 {
        match self {
            Record::Entry(header) => header.len,
            Record::Stub(_) => STUB_LEN as u64,
        }
    }

    pub(crate) fn key(&self) -> &Key {
        match self {
            Record::Entry(header) => &header.key,
            Record::Stub(stub) => &stub.key,
        }
    }

    pub(crate) fn expires(&self) -> u64 {
        match self {
            Record::Entry(header) => header.expires,
            Record::Stub(stub) => stub.expires,
        }
    }

    pub(crate) fn compute(&self) -> u64 {
        match self {
            Record::Entry(header) => header.compute,
            Record::Stub(stub) => stub.compute,
        }
    }

    pub(crate) fn function(&self) -> &[u8; 16] {
        match self {
            Record::Entry(header) => &header.function,
            Record::Stub(stub) => &stub.function,
        }
    }

    /// Bytes that go when it is evicted: with the file it stands for.
    pub(crate) fn charge(&self) -> u64 {
        match self {
            Record::Entry(header) => aligned(header.len),
            Record::Stub(stub) => stub.len.saturating_add(STUB_LEN as u64),
        }
    }

    pub(crate) fn is_grave(&self) -> bool {
        matches!(self, Record::Stub(stub) if stub.grave)
    }
}

/// Every whole record in `bytes` from `start` on, with its offset. What is no record (a torn write, damage, a
/// gap) is passed over until the next one begins.
pub(crate) fn walk(bytes: &[u8], start: usize) -> impl Iterator<Item = (usize, Record)> {
    let mut at = start;
    std::iter::from_fn(move || {
        loop {
            let rest = bytes.get(at..).filter(|rest| rest.len() >= STUB_LEN)?;
            // Cheap for the long run of zeros at the end of a segment.
            if rest.first() == Some(&MAGIC[0])
                && let Some(record) = Record::parse(rest)
            {
                let found = at;
                at += usize::try_from(aligned(record.len())).ok()?;
                return Some((found, record));
            }
            at += super::format::ALIGN;
        }
    })
}

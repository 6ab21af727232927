//! Every constant of the packed store's files, and their small fixed parts as bytes. The entry's own bytes
//! are in [`crate::layout`]; the drawings and the crash points in `docs/store-format.md`.

use xxhash_rust::xxh3::xxh3_64;

use crate::key::Key;
use crate::layout;

/// Name of the layout's folder under the store's; another layout has another name and is left alone.
pub(crate) const LAYOUT: &str = "v2";
/// Records start at multiples of this many bytes: a cache line, so that a hit on a small entry takes no line more than
/// it must.
pub(crate) const ALIGN: usize = 64;

// Segments.

/// First bytes of a segment.
const SEGMENT_MAGIC: [u8; 8] = *b"REMEMOSG";
/// Version of segment and index.
const VERSION: u32 = 2;
/// Bytes before a segment's first record: identity (64), then what is known since it was sealed (64).
pub(crate) const SEGMENT_HEADER: usize = 128;
/// Where the second half lies.
pub(crate) const SEGMENT_SUMMARY: usize = 64;
/// Where the word lies that is not zero once the segment is evicted.
pub(crate) const SEGMENT_RETIRED: usize = 120;
/// Log2 of the largest segment: offsets in a slot are 23 bits, in units of 8 bytes.
pub(crate) const MAX_SEGMENT_LOG2: u32 = 26;
/// Segments a shard has at once, at most: 12 bits of a slot name one.
pub(crate) const MAX_SEGMENTS: u64 = 1 << 12;

/// What a segment says of itself when it is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SegmentIdentity {
    /// Its number in its shard; its file's name says the same.
    pub(crate) id: u64,
    /// The boot it was made in: after a crash of the machine its end is not known, so it is not appended to.
    pub(crate) boot: [u8; 16],
    /// When, in milliseconds since the Unix epoch.
    pub(crate) created: u64,
}

impl SegmentIdentity {
    pub(crate) fn encode(&self) -> [u8; 64] {
        let mut out = [0; 64];
        put(&mut out, 0, &SEGMENT_MAGIC);
        put(&mut out, 8, &VERSION.to_le_bytes());
        put(&mut out, 16, &self.id.to_le_bytes());
        put(&mut out, 24, &self.boot);
        put(&mut out, 40, &self.created.to_le_bytes());
        seal(&mut out, 56);
        out
    }

    pub(crate) fn decode(bytes: &[u8]) -> Option<SegmentIdentity> {
        let bytes = sealed(bytes, 56)?;
        (bytes.starts_with(&SEGMENT_MAGIC) && u32_at(bytes, 8)? == VERSION).then_some(())?;
        Some(SegmentIdentity {
            id: u64_at(bytes, 16)?,
            boot: array_at(bytes, 24)?,
            created: u64_at(bytes, 40)?,
        })
    }
}

/// What is known of a segment once it is sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SegmentSummary {
    /// When its last entry expires; [`layout::NEVER`] if one never does.
    pub(crate) expires: u64,
    /// Where its records end.
    pub(crate) end: u64,
}

impl SegmentSummary {
    pub(crate) fn encode(&self) -> [u8; 32] {
        let mut out = [0; 32];
        put(&mut out, 0, &self.expires.to_le_bytes());
        put(&mut out, 8, &self.end.to_le_bytes());
        seal(&mut out, 24);
        out
    }

    pub(crate) fn decode(bytes: &[u8]) -> Option<SegmentSummary> {
        let bytes = sealed(bytes, 24)?;
        Some(SegmentSummary {
            expires: u64_at(bytes, 0)?,
            end: u64_at(bytes, 8)?,
        })
    }
}

// Records other than entries.

/// First bytes of the record that stands for an entry in a file of its own.
pub(crate) const STUB_MAGIC: [u8; 8] = *b"REMEMOLV";
/// First bytes of the record that takes an entry back.
pub(crate) const GRAVE_MAGIC: [u8; 8] = *b"REMEMOGR";
/// Bytes of a stub and of a grave.
pub(crate) const STUB_LEN: usize = 128;

/// Stands in a segment for an entry that lies in a file of its own, or (as a grave) for one that was removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stub {
    pub(crate) key: Key,
    /// Of the entry.
    pub(crate) function: [u8; 16],
    /// Of the entry, as in its header.
    pub(crate) expires: u64,
    /// Of the entry, in nanoseconds.
    pub(crate) compute: u64,
    /// Bytes of the file.
    pub(crate) len: u64,
    /// Tells the file from others under the same key.
    pub(crate) nonce: u64,
    /// The entry is gone.
    pub(crate) grave: bool,
}

impl Stub {
    /// Takes back what was put under `key` before.
    pub(crate) fn grave(key: Key) -> Stub {
        Stub {
            key,
            function: [0; 16],
            expires: 0,
            compute: 0,
            len: 0,
            nonce: 0,
            grave: true,
        }
    }

    pub(crate) fn encode(&self) -> [u8; STUB_LEN] {
        let mut out = [0; STUB_LEN];
        put(
            &mut out,
            0,
            if self.grave {
                &GRAVE_MAGIC
            } else {
                &STUB_MAGIC
            },
        );
        put(&mut out, 8, &VERSION.to_le_bytes());
        put(&mut out, 16, self.key.as_bytes());
        put(&mut out, 48, &self.function);
        put(&mut out, 64, &self.expires.to_le_bytes());
        put(&mut out, 72, &self.compute.to_le_bytes());
        put(&mut out, 80, &self.len.to_le_bytes());
        put(&mut out, 88, &self.nonce.to_le_bytes());
        seal(&mut out, 120);
        out
    }

    pub(crate) fn decode(bytes: &[u8]) -> Option<Stub> {
        let grave = match bytes.get(..8)? {
            magic if magic == STUB_MAGIC => false,
            magic if magic == GRAVE_MAGIC => true,
            _ => return None,
        };
        let bytes = sealed(bytes, 120)?;
        (u32_at(bytes, 8)? == VERSION).then_some(())?;
        Some(Stub {
            key: Key::from_bytes(array_at(bytes, 16)?),
            function: array_at(bytes, 48)?,
            expires: u64_at(bytes, 64)?,
            compute: u64_at(bytes, 72)?,
            len: u64_at(bytes, 80)?,
            nonce: u64_at(bytes, 88)?,
            grave,
        })
    }
}

// CURRENT.

/// Name of the file that names the index's generation.
pub(crate) const CURRENT: &str = "CURRENT";
const CURRENT_MAGIC: [u8; 8] = *b"REMEMOCU";
/// Bytes of `CURRENT`.
pub(crate) const CURRENT_LEN: usize = 24;

/// The content of `CURRENT`.
pub(crate) fn encode_current(generation: u64) -> [u8; CURRENT_LEN] {
    let mut out = [0; CURRENT_LEN];
    put(&mut out, 0, &CURRENT_MAGIC);
    put(&mut out, 8, &generation.to_le_bytes());
    seal(&mut out, 16);
    out
}

/// The generation that `CURRENT` names.
pub(crate) fn decode_current(bytes: &[u8]) -> Option<u64> {
    let bytes = sealed(bytes, 16)?;
    bytes
        .starts_with(&CURRENT_MAGIC)
        .then(|| u64_at(bytes, 8))?
}

// The index: words, see `index`.

/// First word of an index.
pub(crate) const INDEX_MAGIC: u64 = u64::from_le_bytes(*b"REMEMOIX");
/// Version of the index, in its second word.
pub(crate) const INDEX_VERSION: u64 = VERSION as u64;
/// Words before the first slot: one page.
pub(crate) const INDEX_HEADER: usize = 512;

// Words that check themselves.

/// A number below 2^40 with 24 bits that check it, so that a flipped or lost word is seen.
pub(crate) fn checked(purpose: u64, value: u64) -> u64 {
    let value = value & CHECKED_MAX;
    let mut bytes = [0; 16];
    put(&mut bytes, 0, &purpose.to_le_bytes());
    put(&mut bytes, 8, &value.to_le_bytes());
    // Never zero: a page of zeros must not pass.
    let check = (xxh3_64(&bytes) >> 40) | 1;
    value | check << 40
}

/// The number in such a word, if it is one.
pub(crate) fn unchecked(purpose: u64, word: u64) -> Option<u64> {
    let value = word & CHECKED_MAX;
    (checked(purpose, value) == word).then_some(value)
}

/// The largest number in such a word.
pub(crate) const CHECKED_MAX: u64 = (1 << 40) - 1;

// Bytes.

fn put(out: &mut [u8], at: usize, bytes: &[u8]) {
    if let Some(place) = out.get_mut(at..at + bytes.len()) {
        place.copy_from_slice(bytes);
    }
}

/// Writes the XXH3-64 of what lies before `at` there.
fn seal(out: &mut [u8], at: usize) {
    let sum = xxh3_64(out.get(..at).unwrap_or_default());
    put(out, at, &sum.to_le_bytes());
}

/// The bytes, if the XXH3-64 at `at` is right.
fn sealed(bytes: &[u8], at: usize) -> Option<&[u8]> {
    (xxh3_64(bytes.get(..at)?) == u64_at(bytes, at)?).then_some(bytes)
}

#[inline]
pub(crate) fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    array_at(bytes, at).map(u64::from_le_bytes)
}

#[inline]
pub(crate) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    array_at(bytes, at).map(u32::from_le_bytes)
}

#[inline]
pub(crate) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    array_at(bytes, at).map(u16::from_le_bytes)
}

#[inline]
pub(crate) fn array_at<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..)?.first_chunk().copied()
}

/// `len` rounded up to [`ALIGN`].
pub(crate) const fn aligned(len: u64) -> u64 {
    len.next_multiple_of(ALIGN as u64)
}

// Two versions of rememo share a folder because each has a layout of its own: another version of the entry is another
// layout too.
const _: () = assert!(layout::VERSION == 2 && VERSION == 2);
// The halves of a segment's header do not meet, and a stub is as long as an entry's header.
const _: () =
    assert!(SEGMENT_SUMMARY + 32 <= SEGMENT_RETIRED && SEGMENT_RETIRED + 8 <= SEGMENT_HEADER);
const _: () = assert!(STUB_LEN == layout::HEADER_LEN && SEGMENT_HEADER.is_multiple_of(ALIGN));

//! Entries: a result and what is known of it, as sealed bytes (`layout` draws them), and back.

pub(crate) mod meta;

use std::time::{Duration, SystemTime};

use crate::codec::Format;
use crate::compression::Packing;
use crate::key::Key;
use crate::layout::{DIGEST_LEN, HEADER_LEN, MAGIC, MAX_META_LEN, NEVER, VERSION, at};
use crate::seal::{Seal, Sealer};
use meta::Meta;

/// The first bytes of a function's id; entries of different functions never pass for one another.
pub(crate) type FunctionId = [u8; 16];

/// The first bytes of a fingerprint: they tell entries of one state of the code from those of others, for people.
pub(crate) type State = [u8; 8];

/// The state that a fingerprint stands for.
pub(crate) fn state_of(fingerprint: &[u8; 32]) -> State {
    fingerprint.first_chunk().copied().unwrap_or_default()
}

/// The id of the function with this path.
pub(crate) fn function_id(path: &str) -> FunctionId {
    let mut id = FunctionId::default();
    let hash = blake3::hash(path.as_bytes());
    id.copy_from_slice(&hash.as_bytes()[..16]);
    id
}

/// Which part of a result is the stored value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Part {
    /// All of it.
    Whole = 0,
    /// What is in `Ok`.
    Ok = 1,
    /// What is in `Some`.
    Some = 2,
}

impl Part {
    pub(crate) fn from_byte(byte: u8) -> Option<Part> {
        [Part::Whole, Part::Ok, Part::Some]
            .into_iter()
            .find(|part| *part as u8 == byte)
    }
}

/// The fixed head of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Header {
    pub(crate) codec: u8,
    pub(crate) packing: u8,
    pub(crate) seal: u8,
    pub(crate) part: u8,
    pub(crate) key: Key,
    pub(crate) function: FunctionId,
    /// Milliseconds since the epoch.
    pub(crate) created: u64,
    /// The same; `NEVER`.
    pub(crate) expires: u64,
    /// Nanoseconds.
    pub(crate) compute_time: u64,
    pub(crate) meta_len: u16,
    pub(crate) stored_len: u64,
    pub(crate) decoded_len: u64,
    pub(crate) state: State,
}

/// Why bytes are not an entry that may be served.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Fault {
    #[error("it is of another format version")]
    Version,
    #[error("its bytes are damaged ({0})")]
    Damaged(&'static str),
    #[error("it lies under another's key")]
    Key,
    #[error("it is sealed in another way than this store's")]
    OtherSeal,
    #[error("its seal does not hold: it is damaged, or sealed with another key")]
    Seal,
}

/// An entry's bytes, taken apart and with all lengths checked, but not verified.
#[derive(Clone, Debug)]
pub(crate) struct Parsed<'a> {
    pub(crate) header: Header,
    pub(crate) meta: &'a [u8],
    pub(crate) value: &'a [u8],
    /// Header and meta.
    head: &'a [u8],
    digest: &'a [u8; DIGEST_LEN],
}

/// What is put together to an entry.
pub(crate) struct New<'a> {
    pub(crate) part: Part,
    pub(crate) key: &'a Key,
    pub(crate) function: FunctionId,
    pub(crate) meta: &'a [u8],
    pub(crate) format: Format,
    pub(crate) packing: Packing,
    pub(crate) value: &'a [u8],
    pub(crate) decoded_len: u64,
    pub(crate) created: u64,
    pub(crate) expires: u64,
    pub(crate) compute_time: u64,
    pub(crate) state: State,
}

/// A sealed entry around a value that stays where it is.
pub(crate) struct Sealed<'a> {
    head: Vec<u8>,
    value: &'a [u8],
    digest: [u8; DIGEST_LEN],
}

impl Sealed<'_> {
    /// Its bytes, one piece behind the other.
    pub(crate) fn pieces(&self) -> [&[u8]; 3] {
        [&self.head, self.value, &self.digest]
    }

    /// Bytes of the whole entry.
    pub(crate) fn len(&self) -> usize {
        self.head.len() + self.value.len() + self.digest.len()
    }
}

/// Seals an entry.
pub(crate) fn build<'a>(new: &New<'a>, sealer: &Sealer) -> Sealed<'a> {
    let mut bytes = Vec::with_capacity(HEADER_LEN + new.meta.len());
    bytes.extend_from_slice(&MAGIC);
    bytes.extend_from_slice(&VERSION.to_le_bytes());
    bytes.extend_from_slice(&[new.format.byte(), new.packing as u8, sealer.seal() as u8]);
    bytes.push(new.part as u8);
    debug_assert!(new.meta.len() <= usize::from(MAX_META_LEN));
    bytes.extend_from_slice(&(new.meta.len() as u16).to_le_bytes());
    bytes.extend_from_slice(new.key.as_bytes());
    for number in [new.expires, new.value.len() as u64] {
        bytes.extend_from_slice(&number.to_le_bytes());
    }
    bytes.extend_from_slice(&new.function);
    for number in [new.created, new.compute_time, new.decoded_len] {
        bytes.extend_from_slice(&number.to_le_bytes());
    }
    bytes.extend_from_slice(&new.state);
    bytes.extend_from_slice(&[0; 8]);
    let check = xxhash_rust::xxh3::xxh3_64(&bytes);
    bytes.extend_from_slice(&check.to_le_bytes());
    debug_assert_eq!(bytes.len(), HEADER_LEN);
    bytes.extend_from_slice(new.meta);
    let digest = sealer.digest(&bytes, new.value);
    Sealed {
        head: bytes,
        value: new.value,
        digest,
    }
}

/// Takes `bytes` apart. They must be one entry and nothing else; of bytes that were `verified` before, only
/// lengths are checked.
#[inline]
pub(crate) fn parse(bytes: &[u8], verified: bool) -> Result<Parsed<'_>, Fault> {
    let Some((head, _)) = bytes.split_first_chunk::<HEADER_LEN>() else {
        return Err(Fault::Damaged("shorter than a header"));
    };
    if head[..8] != MAGIC {
        return Err(Fault::Damaged("no entry begins like this"));
    }
    if head[8..10] != VERSION.to_le_bytes() {
        return Err(Fault::Version);
    }
    if !verified && xxhash_rust::xxh3::xxh3_64(&head[..at::CHECK]) != number(head, at::CHECK) {
        return Err(Fault::Damaged("header checksum"));
    }
    let mut key = [0; 32];
    key.copy_from_slice(&head[at::KEY..at::KEY + 32]);
    let mut function = FunctionId::default();
    function.copy_from_slice(&head[at::FUNCTION..at::FUNCTION + 16]);
    let header = Header {
        codec: head[10],
        packing: head[11],
        seal: head[12],
        part: head[13],
        key: Key::from_bytes(key),
        function,
        created: number(head, at::CREATED),
        expires: number(head, at::EXPIRES),
        compute_time: number(head, at::COMPUTE),
        meta_len: u16::from_le_bytes([head[at::META_LEN], head[at::META_LEN + 1]]),
        stored_len: number(head, at::VALUE_LEN),
        decoded_len: number(head, at::DECODED_LEN),
        state: number(head, at::STATE).to_le_bytes(),
    };
    // Checked in wide numbers: a hostile length cannot wrap round.
    let whole = (HEADER_LEN + DIGEST_LEN) as u128
        + u128::from(header.meta_len)
        + u128::from(header.stored_len);
    if whole != bytes.len() as u128 {
        return Err(Fault::Damaged("its length is not what its header says"));
    }
    let value_at = HEADER_LEN + usize::from(header.meta_len);
    let (sealed, digest) = bytes
        .split_last_chunk()
        .ok_or(Fault::Damaged("shorter than a digest"))?;
    Ok(Parsed {
        header,
        meta: &sealed[HEADER_LEN..value_at],
        value: &sealed[value_at..],
        head: &sealed[..value_at],
        digest,
    })
}

fn number(head: &[u8; HEADER_LEN], at: usize) -> u64 {
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&head[at..at + 8]);
    u64::from_le_bytes(bytes)
}

impl Parsed<'_> {
    /// Bytes of the whole entry.
    pub(crate) fn len(&self) -> u64 {
        (self.head.len() + self.value.len() + self.digest.len()) as u64
    }

    /// Whether this is the entry of `key`, untouched since this very seal was put on it.
    pub(crate) fn verify(&self, key: &Key, sealer: &Sealer) -> Result<(), Fault> {
        if self.header.key != *key {
            return Err(Fault::Key);
        }
        if self.header.seal != sealer.seal() as u8 {
            return Err(Fault::OtherSeal);
        }
        if sealer.holds(self.head, self.value, self.digest) {
            Ok(())
        } else {
            Err(Fault::Seal)
        }
    }
}

/// What is known of a stored result, without its value.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Entry {
    /// Its key.
    pub key: Key,
    /// The path of the function it is a result of.
    pub function: String,
    /// The namespaces it was stored under.
    pub namespaces: Vec<String>,
    /// When it was stored.
    pub created: SystemTime,
    /// When it expires by the ttl it was stored with, if ever.
    pub expires: Option<SystemTime>,
    /// How old it is; zero if it comes from the future.
    pub age: Duration,
    /// Bytes of the value as stored.
    pub size: u64,
    /// Bytes of the value before compression.
    pub size_decoded: u64,
    /// `"none"`, `"zstd"` or `"xz"`.
    pub compression: &'static str,
    /// `"msgpack"`, or `"plain f64"` and the like for lists of numbers.
    pub codec: &'static str,
    /// `"hmac-sha256"`, `"blake3"` or `"none"`.
    pub seal: &'static str,
    /// How long the function took.
    pub compute_time: Duration,
    /// Where it lies, for people: a file, or a store and what it lies under there.
    pub place: String,
}

impl Entry {
    /// `None` if a newer version wrote something here that this one has no name for.
    pub(crate) fn describe(parsed: &Parsed<'_>, now: u64, place: String) -> Option<Entry> {
        let header = &parsed.header;
        let Meta {
            function,
            namespaces,
        } = Meta::parse(parsed.meta)?;
        Some(Entry {
            key: header.key,
            function: function.to_owned(),
            namespaces: namespaces.into_iter().map(str::to_owned).collect(),
            created: time(header.created)?,
            expires: if header.expires == NEVER {
                None
            } else {
                time(header.expires)
            },
            age: Duration::from_millis(now.saturating_sub(header.created)),
            size: header.stored_len,
            size_decoded: header.decoded_len,
            compression: Packing::from_byte(header.packing)?.name(),
            codec: Format::from_byte(header.codec)?.name(),
            seal: Seal::from_byte(header.seal)?.name(),
            compute_time: Duration::from_nanos(header.compute_time),
            place,
        })
    }
}

fn time(millis: u64) -> Option<SystemTime> {
    SystemTime::UNIX_EPOCH.checked_add(Duration::from_millis(millis))
}

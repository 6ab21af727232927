//! Entries for the packed store's tests, built and judged without the runtime's own code: what a test put is
//! known by the key alone, so that any process can tell a true value from a wrong one.

use std::path::Path;

use rememo::error::StoreError;
use rememo::key::Key;
use rememo::layout::{DIGEST_LEN, HEADER_LEN, MAGIC, NEVER, VERSION, at};
use rememo::local::{LocalOptions, LocalStore};
use rememo::store::{Candidate, Store, Verdict};
use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

/// A key spread as BLAKE3 would.
pub fn key(number: u64) -> Key {
    let mut bytes = [0; 32];
    for (i, part) in bytes.chunks_mut(16).enumerate() {
        let seed = [number.to_le_bytes(), (i as u64).to_le_bytes()].concat();
        part.copy_from_slice(&xxh3_128(&seed).to_le_bytes());
    }
    Key::from_bytes(bytes)
}

/// What an entry is made of.
#[derive(Clone, Debug)]
pub struct Make {
    /// Its key is `key(number)`.
    pub number: u64,
    /// Tells values of one key apart.
    pub round: u64,
    /// Bytes of the value, at least 16.
    pub len: usize,
    /// Milliseconds since the epoch.
    pub expires: u64,
    /// Nanoseconds.
    pub compute: u64,
}

impl Make {
    /// An entry that never expires.
    pub fn new(number: u64, len: usize) -> Make {
        Make {
            number,
            round: 0,
            len: len.max(16),
            expires: NEVER,
            compute: 1_000_000,
        }
    }

    /// Another value of the key.
    pub fn round(self, round: u64) -> Make {
        Make { round, ..self }
    }

    /// The value: it says its number and round, and goes on from them.
    pub fn value(&self) -> Vec<u8> {
        let mut value = Vec::with_capacity(self.len + 8);
        value.extend(self.number.to_le_bytes());
        value.extend(self.round.to_le_bytes());
        let mut state = self.number ^ self.round.rotate_left(32) ^ 0x9E37_79B9_7F4A_7C15;
        while value.len() < self.len {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            value.extend(state.to_le_bytes());
        }
        value.truncate(self.len);
        value
    }

    /// The entry's bytes, sealed with a checksum.
    pub fn bytes(&self) -> Vec<u8> {
        let value = self.value();
        let mut out = vec![0; HEADER_LEN];
        out[..8].copy_from_slice(&MAGIC);
        out[8..10].copy_from_slice(&VERSION.to_le_bytes());
        out[at::KEY..at::EXPIRES].copy_from_slice(key(self.number).as_bytes());
        out[at::FUNCTION..at::CREATED].copy_from_slice(b"a function's id.");
        out[at::EXPIRES..at::VALUE_LEN].copy_from_slice(&self.expires.to_le_bytes());
        out[at::COMPUTE..at::DECODED_LEN].copy_from_slice(&self.compute.to_le_bytes());
        out[at::VALUE_LEN..at::FUNCTION].copy_from_slice(&(value.len() as u64).to_le_bytes());
        out[at::DECODED_LEN..at::STATE].copy_from_slice(&(value.len() as u64).to_le_bytes());
        let sum = xxh3_64(&out[..at::CHECK]);
        out[at::CHECK..].copy_from_slice(&sum.to_le_bytes());
        out.extend(value);
        let digest = xxh3_128(&out).to_le_bytes();
        out.extend(digest);
        out.extend([0; DIGEST_LEN - 16]);
        out
    }
}

/// What a look found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seen {
    /// The value of this round, whole and true.
    Hit(u64),
    /// Nothing, or nothing that verifies.
    Miss,
}

/// Verifies as a reader does, and then compares with what must have been put: `Err` is a **wrong value**.
pub fn judge(number: u64, candidate: Candidate<'_>) -> Result<(Verdict, Seen), String> {
    let bytes = candidate.bytes;
    let split = bytes.len().saturating_sub(DIGEST_LEN);
    let (body, digest) = bytes.split_at(split);
    let whole = bytes.len() >= HEADER_LEN + DIGEST_LEN
        && body[at::KEY..at::EXPIRES] == *key(number).as_bytes()
        && digest[..16] == xxh3_128(body).to_le_bytes();
    if !candidate.verified && !whole {
        return Ok((Verdict::Damaged, Seen::Miss));
    }
    // From here on a program would use the value.
    let value = body.get(HEADER_LEN..).unwrap_or_default();
    let round = value
        .get(8..16)
        .and_then(|bytes| bytes.try_into().ok())
        .map_or(0, u64::from_le_bytes);
    let expected = Make::new(number, value.len()).round(round).value();
    if value != expected || !whole {
        return Err(format!(
            "wrong value of {number}: {} bytes, verified {}",
            value.len(),
            candidate.verified
        ));
    }
    Ok((Verdict::Verified, Seen::Hit(round)))
}

/// Looks a number up.
///
/// # Panics
/// On a wrong value.
pub fn try_look(store: &dyn Store, number: u64) -> Result<Seen, StoreError> {
    let mut seen = Seen::Miss;
    store.get(&key(number), &mut |candidate| {
        let (verdict, what) = judge(number, candidate).unwrap_or_else(|wrong| panic!("{wrong}"));
        seen = what;
        verdict
    })?;
    Ok(seen)
}

/// The same where the store must not be in trouble.
pub fn look(store: &dyn Store, number: u64) -> Seen {
    try_look(store, number).expect("a store that works")
}

/// Puts what is made.
pub fn put(store: &dyn Store, make: &Make) -> Result<(), StoreError> {
    store.put(&key(make.number), &make.bytes())
}

/// A store for a test.
pub fn open(folder: &Path, change: impl FnOnce(&mut LocalOptions)) -> LocalStore {
    let mut options = LocalOptions::default();
    change(&mut options);
    LocalStore::open(folder, options).expect("a folder for a store")
}

/// A folder that vanishes; in memory where there is such a place, because what is tested there syncs a lot.
pub fn scratch() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    let made = if memory.is_dir() {
        tempfile::tempdir_in(memory)
    } else {
        tempfile::tempdir()
    };
    made.expect("a temporary folder")
}

/// Every file below `folder`.
pub fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    let Ok(entries) = std::fs::read_dir(folder) else {
        return found;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Bytes of allocated blocks below `folder`, folders included.
pub fn allocated(folder: &Path) -> u64 {
    use std::os::unix::fs::MetadataExt;
    let own = std::fs::symlink_metadata(folder).map_or(0, |meta| meta.blocks() * 512);
    let Ok(entries) = std::fs::read_dir(folder) else {
        return own;
    };
    own + entries
        .flatten()
        .map(|entry| allocated(&entry.path()))
        .sum::<u64>()
}

/// Numbers from a seed, for tests that must be repeatable.
pub struct Dice(u64);

impl Dice {
    /// The same seed throws the same.
    pub fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    /// The next number below `bound`.
    pub fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(1);
        xxh3_64(&self.0.to_le_bytes()) % bound.max(1)
    }
}

/// How many rounds a test runs: a few, or as many as `REMEMO_TEST_ROUNDS` says.
pub fn rounds(few: u64) -> u64 {
    std::env::var("REMEMO_TEST_ROUNDS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(few)
}

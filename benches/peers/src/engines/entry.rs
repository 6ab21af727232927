//! The frame around a value in rememo's store, made and taken apart as the call path does it: header, value,
//! seal, drawn in `rememo::layout`. Below the call path rememo moves whole entries, so that to measure its
//! store alone somebody must build and verify them. Whole calls are measured by themselves.

use hmac::{Hmac, KeyInit, Mac};
use rememo::layout::{DIGEST_LEN, HEADER_LEN, MAGIC, NEVER, VERSION, at};
use sha2::Sha256;
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use crate::engine::{Fallible, Key};

/// Bytes of a value from which the HMAC is of its hash.
const HASHED_FROM: usize = 4096;

/// How an entry is authenticated, with the key already taken in.
#[derive(Clone)]
pub enum Sealer {
    /// A checksum only.
    Checksum,
    /// The default.
    Hmac(Hmac<Sha256>),
    /// Keyed BLAKE3.
    Blake3([u8; 32]),
}

impl Sealer {
    /// HMAC-SHA256, with a key that nobody needs to guess.
    pub fn hmac() -> Fallible<Sealer> {
        Ok(Sealer::Hmac(Hmac::new_from_slice(&[7; 32])?))
    }

    /// The byte that headers name it by.
    fn number(&self) -> u8 {
        match self {
            Sealer::Checksum => 0,
            Sealer::Hmac(_) => 1,
            Sealer::Blake3(_) => 2,
        }
    }

    fn digest(&self, head: &[u8], value: &[u8]) -> [u8; DIGEST_LEN] {
        match self {
            Sealer::Checksum => {
                let mut hasher = Xxh3::new();
                hasher.update(head);
                hasher.update(value);
                let mut digest = [0; DIGEST_LEN];
                digest[..16].copy_from_slice(&hasher.digest128().to_le_bytes());
                digest
            }
            Sealer::Hmac(keyed) => {
                let mut mac = keyed.clone();
                mac.update(head);
                if value.len() < HASHED_FROM {
                    mac.update(value);
                } else {
                    mac.update(blake3::keyed_hash(&[7; 32], value).as_bytes());
                }
                mac.finalize().into_bytes().into()
            }
            Sealer::Blake3(key) => {
                let mut hasher = blake3::Hasher::new_keyed(key);
                hasher.update(head).update(value);
                *hasher.finalize().as_bytes()
            }
        }
    }
}

/// The header and the seal of an entry that holds `value` as it is.
pub fn build(key: &Key, value: &[u8], sealer: &Sealer) -> (Vec<u8>, [u8; DIGEST_LEN]) {
    let mut entry = Vec::with_capacity(HEADER_LEN);
    entry.extend_from_slice(&MAGIC);
    entry.extend_from_slice(&VERSION.to_le_bytes());
    entry.extend_from_slice(&[1, 0, sealer.number(), 0, 0, 0]);
    entry.extend_from_slice(key);
    let len = value.len() as u64;
    // Expires, length; a function's id in two; created, compute time, length decoded, state, nothing.
    for number in [NEVER, len, 0, 0, 1, 1, len, 0, 0] {
        entry.extend_from_slice(&number.to_le_bytes());
    }
    let check = xxh3_64(&entry);
    entry.extend_from_slice(&check.to_le_bytes());
    let digest = sealer.digest(&entry, value);
    (entry, digest)
}

/// The value of the entry of `key`; if it was not `verified` before in this process, it is now.
#[inline]
pub fn value<'a>(entry: &'a [u8], key: &Key, verified: bool, sealer: &Sealer) -> Option<&'a [u8]> {
    let (head, rest) = entry.split_first_chunk::<HEADER_LEN>()?;
    let (value, digest) = rest.split_last_chunk::<DIGEST_LEN>()?;
    let number = |at: usize| {
        head[at..]
            .first_chunk()
            .map(|word| u64::from_le_bytes(*word))
    };
    let known = head[..8] == MAGIC
        && head[8..10] == VERSION.to_le_bytes()
        && head[12] == sealer.number()
        && head[at::KEY..at::EXPIRES] == *key
        && head[at::META_LEN..at::KEY] == [0; 2]
        && number(at::VALUE_LEN) == Some(value.len() as u64)
        && number(at::EXPIRES) == Some(NEVER);
    if !known {
        return None;
    }
    if !verified {
        // Compared in a time that does not depend on where they differ.
        let holds = blake3::Hash::from_bytes(sealer.digest(head, value))
            == blake3::Hash::from_bytes(*digest);
        if !holds || number(at::CHECK) != Some(xxh3_64(&head[..at::CHECK])) {
            return None;
        }
    }
    Some(value)
}

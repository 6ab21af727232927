//! Seals: 32 bytes at the end of an entry by which it is known to be ours and whole.
//!
//! A checksum and BLAKE3 are over all the entry's bytes, and so is HMAC-SHA256 of a small one. A value of
//! [`HASHED_FROM`] bytes or more goes into the HMAC as its hash: header, meta, and 32 bytes of keyed BLAKE3 of the
//! value. That is two to four times as fast, and no weaker: the hash's key is derived from the secret, so that a
//! forger cannot even compute it, and keyed BLAKE3 is a MAC of its own, with the same 128 bits against collisions
//! as SHA-256. Nor can one form pass for the other: the value's length, which says which of the two it is, is in
//! the header. (Hash-then-MAC: Bellare, Canetti, Krawczyk, "Keying hash functions for message
//! authentication", 1996.)

pub(crate) mod secret;

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use xxhash_rust::xxh3::Xxh3;

use crate::layout::DIGEST_LEN;

pub(crate) use secret::SealKeyError;

/// How entries are authenticated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Seal {
    /// A checksum (XXH3-128) only: finds damage, not forgery.
    None = 0,
    /// HMAC-SHA256, the default.
    HmacSha256 = 1,
    /// Keyed BLAKE3: faster where the processor has no SHA instructions.
    Blake3 = 2,
}

impl Seal {
    pub(crate) fn from_byte(byte: u8) -> Option<Seal> {
        [Seal::None, Seal::HmacSha256, Seal::Blake3]
            .into_iter()
            .find(|seal| *seal as u8 == byte)
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Seal::None => "none",
            Seal::HmacSha256 => "hmac-sha256",
            Seal::Blake3 => "blake3",
        }
    }
}

impl fmt::Display for Seal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Where the key of the seal comes from. In a file or variable it is 64 hex digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeySource {
    /// `rememo/seal.key` in the platform's data folder: random, made at first use, readable by the user alone.
    User,
    /// This file: machines that share a store share it.
    File(&'static str),
    /// This environment variable.
    Env(&'static str),
}

/// Bytes of a value from which its hash is sealed instead of itself: where BLAKE3's parallel lanes pay.
const HASHED_FROM: usize = 4096;

/// A seal with its key, ready for use.
#[derive(Clone)]
pub(crate) enum Sealer {
    Checksum,
    Hmac(Box<HmacKeys>),
    Blake3([u8; 32]),
}

/// Both keys of [`Sealer::Hmac`].
#[derive(Clone)]
pub(crate) struct HmacKeys {
    /// With the key already absorbed, which saves two of its blocks on each entry.
    keyed: Hmac<Sha256>,
    /// What large values are hashed with.
    content: [u8; 32],
}

impl Sealer {
    /// The seal `seal` with the key of `source`, which [`Seal::None`] does not need.
    pub(crate) fn open(seal: Seal, source: KeySource) -> Result<Sealer, SealKeyError> {
        Ok(match seal {
            Seal::None => Sealer::Checksum,
            Seal::HmacSha256 => {
                let key = secret::load(source)?;
                // One SHA-256 block, zero-padded: what HMAC itself does with a short key.
                let mut block = [0; 64];
                block[..32].copy_from_slice(&key);
                Sealer::Hmac(Box::new(HmacKeys {
                    keyed: Hmac::new(&block.into()),
                    content: blake3::derive_key("rememo v1 hash of a large value", &key),
                }))
            }
            // The file's key may also key an HMAC elsewhere: derive, so that no two algorithms share one.
            Seal::Blake3 => Sealer::Blake3(blake3::derive_key(
                "rememo v1 blake3 seal",
                &secret::load(source)?,
            )),
        })
    }

    /// Which seal this is, as headers say.
    pub(crate) fn seal(&self) -> Seal {
        match self {
            Sealer::Checksum => Seal::None,
            Sealer::Hmac(_) => Seal::HmacSha256,
            Sealer::Blake3(_) => Seal::Blake3,
        }
    }

    /// The seal of an entry: `head` is its header and meta.
    pub(crate) fn digest(&self, head: &[u8], value: &[u8]) -> [u8; DIGEST_LEN] {
        match self {
            Sealer::Checksum => {
                let mut hasher = Xxh3::new();
                hasher.update(head);
                hasher.update(value);
                let mut digest = [0; DIGEST_LEN];
                digest[..16].copy_from_slice(&hasher.digest128().to_le_bytes());
                digest
            }
            Sealer::Hmac(keys) => {
                let mut mac = keys.keyed.clone();
                mac.update(head);
                if value.len() < HASHED_FROM {
                    mac.update(value);
                } else {
                    mac.update(blake3::keyed_hash(&keys.content, value).as_bytes());
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

    /// Whether `digest` is the seal of an entry; takes the same time wherever they differ.
    pub(crate) fn holds(&self, head: &[u8], value: &[u8], digest: &[u8; DIGEST_LEN]) -> bool {
        blake3::Hash::from_bytes(self.digest(head, value)) == blake3::Hash::from_bytes(*digest)
    }
}

#[cfg(test)]
mod tests {
    use hmac::{Hmac, KeyInit, Mac};
    use sha2::Sha256;

    use super::{HASHED_FROM, HmacKeys, Sealer};

    fn sealers() -> [Sealer; 3] {
        let keys = HmacKeys {
            keyed: Hmac::new(&[5; 64].into()),
            content: [6; 32],
        };
        [
            Sealer::Checksum,
            Sealer::Hmac(Box::new(keys)),
            Sealer::Blake3([7; 32]),
        ]
    }

    #[test]
    fn a_seal_covers_every_byte_and_where_the_value_begins() {
        for sealer in sealers() {
            for len in [0, 1, 200, HASHED_FROM - 1, HASHED_FROM, 3 * HASHED_FROM + 5] {
                let (head, value) = ([1; 128], vec![2; len]);
                let seal = sealer.digest(&head, &value);
                assert!(sealer.holds(&head, &value, &seal));
                for at in (0..128).step_by(17) {
                    let mut other = head;
                    other[at] ^= 1;
                    assert!(!sealer.holds(&other, &value, &seal), "head {at} of {len}");
                }
                for at in (0..len).step_by(61).chain(len.checked_sub(1)) {
                    let mut other = value.clone();
                    other[at] ^= 0x80;
                    assert!(!sealer.holds(&head, &other, &seal), "value {at} of {len}");
                }
            }
        }
    }

    #[test]
    fn the_mac_is_of_all_bytes_of_a_small_value_and_of_the_hash_of_a_large_one() {
        let [_, sealer, _] = sealers();
        let plain = |parts: [&[u8]; 2]| -> [u8; 32] {
            let mut mac = Hmac::<Sha256>::new(&[5; 64].into());
            parts.iter().for_each(|part| mac.update(part));
            mac.finalize().into_bytes().into()
        };
        let (small, large) = ([3; HASHED_FROM - 1], [3; HASHED_FROM]);
        assert_eq!(
            sealer.digest(b"head", &small),
            plain([b"head", small.as_slice()])
        );
        let hash = blake3::keyed_hash(&[6; 32], &large);
        assert_eq!(
            sealer.digest(b"head", &large),
            plain([b"head", hash.as_bytes()])
        );
    }
}

//! Seals: 32 bytes at the end of an entry by which it is known to be ours and whole.

pub(crate) mod secret;

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

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

/// A seal with its key, ready for use.
#[derive(Clone)]
pub(crate) enum Sealer {
    Checksum,
    /// With the key already absorbed, which saves two of its blocks on each entry.
    Hmac(Box<Hmac<Sha256>>),
    Blake3([u8; 32]),
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
                Sealer::Hmac(Box::new(Hmac::new(&block.into())))
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

    /// The seal of `bytes`.
    pub(crate) fn digest(&self, bytes: &[u8]) -> [u8; DIGEST_LEN] {
        match self {
            Sealer::Checksum => {
                let mut digest = [0; DIGEST_LEN];
                let hash = xxhash_rust::xxh3::xxh3_128(bytes);
                digest[..16].copy_from_slice(&hash.to_le_bytes());
                digest
            }
            Sealer::Hmac(keyed) => {
                let mut mac = (**keyed).clone();
                mac.update(bytes);
                mac.finalize().into_bytes().into()
            }
            Sealer::Blake3(key) => *blake3::keyed_hash(key, bytes).as_bytes(),
        }
    }

    /// Whether `digest` is the seal of `bytes`; takes the same time wherever they differ.
    pub(crate) fn holds(&self, bytes: &[u8], digest: &[u8; DIGEST_LEN]) -> bool {
        blake3::Hash::from_bytes(self.digest(bytes)) == blake3::Hash::from_bytes(*digest)
    }
}

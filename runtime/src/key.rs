//! Keys: which call of which state of which function.
//!
//! A key is BLAKE3, keyed by the function's fingerprint, over the canonical bytes of its arguments
//! (`canonical`, for the usual ones `short`), after a prefix: the key scheme, the user's `version`, and the types it is instantiated with.

mod asked;
mod builder;
mod canonical;
mod short;
mod sink;

use std::fmt;

pub use asked::Asked;
pub(crate) use asked::{By, What};
pub use builder::{Argument, KeyBuilder};
pub(crate) use canonical::digest;

/// Names one call of one state of one function: BLAKE3, keyed by the fingerprint, of the arguments.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key([u8; 32]);

impl Key {
    /// The key of a call that cannot have one, because an argument refused to be serialised. Nothing is
    /// ever stored or found under it.
    pub const NONE: Key = Key([0; 32]);

    /// The key with these bytes.
    pub const fn from_bytes(bytes: [u8; 32]) -> Key {
        Key(bytes)
    }

    /// The key of a call with these canonical bytes.
    fn of(fingerprint: &[u8; 32], canonical: &[u8]) -> Key {
        Key(*blake3::keyed_hash(fingerprint, canonical).as_bytes())
    }

    /// Its bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The key that [`Display`](fmt::Display) wrote: 64 hex digits, of either case.
    pub fn from_hex(text: &str) -> Option<Key> {
        crate::hex::decode32(text).map(Key)
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key({self})")
    }
}

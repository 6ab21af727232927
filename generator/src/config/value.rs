//! What values of cache.toml are, once they are known to be right.

use crate::diagnostic::Place;
use std::time::Duration;

/// A value, and where cache.toml says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub place: Place,
}

/// How entries are compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Compression {
    /// Not at all.
    None,
    /// zstd at this level, 1 to 22.
    Zstd {
        /// The level; 3 unless told.
        level: i32,
    },
    /// xz at this level, 0 to 9.
    Xz {
        /// The level; 6 unless told.
        level: u32,
    },
}

/// A checked value of any key.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    /// `true`, `false`.
    Bool(bool),
    /// A whole number, not negative.
    Integer(u64),
    /// A number from 0 to 1. Nothing supported reads it yet.
    Fraction,
    /// `"7d"`.
    Duration(Duration),
    /// `"2 GiB"`, in bytes.
    Size(u64),
    /// Free text, or one of a few words.
    Text(String),
    /// A list of texts, each where it stands.
    Texts(Vec<At<String>>),
    /// `compression`.
    Compression(Compression),
    /// A table whose parts were checked, each text in it with its name: `{ file = "…" }`.
    Parts(Vec<(String, At<String>)>),
}

//! Codecs: how a result becomes bytes and comes back.

pub(crate) mod msgpack;
pub(crate) mod plain;

pub use msgpack::Msgpack;

use plain::Plain;

/// What a codec says when it fails.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Turns values of `T` into bytes and back. Implement it for `format = { custom = "path::to::Codec" }`.
///
/// A codec that loses something is found out when a result is stored: it is decoded again and compared,
/// and a result that does not come back whole is not stored.
pub trait Codec<T> {
    /// The usual ending of a file in this format, without the dot: `"json"`.
    const EXTENSION: &'static str;

    /// The bytes of `value`.
    ///
    /// # Errors
    /// A value the format cannot express: it is then not stored.
    fn encode(value: &T) -> Result<Vec<u8>, BoxError>;

    /// The value that [`encode`](Self::encode) wrote.
    ///
    /// # Errors
    /// Bytes that are no such value, or go on after it: a miss. Hostile bytes must not panic, loop, or exhaust memory.
    fn decode(bytes: &[u8]) -> Result<T, BoxError>;
}

/// A codec as headers say. The numbers are for ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// 1.
    Msgpack,
    /// 16 and on.
    Plain(Plain),
}

impl Format {
    /// The byte of headers.
    pub(crate) const fn byte(self) -> u8 {
        match self {
            Format::Msgpack => 1,
            Format::Plain(plain) => plain as u8,
        }
    }

    pub(crate) fn from_byte(byte: u8) -> Option<Format> {
        if byte == Format::Msgpack.byte() {
            return Some(Format::Msgpack);
        }
        Plain::from_byte(byte).map(Format::Plain)
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Format::Msgpack => "msgpack",
            Format::Plain(plain) => plain.name(),
        }
    }
}

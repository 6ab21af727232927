//! Codecs: how a result becomes bytes and comes back.

pub(crate) mod msgpack;

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
#[repr(u8)]
pub(crate) enum Format {
    Msgpack = 1,
}

impl Format {
    pub(crate) fn from_byte(byte: u8) -> Option<Format> {
        [Format::Msgpack]
            .into_iter()
            .find(|format| *format as u8 == byte)
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Format::Msgpack => "msgpack",
        }
    }
}

//! MessagePack, structs as maps with field names: the default format. Of those tried on awkward types
//! it fails only nested options, which the comparison at encode time finds out.
//!
//! It is written by rmp-serde and read by a decoder of our own (`decode`), which makes a whole call that hits cost
//! less than half: no reader or marker kept aside, so that lists of numbers are read in a tight loop.

mod access;
mod check;
mod decode;

use rmp_serde::Serializer;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{BoxError, Codec};
pub(crate) use check::check;

/// The codec of `format = "msgpack"`, the default.
///
/// ```
/// use rememo::Codec;
/// use rememo::codec::Msgpack;
///
/// let bytes = Msgpack::encode(&(1, "one".to_owned()))?;
/// let back: (u8, String) = Msgpack::decode(&bytes)?;
/// assert_eq!(back, (1, "one".to_owned()));
/// # Ok::<(), rememo::BoxError>(())
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Msgpack;

impl<T: Serialize + DeserializeOwned> Codec<T> for Msgpack {
    const EXTENSION: &'static str = "msgpack";

    fn encode(value: &T) -> Result<Vec<u8>, BoxError> {
        let mut bytes = Vec::new();
        value.serialize(&mut Serializer::new(&mut bytes).with_struct_map())?;
        Ok(bytes)
    }

    fn decode(bytes: &[u8]) -> Result<T, BoxError> {
        let mut decoder = decode::Decoder::new(bytes);
        let value = T::deserialize(&mut decoder)?;
        decoder.end()?;
        Ok(value)
    }
}

/// Deeper nesting is refused. Twice what the digest of a value allows before it is encoded, since here a variant with
/// fields takes two levels; and little enough for the stack of a thread in an unoptimised build.
const MAX_DEPTH: usize = 256;

/// Why bytes are not to be decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Malformed {
    #[error("it ends in the midst of a value")]
    Short,
    #[error("bytes follow the value")]
    Long,
    #[error("it is nested more than {MAX_DEPTH} deep")]
    TooDeep,
    #[error("it has a marker that is not MessagePack's")]
    Marker,
}

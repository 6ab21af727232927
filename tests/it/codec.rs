//! The MessagePack decoder, held against rmp-serde's: the same bytes are the same value, or none.

mod hostile;
mod shapes;

use rememo::codec::Msgpack;
use rememo::{BoxError, Codec};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// What rememo reads.
fn ours<T: Serialize + DeserializeOwned>(bytes: &[u8]) -> Result<T, BoxError> {
    Msgpack::decode(bytes)
}

/// What the oracle reads, if nothing follows it.
fn theirs<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, BoxError> {
    let value = rmp_serde::from_slice(bytes)?;
    // It does not say where it stopped: if the last byte was not needed, it was before that.
    match bytes.split_last() {
        Some((_, less)) if rmp_serde::from_slice::<T>(less).is_ok() => Err("bytes follow".into()),
        _ => Ok(value),
    }
}

/// The bytes of a value, which tell more of it than `==`: NaNs have bits.
fn written<T: Serialize + DeserializeOwned>(value: &T) -> Vec<u8> {
    Msgpack::encode(value).expect("what was decoded can be encoded")
}

/// Both read the same from `bytes`, or both nothing.
fn agree<T: Serialize + DeserializeOwned>(bytes: &[u8]) {
    let (ours, theirs) = (ours::<T>(bytes), theirs::<T>(bytes));
    let shown = |value: &Result<T, BoxError>| match value {
        Ok(value) => format!("{:02x?}", written(value)),
        Err(error) => format!("nothing: {error}"),
    };
    let same = match (&ours, &theirs) {
        (Ok(ours), Ok(theirs)) => written(ours) == written(theirs),
        // Blocks and extensions must be read to their end here, and not there.
        (Err(_), Ok(_)) => bytes
            .iter()
            .any(|byte| matches!(byte, 0xc4..=0xc9 | 0xd4..=0xd8)),
        (Ok(_), Err(_)) => false,
        (Err(_), Err(_)) => true,
    };
    assert!(
        same,
        "of {bytes:02x?} as {}: ours {}, theirs {}",
        std::any::type_name::<T>(),
        shown(&ours),
        shown(&theirs)
    );
}

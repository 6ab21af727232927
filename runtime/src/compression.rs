//! Compression of values. What does not shrink is stored plain; what is decoded is bounded before memory is taken.

use std::fmt;

/// How a value is compressed. Without its feature an algorithm stores plain, and its entries are misses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Compression {
    /// Not at all.
    None,
    /// zstd (feature `zstd`), level 1 to 22.
    Zstd {
        /// Larger is smaller and slower; 3 by default.
        level: i32,
    },
    /// xz (feature `xz`), level 0 to 9.
    Xz {
        /// Larger is smaller and slower; 6 by default.
        level: u32,
    },
}

impl Compression {
    /// zstd at level 3 where the feature is on, else none.
    pub const DEFAULT: Compression = if cfg!(feature = "zstd") {
        Compression::Zstd { level: 3 }
    } else {
        Compression::None
    };
}

impl fmt::Display for Compression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Compression::None => "none",
            Compression::Zstd { .. } => "zstd",
            Compression::Xz { .. } => "xz",
        })
    }
}

/// How a value lies in an entry, as its header says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Packing {
    Plain = 0,
    Zstd = 1,
    Xz = 2,
}

impl Packing {
    pub(crate) fn from_byte(byte: u8) -> Option<Packing> {
        [Packing::Plain, Packing::Zstd, Packing::Xz]
            .into_iter()
            .find(|packing| *packing as u8 == byte)
    }

    /// Whether this build can unpack it.
    fn is_supported(self) -> bool {
        match self {
            Packing::Plain => true,
            Packing::Zstd => cfg!(feature = "zstd"),
            Packing::Xz => cfg!(feature = "xz"),
        }
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Packing::Plain => "none",
            Packing::Zstd => "zstd",
            Packing::Xz => "xz",
        }
    }
}

/// Values shorter than this are not worth an attempt: a frame's own overhead eats the gain.
const MIN_LEN: usize = 64;

/// Below this, unpacking costs more than all the rest of a hit: it must be worth a quarter of the value.
const SMALL: usize = 64 * 1024;

/// Below this, a page, it costs more than twice the rest: it must be worth a half.
const TINY: usize = 4096;

/// The compressed form of `value` and its packing; `None` where plain is as good.
pub(crate) fn pack(value: &[u8], compression: Compression) -> Option<(Packing, Vec<u8>)> {
    if value.len() < MIN_LEN {
        return None;
    }
    let (packing, packed) = match compression {
        Compression::None => return None,
        Compression::Zstd { level } => (Packing::Zstd, zstd_pack(value, level)?),
        Compression::Xz { level } => (Packing::Xz, xz_pack(value, level)?),
    };
    let worth = match value.len() {
        len if len < TINY => len / 2,
        len if len < SMALL => len / 4 * 3,
        len => len,
    };
    (packed.len() < worth).then_some((packing, packed))
}

/// Why a value could not be unpacked.
#[derive(Debug, thiserror::Error)]
pub(crate) enum UnpackError {
    #[error("it is packed with {}, and that feature is off", .0.name())]
    Off(Packing),
    #[error("it does not unpack: {0}")]
    Damaged(String),
    #[error("there is no memory for its {0} bytes")]
    NoMemory(u64),
}

impl UnpackError {
    /// Another build, or another moment, could unpack it: it is not damaged.
    pub(crate) fn is_of_this_build(&self) -> bool {
        matches!(self, UnpackError::Off(_) | UnpackError::NoMemory(_))
    }
}

/// The value, which the header says is `len` bytes. The caller has bounded `len`.
pub(crate) fn unpack(packed: &[u8], packing: Packing, len: u64) -> Result<Vec<u8>, UnpackError> {
    if !packing.is_supported() {
        return Err(UnpackError::Off(packing));
    }
    let size = usize::try_from(len).map_err(|_| UnpackError::NoMemory(len))?;
    let mut value = Vec::new();
    value
        .try_reserve_exact(size)
        .map_err(|_| UnpackError::NoMemory(len))?;
    match packing {
        Packing::Plain => value.extend_from_slice(packed.get(..size).unwrap_or(packed)),
        Packing::Zstd => zstd_unpack(packed, &mut value)?,
        Packing::Xz => xz_unpack(packed, size, &mut value)?,
    }
    if value.len() == size {
        Ok(value)
    } else {
        Err(UnpackError::Damaged(format!(
            "{} bytes came out, {size} were announced",
            value.len()
        )))
    }
}

#[cfg(feature = "zstd")]
mod contexts {
    //! A decompression context costs more than a small value's decompression: each thread keeps one.

    use std::cell::Cell;

    use zstd::bulk::Decompressor;

    thread_local! {
        static KEPT: Cell<Option<Decompressor<'static>>> = const { Cell::new(None) };
    }

    pub(super) fn with<R>(
        work: impl FnOnce(&mut Decompressor<'static>) -> std::io::Result<R>,
    ) -> std::io::Result<R> {
        let kept = KEPT.try_with(Cell::take).ok().flatten();
        let mut context = match kept {
            Some(context) => context,
            None => Decompressor::new()?,
        };
        let result = work(&mut context);
        // A thread that is ending keeps none.
        let _ = KEPT.try_with(|cell| cell.set(Some(context)));
        result
    }
}

#[cfg(feature = "zstd")]
fn zstd_pack(value: &[u8], level: i32) -> Option<Vec<u8>> {
    zstd::bulk::compress(value, level).ok()
}

#[cfg(not(feature = "zstd"))]
fn zstd_pack(_: &[u8], _: i32) -> Option<Vec<u8>> {
    None
}

#[cfg(feature = "zstd")]
fn zstd_unpack(packed: &[u8], value: &mut Vec<u8>) -> Result<(), UnpackError> {
    // Writes into the capacity reserved, never more.
    contexts::with(|context| context.decompress_to_buffer(packed, value))
        .map(drop)
        .map_err(|error| UnpackError::Damaged(error.to_string()))
}

#[cfg(not(feature = "zstd"))]
fn zstd_unpack(_: &[u8], _: &mut Vec<u8>) -> Result<(), UnpackError> {
    // Never asked: `is_supported` says no.
    Ok(())
}

#[cfg(feature = "xz")]
fn xz_pack(value: &[u8], level: u32) -> Option<Vec<u8>> {
    use std::io::Read;
    let mut packed = Vec::new();
    xz2::read::XzEncoder::new(value, level.min(9))
        .read_to_end(&mut packed)
        .ok()?;
    Some(packed)
}

#[cfg(not(feature = "xz"))]
fn xz_pack(_: &[u8], _: u32) -> Option<Vec<u8>> {
    None
}

#[cfg(feature = "xz")]
fn xz_unpack(packed: &[u8], size: usize, value: &mut Vec<u8>) -> Result<(), UnpackError> {
    use std::io::Read;
    /// A level 9 stream needs 65 MiB to decode; hostile headers may ask for gigabytes.
    const MEMORY: u64 = 100 * 1024 * 1024;
    let damaged = |error: &dyn fmt::Display| UnpackError::Damaged(error.to_string());
    let stream =
        xz2::stream::Stream::new_stream_decoder(MEMORY, 0).map_err(|error| damaged(&error))?;
    xz2::read::XzDecoder::new_stream(packed, stream)
        // One more than announced shows that it is longer.
        .take(size as u64 + 1)
        .read_to_end(value)
        .map(drop)
        .map_err(|error| damaged(&error))
}

#[cfg(not(feature = "xz"))]
fn xz_unpack(_: &[u8], _: usize, _: &mut Vec<u8>) -> Result<(), UnpackError> {
    // Never asked: `is_supported` says no.
    Ok(())
}

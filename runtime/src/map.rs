//! Read-only maps of files, and numbers where they lie in them.

#![allow(unsafe_code)]

use std::fs::File;
use std::io;
use std::ops::Deref;

use memmap2::{Mmap, MmapOptions};

use crate::codec::plain::Number;

/// The first bytes of a file, mapped.
pub(crate) struct ReadMap(Mmap);

impl ReadMap {
    /// Maps the first `len` bytes of `file`, which `fstat` must have shown to be there.
    pub(crate) fn new(file: &File, len: usize) -> io::Result<ReadMap> {
        // SAFETY: what could break the promise of unchanging bytes is another writing to or truncating the file.
        // rememo never does either to a file that is in place: it renames complete files there and unlinks them,
        // and the folder is closed to other users. What remains is the user's own tampering while a call runs.
        unsafe { MmapOptions::new().len(len).map(file) }.map(ReadMap)
    }
}

impl Deref for ReadMap {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

/// Stored bytes as the numbers they are; `None` where they are not aligned, break off within one, or this machine
/// has its numbers the other way round.
pub(crate) fn numbers<N: Number>(bytes: &[u8]) -> Option<&[N]> {
    if cfg!(target_endian = "big") {
        return None;
    }
    // SAFETY: a `Number` is one of ten primitive types (its trait is sealed), for which every pattern of bits is a
    // value and which have no padding.
    let (before, numbers, after) = unsafe { bytes.align_to::<N>() };
    (before.is_empty() && after.is_empty()).then_some(numbers)
}

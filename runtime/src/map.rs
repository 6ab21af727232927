//! Read-only maps of files. All of the crate's memory `unsafe` is here.

#![allow(unsafe_code)]

use std::fs::File;
use std::io;
use std::ops::Deref;

use memmap2::{Mmap, MmapOptions};

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

//! Read-only maps of files, and numbers where they lie in them.

#![allow(unsafe_code)]

#[cfg(miri)]
pub(crate) mod heap;

use std::fs::File;
use std::io;
use std::ops::Deref;

#[cfg(miri)]
use heap::{Mmap, MmapOptions};
#[cfg(not(miri))]
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

/// A name for a test's file that no other test, thread or process has; Miri plays several at once in one process.
#[cfg(test)]
pub(crate) fn temporary(name: &str) -> std::path::PathBuf {
    use std::hash::{BuildHasher, RandomState};
    let own = RandomState::new().hash_one(std::process::id());
    std::env::temp_dir().join(format!("rememo-{name}-{own:016x}"))
}

#[cfg(test)]
mod tests {
    use super::{ReadMap, numbers, temporary};

    #[test]
    fn a_map_shows_the_files_first_bytes() {
        let path = temporary("read");
        std::fs::write(&path, b"eleven byte").expect("room");
        let file = std::fs::File::open(&path).expect("just written");
        let map = ReadMap::new(&file, 6).expect("a map");
        assert_eq!(*map, *b"eleven");
        drop(map);
        std::fs::remove_file(&path).expect("removed");
    }

    #[test]
    fn bytes_are_numbers_only_where_they_are_aligned_and_whole() {
        let words = [1_u64, 2, 3];
        // SAFETY: 24 initialised bytes that nobody writes to meanwhile.
        let bytes = unsafe { std::slice::from_raw_parts(words.as_ptr().cast::<u8>(), 24) };
        if cfg!(target_endian = "big") {
            assert_eq!(numbers::<u64>(bytes), None);
            return;
        }
        assert_eq!(numbers::<u64>(bytes), Some(words.as_slice()));
        assert_eq!(numbers::<u64>(&bytes[8..]), Some(&words[1..]));
        assert_eq!(numbers::<u16>(&bytes[2..6]), Some([0_u16, 0].as_slice()));
        assert_eq!(numbers::<u8>(&bytes[1..3]), Some([0_u8, 0].as_slice()));
        for odd in [&bytes[1..9], &bytes[4..12], &bytes[..12], &bytes[..7]] {
            assert_eq!(numbers::<u64>(odd), None);
            assert_eq!(numbers::<f64>(odd), None);
        }
        assert_eq!(numbers::<u32>(&[]), Some([].as_slice()));
    }
}

//! What stands for `memmap2` under Miri, which knows no maps of files: the same types over memory of the heap.
//! A file's bytes are read when it is "mapped"; later writes to it are not seen. So the code around maps, which is
//! where the `unsafe` is, runs under Miri as it is.

use std::cell::UnsafeCell;
use std::fs::File;
use std::io;
use std::ops::Deref;
use std::os::unix::fs::FileExt;

/// Memory that starts like a page does: at a multiple of 8 at least.
#[derive(Debug)]
pub(crate) struct MmapRaw {
    words: Box<[UnsafeCell<u64>]>,
    len: usize,
}

// SAFETY: as with a map, whoever shares the memory says how each access is safe.
unsafe impl Sync for MmapRaw {}

impl MmapRaw {
    fn zeroed(len: usize) -> MmapRaw {
        let words = (0..len.div_ceil(8)).map(|_| UnsafeCell::new(0)).collect();
        MmapRaw { words, len }
    }

    pub(crate) fn as_mut_ptr(&self) -> *mut u8 {
        self.words.as_ptr().cast_mut().cast()
    }
}

/// The same, to be read only.
#[derive(Debug)]
pub(crate) struct Mmap(MmapRaw);

impl Mmap {
    pub(crate) fn as_ptr(&self) -> *const u8 {
        self.0.as_mut_ptr()
    }
}

impl Deref for Mmap {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        // SAFETY: so many bytes are there, initialised, and whoever mapped them promised that nobody writes.
        unsafe { std::slice::from_raw_parts(self.as_ptr(), self.0.len) }
    }
}

/// Makes them.
#[derive(Default)]
pub(crate) struct MmapOptions {
    len: usize,
}

impl MmapOptions {
    pub(crate) fn new() -> MmapOptions {
        MmapOptions::default()
    }

    pub(crate) fn len(&mut self, len: usize) -> &mut MmapOptions {
        self.len = len;
        self
    }

    /// # Safety
    /// As of memmap2's: nobody may write to the bytes.
    pub(crate) unsafe fn map(&self, file: &File) -> io::Result<Mmap> {
        self.map_raw(file).map(Mmap)
    }

    pub(crate) fn map_raw(&self, file: &File) -> io::Result<MmapRaw> {
        let mut bytes = vec![0; self.len];
        file.read_exact_at(&mut bytes, 0)?;
        let map = MmapRaw::zeroed(self.len);
        for (word, chunk) in map.words.iter().zip(bytes.chunks(8)) {
            let mut filled = [0; 8];
            filled[..chunk.len()].copy_from_slice(chunk);
            // SAFETY: nobody else knows of the memory yet.
            unsafe { *word.get() = u64::from_ne_bytes(filled) };
        }
        Ok(map)
    }

    pub(crate) fn map_raw_read_only(&self, file: &File) -> io::Result<MmapRaw> {
        self.map_raw(file)
    }
}

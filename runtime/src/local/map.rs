//! Maps of the store's files: bytes that are only read, and words that processes share.
//!
//! A file is mapped only to a length that `fstat` has shown, and the engine never truncates one, so a map
//! does not end before its file does. What remains is documented in `docs/store-format.md`: a third party
//! that truncates a live file, or a disk error under a mapped page.
#![allow(unsafe_code)]

use std::fs::File;
use std::io;
use std::sync::Arc;
// Never loom's.
use std::sync::atomic::AtomicU64 as MapWord;
use std::sync::atomic::Ordering;

#[cfg(not(miri))]
use memmap2::{Mmap, MmapOptions, MmapRaw};

use super::sync::AtomicU64;
#[cfg(miri)]
use crate::map::heap::{Mmap, MmapOptions, MmapRaw};

/// Bytes of a file, read-only.
#[derive(Debug)]
pub(crate) struct ByteMap {
    map: Mmap,
}

impl ByteMap {
    /// Maps the whole of `file`, which must be regular and not empty.
    pub(crate) fn new(file: &File) -> io::Result<ByteMap> {
        let len = mappable_len(file)?;
        // SAFETY: the length was checked against the file just now. The bytes that anybody looks at are
        // published records, which are never changed (invariant I2) and never truncated (I3).
        let map = unsafe { MmapOptions::new().len(len).map(file) }?;
        Ok(ByteMap { map })
    }

    /// The bytes.
    #[inline]
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.map
    }

    /// The word at a byte offset that is a multiple of 8, which another process may be writing; 0 outside.
    #[inline]
    pub(crate) fn word(&self, at: usize) -> u64 {
        if !at.is_multiple_of(8) || at.checked_add(8).is_none_or(|end| end > self.map.len()) {
            return 0;
        }
        let base = self.map.as_ptr().cast_mut().cast::<u64>();
        // SAFETY: bounds and alignment were checked above; a map starts at a page.
        let word = unsafe { base.add(at / 8) };
        // SAFETY: the word lies in the map, and is only loaded: never stored to through this map.
        unsafe { MapWord::from_ptr(word) }.load(Ordering::Acquire)
    }
}

/// A file as words that every process may change, one at a time.
#[derive(Debug)]
pub(crate) struct WordMap {
    #[cfg(not(all(loom, test)))]
    map: Arc<MmapRaw>,
    /// Where loom plays, it must make the words itself.
    #[cfg(all(loom, test))]
    played: Arc<[AtomicU64]>,
    words: usize,
    writable: bool,
}

impl WordMap {
    /// Maps the whole of `file`. Without `writable` (a read-only folder) stores do nothing.
    pub(crate) fn new(file: &File, writable: bool) -> io::Result<WordMap> {
        let len = mappable_len(file)?;
        let mut options = MmapOptions::new();
        options.len(len);
        let map = if writable {
            options.map_raw(file)
        } else {
            options.map_raw_read_only(file)
        }?;
        Ok(WordMap {
            #[cfg(not(all(loom, test)))]
            map: Arc::new(map),
            #[cfg(all(loom, test))]
            played: (0..map.len() / 8).map(|_| AtomicU64::new(0)).collect(),
            words: len / 8,
            writable,
        })
    }

    /// Words for loom to play with.
    #[cfg(all(loom, test))]
    pub(crate) fn played(words: usize) -> WordMap {
        WordMap {
            played: (0..words).map(|_| AtomicU64::new(0)).collect(),
            words,
            writable: true,
        }
    }

    /// How many words there are.
    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.words
    }

    /// What hits load of these words: `mask + 1` of them, a power of two, from `first` on, and the one at `stamp`; `None`
    /// if they do not all lie in the file.
    pub(crate) fn front(&self, first: usize, mask: usize, stamp: usize) -> Option<Front> {
        let count = mask.checked_add(1)?;
        let inside = count.is_power_of_two()
            && first
                .checked_add(count)
                .is_some_and(|end| end <= self.words)
            && stamp < self.words;
        inside.then(|| Front {
            #[cfg(not(all(loom, test)))]
            slots: self.place(first),
            #[cfg(not(all(loom, test)))]
            stamp: self.place(stamp),
            #[cfg(not(all(loom, test)))]
            _map: Arc::clone(&self.map),
            #[cfg(all(loom, test))]
            played: (Arc::clone(&self.played), first, stamp),
            mask,
        })
    }

    /// Where the word at `index` is, by a pointer to the whole map; outside the file the first word, so that a mistaken
    /// index cannot leave the map.
    #[cfg(not(all(loom, test)))]
    #[inline]
    fn place(&self, index: usize) -> *mut u64 {
        let index = if index < self.words { index } else { 0 };
        let base = self.map.as_mut_ptr().cast::<u64>();
        // SAFETY: `index` is inside the map (`new` refuses an empty file).
        unsafe { base.add(index) }
    }

    /// The word at `index`; outside the file the first word.
    #[cfg(not(all(loom, test)))]
    #[inline]
    fn at(&self, index: usize) -> &AtomicU64 {
        let word = self.place(index);
        // SAFETY: a map starts at a page, so the word is aligned; it lives as long as `self`; and every
        // access to it, in every process, is through atomics of this size.
        unsafe { AtomicU64::from_ptr(word) }
    }

    /// The same word, as loom's.
    #[cfg(all(loom, test))]
    fn at(&self, index: usize) -> &AtomicU64 {
        &self.played[if index < self.words { index } else { 0 }]
    }

    /// Reads a word; what was written before it was published is visible after.
    #[inline]
    pub(crate) fn load(&self, index: usize) -> u64 {
        self.at(index).load(Ordering::Acquire)
    }

    /// Publishes a word.
    #[inline]
    pub(crate) fn store(&self, index: usize, value: u64) {
        if self.writable && index < self.words {
            self.at(index).store(value, Ordering::Release);
        }
    }

    /// Replaces a word if it is still `old`; whether it was.
    #[inline]
    pub(crate) fn swap_if(&self, index: usize, old: u64, new: u64) -> bool {
        self.writable
            && index < self.words
            && self
                .at(index)
                .compare_exchange(old, new, Ordering::AcqRel, Ordering::Relaxed)
                .is_ok()
    }

    /// Adds to a word, wrapping.
    #[inline]
    pub(crate) fn add(&self, index: usize, amount: u64) {
        if self.writable && index < self.words {
            self.at(index).fetch_add(amount, Ordering::Relaxed);
        }
    }
}

/// The words of an index that every hit loads, found without asking each time where the map ends.
#[derive(Debug)]
pub(crate) struct Front {
    /// The first of `mask + 1` words of the map.
    #[cfg(not(all(loom, test)))]
    slots: *mut u64,
    /// A word of the map.
    #[cfg(not(all(loom, test)))]
    stamp: *mut u64,
    /// Keeps both where they are.
    #[cfg(not(all(loom, test)))]
    _map: Arc<MmapRaw>,
    /// The words, the first of them, and the stamp.
    #[cfg(all(loom, test))]
    played: (Arc<[AtomicU64]>, usize, usize),
    mask: usize,
}

// SAFETY: the pointers lead to words of a map that `Front` keeps alive, and that any thread may load as atomics.
#[cfg(not(all(loom, test)))]
unsafe impl Send for Front {}
// SAFETY: the same.
#[cfg(not(all(loom, test)))]
unsafe impl Sync for Front {}

#[cfg(not(all(loom, test)))]
impl Front {
    /// The slot at a place, which wraps around.
    #[inline]
    pub(crate) fn slot(&self, place: usize) -> u64 {
        // SAFETY: so many words, `mask` included, lie in the map: `WordMap::front` has seen it.
        let word = unsafe { self.slots.add(place & self.mask) };
        // SAFETY: as in `WordMap::at`; the map lives as long as `self`.
        unsafe { AtomicU64::from_ptr(word) }.load(Ordering::Acquire)
    }

    /// The stamp.
    #[inline]
    pub(crate) fn stamp(&self) -> u64 {
        // SAFETY: the same.
        unsafe { AtomicU64::from_ptr(self.stamp) }.load(Ordering::Acquire)
    }
}

#[cfg(all(loom, test))]
impl Front {
    pub(crate) fn slot(&self, place: usize) -> u64 {
        let (words, first, _) = &self.played;
        words[first + (place & self.mask)].load(Ordering::Acquire)
    }

    pub(crate) fn stamp(&self) -> u64 {
        let (words, _, stamp) = &self.played;
        words[*stamp].load(Ordering::Acquire)
    }
}

/// Words of this process alone, all zero. Large ones come as pages that the system fills at the first touch, so that it
/// takes no longer to have many.
pub(crate) fn zeros(count: usize) -> Box<[AtomicU64]> {
    #[cfg(not(all(loom, test)))]
    {
        let zeros = Box::<[AtomicU64]>::new_zeroed_slice(count);
        // SAFETY: an atomic word has the bit validity of a plain one, for which all zeros are a value.
        unsafe { zeros.assume_init() }
    }
    #[cfg(all(loom, test))]
    (0..count).map(|_| AtomicU64::new(0)).collect()
}

/// The file's length, if it can be mapped whole.
fn mappable_len(file: &File) -> io::Result<usize> {
    let meta = file.metadata()?;
    if !meta.is_file() || meta.len() < 8 {
        return Err(io::Error::new(
            io::ErrorKind::InvalidData,
            "not a file with content",
        ));
    }
    usize::try_from(meta.len()).map_err(|_| io::ErrorKind::FileTooLarge.into())
}

#[cfg(all(test, not(loom)))]
mod tests {
    use std::fs::{File, OpenOptions};
    use std::path::PathBuf;

    use super::{ByteMap, WordMap};

    /// A file with these bytes, gone with its name at the end.
    struct Filled(PathBuf, File);

    impl Filled {
        fn new(name: &str, bytes: &[u8]) -> Filled {
            let path = crate::map::temporary(name);
            std::fs::write(&path, bytes).expect("room");
            let file = OpenOptions::new().read(true).write(true).open(&path);
            Filled(path, file.expect("just written"))
        }
    }

    impl Drop for Filled {
        fn drop(&mut self) {
            let _ = std::fs::remove_file(&self.0);
        }
    }

    #[test]
    fn bytes_and_words_of_them_end_where_the_file_does() {
        let bytes: Vec<u8> = (0..29).collect();
        let file = Filled::new("bytes", &bytes);
        let map = ByteMap::new(&file.1).expect("a map");
        assert_eq!(map.bytes(), bytes);
        assert_eq!(
            map.word(16),
            u64::from_ne_bytes([16, 17, 18, 19, 20, 21, 22, 23])
        );
        for at in [3, 24, 29, 32, usize::MAX - 7, usize::MAX] {
            assert_eq!(map.word(at), 0, "{at}");
        }
        let short = Filled::new("short", b"1234567");
        assert!(ByteMap::new(&short.1).is_err());
        assert!(WordMap::new(&short.1, true).is_err());
    }

    #[test]
    fn words_are_changed_inside_the_file_only() {
        let file = Filled::new("words", &[1; 20]);
        let map = WordMap::new(&file.1, true).expect("a map");
        let first = u64::from_ne_bytes([1; 8]);
        assert_eq!((map.len(), map.load(1)), (2, first));
        for outside in [2, 3, usize::MAX] {
            map.store(outside, 9);
            map.add(outside, 9);
            assert!(!map.swap_if(outside, first, 9));
            assert_eq!(map.load(outside), first, "the first word stands for it");
        }
        assert!(map.swap_if(1, first, 5) && !map.swap_if(1, first, 6));
        map.add(1, u64::MAX);
        assert_eq!((map.load(0), map.load(1)), (first, 4));
        let sealed = WordMap::new(&file.1, false).expect("a map");
        let before = sealed.load(0);
        sealed.store(0, 1);
        assert!(!sealed.swap_if(0, before, 1));
        assert_eq!(sealed.load(0), before, "a read-only map stores nothing");
    }

    #[test]
    fn hits_look_at_words_of_the_map_and_no_others() {
        let words: Vec<u8> = (0..8_u64).flat_map(u64::to_ne_bytes).collect();
        let file = Filled::new("front", &words);
        let map = WordMap::new(&file.1, true).expect("a map");
        let front = map.front(4, 3, 1).expect("all are inside");
        map.store(1, 70);
        map.store(6, 60);
        drop(map);
        let seen: Vec<u64> = (0..6)
            .chain([usize::MAX])
            .map(|at| front.slot(at))
            .collect();
        assert_eq!((seen, front.stamp()), (vec![4, 5, 60, 7, 4, 5, 7], 70));
        let map = WordMap::new(&file.1, true).expect("a map");
        for (first, mask, stamp) in [
            (5, 3, 1),
            (4, 3, 8),
            (4, 2, 1),
            (0, usize::MAX, 0),
            (usize::MAX, 0, 0),
        ] {
            assert!(
                map.front(first, mask, stamp).is_none(),
                "{first} {mask} {stamp}"
            );
        }
        assert!(map.front(7, 0, 7).is_some(), "the last word");
    }

    #[test]
    fn threads_share_words() {
        let file = Filled::new("shared", &[0; 16]);
        let words = WordMap::new(&file.1, true).expect("a map");
        let rounds = if cfg!(miri) { 20 } else { 5000 };
        std::thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| {
                    for _ in 0..rounds {
                        words.add(0, 1);
                        loop {
                            let now = words.load(1);
                            if words.swap_if(1, now, now + 1) {
                                break;
                            }
                        }
                    }
                });
            }
        });
        let all = rounds * 3;
        assert_eq!((words.load(0), words.load(1)), (all, all));
    }
}

//! A bit for each place of a segment where a record can begin: set once the record was verified in this process.

use std::sync::atomic::Ordering;

use super::map::zeros;
use super::sync::AtomicU64;

/// Bits of a word.
const WORD: usize = 64;
/// Words of a cache line.
const LINE: usize = 8;

/// Bits that threads share. They are only ever set.
#[derive(Debug)]
pub(crate) struct Bits {
    words: Box<[AtomicU64]>,
    /// The first word in use. All of a store's segments are hit alike: if the words of each began at a page, they
    /// would push each other out of the few places that a cache has for the first lines of pages.
    first: usize,
}

impl Bits {
    /// So many bits, none set.
    pub(crate) fn new(count: usize) -> Bits {
        static MADE: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);
        // Any odd number of lines will do.
        let first = MADE.fetch_add(5, Ordering::Relaxed) % 64 * LINE;
        let words = first + count.div_ceil(WORD);
        Bits {
            words: zeros(words),
            first,
        }
    }

    /// Whether a bit is set; one that is not there is not.
    #[inline]
    pub(crate) fn get(&self, bit: usize) -> bool {
        let word = self.words.get(self.first + bit / WORD);
        word.is_some_and(|word| word.load(Ordering::Acquire) >> (bit % WORD) & 1 != 0)
    }

    /// Sets a bit.
    pub(crate) fn set(&self, bit: usize) {
        if let Some(word) = self.words.get(self.first + bit / WORD) {
            word.fetch_or(1 << (bit % WORD), Ordering::AcqRel);
        }
    }

    /// Sets all bits that are set in `other`.
    pub(crate) fn take_over(&self, other: &Bits) {
        let (mine, its) = (self.words.get(self.first..), other.words.get(other.first..));
        for (mine, its) in mine.into_iter().flatten().zip(its.into_iter().flatten()) {
            let bits = its.load(Ordering::Acquire);
            if bits != 0 {
                mine.fetch_or(bits, Ordering::AcqRel);
            }
        }
    }
}

#[cfg(all(test, not(loom)))]
mod tests {
    use super::Bits;

    #[test]
    fn bits_are_set_one_by_one_and_inside_only() {
        let (short, long) = (Bits::new(70), Bits::new(300));
        short.set(0);
        short.set(69);
        short.set(100_000);
        long.set(200);
        long.take_over(&short);
        let set = |bits: &Bits| (0..400).filter(|&bit| bits.get(bit)).collect::<Vec<_>>();
        assert_eq!(set(&short), [0, 69]);
        assert_eq!(set(&long), [0, 69, 200]);
        assert!(!long.get(usize::MAX - 64 * 64));
    }

    #[test]
    fn threads_set_bits_of_one_word() {
        let bits = Bits::new(64);
        std::thread::scope(|scope| {
            for start in 0..4 {
                let bits = &bits;
                scope.spawn(move || (start..64).step_by(4).for_each(|bit| bits.set(bit)));
            }
        });
        assert!((0..64).all(|bit| bits.get(bit)));
    }
}

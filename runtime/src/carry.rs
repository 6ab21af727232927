//! Moves of values that were written just now.
//!
//! A processor hands a word on to who reads it as it was written. The compiler moves values in pieces of two words and
//! more: what was just written word by word and is read like that waits until the writes, and all before them, are done.
#![allow(unsafe_code)]

use std::mem::MaybeUninit;
use std::ptr;

/// What is carried at once. It may be anything: a pointer with its provenance, a number, the bytes between fields.
type Word = MaybeUninit<*const ()>;

/// Of larger values the first words are done when the last are written.
const MOST_WORDS: usize = 16;

/// Takes the value out of its place: word by word, where that may help.
#[inline(always)]
pub(crate) fn carry<T>(place: &mut Option<T>) -> Option<T> {
    let words = size_of::<T>() / size_of::<Word>();
    if words > MOST_WORDS || align_of::<T>() < align_of::<Word>() {
        return place.take();
    }
    let mut carried = MaybeUninit::<T>::uninit();
    let from = (&raw const *place.as_ref()?).cast::<Word>();
    let into = carried.as_mut_ptr().cast::<Word>();
    for at in 0..words {
        // SAFETY: `T` is made of so many words, for its size is a multiple of its alignment, which is a word's or more.
        let from = unsafe { from.add(at) };
        // SAFETY: as above.
        let into = unsafe { into.add(at) };
        // SAFETY: a word of a value that is there; a `Word` may be anything. Volatile, so that words stay words.
        let word = unsafe { from.read_volatile() };
        // SAFETY: a word of room for a `T`.
        unsafe { into.write(word) };
    }
    // The value is no longer in its place: it is not dropped there.
    // SAFETY: `place` is a reference, so it may be written to.
    unsafe { ptr::write(place, None) };
    // SAFETY: all words of it were carried over.
    Some(unsafe { carried.assume_init() })
}

#[cfg(test)]
mod tests {
    use super::carry;
    use std::fmt::Debug;
    use std::rc::Rc;

    #[track_caller]
    fn comes_over<T: Clone + PartialEq + Debug>(value: T) {
        let mut place = Some(value.clone());
        assert_eq!(carry(&mut place), Some(value));
        assert_eq!(carry(&mut place), None);
    }

    #[test]
    fn values_of_all_sizes_come_over_whole() {
        comes_over(());
        comes_over(7_u8);
        comes_over([1_u8, 2, 3]);
        comes_over(1.5_f64);
        comes_over(u128::MAX - 7);
        comes_over((1_u8, 2_u64, 3_u16));
        comes_over(("a".to_owned(), vec![1.5, 2.5], Some(Box::new(3))));
        comes_over(Some(Some("nested".to_owned())));
        comes_over([(); 3].map(|()| "x".repeat(200)));
        comes_over([7_u64; 16]);
        comes_over([7_u64; 17]);
    }

    #[test]
    fn what_is_carried_is_dropped_once() {
        let counted = Rc::new(());
        let mut place = Some((Rc::clone(&counted), 1_u8));
        let carried = carry(&mut place);
        assert_eq!(Rc::strong_count(&counted), 2);
        drop(carried);
        assert_eq!(Rc::strong_count(&counted), 1);
        drop(place);
        assert_eq!(Rc::strong_count(&counted), 1);
    }
}

//! A place for one row of things that readers look at under a [`Pin`], and whose length is told by the pointer itself: who
//! looks there follows one pointer, not two.
#![allow(unsafe_code)]

use std::ptr;
use std::sync::atomic::{AtomicPtr, Ordering};

use crate::local::{Pin, Replaced};

/// Lengths are powers of two, told by the exponent in the bits of a pointer that the alignment leaves.
const EXPONENTS: usize = 64;

/// Where a row may lie.
pub(super) struct Row<T: Send + Sync + 'static> {
    /// From [`into_word`], and owning the row; or null.
    word: AtomicPtr<T>,
}

/// The only owner of a row. Not yet a box, which nobody may look into beside its owner: readers may still be inside.
struct Owned<T>(*mut [T]);

// SAFETY: to own it is to own so many `T`.
unsafe impl<T: Send> Send for Owned<T> {}

impl<T> Drop for Owned<T> {
    fn drop(&mut self) {
        // SAFETY: it was a box, in `into_word`; who owns it drops it when no reader is inside.
        drop(unsafe { Box::from_raw(self.0) });
    }
}

/// A pointer to the row that tells its length. A row has at least one thing in it, and a power of two.
fn into_word<T>(row: Box<[T]>) -> *mut T {
    const { assert!(align_of::<T>() >= EXPONENTS && size_of::<T>() > 0) }
    assert!(row.len().is_power_of_two(), "not a length of rows");
    let exponent = row.len().trailing_zeros() as usize;
    let first = Box::into_raw(row).cast::<T>();
    first.map_addr(|addr| addr | exponent)
}

/// The row that a word points to; none behind null.
#[inline]
fn from_word<T>(word: *mut T) -> Option<*mut [T]> {
    if word.is_null() {
        return None;
    }
    let len = 1 << (word.addr() % EXPONENTS);
    let first = word.map_addr(|addr| addr & !(EXPONENTS - 1));
    Some(ptr::slice_from_raw_parts_mut(first, len))
}

impl<T: Send + Sync + 'static> Row<T> {
    /// What lies there.
    #[inline]
    pub(super) fn get<'p>(&'p self, _pin: &'p Pin) -> Option<&'p [T]> {
        let row = from_word(self.word.load(Ordering::Acquire))?;
        // SAFETY: the row is a box's that this place owns, and gives up only through `Replaced`: that waits for pins
        // made before the word was replaced, as this one then was.
        Some(unsafe { &*row })
    }

    /// Lays `new` there; what was there goes when the caller lets go of it, and no reader is inside.
    ///
    /// # Panics
    /// The length of `new` is no power of two.
    pub(super) fn swap(&self, new: Option<Box<[T]>>) -> Replaced {
        let new = new.map_or(ptr::null_mut(), into_word);
        let old = from_word(self.word.swap(new, Ordering::AcqRel));
        // It belonged to this place, which no longer points there.
        Replaced::new(old.map(Owned))
    }
}

impl<T: Send + Sync + 'static> Default for Row<T> {
    fn default() -> Row<T> {
        let word = AtomicPtr::new(ptr::null_mut());
        Row { word }
    }
}

impl<T: Send + Sync + 'static> Drop for Row<T> {
    fn drop(&mut self) {
        if let Some(row) = from_word(*self.word.get_mut()) {
            // No reader borrows from here any more.
            drop(Owned(row));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Row;
    use crate::local::Pin;
    use std::sync::Arc;

    /// As large as it is aligned.
    #[repr(align(64))]
    struct Wide(Arc<()>);

    #[test]
    fn rows_of_all_lengths_lie_there_until_they_are_replaced() {
        let counted = Arc::new(());
        let wide = |len: usize| (0..len).map(|_| Wide(Arc::clone(&counted))).collect();
        let row = Row::default();
        assert!(row.get(&Pin::new()).is_none());
        for exponent in 0..8 {
            let len = 1 << exponent;
            let replaced = row.swap(Some(wide(len)));
            let pin = Pin::new();
            let there = row.get(&pin).expect("just laid there");
            assert_eq!(there.len(), len);
            assert!(there.iter().all(|wide| Arc::ptr_eq(&wide.0, &counted)));
            let later = row.swap(None);
            assert!(row.get(&pin).is_none());
            drop((replaced, later));
            assert_eq!(there.len(), len);
            assert!(Arc::strong_count(&counted) > len, "freed under a pin");
        }
        drop(row.swap(Some(wide(4))));
        let before = Arc::strong_count(&counted);
        drop(row);
        assert!(
            Arc::strong_count(&counted) < before,
            "it owns what lies there"
        );
    }

    #[test]
    #[should_panic(expected = "not a length of rows")]
    fn a_row_has_a_power_of_two() {
        let three = [(); 3].map(|()| Wide(Arc::new(())));
        drop(Row::default().swap(Some(Box::new(three))));
    }
}

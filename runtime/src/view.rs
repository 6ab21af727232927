//! Stored lists of numbers without a copy.

use std::fmt;
use std::ops::{Deref, Range};

use crate::codec::plain::Number;
use crate::local;
use crate::map;

/// A remembered list of numbers, as `cached_…_view` returns it: where it lies uncompressed in the store, the mapped
/// bytes themselves, at the same cost for any size.
///
/// The numbers stay as they are while the view lives, also when the entry is replaced, cleared or evicted meanwhile.
/// What was just computed, or is stored compressed, is held in memory instead.
///
/// ```
/// let view = rememo::View::from(vec![1.0, 2.5]);
/// assert_eq!(view.iter().sum::<f64>(), 3.5);
/// ```
pub struct View<N>(Held<N>);

enum Held<N> {
    Stored {
        entry: local::View,
        /// Where the numbers lie in the entry.
        range: Range<usize>,
    },
    Owned(Vec<N>),
}

impl<N: Number> View<N> {
    /// The numbers in `range` of a stored entry; `None` if they do not lie there as this machine has numbers.
    pub(crate) fn of_stored(entry: local::View, range: Range<usize>) -> Option<View<N>> {
        map::numbers::<N>(entry.get(range.clone())?)?;
        Some(View(Held::Stored { entry, range }))
    }

    /// Whether the numbers are the stored ones themselves, and not a copy.
    pub fn is_mapped(&self) -> bool {
        matches!(self.0, Held::Stored { .. })
    }
}

impl<N> From<Vec<N>> for View<N> {
    fn from(numbers: Vec<N>) -> View<N> {
        View(Held::Owned(numbers))
    }
}

impl<N: Number> Deref for View<N> {
    type Target = [N];

    #[inline]
    fn deref(&self) -> &[N] {
        match &self.0 {
            Held::Owned(numbers) => numbers,
            Held::Stored { entry, range } => entry
                .get(range.clone())
                .and_then(map::numbers)
                // `of_stored` has seen that they are there.
                .unwrap_or_default(),
        }
    }
}

impl<N: Number + fmt::Debug> fmt::Debug for View<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

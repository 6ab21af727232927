//! A stored entry's bytes without a copy, alive as long as the guard.

use std::fmt;
use std::ops::{Deref, Range};
use std::sync::Arc;

use super::large::Large;
use super::segment::Segment;

/// The bytes of one entry, as [`super::LocalStore::view`] found and its reader verified them. They stay as they
/// are while the view lives, also when the entry is replaced, removed or evicted meanwhile; the blocks it
/// takes on disk are freed after.
pub struct View {
    held: Held,
    range: Range<usize>,
}

enum Held {
    Segment(Arc<Segment>),
    Large(Arc<Large>),
    Read(Vec<u8>),
}

impl View {
    pub(crate) fn of_segment(segment: Arc<Segment>, range: Range<usize>) -> View {
        View {
            held: Held::Segment(segment),
            range,
        }
    }

    pub(crate) fn of_large(large: Arc<Large>) -> View {
        let range = 0..large.bytes().len();
        View {
            held: Held::Large(large),
            range,
        }
    }

    pub(crate) fn of_read(bytes: Vec<u8>) -> View {
        let range = 0..bytes.len();
        View {
            held: Held::Read(bytes),
            range,
        }
    }
}

impl Deref for View {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        let all = match &self.held {
            Held::Segment(segment) => segment.bytes(),
            Held::Large(large) => large.bytes(),
            Held::Read(bytes) => bytes,
        };
        all.get(self.range.clone()).unwrap_or_default()
    }
}

impl fmt::Debug for View {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "View({} bytes)", self.range.len())
    }
}

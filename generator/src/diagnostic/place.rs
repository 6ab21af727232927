//! Where in the user's files something stands.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A stretch of one file, in bytes of its text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file, as it was opened. Rendering shortens it to the workspace.
    pub file: Arc<Path>,
    /// First byte of the stretch. A byte-order mark counts: it is part of the text.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
}

impl Place {
    /// The stretch `span` of `file`.
    pub fn new(file: &Arc<Path>, span: Range<usize>) -> Place {
        Place {
            file: Arc::clone(file),
            start: span.start,
            end: span.end,
        }
    }

    /// The file as a whole: what is said of it stands at no line.
    pub fn whole(file: impl Into<PathBuf>) -> Place {
        Place {
            file: Arc::from(file.into()),
            start: 0,
            end: 0,
        }
    }
}

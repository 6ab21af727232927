//! What can go wrong in a store. None of it reaches the caller of a remembered function.

use std::io;
use std::path::PathBuf;

/// Why a store could not do what it was asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The operating system said no.
    #[error("{action} {}: {source}", path.display())]
    Io {
        /// What was tried, as "cannot write".
        action: &'static str,
        /// On which file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A folder or file that is not ours to trust: another user's, or a symlink in its place.
    #[error("refused {}: {reason}", path.display())]
    Refused {
        /// Which file or folder.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// An entry larger than the store takes.
    #[error("an entry of {len} bytes is over the limit of {limit}")]
    TooLarge {
        /// Bytes of the entry.
        len: u64,
        /// Bytes that are taken.
        limit: u64,
    },
    /// A lock was held by others for too long.
    #[error("gave up waiting for the lock on {}", path.display())]
    Busy {
        /// The locked file.
        path: PathBuf,
    },
    /// Anything else, from a store of the user's own or a server.
    #[error("{0}")]
    Other(#[source] Box<dyn std::error::Error + Send + Sync>),
}

//! The one face of every place where entries lie: packed files, single files, memory, servers.
//!
//! A store moves entries (`layout`) and knows nothing of values. It never decides whether an entry may be
//! served: the reader does, and says so by its [`Verdict`].

use crate::error::StoreError;
use crate::key::Key;

/// What a reader found a candidate's bytes to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Key, digest and seal hold. The store may remember that for this process.
    Verified,
    /// The bytes are not what was put. The store counts them and drops them.
    Damaged,
    /// Nothing was learnt of the bytes (another format version, say): they stay.
    Unknown,
}

/// What a visitor wants done with the entry it was shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visit {
    /// Leave it.
    Keep,
    /// Take it out.
    Remove,
    /// Leave it and end the scan.
    Stop,
}

/// An entry as a store hands it to a reader. The bytes live as long as the call.
#[derive(Clone, Copy, Debug)]
pub struct Candidate<'a> {
    /// The whole entry, header to digest, as it lies there.
    pub bytes: &'a [u8],
    /// A reader of this process has verified these very bytes before, and they cannot have changed
    /// through this store since.
    pub verified: bool,
}

/// A place where entries lie. Implement it for `custom:` stores.
///
/// All methods may be called from any thread. An error is logged and counted as a miss; it never
/// reaches the caller of a remembered function.
pub trait Store: Send + Sync {
    /// Shows the entry under `key`, if there is one, to `read`, at most once.
    ///
    /// `read` decodes, which may be the user's own code and may call remembered functions: hold no lock
    /// meanwhile that `get` or `put` would wait for.
    fn get(
        &self,
        key: &Key,
        read: &mut dyn FnMut(Candidate<'_>) -> Verdict,
    ) -> Result<(), StoreError>;

    /// Keeps `entry` under `key`, in place of what was there. Readers see the old one, the new one or none.
    fn put(&self, key: &Key, entry: &[u8]) -> Result<(), StoreError>;

    /// The same for an entry in pieces: header and meta, value, digest. A store that can write them one behind the other
    /// need not copy a large value first.
    fn put_pieces(&self, key: &Key, pieces: [&[u8]; 3]) -> Result<(), StoreError> {
        self.put(key, &pieces.concat())
    }

    /// Takes the entry under `key` out; whether there was one.
    fn remove(&self, key: &Key) -> Result<bool, StoreError>;

    /// Shows every entry to `visit`, in no order. Entries put or removed meanwhile may or may not be seen.
    fn scan(&self, visit: &mut dyn FnMut(&Key, Candidate<'_>) -> Visit) -> Result<(), StoreError>;

    /// Where the entry under `key` lies, or would, for people to read: a file's path, say.
    fn place(&self, key: &Key) -> String {
        key.to_string()
    }
}

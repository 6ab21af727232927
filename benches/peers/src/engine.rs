//! What every engine is asked to do: keep bytes under a key of 32 bytes, and show them again.

use std::error::Error;
use std::path::Path;

use crate::work::Work;

/// A key as rememo makes them: 32 bytes that look random.
pub type Key = [u8; 32];

/// A result whose error is only ever printed.
pub type Fallible<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// One open handle of a store. One thread uses it at a time.
pub trait Engine: Send {
    /// Keeps `value` under `key`, visible to later `get`s. Nothing is forced to disk: see the README.
    fn put(&mut self, key: &Key, value: &[u8]) -> Fallible<()>;

    /// Shows the value under `key` to `read`, in the cheapest way the engine has (borrowed where it can).
    /// Whether there was one.
    fn get(&mut self, key: &Key, read: &mut dyn FnMut(&[u8])) -> Fallible<bool>;

    /// Another handle on the same open store, for another thread of this process.
    fn share(&self) -> Fallible<Box<dyn Engine>>;

    /// Puts all entries of `work`: in bulk, where the engine has a way that is much faster.
    fn fill(&mut self, work: &Work) -> Fallible<()> {
        let mut value = Vec::new();
        for at in 0..work.entries {
            work.value(at, &mut value);
            self.put(&work.key(at), &value)?;
        }
        Ok(())
    }

    /// Ends a series of puts, so that another process finds them all.
    fn finish(&mut self) -> Fallible<()> {
        Ok(())
    }
}

/// Opens a store in a folder, making it if there is none, with room for this much work.
pub type Open = fn(&Path, &Work) -> Fallible<Box<dyn Engine>>;

/// An engine that takes part.
#[derive(Clone, Copy)]
pub struct Peer {
    /// Its short name, for `--engines`.
    pub id: &'static str,
    /// Its name in the tables.
    pub name: &'static str,
    /// Whether another process finds what was put.
    pub persistent: bool,
    /// Another way to use an engine that takes part by itself: shown in the warm hit only.
    pub variant: bool,
    /// How it is opened.
    pub open: Open,
}

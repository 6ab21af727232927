//! A call as it asks for its result: by its key, or by its canonical bytes, of which a key can be made.
//!
//! The memory tier finds results by the bytes themselves, compared whole, and a call that it answers never pays for
//! BLAKE3.

use std::cell::Cell;

use super::Key;
use super::short::Short;

/// A buffer that grew beyond this is not kept for the next call.
const KEEP: usize = 1024 * 1024;

thread_local! {
    /// Taken out while a call asks, never borrowed: an argument's `Serialize` may itself make a cached call.
    static BUFFER: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// A buffer that can be written to. A thread that is ending has none any more: that only costs an allocation.
#[inline]
pub(super) fn take_buffer() -> Vec<u8> {
    let mut buffer = BUFFER.try_with(Cell::take).unwrap_or_default();
    buffer.clear();
    buffer
}

/// Gives a buffer back to the thread.
#[inline]
pub(super) fn give_buffer(buffer: Vec<u8>) {
    if buffer.capacity() <= KEEP {
        let _ = BUFFER.try_with(|kept| kept.set(buffer));
    }
}

/// What a call asks by. Generated code gets it from `call_key` and hands it on.
#[derive(Clone, Debug)]
pub struct Asked(Form);

#[derive(Clone, Debug)]
enum Form {
    Key(Key),
    Short(Short, &'static [u8; 32]),
    Long(Long, &'static [u8; 32]),
}

/// Bytes in the thread's buffer, which gets it back.
#[derive(Clone, Debug)]
struct Long(Vec<u8>);

/// What a call asks by, to look at. Of one function, two calls with the same arguments ask by the same form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum By<'a> {
    /// Its canonical bytes were too many to keep, or nobody wants them.
    Key(Key),
    /// All its canonical bytes.
    Bytes(&'a [u8]),
}

impl Asked {
    #[inline]
    pub(super) fn short(bytes: Short, fingerprint: &'static [u8; 32]) -> Asked {
        Asked(Form::Short(bytes, fingerprint))
    }

    pub(super) fn long(bytes: Vec<u8>, fingerprint: &'static [u8; 32]) -> Asked {
        Asked(Form::Long(Long(bytes), fingerprint))
    }

    /// What it asks by.
    #[inline]
    pub(crate) fn by(&self) -> By<'_> {
        match &self.0 {
            Form::Key(key) => By::Key(*key),
            Form::Short(short, _) => By::Bytes(short.bytes()),
            Form::Long(Long(bytes), _) => By::Bytes(bytes),
        }
    }

    /// The key of the call.
    #[inline]
    pub fn key(&self) -> Key {
        match &self.0 {
            Form::Key(key) => *key,
            Form::Short(short, fingerprint) => Key::of(fingerprint, short.bytes()),
            Form::Long(Long(bytes), fingerprint) => Key::of(fingerprint, bytes),
        }
    }
}

impl From<Key> for Asked {
    fn from(key: Key) -> Asked {
        Asked(Form::Key(key))
    }
}

impl Drop for Long {
    fn drop(&mut self) {
        give_buffer(std::mem::take(&mut self.0));
    }
}

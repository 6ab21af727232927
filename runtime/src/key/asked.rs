//! A call as it asks for its result: by its canonical bytes, of which a key can be made, or by its key.
//!
//! The memory tier finds results by the bytes themselves, compared whole, and a call that it answers never pays for
//! BLAKE3. The bytes stay where they are written, in a block that the thread uses again, and are handed on by pointer:
//! to copy what was just written in small pieces would cost more than to hash it.

use std::cell::Cell;
use std::fmt;

use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::Key;
use super::short::{Short, seed};

/// A buffer that grew beyond this is not kept for the next call.
const KEEP: usize = 1024 * 1024;

thread_local! {
    /// Taken out while a call asks, never borrowed: an argument's `Serialize` may itself make a cached call.
    static SPARE: Cell<Option<Box<Question>>> = const { Cell::new(None) };
}

/// What a call asks by. Generated code gets it from `call_key` and hands it on.
pub struct Asked(pub(super) Option<Box<Question>>);

/// Everything of a question, in one place.
#[derive(Clone, Default)]
pub(super) struct Question {
    pub(super) short: Short,
    pub(super) long: Vec<u8>,
    pub(super) form: Form,
    pub(super) fingerprint: Option<&'static [u8; 32]>,
    /// Crates and paths whose types can share a name.
    pub(super) ambiguous: &'static [&'static str],
}

/// Which part of a question counts.
#[derive(Clone, Copy, Default)]
pub(super) enum Form {
    #[default]
    Short,
    Long,
    Key(Key),
}

/// What a call asks by, to look at, with a hash of it that nobody outside of this process can foresee. Of one function,
/// two calls with the same arguments ask by the same.
#[derive(Clone, Copy, Debug)]
pub(crate) struct By<'a> {
    pub(crate) what: What<'a>,
    /// Equal for equals, of one form.
    pub(crate) hash: u64,
}

/// What a call asks by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What<'a> {
    /// Its canonical bytes were too many to keep.
    Key(&'a Key),
    /// All its canonical bytes.
    Bytes(&'a [u8]),
}

impl<'a> By<'a> {
    /// These bytes, hashed as a whole.
    pub(crate) fn bytes(bytes: &'a [u8]) -> By<'a> {
        By {
            what: What::Bytes(bytes),
            hash: xxh3_64_with_seed(bytes, seed()),
        }
    }

    /// This key.
    pub(crate) fn key(key: &'a Key) -> By<'a> {
        By {
            what: What::Key(key),
            hash: xxh3_64_with_seed(key.as_bytes(), seed()),
        }
    }
}

impl Asked {
    /// An empty question to a function of this fingerprint.
    #[inline]
    pub(super) fn new(fingerprint: &'static [u8; 32], ambiguous: &'static [&'static str]) -> Asked {
        // A thread that is ending has nothing to spare any more: that only costs an allocation.
        let mut asked = Asked(SPARE.try_with(Cell::take).ok().flatten());
        let question = asked.question();
        question.form = Form::Short;
        question.fingerprint = Some(fingerprint);
        question.ambiguous = ambiguous;
        asked
    }

    #[inline]
    pub(super) fn question(&mut self) -> &mut Question {
        self.0.get_or_insert_default()
    }

    /// What it asks by.
    #[inline]
    pub(crate) fn by(&self) -> By<'_> {
        let Some(question) = &self.0 else {
            return By::bytes(&[]);
        };
        match &question.form {
            Form::Short => By {
                what: What::Bytes(question.short.bytes()),
                hash: question.short.hash(),
            },
            Form::Long => By::bytes(&question.long),
            Form::Key(key) => By::key(key),
        }
    }

    /// The key of the call.
    #[inline]
    pub fn key(&self) -> Key {
        let Some(question) = &self.0 else {
            return Key::NONE;
        };
        let bytes = match &question.form {
            Form::Short => question.short.bytes(),
            Form::Long => &question.long,
            Form::Key(key) => return *key,
        };
        match question.fingerprint {
            Some(fingerprint) => Key::of(fingerprint, bytes),
            None => Key::NONE,
        }
    }
}

impl From<Key> for Asked {
    fn from(key: Key) -> Asked {
        let form = Form::Key(key);
        Asked(Some(Box::new(Question {
            form,
            ..Question::default()
        })))
    }
}

impl Clone for Asked {
    fn clone(&self) -> Asked {
        Asked(self.0.clone())
    }
}

impl Drop for Asked {
    #[inline]
    fn drop(&mut self) {
        if let Some(question) = self.0.take()
            && question.long.capacity() <= KEEP
        {
            let _ = SPARE.try_with(|spare| spare.set(Some(question)));
        }
    }
}

impl fmt::Debug for Asked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Asked").field(&self.by()).finish()
    }
}

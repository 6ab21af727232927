//! A call as it asks for its result: by its canonical bytes, of which a key can be made, or by its key.
//!
//! The memory tier finds results by the bytes themselves, compared whole, and a call that it answers never pays for
//! BLAKE3. The bytes stay where they are written, in a block that the thread uses again, and are handed on by pointer:
//! to copy what was just written in small pieces would cost more than to hash it.

use std::cell::Cell;
use std::fmt;

use super::Key;
use super::short::Short;

/// A buffer that grew beyond this is not kept for the next call.
const KEEP: usize = 1024 * 1024;

thread_local! {
    /// Taken out while a call asks, never borrowed: an argument's `Serialize` may itself make a cached call.
    static SPARE: Cell<Option<Box<Question>>> = const { Cell::new(None) };
}

/// What a call asks by. Generated code gets it from `call_key` and hands it on.
pub struct Asked(Option<Box<Question>>);

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

/// What a call asks by, to look at. Of one function, two calls with the same arguments ask by the same form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum By<'a> {
    /// Its canonical bytes were too many to keep.
    Key(&'a Key),
    /// All its canonical bytes.
    Bytes(&'a [u8]),
}

impl Asked {
    /// An empty question to a function of this fingerprint.
    #[inline]
    pub(super) fn new(fingerprint: &'static [u8; 32], ambiguous: &'static [&'static str]) -> Asked {
        // A thread that is ending has nothing to spare any more: that only costs an allocation.
        let mut asked = Asked(SPARE.try_with(Cell::take).ok().flatten());
        let question = asked.question();
        question.short.clear();
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
            return By::Bytes(&[]);
        };
        match &question.form {
            Form::Short => By::Bytes(question.short.bytes()),
            Form::Long => By::Bytes(&question.long),
            Form::Key(key) => By::Key(key),
        }
    }

    /// The key of the call.
    #[inline]
    pub fn key(&self) -> Key {
        match (self.by(), &self.0) {
            (By::Key(key), _) => *key,
            (By::Bytes(bytes), Some(question)) => match question.fingerprint {
                Some(fingerprint) => Key::of(fingerprint, bytes),
                None => Key::NONE,
            },
            (By::Bytes(_), None) => Key::NONE,
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

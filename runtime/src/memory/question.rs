//! What was asked, whole, as it lies beside a result.

use crate::key::{Key, What};

/// Bytes of a question that lie beside the result; longer ones have a place of their own.
const SHORT: usize = 46;

/// What was asked.
pub(super) enum Question {
    Key(Key),
    Short { len: u8, bytes: [u8; SHORT] },
    Long(Box<[u8]>),
}

impl Question {
    pub(super) fn new(what: What<'_>) -> Question {
        let asked = match what {
            What::Key(key) => return Question::Key(*key),
            What::Bytes(asked) => asked,
        };
        let mut bytes = [0; SHORT];
        match (bytes.get_mut(..asked.len()), u8::try_from(asked.len())) {
            (Some(place), Ok(len)) => {
                place.copy_from_slice(asked);
                Question::Short { len, bytes }
            }
            _ => Question::Long(asked.into()),
        }
    }

    /// Whether it is this that was asked.
    #[inline]
    pub(super) fn is(&self, what: What<'_>) -> bool {
        match (self, what) {
            (Question::Short { len, bytes }, What::Bytes(asked)) => {
                bytes.get(..usize::from(*len)) == Some(asked)
            }
            (Question::Long(bytes), What::Bytes(asked)) => **bytes == *asked,
            (Question::Key(key), What::Key(asked)) => key == asked,
            _ => false,
        }
    }
}

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
            (Question::Short { len, bytes }, What::Bytes(asked)) => bytes
                .get(..usize::from(*len))
                .is_some_and(|bytes| alike(bytes, asked)),
            (Question::Long(bytes), What::Bytes(asked)) => **bytes == *asked,
            (Question::Key(key), What::Key(asked)) => key == asked,
            _ => false,
        }
    }
}

/// Whether two short texts are the same: a call to compare them would take longer.
#[inline]
fn alike(one: &[u8], other: &[u8]) -> bool {
    let (Some(one_last), Some(other_last)) = (one.last_chunk::<8>(), other.last_chunk::<8>())
    else {
        return one == other;
    };
    let (one_words, _) = one.as_chunks::<8>();
    let (other_words, _) = other.as_chunks::<8>();
    one.len() == other.len()
        && one_last == other_last
        && one_words
            .iter()
            .zip(other_words)
            .all(|(one, other)| one == other)
}

#[cfg(test)]
mod tests {
    use super::{Question, SHORT};
    use crate::key::What;

    #[test]
    fn questions_differ_in_any_byte_and_in_length() {
        for len in 0..SHORT + 20 {
            let asked: Vec<u8> = (0..len).map(|n| n as u8).collect();
            let question = Question::new(What::Bytes(&asked));
            assert!(question.is(What::Bytes(&asked)));
            for at in 0..len {
                let mut other = asked.clone();
                other[at] ^= 1;
                assert!(!question.is(What::Bytes(&other)), "{at} of {len}");
                assert!(!question.is(What::Bytes(&asked[..at])), "{at} of {len}");
            }
            assert!(!question.is(What::Bytes(&[&asked[..], &[0]].concat())));
        }
    }
}

//! Builds the key of one call from its arguments, without allocating on the usual path.

use std::any::TypeId;
use std::hash::{Hash, Hasher};

use serde::Serialize;

use super::Key;
use super::asked::{Asked, Form};
use super::canonical::{Canonical, Refusal};
use super::short::End;
use super::sink::{Sequences, Sink};

/// Tag of a type's name; canonical values begin with lower ones.
const TYPE: u8 = 64;
/// Version of everything hashed before and between the arguments; and of the canonical form itself.
const SCHEME: u8 = 1;

/// An argument that can be part of a key: anything `Serialize`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is an argument of a remembered function, but cannot be hashed",
    label = "this argument is part of the key",
    note = "derive `serde::Serialize` for it, or list it under `ignore` or `key` in cache.toml"
)]
pub trait Argument: Serialize {}
impl<T: ?Sized + Serialize> Argument for T {}

/// Takes a call's arguments, in order. Generated code feeds it.
// What goes the long way takes it and gives it back: no pointer to it is handed out on the short way, so that what
// changes with each argument stays in registers.
pub struct KeyBuilder {
    /// Here lies what is written, as long as all is plain and fits.
    asked: Asked,
    /// How far.
    end: End,
    /// Where everything goes from the first argument on that is not or does not.
    long: Option<Box<Long>>,
}

struct Long {
    sink: Sink,
    refusal: Option<Refusal>,
}

impl KeyBuilder {
    /// The builder of what a call of a function with this fingerprint asks by.
    #[inline]
    pub(crate) fn new(
        fingerprint: &'static [u8; 32],
        version: u64,
        ambiguous: &'static [&'static str],
    ) -> KeyBuilder {
        let mut asked = Asked::new(fingerprint, ambiguous);
        let short = &mut asked.question().short;
        let start = short.start();
        // A number below 128 is itself.
        let end = (version < 128)
            .then(|| short.push(start, [SCHEME, version as u8]))
            .flatten();
        let builder = KeyBuilder {
            asked,
            end: end.unwrap_or(start),
            long: None,
        };
        if end.is_some() {
            builder
        } else {
            builder.with_version(version)
        }
    }

    #[cold]
    #[inline(never)]
    fn with_version(mut self, version: u64) -> KeyBuilder {
        let sink = &mut self.long().sink;
        sink.byte(SCHEME);
        sink.number(version);
        self
    }

    /// What the call asks by; why there is nothing if an argument refuses to be serialised.
    #[inline]
    // It is not taken as a whole: that would be to read what was just written.
    pub(crate) fn finish(&mut self) -> Result<Asked, Refusal> {
        let mut asked = Asked(self.asked.0.take());
        match self.long.take() {
            None => {
                if let Some(question) = &mut asked.0 {
                    question.short.finish(self.end);
                }
                Ok(asked)
            }
            Some(long) => long.finish(asked),
        }
    }

    /// The long way, from here on.
    #[cold]
    fn long(&mut self) -> &mut Long {
        self.long.get_or_insert_with(|| {
            let question = self.asked.question();
            let mut buf = std::mem::take(&mut question.long);
            buf.clear();
            buf.extend_from_slice(question.short.until(self.end));
            // The fingerprint is there from the beginning.
            let fingerprint = question.fingerprint.unwrap_or(&[0; 32]);
            Box::new(Long {
                sink: Sink::new(fingerprint, Sequences::InOrder, buf),
                refusal: None,
            })
        })
    }

    #[cold]
    #[inline(never)]
    fn with_long<T: ?Sized + Argument>(mut self, value: &T) -> KeyBuilder {
        self.long().argument(value);
        self
    }

    /// Feeds one argument. What serde tells of it is what counts.
    #[inline]
    pub fn argument<T: ?Sized + Argument>(&mut self, value: &T) -> &mut KeyBuilder {
        if self.long.is_none()
            && let Some(question) = &mut self.asked.0
            && let Some(end) = question.short.argument(self.end, value)
        {
            self.end = end;
        } else {
            let empty = KeyBuilder {
                asked: Asked(None),
                end: self.end,
                long: None,
            };
            *self = std::mem::replace(self, empty).with_long(value);
        }
        self
    }

    /// Feeds a set: like [`argument`](Self::argument), but the order of the elements in the first sequence that
    /// is met does not count.
    pub fn set<T: ?Sized + Argument>(&mut self, value: &T) -> &mut KeyBuilder {
        let long = self.long();
        long.sink.next_is_set = true;
        long.argument(value);
        long.sink.next_is_set = false;
        self
    }

    /// Feeds a type the function is instantiated with.
    ///
    /// Its name is the same in every build; where a name does not tell types apart (closures, types of unnamed
    /// items, crates present in two versions), the compiler's type id joins it, which is not.
    pub fn type_param<T: ?Sized>(&mut self) -> &mut KeyBuilder {
        let name = std::any::type_name::<T>();
        let ambiguous = is_ambiguous(name, self.asked.question().ambiguous);
        let sink = &mut self.long().sink;
        sink.byte(TYPE);
        sink.block(name.as_bytes());
        sink.byte(u8::from(ambiguous));
        if ambiguous {
            sink.bytes(&id_bytes(typeid::of::<T>()));
        }
        self
    }

    /// Feeds the type of an argument that is declared `impl Trait`.
    pub fn type_of<T: ?Sized>(&mut self, _: &T) -> &mut KeyBuilder {
        self.type_param::<T>()
    }
}

impl Long {
    #[inline(never)]
    fn argument<T: ?Sized + Argument>(&mut self, value: &T) {
        if self.refusal.is_none() {
            self.sink.depth = 0;
            if let Err(refusal) = value.serialize(Canonical(&mut self.sink)) {
                self.refusal = Some(refusal);
            }
        }
    }

    #[cold]
    fn finish(self, mut asked: Asked) -> Result<Asked, Refusal> {
        let question = asked.question();
        (question.form, question.long) = match self.sink.finish() {
            Ok(bytes) => (Form::Long, bytes),
            Err((hash, buf)) => (Form::Key(Key::from_bytes(hash)), buf),
        };
        match self.refusal {
            None => Ok(asked),
            Some(refusal) => Err(refusal),
        }
    }
}

/// The bytes of a type id, for one build.
fn id_bytes(id: TypeId) -> [u8; 32] {
    let mut collected = Collected {
        bytes: [0; 32],
        len: 0,
    };
    id.hash(&mut collected);
    collected.bytes
}

/// Whether two types can have this name. `ambiguous` lists crates and paths of which that is known.
fn is_ambiguous(name: &str, ambiguous: &[&str]) -> bool {
    // Names like `{{closure}}`, and `_` as in `const _: () = { struct Hidden; }`.
    if name.contains("{{") || name.contains("::_::") {
        return true;
    }
    let is_path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    ambiguous.iter().any(|path| {
        name.match_indices(path).any(|(at, _)| {
            let before = name[..at].chars().next_back();
            let after = &name[at + path.len()..];
            !before.is_some_and(is_path)
                && (after.starts_with("::")
                    || !after
                        .chars()
                        .next()
                        .is_some_and(|c| c.is_alphanumeric() || c == '_'))
        })
    })
}

/// Keeps the bytes it is given instead of hashing them.
struct Collected {
    bytes: [u8; 32],
    len: usize,
}

impl Hasher for Collected {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            // A type id has 16 bytes; were it ever longer, it folds.
            self.bytes[self.len % 32] ^= byte;
            self.len += 1;
        }
    }

    fn finish(&self) -> u64 {
        self.len as u64
    }
}

#[cfg(test)]
mod tests {
    use super::{Argument, KeyBuilder};
    use crate::key::Asked;
    use std::borrow::Cow;

    fn asked(feed: impl FnOnce(&mut KeyBuilder)) -> Asked {
        let mut builder = KeyBuilder::new(&[7; 32], 3, &[]);
        feed(&mut builder);
        builder.finish().expect("plain values are serialised")
    }

    /// The short way and the long way write the same, alone and one after the other.
    #[track_caller]
    fn alike<T: ?Sized + Argument>(value: &T) {
        let short = asked(|k| {
            k.argument(value).argument(value);
        });
        let long = asked(|k| {
            k.long();
            k.argument(value).argument(value);
        });
        let turning = asked(|k| {
            k.argument(value).long();
            k.argument(value);
        });
        assert_eq!(short.by().what, long.by().what);
        assert_eq!(short.by().what, turning.by().what);
        assert_eq!(short.key(), long.key());
    }

    #[test]
    fn the_short_way_writes_what_the_long_way_writes() {
        alike(&0_u8);
        alike(&-1_i8);
        alike(&u16::MAX);
        alike(&i16::MIN);
        alike(&7_u32);
        alike(&i32::MIN);
        alike(&u64::MAX);
        alike(&i64::MIN);
        alike(&3_usize);
        alike(&-3_isize);
        alike(&u128::MAX);
        alike(&i128::MIN);
        alike(&-0.0_f32);
        alike(&f64::NAN);
        alike(&true);
        alike(&'\u{10ffff}');
        alike("");
        alike(&"text");
        alike(&"a text".to_owned());
        alike(&&"a text".to_owned());
        alike(&Cow::Borrowed("a text"));
        // Up to the room there is, and beyond.
        for len in 0..200 {
            alike(&*"x".repeat(len));
        }
        // Not plain.
        alike(&Some(1));
        alike(&(1, "two"));
        alike(&vec![1.5, 2.5]);
        alike(&());
    }

    #[test]
    fn the_hash_is_the_same_for_the_same_call_and_spreads_over_different_ones() {
        let hash = |n: u64, text: &str| {
            let call = asked(|k| {
                k.argument(&n).argument(text);
            });
            call.by().hash
        };
        // Both ends of it choose a place: arguments that differ in little must differ in both.
        let mut low = [0_u32; 256];
        let mut high = [0_u32; 16];
        let mut count = |hash: u64| {
            low[hash as usize % 256] += 1;
            high[(hash >> 60) as usize] += 1;
        };
        for n in 0..2048 {
            let text = format!("row {n}");
            assert_eq!(hash(n, "x"), hash(n, "x"));
            count(hash(n, "x"));
            count(hash(n << 40, "x"));
            count(hash(1, &text));
            count(hash(n, &text));
        }
        // 32 and 512 are expected; were places chosen by chance, less than one run in a billion would see these.
        assert!(low.iter().all(|&n| n < 80), "{low:?}");
        assert!(high.iter().all(|&n| (300..800).contains(&n)), "{high:?}");
    }

    #[test]
    fn short_texts_that_differ_in_a_character_or_in_length_differ_in_hash() {
        let hash = |text: &str| {
            let call = asked(|k| {
                k.argument(text);
            });
            call.by().hash
        };
        let mut hashes = Vec::new();
        for len in 0..40 {
            hashes.push(hash(&"a".repeat(len)));
            hashes.push(hash(&"\0".repeat(len + 1)));
            for at in 0..len {
                hashes.push(hash(&format!(
                    "{}b{}",
                    "a".repeat(at),
                    "a".repeat(len - at)
                )));
            }
        }
        // Halves that change places.
        hashes.push(hash("12345678abcdefgh"));
        hashes.push(hash("abcdefgh12345678"));
        let count = hashes.len();
        hashes.sort_unstable();
        hashes.dedup();
        assert_eq!(hashes.len(), count);
    }

    #[test]
    fn a_large_version_goes_the_long_way() {
        for version in [0, 1, 127, 128, u64::MAX] {
            let short = KeyBuilder::new(&[7; 32], version, &[]).finish();
            let bytes = format!("{:?}", short.expect("no arguments").by().what);
            let next = KeyBuilder::new(&[7; 32], version.wrapping_add(1), &[]).finish();
            assert_ne!(
                bytes,
                format!("{:?}", next.expect("no arguments").by().what)
            );
        }
    }
}

//! Builds the key of one call from its arguments, without allocating on the usual path.

use std::any::TypeId;
use std::hash::{Hash, Hasher};

use serde::Serialize;

use super::Key;
use super::asked::{Asked, give_buffer, take_buffer};
use super::canonical::{Canonical, Refusal};
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
pub struct KeyBuilder {
    sink: Sink,
    refusal: Option<Refusal>,
    ambiguous: &'static [&'static str],
}

impl KeyBuilder {
    /// The builder of a call's key, or of what stands for it, for a function of this fingerprint.
    #[inline]
    pub(crate) fn new(
        fingerprint: &'static [u8; 32],
        version: u64,
        ambiguous: &'static [&'static str],
    ) -> KeyBuilder {
        let mut sink = Sink::new(fingerprint, Sequences::InOrder, take_buffer());
        sink.byte(SCHEME);
        sink.number(version);
        KeyBuilder {
            sink,
            refusal: None,
            ambiguous,
        }
    }

    /// What the call asks by; why there is nothing if an argument refuses to be serialised. A key is made at once,
    /// unless the bytes are wanted themselves.
    #[inline]
    pub(crate) fn finish(self, want_bytes: bool) -> Result<Asked, Refusal> {
        let KeyBuilder { sink, refusal, .. } = self;
        let fingerprint = sink.key;
        let (key, buffer) = match sink.finish() {
            Ok(bytes) if want_bytes && refusal.is_none() => {
                return Ok(Asked::by_bytes(bytes, fingerprint));
            }
            Ok(bytes) => (Key::of(fingerprint, &bytes), bytes),
            Err((hash, buffer)) => (Key::from_bytes(hash), buffer),
        };
        give_buffer(buffer);
        match refusal {
            None => Ok(key.into()),
            Some(refusal) => Err(refusal),
        }
    }

    /// Feeds one argument. What serde tells of it is what counts.
    #[inline]
    pub fn argument<T: ?Sized + Argument>(&mut self, value: &T) -> &mut KeyBuilder {
        if self.refusal.is_none() {
            self.sink.depth = 0;
            if let Err(refusal) = value.serialize(Canonical(&mut self.sink)) {
                self.refusal = Some(refusal);
            }
        }
        self
    }

    /// Feeds a set: like [`argument`](Self::argument), but the order of the elements in the first sequence that
    /// is met does not count.
    pub fn set<T: ?Sized + Argument>(&mut self, value: &T) -> &mut KeyBuilder {
        self.sink.next_is_set = true;
        self.argument(value);
        self.sink.next_is_set = false;
        self
    }

    /// Feeds a type the function is instantiated with.
    ///
    /// Its name is the same in every build; where a name does not tell types apart (closures, types of unnamed
    /// items, crates present in two versions), the compiler's type id joins it, which is not.
    pub fn type_param<T: ?Sized>(&mut self) -> &mut KeyBuilder {
        let name = std::any::type_name::<T>();
        self.sink.byte(TYPE);
        self.sink.block(name.as_bytes());
        let ambiguous = is_ambiguous(name, self.ambiguous);
        self.sink.byte(u8::from(ambiguous));
        if ambiguous {
            self.type_id(typeid::of::<T>());
        }
        self
    }

    /// Feeds the type of an argument that is declared `impl Trait`.
    pub fn type_of<T: ?Sized>(&mut self, _: &T) -> &mut KeyBuilder {
        self.type_param::<T>()
    }

    fn type_id(&mut self, id: TypeId) {
        let mut collected = Collected {
            bytes: [0; 32],
            len: 0,
        };
        id.hash(&mut collected);
        self.sink.bytes(&collected.bytes);
    }
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

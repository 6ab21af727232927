//! Which part of a result is kept, decided by its *type*, so that aliases of `Result` are seen through.
//!
//! A method call prefers an inherent method to a trait's. [`Probe<Result<T, E>>`](Probe) has an inherent
//! `without_err`, every other probe only the one of [`OrWhole`]; where nothing is known of a type (a type parameter)
//! the trait's is taken too. In the same way [`Kept::compared`] finds out whether values can be compared.

use std::marker::PhantomData;
use std::mem::forget;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::codec::plain::{self, Number};
use crate::codec::{BoxError, Codec, Format, msgpack::Msgpack};
use crate::entry::Part;
use crate::key::By;
use crate::memory::{Held, Seen, Times};

/// A result that can be stored: `Serialize` and `Deserialize`, without borrows.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is the result of a remembered function, but cannot be stored",
    label = "results of this type are remembered",
    note = "derive `serde::Serialize` and `serde::Deserialize` for it"
)]
pub trait Value: Serialize + DeserializeOwned {}
impl<T: Serialize + DeserializeOwned> Value for T {}

/// How the value that is stored lies in a result.
pub trait Shape<R> {
    /// What is stored.
    type Stored;
    #[doc(hidden)]
    const PART: u8;
    /// What is to be stored of `result`; nothing if it is of the kind that is not remembered.
    fn stored(result: &R) -> Option<&Self::Stored>;
    /// The result that `stored` was taken from.
    fn result(stored: Self::Stored) -> R;
}

/// All of the result.
#[derive(Debug)]
pub struct Whole;

impl<R> Shape<R> for Whole {
    type Stored = R;
    const PART: u8 = Part::Whole as u8;
    fn stored(result: &R) -> Option<&R> {
        Some(result)
    }
    fn result(stored: R) -> R {
        stored
    }
}

/// What is in `Ok`; of `E` nothing is asked.
#[derive(Debug)]
pub struct OkOnly;

impl<T, E> Shape<Result<T, E>> for OkOnly {
    type Stored = T;
    const PART: u8 = Part::Ok as u8;
    fn stored(result: &Result<T, E>) -> Option<&T> {
        result.as_ref().ok()
    }
    fn result(stored: T) -> Result<T, E> {
        Ok(stored)
    }
}

/// What is in `Some`.
#[derive(Debug)]
pub struct SomeOnly;

impl<T> Shape<Option<T>> for SomeOnly {
    type Stored = T;
    const PART: u8 = Part::Some as u8;
    fn stored(result: &Option<T>) -> Option<&T> {
        result.as_ref()
    }
    fn result(stored: T) -> Option<T> {
        Some(stored)
    }
}

/// A result that can be kept in memory: a [`Value`] that is `Clone`, and that threads may share.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is the result of a function that is remembered in memory, but cannot be kept there",
    label = "results of this type are kept in memory",
    note = "derive `Clone` for it (and let threads share it), or take `memory` out of its policy in cache.toml"
)]
pub trait InMemory: Value + Clone + Send + Sync + 'static {}
impl<T: Value + Clone + Send + Sync + 'static> InMemory for T {}

/// Compares two stored values.
pub(crate) type Equal<T> = fn(&T, &T) -> bool;

/// How values become bytes and come back.
#[derive(Debug)]
pub(crate) struct Coding<T> {
    pub(crate) format: Format,
    pub(crate) encode: fn(&T) -> Result<Vec<u8>, BoxError>,
    pub(crate) decode: fn(&[u8]) -> Result<T, BoxError>,
}

/// How values are shared in memory, and copied out.
#[derive(Debug)]
pub(crate) struct Sharing<T> {
    pub(crate) share: fn(By<'_>, Times, &T) -> Held,
    /// Lays a copy into a place where nothing lies; nothing if the result is of another type.
    pub(crate) copy: fn(Seen<'_>, &mut Option<T>) -> Option<()>,
}

// Not derived: they hold no `T`.
impl<T> Clone for Coding<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Coding<T> {}
impl<T> Clone for Sharing<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Sharing<T> {}

/// What is kept of results: the part `S`, of type `T`, how to compare two of them, how to write them, and whether
/// they stay in memory too.
#[derive(Debug)]
pub struct Kept<S, T> {
    pub(crate) equal: Option<Equal<T>>,
    coding: Option<Coding<T>>,
    pub(crate) sharing: Option<Sharing<T>>,
    shape: PhantomData<S>,
}

impl<S, T> Clone for Kept<S, T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<S, T> Copy for Kept<S, T> {}

impl<S, T> Kept<S, T> {
    const fn new() -> Kept<S, T> {
        Kept {
            equal: None,
            coding: None,
            sharing: None,
            shape: PhantomData,
        }
    }
}

impl<S, T: Value> Kept<S, T> {
    /// How its values are written: MessagePack, if nothing else was said.
    #[inline]
    pub(crate) fn coding(&self) -> Coding<T> {
        self.coding.unwrap_or(Coding {
            format: Format::Msgpack,
            encode: <Msgpack as Codec<T>>::encode,
            decode: <Msgpack as Codec<T>>::decode,
        })
    }
}

impl<S, T: PartialEq> Kept<S, T> {
    /// What is stored is compared by the type's own `==`, besides what serde tells of it.
    pub fn compared(self) -> Kept<S, T> {
        Kept {
            equal: Some(T::eq),
            ..self
        }
    }
}

impl<S, T: InMemory> Kept<S, T> {
    /// What is stored is kept in memory too.
    pub fn in_memory(self) -> Kept<S, T> {
        let sharing = Sharing {
            share: |by, times, value: &T| Held::new(by, times, value.clone()),
            copy: |seen, into: &mut Option<T>| {
                let value = seen.value::<T>()?;
                // With nothing to drop there, it is cloned in place.
                forget(into.replace(value.clone()));
                Some(())
            },
        };
        Kept {
            sharing: Some(sharing),
            ..self
        }
    }
}

impl<S, N: Number> Kept<S, Vec<N>> {
    /// What is stored lies there as numbers lie in memory, and can be viewed.
    pub fn plain(self) -> Kept<S, Vec<N>> {
        let coding = Coding {
            format: plain::format::<N>(),
            encode: |numbers: &Vec<N>| Ok(plain::encode(numbers)),
            decode: |bytes: &[u8]| {
                plain::decode(bytes).ok_or_else(|| "it breaks off within a number".into())
            },
        };
        Kept {
            coding: Some(coding),
            ..self
        }
    }
}

/// For types without `PartialEq`.
pub trait OrUncompared: Sized {
    /// What is stored is compared by what serde tells of it.
    fn compared(self) -> Self {
        self
    }
}
impl<S, T> OrUncompared for Kept<S, T> {}

/// Asks what kind of type `R` is.
#[derive(Debug)]
pub struct Probe<R>(PhantomData<fn() -> R>);

impl<R> Probe<R> {
    /// A probe of `R`.
    #[allow(clippy::new_without_default)]
    pub const fn new() -> Probe<R> {
        Probe(PhantomData)
    }

    /// `cache_err = true`, `cache_none = true`: everything is remembered.
    pub const fn whole(self) -> Kept<Whole, R> {
        Kept::new()
    }
}

impl<T, E> Probe<Result<T, E>> {
    /// `cache_err = false`: only `Ok` is remembered.
    pub const fn without_err(self) -> Kept<OkOnly, T> {
        Kept::new()
    }

    /// `cache_err = false`, `cache_none = false`.
    pub const fn without_err_or_none(self) -> Kept<OkOnly, T> {
        Kept::new()
    }
}

impl<T> Probe<Option<T>> {
    /// `cache_none = false`: only `Some` is remembered.
    pub const fn without_none(self) -> Kept<SomeOnly, T> {
        Kept::new()
    }

    /// `cache_err = false`, `cache_none = false`.
    pub const fn without_err_or_none(self) -> Kept<SomeOnly, T> {
        Kept::new()
    }
}

/// For all types that are neither `Result` nor `Option`, as far as the policy asks.
pub trait OrWhole<R>: Sized {
    /// `cache_err = false`, but it is no `Result`.
    fn without_err(self) -> Kept<Whole, R> {
        Kept::new()
    }

    /// `cache_none = false`, but it is no `Option`.
    fn without_none(self) -> Kept<Whole, R> {
        Kept::new()
    }

    /// `cache_err = false`, `cache_none = false`, but it is neither.
    fn without_err_or_none(self) -> Kept<Whole, R> {
        Kept::new()
    }
}
impl<R> OrWhole<R> for Probe<R> {}

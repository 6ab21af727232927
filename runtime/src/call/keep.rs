//! The second half of a call: a result is encoded, shown to come back whole, compressed, sealed and put.

use super::{Bound, Function, guard};
use crate::codec::{BoxError, Format};
use crate::compression::{Packing, pack};
use crate::entry::{New, Part, build, state_of};
use crate::key::{Asked, Key, digest};
use crate::memory::Times;
use crate::policy::expiry;
use crate::settings::settings;
use crate::shape::{Coding, Equal, Kept, Value};
use crate::stats::Count;

/// Why a result is not stored.
#[derive(Debug, thiserror::Error)]
enum Rejection {
    #[error("it cannot be encoded: {0}")]
    Encode(BoxError),
    #[error("it would not come back the same from msgpack (as nested options, or skipped fields)")]
    Lossy,
    #[error("it does not come back from msgpack: {0}")]
    Decode(BoxError),
    #[error("its {len} bytes are over `max_entry` ({limit})")]
    TooLarge { len: u64, limit: u64 },
}

/// A result that is to be stored, besides its value.
#[derive(Clone, Copy)]
pub(super) struct Computed {
    /// Which part of the result its value is.
    pub(super) part: u8,
    /// Nanoseconds.
    pub(super) compute_time: u64,
    /// Of the memory tier, before it was computed.
    pub(super) epoch: u64,
}

impl Function {
    /// Stores `value` under `key`, if it can be stored without loss; in memory too, if it is known what was `asked`.
    /// Whether it was stored.
    pub(super) fn keep<S, T: Value>(
        &'static self,
        key: &Key,
        value: &T,
        kept: &Kept<S, T>,
        computed: Computed,
        asked: Option<&Asked>,
    ) -> bool {
        let bound = self.bound();
        if bound.opened.is_none() || *key == Key::NONE {
            return false;
        }
        let coding = kept.coding();
        let limit = self.spec.store.max_entry;
        let bytes = match guard(|| encode(value, coding, kept.equal, limit)) {
            Ok(Ok(bytes)) => bytes,
            Ok(Err(rejection)) => return self.reject(&rejection),
            Err(panic) => return self.reject(&format!("encoding panicked: {panic}")),
        };
        let created = settings().clock.now();
        let expires = expiry(created, self.spec.ttl);
        let stored = self.put(
            bound,
            key,
            coding.format,
            &bytes,
            computed,
            (created, expires),
        );
        let times = Times {
            created,
            expires,
            compute_time: computed.compute_time,
        };
        if let (Some(asked), Some(sharing), Some(memory)) = (asked, kept.sharing, &bound.memory)
            && let Ok(held) = guard(|| (sharing.share)(asked.by(), times, value))
        {
            memory.put(asked.by(), key, held, bytes.len() as u64, computed.epoch);
        }
        stored.is_some()
    }

    fn put(
        &'static self,
        bound: &Bound,
        key: &Key,
        format: Format,
        value: &[u8],
        computed: Computed,
        (created, expires): (u64, u64),
    ) -> Option<()> {
        let opened = bound.opened?;
        let packed = pack(
            value,
            self.spec.compression.unwrap_or(self.spec.store.compression),
        );
        let (packing, stored) = match &packed {
            Some((packing, bytes)) => (*packing, bytes.as_slice()),
            None => (Packing::Plain, value),
        };
        let new = New {
            part: Part::from_byte(computed.part)?,
            key,
            function: bound.id,
            meta: &bound.meta,
            format,
            packing,
            value: stored,
            decoded_len: value.len() as u64,
            created,
            expires,
            compute_time: computed.compute_time,
            state: state_of(&self.spec.fingerprint),
        };
        let entry = build(&new, &opened.sealer);
        match opened.store.put_pieces(key, entry.pieces()) {
            Ok(()) => {
                self.counters.add(Count::Stored, 1);
                self.counters.add(Count::BytesWritten, entry.len() as u64);
                tracing::debug!(target: "rememo", function = self.spec.path, %key, "stored");
                Some(())
            }
            Err(error) => self.trouble("a result cannot be stored", &error),
        }
    }

    #[cold]
    fn reject(&'static self, reason: &dyn std::fmt::Display) -> bool {
        self.counters.add(Count::Rejected, 1);
        if self.counters.total(Count::Rejected).is_power_of_two() {
            tracing::warn!(target: "rememo", function = self.spec.path, %reason, "a result is not stored");
        }
        false
    }
}

/// The bytes of `value`, of which it is shown that they decode to the same.
fn encode<T: Value>(
    value: &T,
    coding: Coding<T>,
    equal: Option<Equal<T>>,
    limit: u64,
) -> Result<Vec<u8>, Rejection> {
    let seen = |value: &T| digest(value).map_err(|refusal| Rejection::Encode(refusal.into()));
    // Before encoding: it refuses what is nested too deep for the encoder's recursion.
    let before = seen(value)?;
    let bytes = (coding.encode)(value).map_err(Rejection::Encode)?;
    if bytes.len() as u64 > limit {
        return Err(Rejection::TooLarge {
            len: bytes.len() as u64,
            limit,
        });
    }
    let back = (coding.decode)(&bytes).map_err(Rejection::Decode)?;
    if seen(&back)? != before || equal.is_some_and(|equal| differ(value, &back, equal)) {
        return Err(Rejection::Lossy);
    }
    Ok(bytes)
}

/// Whether `==` finds a difference that it does not find between a value and itself, as it does where a NaN is.
fn differ<T>(value: &T, back: &T, equal: Equal<T>) -> bool {
    !equal(value, back) && equal(value, value)
}

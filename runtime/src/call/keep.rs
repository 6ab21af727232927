//! The second half of a call: a result is encoded, shown to come back whole, compressed, sealed and put.

use super::{Bound, Function, guard};
use crate::codec::msgpack::Msgpack;
use crate::codec::{BoxError, Codec, Format};
use crate::compression::{Packing, pack};
use crate::entry::{New, Part, build};
use crate::key::{Key, digest};
use crate::policy::expiry;
use crate::settings::settings;
use crate::shape::{Equal, Value};
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

impl Function {
    /// Stores `value` under `key`, if it can be stored without loss. Whether it was.
    pub(super) fn keep<T: Value>(
        &'static self,
        key: &Key,
        part: u8,
        value: &T,
        equal: Option<Equal<T>>,
        compute_time: u64,
    ) -> bool {
        if self.bound().opened.is_none() || *key == Key::NONE {
            return false;
        }
        let limit = self.spec.store.max_entry;
        match guard(|| encode(value, equal, limit)) {
            Ok(Ok(bytes)) => self
                .put(self.bound(), key, part, &bytes, compute_time)
                .is_some(),
            Ok(Err(rejection)) => self.reject(&rejection),
            Err(panic) => self.reject(&format!("encoding panicked: {panic}")),
        }
    }

    fn put(
        &'static self,
        bound: &Bound,
        key: &Key,
        part: u8,
        value: &[u8],
        compute_time: u64,
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
        let created = settings().clock.now();
        let new = New {
            part: Part::from_byte(part)?,
            key,
            function: bound.id,
            meta: &bound.meta,
            format: Format::Msgpack,
            packing,
            value: stored,
            decoded_len: value.len() as u64,
            created,
            expires: expiry(created, self.spec.ttl),
            compute_time,
        };
        let entry = build(&new, &opened.sealer);
        match opened.store.put(key, &entry) {
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
fn encode<T: Value>(value: &T, equal: Option<Equal<T>>, limit: u64) -> Result<Vec<u8>, Rejection> {
    let seen = |value: &T| digest(value).map_err(|refusal| Rejection::Encode(refusal.into()));
    // Before encoding: it refuses what is nested too deep for the encoder's recursion.
    let before = seen(value)?;
    let bytes = Msgpack::encode(value).map_err(Rejection::Encode)?;
    if bytes.len() as u64 > limit {
        return Err(Rejection::TooLarge {
            len: bytes.len() as u64,
            limit,
        });
    }
    let back = <Msgpack as Codec<T>>::decode(&bytes).map_err(Rejection::Decode)?;
    if seen(&back)? != before || equal.is_some_and(|equal| differ(value, &back, equal)) {
        return Err(Rejection::Lossy);
    }
    Ok(bytes)
}

/// Whether `==` finds a difference that it does not find between a value and itself, as it does where a NaN is.
fn differ<T>(value: &T, back: &T, equal: Equal<T>) -> bool {
    !equal(value, back) && equal(value, value)
}

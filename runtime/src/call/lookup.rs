//! The first half of a call: from key to value, if there is one that may be served.

use super::{Bound, Function, guard};
use crate::codec::msgpack::{self, Msgpack};
use crate::codec::{BoxError, Codec, Format};
use crate::compression::{Packing, unpack};
use crate::entry::{Fault, Parsed, parse};
use crate::key::Key;
use crate::policy::{Freshness, freshness};
use crate::settings::{Mode, settings};
use crate::shape::Value;
use crate::stats::Count;
use crate::store::{Candidate, Verdict};

/// What a lookup found.
pub(super) enum Lookup<T> {
    Hit(T),
    Miss,
}

/// What became of the bytes a store showed.
enum Found {
    Nothing,
    /// Another format, codec, part or function: not damaged, but of no use here.
    Unusable(&'static str),
    Stale,
    Trouble(&'static str, String),
    Served {
        bytes: usize,
        compute_time: u64,
    },
}

/// Decodes a value; `false` is trouble that was noted.
type Decode<'a> = &'a mut dyn FnMut(&[u8]) -> Result<(), BoxError>;

impl Function {
    /// The value under `key`, if it may be served.
    #[inline]
    pub(super) fn lookup<T: Value>(&'static self, key: &Key, part: u8) -> Lookup<T> {
        let mut value = None;
        let served = self.serve(key, part, &mut |bytes| {
            value = Some(<Msgpack as Codec<T>>::decode(bytes)?);
            Ok(())
        });
        match value {
            Some(value) if served => Lookup::Hit(value),
            _ => Lookup::Miss,
        }
    }

    /// Looks `key` up, counts what it finds, and has a value that may be served decoded.
    fn serve(&'static self, key: &Key, part: u8, decode: Decode<'_>) -> bool {
        let bound = self.bound();
        let found = self.find(bound, key, part, decode);
        let path = self.spec.path;
        if let Found::Served {
            bytes,
            compute_time,
        } = found
        {
            self.counters.add(Count::Hits, 1);
            self.counters.add(Count::BytesRead, bytes as u64);
            self.counters.add(Count::SavedNanos, compute_time);
            tracing::trace!(target: "rememo", function = path, %key, "hit");
            return true;
        }
        self.counters.add(Count::Misses, 1);
        match found {
            Found::Nothing | Found::Served { .. } => {
                tracing::debug!(target: "rememo", function = path, %key, "miss");
            }
            Found::Unusable(reason) => {
                tracing::debug!(target: "rememo", function = path, %key, reason, "miss");
            }
            Found::Stale => {
                self.counters.add(Count::Stale, 1);
                tracing::debug!(target: "rememo", function = path, %key, "stale");
            }
            Found::Trouble(what, error) => {
                self.trouble::<()>(what, &error);
            }
        }
        false
    }

    fn find(&'static self, bound: &Bound, key: &Key, part: u8, decode: Decode<'_>) -> Found {
        let Some(opened) = bound.opened else {
            return Found::Nothing;
        };
        if *key == Key::NONE {
            return Found::Nothing;
        }
        let mut found = Found::Nothing;
        let got = opened.store.get(key, &mut |candidate| {
            let (verdict, what) = self.judge(bound, key, part, candidate, decode);
            found = what;
            // Taking a damaged entry out is writing too.
            let read_only = settings().mode == Mode::ReadOnly;
            if verdict == Verdict::Damaged && read_only {
                Verdict::Unknown
            } else {
                verdict
            }
        });
        match got {
            Ok(()) => found,
            // It was served before the store stumbled over something else.
            Err(_) if matches!(found, Found::Served { .. }) => found,
            Err(error) => Found::Trouble("the store cannot be read", error.to_string()),
        }
    }

    /// Decides over the bytes a store shows.
    fn judge(
        &'static self,
        bound: &Bound,
        key: &Key,
        part: u8,
        candidate: Candidate<'_>,
        decode: Decode<'_>,
    ) -> (Verdict, Found) {
        let parsed = match self.verified(bound, key, candidate) {
            Ok(parsed) => parsed,
            Err(Fault::Version) => {
                return (Verdict::Unknown, Found::Unusable("another format version"));
            }
            Err(fault @ Fault::OtherSeal) => {
                return (
                    Verdict::Unknown,
                    Found::Trouble("an entry was refused", fault.to_string()),
                );
            }
            Err(fault) => {
                return (
                    Verdict::Damaged,
                    Found::Trouble("an entry was refused", fault.to_string()),
                );
            }
        };
        let header = &parsed.header;
        let found = if header.function != bound.id {
            Found::Unusable("another function's result")
        } else if header.part != part {
            Found::Unusable("another part of the result was stored")
        } else if Format::from_byte(header.codec) != Some(Format::Msgpack) {
            Found::Unusable("another codec")
        } else if header.decoded_len > self.spec.store.max_entry {
            Found::Unusable("larger than `max_entry`")
        } else {
            let now = settings().clock.now();
            match freshness(header.created, header.expires, self.spec.ttl, now) {
                Freshness::Stale => Found::Stale,
                Freshness::Fresh => {
                    open_value(&parsed, candidate.verified, decode).unwrap_or_else(|error| {
                        Found::Trouble("an entry cannot be decoded", error.to_string())
                    })
                }
            }
        };
        (Verdict::Verified, found)
    }

    /// The entry in `candidate`, if it is the one of `key` and its seal holds.
    pub(super) fn verified<'a>(
        &'static self,
        bound: &Bound,
        key: &Key,
        candidate: Candidate<'a>,
    ) -> Result<Parsed<'a>, Fault> {
        let parsed = parse(candidate.bytes, candidate.verified)?;
        match bound.opened {
            Some(opened) if !candidate.verified => parsed.verify(key, &opened.sealer)?,
            _ if parsed.header.key != *key => return Err(Fault::Key),
            _ => {}
        }
        Ok(parsed)
    }

    /// Whether a call with this key would be a hit; nothing is counted.
    pub(super) fn would_hit(&'static self, key: &Key) -> bool {
        let bound = self.bound();
        [0, 1, 2].into_iter().any(|part| {
            matches!(
                self.find(bound, key, part, &mut |_| Ok(())),
                Found::Served { .. }
            )
        })
    }
}

/// Unpacks and decodes the value of an entry that may be served.
fn open_value(parsed: &Parsed<'_>, verified: bool, decode: Decode<'_>) -> Result<Found, BoxError> {
    let header = &parsed.header;
    let packing = Packing::from_byte(header.packing).ok_or("its compression is not known")?;
    let unpacked;
    let value = if packing == Packing::Plain {
        parsed.value
    } else {
        unpacked = unpack(parsed.value, packing, header.decoded_len)?;
        &unpacked
    };
    if !verified {
        msgpack::check(value)?;
    }
    guard(|| decode(value)).map_err(|panic| format!("decoding panicked: {panic}"))??;
    let bytes = parsed.value.len();
    Ok(Found::Served {
        bytes,
        compute_time: header.compute_time,
    })
}

//! The first half of a call: from key to value, if there is one that may be served.

use std::fmt::Display;

use super::{Bound, Function, guard};
use crate::codec::{BoxError, Format, msgpack};
use crate::compression::{Packing, unpack};
use crate::entry::{Fault, Parsed, parse};
use crate::error::StoreError;
use crate::key::{Asked, Key};
use crate::local::{self, Pin};
use crate::memory::Times;
use crate::policy::{Freshness, freshness};
use crate::settings::{Mode, settings};
use crate::shape::{Coding, Sharing, Value};
use crate::stats::Count;
use crate::store::{Candidate, Store as _, Verdict};

/// What a lookup found.
pub(super) enum Lookup<T> {
    Hit(T),
    Miss(Missed),
}

/// Why a call is a miss, as far as it is counted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Missed {
    stale: bool,
}

/// What became of the bytes a store showed.
enum Found {
    Nothing,
    /// Another format, codec, part or function: not damaged, but of no use here.
    Unusable(&'static str),
    Stale,
    Trouble(&'static str, String),
    Served(Served),
}

/// What is known of a value that was served.
#[derive(Clone, Copy)]
pub(super) struct Served {
    pub(super) created: u64,
    pub(super) expires: u64,
    pub(super) compute_time: u64,
    /// Bytes of the entry.
    entry_len: u64,
    pub(super) decoded_len: u64,
}

/// What an entry must be to be served; what is `None` does not matter.
#[derive(Clone, Copy, Default)]
pub(super) struct Wanted {
    pub(super) part: Option<u8>,
    pub(super) format: Option<Format>,
}

/// How a store shows an entry.
pub(super) enum Way<'a> {
    /// For as long as it is decoded.
    Borrowed,
    /// For as long as the view lives that is put here.
    Viewed(&'a mut Option<local::View>),
}

/// Decodes a value, which lies in the entry itself if it is not packed.
type Decode<'a> = &'a mut dyn FnMut(&[u8], Packing) -> Result<(), BoxError>;

impl Function {
    /// The value under `key` in the store, if it may be served. `again`: the call was looked up before.
    #[inline]
    pub(super) fn lookup<T: Value>(
        &'static self,
        asked: &Asked,
        key: &Key,
        part: u8,
        coding: Coding<T>,
        sharing: Option<Sharing<T>>,
        again: bool,
    ) -> Lookup<T> {
        let wanted = Wanted {
            part: Some(part),
            format: Some(coding.format),
        };
        let memory = sharing.and_then(|sharing| Some((sharing, self.bound().memory.as_ref()?)));
        let epoch = memory.map_or(0, |(_, memory)| memory.epoch());
        let mut value = None;
        let served = self.serve(key, wanted, again, Way::Borrowed, &mut |bytes, _| {
            value = Some((coding.decode)(bytes)?);
            Ok(())
        });
        match (served, value) {
            (Ok(served), Some(value)) => {
                let times = Times {
                    created: served.created,
                    expires: served.expires,
                    compute_time: served.compute_time,
                };
                if let Some((sharing, memory)) = memory
                    && let Ok(held) = guard(|| (sharing.share)(asked.by(), times, &value))
                {
                    memory.put(asked.by(), key, held, served.decoded_len, epoch);
                }
                Lookup::Hit(value)
            }
            (Ok(_), None) => Lookup::Miss(Missed { stale: false }),
            (Err(missed), _) => Lookup::Miss(missed),
        }
    }

    /// Lays the value that memory has for what is asked `into` its place, if it may be served.
    #[inline]
    pub(super) fn recall<T>(
        &'static self,
        asked: &Asked,
        sharing: Sharing<T>,
        into: &mut Option<T>,
    ) -> Option<()> {
        // While it is copied, by the user's own code, it is pinned: nobody waits for that.
        let pin = Pin::new();
        let seen = self.bound().memory.as_ref()?.get(asked.by(), &pin)?;
        let times = seen.times;
        if self.age(times.created, times.expires) == Freshness::Stale {
            return None;
        }
        // Of another type, if the function is generic and a key were wrong.
        guard(|| (sharing.copy)(seen, into)).ok().flatten()?;
        self.count_hit(times.compute_time, 0);
        tracing::trace!(target: "rememo", function = self.spec.path, key = %asked.key(), "hit in memory");
        Some(())
    }

    /// Looks `key` up, counts what it finds, and has a value that may be served decoded.
    pub(super) fn serve(
        &'static self,
        key: &Key,
        wanted: Wanted,
        again: bool,
        way: Way<'_>,
        decode: Decode<'_>,
    ) -> Result<Served, Missed> {
        let bound = self.bound();
        let found = self.find(bound, key, wanted, way, decode);
        let path = self.spec.path;
        if let Found::Served(served) = found {
            self.count_hit(served.compute_time, served.entry_len);
            tracing::trace!(target: "rememo", function = path, %key, "hit");
            return Ok(served);
        }
        let missed = Missed {
            stale: matches!(found, Found::Stale),
        };
        if again {
            return Err(missed);
        }
        match found {
            Found::Nothing | Found::Served(_) => {
                tracing::debug!(target: "rememo", function = path, %key, "miss");
            }
            Found::Unusable(reason) => {
                tracing::debug!(target: "rememo", function = path, %key, reason, "miss");
            }
            Found::Stale => {
                tracing::debug!(target: "rememo", function = path, %key, "stale");
            }
            Found::Trouble(what, error) => {
                self.trouble::<()>(what, &error);
            }
        }
        Err(missed)
    }

    /// Counts a hit, the nanoseconds it saved and the bytes it read; now and then all processes' counts get to know.
    #[inline]
    fn count_hit(&'static self, saved: u64, read: u64) {
        const OFTEN: u64 = 4096;
        let amounts = [
            (Count::Hits, 1),
            (Count::SavedNanos, saved),
            (Count::BytesRead, read),
        ];
        if self.counters.add_all(amounts) % OFTEN == OFTEN - 1 {
            self.tell();
        }
    }

    /// Counts a call that nobody has answered.
    pub(super) fn count_miss(&'static self, missed: Missed) {
        self.counters.add(Count::Misses, 1);
        if missed.stale {
            self.counters.add(Count::Stale, 1);
        }
    }

    fn find(
        &'static self,
        bound: &Bound,
        key: &Key,
        wanted: Wanted,
        way: Way<'_>,
        decode: Decode<'_>,
    ) -> Found {
        let Some(opened) = bound.opened else {
            return Found::Nothing;
        };
        if *key == Key::NONE {
            return Found::Nothing;
        }
        let mut found = Found::Nothing;
        let mut read = |candidate: Candidate<'_>| {
            let (verdict, what) = self.judge(bound, key, wanted, candidate, decode);
            found = what;
            if verdict == Verdict::Damaged {
                self.counters.add(Count::Damaged, 1);
            }
            // Taking a damaged entry out is writing too.
            let read_only = settings().mode == Mode::ReadOnly;
            if verdict == Verdict::Damaged && read_only {
                Verdict::Unknown
            } else {
                verdict
            }
        };
        let got: Result<(), StoreError> = match (opened.local, way) {
            (Some(local), Way::Borrowed) => local.get(key, &mut read),
            (Some(local), Way::Viewed(view)) => {
                local.view(key, &mut read).map(|shown| *view = shown)
            }
            (None, _) => opened.store.get(key, &mut read),
        };
        match got {
            Ok(()) => found,
            // It was served before the store stumbled over something else.
            Err(_) if matches!(found, Found::Served(_)) => found,
            Err(error) => Found::Trouble("the store cannot be read", error.to_string()),
        }
    }

    /// How the age of a result stands to the policy.
    #[inline]
    fn age(&'static self, created: u64, expires: u64) -> Freshness {
        freshness(created, expires, self.spec.ttl, &*settings().clock)
    }

    /// Decides over the bytes a store shows.
    fn judge(
        &'static self,
        bound: &Bound,
        key: &Key,
        wanted: Wanted,
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
        let reason = if header.function != bound.id {
            "another function's result"
        } else if wanted.part.is_some_and(|part| part != header.part) {
            "another part of the result was stored"
        } else if wanted
            .format
            .is_some_and(|format| format.byte() != header.codec)
        {
            "another codec"
        } else if header.decoded_len > self.spec.store.max_entry {
            "larger than `max_entry`"
        } else {
            return match self.age(header.created, header.expires) {
                // Of its value nothing was learnt.
                Freshness::Stale => (Verdict::Unknown, Found::Stale),
                Freshness::Fresh => open_value(&parsed, candidate.verified, decode),
            };
        };
        (Verdict::Unknown, Found::Unusable(reason))
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
        let found = self.find(bound, key, Wanted::default(), Way::Borrowed, &mut |_, _| {
            Ok(())
        });
        matches!(found, Found::Served(_))
    }
}

/// Unpacks and decodes the value of an entry that may be served.
fn open_value(parsed: &Parsed<'_>, verified: bool, decode: Decode<'_>) -> (Verdict, Found) {
    let header = &parsed.header;
    let damaged = |error: &dyn Display| {
        (
            Verdict::Damaged,
            Found::Trouble("an entry cannot be unpacked", error.to_string()),
        )
    };
    let unpacked;
    let Some(packing) = Packing::from_byte(header.packing) else {
        return (Verdict::Unknown, Found::Unusable("another compression"));
    };
    let value = match packing {
        Packing::Plain => parsed.value,
        packing => match unpack(parsed.value, packing, header.decoded_len) {
            Ok(bytes) => {
                unpacked = bytes;
                &unpacked
            }
            Err(error) if error.is_of_this_build() => {
                return (
                    Verdict::Unknown,
                    Found::Trouble("a result is not read", error.to_string()),
                );
            }
            Err(error) => return damaged(&error),
        },
    };
    // Before the store may remember that it is verified: hostile bytes must not reach the decoder later either.
    if !verified
        && header.codec == Format::Msgpack.byte()
        && let Err(malformed) = msgpack::check(value)
    {
        return damaged(&malformed);
    }
    let served = Found::Served(Served {
        created: header.created,
        expires: header.expires,
        compute_time: header.compute_time,
        entry_len: parsed.len(),
        decoded_len: header.decoded_len,
    });
    let undecoded =
        |error: &dyn Display| Found::Trouble("a result cannot be decoded", error.to_string());
    let found = match guard(|| decode(value, packing)) {
        Ok(Ok(())) => served,
        Ok(Err(error)) => undecoded(&error),
        Err(panic) => undecoded(&panic),
    };
    (Verdict::Verified, found)
}

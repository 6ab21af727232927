//! What was decided for a function or a store in cache.toml, as generated code states it, and what follows
//! for the age of an entry.

use std::time::Duration;

use crate::clock::Clock;
use crate::compression::Compression;
use crate::layout::NEVER;
use crate::seal::{KeySource, Seal};

/// A listed function: generated code holds one in a static.
#[derive(Clone, Copy, Debug)]
pub struct Spec {
    /// Its full path, as listed: `"my_app::report::monthly"`.
    pub path: &'static str,
    /// The state of its code: keys the hash of every call's arguments.
    pub fingerprint: [u8; 32],
    /// Where its results live.
    pub store: &'static StoreSpec,
    /// The user's own number in the key.
    pub version: u64,
    /// Age at which a result is stale; `None` is never.
    pub ttl: Option<Duration>,
    /// Results that came faster are not stored.
    pub min_compute: Duration,
    /// One computation per key at a time, across threads and processes.
    pub single_flight: bool,
    /// How long to wait for another's computation before computing anyway.
    pub wait: Duration,
    /// Bytes of decoded results that are kept in memory; 0 is none.
    pub memory: u64,
    /// In place of the store's.
    pub compression: Option<Compression>,
    /// Names under which it can be cleared together with others.
    pub namespaces: &'static [&'static str],
    /// Crates (or paths of types) whose names do not tell types apart, because they are there twice.
    pub ambiguous: &'static [&'static str],
}

impl Spec {
    /// A function with the default policy: no ttl, everything stored, as the store compresses, computed by one at
    /// a time for whom others wait a minute.
    pub const fn new(path: &'static str, fingerprint: [u8; 32], store: &'static StoreSpec) -> Spec {
        Spec {
            path,
            fingerprint,
            store,
            version: 0,
            ttl: None,
            min_compute: Duration::ZERO,
            single_flight: true,
            wait: Duration::from_secs(60),
            memory: 0,
            compression: None,
            namespaces: &[],
            ambiguous: &[],
        }
    }
}

/// What kind of place a store is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StoreKind {
    /// Packed segments and a mapped index: `local:`.
    #[default]
    Packed,
    /// A sealed file for each entry: slower by far, and open to inspection.
    Files,
}

/// A store of cache.toml: generated code holds one in a static.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StoreSpec {
    /// The package it belongs to: names the default folder.
    pub package: &'static str,
    /// What kind of place it is.
    pub kind: StoreKind,
    /// Its folder; by default `rememo/<package>` in the platform's cache folder. `REMEMO_DIR` goes before it.
    pub dir: Option<&'static str>,
    /// Bytes the store may occupy.
    pub max_size: u64,
    /// Bytes of the largest result that is stored, before compression.
    pub max_entry: u64,
    /// What is kept when room is needed.
    pub evict: Evict,
    /// How its files are read.
    pub io: Io,
    /// When a result is on disk.
    pub durability: Durability,
    /// How values are compressed.
    pub compression: Compression,
    /// How entries are authenticated.
    pub seal: Seal,
    /// With which key.
    pub seal_key: KeySource,
}

impl StoreSpec {
    /// The default store of `package`: 1 GiB, entries up to 256 MiB, compressed if the feature `zstd` is on,
    /// sealed by HMAC-SHA256 with the user's key; mapped, evicting what is not used, on disk some time later.
    pub const fn new(package: &'static str) -> StoreSpec {
        StoreSpec {
            package,
            kind: StoreKind::Packed,
            dir: None,
            max_size: 1024 * 1024 * 1024,
            max_entry: 256 * 1024 * 1024,
            evict: Evict::Lru,
            io: Io::Mmap,
            durability: Durability::Buffered,
            compression: Compression::DEFAULT,
            seal: Seal::HmacSha256,
            seal_key: KeySource::User,
        }
    }
}

/// What is kept when room is needed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Evict {
    /// What was used since it was last looked at.
    #[default]
    Lru,
    /// What was dear to compute for its size, and what was used.
    Cost,
}

/// How files are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Io {
    /// Through maps; on a network file system as [`Io::Pread`].
    #[default]
    Mmap,
    /// By reading, always: immune to whoever truncates a live file, and slower.
    Pread,
}

/// When a put is on disk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Durability {
    /// Some time after: a crash of the machine (not of the process) may lose the latest.
    #[default]
    Buffered,
    /// When it returns.
    Sync,
}

/// How an entry's age stands to the policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Freshness {
    Fresh,
    /// Older than the ttl, or from the future.
    Stale,
}

/// Fresh needs the ttl it was stored with and the ttl of today: a shortened ttl works at once.
///
/// Times are in milliseconds since the epoch; the clock is only asked where it matters. With a ttl, an entry from the
/// future (the clock was set back) has no known age: it counts as stale.
#[inline]
pub(crate) fn freshness(
    created: u64,
    expires: u64,
    ttl: Option<Duration>,
    clock: &dyn Clock,
) -> Freshness {
    if ttl.is_none() && expires == NEVER {
        return Freshness::Fresh;
    }
    let now = clock.now();
    let Some(age) = now.checked_sub(created) else {
        return Freshness::Stale;
    };
    let young = ttl.is_none_or(|ttl| Duration::from_millis(age) < ttl);
    if young && now < expires {
        Freshness::Fresh
    } else {
        Freshness::Stale
    }
}

/// When a result stored at `now` expires.
pub(crate) fn expiry(now: u64, ttl: Option<Duration>) -> u64 {
    ttl.map_or(NEVER, |ttl| now.saturating_add(crate::clock::millis(ttl)))
}

//! What was decided for a function or a store in cache.toml, as generated code states it, and what follows
//! for the age of an entry.

use std::time::Duration;

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
    /// In place of the store's.
    pub compression: Option<Compression>,
    /// Names under which it can be cleared together with others.
    pub namespaces: &'static [&'static str],
    /// Crates (or paths of types) whose names do not tell types apart, because they are there twice.
    pub ambiguous: &'static [&'static str],
}

impl Spec {
    /// A function with the default policy: no ttl, everything stored, as the store compresses.
    pub const fn new(path: &'static str, fingerprint: [u8; 32], store: &'static StoreSpec) -> Spec {
        Spec {
            path,
            fingerprint,
            store,
            version: 0,
            ttl: None,
            min_compute: Duration::ZERO,
            compression: None,
            namespaces: &[],
            ambiguous: &[],
        }
    }
}

/// A store of cache.toml: generated code holds one in a static.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StoreSpec {
    /// The package it belongs to: names the default folder.
    pub package: &'static str,
    /// Its folder; by default `rememo/<package>` in the platform's cache folder. `REMEMO_DIR` goes before it.
    pub dir: Option<&'static str>,
    /// Bytes the store may occupy.
    pub max_size: u64,
    /// Bytes of the largest result that is stored, before compression.
    pub max_entry: u64,
    /// How values are compressed.
    pub compression: Compression,
    /// How entries are authenticated.
    pub seal: Seal,
    /// With which key.
    pub seal_key: KeySource,
}

impl StoreSpec {
    /// The default store of `package`: 1 GiB, entries up to 256 MiB, compressed if the feature `zstd` is on,
    /// sealed by HMAC-SHA256 with the user's key.
    pub const fn new(package: &'static str) -> StoreSpec {
        StoreSpec {
            package,
            dir: None,
            max_size: 1024 * 1024 * 1024,
            max_entry: 256 * 1024 * 1024,
            compression: Compression::DEFAULT,
            seal: Seal::HmacSha256,
            seal_key: KeySource::User,
        }
    }
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
/// Times are in milliseconds since the epoch. With a ttl, an entry from the future (the clock was set back) has
/// no known age: it counts as stale.
pub(crate) fn freshness(created: u64, expires: u64, ttl: Option<Duration>, now: u64) -> Freshness {
    let Some(age) = now.checked_sub(created) else {
        return if ttl.is_none() && expires == NEVER {
            Freshness::Fresh
        } else {
            Freshness::Stale
        };
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

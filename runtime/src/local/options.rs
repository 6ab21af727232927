//! How a packed store is set up, and the sizes that follow.

use std::fmt;
use std::io;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::disk::Watch;
use super::format::MAX_SEGMENT_LOG2;
pub use crate::policy::{Durability, Evict, Io};

const KIB: u64 = 1024;
const MIB: u64 = 1024 * KIB;
const GIB: u64 = 1024 * MIB;

/// Milliseconds since the Unix epoch, from wherever.
pub type Now = Arc<dyn Fn() -> u64 + Send + Sync>;

/// How a packed store is set up. Start from the default and change fields.
#[derive(Clone)]
#[non_exhaustive]
pub struct LocalOptions {
    /// Bytes of allocated blocks to stay under; at least 1 MiB, 1 GiB by default.
    pub max_size: u64,
    /// Bytes of the largest entry; 256 MiB by default, and never over half of `max_size`.
    pub max_entry: u64,
    /// What is kept when room is needed.
    pub evict: Evict,
    /// How files are read.
    pub io: Io,
    /// When a put is on disk.
    pub durability: Durability,
    /// How long a put waits for other writers; 2 s by default. A put that gives up is lost, not late.
    pub lock_wait: Duration,
    /// The clock that entries expire by; the system's by default.
    pub now: Now,
    /// Sees, and may fail, every system call; for tests.
    #[doc(hidden)]
    pub watch: Option<Arc<dyn Watch>>,
    /// The machine's boot, where a test plays a crash of it.
    #[doc(hidden)]
    pub boot: Option<[u8; 16]>,
}

impl Default for LocalOptions {
    fn default() -> LocalOptions {
        LocalOptions {
            max_size: GIB,
            max_entry: 256 * MIB,
            evict: Evict::default(),
            io: Io::default(),
            durability: Durability::default(),
            lock_wait: Duration::from_secs(2),
            now: Arc::new(system_now),
            watch: None,
            boot: None,
        }
    }
}

impl fmt::Debug for LocalOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LocalOptions")
            .field("max_size", &self.max_size)
            .field("max_entry", &self.max_entry)
            .field("evict", &self.evict)
            .field("io", &self.io)
            .field("durability", &self.durability)
            .field("lock_wait", &self.lock_wait)
            .finish_non_exhaustive()
    }
}

fn system_now() -> u64 {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

/// A boot of the machine, as `/proc` names it. Elsewhere every process counts as a boot of its own, so that
/// it never appends to a segment whose end it cannot know.
pub(crate) fn boot_id() -> io::Result<[u8; 16]> {
    let mut id = [0; 16];
    if let Ok(text) = std::fs::read_to_string("/proc/sys/kernel/random/boot_id") {
        let digits = text.bytes().filter(u8::is_ascii_hexdigit);
        for (i, digit) in digits.take(32).enumerate() {
            let nibble = (digit as char).to_digit(16).unwrap_or_default() as u8;
            if let Some(byte) = id.get_mut(i / 2) {
                *byte = *byte << 4 | nibble;
            }
        }
    }
    if id == [0; 16] {
        getrandom::fill(&mut id).map_err(|error| io::Error::other(error.to_string()))?;
    }
    Ok(id)
}

/// The sizes that follow from `max_size`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sizes {
    /// Bytes that the shards stay under.
    pub(crate) max: u64,
    /// Bytes of the largest entry.
    pub(crate) max_entry: u64,
    /// Bytes of the largest segment.
    pub(crate) segment: u64,
    /// Entries from this many bytes on get a file of their own.
    pub(crate) large: u64,
}

/// Segments grow by at least this much.
pub(crate) const GROWTH: u64 = 64 * KIB;

/// What the files take that belong to no shard.
const OVERHEAD: u64 = 64 * KIB;

/// Bytes of blocks that a file of `len` bytes takes at most: whole blocks, and one for the file system's own
/// list of them.
pub(crate) fn blocks_for(len: u64) -> u64 {
    len.next_multiple_of(4 * KIB) + 4 * KIB
}

/// How many shards a new store of this size gets: enough that writers rarely meet, few enough that a
/// shard's open segment is a small part of its share.
pub(crate) fn shards_for(max_size: u64) -> u64 {
    let busy = (max_size / (16 * MIB)).min(16);
    let big = max_size / (256 * MIB);
    previous_power_of_two(busy.max(big).clamp(1, 64))
}

/// Whether a store of this size can live with so many shards.
pub(crate) fn shards_fit(shards: u64, max_size: u64) -> bool {
    shards.is_power_of_two() && shards <= 64 && shards * GROWTH * 4 <= max_size.max(MIB)
}

impl Sizes {
    pub(crate) fn new(options: &LocalOptions, shards: u64) -> Sizes {
        // Over 8 TiB the segments of a shard would outnumber a slot's bits.
        let max_size = options.max_size.clamp(MIB, 8 * 1024 * GIB);
        let share = previous_power_of_two(max_size / (shards.max(1) * 16));
        let segment = share.clamp(GROWTH, 1 << MAX_SEGMENT_LOG2);
        Sizes {
            max: max_size - OVERHEAD,
            max_entry: options.max_entry.min(max_size / 2),
            segment,
            large: (128 * KIB).min(segment / 4),
        }
    }
}

fn previous_power_of_two(n: u64) -> u64 {
    1 << n.max(1).ilog2()
}

#[cfg(test)]
mod tests {
    use super::{GIB, GROWTH, KIB, LocalOptions, MIB, Sizes, shards_fit, shards_for};

    #[test]
    fn sizes_scale_with_the_limit() {
        let sizes = |max_size: u64| {
            let shards = shards_for(max_size);
            assert!(shards_fit(shards, max_size), "{max_size}");
            let sizes = Sizes::new(
                &LocalOptions {
                    max_size,
                    ..LocalOptions::default()
                },
                shards,
            );
            // An open segment in each shard and one in evicting is at most an eighth of the whole.
            assert!(
                sizes.segment == GROWTH || shards * sizes.segment * 8 <= max_size,
                "{max_size}"
            );
            (shards, sizes.segment, sizes.large)
        };
        assert_eq!(sizes(MIB), (1, 64 * KIB, 16 * KIB));
        assert_eq!(sizes(64 * MIB), (4, MIB, 128 * KIB));
        assert_eq!(sizes(GIB), (16, 4 * MIB, 128 * KIB));
        assert_eq!(sizes(64 * GIB), (64, 64 * MIB, 128 * KIB));
    }

    #[test]
    fn a_store_made_large_is_too_wide_for_a_tiny_one() {
        assert!(!shards_fit(16, MIB));
        assert!(shards_fit(16, 4 * MIB));
        assert!(!shards_fit(3, GIB));
    }
}

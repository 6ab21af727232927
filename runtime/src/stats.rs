//! Counting: what happened to the calls of each function of this process, and what that saved.

use std::cell::Cell;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering::Relaxed};
use std::time::Duration;

use crate::local::{Count as Shared, Counts as SharedCounts};

/// What happened to one function's calls, or to all; in this process, or in all that use a folder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Stats {
    /// Calls answered from the store.
    pub hits: u64,
    /// Calls for which nothing was there that could be served; stale results count here too.
    pub misses: u64,
    /// Those of the misses where the result was too old.
    pub stale: u64,
    /// Those of the hits for which another thread's or process's computation was waited for.
    pub waits: u64,
    /// How often a function's own body ran: after a miss, or past the cache (mode `off` or `refresh`).
    pub computed: u64,
    /// Results stored.
    pub stored: u64,
    /// Results that could not be stored, or whose format loses something.
    pub rejected: u64,
    /// Faults of the cache: damage, no space, no permission. Each was logged, and cost a computation at most.
    pub troubles: u64,
    /// Entries that were found damaged. Each is a trouble too, and was taken out.
    pub damaged: u64,
    /// Entries that made room for others. Counted for a whole folder only ([`store_stats`](crate::store_stats)).
    pub evicted: u64,
    /// Bytes of entries served.
    pub bytes_read: u64,
    /// Bytes of entries stored.
    pub bytes_written: u64,
    /// What the hits took when they were computed.
    pub saved: Duration,
}

/// The counts of one function.
pub type FunctionStats = Stats;

impl std::iter::Sum for Stats {
    fn sum<I: Iterator<Item = Stats>>(parts: I) -> Stats {
        parts.fold(Stats::default(), |sum, part| Stats {
            hits: sum.hits + part.hits,
            misses: sum.misses + part.misses,
            stale: sum.stale + part.stale,
            waits: sum.waits + part.waits,
            computed: sum.computed + part.computed,
            stored: sum.stored + part.stored,
            rejected: sum.rejected + part.rejected,
            troubles: sum.troubles + part.troubles,
            damaged: sum.damaged + part.damaged,
            evicted: sum.evicted + part.evicted,
            bytes_read: sum.bytes_read + part.bytes_read,
            bytes_written: sum.bytes_written + part.bytes_written,
            saved: sum.saved.saturating_add(part.saved),
        })
    }
}

/// One of the numbers.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Count {
    Hits,
    Misses,
    Stale,
    Waits,
    Computed,
    Stored,
    Rejected,
    Troubles,
    Damaged,
    BytesRead,
    BytesWritten,
    SavedNanos,
}

const COUNTS: usize = Count::SavedNanos as usize + 1;
type Counts = [u64; COUNTS];

/// What a store does not count itself, and by what name it takes it.
const TOLD: [(Count, Shared); 9] = [
    (Count::Hits, Shared::Hits),
    (Count::Misses, Shared::Misses),
    (Count::Stale, Shared::Stale),
    (Count::Waits, Shared::Waits),
    (Count::Computed, Shared::Computed),
    (Count::Rejected, Shared::Rejected),
    (Count::Troubles, Shared::Troubles),
    (Count::BytesRead, Shared::ServedBytes),
    (Count::SavedNanos, Shared::Saved),
];

/// Threads count in cells apart, so that hits of two threads do not fight over a cache line.
const LANES: usize = 4;

#[repr(align(128))]
struct Lane([AtomicU64; COUNTS]);

/// The counters of one function.
pub(crate) struct Counters {
    lanes: [Lane; LANES],
    /// What of it the sum over all processes has.
    told: Mutex<Counts>,
}

impl Counters {
    pub(crate) const fn new() -> Counters {
        Counters {
            lanes: [const { Lane([const { AtomicU64::new(0) }; COUNTS]) }; LANES],
            told: Mutex::new([0; COUNTS]),
        }
    }

    /// Counts, and tells how much this thread's lane had counted before.
    #[inline]
    pub(crate) fn add(&self, count: Count, number: u64) -> u64 {
        self.lanes[lane()].0[count as usize].fetch_add(number, Relaxed)
    }

    /// How often `count` was counted.
    pub(crate) fn total(&self, count: Count) -> u64 {
        let lanes = self
            .lanes
            .iter()
            .map(|lane| lane.0[count as usize].load(Relaxed));
        lanes.fold(0, u64::saturating_add)
    }

    fn counts(&self) -> Counts {
        let mut counts = [0_u64; COUNTS];
        for lane in &self.lanes {
            for (sum, count) in counts.iter_mut().zip(&lane.0) {
                *sum = sum.saturating_add(count.load(Relaxed));
            }
        }
        counts
    }

    /// Everything that was counted.
    pub(crate) fn stats(&self) -> Stats {
        let counts = self.counts();
        let count = |count: Count| counts[count as usize];
        Stats {
            hits: count(Count::Hits),
            misses: count(Count::Misses),
            stale: count(Count::Stale),
            waits: count(Count::Waits),
            computed: count(Count::Computed),
            stored: count(Count::Stored),
            rejected: count(Count::Rejected),
            troubles: count(Count::Troubles),
            damaged: count(Count::Damaged),
            evicted: 0,
            bytes_read: count(Count::BytesRead),
            bytes_written: count(Count::BytesWritten),
            saved: Duration::from_nanos(count(Count::SavedNanos)),
        }
    }

    /// What was counted since this was last asked, for the sum over all processes.
    pub(crate) fn untold(&self) -> Option<[(Shared, u64); TOLD.len()]> {
        // Whoever is at it tells what this would.
        let mut told = self.told.try_lock().ok()?;
        let now = self.counts();
        let before = std::mem::replace(&mut *told, now);
        let since = |count: Count| now[count as usize].saturating_sub(before[count as usize]);
        Some(TOLD.map(|(count, shared)| (shared, since(count))))
    }
}

impl From<&SharedCounts> for Stats {
    fn from(counts: &SharedCounts) -> Stats {
        Stats {
            hits: counts.get(Shared::Hits),
            misses: counts.get(Shared::Misses),
            stale: counts.get(Shared::Stale),
            waits: counts.get(Shared::Waits),
            computed: counts.get(Shared::Computed),
            stored: counts.get(Shared::Stored),
            rejected: counts.get(Shared::Rejected),
            troubles: counts.get(Shared::Troubles),
            damaged: counts.get(Shared::Damaged),
            evicted: counts.get(Shared::Evicted),
            bytes_read: counts.get(Shared::ServedBytes),
            bytes_written: counts.get(Shared::StoredBytes),
            saved: Duration::from_nanos(counts.get(Shared::Saved)),
        }
    }
}

/// The lane of this thread: threads take turns.
fn lane() -> usize {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    thread_local! {
        static LANE: Cell<usize> = const { Cell::new(usize::MAX) };
    }
    LANE.try_with(|lane| {
        if lane.get() == usize::MAX {
            lane.set(NEXT.fetch_add(1, Relaxed) % LANES);
        }
        lane.get()
    })
    .unwrap_or(0)
}

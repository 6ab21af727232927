//! Counting: what happened to the calls of each function of this process, and what that saved.

use std::cell::Cell;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering::Relaxed};
use std::time::Duration;

/// What happened in this process: to one function's calls, or to all.
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
    BytesRead,
    BytesWritten,
    SavedNanos,
}

const COUNTS: usize = Count::SavedNanos as usize + 1;
/// Threads count in cells apart, so that hits of two threads do not fight over a cache line.
const LANES: usize = 4;

#[repr(align(128))]
struct Lane([AtomicU64; COUNTS]);

/// The counters of one function.
pub(crate) struct Counters([Lane; LANES]);

impl Counters {
    pub(crate) const fn new() -> Counters {
        Counters([const { Lane([const { AtomicU64::new(0) }; COUNTS]) }; LANES])
    }

    #[inline]
    pub(crate) fn add(&self, count: Count, number: u64) {
        self.0[lane()].0[count as usize].fetch_add(number, Relaxed);
    }

    /// How often `count` was counted.
    pub(crate) fn total(&self, count: Count) -> u64 {
        let lanes = self
            .0
            .iter()
            .map(|lane| lane.0[count as usize].load(Relaxed));
        lanes.fold(0, u64::saturating_add)
    }

    pub(crate) fn stats(&self) -> Stats {
        Stats {
            hits: self.total(Count::Hits),
            misses: self.total(Count::Misses),
            stale: self.total(Count::Stale),
            waits: self.total(Count::Waits),
            computed: self.total(Count::Computed),
            stored: self.total(Count::Stored),
            rejected: self.total(Count::Rejected),
            troubles: self.total(Count::Troubles),
            bytes_read: self.total(Count::BytesRead),
            bytes_written: self.total(Count::BytesWritten),
            saved: Duration::from_nanos(self.total(Count::SavedNanos)),
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

//! Counting: what happened to the calls of each function of this process, and what that saved.

use std::cell::Cell;
use std::sync::Mutex;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use std::sync::atomic::{AtomicU64, AtomicUsize};
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

/// Threads count in lanes apart, so that hits of two threads do not fight over a cache line. One that has a lane to
/// itself counts by plain loads and stores.
const OWN_LANES: usize = 8;
/// All further threads share these, by turns.
const SHARED_LANES: usize = 4;
const LANES: usize = OWN_LANES + SHARED_LANES;

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

    /// Counts.
    #[inline]
    pub(crate) fn add(&self, count: Count, number: u64) {
        self.add_all([(count, number)]);
    }

    /// Counts several at once, and tells how much of the first this thread's lane had counted before.
    #[inline]
    pub(crate) fn add_all<const N: usize>(&self, amounts: [(Count, u64); N]) -> u64 {
        let lane = lane();
        let counters = &self.lanes[lane].0;
        let before = amounts.map(|(count, number)| {
            let counter = &counters[count as usize];
            if lane >= OWN_LANES {
                return counter.fetch_add(number, Relaxed);
            }
            let before = counter.load(Relaxed);
            counter.store(before.wrapping_add(number), Relaxed);
            before
        });
        before.first().copied().unwrap_or_default()
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

/// Which lanes have an owner, one bit each.
static OWNED: AtomicUsize = AtomicUsize::new(0);

/// A thread's lane, free again when the thread ends.
struct Seat(Cell<usize>);

impl Drop for Seat {
    fn drop(&mut self) {
        let lane = self.0.get();
        if lane < OWN_LANES {
            // Released: the next owner goes on from what was counted here.
            OWNED.fetch_and(!(1 << lane), Release);
        }
    }
}

/// The lane of this thread.
#[inline]
fn lane() -> usize {
    thread_local! {
        static SEAT: Seat = const { Seat(Cell::new(usize::MAX)) };
    }
    SEAT.try_with(|seat| {
        if seat.0.get() == usize::MAX {
            seat.0.set(take_lane());
        }
        seat.0.get()
    })
    // A thread that is ending has given its own lane up.
    .unwrap_or(OWN_LANES)
}

/// A lane without an owner, or one to share.
#[cold]
fn take_lane() -> usize {
    static TURN: AtomicUsize = AtomicUsize::new(0);
    let all = (1 << OWN_LANES) - 1;
    let taken = OWNED.fetch_update(Acquire, Relaxed, |owned| {
        (owned != all).then(|| owned | (owned + 1))
    });
    match taken {
        Ok(owned) => owned.trailing_ones() as usize,
        Err(_) => OWN_LANES + TURN.fetch_add(1, Relaxed) % SHARED_LANES,
    }
}

#[cfg(test)]
mod tests {
    use super::{Count, Counters};

    #[test]
    fn nothing_is_lost_however_many_threads_count() {
        let counters = Counters::new();
        for _ in 0..3 {
            // More at once than there are lanes, and lanes change hands.
            std::thread::scope(|scope| {
                for _ in 0..20 {
                    scope.spawn(|| {
                        for _ in 0..1000 {
                            counters.add(Count::Hits, 1);
                        }
                    });
                }
            });
        }
        assert_eq!(counters.total(Count::Hits), 60_000);
    }
}

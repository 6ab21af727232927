//! The time, behind a trait so that tests can turn it.

use std::time::{Duration, SystemTime};

/// Tells the time. Set another one with [`configure`](crate::configure()).
pub trait Clock: Send + Sync {
    /// Milliseconds since the Unix epoch.
    fn now(&self) -> u64;
}

/// The computer's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> u64 {
        // Before 1970 is 0: entries then come from the future, which is a miss, never a wrong value.
        SystemTime::UNIX_EPOCH.elapsed().map_or(0, millis)
    }
}

/// Whole milliseconds of `duration`, at most what an entry can hold.
pub(crate) fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

/// Whole nanoseconds of `duration`, at most what an entry can hold.
pub(crate) fn nanos(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX)
}

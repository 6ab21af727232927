//! Timing: interleaved rounds, so that a noisy neighbour disturbs all alike, and medians.

use std::time::{Duration, Instant};

use crate::args::Clock;
use crate::engine::{Engine, Fallible};
use crate::work::{Route, Work, shuffle};

/// What came of measuring one engine at one thing.
#[derive(Clone, Debug, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Cell {
    /// One sample a round.
    Measured(Vec<f64>),
    /// The engine could not do it, in its words.
    Refused(String),
    /// It makes no sense for this engine, or was not asked for.
    Absent,
}

impl Cell {
    fn push(&mut self, sample: f64) {
        if let Cell::Measured(samples) = self {
            samples.push(sample);
        }
    }

    /// The samples, if there are any.
    pub fn samples(&self) -> Option<&[f64]> {
        match self {
            Cell::Measured(samples) => Some(samples),
            Cell::Refused(_) | Cell::Absent => None,
        }
    }
}

/// The middle sample; of an even number, the lower of the two.
pub fn median(samples: &[f64]) -> Option<f64> {
    let mut sorted = samples.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len().saturating_sub(1) / 2).copied()
}

/// The median of the rounds' ratios. Ratios within a round suffer less from a noisy machine than the ratio
/// of two medians.
pub fn ratio(ours: &[f64], theirs: &[f64]) -> Option<f64> {
    let ratios: Vec<f64> = ours.iter().zip(theirs).map(|(a, b)| a / b).collect();
    median(&ratios)
}

/// Asks everyone once a round, in an order shuffled anew each time (A B C, C A B, B A C), so that nobody always comes
/// after the same one and inherits its caches. Who fails once is out, with the reason. A sample has `N` figures; of each
/// there is a list with a cell for everyone.
pub fn interleave<T, const N: usize>(
    rounds: usize,
    contestants: &mut [T],
    mut sample: impl FnMut(&mut T, usize) -> Fallible<[f64; N]>,
) -> [Vec<Cell>; N] {
    let mut lists = [const { Vec::new() }; N];
    lists.fill(vec![Cell::Measured(Vec::new()); contestants.len()]);
    let mut failed = vec![false; contestants.len()];
    for round in 0..rounds {
        let mut order: Vec<usize> = (0..contestants.len()).collect();
        shuffle(&mut order, round as u64);
        for at in order {
            if failed[at] {
                continue;
            }
            match sample(&mut contestants[at], round) {
                Ok(figures) => {
                    for (list, figure) in lists.iter_mut().zip(figures) {
                        list[at].push(figure);
                    }
                }
                Err(error) => {
                    failed[at] = true;
                    let refused = Cell::Refused(error.to_string());
                    lists.iter_mut().for_each(|list| list[at] = refused.clone());
                }
            }
        }
    }
    lists
}

/// What something took, in nanoseconds.
#[derive(Clone, Copy, Debug)]
pub struct Spent {
    /// By the clock on the wall.
    pub wall: f64,
    /// Of the processor, by this thread. Other programs do not count, nor does waiting.
    pub processor: f64,
}

impl Spent {
    /// The time that counts in this run.
    pub fn by(self, clock: Clock) -> f64 {
        match clock {
            Clock::Wall => self.wall,
            Clock::Processor => self.processor,
        }
    }
}

/// Both clocks, started together.
pub struct Stopwatch {
    wall: Instant,
    processor: Duration,
}

impl Stopwatch {
    /// Starts now.
    pub fn start() -> Stopwatch {
        Stopwatch {
            processor: processor_time(),
            wall: Instant::now(),
        }
    }

    /// What each of `parts` equal parts took since the start.
    pub fn each(&self, parts: usize) -> Spent {
        let wall = self.wall.elapsed();
        let processor = processor_time().saturating_sub(self.processor);
        Spent {
            wall: wall.as_nanos() as f64 / parts as f64,
            processor: processor.as_nanos() as f64 / parts as f64,
        }
    }
}

/// How many hits go between two looks at the clock: enough that the look does not count.
fn block(work: &Work) -> usize {
    (256 * 1024 / work.len.max(64)).clamp(1, 256)
}

/// Reads on along `route` for `slice`, after reading on for a quarter of it unmeasured: what a hit took.
pub fn hits(
    route: &mut Route,
    engine: &mut dyn Engine,
    work: &Work,
    slice: Duration,
) -> Fallible<Spent> {
    timed(slice / 4, block(work), |count| route.walk(engine, count))?;
    timed(slice, block(work), |count| route.walk(engine, count))
}

/// Reads all of `route` once, but for no longer than `most`.
pub fn warm(
    route: &mut Route,
    engine: &mut dyn Engine,
    work: &Work,
    most: Duration,
) -> Fallible<()> {
    let start = Instant::now();
    let block = block(work);
    for _ in 0..route.len().div_ceil(block) {
        if start.elapsed() < most {
            route.walk(engine, block)?;
        }
    }
    Ok(())
}

/// Runs `body(block)` for `slice`: what each of the block's parts took.
pub fn timed(
    slice: Duration,
    block: usize,
    mut body: impl FnMut(usize) -> Fallible<()>,
) -> Fallible<Spent> {
    let watch = Stopwatch::start();
    let mut done = 0;
    loop {
        body(block)?;
        done += block;
        if watch.wall.elapsed() >= slice {
            return Ok(watch.each(done));
        }
    }
}

/// The processor time of this thread so far.
fn processor_time() -> Duration {
    let mut time = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SAFETY: the pointer is to a timespec that lives through the call.
    unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &mut time) };
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

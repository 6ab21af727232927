//! Timing: interleaved rounds, so that a noisy neighbour disturbs all alike, and medians.

use std::time::{Duration, Instant};

use crate::engine::{Engine, Fallible};
use crate::work::{Route, Work};

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

/// Asks everyone once a round, in turn: A B C A B C. Who fails once is out, with the reason.
pub fn interleave<T>(
    rounds: usize,
    contestants: &mut [T],
    mut sample: impl FnMut(&mut T, usize) -> Fallible<f64>,
) -> Vec<Cell> {
    let mut cells = vec![Cell::Measured(Vec::new()); contestants.len()];
    for round in 0..rounds {
        for (contestant, cell) in contestants.iter_mut().zip(&mut cells) {
            let Cell::Measured(samples) = cell else {
                continue;
            };
            match sample(contestant, round) {
                Ok(figure) => samples.push(figure),
                Err(error) => *cell = Cell::Refused(error.to_string()),
            }
        }
    }
    cells
}

/// How many hits go between two looks at the clock: enough that the look does not count.
fn block(work: &Work) -> usize {
    (256 * 1024 / work.len.max(64)).clamp(1, 256)
}

/// Reads on along `route` for `slice`, after reading on for a quarter of it unmeasured: nanoseconds a hit.
pub fn hits(
    route: &mut Route,
    engine: &mut dyn Engine,
    work: &Work,
    slice: Duration,
) -> Fallible<f64> {
    timed(slice / 4, block(work), |count| route.walk(engine, count))?;
    timed(slice, block(work), |count| route.walk(engine, count))
}

/// Runs `body(block)` for `slice`: nanoseconds for each of the block's parts.
pub fn timed(
    slice: Duration,
    block: usize,
    mut body: impl FnMut(usize) -> Fallible<()>,
) -> Fallible<f64> {
    let start = Instant::now();
    let mut done = 0;
    loop {
        body(block)?;
        done += block;
        let elapsed = start.elapsed();
        if elapsed >= slice {
            return Ok(elapsed.as_nanos() as f64 / done as f64);
        }
    }
}

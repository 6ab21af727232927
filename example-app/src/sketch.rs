//! MinHash sketches: a few numbers a file, whose agreement estimates how much two files share.
//!
//! After A. Broder, *On the resemblance and containment of documents* (1997): of each of many hash
//! functions, keep the least value over all shingles; two files agree in a place with the probability that is
//! their Jaccard similarity.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::tokens::{hash, mix, tokens};

/// Tokens in a shingle: long enough that a shared one is no accident.
const SHINGLE: usize = 5;
/// Hash functions: the estimate is off by 1/√N, here 2 %.
const PERMUTATIONS: usize = 2048;

/// What is kept of a file for comparing it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Sketch {
    /// The least hash under each permutation.
    pub(crate) minima: Vec<u32>,
    /// How many different shingles the file has.
    pub(crate) shingles: usize,
}

/// The sketch of `text`. `path` is for the log only; `cache.toml` leaves it out of the key.
pub(crate) fn sketch(path: &Path, text: &str) -> Sketch {
    let shingles = shingles(text);
    if shingles.is_empty() {
        eprintln!("{}: too short to compare", path.display());
    }
    let mut minima = vec![u32::MAX; PERMUTATIONS];
    for &shingle in &shingles {
        for (place, least) in (0u64..).zip(&mut minima) {
            *least = (*least).min((mix(shingle ^ place.wrapping_mul(GOLDEN)) >> 32) as u32);
        }
    }
    Sketch {
        minima,
        shingles: shingles.len(),
    }
}

/// The different shingles of `text`, hashed, in order.
fn shingles(text: &str) -> Vec<u64> {
    let hashes: Vec<u64> = tokens(text).map(hash).collect();
    let mut shingles: Vec<u64> = hashes
        .windows(SHINGLE)
        .map(|window| window.iter().fold(0, |state, &token| mix(state ^ token)))
        .collect();
    shingles.sort_unstable();
    shingles.dedup();
    shingles
}

/// 2⁶⁴ divided by the golden ratio: spreads consecutive numbers.
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

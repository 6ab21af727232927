//! Compares all pairs of sketches.

use serde::{Deserialize, Serialize};

use crate::sketch::Sketch;

/// Two files that are alike, by their places in the list of files.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Pair {
    /// The one that comes first.
    pub(crate) left: usize,
    /// The other.
    pub(crate) right: usize,
    /// Estimated share of shingles in common, from 0 to 1.
    pub(crate) similarity: f64,
}

/// Every pair at least `threshold` alike, the most alike first.
pub(crate) fn similar_pairs(sketches: &[Sketch], threshold: f64) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for (left, a) in sketches.iter().enumerate() {
        for (right, b) in sketches.iter().enumerate().skip(left + 1) {
            let similarity = similarity(a, b);
            if similarity >= threshold {
                pairs.push(Pair {
                    left,
                    right,
                    similarity,
                });
            }
        }
    }
    pairs.sort_by(|a, b| b.similarity.total_cmp(&a.similarity));
    pairs
}

/// The share of places in which the sketches agree. Files without shingles are alike to nothing.
fn similarity(a: &Sketch, b: &Sketch) -> f64 {
    if a.shingles == 0 || b.shingles == 0 {
        return 0.0;
    }
    let equal = a
        .minima
        .iter()
        .zip(&b.minima)
        .filter(|(a, b)| a == b)
        .count();
    equal as f64 / a.minima.len() as f64
}

//! Finds the passage that two files share, with small differences allowed.
//!
//! Local alignment of lines after Smith and Waterman (1981): a line in common scores, a changed, added or
//! dropped one costs, and the best-scoring stretch is the passage.

use serde::{Deserialize, Serialize};

const MATCH: i32 = 2;
const MISMATCH: i32 = -1;
const GAP: i32 = -1;

/// A stretch of lines that two files share, numbered from 1, ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// First and last line in the one file.
    pub left: (usize, usize),
    /// First and last line in the other.
    pub right: (usize, usize),
}

/// How passages are looked for.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Aligner {
    /// A shorter passage does not count, in lines.
    pub min_lines: u32,
}

/// A cell of the alignment: the best score of a stretch that ends here, and where that stretch began.
#[derive(Clone, Copy, Default)]
struct Cell {
    score: i32,
    left: u32,
    right: u32,
}

impl Aligner {
    /// The best passage that `left` and `right` share, if one is long enough.
    pub fn passage(&self, left: &str, right: &str) -> Option<Passage> {
        let (left, right) = (lines(left), lines(right));
        let mut best = (Cell::default(), 0, 0);
        let mut above = vec![Cell::default(); right.len() + 1];
        for (i, (_, a)) in (0u32..).zip(&left) {
            let mut row = vec![Cell::default(); right.len() + 1];
            for (j, (_, b)) in (0u32..).zip(&right) {
                let at = j as usize;
                let cell = step(above[at], above[at + 1], row[at], a == b, (i, j));
                if cell.score > best.0.score {
                    best = (cell, i, j);
                }
                row[at + 1] = cell;
            }
            above = row;
        }
        let (start, last_left, last_right) = best;
        let span = |lines: &[(usize, &str)], first: u32, last: u32| {
            (lines[first as usize].0, lines[last as usize].0)
        };
        let long_enough = start.score > 0 && last_left - start.left + 1 >= self.min_lines;
        long_enough.then(|| Passage {
            left: span(&left, start.left, last_left),
            right: span(&right, start.right, last_right),
        })
    }
}

/// The best way to end a stretch at `place`: on from one of three neighbours, or nowhere.
fn step(diagonal: Cell, above: Cell, before: Cell, equal: bool, place: (u32, u32)) -> Cell {
    let fresh = Cell {
        score: 0,
        left: place.0,
        right: place.1,
    };
    let from = |cell: Cell, gain: i32| Cell {
        score: cell.score + gain,
        ..if cell.score == 0 { fresh } else { cell }
    };
    let joined = from(diagonal, if equal { MATCH } else { MISMATCH });
    [joined, from(above, GAP), from(before, GAP)]
        .into_iter()
        .fold(Cell::default(), |best, cell| {
            if cell.score > best.score { cell } else { best }
        })
}

/// The lines that say something, with their numbers.
fn lines(text: &str) -> Vec<(usize, &str)> {
    (1..)
        .zip(text.lines().map(str::trim))
        .filter(|(_, line)| line.len() > 2)
        .collect()
}

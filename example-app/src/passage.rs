//! Finds the passage that two files share, with small differences allowed.
//!
//! Local alignment of tokens after Smith and Waterman (1981): a token in common scores, a changed, added or
//! dropped one costs, and the best-scoring stretch is the passage.

use serde::{Deserialize, Serialize};

use crate::tokens::{hash, tokens};

const MATCH: i32 = 2;
const MISMATCH: i32 = -1;
const GAP: i32 = -1;

/// A stretch of lines that two files share, numbered from 1, ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Passage {
    /// First and last line in the one file.
    pub(crate) left: (usize, usize),
    /// First and last line in the other.
    pub(crate) right: (usize, usize),
}

/// How passages are looked for.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct Aligner {
    /// A shorter passage does not count, in lines.
    pub(crate) min_lines: u32,
}

/// A cell of the alignment: the best score of a stretch that ends here, and where that stretch began.
#[derive(Clone, Copy, Default)]
struct Cell {
    score: i32,
    left: u32,
    right: u32,
}

/// A token as it is compared, and the line it stands on.
struct Token {
    hash: u64,
    line: usize,
}

impl Aligner {
    /// The best passage that `left` and `right` share, if one is long enough.
    ///
    /// Takes time with the product of their lengths, and memory with that of `right`.
    pub(crate) fn passage(&self, left: &str, right: &str) -> Option<Passage> {
        let (left, right) = (placed(left), placed(right));
        let mut best = (Cell::default(), 0, 0);
        let mut above = vec![Cell::default(); right.len() + 1];
        let mut row = above.clone();
        for (i, a) in (0u32..).zip(&left) {
            let mut before = Cell::default();
            for (j, b) in (0u32..).zip(&right) {
                let at = j as usize;
                before = step(above[at], above[at + 1], before, a.hash == b.hash, (i, j));
                if before.score > best.0.score {
                    best = (before, i, j);
                }
                row[at + 1] = before;
            }
            std::mem::swap(&mut above, &mut row);
        }
        let (start, last_left, last_right) = best;
        let lines = |tokens: &[Token], first: u32, last: u32| {
            Some((
                tokens.get(first as usize)?.line,
                tokens.get(last as usize)?.line,
            ))
        };
        let passage = Passage {
            left: lines(&left, start.left, last_left)?,
            right: lines(&right, start.right, last_right)?,
        };
        let length = passage.left.1 - passage.left.0 + 1;
        (start.score > 0 && length >= self.min_lines as usize).then_some(passage)
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

/// The tokens of `text` with their lines, numbered from 1.
fn placed(text: &str) -> Vec<Token> {
    let numbered = (1..).zip(text.lines());
    numbered
        .flat_map(|(line, text)| {
            tokens(text).map(move |token| Token {
                hash: hash(token),
                line,
            })
        })
        .collect()
}

//! Draws, from all edits that could be tried, the ones that are: the same for the same seed.
//!
//! Most code of a crate is not reached by a given function, so a blind draw would hardly ever test S1 and S3. The draw
//! goes over lanes: code, channels and harmless edits, each near (within what the IR reaches) and far.

use std::collections::BTreeMap;

use super::edit::{Edit, Kind};

/// Which edits a lane holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Lane {
    Code,
    Channel,
    Harmless,
}

/// The lanes in the order they are drawn from, over and over; `true` is near.
const ROUND: [(Lane, bool); 10] = [
    (Lane::Code, true),
    (Lane::Channel, true),
    (Lane::Harmless, true),
    (Lane::Code, true),
    (Lane::Channel, false),
    (Lane::Channel, true),
    (Lane::Harmless, true),
    (Lane::Code, false),
    (Lane::Channel, true),
    (Lane::Harmless, false),
];

fn lane(kind: Kind) -> Lane {
    match kind {
        Kind::Body | Kind::Operator | Kind::Branch | Kind::Literal => Lane::Code,
        kind if kind.is_harmless() => Lane::Harmless,
        _ => Lane::Channel,
    }
}

/// The edits of a lane, by kind, each kind shuffled; kinds take turns.
#[derive(Default)]
struct Queue {
    kinds: BTreeMap<Kind, Vec<Edit>>,
    turn: usize,
}

impl Queue {
    fn next(&mut self) -> Option<Edit> {
        self.kinds.retain(|_, edits| !edits.is_empty());
        let kinds: Vec<Kind> = self.kinds.keys().copied().collect();
        let kind = *kinds.get(self.turn.checked_rem(kinds.len())?)?;
        self.turn += 1;
        self.kinds.get_mut(&kind)?.pop()
    }
}

/// Every edit once, in the order to try them; `near` tells whether the IR reaches an edit's place.
pub fn draw(edits: Vec<Edit>, seed: u64, near: impl Fn(&Edit) -> bool) -> Vec<Edit> {
    let mut left = edits.len();
    let mut queues: BTreeMap<(Lane, bool), Queue> = BTreeMap::new();
    for edit in edits {
        let queue = queues.entry((lane(edit.kind), near(&edit))).or_default();
        queue.kinds.entry(edit.kind).or_default().push(edit);
    }
    let mut random = SplitMix(seed);
    for queue in queues.values_mut() {
        for edits in queue.kinds.values_mut() {
            random.shuffle(edits);
        }
    }
    let mut drawn = Vec::with_capacity(left);
    for at in ROUND.iter().cycle() {
        if left == 0 {
            break;
        }
        if let Some(edit) = queues.get_mut(at).and_then(Queue::next) {
            drawn.push(edit);
            left -= 1;
        }
    }
    drawn
}

/// Sebastiano Vigna's SplitMix64: a few lines, and the same everywhere.
#[derive(Debug)]
pub struct SplitMix(pub u64);

impl SplitMix {
    /// The next 64 bits.
    pub fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// The next number below another, which is not zero.
    pub fn below(&mut self, end: usize) -> usize {
        (self.draw() % end as u64) as usize
    }

    /// Puts the items in a random order.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
    }
}

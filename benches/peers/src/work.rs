//! The work that is the same for all: which keys, which values, in which order they are read, and the proof
//! that each value read was the right one, whole.

use crate::engine::{Engine, Fallible, Key};

/// A set of entries. Keys and values follow from their number, so that any process can make them again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Work {
    /// How many entries.
    pub entries: usize,
    /// Bytes of each value.
    pub len: usize,
}

impl Work {
    /// The key of entry `at`: BLAKE3 of its number, as rememo's keys are BLAKE3 of the arguments.
    pub fn key(&self, at: usize) -> Key {
        *blake3::hash(&(at as u64).to_le_bytes()).as_bytes()
    }

    /// Writes the value of entry `at` to `value`: bytes that look random, so that none compresses.
    pub fn value(&self, at: usize, value: &mut Vec<u8>) {
        value.clear();
        value.reserve(self.len + 8);
        let mut state = at as u64;
        while value.len() < self.len {
            value.extend_from_slice(&split_mix(&mut state).to_le_bytes());
        }
        value.truncate(self.len);
    }

    /// Bytes of all values.
    pub fn bytes(&self) -> u64 {
        (self.entries * self.len) as u64
    }
}

/// Sebastiano Vigna's SplitMix64: the next number of a sequence.
fn split_mix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// Puts `things` into an order that looks random and follows from `seed` (Fisher and Yates).
pub fn shuffle<T>(things: &mut [T], seed: u64) {
    let mut state = seed;
    for last in (1..things.len()).rev() {
        let other = split_mix(&mut state) % (last as u64 + 1);
        things.swap(last, other as usize);
    }
}

/// The sum of a value's bytes, eight at a time: it reads every byte and costs little more than reading them.
pub fn checksum(value: &[u8]) -> u64 {
    let (words, rest) = value.as_chunks::<8>();
    let sum = words.iter().fold(0u64, |sum, word| {
        sum.wrapping_add(u64::from_le_bytes(*word))
    });
    rest.iter()
        .fold(sum, |sum, byte| sum.wrapping_add(u64::from(*byte)))
}

/// The order in which entries are read, with what each must sum to. Laid out in reading order, so that
/// walking it costs every engine the same and next to nothing.
pub struct Route {
    steps: Vec<(Key, u64)>,
    at: usize,
    /// Whether values are read whole, which is what makes a hit comparable. Otherwise only their length is.
    pub touch: bool,
    len: u64,
    /// What was read so far.
    pub tally: Tally,
}

/// What a reader saw.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    /// Values read, summed and compared.
    pub reads: u64,
    /// Of these, missing or not what was put.
    pub wrong: u64,
}

impl Tally {
    /// Counts another reader's reads too.
    pub fn add(&mut self, other: Tally) {
        self.reads += other.reads;
        self.wrong += other.wrong;
    }
}

impl Route {
    /// Every entry of `work` once, shuffled by `seed`.
    pub fn new(work: &Work, seed: u64) -> Route {
        Route::sample(work, seed, work.entries)
    }

    /// At most `most` entries of `work`, spread evenly over all, shuffled by `seed`.
    pub fn sample(work: &Work, seed: u64, most: usize) -> Route {
        let mut value = Vec::new();
        let step = work.entries.div_ceil(most.max(1)).max(1);
        let mut steps: Vec<(Key, u64)> = (0..work.entries)
            .step_by(step)
            .map(|at| {
                work.value(at, &mut value);
                (work.key(at), checksum(&value))
            })
            .collect();
        shuffle(&mut steps, seed);
        Route {
            steps,
            at: 0,
            touch: true,
            len: work.len as u64,
            tally: Tally::default(),
        }
    }

    /// The same steps from the start, with nothing read yet.
    pub fn restart(&self) -> Route {
        self.restart_at(0)
    }

    /// The same steps from the middle, with nothing read yet.
    pub fn restart_at(&self, at: usize) -> Route {
        Route {
            steps: self.steps.clone(),
            at,
            touch: true,
            len: self.len,
            tally: Tally::default(),
        }
    }

    /// How many entries one walk reads.
    pub fn len(&self) -> usize {
        self.steps.len()
    }

    /// Reads one entry only, the `at`th; an error if it is not what was put.
    pub fn look(&self, engine: &mut dyn Engine, at: usize) -> Fallible<()> {
        let (key, expected) = &self.steps[at % self.steps.len()];
        let mut seen = None;
        engine.get(key, &mut |value| seen = Some(checksum(value)))?;
        if seen == Some(*expected) {
            Ok(())
        } else {
            Err("not what was put".into())
        }
    }

    /// Reads the next `count` entries from `engine`, round and round.
    pub fn walk(&mut self, engine: &mut dyn Engine, count: usize) -> Fallible<()> {
        for _ in 0..count {
            let (key, expected) = &self.steps[self.at];
            self.at += 1;
            if self.at == self.steps.len() {
                self.at = 0;
            }
            let mut seen = None;
            if self.touch {
                engine.get(key, &mut |value| seen = Some(checksum(value)))?;
                self.tally.reads += 1;
                self.tally.wrong += u64::from(seen != Some(*expected));
            } else {
                engine.get(key, &mut |value| seen = Some(value.len() as u64))?;
                self.tally.wrong += u64::from(seen != Some(self.len));
            }
        }
        Ok(())
    }
}

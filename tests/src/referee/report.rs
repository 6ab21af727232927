//! What a run of the referee found, as plain data: `table` prints it, tests ask it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::edit::Kind;

/// All that was found on one crate.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CrateReport {
    /// The crate's name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// The seed of the draw.
    pub seed: u64,
    /// How many functions the crate has, code for tests left out.
    pub functions: usize,
    /// Edits that compiled and were judged.
    pub judged: usize,
    /// Edits that the compiler refused.
    pub refused: usize,
    /// By kind of edit, what came of it.
    pub kinds: BTreeMap<Kind, Tally>,
    /// The functions judged, and the sizes of their closures.
    pub targets: Vec<TargetReport>,
    /// What no fingerprint may do.
    pub violations: Vec<Violation>,
    /// Pairs of an edit and a target that the edit leaves as it was by the IR: the base of P1.
    pub unchanged: usize,
    /// Those of them that kept their fingerprint.
    pub kept: usize,
    /// Those of them that did not.
    pub needless: Vec<Needless>,
    /// Pairs that the edit changes, by the IR: how often S3 was tested.
    pub changed: usize,
    /// Pairs where what the program prints differs: how often S1 was tested.
    pub told: usize,
    /// Harmless edits that moved the IR all the same, with what differs: the referee's own noise.
    pub noise: Vec<String>,
    /// Seconds it took.
    pub seconds: u64,
}

/// What came of the edits of one kind.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub struct Tally {
    /// Edits that were judged.
    pub judged: usize,
    /// Edits that the compiler refused.
    pub refused: usize,
    /// Edits that changed some target by the IR.
    pub changed: usize,
}

/// One function judged.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TargetReport {
    /// The path that the fingerprint was asked for.
    pub path: String,
    /// Whether a type of the caller's choice comes in with it.
    #[serde(default)]
    pub is_generic: bool,
    /// Pairs of an edit and this function that leave it as it was by the IR, and those of them that kept its fingerprint.
    #[serde(default)]
    pub unchanged: (usize, usize),
    /// Functions of the crate that the IR reaches.
    pub ir: usize,
    /// Functions of the crate in the closure; `None` when there was no answer.
    pub closure: Option<usize>,
    /// Functions of the crate that ran when the program was asked for this root; `None` if none was counted.
    #[serde(default)]
    pub ran: Option<usize>,
    /// Why there was no answer.
    pub unanswered: Option<String>,
    /// Of the functions in the closure that the IR does not reach: by the edge that brought them in, how many.
    #[serde(default)]
    pub wide: BTreeMap<String, usize>,
}

impl TargetReport {
    /// Size of the closure over the IR's reach; a reach of nothing counts as of one function.
    pub fn ratio(&self) -> Option<f64> {
        self.closure
            .map(|closure| closure as f64 / self.ir.max(1) as f64)
    }
}

/// A rule that was broken.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Violation {
    /// Which rule.
    pub rule: Rule,
    /// The function whose fingerprint broke it.
    pub target: String,
    /// The edit, or for S2 the function that lies outside.
    pub what: String,
    /// The edit as a diff, to reproduce it.
    pub diff: String,
    /// Symbols of the IR that differ.
    pub symbols: Vec<String>,
}

/// What no fingerprint may break.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Rule {
    /// The output differs, so the fingerprint must.
    S1,
    /// What the IR reaches must lie in the closure.
    S2,
    /// What ran must lie in the closure.
    Ran,
    /// The IR differs, so the fingerprint must.
    S3,
    /// The edit undone, the fingerprint must be the old one.
    Returns,
}

/// A fingerprint that changed though the IR did not.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Needless {
    /// The function.
    pub target: String,
    /// The edit.
    pub edit: String,
    /// Whether the edit was meant to be harmless.
    pub harmless: bool,
}

impl CrateReport {
    /// How often a rule was broken.
    pub fn count(&self, rule: Rule) -> usize {
        self.violations
            .iter()
            .filter(|violation| violation.rule == rule)
            .count()
    }

    /// P1: the share of unchanged pairs that kept their fingerprint, from 0 to 1.
    pub fn p1(&self) -> Option<f64> {
        (self.unchanged > 0).then(|| self.kept as f64 / self.unchanged as f64)
    }

    /// P1 of the functions without types of the caller's choice.
    pub fn p1_of_plain(&self) -> Option<f64> {
        let plain = self.targets.iter().filter(|target| !target.is_generic);
        let (all, kept) = plain.fold((0, 0), |(all, kept), target| {
            (all + target.unchanged.0, kept + target.unchanged.1)
        });
        (all > 0).then(|| kept as f64 / all as f64)
    }

    /// P2: the median of the targets' ratios.
    pub fn median_ratio(&self) -> Option<f64> {
        median(self.targets.iter().filter_map(TargetReport::ratio))
    }

    /// The median share of the crate's functions that a closure holds, and that the IR reaches.
    pub fn median_shares(&self) -> (Option<f64>, Option<f64>) {
        let answered = || {
            self.targets
                .iter()
                .filter(|target| target.closure.is_some())
        };
        let share = |size: usize| size as f64 / self.functions as f64;
        (
            median(answered().filter_map(|target| target.closure).map(share)),
            median(answered().map(|target| share(target.ir))),
        )
    }

    /// The mean share of the crate's functions that a closure holds, and that the IR reaches.
    pub fn mean_shares(&self) -> (Option<f64>, Option<f64>) {
        let mean = |sizes: Vec<usize>| {
            (!sizes.is_empty() && self.functions > 0).then(|| {
                sizes.iter().sum::<usize>() as f64 / sizes.len() as f64 / self.functions as f64
            })
        };
        let closures = self
            .targets
            .iter()
            .filter_map(|target| target.closure)
            .collect();
        let reaches = self
            .targets
            .iter()
            .filter(|target| target.closure.is_some())
            .map(|target| target.ir)
            .collect();
        (mean(closures), mean(reaches))
    }
}

fn median(values: impl Iterator<Item = f64>) -> Option<f64> {
    let mut values: Vec<f64> = values.filter(|value| value.is_finite()).collect();
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values.len() {
        0 => None,
        length if length % 2 == 1 => Some(values[middle]),
        _ => Some((values[middle - 1] + values[middle]) / 2.0),
    }
}

//! How much macro calls may write: each call of the source so much, and each crate so much.
//!
//! An honest macro stays far below. A bomb, which calls itself more than once, must end soon and be reported; a
//! fresh [`Budget`] for each call that it writes would let it grow for ever.

use crate::expand::{Budget, Limits};
use crate::resolve::graph::{CrateId, ItemId};
use rustc_hash::{FxHashMap, FxHashSet};

/// Calls that one call of the source may come to. What they write must also be parsed and resolved, which costs much
/// more than to write it: this many take about half a second unoptimised.
const CALLS: u64 = 2_000;
/// Tokens that one call of the source may come to.
const TOKENS: u64 = 200_000;
/// A crate may spend five times as much on calls that macros wrote. Those that stand in the source do not count: they
/// are as many as someone wrote.
const OF_A_CRATE: u64 = 5;

/// What is left.
#[derive(Debug, Default)]
pub(crate) struct Allowance {
    roots: FxHashMap<ItemId, Budget>,
    crates: FxHashMap<CrateId, Spent>,
    given_up: FxHashSet<ItemId>,
}

/// What a crate spent on calls that macros wrote.
#[derive(Debug, Default)]
struct Spent {
    calls: u64,
    tokens: u64,
}

impl Allowance {
    /// The budget of a call that stands in the source, and of all that comes of it.
    pub(crate) fn of_a_call() -> Budget {
        Budget::new(Limits {
            calls: CALLS,
            tokens: TOKENS,
            ..Limits::default()
        })
    }

    /// The budget of a call among items, which is drawn from in turns with others'.
    pub(crate) fn budget(&mut self, root: ItemId) -> &mut Budget {
        self.roots.entry(root).or_insert_with(Allowance::of_a_call)
    }

    /// Counts a call that a macro wrote; `false` if the crate has spent all it may.
    pub(crate) fn spend(&mut self, krate: CrateId, tokens: u64) -> bool {
        let spent = self.crates.entry(krate).or_default();
        spent.calls += 1;
        spent.tokens = spent.tokens.saturating_add(tokens);
        spent.calls <= OF_A_CRATE * CALLS && spent.tokens <= OF_A_CRATE * TOKENS
    }

    /// Counts calls that macros wrote, each with its tokens, or none of them if the crate cannot afford all.
    pub(crate) fn spend_all(&mut self, krate: CrateId, calls: &[u64]) -> bool {
        // Most items have none.
        if calls.is_empty() {
            return true;
        }
        let spent = self.crates.entry(krate).or_default();
        let tokens = calls
            .iter()
            .fold(spent.tokens, |sum, tokens| sum.saturating_add(*tokens));
        let count = spent.calls + calls.len() as u64;
        let affordable = count <= OF_A_CRATE * CALLS && tokens <= OF_A_CRATE * TOKENS;
        if affordable {
            (spent.calls, spent.tokens) = (count, tokens);
        }
        affordable
    }

    /// Nothing more of this call of the source is expanded.
    pub(crate) fn give_up(&mut self, root: ItemId) {
        self.given_up.insert(root);
    }

    /// Whether a call of the source was given up.
    pub(crate) fn is_given_up(&self, root: ItemId) -> bool {
        self.given_up.contains(&root)
    }
}

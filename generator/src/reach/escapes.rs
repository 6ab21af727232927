//! What goes to code of other crates than std. That code is not seen: it may format, compare, convert and compute with all
//! that it is given, and with what those types lead to.

use crate::model::Kind;
use crate::reach::asks::ANY;
use crate::reach::live::{Reach, TRIGGERED};
use crate::reach::steps::Step;
use crate::reach::ty::Ty;
use crate::resolve::{Head, ItemId};
use std::collections::BTreeSet;

/// What was asked for everything so far.
#[derive(Debug, Default)]
pub(super) struct Wholly {
    /// Any type was.
    any: bool,
    /// A value of any type may be made.
    makes_any: bool,
    /// These types were.
    types: BTreeSet<ItemId>,
}

/// Traits whose functions make a value of a type from nothing of that type.
const MAKING: &[&str] = &["Default", "From", "FromIterator", "FromStr", "TryFrom"];

impl Reach<'_> {
    /// Types of which values are given to code of other crates, or that are named to it.
    pub(super) fn escapes<'t>(&mut self, types: impl IntoIterator<Item = &'t Ty>, from: ItemId) {
        let types: Vec<&Ty> = types.into_iter().collect();
        self.calls_outside("another crate", from);
        self.handed(types.iter().copied(), from);
        match self.asked_types(&types, false) {
            Some(mut known) => {
                known.extend(self.given_by_impls(&known));
                if !known.is_empty() {
                    self.asked_wholly(Some(&known), from);
                }
            }
            None => self.asked_wholly(None, from),
        }
    }

    /// Code of other crates makes what is wanted where it is called; of what is not known, as its type says.
    pub(super) fn made_by_others(&mut self, wanted: &Ty, from: ItemId) {
        if *wanted != Ty::Unknown {
            return self.escapes([wanted], from);
        }
        self.makes_any(from);
    }

    /// Code of other crates makes a value of a type that is not known.
    pub(super) fn makes_any(&mut self, from: ItemId) {
        let step = || Step::MakesAny;
        self.step(from, step, |reach| {
            if !std::mem::replace(&mut reach.wholly.makes_any, true) {
                reach.makes_unnamed(from);
                reach.of_those(MAKING, None, from);
            }
        });
    }

    /// Everything is asked of types, also what only comes alive where something asks for it; of any where they are not
    /// known.
    pub(super) fn asked_wholly(&mut self, types: Option<&[ItemId]>, from: ItemId) {
        let step = || Step::AskedWholly(types.map(<[ItemId]>::to_vec));
        self.step(from, step, |reach| match types {
            Some(types) => {
                let known = reach.wholly.types.len();
                reach.wholly.types.extend(types);
                if reach.wholly.types.len() > known {
                    // What stands beside it may be its parameter.
                    reach.demand_of(ANY, Some(types), from);
                    reach.of_those(TRIGGERED, Some(types), from);
                }
            }
            None => {
                if !std::mem::replace(&mut reach.wholly.any, true) {
                    reach.std_runs(from);
                    reach.of_those(TRIGGERED, None, from);
                }
            }
        });
    }

    /// Asks types for those of these traits that any type may have.
    fn of_those(&mut self, traits: &[&str], types: Option<&[ItemId]>, from: ItemId) {
        for of in traits {
            if self.may_have(of) {
                self.demand_of(of, types, from);
            }
        }
    }

    /// The types of the program that methods give which these types have by traits of other crates.
    pub(super) fn given_by_impls(&self, types: &[ItemId]) -> Vec<ItemId> {
        let mut seen: BTreeSet<ItemId> = types.iter().copied().collect();
        let mut open = types.to_vec();
        let mut found = Vec::new();
        while let Some(item) = open.pop() {
            let impls = self.index.by_head.get(&Head::Item(item)).into_iter();
            let foreign = impls.flatten().map(|at| &self.index.impls[*at]);
            for facts in foreign.filter(|facts| !facts.foreign.is_empty()) {
                for member in &self.program.item(facts.item).members {
                    if self.program.item(*member).kind == Kind::Fn {
                        let mut given = Vec::new();
                        self.signature(*member).output.local(&mut given);
                        given.retain(|item| seen.insert(*item));
                        open.extend(&given);
                        found.extend(given);
                    }
                }
            }
        }
        found
    }
}

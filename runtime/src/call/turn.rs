//! Single-flight: a call that missed computes, or gets what another thread or process computes meanwhile.

use std::time::Instant;

use super::Function;
use super::lookup::Lookup;
use crate::key::Key;
use crate::local::{Flight, Lead};
use crate::settings::{Mode, settings};
use crate::shape::Value;
use crate::stats::Count;

/// What a call that missed is to do.
pub(super) enum Turn<T> {
    /// Return this, which another has computed.
    Got(T),
    /// Compute; others wait for it until this is dropped, if there is anything here.
    Compute(Option<Lead<'static>>),
}

impl Function {
    /// Waits for whoever computes the result of `key` already, or takes the turn.
    #[cold]
    pub(super) fn turn<T: Value>(
        &'static self,
        key: &Key,
        lookup: impl Fn() -> Lookup<T>,
    ) -> Turn<T> {
        // Where nothing is looked up or stored, there is nothing to wait for.
        let flies = self.spec.single_flight && settings().mode == Mode::On && *key != Key::NONE;
        let local = self.bound().opened.and_then(|opened| opened.local);
        let Some(flights) = local.filter(|_| flies).map(|local| local.flights()) else {
            return Turn::Compute(None);
        };
        let begun = Instant::now();
        loop {
            let left = self.spec.wait.saturating_sub(begun.elapsed());
            let flight = flights.begin(key, left);
            if matches!(flight, Flight::Nested | Flight::Late) {
                return Turn::Compute(None);
            }
            // Stored while this call waited, or between its miss and its turn.
            if let Lookup::Hit(value) = lookup() {
                if !matches!(flight, Flight::Lead(_)) {
                    self.counters.add(Count::Waits, 1);
                }
                return Turn::Got(value);
            }
            match flight {
                Flight::Lead(lead) => return Turn::Compute(Some(lead)),
                Flight::Landed => {}
                Flight::Fruitless | Flight::Nested | Flight::Late => return Turn::Compute(None),
            }
        }
    }
}

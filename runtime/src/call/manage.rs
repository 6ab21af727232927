//! What a user may ask and do about the entries of a function, by the arguments of a call.

use super::keep::Computed;
use super::{Function, functions};
use crate::entry::meta::Meta;
use crate::entry::{Entry, Parsed, parse};
use crate::error::StoreError;
use crate::key::Key;
use crate::open::{self, Opened};
use crate::policy::StoreSpec;
use crate::settings::settings;
use crate::shape::{Kept, Shape, Value};
use crate::store::{Verdict, Visit};

impl Function {
    /// Whether a call with this key would be answered from the store now.
    pub fn contains(&'static self, key: &Key) -> bool {
        self.would_hit(key)
    }

    /// What is known of the entry under `key`, stale or not; `None` if there is none, or none that verifies.
    pub fn entry(&'static self, key: &Key) -> Option<Entry> {
        let bound = self.bound();
        let store = &bound.opened?.store;
        let mut entry = None;
        let got = store.get(key, &mut |candidate| {
            if let Ok(parsed) = self.verified(bound, key, candidate)
                && parsed.header.function == bound.id
            {
                entry = Entry::describe(&parsed, settings().clock.now(), store.place(key));
            }
            // Whether to drop what does not verify is left to a call.
            Verdict::Unknown
        });
        match got {
            Ok(()) => entry,
            Err(error) => self.trouble("the store cannot be read", &error),
        }
    }

    /// Takes the entry under `key` out; whether there was one.
    pub fn invalidate(&'static self, key: &Key) -> bool {
        if !settings().mode.writes() {
            return false;
        }
        let Some(opened) = self.bound().opened else {
            return false;
        };
        let removed = opened.store.remove(key);
        // After the store, from where a call might bring it back.
        self.forget(Some(key));
        match removed {
            Ok(removed) => removed,
            Err(error) => self
                .trouble("an entry cannot be removed", &error)
                .unwrap_or(false),
        }
    }

    /// Stores `result` under `key` as if it had been computed; whether it was stored.
    pub fn precache<R, S, T>(&'static self, key: &Key, kept: Kept<S, T>, result: &R) -> bool
    where
        S: Shape<R, Stored = T>,
        T: Value,
    {
        settings().mode.writes()
            && S::stored(result).is_some_and(|value| {
                let computed = Computed {
                    part: S::PART,
                    compute_time: 0,
                    epoch: self.forget(Some(key)),
                };
                // Memory knows calls by what they ask: the next one that asks brings it there.
                self.keep(key, value, &kept, computed, None)
            })
    }

    /// Takes all entries of this function out, those of other states of its code too; how many there were.
    pub fn clear(&'static self) -> u64 {
        let bound = self.bound();
        let Some(opened) = bound.opened else {
            return 0;
        };
        let cleared = clear(opened, |parsed| parsed.header.function == bound.id);
        self.forget(None);
        cleared.unwrap_or_else(|error| {
            self.trouble("the store cannot be cleared", &error)
                .unwrap_or(0)
        })
    }

    /// Takes one result out of memory, or all; the epoch after.
    fn forget(&'static self, key: Option<&Key>) -> u64 {
        let Some(memory) = &self.bound().memory else {
            return 0;
        };
        if settings().mode.writes() {
            match key {
                Some(key) => memory.remove(key),
                None => memory.clear(),
            }
        }
        memory.epoch()
    }
}

/// Takes all entries that were stored under this namespace out of these stores; how many there were.
pub fn clear_namespace(stores: &[&'static StoreSpec], namespace: &str) -> u64 {
    let mut cleared = 0;
    for opened in stores.iter().filter_map(|spec| open::store(spec)) {
        let found = clear(opened, |parsed| {
            Meta::parse(parsed.meta).is_some_and(|meta| meta.namespaces.contains(&namespace))
        });
        match found {
            Ok(number) => cleared += number,
            Err(error) => {
                tracing::warn!(target: "rememo", namespace, %error, "a store cannot be cleared");
            }
        }
    }
    for function in functions() {
        if function.spec.namespaces.contains(&namespace) {
            function.forget(None);
        }
    }
    cleared
}

/// Takes the entries out of which `is_meant` says so; how many there were.
fn clear(opened: &Opened, is_meant: impl Fn(&Parsed<'_>) -> bool) -> Result<u64, StoreError> {
    let mut cleared = 0;
    if settings().mode.writes() {
        opened.store.scan(&mut |_, candidate| {
            // It need not verify: what is lost is only a computation.
            match parse(candidate.bytes, candidate.verified) {
                Ok(parsed) if is_meant(&parsed) => {
                    cleared += 1;
                    Visit::Remove
                }
                _ => Visit::Keep,
            }
        })?;
    }
    Ok(cleared)
}

//! What a user may ask and do about the entries of a function, by the arguments of a call.

use super::Function;
use crate::entry::{Entry, parse};
use crate::key::Key;
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
        match opened.store.remove(key) {
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
            && S::stored(result)
                .is_some_and(|value| self.keep(key, S::PART, value, kept.equal(), 0))
    }

    /// Takes all entries of this function out, those of other states of its code too; how many there were.
    pub fn clear(&'static self) -> u64 {
        let bound = self.bound();
        let Some(opened) = bound.opened.filter(|_| settings().mode.writes()) else {
            return 0;
        };
        let mut cleared = 0;
        let scanned = opened.store.scan(&mut |_, candidate| match parse(
            candidate.bytes,
            candidate.verified,
        ) {
            Ok(parsed) if parsed.header.function == bound.id => {
                cleared += 1;
                Visit::Remove
            }
            _ => Visit::Keep,
        });
        if let Err(error) = scanned {
            self.trouble::<()>("the store cannot be cleared", &error);
        }
        cleared
    }
}

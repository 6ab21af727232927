//! The one path of a call: key → lookup → verify → freshness → decode; on a miss compute → encode → compare →
//! compress → seal → put.
//!
//! Nothing of the cache is locked or borrowed while the user's function, or the user's `Serialize`, runs: remembered
//! functions call one another and themselves. A fault anywhere here is counted and logged, and the function computes.

mod keep;
mod lookup;
mod manage;
mod turn;
mod view;

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, OnceLock};
use std::time::Instant;

use crate::carry::carry;
use crate::clock::nanos;
use crate::entry::{FunctionId, function_id, meta};
use crate::key::{Asked, Key, KeyBuilder};
use crate::memory::Memory;
use crate::open::{self, Opened};
use crate::policy::Spec;
use crate::settings::{Mode, settings};
use crate::shape::{Kept, Shape, Value};
use crate::stats::{Count, Counters, FunctionStats, Stats};
use crate::sys;
use keep::Computed;
use lookup::{Lookup, Missed};
use turn::Turn;

pub use manage::clear_namespace;

/// A remembered function. Generated code holds one in a static and calls everything on it.
pub struct Function {
    spec: Spec,
    bound: OnceLock<Bound>,
    counters: Counters,
}

/// What is known of a function from its first call on.
struct Bound {
    opened: Option<&'static Opened>,
    id: FunctionId,
    meta: Vec<u8>,
    /// Decoded results, if the policy keeps some.
    memory: Option<Memory>,
}

/// Every function that was used in this process.
static FUNCTIONS: Mutex<Vec<&'static Function>> = Mutex::new(Vec::new());

/// The sum over all functions of this process.
pub(crate) fn process_stats() -> Stats {
    functions().into_iter().map(Function::stats).sum()
}

/// Adds what happened in this process to what happened in all.
pub(crate) fn tell_all() {
    functions().into_iter().for_each(Function::tell);
}

/// Every function that was used in this process.
fn functions() -> Vec<&'static Function> {
    FUNCTIONS
        .lock()
        .unwrap_or_else(|poisoned| poisoned.into_inner())
        .clone()
}

impl Function {
    /// The function of `spec`, not yet bound to a store.
    pub const fn new(spec: Spec) -> Function {
        Function {
            spec,
            bound: OnceLock::new(),
            counters: Counters::new(),
        }
    }

    /// What a call asks by, for [`call`](Self::call): its key, or what memory finds results by. `None` if the call is
    /// past the cache anyway, because it is off or an argument refuses to be serialised.
    #[inline]
    pub fn call_key(&'static self, feed: impl FnOnce(&mut KeyBuilder)) -> Option<Asked> {
        if settings().mode == Mode::Off {
            None
        } else {
            self.ask(feed)
        }
    }

    /// The key of a call, in every mode; [`Key::NONE`] if an argument refuses to be serialised.
    pub fn key(&'static self, feed: impl FnOnce(&mut KeyBuilder)) -> Key {
        self.ask(feed).map_or(Key::NONE, |asked| asked.key())
    }

    #[inline]
    fn ask(&'static self, feed: impl FnOnce(&mut KeyBuilder)) -> Option<Asked> {
        let Spec {
            fingerprint,
            version,
            ambiguous,
            ..
        } = &self.spec;
        let mut builder = KeyBuilder::new(fingerprint, *version, ambiguous);
        if let Err(panic) = guard(|| feed(&mut builder)) {
            return self.trouble("hashing an argument panicked", &panic);
        }
        match builder.finish() {
            Ok(asked) => Some(asked),
            Err(refusal) => self.trouble("an argument cannot be hashed", &refusal),
        }
    }

    /// What the function returns for the arguments behind `asked`: remembered, or computed and then remembered.
    ///
    /// A panic of `compute` passes through untouched.
    #[inline]
    pub fn call<R, S, T>(
        &'static self,
        asked: Option<Asked>,
        kept: Kept<S, T>,
        compute: impl FnOnce() -> R,
    ) -> R
    where
        S: Shape<R, Stored = T>,
        T: Value,
    {
        let Some(asked) = asked else {
            self.count_call();
            return compute();
        };
        let Some(sharing) = kept.sharing else {
            return self.seek(&asked, kept, compute);
        };
        let mut place = None;
        if settings().mode.reads()
            && self.recall(&asked, sharing, &mut place).is_some()
            && let Some(value) = carry(&mut place)
        {
            return S::result(value);
        }
        apart(|| self.seek(&asked, kept, compute))
    }

    /// What the function returns, from the store or computed.
    #[inline]
    fn seek<R, S, T>(
        &'static self,
        asked: &Asked,
        kept: Kept<S, T>,
        compute: impl FnOnce() -> R,
    ) -> R
    where
        S: Shape<R, Stored = T>,
        T: Value,
    {
        let key = asked.key();
        let missed = if settings().mode.reads() {
            match self.lookup(asked, &key, S::PART, kept.coding(), kept.sharing, false) {
                Lookup::Hit(value) => return S::result(value),
                Lookup::Miss(missed) => Some(missed),
            }
        } else {
            None
        };
        self.answer(asked, &key, &kept, missed, compute)
    }

    /// The slow half of a call: nothing was found that may be served.
    #[inline(never)]
    fn answer<R, S, T>(
        &'static self,
        asked: &Asked,
        key: &Key,
        kept: &Kept<S, T>,
        missed: Option<Missed>,
        compute: impl FnOnce() -> R,
    ) -> R
    where
        S: Shape<R, Stored = T>,
        T: Value,
    {
        let look = || self.lookup(asked, key, S::PART, kept.coding(), kept.sharing, true);
        let mut lead = match self.turn(key, look) {
            Turn::Got(value) => return S::result(value),
            Turn::Compute(lead) => lead,
        };
        if let Some(missed) = missed {
            self.count_miss(missed);
        }
        self.count_call();
        let epoch = self.bound().memory.as_ref().map_or(0, Memory::epoch);
        let start = Instant::now();
        let result = compute();
        let took = start.elapsed();
        if settings().mode.writes()
            && took >= self.spec.min_compute
            && let Some(value) = S::stored(&result)
        {
            let computed = Computed {
                part: S::PART,
                compute_time: nanos(took),
                epoch,
            };
            if self.keep(key, value, kept, computed, Some(asked))
                && let Some(lead) = &mut lead
            {
                lead.stored();
            }
        }
        // Others need not wait for this.
        drop(lead);
        self.tell();
        result
    }

    /// The function's counts in this process.
    pub fn stats(&'static self) -> FunctionStats {
        self.counters.stats()
    }

    /// Adds what happened here to what happened in all processes.
    #[cold]
    pub(crate) fn tell(&'static self) {
        let bound = self.bound();
        if settings().mode.writes()
            && let Some(local) = bound.opened.and_then(|opened| opened.local)
            && let Some(untold) = self.counters.untold()
        {
            local.count_all(&bound.id, self.spec.path, &untold);
        }
    }

    #[cold]
    fn count_call(&'static self) {
        self.bound();
        self.counters.add(Count::Computed, 1);
    }

    #[inline]
    fn bound(&'static self) -> &'static Bound {
        self.bound.get_or_init(|| {
            let mut functions = FUNCTIONS
                .lock()
                .unwrap_or_else(|poisoned| poisoned.into_inner());
            if functions.is_empty() {
                // The hits of a process that makes few are told at its end.
                sys::at_exit(at_exit);
            }
            functions.push(self);
            drop(functions);
            let Spec {
                path,
                namespaces,
                store,
                memory,
                ..
            } = self.spec;
            Bound {
                // Without the cache not even its folder is made.
                opened: if settings().mode == Mode::Off {
                    None
                } else {
                    open::store(store)
                },
                id: function_id(path),
                meta: meta::bytes(path, namespaces),
                memory: (memory > 0).then(|| Memory::new(memory)),
            }
        })
    }

    /// Counts and logs a fault of the cache. A flood of them is logged ever more rarely.
    #[cold]
    fn trouble<T>(&'static self, what: &str, error: &dyn std::fmt::Display) -> Option<T> {
        self.counters.add(Count::Troubles, 1);
        if self.counters.total(Count::Troubles).is_power_of_two() {
            tracing::warn!(target: "rememo", function = self.spec.path, %error, "{what}");
        } else {
            tracing::debug!(target: "rememo", function = self.spec.path, %error, "{what}");
        }
        None
    }
}

/// Does what is rarely done, out of the way of the rest.
#[cold]
#[inline(never)]
fn apart<R>(work: impl FnOnce() -> R) -> R {
    work()
}

/// Runs when the process exits; other threads may be anywhere.
extern "C" fn at_exit() {
    // Who holds the list now holds it for a moment only, but might be a thread that is no more.
    let functions = FUNCTIONS.try_lock().map(|functions| functions.clone());
    // A panic must not leave a function that C calls.
    let _ = guard(|| functions.into_iter().flatten().for_each(Function::tell));
}

/// Runs the user's `Serialize`, `Deserialize` or `PartialEq`: a panic there is a fault of the cache's making, since
/// the function itself would not have called it.
#[inline]
fn guard<R>(work: impl FnOnce() -> R) -> Result<R, String> {
    // Whatever the work was about is dropped with the panic; nothing half-done is looked at afterwards.
    catch_unwind(AssertUnwindSafe(work)).map_err(message)
}

/// What a panic said.
#[cold]
fn message(panic: Box<dyn Any + Send>) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "no message".to_owned())
}

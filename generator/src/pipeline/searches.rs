//! The fingerprints of all functions; where nothing is left of a last build, on two threads.
//!
//! Each thread searches in a program of its own, the second in a twin of the first (`resolve/twin.rs`). They take functions
//! from the two ends of the list, and tell each other what walks came to, which is most of the work. After an edit the
//! searches take less time than a twin would.

use crate::manifest::Closure;
use crate::parse::deep_thread;
use crate::plan::{Fingerprint, NotFound, Request};
use crate::reach::{Findings, Known, Shared};
use crate::resolve::{Options, Program};
use std::ops::Range;
use std::panic::resume_unwind;
use std::sync::mpsc::Sender;
use std::sync::{Mutex, PoisonError};
use std::thread;

/// A function whose fingerprint is asked for, and what it was in the last build.
pub(super) type Wanted = (Request, Option<[u8; 32]>);

/// What a function in another state than before covers now, by its place in the list.
pub(super) type Changed = (usize, Closure);

/// The fingerprint of a function.
pub(super) type Answer = Result<Fingerprint, NotFound>;

/// What a second thread found.
struct Others {
    /// By place in the list.
    answers: Vec<(usize, Answer)>,
    found: Findings,
    /// Notes for the next build.
    notes: Vec<([u8; 32], Vec<u8>)>,
}

/// The fingerprints of all functions, in order, and kept for the next build; those in another state are told of as soon
/// as they are found.
pub(super) fn all(
    program: &Program,
    options: impl FnOnce() -> Options,
    wanted: &[Wanted],
    changed: &Sender<Changed>,
) -> Vec<Answer> {
    let open = Mutex::new(0..wanted.len());
    let shared = Shared::default();
    let threads = || thread::available_parallelism().map_or(1, usize::from);
    let two = wanted.len() > 1 && program.change().all && threads() > 1;
    let seed = two.then(|| program.seed(options()));
    let take = |end: fn(&mut Range<usize>) -> Option<usize>| {
        // A range that someone left is whole.
        end(&mut open.lock().unwrap_or_else(PoisonError::into_inner))
    };
    let search = |program: &Program, known: &Known<'_>, end| {
        let mut answers = Vec::new();
        while let Some(at) = take(end)
            && let Some((request, last)) = wanted.get(at)
        {
            let found = program.fingerprint_since(known, request, *last);
            let told = found.map(|(fingerprint, closure)| {
                if let Some(new) = closure {
                    // Nobody listens only if the thread that does panicked, which is met where it is waited for.
                    let _ = changed.send((at, new));
                }
                fingerprint
            });
            answers.push((at, told));
        }
        answers
    };
    thread::scope(|scope| {
        let other = seed.as_ref().and_then(|seed| {
            let (search, shared) = (&search, &shared);
            let work = move || {
                let twin = seed.grow()?;
                let known = Known::sharing(&twin, shared);
                let answers = search(&twin, &known, Range::next_back);
                let found = known.found();
                drop(known);
                Some(Others {
                    answers,
                    found,
                    notes: twin.into_notes(),
                })
            };
            deep_thread(scope, work)
        });
        let known = match two {
            true => Known::sharing(program, &shared),
            false => Known::new(program),
        };
        let mut answers = search(program, &known, Range::next);
        let others = other.map(|other| other.join().unwrap_or_else(|panic| resume_unwind(panic)));
        if let Some(others) = others.flatten() {
            answers.extend(others.answers);
            known.join(others.found);
            program.keep_notes(others.notes);
        }
        known.save();
        answers.sort_unstable_by_key(|(at, _)| *at);
        answers.into_iter().map(|(_, answer)| answer).collect()
    })
}

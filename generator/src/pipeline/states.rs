//! The state of each function's code, and what became of the state that the last build left: the re-keyed are told, and
//! what they cover is kept for the next build.

use super::faults::Faults;
use super::listing::{self, Broken};
use super::searches::{self, Wanted};
use super::{Setup, without_cache};
use crate::check::Remembered;
use crate::config::Listed;
use crate::diagnostic::{Diagnostic, Mistake, Place};
use crate::emit::Planned;
use crate::history::History;
use crate::manifest::Closure;
use crate::plan::{Depend, Fingerprint, Request, Unkeyed};
use crate::report::Rekeyed;
use crate::resolve::Program;
use crate::why::why;
use std::collections::BTreeMap;
use std::panic::resume_unwind;
use std::path::PathBuf;
use std::sync::mpsc;
use std::thread;

/// What was found of the functions' states.
#[derive(Default)]
pub(super) struct States {
    /// The functions with their fingerprints.
    pub(super) planned: Vec<Planned>,
    /// Those that are in another state than the last build left them in.
    pub(super) rekeyed: Vec<Rekeyed>,
    /// The manifests to keep.
    pub(super) kept: Vec<(PathBuf, Vec<u8>)>,
}

/// The state of each function's code; what had to be taken in wider is warned of.
pub(super) fn of(
    program: &Program,
    setup: &Setup,
    functions: Vec<Remembered>,
    broken: &mut Vec<Broken>,
    faults: &mut Faults<'_>,
) -> States {
    let history = &History::of(&setup.out_dir);
    let wanted: Vec<Wanted> = functions
        .iter()
        .map(|remembered| {
            let request = request(&remembered.listed, setup);
            let last = history.fingerprint(&request.path.to_string());
            (request, last)
        })
        .collect();
    let mut states = States::default();
    // To read what the last build covered and to tell what became of it is no part of the searches, which go on
    // meanwhile.
    thread::scope(|scope| {
        let (changed, to_tell) = mpsc::channel();
        let tell = move || {
            let all = to_tell.iter();
            all.map(|(at, new)| (at, told(history, &new))).collect()
        };
        let teller = scope.spawn(tell);
        let answers = searches::all(program, || without_cache(setup), &wanted, &changed);
        drop(changed);
        for (remembered, answer) in functions.into_iter().zip(answers) {
            let fingerprint = match answer {
                Ok(found) => found,
                Err(not_found) => {
                    listing::missing(&remembered.listed, not_found, broken, faults);
                    continue;
                }
            };
            warn(&fingerprint, faults);
            states.planned.push(Planned {
                remembered,
                fingerprint,
            });
        }
        // By their places in the list, which two threads may have taken from both ends.
        let all: BTreeMap<usize, Told> = teller.join().unwrap_or_else(|panic| resume_unwind(panic));
        for (rekeyed, files) in all.into_values() {
            states.rekeyed.extend(rekeyed);
            states.kept.extend(files);
        }
    });
    states
}

/// What is told of a function in a new state, and the manifests to keep.
type Told = (Option<Rekeyed>, Vec<(PathBuf, Vec<u8>)>);

fn told(history: &History, new: &Closure) -> Told {
    let renewed = history.renew(new);
    let rekeyed = renewed.old.map(|old| Rekeyed {
        function: new.root.clone(),
        reasons: why(&old, new),
        back: renewed.back,
    });
    (rekeyed, renewed.files)
}

fn warn(fingerprint: &Fingerprint, faults: &mut Faults<'_>) {
    for widened in &fingerprint.warnings {
        let mistake = Mistake::Widened {
            what: widened.message.clone(),
            what_to_do: widened.help.clone().unwrap_or_default(),
        };
        let fault = Diagnostic {
            place: widened.place.clone(),
            ..Diagnostic::of(&mistake)
        };
        // What several functions share is told once.
        if !faults.list().contains(&fault) {
            faults.add(fault);
        }
    }
}

/// The fingerprint that cache.toml and build.rs ask for.
pub(super) fn request(listed: &Listed, setup: &Setup) -> Request {
    let policy = &listed.policy;
    let exempt = policy.exempt.iter();
    Request {
        path: listed.path.clone(),
        level: policy.fingerprint,
        depends: policy
            .depends
            .iter()
            .cloned()
            .chain(of_all(setup))
            .collect(),
        exempt: exempt
            .map(|item| (item.value.clone(), item.place.clone()))
            .collect(),
        inputs: policy.inputs,
        unkeyed: Unkeyed::These(
            policy
                .ignore
                .iter()
                .map(|name| name.value.clone())
                .collect(),
        ),
        wrapped: true,
    }
}

/// What build.rs made part of every function's code.
fn of_all(setup: &Setup) -> impl Iterator<Item = (Depend, Place)> {
    setup.depends_on.iter().map(|path| {
        (
            Depend::Files(path.to_string_lossy().into_owned()),
            Place::whole(&setup.manifest),
        )
    })
}

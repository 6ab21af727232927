//! The state of each function's code, and what became of the state that the last build left: the re-keyed are told, and
//! what they cover is kept for the next build.

use super::Setup;
use super::faults::Faults;
use super::listing::{self, Broken};
use crate::check::Remembered;
use crate::config::Listed;
use crate::diagnostic::{Diagnostic, Mistake, Place};
use crate::emit::Planned;
use crate::history::History;
use crate::plan::{Depend, Fingerprint, Request, Unkeyed};
use crate::reach::Known;
use crate::report::Rekeyed;
use crate::resolve::Program;
use crate::why::why;
use std::path::PathBuf;

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
    let history = History::of(&setup.out_dir);
    let known = Known::new(program);
    let mut states = States::default();
    for remembered in functions {
        let request = request(&remembered.listed, setup);
        let path = request.path.to_string();
        let last = history.fingerprint(&path);
        let (fingerprint, closure) = match program.fingerprint_since(&known, &request, last) {
            Ok(found) => found,
            Err(not_found) => {
                listing::missing(&remembered.listed, not_found, broken, faults);
                continue;
            }
        };
        if let Some(new) = closure {
            let renewed = history.renew(&new);
            states.kept.extend(renewed.files);
            if let Some(old) = renewed.old {
                states.rekeyed.push(Rekeyed {
                    function: path,
                    reasons: why(&old, &new),
                    back: renewed.back,
                });
            }
        }
        warn(&fingerprint, faults);
        states.planned.push(Planned {
            remembered,
            fingerprint,
        });
    }
    known.save();
    states
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

//! The whole story: cache.toml + sources → found → checked → fingerprinted → emitted.

mod faults;
mod features;
mod listing;
mod writing;

use crate::check::{self, Remembered};
use crate::diagnostic::{Diagnostic, Mistake, Place};
use crate::emit::Planned;
use crate::output::Output;
use crate::package::Variables;
use crate::parse::on_deep_stack;
use crate::plan::{Depend, Request};
use crate::report::{Error, Report};
use crate::resolve::{Options, Program};
use faults::Faults;
use std::path::PathBuf;

/// What a run starts from.
#[derive(Clone, Debug)]
pub(crate) struct Setup {
    /// The manifest of the package.
    pub(crate) manifest: PathBuf,
    /// The folder to write `rememo/*.rs` to.
    pub(crate) out_dir: PathBuf,
    /// The cache.toml, if it is not to be looked for.
    pub(crate) config: Option<PathBuf>,
    /// What the build script sets for conditional compilation.
    pub(crate) cfgs: Vec<(String, Option<String>)>,
    /// Files that belong to the code of every function.
    pub(crate) depends_on: Vec<PathBuf>,
    /// The environment.
    pub(crate) variables: Variables,
}

/// Runs the story on a stack that is deep enough for any source. A mistake of our own becomes an error.
pub(crate) fn run(setup: &Setup) -> Result<(Report, Output), Error> {
    let told = std::panic::catch_unwind(|| on_deep_stack(|| story(setup)));
    told.unwrap_or_else(|panic| Err(Error::Internal(faults::said(&*panic))))
}

fn story(setup: &Setup) -> Result<(Report, Output), Error> {
    let program = load(setup)?;
    let mut faults = Faults::new(&program);
    let (file, config) = listing::read(&program, setup, &mut faults);
    features::check(&program, &config.needs, &mut faults);
    let listed = listing::mine(&program, config.functions, &mut faults);
    let (functions, mut broken) = listing::find(&program, listed, &mut faults);
    check::wrappers(&functions, faults.list());
    listing::one_root_each(&program, &functions, &mut faults);
    faults.stop_if_any()?;

    let folders = program.sources.folders();
    let planned = fingerprint(&program, setup, functions, &mut broken, &mut faults);
    faults.stop_if_any()?;

    let emitted = writing::Emitted {
        config: file,
        store: config.store,
        planned,
        broken,
    };
    writing::output(&program, setup, &emitted, &folders, &faults)
}

fn load(setup: &Setup) -> Result<Program, Error> {
    let options = Options {
        manifest: setup.manifest.clone(),
        variables: setup.variables.clone(),
        cfgs: setup.cfgs.clone(),
        examples: Vec::new(),
        config: setup
            .config
            .as_ref()
            .and_then(|path| Some(setup.manifest.parent()?.join(path))),
        cache: std::fs::read(writing::kept_file(&setup.out_dir)).ok(),
    };
    Program::load(&options).map_err(|error| faults::trouble(error.to_string()))
}

/// The state of each function's code; what had to be taken in wider is warned of.
fn fingerprint(
    program: &Program,
    setup: &Setup,
    functions: Vec<Remembered>,
    broken: &mut Vec<listing::Broken>,
    faults: &mut Faults<'_>,
) -> Vec<Planned> {
    let of_all = setup.depends_on.iter().map(|path| {
        (
            Depend::Files(path.to_string_lossy().into_owned()),
            Place::whole(&setup.manifest),
        )
    });
    let of_all: Vec<(Depend, Place)> = of_all.collect();
    let request = |remembered: &Remembered| {
        let policy = remembered.policy();
        let exempt = policy
            .exempt
            .iter()
            .map(|item| (item.value.clone(), item.place.clone()));
        Request {
            path: remembered.listed.path.clone(),
            level: policy.fingerprint,
            depends: policy.depends.iter().chain(&of_all).cloned().collect(),
            exempt: exempt.collect(),
            inputs: policy.inputs,
        }
    };
    let requests: Vec<Request> = functions.iter().map(request).collect();
    let found = program.fingerprints(&requests);
    let mut planned = Vec::new();
    for (remembered, found) in functions.into_iter().zip(found) {
        let fingerprint = match found {
            Ok(fingerprint) => fingerprint,
            Err(not_found) => {
                listing::missing(&remembered.listed, not_found, broken, faults);
                continue;
            }
        };
        for widened in &fingerprint.warnings {
            let mistake = Mistake::Widened {
                what: widened.message.clone(),
                what_to_do: widened.help.clone().unwrap_or_default(),
            };
            faults.add(Diagnostic {
                place: widened.place.clone(),
                ..Diagnostic::of(&mistake)
            });
        }
        planned.push(Planned {
            remembered,
            fingerprint,
        });
    }
    planned
}

//! The whole story: cache.toml + sources → found → checked → fingerprinted → emitted.

mod asked;
mod faults;
mod features;
mod listing;
mod searches;
mod states;
mod writing;

pub(crate) use asked::closure;
pub(crate) use writing::QUIET;

use crate::check;
use crate::output::Output;
use crate::package::Variables;
use crate::parse::on_deep_stack;
use crate::report::{Error, Report};
use crate::resolve::{Options, Program};
use faults::Faults;
use std::mem::ManuallyDrop;
use std::path::PathBuf;
use std::sync::Arc;

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
    /// Whether cargo is not to be told of what was re-keyed.
    pub(crate) quiet: bool,
}

/// Runs the story on a stack that is deep enough for any source. A mistake of our own becomes an error.
pub(crate) fn run(setup: &Setup) -> Result<(Report, Output), Error> {
    let told = std::panic::catch_unwind(|| on_deep_stack(|| story(setup)));
    told.unwrap_or_else(|panic| Err(Error::Internal(faults::said(&*panic))))
}

fn story(setup: &Setup) -> Result<(Report, Output), Error> {
    // A build script ends here: to take the program apart would be a fortieth of what an edit costs.
    let program = ManuallyDrop::new(load(setup)?);
    let mut faults = Faults::new(&program);
    let (file, config) = listing::read(&program, setup, &mut faults);
    features::check(&program, &config.needs, &mut faults);
    let listed = listing::mine(&program, config.functions, &mut faults);
    let (functions, mut broken) = listing::find(&program, listed, &mut faults);
    check::wrappers(&functions, faults.list());
    listing::one_root_each(&program, &functions, &mut faults);
    faults.stop_if_any()?;

    let folders = program.sources.folders();
    let states = states::of(&program, setup, functions, &mut broken, &mut faults);
    faults.stop_if_any()?;

    let emitted = writing::Emitted {
        config: file,
        store: config.store,
        planned: states.planned,
        broken,
        rekeyed: states.rekeyed,
        kept: states.kept,
    };
    writing::output(&program, setup, &emitted, &folders, &faults)
}

fn load(setup: &Setup) -> Result<Program, Error> {
    Program::load(&options(setup)).map_err(|error| faults::trouble(error.to_string()))
}

fn options(setup: &Setup) -> Options {
    Options {
        cache: std::fs::read(writing::kept_file(&setup.out_dir))
            .ok()
            .map(Arc::new),
        ..without_cache(setup)
    }
}

/// The same, with nothing of the last build.
fn without_cache(setup: &Setup) -> Options {
    Options {
        manifest: setup.manifest.clone(),
        variables: setup.variables.clone(),
        cfgs: setup.cfgs.clone(),
        examples: Vec::new(),
        config: setup
            .config
            .as_ref()
            .and_then(|path| Some(setup.manifest.parent()?.join(path))),
        cache: None,
    }
}

//! The builder that a build script sets up, and what it prints.

use crate::closure::ClosureError;
use crate::history::Setting;
use crate::output::Output;
use crate::package::Variables;
use crate::pipeline::{self, Setup};
use crate::plan::Level;
use crate::report::{Asked, Error, Report};
use std::path::{Path, PathBuf};

/// Generates the wrappers of the package that is being built: `Generator::new().generate()`.
pub fn generate() {
    Generator::new().generate();
}

/// Sets up and runs the generator.
///
/// ```no_run
/// rememo_build::Generator::new()
///     .cfg("tokio_unstable", None)
///     .depends_on("schema/orders.sql")
///     .generate();
/// ```
#[derive(Clone, Debug, Default)]
pub struct Generator {
    config: Option<PathBuf>,
    cfgs: Vec<(String, Option<String>)>,
    depends_on: Vec<PathBuf>,
    manifest: Option<PathBuf>,
    out_dir: Option<PathBuf>,
    variables: Option<Variables>,
    quiet: bool,
}

impl Generator {
    /// A generator as build scripts want it: cargo's environment says where to read and write.
    pub fn new() -> Generator {
        Generator::default()
    }

    /// Reads this file. Without it: the cache.toml beside the manifest, and only if there is none the one at the
    /// workspace's root. A relative path starts at the manifest's folder.
    pub fn config(mut self, path: impl Into<PathBuf>) -> Generator {
        self.config = Some(path.into());
        self
    }

    /// Tells of a `--cfg` that the build script itself sets: bare with `None`, else with a value.
    pub fn cfg<'v>(mut self, name: &str, value: impl Into<Option<&'v str>>) -> Generator {
        self.cfgs
            .push((name.to_owned(), value.into().map(str::to_owned)));
        self
    }

    /// Makes files part of the code of every listed function, as `depends = ["file:…"]` does for one. A pattern
    /// may have `*` and `?`; a relative path starts at the manifest's folder.
    pub fn depends_on(mut self, path: impl Into<PathBuf>) -> Generator {
        self.depends_on.push(path.into());
        self
    }

    /// The manifest to start from, in place of that of the package being built. For use outside a build script.
    pub fn manifest_path(mut self, path: impl Into<PathBuf>) -> Generator {
        self.manifest = Some(path.into());
        self
    }

    /// The folder to write to, in place of `OUT_DIR`. For use outside a build script.
    pub fn out_dir(mut self, path: impl Into<PathBuf>) -> Generator {
        self.out_dir = Some(path.into());
        self
    }

    /// The environment, in place of this process's.
    pub fn variables(mut self, variables: impl IntoIterator<Item = (String, String)>) -> Generator {
        self.variables = Some(variables.into_iter().collect());
        self
    }

    /// Does not tell cargo what was re-keyed. Otherwise a build that finds a function in another state than the build
    /// before left it in says so in one line a function, as a warning, and why; cargo repeats it until the script runs
    /// again. The environment variable `REMEMO_QUIET` does the same for every package; `0` or nothing is not quiet.
    pub fn quiet(mut self) -> Generator {
        self.quiet = true;
        self
    }

    /// A generator set up as the last build with this `OUT_DIR` was: its cfgs, files and features, its target and
    /// profile. None if no build has kept them there. For use outside a build script.
    pub fn of_last_build(out_dir: impl Into<PathBuf>) -> Option<Generator> {
        let out_dir = out_dir.into();
        let setting = Setting::read(&out_dir)?;
        let mut variables = environment();
        // What is not set there is not to be taken from here.
        for name in Setting::deciding(&variables).keys() {
            variables.remove(name);
        }
        variables.extend(setting.variables);
        let out = out_dir.to_str().map(str::to_owned);
        variables.extend(out.map(|out| ("OUT_DIR".to_owned(), out)));
        Some(Generator {
            config: setting.config,
            cfgs: setting.cfgs,
            depends_on: setting.depends_on,
            out_dir: Some(out_dir),
            variables: Some(variables),
            ..Generator::new()
        })
    }

    /// What the fingerprint of a function covers. Of one that cache.toml lists: as the next build would see it, unless
    /// another `level` is asked for. Of any other: at that level, or all it can reach.
    ///
    /// # Errors
    /// The package cannot be read, or has no such function.
    pub fn closure(self, path: &str, level: Option<Level>) -> Result<Asked, ClosureError> {
        let out_dir = self.out_dir.clone().unwrap_or_default();
        let setup = self.out_dir(out_dir).setup();
        let setup = setup.map_err(|error| ClosureError::Path(error.to_string()))?;
        pipeline::closure(&setup, path, level)
    }

    /// Generates the wrappers and tells cargo when to run again. Mistakes are printed, all at once, and end the
    /// process with status 1.
    pub fn generate(self) {
        // A mistake of our own ends as an error too; where it was is all that helps.
        std::panic::set_hook(Box::new(|panic| {
            if let Some(place) = panic.location() {
                eprintln!("rememo: internal mistake at {place}");
            }
        }));
        if let Err(error) = self.try_generate() {
            // cargo shows this under "--- stderr". `cargo::error` would show it a second time, on one line.
            eprintln!("\n{error}");
            std::process::exit(1);
        }
    }

    /// Generates the wrappers and tells what was done. Prints cargo's directives, and nothing on an error: a
    /// script that failed is run again anyway.
    pub fn try_generate(self) -> Result<Report, Error> {
        let (report, output) = self.plan()?;
        output
            .write()
            .map_err(|(path, source)| Error::Write { path, source })?;
        print!("{}", output.directives());
        Ok(report)
    }

    /// Tells what [`try_generate`](Generator::try_generate) would, and neither writes nor prints.
    pub fn inspect(self) -> Result<Report, Error> {
        self.plan().map(|(report, _)| report)
    }

    fn plan(self) -> Result<(Report, Output), Error> {
        pipeline::run(&self.setup()?)
    }

    fn setup(self) -> Result<Setup, Error> {
        let variables = self.variables.unwrap_or_else(environment);
        let folder = |given: Option<PathBuf>, name: &'static str, file: &str| match given {
            Some(path) => Ok(path),
            None => match variables.get(name) {
                Some(folder) => Ok(Path::new(folder).join(file)),
                None => Err(Error::NotABuildScript(name)),
            },
        };
        let loud = |value: &String| value.is_empty() || value == "0";
        let quiet = variables
            .get(pipeline::QUIET)
            .is_some_and(|value| !loud(value));
        Ok(Setup {
            manifest: folder(self.manifest, "CARGO_MANIFEST_DIR", "Cargo.toml")?,
            out_dir: folder(self.out_dir, "OUT_DIR", "")?,
            config: self.config,
            cfgs: self.cfgs,
            depends_on: self.depends_on,
            quiet: self.quiet || quiet,
            variables,
        })
    }
}

/// This process's environment, as far as it is text.
fn environment() -> Variables {
    let text = |(name, value): (std::ffi::OsString, std::ffi::OsString)| {
        Some((name.into_string().ok()?, value.into_string().ok()?))
    };
    std::env::vars_os().filter_map(text).collect()
}

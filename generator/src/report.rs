//! What a run of the generator tells its caller: a report, or why there is none.

use crate::diagnostic::Diagnostic;
use crate::manifest::Closure;
use crate::why::Reason;
use std::fmt;
use std::io;
use std::path::PathBuf;

/// Reasons that a line names.
const MOST_REASONS: usize = 2;

/// What was generated, and from what.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Report {
    /// The cache.toml that was read; none if there is none.
    pub config: Option<PathBuf>,
    /// The functions that have a wrapper, by their paths.
    pub functions: Vec<Function>,
    /// Listed functions that have none, because a source on the way to them does not parse.
    pub broken: Vec<String>,
    /// The wrappers' files, one for each crate of the package.
    pub files: Vec<PathBuf>,
    /// Every file that was read; a change to one of them asks for another run.
    pub watched: Vec<PathBuf>,
    /// All warnings, each as one line. cargo is given the first of them.
    pub warnings: Vec<String>,
    /// The functions that are in another state than the last build with this `OUT_DIR` left them in.
    pub rekeyed: Vec<Rekeyed>,
}

/// What was found of one function that was asked for.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Asked {
    /// What its fingerprint covers.
    pub closure: Closure,
    /// Whether cache.toml lists it.
    pub listed: bool,
    /// Name of its package, which names the store's default folder.
    pub package: String,
    /// The store's folder, if cache.toml names one.
    pub store_dir: Option<String>,
}

/// A function whose fingerprint changed: what was remembered of it before is not found any more. Shown as one line.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Rekeyed {
    /// Its path, as cache.toml has it.
    pub function: String,
    /// Why, what says most first.
    pub reasons: Vec<Reason>,
    /// Whether it is in the state again that it was in before it was last re-keyed: results of then count again.
    pub back: bool,
}

impl fmt::Display for Rekeyed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let told = self.reasons.iter().take(MOST_REASONS).map(Reason::brief);
        let told: Vec<String> = told.collect();
        let back = match self.back {
            true => ", back to its state before",
            false => "",
        };
        let told = told.join("; ");
        write!(f, "rememo: {} is re-keyed{back}: {told}", self.function)?;
        match self.reasons.len().saturating_sub(MOST_REASONS) {
            0 => Ok(()),
            more => write!(f, "; and {more} more"),
        }
    }
}

/// A function that is remembered.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Function {
    /// Its path, as cache.toml has it.
    pub path: String,
    /// Path of its wrapper below the module that includes the wrappers: `report::cached_monthly`.
    pub wrapper: String,
    /// How it is remembered: what differs from the defaults, in words.
    pub policy: Vec<String>,
    /// The state of its code.
    pub fingerprint: [u8; 32],
    /// Number of items that the fingerprint covers.
    pub covered: usize,
    /// Patterns of items that the fingerprint leaves out because cache.toml exempts them.
    pub exempt: Vec<String>,
    /// Warnings about this function, each as one line.
    pub warnings: Vec<String>,
    /// The file its wrapper is in.
    pub file: PathBuf,
}

/// Why nothing was generated.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The user's mistakes, all of them, sorted by place.
    #[error("{shown}")]
    Mistakes {
        /// Each with its place.
        mistakes: Vec<Diagnostic>,
        /// The same as text: `file:line:col`, the source line and what to do.
        shown: String,
    },
    /// A variable that cargo sets for build scripts is not there.
    #[error(
        "{0} is not set: call rememo_build from build.rs, or say by `manifest_path` and `out_dir` where to read and write"
    )]
    NotABuildScript(&'static str),
    /// A wrappers' file cannot be written.
    #[error("cannot write {}: {source}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A mistake of rememo's own.
    #[error("rememo itself failed: {0}; please report it, with the function it was about")]
    Internal(String),
}

//! What can be asked on the command line.

use clap::{Args, Parser, Subcommand, ValueEnum};
use rememo_build::plan::Level;
use std::path::PathBuf;

/// Asks and manages what rememo remembers.
#[derive(Debug, Parser)]
#[command(name = "cargo rememo", bin_name = "cargo rememo", version, about)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// Lists the functions of cache.toml: wrapper, policy, fingerprint, warnings, generated file
    List(List),
    /// Prints the fingerprint of any function, in hex; no cache.toml is needed
    Fingerprint(Fingerprint),
    /// Lists what the fingerprint of a function covers
    Closure(Closure),
    /// Tells why a function is re-keyed, what changed and what that strands; exits with 1 if it is
    Why(Why),
}

/// Which package is meant.
#[derive(Debug, Args)]
pub(crate) struct Where {
    /// Manifest of the package; the nearest Cargo.toml upwards unless told
    #[arg(long, value_name = "FILE")]
    pub(crate) manifest_path: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct List {
    #[command(flatten)]
    pub(crate) package: Where,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct Fingerprint {
    /// The function, as `my_app::report::monthly`; one that cache.toml does not list is taken to have all its arguments in
    /// the key
    pub(crate) path: String,
    #[command(flatten)]
    pub(crate) package: Where,
    /// How much of the code it covers; as cache.toml says if it lists the function, else its closure
    #[arg(long, value_enum)]
    pub(crate) level: Option<Covers>,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct Closure {
    /// The function, as `my_app::report::monthly`; one that cache.toml does not list is taken to have all its arguments in
    /// the key
    pub(crate) path: String,
    #[command(flatten)]
    pub(crate) package: Where,
    /// How much of the code it covers; as cache.toml says if it lists the function, else its closure
    #[arg(long, value_enum)]
    pub(crate) level: Option<Covers>,
    /// How to print
    #[arg(long, value_enum, default_value_t = Drawn::Text)]
    pub(crate) format: Drawn,
}

#[derive(Debug, Args)]
pub(crate) struct Why {
    /// The function, as `my_app::report::monthly`
    pub(crate) path: String,
    #[command(flatten)]
    pub(crate) package: Where,
    /// Compare with a git revision instead of the last build: a commit, tag or branch
    #[arg(long, value_name = "REV")]
    pub(crate) since: Option<String>,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

/// How to print what may also be drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Drawn {
    /// For people
    Text,
    /// For programs
    Json,
    /// A graph for graphviz: `… --format dot | dot -Tsvg`
    Dot,
}

/// How to print.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Text,
    /// For programs
    Json,
}

/// How much of the code a fingerprint covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Covers {
    /// The function's own source
    Function,
    /// All it can reach
    Closure,
    /// Its whole crate
    Crate,
    /// The whole workspace
    Workspace,
}

impl From<Covers> for Level {
    fn from(covers: Covers) -> Level {
        match covers {
            Covers::Function => Level::Function,
            Covers::Closure => Level::Closure,
            Covers::Crate => Level::Crate,
            Covers::Workspace => Level::Workspace,
        }
    }
}

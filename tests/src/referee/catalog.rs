//! The crates that fingerprints are judged on, as listed in `tests/referee/crates.toml`.
//!
//! All that is special about a crate is there; the referee's code knows none of them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::Result;

/// One crate, and a program that calls it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subject {
    /// The package's name.
    pub name: String,
    /// Its exact version.
    pub version: String,
    /// The features the program asks for, beside the default ones.
    #[serde(default)]
    pub features: Vec<String>,
    /// Whether the program keeps the default features.
    #[serde(default = "yes")]
    pub default_features: bool,
    /// Features to switch on or off as edits.
    #[serde(default)]
    pub toggle: Vec<String>,
    /// Dependencies of the program that it never calls, with their releases.
    #[serde(default)]
    pub beside: BTreeMap<String, String>,
    /// Releases to move a dependency to, as edits of the lock file.
    #[serde(default)]
    pub bump: Vec<Bump>,
    /// The functions of the program to judge.
    pub root: Vec<Root>,
    /// Path of the program's source, filled in by [`read`].
    #[serde(skip)]
    pub program: PathBuf,
    /// Where the crate lies when it is not to be asked from the registry.
    #[serde(skip)]
    pub local: Option<PathBuf>,
}

/// The name that a crate's own default features get where the program asks for others.
pub const ITS_DEFAULT: &str = "its-default";

impl Subject {
    /// Whether the program takes the crate's features as they are.
    pub fn asks_plainly(&self) -> bool {
        self.default_features && self.features.is_empty()
    }

    /// What the program's dependency says to ask for the crate's default features, or not, and for others.
    ///
    /// Where the program does not ask plainly, the copy's default list is what it asks for, and the list that the
    /// crate came with is named [`ITS_DEFAULT`]: with `default-features` alone an edit would switch nothing.
    pub fn asks(&self, default: bool, features: &[String]) -> String {
        match self.asks_plainly() {
            true => format!("default-features = {default}, features = {features:?}"),
            false => format!(
                "default-features = false, features = {:?}",
                self.asked(default, features)
            ),
        }
    }

    /// The features themselves, where the program does not ask plainly.
    pub(super) fn asked(&self, default: bool, features: &[String]) -> Vec<String> {
        let own = default.then(|| ITS_DEFAULT.to_owned());
        own.into_iter().chain(features.iter().cloned()).collect()
    }
}

/// A function of the program.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Root {
    /// Its name; the program holds it as `#[unsafe(no_mangle)] #[inline(never)] pub fn`.
    pub name: String,
    /// A function of the crate itself to judge as well, as `crate::path::function`.
    pub calls: Option<String>,
}

/// A dependency's other release.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bump {
    /// The dependency's name.
    pub package: String,
    /// The release to move it to.
    pub to: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Catalog {
    #[serde(rename = "crate")]
    crates: Vec<Subject>,
}

fn yes() -> bool {
    true
}

/// Reads a catalog; each crate's program is `programs/NAME.rs` beside it.
pub fn read(file: &Path) -> Result<Vec<Subject>> {
    let text =
        std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let mut catalog: Catalog =
        toml::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))?;
    let programs = file.parent().unwrap_or(Path::new(".")).join("programs");
    for subject in &mut catalog.crates {
        subject.program = programs.join(format!("{}.rs", subject.name));
    }
    Ok(catalog.crates)
}

/// The catalog that the full run uses.
pub fn default_file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("referee/crates.toml")
}

//! A function under judgement, and all that is known of it in one state of the sources.

use std::path::{Path, PathBuf};

use blake3::Hash;

use super::Result;
use super::catalog::Subject;
use super::fingerprinter::Fingerprinter;
use super::graph::{IrGraph, Reach};
use super::scratch::{Built, PROGRAM, Scratch};
use super::sources::{Sources, Unit};

/// A function whose fingerprint is judged.
#[derive(Debug, Clone)]
pub struct Target {
    /// The path that the fingerprint is asked for.
    pub path: String,
    /// The manifest of the package that it is asked of.
    pub manifest: PathBuf,
    /// How it is found in the IR.
    pub place: Where,
}

/// How a target is found in the IR.
#[derive(Debug, Clone)]
pub enum Where {
    /// A root of the program, by its exported name: its crate is reached through a path dependency. What it returns is
    /// what the program prints, so S1 holds for it.
    Root(String),
    /// A function of the crate itself, by its place; all instances of a generic one together.
    Function(Unit),
}

/// What is known of a target in one state of the sources.
#[derive(Debug)]
pub struct State {
    /// The fingerprint, or why there is none.
    pub fingerprint: std::result::Result<String, String>,
    /// What the IR reaches; `None` when the function is gone from the program.
    pub reach: Option<Reach>,
    /// What the program prints, for a root.
    pub output: Option<Vec<u8>>,
}

impl State {
    /// The reach's hash, the part that is compared.
    pub fn ir(&self) -> Option<Hash> {
        self.reach.as_ref().map(|reach| reach.hash)
    }
}

impl Target {
    /// The targets that the catalog names: every root, and every function of the crate that is to be judged as well.
    pub fn all(scratch: &Scratch, sources: &Sources, subject: &Subject) -> Result<Vec<Target>> {
        let mut targets = Vec::new();
        for root in &subject.root {
            targets.push(Target {
                path: format!("{PROGRAM}::{}", root.name),
                manifest: scratch.program_folder().join("Cargo.toml"),
                place: Where::Root(root.name.clone()),
            });
            if let Some(path) = &root.calls {
                let unit = sources.function(path).ok_or_else(|| format!("{}: no function `{path}`", subject.name))?;
                targets.push(Target {
                    path: path.clone(),
                    manifest: scratch.crate_folder().join("Cargo.toml"),
                    place: Where::Function(unit.clone()),
                });
            }
        }
        Ok(targets)
    }

    /// Looks at the target as the sources now are. `edited` is the file that an edit changed, where lines may have moved.
    pub fn look(
        &self,
        sources: &Sources,
        edited: Option<&Path>,
        built: &Built,
        graph: &IrGraph,
        fingerprinter: &dyn Fingerprinter,
    ) -> Result<State> {
        let (reach, output) = match &self.place {
            Where::Root(name) => (graph.reach_of(name), Some(built.run(name)?)),
            Where::Function(unit) if edited == Some(&unit.file) => {
                let moved = sources.units_again(&unit.file)?;
                let unit = moved.iter().find(|now| now.path == unit.path);
                (unit.and_then(|unit| reach_of_unit(graph, unit)), None)
            }
            Where::Function(unit) => (reach_of_unit(graph, unit), None),
        };
        let fingerprint = fingerprinter.fingerprint(&self.manifest, &self.path).map_err(|error| error.to_string());
        Ok(State { fingerprint, reach, output })
    }
}

fn reach_of_unit(graph: &IrGraph, unit: &Unit) -> Option<Reach> {
    graph.reach_from(|place| place.line == unit.head && place.file == unit.file)
}

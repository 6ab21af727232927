//! A function under judgement, and all that is known of it in one state of the sources.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use blake3::Hash;

use super::Result;
use super::catalog::Subject;
use super::edit::Edit;
use super::fingerprinter::Fingerprinter;
use super::graph::{IrGraph, Reach};
use super::ir::Place;
use super::plan::SplitMix;
use super::scratch::{Built, PROGRAM, Scratch};
use super::sources::{Sources, Unit, UnitKind};

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
    /// The hash of the whole reach.
    pub fn ir(&self) -> Option<Hash> {
        self.reach.as_ref().map(|reach| reach.hash)
    }

    /// Whether the function reaches the same code in both states; `None` when it cannot be told, as the program no
    /// longer holds it, or none of the instances that it held before.
    pub fn same_ir(&self, other: &State) -> Option<bool> {
        self.reach.as_ref()?.same_as(other.reach.as_ref()?)
    }
}

impl Target {
    /// The targets that the catalog names: every root, and every function of the crate that is to be judged as well.
    pub fn named(scratch: &Scratch, sources: &Sources, subject: &Subject) -> Result<Vec<Target>> {
        let mut targets = Vec::new();
        for root in &subject.root {
            targets.push(Target {
                path: format!("{PROGRAM}::{}", root.name),
                manifest: scratch.program_folder().join("Cargo.toml"),
                place: Where::Root(root.name.clone()),
            });
            if let Some(path) = &root.calls {
                let unit = sources
                    .function(path)
                    .ok_or_else(|| format!("{}: no function `{path}`", subject.name))?;
                targets.push(Target {
                    path: path.clone(),
                    manifest: scratch.crate_folder().join("Cargo.toml"),
                    place: Where::Function(unit.clone()),
                });
            }
        }
        Ok(targets)
    }

    /// Up to `count` more functions of the crate, drawn from all that the roots reach. Only such as have one plain path:
    /// free functions, and methods of a type that is declared in the module of the impl. And none that is handed a
    /// caller's code: what a closure of another function does is no state of this one.
    pub fn drawn(
        scratch: &Scratch,
        sources: &Sources,
        graph: &IrGraph,
        named: &[Target],
        count: usize,
        seed: u64,
    ) -> Vec<Target> {
        let mut places = BTreeSet::new();
        for target in named {
            if let Where::Root(root) = &target.place {
                places.extend(
                    graph
                        .reach_of(root)
                        .into_iter()
                        .flat_map(|reach| reach.places),
                );
            }
        }
        let reached = |unit: &&Unit| {
            let head = Place {
                file: unit.file.clone(),
                line: unit.head,
            };
            places.contains(&head)
                && sources
                    .unit_at(&head)
                    .is_some_and(|at| at.path == unit.path)
        };
        let plain = |unit: &&Unit| {
            sources
                .functions()
                .filter(|other| other.path == unit.path)
                .count()
                == 1
                && unit.owner.as_ref().is_none_or(|owner| {
                    sources
                        .units
                        .iter()
                        .any(|other| other.kind == UnitKind::Type && other.path == *owner)
                })
        };
        let new = |unit: &&Unit| !named.iter().any(|target| target.path == unit.path);
        let outermost = |unit: &&Unit| {
            !sources.functions().any(|other| {
                other.file == unit.file && other.first < unit.first && unit.last <= other.last
            })
        };
        let mut units: Vec<&Unit> = sources
            .functions()
            .filter(|unit| !unit.of_trait && !unit.takes_code)
            .filter(plain)
            .filter(outermost)
            .filter(new)
            .filter(reached)
            .collect();
        SplitMix(seed).shuffle(&mut units);
        units
            .into_iter()
            .take(count)
            .map(|unit| Target {
                path: unit.path.clone(),
                manifest: scratch.crate_folder().join("Cargo.toml"),
                place: Where::Function(unit.clone()),
            })
            .collect()
    }

    /// Whether an edit is one of what the fingerprint was asked about. The program's manifest and lock are none of a
    /// function that is asked of the crate's own package: its features and releases are others.
    pub fn sees(&self, edit: &Edit) -> bool {
        let program = self
            .manifest
            .ancestors()
            .nth(2)
            .map(|slot| slot.join(PROGRAM));
        matches!(self.place, Where::Root(_))
            || !program.is_some_and(|program| edit.file.starts_with(program))
    }

    /// What the IR reaches from the target, as the sources now are. `edited` is the file that an edit changed, where
    /// lines may have moved.
    pub fn reach(
        &self,
        sources: &Sources,
        edited: Option<&Path>,
        graph: &IrGraph,
    ) -> Result<Option<Reach>> {
        Ok(match &self.place {
            Where::Root(name) => graph.reach_of(name),
            Where::Function(unit) if edited == Some(&unit.file) => {
                let moved = sources.units_again(&unit.file)?;
                let unit = moved.iter().find(|now| now.path == unit.path);
                unit.and_then(|unit| reach_of_unit(graph, unit))
            }
            Where::Function(unit) => reach_of_unit(graph, unit),
        })
    }

    /// What the program prints for the target, if it is a root.
    pub fn output(&self, built: &Built) -> Result<Option<Vec<u8>>> {
        match &self.place {
            Where::Root(name) => built.run(name).map(Some),
            Where::Function(_) => Ok(None),
        }
    }
}

/// The fingerprints of all targets, in their order; each package is asked once.
pub fn fingerprints(
    targets: &[Target],
    fingerprinter: &dyn Fingerprinter,
) -> Vec<std::result::Result<String, String>> {
    let mut answers: Vec<_> = targets
        .iter()
        .map(|_| Err("not asked".to_owned()))
        .collect();
    let manifests: BTreeSet<&PathBuf> = targets.iter().map(|target| &target.manifest).collect();
    for manifest in manifests {
        let asked: Vec<usize> = (0..targets.len())
            .filter(|at| targets[*at].manifest == *manifest)
            .collect();
        let paths: Vec<&str> = asked.iter().map(|at| targets[*at].path.as_str()).collect();
        for (at, answer) in asked
            .into_iter()
            .zip(fingerprinter.fingerprints(manifest, &paths))
        {
            answers[at] = answer.map_err(|error| error.to_string());
        }
    }
    answers
}

fn reach_of_unit(graph: &IrGraph, unit: &Unit) -> Option<Reach> {
    graph.reach_from(|place| place.line == unit.head && place.file == unit.file)
}

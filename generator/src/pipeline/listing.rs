//! From cache.toml to the functions of this package that it lists.

use super::Setup;
use super::faults::Faults;
use crate::check::{self, Remembered};
use crate::config::{self, Config, Listed};
use crate::diagnostic::{Diagnostic, Mistake, Place, did_you_mean, meant};
use crate::package::{Package, TargetKind};
use crate::plan::{FunctionPath, NotFound, Unsure};
use crate::resolve::Program;
use crate::source::Text;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A function behind a file that does not parse, and the file.
pub(super) type Broken = (FunctionPath, PathBuf);

/// The cache.toml of this package, and where it is.
///
/// The one beside the manifest wins; the one at the workspace's root is for the members that have none.
pub(super) fn read(
    program: &Program,
    setup: &Setup,
    faults: &mut Faults<'_>,
) -> (Option<PathBuf>, Config) {
    let Some(package) = program.packages.first() else {
        return (None, Config::default());
    };
    let named = setup.config.as_ref().map(|path| package.folder.join(path));
    let is_named = named.is_some();
    let places = match named {
        Some(path) => vec![path],
        None => vec![
            package.folder.join("cache.toml"),
            program.workspace.folder.join("cache.toml"),
        ],
    };
    for path in &places {
        match program.sources.text(path) {
            Text::Read(text) => {
                let (config, wrong) = config::parse(&Arc::from(path.as_path()), &text);
                faults.extend(wrong);
                return (Some(path.clone()), config);
            }
            Text::Unreadable(why) => {
                faults.add(unreadable(path, why));
                return (Some(path.clone()), Config::default());
            }
            Text::Missing if is_named => {
                faults.add(unreadable(path, "there is no such file".to_owned()));
            }
            Text::Missing => {}
        }
    }
    (None, Config::default())
}

fn unreadable(path: &Path, why: String) -> Diagnostic {
    let file = path
        .file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into());
    let mistake = Mistake::Unreadable { file, why };
    Diagnostic {
        place: Some(Place::whole(path)),
        ..Diagnostic::of(&mistake)
    }
}

/// The functions of this package. Those of other members of the workspace are theirs to look after; a crate that
/// is no member's is a mistake.
pub(super) fn mine(program: &Program, listed: Vec<Listed>, faults: &mut Faults<'_>) -> Vec<Listed> {
    let own: BTreeSet<&str> = program
        .packages
        .first()
        .into_iter()
        .flat_map(crates)
        .collect();
    let (mine, others): (Vec<Listed>, Vec<Listed>) = listed
        .into_iter()
        .partition(|listed| own.contains(listed.path.krate()));
    if others.is_empty() {
        return mine;
    }
    let members = members(program);
    let known: BTreeSet<&str> = members.iter().flat_map(crates).chain(own).collect();
    for other in others
        .iter()
        .filter(|other| !known.contains(other.path.krate()))
    {
        let krate = other.path.krate().to_owned();
        let meant = meant(did_you_mean(&krate, known.iter().copied()));
        let known: Vec<&str> = known.iter().copied().collect();
        let known = known.join(", ");
        faults.add(Diagnostic::at(
            &other.place,
            &Mistake::UnknownCrate {
                krate,
                meant,
                known,
            },
        ));
    }
    mine
}

/// Names of the crates whose functions can be listed.
fn crates(package: &Package) -> impl Iterator<Item = &str> {
    package.targets.iter().map(|target| target.name.as_str())
}

/// The packages of the workspace. One that cannot be read is cargo's to report.
fn members(program: &Program) -> Vec<Package> {
    let manifests = program.workspace.members(&program.sources);
    let read =
        |manifest: &PathBuf| Package::read(manifest, &program.workspace, &program.sources).ok();
    manifests.iter().filter_map(read).collect()
}

/// Looks each function up and judges it. Those behind a file that does not parse come apart, with the file.
pub(super) fn find(
    program: &Program,
    listed: Vec<Listed>,
    faults: &mut Faults<'_>,
) -> (Vec<Remembered>, Vec<Broken>) {
    let mut remembered = Vec::new();
    let mut broken = Vec::new();
    for listed in listed {
        match program.find(&listed.path) {
            Ok(found) => {
                let (function, wrong) = check::function(&listed, found);
                remembered.extend(function);
                faults.extend(wrong);
            }
            Err(not_found) => missing(&listed, not_found, &mut broken, faults),
        }
    }
    (remembered, broken)
}

/// Notes a function that was not found: behind a file that does not parse, or a mistake.
pub(super) fn missing(
    listed: &Listed,
    not_found: NotFound,
    broken: &mut Vec<Broken>,
    faults: &mut Faults<'_>,
) {
    faults.extend(check::missing(listed, &not_found));
    if let Some(Unsure::Unparsed(place)) = not_found.unsure {
        broken.push((listed.path.clone(), place.file.to_path_buf()));
    }
}

/// Refuses functions of a library and of a program of the same name side by side: both include one file.
pub(super) fn one_root_each(program: &Program, functions: &[Remembered], faults: &mut Faults<'_>) {
    let kind_of = |function: &Remembered| {
        let item = program.find_item(&function.listed.path).ok()?;
        Some(program.krate(program.item(item).krate).kind)
    };
    let mut of_libraries: BTreeMap<&str, &Remembered> = BTreeMap::new();
    let mut of_programs = Vec::new();
    for function in functions {
        match kind_of(function) {
            Some(TargetKind::Library) => {
                of_libraries.insert(function.listed.path.krate(), function);
            }
            _ => of_programs.push(function),
        }
    }
    for function in of_programs {
        let krate = function.listed.path.krate();
        if let Some(other) = of_libraries.get(krate) {
            let path = function.listed.path.to_string();
            let mistake = Mistake::TwoRoots {
                path,
                krate: krate.to_owned(),
            };
            let fault = Diagnostic::at(&function.listed.place, &mistake);
            faults.add(fault.and(&other.listed.place, "in the library"));
        }
    }
}

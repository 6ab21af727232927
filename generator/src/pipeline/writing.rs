//! From fingerprinted functions to files, cargo's directives and the report.

use super::Setup;
use super::faults::Faults;
use super::listing::Broken;
use crate::config::Store;
use crate::emit::{self, Planned};
use crate::history::Setting;
use crate::output::Output;
use crate::package::{Lock, TargetKind};
use crate::parse::{Reader, Writer};
use crate::plan::FunctionPath;
use crate::report::{Error, Function, Rekeyed, Report};
use crate::resolve::Program;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The variable by which cargo is not told of what was re-keyed.
pub(crate) const QUIET: &str = "REMEMO_QUIET";
/// Warnings that cargo is given, and as many re-keyed functions.
const MOST_WARNINGS: usize = 20;

/// What is to be written, before it is text.
pub(super) struct Emitted {
    /// The cache.toml that was read.
    pub(super) config: Option<PathBuf>,
    /// Where results live.
    pub(super) store: Store,
    /// The functions.
    pub(super) planned: Vec<Planned>,
    /// Functions behind a file that does not parse, with the file.
    pub(super) broken: Vec<Broken>,
    /// The functions that were re-keyed.
    pub(super) rekeyed: Vec<Rekeyed>,
    /// Manifests for the next build.
    pub(super) kept: Vec<(PathBuf, Vec<u8>)>,
}

/// The files, what cargo is told, and the report.
pub(super) fn output(
    program: &Program,
    setup: &Setup,
    emitted: &Emitted,
    folders: &[PathBuf],
    faults: &Faults<'_>,
) -> Result<(Report, Output), Error> {
    let mut files = Vec::new();
    for krate in crates(program) {
        files.push((file_of(setup, &krate), text(program, emitted, &krate)?));
    }
    let of_code = emitted.planned.iter();
    let of_code = of_code.flat_map(|planned| planned.fingerprint.variables.clone());
    let told_of = faults.lines();
    let mut warnings = shortened(told_of.clone(), "`cargo rememo list` shows them all");
    if !setup.quiet {
        let lines = emitted.rekeyed.iter().map(Rekeyed::to_string).collect();
        warnings.extend(shortened(lines, "`cargo rememo why PATH` tells of each"));
    }
    let cache = program.new_cache();
    let cache = cache.map(|bytes| (kept_file(&setup.out_dir), bytes));
    let mut kept: Vec<(PathBuf, Vec<u8>)> = cache.into_iter().collect();
    kept.push(setting(setup).file(&setup.out_dir));
    kept.extend(emitted.kept.iter().cloned());
    let output = Output {
        watched: watched(program, setup, emitted, folders),
        variables: of_code.chain([QUIET.to_owned()]).collect(),
        warnings,
        files,
        kept,
    };
    let report = Report {
        config: emitted.config.clone(),
        functions: emitted
            .planned
            .iter()
            .map(|planned| told(setup, planned))
            .collect(),
        broken: emitted
            .broken
            .iter()
            .map(|(path, _)| path.to_string())
            .collect(),
        files: output.files.iter().map(|(path, _)| path.clone()).collect(),
        watched: output.watched.clone(),
        warnings: told_of,
        rekeyed: emitted.rekeyed.clone(),
    };
    Ok((report, output))
}

/// The first warnings, and how many more there are: cargo repeats them at every build.
fn shortened(mut warnings: Vec<String>, all: &str) -> Vec<String> {
    let more = warnings.len().saturating_sub(MOST_WARNINGS);
    if more > 0 {
        warnings.truncate(MOST_WARNINGS);
        warnings.push(format!("and {more} more; {all}"));
    }
    warnings
}

/// How this build is set up, for who asks later.
fn setting(setup: &Setup) -> Setting {
    Setting {
        manifest: setup.manifest.clone(),
        variables: Setting::deciding(&setup.variables),
        cfgs: setup.cfgs.clone(),
        config: setup.config.clone(),
        depends_on: setup.depends_on.clone(),
    }
}

/// Names of the crates that can include wrappers: the library's first. Each gets a file, also if it is empty.
fn crates(program: &Program) -> BTreeSet<String> {
    let targets = program
        .packages
        .first()
        .into_iter()
        .flat_map(|package| &package.targets);
    let kinds = [TargetKind::Library, TargetKind::Binary];
    targets
        .filter(|target| kinds.contains(&target.kind))
        .map(|target| target.name.clone())
        .collect()
}

/// Where `include_wrappers!()` of a crate looks.
fn file_of(setup: &Setup, krate: &str) -> PathBuf {
    setup.out_dir.join("rememo").join(format!("{krate}.rs"))
}

/// Where a run keeps what the next can go on from.
pub(super) fn kept_file(out_dir: &Path) -> PathBuf {
    out_dir.join("rememo").join("kept.bin")
}

fn text(program: &Program, emitted: &Emitted, krate: &str) -> Result<String, Error> {
    let of_crate = |path: &FunctionPath| path.krate() == krate;
    let planned: Vec<Planned> = emitted
        .planned
        .iter()
        .filter(|planned| of_crate(&planned.remembered.listed.path))
        .cloned()
        .collect();
    let broken: Vec<(FunctionPath, String)> = emitted
        .broken
        .iter()
        .filter(|(path, _)| of_crate(path))
        .map(|(path, file)| (path.clone(), shown(program, file)))
        .collect();
    let lock = program.workspace.lock.as_ref();
    let ambiguous: Vec<String> = lock.into_iter().flat_map(Lock::ambiguous).collect();
    let file = emit::File {
        package: program.packages.first().map_or("", |package| &package.name),
        store: &emitted.store,
        functions: &planned,
        broken: &broken,
        ambiguous: &ambiguous,
    };
    // To lay it out and print it costs a third of a run in which nothing changed.
    let key = emit::made_of(&file);
    let all = planned.iter().map(|planned| &planned.fingerprint);
    let new: Vec<[u8; 32]> = all
        .flat_map(|found| std::iter::once(found.bytes).chain(found.of_tests))
        .collect();
    let text = match refitted(program.kept.note(key), &new) {
        Some(text) => text,
        None => emit::file(&file)
            .map_err(|error| Error::Internal(format!("the wrappers do not parse ({error})")))?,
    };
    let mut out = Writer::default();
    out.list(&new, |out, fingerprint| out.bytes(fingerprint));
    out.text(&text);
    program.kept.keep(key, out.0);
    Ok(text)
}

/// The text of the last build, with these fingerprints in the places of those that it had.
fn refitted(known: Option<&[u8]>, new: &[[u8; 32]]) -> Option<String> {
    let mut from = Reader::new(known?);
    let old: Vec<[u8; 32]> = from.list(|from| from.bytes()?.try_into().ok())?;
    let text = from.text()?;
    if old == *new {
        return Some(text);
    }
    let pairs: BTreeMap<_, _> = old.iter().copied().zip(new.iter().copied()).collect();
    if pairs.len() != new.len() {
        return None;
    }
    emit::refit(&text, &pairs)
}

/// A path as messages show it: from the workspace on.
fn shown(program: &Program, path: &Path) -> String {
    let path = path.strip_prefix(&program.workspace.folder).unwrap_or(path);
    path.to_string_lossy().replace('\\', "/")
}

/// Exactly what was read: each file, and the folders in which `depends` looked for more.
///
/// cargo takes a folder for all that lies below it, and a file that is not there for one that changes all the
/// time. So neither folders that were listed on the way to the manifests are named, nor files that are missing,
/// but for modules: without them the crate does not build anyway. With no cache.toml at all, the place for it is
/// named, so that the first one is seen.
fn watched(
    program: &Program,
    setup: &Setup,
    emitted: &Emitted,
    folders: &[PathBuf],
) -> Vec<PathBuf> {
    let mut watched: BTreeSet<PathBuf> = program
        .sources
        .files()
        .into_iter()
        .filter(|path| path.is_file())
        .collect();
    let listed = program.sources.folders().into_iter();
    watched.extend(listed.filter(|folder| !folders.contains(folder)));
    let broken = program
        .modules
        .iter()
        .filter_map(|module| module.broken.as_ref());
    watched.extend(broken.map(|(_, place)| place.file.to_path_buf()));
    if emitted.config.is_none() {
        watched.extend(
            program
                .packages
                .first()
                .map(|package| package.folder.join("cache.toml")),
        );
    }
    // What other generators wrote changes when they run, and they run before this one.
    watched.retain(|path| !path.starts_with(&setup.out_dir));
    watched.into_iter().collect()
}

/// What the report tells of a function.
fn told(setup: &Setup, planned: &Planned) -> Function {
    let remembered = &planned.remembered;
    let policy = remembered.policy();
    let modules = remembered.modules();
    let wrapper = remembered.wrapper();
    Function {
        path: remembered.listed.path.to_string(),
        wrapper: [&modules[..], &[wrapper.as_str()]].concat().join("::"),
        policy: emit::policy_parts(policy),
        fingerprint: planned.fingerprint.bytes,
        covered: planned.fingerprint.covered,
        exempt: policy
            .exempt
            .iter()
            .map(|item| item.value.clone())
            .collect(),
        warnings: planned
            .fingerprint
            .warnings
            .iter()
            .map(|told| told.message.clone())
            .collect(),
        file: file_of(setup, remembered.listed.path.krate()),
    }
}

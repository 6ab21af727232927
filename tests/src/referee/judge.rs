//! The rules, applied edit by edit.
//!
//! - S1: the output differs ⇒ the fingerprint differs. No exception.
//! - S2: what the IR reaches, and what ran, lies in the closure.
//! - S3: the IR's hash differs ⇒ the fingerprint differs. Compared instance by instance of a generic function: which
//!   of them a program has is its callers' state, and one that is gone after an edit is not judged.
//! - P1: of the edits that leave the IR's hash, the share that leaves the fingerprint.
//! - P2: the size of the closure over the IR's reach, both counted in functions of the crate.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Instant;

use super::Result;
use super::catalog::Subject;
use super::edit::Edit;
use super::edits;
use super::fingerprinter::{Covered, Fingerprinter};
use super::graph::Reach;
use super::ir::Place;
use super::plan;
use super::ran::Tools;
use super::report::{CrateReport, Needless, Rule, TargetReport, Violation};
use super::scratch::Scratch;
use super::sources::{Sources, Unit, UnitKind};
use super::target::{self, State, Target, Where};

/// Differing symbols that a violation names.
const SYMBOLS_NAMED: usize = 8;

/// How a run goes.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Edits to judge; those that do not compile come on top, up to three times as many.
    pub edits: usize,
    /// Functions of the crate to judge beside those that the catalog names: drawn from all that the program reaches.
    pub functions: usize,
    /// Seed of both draws.
    pub seed: u64,
    /// Whether what ran is counted, for roots of the program: takes the toolchain's `llvm-tools`.
    pub ran: bool,
    /// Whether each edit is told on standard error.
    pub tell: bool,
}

/// Judges a fingerprinter on one crate; copies and builds lie under `base`.
pub fn judge(
    base: &Path,
    subject: &Subject,
    fingerprinter: &dyn Fingerprinter,
    options: Options,
) -> Result<CrateReport> {
    let started = Instant::now();
    let scratch = Scratch::new(base, subject)?;
    let sources = Sources::read(&scratch.crate_folder())?;
    let mut targets = Target::named(&scratch, &sources, subject)?;
    if options.functions > 0 {
        let built = scratch
            .build()?
            .ok_or_else(|| format!("{} does not build: {}", subject.name, scratch.complaint()))?;
        let drawn = Target::drawn(
            &scratch,
            &sources,
            &scratch.graph(&built)?,
            &targets,
            options.functions,
            options.seed,
        );
        targets.extend(drawn);
    }
    let before = look(&scratch, &sources, None, &targets, fingerprinter)?
        .ok_or_else(|| format!("{} does not build: {}", subject.name, scratch.complaint()))?;
    steady(&scratch, &sources, &targets, &before)?;

    let mut report = CrateReport {
        name: subject.name.clone(),
        version: subject.version.clone(),
        seed: options.seed,
        functions: sources.functions().count(),
        judged: 0,
        refused: 0,
        kinds: Default::default(),
        targets: Vec::new(),
        violations: Vec::new(),
        unchanged: 0,
        kept: 0,
        needless: Vec::new(),
        changed: 0,
        told: 0,
        noise: Vec::new(),
        seconds: 0,
    };
    let counted = match options.ran {
        true => Some((Tools::find()?, scratch.build_counted()?)),
        false => None,
    };
    let mut reached = BTreeSet::new();
    for (target, state) in targets.iter().zip(&before) {
        if let Some(reach) = &state.reach {
            let ran = match (&counted, &target.place) {
                (Some((tools, built)), Where::Root(root)) => Some(tools.places(built, root)?),
                _ => None,
            };
            let (sizes, units) = measure(
                target,
                (reach, ran.as_ref()),
                state,
                &sources,
                &scratch,
                fingerprinter,
                &mut report,
            );
            report.targets.push(sizes);
            reached.extend(units);
        }
    }

    let all = edits::candidates(&sources, &scratch, subject)?;
    let files: BTreeSet<&Path> = reached.iter().map(|(file, _)| file.as_path()).collect();
    let near = |edit: &Edit| {
        if edit.file.starts_with(scratch.program_folder()) {
            return true;
        }
        let place = Place {
            file: edit.file.clone(),
            line: edit.line,
        };
        match sources.unit_at(&place) {
            Some(unit) if unit.kind == UnitKind::Function => {
                reached.contains(&(unit.file.clone(), unit.first))
            }
            _ => files.contains(edit.file.as_path()),
        }
    };
    for edit in plan::draw(all, options.seed, near) {
        if report.judged >= options.edits || report.refused >= options.edits * 3 {
            break;
        }
        let diff = edit.diff(scratch.folder())?;
        let applied = edit.apply()?;
        let after = look(
            &scratch,
            &sources,
            Some(&edit.file),
            &targets,
            fingerprinter,
        )?;
        drop(applied);
        weigh(&edit, &diff, &targets, &before, after, &mut report);
        if options.tell {
            let told = report.violations.len();
            eprintln!(
                "{} {}/{} {edit} ({told} violations)",
                subject.name, report.judged, report.refused
            );
        }
    }
    returns(&targets, &before, fingerprinter, &mut report);
    report.seconds = started.elapsed().as_secs();
    Ok(report)
}

/// All targets in the sources' present state; `None` when the compiler refuses it.
fn look(
    scratch: &Scratch,
    sources: &Sources,
    edited: Option<&Path>,
    targets: &[Target],
    fingerprinter: &dyn Fingerprinter,
) -> Result<Option<Vec<State>>> {
    let Some(built) = scratch.build()? else {
        return Ok(None);
    };
    let graph = scratch.graph(&built)?;
    let mut states = Vec::new();
    for (target, fingerprint) in targets
        .iter()
        .zip(target::fingerprints(targets, fingerprinter))
    {
        let reach = target.reach(sources, edited, &graph)?;
        states.push(State {
            fingerprint,
            reach,
            output: target.output(&built)?,
        });
    }
    Ok(Some(states))
}

/// Fails unless every target is in the IR, and a second build and run without an edit tell the same.
fn steady(
    scratch: &Scratch,
    sources: &Sources,
    targets: &[Target],
    before: &[State],
) -> Result<()> {
    let built = scratch.build()?.ok_or("the second build fails")?;
    let graph = scratch.graph(&built)?;
    for (target, state) in targets.iter().zip(before) {
        if state.reach.is_none() {
            return Err(format!("`{}` is not in the program", target.path).into());
        }
        let again = target.reach(sources, None, &graph)?.map(|reach| reach.hash);
        if again != state.ir() || target.output(&built)? != state.output {
            return Err(format!("`{}` differs from build to build", target.path).into());
        }
    }
    Ok(())
}

type UnitKey = (std::path::PathBuf, usize);

/// Sizes of one target, and S2 of what the IR reaches and what ran. Gives the units that the IR reaches, too.
fn measure(
    target: &Target,
    (reach, ran): (&Reach, Option<&BTreeSet<Place>>),
    state: &State,
    sources: &Sources,
    scratch: &Scratch,
    fingerprinter: &dyn Fingerprinter,
    report: &mut CrateReport,
) -> (TargetReport, BTreeSet<UnitKey>) {
    let folder = scratch.crate_folder();
    let places: BTreeSet<&Place> = reach
        .places
        .iter()
        .map(|place| &**place)
        .filter(|place| place.file.starts_with(&folder))
        .collect();
    let units: Vec<&Unit> = places
        .iter()
        .filter_map(|place| sources.unit_at(place))
        .collect();
    let keys: BTreeSet<UnitKey> = units
        .iter()
        .map(|unit| (unit.file.clone(), unit.first))
        .collect();
    let functions = |unit: &&&Unit| unit.kind == UnitKind::Function;
    let ir: BTreeSet<UnitKey> = units
        .iter()
        .filter(functions)
        .map(|unit| (unit.file.clone(), unit.first))
        .collect();
    let mut sizes = TargetReport {
        path: target.path.clone(),
        is_generic: match &target.place {
            Where::Function(unit) => unit.is_generic,
            Where::Root(_) => false,
        },
        unchanged: (0, 0),
        ir: ir.len(),
        closure: None,
        ran: None,
        unanswered: state.fingerprint.clone().err(),
        wide: Default::default(),
    };
    match fingerprinter.closure(&target.manifest, &target.path) {
        Err(error) => sizes.unanswered = Some(error.to_string()),
        Ok(items) => {
            let mut count = 0;
            for unit in sources.functions() {
                let Some(item) = items.iter().find(|item| covers(item, unit)) else {
                    continue;
                };
                count += 1;
                if !ir.contains(&(unit.file.clone(), unit.first)) {
                    let edge = item.because.split(", from").next().unwrap_or_default();
                    *sizes.wide.entry(edge.to_owned()).or_default() += 1;
                }
            }
            sizes.closure = Some(count);
            let seen = |rule, what: &str, places: &BTreeSet<&Place>| {
                let mut outside = BTreeSet::new();
                for place in places {
                    let unit = sources.unit_at(place);
                    if items.iter().any(|item| holds(item, place))
                        || unit.is_some_and(|unit| items.iter().any(|item| covers(item, unit)))
                    {
                        continue;
                    }
                    let file = place.file.strip_prefix(&folder).unwrap_or(&place.file);
                    let name = unit.map_or("?", |unit| &unit.path);
                    outside.insert(format!(
                        "{name} at {}:{} {what}, and not in the closure",
                        file.display(),
                        place.line
                    ));
                }
                let violation = |what| Violation {
                    rule,
                    target: target.path.clone(),
                    what,
                    diff: String::new(),
                    symbols: Vec::new(),
                };
                outside.into_iter().map(violation).collect::<Vec<_>>()
            };
            report
                .violations
                .extend(seen(Rule::S2, "is reached", &places));
            if let Some(ran) = ran {
                let inside = |place: &&Place| place.file.starts_with(&folder);
                let ran: BTreeSet<&Place> = ran.iter().filter(inside).collect();
                report.violations.extend(seen(Rule::Ran, "ran", &ran));
                let units: BTreeSet<UnitKey> = ran
                    .iter()
                    .filter_map(|place| sources.unit_at(place))
                    .map(|unit| (unit.file.clone(), unit.first))
                    .collect();
                sizes.ran = Some(units.len());
            }
        }
    }
    (sizes, keys)
}

fn holds(item: &Covered, place: &Place) -> bool {
    item.is_whole()
        && item.file == place.file
        && item.first_line <= place.line
        && place.line <= item.last_line
}

/// Whether an item holds a unit: its head, or for a type or macro anything written on it, such as a derive.
fn covers(item: &Covered, unit: &Unit) -> bool {
    let head = item.is_whole() && item.first_line <= unit.head && unit.head <= item.last_line;
    let within = unit.first <= item.first_line && item.last_line <= unit.last;
    item.file == unit.file && (head || unit.kind != UnitKind::Function && within)
}

/// Compares every target before and after one edit.
fn weigh(
    edit: &Edit,
    diff: &str,
    targets: &[Target],
    before: &[State],
    after: Option<Vec<State>>,
    report: &mut CrateReport,
) {
    let tally = report.kinds.entry(edit.kind).or_default();
    let Some(after) = after else {
        tally.refused += 1;
        report.refused += 1;
        return;
    };
    tally.judged += 1;
    report.judged += 1;
    let mut changed = false;
    for ((target, before), after) in targets.iter().zip(before).zip(&after) {
        // Without an answer before there is nothing to compare; the target's report says so.
        let Ok(old) = &before.fingerprint else {
            continue;
        };
        if !target.sees(edit) {
            continue;
        }
        // A refusal after an edit is no hit on an old result, and so no violation; nor is it a kept fingerprint.
        let same = after.fingerprint.as_ref() == Ok(old);
        let mut broken = |rule| {
            report.violations.push(Violation {
                rule,
                target: target.path.clone(),
                what: edit.to_string(),
                diff: diff.to_owned(),
                symbols: differing(before, after),
            });
        };
        if before.output != after.output {
            report.told += 1;
            if same {
                broken(Rule::S1);
            }
        }
        match before.same_ir(after) {
            None => {}
            Some(true) => {
                report.unchanged += 1;
                let mut told = report.targets.iter_mut();
                if let Some(told) = told.find(|told| told.path == target.path) {
                    told.unchanged.0 += 1;
                    told.unchanged.1 += usize::from(same);
                }
                if same {
                    report.kept += 1;
                } else {
                    report.needless.push(Needless {
                        target: target.path.clone(),
                        edit: edit.to_string(),
                        harmless: edit.kind.is_harmless(),
                    });
                }
            }
            Some(false) => {
                changed = true;
                report.changed += 1;
                if same {
                    broken(Rule::S3);
                }
                if edit.kind.is_harmless() {
                    let symbols = differing(before, after).join(" ");
                    report.noise.push(format!("{edit}: {symbols}"));
                }
            }
        }
    }
    tally.changed += usize::from(changed);
}

fn differing(before: &State, after: &State) -> Vec<String> {
    match (&before.reach, &after.reach) {
        (Some(before), Some(after)) => before.differing(after, SYMBOLS_NAMED),
        _ => vec!["(the function itself)".to_owned()],
    }
}

/// With every edit undone, each fingerprint must be the first one again.
fn returns(
    targets: &[Target],
    before: &[State],
    fingerprinter: &dyn Fingerprinter,
    report: &mut CrateReport,
) {
    for ((target, before), now) in targets
        .iter()
        .zip(before)
        .zip(target::fingerprints(targets, fingerprinter))
    {
        if before.fingerprint.is_ok() && now != before.fingerprint {
            report.violations.push(Violation {
                rule: Rule::Returns,
                target: target.path.clone(),
                what: "with all edits undone the fingerprint is another one".to_owned(),
                diff: String::new(),
                symbols: Vec::new(),
            });
        }
    }
}

//! The table of a run: Markdown to read, and the report itself as JSON to compare runs by.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::edit::Kind;
use super::report::{CrateReport, Rule, Tally, TargetReport};

/// Violations, needless changes and the like that are listed by name, of each sort and crate; the JSON has them all.
const LISTED: usize = 12;

/// The ratio from which a closure is told to be wide: the goal for the median.
const WIDE: f64 = 3.0;

/// Edges named for each wide closure.
const EDGES: usize = 5;

/// The reports as a page of Markdown.
pub fn markdown(reports: &[CrateReport]) -> String {
    let mut page = String::from(
        "# The referee's table\n\n\
         Written by `cargo run --release -p rememo-tests --bin referee`; do not edit. A pair is one edit and one judged\n\
         function. S1: the output differs and the fingerprint does not. S2: functions that the compiler reaches, outside\n\
         the closure; and \"ran\", functions that a root was seen to run, outside of its closure. S3: the LLVM IR differs\n\
         and the fingerprint does not. P1: of the pairs whose IR stays, the share whose fingerprint stays; plain: of\n\
         functions into which no type of the caller's choice comes, for the IR knows of a generic one the instances that are\n\
         there, and a fingerprint all that may be. P2: functions in the closure over functions that the IR reaches, the\n\
         median. Share: the closure's share of the crate's functions, median and mean, the IR's in brackets.\n\n\
         | crate | edits judged | refused by rustc | functions judged | S1 | S2 | ran | S3 | back again | P1 | P1 plain | P2 | median share | mean share |\n\
         |---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n",
    );
    for report in reports {
        row(&mut page, report);
    }
    page.push_str("\nEach rule's column reads broken / tested.\n");
    kinds(&mut page, reports);
    for report in reports {
        details(&mut page, report);
    }
    page
}

fn row(page: &mut String, report: &CrateReport) {
    let answered = report
        .targets
        .iter()
        .filter(|target| target.closure.is_some())
        .count();
    let reached: usize = report.targets.iter().map(|target| target.ir).sum();
    let ran: Vec<usize> = report
        .targets
        .iter()
        .filter_map(|target| target.ran)
        .collect();
    let ran = match ran.is_empty() {
        true => "–".to_owned(),
        false => format!(
            "{} / {}",
            report.count(Rule::Ran),
            ran.iter().sum::<usize>()
        ),
    };
    let (closure, ir) = report.mean_shares();
    let (median, median_ir) = report.median_shares();
    line(
        page,
        format_args!(
            "| {} {} | {} | {} | {answered} of {} | {} / {} | {} / {reached} | {ran} | {} / {} | {} / {} | {} ({} of {}) | {} | {} | {} ({}) | {} ({}) |",
            report.name,
            report.version,
            report.judged,
            report.refused,
            report.targets.len(),
            report.count(Rule::S1),
            report.told,
            report.count(Rule::S2),
            report.count(Rule::S3),
            report.changed,
            report.count(Rule::Returns),
            answered,
            percent(report.p1()),
            report.kept,
            report.unchanged,
            percent(report.p1_of_plain()),
            number(report.median_ratio()),
            number(median),
            number(median_ir),
            number(closure),
            number(ir),
        ),
    );
}

/// What was tried, over all crates.
fn kinds(page: &mut String, reports: &[CrateReport]) {
    let mut sum: BTreeMap<Kind, Tally> = BTreeMap::new();
    for (kind, tally) in reports.iter().flat_map(|report| &report.kinds) {
        let all = sum.entry(*kind).or_default();
        all.judged += tally.judged;
        all.refused += tally.refused;
        all.changed += tally.changed;
    }
    page.push_str("\n## What was tried\n\n| edit | judged | changed some function's IR | refused by rustc |\n|---|---|---|---|\n");
    for (kind, tally) in sum {
        line(
            page,
            format_args!(
                "| {kind} | {} | {} | {} |",
                tally.judged, tally.changed, tally.refused
            ),
        );
    }
}

fn details(page: &mut String, report: &CrateReport) {
    line(
        page,
        format_args!("\n## {} {}\n", report.name, report.version),
    );
    line(
        page,
        format_args!(
            "{} functions; seed {}; {} s.\n",
            report.functions, report.seed, report.seconds
        ),
    );
    page.push_str("| function | IR reaches | closure holds | ratio |\n|---|---|---|---|\n");
    for target in &report.targets {
        let closure = target
            .closure
            .map_or_else(|| "no answer".to_owned(), |closure| closure.to_string());
        line(
            page,
            format_args!(
                "| `{}` | {} | {closure} | {} |",
                target.path,
                target.ir,
                number(target.ratio())
            ),
        );
    }
    wide(page, report);
    for target in &report.targets {
        if let Some(why) = &target.unanswered {
            line(
                page,
                format_args!(
                    "\nNo answer for `{}`: {}",
                    target.path,
                    why.lines().next().unwrap_or_default()
                ),
            );
        }
    }
    if report.violations.len() > LISTED {
        line(
            page,
            format_args!(
                "\nThe first {LISTED} of {} violations:",
                report.violations.len()
            ),
        );
    }
    for violation in report.violations.iter().take(LISTED) {
        line(
            page,
            format_args!(
                "\n**{:?}** `{}`: {}",
                violation.rule, violation.target, violation.what
            ),
        );
        if !violation.diff.is_empty() {
            line(page, format_args!("```diff\n{}```", violation.diff));
            line(
                page,
                format_args!("Differing symbols: {}", violation.symbols.join(" ")),
            );
        }
    }
    if !report.needless.is_empty() {
        let mut edits: BTreeMap<&String, usize> = BTreeMap::new();
        for needless in &report.needless {
            *edits.entry(&needless.edit).or_default() += 1;
        }
        let harmless = report
            .needless
            .iter()
            .filter(|needless| needless.harmless)
            .count();
        line(
            page,
            format_args!(
                "\nChanged though the IR did not: {} pairs of {} edits ({harmless} by edits meant to be harmless).\n",
                report.needless.len(),
                edits.len(),
            ),
        );
        let mut edits: Vec<(&String, usize)> = edits.into_iter().collect();
        edits.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        for (edit, count) in edits.into_iter().take(LISTED) {
            line(page, format_args!("- {count} × {edit}"));
        }
    }
    if !report.noise.is_empty() {
        line(
            page,
            format_args!(
                "\nMeant to be harmless, and moved the IR ({}):\n",
                report.noise.len()
            ),
        );
        for noise in report.noise.iter().take(LISTED) {
            line(page, format_args!("- {noise}"));
        }
    }
}

/// What is still wide, and the edges that brought in what the compiler does not reach.
fn wide(page: &mut String, report: &CrateReport) {
    let is_wide = |target: &&TargetReport| target.ratio().is_some_and(|ratio| ratio > WIDE);
    for target in report.targets.iter().filter(is_wide) {
        let mut edges: Vec<(&String, &usize)> = target.wide.iter().collect();
        edges.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        let edges: Vec<String> = edges
            .iter()
            .take(EDGES)
            .map(|(edge, count)| format!("{count} × {edge}"))
            .collect();
        line(
            page,
            format_args!("\nStill wide, `{}`: {}", target.path, edges.join("; ")),
        );
    }
}

fn line(page: &mut String, text: std::fmt::Arguments<'_>) {
    // A String takes all that is written to it.
    let _ = writeln!(page, "{text}");
}

fn number(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format!("{value:.3}"))
}

fn percent(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format!("{:.1} %", value * 100.0))
}

//! A short, fixed sample: rememo is judged on the tiny crate and on a crate that no one here wrote. The full run is the command `referee`.

use std::path::{Path, PathBuf};

use rememo_tests::referee::catalog::{self, Subject};
use rememo_tests::referee::judge::{Options, judge};
use rememo_tests::referee::library::Library;
use rememo_tests::referee::report::TargetReport;
use rememo_tests::referee::scratch::default_base;

const OPTIONS: Options = Options {
    edits: 10,
    functions: 3,
    seed: 4,
    ran: true,
    tell: false,
};

/// A crate of the catalog that this workspace is built with anyway, so that the network is not needed.
fn at_hand(name: &str) -> Subject {
    let mut subjects = catalog::read(&catalog::default_file()).unwrap();
    let at = subjects
        .iter()
        .position(|subject| subject.name == name)
        .unwrap();
    let mut subject = subjects.swap_remove(at);
    subject.beside.clear();
    subject.bump.clear();
    subject
}

fn no_rule_is_broken(subject: &Subject) {
    let report = judge(&default_base(), subject, &Library, OPTIONS).unwrap();
    let counted = |target: &TargetReport| target.ran.is_some_and(|ran| ran > 0);
    assert!(report.targets.iter().any(counted), "what ran is told");
    assert!(report.violations.is_empty(), "{:#?}", report.violations);
    assert!(
        report
            .targets
            .iter()
            .all(|target| target.unanswered.is_none()),
        "{:#?}",
        report.targets
    );
    assert_eq!(report.judged, OPTIONS.edits);
    assert!(
        report.changed > 0 && report.unchanged > 0,
        "S3 and P1 were tested"
    );
}

#[test]
fn no_rule_is_broken_on_the_tiny_crate() {
    no_rule_is_broken(&super::verdicts::tiny());
}

#[test]
fn no_rule_is_broken_on_semver() {
    no_rule_is_broken(&at_hand("semver"));
}

#[test]
fn the_catalog_holds_a_program_for_each_crate() {
    let subjects = catalog::read(&catalog::default_file()).unwrap();
    let programs: Vec<PathBuf> = subjects
        .into_iter()
        .map(|subject| subject.program)
        .collect();
    assert!(
        programs.len() >= 6
            && programs
                .iter()
                .all(|program: &PathBuf| Path::exists(program)),
        "{programs:?}"
    );
}

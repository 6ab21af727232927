//! Fingerprinters with known faults: the referee finds them, and finds none in a sound one.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use rememo_tests::referee::Result;
use rememo_tests::referee::catalog::{Root, Subject};
use rememo_tests::referee::edit::Kind;
use rememo_tests::referee::fingerprinter::{Covered, Fingerprinter};
use rememo_tests::referee::judge::{Options, judge};
use rememo_tests::referee::report::{CrateReport, Rule};
use rememo_tests::referee::scratch::{Scratch, default_base};
use rememo_tests::referee::sources::Sources;
use rememo_tests::referee::{edits, plan};

/// The referee's own test piece, with its program.
pub(super) fn tiny() -> Subject {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("referee");
    Subject {
        name: "tiny".to_owned(),
        version: "0.1.0".to_owned(),
        features: Vec::new(),
        default_features: true,
        toggle: vec!["loud".to_owned()],
        beside: BTreeMap::new(),
        bump: Vec::new(),
        root: vec![
            Root {
                name: "root_all".to_owned(),
                calls: Some("tiny::all".to_owned()),
            },
            Root {
                name: "root_number".to_owned(),
                calls: Some("tiny::number".to_owned()),
            },
        ],
        program: folder.join("programs/tiny.rs"),
        local: Some(folder.join("tiny")),
    }
}

const OPTIONS: Options = Options {
    edits: 24,
    functions: 1,
    seed: 7,
    ran: false,
    tell: false,
};

/// Hashes every byte of the program and the crate: sound, and as wide as can be.
struct Everything;

impl Fingerprinter for Everything {
    fn fingerprints(&self, manifest: &Path, paths: &[&str]) -> Vec<Result<String>> {
        let mut hasher = blake3::Hasher::new();
        for file in files(manifest.parent().unwrap().parent().unwrap()) {
            hasher.update(&fs::read(file).unwrap());
        }
        let hash = hasher.finalize().to_string();
        paths.iter().map(|_| Ok(hash.clone())).collect()
    }

    fn closure(&self, manifest: &Path, _: &str) -> Result<Vec<Covered>> {
        let whole = |file| Covered {
            id: "all".into(),
            kind: "file".into(),
            file,
            first_line: 1,
            last_line: usize::MAX,
            because: String::new(),
        };
        Ok(files(manifest.parent().unwrap().parent().unwrap())
            .into_iter()
            .map(whole)
            .collect())
    }
}

/// Never changes, and covers nothing.
struct Nothing;

impl Fingerprinter for Nothing {
    fn fingerprints(&self, _: &Path, paths: &[&str]) -> Vec<Result<String>> {
        paths.iter().map(|_| Ok("00".repeat(32))).collect()
    }

    fn closure(&self, _: &Path, _: &str) -> Result<Vec<Covered>> {
        Ok(Vec::new())
    }
}

/// All files of the slot that are sources, manifests, data or locks, in order.
fn files(slot: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open: Vec<PathBuf> = ["tiny", "probe"]
        .iter()
        .map(|name| slot.join(name))
        .collect();
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(
                fs::read_dir(path)
                    .unwrap()
                    .map(|entry| entry.unwrap().path()),
            );
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn verdict(fingerprinter: &dyn Fingerprinter) -> CrateReport {
    judge(&default_base(), &tiny(), fingerprinter, OPTIONS).unwrap()
}

#[test]
fn a_fingerprint_of_every_byte_breaks_no_rule_and_keeps_nothing() {
    let report = verdict(&Everything);
    assert_eq!(
        report
            .violations
            .iter()
            .map(|violation| &violation.what)
            .collect::<Vec<_>>(),
        Vec::<&String>::new()
    );
    assert!(
        report.changed > 15 && report.told > 5,
        "the rules were tested: {} {}",
        report.changed,
        report.told
    );
    assert!(report.unchanged > 15, "so was P1: {}", report.unchanged);
    assert_eq!(report.kept, 0);
    assert!(
        report.noise.is_empty(),
        "harmless edits leave the IR: {:?}",
        report.noise
    );
    assert_eq!(report.targets.len(), 5);
    assert!(
        report
            .targets
            .iter()
            .all(|target| target.closure == Some(report.functions))
    );
}

#[test]
fn a_fingerprint_that_never_changes_is_convicted() {
    let report = verdict(&Nothing);
    assert_eq!(report.kept, report.unchanged);
    assert_eq!(report.count(Rule::S1), report.told);
    assert_eq!(report.count(Rule::S3), report.changed);
    assert!(
        report.count(Rule::S1) > 5 && report.count(Rule::S3) > 15 && report.count(Rule::S2) > 5
    );
    assert!(
        report
            .violations
            .iter()
            .filter(|found| found.rule == Rule::S3)
            .all(|found| found.diff.contains("@@"))
    );
}

#[test]
fn what_ran_outside_of_the_closure_is_convicted() {
    let options = Options {
        edits: 0,
        ran: true,
        ..OPTIONS
    };
    let of = |fingerprinter| judge(&default_base(), &tiny(), fingerprinter, options).unwrap();
    let (none, all) = (of(&Nothing as &dyn Fingerprinter), of(&Everything));
    assert_eq!(all.count(Rule::Ran), 0);
    let ran = |root: &str| {
        none.targets
            .iter()
            .find(|target| target.path == root)
            .unwrap()
            .ran
    };
    assert!(
        ran("probe::root_all") > ran("probe::root_number"),
        "each root is run alone"
    );
    assert_eq!(
        ran("tiny::all"),
        None,
        "a function of the crate is not run by itself"
    );
    let outside = none
        .violations
        .iter()
        .filter(|found| found.rule == Rule::Ran);
    assert!(outside.count() > 5, "{:#?}", none.violations);
}

#[test]
fn features_are_switched_where_the_program_does_not_ask_plainly() {
    let folder = tempfile::tempdir().unwrap();
    let original = tiny().local.unwrap();
    for file in [
        "Cargo.toml",
        "src/lib.rs",
        "src/shapes.rs",
        "data/greeting.txt",
    ] {
        let text = fs::read_to_string(original.join(file)).unwrap();
        let listed = "features.default = [\n  'loud', # not here ]\n]\nfeatures.loud = []\n";
        let text = match file {
            "Cargo.toml" => listed.to_owned() + &text.replace("[features]\nloud = []\n", ""),
            _ => text,
        };
        let copy = folder.path().join(file);
        fs::create_dir_all(copy.parent().unwrap()).unwrap();
        fs::write(copy, text).unwrap();
    }
    let outputs = |default_features, features: &[&str]| -> Vec<(String, Vec<u8>)> {
        let subject = Subject {
            default_features,
            features: features
                .iter()
                .map(|feature| (*feature).to_owned())
                .collect(),
            local: Some(folder.path().to_owned()),
            ..tiny()
        };
        let scratch = Scratch::new(&default_base(), &subject).unwrap();
        let see = || scratch.build().unwrap().unwrap().run("root_all").unwrap();
        let mut seen = vec![("nothing".to_owned(), see())];
        let sources = Sources::read(&scratch.crate_folder()).unwrap();
        for edit in edits::candidates(&sources, &scratch, &subject).unwrap() {
            if edit.kind == Kind::Feature {
                let _applied = edit.apply().unwrap();
                seen.push((edit.what.clone(), see()));
            }
        }
        seen
    };
    let plain = outputs(true, &[]);
    let (loud, quiet) = (&plain[0].1, &plain[1].1);
    assert_ne!(loud, quiet, "the crate's default is loud");
    let told = |default_features, features: &[&str]| -> Vec<(String, bool)> {
        let outputs = outputs(default_features, features).into_iter();
        outputs
            .map(|(edit, output)| {
                assert!([loud, quiet].contains(&&output));
                (edit, output == *loud)
            })
            .collect()
    };
    let expected = |features: [(&str, bool); 3]| features.map(|(edit, is)| (edit.to_owned(), is));
    assert_eq!(
        told(false, &[]),
        expected([
            ("nothing", false),
            ("`default-features = true`", true),
            ("feature `loud` is switched", true)
        ])
    );
    assert_eq!(
        told(false, &["loud"]),
        expected([
            ("nothing", true),
            ("`default-features = true`", true),
            ("feature `loud` is switched", false)
        ])
    );
    assert_eq!(
        told(true, &["loud"]),
        expected([
            ("nothing", true),
            ("`default-features = false`", true),
            ("feature `loud` is switched", true)
        ])
    );
}

#[test]
fn the_same_seed_draws_the_same_edits() {
    let drawn = |seed| -> Vec<String> {
        let sources = Sources::read(&tiny().local.unwrap()).unwrap();
        plan::draw(edits::of_sources(&sources), seed, |edit| edit.line < 40)
            .iter()
            .map(ToString::to_string)
            .collect()
    };
    assert_eq!(drawn(7), drawn(7));
    assert_ne!(drawn(7), drawn(8));
}

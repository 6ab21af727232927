//! Crates that others wrote, macro-heavy ones: what the engine makes of them and what rustc does must be the same.

use std::collections::HashMap;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use cargo_metadata::{MetadataCommand, TargetKind};
use rememo_build::expand::{Edition, STACK_SIZE};
use rememo_tests::expansion::Expander;
use rememo_tests::{corpus, rustc};

struct Found {
    name: String,
    expanded: usize,
    failed: Vec<String>,
    alike: usize,
    skipped: usize,
    differ: Vec<String>,
    took: Duration,
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Found {
            name,
            expanded,
            failed,
            alike,
            skipped,
            differ,
            took,
        } = self;
        let (failed, differ) = (failed.len(), differ.len());
        write!(
            f,
            "{name}: {expanded} calls expanded, {failed} not, in {took:.1?}; "
        )?;
        write!(
            f,
            "items: {alike} alike, {differ} differ, {skipped} skipped"
        )
    }
}

/// Compares one crate, or says why it cannot be: rustc must be able to expand it out of one file.
fn compare(name: &str, root: &Path, edition: &str) -> Result<Found, String> {
    let source = corpus::one_file(root).map_err(|error| format!("{name}: {error}"))?;
    let mut ours =
        syn::parse_file(&source).map_err(|error| format!("{name} in one file: {error}"))?;
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("lib.rs");
    fs::write(&path, &source).expect("written");
    let flags = [
        "--cap-lints=allow",
        "-Zcrate-attr=feature(stmt_expr_attributes)",
    ];
    let printed = rustc::expanded(&path, edition, &flags).map_err(|error| {
        format!(
            "{name}: rustc: {}",
            error.to_string().lines().next().unwrap_or_default()
        )
    })?;
    let mut theirs = syn::parse_file(&printed).map_err(|error| {
        format!(
            "{name}: line {} of rustc's: {error}",
            error.span().start().line
        )
    })?;
    let mut expander = Expander::new(match edition {
        "2015" => Edition::E2015,
        "2018" => Edition::E2018,
        "2021" => Edition::E2021,
        _ => Edition::E2024,
    });
    let start = Instant::now();
    expander.file(&mut ours);
    let took = start.elapsed();
    rustc::normalize(&mut ours);
    rustc::normalize(&mut theirs);
    let mut left: HashMap<(String, String), usize> = HashMap::new();
    let mut nearest: HashMap<String, Vec<String>> = HashMap::new();
    for item in rustc::item_texts(&theirs) {
        nearest
            .entry(item.0.clone())
            .or_default()
            .push(item.1.clone());
        *left.entry(item).or_default() += 1;
    }
    let (mut alike, mut skipped, mut differ) = (0, 0, Vec::new());
    for item in rustc::item_texts(&ours) {
        if let Some(count) = left.get_mut(&item).filter(|count| **count > 0) {
            *count -= 1;
            alike += 1;
        } else if item.1.contains("# [cfg (") || calls_any(&item.1, &expander.unknown) {
            skipped += 1;
        } else {
            let near = nearest
                .get(&item.0)
                .into_iter()
                .flatten()
                .max_by_key(|text| common(text, &item.1));
            let (ours, theirs) = near.map_or((item.1.as_str(), ""), |near| cut(&item.1, near));
            differ.push(format!("{}\n   ours   {ours}\n   theirs {theirs}", item.0));
        }
    }
    Ok(Found {
        name: name.to_owned(),
        expanded: expander.expanded,
        failed: expander.failed,
        alike,
        skipped,
        differ,
        took,
    })
}

fn calls_any(text: &str, names: &[String]) -> bool {
    names.iter().any(|name| text.contains(&format!("{name} !")))
}

fn common(a: &str, b: &str) -> usize {
    a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count()
}

/// The two from a little before where they part.
fn cut<'a>(ours: &'a str, theirs: &'a str) -> (&'a str, &'a str) {
    let mut from = common(ours, theirs).saturating_sub(80);
    while !ours.is_char_boundary(from) || !theirs.is_char_boundary(from) {
        from -= 1;
    }
    let end = |text: &str| {
        let mut end = (from + 200).min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        end
    };
    (&ours[from..end(ours)], &theirs[from..end(theirs)])
}

/// The library roots of the packages that the workspace's lock names.
fn packages() -> Vec<(String, PathBuf, String)> {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
    let host = rustc::host().expect("host");
    let options = ["--offline", "--filter-platform", &host]
        .map(str::to_owned)
        .to_vec();
    let metadata = MetadataCommand::new()
        .manifest_path(manifest)
        .other_options(options)
        .exec()
        .expect("metadata");
    let library = |package: &cargo_metadata::Package| {
        package
            .targets
            .iter()
            .find(|target| target.kind.contains(&TargetKind::Lib))
            .map(|target| {
                (
                    package.name.to_string(),
                    target.src_path.clone().into_std_path_buf(),
                    target.edition.to_string(),
                )
            })
    };
    metadata
        .packages
        .iter()
        .filter(|package| package.source.is_some())
        .filter_map(library)
        .collect()
}

/// What is compared if nobody asks for anything else: macro-heavy packages of the lock.
const CHOSEN: &str = "bitflags,globset,hashbrown,libc,rand,regex-syntax,similar";

/// `REMEMO_EXPAND=all` compares every package of the lock that one file can hold, `=name,name` these, and
/// `=path/lib.rs@2021` any crate.
#[test]
fn crates_expand_as_rustc_expands_them() {
    let asked = std::env::var("REMEMO_EXPAND").unwrap_or_else(|_| CHOSEN.to_owned());
    let mut crates: Vec<(String, PathBuf, String)> = packages();
    crates.retain(|(name, ..)| asked == "all" || asked.split(',').any(|asked| asked == name));
    crates.extend(asked.split(',').filter_map(|asked| {
        let (path, edition) = asked.split_once('@')?;
        Some((path.to_owned(), path.into(), edition.to_owned()))
    }));
    let work = move || {
        crates
            .iter()
            .map(|(name, root, edition)| compare(name, root, edition))
            .collect()
    };
    let thread = std::thread::Builder::new()
        .stack_size(STACK_SIZE)
        .spawn(work)
        .expect("thread");
    let all: Vec<Result<Found, String>> = thread.join().expect("compared");
    let (mut expanded, mut alike, mut wrong) = (0, 0, Vec::new());
    for result in &all {
        match result {
            Ok(found) => {
                println!("{found}");
                expanded += found.expanded;
                alike += found.alike;
                wrong.extend(
                    found
                        .failed
                        .iter()
                        .chain(&found.differ)
                        .map(|text| format!("{}: {text}", found.name)),
                );
            }
            Err(reason) => {
                println!("{reason}");
                if asked != "all" {
                    wrong.push(reason.clone());
                }
            }
        }
    }
    println!(
        "{} crates: {expanded} calls expanded, {alike} items alike",
        all.len()
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(
        asked == "all" || all.len() >= asked.split(',').count(),
        "not all of {asked} are in the lock"
    );
    assert!(alike > 0, "nothing was compared");
}

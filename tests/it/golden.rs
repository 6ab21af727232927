//! Golden cases: cache.toml + sources → exactly this file of wrappers, which is then compiled and run twice.
//!
//! A case is a folder in `tests/golden`. `expected.rs` is the wrappers' file; `expected.txt` what two runs of the
//! program print: a remembered function says on stderr when it is computed, so hit or miss is in the text.

use rememo_build::Generator;
use rememo_tests::cases::{cases, difference, lay_out, name};
use rememo_tests::scratch::{Scratch, printed};
use std::fs;
use std::path::Path;

/// What a case's manifest has besides a name and dependencies.
fn more_of_the_manifest(case: &Path) -> String {
    fs::read_to_string(case.join("manifest.toml")).unwrap_or_default()
}

/// Fingerprints and what they cover are others' to test, and change with the compiler.
fn masked(text: &str) -> String {
    let mut masked = String::new();
    let mut rest = text;
    let start = "FINGERPRINT: [u8; 32] = [";
    while let Some(at) = rest.find(start) {
        let (before, after) = rest.split_at(at + start.len());
        let end = after.find("];").expect("the end of a fingerprint");
        masked.push_str(before);
        masked.push('…');
        rest = &after[end..];
    }
    masked.push_str(rest);
    let words: Vec<&str> = masked.split_inclusive(' ').collect();
    let covered =
        |at: usize| at > 0 && words[at - 1] == "covers " && words[at].trim().parse::<u64>().is_ok();
    let word = |(at, word): (usize, &&str)| {
        if covered(at) {
            "N ".to_owned()
        } else {
            (*word).to_owned()
        }
    };
    let text: String = words.iter().enumerate().map(word).collect();
    text.replace("covers N item.", "covers N items.")
}

#[test]
fn wrappers_are_as_expected() {
    let mut faults = Vec::new();
    for case in cases("golden") {
        let folder = tempfile::tempdir().expect("a folder");
        let package = format!(
            "[package]\nname = \"golden_{}\"\nedition = \"2024\"\n{}\n\
             [dependencies]\nrememo = \"0\"\nserde = \"1\"\n",
            name(&case),
            more_of_the_manifest(&case),
        );
        fs::write(folder.path().join("Cargo.toml"), package).expect("a manifest");
        lay_out(&case, folder.path());
        let report = Generator::new()
            .manifest_path(folder.path().join("Cargo.toml"))
            .out_dir(folder.path().join("out"))
            .try_generate();
        let report = match report {
            Ok(report) => report,
            Err(error) => {
                faults.push(format!("{}:\n{error}", case.display()));
                continue;
            }
        };
        let mut text = String::new();
        for file in &report.files {
            text.push_str(&fs::read_to_string(file).expect("a wrappers' file"));
        }
        faults.extend(difference(&case.join("expected.rs"), &masked(&text)));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn wrappers_compile_and_remember() {
    let mut faults = Vec::new();
    for case in cases("golden") {
        let scratch = Scratch::new(&format!("golden_{}", name(&case)));
        lay_out(&case, scratch.folder());
        let manifest = scratch.read("Cargo.toml") + &more_of_the_manifest(&case);
        scratch.write("Cargo.toml", &manifest);
        if let Err(fault) = scratch.build() {
            faults.push(fault);
            continue;
        }
        let mut text = String::new();
        for run in ["first", "second"] {
            let output = printed(&scratch.program().output().expect("the program runs"));
            assert!(output.success, "{}: {}", case.display(), output.stderr);
            text.push_str(&format!(
                "{run} run\n--- stdout\n{}--- stderr\n{}",
                output.stdout, output.stderr
            ));
        }
        faults.extend(difference(&case.join("expected.txt"), &text));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn wrappers_break_no_lint_of_a_strict_crate() {
    let scratch = Scratch::new("golden_clippy");
    let case = cases("golden")
        .into_iter()
        .find(|case| name(case) == "strict");
    lay_out(&case.expect("the case `strict`"), scratch.folder());
    let cache = scratch
        .read("cache.toml")
        .replace("golden_strict", "golden_clippy");
    scratch.write("cache.toml", &cache);
    let output = printed(&scratch.cargo("clippy").output().expect("cargo runs"));
    assert!(output.success, "{}", output.stderr);
}

/// Builds a package again and tells whether cargo ran its build script, or left it alone.
fn ran(scratch: &Scratch) -> bool {
    let output = printed(
        &scratch
            .cargo("build")
            .arg("-v")
            .output()
            .expect("cargo runs"),
    );
    assert!(output.success, "{}", output.stderr);
    // cargo says `Fresh` of a package that it left alone.
    let package = scratch
        .folder()
        .file_name()
        .expect("a name")
        .to_string_lossy();
    !output.stderr.contains(&format!("Fresh {package} "))
}

/// Whether cargo ran the build script after this edit.
fn ran_after(scratch: &Scratch, path: &str, text: &str) -> bool {
    // File systems and cargo tell times apart by more than an edit takes.
    std::thread::sleep(std::time::Duration::from_millis(1100));
    scratch.write(path, text);
    ran(scratch)
}

fn watched_package(name: &str, policy: &str) -> Scratch {
    let scratch = Scratch::new(name);
    scratch.write(
        "cache.toml",
        &format!("[functions]\n\"{name}::listed::load\" = {{ {policy} }}\n"),
    );
    scratch.write("src/listed.rs", "pub fn load() -> u8 { 1 }\n");
    scratch.write(
        "src/main.rs",
        "mod listed;\nmod cached { rememo::include_wrappers!(); }\nfn main() { cached::listed::cached_load(); }\n",
    );
    scratch
}

#[test]
fn cargo_runs_the_generator_again_for_what_it_read_and_for_nothing_else() {
    let scratch = watched_package("golden_again", "");
    scratch.write("notes.md", "one\n");
    scratch.write("src/notes.txt", "one\n");
    ran(&scratch);
    assert!(!ran(&scratch), "nothing was edited");
    assert!(
        !ran_after(&scratch, "notes.md", "two\n"),
        "a file beside the sources"
    );
    assert!(
        !ran_after(&scratch, "src/notes.txt", "two\n"),
        "a file among the sources that is none"
    );
    assert!(
        !ran_after(&scratch, "target/junk", "two\n"),
        "a file of a build"
    );
    assert!(
        ran_after(&scratch, "src/listed.rs", "pub fn load() -> u8 { 2 }\n"),
        "a source"
    );
    let again = "[functions]\n\"golden_again::listed::load\" = { version = 1 }\n";
    assert!(ran_after(&scratch, "cache.toml", again), "cache.toml");
    assert!(!ran(&scratch), "nothing was edited since");
}

#[test]
fn cargo_runs_the_generator_again_for_what_functions_depend_on() {
    let scratch = watched_package(
        "golden_depends",
        "depends = [\"file:data/*.csv\", \"env:GOLDEN_DEPENDS\"]",
    );
    scratch.write("data/one.csv", "1\n");
    ran(&scratch);
    assert!(!ran(&scratch), "nothing was edited");
    assert!(
        ran_after(&scratch, "data/one.csv", "2\n"),
        "a file that fits the pattern"
    );
    assert!(
        ran_after(&scratch, "data/two.csv", "2\n"),
        "a new file that fits the pattern"
    );
    let mut cargo = scratch.cargo("build");
    let output = printed(
        &cargo
            .arg("-v")
            .env("GOLDEN_DEPENDS", "set")
            .output()
            .expect("cargo runs"),
    );
    assert!(
        !output.stderr.contains("Fresh golden_depends "),
        "the variable: {}",
        output.stderr
    );
}

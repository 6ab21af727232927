//! `cargo rememo why --since REV`: the sources now against a git revision.

use super::{json, package};
use rememo_tests::command::rememo;
use rememo_tests::scratch::{Printed, Scratch};
use serde_json::{Value, json};
use std::process::Command;

fn git(scratch: &Scratch, arguments: &[&str]) {
    let settings = [
        "-c",
        "user.name=A",
        "-c",
        "user.email=a@b.c",
        "-c",
        "init.defaultBranch=main",
    ];
    let output = Command::new("git")
        .args(settings)
        .args(arguments)
        .current_dir(scratch.folder())
        .output()
        .expect("git runs");
    assert!(output.status.success(), "{arguments:?}: {output:?}");
}

/// The package in a repository of its own, with a member that it depends on, committed.
fn repository(name: &str) -> Scratch {
    let scratch = package(name);
    let manifest = scratch.read("Cargo.toml").replace(
        "[build-dependencies]",
        "rate = { path = \"rate\" }\n\n[build-dependencies]",
    );
    scratch.write("Cargo.toml", &manifest);
    scratch.write(
        "rate/Cargo.toml",
        "[package]\nname = \"rate\"\nversion = \"0.0.0\"\nedition = \"2024\"\n",
    );
    scratch.write("rate/src/lib.rs", "pub fn rate() -> u32 { 2 }\n");
    scratch.write(
        "src/rates.rs",
        "pub fn convert(amount: u32) -> u32 { amount * rate::rate() }\n",
    );
    scratch.write(".gitignore", "/store\n/data\n");
    git(&scratch, &["init", "--quiet"]);
    commit(&scratch);
    scratch
}

fn commit(scratch: &Scratch) {
    git(scratch, &["add", "--all"]);
    git(scratch, &["commit", "--quiet", "--message", "state"]);
}

fn ask(scratch: &Scratch, path: &str, revision: &str) -> (Printed, Option<i32>) {
    rememo(
        scratch,
        &["why", path, "--since", revision, "--format", "json"],
    )
}

fn told(scratch: &Scratch, path: &str, revision: &str, status: i32) -> Value {
    let (told, was) = ask(scratch, path, revision);
    assert_eq!(was, Some(status), "{told:?}");
    json(&told)
}

#[test]
fn the_sources_are_compared_with_a_revision() {
    let scratch = repository("why_since");
    let path = "why_since::report::monthly";
    let same = told(&scratch, path, "HEAD", 0);
    assert_eq!(
        (&same["rekeyed"], &same["reasons"]),
        (&json!(false), &json!([]))
    );
    let notes = same["notes"].as_array().expect("a list");
    let outside =
        |name: &str| format!("`{name}` lies outside of the repository: it was taken as it is now");
    assert_eq!(
        notes,
        &[json!(outside("rememo-build")), json!(outside("rememo"))]
    );

    // Neither staged nor committed: what counts is what a build would read.
    scratch.write("rate/src/lib.rs", "pub fn rate() -> u32 { 3 }\n");
    let other = told(&scratch, path, "HEAD", 1);
    assert_eq!(other["since"], "revision");
    assert_eq!(other["revision"], "HEAD");
    assert_eq!(other["commit"].as_str().map(str::len), Some(40));
    let chain = [
        "why_since[bin]::report::monthly",
        "why_since[bin]::rates::convert",
        "rate::rate",
    ];
    assert_eq!(other["reasons"][0]["chain"], json!(chain));
    assert_eq!(other["reasons"][0]["file"], "rate/src/lib.rs");
    assert_eq!(other["reasons"].as_array().map(Vec::len), Some(1));
    assert_eq!(
        told(&scratch, "why_since::report::plain", "HEAD", 0)["rekeyed"],
        false
    );

    commit(&scratch);
    assert_eq!(told(&scratch, path, "HEAD", 0)["rekeyed"], false);
    assert_eq!(
        told(&scratch, path, "HEAD~1", 1)["reasons"],
        other["reasons"]
    );
    let status = Command::new("git")
        .args(["status", "--porcelain"])
        .current_dir(scratch.folder())
        .output();
    assert_eq!(
        status.expect("git runs").stdout,
        b"",
        "nothing is left in the repository"
    );
    let worktrees = Command::new("git")
        .args(["worktree", "list"])
        .current_dir(scratch.folder())
        .output();
    assert_eq!(
        String::from_utf8_lossy(&worktrees.expect("git runs").stdout)
            .lines()
            .count(),
        1
    );
}

#[test]
fn a_lock_that_is_not_committed_is_no_reason() {
    let scratch = repository("why_since_lock");
    scratch.write(".gitignore", "/store\n/data\nCargo.lock\n");
    git(&scratch, &["rm", "--quiet", "--cached", "Cargo.lock"]);
    scratch.write(
        "src/rates.rs",
        "pub fn convert(amount: u32) -> u32 { amount * rate::rate() + added() }\nfn added() -> u32 { 0 }\n",
    );
    commit(&scratch);
    let same = told(&scratch, "why_since_lock::report::monthly", "HEAD", 0);
    assert_eq!(
        same["notes"][0],
        "Cargo.lock is not in that revision: it was taken as it is now"
    );
    let older = told(&scratch, "why_since_lock::report::monthly", "HEAD~1", 1);
    let ids: Vec<&Value> = older["reasons"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|it| &it["id"])
        .collect();
    assert_eq!(
        ids,
        [
            "why_since_lock[bin]::rates::convert",
            "why_since_lock[bin]::rates::added"
        ]
    );
}

#[test]
fn what_was_not_there_then_is_new() {
    let scratch = repository("why_since_new");
    scratch.write(
        "src/rates.rs",
        "pub fn convert(amount: u32) -> u32 { amount }\npub fn another() {}\n",
    );
    let new = told(&scratch, "why_since_new::rates::another", "HEAD", 1);
    assert_eq!((&new["old"], &new["rekeyed"]), (&Value::Null, &json!(true)));
    let (text, _) = rememo(
        &scratch,
        &["why", "why_since_new::rates::another", "--since", "HEAD"],
    );
    assert!(
        text.stdout
            .starts_with("why_since_new::rates::another was not there at HEAD\n"),
        "{text:?}"
    );
}

#[test]
fn what_git_does_not_know_is_told() {
    let scratch = repository("why_since_faults");
    let fault = |revision: &str| {
        let (told, status) = ask(&scratch, "why_since_faults::report::plain", revision);
        assert_eq!(status, Some(2), "{told:?}");
        told.stderr
    };
    for revision in ["no-such-branch", "HEAD~99"] {
        let told = fault(revision);
        let expected = format!("git knows no revision `{revision}` here");
        assert!(told.contains(&expected), "{told}");
    }
    let git = scratch.folder().join(".git");
    std::fs::rename(git, scratch.folder().join("git-was")).expect("it was there");
    let told = fault("HEAD");
    // The scratch folder may lie in the repository of these tests: that has no such manifest at any revision.
    let expected = ["`--since` needs a git repository", "at HEAD there is no "];
    assert!(expected.iter().any(|part| told.contains(part)), "{told}");
}

//! The same code has the same fingerprints, byte for byte: wherever it lies, whoever builds it, however often, in
//! whatever order a folder is read, and on however many CPUs.

use rememo_build::{Generator, Report};
use rememo_tests::child::{Home, heard, role, say};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A package with what could go wrong: modules, a path dependency, included files, patterns, macros, several binaries.
const FILES: &[(&str, &str)] = &[
    (
        "Cargo.toml",
        "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[dependencies]\ndep = { path = \"dep\" }\n[workspace]\n",
    ),
    (
        "cache.toml",
        "[functions]\n\"app::a\" = { depends = [\"file:data/*.csv\"] }\n\"app::b\" = {}\n\"app::c\" = { fingerprint = \"workspace\" }\n\"app::m::d\" = { fingerprint = \"crate\" }\n",
    ),
    (
        "src/lib.rs",
        "pub mod m; pub mod n; macro_rules! make { ($($name:ident)*) => { $(pub fn $name() -> u8 { 1 })* } } make!(x y z);\n\
         pub fn a() -> u8 { m::d() + x() } pub fn b() -> String { include_str!(\"text.txt\").to_owned() }\n\
         pub fn c() -> usize { dep::size() + env!(\"CARGO_MANIFEST_DIR\").len() * 0 }",
    ),
    (
        "src/m.rs",
        "use crate::n::*; pub fn d() -> u8 { e().g() } pub trait G { fn g(&self) -> u8; } impl G for E { fn g(&self) -> u8 { 2 } } impl G for u8 { fn g(&self) -> u8 { 3 } }",
    ),
    (
        "src/n.rs",
        "pub struct E; pub fn e() -> E { E } impl Drop for E { fn drop(&mut self) {} }",
    ),
    ("src/text.txt", "text"),
    ("src/bin/one.rs", "fn main() {}"),
    ("src/bin/two.rs", "fn main() {}"),
    ("data/1.csv", "1"),
    ("data/2.csv", "2"),
    ("data/10.csv", "10"),
    (
        "dep/Cargo.toml",
        "[package]\nname = \"dep\"\nversion = \"0.2.0\"\nedition = \"2021\"\n",
    ),
    (
        "dep/src/lib.rs",
        "mod k; pub fn size() -> usize { k::K.len() }",
    ),
    (
        "dep/src/k.rs",
        "pub const K: &str = include_str!(\"../k.txt\");",
    ),
    ("dep/k.txt", "k"),
];

/// Writes the package, its files in this order or the other way round: folders are then read in another order.
fn write(folder: &Path, backwards: bool) -> PathBuf {
    let mut files = FILES.to_vec();
    if backwards {
        files.reverse();
    }
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    folder.join("Cargo.toml")
}

/// What a generator tells that has this much in its environment besides what is needed.
fn report(manifest: &Path, out: &Path, more: &[(&str, &str)]) -> Report {
    let needed = [
        "PATH",
        "HOME",
        "CARGO_HOME",
        "RUSTUP_HOME",
        "RUSTUP_TOOLCHAIN",
    ];
    let needed = needed
        .iter()
        .filter_map(|name| Some((*name, std::env::var(name).ok()?)));
    let more = more
        .iter()
        .map(|(name, value)| (*name, (*value).to_owned()));
    let variables = needed
        .chain(more)
        .map(|(name, value)| (name.to_owned(), value));
    Generator::new()
        .manifest_path(manifest)
        .out_dir(out)
        .variables(variables)
        .try_generate()
        .expect("it is generated")
}

/// Each function's fingerprint.
fn fingerprints(manifest: &Path, out: &Path, more: &[(&str, &str)]) -> BTreeMap<String, [u8; 32]> {
    let functions = report(manifest, out, more).functions.into_iter();
    functions
        .map(|function| (function.path, function.fingerprint))
        .collect()
}

#[test]
fn neither_place_nor_order_nor_repetition_counts() {
    let (one, two) = (
        tempfile::tempdir().expect("a folder"),
        tempfile::tempdir().expect("a folder"),
    );
    let deep = two.path().join("quite/another place/ünïcode");
    let (here, there) = (write(one.path(), false), write(&deep, true));
    let out = one.path().join("target/debug/build/app-0/out");
    let first = fingerprints(&here, &out, &[]);
    let distinct: BTreeSet<&[u8; 32]> = first.values().collect();
    assert_eq!(distinct.len(), 4, "each function has its own");
    assert_eq!(
        fingerprints(&here, &out, &[]),
        first,
        "a second build, which knows the first"
    );
    let elsewhere = two.path().join("elsewhere/debug/build/app-1/out");
    assert_eq!(
        fingerprints(&here, &elsewhere, &[]),
        first,
        "another target folder"
    );
    assert_eq!(
        fingerprints(&there, &elsewhere, &[]),
        first,
        "another place, written backwards"
    );
    let target = two.path().to_str().expect("text");
    assert_eq!(
        fingerprints(&there, &elsewhere, &[("CARGO_TARGET_DIR", target)]),
        first
    );
    fs::rename(&deep, two.path().join("moved")).expect("it is moved");
    let moved = two.path().join("moved/Cargo.toml");
    assert_eq!(
        fingerprints(&moved, &elsewhere, &[]),
        first,
        "moved, with what was kept elsewhere"
    );
    // And what does count is seen: the test is not blind.
    fs::write(one.path().join("data/10.csv"), "11").expect("a file");
    let other = fingerprints(&here, &out, &[]);
    let differ: Vec<&String> = first
        .keys()
        .filter(|path| first[*path] != other[*path])
        .collect();
    assert_eq!(differ, ["app::a"]);
}

/// A command tied to the first `count` CPUs, where there is a program for that.
fn tied_to(count: usize, command: Command) -> Command {
    let taskset = Command::new("taskset").arg("--version").output();
    if taskset.is_err() {
        return command;
    }
    let mut tied = Command::new("taskset");
    tied.args(["--cpu-list", &format!("0-{}", count - 1)])
        .arg(command.get_program())
        .args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => tied.env(name, value),
            None => tied.env_remove(name),
        };
    }
    tied
}

#[test]
fn neither_user_nor_number_of_cpus_counts() {
    let home = std::env::current_dir().expect("a working folder");
    if let Some(role) = role() {
        let folder = home.join(format!("package-{role}"));
        let manifest = write(&folder, false);
        let rustc = home.join("rustc");
        let more = [
            ("NUM_JOBS", role.as_str()),
            ("RUSTC", rustc.to_str().expect("text")),
        ];
        for found in fingerprints(&manifest, &folder.join("out"), &more) {
            say(format!("{found:?}"));
        }
        return;
    }
    let mut home = Home::new(module_path!(), "neither_user_nor_number_of_cpus_counts");
    // A compiler that every user may run; written by another process, which does not keep it open for ours to inherit.
    let script = "printf '#!/bin/sh\necho rustc 1.95.0\necho host: x86_64-unknown-linux-gnu\n' > rustc && chmod 755 rustc";
    let made = Command::new("sh")
        .args(["-c", script])
        .current_dir(home.path())
        .status();
    assert!(made.expect("a shell").success());
    let first = heard_in(&home, tied_to(1, home.command("1")));
    assert_eq!(first.len(), 4);
    for cpus in 2..=16 {
        let command = tied_to(cpus, home.command(&cpus.to_string()));
        assert_eq!(heard_in(&home, command), first, "{cpus} CPUs");
    }
    home.as_nobody();
    assert_eq!(
        heard_in(&home, home.command("another")),
        first,
        "another user"
    );
}

/// Enough functions for two threads, which share most of what they reach.
fn many(folder: &Path) -> PathBuf {
    let manifest = write(folder, false);
    let mut code = String::from(
        "use crate::m::G;\nmacro_rules! sum { ($($x:expr),*) => { 0 $(+ $x as u64)* } }\n",
    );
    let mut listed = String::from("[functions]\n");
    for at in 0..60 {
        let next = (at * 7 + 1) % 60;
        code.push_str(&format!(
            "pub struct S{at}(u8, Vec<String>);\n\
             impl G for S{at} {{ fn g(&self) -> u8 {{ self.0 ^ {at} }} }}\n\
             impl Drop for S{at} {{ fn drop(&mut self) {{ assert!(self.1.len() < {at} + 9); }} }}\n\
             fn h{at}(x: &S{at}) -> u64 {{ let s = format!(\"{{}}\", x.1.join(\"\")); s.len() as u64 + sum!(x.g(), {at}) }}\n\
             pub fn f{at}(n: u64) -> u64 {{ let x = S{at}(1, vec![n.to_string()]); if n == 0 {{ h{at}(&x) }} else {{ f{next}(n - 1) }} }}\n"
        ));
        if at % 3 == 0 {
            listed.push_str(&format!("\"app::o::f{at}\" = {{}}\n"));
        }
    }
    fs::write(folder.join("src/o.rs"), code).expect("a file");
    let root = folder.join("src/lib.rs");
    let library = fs::read_to_string(&root).expect("a file");
    fs::write(&root, format!("pub mod o; {library}")).expect("a file");
    fs::write(folder.join("cache.toml"), listed).expect("a file");
    manifest
}

#[test]
fn two_threads_leave_behind_what_one_does() {
    let home = std::env::current_dir().expect("a working folder");
    if let Some(role) = role() {
        let manifest = home.join("package/Cargo.toml");
        let out = home.join(&role);
        for found in fingerprints(&manifest, &out, &[]) {
            say(format!("{found:?}"));
        }
        // Another target: of what was kept, only the facts hold, and all is re-keyed.
        let target = [("TARGET", "aarch64-unknown-linux-gnu")];
        for rekeyed in report(&manifest, &out, &target).rekeyed {
            say(rekeyed.function);
        }
        return;
    }
    let home = Home::new(module_path!(), "two_threads_leave_behind_what_one_does");
    many(&home.path().join("package"));
    let one = heard_in(&home, tied_to(1, home.command("one")));
    assert_eq!(one.len(), 20 + 20, "{one:?}");
    // What is kept for the next build holds the walks, whichever thread they were taken by.
    let kept = |role: &str| fs::read(home.path().join(role).join("rememo/kept.bin"));
    let first = kept("one").expect("what the build kept");
    for round in 0..4 {
        let role = format!("two-{round}");
        assert_eq!(heard_in(&home, tied_to(2, home.command(&role))), one);
        assert!(kept(&role).expect("what the build kept") == first, "{role}");
    }
}

fn heard_in(home: &Home, mut command: Command) -> Vec<String> {
    let output = command.current_dir(home.path()).output();
    heard(&output.expect("the child starts"))
}

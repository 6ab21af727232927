//! House rules, run as a test: layering, module docs, file sizes, what the README promises.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The longest a file may grow before it must be split.
const MAX_LINES: usize = 800;

/// The floors of each crate, ground floor first: a file imports only from its own floor's module and floors below.
const GENERATOR: &[&[&str]] = &[
    &["diagnostic", "model", "plan"],
    &["config", "cfg", "source", "package"],
    &["parse", "expand", "others"],
    &["resolve"],
    &["reach", "check"],
    &["fingerprint"],
    &["emit", "history", "manifest", "memo", "report", "why"],
    &["output"],
    &["callers", "closure", "generator", "pipeline"],
];
const RUNTIME: &[&[&str]] = &[
    &[
        "carry", "error", "layout", "clock", "sync", "hex", "sys", "trust",
    ],
    &["key", "codec", "compression", "seal", "policy", "settings"],
    &["entry", "map", "lock", "store"],
    &["local", "files_store"],
    &["memory", "open", "probe", "states", "view"],
    &["shape"],
    &["flight", "refresh", "stats"],
    &["call", "probe"],
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Every Rust file below `folder`, with its text.
fn sources(folder: &str) -> BTreeMap<PathBuf, String> {
    let mut found = BTreeMap::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a source folder") {
            let path = entry.expect("an entry of it").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = std::fs::read_to_string(&path).expect("a source file");
                found.insert(path, text);
            }
        }
    }
    assert!(!found.is_empty(), "no sources in {folder}");
    found
}

fn all_sources() -> BTreeMap<PathBuf, String> {
    [
        "generator/src",
        "runtime/src",
        "cli/src",
        "example-app/src",
        "tests/src",
        "tests/it",
        "benches",
    ]
    .into_iter()
    .flat_map(sources)
    // Built packages below `benches`, and sources that are input to tests, keep other rules.
    .filter(|(path, _)| {
        !path.components().any(|part| {
            ["target", "fixtures"]
                .iter()
                .any(|name| part.as_os_str() == *name)
        })
    })
    .collect()
}

#[test]
fn every_file_says_its_purpose_and_stays_readable() {
    let mut faults = Vec::new();
    for (path, text) in all_sources() {
        if !text.starts_with("//!") {
            faults.push(format!("{}: does not start with `//!`", path.display()));
        }
        let lines = text.lines().count();
        if lines > MAX_LINES {
            faults.push(format!(
                "{}: {lines} lines; split it at a natural seam",
                path.display()
            ));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The modules of the crate that a file names, as `crate::x`.
fn imports(text: &str) -> Vec<&str> {
    let code = text
        .lines()
        .map(|line| line.split("//").next().unwrap_or_default());
    code.flat_map(|line| {
        line.match_indices("crate::").map(move |(at, prefix)| {
            let rest = &line[at + prefix.len()..];
            let end = rest
                .find(|c: char| !c.is_alphanumeric() && c != '_')
                .unwrap_or(rest.len());
            &rest[..end]
        })
    })
    .collect()
}

fn check_floors(folder: &str, floors: &[&[&str]]) {
    let floor = |module: &str| floors.iter().position(|floor| floor.contains(&module));
    let mut faults = Vec::new();
    for (path, text) in sources(folder) {
        let below = path
            .strip_prefix(root().join(folder))
            .expect("a path below its folder");
        let module = below.iter().next().expect("a file name").to_string_lossy();
        let module = module.trim_end_matches(".rs");
        if module == "lib" || module.starts_with("__") || module == "private" {
            continue;
        }
        let Some(own) = floor(module) else {
            faults.push(format!(
                "{}: on no floor of tests/it/tidy.rs",
                path.display()
            ));
            continue;
        };
        for import in imports(&text) {
            if floor(import).is_some_and(|other| other > own) {
                faults.push(format!(
                    "{}: imports `{import}` from a floor above",
                    path.display()
                ));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_generator_imports_only_from_floors_below() {
    check_floors("generator/src", GENERATOR);
}

#[test]
fn the_runtime_imports_only_from_floors_below() {
    check_floors("runtime/src", RUNTIME);
}

#[test]
fn the_two_halves_do_not_know_each_other() {
    for (package, other) in [("runtime", "rememo-build"), ("generator", "rememo")] {
        let manifest = std::fs::read_to_string(root().join(package).join("Cargo.toml"))
            .expect("a package's manifest");
        let named = manifest
            .lines()
            .any(|line| line.split(['.', '=', ' ']).next() == Some(other));
        assert!(!named, "{package} depends on {other}");
    }
}

#[test]
fn a_users_build_stays_light() {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let tree = std::process::Command::new(cargo)
        .args(["tree", "--offline", "-p", "rememo", "-p", "rememo-build"])
        .args([
            "--edges",
            "normal,build",
            "--prefix",
            "none",
            "--format",
            "{p}",
            "--no-dedupe",
        ])
        .current_dir(root())
        .output()
        .expect("cargo tree");
    let printed = String::from_utf8_lossy(&tree.stdout);
    let crates: std::collections::BTreeSet<&str> = printed
        .lines()
        .filter(|line| !line.is_empty())
        .map(|line| line.split(" (").next().unwrap_or(line))
        .collect();
    assert!(crates.contains("rememo v0.1.0"), "cargo tree: {tree:?}");
    // One more is the user's own.
    assert!(crates.len() < 60, "{} crates: {crates:?}", crates.len());
}

#[test]
fn the_readme_keeps_its_promises() {
    let readme = std::fs::read_to_string(root().join("README.md")).expect("a README");
    let first_code = readme.lines().position(|line| line.starts_with("```"));
    assert!(
        first_code.is_some_and(|line| line < 15),
        "no code within 15 lines"
    );
    for command in ["cargo run --release -p example-app", "./tests/run"] {
        assert!(
            readme.contains(command),
            "the README does not name `{command}`"
        );
    }
    let manifest = std::fs::read_to_string(root().join("Cargo.toml")).expect("a manifest");
    let msrv = manifest
        .lines()
        .find_map(|line| line.strip_prefix("rust-version = "))
        .expect("a rust-version")
        .trim_matches('"');
    assert!(
        readme.contains(&format!("Rust {msrv}")),
        "the README does not state Rust {msrv}"
    );
}

#[test]
fn nothing_unfinished_is_left() {
    let this = Path::new(file!()).file_name().expect("a file name");
    // `todo!()` and its like are clippy's to find: here they also stand in sources under test.
    let words = ["#[ignore", "FIXME", "XXX:", "HACK"];
    let faults: Vec<String> = all_sources()
        .iter()
        .filter(|(path, _)| path.file_name() != Some(this))
        .flat_map(|(path, text)| {
            words
                .iter()
                .filter(|word| text.contains(**word))
                .map(|word| format!("{}: {word}", path.display()))
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

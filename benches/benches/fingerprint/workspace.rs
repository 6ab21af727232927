//! The workspace that is measured: real crates, copied from where cargo keeps them, and a program that uses them.
//!
//! The crates are ones that this workspace builds with anyway, so they are there without a network. As path
//! dependencies they are read like a user's own code.

use cargo_metadata::MetadataCommand;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The crates, 50,000 lines with the program.
const CRATES: &[&str] = &["aho-corasick", "bstr", "globset", "semver", "similar"];

/// Nothing is fetched that building this benchmark did not fetch.
const OFFLINE: [&str; 4] = ["--offline", "--locked", "--filter-platform", "host-tuple"];

/// The program's modules.
const MODULES: &[(&str, &str)] = &[
    ("lib.rs", include_str!("program/lib.rs")),
    ("search.rs", include_str!("program/search.rs")),
    ("diff.rs", include_str!("program/diff.rs")),
    ("release.rs", include_str!("program/release.rs")),
    ("select.rs", include_str!("program/select.rs")),
    ("words.rs", include_str!("program/words.rs")),
    ("report.rs", include_str!("program/report.rs")),
];

/// Every function that the program lists.
const LISTED: &[&str] = &[
    "search::occurrences",
    "search::censored",
    "search::counts",
    "diff::similarity",
    "diff::unified",
    "diff::changed_lines",
    "diff::changed_words",
    "release::newest",
    "release::satisfying",
    "release::bumped",
    "select::selected",
    "select::is_ignored",
    "words::words",
    "words::title",
    "report::of_release",
    "report::of_text",
];

/// A workspace in a folder of its own.
pub(crate) struct Workspace {
    /// The compiler, as cargo tells build scripts of it: rustup's `rustc` would first look for the toolchain.
    pub(crate) rustc: PathBuf,
    folder: tempfile::TempDir,
}

impl Workspace {
    /// Copies the crates and writes the program.
    pub(crate) fn new() -> Result<Workspace, Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        let metadata = MetadataCommand::new()
            .manifest_path(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"))
            .other_options(OFFLINE.map(str::to_owned).to_vec())
            .exec()?;
        for name in CRATES {
            let package = metadata
                .packages
                .iter()
                .find(|package| package.name == *name)
                .ok_or_else(|| format!("this workspace no longer builds with {name}"))?;
            let from = package.manifest_path.parent().ok_or("a manifest at /")?;
            let to = folder.path().join(name);
            copy(&from.join("src").into_std_path_buf(), &to.join("src"))?;
            let manifest = fs::read_to_string(&package.manifest_path)?;
            fs::write(to.join("Cargo.toml"), with_paths(&manifest))?;
        }
        let program = folder.path().join("program");
        fs::create_dir_all(program.join("src"))?;
        for (file, text) in MODULES {
            fs::write(program.join("src").join(file), text)?;
        }
        fs::write(program.join("Cargo.toml"), manifest())?;
        fs::write(program.join("cache.toml"), listed())?;
        fs::create_dir_all(folder.path().join("out"))?;
        let members = "[workspace]\nmembers = [\"program\"]\nresolver = \"3\"\n";
        fs::write(folder.path().join("Cargo.toml"), members)?;
        let rustc = compiler()?;
        Ok(Workspace { folder, rustc })
    }

    /// Where a file of it is.
    pub(crate) fn path(&self, file: &str) -> PathBuf {
        self.folder.path().join(file)
    }

    /// How many functions are listed.
    pub(crate) fn listed(&self) -> usize {
        LISTED.len()
    }

    /// Every source of the program and of the crates.
    pub(crate) fn sources(&self) -> Vec<PathBuf> {
        let mut found = Vec::new();
        let mut open: Vec<PathBuf> = CRATES.iter().map(|name| self.path(name)).collect();
        open.push(self.path("program"));
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
                let path = entry.path();
                if path.is_dir() {
                    open.push(path);
                } else if path.extension().is_some_and(|extension| extension == "rs") {
                    found.push(path);
                }
            }
        }
        found.sort();
        found
    }
}

fn compiler() -> std::io::Result<PathBuf> {
    let asked = Command::new("rustc")
        .args(["--print", "sysroot"])
        .output()?;
    let sysroot = String::from_utf8_lossy(&asked.stdout);
    Ok(Path::new(sysroot.trim()).join("bin/rustc"))
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            copy(&from, &to)?;
        } else {
            fs::write(&to, fs::read(&from)?)?;
        }
    }
    Ok(())
}

/// A published manifest with those of its dependencies that are copied too as paths.
fn with_paths(manifest: &str) -> String {
    let line = |line: &str| {
        let name = line
            .strip_prefix("[dependencies.")
            .and_then(|rest| rest.strip_suffix(']'));
        match name.filter(|name| CRATES.contains(name)) {
            Some(name) => format!("{line}\npath = \"../{name}\"\n"),
            None => format!("{line}\n"),
        }
    };
    manifest.lines().map(line).collect()
}

fn manifest() -> String {
    let start = "[package]\nname = \"program\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n";
    let crates = CRATES
        .iter()
        .map(|name| format!("{name} = {{ path = \"../{name}\" }}\n"));
    start.to_owned() + &crates.collect::<String>()
}

fn listed() -> String {
    let functions = LISTED
        .iter()
        .map(|path| format!("\"program::{path}\" = {{}}\n"));
    "[functions]\n".to_owned() + &functions.collect::<String>()
}

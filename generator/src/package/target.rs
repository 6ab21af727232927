//! The crates a package builds: where each has its root.

use crate::source::{Sources, is_rust};
use std::path::{Path, PathBuf};
use toml::{Table, Value};

/// What kind of crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TargetKind {
    /// A library.
    Library,
    /// A library of procedural macros.
    ProcMacro,
    /// A program.
    Binary,
    /// An example.
    Example,
}

/// One crate of a package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// What kind.
    pub kind: TargetKind,
    /// Name of the crate, dashes as underscores.
    pub name: String,
    /// File of its root module.
    pub root: PathBuf,
    /// Its edition.
    pub edition: u16,
}

impl Target {
    /// Whether other crates can link it.
    pub fn is_library(&self) -> bool {
        matches!(self.kind, TargetKind::Library | TargetKind::ProcMacro)
    }
}

/// The targets that a manifest names or leaves to cargo's defaults.
pub(super) fn targets(
    table: &Table,
    package: &str,
    folder: &Path,
    edition: u16,
    sources: &Sources,
) -> Vec<Target> {
    let mut found = Vec::new();
    let auto = |name: &str| {
        let package = table.get("package").and_then(Value::as_table);
        package
            .and_then(|package| package.get(name))
            .and_then(Value::as_bool)
            .unwrap_or(true)
    };
    let lib = table.get("lib").and_then(Value::as_table);
    let root = lib
        .and_then(|lib| text(lib, "path"))
        .map(|path| folder.join(path));
    let default = folder.join("src/lib.rs");
    if let Some(root) =
        root.or_else(|| (lib.is_some() || sources.exists(&default)).then_some(default))
    {
        let proc_macro = lib.is_some_and(|lib| {
            ["proc-macro", "proc_macro"]
                .iter()
                .any(|key| lib.get(*key).and_then(Value::as_bool) == Some(true))
        });
        found.push(Target {
            kind: if proc_macro {
                TargetKind::ProcMacro
            } else {
                TargetKind::Library
            },
            name: crate_name(
                &lib.and_then(|lib| text(lib, "name"))
                    .unwrap_or_else(|| package.to_owned()),
            ),
            root,
            edition: lib.map_or(edition, |lib| own_edition(lib, edition)),
        });
    }
    for (key, folder_name, kind, automatic) in [
        ("bin", "src/bin", TargetKind::Binary, auto("autobins")),
        (
            "example",
            "examples",
            TargetKind::Example,
            auto("autoexamples"),
        ),
    ] {
        let mut named = Vec::new();
        for target in table
            .get(key)
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(Value::as_table)
        {
            let Some(name) = text(target, "name") else {
                continue;
            };
            let root = match text(target, "path") {
                Some(path) => folder.join(path),
                None => default_root(folder, folder_name, &name, package, kind, sources),
            };
            named.push(Target {
                kind,
                name: crate_name(&name),
                root,
                edition: own_edition(target, edition),
            });
        }
        if automatic {
            let mut roots = Vec::new();
            let main = folder.join("src/main.rs");
            if kind == TargetKind::Binary && sources.exists(&main) {
                roots.push((package.to_owned(), main));
            }
            let inside = folder.join(folder_name);
            for path in if inside.is_dir() {
                sources.folder(&inside)
            } else {
                Vec::new()
            } {
                let name = path
                    .file_stem()
                    .and_then(|stem| stem.to_str())
                    .unwrap_or_default()
                    .to_owned();
                if path.is_dir() && path.join("main.rs").is_file() {
                    roots.push((name, path.join("main.rs")));
                } else if is_rust(&path) {
                    roots.push((name, path));
                }
            }
            for (name, root) in roots {
                let name = crate_name(&name);
                if !named
                    .iter()
                    .any(|target| target.name == name || target.root == root)
                {
                    named.push(Target {
                        kind,
                        name,
                        root,
                        edition,
                    });
                }
            }
        }
        found.extend(named);
    }
    found
}

fn default_root(
    folder: &Path,
    inside: &str,
    name: &str,
    package: &str,
    kind: TargetKind,
    sources: &Sources,
) -> PathBuf {
    let main = folder.join("src/main.rs");
    if kind == TargetKind::Binary && name == package && sources.exists(&main) {
        return main;
    }
    let file = folder.join(inside).join(format!("{name}.rs"));
    let nested = folder.join(inside).join(name).join("main.rs");
    if !sources.exists(&file) && sources.exists(&nested) {
        nested
    } else {
        file
    }
}

fn own_edition(table: &Table, package: u16) -> u16 {
    text(table, "edition")
        .and_then(|edition| edition.parse().ok())
        .unwrap_or(package)
}

fn text(table: &Table, key: &str) -> Option<String> {
    table.get(key).and_then(Value::as_str).map(str::to_owned)
}

/// A package's or target's name as the name of its crate.
fn crate_name(name: &str) -> String {
    name.replace('-', "_")
}

//! Where cargo keeps the sources of packages that are no part of the program: those of registries.

use crate::package::dependency::{DependencyKind, dependencies};
use crate::package::profile::configurations;
use crate::package::{Dependency, Locked, Variables, Workspace};
use std::fs;
use std::path::{Path, PathBuf};
use toml::{Table, Value};

/// A package that is no part of the program, as cargo keeps it.
#[derive(Clone, Debug)]
pub struct Unpacked {
    /// Its folder.
    pub folder: PathBuf,
    /// Whether it is a crate of procedural macros: all that can be named of it is a macro.
    pub procedural: bool,
    /// The root of its library.
    pub root: PathBuf,
    /// `2015` to `2024`.
    pub edition: u16,
    dependencies: Vec<Dependency>,
}

impl Unpacked {
    /// Whether its build script may run code of other packages.
    pub fn is_built_by_others(&self) -> bool {
        let mut dependencies = self.dependencies.iter();
        dependencies.any(|dependency| dependency.kind == DependencyKind::Build)
    }

    /// Whether it needs a package where this says whether a target fits: not only to be built or tested. None if it does not,
    /// else whether a feature has to ask for it.
    pub fn needs(&self, package: &str, fits: impl Fn(Option<&str>) -> bool) -> Option<bool> {
        let needed = self.dependencies.iter().filter(|dependency| {
            dependency.package == package
                && dependency.kind == DependencyKind::Normal
                && fits(dependency.target.as_deref())
        });
        needed.map(|dependency| dependency.optional).min()
    }
}

/// The folders that packages lie in.
#[derive(Clone, Debug, Default)]
pub struct Shelves {
    /// Of vendored packages: what takes a registry's place by cargo's configuration.
    vendored: Vec<PathBuf>,
    /// Of registries.
    registries: Vec<PathBuf>,
}

impl Shelves {
    /// Those of this machine and workspace.
    pub fn find(variables: &Variables, workspace: &Workspace) -> Shelves {
        let mut found = Shelves::default();
        for (folder, table) in configurations(variables, &workspace.folder) {
            let sources = table.get("source").and_then(Value::as_table);
            let sources = sources.into_iter().flat_map(Table::values);
            let vendored = sources.filter_map(|source| source.get("directory")?.as_str());
            // Said from the folder that `.cargo` is in.
            let from = folder.parent().unwrap_or(&folder);
            found.vendored.extend(vendored.map(|path| from.join(path)));
        }
        let home = variables.get("CARGO_HOME").map(PathBuf::from);
        let home = home.or_else(|| {
            let user = variables.get("HOME").or(variables.get("USERPROFILE"))?;
            Some(Path::new(user).join(".cargo"))
        });
        if let Some(home) = home {
            let entries = fs::read_dir(home.join("registry").join("src"));
            let entries = entries.into_iter().flatten().flatten();
            found.registries.extend(entries.map(|entry| entry.path()));
            found.registries.sort();
        }
        found
    }

    /// Whether a locked package of a registry surely lies nowhere.
    pub fn lack(&self, locked: &Locked) -> bool {
        let names = [numbered(locked), locked.name.clone()];
        let mut shelves = self.vendored.iter().chain(&self.registries);
        registry_of(locked).is_some()
            && !shelves.any(|shelf| names.iter().any(|name| shelf.join(name).exists()))
    }

    /// A locked package of a registry; none if it is not there, or more than once, so that nobody knows which is meant.
    pub fn package(&self, locked: &Locked, workspace: &Workspace) -> Option<Unpacked> {
        let url = registry_of(locked)?;
        let numbered = numbered(locked);
        let names = [&numbered, &locked.name];
        let vendored = self
            .vendored
            .iter()
            .flat_map(|shelf| names.map(|name| shelf.join(name)));
        let registries = self.registries.iter();
        let in_registries = registries.clone().map(|shelf| shelf.join(&numbered));
        let found = only_one(vendored, locked, workspace);
        let found = found.or_else(|| only_one(in_registries, locked, workspace));
        // Cargo's releases call the shelf of one registry otherwise, but what it sells under one number is the same.
        found.or_else(|| {
            let names = match url {
                CRATES_IO => ["index.crates.io-", "github.com-"],
                _ => return None,
            };
            let of_it = |shelf: &&PathBuf| {
                let name = shelf.file_name().and_then(|name| name.to_str());
                name.is_some_and(|name| names.iter().any(|start| name.starts_with(start)))
            };
            let mut shelves = registries.filter(of_it);
            shelves.find_map(|shelf| read(shelf.join(&numbered), locked, workspace))
        })
    }
}

/// The registry that a locked package is of.
fn registry_of(locked: &Locked) -> Option<&str> {
    let source = locked.source.as_ref()?;
    ["registry+", "sparse+"]
        .iter()
        .find_map(|start| source.strip_prefix(start))
}

/// The folder's name of a locked package that may be there in several versions.
fn numbered(locked: &Locked) -> String {
    format!("{}-{}", locked.name, locked.version)
}

/// How a lock names the registry that is there unless told.
const CRATES_IO: &str = "https://github.com/rust-lang/crates.io-index";

/// The one folder that has this package.
fn only_one(
    folders: impl Iterator<Item = PathBuf>,
    locked: &Locked,
    workspace: &Workspace,
) -> Option<Unpacked> {
    let mut found = folders.filter_map(|folder| read(folder, locked, workspace));
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

fn read(folder: PathBuf, locked: &Locked, workspace: &Workspace) -> Option<Unpacked> {
    let text = fs::read_to_string(folder.join("Cargo.toml")).ok()?;
    let table = text.parse::<Table>().ok()?;
    let package = table.get("package")?;
    let is = |name: &str, value: &str| package.get(name).and_then(Value::as_str) == Some(value);
    if !is("name", &locked.name) || !is("version", &locked.version) {
        return None;
    }
    let library = table.get("lib");
    let procedural = ["proc-macro", "proc_macro"]
        .iter()
        .any(|key| library.and_then(|library| library.get(key)?.as_bool()) == Some(true));
    let edition = |table: Option<&Value>| table?.get("edition")?.as_str()?.parse().ok();
    let path = library.and_then(|library| library.get("path")?.as_str());
    Some(Unpacked {
        dependencies: dependencies(&table, &folder, workspace),
        root: folder.join(path.unwrap_or("src/lib.rs")),
        edition: edition(library).or(edition(Some(package))).unwrap_or(2015),
        folder,
        procedural,
    })
}

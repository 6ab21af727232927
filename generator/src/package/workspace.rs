//! The workspace a package belongs to: found by walking up, as cargo does.

use crate::package::dependency::clean;
use crate::package::manifest::read_table;
use crate::package::{Lock, PackageError};
use crate::source::Sources;
use std::path::{Path, PathBuf};
use toml::{Table, Value};

/// The packages that a table's `[patch]` replaces by folders, which are told from `folder` on.
fn patches(table: &Table, folder: &Path) -> Vec<(String, PathBuf)> {
    let registries = table.get("patch").and_then(Value::as_table);
    let entries = registries.into_iter().flat_map(|of| of.values());
    entries
        .filter_map(Value::as_table)
        .flatten()
        .filter_map(|(key, value)| {
            let name = value.get("package").and_then(Value::as_str).unwrap_or(key);
            let path = value.get("path").and_then(Value::as_str)?;
            Some((name.to_owned(), clean(&folder.join(path))))
        })
        .collect()
}

/// What cargo's configuration puts in the places of packages, the nearest first.
fn overrides(folder: &Path, sources: &Sources) -> Vec<(String, PathBuf)> {
    let mut found = Vec::new();
    for folder in folder.ancestors() {
        for file in [".cargo/config.toml", ".cargo/config"] {
            let file = folder.join(file);
            if !file.is_file() {
                continue;
            }
            let Ok(table) = read_table(&file, sources) else {
                continue;
            };
            found.extend(patches(&table, folder));
            let paths = table.get("paths").and_then(Value::as_array);
            for path in paths.into_iter().flatten().filter_map(Value::as_str) {
                let folder = clean(&folder.join(path));
                let own = read_table(&folder.join("Cargo.toml"), sources).ok();
                let name = own.and_then(|own| {
                    let name = own.get("package")?.get("name")?;
                    name.as_str().map(str::to_owned)
                });
                found.extend(name.map(|name| (name, folder)));
            }
        }
    }
    found
}

/// A workspace; a package that belongs to none is one of its own.
#[derive(Clone, Debug)]
pub struct Workspace {
    /// Its folder.
    pub folder: PathBuf,
    /// Its manifest.
    pub manifest: PathBuf,
    /// Its lock, if there is one.
    pub lock: Option<Lock>,
    table: Table,
    /// Folders that stand in the places of packages: by cargo's configuration, which goes first, and by `[patch]`.
    replaced: Vec<(String, PathBuf)>,
}

impl Workspace {
    /// The workspace of the package with this manifest.
    pub fn find(manifest: &Path, sources: &Sources) -> Result<Workspace, PackageError> {
        let own = read_table(manifest, sources)?;
        let folder = manifest.parent().unwrap_or(Path::new(""));
        if own.contains_key("workspace") {
            return Workspace::open(manifest, own, sources);
        }
        let named = own
            .get("package")
            .and_then(|package| package.get("workspace"))
            .and_then(Value::as_str);
        if let Some(root) = named {
            let manifest = clean(&folder.join(root)).join("Cargo.toml");
            let table = read_table(&manifest, sources)?;
            return Workspace::open(&manifest, table, sources);
        }
        for above in folder.ancestors().skip(1) {
            let candidate = above.join("Cargo.toml");
            if !sources.exists(&candidate) {
                continue;
            }
            let Ok(table) = read_table(&candidate, sources) else {
                continue;
            };
            if table.contains_key("workspace") && takes(&table, above, folder) {
                return Workspace::open(&candidate, table, sources);
            }
        }
        Workspace::open(manifest, own, sources)
    }

    fn open(manifest: &Path, table: Table, sources: &Sources) -> Result<Workspace, PackageError> {
        let folder = manifest.parent().unwrap_or(Path::new("")).to_owned();
        let lock = Lock::read(&folder.join("Cargo.lock"), sources)?;
        let mut replaced = overrides(&folder, sources);
        replaced.extend(patches(&table, &folder));
        Ok(Workspace {
            lock,
            manifest: manifest.to_owned(),
            replaced,
            folder,
            table,
        })
    }

    /// `[workspace.package] name`.
    pub(super) fn package_field(&self, name: &str) -> Option<String> {
        let package = self.table.get("workspace")?.get("package")?;
        package.get(name)?.as_str().map(str::to_owned)
    }

    /// `[workspace.dependencies] key`.
    pub(super) fn dependency(&self, key: &str) -> Option<&Value> {
        self.table.get("workspace")?.get("dependencies")?.get(key)
    }

    /// The folder that stands in a package's place.
    pub(super) fn patch(&self, package: &str) -> Option<PathBuf> {
        let mut replaced = self.replaced.iter();
        replaced.find_map(|(name, folder)| (name == package).then(|| folder.clone()))
    }

    /// Whether build scripts and procedural macros have their dependencies built apart: by any resolver but the first.
    pub(crate) fn builds_for_the_host_apart(&self) -> bool {
        let text = |table: &str, key: &str| {
            let value = self.table.get(table)?.get(key)?;
            value.as_str().map(str::to_owned)
        };
        let resolver = text("workspace", "resolver").or_else(|| text("package", "resolver"));
        match resolver {
            Some(resolver) => resolver != "1",
            None => {
                let own = text("package", "edition");
                let edition = own.or_else(|| {
                    let package = self.table.get("package")?;
                    package.get("edition")?;
                    self.package_field("edition")
                });
                edition.is_some_and(|edition| edition.as_str() >= "2021")
            }
        }
    }

    /// Whether a folder lies in the workspace, so that a path dependency in it is a member.
    pub(crate) fn holds(&self, folder: &Path) -> bool {
        folder.starts_with(&self.folder) && takes(&self.table, &self.folder, folder)
    }

    /// `[profile.name]`.
    pub(super) fn profile(&self, name: &str) -> Option<&Table> {
        self.table.get("profile")?.get(name)?.as_table()
    }

    /// Whether a package in a folder, once it is a path dependency, is a member: all below the workspace are that it does
    /// not exclude.
    pub(super) fn may_have(&self, folder: &Path) -> bool {
        folder.starts_with(&self.folder) && takes(&self.table, &self.folder, folder)
    }

    /// Manifests of the members that `[workspace]` names, by its patterns, and the root's own package.
    pub fn members(&self, sources: &Sources) -> Vec<PathBuf> {
        let mut found = Vec::new();
        if self.table.contains_key("package") {
            found.push(self.manifest.clone());
        }
        let members = self
            .table
            .get("workspace")
            .and_then(|workspace| workspace.get("members"));
        for pattern in members
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
        {
            let mut folders = vec![self.folder.clone()];
            for part in pattern
                .split('/')
                .filter(|part| !part.is_empty() && *part != ".")
            {
                folders = folders
                    .into_iter()
                    .flat_map(|folder| step(&folder, part, sources))
                    .collect();
            }
            for folder in folders {
                let manifest = clean(&folder).join("Cargo.toml");
                if takes(&self.table, &self.folder, &clean(&folder)) && sources.exists(&manifest) {
                    found.push(manifest);
                }
            }
        }
        found.sort();
        found.dedup();
        found
    }
}

/// One segment of a members pattern.
fn step(folder: &Path, part: &str, sources: &Sources) -> Vec<PathBuf> {
    if !part.contains(['*', '?', '[']) {
        return vec![folder.join(part)];
    }
    let entries = sources
        .folder(folder)
        .into_iter()
        .filter(|entry| entry.is_dir());
    entries
        .filter(|entry| {
            let name = entry
                .file_name()
                .and_then(|name| name.to_str())
                .unwrap_or_default();
            !name.starts_with('.') && wildcard(part, name)
        })
        .collect()
}

/// Whether a name fits a pattern of `*` and `?`.
pub(crate) fn wildcard(pattern: &str, name: &str) -> bool {
    let (pattern, name): (Vec<char>, Vec<char>) =
        (pattern.chars().collect(), name.chars().collect());
    let (mut p, mut n, mut star) = (0, 0, None);
    while n < name.len() {
        match pattern.get(p) {
            Some('*') => {
                star = Some((p, n));
                p += 1;
            }
            Some(c) if *c == '?' || *c == name[n] => {
                p += 1;
                n += 1;
            }
            _ => match star {
                Some((at, taken)) => {
                    p = at + 1;
                    n = taken + 1;
                    star = Some((at, taken + 1));
                }
                None => return false,
            },
        }
    }
    pattern[p..].iter().all(|c| *c == '*')
}

/// Whether a workspace does not exclude a folder below it.
fn takes(table: &Table, root: &Path, folder: &Path) -> bool {
    let exclude = table
        .get("workspace")
        .and_then(|workspace| workspace.get("exclude"));
    !exclude
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .any(|excluded| folder.starts_with(clean(&root.join(excluded))))
}

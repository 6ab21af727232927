//! What a manifest asks of other packages.

use crate::package::Workspace;
use std::path::{Path, PathBuf};
use toml::{Table, Value};

/// For what a dependency is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DependencyKind {
    /// By the package itself.
    Normal,
    /// By its tests and examples.
    Dev,
    /// By its build script.
    Build,
}

/// Where a dependency comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A folder: read as a crate of its own.
    Path(PathBuf),
    /// A registry or git: known by the lock.
    Elsewhere,
}

/// One dependency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dependency {
    /// The name it has in `extern` position, dashes as underscores. The library's own name may differ.
    pub key: String,
    /// Whether the key was given by a rename, so that the library's own name does not count.
    pub renamed: bool,
    /// Name of the package.
    pub package: String,
    /// For what.
    pub kind: DependencyKind,
    /// Whether it is there only if a feature asks for it.
    pub optional: bool,
    /// Whether its default features are on.
    pub default_features: bool,
    /// Features asked for.
    pub features: Vec<String>,
    /// Where from.
    pub origin: Origin,
    /// The version asked for, as written.
    pub requirement: String,
    /// The predicate or triple of `[target.….dependencies]`.
    pub target: Option<String>,
}

impl Dependency {
    /// Whether it surely is serde with what that has for types of the heap. A feature that one package asks for, all have.
    pub fn is_serde_with_heap(&self) -> bool {
        let of_heap = |feature: &String| matches!(feature.as_str(), "std" | "alloc");
        matches!(self.package.as_str(), "serde" | "serde_core")
            && self.kind == DependencyKind::Normal
            && self.target.is_none()
            && (self.default_features || self.features.iter().any(of_heap))
    }
}

/// Every dependency of a manifest.
pub(super) fn dependencies(table: &Table, folder: &Path, workspace: &Workspace) -> Vec<Dependency> {
    let mut found = Vec::new();
    collect(table, None, folder, workspace, &mut found);
    for (target, table) in table
        .get("target")
        .and_then(Value::as_table)
        .into_iter()
        .flatten()
    {
        if let Some(table) = table.as_table() {
            collect(table, Some(target), folder, workspace, &mut found);
        }
    }
    found
}

const TABLES: &[(&str, DependencyKind)] = &[
    ("dependencies", DependencyKind::Normal),
    ("dev-dependencies", DependencyKind::Dev),
    ("dev_dependencies", DependencyKind::Dev),
    ("build-dependencies", DependencyKind::Build),
    ("build_dependencies", DependencyKind::Build),
];

fn collect(
    table: &Table,
    target: Option<&String>,
    folder: &Path,
    workspace: &Workspace,
    found: &mut Vec<Dependency>,
) {
    for (name, kind) in TABLES {
        for (key, value) in table
            .get(*name)
            .and_then(Value::as_table)
            .into_iter()
            .flatten()
        {
            let mut dependency = one(key, value, folder, workspace);
            dependency.kind = *kind;
            dependency.target = target.cloned();
            found.push(dependency);
        }
    }
}

fn one(key: &str, value: &Value, folder: &Path, workspace: &Workspace) -> Dependency {
    let own = value.as_table();
    let inherited =
        own.is_some_and(|own| own.get("workspace").and_then(Value::as_bool) == Some(true));
    let shared = if inherited {
        workspace.dependency(key)
    } else {
        None
    };
    // A workspace's table gives the base, the member's may add features and `optional`.
    let (base, base_folder) = match shared {
        Some(shared) => (Some(shared), workspace.folder.as_path()),
        None => (Some(value), folder),
    };
    let table = base.and_then(Value::as_table);
    let text = |name: &str| {
        table
            .and_then(|table| table.get(name))
            .and_then(Value::as_str)
    };
    let list = |table: Option<&Table>| -> Vec<String> {
        let features = table
            .and_then(|table| table.get("features"))
            .and_then(Value::as_array);
        features
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect()
    };
    let flag = |table: Option<&Table>, name: &str| {
        table
            .and_then(|table| table.get(name))
            .and_then(Value::as_bool)
    };
    let mut features = list(table);
    if inherited {
        features.extend(list(own));
    }
    let default = |table| flag(table, "default-features").or(flag(table, "default_features"));
    let requirement = match base {
        Some(Value::String(version)) => version.clone(),
        _ => text("version")
            .or(text("git"))
            .unwrap_or_default()
            .to_owned(),
    };
    Dependency {
        key: key.replace('-', "_"),
        renamed: text("package").is_some(),
        package: text("package").unwrap_or(key).to_owned(),
        kind: DependencyKind::Normal,
        optional: flag(own, "optional").unwrap_or(false),
        default_features: default(table).unwrap_or(true)
            || (inherited && default(own) == Some(true)),
        features,
        origin: match text("path") {
            Some(path) => Origin::Path(clean(&base_folder.join(path))),
            None => workspace
                .patch(text("package").unwrap_or(key))
                .map_or(Origin::Elsewhere, Origin::Path),
        },
        requirement,
        target: None,
    }
}

/// A path without `.` and `..` segments, by its text alone.
pub fn clean(path: &Path) -> PathBuf {
    let mut clean = PathBuf::new();
    for part in path.components() {
        match part {
            std::path::Component::CurDir => {}
            std::path::Component::ParentDir if clean.file_name().is_some() => {
                clean.pop();
            }
            other => clean.push(other),
        }
    }
    clean
}

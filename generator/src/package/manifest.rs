//! One `Cargo.toml`.

use crate::package::dependency::{Dependency, dependencies};
use crate::package::target::{Target, targets};
use crate::package::{PackageError, Workspace};
use crate::source::{Sources, Text};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use toml::{Table, Value};

/// A package, as its manifest tells.
#[derive(Clone, Debug)]
pub struct Package {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// `2015` to `2024`.
    pub edition: u16,
    /// Its folder.
    pub folder: PathBuf,
    /// Its manifest.
    pub manifest: PathBuf,
    /// Library, binaries and examples.
    pub targets: Vec<Target>,
    /// All dependencies, whatever their kind.
    pub dependencies: Vec<Dependency>,
    /// `[features]`.
    pub features: BTreeMap<String, Vec<String>>,
    /// Its build script, if it has one.
    pub build_script: Option<PathBuf>,
    /// `package.links`.
    pub links: Option<String>,
}

impl Package {
    /// Reads the manifest of a package of this workspace.
    pub fn read(
        manifest: &Path,
        workspace: &Workspace,
        sources: &Sources,
    ) -> Result<Package, PackageError> {
        let table = read_table(manifest, sources)?;
        let folder = manifest.parent().unwrap_or(Path::new("")).to_owned();
        let no_package = || PackageError::NoPackage(manifest.to_owned());
        let package = table
            .get("package")
            .and_then(Value::as_table)
            .ok_or_else(no_package)?;
        let field = |name: &str| -> Option<String> {
            match package.get(name)? {
                Value::String(text) => Some(text.clone()),
                Value::Table(_) => workspace.package_field(name),
                _ => None,
            }
        };
        let name = field("name").ok_or_else(no_package)?;
        let edition = field("edition")
            .and_then(|text| text.parse().ok())
            .unwrap_or(2015);
        let build_script = match package.get("build") {
            Some(Value::Boolean(false)) => None,
            Some(Value::String(path)) => Some(folder.join(path)),
            _ => Some(folder.join("build.rs")).filter(|path| sources.exists(path)),
        };
        Ok(Package {
            targets: targets(&table, &name, &folder, edition, sources),
            dependencies: dependencies(&table, &folder, workspace),
            features: features(&table),
            version: field("version").unwrap_or_else(|| "0.0.0".to_owned()),
            links: field("links"),
            manifest: manifest.to_owned(),
            build_script,
            name,
            edition,
            folder,
        })
    }

    /// The library target.
    pub fn library(&self) -> Option<&Target> {
        self.targets.iter().find(|target| target.is_library())
    }
}

fn features(table: &Table) -> BTreeMap<String, Vec<String>> {
    let features = table.get("features").and_then(Value::as_table);
    let list = |value: &Value| -> Vec<String> {
        value
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect()
    };
    features
        .into_iter()
        .flatten()
        .map(|(name, value)| (name.clone(), list(value)))
        .collect()
}

/// A TOML file as a table.
pub(super) fn read_table(path: &Path, sources: &Sources) -> Result<Table, PackageError> {
    match sources.text(path) {
        Text::Missing => Err(PackageError::Missing(path.to_owned())),
        Text::Unreadable(reason) => Err(PackageError::Unreadable {
            path: path.to_owned(),
            reason,
        }),
        Text::Read(text) => text.parse::<Table>().map_err(|error| PackageError::Syntax {
            path: path.to_owned(),
            reason: error.message().to_owned(),
        }),
    }
}

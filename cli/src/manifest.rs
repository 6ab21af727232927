//! Which packages are asked about.

use crate::arguments::Where;
use cargo_metadata::{Metadata, MetadataCommand, Package};
use std::path::{Path, PathBuf};

/// The manifest that is meant: the one named, else the nearest upwards.
pub(crate) fn nearest(asked: &Where) -> Result<PathBuf, String> {
    if let Some(path) = &asked.manifest_path {
        return match path.is_file() {
            true => Ok(path.clone()),
            false => Err(format!("there is no manifest at {}", path.display())),
        };
    }
    let here = std::env::current_dir().map_err(|error| format!("no current folder: {error}"))?;
    let found = here
        .ancestors()
        .map(|folder| folder.join("Cargo.toml"))
        .find(|path| path.is_file());
    found.ok_or_else(|| format!("there is no Cargo.toml in {} or above", here.display()))
}

/// What cargo knows of the workspace of a manifest.
pub(crate) fn metadata(manifest: &Path) -> Result<Metadata, cargo_metadata::Error> {
    MetadataCommand::new()
        .manifest_path(manifest)
        .no_deps()
        .exec()
}

/// The package that a function's path is about, and what cargo knows of its workspace: the one at the manifest that was
/// named; else the nearest, or another member of its workspace if that has the crate that the path begins with.
pub(crate) fn of_function(
    asked: &Where,
    path: &str,
) -> Result<(Metadata, PathBuf), Box<dyn std::error::Error>> {
    let manifest = nearest(asked)?;
    let metadata = metadata(&manifest)?;
    let manifest = std::path::absolute(&manifest)?;
    let krate = path.trim_start_matches('<').split("::").next();
    let has = |package: &Package| {
        let names = package
            .targets
            .iter()
            .map(|target| target.name.replace('-', "_"));
        names.into_iter().any(|name| Some(name.as_str()) == krate)
    };
    let nearest = metadata
        .packages
        .iter()
        .find(|package| package.manifest_path == manifest);
    let stays = nearest.is_some_and(|nearest| asked.manifest_path.is_some() || has(nearest));
    let other = metadata.workspace_packages().into_iter().find(|it| has(it));
    let manifest = match other.filter(|_| !stays) {
        Some(other) => other.manifest_path.clone().into_std_path_buf(),
        None => manifest,
    };
    Ok((metadata, manifest))
}

/// The packages that a manifest stands for: its own, or all of the workspace it is the root of.
pub(crate) fn packages(metadata: &Metadata, manifest: &Path) -> Vec<PathBuf> {
    let asked = std::path::absolute(manifest).unwrap_or_else(|_| manifest.to_owned());
    let is_root = asked.parent() == Some(metadata.workspace_root.as_std_path());
    let members = metadata.workspace_packages().into_iter();
    let manifests = members.map(|package| package.manifest_path.clone().into_std_path_buf());
    manifests
        .filter(|manifest| is_root || *manifest == asked)
        .collect()
}

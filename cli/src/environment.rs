//! The environment that cargo would give a package's build script, so that the command tells the fingerprints
//! that a build tells: `CARGO_CFG_*` from `rustc --print cfg`, `CARGO_FEATURE_*` for the default features.

use cargo_metadata::{Metadata, Package};
use rememo_build::cfg::told_to_scripts;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

/// This process's environment with what a build of the package at `manifest` adds, in the dev profile with
/// default features.
pub(crate) fn of_build(
    metadata: &Metadata,
    manifest: &Path,
) -> Result<BTreeMap<String, String>, String> {
    let text = |(name, value): (std::ffi::OsString, std::ffi::OsString)| {
        Some((name.into_string().ok()?, value.into_string().ok()?))
    };
    let mut variables: BTreeMap<String, String> = std::env::vars_os().filter_map(text).collect();
    let rustc = variables
        .get("RUSTC")
        .cloned()
        .unwrap_or_else(|| "rustc".to_owned());
    let asked = std::path::absolute(manifest).unwrap_or_else(|_| manifest.to_owned());
    let flags = flags(&variables, &asked);
    variables.extend(cfgs(&rustc, flags.as_deref())?);
    variables.extend(flags.map(|flags| ("CARGO_ENCODED_RUSTFLAGS".to_owned(), flags)));
    let package = metadata
        .packages
        .iter()
        .find(|package| package.manifest_path.as_std_path() == asked);
    for feature in package.map(default_features).unwrap_or_default() {
        let name = feature.to_uppercase().replace('-', "_");
        variables.insert(format!("CARGO_FEATURE_{name}"), "1".to_owned());
    }
    Ok(variables)
}

/// The flags that cargo would give the compiler, as it tells them to build scripts; none if a configuration file sets some:
/// which of them hold, cargo alone knows.
fn flags(variables: &BTreeMap<String, String>, manifest: &Path) -> Option<String> {
    if let Some(encoded) = variables.get("CARGO_ENCODED_RUSTFLAGS") {
        return Some(encoded.clone());
    }
    if let Some(flags) = variables.get("RUSTFLAGS") {
        return Some(flags.split_whitespace().collect::<Vec<_>>().join("\u{1f}"));
    }
    let by_variable = |name: &String| name.starts_with("CARGO_") && name.ends_with("_RUSTFLAGS");
    if variables.keys().any(by_variable) {
        return None;
    }
    let home = variables.get("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(Path::new(variables.get("HOME")?).join(".cargo")));
    let folders = manifest
        .ancestors()
        .skip(1)
        .map(|folder| folder.join(".cargo"));
    let sets_flags = |folder: PathBuf| {
        ["config.toml", "config"].iter().any(|name| {
            let text = std::fs::read_to_string(folder.join(name));
            text.is_ok_and(|text| text.contains("rustflags"))
        })
    };
    let is_set = folders.chain(home).any(sets_flags);
    (!is_set).then(String::new)
}

/// `CARGO_CFG_*`, under these flags.
fn cfgs(rustc: &str, flags: Option<&str>) -> Result<BTreeMap<String, String>, String> {
    let flags = flags.unwrap_or_default().split('\u{1f}');
    let flags = flags.filter(|flag| !flag.is_empty());
    let output = Command::new(rustc)
        .args(["--print", "cfg"])
        .args(flags)
        .output();
    let output = output.map_err(|error| format!("cannot run {rustc}: {error}"))?;
    Ok(told_to_scripts(&String::from_utf8_lossy(&output.stdout)))
}

/// The features that `default` turns on, itself included if there is one.
fn default_features(package: &Package) -> BTreeSet<String> {
    let mut on = BTreeSet::new();
    let mut open = vec!["default".to_owned()];
    while let Some(feature) = open.pop() {
        let Some(more) = package.features.get(&feature) else {
            continue;
        };
        if on.insert(feature) {
            open.extend(more.iter().cloned());
        }
    }
    on
}

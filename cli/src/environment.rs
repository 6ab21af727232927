//! The environment that cargo would give a package's build script, so that the command tells the fingerprints
//! that a build tells: `CARGO_CFG_*` from `rustc --print cfg`, `CARGO_FEATURE_*` for the default features.

use cargo_metadata::{Metadata, Package};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
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
    variables.extend(cfgs(&rustc)?);
    let asked = std::path::absolute(manifest).unwrap_or_else(|_| manifest.to_owned());
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

/// `CARGO_CFG_*`: a bare name is empty, several values of one name are joined by commas, as cargo does.
fn cfgs(rustc: &str) -> Result<BTreeMap<String, String>, String> {
    let output = Command::new(rustc).args(["--print", "cfg"]).output();
    let output = output.map_err(|error| format!("cannot run {rustc}: {error}"))?;
    let mut cfgs: BTreeMap<String, String> = BTreeMap::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let (name, value) = line.split_once('=').unwrap_or((line, ""));
        let name = format!("CARGO_CFG_{}", name.to_uppercase().replace('-', "_"));
        let value = value.trim_matches('"');
        let joined = cfgs.entry(name).or_default();
        if !joined.is_empty() {
            joined.push(',');
        }
        joined.push_str(value);
    }
    Ok(cfgs)
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

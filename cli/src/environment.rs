//! The environment that cargo would give a package's build script, so that the command tells the fingerprints
//! that a build tells: `CARGO_CFG_*` from `rustc --print cfg`, `CARGO_FEATURE_*` for the default features.

use cargo_metadata::{Metadata, Package};
use rememo_build::cfg::{Cfg, Truth, told_to_scripts};
use rememo_build::package::{configurations, rustc_version};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use toml::{Table, Value};

/// This process's environment with what a build of the package at `manifest` adds, in the dev profile with
/// default features.
pub(crate) fn of_build(
    metadata: &Metadata,
    manifest: &Path,
) -> Result<BTreeMap<String, String>, String> {
    let text = |(name, value): (std::ffi::OsString, std::ffi::OsString)| {
        Some((name.into_string().ok()?, value.into_string().ok()?))
    };
    let variables: BTreeMap<String, String> = std::env::vars_os().filter_map(text).collect();
    let asked = std::path::absolute(manifest).unwrap_or_else(|_| manifest.to_owned());
    let mut configured = Configured::find(variables, &asked);
    configured.set_variables();
    let rustc = configured.variables.get("RUSTC");
    let rustc = rustc.cloned().unwrap_or_else(|| "rustc".to_owned());
    let wanted = configured.target();
    let target = match &wanted {
        Some(target) => target.clone(),
        None => {
            let said = rustc_version(&rustc);
            let host = said.lines().find_map(|line| line.strip_prefix("host: "));
            host.unwrap_or_default().to_owned()
        }
    };
    let cfgs = |flags: &str| {
        let mut told = told_to_scripts(&cfgs_printed(&rustc, wanted.as_deref(), flags)?);
        // The compiler is asked without the profile, so cargo does not tell it on.
        told.remove("CARGO_CFG_DEBUG_ASSERTIONS");
        Ok::<_, String>(told)
    };
    let plain = cfgs("")?;
    let flags = configured.flags(&target, &Cfg::from_variables(&plain));
    let told = match flags.is_empty() {
        true => plain,
        false => cfgs(&flags)?,
    };
    let mut variables = configured.variables;
    variables.extend(told);
    variables.insert("CARGO_ENCODED_RUSTFLAGS".to_owned(), flags);
    variables.insert("TARGET".to_owned(), target);
    let package = metadata
        .packages
        .iter()
        .find(|package| package.manifest_path.as_std_path() == asked);
    let features = package.map(default_features).unwrap_or_default();
    for feature in &features {
        let name = feature.to_uppercase().replace('-', "_");
        variables.insert(format!("CARGO_FEATURE_{name}"), "1".to_owned());
    }
    let features: Vec<String> = features.into_iter().collect();
    if !features.is_empty() {
        variables.insert("CARGO_CFG_FEATURE".to_owned(), features.join(","));
    }
    Ok(variables)
}

/// What cargo's configuration files and variables settle that a build script is told of.
struct Configured {
    /// The variables so far.
    variables: BTreeMap<String, String>,
    /// The configuration files, the nearest first.
    files: Vec<(PathBuf, Table)>,
}

impl Configured {
    /// What holds for a package whose manifest is at a path.
    fn find(variables: BTreeMap<String, String>, manifest: &Path) -> Configured {
        let folder = manifest.parent().unwrap_or(Path::new(""));
        let files = configurations(&variables, folder);
        Configured { variables, files }
    }

    /// Sets what `[env]` says, where the environment does not say it or may not.
    fn set_variables(&mut self) {
        let mut said: BTreeMap<&str, (&Path, &Value)> = BTreeMap::new();
        for (folder, table) in self.files.iter().rev() {
            let all = table.get("env").and_then(Value::as_table);
            said.extend(
                all.into_iter()
                    .flatten()
                    .map(|(name, value)| (name.as_str(), (folder.as_path(), value))),
            );
        }
        for (name, (folder, value)) in said {
            let flag = |key: &str| value.get(key).and_then(Value::as_bool) == Some(true);
            let text = value.as_str().or_else(|| value.get("value")?.as_str());
            let Some(text) = text else { continue };
            let text = match flag("relative") {
                // From the folder that `.cargo` lies in.
                true => folder
                    .parent()
                    .unwrap_or(folder)
                    .join(text)
                    .display()
                    .to_string(),
                false => text.to_owned(),
            };
            if flag("force") || !self.variables.contains_key(name) {
                self.variables.insert(name.to_owned(), text);
            }
        }
    }

    /// What is built for: `CARGO_BUILD_TARGET` or `build.target`; none for this machine.
    fn target(&self) -> Option<String> {
        let said = self.variables.get("CARGO_BUILD_TARGET").cloned();
        said.or_else(|| {
            let mut all = self
                .files
                .iter()
                .filter_map(|(_, table)| table.get("build")?.get("target"));
            Some(all.next()?.as_str()?.to_owned())
        })
    }

    /// The flags that cargo gives the compiler for a target, as it tells them to build scripts, with what it says of itself
    /// without any. By [the first of these that is there](https://doc.rust-lang.org/cargo/reference/config.html#buildrustflags):
    /// variables for all, the target's, those for all builds.
    fn flags(&self, target: &str, cfg: &Cfg) -> String {
        if let Some(encoded) = self.variables.get("CARGO_ENCODED_RUSTFLAGS") {
            return encoded.clone();
        }
        if let Some(flags) = self.variables.get("RUSTFLAGS") {
            return words(flags).join(SEPARATOR);
        }
        let is_meant = |name: &str| match name
            .strip_prefix("cfg(")
            .and_then(|rest| rest.strip_suffix(')'))
        {
            Some(predicate) => cfg.truth(predicate) != Truth::False,
            None => name == target,
        };
        let of_target = |table: &Table| {
            let targets = table
                .get("target")
                .and_then(Value::as_table)
                .into_iter()
                .flatten();
            let meant = targets.filter(|(name, _)| is_meant(name));
            meant
                .flat_map(|(_, table)| listed(table.get("rustflags")))
                .collect()
        };
        let variable = target.to_uppercase().replace(['-', '.'], "_");
        let own = self.joined(of_target, &format!("CARGO_TARGET_{variable}_RUSTFLAGS"));
        match own.is_empty() {
            true => {
                let of_all = |table: &Table| {
                    listed(table.get("build").and_then(|build| build.get("rustflags")))
                };
                self.joined(of_all, "CARGO_BUILD_RUSTFLAGS")
            }
            false => own,
        }
        .join(SEPARATOR)
    }

    /// Flags of all files, the nearest last, and then of a variable.
    fn joined(&self, of: impl Fn(&Table) -> Vec<String>, variable: &str) -> Vec<String> {
        let files = self.files.iter().rev().flat_map(|(_, table)| of(table));
        let by_variable = self.variables.get(variable).map(|flags| words(flags));
        files.chain(by_variable.into_iter().flatten()).collect()
    }
}

/// What stands between flags in what cargo tells scripts.
const SEPARATOR: &str = "\u{1f}";

/// Flags in one text.
fn words(flags: &str) -> Vec<String> {
    flags.split_whitespace().map(str::to_owned).collect()
}

/// Flags in a text or a list.
fn listed(flags: Option<&Value>) -> Vec<String> {
    match flags {
        Some(Value::String(flags)) => words(flags),
        Some(Value::Array(flags)) => {
            let flags = flags.iter().filter_map(Value::as_str);
            flags.map(str::to_owned).collect()
        }
        _ => Vec::new(),
    }
}

/// The conditions that a compiler prints of a target, under these flags.
fn cfgs_printed(rustc: &str, target: Option<&str>, flags: &str) -> Result<String, String> {
    let flags = flags.split(SEPARATOR).filter(|flag| !flag.is_empty());
    let output = Command::new(rustc)
        .args(["--print", "cfg"])
        .args(target.map(|target| format!("--target={target}")))
        .args(flags)
        .output();
    let output = output.map_err(|error| format!("cannot run {rustc}: {error}"))?;
    match output.status.success() {
        true => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
        false => {
            let said = String::from_utf8_lossy(&output.stderr);
            Err(format!(
                "{rustc} refuses the flags of this build: {}",
                said.trim()
            ))
        }
    }
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

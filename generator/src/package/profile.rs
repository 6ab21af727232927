//! What the profile settles that can change a result: overflow checks, debug assertions, the panic strategy.
//!
//! Cargo does not tell a build script about overflow checks. They are read where cargo reads them: the
//! workspace's profiles, cargo's configuration files, `CARGO_PROFILE_*` and RUSTFLAGS.

use crate::package::build::Variables;
use crate::package::{Package, Workspace};
use std::fs;
use std::path::{Path, PathBuf};
use toml::{Table, Value};

/// What the profile settles. The optimisation level is left out: it must not change results.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Its name: `dev`, `release`, …
    pub name: String,
    /// Whether overflow panics.
    pub overflow_checks: bool,
    /// Whether `debug_assert!` checks.
    pub debug_assertions: bool,
    /// `unwind` or `abort`.
    pub panic: String,
}

/// The profile of the build that the variables tell of; `dev` outside of one.
pub fn profile_of(variables: &Variables, package: &str, workspace: &Workspace) -> Profile {
    let configs = tables(variables, &workspace.folder);
    let mut found = written_for(variables, package, workspace, &configs);
    if let Some(panic) = variables.get("CARGO_CFG_PANIC") {
        found.panic = panic.clone();
    }
    if variables.contains_key("CARGO_CFG_TARGET_ARCH")
        && variables.contains_key("CARGO_CFG_DEBUG_ASSERTIONS")
    {
        found.debug_assertions = true;
    }
    found
}

/// The profiles of packages beside the one that is built, where a manifest or a configuration has one for them.
pub(crate) fn profiles_beside(
    variables: &Variables,
    built: &str,
    packages: &[&Package],
    workspace: &Workspace,
) -> Vec<Option<Profile>> {
    let configs = tables(variables, &workspace.folder);
    let written = |package: &str| written_for(variables, package, workspace, &configs);
    let (shared, of_built) = (written(""), written(built));
    let own = |package: &&Package| {
        // Of those that are no members a star says something as well.
        let is_member = workspace.may_have(&package.folder);
        let named = written(&package.name);
        let own = match named == shared && !is_member {
            true => written("*"),
            false => named,
        };
        (own != shared || of_built != shared).then_some(own)
    };
    packages.iter().map(own).collect()
}

/// What manifests, configurations and flags say of a package.
fn written_for(
    variables: &Variables,
    package: &str,
    workspace: &Workspace,
    configs: &[Table],
) -> Profile {
    let name = profile_name(variables);
    let is_of = |spec: &str| {
        let rest = spec.strip_prefix(package).filter(|_| !package.is_empty());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['@', ':']))
    };
    let setting = |key: &str| -> Option<Value> {
        let mut profile = name.clone();
        // A custom profile inherits; eight steps are more than anyone takes, and end a circle.
        for _ in 0..8 {
            let upper = |text: &str| text.to_uppercase().replace('-', "_");
            let variable = format!("CARGO_PROFILE_{}_{}", upper(&profile), upper(key));
            if let Some(value) = variables.get(&variable) {
                return Some(
                    value
                        .parse::<bool>()
                        .map_or(Value::String(value.clone()), Value::Boolean),
                );
            }
            let tables = configs
                .iter()
                .filter_map(|config| config.get("profile")?.get(&profile)?.as_table());
            for table in tables.chain(workspace.profile(&profile)) {
                let packages = table.get("package").and_then(Value::as_table);
                let mut own = packages.into_iter().flatten();
                let own = own.find(|(spec, own)| is_of(spec) && own.get(key).is_some());
                if let Some(value) = own.and_then(|(_, own)| own.get(key)).or(table.get(key)) {
                    return Some(value.clone());
                }
            }
            let inherits = workspace
                .profile(&profile)
                .and_then(|table| table.get("inherits"));
            profile = match (inherits.and_then(Value::as_str), profile.as_str()) {
                (Some(parent), _) => parent.to_owned(),
                (None, "test") => "dev".to_owned(),
                (None, "bench") => "release".to_owned(),
                _ => break,
            };
        }
        None
    };
    let debug = base_is_dev(&name, workspace);
    let flag = |key: &str| setting(key).and_then(|value| value.as_bool());
    let mut found = Profile {
        debug_assertions: flag("debug-assertions").unwrap_or(debug),
        overflow_checks: flag("overflow-checks").unwrap_or(debug),
        panic: setting("panic")
            .and_then(|value| value.as_str().map(str::to_owned))
            .unwrap_or("unwind".to_owned()),
        name,
    };
    flags(variables, &mut found);
    found
}

/// The profile, by the folder in `OUT_DIR`: `target/[triple/]<folder>/build/<package>-<hash>/out`, or `<package>/<hash>`.
fn profile_name(variables: &Variables) -> String {
    let folder = variables.get("OUT_DIR").and_then(|out| {
        let mut above = Path::new(out).ancestors().skip(2).take(2);
        let mut folder = above.find(|folder| folder.ends_with("build"))?.parent()?;
        // A package may be called so as well.
        if folder.ends_with("build") {
            folder = folder.parent()?;
        }
        Some(folder.file_name()?.to_str()?.to_owned())
    });
    match folder
        .as_deref()
        .or(variables.get("PROFILE").map(String::as_str))
    {
        None | Some("debug") => "dev".to_owned(),
        Some(name) => name.to_owned(),
    }
}

fn base_is_dev(name: &str, workspace: &Workspace) -> bool {
    let mut name = name.to_owned();
    for _ in 0..8 {
        match name.as_str() {
            "dev" | "test" => return true,
            "release" | "bench" => return false,
            _ => match workspace
                .profile(&name)
                .and_then(|table| table.get("inherits"))
                .and_then(Value::as_str)
            {
                Some(parent) => name = parent.to_owned(),
                None => return false,
            },
        }
    }
    false
}

/// What RUSTFLAGS say, over all else.
fn flags(variables: &Variables, profile: &mut Profile) {
    let Some(flags) = variables.get("CARGO_ENCODED_RUSTFLAGS") else {
        return;
    };
    let words: Vec<&str> = flags.split('\x1f').collect();
    for (at, word) in words.iter().enumerate() {
        let option = match *word {
            "-C" | "--codegen" => words.get(at + 1).copied().unwrap_or_default(),
            word => word
                .strip_prefix("-C")
                .or(word.strip_prefix("--codegen="))
                .unwrap_or_default(),
        };
        let (key, value) = option.split_once('=').unwrap_or((option, "yes"));
        let on = matches!(value, "y" | "yes" | "on" | "true");
        match key.replace('_', "-").as_str() {
            "overflow-checks" => profile.overflow_checks = on,
            "debug-assertions" => profile.debug_assertions = on,
            "panic" => profile.panic = value.to_owned(),
            _ => {}
        }
    }
}

fn tables(variables: &Variables, from: &Path) -> Vec<Table> {
    let found = configurations(variables, from).into_iter();
    found.map(|(_, table)| table).collect()
}

/// Cargo's configuration files above a folder and of its user, with the folders they lie in, the nearest first: the way
/// [cargo looks for them](https://doc.rust-lang.org/cargo/reference/config.html#hierarchical-structure). What does not
/// parse is left out: cargo tells of it.
pub fn configurations(variables: &Variables, from: &Path) -> Vec<(PathBuf, Table)> {
    let mut folders: Vec<PathBuf> = from
        .ancestors()
        .map(|folder| folder.join(".cargo"))
        .collect();
    folders.extend(variables.get("CARGO_HOME").map(PathBuf::from));
    folders.extend(
        variables
            .get("HOME")
            .map(|home| Path::new(home).join(".cargo")),
    );
    let files = folders.into_iter().flat_map(|folder| {
        ["config.toml", "config"].map(|file| (folder.clone(), folder.join(file)))
    });
    files
        .filter_map(|(folder, file)| {
            let table = fs::read_to_string(file).ok()?.parse::<Table>().ok()?;
            Some((folder, table))
        })
        .collect()
}

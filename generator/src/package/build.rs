//! The build we are in: cargo's variables in a build script, or what can be told without them.

use crate::cfg::Cfg;
use crate::package::{Package, Profile, Workspace, profile_of};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Variables of an environment, by name. Given, not taken, so that tests can make their own.
pub type Variables = BTreeMap<String, String>;

/// What holds for a whole build.
#[derive(Clone, Debug)]
pub struct Build {
    /// What is set for conditional compilation, without features.
    pub cfg: Cfg,
    /// The triple compiled for.
    pub target: String,
    /// `rustc -vV` without the host: release, commit, LLVM.
    pub rustc: String,
    /// The compiler's minor version: 95 of 1.95.0. None if it is not known.
    pub minor_version: Option<u32>,
    /// What the profile settles.
    pub profile: Profile,
    /// Whether cargo said all that flags set for conditional compilation, and nothing stands between it and the compiler
    /// that could set more.
    pub says_all_cfgs: bool,
    /// Features of the package being built that are on, if cargo said.
    pub features: Option<BTreeSet<String>>,
    /// The variables.
    pub variables: Variables,
}

/// Wrappers of the compiler that add no flags. Editors build with the first in the same folders as people do without.
const HANDING_ON: [&str; 4] = ["rust-analyzer", "sccache", "cachepot", "ccache"];

/// Whether a wrapper is one of these, wherever it lies.
fn hands_flags_on(wrapper: &str) -> bool {
    let name = Path::new(wrapper).file_stem();
    name.is_some_and(|name| HANDING_ON.iter().any(|known| name == *known))
}

impl Build {
    /// The compiler that these variables name.
    pub fn rustc(variables: &Variables) -> &str {
        variables.get("RUSTC").map_or("rustc", String::as_str)
    }

    /// The build that these variables tell of, with a compiler that says this of itself.
    pub fn from_variables(
        variables: &Variables,
        verbose: &str,
        package: &Package,
        workspace: &Workspace,
    ) -> Build {
        let get = |name: &str| variables.get(name).map(String::as_str);
        let host = verbose
            .lines()
            .find_map(|line| line.strip_prefix("host: "))
            .unwrap_or_default();
        let target = get("TARGET").unwrap_or(host).to_owned();
        let in_script = variables.contains_key("CARGO_CFG_TARGET_ARCH");
        let profile = profile_of(variables, &package.name, workspace);
        let mut cfg = if in_script {
            Cfg::from_variables(variables)
        } else {
            Cfg::from_triple(&target)
        };
        // Cargo asks the compiler without the profile, and tells scripts nothing of what that says.
        cfg.set_name("debug_assertions", profile.debug_assertions);
        if !in_script {
            cfg.set("panic", &profile.panic);
        }
        cfg.set_name("proc_macro", false);
        cfg.set_name("miri", false);
        // Cargo tells them as they are, since 1.85. Before, a feature's variable has lost its case and its dashes; the manifest
        // has them.
        let told = get("CARGO_CFG_FEATURE");
        let told = told.map(|all| all.split(',').map(str::to_owned).collect());
        let features = told.or_else(|| {
            in_script.then(|| {
                let names = package.features.keys().cloned().chain(
                    package
                        .dependencies
                        .iter()
                        .filter(|dependency| dependency.optional)
                        .map(|dep| dep.package.clone()),
                );
                names
                    .chain(["default".to_owned()])
                    .filter(|name| {
                        let variable =
                            format!("CARGO_FEATURE_{}", name.to_uppercase().replace('-', "_"));
                        variables.contains_key(&variable)
                    })
                    .collect()
            })
        });
        let rustc: Vec<&str> = verbose
            .lines()
            .filter(|line| !line.starts_with("host: "))
            .collect();
        let release = rustc
            .iter()
            .find_map(|line| line.strip_prefix("release: 1."));
        let minor = release.and_then(|rest| rest.split('.').next());
        let wrappers = ["RUSTC_WRAPPER", "RUSTC_WORKSPACE_WRAPPER"];
        let mut wrappers = wrappers.into_iter().filter_map(get);
        let is_wrapped = wrappers.any(|by| !by.is_empty() && !hands_flags_on(by));
        Build {
            cfg,
            // The flags are told even if there are none; an environment that is only like a build's may not know them.
            says_all_cfgs: in_script && get("CARGO_ENCODED_RUSTFLAGS").is_some() && !is_wrapped,
            target,
            minor_version: minor.and_then(|minor| minor.parse().ok()),
            rustc: rustc.join("\n"),
            profile,
            features,
            variables: variables.clone(),
        }
    }

    /// What goes into every fingerprint besides code, one named line each.
    pub fn salt(&self) -> Vec<String> {
        let mut lines = vec![
            format!("rustc: {}", self.rustc.replace('\n', " | ")),
            format!("target: {}", self.target),
            format!("overflow-checks: {}", self.profile.overflow_checks),
            format!("panic: {}", self.profile.panic),
        ];
        lines.extend(
            self.cfg
                .lines()
                .into_iter()
                .map(|line| format!("cfg: {line}")),
        );
        lines
    }
}

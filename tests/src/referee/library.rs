//! The generator's library as the one who answers.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

use rememo_build::cfg::told_to_scripts;
use rememo_build::closure::{closure, hex};
use rememo_build::parse::on_deep_stack;
use rememo_build::plan::{FunctionPath, Level, Request};
use rememo_build::resolve::{Options, Program};

use super::Result;
use super::fingerprinter::{Covered, Fingerprinter, absolute};

/// The generator's library in this process: the same answers, without a process for each.
#[derive(Debug)]
pub struct Library;

impl Library {
    /// How a package is read in a build of it, without flags.
    pub fn options(manifest: &Path) -> Options {
        let mut options = Options::new(manifest);
        // What cargo set for this process is not about the package that is asked for.
        let own = ["CARGO_HOME", "CARGO_TARGET_DIR"];
        options
            .variables
            .retain(|name, _| !name.starts_with("CARGO") || own.contains(&name.as_str()));
        for cargos in [
            "OUT_DIR",
            "PROFILE",
            "TARGET",
            "HOST",
            "RUSTC",
            "OPT_LEVEL",
            "DEBUG",
        ] {
            options.variables.remove(cargos);
        }
        options.variables.extend(told_without_flags().clone());
        options.variables.extend(default_features(manifest));
        options
    }
}

/// What cargo tells a build script of its own package's features, where they are the default ones.
fn default_features(manifest: &Path) -> BTreeMap<String, String> {
    let table = std::fs::read_to_string(manifest).unwrap_or_default();
    let table: toml::Table = table.parse().unwrap_or_default();
    let features = table.get("features").and_then(toml::Value::as_table);
    let mut told = BTreeMap::new();
    let mut open = vec!["default".to_owned()];
    while let Some(feature) = open.pop() {
        // Of a dependency only if something else asks for that.
        if feature.contains('?') {
            continue;
        }
        let name = feature.trim_start_matches("dep:");
        let name = name.split('/').next().unwrap_or_default();
        let variable = format!("CARGO_FEATURE_{}", name.to_uppercase().replace('-', "_"));
        let more = features.and_then(|features| features.get(&feature)?.as_array());
        if told.insert(variable, "1".to_owned()).is_none() {
            let more = more.into_iter().flatten();
            open.extend(more.filter_map(|name| name.as_str().map(str::to_owned)));
        }
    }
    told
}

/// What cargo tells a build script of the target and of flags, where there are none.
fn told_without_flags() -> &'static BTreeMap<String, String> {
    static TOLD: OnceLock<BTreeMap<String, String>> = OnceLock::new();
    TOLD.get_or_init(|| {
        let printed = Command::new("rustc").args(["--print", "cfg"]).output();
        let printed = printed.map(|output| output.stdout).unwrap_or_default();
        let mut told = told_to_scripts(&String::from_utf8_lossy(&printed));
        told.insert("CARGO_ENCODED_RUSTFLAGS".to_owned(), String::new());
        told
    })
}

impl Fingerprinter for Library {
    fn fingerprints(&self, manifest: &Path, paths: &[&str]) -> Vec<Result<String>> {
        let answers = on_deep_stack(|| {
            let program =
                Program::load(&Self::options(manifest)).map_err(|error| error.to_string())?;
            let one = |path: &&str| -> std::result::Result<String, String> {
                let request = Request::plain(FunctionPath::parse(path)?, Level::Closure);
                let found = program.fingerprint(&request);
                Ok(hex(&found
                    .map_err(|_| format!("no function `{path}`"))?
                    .bytes))
            };
            Ok::<Vec<_>, String>(paths.iter().map(one).collect())
        });
        match answers {
            Ok(answers) => answers
                .into_iter()
                .map(|answer| answer.map_err(Into::into))
                .collect(),
            Err(error) => paths.iter().map(|_| Err(error.clone().into())).collect(),
        }
    }

    fn closure(&self, manifest: &Path, path: &str) -> Result<Vec<Covered>> {
        let told = closure(&Self::options(manifest), path, Level::Closure)?;
        Ok(absolute(
            serde_json::from_value(serde_json::to_value(told.items)?)?,
            manifest,
        ))
    }
}

//! Whom the referee judges: whatever can tell a function's fingerprint and what it covers.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;

use super::Result;
use super::scratch::finish;

/// An item that a fingerprint covers, as `cargo rememo closure --format json` lists it.
#[derive(Debug, Clone, Deserialize)]
pub struct Covered {
    /// What the item is called.
    pub id: String,
    /// What it is.
    pub kind: String,
    /// The file it stands in, absolute or relative to the manifest's folder.
    pub file: PathBuf,
    /// Its first line, from 1.
    pub first_line: usize,
    /// Its last line.
    pub last_line: usize,
    /// The edge that brought it in, and from where.
    #[serde(default)]
    pub because: String,
}

impl Covered {
    /// Whether its lines are its own. An impl, a trait or a module stands around items that are listed by themselves.
    pub fn is_whole(&self) -> bool {
        !matches!(
            self.kind.as_str(),
            "impl" | "trait" | "module" | "module_file" | "foreign_block"
        )
    }
}

/// Answers for any function of any package.
pub trait Fingerprinter: Sync {
    /// The fingerprints of functions of one package, in the order of their paths.
    fn fingerprints(&self, manifest: &Path, paths: &[&str]) -> Vec<Result<String>>;

    /// What the fingerprint of the function at `path` covers.
    fn closure(&self, manifest: &Path, path: &str) -> Result<Vec<Covered>>;
}

/// The command `cargo rememo`, as a user would ask it.
#[derive(Debug)]
pub struct CargoRememo {
    /// The binary `cargo-rememo`.
    pub binary: PathBuf,
}

impl CargoRememo {
    fn ask(&self, verb: &str, manifest: &Path, path: &str, more: &[&str]) -> Result<String> {
        let mut command = Command::new(&self.binary);
        command
            .args(["rememo", verb, path, "--manifest-path"])
            .arg(manifest)
            .args(more);
        let folder = manifest.parent().unwrap_or(Path::new("."));
        let name = folder.with_file_name("asked");
        let output = finish(command.current_dir(folder), &name)?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            return Err(format!(
                "cargo rememo {verb} {path}: {}: {}",
                output.status,
                said.trim()
            )
            .into());
        }
        Ok(String::from_utf8(output.stdout)?)
    }
}

impl Fingerprinter for CargoRememo {
    fn fingerprints(&self, manifest: &Path, paths: &[&str]) -> Vec<Result<String>> {
        let one = |path: &&str| {
            let told = self.ask("fingerprint", manifest, path, &[])?;
            let is_hex =
                |word: &&str| word.len() >= 32 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
            let hex = told.split_whitespace().find(is_hex);
            Ok(hex
                .ok_or_else(|| format!("no fingerprint in {told:?}"))?
                .to_owned())
        };
        paths.iter().map(one).collect()
    }

    fn closure(&self, manifest: &Path, path: &str) -> Result<Vec<Covered>> {
        let told = self.ask("closure", manifest, path, &["--format", "json"])?;
        Ok(absolute(serde_json::from_str(&told)?, manifest))
    }
}

/// The items with their files made absolute: they are told relative to the workspace's folder, which is the manifest's
/// here, or behind their package's name, which is its folder's here too.
pub(super) fn absolute(mut items: Vec<Covered>, manifest: &Path) -> Vec<Covered> {
    let folders = manifest.ancestors().skip(1).take(2);
    for item in &mut items {
        if let Some(file) = folders
            .clone()
            .find_map(|folder| fs::canonicalize(folder.join(&item.file)).ok())
        {
            item.file = file;
        }
    }
    items
}

//! Cases that are folders: their files laid out as a package, and texts compared with what is expected.
//!
//! `UPDATE_EXPECTED=1` writes what came out in place of what was expected, to be read in the diff.

use std::fs;
use std::path::{Path, PathBuf};

/// The folders in `tests/<area>`, sorted.
pub fn cases(area: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(area);
    let entries =
        fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut cases: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry of the cases' folder").path())
        .filter(|path| path.is_dir())
        .collect();
    cases.sort();
    assert!(!cases.is_empty(), "no cases in {}", folder.display());
    cases
}

/// The name of a case.
pub fn name(case: &Path) -> String {
    case.file_name()
        .expect("a case has a name")
        .to_string_lossy()
        .into_owned()
}

/// Copies a case into a package's folder, but for what is expected of it.
pub fn lay_out(case: &Path, folder: &Path) {
    for entry in fs::read_dir(case).expect("the case") {
        let path = entry.expect("an entry of the case").path();
        let name = path.file_name().expect("an entry has a name");
        if name.to_string_lossy().starts_with("expected") {
            continue;
        }
        let to = folder.join(name);
        if path.is_dir() {
            fs::create_dir_all(&to).expect("a folder of the package");
            lay_out(&path, &to);
        } else {
            fs::copy(&path, &to).expect("a file of the package");
        }
    }
}

/// The difference between what came out and the file of what is expected; none if they agree.
pub fn difference(expected: &Path, came: &str) -> Option<String> {
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        fs::write(expected, came).expect("the expected file");
        return None;
    }
    let wanted = fs::read_to_string(expected).unwrap_or_default();
    if wanted == came {
        return None;
    }
    let diff = similar::TextDiff::from_lines(wanted.as_str(), came);
    let diff = diff.unified_diff().header("expected", "came").to_string();
    Some(format!("{}\n{diff}", expected.display()))
}

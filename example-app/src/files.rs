//! Reads the text files of a tree, leaving out what git ignores.

use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

/// Larger files are data, not source; and comparing two takes time with the square of it.
const MAX_BYTES: u64 = 128 * 1024;
/// Shorter files are alike by chance.
const MIN_LINES: usize = 8;

/// A file of the tree.
pub(crate) struct SourceFile {
    /// Its path below the tree's root.
    pub(crate) path: PathBuf,
    /// What it holds.
    pub(crate) text: String,
}

/// All source files under `root`, sorted by path. Lock files, licences and what is not UTF-8 are left out.
pub(crate) fn read_tree(root: &Path) -> Result<Vec<SourceFile>, ignore::Error> {
    let root = root.canonicalize().map_err(ignore::Error::Io)?;
    let mut files = Vec::new();
    for entry in WalkBuilder::new(&root).build() {
        let entry = entry?;
        let wanted = entry.file_type().is_some_and(|kind| kind.is_file())
            && entry.metadata().is_ok_and(|meta| meta.len() <= MAX_BYTES)
            && is_source(entry.path());
        if !wanted {
            continue;
        }
        // A file that vanished meanwhile, or is no text, is none of ours.
        let Ok(text) = std::fs::read_to_string(entry.path()) else {
            continue;
        };
        if text.lines().count() >= MIN_LINES {
            let path = entry
                .path()
                .strip_prefix(&root)
                .unwrap_or(entry.path())
                .to_owned();
            files.push(SourceFile { path, text });
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

fn is_source(path: &Path) -> bool {
    const ENDINGS: &[&str] = &[
        "c", "cc", "cpp", "cs", "css", "go", "h", "hpp", "html", "java", "js", "jsx", "kt", "lua",
        "md", "ml", "php", "pl", "py", "rb", "rs", "scala", "sh", "sql", "swift", "toml", "ts",
        "tsx", "zig",
    ];
    path.extension()
        .and_then(|ending| ending.to_str())
        .is_some_and(|ending| ENDINGS.contains(&ending))
}

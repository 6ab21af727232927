//! The only writer: wrappers' files, if they changed, and what cargo is told.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What a run of the generator leaves behind.
#[derive(Clone, Debug, Default)]
pub(crate) struct Output {
    /// Files and their texts.
    pub(crate) files: Vec<(PathBuf, String)>,
    /// What the next run can go on from, and what the command tells of this one.
    pub(crate) kept: Vec<(PathBuf, Vec<u8>)>,
    /// Files whose change asks for another run. One that is not there asks for one each time.
    pub(crate) watched: Vec<PathBuf>,
    /// Variables of the environment whose change does.
    pub(crate) variables: Vec<String>,
    /// What cargo shows as warnings, a line each.
    pub(crate) warnings: Vec<String>,
}

impl Output {
    /// Writes every file whose text is another than what lies there: an untouched file rebuilds nothing.
    pub(crate) fn write(&self) -> Result<(), (PathBuf, io::Error)> {
        self.files.iter().try_for_each(|(path, text)| {
            write_changed(path, text.as_bytes()).map_err(|error| (path.clone(), error))
        })?;
        // Without it the next run is slower and cannot tell what was re-keyed, and is no worse otherwise.
        for (path, bytes) in &self.kept {
            let _ = write_changed(path, bytes);
        }
        Ok(())
    }

    /// Lines for cargo, sorted, so that two runs say the same.
    pub(crate) fn directives(&self) -> String {
        let watched = self
            .watched
            .iter()
            .map(|path| format!("rerun-if-changed={}", path.display()));
        let variables = self
            .variables
            .iter()
            .map(|name| format!("rerun-if-env-changed={name}"));
        let mut lines: Vec<String> = watched.chain(variables).collect();
        lines.sort();
        lines.dedup();
        lines.extend(
            self.warnings
                .iter()
                .map(|warning| format!("warning={warning}")),
        );
        lines
            .iter()
            .map(|line| format!("cargo::{line}\n"))
            .collect()
    }
}

fn write_changed(path: &Path, text: &[u8]) -> io::Result<()> {
    if fs::read(path).is_ok_and(|old| old == text) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text)
}

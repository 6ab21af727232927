//! The kept table, `table.md` and `table.json` in one folder: written after each crate, so that a run that is cut
//! short keeps what it found, and a run over some crates leaves the others' rows.

use std::fs;
use std::path::{Path, PathBuf};

use super::Result;
use super::report::CrateReport;
use super::table;

/// The reports in a folder, sorted by the crates' names.
#[derive(Debug)]
pub struct Kept {
    folder: PathBuf,
    reports: Vec<CrateReport>,
}

impl Kept {
    /// Reads what the folder holds; nothing yet is no error.
    pub fn open(folder: &Path) -> Result<Kept> {
        fs::create_dir_all(folder)?;
        let file = folder.join("table.json");
        let reports = if file.exists() {
            let text = fs::read_to_string(&file)?;
            serde_json::from_str(&text)
                .map_err(|error| format!("{}: {error}; remove it to start anew", file.display()))?
        } else {
            Vec::new()
        };
        Ok(Kept {
            folder: folder.to_owned(),
            reports,
        })
    }

    /// Puts a crate's report in the place of its last one, and writes both files.
    pub fn put(&mut self, report: CrateReport) -> Result<()> {
        self.reports.retain(|old| old.name != report.name);
        self.reports.push(report);
        self.reports.sort_by(|one, two| one.name.cmp(&two.name));
        let json = serde_json::to_string_pretty(&self.reports)?;
        fs::write(self.folder.join("table.json"), json + "\n")?;
        fs::write(self.folder.join("table.md"), self.page())?;
        Ok(())
    }

    /// The table as Markdown.
    pub fn page(&self) -> String {
        table::markdown(&self.reports)
    }
}

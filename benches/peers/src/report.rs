//! The whole report: what ran on what, the tables, the bars; as Markdown and as JSON.

use std::fmt::{self, Display, Formatter};
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use serde::Serialize;

use crate::args::Settings;
use crate::bars::Bar;
use crate::table::Table;
use crate::work::Tally;

/// Everything a run found.
#[derive(Debug, Serialize)]
pub struct Report {
    /// When, in seconds since the Unix epoch.
    pub unix_seconds: u64,
    /// How thorough: `Quick`, `Usual` or `Long`.
    pub pace: String,
    /// Processors that this program may use.
    pub cores: usize,
    /// Which time counts: `Processor` or `Wall`.
    pub clock: String,
    /// Rounds that each figure is the median of.
    pub rounds: usize,
    /// Values read, summed and compared.
    pub reads: u64,
    /// Of these, missing or wrong.
    pub wrong: u64,
    /// Where the stores were made.
    pub dir: PathBuf,
    /// The tables.
    pub tables: Vec<Table>,
    /// The bars.
    pub bars: Vec<Bar>,
}

impl Report {
    /// The report of these tables, with the bars they hold or fail.
    pub fn new(settings: &Settings, tables: Vec<Table>, tally: Tally) -> Report {
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        Report {
            unix_seconds: since.map_or(0, |since| since.as_secs()),
            pace: format!("{:?}", settings.pace),
            cores: std::thread::available_parallelism().map_or(1, usize::from),
            clock: format!("{:?}", settings.clock),
            rounds: settings.rounds(),
            reads: tally.reads,
            wrong: tally.wrong,
            dir: settings.dir.clone(),
            bars: crate::bars::judge(&tables),
            tables,
        }
    }

    /// Year, month and day of the run, by Howard Hinnant's `civil_from_days`.
    fn date(&self) -> String {
        let days = self.unix_seconds / 86_400 + 719_468;
        let era = days / 146_097;
        let day_of_era = days % 146_097;
        let year_of_era =
            (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted + 2) / 5 + 1;
        let month = if shifted < 10 {
            shifted + 3
        } else {
            shifted - 9
        };
        let year = era * 400 + year_of_era + u64::from(month <= 2);
        format!("{year}-{month:02}-{day:02}")
    }
}

impl Display for Report {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "# rememo and its peers, in one run\n")?;
        writeln!(
            f,
            "{}, {} cores, pace {}, stores in {}, {} time: each figure is the median of {} interleaved rounds. {} values were read, \
             each summed whole and compared with what was put; {} were missing or wrong.\n",
            self.date(),
            self.cores,
            self.pace.to_lowercase(),
            self.dir.display(),
            self.clock.to_lowercase(),
            self.rounds,
            self.reads,
            self.wrong,
        )?;
        if !self.bars.is_empty() {
            writeln!(
                f,
                "## Bars\n\n| bar | measured | wanted | |\n|---|---:|---:|---|"
            )?;
            for bar in &self.bars {
                writeln!(f, "{bar}")?;
            }
            writeln!(f)?;
        }
        for table in &self.tables {
            writeln!(f, "{table}")?;
        }
        Ok(())
    }
}

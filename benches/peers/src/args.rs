//! The command line, and what it means for how long each thing is measured.

use std::path::PathBuf;
use std::time::Duration;

use crate::engine::{Fallible, Peer};

/// Shown on `--help` and after a mistake.
pub const USAGE: &str = "\
usage: rememo-peers [--quick | --long] [--only PHASE,…] [--engines ENGINE,…] [--json FILE] [--markdown FILE] [--dir DIR] [--clock CLOCK]
  --quick     under a minute: fewer and shorter rounds
  --long      also 10 million entries; takes minutes and some 10 GB of disk
  --only      of the phases hit, put, reopen, threads, processes, growth, call,
              growth-call, cold
  --engines   of the engines, by short name; an unknown name lists them
  --json      write all samples to FILE
  --markdown  write the report to FILE too (it is printed in any case)
  --clock     processor (default: the time this program had a processor, which neighbours on the machine do
              not lengthen) or wall
  --dir       where the stores are made (default: the temporary folder; with --quick /dev/shm)";

/// A file system in memory. A quick run has no time to make tens of thousands of files on a disk.
const MEMORY: &str = "/dev/shm";

/// How thorough a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// Under a minute.
    Quick,
    /// A few minutes.
    Usual,
    /// With ten million entries.
    Long,
}

/// Which time counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// Of the processor, by the measuring thread.
    Processor,
    /// Of the clock on the wall.
    Wall,
}

/// What to measure, and for how long.
#[derive(Clone, Debug)]
pub struct Settings {
    /// How thorough.
    pub pace: Pace,
    /// Phases to run; all if empty.
    only: Vec<String>,
    /// Engines that take part; all if empty.
    engines: Vec<String>,
    /// Which time counts.
    pub clock: Clock,
    /// Where to write the samples.
    pub json: Option<PathBuf>,
    /// Where to write the report.
    pub markdown: Option<PathBuf>,
    /// Where the stores are made.
    pub dir: PathBuf,
}

impl Settings {
    /// Reads the arguments after the program's name; `phases` are the names that `--only` takes.
    pub fn parse(mut args: impl Iterator<Item = String>, phases: &[&str]) -> Fallible<Settings> {
        let mut settings = Settings {
            pace: Pace::Usual,
            only: Vec::new(),
            engines: Vec::new(),
            clock: Clock::Processor,
            json: None,
            markdown: None,
            dir: PathBuf::new(),
        };
        while let Some(flag) = args.next() {
            let mut value = || {
                args.next()
                    .ok_or_else(|| format!("{flag} needs a value\n{USAGE}"))
            };
            match flag.as_str() {
                "--quick" => settings.pace = Pace::Quick,
                "--long" => settings.pace = Pace::Long,
                "--only" => settings.only = list(&value()?, phases)?,
                "--engines" => {
                    let known: Vec<&str> =
                        crate::engines::ROSTER.iter().map(|peer| peer.id).collect();
                    settings.engines = list(&value()?, &known)?;
                }
                "--json" => settings.json = Some(value()?.into()),
                "--markdown" => settings.markdown = Some(value()?.into()),
                "--clock" => {
                    settings.clock = match value()?.as_str() {
                        "processor" => Clock::Processor,
                        "wall" => Clock::Wall,
                        other => return Err(format!("unknown clock {other}\n{USAGE}").into()),
                    }
                }
                "--dir" => settings.dir = value()?.into(),
                "--help" => return Err(USAGE.into()),
                _ => return Err(format!("unknown argument {flag}\n{USAGE}").into()),
            }
        }
        if settings.dir.as_os_str().is_empty() {
            let memory = PathBuf::from(MEMORY);
            let quick = settings.pace == Pace::Quick && memory.is_dir();
            settings.dir = if quick { memory } else { std::env::temp_dir() };
        }
        Ok(settings)
    }

    /// Whether a phase runs.
    pub fn wants(&self, phase: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|wanted| wanted == phase)
    }

    /// Whether an engine takes part.
    pub fn admits(&self, peer: &Peer) -> bool {
        self.engines.is_empty() || self.engines.iter().any(|wanted| wanted == peer.id)
    }

    /// How often each engine is asked; the median counts.
    pub fn rounds(&self) -> usize {
        if self.pace == Pace::Quick { 7 } else { 11 }
    }

    /// How long each engine is measured in a round.
    pub fn slice(&self) -> Duration {
        Duration::from_millis(if self.pace == Pace::Quick { 10 } else { 40 })
    }
}

fn list(value: &str, known: &[&str]) -> Fallible<Vec<String>> {
    let list: Vec<String> = value.split(',').map(str::to_owned).collect();
    match list.iter().find(|name| !known.contains(&name.as_str())) {
        Some(name) => Err(format!("unknown name {name}; known are {}", known.join(", ")).into()),
        None => Ok(list),
    }
}

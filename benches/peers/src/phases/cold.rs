//! A process that makes one remembered call and ends, next to the same process that calls the function itself.

use std::env;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::args::{Pace, Settings};
use crate::engine::Fallible;
use crate::measure::interleave;
use crate::remembered::{on_disk, wrappers};
use crate::sheet::sheet;
use crate::table::{Table, Unit};
use crate::work::Tally;

/// The argument that makes this program a child of this phase.
pub const CHILD: &str = "--child-cold";

const KINDS: [(&str, &str); 3] = [
    ("plain", "the process itself, no cache"),
    ("rememo", "**rememo**: one hit"),
    ("cached", "`cached` on disk: one hit"),
];

/// From starting a process to its end.
pub fn run(settings: &Settings, tally: &mut Tally) -> Fallible<Vec<Table>> {
    let mut whole = Table::new(
        "cold",
        "A process that makes one hit",
        Unit::Nanoseconds,
        "From starting the process to its end by the clock on the wall, and what it adds to the same process \
         without a cache, in the same round.",
    );
    let rounds = if settings.pace == Pace::Quick {
        40
    } else {
        200
    };
    let mut kinds = KINDS;
    // A cache folder of its own: what this process itself holds open, `cached` would not open again.
    let home = tempfile::Builder::new()
        .prefix("rememo-peers-")
        .tempdir_in(&settings.dir)?;
    for (kind, _) in kinds {
        // The first call computes and keeps.
        process(kind, home.path())?;
    }
    let mut plain = 0.0;
    let [took, more] = interleave(rounds, &mut kinds, |(kind, _), _| {
        let took = process(kind, home.path())?;
        if *kind == "plain" {
            plain = took;
        }
        tally.reads += 1;
        Ok([took, took - plain])
    });
    for (heading, cells) in [("whole", took), ("more than without", more)] {
        let rows = KINDS.iter().zip(cells);
        whole.column(
            heading,
            rows.map(|((id, name), cell)| ((*id).to_owned(), (*name).to_owned(), cell)),
        );
    }
    Ok(vec![whole])
}

/// Nanoseconds of a process's life. The child itself compares what it got.
fn process(kind: &str, cache: &Path) -> Fallible<f64> {
    let mut command = Command::new(env::current_exe()?);
    command
        .args([CHILD, kind])
        .env("XDG_CACHE_HOME", cache)
        .stdin(Stdio::null());
    let start = Instant::now();
    let status = command.status()?;
    let took = start.elapsed().as_nanos() as f64;
    if status.success() {
        Ok(took)
    } else {
        Err("the process failed".into())
    }
}

/// The child's side: one call, compared.
pub fn child(args: &[String]) -> Fallible<()> {
    let name = "cold";
    let result = match args {
        [kind] if kind == "rememo" => wrappers::sheet::cached_sheet(1, name),
        [kind] if kind == "cached" => on_disk(1, name)?,
        _ => sheet(1, name),
    };
    if result == sheet(1, name) {
        Ok(())
    } else {
        Err("not what the function returns".into())
    }
}

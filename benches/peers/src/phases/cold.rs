//! A process that makes one remembered call and ends, next to the same process that calls the function itself.

use std::env;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::args::{Pace, Settings};
use crate::engine::Fallible;
use crate::measure::{Spent, interleave};
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
    let mut table = Table::new(
        "cold",
        "A process that makes one hit",
        Unit::Nanoseconds,
        "From starting the process to its end, and what it takes more than the process without a cache that was \
         started just before it: by the clock on the wall, and of the processor.",
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
    let cells = interleave(rounds, &mut kinds, |(kind, _), _| {
        let plain = process("plain", home.path())?;
        let took = process(kind, home.path())?;
        tally.reads += 2;
        let more = [took.wall - plain.wall, took.processor - plain.processor];
        Ok([took.wall, more[0], took.processor, more[1]])
    });
    let headings = [
        "wall",
        "wall, more than without",
        "processor",
        "processor, more than without",
    ];
    for (heading, cells) in headings.into_iter().zip(cells) {
        let rows = KINDS.iter().zip(cells);
        table.column(
            heading,
            rows.map(|((id, name), cell)| ((*id).to_owned(), (*name).to_owned(), cell)),
        );
    }
    Ok(vec![table])
}

/// What a process's life took. The child itself compares what it got.
fn process(kind: &str, cache: &Path) -> Fallible<Spent> {
    let mut command = Command::new(env::current_exe()?);
    command
        .args([CHILD, kind])
        .env("XDG_CACHE_HOME", cache)
        .stdin(Stdio::null());
    let processor = children_time();
    let start = Instant::now();
    let status = command.status()?;
    let wall = start.elapsed();
    if !status.success() {
        return Err("the process failed".into());
    }
    Ok(Spent {
        wall: wall.as_nanos() as f64,
        processor: children_time().saturating_sub(processor).as_nanos() as f64,
    })
}

/// The processor time of all children that have ended so far. One runs at a time here.
fn children_time() -> Duration {
    // SAFETY: all zero is a valid rusage.
    let mut usage: libc::rusage = unsafe { std::mem::zeroed() };
    // SAFETY: the pointer is to an rusage that lives through the call.
    unsafe { libc::getrusage(libc::RUSAGE_CHILDREN, &mut usage) };
    [usage.ru_utime, usage.ru_stime]
        .map(|time| Duration::new(time.tv_sec as u64, time.tv_usec as u32 * 1000))
        .iter()
        .sum()
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

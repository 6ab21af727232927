//! How a whole call grows with the number of results in its store: what a user sees of all the rest. The
//! function and its result are those of the whole calls, so that the two tables can be compared.
//!
//! A program has one store of a package, so each size is called by a process of its own, started anew each round.

use std::env;
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::args::{Pace, Settings};
use crate::engine::Fallible;
use crate::measure::{Spent, interleave, timed};
use crate::phases::growth::heading;
use crate::remembered::{Call, sketch_among, wrappers};
use crate::sheet::sheet;
use crate::table::{Table, Unit};
use crate::work::{Tally, shuffle};

/// First argument of the processes that call.
pub const CHILD: &str = "growing-calls-child";
/// Calls to choose from, at most: of results spread over the whole store, and more than any cache holds.
const LONGEST_ROUTE: u64 = 200_000;
/// Bytes of the longest text argument.
const LONGEST_NAME: usize = 23;

/// Who answers, by short name and name.
const KINDS: [(&str, &str); 2] = [
    (
        "rememo",
        "**rememo**: `cached_sheet(…)`, default policy and seal",
    ),
    ("sketch", "sketch: BLAKE3 of the arguments, postcard"),
];

/// A store of so many results.
struct Contestant {
    kind: &'static str,
    name: &'static str,
    entries: u64,
    dir: PathBuf,
}

impl Contestant {
    /// Has a process fill the store, or else measure calls for `slice`.
    fn process(&self, slice: Option<Duration>) -> Fallible<Option<(Spent, u64)>> {
        let slice = slice.map_or(0, |slice| slice.as_millis());
        let output = Command::new(env::current_exe()?)
            .args([CHILD, self.kind])
            .args([self.entries.to_string(), slice.to_string()])
            .env("REMEMO_DIR", &self.dir)
            .stdin(Stdio::null())
            .stderr(Stdio::inherit())
            .output()?;
        if !output.status.success() {
            return Err("the process failed".into());
        }
        let text = String::from_utf8(output.stdout)?;
        let figures: Vec<&str> = text.split_whitespace().collect();
        Ok(match figures.as_slice() {
            [wall, processor, reads] => Some((
                Spent {
                    wall: wall.parse()?,
                    processor: processor.parse()?,
                },
                reads.parse()?,
            )),
            _ => None,
        })
    }
}

/// Calls, at each number of results.
pub fn run(settings: &Settings, tally: &mut Tally) -> Fallible<Vec<Table>> {
    let mut table = Table::new(
        "growth-call",
        "Growth: whole call",
        Unit::Nanoseconds,
        "The whole call as above, from the disk's tier, out of stores of more and more results: calls in random \
         order, all remembered and once read before, every result summed and compared.",
    )
    .against(&[("sketch", "the sketch")]);
    let home = tempfile::Builder::new()
        .prefix("rememo-peers-")
        .tempdir_in(&settings.dir)?;
    let home = home.path().canonicalize().map(|path| (home, path))?;
    let counts: &[u64] = match settings.pace {
        Pace::Quick => &[10_000, 100_000],
        Pace::Usual | Pace::Long => &[10_000, 100_000, 1_000_000],
    };
    let mut contestants = Vec::new();
    for &entries in counts {
        for (kind, name) in KINDS {
            let dir = home.1.join(format!("{kind}-{entries}"));
            fs::create_dir(&dir)?;
            let contestant = Contestant {
                kind,
                name,
                entries,
                dir,
            };
            contestant.process(None)?;
            contestants.push(contestant);
        }
    }
    let slice = settings.slice();
    let [cells] = interleave(settings.rounds(), &mut contestants, |contestant, _| {
        let (spent, reads) = contestant
            .process(Some(slice))?
            .ok_or("the process said nothing")?;
        tally.reads += reads;
        Ok([spent.by(settings.clock)])
    });
    let mut cells = contestants.iter().zip(cells);
    for &entries in counts {
        let rows = cells.by_ref().take(KINDS.len());
        let rows = rows.map(|(it, cell)| (it.kind.to_owned(), it.name.to_owned(), cell));
        table.column(&heading(entries as usize), rows);
    }
    Ok(vec![table])
}

/// A call, laid out in calling order: reading the next one costs next to nothing.
struct Step {
    seed: u64,
    sum: u64,
    len: u8,
    name: [u8; LONGEST_NAME],
}

impl Step {
    fn new(seed: u64) -> Step {
        let text = name_of(seed);
        let mut name = [0; LONGEST_NAME];
        name[..text.len()].copy_from_slice(text.as_bytes());
        Step {
            seed,
            sum: sheet(seed, &text).checksum(),
            len: text.len() as u8,
            name,
        }
    }

    fn name(&self) -> Fallible<&str> {
        Ok(str::from_utf8(&self.name[..usize::from(self.len)])?)
    }
}

fn name_of(seed: u64) -> String {
    format!("sheet {seed}")
}

/// The child's side: fills the store if it is given no time, else reads along a route and prints what a call took.
/// A result that is not the function's is an error.
pub fn child(args: &[String]) -> Fallible<()> {
    let [kind, entries, millis] = args else {
        return Err("kind, results and milliseconds are missing".into());
    };
    let (entries, millis) = (entries.parse::<u64>()?, millis.parse::<u64>()?);
    let dir = env::var_os("REMEMO_DIR").ok_or("no folder")?;
    let mut call: Call = match kind.as_str() {
        "rememo" => Box::new(|seed, name| Ok(wrappers::sheet::cached_sheet(seed, name))),
        _ => sketch_among(Path::new(&dir), entries as usize)?,
    };
    if millis == 0 {
        for seed in 0..entries {
            black_box(call(seed, &name_of(seed))?);
        }
        return Ok(());
    }
    let stride = entries.div_ceil(LONGEST_ROUTE) as usize;
    let mut route: Vec<Step> = (0..entries).step_by(stride).map(Step::new).collect();
    shuffle(&mut route, entries);
    let mut at = 0;
    let mut walk = |count: usize| {
        for _ in 0..count {
            let step = &route[at % route.len()];
            at += 1;
            let result = call(step.seed, step.name()?)?;
            if black_box(&result).checksum() != step.sum {
                return Err("not what the function returns".into());
            }
        }
        Ok(())
    };
    walk(entries.div_ceil(stride as u64) as usize)?;
    let slice = Duration::from_millis(millis);
    timed(slice / 4, 64, &mut walk)?;
    let Spent { wall, processor } = timed(slice, 64, &mut walk)?;
    println!("{wall} {processor} {at}");
    missed(kind)
}

/// An error if rememo computed anything: that would be no hit.
fn missed(kind: &str) -> Fallible<()> {
    let computed = wrappers::sheet::sheet::stats().computed;
    if kind == "rememo" && computed > 0 {
        return Err(format!("{computed} results were computed again").into());
    }
    Ok(())
}

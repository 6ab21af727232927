//! Whole calls that hit: from the arguments to the decoded struct.

use std::hint::black_box;

use crate::args::Settings;
use crate::engine::Fallible;
use crate::measure::{interleave, timed};
use crate::remembered::{Call, calls};
use crate::sheet::sheet;
use crate::table::{Table, Unit};
use crate::work::Tally;

/// How many different arguments are called with, in turn.
const DIFFERENT: u64 = 1_000;

struct Caller {
    call: Call,
    next: usize,
}

/// The calls.
pub fn run(settings: &Settings, tally: &mut Tally) -> Fallible<Vec<Table>> {
    let mut table = Table::new(
        "call",
        "Whole calls",
        Unit::Nanoseconds,
        "From two arguments (a number and a text) to a struct of 100 numbers and a text of 100 characters; a \
         thousand different calls in turn, all remembered. Every result is summed and compared.",
    )
    .against(&[("cached-disk", "`cached` on disk"), ("sketch", "the sketch")]);
    let home = tempfile::Builder::new()
        .prefix("rememo-peers-")
        .tempdir_in(&settings.dir)?;
    let expected: Vec<(u64, String, u64)> = (0..DIFFERENT)
        .map(|seed| {
            let name = format!("sheet {seed}");
            let sum = sheet(seed, &name).checksum();
            (seed, name, sum)
        })
        .collect();
    let (names, mut callers): (Vec<_>, Vec<_>) = calls(home.path())?
        .into_iter()
        .map(|(id, name, call)| {
            let names = (id.to_owned(), name.to_owned());
            (names, Caller { call, next: 0 })
        })
        .unzip();
    let mut seen = Tally::default();
    let mut walk = |caller: &mut Caller, count: usize| {
        for _ in 0..count {
            let (seed, name, sum) = &expected[caller.next];
            caller.next = (caller.next + 1) % expected.len();
            let result = (caller.call)(*seed, name)?;
            seen.reads += 1;
            seen.wrong += u64::from(black_box(&result).checksum() != *sum);
        }
        Ok(())
    };
    let slice = settings.slice();
    let [cells] = interleave(settings.rounds(), &mut callers, |caller, round| {
        if round == 0 {
            // Once to compute, once to read what was kept.
            walk(caller, 2 * expected.len())?;
        }
        timed(slice / 4, 64, |count| walk(caller, count))?;
        let spent = timed(slice, 64, |count| walk(caller, count))?;
        Ok([spent.by(settings.clock)])
    });
    tally.add(seen);
    let rows = names.into_iter().zip(cells);
    table.column("a call", rows.map(|((id, name), cell)| (id, name, cell)));
    Ok(vec![table])
}

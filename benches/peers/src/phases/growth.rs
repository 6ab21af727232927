//! How a hit, and opening, grow with the number of entries.

use std::rc::Rc;

use crate::args::{Pace, Settings};
use crate::engine::Fallible;
use crate::entrant::Entrant;
use crate::measure::{Cell, Stopwatch, hits, interleave};
use crate::table::{Table, Unit};
use crate::work::{Route, Tally, Work};

/// Who takes part: the floor, the rival, and ours.
const PEERS: [&str; 3] = ["sketch", "lmdb", "rememo"];
/// More steps than this are not walked: they are spread over all entries, and more than any cache holds.
const LONGEST_ROUTE: usize = 2_000_000;
/// The same number of entries is asked for in each store: as many as the smallest has.
const FEW: usize = 10_000;
/// More bytes than a processor's caches hold.
const SWEPT: usize = 512 << 20;

/// Hits and opening, at each number of entries.
pub fn run(settings: &Settings, tally: &mut Tally) -> Fallible<Vec<Table>> {
    let mut hit = Table::new(
        "growth",
        "Growth: warm random hit at 64 B",
        Unit::Nanoseconds,
        "As above, with more and more entries. What they take outgrows the processor's caches on the way, for \
         everyone.",
    )
    .against(&[("lmdb", "LMDB"), ("sketch", "the sketch")]);
    let mut few = Table::new(
        "growth-few",
        "Growth of the structure: 10 thousand entries out of more and more",
        Unit::Nanoseconds,
        "As above, but the same number of entries is read again and again, spread over all of a store, so that what \
         is read stays as small while the store grows. What is left is a longer way to an entry, and that these \
         entries lie on pages of their own.",
    )
    .against(&[("lmdb", "LMDB"), ("sketch", "the sketch")]);
    let mut open = Table::new(
        "growth-open",
        "Growth: reopen and first hit",
        Unit::Nanoseconds,
        "As above, with more and more entries. All files are read through before each opening, so that it does not \
         meet a page that the system has dropped meanwhile, then half a GiB of other memory: reading a small store \
         leaves the processor's caches warm, reading a large one does not.",
    )
    .against(&[("lmdb", "LMDB"), ("sketch", "the sketch")]);
    let counts: &[usize] = match settings.pace {
        Pace::Quick => &[10_000, 100_000],
        Pace::Usual => &[10_000, 100_000, 1_000_000],
        Pace::Long => &[10_000, 100_000, 1_000_000, 10_000_000],
    };
    // Stores of all sizes are open at once, so that rounds interleave over sizes too.
    let mut stores = Vec::new();
    for &entries in counts {
        let work = Work { entries, len: 64 };
        let route = Rc::new(Route::sample(&work, 6, LONGEST_ROUTE));
        for mut entrant in Entrant::main(settings, work, |peer| PEERS.contains(&peer.id))? {
            entrant.fill();
            stores.push((entrant, route.clone()));
        }
    }
    let mut opened = opening(settings, &mut stores);
    let mut walks: Vec<(&mut Entrant, Route)> = stores
        .iter_mut()
        .map(|(entrant, route)| (entrant, route.restart()))
        .collect();
    for (entrant, route) in &mut walks {
        if let Ok(engine) = entrant.open() {
            let count = route.len();
            // Whoever fails here fails in the first round too, and is reported there.
            let _ = route.walk(engine, count);
        }
    }
    let [mut cells] = interleave(settings.rounds(), &mut walks, |(entrant, route), _| {
        let work = entrant.work;
        let spent = hits(route, entrant.engine()?, &work, settings.slice())?;
        Ok([spent.by(settings.clock)])
    });
    walks.iter().for_each(|(_, route)| tally.add(route.tally));
    drop(walks);
    let mut structure = asked_for_few(settings, &mut stores, tally);
    for &entries in counts {
        let those: Vec<(String, String)> = stores
            .iter()
            .filter(|(entrant, _)| entrant.work.entries == entries)
            .map(|(entrant, _)| (entrant.peer.id.to_owned(), entrant.peer.name.to_owned()))
            .collect();
        let heading = heading(entries);
        let count = those.len();
        let named = |cells: Vec<Cell>| {
            let those = those.clone().into_iter().zip(cells);
            those.map(|((id, name), cell)| (id, name, cell))
        };
        hit.column(&heading, named(cells.drain(..count).collect()));
        few.column(&heading, named(structure.drain(..count).collect()));
        open.column(&heading, named(opened.drain(..count).collect()));
    }
    Ok(vec![hit, few, open])
}

/// Hits on [`FEW`] entries of each store.
fn asked_for_few(
    settings: &Settings,
    stores: &mut [(Entrant, Rc<Route>)],
    tally: &mut Tally,
) -> Vec<Cell> {
    let mut walks: Vec<(&mut Entrant, Route)> = stores
        .iter_mut()
        .map(|(entrant, _)| {
            let route = Route::sample(&entrant.work, 7, FEW);
            (entrant, route)
        })
        .collect();
    let [cells] = interleave(settings.rounds(), &mut walks, |(entrant, route), _| {
        let work = entrant.work;
        let count = route.len();
        // Brings back to the caches what the others' turns have pushed out.
        route.walk(entrant.engine()?, count)?;
        let spent = hits(route, entrant.engine()?, &work, settings.slice())?;
        Ok([spent.by(settings.clock)])
    });
    walks.iter().for_each(|(_, route)| tally.add(route.tally));
    cells
}

fn opening(settings: &Settings, stores: &mut [(Entrant, Rc<Route>)]) -> Vec<Cell> {
    let swept = vec![1; SWEPT];
    let [cells] = interleave(settings.rounds(), stores, |(entrant, route), round| {
        // What was not filled is reported, not opened empty.
        if round == 0 {
            entrant.engine()?;
        }
        entrant.close();
        entrant.read_files()?;
        sweep(&swept);
        let watch = Stopwatch::start();
        let engine = entrant.open()?;
        route.look(engine, round)?;
        Ok([watch.each(1).by(settings.clock)])
    });
    cells
}

/// Reads a byte of each cache line, so that the caches hold nothing else.
fn sweep(memory: &[u8]) {
    let sum: u64 = memory.iter().step_by(64).copied().map(u64::from).sum();
    std::hint::black_box(sum);
}

/// A number of entries, as a column's heading.
pub fn heading(entries: usize) -> String {
    match entries {
        0..1_000_000 => format!("{} thousand", entries / 1_000),
        _ => format!("{} million", entries / 1_000_000),
    }
}

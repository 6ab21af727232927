//! Opening a store that is there, its first hit, and the first hit on each of its entries: the ones that
//! verify, in an engine that does.

use std::hint::black_box;
use std::time::Instant;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::args::Settings;
use crate::engine::Fallible;
use crate::entrant::Entrant;
use crate::measure::{Cell, interleave};
use crate::phases::sizes;
use crate::table::{Table, Unit};
use crate::work::{Route, Tally, Work};

/// A digest, by its id and name.
type Digest = (&'static str, &'static str, Box<dyn Fn(&[u8])>);

/// Digests alone, over bytes in memory: what verifying must cost at least.
fn digests() -> Fallible<[Digest; 3]> {
    // The key is taken in once, as anyone would who seals many entries.
    let keyed = Hmac::<Sha256>::new_from_slice(&[7; 32])?;
    let hmac = move |value: &[u8]| {
        let mut mac = keyed.clone();
        mac.update(value);
        black_box(mac.finalize());
    };
    let blake3 = |value: &[u8]| {
        black_box(blake3::keyed_hash(&[7; 32], value));
    };
    let xxh3 = |value: &[u8]| {
        black_box(xxhash_rust::xxh3::xxh3_64(value));
    };
    Ok([
        ("hmac", "HMAC-SHA256 of the value alone", Box::new(hmac)),
        (
            "blake3",
            "keyed BLAKE3 of the value alone",
            Box::new(blake3),
        ),
        ("xxh3", "XXH3-64 of the value alone", Box::new(xxh3)),
    ])
}

/// Opening with a first hit, and first hits. The 4 MiB values are left out: they say the same as 64 KiB.
pub fn run(settings: &Settings, tally: &mut Tally) -> Fallible<Vec<Table>> {
    let mut open = Table::new(
        "reopen",
        "Reopen and first hit",
        Unit::Nanoseconds,
        "In a process that runs already: open the store, read one entry. The files are in the page cache.",
    )
    .against(&[("lmdb", "LMDB"), ("sketch", "the sketch")]);
    let mut first = Table::new(
        "first",
        "First hit on each entry",
        Unit::Nanoseconds,
        "After reopening, each entry is read once: pages are mapped in, and who verifies must verify here. \
         The last rows are digests alone, of the same values in memory.",
    )
    .against(&[("lmdb", "LMDB"), ("hmac", "HMAC-SHA256 alone")]);
    for (heading, work) in sizes(settings).into_iter().take(3) {
        let mut entrants = Entrant::all(settings, work, |peer| peer.persistent)?;
        for entrant in &mut entrants {
            entrant.fill();
            entrant.close();
        }
        let mut route = Route::new(&work, 3);
        let mut opened = vec![Vec::new(); entrants.len()];
        let count = route.len();
        // One more round than counts: the first maps what was just written.
        let mut numbered: Vec<(usize, &mut Entrant)> = entrants.iter_mut().enumerate().collect();
        let cells = interleave(settings.rounds(), &mut numbered, |(at, entrant), _| {
            let start = Instant::now();
            let engine = entrant.open()?;
            route.walk(engine, 1)?;
            opened[*at].push(start.elapsed().as_nanos() as f64);
            let start = Instant::now();
            route.walk(engine, count - 1)?;
            let each = start.elapsed().as_nanos() as f64 / (count - 1) as f64;
            entrant.close();
            Ok(each)
        });
        tally.add(route.tally);
        let digests = alone(&work, settings.rounds())?;
        let rows = entrants.iter().zip(&cells).zip(opened);
        open.column(
            &format!("{heading} × {}", work.entries),
            rows.map(|((entrant, cell), samples)| {
                let cell = match cell {
                    Cell::Measured(_) => Cell::Measured(samples),
                    other => other.clone(),
                };
                (
                    entrant.peer.id.to_owned(),
                    entrant.peer.name.to_owned(),
                    cell,
                )
            }),
        );
        let rows = entrants.iter().zip(cells).map(|(entrant, cell)| {
            (
                entrant.peer.id.to_owned(),
                entrant.peer.name.to_owned(),
                cell,
            )
        });
        first.column(
            &format!("{heading} × {}", work.entries),
            rows.chain(digests),
        );
    }
    Ok(vec![open, first])
}

fn alone(work: &Work, rounds: usize) -> Fallible<Vec<(String, String, Cell)>> {
    let mut values = vec![Vec::new(); work.entries];
    for (at, value) in values.iter_mut().enumerate() {
        work.value(at, value);
    }
    let mut digests = digests()?;
    let cells = interleave(rounds, &mut digests, |(_, _, digest), _| {
        let start = Instant::now();
        values.iter().for_each(|value| digest(value));
        Ok(start.elapsed().as_nanos() as f64 / values.len() as f64)
    });
    let rows = digests.iter().zip(cells);
    Ok(rows
        .map(|((id, name, _), cell)| ((*id).to_owned(), (*name).to_owned(), cell))
        .collect())
}

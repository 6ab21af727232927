//! Opening a store that is there, its first hit, and the first hit on each of its entries: the ones that
//! verify, in an engine that does.

use std::hint::black_box;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::args::Settings;
use crate::engine::Fallible;
use crate::entrant::{Entrant, rows};
use crate::measure::{Cell, Stopwatch, interleave};
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
        let mut entrants = Entrant::main(settings, work, |peer| peer.persistent)?;
        for entrant in &mut entrants {
            entrant.fill();
            entrant.close();
        }
        let mut route = Route::new(&work, 3);
        let count = route.len();
        let [opened, each] = interleave(settings.rounds(), &mut entrants, |entrant, _| {
            let watch = Stopwatch::start();
            let engine = entrant.open()?;
            route.walk(engine, 1)?;
            let opened = watch.each(1);
            let watch = Stopwatch::start();
            route.walk(engine, count - 1)?;
            let each = watch.each(count - 1);
            entrant.close();
            Ok([opened, each].map(|spent| spent.by(settings.clock)))
        });
        tally.add(route.tally);
        let heading = format!("{heading} × {}", work.entries);
        open.column(&heading, rows(&entrants, opened));
        let digests = alone(&work, settings)?;
        first.column(&heading, rows(&entrants, each).chain(digests));
    }
    Ok(vec![open, first])
}

fn alone(work: &Work, settings: &Settings) -> Fallible<Vec<(String, String, Cell)>> {
    let mut values = vec![Vec::new(); work.entries];
    for (at, value) in values.iter_mut().enumerate() {
        work.value(at, value);
    }
    let mut digests = digests()?;
    let [cells] = interleave(settings.rounds(), &mut digests, |(_, _, digest), _| {
        let watch = Stopwatch::start();
        values.iter().for_each(|value| digest(value));
        Ok([watch.each(values.len()).by(settings.clock)])
    });
    let rows = digests.iter().zip(cells);
    Ok(rows
        .map(|((id, name, _), cell)| ((*id).to_owned(), (*name).to_owned(), cell))
        .collect())
}

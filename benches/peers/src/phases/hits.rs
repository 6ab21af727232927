//! The warm random hit, on one thread: everything was read before, and lies in memory.

use crate::args::Settings;
use crate::engine::Fallible;
use crate::entrant::Entrant;
use crate::measure::{Cell, hits, interleave};
use crate::phases::sizes;
use crate::table::{Table, Unit};
use crate::work::{Route, Tally};

/// The hits, the lookups without their values, and what the stores take on disk.
pub fn run(settings: &Settings, tally: &mut Tally) -> Fallible<Vec<Table>> {
    let mut hit = Table::new(
        "hit",
        "Warm random hit",
        Unit::Nanoseconds,
        "One thread reads entries in shuffled order, all of them read before by this process; every byte of \
         every value is summed and the sum compared.",
    )
    .against(&[("lmdb", "LMDB"), ("sketch", "the sketch")]);
    let mut look = Table::new(
        "look",
        "Lookup alone",
        Unit::Nanoseconds,
        "The same without touching the values: who hands out a view takes the same time at any size, who hands \
         out a copy does not.",
    )
    .against(&[("lmdb", "LMDB"), ("sketch", "the sketch")]);
    let mut disk = Table::new(
        "disk",
        "Disk use",
        Unit::Bytes,
        "Allocated blocks of the folder, after the puts.",
    );
    for (heading, work) in sizes(settings) {
        let shuffled = Route::new(&work, 1);
        let mut readers: Vec<(Entrant, Route)> = Entrant::all(settings, work, |_| true)?
            .into_iter()
            .map(|mut entrant| {
                entrant.fill();
                (entrant, shuffled.restart())
            })
            .collect();
        for (entrant, route) in &mut readers {
            if let Ok(engine) = entrant.engine() {
                let count = route.len();
                // Whoever fails here fails in the first round too, and is reported there.
                let _ = route.walk(engine, count);
            }
        }
        let [touched, looked] =
            interleave(settings.rounds(), &mut readers, |(entrant, route), _| {
                let work = entrant.work;
                let engine = entrant.engine()?;
                let touched = hits(route, engine, &work, settings.slice())?;
                route.touch = false;
                let looked = hits(route, engine, &work, settings.slice() / 2);
                route.touch = true;
                Ok([touched, looked?].map(|spent| spent.by(settings.clock)))
            });
        let used = readers.iter().map(|(entrant, _)| match entrant.disk_use() {
            _ if !entrant.peer.persistent => Cell::Absent,
            Ok(bytes) => Cell::Measured(vec![bytes as f64]),
            Err(error) => Cell::Refused(error.to_string()),
        });
        let used = used.collect();
        let heading = format!("{heading} × {}", work.entries);
        for (table, cells) in [(&mut hit, touched), (&mut look, looked), (&mut disk, used)] {
            let rows = readers.iter().zip(cells).map(|((entrant, _), cell)| {
                (
                    entrant.peer.id.to_owned(),
                    entrant.peer.name.to_owned(),
                    cell,
                )
            });
            table.column(&heading, rows);
        }
        readers.iter().for_each(|(_, route)| tally.add(route.tally));
    }
    Ok(vec![hit, look, disk])
}

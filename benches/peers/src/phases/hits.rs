//! The warm random hit, on one thread: everything was read before, and lies in memory.

use crate::args::Settings;
use crate::engine::Fallible;
use crate::entrant::Entrant;
use crate::measure::{Cell, hits, interleave};
use crate::phases::sizes;
use crate::table::{Table, Unit};
use crate::work::{Route, Tally};

/// The hits, and what the stores take on disk.
pub fn run(settings: &Settings, tally: &mut Tally) -> Fallible<Vec<Table>> {
    let mut hit = Table::new(
        "hit",
        "Warm random hit",
        Unit::Nanoseconds,
        "One thread reads entries in shuffled order, all of them read before by this process; every byte of \
         every value is summed and the sum compared.",
    )
    .against(&[("lmdb", "LMDB"), ("sketch", "the sketch")]);
    let mut disk = Table::new(
        "disk",
        "Disk use",
        Unit::Bytes,
        "Allocated blocks of the folder, after the puts.",
    );
    for (heading, work) in sizes(settings) {
        let mut entrants = Entrant::all(settings, work, |_| true)?;
        let first = Route::new(&work, 1);
        let mut routes: Vec<(Entrant, Route)> = entrants
            .drain(..)
            .map(|mut entrant| {
                entrant.fill();
                (entrant, first.restart())
            })
            .collect();
        for (entrant, route) in &mut routes {
            if let Ok(engine) = entrant.engine() {
                let count = route.len();
                // Whoever fails here fails in the first round too, and is reported there.
                let _ = route.walk(engine, count);
            }
        }
        let cells = interleave(settings.rounds(), &mut routes, |(entrant, route), _| {
            let work = entrant.work;
            hits(route, entrant.engine()?, &work, settings.slice())
        });
        let named = |(entrant, _): &(Entrant, Route)| {
            (entrant.peer.id.to_owned(), entrant.peer.name.to_owned())
        };
        hit.column(
            &format!("{heading} × {}", work.entries),
            routes.iter().zip(cells).map(|(route, cell)| {
                let (id, name) = named(route);
                (id, name, cell)
            }),
        );
        disk.column(
            &format!("{heading} × {}", work.entries),
            routes
                .iter()
                .filter(|(entrant, _)| entrant.peer.persistent)
                .map(|route| {
                    let (id, name) = named(route);
                    let used = route.0.disk_use();
                    let cell = used.map_or_else(
                        |error| Cell::Refused(error.to_string()),
                        |bytes| Cell::Measured(vec![bytes as f64]),
                    );
                    (id, name, cell)
                }),
        );
        routes.iter().for_each(|(_, route)| tally.add(route.tally));
    }
    Ok(vec![hit, disk])
}

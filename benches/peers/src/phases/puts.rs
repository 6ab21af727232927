//! Puts, one at a time, as a cache makes them; nobody waits for the disk.

use crate::args::Settings;
use crate::engine::Fallible;
use crate::entrant::{Entrant, rows};
use crate::measure::{Stopwatch, interleave};
use crate::phases::sizes;
use crate::table::{Table, Unit};
use crate::work::{Route, Tally, Work};

/// At most this many puts a round: the machine writes them back meanwhile.
const MOST: usize = 1_000;
/// At most this many bytes a round.
const MOST_BYTES: usize = 8 << 20;

/// The puts.
pub fn run(settings: &Settings, tally: &mut Tally) -> Fallible<Vec<Table>> {
    let mut table = Table::new(
        "put",
        "Put",
        Unit::Nanoseconds,
        "One thread puts new entries one at a time, each visible to readers when its put returns (a transaction \
         each, where there are transactions). No engine syncs. Afterwards all are read back and compared.",
    )
    .against(&[("lmdb", "LMDB"), ("sketch", "the sketch")]);
    for (heading, sized) in sizes(settings) {
        let batch = (MOST_BYTES / sized.len).clamp(1, MOST);
        let rounds = settings.rounds();
        let work = Work {
            entries: batch * rounds,
            len: sized.len,
        };
        let mut entrants = Entrant::main(settings, work, |_| true)?;
        let mut values = Vec::new();
        let [cells] = interleave(rounds, &mut entrants, |entrant, round| {
            let numbers = round * batch..(round + 1) * batch;
            values.resize_with(batch, Vec::new);
            let keys: Vec<_> = numbers
                .zip(&mut values)
                .map(|(at, value)| {
                    work.value(at, value);
                    work.key(at)
                })
                .collect();
            let engine = entrant.engine()?;
            let watch = Stopwatch::start();
            for (key, value) in keys.iter().zip(&values) {
                engine.put(key, value)?;
            }
            Ok([watch.each(batch).by(settings.clock)])
        });
        let mut route = Route::new(&work, 2);
        for entrant in &mut entrants {
            if let Ok(engine) = entrant.engine() {
                route.walk(engine, work.entries)?;
            }
        }
        tally.add(route.tally);
        table.column(heading, rows(&entrants, cells));
    }
    Ok(vec![table])
}

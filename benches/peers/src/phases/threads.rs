//! Two threads at once: how much of one's rate each keeps.

use std::sync::Barrier;
use std::thread;
use std::time::Duration;

use crate::args::{Pace, Settings};
use crate::engine::{Engine, Fallible};
use crate::entrant::Entrant;
use crate::measure::{Spent, hits, interleave, warm};
use crate::phases::sizes;
use crate::table::{Table, Unit};
use crate::work::{Route, Tally, Work};

/// A row that reads its own 4 KiB and shares nothing: what the machine itself leaves to each of two threads.
/// On a busy machine this is far from all, and no engine can do better.
pub const CONTROL: (&str, &str) = (
    "control",
    "no store at all: what the machine leaves to each",
);

/// A store of one value that is nobody else's.
pub struct Control(pub Vec<u8>);

impl Control {
    /// With any value.
    pub fn new() -> Control {
        Control(vec![1; 4096])
    }
}

impl Engine for Control {
    fn put(&mut self, _: &crate::engine::Key, _: &[u8]) -> Fallible<()> {
        Ok(())
    }

    fn get(&mut self, _: &crate::engine::Key, read: &mut dyn FnMut(&[u8])) -> Fallible<bool> {
        read(&self.0);
        Ok(true)
    }

    fn share(&self) -> Fallible<Box<dyn Engine>> {
        Ok(Box::new(Control::new()))
    }
}

enum Contestant {
    Entrant(Entrant),
    Control,
}

impl Contestant {
    fn share(&mut self) -> Fallible<Box<dyn Engine>> {
        match self {
            Contestant::Entrant(entrant) => entrant.engine()?.share(),
            Contestant::Control => Control::new().share(),
        }
    }

    fn id(&self) -> (String, String) {
        let (id, name) = match self {
            Contestant::Entrant(entrant) => (entrant.peer.id, entrant.peer.name),
            Contestant::Control => CONTROL,
        };
        (id.to_owned(), name.to_owned())
    }
}

/// One thread, then two, in each round.
pub fn run(settings: &Settings, tally: &mut Tally) -> Fallible<Vec<Table>> {
    let mut table = Table::new(
        "threads",
        "Two threads",
        Unit::Share,
        "What each of two threads keeps of the rate that one alone had just before (the mean of the two), on \
         one open store. Processor time leaves out what other programs took meanwhile; it also leaves out waiting, so \
         for who takes locks the clock on the wall is the one to look at.",
    );
    for (heading, work) in shared(settings) {
        let mut contestants: Vec<Contestant> = Entrant::main(settings, work, |_| true)?
            .into_iter()
            .map(|mut entrant| {
                entrant.fill();
                Contestant::Entrant(entrant)
            })
            .collect();
        contestants.push(Contestant::Control);
        let route = Route::new(&work, 4);
        let slice = settings.slice();
        let [wall, processor] = interleave(settings.rounds(), &mut contestants, |contestant, _| {
            let one = together(vec![contestant.share()?], &route, &work, slice)?;
            let two = vec![contestant.share()?, contestant.share()?];
            let two = together(two, &route, &work, slice)?;
            if matches!(contestant, Contestant::Entrant(_)) {
                one.iter()
                    .chain(&two)
                    .for_each(|(_, seen)| tally.add(*seen));
            }
            Ok(kept(&one, &two))
        });
        for (what, cells) in [("", wall), (", processor time", processor)] {
            let rows = contestants.iter().zip(cells).map(|(contestant, cell)| {
                let (id, name) = contestant.id();
                (id, name, cell)
            });
            table.column(&format!("{heading}{what}"), rows);
        }
    }
    Ok(vec![table])
}

/// The sizes at which sharing is measured. From 64 KiB up the memory's bandwidth is what is shared.
pub fn shared(settings: &Settings) -> impl Iterator<Item = (&'static str, Work)> {
    let count = if settings.pace == Pace::Quick { 1 } else { 2 };
    sizes(settings).into_iter().take(count)
}

/// What a reader took for a hit, and what it read.
pub type Read = (Spent, Tally);

/// What each of two keeps of one's rate: the mean of the two, by the wall's clock and by processor time.
pub fn kept(one: &[Read], two: &[Read]) -> [f64; 2] {
    let measures: [fn(&Spent) -> f64; 2] = [|spent| spent.wall, |spent| spent.processor];
    measures.map(|measure| {
        let rate = |reads: &[Read]| {
            let rates = reads.iter().map(|(spent, _)| 1.0 / measure(spent));
            rates.sum::<f64>() / reads.len() as f64
        };
        rate(two) / rate(one)
    })
}

/// Lets each handle read on a thread of its own at the same time.
fn together(
    handles: Vec<Box<dyn Engine>>,
    route: &Route,
    work: &Work,
    slice: Duration,
) -> Fallible<Vec<Read>> {
    let start = Barrier::new(handles.len());
    let start = &start;
    thread::scope(|scope| {
        let threads: Vec<_> = handles
            .into_iter()
            .enumerate()
            .map(|(at, mut engine)| {
                let mut route = route.restart_at(at * route.len() / 2);
                scope.spawn(move || {
                    let warm = warm(&mut route, engine.as_mut(), work, 10 * slice);
                    // Both come here, so that neither waits for ever for one that failed.
                    start.wait();
                    warm?;
                    let each = hits(&mut route, engine.as_mut(), work, slice)?;
                    Ok((each, route.tally))
                })
            })
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().map_err(|_| "a thread panicked")?)
            .collect()
    })
}

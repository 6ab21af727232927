//! Two threads at once: how much of one's rate each keeps.

use std::sync::Barrier;
use std::thread;
use std::time::Duration;

use crate::args::Settings;
use crate::engine::{Engine, Fallible};
use crate::entrant::Entrant;
use crate::measure::{hits, interleave};
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
         one open store.",
    );
    for (heading, work) in sizes(settings).into_iter().take(2) {
        let mut contestants: Vec<Contestant> = Entrant::all(settings, work, |_| true)?
            .into_iter()
            .map(|mut entrant| {
                entrant.fill();
                Contestant::Entrant(entrant)
            })
            .collect();
        contestants.push(Contestant::Control);
        let route = Route::new(&work, 4);
        let slice = settings.slice();
        let cells = interleave(settings.rounds(), &mut contestants, |contestant, _| {
            let counts = matches!(contestant, Contestant::Entrant(_));
            let one = together(vec![contestant.share()?], &route, &work, slice)?;
            let two = vec![contestant.share()?, contestant.share()?];
            let two = together(two, &route, &work, slice)?;
            if counts {
                one.iter()
                    .chain(&two)
                    .for_each(|(_, seen)| tally.add(*seen));
            }
            Ok(two.iter().map(|(each, _)| one[0].0 / each).sum::<f64>() / two.len() as f64)
        });
        table.column(
            &format!("{heading} × {}", work.entries),
            contestants.iter().zip(cells).map(|(contestant, cell)| {
                let (id, name) = contestant.id();
                (id, name, cell)
            }),
        );
    }
    Ok(vec![table])
}

/// Lets each handle read on a thread of its own at the same time: nanoseconds a hit, and what was read.
fn together(
    handles: Vec<Box<dyn Engine>>,
    route: &Route,
    work: &Work,
    slice: Duration,
) -> Fallible<Vec<(f64, Tally)>> {
    let start = Barrier::new(handles.len());
    let start = &start;
    thread::scope(|scope| {
        let threads: Vec<_> = handles
            .into_iter()
            .enumerate()
            .map(|(at, mut engine)| {
                let mut route = route.restart_at(at * route.len() / 2);
                scope.spawn(move || {
                    let warm = route.walk(engine.as_mut(), route.len());
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

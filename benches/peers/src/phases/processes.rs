//! Two processes at once on one store: this program starts itself again, once and twice.

use std::env;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use crate::args::Settings;
use crate::engine::{Engine, Fallible};
use crate::engines::ROSTER;
use crate::entrant::Entrant;
use crate::measure::{Spent, hits, interleave, warm};
use crate::phases::threads::{CONTROL, Control, Read, kept, shared};
use crate::table::{Table, Unit};
use crate::work::{Route, Tally, Work};

/// The argument that makes this program a child of this phase.
pub const CHILD: &str = "--child-hits";

/// One process, then two, in each round.
pub fn run(settings: &Settings, tally: &mut Tally) -> Fallible<Vec<Table>> {
    let mut table = Table::new(
        "processes",
        "Two processes",
        Unit::Share,
        "What each of two processes keeps of the rate that one alone had just before (the mean of the two), on \
         one folder.",
    );
    for (heading, work) in shared(settings) {
        let mut entrants = Entrant::main(settings, work, |peer| peer.persistent)?;
        for entrant in &mut entrants {
            entrant.fill();
            entrant.close();
        }
        let mut contestants: Vec<Option<&Entrant>> = entrants.iter().map(Some).collect();
        contestants.push(None);
        let slice = settings.slice();
        let [wall, processor] = interleave(settings.rounds(), &mut contestants, |entrant, _| {
            let start = |count| match &*entrant {
                Some(entrant) => together(count, entrant.peer.id, &entrant.home(), &work, slice),
                None => together(count, CONTROL.0, Path::new("."), &work, slice),
            };
            let one = start(1)?;
            let two = start(2)?;
            if entrant.is_some() {
                one.iter()
                    .chain(&two)
                    .for_each(|(_, seen)| tally.add(*seen));
            }
            Ok(kept(&one, &two))
        });
        for (what, cells) in [("", wall), (", processor time", processor)] {
            let rows = contestants.iter().zip(cells).map(|(entrant, cell)| {
                let (id, name) =
                    entrant.map_or(CONTROL, |entrant| (entrant.peer.id, entrant.peer.name));
                (id.to_owned(), name.to_owned(), cell)
            });
            table.column(&format!("{heading}{what}"), rows);
        }
    }
    Ok(vec![table])
}

/// A child that has opened the store and waits.
struct Waiting {
    child: Child,
    answers: BufReader<ChildStdout>,
}

impl Waiting {
    fn start(id: &str, dir: &Path, work: &Work, slice: Duration, at: usize) -> Fallible<Waiting> {
        let mut child = Command::new(env::current_exe()?)
            .arg(CHILD)
            .arg(id)
            .arg(dir)
            .args([work.entries, work.len, slice.as_micros() as usize, at].map(|n| n.to_string()))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let answers = child.stdout.take().ok_or("no pipe")?;
        Ok(Waiting {
            child,
            answers: BufReader::new(answers),
        })
    }

    fn line(&mut self) -> Fallible<String> {
        let mut line = String::new();
        self.answers.read_line(&mut line)?;
        match line.trim_end().split_once(' ') {
            Some(("ok", rest)) => Ok(rest.to_owned()),
            Some((_, reason)) => Err(reason.to_owned().into()),
            None => Err("the process died".into()),
        }
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        // It ends by itself when its input does; if it cannot, it is ended.
        drop(self.child.stdin.take());
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn together(
    count: usize,
    id: &str,
    dir: &Path,
    work: &Work,
    slice: Duration,
) -> Fallible<Vec<Read>> {
    let mut children = (0..count)
        .map(|at| Waiting::start(id, dir, work, slice, at * work.entries / 2))
        .collect::<Fallible<Vec<_>>>()?;
    for child in &mut children {
        child.line()?;
    }
    for child in &mut children {
        child
            .child
            .stdin
            .as_mut()
            .ok_or("no pipe")?
            .write_all(b"go\n")?;
    }
    children
        .iter_mut()
        .map(|child| {
            let line = child.line()?;
            let mut numbers = line.split(' ');
            let mut number = || numbers.next().ok_or("a short answer");
            let wall = number()?.parse()?;
            let processor = number()?.parse()?;
            let reads = number()?.parse()?;
            let wrong = number()?.parse()?;
            Ok((Spent { wall, processor }, Tally { reads, wrong }))
        })
        .collect()
}

/// The child's side: opens, reads all once, says so, waits for a line, measures, and answers.
pub fn child(args: &[String]) -> Fallible<()> {
    let measure = || -> Fallible<Read> {
        let [id, dir, entries, len, micros, at] = args else {
            return Err("wrong arguments".into());
        };
        let work = Work {
            entries: entries.parse()?,
            len: len.parse()?,
        };
        let slice = Duration::from_micros(micros.parse()?);
        let mut route = Route::new(&work, 5).restart_at(at.parse()?);
        let mut engine = open(id, Path::new(dir), &work)?;
        warm(&mut route, engine.as_mut(), &work, 10 * slice)?;
        println!("ok ready");
        std::io::stdin().read_line(&mut String::new())?;
        let spent = hits(&mut route, engine.as_mut(), &work, slice)?;
        Ok((spent, route.tally))
    };
    match measure() {
        Ok((spent, seen)) => {
            let Spent { wall, processor } = spent;
            println!("ok {wall} {processor} {} {}", seen.reads, seen.wrong);
        }
        Err(error) => println!("error {}", error.to_string().replace('\n', " ")),
    }
    Ok(())
}

fn open(id: &str, dir: &Path, work: &Work) -> Fallible<Box<dyn Engine>> {
    if id == CONTROL.0 {
        return Ok(Box::new(Control::new()));
    }
    let peer = ROSTER.iter().find(|peer| peer.id == id);
    (peer.ok_or("unknown engine")?.open)(dir, work)
}

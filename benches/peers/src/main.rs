//! Measures rememo's store and calls next to the other engines: one run, the same keys and values for all,
//! every value touched, medians of interleaved rounds. See README.md beside this for what a figure means.

mod args;
mod bars;
mod engine;
mod engines;
mod entrant;
mod home;
mod measure;
mod phases;
mod remembered;
mod report;
mod sheet;
mod table;
mod work;

use std::fs;
use std::process::ExitCode;

use args::Settings;
use engine::Fallible;
use report::Report;
use table::Table;
use work::Tally;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let done = match home::start_again() {
        Ok(Some(code)) => return code,
        Ok(None) => run(args),
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

fn run(args: Vec<String>) -> Fallible<()> {
    match args.split_first() {
        Some((first, rest)) if first == phases::processes::CHILD => phases::processes::child(rest),
        Some((first, rest)) if first == phases::growing_calls::CHILD => {
            phases::growing_calls::child(rest)
        }
        Some((first, rest)) if first == phases::cold::CHILD => phases::cold::child(rest),
        _ => bench(args),
    }
}

type Phase = fn(&Settings, &mut Tally) -> Fallible<Vec<Table>>;

const PHASES: &[(&str, Phase)] = &[
    ("hit", phases::hits::run),
    ("put", phases::puts::run),
    ("reopen", phases::reopen::run),
    ("threads", phases::threads::run),
    ("processes", phases::processes::run),
    ("growth", phases::growth::run),
    ("call", phases::calls::run),
    ("growth-call", phases::growing_calls::run),
    ("cold", phases::cold::run),
];

fn bench(args: Vec<String>) -> Fallible<()> {
    let names: Vec<&str> = PHASES.iter().map(|(name, _)| *name).collect();
    let settings = Settings::parse(args.into_iter(), &names)?;
    let mut tables = Vec::new();
    let mut tally = Tally::default();
    for (name, run) in PHASES {
        if settings.wants(name) {
            let start = std::time::Instant::now();
            tables.extend(run(&settings, &mut tally)?);
            eprintln!("{name}: {:.1} s", start.elapsed().as_secs_f64());
        }
    }
    let report = Report::new(&settings, tables, tally);
    print!("{report}");
    if let Some(path) = &settings.markdown {
        fs::write(path, report.to_string())?;
    }
    if let Some(path) = &settings.json {
        fs::write(path, serde_json::to_string_pretty(&report)?)?;
    }
    Ok(())
}

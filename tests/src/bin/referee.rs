//! The referee's full run: judges `cargo rememo` on every crate of the catalog and writes the table.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use clap::Parser;
use rememo_tests::referee::catalog::{self, Subject};
use rememo_tests::referee::fingerprinter::{CargoRememo, Fingerprinter};
use rememo_tests::referee::judge::{Options, judge};
use rememo_tests::referee::library::Library;
use rememo_tests::referee::report::CrateReport;
use rememo_tests::referee::{Result, scratch, table};

/// Judges fingerprints against the compiler's own LLVM IR.
#[derive(Debug, Parser)]
struct Arguments {
    /// Edits to judge per crate.
    #[arg(long, default_value_t = 60)]
    edits: usize,
    /// Functions of each crate to judge, beside those the catalog names.
    #[arg(long, default_value_t = 8)]
    functions: usize,
    /// Seed of the draws of edits and functions.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Only these crates of the catalog.
    #[arg(long, value_delimiter = ',')]
    crates: Vec<String>,
    /// The catalog.
    #[arg(long, default_value_os_t = catalog::default_file())]
    catalog: PathBuf,
    /// A binary `cargo-rememo` to judge; without it, the generator's library is asked in this process.
    #[arg(long)]
    rememo: Option<PathBuf>,
    /// Folder for `table.md` and `table.json`.
    #[arg(long, default_value_os_t = Path::new(env!("CARGO_MANIFEST_DIR")).join("../benches/referee"))]
    out: PathBuf,
    /// Crates judged side by side.
    #[arg(long, default_value_t = 2)]
    jobs: usize,
    /// Does not tell each edit.
    #[arg(long)]
    quiet: bool,
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let mut subjects = catalog::read(&arguments.catalog)?;
    if !arguments.crates.is_empty() {
        subjects.retain(|subject| arguments.crates.contains(&subject.name));
    }
    let fingerprinter: &dyn Fingerprinter = match arguments.rememo {
        Some(binary) => &CargoRememo {
            binary: std::fs::canonicalize(binary)?,
        },
        None => &Library,
    };
    let options = Options {
        edits: arguments.edits,
        functions: arguments.functions,
        seed: arguments.seed,
        tell: !arguments.quiet,
    };
    let reports = run(&subjects, arguments.jobs, |subject| {
        judge(&scratch::default_base(), subject, fingerprinter, options)
    });
    let mut done = Vec::new();
    let mut failed = false;
    for (subject, report) in subjects.iter().zip(reports) {
        match report {
            Some(Ok(report)) => done.push(report),
            Some(Err(error)) => {
                failed = true;
                eprintln!("{}: {error}", subject.name);
            }
            None => failed = true,
        }
    }
    let page = table::markdown(&done);
    std::fs::create_dir_all(&arguments.out)?;
    std::fs::write(arguments.out.join("table.md"), &page)?;
    std::fs::write(
        arguments.out.join("table.json"),
        serde_json::to_string_pretty(&done)? + "\n",
    )?;
    println!("{page}");
    if failed || done.iter().any(|report| !report.violations.is_empty()) {
        std::process::exit(1);
    }
    Ok(())
}

/// Runs `work` over all subjects, so many at a time, and keeps their order.
fn run<'a>(
    subjects: &'a [Subject],
    jobs: usize,
    work: impl Fn(&'a Subject) -> Result<CrateReport> + Sync,
) -> Vec<Option<Result<CrateReport>>> {
    let next = Mutex::new(subjects.iter().enumerate());
    let done: Mutex<Vec<Option<Result<CrateReport>>>> =
        Mutex::new(subjects.iter().map(|_| None).collect());
    std::thread::scope(|scope| {
        for _ in 0..jobs.max(1) {
            scope.spawn(|| {
                loop {
                    // Taken in a statement of its own, so that the lock is not held while the work goes on.
                    let taken = next.lock().ok().and_then(|mut next| next.next());
                    let Some((at, subject)) = taken else { break };
                    let report = work(subject);
                    if let Ok(mut done) = done.lock() {
                        done[at] = Some(report);
                    }
                }
            });
        }
    });
    done.into_inner().unwrap_or_default()
}

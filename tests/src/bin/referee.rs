//! The referee's full run: judges `cargo rememo` on every crate of the catalog and writes the table.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use clap::Parser;
use rememo_tests::referee::catalog;
use rememo_tests::referee::fingerprinter::{CargoRememo, Fingerprinter};
use rememo_tests::referee::judge::{Options, judge};
use rememo_tests::referee::kept::Kept;
use rememo_tests::referee::library::Library;
use rememo_tests::referee::report::CrateReport;
use rememo_tests::referee::{Result, scratch};

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
    /// Folder of `table.md` and `table.json`; rows of crates that are not judged stay.
    #[arg(long, default_value_os_t = Path::new(env!("CARGO_MANIFEST_DIR")).join("../benches/referee"))]
    out: PathBuf,
    /// Crates judged side by side.
    #[arg(long, default_value_t = 2)]
    jobs: usize,
    /// Does not count what ran, where the toolchain has no `llvm-tools`.
    #[arg(long)]
    uncounted: bool,
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
        ran: !arguments.uncounted,
        tell: !arguments.quiet,
    };
    let kept = Mutex::new(Kept::open(&arguments.out)?);
    let next = Mutex::new(subjects.iter());
    let faults = Mutex::new(0);
    std::thread::scope(|scope| {
        for _ in 0..arguments.jobs.max(1) {
            scope.spawn(|| {
                loop {
                    // Taken in a statement of its own, so that the lock is not held while the work goes on.
                    let taken = next.lock().ok().and_then(|mut next| next.next());
                    let Some(subject) = taken else { break };
                    let found = judge(&scratch::default_base(), subject, fingerprinter, options)
                        .and_then(|report| keep(report, &kept));
                    let found = found.unwrap_or_else(|error| {
                        eprintln!("{}: {error}", subject.name);
                        1
                    });
                    if let Ok(mut faults) = faults.lock() {
                        *faults += found;
                    }
                }
            });
        }
    });
    println!("{}", kept.lock().map_err(|error| error.to_string())?.page());
    if *faults.lock().map_err(|error| error.to_string())? > 0 {
        std::process::exit(1);
    }
    Ok(())
}

/// Writes a report into the table; gives the number of its violations.
fn keep(report: CrateReport, kept: &Mutex<Kept>) -> Result<usize> {
    let violations = report.violations.len();
    kept.lock()
        .map_err(|error| error.to_string())?
        .put(report)?;
    Ok(violations)
}

//! Asks for the fingerprints of functions of many crates, and tells which could not be answered, and what took long:
//! `cargo run --release -p rememo-tests --bin sweep -- FOLDER…`, each the folder of a package.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use clap::Parser;
use rememo_build::parse::on_deep_stack;
use rememo_build::plan::{FunctionPath, Level, Request};
use rememo_build::resolve::Program;
use rememo_tests::referee::Result;
use rememo_tests::referee::library::Library;
use rememo_tests::referee::sources::Sources;

/// Asks for fingerprints of functions of many crates.
#[derive(Debug, Parser)]
struct Arguments {
    /// Folders of packages.
    folders: Vec<PathBuf>,
    /// One function in so many is asked for.
    #[arg(long, default_value_t = 50)]
    every: usize,
    /// What takes longer, in milliseconds, is told.
    #[arg(long, default_value_t = 1000)]
    slow: u64,
}

fn main() {
    let arguments = Arguments::parse();
    for folder in &arguments.folders {
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        // Told before it is tried, so that the last line names what hangs.
        eprint!("{name}: ");
        let found = catch_unwind(AssertUnwindSafe(|| sweep(folder, &arguments)));
        match found {
            Ok(Ok(told)) => eprintln!("{told}"),
            Ok(Err(error)) => eprintln!("not asked: {error}"),
            Err(_) => println!("{name}: PANIC"),
        }
    }
}

fn sweep(folder: &std::path::Path, arguments: &Arguments) -> Result<String> {
    let sources = Sources::read(folder)?;
    let functions = sources.functions().filter(|unit| !unit.of_trait);
    let paths: Vec<&str> = functions.map(|unit| unit.path.as_str()).collect();
    let asked = paths.iter().step_by(arguments.every.max(1));
    let slow = Duration::from_millis(arguments.slow);
    let manifest = folder.join("Cargo.toml");
    on_deep_stack(|| {
        let started = Instant::now();
        let program = Program::load(&Library::options(&manifest))?;
        let loaded = started.elapsed();
        if loaded > slow {
            println!("{}: loaded in {} ms", folder.display(), loaded.as_millis());
        }
        let (mut answered, mut missing) = (0, Vec::new());
        for path in asked {
            let started = Instant::now();
            let request = Request::plain(FunctionPath::parse(path)?, Level::Closure);
            match program.fingerprint(&request) {
                Ok(_) => answered += 1,
                Err(_) => missing.push(*path),
            }
            let took = started.elapsed();
            if took > slow {
                println!("{path}: {} ms", took.as_millis());
            }
        }
        for path in &missing {
            println!("{path}: not found");
        }
        Ok(format!(
            "{} functions, {answered} answered, {} not found, loaded in {} ms, {} ms in all",
            paths.len(),
            missing.len(),
            loaded.as_millis(),
            started.elapsed().as_millis()
        ))
    })
}

//! Finds near-duplicate files in a source tree, and remembers what it computed.
//!
//! Its costly steps are listed in the workspace's `cache.toml`; here they are called by their remembered
//! names. The story: read → sketch each file → compare all pairs → align the similar ones → cluster → print.

mod cluster;
mod files;
mod pairs;
mod passage;
mod report;
mod sketch;
mod tokens;

mod cached {
    rememo::include_wrappers!();
}

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use clap::Parser;

use crate::files::SourceFile;
use crate::passage::Aligner;
use crate::report::{Finding, Progress};
use crate::sketch::Sketch;

/// Finds near-duplicate files in a source tree.
#[derive(Parser)]
struct Options {
    /// The folder to look through. Default: the repository this program was built in.
    #[arg(default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/.."))]
    folder: PathBuf,
    /// How alike two files must be, from 0 (nothing in common) to 1 (equal).
    #[arg(long, default_value_t = 0.25)]
    threshold: f64,
    /// Fewest lines that count as a shared passage.
    #[arg(long, default_value_t = 6)]
    passage: u32,
    /// How many of the most alike pairs to print.
    #[arg(long, default_value_t = 12)]
    top: usize,
}

fn main() -> ExitCode {
    let options = Options::parse();
    let start = Instant::now();
    match files::read_tree(&options.folder) {
        Ok(files) if files.is_empty() => {
            eprintln!("no source files under {}", options.folder.display());
            ExitCode::FAILURE
        }
        Ok(files) => {
            let findings = find(&files, &options);
            report::print(&files, &findings, options.top);
            report::print_cost(start.elapsed());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("cannot read {}: {error}", options.folder.display());
            ExitCode::FAILURE
        }
    }
}

/// Every pair of files alike enough, the most alike first, with the passage they share.
fn find(files: &[SourceFile], options: &Options) -> Vec<Finding> {
    let progress = Progress::new("sketching", files.len());
    let sketches: Vec<Sketch> = files
        .iter()
        .inspect(|_| progress.step())
        .map(|file| cached::sketch::cached_sketch(&file.path, &file.text))
        .collect();
    progress.done();

    let pairs = cached::pairs::cached_similar_pairs(&sketches, options.threshold);

    let aligner = Aligner {
        min_lines: options.passage,
    };
    let progress = Progress::new("aligning", pairs.len());
    let findings = pairs
        .into_iter()
        .inspect(|_| progress.step())
        .map(|pair| {
            let (left, right) = (&files[pair.left], &files[pair.right]);
            Finding {
                passage: aligner.cached_passage(&left.text, &right.text),
                pair,
            }
        })
        .collect();
    progress.done();
    findings
}

//! Walks through edits of many crates, and tells of each where going on from the last build finds something else than
//! starting over: `cargo run --release -p rememo-tests --bin edits -- FOLDER…`, each the folder of a package.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Parser;
use rememo_tests::edited::walk;

/// Compares what goes on from the last build with what starts over.
#[derive(Debug, Parser)]
struct Arguments {
    /// Folders of packages.
    folders: Vec<PathBuf>,
    /// So many edits of each.
    #[arg(long, default_value_t = 500)]
    steps: usize,
    /// Other edits for another number.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

fn main() -> std::io::Result<()> {
    let arguments = Arguments::parse();
    for folder in &arguments.folders {
        let mut files = Vec::new();
        sources(folder, &folder.join("src"), &mut files)?;
        files.sort();
        let walked = walk(&files, arguments.seed, arguments.steps);
        println!("{}: {walked:?}", folder.display());
    }
    Ok(())
}

/// The Rust files of a folder, by their paths from the package's.
fn sources(package: &Path, at: &Path, found: &mut Vec<(String, String)>) -> std::io::Result<()> {
    for entry in fs::read_dir(at)? {
        let path = entry?.path();
        if path.is_dir() {
            sources(package, &path, found)?;
        } else if path.extension().is_some_and(|end| end == "rs")
            && let Ok(inside) = path.strip_prefix(package)
        {
            let text = fs::read_to_string(&path)?;
            found.push((inside.to_string_lossy().into_owned(), text));
        }
    }
    Ok(())
}

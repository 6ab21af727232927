//! Parses all files a crate is likely made of at once, on as many threads as there are CPUs: from nothing, parsing is
//! most of the cost, and the module tree asks for one file after the other.
//!
//! It is a guess that costs nothing but time if it is wrong: facts are found by the content of their file.

use crate::model::FileFacts;
use crate::parse::again;
use crate::parse::cache::entry;
use crate::parse::facts::facts_of;
use crate::parse::stack::deep_thread;
use crate::source::{Text, read};
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// A build has other work for its CPUs as well.
const MOST_THREADS: usize = 4;
/// With fewer files a thread is not worth its start.
const FEWEST_FILES: usize = 8;

/// Facts, and their bytes, by the hash of the text.
pub(super) type Found = ([u8; 32], Vec<u8>, FileFacts);

/// The facts of these files; of none where there is nothing to gain.
pub(super) fn facts_ahead(files: &[PathBuf]) -> Vec<Found> {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    if threads < 2 || files.len() < FEWEST_FILES {
        return Vec::new();
    }
    let next = AtomicUsize::new(0);
    let work = || {
        let mut found = Vec::new();
        while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
            if let Text::Read(text) = read(file) {
                let facts = facts_of(&text);
                let bytes = entry(&again::segments(&text, &facts), &facts);
                found.push((*blake3::hash(text.as_bytes()).as_bytes(), bytes, facts));
            }
        }
        found
    };
    thread::scope(|scope| {
        let others: Vec<_> = (1..threads.min(MOST_THREADS))
            .filter_map(|_| deep_thread(scope, work))
            .collect();
        let mut found = work();
        // What a thread could not do is done again where it is asked for.
        for other in others {
            found.extend(other.join().unwrap_or_default());
        }
        found
    })
}

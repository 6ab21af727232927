//! Reads the files of the last build again before they are asked for, and takes their facts from what it kept: on a
//! thread beside the one that has manifests to read first and then asks for one file after the other.
//!
//! It goes through the list from the end while the other begins at the start, so that they meet in the middle and
//! neither waits. What it could not do, or did too late, is done where it is asked for.

use crate::model::FileFacts;
use crate::parse::cache::{Hash, Last};
use crate::parse::stack::deep_thread_of_its_own;
use crate::source::{Text, read};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{JoinHandle, available_parallelism};

/// With fewer files a thread is not worth its start.
const FEWEST_FILES: usize = 8;

/// A file read early.
#[derive(Debug)]
pub(super) struct EarlyFile {
    pub(super) text: Arc<str>,
    pub(super) hash: Hash,
    /// None if the last build had another text.
    pub(super) facts: Option<FileFacts>,
}

/// The files that are read early.
#[derive(Debug)]
pub(super) struct Early {
    shared: Arc<Mutex<Shared>>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug, Default)]
struct Shared {
    read: BTreeMap<PathBuf, EarlyFile>,
    asked: BTreeSet<PathBuf>,
    over: bool,
}

fn lock(shared: &Mutex<Shared>) -> MutexGuard<'_, Shared> {
    // A thread that panicked left maps that are whole.
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Early {
    /// Begins; none where there is nothing to gain.
    pub(super) fn begin(last: &Arc<Last>, files: Vec<PathBuf>) -> Option<Early> {
        let threads = available_parallelism().map_or(1, usize::from);
        if threads < 2 || files.len() < FEWEST_FILES {
            return None;
        }
        let shared = Arc::<Mutex<Shared>>::default();
        let (last, seen) = (Arc::clone(last), Arc::clone(&shared));
        let thread = deep_thread_of_its_own(move || {
            for file in files.into_iter().rev() {
                {
                    let shared = lock(&seen);
                    if shared.over {
                        return;
                    }
                    if shared.asked.contains(&file) {
                        continue;
                    }
                }
                let Text::Read(text) = read(&file) else {
                    continue;
                };
                let hash = *blake3::hash(text.as_bytes()).as_bytes();
                let facts = last.facts(&hash);
                let mut shared = lock(&seen);
                if !shared.asked.contains(&file) {
                    shared.read.insert(file, EarlyFile { text, hash, facts });
                }
            }
        })?;
        Some(Early {
            shared,
            thread: Some(thread),
        })
    }

    /// The file, if it has been read; otherwise it will not be.
    pub(super) fn take(&self, file: &Path) -> Option<EarlyFile> {
        let mut shared = lock(&self.shared);
        let read = shared.read.remove(file);
        shared.asked.insert(file.to_owned());
        read
    }
}

impl Drop for Early {
    fn drop(&mut self) {
        lock(&self.shared).over = true;
        if let Some(thread) = self.thread.take() {
            // A panic in it left undone what nobody asks for any more.
            let _ = thread.join();
        }
    }
}

//! The only reader of source files. It remembers each file it was asked for, also those that are not there,
//! so that the build can name them all to cargo.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A larger file is not parsed: its bytes are hashed, and it counts as a source that cannot be read.
pub const LARGEST: u64 = 64 << 20;

/// A folder with more files than this is not what it looks like.
pub(crate) const MOST_AHEAD: usize = 5_000;

/// What came of reading a file as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Text {
    /// Its text.
    Read(Arc<str>),
    /// There is no such file.
    Missing,
    /// It is there and is not text we can take: why.
    Unreadable(String),
}

/// Reads files, each once, also for several threads: what one has read, the others see.
#[derive(Debug, Default)]
pub struct Sources(Mutex<Seen>);

/// What was read.
#[derive(Debug, Default)]
struct Seen {
    texts: BTreeMap<PathBuf, Text>,
    hashes: BTreeMap<PathBuf, Option<[u8; 32]>>,
    folders: BTreeMap<PathBuf, Vec<PathBuf>>,
}

impl Sources {
    /// None read yet.
    pub fn new() -> Sources {
        Sources::default()
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        // A thread that panicked left maps that are whole.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The text of a file.
    pub fn text(&self, path: &Path) -> Text {
        self.text_or(path, || read(path))
    }

    /// The text of a file that may have been [`read`] just now.
    pub(crate) fn text_or(&self, path: &Path, read: impl FnOnce() -> Text) -> Text {
        let mut seen = self.seen();
        if let Some(known) = seen.texts.get(path) {
            return known.clone();
        }
        let text = read();
        seen.texts.insert(path.to_owned(), text.clone());
        text
    }

    /// The hash of a file's bytes, whatever they are; none if it cannot be read.
    pub fn hash(&self, path: &Path) -> Option<[u8; 32]> {
        let mut seen = self.seen();
        if let Some(known) = seen.hashes.get(path) {
            return *known;
        }
        let hash = hash_file(path).ok();
        seen.hashes.insert(path.to_owned(), hash);
        hash
    }

    /// Whether a file is there; asking counts as reading, because its coming or going matters.
    pub fn exists(&self, path: &Path) -> bool {
        if path.is_file() {
            return true;
        }
        let mut seen = self.seen();
        seen.texts.entry(path.to_owned()).or_insert(Text::Missing);
        false
    }

    /// The files and folders right inside a folder, sorted by name; empty if it cannot be read.
    pub fn folder(&self, path: &Path) -> Vec<PathBuf> {
        let mut seen = self.seen();
        if let Some(known) = seen.folders.get(path) {
            return known.clone();
        }
        let entries = fs::read_dir(path).into_iter().flatten().flatten();
        let mut entries: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
        entries.sort();
        seen.folders.insert(path.to_owned(), entries.clone());
        entries
    }

    /// Every file asked for so far, sorted. Those that are not there are among them.
    pub fn files(&self) -> Vec<PathBuf> {
        let seen = self.seen();
        let mut files: Vec<PathBuf> = seen.texts.keys().cloned().collect();
        files.extend(seen.hashes.keys().cloned());
        files.sort();
        files.dedup();
        files
    }

    /// Every folder that was listed, sorted.
    pub fn folders(&self) -> Vec<PathBuf> {
        self.seen().folders.keys().cloned().collect()
    }
}

/// Whether a file is one of Rust, by its name.
pub(crate) fn is_rust(file: &Path) -> bool {
    file.extension().is_some_and(|end| end == "rs")
}

/// The Rust files in a folder and the folders in it, but for hidden ones and what links lead to. Nobody is told of
/// them: it is for those who want to be early.
pub(crate) fn rust_files(folder: &Path) -> Vec<PathBuf> {
    files_below(folder, is_rust)
}

/// Those files in a folder and the folders in it of which this holds, but for hidden ones and what links lead to. Nobody is
/// told of them.
pub(crate) fn files_below(folder: &Path, is_meant: impl Fn(&Path) -> bool) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let (path, name) = (entry.path(), entry.file_name());
            let hidden = name.to_string_lossy().starts_with('.');
            match entry.file_type() {
                Ok(kind) if kind.is_dir() && !hidden && found.len() < MOST_AHEAD => open.push(path),
                Ok(kind) if kind.is_file() && is_meant(&path) => found.push(path),
                _ => {}
            }
        }
    }
    found.sort();
    found
}

/// The folders right inside a folder, but for hidden ones and what cargo builds. Nobody is told of them.
pub(crate) fn folders_in(folder: &Path) -> Vec<PathBuf> {
    let shown = |path: &PathBuf| path.is_dir() && !path.ends_with("target");
    seen_in(folder).into_iter().filter(shown).collect()
}

/// The files right inside a folder, but for hidden ones. Nobody is told of them.
pub(crate) fn files_in(folder: &Path) -> Vec<PathBuf> {
    let entries = seen_in(folder).into_iter();
    entries.filter(|path| path.is_file()).collect()
}

fn seen_in(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let shown = |name: &str| !name.starts_with('.');
    let mut found: Vec<PathBuf> = entries
        .filter(|entry| shown(&entry.file_name().to_string_lossy()))
        .map(|entry| entry.path())
        .collect();
    found.sort();
    found
}

/// A file's text, read anew.
pub(crate) fn read(path: &Path) -> Text {
    match fs::metadata(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Text::Missing,
        Err(error) => return Text::Unreadable(error.to_string()),
        Ok(found) if !found.is_file() => return Text::Missing,
        Ok(found) if found.len() > LARGEST => {
            return Text::Unreadable(format!("it has {} bytes, more than {LARGEST}", found.len()));
        }
        Ok(_) => {}
    }
    match fs::read(path) {
        Err(error) => Text::Unreadable(error.to_string()),
        Ok(bytes) => match String::from_utf8(bytes) {
            Ok(text) => Text::Read(Arc::from(text)),
            Err(error) => Text::Unreadable(format!(
                "it is not UTF-8: byte {} is no part of a character",
                error.utf8_error().valid_up_to()
            )),
        },
    }
}

fn hash_file(path: &Path) -> std::io::Result<[u8; 32]> {
    let mut file = fs::File::open(path)?;
    let mut hasher = blake3::Hasher::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        let length = file.read(&mut buffer)?;
        if length == 0 {
            return Ok(*hasher.finalize().as_bytes());
        }
        hasher.update(&buffer[..length]);
    }
}

//! A disk that loses power: every call of a store is written down, and from any moment on the list, images of what
//! a disk may hold then are made. What was synced is there; of the rest any part may be, in any order, torn.
//!
//! After ALICE (Pillai et al., OSDI 2014) and the crash tests of redb and SQLite. Folders count as durable
//! when they are made.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rememo::local::{Op, Watch};

use crate::packed::Dice;

const PAGE: usize = 4096;
const SECTOR: u64 = 512;

/// A call that changes what the disk holds.
#[derive(Clone, Debug)]
enum Change {
    Create(PathBuf),
    Length(PathBuf, u64),
    Write(PathBuf, u64, Vec<u8>),
    Sync(PathBuf),
    SyncFolder(PathBuf),
    Rename(PathBuf, PathBuf),
    Unlink(PathBuf),
}

#[derive(Default)]
struct Log {
    changes: Vec<Change>,
    /// Words that processes share are stored through a map, unseen by the watch: what they were last.
    mapped: BTreeMap<PathBuf, Vec<u8>>,
}

/// Writes a store's calls down.
#[derive(Default)]
pub struct Recorder {
    log: Mutex<Log>,
}

impl Log {
    /// Notes what changed in mapped files since the last call, page by page.
    fn look_at_maps(&mut self) {
        for (path, before) in &mut self.mapped {
            let Ok(now) = fs::read(path) else { continue };
            for (page, bytes) in now.chunks(PAGE).enumerate() {
                let at = page * PAGE;
                if before.get(at..at + bytes.len()) != Some(bytes) {
                    self.changes
                        .push(Change::Write(path.clone(), at as u64, bytes.to_vec()));
                }
            }
            *before = now;
        }
    }
}

impl Watch for Recorder {
    fn before(&self, op: &Op<'_>) -> io::Result<()> {
        let mut log = self.log.lock().unwrap_or_else(PoisonError::into_inner);
        log.look_at_maps();
        let change = match op {
            Op::Create(path) => Change::Create(path.to_path_buf()),
            Op::Allocate(path, len) => Change::Length(path.to_path_buf(), *len),
            Op::Write(path, at, bytes) => Change::Write(path.to_path_buf(), *at, bytes.to_vec()),
            Op::Sync(path) => Change::Sync(path.to_path_buf()),
            Op::SyncFolder(path) => Change::SyncFolder(path.to_path_buf()),
            Op::Rename(from, to) => Change::Rename(from.to_path_buf(), to.to_path_buf()),
            Op::Unlink(path) => {
                log.mapped.remove(*path);
                Change::Unlink(path.to_path_buf())
            }
            Op::Map(path) => {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                if name.starts_with("index-") || name == "usage" {
                    let bytes = fs::read(path)?;
                    log.mapped.entry(path.to_path_buf()).or_insert(bytes);
                }
                return Ok(());
            }
            _ => return Ok(()),
        };
        log.changes.push(change);
        Ok(())
    }
}

/// A file of an image: its bytes, however it is called.
#[derive(Clone, Default)]
struct Content {
    bytes: Vec<u8>,
}

impl Content {
    fn write(&mut self, at: u64, bytes: &[u8]) {
        let end = at as usize + bytes.len();
        if self.bytes.len() < end {
            self.bytes.resize(end, 0);
        }
        self.bytes[at as usize..end].copy_from_slice(bytes);
    }
}

impl Recorder {
    /// How many changes were made so far.
    pub fn now(&self) -> usize {
        let mut log = self.log.lock().unwrap_or_else(PoisonError::into_inner);
        log.look_at_maps();
        log.changes.len()
    }

    /// Lays out below `to` what the disk may hold if power fails after `upto` changes; `root` is where the store lay.
    pub fn image(&self, upto: usize, dice: &mut Dice, root: &Path, to: &Path) {
        let log = self.log.lock().unwrap_or_else(PoisonError::into_inner);
        let changes = &log.changes[..upto];
        // Half of the disks keep the order of names, as journals do; the others do not.
        let ordered = dice.below(2) == 0;
        let cut = dice.below(upto as u64 + 1) as usize;
        let mut files: Vec<Content> = Vec::new();
        let mut lags: HashMap<(usize, u64), usize> = HashMap::new();
        // What is where in the running system, and what the disk knows of it.
        let mut live: HashMap<PathBuf, usize> = HashMap::new();
        let mut names: HashMap<PathBuf, usize> = HashMap::new();
        for (i, change) in changes.iter().enumerate() {
            let rest = &changes[i..];
            let kept = |folder: Option<&Path>, dice: &mut Dice| {
                rest.iter().any(
                    |later| matches!(later, Change::SyncFolder(at) if Some(at.as_path()) == folder),
                ) || if ordered { i < cut } else { dice.below(2) == 0 }
            };
            match change {
                Change::Create(path) => {
                    files.push(Content::default());
                    live.insert(path.clone(), files.len() - 1);
                    if kept(path.parent(), dice) {
                        names.insert(path.clone(), files.len() - 1);
                    }
                }
                Change::Rename(from, to) => {
                    let Some(file) = live.remove(from) else {
                        continue;
                    };
                    live.insert(to.clone(), file);
                    if kept(to.parent(), dice) {
                        names.remove(from);
                        names.insert(to.clone(), file);
                    }
                }
                Change::Unlink(path) => {
                    let Some(file) = live.remove(path) else {
                        continue;
                    };
                    if kept(path.parent(), dice) && names.get(path) == Some(&file) {
                        names.remove(path);
                    }
                }
                Change::Length(path, len) => {
                    let synced = is_synced(rest, path);
                    if let Some(&file) = live.get(path)
                        && (synced || dice.below(8) > 0)
                        && files[file].bytes.len() < *len as usize
                    {
                        files[file].bytes.resize(*len as usize, 0);
                    }
                }
                Change::Write(path, at, bytes) => {
                    let Some(&file) = live.get(path) else {
                        continue;
                    };
                    let synced = is_synced(rest, path);
                    // A page that is stored to again and again may not have been written for long.
                    let last = *lags.entry((file, *at)).or_insert_with(|| {
                        if dice.below(2) == 0 {
                            upto
                        } else {
                            dice.below(upto as u64) as usize
                        }
                    });
                    if synced || i <= last {
                        write(&mut files[file], *at, bytes, synced, dice);
                    }
                }
                Change::Sync(_) | Change::SyncFolder(_) => {}
            }
        }
        for (path, file) in names {
            let below = path.strip_prefix(root).expect("a file of the store");
            let target = to.join(below);
            fs::create_dir_all(target.parent().expect("a folder")).expect("made");
            fs::write(target, &files[file].bytes).expect("written");
        }
    }
}

/// Whether what is written to `path` now is synced later, under this or the name it gets.
fn is_synced(later: &[Change], path: &Path) -> bool {
    let mut name = path.to_path_buf();
    for change in later {
        match change {
            Change::Sync(path) if *path == name => return true,
            Change::Rename(from, to) if *from == name => name.clone_from(to),
            Change::Unlink(path) if *path == name => return false,
            _ => {}
        }
    }
    false
}

/// Writes all of it if it is synced; or else some pages of it, some of them torn.
fn write(file: &mut Content, at: u64, bytes: &[u8], synced: bool, dice: &mut Dice) {
    if synced {
        file.write(at, bytes);
        return;
    }
    let mut from = 0;
    while from < bytes.len() {
        let page_end = PAGE - (at as usize + from) % PAGE;
        let piece = &bytes[from..(from + page_end).min(bytes.len())];
        match dice.below(4) {
            0 => {}
            1 => {
                let whole_sectors = dice.below(8) * SECTOR;
                file.write(
                    at + from as u64,
                    &piece[..piece.len().min(whole_sectors as usize)],
                );
            }
            _ => file.write(at + from as u64, piece),
        }
        from += piece.len();
    }
}

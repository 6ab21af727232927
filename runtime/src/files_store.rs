//! A store of one file per entry: simple, and the home of large values.
//!
//! `<dir>/v1-files/ab/cd/<key in hex>`, where `abcd` begins the key. A file is written under `v1-files/new/`, then
//! renamed to its place: it is there whole or not at all, and never changes, so any file may be deleted at any time.

use std::cell::Cell;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::error::StoreError;
use crate::hex;
use crate::key::Key;
use crate::map::ReadMap;
use crate::store::{Candidate, Store, Verdict, Visit};
use crate::sys;
use crate::trust::{self, Distrust};

/// From here on a map is cheaper than a read, and the caller may keep only a part.
const MAP_FROM: u64 = 256 * 1024;
/// A file under `new/` that is older was left there by a process that died.
const ABANDONED: Duration = Duration::from_secs(60 * 60);
/// Tells backup programs to leave the folder out: <https://bford.info/cachedir/>.
const CACHEDIR_TAG: &str = "Signature: 8a477f597d28d172789f06886806bc55\n\
    # This folder holds results that rememo remembers. It may be deleted at any time.\n";

thread_local! {
    /// Taken out while in use, never borrowed: decoding may make a cached call.
    static BUFFER: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// The store in a folder.
pub(crate) struct FilesStore {
    root: PathBuf,
    /// Bytes of the largest file that is read.
    max_file: u64,
}

impl FilesStore {
    /// Opens the store in `dir`, made if it is not there. Files over `max_file` bytes are neither written nor read.
    pub(crate) fn open(dir: &Path, max_file: u64) -> Result<FilesStore, StoreError> {
        let root = dir.join("v1-files");
        trust::own_folder(dir).map_err(|error| distrusted(dir, error))?;
        trust::private_folder(&root).map_err(|error| distrusted(&root, error))?;
        let tag = dir.join("CACHEDIR.TAG");
        if !tag.exists() {
            // A courtesy: without it the store works as well.
            let _ = trust::write_new(&tag, CACHEDIR_TAG.as_bytes());
        }
        sweep(&root.join("new"));
        Ok(FilesStore { root, max_file })
    }

    fn path(&self, key: &Key) -> PathBuf {
        let name = key.to_string();
        self.root.join(&name[..2]).join(&name[2..4]).join(name)
    }

    /// Opens the file at `path`, if it is one of ours and of a size that can be an entry.
    fn open_entry(&self, path: &Path) -> Result<Option<(File, u64)>, StoreError> {
        let mut options = OpenOptions::new();
        options.read(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt;
            // Neither a link out of the store nor a pipe that blocks.
            options.custom_flags(libc::O_NOFOLLOW | libc::O_NONBLOCK);
        }
        let file = match options.open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(failed("cannot open", path, error)),
        };
        let metadata = file
            .metadata()
            .map_err(|error| failed("cannot look at", path, error))?;
        if !metadata.is_file() {
            return Err(StoreError::Refused {
                path: path.to_owned(),
                reason: "it is not a regular file".to_owned(),
            });
        }
        if metadata.len() > self.max_file {
            return Err(StoreError::TooLarge {
                len: metadata.len(),
                limit: self.max_file,
            });
        }
        Ok(Some((file, metadata.len())))
    }

    /// Shows the bytes of the file at `path` to `read`; `None` if there is none.
    fn show<R>(
        &self,
        path: &Path,
        read: impl FnOnce(Candidate<'_>) -> R,
    ) -> Result<Option<R>, StoreError> {
        let Some((mut file, len)) = self.open_entry(path)? else {
            return Ok(None);
        };
        let unreadable = |error| failed("cannot read", path, error);
        if len >= MAP_FROM {
            let len = usize::try_from(len).map_err(|_| StoreError::TooLarge {
                len,
                limit: usize::MAX as u64,
            })?;
            let map = ReadMap::new(&file, len).map_err(unreadable)?;
            return Ok(Some(read(candidate(&map))));
        }
        let mut buffer = BUFFER.try_with(Cell::take).unwrap_or_default();
        buffer.clear();
        buffer.reserve(len as usize);
        // No more than was announced, should the file be growing.
        Read::by_ref(&mut file)
            .take(len)
            .read_to_end(&mut buffer)
            .map_err(unreadable)?;
        let result = read(candidate(&buffer));
        let _ = BUFFER.try_with(|kept| kept.set(buffer));
        Ok(Some(result))
    }

    /// A new file under `new/`, which `fill` writes and then is renamed to `path`.
    fn publish(&self, path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
        let nonce: [u8; 12] =
            sys::random().map_err(|error| failed("cannot name a file for", path, error))?;
        let new = self.root.join("new").join(hex::encode(&nonce));
        with_folders(&new, || trust::write_new(&new, bytes))
            .map_err(|error| failed("cannot write", &new, error))?;
        with_folders(path, || fs::rename(&new, path)).map_err(|error| {
            // If this fails as well, `sweep` finds it later.
            let _ = fs::remove_file(&new);
            failed("cannot put in place", path, error)
        })
    }
}

impl Store for FilesStore {
    fn get(
        &self,
        key: &Key,
        read: &mut dyn FnMut(Candidate<'_>) -> Verdict,
    ) -> Result<(), StoreError> {
        let path = self.path(key);
        if self.show(&path, read)? == Some(Verdict::Damaged) {
            // Another may have put a good one there meanwhile: losing that costs one computation.
            remove(&path)?;
        }
        Ok(())
    }

    fn put(&self, key: &Key, entry: &[u8]) -> Result<(), StoreError> {
        if entry.len() as u64 > self.max_file {
            return Err(StoreError::TooLarge {
                len: entry.len() as u64,
                limit: self.max_file,
            });
        }
        self.publish(&self.path(key), entry)
    }

    fn remove(&self, key: &Key) -> Result<bool, StoreError> {
        remove(&self.path(key))
    }

    fn scan(&self, visit: &mut dyn FnMut(&Key, Candidate<'_>) -> Visit) -> Result<(), StoreError> {
        for shard in folders(&self.root)? {
            for inner in folders(&shard)? {
                for path in paths(&inner)? {
                    let name = path.file_name().and_then(|name| name.to_str());
                    let Some(key) = name.and_then(Key::from_hex) else {
                        continue;
                    };
                    // One that cannot be read does not hide the others.
                    match self.show(&path, |candidate| visit(&key, candidate)) {
                        Ok(Some(Visit::Stop)) => return Ok(()),
                        Ok(Some(Visit::Remove)) => drop(remove(&path)?),
                        Ok(Some(Visit::Keep) | None) => {}
                        Err(error) => {
                            tracing::debug!(target: "rememo", %error, "an entry cannot be shown");
                        }
                    }
                }
            }
        }
        Ok(())
    }

    fn place(&self, key: &Key) -> String {
        self.path(key).display().to_string()
    }
}

/// `verified` is never claimed: what one read of a file proves says nothing of the next.
fn candidate(bytes: &[u8]) -> Candidate<'_> {
    Candidate {
        bytes,
        verified: false,
    }
}

fn failed(action: &'static str, path: &Path, source: io::Error) -> StoreError {
    StoreError::Io {
        action,
        path: path.to_owned(),
        source,
    }
}

fn distrusted(path: &Path, error: Distrust) -> StoreError {
    match error {
        Distrust::Io(source) => failed("cannot make the folder", path, source),
        Distrust::Refused(reason) => StoreError::Refused {
            path: path.to_owned(),
            reason,
        },
    }
}

/// Does `work`; if a folder above `path` is missing, makes it and tries again: the store may have been deleted.
fn with_folders<R>(path: &Path, work: impl Fn() -> io::Result<R>) -> io::Result<R> {
    match work() {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let mut builder = fs::DirBuilder::new();
            builder.recursive(true);
            #[cfg(unix)]
            std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
            builder.create(path.parent().unwrap_or(path))?;
            work()
        }
        done => done,
    }
}

/// Removes the file at `path`; whether there was one.
fn remove(path: &Path) -> Result<bool, StoreError> {
    match fs::remove_file(path) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(failed("cannot remove", path, error)),
    }
}

/// What lies in `folder`; nothing if it is not there.
fn paths(folder: &Path) -> Result<Vec<PathBuf>, StoreError> {
    match fs::read_dir(folder) {
        Ok(entries) => Ok(entries.flatten().map(|entry| entry.path()).collect()),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            Ok(Vec::new())
        }
        Err(error) => Err(failed("cannot list", folder, error)),
    }
}

/// The folders in `folder` that are named like a byte of a key.
fn folders(folder: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let mut found = paths(folder)?;
    found.retain(|path| path.file_name().is_some_and(|name| name.len() == 2));
    Ok(found)
}

/// Removes what processes that died left under `new/`.
fn sweep(new: &Path) {
    for path in paths(new).unwrap_or_default() {
        let age = fs::symlink_metadata(&path)
            .and_then(|metadata| metadata.modified())
            .ok()
            .and_then(|modified| SystemTime::now().duration_since(modified).ok());
        if age.is_some_and(|age| age > ABANDONED) {
            let _ = fs::remove_file(&path);
        }
    }
}

//! The seam: every system call on the store's files goes through here, so that a test can fail each in turn
//! or write them all down and play a crash.

use std::ffi::OsString;
use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io;
use std::os::unix::fs::{DirBuilderExt, FileExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::map::{ByteMap, WordMap};
use super::sys::{self, ByteLock};
use crate::error::StoreError;

/// One call about to be made.
#[derive(Debug)]
#[non_exhaustive]
pub enum Op<'a> {
    /// Open a file that exists.
    Open(&'a Path),
    /// Make a file that does not.
    Create(&'a Path),
    /// Read at an offset.
    Read(&'a Path, u64),
    /// Write these bytes at an offset.
    Write(&'a Path, u64, &'a [u8]),
    /// Make the file this long, and give it blocks if it will be mapped while it is written.
    Allocate(&'a Path, u64),
    /// Bring the file's bytes to the disk.
    Sync(&'a Path),
    /// Bring the folder's names to the disk.
    SyncFolder(&'a Path),
    /// Rename, over what is there.
    Rename(&'a Path, &'a Path),
    /// Remove a file.
    Unlink(&'a Path),
    /// Make a folder.
    MakeFolder(&'a Path),
    /// Remove an empty folder.
    RemoveFolder(&'a Path),
    /// List a folder.
    List(&'a Path),
    /// Ask for a file's or folder's state.
    Stat(&'a Path),
    /// Map a file.
    Map(&'a Path),
    /// Try to lock a file.
    Lock(&'a Path),
}

/// Sees every call before it is made, and may fail it in the system's place.
pub trait Watch: Send + Sync {
    /// An error is what the caller gets; the call is then not made.
    fn before(&self, op: &Op<'_>) -> io::Result<()>;
}

/// Pieces of so many bytes together are copied to one: cheaper than telling the system of each.
const JOINED: usize = 4096;

/// The way to the file system.
#[derive(Clone, Default)]
pub(crate) struct Disk {
    watch: Option<Arc<dyn Watch>>,
}

/// An open file, and its name for errors.
#[derive(Debug)]
pub(crate) struct DiskFile {
    file: File,
    path: PathBuf,
    identity: (u64, u64),
}

impl DiskFile {
    fn new(file: File, path: &Path) -> io::Result<DiskFile> {
        let meta = file.metadata()?;
        if !meta.is_file() {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "not a regular file",
            ));
        }
        Ok(DiskFile {
            file,
            path: path.to_owned(),
            identity: (meta.dev(), meta.ino()),
        })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Which file it is, whatever its name.
    pub(crate) fn identity(&self) -> (u64, u64) {
        self.identity
    }
}

/// What a folder entry or a file takes, and whether it has a name.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stat {
    /// Bytes of content.
    pub(crate) len: u64,
    /// Bytes of allocated blocks.
    pub(crate) allocated: u64,
    /// Device and number: the same file, whatever its name. Not used again while the file is open or mapped.
    pub(crate) identity: (u64, u64),
    /// Names it has; 0 after an unlink.
    pub(crate) links: u64,
    /// Owner.
    pub(crate) user: u32,
    /// Permission bits.
    pub(crate) mode: u32,
    /// A folder, and not a symlink to one.
    pub(crate) is_folder: bool,
}

impl From<fs::Metadata> for Stat {
    fn from(meta: fs::Metadata) -> Stat {
        Stat {
            len: meta.len(),
            // `st_blocks` counts units of 512 bytes on every system.
            allocated: meta.blocks().saturating_mul(512),
            identity: (meta.dev(), meta.ino()),
            links: meta.nlink(),
            user: meta.uid(),
            mode: meta.mode() & 0o7777,
            is_folder: meta.file_type().is_dir(),
        }
    }
}

/// Wraps an error of the system.
pub(crate) fn trouble(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> StoreError {
    let path = path.to_owned();
    move |source| StoreError::Io {
        action,
        path,
        source,
    }
}

/// Whether the error says that there is no such file.
pub(crate) fn is_missing(error: &StoreError) -> bool {
    is_kind(error, io::ErrorKind::NotFound)
}

/// Whether the error is the system's, of this kind.
pub(crate) fn is_kind(error: &StoreError, kind: io::ErrorKind) -> bool {
    matches!(error, StoreError::Io { source, .. } if source.kind() == kind)
}

impl Disk {
    pub(crate) fn new(watch: Option<Arc<dyn Watch>>) -> Disk {
        Disk { watch }
    }

    /// Asks the watch, then does it.
    fn run<T>(
        &self,
        action: &'static str,
        op: &Op<'_>,
        path: &Path,
        call: impl FnOnce() -> io::Result<T>,
    ) -> Result<T, StoreError> {
        let allowed = self.watch.as_ref().map_or(Ok(()), |watch| watch.before(op));
        allowed.and_then(|()| call()).map_err(trouble(action, path))
    }

    pub(crate) fn open(&self, path: &Path, write: bool) -> Result<DiskFile, StoreError> {
        self.run("cannot open", &Op::Open(path), path, || {
            // Never through a symlink, and never stuck on a pipe somebody has put there.
            let flags = libc::O_NOFOLLOW | libc::O_NONBLOCK;
            let mut options = OpenOptions::new();
            options.read(true).write(write).custom_flags(flags);
            DiskFile::new(options.open(path)?, path)
        })
    }

    /// Makes a file that must not exist yet, for the owner alone.
    pub(crate) fn create(&self, path: &Path) -> Result<DiskFile, StoreError> {
        self.run("cannot create", &Op::Create(path), path, || {
            let mut options = OpenOptions::new();
            options.read(true).write(true).create_new(true).mode(0o600);
            DiskFile::new(options.open(path)?, path)
        })
    }

    /// Opens a file for writing, or makes it.
    pub(crate) fn open_or_create(&self, path: &Path) -> Result<DiskFile, StoreError> {
        match self.open(path, true) {
            Err(error) if is_missing(&error) => {}
            done => return done,
        }
        match self.create(path) {
            // Another process was faster.
            Err(error) if is_kind(&error, io::ErrorKind::AlreadyExists) => self.open(path, true),
            done => done,
        }
    }

    pub(crate) fn read_at(
        &self,
        file: &DiskFile,
        at: u64,
        into: &mut [u8],
    ) -> Result<(), StoreError> {
        self.run("cannot read", &Op::Read(&file.path, at), &file.path, || {
            file.file.read_exact_at(into, at)
        })
    }

    pub(crate) fn write_at(
        &self,
        file: &DiskFile,
        at: u64,
        bytes: &[u8],
    ) -> Result<(), StoreError> {
        self.run(
            "cannot write",
            &Op::Write(&file.path, at, bytes),
            &file.path,
            || {
                let end = at.saturating_add(bytes.len() as u64);
                sys::within(sys::file_size_limit()?, end)?;
                file.file.write_all_at(bytes, at)
            },
        )
    }

    /// Writes an entry's pieces one behind the other. `limit` is this process's on the length of files, which the
    /// caller has just asked for.
    pub(crate) fn write_pieces(
        &self,
        file: &DiskFile,
        at: u64,
        pieces: [&[u8]; 3],
        limit: u64,
    ) -> Result<(), StoreError> {
        let len: usize = pieces.iter().map(|piece| piece.len()).sum();
        let end = at.saturating_add(len as u64);
        if self.watch.is_some() {
            // Each seen by itself: a test may stop between any two.
            let mut at = at;
            for piece in pieces.into_iter().filter(|piece| !piece.is_empty()) {
                self.write_at(file, at, piece)?;
                at += piece.len() as u64;
            }
            return Ok(());
        }
        let written = sys::within(limit, end).and_then(|()| {
            if len <= JOINED {
                file.file.write_all_at(&pieces.concat(), at)
            } else {
                sys::write_pieces(&file.file, at, pieces)
            }
        });
        written.map_err(trouble("cannot write", &file.path))
    }

    /// Gives the file blocks for its bytes `from..len`, and that length.
    pub(crate) fn allocate(&self, file: &DiskFile, from: u64, len: u64) -> Result<(), StoreError> {
        self.run(
            "cannot make room in",
            &Op::Allocate(&file.path, len),
            &file.path,
            || sys::allocate(&file.file, from, len),
        )
    }

    /// Gives a file that is not mapped before it is written whole its length, so that others see how much it will take;
    /// and its blocks, if `blocks`.
    pub(crate) fn announce(
        &self,
        file: &DiskFile,
        len: u64,
        blocks: bool,
    ) -> Result<(), StoreError> {
        self.run(
            "cannot make room in",
            &Op::Allocate(&file.path, len),
            &file.path,
            || sys::set_length(&file.file, len, blocks),
        )
    }

    pub(crate) fn sync(&self, file: &DiskFile) -> Result<(), StoreError> {
        self.run("cannot sync", &Op::Sync(&file.path), &file.path, || {
            file.file.sync_data()
        })
    }

    pub(crate) fn sync_folder(&self, folder: &Path) -> Result<(), StoreError> {
        self.run("cannot sync", &Op::SyncFolder(folder), folder, || {
            File::open(folder)?.sync_all()
        })
    }

    pub(crate) fn rename(&self, from: &Path, to: &Path) -> Result<(), StoreError> {
        self.run("cannot rename", &Op::Rename(from, to), from, || {
            fs::rename(from, to)
        })
    }

    pub(crate) fn unlink(&self, path: &Path) -> Result<(), StoreError> {
        self.run("cannot remove", &Op::Unlink(path), path, || {
            fs::remove_file(path)
        })
    }

    /// Removes a file that is of no more use; one that cannot be removed is noted, and tried again some other time.
    pub(crate) fn unlink_if_possible(&self, path: &Path) {
        match self.unlink(path) {
            Err(error) if !is_missing(&error) => {
                tracing::debug!(target: "rememo", %error, "a file that is of no more use stays");
            }
            _ => {}
        }
    }

    /// Makes one folder for the owner alone; one that exists is fine.
    pub(crate) fn make_folder(&self, path: &Path) -> Result<(), StoreError> {
        self.run(
            "cannot make",
            &Op::MakeFolder(path),
            path,
            || match DirBuilder::new().mode(0o700).create(path) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
                done => done,
            },
        )
    }

    /// Makes a folder and those above it.
    pub(crate) fn make_folders(&self, path: &Path) -> Result<(), StoreError> {
        self.run("cannot make", &Op::MakeFolder(path), path, || {
            DirBuilder::new().mode(0o700).recursive(true).create(path)
        })
    }

    /// Closes a folder to others.
    pub(crate) fn close_folder(&self, path: &Path) -> Result<(), StoreError> {
        fs::set_permissions(path, fs::Permissions::from_mode(0o700))
            .map_err(trouble("cannot close to others", path))
    }

    pub(crate) fn remove_folder(&self, path: &Path) -> Result<(), StoreError> {
        self.run("cannot remove", &Op::RemoveFolder(path), path, || {
            fs::remove_dir(path)
        })
    }

    /// Names in a folder, in no order.
    pub(crate) fn list(&self, path: &Path) -> Result<Vec<OsString>, StoreError> {
        self.run("cannot list", &Op::List(path), path, || {
            fs::read_dir(path)?
                .map(|entry| Ok(entry?.file_name()))
                .collect()
        })
    }

    /// State of what lies at `path`, itself and not what a symlink points to.
    pub(crate) fn stat_path(&self, path: &Path) -> Result<Stat, StoreError> {
        self.run("cannot look at", &Op::Stat(path), path, || {
            fs::symlink_metadata(path).map(Stat::from)
        })
    }

    pub(crate) fn stat(&self, file: &DiskFile) -> Result<Stat, StoreError> {
        self.run("cannot look at", &Op::Stat(&file.path), &file.path, || {
            file.file.metadata().map(Stat::from)
        })
    }

    pub(crate) fn map_bytes(&self, file: &DiskFile) -> Result<ByteMap, StoreError> {
        self.run("cannot map", &Op::Map(&file.path), &file.path, || {
            ByteMap::new(&file.file)
        })
    }

    pub(crate) fn map_words(&self, file: &DiskFile, writable: bool) -> Result<WordMap, StoreError> {
        self.run("cannot map", &Op::Map(&file.path), &file.path, || {
            WordMap::new(&file.file, writable)
        })
    }

    /// Takes the file's lock if nobody has it; it is free again when the file is closed or its holder dies.
    pub(crate) fn try_lock(&self, file: &DiskFile) -> Result<bool, StoreError> {
        self.run(
            "cannot lock",
            &Op::Lock(&file.path),
            &file.path,
            || match file.file.try_lock() {
                Ok(()) => Ok(true),
                Err(TryLockError::WouldBlock) => Ok(false),
                Err(TryLockError::Error(error)) => Err(error),
            },
        )
    }

    /// Tries to change the lock on one byte; `false` if another process holds it.
    pub(crate) fn lock_byte(
        &self,
        file: &DiskFile,
        at: u64,
        want: ByteLock,
    ) -> Result<bool, StoreError> {
        self.run(
            "cannot lock a byte of",
            &Op::Lock(&file.path),
            &file.path,
            || sys::lock_byte(&file.file, at, want),
        )
    }

    /// Lets the file's lock go. Cannot be failed by a test: nor does the system fail it on an open file.
    pub(crate) fn unlock(&self, file: &DiskFile) {
        if let Err(error) = file.file.unlock() {
            tracing::debug!(target: "rememo", path = %file.path.display(), %error, "cannot unlock");
        }
    }
}

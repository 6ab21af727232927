//! Entries in files of their own: written under another name, renamed, never changed, only unlinked. A stub
//! in a segment stands for the file, so that eviction and recovery know of it.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::disk::{Disk, DiskFile, is_missing};
use super::format::Stub;
use super::map::ByteMap;
use super::record::Header;
use crate::error::StoreError;
use crate::key::Key;

/// Maps of large entries that a shard keeps for later hits.
const KEPT: usize = 256;

/// Name of a large entry's file.
pub(crate) fn file_name(key: &Key, nonce: u64) -> String {
    format!("value-{key}-{nonce:016x}")
}

/// Where it lies.
pub(crate) fn path_of(folder: &Path, key: &Key, nonce: u64) -> PathBuf {
    folder.join(file_name(key, nonce))
}

/// Key and nonce in such a name.
pub(crate) fn parse_file_name(name: &str) -> Option<(Key, u64)> {
    let (key, nonce) = name.strip_prefix("value-")?.split_once('-')?;
    let nonce = u64::from_str_radix(nonce, 16).ok()?;
    let mut bytes = [0; 32];
    if key.len() != 64 || !key.is_ascii() {
        return None;
    }
    for (i, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(key.get(i * 2..i * 2 + 2)?, 16).ok()?;
    }
    Some((Key::from_bytes(bytes), nonce))
}

/// Prefix of the name a file has while it is written.
pub(crate) const UNFINISHED: &str = "unfinished-";

/// Whether this is such a name.
pub(crate) fn is_unfinished(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(UNFINISHED.as_bytes())
}

/// A name for a file being written that no other thread or process uses.
pub(crate) fn unfinished_name() -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    format!("{UNFINISHED}{}-{count}", std::process::id())
}

/// A mapped large entry.
#[derive(Debug)]
pub(crate) struct Large {
    map: ByteMap,
    verified: AtomicBool,
}

impl Large {
    /// The whole entry.
    pub(crate) fn bytes(&self) -> &[u8] {
        self.map.bytes()
    }

    pub(crate) fn is_verified(&self) -> bool {
        self.verified.load(Ordering::Acquire)
    }

    pub(crate) fn set_verified(&self) {
        self.verified.store(true, Ordering::Release);
    }
}

/// The maps of a shard's large entries. A hit takes a lock here: beside its bytes that does not count.
#[derive(Debug, Default)]
pub(crate) struct LargeMaps {
    kept: Mutex<HashMap<(Key, u64), Arc<Large>>>,
}

impl LargeMaps {
    /// The entry that a stub stands for; `None` if its file is gone or another.
    pub(crate) fn open(
        &self,
        disk: &Disk,
        folder: &Path,
        stub: &Stub,
    ) -> Result<Option<Arc<Large>>, StoreError> {
        let name = (stub.key, stub.nonce);
        if let Some(large) = self
            .kept
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&name)
        {
            return Ok(Some(Arc::clone(large)));
        }
        let path = path_of(folder, &stub.key, stub.nonce);
        let Some(file) = open_checked(disk, &path, stub)? else {
            return Ok(None);
        };
        let map = disk.map_bytes(&file)?;
        if Header::parse(map.bytes()).is_none_or(|it| it.key != stub.key || it.len != stub.len) {
            return Ok(None);
        }
        let large = Arc::new(Large {
            map,
            verified: AtomicBool::new(false),
        });
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT {
            // Any will do: the next hit maps it again.
            let first = kept.keys().next().copied();
            first.and_then(|name| kept.remove(&name));
        }
        kept.insert(name, Arc::clone(&large));
        Ok(Some(large))
    }

    /// Lets go of maps whose files were unlinked: they hold blocks of the disk.
    pub(crate) fn drop_unlinked(&self, disk: &Disk, folder: &Path) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|(key, nonce), _| disk.stat_path(&path_of(folder, key, *nonce)).is_ok());
    }

    /// Lets go of one.
    pub(crate) fn forget(&self, stub: &Stub) {
        self.kept
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&(stub.key, stub.nonce));
    }
}

/// Opens a stub's file if it has the length it should.
fn open_checked(disk: &Disk, path: &Path, stub: &Stub) -> Result<Option<DiskFile>, StoreError> {
    match disk.open(path, false) {
        Ok(file) => Ok((disk.stat(&file)?.len == stub.len).then_some(file)),
        Err(error) if is_missing(&error) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Reads a large entry whole, for file systems without maps.
pub(crate) fn read_whole(
    disk: &Disk,
    folder: &Path,
    stub: &Stub,
    limit: u64,
) -> Result<Option<Vec<u8>>, StoreError> {
    let path = path_of(folder, &stub.key, stub.nonce);
    let Some(file) = open_checked(disk, &path, stub)? else {
        return Ok(None);
    };
    // The file is that long (just looked at), so the memory is bounded by the disk as well.
    let Some(len) = usize::try_from(stub.len).ok().filter(|_| stub.len <= limit) else {
        return Ok(None);
    };
    let mut bytes = vec![0; len];
    disk.read_at(&file, 0, &mut bytes)?;
    let whole = Header::parse(&bytes).is_some_and(|it| it.key == stub.key && it.len == stub.len);
    Ok(whole.then_some(bytes))
}

/// Makes a file under an unfinished name, `len` bytes long, and locks it: by that others tell it from one whose
/// writer died. It is mapped only once it is whole, so that no map has holes, and blocks that are missing fail the
/// write cleanly. Asking for all of them before (`blocks`) makes a file system on a disk write a fifth faster, and one
/// in memory slower.
pub(crate) fn begin(
    disk: &Disk,
    folder: &Path,
    len: u64,
    blocks: bool,
) -> Result<DiskFile, StoreError> {
    let file = disk.create(&folder.join(unfinished_name()))?;
    let begun = disk
        .try_lock(&file)
        .and_then(|_| disk.announce(&file, len, blocks));
    match begun {
        Ok(()) => Ok(file),
        Err(error) => {
            // The first error is the one to report.
            let _ = disk.unlink(file.path());
            Err(error)
        }
    }
}

//! The store's face: get, put, remove, scan, view.

use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::path::Path;

use super::Inner;
use super::counters::{Count, Counts};
use super::disk::{DiskFile, trouble};
use super::flight::Flights;
use super::format::{Stub, array_at};
use super::index::shard_of;
use super::large;
use super::options::{Durability, LocalOptions, blocks_for};
use super::pin::Pin;
use super::record::{Header, Record};
use super::shard::{Found, Shard, State};
use super::sys;
use super::view::View;
use super::writer::{Locked, Room};
use crate::error::StoreError;
use crate::key::Key;
use crate::store::{Candidate, Store, Verdict, Visit};

/// The packed store under one folder. Any number of processes, threads and `LocalStore`s may use the folder at
/// once, also of different versions of rememo.
///
/// ```
/// use rememo::local::{LocalOptions, LocalStore};
/// use rememo::store::Store;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let folder = std::env::temp_dir().join(format!("rememo-example-{}", std::process::id()));
/// let store = LocalStore::open(&folder, LocalOptions::default())?;
/// let key = rememo::key::Key::from_bytes([7; 32]);
/// let mut found = false;
/// store.get(&key, &mut |_| {
///     found = true;
///     rememo::store::Verdict::Unknown
/// })?;
/// assert!(!found, "nothing was put yet");
/// # std::fs::remove_dir_all(&folder)?;
/// # Ok(())
/// # }
/// ```
pub struct LocalStore {
    inner: Inner,
}

impl fmt::Debug for LocalStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LocalStore")
            .field("root", &self.inner.place.root)
            .field("options", &self.inner.options)
            .finish_non_exhaustive()
    }
}

impl LocalStore {
    /// Opens the store under `folder`, which is made (mode 0700) if it is not there. Takes as long at any size:
    /// nothing is scanned.
    ///
    /// # Errors
    /// The folder cannot be made or read, or is another user's, a symlink, or writable by everybody.
    pub fn open(folder: &Path, options: LocalOptions) -> Result<LocalStore, StoreError> {
        Ok(LocalStore {
            inner: Inner::open(folder, options)?,
        })
    }

    /// The store under `folder` if there is one, to be looked at: nothing is made.
    pub(crate) fn existing(folder: &Path) -> Result<Option<LocalStore>, StoreError> {
        let inner = Inner::existing(folder)?;
        Ok(inner.map(|inner| LocalStore { inner }))
    }

    /// The whole entry under `key` as it lies in the map, once `read` has verified it; it stays valid as long as
    /// the view, also after the entry is gone.
    ///
    /// # Errors
    /// As of [`Store::get`].
    pub fn view(
        &self,
        key: &Key,
        read: &mut dyn FnMut(Candidate<'_>) -> Verdict,
    ) -> Result<Option<View>, StoreError> {
        let pin = Pin::new();
        let shard = self.shard(key);
        let inner = &self.inner;
        let Some(state) = shard.state(&inner.disk, inner.mapped, &pin)? else {
            return Ok(None);
        };
        let found = shard.find(&inner.disk, state, key, inner.sizes.max_entry, &pin)?;
        let Some(found) = found else { return Ok(None) };
        if self.settle(state, &found, read)? != Verdict::Verified {
            return Ok(None);
        }
        Ok(match found {
            Found::Packed {
                bytes, shelf, spot, ..
            } => {
                let at = spot.slot.offset();
                // The segment may have been let go of just now: then this is a miss like any other.
                shelf
                    .hold(&pin)
                    .map(|segment| View::of_segment(segment, at..at + bytes.len()))
            }
            Found::Large(large, _) => Some(View::of_large(large)),
            Found::Read(bytes, _) => Some(View::of_read(bytes)),
        })
    }

    /// Adds to a function's counters, which all processes of the folder share. Failing to is no failure: counters are
    /// for people. `function` is the id in its entries' headers.
    pub fn count(&self, function: &[u8; 16], count: Count, amount: u64) {
        self.inner.count_of(function, None, &[(count, amount)]);
    }

    /// The same for several counters of the function with this path.
    pub(crate) fn count_all(&self, function: &[u8; 16], path: &str, amounts: &[(Count, u64)]) {
        self.inner.count_of(function, Some(path), amounts);
    }

    /// What was counted, by all processes, for each function.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn counts(&self) -> Result<Vec<Counts>, StoreError> {
        self.inner
            .counters
            .read(&self.inner.disk, &self.inner.place.root)
    }

    /// Who computes what, for single-flight: a caller that missed asks here before it computes.
    pub fn flights(&self) -> &Flights {
        &self.inner.flights
    }

    #[inline]
    fn shard(&self, key: &Key) -> &Shard {
        // There is always one, and their number is a power of two.
        let shards = &self.inner.shards;
        &shards[shard_of(key, shards.len())]
    }

    /// The longer way of [`Store::get`]: for what this process has not verified, and where something has changed.
    #[inline(never)]
    fn get_unverified(
        &self,
        shard: &Shard,
        key: &Key,
        read: &mut dyn FnMut(Candidate<'_>) -> Verdict,
    ) -> Result<(), StoreError> {
        let pin = Pin::new();
        let inner = &self.inner;
        let Some(state) = shard.state(&inner.disk, inner.mapped, &pin)? else {
            return Ok(());
        };
        if let Some(found) = shard.find(&inner.disk, state, key, inner.sizes.max_entry, &pin)? {
            self.settle(state, &found, read)?;
        }
        Ok(())
    }

    /// Shows what was found to a reader, and does as it says.
    fn settle(
        &self,
        state: &State,
        found: &Found<'_>,
        read: &mut dyn FnMut(Candidate<'_>) -> Verdict,
    ) -> Result<Verdict, StoreError> {
        let candidate = found.candidate();
        let verdict = read(candidate);
        let spot = found.spot();
        match verdict {
            Verdict::Verified => {
                if !candidate.verified {
                    found.set_verified();
                }
                match found {
                    // Few of these fill a store, perhaps before their shard hears that it is crowded.
                    Found::Large(..) => state.touch_now(&self.inner.disk, spot),
                    Found::Packed { .. } | Found::Read(..) => {
                        state.touch(&self.inner.disk, spot);
                    }
                }
            }
            Verdict::Damaged => {
                let function =
                    array_at(candidate.bytes, crate::layout::at::FUNCTION).unwrap_or_default();
                self.inner.count_of(&function, None, &[(Count::Damaged, 1)]);
                state.empty(&self.inner.disk, spot)?;
            }
            Verdict::Unknown => {}
        }
        Ok(verdict)
    }

    /// Puts an entry into a segment.
    fn put_packed(
        &self,
        shard: &Shard,
        header: Header,
        pieces: [&[u8]; 3],
    ) -> Result<(), StoreError> {
        let mut locked = Locked::new(&self.inner, shard, self.inner.options.lock_wait)?;
        let record = Record::Entry(header);
        let slot = locked.append_pieces(pieces, &record, Room::Make)?;
        locked.replace(&header.key, slot)
    }

    /// Puts an entry into a file of its own. The bytes are written without the shard's lock.
    fn put_large(
        &self,
        shard: &Shard,
        header: Header,
        pieces: [&[u8]; 3],
    ) -> Result<(), StoreError> {
        let wait = self.inner.options.lock_wait;
        let file = Locked::new(&self.inner, shard, wait)?.begin_large(header.len)?;
        let stub = Stub {
            key: header.key,
            function: header.function,
            expires: header.expires,
            compute: header.compute,
            len: header.len,
            // Randomly keyed at each start: no other file of this key has it.
            nonce: RandomState::new().hash_one((std::process::id(), file.path())),
            grave: false,
        };
        let path = large::path_of(&shard.folder, &stub.key, stub.nonce);
        let put = self.finish_large(shard, stub, pieces, &file, &path);
        if put.is_err() {
            // Under one of the names it is there, and no slot leads to it. If this fails too, a later count
            // removes it.
            let _ = self.inner.disk.unlink(&path);
            let _ = self.inner.disk.unlink(file.path());
            self.inner.give_back(shard, blocks_for(header.len))?;
        }
        put
    }

    fn finish_large(
        &self,
        shard: &Shard,
        stub: Stub,
        pieces: [&[u8]; 3],
        file: &DiskFile,
        path: &Path,
    ) -> Result<(), StoreError> {
        let disk = &self.inner.disk;
        let sync = self.inner.options.durability == Durability::Sync;
        let limit =
            sys::file_size_limit().map_err(trouble("cannot ask for limits for", file.path()))?;
        disk.write_pieces(file, 0, pieces, limit)?;
        if sync {
            disk.sync(file)?;
        }
        let mut locked = Locked::new(&self.inner, shard, self.inner.options.lock_wait)?;
        disk.rename(file.path(), path)?;
        if sync {
            disk.sync_folder(&shard.folder)?;
        }
        let slot = locked.append(&stub.encode(), &Record::Stub(stub), Room::Make)?;
        locked.replace(&stub.key, slot)
    }
}

impl Store for LocalStore {
    fn place(&self, _: &Key) -> String {
        self.inner.place.root.display().to_string()
    }

    #[inline]
    fn get(
        &self,
        key: &Key,
        read: &mut dyn FnMut(Candidate<'_>) -> Verdict,
    ) -> Result<(), StoreError> {
        let pin = Pin::new();
        let shard = self.shard(key);
        if let Some((state, front)) = shard.at_hand(&pin)
            && let Some((bytes, spot)) = state.find_verified(front, key, &pin)
        {
            let candidate = Candidate {
                bytes,
                verified: true,
            };
            return match read(candidate) {
                Verdict::Verified => {
                    state.touch(&self.inner.disk, spot);
                    Ok(())
                }
                Verdict::Damaged => state.empty(&self.inner.disk, spot),
                Verdict::Unknown => Ok(()),
            };
        }
        drop(pin);
        self.get_unverified(shard, key, read)
    }

    fn put(&self, key: &Key, entry: &[u8]) -> Result<(), StoreError> {
        self.put_pieces(key, [entry, &[], &[]])
    }

    fn put_pieces(&self, key: &Key, pieces: [&[u8]; 3]) -> Result<(), StoreError> {
        let len = pieces.iter().map(|piece| piece.len() as u64).sum();
        let limit = self.inner.sizes.max_entry;
        if len > limit {
            return Err(StoreError::TooLarge { len, limit });
        }
        let header =
            Header::parse(pieces[0]).filter(|header| header.key == *key && header.len == len);
        let Some(header) = header else {
            return Err(StoreError::Other(
                "these are not the bytes of an entry under this key".into(),
            ));
        };
        let shard = self.shard(key);
        if len >= self.inner.sizes.large {
            self.put_large(shard, header, pieces)?;
        } else {
            self.put_packed(shard, header, pieces)?;
        }
        let amounts = [(Count::Stored, 1), (Count::StoredBytes, len)];
        self.inner.count_of(&header.function, None, &amounts);
        Ok(())
    }

    fn remove(&self, key: &Key) -> Result<bool, StoreError> {
        let shard = self.shard(key);
        let inner = &self.inner;
        let pin = Pin::new();
        let Some(state) = shard.state(&inner.disk, inner.mapped, &pin)? else {
            return Ok(false);
        };
        if shard
            .find(&inner.disk, state, key, inner.sizes.max_entry, &pin)?
            .is_none()
        {
            return Ok(false);
        }
        drop(pin);
        Locked::new(inner, shard, inner.options.lock_wait)?.remove(key)
    }

    fn scan(&self, visit: &mut dyn FnMut(&Key, Candidate<'_>) -> Visit) -> Result<(), StoreError> {
        let inner = &self.inner;
        for shard in &inner.shards {
            let places = {
                let pin = Pin::new();
                let state = shard.state(&inner.disk, inner.mapped, &pin)?;
                state.map_or(0, |state| state.index.slots())
            };
            for place in 0..places {
                // Pinned anew for each: a visitor takes its time, and may put and remove.
                let pin = Pin::new();
                let Some(state) = shard.state(&inner.disk, inner.mapped, &pin)? else {
                    break;
                };
                let Some(key) = shard.key_at(&inner.disk, state, place, &pin)? else {
                    continue;
                };
                let mut wanted = Visit::Keep;
                if let Some(found) =
                    shard.find(&inner.disk, state, &key, inner.sizes.max_entry, &pin)?
                {
                    wanted = visit(&key, found.candidate());
                }
                drop(pin);
                match wanted {
                    Visit::Keep => {}
                    Visit::Remove => {
                        self.remove(&key)?;
                    }
                    Visit::Stop => return Ok(()),
                }
            }
        }
        Ok(())
    }
}

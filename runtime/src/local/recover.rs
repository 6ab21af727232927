//! Generations of the index: built from the segments when there is none that can be trusted, and from the
//! slots of the one before when that is too full.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use super::disk::{Disk, is_kind, is_missing};
use super::format::{CURRENT, SEGMENT_HEADER, SegmentIdentity, encode_current};
use super::index::{
    self, CLOSED, CROWDED, Image, Index, Slot, WordFile, full_id, hash_of, log2_for,
};
use super::options::Durability;
use super::record::walk;
use super::segment;
use super::shard::{Shard, State};
use super::writer::{Locked, Room};
use super::{Inner, SegmentBytes};
use crate::error::StoreError;
use crate::key::Key;

/// Name of `CURRENT` while it is written.
const CURRENT_NEW: &str = "CURRENT.new";

/// Builds a shard's index from its segments, under its lock. Later records take the place of earlier ones of
/// the same key, graves take them out. Nothing is appended to these segments any more: where they end is
/// only known to the index that was lost.
pub(crate) fn rebuild(store: &Inner, shard: &Shard) -> Result<Arc<State>, StoreError> {
    let disk = &store.disk;
    let names = disk.list(&shard.folder)?;
    let names = || names.iter().filter_map(|name| name.to_str());
    let mut segments: Vec<u64> = names().filter_map(segment::parse_file_name).collect();
    segments.sort_unstable();
    let generation = names()
        .filter_map(index::parse_file_name)
        .max()
        .unwrap_or(0)
        .saturating_add(1);
    let mut found: HashMap<Key, Slot> = HashMap::new();
    for &id in &segments {
        if let Err(error) = gather(store, shard, id, &mut found) {
            // One that cannot be read holds up none of the others.
            tracing::warn!(target: "rememo", %error, "a segment was left out of the rebuilt index");
        }
    }
    if !segments.is_empty() {
        tracing::info!(target: "rememo", folder = %shard.folder.display(), entries = found.len(), "rebuilt an index");
    }
    let mut built = Building::new(log2_for(found.len() as u64));
    for slot in found.into_values() {
        built.insert(slot);
    }
    built.set_active(segments.last().copied().unwrap_or(0), CLOSED);
    built.finish(store, shard, generation)
}

/// Adds a segment's records.
fn gather(
    store: &Inner,
    shard: &Shard,
    id: u64,
    found: &mut HashMap<Key, Slot>,
) -> Result<(), StoreError> {
    let disk = &store.disk;
    let path = shard.folder.join(segment::file_name(id));
    let file = disk.open(&path, false)?;
    let head = SegmentBytes::open(disk, &file, store.mapped)?;
    let bytes = head.bytes();
    if SegmentIdentity::decode(bytes.get(..64).unwrap_or_default()).is_none_or(|it| it.id != id) {
        // Readers would not map it either.
        return disk.unlink(&path);
    }
    for (at, record) in walk(bytes, SEGMENT_HEADER) {
        if record.is_grave() {
            found.remove(record.key());
        } else {
            found.insert(
                *record.key(),
                Slot::new(hash_of(record.key()), id, at as u64),
            );
        }
    }
    Ok(())
}

/// An index being built, in memory.
struct Building {
    image: Image,
}

impl Building {
    fn new(log2: u32) -> Building {
        Building {
            image: Image::new(log2),
        }
    }

    /// Puts a slot where its tag says.
    fn insert(&mut self, slot: Slot) {
        // So many alike that there is no place are damage, or an attack on the cache: one entry is lost.
        self.image.insert(slot);
    }

    fn set_active(&mut self, id: u64, tail: u64) {
        self.image.set_active(id, tail);
    }

    /// Makes it the present one: a file of its own, durable, then named, then its elders go.
    fn finish(
        self,
        store: &Inner,
        shard: &Shard,
        mut generation: u64,
    ) -> Result<Arc<State>, StoreError> {
        let disk = &store.disk;
        let file = loop {
            match disk.create(&shard.folder.join(index::file_name(generation))) {
                Err(error) if is_kind(&error, std::io::ErrorKind::AlreadyExists) => generation += 1,
                made => break made?,
            }
        };
        let path = file.path().to_owned();
        // A first index has nothing to lose: losing it is what the scan is for.
        let sync = generation > 1 || store.options.durability == Durability::Sync;
        let named = (|| {
            let bytes = self.image.bytes(generation);
            disk.allocate(&file, 0, bytes.len() as u64)?;
            disk.write_at(&file, 0, &bytes)?;
            if sync {
                disk.sync(&file)?;
            }
            write_current(disk, &shard.folder, generation, sync)
        })();
        if let Err(error) = named {
            // Unless `CURRENT` names it already: then losing it costs a scan. The first error is the one to
            // report.
            let _ = disk.unlink(&path);
            return Err(error);
        }
        for name in disk.list(&shard.folder)? {
            let elder = name.to_str().and_then(index::parse_file_name);
            if elder.is_some_and(|elder| elder != generation) {
                disk.unlink_if_possible(&shard.folder.join(name));
            }
        }
        let words = WordFile::new(disk, file, store.mapped, true)?;
        let index = Index::open(disk, words, generation, shard.number)?;
        let index = index.ok_or_else(|| StoreError::Io {
            action: "cannot read back",
            path,
            source: std::io::ErrorKind::InvalidData.into(),
        })?;
        Ok(Arc::new(State::new(disk, index)?))
    }
}

/// Replaces `CURRENT`: another file, synced, renamed, and the folder synced.
fn write_current(
    disk: &Disk,
    folder: &Path,
    generation: u64,
    sync: bool,
) -> Result<(), StoreError> {
    let new = folder.join(CURRENT_NEW);
    match disk.unlink(&new) {
        Err(error) if is_missing(&error) => {}
        done => done?,
    }
    let file = disk.create(&new)?;
    disk.write_at(&file, 0, &encode_current(generation))?;
    if sync {
        disk.sync(&file)?;
    }
    disk.rename(&new, &folder.join(CURRENT))?;
    if sync {
        disk.sync_folder(folder)
    } else {
        Ok(())
    }
}

impl Locked<'_> {
    /// Builds the next generation of the index from the slots of this one, as large as what is live needs.
    pub(crate) fn grow_index(&mut self) -> Result<(), StoreError> {
        let old_len = index::file_len(self.state.index.log2());
        // Twice the present size is the most it will be.
        self.make_room(old_len * 2, Room::Make)?;
        let grown = self.build_next();
        // The files themselves say what it came to.
        self.recount(&self.store.shares()?)?;
        let state = grown?;
        if self.state.index.stamp(&self.store.disk)? & CROWDED != 0 {
            state.index.set_crowded(&self.store.disk)?;
        }
        self.install(state);
        Ok(())
    }

    fn build_next(&self) -> Result<Arc<State>, StoreError> {
        let store = self.store;
        let disk = &store.disk;
        let old = &self.state.index;
        let there = self.segments()?;
        let active = old.active(disk)?.unwrap_or(0);
        let mut live = old.slots_now(disk)?;
        live.retain(|slot| {
            let id = full_id(slot.segment(), active);
            slot.is_live() && id.is_some_and(|id| there.binary_search(&id).is_ok())
        });
        let log2 = log2_for(live.len() as u64).min(old.log2() + 1);
        let mut built = Building::new(log2);
        for slot in live {
            built.insert(slot);
        }
        let tail = old.tail(disk, active)?.unwrap_or(CLOSED);
        built.set_active(active, tail);
        built
            .image
            .set_active_state(old.expires(disk)?, old.large(disk)?);
        // From here on nobody may write by the old one: its end of the segment will be out of date.
        old.supersede(disk)?;
        built.finish(store, self.shard, old.generation + 1)
    }
}

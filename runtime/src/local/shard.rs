//! A shard as its readers see it: the index of the present generation and the maps of its segments, all
//! behind pointers that a hit follows without a lock.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::disk::{Disk, DiskFile, is_kind, is_missing};
use super::format::{CURRENT, CURRENT_LEN, MAX_SEGMENTS, decode_current};
use super::index::{self, CROWDED, Index, PROBES, SUPERSEDED, Slot, WordFile, full_id, hash_of};
use super::large::{Large, LargeMaps};
use super::map::{Front, WordMap};
use super::pin::{Pin, Shelf};
use super::record::Record;
use super::segment::{self, Look, Segment};
use super::writer::Writer;
use crate::error::StoreError;
use crate::key::Key;
use crate::store::Candidate;

/// One of the independent parts of a store. A cache line each, so that those of all shards lie on one page.
#[repr(align(64))]
pub(crate) struct Shard {
    pub(crate) folder: PathBuf,
    pub(crate) number: usize,
    /// What readers use; empty until the first use.
    state: Shelf<State>,
    /// Held while `state` or a segment's map is replaced, so that it is done once.
    slow: Mutex<()>,
    /// This process's writer, one thread at a time.
    pub(crate) writer: Box<Mutex<Writer>>,
}

/// A generation of the index, and what was mapped while it ruled. What hits look at comes first, in one cache line: that
/// of each shard is wanted all the time.
#[repr(C, align(64))]
pub(crate) struct State {
    /// The index's words, if it is mapped.
    front: Option<Front>,
    /// How far a hash is shifted to be a place.
    shift: u32,
    /// The stamp as it was last seen; evicted segments were let go of up to it.
    seen: AtomicU64,
    /// By the low bits of the segments' numbers.
    segments: Box<[Shelf<Segment>; MAX_SEGMENTS as usize]>,
    pub(crate) index: Index,
    large: LargeMaps,
}

const _: () = assert!(std::mem::offset_of!(State, index) <= 64 && size_of::<Shard>() == 64);

/// An entry that was found.
pub(crate) enum Found<'p> {
    /// In a mapped segment.
    Packed {
        bytes: &'p [u8],
        verified: bool,
        segment: &'p Segment,
        /// For a view, which outlives the pin.
        shelf: &'p Shelf<Segment>,
        spot: Spot,
    },
    /// In a mapped file of its own.
    Large(Arc<Large>, Spot),
    /// Read into memory.
    Read(Vec<u8>, Spot),
}

impl Found<'_> {
    /// What a reader is shown.
    pub(crate) fn candidate(&self) -> Candidate<'_> {
        match self {
            Found::Packed {
                bytes, verified, ..
            } => Candidate {
                bytes,
                verified: *verified,
            },
            Found::Large(large, _) => Candidate {
                bytes: large.bytes(),
                verified: large.is_verified(),
            },
            Found::Read(bytes, _) => Candidate {
                bytes,
                verified: false,
            },
        }
    }

    pub(crate) fn spot(&self) -> Spot {
        match self {
            Found::Packed { spot, .. } | Found::Large(_, spot) | Found::Read(_, spot) => *spot,
        }
    }

    /// Remembers that this very entry was verified.
    pub(crate) fn set_verified(&self) {
        match self {
            Found::Packed { segment, spot, .. } => segment.set_verified(spot.slot.offset()),
            Found::Large(large, _) => large.set_verified(),
            Found::Read(..) => {}
        }
    }
}

/// Where an entry's slot was found.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spot {
    pub(crate) place: usize,
    pub(crate) slot: Slot,
}

/// Opens a shard's present index. `None`: there is none, or it is odd; a writer will see to that.
pub(crate) fn open_index(
    disk: &Disk,
    shard: &Shard,
    mapped: bool,
) -> Result<Option<Index>, StoreError> {
    let folder = &shard.folder;
    let Some(generation) = read_current(disk, folder)? else {
        return Ok(None);
    };
    let path = folder.join(index::file_name(generation));
    let (file, writable) = match open_best(disk, &path) {
        Ok(opened) => opened,
        Err(error) if is_missing(&error) => return Ok(None),
        Err(error) => return Err(error),
    };
    if disk.stat(&file)?.len < index::file_len(index::MIN_LOG2) {
        return Ok(None);
    }
    Index::open(
        disk,
        WordFile::new(disk, file, mapped, writable)?,
        generation,
        shard.number,
    )
}

/// Opens for writing, or in a read-only folder for reading; and which it was.
fn open_best(disk: &Disk, path: &Path) -> Result<(DiskFile, bool), StoreError> {
    match disk.open(path, true) {
        Err(error)
            if is_kind(&error, std::io::ErrorKind::PermissionDenied)
                || is_kind(&error, std::io::ErrorKind::ReadOnlyFilesystem) =>
        {
            Ok((disk.open(path, false)?, false))
        }
        done => Ok((done?, true)),
    }
}

/// The generation that `CURRENT` names, if it is whole.
fn read_current(disk: &Disk, folder: &Path) -> Result<Option<u64>, StoreError> {
    let file = match disk.open(&folder.join(CURRENT), false) {
        Ok(file) => file,
        Err(error) if is_missing(&error) => return Ok(None),
        Err(error) => return Err(error),
    };
    let mut bytes = [0; CURRENT_LEN];
    match disk.read_at(&file, 0, &mut bytes) {
        Ok(()) => Ok(decode_current(&bytes)),
        Err(error) if is_kind(&error, std::io::ErrorKind::UnexpectedEof) => Ok(None),
        Err(error) => Err(error),
    }
}

impl Shard {
    pub(crate) fn new(folder: PathBuf, number: usize) -> Shard {
        Shard {
            folder,
            number,
            state: Shelf::new(),
            slow: Mutex::new(()),
            writer: Box::new(Mutex::new(Writer::default())),
        }
    }

    /// What readers use now; opened at first, and brought up to date when the index says so.
    #[inline]
    pub(crate) fn state<'p>(
        &'p self,
        disk: &Disk,
        mapped: bool,
        pin: &'p Pin,
    ) -> Result<Option<&'p State>, StoreError> {
        if let Some((state, _)) = self.at_hand(pin) {
            return Ok(Some(state));
        }
        self.refresh(disk, mapped, pin)
    }

    /// What readers use, and the words that they look into, if it is there, mapped and up to date.
    #[inline]
    pub(crate) fn at_hand<'p>(&'p self, pin: &'p Pin) -> Option<(&'p State, &'p Front)> {
        let state = self.state.get(pin)?;
        let front = state.front.as_ref()?;
        (front.stamp() == state.seen.load(Ordering::Relaxed)).then_some((state, front))
    }

    /// The slow half of [`Shard::state`].
    #[cold]
    fn refresh<'p>(
        &'p self,
        disk: &Disk,
        mapped: bool,
        pin: &'p Pin,
    ) -> Result<Option<&'p State>, StoreError> {
        let _slow = self.slow.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(state) = self.state.get(pin) else {
            if let Some(index) = open_index(disk, self, mapped)? {
                self.state.set(Some(Arc::new(State::new(disk, index)?)));
            }
            return Ok(self.state.get(pin));
        };
        let stamp = state.index.stamp(disk)?;
        if stamp & SUPERSEDED != 0 {
            if let Some(index) = open_index(disk, self, mapped)?
                && index.generation != state.index.generation
            {
                self.state.set(Some(Arc::new(State::new(disk, index)?)));
                return Ok(self.state.get(pin));
            }
            // The next one is about to be named; until then the slots of this one are hints as ever.
            return Ok(Some(state));
        }
        if stamp != state.seen.load(Ordering::Relaxed) {
            state.let_go(disk, &self.folder, pin);
            state.seen.store(stamp, Ordering::Relaxed);
        }
        Ok(Some(state))
    }

    /// Lays a writer's state out for readers.
    pub(crate) fn set_state(&self, state: Option<Arc<State>>) {
        let _slow = self.slow.lock().unwrap_or_else(PoisonError::into_inner);
        self.state.set(state);
    }

    /// The state, if there is one, kept alive.
    pub(crate) fn held_state(&self, pin: &Pin) -> Option<Arc<State>> {
        self.state.hold(pin)
    }

    /// The entry under `key`.
    pub(crate) fn find<'p>(
        &'p self,
        disk: &Disk,
        state: &'p State,
        key: &Key,
        limit: u64,
        pin: &'p Pin,
    ) -> Result<Option<Found<'p>>, StoreError> {
        let Some(map) = state.index.mapped() else {
            return self.find_by_reading(disk, state, key, limit);
        };
        let hash = hash_of(key);
        let home = state.index.home(hash);
        for place in home..home + PROBES {
            let slot = Slot(map.load(state.index.word_of(place)));
            if slot == Slot::EMPTY {
                break;
            }
            if !slot.has_tag_of(hash) || !slot.is_live() {
                continue;
            }
            let spot = Spot { place, slot };
            match self.look(disk, state, map, spot, key, pin)? {
                Some(found) => return Ok(Some(found)),
                None => continue,
            }
        }
        Ok(None)
    }

    /// What a slot leads to, if it is the key's entry; a slot that leads nowhere is emptied.
    fn look<'p>(
        &'p self,
        disk: &Disk,
        state: &'p State,
        map: &WordMap,
        spot: Spot,
        key: &Key,
        pin: &'p Pin,
    ) -> Result<Option<Found<'p>>, StoreError> {
        let Some(shelf) = state.segments.get(spot.slot.segment()) else {
            return Ok(None);
        };
        let mut remapped = false;
        let mut segment = shelf.get(pin);
        loop {
            let Some(mapped) = segment else {
                if remapped {
                    return Ok(None);
                }
                remapped = true;
                segment = self.map_segment(disk, state, shelf, spot, pin)?;
                if segment.is_none() {
                    map.swap_if(state.index.word_of(spot.place), spot.slot.0, Slot::GONE.0);
                }
                continue;
            };
            match mapped.look(spot.slot.offset(), key) {
                Look::Entry { bytes, verified } => {
                    return Ok(Some(Found::Packed {
                        bytes,
                        verified,
                        segment: mapped,
                        shelf,
                        spot,
                    }));
                }
                Look::Other => return Ok(None),
                Look::Stub(stub) => {
                    let large = state.large.open(disk, &self.folder, &stub)?;
                    if large.is_none() {
                        map.swap_if(state.index.word_of(spot.place), spot.slot.0, Slot::GONE.0);
                    }
                    return Ok(large.map(|large| Found::Large(large, spot)));
                }
                Look::Beyond if !remapped => {
                    remapped = true;
                    segment = self.map_segment(disk, state, shelf, spot, pin)?;
                }
                Look::Beyond | Look::Odd => {
                    map.swap_if(state.index.word_of(spot.place), spot.slot.0, Slot::GONE.0);
                    return Ok(None);
                }
            }
        }
    }

    /// Maps the segment a slot names, or maps it anew because it has grown.
    #[cold]
    fn map_segment<'p>(
        &'p self,
        disk: &Disk,
        state: &State,
        shelf: &'p Shelf<Segment>,
        spot: Spot,
        pin: &'p Pin,
    ) -> Result<Option<&'p Segment>, StoreError> {
        let _slow = self.slow.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(active) = state.index.active(disk)? else {
            return Ok(None);
        };
        let Some(id) = full_id(spot.slot.segment(), active) else {
            return Ok(None);
        };
        let path = self.folder.join(segment::file_name(id));
        let file = match disk.open(&path, false) {
            Ok(file) => file,
            // A map of it may still serve: its bytes do not change.
            Err(error) if is_missing(&error) => return Ok(shelf.get(pin)),
            Err(error) => return Err(error),
        };
        let old = shelf.get(pin);
        if old.is_some_and(|old| {
            disk.stat(&file)
                .is_ok_and(|now| now.len <= old.bytes().len() as u64)
        }) {
            // Another thread was faster, or the slot is odd.
            return Ok(old);
        }
        let Some(segment) = Segment::open(disk, &file, id)? else {
            return Ok(None);
        };
        if let Some(old) = old {
            segment.inherit(old);
        }
        shelf.set(Some(Arc::new(segment)));
        Ok(shelf.get(pin))
    }

    /// The key of the record that the slot at `place` leads to.
    pub(crate) fn key_at(
        &self,
        disk: &Disk,
        state: &State,
        place: usize,
        pin: &Pin,
    ) -> Result<Option<Key>, StoreError> {
        let slot = state.index.load(disk, place)?;
        if !slot.is_live() {
            return Ok(None);
        }
        if state.index.mapped().is_none() {
            return super::reading::key_at(disk, &self.folder, &state.index, slot);
        }
        let Some(shelf) = state.segments.get(slot.segment()) else {
            return Ok(None);
        };
        let key_in = |segment: &Segment| {
            let record = Record::parse(segment.bytes().get(slot.offset()..)?)?;
            Some(*record.key())
        };
        if let Some(key) = shelf.get(pin).and_then(key_in) {
            return Ok(Some(key));
        }
        let mapped = self.map_segment(disk, state, shelf, Spot { place, slot }, pin)?;
        Ok(mapped.and_then(key_in))
    }

    /// [`Shard::find`] for file systems without maps.
    fn find_by_reading<'p>(
        &self,
        disk: &Disk,
        state: &State,
        key: &Key,
        limit: u64,
    ) -> Result<Option<Found<'p>>, StoreError> {
        let hash = hash_of(key);
        let home = state.index.home(hash);
        for place in home..home + PROBES {
            let slot = state.index.load(disk, place)?;
            if slot == Slot::EMPTY {
                break;
            }
            if !slot.has_tag_of(hash) || !slot.is_live() {
                continue;
            }
            if let Some(bytes) =
                super::reading::entry_at(disk, &self.folder, &state.index, slot, key, limit)?
            {
                return Ok(Some(Found::Read(bytes, Spot { place, slot })));
            }
        }
        Ok(None)
    }
}

impl State {
    pub(crate) fn new(disk: &Disk, index: Index) -> Result<State, StoreError> {
        Ok(State {
            front: index.front(),
            shift: u64::BITS - index.log2(),
            seen: AtomicU64::new(index.stamp(disk)? & !SUPERSEDED),
            segments: Shelf::rank(),
            index,
            large: LargeMaps::default(),
        })
    }

    /// The entry under `key`, if this process has verified it; `None` leaves it to [`Shard::find`].
    #[inline]
    pub(crate) fn find_verified<'p>(
        &'p self,
        front: &Front,
        key: &Key,
        pin: &'p Pin,
    ) -> Option<(&'p [u8], Spot)> {
        let hash = hash_of(key);
        let home = (hash >> self.shift) as usize;
        for place in home..home + PROBES {
            let slot = Slot(front.slot(place));
            if slot.has_tag_of(hash) && slot.is_live() {
                let segment = self.segments.get(slot.segment())?.get(pin)?;
                let bytes = segment.verified_entry(slot.offset(), key)?;
                return Some((bytes, Spot { place, slot }));
            }
            if slot == Slot::EMPTY {
                break;
            }
        }
        None
    }

    /// The shelf of a segment, by its number.
    pub(crate) fn shelf(&self, id: u64) -> Option<&Shelf<Segment>> {
        self.segments.get(id as usize & 0xFFF)
    }

    pub(crate) fn large(&self) -> &LargeMaps {
        &self.large
    }

    /// Lets go of the maps of what was evicted, which hold its blocks on the disk.
    fn let_go(&self, disk: &Disk, folder: &Path, pin: &Pin) {
        for shelf in self.segments.iter() {
            if shelf.get(pin).is_some_and(Segment::is_retired) {
                shelf.set(None);
            }
        }
        self.large.drop_unlinked(disk, folder);
    }

    /// Notes that the entry was used, for eviction. While there is room for twice as much nothing is noted: a first
    /// write to a page of a file costs more than the rest of a hit, and much will be used again before room is made.
    #[inline]
    pub(crate) fn touch(&self, disk: &Disk, spot: Spot) {
        if !spot.slot.is_touched() && self.seen.load(Ordering::Relaxed) & CROWDED != 0 {
            self.touch_now(disk, spot);
        }
    }

    /// The same however much room there is.
    pub(crate) fn touch_now(&self, disk: &Disk, spot: Spot) {
        if !spot.slot.is_touched() {
            // Losing a touch is no loss; neither is failing to write one down.
            let _ = self
                .index
                .swap_if(disk, spot.place, spot.slot, spot.slot.touched());
        }
    }

    /// Empties a slot that still is what it was.
    pub(crate) fn empty(&self, disk: &Disk, spot: Spot) -> Result<(), StoreError> {
        let now = self.index.load(disk, spot.place)?;
        if now.same_record(spot.slot) {
            self.index.swap_if(disk, spot.place, now, Slot::GONE)?;
        }
        Ok(())
    }
}

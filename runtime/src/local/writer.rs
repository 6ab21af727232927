//! Writing to a shard: the lock, the segment that is appended to, and the slots.
//!
//! A record is reserved (the tail word moves), written, then published (the slot is stored). Whoever dies
//! between two of these leaves a gap, and no slot that leads to it.

use std::sync::{Arc, MutexGuard, TryLockError};
use std::time::{Duration, Instant};

use super::Inner;
use super::disk::{Disk, DiskFile, is_kind, is_missing, trouble};
use super::folder;
use super::format::{
    SEGMENT_HEADER, SEGMENT_SUMMARY, SegmentIdentity, SegmentSummary, Stub, aligned,
};
use super::index::{CLOSED, PROBES, SUPERSEDED, Slot, full_id, hash_of};
use super::large;
use super::options::{Durability, GROWTH, blocks_for};
use super::pin::{Pin, collect};
use super::record::Record;
use super::segment::{self, Head, Look, judge};
use super::shard::{Shard, Spot, State, open_index};
use super::sys;
use crate::error::StoreError;
use crate::key::Key;
use crate::layout::HEADER_LEN;

/// Name of a shard's lock file.
const LOCK: &str = "lock";
/// Tries at something another process or a third party can undo, before giving up.
const TRIES: usize = 16;

/// What this process keeps open of a shard to write to it.
#[derive(Default)]
pub(crate) struct Writer {
    lock: Option<DiskFile>,
    state: Option<Arc<State>>,
    active: Option<Active>,
    /// The shard's files were counted once by this process.
    pub(crate) counted: bool,
    looked: Option<Looked>,
}

/// The segment that is appended to.
struct Active {
    id: u64,
    file: DiskFile,
    /// Bytes that it was seen to have. Other processes make it longer, nobody makes it shorter.
    len: u64,
}

/// What was seen around this process when it last looked.
struct Looked {
    at: Instant,
    /// This process's limit on the length of files, in bytes.
    file_size_limit: u64,
}

/// How long that is believed. It is what others than rememo can change without its index going: the lock file or
/// a segment deleted by itself, the folder moved, a limit lowered. Puts within that time may be lost by
/// it, nothing else; looking each time would double what a small put costs.
const LOOK_AGAIN: Duration = Duration::from_millis(10);

/// A shard whose lock this thread holds.
pub(crate) struct Locked<'a> {
    pub(crate) store: &'a Inner,
    pub(crate) shard: &'a Shard,
    pub(crate) writer: MutexGuard<'a, Writer>,
    pub(crate) state: Arc<State>,
    /// Bytes that room is being made for.
    pub(crate) reserved: u64,
}

/// Whether room must be made before more blocks are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Room {
    /// Evict until `max_size` holds.
    Make,
    /// Take it if `max_size` is not overstepped by more than an eighth: while evicting, what is kept is copied
    /// before what is dropped goes.
    Borrow,
}

impl Writer {
    /// Whether what this process keeps open is what lies in the folder, under the lock. That the index has a name
    /// is asked each time, and tells that the folder was deleted; the rest now and then.
    fn is_in_place(&mut self, store: &Inner, lock: Option<&DiskFile>) -> Result<bool, StoreError> {
        let disk = &store.disk;
        if let Some(state) = &self.state
            && disk.stat(&state.index.words.file)?.links == 0
        {
            self.state = None;
            self.looked = None;
        }
        let now = Instant::now();
        if let Some(looked) = &self.looked
            && now.duration_since(looked.at) < LOOK_AGAIN
        {
            return Ok(true);
        }
        // A lock file that was deleted, or moved with its folder, locks nobody out.
        if !lock.map_or(Ok(false), |lock| is_in_place(store, lock))? {
            return Ok(false);
        }
        self.measure_active(disk)?;
        self.looked = Some(Looked {
            at: now,
            file_size_limit: sys::file_size_limit()
                .map_err(trouble("cannot ask for limits for", &store.place.root))?,
        });
        Ok(true)
    }

    /// Looks how long the active segment is; lets go of it if somebody has deleted it.
    fn measure_active(&mut self, disk: &Disk) -> Result<(), StoreError> {
        if let Some(active) = &mut self.active {
            let stat = disk.stat(&active.file)?;
            active.len = stat.len;
            if stat.links == 0 {
                self.active = None;
            }
        }
        Ok(())
    }

    fn file_size_limit(&self) -> u64 {
        self.looked
            .as_ref()
            .map_or(0, |looked| looked.file_size_limit)
    }
}

impl Drop for Locked<'_> {
    fn drop(&mut self) {
        if let Some(lock) = &self.writer.lock {
            self.store.disk.unlock(lock);
        }
        collect();
    }
}

impl<'a> Locked<'a> {
    /// Locks a shard, waiting for others at most `wait`, and makes its index ready.
    pub(crate) fn new(
        store: &'a Inner,
        shard: &'a Shard,
        wait: Duration,
    ) -> Result<Locked<'a>, StoreError> {
        let deadline = Instant::now() + wait;
        let busy = || StoreError::Busy {
            path: shard.folder.join(LOCK),
        };
        let mut pause = Pause::until(deadline);
        let mut writer = loop {
            match shard.writer.try_lock() {
                Ok(writer) => break writer,
                // A panic elsewhere left no half-done state that the checks below would not find.
                Err(TryLockError::Poisoned(poisoned)) => break poisoned.into_inner(),
                Err(TryLockError::WouldBlock) if pause.wait() => {}
                Err(TryLockError::WouldBlock) => return Err(busy()),
            }
        };
        let mut unlock = Unlock { store, lock: None };
        for _ in 0..TRIES {
            let lock = match writer.lock.take() {
                Some(lock) => lock,
                None => open_lock(store, shard)?,
            };
            while !store.disk.try_lock(&lock)? {
                if !pause.wait() {
                    writer.lock = Some(lock);
                    return Err(busy());
                }
            }
            unlock.lock = Some(lock);
            if writer.is_in_place(store, unlock.lock.as_ref())? {
                break;
            }
            *writer = Writer::default();
            unlock = Unlock { store, lock: None };
            shard.set_state(None);
            store.counters.forget();
        }
        if unlock.lock.is_none() {
            return Err(busy());
        }
        let state = ready(store, shard, &mut writer)?;
        writer.lock = unlock.lock.take();
        Ok(Locked {
            store,
            shard,
            writer,
            state,
            reserved: 0,
        })
    }

    /// Appends a record and returns its slot, not published yet.
    pub(crate) fn append(
        &mut self,
        bytes: &[u8],
        record: &Record,
        room: Room,
    ) -> Result<Slot, StoreError> {
        self.append_pieces([bytes, &[], &[]], record, room)
    }

    /// The same for a record in pieces.
    pub(crate) fn append_pieces(
        &mut self,
        pieces: [&[u8]; 3],
        record: &Record,
        room: Room,
    ) -> Result<Slot, StoreError> {
        let len = pieces.iter().map(|piece| piece.len() as u64).sum();
        let len = aligned(len);
        let (id, at) = self.reserve(len, room)?;
        let disk = &self.store.disk;
        let index = &self.state.index;
        // Before the record: a process that dies here leaves a bound that is too late, which is harmless.
        if index.expires(disk)? < record.expires() {
            index.set_expires(disk, record.expires())?;
        }
        if let Record::Stub(stub) = record
            && stub.len > 0
        {
            let large = index.large(disk)?;
            index.set_large(disk, large.saturating_add(stub.len))?;
        }
        if let Some(active) = &self.writer.active {
            let limit = self.writer.file_size_limit();
            disk.write_pieces(&active.file, at, pieces, limit)?;
            if self.store.options.durability == Durability::Sync {
                disk.sync(&active.file)?;
            }
        }
        Ok(Slot::new(hash_of(record.key()), id, at))
    }

    /// Reserves space at the end of the active segment; a new one if it is full or not ours to append to.
    fn reserve(&mut self, len: u64, room: Room) -> Result<(u64, u64), StoreError> {
        for _ in 0..TRIES {
            let disk = &self.store.disk;
            let Some((id, mut len_now)) = self.open_active()? else {
                self.roll(room)?;
                continue;
            };
            let index = &self.state.index;
            let Some(tail) = index.tail(disk, id)?.filter(|&tail| tail != CLOSED) else {
                self.roll(room)?;
                continue;
            };
            let end = tail + len;
            let full = self.store.sizes.segment;
            // Few stubs can stand for much: a segment is also full when its files are.
            if end > full || index.large(disk)? > full.saturating_mul(4) {
                self.roll(room)?;
                continue;
            }
            if end > len_now {
                let Some(measured) = self.measure_active()? else {
                    continue;
                };
                len_now = measured;
            }
            if end > len_now {
                // A few like this one fit in, so that not each asks for room.
                let grown = end
                    .max(len_now + GROWTH.max(len_now / 4).max(len * 4))
                    .next_multiple_of(4096)
                    .min(full.max(end));
                if self.make_room(grown - len_now, room)? {
                    // What is active may have changed in evicting.
                    self.store.give_back(self.shard, grown - len_now)?;
                    continue;
                }
                self.grow_active(grown, len_now)?;
            }
            if self.state.index.reserve(&self.store.disk, id, tail, end)? {
                return Ok((id, tail));
            }
        }
        Err(StoreError::Busy {
            path: self.shard.folder.clone(),
        })
    }

    /// Opens the active segment if that is not done, and tells its number and length; `None` if it must not be appended
    /// to: gone, odd, or from before the machine's last start.
    fn open_active(&mut self) -> Result<Option<(u64, u64)>, StoreError> {
        let disk = &self.store.disk;
        let Some(id) = self.state.index.active(disk)? else {
            return Ok(None);
        };
        if let Some(active) = self.writer.active.as_ref().filter(|active| active.id == id) {
            return Ok(Some((id, active.len)));
        }
        let path = self.shard.folder.join(segment::file_name(id));
        let file = match disk.open(&path, true) {
            Ok(file) => file,
            Err(error) if is_missing(&error) => return Ok(None),
            Err(error) => return Err(error),
        };
        let len = disk.stat(&file)?.len;
        if len < SEGMENT_HEADER as u64 {
            return Ok(None);
        }
        let mut head = [0; 64];
        disk.read_at(&file, 0, &mut head)?;
        let boot = self.store.boot()?;
        let ours = SegmentIdentity::decode(&head).is_some_and(|it| it.id == id && it.boot == boot);
        if !ours {
            return Ok(None);
        }
        self.writer.active = Some(Active { id, file, len });
        Ok(Some((id, len)))
    }

    /// How long the active segment is now; `None` if somebody has deleted it.
    fn measure_active(&mut self) -> Result<Option<u64>, StoreError> {
        self.writer.measure_active(&self.store.disk)?;
        Ok(self.writer.active.as_ref().map(|active| active.len))
    }

    fn grow_active(&mut self, grown: u64, len_now: u64) -> Result<(), StoreError> {
        let Some(active) = &mut self.writer.active else {
            return Ok(());
        };
        let done = self.store.disk.allocate(&active.file, len_now, grown);
        match done {
            Ok(()) => active.len = grown,
            Err(_) => self.store.give_back(self.shard, grown - len_now)?,
        }
        done
    }

    /// Seals the active segment and begins another.
    pub(crate) fn roll(&mut self, room: Room) -> Result<(), StoreError> {
        self.seal_active()?;
        if room == Room::Make {
            self.keep_numbers_close()?;
        }
        let blocks = blocks_for(GROWTH);
        if self.make_room(blocks, room)? && self.is_open()? {
            // What evicting kept is at the start of a new segment already.
            return self.store.give_back(self.shard, blocks);
        }
        let made = self.begin_segment();
        if made.is_err() {
            self.store.give_back(self.shard, blocks)?;
        }
        made
    }

    /// Whether there is a segment that takes records.
    fn is_open(&self) -> Result<bool, StoreError> {
        let disk = &self.store.disk;
        let Some(id) = self.state.index.active(disk)? else {
            return Ok(false);
        };
        let tail = self.state.index.tail(disk, id)?;
        Ok(tail.is_some_and(|tail| tail != CLOSED))
    }

    fn seal_active(&mut self) -> Result<(), StoreError> {
        let disk = &self.store.disk;
        let index = &self.state.index;
        let Some(id) = index.active(disk)? else {
            return Ok(());
        };
        let tail = index.tail(disk, id)?;
        if let Some(active) = self.writer.active.take().filter(|active| active.id == id)
            && let Some(end) = tail.filter(|&tail| tail != CLOSED)
        {
            let summary = SegmentSummary {
                expires: index.expires(disk)?,
                end,
            };
            disk.write_at(&active.file, SEGMENT_SUMMARY as u64, &summary.encode())?;
            disk.sync(&active.file)?;
        }
        index.close_active(disk, id)
    }

    fn begin_segment(&mut self) -> Result<(), StoreError> {
        let disk = &self.store.disk;
        // An index whose word is damaged has lost count; the files have not.
        let mut id = match self.state.index.active(disk)? {
            Some(id) => id + 1,
            None => self.segments()?.last().map_or(0, |&last| last) + 1,
        };
        let file = loop {
            match disk.create(&self.shard.folder.join(segment::file_name(id))) {
                Err(error) if is_kind(&error, std::io::ErrorKind::AlreadyExists) => id += 1,
                made => break made?,
            }
        };
        let identity = SegmentIdentity {
            id,
            boot: self.store.boot()?,
            created: (self.store.options.now)(),
        };
        disk.allocate(&file, 0, GROWTH)?;
        disk.write_at(&file, 0, &identity.encode())?;
        if self.store.options.durability == Durability::Sync {
            disk.sync_folder(&self.shard.folder)?;
        }
        self.state
            .index
            .set_active(disk, id, SEGMENT_HEADER as u64)?;
        self.writer.active = Some(Active {
            id,
            file,
            len: GROWTH,
        });
        Ok(())
    }

    /// Numbers of the segments that are there, in order.
    pub(crate) fn segments(&self) -> Result<Vec<u64>, StoreError> {
        let names = self.store.disk.list(&self.shard.folder)?;
        let mut ids: Vec<u64> = names
            .iter()
            .filter_map(|name| segment::parse_file_name(name.to_str()?))
            .collect();
        ids.sort_unstable();
        Ok(ids)
    }

    /// Makes `slot` what readers of its key find.
    pub(crate) fn publish(&mut self, key: &Key, slot: Slot) -> Result<(), StoreError> {
        for _ in 0..TRIES {
            let disk = &self.store.disk;
            let index = &self.state.index;
            if let Some((place, old)) = self.place_for(key)? {
                index.store(disk, place, slot)?;
                if self.store.options.durability == Durability::Sync {
                    disk.sync(&index.words.file)?;
                }
                if old == Slot::EMPTY {
                    let used = index.used(disk)?.saturating_add(1);
                    index.set_used(disk, used)?;
                    // At most 3 in 5 used: then runs of used slots stay far below the bound on probes.
                    if used.saturating_mul(5) > index.slots() as u64 * 3
                        && let Err(error) = self.grow_index()
                    {
                        // The entry is in; the next put tries again.
                        tracing::debug!(target: "rememo", %error, "an index could not grow");
                    }
                }
                return Ok(());
            }
            self.grow_index()?;
        }
        Err(StoreError::Busy {
            path: self.shard.folder.clone(),
        })
    }

    /// Makes a file for a large entry, with room for it, locked so that nobody takes it for a dead process's.
    pub(crate) fn begin_large(&mut self, len: u64) -> Result<DiskFile, StoreError> {
        let blocks = blocks_for(len);
        self.make_room(blocks, Room::Make)?;
        let begun = large::begin(
            &self.store.disk,
            &self.shard.folder,
            len,
            self.store.on_disk,
        );
        if begun.is_err() {
            self.store.give_back(self.shard, blocks)?;
        }
        begun
    }

    /// Publishes `slot`, and removes the file of the entry it takes the place of, if that had one.
    pub(crate) fn replace(&mut self, key: &Key, slot: Slot) -> Result<(), StoreError> {
        // Asked before: after, the old record may be evicted with its segment.
        let old = self.stub_of(key)?;
        self.publish(key, slot)?;
        if let Some(stub) = old {
            self.unlink_large(&stub);
        }
        Ok(())
    }

    /// Takes the entry under `key` out; whether there was one.
    pub(crate) fn remove(&mut self, key: &Key) -> Result<bool, StoreError> {
        let Some((place, slot)) = self.slot_of(key)? else {
            return Ok(false);
        };
        let stub = self.stub_at(slot, key)?;
        // First of all nobody finds it any more; then a rebuilt index must not find it either.
        self.state.empty(&self.store.disk, Spot { place, slot })?;
        if self.store.options.durability == Durability::Sync {
            self.store.disk.sync(&self.state.index.words.file)?;
        }
        let grave = Stub::grave(*key);
        let buried = self.append(&grave.encode(), &Record::Stub(grave), Room::Borrow);
        if let Some(stub) = stub {
            self.unlink_large(&stub);
        }
        buried.map(|_| true)
    }

    /// The stub that a slot leads to, if it leads to one of `key`'s.
    pub(crate) fn stub_at(&self, slot: Slot, key: &Key) -> Result<Option<Stub>, StoreError> {
        let mut head = [0; HEADER_LEN];
        let Some(()) = self.read_head(slot, &mut head)? else {
            return Ok(None);
        };
        match judge(&head, key) {
            Head::Stub(stub) => Ok(Some(stub)),
            Head::Entry | Head::Other | Head::Odd => Ok(None),
        }
    }

    /// The place for a key's slot and what is there: its own, or else the first that is free.
    fn place_for(&self, key: &Key) -> Result<Option<(usize, Slot)>, StoreError> {
        let disk = &self.store.disk;
        let index = &self.state.index;
        let hash = hash_of(key);
        let home = index.home(hash);
        let mut free = None;
        for place in home..home + PROBES {
            let slot = index.load(disk, place)?;
            if slot == Slot::EMPTY {
                return Ok(free.or(Some((place, slot))));
            }
            if !slot.is_live() {
                free = free.or(Some((place, slot)));
            } else if slot.has_tag_of(hash) && self.holds(slot, key)? {
                return Ok(Some((place, slot)));
            }
        }
        Ok(free)
    }

    /// The key's slot, if it has one, and its place.
    pub(crate) fn slot_of(&self, key: &Key) -> Result<Option<(usize, Slot)>, StoreError> {
        Ok(self.place_for(key)?.filter(|(_, slot)| slot.is_live()))
    }

    /// Whether a slot leads to a record of `key`.
    fn holds(&self, slot: Slot, key: &Key) -> Result<bool, StoreError> {
        let disk = &self.store.disk;
        if self.state.index.mapped().is_some() {
            let pin = Pin::new();
            let id = self
                .state
                .index
                .active(disk)?
                .and_then(|active| full_id(slot.segment(), active));
            if let Some(segment) = id.and_then(|id| self.state.shelf(id)?.get(&pin)) {
                match segment.look(slot.offset(), key) {
                    Look::Beyond => {}
                    Look::Entry { .. } | Look::Stub(_) => return Ok(true),
                    Look::Other | Look::Odd => return Ok(false),
                }
            }
        }
        let mut head = [0; HEADER_LEN];
        let Some(()) = self.read_head(slot, &mut head)? else {
            return Ok(false);
        };
        Ok(matches!(judge(&head, key), Head::Entry | Head::Stub(_)))
    }

    /// Reads the first bytes of a record; `None` if there are none.
    fn read_head(&self, slot: Slot, head: &mut [u8; HEADER_LEN]) -> Result<Option<()>, StoreError> {
        let disk = &self.store.disk;
        let Some(id) = self
            .state
            .index
            .active(disk)?
            .and_then(|active| full_id(slot.segment(), active))
        else {
            return Ok(None);
        };
        let at = slot.offset() as u64;
        let read = match self.writer.active.as_ref().filter(|active| active.id == id) {
            Some(active) => disk.read_at(&active.file, at, head),
            None => disk
                .open(&self.shard.folder.join(segment::file_name(id)), false)
                .and_then(|file| disk.read_at(&file, at, head)),
        };
        match read {
            Ok(()) => Ok(Some(())),
            Err(error)
                if is_missing(&error) || is_kind(&error, std::io::ErrorKind::UnexpectedEof) =>
            {
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    /// Takes a new index into use, for this process's readers too.
    pub(crate) fn install(&mut self, state: Arc<State>) {
        self.writer.state = Some(Arc::clone(&state));
        self.shard.set_state(Some(Arc::clone(&state)));
        self.state = state;
    }
}

/// Opens a shard's lock file, making what is missing.
fn open_lock(store: &Inner, shard: &Shard) -> Result<DiskFile, StoreError> {
    let path = shard.folder.join(LOCK);
    match store.disk.open_or_create(&path) {
        Err(error) if is_missing(&error) => {}
        done => return done,
    }
    folder::make_shard(&store.disk, &store.place, &shard.folder)?;
    store.disk.open_or_create(&path)
}

/// Whether an open file is still the one at its path.
fn is_in_place(store: &Inner, file: &DiskFile) -> Result<bool, StoreError> {
    match store.disk.stat_path(file.path()) {
        Ok(there) => Ok(there.identity == file.identity()),
        Err(error) if is_missing(&error) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Under the lock: an index that is present, whole and writable; found or built.
fn ready(store: &Inner, shard: &Shard, writer: &mut Writer) -> Result<Arc<State>, StoreError> {
    let disk = &store.disk;
    if let Some(state) = &writer.state
        && state.index.stamp(disk)? & SUPERSEDED == 0
        && state.index.active(disk)?.is_some()
    {
        return Ok(Arc::clone(state));
    }
    writer.active = None;
    writer.counted = false;
    let pin = Pin::new();
    let state = match open_index(disk, shard, store.mapped)? {
        Some(index) if index.stamp(disk)? & SUPERSEDED == 0 && index.active(disk)?.is_some() => {
            // Readers may have this very file open, with what they mapped and verified.
            let identity = index.words.file.identity();
            let same = |held: &Arc<State>| held.index.words.file.identity() == identity;
            match shard.held_state(&pin).filter(same) {
                Some(held) => held,
                None => Arc::new(State::new(disk, index)?),
            }
        }
        _ => super::recover::rebuild(store, shard)?,
    };
    writer.state = Some(Arc::clone(&state));
    shard.set_state(Some(Arc::clone(&state)));
    Ok(state)
}

/// Lets a lock go when its taker is stopped by an error.
struct Unlock<'a> {
    store: &'a Inner,
    lock: Option<DiskFile>,
}

impl Drop for Unlock<'_> {
    fn drop(&mut self) {
        if let Some(lock) = &self.lock {
            self.store.disk.unlock(lock);
        }
    }
}

/// Pauses that get longer, up to a moment.
struct Pause {
    deadline: Instant,
    next: Duration,
}

impl Pause {
    fn until(deadline: Instant) -> Pause {
        Pause {
            deadline,
            next: Duration::from_micros(20),
        }
    }

    /// Pauses; `false` if the moment has come.
    fn wait(&mut self) -> bool {
        let now = Instant::now();
        if now >= self.deadline {
            return false;
        }
        std::thread::sleep(self.next.min(self.deadline - now));
        self.next = (self.next * 2).min(Duration::from_millis(2));
        true
    }
}

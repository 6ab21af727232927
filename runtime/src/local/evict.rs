//! Room: what the store takes is kept under `max_size` by evicting whole segments, oldest first. What was
//! used meanwhile is appended anew before its segment goes (FIFO with reinsertion: the hit ratio of LRU
//! without its bookkeeping on hits).

use std::time::Duration;

use super::disk::is_missing;
use super::format::{
    SEGMENT_HEADER, SEGMENT_RETIRED, SEGMENT_SUMMARY, SegmentIdentity, SegmentSummary, Stub,
};
use super::index::{PROBES, Slot, hash_of};
use super::large;
use super::options::{Evict, blocks_for};
use super::record::{Record, walk};
use super::segment;
use super::shard::{Shard, Spot};
use super::usage::Shares;
use super::writer::{Locked, Room};
use super::{Inner, SegmentBytes};
use crate::error::StoreError;

/// Segments evicted for one put, at most.
const EVICTIONS: usize = 1024;
/// A shard's segments may be numbered this far apart, so that the low bits in a slot name one.
const SPREAD: u64 = super::format::MAX_SEGMENTS - 64;

/// A record of the segment to be evicted that readers can still find.
struct Live {
    at: usize,
    record: Record,
    spot: Spot,
}

impl Inner {
    /// Bytes that all shards take.
    pub(crate) fn taken(&self, shares: &Shares<'_>) -> Result<u64, StoreError> {
        let mut total = 0_u64;
        for shard in &self.shards {
            let taken = match shares.taken(shard.number)? {
                Some(taken) => taken,
                None => {
                    let taken = self.count(shard)?;
                    shares.set_taken(shard.number, taken)?;
                    taken
                }
            };
            total = total.saturating_add(taken);
        }
        Ok(total)
    }

    /// Bytes of allocated blocks of a shard's files, from the files themselves.
    fn count(&self, shard: &Shard) -> Result<u64, StoreError> {
        let names = match self.disk.list(&shard.folder) {
            Err(error) if is_missing(&error) => return Ok(0),
            names => names?,
        };
        // A folder of many names is not small itself.
        let mut total = self.disk.stat_path(&shard.folder)?.allocated;
        for name in names {
            let unfinished = large::is_unfinished(&name);
            match self.disk.stat_path(&shard.folder.join(name)) {
                // One that is being written will have all its blocks soon.
                Ok(stat) if unfinished => {
                    total = total.saturating_add(stat.allocated.max(blocks_for(stat.len)));
                }
                Ok(stat) => total = total.saturating_add(stat.allocated),
                Err(error) if is_missing(&error) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(total)
    }

    /// Takes back a reservation of [`Locked::make_room`].
    pub(crate) fn give_back(&self, shard: &Shard, bytes: u64) -> Result<(), StoreError> {
        self.shares()?.change(shard.number, 0, bytes)
    }
}

impl Locked<'_> {
    /// Reserves `need` bytes for this shard, evicting if there must be; whether anything was evicted.
    pub(crate) fn make_room(&mut self, need: u64, room: Room) -> Result<bool, StoreError> {
        let store = self.store;
        let shares = store.shares()?;
        if !self.writer.counted {
            self.clean()?;
            self.recount(&shares)?;
            self.writer.counted = true;
        }
        shares.change(self.shard.number, need, 0)?;
        // Evicting counts the files anew, which this is not among yet.
        self.reserved += need;
        let made = self.make_room_for_reserved(&shares, room);
        self.reserved -= need;
        if made.is_err() {
            shares.change(self.shard.number, 0, need)?;
        }
        made
    }

    fn make_room_for_reserved(
        &mut self,
        shares: &Shares<'_>,
        room: Room,
    ) -> Result<bool, StoreError> {
        let max = self.store.sizes.max;
        let limit = if room == Room::Borrow {
            max + max / 8
        } else {
            max
        };
        for round in 0..EVICTIONS {
            let taken = self.store.taken(shares)?;
            if taken > max / 2 {
                self.state.index.set_crowded(&self.store.disk)?;
            }
            if taken <= limit {
                return Ok(round > 0);
            }
            if room == Room::Borrow || !self.evict_somewhere(shares)? {
                break;
            }
        }
        Err(StoreError::Io {
            action: "no room under max_size in",
            path: self.shard.folder.clone(),
            source: std::io::ErrorKind::StorageFull.into(),
        })
    }

    /// Evicts from the shard whose oldest segment is the oldest, or the next one that is not locked.
    fn evict_somewhere(&mut self, shares: &Shares<'_>) -> Result<bool, StoreError> {
        let mut order = Vec::with_capacity(self.store.shards.len());
        for shard in &self.store.shards {
            let taken = shares.taken(shard.number)?.unwrap_or(0);
            if taken > 0 {
                // Those with a sealed segment first; then those that take most.
                let oldest = shares.oldest(shard.number)?.unwrap_or(u64::MAX);
                order.push((oldest, u64::MAX - taken, shard));
            }
        }
        order.sort_by_key(|&(oldest, taken, _)| (oldest, taken));
        for (_, _, shard) in order {
            let evicted = if shard.number == self.shard.number {
                self.evict_one(shares)?
            } else {
                match Locked::new(self.store, shard, Duration::ZERO) {
                    Ok(mut other) => other.evict_one(shares)?,
                    Err(StoreError::Busy { .. }) => false,
                    Err(error) => return Err(error),
                }
            };
            if evicted {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Evicts one segment of this shard: one whose entries have all expired, or else the oldest.
    pub(crate) fn evict_one(&mut self, shares: &Shares<'_>) -> Result<bool, StoreError> {
        let active = self.state.index.active(&self.store.disk)?;
        let mut sealed = self.segments()?;
        if sealed.len() == 1 && sealed.first().copied() == active {
            // All there is, is still being appended to. It may be full of stubs for large files.
            self.roll(Room::Borrow)?;
        } else {
            sealed.retain(|&id| Some(id) != active);
        }
        // A folder of such a name can never be read, nor removed; without this every segment would leave graves
        // for it, which pile up.
        let mut real = sealed.iter().filter(|&&id| !self.is_folder(id));
        let Some(&oldest) = real.next() else {
            // Only files that no segment knows of, if any.
            self.clean()?;
            self.recount(shares)?;
            return Ok(false);
        };
        let now = (self.store.options.now)();
        let expired = sealed
            .iter()
            .copied()
            .find(|&id| self.expires(id).is_some_and(|at| at < now));
        let mut last = None;
        for victim in expired.into_iter().chain(sealed) {
            let evicted = self
                .evict_segment(victim, victim == oldest)
                .or_else(|error| {
                    // One that cannot be read is no use; and room must be made.
                    tracing::debug!(target: "rememo", %error, "a segment goes unread");
                    let path = self.shard.folder.join(segment::file_name(victim));
                    self.state.index.raise_stamp(&self.store.disk)?;
                    self.store.disk.unlink(&path)
                });
            match evicted {
                Ok(()) => {
                    self.recount(shares)?;
                    return Ok(true);
                }
                Err(error) => last = Some(error),
            }
        }
        last.map_or(Ok(false), Err)
    }

    fn is_folder(&self, id: u64) -> bool {
        let path = self.shard.folder.join(segment::file_name(id));
        let stat = self.store.disk.stat_path(&path);
        stat.is_ok_and(|stat| stat.is_folder)
    }

    /// Evicts segments that are so old that their numbers would be mistaken for young ones.
    pub(crate) fn keep_numbers_close(&mut self) -> Result<(), StoreError> {
        let Some(active) = self.state.index.active(&self.store.disk)? else {
            return Ok(());
        };
        for id in self
            .segments()?
            .into_iter()
            .filter(|id| id + SPREAD < active)
        {
            self.evict_segment(id, true)?;
        }
        Ok(())
    }

    /// When a sealed segment's last entry expires, if that is known.
    fn expires(&self, id: u64) -> Option<u64> {
        let disk = &self.store.disk;
        let file = disk
            .open(&self.shard.folder.join(segment::file_name(id)), false)
            .ok()?;
        let mut bytes = [0; 32];
        disk.read_at(&file, SEGMENT_SUMMARY as u64, &mut bytes)
            .ok()?;
        SegmentSummary::decode(&bytes).map(|summary| summary.expires)
    }

    /// Keeps what is worth it of a segment, and removes the rest with the file.
    fn evict_segment(&mut self, id: u64, is_oldest: bool) -> Result<(), StoreError> {
        let disk = &self.store.disk;
        let path = self.shard.folder.join(segment::file_name(id));
        let file = match disk.open(&path, true) {
            Ok(file) => file,
            Err(error) if is_missing(&error) => return Ok(()),
            Err(error) => return Err(error),
        };
        self.state.index.set_crowded(disk)?;
        let source = SegmentBytes::open(disk, &file, self.store.mapped)?;
        let bytes = source.bytes();
        let mut live = Vec::new();
        let mut graves = Vec::new();
        for (at, record) in walk(bytes, SEGMENT_HEADER) {
            if record.is_grave() {
                graves.push(*record.key());
            } else if let Some(spot) = self.spot_of(&record, id, at)? {
                live.push(Live { at, record, spot });
            }
        }
        let (keep, drop) = self.choose(live, bytes.len() as u64);
        let mut failed = None;
        let mut dropped = drop;
        for one in keep {
            if failed.is_some() {
                dropped.push(one);
                continue;
            }
            let len = usize::try_from(one.record.len()).unwrap_or(0);
            let record = bytes.get(one.at..one.at + len).unwrap_or_default();
            match self.append(record, &one.record, Room::Borrow) {
                Ok(slot) => self.move_slot(one.spot, slot)?,
                Err(error) => {
                    // What cannot be kept is dropped: room must be made.
                    failed = Some(error);
                    dropped.push(one);
                }
            }
        }
        if let Some(error) = failed {
            tracing::debug!(target: "rememo", %error, "entries in use were evicted");
        }
        if !is_oldest {
            // Older records of these keys may lie in older segments; a rebuilt index must not find them.
            graves.extend(dropped.iter().map(|one| *one.record.key()));
            for key in graves {
                let grave = Stub::grave(key);
                self.append(&grave.encode(), &Record::Stub(grave), Room::Borrow)?;
            }
        }
        for one in &dropped {
            self.drop_entry(one)?;
        }
        self.store
            .count_evicted(dropped.iter().map(|one| &one.record));
        let disk = &self.store.disk;
        disk.write_at(&file, SEGMENT_RETIRED as u64, &1_u64.to_le_bytes())?;
        self.state.index.raise_stamp(disk)?;
        disk.unlink(&path)
    }

    /// The slot that leads to this very record, if one does.
    fn spot_of(&self, record: &Record, id: u64, at: usize) -> Result<Option<Spot>, StoreError> {
        let index = &self.state.index;
        let hash = hash_of(record.key());
        let sought = Slot::new(hash, id, at as u64);
        let home = index.home(hash);
        for place in home..home + PROBES {
            let slot = index.load(&self.store.disk, place)?;
            if slot == Slot::EMPTY {
                break;
            }
            if slot.is_live() && slot.same_record(sought) {
                return Ok(Some(Spot { place, slot }));
            }
        }
        Ok(None)
    }

    /// Parts a segment's live records into those to keep and those to drop. At most three quarters of its `len`
    /// bytes and of what its stubs stand for are kept, so that every eviction makes room.
    fn choose(&self, live: Vec<Live>, len: u64) -> (Vec<Live>, Vec<Live>) {
        let now = (self.store.options.now)();
        let (mut live, mut drop): (Vec<Live>, Vec<Live>) =
            live.into_iter().partition(|one| one.record.expires() > now);
        let files = live.iter().map(|one| match &one.record {
            Record::Stub(stub) => stub.len,
            Record::Entry(_) => 0,
        });
        let mut left = files.fold(len, u64::saturating_add) / 4 * 3;
        // Compute time per byte; entries used since they were last looked at count for more.
        let worth = |one: &Live| {
            let used = if one.spot.slot.is_touched() { 16 } else { 1 };
            u128::from(one.record.compute()) * used * 1024 / u128::from(one.record.charge().max(1))
        };
        let mut least = 0;
        if self.store.options.evict == Evict::Cost {
            // What was not used is kept only where it is far dearer than its neighbours.
            least = live.iter().map(worth).sum::<u128>() / live.len().max(1) as u128;
            live.sort_by_key(|one| std::cmp::Reverse(worth(one)));
        }
        let mut keep = Vec::new();
        for one in live {
            let wanted = match self.store.options.evict {
                Evict::Lru => one.spot.slot.is_touched(),
                Evict::Cost => one.spot.slot.is_touched() || worth(&one) > least,
            };
            if wanted && one.record.charge() <= left {
                left -= one.record.charge();
                keep.push(one);
            } else {
                drop.push(one);
            }
        }
        (keep, drop)
    }

    /// Points a slot at the record's copy, not used yet.
    fn move_slot(&self, from: Spot, to: Slot) -> Result<(), StoreError> {
        let index = &self.state.index;
        let now = index.load(&self.store.disk, from.place)?;
        if now.same_record(from.slot) {
            index.store(&self.store.disk, from.place, to)?;
        }
        Ok(())
    }

    /// Makes an entry unfindable, and removes its file if it has one.
    fn drop_entry(&self, one: &Live) -> Result<(), StoreError> {
        self.state.empty(&self.store.disk, one.spot)?;
        if let Record::Stub(stub) = &one.record {
            self.unlink_large(stub);
        }
        Ok(())
    }

    /// Removes the file that a stub stood for.
    pub(crate) fn unlink_large(&self, stub: &Stub) {
        self.state.large().forget(stub);
        let path = large::path_of(&self.shard.folder, &stub.key, stub.nonce);
        self.store.disk.unlink_if_possible(&path);
    }

    /// Counts the shard's files, for all processes.
    pub(crate) fn recount(&self, shares: &Shares<'_>) -> Result<(), StoreError> {
        let taken = self.store.count(self.shard)? + self.reserved;
        shares.set_taken(self.shard.number, taken)?;
        let active = self.state.index.active(&self.store.disk)?;
        let oldest = self.segments()?.into_iter().find(|&id| Some(id) != active);
        shares.set_oldest(
            self.shard.number,
            oldest.map(|id| self.created(id).unwrap_or(0)),
        )
    }

    /// When a segment was made, if it can be read.
    fn created(&self, id: u64) -> Option<u64> {
        let disk = &self.store.disk;
        let file = disk
            .open(&self.shard.folder.join(segment::file_name(id)), false)
            .ok()?;
        let mut bytes = [0; 64];
        disk.read_at(&file, 0, &mut bytes).ok()?;
        SegmentIdentity::decode(&bytes).map(|it| it.created)
    }

    /// Removes what dead processes left: unfinished files, and large ones that no slot leads to.
    pub(crate) fn clean(&self) -> Result<(), StoreError> {
        let disk = &self.store.disk;
        for name in disk.list(&self.shard.folder)? {
            let Some(name) = name.to_str() else { continue };
            let path = self.shard.folder.join(name);
            let dead = if name.starts_with(large::UNFINISHED) {
                // Its writer holds its lock, and loses it by dying.
                disk.open(&path, true)
                    .and_then(|file| disk.try_lock(&file))
                    .unwrap_or(false)
            } else if let Some((key, nonce)) = large::parse_file_name(name) {
                self.stub_of(&key)?.is_none_or(|stub| stub.nonce != nonce)
            } else {
                false
            };
            if dead {
                disk.unlink_if_possible(&path);
            }
        }
        Ok(())
    }

    /// The stub that a key's slot leads to, if it leads to one.
    pub(crate) fn stub_of(&self, key: &crate::key::Key) -> Result<Option<Stub>, StoreError> {
        match self.slot_of(key)? {
            Some((_, slot)) => self.stub_at(slot, key),
            None => Ok(None),
        }
    }
}

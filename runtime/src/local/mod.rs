//! The embedded default, `local:`: packed segments, a mapped index, shared by any number of processes.
//!
//! `docs/store-format.md` draws the files and argues each point where a process or the machine may stop.
//! Reading goes `shard` (index, maps) → `segment` or `large`; writing goes `writer` (lock, append, publish),
//! which makes room by `evict` and mends by `recover`. All system calls go through `disk`, all `unsafe` is in
//! `map`, `pin` and `sys`.

mod bits;
mod counters;
mod disk;
mod evict;
mod flight;
mod folder;
mod format;
mod index;
mod large;
mod map;
mod options;
mod pin;
#[cfg(all(loom, test))]
mod played;
#[cfg(any(test, fuzzing))]
pub(crate) mod probe;
mod reading;
mod record;
mod recover;
mod segment;
mod shard;
mod store;
mod sync;
mod sys;
mod usage;
mod view;
mod writer;

use std::collections::HashMap;
use std::path::Path;
use std::sync::OnceLock;

use counters::Counters;
use disk::{Disk, DiskFile, trouble};
use folder::Place;
use map::ByteMap;
use options::{Sizes, boot_id};
use record::Record;
use shard::Shard;
use sys::FileSystem;
use usage::{Shares, Usage};

pub(crate) use counters::counts_in;
pub use counters::{Count, Counts};
pub use flight::{Flight, Flights, Lead};
pub use options::{Durability, Evict, Io, LocalOptions, Now};
pub(crate) use pin::{Pin, Replaced};
pub use store::LocalStore;
pub use view::View;

#[doc(hidden)]
pub use disk::{Op, Watch};

use crate::error::StoreError;

/// What all of a store's parts share.
pub(crate) struct Inner {
    disk: Disk,
    options: LocalOptions,
    sizes: Sizes,
    place: Place,
    shards: Box<[Shard]>,
    /// Files are mapped, not read.
    mapped: bool,
    /// The file system writes to a disk of this machine.
    on_disk: bool,
    boot: OnceLock<[u8; 16]>,
    usage: Usage,
    flights: Flights,
    counters: Counters,
}

impl Inner {
    /// Opens the store under `folder`. Looks at a handful of files, however large it is.
    fn open(folder: &Path, options: LocalOptions) -> Result<Inner, StoreError> {
        let disk = Disk::new(options.watch.clone());
        let place = folder::prepare(&disk, folder, options.max_size)?;
        Inner::at(place, disk, options)
    }

    /// Opens the store under `folder` if there is one.
    fn existing(folder: &Path) -> Result<Option<Inner>, StoreError> {
        let disk = Disk::new(None);
        // Entries may be as large as any store's: who only looks has no limit of its own.
        let options = LocalOptions {
            max_size: u64::MAX,
            max_entry: u64::MAX,
            ..LocalOptions::default()
        };
        let place = folder::find(&disk, folder)?;
        place
            .map(|place| Inner::at(place, disk, options))
            .transpose()
    }

    fn at(place: Place, disk: Disk, options: LocalOptions) -> Result<Inner, StoreError> {
        let kind = sys::file_system(&place.root).map_err(trouble("cannot look at", &place.root))?;
        let shards = (0..place.shards)
            .map(|number| {
                let folder = place.shards_folder.join(format!("{number:02}"));
                Shard::new(folder, usize::try_from(number).unwrap_or(0))
            })
            .collect();
        Ok(Inner {
            sizes: Sizes::new(&options, place.shards),
            mapped: options.io == Io::Mmap && kind != FileSystem::Network,
            on_disk: kind == FileSystem::Disk,
            flights: Flights::new(disk.clone(), &place.root),
            disk,
            options,
            place,
            shards,
            boot: OnceLock::new(),
            usage: Usage::default(),
            counters: Counters::default(),
        })
    }

    /// The shared words of how much is taken.
    fn shares(&self) -> Result<Shares<'_>, StoreError> {
        self.usage.open(&self.disk, &self.place.root, self.mapped)
    }

    /// This boot of the machine.
    fn boot(&self) -> Result<[u8; 16], StoreError> {
        if let Some(boot) = self.boot.get() {
            return Ok(*boot);
        }
        let given = self.options.boot.map_or_else(boot_id, Ok);
        let boot = given.map_err(trouble(
            "cannot tell the machine's boot for",
            &self.place.root,
        ))?;
        Ok(*self.boot.get_or_init(|| boot))
    }

    /// Counts something of a function, for all processes. Failing to is no failure.
    fn count_of(&self, function: &[u8; 16], path: Option<&str>, amounts: &[(Count, u64)]) {
        // Words of a network file system are not shared.
        if !self.mapped {
            return;
        }
        if let Err(error) = self
            .counters
            .add(&self.disk, &self.place.root, function, path, amounts)
        {
            tracing::debug!(target: "rememo", %error, "cannot count");
        }
    }

    /// Counts what eviction has dropped.
    fn count_evicted<'r>(&self, dropped: impl Iterator<Item = &'r Record>) {
        let mut functions: HashMap<[u8; 16], (u64, u64)> = HashMap::new();
        for record in dropped {
            let (entries, bytes) = functions.entry(*record.function()).or_default();
            *entries += 1;
            *bytes = bytes.saturating_add(record.charge());
        }
        for (function, (entries, bytes)) in functions {
            let amounts = [(Count::Evicted, entries), (Count::EvictedBytes, bytes)];
            self.count_of(&function, None, &amounts);
        }
    }
}

/// A segment's bytes for a writer: mapped, or read.
enum SegmentBytes {
    Mapped(ByteMap),
    Read(Vec<u8>),
}

impl SegmentBytes {
    fn open(disk: &Disk, file: &DiskFile, mapped: bool) -> Result<SegmentBytes, StoreError> {
        let len = disk.stat(file)?.len.min(1 << format::MAX_SEGMENT_LOG2);
        if mapped && len >= 8 {
            return Ok(SegmentBytes::Mapped(disk.map_bytes(file)?));
        }
        let mut bytes = vec![0; usize::try_from(len).unwrap_or(0)];
        disk.read_at(file, 0, &mut bytes)?;
        Ok(SegmentBytes::Read(bytes))
    }

    fn bytes(&self) -> &[u8] {
        match self {
            SegmentBytes::Mapped(map) => map.bytes(),
            SegmentBytes::Read(bytes) => bytes,
        }
    }
}

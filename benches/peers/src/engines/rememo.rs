//! Ours: rememo's local store, with entries sealed and verified as the call path does.

use std::path::Path;
use std::sync::Arc;

use rememo::local::{Io, LocalOptions, LocalStore};
use rememo::store::{Store, Verdict};

use crate::engine::{Engine, Fallible, Key, Peer};
use crate::engines::entry::{Sealer, build, value};
use crate::work::Work;

/// As it comes: sealed with HMAC-SHA256, mapped.
pub const PEER: Peer = Peer {
    id: "rememo",
    name: "**rememo** (HMAC-SHA256, verified once)",
    persistent: true,
    variant: false,
    open: |dir, work| open(dir, work, Sealer::hmac()?, Io::Mmap),
};

/// Sealed with keyed BLAKE3.
pub const BLAKE3: Peer = Peer {
    id: "rememo-blake3",
    name: "**rememo**, `seal = \"blake3\"`",
    persistent: true,
    variant: false,
    open: |dir, work| open(dir, work, Sealer::Blake3([7; 32]), Io::Mmap),
};

/// With a checksum only.
pub const UNSEALED: Peer = Peer {
    id: "rememo-unsealed",
    name: "**rememo**, `seal = \"none\"`",
    persistent: true,
    variant: false,
    open: |dir, work| open(dir, work, Sealer::Checksum, Io::Mmap),
};

/// Read instead of mapped, and so verified on every hit.
pub const PREAD: Peer = Peer {
    id: "rememo-pread",
    name: "**rememo**, `io = \"pread\"` (verifies every hit)",
    persistent: true,
    variant: true,
    open: |dir, work| open(dir, work, Sealer::hmac()?, Io::Pread),
};

struct Rememo {
    store: Arc<LocalStore>,
    sealer: Sealer,
}

fn open(dir: &Path, work: &Work, sealer: Sealer, io: Io) -> Fallible<Box<dyn Engine>> {
    let mut options = LocalOptions::default();
    // Room for all: what is evicted would be a wrong answer here.
    let room = (work.bytes() + 512 * work.entries as u64) * 4;
    options.max_size = room.max(options.max_size);
    options.io = io;
    let store = Arc::new(LocalStore::open(&dir.join("rememo"), options)?);
    Ok(Box::new(Rememo { store, sealer }))
}

impl Engine for Rememo {
    fn put(&mut self, key: &Key, value: &[u8]) -> Fallible<()> {
        let (head, digest) = build(key, value, &self.sealer);
        let key = rememo::Key::from_bytes(*key);
        Ok(self.store.put_pieces(&key, [&head, value, &digest])?)
    }

    fn get(&mut self, key: &Key, read: &mut dyn FnMut(&[u8])) -> Fallible<bool> {
        let mut found = false;
        self.store.get(
            &rememo::Key::from_bytes(*key),
            &mut |candidate| match value(candidate.bytes, key, candidate.verified, &self.sealer) {
                Some(value) => {
                    found = true;
                    read(value);
                    Verdict::Verified
                }
                None => Verdict::Damaged,
            },
        )?;
        Ok(found)
    }

    fn share(&self) -> Fallible<Box<dyn Engine>> {
        Ok(Box::new(Rememo {
            store: self.store.clone(),
            sealer: self.sealer.clone(),
        }))
    }
}

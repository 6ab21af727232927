//! The engines that take part, one file each.

mod cacache;
mod cached_disk;
mod entry;
mod files;
mod lmdb;
mod memory;
mod redb;
mod rememo;
mod sketch;
mod sqlite;
#[cfg(test)]
mod tests;

use crate::engine::Peer;

pub use sketch::PLAIN as SKETCH;

/// All that take part, in the order in which each round asks them.
pub const ROSTER: &[Peer] = &[
    rememo::PEER,
    rememo::BLAKE3,
    rememo::UNSEALED,
    rememo::PREAD,
    sketch::PLAIN,
    sketch::XXH3,
    sketch::BLAKE3,
    lmdb::PEER,
    lmdb::HELD,
    redb::PEER,
    cached_disk::BYTES,
    cached_disk::VEC,
    sqlite::PEER,
    files::READ,
    files::MAP,
    cacache::PEER,
    memory::QUICK_CACHE,
    memory::MOKA,
];

/// A key as 64 lower-case hex digits, for engines whose keys are text.
pub fn hex(key: &crate::engine::Key) -> [u8; 64] {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = [0; 64];
    for (pair, byte) in text.chunks_exact_mut(2).zip(key) {
        pair[0] = DIGITS[usize::from(byte >> 4)];
        pair[1] = DIGITS[usize::from(byte & 15)];
    }
    text
}

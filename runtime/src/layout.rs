//! Every constant of the stored format, in one place: the bytes of an entry, whatever store holds it.
//!
//! An entry is `header (128) ‖ meta ‖ value ‖ digest (32)`, all integers little-endian:
//!
//! | at | size | field |
//! |---:|---:|---|
//! | 0 | 8 | magic `REMEMO\r\n` |
//! | 8 | 2 | format version |
//! | 10 | 1 | codec: 1 MessagePack; 16 to 25 numbers as they lie in memory, of u8, i8, u16, i16, u32, i32, u64, i64, f32, f64 |
//! | 11 | 1 | compression |
//! | 12 | 1 | seal |
//! | 13 | 1 | part: which part of the result the value is: 0 all, 1 what is in `Ok`, 2 what is in `Some` |
//! | 14 | 2 | length of meta |
//! | 16 | 32 | key |
//! | 48 | 8 | expires, milliseconds since the Unix epoch; `u64::MAX` is never |
//! | 56 | 8 | length of the value as stored |
//! | 64 | 16 | function id: the head of BLAKE3 of the function's path |
//! | 80 | 8 | created, milliseconds since the Unix epoch |
//! | 88 | 8 | compute time, nanoseconds |
//! | 96 | 8 | length of the value decoded (before compression) |
//! | 104 | 8 | state: the head of the fingerprint that the key was made with, for telling what a change of code stranded |
//! | 112 | 8 | reserved, zero |
//! | 120 | 8 | XXH3-64 of bytes 0..120 |
//!
//! What finds an entry, delimits it and tells whether it has expired lies in the first 64 bytes: a processor fetches
//! those at once, and of a small entry that was verified before it needs no more of the header to reach the value.
//!
//! The digest (or MAC) covers everything before it, header included, so that an entry cannot be moved
//! to another key, dated anew or relabelled. HMAC-SHA256 takes a value of 4096 bytes or more as the 32 bytes of its
//! keyed BLAKE3 (`seal` argues why).

/// First bytes of every entry; the line end shows damage by text-mode transfers, as PNG's does.
pub const MAGIC: [u8; 8] = *b"REMEMO\r\n";
/// Version of the format below; another version is a miss, never a guess.
pub const VERSION: u16 = 2;
/// Bytes of the fixed header.
pub const HEADER_LEN: usize = 128;
/// Bytes of the digest or MAC at the end.
pub const DIGEST_LEN: usize = 32;
/// `expires` of an entry that never does.
pub const NEVER: u64 = u64::MAX;
/// No meta is longer: its length has two bytes.
pub const MAX_META_LEN: u16 = u16::MAX;

/// Where the fields lie in the header.
pub mod at {
    /// Length of meta, 2 bytes.
    pub const META_LEN: usize = 14;
    /// Key, 32 bytes.
    pub const KEY: usize = 16;
    /// Expires, 8 bytes.
    pub const EXPIRES: usize = 48;
    /// Length of the value as stored, 8 bytes.
    pub const VALUE_LEN: usize = 56;
    /// Function id, 16 bytes.
    pub const FUNCTION: usize = 64;
    /// Created, 8 bytes.
    pub const CREATED: usize = 80;
    /// Compute time, 8 bytes.
    pub const COMPUTE: usize = 88;
    /// Length of the value decoded, 8 bytes.
    pub const DECODED_LEN: usize = 96;
    /// State, 8 bytes.
    pub const STATE: usize = 104;
    /// XXH3-64 of all before it, 8 bytes.
    pub const CHECK: usize = 120;
}

// What every hit needs lies in one cache line, and numbers of 8 bytes lie at multiples of 8.
const _: () =
    assert!(at::VALUE_LEN + 8 <= 64 && at::FUNCTION >= 64 && HEADER_LEN.is_multiple_of(64));

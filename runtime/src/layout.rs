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
//! | 14 | 2 | reserved, zero |
//! | 16 | 32 | key |
//! | 48 | 16 | function id: the head of BLAKE3 of the function's path |
//! | 64 | 8 | created, milliseconds since the Unix epoch |
//! | 72 | 8 | expires, the same; `u64::MAX` is never |
//! | 80 | 8 | compute time, nanoseconds |
//! | 88 | 4 | length of meta |
//! | 92 | 4 | reserved, zero |
//! | 96 | 8 | length of the value as stored |
//! | 104 | 8 | length of the value decoded (before compression) |
//! | 112 | 8 | state: the head of the fingerprint that the key was made with, for telling what a change of code stranded |
//! | 120 | 8 | XXH3-64 of bytes 0..120 |
//!
//! The digest (or MAC) covers everything before it, header included, so that an entry cannot be moved
//! to another key, dated anew or relabelled. HMAC-SHA256 takes a value of 4096 bytes or more as the 32 bytes of its
//! keyed BLAKE3 (`seal` argues why).

/// First bytes of every entry; the line end shows damage by text-mode transfers, as PNG's does.
pub const MAGIC: [u8; 8] = *b"REMEMO\r\n";
/// Version of the format below; another version is a miss, never a guess.
pub const VERSION: u16 = 1;
/// Bytes of the fixed header.
pub const HEADER_LEN: usize = 128;
/// Bytes of the digest or MAC at the end.
pub const DIGEST_LEN: usize = 32;
/// `expires` of an entry that never does.
pub const NEVER: u64 = u64::MAX;
/// A longer meta is damage: lengths are bounded before memory is taken.
pub const MAX_META_LEN: u32 = 64 * 1024;

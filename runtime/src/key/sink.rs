//! Where canonical bytes go: a reused buffer that spills into a hasher when it grows large.
//!
//! Most calls have small arguments: then the bytes stay in the buffer and are hashed in one shot, which is
//! BLAKE3's fastest path. Inside an unordered collection nothing spills, since its entries are still to be sorted.

/// Buffered bytes beyond this go to the hasher. Large enough for BLAKE3's widest SIMD, small enough for L2.
const SPILL: usize = 64 * 1024;
/// Values nested deeper are refused, so that neither hashing nor encoding overflows a thread's stack.
pub(super) const MAX_DEPTH: u32 = 128;

/// What becomes of sequences.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sequences {
    /// Their order is part of the bytes.
    InOrder,
    /// The same elements in another order give the same bytes: how two values of one type are compared
    /// that may hold a `HashSet` somewhere.
    AsMultisets,
}

pub(super) struct Sink {
    pub(super) buf: Vec<u8>,
    pub(super) sequences: Sequences,
    /// The next sequence to be met is a set: sort its elements.
    pub(super) next_is_set: bool,
    /// How many unordered collections are open.
    pub(super) holding: u32,
    pub(super) depth: u32,
    /// What is hashed is hashed with this key.
    key: &'static [u8; 32],
    spilled: Option<Box<blake3::Hasher>>,
}

impl Sink {
    /// A sink that writes to `buf`, which is empty.
    pub(super) fn new(key: &'static [u8; 32], sequences: Sequences, buf: Vec<u8>) -> Sink {
        Sink {
            buf,
            sequences,
            next_is_set: false,
            holding: 0,
            depth: 0,
            key,
            spilled: None,
        }
    }

    #[inline]
    pub(super) fn byte(&mut self, byte: u8) {
        self.buf.push(byte);
    }

    #[inline]
    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        self.buf.extend_from_slice(bytes);
    }

    /// A length or index: LEB128, so that the usual small one is one byte.
    #[inline]
    pub(super) fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.byte(number as u8 | 0x80);
            number >>= 7;
        }
        self.byte(number as u8);
    }

    /// A length, then so many bytes; long ones go past the buffer.
    #[inline]
    pub(super) fn block(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u64);
        if bytes.len() >= SPILL && self.holding == 0 {
            self.hasher().update(bytes);
        } else {
            self.bytes(bytes);
        }
    }

    /// Called where a value ends: makes room.
    #[inline]
    pub(super) fn settle(&mut self) {
        if self.buf.len() >= SPILL && self.holding == 0 {
            self.hasher();
        }
    }

    /// The hasher, with all that was buffered in it.
    #[cold]
    fn hasher(&mut self) -> &mut blake3::Hasher {
        let key = self.key;
        let hasher = self
            .spilled
            .get_or_insert_with(|| Box::new(blake3::Hasher::new_keyed(key)));
        hasher.update(&self.buf);
        self.buf.clear();
        hasher
    }

    /// All that was written, if it still lies in the buffer, or else its hash, and the buffer for another use.
    #[inline]
    pub(super) fn finish(self) -> Result<Vec<u8>, ([u8; 32], Vec<u8>)> {
        match self.spilled {
            None => Ok(self.buf),
            Some(mut hasher) => Err((*hasher.update(&self.buf).finalize().as_bytes(), self.buf)),
        }
    }
}

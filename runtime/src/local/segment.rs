//! A segment as one process sees it: a read-only map, and a bit for each record that was verified here.

use super::bits::Bits;
use super::disk::{Disk, DiskFile};
use super::format::{
    ALIGN, CHECKED_MAX, GRAVE_MAGIC, SEGMENT_HEADER, SEGMENT_RETIRED, STUB_LEN, STUB_MAGIC,
    SegmentIdentity, Stub,
};
use super::map::ByteMap;
use super::record::{Header, entry_len};
use crate::error::StoreError;
use crate::key::Key;
use crate::layout::{HEADER_LEN, MAGIC, at};

/// Name of a segment's file.
pub(crate) fn file_name(id: u64) -> String {
    format!("segment-{id:016x}")
}

/// The number in such a name, if it is one that we give.
pub(crate) fn parse_file_name(name: &str) -> Option<u64> {
    let id = u64::from_str_radix(name.strip_prefix("segment-")?, 16).ok()?;
    (id < CHECKED_MAX).then_some(id)
}

/// A mapped segment; of what hits look at, each has a cache line.
#[derive(Debug)]
#[repr(align(64))]
pub(crate) struct Segment {
    map: ByteMap,
    /// Which file it is.
    identity: (u64, u64),
    /// One for each place where a record can begin. Records are immutable, so one that was verified stays so.
    verified: Bits,
}

/// What lies at an offset of a segment.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Look<'a> {
    /// The entry under the key.
    Entry {
        /// All of it.
        bytes: &'a [u8],
        /// This process has verified it.
        verified: bool,
    },
    /// The entry under the key lies in a file of its own.
    Stub(Stub),
    /// A record under another key: two tags were alike.
    Other,
    /// No record.
    Odd,
    /// Over the end of the map, which the file may have outgrown.
    Beyond,
}

/// Judges the first bytes of a record, without its length.
pub(crate) enum Head {
    Entry,
    Stub(Stub),
    Other,
    Odd,
}

/// What kind of record these first bytes (at least [`HEADER_LEN`]) begin, and whether it is the key's.
#[inline]
pub(crate) fn judge(head: &[u8], key: &Key) -> Head {
    if head.get(..8) != Some(&MAGIC) {
        return judge_stub(head, key);
    }
    if head.get(at::KEY..at::KEY + 32) == Some(key.as_bytes()) {
        Head::Entry
    } else {
        Head::Other
    }
}

#[cold]
fn judge_stub(head: &[u8], key: &Key) -> Head {
    let magic = head.get(..8);
    if magic != Some(&STUB_MAGIC) && magic != Some(&GRAVE_MAGIC) {
        return Head::Odd;
    }
    match Stub::decode(head.get(..STUB_LEN).unwrap_or_default()) {
        Some(stub) if stub.key != *key => Head::Other,
        Some(stub) if !stub.grave => Head::Stub(stub),
        _ => Head::Odd,
    }
}

impl Segment {
    /// Maps a segment's file, if it is the one with this number.
    pub(crate) fn open(
        disk: &Disk,
        file: &DiskFile,
        id: u64,
    ) -> Result<Option<Segment>, StoreError> {
        if disk.stat(file)?.len < SEGMENT_HEADER as u64 {
            return Ok(None);
        }
        // Read, not looked at in the map: that would cost a page fault, and another than the record's.
        let mut head = [0; 64];
        disk.read_at(file, 0, &mut head)?;
        if SegmentIdentity::decode(&head).is_none_or(|it| it.id != id) {
            return Ok(None);
        }
        let map = disk.map_bytes(file)?;
        let verified = Bits::new(map.bytes().len().div_ceil(ALIGN));
        Ok(Some(Segment {
            map,
            identity: file.identity(),
            verified,
        }))
    }

    /// Takes over what a shorter map of the same file knew; nothing from another file of the same name.
    pub(crate) fn inherit(&self, shorter: &Segment) {
        if self.identity != shorter.identity {
            return;
        }
        self.verified.take_over(&shorter.verified);
    }

    /// The bytes mapped.
    pub(crate) fn bytes(&self) -> &[u8] {
        self.map.bytes()
    }

    /// Whether the segment was evicted.
    pub(crate) fn is_retired(&self) -> bool {
        self.map.word(SEGMENT_RETIRED) != 0
    }

    /// What lies at `offset`, for a reader of `key`.
    #[inline]
    pub(crate) fn look(&self, offset: usize, key: &Key) -> Look<'_> {
        if !offset.is_multiple_of(ALIGN) {
            return Look::Odd;
        }
        let Some(record) = self
            .map
            .bytes()
            .get(offset..)
            .filter(|rest| rest.len() >= HEADER_LEN)
        else {
            return Look::Beyond;
        };
        match judge(record, key) {
            Head::Entry => {}
            Head::Stub(stub) => return Look::Stub(stub),
            Head::Other => return Look::Other,
            Head::Odd => return Look::Odd,
        }
        let verified = self.is_verified(offset);
        if !verified && Header::parse(record).is_none() {
            return Look::Odd;
        }
        match entry_len(record).map(|len| usize::try_from(len).unwrap_or(usize::MAX)) {
            Some(len) => match record.get(..len) {
                Some(bytes) => Look::Entry { bytes, verified },
                None => Look::Beyond,
            },
            None => Look::Odd,
        }
    }

    /// The entry at `offset`, if it is the key's and was verified here; all that most hits need.
    #[inline]
    pub(crate) fn verified_entry(&self, offset: usize, key: &Key) -> Option<&[u8]> {
        let record = self.map.bytes().get(offset..)?;
        let head = record.first_chunk::<HEADER_LEN>()?;
        if !self.is_verified(offset) || head[at::KEY..at::KEY + 32] != *key.as_bytes() {
            return None;
        }
        record.get(..usize::try_from(entry_len(head)?).ok()?)
    }

    #[inline]
    fn is_verified(&self, offset: usize) -> bool {
        // Elsewhere than at multiples of `ALIGN` no record begins: a bit must not vouch for bytes beside a verified one.
        // Rotated, such an offset is a number that no bit has.
        self.verified.get(offset.rotate_right(ALIGN.ilog2()))
    }

    /// Remembers that the record at `offset` was verified.
    pub(crate) fn set_verified(&self, offset: usize) {
        if offset.is_multiple_of(ALIGN) {
            self.verified.set(offset / ALIGN);
        }
    }
}

#[cfg(all(test, not(loom)))]
mod tests {
    use super::super::format::{STUB_LEN, aligned};
    use super::*;

    const KEY: Key = Key::from_bytes([7; 32]);
    const OTHER: Key = Key::from_bytes([8; 32]);
    const AT: usize = SEGMENT_HEADER;

    /// An entry of no value, as far as the engine looks at it.
    fn entry(key: &Key) -> Vec<u8> {
        let mut bytes = vec![0; HEADER_LEN];
        bytes[..8].copy_from_slice(&MAGIC);
        bytes[8..10].copy_from_slice(&crate::layout::VERSION.to_le_bytes());
        bytes[at::KEY..at::KEY + 32].copy_from_slice(key.as_bytes());
        let sum = xxhash_rust::xxh3::xxh3_64(&bytes[..at::CHECK]);
        bytes[at::CHECK..].copy_from_slice(&sum.to_le_bytes());
        bytes.extend([9; 32]);
        bytes
    }

    /// A segment that holds these records, in a file that is gone at the end of the call.
    fn segment(name: &str, records: &[Vec<u8>]) -> Segment {
        let identity = SegmentIdentity {
            id: 5,
            boot: [1; 16],
            created: 0,
        };
        let mut bytes = identity.encode().to_vec();
        bytes.resize(SEGMENT_HEADER, 0);
        for record in records {
            bytes.extend(record);
            bytes.resize(aligned(bytes.len() as u64) as usize, 0);
        }
        let path = crate::map::temporary(name);
        let disk = Disk::new(None);
        let file = disk.create(&path).expect("a new file");
        disk.write_at(&file, 0, &bytes).expect("room");
        let segment = Segment::open(&disk, &file, 5).expect("no trouble");
        assert!(
            Segment::open(&disk, &file, 6)
                .expect("no trouble")
                .is_none()
        );
        disk.unlink(&path).expect("removed");
        segment.expect("a segment")
    }

    #[test]
    fn a_record_is_judged_by_its_own_bytes() {
        let mut torn = entry(&KEY);
        torn[at::VALUE_LEN] ^= 1;
        let stub = Stub {
            key: KEY,
            function: [0; 16],
            expires: 1,
            compute: 2,
            len: 3,
            nonce: 4,
            grave: false,
        };
        let records = [entry(&KEY), stub.encode().to_vec(), torn, entry(&KEY)];
        let segment = segment("judged", &records);
        let stub_at = AT + aligned(entry(&KEY).len() as u64) as usize;
        let torn_at = stub_at + STUB_LEN;
        let last_at = torn_at + aligned(entry(&KEY).len() as u64) as usize;
        assert!(
            matches!(segment.look(AT, &KEY), Look::Entry { verified: false, bytes } if bytes == entry(&KEY))
        );
        assert!(matches!(segment.look(AT, &OTHER), Look::Other));
        assert!(matches!(segment.look(stub_at, &KEY), Look::Stub(it) if it == stub));
        assert!(matches!(segment.look(stub_at, &OTHER), Look::Other));
        assert!(matches!(segment.look(torn_at, &KEY), Look::Odd));
        assert!(matches!(segment.look(AT + 8, &KEY), Look::Odd));
        assert!(matches!(segment.look(last_at, &KEY), Look::Entry { .. }));
        let end = segment.bytes().len();
        for beyond in [last_at + 128, end, end + 64, usize::MAX - 63] {
            assert!(
                matches!(segment.look(beyond, &KEY), Look::Beyond),
                "{beyond}"
            );
            assert!(segment.verified_entry(beyond, &KEY).is_none());
        }
        assert!(!segment.is_retired());
    }

    #[test]
    fn one_thread_verifies_for_all_and_for_that_record_only() {
        let segment = segment("verified", &[entry(&KEY), entry(&OTHER)]);
        let other_at = AT + aligned(entry(&KEY).len() as u64) as usize;
        std::thread::scope(|scope| {
            scope.spawn(|| segment.set_verified(AT));
            scope.spawn(|| {
                let seen = segment.verified_entry(AT, &KEY);
                assert!(seen.is_none_or(|bytes| bytes == entry(&KEY)));
            });
        });
        assert_eq!(
            segment.verified_entry(AT, &KEY),
            Some(entry(&KEY).as_slice())
        );
        assert_eq!(segment.verified_entry(AT, &OTHER), None, "another's key");
        assert_eq!(
            segment.verified_entry(other_at, &OTHER),
            None,
            "not verified"
        );
        for beside in (AT - 64..AT + 64).step_by(8).filter(|&at| at != AT) {
            assert_eq!(segment.verified_entry(beside, &KEY), None, "{beside}");
        }
    }
}

//! What must hold for the packed store's parsers on any bytes, for fuzzing and for tests.

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use super::disk::Disk;
use super::format::{
    ALIGN, INDEX_HEADER, STUB_LEN, SegmentIdentity, SegmentSummary, Stub, array_at, decode_current,
    encode_current,
};
use super::index::{Image, Index, MIN_LOG2, PROBES, Slot, WordFile, full_id, log2_for};
use super::large;
use super::record::{Record, walk};
use super::segment::{Head, judge};
use crate::key::Key;
use crate::layout::{HEADER_LEN, MAGIC};

/// Bytes as a segment: what is found lies inside, one behind the other. Where a record might begin its checksum is put
/// right first, so that what a checksum keeps out is tried as well.
///
/// # Panics
/// If not.
pub fn records(bytes: &[u8]) {
    records_in(bytes);
    let mut mended = bytes.to_vec();
    for at in (0..mended.len()).step_by(ALIGN) {
        let Some(head) = mended.get_mut(at..at + HEADER_LEN) else {
            break;
        };
        // All magics begin alike.
        if head.first() == MAGIC.first() {
            let sum = xxhash_rust::xxh3::xxh3_64(&head[..120]);
            head[120..].copy_from_slice(&sum.to_le_bytes());
        }
    }
    records_in(&mended);
}

fn records_in(bytes: &[u8]) {
    let mut end = 0;
    for (at, record) in walk(bytes, 0) {
        assert!(at >= end && at.is_multiple_of(ALIGN), "{at} after {end}");
        end = at + usize::try_from(record.len()).expect("it lies in memory");
        assert!(end <= bytes.len(), "{record:?} at {at}");
        let judged = judge(&bytes[at..at + HEADER_LEN], record.key());
        match record {
            Record::Entry(_) => assert!(matches!(judged, Head::Entry)),
            Record::Stub(stub) => {
                assert!(stub.grave || matches!(judged, Head::Stub(it) if it == stub));
                assert_eq!(Stub::decode(&stub.encode()), Some(stub));
            }
        }
        // What eviction adds up.
        assert!(record.is_grave() || record.charge() >= STUB_LEN as u64);
        let other = Key::from_bytes(record.key().as_bytes().map(|byte| !byte));
        let judged = judge(&bytes[at..at + HEADER_LEN], &other);
        assert!(matches!(judged, Head::Other), "another's key is told");
    }
    if let Some(identity) = SegmentIdentity::decode(bytes) {
        assert_eq!(SegmentIdentity::decode(&identity.encode()), Some(identity));
    }
    if let Some(summary) = SegmentSummary::decode(bytes) {
        assert_eq!(SegmentSummary::decode(&summary.encode()), Some(summary));
    }
    if let Some(generation) = decode_current(bytes) {
        assert_eq!(
            decode_current(&encode_current(generation)),
            Some(generation)
        );
    }
    if let Some((key, nonce)) = std::str::from_utf8(bytes)
        .ok()
        .and_then(large::parse_file_name)
    {
        assert!(large::file_name(&key, nonce).len() >= key.to_string().len());
    }
}

/// An index with words changed, each by ten of the bytes (where, and to what): it is refused, or every place and number
/// it leads to is in bounds. Its file is made in `folder`.
///
/// # Panics
/// If not.
pub fn index(bytes: &[u8], folder: &Path) {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let mut image = Image::new(MIN_LOG2).bytes(3);
    let words = image.len() / 8;
    for change in bytes.chunks_exact(10) {
        let at = usize::from(u16::from_le_bytes([change[0], change[1]])) % words;
        image[at * 8..at * 8 + 8].copy_from_slice(&change[2..]);
    }
    // A file that was cut, or made longer.
    match bytes.len() % 10 {
        8 => image.truncate(image.len() - 8),
        9 => image.resize(image.len() + 8, 0),
        _ => {}
    }
    let name = format!(
        "{}-{}",
        std::process::id(),
        COUNT.fetch_add(1, Ordering::Relaxed)
    );
    let path = folder.join(name);
    fs::write(&path, &image).expect("a folder to write to");
    let disk = Disk::new(None);
    for mapped in [true, false] {
        let file = disk.open(&path, true).expect("just written");
        let words = WordFile::new(&disk, file, mapped, true).expect("just written");
        if let Some(index) = Index::open(&disk, words, 3, bytes.len()).expect("readable") {
            check(&disk, &index, bytes);
        }
    }
    fs::remove_file(&path).expect("just written");
}

fn check(disk: &Disk, index: &Index, bytes: &[u8]) {
    let slots = index.slots_now(disk).expect("readable");
    assert_eq!(slots.len(), index.slots());
    for seed in bytes.chunks(8) {
        let hash = seed
            .iter()
            .fold(1_u64, |hash, &byte| hash.rotate_left(8) ^ u64::from(byte));
        let home = index.home(hash);
        assert!(home < index.slots());
        let word = index.word_of(home + PROBES);
        assert!((INDEX_HEADER..INDEX_HEADER + index.slots()).contains(&word));
    }
    let active = index.active(disk).expect("readable");
    if let Some(active) = active {
        for slot in slots.iter().filter(|slot| slot.is_live()) {
            if let Some(id) = full_id(slot.segment(), active) {
                assert!(id <= active && id & 0xFFF == slot.segment() as u64);
            }
        }
        if let Some(tail) = index.tail(disk, active).expect("readable") {
            let reserved = index.reserve(disk, active, tail, tail + 8);
            assert!(reserved.expect("readable"));
            assert_eq!(index.tail(disk, active).expect("readable"), Some(tail + 8));
        }
    }
    // As it is built at another size: what is put in is found where it is looked for.
    let live: Vec<Slot> = slots.into_iter().filter(|slot| slot.is_live()).collect();
    let log2 = log2_for(live.len() as u64);
    let mut image = Image::new(log2);
    for slot in &live {
        image.insert(*slot);
    }
    let built = image.bytes(4);
    let all: Vec<Slot> = (0..1_usize << log2)
        .filter_map(|place| array_at(&built, (INDEX_HEADER + place) * 8))
        .map(|word| Slot(u64::from_le_bytes(word)))
        .collect();
    for slot in live {
        let home = (slot.tag() >> (28 - log2)) as usize;
        let found = (home..home + PROBES).map(|place| all[place % all.len()]);
        let mut found = found.take_while(|slot| *slot != Slot::EMPTY);
        // As many alike as places are looked at are an attack, and lose one entry.
        assert!(
            found.clone().count() == PROBES || found.any(|it| it == slot),
            "{slot:?} is lost"
        );
    }
}

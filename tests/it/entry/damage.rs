//! Damage at rest: whatever is done to an entry's bytes, the call is a miss, and the next one a hit again.

use std::fs;

use rememo::__private::Function;
use rememo::layout::at;
use rememo_tests::child::{Home, role};

use super::subject::{CHECKSUM, PLAIN, XZ, ZSTD, call, file};

/// Damages the entry for 1 by `damage`: a miss, then a hit.
fn survives(function: &'static Function, what: &str, damage: impl FnOnce(&mut Vec<u8>)) {
    assert_eq!(call(function, 1), "hit", "before {what}");
    let file = file(function, 1);
    let good = fs::read(&file).expect("an entry");
    let mut bytes = good.clone();
    damage(&mut bytes);
    assert_ne!(bytes, good, "{what} does nothing");
    fs::write(&file, bytes).expect("damage done");
    assert_eq!(call(function, 1), "miss", "after {what}");
    assert_eq!(call(function, 1), "hit", "after {what} was mended");
}

fn each_subject(damage: impl Fn(&'static Function)) {
    for function in [&PLAIN, &ZSTD, &XZ, &CHECKSUM] {
        assert_eq!(call(function, 1), "miss");
        damage(function);
    }
}

/// Runs `body` in a process of its own, so that it has a store of its own.
fn alone(test: &str, body: impl FnOnce()) {
    match role() {
        Some(_) => body(),
        None => drop(Home::new(module_path!(), test).run("")),
    }
}

#[test]
fn each_flipped_byte_is_a_miss() {
    alone("each_flipped_byte_is_a_miss", || {
        each_subject(|function| {
            let len = fs::metadata(file(function, 1)).expect("an entry").len();
            for at in 0..len as usize {
                let bit = 1 << (at % 8);
                survives(function, &format!("flipping a bit of byte {at}"), |b| {
                    b[at] ^= bit
                });
            }
        });
    });
}

#[test]
fn each_truncation_is_a_miss() {
    alone("each_truncation_is_a_miss", || {
        each_subject(|function| {
            let len = fs::metadata(file(function, 1)).expect("an entry").len();
            for to in 0..len as usize {
                survives(function, &format!("cutting to {to}"), |b| b.truncate(to));
            }
        });
    });
}

#[test]
fn zeroed_lengthened_and_foreign_bytes_are_a_miss() {
    alone("zeroed_lengthened_and_foreign_bytes_are_a_miss", || {
        each_subject(|function| {
            survives(function, "zeroing all", |b| b.fill(0));
            survives(function, "zeroing the value", |b| b[128..].fill(0));
            survives(function, "zeroing the seal", |b| {
                let at = b.len() - 32;
                b[at..].fill(0);
            });
            survives(function, "adding a byte", |b| b.push(0));
            survives(function, "adding a page", |b| b.extend([7; 4096]));
            survives(function, "doubling", |b| b.extend_from_within(..));
            survives(function, "another file", |b| *b = b"not an entry".to_vec());
            // A result of another call, whole and sealed, in the place of this one's.
            assert_eq!(call(function, 2), "miss");
            let other = fs::read(file(function, 2)).expect("an entry");
            survives(function, "another call's entry", |b| *b = other);
        });
    });
}

#[test]
fn an_entry_of_another_version_is_a_miss() {
    alone("an_entry_of_another_version_is_a_miss", || {
        assert_eq!(call(&CHECKSUM, 1), "miss");
        // Whole by its own lights, but of another version, whose header may say anything else in these places.
        for version in [0_u16, 1, 3, u16::MAX] {
            survives(&CHECKSUM, &format!("version {version}"), |b| {
                b[8..10].copy_from_slice(&version.to_le_bytes());
                reseal(b);
            });
        }
    });
}

#[test]
fn lengths_that_lie_take_no_memory() {
    alone("lengths_that_lie_take_no_memory", || {
        // Without a secret, anyone can seal: the lengths themselves must be bounded.
        assert_eq!(call(&CHECKSUM, 1), "miss");
        for at in [at::VALUE_LEN, at::DECODED_LEN] {
            for length in [u64::MAX, 1 << 62, 1 << 40, 1 << 31] {
                survives(&CHECKSUM, &format!("{length} at {at}"), |b| {
                    b[at..at + 8].copy_from_slice(&length.to_le_bytes());
                    reseal(b);
                });
            }
        }
        // A list that announces four thousand million parts, and one nested a hundred thousand deep.
        for value in [vec![0xdd, 0xff, 0xff, 0xff, 0xff], vec![0x91; 100_000]] {
            survives(&CHECKSUM, "a hostile value", |b| {
                let meta = usize::from(b[at::META_LEN]);
                b.truncate(128 + meta);
                b.extend_from_slice(&value);
                for at in [at::VALUE_LEN, at::DECODED_LEN] {
                    b[at..at + 8].copy_from_slice(&(value.len() as u64).to_le_bytes());
                }
                b.extend([0; 32]);
                reseal(b);
            });
        }
    });
}

/// Puts the checksums right again, as whoever can write the file can.
pub(super) fn reseal(bytes: &mut [u8]) {
    let header = xxhash_rust::xxh3::xxh3_64(&bytes[..at::CHECK]);
    bytes[at::CHECK..128].copy_from_slice(&header.to_le_bytes());
    let end = bytes.len() - 32;
    let digest = xxhash_rust::xxh3::xxh3_128(&bytes[..end]);
    bytes[end..end + 16].copy_from_slice(&digest.to_le_bytes());
    bytes[end + 16..].fill(0);
}

//! A whole store on disk, damaged in any way: nothing panics, no wrong value is served, and it works on.
#![no_main]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use rememo::local::Io;
use rememo::store::{Store, Visit};
use tempfile::TempDir;

#[path = "../../tests/src/packed.rs"]
#[allow(dead_code)]
mod packed;

use packed::{Make, Seen, files, look, open, put, try_look};

/// Entries of the store; the last one has a file of its own.
const ENTRIES: u64 = 24;

fn small(options: &mut rememo::local::LocalOptions) {
    options.max_size = 1 << 20;
}

/// The files of a store that is whole, by their place below its folder.
static WHOLE: LazyLock<BTreeMap<PathBuf, Vec<u8>>> = LazyLock::new(|| {
    let folder = packed::scratch();
    let store = open(folder.path(), small);
    for number in 0..ENTRIES {
        let len = if number == ENTRIES - 1 { 20_000 } else { 40 + number as usize * 9 };
        put(&store, &Make::new(number, len)).expect("room");
    }
    drop(store);
    let read = |path: PathBuf| {
        let below = path.strip_prefix(folder.path()).expect("a file of it").to_owned();
        (below, fs::read(path).expect("there"))
    };
    files(folder.path()).into_iter().map(read).collect()
});

static PLACE: LazyLock<TempDir> = LazyLock::new(packed::scratch);

/// Does to the files what the bytes say, eight at a time: which file, what, where, and with what.
fn damage(whole: &mut BTreeMap<PathBuf, Vec<u8>>, bytes: &[u8]) {
    for step in bytes.chunks_exact(8) {
        let names: Vec<PathBuf> = whole.keys().cloned().collect();
        if names.is_empty() {
            return;
        }
        let name = &names[usize::from(step[0]) % names.len()];
        let Some(file) = whole.get_mut(name) else { continue };
        let at = u32::from_le_bytes([step[2], step[3], step[4], 0]) as usize % file.len().max(1);
        match step[1] % 8 {
            0..3 => file.iter_mut().skip(at).take(1).for_each(|byte| *byte = step[5]),
            3 => file.iter_mut().skip(at & !7).take(8).for_each(|byte| *byte ^= step[5]),
            4 => file.truncate(at),
            5 => file.resize(file.len() + at % 5000, step[5]),
            6 => {
                // A piece of it, elsewhere: a record moved, or a slot.
                let piece: Vec<u8> = file.iter().skip(at & !7).take(256).copied().collect();
                let to = usize::from(u16::from_le_bytes([step[6], step[7]])) * 8;
                for (place, byte) in file.iter_mut().skip(to).zip(piece) {
                    *place = byte;
                }
            }
            _ => {
                whole.remove(name);
            }
        }
    }
}

fn lay_out(files: &BTreeMap<PathBuf, Vec<u8>>, to: &Path) {
    for (below, bytes) in files {
        let path = to.join(below);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, bytes).expect("room");
    }
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let mut files = WHOLE.clone();
    damage(&mut files, bytes);
    let place = PLACE.path().join("store");
    let _ = fs::remove_dir_all(&place);
    lay_out(&files, &place);
    let io = if bytes.len().is_multiple_of(2) { Io::Mmap } else { Io::Pread };
    let store = open(&place, |options| {
        small(options);
        options.io = io;
    });
    // Twice: the second time what was verified is not verified again. A wrong value panics.
    for number in (0..ENTRIES).chain(0..ENTRIES) {
        let _ = try_look(&store, number);
    }
    let _ = store.scan(&mut |_, _| Visit::Keep);
    for number in [3, 100, 101] {
        put(&store, &Make::new(number, 60).round(1)).expect("it mends itself");
        assert_eq!(look(&store, number), Seen::Hit(1));
    }
    drop(store);
    let later = open(&place, small);
    assert_eq!(look(&later, 101), Seen::Hit(1));
});

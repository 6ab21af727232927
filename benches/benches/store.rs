//! The packed store against a floor built in: a sketch of packed values and a mapped index that has no locks,
//! no crash safety, no eviction and no verification, and so is about as fast as a lookup in files can be.
//!
//! `cargo bench -p rememo-benches --bench store` prints the figures of one run, and ratios. Every value is touched, a
//! word of each cache line. `-- --large` adds ten million entries.

mod sketch;

use std::hint::black_box;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use rememo::key::Key;
use rememo::layout::{DIGEST_LEN, HEADER_LEN, MAGIC, NEVER, VERSION, at};
use rememo::local::{LocalOptions, LocalStore};
use rememo::store::{Candidate, Store, Verdict};
use sketch::Sketch;
use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

fn key(number: u64) -> Key {
    let mut bytes = [0; 32];
    for (i, part) in bytes.chunks_mut(16).enumerate() {
        let seed = [number.to_le_bytes(), (i as u64).to_le_bytes()].concat();
        part.copy_from_slice(&xxh3_128(&seed).to_le_bytes());
    }
    Key::from_bytes(bytes)
}

/// An entry as the runtime lays it out, with a checksum in place of a seal.
fn entry(key: &Key, value: &[u8]) -> Vec<u8> {
    let mut out = vec![0; HEADER_LEN];
    out[..8].copy_from_slice(&MAGIC);
    out[8..10].copy_from_slice(&VERSION.to_le_bytes());
    let mut put = |at: usize, bytes: &[u8]| out[at..at + bytes.len()].copy_from_slice(bytes);
    let len = (value.len() as u64).to_le_bytes();
    put(at::KEY, key.as_bytes());
    put(at::EXPIRES, &NEVER.to_le_bytes());
    put(at::VALUE_LEN, &len);
    put(at::DECODED_LEN, &len);
    let sum = xxh3_64(&out[..at::CHECK]);
    out[at::CHECK..].copy_from_slice(&sum.to_le_bytes());
    out.extend(value);
    let digest = xxh3_128(&out).to_le_bytes();
    out.extend(digest);
    out.extend([0; DIGEST_LEN - 16]);
    out
}

/// Touches a word of each cache line.
#[inline]
fn touch(bytes: &[u8]) -> u64 {
    bytes
        .chunks(64)
        .fold(0, |sum, line| sum.wrapping_add(u64::from(line[0])))
}

/// A hit as the call path makes it: verify what was not, then use the value.
#[inline]
fn hit(store: &LocalStore, key: &Key) -> u64 {
    let mut sum = 0;
    store
        .get(key, &mut |candidate: Candidate<'_>| {
            let bytes = candidate.bytes;
            let end = bytes.len() - DIGEST_LEN;
            if !candidate.verified && bytes[end..end + 16] != xxh3_128(&bytes[..end]).to_le_bytes()
            {
                return Verdict::Damaged;
            }
            sum = touch(&bytes[HEADER_LEN..end]);
            Verdict::Verified
        })
        .expect("a store that works");
    sum
}

/// Nanoseconds of a call: over many short samples, the first quartile. On a machine with other work half of the
/// samples are interrupted; these are not.
fn quartile(times: u64, mut call: impl FnMut(u64)) -> f64 {
    let samples = 60;
    let times = (times / 4).max(1);
    let mut taken: Vec<f64> = (0..samples)
        .map(|sample| {
            let start = Instant::now();
            for time in 0..times {
                call(sample * times + time);
            }
            start.elapsed().as_nanos() as f64 / times as f64
        })
        .collect();
    taken.sort_by(f64::total_cmp);
    taken[taken.len() / 4]
}

/// A permutation-like walk over `0..among`.
fn spread(time: u64, among: usize) -> usize {
    (time.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 20) as usize % among
}

fn show(nanoseconds: f64) -> String {
    match nanoseconds {
        n if n < 1e3 => format!("{n:.0} ns"),
        n if n < 1e6 => format!("{:.2} µs", n / 1e3),
        n => format!("{:.2} ms", n / 1e6),
    }
}

/// A store and a sketch with the same content, and the keys.
fn fill(folder: &Path, count: usize, len: usize) -> (LocalStore, Sketch, Vec<Key>) {
    let mut options = LocalOptions::default();
    options.max_size = (8_u64 << 30).max(count as u64 * len as u64 * 3);
    let store = LocalStore::open(&folder.join("store"), options).expect("a folder");
    let mut sketch = Sketch::new(&folder.join("sketch"), count, len);
    let keys: Vec<Key> = (0..count as u64).map(key).collect();
    let value = vec![7; len];
    for key in &keys {
        store.put(key, &entry(key, &value)).expect("room");
        sketch.put(key.as_bytes(), &value);
    }
    (store, sketch.finish(), keys)
}

fn hits_by_size() {
    println!(
        "| warm random hit, value touched | 64 B | 4 KiB | 64 KiB | 4 MiB |\n|---|---|---|---|---|"
    );
    let mut rows = vec![vec![]; 4];
    for (len, count, times) in [
        (64, 10_000, 100_000),
        (4096, 10_000, 40_000),
        (65_536, 1000, 4000),
        (4 << 20, 16, 64),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let (store, sketch, keys) = fill(folder.path(), count, len);
        // Faults the pages in, and lets the first hits verify.
        for key in &keys {
            black_box(sketch.get(key.as_bytes()).map(touch));
            black_box(hit(&store, key));
        }
        let floor = quartile(times, |time| {
            black_box(sketch.get(keys[spread(time, count)].as_bytes()).map(touch));
        });
        let ours = quartile(times, |time| {
            black_box(hit(&store, &keys[spread(time, count)]));
        });
        let view = quartile(times, |time| {
            let view = store.view(&keys[spread(time, count)], &mut |_| Verdict::Verified);
            black_box(view.expect("a store that works").map(|view| view.len()));
        });
        rows[0].push(show(floor));
        rows[1].push(show(ours));
        rows[2].push(format!("{:.2} ×", ours / floor));
        rows[3].push(show(view));
    }
    for (name, row) in [
        "sketch",
        "rememo",
        "ratio (bar: 2 ×)",
        "a view, not touched",
    ]
    .iter()
    .zip(rows)
    {
        println!("| {name} | {} |", row.join(" | "));
    }
}

/// Lookups a second with so many threads, each.
fn rate(keys: &[Key], threads: usize, lookup: &(dyn Fn(&Key) -> u64 + Sync)) -> f64 {
    let done = AtomicBool::new(false);
    let total = AtomicU64::new(0);
    std::thread::scope(|scope| {
        for thread in 0..threads {
            let (done, total) = (&done, &total);
            scope.spawn(move || {
                let mut count = 0;
                while !done.load(Ordering::Relaxed) {
                    for time in 0..1000 {
                        black_box(lookup(
                            &keys[spread(count + time + thread as u64 * 77, keys.len())],
                        ));
                    }
                    count += 1000;
                }
                total.fetch_add(count, Ordering::Relaxed);
            });
        }
        std::thread::sleep(Duration::from_millis(200));
        done.store(true, Ordering::Relaxed);
    });
    total.load(Ordering::Relaxed) as f64 / 0.2 / threads as f64
}

fn threads() {
    let folder = tempfile::tempdir().expect("a folder");
    let (store, sketch, keys) = fill(folder.path(), 10_000, 64);
    keys.iter().for_each(|key| {
        black_box(hit(&store, key));
    });
    let ours = |key: &Key| hit(&store, key);
    let floor = |key: &Key| sketch.get(key.as_bytes()).map_or(0, touch);
    // Alternating, because the machine's speed wanders; the sketch shows what the machine has to give.
    let kept = |lookup: &(dyn Fn(&Key) -> u64 + Sync)| {
        let mut ratios: Vec<f64> = (0..11)
            .map(|_| rate(&keys, 2, lookup) / rate(&keys, 1, lookup))
            .collect();
        ratios.sort_by(f64::total_cmp);
        ratios[ratios.len() / 2] * 100.0
    };
    println!(
        "\ntwo threads, each of one's rate: rememo {:.0} %, the sketch {:.0} % (bar: 85 %)",
        kept(&ours),
        kept(&floor),
    );
}

fn puts_and_opening() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = LocalStore::open(folder.path(), LocalOptions::default()).expect("a folder");
    let entries: Vec<(Key, Vec<u8>)> = (0..45_000)
        .map(key)
        .map(|key| (key, entry(&key, &[7; 64])))
        .collect();
    let put = quartile(3000, |time| {
        let (key, entry) = &entries[time as usize];
        store.put(key, entry).expect("room");
    });
    println!("put of 64 B: {}", show(put));
    let open = quartile(20, |time| {
        let store = LocalStore::open(folder.path(), LocalOptions::default()).expect("a folder");
        black_box(&store);
        black_box(time);
    });
    let first = quartile(20, |time| {
        let store = LocalStore::open(folder.path(), LocalOptions::default()).expect("a folder");
        black_box(hit(&store, &entries[spread(time, entries.len())].0));
    });
    println!("open: {}; open and first hit: {}", show(open), show(first));
}

fn growth(sizes: &[usize]) {
    println!("\n| entries of 64 B | sketch | rememo | open | on disk |\n|---:|---|---|---|---|");
    for &count in sizes {
        let folder = tempfile::tempdir().expect("a folder");
        let (store, sketch, keys) = fill(folder.path(), count, 64);
        for key in &keys {
            black_box(hit(&store, key));
        }
        let floor = quartile(100_000, |time| {
            black_box(sketch.get(keys[spread(time, count)].as_bytes()).map(touch));
        });
        let ours = quartile(100_000, |time| {
            black_box(hit(&store, &keys[spread(time, count)]));
        });
        let open = quartile(20, |_| {
            black_box(
                LocalStore::open(&folder.path().join("store"), LocalOptions::default())
                    .expect("a folder"),
            );
        });
        let disk = allocated(&folder.path().join("store")) as f64 / (1 << 20) as f64;
        println!(
            "| {count} | {} | {} | {} | {disk:.1} MiB |",
            show(floor),
            show(ours),
            show(open)
        );
    }
}

/// A million puts into a store of 64 MiB: what it takes on disk, at most.
fn bound() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut options = LocalOptions::default();
    options.max_size = 64 << 20;
    let store = LocalStore::open(folder.path(), options).expect("a folder");
    let (mut highest, mut refused, start) = (0, 0, Instant::now());
    let mut measuring = Duration::ZERO;
    for number in 0..1_000_000_u64 {
        let key = key(number);
        let len = 64 + number as usize % 900;
        refused += u64::from(store.put(&key, &entry(&key, &vec![7; len])).is_err());
        if number.is_multiple_of(500) {
            let start = Instant::now();
            highest = highest.max(allocated(folder.path()));
            measuring += start.elapsed();
        }
    }
    let each = (start.elapsed() - measuring).as_nanos() as f64 / 1e6;
    println!(
        "\na million puts, max_size {} bytes: {highest} bytes at most, {refused} refused, {} each with eviction",
        64 << 20,
        show(each),
    );
}

fn allocated(folder: &Path) -> u64 {
    use std::os::unix::fs::MetadataExt;
    let own = std::fs::symlink_metadata(folder).map_or(0, |meta| meta.blocks() * 512);
    let Ok(entries) = std::fs::read_dir(folder) else {
        return own;
    };
    own + entries
        .flatten()
        .map(|entry| allocated(&entry.path()))
        .sum::<u64>()
}

/// A smaller measure for a profiler: one store, only hits.
fn only_hits() {
    let folder = tempfile::tempdir().expect("a folder");
    let (store, _, keys) = fill(folder.path(), 10_000, 64);
    let ours = quartile(3_000_000, |time| {
        black_box(hit(&store, &keys[spread(time, keys.len())]));
    });
    println!("hit of 64 B: {}", show(ours));
}

fn main() {
    let wanted: Vec<String> = std::env::args()
        .skip(1)
        .filter(|name| !name.starts_with("--"))
        .collect();
    let all = wanted.is_empty();
    let wants = |name: &str| all || wanted.iter().any(|wanted| wanted == name);
    if wants("sizes") {
        hits_by_size();
    }
    if wants("threads") {
        threads();
    }
    if wants("puts") {
        puts_and_opening();
    }
    if wants("bound") {
        bound();
    }
    if wants("growth") {
        let mut sizes = vec![10_000, 100_000, 1_000_000];
        if std::env::args().any(|argument| argument == "--large") {
            sizes.push(10_000_000);
        }
        growth(&sizes);
    }
    if wanted.iter().any(|wanted| wanted == "profile") {
        only_hits();
    }
}

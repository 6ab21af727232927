//! Every system call failed in turn: a put may be lost, nothing else. And the limits a system sets.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use rememo::local::{Io, LocalOptions, LocalStore, Op, Watch};
use rememo::store::{Store, Verdict, Visit};
use rememo_tests::packed::{Make, Seen, key, look, open, put, rounds, scratch, try_look};

/// Fails the call with this number, or all from it on.
struct FailAt {
    count: AtomicU64,
    at: u64,
    /// How many in a row fail.
    times: u64,
    error: io::ErrorKind,
}

impl Watch for FailAt {
    fn before(&self, _op: &Op<'_>) -> io::Result<()> {
        let count = self.count.fetch_add(1, Ordering::Relaxed);
        if count >= self.at && count < self.at.saturating_add(self.times) {
            return Err(self.error.into());
        }
        Ok(())
    }
}

/// Looks, puts, removes and scans; for each number the latest round that was put without an error.
fn script(store: &LocalStore, puts: &[Make]) -> BTreeMap<u64, u64> {
    let mut done = BTreeMap::new();
    for make in puts {
        let _ = try_look(store, make.number);
        if put(store, make).is_ok() {
            done.insert(make.number, make.round);
        }
        let _ = try_look(store, make.number);
        let _ = try_look(store, make.number / 2);
    }
    let (first, last) = (puts[0].number, puts[puts.len() - 1].number);
    let _ = store.remove(&key(first));
    let _ = store.view(&key(last), &mut |_| Verdict::Unknown);
    let _ = store.scan(&mut |_, _| Visit::Keep);
    let _ = store.flights().begin(&key(first), Duration::ZERO);
    done.remove(&first);
    done
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a copy");
        }
    }
}

/// Plays `puts` on copies of `template`, failing one call after the other until all were failed.
fn fail_each(template: &Path, puts: &[Make], keeps_all: bool, change: impl Fn(&mut LocalOptions)) {
    let scratch = scratch();
    let kinds = [
        io::ErrorKind::StorageFull,
        io::ErrorKind::PermissionDenied,
        io::ErrorKind::Other,
    ];
    // All of them when rounds are asked for; otherwise as many as time allows, spread over the script.
    let (mut at, mut tried, mut step) = (0, 0, 1);
    loop {
        let folder = scratch.path().join("store");
        copy(template, &folder);
        let watch = Arc::new(FailAt {
            count: AtomicU64::new(0),
            at,
            times: [1, 2, u64::MAX][tried as usize % 3],
            error: kinds[tried as usize / 3 % 3],
        });
        let mut options = LocalOptions::default();
        change(&mut options);
        options.watch = Some(watch.clone());
        let done = LocalStore::open(&folder, options)
            .map(|store| script(&store, puts))
            .unwrap_or_default();
        let calls = watch.count.load(Ordering::Relaxed);
        // Afterwards all is well again, for another as for a new store.
        let store = open(&folder, &change);
        for (number, round) in done {
            let seen = look(&store, number);
            let kept = seen == Seen::Hit(round);
            assert!(
                kept || !keeps_all && seen == Seen::Miss,
                "call {at}: {number} is {seen:?}, not {round}"
            );
        }
        for number in 90_000..90_010 {
            put(&store, &Make::new(number, 500))
                .unwrap_or_else(|error| panic!("after call {at}: {error}"));
            assert_eq!(look(&store, number), Seen::Hit(0), "after call {at}");
        }
        drop(store);
        std::fs::remove_dir_all(&folder).expect("removed");
        if calls <= at {
            println!("{tried} of {at} calls failed in turn");
            assert!(tried > 20, "only {tried} calls");
            return;
        }
        step = step.max(1 + calls * 9 / rounds(90) / 10);
        at += step;
        tried += 1;
    }
}

#[test]
fn any_call_may_fail_while_a_store_is_made_and_its_index_grows() {
    for io in [Io::Mmap, Io::Pread] {
        let folder = scratch();
        let template = folder.path().join("template");
        let change = |options: &mut LocalOptions| {
            options.max_size = 15 << 20;
            options.io = io;
        };
        // At 308 entries the index of the one shard grows.
        let store = open(&template, change);
        (0..304).for_each(|number| put(&store, &Make::new(number, 16)).expect("room"));
        drop(store);
        let mut puts: Vec<Make> = (300..312)
            .map(|number| Make::new(number, 16).round(1))
            .collect();
        puts.insert(4, Make::new(400, 140_000));
        puts.push(Make::new(400, 150_000).round(2));
        fail_each(&template, &puts, true, change);
        // From nothing.
        let puts: Vec<Make> = [(1, 20), (2, 140_000), (3, 3000), (4, 20), (5, 20)]
            .map(|(number, len)| Make::new(number, len))
            .to_vec();
        std::fs::create_dir_all(folder.path().join("empty")).expect("a folder");
        fail_each(&folder.path().join("empty"), &puts, true, change);
    }
}

#[test]
fn any_call_may_fail_while_room_is_made() {
    for io in [Io::Mmap, Io::Pread] {
        let folder = scratch();
        let template = folder.path().join("template");
        let change = |options: &mut LocalOptions| {
            options.max_size = 1 << 20;
            options.io = io;
        };
        let store = open(&template, change);
        for number in 0..300 {
            put(
                &store,
                &Make::new(number, if number % 40 == 0 { 20_000 } else { 4000 }),
            )
            .expect("room");
            look(&store, number / 2 * 2);
        }
        drop(store);
        let puts: Vec<Make> = (300..330)
            .map(|number| Make::new(number, if number % 10 == 0 { 20_000 } else { 4000 }))
            .collect();
        fail_each(&template, &puts, false, change);
    }
}

#[test]
fn an_index_that_is_lost_may_fail_to_be_rebuilt() {
    let folder = scratch();
    let template = folder.path().join("template");
    let change = |options: &mut LocalOptions| options.max_size = 15 << 20;
    let store = open(&template, change);
    (0..50).for_each(|number| put(&store, &Make::new(number, 16)).expect("room"));
    drop(store);
    for path in rememo_tests::packed::files(&template) {
        if path.to_string_lossy().contains("index-") {
            std::fs::remove_file(path).expect("removed");
        }
    }
    let puts: Vec<Make> = (40..60)
        .map(|number| Make::new(number, 16).round(1))
        .collect();
    fail_each(&template, &puts, true, change);
}

//! Put, get, remove, scan, view: in one process and across stores on one folder.

use std::collections::BTreeSet;
use std::time::Instant;

use rememo::layout::at;
use rememo::local::{Count, Io};
use rememo::store::{Store, Verdict, Visit};
use rememo_tests::packed::{Make, Seen, judge, key, look, open, put};

const BOTH: [Io; 2] = [Io::Mmap, Io::Pread];

#[test]
fn what_was_put_is_found_here_and_by_another() {
    for io in BOTH {
        let folder = tempfile::tempdir().expect("a folder");
        let here = open(folder.path(), |options| options.io = io);
        let there = open(folder.path(), |options| options.io = io);
        for number in 0..1500 {
            assert_eq!(look(&here, number), Seen::Miss);
            put(&here, &Make::new(number, number as usize % 700)).expect("room");
            assert_eq!(look(&here, number), Seen::Hit(0), "{io:?} {number}");
            assert_eq!(look(&there, number), Seen::Hit(0), "{io:?} {number}");
        }
        let later = open(folder.path(), |options| options.io = io);
        for number in 0..1500 {
            assert_eq!(look(&later, number), Seen::Hit(0), "{io:?} {number}");
            assert_eq!(look(&later, number + 1500), Seen::Miss);
        }
    }
}

#[test]
fn the_latest_put_counts_and_a_removed_entry_is_gone() {
    for io in BOTH {
        let folder = tempfile::tempdir().expect("a folder");
        let here = open(folder.path(), |options| options.io = io);
        let there = open(folder.path(), |options| options.io = io);
        assert!(
            !here.remove(&key(1)).expect("no trouble"),
            "nothing was there"
        );
        for (round, len) in [(0, 100), (1, 300_000), (2, 200_000), (3, 50)] {
            put(&here, &Make::new(1, len).round(round)).expect("room");
            assert_eq!(look(&here, 1), Seen::Hit(round));
            assert_eq!(look(&there, 1), Seen::Hit(round));
        }
        put(&there, &Make::new(2, 300_000)).expect("room");
        for number in [1, 2] {
            assert!(here.remove(&key(number)).expect("no trouble"));
            assert!(!here.remove(&key(number)).expect("no trouble"));
            assert_eq!(look(&here, number), Seen::Miss);
            assert_eq!(look(&there, number), Seen::Miss);
        }
        let left = rememo_tests::packed::files(folder.path());
        let large = left
            .iter()
            .filter(|path| path.to_string_lossy().contains("value-"))
            .count();
        assert_eq!(
            large, 0,
            "files of replaced and removed entries go: {left:?}"
        );
    }
}

#[test]
fn a_verified_entry_is_said_to_be_so_only_after_the_reader_said_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = open(folder.path(), |_| {});
    for (number, len) in [(1, 64), (2, 400_000)] {
        put(&store, &Make::new(number, len)).expect("room");
        let mut verified = Vec::new();
        for verdict in [Verdict::Unknown, Verdict::Verified, Verdict::Verified] {
            store
                .get(&key(number), &mut |candidate| {
                    verified.push(candidate.verified);
                    verdict
                })
                .expect("no trouble");
        }
        assert_eq!(verified, [false, false, true]);
        put(&store, &Make::new(number, len).round(1)).expect("room");
        store
            .get(&key(number), &mut |candidate| {
                assert!(!candidate.verified, "another entry must be verified anew");
                Verdict::Verified
            })
            .expect("no trouble");
    }
}

#[test]
fn a_damaged_verdict_drops_the_entry() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = open(folder.path(), |_| {});
    put(&store, &Make::new(1, 64)).expect("room");
    store
        .get(&key(1), &mut |_| Verdict::Damaged)
        .expect("no trouble");
    assert_eq!(look(&store, 1), Seen::Miss);
    put(&store, &Make::new(1, 64)).expect("room");
    assert_eq!(look(&store, 1), Seen::Hit(0));
}

#[test]
fn a_scan_shows_every_entry_and_can_remove() {
    for io in BOTH {
        let folder = tempfile::tempdir().expect("a folder");
        let store = open(folder.path(), |options| options.io = io);
        let lens = |number: u64| {
            if number.is_multiple_of(50) {
                200_000
            } else {
                40
            }
        };
        let all: BTreeSet<_> = (0..500).map(key).collect();
        for number in 0..500 {
            put(&store, &Make::new(number, lens(number))).expect("room");
        }
        let mut seen = BTreeSet::new();
        store
            .scan(&mut |key, candidate| {
                assert_eq!(candidate.bytes[at::KEY..at::EXPIRES], *key.as_bytes());
                assert!(seen.insert(*key), "shown twice");
                if key.as_bytes()[0] < 128 {
                    Visit::Remove
                } else {
                    Visit::Keep
                }
            })
            .expect("no trouble");
        assert_eq!(seen, all);
        let mut left = BTreeSet::new();
        store
            .scan(&mut |key, _| {
                left.insert(*key);
                Visit::Keep
            })
            .expect("no trouble");
        assert_eq!(
            left,
            all.iter()
                .filter(|key| key.as_bytes()[0] >= 128)
                .copied()
                .collect()
        );
        let mut first = 0;
        store
            .scan(&mut |_, _| {
                first += 1;
                Visit::Stop
            })
            .expect("no trouble");
        assert_eq!(first, 1);
    }
}

#[test]
fn a_view_outlives_its_entry() {
    for io in BOTH {
        let folder = tempfile::tempdir().expect("a folder");
        let store = open(folder.path(), |options| {
            options.io = io;
            options.max_size = 4 << 20;
        });
        let view = |number| {
            store
                .view(&key(number), &mut |candidate| {
                    judge(number, candidate).expect("a true value").0
                })
                .expect("no trouble")
        };
        assert!(view(1).is_none());
        put(&store, &Make::new(1, 100)).expect("room");
        put(&store, &Make::new(2, 300_000)).expect("room");
        let (small, large) = (view(1).expect("a hit"), view(2).expect("a hit"));
        assert!(store.remove(&key(1)).expect("no trouble"));
        assert!(store.remove(&key(2)).expect("no trouble"));
        // Enough to evict what is there several times over.
        for number in 100..2000 {
            put(&store, &Make::new(number, 10_000)).expect("room");
        }
        assert!(view(1).is_none());
        assert_eq!(*small, *Make::new(1, 100).bytes());
        assert_eq!(*large, *Make::new(2, 300_000).bytes());
        drop(store);
        assert_eq!(*small, *Make::new(1, 100).bytes());
    }
}

#[test]
fn what_is_no_entry_or_too_large_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = open(folder.path(), |options| options.max_entry = 1000);
    let entry = Make::new(1, 64).bytes();
    assert!(store.put(&key(2), &entry).is_err(), "another's key");
    assert!(
        store.put(&key(1), &entry[..entry.len() - 1]).is_err(),
        "cut"
    );
    assert!(store.put(&key(1), b"").is_err());
    assert!(put(&store, &Make::new(1, 2000)).is_err(), "over max_entry");
    assert_eq!(look(&store, 1), Seen::Miss);
}

#[test]
fn an_index_grows_under_readers() {
    let folder = tempfile::tempdir().expect("a folder");
    // One shard, so that it grows often.
    let store = open(folder.path(), |options| options.max_size = 15 << 20);
    let done = std::sync::atomic::AtomicU64::new(0);
    std::thread::scope(|scope| {
        for seed in 0..2 {
            let (store, done) = (&store, &done);
            scope.spawn(move || {
                let mut dice = rememo_tests::packed::Dice::new(seed);
                loop {
                    let there = done.load(std::sync::atomic::Ordering::Acquire);
                    if there >= 20_000 {
                        break;
                    }
                    if there > 0 {
                        let number = dice.below(there);
                        assert_eq!(look(store, number), Seen::Hit(0), "{number} of {there}");
                    }
                }
            });
        }
        for number in 0..20_000 {
            put(&store, &Make::new(number, 32)).expect("room");
            done.store(number + 1, std::sync::atomic::Ordering::Release);
        }
    });
}

#[test]
fn opening_takes_as_long_at_any_size() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = open(folder.path(), |_| {});
    for number in 0..20_000 {
        put(&store, &Make::new(number, 200)).expect("room");
    }
    drop(store);
    let fastest = (0..20)
        .map(|number| {
            let start = Instant::now();
            let store = open(folder.path(), |_| {});
            assert_eq!(look(&store, number), Seen::Hit(0));
            start.elapsed()
        })
        .min()
        .expect("twenty");
    // Generous for a debug build on a busy machine; a scan of these would take far longer.
    assert!(fastest.as_millis() < 10, "{fastest:?} to open and hit");
}

#[test]
fn counters_are_shared_and_add_up() {
    let folder = tempfile::tempdir().expect("a folder");
    let (here, there) = (open(folder.path(), |_| {}), open(folder.path(), |_| {}));
    let (one, two) = (*b"one function, 16", *b"another function");
    for number in 0..10 {
        put(&here, &Make::new(number, 100)).expect("room");
    }
    std::thread::scope(|scope| {
        for store in [&here, &there] {
            scope.spawn(move || (0..1000).for_each(|_| store.count(&one, Count::Hits, 1)));
        }
    });
    there.count(&two, Count::Saved, 5);
    there
        .get(&key(3), &mut |_| Verdict::Damaged)
        .expect("no trouble");
    let counts = here.counts().expect("no trouble");
    let of = |function| {
        let found = counts.iter().find(|counts| counts.function() == function);
        found.expect("something was counted").clone()
    };
    assert_eq!(of(one).get(Count::Hits), 2000);
    assert_eq!(
        (of(two).get(Count::Saved), of(two).get(Count::Hits)),
        (5, 0)
    );
    let entries = of(*b"a function's id.");
    assert_eq!(
        (entries.get(Count::Stored), entries.get(Count::Damaged)),
        (10, 1)
    );
    assert_eq!(
        entries.get(Count::StoredBytes),
        10 * Make::new(0, 100).bytes().len() as u64
    );
}

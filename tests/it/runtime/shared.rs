//! What is shared: one computation among threads and processes, decoded results in memory, views of stored numbers.

use std::process::{Child, Stdio};
use std::sync::Barrier;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;
use std::time::{Duration, Instant};

use rememo::__private::{Compression, Function, Kept, OrWhole as _, Probe, Spec, StoreSpec, Whole};
use rememo::View;
use rememo_tests::child::{Home, heard, role, say};

static STORE: StoreSpec = StoreSpec {
    compression: Compression::None,
    ..StoreSpec::new("shared")
};

/// How often a body ran in this process.
static RUNS: AtomicU32 = AtomicU32::new(0);

/// Calls a function of one number whose body takes `took`.
fn slow(function: &'static Function, n: u32, took: Duration) -> u32 {
    let key = function.call_key(|k| {
        k.argument(&n);
    });
    let kept = Probe::<u32>::new().without_err().compared();
    function.call(key, kept, || {
        RUNS.fetch_add(1, SeqCst);
        thread::sleep(took);
        n * 2
    })
}

/// Runs `body` in a process of its own, so that it has a store of its own.
fn alone(test: &str, body: impl FnOnce()) {
    match role() {
        Some(_) => body(),
        None => drop(Home::new(module_path!(), test).run("")),
    }
}

/// Starts a child whose words can be heard when it ends.
fn start(home: &Home, role: &str) -> Child {
    let mut command = home.command(role);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().expect("the child starts")
}

fn all_heard(children: Vec<Child>) -> Vec<String> {
    let heard = |child: Child| heard(&child.wait_with_output().expect("the child ends"));
    children.into_iter().flat_map(heard).collect()
}

#[test]
fn a_cold_key_is_computed_once_by_64_processes() {
    static COLD: Function = Function::new(Spec::new("cold", [1; 32], &STORE));
    if role().is_some() {
        assert_eq!(slow(&COLD, 1, Duration::from_millis(300)), 2);
        say(RUNS.load(SeqCst));
        return;
    }
    let home = Home::new(
        module_path!(),
        "a_cold_key_is_computed_once_by_64_processes",
    );
    let said = all_heard((0..64).map(|_| start(&home, "")).collect());
    assert_eq!(said.len(), 64);
    assert_eq!(
        said.iter().filter(|runs| *runs == "1").count(),
        1,
        "{said:?}"
    );
}

#[test]
fn a_cold_key_is_computed_once_by_all_threads_and_who_waited_is_counted() {
    static COLD: Function = Function::new(Spec::new("threads", [1; 32], &STORE));
    alone(
        "a_cold_key_is_computed_once_by_all_threads_and_who_waited_is_counted",
        || {
            let gate = Barrier::new(8);
            thread::scope(|scope| {
                for _ in 0..8 {
                    scope.spawn(|| {
                        gate.wait();
                        assert_eq!(slow(&COLD, 1, Duration::from_millis(200)), 2);
                    });
                }
            });
            let stats = COLD.stats();
            assert_eq!((stats.computed, stats.misses, stats.hits), (1, 1, 7));
            assert!((1..=7).contains(&stats.waits), "{stats:?}");
        },
    );
}

#[test]
fn without_single_flight_everybody_computes() {
    static EACH: Function = Function::new(Spec {
        single_flight: false,
        ..Spec::new("each", [1; 32], &STORE)
    });
    alone("without_single_flight_everybody_computes", || {
        let gate = Barrier::new(4);
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    gate.wait();
                    slow(&EACH, 1, Duration::from_millis(300))
                });
            }
        });
        assert_eq!(RUNS.load(SeqCst), 4);
    });
}

#[test]
fn who_waits_too_long_computes_anyway() {
    static IMPATIENT: Function = Function::new(Spec {
        wait: Duration::from_millis(50),
        ..Spec::new("impatient", [1; 32], &STORE)
    });
    alone("who_waits_too_long_computes_anyway", || {
        thread::scope(|scope| {
            scope.spawn(|| slow(&IMPATIENT, 1, Duration::from_secs(2)));
            while RUNS.load(SeqCst) == 0 {
                thread::yield_now();
            }
            let start = Instant::now();
            assert_eq!(slow(&IMPATIENT, 1, Duration::ZERO), 2);
            assert!(start.elapsed() < Duration::from_secs(1));
        });
        assert_eq!(RUNS.load(SeqCst), 2);
    });
}

#[test]
fn a_stopped_or_killed_process_holds_nobody_up_for_long() {
    static HELD: Function = Function::new(Spec {
        wait: Duration::from_millis(500),
        ..Spec::new("held", [1; 32], &STORE)
    });
    if let Some(role) = role() {
        if role == "holder" {
            // The parent stops or kills this process once its body runs: it says so by a file.
            let key = HELD.call_key(|k| {
                k.argument(&1_u32);
            });
            let kept = Probe::<u32>::new().without_err().compared();
            HELD.call(key, kept, || {
                std::fs::write(marker(), "").expect("said");
                thread::sleep(Duration::from_secs(60));
                2
            });
            return;
        }
        let start = Instant::now();
        assert_eq!(slow(&HELD, 1, Duration::ZERO), 2);
        say(RUNS.load(SeqCst));
        say(start.elapsed() < Duration::from_secs(20));
        return;
    }
    let test = "a_stopped_or_killed_process_holds_nobody_up_for_long";
    for fate in [libc::SIGSTOP, libc::SIGKILL] {
        let mut home = Home::new(module_path!(), test);
        let mark = home.path().join("runs");
        home.set("TEST_MARKER", mark.to_string_lossy());
        let mut holder = start(&home, "holder");
        while !mark.exists() {
            thread::sleep(Duration::from_millis(2));
        }
        signal(&holder, fate);
        assert_eq!(home.run("waiter"), ["1", "true"], "after signal {fate}");
        signal(&holder, libc::SIGKILL);
        holder.wait().expect("it is dead");
    }
}

fn marker() -> String {
    std::env::var("TEST_MARKER").expect("set by the parent")
}

fn signal(child: &Child, signal: i32) {
    let id = libc::pid_t::try_from(child.id()).expect("a process id");
    // SAFETY: `kill` takes two integers; the process is our own child, not waited for yet.
    #[allow(unsafe_code)]
    let sent = unsafe { libc::kill(id, signal) };
    assert_eq!(sent, 0, "the child is there");
}

#[test]
fn who_waits_for_an_error_or_a_panic_computes_at_once() {
    static FAILS: Function = Function::new(Spec::new("fails", [1; 32], &STORE));
    fn fails(n: u32) -> Result<u32, String> {
        let key = FAILS.call_key(|k| {
            k.argument(&n);
        });
        let kept = Probe::<Result<u32, String>>::new().without_err().compared();
        FAILS.call(key, kept, || {
            thread::sleep(Duration::from_millis(300));
            assert_ne!(n, 7, "seven panics");
            Err("no".to_owned())
        })
    }
    alone("who_waits_for_an_error_or_a_panic_computes_at_once", || {
        for n in [1, 7] {
            let start = Instant::now();
            thread::scope(|scope| {
                let calls: Vec<_> = (0..12).map(|_| scope.spawn(move || fails(n))).collect();
                for call in calls {
                    match call.join() {
                        Ok(result) => assert_eq!(result, Err("no".to_owned())),
                        Err(_) => assert_eq!(n, 7),
                    }
                }
            });
            // One after the other it were 3.6 s.
            let took = start.elapsed();
            assert!(took < Duration::from_millis(2500), "{n}: {took:?}");
        }
    });
}

#[test]
fn recursive_and_crossing_calls_end() {
    static A: Function = Function::new(Spec::new("a", [1; 32], &STORE));
    static B: Function = Function::new(Spec::new("b", [2; 32], &STORE));
    fn call(function: &'static Function, body: impl FnOnce() -> u32) -> u32 {
        let key = function.call_key(|_| {});
        let kept = Probe::<u32>::new().without_err().compared();
        function.call(key, kept, body)
    }
    alone("recursive_and_crossing_calls_end", || {
        let start = Instant::now();
        // The same key again, in the same thread.
        assert_eq!(call(&A, || call(&A, || 5)), 5);
        A.invalidate(&A.key(|_| {}));
        // A in one thread calls B, which another computes while it calls A.
        let both = Barrier::new(2);
        thread::scope(|scope| {
            scope.spawn(|| {
                call(&A, || {
                    both.wait();
                    call(&B, || 1)
                })
            });
            scope.spawn(|| {
                call(&B, || {
                    both.wait();
                    call(&A, || 2)
                })
            });
        });
        // Far from the minute that calls wait for each other.
        assert!(start.elapsed() < Duration::from_secs(20));
    });
}

/// A function whose results are kept in memory, and its calls.
mod remembered {
    use super::*;

    pub(super) static FUNCTION: Function = Function::new(Spec {
        memory: 1 << 20,
        ttl: Some(Duration::from_secs(3600)),
        namespaces: &["kept"],
        ..Spec::new("in memory", [1; 32], &STORE)
    });

    fn kept() -> Kept<Whole, String> {
        Probe::<String>::new().without_err().compared().in_memory()
    }

    pub(super) fn call(n: u32) -> &'static str {
        let before = RUNS.load(SeqCst);
        let key = FUNCTION.call_key(|k| {
            k.argument(&n);
        });
        let result = FUNCTION.call(key, kept(), || {
            RUNS.fetch_add(1, SeqCst);
            n.to_string()
        });
        assert_eq!(result, n.to_string());
        if RUNS.load(SeqCst) == before {
            "hit"
        } else {
            "miss"
        }
    }

    pub(super) fn key(n: u32) -> rememo::Key {
        FUNCTION.key(|k| {
            k.argument(&n);
        })
    }
}

#[test]
fn results_in_memory_need_no_store_and_go_with_what_is_taken_out() {
    use remembered::{FUNCTION, call, key};
    alone(
        "results_in_memory_need_no_store_and_go_with_what_is_taken_out",
        || {
            assert_eq!(call(1), "miss");
            let read = FUNCTION.stats().bytes_read;
            assert_eq!(call(1), "hit");
            assert_eq!(FUNCTION.stats().bytes_read, read, "the store was not asked");
            assert!(FUNCTION.invalidate(&key(1)));
            assert_eq!(call(1), "miss", "invalidated");
            assert_eq!(call(1), "hit");
            assert_eq!(FUNCTION.clear(), 1);
            assert_eq!(call(1), "miss", "cleared");
            rememo::__private::clear_namespace(&[&STORE], "kept");
            assert_eq!(call(1), "miss", "its namespace was cleared");
            assert_eq!(call(1), "hit");
        },
    );
}

#[test]
fn results_in_memory_grow_old() {
    use rememo::clock::Clock;
    use std::sync::atomic::AtomicU64;
    struct Hands(&'static AtomicU64);
    impl Clock for Hands {
        fn now(&self) -> u64 {
            self.0.load(SeqCst)
        }
    }
    alone("results_in_memory_grow_old", || {
        static NOW: AtomicU64 = AtomicU64::new(1_800_000_000_000);
        rememo::configure()
            .clock(Hands(&NOW))
            .apply()
            .expect("nothing was called yet");
        assert_eq!(remembered::call(1), "miss");
        NOW.fetch_add(3_599_000, SeqCst);
        assert_eq!(remembered::call(1), "hit");
        NOW.fetch_add(2_000, SeqCst);
        assert_eq!(remembered::call(1), "miss", "over its ttl");
    });
}

/// Calls a function with a list of numbers for a result, for a view of it.
fn numbers(function: &'static Function, n: u64, len: u64) -> View<f64> {
    let key = function.call_key(|k| {
        k.argument(&(n, len));
    });
    let kept = Probe::<Vec<f64>>::new().without_err().compared().plain();
    function.call_view(key, kept, || {
        RUNS.fetch_add(1, SeqCst);
        (0..len).map(|i| (n + i) as f64).collect()
    })
}

static PLAIN: Function = Function::new(Spec::new("plain", [1; 32], &STORE));
static PACKED: Function = Function::new(Spec {
    compression: Some(Compression::Zstd { level: 3 }),
    ..Spec::new("packed", [2; 32], &STORE)
});

#[test]
fn views_show_what_is_stored_without_a_copy() {
    alone("views_show_what_is_stored_without_a_copy", || {
        // Small ones lie in a segment, large ones in a file of their own.
        for len in [0, 1, 100, 1_000_000] {
            let computed = numbers(&PLAIN, 5, len);
            let runs = RUNS.load(SeqCst);
            let view = numbers(&PLAIN, 5, len);
            assert_eq!(RUNS.load(SeqCst), runs, "a hit");
            assert!(view.is_mapped(), "{len} numbers");
            assert_eq!(*view, *computed);
            // Compressed ones are unpacked into memory.
            let computed = numbers(&PACKED, 5, len);
            let view = numbers(&PACKED, 5, len);
            assert_eq!(*view, *computed);
            assert_eq!(view.is_mapped(), len < 100, "{len} packed numbers");
        }
    });
}

#[test]
fn views_outlive_what_they_show() {
    alone("views_outlive_what_they_show", || {
        let small = numbers(&PLAIN, 1, 1000).to_vec();
        let large = numbers(&PLAIN, 2, 1_000_000).to_vec();
        let views = [numbers(&PLAIN, 1, 1000), numbers(&PLAIN, 2, 1_000_000)];
        assert!(views.iter().all(View::is_mapped));
        assert_eq!(PLAIN.clear(), 2);
        let cache = std::env::var("XDG_CACHE_HOME").expect("set by the parent");
        std::fs::remove_dir_all(cache).expect("deleted");
        numbers(&PLAIN, 3, 1000);
        assert_eq!(*views[0], *small);
        assert_eq!(*views[1], *large);
    });
}

#[test]
fn all_processes_of_a_folder_are_counted_together() {
    static COUNTED: Function = Function::new(Spec::new("counted", [1; 32], &STORE));
    if let Some(role) = role() {
        // A process of few hits tells them at its end, one that is in the midst when it is asked.
        let n = if role == "more" { 2 } else { 1 };
        for _ in 0..3 {
            slow(&COUNTED, n, Duration::from_millis(20));
        }
        say(COUNTED.stats().hits);
        return;
    }
    let home = Home::new(
        module_path!(),
        "all_processes_of_a_folder_are_counted_together",
    );
    let folder = home.cache(STORE.package);
    let none = rememo::store_stats(&folder).expect("a folder that is not there");
    assert!(none.is_empty());
    assert_eq!(home.run("first"), ["2"]);
    assert_eq!(home.run("again"), ["3"]);
    assert_eq!(home.run("more"), ["2"]);
    let all = rememo::store_stats(&folder).expect("the counts");
    let [(path, stats)] = &all[..] else {
        panic!("one function was used: {all:?}");
    };
    assert_eq!(path, "counted");
    assert_eq!(
        (stats.hits, stats.misses, stats.computed, stats.stored),
        (7, 2, 2, 2)
    );
    assert!(stats.saved >= Duration::from_millis(140));
    assert!(stats.bytes_read > stats.bytes_written);
    // They may be damaged or deleted: nothing rests on them.
    std::fs::write(folder.join("v2/counters"), "damage").expect("damaged");
    assert_eq!(home.run("again"), ["3"]);
    std::fs::remove_file(folder.join("v2/counters")).expect("deleted");
    assert_eq!(home.run("again"), ["3"]);
    let again = rememo::store_stats(&folder).expect("the counts");
    assert_eq!(again[0].1.hits, 3);
}

#[test]
fn what_made_room_is_counted_for_its_function() {
    static ROOM: Function = Function::new(Spec::new(
        "room",
        [1; 32],
        &StoreSpec {
            max_size: 1 << 20,
            compression: Compression::None,
            ..StoreSpec::new("room")
        },
    ));
    alone("what_made_room_is_counted_for_its_function", || {
        for n in 0..400_u32 {
            let key = ROOM.call_key(|k| {
                k.argument(&n);
            });
            let kept = Probe::<String>::new().without_err().compared();
            ROOM.call(key, kept, || "x".repeat(8000));
        }
        let cache = std::env::var("XDG_CACHE_HOME").expect("set by the parent");
        let folder = std::path::Path::new(&cache).join("rememo/room");
        let all = rememo::store_stats(&folder).expect("the counts");
        assert_eq!(all[0].0, "room");
        let evicted = all[0].1.evicted;
        // Of 3.2 MB less than one stays.
        assert!((270..400).contains(&evicted), "{evicted}");
    });
}

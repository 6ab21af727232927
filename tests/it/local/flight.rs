//! Single-flight: one computation per key, whoever asks, and nobody waits for ever.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Barrier};
use std::thread;
use std::time::{Duration, Instant};

use rememo::local::{Flight, LocalStore};
use rememo_tests::child::{Home, heard, role, say};
use rememo_tests::packed::{Make, Seen, key, look, open, put};

/// A call as the runtime makes it: look, ask, look again, compute, put. Whether it computed.
fn call(store: &LocalStore, number: u64, wait: Duration, body: impl FnOnce()) -> bool {
    while look(store, number) == Seen::Miss {
        let mut flight = store.flights().begin(&key(number), wait);
        match &flight {
            Flight::Landed => continue,
            Flight::Lead(_) | Flight::Fruitless if look(store, number) != Seen::Miss => break,
            Flight::Lead(_) | Flight::Fruitless | Flight::Nested | Flight::Late => {}
        }
        body();
        put(store, &Make::new(number, 64)).expect("room");
        if let Flight::Lead(lead) = &mut flight {
            lead.stored();
        }
        return true;
    }
    false
}

const LONG: Duration = Duration::from_secs(60);

fn scratch() -> PathBuf {
    PathBuf::from(std::env::var("TEST_SCRATCH").expect("set by the parent"))
}

fn home(test: &str) -> Home {
    let mut home = Home::new(module_path!(), test);
    let scratch = home.path().to_string_lossy().into_owned();
    home.set("TEST_SCRATCH", scratch);
    home
}

/// Starts a child whose words can be heard when it ends.
fn start(home: &Home, role: &str) -> Child {
    let mut command = home.command(role);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().expect("the child starts")
}

fn wait_for(path: &std::path::Path) {
    let start = Instant::now();
    while !path.exists() {
        assert!(start.elapsed() < LONG, "{} never came", path.display());
        thread::sleep(Duration::from_millis(2));
    }
}

fn signal(child: &Child, signal: i32) {
    let id = libc::pid_t::try_from(child.id()).expect("a process id");
    // SAFETY: `kill` takes two integers; the process is our own child, not waited for yet.
    #[allow(unsafe_code)]
    let sent = unsafe { libc::kill(id, signal) };
    assert_eq!(sent, 0, "the child is there");
}

#[test]
fn threads_on_one_cold_key_compute_once() {
    let folder = rememo_tests::packed::scratch();
    let store = open(folder.path(), |_| {});
    let (bodies, gate) = (AtomicU64::new(0), Barrier::new(8));
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                gate.wait();
                call(&store, 1, LONG, || {
                    bodies.fetch_add(1, Ordering::SeqCst);
                    thread::sleep(Duration::from_millis(50));
                });
                assert_eq!(look(&store, 1), Seen::Hit(0));
            });
        }
    });
    assert_eq!(bodies.load(Ordering::SeqCst), 1);
}

#[test]
fn sixty_four_processes_on_one_cold_key_compute_once() {
    if role().is_some() {
        let store = open(&scratch().join("store"), |_| {});
        wait_for(&scratch().join("go"));
        let computed = call(&store, 1, LONG, || {
            let mut log = fs::OpenOptions::new()
                .create(true)
                .append(true)
                .open(scratch().join("bodies"));
            log.as_mut()
                .expect("a log")
                .write_all(b"x")
                .expect("written");
            thread::sleep(Duration::from_millis(300));
        });
        assert_eq!(look(&store, 1), Seen::Hit(0));
        say(format!("computed {computed}"));
        return;
    }
    let home = home("sixty_four_processes_on_one_cold_key_compute_once");
    let children: Vec<Child> = (0..64).map(|_| start(&home, "call")).collect();
    fs::write(home.path().join("go"), b"").expect("written");
    let said: Vec<String> = children
        .into_iter()
        .flat_map(|child| heard(&child.wait_with_output().expect("it ends")))
        .collect();
    assert_eq!(said.len(), 64);
    assert_eq!(
        said.iter().filter(|line| *line == "computed true").count(),
        1
    );
    assert_eq!(
        fs::read(home.path().join("bodies")).expect("a log"),
        b"x",
        "one body ran"
    );
}

#[test]
fn a_killed_holder_frees_its_waiters_and_a_stopped_one_delays_them_no_longer_than_they_wait() {
    if role().is_some() {
        let store = open(&scratch().join("store"), |_| {});
        call(&store, 1, LONG, || {
            fs::write(scratch().join("holding"), b"").expect("written");
            thread::sleep(LONG);
        });
        return;
    }
    let home = home(
        "a_killed_holder_frees_its_waiters_and_a_stopped_one_delays_them_no_longer_than_they_wait",
    );
    let store = open(&home.path().join("store"), |_| {});
    let holding = home.path().join("holding");

    let mut holder = start(&home, "hold");
    wait_for(&holding);
    signal(&holder, libc::SIGSTOP);
    let wait = Duration::from_millis(300);
    let start_of_wait = Instant::now();
    let flight = store.flights().begin(&key(1), wait);
    assert!(matches!(flight, Flight::Late), "{flight:?}");
    let waited = start_of_wait.elapsed();
    assert!(waited >= wait && waited < wait * 20, "{waited:?}");
    // Late is no hindrance: this call computes and puts.
    drop(flight);

    let waiter = thread::scope(|scope| {
        let waiter = scope.spawn(|| {
            let start = Instant::now();
            let computed = call(&store, 1, LONG, || {});
            (computed, start.elapsed())
        });
        thread::sleep(Duration::from_millis(100));
        signal(&holder, libc::SIGKILL);
        waiter.join().expect("no panic")
    });
    holder.wait().expect("it ends");
    assert!(waiter.0, "the waiter computes in the dead one's place");
    assert!(waiter.1 < LONG / 4, "{:?}", waiter.1);
    assert_eq!(look(&store, 1), Seen::Hit(0));
}

#[test]
fn a_panic_lets_the_next_one_compute() {
    let folder = rememo_tests::packed::scratch();
    let store = Arc::new(open(folder.path(), |_| {}));
    let there = Arc::clone(&store);
    let panicked = thread::spawn(move || {
        call(&there, 1, LONG, || panic!("as a function may"));
    });
    assert!(panicked.join().is_err());
    assert!(call(&store, 1, LONG, || {}));
}

#[test]
fn nested_and_recursive_calls_do_not_wait_for_themselves() {
    let folder = rememo_tests::packed::scratch();
    let store = open(folder.path(), |_| {});
    let start = Instant::now();
    let mut inner = (false, false);
    call(&store, 1, LONG, || {
        inner.0 = call(&store, 2, LONG, || inner.1 = call(&store, 1, LONG, || {}));
    });
    assert_eq!(inner, (true, true));
    // Many keys of one thread: a shared stripe would deadlock here.
    fn deep(store: &LocalStore, number: u64) {
        call(store, number, LONG, || {
            if number < 600 {
                deep(store, number + 1);
            }
        });
    }
    deep(&store, 100);
    assert!(start.elapsed() < LONG / 4);
}

#[test]
fn threads_that_would_wait_in_a_circle_compute() {
    let folder = rememo_tests::packed::scratch();
    let store = open(folder.path(), |_| {});
    let (gate, start) = (Barrier::new(3), Instant::now());
    thread::scope(|scope| {
        for number in 0..3 {
            let (store, gate) = (&store, &gate);
            scope.spawn(move || {
                call(store, number, LONG, || {
                    gate.wait();
                    call(store, (number + 1) % 3, LONG, || {});
                });
            });
        }
    });
    assert!(start.elapsed() < LONG / 4, "{:?}", start.elapsed());
}

#[test]
fn different_keys_do_not_wait_for_each_other() {
    let folder = rememo_tests::packed::scratch();
    let (here, there) = (open(folder.path(), |_| {}), open(folder.path(), |_| {}));
    let leads: Vec<_> = (0..200)
        .map(|number| here.flights().begin(&key(number), LONG))
        .collect();
    assert!(leads.iter().all(|lead| matches!(lead, Flight::Lead(_))));
    for number in 200..400 {
        assert!(matches!(
            there.flights().begin(&key(number), LONG),
            Flight::Lead(_)
        ));
    }
    let late = there.flights().begin(&key(5), Duration::from_millis(20));
    assert!(matches!(late, Flight::Late), "{late:?}");
}

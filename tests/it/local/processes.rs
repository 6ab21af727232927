//! Many processes on one folder, killed at any moment: what is found after is what was put.

use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use rememo::local::LocalOptions;
use rememo::store::{Store, Visit};
use rememo_tests::child::{Home, heard, role, say};
use rememo_tests::packed::{Dice, Make, Seen, allocated, key, look, open, put, rounds};

const MIB: u64 = 1 << 20;
/// Of the store that all of them use: small, so that they evict all the time.
const MAX_SIZE: u64 = 6 * MIB;
/// Keys that all of them use.
const KEYS: u64 = 4000;

fn folder() -> PathBuf {
    PathBuf::from(std::env::var("TEST_SCRATCH").expect("set by the parent")).join("store")
}

fn small(options: &mut LocalOptions) {
    options.max_size = MAX_SIZE;
    // Two cores for eight processes: what a loaded machine does is not what is tested.
    options.lock_wait = Duration::from_secs(20);
}

/// Puts, looks and removes; a wrong value ends the process with a panic.
fn work(seed: u64, until: impl Fn(u64) -> bool) -> u64 {
    let store = open(&folder(), small);
    let mut dice = Dice::new(seed << 32);
    let mut hits = 0;
    for step in 0.. {
        if until(step) {
            break;
        }
        let number = dice.below(KEYS);
        match dice.below(100) {
            0..45 => {
                let len = if dice.below(60) == 0 {
                    150_000
                } else {
                    dice.below(3000) as usize
                };
                put(&store, &Make::new(number, len).round(step)).expect("room");
            }
            45..95 => hits += u64::from(look(&store, number) != Seen::Miss),
            95..99 => {
                store.remove(&key(number)).expect("no trouble");
            }
            _ => {
                let mut seen = 0;
                store
                    .scan(&mut |_, _| {
                        seen += 1;
                        if seen < 50 { Visit::Keep } else { Visit::Stop }
                    })
                    .expect("no trouble");
            }
        }
    }
    hits
}

fn home(test: &str) -> Home {
    let mut home = Home::new(module_path!(), test);
    let scratch = home.path().to_string_lossy().into_owned();
    home.set("TEST_SCRATCH", scratch);
    home
}

fn start(home: &Home, role: &str) -> Child {
    let mut command = home.command(role);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().expect("the child starts")
}

#[test]
fn eight_processes_at_once_agree() {
    if let Some(role) = role() {
        let seed = role.parse().expect("a number");
        let hits = work(seed, |step| step >= 1500);
        say(hits);
        return;
    }
    let home = home("eight_processes_at_once_agree");
    let children: Vec<Child> = (0..8).map(|seed| start(&home, &seed.to_string())).collect();
    let hits: u64 = children
        .into_iter()
        .flat_map(|child| heard(&child.wait_with_output().expect("it ends")))
        .map(|line| line.parse::<u64>().expect("a number"))
        .sum();
    assert!(hits > 500, "{hits} hits");
    let taken = allocated(&home.path().join("store"));
    assert!(taken <= MAX_SIZE, "{taken} bytes at rest");
}

#[test]
fn killed_at_any_moment_they_leave_nothing_wrong() {
    if let Some(role) = role() {
        work(role.parse().expect("a number"), |_| false);
        return;
    }
    let home = home("killed_at_any_moment_they_leave_nothing_wrong");
    let mut dice = Dice::new(99);
    let mut children: Vec<Child> = (0..8).map(|seed| start(&home, &seed.to_string())).collect();
    thread::sleep(Duration::from_millis(400));
    let kills = rounds(40);
    let mut highest = 0;
    for kill in 0..kills {
        thread::sleep(Duration::from_millis(dice.below(60)));
        let victim = dice.below(8) as usize;
        let mut child = std::mem::replace(
            &mut children[victim],
            start(&home, &(100 + kill).to_string()),
        );
        // One that has ended by itself has seen a wrong value, or trouble.
        if child.try_wait().expect("a child of ours").is_some() {
            heard(&child.wait_with_output().expect("it ended"));
            panic!("kill {kill}: a child ended by itself");
        }
        child.kill().expect("killed");
        child.wait().expect("it ends");
        highest = highest.max(allocated(&home.path().join("store")));
    }
    for mut child in children {
        child.kill().expect("killed");
        let output = child.wait_with_output().expect("it ends");
        let trouble = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!trouble.contains("panicked"), "{trouble}");
    }
    assert!(
        highest <= MAX_SIZE + MAX_SIZE / 4,
        "{highest} bytes at most"
    );
    // Nobody is held up by the dead, and what is there is true.
    let store = open(&home.path().join("store"), small);
    let start = Instant::now();
    let hits = (0..KEYS)
        .filter(|&number| look(&store, number) != Seen::Miss)
        .count();
    for number in 0..KEYS {
        put(&store, &Make::new(number, 100).round(7)).expect("room");
        assert_eq!(look(&store, number), Seen::Hit(7));
    }
    println!(
        "{hits} entries found after {kills} kills; {:?} to put {KEYS}",
        start.elapsed()
    );
    assert!(hits > 100, "{hits} entries found after {kills} kills");
}

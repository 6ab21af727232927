//! Power fails at any moment: what is found after the restart was put, and what a `sync` put promised is there.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use rememo::local::{Durability, LocalOptions, LocalStore};
use rememo::store::{Candidate, Store};
use rememo_tests::crash::Recorder;
use rememo_tests::packed::{Dice, Make, Seen, judge, key, look, open, put, rounds, scratch};

/// One put or removal, and how many changes the disk had seen before and after it.
struct Step {
    number: u64,
    /// `None`: removed.
    round: Option<u64>,
    before: usize,
    after: usize,
}

/// Puts and removes, with all calls written down.
fn live_on(folder: &Path, durability: Durability, max_size: u64) -> (Arc<Recorder>, Vec<Step>) {
    let recorder = Arc::new(Recorder::default());
    let mut options = LocalOptions::default();
    options.max_size = max_size;
    options.durability = durability;
    options.boot = Some([1; 16]);
    options.watch = Some(recorder.clone());
    let store = LocalStore::open(folder, options).expect("a folder");
    let mut steps = Vec::new();
    let mut dice = Dice::new(5);
    for round in 0..260 {
        let number = dice.below(90);
        let before = recorder.now();
        let removed = dice.below(12) == 0;
        if removed {
            store.remove(&key(number)).expect("no trouble");
        } else {
            let len = match dice.below(30) {
                0 => 140_000,
                1..4 => 6000,
                _ => dice.below(900) as usize,
            };
            put(&store, &Make::new(number, len).round(round)).expect("room");
        }
        look(&store, dice.below(90));
        let after = recorder.now();
        steps.push(Step {
            number,
            round: (!removed).then_some(round),
            before,
            after,
        });
    }
    (recorder, steps)
}

/// What may be found for each number after a crash at `at`: all that was ever put to it; and, of what had returned by
/// then, the latest.
fn allowed(steps: &[Step], at: usize) -> HashMap<u64, (Vec<u64>, Option<u64>)> {
    let mut allowed: HashMap<u64, (Vec<u64>, Option<u64>)> = HashMap::new();
    for step in steps.iter().filter(|step| step.before <= at) {
        let (rounds, latest) = allowed.entry(step.number).or_default();
        rounds.extend(step.round);
        // While it runs, both what was and what will be may be found.
        *latest = if step.after <= at { step.round } else { None };
    }
    allowed
}

fn play(durability: Durability, max_size: u64, images: u64) {
    let scratch = scratch();
    let root = scratch.path().join("live");
    let (recorder, steps) = live_on(&root, durability, max_size);
    let total = recorder.now();
    let evicts = max_size < 8 << 20;
    let (mut found, mut dice) = (0_u64, Dice::new(11));
    for image in 0..images {
        let at = dice.below(total as u64 + 1) as usize;
        let place = scratch.path().join("image");
        recorder.image(at, &mut Dice::new(image * 7919), &root, &place);
        let after_crash = |options: &mut LocalOptions| {
            options.max_size = max_size;
            options.boot = Some([2; 16]);
        };
        std::fs::create_dir_all(&place).expect("made");
        let store = open(&place, after_crash);
        let allowed = allowed(&steps, at);
        let check = |number: u64| {
            let none = (Vec::new(), None);
            let (rounds, latest) = allowed.get(&number).unwrap_or(&none);
            // `look` fails on a wrong value.
            let seen = look(&store, number);
            if let Seen::Hit(round) = seen {
                assert!(
                    rounds.contains(&round),
                    "image {image} at {at}: {number} was never {round}"
                );
            }
            if let (Durability::Sync, Some(latest), false) = (durability, latest, evicts) {
                assert_eq!(
                    seen,
                    Seen::Hit(*latest),
                    "image {image} at {at}: a promise for {number}"
                );
            }
            u64::from(seen != Seen::Miss)
        };
        found += (0..90).map(check).sum::<u64>();
        // What is written now may not fall upon what was found.
        let views: Vec<_> = (0..90)
            .filter_map(|number| {
                let mut judge =
                    |candidate: Candidate<'_>| judge(number, candidate).expect("a true value").0;
                store.view(&key(number), &mut judge).expect("no trouble")
            })
            .map(|view| (view.to_vec(), view))
            .collect();
        for number in 1000..1060 {
            put(&store, &Make::new(number, 700)).expect("room");
        }
        for (before, view) in &views {
            assert!(
                **view == **before,
                "image {image} at {at}: a found entry was written over"
            );
        }
        (0..90).for_each(|number| {
            look(&store, number);
        });
        let other = open(&place, after_crash);
        (1000..1060)
            .for_each(|number| assert_eq!(look(&other, number), Seen::Hit(0), "image {image}"));
        drop((store, other));
        std::fs::remove_dir_all(&place).expect("removed");
    }
    println!("{durability:?}: {images} images of {total} changes, {found} entries found");
    assert!(found > images * 2, "{found} entries in {images} images");
}

#[test]
fn after_a_power_failure_what_is_found_was_put() {
    play(Durability::Buffered, 15 << 20, rounds(60));
}

#[test]
fn a_power_failure_while_room_is_made_leaves_nothing_wrong() {
    play(Durability::Buffered, 1 << 20, rounds(60));
}

#[test]
fn a_put_that_was_to_be_durable_is_there_after_a_power_failure() {
    play(Durability::Sync, 15 << 20, rounds(60));
}

//! The promises of every wrapper: computed once, remembered across processes, told apart by everything in the call.

use std::borrow::Cow;
use std::process::Stdio;

use rememo::__private::{Function, OrWhole as _, Probe, Spec, StoreSpec};
use rememo_tests::child::{Home, heard, role, say};

use super::outcome;
use super::wrappers::{app, cached};

#[test]
fn every_kind_of_function_is_computed_once_for_all_processes() {
    if role().is_some() {
        let names = ["a".to_owned(), "b".to_owned()];
        let model = app::Model { rate: 0.5_f32 };
        say(outcome(|| {
            assert_eq!(cached::cached_monthly(2026, "EUR").title, "2026 in EUR")
        }));
        say(outcome(|| {
            assert_eq!(cached::cached_half(4).expect("4 is even"), 2)
        }));
        say(outcome(|| {
            assert_eq!(cached::cached_find(Cow::Borrowed(&names), "b"), Some(1))
        }));
        say(outcome(|| assert_eq!(model.cached_price(3), 1.5)));
        say(outcome(|| assert_eq!(cached::cached_sizes::<u16>(), 2)));
        return;
    }
    let home = Home::new(
        module_path!(),
        "every_kind_of_function_is_computed_once_for_all_processes",
    );
    assert_eq!(home.run("first"), ["miss"; 5]);
    assert_eq!(home.run("second"), ["hit"; 5]);
}

#[test]
fn arguments_receivers_and_instantiations_do_not_meet() {
    if role().is_some() {
        let half = app::Model { rate: 0.5_f64 };
        let third = app::Model { rate: 0.25_f64 };
        say(outcome(|| cached::cached_monthly(1, "23")));
        say(outcome(|| cached::cached_monthly(12, "3")));
        say(outcome(|| assert_eq!(half.cached_price(2), 1.0)));
        say(outcome(|| assert_eq!(third.cached_price(2), 0.5)));
        say(outcome(|| {
            assert_eq!(app::Model { rate: 0.5_f32 }.cached_price(2), 1.0)
        }));
        say(outcome(|| assert_eq!(cached::cached_sizes::<u8>(), 1)));
        say(outcome(|| assert_eq!(cached::cached_sizes::<u32>(), 4)));
        say(outcome(|| assert_eq!(cached::cached_sizes::<u8>(), 1)));
        return;
    }
    let home = Home::new(
        module_path!(),
        "arguments_receivers_and_instantiations_do_not_meet",
    );
    let all = [
        "miss", "miss", "miss", "miss", "miss", "miss", "miss", "hit",
    ];
    assert_eq!(home.run(""), all);
}

#[test]
fn functions_of_one_name_in_two_modules_do_not_meet() {
    static STORE: StoreSpec = StoreSpec::new("two-modules");
    // The generator puts the path into the fingerprint; here even that is missing.
    static A: Function = Function::new(Spec::new("a::load", [1; 32], &STORE));
    static B: Function = Function::new(Spec::new("b::load", [1; 32], &STORE));
    fn load(function: &'static Function, from: &str) -> String {
        let key = function.call_key(|k| {
            k.argument(&1);
        });
        let kept = Probe::<String>::new().without_err().compared();
        function.call(key, kept, || from.to_owned())
    }
    if role().is_some() {
        for _ in 0..2 {
            assert_eq!(load(&A, "a"), "a");
            assert_eq!(load(&B, "b"), "b");
        }
        return;
    }
    Home::new(
        module_path!(),
        "functions_of_one_name_in_two_modules_do_not_meet",
    )
    .run("");
}

#[test]
fn two_processes_at_once_both_work() {
    if role().is_some() {
        for year in 0..200 {
            assert_eq!(
                cached::cached_monthly(year, "EUR").title,
                format!("{year} in EUR")
            );
        }
        let stats = rememo::stats();
        say(stats.hits + stats.computed);
        say(stats.troubles);
        return;
    }
    let home = Home::new(module_path!(), "two_processes_at_once_both_work");
    let children: Vec<_> = (0..2)
        .map(|_| {
            let mut command = home.command("");
            command.stdout(Stdio::piped()).stderr(Stdio::piped());
            command.spawn().expect("the child starts")
        })
        .collect();
    for child in children {
        let output = child.wait_with_output().expect("the child ends");
        assert_eq!(heard(&output), ["200", "0"]);
    }
}

#[test]
fn threads_share_what_is_remembered() {
    if role().is_some() {
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for n in 0..100 {
                        assert_eq!(cached::cached_half(n * 2).expect("even"), n);
                    }
                });
            }
        });
        let stats = rememo::stats();
        assert_eq!(stats.hits + stats.misses, 400);
        assert_eq!(stats.computed, stats.misses);
        assert_eq!(stats.troubles, 0);
        say(outcome(|| cached::cached_half(0)));
        return;
    }
    assert_eq!(
        Home::new(module_path!(), "threads_share_what_is_remembered").run(""),
        ["hit"]
    );
}

#[test]
fn statistics_tell_what_happened() {
    if role().is_some() {
        static SLOW: Function =
            Function::new(Spec::new("slow", [1; 32], &StoreSpec::new("statistics")));
        let call = || {
            let kept = Probe::<()>::new().without_err().compared();
            let key = SLOW.call_key(|_| {});
            SLOW.call(key, kept, || {
                std::thread::sleep(std::time::Duration::from_millis(20))
            });
        };
        let before = SLOW.stats();
        assert_eq!((before.hits, before.misses, before.computed), (0, 0, 0));
        (0..3).for_each(|_| call());
        let stats = SLOW.stats();
        assert_eq!(
            (stats.hits, stats.misses, stats.computed, stats.stored),
            (2, 1, 1, 1)
        );
        assert_eq!((stats.stale, stats.rejected, stats.troubles), (0, 0, 0));
        let saved = stats.saved.as_millis();
        assert!((40..4000).contains(&saved), "{saved} ms");
        assert!(stats.bytes_read > 0 && stats.bytes_written > 0);
        cached::cached_half(2).expect("even");
        assert_eq!(rememo::stats().computed, 2);
        return;
    }
    Home::new(module_path!(), "statistics_tell_what_happened").run("");
}

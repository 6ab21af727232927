//! The promises of every wrapper: computed once, remembered across processes, told apart by everything in the call.

use std::borrow::Cow;
use std::sync::atomic::Ordering::Relaxed;

use rememo_tests::child::{Home, role, say};

use super::wrappers::{app, cached};

/// Calls `call`; `"hit"` or `"miss"` by whether the function's own body ran.
fn outcome<R>(call: impl FnOnce() -> R) -> &'static str {
    let before = app::RUNS.load(Relaxed);
    call();
    if app::RUNS.load(Relaxed) == before {
        "hit"
    } else {
        "miss"
    }
}

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

//! Policies and modes: when what is there is served, and what is stored.

use std::borrow::Cow;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Duration;

use rememo::__private::{Function, OrWhole as _, Probe, Spec, StoreSpec};
use rememo::clock::Clock;
use rememo_tests::child::{Home, role, say};

use super::outcome;
use super::wrappers::cached;

/// A clock that a test turns, in milliseconds.
struct Turned;
static NOW: AtomicU64 = AtomicU64::new(1_000_000);

impl Clock for Turned {
    fn now(&self) -> u64 {
        NOW.load(Relaxed)
    }
}

#[test]
fn a_result_is_served_until_its_ttl_has_passed() {
    if role().is_some() {
        rememo::configure()
            .clock(Turned)
            .apply()
            .expect("nothing was called yet");
        let call = || outcome(|| cached::cached_monthly(2026, "EUR"));
        assert_eq!(call(), "miss");
        for (at, expected) in [
            (1_000_000, "hit"),
            (1_000_999, "hit"),
            // Its ttl is a second.
            (1_001_000, "miss"),
            (1_001_999, "hit"),
            // The clock goes backwards: its age is not known.
            (1_000_500, "miss"),
            (1_000_501, "hit"),
            (0, "miss"),
            (u64::MAX, "miss"),
            (u64::MAX, "miss"),
        ] {
            NOW.store(at, Relaxed);
            assert_eq!(call(), expected, "at {at}");
        }
        assert!(cached::monthly::stats().stale >= 3);
        return;
    }
    Home::new(
        module_path!(),
        "a_result_is_served_until_its_ttl_has_passed",
    )
    .run("");
}

#[test]
fn without_a_ttl_results_do_not_age() {
    if role().is_some() {
        rememo::configure()
            .clock(Turned)
            .apply()
            .expect("nothing was called yet");
        assert_eq!(outcome(|| cached::cached_half(2)), "miss");
        for at in [1_000_001, u64::MAX - 1, 0] {
            NOW.store(at, Relaxed);
            assert_eq!(outcome(|| cached::cached_half(2)), "hit", "at {at}");
        }
        return;
    }
    Home::new(module_path!(), "without_a_ttl_results_do_not_age").run("");
}

static STORE: StoreSpec = StoreSpec::new("policies");

/// One function under two policies, as two builds of a program have it.
fn under(function: &'static Function) -> &'static str {
    let mut answer = "hit";
    let key = function.call_key(|_| {});
    let kept = Probe::<u8>::new().without_err().compared();
    assert_eq!(
        function.call(key, kept, || {
            answer = "miss";
            7
        }),
        7
    );
    answer
}

#[test]
fn a_shortened_ttl_works_at_once() {
    static LONG: Function = Function::new(Spec {
        ttl: Some(Duration::from_secs(100)),
        ..Spec::new("f", [1; 32], &STORE)
    });
    static SHORT: Function = Function::new(Spec {
        ttl: Some(Duration::from_secs(10)),
        ..Spec::new("f", [1; 32], &STORE)
    });
    if role().is_some() {
        rememo::configure()
            .clock(Turned)
            .apply()
            .expect("nothing was called yet");
        assert_eq!(under(&LONG), "miss");
        assert_eq!(under(&SHORT), "hit");
        NOW.fetch_add(10_000, Relaxed);
        assert_eq!(under(&LONG), "hit");
        assert_eq!(under(&SHORT), "miss");
        NOW.fetch_add(10_000, Relaxed);
        assert_eq!(
            under(&LONG),
            "miss",
            "what was stored for 10 s is not served for longer"
        );
        return;
    }
    Home::new(module_path!(), "a_shortened_ttl_works_at_once").run("");
}

#[test]
fn quick_results_are_not_stored() {
    static SLOW_ONLY: Function = Function::new(Spec {
        min_compute: Duration::from_secs(3600),
        ..Spec::new("f", [1; 32], &STORE)
    });
    if role().is_some() {
        assert_eq!([under(&SLOW_ONLY), under(&SLOW_ONLY)], ["miss", "miss"]);
        return;
    }
    Home::new(module_path!(), "quick_results_are_not_stored").run("");
}

#[test]
fn large_results_are_returned_and_not_stored() {
    fn long(function: &'static Function, len: usize) -> &'static str {
        let mut answer = "hit";
        let key = function.call_key(|k| {
            k.argument(&len);
        });
        let kept = Probe::<String>::new().without_err().compared();
        let text = function.call(key, kept, || {
            answer = "miss";
            "x".repeat(len)
        });
        assert_eq!(text.len(), len);
        answer
    }
    static FUNCTION: Function = Function::new(Spec::new(
        "f",
        [1; 32],
        &StoreSpec {
            max_entry: 1000,
            ..STORE
        },
    ));
    if role().is_some() {
        assert_eq!(
            [long(&FUNCTION, 900), long(&FUNCTION, 900)],
            ["miss", "hit"]
        );
        assert_eq!(
            [long(&FUNCTION, 1000), long(&FUNCTION, 1000)],
            ["miss", "miss"]
        );
        assert_eq!(FUNCTION.stats().rejected, 2);
        return;
    }
    Home::new(module_path!(), "large_results_are_returned_and_not_stored").run("");
}

#[test]
fn errors_and_nones_are_remembered_as_the_policy_says() {
    static FUNCTION: Function = Function::new(Spec::new("f", [1; 32], &STORE));
    /// Calls twice; whether the second was a hit. `$without` is what the generator chose by policy.
    macro_rules! twice {
        ($type:ty, $without:ident, $name:literal, $value:expr) => {{
            let once = || {
                let mut answer = "hit";
                let key = FUNCTION.call_key(|k| {
                    k.argument($name);
                });
                let kept = Probe::<$type>::new().$without().compared();
                let value: $type = FUNCTION.call(key, kept, || {
                    answer = "miss";
                    $value
                });
                assert_eq!(value, $value);
                answer
            };
            assert_eq!(once(), "miss", $name);
            once()
        }};
    }
    type Aliased = Result<u8, String>;
    if role().is_some() {
        let err = || "no".to_owned();
        assert_eq!(
            twice!(Result<u8, String>, without_err, "err", Err(err())),
            "miss"
        );
        assert_eq!(twice!(Aliased, without_err, "alias", Err(err())), "miss");
        assert_eq!(twice!(Aliased, without_err, "ok", Ok(1)), "hit");
        assert_eq!(twice!(Aliased, whole, "err kept", Err(err())), "hit");
        assert_eq!(twice!(Aliased, whole, "ok kept", Ok(1)), "hit");
        assert_eq!(
            twice!(Aliased, without_none, "err is no none", Err(err())),
            "hit"
        );
        assert_eq!(twice!(Option<u8>, without_err, "none", None), "hit");
        assert_eq!(twice!(Option<u8>, without_none, "no none", None), "miss");
        assert_eq!(twice!(Option<u8>, without_none, "some", Some(0)), "hit");
        assert_eq!(
            twice!(Option<u8>, without_err_or_none, "neither", None),
            "miss"
        );
        assert_eq!(
            twice!(Aliased, without_err_or_none, "neither err", Err(err())),
            "miss"
        );
        assert_eq!(twice!(u8, without_err_or_none, "a number", 3), "hit");
        assert_eq!(
            twice!(Option<Option<u8>>, without_none, "some none", Some(None)),
            "hit"
        );
        return;
    }
    Home::new(
        module_path!(),
        "errors_and_nones_are_remembered_as_the_policy_says",
    )
    .run("");
}

#[test]
fn a_changed_policy_for_errors_does_not_misread_what_was_stored() {
    static FUNCTION: Function = Function::new(Spec::new("f", [1; 32], &STORE));
    #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
    struct Tree(std::collections::BTreeMap<String, Tree>);
    type R = Result<Tree, String>;
    if role().is_some() {
        let key = FUNCTION.call_key(|_| {});
        // Stored whole, this is a map with the key "Ok": a tree as well, but another.
        let value: R = Ok(Tree([].into()));
        let kept = Probe::<R>::new().whole().compared();
        assert_eq!(FUNCTION.call(key.clone(), kept, || value.clone()), value);
        let kept = Probe::<R>::new().without_err().compared();
        assert_eq!(FUNCTION.call(key.clone(), kept, || value.clone()), value);
        assert_eq!(FUNCTION.stats().misses, 2);
        let kept = Probe::<R>::new().without_err().compared();
        assert_eq!(FUNCTION.call(key, kept, || unreachable!()), value);
        return;
    }
    Home::new(
        module_path!(),
        "a_changed_policy_for_errors_does_not_misread_what_was_stored",
    )
    .run("");
}

#[test]
fn an_error_that_cannot_be_stored_passes_through() {
    if role().is_some() {
        say(outcome(|| assert!(cached::cached_half(3).is_err())));
        say(outcome(|| assert!(cached::cached_half(3).is_err())));
        say(outcome(|| {
            assert_eq!(cached::cached_find(Cow::Borrowed(&[]), "x"), None)
        }));
        say(outcome(|| {
            assert_eq!(cached::cached_find(Cow::Borrowed(&[]), "x"), None)
        }));
        return;
    }
    let home = Home::new(
        module_path!(),
        "an_error_that_cannot_be_stored_passes_through",
    );
    assert_eq!(home.run(""), ["miss"; 4]);
}

#[test]
fn modes_do_as_they_say() {
    if role().is_some() {
        say(outcome(|| cached::cached_half(2)));
        say(outcome(|| cached::cached_half(4)));
        say(outcome(|| cached::cached_half(4)));
        return;
    }
    let mut home = Home::new(module_path!(), "modes_do_as_they_say");
    let off = ["miss"; 3];
    assert_eq!(home.set("REMEMO_MODE", "off").run(""), off);
    assert_eq!(
        home.set("REMEMO_MODE", "of").run(""),
        off,
        "a misspelt mode is off"
    );
    assert!(
        !home.path().join("cache").exists(),
        "a cache that is off leaves nothing behind"
    );
    assert!(!home.path().join("data").exists(), "nor a key");
    assert_eq!(home.set("REMEMO_MODE", "read-only").run(""), off);
    assert_eq!(home.set("REMEMO_MODE", "refresh").run(""), off);
    assert_eq!(home.set("REMEMO_MODE", "read-only").run(""), ["hit"; 3]);
    assert_eq!(
        home.set("REMEMO_MODE", "").run(""),
        ["hit"; 3],
        "empty is not set"
    );
    assert_eq!(home.set("REMEMO_MODE", "on").run(""), ["hit"; 3]);
    assert_eq!(home.set("REMEMO_MODE", "off").run(""), off);
}

#[test]
fn the_folder_can_be_chosen() {
    if let Some(role) = role() {
        if !role.is_empty() {
            rememo::configure()
                .dir(role)
                .apply()
                .expect("nothing was called yet");
        }
        say(outcome(|| cached::cached_half(2)));
        assert_eq!(rememo::configure().apply(), Err(rememo::TooLate));
        return;
    }
    let mut home = Home::new(module_path!(), "the_folder_can_be_chosen");
    let (one, two) = (home.path().join("one"), home.path().join("deep/two"));
    let one = one.to_str().expect("a plain path").to_owned();
    let two = two.to_str().expect("a plain path").to_owned();
    assert_eq!(home.run(""), ["miss"]);
    assert_eq!(home.run(&one), ["miss"]);
    assert_eq!(home.run(&one), ["hit"]);
    home.set("REMEMO_DIR", &two);
    assert_eq!(
        home.run(&one),
        ["miss"],
        "the environment goes before the code"
    );
    assert_eq!(home.run(""), ["hit"]);
    home.set("REMEMO_DIR", &one);
    assert_eq!(home.run(""), ["hit"]);
}

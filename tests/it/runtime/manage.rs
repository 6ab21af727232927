//! Management by the function's own arguments: key, contains, entry, invalidate, precache, clear.

use std::time::{Duration, SystemTime};

use rememo::__private::{Function, OrWhole as _, Probe, Spec, StoreSpec, clear_namespace};
use rememo_tests::child::{Home, role, say};

use super::outcome;
use super::wrappers::{app, cached};

/// Runs `body` in a process of its own.
fn alone(test: &str, body: impl FnOnce()) {
    match role() {
        Some(_) => body(),
        None => drop(Home::new(module_path!(), test).run("")),
    }
}

#[test]
fn an_entry_is_there_after_the_call_and_gone_after_invalidate() {
    alone(
        "an_entry_is_there_after_the_call_and_gone_after_invalidate",
        || {
            assert!(!cached::monthly::contains(2026, "EUR"));
            assert_eq!(cached::monthly::entry(2026, "EUR"), None);
            assert!(!cached::monthly::invalidate(2026, "EUR"));
            cached::cached_monthly(2026, "EUR");
            assert!(cached::monthly::contains(2026, "EUR"));
            assert!(!cached::monthly::contains(2026, "CHF"));
            assert!(cached::monthly::invalidate(2026, "EUR"));
            assert!(!cached::monthly::contains(2026, "EUR"));
            assert_eq!(outcome(|| cached::cached_monthly(2026, "EUR")), "miss");
            let asked = cached::monthly::stats();
            assert_eq!(
                (asked.hits, asked.misses),
                (0, 2),
                "questions are not calls"
            );
        },
    );
}

#[test]
fn contains_says_whether_a_call_would_be_a_hit_whatever_is_stored() {
    alone(
        "contains_says_whether_a_call_would_be_a_hit_whatever_is_stored",
        || {
            let model = app::Model { rate: 0.5_f64 };
            assert!(!cached::Model::price::contains(&model, 1));
            model.cached_price(1);
            assert!(cached::Model::price::contains(&model, 1));
            assert!(!cached::Model::price::contains(&model, 2));
            // It is in the key what the model is.
            assert!(!cached::Model::price::contains(
                &app::Model { rate: 1.5_f64 },
                1
            ));
        },
    );
}

#[test]
fn an_entry_tells_about_itself() {
    alone("an_entry_tells_about_itself", || {
        let before = SystemTime::now() - Duration::from_millis(1);
        cached::cached_monthly(2026, "EUR");
        let entry = cached::monthly::entry(2026, "EUR").expect("it was just stored");
        assert_eq!(entry.key, cached::monthly::key(2026, "EUR"));
        assert_eq!(entry.function, "app::monthly");
        assert_eq!(entry.namespaces, ["reports"]);
        assert!(entry.created >= before && entry.created <= SystemTime::now());
        assert_eq!(entry.expires, Some(entry.created + Duration::from_secs(1)));
        assert!(entry.age < Duration::from_secs(60));
        assert!(entry.size > 10 && entry.size <= entry.size_decoded);
        assert_eq!(
            (entry.codec, entry.compression, entry.seal),
            ("msgpack", "none", "hmac-sha256")
        );
        assert!(entry.compute_time < Duration::from_secs(60));
        assert!(
            std::path::Path::new(&entry.place).exists(),
            "{}",
            entry.place
        );
        let long = "x".repeat(10_000);
        cached::cached_monthly(2026, &long);
        let entry = cached::monthly::entry(2026, &long).expect("it was just stored");
        assert_eq!(entry.compression, "zstd");
        assert!(entry.size < 1000 && entry.size_decoded > 10_000);
    });
}

#[test]
fn a_precached_result_is_served() {
    alone("a_precached_result_is_served", || {
        let report = app::Report {
            title: "by hand".into(),
            total: 1.0,
        };
        assert!(cached::monthly::precache(2026, "EUR", &report));
        assert_eq!(
            outcome(|| assert_eq!(cached::cached_monthly(2026, "EUR"), report)),
            "hit"
        );
        let other = app::Report {
            title: "again".into(),
            total: 2.0,
        };
        assert!(cached::monthly::precache(2026, "EUR", &other));
        assert_eq!(cached::cached_monthly(2026, "EUR"), other);
    });
}

#[test]
fn clear_takes_out_all_of_the_function_and_nothing_else() {
    alone(
        "clear_takes_out_all_of_the_function_and_nothing_else",
        || {
            for year in 0..30 {
                cached::cached_monthly(year, "EUR");
            }
            cached::cached_half(2).expect("even");
            assert_eq!(cached::monthly::clear(), 30);
            assert_eq!(cached::monthly::clear(), 0);
            assert_eq!(outcome(|| cached::cached_monthly(0, "EUR")), "miss");
            assert_eq!(outcome(|| cached::cached_half(2)), "hit");
        },
    );
}

#[test]
fn management_works_in_every_mode() {
    if role().is_some() {
        let report = app::Report {
            title: "by hand".into(),
            total: 1.0,
        };
        say(cached::monthly::key(2026, "EUR"));
        say(cached::monthly::contains(2026, "EUR"));
        say(cached::monthly::precache(2027, "EUR", &report));
        say(cached::monthly::invalidate(2026, "EUR"));
        say(cached::monthly::clear());
        return;
    }
    let mut home = Home::new(module_path!(), "management_works_in_every_mode");
    let said = home.set("REMEMO_MODE", "off").run("");
    let key = said[0].clone();
    assert_eq!(said, [key.as_str(), "false", "false", "false", "0"]);
    assert_eq!(
        home.set("REMEMO_MODE", "on").run(""),
        [key.as_str(), "false", "true", "false", "1"]
    );
    home.set("REMEMO_MODE", "read-only");
    assert_eq!(home.run(""), [key.as_str(), "false", "false", "false", "0"]);
}

#[test]
fn a_namespace_is_cleared_across_functions() {
    static STORE: StoreSpec = StoreSpec::new("namespaces");
    const BOTH: [&str; 2] = ["orders", "reports"];
    static ORDERS: Function = Function::new(Spec {
        namespaces: &["orders"],
        ..Spec::new("orders", [1; 32], &STORE)
    });
    static REPORTS: Function = Function::new(Spec {
        namespaces: &BOTH,
        ..Spec::new("reports", [2; 32], &STORE)
    });
    static OTHER: Function = Function::new(Spec {
        namespaces: &["order"],
        ..Spec::new("other", [3; 32], &STORE)
    });
    let fill = || {
        for function in [&ORDERS, &REPORTS, &OTHER] {
            let kept = Probe::<u8>::new().without_err().compared();
            function.precache(&function.key(|_| {}), kept, &7);
        }
    };
    alone("a_namespace_is_cleared_across_functions", || {
        let there = || [&ORDERS, &REPORTS, &OTHER].map(|f| f.contains(&f.key(|_| {})));
        fill();
        assert_eq!(clear_namespace(&[&STORE], "reports"), 1);
        assert_eq!(there(), [true, false, true]);
        fill();
        assert_eq!(clear_namespace(&[&STORE], "orders"), 2);
        assert_eq!(there(), [false, false, true]);
        assert_eq!(clear_namespace(&[&STORE], ""), 0);
    });
}

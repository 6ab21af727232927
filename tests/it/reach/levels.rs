//! Levels, `depends` and `exempt`.

use rememo_build::diagnostic::Place;
use rememo_build::plan::{Depend, Level};
use rememo_tests::crates::{Crates, request};

const TEXT: &str = "pub fn f() -> u8 { log::note(); g() } fn g() -> u8 { 1 } fn apart() -> u8 { 2 } mod log { pub fn note() { deep() } fn deep() {} }";

fn moves(level: Level, old: &str, new: &str) -> bool {
    let crates = Crates::lib(TEXT);
    let before = crates.closure_at("app::f", level).fingerprint;
    crates.edit("src/lib.rs", old, new);
    before != crates.closure_at("app::f", level).fingerprint
}

#[test]
fn each_level_covers_what_it_says() {
    for (level, own, reached, apart) in [
        (Level::Function, true, false, false),
        (Level::Closure, true, true, false),
        (Level::Crate, true, true, true),
        (Level::Workspace, true, true, true),
    ] {
        assert_eq!(
            moves(level, "log::note(); g()", "g()"),
            own,
            "{level:?}: the function"
        );
        assert_eq!(
            moves(level, "{ 1 }", "{ 3 }"),
            reached,
            "{level:?}: what it calls"
        );
        assert_eq!(
            moves(level, "{ 2 }", "{ 3 }"),
            apart,
            "{level:?}: what it does not call"
        );
        assert!(
            !moves(level, "fn apart", "/* a comment */ fn apart"),
            "{level:?}: a comment is a hit"
        );
    }
}

#[test]
fn levels_never_share_a_fingerprint() {
    let crates = Crates::lib("pub fn f() {}");
    let of = |level| crates.closure_at("app::f", level).fingerprint;
    assert_ne!(of(Level::Function), of(Level::Closure));
    assert_ne!(of(Level::Closure), of(Level::Crate));
}

#[test]
fn the_workspace_counts_other_members() {
    let crates = Crates::new(&[
        (
            "Cargo.toml",
            "[workspace]\nmembers = [\"other\"]\n[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n",
        ),
        ("src/lib.rs", "pub fn f() {}"),
        (
            "other/Cargo.toml",
            "[package]\nname = \"other\"\nversion = \"0.1.0\"\n",
        ),
        ("other/src/lib.rs", "fn a() {}"),
    ]);
    let of = |level| crates.closure_at("app::f", level).fingerprint;
    let (krate, workspace) = (of(Level::Crate), of(Level::Workspace));
    crates.edit("other/src/lib.rs", "fn a", "fn b");
    assert_eq!(of(Level::Crate), krate, "a hit");
    assert_ne!(of(Level::Workspace), workspace, "a miss");
}

#[test]
fn what_is_exempt_does_not_count() {
    let crates = Crates::lib(TEXT);
    let place = Place::whole(crates.path().join("cache.toml"));
    let of = |exempt: bool| {
        let mut request = request("app::f", Level::Closure);
        request
            .exempt
            .extend(exempt.then(|| ("app::log::*".to_owned(), place.clone())));
        crates.closure_of(request).fingerprint
    };
    let (with, without) = (of(true), of(false));
    crates.edit("src/lib.rs", "fn deep() {}", "fn deep() { unreachable!() }");
    assert_eq!(of(true), with, "a hit");
    assert_ne!(of(false), without, "a miss");
}

#[test]
fn what_it_depends_on_counts() {
    let crates = Crates::lib(TEXT);
    crates.write("data/a.csv", "1");
    let place = Place::whole(crates.path().join("cache.toml"));
    let of = |level: Level, depend: Depend| {
        let mut request = request("app::f", level);
        request.depends.push((depend, place.clone()));
        crates.closure_of(request).fingerprint
    };
    let item = || Depend::Item(vec!["app".to_owned(), "apart".to_owned()]);
    let files = || Depend::Files("data/*.csv".to_owned());
    for level in [Level::Function, Level::Closure] {
        let (by_item, by_files) = (of(level, item()), of(level, files()));
        crates.edit(
            "src/lib.rs",
            "fn apart() -> u8 { 2 }",
            "fn apart() -> u8 { 8 }",
        );
        assert_ne!(of(level, item()), by_item, "{level:?}: a miss");
        assert_eq!(of(level, files()), by_files, "{level:?}: a hit");
        crates.edit(
            "src/lib.rs",
            "fn apart() -> u8 { 8 }",
            "fn apart() -> u8 { 2 }",
        );
        crates.write("data/a.csv", "2");
        assert_ne!(of(level, files()), by_files, "{level:?}: a miss");
        crates.write("data/a.csv", "1");
        assert_eq!(of(level, files()), by_files, "{level:?}: back again, a hit");
        crates.write("data/b.csv", "1");
        assert_ne!(
            of(level, files()),
            by_files,
            "{level:?}: a new file, a miss"
        );
        std::fs::remove_file(crates.path().join("data/b.csv")).expect("it is there");
    }
}

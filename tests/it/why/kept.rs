//! What a build keeps for the next, read through the library.

use rememo_build::history::History;
use rememo_build::manifest::{Closure, short};
use rememo_build::{Generator, Report};
use rememo_tests::crates::Crates;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::time::SystemTime;

const TEXT: &str = "pub fn f() -> u8 { E::new().g() } pub enum E { A, B(S) } pub struct S; \
    impl E { fn new() -> E { E::B(S) } fn g(&self) -> u8 { match self { E::A => N, E::B(_) => 2 } } } \
    const N: u8 = 1; impl Drop for S { fn drop(&mut self) { other(); } } fn other() {}";

fn crates() -> Crates {
    let crates = Crates::lib(TEXT);
    crates.write("cache.toml", "[functions]\n\"app::f\" = {}\n");
    crates
}

fn out(crates: &Crates) -> PathBuf {
    crates.path().join("out")
}

fn build(crates: &Crates) -> Report {
    let generator = Generator::new()
        .manifest_path(crates.path().join("Cargo.toml"))
        .out_dir(out(crates))
        .variables(crates.options().variables);
    generator.try_generate().expect("it is generated")
}

/// The manifest now, and the one before.
fn kept(crates: &Crates) -> (Option<Closure>, Option<Closure>) {
    let history = History::of(&out(crates));
    (history.now("app::f"), history.before("app::f"))
}

#[test]
fn the_manifest_outlives_the_build_whole() {
    let crates = crates();
    assert!(build(&crates).rekeyed.is_empty());
    let closure = crates.closure("app::f");
    assert_eq!(kept(&crates), (Some(closure.clone()), None));
    crates.edit("src/lib.rs", "N: u8 = 1", "N: u8 = 3");
    let report = build(&crates);
    assert_eq!(report.rekeyed.len(), 1);
    assert!(!report.rekeyed[0].back);
    let now = crates.closure("app::f");
    assert_eq!(kept(&crates), (Some(now), Some(closure)));
}

#[test]
fn a_line_names_the_first_reasons_and_counts_the_others() {
    let crates = crates();
    build(&crates);
    crates.edit("src/lib.rs", "E::A => N", "E::A => { other(); third() }");
    crates.write("src/third.rs", "pub fn third() -> u8 { 3 }");
    crates.edit(
        "src/lib.rs",
        "fn other() {}",
        "fn other() { fourth() } fn fourth() {} mod third; use third::third;",
    );
    let report = build(&crates);
    let line = report.rekeyed[0].to_string();
    assert_eq!(
        line,
        "rememo: app::f is re-keyed: `app::<impl E>::g` changed (f → <impl E>::g); \
         `app::other` changed (f → <impl E>::g → other); and 3 more"
    );
    let ids: Vec<String> = report.rekeyed[0]
        .reasons
        .iter()
        .map(|reason| reason.what())
        .collect();
    assert_eq!(
        ids[2..],
        [
            "`app::fourth` is reached now",
            "`app::third::third` is reached now",
            "`app::N` is no longer reached"
        ]
    );
}

#[test]
fn every_chain_begins_at_the_function() {
    let closure = crates().closure("app::f");
    let ids: Vec<&str> = closure.items.iter().map(|item| item.id.as_str()).collect();
    assert!(
        ids.contains(&"app::other") && ids.contains(&"app::N"),
        "{ids:?}"
    );
    for id in ids {
        let chain = closure.chain(id);
        assert_eq!(chain[0], "app::f", "{id}: {chain:?}");
        assert_eq!(chain.last().map(String::as_str), Some(id));
    }
    assert_eq!(closure.chain("nowhere"), ["nowhere"]);
    assert_eq!(
        short("app::a::<impl b::T<x::Y> for c::D>::m"),
        "<impl b::T<x::Y> for c::D>::m"
    );
    assert_eq!(
        short("app::f::<impl Fn() -> u8>::call"),
        "<impl Fn() -> u8>::call"
    );
    assert_eq!(short("f"), "f");
}

/// The files that were kept, with when they were written.
fn written(crates: &Crates) -> BTreeMap<PathBuf, SystemTime> {
    let entries = fs::read_dir(out(crates).join("rememo/manifests")).expect("manifests");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths
        .map(|path| {
            let modified = fs::metadata(&path).and_then(|it| it.modified());
            (path, modified.expect("a time"))
        })
        .collect()
}

#[test]
fn a_build_that_rekeys_nothing_writes_nothing() {
    let crates = crates();
    build(&crates);
    crates.edit("src/lib.rs", "N: u8 = 1", "N: u8 = 3");
    build(&crates);
    let before = written(&crates);
    assert_eq!(before.len(), 2);
    for (old, new) in [
        ("const N", "/* a comment */ const N"),
        ("fn other() {}", "fn other() {} fn unreached() {}"),
    ] {
        crates.edit("src/lib.rs", old, new);
        assert!(build(&crates).rekeyed.is_empty(), "{new}");
        assert_eq!(written(&crates), before, "{new}");
    }
}

#[test]
fn what_is_damaged_is_no_manifest() {
    let crates = crates();
    build(&crates);
    let file = written(&crates).into_keys().next().expect("one function's");
    let whole = fs::read(&file).expect("it is there");
    for len in (0..whole.len()).step_by(7) {
        fs::write(&file, &whole[..len]).expect("it is cut");
        assert_eq!(kept(&crates).0, None, "cut at {len}");
    }
    for at in (0..whole.len()).step_by(3) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0xff;
        fs::write(&file, &bytes).expect("it is damaged");
        // Whatever it says then, nothing breaks, and the next build mends what it can see.
        let _ = kept(&crates);
    }
    fs::remove_file(&file).expect("it was there");
    assert!(build(&crates).rekeyed.is_empty(), "nothing to compare with");
    assert_eq!(
        kept(&crates).0,
        Some(crates.closure("app::f")),
        "searched anew"
    );
}

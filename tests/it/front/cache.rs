//! The cache between builds changes no answer: it only saves the work.

use rememo_build::model::FileFacts;
use rememo_build::parse::{FactsCache, Reader, Writer, facts_of};
use rememo_build::plan::Level;
use rememo_build::resolve::Program;
use rememo_tests::crates::{Crates, request};
use std::path::Path;
use std::sync::Arc;

const TEXT: &str = "//! A crate.\n#![cfg(unix)]\nuse std::{fmt::{self, Write as _}, io::*};\npub mod a { pub(super) mod b; #[path = \"x.rs\"] mod c; }\n
    #[derive(Clone, Debug)] pub struct S<T>(T);\nimpl<T> S<T> { pub fn m(&self) -> u8 { N } }\nconst N: u8 = 1;\n
    #[macro_export] macro_rules! m { () => { 1 } }\npub fn f() -> u8 { g() + m!() }\nfn g() -> u8 { let _ = std::time::Instant::now(); const K: u8 = 2; K }\n
    extern \"C\" { fn abs(x: i32) -> i32; }\npub enum E { A, #[cfg(miri)] B }\nmod gone;\nfn idle() -> u8 { 7 }";

#[test]
fn facts_survive_their_bytes() {
    for text in [TEXT, "fn broken( {", ""] {
        let facts = facts_of(text);
        let mut writer = Writer::default();
        writer.facts(&facts);
        assert_eq!(Reader::new(&writer.0).facts(), Some(facts));
        for length in 0..writer.0.len() {
            // Cut short: nothing, or facts of less; never a panic.
            let _: Option<FileFacts> = Reader::new(&writer.0[..length]).facts();
        }
    }
}

#[test]
fn a_damaged_cache_is_an_empty_one() {
    let cache = FactsCache::default();
    cache.facts(Path::new("lib.rs"), &Arc::from(TEXT));
    cache.keep([1; 32], vec![2]);
    let bytes = cache.to_bytes();
    assert_eq!(FactsCache::from_bytes(&bytes).note([1; 32]), Some(&[2][..]));
    for at in 0..bytes.len() {
        let mut damaged = bytes.to_vec();
        damaged[at] ^= 1;
        assert_eq!(
            FactsCache::from_bytes(&Arc::new(damaged)).note([1; 32]),
            None,
            "byte {at}"
        );
    }
}

/// Of so many files some are read before they are asked for, by another thread.
#[test]
fn files_that_are_read_early_are_those_that_are_there() {
    let crates = Crates::lib("");
    let names: Vec<String> = (0..40).map(|at| format!("m{at}")).collect();
    let declared: String = names.iter().map(|name| format!("mod {name};\n")).collect();
    let sum: Vec<String> = names.iter().map(|name| format!("{name}::g()")).collect();
    let body = format!(
        "use std::time::Instant;\npub fn f() -> u8 {{ let _ = Instant::now(); {} }}\n",
        sum.join(" + ")
    );
    crates.write("src/lib.rs", format!("{declared}{body}"));
    for name in &names {
        crates.write(&format!("src/{name}.rs"), "pub fn g() -> u8 { 1 }\n");
    }
    let (first, mut kept) = both(&crates, None);
    let (second, again) = both(&crates, Some(kept));
    assert_eq!(second, first, "a hit: nothing changed");
    kept = again;
    let mut last = first;
    for edited in ["m0", "m17", "m39"] {
        crates.write(&format!("src/{edited}.rs"), "pub fn g() -> u8 { 2 }\n");
        let (found, again) = both(&crates, Some(kept));
        assert_ne!(found, last, "a miss: {edited} gives something else");
        (last, kept) = (found, again);
    }
    crates.write(
        "src/m5.rs",
        "#[path = \"m6.rs\"]\npub mod twice;\npub use twice::g;\n",
    );
    let (found, again) = both(&crates, Some(kept));
    assert_ne!(found, last, "a miss: another file twice");
    std::fs::remove_file(crates.path().join("src/m7.rs")).expect("it was there");
    assert_ne!(
        both(&crates, Some(again)).0,
        found,
        "a miss: one that is gone"
    );
}

/// The fingerprint of `app::f` with what the last build kept, and without; and what this one keeps.
fn both(crates: &Crates, kept: Option<Arc<Vec<u8>>>) -> (String, Arc<Vec<u8>>) {
    let ask = |cache: Option<Arc<Vec<u8>>>| {
        let mut options = crates.options();
        options.cache = cache;
        let program = Program::load(&options).expect("it can be read");
        let found = program
            .fingerprint(&request("app::f", Level::Closure))
            .expect("found");
        (found, program.cache())
    };
    let ((with, kept), (without, _)) = (ask(kept), ask(None));
    assert_eq!(
        with, without,
        "the same with the cache and without, warnings and their places included"
    );
    assert_eq!(with.warnings.len(), 1);
    (rememo_build::closure::hex(&with.bytes), kept)
}

#[test]
fn a_cache_gives_the_answers_of_a_search() {
    let edits = [
        ("{ 7 }", "{ 8 }", false),
        ("fn idle", "\n\n// A comment.\nfn idle", false),
        ("K: u8 = 2", "K: u8 = 3", true),
        ("{ g() + m!() }", "{ g() - m!() }", true),
        ("() => { 1 }", "() => { 4 }", true),
        ("fn g() -> u8", "fn g() -> /* wide */ u8", false),
        ("const K", "idle(); const K", true),
        ("mod gone;", "fn m() {}", false),
        ("pub fn f()", "#[inline] pub fn f()", true),
    ];
    let crates = Crates::lib(TEXT);
    let (mut last, mut kept) = both(&crates, None);
    for (old, new, moves) in edits {
        crates.edit("src/lib.rs", old, new);
        let (found, now) = both(&crates, Some(kept));
        assert_eq!(found != last, moves, "`{old}` -> `{new}`");
        (last, kept) = (found, now);
    }
}

#[cfg(unix)]
#[test]
fn a_compiler_that_became_another_is_asked_again() {
    use std::os::unix::fs::PermissionsExt;
    use std::path::Path;
    use std::process::Command;
    use std::sync::Arc;
    let crates = Crates::lib("pub fn f() -> u8 { 1 }");
    crates.write("tool/lib/librustc_driver.so", "");
    crates.write("tool/bin/beside", "");
    let rustc = crates.path().join("tool/bin/rustc");
    // Copied by a process of its own: a file that is open for writing here, a child of another test may hold, and then
    // it cannot be run.
    let put = |program: &Path| {
        let copied = Command::new("cp").arg(program).arg(&rustc).status();
        assert!(copied.expect("cp runs").success());
        std::fs::set_permissions(&rustc, PermissionsExt::from_mode(0o700)).expect("its own file");
    };
    let says = |release: &str| {
        let script = format!("#!/bin/sh\necho 'rustc {release}'; echo 'release: {release}'\n");
        crates.write("script", script);
        put(&crates.path().join("script"));
    };
    let ask = |kept: Option<Arc<Vec<u8>>>| {
        let mut options = crates.options();
        let path = rustc.to_string_lossy().into_owned();
        options.variables.insert("RUSTC".to_owned(), path);
        options.cache = kept;
        let program = Program::load(&options).expect("it can be read");
        let asked = request("app::f", Level::Closure);
        let found = program.fingerprint(&asked).expect("found");
        (found, program.cache())
    };
    // A program that is no script, whose answer may be kept: it says back what it was asked.
    put(Path::new("/bin/echo"));
    let (program, kept) = ask(None);
    assert_eq!(
        ask(Some(kept.clone())).0,
        program,
        "a hit: the same compiler"
    );
    says("1.90.0");
    let (first, kept) = ask(Some(kept));
    assert_ne!(first, program, "a miss: a script lies in its place");
    says("1.90.1");
    let second = ask(Some(kept)).0;
    assert_ne!(second, first, "a miss: what a script runs, it alone knows");
}

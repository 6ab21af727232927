//! What is not in the source: files, variables, dependencies, features, the compiler, and what must not count.

use rememo_build::plan::{FunctionPath, Level};
use rememo_build::resolve::{Options, Program};
use rememo_tests::crates::{Crates, request};

#[test]
fn included_files_count() {
    let crates = Crates::lib(
        "pub fn f() -> &'static str { include_str!(\"a.txt\") } pub fn g() -> &'static [u8] { include_bytes!(\"b.bin\") }",
    );
    crates.write("src/a.txt", "1");
    crates.write("src/b.bin", "1");
    let before = crates.closure("app::f").fingerprint;
    crates.write("src/b.bin", "2");
    assert_eq!(
        crates.closure("app::f").fingerprint,
        before,
        "another's file: a hit"
    );
    crates.write("src/a.txt", "2");
    assert_ne!(
        crates.closure("app::f").fingerprint,
        before,
        "its own file: a miss"
    );
}

#[test]
fn variables_of_the_build_count() {
    let crates = Crates::lib("pub fn f() -> Option<&'static str> { option_env!(\"FOO\") }");
    let of = |name: &str, value: &str| {
        let mut options = crates.options();
        options.variables.insert(name.to_owned(), value.to_owned());
        let program = Program::load(&options).expect("it can be read");
        program
            .closure(&request("app::f", Level::Closure))
            .expect("found")
            .fingerprint
    };
    assert_ne!(of("FOO", "1"), of("FOO", "2"), "a miss");
    assert_eq!(of("BAR", "1"), of("BAR", "2"), "a hit");
    assert_eq!(
        of("NUM_JOBS", "1"),
        of("NUM_JOBS", "16"),
        "the number of CPUs: a hit"
    );
}

const DEPENDING: &str = "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[dependencies]\nused = \"1\"\nidle = \"1\"\n";

fn lock(used: &str, deep: &str, idle: &str) -> String {
    let package = |name: &str, version: &str, more: &str| {
        format!(
            "[[package]]\nname = \"{name}\"\nversion = \"{version}\"\nchecksum = \"{name}{version}\"\n{more}\n"
        )
    };
    [
        "version = 4\n".to_owned(),
        "[[package]]\nname = \"app\"\nversion = \"0.1.0\"\ndependencies = [\"used\", \"idle\"]\n"
            .to_owned(),
        package("used", used, "dependencies = [\"deep\"]"),
        package("deep", deep, ""),
        package("idle", idle, ""),
    ]
    .concat()
}

#[test]
fn dependencies_count_if_something_live_names_them() {
    let crates = Crates::new(&[
        ("Cargo.toml", DEPENDING),
        (
            "src/lib.rs",
            "use used::thing as x; pub fn f() -> u8 { x() } pub fn g() -> u8 { idle::thing() } pub fn h() -> u8 { 1 }",
        ),
    ]);
    let of = |path: &str, lock: String| {
        crates.write("Cargo.lock", lock);
        crates.closure(path).fingerprint
    };
    let before = of("app::f", lock("1.0.0", "1.0.0", "1.0.0"));
    assert_eq!(
        of("app::f", lock("1.0.0", "1.0.0", "1.0.1")),
        before,
        "an idle one: a hit"
    );
    assert_ne!(
        of("app::f", lock("1.0.1", "1.0.0", "1.0.0")),
        before,
        "the one used: a miss"
    );
    assert_ne!(
        of("app::f", lock("1.0.0", "1.0.1", "1.0.0")),
        before,
        "what that one uses: a miss"
    );
    assert_eq!(
        of("app::h", lock("1.0.0", "1.0.0", "1.0.0")),
        of("app::h", lock("2.0.0", "2.0.0", "2.0.0")),
        "none used: a hit"
    );
}

fn with_path_dependency() -> Crates {
    Crates::new(&[
        (
            "Cargo.toml",
            "[workspace]\nmembers = [\"dep\"]\n[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n\
            [features]\nmore = [\"dep/extra\"]\n[dependencies]\ndep = { path = \"dep\" }\n",
        ),
        (
            "src/lib.rs",
            "pub fn f() -> u8 { dep::g() } pub fn k() -> u8 { 1 }",
        ),
        (
            "dep/Cargo.toml",
            "[package]\nname = \"dep\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[features]\nextra = []\n",
        ),
        (
            "dep/src/lib.rs",
            "pub fn g() -> u8 { h() } fn h() -> u8 { if cfg!(feature = \"extra\") { 1 } else { 2 } } pub fn i() -> u8 { 4 }",
        ),
    ])
}

#[test]
fn path_dependencies_are_read_as_crates_of_their_own() {
    let crates = with_path_dependency();
    let (f, k) = (
        crates.closure("app::f").fingerprint,
        crates.closure("app::k").fingerprint,
    );
    crates.edit("dep/src/lib.rs", "{ 4 }", "{ 5 }");
    assert_eq!(
        crates.closure("app::f").fingerprint,
        f,
        "what it does not call: a hit"
    );
    crates.edit("dep/src/lib.rs", "{ 2 }", "{ 3 }");
    assert_ne!(
        crates.closure("app::f").fingerprint,
        f,
        "what it calls: a miss"
    );
    assert_eq!(
        crates.closure("app::k").fingerprint,
        k,
        "another function: a hit"
    );
}

#[test]
fn the_tests_of_another_package_never_count() {
    let tested = "#[cfg(test)] mod tests { impl Drop for crate::D { fn drop(&mut self) { one() } } fn one() { (1..2).count(); } } pub struct D;";
    let crates = with_path_dependency();
    crates.edit(
        "dep/src/lib.rs",
        "fn h() -> u8 {",
        &format!("{tested} fn h() -> u8 {{ let _d = D;"),
    );
    let of_other = crates.closure("app::f").fingerprint;
    crates.edit("dep/src/lib.rs", "1..2", "1..3");
    let edited = crates.closure("app::f").fingerprint;
    assert_eq!(edited, of_other, "a dependency's test: a hit");
}

#[test]
fn features_reach_path_dependencies() {
    let crates = with_path_dependency();
    let before = crates.closure("app::f").fingerprint;
    crates.edit(
        "Cargo.toml",
        "[features]\n",
        "[features]\ndefault = [\"more\"]\n",
    );
    assert_ne!(crates.closure("app::f").fingerprint, before, "a miss");
}

#[test]
fn the_lint_of_the_workspace_and_other_manifest_text_do_not_count() {
    let crates = with_path_dependency();
    let before = crates.closure("app::f").fingerprint;
    crates.edit(
        "Cargo.toml",
        "[features]\n",
        "[lints.rust]\nunsafe_code = \"deny\"\n[features]\n",
    );
    assert_eq!(crates.closure("app::f").fingerprint, before, "a hit");
}

#[test]
fn how_the_code_is_compiled_counts() {
    let crates = Crates::lib("pub fn f() -> u8 { 1 }");
    let of = |variables: &[(&str, &str)]| {
        let mut options: Options = crates.options();
        options.variables.extend(
            variables
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
        );
        Program::load(&options)
            .expect("it can be read")
            .closure(&request("app::f", Level::Closure))
            .expect("found")
            .fingerprint
    };
    let plain = of(&[]);
    assert_ne!(
        of(&[("TARGET", "wasm32-unknown-unknown")]),
        plain,
        "another target: a miss"
    );
    assert_ne!(
        of(&[("CARGO_PROFILE_DEV_OVERFLOW_CHECKS", "false")]),
        plain,
        "overflow checks: a miss"
    );
    assert_ne!(
        of(&[("CARGO_ENCODED_RUSTFLAGS", "-C\u{1f}overflow-checks=off")]),
        plain,
        "by a flag: a miss"
    );
    assert_ne!(
        of(&[("CARGO_PROFILE_DEV_PANIC", "abort")]),
        plain,
        "panic: a miss"
    );
    assert_eq!(
        of(&[("OPT_LEVEL", "3"), ("NUM_JOBS", "7")]),
        plain,
        "optimisation: a hit"
    );
    crates.write(
        "Cargo.toml",
        "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2024\"\n",
    );
    assert_ne!(of(&[]), plain, "the edition: a miss");
}

#[test]
fn profiles_of_the_workspace_are_read() {
    let crates = Crates::lib("pub fn f() -> u8 { 1 }");
    let before = crates.closure("app::f").fingerprint;
    crates.write(
        "Cargo.toml",
        format!(
            "{}[profile.dev]\noverflow-checks = false\n",
            rememo_tests::crates::MANIFEST
        ),
    );
    assert_ne!(crates.closure("app::f").fingerprint, before, "a miss");
}

#[test]
fn a_moved_checkout_is_the_same_code() {
    let (one, two) = (with_path_dependency(), with_path_dependency());
    assert_ne!(one.path(), two.path());
    let (one, two) = (one.closure("app::f"), two.closure("app::f"));
    assert_eq!(one.fingerprint, two.fingerprint);
    let shown = serde_json::to_string(&one).expect("plain data");
    assert_eq!(
        shown,
        serde_json::to_string(&two).expect("plain data"),
        "no absolute path in what is told"
    );
}

#[test]
fn impls_of_a_crates_traits_live_once_its_code_can_run() {
    let crates = Crates::new(&[
        ("Cargo.toml", DEPENDING),
        ("src/lib.rs", "pub struct S; impl used::Shown for S { fn show(&self) -> u8 { 1 } } pub fn f(s: &S) -> usize { std::mem::size_of_val(s) } pub fn g(s: &S) -> u8 { idle::run(s) }
            pub fn h(s: &S) -> u8 { use used::Shown; s.show() } pub fn k<T: used::Shown>(t: &T) {} pub fn l<T: used::Shown>(t: &T) -> u8 { t.show() }"),
    ]);
    for (path, moves) in [
        ("app::f", false),
        ("app::g", true),
        ("app::h", true),
        ("app::k", false),
        ("app::l", true),
    ] {
        let before = crates.closure(path).fingerprint;
        crates.edit("src/lib.rs", "{ 1 }", "{ 9 }");
        assert_eq!(crates.closure(path).fingerprint != before, moves, "{path}");
        crates.edit("src/lib.rs", "{ 9 }", "{ 1 }");
    }
}

#[test]
fn a_derive_counts_where_its_feature_is_on() {
    let manifest = "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[features]\nserde = [\"dep:serde\"]\ndefault = []\n[dependencies]\nserde = { version = \"1\", optional = true }\n";
    let crates = Crates::new(&[
        ("Cargo.toml", manifest),
        ("src/lib.rs", "#[derive(Debug)] #[cfg_attr(feature = \"serde\", derive(serde::Serialize))] pub struct S;
            impl Clone for S { fn clone(&self) -> S { one(); S } } fn one() -> u8 { 1 } pub fn f(_: &S) -> u8 { 2 }"),
    ]);
    assert!(crates.closure("app::f").item("app::one").is_none());
    crates.edit("Cargo.toml", "default = []", "default = [\"serde\"]");
    let with = crates.closure("app::f");
    let named = |line: &String| line.starts_with("serde ");
    assert!(
        with.dependencies.iter().any(named),
        "{:?}",
        with.dependencies
    );
}

#[test]
fn attributes_strings_are_paths() {
    let crates = Crates::new(&[
        ("Cargo.toml", "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[dependencies]\nserde = \"1\"\n"),
        ("src/lib.rs", "use serde::Serialize; #[derive(Serialize)] pub struct S { #[serde(with = \"m\")] x: u8, #[serde(default = \"d\")] y: u8 }
            mod m { pub fn serialize() -> u8 { 1 } } fn d() -> u8 { 2 } fn e() -> u8 { 4 } pub fn f(s: &S) -> usize { std::mem::size_of_val(s) }"),
    ]);
    let before = crates.closure("app::f");
    assert!(
        before
            .dependencies
            .iter()
            .any(|line| line.starts_with("serde ")),
        "{:?}",
        before.dependencies
    );
    for (old, new, hit) in [
        ("{ 1 }", "{ 9 }", false),
        ("{ 2 }", "{ 9 }", false),
        ("{ 4 }", "{ 9 }", true),
    ] {
        crates.edit("src/lib.rs", old, new);
        assert_eq!(
            crates.closure("app::f").fingerprint == before.fingerprint,
            hit,
            "{old}"
        );
        crates.edit("src/lib.rs", new, old);
    }
}

#[test]
fn a_binary_reaches_its_library() {
    let crates = Crates::new(&[
        ("src/lib.rs", "pub fn g() -> u8 { 1 }"),
        (
            "src/main.rs",
            "fn f() -> u8 { app::g() } fn main() { f(); }",
        ),
    ]);
    assert!(
        crates
            .program()
            .find(&FunctionPath::parse("app::f").expect("a path"))
            .is_ok()
    );
    let before = crates.closure("app::f").fingerprint;
    crates.edit("src/lib.rs", "{ 1 }", "{ 2 }");
    assert_ne!(crates.closure("app::f").fingerprint, before, "a miss");
}

#[test]
fn a_wrapper_stands_for_its_function() {
    let crates = Crates::lib(
        "pub mod report { pub fn g() -> u8 { 1 } pub struct S; impl S { pub fn m(&self) -> u8 { 2 } pub fn n() -> u8 { 4 } } } pub mod cached { rememo::include_wrappers!(); }
         use cached::report::cached_g as _; use cached::report::cached_g;
         pub fn f(s: &report::S) -> u8 { cached::report::cached_g() + s.cached_m() + report::S::cached_n() } pub fn k() -> u8 { cached_g() }",
    );
    for (path, old, moves) in [
        ("app::f", "{ 1 }", true),
        ("app::f", "{ 2 }", true),
        ("app::f", "{ 4 }", true),
        ("app::k", "{ 1 }", true),
        ("app::k", "{ 2 }", false),
    ] {
        let before = crates.closure(path).fingerprint;
        crates.edit("src/lib.rs", old, "{ 9 }");
        assert_eq!(
            crates.closure(path).fingerprint != before,
            moves,
            "{path}: {old}"
        );
        crates.edit("src/lib.rs", "{ 9 }", old);
    }
}

#[test]
fn a_wrapper_of_another_name_and_its_management_stand_for_their_function() {
    let crates = Crates::lib(
        "pub mod report { pub fn g() -> u8 { 1 } pub struct S; impl S { pub fn m(&self) -> u8 { 2 } } pub fn h() -> u8 { 4 } pub fn i() -> u8 { 5 } }
         pub mod cached { rememo::include_wrappers!(); } use cached::report::{h, *}; use cached::report;
         pub fn f(s: &report::S) -> u8 { cached::report::quick() + s.quick_too() } pub fn k() -> u8 { quick_with(&Call::new()).value }
         pub fn l() -> bool { h::contains() } pub fn m() -> u8 { report::cached_i() }",
    );
    crates.write(
        "cache.toml",
        "[functions]\n\"app::report::g\" = { wrapper = \"quick\" }\n\"app::report::S::m\" = { wrapper = \"quick_too\" }\n\"app::report::h\" = {}\n\"app::report::i\" = {}\n",
    );
    for (path, old, moves) in [
        ("app::f", "{ 1 }", true),
        ("app::f", "{ 2 }", true),
        ("app::f", "{ 4 }", false),
        ("app::k", "{ 1 }", true),
        ("app::k", "{ 2 }", false),
        ("app::l", "{ 4 }", true),
        ("app::l", "{ 1 }", false),
        ("app::m", "{ 5 }", true),
    ] {
        let before = crates.closure(path).fingerprint;
        crates.edit("src/lib.rs", old, "{ 9 }");
        assert_eq!(
            crates.closure(path).fingerprint != before,
            moves,
            "{path}: {old}"
        );
        crates.edit("src/lib.rs", "{ 9 }", old);
    }
}

#[test]
fn a_build_script_counts_where_it_may_decide() {
    let crates = Crates::lib(
        "pub fn f() -> u8 { if cfg!(by_script) { 1 } else { 2 } } pub fn g() -> u8 { 1 } pub fn h() -> Option<&'static str> { option_env!(\"SET_BY_SCRIPT\") }",
    );
    crates.write("build.rs", "fn main() {}");
    let of = || ["app::f", "app::g", "app::h"].map(|path| crates.closure(path).fingerprint);
    let before = of();
    crates.write(
        "build.rs",
        "fn main() { println!(\"cargo::rustc-cfg=by_script\") }",
    );
    let after = of();
    assert_ne!(before[0], after[0], "a condition: a miss");
    assert_eq!(before[1], after[1], "neither: a hit");
    assert_ne!(before[2], after[2], "a variable: a miss");
}

#[test]
fn a_path_that_a_build_script_joins_names_no_more_than_its_end() {
    let counts = |script: &str| {
        ["src/probe.rs", "src/idle.rs"].map(|file| {
            let crates = Crates::lib("pub fn f() -> bool { cfg!(by_script) }");
            crates.write("src/probe.rs", "// 1\n");
            crates.write("src/idle.rs", "// 1\n");
            crates.write("build.rs", script);
            let before = crates.closure("app::f").fingerprint;
            crates.write(file, "// 2\n");
            before != crates.closure("app::f").fingerprint
        })
    };
    let joined = "use std::path::Path; fn main() { tries(Path::new(\"src\").join(\"probe.rs\")) }";
    assert_eq!(counts(joined), [true, false], "one file");
    for (what, script) in [
        ("a folder", "fn main() { tries(Path::new(\"src\")) }"),
        (
            "what is not known",
            "fn main() { tries(Path::new(\"src\").join(name())) }",
        ),
        (
            "a file that is not there",
            "fn main() { tries(Path::new(\"src\").join(\"gone.rs\")) }",
        ),
        (
            "and up again",
            "fn main() { tries(Path::new(\"src\").join(\"probe.rs\").parent()) }",
        ),
    ] {
        assert_eq!(counts(script), [true, true], "{what}: all");
    }
}

#[test]
fn features_asked_of_a_dependency_count() {
    let crates = Crates::new(&[
        ("Cargo.toml", DEPENDING),
        (
            "src/lib.rs",
            "pub fn f() -> u8 { used::x() } pub fn g() -> u8 { 1 }",
        ),
    ]);
    crates.write("Cargo.lock", lock("1.0.0", "1.0.0", "1.0.0"));
    let (f, g) = (
        crates.closure("app::f").fingerprint,
        crates.closure("app::g").fingerprint,
    );
    crates.edit(
        "Cargo.toml",
        "used = \"1\"",
        "used = { version = \"1\", features = [\"x\"] }",
    );
    assert_ne!(crates.closure("app::f").fingerprint, f, "a miss");
    assert_eq!(crates.closure("app::g").fingerprint, g, "a hit");
}

#[test]
fn a_file_that_its_own_cfg_leaves_out_is_not_read() {
    let with = |default: &str, step: u8| {
        let manifest = format!(
            "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[features]\nextra = []\ndefault = [{default}]\n"
        );
        let module = format!(
            "#![cfg(feature = \"extra\")]\nimpl Clone for crate::A {{ fn clone(&self) -> crate::A {{ crate::A({step}) }} }}"
        );
        let text = "mod m; pub struct A(u8); pub fn f(a: &[A]) -> usize { a.to_vec().len() }";
        let files = [
            ("Cargo.toml", manifest.as_str()),
            ("src/lib.rs", text),
            ("src/m.rs", module.as_str()),
        ];
        Crates::new(&files).closure("app::f").fingerprint
    };
    assert_eq!(with("", 1), with("", 2), "left out: a hit");
    assert_ne!(with("\"extra\"", 1), with("\"extra\"", 2), "read: a miss");
}

#[test]
fn what_a_macro_of_others_writes_in_a_dependency_is_found_by_its_name() {
    let crates = Crates::new(&[
        (
            "Cargo.toml",
            "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[dependencies]\ndep = { path = \"dep\" }\n",
        ),
        (
            "src/lib.rs",
            "use dep::S; use dep::T as U; pub fn f() -> u8 { S::digest(&[1]) } pub fn g(u: &U) -> u8 { u.get() } pub fn h() -> u8 { 3 }",
        ),
        (
            "dep/Cargo.toml",
            "[package]\nname = \"dep\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[dependencies]\nother = \"1\"\n",
        ),
        (
            "dep/src/lib.rs",
            "mod inner; other::make!(pub struct S(inner::Core);); other::make!(pub struct Z(inner::Far);); pub use Z as T;",
        ),
        (
            "dep/src/inner.rs",
            "pub struct Core; impl other::Update for Core { fn up(&self) -> u8 { 1 } } pub struct Far; impl other::Update for Far { fn up(&self) -> u8 { 2 } }",
        ),
    ]);
    let all = || ["app::f", "app::g", "app::h"].map(|path| crates.closure(path).fingerprint);
    let before = all();
    crates.edit("dep/src/inner.rs", "{ 1 }", "{ 9 }");
    let after = all();
    assert_ne!(before[0], after[0], "a miss: `S` is written by a macro");
    assert_eq!(before[2], after[2], "a hit: nothing of it is named");
    crates.edit("dep/src/inner.rs", "{ 2 }", "{ 9 }");
    assert_ne!(after[1], all()[1], "a miss: `U` is what `Z` is imported as");
}

#[test]
fn a_path_dependency_of_an_old_edition_counts_also_where_it_cannot_be_parsed() {
    let crates = Crates::new(&[
        (
            "Cargo.toml",
            "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[dependencies]\ndep = { path = \"dep\" }\n",
        ),
        (
            "src/lib.rs",
            "pub fn f() -> u8 { dep::g().map_or(0, |_| dep::late::h()) }",
        ),
        (
            "dep/Cargo.toml",
            "[package]\nname = \"dep\"\nversion = \"0.1.0\"\n",
        ),
        (
            "dep/src/lib.rs",
            "pub mod late; pub struct E; impl From<u8> for E { fn from(_: u8) -> E { one(); E } } fn one() -> u8 { 1 } fn two() -> Result<u8, u8> { Ok(2) }
             pub fn g() -> Result<u8, E> { Ok(try!(two())) }",
        ),
        (
            "dep/src/late.rs",
            "pub trait T { fn t(u8) -> u8; } pub fn h() -> u8 { 3 }",
        ),
    ]);
    let mut last = crates.closure("app::f").fingerprint;
    for (file, old, new) in [
        ("dep/src/lib.rs", "{ 1 }", "{ 9 }"),
        ("dep/src/lib.rs", "Ok(2)", "Ok(8)"),
        ("dep/src/late.rs", "{ 3 }", "{ 9 }"),
    ] {
        crates.edit(file, old, new);
        let now = crates.closure("app::f").fingerprint;
        assert_ne!(now, last, "a miss: `{old}` -> `{new}`");
        last = now;
    }
}

#[test]
fn a_profile_of_a_path_dependency_counts_where_it_is_reached() {
    let manifest = "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[dependencies]\ndep = { path = \"dep\" }\nidle = { path = \"idle\" }\n[workspace]\n[profile.dev.package.dep]\n# own\n[profile.dev.package.idle]\n# own idle\n";
    let library = |name: &str| {
        format!("[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2021\"\n")
    };
    let crates = Crates::new(&[
        ("Cargo.toml", manifest),
        ("src/lib.rs", "pub fn f() -> u8 { dep::g() }"),
        ("dep/Cargo.toml", &library("dep")),
        (
            "dep/src/lib.rs",
            "pub fn g() -> u8 { h() } #[cfg(debug_assertions)] fn h() -> u8 { 1 } #[cfg(not(debug_assertions))] fn h() -> u8 { 2 }",
        ),
        ("idle/Cargo.toml", &library("idle")),
        ("idle/src/lib.rs", "pub fn g() -> u8 { 1 }"),
    ]);
    let found = || crates.closure("app::f").fingerprint;
    let before = found();
    crates.edit("Cargo.toml", "# own idle", "overflow-checks = false");
    assert_eq!(found(), before, "a hit");
    crates.edit("Cargo.toml", "# own\n", "debug-assertions = false\n");
    let without = found();
    assert_ne!(without, before, "a miss");
    crates.edit("dep/src/lib.rs", "{ 1 }", "{ 9 }");
    assert_eq!(found(), without, "a hit: it is left out");
    crates.edit("dep/src/lib.rs", "{ 2 }", "{ 9 }");
    assert_ne!(found(), without, "a miss");
}

#[test]
fn what_a_script_that_links_tells_another_counts() {
    let library = |name: &str| {
        format!("[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2021\"\n")
    };
    let crates = Crates::new(&[
        (
            "Cargo.toml",
            "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[dependencies]\ndep = { path = \"dep\" }\nidle = { path = \"idle\" }\n[workspace]\n",
        ),
        (
            "build.rs",
            "fn main() { let told = std::env::var(\"DEP_THING_KEY\"); println!(\"cargo:rustc-env=TOLD={}\", told.unwrap()); }",
        ),
        (
            "src/lib.rs",
            "pub fn f() -> &'static str { env!(\"TOLD\") }",
        ),
        (
            "dep/Cargo.toml",
            &format!("{}links = \"thing\"\n", library("dep")),
        ),
        ("dep/build.rs", "fn main() { println!(\"cargo:key=a\"); }"),
        ("dep/src/lib.rs", ""),
        ("idle/Cargo.toml", &library("idle")),
        ("idle/build.rs", "fn main() { println!(\"cargo:key=a\"); }"),
        ("idle/src/lib.rs", ""),
    ]);
    let before = crates.closure("app::f").fingerprint;
    crates.edit("idle/build.rs", "key=a", "key=b");
    assert_eq!(crates.closure("app::f").fingerprint, before, "a hit");
    crates.edit("dep/build.rs", "key=a", "key=b");
    assert_ne!(crates.closure("app::f").fingerprint, before, "a miss");
}

#[test]
fn a_folder_that_a_configuration_puts_in_the_place_of_a_package_is_read() {
    for configuration in [
        "[patch.crates-io]\nother = { path = \"dep\" }\n",
        "paths = [\"dep\"]\n",
    ] {
        let crates = Crates::new(&[
            (
                "Cargo.toml",
                "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[dependencies]\nother = \"1\"\n[workspace]\n",
            ),
            (".cargo/config.toml", configuration),
            ("src/lib.rs", "pub fn f() -> u8 { other::g() }"),
            (
                "dep/Cargo.toml",
                "[package]\nname = \"other\"\nversion = \"1.0.0\"\nedition = \"2021\"\n",
            ),
            (
                "dep/src/lib.rs",
                "pub fn g() -> u8 { 1 } pub fn apart() -> u8 { 4 }",
            ),
        ]);
        let before = crates.closure("app::f").fingerprint;
        crates.edit("dep/src/lib.rs", "{ 4 }", "{ 9 }");
        assert_eq!(crates.closure("app::f").fingerprint, before, "a hit");
        crates.edit("dep/src/lib.rs", "{ 1 }", "{ 9 }");
        assert_ne!(crates.closure("app::f").fingerprint, before, "a miss");
    }
}

#[test]
fn features_that_another_package_asks_of_a_dependency_count() {
    let manifest = format!("{DEPENDING}dep = {{ path = \"dep\" }}\n[workspace]\n");
    let crates = Crates::new(&[
        ("Cargo.toml", manifest.as_str()),
        (
            "src/lib.rs",
            "pub fn f() -> u8 { used::x() } pub fn g() -> u8 { idle::x() }",
        ),
        (
            "dep/Cargo.toml",
            "[package]\nname = \"dep\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[features]\ndefault = []\nmore = [\"used/y\"]\n[dependencies]\nused = { version = \"1\", features = [] }\n",
        ),
        ("dep/src/lib.rs", ""),
    ]);
    crates.write("Cargo.lock", lock("1.0.0", "1.0.0", "1.0.0"));
    let found = |path: &str| crates.closure(path).fingerprint;
    let (f, g) = (found("app::f"), found("app::g"));
    crates.edit("dep/Cargo.toml", "features = []", "features = [\"x\"]");
    let asked = found("app::f");
    assert_ne!(asked, f, "a miss");
    crates.edit("dep/Cargo.toml", "default = []", "default = [\"more\"]");
    assert_ne!(found("app::f"), asked, "a miss");
    assert_eq!(found("app::g"), g, "a hit");
}

#[test]
fn features_that_another_member_asks_of_a_dependency_count() {
    let manifest = format!("{DEPENDING}[workspace]\nmembers = [\"other\"]\n");
    let crates = Crates::new(&[
        ("Cargo.toml", manifest.as_str()),
        (
            "src/lib.rs",
            "pub fn f() -> u8 { used::x() } pub fn g() -> u8 { idle::x() }",
        ),
        (
            "other/Cargo.toml",
            "[package]\nname = \"other\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[dependencies]\nused = { version = \"1\", features = [] }\n",
        ),
        ("other/src/lib.rs", ""),
    ]);
    crates.write("Cargo.lock", lock("1.0.0", "1.0.0", "1.0.0"));
    let found = |path: &str| crates.closure(path).fingerprint;
    let (f, g) = (found("app::f"), found("app::g"));
    crates.edit("other/Cargo.toml", "features = []", "features = [\"x\"]");
    assert_ne!(found("app::f"), f, "a miss");
    assert_eq!(found("app::g"), g, "a hit");
}

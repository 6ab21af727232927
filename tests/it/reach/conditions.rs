//! What `#[cfg]` leaves out inside an item, and who may set what.

use crate::reach::registry::{crates, misses, misses_by, misses_in};
use rememo_tests::crates::Crates;

/// Whether an edit of `10` is a miss.
fn counts(lib: &str) -> bool {
    misses(&Crates::lib(lib), "10", "11")
}

const H: &str = "fn h() -> u8 { 10 }";

#[test]
fn what_is_left_out_does_not_count() {
    let all = [
        ("a statement", "pub fn f() { #[cfg(@)] let _ = h(); }"),
        ("a statement's value", "pub fn f() { #[cfg(@)] h(); }"),
        ("a block", "pub fn f() { #[cfg(@)] { h(); } }"),
        (
            "an item",
            "pub fn f() { #[cfg(@)] fn g() { h(); } #[cfg(@)] g(); }",
        ),
        (
            "an arm",
            "pub fn f(x: u8) -> u8 { match x { #[cfg(@)] 1 => h(), _ => 0 } }",
        ),
        (
            "a field's value",
            "pub struct S { #[cfg(@)] a: u8 } pub fn f() -> S { S { #[cfg(@)] a: h() } }",
        ),
        (
            "an element",
            "pub fn f() -> usize { [0, #[cfg(@)] h()].len() }",
        ),
        (
            "an argument",
            "fn g(#[cfg(@)] _: u8) {} pub fn f() { g(#[cfg(@)] h()) }",
        ),
        (
            "a field",
            "pub struct S { #[cfg(@)] a: D } pub struct D; impl Drop for D { fn drop(&mut self) { h(); } } pub fn f(_: S) {}",
        ),
        (
            "a field of a tuple",
            "pub struct S(#[cfg(@)] D); pub struct D; impl Drop for D { fn drop(&mut self) { h(); } } pub fn f(_: S) {}",
        ),
        (
            "a variant",
            "pub enum E { A, #[cfg(@)] B(D) } pub struct D; impl Drop for D { fn drop(&mut self) { h(); } } pub fn f(_: E) {}",
        ),
        (
            "a variant's number",
            "pub enum E { A, #[cfg(@)] B = h2() as isize } const fn h2() -> u8 { 10 } pub fn f(e: E) -> isize { e as isize }",
        ),
        (
            "a parameter",
            "pub fn f(#[cfg(@)] _: D) {} pub struct D; impl Drop for D { fn drop(&mut self) { h(); } }",
        ),
        (
            "a macro that writes an impl",
            "macro_rules! shown { ($t:ty) => { impl std::fmt::Display for $t { fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result { write!(f, \"{}\", h()) } } } }\n\
            pub struct S; fn g() { #[cfg(@)] shown!(S); } pub fn f(s: S) { let _ = s; g() }",
        ),
    ];
    for (what, lib) in all {
        for (predicate, is_there) in [("unix", true), ("of_nobody", true), ("windows", false)] {
            let own = if lib.contains("10") { "" } else { H };
            let lib = format!("{}\n{own}", lib.replace('@', predicate));
            let crates = Crates::lib(&lib);
            let mut options = crates.options();
            options.variables.extend(in_script());
            assert_eq!(
                misses_by(&crates, &options, "10", "11"),
                is_there,
                "{what} under {predicate}"
            );
        }
    }
}

/// As cargo tells it in a build script, on Linux.
fn in_script() -> [(String, String); 5] {
    [
        ("ENCODED_RUSTFLAGS", ""),
        ("CFG_TARGET_ARCH", "x86_64"),
        ("CFG_TARGET_OS", "linux"),
        ("CFG_TARGET_FAMILY", "unix"),
        ("CFG_UNIX", ""),
    ]
    .map(|(name, value)| (format!("CARGO_{name}"), value.to_owned()))
}

/// Of what may be one argument or another, no place tells what is wanted there.
#[test]
fn arguments_behind_one_that_may_not_be_there_are_not_known_by_their_places() {
    let types = "pub struct A; pub struct B; impl From<u8> for A { fn from(_: u8) -> A { A } } impl From<u8> for B { fn from(_: u8) -> B { h(); B } }\n\
        pub struct S; impl S { fn to(&self) -> u8 { h() } } pub struct T; impl T { fn to(&self) -> u8 { 0 } }";
    for body in [
        "fn g(#[cfg(of_nobody)] a: A, b: B) {} pub fn f() { g(2u8.into()); }",
        "impl A { fn g(&self, #[cfg(of_nobody)] a: A, b: B) {} } pub fn f(a: A) { a.g(2u8.into()); }",
        "fn g(#[cfg(of_nobody)] a: impl Fn(T) -> u8, b: impl Fn(S) -> u8) -> u8 { b(S) } pub fn f() -> u8 { g(|x| x.to()) }",
        "fn g<X>(#[cfg(of_nobody)] a: u8, x: X) -> X { x } pub fn f() -> u8 { g(S).to() }",
    ] {
        assert!(counts(&format!("{types}\n{body}\n{H}")), "a miss: {body}");
    }
}

/// `app` calls `dep`, where a condition that cargo says nothing of decides.
fn with_dependency(script: bool) -> Crates {
    let crates = Crates::new(&[
        (
            "Cargo.toml",
            "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[dependencies]\ndep = { path = \"dep\" }\n",
        ),
        (
            "src/lib.rs",
            "pub fn f() -> u8 { dep::g() }\n#[cfg(of_nobody)] pub fn own() {}\n",
        ),
        (
            "dep/Cargo.toml",
            "[package]\nname = \"dep\"\nversion = \"0.1.0\"\nedition = \"2021\"\n",
        ),
        (
            "dep/src/lib.rs",
            "pub fn g() -> u8 { #[cfg(of_nobody)] { return h(); } #[cfg(backend = \"hard\")] { return k(); } #[cfg(doc)] return d(); 3 }\n\
             fn h() -> u8 { 10 } fn k() -> u8 { 20 } fn d() -> u8 { 30 }\n",
        ),
    ]);
    if script {
        crates.write("dep/build.rs", "fn main() {}\n");
    }
    crates
}

#[test]
fn conditions_that_nobody_sets_for_a_dependency_are_false() {
    let counting = |script: bool, variables: &[(&str, &str)]| {
        [("10", "11"), ("20", "21"), ("30", "31")].map(|(old, new)| {
            let crates = with_dependency(script);
            let mut options = crates.options();
            let more = variables
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
            options.variables.extend(more);
            misses_in("dep/src/lib.rs", &crates, &options, old, new)
        })
    };
    let told = in_script();
    let told: Vec<(&str, &str)> = told
        .iter()
        .map(|(name, value)| (&**name, &**value))
        .collect();
    let with = |more: (&'static str, &'static str)| [&told[..], &[more]].concat();
    assert_eq!(
        counting(false, &told),
        [false, false, true],
        "but for what tools set"
    );
    assert_eq!(
        counting(false, &with(("CARGO_CFG_OF_NOBODY", ""))),
        [true, false, true],
        "flags set one"
    );
    assert_eq!(
        counting(false, &with(("CARGO_CFG_BACKEND", "hard"))),
        [false, true, true],
        "a value"
    );
    assert_eq!(
        counting(false, &with(("CARGO_CFG_BACKEND", "soft"))),
        [false, false, true],
        "another"
    );
    assert_eq!(counting(true, &told), [true; 3], "its build script may");
    assert_eq!(
        counting(false, &with(("RUSTC_WRAPPER", "/bin/wrapped"))),
        [true; 3],
        "a wrapper may"
    );
    assert_eq!(
        counting(false, &with(("RUSTC_WRAPPER", "/home/a/bin/rust-analyzer"))),
        [false, false, true],
        "this one does not"
    );
    assert_eq!(
        counting(false, &[]),
        [true; 3],
        "without cargo, nobody says what flags set"
    );
}

/// What is given to a macro of another crate may be fields with their types, which are no values.
#[test]
fn a_type_among_what_looks_like_values_names_that_type() {
    let flags = "#[macro_export] macro_rules! flags { ($($any:tt)*) => { const _: () = { $crate::inner! { $($any)* } }; } }\n\
        #[macro_export] macro_rules! inner { ($name:ident : $t:ty, $other:ident : $u:ty) => { impl $crate::Bits for $name { type Of = $t; } } }\n\
        pub trait Bits { type Of; }";
    let lib = "pub struct F(u8); other::flags! { F: u8, G: D } pub struct D { d: u8 } impl Default for D { fn default() -> D { D { d: h() } } }\n\
        other::more! { pub fn idle() -> u8 { 20 } } pub fn f(x: F) -> u8 { x.0 } fn h() -> u8 { 10 }";
    let others = [("other", flags)];
    assert!(
        !misses(&crates(lib, &others), "20", "21"),
        "another macro wrote none of them: a hit"
    );
    assert!(
        misses(&crates(lib, &others), "10", "11"),
        "the macro may make one: a miss"
    );
}

/// Cargo tells build scripts nothing of it: it asks the compiler without the profile.
#[test]
fn debug_assertions_are_the_profiles_in_a_build_as_well() {
    let lib = "pub fn f() -> u8 { g() }\n#[cfg(debug_assertions)]\nfn g() -> u8 { 10 }\n#[cfg(not(debug_assertions))]\nfn g() -> u8 { 20 }\n";
    for (profile, missing) in [("debug", "10"), ("release", "20")] {
        for layout in ["build/app-0a/out", "build/app/0a/out"] {
            let crates = Crates::lib(lib);
            let mut options = crates.options();
            options.variables.extend(in_script());
            let out = format!("/x/target/{profile}/{layout}");
            options.variables.insert("OUT_DIR".to_owned(), out);
            for number in ["10", "20"] {
                let changes = misses_in("src/lib.rs", &crates, &options, number, "30");
                assert_eq!(changes, number == missing, "{profile}, {layout}: {number}");
                crates.edit("src/lib.rs", "30", number);
            }
        }
    }
}

/// Features are told as they are written, since cargo 1.85; before, by variables that have neither case nor dashes.
#[test]
fn features_that_differ_by_a_dash_are_told_apart() {
    let manifest = "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[features]\na-b = []\na_b = []\n";
    let lib = "pub fn f() -> u8 { 1 + g() + h() }\n#[cfg(feature = \"a-b\")]\nfn g() -> u8 { 10 }\n#[cfg(not(feature = \"a-b\"))]\nfn g() -> u8 { 20 }\n\
        #[cfg(feature = \"a_b\")]\nfn h() -> u8 { 30 }\n#[cfg(not(feature = \"a_b\"))]\nfn h() -> u8 { 40 }\n";
    let crates = Crates::new(&[("Cargo.toml", manifest), ("src/lib.rs", lib)]);
    let mut options = crates.options();
    options.variables.extend(in_script());
    for (name, value) in [("CARGO_FEATURE_A_B", "1"), ("CARGO_CFG_FEATURE", "a-b")] {
        options.variables.insert(name.to_owned(), value.to_owned());
    }
    let misses = ["10", "20", "30", "40"].map(|number| {
        let changes = misses_in("src/lib.rs", &crates, &options, number, "50");
        crates.edit("src/lib.rs", "50", number);
        changes
    });
    assert_eq!(misses, [true, false, false, true]);
}

//! Macros by example of other crates, expanded by the sources that cargo keeps of them.

use crate::reach::registry::{crates, fingerprint, misses};
use rememo_tests::crates::Crates;

/// As `cfg_if!` is written.
const CHOOSE: &str = "#[macro_export]\nmacro_rules! choose {\n\
    (if #[cfg($($yes:tt)*)] { $($then:tt)* } else { $($other:tt)* }) => {\n\
        $crate::choose! { @one (all($($yes)*)) $($then)* }\n\
        $crate::choose! { @one (not(all($($yes)*))) $($other)* }\n\
    };\n\
    (@one ($($yes:tt)*) $($item:tt)*) => { #[cfg($($yes)*)] $crate::choose! { @group $($item)* } };\n\
    (@group $($item:tt)*) => { $($item)* };\n}\n";

/// The program with that macro in `other`.
fn choosing(lib: &str) -> Crates {
    crates(lib, &[("other", CHOOSE)])
}

const ITEMS: &str = "other::choose! { if #[cfg(unix)] {\n\
    fn helper(x: u8) -> u8 { x * 2 }\npub fn idle() -> u8 { 10 }\n\
    } else {\nfn helper(x: u8) -> u8 { x * 7 }\n} }\npub fn f(x: u8) -> u8 { helper(x) }\n";

#[test]
fn items_count_one_by_one() {
    assert!(misses(&choosing(ITEMS), "x * 2", "x * 3"), "a miss");
    assert!(
        !misses(&choosing(ITEMS), "{ 10 }", "{ 11 }"),
        "not reached: a hit"
    );
    assert!(
        !misses(&choosing(ITEMS), "x * 7", "x * 8"),
        "not built: a hit"
    );
    assert!(
        misses(&choosing(ITEMS), "cfg(unix)", "cfg(not(unix))"),
        "the other one: a miss"
    );
}

#[test]
fn a_macro_of_its_crates_name_is_found() {
    let choose = CHOOSE.replace("choose", "other");
    for lib in [
        ITEMS.replace("other::choose!", "use other::other;\nother!"),
        ITEMS.replace("other::choose!", "other::other!"),
        ITEMS.replace("other::choose!", "use ::other::other;\nother!"),
        ITEMS.replace("other::choose!", "#[macro_use] extern crate other;\nother!"),
    ] {
        let crates = || crates(&lib, &[("other", &choose)]);
        assert!(misses(&crates(), "x * 2", "x * 3"), "a miss: {lib}");
        assert!(!misses(&crates(), "{ 10 }", "{ 11 }"), "a hit: {lib}");
    }
}

#[test]
fn statements_count_one_by_one() {
    let lib = "fn a() -> u8 { 2 }\nfn b() -> u8 { 7 }\n\
        pub fn f() -> u8 { let x; other::choose! { if #[cfg(unix)] { x = a(); } else { x = b(); } } x }\n";
    assert!(misses(&choosing(lib), "{ 2 }", "{ 3 }"), "a miss");
    assert!(
        !misses(&choosing(lib), "{ 7 }", "{ 8 }"),
        "not built: a hit"
    );
}

/// In each of these places a macro of another crate writes what `f` calls.
#[test]
fn what_is_written_counts() {
    const OTHER: &str = "#[macro_export]\nmacro_rules! twice { ($x:expr) => { $x * 2 } }\n\
        #[macro_export]\nmacro_rules! made { ($name:ident, $x:expr) => { pub fn $name() -> u8 { $x } } }\n\
        #[macro_export(local_inner_macros)]\nmacro_rules! outer { ($($x:tt)*) => { made!($($x)*); } }\n\
        #[macro_export]\nmacro_rules! shown { ($t:ident, $($x:tt)*) => { impl $crate::private::core::fmt::Display for $t {\n\
            fn fmt(&self, f: &mut $crate::private::core::fmt::Formatter<'_>) -> $crate::private::core::fmt::Result { f.write_str(&($($x)*).to_string()) } } } }\n\
        #[macro_export]\nmacro_rules! named { ($x:expr) => { $crate::private::call($x) } }\n\
        #[macro_export]\nmacro_rules! text { ($($x:tt)*) => { stringify!($($x)*) } }\n\
        #[macro_export]\nmacro_rules! defined { ($name:ident, $x:expr) => { macro_rules! $name { () => { $x } } } }\n\
        #[macro_export]\nmacro_rules! of { ($t:ty) => { <$t>::value() } }\n\
        #[macro_export]\nmacro_rules! ty { ($t:ty) => { Vec<$t> } }\n\
        #[macro_export]\nmacro_rules! pat { ($t:path) => { $t(_) } }\n\
        pub mod private { pub use core; pub fn call<T: std::fmt::Display>(t: T) -> String { t.to_string() } }\n";
    let rows = [
        (
            "an expression",
            "fn a() -> u8 { 10 }\npub fn f() -> u8 { other::twice!(a()) }\n",
        ),
        (
            "by `use`",
            "use other::twice;\nfn a() -> u8 { 10 }\npub fn f() -> u8 { twice!(a()) }\n",
        ),
        (
            "renamed",
            "use other::twice as double;\nfn a() -> u8 { 10 }\npub fn f() -> u8 { double!(a()) }\n",
        ),
        (
            "by a glob",
            "use other::*;\nfn a() -> u8 { 10 }\npub fn f() -> u8 { twice!(a()) }\n",
        ),
        (
            "to all modules",
            "#[macro_use] extern crate other;\nmod m { pub fn a() -> u8 { 10 } made!(g, a()); }\npub fn f() -> u8 { m::g() }\n",
        ),
        (
            "an item",
            "other::made!(g, 10);\npub fn f() -> u8 { g() }\n",
        ),
        (
            "an item in a body",
            "pub fn f() -> u8 { other::made!(g, 10); g() }\n",
        ),
        (
            "by a macro of its own crate",
            "other::outer!(g, 10);\npub fn f() -> u8 { g() }\n",
        ),
        (
            "a method",
            "pub struct N;\nimpl N { other::made!(g, 10); }\npub fn f() -> u8 { N::g() }\n",
        ),
        (
            "a trait of std under its own name",
            "pub struct N;\nother::shown!(N, 10);\npub fn f() -> String { format!(\"{}\", N) }\n",
        ),
        (
            "what the other crate is given",
            "pub struct N;\nother::shown!(N, 10);\npub fn f() -> String { other::named!(N) }\n",
        ),
        (
            "a macro",
            "other::defined!(g, 10);\npub fn f() -> u8 { g!() }\n",
        ),
        (
            "in a macro of the program",
            "macro_rules! own { ($x:expr) => { other::twice!($x) } }\nfn a() -> u8 { 10 }\npub fn f() -> u8 { own!(a()) }\n",
        ),
        (
            "a path by a type",
            "pub struct N;\nimpl N { fn value() -> u8 { 10 } }\npub fn f() -> u8 { other::of!(N) }\n",
        ),
        (
            "a type",
            "pub struct N(u8);\nimpl Drop for N { fn drop(&mut self) { assert!(self.0 < 10) } }\npub fn f() -> usize { let a: other::ty!(N) = vec![N(1)]; a.len() }\n",
        ),
        (
            "a pattern",
            "pub enum N { A(u8), B(u8) }\nconst C: u8 = 10;\npub fn f(n: N) -> u8 { match n { other::pat!(N::A) => C, _ => 1 } }\n",
        ),
    ];
    let hits = rows.iter().filter(|(_, lib)| {
        let crates = crates(lib, &[("other", OTHER)]);
        !misses(&crates, "10", "11")
    });
    let hits: Vec<_> = hits.map(|(name, _)| name).collect();
    assert!(hits.is_empty(), "an edit is a hit: {hits:?}");
    let spaced = "pub fn f() -> &'static str { other::text!(a + b) }\n";
    let crates = crates(spaced, &[("other", OTHER)]);
    assert!(
        misses(&crates, "a + b", "a+b"),
        "what stringify! shows: a miss"
    );
}

/// Where it is not certain which definition is meant, all that the call says counts.
#[test]
fn what_is_not_certain_counts_whole() {
    const DEFINED: &str = "#[macro_export]\nmacro_rules! made { ($($x:item)*) => { $($x)* } }\n";
    const LIB: &str =
        "other::made! { fn a() -> u8 { 1 } fn b() -> u8 { 10 } }\npub fn f() -> u8 { a() }\n";
    let is_whole = |lib: &str, other: &str| {
        let crates = crates(lib, &[("other", other)]);
        crates.write("kept/other/src/m.rs", DEFINED);
        if other.contains("mod ") && !other.contains("mod m;") {
            crates.write("kept/other/src/m.rs", "");
        }
        misses(&crates, "10", "11")
    };
    assert!(
        !is_whole(LIB, &format!("{DEFINED}mod n {{}}\n")),
        "certain: a hit"
    );
    assert!(
        !is_whole(LIB, "mod m;\n"),
        "certain, in a file of its own: a hit"
    );
    for (why, other) in [
        ("none", "mod n {}\n".to_owned()),
        ("two", format!("{DEFINED}mod m;\n")),
        (
            "under a condition",
            format!("#[cfg(feature = \"a\")]\n{DEFINED}mod n {{}}\n"),
        ),
        (
            "in a module under a condition",
            "#[cfg(feature = \"a\")]\nmod m;\n".to_owned(),
        ),
        (
            "in a file that is no module",
            "pub mod m {}\n"
                .to_owned()
                .replace("mod m", "use self as m; // mod m;"),
        ),
        (
            "in a module at a place of its own",
            "#[path = \"m.rs\"]\nmod n;\n// mod m;\n".to_owned(),
        ),
        (
            "not exported",
            format!("{}mod n {{}}\n", DEFINED.replace("#[macro_export]\n", "")),
        ),
        (
            "exported on a condition",
            format!(
                "{}mod n {{}}\n",
                DEFINED.replace("#[macro_export]", "#[cfg_attr(unix, macro_export)]")
            ),
        ),
        ("handed on", "pub use deep::made;\nmod n {}\n".to_owned()),
        (
            "written by a macro",
            format!("macro_rules! w {{ () => {{ {DEFINED} }} }}\nmod n {{}}\n").replace("$", "$$"),
        ),
    ] {
        assert!(is_whole(LIB, &other), "{why}: a miss");
    }
    let named = LIB.replace("other::made", "made");
    let other = format!("{DEFINED}mod n {{}}\n");
    let of = |import: &str| is_whole(&format!("{import}\n{named}"), &other);
    assert!(!of("use other::made;"), "certain: a hit");
    assert!(
        of("#[cfg(some_unknown)]\nuse other::made;"),
        "perhaps not there: a miss"
    );
    assert!(of("use other::*;\nuse third::*;"), "two globs: a miss");
    assert!(
        of("#[macro_use] extern crate other;\n#[macro_use] extern crate third;"),
        "two crates: a miss"
    );
}

/// Of definitions under conditions one is there in any build: what each writes counts, and no more.
#[test]
fn each_of_several_definitions_counts() {
    let two = |condition: &str| {
        format!(
            "#[cfg(all(unix, feature = \"a\"))] mod m {{ #[macro_export] macro_rules! made {{ ($a:item $b:item) => {{ $a }} }}\n\
                #[macro_export] macro_rules! pick {{ ($a:expr, $b:expr, $c:expr) => {{ $a }} }} }}\n\
             #[cfg({condition})] #[macro_export] macro_rules! made {{ ($a:item $b:item) => {{ $b }} }}\n\
             #[cfg({condition})] #[macro_export] macro_rules! pick {{ ($a:expr, $b:expr, $c:expr) => {{ $b }} }}\n"
        )
    };
    let sure = two("any(not(unix), not(feature = \"a\"))");
    let unsure = two("not(feature = \"a\")");
    let items = "other::made! { fn a() -> u8 { 1 } fn a() -> u8 { 2 } }\n\
        other::made! { fn b() -> u8 { 10 } fn b() -> u8 { 20 } }\npub fn f() -> u8 { a() }\n";
    let calls = "fn a() -> u8 { 1 }\nfn b() -> u8 { 2 }\nfn c() -> u8 { 10 }\n\
        pub fn f() -> u8 { other::pick!(a(), b(), c()) }\n";
    let counts = |lib: &str, other: &str, old: &str, new: &str| {
        misses(&crates(lib, &[("other", other)]), old, new)
    };
    for lib in [items, calls] {
        assert!(counts(lib, &sure, "{ 1 }", "{ 3 }"), "the first: a miss");
        assert!(counts(lib, &sure, "{ 2 }", "{ 4 }"), "the second: a miss");
        assert!(!counts(lib, &sure, "10", "11"), "nobody's: a hit");
        assert!(counts(lib, &unsure, "10", "11"), "perhaps another: a miss");
    }
    // An item by one of them does not surely hide another of its name.
    let hidden = "mod k { pub fn a() -> u8 { 10 } } use k::*;\n\
        other::made! { fn a() -> u8 { 1 } fn b() -> u8 { 2 } }\npub fn f() -> u8 { a() }\n";
    assert!(counts(hidden, &sure, "10", "11"), "brought in: a miss");
}

#[test]
fn a_macro_of_the_program_goes_before() {
    let other = "#[macro_export]\nmacro_rules! made { () => { pub fn g() -> u8 { 1 } } }\n";
    let lib = "use other::made;\nmod m { macro_rules! made { () => { pub fn g() -> u8 { 10 } } }\nmade!(); }\n\
        pub fn f() -> u8 { m::g() }\n";
    let crates = crates(lib, &[("other", other)]);
    assert!(misses(&crates, "10", "11"), "a miss");
}

#[test]
fn another_version_of_the_crate_is_another_macro() {
    let lib = "pub fn f() -> u8 { other::one!() }\n";
    let macro_of = |n: u8| format!("#[macro_export]\nmacro_rules! one {{ () => {{ {n} }} }}\n");
    let crates = crates(lib, &[("other", &macro_of(1))]);
    let before = fingerprint(&crates.options());
    crates.edit(
        "Cargo.lock",
        "name = \"other\"\nversion = \"1.0.0\"",
        "name = \"other\"\nversion = \"1.0.1\"",
    );
    crates.edit(
        "kept/other/Cargo.toml",
        "version = \"1.0.0\"",
        "version = \"1.0.1\"",
    );
    crates.write("kept/other/src/lib.rs", macro_of(2));
    assert_ne!(before, fingerprint(&crates.options()), "a miss");
}

#[test]
fn what_macros_wrote_is_named_by_crates() {
    let other = "#[macro_export]\nmacro_rules! shown { ($t:ident) => { impl $crate::Shown for $t { fn show(&self) -> u8 { 10 } } } }\n\
        pub trait Shown { fn show(&self) -> u8; }\n";
    let lib = "use other::Shown;\nmacro_rules! own { ($t:ident) => { impl $crate::Own for $t {} } }\n\
        pub trait Own { fn twice(&self) -> u8 { 2 } }\npub struct N;\nother::shown!(N);\nown!(N);\n\
        pub fn f(n: N) -> u8 { n.show() + n.twice() }\n";
    let closure = crates(lib, &[("other", other)]).closure("app::f");
    let ids: Vec<&str> = closure.items.iter().map(|item| &*item.id).collect();
    assert!(ids.contains(&"app::<impl app::Own for N>"), "{ids:?}");
    assert!(ids.contains(&"app::<impl other::Shown for N>"), "{ids:?}");
}

/// As `lazy_static!` is written: the trait of std has a name of the crate's own, and macros are called by their names alone.
#[test]
fn a_static_that_is_made_when_it_is_used_counts_with_what_makes_it() {
    let other = "pub use core::ops::Deref as __Deref;\npub mod lazy { pub struct Lazy<T>(std::sync::OnceLock<T>);\n\
        impl<T> Lazy<T> { pub const INIT: Self = Lazy(std::sync::OnceLock::new()); pub fn get(&'static self, f: fn() -> T) -> &T { self.0.get_or_init(f) } } }\n\
        #[macro_export(local_inner_macros)]\nmacro_rules! lazy { ($(static ref $N:ident : $T:ty = $e:expr;)*) => { $(__make!($N, $T, $e);)* } }\n\
        #[macro_export]\nmacro_rules! __make { ($N:ident, $T:ty, $e:expr) => {\n\
            pub struct $N { _private: () }\npub static $N: $N = $N { _private: () };\n\
            impl $crate::__Deref for $N { type Target = $T; fn deref(&self) -> &$T {\n\
                fn init() -> $T { $e }\nstatic LAZY: $crate::lazy::Lazy<$T> = $crate::lazy::Lazy::INIT; LAZY.get(init) } } } }\n";
    let lib = "use other::lazy;\nlazy! { static ref TABLE: Vec<u8> = build(); static ref IDLE: Vec<u8> = idle(); }\n\
        fn build() -> Vec<u8> { vec![10] }\nfn idle() -> Vec<u8> { vec![20] }\n\
        pub fn f(x: usize) -> Option<u8> { TABLE.get(x).copied() }\npub fn g() -> usize { IDLE.len() }\n";
    let crates = || crates(lib, &[("other", other)]);
    assert!(misses(&crates(), "10", "11"), "a miss");
    assert!(!misses(&crates(), "20", "21"), "another static: a hit");
}

/// As `tonic::include_proto!` is written.
#[test]
fn a_file_that_a_macro_includes_counts() {
    let other = "#[macro_export]\nmacro_rules! include_proto { ($p:tt) => { include!(concat!(env!(\"OUT_DIR\"), concat!(\"/\", $p, \".rs\"))); } }\n\
        #[macro_export]\nmacro_rules! text { ($p:tt) => { include_str!($p) } }\n";
    let lib = "pub mod proto { other::include_proto!(\"a\"); }\npub fn f() -> u8 { proto::g() }\n";
    let crates_of = |lib: &str| {
        let crates = crates(lib, &[("other", other)]);
        crates.write(
            "out/a.rs",
            "pub fn g() -> u8 { 10 }\npub fn idle() -> u8 { 20 }\n",
        );
        crates.write("src/told.txt", "10");
        crates
    };
    let changes = |lib: &str, file: &str, old: &str, new: &str| {
        let crates = crates_of(lib);
        let mut options = crates.options();
        let out = crates.path().join("out").display().to_string();
        options.variables.insert("OUT_DIR".to_owned(), out);
        let before = fingerprint(&options);
        crates.edit(file, old, new);
        before != fingerprint(&options)
    };
    assert!(changes(lib, "out/a.rs", "10", "11"), "a miss");
    let told = "pub fn f() -> &'static str { other::text!(\"told.txt\") }\n";
    assert!(changes(told, "src/told.txt", "10", "11"), "a text: a miss");
    // What is not there yet is written by the build script, which counts.
    let crates = crates_of(lib);
    crates.write("build.rs", "fn main() { write(10) }\n");
    let before = fingerprint(&crates.options());
    crates.edit("build.rs", "10", "11");
    assert_ne!(
        before,
        fingerprint(&crates.options()),
        "the build script: a miss"
    );
}

/// As `inventory::submit!` is written: what nobody names is run by the linker's doing, before `main`.
#[test]
fn what_runs_before_main_counts() {
    let other = "pub struct Node(pub &'static (dyn std::any::Any + Sync));\npub fn submit(_: &'static Node) {}\npub fn all() -> Vec<&'static Node> { Vec::new() }\n\
        #[macro_export]\nmacro_rules! submit { ($($value:tt)*) => { const _: () = {\n\
            static NODE: $crate::Node = $crate::Node(&$($value)*);\n\
            #[used]\n#[link_section = \".init_array\"]\nstatic INIT: unsafe extern \"C\" fn() = { unsafe extern \"C\" fn init() { $crate::submit(&NODE) } init }; }; } }\n";
    let lib = "pub struct Plugin(pub fn() -> u8);\nother::submit!(Plugin(helper));\nfn helper() -> u8 { 10 }\n\
        pub fn f() -> u8 { other::all().iter().filter_map(|n| n.0.downcast_ref::<Plugin>()).map(|p| (p.0)()).sum() }\n";
    let crates_of = |lib: &str| crates(lib, &[("other", other)]);
    assert!(misses(&crates_of(lib), "10", "11"), "by a macro: a miss");
    let lib = "use std::sync::Mutex;\npub static ALL: Mutex<Vec<fn() -> u8>> = Mutex::new(Vec::new());\n\
        #[used]\n#[link_section = \".init_array\"]\nstatic INIT: extern \"C\" fn() = { extern \"C\" fn init() { ALL.lock().unwrap().push(helper) } init };\n\
        fn helper() -> u8 { 10 }\npub fn f() -> u8 { ALL.lock().unwrap().iter().map(|p| p()).sum() }\n";
    assert!(misses(&crates_of(lib), "10", "11"), "by hand: a miss");
    let lib = "#[other::slice]\npub static ALL: [fn() -> u8];\n#[other::slice(ALL)]\nstatic ONE: fn() -> u8 = helper;\n\
        fn helper() -> u8 { 10 }\npub fn f() -> u8 { ALL.iter().map(|p| p()).sum() }\n";
    assert!(
        misses(&crates_of(lib), "10", "11"),
        "by an attribute: a miss"
    );
    let lib = "use std::sync::atomic::{AtomicU8, Ordering::SeqCst};\npub static ALL: AtomicU8 = AtomicU8::new(0);\n\
        #[used]\n#[link_section = \".init_array\"]\nstatic INIT: extern \"C\" fn() = { extern \"C\" fn init() { ALL.store(helper(), SeqCst) } init };\n\
        fn helper() -> u8 { 10 }\npub fn f() -> u8 { ALL.load(SeqCst) }\n";
    assert!(misses(&crates_of(lib), "10", "11"), "a number: a miss");
}

//! Names that other crates give to what seems to be something else: traits, what a glob of theirs brings in, symbols.

use super::registry::{crates, crates_with, misses};
use rememo_tests::crates::Crates;

const SHOWN: &str = "impl std::fmt::Display for My { fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(\"7\") } }";

fn counts(lib: &str, other: &str, deep: &str) -> bool {
    count(&crates(lib, &[("other", other), ("deep", deep)]))
}

fn count(crates: &Crates) -> bool {
    misses(crates, "\"7\"", "\"8\"")
}

/// A trait for all that can be shown, which the sources say as `TRAIT`.
const ANY: &str = "pub trait Up: std::fmt::Display { fn twice(&self) -> String { self.to_string() } } impl<T: std::fmt::Display> Up for T {}";

#[test]
fn a_method_may_be_a_traits_of_whatever_name() {
    let lib = |uses: &str| {
        format!(
            "use other::{uses}; pub struct My(pub u8); {SHOWN} pub fn f(n: My) -> String {{ n.twice() }}"
        )
    };
    let decoy = "mod x { pub trait Zero { fn z(&self); } }";
    for (uses, other, deep) in [
        ("zero", ANY.replace("Up", "zero"), String::new()),
        ("_zero", ANY.replace("Up", "_zero"), String::new()),
        (
            "zero",
            "pub use deep::Up as zero;".to_owned(),
            ANY.to_owned(),
        ),
        (
            "Zero",
            format!("{decoy} deep::u!(Up Zero);"),
            format!(
                "{ANY} #[macro_export] macro_rules! u {{ ($a:ident $b:ident) => {{ pub use deep::$a as $b; }} }}"
            ),
        ),
        (
            "Zero",
            format!("{decoy} deep::u!();"),
            format!(
                "{ANY} #[macro_export] macro_rules! u {{ () => {{ pub use $crate::Up as Zero; }} }}"
            ),
        ),
    ] {
        assert!(counts(&lib(uses), &other, &deep), "{other}: a miss");
    }
    assert!(
        !counts(&lib("zero"), "pub fn zero() {}", ""),
        "no trait: a hit"
    );
    let procedural = |uses: &str, other: &str, text: &str| {
        let deep = format!(
            "use proc_macro::TokenStream; #[proc_macro_attribute] pub fn ext(_: TokenStream, _: TokenStream) -> TokenStream {{ \"{text}\".parse().unwrap() }}"
        );
        let crates = crates(&lib(uses), &[("other", other), ("deep", &deep)]);
        let manifest = "[package]\nname = \"deep\"\nversion = \"1.0.0\"\nedition = \"2021\"\n[lib]\nproc-macro = true\n";
        crates.write("kept/deep/Cargo.toml", manifest);
        count(&crates)
    };
    let zero = ANY.replace("Up", "Zero");
    let given = "#[deep::ext] mod m {}";
    assert!(procedural("*", given, &zero), "by a glob: a miss");
    let beside = format!("{decoy} {given}");
    assert!(procedural("Zero", &beside, &zero), "beside another: a miss");
    assert!(!procedural("*", given, ""), "it says none: a hit");
    assert!(
        !procedural("*", "pub fn a() {}", &zero),
        "not called: a hit"
    );
}

#[test]
fn a_trait_of_std_may_have_a_name_that_cannot_be_read() {
    let shown = SHOWN.replace("std::fmt::Display for", "other::Shown for");
    let lib =
        format!("pub struct My(pub u8); {shown} pub fn f() -> String {{ My(1).to_string() }}");
    let other = "pub use std::fmt::Display as /* */ Shown;";
    assert!(counts(&lib, other, ""), "a miss");
}

#[test]
fn a_glob_may_hide_names_of_std_by_whatever_declares_them() {
    const NEW: &str =
        "{ pub fn new<T: std::fmt::Display>(t: T) -> std::string::String { t.to_string() } }";
    for (other, deep) in [
        ("pub struct r#NAME; impl NAME NEW", ""),
        ("pub struct /* */ NAME; impl NAME NEW", ""),
        (
            "macro_rules! s { ($n:ident) => { pub mod $n NEW } } s!(NAME);",
            "",
        ),
        (
            "use deep::s as t; t!(NAME);",
            "#[macro_export] macro_rules! s { ($n:ident) => { pub struct $n; impl $n NEW } }",
        ),
        (
            "macro_rules! c { ($m:ident $n:ident) => { $m!($n); } } macro_rules! s { ($n:ident) => { pub struct $n; impl $n NEW } } c!(s NAME);",
            "",
        ),
    ] {
        for name in ["Vec", "Box"] {
            let lib = format!(
                "use other::*; pub struct My(pub u8); {SHOWN} pub fn f() -> String {{ {name}::new(My(1)) }}"
            );
            let spelt = |text: &str| text.replace("NEW", NEW).replace("NAME", name);
            assert!(counts(&lib, &spelt(other), &spelt(deep)), "{other}: a miss");
        }
    }
}

#[test]
fn a_symbol_may_be_put_together() {
    const LIB: &str = "#[unsafe(no_mangle)] pub extern \"C\" fn hook_it() -> u32 { one(\"7\") } fn one(x: &str) -> u32 { x.len() as u32 }
        pub fn f() -> u32 { other::go() }";
    let named = |name: &str| {
        format!(
            "unsafe extern \"C\" {{ #[link_name = {name}] fn h() -> u32; }} pub fn go() -> u32 {{ unsafe {{ h() }} }}"
        )
    };
    let assembled = |text: &str| {
        format!(
            "pub fn go() -> u32 {{ let r: u32; unsafe {{ std::arch::asm!({text}, out(\"eax\") r) }} r }}"
        )
    };
    for other in [
        named("\"h\\x6fok_it\""),
        named("concat!(\"hook\", \"_it\")"),
        named("include_str!(\"n.txt\")"),
        named("\"hook\\\n  _it\""),
        assembled("concat!(\"call hook\", \"_it\")"),
        assembled("\"call h\\x6fok_it\""),
        assembled("\".macro cc x\", \"call hook_\\\\x\", \".endm\", \"cc it\""),
        assembled("include_str!(\"n.s\")"),
        format!(
            "macro_rules! go {{ ($of:literal) => {{ {} }} }} go!(\"hook\");",
            assembled("concat!(\"call \", $of, \"_it\")")
        ),
        format!(
            "macro_rules! go {{ ($of:ident) => {{ {} }} }} go!(hook);",
            assembled("concat!(\"call \", stringify!($of), \"_it\")")
        ),
    ] {
        assert!(counts(LIB, &other, ""), "{other}: a miss");
    }
    let apart = "concat!(\"call an\", \"other\")";
    for other in [
        named("\"another\""),
        assembled("\"call another\""),
        assembled(apart),
    ] {
        assert!(!counts(LIB, &other, ""), "{other}: a hit");
        let native = (
            "kept/other/src/native.c",
            "int go(void) { return hook_it(); }",
        );
        let crates = crates_with(LIB, &[("other", &other)], &[native]);
        assert!(count(&crates), "{other} beside what says it in C: a miss");
    }
}

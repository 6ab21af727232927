//! Impls of another crate's trait that stand where nobody looks for items, or under names that mean something else: behind
//! each a closure may come in.

use super::registry::{crates, crates_with, misses};
use rememo_tests::crates::Crates;

const GIVEN: &str = "pub fn f<T: other::Zero>(x: T) -> bool { x.is_zero() } pub fn one() { f(1); }";
const ZERO: &str = "pub trait Zero { fn is_zero(&self) -> bool; }
    impl Zero for u8 { fn is_zero(&self) -> bool { *self == 0 } } pub struct Boxed(pub Box<dyn Fn() -> bool>);\n";
const IMPL: &str = "impl crate::Zero for crate::Boxed { fn is_zero(&self) -> bool { (self.0)() } }";
/// A macro that is given the trait and the type.
const BY: &str =
    "($tr:ident, $t:ty) => { impl $tr for $t { fn is_zero(&self) -> bool { (self.0)() } } }";
/// The same, that writes nothing.
const NONE: &str = "($tr:ident, $t:ty) => {}";

/// What a row says of another crate, with what the words in it stand for.
fn spelt(text: &str) -> String {
    [("IMPL", IMPL), ("BY", BY), ("NONE", NONE)]
        .iter()
        .fold(text.to_owned(), |text, (word, of)| text.replace(word, of))
}

fn of(other: &str, deep: &str) -> Crates {
    let other = format!("{ZERO} {}", spelt(other));
    crates(GIVEN, &[("other", &other), ("deep", &spelt(deep))])
}

fn count(crates: &Crates) -> bool {
    misses(crates, "f(1)", "f(2)")
}

fn counts(other: &str, deep: &str) -> bool {
    count(&of(other, deep))
}

fn count_with(other: &str, file: &str, text: &str) -> bool {
    let other = format!("{ZERO} {}", spelt(other));
    let (file, text) = (format!("kept/other/{file}"), spelt(text));
    count(&crates_with(GIVEN, &[("other", &other)], &[(&file, &text)]))
}

#[test]
fn an_impl_counts_wherever_it_stands() {
    for place in [
        "type A = [u8; { HERE 1 }];",
        "struct A([u8; { HERE 1 }]);",
        "enum A { X = { HERE 1 } }",
        "struct A<const N: usize = { HERE 1 }>;",
        "fn a() { println!(\"{}\", { HERE 1 }); }",
        "fn a() { let _ = vec![{ HERE 1 }]; }",
        "fn a() -> [u8; { HERE 1 }] { [1] }",
        "struct W<const N: usize>; impl W<{ HERE 1 }> {}",
        "const _: () = assert!({ HERE true });",
        "fn a() { matches!(1, x if { HERE true }); }",
        "macro_rules! as_is { ($($t:tt)*) => { $($t)* } } fn a() { as_is! { HERE } }",
    ] {
        let other = place.replace("HERE", "IMPL");
        assert!(counts(&other, ""), "{other}: a miss");
        let other = place.replace("HERE", "impl Zero for u16 {}");
        let is_given = place.contains("as_is");
        assert_eq!(counts(&other, ""), is_given, "{other}");
    }
}

#[test]
fn a_part_of_a_header_may_be_given() {
    const BODY: &str = "{ fn is_zero(&self) -> bool { (self.0)() } }";
    for (rule, call) in [
        (
            "($($of:ident)::+) => { impl $($of)::+ for Boxed BODY }",
            "Zero",
        ),
        ("($($of:tt)+) => { impl $($of)+ for Boxed BODY }", "Zero"),
        ("($($of:tt)+) => { impl $($of)+ BODY }", "Zero for Boxed"),
        (
            "($k:tt $of:ident) => { $k $of for Boxed BODY }",
            "impl Zero",
        ),
        (
            "($f:tt $of:ident) => { impl $of $f Boxed BODY }",
            "for Zero",
        ),
        ("($i:item) => { $i }", "impl Zero for Boxed BODY"),
        (
            "($of:path, $b:tt) => { impl $of for Boxed $b }",
            "Zero, BODY",
        ),
        (
            "($of:ident) => { impl<F: for<'a> Fn(&'a u8)> $of for W<F> {} }",
            "Zero",
        ),
    ] {
        for place in ["fn a() { by!(CALL); }", "const _: () = { by! { CALL } };"] {
            let place = place.replace("CALL", call);
            let other = format!("pub struct W<F>(F); macro_rules! by {{ {rule} }} {place}");
            assert!(counts(&other.replace("BODY", BODY), ""), "{other}: a miss");
        }
    }
    let quiet = "macro_rules! by { ($of:ident) => { $of::is_zero(&1u8) } } fn a() { by!(Zero); }";
    assert!(!counts(quiet, ""), "it writes none: a hit");
    let written = "#[macro_export] macro_rules! by { ($of:ident) => { impl $of for Boxed {} } }";
    assert!(counts("fn a() { deep::by!(Zero); }", written), "a miss");
    let quiet = "#[macro_export] macro_rules! by { ($of:ident) => { $of::is_zero(&1u8) } }";
    assert!(!counts("fn a() { deep::by!(Zero); }", quiet), "a hit");
}

#[test]
fn a_call_means_the_macro_that_is_in_scope() {
    let exported = "#[macro_export] macro_rules! zero { BY }";
    for other in [
        "mod a { macro_rules! zero { NONE } zero!(Zero, u8); } pub use deep as t; mod c { use crate::{Zero, Boxed}; use crate::t::zero; zero!(Zero, Boxed); }",
        "mod a { macro_rules! zero { NONE } zero!(Zero, u8); } use deep as t; mod c { use crate::{Zero, Boxed}; use super::t::*; zero!(Zero, Boxed); }",
        "#[macro_use] extern crate deep; mod a { macro_rules! zero { NONE } zero!(Zero, u8); } zero!(Zero, Boxed);",
        "#[cfg_attr(all(), macro_use)] extern crate deep; mod a { macro_rules! zero { NONE } zero!(Zero, u8); } zero!(Zero, Boxed);",
    ] {
        assert!(counts(other, exported), "{other}: a miss");
    }
    // It may be one that another package's macro defines.
    let defines = "#[macro_export] macro_rules! define { ($n:ident) => { $crate::define! { $n $ } }; ($n:ident $d:tt) => { macro_rules! $n { ($d tr:ident, $d t:ty) => { impl $d tr for $d t {} } } } }";
    let other = "mod a { macro_rules! zero { NONE } zero!(Zero, u8); } deep::define!(zero); mod m;";
    let own = format!("{ZERO} {}", spelt(other));
    let inner = ("kept/other/src/m.rs", "use crate::*; zero!(Zero, Boxed);");
    let others = [("other", &*own), ("deep", defines)];
    assert!(count(&crates_with(GIVEN, &others, &[inner])), "a miss");
    // A module's file lets its macros out, and one in a file sees those before it.
    let other = "macro_rules! zero { NONE } mod m; zero!(Zero, Boxed);";
    let inner = "#![macro_use]\nmacro_rules! zero { ($tr:ident, $t:ty) => { IMPL } }";
    assert!(count_with(other, "src/m.rs", inner), "let out: a miss");
    let other = "mod x { macro_rules! zero { BY } } macro_rules! zero { NONE } mod m;";
    let inner = "use crate::*; zero!(Zero, Boxed);";
    assert!(!count_with(other, "src/m.rs", inner), "in scope: a hit");
}

/// What a pattern and an expression are, the edition of a macro's package says.
#[test]
fn a_macro_is_read_by_its_packages_edition() {
    for (edition, rules, call) in [
        (
            "2018",
            "($tr:ident $p:pat) => {}; ($tr:ident $p:pat | $q:pat) => { IMPL }",
            "Zero A | B",
        ),
        (
            "2024",
            "($tr:ident $e:expr) => { IMPL }; ($tr:ident _) => {}",
            "Zero _",
        ),
    ] {
        let other = format!("macro_rules! zero {{ {rules} }} zero!({call});");
        for (edition, expected) in [(edition, true), ("2021", false)] {
            let crates = of(&other, "");
            let manifest =
                "[package]\nname = \"other\"\nversion = \"1.0.0\"\n[dependencies]\ndeep = \"1\"\n";
            let manifest = manifest.replace("[dep", &format!("edition = \"{edition}\"\n[dep"));
            crates.write("kept/other/Cargo.toml", manifest);
            assert_eq!(count(&crates), expected, "{other} in {edition}");
        }
    }
}

#[test]
fn a_name_of_std_may_be_another_types() {
    let deep =
        "pub struct Cell(pub Box<dyn Fn() -> bool>); pub type Other = Cell; pub type u8 = Cell;";
    for (uses, ty) in [
        ("", "deep::Cell"),
        ("use deep as d;", "d::Cell"),
        ("pub use deep as t;", "crate::t::Cell"),
        ("pub use deep as t; use crate::t::Cell;", "Cell"),
        ("use deep::*;", "Cell"),
        ("mod p { pub use deep::*; } use p::*;", "Cell"),
        ("mod p { pub use deep::*; }", "p::Cell"),
        ("use deep as std; use std::Cell;", "Cell"),
        ("use std::iter::Map as Cell;", "Cell<u8, u8>"),
        (
            "macro_rules! u { ($a:ident) => { use deep::$a; } } u!(Cell);",
            "Cell",
        ),
        (
            "macro_rules! al { ($a:ident) => { type $a = Boxed; } } al!(Cell);",
            "Cell",
        ),
        ("use deep::u8;", "u8"),
        ("pub struct u16(pub Box<dyn Fn() -> bool>);", "u16"),
        ("pub type u16 = Boxed;", "u16"),
        ("pub struct r#Vec(pub Box<dyn Fn() -> bool>);", "Vec"),
    ] {
        let other = "pub trait Zero { fn is_zero(&self) -> bool; } pub struct Boxed(pub Box<dyn Fn() -> bool>);";
        for rest in [
            format!("impl Zero for {ty} {{}}"),
            format!("pub struct Held({ty}); impl Zero for Held {{}}"),
        ] {
            let other = format!("{other} {uses} {rest}");
            let crates = crates(GIVEN, &[("other", &other), ("deep", deep)]);
            assert!(count(&crates), "{other}: a miss");
        }
    }
    for (uses, ty) in [
        ("", "std::cell::Cell<u8>"),
        ("extern crate alloc;", "alloc::vec::Vec<u8>"),
        (
            "mod lib { pub use std::vec::Vec; } use crate::lib::Vec;",
            "Vec<u8>",
        ),
        ("mod m { pub struct Part(u8); }", "m::Part"),
    ] {
        let other = format!("{uses} impl Zero for {ty} {{}}");
        assert!(!counts(&other, deep), "{other}: a hit");
    }
}

#[test]
fn code_may_stand_beside_a_packages_files() {
    for (other, file) in [
        ("include!(\"../tests/x.rs\");", "tests/x.rs"),
        ("use core::include as inc; inc!(\"x.txt\");", "src/x.txt"),
        (
            "macro_rules! inc { ($i:ident $p:literal) => { $i!{$p} } } inc!(include \"x.txt\");",
            "src/x.txt",
        ),
        ("include /**/ !(\"x.txt\");", "src/x.txt"),
        ("include!(\"../.gen/x.rs\");", ".gen/x.rs"),
        (
            "macro_rules! m { ($p:literal) => { #[path = $p] mod x; } } m!(\"x.txt\");",
            "src/x.txt",
        ),
        (
            "macro_rules! m { ($(#[$p:meta])* $i:ident) => { $(#[$p])* mod $i; } } m!(#[path = \"x.txt\"] x);",
            "src/x.txt",
        ),
        ("#[path /**/ = \"x.txt\"] mod x;", "src/x.txt"),
        ("#[path = \"x.txt\"] #[doc = \"a;\"] mod x;", "src/x.txt"),
        ("#[path = \"x.txt\"]\n/// a {b} c\nmod x;", "src/x.txt"),
    ] {
        assert!(count_with(other, file, "IMPL"), "{other}: a miss");
    }
    let twin = crates_with(
        GIVEN,
        &[(
            "other",
            &format!("{ZERO} #[path = \"../tests/x.rs\"] mod x;"),
        )],
        &[
            ("kept/other/tests/x.rs", IMPL),
            ("kept/other/src/tests/x.rs", ""),
        ],
    );
    assert!(count(&twin), "another file of that path: a miss");
    let include = "include!(concat!(env!(\"OUT_DIR\"), \"/gen.rs\"));";
    let script = "fn main() { std::fs::copy(\"impls.txt\", std::env::var(\"OUT_DIR\").unwrap() + \"/gen.rs\").unwrap(); }";
    let written = |template: &str| {
        let other = format!("{ZERO} {include}");
        let more = [
            ("kept/other/build.rs", script),
            ("kept/other/impls.txt", template),
        ];
        count(&crates_with(GIVEN, &[("other", &other)], &more))
    };
    assert!(written(IMPL), "a template: a miss");
    assert!(!written("fn a() {}"), "it names no trait: a hit");
    for other in [
        "include!(\"x.rs\");",
        "#[path = \"x.rs\"] mod y;",
        "#[cfg(test)] mod tests { include!(\"x.txt\"); }",
        "// One may include as well what is there.\nfn a() {}",
    ] {
        assert!(
            !count_with(other, "src/x.rs", "fn x() {}"),
            "{other}: a hit"
        );
    }
}

#[test]
fn a_procedural_macro_may_write_what_it_says() {
    let counts = |other: &str, makes: &str, says: &str| {
        let deep = format!(
            "use proc_macro::TokenStream; {makes} pub fn make(_: TokenStream) -> TokenStream {{ \"{}\".parse().unwrap() }}",
            spelt(says)
        );
        let crates = of(other, &deep);
        let manifest = "[package]\nname = \"deep\"\nversion = \"1.0.0\"\nedition = \"2021\"\n[lib]\nproc-macro = true\n";
        crates.write("kept/deep/Cargo.toml", manifest);
        count(&crates)
    };
    let derive = "#[proc_macro_derive(Magic)]";
    for (other, makes) in [
        ("deep::make!();", "#[proc_macro]"),
        ("#[deep::make] struct S;", "#[proc_macro_attribute]"),
        ("#[derive(deep::Magic)] pub struct S(Boxed);", derive),
        (
            "use deep::Magic as M; #[derive(M)] pub struct S(Boxed);",
            derive,
        ),
    ] {
        assert!(counts(other, makes, "IMPL"), "{other}: a miss");
        assert!(!counts(other, makes, ""), "{other} says none: a hit");
    }
    let given = "#[deep::make(Zero)] struct S;";
    assert!(
        counts(given, "#[proc_macro_attribute]", ""),
        "it is given: a miss"
    );
    let quiet = "#[derive(deep::Magic)] pub struct S(u8);";
    assert!(!counts(quiet, derive, "IMPL"), "nothing lies in it: a hit");
}

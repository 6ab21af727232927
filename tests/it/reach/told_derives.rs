//! What attributes tell derives of other crates: code is made of it that runs once something is asked of the type.

use super::registry::{crates, misses};

const MACROS: &str = "[package]\nname = \"other\"\nversion = \"1.0.0\"\nedition = \"2021\"\n[lib]\nproc-macro = true\n";

/// What the derive writes does not matter here: nobody reads it but for the names of traits that it says.
const DERIVE: &str = "use proc_macro::TokenStream; #[proc_macro_derive(Error, attributes(error))] pub fn derive(_: TokenStream) -> TokenStream { written() } fn written() -> TokenStream { \"impl std::fmt::Display for E {}\".parse().unwrap() }";

/// What is told: a sum of the program's own, a constant, and a method.
const TOLD: &str = "use other::Error;
    #[derive(Error)] #[error(\"{} {}\", .at + LIMIT, .at.level())] pub struct E { pub at: At, pub low: bool }
    pub struct At(pub u8);
    const LIMIT: u8 = 7;
    impl std::ops::Add<u8> for &At { type Output = u8; fn add(self, n: u8) -> u8 { one(1); n } }
    impl Iterator for At { type Item = u8; fn next(&mut self) -> Option<u8> { one(2); None } }
    impl At { pub fn level(&self) -> u8 { 20 } pub fn at(&self) -> u8 { 30 } }
    fn one(n: u8) -> bool { n > 0 }\n";

fn counts(f: &str, derive: &str, (from, into): (&str, &str)) -> bool {
    let crates = crates(&format!("{TOLD} {f}"), &[("other", derive)]);
    crates.write("kept/other/Cargo.toml", MACROS);
    misses(&crates, from, into)
}

const LOOKS: &str = "pub fn f(e: &E) -> bool { e.low }";

#[test]
fn what_a_derive_is_told_runs_when_the_type_is_asked() {
    let run = ("n > 0", "n > 9");
    assert!(!counts(LOOKS, DERIVE, run), "nobody asks: a hit");
    for f in [
        "pub fn f(e: &E) -> String { e.to_string() }",
        "pub fn f(e: &E) -> String { format!(\"{e}\") }",
        "pub fn f(e: E) -> String { let shown: Box<dyn std::fmt::Display> = Box::new(e); shown.to_string() }",
        "pub fn f(e: &E) -> String { shown(e) } fn shown<T: std::fmt::Display>(t: &T) -> String { t.to_string() }",
        "pub fn f(e: &E) -> u8 { e.told() }",
        "pub fn f(_: &E) -> u8 { E::told() }",
        "pub fn f(e: E) -> Result<u8, Wide> { h(e)?; Ok(1) } fn h(e: E) -> Result<u8, E> { Err(e) } pub struct Wide; impl<T: std::fmt::Display> From<T> for Wide { fn from(t: T) -> Wide { let _ = t.to_string(); Wide } }",
    ] {
        assert!(counts(f, DERIVE, run), "{f}: a miss");
    }
}

#[test]
fn nobody_asks_for_a_drop() {
    let dropping = DERIVE.replace("std::fmt::Display", "Drop");
    assert!(
        counts(LOOKS, &dropping, ("n > 0", "n > 9")),
        "the derive may write one: a miss"
    );
    let told = DERIVE.replace("fn written", "\n// No Drop.\nfn written");
    assert!(
        !counts(LOOKS, &told, ("n > 0", "n > 9")),
        "a comment: a hit"
    );
}

#[test]
fn what_a_derive_is_told_is_named_where_the_type_is() {
    for (from, into) in [("u8 = 7", "u8 = 8"), ("{ 20 }", "{ 21 }")] {
        assert!(counts(LOOKS, DERIVE, (from, into)), "{from}: a miss");
    }
    assert!(
        !counts(LOOKS, DERIVE, ("{ 30 }", "{ 31 }")),
        "a field has the method's name: a hit"
    );
}

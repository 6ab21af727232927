//! What is known of another crate's functions that take and give plain values alone, by the sources that cargo keeps of it.

use super::registry::{crates, misses};

/// A function of another crate is called with plain values.
const LIB: &str = "use other::{find, iter};\n\
    pub struct N(pub u8);\n\
    impl Default for N { fn default() -> N { N(1) } }\n\
    pub fn f(t: &[u8]) -> usize { let _ = N(0); find(3, t).map_or(1, |n| n + 1) }\n";

const FIND: &str = "pub fn find(n: u8, t: &[u8]) -> Option<usize> { None }\n";

fn makes(lib: &str, others: &[(&str, &str)]) -> bool {
    misses(&crates(lib, others), "N(1)", "N(9)")
}

#[test]
fn a_function_of_plain_values_makes_and_runs_nothing() {
    assert!(!makes(LIB, &[("other", FIND)]), "a hit");
    let again = format!("// core as it is\nmod m {{ {FIND} }}\npub use m::find;\n");
    assert!(!makes(LIB, &[("other", &again)]), "handed on: a hit");
    let named = format!("/// Like find.\nmacro_rules! m {{ () => {{ find(1, b\"\") }} }} {FIND}");
    assert!(!makes(LIB, &[("other", &named)]), "in a macro: a hit");
    let of_deep = [("other", "pub use deep::find;"), ("deep", FIND)];
    assert!(!makes(LIB, &of_deep), "of a crate below: a hit");
    let wrong = misses(&crates(LIB, &[("other", FIND)]), "n + 1", "n + 2");
    assert!(wrong, "what the program does with it: a miss");
}

#[test]
fn a_function_that_may_take_or_make_more_is_wide() {
    for other in [
        "pub fn find<T: Default>(n: u8, t: &[u8]) -> T { loop {} }",
        "pub fn find(n: impl Into<u8>, t: &[u8]) -> Option<usize> { None }",
        "pub fn find(n: u8, t: &[u8]) -> impl Sized { None::<u8> }",
        "pub fn find(n: u8, t: &dyn AsRef<[u8]>) -> Option<usize> { None }",
        "pub fn find(n: u8, t: &[u8]) -> Option<Box<dyn Fn()>> { None }",
        "pub struct Option<T>(T); pub fn find(n: u8, t: &[u8]) -> Option<usize> { loop {} }",
        "#[other_attribute] pub fn find(n: u8, t: &[u8]) -> Option<usize> { None }",
        "pub static find: fn(u8, &[u8]) -> Option<usize> = g; fn g(n: u8, t: &[u8]) -> Option<usize> { None }",
    ] {
        assert!(makes(LIB, &[("other", other)]), "{other}: a miss");
    }
    for beside in [
        "pub mod m { pub fn find<T: Default>() -> T { loop {} } }",
        "pub enum E { find(u8) } pub use E::find;",
        "pub use core::mem::take as find;",
        "pub use core::mem::{self as m, take}; pub use crate::take as find;",
        "use core as c; pub use c::mem::*;",
        "pub use core::mem::*;",
        "macro_rules! mk { ($n:ident) => { pub fn $n<T: Default>() -> T { loop {} } } } mk!(find);",
        "macro_rules! mk { () => { pub fn find<T: Default>() -> T { loop {} } } } mk!();",
        "mod w { include!(concat!(env!(\"OUT_DIR\"), \"/w.rs\")); } pub use w::*;",
    ] {
        let other = format!("mod plain {{ {FIND} }}\n{beside}\n");
        assert!(makes(LIB, &[("other", &other)]), "{beside}: a miss");
    }
    let deep = "pub fn find<T: Default>() -> T { loop {} }";
    let other = format!("mod plain {{ {FIND} }} pub use deep::*;");
    assert!(
        makes(LIB, &[("other", &other), ("deep", deep)]),
        "of a crate below: a miss"
    );
}

#[test]
fn what_may_have_come_to_the_crate_before_counts() {
    let started = "#[used] #[unsafe(link_section = \"those\")] static ADDED: fn() -> u8 = added;\n\
        fn added() -> u8 { 10 }\n";
    let crates = crates(&format!("{LIB}{started}"), &[("other", FIND)]);
    assert!(misses(&crates, "10", "11"), "a miss");
}

#[test]
fn what_only_counts_plain_values_makes_and_runs_nothing() {
    let lib = LIB.replace("find(3, t).map_or(1, |n| n + 1)", "iter(3, t).count()");
    let iter = "pub struct It<'a> { t: &'a [u8] }\n\
        pub fn iter<'a>(n: u8, t: &'a [u8]) -> It<'a> { It { t } }\n\
        impl<'a> It<'a> { fn left(&self) -> u8 { 1 } }\n\
        impl<'a> Iterator for It<'a> { type Item = usize; fn next(&mut self) -> Option<usize> { None } }\n";
    let is_wide = |lib: &str, other: &str| makes(lib, &[("other", other)]);
    assert!(!is_wide(&lib, iter), "a hit");
    let own = iter.replace(
        "fn left(&self) -> u8 { 1 }",
        "pub fn count<T: Default>(self) -> T { loop {} }",
    );
    assert!(is_wide(&lib, &own), "a method of its own: a miss");
    let generic = iter.replace("struct It<'a> {", "struct It<'a, T: Default = u8> { of: T,");
    assert!(is_wide(&lib, &generic), "a parameter: a miss");
    let kept = lib.replace("iter(3, t).count()", "{ let i = iter(3, t); i.count() }");
    assert!(is_wide(&kept, iter), "kept: a miss");
    let other_trait = format!("pub trait Count {{ fn count<T: Default>(&self) -> T; }} {iter}");
    let with = lib.replace("use other::{find, iter}", "use other::{Count, iter}");
    assert!(is_wide(&with, &other_trait), "another trait's: a miss");
}

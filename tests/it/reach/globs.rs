//! Names that more than one thing may be: what several globs may bring in, or a `use` in a body beside one around it.

use super::registry::{crates, misses};

const OTHER: &str = "pub mod prelude { pub fn render<T: std::fmt::Display>(t: &T) -> String { t.to_string() } pub struct Renderer;
        impl Renderer { pub fn render<T: std::fmt::Display>(t: &T) -> String { t.to_string() } } }
    pub fn go<T: std::fmt::Display>(t: T) -> String { t.to_string() } pub fn make<T: Default>() -> T { T::default() }
    pub mod mem { pub fn go<T: std::fmt::Display>(t: T) -> String { t.to_string() } }\n";

/// A type that is shown and made by code of its own.
const MY: &str = "pub struct My(pub u32);
    impl std::fmt::Display for My { fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { write!(f, \"{}\", 10) } }
    impl Default for My { fn default() -> My { My(20) } }\n";

fn counts(lib: &str, from: &str, to: &str) -> bool {
    let lib = format!("{MY} {lib}");
    misses(&crates(&lib, &[("other", OTHER)]), from, to)
}

#[test]
fn a_glob_of_std_hides_none_of_another_crate() {
    for of_std in [
        "mem",
        "io::prelude",
        "collections",
        "fmt",
        "iter",
        "ops",
        "prelude::v1",
    ] {
        for call in ["render(&crate::My(1))", "Renderer::render(&crate::My(1))"] {
            for both in [
                format!("use std::{of_std}::*; use other::prelude::*;"),
                format!("use other::prelude::*; use std::{of_std}::*;"),
            ] {
                let lib = format!(
                    "mod m {{ {both} pub fn g() -> String {{ {call} }} }} pub fn f() -> String {{ m::g() }}"
                );
                assert!(counts(&lib, "10", "11"), "{lib}: a miss");
            }
        }
    }
    for lib in [
        "pub fn f() -> u32 { use std::mem::*; use other::*; let m: My = make(); m.0 }",
        "use std::mem::*; use other::*; pub fn f() -> u32 { let m = make::<My>(); m.0 }",
        "use std::mem::*; use other::*; pub fn f() -> Option<u32> { Some(()).map(|_| make()).map(|m: My| m.0) }",
    ] {
        assert!(counts(lib, "20", "21"), "{lib}: a miss");
    }
    let lib = "use std::mem::*; pub fn f() -> u32 { size_of_val(&My(1)) as u32 }";
    assert!(!counts(lib, "10", "11"), "std's alone: a hit");
}

#[test]
fn a_use_in_a_body_is_another_crates_beside_one_of_std_around_it() {
    for lib in [
        "use std::mem::drop as go; pub fn f() -> String { { use other::go; go(My(1)) } }",
        "use std::mem; pub fn f() -> String { use other::mem; mem::go(My(1)) }",
        "use std::arch; pub fn f() -> String { use other as arch; arch::go(My(1)) }",
        "pub fn f() -> String { use other as std; std::go(My(1)) }",
        "pub fn f() -> Option<String> { use std::arch::x86_64::*; use other::*; Some(My(1)).map(go) }",
    ] {
        assert!(counts(lib, "10", "11"), "{lib}: a miss");
    }
}

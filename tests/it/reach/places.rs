//! Where code stands and how it is spaced counts where something covered asks for it, and nowhere else.

use super::table::Then::{Hit, Miss};
use super::table::{Row, check};

const ROWS: &[Row] = &[
    (
        "the line of a macro's call",
        "macro_rules! here { () => { line!() } } pub fn f() -> u32 {\n here!() } fn g() {}",
        &[
            ("\n here", "\n\n here", Miss),
            ("fn g() {}", "\n\nfn g() {}", Hit),
        ],
    ),
    (
        "a column",
        "pub fn f() -> u32 { column!() } pub fn g() -> u32 {    1 }",
        &[("pub fn f", "  pub fn f", Miss), ("{    1 }", "{ 1 }", Hit)],
    ),
    (
        "the spaces between tokens that are shown",
        "pub fn f() -> &'static str { stringify!(a + b) }",
        &[("a + b", "a+b", Miss)],
    ),
    (
        "of one token there are none",
        "pub fn f() -> &'static str { stringify!( a ) }",
        &[("( a )", "(a)", Hit)],
    ),
    (
        "those that a macro is given and hands on",
        "macro_rules! show { ($($t:tt)*) => { stringify!($($t)*) } } pub fn f() -> &'static str { show!(a + b) }",
        &[("a + b", "a+b", Miss)],
    ),
    (
        "where a function is called that asks for its caller",
        "#[track_caller] fn at() -> u32 { std::panic::Location::caller().line() } pub fn f() -> u32 {\n g() }\nfn g() -> u32 { at() } fn h() {}",
        &[
            ("\nfn g", "\n\nfn g", Miss),
            ("fn h() {}", "\n\nfn h() {}", Hit),
        ],
    ),
    (
        "the same by a renamed import",
        "use std::panic::Location as Place; #[track_caller] fn at() -> u32 { Place::caller().line() } pub fn f() -> u32 {\n at() }",
        &[("\n at", "\n\n at", Miss)],
    ),
    (
        "a place that nobody asks for",
        "pub fn f() -> u32 {\n g() }\nfn g() -> u32 { 1 }",
        &[("\n g", "\n\n g", Hit), ("\nfn g", "\n\nfn g", Hit)],
    ),
    (
        "by a type that another names",
        "trait A { type L; } impl A for u8 { type L = std::panic::Location<'static>; }
fn h() {}
#[track_caller] fn w() -> u32 { <u8 as A>::L::caller().line() }
pub fn f() -> u32 { w() }",
        &[(
            "fn h() {}",
            "fn h() {}
",
            Miss,
        )],
    ),
    (
        "a line among the items that a macro is given",
        "macro_rules! k { ($($i:item)*) => { $($i)* } }
k! { fn q() {}
fn a() -> u32 { line!() } }
pub fn f() -> u32 { a() }",
        &[(
            "fn a", "
fn a", Miss,
        )],
    ),
    (
        "a line in a static of a thread",
        "thread_local! { static Q: u8 = 1;
static A: u32 = line!(); }
pub fn f() -> u32 { A.with(|a| *a) }",
        &[(
            "static A",
            "
static A",
            Miss,
        )],
    ),
    (
        "a column among what a macro makes items of",
        "macro_rules! k { ($($n:ident $e:expr),*) => { $(fn $n() -> u32 { $e })* } }
k!(a 1, b column!());
pub fn f() -> u32 { b() }",
        &[("b column", "  b column", Miss)],
    ),
    (
        "what an assertion shows of a call in it",
        "fn z() { assert!(matches!(1, 2|3)) } pub fn f() -> String { let r = std::panic::catch_unwind(z); r.unwrap_err().downcast_ref::<&str>().unwrap().to_string() }",
        &[
            ("1", "2", Miss),
            ("2", "3", Miss),
            ("3", "4", Miss),
            ("2|3", "2 | 3", Miss),
            ("2|3", "2/* or */|3", Miss),
            ("matches!(1,", "matches!(1, /* one */", Hit),
            ("matches!(1,", "matches!(1,\n   ", Hit),
            ("{ assert", "{ /* it fails */ assert", Hit),
            ("fn z() { assert", "fn z() {assert", Miss),
        ],
    ),
];

#[test]
fn places_count_where_they_are_asked_for() {
    check(ROWS);
}

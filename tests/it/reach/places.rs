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
];

#[test]
fn places_count_where_they_are_asked_for() {
    check(ROWS);
}

//! The compiler's own macros under other names, and calls of macros in what they are given: it sees through both.

use super::table::Row;
use super::table::Then::Miss;
use super::table::check;
use rememo_tests::crates::Crates;

/// What is read of a file counts, whatever the macro is called that reads it, and however its path is written.
#[test]
fn a_file_counts_by_what_the_macro_means() {
    let renamed = "use std::include_str as inc; ";
    let of = |call: &str| format!("pub fn f() -> &'static str {{ {call} }}");
    let rows = [
        ("renamed", renamed.to_owned() + &of("inc!(\"a.txt\")")),
        ("renamed in a body", of("use core::include_str as inc; inc!(\"a.txt\")")),
        ("renamed in a block", of("{ use std::include_str as inc; inc!(\"a.txt\") }")),
        ("handed on", "mod q { pub use std::include_str as inc; } ".to_owned() + &of("q::inc!(\"a.txt\")")),
        ("by a glob", "mod q { pub use std::include_str as inc; } use q::*; ".to_owned() + &of("inc!(\"a.txt\")")),
        (
            "renamed twice",
            "mod p { pub use std::include_str as one; } mod q { pub use crate::p::one as two; } use q::two; ".to_owned()
                + &of("two!(\"a.txt\")"),
        ),
        ("its name is given to a macro", renamed.to_owned() + "macro_rules! m { ($i:ident) => { $i!(\"a.txt\") } } " + &of("m!(inc)")),
        ("in a macro of the program", renamed.to_owned() + "macro_rules! m { ($e:expr) => { inc!($e) } } " + &of("m!(\"a.txt\")")),
        ("in what nobody can read", renamed.to_owned() + &of("unknown!(a; inc!(\"a.txt\"))")),
        ("in what is printed", renamed.to_owned() + &of("println!(\"{}\", inc!(\"a.txt\")); \"\"")),
        ("as bytes", "use core::include_bytes as inc; const K: &[u8] = inc!(\"a.txt\"); ".to_owned() + &of("if K.len() > 1 { \"\" } else { \"a\" }")),
        ("a path in pieces, renamed", "use std::concat as cc; ".to_owned() + &of("include_str!(cc!(\"a\", \".txt\"))")),
        ("a path by a macro", "macro_rules! p { () => { \"a.txt\" } } ".to_owned() + &of("include_str!(p!())")),
        ("in pieces by macros", "macro_rules! p { ($e:expr) => { concat!($e, \".\", \"txt\") } } ".to_owned() + &of("include_str!(p!(\"a\"))")),
        ("in pieces, some by macros", "macro_rules! p { () => { \"a\" } } ".to_owned() + &of("include_str!(concat!(p!(), \".txt\"))")),
        ("a word", of("include_str!(concat!(stringify!(a), \".txt\"))")),
        (
            "a macro of the program under std's name",
            "macro_rules! concat { ($($t:tt)*) => { \"a.txt\" } } ".to_owned() + &of("include_str!(concat!(\"b\", \".txt\"))"),
        ),
        ("code", "use core::include as inc; ".to_owned() + &of("inc!(\"a.txt\")")),
        ("code, by a macro", "macro_rules! p { () => { \"a.txt\" } } ".to_owned() + &of("include!(p!())")),
    ];
    for (name, lib) in rows {
        counts(name, &lib, "src/a.txt", ["\"1\"", "\"2\""]);
    }
}

/// Checks that what a file of a library says counts for its function.
fn counts(name: &str, lib: &str, file: &str, says: [&str; 2]) {
    let files = [("src/lib.rs", lib), (file, says[0]), ("src/b.txt", "")];
    let crates = Crates::new(&files);
    let before = crates.closure("app::f").fingerprint;
    crates.write(file, says[1]);
    assert_ne!(
        before,
        crates.closure("app::f").fingerprint,
        "{name}: a hit"
    );
}

/// Items of such a file count, also where only the search knows its path.
#[test]
fn items_count_of_a_file_whose_path_a_macro_writes() {
    let rows = [
        "macro_rules! p { () => { \"a.rs\" } } include!(p!()); pub fn f() -> u8 { k() }",
        "use std::concat as cc; include!(cc!(\"a\", \".rs\")); pub fn f() -> u8 { k() }",
        "use std::include as inc; inc!(\"a.rs\"); pub fn f() -> u8 { k() }",
    ];
    for lib in rows {
        counts(
            lib,
            lib,
            "src/a.rs",
            ["fn k() -> u8 { 1 }", "fn k() -> u8 { 2 }"],
        );
    }
}

const ROWS: &[Row] = &[
    (
        "a line under another name",
        "use std::line as l; pub fn f() -> u32 { l!() }",
        &[("pub fn f", "\npub fn f", Miss)],
    ),
    (
        "a column under another name",
        "use std::column as c; pub fn f() -> u32 { c!() }",
        &[("pub fn f", "  pub fn f", Miss)],
    ),
    (
        "a variable under another name, and by a macro",
        "use std::option_env as v; macro_rules! p { () => { \"CARGO_PKG_NAME\" } } pub fn f() -> [Option<&'static str>; 2] { [v!(\"CARGO_PKG_VERSION\"), option_env!(p!())] }",
        &[("_VERSION", "_HOMEPAGE", Miss), ("_NAME", "_AUTHORS", Miss)],
    ),
    (
        "the macro that writes a path",
        "macro_rules! p { () => { \"Cargo.toml\" } } pub fn f() -> &'static str { include_str!(concat!(\"../\", p!())) }",
        &[("\"Cargo.toml\"", "\"src/../Cargo.toml\"", Miss)],
    ),
];

#[test]
fn what_else_the_compiler_reads_counts_by_what_the_macro_means() {
    check(ROWS);
}

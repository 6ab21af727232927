//! Closures inside of arguments: one that the key holds brings none along, unless somebody serialises it otherwise.

use super::table::Then::{Hit, Miss};
use super::table::{Edits, Row, check, check_ignoring};

/// A type that holds a closure, who makes one, and who calls it.
macro_rules! holder {
    ($header:literal, $taken:literal) => {
        concat!(
            $header,
            " pub struct H { on: Box<dyn Fn(u8) -> u8> } pub fn make() -> H { H { on: Box::new(|n| n + 2) } }
             fn run(h: &H) -> u8 { (h.on)(1) } ",
            $taken
        )
    };
}

const EDITED: Edits = &[("n + 2", "n + 3", Miss)];
const UNSEEN: Edits = &[("n + 2", "n + 3", Hit)];

const ROWS: &[Row] = &[
    (
        "nobody serialises it",
        holder!("", "pub fn f(h: &H) -> u8 { run(h) }"),
        UNSEEN,
    ),
    (
        "in std's containers",
        holder!(
            "",
            "pub fn f(h: &[Option<H>], _: Vec<(u8, H)>) -> u8 { run(h[0].as_ref().unwrap()) }"
        ),
        UNSEEN,
    ),
    (
        "in a type that nobody serialises",
        holder!(
            "",
            "pub struct A { h: H } pub fn f(a: &A) -> u8 { run(&a.h) }"
        ),
        UNSEEN,
    ),
    (
        "attributes and derives that write no `Serialize`",
        holder!(
            "#[derive(Default, serde::Deserialize)] #[non_exhaustive] #[cfg_attr(any(), derive(serde::Serialize))]",
            "pub fn f(h: &H) -> u8 { run(h) }"
        ),
        UNSEEN,
    ),
    (
        "an implementor of a generic argument's bound",
        holder!(
            "",
            "pub trait T { fn m(&self) -> u8; } impl T for H { fn m(&self) -> u8 { run(self) } } pub fn f(t: &impl T) -> u8 { t.m() }"
        ),
        UNSEEN,
    ),
    (
        "derived, where a field may be left out",
        holder!(
            "#[derive(serde::Serialize)]",
            "pub fn f(h: &H) -> u8 { run(h) }"
        ),
        EDITED,
    ),
    (
        "derived under a condition",
        holder!(
            "#[cfg_attr(all(), derive(serde::Serialize))]",
            "pub fn f(h: &H) -> u8 { run(h) }"
        ),
        EDITED,
    ),
    (
        "derived by a derive that is not known",
        holder!("#[derive(other::Kept)]", "pub fn f(h: &H) -> u8 { run(h) }"),
        EDITED,
    ),
    (
        "by an attribute that is a macro",
        holder!("#[other::kept]", "pub fn f(h: &H) -> u8 { run(h) }"),
        EDITED,
    ),
    (
        "by a macro that cannot be read",
        holder!("", "other::kept!(H); pub fn f(h: &H) -> u8 { run(h) }"),
        EDITED,
    ),
    (
        "by hand",
        holder!(
            "",
            "impl serde::Serialize for H { } pub fn f(h: &H) -> u8 { run(h) }"
        ),
        EDITED,
    ),
    (
        "by hand, under another name",
        holder!(
            "use serde::Serialize as S; ",
            "impl S for H { } pub fn f(h: &H) -> u8 { run(h) }"
        ),
        EDITED,
    ),
    (
        "by a macro of the program",
        holder!(
            "macro_rules! kept { ($t:ident) => { impl serde::Serialize for $t { } } } ",
            "kept!(H); pub fn f(h: &H) -> u8 { run(h) }"
        ),
        EDITED,
    ),
    (
        "inside of what somebody serialises",
        holder!(
            "",
            "#[derive(serde::Serialize)] pub struct A { n: u8, #[serde(skip)] h: Option<H> } pub fn f(a: &A) -> u8 { run(a.h.as_ref().unwrap()) }"
        ),
        EDITED,
    ),
    (
        "an argument of a type that somebody serialises",
        holder!(
            "",
            "pub struct W<X>(X); impl<X> serde::Serialize for W<X> { } pub fn f(h: &W<H>) -> u8 { run(&h.0) }"
        ),
        EDITED,
    ),
    (
        "an argument of another crate's type",
        holder!("", "pub fn f(h: &other::W<H>) -> u8 { run(h.get()) }"),
        EDITED,
    ),
    (
        "by an alias",
        holder!(
            "",
            "type A = other::W<H>; pub fn f(h: &A) -> u8 { run(h.get()) }"
        ),
        EDITED,
    ),
    (
        "behind an object, whose trait decides what is in the key",
        holder!(
            "",
            "pub trait T { fn m(&self) -> u8; } impl serde::Serialize for dyn T { } impl T for H { fn m(&self) -> u8 { run(self) } } pub fn f(t: &dyn T) -> u8 { t.m() }"
        ),
        EDITED,
    ),
    (
        "in a static",
        holder!(
            "",
            "static H: std::sync::Mutex<Option<H>> = std::sync::Mutex::new(None); pub fn f() -> u8 { run(H.lock().unwrap().as_ref().unwrap()) }"
        ),
        EDITED,
    ),
    (
        "a closure itself",
        "pub fn f(on: &dyn Fn(u8) -> u8) -> u8 { on(1) } fn one() -> u8 { f(&|n| n + 2) }",
        EDITED,
    ),
    (
        "a list of functions",
        "pub fn f(on: &[fn(u8) -> u8]) -> u8 { on[0](1) } fn one() -> u8 { f(&[|n| n + 2]) }",
        EDITED,
    ),
];

#[test]
fn closures_in_arguments_count_where_the_key_may_not_hold_them() {
    check(ROWS);
}

const IGNORED: &[Row] = &[
    (
        "an ignored argument",
        holder!("", "pub fn f(h: &H) -> u8 { run(h) }"),
        EDITED,
    ),
    (
        "an ignored argument's container",
        holder!(
            "",
            "pub fn f(h: &[Option<H>]) -> u8 { run(h[0].as_ref().unwrap()) }"
        ),
        EDITED,
    ),
    (
        "of a generic type",
        holder!(
            "",
            "pub trait T { fn m(&self) -> u8; } impl T for H { fn m(&self) -> u8 { run(self) } } pub fn f<X: T>(h: &X) -> u8 { h.m() }"
        ),
        EDITED,
    ),
    (
        "beside an ignored argument",
        holder!("", "pub fn f(h: u8, kept: &H) -> u8 { h + run(kept) }"),
        UNSEEN,
    ),
];

#[test]
fn closures_in_ignored_arguments_count() {
    check_ignoring(&["h"], IGNORED);
}

//! Types, values and macros have names of their own: what has one in one of these hides nothing in another. And which
//! names are others of the built-in types.

use super::table::Then::Miss;
use super::table::{Row, check};

const ROWS: &[Row] = &[
    (
        "a struct with fields has no value to hide a function",
        "#[allow(non_snake_case)] fn S(x: u8) -> u8 { x + 3 } pub fn f() -> u8 { struct S { a: u8 } let s = S { a: 1 }; S(s.a) }",
        &[("3", "4", Miss), ("1", "2", Miss)],
    ),
    (
        "nor one that a glob brings in",
        "mod a { #[allow(non_snake_case)] pub fn S(x: u8) -> u8 { x + 3 } } use a::*; struct S { a: u8 } pub fn f() -> u8 { let s = S { a: 1 }; S(s.a) }",
        &[("3", "4", Miss), ("1", "2", Miss)],
    ),
    (
        "a function of std hides no module of a glob",
        "mod a { pub mod max { pub fn g() -> u8 { 3 } } } use std::cmp::max; use a::*; pub fn f() -> u8 { max(max::g(), 2) }",
        &[("3", "4", Miss)],
    ),
    (
        "a module of std that a body names hides no function",
        "fn env() -> u8 { 3 } pub fn f() -> usize { use std::env; env::args().count() + env() as usize }",
        &[("3", "4", Miss)],
    ),
    (
        "a function of std that a body names hides no module",
        "mod max { pub fn g() -> u8 { 3 } } pub fn f() -> u8 { use std::cmp::max; max(max::g(), 2) }",
        &[("3", "4", Miss)],
    ),
    (
        "what a module of std has nothing of is asked of the type of its name",
        "use std::u8; trait T { fn g() -> i32; const C: i32 = 4; } impl T for u8 { fn g() -> i32 { 3 } } pub fn f() -> i32 { u8::g() + u8::C }",
        &[("4", "5", Miss), (" 3", " 4", Miss)],
    ),
    (
        "the same of text",
        "use std::str; trait Ext { fn g(&self) -> usize; } impl Ext for str { fn g(&self) -> usize { 3 } } pub fn f() -> usize { str::g(\"a\") + str::from_utf8(&[65]).unwrap().len() }",
        &[("3", "4", Miss)],
    ),
    (
        "a use of self brings in types alone",
        "mod a { pub fn b() -> u8 { 1 } pub mod b { pub fn z() -> u8 { 2 } } } mod c { pub fn b() -> u8 { 3 } } use a::b::{self}; use c::*; pub fn f() -> u8 { b() + b::z() }",
        &[("2", "3", Miss), ("3", "4", Miss)],
    ),
    (
        "the same in a body",
        "mod a { pub fn b() -> u8 { 1 } pub mod b { pub fn z() -> u8 { 2 } } } fn b() -> u8 { 3 } pub fn f() -> u8 { use a::b::{self}; b() + b::z() }",
        &[("2", "3", Miss), ("3", "4", Miss)],
    ),
    (
        "a constructor with a private field is not brought in",
        "mod a { pub struct P(u8); impl P { pub fn g(&self) -> u8 { self.0 } pub(crate) fn n(x: u8) -> P { P(x) } } } #[allow(non_snake_case)] mod b { pub fn P(x: u8) -> super::a::P { super::a::P::n(x + 3) } } use a::P; use b::*; pub fn f() -> u8 { let q: P = P(1); q.g() }",
        &[("3", "4", Miss), ("1", "2", Miss)],
    ),
    (
        "a built-in type by its path in std",
        "trait T { fn g() -> u8 { 3 } } impl T for u8 { fn g() -> u8 { 5 } } use std::primitive::u8 as byte; pub fn f() -> u8 { byte::g() }",
        &[("5", "6", Miss)],
    ),
    (
        "an impl for such a path",
        "trait T { fn g() -> u8 { 3 } } impl T for std::primitive::u8 { fn g() -> u8 { 5 } } pub fn f() -> u8 { u8::g() }",
        &[("5", "6", Miss)],
    ),
    (
        "a number as C has it",
        "trait T { fn g() -> u8 { 3 } } impl T for i32 { fn g() -> u8 { 5 } } pub fn f() -> u8 { std::ffi::c_int::g() }",
        &[("5", "6", Miss)],
    ),
    (
        "an impl for such a number",
        "trait T { fn g() -> u8 { 3 } } impl T for std::ffi::c_int { fn g() -> u8 { 5 } } pub fn f() -> u8 { i32::g() }",
        &[("5", "6", Miss)],
    ),
    (
        "a type of std by a module that gives it again",
        "trait T{fn m(&self)->u8{9}} impl T for std::collections::Bound<u8>{fn m(&self)->u8{5}} fn v()->std::ops::Bound<u8>{std::ops::Bound::Unbounded} pub fn f()->u8{v().m()}",
        &[("5", "6", Miss)],
    ),
    (
        "an impl for a name of the prelude",
        "trait T{fn m(&self)->u8{9}} impl T for std::prelude::v1::Option<u8>{fn m(&self)->u8{5}} fn v()->Option<u8>{None} pub fn f()->u8{v().m()}",
        &[("5", "6", Miss)],
    ),
    (
        "a type by its path in the prelude",
        "trait T{fn m()->u8{9}} impl T for Vec<u8>{fn m()->u8{5}} pub fn f()->u8{<std::prelude::rust_2021::Vec<u8>>::m()}",
        &[("5", "6", Miss)],
    ),
];

#[test]
fn each_name_is_looked_for_in_its_own_namespace() {
    check(ROWS);
}

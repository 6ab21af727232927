//! Which attributes leave something out or hand it on, wherever they stand.

use super::table::Then::Miss;
use super::table::{Row, check};

const ROWS: &[Row] = &[
    (
        "a condition within another leaves a field out",
        "struct A; struct B; impl A { fn g(&self)->u8 {1} } impl B { fn g(&self)->u8{2} } struct S { #[cfg_attr(all(), cfg(any()))] x: A, #[cfg(all())] x: B } pub fn f() -> u8 { S { x: B }.x.g() }",
        &[("2", "3", Miss)],
    ),
    (
        "a function that leaves itself out",
        "mod m { pub fn g() -> u8 { 1 } } use m::*; fn g() -> u8 { #![cfg(any())] 2 } pub fn f() -> u8 { g() }",
        &[("1", "2", Miss)],
    ),
    (
        "a trait that does",
        "trait T { #![cfg(any())] fn g(&self) -> u8; } mod m { pub trait T { fn g(&self) -> u8 { 1 } } impl T for u8 {} } use m::*; pub fn f() -> u8 { T::g(&1u8) }",
        &[(" 1", " 2", Miss)],
    ),
    (
        "a block of foreign functions that does",
        "mod m { pub fn abs(x: i32) -> i32 { x + 3 } } use m::*; unsafe extern \"C\" { #![cfg(any())] fn abs(x: i32) -> i32; } pub fn f() -> i32 { unsafe { abs(1) } }",
        &[(" 3", " 4", Miss), ("1", "2", Miss)],
    ),
];

#[test]
fn attributes_say_what_is_there() {
    check(ROWS);
}

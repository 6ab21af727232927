//! What a function owns of what it is given, and so lets go of by its end.

use super::table::Then::{Hit, Miss};
use super::table::{Row, check, check_each};

/// Something that says that it was dropped, which may be behind whatever comes in.
const DROPPED: &str = "use std::marker::PhantomData; use std::ptr::NonNull; pub struct L(u8); impl Drop for L { fn drop(&mut self) { let _ = one(); } } fn one() -> u8 { 1 }
     pub struct R<'a, T> { p: NonNull<T>, of: PhantomData<&'a T> } impl<T> Clone for R<'_, T> { fn clone(&self) -> Self { *self } } impl<T> Copy for R<'_, T> {}
     pub struct Own<T> { p: NonNull<T> } impl<T> Drop for Own<T> { fn drop(&mut self) { unsafe { self.p.drop_in_place() } } }";

#[test]
fn what_only_points_owns_nothing() {
    let quiet = [
        (
            "a pointer",
            "pub fn f<T>(p: *const T) -> bool { p.is_null() }",
        ),
        (
            "a type that points",
            "pub fn f<T>(r: R<'_, T>) -> *const T { r.p.as_ptr() }",
        ),
        (
            "a method by value",
            "impl<'a, T> R<'a, T> { pub fn get(self) -> &'a T { unsafe { self.p.as_ref() } } } pub fn f<T>(r: R<'_, T>) -> bool { r.get(); true }",
        ),
        (
            "a type with one in it, and numbers",
            "pub struct Two<'a, T> { r: R<'a, T>, n: usize, all: &'a [T] } pub fn f<T>(two: Two<'_, T>) -> usize { two.n }",
        ),
        (
            "what is copied",
            "pub struct C<T> { t: T } pub fn f<T: Copy>(t: T) -> u8 { 2 }",
        ),
    ];
    check_each(DROPPED, &quiet, &[("{ 1 }", "{ 9 }", Hit)]);
    let counted = [
        ("a value", "pub fn f<T>(t: T) -> u8 { 2 }"),
        (
            "a type that points, and holds one as well",
            "pub struct Two<'a, T> { r: R<'a, T>, t: T } pub fn f<T>(two: Two<'_, T>) -> u8 { 2 }",
        ),
        (
            "a type that drops what it points to",
            "pub fn f<T>(own: Own<T>) -> u8 { 2 }",
        ),
        (
            "a type with such a one in it",
            "pub struct Two<T> { own: Own<T>, n: u8 } pub fn f<T>(two: Two<T>) -> u8 { two.n }",
        ),
        (
            "what is read out",
            "pub fn f<T>(p: *const T) { unsafe { std::ptr::read(p); } }",
        ),
        (
            "what a box is made of",
            "pub fn f<T>(p: *mut T) { unsafe { drop(Box::from_raw(p)) } }",
        ),
        (
            "what is dropped in place",
            "pub fn f<T>(r: R<'_, T>) { unsafe { r.p.drop_in_place() } }",
        ),
        (
            "what is written over",
            "pub fn f<T>(r: R<'_, T>, t: &T) where T: Clone { unsafe { *r.p.as_ptr() = t.clone() } }",
        ),
    ];
    check_each(DROPPED, &counted, &[("{ 1 }", "{ 9 }", Miss)]);
}

const ASSEMBLED: &[Row] = &[
    (
        "nothing but a comment is assembled",
        "pub struct L(u8); impl Clone for L { fn clone(&self) -> L { L(one()) } } fn one() -> u8 { 1 } pub fn f(l: &L, n: usize) -> usize { unsafe { std::arch::asm!(\"/* {n} */\", \"\", n = in(reg) n, options(nomem, nostack)) }; n + l.0 as usize }",
        &[("{ 1 }", "{ 9 }", Hit)],
    ),
    (
        "its operands are code",
        "pub fn f(n: usize) -> usize { unsafe { std::arch::asm!(\"/* {n} */\", n = in(reg) one(), options(nomem)) }; n } fn one() -> usize { 1 }",
        &[("{ 1 }", "{ 9 }", Miss)],
    ),
    (
        "an instruction may call what it is given",
        "pub struct L(u8); impl Clone for L { fn clone(&self) -> L { L(one()) } } fn one() -> u8 { 1 } pub fn f(l: &L, n: usize) -> usize { unsafe { std::arch::asm!(\"/* {n} */ call {n} /* */\", n = in(reg) n) }; n + l.0 as usize }",
        &[("{ 1 }", "{ 9 }", Miss)],
    ),
    (
        "so may one in a second text",
        "pub struct L(u8); impl Clone for L { fn clone(&self) -> L { L(one()) } } fn one() -> u8 { 1 } pub fn f(l: &L, n: usize) -> usize { unsafe { std::arch::asm!(\"\", concat!(\"call \", \"{n}\"), n = in(reg) n) }; n + l.0 as usize }",
        &[("{ 1 }", "{ 9 }", Miss)],
    ),
];

#[test]
fn an_assembler_that_is_given_comments_runs_nothing() {
    check(ASSEMBLED);
}

//! Functions that only move what they are given: what else their callers may give runs nothing in them. And those that
//! look as if they did.

use super::table::Then::{Hit, Miss};
use super::table::{Edits, Row, check, check_of};

/// A trait, a type that has it, and what its code, its `drop` and a closure that is given run.
macro_rules! chosen {
    ($rest:literal) => {
        concat!(
            "pub trait T { fn t(&self) -> u8; } pub struct A { n: u8 } impl T for A { fn t(&self) -> u8 { one() } } fn one() -> u8 { 1 }
             impl<F: Fn() -> u8> T for F { fn t(&self) -> u8 { self() } } impl Drop for A { fn drop(&mut self) { two(); } } fn two() -> u8 { 2 }
             impl std::ops::Deref for A { type Target = u8; fn deref(&self) -> &u8 { &4 } }
             pub struct S<X> { x: X, n: usize } pub struct W<X>(X); pub enum E<X> { P(X), Q } fn three() -> u8 { 3 } pub fn give() { f_of(|| three()); } ",
            $rest
        )
    };
}

const NONE: Edits = &[
    ("{ 1 }", "{ 9 }", Hit),
    ("{ 2 }", "{ 9 }", Hit),
    ("&4", "&9", Hit),
    ("{ 3 }", "{ 9 }", Hit),
];
const DROPPED: Edits = &[("{ 2 }", "{ 9 }", Miss), ("{ 3 }", "{ 9 }", Miss)];
const LED: Edits = &[("&4", "&9", Miss)];

const ROWS: &[Row] = &[
    (
        "a constructor",
        chosen!(
            "fn f_of<X: T>(x: X) -> S<X> { S { x, n: 0 } } pub fn f<X: T>(x: X) -> S<X> { S { x: x, n: 1 } }"
        ),
        NONE,
    ),
    (
        "of a tuple, a choice and what std has",
        chosen!(
            "fn f_of<X: T>(x: X) { drop(f(x)); } pub fn f<X: T>(x: X) -> (W<E<Option<X>>>, Vec<u8>) { (W(E::P(Some(x))), Vec::new()) }"
        ),
        NONE,
    ),
    (
        "through others",
        chosen!(
            "fn f_of<X: T>(x: X) { drop(f(x)); } impl<X> S<X> { fn new(x: X) -> Self { Self { x, n: three as usize } } fn of(x: X) -> Self { Self { x, n: 1 } } } pub fn f<X: T>(x: X) -> S<X> { made(x) } fn made<X>(x: X) -> S<X> { S::of(x) }"
        ),
        NONE,
    ),
    (
        "a getter",
        chosen!(
            "fn f_of<X: T>(x: X) { f(&S { x, n: 1 }); } pub fn f<X: T>(s: &S<X>) -> &X { &s.x }"
        ),
        NONE,
    ),
    (
        "of a number and a length",
        chosen!(
            "fn f_of<X: T>(x: X) { f(&(S { x, n: 1 }, Vec::new())); } pub fn f<X: T>(s: &(S<X>, Vec<X>)) -> (usize, usize) { (s.0.n, s.1.len()) }"
        ),
        NONE,
    ),
    (
        "what is taken out, beside what is known",
        chosen!("fn f_of<X: T>(x: X) { f(S { x, n: 1 }); } pub fn f<X: T>(s: S<X>) -> X { s.x }"),
        NONE,
    ),
    (
        "of what is copied",
        chosen!(
            "#[derive(Clone, Copy)] pub struct C<X> { x: X, y: X } fn f_of<X: T + Copy>(x: X) { f(C { x, y: x }); } pub fn f<X: T + Copy>(c: C<X>) -> X { c.x }"
        ),
        NONE,
    ),
    (
        "what is left is dropped",
        chosen!("fn f_of<X: T>(x: X) { f(x, 1); } pub fn f<X: T>(x: X, n: u8) -> u8 { n }"),
        DROPPED,
    ),
    (
        "what is left of it is dropped",
        chosen!(
            "fn f_of<X: T>(x: X) { f(Two(x, one)); } pub struct Two<X, Y>(X, Y); pub fn f<X: T, Y>(s: Two<X, Y>) -> Y { s.1 }"
        ),
        DROPPED,
    ),
    (
        "what stands beside it may not be copied",
        chosen!(
            "pub struct C<X> { x: X, y: X } fn f_of<X: T + Clone>(x: X) { f(C { x: x.clone(), y: x }); } pub fn f<X: T>(c: C<X>) -> X { c.x }"
        ),
        DROPPED,
    ),
    (
        "another drops it",
        chosen!(
            "fn f_of<X: T>(x: X) { f(x); } fn taken<X>(_x: X) -> u8 { 7 } pub fn f<X: T>(x: X) -> W<u8> { W(taken(x)) }"
        ),
        DROPPED,
    ),
    (
        "std drops it",
        chosen!("fn f_of<X: T>(x: X) { f(x); } pub fn f<X: T>(x: X) -> W<()> { W(drop(x)) }"),
        DROPPED,
    ),
    (
        "what it holds is dropped where something else comes",
        chosen!(
            "fn f_of<X: T>(x: X) { f(&mut S { x, n: 1 }, x); } pub fn f<X: T>(s: &mut S<X>, x: X) { s.x = x }"
        ),
        DROPPED,
    ),
    (
        "a reference leads on",
        chosen!(
            "fn f_of<X: T>(x: X) { f(&A { n: 1 }); } pub fn f<X: T + std::ops::Deref<Target = u8>>(x: &X) -> &u8 { x }"
        ),
        LED,
    ),
    (
        "in a field",
        chosen!(
            "fn f_of<X: T>(x: X) {} pub struct R<'a> { r: &'a u8 } pub fn f<X: T + std::ops::Deref<Target = u8>>(s: &S<X>) -> R<'_> { R { r: &s.x } }"
        ),
        LED,
    ),
    (
        "that is one itself",
        chosen!(
            "fn f_of<X: T>(x: X) {} pub struct R<'a, X> { r: &'a X } pub fn f<'a, X: T + std::ops::Deref<Target = u8>>(s: R<'a, X>) -> &'a u8 { s.r }"
        ),
        LED,
    ),
    (
        "through a trait above",
        chosen!(
            "fn f_of<X: T>(x: X) {} pub trait U: std::ops::Deref<Target = u8> {} impl U for A {} pub fn f<X: U>(x: &S<X>) -> &u8 { &x.x }"
        ),
        LED,
    ),
    (
        "it is called",
        chosen!("fn f_of<X: T>(x: X) { f(&x); } pub fn f<X: T>(x: &X) -> W<u8> { W(x.t()) }"),
        &[("{ 1 }", "{ 9 }", Miss), ("{ 3 }", "{ 9 }", Miss)],
    ),
    (
        "a method of a name that std has",
        chosen!(
            "fn f_of<X: T>(x: X) {} trait L { fn len(&mut self) -> usize; } impl<X: T> L for Vec<X> { fn len(&mut self) -> usize { self[0].t() as usize } } pub fn f<X: T>(s: &mut Vec<X>) -> usize { s.len() }"
        ),
        &[("{ 1 }", "{ 9 }", Miss)],
    ),
    (
        "of which std's own goes first",
        chosen!(
            "fn f_of<X: T>(x: X) {} trait L { fn len(self) -> usize; } impl<X: T> L for &Vec<X> { fn len(self) -> usize { self[0].t() as usize } } pub fn f<X: T>(s: &Vec<X>) -> usize { s.len() }"
        ),
        &[("{ 1 }", "{ 9 }", Hit)],
    ),
    (
        "numbers and truths of numbers",
        chosen!(
            "fn f_of<X: T>(x: X) { f(&S { x, n: 1 }); } pub fn f<X: T>(s: &S<X>) -> (bool, u8, char) { (s.n + 1 > 2 && !(s.n == 0), -(s.n as i8) as u8, 'a') }"
        ),
        NONE,
    ),
    (
        "of a length beside a trait's by reference",
        chosen!(
            "fn f_of<X: T>(x: X) { f(&V { v: vec![x] }); } pub struct V<X> { v: Vec<X> } trait L { fn len(&self) -> usize; } impl<X: T> L for Vec<X> { fn len(&self) -> usize { self[0].t() as usize } } pub fn f<X: T>(s: &V<X>) -> bool { s.v.len() == 0 }"
        ),
        NONE,
    ),
    (
        "of a length that a trait has before it",
        chosen!(
            "fn f_of<X: T>(x: X) {} pub struct V<'a, X> { v: &'a mut Vec<X> } trait L { fn len(&mut self) -> usize; } impl<X: T> L for Vec<X> { fn len(&mut self) -> usize { self[0].t() as usize } } pub fn f<X: T>(s: &mut V<X>) -> bool { s.v.len() == 0 }"
        ),
        &[("{ 1 }", "{ 9 }", Miss)],
    ),
    (
        "of another name of such a field",
        chosen!(
            "fn f_of<X: T>(x: X) {} mod own { pub type Vec<'a, X> = &'a mut std::vec::Vec<X>; } pub struct V<'a, X> { v: own::Vec<'a, X> } trait L { fn len(&mut self) -> usize; } impl<X: T> L for Vec<X> { fn len(&mut self) -> usize { self[0].t() as usize } } pub fn f<X: T>(s: &mut V<X>) -> bool { s.v.len() == 0 }"
        ),
        &[("{ 1 }", "{ 9 }", Miss)],
    ),
    (
        "a number out of what is left",
        chosen!(
            "fn f_of<X: T>(x: X) { f(S { x, n: 1 }); } pub fn f<X: T>(s: S<X>) -> usize { s.n + 1 }"
        ),
        DROPPED,
    ),
    (
        "an operator of what is given",
        chosen!(
            "fn f_of<X: T>(x: X) {} impl std::ops::Add<u8> for &A { type Output = u8; fn add(self, n: u8) -> u8 { 7 } } pub fn f<X: T>(s: &S<X>) -> W<u8> where for<'a> &'a X: std::ops::Add<u8, Output = u8> { W(&s.x + 1) }"
        ),
        &[("{ 7 }", "{ 9 }", Miss)],
    ),
    (
        "a comparison of what is given",
        chosen!(
            "fn f_of<X: T>(x: X) {} impl PartialEq for A { fn eq(&self, other: &A) -> bool { self.n == 7 } } pub fn f<X: T + PartialEq>(s: &(X, X)) -> bool { s.0 == s.1 }"
        ),
        &[("== 7", "== 9", Miss)],
    ),
    (
        "a constant of it",
        chosen!(
            "fn f_of<X: T>(x: X) {} pub trait N { const N: u8; } impl N for A { const N: u8 = 6; } pub fn f<X: N>(x: &X) -> W<u8> { W(X::N) }"
        ),
        &[("= 6", "= 7", Miss)],
    ),
];

/// The same of `S::f`.
const METHODS: &[Row] = &[
    (
        "of what another of the impl counts",
        chosen!(
            "fn f_of<X: T>(x: X) { S { x, n: 1 }.f(); } impl<X: T> S<X> { fn count(&self) -> usize { self.n } pub fn f(&self) -> bool { self.count() == 0 } }"
        ),
        NONE,
    ),
    (
        "which calls it",
        chosen!(
            "fn f_of<X: T>(x: X) { S { x, n: 1 }.f(); } impl<X: T> S<X> { fn count(&self) -> usize { self.x.t() as usize } pub fn f(&self) -> bool { self.count() == 0 } }"
        ),
        &[("{ 1 }", "{ 9 }", Miss), ("{ 3 }", "{ 9 }", Miss)],
    ),
    (
        "of what an impl for others has",
        chosen!(
            "fn f_of<X: T>(x: X) {} impl S<u8> { fn count(&self) -> usize { self.n } } trait C { fn count(&self) -> usize; } impl<X: T> C for S<X> { fn count(&self) -> usize { self.x.t() as usize } } impl<X: T> S<X> { pub fn f(&self) -> bool { self.count() == 0 } }"
        ),
        &[("{ 1 }", "{ 9 }", Miss)],
    ),
    (
        "of what takes it otherwise, behind a trait's",
        chosen!(
            "fn f_of<X: T>(x: X) {} trait C { fn count(&mut self) -> usize; } impl<X: T> C for S<X> { fn count(&mut self) -> usize { self.x.t() as usize } } impl<X: T> S<X> { fn count(&self) -> usize { self.n } pub fn f(&mut self) -> bool { self.count() == 0 } }"
        ),
        &[("{ 1 }", "{ 9 }", Miss)],
    ),
];

#[test]
fn what_only_moves_runs_nothing_of_what_it_is_given() {
    check(ROWS);
    check_of("app::S::f", &[], METHODS);
}

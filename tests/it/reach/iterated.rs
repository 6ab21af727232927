//! Iterators that come in from outside: what they hold counts where live code gets at one, and not where it looks at what
//! stands beside.

use super::table::Then::{Hit, Miss};
use super::table::{Row, check_each_ignoring, check_ignoring};

/// What is given is no part of the key: a closure may lie in it.
const GIVEN: &[&str] = &["c", "e", "it", "o", "of", "p", "s", "t"];

/// A type with an iterator in it, made apart with a closure; what it is made of may drop something.
const HELD: &str = "pub type It = Box<dyn Iterator<Item = u8>>; pub struct S { it: It, n: u8 } pub struct O { s: S, n: u8 } pub struct Tuple(It, u8); pub enum E { It(It), N(u8) }
     pub struct L(u8); impl Drop for L { fn drop(&mut self) { let _ = dropped(); } } fn dropped() -> u8 { 3 }
     pub fn make() -> O { let l = L(2); O { s: S { it: Box::new([1u8].into_iter().map(move |x| x + l.0 + 1)), n: 0 }, n: 0 } }
     pub fn tuple() -> Tuple { Tuple(make().s.it, 0) } pub fn variant() -> E { E::It(make().s.it) }";

#[test]
fn an_iterator_that_came_in_counts_where_it_is_got_at() {
    let quiet = [
        ("a field beside", "pub fn f(s: &S) -> u8 { s.n }"),
        (
            "a field of what holds it",
            "pub fn f(o: &mut O) { o.n += 1 }",
        ),
        (
            "a list of its own is walked over",
            "pub fn f(s: &S) -> u8 { let mut sum = s.n; for n in [1u8, 2] { sum += n; } sum }",
        ),
    ];
    check_each_ignoring(GIVEN, HELD, &quiet, &[("+ 1", "+ 9", Hit)]);
    let counted = [
        (
            "its next",
            "pub fn f(s: &mut S) -> Option<u8> { s.it.next() }",
        ),
        (
            "a loop",
            "pub fn f(s: &mut S) -> u8 { let mut sum = 0; for n in &mut s.it { sum += n; } sum }",
        ),
        (
            "a pattern",
            "pub fn f(s: &mut S) -> Option<u8> { let S { it, .. } = s; it.next() }",
        ),
        (
            "a pattern by place",
            "pub fn f(t: &mut Tuple) -> Option<u8> { let Tuple(it, _) = t; it.next() }",
        ),
        (
            "a variant",
            "pub fn f(e: &mut E) -> Option<u8> { match e { E::It(it) => it.next(), E::N(n) => Some(*n) } }",
        ),
        (
            "by place",
            "pub fn f(t: &mut Tuple) -> Option<u8> { t.0.next() }",
        ),
        (
            "it comes in itself",
            "pub fn f(it: &mut It) -> Option<u8> { it.next() } pub fn calls() { f(&mut make().s.it); }",
        ),
        (
            "of whatever type",
            "pub fn f(it: &mut impl Iterator<Item = u8>) -> Option<u8> { it.next() } pub fn calls() { f(&mut make().s.it); }",
        ),
        (
            "a function gives it",
            "impl S { fn it(&mut self) -> &mut It { &mut self.it } } pub fn f(s: &mut S) -> Option<u8> { s.it().next() }",
        ),
        (
            "a function is given it",
            "fn sum(it: impl Iterator<Item = u8>) -> u8 { it.sum() } pub fn f(s: &mut S) -> u8 { sum(&mut s.it) }",
        ),
        (
            "what holds it is walked over",
            "impl IntoIterator for S { type Item = u8; type IntoIter = It; fn into_iter(self) -> It { self.it } } pub fn f(s: S) -> Vec<u8> { let mut v = Vec::new(); v.extend(s); v }",
        ),
        (
            "what leads to it",
            "impl std::ops::Deref for S { type Target = It; fn deref(&self) -> &It { &self.it } } impl std::ops::DerefMut for S { fn deref_mut(&mut self) -> &mut It { &mut self.it } } pub fn f(s: &mut S) -> Option<u8> { s.next() }",
        ),
        (
            "an object of the program's",
            "pub trait Go { fn go(&mut self) -> Option<u8>; } impl Go for S { fn go(&mut self) -> Option<u8> { self.it.next() } } pub fn f(of: &mut dyn Go) -> Option<u8> { of.go() }",
        ),
        (
            "it stands behind an object itself",
            "pub trait Go { fn go(&mut self) -> Option<u8>; } impl Go for It { fn go(&mut self) -> Option<u8> { self.next() } } pub fn f(of: &mut dyn Go, s: &S) -> Option<u8> { of.go().map(|n| n + s.n) }",
        ),
        (
            "what is made of a pointer",
            "pub struct P { p: *mut (), s: S } impl P { fn it(&self) -> &mut It { unsafe { &mut *self.p.cast() } } } pub fn f(p: &P) -> Option<u8> { p.it().next() }",
        ),
        (
            "a pointer that is cast",
            "pub struct P { p: usize, s: S } pub fn f(p: &P) -> Option<u8> { let it = unsafe { &mut *(p.p as *mut It) }; it.next() }",
        ),
        (
            "a static",
            "static KEPT: std::sync::Mutex<Option<Box<dyn Iterator<Item = u8> + Send>>> = std::sync::Mutex::new(None); pub fn f() -> Option<u8> { KEPT.lock().unwrap().as_mut()?.next() } pub fn fill() { *KEPT.lock().unwrap() = Some(make().s.it) }",
        ),
    ];
    check_each_ignoring(GIVEN, HELD, &counted, &[("+ 1", "+ 9", Miss)]);
}

#[test]
fn what_it_holds_is_dropped_with_it() {
    let quiet = [("it is looked at", "pub fn f(s: &S) -> u8 { s.n }")];
    check_each_ignoring(GIVEN, HELD, &quiet, &[("{ 3 }", "{ 9 }", Hit)]);
    let counted = [
        ("it is let go of", "pub fn f(s: S) -> u8 { s.n }"),
        ("in what holds it", "pub fn f(o: O) -> u8 { o.n }"),
        (
            "another takes its place",
            "pub fn f(s: &mut S) { s.it = Box::new(std::iter::empty()) }",
        ),
        (
            "what holds it is replaced",
            "pub fn f(o: &mut O) { o.s = S { it: Box::new(std::iter::empty()), n: 1 } }",
        ),
        (
            "where it was lent",
            "impl S { fn new() -> S { S { it: Box::new(std::iter::empty()), n: 1 } } } pub fn f(s: &mut S) { *s = S::new() }",
        ),
        (
            "it is taken out",
            "impl S { fn new() -> S { S { it: Box::new(std::iter::empty()), n: 1 } } } pub fn f(s: &mut S) { std::mem::replace(s, S::new()); }",
        ),
        (
            "a pointer is read",
            "pub fn f(p: *mut S) -> u8 { unsafe { p.read().n } }",
        ),
        (
            "what is there is copied",
            "pub fn f(p: *mut S) { let mut v = Vec::<S>::with_capacity(1); unsafe { p.copy_to_nonoverlapping(v.as_mut_ptr(), 1); v.set_len(1); } }",
        ),
        (
            "a list gives it away",
            "pub struct P<'a> { p: std::vec::Drain<'a, S> } pub fn f(p: &mut P<'_>) -> usize { p.p.by_ref().count() } pub fn m() { f(&mut P { p: vec![make().s].drain(..) }); }",
        ),
        (
            "a method takes it",
            "impl S { fn end(self) -> u8 { self.n } } pub fn f(s: &mut Option<S>) -> u8 { s.take().map_or(1, S::end) }",
        ),
    ];
    check_each_ignoring(GIVEN, HELD, &counted, &[("{ 3 }", "{ 9 }", Miss)]);
}

const OPEN: &[Row] = &[
    (
        "an iterator of whatever type, in what nobody walks over",
        "pub struct S<I> { it: I, n: u8 } impl<I: Iterator<Item = u8>> S<I> { fn n(&self) -> u8 { self.n } } pub fn f<I: Iterator<Item = u8>>(s: &S<I>) -> u8 { s.n() }
         pub fn make() -> u8 { f(&S { it: [1u8].into_iter().map(|x| x + 1), n: 0 }) }",
        &[("+ 1", "+ 9", Hit)],
    ),
    (
        "in what somebody does",
        "pub struct S<I> { it: I } impl<I: Iterator<Item = u8>> S<I> { fn n(&mut self) -> Option<u8> { self.it.next() } } pub fn f<I: Iterator<Item = u8>>(s: &mut S<I>) -> Option<u8> { s.n() }
         pub fn make() { f(&mut S { it: [1u8].into_iter().map(|x| x + 1) }); }",
        &[("+ 1", "+ 9", Miss)],
    ),
    (
        "it is looked into",
        "pub struct S<I: Iterator> { it: std::iter::Peekable<I> } pub fn f<I: Iterator<Item = u8>>(s: &mut S<I>) -> bool { s.it.peek().is_some() }
         pub fn make() { f(&mut S { it: [1u8].into_iter().map(|x| x + 1).peekable() }); }",
        &[("+ 1", "+ 9", Miss)],
    ),
    (
        "an object in the bounds of an impl makes none",
        "pub trait Go { fn go(&self) -> u8; } impl<F: Fn() -> Result<u8, E>, E: Into<Box<dyn std::error::Error>>> Go for F { fn go(&self) -> u8 { self().unwrap_or(0) } }
         pub struct C { of: Box<dyn Go>, n: u8 } pub fn make() -> C { C { of: Box::new(|| Ok::<u8, std::fmt::Error>(1)), n: 2 } } pub fn f(c: &C) -> u8 { c.n }",
        &[("Error>(1)", "Error>(9)", Hit)],
    ),
    (
        "where its members are called",
        "pub trait Go { fn go(&self) -> u8; } impl<F: Fn() -> Result<u8, E>, E: Into<Box<dyn std::error::Error>>> Go for F { fn go(&self) -> u8 { self().unwrap_or(0) } }
         pub struct C { of: Box<dyn Go>, n: u8 } pub fn make() -> C { C { of: Box::new(|| Ok::<u8, std::fmt::Error>(1)), n: 2 } } pub fn f(c: &C) -> u8 { c.of.go() }",
        &[("Error>(1)", "Error>(9)", Miss)],
    ),
    (
        "and they make it of what the program shows",
        "pub trait Go { fn go(self) -> String; } impl<E: Into<Box<dyn std::error::Error>>> Go for E { fn go(self) -> String { self.into().to_string() } }
         #[derive(Debug)] pub struct Own; impl std::fmt::Display for Own { fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(text()) } } impl std::error::Error for Own {} fn text() -> &'static str { \"a\" }
         pub fn f() -> String { Own.go() }",
        &[("\"a\"", "\"b\"", Miss)],
    ),
];

#[test]
fn what_nobody_gets_at_does_not_count() {
    check_ignoring(GIVEN, OPEN);
}

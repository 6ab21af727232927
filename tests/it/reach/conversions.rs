//! Conversions, formatting and operators: the impl may stand on either side, and whoever converts may be a value.

use super::table::Then::{Hit, Miss};
use super::table::{Row, check};

const ROWS: &[Row] = &[
    (
        "into a type of std, from one of the program",
        "pub struct A; impl From<A> for String { fn from(_: A) -> String { one() } } fn one() -> String { String::new() }
         pub struct B; impl From<B> for u64 { fn from(_: B) -> u64 { 2 } }
         pub fn f(a: A, _: &B) -> String { let s: String = a.into(); s }",
        &[("fn one() -> String { ", "fn one() -> String { panic!(); ", Miss), ("{ 2 }", "{ 9 }", Hit)],
    ),
    (
        "Into of its own",
        "pub struct A; impl Into<String> for A { fn into(self) -> String { one() } } fn one() -> String { String::new() }
         pub fn f(a: A) -> String { let s: String = a.into(); s }",
        &[("fn one() -> String { ", "fn one() -> String { panic!(); ", Miss)],
    ),
    (
        "? into a type of std, from one of the program",
        "pub struct E(u8); impl From<E> for String { fn from(_: E) -> String { one() } } fn one() -> String { String::new() }
         fn g() -> Result<u8, E> { Err(E(1)) } pub fn f() -> Result<u8, String> { Ok(g()?) }",
        &[("fn one() -> String { ", "fn one() -> String { panic!(); ", Miss)],
    ),
    (
        "? into a box",
        "pub struct E(u8); impl From<E> for Box<dyn std::error::Error> { fn from(_: E) -> Self { one() } } fn one() -> Box<dyn std::error::Error> { todo!() }
         fn g() -> Result<u8, E> { Err(E(1)) } pub fn f() -> Result<u8, Box<dyn std::error::Error>> { Ok(g()?) }",
        &[("todo!()", "panic!()", Miss)],
    ),
    (
        "From and Into by their paths",
        "pub struct A; impl From<A> for String { fn from(_: A) -> String { one() } } fn one() -> String { String::new() }
         pub struct B; impl From<B> for u64 { fn from(_: B) -> u64 { 1 } } pub struct C; impl From<C> for u32 { fn from(_: C) -> u32 { 2 } }
         pub fn f(a: A, b: Option<B>, c: C) -> String { let _: Option<u64> = b.map(Into::into); let _ = u32::from(c); let s: String = From::from(a); s }",
        &[("fn one() -> String { ", "fn one() -> String { panic!(); ", Miss), ("{ 1 }", "{ 9 }", Miss), ("{ 2 }", "{ 9 }", Miss)],
    ),
    (
        "to_string by its path",
        "pub struct A; impl std::fmt::Display for A { fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(\"a\") } }
         pub fn f(v: &[A]) -> Vec<String> { v.iter().map(ToString::to_string).collect() }",
        &[("\"a\"", "\"b\"", Miss)],
    ),
    (
        "to_string by its type's path",
        "pub struct A; impl std::fmt::Display for A { fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(\"a\") } }
         pub fn f(v: &[A]) -> Vec<String> { v.iter().map(A::to_string).collect() }",
        &[("\"a\"", "\"b\"", Miss)],
    ),
    (
        "parse, unwrap, collect and sum by their paths",
        "pub struct A(u8); impl std::str::FromStr for A { type Err = E; fn from_str(_: &str) -> Result<A, E> { Ok(A(1)) } }
         pub struct E; impl std::fmt::Debug for E { fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(\"e\") } }
         impl FromIterator<A> for A { fn from_iter<I: IntoIterator<Item = A>>(_: I) -> A { A(2) } }
         pub fn f(v: &[&str]) -> A { Iterator::collect(v.iter().copied().map(str::parse::<A>).map(Result::unwrap)) }",
        &[("A(1)", "A(9)", Miss), ("\"e\"", "\"d\"", Miss), ("A(2)", "A(9)", Miss)],
    ),
    (
        "shown within what holds it",
        "pub struct A; impl std::fmt::Debug for A { fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(\"a\") } }
         pub struct B(Vec<A>); impl std::fmt::Display for B { fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { use std::fmt::Debug; self.0.fmt(f) } }
         pub fn f(b: &B) -> String { b.to_string() }",
        &[("\"a\"", "\"b\"", Miss)],
    ),
    (
        "an error kept by std",
        "#[derive(Debug)] pub struct E; impl std::error::Error for E {} impl std::fmt::Display for E { fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(\"a\") } }
         pub fn f() -> String { std::io::Error::other(E).to_string() }",
        &[("\"a\"", "\"b\"", Miss)],
    ),
    (
        "an error kept by another crate",
        "#[derive(Debug)] pub struct E; impl std::error::Error for E {} impl std::fmt::Display for E { fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(\"a\") } }
         fn h() -> Result<u8, E> { Err(E) } fn g() -> outside::Result<u8> { Ok(h()?) } pub fn f() -> String { g().unwrap_err().to_string() }",
        &[("\"a\"", "\"b\"", Miss)],
    ),
    (
        "a default inside a box",
        "pub struct A(u8); impl Default for A { fn default() -> A { A(1) } } pub fn f() -> u8 { let b: Box<A> = Box::default(); let c: std::rc::Rc<A> = Default::default(); b.0 + c.0 }",
        &[("A(1)", "A(9)", Miss)],
    ),
    (
        "std's types indexed by the program's",
        "pub struct I(usize); pub struct A; impl A { fn m(&self) -> u8 { 4 } } static S: A = A;
         impl std::ops::Index<I> for [A] { type Output = A; fn index(&self, i: I) -> &A { one(); &S } } fn one() {}
         pub fn f(v: &[A]) -> u8 { v[I(1)].m() }",
        &[("fn one() {}", "fn one() { panic!() }", Miss), ("{ 4 }", "{ 9 }", Miss)],
    ),
    (
        "an operator of std's type with the program's",
        "pub struct A(f64); impl std::ops::Mul<A> for f64 { type Output = A; fn mul(self, a: A) -> A { A(self * a.0 * 2.5) } } impl std::iter::Sum<A> for f64 { fn sum<I: Iterator<Item = A>>(i: I) -> f64 { 1.5 } }
         pub fn f(v: Vec<A>) -> f64 { let a = 2.0 * A(1.0); v.into_iter().sum::<f64>() + a.0 }",
        &[("2.5", "3.5", Miss), ("1.5", "3.5", Miss)],
    ),
    (
        "collected and extended with the program's items",
        "pub struct A(u8); impl FromIterator<A> for String { fn from_iter<I: IntoIterator<Item = A>>(_: I) -> String { one() } } fn one() -> String { String::new() }
         impl Extend<A> for String { fn extend<I: IntoIterator<Item = A>>(&mut self, _: I) { two() } } fn two() {}
         pub fn f(v: Vec<A>, w: Vec<A>) -> String { let mut s: String = v.into_iter().collect(); s.extend(w); s }",
        &[("fn one() -> String { ", "fn one() -> String { panic!(); ", Miss), ("fn two() {}", "fn two() { panic!() }", Miss)],
    ),
    (
        "not, negation and their like",
        "pub struct A(u8); impl std::ops::Not for A { type Output = u8; fn not(self) -> u8 { 1 } } impl std::ops::Neg for A { type Output = u8; fn neg(self) -> u8 { 2 } } impl std::ops::ShlAssign<u8> for A { fn shl_assign(&mut self, _: u8) { one() } } fn one() {}
         pub fn f(mut a: A) -> u8 { a <<= 1; !A(1) + -a }",
        &[("{ 1 }", "{ 9 }", Miss), ("{ 2 }", "{ 9 }", Miss), ("fn one() {}", "fn one() { panic!() }", Miss)],
    ),
    (
        "try_into, as_ref and borrow",
        "pub struct A(u8); impl TryFrom<u8> for A { type Error = (); fn try_from(_: u8) -> Result<A, ()> { Ok(A(1)) } } impl AsRef<str> for A { fn as_ref(&self) -> &str { \"r\" } }
         impl std::borrow::Borrow<str> for A { fn borrow(&self) -> &str { \"b\" } }
         fn g(x: impl AsRef<str>) -> usize { x.as_ref().len() } fn h<X: std::borrow::Borrow<str>>(x: X) -> usize { x.borrow().len() }
         pub fn f(n: u8) -> Result<usize, ()> { let a: A = n.try_into()?; Ok(g(a) + h(A(2))) }",
        &[("A(1)", "A(9)", Miss), ("\"r\"", "\"rr\"", Miss), ("\"b\"", "\"bb\"", Miss)],
    ),
    (
        "try_into and try_from where nothing can fail",
        "pub struct A(u8); impl From<u8> for A { fn from(_: u8) -> A { A(1) } } pub struct B(u8); pub struct C; impl Into<B> for C { fn into(self) -> B { B(2) } }
         pub struct D(u8); impl From<u8> for D { fn from(_: u8) -> D { D(3) } } fn g<X: TryFrom<u8>>(n: u8) -> Option<X> { X::try_from(n).ok() }
         pub struct E(u8); pub struct F; impl Into<E> for F { fn into(self) -> E { E(4) } }
         pub fn f(n: u8) -> u8 { let a: Result<A, _> = n.try_into(); let Ok(b) = B::try_from(C); let e: Result<E, _> = TryFrom::try_from(F); a.map_or(0, |a| a.0) + b.0 + g::<D>(n).map_or(0, |d| d.0) + e.map_or(0, |e| e.0) }",
        &[("A(1)", "A(9)", Miss), ("B(2)", "B(9)", Miss), ("D(3)", "D(9)", Miss), ("E(4)", "E(9)", Miss)],
    ),
    (
        "? of a reference to a box of the program's",
        "struct A(u8); impl From<&'static Box<A>> for Box<A> { fn from(a: &'static Box<A>) -> Box<A> { Box::new(A(a.0 + 1)) } } fn i() -> Result<(), &'static Box<A>> { Err(Box::leak(Box::new(Box::new(A(3))))) } fn o() -> Result<(), Box<A>> { i()?; Ok(()) }
         pub fn f() -> u8 { o().err().unwrap().0 }",
        &[("1", "2", Miss)],
    ),
    (
        "a number tried, from one of the program",
        "struct A(u8); impl From<A> for u8 { fn from(a: A) -> u8 { a.0 + 1 } }
         pub fn f() -> u8 { u8::try_from(A(3)).unwrap() }",
        &[("1", "2", Miss)],
    ),
    (
        "a text tried, from one of the program",
        "struct A(u8); impl From<A> for String { fn from(a: A) -> String { \"ab\".repeat(a.0 as usize + 1) } }
         pub fn f() -> String { String::try_from(A(3)).unwrap() }",
        &[("1", "2", Miss)],
    ),
    (
        "the same for each",
        "struct A(u8); impl From<A> for u8 { fn from(a: A) -> u8 { a.0 + 1 } }
         pub fn f() -> u8 { [A(3)].into_iter().map(u8::try_from).map(Result::unwrap).sum() }",
        &[("1", "2", Miss)],
    ),
];

#[test]
fn whoever_converts_is_found() {
    check(ROWS);
}

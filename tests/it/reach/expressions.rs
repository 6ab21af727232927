//! What single expressions give: closures that return early, branches, declared types, ranges and parts of lists; and when
//! `?` converts.

use super::table::Then::{Hit, Miss};
use super::table::{Row, check};

const ROWS: &[Row] = &[
    (
        "a closure's early return says what it gives",
        "trait M { fn m(&self) -> u8; } struct A; struct B; impl M for A { fn m(&self) -> u8 { 10 } } impl M for B { fn m(&self) -> u8 { 20 } } struct H(Box<dyn M>); pub fn f(h: H) -> u8 { let t = true; let g = || { if t { return h.0; } Box::new(B) }; g().m() }",
        &[("10", "11", Miss)],
    ),
    (
        "an early return in an argument's closure",
        "trait M { fn m(&self) -> u8; } struct A; struct B; impl M for A { fn m(&self) -> u8 { 10 } } impl M for B { fn m(&self) -> u8 { 20 } } struct H(Box<dyn M>); fn call<T>(g: impl FnOnce() -> T) -> T { g() } pub fn f(h: H) -> u8 { let t = true; call(|| { if t { return h.0; } Box::new(B) }).m() }",
        &[("10", "11", Miss)],
    ),
    (
        "an early return that a macro writes",
        "trait M { fn m(&self) -> u8; } struct A; struct B; impl M for A { fn m(&self) -> u8 { 10 } } impl M for B { fn m(&self) -> u8 { 20 } } struct H(Box<dyn M>); macro_rules! ret { ($x:expr) => { return $x } } pub fn f(h: H) -> u8 { let t = true; let g = || { if t { ret!(h.0); } Box::new(B) }; g().m() }",
        &[("10", "11", Miss)],
    ),
    (
        "an early return of what is async",
        "trait M { fn m(&self) -> u8; } struct A; struct B; impl M for A { fn m(&self) -> u8 { 10 } } impl M for B { fn m(&self) -> u8 { 20 } } struct H(Box<dyn M>); use std::{pin::pin, future::Future, task::{Context, Waker}}; pub fn f(h: H) -> bool { let t = true; let mut r = false; let x = async { r = async { if t { return h.0; } Box::new(B) }.await.m() > 1 }; let _ = pin!(x).poll(&mut Context::from_waker(Waker::noop())); r }",
        &[("10", "11", Miss)],
    ),
    (
        "a closure that returns at its end alone",
        "struct A; struct B; impl A { fn m(&self) -> u8 { 10 } } impl B { fn m(&self) -> u8 { 20 } } pub fn f() -> u8 { let g = || A; let _ = B; g().m() }",
        &[("20", "21", Hit), ("10", "11", Miss)],
    ),
    (
        "folded from a start that is coerced",
        "trait M { fn m(&self) -> u8; } struct A; struct B; impl M for A { fn m(&self) -> u8 { 10 } } impl M for B { fn m(&self) -> u8 { 20 } } struct H(Box<dyn M>); pub fn f() -> u8 { let mut n = 0; let _h = H((0..2).fold(Box::new(A), |a, _| { n = a.m(); Box::new(B) })); n }",
        &[("20", "21", Miss)],
    ),
    (
        "two branches, of which one is not known",
        "trait M { fn m(&self) -> u8; } struct A; struct B; impl M for A { fn m(&self) -> u8 { 10 } } impl M for B { fn m(&self) -> u8 { 20 } } struct H(Box<dyn M>); trait P { type D: ?Sized; } impl<T> P for T { type D = dyn M; } fn a() -> Box<<u8 as P>::D> { Box::new(A) } pub fn f() -> u8 { let x = if true { a() } else { Box::new(B) }; x.m() }",
        &[("10", "11", Miss)],
    ),
    (
        "two branches, of which one says nothing",
        "struct A; struct B; impl A { fn m(&self) -> u8 { 10 } } impl B { fn m(&self) -> u8 { 20 } } pub fn f() -> u8 { let x = if true { Some(A) } else { None }; let _ = B; x.unwrap().m() }",
        &[("20", "21", Hit), ("10", "11", Miss)],
    ),
    (
        "what is declared and not understood",
        "trait M { fn m(&self) -> u8; } struct A; struct B; impl M for A { fn m(&self) -> u8 { 10 } } impl M for B { fn m(&self) -> u8 { 20 } } struct H(Box<dyn M>); trait P { type D; } impl<T> P for T { type D = Box<dyn M>; } pub fn f() -> u8 { let mut x: <u8 as P>::D = Box::new(A); x.m(); x = Box::new(B); x.m() }",
        &[("20", "21", Miss)],
    ),
    (
        "what is declared in part",
        "struct A; struct B; impl A { fn m(&self) -> u8 { 10 } } impl B { fn m(&self) -> u8 { 20 } } pub fn f() -> u8 { let x: Vec<_> = vec![A]; let _ = B; x[0].m() }",
        &[("20", "21", Hit), ("10", "11", Miss)],
    ),
    (
        "? makes an error of a reference to one",
        "struct E(u8); impl From<&E> for E { fn from(_: &E) -> E { E(10) } } fn a() -> Result<u8, &'static E> { Err(&E(7)) } fn b() -> Result<u8, E> { Ok(a()?) } pub fn f() -> u8 { b().err().unwrap().0 }",
        &[("10", "11", Miss)],
    ),
    (
        "? by another constant",
        "struct E<const N: u8>(u8); impl From<E<1>> for E<2> { fn from(e: E<1>) -> E<2> { E(e.0 + 10) } } fn a() -> Result<u8, E<1>> { Err(E(7)) } fn b() -> Result<u8, E<2>> { Ok(a()?) } pub fn f() -> u8 { b().err().unwrap().0 }",
        &[("10", "11", Miss)],
    ),
    (
        "? between errors by the same bounds",
        "trait Er {} trait T { type E: Er; fn t() -> Result<u8, Self::E>; } struct A(u8); struct B; impl Er for A {} impl Er for B {} impl From<B> for A { fn from(_: B) -> A { A(10) } } impl T for u8 { type E = A; fn t() -> Result<u8, A> { Ok(7) } } impl T for u16 { type E = B; fn t() -> Result<u8, B> { Err(B) } } fn g<T1: T, T2: T>() -> Result<u8, T1::E> where T1::E: From<T2::E> { Ok(T2::t()?) } pub fn f() -> u8 { g::<u8, u16>().err().unwrap().0 }",
        &[("10", "11", Miss)],
    ),
    (
        "? of the same error, made of others as well",
        "pub struct E(u8); impl From<std::fmt::Error> for E { fn from(_: std::fmt::Error) -> E { E(10) } } fn a() -> Result<u8, E> { Err(E(7)) } pub fn f() -> Result<u8, E> { Ok(a()?) }",
        &[("10", "11", Hit)],
    ),
    (
        "a range to its end",
        "use std::ops::{Range, RangeInclusive}; trait M { fn m(&self) -> u8; } impl M for Range<u8> { fn m(&self) -> u8 { 20 } } impl M for RangeInclusive<u8> { fn m(&self) -> u8 { 10 } } pub fn f() -> u8 { (1..=2).m() }",
        &[("10", "11", Miss), ("20", "21", Hit)],
    ),
    (
        "a range without ends",
        "use std::ops::*; trait M { fn m(&self) -> u8; } impl M for Range<u8> { fn m(&self) -> u8 { 20 } } impl M for RangeFull { fn m(&self) -> u8 { 10 } } pub fn f() -> u8 { (..).m() }",
        &[("10", "11", Miss)],
    ),
    (
        "a range without a start",
        "use std::ops::*; trait M { fn m(&self) -> u8; } impl M for Range<u8> { fn m(&self) -> u8 { 20 } } impl M for RangeTo<u8> { fn m(&self) -> u8 { 10 } } pub fn f() -> u8 { (..3).m() }",
        &[("10", "11", Miss)],
    ),
    (
        "what a text and a type of the program add up to",
        "use std::ops::Add; trait M { fn m(&self) -> u8; } impl M for str { fn m(&self) -> u8 { 20 } } struct W; struct X; impl M for X { fn m(&self) -> u8 { 10 } } impl Add<W> for String { type Output = X; fn add(self, _: W) -> X { X } } pub fn f() -> u8 { (String::new() + W).m() }",
        &[("10", "11", Miss)],
    ),
    (
        "a part of a list by bounds",
        "use std::ops::Bound::*; trait M { fn m(&self) -> u8; } struct B; impl M for B { fn m(&self) -> u8 { 20 } } impl M for [B] { fn m(&self) -> u8 { 10 } } pub fn f() -> u8 { [B][(Unbounded::<usize>, Unbounded)].m() }",
        &[("10", "11", Miss)],
    ),
    (
        "a part of a list by a parameter",
        "use std::slice::SliceIndex; trait M { fn m(&self) -> u8; } struct B; impl M for B { fn m(&self) -> u8 { 20 } } impl M for [B] { fn m(&self) -> u8 { 10 } } fn g<I: SliceIndex<[B], Output: M>>(v: &[B], i: I) -> u8 { v[i].m() } pub fn f() -> u8 { g(&[B], ..) }",
        &[("10", "11", Miss)],
    ),
    (
        "what write gives by an own write_fmt",
        "struct X; impl X { fn m(&self) -> u8 { 10 } } struct W; impl W { fn write_fmt(&self, _: std::fmt::Arguments) -> X { X } } pub fn f() -> u8 { write!(W, \"\").m() }",
        &[("10", "11", Miss)],
    ),
    (
        "a function of a type of std's by another name",
        "trait M { fn m(&self) -> u8; } impl M for Result<u8, std::io::Error> { fn m(&self) -> u8 { 10 } } pub fn f() -> u8 { std::io::Result::<u8>::m(&Ok(7)) }",
        &[("10", "11", Miss)],
    ),
    (
        "a function of an iterator's object",
        "trait M { fn m(&self) -> u8; } impl M for dyn Iterator<Item = u8> { fn m(&self) -> u8 { 10 } } pub fn f() -> u8 { <dyn Iterator<Item = u8>>::m(&(0..7)) }",
        &[("10", "11", Miss)],
    ),
    (
        "an object of a function, beside a pointer to one",
        "trait M { fn m(&self) -> u8; } impl M for fn() -> u8 { fn m(&self) -> u8 { 20 } } impl M for dyn Fn() -> u8 { fn m(&self) -> u8 { 10 } } pub fn f() -> u8 { let b: Box<dyn Fn() -> u8> = Box::new(|| 7); b.m() }",
        &[("10", "11", Miss)],
    ),
    (
        "what is added to a text may be the program's",
        "use std::ops::Add; struct Tag; struct Out; trait E { fn kind(&self) -> u8; } impl E for Out { fn kind(&self) -> u8 { 1 } } impl E for String { fn kind(&self) -> u8 { 2 } } impl E for str { fn kind(&self) -> u8 { 3 } } impl Add<Tag> for String { type Output = Out; fn add(self, _: Tag) -> Out { Out } }
         pub fn f() -> u8 { let t = loop { break Tag; }; (String::new() + t).kind() }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "two values debugged",
        "struct A; struct B; impl A { fn m(&self) -> u8 { 1 } } impl B { fn m(&self) -> u8 { 2 } } struct T(u8, A); impl std::fmt::Debug for T { fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result { f.write_str(\"\") } } impl std::fmt::Debug for B { fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result { f.write_str(\"\") } }
         pub fn f() -> u8 { dbg!(T(0, A), B).1.m() }",
        &[("{ 2 }", "{ 3 }", Miss)],
    ),
    (
        "an adaptor shows what it goes through",
        "use std::fmt; struct X; impl fmt::Debug for X { fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result { write!(f, \"{}\", 1) } }
         pub fn f() -> String { let v = vec![X]; format!(\"{:?}\", v.iter().map(|_| 7u8)) }",
        &[("1", "2", Miss)],
    ),
    (
        "collections that are written",
        "#[derive(Debug)] struct C(u8); impl Default for C { fn default() -> C { C(1) } } impl Extend<u8> for C { fn extend<I: IntoIterator<Item = u8>>(&mut self, i: I) { for x in i { self.0 += x + 2; } } }
         pub fn f() -> u8 { let r = [(1u8, 1u8)].into_iter().unzip::<u8, u8, C, C>(); (r.0).0 }",
        &[("C(1", "C(2", Miss), ("2", "3", Miss)],
    ),
    (
        "a number is added to by a path",
        "use std::ops::AddAssign; struct A; impl AddAssign<A> for u8 { fn add_assign(&mut self, _: A) { *self = 7; } }
         pub fn f() -> u8 { let mut n = 1u8; AddAssign::add_assign(&mut n, A); n }",
        &[("7", "8", Miss)],
    ),
    (
        "an adaptor in a field shows what it keeps",
        "use std::{fmt, iter::Peekable}; pub struct Z; impl fmt::Debug for Z { fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result { write!(f, \"{}\", 1) } } #[derive(Debug)] pub struct X; impl Iterator for X { type Item = Z; fn next(&mut self) -> Option<Z> { None } } #[derive(Debug)] pub struct S { p: Peekable<X> }
         pub fn f(s: &S) -> String { format!(\"{s:?}\") }",
        &[(" 1)", " 2)", Miss)],
    ),
];

#[test]
fn an_expression_gives_what_the_compiler_says() {
    check(ROWS);
}

//! What a generic function may be given from outside: all that fits, and all that those may hold.

use super::table::Then::{Hit, Miss};
use super::table::{Row, check, check_ignoring, check_of};

const ROWS: &[Row] = &[
    (
        "what is dropped of a parameter may be of any type, where anything is dropped",
        "pub struct L(u8); impl Drop for L { fn drop(&mut self) { one(); } } fn one() -> u8 { 1 } pub struct S<T> { v: Vec<T> } impl<T> S<T> { pub fn set(&mut self, i: usize, t: T) { self.v[i] = t; } }
         pub fn f<T>(s: &mut S<T>, t: T) { s.set(0, t) } fn apart() -> u8 { 4 }",
        &[("{ 1 }", "{ 9 }", Miss), ("{ 4 }", "{ 9 }", Hit)],
    ),
    (
        "of a value that is put where another was lent",
        "pub struct L(u8); impl Drop for L { fn drop(&mut self) { one(); } } fn one() -> u8 { 1 } pub fn f<T: Default>(t: &mut T) { std::mem::take(t); }",
        &[("{ 1 }", "{ 9 }", Miss)],
    ),
    (
        "of a value that is swapped out of what was lent",
        "pub struct L(u8); impl Drop for L { fn drop(&mut self) { one(); } } fn one() -> u8 { 1 } pub fn f<T>(t: &mut Option<T>) { let mut own = None; std::mem::swap(t, &mut own); }",
        &[("{ 1 }", "{ 9 }", Miss)],
    ),
    (
        "of one whose bytes are copied out",
        "pub struct L(u8); impl Drop for L { fn drop(&mut self) { one(); } } fn one() -> u8 { 1 } pub fn f<T>(t: &mut Option<T>) { let mut own = None; unsafe { std::ptr::copy_nonoverlapping(t, &mut own, 1) } }",
        &[("{ 1 }", "{ 9 }", Miss)],
    ),
    (
        "of what `impl` stands for, with a marker alone",
        "pub struct L(u8); impl Drop for L { fn drop(&mut self) { one(); } } fn one() -> u8 { 1 } pub fn f(t: impl Sized + Send) -> u8 { 2 }",
        &[("{ 1 }", "{ 9 }", Miss)],
    ),
    (
        "of an object with a marker alone",
        "pub struct L(u8); impl Drop for L { fn drop(&mut self) { one(); } } fn one() -> u8 { 1 } pub struct H { t: Box<dyn Send> } pub fn f(h: H) -> u8 { 2 }",
        &[("{ 1 }", "{ 9 }", Miss)],
    ),
    (
        "of what is only lent nothing is dropped, nor of what is copied or ordered by what it holds",
        "pub struct L(u8); impl Drop for L { fn drop(&mut self) { one(); } } fn one() -> u8 { 1 } pub struct S<T> { n: usize, t: T } pub struct At { n: usize }
         impl<T> S<T> { pub fn len(&self) -> usize { self.n } pub fn get(&self, at: At) -> Option<&T> { if at.n < self.n { Some(&self.t) } else { None } } }
         pub fn f<T, K: Ord, C: Copy>(s: &S<T>, _k: K, _c: C, at: At) -> usize { s.get(at).is_some() as usize + s.len() }",
        &[("{ 1 }", "{ 9 }", Hit)],
    ),
    (
        "an implementor that is generic itself",
        "pub trait T { fn m(&self) -> u8; } struct H<L>(L); impl<L: std::ops::Index<usize, Output = u8>> T for H<L> { fn m(&self) -> u8 { self.0[1] } }
         struct V; impl std::ops::Index<usize> for V { type Output = u8; fn index(&self, _: usize) -> &u8 { one() } } fn one() -> &'static u8 { &1 }
         pub fn f(x: &impl T) -> u8 { x.m() } fn apart() -> u8 { 4 }",
        &[("&1", "&9", Miss), ("{ 4 }", "{ 9 }", Hit)],
    ),
    (
        "an implementor with a bound on what an associated type can do",
        "pub trait T { fn m(&self) -> bool; } struct H<L>(L); impl<L> T for H<L> where L: std::ops::Index<usize>, L::Output: PartialEq + Sized { fn m(&self) -> bool { self.0[1] == self.0[2] } }
         struct V(Vec<K>); impl std::ops::Index<usize> for V { type Output = K; fn index(&self, i: usize) -> &K { &self.0[i] } } struct K; impl PartialEq for K { fn eq(&self, _: &K) -> bool { 1 > 0 } }
         pub fn f(x: &impl T) -> bool { x.m() }",
        &[("1 > 0", "1 > 2", Miss)],
    ),
    (
        "an object that holds an object",
        "pub trait T { fn m(&self) -> u8; } pub trait U { fn n(&self) -> u8; } struct A { u: Box<dyn U> } impl T for A { fn m(&self) -> u8 { self.u.n() } } struct B; impl U for B { fn n(&self) -> u8 { 1 } }
         pub fn f(x: &dyn T) -> u8 { x.m() }",
        &[("{ 1 }", "{ 9 }", Miss)],
    ),
    (
        "a closure handed over under another name",
        "pub fn f(g: impl Fn() -> u8) -> u8 { g() } mod a { use super::f as run; fn one() -> u8 { run(|| 1) } } fn apart() -> u8 { 4 }",
        &[("|| 1", "|| 9", Miss), ("{ 4 }", "{ 9 }", Hit)],
    ),
    (
        "a closure kept in a type on its way",
        "pub fn f(g: &dyn Fn() -> u8) -> u8 { g() } struct H { g: Box<dyn Fn() -> u8> } impl H { fn run(&self) -> u8 { f(&self.g) } }
         fn make() -> H { H { g: Box::new(|| 1) } } fn through(h: &H) -> u8 { h.run() } fn apart() -> u8 { 4 }",
        &[("|| 1", "|| 9", Miss), ("{ 4 }", "{ 9 }", Hit)],
    ),
    (
        "a closure kept by a type's own function",
        "pub fn f(h: &H<impl Fn() -> u8>) -> u8 { (h.g)() } pub struct H<G> { g: G } impl<G> H<G> { fn new(g: G) -> Self { Self { g } } }
         type Short<G> = H<G>; fn one() -> u8 { f(&Short::new(|| 1)) } fn apart() -> u8 { 4 }",
        &[("|| 1", "|| 9", Miss), ("{ 4 }", "{ 9 }", Hit)],
    ),
    (
        "a trait that closures implement",
        "pub trait R { fn run(&self) -> u8; } impl<G: Fn() -> u8> R for G { fn run(&self) -> u8 { self() } }
         pub fn f(r: impl R) -> u8 { r.run() } fn one() -> u8 { f(|| 1) } fn apart() -> u8 { 4 }",
        &[("|| 1", "|| 9", Miss), ("{ 4 }", "{ 9 }", Hit)],
    ),
    (
        "a parameter of a method's type",
        "pub trait T { fn m(&self) -> u8; } struct A; impl T for A { fn m(&self) -> u8 { 1 } } pub fn f() -> u8 { S(0u8).go(A) } pub struct S<X>(X); impl<X> S<X> { fn go<Y: T>(&self, y: Y) -> u8 { y.m() } }",
        &[("{ 1 }", "{ 9 }", Miss)],
    ),
];

#[test]
fn what_comes_from_outside_is_covered() {
    check(ROWS);
}

/// Closures in fields of what the key does not hold.
const IGNORED: &[Row] = &[
    (
        "a type's own function that takes a closure, by other names of the type",
        "pub struct C<G> { g: G } impl<G> C<G> { fn new(g: G) -> C<G> { C { g } } } impl<G: Fn() -> u8> T for C<G> { fn m(&self) -> u8 { (self.g)() } }
         pub trait T { fn m(&self) -> u8; } type Alias<G> = C<G>; mod a { use super::C as Renamed; pub fn two() -> impl super::T { Renamed::<fn() -> u8>::new(|| 2) } }
         macro_rules! make { ($name:ident, $g:expr) => { C::$name($g) } } fn one() -> impl T { Alias::new(|| 1) } fn three() -> impl T { make!(new, || 3) }
         impl C<fn() -> u8> { fn four() -> Self { Self::new(|| 4) } } struct D; impl D { fn new(_: u8) -> D { D } } fn apart() -> D { D::new(5) }
         pub fn f(x: &impl T) -> u8 { x.m() }",
        &[("|| 1", "|| 9", Miss), ("|| 2", "|| 9", Miss), ("|| 3", "|| 9", Miss), ("|| 4", "|| 9", Miss), ("(5)", "(9)", Hit)],
    ),
    (
        "fields of an implementor that are never called",
        "pub struct C<N, G> { n: N, g: G } impl<N: Copy, G: Fn(N) -> u8> T for C<N, G> { fn m(&self) -> u8 { (self.g)(self.n) } } pub trait T { fn m(&self) -> u8; }
         fn one() -> impl T { C { n: 1, g: |n| n + 1 } } struct E { n: u8 } fn apart() -> u8 { E { n: 5 }.n } pub fn f(x: &impl T) -> u8 { x.m() }",
        &[("n + 1", "n + 2", Miss), ("n: 5", "n: 6", Hit)],
    ),
    (
        "a parameter that is a closure unless told otherwise",
        "pub struct L<G = fn() -> u8> { g: G } pub trait T { fn m(&self) -> u8; } impl T for L { fn m(&self) -> u8 { (self.g)() } } fn one() -> L { L { g: || 1 } }
         pub fn f(x: &impl T) -> u8 { x.m() }",
        &[("|| 1", "|| 9", Miss)],
    ),
    (
        "an iterator in an object",
        "pub struct H { i: Box<dyn Iterator<Item = u8>> } fn one(v: Vec<u8>) -> H { H { i: Box::new(v.into_iter().map(|x| x + 1)) } } pub fn f(h: &mut H) -> u8 { h.i.next().unwrap() }",
        &[("x + 1", "x + 9", Miss)],
    ),
    (
        "a closure made by an implementor that somebody hands to who hands it over",
        "pub trait B { fn get(&self) -> Box<dyn Fn() -> u8>; } struct M; impl B for M { fn get(&self) -> Box<dyn Fn() -> u8> { Box::new(|| 1) } }
         pub struct H { g: Box<dyn Fn() -> u8> } fn make(b: &impl B) -> H { H { g: b.get() } } fn go() -> H { make(&M) } fn apart() -> u8 { 4 }
         pub fn f(h: &H) -> u8 { (h.g)() }",
        &[("|| 1", "|| 9", Miss), ("{ 4 }", "{ 9 }", Hit)],
    ),
    (
        "a closure that goes through parameters without bounds",
        "pub struct C<G> { g: G } impl<G> C<G> { fn new(g: G) -> C<G> { C { g } } } impl<G: Fn() -> u8> T for C<G> { fn m(&self) -> u8 { (self.g)() } }
         pub trait T { fn m(&self) -> u8; } fn wrap<G>(g: G) -> C<G> { C::new(g) } fn go() -> u8 { let c = wrap(|| 1); through(&c) }
         fn through(x: &impl T) -> u8 { f(x) } fn apart() -> u8 { 4 }
         pub fn f(x: &impl T) -> u8 { x.m() }",
        &[("|| 1", "|| 9", Miss), ("{ 4 }", "{ 9 }", Hit)],
    ),
    (
        "a trait that closures implement by way of another",
        "pub trait B { fn b(&self) -> u8; } impl<G: Fn() -> u8> B for G { fn b(&self) -> u8 { self() } } pub trait T { fn m(&self) -> u8; } impl<X: B> T for X { fn m(&self) -> u8 { self.b() } }
         pub fn f(x: &impl T) -> u8 { x.m() } fn go() -> u8 { f(&|| 1) } fn apart() -> u8 { 4 }",
        &[("|| 1", "|| 9", Miss), ("{ 4 }", "{ 9 }", Hit)],
    ),
    (
        "what std makes of a closure",
        "pub fn f(x: impl std::fmt::Display) -> String { x.to_string() } fn go() -> String { f(std::fmt::from_fn(|w| w.write_str(\"a\"))) } fn apart() -> u8 { 4 }",
        &[("\"a\"", "\"b\"", Miss), ("{ 4 }", "{ 9 }", Hit)],
    ),
    (
        "a closure handed over by a conversion that nobody names",
        "pub fn f(g: impl Fn() -> u8) -> u8 { g() } struct P<T>(T); struct N(u8); impl<T: Fn() -> u8> From<P<T>> for N { fn from(p: P<T>) -> N { N(f(p.0)) } }
         fn one() -> N { P(|| 1).into() } fn made<T>(t: T) -> P<T> { P(t) } fn two() -> N { made(|| 2).into() } fn apart() -> u8 { 4 }",
        &[("|| 1", "|| 9", Miss), ("|| 2", "|| 9", Miss), ("{ 4 }", "{ 9 }", Hit)],
    ),
    (
        "a closure handed over by an operator, a loop and what shows it",
        "pub fn f(g: impl Fn() -> u8) -> u8 { g() } struct P<T>(T); impl<T: Fn() -> u8> std::ops::Neg for P<T> { type Output = u8; fn neg(self) -> u8 { f(self.0) } }
         struct I<T>(T); impl<T: Fn() -> u8> Iterator for I<T> { type Item = u8; fn next(&mut self) -> Option<u8> { Some(f(&self.0)) } }
         struct S<T>(T); impl<T: Fn() -> u8> std::fmt::Display for S<T> { fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { write!(to, \"{}\", f(&self.0)) } }
         fn one() -> u8 { -P(|| 1) } fn two() -> u8 { for x in I(|| 2) { return x } 0 } fn three() -> String { format!(\"{}\", S(|| 3)) } fn apart() -> u8 { 4 }",
        &[("|| 1", "|| 9", Miss), ("|| 2", "|| 9", Miss), ("|| 3", "|| 9", Miss), ("{ 4 }", "{ 9 }", Hit)],
    ),
    (
        "a closure handed over by a conversion of std's own types",
        "pub fn f(g: impl Fn() -> u8) -> u8 { g() } struct N(u8); impl<T: Fn() -> u8> From<Option<T>> for N { fn from(p: Option<T>) -> N { N(p.map_or(0, |g| f(g))) } }
         fn one() -> u8 { take(Some(|| 1).into()) } fn take(n: N) -> u8 { n.0 } fn apart() -> u8 { 4 }",
        &[("|| 1", "|| 9", Miss)],
    ),
    (
        "an iterator that holds a closure",
        "pub fn f(i: impl Iterator<Item = u8>) -> u8 { let mut n = 0; for x in i { n += x } n } fn one(v: &[u8]) -> u8 { f(v.iter().map(|x| x + 1)) } fn apart() -> u8 { 4 }",
        &[("x + 1", "x + 9", Miss), ("{ 4 }", "{ 9 }", Hit)],
    ),
    (
        "an implementor that holds a closure",
        "pub trait T { fn m(&self) -> u8; } struct H<G: Fn() -> u8>(G); impl<G: Fn() -> u8> T for H<G> { fn m(&self) -> u8 { (self.0)() } }
         fn make() -> u8 { f(&H(|| 1)) } pub fn f(x: &impl T) -> u8 { x.m() } fn apart() -> u8 { 4 }",
        &[("|| 1", "|| 9", Miss), ("{ 4 }", "{ 9 }", Hit)],
    ),
    (
        "a closure set in a field, of a variant, of a tuple",
        "pub struct H { pub g: Option<fn() -> u8>, pub n: u8 } pub enum E { V(fn() -> u8), W } pub struct P(fn() -> u8);
         pub fn f(h: &H, e: &E, p: &P) -> u8 { h.g.unwrap()() + (p.0)() + match e { E::V(g) => g(), E::W => 0 } }
         fn one(h: &mut H) { h.g = Some(|| 1); } use E as Short; fn two() -> E { Short::V(|| 2) } impl P { fn three() -> Self { Self(|| 4) } }
         fn apart(h: &mut H) -> E { h.n = 5; E::W }",
        &[("|| 1", "|| 9", Miss), ("|| 2", "|| 9", Miss), ("|| 4", "|| 9", Miss), ("= 5", "= 9", Hit)],
    ),
    (
        "a closure that is handed on to std, and one that nobody calls",
        "pub struct H { g: fn(u8) -> u8, n: u8 } pub fn f(h: &H, v: Vec<u8>) -> Vec<u8> { v.into_iter().map(h.g).collect() }
         fn one() -> H { H { g: |x| x + 1, n: 0 } }",
        &[("x + 1", "x + 9", Miss)],
    ),
    (
        "a closure that nobody calls",
        "pub struct H { g: fn(u8) -> u8, n: u8 } pub fn f(h: &H) -> u8 { h.n } fn one() -> H { H { g: |x| x + 1, n: 0 } }",
        &[("x + 1", "x + 9", Hit)],
    ),
];

#[test]
fn what_ignored_arguments_hold_is_covered() {
    check_ignoring(&["i", "x", "h", "e", "p"], IGNORED);
}

const MADE: &[Row] = &[
    (
        "where no value of a parameter comes in, none is dropped",
        "pub struct L(u8); impl Drop for L { fn drop(&mut self) { one(); } } fn one() -> u8 { 1 } pub struct S<T> { v: Vec<T>, n: Vec<u8> } impl<T> S<T> { pub fn f(n: u8) -> S<T> { let mut all = Vec::new(); all.push(n); S { v: Vec::new(), n: all } } }",
        &[("{ 1 }", "{ 9 }", Hit)],
    ),
    (
        "but what makes one gives one",
        "pub struct L(u8); impl Drop for L { fn drop(&mut self) { one(); } } fn one() -> u8 { 1 } pub trait M { fn make() -> Self; } impl M for L { fn make() -> L { L(4) } } pub struct S<T> { v: Vec<T> } impl<T: M> S<T> { pub fn f(_: u8) -> u8 { let made = T::make(); drop(made); 5 } }",
        &[("{ 1 }", "{ 9 }", Miss), ("L(4)", "L(9)", Miss)],
    ),
    (
        "nor where std makes one that holds others",
        "pub struct L(u8); impl Drop for L { fn drop(&mut self) { one(); } } fn one() -> u8 { 1 } impl Default for L { fn default() -> L { L(4) } } pub struct S<T> { v: Vec<T> } impl<T: Default> S<T> { pub fn f(_: u8) -> u8 { drop(T::default()); 5 } }",
        &[("{ 1 }", "{ 9 }", Miss), ("L(4)", "L(9)", Miss)],
    ),
    (
        "a value behind a pointer that does not say of what it is",
        "pub struct L(u8); impl Drop for L { fn drop(&mut self) { one(); } } fn one() -> u8 { 1 } pub struct S<T> { v: Vec<T> } impl<T> S<T> { pub unsafe fn f(p: *mut ()) -> u8 { unsafe { drop(Box::from_raw(p as *mut T)) }; 5 } }",
        &[("{ 1 }", "{ 9 }", Miss)],
    ),
    (
        "a value in a type that does not say what it holds",
        "pub struct L(u8); impl Drop for L { fn drop(&mut self) { one(); } } fn one() -> u8 { 1 } pub struct S { p: *mut u8 } impl S { pub unsafe fn f<T>(&mut self) -> u8 { unsafe { std::ptr::drop_in_place(self.p as *mut T) }; 5 } }",
        &[("{ 1 }", "{ 9 }", Miss)],
    ),
    (
        "a value that comes in with what stands beside it in a bound",
        "pub struct L(u8); impl Drop for L { fn drop(&mut self) { one(); } } fn one() -> u8 { 1 } pub struct S<T> { v: Vec<T> } impl<T> S<T> { pub fn f<I: IntoIterator<Item = T>>(i: I) -> usize { i.into_iter().count() } }",
        &[("{ 1 }", "{ 9 }", Miss)],
    ),
];

#[test]
fn what_no_argument_brings_does_not_come_in() {
    check_of("app::S::f", &[], MADE);
}

const HELD: &[Row] = &[
    (
        "a closure in a type's parameter comes with who makes the type",
        "pub struct S<I> { all: I } impl<I: Iterator<Item = u8>> S<I> { pub fn new(all: I) -> S<I> { S { all } } pub fn f(&mut self) -> u8 { self.step() } fn step(&mut self) -> u8 { self.all.next().unwrap_or(0) } }
         fn one(v: &[u8]) -> u8 { S::new(v.iter().map(|x| x + 1)).run() } impl<I: Iterator<Item = u8>> S<I> { fn run(mut self) -> u8 { self.f() } } fn apart(p: &P) -> u8 { p.step() + p.run() } pub struct P; impl P { fn step(&self) -> u8 { 4 } fn run(&self) -> u8 { 6 } }",
        &[("x + 1", "x + 9", Miss), ("{ 4 }", "{ 9 }", Hit), ("{ 6 }", "{ 9 }", Hit)],
    ),
    (
        "with who sets it later",
        "pub struct S<G> { g: Option<G>, n: u8 } impl<G: Fn(u8) -> u8> S<G> { pub fn f(&self) -> u8 { self.g.as_ref().map_or(0, |g| g(self.n)) } pub fn set(&mut self, g: G) { self.g = Some(g); } }
         fn one() -> u8 { let mut s = S { g: None, n: 3 }; s.set(|x| x + 1); s.f() } fn apart() -> u8 { 4 }",
        &[("x + 1", "x + 9", Miss), ("{ 4 }", "{ 9 }", Hit)],
    ),
    (
        "with who makes the type that it lies in, in another",
        "pub struct In<G>(G); pub struct S<G> { inner: In<G> } impl<G: Fn() -> u8> S<G> { pub fn f(&self) -> u8 { (self.inner.0)() } }
         fn make() -> In<impl Fn() -> u8> { In(|| 1) } fn one() -> u8 { S { inner: make() }.f() } fn apart() -> u8 { 4 }",
        &[("|| 1", "|| 9", Miss), ("{ 4 }", "{ 9 }", Hit)],
    ),
    (
        "and in an implementor that another type holds",
        "pub trait T { fn m(&self) -> u8; } pub struct H<G>(G); impl<G: Fn() -> u8> T for H<G> { fn m(&self) -> u8 { (self.0)() } } pub struct S<X> { x: X } impl<X: T> S<X> { pub fn f(&self) -> u8 { self.x.m() } }
         fn one() -> u8 { S { x: H(|| 1) }.f() }",
        &[("|| 1", "|| 9", Miss)],
    ),
    (
        "one that an argument brings for the type's own parameter",
        "pub struct S<G> { n: u8, g: Option<G> } impl<G: Fn() -> u8> S<G> { pub fn f(&self, g: &G) -> u8 { g() + self.n } }
         fn one(s: &S<fn() -> u8>) -> u8 { s.f(&(two as fn() -> u8)) } fn two() -> u8 { 1 }",
        &[("{ 1 }", "{ 9 }", Miss)],
    ),
];

#[test]
fn closures_in_a_type_come_with_who_makes_it() {
    check_of("app::S::f", &["self", "g"], HELD);
}

const WRITTEN: &[Row] = &[
    (
        "a closure in a type that a derive makes",
        "#[derive(outside::New)] pub struct S<G> { g: G } impl<G: Fn() -> u8> S<G> { pub fn f(&self) -> u8 { (self.g)() } }
         fn one() -> u8 { all(S::make(|| 1)) } fn all<G: Fn() -> u8>(s: S<G>) -> u8 { s.f() } fn apart() -> u8 { 4 }",
        &[("|| 1", "|| 9", Miss), ("{ 4 }", "{ 9 }", Hit)],
    ),
    (
        "an object in one",
        "#[derive(outside::New)] pub struct S { g: Box<dyn Fn() -> u8> } impl S { pub fn f(&self) -> u8 { (self.g)() } } fn one() -> S { S::make(Box::new(|| 1)) } fn apart() -> u8 { 4 }",
        &[("|| 1", "|| 9", Miss), ("{ 4 }", "{ 9 }", Hit)],
    ),
    (
        "one whose field is called as another type's",
        "#[derive(outside::New)] pub struct In { g: Box<dyn Fn() -> u8> } pub struct S { g: fn() -> u8, i: In } impl S { pub fn f(&self) -> u8 { (self.g)() + (self.i.g)() } } fn one() -> In { In::make(Box::new(|| 1)) } fn apart() -> u8 { 4 }",
        &[("|| 1", "|| 9", Miss), ("{ 4 }", "{ 9 }", Hit)],
    ),
];

#[test]
fn closures_come_with_who_names_what_a_derive_makes() {
    check_of("app::S::f", &["self"], WRITTEN);
}

const CALLED: &[Row] = &[
    (
        "what a function is given where it is called does not come in with it",
        "use std::sync::OnceLock; pub trait T { fn t(&self) -> u8; } pub struct A; impl T for A { fn t(&self) -> u8 { 1 } } pub struct Cx { pub load: Option<Box<dyn Fn() -> u8>>, pub t: Option<Box<dyn T>> }
         static SHOWN: OnceLock<Box<dyn Fn(&Cx) -> u8 + Send + Sync>> = OnceLock::new(); fn show(_: &Cx) -> u8 { 2 } static PLAIN: OnceLock<fn(&Cx) -> u8> = OnceLock::new();
         pub fn f() -> u8 { let cx = Cx { load: None, t: None }; SHOWN.get_or_init(|| Box::new(show))(&cx) + PLAIN.get_or_init(|| show)(&cx) } pub fn apart() -> Cx { Cx { load: Some(Box::new(|| 4)), t: Some(Box::new(A)) } }",
        &[("|| 4", "|| 9", Hit), ("{ 1 }", "{ 9 }", Hit), ("{ 2 }", "{ 9 }", Miss)],
    ),
    (
        "what it gives does",
        "use std::sync::OnceLock; pub trait T { fn t(&self) -> u8; } pub struct A; impl T for A { fn t(&self) -> u8 { 1 } } type Of = Box<dyn Fn(u8) -> Box<dyn T> + Send + Sync>;
         static MADE: OnceLock<Of> = OnceLock::new(); static PLAIN: OnceLock<fn(u8) -> Box<dyn T>> = OnceLock::new();
         pub fn set(of: Of) { _ = MADE.set(of); } pub fn start(a: std::sync::Arc<dyn Fn() -> Box<dyn T> + Send + Sync>) { set(Box::new(move |_| a())) }
         pub fn f() -> u8 { MADE.get().map_or(2, |of| of(3).t()) } fn apart() -> u8 { 4 }",
        &[("{ 1 }", "{ 9 }", Miss), ("{ 4 }", "{ 9 }", Hit)],
    ),
    (
        "what it puts into what it is given, who made it has",
        "use std::sync::{Arc, OnceLock}; pub trait T { fn t(&self) -> u8; } pub struct A; impl T for A { fn t(&self) -> u8 { 1 } } pub struct B; impl T for B { fn t(&self) -> u8 { 5 } }
         static PUTS: OnceLock<Box<dyn Fn(&mut Vec<Arc<dyn T + Send + Sync>>) + Send + Sync>> = OnceLock::new(); static PLAIN: OnceLock<fn(&mut Vec<Arc<dyn T + Send + Sync>>)> = OnceLock::new();
         fn put(all: &mut Vec<Arc<dyn T + Send + Sync>>) { all.push(Arc::new(B)) } pub fn start(a: Arc<dyn T + Send + Sync>) { _ = PUTS.set(Box::new(move |all| all.push(a.clone()))); _ = PLAIN.set(put); } pub fn main() { start(Arc::new(A)); }
         pub fn f() -> u8 { let mut all = Vec::new(); if let (Some(one), Some(other)) = (PUTS.get(), PLAIN.get()) { one(&mut all); other(&mut all); } all.iter().map(|t| t.t()).sum() } fn apart() -> u8 { 4 }",
        &[("{ 1 }", "{ 9 }", Miss), ("{ 5 }", "{ 9 }", Miss), ("{ 4 }", "{ 9 }", Hit)],
    ),
    (
        "also what whoever has it was given without a bound",
        "use std::sync::OnceLock; use std::any::Any; pub struct L(u8); impl Drop for L { fn drop(&mut self) { one(); } } fn one() -> u8 { 1 } pub type Slot = Option<Box<dyn Any + Send + Sync>>;
         static PUTS: OnceLock<Box<dyn Fn(&mut Slot) + Send + Sync>> = OnceLock::new(); pub fn start<A: Any + Send + Sync + Copy>(a: fn() -> A) { _ = PUTS.set(Box::new(move |slot| *slot = Some(Box::new(a())))); } pub fn begin<A: Any + Send + Sync>(a: fn() -> A) { _ = PUTS.set(Box::new(move |slot| *slot = Some(Box::new(a())))); }
         pub fn main() { begin(|| L(2)); } pub fn f() -> u8 { let mut slot = None; if let Some(puts) = PUTS.get() { puts(&mut slot) } drop(slot); 3 } fn apart() -> u8 { 4 }",
        &[("{ 1 }", "{ 9 }", Miss), ("{ 4 }", "{ 9 }", Hit)],
    ),
];

#[test]
fn a_function_comes_in_with_what_it_gives_not_with_what_it_takes() {
    check(CALLED);
}

const FINISHED: &[Row] = &[(
    "what a type of std does when it is dropped",
    "use std::sync::atomic::{AtomicU32, Ordering::Relaxed};\n\
     static WRITTEN: AtomicU32 = AtomicU32::new(0);\n\
     pub struct Counter;\n\
     impl std::io::Write for Counter {\n\
         fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> { WRITTEN.fetch_add(7, Relaxed); Ok(bytes.len()) }\n\
         fn flush(&mut self) -> std::io::Result<()> { Ok(()) }\n\
     }\n\
     pub fn f<T>(of: T) -> u32 { drop(of); WRITTEN.load(Relaxed) }\n\
     pub fn g() -> u32 { f(std::io::BufWriter::new(Counter)) }\n",
    &[("fetch_add(7", "fetch_add(8", Miss)],
)];

#[test]
fn types_of_std_that_run_code_when_dropped_may_come_in() {
    check(FINISHED);
}

const ASYNC: &[Row] = &[(
    "a closure that is waited for",
    "pub async fn f<F: AsyncFn() -> u8>(of: F) -> u8 { of().await } pub async fn g() -> u8 { f(async || 1).await } pub fn apart() -> u8 { 4 }",
    &[("async || 1", "async || 2", Miss), ("{ 4 }", "{ 5 }", Hit)],
)];

#[test]
fn closures_that_are_waited_for_may_come_in() {
    check(ASYNC);
}

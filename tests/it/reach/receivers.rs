//! What a method call may mean: through dereferences, on types of std, on what only its bounds tell, on results whose
//! type hangs on the call before.

use super::table::Then::{Hit, Miss};
use super::table::{Row, check};

const ROWS: &[Row] = &[
    (
        "a slice's and a text's method, on what owns one",
        "pub trait T { fn m(&self) -> u8; fn n(&self) -> u8 { 0 } } impl T for [u8] { fn m(&self) -> u8 { 1 } }
         impl T for str { fn m(&self) -> u8 { 2 } } impl T for std::path::Path { fn m(&self) -> u8 { 4 } }
         impl T for u64 { fn m(&self) -> u8 { 5 } }
         pub fn f(v: Vec<u8>, s: String, p: std::path::PathBuf) -> u8 { v.m() + s.m() + p.m() }",
        &[("{ 1 }", "{ 9 }", Miss), ("{ 2 }", "{ 9 }", Miss), ("{ 4 }", "{ 9 }", Miss), ("{ 5 }", "{ 9 }", Hit)],
    ),
    (
        "a method that one of std's own hides, and one that takes the value",
        "pub trait T { fn len(&self) -> usize; } impl T for str { fn len(&self) -> usize { 1 } } impl T for String { fn len(&self) -> usize { 2 } }
         pub trait U { fn pop(self) -> Option<char>; } impl U for String { fn pop(self) -> Option<char> { Some('a') } }
         pub fn f(s: &str, t: String) -> usize { s.len() + t.len() + t.pop().map_or(0, |_| 4) }",
        &[("{ 1 }", "{ 9 }", Hit), ("{ 2 }", "{ 9 }", Hit), ("Some('a')", "Some('b')", Miss)],
    ),
    (
        "a method on a raw pointer",
        "pub trait T { unsafe fn m(self, o: Self) -> usize; fn n(self) -> usize; fn k(x: u8) -> usize; } impl<X> T for *const X { unsafe fn m(self, o: *const X) -> usize { 1 } fn n(self) -> usize { 2 } fn k(x: u8) -> usize { 4 } }
         impl<X> T for *mut X { unsafe fn m(self, o: *mut X) -> usize { 3 } fn n(self) -> usize { (self as *const X).n() } fn k(x: u8) -> usize { 5 } }
         struct S { end: *const u8 } impl S { unsafe fn g(&self, at: *const u8) -> usize { let start = at.add(1); self.end.m(start) } }
         pub fn f(s: &S, v: &mut [u8]) -> usize { unsafe { s.g(v.as_ptr()) + v.as_mut_ptr().n() + <*const S>::k(1) } }",
        &[("{ 1 }", "{ 9 }", Miss), ("{ 2 }", "{ 9 }", Miss), ("{ 4 }", "{ 9 }", Miss)],
    ),
    (
        "a method on an adaptor of std",
        "pub trait T { fn m(&mut self) -> u8; } impl T for std::iter::Peekable<std::str::Chars<'_>> { fn m(&mut self) -> u8 { 1 } }
         pub trait U { fn n(&self) -> u8; } impl<'a> U for std::str::Chars<'a> { fn n(&self) -> u8 { 2 } }
         pub fn f(s: &str) -> u8 { let mut c = s.chars().peekable(); c.m() + s.chars().n() }",
        &[("{ 1 }", "{ 9 }", Miss), ("{ 2 }", "{ 9 }", Miss)],
    ),
    (
        "a dereferenced reference to a type that dereferences",
        "pub struct A(B); pub struct B; impl std::ops::Deref for A { type Target = B; fn deref(&self) -> &B { &self.0 } }
         impl A { fn m(&self) -> u8 { 1 } pub fn n(&self) -> u8 { (*self).m() } fn o(&self) -> A { A(B) } } impl B { fn o(&self) -> u8 { 4 } fn k(&self) -> u8 { 5 } }
         impl std::ops::AddAssign<u8> for A { fn add_assign(&mut self, _: u8) { two() } } fn two() {}
         pub fn f(a: &A, mut b: A) -> u8 { let c = &mut b; *c += 1; a.n() + (*a).m() + (**a).k() }",
        &[("{ 1 }", "{ 9 }", Miss), ("fn two() {}", "fn two() { panic!() }", Miss), ("{ 5 }", "{ 9 }", Miss)],
    ),
    (
        "a blanket method does not hide the target's own",
        "pub trait T { fn m(&self) -> X { X } } impl<V: std::fmt::Display> T for V {} pub struct X; pub struct Y;
         impl X { fn n(&self) -> u8 { 1 } } impl Y { fn n(&self) -> u8 { 2 } }
         pub struct A(B); pub struct B; impl B { fn m(&self) -> Y { Y } } impl std::ops::Deref for A { type Target = B; fn deref(&self) -> &B { &self.0 } }
         pub fn f(a: &A) -> u8 { a.m().n() }",
        &[("{ 2 }", "{ 9 }", Miss)],
    ),
    (
        "a result is not std's because the method's name is",
        "pub struct P; pub struct Tree; impl P { fn parse(&self) -> Tree { Tree } } impl Tree { fn depth(&self) -> u8 { 1 } }
         pub fn f(p: P) -> u8 { let any = unknown::magic(&p); any.parse().depth() }",
        &[("{ 1 }", "{ 9 }", Miss)],
    ),
    (
        "a bound on a reference to the parameter",
        "pub trait A { fn a(&self) -> u8 { 0 } } pub trait B { fn b(self) -> u8; } pub struct S; impl A for S {} impl B for &S { fn b(self) -> u8 { 1 } }
         fn g<X: A>(x: &X) -> u8 where for<'a> &'a X: B { x.a() + x.b() } pub fn f() -> u8 { g(&S) }",
        &[("{ 1 }", "{ 9 }", Miss)],
    ),
    (
        "a method of a trait object's own",
        "pub trait A { fn a(&self) -> u8; } impl dyn A { fn b(&self) -> u8 { 1 } } pub trait C { fn c(&self) -> u8; }
         impl C for dyn A { fn c(&self) -> u8 { 2 } } impl C for Box<dyn A> { fn c(&self) -> u8 { 4 } }
         pub fn f(x: &dyn A, y: Box<dyn A>) -> u8 { x.b() + x.c() + y.c() }",
        &[("{ 1 }", "{ 9 }", Miss), ("{ 2 }", "{ 9 }", Miss), ("{ 4 }", "{ 9 }", Miss)],
    ),
    (
        "what an owned form of a borrowed type is",
        "pub struct B; pub struct O; impl std::borrow::Borrow<B> for O { fn borrow(&self) -> &B { &B } } impl ToOwned for B { type Owned = O; fn to_owned(&self) -> O { O } }
         impl O { fn m(&self) -> u8 { 1 } } pub fn f(b: std::borrow::Cow<'_, B>) -> u8 { b.into_owned().m() }",
        &[("{ 1 }", "{ 9 }", Miss)],
    ),
    (
        "a foreign type that dereferences to text",
        "pub trait T { fn m(&self) -> u8; } impl T for str { fn m(&self) -> u8 { 1 } }
         pub fn f(s: outside::Text) -> u8 { s.m() }",
        &[("{ 1 }", "{ 9 }", Miss)],
    ),
    (
        "a reference-counted pointer's own method",
        "pub trait T { fn m(&self) -> u8; } pub struct S; impl T for std::rc::Rc<S> { fn m(&self) -> u8 { 1 } } 
         pub fn f(s: &std::rc::Rc<S>) -> u8 { (*s).m() }",
        &[("{ 1 }", "{ 9 }", Miss)],
    ),
    (
        "the closure of a method of the program's own on a type of std",
        "pub trait E<T> { fn map<R>(self, g: impl Fn(W<T>) -> R) -> Vec<R>; } pub struct W<T>(T); pub struct A; impl A { fn m(&self) -> u8 { 2 } }
         impl<T> W<T> { fn m(&self) -> u8 { 1 } } impl<T> E<T> for Vec<T> { fn map<R>(self, g: impl Fn(W<T>) -> R) -> Vec<R> { self.into_iter().map(W).map(g).collect() } }
         pub fn f(v: Vec<A>) -> Vec<u8> { v.map(|w| w.m()) }",
        &[("{ 1 }", "{ 9 }", Miss)],
    ),
    (
        "a callable with a type of its own",
        "pub struct A; impl A { fn m(&self) -> u8 { 1 } } pub struct H<G>(G); impl<G: Fn() -> A> H<G> { fn run(&self) -> u8 { (self.0)().m() } }
         fn make() -> A { A } pub fn f() -> u8 { H(make).run() }",
        &[("{ 1 }", "{ 9 }", Miss)],
    ),
    (
        "an associated type of a parameter",
        "pub trait T { type O: U; fn o(&self) -> Self::O; } pub trait U { fn m(&self) -> u8; } pub struct A; pub struct B; impl T for A { type O = B; fn o(&self) -> B { B } }
         impl U for B { fn m(&self) -> u8 { 1 } } fn g<X: T>(x: X) -> u8 { x.o().m() } pub fn f() -> u8 { g(A) }",
        &[("{ 1 }", "{ 9 }", Miss)],
    ),
    (
        "a default of a type's parameter",
        "pub struct A; impl A { fn m(&self) -> u8 { 1 } } pub struct H<T = A>(Vec<T>); pub fn f(h: &H) -> u8 { h.0[0].m() }",
        &[("{ 1 }", "{ 9 }", Miss)],
    ),
    (
        "what a function that returns impl Trait gives",
        "pub trait T { fn m(&self) -> u8; } struct A; impl T for A { fn m(&self) -> u8 { 1 } } fn make() -> impl T { A } pub fn f() -> u8 { make().m() }",
        &[("{ 1 }", "{ 9 }", Miss)],
    ),
    (
        "a method of a trait that a macro's hidden bound gives, through a tuple",
        "pub trait T { fn m(&self) -> u8; } impl T for (u8, u8) { fn m(&self) -> u8 { 1 } } impl<A: T> T for Option<A> { fn m(&self) -> u8 { 2 } } impl<A: T + ?Sized> T for &A { fn m(&self) -> u8 { 4 } }
         pub fn f(x: (u8, u8)) -> u8 { Some(x).m() + g(&x) } fn g(x: impl T) -> u8 { x.m() }",
        &[("{ 1 }", "{ 9 }", Miss), ("{ 2 }", "{ 9 }", Miss), ("{ 4 }", "{ 9 }", Miss)],
    ),
    (
        "an iterator that only an associated type's bound tells",
        "pub trait L { type I: Iterator<Item = u8>; fn all(&self) -> Self::I; } pub struct It(u8); impl Iterator for It { type Item = u8; fn next(&mut self) -> Option<u8> { self.0.checked_sub(1) } }
         pub struct S; impl L for S { type I = It; fn all(&self) -> It { It(2) } } fn g<X: L>(x: &X) -> u8 { x.all().sum() } pub fn f(s: &S) -> u8 { g(s) }",
        &[("sub(1)", "sub(9)", Miss)],
    ),
    (
        "a method of std through what a type of the program dereferences to",
        "use std::fmt; pub struct A(B); pub struct B(C); pub struct C; impl std::ops::Deref for A { type Target = B; fn deref(&self) -> &B { &self.0 } } impl std::ops::Deref for B { type Target = C; fn deref(&self) -> &C { &self.0 } }
         impl fmt::Display for C { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(\"a\") } } pub fn f(a: &A) -> String { a.to_string() }",
        &[("\"a\"", "\"b\"", Miss)],
    ),
    (
        "what a field dereferences to, whether it is one or a reference to one",
        "pub struct A(Vec<B>); pub struct B; impl std::ops::Deref for A { type Target = [B]; fn deref(&self) -> &[B] { &self.0 } } impl B { fn m(&self) -> u8 { 1 } } impl A { fn m(&self) -> u8 { 6 } }
         pub struct C; impl C { fn m(&self) -> u8 { 4 } } pub struct S<'a> { own: A, lent: &'a A }
         impl S<'_> { fn one(&self) -> u8 { let all = &*self.own; all[0].m() } fn two(&self) -> u8 { let it = &*self.lent; it.m() } } pub fn f(s: &S<'_>) -> u8 { s.one() + s.two() }",
        &[("{ 1 }", "{ 9 }", Miss), ("{ 6 }", "{ 9 }", Miss), ("{ 4 }", "{ 9 }", Hit)],
    ),
    (
        "what a variable dereferences to, as it was bound",
        "pub struct A(B); pub struct B; impl std::ops::Deref for A { type Target = B; fn deref(&self) -> &B { &self.0 } } impl B { fn m(&self) -> u8 { 1 } } impl A { fn m(&self) -> u8 { 6 } } pub struct C; impl C { fn m(&self) -> u8 { 4 } }
         pub fn f(a: A, b: &A) -> u8 { let lent = &a; let deep = &*a; (*lent).m() + (*deep).m() + (*b).m() }",
        &[("{ 1 }", "{ 9 }", Miss), ("{ 6 }", "{ 9 }", Miss), ("{ 4 }", "{ 9 }", Hit)],
    ),
    (
        "a list of std indexed by a type of the program",
        "pub struct Id<K>(usize, K); pub struct One; pub struct Two; pub struct Three; impl<T> std::ops::Index<Id<One>> for Vec<T> { type Output = T; fn index(&self, i: Id<One>) -> &T { &self[i.0] } }
         impl<T> std::ops::Index<Id<Two>> for Vec<T> { type Output = Three; fn index(&self, i: Id<Two>) -> &Three { &Three } }
         pub struct A; impl A { fn m(&self) -> u8 { 1 } } impl Three { fn m(&self) -> u8 { 5 } } pub struct C; impl C { fn m(&self) -> u8 { 4 } }
         pub fn f(v: &Vec<A>, i: Id<One>, j: Id<Two>) -> u8 { v[i].m() + v[j].m() }",
        &[("{ 1 }", "{ 9 }", Miss), ("{ 5 }", "{ 9 }", Miss), ("{ 4 }", "{ 9 }", Hit)],
    ),
    (
        "a list indexed by what its slice is indexed by",
        "pub struct Id(usize); impl<T> std::ops::Index<Id> for [T] { type Output = B; fn index(&self, _: Id) -> &B { &B } } pub struct A; impl A { fn m(&self) -> u8 { 1 } } pub struct B; impl B { fn m(&self) -> u8 { 5 } }
         pub fn f(v: &Vec<A>, i: Id) -> u8 { v[i].m() + v[0].m() }",
        &[("{ 1 }", "{ 9 }", Miss), ("{ 5 }", "{ 9 }", Miss)],
    ),
    (
        "what a name binds that is a constant's",
        "pub struct A(B); pub struct B; impl std::ops::Deref for A { type Target = B; fn deref(&self) -> &B { &self.0 } } impl B { fn m(&self) -> u8 { 1 } } impl A { fn m(&self) -> u8 { 6 } } pub struct Unit;
         pub fn f(a: A, u: &Unit) -> u8 { let held = a; let Unit = u; (*held).m() }",
        &[("{ 1 }", "{ 9 }", Miss)],
    ),
    (
        "by an index of which the arguments are not known",
        "pub struct Id<K>(usize, K); pub struct One; pub struct Two; impl<T> std::ops::Index<Id<One>> for Vec<T> { type Output = T; fn index(&self, i: Id<One>) -> &T { &self[i.0] } }
         impl<T> std::ops::Index<Id<Two>> for Vec<T> { type Output = B; fn index(&self, _: Id<Two>) -> &B { &B } }
         pub struct A; impl A { fn m(&self) -> u8 { 1 } } pub struct B; impl B { fn m(&self) -> u8 { 5 } } fn pick() -> Id<Two> { Id(0, make()) } fn make<K: Default>() -> K { K::default() } impl Default for Two { fn default() -> Two { Two } }
         pub fn f(v: &Vec<A>) -> u8 { v[Id(0, make::<Two>())].m() + v[pick()].m() }",
        &[("{ 5 }", "{ 9 }", Miss)],
    ),
    (
        "what a function of the program hands to a closure",
        "pub struct A; impl A { fn m(&self) -> u8 { 1 } } pub struct B; impl B { fn m(&self) -> u8 { 5 } } pub struct C; impl C { fn m(&self) -> u8 { 4 } } pub struct S(Vec<A>);
         impl S { fn each<F>(&self, mut g: F) where F: FnMut(&A, &B) { for a in &self.0 { g(a, &B) } } } fn with<T>(t: T, g: impl FnOnce(&T) -> u8) -> u8 { g(&t) }
         pub fn f(s: &S) -> u8 { let mut n = 0; s.each(|a, b| n += a.m() + b.m()); n + with(A, |a| a.m()) }",
        &[("{ 1 }", "{ 9 }", Miss), ("{ 5 }", "{ 9 }", Miss), ("{ 4 }", "{ 9 }", Hit)],
    ),
    (
        "two functions of a name that hand other things to a closure",
        "pub trait T { fn each<F: FnMut(&A) -> u8>(&self, g: F) -> u8; } pub struct A; impl A { fn m(&self) -> u8 { 1 } } pub struct B; impl B { fn m(&self) -> u8 { 5 } }
         pub struct P; pub struct Q; impl std::ops::Deref for P { type Target = Q; fn deref(&self) -> &Q { &Q } } impl T for Q { fn each<F: FnMut(&A) -> u8>(&self, mut g: F) -> u8 { g(&A) } }
         mod hid { impl super::P { fn each<F: FnMut(&super::B) -> u8>(&self, mut g: F) -> u8 { g(&super::B) } } } pub fn f(p: &P) -> u8 { p.each(|x| x.m()) }",
        &[("{ 1 }", "{ 9 }", Miss)],
    ),
    (
        "a trait's method whose trait is also there for references",
        "pub trait T { fn get(&self) -> A; } pub struct A; impl A { fn m(&self) -> u8 { 1 } } pub struct C; impl C { fn m(&self) -> u8 { 4 } } impl<'a, X: T + ?Sized> T for &'a X { fn get(&self) -> A { (**self).get() } }
         pub struct S; impl T for S { fn get(&self) -> A { A } } fn ask<X: T>(x: X) -> u8 { x.get().m() } pub fn f(s: &S) -> u8 { ask(s) }",
        &[("{ 1 }", "{ 9 }", Miss), ("{ 4 }", "{ 9 }", Hit)],
    ),
];

#[test]
fn a_call_keeps_all_that_it_may_mean() {
    check(ROWS);
}

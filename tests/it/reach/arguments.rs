//! What a type's arguments say: which impls are there for them, what they are where they are written, wanted or learnt,
//! and what functions of std give.

use super::table::Then::{Hit, Miss};
use super::table::{Row, check};

const ROWS: &[Row] = &[
    (
        "numbers that are not of the type they are asked of",
        "trait T { fn t(&self) -> u8; } impl T for u64 { fn t(&self) -> u8 { 2 } } impl T for u32 { fn t(&self) -> u8 { 3 } }
         impl T for usize { fn t(&self) -> u8 { 1 } } pub fn f(a: u64) -> u8 { a.checked_ilog2().unwrap().t() + a.count_ones().t() }",
        &[("{ 3 }", "{ 9 }", Miss)],
    ),
    (
        "a difference of numbers with a sign has none",
        "trait T { fn t(&self) -> u8; } impl T for i32 { fn t(&self) -> u8 { 1 } } impl T for u32 { fn t(&self) -> u8 { 3 } } pub fn f(a: i32) -> u8 { a.abs_diff(4).t() }",
        &[("{ 3 }", "{ 9 }", Miss)],
    ),
    (
        "lists that give what they are themselves",
        "use std::collections::*; trait T { fn t(&self) -> u8; } impl T for VecDeque<u8> { fn t(&self) -> u8 { 1 } } impl T for Vec<u8> { fn t(&self) -> u8 { 2 } } impl T for BTreeSet<u8> { fn t(&self) -> u8 { 3 } }
         pub fn f(mut a: VecDeque<u8>, mut b: BTreeSet<u8>) -> u8 { a.split_off(1).t() + b.split_off(&1).t() }",
        &[("{ 1 }", "{ 9 }", Miss), ("{ 3 }", "{ 9 }", Miss)],
    ),
    (
        "constants of numbers, and numbers beside a glob of std, ask nothing of types",
        "use std::{cmp::*, ops::Add, time::Duration}; pub struct X(u32); impl Add<u32> for X { type Output = X; fn add(self, n: u32) -> X { X(self.0 + n + 1) } }
         impl PartialEq for X { fn eq(&self, _: &X) -> bool { true } } const MOST: u32 = (u32::MAX >> 13) + 1;
         pub fn f(n: u32, d: Duration) -> u32 { let x = X(n); if n == 3 && d.as_secs() + 1 == 4 { MOST + x.0 } else { std::f64::consts::PI as u32 + 1 } }",
        &[("n + 1", "n + 2", Hit), ("{ true }", "{ false }", Hit)],
    ),
    (
        "impls for other arguments stay out, whatever the arguments of a function are",
        "use std::marker::PhantomData; pub struct D<S>(PhantomData<S>); pub struct Open; pub struct Shut;
         impl D<Shut> { pub fn open(self) -> D<Open> { D(PhantomData) } pub fn say(&self) -> u8 { 1 } } impl D<Open> { pub fn say(&self) -> u8 { 2 } pub fn make<T>() -> u8 { 3 } }
         pub fn f(d: D<Shut>) -> u8 { d.open().say() + D::make::<u8>() }",
        &[("{ 1 }", "{ 9 }", Hit), ("{ 2 }", "{ 9 }", Miss), ("{ 3 }", "{ 9 }", Miss)],
    ),
    (
        "arguments that are written or wanted stand before what a value is coerced from",
        "pub struct A; pub struct B; impl std::ops::Deref for A { type Target = B; fn deref(&self) -> &B { &B } }
         pub struct C<'a, T>(&'a T); pub struct D<'a, T> { t: &'a T } pub enum E<'a, T> { X(&'a T) } pub type F<'a> = D<'a, B>; pub struct H<'a> { c: G<'a, B> } pub struct G<'a, T>(&'a T);
         impl C<'_, B> { pub fn v(&self) -> u8 { 2 } } impl C<'_, A> { pub fn v(&self) -> u8 { 1 } } impl D<'_, B> { pub fn v(&self) -> u8 { 3 } } impl D<'_, A> { pub fn v(&self) -> u8 { 1 } }
         impl E<'_, B> { pub fn v(&self) -> u8 { 4 } } impl E<'_, A> { pub fn v(&self) -> u8 { 1 } } impl G<'_, B> { pub fn v(&self) -> u8 { 5 } } impl G<'_, A> { pub fn v(&self) -> u8 { 1 } }
         pub fn f(a: A) -> u8 { let h = H { c: G(&a) }; C::<B>(&a).v() + F { t: &a }.v() + E::<B>::X(&a).v() + E::X::<B>(&a).v() + h.c.v() }",
        &[("{ 2 }", "{ 9 }", Miss), ("{ 3 }", "{ 9 }", Miss), ("{ 4 }", "{ 9 }", Miss), ("{ 5 }", "{ 9 }", Miss)],
    ),
    (
        "an own method that is not there for what has no size leaves the target's",
        "use std::{marker::PhantomData, ops::Deref}; pub struct W<T: ?Sized> { i: I, p: PhantomData<T> } pub struct I; impl I { pub fn m(&self) -> u8 { 2 } }
         impl<T> W<T> { pub fn m(&self) -> u8 { 1 } } impl<T: ?Sized> Deref for W<T> { type Target = I; fn deref(&self) -> &I { &self.i } }
         pub fn f(w: W<str>) -> u8 { w.m() }",
        &[("{ 2 }", "{ 9 }", Miss)],
    ),
    (
        "what the type asks as well is no bound of an own method, more than that is",
        "use std::ops::Deref; pub trait K {} pub struct Z; impl K for Z {} pub struct I; impl I { pub fn m(&self) -> u8 { 2 } pub fn o(&self) -> u8 { 3 } }
         pub struct B<T: K>(I, T); impl<T: K> Deref for B<T> { type Target = I; fn deref(&self) -> &I { &self.0 } }
         impl<T: K> B<T> { pub fn m(&self) -> u8 { 1 } } impl<T: K + Clone> B<T> { pub fn o(&self) -> u8 { 1 } }
         pub fn f(b: B<Z>) -> u8 { b.m() + b.o() }",
        &[("{ 2 }", "{ 9 }", Hit), ("{ 3 }", "{ 9 }", Miss)],
    ),
    (
        "an impl of a trait of the prelude hides the target's, for these arguments alone",
        "use std::ops::Deref; pub struct I(u8); impl Clone for I { fn clone(&self) -> I { I(2) } }
         pub struct B(I); impl Deref for B { type Target = I; fn deref(&self) -> &I { &self.0 } } impl Clone for B { fn clone(&self) -> B { B(I(1)) } }
         pub struct G<T>(I, T); impl<T> Deref for G<T> { type Target = I; fn deref(&self) -> &I { &self.0 } } impl Clone for G<u8> { fn clone(&self) -> G<u8> { G(I(4), 1) } }
         pub fn f(b: B, g: G<u16>) -> u8 { b.clone().0.0 + g.clone().0 }",
        &[("I(1)", "I(9)", Miss), ("I(2)", "I(9)", Miss)],
    ),
    (
        "pointers to any type add for themselves",
        "use std::ops::Add; pub struct X(u8); impl Add<usize> for X { type Output = X; fn add(self, _: usize) -> X { X(1) } }
         pub struct V<T, const N: usize>([T; N]); impl<T: Copy, const N: usize> V<T, N> { fn at(&mut self, n: usize) -> *mut T { unsafe { self.0.as_mut_ptr().add(n) } } }
         pub fn f(n: u8) -> u8 { let _ = X(n); unsafe { *V([1u8, 2]).at(1) } }",
        &[("X(1)", "X(9)", Hit)],
    ),
    (
        "a pointer to a type of the program adds for itself",
        "use std::ops::Add; #[derive(Clone, Copy)] pub struct X(u8); pub struct Z(u8); impl Add<Z> for Z { type Output = Z; fn add(self, _: Z) -> Z { Z(1) } }
         pub fn f(n: u8) -> u8 { let _ = Z(n); let mut x = vec![X(1)]; unsafe { x.as_mut_ptr().add(0).read().0 } }",
        &[("Z(1)", "Z(9)", Hit)],
    ),
    (
        "what a type dereferences to may add as well",
        "use std::ops::{Add, Deref}; #[derive(Clone, Copy)] pub struct Y(u8); pub struct D(Y); impl Deref for D { type Target = Y; fn deref(&self) -> &Y { &self.0 } }
         impl Add<usize> for Y { type Output = u8; fn add(self, _: usize) -> u8 { 2 } } pub fn f() -> u8 { D(Y(1)).add(1) }",
        &[("{ 2 }", "{ 9 }", Miss)],
    ),
    (
        "what std may ask of a type is no impl of the program's traits for others",
        "use std::{collections::HashMap, hash::{BuildHasherDefault, Hasher}}; #[derive(Default)] pub struct H(u64); impl Hasher for H { fn write(&mut self, _: &[u8]) { self.0 += 1; } fn finish(&self) -> u64 { self.0 } }
         pub trait K { fn k(&self) -> u8 { 1 } } impl K for u16 {} type M = HashMap<u8, u8, BuildHasherDefault<H>>;
         pub fn f() -> usize { let mut m = M::default(); m.insert(1, 2); m.len() }",
        &[("for u16 {}", "for u16 { fn k(&self) -> u8 { 2 } }", Hit), ("+= 1", "+= 2", Miss)],
    ),
    (
        "what items are collected into is known, and nothing is asked of them for a list",
        "pub struct X(u8); pub struct Y(u8); pub struct Z(u8); impl X { fn n(&self) -> u8 { 1 } } impl Y { fn n(&self) -> u8 { 2 } } impl Z { fn n(&self) -> u8 { 3 } }
         impl Iterator for Z { type Item = u8; fn next(&mut self) -> Option<u8> { None } }
         pub fn f(n: u8) -> u8 { let _ = Z(n); let (x, y): (Vec<_>, Vec<_>) = (0..n).map(|n| (X(n), Y(n))).unzip();
             let z = x.into_iter().map(|x| Ok::<X, u8>(x)).collect::<Result<Vec<_>, _>>().unwrap(); z[0].n() + y[0].n() }",
        &[("{ 1 }", "{ 9 }", Miss), ("{ 2 }", "{ 9 }", Miss), ("{ 3 }", "{ 9 }", Hit), ("{ None }", "{ Some(1) }", Hit)],
    ),
    (
        "impls stand for types of std under all their names",
        "use std::{collections, ffi, fs, io, num, thread}; trait T { fn t(&self) -> u8; } impl T for num::NonZeroU32 { fn t(&self) -> u8 { 1 } } impl T for num::NonZeroUsize { fn t(&self) -> u8 { 2 } }
         impl T for io::Result<String> { fn t(&self) -> u8 { 3 } } impl T for ffi::os_str::OsString { fn t(&self) -> u8 { 4 } } impl T for collections::vec_deque::VecDeque<u8> { fn t(&self) -> u8 { 5 } }
         pub fn f(n: num::NonZeroU32, mut v: collections::VecDeque<u8>) -> u8 { n.checked_add(1).unwrap().t() + thread::available_parallelism().unwrap().t()
             + fs::read_to_string(\"/\").t() + ffi::OsString::new().t() + v.split_off(0).t() }",
        &[("{ 1 }", "{ 9 }", Miss), ("{ 2 }", "{ 9 }", Miss), ("{ 3 }", "{ 9 }", Miss), ("{ 4 }", "{ 9 }", Miss), ("{ 5 }", "{ 9 }", Miss)],
    ),
    (
        "what is made by into is what a bound or a field says",
        "pub struct M; pub struct E(String); pub struct N(u8); pub struct O(u8);
         impl From<M> for String { fn from(_: M) -> String { \"1\".to_owned() } } impl From<M> for N { fn from(_: M) -> N { N(2) } } impl From<M> for O { fn from(_: M) -> O { O(3) } }
         impl<S: Into<String>> From<S> for E { fn from(s: S) -> E { E(s.into()) } } pub enum Q { A(N, u8) }
         pub fn f() -> usize { let _ = O(1); let Q::A(n, _) = Q::A(M.into(), 1); E::from(M).0.len() + usize::from(n.0) }",
        &[("\"1\"", "\"11\"", Miss), ("N(2)", "N(9)", Miss), ("O(3)", "O(9)", Hit)],
    ),
    (
        "what a collection of the program holds is learnt from the first that is put into it",
        "pub trait T { fn t(&self) -> u8; } pub struct A; pub struct B; impl T for A { fn t(&self) -> u8 { 1 } } impl T for B { fn t(&self) -> u8 { 2 } }
         pub struct L<X>(Vec<X>); impl<X> L<X> { pub fn new() -> L<X> { L(Vec::new()) } pub fn put(&mut self, n: u8, by: impl Fn(&X) -> u8, x: X) -> u8 { let n = n + by(&x); self.0.push(x); n } }
         pub fn f() -> u8 { let _ = B; let mut l = L::new(); let n = l.put(1, |x| x.t(), A); n + l.0[0].t() }",
        &[("{ 1 }", "{ 9 }", Miss), ("{ 2 }", "{ 9 }", Hit)],
    ),
    (
        "nothing is learnt of a collection where what is written may tell the compiler more",
        "pub trait T { fn t(&self) -> u8; } pub struct A; pub struct B; impl T for A { fn t(&self) -> u8 { 1 } } impl T for B { fn t(&self) -> u8 { 2 } }
         pub trait Has { type O; } pub struct K; impl<X> Has for X { type O = Box<dyn T>; }
         pub struct L<X>(Vec<X>); impl<X> L<X> { pub fn new() -> L<X> { L(Vec::new()) } pub fn put(&mut self, x: X) { self.0.push(x); } }
         pub type Of<X> = L<<X as Has>::O>; pub fn b(l: &mut Of<K>) { l.put(Box::new(B)); }
         pub fn f() -> u8 { let mut l = Of::<K>::new(); l.put(Box::new(A)); b(&mut l); l.0[1].t() }",
        &[("{ 1 }", "{ 9 }", Miss), ("{ 2 }", "{ 9 }", Miss)],
    ),
    (
        "nothing is learnt of a collection that is declared",
        "pub trait T { fn t(&self) -> u8; } pub struct A; pub struct B; impl T for A { fn t(&self) -> u8 { 1 } } impl T for B { fn t(&self) -> u8 { 2 } }
         pub trait Has { type O; } impl<X> Has for X { type O = Box<dyn T>; } pub fn b(l: &mut Vec<<u8 as Has>::O>) { l.push(Box::new(B)); }
         pub fn f() -> u8 { let mut l: Vec<<u8 as Has>::O> = Vec::new(); l.push(Box::new(A)); b(&mut l); l[1].t() }",
        &[("{ 1 }", "{ 9 }", Miss), ("{ 2 }", "{ 9 }", Miss)],
    ),
    (
        "nothing is learnt of a collection whose declared type is an alias",
        "pub trait T { fn t(&self) -> u8; } pub struct A; pub struct B; impl T for A { fn t(&self) -> u8 { 1 } } impl T for B { fn t(&self) -> u8 { 2 } }
         pub trait Has { type O; } impl<X> Has for X { type O = Box<dyn T>; } pub type Of = Vec<<u8 as Has>::O>; pub fn b(l: &mut Of) { l.push(Box::new(B)); }
         pub fn f() -> u8 { let mut l: Of = Vec::new(); l.push(Box::new(A)); b(&mut l); l[1].t() }",
        &[("{ 1 }", "{ 9 }", Miss), ("{ 2 }", "{ 9 }", Miss)],
    ),
    (
        "nothing is learnt of a collection of which a bound tells the compiler what it holds",
        "pub trait T { fn t(&self) -> u8; } pub struct A; pub struct B; impl T for A { fn t(&self) -> u8 { 1 } } impl T for B { fn t(&self) -> u8 { 2 } }
         pub struct K; pub trait Takes<X> {} impl Takes<Box<dyn T>> for K {} pub struct L<X>(Vec<X>); impl<X> L<X> where K: Takes<X> { pub fn new() -> L<X> { L(Vec::new()) } } impl<X> L<X> { pub fn put(&mut self, x: X) { self.0.push(x); } }
         pub fn b(l: &mut L<Box<dyn T>>) { l.put(Box::new(B)); } pub fn f() -> u8 { let mut l = L::new(); l.put(Box::new(A)); b(&mut l); l.0[1].t() }",
        &[("{ 1 }", "{ 9 }", Miss), ("{ 2 }", "{ 9 }", Miss)],
    ),
    (
        "nothing is learnt of a collection that is made for one type",
        "pub trait T { fn t(&self) -> u8; } pub struct A; pub struct B; impl T for A { fn t(&self) -> u8 { 1 } } impl T for B { fn t(&self) -> u8 { 2 } }
         pub struct L<X>(Vec<X>); impl L<Box<dyn T>> { pub fn new() -> Self { L(Vec::new()) } } impl<X> L<X> { pub fn put(&mut self, x: X) { self.0.push(x); } } pub fn b(l: &mut L<Box<dyn T>>) { l.put(Box::new(B)); }
         pub fn f() -> u8 { let mut l = L::new(); l.put(Box::new(A)); b(&mut l); l.0[1].t() }",
        &[("{ 1 }", "{ 9 }", Miss), ("{ 2 }", "{ 9 }", Miss)],
    ),
    (
        "what is left out where a type is written is what it is by default, and not in an expression",
        "pub trait T { fn t(&self) -> u8; } pub struct A; pub struct B; pub struct C; impl T for A { fn t(&self) -> u8 { 1 } } impl T for B { fn t(&self) -> u8 { 2 } } impl T for C { fn t(&self) -> u8 { 3 } }
         pub struct P<X = A> { x: X } pub struct H { p: P } pub struct Q<Y, X = P<Y>> { x: X, y: Y } pub struct G { q: Q<C> }
         pub fn g(g: &G) -> u8 { g.q.x.x.t() }
         pub fn f(h: H) -> u8 { let _ = C; h.p.x.t() + P { x: B }.x.t() }",
        &[("{ 1 }", "{ 9 }", Miss), ("{ 2 }", "{ 9 }", Miss), ("{ 3 }", "{ 9 }", Hit), ("h.p.x.t()", "h.p.x.t() + g(&G { q: Q { x: P { x: C }, y: C } })", Miss)],
    ),
    (
        "what a default names of other parameters is what those are",
        "pub trait T { fn t(&self) -> u8; } pub struct A; pub struct C; impl T for A { fn t(&self) -> u8 { 1 } } impl T for C { fn t(&self) -> u8 { 3 } }
         pub struct P<X = A> { x: X } pub struct Q<Y, X = P<Y>> { x: X, y: Y } pub fn f(q: &Q<C>) -> u8 { let _ = A; q.x.x.t() }",
        &[("{ 1 }", "{ 9 }", Hit), ("{ 3 }", "{ 9 }", Miss)],
    ),
    (
        "iterators of std are known by their names",
        "use std::{collections::hash_map, iter, slice, str}; pub trait T { fn t(&self) -> u8; } pub struct A; pub struct B; impl T for A { fn t(&self) -> u8 { 1 } } impl T for B { fn t(&self) -> u8 { 2 } }
         impl T for char { fn t(&self) -> u8 { 3 } } impl T for usize { fn t(&self) -> u8 { 4 } } impl T for u8 { fn t(&self) -> u8 { 5 } } impl T for u16 { fn t(&self) -> u8 { 6 } }
         pub struct S<'a> { a: iter::Rev<slice::Iter<'a, A>>, c: iter::Peekable<str::CharIndices<'a>>, m: hash_map::Values<'a, u16, u8> }
         pub fn f(mut s: S<'_>) -> u8 { let _ = B; for a in s.a { return a.t(); } let (at, c) = s.c.next().unwrap(); at.t() + c.t() + s.m.next().map(|n| n.t()).unwrap() }",
        &[("{ 1 }", "{ 9 }", Miss), ("{ 2 }", "{ 9 }", Hit), ("{ 3 }", "{ 9 }", Miss), ("{ 4 }", "{ 9 }", Miss), ("{ 5 }", "{ 9 }", Miss), ("{ 6 }", "{ 9 }", Hit)],
    ),
    (
        "what is behind a reference to a type is what the type leads to",
        "use std::ops::Deref; pub struct C(u8); impl PartialEq for C { fn eq(&self, _: &C) -> bool { 1 == 2 } } pub struct W<X>(Vec<X>); impl<X> Deref for W<X> { type Target = [X]; fn deref(&self) -> &[X] { &self.0 } }
         pub trait N { fn n(self) -> usize; } impl<X> N for W<X> { fn n(self) -> usize { 3 } } impl<X> N for &W<X> { fn n(self) -> usize { (**self).len() + 4 } } pub trait Z { fn z(&self) -> usize; } impl Z for [u8] { fn z(&self) -> usize { 5 } } impl Z for C { fn z(&self) -> usize { 6 } }
         impl PartialEq for W<u8> { fn eq(&self, other: &Self) -> bool { **self == **other } } pub fn g(w: &W<u8>) -> usize { (**w).z() }
         pub fn f(a: W<u8>, b: W<u8>) -> usize { let _ = C(1); if a == b { g(&a) + (&a).n() } else { 0 } }",
        &[("1 == 2", "2 == 2", Hit), ("+ 4", "+ 9", Miss), ("{ 5 }", "{ 9 }", Miss), ("{ 6 }", "{ 9 }", Hit)],
    ),
    (
        "a type's own method gives what it gives, and not what one of its target's name does",
        "use std::ops::Deref; pub trait T { fn t(&self) -> u8; } pub struct A; pub struct B; impl T for A { fn t(&self) -> u8 { 1 } } impl T for B { fn t(&self) -> u8 { 2 } }
         pub struct I; impl I { pub fn go(&self, _: u8) -> B { B } } pub struct V<X>(I, X); impl<X> Deref for V<X> { type Target = I; fn deref(&self) -> &I { &self.0 } }
         impl<X> V<X> { pub fn go<R>(&self, _: R) -> A where R: Copy { A } } pub fn f(v: V<u8>) -> u8 { v.go(1).t() }",
        &[("{ 1 }", "{ 9 }", Miss), ("{ 2 }", "{ 9 }", Hit)],
    ),
    (
        "what a value is seen as is what a bound says",
        "use std::ops::{Bound, RangeBounds}; pub struct C; impl C { pub fn len(&self) -> usize { 1 } } pub struct D(Vec<u8>); impl AsRef<[u8]> for D { fn as_ref(&self) -> &[u8] { &self.0[2..] } }
         pub trait N { fn n(&self) -> usize; } impl N for usize { fn n(&self) -> usize { 3 } } impl N for C { fn n(&self) -> usize { 4 } } impl AsMut<u8> for C { fn as_mut(&mut self) -> &mut u8 { panic!(\"5\") } }
         pub fn g<A: AsRef<[u8]>>(a: A) -> usize { a.as_ref().len() } pub fn h<R: RangeBounds<usize>>(r: R) -> usize { match r.start_bound() { Bound::Included(n) => n.n(), _ => 0 } }
         pub fn f() -> usize { let _ = C; g(D(vec![1, 2, 3])) + h(1..2) }",
        &[("{ 1 }", "{ 9 }", Hit), ("2..", "1..", Miss), ("{ 3 }", "{ 9 }", Miss), ("{ 4 }", "{ 9 }", Hit), ("\"5\"", "\"6\"", Hit)],
    ),
    (
        "what holds a value to be changed, or leads on to another, asks nothing of it",
        "use std::{mem::ManuallyDrop, rc::Rc, sync::atomic::AtomicPtr}; pub struct C; impl PartialEq for C { fn eq(&self, _: &C) -> bool { 1 == 2 } } impl Iterator for C { type Item = u8; fn next(&mut self) -> Option<u8> { Some(3) } }
         pub fn g<X>(mut p: AtomicPtr<X>) -> *mut X { *p.get_mut() } pub fn h<X>(v: Vec<X>) -> usize { let v = ManuallyDrop::new(v); v.len() + v.capacity() } pub fn i<X>(v: Rc<Vec<X>>) -> bool { v.is_empty() }
         pub fn f(p: AtomicPtr<C>, v: Vec<C>, r: Rc<Vec<C>>) -> bool { g(p).is_null() && h(v) == 1 && i(r) }",
        &[("1 == 2", "2 == 2", Hit), ("Some(3)", "Some(4)", Hit)],
    ),
];

#[test]
fn arguments_of_types_decide() {
    check(ROWS);
}

//! What is wanted where a value is made decides which impl makes it, and of what it is made which one is run.

use super::table::Then::{Hit, Miss};
use super::table::{Row, check};

const ROWS: &[Row] = &[
    (
        "a value is wrapped as it is wanted",
        "use std::sync::Arc; pub struct A(u8); pub struct B(u8); impl From<u8> for A { fn from(n: u8) -> A { A(n + 1) } } impl From<u8> for B { fn from(n: u8) -> B { B(n + 2) } }
         pub fn f(n: u8, b: &B) -> Arc<A> { let _ = b.0; Arc::new(n.into()) }",
        &[("n + 1", "n + 3", Miss), ("n + 2", "n + 3", Hit)],
    ),
    (
        "what is wrapped is coerced after",
        "use std::sync::Arc; pub trait T { fn t(&self) -> u8; } pub struct A(u8); impl T for A { fn t(&self) -> u8 { self.0 } } impl From<u8> for A { fn from(n: u8) -> A { A(n + 1) } }
         pub fn f(n: u8) -> u8 { let t: Arc<dyn T> = Arc::new(A::from(n)); t.t() }",
        &[("n + 1", "n + 3", Miss), ("{ self.0 }", "{ self.0 + 1 }", Miss)],
    ),
    (
        "what is wrapped is a list after",
        "pub struct A(u8); impl From<u8> for A { fn from(n: u8) -> A { A(n + 1) } }
         pub fn f(n: u8) -> Box<[A]> { Box::new([n.into()]) }",
        &[("n + 1", "n + 3", Miss)],
    ),
    (
        "a type is made of a value by the impl for that",
        "pub struct V(u8); impl From<u8> for V { fn from(n: u8) -> V { V(n + 1) } } impl From<&str> for V { fn from(t: &str) -> V { V(t.len() as u8 + 2) } } impl From<[u8; 2]> for V { fn from(l: [u8; 2]) -> V { V(l[0] + 3) } }
         pub fn f() -> V { V::from(\"a\") }",
        &[("n + 1", "n + 4", Hit), ("as u8 + 2", "as u8 + 4", Miss), ("l[0] + 3", "l[0] + 4", Hit)],
    ),
    (
        "of a number that is written out, by any for numbers",
        "pub struct V(u8); impl From<i32> for V { fn from(n: i32) -> V { V(n as u8 + 1) } } impl From<&str> for V { fn from(t: &str) -> V { V(t.len() as u8 + 2) } }
         pub fn f() -> V { V::from(1) }",
        &[("as u8 + 1", "as u8 + 4", Miss), ("as u8 + 2", "as u8 + 4", Hit)],
    ),
    (
        "of what is not known, by any",
        "pub struct V(u8); impl From<u8> for V { fn from(n: u8) -> V { V(n + 1) } } impl From<&str> for V { fn from(t: &str) -> V { V(t.len() as u8 + 2) } }
         pub trait G { type O; fn g(&self) -> Self::O; } impl G for u8 { type O = u8; fn g(&self) -> u8 { *self } } pub fn f(n: &u8) -> V { V::from(G::g(n)) }",
        &[("n + 1", "n + 4", Miss)],
    ),
    (
        "of what another type gives",
        "pub struct V(u8); pub struct M(u8); impl From<M> for V { fn from(m: M) -> V { V(m.0 + 1) } } impl From<Option<M>> for V { fn from(m: Option<M>) -> V { V(m.map_or(0, |m| m.0) + 2) } } fn one(n: u8) -> Option<M> { Some(M(n)) }
         pub fn f(n: u8) -> V { V::from(one(n)) }",
        &[("m.0) + 2", "m.0) + 4", Miss)],
    ),
    (
        "what is made may fail",
        "pub struct V(u8); impl TryFrom<u8> for V { type Error = (); fn try_from(n: u8) -> Result<V, ()> { Ok(V(n + 1)) } } impl TryFrom<&str> for V { type Error = (); fn try_from(t: &str) -> Result<V, ()> { Ok(V(t.len() as u8 + 2)) } }
         pub fn f() -> Option<V> { V::try_from(\"a\").ok() }",
        &[("n + 1", "n + 4", Hit), ("as u8 + 2", "as u8 + 4", Miss)],
    ),
    (
        "what is made may not fail, all the same",
        "pub struct V(u8); impl From<u8> for V { fn from(n: u8) -> V { V(n + 1) } } pub fn f(n: u8) -> Option<V> { V::try_from(n).ok() }",
        &[("n + 1", "n + 4", Miss)],
    ),
    (
        "by the trait's own path, where it is wanted",
        "pub struct V(u8); pub struct U(u8); impl From<u8> for V { fn from(n: u8) -> V { V(n + 1) } } impl From<u8> for U { fn from(n: u8) -> U { U(n + 2) } }
         pub fn f(n: u8, u: &U) -> V { let _ = u.0; From::from(n) }",
        &[("n + 1", "n + 4", Miss), ("n + 2", "n + 4", Hit)],
    ),
    (
        "by the trait's own path, and unwrapped",
        "pub struct V(u8); impl TryFrom<u8> for V { type Error = E; fn try_from(n: u8) -> Result<V, E> { Ok(V(n + 1)) } } pub struct E; impl std::fmt::Debug for E { fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { one(); Ok(()) } } fn one() {}
         pub fn f(n: u8) -> V { TryFrom::try_from(n).unwrap() }",
        &[("n + 1", "n + 4", Miss), ("fn one() {}", "fn one() { panic!() }", Miss)],
    ),
    (
        "the error is mapped",
        "pub struct V(u8); impl TryFrom<u8> for V { type Error = E; fn try_from(n: u8) -> Result<V, E> { Ok(V(n + 1)) } } pub struct E; impl E { fn e(&self) -> u8 { 7 } }
         pub fn f(n: u8) -> Result<V, u8> { TryFrom::try_from(n).map_err(|e: E| e.e()) }",
        &[("n + 1", "n + 4", Miss), ("{ 7 }", "{ 8 }", Miss)],
    ),
    (
        "the error is mapped by a method of a type not named",
        "pub struct V(u8); impl TryFrom<u8> for V { type Error = E; fn try_from(n: u8) -> Result<V, E> { Ok(V(n + 1)) } } pub struct E; impl E { fn e(&self) -> u8 { 7 } }
         pub fn f(n: u8) -> Result<V, u8> { V::try_from(n).map_err(|e| e.e()) }",
        &[("n + 1", "n + 4", Miss), ("{ 7 }", "{ 8 }", Miss)],
    ),
    (
        "a type converts what derives something",
        "#[derive(Clone)] pub struct A(u8); pub struct B(u8); impl From<A> for B { fn from(a: A) -> B { B(a.0 + 1) } } pub struct C; impl C { pub fn into(&self) -> u8 { 5 } }
         pub fn f(a: A, _: &C) -> B { a.into() }",
        &[("a.0 + 1", "a.0 + 4", Miss), ("{ 5 }", "{ 6 }", Hit)],
    ),
    (
        "a type is made by the other's trait",
        "#[derive(Clone)] pub struct A(u8); pub struct B(u8); impl Into<B> for A { fn into(self) -> B { B(self.0 + 1) } } pub fn f(a: A) -> B { a.into() }",
        &[("self.0 + 1", "self.0 + 4", Miss)],
    ),
    (
        "what is put into a list, as the list holds it",
        "pub struct A(u8); pub struct B(u8); impl From<u8> for A { fn from(n: u8) -> A { A(n + 1) } } impl From<u8> for B { fn from(n: u8) -> B { B(n + 2) } }
         pub fn f(n: u8, v: &mut Vec<A>, b: &B) { let _ = b.0; v.push(n.into()) }",
        &[("n + 1", "n + 3", Miss), ("n + 2", "n + 3", Hit)],
    ),
    (
        "a trait of the program puts it there",
        "pub struct A(u8); pub struct B(u8); impl From<u8> for A { fn from(n: u8) -> A { A(n + 1) } } impl From<u8> for B { fn from(n: u8) -> B { B(n + 2) } }
         pub trait P { fn push(self, b: B); } impl P for &mut Vec<A> { fn push(self, b: B) { self.pop(); drop(b) } } pub fn f(n: u8, v: &mut Vec<A>) { P::push(v, n.into()) }",
        &[("n + 2", "n + 3", Miss)],
    ),
    (
        "what a method takes, as it says",
        "pub struct A(u8); pub struct B(u8); impl From<u8> for A { fn from(n: u8) -> A { A(n + 1) } } impl From<u8> for B { fn from(n: u8) -> B { B(n + 2) } } pub struct T; impl T { fn t(&self, a: A) -> u8 { a.0 } }
         pub fn f(n: u8, t: &T, b: &B) -> u8 { b.0 + t.t(n.into()) }",
        &[("n + 1", "n + 3", Miss), ("n + 2", "n + 3", Hit)],
    ),
    (
        "what a method of a type with arguments takes",
        "pub struct A(u8); pub struct B(u8); impl From<u8> for A { fn from(n: u8) -> A { A(n + 1) } } impl From<u8> for B { fn from(n: u8) -> B { B(n + 2) } } pub struct T<X>(X); impl<X> T<X> { fn t(&mut self, x: X) { self.0 = x } }
         pub fn f(n: u8, t: &mut T<A>, b: &B) { let _ = b.0; t.t(n.into()) }",
        &[("n + 1", "n + 3", Miss), ("n + 2", "n + 3", Hit)],
    ),
    (
        "what one of two methods takes",
        "pub struct A(u8); pub struct B(u8); impl From<u8> for A { fn from(n: u8) -> A { A(n + 1) } } impl From<u8> for B { fn from(n: u8) -> B { B(n + 2) } } pub struct T<X>(X); impl T<u8> { fn t(&self, a: A) -> u8 { a.0 } } impl T<u16> { fn t(&self, b: B) -> u8 { b.0 } }
         pub fn f(n: u8, t: &T<u16>) -> u8 { t.t(n.into()) }",
        &[("n + 2", "n + 3", Miss)],
    ),
    (
        "an argument that leads to what is wanted",
        "pub struct A(u8); pub struct B(A); impl std::ops::Deref for B { type Target = A; fn deref(&self) -> &A { one(); &self.0 } } fn one() {} impl From<u8> for B { fn from(n: u8) -> B { B(A(n + 2)) } } pub struct T; impl T { fn t(&self, a: &A) -> u8 { a.0 } }
         pub fn f(n: u8, t: &T) -> u8 { t.t(&B::from(n)) }",
        &[("n + 2", "n + 3", Miss), ("fn one() {}", "fn one() { panic!() }", Miss)],
    ),
    (
        "what a borrowed or an owned value is",
        "use std::borrow::Cow; pub struct V(u8); impl From<&str> for V { fn from(t: &str) -> V { V(t.len() as u8 + 1) } } impl From<String> for V { fn from(t: String) -> V { V(t.len() as u8 + 2) } } impl From<u8> for V { fn from(n: u8) -> V { V(n + 3) } }
         pub fn f(t: Cow<'_, str>) -> V { match t { Cow::Borrowed(t) => t.into(), Cow::Owned(t) => t.into() } }",
        &[("as u8 + 1", "as u8 + 4", Miss), ("as u8 + 2", "as u8 + 4", Miss)],
    ),
    (
        "a chain of results",
        "pub struct V(u8); pub struct U(u8); impl TryFrom<u8> for V { type Error = (); fn try_from(n: u8) -> Result<V, ()> { Ok(V(n + 1)) } } impl TryFrom<u8> for U { type Error = (); fn try_from(n: u8) -> Result<U, ()> { Ok(U(n + 2)) } }
         pub fn f(n: u8, u: &U) -> Result<V, u8> { TryFrom::try_from(n).ok().ok_or_else(|| u.0) }",
        &[("n + 1", "n + 4", Miss), ("n + 2", "n + 4", Hit)],
    ),
    (
        "a box of a text, a list",
        "pub struct A(u8); impl Clone for A { fn clone(&self) -> A { A(self.0 + 1) } } impl PartialEq for A { fn eq(&self, _: &A) -> bool { 1 > 0 } }
         pub fn f(a: &[A]) -> std::rc::Rc<[A]> { std::rc::Rc::from(a) }",
        &[("self.0 + 1", "self.0 + 2", Miss), ("1 > 0", "1 > 2", Hit)],
    ),
    (
        "an error in a box",
        "#[derive(Debug)] pub struct E; impl std::fmt::Display for E { fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { one(); Ok(()) } } fn one() {} impl std::error::Error for E {}
         pub fn f(e: E) -> String { Box::<dyn std::error::Error>::from(e).to_string() }",
        &[("fn one() {}", "fn one() { panic!() }", Miss)],
    ),
    (
        "an entry",
        "use std::collections::BTreeMap; pub struct A(u8); pub struct B(u8); impl From<u8> for A { fn from(n: u8) -> A { A(n + 1) } } impl From<u8> for B { fn from(n: u8) -> B { B(n + 2) } }
         pub fn f(n: u8, m: &mut BTreeMap<u8, A>, b: &B) { let _ = b.0; m.entry(n).or_insert(n.into()); m.insert(1, n.into()); }",
        &[("n + 1", "n + 3", Miss), ("n + 2", "n + 3", Hit)],
    ),
    (
        "i64 from a type of the program",
        "#[derive(Clone)] pub struct V(u8); impl TryFrom<V> for i64 { type Error = (); fn try_from(v: V) -> Result<i64, ()> { Ok(v.0 as i64 + 1) } } impl PartialEq for V { fn eq(&self, _: &V) -> bool { 1 > 0 } }
         pub fn f(v: &V) -> i64 { i64::try_from(v.clone()).unwrap_or(3) }",
        &[("as i64 + 1", "as i64 + 2", Miss), ("1 > 0", "1 > 2", Hit)],
    ),
    (
        "alternatives among arguments",
        "pub struct A(u8); pub struct B(u8); impl From<u8> for A { fn from(n: u8) -> A { A(n + 1) } } impl From<u8> for B { fn from(n: u8) -> B { B(n + 2) } } fn g(a: A, b: B) -> u8 { a.0 + b.0 }
         pub fn f(n: u8) -> u8 { g(#[cfg(loom)] A(1), #[cfg(not(loom))] n.into(), n.into()) }",
        &[("n + 1", "n + 3", Miss), ("n + 2", "n + 3", Miss)],
    ),
    (
        "alternatives among arguments of a method",
        "pub struct T; pub struct A(u8); pub struct B(u8); impl From<u8> for A { fn from(n: u8) -> A { A(n + 1) } } impl From<u8> for B { fn from(n: u8) -> B { B(n + 2) } } impl T { fn g(&self, a: A, b: B) -> u8 { a.0 + b.0 } }
         pub fn f(n: u8, t: &T) -> u8 { t.g(#[cfg(loom)] A(1), #[cfg(not(loom))] n.into(), n.into()) }",
        &[("n + 1", "n + 3", Miss), ("n + 2", "n + 3", Miss)],
    ),
    (
        "alternatives put into a map",
        "use std::collections::BTreeMap; #[derive(PartialEq, Eq, PartialOrd, Ord)] pub struct A(u8); pub struct B(u8); impl From<u8> for A { fn from(n: u8) -> A { A(n + 1) } } impl From<u8> for B { fn from(n: u8) -> B { B(n + 2) } }
         pub fn f(n: u8, m: &mut BTreeMap<A, B>) { m.insert(#[cfg(loom)] A(1), #[cfg(not(loom))] n.into(), n.into()); }",
        &[("n + 1", "n + 3", Miss), ("n + 2", "n + 3", Miss)],
    ),
    (
        "what alternatives are tells what is given",
        "pub struct A(u8); impl A { fn m(&self) -> u8 { 7 } } pub struct B(u8); impl B { fn m(&self) -> u8 { 8 } } fn g<X, Y>(_: X, y: Y) -> Y { y }
         pub fn f(n: u8) -> u8 { g(#[cfg(loom)] n, #[cfg(not(loom))] A(n), B(n)).m() }",
        &[("{ 8 }", "{ 9 }", Miss)],
    ),
    (
        "a sum runs the impl that makes what is wanted",
        "use std::iter::Sum; pub struct A(u8); pub struct B(u8); impl Sum for A { fn sum<I: Iterator<Item = A>>(i: I) -> A { A(i.count() as u8 + 1) } } impl Sum<A> for B { fn sum<I: Iterator<Item = A>>(i: I) -> B { B(i.count() as u8 + 2) } }
         pub fn f(v: Vec<A>, b: &B) -> A { let _ = b.0; v.into_iter().sum() }",
        &[("as u8 + 1", "as u8 + 3", Miss), ("as u8 + 2", "as u8 + 3", Hit)],
    ),
    (
        "a sum that is told",
        "use std::iter::Sum; pub struct A(u8); pub struct B(u8); impl Sum for A { fn sum<I: Iterator<Item = A>>(i: I) -> A { A(i.count() as u8 + 1) } } impl Sum<A> for B { fn sum<I: Iterator<Item = A>>(i: I) -> B { B(i.count() as u8 + 2) } }
         pub fn f(v: Vec<A>) -> u8 { v.into_iter().sum::<B>().0 }",
        &[("as u8 + 1", "as u8 + 3", Hit), ("as u8 + 2", "as u8 + 3", Miss)],
    ),
    (
        "a sum of what may fail",
        "use std::iter::Sum; pub struct A(u8); impl Sum for A { fn sum<I: Iterator<Item = A>>(i: I) -> A { A(i.count() as u8 + 1) } }
         pub fn f(v: Vec<Option<A>>) -> Option<A> { v.into_iter().sum() }",
        &[("as u8 + 1", "as u8 + 3", Miss)],
    ),
    (
        "a sum into a number",
        "use std::iter::Sum; pub struct A(u8); impl Sum<A> for u8 { fn sum<I: Iterator<Item = A>>(i: I) -> u8 { i.count() as u8 + 1 } }
         pub fn f(v: Vec<A>) -> u8 { v.into_iter().sum() }",
        &[("as u8 + 1", "as u8 + 3", Miss)],
    ),
    (
        "a sum of an iterator of the program's",
        "use std::iter::Sum; pub struct A(u8); impl Sum for A { fn sum<I: Iterator<Item = A>>(i: I) -> A { A(i.count() as u8 + 1) } } pub struct I(u8); impl Iterator for I { type Item = A; fn next(&mut self) -> Option<A> { self.0.checked_sub(7).map(A) } }
         pub fn f(i: I) -> A { i.sum() }",
        &[("as u8 + 1", "as u8 + 3", Miss), ("checked_sub(7)", "checked_sub(8)", Miss)],
    ),
    (
        "keys with a type that another trait gives",
        "use std::collections::BTreeSet; #[derive(PartialEq, Eq, PartialOrd, Ord)] pub struct K<T>(T); impl<T: std::str::FromStr> std::str::FromStr for K<T> { type Err = T::Err; fn from_str(t: &str) -> Result<K<T>, T::Err> { t.parse().map(K) } }
         pub struct C(u8); impl PartialEq for C { fn eq(&self, _: &C) -> bool { 1 > 0 } } pub fn f(n: u8, c: &C) -> BTreeSet<K<u8>> { let _ = c.0; [n].into_iter().map(|n| K(n)).collect() }",
        &[("1 > 0", "1 > 2", Hit)],
    ),
    (
        "what is walked over is of a type that the trait gives",
        "pub struct I(u8); pub struct A(u8); impl Iterator for I { type Item = A; fn next(&mut self) -> Option<A> { None } } impl PartialEq for A { fn eq(&self, _: &A) -> bool { 1 > 0 } } pub fn f(i: I, j: I) -> bool { i.eq(j) }",
        &[("1 > 0", "1 > 2", Miss)],
    ),
    (
        "what is hashed by one of the program's",
        "use std::{collections::HashMap, hash::{BuildHasher, Hasher}}; #[derive(Default)] pub struct S; pub struct H(u64); impl Hasher for H { fn finish(&self) -> u64 { self.0 + 1 } fn write(&mut self, _: &[u8]) { self.0 += 2 } } impl BuildHasher for S { type Hasher = H; fn build_hasher(&self) -> H { H(7) } }
         pub fn f(m: &HashMap<u8, u8, S>) -> bool { m.contains_key(&1) }",
        &[("self.0 + 1", "self.0 + 3", Miss), ("+= 2", "+= 3", Miss), ("H(7)", "H(8)", Miss)],
    ),
];

#[test]
fn a_conversion_runs_the_impl_that_is_wanted() {
    check(ROWS);
}

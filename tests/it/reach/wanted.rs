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
    (
        "return in a closure",
        "pub struct A(u8); pub struct B(u8); pub struct M(u8); impl From<M> for A { fn from(m: M) -> A { A(m.0 + 1) } } impl From<M> for B { fn from(m: M) -> B { B(m.0 + 2) } } pub fn f(m: M) -> A { let c = |m: M| { if m.0 > 3 { return m.into(); } B(1) }; A(c(m).0) }",
        &[("m.0 + 2", "m.0 + 4", Miss)],
    ),
    (
        "return in a closure with a type",
        "pub struct A(u8); pub struct B(u8); pub struct M(u8); impl From<M> for A { fn from(m: M) -> A { A(m.0 + 1) } } impl From<M> for B { fn from(m: M) -> B { B(m.0 + 2) } } pub fn f(m: M) -> A { let c = |m: M| -> B { return m.into(); }; A(c(m).0) }",
        &[("m.0 + 2", "m.0 + 4", Miss)],
    ),
    (
        "tail of a closure with a type",
        "pub struct A(u8); pub struct B(u8); pub struct M(u8); impl From<M> for A { fn from(m: M) -> A { A(m.0 + 1) } } impl From<M> for B { fn from(m: M) -> B { B(m.0 + 2) } } pub fn f(m: M) -> A { let c = |m: M| -> B { m.into() }; A(c(m).0) }",
        &[("m.0 + 2", "m.0 + 4", Miss)],
    ),
    (
        "return in an async block",
        "pub struct A(u8); pub struct B(u8); pub struct M(u8); impl From<M> for A { fn from(m: M) -> A { A(m.0 + 1) } } impl From<M> for B { fn from(m: M) -> B { B(m.0 + 2) } } pub async fn f(m: M) -> A { let b: B = async { if m.0 > 3 { return m.into(); } B(1) }.await; A(b.0) }",
        &[("m.0 + 2", "m.0 + 4", Miss)],
    ),
    (
        "return in an async closure",
        "pub struct A(u8); pub struct B(u8); pub struct M(u8); impl From<M> for A { fn from(m: M) -> A { A(m.0 + 1) } } impl From<M> for B { fn from(m: M) -> B { B(m.0 + 2) } } pub async fn f(m: M) -> A { let c = async |m: M| { if m.0 > 3 { return m.into(); } B(1) }; A(c(m).await.0) }",
        &[("m.0 + 2", "m.0 + 4", Miss)],
    ),
    (
        "question mark in a closure",
        "pub struct E1(u8); pub struct E2(u8); pub struct E3(u8); impl From<E3> for E1 { fn from(e: E3) -> E1 { E1(e.0 + 1) } } impl From<E3> for E2 { fn from(e: E3) -> E2 { E2(e.0 + 2) } } fn one(n: u8) -> Result<u8, E3> { Err(E3(n)) } pub fn f(n: u8) -> Result<u8, E1> { let c = |n: u8| -> Result<u8, E2> { Ok(one(n)?) }; match c(n) { Ok(n) => Ok(n), Err(e) => Err(E1(e.0)) } }",
        &[("e.0 + 2", "e.0 + 4", Miss)],
    ),
    (
        "question mark in a closure without a type",
        "pub struct E1(u8); pub struct E2(u8); pub struct E3(u8); impl From<E3> for E1 { fn from(e: E3) -> E1 { E1(e.0 + 1) } } impl From<E3> for E2 { fn from(e: E3) -> E2 { E2(e.0 + 2) } } fn one(n: u8) -> Result<u8, E3> { Err(E3(n)) } pub fn f(n: u8) -> Result<u8, E1> { let c = |n: u8| { Ok::<u8, E2>(one(n)?) }; match c(n) { Ok(n) => Ok(n), Err(e) => Err(E1(e.0)) } }",
        &[("e.0 + 2", "e.0 + 4", Miss)],
    ),
    (
        "question mark in an async block",
        "pub struct E1(u8); pub struct E2(u8); pub struct E3(u8); impl From<E3> for E1 { fn from(e: E3) -> E1 { E1(e.0 + 1) } } impl From<E3> for E2 { fn from(e: E3) -> E2 { E2(e.0 + 2) } } fn one(n: u8) -> Result<u8, E3> { Err(E3(n)) } pub async fn f(n: u8) -> Result<u8, E1> { let c: Result<u8, E2> = async { Ok(one(n)?) }.await; match c { Ok(n) => Ok(n), Err(e) => Err(E1(e.0)) } }",
        &[("e.0 + 2", "e.0 + 4", Miss)],
    ),
    (
        "break with a value",
        "pub struct A(u8); pub struct B(u8); pub struct M(u8); impl From<M> for A { fn from(m: M) -> A { A(m.0 + 1) } } impl From<M> for B { fn from(m: M) -> B { B(m.0 + 2) } } pub fn f(m: M) -> A { let b: B = loop { break m.into(); }; A(b.0) }",
        &[("m.0 + 2", "m.0 + 4", Miss)],
    ),
    (
        "break out of a block",
        "pub struct A(u8); pub struct B(u8); pub struct M(u8); impl From<M> for A { fn from(m: M) -> A { A(m.0 + 1) } } impl From<M> for B { fn from(m: M) -> B { B(m.0 + 2) } } pub fn f(m: M) -> A { let b: B = 'a: { if m.0 > 3 { break 'a m.into(); } B(1) }; A(b.0) }",
        &[("m.0 + 2", "m.0 + 4", Miss)],
    ),
    (
        "assigned",
        "pub struct A(u8); pub struct B(u8); pub struct M(u8); impl From<M> for A { fn from(m: M) -> A { A(m.0 + 1) } } impl From<M> for B { fn from(m: M) -> B { B(m.0 + 2) } } pub fn f(m: M, b: &mut B) -> A { *b = m.into(); A(b.0) }",
        &[("m.0 + 2", "m.0 + 4", Miss)],
    ),
    (
        "assigned to a field",
        "pub struct A(u8); pub struct B(u8); pub struct M(u8); impl From<M> for A { fn from(m: M) -> A { A(m.0 + 1) } } impl From<M> for B { fn from(m: M) -> B { B(m.0 + 2) } } pub struct S { b: B } pub fn f(m: M, s: &mut S) -> A { s.b = m.into(); A(s.b.0) }",
        &[("m.0 + 2", "m.0 + 4", Miss)],
    ),
    (
        "assigned to a part",
        "pub struct A(u8); pub struct B(u8); pub struct M(u8); impl From<M> for A { fn from(m: M) -> A { A(m.0 + 1) } } impl From<M> for B { fn from(m: M) -> B { B(m.0 + 2) } } pub fn f(m: M, n: M) -> A { let (a, b): (A, B); (a, b) = (m.into(), n.into()); A(a.0 + b.0) }",
        &[("m.0 + 2", "m.0 + 4", Miss)],
    ),
    (
        "an element",
        "pub struct A(u8); pub struct B(u8); pub struct M(u8); impl From<M> for A { fn from(m: M) -> A { A(m.0 + 1) } } impl From<M> for B { fn from(m: M) -> B { B(m.0 + 2) } } pub fn f(m: M) -> A { let l: [B; 1] = [m.into()]; A(l[0].0) }",
        &[("m.0 + 2", "m.0 + 4", Miss)],
    ),
    (
        "a list of a macro",
        "pub struct A(u8); pub struct B(u8); pub struct M(u8); impl From<M> for A { fn from(m: M) -> A { A(m.0 + 1) } } impl From<M> for B { fn from(m: M) -> B { B(m.0 + 2) } } pub fn f(m: M) -> A { let l: Vec<B> = vec![m.into()]; A(l[0].0) }",
        &[("m.0 + 2", "m.0 + 4", Miss)],
    ),
    (
        "in an assertion",
        "pub struct A(u8); pub struct B(u8); pub struct M(u8); impl From<M> for A { fn from(m: M) -> A { A(m.0 + 1) } } impl From<M> for B { fn from(m: M) -> B { B(m.0 + 2) } } impl PartialEq for B { fn eq(&self, b: &B) -> bool { self.0 == b.0 } } impl std::fmt::Debug for B { fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { Ok(()) } } pub fn f(m: M, b: B) -> A { assert_eq!(b, m.into()); A(1) }",
        &[("m.0 + 2", "m.0 + 4", Miss)],
    ),
    (
        "a box of a trait",
        "pub struct A(u8); pub struct B(u8); pub struct M(u8); impl From<M> for A { fn from(m: M) -> A { A(m.0 + 1) } } impl From<M> for B { fn from(m: M) -> B { B(m.0 + 2) } } pub trait T { fn t(&self) -> u8; } impl T for B { fn t(&self) -> u8 { self.0 } } impl From<M> for Box<dyn T> { fn from(m: M) -> Box<dyn T> { Box::new(B(m.0 + 9)) } } pub fn f(m: M) -> u8 { let t: Box<dyn T> = m.into(); t.t() }",
        &[("m.0 + 9", "m.0 + 7", Miss), ("{ self.0 }", "{ self.0 + 1 }", Miss)],
    ),
    (
        "called through a bound",
        "pub struct A(u8); pub struct B(u8); pub struct M(u8); impl From<M> for A { fn from(m: M) -> A { A(m.0 + 1) } } impl From<M> for B { fn from(m: M) -> B { B(m.0 + 2) } } fn g(h: impl Fn(B) -> u8, m: M) -> u8 { h(m.into()) } pub fn f(m: M) -> A { A(g(|b| b.0, m)) }",
        &[("m.0 + 2", "m.0 + 4", Miss)],
    ),
    (
        "an element of a tuple",
        "pub struct A(u8); pub struct B(u8); pub struct M(u8); impl From<M> for A { fn from(m: M) -> A { A(m.0 + 1) } } impl From<M> for B { fn from(m: M) -> B { B(m.0 + 2) } } pub fn f(m: M) -> A { let (_, b): (u8, B) = (1, m.into()); A(b.0) }",
        &[("m.0 + 2", "m.0 + 4", Miss)],
    ),
    (
        "default of a part of a struct",
        "pub struct S { a: u8, b: B } pub struct B(u8); impl Default for B { fn default() -> B { B(7) } } impl Default for S { fn default() -> S { S { a: 1, b: Default::default() } } } pub fn f() -> u8 { let s = S { a: 3, ..Default::default() }; s.a + s.b.0 }",
        &[("B(7)", "B(8)", Miss)],
    ),
    (
        "a default argument of a trait",
        "pub trait Of<X = W> { fn of(&self, x: X) -> u8; } pub struct V(u8); pub struct W(u8); impl Default for W { fn default() -> W { W(1) } } impl Of for V { fn of(&self, x: W) -> u8 { x.0 } } fn g<A: Of>(a: A) -> u8 { a.of(Default::default()) } pub fn f(v: V) -> u8 { g(v) }",
        &[("W(1)", "W(2)", Miss), ("{ x.0 }", "{ x.0 + 1 }", Miss)],
    ),
    (
        "what a supertrait says",
        "pub trait Tr: Iterator<Item = W> {} pub struct V(u8); pub struct W(u8); impl Default for W { fn default() -> W { W(1) } } impl Tr for V {} impl Iterator for V { type Item = W; fn next(&mut self) -> Option<W> { None } } fn g<A: Tr>(_: A) -> A::Item { Default::default() } pub fn f(v: V) -> u8 { g(v).0 }",
        &[("W(1)", "W(2)", Miss)],
    ),
    (
        "what is behind a where",
        "pub trait Of<X> { fn of(&self, x: X) -> u8; } pub trait Tr { fn tr(&self) -> u8; } pub struct V(u8); pub struct W(u8); impl Default for W { fn default() -> W { W(1) } } impl<A> Tr for A where A: Of<W> { fn tr(&self) -> u8 { self.of(Default::default()) } } impl Of<W> for V { fn of(&self, x: W) -> u8 { x.0 } } pub fn f(v: V) -> u8 { v.tr() }",
        &[("W(1)", "W(2)", Miss), ("{ x.0 }", "{ x.0 + 1 }", Miss)],
    ),
    (
        "a projection",
        "pub trait Has { type Out; } pub struct V(u8); pub struct W(u8); impl Default for W { fn default() -> W { W(1) } } impl Has for V { type Out = W; } pub fn f(_: V) -> u8 { let w: <V as Has>::Out = Default::default(); w.0 }",
        &[("W(1)", "W(2)", Miss)],
    ),
    (
        "as a reference to what the bound wants",
        "pub struct A(u8); pub struct B(u8); pub struct M(u8); impl From<M> for A { fn from(m: M) -> A { A(m.0 + 1) } } impl From<M> for B { fn from(m: M) -> B { B(m.0 + 2) } } impl B { fn b(&self) -> u8 { self.0 } } fn g(b: &B) -> u8 { b.b() } pub fn f(m: M) -> A { A(g(&m.into())) }",
        &[("m.0 + 2", "m.0 + 4", Miss)],
    ),
    (
        "the error of an error",
        "#[derive(Debug)] pub struct E1(u8); #[derive(Debug)] pub struct E2(u8); impl From<E2> for E1 { fn from(e: E2) -> E1 { E1(e.0 + 1) } } impl From<std::num::ParseIntError> for E2 { fn from(_: std::num::ParseIntError) -> E2 { E2(7) } } fn one(t: &str) -> Result<u8, E2> { Ok(t.parse()?) } pub fn f(t: &str) -> Result<u8, E1> { Ok(one(t)?) }",
        &[("E2(7)", "E2(8)", Miss), ("e.0 + 1", "e.0 + 3", Miss)],
    ),
    (
        "a conversion in a map",
        "pub struct A(u8); pub struct B(u8); pub struct M(u8); impl From<M> for A { fn from(m: M) -> A { A(m.0 + 1) } } impl From<M> for B { fn from(m: M) -> B { B(m.0 + 2) } } pub fn f(m: Option<M>) -> A { let b: Option<B> = m.map(|m| m.into()); A(b.map_or(0, |b| b.0)) }",
        &[("m.0 + 2", "m.0 + 4", Miss)],
    ),
    (
        "a conversion by name in a map",
        "pub struct A(u8); pub struct B(u8); pub struct M(u8); impl From<M> for A { fn from(m: M) -> A { A(m.0 + 1) } } impl From<M> for B { fn from(m: M) -> B { B(m.0 + 2) } } pub fn f(m: Option<M>) -> A { let b: Option<B> = m.map(Into::into); A(b.map_or(0, |b| b.0)) }",
        &[("m.0 + 2", "m.0 + 4", Miss)],
    ),
    (
        "a conversion by name of From in a map",
        "pub struct A(u8); pub struct B(u8); pub struct M(u8); impl From<M> for A { fn from(m: M) -> A { A(m.0 + 1) } } impl From<M> for B { fn from(m: M) -> B { B(m.0 + 2) } } pub fn f(m: Option<M>) -> A { let b: Option<B> = m.map(From::from); A(b.map_or(0, |b| b.0)) }",
        &[("m.0 + 2", "m.0 + 4", Miss)],
    ),
    (
        "a conversion by its type's name in a map",
        "pub struct A(u8); pub struct B(u8); pub struct M(u8); impl From<M> for A { fn from(m: M) -> A { A(m.0 + 1) } } impl From<M> for B { fn from(m: M) -> B { B(m.0 + 2) } } pub fn f(m: Option<M>) -> A { let b = m.map(B::from); A(b.map_or(0, |b| b.0)) }",
        &[("m.0 + 2", "m.0 + 4", Miss)],
    ),
    (
        "a conversion collected",
        "pub struct A(u8); pub struct B(u8); pub struct M(u8); impl From<M> for A { fn from(m: M) -> A { A(m.0 + 1) } } impl From<M> for B { fn from(m: M) -> B { B(m.0 + 2) } } pub fn f(m: Vec<M>) -> A { let b: Vec<B> = m.into_iter().map(|m| m.into()).collect(); A(b[0].0) }",
        &[("m.0 + 2", "m.0 + 4", Miss)],
    ),
    (
        "a conversion in a match",
        "pub struct A(u8); pub struct B(u8); pub struct M(u8); impl From<M> for A { fn from(m: M) -> A { A(m.0 + 1) } } impl From<M> for B { fn from(m: M) -> B { B(m.0 + 2) } } pub fn f(m: M) -> A { let b: B = match m.0 { 1 => B(1), _ => m.into() }; A(b.0) }",
        &[("m.0 + 2", "m.0 + 4", Miss)],
    ),
    (
        "a conversion in an if",
        "pub struct A(u8); pub struct B(u8); pub struct M(u8); impl From<M> for A { fn from(m: M) -> A { A(m.0 + 1) } } impl From<M> for B { fn from(m: M) -> B { B(m.0 + 2) } } pub fn f(m: M) -> A { let b = if m.0 > 3 { B(1) } else { m.into() }; A(b.0) }",
        &[("m.0 + 2", "m.0 + 4", Miss)],
    ),
    (
        "as a static's type",
        "pub struct B(u8); impl B { const fn new(n: u8) -> B { B(n + 7) } } static S: std::sync::LazyLock<B> = std::sync::LazyLock::new(|| B::new(1)); pub fn f() -> u8 { S.0 }",
        &[("n + 7", "n + 8", Miss)],
    ),
    (
        "the greatest of the program's iterator",
        "pub struct I(u8); pub struct A(u8); impl Iterator for I { type Item = A; fn next(&mut self) -> Option<A> { self.0.checked_sub(7).map(A) } } impl PartialEq for A { fn eq(&self, o: &A) -> bool { self.0 == o.0 } } impl Eq for A {} impl PartialOrd for A { fn partial_cmp(&self, o: &A) -> Option<std::cmp::Ordering> { Some(self.cmp(o)) } } impl Ord for A { fn cmp(&self, o: &A) -> std::cmp::Ordering { self.0.cmp(&(o.0 + 1)) } } pub fn f(i: I) -> Option<u8> { i.max().map(|a| a.0) }",
        &[("o.0 + 1", "o.0 + 2", Miss)],
    ),
    (
        "sorted of the program's iterator",
        "pub struct I(u8); pub struct A(u8); impl Iterator for I { type Item = A; fn next(&mut self) -> Option<A> { self.0.checked_sub(7).map(A) } } impl PartialEq for A { fn eq(&self, o: &A) -> bool { self.0 == o.0 } } impl Eq for A {} impl PartialOrd for A { fn partial_cmp(&self, o: &A) -> Option<std::cmp::Ordering> { Some(self.cmp(o)) } } impl Ord for A { fn cmp(&self, o: &A) -> std::cmp::Ordering { self.0.cmp(&(o.0 + 1)) } } pub fn f(i: I) -> u8 { let mut v: Vec<_> = i.collect(); v.sort(); v[0].0 }",
        &[("o.0 + 1", "o.0 + 2", Miss)],
    ),
    (
        "a set of the program's iterator",
        "pub struct I(u8); pub struct A(u8); impl Iterator for I { type Item = A; fn next(&mut self) -> Option<A> { self.0.checked_sub(7).map(A) } } impl PartialEq for A { fn eq(&self, o: &A) -> bool { self.0 == o.0 } } impl Eq for A {} impl PartialOrd for A { fn partial_cmp(&self, o: &A) -> Option<std::cmp::Ordering> { Some(self.cmp(o)) } } impl Ord for A { fn cmp(&self, o: &A) -> std::cmp::Ordering { self.0.cmp(&(o.0 + 1)) } } pub fn f(i: I) -> usize { i.collect::<std::collections::BTreeSet<_>>().len() }",
        &[("o.0 + 1", "o.0 + 2", Miss)],
    ),
    (
        "walked over through IntoIterator",
        "pub struct I(u8); pub struct A(u8); impl Iterator for I { type Item = A; fn next(&mut self) -> Option<A> { self.0.checked_sub(7).map(A) } } impl PartialEq for A { fn eq(&self, o: &A) -> bool { self.0 == o.0 } } impl Eq for A {} impl PartialOrd for A { fn partial_cmp(&self, o: &A) -> Option<std::cmp::Ordering> { Some(self.cmp(o)) } } impl Ord for A { fn cmp(&self, o: &A) -> std::cmp::Ordering { self.0.cmp(&(o.0 + 1)) } } pub struct L(u8); impl IntoIterator for L { type Item = A; type IntoIter = I; fn into_iter(self) -> I { I(self.0) } } pub fn f(l: L) -> usize { let mut s = std::collections::BTreeSet::new(); s.extend(l); s.len() }",
        &[("o.0 + 1", "o.0 + 2", Miss)],
    ),
    (
        "compared of the program's iterator",
        "pub struct I(u8); pub struct A(u8); impl Iterator for I { type Item = A; fn next(&mut self) -> Option<A> { self.0.checked_sub(7).map(A) } } impl PartialEq for A { fn eq(&self, o: &A) -> bool { self.0 == o.0 } } impl Eq for A {} impl PartialOrd for A { fn partial_cmp(&self, o: &A) -> Option<std::cmp::Ordering> { Some(self.cmp(o)) } } impl Ord for A { fn cmp(&self, o: &A) -> std::cmp::Ordering { self.0.cmp(&(o.0 + 1)) } } pub fn f(i: I, j: I) -> bool { i.lt(j) }",
        &[("o.0 + 1", "o.0 + 2", Miss)],
    ),
    (
        "a set of what a lead leads to",
        "pub struct I(u8); pub struct A(u8); impl Iterator for I { type Item = A; fn next(&mut self) -> Option<A> { self.0.checked_sub(7).map(A) } } impl PartialEq for A { fn eq(&self, o: &A) -> bool { self.0 == o.0 } } impl Eq for A {} impl PartialOrd for A { fn partial_cmp(&self, o: &A) -> Option<std::cmp::Ordering> { Some(self.cmp(o)) } } impl Ord for A { fn cmp(&self, o: &A) -> std::cmp::Ordering { self.0.cmp(&(o.0 + 1)) } } pub struct D(Vec<A>); impl std::ops::Deref for D { type Target = Vec<A>; fn deref(&self) -> &Vec<A> { &self.0 } } pub fn f(d: &D) -> Option<u8> { d.iter().max().map(|a| a.0) }",
        &[("o.0 + 1", "o.0 + 2", Miss)],
    ),
    (
        "binary search of what a lead leads to",
        "pub struct I(u8); pub struct A(u8); impl Iterator for I { type Item = A; fn next(&mut self) -> Option<A> { self.0.checked_sub(7).map(A) } } impl PartialEq for A { fn eq(&self, o: &A) -> bool { self.0 == o.0 } } impl Eq for A {} impl PartialOrd for A { fn partial_cmp(&self, o: &A) -> Option<std::cmp::Ordering> { Some(self.cmp(o)) } } impl Ord for A { fn cmp(&self, o: &A) -> std::cmp::Ordering { self.0.cmp(&(o.0 + 1)) } } pub struct D(Vec<A>); impl std::ops::Deref for D { type Target = [A]; fn deref(&self) -> &[A] { &self.0 } } pub fn f(d: &D) -> bool { d.binary_search(&A(1)).is_ok() }",
        &[("o.0 + 1", "o.0 + 2", Miss)],
    ),
    (
        "a heap",
        "pub struct I(u8); pub struct A(u8); impl Iterator for I { type Item = A; fn next(&mut self) -> Option<A> { self.0.checked_sub(7).map(A) } } impl PartialEq for A { fn eq(&self, o: &A) -> bool { self.0 == o.0 } } impl Eq for A {} impl PartialOrd for A { fn partial_cmp(&self, o: &A) -> Option<std::cmp::Ordering> { Some(self.cmp(o)) } } impl Ord for A { fn cmp(&self, o: &A) -> std::cmp::Ordering { self.0.cmp(&(o.0 + 1)) } } pub fn f(i: I) -> Option<u8> { i.collect::<std::collections::BinaryHeap<_>>().pop().map(|a| a.0) }",
        &[("o.0 + 1", "o.0 + 2", Miss)],
    ),
    (
        "contains of what a lead leads to",
        "pub struct A(u8); impl PartialEq for A { fn eq(&self, o: &A) -> bool { self.0 == o.0 + 1 } } pub struct D(Vec<A>); impl std::ops::Deref for D { type Target = Vec<A>; fn deref(&self) -> &Vec<A> { &self.0 } } pub fn f(d: &D) -> bool { d.contains(&A(1)) }",
        &[("o.0 + 1", "o.0 + 2", Miss)],
    ),
    (
        "cloned of the program's iterator",
        "pub struct A(u8); impl Clone for A { fn clone(&self) -> A { A(self.0 + 1) } } pub struct I<'a>(&'a A); impl<'a> Iterator for I<'a> { type Item = &'a A; fn next(&mut self) -> Option<&'a A> { Some(self.0) } } pub fn f(i: I<'_>) -> Option<u8> { i.cloned().next().map(|a| a.0) }",
        &[("self.0 + 1", "self.0 + 2", Miss)],
    ),
    (
        "summed of the program's iterator",
        "pub struct A(u8); pub struct S(u8); impl std::iter::Sum<A> for S { fn sum<I: Iterator<Item = A>>(i: I) -> S { S(i.count() as u8 + 1) } } pub struct I; impl Iterator for I { type Item = A; fn next(&mut self) -> Option<A> { None } } pub fn f(i: I) -> u8 { i.sum::<S>().0 }",
        &[("as u8 + 1", "as u8 + 2", Miss)],
    ),
    (
        "owned",
        "pub struct A; pub struct B(u8); impl std::borrow::Borrow<A> for B { fn borrow(&self) -> &A { one(); &A } } fn one() {} impl ToOwned for A { type Owned = B; fn to_owned(&self) -> B { B(3 + 4) } } pub fn f(a: std::borrow::Cow<'_, A>) -> u8 { a.into_owned().0 }",
        &[("3 + 4", "3 + 5", Miss)],
    ),
];

#[test]
fn a_conversion_runs_the_impl_that_is_wanted() {
    check(ROWS);
}

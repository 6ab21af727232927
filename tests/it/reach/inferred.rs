//! Types that no text names: the compiler finds them by an impl that a type has, and values of them are made without a name.

use super::table::Then::{Hit, Miss};
use super::table::{Row, check};

const ROWS: &[Row] = &[
    (
        "single operator with other right side: into",
        "pub struct V(f64); pub struct M(u8); impl From<M> for f64 { fn from(_: M) -> f64 { 1.5 } }
         impl std::ops::Mul<f64> for V { type Output = V; fn mul(self, r: f64) -> V { V(r) } }
         pub fn f(v: V, m: M) -> V { v * m.into() }",
        &[("1.5", "2.5", Miss)],
    ),
    (
        "single operator with other right side of the program",
        "pub struct V(f64); pub struct W(f64); pub struct M(u8); impl From<M> for W { fn from(_: M) -> W { W(1.5) } }
         impl std::ops::Mul<W> for V { type Output = V; fn mul(self, r: W) -> V { V(r.0) } }
         pub fn f(v: V, m: M) -> V { v * m.into() }",
        &[("1.5", "2.5", Miss)],
    ),
    (
        "default on the right",
        "pub struct V(f64); pub struct W(f64); impl Default for W { fn default() -> W { W(1.5) } }
         impl std::ops::Add<W> for V { type Output = V; fn add(self, r: W) -> V { V(r.0) } }
         pub fn f(v: V) -> V { v + Default::default() }",
        &[("1.5", "2.5", Miss)],
    ),
    (
        "parse on the right",
        "pub struct V(f64); pub struct W(f64); impl std::str::FromStr for W { type Err = (); fn from_str(_: &str) -> Result<W, ()> { Ok(W(1.5)) } }
         impl std::ops::Add<W> for V { type Output = V; fn add(self, r: W) -> V { V(r.0) } }
         pub fn f(v: V, t: &str) -> V { v + t.parse().unwrap() }",
        &[("1.5", "2.5", Miss)],
    ),
    (
        "eq with another",
        "pub struct V(u8); pub struct W(u8); impl Default for W { fn default() -> W { W(1) } }
         impl PartialEq<W> for V { fn eq(&self, r: &W) -> bool { self.0 == r.0 } }
         pub fn f(v: V) -> bool { v == Default::default() }",
        &[("W(1)", "W(2)", Miss)],
    ),
    (
        "sum on the right",
        "pub struct V(u8); pub struct W(u8); impl std::iter::Sum<u8> for W { fn sum<I: Iterator<Item = u8>>(i: I) -> W { W(1) } }
         impl std::ops::AddAssign<W> for V { fn add_assign(&mut self, r: W) { self.0 += r.0 } }
         pub fn f(v: &mut V, l: Vec<u8>) { *v += l.into_iter().sum() }",
        &[("W(1)", "W(2)", Miss)],
    ),
    (
        "by the method of the trait",
        "use std::ops::Add; pub struct V(u8); pub struct W(u8); impl Default for W { fn default() -> W { W(1) } }
         impl Add<W> for V { type Output = u8; fn add(self, r: W) -> u8 { r.0 } }
         pub fn f(v: V) -> u8 { v.add(Default::default()) }",
        &[("W(1)", "W(2)", Miss), ("r.0 }", "r.0 + 1 }", Miss)],
    ),
    (
        "by the path of the trait",
        "use std::ops::Add; pub struct V(u8); pub struct W(u8); impl Default for W { fn default() -> W { W(1) } }
         impl Add<W> for V { type Output = u8; fn add(self, r: W) -> u8 { r.0 } }
         pub fn f(v: V) -> u8 { Add::add(v, Default::default()) }",
        &[("W(1)", "W(2)", Miss), ("r.0 }", "r.0 + 1 }", Miss)],
    ),
    (
        "in a function of bounds",
        "use std::ops::Add; pub struct V(u8); pub struct W(u8); impl Default for W { fn default() -> W { W(1) } }
         impl Add<W> for V { type Output = u8; fn add(self, r: W) -> u8 { r.0 } } fn g<A: Add<B>, B: Default>(a: A) -> A::Output { a + B::default() }
         pub fn f(v: V) -> u8 { g(v) }",
        &[("W(1)", "W(2)", Miss), ("r.0 }", "r.0 + 1 }", Miss)],
    ),
    (
        "a trait of the program",
        "pub trait Of<B> { fn of(&self, b: B) -> u8; } pub struct V(u8); pub struct W(u8); impl Default for W { fn default() -> W { W(1) } }
         impl Of<W> for V { fn of(&self, b: W) -> u8 { b.0 } } fn g<A: Of<B>, B: Default>(a: A) -> u8 { a.of(B::default()) }
         pub fn f(v: V) -> u8 { g(v) }",
        &[("W(1)", "W(2)", Miss), ("b.0 }", "b.0 + 1 }", Miss)],
    ),
    (
        "a trait of the program makes it",
        "pub trait Of<B> { fn of(&self, b: B) -> u8; } pub trait Make { fn make() -> Self; } pub struct V(u8); pub struct W(u8); impl Make for W { fn make() -> W { W(1) } }
         impl Of<W> for V { fn of(&self, b: W) -> u8 { b.0 } } fn g<A: Of<B>, B: Make>(a: A) -> u8 { a.of(B::make()) }
         pub fn f(v: V) -> u8 { g(v) }",
        &[("W(1)", "W(2)", Miss), ("b.0 }", "b.0 + 1 }", Miss)],
    ),
    (
        "a trait's constant",
        "pub trait Of<B> { fn of(&self, b: B) -> u8; } pub trait Make { const MADE: Self; } pub struct V(u8); pub struct W(u8); impl Make for W { const MADE: W = W(1); }
         impl Of<W> for V { fn of(&self, b: W) -> u8 { b.0 } } fn g<A: Of<B>, B: Make>(a: A) -> u8 { a.of(B::MADE) }
         pub fn f(v: V) -> u8 { g(v) }",
        &[("W(1)", "W(2)", Miss), ("b.0 }", "b.0 + 1 }", Miss)],
    ),
    (
        "a derived default",
        "pub trait Of<B> { fn of(&self, b: B) -> u8; } pub struct V(u8); #[derive(Default)] pub struct W(u8);
         impl Of<W> for V { fn of(&self, b: W) -> u8 { b.0 } } fn g<A: Of<B>, B: Default>(a: A) -> u8 { a.of(B::default()) }
         pub fn f(v: V) -> u8 { g(v) }",
        &[("b.0 }", "b.0 + 1 }", Miss)],
    ),
    (
        "zeroed",
        "use std::ops::Add; pub struct V(u8); pub struct W(u8);
         impl Add<W> for V { type Output = u8; fn add(self, r: W) -> u8 { r.0 } }
         pub fn f(v: V) -> u8 { Add::add(v, unsafe { std::mem::zeroed() }) }",
        &[("r.0 }", "r.0 + 1 }", Miss)],
    ),
    (
        "collected",
        "pub struct V(u8); pub struct W(u8); impl Default for W { fn default() -> W { W(1) } }
         impl FromIterator<W> for V { fn from_iter<I: IntoIterator<Item = W>>(i: I) -> V { V(i.into_iter().next().unwrap().0) } }
         pub fn f() -> V { std::iter::repeat_with(Default::default).take(1).collect() }",
        &[("W(1)", "W(2)", Miss), ("unwrap().0", "unwrap().0 + 1", Miss)],
    ),
    (
        "indexed",
        "pub struct V(u8); pub struct W(u8); impl Default for W { fn default() -> W { W(1) } }
         impl std::ops::Index<W> for V { type Output = u8; fn index(&self, i: W) -> &u8 { [&self.0, &7][i.0 as usize] } }
         pub fn f(v: V) -> u8 { v[Default::default()] }",
        &[("W(1)", "W(0)", Miss), ("&7", "&8", Miss)],
    ),
    (
        "extended",
        "pub struct V(u8); pub struct W(u8); impl Default for W { fn default() -> W { W(1) } }
         impl Extend<W> for V { fn extend<I: IntoIterator<Item = W>>(&mut self, i: I) { self.0 = i.into_iter().next().unwrap().0 } }
         pub fn f(v: &mut V) { v.extend([Default::default()]) }",
        &[("W(1)", "W(2)", Miss), ("unwrap().0", "unwrap().0 + 1", Miss)],
    ),
    (
        "duration times",
        "pub struct M(u8); impl From<M> for u32 { fn from(m: M) -> u32 { m.0 as u32 + 1 } }
         pub fn f(d: std::time::Duration, m: M) -> std::time::Duration { d * m.into() }",
        &[("+ 1", "+ 2", Miss)],
    ),
    (
        "operators between references",
        "pub struct V(u8); pub struct W(u8); pub struct M; impl From<M> for W { fn from(_: M) -> W { W(1) } }
         impl<'a> std::ops::Sub<W> for &'a V { type Output = u8; fn sub(self, r: W) -> u8 { r.0 } }
         pub fn f(v: &V, m: M) -> u8 { v - m.into() }",
        &[("W(1)", "W(2)", Miss), ("r.0 }", "r.0 + 1 }", Miss)],
    ),
    (
        "generic left",
        "pub struct V<T>(T); pub struct W<T>(T); impl<T: Default> Default for W<T> { fn default() -> W<T> { one(); W(T::default()) } } fn one() {}
         impl<T> std::ops::Add<W<T>> for V<T> { type Output = T; fn add(self, r: W<T>) -> T { two(); r.0 } } fn two() {}
         pub fn f(v: V<u8>) -> u8 { v + Default::default() }",
        &[("fn one() {}", "fn one() { panic!() }", Miss), ("fn two() {}", "fn two() { panic!() }", Miss)],
    ),
    (
        "operator of a parameter",
        "use std::ops::Add; pub struct M(u8); impl From<M> for f64 { fn from(_: M) -> f64 { 1.5 } }
         fn g<T: Add<f64>>(t: T, m: M) -> T::Output { t + m.into() } pub fn f(m: M) -> f64 { g(1.0, m) }",
        &[("1.5", "2.5", Miss)],
    ),
    (
        "associated type of the program's trait",
        "pub trait Has { type Out; } pub struct V(u8); pub struct W(u8); impl Default for W { fn default() -> W { W(1) } } impl Has for V { type Out = W; }
         pub trait Num { fn num(&self) -> u8; } impl Num for W { fn num(&self) -> u8 { self.0 } }
         fn g<A: Has>(_: A) -> u8 where A::Out: Default + Num { A::Out::default().num() } pub fn f(v: V) -> u8 { g(v) }",
        &[("W(1)", "W(2)", Miss), ("{ self.0 }", "{ self.0 + 1 }", Miss)],
    ),
    (
        "associated type of std's trait",
        "pub struct V(u8); pub struct W(u8); impl Default for W { fn default() -> W { W(1) } } impl Iterator for V { type Item = W; fn next(&mut self) -> Option<W> { None } }
         pub trait Num { fn num(&self) -> u8; } impl Num for W { fn num(&self) -> u8 { self.0 } }
         fn g<A: Iterator>(_: A) -> u8 where A::Item: Default + Num { A::Item::default().num() } pub fn f(v: V) -> u8 { g(v) }",
        &[("W(1)", "W(2)", Miss), ("{ self.0 }", "{ self.0 + 1 }", Miss)],
    ),
    (
        "output of an operator",
        "use std::ops::Neg; pub struct V(u8); pub struct W(u8); impl Default for W { fn default() -> W { W(1) } } impl Neg for V { type Output = W; fn neg(self) -> W { W(7) } }
         pub trait Num { fn num(&self) -> u8; } impl Num for W { fn num(&self) -> u8 { self.0 } }
         fn g<A: Neg>(_: A) -> u8 where A::Output: Default + Num { A::Output::default().num() } pub fn f(v: V) -> u8 { g(v) }",
        &[("W(1)", "W(2)", Miss), ("{ self.0 }", "{ self.0 + 1 }", Miss)],
    ),
    (
        "sole impl over a foreign type",
        "pub trait Of<B> { fn of(&self, b: B) -> u8; } pub struct W(u8); impl Default for W { fn default() -> W { W(1) } }
         impl Of<W> for u8 { fn of(&self, b: W) -> u8 { b.0 } } fn g<A: Of<B>, B: Default>(a: A) -> u8 { a.of(B::default()) }
         pub fn f(v: u8) -> u8 { g(v) }",
        &[("W(1)", "W(2)", Miss), ("b.0 }", "b.0 + 1 }", Miss)],
    ),
    (
        "sole impl for all types",
        "pub trait Of<B> { fn of(&self, b: B) -> u8; } pub struct W(u8); impl Default for W { fn default() -> W { W(1) } }
         impl<T> Of<W> for T { fn of(&self, b: W) -> u8 { b.0 } } fn g<A: Of<B>, B: Default>(a: A) -> u8 { a.of(B::default()) }
         pub fn f(v: u8) -> u8 { g(v) }",
        &[("W(1)", "W(2)", Miss), ("b.0 }", "b.0 + 1 }", Miss)],
    ),
    (
        "sole impl method call on a plain value",
        "pub trait Of<B> { fn of(&self, b: B) -> u8; } pub struct W(u8); impl Default for W { fn default() -> W { W(1) } }
         impl Of<W> for u8 { fn of(&self, b: W) -> u8 { b.0 } } pub fn f(v: u8) -> u8 { v.of(Default::default()) }",
        &[("W(1)", "W(2)", Miss), ("b.0 }", "b.0 + 1 }", Miss)],
    ),
    (
        "operator of std's type",
        "pub struct W(u8); impl Default for W { fn default() -> W { W(1) } } impl From<W> for u8 { fn from(w: W) -> u8 { w.0 } }
         impl std::ops::Add<W> for std::num::NonZero<u8> { type Output = u8; fn add(self, r: W) -> u8 { r.0 } }
         pub fn f(v: std::num::NonZero<u8>) -> u8 { v + Default::default() }",
        &[("W(1)", "W(2)", Miss), ("r.0 }", "r.0 + 1 }", Miss)],
    ),
    (
        "operator of std's type, in a generic function",
        "use std::ops::Add; pub struct W(u8); impl Default for W { fn default() -> W { W(1) } }
         impl Add<W> for std::num::NonZero<u8> { type Output = u8; fn add(self, r: W) -> u8 { r.0 } } fn g<A: Add<B>, B: Default>(a: A) -> A::Output { a + B::default() }
         pub fn f(v: std::num::NonZero<u8>) -> u8 { g(v) }",
        &[("W(1)", "W(2)", Miss), ("r.0 }", "r.0 + 1 }", Miss)],
    ),
    (
        "eq in assert",
        "pub struct V(u8); pub struct W(u8); impl Default for W { fn default() -> W { W(1) } } impl std::fmt::Debug for W { fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { panic!(\"a\") } } impl std::fmt::Debug for V { fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { panic!(\"b\") } }
         impl PartialEq<W> for V { fn eq(&self, r: &W) -> bool { self.0 == r.0 } } pub fn f(v: V) { assert_eq!(v, Default::default()) }",
        &[("W(1)", "W(2)", Miss), ("\"a\"", "\"c\"", Miss), ("== r.0", "!= r.0", Miss)],
    ),
    (
        "a bound's argument by an alias of a trait",
        "pub trait Of<B> { fn of(&self, b: B) -> u8; } pub trait Both<B>: Of<B> {} pub struct V(u8); pub struct W(u8); impl Default for W { fn default() -> W { W(1) } } impl Both<W> for V {}
         impl Of<W> for V { fn of(&self, b: W) -> u8 { b.0 } } fn g<A: Both<B>, B: Default>(a: A) -> u8 { a.of(B::default()) }
         pub fn f(v: V) -> u8 { g(v) }",
        &[("W(1)", "W(2)", Miss), ("b.0 }", "b.0 + 1 }", Miss)],
    ),
    (
        "a closure gives it",
        "pub trait Of<B> { fn of(&self, b: B) -> u8; } pub struct V(u8); pub struct W(u8); impl Default for W { fn default() -> W { W(1) } }
         impl Of<W> for V { fn of(&self, b: W) -> u8 { b.0 } } fn g<A: Of<B>, B>(a: A, b: impl Fn() -> B) -> u8 { a.of(b()) }
         pub fn f(v: V) -> u8 { g(v, || Default::default()) }",
        &[("W(1)", "W(2)", Miss), ("b.0 }", "b.0 + 1 }", Miss)],
    ),
    (
        "parsed",
        "pub trait Of<B> { fn of(&self, b: B) -> u8; } pub struct V(u8); pub struct W(u8); impl std::str::FromStr for W { type Err = u8; fn from_str(_: &str) -> Result<W, u8> { Ok(W(1)) } }
         impl Of<W> for V { fn of(&self, b: W) -> u8 { b.0 } } fn g<A: Of<B>, B>(a: A, b: B) -> u8 { a.of(b) }
         pub fn f(v: V) -> u8 { g(v, \"a\".parse().unwrap()) }",
        &[("W(1)", "W(2)", Miss), ("b.0 }", "b.0 + 1 }", Miss)],
    ),
    (
        "from a const generic",
        "pub trait Of<B> { fn of(&self, b: B) -> u8; } pub struct V(u8); pub struct W<const N: usize>([u8; N]); impl<const N: usize> Default for W<N> { fn default() -> Self { W([1; N]) } }
         impl Of<W<2>> for V { fn of(&self, b: W<2>) -> u8 { b.0[0] } } fn g<A: Of<B>, B: Default>(a: A) -> u8 { a.of(B::default()) }
         pub fn f(v: V) -> u8 { g(v) }",
        &[("[1; N]", "[2; N]", Miss), ("b.0[0]", "b.0[1]", Miss)],
    ),
    (
        "dropped only",
        "pub trait Of<B> { fn of(&self, _: B) -> u8 { 1 } } pub struct V(u8); #[derive(Default)] pub struct W(u8); impl Drop for W { fn drop(&mut self) { one() } } fn one() {}
         impl Of<W> for V {} fn g<A: Of<B>, B: Default>(a: A) -> u8 { a.of(B::default()) } pub fn f(v: V) -> u8 { g(v) }",
        &[("fn one() {}", "fn one() { panic!() }", Miss)],
    ),
    (
        "of one of two types",
        "pub trait Of<B> { fn of(&self, b: B) -> u8; } pub struct V(u8); pub struct W(u8); pub struct U(u8); impl Default for W { fn default() -> W { W(1) } }
         impl Of<W> for V { fn of(&self, b: W) -> u8 { b.0 } } impl Of<U> for &V { fn of(&self, b: U) -> u8 { b.0 + 3 } } fn g<A: Of<B>, B: Default>(a: A) -> u8 { a.of(B::default()) }
         pub fn f(v: V) -> u8 { g(v) }",
        &[("W(1)", "W(2)", Miss), ("{ b.0 }", "{ b.0 + 1 }", Miss)],
    ),
    (
        "for one argument of two",
        "pub trait Of<B> { fn of(&self, b: B) -> u8; } pub struct V<T>(T); pub struct W(u8); pub struct U(u8); impl Default for W { fn default() -> W { W(1) } }
         impl Of<W> for V<u8> { fn of(&self, b: W) -> u8 { b.0 } } impl Of<U> for V<u16> { fn of(&self, b: U) -> u8 { b.0 + 3 } } fn g<A: Of<B>, B: Default>(a: A) -> u8 { a.of(B::default()) }
         pub fn f(v: V<u8>) -> u8 { g(v) }",
        &[("W(1)", "W(2)", Miss), ("{ b.0 }", "{ b.0 + 1 }", Miss)],
    ),
    (
        "for all of a bound",
        "pub trait Of<B> { fn of(&self, b: B) -> u8; } pub struct V<T>(T); pub struct W(u8); pub struct U(u8); pub struct X; impl Default for W { fn default() -> W { W(1) } }
         impl<T: Copy> Of<W> for V<T> { fn of(&self, b: W) -> u8 { b.0 } } impl Of<U> for V<X> { fn of(&self, b: U) -> u8 { b.0 + 3 } } fn g<A: Of<B>, B: Default>(a: A) -> u8 { a.of(B::default()) }
         pub fn f(v: V<u8>) -> u8 { g(v) }",
        &[("W(1)", "W(2)", Miss), ("{ b.0 }", "{ b.0 + 1 }", Miss)],
    ),
    (
        "bool counted with",
        "use std::ops::Add; pub struct W(u8); impl Default for W { fn default() -> W { W(1) } }
         impl Add<W> for bool { type Output = u8; fn add(self, r: W) -> u8 { r.0 } } fn g<A: Add<B>, B: Default>(a: A) -> A::Output { a + B::default() }
         pub fn f(v: bool) -> u8 { g(v) }",
        &[("W(1)", "W(2)", Miss), ("r.0 }", "r.0 + 1 }", Miss)],
    ),
    (
        "two, one of them left out",
        "pub trait Of<B> { fn of(&self, b: B) -> u8; } pub struct V(u8); pub struct W(u8); pub struct U(u8); impl Default for W { fn default() -> W { W(1) } }
         impl Of<W> for V { fn of(&self, b: W) -> u8 { b.0 } } #[cfg(loom)] impl Of<U> for V { fn of(&self, b: U) -> u8 { b.0 + 3 } } fn g<A: Of<B>, B: Default>(a: A) -> u8 { a.of(B::default()) }
         pub fn f(v: V) -> u8 { g(v) }",
        &[("W(1)", "W(2)", Miss), ("{ b.0 }", "{ b.0 + 1 }", Miss)],
    ),
    (
        "std compares a text with its like",
        "pub struct W(u8); pub fn f(t: &str, l: &[u8]) -> Vec<u8> { let _ = t == \"a\"; let _ = l[0]; std::iter::repeat_with(Default::default).take(2).collect() } impl PartialEq<W> for str { fn eq(&self, w: &W) -> bool { self.len() == w.0 as usize + 1 } }",
        &[("+ 1", "+ 2", Hit)],
    ),
    (
        "std looks into a list by a number",
        "pub struct W(u8); pub fn f(t: &str, l: &[u8]) -> Vec<u8> { let _ = t == \"a\"; let _ = l[0]; std::iter::repeat_with(Default::default).take(2).collect() } impl std::ops::Index<W> for [u8] { type Output = u8; fn index(&self, w: W) -> &u8 { &self[w.0 as usize + 1] } }",
        &[("+ 1", "+ 2", Hit)],
    ),
    (
        "std sees a text as one",
        "pub struct W(u8); pub fn f(t: &str, l: &[u8]) -> Vec<u8> { let _ = t == \"a\"; let _ = l[0]; std::iter::repeat_with(Default::default).take(2).collect() } impl AsRef<W> for str { fn as_ref(&self) -> &W { const { &W(1) } } }",
        &[("W(1)", "W(2)", Hit)],
    ),
    (
        "a type that has a trait twice",
        "pub struct W(u8); pub fn f(t: &str, l: &[u8]) -> Vec<u8> { let _ = t == \"a\"; let _ = l[0]; std::iter::repeat_with(Default::default).take(2).collect() } pub trait Of<B> { fn of(&self, b: B) -> u8; } pub struct U; impl Of<W> for u8 { fn of(&self, w: W) -> u8 { w.0 + 1 } } impl Of<U> for u8 { fn of(&self, _: U) -> u8 { 3 } }",
        &[("w.0 + 1", "w.0 + 2", Hit)],
    ),
    (
        "what std does not compare is not compared",
        "pub struct W(u8); impl Default for W { fn default() -> W { W(1) } } fn g<A: PartialEq<B>, B: Default>(a: A) -> bool { a == B::default() } impl PartialEq<W> for std::sync::Mutex<u8> { fn eq(&self, w: &W) -> bool { w.0 == 1 + 1 } } pub fn f() -> bool { g(std::sync::Mutex::new(1)) }",
        &[("1 + 1", "1 + 2", Miss), ("W(1)", "W(2)", Miss)],
    ),
    (
        "nor a list of it",
        "pub struct W(u8); impl Default for W { fn default() -> W { W(1) } } fn g<A: PartialEq<B>, B: Default>(a: A) -> bool { a == B::default() } impl PartialEq<W> for [std::sync::Mutex<u8>; 1] { fn eq(&self, w: &W) -> bool { w.0 == 1 + 1 } } pub fn f() -> bool { g([std::sync::Mutex::new(1)]) }",
        &[("1 + 1", "1 + 2", Miss)],
    ),
    (
        "types by the same name in two modules",
        "pub struct W(u8); pub struct U(u8); impl Default for W { fn default() -> W { W(1) } } pub trait Of<B> { fn of(&self, b: B) -> u8; } fn g<A: Of<B>, B: Default>(a: A) -> u8 { a.of(B::default()) } pub mod a { pub struct X(pub u8); impl super::Of<super::W> for Option<X> { fn of(&self, b: super::W) -> u8 { b.0 + 3 } } } pub mod b { pub struct X(pub u8); impl super::Of<super::U> for Option<X> { fn of(&self, b: super::U) -> u8 { b.0 + 4 } } } pub fn f(x: a::X, _: b::X) -> u8 { g(Some(x)) }",
        &[("b.0 + 3", "b.0 + 5", Miss), ("W(1)", "W(2)", Miss)],
    ),
    (
        "the argument of the left's type",
        "use std::ops::Add; pub struct Wrap<T>(T); pub struct W(u8); impl Default for W { fn default() -> W { W(1) } } impl Add<u8> for Wrap<W> { type Output = u8; fn add(self, n: u8) -> u8 { self.0.0 + n + 3 } } pub fn f() -> u8 { Wrap(Default::default()) + 1u8 }",
        &[("W(1)", "W(2)", Miss), ("+ n + 3", "+ n + 4", Miss)],
    ),
    (
        "the argument of a type by a bound",
        "pub trait Of { fn of(&self) -> u8; } pub struct Wrap<T>(T); pub struct W(u8); impl Default for W { fn default() -> W { W(1) } } impl Of for Wrap<W> { fn of(&self) -> u8 { self.0.0 + 3 } } fn g<A: Of>(a: A) -> u8 { a.of() } pub fn f() -> u8 { g(Wrap(Default::default())) }",
        &[("W(1)", "W(2)", Miss), ("self.0.0 + 3", "self.0.0 + 4", Miss)],
    ),
    (
        "the argument of a type by its method",
        "pub trait Of { fn of(&self) -> u8; } pub struct Wrap<T>(T); pub struct W(u8); impl Default for W { fn default() -> W { W(1) } } impl Of for Wrap<W> { fn of(&self) -> u8 { self.0.0 + 3 } } pub fn f() -> u8 { Wrap(Default::default()).of() }",
        &[("W(1)", "W(2)", Miss), ("self.0.0 + 3", "self.0.0 + 4", Miss)],
    ),
    (
        "the argument of a type by an inherent method",
        "pub struct Wrap<T>(T); pub struct W(u8); impl Default for W { fn default() -> W { W(1) } } impl Wrap<W> { fn of(&self) -> u8 { self.0.0 + 3 } } pub fn f() -> u8 { Wrap(Default::default()).of() }",
        &[("W(1)", "W(2)", Miss), ("self.0.0 + 3", "self.0.0 + 4", Miss)],
    ),
    (
        "the argument of a list by a bound",
        "pub trait Of { fn of(&self) -> u8; } pub struct W(u8); impl Default for W { fn default() -> W { W(1) } } impl Of for Vec<W> { fn of(&self) -> u8 { self[0].0 + 3 } } fn g<A: Of>(a: A) -> u8 { a.of() } pub fn f() -> u8 { g(vec![Default::default()]) }",
        &[("W(1)", "W(2)", Miss), ("self[0].0 + 3", "self[0].0 + 4", Miss)],
    ),
    (
        "the argument of a list that is compared",
        "pub struct V(u8); pub struct W(u8); impl Default for W { fn default() -> W { W(1) } } impl PartialEq<Wrap<W>> for V { fn eq(&self, w: &Wrap<W>) -> bool { self.0 == w.0.0 + 3 } } pub struct Wrap<T>(T); pub fn f(v: V) -> bool { v == Wrap(Default::default()) }",
        &[("W(1)", "W(2)", Miss), ("w.0.0 + 3", "w.0.0 + 4", Miss)],
    ),
    (
        "the argument that is shown",
        "pub struct Wrap<T>(T); pub struct W(u8); impl Default for W { fn default() -> W { W(1) } } impl std::fmt::Display for Wrap<W> { fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { write!(f, \"{}\", self.0.0 + 3) } } pub fn f() -> String { Wrap(Default::default()).to_string() }",
        &[("W(1)", "W(2)", Miss), ("self.0.0 + 3", "self.0.0 + 4", Miss)],
    ),
    (
        "the argument of what is walked over",
        "pub struct Wrap<T>(T); pub struct W(u8); impl Default for W { fn default() -> W { W(1) } } impl Iterator for Wrap<W> { type Item = u8; fn next(&mut self) -> Option<u8> { Some(self.0.0 + 3) } } pub fn f() -> Option<u8> { for n in Wrap(Default::default()) { return Some(n) } None }",
        &[("W(1)", "W(2)", Miss), ("self.0.0 + 3", "self.0.0 + 4", Miss)],
    ),
    (
        "the argument of what is converted",
        "pub struct Wrap<T>(T); pub struct W(u8); impl Default for W { fn default() -> W { W(1) } } impl From<Wrap<W>> for u8 { fn from(w: Wrap<W>) -> u8 { w.0.0 + 3 } } pub fn f() -> u8 { u8::from(Wrap(Default::default())) }",
        &[("W(1)", "W(2)", Miss), ("w.0.0 + 3", "w.0.0 + 4", Miss)],
    ),
    (
        "the argument of what is let go",
        "pub struct Wrap<T>(T); pub struct W(u8); impl Default for W { fn default() -> W { W(1) } } pub struct L<T>(T); impl<T> Drop for L<T> { fn drop(&mut self) { one() } } fn one() {} pub fn f() { let _ = L(Wrap(1u8)); }",
        &[("fn one() {}", "fn one() { panic!() }", Miss)],
    ),
    (
        "the argument of a type made by new",
        "pub trait Of { fn of(&self) -> u8; } pub struct Wrap<T>(T); pub struct W(u8); impl Default for W { fn default() -> W { W(1) } } impl<T: Default> Wrap<T> { fn new() -> Wrap<T> { Wrap(T::default()) } } impl Of for Wrap<W> { fn of(&self) -> u8 { self.0.0 + 3 } } fn g<A: Of>(a: A) -> u8 { a.of() } pub fn f() -> u8 { g(Wrap::new()) }",
        &[("W(1)", "W(2)", Miss), ("self.0.0 + 3", "self.0.0 + 4", Miss)],
    ),
    (
        "a reference to a type by a bound",
        "pub trait Of { fn of(self) -> u8; } pub struct Wrap<T>(T); pub struct W(u8); impl Default for W { fn default() -> W { W(1) } } impl Of for &Wrap<W> { fn of(self) -> u8 { self.0.0 + 3 } } fn g<A: Of>(a: A) -> u8 { a.of() } pub fn f() -> u8 { g(&Wrap(Default::default())) }",
        &[("W(1)", "W(2)", Miss), ("self.0.0 + 3", "self.0.0 + 4", Miss)],
    ),
    (
        "a pair by a bound",
        "pub trait Of { fn of(self) -> u8; } pub struct W(u8); impl Default for W { fn default() -> W { W(1) } } impl Of for (u8, W) { fn of(self) -> u8 { self.1.0 + 3 } } fn g<A: Of>(a: A) -> u8 { a.of() } pub fn f() -> u8 { g((1u8, Default::default())) }",
        &[("W(1)", "W(2)", Miss), ("self.1.0 + 3", "self.1.0 + 4", Miss)],
    ),
    (
        "an option by a bound",
        "pub trait Of { fn of(self) -> u8; } pub struct W(u8); impl Default for W { fn default() -> W { W(1) } } impl Of for Option<W> { fn of(self) -> u8 { self.map_or(0, |w| w.0) + 3 } } fn g<A: Of>(a: A) -> u8 { a.of() } pub fn f() -> u8 { g(Some(Default::default())) }",
        &[("W(1)", "W(2)", Miss), ("w.0) + 3", "w.0) + 4", Miss)],
    ),
    (
        "a None by a bound",
        "pub trait Of { fn of(self) -> u8; } pub struct W(u8); impl Of for Option<W> { fn of(self) -> u8 { self.map_or(0, |w| w.0) + 3 } } fn g<A: Of>(a: A) -> u8 { a.of() } pub fn f() -> u8 { g(None) }",
        &[("w.0) + 3", "w.0) + 4", Miss)],
    ),
    (
        "an empty list by a bound",
        "pub trait Of { fn of(self) -> u8; } pub struct W(u8); impl Of for Vec<W> { fn of(self) -> u8 { self.len() as u8 + 3 } } fn g<A: Of>(a: A) -> u8 { a.of() } pub fn f() -> u8 { g(Vec::new()) }",
        &[("as u8 + 3", "as u8 + 4", Miss)],
    ),
    (
        "an empty list shown",
        "pub struct W(u8); pub struct L<T>(Vec<T>); impl std::fmt::Display for L<W> { fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { write!(f, \"{}\", self.0.len() + 3) } } pub fn f() -> String { format!(\"{}\", L(Vec::new())) }",
        &[("len() + 3", "len() + 4", Miss)],
    ),
    (
        "an empty list added to",
        "pub struct W(u8); pub struct L<T>(Vec<T>); impl std::ops::Add<u8> for L<W> { type Output = u8; fn add(self, n: u8) -> u8 { n + 3 } } pub fn f() -> u8 { L(Vec::new()) + 1u8 }",
        &[("n + 3", "n + 4", Miss)],
    ),
    (
        "a marker",
        "use std::marker::PhantomData; pub struct W; pub trait Of { fn of(self) -> u8; } impl Of for PhantomData<W> { fn of(self) -> u8 { 3 } } fn g<A: Of>(a: A) -> u8 { a.of() } pub fn f() -> u8 { g(PhantomData) }",
        &[("{ 3 }", "{ 4 }", Miss)],
    ),
    (
        "the like for a reference",
        "pub struct Wrap<T>(T); pub struct W(u8); pub struct U(u8); impl Default for W { fn default() -> W { W(1) } } pub trait Of { fn of(self) -> u8; } fn g<A: Of>(a: A) -> u8 { a.of() } impl Of for Wrap<W> { fn of(self) -> u8 { self.0.0 + 3 } } impl Of for &Wrap<U> { fn of(self) -> u8 { self.0.0 + 5 } } pub fn f() -> u8 { g(Wrap(Default::default())) }",
        &[("W(1)", "W(2)", Miss), ("self.0.0 + 3", "self.0.0 + 4", Miss)],
    ),
    (
        "the like left out",
        "pub struct Wrap<T>(T); pub struct W(u8); pub struct U(u8); impl Default for W { fn default() -> W { W(1) } } pub trait Of { fn of(&self) -> u8; } fn g<A: Of>(a: A) -> u8 { a.of() } impl Of for Wrap<W> { fn of(&self) -> u8 { self.0.0 + 3 } } #[cfg(loom)] impl Of for Wrap<U> { fn of(&self) -> u8 { self.0.0 + 5 } } pub fn f() -> u8 { g(Wrap(Default::default())) }",
        &[("W(1)", "W(2)", Miss), ("self.0.0 + 3", "self.0.0 + 4", Miss)],
    ),
    (
        "the like by another argument of the trait",
        "use std::ops::Add; pub struct Wrap<T>(T); pub struct W(u8); pub struct U(u8); impl Default for W { fn default() -> W { W(1) } } impl Add<u8> for Wrap<W> { type Output = u8; fn add(self, n: u8) -> u8 { self.0.0 + 3 + n } } impl Add<u16> for Wrap<U> { type Output = u8; fn add(self, n: u16) -> u8 { self.0.0 + n as u8 } } pub fn f() -> u8 { Wrap(Default::default()) + 1u8 }",
        &[("W(1)", "W(2)", Miss), ("self.0.0 + 3", "self.0.0 + 4", Miss)],
    ),
    (
        "within the trait's argument",
        "pub trait Of<B> { fn of(&self, b: B) -> u8; } pub struct V; pub struct Wrap<T>(T); pub struct W(u8); impl Default for W { fn default() -> W { W(1) } } impl Of<Wrap<W>> for V { fn of(&self, b: Wrap<W>) -> u8 { b.0.0 + 3 } } fn g<A: Of<B>, B>(a: A, b: B) -> u8 { a.of(b) } pub fn f() -> u8 { g(V, Wrap(Default::default())) }",
        &[("W(1)", "W(2)", Miss), ("b.0.0 + 3", "b.0.0 + 4", Miss)],
    ),
    (
        "within an alias",
        "pub trait Of { fn of(&self) -> u8; } pub struct Wrap<T>(T); pub type X = Wrap<W>; pub struct W(u8); impl Default for W { fn default() -> W { W(1) } } impl Of for X { fn of(&self) -> u8 { self.0.0 + 3 } } fn g<A: Of>(a: A) -> u8 { a.of() } pub fn f() -> u8 { g(Wrap(Default::default())) }",
        &[("W(1)", "W(2)", Miss), ("self.0.0 + 3", "self.0.0 + 4", Miss)],
    ),
    (
        "converted by into",
        "pub struct Wrap<T>(T); pub struct W(u8); impl Default for W { fn default() -> W { W(1) } } impl From<Wrap<W>> for u8 { fn from(w: Wrap<W>) -> u8 { w.0.0 + 3 } } pub fn f() -> u8 { Wrap(Default::default()).into() }",
        &[("W(1)", "W(2)", Miss), ("w.0.0 + 3", "w.0.0 + 4", Miss)],
    ),
    (
        "made of a number",
        "pub struct Wrap<T>(T); pub struct W(u8); impl From<u8> for Wrap<W> { fn from(n: u8) -> Wrap<W> { Wrap(W(n + 3)) } } impl<T> Wrap<T> { fn n(&self) -> u8 { 1 } } pub fn f() -> u8 { let w: Wrap<_> = 1u8.into(); w.n() }",
        &[("n + 3", "n + 4", Miss)],
    ),
    (
        "collected",
        "pub struct Wrap<T>(Vec<T>); pub struct W(u8); impl FromIterator<u8> for Wrap<W> { fn from_iter<I: IntoIterator<Item = u8>>(i: I) -> Self { Wrap(i.into_iter().map(|n| W(n + 3)).collect()) } } impl<T> Wrap<T> { fn n(&self) -> usize { self.0.len() } } pub fn f() -> usize { let w: Wrap<_> = [1u8].into_iter().collect(); w.n() }",
        &[("n + 3", "n + 4", Miss)],
    ),
    (
        "parsed",
        "pub struct Wrap<T>(T); pub struct W(u8); impl std::str::FromStr for Wrap<W> { type Err = (); fn from_str(t: &str) -> Result<Self, ()> { Ok(Wrap(W(t.len() as u8 + 3))) } } impl<T> Wrap<T> { fn n(&self) -> u8 { 1 } } pub fn f() -> u8 { let w: Wrap<_> = \"a\".parse().unwrap(); w.n() }",
        &[("as u8 + 3", "as u8 + 4", Miss)],
    ),
    (
        "a default",
        "pub struct Wrap<T>(T); pub struct W(u8); impl Default for Wrap<W> { fn default() -> Self { Wrap(W(3 + 3)) } } impl<T> Wrap<T> { fn n(&self) -> u8 { 1 } } pub fn f() -> u8 { let w: Wrap<_> = Default::default(); w.n() }",
        &[("3 + 3", "3 + 4", Miss)],
    ),
    (
        "two types deep",
        "pub trait Of { fn of(&self) -> u8; } pub struct Wrap<T>(T); pub struct In<T>(T); pub struct W(u8); impl Default for W { fn default() -> W { W(1) } } impl Of for Wrap<In<W>> { fn of(&self) -> u8 { self.0.0.0 + 3 } } fn g<A: Of>(a: A) -> u8 { a.of() } pub fn f() -> u8 { g(Wrap(In(Default::default()))) }",
        &[("W(1)", "W(2)", Miss), ("self.0.0.0 + 3", "self.0.0.0 + 4", Miss)],
    ),
    (
        "a parameter beside",
        "pub trait Of { fn of(&self) -> u8; } pub struct Wrap<S, T>(S, T); pub struct W(u8); impl Default for W { fn default() -> W { W(1) } } impl<S> Of for Wrap<S, W> { fn of(&self) -> u8 { self.1.0 + 3 } } fn g<A: Of>(a: A) -> u8 { a.of() } pub fn f() -> u8 { g(Wrap(1u8, Default::default())) }",
        &[("W(1)", "W(2)", Miss), ("self.1.0 + 3", "self.1.0 + 4", Miss)],
    ),
    (
        "what is let go of such",
        "pub trait Of { fn of(&self) -> u8 { 1 } } pub struct Wrap<T>(T); #[derive(Default)] pub struct W(u8); impl Drop for W { fn drop(&mut self) { one() } } fn one() {} impl Of for Wrap<W> {} fn g<A: Of>(a: A) -> u8 { a.of() } pub fn f() -> u8 { g(Wrap(Default::default())) }",
        &[("fn one() {}", "fn one() { panic!() }", Miss)],
    ),
    (
        "told by one bound, run by another",
        "pub trait Of { fn of(&self) -> u8; } pub trait Mark {} pub struct Wrap<T>(T); pub struct W(u8); pub struct U(u8); impl Default for W { fn default() -> W { W(1) } } impl Of for Wrap<W> { fn of(&self) -> u8 { self.0.0 + 3 } } impl Of for Wrap<U> { fn of(&self) -> u8 { 9 } } impl Mark for Wrap<W> {} fn g<A: Of + Mark>(a: A) -> u8 { a.of() } pub fn f() -> u8 { g(Wrap(Default::default())) }",
        &[("W(1)", "W(2)", Miss), ("self.0.0 + 3", "self.0.0 + 4", Miss)],
    ),
    (
        "told by a marker of std, run by another",
        "pub trait Of { fn of(&self) -> u8; } pub struct Wrap<T>(T); pub struct W(u8); pub struct U(u8); impl Default for W { fn default() -> W { W(1) } } impl Of for Wrap<W> { fn of(&self) -> u8 { self.0.0 + 3 } } impl Of for Wrap<U> { fn of(&self) -> u8 { 9 } } impl Copy for Wrap<W> {} impl Clone for Wrap<W> { fn clone(&self) -> Self { *self } } impl Copy for W {} impl Clone for W { fn clone(&self) -> W { *self } } fn g<A: Of + Copy>(a: A) -> u8 { a.of() } pub fn f() -> u8 { g(Wrap(Default::default())) }",
        &[("W(1)", "W(2)", Miss), ("self.0.0 + 3", "self.0.0 + 4", Miss)],
    ),
    (
        "inferred through a closure's bound",
        "pub trait Of<B> { fn of(&self, b: B) -> u8; } pub struct V(u8); pub struct W(u8); impl Default for W { fn default() -> W { W(1) } } impl Of<W> for V { fn of(&self, b: W) -> u8 { b.0 } } fn g<A, B: Default>(a: A, h: impl Fn(A, B) -> u8) -> u8 { h(a, B::default()) } pub fn f(v: V) -> u8 { g(v, |a, b| a.of(b)) }",
        &[("W(1)", "W(2)", Miss), ("{ b.0 }", "{ b.0 + 1 }", Miss)],
    ),
    (
        "inferred through a struct's bound",
        "pub trait Of<B> { fn of(&self, b: B) -> u8; } pub struct V(u8); pub struct W(u8); impl Default for W { fn default() -> W { W(1) } } impl Of<W> for V { fn of(&self, b: W) -> u8 { b.0 } } pub struct H<A: Of<B>, B>(A, B); impl<A: Of<B>, B: Default> H<A, B> { fn new(a: A) -> Self { H(a, B::default()) } fn run(self) -> u8 { self.0.of(self.1) } } pub fn f(v: V) -> u8 { H::new(v).run() }",
        &[("W(1)", "W(2)", Miss), ("{ b.0 }", "{ b.0 + 1 }", Miss)],
    ),
    (
        "inferred from a foreign trait's output",
        "use std::ops::Mul; pub struct V(u8); pub struct W(u8); pub struct X(u8); impl Mul<W> for V { type Output = X; fn mul(self, w: W) -> X { X(w.0 + 1) } } impl Default for W { fn default() -> W { W(1) } } impl X { fn x(&self) -> u8 { self.0 + 5 } } pub fn f(v: V) -> u8 { (v * Default::default()).x() }",
        &[("w.0 + 1", "w.0 + 2", Miss), ("self.0 + 5", "self.0 + 6", Miss), ("W(1)", "W(2)", Miss)],
    ),
    (
        "assigned by an operator",
        "use std::ops::MulAssign; pub struct V(u8); pub struct W(u8); impl MulAssign<W> for V { fn mul_assign(&mut self, w: W) { self.0 = w.0 + 1 } } impl Default for W { fn default() -> W { W(1) } } pub fn f(v: &mut V) { *v *= Default::default() }",
        &[("w.0 + 1", "w.0 + 2", Miss), ("W(1)", "W(2)", Miss)],
    ),
    (
        "compared less",
        "pub struct V(u8); pub struct W(u8); impl PartialEq<W> for V { fn eq(&self, w: &W) -> bool { self.0 == w.0 } } impl PartialOrd<W> for V { fn partial_cmp(&self, w: &W) -> Option<std::cmp::Ordering> { self.0.partial_cmp(&(w.0 + 1)) } } impl Default for W { fn default() -> W { W(1) } } pub fn f(v: &V) -> bool { *v < Default::default() }",
        &[("w.0 + 1", "w.0 + 2", Miss), ("W(1)", "W(2)", Miss)],
    ),
    (
        "by two impls, one for a reference",
        "use std::ops::Add; pub struct V(u8); pub struct W(u8); pub struct M(u8); impl Add<W> for V { type Output = u8; fn add(self, w: W) -> u8 { w.0 + 1 } } impl<'a> Add<V> for &'a V { type Output = u8; fn add(self, w: V) -> u8 { w.0 + 2 } } impl From<M> for W { fn from(m: M) -> W { W(m.0 + 3) } } impl From<M> for V { fn from(m: M) -> V { V(m.0 + 4) } } pub fn f(v: V, m: M) -> u8 { v + m.into() }",
        &[("w.0 + 1", "w.0 + 5", Miss), ("m.0 + 3", "m.0 + 5", Miss)],
    ),
    (
        "of a number, by the program's impl",
        "pub struct M(u8); impl From<M> for f64 { fn from(m: M) -> f64 { m.0 as f64 + 1.0 } } pub fn f(m: M) -> f64 { let x: f64 = 2.0; x * f64::from(m) }",
        &[("+ 1.0", "+ 2.0", Miss)],
    ),
    (
        "a generic operator",
        "use std::ops::Add; pub struct M(u8); impl From<M> for u32 { fn from(m: M) -> u32 { m.0 as u32 + 1 } } fn g<T: Add<Output = T> + From<M>>(t: T, m: M) -> T { t + m.into() } pub fn f(m: M) -> u32 { g(1u32, m) }",
        &[("as u32 + 1", "as u32 + 2", Miss)],
    ),
    (
        "a time",
        "pub struct M(u8); impl From<M> for std::time::Duration { fn from(m: M) -> std::time::Duration { std::time::Duration::from_secs(m.0 as u64 + 1) } } pub fn f(t: std::time::Instant, m: M) -> std::time::Instant { t + m.into() }",
        &[("as u64 + 1", "as u64 + 2", Miss)],
    ),
    (
        "a set",
        "use std::collections::BTreeSet; pub struct M(u8); impl From<M> for BTreeSet<u8> { fn from(m: M) -> BTreeSet<u8> { BTreeSet::from([m.0 + 1]) } } pub fn f(t: &BTreeSet<u8>, m: M) -> BTreeSet<u8> { t | &m.into() }",
        &[("m.0 + 1", "m.0 + 2", Miss)],
    ),
];

#[test]
fn what_only_an_impl_names_counts_where_values_are_made_without_a_name() {
    check(ROWS);
}

const TOLD: &[Row] = &[
    (
        "told by one of two arguments",
        "trait Of<X, T> {} trait Show { fn show() -> u8; } struct A; struct K1; struct K2; impl Show for K1 { fn show() -> u8 { 1 } } impl Show for K2 { fn show() -> u8 { 2 } } impl Of<u8, K1> for A {} impl Of<u16, K2> for A {} fn g<V: Of<u8, T>, T: Show>(_: V) -> u8 { T::show() }
         pub fn f() -> u8 { g(A) }",
        &[(" 1", " 2", Miss)],
    ),
    (
        "of a value that a pointer makes",
        "use std::ptr::NonNull; trait Of<T> {} trait Show { fn show(&self) -> u8; } struct A; struct K; impl Show for K { fn show(&self) -> u8 { 1 } } impl Of<K> for A {} fn g<V: Of<T>, T: Show>(_: V) -> u8 { unsafe { NonNull::<T>::dangling().as_ref().show() } }
         pub fn f() -> u8 { g(A) }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "of a value that is not made at all",
        "use std::mem::MaybeUninit; trait Of<T> {} trait Show { fn show(&self) -> u8; } struct A; struct K; impl Show for K { fn show(&self) -> u8 { 1 } } impl Of<K> for A {} fn g<V: Of<T>, T: Show>(_: V) -> u8 { unsafe { MaybeUninit::<T>::uninit().assume_init() }.show() }
         pub fn f() -> u8 { g(A) }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "of a value that is read from nowhere",
        "trait Of<T> {} trait Show { fn show(&self) -> u8; } struct A; struct K; impl Show for K { fn show(&self) -> u8 { 1 } } impl Of<K> for A {} fn g<V: Of<T>, T: Show>(_: V) -> u8 { let v: Vec<T> = (0..2).map(|_| unsafe { std::ptr::NonNull::dangling().read() }).collect(); v.iter().map(|x| x.show()).sum() }
         pub fn f() -> u8 { g(A) }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "of which only the size is asked",
        "trait Of<T> {} struct A; struct K([u8; 3]); impl Of<K> for A {} fn g<V: Of<T>, T>(_: V) -> usize { std::mem::size_of::<T>() }
         pub fn f() -> usize { g(A) }",
        &[("3", "4", Miss)],
    ),
    (
        "of which only the name is asked",
        "trait Of<T> {} struct A; struct K; struct L; impl Of<K> for A {} fn g<V: Of<T>, T>(_: V) -> &'static str { std::any::type_name::<T>() }
         pub fn f() -> &'static str { g(A) }",
        &[("<K", "<L", Miss)],
    ),
    (
        "within a type that another argument tells",
        "use std::marker::PhantomData as Ph; struct W<N, T>(N, Ph<T>); struct K1; struct K2; trait Show { fn show(&self) -> u8; } impl Show for W<u8, K1> { fn show(&self) -> u8 { self.0 + 1 } } impl Show for W<u16, K2> { fn show(&self) -> u8 { 3 } } fn g<T: Show>(t: T) -> u8 { t.show() }
         pub fn f() -> u8 { g(W(3u8, Ph)) }",
        &[(" 1", " 2", Miss)],
    ),
    (
        "the same by an operator",
        "use std::marker::PhantomData as Ph; struct W<N, T>(N, Ph<T>); struct K1; struct K2; use std::ops::Add; impl Add for W<u8, K1> { type Output = u8; fn add(self, o: Self) -> u8 { self.0 + o.0 + 1 } } impl Add for W<u16, K2> { type Output = u16; fn add(self, o: Self) -> u16 { self.0 + o.0 + 2 } }
         pub fn f() -> u8 { W(3u8, Ph) + W(4u8, Ph) }",
        &[(" 1", " 2", Miss)],
    ),
    (
        "for a length that is a size",
        "struct A([u8; 2]); struct C([u8; 3]); trait Tr { fn m(&self) -> u8; } impl Tr for [u8; std::mem::size_of::<A>()] { fn m(&self) -> u8 { self[1] + 4 } } impl Tr for [u8; std::mem::size_of::<C>()] { fn m(&self) -> u8 { 2 } } fn g<T: Tr>(t: T) -> u8 { t.m() }
         pub fn f() -> u8 { g([7, 8]) }",
        &[("4", "5", Miss)],
    ),
    (
        "for a length of a type's",
        "trait N { const N: usize; } struct A; struct C; impl N for A { const N: usize = 2; } impl N for C { const N: usize = 3; } trait Tr { fn m(&self) -> u8; } impl Tr for [u8; <A as N>::N] { fn m(&self) -> u8 { self[1] + 4 } } impl Tr for [u8; <C as N>::N] { fn m(&self) -> u8 { 2 } } fn g<T: Tr>(t: T) -> u8 { t.m() }
         pub fn f() -> u8 { g([7u8, 8]) }",
        &[("4", "5", Miss)],
    ),
    (
        "for an alias of what a type names",
        "type Al<T> = <T as Id>::O; trait Id { type O; } impl Id for K { type O = u8; } impl Id for L { type O = u16; } struct K; struct L; struct B; trait Tr<T> { fn m(&self, t: T) -> u8; } impl Tr<Al<K>> for B { fn m(&self, t: u8) -> u8 { t + 1 } } impl Tr<Al<L>> for B { fn m(&self, _: u16) -> u8 { 2 } } fn g<T: Tr<u8>>(t: T) -> u8 { t.m(3) }
         pub fn f() -> u8 { g(B) }",
        &[(" 1", " 2", Miss)],
    ),
];

#[test]
fn what_other_arguments_leave_open_is_found_by_the_only_impl() {
    check(TOLD);
}

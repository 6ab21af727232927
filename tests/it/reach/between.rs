//! Traits that are asked between two types: operators, of which the impls count that may be for the one by the other, and
//! conversions; and what std gives where it shows a value, or is handed a function.

use super::table::Then::{Hit, Miss};
use super::table::{Row, check};

const OPERATORS: &[Row] = &[
    (
        "two impls of an operator, told by what stands beside",
        "use std::ops::Add;
        pub struct V(u8); pub struct W(u8);
        impl Add for V { type Output = V; fn add(self, v: V) -> V { V(self.0 + v.0 + 1) } }
        impl Add<W> for V { type Output = W; fn add(self, w: W) -> W { W(self.0 + w.0 + 2) } }
        impl Add<u8> for V { type Output = V; fn add(self, n: u8) -> V { V(self.0 + n + 3) } }
        impl V { fn told(&self) -> u8 { 4 } }
        impl W { fn told(&self) -> u8 { 5 } }
        pub fn f(v: V, w: W) -> u8 { (v + w).told() }",
        &[
            ("v.0 + 1", "v.0 + 11", Hit),
            ("w.0 + 2", "w.0 + 12", Miss),
            ("n + 3", "n + 13", Hit),
            // What it gives is the other's.
            ("{ 4 }", "{ 14 }", Hit),
            ("{ 5 }", "{ 15 }", Miss),
        ],
    ),
    (
        "by reference, and what is put beside",
        "use std::ops::AddAssign;
        pub struct V(u8); pub struct W(u8);
        impl<'a> AddAssign<&'a V> for V { fn add_assign(&mut self, v: &'a V) { self.0 += v.0 + 1; } }
        impl AddAssign<W> for V { fn add_assign(&mut self, w: W) { self.0 += w.0 + 2; } }
        pub fn f(mut v: V, w: &V) -> u8 { v += w; v.0 }",
        &[("v.0 + 1", "v.0 + 11", Miss), ("w.0 + 2", "w.0 + 12", Hit)],
    ),
    (
        "what dereferences to what is wanted beside",
        "use std::ops::{Add, Deref};
        pub struct V(u8); pub struct W(V);
        impl Deref for W { type Target = V; fn deref(&self) -> &V { one(1); &self.0 } }
        impl Add<&V> for &V { type Output = u8; fn add(self, v: &V) -> u8 { self.0 + v.0 + 2 } }
        fn one(_: u8) {}
        pub fn f(v: V, w: W) -> u8 { &v + &w }",
        &[("one(1)", "one(11)", Miss), ("v.0 + 2", "v.0 + 12", Miss)],
    ),
    (
        "whatever may stand beside",
        "use std::ops::Add;
        pub struct V(u8);
        impl<T: Into<u8>> Add<T> for V { type Output = u8; fn add(self, t: T) -> u8 { self.0 + t.into() + 1 } }
        pub struct W(u8);
        impl From<W> for u8 { fn from(w: W) -> u8 { w.0 + 2 } }
        pub fn f(v: V, w: W) -> u8 { v + w }",
        &[("into() + 1", "into() + 11", Miss), ("w.0 + 2", "w.0 + 12", Miss)],
    ),
    (
        "a number to the left",
        "use std::ops::Mul;
        pub struct V(f64);
        impl Mul<V> for f64 { type Output = f64; fn mul(self, v: V) -> f64 { self * v.0 + 1.5 } }
        impl Mul<V> for u8 { type Output = f64; fn mul(self, v: V) -> f64 { v.0 + 2.5 } }
        impl Mul<f64> for V { type Output = f64; fn mul(self, n: f64) -> f64 { n + 3.5 } }
        pub fn f(v: V) -> f64 { 2.0 * v }",
        &[
            ("v.0 + 1.5", "v.0 + 11.5", Miss),
            ("v.0 + 2.5", "v.0 + 12.5", Hit),
            ("n + 3.5", "n + 13.5", Hit),
        ],
    ),
    (
        "what is known by an alias, and what a macro wrote",
        "use std::ops::Add;
        pub struct V(u8); type Other = W; pub struct W(u8);
        macro_rules! adds { ($($t:ty: $n:expr),*) => { $(impl Add<$t> for V { type Output = u8; fn add(self, _: $t) -> u8 { self.0 + $n } })* } }
        adds!(Other: 1, u8: 2, u16: 3, std::os::raw::c_int: 4);
        pub fn f(v: V, w: W) -> u8 { v + w }
        pub fn g(v: V) -> u8 { v + 7i32 }",
        &[("Other: 1", "Other: 11", Miss), ("u8: 2", "u8: 12", Hit), ("u16: 3", "u16: 13", Hit)],
    ),
    (
        "what is derived for one, and written for it by another",
        "#[derive(PartialEq)] pub struct V(W);
        pub struct W(u8);
        impl PartialEq for W { fn eq(&self, w: &W) -> bool { self.0 == w.0 + 1 } }
        impl PartialEq<u8> for V { fn eq(&self, n: &u8) -> bool { self.0.0 == n + 2 } }
        impl PartialEq<u8> for W { fn eq(&self, n: &u8) -> bool { self.0 == n + 3 } }
        pub fn f(v: &V, w: &W) -> bool { *v == V(W(1)) && *w == 3 }",
        &[("w.0 + 1", "w.0 + 11", Miss), ("n + 3", "n + 13", Miss)],
    ),
    (
        "what lies in what is compared",
        "pub struct V<T>(T); pub struct W(u8); pub struct U(u8);
        impl<T: PartialEq> PartialEq for V<T> { fn eq(&self, v: &V<T>) -> bool { self.0 == v.0 } }
        impl PartialEq for W { fn eq(&self, w: &W) -> bool { self.0 == w.0 + 1 } }
        pub fn f(a: V<W>, b: V<W>) -> bool { a == b }",
        &[("w.0 + 1", "w.0 + 11", Miss)],
    ),
];

#[test]
fn an_operator_runs_the_impls_by_what_stands_beside() {
    check(OPERATORS);
}

const CONVERSIONS: &[Row] = &[
    (
        "what a pointer or a text leads to is what is converted",
        "use std::rc::Rc;
        #[derive(Clone)] pub struct V(u8); pub struct X(u8);
        trait T { fn t(&self) -> u8; } impl T for Rc<V> { fn t(&self) -> u8 { 1 } } impl T for Box<V> { fn t(&self) -> u8 { 1 } }
        impl From<V> for X { fn from(v: V) -> X { X(v.0 + 1) } }
        impl From<Rc<V>> for X { fn from(v: Rc<V>) -> X { X(v.0 + 2) } }
        impl From<&V> for X { fn from(v: &V) -> X { X(v.0 + 3) } }
        impl From<&str> for X { fn from(s: &str) -> X { X(s.len() as u8 + 4) } }
        impl From<String> for X { fn from(s: String) -> X { X(s.len() as u8 + 5) } }
        pub fn f(r: Rc<V>, b: Box<V>, s: String) -> u8 { let x: X = (*r).clone().into(); let y: X = (&*b).into(); let z: X = (&*s).into(); x.0 + y.0 + z.0 + X::from(&*s).0 }",
        &[
            ("v.0 + 1)", "v.0 + 11)", Miss),
            ("v.0 + 3", "v.0 + 13", Miss),
            ("as u8 + 4", "as u8 + 14", Miss),
        ],
    ),
    (
        "what is coerced to what a trait that is written takes",
        "pub struct V(u8); pub struct U(V);
        impl std::ops::Deref for U { type Target = V; fn deref(&self) -> &V { &self.0 } }
        impl From<&V> for String { fn from(v: &V) -> String { format!(\"{}\", v.0 + 1) } }
        impl From<&U> for String { fn from(u: &U) -> String { format!(\"{}\", u.0.0 + 2) } }
        pub fn f(u: U) -> String { <String as From<&V>>::from(&u) }",
        &[("v.0 + 1", "v.0 + 11", Miss)],
    ),
    (
        "what is coerced where a type is written",
        "use std::borrow::Cow;
        pub struct X(u8); type C<'a> = Cow<'a, str>;
        impl From<&str> for X { fn from(s: &str) -> X { X(s.len() as u8 + 1) } }
        impl From<&String> for X { fn from(s: &String) -> X { X(s.len() as u8 + 2) } }
        pub fn f(s: String) -> u8 { let x: X = <&str as Ord>::max(&s, \"b\").into(); let c = C::Borrowed(&s); let y: X = (&*c).into(); x.0 + y.0 }",
        &[("as u8 + 1", "as u8 + 11", Miss)],
    ),
    (
        "what is made of one and of another",
        "pub struct V(u8); pub struct U(u8); pub struct W(u8);
        impl From<V> for W { fn from(v: V) -> W { W(v.0 + 1) } }
        impl From<U> for W { fn from(u: U) -> W { W(u.0 + 2) } }
        impl From<u8> for W { fn from(n: u8) -> W { W(n + 3) } }
        pub fn f(v: V, u: &U) -> u8 { let w: W = v.into(); w.0 + u.0 }",
        &[
            ("v.0 + 1", "v.0 + 11", Miss),
        ],
    ),
    (
        "what is made is not known",
        "pub struct V(u8); pub struct U(u8); pub struct W(u8);
        impl From<V> for W { fn from(v: V) -> W { W(v.0 + 1) } }
        impl From<U> for W { fn from(u: U) -> W { W(u.0 + 2) } }
        pub trait T { fn t(&self) -> u8; } impl T for W { fn t(&self) -> u8 { self.0 + 3 } }
        fn all(all: Vec<W>, more: impl IntoIterator<Item = W>) -> usize { all.into_iter().chain(more).map(|w| w.t() as usize).sum() }
        pub fn f(v: V, u: &U) -> usize { all(vec![], std::iter::once(v).map(|v| v.into())) + usize::from(u.0) }",
        &[
            ("v.0 + 1", "v.0 + 11", Miss),
            ("self.0 + 3", "self.0 + 13", Miss),
        ],
    ),
    (
        "an error becomes another",
        "pub enum E { Number, Text(u8), Own }
        impl From<std::num::ParseIntError> for E { fn from(_: std::num::ParseIntError) -> E { one(1); E::Number } }
        impl From<std::fmt::Error> for E { fn from(_: std::fmt::Error) -> E { E::Text(2) } }
        pub struct Own; impl From<Own> for E { fn from(_: Own) -> E { one(3); E::Own } }
        fn one(_: u8) {}
        fn own() -> Result<u8, Own> { Ok(4) }
        pub fn f(text: &str) -> Result<u8, E> { let n: u8 = text.parse()?; Ok(n) }",
        &[
            ("one(1)", "one(11)", Miss),
        ],
    ),
    (
        "an error of std by an alias of the result",
        "use std::fmt::Write;
        pub enum E { Number(u8), Text(u8) }
        impl From<std::num::ParseIntError> for E { fn from(_: std::num::ParseIntError) -> E { E::Number(1) } }
        impl From<std::fmt::Error> for E { fn from(_: std::fmt::Error) -> E { E::Text(2) } }
        fn shown(out: &mut String) -> std::fmt::Result { out.write_str(\"x\") }
        pub fn f() -> Result<String, E> { let mut out = String::new(); shown(&mut out)?; Ok(out) }",
        &[ ("Text(2)", "Text(12)", Miss)],
    ),
    (
        "by a name of another type",
        "pub type Small = u8; pub struct W(u8);
        impl From<Small> for W { fn from(n: u8) -> W { W(n + 1) } }
        impl From<std::os::raw::c_int> for W { fn from(n: i32) -> W { W(n as u8 + 2) } }
        impl From<&str> for W { fn from(s: &str) -> W { W(s.len() as u8 + 3) } }
        pub fn f(n: u8) -> u8 { let w: W = n.into(); let v: W = 5i32.into(); w.0 + v.0 }",
        &[
            ("n + 1", "n + 11", Miss),
            ("as u8 + 2", "as u8 + 12", Miss),
        ],
    ),
    (
        "tried, and surely done",
        "pub struct V(u8); pub struct W(u8); pub struct U(u8); pub struct X(u8);
        impl From<V> for W { fn from(v: V) -> W { W(v.0 + 1) } }
        impl TryFrom<U> for W { type Error = u8; fn try_from(u: U) -> Result<W, u8> { Ok(W(u.0 + 2)) } }
        impl TryFrom<X> for W { type Error = u8; fn try_from(x: X) -> Result<W, u8> { Ok(W(x.0 + 3)) } }
        pub fn f(v: V, u: U) -> u8 { let a: Result<W, _> = v.try_into(); let b: Result<W, u8> = u.try_into(); a.unwrap().0 + b.map_or(0, |w| w.0) }",
        &[
            ("v.0 + 1", "v.0 + 11", Miss),
            ("u.0 + 2", "u.0 + 12", Miss),
            ("x.0 + 3", "x.0 + 13", Hit),
        ],
    ),
    (
        "tried of what surely becomes it, where that is not known",
        "pub struct V(u8); pub struct W(u8);
        impl Into<W> for V { fn into(self) -> W { W(self.0 + 1) } }
        fn take(w: W) -> u8 { w.0 }
        pub fn f(v: V) -> u8 { let tried = v.try_into(); tried.map_or(0, take) }",
        &[("self.0 + 1", "self.0 + 11", Miss)],
    ),
    (
        "what a bound asks is made of it",
        "pub struct V(u8); pub struct W(u8); pub struct U(u8);
        impl From<V> for W { fn from(v: V) -> W { W(v.0 + 1) } }
        impl From<U> for W { fn from(u: U) -> W { W(u.0 + 2) } }
        fn made<T: From<V>>(v: V) -> T { v.into() }
        pub fn f(v: V, _: &U) -> u8 { made::<W>(v).0 }",
        &[("v.0 + 1", "v.0 + 11", Miss),],
    ),
    (
        "std's types made of those of the program, by their names",
        "use std::borrow::Cow; use std::collections::BTreeMap;
        pub struct V(u8); pub struct W(u8); pub struct U(u8);
        impl From<V> for Cow<'static, str> { fn from(v: V) -> Self { Cow::Borrowed(if v.0 > 1 { \"a\" } else { \"b\" }) } }
        impl From<W> for Cow<'static, str> { fn from(w: W) -> Self { Cow::Borrowed(if w.0 > 2 { \"a\" } else { \"b\" }) } }
        impl From<U> for BTreeMap<u8, u8> { fn from(u: U) -> Self { BTreeMap::from([(u.0, 3)]) } }
        impl From<Vec<U>> for W { fn from(u: Vec<U>) -> Self { W(u.len() as u8 + 4) } }
        impl From<&str> for W { fn from(s: &str) -> Self { W(s.len() as u8 + 5) } }
        pub fn f(w: W, v: &V) -> usize {
            let more = W::from(Vec::<U>::new()).0;
            Cow::from(w).len() + BTreeMap::from([(v.0, more)]).len()
        }",
        &[
            ("v.0 > 1", "v.0 > 11", Hit),
            ("w.0 > 2", "w.0 > 12", Miss),
            ("u.0, 3", "u.0, 13", Hit),
            ("as u8 + 4", "as u8 + 14", Miss),
        ],
    ),
    (
        "what is not known may be any of them",
        "use std::borrow::Cow;
        pub struct V(u8); pub struct W(u8);
        impl From<V> for Cow<'static, str> { fn from(v: V) -> Self { Cow::Borrowed(if v.0 > 1 { \"a\" } else { \"b\" }) } }
        fn made<T>(t: T) -> usize where Cow<'static, str>: From<T> { Cow::from(t).len() }
        pub fn f(v: V, w: &W) -> usize { made(v) + w.0 as usize }",
        &[("v.0 > 1", "v.0 > 11", Miss)],
    ),
];

#[test]
fn a_conversion_runs_all_that_may_make_it_of_what_is_converted() {
    check(CONVERSIONS);
}

const SHOWN: &[Row] = &[
    (
        "shown by one trait and not by others",
        "use std::fmt;
        pub struct V(u8);
        impl fmt::Display for V { fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result { one(1); f.write_str(\"v\") } }
        impl fmt::Debug for V { fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result { one(2); f.write_str(\"w\") } }
        impl fmt::LowerHex for V { fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result { one(3); f.write_str(\"x\") } }
        fn one(_: u8) {}
        pub struct W(V);
        impl fmt::Display for W { fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result { fmt::Display::fmt(&self.0, f) } }
        pub fn f(w: &W) -> String { w.to_string() }",
        &[("one(1)", "one(11)", Miss), ("one(2)", "one(12)", Hit), ("one(3)", "one(13)", Hit)],
    ),
    (
        "what dereferences to what is shown",
        "use std::fmt; use std::ops::Deref;
        pub struct V(u8); pub struct U(V);
        impl Deref for U { type Target = V; fn deref(&self) -> &V { &self.0 } }
        impl fmt::Display for V { fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result { one(1); f.write_str(\"v\") } }
        fn one(_: u8) {}
        pub struct W(U);
        impl fmt::Display for W { fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result { <V as fmt::Display>::fmt(&self.0, f) } }
        pub fn f(w: &W) -> String { w.to_string() }",
        &[("one(1)", "one(11)", Miss)],
    ),
    (
        "a builder shows by `Debug` alone",
        "use std::fmt;
        pub struct V(u8);
        impl fmt::Display for V { fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result { one(1); f.write_str(\"v\") } }
        impl fmt::Debug for V { fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result { one(2); f.write_str(\"w\") } }
        fn one(_: u8) {}
        pub struct W(V);
        impl fmt::Debug for W { fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result { f.debug_struct(\"W\").field(\"v\", &self.0).finish() } }
        pub fn f(w: &W) -> String { format!(\"{w:?}\") }",
        &[("one(1)", "one(11)", Hit), ("one(2)", "one(12)", Miss)],
    ),
    (
        "methods of the program by names of std's",
        "use std::fmt;
        pub struct W(u8); impl W { fn told(&self) -> u8 { self.0 + 1 } }
        trait Shows { fn fmt(&self, f: &mut fmt::Formatter) -> W; fn write_str(&mut self, s: &str) -> W; }
        impl Shows for String { fn fmt(&self, _: &mut fmt::Formatter) -> W { W(2) } fn write_str(&mut self, s: &str) -> W { W(s.len() as u8 + 3) } }
        pub struct S(String);
        impl fmt::Display for S { fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result { let n = Shows::fmt(&self.0, f).told(); f.write_str(if n > 1 { \"a\" } else { \"b\" }) } }
        pub fn f(s: S, mut text: String) -> String { let n = text.write_str(\"x\").told(); format!(\"{s}{n}\") }",
        &[
            ("self.0 + 1", "self.0 + 11", Miss),
            ("W(2)", "W(12)", Miss),
            ("as u8 + 3", "as u8 + 13", Miss),
        ],
    ),
    (
        "an error of showing is no type of the program",
        "use std::fmt::{self, Write};
        pub struct V(u8);
        impl fmt::Debug for V { fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result { one(1); f.write_str(\"w\") } }
        fn one(_: u8) {}
        fn shown(out: &mut String, v: &V) -> fmt::Result { out.write_char(if v.0 > 1 { 'a' } else { 'b' }) }
        pub fn f(v: V) -> String { let mut out = String::new(); shown(&mut out, &v).expect(\"room\"); out }",
        &[("one(1)", "one(11)", Hit), ("v.0 > 1", "v.0 > 11", Miss)],
    ),
];

#[test]
fn what_shows_a_value_asks_for_its_own_trait() {
    check(SHOWN);
}

const HANDED: &[Row] = &[
    (
        "constructors and functions that are handed what they are made of",
        "pub struct W<T>(T); pub struct V(u8); pub struct U(u8);
        trait Told { fn told(&self) -> u8; }
        impl Told for V { fn told(&self) -> u8 { self.0 + 1 } }
        impl Told for U { fn told(&self) -> u8 { self.0 + 2 } }
        impl<T> W<T> { fn of(t: T) -> W<T> { W(t) } }
        pub fn f(all: Vec<V>, u: &U) -> u8 {
            let n: u8 = all.into_iter().map(W).map(|w| w.0.told()).sum();
            n + u.0
        }",
        &[("self.0 + 1", "self.0 + 11", Miss), ("self.0 + 2", "self.0 + 12", Hit)],
    ),
    (
        "functions of the program",
        "pub struct W<T>(T); pub struct V(u8); pub struct U(u8);
        trait Told { fn told(&self) -> u8; }
        impl Told for V { fn told(&self) -> u8 { self.0 + 1 } }
        impl Told for U { fn told(&self) -> u8 { self.0 + 2 } }
        impl<T> W<T> { fn of(t: T) -> W<T> { W(t) } }
        fn twice<T>(t: T) -> Option<W<T>> { Some(W(t)) }
        pub fn f(all: Option<V>, more: Option<V>, u: &U) -> u8 {
            all.map(W::of).map_or(0, |w| w.0.told()) + more.and_then(twice).map_or(0, |w| w.0.told()) + u.0
        }",
        &[("self.0 + 1", "self.0 + 11", Miss), ("self.0 + 2", "self.0 + 12", Hit)],
    ),
    (
        "functions of std",
        "use std::rc::Rc;
        pub struct V(u8); pub struct U(u8);
        trait Told { fn told(&self) -> u8; }
        impl Told for V { fn told(&self) -> u8 { self.0 + 1 } }
        impl Told for U { fn told(&self) -> u8 { self.0 + 2 } }
        pub fn f(all: Option<V>, u: &U) -> u8 { all.map(Rc::new).map(Some).flatten().map_or(0, |v| v.told()) + u.0 }",
        &[("self.0 + 1", "self.0 + 11", Miss), ("self.0 + 2", "self.0 + 12", Hit)],
    ),
    (
        "one that is a value, beside what is handed something",
        "pub struct V(pub u8); pub struct U(pub u8); pub struct W<T>(pub T);
        pub trait Told { fn told(&self) -> u8; }
        impl Told for V { fn told(&self) -> u8 { self.0 + 1 } }
        impl Told for U { fn told(&self) -> u8 { self.0 + 2 } }
        impl<T> W<T> { fn of(t: T) -> W<T> { W(t) } }
        pub fn f(n: u8) -> u8 {
            let one = Some(V(n)).map_or(W, |_v| W);
            let other = Some(V(n)).as_ref().map_or(W::of, |_v| W::of);
            one(U(n)).0.told() + other(U(n)).0.told()
        }",
        &[("self.0 + 2", "self.0 + 12", Miss)],
    ),
    (
        "what is handed to it by a method of the program",
        "pub struct W<T>(T); pub struct V(u8); pub struct U(u8); pub struct All(u8);
        trait Told { fn told(&self) -> u8; }
        impl Told for V { fn told(&self) -> u8 { self.0 + 1 } }
        impl Told for U { fn told(&self) -> u8 { self.0 + 2 } }
        impl<T> W<T> { fn told(&self) -> &T { &self.0 } }
        impl All { fn map<R>(&self, by: impl Fn(U) -> R) -> R { by(U(self.0)) } }
        pub fn f(v: &V, all: All) -> u8 { all.map(W).told().told() + v.0 }",
        &[("self.0 + 1", "self.0 + 11", Hit), ("self.0 + 2", "self.0 + 12", Miss)],
    ),
];

#[test]
fn a_function_that_is_handed_on_gives_what_it_is_handed() {
    check(HANDED);
}

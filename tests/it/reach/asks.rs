//! What code of std may ask of what it is handed: impls count by what is called, and by whose values it is called with.

use rememo_build::parse::on_deep_stack;
use rememo_build::plan::Level;
use rememo_build::resolve::{Options, Program};
use rememo_tests::crates::{Crates, MANIFEST, request};
use std::fs;
use std::os::unix::fs::PermissionsExt;

use super::table::Then::{Hit, Miss};
use super::table::{Edits, Row, check};

const ROWS: &[Row] = &[
    (
        "a list is searched: its items are compared, not shown, cloned or walked",
        "pub struct A(u8); impl PartialEq for A { fn eq(&self, _: &A) -> bool { 1 > 0 } }
         impl Iterator for A { type Item = u8; fn next(&mut self) -> Option<u8> { Some(2) } } impl Clone for A { fn clone(&self) -> A { A(3) } }
         pub fn f(v: &[A], a: &A) -> bool { v.contains(a) }",
        &[("1 > 0", "1 > 2", Miss), ("Some(2)", "Some(4)", Hit), ("A(3)", "A(4)", Hit)],
    ),
    (
        "a list is filled and read: nothing is asked of its items",
        "pub struct A(u8); impl PartialEq for A { fn eq(&self, _: &A) -> bool { 1 > 0 } } impl Drop for A { fn drop(&mut self) { one() } } fn one() {}
         pub fn f(v: &mut Vec<A>, a: A) -> usize { v.push(a); v.reserve(2); v.first().map_or(0, |a| a.0 as usize) + v.len() }",
        &[("1 > 0", "1 > 2", Hit), ("fn one() {}", "fn one() { panic!() }", Miss)],
    ),
    (
        "a list is sorted, by its items or by a key",
        "use std::cmp::Ordering; #[derive(PartialEq, Eq)] pub struct A(u8); impl PartialOrd for A { fn partial_cmp(&self, _: &A) -> Option<Ordering> { None } }
         impl Ord for A { fn cmp(&self, _: &A) -> Ordering { Ordering::Less } }
         #[derive(PartialEq, Eq, PartialOrd)] pub struct K(u8); impl Ord for K { fn cmp(&self, _: &K) -> Ordering { Ordering::Greater } }
         pub fn f(v: &mut Vec<A>, k: fn(&A) -> K) { v.sort(); v.sort_by_key(k) }",
        &[("Ordering::Less", "Ordering::Equal", Miss), ("Ordering::Greater", "Ordering::Equal", Miss), ("{ None }", "{ Some(Ordering::Equal) }", Miss)],
    ),
    (
        "a map hashes and compares its keys, and borrows them; not its values",
        "use std::{borrow::Borrow, collections::HashMap, hash::{Hash, Hasher}}; #[derive(PartialEq, Eq)] pub struct K(String);
         impl Hash for K { fn hash<H: Hasher>(&self, h: &mut H) { one(); self.0.hash(h) } } fn one() {} impl Borrow<str> for K { fn borrow(&self) -> &str { two(); &self.0 } } fn two() {}
         #[derive(Clone)] pub struct V; impl IntoIterator for V { type Item = u8; type IntoIter = std::vec::IntoIter<u8>; fn into_iter(self) -> Self::IntoIter { vec![3].into_iter() } }
         pub fn f(m: &HashMap<K, V>) -> bool { m.get(\"a\").is_some() }",
        &[("fn one() {}", "fn one() { panic!() }", Miss), ("fn two() {}", "fn two() { panic!() }", Miss), ("vec![3]", "vec![4]", Hit)],
    ),
    (
        "an entry of a map: to fill it may move all others",
        "use std::{collections::HashMap, hash::{Hash, Hasher}}; #[derive(PartialEq, Eq)] pub struct K(u8); impl Hash for K { fn hash<H: Hasher>(&self, _: &mut H) { one() } } fn one() {}
         pub fn f(m: &mut HashMap<K, u8>, e: u8) { m.entry(K(e)).or_insert(1); }",
        &[("fn one() {}", "fn one() { panic!() }", Miss)],
    ),
    (
        "values of one type are handed over, not those of another that is live",
        "pub struct A(B); pub struct B; impl std::ops::Deref for A { type Target = B; fn deref(&self) -> &B { &self.0 } } pub struct C(u8);
         impl PartialEq for B { fn eq(&self, _: &B) -> bool { 1 > 0 } } impl PartialEq for C { fn eq(&self, _: &C) -> bool { 2 > 0 } } impl Clone for C { fn clone(&self) -> C { C(7) } }
         pub fn f(c: &C, a: &A) -> u8 { let _ = &a.0; std::hint::black_box(c).0 }",
        &[("1 > 0", "1 > 2", Hit), ("2 > 0", "2 > 3", Miss), ("C(7)", "C(8)", Miss)],
    ),
    (
        "what a derive asks of the fields, for the trait that is asked",
        "#[derive(Clone, PartialEq, Hash)] pub struct A(B); pub struct B(u8); impl Clone for B { fn clone(&self) -> B { B(3) } } impl PartialEq for B { fn eq(&self, _: &B) -> bool { 1 > 0 } }
         impl std::hash::Hash for B { fn hash<H: std::hash::Hasher>(&self, _: &mut H) { one() } } fn one() {} pub fn f(v: &[A]) -> Vec<A> { v.to_vec() }",
        &[("B(3)", "B(4)", Miss), ("1 > 0", "1 > 2", Hit), ("fn one() {}", "fn one() { panic!() }", Hit)],
    ),
    (
        "anything is asked of a type: what it derives asks the fields",
        "#[derive(Clone, PartialEq)] pub struct A(B); pub struct B(u8); impl Clone for B { fn clone(&self) -> B { B(3) } } impl PartialEq for B { fn eq(&self, _: &B) -> bool { 1 > 0 } }
         pub fn f(a: A) -> A { std::hint::black_box(a) }",
        &[("B(3)", "B(4)", Miss), ("1 > 0", "1 > 2", Miss)],
    ),
    (
        "an adaptor of std around an iterator of the program is walked, from both ends, and cloned",
        "pub struct A; impl Iterator for A { type Item = u8; fn next(&mut self) -> Option<u8> { Some(2) } } impl DoubleEndedIterator for A { fn next_back(&mut self) -> Option<u8> { Some(3) } }
         impl Clone for A { fn clone(&self) -> A { one(); A } } fn one() {} pub fn f(a: A) -> u8 { let mut b = a.map(|n| n + 1); g(&mut b) }
         fn g<I: Iterator<Item = u8>>(i: &mut I) -> u8 { i.next().unwrap_or(0) }",
        &[("Some(2)", "Some(4)", Miss), ("Some(3)", "Some(5)", Miss), ("fn one() {}", "fn one() { panic!() }", Miss)],
    ),
    (
        "an iterator of the program as one that is only known to be one",
        "pub struct A; impl Iterator for A { type Item = u8; fn next(&mut self) -> Option<u8> { Some(2) } }
         fn g(mut i: impl Iterator<Item = u8>) -> u8 { i.next().unwrap_or(0) } pub fn f() -> u8 { g(A) }",
        &[("Some(2)", "Some(4)", Miss)],
    ),
    (
        "an iterator of the program behind what a function gives",
        "pub struct A; impl Iterator for A { type Item = u8; fn next(&mut self) -> Option<u8> { Some(2) } }
         fn g() -> impl Iterator<Item = u8> { A } pub fn f() -> u8 { g().skip(1).sum() }",
        &[("Some(2)", "Some(4)", Miss)],
    ),
    (
        "iterators in iterators, and those that a closure gives",
        "pub struct A; impl Iterator for A { type Item = u8; fn next(&mut self) -> Option<u8> { Some(2) } } pub struct B; impl Iterator for B { type Item = u8; fn next(&mut self) -> Option<u8> { Some(3) } }
         pub fn f(v: Vec<A>) -> usize { v.into_iter().flatten().count() + [1, 2].iter().flat_map(|_| B).count() }",
        &[("Some(2)", "Some(4)", Miss), ("Some(3)", "Some(5)", Miss)],
    ),
    (
        "the items of an iterator are compared or summed",
        "use std::cmp::Ordering; #[derive(Clone, Copy, PartialEq, Eq, PartialOrd)] pub struct K(u8); impl Ord for K { fn cmp(&self, _: &K) -> Ordering { Ordering::Less } }
         pub struct A; impl Iterator for A { type Item = K; fn next(&mut self) -> Option<K> { None } } impl std::iter::Sum<K> for K { fn sum<I: Iterator<Item = K>>(_: I) -> K { K(9) } }
         pub fn f() -> u8 { let s: K = A.sum(); A.max().map_or(0, |k| k.0) + s.0 }",
        &[("Ordering::Less", "Ordering::Equal", Miss), ("K(9)", "K(8)", Miss)],
    ),
    (
        "what a closure holds is cloned with it",
        "pub struct A(u8); impl Clone for A { fn clone(&self) -> A { A(3) } }
         pub fn f(a: A) -> usize { [1_u8, 2].iter().map(move |n| { let b = &a; n + b.0 }).cycle().take(5).count() }",
        &[("A(3)", "A(4)", Miss)],
    ),
    (
        "a list is made, without a look at its items",
        "use std::cmp::Ordering; #[derive(PartialEq, Eq, PartialOrd)] pub struct K(u8); impl Ord for K { fn cmp(&self, _: &K) -> Ordering { Ordering::Less } }
         pub fn f(v: Vec<K>) -> usize { let m: Vec<K> = v.into_iter().collect(); m.len() }",
        &[("Ordering::Less", "Ordering::Equal", Hit)],
    ),
    (
        "a set is made by its keys",
        "use std::collections::BTreeSet; use std::cmp::Ordering; #[derive(PartialEq, Eq, PartialOrd)] pub struct K(u8); impl Ord for K { fn cmp(&self, _: &K) -> Ordering { Ordering::Less } }
         pub fn f(v: Vec<K>) -> usize { let m: BTreeSet<K> = v.into_iter().collect(); m.len() }",
        &[("Ordering::Less", "Ordering::Equal", Miss)],
    ),
    (
        "an operator of std's own around values of the program",
        "use std::collections::BTreeSet; use std::cmp::Ordering; #[derive(PartialEq, Eq, PartialOrd)] pub struct K(u8); impl Ord for K { fn cmp(&self, _: &K) -> Ordering { Ordering::Less } }
         impl Clone for K { fn clone(&self) -> K { K(3) } } pub fn f(a: &BTreeSet<K>, b: &BTreeSet<K>) -> usize { (a - b).len() }",
        &[("Ordering::Less", "Ordering::Equal", Miss), ("K(3)", "K(4)", Miss)],
    ),
    (
        "a method that only the program has asks nothing of std, on what is not known either",
        "pub trait T { fn frobnicate(&self) -> u8; } pub struct A(u8); impl T for A { fn frobnicate(&self) -> u8 { 1 } } impl PartialEq for A { fn eq(&self, _: &A) -> bool { 1 > 0 } }
         pub fn f(a: &A) -> u8 { let b = unknown::magic(3); let _ = a.0; b.frobnicate() } pub mod unknown { pub fn magic(_: u8) -> impl super::T { super::A(2) } }",
        &[("{ 1 }", "{ 9 }", Miss), ("1 > 0", "1 > 2", Hit)],
    ),
    (
        "an own method that takes the value hides all traits', if it is there for all arguments",
        "pub struct A<T>(T); impl<T> A<T> { pub fn turn(self) -> T { self.0 } } impl A<u8> { pub fn map(self, n: u8) -> u8 { n } } impl<T> Iterator for A<T> { type Item = u8; fn next(&mut self) -> Option<u8> { Some(2) } }
         pub fn f(a: A<u16>) -> u16 { a.turn() }",
        &[("Some(2)", "Some(4)", Hit)],
    ),
    (
        "a trait's method for all arguments, where the own one is for others",
        "pub struct A<T>(T); impl A<u8> { pub fn map(self, n: u8) -> u8 { n } } impl<T> Iterator for A<T> { type Item = u8; fn next(&mut self) -> Option<u8> { Some(2) } }
         pub fn f(a: A<u16>) -> usize { a.map(|n| n).count() }",
        &[("Some(2)", "Some(4)", Miss)],
    ),
    (
        "an own method that cannot be seen does not hide the target's",
        "pub mod m { pub struct A(pub super::B); impl A { fn n(&self) -> u8 { 1 } } impl std::ops::Deref for A { type Target = super::B; fn deref(&self) -> &super::B { &self.0 } } }
         pub struct B; impl B { pub fn n(&self) -> u8 { 2 } } pub fn f(a: &m::A) -> u8 { a.n() }",
        &[("{ 2 }", "{ 9 }", Miss)],
    ),
    (
        "a conversion that is tried goes by the one that cannot fail",
        "pub struct A(u8); impl From<u8> for A { fn from(_: u8) -> A { A(3) } } pub struct B; impl TryFrom<B> for A { type Error = (); fn try_from(_: B) -> Result<A, ()> { Ok(A(5)) } }
         pub fn f() -> bool { A::try_from(2_u8).is_ok() }",
        &[("A(3)", "A(4)", Miss)],
    ),
    (
        "a value that is written into",
        "pub struct W(u8); impl std::fmt::Write for W { fn write_str(&mut self, _: &str) -> std::fmt::Result { one(); Ok(()) } } fn one() {}
         pub fn f(w: &mut W) { use std::fmt::Write; let _ = write!(w, \"{}\", 1); }",
        &[("fn one() {}", "fn one() { panic!() }", Miss)],
    ),
    (
        "a formatter that the function is given may write into the program's own writer",
        "use std::fmt; pub struct W(u8); impl fmt::Write for W { fn write_str(&mut self, _: &str) -> fmt::Result { one(); Ok(()) } } fn one() {}
         pub fn f(o: &mut fmt::Formatter<'_>, _: &W) -> fmt::Result { o.write_str(\"a\") }",
        &[("fn one() {}", "fn one() { panic!() }", Miss)],
    ),
    (
        "a formatter within what the function is given",
        "use std::fmt; pub struct W(u8); impl fmt::Write for W { fn write_str(&mut self, _: &str) -> fmt::Result { one(); Ok(()) } } fn one() {}
         pub struct P<'a, 'b>(&'a mut fmt::Formatter<'b>); pub fn f(p: &mut P<'_, '_>, _: &W) -> fmt::Result { p.0.write_str(\"a\") }",
        &[("fn one() {}", "fn one() { panic!() }", Miss)],
    ),
    (
        "what writes the fields of a struct, within what the function is given",
        "use std::fmt; pub struct W(u8); impl fmt::Write for W { fn write_str(&mut self, _: &str) -> fmt::Result { one(); Ok(()) } } fn one() {}
         type Fields<'a, 'b> = fmt::DebugStruct<'a, 'b>; pub struct P<'a, 'b>(Fields<'a, 'b>); pub fn f(p: &mut P<'_, '_>, _: &W) { p.0.field(\"a\", &1); }",
        &[("fn one() {}", "fn one() { panic!() }", Miss)],
    ),
    (
        "a function that takes a formatter holds none",
        "use std::fmt; pub struct W(u8); impl fmt::Write for W { fn write_str(&mut self, _: &str) -> fmt::Result { one(); Ok(()) } } fn one() {}
         pub struct P<F: Fn(&mut fmt::Formatter<'_>) -> fmt::Result>(F, fn(&mut fmt::Formatter<'_>), u8); pub fn f(p: &P<fn(&mut fmt::Formatter<'_>) -> fmt::Result>, _: &W) -> u8 { p.2 }",
        &[("fn one() {}", "fn one() { panic!() }", Hit)],
    ),
    (
        "a text is made, which asks no writer of the program",
        "use std::fmt; pub struct W(u8); impl fmt::Write for W { fn write_str(&mut self, _: &str) -> fmt::Result { one(); Ok(()) } } fn one() {}
         pub struct S(B); impl fmt::Display for S { fn fmt(&self, o: &mut fmt::Formatter<'_>) -> fmt::Result { o.write_str(\"a\")?; self.0.fmt(o) } } pub struct B; impl fmt::Display for B { fn fmt(&self, o: &mut fmt::Formatter<'_>) -> fmt::Result { o.pad(\"b\") } }
         pub fn f(_: &W) -> String { format!(\"{}\", S(B)) }",
        &[("fn one() {}", "fn one() { panic!() }", Hit), ("o.pad(\"b\")", "o.pad(\"c\")", Miss)],
    ),
    (
        "a list of values does not clone them",
        "pub struct A(u8); impl Clone for A { fn clone(&self) -> A { A(3) } } pub fn f(n: usize) -> usize { vec![A(1), A(2)].len() + n }",
        &[("A(3)", "A(4)", Hit)],
    ),
    (
        "a list of one value repeated does",
        "pub struct A(u8); impl Clone for A { fn clone(&self) -> A { A(3) } } pub fn f(n: usize) -> usize { vec![A(1); n].len() }",
        &[("A(3)", "A(4)", Miss)],
    ),
    (
        "what std is handed names another type, and calls that",
        "pub struct A; pub struct B(u8); impl IntoIterator for A { type Item = u8; type IntoIter = B; fn into_iter(self) -> B { B(1) } }
         impl Iterator for B { type Item = u8; fn next(&mut self) -> Option<u8> { Some(2) } } pub fn f(v: &mut Vec<u8>, a: A) { v.extend(a); for n in A { v.push(n) } }",
        &[("Some(2)", "Some(4)", Miss), ("B(1)", "B(3)", Miss)],
    ),
    (
        "a map's keys are compared and hashed, its values are not",
        "use std::collections::{BTreeMap, HashMap, btree_map::Entry}; use std::cmp::Ordering; #[derive(PartialEq, Eq, Hash)] pub struct K(u8); impl PartialOrd for K { fn partial_cmp(&self, o: &K) -> Option<Ordering> { Some(self.cmp(o)) } }
         impl Ord for K { fn cmp(&self, o: &K) -> Ordering { o.0.cmp(&self.0) } } #[derive(Eq)] pub struct V(u8); impl PartialEq for V { fn eq(&self, o: &V) -> bool { self.0 == o.0 } } impl Drop for V { fn drop(&mut self) { one(); } } fn one() -> u8 { 1 }
         pub fn f(mut m: BTreeMap<K, V>, mut n: HashMap<u8, V>, k: K, l: K, v: V, w: V) { m.insert(k, v); if let Entry::Vacant(free) = m.entry(l) { free.insert(w); } n.remove(&3); }",
        &[("o.0.cmp(&self.0)", "self.0.cmp(&o.0)", Miss), ("self.0 == o.0", "self.0 != o.0", Hit), ("{ 1 }", "{ 9 }", Miss)],
    ),
    (
        "a place in a table that grows hashes its keys again",
        "use std::collections::{HashMap, hash_map::{Entry, VacantEntry}}; #[derive(PartialEq, Eq)] pub struct K(u8); impl std::hash::Hash for K { fn hash<H: std::hash::Hasher>(&self, h: &mut H) { h.write_u8(1) } }
         pub fn f(free: VacantEntry<'_, K, u8>) { free.insert(3); }",
        &[("u8(1)", "u8(9)", Miss)],
    ),
    (
        "an empty list or map makes nothing of what it is for, by an alias too",
        "use std::collections::BTreeMap; type Map<K, V> = BTreeMap<K, V>; pub struct V(u8); impl Default for V { fn default() -> V { V(1) } } impl std::hash::Hash for V { fn hash<H: std::hash::Hasher>(&self, h: &mut H) { h.write_u8(4) } }
         pub struct S { a: BTreeMap<u8, V>, b: Map<u8, V>, c: Vec<V> } pub fn f() -> S { S { a: BTreeMap::default(), b: Map::default(), c: Vec::default() } } pub fn g() -> Box<V> { Box::default() }",
        &[("V(1)", "V(9)", Hit), ("u8(4)", "u8(9)", Hit)],
    ),
    (
        "a text made of anything compares nothing",
        "pub struct E(String); pub struct N(u8); impl PartialEq for N { fn eq(&self, o: &N) -> bool { self.0 == o.0 } } impl From<N> for String { fn from(n: N) -> String { String::from(\"a\") } }
         fn make<S: Into<String>>(s: S) -> E { E(s.into()) } pub fn f(n: N) -> E { make(n) }",
        &[("self.0 == o.0", "self.0 != o.0", Hit), ("\"a\"", "\"b\"", Miss)],
    ),
    (
        "a path made of what can be seen as one looks at it",
        "use std::path::PathBuf; use std::ffi::OsStr; pub struct N(String); impl AsRef<OsStr> for N { fn as_ref(&self) -> &OsStr { if step() > 2 { panic!() } self.0.as_ref() } } fn step() -> u8 { 1 } pub fn f(n: &N) -> PathBuf { n.into() }",
        &[("{ 1 }", "{ 9 }", Miss)],
    ),
];

/// An iterator of the program, which is cloned, shown and made by code of its own.
macro_rules! iterator {
    ($rest:literal) => {
        concat!(
            "use std::fmt; fn one() -> u8 { 1 } pub struct P(u8); impl Clone for P { fn clone(&self) -> P { P(one()) } } impl Default for P { fn default() -> P { P(one()) } }
             impl fmt::Debug for P { fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result { write!(f, \"{}\", one()) } }
             impl Iterator for P { type Item = u8; fn next(&mut self) -> Option<u8> { self.0 = self.0.checked_sub(1)?; Some(self.0) } } ",
            $rest
        )
    };
}

const WALKED: Edits = &[
    ("{ 1 }", "{ 9 }", Hit),
    ("checked_sub(1)", "checked_sub(2)", Miss),
];

const HELD: Edits = &[
    ("{ 1 }", "{ 9 }", Miss),
    ("checked_sub(1)", "checked_sub(2)", Miss),
];

/// What is no more than walked over is neither cloned nor shown nor made anew.
const ITERATORS: &[Row] = &[
    (
        "a step, by a bound",
        iterator!(
            "fn g<I: Iterator<Item = u8>>(mut i: I) -> u8 { i.next().unwrap_or(0) + i.nth(7).unwrap_or(0) } pub fn f(n: u8) -> u8 { g(P(n)) }"
        ),
        WALKED,
    ),
    (
        "a loop",
        iterator!(
            "fn g<I: Iterator<Item = u8>>(i: I) -> u8 { let mut k = 0; for n in i { k += n } k } pub fn f(n: u8) -> u8 { g(P(n)) }"
        ),
        WALKED,
    ),
    (
        "a list that is extended",
        iterator!(
            "fn g<I: ExactSizeIterator<Item = u8>>(v: &mut Vec<u8>, i: I) { let _ = i.len(); v.extend(i) } impl ExactSizeIterator for P {} pub fn f(n: u8) -> Vec<u8> { let mut v = vec![]; g(&mut v, P(n)); v }"
        ),
        WALKED,
    ),
    (
        "a list that is made",
        iterator!(
            "fn g<I: Iterator<Item = u8>>(i: I) -> Vec<u8> { let v: Vec<u8> = i.collect(); v } pub fn f(n: u8) -> Vec<u8> { g(P(n)) }"
        ),
        WALKED,
    ),
    (
        "two that are compared",
        iterator!(
            "fn g<I: Iterator<Item = u8>>(i: I, j: I) -> bool { i.eq(j) } pub fn f(n: u8) -> bool { g(P(n), P(2)) }"
        ),
        WALKED,
    ),
    (
        "one that is only known to be one",
        iterator!(
            "fn g(mut i: impl Iterator<Item = u8>) -> u8 { i.next().unwrap_or(0) } pub fn f(n: u8) -> u8 { g(P(n)) }"
        ),
        WALKED,
    ),
    (
        "an object",
        iterator!(
            "fn g(i: &mut dyn Iterator<Item = u8>) -> u8 { i.next().unwrap_or(0) } pub fn f(n: u8) -> u8 { g(&mut P(n)) }"
        ),
        WALKED,
    ),
    (
        "one that goes round again, by another function's doing",
        iterator!(
            "fn g<I: Iterator<Item = u8>>(mut i: I) -> u8 { i.nth(7).unwrap_or(0) } pub fn f(n: u8) -> u8 { g(P(n).cycle()) }"
        ),
        HELD,
    ),
    (
        "the same, by a function that is given",
        iterator!(
            "pub fn f(n: u8) -> u8 { Some(P(n)).map(Iterator::cycle).unwrap().nth(9).unwrap() }"
        ),
        HELD,
    ),
    (
        "through a bound",
        iterator!(
            "fn g<I: Iterator<Item = u8> + Clone>(i: I) -> u8 { Some(i).map(I::cycle).unwrap().nth(9).unwrap() } pub fn f(n: u8) -> u8 { g(P(n)) }"
        ),
        HELD,
    ),
    (
        "by the caller, who may have made it so",
        iterator!(
            "pub fn f<I: Iterator<Item = u8>>(mut i: I) -> u8 { i.nth(7).unwrap_or(0) } pub fn h() { f(P(3).cycle()); }"
        ),
        HELD,
    ),
    (
        "one that is shown",
        iterator!(
            "fn m(n: u8) -> impl Iterator<Item = u8> + fmt::Debug { P(n) } pub fn f(n: u8) -> String { format!(\"{:?}\", m(n)) }"
        ),
        HELD,
    ),
    (
        "an adaptor that is",
        iterator!("pub fn f(n: u8) -> String { format!(\"{:?}\", P(n).skip(1)) }"),
        HELD,
    ),
    (
        "what is walked over, if it can be cloned",
        iterator!(
            "fn g<I: IntoIterator<Item = u8>>(i: I) -> u8 where I::IntoIter: Clone { let i = i.into_iter(); let j = i.clone(); i.count() as u8 + j.last().unwrap_or(0) } pub fn f(n: u8) -> u8 { g(P(n)) }"
        ),
        HELD,
    ),
    (
        "shown",
        iterator!(
            "fn g<I: IntoIterator<Item = u8>>(i: I) -> String where I::IntoIter: fmt::Debug { let mut i = i.into_iter(); i.next(); format!(\"{:?}\", i) } pub fn f(n: u8) -> String { g(P(n)) }"
        ),
        HELD,
    ),
    (
        "or taken",
        iterator!(
            "fn g(i: impl Iterator<Item = u8> + Default) -> u8 { let mut i = i; let j = std::mem::take(&mut i); j.count() as u8 + i.next().unwrap_or(0) } pub fn f(n: u8) -> u8 { g(P(n)) }"
        ),
        HELD,
    ),
];

/// What is `Copy` may have a `clone` of its own, by which it is copied.
const COPIED: &[Row] = &[
    (
        "references that a list is extended by",
        "fn one() -> u8 { 1 } #[derive(Copy, PartialEq, Eq, PartialOrd, Ord)] pub struct K(u8); impl Clone for K { fn clone(&self) -> K { K(one()) } }
         pub fn f(n: u8) -> u8 { let a = [K(n)]; let mut v: Vec<K> = Vec::new(); v.extend(a.iter().filter(|k| k.0 > 0)); v[0].0 }",
        &[("{ 1 }", "{ 9 }", Miss)],
    ),
    (
        "a set",
        "fn one() -> u8 { 1 } #[derive(Copy, PartialEq, Eq, PartialOrd, Ord)] pub struct K(u8); impl Clone for K { fn clone(&self) -> K { K(one()) } }
         pub fn f(n: u8) -> u8 { let a = [K(n)]; let mut v: std::collections::BTreeSet<K> = Default::default(); v.extend(a.iter().filter(|k| k.0 > 0)); v.first().unwrap().0 }",
        &[("{ 1 }", "{ 9 }", Miss)],
    ),
    (
        "a list of whatever can be copied",
        "fn one() -> u8 { 1 } #[derive(Copy, PartialEq, Eq, PartialOrd, Ord)] pub struct K(u8); impl Clone for K { fn clone(&self) -> K { K(one()) } }
         fn g<'a, T: Copy + 'a>(v: &mut Vec<T>, i: impl Iterator<Item = &'a T>) { v.extend(i) } pub fn f(n: u8) -> u8 { let a = [K(n)]; let mut v: Vec<K> = Vec::new(); g(&mut v, a.iter().filter(|k| k.0 > 0)); v[0].0 }",
        &[("{ 1 }", "{ 9 }", Miss)],
    ),
    (
        "whatever can be extended",
        "fn one() -> u8 { 1 } #[derive(Copy, PartialEq, Eq, PartialOrd, Ord)] pub struct K(u8); impl Clone for K { fn clone(&self) -> K { K(one()) } }
         fn g<'a, E: Extend<&'a K>>(v: &mut E, i: &'a [K]) { v.extend(i.iter().filter(|k| k.0 > 0)) } pub fn f(n: u8) -> u8 { let a = [K(n)]; let mut v: Vec<K> = Vec::new(); g(&mut v, &a); v[0].0 }",
        &[("{ 1 }", "{ 9 }", Miss)],
    ),
    (
        "by the trait's name",
        "fn one() -> u8 { 1 } #[derive(Copy, PartialEq, Eq, PartialOrd, Ord)] pub struct K(u8); impl Clone for K { fn clone(&self) -> K { K(one()) } }
         pub fn f(n: u8) -> u8 { let a = [K(n)]; let mut v: Vec<K> = Vec::new(); Extend::extend(&mut v, a.iter().filter(|k| k.0 > 0)); v[0].0 }",
        &[("{ 1 }", "{ 9 }", Miss)],
    ),
];

/// An operator stands beside a number, and what is on its other side is not known.
const BESIDE_NUMBERS: &[Row] = &[
    (
        "of an associated type",
        "fn one() -> bool { true } pub struct P(u8); impl PartialEq<u8> for P { fn eq(&self, o: &u8) -> bool { one() } } trait Mk { type O; fn mk(n: u8) -> Self::O; } impl Mk for u8 { type O = P; fn mk(n: u8) -> P { P(n) } } fn go<T: Mk>() -> bool where T::O: PartialEq<u8> { T::mk(1) == 1 } pub fn f(n: u8) -> bool { go::<u8>() }",
        &[("{ true }", "{ false }", Miss)],
    ),
    (
        "of a parameter",
        "fn one() -> bool { true } pub struct P(u8); impl PartialEq<u8> for P { fn eq(&self, o: &u8) -> bool { one() } } fn go<T: PartialEq<u8>>(t: T) -> bool { t == 1 } pub fn f(n: u8) -> bool { go(P(n)) }",
        &[("{ true }", "{ false }", Miss)],
    ),
    (
        "with a reference to one",
        "fn one() -> bool { true } pub struct P(u8); impl<'a> PartialEq<&'a u8> for P { fn eq(&self, o: &&u8) -> bool { one() } } fn go<T>(t: T) -> bool where for<'a> T: PartialEq<&'a u8> { t == &1 } pub fn f(n: u8) -> bool { go(P(n)) }",
        &[("{ true }", "{ false }", Miss)],
    ),
    (
        "for the number",
        "fn one() -> bool { true } pub struct P(u8); impl PartialEq<P> for u8 { fn eq(&self, o: &P) -> bool { one() } } fn go<T>(t: T) -> bool where u8: PartialEq<T> { 1u8 == t } pub fn f(n: u8) -> bool { go(P(n)) }",
        &[("{ true }", "{ false }", Miss)],
    ),
    (
        "by an alias",
        "fn one() -> u8 { 1 } type N = u8; pub struct P(u8); impl std::ops::Add<N> for P { type Output = u8; fn add(self, o: u8) -> u8 { one() } } fn go<T: std::ops::Add<u8, Output = u8>>(t: T) -> u8 { t + 1 } pub fn f(n: u8) -> u8 { go(P(n)) }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "by what another trait says",
        "fn one() -> u8 { 1 } trait Nn { type N; } pub struct P(u8); impl Nn for P { type N = u8; } impl std::ops::Add<<P as Nn>::N> for P { type Output = u8; fn add(self, o: u8) -> u8 { one() } } fn go<T: std::ops::Add<u8, Output = u8>>(t: T) -> u8 { t + 1 } pub fn f(n: u8) -> u8 { go(P(n)) }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "by whatever can be one",
        "fn one() -> u8 { 1 } pub struct P(u8); impl<X: Into<u16>> std::ops::Add<X> for P { type Output = u8; fn add(self, o: X) -> u8 { one() } } fn go<T: std::ops::Add<u8, Output = u8>>(t: T) -> u8 { t + 1 } pub fn f(n: u8) -> u8 { go(P(n)) }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "for a reference",
        "fn one() -> u8 { 1 } pub struct P(u8); impl std::ops::Add<u8> for &P { type Output = u8; fn add(self, o: u8) -> u8 { one() } } fn go<T>(t: T) -> u8 where for<'a> &'a T: std::ops::Add<u8, Output = u8> { &t + 1 } pub fn f(n: u8) -> u8 { go(P(n)) }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "through a type around it",
        "fn one() -> u8 { 1 } pub struct W<T>(T); impl<T: std::ops::Add<U>, U> std::ops::Add<U> for W<T> { type Output = T::Output; fn add(self, o: U) -> T::Output { self.0 + o } } pub struct P(u8); impl std::ops::Add<u8> for P { type Output = u8; fn add(self, o: u8) -> u8 { one() } } fn go<T: std::ops::Add<u8, Output = u8>>(t: T) -> u8 { t + 1 } pub fn f(n: u8) -> u8 { go(W(P(n))) }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "by a fraction",
        "fn one() -> u8 { 1 } pub struct P(u8); impl std::ops::Mul<f64> for P { type Output = u8; fn mul(self, o: f64) -> u8 { one() } } fn go<T: std::ops::Mul<f64, Output = u8>>(t: T) -> u8 { t * 2.0 } pub fn f(n: u8) -> u8 { go(P(n)) }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "that changes it",
        "fn one() -> u8 { 1 } pub struct P(u8); impl std::ops::AddAssign<char> for P { fn add_assign(&mut self, o: char) { self.0 = one() } } fn go<T: std::ops::AddAssign<char>>(t: &mut T) { *t += 'a' } pub fn f(n: u8) -> u8 { let mut p = P(n); go(&mut p); p.0 }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "by what its trait provides",
        "use std::cmp::Ordering; fn one() -> Option<Ordering> { None } pub struct P(u8); impl PartialEq<u8> for P { fn eq(&self, o: &u8) -> bool { true } } impl PartialOrd<u8> for P { fn partial_cmp(&self, o: &u8) -> Option<Ordering> { one() } } fn go<T: PartialOrd<u8>>(t: T) -> bool { t < 1 } pub fn f(n: u8) -> bool { go(P(n)) }",
        &[("{ None }", "{ Some(Ordering::Less) }", Miss)],
    ),
    (
        "written by a macro",
        "fn one() -> u8 { 1 } pub struct P(u8); macro_rules! ops { ($($t:ty)*) => { $(impl std::ops::Add<$t> for P { type Output = u8; fn add(self, o: $t) -> u8 { one() } })* } } ops!(u8 u16 i32); fn go<T: std::ops::Add<u8, Output = u8>>(t: T) -> u8 { t + 1 } pub fn f(n: u8) -> u8 { go(P(n)) }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "for the number, by a shift",
        "fn one() -> u8 { 1 } pub struct P(u8); impl std::ops::Shl<P> for u32 { type Output = u8; fn shl(self, o: P) -> u8 { one() } } fn go<T>(t: T) -> u8 where u32: std::ops::Shl<T, Output = u8> { 1u32 << t } pub fn f(n: u8) -> u8 { go(P(n)) }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "for a number that may be of many types",
        "fn one() -> u8 { 1 } pub struct P(u8); impl std::ops::Mul<P> for f32 { type Output = u8; fn mul(self, o: P) -> u8 { one() } } fn go<T>(t: T) -> u8 where f32: std::ops::Mul<T, Output = u8> { 2.0 * t } pub fn f(n: u8) -> u8 { go(P(n)) }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "in an assertion",
        "fn one() -> bool { true } #[derive(Debug)] pub struct P(u8); impl PartialEq<u8> for P { fn eq(&self, o: &u8) -> bool { one() } } fn go<T: PartialEq<u8> + std::fmt::Debug>(t: T) { assert_eq!(t, 1) } pub fn f(n: u8) { go(P(n)) }",
        &[("{ true }", "{ false }", Miss)],
    ),
    (
        "of a type that is known",
        "fn one() -> bool { true } #[derive(Debug)] pub struct P(u8); impl PartialEq<u8> for P { fn eq(&self, o: &u8) -> bool { one() } } pub fn f(n: u8) { assert_eq!(P(n), 1) }",
        &[("{ true }", "{ false }", Miss)],
    ),
    (
        "after a number",
        "fn one() -> bool { true } #[derive(Debug)] pub struct P(u8); impl PartialEq<P> for u8 { fn eq(&self, o: &P) -> bool { one() } } pub fn f(n: u8) { assert_ne!(1u8, P(n)) }",
        &[("{ true }", "{ false }", Miss)],
    ),
    (
        "whatever it is",
        "fn one() -> bool { true } #[derive(Debug)] pub struct P(u8); impl PartialEq<P> for u8 { fn eq(&self, o: &P) -> bool { one() } } fn go<T: std::fmt::Debug>(t: T) where u8: PartialEq<T> { assert_ne!(1u8, t) } pub fn f(n: u8) { go(P(n)) }",
        &[("{ true }", "{ false }", Miss)],
    ),
    (
        "by the name of the trait",
        "fn one() -> bool { true } pub struct P(u8); impl PartialEq<u8> for P { fn eq(&self, o: &u8) -> bool { one() } } fn go<T: PartialEq<u8>>(t: T) -> bool { PartialEq::eq(&t, &1) } pub fn f(n: u8) -> bool { go(P(n)) }",
        &[("{ true }", "{ false }", Miss)],
    ),
    (
        "after a number, by the name of the trait",
        "fn one() -> u8 { 1 } pub struct P(u8); impl std::ops::Add<P> for u8 { type Output = u8; fn add(self, o: P) -> u8 { one() } } fn go<T>(t: T) -> u8 where u8: std::ops::Add<T, Output = u8> { std::ops::Add::add(1u8, t) } pub fn f(n: u8) -> u8 { go(P(n)) }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "a truth",
        "fn one() -> bool { true } pub struct P(u8); impl PartialEq<bool> for P { fn eq(&self, o: &bool) -> bool { one() } } fn go<T: PartialEq<bool>>(t: T) -> bool { t == (1 > 0) } pub fn f(n: u8) -> bool { go(P(n)) }",
        &[("{ true }", "{ false }", Miss)],
    ),
    (
        "a length",
        "fn one() -> bool { true } pub struct P(u8); impl PartialEq<usize> for P { fn eq(&self, o: &usize) -> bool { one() } } fn go<T: PartialEq<usize>>(t: T, s: &str) -> bool { t == s.len() } pub fn f(n: u8) -> bool { go(P(n), \"a\") }",
        &[("{ true }", "{ false }", Miss)],
    ),
    (
        "but none that takes another of its own type",
        "fn one() -> u8 { 1 } pub struct P(u8); impl std::ops::Add for P { type Output = u8; fn add(self, o: P) -> u8 { one() } } fn go<T: std::ops::Add<u8, Output = u8>>(t: T) -> u8 { t + 1 } pub fn f(n: u8, p: P) -> u8 { go(n) + p.0 }",
        &[("{ 1 }", "{ 2 }", Hit)],
    ),
    (
        "nor one that compares two",
        "fn one() -> u8 { 1 } pub struct P(u8); impl PartialEq for P { fn eq(&self, o: &P) -> bool { one() > 0 } } fn go<T: PartialEq<u8>>(t: T) -> bool { t == 1 } pub fn f(n: u8, p: P) -> bool { go(n) && p.0 > 0 }",
        &[("{ 1 }", "{ 2 }", Hit)],
    ),
];

/// What is read, made and taken out, and how that fails.
const MADE: &[Row] = &[
    (
        "an own way to write to a list",
        "use std::fmt::Write; fn one() -> u8 { 1 } #[derive(Clone)] pub struct E; impl std::fmt::Debug for E { fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result { panic!(\"{}\", one()) } } trait Wf { fn write_fmt(&mut self, a: std::fmt::Arguments) -> Result<(), E>; } impl Wf for Vec<u8> { fn write_fmt(&mut self, a: std::fmt::Arguments) -> Result<(), E> { Err(E) } } pub fn f(n: u8) -> u8 { let mut v = vec![n]; write!(v, \"{n}\").unwrap(); 1 }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "a text is read as a type of the program",
        "fn one() -> u8 { 1 } pub struct P(u8); #[derive(Debug)] pub struct E; impl std::str::FromStr for P { type Err = E; fn from_str(s: &str) -> Result<P, E> { Ok(P(one())) } } pub fn f(s: &str) -> u8 { let p: P = s.parse().unwrap(); p.0 }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "which tells why it cannot be",
        "fn one() -> u8 { 1 } pub struct P(u8); pub struct E; impl std::fmt::Debug for E { fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result { panic!(\"{}\", one()) } } impl std::str::FromStr for P { type Err = E; fn from_str(s: &str) -> Result<P, E> { Err(E) } } pub fn f(s: &str) -> u8 { let p: P = s.parse().unwrap(); p.0 }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "a number is made into one by `From`",
        "fn one() -> u8 { 1 } pub struct P(u8); impl From<u8> for P { fn from(n: u8) -> P { P(one()) } } pub fn f(n: u8) -> u8 { let p: P = n.try_into().unwrap(); p.0 }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "and made of one by `Into`",
        "fn one() -> u8 { 1 } pub struct P(u8); impl Into<u8> for P { fn into(self) -> u8 { one() } } pub fn f(n: u8) -> u8 { let p: u8 = P(n).try_into().unwrap(); p }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "or by `TryFrom`, behind a `?`",
        "fn one() -> u8 { 1 } pub struct P(u8); impl TryFrom<u8> for P { type Error = (); fn try_from(n: u8) -> Result<P, ()> { Ok(P(one())) } } pub fn f(n: u8) -> Option<u8> { fn g(n: u8) -> Result<P, ()> { let p: P = n.try_into()?; Ok(p) } g(n).ok().map(|p| p.0) }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "an error of std is made into one of the program",
        "fn one() -> u8 { 1 } pub struct E(u8); impl From<std::num::ParseIntError> for E { fn from(_: std::num::ParseIntError) -> E { E(one()) } } pub fn f(s: &str) -> u8 { fn g(s: &str) -> Result<u8, E> { let n: u8 = s.parse()?; Ok(n) } g(s).unwrap_or_else(|e| e.0) }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "its default is made instead",
        "fn one() -> u8 { 1 } #[derive(Debug)] pub struct P(u8); impl Default for P { fn default() -> P { P(one()) } } impl std::str::FromStr for P { type Err = u8; fn from_str(s: &str) -> Result<P, u8> { Err(1) } } pub fn f(s: &str) -> u8 { let p: P = s.parse().unwrap_or_default(); p.0 }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "it is taken, and its default left",
        "fn one() -> u8 { 1 } pub struct P(u8); impl Default for P { fn default() -> P { P(one()) } } pub fn f(n: u8) -> u8 { let mut p = P(n); std::mem::take(&mut p); p.0 }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "out of a cell",
        "fn one() -> u8 { 1 } pub struct P(u8); impl Default for P { fn default() -> P { P(one()) } } pub fn f(n: u8) -> u8 { let p = std::cell::Cell::new(P(n)); std::cell::Cell::take(&p); p.into_inner().0 }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "of whatever type it is",
        "fn one() -> u8 { 1 } pub struct P(u8); impl Default for P { fn default() -> P { P(one()) } } fn go<T: Default>(t: &mut T) -> T { std::mem::take(t) } pub fn f(n: u8) -> u8 { let mut p = P(n); go(&mut p); p.0 }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "the error of a number that cannot be read has a method of the program",
        "trait Show { fn show(&self) -> u8; } fn one() -> u8 { 1 } impl Show for std::num::ParseIntError { fn show(&self) -> u8 { one() } } pub fn f(s: &str) -> u8 { match s.parse::<u8>() { Ok(n) => n, Err(e) => e.show() } }",
        &[("{ 1 }", "{ 9 }", Miss)],
    ),
    (
        "or of one that is too large",
        "trait Show { fn show(&self) -> u8; } fn one() -> u8 { 1 } impl Show for std::num::TryFromIntError { fn show(&self) -> u8 { one() } } pub fn f(n: u32) -> u8 { let r: Result<u8, _> = n.try_into(); match r { Ok(n) => n, Err(e) => e.show() } }",
        &[("{ 1 }", "{ 9 }", Miss)],
    ),
    (
        "or of a list",
        "trait Show { fn show(&self) -> u8; } fn one() -> u8 { 1 } impl Show for std::array::TryFromSliceError { fn show(&self) -> u8 { one() } } pub fn f(s: &[u8]) -> u8 { let r: Result<[u8; 2], _> = s.try_into(); match r { Ok(n) => n[0], Err(e) => e.show() } }",
        &[("{ 1 }", "{ 9 }", Miss)],
    ),
    (
        "or that cannot fail",
        "trait Show { fn show(&self) -> u8; } fn one() -> u8 { 1 } impl Show for std::convert::Infallible { fn show(&self) -> u8 { one() } } pub fn f(n: u8) -> u8 { let r: Result<u32, _> = n.try_into(); match r { Ok(n) => 1, Err(e) => e.show() } }",
        &[("{ 1 }", "{ 9 }", Miss)],
    ),
    (
        "or of a character",
        "trait Show { fn show(&self) -> u8; } fn one() -> u8 { 1 } impl Show for std::char::TryFromCharError { fn show(&self) -> u8 { one() } } pub fn f(n: char) -> u8 { let r: Result<u8, _> = n.try_into(); match r { Ok(n) => 1, Err(e) => e.show() } }",
        &[("{ 1 }", "{ 9 }", Miss)],
    ),
    (
        "or of a text that cannot be written",
        "use std::fmt::Write; trait Show { fn show(&self) -> u8; } fn one() -> u8 { 1 } impl Show for std::fmt::Error { fn show(&self) -> u8 { one() } } pub fn f(n: u8) -> u8 { let mut s = String::new(); match write!(s, \"{n}\") { Ok(()) => 1, Err(e) => e.show() } }",
        &[("{ 1 }", "{ 9 }", Miss)],
    ),
    (
        "of what std does with its own, nothing is shown, and no default made",
        "pub struct P(u8); impl Default for P { fn default() -> P { P(one()) } } impl std::fmt::Debug for P { fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result { write!(f, \"{}\", one()) } } fn one() -> u8 { 1 } use std::fmt::Write; pub fn f(s: &str, p: &P) -> usize { let mut t = String::new(); write!(t, \"{s}\").unwrap(); let n: u32 = s.parse().unwrap(); let k: u8 = n.try_into().unwrap(); let b: [u8; 2] = s.as_bytes()[..2].try_into().unwrap(); let u = std::mem::take(&mut t); u.len() + (k + b[0] + p.0) as usize }",
        &[("{ 1 }", "{ 2 }", Hit)],
    ),
];

#[test]
fn impls_count_by_what_is_called_and_on_whose_values() {
    check(ROWS);
}

#[test]
fn operators_beside_numbers_count_by_what_they_take() {
    check(BESIDE_NUMBERS);
}

#[test]
fn what_is_made_of_plain_values_counts_by_what_is_wanted() {
    check(MADE);
}

#[test]
fn what_is_only_walked_over_is_not_copied() {
    check(ITERATORS);
    check(COPIED);
}

const FROBNICATED: &str = "pub trait T { fn frobnicate(&self) -> u8; } #[derive(Default)] pub struct A(u8); impl T for A { fn frobnicate(&self) -> u8 { 1 } } impl PartialEq for A { fn eq(&self, _: &A) -> bool { 1 > 0 } }
 pub fn f(a: A) -> u8 { let mut b = None; if a.0 > 3 { b = Some(a); } b.unwrap().frobnicate() }";

/// Whether an edit of `PartialEq`, which nobody asks for, changes the fingerprint.
fn compares(crates: &Crates, options: impl Fn(&Crates) -> Options) -> bool {
    let fingerprint = || {
        let options = options(crates);
        on_deep_stack(|| {
            let program = Program::load(&options).expect("the crate can be read");
            let found = program.fingerprint(&request("app::f", Level::Closure));
            found.expect("`f` is there").bytes
        })
    };
    let before = fingerprint();
    crates.edit("src/lib.rs", "1 > 0", "1 > 2");
    before != fingerprint()
}

/// What a crate that depends on `other` says besides, and whether what is not known may then have a method of `other`.
const OF_OTHERS: &[(&str, &str, bool)] = &[
    ("nothing of it", "", false),
    ("a trait in scope", "use other::Ext;", true),
    (
        "a trait in scope without a name",
        "use other::Ext as _;",
        true,
    ),
    ("all of a crate", "use other::*;", true),
    (
        "all of a module that has a trait",
        "use prelude::*; mod prelude { pub use other::Ext; }",
        true,
    ),
    ("a trait elsewhere", "mod m { use other::Ext; }", false),
    ("a function in scope", "use other::make;", false),
    (
        "a macro call that may write a `use`",
        "other::uses!();",
        true,
    ),
    (
        "a value of its types",
        "static O: Option<other::Value> = None; pub fn g() -> bool { O.is_some() }",
        false,
    ),
];

#[test]
fn a_method_of_an_unknown_type_may_be_another_crates() {
    let alone = Crates::lib(FROBNICATED);
    assert!(!compares(&alone, Crates::options), "a hit");
    let manifest = format!("{MANIFEST}[dependencies]\nother = \"1\"\n");
    let beside = |text: &str| {
        let crates = Crates::new(&[("Cargo.toml", &manifest), ("src/lib.rs", text)]);
        compares(&crates, Crates::options)
    };
    for (what, besides, miss) in OF_OTHERS {
        let text = format!("{besides}\n{FROBNICATED}");
        assert_eq!(beside(&text), *miss, "{what}");
    }
    // Within the function, or where what it calls brings a value of the other crate.
    for (what, old, new) in [
        (
            "a trait in scope of the body",
            "let mut b",
            "use other::Ext; let mut b",
        ),
        ("a value of its types", "a.0 > 3", "other::makes(3)"),
        (
            "what a derive of it wrote",
            "derive(Default)",
            "derive(Default, other::Build)",
        ),
        (
            "what an attribute of it wrote",
            "#[derive(Default)]",
            "#[other::build]",
        ),
    ] {
        assert!(beside(&FROBNICATED.replace(old, new)), "{what}");
    }
}

#[test]
fn a_newer_std_may_have_more_methods() {
    let crates = Crates::lib(FROBNICATED);
    let with = |release: &str| {
        let compiler = crates.path().join(release);
        let text = format!("#!/bin/sh\necho 'rustc {release}'\necho 'release: {release}'\n");
        fs::write(&compiler, text).expect("the script is written");
        let all = fs::Permissions::from_mode(0o755);
        fs::set_permissions(&compiler, all).expect("the script can run");
        move |crates: &Crates| {
            let mut options = crates.options();
            let compiler = compiler.to_string_lossy().into_owned();
            options.variables.insert("RUSTC".to_owned(), compiler);
            options
        }
    };
    assert!(!compares(&crates, with("1.95.0")), "a hit");
    crates.edit("src/lib.rs", "1 > 2", "1 > 0");
    assert!(compares(&crates, with("1.96.0-nightly")), "a miss");
}

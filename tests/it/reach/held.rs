//! What a collection holds, where only what is put into it tells.

use super::table::Then::{Hit, Miss};
use super::table::{Row, check};

/// Two types with a method and a trait.
macro_rules! with_two {
    ($text:literal) => {
        concat!(
            "pub trait T { fn t(&self) -> u8; } pub struct A; pub struct B; impl T for A { fn t(&self) -> u8 { 1 } } impl T for B { fn t(&self) -> u8 { 2 } }
             impl A { fn n(&self) -> u8 { 4 } } impl B { fn n(&self) -> u8 { 5 } }\n",
            $text
        )
    };
}

const ROWS: &[Row] = &[
    (
        "what is put in first tells, and nothing else is asked",
        with_two!("pub fn f() -> u8 { let mut v = Vec::new(); let b = B; v.push(A); v[0].n() }"),
        &[("{ 4 }", "{ 9 }", Miss), ("{ 5 }", "{ 9 }", Hit)],
    ),
    (
        "in maps and sets and queues",
        "use std::collections::*; #[derive(PartialEq, Eq, PartialOrd, Ord)] pub struct A; impl A { fn n(&self) -> u8 { 4 } } pub struct B; impl B { fn n(&self) -> u8 { 5 } }
         pub fn f() -> u8 { let mut m = BTreeMap::new(); m.insert(A, 1); let mut q = VecDeque::with_capacity(1); q.push_back(A); let mut s = BTreeSet::new(); s.insert(A);
           m.keys().next().unwrap().n() + q[0].n() + s.first().unwrap().n() + g(&B) } fn g(_: &B) -> u8 { 0 }",
        &[("{ 4 }", "{ 9 }", Miss), ("{ 5 }", "{ 9 }", Hit)],
    ),
    (
        "a number, so that its operators run no code of the program",
        "pub struct B(u64); impl std::ops::Shr<u8> for B { type Output = B; fn shr(self, _: u8) -> B { B(2) } }
         pub fn f(b: B) -> u64 { let mut v = Vec::new(); v.push(b.0); v[0] >> 3u8 }",
        &[("B(2)", "B(3)", Hit)],
    ),
    (
        "what was named before may hold something else by then",
        with_two!(
            "fn fill(v: &mut Vec<Box<dyn T>>) { v.push(Box::new(B)); }
             pub fn f() -> u8 { let mut v = Vec::new(); fill(&mut v); v.push(Box::new(A)); v[0].t() }"
        ),
        &[("{ 2 }", "{ 9 }", Miss)],
    ),
    (
        "so may what another variable is made by",
        with_two!(
            "fn fill(v: &mut Vec<Box<dyn T>>) -> Box<A> { v.push(Box::new(B)); Box::new(A) }
             pub fn f() -> u8 { let mut v = Vec::new(); let a = fill(&mut v); v.push(a); v[0].t() }"
        ),
        &[("{ 2 }", "{ 9 }", Miss)],
    ),
    (
        "a closure is looked at after what comes behind it",
        with_two!(
            "use std::cell::RefCell; fn fill(v: &mut Vec<Box<dyn T>>) -> u8 { v.push(Box::new(B)); 0 } fn run(f: impl FnOnce(), n: u8) -> u8 { f(); n }
             pub fn f() -> u8 { let v = RefCell::new(Vec::new()); let n = run(|| v.borrow_mut().push(Box::new(A)), fill(&mut v.borrow_mut())); n + v.into_inner()[0].t() }"
        ),
        &[("{ 2 }", "{ 9 }", Miss)],
    ),
    (
        "a trait object, by a cast",
        with_two!(
            "pub fn f() -> u8 { let mut v = Vec::new(); v.push(Box::new(A) as Box<dyn T>); v.push(Box::new(B)); v[1].t() }"
        ),
        &[("{ 2 }", "{ 9 }", Miss)],
    ),
    (
        "another variable of its name, and one that a macro names",
        with_two!(
            "macro_rules! put { ($v:ident, $x:expr) => { $v.push($x) }; }
             pub fn f() -> u8 { let mut v = Vec::new(); { let mut v = Vec::new(); v.push(A); } v.push(B); let mut w = Vec::new(); put!(w, B); v[0].n() + w[0].n() }"
        ),
        &[("{ 5 }", "{ 9 }", Miss)],
    ),
    (
        "under a condition that nobody can decide",
        with_two!(
            "pub fn f() -> u8 { let mut v = Vec::new(); #[cfg(unheard)] v.push(A); #[cfg(not(unheard))] v.push(B); v[0].n() }"
        ),
        &[("{ 4 }", "{ 9 }", Miss), ("{ 5 }", "{ 9 }", Miss)],
    ),
    (
        "what a `Cow` owns of a type without an impl for that",
        "#[derive(Clone)] pub struct A { c: C } #[derive(Clone)] pub struct C(u64); pub struct B; impl std::ops::Shr<u8> for B { type Output = B; fn shr(self, _: u8) -> B { B } }
         pub fn f(a: std::borrow::Cow<'_, A>, b: &B) -> u64 { a.into_owned().c.0 >> 3u8 }",
        &[("-> B { B }", "-> B { panic!() }", Hit)],
    ),
    (
        "an alias of two widths, and a shift by another number",
        "#[cfg(unheard)] type D = u32; #[cfg(not(unheard))] type D = u64; pub trait T { fn t(self) -> u8; } impl T for u32 { fn t(self) -> u8 { 1 } } impl T for u64 { fn t(self) -> u8 { 2 } } impl T for u8 { fn t(self) -> u8 { 4 } }
         pub struct B; impl std::ops::Shr<u8> for B { type Output = B; fn shr(self, _: u8) -> B { B } }
         pub fn f(d: D, b: &B) -> u8 { (d >> 1u8).t() }",
        &[("{ 1 }", "{ 9 }", Miss), ("{ 2 }", "{ 9 }", Miss), ("-> B { B }", "-> B { panic!() }", Hit)],
    ),
    (
        "beside a glob of std, which has none of the prelude's names",
        "use std::sync::*; use std::collections::*; #[derive(Default)] pub struct A(u8); impl A { fn n(&self) -> u8 { 4 } } pub struct B; impl B { fn n(&self) -> u8 { 5 } } fn fill(a: &mut A) { a.0 = 1 }
         pub fn f(v: Vec<A>, b: &B) -> u8 { let mut a = Default::default(); fill(&mut a); a.n() } pub fn g(v: Vec<A>, b: &B) -> u8 { v[0].n() }",
        &[("{ 4 }", "{ 9 }", Miss)],
    ),
];

#[test]
fn what_is_put_in_tells_what_it_holds() {
    check(ROWS);
}

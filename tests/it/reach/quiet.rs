//! Impls that only code outside the program can call: they count once such code may run with a value of theirs.

use super::table::Then::{Hit, Miss};
use super::table::{Row, check, check_ignoring};

const ROWS: &[Row] = &[
    (
        "a function that hands nothing to std",
        "pub struct A { n: usize, held: Vec<B> } pub struct B; impl PartialEq for B { fn eq(&self, _: &B) -> bool { 1 > 2 } }
         impl Clone for B { fn clone(&self) -> B { one(); B } } fn one() {}
         impl A { pub fn next(&mut self) -> usize { let n = self.n; self.n += step(2); n } } fn step(n: usize) -> usize { n.max(3) }
         pub fn f(a: &mut A) -> usize { if a.next() > 4 { a.next() } else { A { n: 1, held: Vec::new() }.n } }",
        &[("1 > 2", "1 > 3", Hit), ("fn one() {}", "fn one() { panic!() }", Hit), ("n.max(3)", "n.max(4)", Miss)],
    ),
    (
        "Drop, and a Deref by coercion, run unasked",
        "pub struct A(B); pub struct B; impl Drop for B { fn drop(&mut self) { one() } } fn one() {} fn two() {}
         impl std::ops::Deref for A { type Target = B; fn deref(&self) -> &B { two(); &self.0 } }
         fn take(_: &B) {} pub fn f(a: A) { take(&a) }",
        &[("fn one() {}", "fn one() { panic!() }", Miss), ("fn two() {}", "fn two() { panic!() }", Miss)],
    ),
    (
        "what is put into a list, and not taken out",
        "pub trait T { fn t(&self) -> u8; } pub struct A; impl T for A { fn t(&self) -> u8 { 1 } } pub struct H { v: Vec<I>, w: Box<dyn T> } pub enum I { N(u8), O(Box<dyn T>) }
         pub struct B; impl PartialEq for B { fn eq(&self, _: &B) -> bool { one() } } fn one() -> bool { true }
         pub struct G { h: H, on: Box<dyn Fn() -> u8> } pub fn f(g: &mut G) { g.h.v.push(I::N(2)) } pub fn make() -> G { G { h: todo!(), on: Box::new(|| 3) } }",
        &[("|| 3", "|| 4", Hit), ("{ true }", "{ false }", Hit), ("I::N(2)", "I::N(4)", Miss)],
    ),
    (
        "a value goes to a function of std",
        "#[derive(Clone, Copy)] pub struct A; impl PartialEq for A { fn eq(&self, _: &A) -> bool { 1 > 2 } }
         pub fn f(a: A) -> bool { std::ptr::eq(&a, &a) }",
        &[("1 > 2", "1 > 3", Miss)],
    ),
    (
        "a list of values is searched, compared, sorted or looped over",
        "pub struct A; impl PartialEq for A { fn eq(&self, _: &A) -> bool { 1 > 2 } }
         pub fn f(a: &[A], b: &A) -> bool { a.contains(b) }",
        &[("1 > 2", "1 > 3", Miss)],
    ),
    (
        "an operator on values of the program",
        "pub struct A; impl PartialEq for A { fn eq(&self, _: &A) -> bool { 1 > 2 } } pub fn f(a: &A, b: &A) -> bool { a == b }",
        &[("1 > 2", "1 > 3", Miss)],
    ),
    (
        "a tuple of them",
        "pub struct A; impl PartialEq for A { fn eq(&self, _: &A) -> bool { 1 > 2 } } pub fn f(a: A, b: A) -> bool { (1, a) == (1, b) }",
        &[("1 > 2", "1 > 3", Miss)],
    ),
    (
        "a loop over an iterator of the program",
        "pub struct A; impl Iterator for A { type Item = u8; fn next(&mut self) -> Option<u8> { one() } } fn one() -> Option<u8> { None }
         pub fn f(a: A) -> u8 { let mut n = 0; for x in a { n += x } n }",
        &[("{ None }", "{ Some(2) }", Miss)],
    ),
    (
        "a table of methods for an object",
        "pub struct A; impl Iterator for A { type Item = u8; fn next(&mut self) -> Option<u8> { one() } } fn one() -> Option<u8> { None }
         pub fn f(a: &mut A) -> usize { let o = a as &mut dyn Iterator<Item = u8>; g(o) } fn g(_: &mut dyn Iterator<Item = u8>) -> usize { 1 }",
        &[("{ None }", "{ Some(2) }", Miss)],
    ),
    (
        "a generic function of the program that asks std",
        "pub struct A; impl std::hash::Hash for A { fn hash<H: std::hash::Hasher>(&self, _: &mut H) { one() } } fn one() {}
         pub fn f(a: &A, h: &mut std::hash::DefaultHasher) { g(a, h) } fn g<T: std::hash::Hash>(t: &T, h: &mut std::hash::DefaultHasher) { t.hash(h) }",
        &[("fn one() {}", "fn one() { panic!() }", Miss)],
    ),
    (
        "a closure that is called",
        "pub struct A; impl PartialEq for A { fn eq(&self, _: &A) -> bool { 1 > 2 } } pub fn f(a: &A) -> bool { g(|b| b == a, a) }
         fn g(c: impl Fn(&A) -> bool, a: &A) -> bool { c(a) }",
        &[("1 > 2", "1 > 3", Miss)],
    ),
    (
        "what a derive asks of a field",
        "#[derive(PartialEq)] pub struct A(B); pub struct B; impl PartialEq for B { fn eq(&self, _: &B) -> bool { 1 > 2 } }
         pub fn f(a: &A, b: &A) -> bool { a.eq(b) }",
        &[("1 > 2", "1 > 3", Miss)],
    ),
    (
        "a foreign trait's method that takes the value is found before an own one that borrows",
        "#[derive(Clone, Copy)] pub struct A; impl A { pub fn map(&self, n: u8) -> u8 { n } }
         impl Iterator for A { type Item = u8; fn next(&mut self) -> Option<u8> { one() } } fn one() -> Option<u8> { None }
         pub fn f(a: A) -> u8 { let _ = a.map(|n| n); 1 }",
        &[("{ None }", "{ Some(2) }", Miss)],
    ),
    (
        "an own method beside a trait that has none of its name, and beside one that has",
        "#[derive(Clone, Copy, PartialEq, Eq, PartialOrd)] pub struct A; impl A { pub fn first(&self) -> u8 { 2 } pub fn max(&self, _: A) -> A { A } }
         impl Ord for A { fn cmp(&self, _: &A) -> std::cmp::Ordering { one(); std::cmp::Ordering::Less } } fn one() {}
         pub fn f(a: A) -> u8 { a.first() }",
        &[("fn one() {}", "fn one() { panic!() }", Hit), ("{ a.first() }", "{ a.max(a).first() }", Miss)],
    ),
    (
        "a trait's method by value before an own one that borrows",
        "#[derive(Clone, Copy, PartialEq, Eq, PartialOrd)] pub struct A; impl A { pub fn max(&self, _: A) -> A { A } }
         impl Ord for A { fn cmp(&self, _: &A) -> std::cmp::Ordering { one(); std::cmp::Ordering::Less } } fn one() {}
         pub fn f(a: A) -> A { a.max(a) }",
        &[("fn one() {}", "fn one() { panic!() }", Miss)],
    ),
    (
        "a dereference of what the caller chooses",
        "pub struct A<T>(T); impl<T: std::ops::Deref> std::ops::Deref for A<T> { type Target = T::Target; fn deref(&self) -> &T::Target { &*self.0 } }
         impl<T> PartialEq for A<T> { fn eq(&self, _: &A<T>) -> bool { 1 > 2 } } pub struct B; impl std::ops::Deref for B { type Target = u8; fn deref(&self) -> &u8 { &3 } }
         pub fn f(a: A<B>) -> u8 { *a }",
        &[("1 > 2", "1 > 3", Hit), ("{ &3 }", "{ &4 }", Miss)],
    ),
    (
        "a sum, by what is wanted",
        "pub struct A(u8); impl std::iter::Sum<u8> for A { fn sum<I: Iterator<Item = u8>>(_: I) -> A { one(); A(1) } } fn one() {}
         pub fn f(v: &[u8]) -> u8 { let a: A = v.iter().copied().sum(); a.0 }",
        &[("fn one() {}", "fn one() { panic!() }", Miss)],
    ),
    (
        "std's macros",
        "pub struct A; impl PartialEq for A { fn eq(&self, _: &A) -> bool { 1 > 2 } } impl std::fmt::Debug for A { fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { Ok(()) } }
         pub fn f(a: &A, b: &A) { assert_eq!(a, b) }",
        &[("1 > 2", "1 > 3", Miss)],
    ),
    (
        "a macro of the program, as far as what it writes",
        "pub struct A(u8); impl PartialEq for A { fn eq(&self, _: &A) -> bool { 1 > 2 } } macro_rules! first { ($a:expr) => { $a.0 }; } macro_rules! same { ($a:expr) => { $a == $a }; }
         pub fn f(a: &A) -> u8 { first!(a) }  pub fn g(a: &A) -> bool { same!(a) }",
        &[("1 > 2", "1 > 3", Hit)],
    ),
    (
        "an index of the program's own",
        "pub struct A(Vec<u8>); impl std::ops::Index<u8> for A { type Output = u8; fn index(&self, _: u8) -> &u8 { one(); &self.0[0] } } fn one() {}
         pub struct B; impl std::ops::Index<B> for Vec<A> { type Output = u8; fn index(&self, _: B) -> &u8 { &2 } }
         pub fn f(a: &A, v: &Vec<A>) -> u8 { a[1] + v[B] }",
        &[("fn one() {}", "fn one() { panic!() }", Miss), ("{ &2 }", "{ &3 }", Miss)],
    ),
    (
        "a number as a parameter is no item",
        "pub struct A<const N: usize>([u8; N]); impl<const N: usize> A<N> { pub fn n(&self) -> usize { N } } impl PartialEq for A<2> { fn eq(&self, _: &A<2>) -> bool { 1 > 2 } }
         pub const M: usize = 3; pub fn f(a: &A<2>) -> usize { a.n() }",
        &[("1 > 2", "1 > 3", Hit), ("= 3", "= 4", Hit)],
    ),
    (
        "an object of std's trait has a table of that trait, and of nothing else that its type implements",
        "use std::{error::Error, fmt}; #[derive(Debug)] pub struct E(u8); impl fmt::Display for E { fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result { one(); Ok(()) } } fn one() {}
         impl Error for E { fn source(&self) -> Option<&(dyn Error + 'static)> { two(); None } } fn two() {} impl PartialEq for E { fn eq(&self, _: &E) -> bool { 1 > 0 } }
         pub fn f(n: u8) -> Result<u8, Box<dyn Error>> { if n > 4 { return Err(Box::new(E(n))); } Ok(n) }",
        &[("fn one() {}", "fn one() { panic!() }", Miss), ("fn two() {}", "fn two() { panic!() }", Miss), ("1 > 0", "1 > 2", Hit)],
    ),
    (
        "a closure behind an object of std's trait, and what it holds",
        "pub struct A(u8); impl Drop for A { fn drop(&mut self) { one() } } fn one() {} fn two() -> u8 { 2 }
         pub fn f(i: &mut dyn Iterator<Item = u8>) -> u8 { i.next().unwrap_or(1) } fn g(a: A) -> u8 { f(&mut std::iter::from_fn(move || { let _ = &a; Some(two()) })) }",
        &[("{ 2 }", "{ 3 }", Miss), ("fn one() {}", "fn one() { panic!() }", Miss)],
    ),
    (
        "what std makes only of some values gives an option: nothing of the program is shown if it is none",
        "use std::{fmt, ptr::NonNull}; pub struct A(u8); impl fmt::Debug for A { fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result { one(); Ok(()) } } fn one() {}
         pub fn f(a: &mut A) -> bool { let p = a as *mut A; NonNull::new(p).unwrap().as_ptr().is_null() }",
        &[("fn one() {}", "fn one() { panic!() }", Hit)],
    ),
    (
        "a trait of the program for what std makes only of some values",
        "use std::{ffi::CString, num::{NonZero, NonZeroU8}}; pub trait T { fn go(self) -> u8; } impl T for Option<NonZeroU8> { fn go(self) -> u8 { 11 } }
         impl T for Option<NonZero<i64>> { fn go(self) -> u8 { 12 } } impl T for Result<CString, std::ffi::NulError> { fn go(self) -> u8 { 13 } }
         pub fn f(n: u8) -> u8 { NonZeroU8::new(n).go() + NonZero::new(n as i64).go() + CString::new(\"a\").go() }",
        &[("{ 11 }", "{ 99 }", Miss), ("{ 12 }", "{ 99 }", Miss), ("{ 13 }", "{ 99 }", Miss)],
    ),
    (
        "an error of input and output is shown as what it was made of, and nothing else is asked",
        "use std::{error, fmt, io}; #[derive(Debug)] pub struct A; impl fmt::Display for A { fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result { one(); Ok(()) } } fn one() {}
         impl error::Error for A {} pub struct B(u8); impl PartialEq for B { fn eq(&self, _: &B) -> bool { 1 > 0 } }
         fn g() -> io::Error { io::Error::new(io::ErrorKind::Other, A) } pub fn f(b: &B) -> String { let e = g(); if b.0 > 4 { return String::new(); } e.to_string() }",
        &[("fn one() {}", "fn one() { panic!() }", Miss), ("1 > 0", "1 > 2", Hit)],
    ),
    (
        "the same error, made by a function that is handed on, or within another",
        "use std::{error, fmt, io}; #[derive(Debug)] pub struct A; impl fmt::Display for A { fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result { one(); Ok(()) } } fn one() {}
         impl error::Error for A {} fn g(r: Result<u8, A>) -> Result<u8, io::Error> { r.map_err(io::Error::other) } pub struct E(io::Error); fn h() -> E { E(g(Err(A)).unwrap_err()) }
         pub fn f() -> String { let E(e) = h(); e.to_string() }",
        &[("fn one() {}", "fn one() { panic!() }", Miss)],
    ),
    (
        "the same error, where its type is not written",
        "use std::{error, fmt, io}; #[derive(Debug)] pub struct A; impl fmt::Display for A { fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result { one(); Ok(()) } } fn one() {}
         impl error::Error for A {} pub fn f() -> String { let e = io::Error::other(A); format!(\"{e}\") }",
        &[("fn one() {}", "fn one() { panic!() }", Miss)],
    ),
    (
        "std's module of a built-in type's name hides no type",
        "use std::{char, fmt}; pub trait T { fn go(&self) -> u8; } impl T for char { fn go(&self) -> u8 { 11 } } pub struct A(char); impl PartialEq for A { fn eq(&self, _: &A) -> bool { 1 > 0 } }
         pub fn f(a: &A, _: &fmt::Error) -> u8 { if a.0.is_whitespace() { 3 } else { 'a'.go() } }",
        &[("{ 11 }", "{ 99 }", Miss), ("1 > 0", "1 > 2", Hit)],
    ),
    (
        "a trait of std is called by its path, on what is only known by a bound",
        "pub trait N { fn n(&self) -> u8; } pub struct A; impl N for A { fn n(&self) -> u8 { 1 } } impl PartialOrd for A { fn partial_cmp(&self, _: &A) -> Option<std::cmp::Ordering> { one() } } fn one() -> Option<std::cmp::Ordering> { None }
         impl PartialEq for A { fn eq(&self, _: &A) -> bool { 1 > 0 } } impl AsRef<u8> for A { fn as_ref(&self) -> &u8 { &7 } }
         fn g<T: PartialOrd + N>(a: T, b: T) -> bool { PartialOrd::partial_cmp(&a, &b).is_some() } pub fn f() -> bool { g(A, A) }",
        &[("{ None }", "{ Some(std::cmp::Ordering::Less) }", Miss), ("&7", "&9", Hit)],
    ),
    (
        "numbers that threads share, a cast pointer and a layout: none is of the program, and what is behind a pointer is",
        "use std::{alloc::Layout, fmt, sync::atomic::{AtomicPtr, AtomicUsize, Ordering}}; pub struct A(AtomicUsize); impl PartialEq for A { fn eq(&self, _: &A) -> bool { 1 > 0 } }
         impl fmt::Debug for A { fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result { one(); Ok(()) } } fn one() {} impl A { fn go(&self) -> usize { 11 } } pub struct B(u8); impl B { fn go(&self) -> usize { 12 } }
         pub fn f(a: &A, p: &AtomicPtr<()>, q: &AtomicPtr<A>, b: &B) -> usize {
             if a.0.fetch_sub(1, Ordering::Release) == 1 { return 2; }
             let c = unsafe { &*p.load(Ordering::Acquire).cast::<A>() }; let d = unsafe { (*q.load(Ordering::Acquire)).go() };
             if b.0 > 4 && c.0.load(Ordering::Acquire) != 1 { return Layout::from_size_align(8, 1).unwrap().size(); } d }",
        &[("1 > 0", "1 > 2", Hit), ("fn one() {}", "fn one() { panic!() }", Hit), ("{ 11 }", "{ 99 }", Miss), ("{ 12 }", "{ 99 }", Hit)],
    ),
    (
        "a trait of the program for what an atomic holds, and for what an exchange gives",
        "use std::sync::atomic::{AtomicI8, AtomicBool, Ordering::Relaxed}; pub trait T { fn go(self) -> u8; } impl T for i8 { fn go(self) -> u8 { 11 } } impl T for bool { fn go(self) -> u8 { 12 } }
         impl T for Result<i8, i8> { fn go(self) -> u8 { 13 } }
         pub fn f(a: &AtomicI8, b: &AtomicBool) -> u8 { a.swap(1, Relaxed).go() + b.fetch_not(Relaxed).go() + a.compare_exchange(1, 2, Relaxed, Relaxed).go() }",
        &[("{ 11 }", "{ 99 }", Miss), ("{ 12 }", "{ 99 }", Miss), ("{ 13 }", "{ 99 }", Miss)],
    ),
    (
        "what an iterator is searched with is not walked over",
        "struct I; struct J; impl Iterator for I { type Item = u8; fn next(&mut self) -> Option<u8> { Some(10) } } impl Iterator for J { type Item = u8; fn next(&mut self) -> Option<u8> { Some(20) } } pub fn f(x: u8) -> bool { let _j = J; I.any(|n| n > x) }",
        &[("20", "21", Hit), ("10", "11", Miss)],
    ),
    (
        "what an iterator is compared with is walked over",
        "struct I; struct J; impl Iterator for I { type Item = u8; fn next(&mut self) -> Option<u8> { Some(10) } } impl Iterator for J { type Item = u8; fn next(&mut self) -> Option<u8> { Some(20) } } pub fn f() -> bool { I.eq(J) }",
        &[("20", "21", Miss), ("10", "11", Miss)],
    ),
    (
        "what an iterator is folded into is walked over by whom it goes to",
        "struct I; struct J; impl Iterator for I { type Item = u8; fn next(&mut self) -> Option<u8> { Some(10) } } impl Iterator for J { type Item = u8; fn next(&mut self) -> Option<u8> { Some(20) } } pub fn f() -> Option<u8> { I.take(2).fold(J, |mut j, _| { j.next(); j }).next() }",
        &[("20", "21", Miss), ("10", "11", Miss)],
    ),
    (
        "numbers are compared by a trait's path",
        "struct A; impl PartialEq for A { fn eq(&self, _: &A) -> bool { 10 > 3 } } pub fn f(n: &u8) -> bool { let _a = A; Ord::cmp(n, &2) == std::cmp::Ordering::Less }",
        &[("10 > 3", "10 > 4", Hit)],
    ),
    (
        "values are compared by a trait's path",
        "#[derive(PartialEq, Eq, PartialOrd)] struct A; impl Ord for A { fn cmp(&self, _: &A) -> std::cmp::Ordering { 10.cmp(&3) } } pub fn f() -> bool { Ord::cmp(&A, &A) == std::cmp::Ordering::Less }",
        &[("10.cmp", "1.cmp", Miss)],
    ),
    (
        "values are compared by the path of a trait of the program's",
        "use std::cmp::Ordering; trait Ord { fn cmp(&self, o: &u8) -> A; } struct A; impl Ord for u8 { fn cmp(&self, _: &u8) -> A { A } } impl PartialEq<Ordering> for A { fn eq(&self, _: &Ordering) -> bool { 10 > 3 } } pub fn f(n: &u8) -> bool { Ord::cmp(n, &2) == Ordering::Less }",
        &[("10 > 3", "1 > 3", Miss)],
    ),
];

#[test]
fn impls_for_code_outside_count_once_such_code_may_run() {
    check(ROWS);
}

/// Closures in what the key does not hold.
const CLOSURES: &[Row] = &[
    (
        "closures that the function is given, and does not call",
        "pub struct H { n: u8, on: Vec<Box<dyn Fn(u8) -> u8>>, last: Option<Box<dyn Fn(u8) -> u8>> }
         pub fn make() -> H { H { n: 1, on: vec![Box::new(|n| n + 2)], last: None } } pub fn f(h: &mut H) -> u8 { h.n += 1; h.n }",
        &[("n + 2", "n + 3", Hit), ("h.n += 1; h.n", "h.n += 1; (h.on[0])(h.n)", Miss)],
    ),
    (
        "closures that the function calls",
        "pub struct H { n: u8, on: Vec<Box<dyn Fn(u8) -> u8>> }
         pub fn make() -> H { H { n: 1, on: vec![Box::new(|n| n + 2)] } } pub fn f(h: &mut H) -> u8 { (h.on[0])(h.n) }",
        &[("n + 2", "n + 3", Miss)],
    ),
    (
        "closures that the function drops, with what they hold",
        "pub struct H { n: u8, on: Option<Box<dyn Fn(u8) -> u8>> } pub struct D; impl Drop for D { fn drop(&mut self) { one() } } fn one() {}
         pub fn make() -> H { let d = D; H { n: 1, on: Some(Box::new(move |n| { let _d = &d; n + 2 })) } } pub fn f(h: &mut H) { h.on = None }",
        &[("fn one() {}", "fn one() { panic!() }", Miss)],
    ),
    (
        "closures that the function swaps for others, and drops by its end",
        "pub struct H { n: u8, on: Option<Box<dyn Fn(u8) -> u8>> } pub struct D; impl Drop for D { fn drop(&mut self) { one() } } fn one() {}
         pub fn make() -> H { let d = D; H { n: 1, on: Some(Box::new(move |n| { let _d = &d; n + 2 })) } }
         pub fn f(h: &mut H) { let mut none = None; std::mem::swap(&mut h.on, &mut none) }",
        &[("fn one() {}", "fn one() { panic!() }", Miss)],
    ),
    (
        "closures that the function lets go of by owning them",
        "pub struct H { n: u8, on: Option<Box<dyn Fn(u8) -> u8>> } pub struct D; impl Drop for D { fn drop(&mut self) { one() } } fn one() {}
         pub fn make() -> H { let d = D; H { n: 1, on: Some(Box::new(move |n| { let _d = &d; n + 2 })) } } pub fn f(h: H) -> u8 { h.n }",
        &[("fn one() {}", "fn one() { panic!() }", Miss)],
    ),
];

#[test]
fn closures_in_ignored_arguments_count_once_they_may_run() {
    check_ignoring(&["h"], CLOSURES);
}

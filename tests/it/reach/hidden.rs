//! Which of two methods of a name a call runs: a type's own or a trait's, by how each takes the value.

use super::table::Then::{Hit, Miss};
use super::table::{Edits, Row, check};

const ROWS: &[Row] = &[
    (
        "a trait's default that may change the value, before an own method that only looks",
        "use std::fmt::Write; pub struct B(String); impl Write for B { fn write_str(&mut self, s: &str) -> std::fmt::Result { self.0.push_str(s); self.0.push('a'); Ok(()) } }
         impl B { pub fn write_char(&self, _: char) -> std::fmt::Result { Ok(()) } } pub fn f(b: &mut B) { let _ = b.write_char('x'); }",
        &[("'a'", "'b'", Miss)],
    ),
    (
        "the same of an iterator, by itself and by a reference to it",
        "pub struct C(u32); impl Iterator for C { type Item = u32; fn next(&mut self) -> Option<u32> { self.0 += 1; Some(self.0) } }
         impl C { pub fn nth(&self, _: usize) -> Option<u32> { None } pub fn last(&self) -> Option<u32> { None } } pub fn f(c: &mut C) -> Option<u32> { c.nth(2) } pub fn g(c: &mut C) -> Option<u32> { c.last() }",
        &[("+= 1", "+= 2", Miss)],
    ),
    (
        "a trait's default that only looks, before an own method that takes the value",
        "#[derive(Clone, Copy)] pub struct N(u8); impl PartialEq for N { fn eq(&self, o: &N) -> bool { self.0 == o.0 } } impl N { pub fn ne(self, _: &N) -> bool { true } }
         pub fn f(a: &N, b: &N) -> bool { a.ne(b) }",
        &[("self.0 == o.0", "self.0 != o.0", Miss)],
    ),
    (
        "what takes the value as it is at hand is the type's own",
        "use std::cmp::Ordering; #[derive(Clone, Copy, PartialEq, Eq)] pub struct N(u8); impl PartialOrd for N { fn partial_cmp(&self, o: &N) -> Option<Ordering> { Some(self.0.cmp(&o.0)) } }
         impl Ord for N { fn cmp(&self, o: &N) -> Ordering { o.0.cmp(&self.0) } }
         impl N { pub fn lt(&self, _: &N) -> bool { true } pub fn max(self, o: N) -> N { o } pub fn f(&self, o: &N) -> bool { self.lt(o) } pub fn g(self, o: N) -> N { self.max(o) } }
         pub fn f(a: &N, b: &N) -> bool { a.f(b) || a.g(*b).0 > 0 }",
        &[("o.0.cmp(&self.0)", "self.0.cmp(&o.0)", Hit), ("Some(self.0.cmp(&o.0))", "None", Hit)],
    ),
    (
        "what an impl by hand has is no default of its trait's",
        "use std::{cmp::Ordering, fmt}; #[derive(PartialEq, Eq)] pub struct N(u8); impl PartialOrd for N { fn partial_cmp(&self, o: &N) -> Option<Ordering> { Some(self.cmp(o)) } }
         impl Ord for N { fn cmp(&self, o: &N) -> Ordering { o.0.cmp(&self.0) } } impl fmt::Debug for N { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(\"N\") } }
         pub fn f(a: &N, b: &N) -> Option<Ordering> { a.partial_cmp(b) }",
        &[("o.0.cmp(&self.0)", "self.0.cmp(&o.0)", Miss), ("\"N\"", "\"M\"", Hit)],
    ),
    (
        "an own method by the same name in a bound's trait and in one of std's",
        "pub trait T { fn nth(&self, n: usize) -> u8; } pub struct C(u8); impl T for C { fn nth(&self, _: usize) -> u8 { 7 } } impl Iterator for C { type Item = u8; fn next(&mut self) -> Option<u8> { self.0 += 1; Some(self.0) } }
         fn ask<X: T + Iterator<Item = u8>>(x: &mut X) -> Option<u8> { Iterator::nth(x, 1) } pub fn f(c: &mut C) -> Option<u8> { ask(c) }",
        &[("+= 1", "+= 2", Miss)],
    ),
    (
        "copies of references in a list of references",
        "struct A(u8); struct B(u8); impl A{fn m(&self)->u8{self.0+1}} impl B{fn m(&self)->u8{self.0+2}} impl A{fn clone(&self)->B{B(self.0+3)}} pub fn f()->u8{let v=vec![A(1),A(2)]; let w:Vec<&A>=v.iter().collect(); w.iter().map(|x|x.clone().m()).sum()}",
        &[("+1", "+2", Miss), ("(1", "(2", Miss), ("(2", "(3", Miss)],
    ),
    (
        "what owns what a reference leads to",
        "struct A(u8); struct B(u8); impl A{fn m(&self)->u8{self.0+1}} impl B{fn m(&self)->u8{self.0+2}} impl A{fn to_owned(&self)->B{B(self.0+3)}} fn g(x:&&A)->u8{x.to_owned().m()} pub fn f()->u8{g(&&A(1))}",
        &[("+1", "+2", Miss), ("(1", "(2", Miss)],
    ),
    (
        "what a reference to a reference leads to",
        "use std::ops::Deref; struct A(u8); struct B(u8); impl A{fn m(&self)->u8{self.0+1}} impl B{fn m(&self)->u8{self.0+2}} impl A{fn deref(&self)->B{B(self.0+3)}} pub fn f()->usize{let v=vec![A(1),A(2)]; v.iter().filter(|x|x.deref().m()>2).count()}",
        &[("+1", "+2", Miss), ("(1", "(2", Miss), (">2", ">3", Miss)],
    ),
    (
        "the same by an impl of std",
        "use std::ops::Deref; struct A(u8); impl A{fn m(&self)->u8{self.0+1}} struct W(A); impl Deref for W{type Target=A;fn deref(&self)->&A{&self.0}} impl W{fn m(&self)->u8{self.0.0+4}} pub fn f()->u8{let v=vec![W(A(1)),W(A(2))]; let w:Vec<&W>=v.iter().collect(); w.iter().map(|x|x.deref().m()).sum()}",
        &[("4", "5", Miss), ("(1", "(2", Miss), ("2", "3", Miss)],
    ),
    (
        "the same by one of what owns",
        "struct St(u8); impl ToOwned for St{type Owned=Ow;fn to_owned(&self)->Ow{Ow(St(self.0+4))}} struct Ow(St); impl std::borrow::Borrow<St> for Ow{fn borrow(&self)->&St{&self.0}} impl St{fn m(&self)->u8{self.0+1}} impl Ow{fn m(&self)->u8{6}} pub fn f()->u8{[&St(1)].iter().map(|s|s.to_owned().m()).sum()}",
        &[("+1", "+2", Miss), ("(1", "(2", Miss)],
    ),
    (
        "what an iterator is walked by before its own",
        "struct B(u8); impl B{fn m(&self)->u8{self.0+2}} struct A(u8); impl A{fn m(&self)->u8{self.0+1}} impl Iterator for A{type Item=u8;fn next(&mut self)->Option<u8>{Some(self.0)}} impl A{fn into_iter(&self)->B{B(self.0+3)}} fn g(a:A)->u8{a.into_iter().m()} pub fn f()->u8{g(A(1))}",
        &[("+1", "+2", Miss), ("(1", "(2", Miss)],
    ),
    (
        "what a future becomes before its own",
        "use std::future::*; struct B(u8); impl B{fn m(&self)->u8{self.0+2}} struct A(u8); impl A{fn m(&self)->u8{self.0+1}} impl Future for A{type Output=u8;fn poll(self:std::pin::Pin<&mut Self>,_:&mut std::task::Context)->std::task::Poll<u8>{std::task::Poll::Ready(3)}} impl A{fn into_future(&self)->B{B(self.0+3)}} fn g(a:A)->u8{a.into_future().m()} pub fn f()->u8{g(A(1))}",
        &[("+1", "+2", Miss), ("(1", "(2", Miss)],
    ),
    (
        "the text of a reference before its own",
        "use std::fmt::*; struct S2(u8); struct A(u8); impl Display for A{fn fmt(&self,f:&mut Formatter)->Result{write!(f,\"a\")}} impl A{fn to_string(&self)->S2{S2(1)}} trait L{fn ln(&self)->usize;} impl L for String{fn ln(&self)->usize{self.len()+5}} impl L for S2{fn ln(&self)->usize{6}} pub fn f()->usize{[&A(1)].iter().map(|x|x.to_string().ln()).sum()}",
        &[("5", "6", Miss)],
    ),
];

/// A trait's method that is found before one of std's own of its name, with what it runs.
macro_rules! before_std {
    ($rest:literal) => {
        concat!("fn one() -> usize { 1 } ", $rest)
    };
}

const RUNS: Edits = &[("{ 1 }", "{ 9 }", Miss)];

const STAYS: Edits = &[("{ 1 }", "{ 9 }", Hit)];

const OF_STD: &[Row] = &[
    (
        "what may change a list, where a reference that may is at hand",
        before_std!(
            "trait L { fn len(&mut self) -> usize; } impl<X> L for Vec<X> { fn len(&mut self) -> usize { one() } } pub fn f(v: &mut Vec<u8>) -> usize { v.len() }"
        ),
        RUNS,
    ),
    (
        "in a field",
        before_std!(
            "trait L { fn len(&mut self) -> usize; } impl L for String { fn len(&mut self) -> usize { one() } } pub struct S<'a>(&'a mut String);
             pub fn f(s: &mut S) -> usize { s.0.len() }"
        ),
        RUNS,
    ),
    (
        "in a variable",
        before_std!(
            "trait L { fn len(&mut self) -> usize; } impl L for String { fn len(&mut self) -> usize { one() } } pub fn f(n: u8) -> usize { let mut s = String::new(); let r = &mut s; r.len() }"
        ),
        RUNS,
    ),
    (
        "in a closure's argument",
        before_std!(
            "trait L { fn len(&mut self) -> usize; } impl L for String { fn len(&mut self) -> usize { one() } } pub fn f(n: u8) -> usize { let mut v = vec![String::new()]; v.iter_mut().map(|s| s.len()).sum() }"
        ),
        RUNS,
    ),
    (
        "of a text",
        before_std!(
            "trait T { fn trim(&mut self) -> usize; } impl T for str { fn trim(&mut self) -> usize { one() } } pub fn f(s: &mut str) -> usize { s.trim() }"
        ),
        RUNS,
    ),
    (
        "what only looks at such a reference",
        before_std!(
            "trait L { fn len(&self) -> usize; } impl<X> L for &mut Vec<X> { fn len(&self) -> usize { one() } } pub fn f(v: &mut Vec<u8>) -> usize { v.len() }"
        ),
        RUNS,
    ),
    (
        "by another name, in the trait itself",
        before_std!(
            "type R<'a> = &'a mut Vec<u8>; trait L { fn len(&self) -> usize { one() } } impl L for R<'_> {} pub fn f(v: &mut Vec<u8>) -> usize { v.len() }"
        ),
        RUNS,
    ),
    (
        "for all types",
        before_std!(
            "trait L { fn len(&self) -> usize { one() } } impl<X> L for X {} pub fn f(v: &mut Vec<u8>) -> usize { v.len() }"
        ),
        RUNS,
    ),
    (
        "what only looks, before what changes",
        before_std!(
            "trait P { fn push(&self, n: u8) -> usize; } impl P for Vec<u8> { fn push(&self, n: u8) -> usize { one() } } pub fn f(mut v: Vec<u8>) -> usize { v.push(1) }"
        ),
        RUNS,
    ),
    (
        "what takes it by the same reference is not",
        before_std!(
            "trait L { fn len(&self) -> usize; fn push(&mut self, n: u8) -> usize; } impl L for Vec<u8> { fn len(&self) -> usize { one() } fn push(&mut self, n: u8) -> usize { one() } } pub fn f(v: &mut Vec<u8>) -> usize { v.push(1); v.len() }"
        ),
        STAYS,
    ),
    (
        "nor what references have as well, where one to a text is at hand",
        before_std!(
            "trait L { fn len(&self) -> usize; } impl<X: L + ?Sized> L for &X { fn len(&self) -> usize { one() } } impl L for str { fn len(&self) -> usize { one() } } pub fn f(s: &str) -> usize { s.len() }"
        ),
        STAYS,
    ),
    (
        "nor what all types have, where a field is the text itself",
        before_std!(
            "trait L { fn len(&self) -> usize { one() } } impl<X> L for X {} pub struct S { t: String } pub fn f(s: &S) -> usize { s.t.len() }"
        ),
        STAYS,
    ),
    (
        "nor where a reference that may change the list is at hand, and std's own takes that",
        before_std!(
            "trait P { fn push(&self, n: u8) -> usize { one() } } impl<X> P for X {} pub fn f(v: &mut Vec<u8>) { v.push(1) }"
        ),
        STAYS,
    ),
    (
        "what takes a text's value, which is at hand",
        before_std!(
            "trait L { fn len(self) -> usize; } impl L for String { fn len(self) -> usize { one() } } pub fn f(s: String) -> usize { s.len() }"
        ),
        RUNS,
    ),
    (
        "of a reference to a reference in a field",
        before_std!(
            "trait L { fn len(&self) -> usize { one() } } impl<X> L for X {} pub struct S<'a>(&'a &'a String); pub fn f(s: &S) -> usize { s.0.len() }"
        ),
        RUNS,
    ),
    (
        "of an alias that is two references",
        before_std!(
            "type R<'a> = &'a &'a str; trait L { fn len(&self) -> usize { one() } } impl L for &str {} pub fn f(s: R) -> usize { s.len() }"
        ),
        RUNS,
    ),
    (
        "of a variable bound again by a pattern",
        before_std!(
            "trait L { fn len(&self) -> usize { one() } } impl L for &str {} pub fn f(s: &str) -> usize { if let Some(s) = &Some(s) { s.len() } else { 0 } }"
        ),
        RUNS,
    ),
    (
        "of a box at hand, though not of what it leads to",
        before_std!(
            "trait L { fn len(&self) -> usize; } impl L for Box<str> { fn len(&self) -> usize { one() } } pub fn f(s: &Box<str>) -> usize { s.len() }"
        ),
        RUNS,
    ),
    (
        "of `self` in an impl for references",
        before_std!(
            "trait L { fn len(&self) -> usize { one() } fn l(&self) -> usize; } impl L for &str { fn l(&self) -> usize { self.len() } } pub fn f(s: &str) -> usize { L::l(&s) }"
        ),
        RUNS,
    ),
];

#[test]
fn methods_are_found_by_how_they_take_the_value() {
    check(ROWS);
    check(OF_STD);
}

//! Which of two methods of a name a call runs: a type's own or a trait's, by how each takes the value.

use super::table::Then::{Hit, Miss};
use super::table::{Row, check};

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
];

#[test]
fn methods_are_found_by_how_they_take_the_value() {
    check(ROWS);
}

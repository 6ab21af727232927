//! A trait's methods are called only where the trait is in scope, but on what is known by its bounds alone.

use super::table::Then::{Hit, Miss};
use super::table::{Row, check, check_each};

const KEPT_OUT: &[Row] = &[
    (
        "a trait that is not in scope, beside a method of std",
        "pub mod m { pub trait Ext { fn position(&self) -> u8 { 1 } } impl<T> Ext for T {} } pub fn f(v: Vec<u8>) -> bool { v.iter().position(|x| *x == 2).is_some() }",
        &[("{ 1 }", "{ 9 }", Hit), ("== 2", "== 3", Miss)],
    ),
    (
        "one on a number, a text, a list, a pair",
        "pub mod m { pub trait Ext { fn count_ones(&self) -> u32 { 1 } fn len(&self) -> usize { 2 } fn clone(&self) -> u8 { 3 } } impl Ext for u8 {} impl Ext for str {} impl Ext for [u8] {} impl Ext for Vec<u8> {} impl Ext for (u8, u8) {} }
         pub fn f(n: u8, s: String, v: Vec<u8>, p: (u8, u8)) -> usize { n.count_ones() as usize + s.len() + v.len() + p.clone().0 as usize }",
        &[("{ 1 }", "{ 9 }", Hit), ("{ 2 }", "{ 9 }", Hit), ("{ 3 }", "{ 9 }", Hit)],
    ),
    (
        "one on a type of the program, which has the same by what it leads to",
        "pub mod m { pub trait Ext { fn len(&self) -> usize { 1 } } impl Ext for super::D {} } pub struct D(Vec<u8>); impl std::ops::Deref for D { type Target = Vec<u8>; fn deref(&self) -> &Vec<u8> { &self.0 } } pub fn f(d: D) -> usize { d.len() }",
        &[("{ 1 }", "{ 9 }", Hit)],
    ),
    (
        "one that another module, and another body, has in scope",
        "pub mod m { pub trait Ext { fn len(&self) -> usize { 1 } } impl Ext for Vec<u8> {} } pub mod q { use crate::m::Ext as _; pub fn g() {} } pub fn h() { use m::Ext as _; } pub fn f(v: Vec<u8>) -> usize { v.len() }",
        &[("{ 1 }", "{ 9 }", Hit)],
    ),
    (
        "one that stands in a module around, which gives its names to none inside",
        "pub trait Ext { fn len(&self) -> usize { 1 } } impl Ext for Vec<u8> {} pub mod q { pub fn g(v: Vec<u8>) -> usize { v.len() } } pub fn f(v: Vec<u8>) -> usize { q::g(v) }",
        &[("{ 1 }", "{ 9 }", Hit)],
    ),
    (
        "what a trait asks for above it is not in scope with it",
        "pub mod m { pub trait Ext { fn len(&self) -> usize { 1 } } pub trait Sub: Ext { fn sub(&self) -> usize { 2 } } impl Ext for Vec<u8> {} impl Sub for Vec<u8> {} } use m::Sub as _; pub fn f(v: Vec<u8>) -> usize { v.len() + v.sub() }",
        &[("{ 1 }", "{ 9 }", Hit), ("{ 2 }", "{ 9 }", Miss)],
    ),
];

#[test]
fn a_trait_that_is_not_in_scope_is_not_called() {
    check(KEPT_OUT);
}

/// Checks that what a trait has by its default counts, with each of these texts behind it.
fn with(rows: &[(&str, &str)]) {
    const EXT: &str = "pub mod m { pub trait Ext { fn ext(&self) -> u8 { 1 } } impl Ext for u8 {} impl Ext for Vec<u8> {} pub struct X; impl Ext for X {} }\n";
    check_each(EXT, rows, &[("{ 1 }", "{ 9 }", Miss)]);
}

#[test]
fn a_use_brings_a_trait_in_scope_wherever_it_stands() {
    with(&[
        ("by name", "use m::Ext; pub fn f(n: u8) -> u8 { n.ext() }"),
        (
            "by no name",
            "use m::Ext as _; pub fn f(n: u8) -> u8 { n.ext() }",
        ),
        (
            "by another name",
            "use m::Ext as Other; pub fn f(n: u8) -> u8 { n.ext() }",
        ),
        ("with all", "use m::*; pub fn f(n: u8) -> u8 { n.ext() }"),
        (
            "with all that another hands on without a name",
            "pub mod p { pub use crate::m::Ext as _; } use p::*; pub fn f(n: u8) -> u8 { n.ext() }",
        ),
        (
            "with all that two hand on",
            "pub mod p { pub mod r { pub use crate::m::*; } pub use r::*; } pub mod q { use super::p::*; pub fn g(n: u8) -> u8 { n.ext() } } pub fn f(n: u8) -> u8 { q::g(n) }",
        ),
        (
            "from around",
            "use m::Ext; pub mod q { use super::*; pub fn g(n: u8) -> u8 { n.ext() } } pub fn f(n: u8) -> u8 { q::g(n) }",
        ),
        (
            "by the crate's own name",
            "extern crate self as me; pub mod q { use me::m::Ext; pub fn g(n: u8) -> u8 { n.ext() } } pub fn f(n: u8) -> u8 { q::g(n) }",
        ),
        (
            "under a condition",
            "#[cfg(unix)] use m::Ext; #[cfg(unix)] pub fn f(n: u8) -> u8 { n.ext() }",
        ),
        (
            "in a body",
            "pub fn f(n: u8) -> u8 { let m = n.ext(); use m::Ext; m }",
        ),
        (
            "in a block",
            "pub fn f(n: u8) -> u8 { if n > 3 { use m::Ext; return n.ext(); } 4 }",
        ),
        (
            "around a block",
            "pub fn f(n: u8) -> u8 { use m::Ext; { fn g(n: u8) -> u8 { n.ext() } g(n) } }",
        ),
        (
            "by a macro in a body",
            "macro_rules! bring { () => { use m::Ext as _; } } pub fn f(n: u8) -> u8 { let m = n.ext(); bring!(); m }",
        ),
        (
            "by a macro among items",
            "macro_rules! bring { ($($t:tt)*) => { use $($t)*; } } pub mod q { bring!(crate::m::Ext); pub fn g(n: u8) -> u8 { n.ext() } } pub fn f(n: u8) -> u8 { q::g(n) }",
        ),
        (
            "among what a macro of std is given",
            "pub fn f(n: u8) -> Vec<u8> { vec![{ use m::Ext; n.ext() }] }",
        ),
        (
            "by a macro that goes by a name of std's",
            "macro_rules! println { () => { use m::Ext as _; } } pub fn f(n: u8) -> u8 { println!(); n.ext() }",
        ),
        (
            "by a macro that nobody here knows",
            "pub mod q { nowhere::bring!(crate::m::Ext); pub fn g(n: u8) -> u8 { n.ext() } } pub fn f(n: u8) -> u8 { q::g(n) }",
        ),
        (
            "by one in a body",
            "pub fn f(n: u8) -> u8 { nowhere::bring!(crate::m::Ext); n.ext() }",
        ),
        (
            "by an attribute",
            "#[nowhere::bring(crate::m::Ext)] pub fn f(n: u8) -> u8 { n.ext() }",
        ),
        (
            "by an attribute of the module",
            "#[nowhere::bring(crate::m::Ext)] pub mod q { pub fn g(n: u8) -> u8 { n.ext() } } pub fn f(n: u8) -> u8 { q::g(n) }",
        ),
        (
            "by a derive",
            "#[derive(nowhere::Bring)] #[bring(crate::m::Ext)] pub struct Y; pub fn f(n: u8) -> u8 { n.ext() }",
        ),
    ]);
}

#[test]
fn a_trait_is_called_without_a_use_by_what_is_known_of_the_value() {
    with(&[
        ("a parameter", "pub fn f<T: m::Ext>(t: T) -> u8 { t.ext() }"),
        (
            "what implements it",
            "pub fn f(t: impl m::Ext) -> u8 { t.ext() }",
        ),
        ("an object", "pub fn f(t: &dyn m::Ext) -> u8 { t.ext() }"),
        (
            "an object in a box",
            "pub fn f() -> u8 { let t: Box<dyn m::Ext> = Box::new(m::X); t.ext() }",
        ),
        (
            "a parameter in a type that leads to it",
            "pub struct D<T>(T); impl<T> std::ops::Deref for D<T> { type Target = T; fn deref(&self) -> &T { &self.0 } } pub fn g<T: m::Ext>(d: D<T>) -> u8 { d.ext() } pub fn f() -> u8 { g(D(m::X)) }",
        ),
        (
            "an object in a type that leads to it",
            "pub struct D(Box<dyn m::Ext>); impl std::ops::Deref for D { type Target = dyn m::Ext; fn deref(&self) -> &(dyn m::Ext + 'static) { &*self.0 } } pub fn f() -> u8 { D(Box::new(m::X)).ext() }",
        ),
        (
            "in an impl of it",
            "pub struct Y; impl m::Ext for Y { fn ext(&self) -> u8 { 3u8.ext() + 2 } } pub fn f() -> u8 { m::Ext::ext(&Y) }",
        ),
        (
            "in a body inside of one",
            "pub struct Y; impl m::Ext for Y { fn ext(&self) -> u8 { fn g() -> u8 { 3u8.ext() } g() + 2 } } pub fn f() -> u8 { m::Ext::ext(&Y) }",
        ),
        (
            "in its own declaration",
            "pub trait Own { fn own(&self) -> u8 { 3u8.inner() } fn inner(&self) -> u8 { m::Ext::ext(&4u8) } } impl Own for u8 {} pub mod q { pub fn g() -> u8 { crate::Own::own(&2u8) } } pub fn f() -> u8 { q::g() }",
        ),
        (
            "where it stands",
            "pub trait T { fn t(&self) -> u8 { m::Ext::ext(&4u8) } } impl T for u16 {} pub fn f(n: u16) -> u8 { n.t() }",
        ),
    ]);
}

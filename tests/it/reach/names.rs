//! What a path means is part of the code that writes it.

use super::table::Then::{Hit, Miss};
use super::table::{Row, check};
use rememo_tests::crates::Crates;

const ROWS: &[Row] = &[
    (
        "variants of std's types that trade their names, in patterns",
        "mod a { use core::result::Result::{Err, Ok}; use core::option::Option::None; pub fn g(r: Result<u8, u8>) -> u8 { match r { Ok(x) => x, Err(_) => 7 } } pub const SOME: Option<u8> = Some(1);
           pub fn h(o: Option<u8>) -> u8 { match o { None => 1, _ => 2 } } }
         pub fn f(r: Result<u8, u8>, o: Option<u8>) -> u8 { a::g(r) + a::h(o) }",
        &[("Result::{Err, Ok}", "Result::{Err as Ok, Ok as Err}", Miss), ("core::option::Option::None", "self::SOME as None", Miss)],
    ),
    (
        "a use swapped",
        "mod a { pub fn h() -> u8 { 1 } } mod b { pub fn h() -> u8 { 2 } } use a::h; pub fn f() -> u8 { h() }",
        &[("use a::h", "use b::h", Miss), ("{ 2 }", "{ 3 }", Hit)],
    ),
    (
        "a name that a module hands on by a glob of std",
        "mod net { pub use std::net::*; } use crate::net::Ipv4Addr; pub struct X(u8); impl Iterator for X { type Item = u8; fn next(&mut self) -> Option<u8> { Some(4) } } pub fn f(x: &X) -> bool { Ipv4Addr::new(x.0, 0, 0, 1).is_loopback() }",
        &[("Some(4)", "Some(9)", Hit), ("std::net::*", "std::net::Ipv4Addr", Hit)],
    ),
    (
        "through two modules, by globs of them",
        "mod a { pub use std::net::*; } mod b { pub use super::a::*; } use b::*; pub struct X(u8); impl Iterator for X { type Item = u8; fn next(&mut self) -> Option<u8> { Some(4) } } pub fn f(x: &X) -> bool { Ipv4Addr::new(x.0, 0, 0, 1).is_loopback() }",
        &[("Some(4)", "Some(9)", Hit)],
    ),
    (
        "a path through a module that hands on all of std",
        "mod lib { pub use std::*; } pub struct X(u8); impl Iterator for X { type Item = u8; fn next(&mut self) -> Option<u8> { Some(4) } } pub fn f(x: &X) -> u8 { lib::cmp::max(x.0, 1) }",
        &[("Some(4)", "Some(9)", Hit)],
    ),
    (
        "what stands beside such a glob hides it",
        "mod net { pub use std::net::*; pub struct Ipv4Addr; impl Ipv4Addr { pub fn z() -> u8 { 1 } } } pub fn f() -> u8 { net::Ipv4Addr::z() }",
        &[("{ 1 }", "{ 9 }", Miss)],
    ),
    (
        "what a use beside such a glob brings hides it",
        "mod q { pub struct Ipv4Addr; impl Ipv4Addr { pub const UNSPECIFIED: u8 = 1; } } mod net { pub use std::net::*; } pub fn f() { let _ = net::Ipv4Addr::UNSPECIFIED; }",
        &[("net::*;", "net::*; pub use super::q::Ipv4Addr;", Miss), ("net::*;", "net::*; pub use super::q::*;", Miss)],
    ),
    (
        "a module that a macro may write, by a glob beside such a glob",
        "unknown!(missing, 4); mod net { pub use std::net::*; pub use crate::missing::*; } pub fn f() -> u8 { net::Z::new().z() }",
        &[("4", "9", Miss)],
    ),
    (
        "what a call beside such a glob may write",
        "mod net { pub use std::net::*; unknown!(Z, 4); } pub fn f() -> u8 { net::Z::new().z() }",
        &[("4", "9", Miss)],
    ),
    (
        "what a derive beside such a glob may write",
        "mod net { pub use std::net::*; #[derive(unknown::Builder)] pub struct Z { x: [u8; 4] } } pub fn f() -> u8 { net::ZBuilder::new().z() }",
        &[("4", "9", Miss)],
    ),
    (
        "what an attribute of a type beside such a glob may write",
        "mod net { pub use std::net::*; #[unknown::attribute] pub struct Z { x: [u8; 4] } } pub fn f() -> u8 { net::ZBuilder::new().z() }",
        &[("4", "9", Miss)],
    ),
    (
        "what an attribute of a function beside such a glob may write",
        "mod net { pub use std::net::*; #[unknown::attribute] fn z() -> u8 { 4 } } pub fn f() -> u8 { net::Zz::new().z() }",
        &[("4", "9", Miss)],
    ),
    (
        "a use swapped through a rename, a glob and a re-export",
        "mod a { pub fn h() -> u8 { 1 } } mod b { pub fn g() -> u8 { 2 } } mod c { pub use super::b::g as h; } mod d { pub use super::a::*; }
         use d::h; pub fn f() -> u8 { h() }",
        &[("use d::h", "use c::h", Miss), ("use d::h", "use a::h", Hit), ("{ 2 }", "{ 3 }", Hit)],
    ),
    (
        "uses moved about",
        "use std::collections::BTreeMap; use std::fmt::Write; pub fn f() -> usize { BTreeMap::<u8, u8>::new().len() }",
        &[("use std::collections::BTreeMap; use std::fmt::Write;", "use std::{fmt::Write, collections::BTreeMap};", Hit),
          ("collections::BTreeMap", "collections::HashMap as BTreeMap", Miss)],
    ),
    (
        "a name that hides a glob's and the prelude's",
        "mod a { pub fn h() -> u8 { 1 } } use a::*; pub fn f() -> u8 { h(); Some(1).unwrap() }",
        &[("use a::*;", "use a::*; fn h() -> u8 { 2 }", Miss), ("use a::*;", "use a::*; fn Some(x: u8) -> Option<u8> { None }", Miss), ("use a::*;", "use a::*; fn i() -> u8 { 2 }", Hit)],
    ),
    (
        "a glob of something that is not there",
        "use gone::*; use also::gone::*; mod m { use super::*; use nowhere::*; pub fn h() -> u8 { 1 } } pub fn f() -> u8 { m::h(); missing() } fn i() -> u8 { 2 }",
        &[("{ 1 }", "{ 3 }", Miss), ("{ 2 }", "{ 3 }", Hit)],
    ),
    (
        "a trait brought into scope decides a method",
        "mod t { pub trait A { fn m(&self) -> u8 { 1 } } pub trait B { fn m(&self) -> u8 { 2 } } impl A for u8 {} impl B for u8 {} }
         use t::A; pub fn f() -> u8 { 1u8.m() }",
        &[("use t::A", "use t::B", Miss)],
    ),
    (
        "two functions' bodies swapped",
        "pub fn f() -> u8 { a() - b() } fn a() -> u8 { 1 } fn b() -> u8 { 2 }",
        &[("fn a() -> u8 { 1 } fn b() -> u8 { 2 }", "fn b() -> u8 { 1 } fn a() -> u8 { 2 }", Miss), ("fn a() -> u8 { 1 } fn b() -> u8 { 2 }", "fn b() -> u8 { 2 } fn a() -> u8 { 1 }", Hit)],
    ),
    (
        "an alias and its target",
        "struct A; impl A { fn m() -> u8 { 1 } } struct B; impl B { fn m() -> u8 { 2 } } type T = A; pub fn f() -> u8 { T::m() }",
        &[("type T = A", "type T = B", Miss), ("{ 1 }", "{ 3 }", Miss), ("{ 2 }", "{ 3 }", Hit)],
    ),
    (
        "a variable is not the function of its name",
        "fn x() -> u8 { 1 } pub fn f() -> u8 { let x = 2; x }",
        &[("{ 1 }", "{ 3 }", Hit)],
    ),
    (
        "Self, super and crate",
        "pub struct S; impl S { fn g() -> u8 { 1 } fn h() -> u8 { Self::g() } } mod m { pub fn i() -> u8 { super::j() + crate::k() } } fn j() -> u8 { 2 } fn k() -> u8 { 4 }
         pub fn f() -> u8 { S::h() + m::i() }",
        &[("{ 1 }", "{ 9 }", Miss), ("{ 2 }", "{ 9 }", Miss), ("{ 4 }", "{ 9 }", Miss)],
    ),
    (
        "conditions nobody can decide keep both",
        "#[cfg(surely_unknown)] fn g() -> u8 { 1 } #[cfg(not(surely_unknown))] fn g() -> u8 { 2 } #[cfg(miri)] fn g() -> u8 { 4 }
         pub fn f() -> u8 { if cfg!(surely_unknown) { g() } else { 0 } }",
        &[("{ 1 }", "{ 9 }", Miss), ("{ 2 }", "{ 9 }", Miss), ("{ 4 }", "{ 9 }", Hit), ("#[cfg(surely_unknown)]", "#[cfg(other_unknown)]", Miss)],
    ),
    (
        "a function of an associated type that is named through its trait",
        "pub trait Of { type Out: Go; fn g() -> u8 { <Self as Of>::Out::n() } } pub trait Go { fn m(&self) -> u8; fn n() -> u8; fn o() -> u8; }
         impl Go for f64 { fn m(&self) -> u8 { 1 } fn n() -> u8 { 2 } fn o() -> u8 { 3 } } struct S; impl Of for S { type Out = f64; }
         fn h<T: Of>(x: &T::Out) -> u8 { <T as Of>::Out::m(x) } pub fn f() -> u8 { h::<S>(&1.0) + S::g() + <<S as Of>::Out>::o() }",
        &[("{ 1 }", "{ 9 }", Miss), ("{ 2 }", "{ 9 }", Miss), ("{ 3 }", "{ 9 }", Miss)],
    ),
    (
        "a trait's function that comes of a type's associated type",
        "pub trait P<I> { type Error: E<u8>; } pub trait E<X> { fn from(x: X) -> Self; } struct Er(u8); impl E<u8> for Er { fn from(x: u8) -> Er { Er(x + 1) } }
         struct Q; impl P<u8> for Q { type Error = Er; } fn g<F: P<u8>>(_: F) -> <F as P<u8>>::Error { let e = <F as P<u8>>::Error::from(4); e }
         pub fn f() -> u8 { g(Q).0 } fn apart() -> u8 { 5 }",
        &[("x + 1", "x + 2", Miss), ("{ 5 }", "{ 6 }", Hit)],
    ),
    (
        "a statement left out",
        "pub fn f() -> u8 { #[cfg(miri)] g(); #[cfg(not(miri))] h(); 1 } fn g() { panic!() } fn h() { unreachable!() }",
        &[("panic!()", "loop {}", Hit), ("unreachable!()", "loop {}", Miss)],
    ),
    (
        "a name that a block inside of the body hides, used beside that block",
        "fn g() -> u8 { 1 } const K: u8 = 2; macro_rules! m { () => { 3 } } mod a { pub fn h() -> u8 { 4 } } mod b { pub fn h() -> u8 { 5 } } use a::h; struct S; impl S { fn n() -> u8 { 6 } }
         pub fn f(x: u8) -> u8 { let y = { fn g() -> u8 { 11 } const K: u8 = 12; macro_rules! m { () => { 13 } } use b::h; struct S; impl S { fn n() -> u8 { 16 } } g() + K + m!() + h() + S::n() };
           y + g() + m!() + h() + S::n() + u8::from(matches!(x, K)) }",
        &[("{ 1 }", "{ 9 }", Miss), ("= 2", "= 9", Miss), ("{ 3 }", "{ 9 }", Miss), ("{ 4 }", "{ 9 }", Miss), ("{ 6 }", "{ 9 }", Miss),
          ("{ 11 }", "{ 9 }", Miss), ("= 12", "= 9", Miss), ("{ 13 }", "{ 9 }", Miss), ("{ 5 }", "{ 9 }", Miss), ("{ 16 }", "{ 9 }", Miss)],
    ),
    (
        "a name that an arm, a branch or a constant's part hides",
        "const fn g() -> u8 { 1 } static T: [u8; 2] = [{ const fn g() -> u8 { 2 } g() }, g()]; pub fn f() -> u8 { T[0] } fn h() -> u8 { 3 }
         pub fn other(x: u8) -> u8 { match x { 0 => { use self::h as g; g() } _ => g() } }",
        &[("{ 1 }", "{ 9 }", Miss), ("{ 2 }", "{ 9 }", Miss), ("{ 3 }", "{ 9 }", Hit)],
    ),
    (
        "a name that the body hides, and one that it may hide",
        "mod a { pub fn g() -> u8 { 1 } pub fn h() -> u8 { 2 } } mod b { pub fn g() -> u8 { 3 } pub fn h() -> u8 { 4 } } use a::*;
         pub fn f() -> u8 { use b::g; #[cfg(surely_unknown)] use b::h; g() + h() }",
        &[("{ 1 }", "{ 9 }", Hit), ("{ 2 }", "{ 9 }", Miss), ("{ 3 }", "{ 9 }", Miss), ("{ 4 }", "{ 9 }", Miss)],
    ),
    (
        "a variable that an item of a block hides",
        "mod b { pub fn g() -> u8 { 1 } } fn one() -> u8 { 2 } pub fn f(i: u8) -> u8 { fn i() -> u8 { one() } let (g, h) = (3, 4); let x = { use b::g; fn h() -> u8 { two() } g() + h() }; x + g + h + i() } fn two() -> u8 { 5 }",
        &[("{ 1 }", "{ 9 }", Miss), ("{ 2 }", "{ 9 }", Miss), ("{ 5 }", "{ 9 }", Miss)],
    ),
    (
        "a trait that a glob of a module brings in scope",
        "mod p { pub use super::t::A; use super::t::I; } mod t { pub trait A { fn go(&self) -> u8; } pub trait B { fn go(&self) -> u8; } pub trait I {} impl A for u8 { fn go(&self) -> u8 { 1 } } impl B for u8 { fn go(&self) -> u8 { 2 } } }
         mod d { pub use crate::p::*; } use d::*; pub fn f() -> u8 { 5u8.go() } fn apart() -> u8 { 4 }",
        &[("t::A;", "t::B;", Miss), ("{ 4 }", "{ 9 }", Hit)],
    ),
    (
        "a method by value that a glob brings in before one by reference",
        "mod p { pub use super::t::Own; pub use super::t::Go; } mod t { pub trait Own {} pub trait Go: Sized { fn go(self) -> u8 { 2 } } impl<T> Go for T {} }
         use p::*; pub struct S; impl S { pub fn go(&self) -> u8 { 1 } } pub fn f() -> u8 { S.go() }",
        &[("pub use super::t::Go;", "", Miss)],
    ),
    (
        "the crate itself by a name of its own",
        "extern crate self as me; pub mod a { pub fn g() -> u8 { 1 } pub fn h() -> u8 { ::me::i() } } fn i() -> u8 { 2 } pub fn f() -> u8 { use ::me::a::g as other; other() + a::h() }",
        &[("{ 1 }", "{ 9 }", Miss), ("{ 2 }", "{ 9 }", Miss)],
    ),
];

#[test]
fn paths_mean_what_they_mean() {
    check(ROWS);
}

#[test]
fn types_that_lead_to_one_another_end() {
    let text = "pub trait Tr<T> { type Out; } pub trait Of<T> {} pub struct X; pub struct Y;
         impl Tr<u8> for X { type Out = Vec<<X as Tr<u16>>::Out>; } impl Tr<u16> for X { type Out = Vec<<X as Tr<u32>>::Out>; }
         impl Tr<u32> for X { type Out = Vec<<X as Tr<u64>>::Out>; } impl Tr<u64> for X { type Out = Vec<<X as Tr<i8>>::Out>; }
         impl Tr<i8> for X { type Out = (); }
         impl<A: Of<<Y as Tr<A>>::Out>, B> Tr<(A, B)> for Y where B: Of<<Y as Tr<(A, B)>>::Out> { type Out = A; }
         fn one() -> u8 { 1 }
         pub fn f(x: <X as Tr<u8>>::Out, y: <Y as Tr<(u8, u8)>>::Out) -> usize { one(); x.len() + y as usize }";
    let closure = Crates::lib(text).closure("app::f");
    assert!(closure.item("app::one").is_some());
}

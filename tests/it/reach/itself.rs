//! What gives the value that it is called on, where std's types of that name give another: an iterator by `into_iter` and
//! `by_ref`, anything by `borrow` and `borrow_mut` where their trait is imported.

use super::table::Then::{Hit, Miss};
use super::table::{Edits, Row, check};

/// An iterator of the program with a method of its own, and another type with functions of the names.
macro_rules! iterator {
    ($rest:literal) => {
        concat!(
            "pub struct It(u8); impl Iterator for It { type Item = u8; fn next(&mut self) -> Option<u8> { None } }
             pub trait Who { fn who(&self) -> u8; } impl Who for It { fn who(&self) -> u8 { 7 } } impl Who for u8 { fn who(&self) -> u8 { 1 } }
             pub struct Bag(Vec<u8>); impl IntoIterator for Bag { type Item = u8; type IntoIter = std::vec::IntoIter<u8>; fn into_iter(self) -> Self::IntoIter { self.0.into_iter() } }
             impl Bag { pub fn by_ref(&mut self) -> u8 { 1 } } ",
            $rest
        )
    };
}

const SEVEN: Edits = &[("{ 7 }", "{ 8 }", Miss)];

const WALKED: &[Row] = &[
    (
        "an iterator of the program, walked over",
        iterator!("pub fn f() -> u8 { It(3).into_iter().who() }"),
        SEVEN,
    ),
    (
        "in a closure",
        iterator!(
            "pub fn f(v: Vec<It>) -> u8 { v.into_iter().map(|x| x.into_iter()).map(|x| x.who()).sum() }"
        ),
        SEVEN,
    ),
    (
        "what is bound to be an iterator",
        iterator!(
            "fn g<I: Iterator<Item = u8> + Who>(i: I) -> u8 { i.into_iter().who() } pub fn f() -> u8 { g(It(3)) }"
        ),
        SEVEN,
    ),
    (
        "by a reference",
        iterator!(
            "fn g<I: Iterator<Item = u8> + Who>(mut i: I) -> u8 { i.by_ref().who() } pub fn f() -> u8 { g(It(3)) }"
        ),
        SEVEN,
    ),
    (
        "of which more is asked once it is walked over",
        iterator!(
            "fn g<I: IntoIterator<Item = u8>>(i: I) -> u8 where I::IntoIter: Who { i.into_iter().who() } pub fn f() -> u8 { g(It(3)) }"
        ),
        SEVEN,
    ),
    (
        "that another parameter is",
        iterator!(
            "fn g<J: Who + Iterator<Item = u8>, I: IntoIterator<Item = u8, IntoIter = J>>(i: I) -> u8 { i.into_iter().who() } pub fn f() -> u8 { g(It(3)) }"
        ),
        SEVEN,
    ),
    (
        "what std asks more of an iterator says nothing of the program's",
        "pub struct A; impl A { fn nth(&self) -> u8 { 7 } } fn g<I: IntoIterator<Item = A>>(i: I) -> u8 where I::IntoIter: ExactSizeIterator { i.into_iter().map(|a| a.nth()).sum() }
         pub struct B; impl B { fn nth(&self) -> u8 { 1 } } pub fn f() -> u8 { let _ = B; g(vec![A]) }",
        &[("{ 7 }", "{ 8 }", Miss), ("{ 1 }", "{ 2 }", Hit)],
    ),
];

/// A cell and a pointer, each with a method of its own.
macro_rules! cell {
    ($using:literal, $rest:literal) => {
        concat!(
            "use std::{cell::RefCell, rc::Rc}; pub struct A; pub trait Who { fn who(&self) -> u8; }
             impl Who for A { fn who(&self) -> u8 { 1 } } impl Who for RefCell<A> { fn who(&self) -> u8 { 7 } } impl Who for Rc<A> { fn who(&self) -> u8 { 5 } } ",
            $using,
            $rest
        )
    };
}

const BORROWED: &[Row] = &[
    (
        "a cell that may be changed, by the trait before its own",
        cell!(
            "use std::borrow::BorrowMut; ",
            "pub fn f(x: &mut RefCell<A>) -> u8 { x.borrow_mut().who() }"
        ),
        SEVEN,
    ),
    (
        "by a glob",
        cell!(
            "use std::borrow::*; ",
            "pub fn f(x: &mut RefCell<A>) -> u8 { x.borrow_mut().who() }"
        ),
        SEVEN,
    ),
    (
        "by a trait without a name, that a module hands on",
        cell!(
            "mod p { pub use std::borrow::BorrowMut as _; } use p::*; ",
            "pub fn f(x: &mut RefCell<A>) -> u8 { x.borrow_mut().who() }"
        ),
        SEVEN,
    ),
    (
        "a pointer",
        cell!(
            "use std::borrow::BorrowMut; ",
            "pub fn f(mut x: Rc<A>) -> u8 { x.borrow_mut().who() }"
        ),
        &[("{ 5 }", "{ 6 }", Miss)],
    ),
    (
        "a cell's own, where no trait is imported",
        cell!(
            "",
            "pub fn f(x: &mut RefCell<A>) -> u8 { x.borrow_mut().who() }"
        ),
        &[("{ 1 }", "{ 2 }", Miss), ("{ 7 }", "{ 8 }", Hit)],
    ),
    (
        "and where another of its module is",
        cell!(
            "use std::borrow::{Cow, Borrow as _}; use std::collections::*; ",
            "pub fn f(x: &mut RefCell<A>, _: Cow<'_, str>) -> u8 { x.borrow_mut().who() }"
        ),
        &[("{ 1 }", "{ 2 }", Miss), ("{ 7 }", "{ 8 }", Hit)],
    ),
    (
        "what only looks at a cell has its own first",
        cell!(
            "use std::borrow::{Borrow, BorrowMut}; ",
            "pub struct S(RefCell<A>); pub fn f(x: &RefCell<A>, s: &mut S) -> u8 { x.borrow_mut().who() + x.borrow().who() + s.0.borrow_mut().who() }"
        ),
        &[("{ 1 }", "{ 2 }", Miss), ("{ 7 }", "{ 8 }", Hit)],
    ),
];

#[test]
fn an_iterator_is_walked_over_by_itself() {
    check(WALKED);
}

#[test]
fn borrowing_may_give_the_value_itself() {
    check(BORROWED);
}

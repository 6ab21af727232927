//! What a type of the program that dereferences has itself, and what it leaves to what it leads to.

use super::table::Then::{Hit, Miss};
use super::table::{Row, check};

const ROWS: &[Row] = &[
    (
        "a derived copy of what leads on",
        "use std::ops::Deref; #[derive(Clone)] struct X; impl X { fn m(&self) -> u8 { 7 } } #[derive(Clone)] struct W(X); impl W { fn m(&self) -> u8 { 1 } } impl Deref for W { type Target = X; fn deref(&self) -> &X { &self.0 } }
         pub fn f() -> u8 { W(X).clone().m() }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "what it owns, by a copy by hand",
        "use std::ops::Deref; #[derive(Clone)] struct X; impl X { fn m(&self) -> u8 { 7 } } struct W(X); impl Clone for W { fn clone(&self) -> W { W(X) } } impl W { fn m(&self) -> u8 { 1 } } impl Deref for W { type Target = X; fn deref(&self) -> &X { &self.0 } }
         pub fn f() -> u8 { W(X).to_owned().m() }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "the larger, by a derived order",
        "use std::ops::Deref; #[derive(PartialEq, Eq, PartialOrd, Ord)] struct X; impl X { fn m(&self) -> u8 { 7 } fn max(&self, _: W) -> X { X } } #[derive(PartialEq, Eq, PartialOrd, Ord)] struct W(X); impl W { fn m(&self) -> u8 { 1 } } impl Deref for W { type Target = X; fn deref(&self) -> &X { &self.0 } }
         pub fn f() -> u8 { W(X).max(W(X)).m() }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "an iterator that leads to one gives its own items",
        "use std::ops::Deref; struct A; impl A { fn m(&self) -> u8 { 1 } } struct B; impl B { fn m(&self) -> u8 { 7 } } struct X; impl Iterator for X { type Item = B; fn next(&mut self) -> Option<B> { Some(B) } } struct W(X); impl Iterator for W { type Item = A; fn next(&mut self) -> Option<A> { Some(A) } } impl Deref for W { type Target = X; fn deref(&self) -> &X { &self.0 } }
         pub fn f() -> u8 { W(X).nth(2).unwrap().m() }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "an iterator that leads to a list gives its own last",
        "use std::ops::Deref; struct A; impl A { fn m(&self) -> u8 { 1 } } struct B; impl B { fn m(&self) -> u8 { 7 } } struct W(Vec<B>); impl Iterator for W { type Item = A; fn next(&mut self) -> Option<A> { self.0.pop().map(|_| A) } } impl Deref for W { type Target = [B]; fn deref(&self) -> &[B] { &self.0 } }
         pub fn f() -> u8 { W(vec![B]).last().unwrap().m() }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "a handle is copied",
        "use std::ops::Deref; use std::rc::Rc; struct Inner; impl Inner { fn m(&self) -> u8 { 7 } } #[derive(Clone)] struct Handle(Rc<Inner>); impl Handle { fn m(&self) -> u8 { 1 } } impl Deref for Handle { type Target = Rc<Inner>; fn deref(&self) -> &Rc<Inner> { &self.0 } }
         pub fn f() -> u8 { Handle(Rc::new(Inner)).clone().m() }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "a reference to what cannot be copied is",
        "use std::ops::Deref; #[derive(Clone)] struct X; impl X { fn m(&self) -> u8 { 7 } } struct W(X); impl W { fn m(&self) -> u8 { 1 } } impl Deref for W { type Target = X; fn deref(&self) -> &X { &self.0 } } fn g(w: &W) -> u8 { w.clone().m() }
         pub fn f() -> u8 { g(&W(X)) }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "its closures get its own items",
        "use std::ops::Deref; struct A; impl A { fn m(&self) -> u8 { 1 } } struct B; impl B { fn m(&self) -> u8 { 7 } } struct W(Vec<B>); impl Iterator for W { type Item = A; fn next(&mut self) -> Option<A> { self.0.pop().map(|_| A) } } impl Deref for W { type Target = Vec<B>; fn deref(&self) -> &Vec<B> { &self.0 } }
         pub fn f() -> bool { W(vec![B]).any(|a| a.m() > 1) }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "what a list in a box has by the program hands its own",
        "struct A; impl A { fn m(&self) -> u8 { 1 } } struct B; impl B { fn m(&self) -> u8 { 7 } } trait E { fn any(&self, g: impl Fn(&A) -> u8) -> u8; } impl E for Vec<B> { fn any(&self, g: impl Fn(&A) -> u8) -> u8 { g(&A) } }
         pub fn f() -> u8 { Box::new(vec![B]).any(|a| a.m()) }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "a field that is not seen is passed over",
        "mod t { pub struct A; impl A { pub fn m(&self) -> u8 { 7 } } pub struct B; impl B { pub fn m(&self) -> u8 { 1 } } pub struct T { pub x: B } pub struct W { x: A, t: T } impl W { pub fn new() -> W { W { x: A, t: T { x: B } } } } impl std::ops::Deref for W { type Target = T; fn deref(&self) -> &T { &self.t } } }
         pub fn f() -> u8 { t::W::new().x.m() }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "one without a name",
        "mod t { pub struct A; impl A { pub fn m(&self) -> u8 { 7 } } pub struct B; impl B { pub fn m(&self) -> u8 { 1 } } pub struct T(pub B); pub struct W(A, T); impl W { pub fn new() -> W { W(A, T(B)) } } impl std::ops::Deref for W { type Target = T; fn deref(&self) -> &T { &self.1 } } }
         pub fn f() -> u8 { t::W::new().0.m() }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "one that is added to",
        "mod t { pub struct N; impl std::ops::Add<u8> for &N { type Output = u8; fn add(self, n: u8) -> u8 { n + 1 } } pub struct T { pub n: N } pub struct W { n: u8, t: T } impl W { pub fn new() -> W { W { n: 3, t: T { n: N } } } } impl std::ops::Deref for W { type Target = T; fn deref(&self) -> &T { &self.t } } }
         pub fn f() -> u8 { &t::W::new().n + 4 }",
        &[("n + 1", "n + 2", Miss)],
    ),
    (
        "one that is shown",
        "mod t { pub struct N; impl std::fmt::Display for N { fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result { f.write_str(\"1\") } } pub struct T { pub n: N } pub struct W { n: u8, t: T } impl W { pub fn new() -> W { W { n: 3, t: T { n: N } } } } impl std::ops::Deref for W { type Target = T; fn deref(&self) -> &T { &self.t } } }
         pub fn f() -> String { format!(\"{}\", t::W::new().n) }",
        &[("(\"1\")", "(\"2\")", Miss)],
    ),
    (
        "a field that is seen is not",
        "mod t { pub struct A; impl A { pub fn m(&self) -> u8 { 1 } } pub struct B; impl B { pub fn m(&self) -> u8 { 7 } } pub struct T { pub x: B } pub struct W { pub x: A, t: T } impl W { pub fn new() -> W { W { x: A, t: T { x: B } } } } impl std::ops::Deref for W { type Target = T; fn deref(&self) -> &T { &self.t } } }
         pub fn f() -> u8 { t::W::new().x.m() }",
        &[("{ 1 }", "{ 2 }", Miss), ("{ 7 }", "{ 8 }", Hit)],
    ),
    (
        "a field that is seen in a body",
        "
         pub fn f() -> u8 { struct A; impl A { fn m(&self) -> u8 { 1 } } struct B; impl B { fn m(&self) -> u8 { 7 } } struct T { x: B } struct W { x: A, t: T } impl std::ops::Deref for W { type Target = T; fn deref(&self) -> &T { &self.t } } W { x: A, t: T { x: B } }.x.m() }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "a trait that is not in scope does not hide the target's",
        "mod t { pub struct A; impl A { pub fn m(&self) -> u8 { 7 } } pub struct B; impl B { pub fn m(&self) -> u8 { 1 } } pub trait T { fn x(&self) -> A; } pub struct V; impl V { pub fn x(&self) -> B { B } } pub struct W(pub V); impl T for W { fn x(&self) -> A { A } } impl std::ops::Deref for W { type Target = V; fn deref(&self) -> &V { &self.0 } } }
         pub fn f() -> u8 { t::W(t::V).x().m() }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "a trait in scope does",
        "mod t { pub struct A; impl A { pub fn m(&self) -> u8 { 1 } } pub struct B; impl B { pub fn m(&self) -> u8 { 7 } } pub trait T { fn x(&self) -> A; } pub struct V; impl V { pub fn x(&self) -> B { B } } pub struct W(pub V); impl T for W { fn x(&self) -> A { A } } impl std::ops::Deref for W { type Target = V; fn deref(&self) -> &V { &self.0 } } } use t::T;
         pub fn f() -> u8 { t::W(t::V).x().m() }",
        &[("{ 1 }", "{ 2 }", Miss), ("{ 7 }", "{ 8 }", Hit)],
    ),
    (
        "a function without self does not hide the target's",
        "use std::ops::Deref; struct A; impl A { fn m(&self) -> u8 { 7 } } struct B; impl B { fn m(&self) -> u8 { 1 } } struct V; impl V { fn x(&self) -> B { B } } struct W(V); impl W { fn x(_: &W) -> A { A } } impl Deref for W { type Target = V; fn deref(&self) -> &V { &self.0 } }
         pub fn f() -> u8 { W(V).x().m() }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "nor does a constructor",
        "use std::ops::Deref; struct B; impl B { fn m(&self) -> u8 { 1 } } struct V; impl V { fn make(&self) -> B { B } } struct W(V); impl W { fn make() -> W { W(V) } fn m(&self) -> u8 { 7 } } impl Deref for W { type Target = V; fn deref(&self) -> &V { &self.0 } }
         pub fn f() -> u8 { W::make().make().m() }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "what can be copied and leads nowhere",
        "#[derive(Clone)] struct X; impl X { fn m(&self) -> u8 { 1 } } struct O; impl O { fn m(&self) -> u8 { 7 } }
         pub fn f(_: &O) -> u8 { X.clone().m() }",
        &[("{ 1 }", "{ 2 }", Miss), ("{ 7 }", "{ 8 }", Hit)],
    ),
    (
        "a handle that is copied, and leads to what has the method",
        "use std::ops::Deref; use std::rc::Rc; struct X; impl X { fn m(&self) -> u8 { 1 } } #[derive(Clone)] struct W(Rc<X>); impl Deref for W { type Target = X; fn deref(&self) -> &X { &self.0 } } struct O; impl O { fn m(&self) -> u8 { 7 } }
         pub fn f(_: &O) -> u8 { W(Rc::new(X)).clone().m() }",
        &[("{ 1 }", "{ 2 }", Miss), ("{ 7 }", "{ 8 }", Hit)],
    ),
    (
        "what leads to a text",
        "use std::ops::Deref; trait T { fn m(&self) -> u8; } impl T for usize { fn m(&self) -> u8 { 1 } } struct O; impl T for O { fn m(&self) -> u8 { 7 } } struct W(String); impl Deref for W { type Target = str; fn deref(&self) -> &str { &self.0 } }
         pub fn f(_: &O) -> u8 { W(String::new()).len().m() }",
        &[("{ 1 }", "{ 2 }", Miss), ("{ 7 }", "{ 8 }", Hit)],
    ),
];

#[test]
fn types_that_lead_on() {
    check(ROWS);
}

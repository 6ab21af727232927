//! What closures that come in may put into what they are called with, and give: all that their makers were given.

use super::table::Then::{Hit, Miss};
use super::table::{Row, check_ignoring};

const PUT: &[Row] = &[
    (
        "what lies in a closure's argument is the caller's",
        "pub struct Ctx { hook: Box<dyn Fn() -> u8>, n: u8 } pub fn f(g: &dyn Fn(&Ctx) -> u8) -> u8 { g(&Ctx { hook: Box::new(|| 3), n: 4 }) }
         fn giver() -> u8 { f(&|c| c.n + 5) } fn apart() -> Ctx { Ctx { hook: Box::new(|| 1), n: 2 } }",
        &[("|| 3", "|| 9", Miss), ("c.n + 5", "c.n + 9", Miss)],
    ),
    (
        "the same of a function's",
        "pub struct Ctx { hook: fn() -> u8, n: u8 } pub fn f(g: fn(&Ctx) -> u8) -> u8 { g(&Ctx { hook: || 3, n: 4 }) }
         fn own(c: &Ctx) -> u8 { c.n + 5 } fn giver() -> u8 { f(own) } fn apart() -> Ctx { Ctx { hook: || 1, n: 2 } }",
        &[("|| 3", "|| 9", Miss), ("c.n + 5", "c.n + 9", Miss)],
    ),
    (
        "what is given beside the closure comes in by itself",
        "pub struct Ctx { hook: Box<dyn Fn() -> u8> } pub fn f(g: &dyn Fn(&Ctx) -> u8, c: &Ctx) -> u8 { g(c) }
         fn giver(c: &Ctx) -> u8 { f(&|c| (c.hook)(), c) } fn other() -> Ctx { Ctx { hook: Box::new(|| 1) } }",
        &[("|| 1", "|| 9", Miss)],
    ),
    (
        "a closure puts into its argument what its maker was given",
        "pub struct Ctx { hook: Option<Box<dyn Fn() -> u8>> }
         pub fn f(g: &dyn Fn(&mut Ctx)) -> u8 { let mut c = Ctx { hook: None }; g(&mut c); match c.hook { Some(h) => h(), None => 0 } }
         fn with(h: fn() -> u8) -> u8 { f(&|c| c.hook = Some(Box::new(h))) } fn top() -> u8 { with(|| 1) } fn apart() -> u8 { 4 }",
        &[("|| 1", "|| 9", Miss), ("{ 4 }", "{ 9 }", Hit)],
    ),
    (
        "of whatever type that is",
        "pub struct Ctx { hook: Option<Box<dyn Fn() -> u8>> }
         pub fn f(g: &dyn Fn(&mut Ctx)) -> u8 { let mut c = Ctx { hook: None }; g(&mut c); match c.hook { Some(h) => h(), None => 0 } }
         fn with<H: Fn() -> u8 + Clone + 'static>(h: H) -> u8 { f(&move |c| c.hook = Some(Box::new(h.clone()))) } fn top() -> u8 { with(|| 1) }",
        &[("|| 1", "|| 9", Miss)],
    ),
    (
        "or makes of what its maker was given",
        "pub struct Ctx { hook: Option<std::rc::Rc<dyn Fn() -> u8>> } pub struct Own(std::rc::Rc<dyn Fn() -> u8>); impl From<Own> for std::rc::Rc<dyn Fn() -> u8> { fn from(own: Own) -> Self { own.0 } }
         pub fn f(g: Box<dyn FnOnce(&mut Ctx)>) -> u8 { let mut c = Ctx { hook: None }; g(&mut c); match c.hook { Some(h) => h(), None => 0 } }
         fn with<H: Into<std::rc::Rc<dyn Fn() -> u8>> + 'static>(h: H) -> u8 { f(Box::new(move |c| c.hook = Some(h.into()))) } fn top() -> u8 { with(Own(std::rc::Rc::new(|| 1))) }",
        &[("|| 1", "|| 9", Miss)],
    ),
    (
        "or has in what holds it",
        "use std::rc::Rc; pub struct Ctx { hook: Option<Rc<dyn Fn() -> u8>> } pub struct Maker { own: Rc<dyn Fn() -> u8> } impl Maker { fn run(&self) -> u8 { let h = self.own.clone(); f(&move |c| c.hook = Some(h.clone())) } }
         pub fn f(g: &dyn Fn(&mut Ctx)) -> u8 { let mut c = Ctx { hook: None }; g(&mut c); match c.hook { Some(h) => h(), None => 0 } }
         fn top() -> u8 { Maker { own: Rc::new(|| 1) }.run() }",
        &[("|| 1", "|| 9", Miss)],
    ),
    (
        "an object that is put into an argument",
        "pub trait T { fn run(&self) -> u8; } pub struct Own; impl T for Own { fn run(&self) -> u8 { 1 } } impl From<Own> for Box<dyn T> { fn from(own: Own) -> Self { Box::new(own) } }
         pub fn f(g: Box<dyn FnOnce(&mut Vec<Box<dyn T>>)>) -> u8 { let mut v = Vec::new(); g(&mut v); v[0].run() }
         fn with<H: Into<Box<dyn T>> + 'static>(h: H) -> u8 { f(Box::new(move |v| v.push(h.into()))) } fn top() -> u8 { with(Own) }",
        &[("{ 1 }", "{ 9 }", Miss)],
    ),
    (
        "a value of any type that is put there and dropped",
        "pub struct Own; impl Drop for Own { fn drop(&mut self) { one(); } } fn one() -> u8 { 1 }
         pub fn f(g: Box<dyn FnOnce(&mut Vec<Box<dyn std::any::Any>>)>) -> usize { let mut v = Vec::new(); g(&mut v); v.len() }
         fn with<H: 'static>(h: H) -> usize { f(Box::new(move |v| v.push(Box::new(h)))) } fn top() -> usize { with(Own) }",
        &[("{ 1 }", "{ 9 }", Miss)],
    ),
    (
        "what a closure gives, its maker may have",
        "use std::rc::Rc; pub struct Ctx { hook: Box<dyn Fn() -> u8> } pub fn f(g: &dyn Fn() -> Rc<Ctx>) -> u8 { (g().hook)() }
         fn with(c: Rc<Ctx>) -> u8 { f(&move || c.clone()) } fn top() -> u8 { with(Rc::new(Ctx { hook: Box::new(|| 1) })) }",
        &[("|| 1", "|| 9", Miss)],
    ),
];

#[test]
fn a_closure_may_put_into_its_arguments_what_its_maker_was_given() {
    check_ignoring(&["g", "c"], PUT);
}

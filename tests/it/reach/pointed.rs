//! A method called on a pointer of std's is its own, or that of what it leads to.

use super::table::Then::{Hit, Miss};
use super::table::{Row, check};

const ROWS: &[Row] = &[
    (
        "a box's target is cloned by its own method",
        "struct X; impl X { fn m(&self) -> u8 { 1 } } struct W; impl W { fn clone(&self) -> X { X } }
         pub fn f() -> u8 { Box::new(W).clone().m() }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "a guard's target makes what it owns",
        "use std::{borrow::Borrow, cell::RefCell}; struct W; struct X(W); impl X { fn m(&self) -> u8 { 1 } } impl Borrow<W> for X { fn borrow(&self) -> &W { &self.0 } } impl ToOwned for W { type Owned = X; fn to_owned(&self) -> X { X(W) } }
         pub fn f() -> u8 { RefCell::new(W).borrow().to_owned().m() }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "the same behind a lock",
        "use std::sync::{Arc, Mutex}; struct X; impl X { fn m(&self) -> u8 { 1 } } struct W; impl W { fn clone(&self) -> X { X } } struct H { w: Arc<Mutex<W>> }
         pub fn f() -> u8 { let h = H { w: Arc::new(Mutex::new(W)) }; h.w.lock().unwrap().clone().m() }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "the same in a static",
        "use std::sync::LazyLock; struct X; impl X { fn m(&self) -> u8 { 1 } } struct W; impl W { fn clone(&self) -> X { X } } static L: LazyLock<W> = LazyLock::new(|| W);
         pub fn f() -> u8 { L.clone().m() }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "what is in a guard leads on to what is copied",
        "use std::{cell::RefCell, ops::Deref}; #[derive(Clone)] struct X; impl X { fn m(&self) -> u8 { 1 } } struct W(X); impl W { fn m(&self) -> u8 { 7 } } impl Deref for W { type Target = X; fn deref(&self) -> &X { &self.0 } }
         pub fn f() -> u8 { RefCell::new(W(X)).borrow().clone().m() }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "a copy of a list behind a lock",
        "use std::sync::Mutex; struct V(u8); impl From<Vec<u8>> for V { fn from(v: Vec<u8>) -> V { V(v.len() as u8 + 1) } } impl From<&str> for V { fn from(t: &str) -> V { V(t.len() as u8 + 2) } }
         pub fn f() -> V { let l = Mutex::new(vec![7u8]); let v = V::from(l.lock().unwrap().clone()); v }",
        &[("as u8 + 1", "as u8 + 3", Miss)],
    ),
    (
        "a method of a box's target by a name of std's",
        "struct X; impl X { fn m(&self) -> u8 { 1 } } struct W; impl W { fn parse(&self) -> X { X } }
         pub fn f() -> u8 { Box::new(W).parse().m() }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "the same of a field",
        "struct X; impl X { fn m(&self) -> u8 { 1 } } struct W; impl W { fn parse(&self) -> X { X } } struct H { p: Box<W> } impl H { fn h(&self) -> u8 { self.p.parse().m() } }
         pub fn f() -> u8 { H { p: Box::new(W) }.h() }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "the same behind a cell",
        "use std::cell::RefCell; struct X; impl X { fn m(&self) -> u8 { 1 } } struct W; impl W { fn parse(&mut self) -> X { X } }
         pub fn f() -> u8 { RefCell::new(W).borrow_mut().parse().m() }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "the same of an object",
        "struct X; impl X { fn m(&self) -> u8 { 1 } } struct W; trait P { fn parse(&self) -> X; } impl P for W { fn parse(&self) -> X { X } } struct H { p: Box<dyn P> }
         pub fn f() -> u8 { H { p: Box::new(W) }.p.parse().m() }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "the same of a parameter's",
        "struct X; impl X { fn m(&self) -> u8 { 1 } } struct W; trait P { fn parse(&self) -> X; } impl P for W { fn parse(&self) -> X { X } } fn g<T: P>(b: Box<T>) -> u8 { b.parse().m() }
         pub fn f() -> u8 { g(Box::new(W)) }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "a trait's method of what a list leads to",
        "struct X; impl X { fn m(&self) -> u8 { 1 } } trait P { fn parse(&self) -> X; } impl P for [u8] { fn parse(&self) -> X { X } }
         pub fn f() -> u8 { vec![7u8].parse().m() }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "a length that is no number",
        "trait L { fn l(&self) -> u8; } impl L for usize { fn l(&self) -> u8 { 7 } } struct X; impl L for X { fn l(&self) -> u8 { 1 } } struct W; impl W { fn len(&self) -> X { X } }
         pub fn f() -> u8 { Box::new(W).len().l() }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "an emptiness that is no truth",
        "use std::ops::Not; struct N; impl Not for N { type Output = u8; fn not(self) -> u8 { 1 } } struct W; impl W { fn is_empty(&self) -> N { N } }
         pub fn f() -> u8 { !Box::new(W).is_empty() }",
        &[("fn not(self) -> u8 { 1 }", "fn not(self) -> u8 { 2 }", Miss)],
    ),
    (
        "a method of a target by the name of a pointer's function: downgrade",
        "use std::rc::Rc; struct X; impl X { fn m(&self) -> u8 { 1 } } struct W; impl W { fn downgrade(&self) -> X { X } }
         pub fn f() -> u8 { Rc::new(W).downgrade().m() }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "a method of a target by the name of a pointer's function: try_unwrap",
        "use std::sync::Arc; struct X; impl X { fn m(&self) -> u8 { 1 } } struct W; impl W { fn try_unwrap(&self) -> Option<X> { Some(X) } }
         pub fn f() -> u8 { Arc::new(W).try_unwrap().unwrap().m() }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "a method of a target by the name of a pointer's function: get_mut",
        "use std::rc::Rc; struct X; impl X { fn m(&self) -> u8 { 1 } } struct W; impl W { fn get_mut(&self) -> Option<X> { Some(X) } }
         pub fn f() -> u8 { Rc::new(W).get_mut().unwrap().m() }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "a method of a target by the name of a pointer's function: into_pin",
        "struct X; impl X { fn m(&self) -> u8 { 1 } } struct W; impl W { fn into_pin(&self) -> X { X } }
         pub fn f() -> u8 { Box::new(W).into_pin().m() }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "a method of a target by the name of a pointer's function: cmp",
        "use std::rc::Rc; struct X; impl X { fn m(&self) -> u8 { 1 } } struct W; impl W { fn cmp(&self) -> X { X } }
         pub fn f() -> u8 { Rc::new(W).cmp().m() }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "a number behind a pointer, by the name of a pointer's function",
        "use std::rc::Rc; struct X; impl X { fn m(&self) -> u8 { 1 } }
         pub fn f() -> u8 { unsafe { (*Rc::new(vec![X]).as_ptr()).m() } }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "a box's iterator goes before what is in the box",
        "struct A; impl A { fn m(&self) -> u8 { 1 } } struct B; impl B { fn m(&self) -> u8 { 7 } } struct W; impl W { fn nth(&self, _: usize) -> Option<B> { Some(B) } } impl Iterator for W { type Item = A; fn next(&mut self) -> Option<A> { Some(A) } }
         pub fn f() -> u8 { Box::new(W).nth(2).unwrap().m() }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "Rc::clone of what leads to one",
        "use std::{ops::Deref, rc::Rc}; struct B; impl B { fn m(&self) -> u8 { 1 } } struct H(Rc<B>); impl H { fn m(&self) -> u8 { 7 } } impl Deref for H { type Target = Rc<B>; fn deref(&self) -> &Rc<B> { &self.0 } }
         pub fn f() -> u8 { Rc::clone(&H(Rc::new(B))).m() }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "LazyLock::force of what leads to one",
        "use std::{ops::Deref, sync::LazyLock}; struct A; impl A { fn m(&self) -> u8 { 7 } } struct B; impl B { fn m(&self) -> u8 { 1 } } static L: LazyLock<B> = LazyLock::new(|| B); struct H<T>(T); impl<T> Deref for H<T> { type Target = LazyLock<B>; fn deref(&self) -> &LazyLock<B> { &L } }
         pub fn f() -> u8 { LazyLock::force(&H(A)).m() }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "two stars on a reference to a box",
        "use std::ops::Deref; struct X; impl X { fn m(&self) -> u8 { 7 } } struct W(X); impl W { fn m(&self) -> u8 { 1 } } impl Deref for W { type Target = X; fn deref(&self) -> &X { &self.0 } } fn g(w: &Box<W>) -> u8 { (**w).m() }
         pub fn f() -> u8 { g(&Box::new(W(X))) }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "two stars on one that may change it",
        "use std::ops::Deref; struct X; impl X { fn m(&self) -> u8 { 7 } } struct W(X); impl W { fn m(&self) -> u8 { 1 } } impl Deref for W { type Target = X; fn deref(&self) -> &X { &self.0 } } fn g(w: &mut Box<W>) -> u8 { (**w).m() }
         pub fn f() -> u8 { g(&mut Box::new(W(X))) }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "two stars, and what comes of them has a name",
        "use std::ops::Deref; struct X; impl X { fn m(&self) -> u8 { 7 } } struct W(X); impl W { fn m(&self) -> u8 { 1 } } impl Deref for W { type Target = X; fn deref(&self) -> &X { &self.0 } } use std::rc::Rc; fn g(x: &Rc<W>) -> u8 { let w = &**x; w.m() }
         pub fn f() -> u8 { g(&Rc::new(W(X))) }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "two stars on a field",
        "use std::ops::Deref; struct X; impl X { fn m(&self) -> u8 { 7 } } struct W(X); impl W { fn m(&self) -> u8 { 1 } } impl Deref for W { type Target = X; fn deref(&self) -> &X { &self.0 } } struct H<'a> { w: &'a Box<W> }
         pub fn f() -> u8 { let b = Box::new(W(X)); let h = H { w: &b }; (**h.w).m() }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "a shared pointer is copied",
        "use std::rc::Rc; struct X; impl X { fn m(&self) -> u8 { 1 } } struct O; impl O { fn m(&self) -> u8 { 7 } }
         pub fn f(_: &O) -> u8 { let x = Rc::new(X); x.clone().m() * Rc::clone(&x).m() }",
        &[("{ 1 }", "{ 2 }", Miss), ("{ 7 }", "{ 8 }", Hit)],
    ),
    (
        "a box of what can be copied",
        "#[derive(Clone)] struct X; impl X { fn m(&self) -> u8 { 1 } } struct O; impl O { fn m(&self) -> u8 { 7 } }
         pub fn f(_: &O) -> u8 { Box::new(X).clone().m() }",
        &[("{ 1 }", "{ 2 }", Miss), ("{ 7 }", "{ 8 }", Hit)],
    ),
    (
        "a list is copied",
        "#[derive(Clone)] struct X; impl X { fn m(&self) -> u8 { 1 } } struct O; impl O { fn m(&self) -> u8 { 7 } }
         pub fn f(_: &O) -> u8 { let v = vec![X]; v.clone()[0].m() }",
        &[("{ 1 }", "{ 2 }", Miss), ("{ 7 }", "{ 8 }", Hit)],
    ),
    (
        "what is behind a lock is copied",
        "use std::sync::{Arc, Mutex}; #[derive(Clone)] struct X; impl X { fn m(&self) -> u8 { 1 } } struct O; impl O { fn m(&self) -> u8 { 7 } } struct S { x: Arc<Mutex<X>> }
         pub fn f(_: &O) -> u8 { let s = S { x: Arc::new(Mutex::new(X)) }; s.x.lock().unwrap().clone().m() }",
        &[("{ 1 }", "{ 2 }", Miss), ("{ 7 }", "{ 8 }", Hit)],
    ),
    (
        "what is in a cell is copied",
        "use std::cell::RefCell; #[derive(Clone)] struct X; impl X { fn m(&self) -> u8 { 1 } } struct O; impl O { fn m(&self) -> u8 { 7 } }
         pub fn f(_: &O) -> u8 { let c = RefCell::new(vec![X]); c.borrow().clone()[0].m() }",
        &[("{ 1 }", "{ 2 }", Miss), ("{ 7 }", "{ 8 }", Hit)],
    ),
    (
        "how long a list behind a lock is",
        "use std::sync::Mutex; trait T { fn m(&self) -> u8; } impl T for usize { fn m(&self) -> u8 { 1 } } struct O; impl T for O { fn m(&self) -> u8 { 7 } }
         pub fn f(_: &O) -> u8 { let l = Mutex::new(vec![3u8]); let g = l.lock().unwrap(); g.len().m() }",
        &[("{ 1 }", "{ 2 }", Miss), ("{ 7 }", "{ 8 }", Hit)],
    ),
    (
        "what a box's target gives by a name of std's",
        "struct X; impl X { fn m(&self) -> u8 { 1 } } struct W; impl W { fn parse(&self) -> X { X } } struct O; impl O { fn m(&self) -> u8 { 7 } }
         pub fn f(_: &O) -> u8 { Box::new(W).parse().m() }",
        &[("{ 1 }", "{ 2 }", Miss), ("{ 7 }", "{ 8 }", Hit)],
    ),
    (
        "an object is copied by an impl for boxes",
        "trait P { fn c(&self) -> Box<dyn P>; fn m(&self) -> u8; } impl Clone for Box<dyn P> { fn clone(&self) -> Box<dyn P> { self.c() } } struct X; impl P for X { fn c(&self) -> Box<dyn P> { Box::new(X) } fn m(&self) -> u8 { 1 } } struct O; impl O { fn m(&self) -> u8 { 7 } }
         pub fn f(_: &O) -> u8 { let b: Box<dyn P> = Box::new(X); b.clone().m() }",
        &[("{ 1 }", "{ 2 }", Miss), ("{ 7 }", "{ 8 }", Hit)],
    ),
    (
        "what a box leads to has a method of a raw pointer",
        "struct Acc(u8); impl Acc{fn add(&mut self,x:u8){self.0+=x+1}} pub fn f()->u8{let mut s=Box::new(Acc(1)); s.add(4); s.0}",
        &[("+1", "+2", Miss), ("(1", "(2", Miss), ("4", "5", Miss)],
    ),
    (
        "what a guard leads to has one",
        "use std::cell::*; struct Acc(u8); impl Acc{fn sub(&mut self,x:u8){self.0+=x+1}} pub fn f()->u8{let s=RefCell::new(Acc(1)); s.borrow_mut().sub(4); s.into_inner().0}",
        &[("+1", "+2", Miss), ("(1", "(2", Miss), ("4", "5", Miss)],
    ),
    (
        "a lock of a thread leads to one",
        "use std::sync::*; struct S{m:Mutex<Acc>} #[derive(Default)] struct Acc(u8); impl Acc{fn add(&mut self,x:u8){self.0+=x+1}} pub fn f()->u8{let s=Arc::new(S{m:Default::default()}); let hs:Vec<_>=(0..3).map(|i|{let s=Arc::clone(&s); std::thread::spawn(move||s.m.lock().unwrap().add(i))}).collect(); for h in hs{h.join().unwrap();} s.m.lock().unwrap().0}",
        &[("1", "2", Miss), ("(0", "(1", Miss)],
    ),
    (
        "what is made once leads to one",
        "struct A(u8); impl A{fn add(&self,n:u8)->u8{self.0+n+1}} static L:std::sync::LazyLock<A> = std::sync::LazyLock::new(||A(3)); pub fn f()->u8{L.add(3)}",
        &[("1", "2", Miss), ("A(3)", "A(4)", Miss), ("d(3)", "d(4)", Miss)],
    ),
    (
        "a box leads to one",
        "struct A(u8); impl A{fn offset(&self,n:u8)->u8{self.0+n+1}} fn g()->Box<A>{Box::new(A(1))} pub fn f()->u8{g().offset(3)}",
        &[("+1", "+2", Miss), ("(1", "(2", Miss), ("3", "4", Miss)],
    ),
    (
        "a part of an optional reference to a box is the box",
        "trait T{fn m(&self)->u8;} struct A(u8); impl T for A{fn m(&self)->u8{self.0+1}} impl<X:T+?Sized> T for Box<X>{fn m(&self)->u8{(**self).m()+5}} pub fn f()->Option<u8>{let v=vec![Box::new(A(1))]; v.first().as_deref().map(|s|s.m())}",
        &[("+1", "+2", Miss), ("5", "6", Miss), ("(1", "(2", Miss)],
    ),
    (
        "the same of texts",
        "trait T{fn m(&self)->u8;} impl T for String{fn m(&self)->u8{5}} impl T for str{fn m(&self)->u8{6}} pub fn f()->Option<u8>{let v=vec![String::from(\"a\")]; v.first().as_deref().map(|s|s.m())}",
        &[("5", "6", Miss)],
    ),
    (
        "the same of a counted pointer",
        "trait T{fn m(&self)->u8;} struct A(u8); impl T for A{fn m(&self)->u8{self.0+1}} impl T for std::rc::Rc<A>{fn m(&self)->u8{5}} pub fn f()->u8{let v=[std::rc::Rc::new(A(1))]; match v.iter().next().as_deref(){Some(a)=>a.m(),None=>0}}",
        &[("5", "6", Miss)],
    ),
    (
        "the same of a field that a method shows",
        "trait T{fn m(&self)->u8;} struct A(u8); impl T for A{fn m(&self)->u8{self.0+1}} impl T for Box<A>{fn m(&self)->u8{5}} struct S{o:Option<Box<A>>} impl S{fn g(&self)->Option<&Box<A>>{self.o.as_ref()}} pub fn f()->u8{S{o:Some(Box::new(A(1)))}.g().as_deref().map(|x|x.m()).unwrap()}",
        &[("5", "6", Miss)],
    ),
];

#[test]
fn pointers_and_what_they_lead_to() {
    check(ROWS);
}

const RAW: &[Row] = &[
    (
        "a pointer moves on where what it points to is added to",
        "struct A; struct B; impl A { fn m(&self) -> u8 { 1 } } impl B { fn m(&self) -> u8 { 2 } } impl std::ops::Add<usize> for A { type Output = B; fn add(self, _: usize) -> B { B } }
         pub fn f() -> u8 { let v = [A, A]; let p = v.as_ptr(); unsafe { (*p.add(1)).m() } }",
        &[(" 1", " 2", Miss)],
    ),
    (
        "a pointer reads where what it points to does",
        "struct A; struct B; impl A { fn m(&self) -> u8 { 1 } } impl B { fn m(&self) -> u8 { 2 } } impl A { fn read(&self) -> B { B } }
         pub fn f() -> u8 { let v = [A, A]; let p = v.as_ptr(); unsafe { p.read().m() } }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "a pointer replaces where what it points to does",
        "struct A; struct B; impl A { fn m(&self) -> u8 { 1 } } impl B { fn m(&self) -> u8 { 2 } } impl A { fn replace(&mut self, _: A) -> B { B } }
         pub fn f() -> u8 { let mut a = A; let p = &raw mut a; unsafe { p.replace(A).m() } }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
];

#[test]
fn raw_pointers_have_methods_of_their_own() {
    check(RAW);
}

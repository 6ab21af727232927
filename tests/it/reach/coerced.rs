//! What the compiler coerces is what is wanted where it stands, or what came before it. Only what surely is no reference to
//! something else is what it is by itself.

use super::table::Then::{Hit, Miss};
use super::table::{Row, check};

const ROWS: &[Row] = &[
    (
        "a closure's end, where a later argument tells what it gives",
        "struct A; struct B; impl A { fn m(&self) -> u8 { 1 } } impl B { fn m(&self) -> u8 { 2 } } trait Tr { fn k(&self) -> u8; } impl Tr for A { fn k(&self) -> u8 { 3 } } impl dyn Tr { fn m(&self) -> u8 { 4 } } fn pick<R>(h: impl FnOnce() -> R, o: R) -> R { let _ = o; h() }
         pub fn f() -> u8 { let d: Box<dyn Tr> = Box::new(A); pick(|| Box::new(A), d).m() }",
        &[("{ 4 }", "{ 5 }", Miss)],
    ),
    (
        "the same of a reference",
        "struct W(B); struct B; impl W { fn m(&self) -> u8 { 1 } } impl B { fn m(&self) -> u8 { 2 } } impl std::ops::Deref for W { type Target = B; fn deref(&self) -> &B { &self.0 } } fn with<R>(h: impl Fn() -> R, o: R) -> R { let _ = o; h() }
         pub fn f() -> u8 { let w = W(B); let b = B; with(|| &w, &b).m() }",
        &[("{ 2 }", "{ 3 }", Miss)],
    ),
    (
        "a box for what is wanted of a call",
        "trait Tr { fn t(&self) -> u8; } struct A; impl Tr for A { fn t(&self) -> u8 { 1 } } impl A { fn m(&self) -> u8 { 2 } } impl dyn Tr { fn m(&self) -> u8 { 5 } } fn with<T>(t: T, h: impl Fn(&T) -> u8) -> (T, u8) { let n = h(&t); (t, n) }
         pub fn f() -> u8 { let r: (Box<dyn Tr>, u8) = with(Box::new(A), |x| x.m()); r.1 }",
        &[("{ 5 }", "{ 6 }", Miss)],
    ),
    (
        "a reference for what is wanted of a method's call",
        "struct W(B); struct B; impl W { fn m(&self) -> u8 { 1 } } impl B { fn m(&self) -> u8 { 2 } } impl std::ops::Deref for W { type Target = B; fn deref(&self) -> &B { &self.0 } } struct T(u8); impl T { fn fold<R>(&self, init: R, h: impl Fn(R) -> R) -> R { h(init) } }
         pub fn f() -> u8 { let w = W(B); let n = std::cell::Cell::new(0); let r: &B = T(0).fold(&w, |x| { n.set(x.m()); x }); let _ = r; n.get() }",
        &[("{ 2 }", "{ 3 }", Miss)],
    ),
    (
        "folded from a box within what is coerced",
        "trait Tr { fn t(&self) -> u8; } struct A; impl Tr for A { fn t(&self) -> u8 { 1 } } impl A { fn m(&self) -> u8 { 2 } } impl dyn Tr { fn m(&self) -> u8 { 5 } }
         pub fn f() -> u8 { let mut n = 0u8; let r: Option<Box<dyn Tr>> = [0u8].iter().fold(Some(Box::new(A)), |a, _| { n += a.as_ref().unwrap().m(); a }); n + r.is_some() as u8 }",
        &[("{ 5 }", "{ 6 }", Miss)],
    ),
    (
        "folded from a reference to what dereferences",
        "struct W(B); struct B; impl W { fn m(&self) -> u8 { 1 } } impl B { fn m(&self) -> u8 { 2 } } impl std::ops::Deref for W { type Target = B; fn deref(&self) -> &B { &self.0 } }
         pub fn f() -> u8 { let w = W(B); let mut n = 0; let r: &B = [0u8].iter().fold(&w, |s, _| { n += s.m(); s }); n }",
        &[("{ 2 }", "{ 3 }", Miss)],
    ),
    (
        "an argument after one that is not known",
        "struct W(B); struct B; impl W { fn m(&self) -> u8 { 1 } } impl B { fn m(&self) -> u8 { 2 } } impl std::ops::Deref for W { type Target = B; fn deref(&self) -> &B { &self.0 } } fn pair<T>(a: T, b: T) -> T { let _ = a; b }
         pub fn f() -> u8 { let w = W(B); let b = B; let u = loop { break &b; }; pair(u, &w).m() }",
        &[("{ 2 }", "{ 3 }", Miss)],
    ),
    (
        "a field after one that is not known",
        "struct W(B); struct B; impl W { fn m(&self) -> u8 { 1 } } impl B { fn m(&self) -> u8 { 2 } } impl std::ops::Deref for W { type Target = B; fn deref(&self) -> &B { &self.0 } } struct P<T> { a: T, b: T }
         pub fn f() -> u8 { let w = W(B); let b = B; let u = loop { break &b; }; P { a: u, b: &w }.b.m() }",
        &[("{ 2 }", "{ 3 }", Miss)],
    ),
    (
        "an element after one that is not known",
        "struct W(B); struct B; impl W { fn m(&self) -> u8 { 1 } } impl B { fn m(&self) -> u8 { 2 } } impl std::ops::Deref for W { type Target = B; fn deref(&self) -> &B { &self.0 } }
         pub fn f() -> u8 { let w = W(B); let b = B; let u = loop { break &b; }; [Some(u), Some(&w)][1].unwrap().m() }",
        &[("{ 2 }", "{ 3 }", Miss)],
    ),
    (
        "an element after one of a type that is written",
        "struct W(B); struct B; impl W { fn m(&self) -> u8 { 1 } } impl B { fn m(&self) -> u8 { 2 } } impl std::ops::Deref for W { type Target = B; fn deref(&self) -> &B { &self.0 } }
         pub fn f() -> u8 { let w = W(B); [None::<&B>, Some(&w)][1].unwrap().m() }",
        &[("{ 2 }", "{ 3 }", Miss)],
    ),
    (
        "what a closure gives by a method's written argument",
        "struct W(B); struct B; impl W { fn m(&self) -> u8 { 1 } } impl B { fn m(&self) -> u8 { 2 } } impl std::ops::Deref for W { type Target = B; fn deref(&self) -> &B { &self.0 } }
         pub fn f() -> u8 { let w = W(B); Some(0u8).map::<&B, _>(|_| &w).unwrap().m() }",
        &[("{ 2 }", "{ 3 }", Miss)],
    ),
    (
        "a variant's written argument",
        "struct W(B); struct B; impl W { fn m(&self) -> u8 { 1 } } impl B { fn m(&self) -> u8 { 2 } } impl std::ops::Deref for W { type Target = B; fn deref(&self) -> &B { &self.0 } }
         pub fn f() -> u8 { let w = W(B); Some::<&B>(&w).unwrap().m() }",
        &[("{ 2 }", "{ 3 }", Miss)],
    ),
    (
        "a written argument of a type of std",
        "struct W(B); struct B; impl W { fn m(&self) -> u8 { 1 } } impl B { fn m(&self) -> u8 { 2 } } impl std::ops::Deref for W { type Target = B; fn deref(&self) -> &B { &self.0 } } use std::cell::Cell;
         pub fn f() -> u8 { let w = W(B); Cell::<&B>::new(&w).get().m() }",
        &[("{ 2 }", "{ 3 }", Miss)],
    ),
    (
        "a closure's end by the bound of its parameter",
        "struct W(B); struct B; impl W { fn m(&self) -> u8 { 1 } } impl B { fn m(&self) -> u8 { 2 } } impl std::ops::Deref for W { type Target = B; fn deref(&self) -> &B { &self.0 } } fn mk<F: Fn(&W) -> &B>(f: F) -> F { f }
         pub fn f() -> u8 { let w = W(B); mk(|w| w)(&w).m() }",
        &[("{ 2 }", "{ 3 }", Miss)],
    ),
    (
        "the same by a method's",
        "struct W(B); struct B; impl W { fn m(&self) -> u8 { 1 } } impl B { fn m(&self) -> u8 { 2 } } impl std::ops::Deref for W { type Target = B; fn deref(&self) -> &B { &self.0 } } struct S; impl S { fn mk<F: Fn() -> &'static B>(&self, f: F) -> F { f } } static SW: W = W(B);
         pub fn f() -> u8 { let h = S.mk(|| &SW); h().m() }",
        &[("{ 2 }", "{ 3 }", Miss)],
    ),
    (
        "an argument where a bound tells what its trait is given",
        "struct W(B); struct B; impl W { fn m(&self) -> u8 { 1 } } impl B { fn m(&self) -> u8 { 2 } } impl std::ops::Deref for W { type Target = B; fn deref(&self) -> &B { &self.0 } } trait Id<T> { fn id(&self, t: T) -> T; } struct S; impl<T> Id<T> for S { fn id(&self, t: T) -> T { t } } fn g<I: Id<&'static B>>(i: I) -> u8 { static SW: W = W(B); i.id(&SW).m() }
         pub fn f() -> u8 { g(S) }",
        &[("{ 2 }", "{ 3 }", Miss)],
    ),
    (
        "the same of an object",
        "struct W(B); struct B; impl W { fn m(&self) -> u8 { 1 } } impl B { fn m(&self) -> u8 { 2 } } impl std::ops::Deref for W { type Target = B; fn deref(&self) -> &B { &self.0 } } static SW: W = W(B); static SB: B = B; trait Id<T> { fn id(&self, t: T) -> T; } struct S; impl<T> Id<T> for S { fn id(&self, t: T) -> T { t } }
         pub fn f() -> u8 { let d: &dyn Id<&'static B> = &S; d.id(&SW).m() }",
        &[("{ 2 }", "{ 3 }", Miss)],
    ),
    (
        "the same by a trait above",
        "struct W(B); struct B; impl W { fn m(&self) -> u8 { 1 } } impl B { fn m(&self) -> u8 { 2 } } impl std::ops::Deref for W { type Target = B; fn deref(&self) -> &B { &self.0 } } static SW: W = W(B); static SB: B = B; trait Id<T> { fn id(&self, t: T) -> T; fn mk(t: T) -> T; } struct S; impl<T> Id<T> for S { fn id(&self, t: T) -> T { t } fn mk(t: T) -> T { t } } trait Sub: Id<&'static B> {} impl Sub for S {} fn g(s: &impl Sub) -> u8 { s.id(&SW).m() }
         pub fn f() -> u8 { g(&S) }",
        &[("{ 2 }", "{ 3 }", Miss)],
    ),
    (
        "the same of a function",
        "struct W(B); struct B; impl W { fn m(&self) -> u8 { 1 } } impl B { fn m(&self) -> u8 { 2 } } impl std::ops::Deref for W { type Target = B; fn deref(&self) -> &B { &self.0 } } static SW: W = W(B); static SB: B = B; trait Id<T> { fn id(&self, t: T) -> T; fn mk(t: T) -> T; } struct S; impl<T> Id<T> for S { fn id(&self, t: T) -> T { t } fn mk(t: T) -> T { t } } fn g<I: Id<&'static B>>() -> u8 { I::mk(&SW).m() }
         pub fn f() -> u8 { g::<S>() }",
        &[("{ 2 }", "{ 3 }", Miss)],
    ),
    (
        "the same where a path tells",
        "struct W(B); struct B; impl W { fn m(&self) -> u8 { 1 } } impl B { fn m(&self) -> u8 { 2 } } impl std::ops::Deref for W { type Target = B; fn deref(&self) -> &B { &self.0 } } static SW: W = W(B); static SB: B = B; trait Id<T> { fn id(&self, t: T) -> T; fn mk(t: T) -> T; } struct S; impl<T> Id<T> for S { fn id(&self, t: T) -> T { t } fn mk(t: T) -> T { t } }
         pub fn f() -> u8 { Id::<&B>::id(&S, &SW).m() }",
        &[("{ 2 }", "{ 3 }", Miss)],
    ),
    (
        "the same by a type and its trait",
        "struct W(B); struct B; impl W { fn m(&self) -> u8 { 1 } } impl B { fn m(&self) -> u8 { 2 } } impl std::ops::Deref for W { type Target = B; fn deref(&self) -> &B { &self.0 } } static SW: W = W(B); static SB: B = B; trait Id<T> { fn id(&self, t: T) -> T; fn mk(t: T) -> T; } struct S; impl<T> Id<T> for S { fn id(&self, t: T) -> T { t } fn mk(t: T) -> T { t } }
         pub fn f() -> u8 { <S as Id<&B>>::id(&S, &SW).m() }",
        &[("{ 2 }", "{ 3 }", Miss)],
    ),
    (
        "an argument where only its receiver could tell",
        "struct W(B); struct B; impl W { fn m(&self) -> u8 { 1 } } impl B { fn m(&self) -> u8 { 2 } } impl std::ops::Deref for W { type Target = B; fn deref(&self) -> &B { &self.0 } } static SW: W = W(B); static SB: B = B; struct P<T> { x: T } impl<T: Copy> P<T> { fn or(&self, t: T) -> T { if true { t } else { self.x } } } fn mk<T>(x: T) -> P<T> { P { x } }
         pub fn f() -> u8 { let u = loop { break &SB; }; let p = mk(u); p.or(&SW).m() }",
        &[("{ 2 }", "{ 3 }", Miss)],
    ),
    (
        "what is put in beside what is not known",
        "struct W(B); struct B; impl W { fn m(&self) -> u8 { 1 } } impl B { fn m(&self) -> u8 { 2 } } impl std::ops::Deref for W { type Target = B; fn deref(&self) -> &B { &self.0 } } static SW: W = W(B); static SB: B = B; struct L<K, V>(Vec<(K, V)>); impl<K, V> L<K, V> { fn new() -> L<K, V> { L(Vec::new()) } fn add(&mut self, k: K, v: V, w: V) { self.0.push((k, v)); let _ = w; } }
         pub fn f() -> u8 { let mut l = L::new(); let u = loop { break &SB; }; l.add(1u8, u, &SW); l.0[0].1.m() }",
        &[("{ 2 }", "{ 3 }", Miss)],
    ),
    (
        "folded from what is no reference",
        "struct A; impl A { fn m(&self) -> u8 { 1 } } struct O; impl O { fn m(&self) -> u8 { 7 } }
         pub fn f(_: &O) -> u8 { let mut n = 0; let _: A = [0u8].iter().fold(A, |a, _| { n += a.m(); a }); n }",
        &[("{ 1 }", "{ 2 }", Miss), ("{ 7 }", "{ 8 }", Hit)],
    ),
    (
        "nothing, or something",
        "struct A; impl A { fn m(&self) -> u8 { 1 } } struct O; impl O { fn m(&self) -> u8 { 7 } }
         pub fn f(o: &O) -> u8 { let x = if std::ptr::eq(o, o) { None } else { Some(A) }; x.unwrap().m() }",
        &[("{ 1 }", "{ 2 }", Miss), ("{ 7 }", "{ 8 }", Hit)],
    ),
    (
        "what a function of two like arguments gives",
        "struct A; impl A { fn m(&self) -> u8 { 1 } } struct O; impl O { fn m(&self) -> u8 { 7 } } fn pair<T>(_: T, t: T) -> T { t }
         pub fn f(_: &O) -> u8 { pair(A, A).m() }",
        &[("{ 1 }", "{ 2 }", Miss), ("{ 7 }", "{ 8 }", Hit)],
    ),
];

#[test]
fn what_is_coerced_is_what_is_wanted() {
    check(ROWS);
}

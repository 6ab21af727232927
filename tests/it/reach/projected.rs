//! What a type is taken for where it is known by less than the compiler knows: an argument by its place, an associated type by
//! its bounds, a trait for what has it. Only where it surely is that type its method alone counts.

use super::table::Then::{Hit, Miss};
use super::table::{Row, check};

const INFERRED: &[Row] = &[
    (
        "what a trait gives by its only argument",
        "trait S { fn m(&self) -> u8; } struct W; impl S for W { fn m(&self) -> u8 { 1 } } trait P<T> { fn p(&self) -> T; } impl P<W> for u8 { fn p(&self) -> W { W } } fn g<V: P<T>, T: S>(v: V) -> u8 { v.p().m() }
         pub fn f() -> u8 { g(7u8) }",
        &[("m(&self) -> u8 { 1 }", "m(&self) -> u8 { 2 }", Miss)],
    ),
    (
        "what it gives by default",
        "trait S { fn m(&self) -> u8; } #[derive(Default)] struct W; impl S for W { fn m(&self) -> u8 { 1 } } trait P<T: Default> { fn p(&self) -> T { T::default() } } impl P<W> for u8 {} fn g<V: P<T>, T: S + Default>(v: V) -> u8 { v.p().m() }
         pub fn f() -> u8 { g(7u8) }",
        &[("m(&self) -> u8 { 1 }", "m(&self) -> u8 { 2 }", Miss)],
    ),
    (
        "what is shown as",
        "trait S { fn m(&self) -> u8; } struct W; impl S for W { fn m(&self) -> u8 { 1 } } struct V(W); impl AsRef<W> for V { fn as_ref(&self) -> &W { &self.0 } } mod v { pub fn v() -> super::V { super::V(super::W) } } fn g<V: AsRef<T>, T: S>(v: V) -> u8 { v.as_ref().m() }
         pub fn f() -> u8 { g(v::v()) }",
        &[("m(&self) -> u8 { 1 }", "m(&self) -> u8 { 2 }", Miss)],
    ),
    (
        "what a callback gets",
        "trait S { fn m(&self) -> u8; } struct W; impl S for W { fn m(&self) -> u8 { 1 } } trait P<T> { fn each(&self, g: impl FnMut(T)); } impl P<W> for u8 { fn each(&self, mut g: impl FnMut(W)) { g(W) } } fn g<V: P<T>, T: S>(v: V) -> u8 { let mut n = 0; v.each(|t| n += t.m()); n }
         pub fn f() -> u8 { g(7u8) }",
        &[("m(&self) -> u8 { 1 }", "m(&self) -> u8 { 2 }", Miss)],
    ),
    (
        "a chain of arguments",
        "trait S { fn m(&self) -> u8; } struct W; impl S for W { fn m(&self) -> u8 { 1 } } trait Has<T> { fn get(&self) -> T; } trait To<U> { fn to(&self) -> U; } struct M; impl Has<M> for u8 { fn get(&self) -> M { M } } impl To<W> for M { fn to(&self) -> W { W } } fn g<V: Has<T>, T: To<U>, U: S>(v: V) -> u8 { v.get().to().m() }
         pub fn f() -> u8 { g(7u8) }",
        &[("m(&self) -> u8 { 1 }", "m(&self) -> u8 { 2 }", Miss)],
    ),
    (
        "in a method for whatever has one",
        "trait S { fn m(&self) -> u8; } struct W; impl S for W { fn m(&self) -> u8 { 1 } } trait Has<T> { fn get(&self) -> T; } trait Ext<T> { fn ext(&self) -> u8; } impl<V: Has<T>, T: S> Ext<T> for V { fn ext(&self) -> u8 { self.get().m() } } impl Has<W> for u8 { fn get(&self) -> W { W } }
         pub fn f() -> u8 { 7u8.ext() }",
        &[("m(&self) -> u8 { 1 }", "m(&self) -> u8 { 2 }", Miss)],
    ),
    (
        "in a type that only says it",
        "trait S { fn m(&self) -> u8; } struct W; impl S for W { fn m(&self) -> u8 { 1 } } use std::marker::PhantomData; trait Has<T> { fn get(&self) -> T; } impl Has<W> for u8 { fn get(&self) -> W { W } } struct H<V, T>(V, PhantomData<T>); impl<V: Has<T>, T: S> H<V, T> { fn new(v: V) -> Self { H(v, PhantomData) } fn go(&self) -> u8 { self.0.get().m() } }
         pub fn f() -> u8 { H::new(7u8).go() }",
        &[("m(&self) -> u8 { 1 }", "m(&self) -> u8 { 2 }", Miss)],
    ),
    (
        "where the compiler wants to be told",
        "trait S { fn m(&self) -> u8; } struct W; impl S for W { fn m(&self) -> u8 { 1 } } trait P<T> { fn p(&self) -> T; } struct X; impl S for X { fn m(&self) -> u8 { 7 } } impl P<W> for u8 { fn p(&self) -> W { W } } impl P<X> for u8 { fn p(&self) -> X { X } } fn g<V: P<T>, T: S>(v: V) -> u8 { v.p().m() }
         pub fn f() -> u8 { g::<u8, W>(7) }",
        &[("m(&self) -> u8 { 1 }", "m(&self) -> u8 { 2 }", Miss), ("{ 7 }", "{ 8 }", Hit)],
    ),
];

#[test]
fn types_that_only_a_trait_is_given_come_alive() {
    check(INFERRED);
}

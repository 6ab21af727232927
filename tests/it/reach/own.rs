//! A type's own members that are not there for this value: for other arguments, behind a bound, not seen, or of a trait
//! that is not in scope. Then a derive, a trait of std or what the type dereferences to has the method.

use super::table::Then::{Hit, Miss};
use super::table::{Row, check};

const ROWS: &[Row] = &[
    (
        "two functions of which one may run give what neither is known to give",
        "use std::marker::PhantomData; pub struct D<T>(PhantomData<T>); macro_rules! ty { () => { B } } pub struct S<T>(T); pub struct A; pub struct B;
         impl A { fn m(&self) -> u8 { 1 } } impl B { fn m(&self) -> u8 { 2 } }
         impl D<u8> { fn mk(&self) -> S<A> { S(A) } } impl D<u16> { fn mk(&self) -> S<ty!()> { S(B) } }
         pub fn f(d: D<u16>) -> u8 { d.mk().0.m() }",
        &[("{ 2 }", "{ 9 }", Miss)],
    ),
    (
        "a trait's default says more than another impl's own",
        "use std::marker::PhantomData; pub struct D<T>(PhantomData<T>); pub struct S<T>(T); #[derive(Default)] pub struct A; #[derive(Default)] pub struct B;
         impl A { fn m(&self) -> u8 { 1 } } impl B { fn m(&self) -> u8 { 2 } }
         pub trait T { type O: Default; fn mk(&self) -> S<Self::O> { S(Default::default()) } }
         impl T for D<u8> { type O = B; } impl T for D<u16> { type O = A; fn mk(&self) -> S<A> { S(A) } }
         pub fn f(d: D<u8>) -> u8 { d.mk().0.m() }",
        &[("{ 2 }", "{ 9 }", Miss)],
    ),
    (
        "for other arguments, beside a method of std's behind a dereference",
        "use std::ops::{Deref, DerefMut}; pub struct L<T>(Vec<X>, T); #[derive(PartialEq, Eq)] pub struct X(u8);
         impl PartialOrd for X { fn partial_cmp(&self, o: &X) -> Option<std::cmp::Ordering> { Some(self.cmp(o)) } }
         impl Ord for X { fn cmp(&self, o: &X) -> std::cmp::Ordering { self.0.cmp(&o.0) } }
         impl<T> Deref for L<T> { type Target = Vec<X>; fn deref(&self) -> &Vec<X> { &self.0 } }
         impl<T> DerefMut for L<T> { fn deref_mut(&mut self) -> &mut Vec<X> { &mut self.0 } } impl L<u16> { fn sort(&mut self) {} }
         pub fn f(mut l: L<u8>) -> u8 { l.sort(); l[0].0 }",
        &[("self.0.cmp(&o.0)", "o.0.cmp(&self.0)", Miss)],
    ),
    (
        "for the default argument, or for one constant",
        "use std::ops::{Deref, DerefMut}; pub struct L<T = u16>(Vec<X>, T); pub struct M<const N: u8>(Vec<Y>); #[derive(PartialEq, Eq)] pub struct X(u8); #[derive(PartialEq, Eq)] pub struct Y(u8);
         impl PartialOrd for X { fn partial_cmp(&self, o: &X) -> Option<std::cmp::Ordering> { self.0.partial_cmp(&o.0) } } impl Ord for X { fn cmp(&self, o: &X) -> std::cmp::Ordering { self.0.cmp(&o.0) } }
         impl PartialOrd for Y { fn partial_cmp(&self, o: &Y) -> Option<std::cmp::Ordering> { o.0.partial_cmp(&self.0) } } impl Ord for Y { fn cmp(&self, o: &Y) -> std::cmp::Ordering { o.0.cmp(&self.0) } }
         impl<T> Deref for L<T> { type Target = Vec<X>; fn deref(&self) -> &Vec<X> { &self.0 } } impl<T> DerefMut for L<T> { fn deref_mut(&mut self) -> &mut Vec<X> { &mut self.0 } }
         impl<const N: u8> Deref for M<N> { type Target = Vec<Y>; fn deref(&self) -> &Vec<Y> { &self.0 } } impl<const N: u8> DerefMut for M<N> { fn deref_mut(&mut self) -> &mut Vec<Y> { &mut self.0 } }
         impl L { fn sort(&mut self) {} } impl M<3> { fn sort(&mut self) {} }
         pub fn f(mut l: L<u8>, mut m: M<4>) -> u8 { l.sort(); m.sort(); l[0].0 + m[0].0 }",
        &[("self.0.partial_cmp(&o.0)", "None", Miss), ("o.0.partial_cmp(&self.0)", "None", Miss)],
    ),
    (
        "for other arguments, beside a derive",
        "use std::marker::PhantomData; #[derive(Default, Clone, PartialEq)] pub struct D<T> { x: X, p: PhantomData<T> } #[derive(PartialEq)] pub struct X(u8, Y); pub struct Y;
         impl Default for X { fn default() -> X { X(1, Y) } } impl Clone for X { fn clone(&self) -> X { X(2, Y) } } impl PartialEq for Y { fn eq(&self, _: &Y) -> bool { true } }
         impl D<u16> { fn default() -> u8 { 7 } fn clone(&self) -> u8 { 8 } fn eq(&self, _: &D<u16>) -> bool { false } }
         pub fn f(d: D<u8>) -> bool { let e = D::<u8>::default(); let g = D::<u8>::clone(&d); e.eq(&g) }
         pub fn g(d: D<u8>) -> u8 { d.clone().x.0 }",
        &[("X(1, Y)", "X(4, Y)", Miss), ("X(2, Y)", "X(4, Y)", Miss), ("{ true }", "{ false }", Miss)],
    ),
    (
        "for other arguments, beside a default of std's trait, named by its path",
        "use std::marker::PhantomData; pub struct D<T>(u8, PhantomData<T>); impl D<u16> { fn count(self) -> usize { 9 } }
         impl<T> Iterator for D<T> { type Item = u8; fn next(&mut self) -> Option<u8> { self.0 += 1; (self.0 < 5).then_some(self.0) } }
         pub fn f(d: D<u8>) -> usize { D::<u8>::count(d) }",
        &[("self.0 < 5", "self.0 < 6", Miss)],
    ),
    (
        "not seen, beside a derive and beside what it dereferences to",
        "mod a { #[derive(Clone)] pub struct D { pub x: X } pub struct X(pub u8); impl Clone for X { fn clone(&self) -> X { X(self.0 + 1) } } impl D { fn clone(&self) -> u8 { 7 } fn go(&self) -> X { X(0) } }
           impl X { pub fn n(&self) -> u8 { 1 } } pub struct V; pub struct Y; impl Y { pub fn n(&self) -> u8 { 2 } } impl V { pub fn go(&self) -> Y { Y } } impl std::ops::Deref for D { type Target = V; fn deref(&self) -> &V { &V } } }
         pub fn f(d: a::D) -> u8 { a::D::clone(&d).x.0 + d.clone().x.0 + d.go().n() }",
        &[("self.0 + 1", "self.0 + 2", Miss), ("{ 2 }", "{ 9 }", Miss)],
    ),
    (
        "by a trait that is not in scope, beside a derive",
        "mod a { #[derive(Clone, Default)] pub struct D { pub x: X } pub struct X(pub u8); impl Clone for X { fn clone(&self) -> X { X(self.0 + 1) } } impl Default for X { fn default() -> X { X(4) } }
           pub trait Q { fn clone(&self) -> u8; fn default() -> u8; } impl Q for D { fn clone(&self) -> u8 { 7 } fn default() -> u8 { 8 } } }
         pub fn f(d: a::D) -> u8 { d.clone().x.0 + a::D::clone(&d).x.0 + a::D::default().x.0 }",
        &[("self.0 + 1", "self.0 + 2", Miss), ("X(4)", "X(5)", Miss)],
    ),
    (
        "behind a bound, beside what it dereferences to",
        "pub struct D<T>(V, T); pub struct V; pub struct X; pub struct Y; impl X { fn n(&self) -> u8 { 1 } } impl Y { fn n(&self) -> u8 { 2 } } impl V { fn go(&self) -> Y { Y } }
         impl<T: Copy> D<T> { fn go(&self) -> X { X } } impl<T> std::ops::Deref for D<T> { type Target = V; fn deref(&self) -> &V { &self.0 } }
         pub fn f(d: D<String>) -> u8 { d.go().n() }",
        &[("{ 2 }", "{ 9 }", Miss)],
    ),
    (
        "its own, and nothing else is asked",
        "#[derive(Clone, PartialEq)] pub struct D { x: X } #[derive(PartialEq)] pub struct X; impl Clone for X { fn clone(&self) -> X { X } }
         impl D { pub fn eq(&self) -> bool { true } fn go(&self) -> u8 { 1 } } pub fn f(d: &D) -> u8 { d.go() + d.eq() as u8 }",
        &[("{ 1 }", "{ 9 }", Miss), ("{ true }", "{ false }", Miss), ("-> X { X }", "-> X { panic!() }", Hit)],
    ),
];

#[test]
fn an_own_member_hides_only_where_it_is_there() {
    check(ROWS);
}

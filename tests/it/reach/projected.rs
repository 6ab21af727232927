//! What a type is taken for where it is known by less than the compiler knows: an argument by its place, an associated type by
//! its bounds, a trait for what has it. Only where it surely is that type its method alone counts.

use super::table::Then::{Hit, Miss};
use super::table::{Row, check};

const TURBOFISH: &[Row] = &[
    (
        "a type's argument is not its function's",
        "struct A; impl A { fn m(&self) -> u8 { 7 } } struct B; impl B { fn m(&self) -> u8 { 1 } } struct S<T>(T); impl<T> S<T> { fn id<U>(u: U) -> U { u } }
         pub fn f() -> u8 { let _ = A.m(); S::<A>::id(B).m() }",
        &[("m(&self) -> u8 { 1 }", "m(&self) -> u8 { 2 }", Miss)],
    ),
    (
        "an alias's argument is not a function's",
        "struct A; impl A { fn m(&self) -> u8 { 7 } } struct B; impl B { fn m(&self) -> u8 { 1 } } struct S<T>(T); impl<T> S<T> { fn id<U>(u: U) -> U { u } } type Al<T> = S<T>;
         pub fn f() -> u8 { let _ = A.m(); Al::<A>::id(B).m() }",
        &[("m(&self) -> u8 { 1 }", "m(&self) -> u8 { 2 }", Miss)],
    ),
    (
        "an enum's argument is not its function's",
        "struct A; impl A { fn m(&self) -> u8 { 7 } } struct B; impl B { fn m(&self) -> u8 { 1 } } enum E<T> { V(T) } impl<T> E<T> { fn map<U>(self, g: impl Fn(T) -> U) -> U { match self { E::V(t) => g(t) } } }
         pub fn f() -> u8 { E::<A>::map(E::V(A), |a| { let _ = a.m(); B }).m() }",
        &[("m(&self) -> u8 { 1 }", "m(&self) -> u8 { 2 }", Miss)],
    ),
    (
        "a builder with another's argument",
        "struct A; impl A { fn m(&self) -> u8 { 7 } } struct B; impl B { fn m(&self) -> u8 { 1 } } struct Builder<T>(Option<T>); impl<T> Builder<T> { fn with<U>(u: U) -> (Builder<T>, U) { (Builder(None), u) } }
         pub fn f() -> u8 { let _ = A.m(); Builder::<A>::with(B).1.m() }",
        &[("m(&self) -> u8 { 1 }", "m(&self) -> u8 { 2 }", Miss)],
    ),
    (
        "a trait's argument is not its function's",
        "struct A; impl A { fn m(&self) -> u8 { 7 } } struct B; impl B { fn m(&self) -> u8 { 1 } } trait Mk<T> { fn mk<U>(&self, u: U) -> U; } struct S; impl Mk<A> for S { fn mk<U>(&self, u: U) -> U { u } }
         pub fn f() -> u8 { let _ = A.m(); Mk::<A>::mk(&S, B).m() }",
        &[("m(&self) -> u8 { 1 }", "m(&self) -> u8 { 2 }", Miss)],
    ),
    (
        "a closure gets its function's argument, not its type's",
        "struct A; impl A { fn m(&self) -> u8 { 7 } } struct B; impl B { fn m(&self) -> u8 { 1 } } struct S<T>(T); impl<T> S<T> { fn go<U>(&self, u: U, g: impl Fn(U) -> u8) -> u8 { g(u) } }
         pub fn f() -> u8 { S::<A>::go(&S(A), B, |x| x.m()) + A.m() }",
        &[("m(&self) -> u8 { 1 }", "m(&self) -> u8 { 2 }", Miss)],
    ),
    (
        "a function's own argument is its own",
        "struct A; impl A { fn m(&self) -> u8 { 7 } } struct B; impl B { fn m(&self) -> u8 { 1 } } struct S<T>(T); impl<T> S<T> { fn mk<U: Default>() -> U { U::default() } } impl Default for A { fn default() -> A { A } }
         pub fn f() -> u8 { let _ = B.m(); S::<B>::mk::<A>().m() }",
        &[("{ 7 }", "{ 8 }", Miss)],
    ),
    (
        "by a type that is written, only its method",
        "struct A; impl A { fn m(&self) -> u8 { 7 } } struct B; impl B { fn m(&self) -> u8 { 1 } } struct S<T>(T); impl<T> S<T> { fn id<U>(u: U) -> U { u } }
         pub fn f(a: &S<A>) -> u8 { let _ = &a.0; S::<A>::id(B).m() }",
        &[("m(&self) -> u8 { 1 }", "m(&self) -> u8 { 2 }", Miss), ("{ 7 }", "{ 8 }", Hit)],
    ),
];

const CONSTANTS: &[Row] = &[
    (
        "a constant argument before types",
        "const N: usize = 2; struct A; impl A { fn m(&self) -> u8 { 7 } } struct B; impl B { fn m(&self) -> u8 { 1 } } struct G<const N: usize, T, U>(T, U);
         pub fn f() -> u8 { let _ = A.m(); let g: G<N, A, B> = G(A, B); g.1.m() }",
        &[("m(&self) -> u8 { 1 }", "m(&self) -> u8 { 2 }", Miss)],
    ),
    (
        "a constant parameter before types",
        "struct A; impl A { fn m(&self) -> u8 { 1 } } struct B; impl B { fn m(&self) -> u8 { 7 } } struct G<const N: usize, T, U>(T, U); impl<const N: usize, T, U> G<N, T, U> { fn a(&self) -> &T { &self.0 } }
         pub fn f() -> u8 { let _ = B.m(); G::<3, A, B>(A, B).a().m() }",
        &[("m(&self) -> u8 { 1 }", "m(&self) -> u8 { 2 }", Miss)],
    ),
    (
        "a constant argument of a function before types",
        "const N: usize = 2; struct A; impl A { fn m(&self) -> u8 { 7 } } #[derive(Default)] struct B; impl B { fn m(&self) -> u8 { 1 } } fn g<const N: usize, T, U: Default>(_: T) -> U { U::default() }
         pub fn f() -> u8 { let _ = A.m(); g::<N, A, B>(A).m() }",
        &[("m(&self) -> u8 { 1 }", "m(&self) -> u8 { 2 }", Miss)],
    ),
    (
        "a number before types of a function",
        "struct A; impl A { fn m(&self) -> u8 { 7 } } #[derive(Default)] struct B; impl B { fn m(&self) -> u8 { 1 } } fn g<const N: usize, T, U: Default>(_: T) -> U { U::default() }
         pub fn f() -> u8 { let _ = A.m(); g::<2, A, B>(A).m() }",
        &[("m(&self) -> u8 { 1 }", "m(&self) -> u8 { 2 }", Miss)],
    ),
    (
        "a constant before types of a method",
        "const N: usize = 2; struct A; impl A { fn m(&self) -> u8 { 7 } } #[derive(Default)] struct B; impl B { fn m(&self) -> u8 { 1 } } struct Q; impl Q { fn g<const N: usize, T, U: Default>(&self, _: T) -> U { U::default() } }
         pub fn f() -> u8 { let _ = A.m(); Q.g::<N, A, B>(A).m() + Q.g::<3, A, B>(A).m() }",
        &[("m(&self) -> u8 { 1 }", "m(&self) -> u8 { 2 }", Miss)],
    ),
    (
        "a constant argument of an alias",
        "const N: usize = 2; struct A; impl A { fn m(&self) -> u8 { 7 } } struct B; impl B { fn m(&self) -> u8 { 1 } } struct G<T, U>(T, U); type Al<const N: usize, T, U> = G<T, U>;
         pub fn f() -> u8 { let _ = A.m(); let g: Al<N, A, B> = G(A, B); g.1.m() }",
        &[("m(&self) -> u8 { 1 }", "m(&self) -> u8 { 2 }", Miss)],
    ),
    (
        "a constant argument of a trait",
        "const N: usize = 2; struct A; impl A { fn m(&self) -> u8 { 7 } } struct B; impl B { fn m(&self) -> u8 { 1 } } trait G<const N: usize, T> { fn t(&self) -> T; } struct Q; impl G<2, B> for Q { fn t(&self) -> B { B } } fn g(q: &dyn G<N, B>) -> u8 { q.t().m() }
         pub fn f() -> u8 { let _ = A.m(); g(&Q) }",
        &[("m(&self) -> u8 { 1 }", "m(&self) -> u8 { 2 }", Miss)],
    ),
    (
        "an index with a constant",
        "use std::ops::Index; struct A; impl A { fn m(&self) -> u8 { 1 } } struct K<const N: usize>; struct S<const N: usize, T, U>(T, U); struct B; impl B { fn m(&self) -> u8 { 7 } } impl<const N: usize, T, U> Index<K<N>> for S<N, T, U> { type Output = T; fn index(&self, _: K<N>) -> &T { &self.0 } } fn mk<T, U>(t: T, u: U) -> S<2, T, U> { S(t, u) }
         pub fn f() -> u8 { let _ = B.m(); mk(A, B)[K].m() }",
        &[("m(&self) -> u8 { 1 }", "m(&self) -> u8 { 2 }", Miss)],
    ),
    (
        "a ring with a constant",
        "struct A; impl A { fn m(&self) -> u8 { 1 } } struct B; impl B { fn m(&self) -> u8 { 7 } } struct Ring<const N: usize, T, S> { a: Vec<T>, s: S } impl<const N: usize, T, S> Ring<N, T, S> { fn new(s: S) -> Self { Ring { a: Vec::new(), s } } fn push(mut self, t: T) -> Self { if self.a.len() < N { self.a.push(t) } self } fn last(&self) -> Option<&T> { self.a.last() } }
         pub fn f() -> u8 { let _ = B.m(); Ring::<4, A, B>::new(B).push(A).last().unwrap().m() }",
        &[("m(&self) -> u8 { 1 }", "m(&self) -> u8 { 2 }", Miss)],
    ),
    (
        "beside a constant, only the type's method",
        "const N: usize = 2; struct A; impl A { fn m(&self) -> u8 { 7 } } struct B; impl B { fn m(&self) -> u8 { 1 } } struct G<const N: usize, T, U>(T, U);
         pub fn f() -> u8 { let g: G<N, A, B> = G(A, B); g.1.m() }",
        &[("m(&self) -> u8 { 1 }", "m(&self) -> u8 { 2 }", Miss), ("{ 7 }", "{ 8 }", Hit)],
    ),
];

const BY_TRAIT: &[Row] = &[
    (
        "an own method of what a trait's function gives as Self",
        "struct W; trait T { fn t(&self) -> Self; fn m(&self) -> u8; } impl T for W { fn t(&self) -> W { W } fn m(&self) -> u8 { 7 } } impl W { fn m(&self) -> u8 { 1 } }
         pub fn f() -> u8 { T::t(&W).m() }",
        &[("m(&self) -> u8 { 1 }", "m(&self) -> u8 { 2 }", Miss)],
    ),
    (
        "the same of a function that is handed on",
        "struct W; trait T { fn t(&self) -> Self; fn m(&self) -> u8; } impl T for W { fn t(&self) -> W { W } fn m(&self) -> u8 { 7 } } impl W { fn m(&self) -> u8 { 1 } }
         pub fn f() -> u8 { Some(&W).map(T::t).map(|x| x.m()).unwrap() }",
        &[("m(&self) -> u8 { 1 }", "m(&self) -> u8 { 2 }", Miss)],
    ),
    (
        "the same where the value is boxed",
        "struct W; trait T { fn t(self: Box<Self>) -> Self; fn m(&self) -> u8; } impl T for W { fn t(self: Box<W>) -> W { W } fn m(&self) -> u8 { 7 } } impl W { fn m(&self) -> u8 { 1 } }
         pub fn f() -> u8 { T::t(Box::new(W)).m() }",
        &[("m(&self) -> u8 { 1 }", "m(&self) -> u8 { 2 }", Miss)],
    ),
    (
        "what a trait's function gives of a value, only that has",
        "struct W; struct V; trait T { fn t(&self) -> Self; } impl T for W { fn t(&self) -> W { W } } impl T for V { fn t(&self) -> V { V } } impl W { fn m(&self) -> u8 { 1 } } impl V { fn m(&self) -> u8 { 7 } }
         pub fn f() -> u8 { let _ = V; T::t(&W).m() }",
        &[("m(&self) -> u8 { 1 }", "m(&self) -> u8 { 2 }", Miss), ("{ 7 }", "{ 8 }", Hit)],
    ),
];

const PROJECTIONS: &[Row] = &[
    (
        "a bound says what it is",
        "trait S { fn m(&self) -> u8; } struct X; impl S for X { fn m(&self) -> u8 { 7 } } impl X { fn m(&self) -> u8 { 1 } } trait P { type O: S; fn o(&self) -> Self::O; } impl P for u8 { type O = X; fn o(&self) -> X { X } } fn g<T: P<O = X>>(t: T) -> u8 { t.o().m() }
         pub fn f() -> u8 { g(1) }",
        &[("m(&self) -> u8 { 1 }", "m(&self) -> u8 { 2 }", Miss)],
    ),
    (
        "a projection leaves a generic function",
        "trait S { fn m(&self) -> u8; } struct X; impl S for X { fn m(&self) -> u8 { 7 } } impl X { fn m(&self) -> u8 { 1 } } trait P { type O: S; fn o(&self) -> Self::O; } impl P for u8 { type O = X; fn o(&self) -> X { X } } fn g<T: P>(t: T) -> T::O { t.o() }
         pub fn f() -> u8 { g(1).m() }",
        &[("m(&self) -> u8 { 1 }", "m(&self) -> u8 { 2 }", Miss)],
    ),
    (
        "a projection lies in a field",
        "trait S { fn m(&self) -> u8; } struct X; impl S for X { fn m(&self) -> u8 { 7 } } impl X { fn m(&self) -> u8 { 1 } } trait P { type O: S; } impl P for u8 { type O = X; } struct H<T: P>(T::O);
         pub fn f() -> u8 { let h: H<u8> = H(X); h.0.m() }",
        &[("m(&self) -> u8 { 1 }", "m(&self) -> u8 { 2 }", Miss)],
    ),
    (
        "a projection is matched",
        "trait S { fn m(&self) -> u8; } struct X; impl S for X { fn m(&self) -> u8 { 7 } } impl X { fn m(&self) -> u8 { 1 } } trait P { type O: S; } impl P for u8 { type O = X; } enum H<T: P> { V(T::O) }
         pub fn f() -> u8 { let h: H<u8> = H::V(X); let H::V(x) = h; x.m() }",
        &[("m(&self) -> u8 { 1 }", "m(&self) -> u8 { 2 }", Miss)],
    ),
    (
        "a default method gives one",
        "trait S { fn m(&self) -> u8; } struct X; impl S for X { fn m(&self) -> u8 { 7 } } impl X { fn m(&self) -> u8 { 1 } } trait P { type O: S; fn o(&self) -> Self::O; fn d(&self) -> Self::O { self.o() } } impl P for u8 { type O = X; fn o(&self) -> X { X } }
         pub fn f() -> u8 { 1u8.d().m() }",
        &[("m(&self) -> u8 { 1 }", "m(&self) -> u8 { 2 }", Miss)],
    ),
    (
        "an argument by a bound says it",
        "trait S { fn m(&self) -> u8; } struct X; impl S for X { fn m(&self) -> u8 { 7 } } impl X { fn m(&self) -> u8 { 1 } } trait Tr { type Item: S; fn next(&self) -> Self::Item; } impl Tr for u8 { type Item = X; fn next(&self) -> X { X } } fn g(t: impl Tr<Item = X>) -> u8 { t.next().m() }
         pub fn f() -> u8 { g(1) }",
        &[("m(&self) -> u8 { 1 }", "m(&self) -> u8 { 2 }", Miss)],
    ),
    (
        "an object in a field says it",
        "trait S { fn m(&self) -> u8; } struct X; impl S for X { fn m(&self) -> u8 { 7 } } impl X { fn m(&self) -> u8 { 1 } } trait Tr { type Item: S; fn next(&self) -> Self::Item; } impl Tr for u8 { type Item = X; fn next(&self) -> X { X } } struct H { t: Box<dyn Tr<Item = X>> }
         pub fn f() -> u8 { H { t: Box::new(1) }.t.next().m() }",
        &[("m(&self) -> u8 { 1 }", "m(&self) -> u8 { 2 }", Miss)],
    ),
    (
        "a closure gets one",
        "trait S { fn m(&self) -> u8; } struct X; impl S for X { fn m(&self) -> u8 { 7 } } impl X { fn m(&self) -> u8 { 1 } } trait Tr { type Item: S; fn next(&self) -> Self::Item; } impl Tr for u8 { type Item = X; fn next(&self) -> X { X } } fn g<T: Tr>(t: T, g: impl Fn(&T::Item) -> u8) -> u8 { g(&t.next()) }
         pub fn f() -> u8 { g(1, |x| x.m()) }",
        &[("m(&self) -> u8 { 1 }", "m(&self) -> u8 { 2 }", Miss)],
    ),
    (
        "a method hands one to a closure",
        "trait S { fn m(&self) -> u8; } struct X; impl S for X { fn m(&self) -> u8 { 7 } } impl X { fn m(&self) -> u8 { 1 } } trait P { type O: S; fn o(&self) -> Self::O; fn fold<B>(&self, b: B, g: impl Fn(B, Self::O) -> B) -> B { g(b, self.o()) } } impl P for u8 { type O = X; fn o(&self) -> X { X } }
         pub fn f() -> u8 { 1u8.fold(4, |n, x| n + x.m()) }",
        &[("m(&self) -> u8 { 1 }", "m(&self) -> u8 { 2 }", Miss)],
    ),
    (
        "an iterator of them",
        "trait S { fn m(&self) -> u8; } struct X; impl S for X { fn m(&self) -> u8 { 7 } } impl X { fn m(&self) -> u8 { 1 } } trait Tr { type Item: S; fn one(&self) -> Self::Item; fn all(&self) -> impl Iterator<Item = Self::Item> { std::iter::once(self.one()) } } impl Tr for u8 { type Item = X; fn one(&self) -> X { X } }
         pub fn f() -> u8 { 1u8.all().map(|x| x.m()).sum() }",
        &[("m(&self) -> u8 { 1 }", "m(&self) -> u8 { 2 }", Miss)],
    ),
    (
        "a trait above says it",
        "trait S { fn m(&self) -> u8; } struct X; impl S for X { fn m(&self) -> u8 { 7 } } impl X { fn m(&self) -> u8 { 1 } } trait Tr { type Item: S; fn next(&self) -> Self::Item; } impl Tr for u8 { type Item = X; fn next(&self) -> X { X } } trait Sub: Tr<Item = X> { fn s(&self) -> u8 { self.next().m() } } impl Sub for u8 {}
         pub fn f() -> u8 { 1u8.s() }",
        &[("m(&self) -> u8 { 1 }", "m(&self) -> u8 { 2 }", Miss)],
    ),
    (
        "a trait above the bound says it",
        "trait S { fn m(&self) -> u8; } struct X; impl S for X { fn m(&self) -> u8 { 7 } } impl X { fn m(&self) -> u8 { 1 } } trait Tr { type Item: S; fn next(&self) -> Self::Item; } impl Tr for u8 { type Item = X; fn next(&self) -> X { X } } trait Sub: Tr<Item = X> {} impl Sub for u8 {} fn g<T: Sub>(t: T) -> u8 { t.next().m() }
         pub fn f() -> u8 { g(1) }",
        &[("m(&self) -> u8 { 1 }", "m(&self) -> u8 { 2 }", Miss)],
    ),
    (
        "one that is another's",
        "trait S { fn m(&self) -> u8; } struct X; impl S for X { fn m(&self) -> u8 { 7 } } impl X { fn m(&self) -> u8 { 1 } } trait Tr { type Item: S; fn next(&self) -> Self::Item; } impl Tr for u8 { type Item = X; fn next(&self) -> X { X } } struct Twice<T>(T); impl<T: Tr> Tr for Twice<T> { type Item = T::Item; fn next(&self) -> T::Item { self.0.next() } }
         pub fn f() -> u8 { Twice(1u8).next().m() }",
        &[("m(&self) -> u8 { 1 }", "m(&self) -> u8 { 2 }", Miss)],
    ),
    (
        "a constant of one",
        "trait S { fn m(&self) -> u8; } struct X; impl S for X { fn m(&self) -> u8 { 7 } } impl X { fn m(&self) -> u8 { 1 } } trait P { type O: S; const K: Self::O; } struct V; impl P for V { type O = X; const K: X = X; } fn k<T: P>() -> T::O { T::K }
         pub fn f() -> u8 { let _ = k::<V>; <V as P>::K.m() + V::K.m() }",
        &[("m(&self) -> u8 { 1 }", "m(&self) -> u8 { 2 }", Miss)],
    ),
    (
        "one of a type's parameter",
        "trait S { fn m(&self) -> u8; } struct X; impl S for X { fn m(&self) -> u8 { 7 } } impl X { fn m(&self) -> u8 { 1 } } trait Kind { type Of: S; fn of() -> Self::Of; } struct V; impl Kind for V { type Of = X; fn of() -> X { X } } struct H<K: Kind>(K); impl<K: Kind> H<K> { fn get(&self) -> K::Of { K::of() } }
         pub fn f() -> u8 { H(V).get().m() }",
        &[("m(&self) -> u8 { 1 }", "m(&self) -> u8 { 2 }", Miss)],
    ),
    (
        "a trait's argument is not the function's",
        "trait P<T> { type I: Iterator<Item = T>; fn i(&self) -> Self::I; } trait O { fn m(&self) -> u8; } impl O for u8 { fn m(&self) -> u8 { 7 } } struct X; impl X { fn m(&self) -> u8 { 1 } } impl P<X> for u8 { type I = std::iter::Once<X>; fn i(&self) -> Self::I { std::iter::once(X) } } fn g<S: P<X>, T: O>(mut i: S::I, _: T) -> u8 { i.next().unwrap().m() }
         pub fn f() -> u8 { g::<u8, u8>(1u8.i(), 1) }",
        &[("m(&self) -> u8 { 1 }", "m(&self) -> u8 { 2 }", Miss)],
    ),
    (
        "a trait's Self is not another's",
        "trait Node { type Kids: Iterator<Item = Self>; fn kids(&self) -> Self::Kids; fn m(&self) -> u8; } trait Q { fn m(&self) -> u8 { 7 } fn sum<N: Node>(&self, n: &N) -> u8 { let mut kids = n.kids(); let kids: N::Kids = kids; kids.map(|k| k.m()).sum() } } struct X; impl Node for X { type Kids = std::option::IntoIter<X>; fn kids(&self) -> Self::Kids { Some(X).into_iter() } fn m(&self) -> u8 { 1 } } impl Q for u8 {}
         pub fn f() -> u8 { 1u8.sum(&X) + Q::m(&1u8) }",
        &[("m(&self) -> u8 { 1 }", "m(&self) -> u8 { 2 }", Miss)],
    ),
    (
        "a type of one trait, where a bound says another's of that name",
        "struct A; impl A { fn m(&self) -> u8 { 7 } } struct B; impl B { fn m(&self) -> u8 { 1 } } trait P { type O; } trait Q { type O; fn q(&self) -> <Self as Q>::O; } impl P for u8 { type O = A; } impl Q for u8 { type O = B; fn q(&self) -> B { B } } fn g<T: P<O = A> + Q<O = B>>(t: T) -> u8 { let b: <T as Q>::O = t.q(); b.m() }
         pub fn f() -> u8 { let _ = A.m(); g(1) }",
        &[("m(&self) -> u8 { 1 }", "m(&self) -> u8 { 2 }", Miss)],
    ),
    (
        "the same beside an iterator's",
        "struct A; impl A { fn m(&self) -> u8 { 7 } } struct B; impl B { fn m(&self) -> u8 { 1 } } trait Q { type Item; fn q(&self) -> <Self as Q>::Item; } struct I; impl Iterator for I { type Item = A; fn next(&mut self) -> Option<A> { None } } impl Q for I { type Item = B; fn q(&self) -> B { B } } fn g<T: Iterator<Item = A> + Q>(t: T, go: impl Fn(&<T as Q>::Item) -> u8) -> u8 { let b: <T as Q>::Item = t.q(); go(&b) }
         pub fn f() -> u8 { let _ = A.m(); g(I, |b| b.m()) }",
        &[("m(&self) -> u8 { 1 }", "m(&self) -> u8 { 2 }", Miss)],
    ),
    (
        "the type of a trait above is the one said",
        "struct A; impl A { fn m(&self) -> u8 { 7 } } struct B; impl B { fn m(&self) -> u8 { 1 } } trait Sup { type Item; fn n(&self) -> Self::Item; } trait Sub: Sup {} impl Sup for u8 { type Item = B; fn n(&self) -> B { B } } impl Sub for u8 {} fn g<T: Sub<Item = B>>(t: T) -> u8 { let b: <T as Sup>::Item = t.n(); b.m() }
         pub fn f() -> u8 { g(1) }",
        &[("m(&self) -> u8 { 1 }", "m(&self) -> u8 { 2 }", Miss), ("{ 7 }", "{ 8 }", Hit)],
    ),
    (
        "a projection's function, of two traits",
        "struct A; struct B; trait Mk { fn mk() -> u8; } impl Mk for A { fn mk() -> u8 { 7 } } impl Mk for B { fn mk() -> u8 { 1 } } trait P { type Out; } trait Q { type Out; } impl P for u8 { type Out = A; } impl Q for u8 { type Out = B; } fn g<T: P<Out = A> + Q>() -> u8 where <T as Q>::Out: Mk { <<T as Q>::Out as Mk>::mk() + <T as P>::Out::mk() }
         pub fn f() -> u8 { g::<u8>() }",
        &[("mk() -> u8 { 1 }", "mk() -> u8 { 2 }", Miss)],
    ),
    (
        "Self's type in an impl for all",
        "trait S { fn m(&self) -> u8; } impl S for u8 { fn m(&self) -> u8 { 7 } } trait P { type O: S; } impl P for u8 { type O = u8; } struct X; impl X { fn m(&self) -> u8 { 1 } } trait Q { type O; fn o(&self) -> Self::O; fn h(&self) -> u8; } impl<T: P> Q for T { type O = X; fn o(&self) -> X { X } fn h(&self) -> u8 { let x: Self::O = self.o(); x.m() } }
         pub fn f() -> u8 { 1u8.h() }",
        &[("m(&self) -> u8 { 1 }", "m(&self) -> u8 { 2 }", Miss)],
    ),
    (
        "a bound says another's, of which more is asked later",
        "trait S { fn m(&self) -> u8; } struct X; impl S for X { fn m(&self) -> u8 { 7 } } impl X { fn m(&self) -> u8 { 1 } } trait P { type O: S; fn o(&self) -> Self::O; } impl P for u8 { type O = X; fn o(&self) -> X { X } } trait Q { type R; fn r(&self) -> Self::R; } impl Q for u16 { type R = X; fn r(&self) -> X { X } } fn g<U: P, T: Q<R = U::O>>(t: T, _: U) -> u8 where U: P<O = X> { t.r().m() }
         pub fn f() -> u8 { g(1u16, 1u8) }",
        &[("m(&self) -> u8 { 1 }", "m(&self) -> u8 { 2 }", Miss)],
    ),
    (
        "a trait's type by the impl for all, not by another trait",
        "trait S { fn m(&self) -> u8; } struct X; impl S for X { fn m(&self) -> u8 { 7 } } impl X { fn m(&self) -> u8 { 1 } } trait P { type O: S; fn o(&self) -> Self::O; } impl<T> P for T { type O = X; fn o(&self) -> X { X } } trait Q { type O; } struct Y; impl Y { fn m(&self) -> u8 { 7 } } struct V; impl Q for V { type O = Y; }
         pub fn f() -> u8 { let _: Option<<V as Q>::O> = None; V.o().m() }",
        &[("m(&self) -> u8 { 1 }", "m(&self) -> u8 { 2 }", Miss)],
    ),
    (
        "what an impl for all gives is known",
        "struct A; impl A { fn m(&self) -> u8 { 7 } } struct B; impl B { fn m(&self) -> u8 { 1 } } trait P { type D: Default; fn d(&self) -> Self::D { Self::D::default() } } impl Default for B { fn default() -> B { B } } struct V; impl<T> P for T { type D = B; }
         pub fn f() -> u8 { let _ = A; V.d().m() }",
        &[("m(&self) -> u8 { 1 }", "m(&self) -> u8 { 2 }", Miss), ("{ 7 }", "{ 8 }", Hit)],
    ),
    (
        "a generic function asks by its bounds",
        "trait S { fn m(&self) -> u8; } struct X; impl S for X { fn m(&self) -> u8 { 1 } } struct Y; impl Y { fn m(&self) -> u8 { 7 } } trait P { type O: S; fn o(&self) -> Self::O; } impl P for u8 { type O = X; fn o(&self) -> X { X } } struct H<T: P>(T::O); impl<T: P> H<T> { fn h(&self) -> u8 { self.0.m() } } fn g<T: P>(t: T) -> u8 { t.o().m() + H::<T>(t.o()).h() }
         pub fn f() -> u8 { let _ = Y; g(1) }",
        &[("m(&self) -> u8 { 1 }", "m(&self) -> u8 { 2 }", Miss), ("{ 7 }", "{ 8 }", Hit)],
    ),
];

const FOR_ALL: &[Row] = &[
    (
        "a type of an impl for all",
        "trait S { const K: u8; } trait P { type D: S; } struct W; impl S for W { const K: u8 = 1; } impl<T> P for T { type D = W; }
         pub fn f() -> u8 { <<u8 as P>::D as S>::K }",
        &[("K: u8 = 1", "K: u8 = 2", Miss)],
    ),
    (
        "the same of a type of the program",
        "trait S { const K: u8; } trait P { type D: S; } struct W; impl S for W { const K: u8 = 1; } impl<T> P for T { type D = W; } struct V;
         pub fn f() -> u8 { <<V as P>::D as S>::K }",
        &[("K: u8 = 1", "K: u8 = 2", Miss)],
    ),
    (
        "the same, made",
        "trait S { fn m(&self) -> u8; } #[derive(Default)] struct W; impl S for W { fn m(&self) -> u8 { 1 } } trait P { type D: S + Default; } impl<T> P for T { type D = W; } struct V;
         pub fn f() -> u8 { <V as P>::D::default().m() + <u8 as P>::D::default().m() }",
        &[("m(&self) -> u8 { 1 }", "m(&self) -> u8 { 2 }", Miss)],
    ),
    (
        "the same, a trait's function",
        "trait S { fn k() -> u8; } trait P { type D: S; } struct W; impl S for W { fn k() -> u8 { 1 } } impl<T> P for T { type D = W; }
         pub fn f() -> u8 { <<u8 as P>::D as S>::k() + <u8 as P>::D::k() }",
        &[("k() -> u8 { 1 }", "k() -> u8 { 2 }", Miss)],
    ),
    (
        "the same, a list's length",
        "trait S { const K: usize; } trait P { type D: S; } struct W; impl S for W { const K: usize = 1; } impl<T: ?Sized> P for T { type D = W; }
         pub fn f() -> usize { let a = [0u8; <<[u8] as P>::D as S>::K]; a.len() }",
        &[("K: usize = 1", "K: usize = 2", Miss)],
    ),
    (
        "the same, a projection of a projection",
        "trait S { const K: u8; } trait P { type D: O; } trait O { type E: S; } struct W; struct U; impl S for W { const K: u8 = 1; } impl<T> P for T { type D = U; } impl O for U { type E = W; }
         pub fn f() -> u8 { <<<u8 as P>::D as O>::E as S>::K }",
        &[("K: u8 = 1", "K: u8 = 2", Miss)],
    ),
    (
        "a type of an impl for pointers",
        "trait S { const K: u8; } trait P { type D: S; } struct W; impl S for W { const K: u8 = 1; } impl P for *const u8 { type D = W; }
         pub fn f() -> u8 { <<*const u8 as P>::D as S>::K }",
        &[("K: u8 = 1", "K: u8 = 2", Miss)],
    ),
];

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

const SAID_HERE: &[Row] = &[
    (
        "what an impl says of itself is not what another says",
        "pub struct V; pub struct A; pub struct B; impl Drop for A { fn drop(&mut self) { one(); } } impl Drop for B { fn drop(&mut self) { two(); } } fn one() -> u8 { 1 } fn two() -> u8 { 2 }
         impl std::ops::Add<u8> for V { type Output = A; fn add(self, _: u8) -> Self::Output { A } } impl std::ops::Sub<u8> for V { type Output = B; fn sub(self, _: u8) -> Self::Output { B } }
         pub fn f() -> u8 { let _ = V + 1; 7 }",
        &[("{ 1 }", "{ 9 }", Miss), ("{ 2 }", "{ 9 }", Hit)],
    ),
    (
        "where one of a trait's impls names what another of them says",
        "pub struct V; pub struct A; pub struct B; impl Drop for A { fn drop(&mut self) { one(); } } impl Drop for B { fn drop(&mut self) { two(); } } fn one() -> u8 { 1 } fn two() -> u8 { 2 }
         pub trait T<X> { type Out; fn m(&self) -> Option<Self::Out>; } impl T<u8> for V { type Out = A; fn m(&self) -> Option<Self::Out> { Some(A) } }
         impl T<u16> for V { type Out = u8; fn m(&self) -> Option<Self::Out> { <Self as T<u8>>::m(self).map(|_| 3) } } impl T<u32> for V { type Out = B; fn m(&self) -> Option<Self::Out> { Some(B) } }
         pub fn f() -> u8 { <V as T<u16>>::m(&V).unwrap_or(7) }",
        &[("{ 1 }", "{ 9 }", Miss), ("|_| 3", "|_| 5", Miss)],
    ),
    (
        "what a trait above says",
        "pub struct V; pub struct A; impl Drop for A { fn drop(&mut self) { one(); } } fn one() -> u8 { 1 } pub trait Up { type Out: Default; } impl Default for A { fn default() -> A { A } }
         pub trait T: Up { fn m(&self) -> Self::Out; } impl Up for V { type Out = A; } impl T for V { fn m(&self) -> Self::Out { Self::Out::default() } }
         pub fn f() -> u8 { V.m(); 7 }",
        &[("{ 1 }", "{ 9 }", Miss)],
    ),
    (
        "of an impl that a macro writes in another's body",
        "macro_rules! up { () => { impl T for V { fn m(&self) -> Self::Out { Self::Out::default() } } } } pub struct V; pub struct A; impl Drop for A { fn drop(&mut self) { one(); } } fn one() -> u8 { 1 } impl Default for A { fn default() -> A { A } }
         pub trait Up { type Out: Default; } pub trait T: Up { fn m(&self) -> Self::Out; } impl Up for V { type Out = A; } pub trait Own { type Out; fn go(&self) -> Self::Out; } impl Own for V { type Out = u8; fn go(&self) -> Self::Out { up!(); T::m(self); 7 } }
         pub fn f() -> u8 { V.go() }",
        &[("{ 1 }", "{ 9 }", Miss)],
    ),
    (
        "what a macro writes in the impl, in one build or another",
        "macro_rules! out { ($t:ty) => { #[cfg(not(custom))] type Output = $t; } } pub struct V; pub struct A; impl Drop for A { fn drop(&mut self) { one(); } } fn one() -> u8 { 1 } impl Default for A { fn default() -> A { A } }
         impl std::ops::Add<u8> for V { #[cfg(custom)] type Output = u8; out!(A); fn add(self, _: u8) -> Self::Output { Self::Output::default() } }
         pub fn f() -> u8 { let _ = V + 1; 7 }",
        &[("{ 1 }", "{ 9 }", Miss)],
    ),
];

#[test]
fn an_impl_names_what_it_says_itself() {
    check(SAID_HERE);
}

#[test]
fn arguments_are_their_own_segments() {
    check(TURBOFISH);
}

#[test]
fn constants_stand_among_types() {
    check(CONSTANTS);
}

#[test]
fn a_trait_is_not_what_has_it() {
    check(BY_TRAIT);
}

#[test]
fn associated_types_are_found_again() {
    check(PROJECTIONS);
}

#[test]
fn types_of_impls_for_all_come_alive() {
    check(FOR_ALL);
}

#[test]
fn types_that_only_a_trait_is_given_come_alive() {
    check(INFERRED);
}

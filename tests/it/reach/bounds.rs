//! What bounds say: of what, and by which trait; and what they ask of types, for whether it is there decides.

use super::table::Then::{Hit, Miss};
use super::table::{Row, check};

const SAYING: &[Row] = &[
    (
        "a loop over what has two types of a name",
        "struct A; struct B; impl A { fn m(&self) -> u8 { 1 } } impl B { fn m(&self) -> u8 { 2 } } trait Tagged { type Item; } fn g<T: Tagged<Item = A> + Iterator<Item = B>>(t: T) -> u8 { let mut s = 0; for x in t { s += x.m(); } s } struct I(u8); impl Tagged for I { type Item = A; } impl Iterator for I { type Item = B; fn next(&mut self) -> Option<B> { self.0 = self.0.checked_sub(1)?; Some(B) } }
         pub fn f() -> u8 { g(I(1)) }",
        &[("{ 2 }", "{ 3 }", Miss)],
    ),
    (
        "a loop over a reference to a parameter",
        "struct A; struct B; impl A { fn m(&self) -> u8 { 1 } } impl B { fn m(&self) -> u8 { 2 } } fn g<T>(t: T) -> u8 where T: IntoIterator<Item = A>, for<'a> &'a T: IntoIterator<Item = B>, { let mut s = 0; for x in &t { s += x.m(); } s } struct I; impl IntoIterator for I { type Item = A; type IntoIter = std::option::IntoIter<A>; fn into_iter(self) -> Self::IntoIter { None.into_iter() } } impl<'a> IntoIterator for &'a I { type Item = B; type IntoIter = std::option::IntoIter<B>; fn into_iter(self) -> Self::IntoIter { Some(B).into_iter() } }
         pub fn f() -> u8 { g(I) }",
        &[("{ 2 }", "{ 3 }", Miss)],
    ),
    (
        "an iterator of a reference to a parameter",
        "struct A; struct B; impl A { fn m(&self) -> u8 { 1 } } impl B { fn m(&self) -> u8 { 2 } } fn g<T>(t: T) -> u8 where T: IntoIterator<Item = A>, for<'a> &'a T: IntoIterator<Item = B>, { (&t).into_iter().next().unwrap().m() } struct I; impl IntoIterator for I { type Item = A; type IntoIter = std::option::IntoIter<A>; fn into_iter(self) -> Self::IntoIter { None.into_iter() } } impl<'a> IntoIterator for &'a I { type Item = B; type IntoIter = std::option::IntoIter<B>; fn into_iter(self) -> Self::IntoIter { Some(B).into_iter() } }
         pub fn f() -> u8 { g(I) }",
        &[("{ 2 }", "{ 3 }", Miss)],
    ),
    (
        "a reference to a parameter is converted",
        "struct A; struct B; impl A { fn m(&self) -> u8 { 1 } } impl B { fn m(&self) -> u8 { 2 } } fn g<T>(t: &T) -> u8 where T: Into<A>, for<'a> &'a T: Into<B>, { t.into().m() } struct K; impl From<K> for A { fn from(_: K) -> A { A } } impl From<&K> for B { fn from(_: &K) -> B { B } }
         pub fn f() -> u8 { g(&K) }",
        &[("{ 2 }", "{ 3 }", Miss)],
    ),
    (
        "an associated type of a reference to a parameter",
        "struct A; struct B; impl A { fn m(&self) -> u8 { 1 } } impl B { fn m(&self) -> u8 { 2 } } trait Fam { type Out; } struct K; impl Fam for K { type Out = A; } impl Fam for &K { type Out = B; } fn h<'a, T: 'a>(b: <&'a T as Fam>::Out) -> u8 where T: Fam<Out = A>, &'a T: Fam<Out = B>, { b.m() }
         pub fn f() -> u8 { h::<K>(B) }",
        &[("{ 2 }", "{ 3 }", Miss)],
    ),
    (
        "a method of a reference to a parameter",
        "struct A; struct B; impl A { fn m(&self) -> u8 { 1 } } impl B { fn m(&self) -> u8 { 2 } } trait T1 { fn go(self) -> A; } trait T2 { fn go(self) -> B; } #[derive(Clone, Copy)] struct K; impl T1 for K { fn go(self) -> A { A } } impl T2 for &K { fn go(self) -> B { B } } fn g<T: T1>(t: &T) -> u8 where for<'a> &'a T: T2, { t.go().m() }
         pub fn f() -> u8 { g(&K) }",
        &[(" 2", " 3", Miss)],
    ),
    (
        "what an async function gives is awaited",
        "use std::ops::Add; struct X; struct Y; impl X { fn m(&self) -> u8 { 1 } } impl Y { fn m(&self) -> u8 { 2 } } impl Add for X { type Output = Y; fn add(self, _: X) -> Y { Y } } fn run<F: std::future::Future>(f: F) -> F::Output { let mut f = std::pin::pin!(f); let mut c = std::task::Context::from_waker(std::task::Waker::noop()); loop { if let std::task::Poll::Ready(x) = f.as_mut().poll(&mut c) { return x; } } } async fn g(h: impl AsyncFn() -> X) -> u8 { h().await.m() }
         pub fn f() -> u8 { run(g(async || X)) }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "what is said of an associated type is said for its arguments",
        "struct W<T>(T); trait Show { fn m(&self) -> u8; } impl Show for W<u8> { fn m(&self) -> u8 { 1 } } impl Show for W<u16> { fn m(&self) -> u8 { 2 } } trait Fam { type Of<X>; fn mk<X>(x: X) -> Self::Of<X>; } struct F; impl Fam for F { type Of<X> = W<X>; fn mk<X>(x: X) -> W<X> { W(x) } } fn g<T: Fam<Of<u8> = W<u8>>>() -> u8 where T::Of<u16>: Show, { let x: T::Of<u16> = T::mk(5u16); x.m() }
         pub fn f() -> u8 { g::<F>() }",
        &[("{ 2 }", "{ 3 }", Miss)],
    ),
    (
        "a trait and the one above it declare a type of one name",
        "struct A; struct B; trait Show { fn m(&self) -> u8; } impl Show for A { fn m(&self) -> u8 { 1 } } impl Show for B { fn m(&self) -> u8 { 2 } } trait Sup { type Out: Show; fn s(&self) -> <Self as Sup>::Out; } trait Sub: Sup { type Out: Show; fn u(&self) -> <Self as Sub>::Out; } struct K; impl Sup for K { type Out = B; fn s(&self) -> B { B } } impl Sub for K { type Out = A; fn u(&self) -> A { A } } fn g<T: Sub<Out = A>>(t: T) -> u8 { let x: <T as Sup>::Out = t.s(); x.m() }
         pub fn f() -> u8 { g(K) }",
        &[("{ 2 }", "{ 3 }", Miss)],
    ),
    (
        "what can be iterated over may dereference",
        "struct A; struct B; impl A { fn m(&self) -> u8 { 1 } } impl B { fn m(&self) -> u8 { 2 } } use std::ops::Deref; fn g<T: IntoIterator<Item = A> + Deref<Target = [B]>>(t: T) -> u8 { t.last().unwrap().m() } struct I([B; 1]); impl IntoIterator for I { type Item = A; type IntoIter = std::option::IntoIter<A>; fn into_iter(self) -> Self::IntoIter { None.into_iter() } } impl Deref for I { type Target = [B]; fn deref(&self) -> &[B] { &self.0 } }
         pub fn f() -> u8 { g(I([B])) }",
        &[("{ 2 }", "{ 3 }", Miss)],
    ),
    (
        "what a parameter dereferences to",
        "struct W(B); struct B; impl W { fn m(&self) -> u8 { 1 } } impl B { fn m(&self) -> u8 { 2 } } impl std::ops::Deref for W { type Target = B; fn deref(&self) -> &B { &self.0 } } use std::ops::Deref; trait Tr { fn m(&self) -> u8; } impl Tr for W { fn m(&self) -> u8 { 3 } } fn g<T: Deref<Target = B> + Tr>(t: T) -> u8 { (*t).m() }
         pub fn f() -> u8 { g(W(B)) }",
        &[("{ 2 }", "{ 3 }", Miss)],
    ),
    (
        "what Self dereferences to",
        "struct W(B); struct B; impl W { fn m(&self) -> u8 { 1 } } impl B { fn m(&self) -> u8 { 2 } } impl std::ops::Deref for W { type Target = B; fn deref(&self) -> &B { &self.0 } } use std::ops::Deref; trait Tr: Deref<Target = B> { fn m(&self) -> u8 { 3 } fn go(&self) -> u8 { (**self).m() } } impl Tr for W {}
         pub fn f() -> u8 { W(B).go() }",
        &[("{ 2 }", "{ 3 }", Miss)],
    ),
    (
        "the same of a guard",
        "use std::{cell::*, ops::Deref}; struct B(u8); impl B { fn len(&self) -> usize { self.0 as usize + 1 } } trait Tr { fn len(&self) -> usize; } impl<T> Tr for Ref<'_, T> { fn len(&self) -> usize { 7 } } fn g<P: Deref<Target = B> + Tr>(p: P) -> usize { (*p).len() }
         pub fn f() -> usize { let c = RefCell::new(B(1)); g(c.borrow()) }",
        &[(" 1", " 2", Miss)],
    ),
    (
        "more is asked of an associated type",
        "trait Show { fn m(&self) -> u8; } trait Other { fn m(self) -> u8; } trait Fam { type Out: Show; fn mk(&self) -> Self::Out; } struct K; struct X; impl Fam for K { type Out = X; fn mk(&self) -> X { X } } impl Show for X { fn m(&self) -> u8 { 1 } } impl Other for X { fn m(self) -> u8 { 2 } } fn g<T: Fam>(t: T) -> u8 where T::Out: Other, { t.mk().m() }
         pub fn f() -> u8 { g(K) }",
        &[("{ 2 }", "{ 3 }", Miss)],
    ),
    (
        "a trait of std is asked of an associated type",
        "trait Show { fn count(&self) -> usize; } trait Fam { type Out: Show; fn mk(&self) -> Self::Out; } struct K; struct X(u8); impl Fam for K { type Out = X; fn mk(&self) -> X { X(2) } } impl Show for X { fn count(&self) -> usize { 1 } } impl Iterator for X { type Item = u8; fn next(&mut self) -> Option<u8> { self.0 = self.0.checked_sub(1)?; Some(7) } } fn g<T: Fam>(t: T) -> usize where T::Out: Iterator, { t.mk().count() }
         pub fn f() -> usize { g(K) }",
        &[("(1", "(2", Miss)],
    ),
    (
        "more is asked of an associated type by an impl",
        "trait Show { fn m(&self) -> u8; } trait Other { fn m(self) -> u8; } trait Fam { type Out: Show; fn mk(&self) -> Self::Out; } struct K; struct X; impl Fam for K { type Out = X; fn mk(&self) -> X { X } } impl Show for X { fn m(&self) -> u8 { 1 } } impl Other for X { fn m(self) -> u8 { 2 } } struct H<T>(T); impl<T: Fam> H<T> where <T as Fam>::Out: Other, { fn go(&self) -> u8 { self.0.mk().m() } }
         pub fn f() -> u8 { H(K).go() }",
        &[("{ 2 }", "{ 3 }", Miss)],
    ),
    (
        "a conversion goes before the trait's method by a reference",
        "struct A; struct B; impl A { fn m(&self) -> u8 { 1 } } impl B { fn m(&self) -> u8 { 2 } } trait Show { fn into(&self) -> A; } struct K; impl Show for K { fn into(&self) -> A { A } } impl From<K> for B { fn from(_: K) -> B { B } } fn g<T: Show + Into<B>>(t: T) -> u8 { t.into().m() }
         pub fn f() -> u8 { g(K) }",
        &[("{ 2 }", "{ 3 }", Miss)],
    ),
    (
        "an operator goes before it",
        "struct A; struct B; impl A { fn m(&self) -> u8 { 1 } } impl B { fn m(&self) -> u8 { 2 } } use std::ops::Add; trait Show { fn add(&self, o: u8) -> A; } struct K; impl Show for K { fn add(&self, _: u8) -> A { A } } impl Add<u8> for K { type Output = B; fn add(self, _: u8) -> B { B } } fn g<T: Show + Add<u8, Output = B>>(t: T) -> u8 { t.add(3).m() }
         pub fn f() -> u8 { g(K) }",
        &[("{ 2 }", "{ 3 }", Miss)],
    ),
    (
        "an iterator goes before it",
        "trait E { fn weigh(&self) -> u8; } struct A; impl E for A { fn weigh(&self) -> u8 { 1 } } impl<T> E for Option<T> { fn weigh(&self) -> u8 { 2 } } trait Show { fn last(&self) -> A; } struct K; impl Show for K { fn last(&self) -> A { A } } impl Iterator for K { type Item = u8; fn next(&mut self) -> Option<u8> { None } } fn g<T: Show + Iterator>(t: T) -> u8 { t.last().weigh() }
         pub fn f() -> u8 { g(K) }",
        &[("{ 2 }", "{ 3 }", Miss)],
    ),
    (
        "more is asked within a bound",
        "trait Show { fn m(&self) -> u8; } trait Other { fn m(self) -> u8; } trait Fam { type Out: Show; fn mk(&self) -> Self::Out; } struct K; struct X; impl Fam for K { type Out = X; fn mk(&self) -> X { X } } impl Show for X { fn m(&self) -> u8 { 1 } } impl Other for X { fn m(self) -> u8 { 2 } } fn g(t: impl Fam<Out: Other>) -> u8 { t.mk().m() }
         pub fn f() -> u8 { g(K) }",
        &[("{ 2 }", "{ 3 }", Miss)],
    ),
    (
        "a loop over a parameter",
        "struct A; impl A { fn m(&self) -> u8 { 1 } } struct O; impl O { fn m(&self) -> u8 { 7 } } fn g<T: IntoIterator<Item = A>>(t: T) -> u8 { let mut s = 0; for x in t { s += x.m(); } s }
         pub fn f(_: &O) -> u8 { g([A]) }",
        &[("{ 1 }", "{ 2 }", Miss), ("{ 7 }", "{ 8 }", Hit)],
    ),
    (
        "a method that references to a parameter surely do not have",
        "use std::ops::Add; trait Show { fn m(&self) -> u8; } struct A; impl Show for A { fn m(&self) -> u8 { 1 } } impl<'a> Add<&'a A> for &'a A { type Output = A; fn add(self, _: &A) -> A { A } } struct O; impl O { fn m(&self) -> u8 { 7 } } fn g<T: Show>(t: T) -> u8 where for<'a> &'a T: Add<&'a T, Output = T> { t.m() }
         pub fn f(_: &O) -> u8 { g(A) }",
        &[("{ 1 }", "{ 2 }", Miss), ("{ 7 }", "{ 8 }", Hit)],
    ),
    (
        "what is asked of another associated type",
        "trait Show { fn m(&self) -> u8; } trait Fam { type Out: Show; type In; fn mk(&self) -> Self::Out; } struct K; struct X; impl Show for X { fn m(&self) -> u8 { 1 } } impl Fam for K { type Out = X; type In = u8; fn mk(&self) -> X { X } } struct O; impl O { fn m(&self) -> u8 { 7 } } fn g<T: Fam>(t: T) -> u8 where T::In: Copy, T::Out: Sized { t.mk().m() }
         pub fn f(_: &O) -> u8 { g(K) }",
        &[("{ 1 }", "{ 2 }", Miss), ("{ 7 }", "{ 8 }", Hit)],
    ),
];

const ASKING: &[Row] = &[
    (
        "what a type is that an iterator's trait declares",
        "struct X; impl Iterator for X { type Item = u8; fn next(&mut self) -> Option<Self::Item> { None } } struct S<'a, T>(&'a T); trait Hi { fn go(&self) -> u8; } trait Lo { fn go(&self) -> u8; } impl<'a, T: Iterator<Item = u8>> Hi for S<'a, T> { fn go(&self) -> u8 { 1 } } impl<'a, T> Lo for &S<'a, T> { fn go(&self) -> u8 { 2 } }
         pub fn f() -> u8 { let x = X; let s = S(&x); (&s).go() }",
        &[("= u8;", "= u16;", Miss)],
    ),
    (
        "what an operator gives",
        "use std::ops::Add; #[derive(Clone, Copy)] struct X; impl Add for X { type Output = u8; fn add(self, _: X) -> Self::Output { 0 } } struct S<'a, T>(&'a T); trait Hi { fn go(&self) -> u8; } trait Lo { fn go(&self) -> u8; } impl<'a, T: Add<Output = u8>> Hi for S<'a, T> { fn go(&self) -> u8 { 1 } } impl<'a, T> Lo for &S<'a, T> { fn go(&self) -> u8 { 2 } }
         pub fn f() -> u8 { let x = X; let s = S(&x); (&s).go() }",
        &[("= u8;", "= u16;", Miss)],
    ),
    (
        "what an operator gives tells a parameter",
        "struct X; impl std::ops::Add for X { type Output = u8; fn add(self, _: X) -> Self::Output { 0 } } trait N { fn n() -> u8; } impl N for u8 { fn n() -> u8 { 1 } } impl N for u16 { fn n() -> u8 { 2 } } fn g<T: std::ops::Add<Output = O>, O: N>(_: &T) -> u8 { O::n() }
         pub fn f() -> u8 { g(&X) }",
        &[("= u8", "= u16", Miss)],
    ),
    (
        "what is under an adaptor that can be shown",
        "use std::fmt::Debug; struct Z; struct X; struct Q; impl Iterator for X { type Item = Z; fn next(&mut self) -> Option<Z> { None } } impl Debug for Z { fn fmt(&self, _: &mut std::fmt::Formatter) -> std::fmt::Result { Ok(()) } } impl Debug for X { fn fmt(&self, _: &mut std::fmt::Formatter) -> std::fmt::Result { Ok(()) } } struct S<'a, T>(&'a T); trait Hi { fn go(&self) -> u8; } trait Lo { fn go(&self) -> u8; } impl<'a, T: Iterator> Hi for S<'a, T> where std::iter::Peekable<T>: Debug, { fn go(&self) -> u8 { 1 } } impl<'a, T> Lo for &S<'a, T> { fn go(&self) -> u8 { 2 } }
         pub fn f() -> u8 { let x = X; let s = S(&x); (&s).go() }",
        &[("for Z", "for Q", Miss)],
    ),
    (
        "a pair of collections",
        "struct X; struct Y; impl Extend<u8> for X { fn extend<I: IntoIterator<Item = u8>>(&mut self, _: I) {} } impl Default for X { fn default() -> X { X } } struct S<'a, T>(&'a T); trait Hi { fn go(&self) -> u8; } trait Lo { fn go(&self) -> u8; } impl<'a, T> Hi for S<'a, T> where (T, Vec<u8>): FromIterator<(u8, u8)>, { fn go(&self) -> u8 { 1 } } impl<'a, T> Lo for &S<'a, T> { fn go(&self) -> u8 { 2 } }
         pub fn f() -> u8 { let x = X; let s = S(&x); (&s).go() }",
        &[("X { fn default() -> X { X", "Y { fn default() -> Y { Y", Miss)],
    ),
    (
        "a list from a slice",
        "use std::*; struct X; struct Y; struct S<'a, T>(&'a T); trait Hi { fn go(&self) -> u8; } trait Lo { fn go(&self) -> u8; } impl<'a, T> Hi for S<'a, T> where Vec<T>: From<&'a [T]>, { fn go(&self) -> u8 { 1 } } impl<'a, T> Lo for &S<'a, T> { fn go(&self) -> u8 { 2 } } impl Clone for X { fn clone(&self) -> X { X } }
         pub fn f() -> u8 { let x = X; let s = S(&x); (&s).go() }",
        &[("X { fn clone(&self) -> X { X", "Y { fn clone(&self) -> Y { Y", Miss)],
    ),
    (
        "a set from an array",
        "use std::*; struct X; struct Y; impl PartialEq for X { fn eq(&self, _: &X) -> bool { true } } impl Eq for X {} impl PartialOrd for X { fn partial_cmp(&self, _: &X) -> Option<cmp::Ordering> { None } } struct S<'a, T>(&'a T); trait Hi { fn go(&self) -> u8; } trait Lo { fn go(&self) -> u8; } impl<'a, T> Hi for S<'a, T> where collections::BTreeSet<T>: From<[T; 1]>, { fn go(&self) -> u8 { 1 } } impl<'a, T> Lo for &S<'a, T> { fn go(&self) -> u8 { 2 } } impl Ord for X { fn cmp(&self, _: &X) -> cmp::Ordering { cmp::Ordering::Equal } }
         pub fn f() -> u8 { let x = X; let s = S(&x); (&s).go() }",
        &[("impl Ord for X { fn cmp(&self, _: &X) -> cmp::Ordering { cmp::Ordering::Equal } }", "", Miss)],
    ),
    (
        "a path",
        "use std::*; struct X; struct Y; struct S<'a, T>(&'a T); trait Hi { fn go(&self) -> u8; } trait Lo { fn go(&self) -> u8; } impl<'a, T> Hi for S<'a, T> where path::PathBuf: From<&'a T>, { fn go(&self) -> u8 { 1 } } impl<'a, T> Lo for &S<'a, T> { fn go(&self) -> u8 { 2 } } impl AsRef<ffi::OsStr> for X { fn as_ref(&self) -> &ffi::OsStr { \"\".as_ref() } }
         pub fn f() -> u8 { let x = X; let s = S(&x); (&s).go() }",
        &[("impl AsRef<ffi::OsStr> for X { fn as_ref(&self) -> &ffi::OsStr { \"\".as_ref() } }", "", Miss)],
    ),
    (
        "a list extended by references",
        "use std::*; struct X; struct Y; impl Clone for X { fn clone(&self) -> X { X } } struct S<'a, T>(&'a T); trait Hi { fn go(&self) -> u8; } trait Lo { fn go(&self) -> u8; } impl<'a, T> Hi for S<'a, T> where Vec<T>: Extend<&'a T>, T: 'static, { fn go(&self) -> u8 { 1 } } impl<'a, T> Lo for &S<'a, T> { fn go(&self) -> u8 { 2 } } impl Copy for X {}
         pub fn f() -> u8 { let x = X; let s = S(&x); (&s).go() }",
        &[("impl Copy for X {}", "", Miss)],
    ),
    (
        "an array from a slice",
        "use std::*; struct X; struct Y; impl Clone for X { fn clone(&self) -> X { X } } struct S<'a, T>(&'a T); trait Hi { fn go(&self) -> u8; } trait Lo { fn go(&self) -> u8; } impl<'a, T> Hi for S<'a, T> where [T; 1]: TryFrom<&'a [T]>, { fn go(&self) -> u8 { 1 } } impl<'a, T> Lo for &S<'a, T> { fn go(&self) -> u8 { 2 } } impl Copy for X {}
         pub fn f() -> u8 { let x = X; let s = S(&x); (&s).go() }",
        &[("impl Copy for X {}", "", Miss)],
    ),
    (
        "sets with a hasher",
        "use std::*; struct X; struct Y; struct S<'a, T>(&'a T); trait Hi { fn go(&self) -> u8; } trait Lo { fn go(&self) -> u8; } impl<'a, T> Hi for S<'a, T> where collections::HashSet<u8, T>: PartialEq, { fn go(&self) -> u8 { 1 } } impl<'a, T> Lo for &S<'a, T> { fn go(&self) -> u8 { 2 } } impl hash::BuildHasher for X { type Hasher = hash::DefaultHasher; fn build_hasher(&self) -> Self::Hasher { hash::DefaultHasher::new() } }
         pub fn f() -> u8 { let x = X; let s = S(&x); (&s).go() }",
        &[("impl hash::BuildHasher for X { type Hasher = hash::DefaultHasher; fn build_hasher(&self) -> Self::Hasher { hash::DefaultHasher::new() } }", "", Miss)],
    ),
    (
        "an iterator of copies",
        "use std::*; struct X; struct Y; impl Clone for X { fn clone(&self) -> X { X } } struct S<'a, T>(&'a T); trait Hi { fn go(&self) -> u8; } trait Lo { fn go(&self) -> u8; } impl<'a, T> Hi for S<'a, T> where iter::Copied<slice::Iter<'a, T>>: Iterator, { fn go(&self) -> u8 { 1 } } impl<'a, T> Lo for &S<'a, T> { fn go(&self) -> u8 { 2 } } impl Copy for X {}
         pub fn f() -> u8 { let x = X; let s = S(&x); (&s).go() }",
        &[("impl Copy for X {}", "", Miss)],
    ),
    (
        "an iterator of lines",
        "use std::*; struct X; struct Y; impl io::Read for X { fn read(&mut self, _: &mut [u8]) -> io::Result<usize> { Ok(0) } } struct S<'a, T>(&'a T); trait Hi { fn go(&self) -> u8; } trait Lo { fn go(&self) -> u8; } impl<'a, T> Hi for S<'a, T> where io::Lines<T>: Iterator, { fn go(&self) -> u8 { 1 } } impl<'a, T> Lo for &S<'a, T> { fn go(&self) -> u8 { 2 } } impl io::BufRead for X { fn fill_buf(&mut self) -> io::Result<&[u8]> { Ok(&[]) } fn consume(&mut self, _: usize) {} }
         pub fn f() -> u8 { let x = X; let s = S(&x); (&s).go() }",
        &[("impl io::BufRead for X { fn fill_buf(&mut self) -> io::Result<&[u8]> { Ok(&[]) } fn consume(&mut self, _: usize) {} }", "", Miss)],
    ),
    (
        "what is asked of what an iterator gives",
        "struct Z; struct X; struct Q; trait Mark {} impl Mark for Z {} impl Iterator for X { type Item = Z; fn next(&mut self) -> Option<Z> { None } } struct S<'a, T>(&'a T); trait Hi { fn go(&self) -> u8; } trait Lo { fn go(&self) -> u8; } impl<'a, T: Iterator<Item: Mark>> Hi for S<'a, T> { fn go(&self) -> u8 { 1 } } impl<'a, T> Lo for &S<'a, T> { fn go(&self) -> u8 { 2 } }
         pub fn f() -> u8 { let x = X; let s = S(&x); (&s).go() }",
        &[("for Z", "for Q", Miss)],
    ),
];

#[test]
fn what_a_bound_says_is_said_of_its_own_type() {
    check(SAYING);
}

#[test]
fn what_a_bound_asks_of_std_and_of_associated_types_counts() {
    check(ASKING);
}

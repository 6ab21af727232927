//! Items that a macro writes into a body, or is given there: their names mean something from there on, and hide what else
//! has them.

use super::registry::{crates, misses};
use super::table::Row;
use super::table::Then::{Hit, Miss};
use super::table::check;

/// Each was a hit.
const ROWS: &[Row] = &[
    (
        "a struct hides, trait default runs",
        "trait Tr { fn m(&self) -> u32 { 7777 } } struct S; impl S { fn m(&self) -> u32 { 3 } } \
        macro_rules! mk { () => {{ struct S; impl Tr for S {} S.m() }} } \
        pub fn f() -> u32 { mk!() }",
        &[("7777", "8888", Miss)],
    ),
    (
        "a struct hides one, by a path",
        "trait Tr { fn m() -> u32 { 7777 } } struct S; impl S { fn m() -> u32 { 3 } } \
        macro_rules! mk { () => {{ struct S; impl Tr for S {} S::m() }} } \
        pub fn f() -> u32 { mk!() }",
        &[("7777", "8888", Miss)],
    ),
    (
        "glob in a written block",
        "mod a { pub fn g() -> u32 { 7777 } } \
        macro_rules! mk { () => {{ use crate::a::*; g() }} } \
        pub fn f() -> u32 { mk!() }",
        &[("7777", "8888", Miss)],
    ),
    (
        "a alias hides",
        "pub struct A; impl A { fn go() -> u32 { 7777 } } struct W; impl W { fn go() -> u32 { 3 } } \
        macro_rules! mk { () => {{ type W = A; W::go() }} } \
        pub fn f() -> u32 { mk!() }",
        &[("7777", "8888", Miss)],
    ),
    (
        "a use of a module",
        "mod a { pub mod m { pub fn g() -> u32 { 7777 } } } \
        macro_rules! mk { () => {{ use crate::a::m; m::g() }} } \
        pub fn f() -> u32 { mk!() }",
        &[("7777", "8888", Miss)],
    ),
    (
        "a use of self and more",
        "mod a { pub mod m { pub fn g() -> u32 { 7777 } pub fn h() -> u32 { 3 } } } \
        macro_rules! mk { () => {{ use crate::a::m::{self, h}; m::g() + h() }} } \
        pub fn f() -> u32 { mk!() }",
        &[("7777", "8888", Miss)],
    ),
    (
        "a use renamed module",
        "mod a { pub mod m { pub fn g() -> u32 { 7777 } } } \
        macro_rules! mk { () => {{ use crate::a::m as n; n::g() }} } \
        pub fn f() -> u32 { mk!() }",
        &[("7777", "8888", Miss)],
    ),
    (
        "a glob of an enum hides struct in pattern",
        "enum E { X { a: A }, Y } struct A; impl A { fn go(&self) -> u32 { 7777 } } struct X { a: B } struct B; impl B { fn go(&self) -> u32 { 3 } } \
        macro_rules! mk { ($e:expr) => {{ use E::*; match $e { X { a } => a.go(), Y => 0 } }} } \
        pub fn f() -> u32 { mk!(E::X { a: A }) }",
        &[("7777", "8888", Miss)],
    ),
    (
        "a glob hides type",
        "mod a { pub struct S; impl S { pub fn m(&self) -> u32 { 7777 } } } struct S; impl S { fn m(&self) -> u32 { 3 } } \
        macro_rules! mk { () => {{ use crate::a::*; S.m() }} } \
        pub fn f() -> u32 { mk!() }",
        &[("7777", "8888", Miss)],
    ),
    (
        "a glob hides type, path",
        "mod a { pub struct S; impl S { pub fn m() -> u32 { 7777 } } } struct S; impl S { fn m() -> u32 { 3 } } \
        macro_rules! mk { () => {{ use crate::a::*; S::m() }} } \
        pub fn f() -> u32 { mk!() }",
        &[("7777", "8888", Miss)],
    ),
    (
        "a use hides type",
        "mod a { pub struct S; impl S { pub fn m() -> u32 { 7777 } } } struct S; impl S { fn m() -> u32 { 3 } } \
        macro_rules! mk { () => {{ use crate::a::S; S::m() }} } \
        pub fn f() -> u32 { mk!() }",
        &[("7777", "8888", Miss)],
    ),
    (
        "a use renames and hides type",
        "mod a { pub struct R; impl R { pub fn m() -> u32 { 7777 } } } struct S; impl S { fn m() -> u32 { 3 } } \
        macro_rules! mk { () => {{ use crate::a::R as S; S::m() }} } \
        pub fn f() -> u32 { mk!() }",
        &[("7777", "8888", Miss)],
    ),
    (
        "a use in the function's block by a statement macro",
        "mod a { pub fn g() -> u32 { 7777 } } \
        macro_rules! mk { () => { use crate::a::*; } } \
        pub fn f() -> u32 { mk!(); g() }",
        &[("7777", "8888", Miss)],
    ),
    (
        "a use given",
        "mod a { pub fn g() -> u32 { 7777 } } \
        macro_rules! mk { ($i:item) => { $i } } \
        pub fn f() -> u32 { mk!(use crate::a::*;); g() }",
        &[("7777", "8888", Miss)],
    ),
    (
        "a use of a macro",
        "mod a { macro_rules! m2 { () => { 7777 } } pub(crate) use m2; } \
        macro_rules! mk { () => {{ use crate::a::m2; m2!() }} } \
        pub fn f() -> u32 { mk!() }",
        &[("7777", "8888", Miss)],
    ),
    (
        "a use of a macro by glob",
        "mod a { macro_rules! m2 { () => { 7777 } } pub(crate) use m2; } \
        macro_rules! mk { () => {{ use crate::a::*; m2!() }} } \
        pub fn f() -> u32 { mk!() }",
        &[("7777", "8888", Miss)],
    ),
    (
        "a use of a macro renamed",
        "mod a { macro_rules! m2 { () => { 7777 } } pub(crate) use m2; } \
        macro_rules! mk { () => {{ use crate::a::m2 as m3; m3!() }} } \
        pub fn f() -> u32 { mk!() }",
        &[("7777", "8888", Miss)],
    ),
    (
        "a glob of super, by a macro before",
        "macro_rules! mk { () => {{ use super::*; g() }} } mod b { mod a { \
        pub fn f2() -> u32 { mk!() } } fn g() -> u32 { 7777 } \
        pub fn f() -> u32 { a::f2() } } pub use b::f;",
        &[("7777", "8888", Miss)],
    ),
    (
        "thread local at top, own method with",
        "pub struct A; pub struct B; impl A { fn with<R>(&self, f: impl FnOnce(&B) -> R) -> R { f(&B) } fn go(&self) -> u32 { 7777 } } impl B { fn go(&self) -> u32 { 3 } } thread_local! { static X: A = A; } \
        pub fn f() -> u32 { X.with(|x| x.go()) }",
        &[("7777", "8888", Miss)],
    ),
    (
        "struct used before the macro that writes it, hiding",
        "struct W; impl W { fn m(&self) -> u32 { 3 } } trait T { fn m(&self) -> u32 { 7777 } } \
        macro_rules! mk { ($n:ident) => { struct $n; impl T for $n {} } } \
        pub fn f() -> u32 { let w = W; let x = w.m(); mk!(W); x }",
        &[("7777", "8888", Miss)],
    ),
    (
        "item among arguments hides",
        "fn j() -> u32 { 7777 } struct S; impl S { fn m() -> u32 { 3 } } trait T { fn m() -> u32 { j() } } \
        pub fn f() -> String { format!(\"{}\", { struct S; impl T for S {} S::m() }) }",
        &[("7777", "8888", Miss)],
    ),
    (
        "use among arguments",
        "mod a { pub fn g() -> u32 { 7777 } } \
        pub fn f() -> String { format!(\"{}\", { use crate::a::*; g() }) }",
        &[("7777", "8888", Miss)],
    ),
    (
        "use among arguments hides",
        "mod a { pub struct S; impl S { pub fn m() -> u32 { 7777 } } } struct S; impl S { fn m() -> u32 { 3 } } \
        pub fn f() -> String { format!(\"{}\", { use crate::a::S; S::m() }) }",
        &[("7777", "8888", Miss)],
    ),
    (
        "statement macro writes impl only",
        "trait T { fn m(&self) -> u32 { 7777 } } struct S; \
        macro_rules! mk { ($n:ident) => { impl T for $n {} } } \
        pub fn f() -> u32 { mk!(S); S.m() }",
        &[("7777", "8888", Miss)],
    ),
    (
        "trait bound by written import",
        "mod a { pub trait T { fn g(&self) -> u32 { 7777 } } impl T for u8 {} } \
        macro_rules! mk { () => {{ use crate::a::T as Q; fn k(q: impl Q) -> u32 { q.g() } k(1u8) }} } \
        pub fn f() -> u32 { mk!() }",
        &[("7777", "8888", Miss)],
    ),
    (
        "a trait above a written one",
        "trait O { fn g(&self) -> u32 { 7777 } } impl O for u8 {} trait T { fn h(&self) {} } \
        macro_rules! mk { () => {{ trait T: O {} impl T for u8 {} fn k<Q: T>(q: Q) -> u32 { q.g() } k(1u8) }} } \
        pub fn f() -> u32 { mk!() }",
        &[("7777", "8888", Miss)],
    ),
    (
        "impl generics in written",
        "pub trait T { fn g(&self) -> u32 { 7777 } } pub struct A; impl T for A {} \
        macro_rules! mk { () => {{ struct W<X>(X); impl<X: T> W<X> { fn go(&self) -> u32 { self.0.g() } } W(A).go() }} } \
        pub fn f() -> u32 { mk!() }",
        &[("7777", "8888", Miss)],
    ),
    (
        "a fn calls later written fn",
        "fn j() -> u32 { 7777 } \
        macro_rules! mk { () => {{ fn a() -> u32 { b() } fn b() -> u32 { j() } a() }} } \
        pub fn f() -> u32 { mk!() }",
        &[("7777", "8888", Miss)],
    ),
    (
        "use in const block arg",
        "mod a { pub const G: u32 = 7777; } \
        pub fn f() -> Vec<u32> { vec![{ use crate::a::*; G }] }",
        &[("7777", "8888", Miss)],
    ),
    (
        "mentions of written glob in inner unknown macro",
        "mod a { pub fn g() -> u32 { 7777 } } \
        macro_rules! mk { () => {{ use crate::a::*; unknown::thing!(g()) }} } \
        pub fn f() -> u32 { mk!() }",
        &[("7777", "8888", Miss)],
    ),
    (
        "nested macro uses outer's use",
        "mod a { pub fn g() -> u32 { 7777 } } macro_rules! inner { () => { g() } } \
        macro_rules! mk { () => {{ use crate::a::*; inner!() }} } \
        pub fn f() -> u32 { mk!() }",
        &[("7777", "8888", Miss)],
    ),
    (
        "macro at tail writes item used before",
        "mod a { pub fn g() -> u32 { 7777 } } \
        macro_rules! mk { ($e:expr) => { use crate::a::*; $e } } \
        pub fn f() -> u32 { mk! { g() } }",
        &[("7777", "8888", Miss)],
    ),
    (
        "own thread_local macro",
        "pub struct A; impl A { fn with(&self) -> u32 { 7777 } } macro_rules! thread_local { (static $n:ident: $t:ty = $e:expr;) => { static $n: $t = $e; } } thread_local! { static X: A = A; } \
        pub fn f() -> u32 { X.with() }",
        &[("7777", "8888", Miss)],
    ),
    (
        "thread local, take runs Default",
        "pub struct A(u32); impl Default for A { fn default() -> A { A(7777) } } thread_local! { static X: std::cell::RefCell<A> = const { std::cell::RefCell::new(A(0)) }; } \
        pub fn f() -> u32 { X.take().0 }",
        &[("7777", "8888", Miss)],
    ),
    (
        "thread local, with_borrow",
        "pub struct A(u32); impl A { fn go(&self) -> u32 { 7777 } } thread_local! { static X: std::cell::RefCell<A> = const { std::cell::RefCell::new(A(0)) }; } \
        pub fn f() -> u32 { X.with_borrow(|a| a.go()) }",
        &[("7777", "8888", Miss)],
    ),
    (
        "many statement macros writing structs",
        "trait T { fn m(&self) -> u32 { 7777 } } \
        macro_rules! mk { ($($n:ident)*) => { $(struct $n; impl T for $n {})* } } \
        pub fn f() -> u32 { mk!(A B); mk!(C); mk!(D); mk!(E); mk!(F); mk!(G); mk!(H); mk!(I); mk!(J); mk!(K); mk!(L); mk!(M); mk!(N); mk!(O); mk!(P); mk!(Q); mk!(R); mk!(S); A.m() + S.m() }",
        &[("7777", "8888", Miss)],
    ),
    (
        "use after, in the written block",
        "mod a { pub fn g() -> u32 { 7777 } } \
        macro_rules! mk { () => {{ let x = g(); use crate::a::g; x }} } \
        pub fn f() -> u32 { mk!() }",
        &[("7777", "8888", Miss)],
    ),
    (
        "thread local in body, used before",
        "fn j() -> u32 { 7777 } \
        pub fn f() -> u32 { let a = X.with(|x| *x); thread_local! { static X: u32 = j(); } a }",
        &[("7777", "8888", Miss)],
    ),
    (
        "a function hides by a statement",
        "pub struct A; pub struct B; impl A { fn go(&self) -> u32 { 7777 } } impl B { fn go(&self) -> u32 { 3 } } fn k() -> B { B } \
        macro_rules! mk { () => { fn k() -> A { A } } } \
        pub fn f() -> u32 { let x = k(); mk!(); x.go() }",
        &[("7777", "8888", Miss)],
    ),
    (
        "a static hides by a statement",
        "pub struct A; pub struct B; impl A { fn go(&self) -> u32 { 7777 } } impl B { fn go(&self) -> u32 { 3 } } static K: B = B; \
        macro_rules! mk { () => { static K: A = A; } } \
        pub fn f() -> u32 { let x = &K; mk!(); x.go() }",
        &[("7777", "8888", Miss)],
    ),
    (
        "a static for each thread hides",
        "pub struct A; pub struct B; impl A { fn go(&self) -> u32 { 7777 } } impl B { fn go(&self) -> u32 { 3 } fn with<R>(&self, f: impl FnOnce(&B) -> R) -> R { f(self) } } static K: B = B; \
        pub fn f() -> u32 { let x = K.with(|x| x.go()); thread_local! { static K: A = A; } x }",
        &[("7777", "8888", Miss)],
    ),
    (
        "a target by an impl in another function",
        "pub struct S; pub struct A; impl A { fn m(&self) -> u32 { 7777 } } \
        macro_rules! mk { ($n:ident) => { impl std::ops::Deref for $n { type Target = A; fn deref(&self) -> &A { &A } } } } pub fn g() { mk!(S); } \
        pub fn f() -> u32 { S.m() }",
        &[("7777", "8888", Miss)],
    ),
    (
        "a variable hides nothing inside a function",
        "fn k() -> u32 { 7777 } \
        pub fn f() -> String { let k = 1; let _ = k; format!(\"{}\", { fn h() -> u32 { k() } h() }) }",
        &[("7777", "8888", Miss)],
    ),
    (
        "a variable hides nothing inside a constant",
        "const fn k() -> u32 { 7777 } \
        pub fn f() -> String { let k = 1; let _ = k; format!(\"{}\", { const C: u32 = k(); C }) }",
        &[("7777", "8888", Miss)],
    ),
    (
        "a variable hides nothing inside an impl",
        "fn k() -> u32 { 7777 } \
        pub fn f() -> String { let k = 1; let _ = k; format!(\"{}\", { struct W; impl W { fn h() -> u32 { k() } } W::h() }) }",
        &[("7777", "8888", Miss)],
    ),
];

#[test]
fn what_a_macro_writes_into_a_body_hides_and_brings_in() {
    check(ROWS);
}

/// What is left out hides nothing, and what may be does not surely.
const CONDITIONS: &[Row] = &[
    (
        "a left out use in macro",
        "mod a { pub fn g() -> u32 { 3 } } fn g() -> u32 { 7777 } \
        macro_rules! mk { () => {{ #[cfg(any())] use crate::a::g; g() }} } \
        pub fn f() -> u32 { mk!() }",
        &[("7777", "8888", Miss)],
    ),
    (
        "maybe left out: use in macro",
        "mod a { pub fn g() -> u32 { 3 } } fn g() -> u32 { 7777 } \
        macro_rules! mk { () => {{ #[cfg(test)] use crate::a::g; g() }} } \
        pub fn f() -> u32 { mk!() }",
        &[("7777", "8888", Miss)],
    ),
    (
        "maybe left out: glob in macro",
        "mod a { pub fn g() -> u32 { 3 } } fn g() -> u32 { 7777 } \
        macro_rules! mk { () => {{ #[cfg(test)] use crate::a::*; g() }} } \
        pub fn f() -> u32 { mk!() }",
        &[("7777", "8888", Miss)],
    ),
    (
        "maybe left out: use of a type",
        "mod a { pub struct S; impl S { pub fn g() -> u32 { 3 } } } pub struct S; impl S { fn g() -> u32 { 7777 } } \
        macro_rules! mk { () => {{ #[cfg(test)] use crate::a::S; S::g() }} } \
        pub fn f() -> u32 { mk!() }",
        &[("7777", "8888", Miss)],
    ),
    (
        "maybe left out: struct in macro, drop of the outer",
        "pub struct S { x: u8 } impl Drop for S { fn drop(&mut self) { println!(\"7777\") } } \
        macro_rules! mk { () => {{ #[cfg(test)] struct S { x: u8 } let _s = S { x: 1 }; }} } \
        pub fn f() { mk!() }",
        &[("7777", "8888", Miss)],
    ),
    (
        "a left out struct in macro, drop of the outer",
        "pub struct S { x: u8 } impl Drop for S { fn drop(&mut self) { println!(\"7777\") } } \
        macro_rules! mk { () => {{ #[cfg(any())] struct S { x: u8 } let _s = S { x: 1 }; }} } \
        pub fn f() { mk!() }",
        &[("7777", "8888", Miss)],
    ),
    (
        "a left out fn among arguments",
        "fn k() -> u32 { 7777 } \
        pub fn f() -> String { format!(\"{}\", { #[cfg(any())] fn k() -> u32 { 3 } k() }) }",
        &[("7777", "8888", Miss)],
    ),
    (
        "a left out const among arguments",
        "const K: u32 = 7777; \
        pub fn f() -> String { format!(\"{}\", { #[cfg(any())] const K: u32 = 3; K }) }",
        &[("7777", "8888", Miss)],
    ),
    (
        "type among arguments hides const's type",
        "pub struct S; impl S { fn g(&self) -> u32 { 7777 } } static K: S = S; \
        pub fn f() -> String { format!(\"{}\", { #[cfg(test)] static K: u8 = 3; K.g() }) }",
        &[("7777", "8888", Miss)],
    ),
    (
        "maybe left out: use among arguments",
        "mod a { pub fn g() -> u32 { 3 } } fn g() -> u32 { 7777 } \
        pub fn f() -> String { format!(\"{}\", { #[cfg(test)] use crate::a::g; g() }) }",
        &[("7777", "8888", Miss)],
    ),
    (
        "maybe left out: statement macro",
        "mod a { pub fn g() -> u32 { 3 } } fn g() -> u32 { 7777 } \
        macro_rules! mk { () => { use crate::a::g; } } \
        pub fn f() -> u32 { #[cfg(test)] mk!(); g() }",
        &[("7777", "8888", Miss)],
    ),
    (
        "maybe left out: statement macro, fn",
        "fn g() -> u32 { 7777 } \
        macro_rules! mk { () => { fn g() -> u32 { 3 } } } \
        pub fn f() -> u32 { #[cfg(test)] mk!(); g() }",
        &[("7777", "8888", Miss)],
    ),
    (
        "maybe left out: statement macro, static",
        "pub struct S; impl S { fn g(&self) -> u32 { 7777 } } static K: S = S; \
        macro_rules! mk { () => { static K: u8 = 3; } } \
        pub fn f() -> u32 { #[cfg(test)] mk!(); K.g() }",
        &[("7777", "8888", Miss)],
    ),
    (
        "maybe left out: statement macro, type",
        "pub struct S; impl S { fn g() -> u32 { 7777 } } \
        macro_rules! mk { () => { struct S; } } \
        pub fn f() -> u32 { #[cfg(test)] mk!(); S::g() }",
        &[("7777", "8888", Miss)],
    ),
    (
        "maybe left out: static in thread local",
        "pub struct S; impl S { fn with<R>(&self, f: impl FnOnce(&u8) -> R) -> u32 { f(&1); 7777 } } static K: S = S; \
        pub fn f() -> u32 { thread_local! { #[cfg(test)] static K: u8 = 3; } K.with(|_| 0u32) }",
        &[("7777", "8888", Miss)],
    ),
    (
        "two by cfg",
        "mod a { pub fn g() -> u32 { 7777 } } mod b { pub fn g() -> u32 { 3 } } \
        macro_rules! mk { () => {{ #[cfg(not(test))] use crate::a::g; #[cfg(test)] use crate::b::g; g() }} } \
        pub fn f() -> u32 { mk!() }",
        &[("7777", "8888", Miss)],
    ),
    (
        "two by cfg, other",
        "mod a { pub fn g() -> u32 { 3 } } mod b { pub fn g() -> u32 { 7777 } } \
        macro_rules! mk { () => {{ #[cfg(not(test))] use crate::a::g; #[cfg(test)] use crate::b::g; g() }} } \
        pub fn f() -> u32 { mk!() }",
        &[("7777", "8888", Miss)],
    ),
];

#[test]
fn what_may_be_left_out_does_not_surely_hide() {
    check(CONDITIONS);
}

/// Where nothing but tokens are seen.
const TOKENS: &[Row] = &[
    (
        "glob in opaque tokens",
        "mod a { pub fn g() -> u32 { 7777 } } \
        pub fn f() -> u32 { unknown::m!(x => { use crate::a::*; g() }) }",
        &[("7777", "8888", Miss)],
    ),
    (
        "use group in opaque tokens",
        "mod a { pub fn g() -> u32 { 7777 } pub fn k() {} } \
        pub fn f() -> u32 { unknown::m!(x => { use crate::a::{k, g}; g() }) }",
        &[("7777", "8888", Miss)],
    ),
    (
        "use nested group in opaque tokens",
        "mod a { pub mod b { pub fn g() -> u32 { 7777 } } } \
        pub fn f() -> u32 { unknown::m!(x => { use crate::{a::{b::{g}}}; g() }) }",
        &[("7777", "8888", Miss)],
    ),
    (
        "use module in opaque tokens",
        "mod a { pub mod b { pub fn g() -> u32 { 7777 } } } \
        pub fn f() -> u32 { unknown::m!(x => { use crate::a::b; b::g() }) }",
        &[("7777", "8888", Miss)],
    ),
    (
        "use module renamed in opaque tokens",
        "mod a { pub mod b { pub fn g() -> u32 { 7777 } } } \
        pub fn f() -> u32 { unknown::m!(x => { use crate::a::b as c; c::g() }) }",
        &[("7777", "8888", Miss)],
    ),
    (
        "use type renamed in opaque tokens, method",
        "mod a { pub struct S; impl S { pub fn g() -> u32 { 7777 } } } \
        pub fn f() -> u32 { unknown::m!(x => { use crate::a::S as T; T::g() }) }",
        &[("7777", "8888", Miss)],
    ),
    (
        "unexpandable macro with glob",
        "mod a { pub fn g() -> u32 { 7777 } } macro_rules! m { ($x:ident) => {{ use crate::a::*; g() }}; (@bad) => {} } \
        pub fn f() -> u32 { m!(x y z) }",
        &[("7777", "8888", Miss)],
    ),
    (
        "a mod with a glob",
        "mod a { pub fn g() -> u32 { 7777 } } \
        macro_rules! mk { () => {{ mod inner { use crate::a::*; pub fn h() -> u32 { g() } } inner::h() }} } \
        pub fn f() -> u32 { mk!() }",
        &[("7777", "8888", Miss)],
    ),
    (
        "a trait with a glob in its default",
        "mod a { pub fn g() -> u32 { 7777 } } \
        macro_rules! mk { () => {{ trait T { fn h(&self) -> u32 { use crate::a::*; g() } } impl T for u8 {} 1u8.h() }} } \
        pub fn f() -> u32 { mk!() }",
        &[("7777", "8888", Miss)],
    ),
    (
        "a impl const with block and glob",
        "mod a { pub const G: u32 = 7777; } \
        macro_rules! mk { () => {{ struct W; impl W { const K: u32 = { use crate::a::*; G }; } W::K }} } \
        pub fn f() -> u32 { mk!() }",
        &[("7777", "8888", Miss)],
    ),
    (
        "precise capture before a use in opaque tokens",
        "mod a { pub fn g() -> u32 { 7777 } } \
        pub fn f() -> u32 { unknown::m!(x => { fn q<'a>() -> impl Sized + use<'a> { use crate::a::*; g() } }) }",
        &[("7777", "8888", Miss)],
    ),
    (
        "a mod with super path",
        "mod a { pub fn g() -> u32 { 7777 } } \
        macro_rules! mk { () => {{ mod inner { use super::a::g as k; pub fn h() -> u32 { k() } } inner::h() }} } \
        pub fn f() -> u32 { mk!() }",
        &[("7777", "8888", Miss)],
    ),
    (
        "a mod in mod with super path",
        "mod a { pub fn g() -> u32 { 7777 } } \
        macro_rules! mk { () => {{ mod inner { pub mod deep { use super::super::a::*; pub fn h() -> u32 { g() } } } inner::deep::h() }} } \
        pub fn f() -> u32 { mk!() }",
        &[("7777", "8888", Miss)],
    ),
    (
        "a mod with super path mention",
        "mod a { pub fn g() -> u32 { 7777 } } \
        macro_rules! mk { () => {{ mod inner { pub fn h() -> u32 { super::a::g() } } inner::h() }} } \
        pub fn f() -> u32 { mk!() }",
        &[("7777", "8888", Miss)],
    ),
    (
        "a module in opaque tokens names what is above it",
        "mod a { pub fn g() -> u32 { 7777 } } pub fn f() -> u32 { unknown::m!(mod inner { pub fn h() -> u32 { super::a::g() } }) }",
        &[("7777", "8888", Miss)],
    ),
    (
        "another block of opaque tokens has a use",
        "mod a { pub fn g() -> u32 { 3 } } fn g() -> u32 { 7777 } pub fn f() -> u32 { unknown::m!(x => { use crate::a::g; } { g() }) }",
        &[("7777", "8888", Miss)],
    ),
];

#[test]
fn what_is_used_among_tokens_counts() {
    check(TOKENS);
}

/// The name is known, so nobody else may have written it.
const KNOWN: &[Row] = &[
    (
        "a struct",
        "unknown!(fn other() -> u8 { 4 }); macro_rules! mk { () => {{ struct W(u8); W(7).0 }} } pub fn f() -> u8 { mk!() }",
        &[("7", "8", Miss), ("{ 4 }", "{ 5 }", Hit)],
    ),
    (
        "an enum and a parameter",
        "unknown!(fn other() -> u8 { 4 }); macro_rules! mk { () => {{ enum W<T> { A(T) } fn k<T>(w: W<T>) -> T { match w { W::A(t) => t } } k(W::A(7)) }} } pub fn f() -> u8 { mk!() }",
        &[("7", "8", Miss), ("{ 4 }", "{ 5 }", Hit)],
    ),
    (
        "what a `use` brings in, and not what it hides",
        "unknown!(fn other() -> u8 { 4 }); mod a { pub fn g() -> u8 { 7 } } fn g() -> u8 { 3 } macro_rules! mk { () => {{ use crate::a::g; g() }} } pub fn f() -> u8 { mk!() }",
        &[
            ("7", "8", Miss),
            ("{ 4 }", "{ 5 }", Hit),
            ("{ 3 }", "{ 2 }", Hit),
        ],
    ),
    (
        "what a glob brings in",
        "unknown!(fn other() -> u8 { 4 }); mod a { pub fn g() -> u8 { 7 } } macro_rules! mk { () => {{ use crate::a::*; g() }} } pub fn f() -> u8 { mk!() }",
        &[("7", "8", Miss), ("{ 4 }", "{ 5 }", Hit)],
    ),
    (
        "a static for each thread",
        "unknown!(fn other() -> u8 { 4 }); pub fn f() -> u8 { thread_local! { static X: u8 = 7; } X.with(|x| *x) }",
        &[("7", "8", Miss), ("{ 4 }", "{ 5 }", Hit)],
    ),
];

#[test]
fn a_name_that_a_macro_writes_into_a_body_is_found() {
    check(KNOWN);
}

/// A trait of another crate runs what it asks of the program's type, where a macro brings it in scope.
#[test]
fn a_trait_that_a_macro_brings_in_scope_may_run_what_it_asks() {
    const OTHER: &str = "pub trait Twice: Into<u8> { fn twice(self) -> u8 { self.into() * 2 } }\n\
        impl<T: Into<u8>> Twice for T {}\n\
        pub trait Go { fn go(self) -> u8; }\n\
        impl<T: Copy + Into<u8>> Go for &T { fn go(self) -> u8 { (*self).into() } }\n\
        pub trait Run { fn run<T: Into<u8>>(&self, t: T) -> u8; }\n\
        impl Run for u8 { fn run<T: Into<u8>>(&self, t: T) -> u8 { t.into() } }\n";
    const N: &str = "#[derive(Clone, Copy)]\npub struct N(pub u8);\n\
        impl Into<u8> for N { fn into(self) -> u8 { self.0 + 7 } }\n";
    let mk = |text: &str| {
        format!(
            "macro_rules! mk {{ ($e:expr) => {{{{ {text} }}}} }}\npub fn f(n: N) -> u8 {{ mk!(n) }}\n"
        )
    };
    let rows = [
        ("by its name", mk("use other::Twice; $e.twice()")),
        ("by no name", mk("use other::Twice as _; $e.twice()")),
        ("by a glob", mk("use other::*; $e.twice()")),
        (
            "by a module's glob",
            "mod p { pub use other::Twice; }\n".to_owned() + &mk("use crate::p::*; $e.twice()"),
        ),
        (
            "by a statement",
            "macro_rules! mk { () => { use other::Twice; } }\npub fn f(n: N) -> u8 { mk!(); n.twice() }\n".to_owned(),
        ),
        (
            "before a method of its own",
            "impl N { fn go(self) -> u8 { 1 } }\n".to_owned() + &mk("use other::Go; (&$e).go()"),
        ),
        ("on a number", mk("use other::Run; 1u8.run::<N>($e)")),
        (
            "for a macro in it",
            "macro_rules! inner { ($e:expr) => { $e.twice() } }\n".to_owned()
                + &mk("use other::Twice; inner!($e)"),
        ),
    ];
    for (name, text) in rows {
        let crates = crates(&(N.to_owned() + &text), &[("other", OTHER)]);
        assert!(misses(&crates, "+ 7", "+ 8"), "{name}: a hit");
    }
}

/// Nobody looks each name up in so many modules: what all of them have counts.
#[test]
fn of_very_many_globs_everything_counts() {
    for at in [0, 50, 99] {
        let modules = (0..100).map(|at| {
            format!(
                "mod m{at} {{ pub struct S{at}; impl S{at} {{ pub fn g() -> u8 {{ {at} }} }} }}\n"
            )
        });
        let uses: String = (0..100)
            .map(|at| format!("use crate::m{at}::*; "))
            .collect();
        let text = modules.collect::<String>()
            + &format!("struct S{at};\nimpl S{at} {{ fn g() -> u8 {{ 1 }} }}\n")
            + &format!(
                "macro_rules! mk {{ () => {{{{ {uses} S{at}::g() }}}} }}\npub fn f() -> u8 {{ mk!() }}\n"
            );
        let crates = crates(&text, &[]);
        let old = format!("u8 {{ {at} }} }} }}");
        assert!(misses(&crates, &old, "u8 { 100 } } }"), "glob {at}: a hit");
    }
}

//! Names that variables and parameters have beside items: what a macro and its call each mean by one, and what a condition
//! may leave out.

use super::table::Then::{Hit, Miss};
use super::table::{Row, check};

const ROWS: &[Row] = &[
    (
        "a macro's variable beside what its call names",
        "fn a() -> u8 { 10 } macro_rules! mk { ($n:ident, $e:expr) => { fn $n() -> u8 { let a = 5; $e + a } } } mk!(g, a()); pub fn f() -> u8 { g() }",
        &[("10", "11", Miss)],
    ),
    (
        "a macro's pattern beside what its call names",
        "fn e(x: u8) -> u8 { x + 10 } macro_rules! tr { ($n:ident, $ok:expr) => { fn $n(r: Result<u8,u8>) -> u8 { match r { Ok(v) => v, Err(e) => $ok(e) } } } } tr!(g, e); pub fn f() -> u8 { g(Err(1)) }",
        &[("10", "11", Miss)],
    ),
    (
        "a macro's variable beside a parameter of its call's",
        "struct A; struct B; impl A { fn m(&self) -> u8 { 10 } } impl B { fn m(&self) -> u8 { 20 } } macro_rules! mk { ($n:ident, $v:ident, $e:expr) => { fn $n($v: B) -> u8 { let x = A; $e + x.m() } } } mk!(g, x, x.m()); pub fn f() -> u8 { g(B) }",
        &[("20", "21", Miss)],
    ),
    (
        "a macro's variable in a method",
        "struct A; struct B; impl A { fn m(&self) -> u8 { 10 } } impl B { fn m(&self) -> u8 { 20 } } struct S; macro_rules! mk { ($n:ident, $e:expr) => { impl S { fn $n(&self) -> u8 { let v = A; $e.m() + v.m() } } } } fn v() -> B { B } mk!(g, v()); pub fn f() -> u8 { S.g() }",
        &[("20", "21", Miss)],
    ),
    (
        "a variable of a macro that only the macro names",
        "struct A; struct B; impl A { fn m(&self) -> u8 { 10 } } impl B { fn m(&self) -> u8 { 20 } } macro_rules! mk { ($n:ident) => { fn $n() -> u8 { let v = A; v.m() } } } mk!(g); pub fn f() -> u8 { let _b = B; g() }",
        &[("20", "21", Hit), ("10", "11", Miss)],
    ),
    (
        "an item that a macro names, beside a variable of the call's",
        "struct A; struct B; impl A { fn m(&self) -> u8 { 10 } } impl B { fn m(&self) -> u8 { 20 } } fn x() -> B { B } macro_rules! k { () => { x().m() } } pub fn f() -> u8 { let x = || A; k!() + x().m() }",
        &[("20", "21", Miss)],
    ),
    (
        "a parameter of the call's, beside the macro's function",
        "struct A; struct B; impl A { fn m(&self) -> u8 { 10 } } impl B { fn m(&self) -> u8 { 20 } } fn mk() -> B { B } macro_rules! k { () => { mk().m() } } pub fn f() -> u8 { g(|| A) } fn g(mk: fn() -> A) -> u8 { k!() + mk().m() }",
        &[("20", "21", Miss)],
    ),
    (
        "a variable that a statement of a macro's binds, beside a function",
        "struct A; struct B; impl A { fn m(&self) -> u8 { 10 } } impl B { fn m(&self) -> u8 { 20 } } fn i() -> B { B } macro_rules! set { () => { let i = || A; let _ = &i; } } pub fn f() -> u8 { set!(); i().m() }",
        &[("20", "21", Miss)],
    ),
    (
        "a constant of a parameter's name",
        "const N: u8 = 10; fn g<N>(_: N) -> u8 { N + 1 } pub fn f() -> u8 { g(()) }",
        &[("10", "11", Miss)],
    ),
    (
        "a function of a parameter's name",
        "fn w(x: u8) -> u8 { x + 10 } #[allow(non_camel_case_types)] fn g<w>(_: w) -> Option<u8> { Some(1).map(w) } pub fn f() -> Option<u8> { g(()) }",
        &[("10", "11", Miss)],
    ),
    (
        "a type in a body hides a parameter",
        "mod k { pub struct T; impl T { pub fn x() -> u8 { 10 } } } fn j<T>(_: T) -> u8 { use k::T; T::x() } pub fn f() -> u8 { j(()) }",
        &[("10", "11", Miss)],
    ),
    (
        "a type in a body hides a parameter where a value is made",
        "mod k { pub struct T(pub u8); impl From<u8> for T { fn from(n: u8) -> T { T(n + 10) } } } fn j<T>(_: T) -> u8 { use k::T; let t: T = 3.into(); t.0 } pub fn f() -> u8 { j(()) }",
        &[("10", "11", Miss)],
    ),
    (
        "a parameter that nothing hides",
        "trait X { fn x() -> u8; } struct P; impl X for P { fn x() -> u8 { 10 } } mod k { pub struct T; impl T { pub fn x() -> u8 { 20 } } } fn j<T: X>(_: T) -> u8 { T::x() } pub fn f() -> u8 { let _ = k::T; j(P) }",
        &[("20", "21", Hit), ("10", "11", Miss)],
    ),
    (
        "a variable that may not be there",
        "fn g() -> u8 { 10 } pub fn f() -> u8 { #[cfg(surely_unknown)] let g = || 5u8; g() }",
        &[("10", "11", Miss)],
    ),
    (
        "a variable that may not be there, before another",
        "struct A; struct B; impl A { fn m(&self) -> u8 { 10 } } impl B { fn m(&self) -> u8 { 20 } } pub fn f() -> u8 { let x = B; #[cfg(surely_unknown)] let x = A; x.m() }",
        &[("20", "21", Miss)],
    ),
    (
        "a closure's parameter that is not there",
        "fn g() -> u8 { 10 } pub fn f() -> u8 { (|#[cfg(any())] g: fn() -> u8, x: u8| g() + x)(2) }",
        &[("10", "11", Miss)],
    ),
    (
        "a closure's parameters behind one that is not there",
        "struct A; struct B; impl A { fn m(&self) -> u8 { 10 } } impl B { fn m(&self) -> u8 { 20 } } pub fn f() -> u8 { h(|#[cfg(any())] a: A, b| b.m()) } fn h(g: impl Fn(B) -> u8) -> u8 { g(B) }",
        &[("20", "21", Miss)],
    ),
    (
        "a variable that an attribute leaves out",
        "fn g() -> u8 { 10 } pub fn f() -> u8 { #[cfg_attr(all(), cfg(any()))] let g = || 5; g() }",
        &[("10", "11", Miss)],
    ),
    (
        "a parameter that may not be there",
        "fn x() -> u8 { 10 } fn g(#[cfg(surely_unknown)] x: fn() -> u8, y: u8) -> u8 { x() + y } pub fn f() -> u8 { g(#[cfg(surely_unknown)] || 3, 1) }",
        &[("10", "11", Miss)],
    ),
    (
        "a field's variable that may not be there",
        "struct S { #[cfg(surely_unknown)] x: fn() -> u8, y: u8 } fn g() -> u8 { 10 } pub fn f(s: S) -> u8 { let S { #[cfg(surely_unknown)] x: g, y } = s; g() + y }",
        &[("10", "11", Miss)],
    ),
    (
        "a type parameter that may not be there",
        "struct T; impl T { fn x() -> u8 { 10 } } trait X { fn x() -> u8; } fn g<#[cfg(surely_unknown)] T: X>() -> u8 { T::x() } pub fn f() -> u8 { g() }",
        &[("10", "11", Miss)],
    ),
    (
        "a variable that surely is there",
        "fn g() -> u8 { 10 } pub fn f() -> u8 { #[cfg(all())] let g = || 5u8; g() }",
        &[("10", "11", Hit)],
    ),
    (
        "`self` in an impl that a macro wrote",
        "struct A; struct B; impl A { fn m(&self) -> u8 { 10 } } impl B { fn m(&self) -> u8 { 20 } } trait T { fn t(&self) -> u8; } macro_rules! mk { ($t:ty) => { impl T for $t { fn t(&self) -> u8 { self.m() } } } } mk!(A); pub fn f() -> u8 { let _b = B; A.t() }",
        &[("20", "21", Hit), ("10", "11", Miss)],
    ),
    (
        "`self` in what a macro wrote in a body",
        "struct A; struct B; impl A { fn m(&self) -> u8 { 10 } } impl B { fn m(&self) -> u8 { 20 } } macro_rules! mk { ($e:expr) => { $e.m() } } impl A { fn t(&self) -> u8 { mk!(self) } } pub fn f() -> u8 { let _b = B; A.t() }",
        &[("20", "21", Hit), ("10", "11", Miss)],
    ),
    (
        "`self` of an impl that a macro wrote in a method",
        "struct A; struct B; impl A { fn m(&self) -> u8 { 10 } } impl B { fn m(&self) -> u8 { 20 } } macro_rules! mk { () => { impl B { fn t(&self) -> u8 { self.m() } } B.t() } } impl A { fn t(&self) -> u8 { let n = self.m(); n + { mk!() } } } pub fn f() -> u8 { A.t() }",
        &[("20", "21", Miss), ("10", "11", Miss)],
    ),
    (
        "what a parameter's field leads to, by a macro that alone names it",
        "struct A; struct B; impl A { fn m(&self) -> u8 { 10 } } impl B { fn m(&self) -> u8 { 20 } } struct D(Vec<A>); struct E(Vec<B>); impl std::ops::Deref for D { type Target = [A]; fn deref(&self) -> &[A] { &self.0 } } impl std::ops::Deref for E { type Target = [B]; fn deref(&self) -> &[B] { &self.0 } } struct S { d: D } struct R { d: E } macro_rules! mk { ($n:ident) => { fn $n(s: &S) -> u8 { match &*s.d { [a] => a.m(), _ => 0 } } } } mk!(g); pub fn f() -> u8 { let _b = B; g(&S { d: D(vec![A]) }) }",
        &[("20", "21", Hit), ("10", "11", Miss)],
    ),
    (
        "what a parameter's field leads to, where the call has its name as well",
        "struct A; struct B; impl A { fn m(&self) -> u8 { 10 } } impl B { fn m(&self) -> u8 { 20 } } struct D(Vec<A>); struct E(Vec<B>); impl std::ops::Deref for D { type Target = [A]; fn deref(&self) -> &[A] { &self.0 } } impl std::ops::Deref for E { type Target = [B]; fn deref(&self) -> &[B] { &self.0 } } struct S { d: D } struct R { d: E } macro_rules! mk { ($n:ident, $s:ident) => { fn $n(s: &R, $s: &S) -> u8 { match &*s.d { [b] => b.m(), _ => 0 } } } } mk!(g, s); pub fn f() -> u8 { g(&R { d: E(vec![B]) }, &S { d: D(vec![A]) }) }",
        &[("20", "21", Miss)],
    ),
    (
        "what a parameter's field leads to, where two macros have its name",
        "struct A; struct B; impl A { fn m(&self) -> u8 { 10 } } impl B { fn m(&self) -> u8 { 20 } } struct D(Vec<A>); struct E(Vec<B>); impl std::ops::Deref for D { type Target = [A]; fn deref(&self) -> &[A] { &self.0 } } impl std::ops::Deref for E { type Target = [B]; fn deref(&self) -> &[B] { &self.0 } } struct S { d: D } struct R { d: E } macro_rules! inner { ($a:ident, $b:ident) => { fn g($a: &R, $b: &S) -> u8 { match &*$a.d { [b] => b.m(), _ => 0 } } } } macro_rules! outer { ($v:ident) => { inner!(v, $v); } } outer!(v); pub fn f() -> u8 { g(&R { d: E(vec![B]) }, &S { d: D(vec![A]) }) }",
        &[("20", "21", Miss)],
    ),
    (
        "a macro's raw variable beside a parameter of its call's",
        "struct A; struct B; impl A { fn m(&self) -> u8 { 10 } } impl B { fn m(&self) -> u8 { 20 } } macro_rules! mk { ($n:ident, $v:ident, $e:expr) => { fn $n($v: B) -> u8 { let r#x = A; $e + r#x.m() } } } mk!(g, x, x.m()); pub fn f() -> u8 { g(B) }",
        &[("20", "21", Miss)],
    ),
    (
        "what a parameter's field leads to, handed on from macro to macro",
        "struct A; struct B; impl A { fn m(&self) -> u8 { 10 } } impl B { fn m(&self) -> u8 { 20 } } struct D(Vec<A>); struct E(Vec<B>); impl std::ops::Deref for D { type Target = [A]; fn deref(&self) -> &[A] { &self.0 } } impl std::ops::Deref for E { type Target = [B]; fn deref(&self) -> &[B] { &self.0 } } struct S { d: D } struct R { d: E } macro_rules! inner { ($i:item) => { $i } } macro_rules! outer { ($i:item) => { inner!($i); } } outer!(fn g(s: &S) -> u8 { match &*s.d { [a] => a.m(), _ => 0 } }); pub fn f() -> u8 { let _b = B; g(&S { d: D(vec![A]) }) }",
        &[("20", "21", Hit), ("10", "11", Miss)],
    ),
    (
        "what a field leads to behind a pointer",
        "struct A; struct B; impl A { fn m(&self) -> u8 { 10 } } impl B { fn m(&self) -> u8 { 20 } } struct D(Vec<A>); struct E(Vec<B>); impl std::ops::Deref for D { type Target = [A]; fn deref(&self) -> &[A] { &self.0 } } impl std::ops::Deref for E { type Target = [B]; fn deref(&self) -> &[B] { &self.0 } } struct S { d: D } struct R { d: E } fn g(s: Box<S>) -> u8 { match &*s.d { [a] => a.m(), _ => 0 } } pub fn f() -> u8 { let _b = B; g(Box::new(S { d: D(vec![A]) })) }",
        &[("20", "21", Hit), ("10", "11", Miss)],
    ),
    (
        "a pointer in a field behind a pointer",
        "struct A; struct B; impl A { fn m(&self) -> u8 { 10 } } impl B { fn m(&self) -> u8 { 20 } } struct S { d: Box<B> } impl std::ops::Deref for B { type Target = A; fn deref(&self) -> &A { &A } } fn g(s: Box<S>) -> u8 { let b = &*s.d; b.m() } pub fn f() -> u8 { g(Box::new(S { d: Box::new(B) })) }",
        &[("20", "21", Miss)],
    ),
];

#[test]
fn a_name_that_a_variable_has_may_mean_an_item() {
    check(ROWS);
}

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
];

#[test]
fn a_name_that_a_variable_has_may_mean_an_item() {
    check(ROWS);
}

//! Macros are expanded; what does not expand takes in all it names, and says so.

use super::table::Then::{Hit, Miss};
use super::table::{Row, check};
use rememo_tests::crates::Crates;

const ROWS: &[Row] = &[
    (
        "a macro's body",
        "macro_rules! m { ($x:expr) => { $x + g() } } macro_rules! n { () => { 1 } } fn g() -> u8 { 1 } fn h() -> u8 { 2 } pub fn f() -> u8 { m!(h()) }",
        &[("$x + g()", "g() + $x", Miss), ("-> u8 { 1 }", "-> u8 { 3 }", Miss), ("{ 2 }", "{ 3 }", Miss), ("() => { 1 }", "() => { 4 }", Hit)],
    ),
    (
        "another rule of the macro",
        "macro_rules! m { (a) => { 1 }; (b) => { 2 } } pub fn f() -> u8 { m!(a) }",
        &[("{ 1 }", "{ 3 }", Miss), ("{ 2 }", "{ 3 }", Hit)],
    ),
    (
        "items that a macro writes",
        "macro_rules! make { ($($n:ident = $v:expr),*) => { $(fn $n() -> u8 { $v })* } } make! { a = 1, b = 2 } fn c() -> u8 { 4 } pub fn f() -> u8 { a() }",
        &[("a = 1", "a = 3", Miss), ("{ 4 }", "{ 3 }", Hit)],
    ),
    (
        "impls that a macro writes",
        "pub trait T { fn m(&self) -> u8; } macro_rules! imp { ($($t:ty),*) => { $(impl T for $t { fn m(&self) -> u8 { one() } })* } } imp!(u8, u16); fn one() -> u8 { 1 }
         pub fn f() -> u8 { 1u8.m() }",
        &[("-> u8 { 1 }", "-> u8 { 2 }", Miss)],
    ),
    (
        "members that a macro writes",
        "pub struct S; macro_rules! get { ($n:ident, $v:expr) => { fn $n(&self) -> u8 { $v } } } impl S { get!(a, one()); get!(b, two()); } fn one() -> u8 { 1 } fn two() -> u8 { 2 }
         pub fn f(s: &S) -> u8 { s.a() }",
        &[("{ 1 }", "{ 3 }", Miss), ("{ 2 }", "{ 3 }", Hit)],
    ),
    (
        "macros that write macros",
        "macro_rules! outer { ($n:ident) => { macro_rules! $n { () => { deep() } } } } outer!(inner); fn deep() -> u8 { 1 } pub fn f() -> u8 { inner!() }",
        &[("{ 1 }", "{ 2 }", Miss)],
    ),
    (
        "macros of a module",
        "#[macro_use] mod m { macro_rules! one { () => { 1 } } macro_rules! two { () => { 2 } } } mod x { macro_rules! one { () => { 4 } } } pub fn f() -> u8 { one!() }",
        &[("{ 1 }", "{ 3 }", Miss), ("{ 2 }", "{ 3 }", Hit), ("{ 4 }", "{ 3 }", Hit)],
    ),
    (
        "std's macros look at their arguments",
        "pub fn f() -> Vec<u8> { assert!(a()); println!(\"{}\", b()); vec![c(); 2] } fn a() -> bool { 1 > 0 } fn b() -> u8 { 2 } fn c() -> u8 { 3 } fn d() -> u8 { 4 }",
        &[("1 > 0", "2 > 0", Miss), ("{ 2 }", "{ 9 }", Miss), ("{ 3 }", "{ 9 }", Miss), ("{ 4 }", "{ 9 }", Hit)],
    ),
    (
        "a macro nobody can read mentions its tokens",
        "pub fn f() -> u8 { outside::run!(a => b::c, with S.m()) } fn a() -> u8 { 1 } mod b { pub fn c() -> u8 { 2 } } struct S; impl S { fn m(&self) -> u8 { 3 } } fn d() -> u8 { 4 }",
        &[("{ 1 }", "{ 9 }", Miss), ("{ 2 }", "{ 9 }", Miss), ("{ 3 }", "{ 9 }", Miss), ("{ 4 }", "{ 9 }", Hit)],
    ),
];

#[test]
fn macros_are_seen_through() {
    check(ROWS);
}

#[test]
fn a_bomb_ends_and_is_reported() {
    let crates = Crates::lib(
        "macro_rules! bomb { ($($x:tt)*) => { bomb!($($x)* $($x)*) } } pub fn f() -> u8 { bomb!(a b); 1 }",
    );
    let closure = crates.closure("app::f");
    assert!(
        closure
            .warnings
            .iter()
            .any(|warning| warning.contains("bomb!")),
        "{:?}",
        closure.warnings
    );
}

#[test]
fn macros_that_wrote_covered_code_are_told() {
    let text = "macro_rules! make { ($n:ident) => { fn $n() -> u8 { value!() } } }
         macro_rules! value { () => { 1 } }
         macro_rules! outer { () => { macro_rules! inner { () => { make!(b); } } } }
         make!(a); outer!(); inner!();
         macro_rules! other { () => { 2 } } pub fn g() -> u8 { other!() }
         pub fn f() -> u8 { a() + b() }";
    let closure = Crates::lib(text).closure("app::f");
    let told = |name: &str| {
        closure
            .items
            .iter()
            .any(|item| item.id == format!("app::{name}!"))
    };
    let lines = |name: &str| {
        closure
            .item(&format!("app::{name}!"))
            .map(|item| item.first_line)
    };
    assert!(
        told("make") && told("value") && told("outer") && told("inner"),
        "{closure:#?}"
    );
    assert!(!told("other"), "{closure:#?}");
    assert_eq!((lines("make"), lines("value")), (Some(1), Some(2)));
}

//! How macros are expanded: once, in bounded time, with fragments opaque, wherever a call may stand.

use super::table::Then::{Hit, Miss};
use super::table::{Row, check};
use rememo_build::plan::Level;
use rememo_tests::crates::{Crates, request};

const ROWS: &[Row] = &[
    (
        "a fragment that a macro passes on stays opaque to the next",
        "macro_rules! is_one { (1) => { token() }; ($e:expr) => { expr() } } macro_rules! make { ($n:ident, $e:expr) => { pub fn $n() -> u8 { is_one!($e) } } }
         make!(f, 1); fn token() -> u8 { 2 } fn expr() -> u8 { 3 }",
        &[("{ 2 }", "{ 9 }", Hit), ("{ 3 }", "{ 9 }", Miss)],
    ),
    (
        "and among items",
        "macro_rules! is_one { ($n:ident, 1) => { pub fn $n() -> u8 { token() } }; ($n:ident, $e:expr) => { pub fn $n() -> u8 { expr() } } } macro_rules! make { ($n:ident, $e:expr) => { is_one!($n, $e); } }
         make!(f, 1); fn token() -> u8 { 2 } fn expr() -> u8 { 3 }",
        &[("{ 2 }", "{ 9 }", Hit), ("{ 3 }", "{ 9 }", Miss)],
    ),
    (
        "while a token stays a token",
        "macro_rules! is_one { (1) => { token() }; ($e:expr) => { expr() } } macro_rules! make { ($n:ident, $e:tt) => { pub fn $n() -> u8 { is_one!($e) } } }
         make!(f, 1); fn token() -> u8 { 2 } fn expr() -> u8 { 3 }",
        &[("{ 2 }", "{ 9 }", Miss), ("{ 3 }", "{ 9 }", Hit)],
    ),
    (
        "std's macros and macros nobody can read take fragments too",
        "macro_rules! make { ($n:ident, $e:expr, $t:literal, $p:pat) => { pub fn $n() { let x = S; println!($t, $e); outside::run!(a => $e); matches!(one(), $p if two()); } } }
         make!(f, three(), \"{} {x}\", 1 | 2); struct S; impl std::fmt::Display for S { fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result { four() } }
         fn one() -> u8 { 1 } fn two() -> bool { true } fn three() -> u8 { 3 } fn four() -> std::fmt::Result { Ok(()) } fn five() -> u8 { 5 }",
        &[("{ 1 }", "{ 9 }", Miss), ("{ true }", "{ false }", Miss), ("{ 3 }", "{ 9 }", Miss), ("Ok(())", "Err(std::fmt::Error)", Miss), ("{ 5 }", "{ 9 }", Hit)],
    ),
    (
        "items of an extern block that a macro writes",
        "macro_rules! import { ($($n:ident -> $t:ty;)*) => { $(fn $n() -> $t;)* } } extern \"C\" { import! { one -> u32; two -> u32; } } pub fn f() -> u32 { unsafe { one() } } fn g() -> u32 { 4 }",
        &[("one -> u32", "one -> i32", Miss), ("{ 4 }", "{ 5 }", Hit)],
    ),
    (
        "a call in an extern block that cannot be expanded",
        "extern \"C\" { outside::import!(one, as Other); } pub fn f() -> u32 { unsafe { one() } } struct Other(u8); struct Idle(u8);",
        &[("Other(u8)", "Other(u16)", Miss), ("Idle(u8)", "Idle(u16)", Hit)],
    ),
    (
        "a macro that is not stable Rust names things where it is called",
        "#[macro_use] mod m { macro_rules! odd { ($($x:tt)*) => { ${count($x)} + g() + inner!() } } macro_rules! inner { () => { h() } } }
         pub fn f() -> usize { odd!(a b) } fn g() -> usize { 1 } fn h() -> usize { 2 } fn i() -> usize { 3 }",
        &[("{ 1 }", "{ 9 }", Miss), ("{ 2 }", "{ 9 }", Miss), ("{ 3 }", "{ 9 }", Hit)],
    ),
    (
        "what a bomb would write counts as named",
        "macro_rules! b { ($($t:tt)*) => { b!($($t)* x); b!($($t)* y); last!($($t)*); } } b!();
         macro_rules! last { (x y x y x y x y x y x y x y x y x y x y) => { impl Drop for S { fn drop(&mut self) { end() } } }; ($($t:tt)*) => {} }
         last!(); pub struct S; pub fn f() { let _ = S; } fn end() { let _ = 1; } fn idle() { let _ = 2; }",
        &[("= 1", "= 3", Miss), ("= 2", "= 3", Hit)],
    ),
];

#[test]
fn expansion_follows_rustc() {
    check(ROWS);
}

/// Twice itself, for ever.
const BOMB: &str = "macro_rules! b { ($($t:tt)*) => { b!($($t)* x); b!($($t)* y); } }";

#[test]
fn bombs_among_items_end_and_are_reported() {
    for calls in [1, 12] {
        // Each bomb is reported, at its own place.
        let crates = Crates::lib(&format!(
            "{BOMB} {} pub fn f() {{ nothing() }}",
            "b!();".repeat(calls)
        ));
        let program = crates.program();
        // One call may come to thousands, and a crate to some times that, however many bombs there are.
        assert!(
            program.items.len() < 30_000,
            "{calls}: {}",
            program.items.len()
        );
        let closure = program.closure(&request("app::f", Level::Closure));
        let warnings = closure.expect("it is found").warnings;
        assert!(
            (1..=calls).contains(&warnings.len()),
            "{calls}: {warnings:?}"
        );
        assert!(
            warnings.iter().all(|warning| warning.contains("`b!`")),
            "{calls}: {warnings:?}"
        );
    }
}

#[test]
fn bombs_in_bodies_end_and_are_reported() {
    let bodies: String = (0..10)
        .map(|at| format!("pub fn g{at}() {{ b!(); }} "))
        .collect();
    let calls: String = (0..10).map(|at| format!("g{at}(); ")).collect();
    let crates = Crates::lib(&format!("{BOMB} {bodies} pub fn f() {{ {calls} }}"));
    let warnings = crates.closure("app::f").warnings;
    assert!(
        warnings.iter().any(|warning| warning.contains("`b!`")),
        "{warnings:?}"
    );
}

#[test]
fn a_call_is_expanded_once() {
    // A block may end in a call that writes statements. Were it expanded for each reading, so many would be too many.
    let crates = Crates::lib(
        "macro_rules! s { ($v:ident) => { let x = $v(); x + 1 } } macro_rules! many { ($($t:tt)*) => { $({ let _ = $t; s!(one) };)* } }
         macro_rules! ten { ($($t:tt)*) => { many!($($t $t $t $t $t $t $t $t $t $t)*) } } macro_rules! hundred { ($($t:tt)*) => { ten!($($t $t $t $t $t $t $t $t $t $t)*) } }
         pub fn f() { hundred!(1 1 1 1 1 1 1 1 1 1 1 1); } fn one() -> u8 { 1 }",
    );
    let closure = crates.closure("app::f");
    assert!(closure.warnings.is_empty(), "{:?}", closure.warnings);
    assert!(
        closure.items.iter().any(|item| item.id == "app::one"),
        "{:?}",
        closure.items
    );
}

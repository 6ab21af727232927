//! Which of the things that are found about a function belongs where in it: which call of a macro wrote what, by which
//! `use` a name means what, which token is a macro's own, where in a line code stands.

use super::table::Then::{Hit, Miss};
use super::table::{Row, check, check_among};
use rememo_tests::crates::Crates;

const ROWS: &[Row] = &[
    (
        "of what a macro writes, which call writes what",
        "macro_rules! p { (a) => { 1 }; (b) => { 2 }; (c) => { 1 }; (d) => { 9 } } pub fn f() -> (u8, u8, u8) { (p!(a), p!(b), p!(c)) }",
        &[
            ("(c) => { 1 }", "(c) => { 2 }", Miss),
            ("(d) => { 9 }", "(d) => { 8 }", Hit),
            ("(b) => { 2 }", "/* two */ (b) => { 2 }", Hit),
        ],
    ),
    (
        "the same of what it does with what it is given",
        "macro_rules! p { ($a:expr, $b:expr) => { $a - $b } } pub fn f() -> (i32, i32) { (p!(5, 3), p!(3, 5)) }",
        &[
            ("$a - $b", "$b - $a", Miss),
            ("macro_rules!", "fn other() {} macro_rules!", Hit),
        ],
    ),
    (
        "which macro a call is of, where they trade their names",
        "mod q { macro_rules! one { () => { 1 } } macro_rules! two { () => { 2 } } pub(crate) use {one, two}; } use q::{one as x, two as y}; pub fn f() -> (u8, u8) { (x!(), y!()) }",
        &[("one as x, two as y", "two as x, one as y", Miss)],
    ),
    (
        "which of several calls stands in which line",
        "pub fn f() -> [u32; 3] { [line!(), line!(),\n line!()] } fn g() {}",
        &[
            (
                "line!(), line!(),\n line!()",
                "line!(),\n line!(), line!()",
                Miss,
            ),
            ("fn g() {}", "\n\nfn g() {}", Hit),
        ],
    ),
    (
        "the same in what a macro is given",
        "macro_rules! m { ($($e:expr),*) => { [$($e),*] } } pub fn f() -> [u32; 3] { m!(line!(), line!(),\n line!()) }",
        &[(
            "line!(), line!(),\n line!()",
            "line!(),\n line!(), line!()",
            Miss,
        )],
    ),
    (
        "which pattern and which type",
        "macro_rules! p { (a) => { 1..=3 }; (b) => { 4..=6 } } macro_rules! t { (a) => { u8 }; (b) => { i8 } } pub fn f(n: u8) -> (t!(a), t!(b)) { match n { p!(a) => (1, 2), p!(b) => (3, 4), _ => (0, 0) } }",
        &[
            (
                "(a) => { 1..=3 }; (b) => { 4..=6 }",
                "(a) => { 4..=6 }; (b) => { 1..=3 }",
                Miss,
            ),
            (
                "(a) => { u8 }; (b) => { i8 }",
                "(a) => { i8 }; (b) => { u8 }",
                Miss,
            ),
        ],
    ),
    (
        "which statement",
        "macro_rules! s { (a $n:ident) => { $n += 1; }; (b $n:ident) => { $n *= 2; } } pub fn f() -> u8 { let mut n = 3; s!(a n); s!(b n); n }",
        &[(
            "{ $n += 1; }; (b $n:ident) => { $n *= 2; }",
            "{ $n *= 2; }; (b $n:ident) => { $n += 1; }",
            Miss,
        )],
    ),
    (
        "which number of a variant and which type of a field",
        "macro_rules! d { (a) => { 1 }; (b) => { 2 } } macro_rules! t { (a) => { u8 }; (b) => { u32 } } #[repr(u8)] pub enum E { A = d!(a), B = d!(b) } pub struct S { a: t!(a), b: t!(b) } pub fn f(s: &S) -> (u8, u8, usize, usize) { (E::A as u8, E::B as u8, size_of_val(&s.a), size_of_val(&s.b)) }",
        &[
            (
                "(a) => { 1 }; (b) => { 2 }",
                "(a) => { 2 }; (b) => { 1 }",
                Miss,
            ),
            (
                "(a) => { u8 }; (b) => { u32 }",
                "(a) => { u32 }; (b) => { u8 }",
                Miss,
            ),
        ],
    ),
    (
        "which closure of a constant's",
        "macro_rules! c { (a) => { |n| n + 1 }; (b) => { |n| n + 2 } } const T: [fn(u8) -> u8; 2] = [c!(a), c!(b)]; pub fn f() -> u8 { T[0](1) }",
        &[(
            "(a) => { |n| n + 1 }; (b) => { |n| n + 2 }",
            "(a) => { |n| n + 2 }; (b) => { |n| n + 1 }",
            Miss,
        )],
    ),
    (
        "which text to be filled in, and which argument of std's macros",
        "macro_rules! t { (a) => { \"<{}>\" }; (b) => { \"[{}]\" } } macro_rules! n { (a) => { 1 }; (b) => { 2 } } pub fn f(m: u8) -> (String, String, Vec<u8>, bool, bool) { (format!(t!(a), 1), format!(t!(b), 1), vec![n!(a), n!(b)], matches!(m, n!(a)), matches!(m, n!(b))) }",
        &[
            (
                "(a) => { \"<{}>\" }; (b) => { \"[{}]\" }",
                "(a) => { \"[{}]\" }; (b) => { \"<{}>\" }",
                Miss,
            ),
            (
                "(a) => { 1 }; (b) => { 2 }",
                "(a) => { 2 }; (b) => { 1 }",
                Miss,
            ),
        ],
    ),
    (
        "which variable of the build",
        "macro_rules! n { (a) => { \"ONE\" }; (b) => { \"TWO\" } } pub fn f() -> (Option<&'static str>, Option<&'static str>) { (option_env!(n!(a)), option_env!(n!(b))) }",
        &[(
            "(a) => { \"ONE\" }; (b) => { \"TWO\" }",
            "(a) => { \"TWO\" }; (b) => { \"ONE\" }",
            Miss,
        )],
    ),
    (
        "which macro another one calls",
        "macro_rules! a { () => { 1 } } macro_rules! b { () => { 2 } } macro_rules! m { (first) => { a!() }; (second) => { b!() } } pub fn f() -> (u8, u8) { (m!(first), m!(second)) }",
        &[(
            "(first) => { a!() }; (second) => { b!() }",
            "(first) => { b!() }; (second) => { a!() }",
            Miss,
        )],
    ),
    (
        "which of two macros of one name",
        "macro_rules! m { () => { 1 } } pub(crate) use m as m1; mod z { macro_rules! m { () => { 2 } } pub(crate) use m as m2; } use z::m2; pub fn f() -> (u8, u8) { (m1!(), m2!()) }",
        &[("{ 1 } }", "{ 2 } }", Miss)],
    ),
    (
        "a macro named anew and defined anew",
        "mod a { macro_rules! m { () => { 1 } } pub(crate) use m as m1; macro_rules! m { () => { 2 } } pub(crate) use m as m2; } use a::{m1, m2}; pub fn f() -> (u8, u8) { (m1!(), m2!()) }",
        &[(
            "macro_rules! m { () => { 1 } } pub(crate) use m as m1; macro_rules! m { () => { 2 } }",
            "macro_rules! m { () => { 2 } } pub(crate) use m as m1; macro_rules! m { () => { 1 } }",
            Miss,
        )],
    ),
    (
        "two macros of one name within a body",
        "pub fn f() -> (u8, u8) { macro_rules! m { () => { 1 } } let a = m!(); macro_rules! m { () => { 2 } } (a, m!()) }",
        &[(
            "{ 1 } } let a = m!(); macro_rules! m { () => { 2 } }",
            "{ 2 } } let a = m!(); macro_rules! m { () => { 1 } }",
            Miss,
        )],
    ),
    (
        "of what a name in a body means, by which `use`",
        "mod a { pub fn g() -> u8 { 1 } } mod b { pub fn g() -> u8 { 2 } } mod x { pub use super::a::g; } mod y { pub use super::b::g; } pub fn f() -> (u8, u8) { ({ use x::g; g() }, { use y::g; g() }) } fn z() {}",
        &[
            (
                "mod x { pub use super::a::g; } mod y { pub use super::b::g; }",
                "mod x { pub use super::b::g; } mod y { pub use super::a::g; }",
                Miss,
            ),
            ("fn z() {}", "fn z() {} fn g() {}", Miss),
        ],
    ),
    (
        "the same by globs",
        "mod a { pub fn g() -> u8 { 1 } } mod b { pub fn g() -> u8 { 2 } } mod x { pub use super::a::g; } mod y { pub use super::b::g; pub fn z() {} } pub fn f() -> (u8, u8) { ({ use x::*; g() }, { use y::*; g() }) }",
        &[
            (
                "mod x { pub use super::a::g; } mod y { pub use super::b::g;",
                "mod x { pub use super::b::g; } mod y { pub use super::a::g;",
                Miss,
            ),
            ("pub fn z() {}", "pub fn z() {} pub fn u() {}", Hit),
        ],
    ),
    (
        "the same, and outside of the block",
        "mod a { pub fn g() -> u8 { 1 } } mod b { pub fn g() -> u8 { 2 } } mod x { pub use super::a::g; } use b::g; pub fn f() -> (u8, u8) { ({ use x::g; g() }, g()) }",
        &[(
            "mod x { pub use super::a::g; } use b::g;",
            "mod x { pub use super::b::g; } use a::g;",
            Miss,
        )],
    ),
    (
        "of a type and of a constant in a pattern",
        "mod a { pub struct T(pub u8); pub const K: u8 = 1; } mod b { pub struct T(pub u16); pub const K: u8 = 2; } mod x { pub use super::a::T; pub use super::a::K; } mod y { pub use super::b::T; pub use super::b::K; }\n pub fn f(n: u8) -> (usize, usize, bool, bool) { ({ use x::T; size_of::<T>() }, { use y::T; size_of::<T>() }, { use x::K; matches!(n, K) }, { use y::K; matches!(n, K) }) }",
        &[
            (
                "pub use super::a::T; pub use super::a::K; } mod y { pub use super::b::T;",
                "pub use super::b::T; pub use super::a::K; } mod y { pub use super::a::T;",
                Miss,
            ),
            (
                "pub use super::a::K; } mod y { pub use super::b::T; pub use super::b::K;",
                "pub use super::b::K; } mod y { pub use super::b::T; pub use super::a::K;",
                Miss,
            ),
        ],
    ),
    (
        "of a trait in scope",
        "mod a { pub trait T { fn m(&self) -> u8 { 1 } } impl T for u8 {} } mod b { pub trait T { fn m(&self) -> u8 { 2 } } impl T for u8 {} } mod x { pub use super::a::T; } mod y { pub use super::b::T; } pub fn f(n: u8) -> (u8, u8) { ({ use x::T; n.m() }, { use y::T; n.m() }) }",
        &[(
            "mod x { pub use super::a::T; } mod y { pub use super::b::T; }",
            "mod x { pub use super::b::T; } mod y { pub use super::a::T; }",
            Miss,
        )],
    ),
    (
        "of a trait in scope by a glob",
        "mod a { pub trait T { fn m(&self) -> u8 { 1 } } impl T for u8 {} } mod b { pub trait T { fn m(&self) -> u8 { 2 } } impl T for u8 {} } mod x { pub use super::a::T; } mod y { pub use super::b::T; } pub fn f(n: u8) -> (u8, u8) { ({ use x::*; n.m() }, { use y::*; n.m() }) }",
        &[(
            "mod x { pub use super::a::T; } mod y { pub use super::b::T; }",
            "mod x { pub use super::b::T; } mod y { pub use super::a::T; }",
            Miss,
        )],
    ),
    (
        "of a trait in scope of a constant",
        "mod a { pub trait T { fn m(&self) -> u8 { 1 } } impl T for u8 {} } mod b { pub trait T { fn m(&self) -> u8 { 2 } } impl T for u8 {} } mod x { pub use super::a::T; } use x::T as _; const G: fn(u8) -> u8 = |n| n.m(); pub fn f(n: u8) -> u8 { u(&n); G(n) } mod v { use super::b::T; pub fn u(n: &u8) -> u8 { n.m() } } use v::u;",
        &[(
            "mod x { pub use super::a::T; }",
            "mod x { pub use super::b::T; }",
            Miss,
        )],
    ),
    (
        "of a name of std",
        "mod x { pub use std::cmp::min as k; } mod y { pub use std::cmp::max as k; } pub fn f() -> (u8, u8) { ({ use x::k; k(1, 2) }, { use y::k; k(1, 2) }) }",
        &[(
            "mod x { pub use std::cmp::min as k; } mod y { pub use std::cmp::max as k; }",
            "mod x { pub use std::cmp::max as k; } mod y { pub use std::cmp::min as k; }",
            Miss,
        )],
    ),
    (
        "of a macro",
        "mod a { macro_rules! m { () => { 1 } } pub(crate) use m; } mod b { macro_rules! m { () => { 2 } } pub(crate) use m; } mod x { pub(crate) use super::a::m; } mod y { pub(crate) use super::b::m; } pub fn f() -> (u8, u8) { ({ use x::m; m!() }, { use y::m; m!() }) }",
        &[(
            "mod x { pub(crate) use super::a::m; } mod y { pub(crate) use super::b::m; }",
            "mod x { pub(crate) use super::b::m; } mod y { pub(crate) use super::a::m; }",
            Miss,
        )],
    ),
    (
        "of what a macro brings in",
        "macro_rules! from { ($m:ident, $e:expr) => {{ use $m::g; $e }} } mod a { pub fn g() -> u8 { 1 } } mod b { pub fn g() -> u8 { 2 } } mod x { pub use super::a::g; } mod y { pub use super::b::g; } pub fn f() -> (u8, u8) { (from!(x, g()), from!(y, g())) }",
        &[(
            "mod x { pub use super::a::g; } mod y { pub use super::b::g; }",
            "mod x { pub use super::b::g; } mod y { pub use super::a::g; }",
            Miss,
        )],
    ),
    (
        "the column in which a function stands that asks for its caller",
        "use std::panic::Location; #[track_caller] fn col() -> u32 { Location::caller().column() } fn z() {} pub fn g() -> u32 { col() } pub fn f() -> u32 { z(); g() }",
        &[("fn z() {} pub fn g", "fn z() {}    pub fn g", Miss)],
    ),
    (
        "the column of the call that wrote one",
        "use std::panic::Location; #[track_caller] fn col() -> u32 { Location::caller().column() } macro_rules! mk { ($n:ident) => { fn $n() -> u32 { col() } } }\nmk!(g); pub fn f() -> u32 { g() }",
        &[("mk!(g);", "  mk!(g);", Miss)],
    ),
    (
        "which of the same names comes from the call",
        "macro_rules! m { ($i:ident) => {{ let x = 5; let _ = x; $i }}; (other) => { 1 } } pub fn f() -> u8 { let x = 1; m!(x) }",
        &[
            (
                "{{ let x = 5; let _ = x; $i }}",
                "{{ let x = 5; let _ = $i; x }}",
                Miss,
            ),
            ("(other) => { 1 }", "(other) => { 2 }", Hit),
        ],
    ),
    (
        "the same of what a function that a macro writes says",
        "macro_rules! clamp { ($n:ident, $v:ident) => { fn $n($v: i32) -> i32 { let lo = 3; let hi = 7; if $v < lo { lo } else if $v > hi { hi } else { $v } } }; (other) => { fn g() {} } } clamp!(g, lo); pub fn f() -> (i32, i32) { (g(1), g(5)) }",
        &[
            ("if $v < lo { lo }", "if lo < $v { lo }", Miss),
            ("{ fn g() {} }", "{ fn h() {} }", Hit),
        ],
    ),
    (
        "the same of what one macro gives another",
        "macro_rules! m { ($i:ident) => { n!(x, $i) } } macro_rules! n { ($a:ident, $b:ident) => {{ let $a = 5; let _ = $a; $b }} } pub fn f() -> u8 { let x = 1; m!(x) }",
        &[
            ("n!(x, $i)", "n!($i, x)", Miss),
            ("let _ = $a; $b", "let _ = $b; $a", Miss),
        ],
    ),
    (
        "the same of a name in a text",
        "macro_rules! m { ($t:tt) => {{ let x = 5; (format!(\"{x}\"), format!($t)) }} } pub fn f() -> (String, String) { let x = 1; m!(\"{x}\") }",
        &[(
            "(format!(\"{x}\"), format!($t))",
            "(format!($t), format!(\"{x}\"))",
            Miss,
        )],
    ),
];

const PLACED: &[Row] = &[(
    "the file in which a function stands that asks for its caller",
    "mod x; pub fn f() -> &'static str { x::g() }",
    &[("mod x;", "#[path = \"x2.rs\"] mod x;", Miss)],
)];

#[test]
fn what_belongs_where_in_a_function_counts() {
    check(ROWS);
}

#[test]
fn the_file_counts_where_it_is_asked_for() {
    let text = "use std::panic::Location; #[track_caller] fn at() -> &'static str { Location::caller().file() } pub fn g() -> &'static str { at() }";
    check_among(&[("src/x.rs", text), ("src/x2.rs", text)], &[], PLACED);
}

#[test]
fn which_call_of_another_packages_macro_wrote_what_counts() {
    let written = |text: &str| {
        let manifest = "[package]\nname = \"app\"\nedition = \"2024\"\n[dependencies]\ndep = { path = \"dep\" }\n[workspace]\n";
        let own = "pub fn f() -> (u8, u8, u8) { (dep::p!(a), dep::p!(b), dep::p!(c)) }";
        let crates = Crates::new(&[
            ("Cargo.toml", manifest),
            ("src/lib.rs", own),
            (
                "dep/Cargo.toml",
                "[package]\nname = \"dep\"\nedition = \"2024\"\n",
            ),
            ("dep/src/lib.rs", text),
        ]);
        crates.closure("app::f").fingerprint
    };
    let rules = |c, d| {
        written(&format!(
            "#[macro_export] macro_rules! p {{ (a) => {{ 1 }}; (b) => {{ 2 }}; (c) => {{ {c} }}; (d) => {{ {d} }} }}"
        ))
    };
    // A miss, and a hit.
    assert_ne!(rules(1, 9), rules(2, 9));
    assert_eq!(rules(1, 9), rules(1, 8));
}

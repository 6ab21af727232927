//! Which `macro_rules!` a name means: the last before the call, and where none is, a path's, a crate's or std's.

use super::table::Then::{self, Hit, Miss};
use super::table::{Row, check, check_among};

const ROWS: &[Row] = &[
    (
        "a later definition hides an earlier one from then on",
        "macro_rules! m { () => { one() } } fn one() -> u8 { 1 } fn two() -> u8 { 2 }
         pub fn f() -> (u8, u8) { let a = m!(); macro_rules! m { () => { two() } } (a, m!()) }",
        &[("{ 1 }", "{ 3 }", Miss), ("{ 2 }", "{ 3 }", Miss)],
    ),
    (
        "a definition after the call is not meant",
        "macro_rules! m { () => { one() } } pub fn f() -> u8 { m!() } macro_rules! m { () => { two() } } fn one() -> u8 { 1 } fn two() -> u8 { 2 }",
        &[("{ 1 }", "{ 3 }", Miss), ("{ 2 }", "{ 3 }", Hit)],
    ),
    (
        "nor is one that is hidden",
        "macro_rules! m { () => { one() } } macro_rules! m { () => { two() } } pub fn f() -> u8 { m!() } fn one() -> u8 { 1 } fn two() -> u8 { 2 }",
        &[("{ 1 }", "{ 3 }", Hit), ("{ 2 }", "{ 3 }", Miss)],
    ),
    (
        "std's is meant before the program's own",
        "fn g() -> Vec<u8> { vec![h()] } fn h() -> u8 { 1 } macro_rules! vec { ($($t:tt)*) => { three() } } fn three() -> u8 { 3 }
         pub fn f() -> (u8, u8) { (g()[0], vec![h()]) }",
        &[("{ 1 }", "{ 4 }", Miss), ("{ 3 }", "{ 4 }", Miss)],
    ),
    (
        "std's alone, where the own one stands after",
        "pub fn f() -> Vec<u8> { vec![h()] } fn h() -> u8 { 1 } macro_rules! vec { ($($t:tt)*) => { three() } } fn three() -> u8 { 3 }",
        &[("{ 1 }", "{ 4 }", Miss), ("{ 3 }", "{ 4 }", Hit)],
    ),
    (
        "what a macro defines stands where its call does",
        "macro_rules! def { ($n:ident, $v:expr) => { macro_rules! $n { () => { $v } } } } def!(m, one()); macro_rules! m { () => { two() } }
         pub fn f() -> u8 { m!() } fn one() -> u8 { 1 } fn two() -> u8 { 2 }",
        &[("{ 1 }", "{ 3 }", Hit), ("{ 2 }", "{ 3 }", Miss)],
    ),
    (
        "what a macro calls stands where its call does",
        "macro_rules! inner { () => { one() } } macro_rules! outer { () => { inner!() } } pub fn g() -> u8 { outer!() } macro_rules! inner { () => { two() } }
         pub fn f() -> (u8, u8) { (g(), outer!()) } fn one() -> u8 { 1 } fn two() -> u8 { 2 }",
        &[("{ 1 }", "{ 3 }", Miss), ("{ 2 }", "{ 3 }", Miss)],
    ),
    (
        "and there alone",
        "macro_rules! inner { () => { one() } } macro_rules! outer { () => { inner!() } } macro_rules! inner { () => { two() } }
         pub fn f() -> u8 { outer!() } fn one() -> u8 { 1 } fn two() -> u8 { 2 }",
        &[("{ 1 }", "{ 3 }", Hit), ("{ 2 }", "{ 3 }", Miss)],
    ),
    (
        "so does what a written function calls",
        "macro_rules! m { () => { one() } } macro_rules! mk { ($n:ident) => { fn $n() -> u8 { m!() } } } mk!(g); macro_rules! m { () => { two() } } mk!(h);
         pub fn f() -> (u8, u8) { (g(), h()) } fn one() -> u8 { 1 } fn two() -> u8 { 2 }",
        &[("{ 1 }", "{ 3 }", Miss), ("{ 2 }", "{ 3 }", Miss)],
    ),
    (
        "so do calls among the items that a macro writes",
        "macro_rules! m { ($n:ident) => { fn $n() -> u8 { one() } } } macro_rules! mk { ($n:ident) => { m!($n); } } mk!(g); macro_rules! m { ($n:ident) => { fn $n() -> u8 { two() } } } mk!(h);
         pub fn f() -> (u8, u8) { (g(), h()) } fn one() -> u8 { 1 } fn two() -> u8 { 2 }",
        &[("{ 1 }", "{ 3 }", Miss), ("{ 2 }", "{ 3 }", Miss)],
    ),
    (
        "so does a call within a body by way of another macro",
        "macro_rules! via { () => { m!() } } fn one() -> u8 { 1 } fn two() -> u8 { 2 }
         pub fn f() -> (u8, u8) { macro_rules! m { () => { one() } } let a = via!(); macro_rules! m { () => { two() } } (a, via!()) }",
        &[("{ 1 }", "{ 3 }", Miss), ("{ 2 }", "{ 3 }", Miss)],
    ),
    (
        "a definition ends with its block",
        "fn k() -> u8 { 1 } pub fn f() -> (bool, bool) { let a = { macro_rules! matches { ($($t:tt)*) => { false } } matches!(k(), 1) }; (a, matches!(k(), 1)) }",
        &[("{ 1 }", "{ 3 }", Miss)],
    ),
    (
        "and with its constant block",
        "fn h() -> u8 { 1 } macro_rules! m { ($e:expr) => { $e } }
         pub fn f() -> (u8, u8) { let a = const { macro_rules! m { ($e:expr) => { 0 } } m!(h()) }; (a, m!(h())) }",
        &[("{ 1 }", "{ 3 }", Miss)],
    ),
    (
        "and with its closure",
        "fn h() -> u8 { 1 } macro_rules! m { ($e:expr) => { $e } }
         pub fn f() -> (u8, u8) { let c = || { macro_rules! m { ($e:expr) => { 0 } } m!(h()) }; (c(), m!(h())) }",
        &[("{ 1 }", "{ 3 }", Miss)],
    ),
    (
        "one that is given to a macro counts by its names",
        "fn h() -> u8 { 1 } macro_rules! m { ($e:expr) => { 0 } }
         pub fn f() -> String { format!(\"{}\", { macro_rules! m { ($e:expr) => { $e } } m!(h()) }) }",
        &[("{ 1 }", "{ 3 }", Miss)],
    ),
    (
        "a module within a body defines it midway",
        "pub fn f() -> (u8, u8) { macro_rules! m { () => { crate::one() } } mod x { pub fn g() -> u8 { m!() } macro_rules! m { () => { crate::two() } } pub fn h() -> u8 { m!() } } (x::g(), x::h()) }
         fn one() -> u8 { 1 } fn two() -> u8 { 2 }",
        &[("{ 1 }", "{ 3 }", Miss), ("{ 2 }", "{ 3 }", Miss)],
    ),
    (
        "where a type stands",
        "struct A; struct B; trait N { fn n(&self) -> u8; } impl N for A { fn n(&self) -> u8 { 1 } } impl N for B { fn n(&self) -> u8 { 2 } }
         pub fn f() -> (u8, u8) { macro_rules! t { () => { A } } fn g() -> t!() { A } macro_rules! t { () => { B } } fn h() -> t!() { B } (g().n(), h().n()) }",
        &[("{ 1 }", "{ 3 }", Miss), ("{ 2 }", "{ 3 }", Miss)],
    ),
    (
        "where a pattern stands",
        "const ONE: u8 = 1; const TWO: u8 = 2; fn is(n: u8) -> (bool, bool) {
             macro_rules! p { () => { ONE } } let a = if let p!() = n { true } else { false }; macro_rules! p { () => { TWO } } (a, if let p!() = n { true } else { false }) }
         pub fn f(n: u8) -> (bool, bool) { is(n) }",
        &[("= 1;", "= 3;", Miss), ("= 2;", "= 3;", Miss)],
    ),
    (
        "a `use` in a block before one of the body",
        "mod x { macro_rules! m { () => { crate::one() } } pub(crate) use m; } fn one() -> u8 { 1 } fn two() -> u8 { 2 }
         pub fn f() -> (u8, u8) { let a = { use x::m; m!() }; macro_rules! m { () => { two() } } (a, m!()) }",
        &[("{ 1 }", "{ 3 }", Miss), ("{ 2 }", "{ 3 }", Miss)],
    ),
    (
        "a module lets its macros out under a condition",
        "macro_rules! q { () => { one() } } #[cfg_attr(any(), macro_use)] mod m { macro_rules! q { () => { crate::two() } } }
         pub fn f() -> u8 { q!() } fn one() -> u8 { 1 } fn two() -> u8 { 2 }",
        &[("any()", "all()", Miss), ("{ 1 }", "{ 3 }", Miss), ("{ 2 }", "{ 3 }", Hit)],
    ),
    (
        "that nobody here can decide",
        "macro_rules! q { () => { one() } } #[cfg_attr(loom, macro_use)] mod m { macro_rules! q { () => { crate::two() } } }
         pub fn f() -> u8 { q!() } fn one() -> u8 { 1 } fn two() -> u8 { 2 }",
        &[("{ 1 }", "{ 3 }", Miss), ("{ 2 }", "{ 3 }", Miss)],
    ),
    (
        "one that its crate exports is known before it",
        "pub fn f() -> u8 { m!() } #[macro_export] macro_rules! m { () => { $crate::one() } } pub fn one() -> u8 { 1 }",
        &[("{ 1 }", "{ 3 }", Miss)],
    ),
];

#[test]
fn the_last_definition_before_a_call_is_meant() {
    check(ROWS);
}

const SWAPPED: (&str, &str, Then) = (
    "mod c; #[macro_use] mod b;",
    "#[macro_use] mod b; mod c;",
    Miss,
);

#[test]
fn a_files_macros_stand_where_its_module_is_declared() {
    let beside = [
        ("src/a.rs", "macro_rules! m { () => { crate::one() } }"),
        ("src/b.rs", "macro_rules! m { () => { crate::two() } }"),
        ("src/c.rs", "pub fn g() -> u8 { m!() }"),
        ("src/d.rs", "pub fn g() -> u8 { m!() }"),
    ];
    let of_both = "#[macro_use] mod a; mod c; #[macro_use] mod b; mod d; fn one() -> u8 { 1 } fn two() -> u8 { 2 }
         pub fn f() -> (u8, u8) { (c::g(), d::g()) }";
    let of_one = "#[macro_use] mod a; mod c; #[macro_use] mod b; mod d; fn one() -> u8 { 1 } fn two() -> u8 { 2 }
         pub fn f() -> u8 { c::g() }";
    let own = "macro_rules! m { () => { crate::one() } } mod c; #[macro_use] mod b; fn one() -> u8 { 1 } fn two() -> u8 { 2 }
         pub fn f() -> u8 { c::g() }";
    let rows: &[Row] = &[
        (
            "both",
            of_both,
            &[("{ 1 }", "{ 3 }", Miss), ("{ 2 }", "{ 3 }", Miss), SWAPPED],
        ),
        (
            "one",
            of_one,
            &[("{ 1 }", "{ 3 }", Miss), ("{ 2 }", "{ 3 }", Hit), SWAPPED],
        ),
        (
            "the root's own",
            own,
            &[("{ 1 }", "{ 3 }", Miss), ("{ 2 }", "{ 3 }", Hit), SWAPPED],
        ),
    ];
    check_among(&beside, &[], rows);
    let says_it_itself = [(
        "src/a.rs",
        "#![macro_use] macro_rules! m { () => { crate::two() } }",
    )];
    let rows: &[Row] = &[(
        "by an attribute of the file",
        "macro_rules! m { () => { crate::one() } } mod a; pub fn f() -> u8 { m!() } fn one() -> u8 { 1 } fn two() -> u8 { 2 }",
        &[("{ 1 }", "{ 3 }", Hit), ("{ 2 }", "{ 3 }", Miss)],
    )];
    check_among(&says_it_itself, &[], rows);
}

/// What a crate exports, and a module of the program that hides std's.
const BESIDE: &[(&str, &str)] = &[
    (
        "Cargo.toml",
        "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[dependencies]\ndep = { path = \"dep\" }\n[workspace]\n",
    ),
    (
        "dep/Cargo.toml",
        "[package]\nname = \"dep\"\nversion = \"0.1.0\"\nedition = \"2024\"\n",
    ),
    (
        "dep/src/lib.rs",
        "#[macro_export] macro_rules! vec { ($($t:tt)*) => { [0u8; 1] } } #[macro_export] macro_rules! format { ($($t:tt)*) => { 0u8 } }
         #[macro_export] macro_rules! matches { ($($t:tt)*) => { false } } #[macro_export] macro_rules! one { ($e:expr) => { $e } } pub fn k() -> u8 { 1 }",
    ),
];

const OF_CRATES: &[Row] = &[
    (
        "what a crate exports hides nothing by itself",
        "pub fn f() -> (Vec<u8>, u8) { (vec![h()], dep::k()) } fn h() -> u8 { 2 }",
        &[("{ 2 }", "{ 3 }", Miss)],
    ),
    (
        "nor by a `use` in another module",
        "mod o { use dep::format; pub fn z() -> u8 { format!(1) } } pub fn f() -> (String, u8) { (format!(\"{}\", h()), o::z()) } fn h() -> u8 { 2 }",
        &[("{ 2 }", "{ 3 }", Miss)],
    ),
    (
        "nor where others of it are brought in",
        "#[macro_use(one)] extern crate dep; pub fn f() -> (bool, u8) { (matches!(h(), 2), one!(1)) } fn h() -> u8 { 2 }",
        &[("{ 2 }", "{ 3 }", Miss)],
    ),
    (
        "but where all are",
        "#[macro_use] extern crate dep; pub fn f() -> (bool, u8) { (matches!(h(), 2), one!(1)) } fn h() -> u8 { 2 }",
        &[("{ 2 }", "{ 3 }", Hit), ("one!(1)", "one!(2)", Miss)],
    ),
    (
        "what is brought in is meant before the own one",
        "#[macro_use(one)] extern crate dep; pub fn f() -> (u8, u8) { (g(), two()) } fn g() -> u8 { one!(h()) } fn h() -> u8 { 2 } macro_rules! one { ($e:expr) => { 0 } } fn two() -> u8 { one!(4) }",
        &[("{ 2 }", "{ 3 }", Miss)],
    ),
];

#[test]
fn a_crates_macros_are_meant_where_they_are_brought_in() {
    check_among(BESIDE, &[], OF_CRATES);
}

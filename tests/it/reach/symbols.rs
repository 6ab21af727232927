//! Code that is reached by its symbol, or from assembler; and what the processor's own functions leave alone.

use super::registry::{crates, misses};

/// What another crate that declares a symbol says.
const HOOK: &str = "extern \"C\" { fn app_hook() -> u8; } pub fn run() -> u8 { unsafe { app_hook() } } pub fn plain() -> u8 { 1 }";

#[test]
fn another_crate_may_link_to_what_the_program_exports() {
    let counts = |lib: &str| misses(&crates(lib, &[("other", HOOK)]), "1 + 2", "1 + 3");
    for lib in [
        "#[no_mangle] pub extern \"C\" fn app_hook() -> u8 { 1 + 2 } pub fn f() -> u8 { other::run() }",
        "#[unsafe(no_mangle)] pub extern \"C\" fn app_hook() -> u8 { g() } fn g() -> u8 { 1 + 2 } pub fn f() -> u8 { other::run() }",
        "#[export_name = \"app_hook\"] pub extern \"C\" fn hook() -> u8 { 1 + 2 } pub fn f() -> u8 { other::run() }",
    ] {
        assert!(counts(lib), "{lib}: a miss");
    }
    for lib in [
        "#[no_mangle] pub extern \"C\" fn none_says_this() -> u8 { 1 + 2 } pub fn f() -> u8 { other::run() }",
        "pub extern \"C\" fn app_hook() -> u8 { 1 + 2 } pub fn f() -> u8 { other::run() }",
        "#[no_mangle] pub extern \"C\" fn app_hook() -> u8 { 1 + 2 } pub fn f() -> u8 { 4 }",
    ] {
        assert!(!counts(lib), "{lib}: a hit");
    }
}

#[test]
fn another_crate_may_put_a_symbol_together_by_macros() {
    let lib = "#[no_mangle] pub extern \"C\" fn app_hook() -> u8 { 1 + 2 } pub fn f() -> u8 { other::run() }";
    for other in [
        "macro_rules! a { ($n:ident, $v:expr) => { extern \"C\" { #[$n = $v] fn h() -> u8; } } } a!(link_name, concat!(\"app\", \"_hook\")); pub fn run() -> u8 { unsafe { h() } }",
        "use std::arch::asm as a; pub fn run() -> u8 { unsafe { a!(concat!(\"call app\", \"_hook\")) } 1 }",
        "macro_rules! c { ($($t:tt)*) => { concat!(\"call \", $(stringify!($t)),*) } } pub fn run() -> u8 { unsafe { std::arch::asm!(c!(app_ hook)) } 1 }",
        "macro_rules! c { ($($t:literal)*) => { concat!($($t),*) } } pub fn run() -> u8 { unsafe { std::arch::asm!(c!(\"ca\" \"ll app\" \"_hook\")) } 1 }",
    ] {
        let crates = crates(lib, &[("other", other)]);
        assert!(misses(&crates, "1 + 2", "1 + 3"), "{other}: a miss");
    }
    let other = "macro_rules! c { ($($t:literal)*) => { concat!($($t),*) } } pub fn run() -> u8 { unsafe { std::arch::asm!(c!(\"n\" \"op\")) } 1 }";
    let crates_of = |other: &str| crates(lib, &[("other", other)]);
    let counts = |other: &str| misses(&crates_of(other), "1 + 2", "1 + 3");
    assert!(!counts(other), "of other pieces: a hit");
    // What stands elsewhere in the sources is put into no symbol.
    let apart = |definition: &str, call: &str| {
        format!(
            "pub const TEXTS: [&str; 2] = [\"app\", \"_hook\"]; pub fn app() {{}} pub fn _hook() {{}} {definition} pub fn run() -> u8 {{ unsafe {{ std::arch::asm!({call}) }} 1 }}"
        )
    };
    let named = "macro_rules! c { () => { \"nop\" } }";
    assert!(!counts(&apart(named, "c!()")), "a macro of one text: a hit");
    assert!(
        !counts(&apart("", "concat!(\"n\", \"op\")")),
        "joined there: a hit"
    );
    for (definition, call) in [
        (
            "macro_rules! d { () => { concat!(\"call app\", \"_hook\") } } macro_rules! c { () => { d!() } }",
            "c!()",
        ),
        (
            "macro_rules! c { () => { concat!(\"call \", stringify!(app), stringify!(_hook)) } }",
            "c!()",
        ),
        (
            "macro_rules! c { ($($of:ident)*) => { concat!(\"call \", $(stringify!($of)),*) } }",
            "c!(app _hook)",
        ),
        (
            "macro_rules! c { () => { include_str!(\"code.s\") } }",
            "c!()",
        ),
        ("", "deep::c!(app _hook)"),
        ("use deep::c;", "c!(app _hook)"),
    ] {
        assert!(
            counts(&apart(definition, call)),
            "{definition} {call}: a miss"
        );
    }
    let brought = apart(
        "macro_rules! c { () => { \"nop\" } } pub mod m { use deep::*; pub fn run() { unsafe { std::arch::asm!(c!()) } } }",
        "c!()",
    );
    let both = |deep: &str| {
        misses(
            &crates(lib, &[("other", &brought), ("deep", deep)]),
            "1 + 2",
            "1 + 3",
        )
    };
    assert!(
        !both("pub fn c() {}"),
        "a glob that brings in no macro: a hit"
    );
    assert!(
        both("#[macro_export] macro_rules! c { () => { concat!(\"call app\", \"_hook\") } }"),
        "one that does: a miss"
    );
    assert!(
        both("macro_rules! k { () => { concat!(\"call app\", \"_hook\") } } pub use k as c;"),
        "by another name: a miss"
    );
}

const ASSEMBLER: &str = "pub struct My(u64); pub struct List([u64; 2]);
    impl From<My> for u64 { fn from(m: My) -> u64 { m.0 + 10 } }
    impl std::ops::Add for My { type Output = u64; fn add(self, o: My) -> u64 { self.0 + o.0 + 20 } }
    impl std::ops::Index<usize> for List { type Output = u64; fn index(&self, at: usize) -> &u64 { &self.0[at % 30] } }
    impl std::ops::IndexMut<usize> for List { fn index_mut(&mut self, at: usize) -> &mut u64 { &mut self.0[at % 40] } }
    #[no_mangle] pub extern \"C\" fn target_x() -> u64 { 50 }\n";

#[test]
fn operands_of_assembler_are_code() {
    let of = |operands: &str| {
        format!(
            "{ASSEMBLER} pub fn f() -> u64 {{ let mut r: u64 = 0; let mut m = List([0, 0]); unsafe {{ std::arch::asm!({operands}) }}; r }}"
        )
    };
    for (operands, from, to) in [
        (
            "\"mov {o}, {t}\", t = in(reg) u64::from(My(1)), o = out(reg) r",
            "+ 10",
            "+ 11",
        ),
        (
            "\"mov {o}, {t}\", t = in(reg) My(1) + My(2), o = lateout(reg) r",
            "+ 20",
            "+ 21",
        ),
        (
            "\"mov {o}, {t}\", t = in(reg) m[0], o = out(reg) r",
            "% 30",
            "% 31",
        ),
        (
            "\"mov {o}, {t}\", t = in(reg) 1, o = out(reg) m[0]",
            "% 40",
            "% 41",
        ),
        ("\"inc {o}\", o = inout(reg) 1 => m[1]", "% 40", "% 41"),
        ("\"inc {o}\", o = inout(reg) m[0] => r", "% 30", "% 31"),
        (
            "\"mov {o}, {t}\", t = const 1 + size(), o = out(reg) r",
            "60",
            "61",
        ),
        (
            "\"call target_x\", out(\"rax\") r, clobber_abi(\"C\")",
            "{ 50 }",
            "{ 51 }",
        ),
        (
            "concat!(\"call \", \"target_x\"), out(\"rax\") r, clobber_abi(\"C\")",
            "{ 50 }",
            "{ 51 }",
        ),
    ] {
        let lib = format!("{} const fn size() -> u64 {{ 60 }}", of(operands));
        let found = misses(&crates(&lib, &[]), from, to);
        assert!(found, "{operands}: a miss");
    }
    let lib = of("\"mov {o}, {t}\", t = in(reg) 1_u64, o = out(reg) r");
    for (from, to) in [
        ("+ 10", "+ 11"),
        ("+ 20", "+ 21"),
        ("% 40", "% 41"),
        ("{ 50 }", "{ 51 }"),
    ] {
        assert!(!misses(&crates(&lib, &[]), from, to), "{from}: a hit");
    }
}

const OF_PROCESSOR: &str = "use std::arch::x86_64::*; pub struct My(pub u32);
    impl PartialEq<My> for CpuidResult { fn eq(&self, m: &My) -> bool { m.0 == 3 } }
    impl PartialOrd<My> for CpuidResult { fn partial_cmp(&self, m: &My) -> Option<std::cmp::Ordering> { m.0.partial_cmp(&4) } }\n";

#[test]
fn what_is_named_through_a_type_of_the_processor_is_asked() {
    let counts = |f: &str, from: &str, to: &str| {
        misses(&crates(&format!("{OF_PROCESSOR} {f}"), &[]), from, to)
    };
    for (f, from, to) in [
        (
            "pub fn f() -> bool { CpuidResult::ne(&(unsafe { __cpuid(0) }), &My(1)) }",
            "== 3",
            "== 5",
        ),
        (
            "pub fn f() -> bool { CpuidResult::lt(&(unsafe { __cpuid(0) }), &My(1)) }",
            "&4",
            "&5",
        ),
        (
            "type K = CpuidResult; pub fn f() -> bool { K::ne(&(unsafe { __cpuid(0) }), &My(1)) }",
            "== 3",
            "== 5",
        ),
        (
            "pub fn f() -> bool { let h = CpuidResult::ne; h(&(unsafe { __cpuid(0) }), &My(1)) }",
            "== 3",
            "== 5",
        ),
    ] {
        assert!(counts(f, from, to), "{f}: a miss");
    }
    let f = "pub fn f() -> u32 { let _ = My(1); unsafe { __cpuid(0) }.eax }";
    assert!(!counts(f, "== 3", "== 5"), "the processor's own: a hit");
}

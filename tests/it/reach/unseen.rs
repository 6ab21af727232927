//! Items that stand where the module tree does not look: what macros write inside bodies, and blocks among their
//! arguments and in types. An impl holds everywhere, wherever it stands.

use crate::reach::registry::{crates, misses};
use crate::reach::table::{Row, Then, check, check_among, check_each};

/// An impl for `X`, and who calls it; `@` is where it stands.
const IMPL: &str = "{ impl T for X { fn t(&self) -> u8 { 31 } } 1 }";
const CALLED: &str =
    "pub struct X;\npub trait T { fn t(&self) -> u8; }\npub fn f() -> u8 { X.t() }\n";
/// A macro that writes it.
const WRITES: &str =
    "macro_rules! w { ($x:ident) => { impl T for $x { fn t(&self) -> u8 { 31 } } } }\n";

/// Checks that the number counts in each of these texts.
fn counts(rows: &[(&str, String)]) {
    check_each("", rows, &[("31", "32", Then::Miss)]);
}

#[test]
fn an_impl_in_a_block_of_a_type_or_an_argument_holds() {
    let at = |text: &str| format!("{CALLED}{}", text.replace('@', IMPL));
    counts(&[
        (
            "an array's length in a field",
            at("pub struct Y([u8; @]);\n"),
        ),
        ("a variant's number", at("pub enum Y { A = @ }\n")),
        (
            "a constant argument",
            at("pub struct C<const N: usize>;\npub fn g(_: C<@>) {}\n"),
        ),
        (
            "a parameter's default",
            at("pub struct C<const N: usize = @>;\n"),
        ),
        ("an alias", at("pub type Y = [u8; @];\n")),
        (
            "an impl's header",
            at("pub trait U {}\nimpl U for [u8; @] {}\n"),
        ),
        (
            "a constant of a trait",
            at("pub trait U { const K: u8 = @; }\n"),
        ),
        (
            "what is printed",
            at("pub fn g() { println!(\"{}\", @); }\n"),
        ),
        ("what is asserted", at("const _: () = assert!(@ == 1);\n")),
        ("a list", at("pub fn g() -> Vec<u8> { vec![@] }\n")),
        (
            "what each thread has",
            at("pub fn g() { thread_local! { static K: u8 = @; } K.with(|k| *k); }\n"),
        ),
        (
            "a guard",
            at("pub fn g() -> bool { matches!(1, 1 if @ == 1) }\n"),
        ),
        (
            "what a macro of the program prints",
            at("macro_rules! m { ($e:expr) => { println!(\"{}\", $e) } }\npub fn g() { m!(@); }\n"),
        ),
    ]);
}

#[test]
fn an_impl_that_a_macro_writes_in_a_body_holds() {
    let called = |text: &str| format!("{CALLED}{text}");
    let after = |text: &str| called(&format!("{WRITES}{text}"));
    counts(&[
        ("a function", after("pub fn g() { w!(X); }\n")),
        (
            "a constant without a name",
            after("const _: () = { w!(X); };\n"),
        ),
        (
            "a method",
            after("pub struct Y;\nimpl Y { pub fn g() { w!(X); } }\n"),
        ),
        (
            "a trait's own",
            after("pub trait Y { fn g() { w!(X); } }\n"),
        ),
        (
            "an argument",
            after("pub fn g() { println!(\"{:?}\", { w!(X); }); }\n"),
        ),
        (
            "behind doc comments",
            after("/// é é\n/// é\npub fn g() { /* é */ w ! { X } }\n"),
        ),
        (
            "a value",
            called(
                "macro_rules! v { () => {{ impl T for X { fn t(&self) -> u8 { 31 } } 1 }} }\npub fn g() -> u8 { v!() + 1 }\n",
            ),
        ),
        (
            "a type",
            called(
                "macro_rules! v { () => { [u8; { impl T for X { fn t(&self) -> u8 { 31 } } 1 }] } }\npub struct Y(v!());\n",
            ),
        ),
        (
            "a body that a macro writes",
            after("macro_rules! o { () => { pub fn g() { w!(X); } } }\no!();\n"),
        ),
        (
            "a macro that is handed to one",
            after(
                "macro_rules! call { ($m:ident, $($x:tt)*) => { $m!($($x)*); } }\npub fn g() { call!(w, X); }\n",
            ),
        ),
        (
            "a macro that one hands to another",
            after(
                "macro_rules! call { ($m:ident, $($x:tt)*) => { $m!($($x)*); } }\n\
                macro_rules! mid { ($($x:tt)*) => { call!(w, $($x)*); } }\npub fn g() { mid!(X); }\n",
            ),
        ),
        (
            "a macro that goes by a name of std's",
            called(&WRITES.replace(" w ", " println ")) + "pub fn g() { println!(X); }\n",
        ),
        (
            "a macro that goes by the name of one of std's that writes items",
            called(&WRITES.replace(" w ", " thread_local ")) + "pub fn g() { thread_local!(X); }\n",
        ),
    ]);
}

#[test]
fn a_type_goes_by_all_its_names() {
    let rows: &[Row] = &[
        (
            "an alias",
            "pub struct X;\ntype A = X;\nmacro_rules! w { ($t:ident) => { impl $t { pub fn t(&self) -> u8 { 31 } } } }\n\
            pub fn g() { w!(A); }\npub fn f() -> u8 { X.t() }\n",
            &[("31", "32", Then::Miss)],
        ),
        (
            "an import",
            "pub mod m { pub struct X; }\npub mod q { use crate::m::X as A;\n\
            macro_rules! w { ($t:ident) => { impl Drop for $t { fn drop(&mut self) { assert!(1 < 31) } } } }\npub fn g() { w!(A); } }\n\
            pub fn f() -> u8 { let _ = m::X; 3 }\n",
            &[("31", "32", Then::Miss)],
        ),
        (
            "an associated type, behind an alias",
            "pub struct X;\npub trait U { type O; }\npub struct Z;\nimpl U for Z { type O = X; }\ntype P = <Z as U>::O;\n\
            macro_rules! w { ($t:ident) => { impl Drop for $t { fn drop(&mut self) { assert!(1 < 31) } } } }\n\
            pub fn g() { w!(P); }\npub fn f() -> u8 { let _ = X; 3 }\n",
            &[("31", "32", Then::Miss)],
        ),
        (
            "an import, in a call among items that nobody can expand",
            "pub mod m { pub struct X; }\npub mod q { use crate::m::X as A;\nnowhere::w!(A 31); }\n\
            pub fn f() -> u8 { let _ = m::X; 3 }\n",
            &[("31", "32", Then::Miss)],
        ),
    ];
    check(rows);
}

#[test]
fn what_runs_unasked_counts_as_well() {
    let rows: &[Row] = &[
        (
            "formatting",
            "pub struct X;\nmacro_rules! w { ($x:ident) => { impl std::fmt::Display for $x { fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(\"31\") } } } }\n\
            pub fn g() { w!(X); }\npub fn f() -> String { X.to_string() }\n",
            &[("31", "32", Then::Miss)],
        ),
        (
            "dropping",
            "pub struct X(u8);\nmacro_rules! w { ($x:ident) => { impl Drop for $x { fn drop(&mut self) { assert!(self.0 < 31) } } } }\n\
            const _: () = { w!(X); };\npub fn f() -> u8 { let x = X(1); x.0 }\n",
            &[("31", "32", Then::Miss)],
        ),
        (
            "what lies beside such a call, in the body that it changes",
            "pub struct X;\nimpl X { pub fn s(&self) -> u8 { 3 } }\nmacro_rules! w { ($x:ident) => { impl $x { pub fn t(&self) -> u8 { 4 } } } }\n\
            pub fn g() { w!(X); }\npub fn f() -> u8 { X.s() }\n",
            &[("w!(X)", "w!(Z)", Then::Miss)],
        ),
        (
            "a macro that writes no impl",
            "pub struct X;\nmacro_rules! w { ($x:ident) => { $x } }\npub fn g() -> X { let _ = 31; w!(X) }\npub fn f() -> X { X }\n",
            &[("31", "32", Then::Hit)],
        ),
        (
            "what each thread has",
            "pub struct X;\npub fn g() { thread_local! { static K: (u8, X) = (31, X); } K.with(|k| k.0); }\npub fn f() -> X { X }\n",
            &[("31", "32", Then::Hit)],
        ),
        (
            "a macro that only compares with one",
            "pub struct X;\nmacro_rules! w { (impl) => { 3 }; ($x:ident) => { $x } }\npub fn g() -> X { let _ = 31; w!(X) }\npub fn f() -> X { X }\n",
            &[("31", "32", Then::Hit)],
        ),
        (
            "a macro that compares with one, and writes one",
            "pub struct X(u8);\nmacro_rules! w { (impl $x:ident) => { impl Drop for $x { fn drop(&mut self) { assert!(self.0 < 31) } } } }\n\
            pub fn g() { w!(impl X); }\npub fn f() -> u8 { let x = X(1); x.0 }\n",
            &[("31", "32", Then::Miss)],
        ),
        (
            "a macro that compares with one, and writes one by another rule",
            "pub struct X(u8);\nmacro_rules! w { (impl) => {}; ($x:ident) => { impl Drop for $x { fn drop(&mut self) { assert!(self.0 < 31) } } } }\n\
            pub fn g() { w!(X); }\npub fn f() -> u8 { let x = X(1); x.0 }\n",
            &[("31", "32", Then::Miss)],
        ),
        (
            "a macro that compares with one, and writes what it is given",
            "pub struct X(u8);\nmacro_rules! w { (impl) => {}; ($($t:tt)*) => { $($t)* } }\n\
            pub fn g() { w! { impl Drop for X { fn drop(&mut self) { assert!(self.0 < 31) } } } }\npub fn f() -> u8 { let x = X(1); x.0 }\n",
            &[("31", "32", Then::Miss)],
        ),
        (
            "a macro that hands what it is given to one that compares with it",
            "pub struct X(u8);\nmacro_rules! o { ($($t:tt)*) => { w! { $($t)* } } }\nmacro_rules! w { (impl) => {}; ($a:tt $($t:tt)*) => { $a $($t)* } }\n\
            pub fn g() { o! { impl Drop for X { fn drop(&mut self) { assert!(self.0 < 31) } } } }\npub fn f() -> u8 { let x = X(1); x.0 }\n",
            &[("31", "32", Then::Miss)],
        ),
        (
            "one for another type",
            "pub struct X;\npub struct Y;\nmacro_rules! w { ($x:ident) => { impl $x { pub fn t(&self) -> u8 { 4 } } } }\n\
            pub fn g() { let _ = (31, X); w!(Y); }\npub fn f() -> X { X }\n",
            &[("31", "32", Then::Hit)],
        ),
        (
            "an impl of an argument's type is none",
            "pub struct X;\npub fn g(_: impl Fn(X), _: X) { println!(\"31\") }\npub fn f() -> X { X }\n",
            &[("31", "32", Then::Hit)],
        ),
    ];
    check(rows);
}

#[test]
fn what_the_linker_finds_counts_wherever_it_is_written() {
    const EXTERN: &str = "extern \"C\" { fn k() -> u32; }\npub fn f() -> u32 { unsafe { k() } }\n";
    let rows: &[(&str, String)] = &[
        (
            "a function that a macro writes in a body",
            format!("{EXTERN}macro_rules! w {{ () => {{ #[no_mangle] pub extern \"C\" fn k() -> u32 {{ 31 }} }} }}\npub fn g() {{ w!(); }}\n"),
        ),
        (
            "one in a constant without a name",
            format!("{EXTERN}macro_rules! w {{ ($e:expr) => {{ #[export_name = \"k\"] pub extern \"C\" fn h() -> u32 {{ $e }} }} }}\nconst _: () = {{ w!(31); }};\n"),
        ),
        (
            "assembly",
            format!("{EXTERN}std::arch::global_asm!(\".globl k\", \"k:\", \"mov eax, 31\", \"ret\");\n"),
        ),
        (
            "one that nobody can expand",
            format!("{EXTERN}nowhere::exports! {{ fn k() -> u32 {{ 31 }} }}\n"),
        ),
        (
            "what runs before `main`",
            "macro_rules! w { ($e:expr) => { #[used] #[link_section = \".init_array\"] static B: extern \"C\" fn() = z; extern \"C\" fn z() { unsafe { C = $e } } } }\n\
            const _: () = { w!(31); };\nstatic mut C: u8 = 0;\npub fn f() -> u8 { unsafe { C } }\n"
                .to_owned(),
        ),
    ];
    counts(rows);
}

#[test]
fn what_is_included_in_a_body_holds() {
    let rows: &[Row] = &[(
        "a block",
        "pub struct X;\npub trait T { fn t(&self) -> u8; }\npub fn g() -> u8 { include!(\"block.rs\") + 31 }\npub fn f() -> u8 { X.t() }\n",
        &[("31", "32", Then::Miss)],
    )];
    check_among(&[("src/block.rs", IMPL)], &[], rows);
    let rows: &[Row] = &[(
        "a table",
        "pub struct X;\npub fn g() -> u8 { include!(\"block.rs\") + 31 }\npub fn f() -> X { X }\n",
        &[("31", "32", Then::Hit)],
    )];
    check_among(&[("src/block.rs", "[1, 2].len() as u8")], &[], rows);
}

#[test]
fn items_among_a_macros_arguments_are_followed() {
    let rows: &[Row] = &[
        (
            "a function",
            "fn h() -> u8 { 31 }\npub fn f() -> Vec<u8> { vec![{ fn k() -> u8 { h() } k() }] }\n",
            &[("31", "32", Then::Miss)],
        ),
        (
            "a function, asserted",
            "fn h() -> u8 { 31 }\npub fn f() -> u8 { assert_eq!({ fn k() -> u8 { h() } k() }, 31); 2 }\n",
            &[("fn h() -> u8 { 31 }", "fn h() -> u8 { 32 }", Then::Miss)],
        ),
        (
            "a type's own",
            "fn h() -> u8 { 31 }\npub fn f() -> Vec<u8> { vec![{ struct K; impl K { fn k(&self) -> u8 { h() } } K.k() }] }\n",
            &[("31", "32", Then::Miss)],
        ),
        (
            "a trait's",
            "pub struct X;\npub trait T { fn t(&self) -> u8; }\nfn h() -> u8 { 31 }\n\
            pub fn f() -> Vec<u8> { vec![{ impl T for X { fn t(&self) -> u8 { h() } } X.t() }] }\n",
            &[("31", "32", Then::Miss)],
        ),
        (
            "a constant",
            "const fn h() -> u8 { 31 }\npub fn f() -> Vec<u8> { vec![{ const K: u8 = h(); K }] }\n",
            &[("31", "32", Then::Miss)],
        ),
        (
            "a static",
            "const fn h() -> u8 { 31 }\npub fn f() -> Vec<u8> { vec![{ static K: u8 = h(); K }] }\n",
            &[("31", "32", Then::Miss)],
        ),
        (
            "a name that is brought in",
            "pub mod a { pub fn h() -> u8 { 31 } }\npub fn f() -> Vec<u8> { vec![{ use a::h as k; k() }] }\n",
            &[("31", "32", Then::Miss)],
        ),
        (
            "a macro",
            "fn h() -> u8 { 31 }\npub fn f() -> Vec<u8> { vec![{ macro_rules! k { () => { h() } } k!() }] }\n",
            &[("31", "32", Then::Miss)],
        ),
        (
            "a module",
            "fn h() -> u8 { 31 }\npub fn f() -> Vec<u8> { vec![{ mod k { pub fn k() -> u8 { crate::h() } } k::k() }] }\n",
            &[("31", "32", Then::Miss)],
        ),
        (
            "a function in an array's length",
            "const fn h() -> usize { 31 }\npub struct Y([u8; { const fn k() -> usize { h() } k() }]);\npub fn f() -> usize { std::mem::size_of::<Y>() }\n",
            &[("31", "32", Then::Miss)],
        ),
        (
            "in a constant of a trait",
            "pub struct X;\npub trait U { const K: u8 = { const fn k() -> u8 { h() } k() }; }\nconst fn h() -> u8 { 31 }\n\
            impl U for X {}\npub fn f() -> u8 { X::K }\n",
            &[("31", "32", Then::Miss)],
        ),
    ];
    check(rows);
}

#[test]
fn macros_of_other_crates_count_unless_their_sources_say_otherwise() {
    const OTHER: &str = "#[macro_export] macro_rules! w { ($x:ident) => { impl $x { pub fn t(&self) -> u8 { 4 } } } }\n\
        #[macro_export] macro_rules! by { ($x:ident) => { $crate::w!($x) } }\n\
        #[macro_export] macro_rules! plain { ($($x:tt)*) => { $($x)* } }\n\
        pub use unheard::gone;\n";
    let row = |body: &str| {
        format!(
            "pub struct X;\nimpl X {{ pub fn s(&self) -> u8 {{ 3 }} }}\npub fn g() {{ let _ = 31; {body}; }}\npub fn f() -> u8 {{ X.s() }}\n"
        )
    };
    for (body, then) in [
        ("other::w!(X)", true),
        ("other::by!(X)", true),
        ("other::gone!(X)", true),
        ("other::nowhere!(X)", true),
        ("println!(\"{:?}\", other::by!(X))", true),
        ("other::plain!(X)", false),
        ("other::by!(Y)", false),
    ] {
        let crates = crates(&row(body), &[("other", OTHER)]);
        assert_eq!(misses(&crates, "31", "32"), then, "{body}");
    }
}

#[test]
fn whatever_name_its_macro_goes_by() {
    use Then::Miss;
    check(&[
        (
            "a path that a macro writes after many others",
            "macro_rules! c { (; $n:ident) => { d!($n) }; ($h:tt $($t:tt)*) => { c!($($t)*) } } macro_rules! d { ($n:ident) => { z::$n() } } mod z { pub fn leaf() -> u64 { 3 } } pub fn f() -> u64 { c!(a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a ; leaf) }",
            &[("3", "4", Miss)],
        ),
        (
            "by a macro that is renamed as one of std",
            "trait T { fn g(&self) -> u8 { 1 } } struct S; mod m { macro_rules! mk { ($t:ty) => { { impl crate::T for $t { fn g(&self) -> u8 { 3 } } } } } pub(crate) use mk as vec; } use m::vec; fn unused() { vec!(S); } pub fn f() -> u8 { S.g() }",
            &[("3", "4", Miss)],
        ),
        (
            "by a macro with a name of std, called in a type",
            "trait T { fn g(&self) -> u8 { 1 } } struct S; macro_rules! vec { ($t:ty) => { [u8; { impl crate::T for $t { fn g(&self) -> u8 { 3 } } 2 }] } } struct Z(vec!(S)); pub fn f() -> u8 { S.g() }",
            &[("3", "4", Miss)],
        ),
        (
            "by a renamed macro that another calls",
            "trait T { fn g(&self) -> u8 { 1 } } struct S; macro_rules! im { ($t:ty) => { impl crate::T for $t { fn g(&self) -> u8 { 3 } } } } macro_rules! call { ($($m:tt)*) => { $($m)*!(S); } } fn unused() { call!(crate::im2); } use im as im2; pub fn f() -> u8 { S.g() }",
            &[("3", "4", Miss)],
        ),
    ]);
}

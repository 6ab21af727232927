//! What code that macros of other crates wrote for a type is made of beside its fields, what attributes tell them, and where it
//! runs though nothing is asked of the type.

use super::registry::{crates, misses};

const MANIFEST: &str = "[package]\nname = \"other\"\nversion = \"1.0.0\"\nedition = \"2021\"\n[lib]\nproc-macro = true\n";

/// A value of a type that is added to another, in code that is not seen.
const V: &str = "pub struct V(pub u32); impl std::ops::Add for V { type Output = u32; fn add(self, o: V) -> u32 { self.0 + o.0 + 20 } } ";

/// Whether an edit of what is added counts, where a derive writes this for a type.
fn added_counts(lib: &str, written: &str) -> bool {
    counts(&format!("{V}{lib}"), written, "+ 20", "+ 21")
}

fn counts(lib: &str, written: &str, old: &str, new: &str) -> bool {
    let of_macros = format!(
        "#[proc_macro_derive(D, attributes(h))] pub fn d(of: TokenStream) -> TokenStream {{ write(of, quote!({written})) }}"
    );
    let crates = crates(lib, &[("other", &of_macros)]);
    crates.write("kept/other/Cargo.toml", MANIFEST);
    misses(&crates, old, new)
}

const TRAIT: &str = "pub trait Tr { fn tr(&self) -> u32; fn mk() -> u32 where Self: Sized { 1 } } ";

#[test]
fn what_attributes_name_is_a_part() {
    let shown = "impl ::core::fmt::Display for #name { fn fmt(&self, f: &mut Formatter) -> Result { write!(f, \"{}\", #h + #h) } }";
    for told in [
        "#[h(V)]",
        "#[h = \"V\"]",
        "#[h(with = \"V::new\")]",
        "#[h(made = make)]",
        "#[h(of(crate::make))]",
        "#[h(ONE)]",
        "#[h(Other)]",
        "#[h(m)]",
        "#[h(V::new() + V::new())]",
        "#[h(own)]",
    ] {
        let lib = format!(
            "pub type Other = V; pub const ONE: V = V(1); impl V {{ pub fn new() -> V {{ V(1) }} }} pub fn make() -> V {{ V(1) }} \
             pub mod m {{ pub fn one() -> super::V {{ super::V(1) }} }} #[derive(other::D)] {told} pub struct S(u32); \
             impl S {{ fn own(&self) -> V {{ V(1) }} }} pub fn f() -> String {{ S(1).to_string() }}"
        );
        assert!(added_counts(&lib, shown), "{told}: a miss");
    }
    let lib = "#[derive(other::D)] #[h(V)] pub struct S(u32); pub fn f(s: &S) -> u32 { s.0 }";
    assert!(!added_counts(lib, shown), "nothing is asked of it: a hit");
}

#[test]
fn a_method_that_attributes_name_counts() {
    let lib = "#[derive(other::D)] #[h(check)] pub struct S(V); impl V { fn check(&self) -> u8 { 1 } } pub struct V; pub fn f() -> String { S(V).to_string() }";
    assert!(counts(lib, "", "{ 1 }", "{ 2 }"));
}

#[test]
fn what_is_computed_of_parts_is_asked_as_well() {
    let lib = "#[derive(other::D)] pub struct S(V); pub struct V; impl std::ops::Neg for V { type Output = W; fn neg(self) -> W { W } } \
         pub struct W; impl std::fmt::Display for W { fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result { f.write_str(\"w\") } } \
         pub fn f() -> String { S(V).to_string() }";
    assert!(counts(lib, "", "\"w\"", "\"u\""));
}

#[test]
fn what_a_derive_wrote_may_run_though_nothing_is_asked_of_the_type() {
    let by_trait = "impl #h for #name { fn tr(&self) -> u32 { #v + #v } }";
    for (lib, written) in [
        (
            "#[derive(other::D)] pub struct S(V); fn g() { let s = S(V(1)); } pub fn f() -> u32 { g(); 1 }",
            "impl Drop for #name { fn drop(&mut self) { crate::note(#v + #v) } }",
        ),
        (
            "pub struct Q { z: u32 } #[derive(other::D)] pub struct S { q: Q, v: V } pub fn f(s: &S) -> u32 { s.z }",
            "impl ::core::ops::Deref for #name { type Target = Q; fn deref(&self) -> &Q { crate::note(#v + #v); &self.q } }",
        ),
        (
            "#[derive(other::D)] #[h(Tr)] pub struct S(V); fn g<T: Tr>(t: T) -> u32 { t.tr() } pub fn f() -> u32 { g(S(V(1))) }",
            by_trait,
        ),
        (
            "#[derive(other::D)] #[h(Tr)] pub struct S(V); fn g<T: Tr>() -> u32 { T::mk() } pub fn f() -> u32 { g::<S>() }",
            by_trait,
        ),
        (
            "#[derive(other::D)] #[h(Tr)] pub struct S(V); pub fn f() -> u32 { let t: &dyn Tr = &S(V(1)); t.tr() }",
            by_trait,
        ),
        (
            "#[derive(other::D)] #[h(Tr)] pub struct S(V); pub fn f() -> u32 { let _ = S(V(1)); 5u32.tr() }",
            "impl #h for u32 { fn tr(&self) -> u32 { #v + #v } }",
        ),
        (
            "#[derive(other::D)] pub struct S(V); fn g<T: Tr>(t: T) -> u32 { t.tr() } pub fn f() -> u32 { g(S(V(1))) }",
            "impl Tr for #name { fn tr(&self) -> u32 { #v + #v } }",
        ),
        (
            "#[derive(other::D)] pub struct S(V); pub fn f() -> u32 { u32::from(S(V(1))) }",
            "impl From<#name> for u32 { fn from(_: #name) -> u32 { #v + #v } }",
        ),
        (
            "#[derive(other::D)] pub struct S(V); fn g() -> Result<u32, S> { Err(1u32)? } pub fn f() -> bool { g().is_ok() }",
            "impl From<u32> for #name { fn from(_: u32) -> #name { crate::make(#v + #v) } }",
        ),
        (
            "#[derive(other::D)] pub struct S(V); pub fn f() -> u32 { go_s() }",
            "pub fn go_s() -> u32 { #v + #v }",
        ),
        (
            "#[derive(other::D)] pub struct S(V); pub fn f() -> u32 { FIRST_S() }",
            "pub static #first: fn() -> u32 = || #v + #v;",
        ),
        (
            "#[derive(other::D)] pub struct S(V); pub fn f() -> u32 { 1 }",
            "#[link_section = \".init_array\"] static FIRST: fn() = || crate::note(#v + #v);",
        ),
    ] {
        let lib = format!("{TRAIT}{lib}");
        assert!(added_counts(&lib, written), "{lib}: a miss");
    }
}

#[test]
fn it_runs_only_where_its_macro_may_write_that() {
    let shown = "impl ::core::fmt::Display for #name { fn fmt(&self, f: &mut Formatter) -> Result { write!(f, \"{}\", #v) } }";
    for lib in [
        "#[derive(other::D)] pub struct S(V); pub fn f() -> u32 { let s = S(V(1)); 1 }",
        "#[derive(other::D)] pub struct S(V); impl Tr for S { fn tr(&self) -> u32 { 3 } } fn g<T: Tr>(t: T) -> u32 { t.tr() } pub fn f() -> u32 { g(S(V(1))) }",
        "#[derive(other::D)] pub struct S(V); pub struct E; impl From<u32> for E { fn from(_: u32) -> E { E } } fn g(_: &S) -> Result<u32, E> { Err(1u32)? } pub fn f() -> bool { g(&S(V(1))).is_ok() }",
    ] {
        let lib = format!("{TRAIT}{lib}");
        assert!(!added_counts(&lib, shown), "{lib}: a hit");
    }
}

/// A type has a method of its own, and another of that name which a derive may have written.
#[test]
fn a_method_that_a_derive_wrote_may_be_found_before_the_types_own() {
    let by_trait = "impl #h for #name { fn go(self) -> u32 { #v + #v } }";
    for (lib, written) in [
        (
            "pub trait Go { fn go(self) -> u32; } #[derive(other::D)] #[h(V, Go)] pub struct S(u32); impl S { fn go(&self) -> u32 { 5 } } pub fn f() -> u32 { S(1).go() }",
            by_trait,
        ),
        (
            "pub trait Go { fn go(&self) -> u32; } #[derive(other::D)] #[h(V, Go)] pub struct S(u32); impl S { fn go(self) -> u32 { 5 } } pub fn f(s: &S) -> u32 { s.go() }",
            "impl #h for #name { fn go(&self) -> u32 { #v + #v } }",
        ),
        (
            "#[derive(other::D)] #[h(V)] pub struct S(u32); impl S { fn go(&self) -> u32 { 5 } } pub fn f() -> u32 { S(1).go() }",
            "pub trait Ext { fn go(self) -> u32; } impl Ext for #name { fn go(self) -> u32 { #v + #v } }",
        ),
        (
            "#[derive(other::D)] #[h(V)] pub struct S(u32); pub fn f() -> u32 { let _ = S(1); 5u32.go() }",
            "pub trait Ext { fn go(self) -> u32; } impl Ext for u32 { fn go(self) -> u32 { #v + #v } }",
        ),
    ] {
        assert!(added_counts(lib, written), "{lib}: a miss");
    }
    let by_default = "pub trait Go: Sized { fn go(self) -> u32 { 20 } } #[derive(other::D)] #[h(Go)] pub struct S(u32); impl S { fn go(&self) -> u32 { 5 } } pub fn f() -> u32 { S(1).go() }";
    assert!(counts(by_default, "impl #h for #name {}", "20", "21"));
    let leads = "impl ::core::ops::Deref for #name { type Target = #t; fn deref(&self) -> &#t { &self.q } }";
    for lib in [
        "#[derive(other::D)] pub struct S { q: Q } impl S { fn go(self: Box<Self>) -> u32 { 5 } } pub fn f(s: &S) -> u32 { s.go() }",
        "#[derive(other::D)] pub struct S { q: Q } impl S { fn go() -> u32 { 5 } } pub fn f(s: &S) -> u32 { s.go() }",
        "mod m { #[derive(other::D)] pub struct S { pub q: super::Q } impl S { fn go(&self) -> u32 { 5 } } } pub fn f(s: &m::S) -> u32 { s.go() }",
    ] {
        let lib = format!("pub struct Q; impl Q {{ pub fn go(&self) -> u32 {{ 20 }} }} {lib}");
        assert!(counts(&lib, leads, "20", "21"), "{lib}: a miss");
    }
    let own = "#[derive(other::D)] #[h(V)] pub struct S(u32); impl S { fn go(&self) -> u32 { 5 } } pub fn f(s: &S) -> u32 { s.go() }";
    for written in [
        "impl ::core::fmt::Display for #name { fn fmt(&self, f: &mut Formatter) -> Result { write!(f, #v) } }",
        leads,
    ] {
        // What may lead elsewhere runs wherever it lies.
        let counted = written == leads;
        assert_eq!(added_counts(own, written), counted, "{written}");
    }
}

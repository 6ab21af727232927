//! Where code of other crates runs, and what their types may hold: what a value that nobody works on may do does not count.

use super::registry::{crates, crates_with, misses};
use super::table::Then::{Hit, Miss};
use super::table::{Row, check};

/// A map of another crate, which compares what it holds, and what it hands out.
const MAP: &str = "pub struct Map<K, V> { entries: Vec<(K, V)> }
    impl<K: PartialEq, V> Map<K, V> {
        pub fn new() -> Map<K, V> { Map { entries: Vec::new() } }
        pub fn len(&self) -> usize { self.entries.len() }
        pub fn get(&self, key: &K) -> Option<&V> { self.entries.iter().find(|(k, _)| k == key).map(|(_, v)| v) }
    }
    impl<K: Clone, V: Clone> Clone for Map<K, V> { fn clone(&self) -> Map<K, V> { Map { entries: self.entries.clone() } } }
    impl<K: PartialEq, V: PartialEq> PartialEq for Map<K, V> { fn eq(&self, other: &Map<K, V>) -> bool { self.entries == other.entries } }
    pub type Short<V> = Map<u8, V>;\n";

/// A table with keys of the program's own, which are compared and cloned by hand.
const TABLE: &str = "pub struct Key(pub u8);
    impl PartialEq for Key { fn eq(&self, o: &Key) -> bool { one(1) && self.0 == o.0 } }
    impl Clone for Key { fn clone(&self) -> Key { one(2); Key(self.0) } }
    fn one(n: u8) -> bool { n > 0 }
    pub struct Table { pub flag: bool, pub size: Option<u8>, pub items: other::Map<Key, u8> }\n";

fn counts(f: &str, more: &str) -> bool {
    let lib = format!("{TABLE} {more} {f}");
    misses(&crates(&lib, &[("other", MAP)]), "n > 0", "n > 9")
}

#[test]
fn a_type_that_is_only_named_runs_nothing() {
    for f in [
        "pub fn f(t: &Table) -> bool { t.flag }",
        "pub fn f(t: &mut Table) -> bool { t.flag = !t.flag; t.flag }",
        "pub fn f(t: &Table) -> bool { t.size.is_some() }",
        "pub fn f(t: &Table) -> bool { let Table { flag, .. } = t; *flag }",
        "pub fn f(_: &other::Map<Key, u8>) -> bool { true }",
    ] {
        assert!(!counts(f, ""), "{f}: a hit");
    }
    // The nearest that work on such a value, or on one that may be.
    for f in [
        "pub fn f(t: &Table) -> bool { t.items.get(&Key(1)).is_some() }",
        "pub fn f(t: &Table) -> bool { let items = &t.items; items.len() == 1 && items.get(&Key(1)).is_some() }",
        "pub fn f(t: &Table) -> bool { t.items == t.items }",
        "pub fn f(t: &Table) -> bool { let Table { items, .. } = t; items == items }",
        "pub fn f(t: &Table) -> bool { Some(&t.items) == Some(&t.items) }",
        "pub fn f(t: &Table) -> usize { [&t.items].into_iter().cloned().map(|m| m.len()).sum() }",
        "pub fn f(t: &Table) -> bool { same(&t.items) } fn same<T: PartialEq>(x: &T) -> bool { x == x }",
        "pub fn f(t: &Table) -> bool { t.all().eq(t.all()) } impl Table { fn all(&self) -> &other::Map<Key, u8> { &self.items } }",
    ] {
        assert!(counts(f, ""), "{f}: a miss");
    }
    let derived = TABLE.replace(
        "pub struct Table",
        "#[derive(Clone, PartialEq)] pub struct Table",
    );
    for f in [
        "pub fn f(t: &Table) -> bool { t == t }",
        "pub fn f(t: &Table) -> bool { t.clone().flag }",
    ] {
        let lib = format!("{derived} {f}");
        let found = misses(&crates(&lib, &[("other", MAP)]), "n > 0", "n > 9");
        assert!(found, "derived, {f}: a miss");
    }
}

#[test]
fn another_crates_type_without_parameters_holds_its_own() {
    const OTHER: &str = "pub struct Date { year: i16, parts: Parts }
        pub struct Parts(pub u8, pub Option<Box<Parts>>);
        impl Date { pub fn year(&self) -> i16 { self.year } pub fn of(year: i16) -> Date { Date { year, parts: Parts(1, None) } } }
        pub trait Shows { fn show(&self) -> u8; }\n";
    const DAY: &str =
        "pub struct Day { pub date: other::Date, pub open: bool, pub more: Option<More> }
        pub struct More(u8);
        impl std::ops::Add for More { type Output = More; fn add(self, _: More) -> More { one(1); self } }
        impl Clone for More { fn clone(&self) -> More { one(2); More(self.0) } }
        impl other::Shows for More { fn show(&self) -> u8 { one(3); self.0 } }
        fn one(n: u8) -> bool { n > 0 }\n";
    let f = "pub fn f(d: &Day) -> bool { let o = d.open; let m = &d.more; let y = d.date.year() as i16; o && m.is_some() && y > 1 }";
    let lib = format!("{DAY} {f}");
    let counts = |other: &str| misses(&crates(&lib, &[("other", other)]), "n > 0", "n > 9");
    assert!(!counts(OTHER), "a number of its own: a hit");
    for more in [
        "macro_rules! all { ($($t:tt)*) => { $($t)* } } all! { /// As in `x::y` and *all* use of it, as i16.\n pub struct More(u8); }",
        "macro_rules! make { () => { impl Date { pub fn made() -> Date { Date::of(1) } pub fn all() -> Option<Box<Parts>> { None } } } } make!();",
    ] {
        assert!(!counts(&format!("{OTHER} {more}")), "{more}: a hit");
    }
    for more in [
        "macro_rules! make { () => { mod more { pub type Date = Box<dyn Fn()>; } } } make!();",
        "macro_rules! make { () => { mod more { pub use deep::Parts; } } } make!();",
        "macro_rules! make { () => { deep::make!(Parts); } } make!();",
        "macro_rules! bring { ($($t:tt)*) => { pub use $($t)*; } } bring!(deep::*);",
    ] {
        assert!(counts(&format!("{OTHER} {more}")), "{more}: a miss");
    }
    for (from, into) in [
        ("parts: Parts }", "parts: Box<dyn Shows> }"),
        ("parts: Parts }", "parts: fn(u8) -> u8 }"),
        (
            "pub struct Parts(pub u8",
            "pub struct Parts(pub Box<dyn Shows>",
        ),
        (
            "pub struct Date {",
            "pub type Date = Day<Box<dyn Fn()>>; pub struct Day<T> { t: T,",
        ),
        (
            "pub struct Date {",
            "pub use deep::Date; pub struct Dates {",
        ),
        (
            "pub struct Date {",
            "other::date! { Date } pub struct Dates {",
        ),
        ("parts: Parts }", "parts: deep::Parts }"),
    ] {
        let other = OTHER.replacen(from, into, 1);
        assert_ne!(other, OTHER, "{from}");
        assert!(counts(&other), "{into}: a miss");
    }
}

/// What code of another crate may do with a value, by the ways in which nobody calls it by name.
#[test]
fn another_crates_code_runs_unnamed() {
    const OTHER: &str = "use std::fmt::{Debug, Display, Formatter, Result as Shown};
        pub trait Tr { fn hit(&self) -> u32; }
        pub struct W<T: Tr>(pub T);
        impl<T: Tr> Debug for W<T> { fn fmt(&self, f: &mut Formatter<'_>) -> Shown { write!(f, \"{}\", self.0.hit()) } }
        impl<T: Tr> Display for W<T> { fn fmt(&self, f: &mut Formatter<'_>) -> Shown { write!(f, \"{}\", self.0.hit()) } }
        impl<T: Tr> std::ops::Deref for W<T> { type Target = [u8]; fn deref(&self) -> &[u8] { &[0; 9][self.0.hit() as usize..] } }
        pub struct E(pub u32);
        impl<T: Tr> From<T> for E { fn from(t: T) -> E { E(t.hit()) } }
        pub struct X(pub u8);
        impl<T: Tr> std::ops::Index<T> for X { type Output = u8; fn index(&self, t: T) -> &u8 { if t.hit() > 1 { &self.0 } else { &0 } } }\n";
    const ITEM: &str = "pub struct Item(pub u32); impl other::Tr for Item { fn hit(&self) -> u32 { self.0 + 1 } }\n";
    for f in [
        "#[derive(Debug)] pub struct S { w: other::W<Item> } pub fn f(a: &S) -> String { format!(\"{:?}\", a) }",
        "#[derive(Debug)] pub struct S { w: Vec<Option<other::W<Item>>> } pub fn f(a: &Option<S>) -> String { format!(\"{a:?}\") }",
        "pub fn f(w: &other::W<Item>) -> String { format!(\"{w:?}\") }",
        "pub struct S { w: other::W<Item> } pub fn f(S { w }: &S) -> String { format!(\"{w}\") }",
        "fn h(i: Item) -> Result<u8, Item> { Err(i) } pub fn f(i: Item) -> Result<u8, other::E> { let n = h(i)?; Ok(n) }",
        "pub fn f(i: Item) -> other::E { From::from(i) }",
        "pub fn f(s: &other::X, i: Item) -> u8 { s[i] }",
        "pub trait Pick { type Of; } pub struct P; impl Pick for P { type Of = other::W<Item>; } pub struct H<T: Pick> { of: T::Of }
         fn n(b: &[u8]) -> usize { b.len() } pub fn f(h: &H<P>) -> usize { n(&h.of) }",
        "pub trait Pick { type Of; } pub struct P; impl Pick for P { type Of = other::W<Item>; } pub struct H<T: Pick> { of: T::Of }
         pub fn f(h: &H<P>) -> usize { let b: &[u8] = &h.of; b.len() }",
    ] {
        let lib = format!("{ITEM} {f}");
        let found = misses(&crates(&lib, &[("other", OTHER)]), "+ 1", "+ 2");
        assert!(found, "{f}: a miss");
    }
}

/// How a type may hold more than its declaration seems to say.
#[test]
fn what_a_type_holds_is_what_its_names_mean() {
    const DEEP: &str = "pub struct Duration(pub Box<dyn std::fmt::Display>); pub struct Date(pub Box<dyn std::fmt::Display>); pub mod time { pub use crate::Duration as Instant; }\n";
    const LIB: &str = "pub struct Item(pub u8);
        impl std::fmt::Display for Item { fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(\"a\") } }
        pub fn f(w: &other::W) -> String { let _k = Item(0); w.to_string() }\n";
    const SHOWS: &str = "impl std::fmt::Display for W { fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { Ok(()) } }\n";
    let counts = |other: &str| {
        let other = format!("{other} {SHOWS}");
        let others = [("other", other.as_str()), ("deep", DEEP)];
        misses(&crates(LIB, &others), "\"a\"", "\"abc\"")
    };
    assert!(
        !counts("pub struct W(u8, Vec<self::m::Part>); mod m { pub struct Part(String); }"),
        "its own: a hit"
    );
    for other in [
        "use std::io; pub enum W { Io(io::Error), Other } pub struct Error(u8);",
        "pub enum W { Io(std::io::Error), Other } pub struct Error(u8);",
        "pub struct W(deep::Duration);",
        "use deep::*; pub struct W(Duration);",
        "pub mod m { pub struct X(pub Box<dyn std::fmt::Display>); } use self::m::X as Duration; pub struct W(Duration);",
        "pub mod m { pub struct Date(u8); } pub struct W(deep::Date);",
        "pub mod m { pub struct X(pub Box<dyn std::fmt::Display>); pub struct Y(u8); } use m::X as Y; pub struct W(Y);",
        "pub struct Inner<T>(m::T, T); pub mod m { pub type T = Box<dyn std::fmt::Display>; } pub struct W(Inner<u8>);",
        "pub struct W(* mut u8);",
        "pub struct W(&'static u8);",
        "mod inner { } use deep as inner2; pub struct W(inner2::Date);",
        "deep::make!(); pub struct Inner(u8); pub struct W(Inner);",
        "#[deep::more] pub struct W(u8);",
    ] {
        assert!(counts(other), "{other}: a miss");
    }
}

#[test]
fn functions_for_the_processor_ask_nothing() {
    let rows: &[Row] = &[
        (
            "what they work on is numbers and memory",
            "use core::arch::x86_64::*; pub struct Own(u8);
             impl Clone for Own { fn clone(&self) -> Own { one(1); Own(self.0) } }
             impl Iterator for Own { type Item = u8; fn next(&mut self) -> Option<u8> { one(2); None } }
             fn one(n: u8) -> bool { n > 0 }
             pub fn f(x: &Own, a: __m128i, b: __m128i) -> u8 { let _ = unsafe { _mm_movemask_epi8(_mm_cmpeq_epi8(a, b)) }; x.0 }",
            &[("n > 0", "n > 9", Hit)],
        ),
        (
            "who else is given such a value may ask anything",
            "use core::arch::x86_64::*; pub struct Own(pub u8);
             impl Clone for Own { fn clone(&self) -> Own { one(1); Own(self.0) } }
             fn one(n: u8) -> bool { n > 0 }
             pub fn f(x: &Option<Own>, a: __m128i) -> u8 { let _ = a; x.clone().map_or(0, |own| own.0) }",
            &[("n > 0", "n > 9", Miss)],
        ),
    ];
    check(rows);
}

/// A type that holds its own, and what the program has of it: what `fetch` gives is shown, and what `make` gives is asked for.
const OWN: &str = "#[derive(Clone, Copy)] pub struct Own { pub x: u32 } pub struct U(pub u32); impl Own { pub fn new(x: u32) -> Self { Own { x } } }
    pub trait Decoy { fn make(&self) -> u32; fn fetch(&self) -> u32; }\n";
const ASKS: &str = "pub struct My(pub u32); impl Default for My { fn default() -> My { My(7) } }
    pub fn f(o: &other::Own) -> u32 { let m: My = o.make(); m.0 }\n";
const SHOWS: &str = "pub trait Show { fn show(&self) -> u32; } impl Show for u32 { fn show(&self) -> u32 { 1 } } impl Show for other::U { fn show(&self) -> u32 { 7 } }
    pub fn f(o: &other::Own) -> u32 { o.fetch().show() }\n";
/// Functions for which the program is asked.
const ASKING: &str =
    "pub fn make<T: Default>(&self) -> T { T::default() } pub fn fetch(&self) -> U { U(self.x) }";
/// Functions for which it is not.
const QUIET: &str = "pub fn make(&self) -> u32 { self.x } pub fn fetch(&self) -> u32 { self.x }";

/// What a row says of another crate, with what [`ASKING`] and [`QUIET`] stand for.
fn spelt(other: &str) -> String {
    let other = other.replace("ASKING", ASKING).replace("QUIET", QUIET);
    other.replace(
        "DEREF",
        "pub struct Inner { x: u32 } static IN: Inner = Inner { x: 3 };
         impl std::ops::Deref for Own { type Target = Inner; fn deref(&self) -> &Inner { &IN } }",
    )
}

fn misses_own(lib: &str, other: &str, deep: &str) -> bool {
    let others = [("other", other), ("deep", deep)];
    misses(&crates(lib, &others), "7", "8")
}

#[test]
fn a_function_of_another_crates_type_is_the_one_that_is_called() {
    for (lib, f) in [(ASKS, "make"), (SHOWS, "fetch")] {
        let counts = |other: &str| misses_own(lib, &format!("{OWN} {}", spelt(other)), "");
        for other in [
            "impl Own { QUIET }",
            "mod m { use crate::Own; impl Own { QUIET } }",
            "mod m { pub mod n { impl crate::Own { QUIET } } } DEREF impl Inner { ASKING }",
        ] {
            assert!(!counts(other), "{f} of {other}: a hit");
        }
        for other in [
            // What is found is a trait's, and what is called stands behind `Deref`, or goes by another name.
            "DEREF impl Inner { ASKING }",
            "type O = Own; impl O { ASKING }",
            "mod m { use crate::{Own as O, U}; impl O { ASKING } }",
            "const _: () = { deep::write!(); };",
            "#[derive(deep::Write)] pub struct Elsewhere;",
            // What is found cannot be seen from outside.
            "DEREF impl Inner { ASKING } impl Own { fn make(&self) -> u32 { 1 } fn fetch(&self) -> u32 { 1 } }",
            "DEREF impl Inner { ASKING } impl Own { pub(crate) fn make(&self) -> u32 { 1 } pub(crate) fn fetch(&self) -> u32 { 1 } }",
            // It may not be there.
            "DEREF impl Inner { ASKING } #[cfg(feature = \"none\")] impl Own { QUIET }",
            "DEREF impl Inner { ASKING } #[cfg(feature = \"none\")] mod m { use crate::Own; impl Own { QUIET } }",
            "DEREF impl Inner { ASKING } mod m { #![cfg(feature = \"none\")] use crate::Own; impl Own { QUIET } }",
            "DEREF impl Inner { ASKING } impl Own { #[cfg(feature = \"none\")] pub fn make(&self) -> u32 { 1 } #[cfg(feature = \"none\")] pub fn fetch(&self) -> u32 { 1 } }",
            "DEREF impl Inner { ASKING } #[deep::none] mod m { use crate::Own; impl Own { QUIET } }",
            // It is another type's of that name.
            "DEREF impl Inner { ASKING } mod m { pub struct Own; impl Own { QUIET } }",
            // It is not this type's, or only some of its name's.
            "DEREF pub trait Never {} impl<'a> Own where &'a (): Never { QUIET }",
            "DEREF pub trait Never {} impl Own where for<'a> &'a (): Never { QUIET }",
            "DEREF pub struct Fake; mod m { use deep::thread_local; thread_local! { crate::Fake } impl Own { QUIET } }",
            // No method is found that has no receiver.
            "DEREF impl Inner { ASKING } impl Own { pub fn make() -> u32 { 1 } pub fn fetch() -> u32 { 1 } }",
            // What it gives is a future.
            "impl Own { pub async fn make(&self) -> u32 { 1 } pub async fn fetch(&self) -> u32 { 1 } }",
        ] {
            assert!(counts(other), "{f} of {other}: a miss");
        }
        let other = format!("{OWN} {}", spelt("DEREF impl Inner { ASKING }"));
        for file in ["src/m.rs", "src/bin/m.rs", "build.rs"] {
            let unread = spelt("use crate::Own; impl Own { QUIET }");
            let more = (format!("kept/other/{file}"), unread);
            let crates = crates_with(lib, &[("other", &other)], &[(&more.0, &more.1)]);
            assert!(misses(&crates, "7", "8"), "{f} of {file}: a miss");
        }
        let numbered = "pub struct U(pub u32); pub struct Own<const N: usize = 0> { pub x: u32 } impl Own { QUIET }";
        let other = spelt(&format!("DEREF impl Inner {{ ASKING }} {numbered}"));
        let other = other.replace("Deref for Own", "Deref for Own<1>");
        let lib = lib.replace("other::Own", "other::Own<1>");
        assert!(
            misses_own(&lib, &other, ""),
            "{f} of one by a number: a miss"
        );
    }
}

#[test]
fn words_of_the_language_may_be_another_crates() {
    let lib = SHOWS.replace("Show for u32", "Show for u64");
    let own = OWN.replace("-> u32", "-> u64");
    let fetch = "impl Own { pub fn fetch(&self) -> u64 { 1 } }";
    for (other, deep) in [
        (fetch, ""),
        (
            "macro_rules! with { ($n:ident $t:ty) => { pub struct $n($t); } } with!(With u64); impl Own { pub fn fetch(&self) -> u64 { 1 } pub fn cast(&self) -> u32 { self.fetch() as u64 as u32 } }",
            "",
        ),
        (
            "/// Of type u64.\nuse std::u64; impl Own { pub fn fetch(&self) -> u64 { 1 } }",
            "",
        ),
    ] {
        let found = misses_own(&lib, &format!("{own} {other}"), deep);
        assert!(!found, "{other}: a hit");
    }
    for (other, deep) in [
        ("type u64 = U;", ""),
        (
            "mod m { use crate::U as u64; impl crate::Own { pub fn fetch(&self) -> u64 { crate::U(self.x) } } }",
            "",
        ),
        ("use deep::u64;", "pub struct u64(pub u32);"),
        (
            "extern crate deep; use self::deep::*;",
            "pub struct u64(pub u32);",
        ),
        (
            "use deep as core; use core::u64;",
            "pub struct u64(pub u32);",
        ),
        (
            "macro_rules! name { ($n:ident $t:ty) => { pub type $n = $t; } } name!(u64 U);",
            "",
        ),
        ("type r#u64 = U;", ""),
        ("type /* */ u64 = U;", ""),
        (
            "macro_rules! name { ($($t:tt)*) => { use $($t)*; } } name!(U as u64);",
            "",
        ),
        (
            "macro_rules! name { ($as:ident $($t:tt)*) => { use U $as $($t)*; } } name!(as u64);",
            "",
        ),
        (
            "macro_rules! name { ($($n:ident)*) => { more!(deep::U, $($n)*); } } macro_rules! more { ($t:ty, $n:ident) => { type $n = $t; } } name!(u64);",
            "",
        ),
    ] {
        let other = match other.contains("fetch") {
            true => format!("{own} {other}"),
            false => format!("{own} {other} {fetch}"),
        };
        assert!(misses_own(&lib, &other, deep), "{other}: a miss");
    }
    // The same of a trait's functions.
    let lib = lib
        .replace("o: &other::Own", "_: u8")
        .replace("o.fetch()", "other::Tr::fetch(&5u8)");
    let tr = "pub struct U(pub u32); pub trait Tr { fn fetch(&self) -> u64; } impl Tr for u8 { fn fetch(&self) -> u64 { todo!() } }";
    assert!(!misses_own(&lib, tr, ""), "a trait's: a hit");
    for (other, deep) in [
        ("type u64 = U;", ""),
        ("use deep::*;", "pub struct u64(pub u32);"),
        (
            "deep::name!(u64, U);",
            "#[macro_export] macro_rules! name { ($n:ident, $t:ty) => { type $n = $t; } }",
        ),
        (
            "use deep::name as call; call!(u64, U);",
            "#[macro_export] macro_rules! name { ($n:ident, $t:ty) => { type $n = $t; } }",
        ),
    ] {
        assert!(
            misses_own(&lib, &format!("{tr} {other}"), deep),
            "{other}: a miss"
        );
    }
}

/// Ways to another crate's type that look as if they stayed within the package.
#[test]
fn a_path_within_a_package_may_lead_out_of_it() {
    let inner = "pub struct U(pub u32); pub struct Own { pub x: u32 } impl Own { pub fn fetch(&self) -> U { U(self.x) } }";
    let local =
        "mod local { pub struct Own { pub x: u32 } impl Own { pub fn fetch(&self) -> u32 { 1 } } }";
    let counts = |lib: &str, third: &str| {
        let third = format!("{third} {local}");
        let others = [("other", inner), ("third", third.as_str())];
        misses(&crates(lib, &others), "7", "8")
    };
    let lib = SHOWS.replace("other::Own", "third::Own");
    for third in [
        "pub use self::local::Own;",
        "mod r { pub(crate) use crate::local; } pub use self::r::local::Own;",
        "mod r { pub use super::local::*; enum Kind { A } use self::Kind::*; } pub use self::r::*;",
    ] {
        assert!(!counts(&lib, third), "{third}: a hit");
    }
    for third in [
        "extern crate other; pub use self::other::*;",
        "extern crate other; pub use crate::other::Own;",
        "extern crate other as d; pub use self::d::Own;",
        "use other as d; pub use self::d::Own;",
        "use other as d; pub use self::d::*;",
        "mod r { pub use ::other; } pub use crate::r::other::Own;",
        "mod r { pub use other; } pub use r::other::*; mod x { mod other { } }",
    ] {
        assert!(counts(&lib, third), "{third}: a miss");
    }
    let hidden = "pub struct Own { pub x: u32 } impl Own { pub fn fetch(&self) -> other::U { other::U(self.x) } }";
    let third = format!("pub use hid::*; #[path = \"../tests/hid.rs\"] mod hid; {local}");
    let others = [("other", inner), ("third", third.as_str())];
    let beside = crates_with(&lib, &others, &[("kept/third/tests/hid.rs", hidden)]);
    assert!(misses(&beside, "7", "8"), "a file beside: a miss");
    let through = lib.replace("third::Own", "third::other::Own");
    let third = "pub use ::other; mod x { pub mod other { } }";
    assert!(counts(&through, third), "a crate for a module: a miss");
    // A module's functions look like a type's.
    let lib = SHOWS
        .replace("o: &other::Own", "")
        .replace("o.fetch()", "other::own::fetch()");
    let other = "pub struct U(pub u32); pub mod own { pub fn fetch() -> crate::U { crate::U(1) } }
        mod x { pub struct own { x: u32 } impl own { pub fn fetch() -> u32 { 1 } } }";
    assert!(misses_own(&lib, other, ""), "a module for a type: a miss");
}

#[test]
fn a_trait_goes_by_any_name_where_it_has_none() {
    let lib = SHOWS.replace("o.fetch()", "(*o).fetch()");
    for (third, uses) in [
        (
            "pub mod m { TRAIT } pub use m::Up as down;",
            "use third::down as _;",
        ),
        (
            "TRAIT pub use Up as _up; pub use Up as _Up;",
            "use third::_Up;",
        ),
    ] {
        let third = third.replace(
            "TRAIT",
            "pub trait Up { fn fetch(self) -> other::U; } impl Up for other::Own { fn fetch(self) -> other::U { todo!() } }",
        );
        let other = format!("{OWN} {}", spelt("impl Own { QUIET }"));
        let others = [("other", other.as_str()), ("third", third.as_str())];
        let counts = |lib: &str| misses(&crates(lib, &others), "7", "8");
        assert!(counts(&format!("{uses} {lib}")), "{uses}: a miss");
        assert!(!counts(&lib), "without it: a hit");
    }
}

#[test]
fn a_method_of_std_that_takes_the_value_goes_before_its_own() {
    const OTHER: &str = "pub struct Own { x: u32 } impl Own { pub fn new(x: u32) -> Own { Own { x } }
            pub fn sum(&self) -> u32 { self.x } pub fn product(&self) -> u32 { self.x } pub fn total(&self) -> u32 { self.x } }
        impl Iterator for Own { type Item = u32; fn next(&mut self) -> Option<u32> { if self.x == 0 { None } else { self.x -= 1; Some(self.x) } } }";
    const MINE: &str = "pub struct My(pub u32); fn h(m: My) -> u32 { m.0 }
        impl std::iter::Sum<u32> for My { fn sum<I: Iterator<Item = u32>>(i: I) -> My { My(10 + i.count() as u32) } }
        impl std::iter::Product<u32> for My { fn product<I: Iterator<Item = u32>>(i: I) -> My { My(20 + i.count() as u32) } }\n";
    let counts = |f: &str, from: &str, to: &str| {
        misses(
            &crates(&format!("{MINE} {f}"), &[("other", OTHER)]),
            from,
            to,
        )
    };
    for (f, from, to) in [
        ("pub fn f(o: other::Own) -> u32 { h(o.sum()) }", "10", "11"),
        (
            "pub fn f() -> u32 { let m: My = other::Own::new(2).sum(); m.0 }",
            "10",
            "11",
        ),
        (
            "pub fn f(o: other::Own) -> u32 { h(o.product()) }",
            "20",
            "21",
        ),
    ] {
        assert!(counts(f, from, to), "{f}: a miss");
    }
    let f = "pub fn f(o: &other::Own) -> u32 { o.total() }";
    assert!(!counts(f, "10", "11"), "its own alone: a hit");
}

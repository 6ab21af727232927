//! What a wrapper runs beside the function: serde writes its arguments into the key, and its result into the store and
//! back. After an edit there, what was stored would be read as something else, or found for other arguments.

use super::table::Then::{Hit, Miss};
use super::table::{Edits, Row, check, check_wrapped};
use rememo_build::diagnostic::Place;
use rememo_build::plan::{Depend, Level, Request};
use rememo_tests::crates::{Crates, request};
use std::path::Path;

const SERDE: &[(&str, &str)] = &[
    (
        "Cargo.toml",
        "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[dependencies]\nserde = \"1\"\nouter = \"1\"\n",
    ),
    (
        "Cargo.lock",
        "version = 4\n[[package]]\nname = \"app\"\nversion = \"0.1.0\"\ndependencies = [\"outer\", \"serde\"]\n
         [[package]]\nname = \"outer\"\nversion = \"1.0.0\"\nchecksum = \"o\"\n
         [[package]]\nname = \"serde\"\nversion = \"1.0.0\"\nchecksum = \"s\"\n",
    ),
];

/// A type that is written as one number more, and read back as one less.
macro_rules! by_hand {
    ($rest:literal) => {
        concat!(
            "use serde::{Deserialize, Deserializer, Serialize, Serializer}; pub struct A(u8);
             impl Serialize for A { fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> { s.serialize_u8(self.0 + 1) } }
             impl<'de> Deserialize<'de> for A { fn deserialize<D: Deserializer<'de>>(d: D) -> Result<A, D::Error> { read(d) } }
             fn read<'de, D: Deserializer<'de>>(d: D) -> Result<A, D::Error> { Ok(A(u8::deserialize(d)? - 1)) } ",
            $rest
        )
    };
}

const BOTH: Edits = &[("self.0 + 1", "self.0 + 2", Miss), ("? - 1", "? - 2", Miss)];
const WRITTEN: Edits = &[("self.0 + 1", "self.0 + 2", Miss)];
const NEITHER: Edits = &[("self.0 + 1", "self.0 + 2", Hit), ("? - 1", "? - 2", Hit)];

const ROWS: &[Row] = &[
    ("a result", by_hand!("pub fn f(n: u8) -> A { A(n) }"), BOTH),
    ("an argument", by_hand!("pub fn f(a: A) -> u8 { a.0 }"), WRITTEN),
    ("a receiver", by_hand!("impl A { fn g(&self) -> u8 { self.0 } } pub fn f(a: &A) -> u8 { a.g() }"), WRITTEN),
    ("in what std holds", by_hand!("pub fn f(n: u8) -> Result<Option<Vec<(u8, A)>>, String> { Ok(Some(vec![(n, A(n))])) }"), BOTH),
    ("in a field, derived", by_hand!("#[derive(Serialize, Deserialize)] pub struct B { a: Vec<A> } pub fn f(n: u8) -> B { B { a: vec![A(n)] } }"), BOTH),
    ("in a field of an argument, derived", by_hand!("#[derive(Serialize, Deserialize)] pub enum B { One(A), No } pub fn f(b: &B) -> u8 { 3 }"), WRITTEN),
    ("for a parameter of a type", by_hand!("#[derive(Serialize, Deserialize)] pub struct B<T> { t: T } pub fn f(n: u8) -> B<A> { B { t: A(n) } }"), BOTH),
    ("for a parameter of the function", by_hand!("pub fn g() -> u8 { f(&A(2)) } pub trait T: Serialize {} impl T for A {} pub fn f<X: T>(x: &X) -> u8 { 3 }"), WRITTEN),
    ("for a parameter that is asked for it", by_hand!("pub fn f<X: Serialize>(x: &X) -> u8 { 3 }"), WRITTEN),
    ("for a parameter of which nothing is asked", by_hand!("pub fn f<X>(x: &X) -> u8 { 3 }"), WRITTEN),
    ("behind an alias", by_hand!("type B = Box<A>; pub fn f(n: u8) -> B { Box::new(A(n)) }"), BOTH),
    ("in another crate's type", by_hand!("pub fn f(n: u8) -> outer::Many<A> { outer::Many::new(n) }"), BOTH),
    ("of a future", by_hand!("pub async fn f(n: u8) -> A { A(n) }"), BOTH),
    ("of a type that is none of it", by_hand!("pub fn f(n: u8) -> u8 { A(n).0 }"), NEITHER),
    (
        "by a conversion that an attribute names",
        "#[derive(Clone, serde::Serialize, serde::Deserialize)] #[serde(from = \"u8\", into = \"u8\")] pub struct A(u8);
         impl From<u8> for A { fn from(n: u8) -> A { A(n - 1) } } impl From<A> for u8 { fn from(a: A) -> u8 { a.0 + 1 } } pub fn f(n: u8) -> A { A(n) }",
        &[("n - 1", "n - 2", Miss), ("a.0 + 1", "a.0 + 2", Miss)],
    ),
    (
        "by functions that an attribute names",
        "#[derive(serde::Serialize, serde::Deserialize)] pub struct A { #[serde(with = \"m\")] n: u8, #[serde(skip, default = \"two\")] m: u8 } fn two() -> u8 { 2 }
         mod m { pub fn serialize<S: serde::Serializer>(n: &u8, s: S) -> Result<S::Ok, S::Error> { s.serialize_u8(n + 1) } pub fn deserialize<'de, D: serde::Deserializer<'de>>(d: D) -> Result<u8, D::Error> { Ok(7) } }
         pub fn f(n: u8) -> A { A { n, m: n } }",
        &[("n + 1", "n + 3", Miss), ("{ 2 }", "{ 3 }", Miss), ("Ok(7)", "Ok(8)", Miss)],
    ),
    (
        "a default of a field's type",
        "#[derive(serde::Serialize, serde::Deserialize)] pub struct A { #[serde(skip)] n: B } pub struct B(u8); impl Default for B { fn default() -> B { B(2) } } pub fn f(n: u8) -> A { A { n: B(n) } }",
        &[("B(2)", "B(3)", Miss)],
    ),
    (
        "a key of a map",
        "#[derive(serde::Serialize, serde::Deserialize)] pub struct A(u8); impl PartialEq for A { fn eq(&self, of: &A) -> bool { self.0 == of.0 } } impl Eq for A {}
         impl Ord for A { fn cmp(&self, of: &A) -> std::cmp::Ordering { of.0.cmp(&self.0) } } impl PartialOrd for A { fn partial_cmp(&self, of: &A) -> Option<std::cmp::Ordering> { Some(self.cmp(of)) } }
         #[derive(serde::Serialize, serde::Deserialize)] pub struct B { m: std::collections::BTreeSet<A> }
         pub fn f(n: u8) -> std::collections::BTreeMap<A, u8> { std::collections::BTreeMap::new() }",
        &[("of.0.cmp(&self.0)", "self.0.cmp(&of.0)", Miss)],
    ),
    (
        "a key of a map in a field",
        "#[derive(serde::Serialize, serde::Deserialize)] pub struct A(u8); impl PartialEq for A { fn eq(&self, of: &A) -> bool { self.0 == of.0 } } impl Eq for A {}
         impl std::hash::Hash for A { fn hash<H: std::hash::Hasher>(&self, h: &mut H) { h.write_u8(self.0 / 2) } }
         #[derive(serde::Serialize, serde::Deserialize)] pub struct B { m: std::collections::HashSet<A> } pub fn f(n: u8) -> B { todo!() }",
        &[("self.0 / 2", "self.0 / 4", Miss)],
    ),
    (
        "what nobody compares or shows",
        "#[derive(serde::Serialize, serde::Deserialize)] pub struct A(u8); impl PartialEq for A { fn eq(&self, of: &A) -> bool { 1 > 2 } }
         impl std::fmt::Display for A { fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(\"a\") } }
         impl Iterator for A { type Item = u8; fn next(&mut self) -> Option<u8> { Some(5) } } pub fn f(a: A) -> Vec<A> { vec![a] }",
        &[("1 > 2", "1 > 3", Hit), ("\"a\"", "\"b\"", Hit), ("Some(5)", "Some(6)", Hit)],
    ),
];

#[test]
fn serde_writes_what_goes_into_the_key_and_the_store_and_reads_it_back() {
    check_wrapped(SERDE, &[], ROWS);
}

#[test]
fn an_ignored_argument_is_not_written() {
    const ROWS: &[Row] = &[(
        "ignored",
        by_hand!("pub fn f(a: &A, n: u8) -> u8 { n }"),
        NEITHER,
    )];
    check_wrapped(SERDE, &["a"], ROWS);
}

#[test]
fn who_calls_a_function_himself_asks_serde_for_nothing() {
    const ROWS: &[Row] = &[(
        "a result",
        by_hand!("pub fn f(n: u8) -> A { A(n) }"),
        NEITHER,
    )];
    check(ROWS);
}

/// What is warned of for `app::f`, in a workspace whose member `other` depends on it.
fn warned(text: &str, asked: impl Fn(Request) -> Request) -> Vec<String> {
    let crates = Crates::new(&[
        (
            "Cargo.toml",
            "[workspace]\nmembers = [\"other\"]\n[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n",
        ),
        ("src/lib.rs", text),
        (
            "other/Cargo.toml",
            "[package]\nname = \"other\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[dependencies]\napp = { path = \"..\" }\n",
        ),
        ("other/src/lib.rs", "pub struct Mine;"),
    ]);
    let request = asked(Request {
        wrapped: true,
        ..request("app::f", Level::Closure)
    });
    let found = crates.program().fingerprint(&request).expect("found");
    found
        .warnings
        .into_iter()
        .map(|warning| warning.message)
        .collect()
}

#[test]
fn types_that_callers_in_other_crates_choose_are_warned_of() {
    let as_it_is = |request| request;
    for open in [
        "pub fn f<X>(x: &X) -> u8 { 1 }",
        "pub fn f(x: &impl Clone) -> u8 { 1 }",
        "pub fn f(x: &dyn Send) -> u8 { 1 }",
    ] {
        let warnings = warned(open, as_it_is);
        let named = |warning: &String| warning.contains("`app::f`") && warning.contains("`other`");
        assert!(warnings.iter().any(named), "{open}: {warnings:?}");
    }
    for closed in [
        "pub fn f(x: &[u8]) -> u8 { 1 }",
        "fn f<X>(x: &X) -> u8 { 1 }",
    ] {
        assert_eq!(warned(closed, as_it_is), Vec::<String>::new(), "{closed}");
    }
    let open = "pub fn f<X>(x: &X) -> u8 { 1 }";
    let whole = warned(open, |request| Request {
        level: Level::Workspace,
        ..request
    });
    assert_eq!(whole, Vec::<String>::new(), "all of the workspace counts");
    let depends = Depend::Files("other/src/*.rs".to_owned());
    let declared = warned(open, |request| Request {
        depends: vec![(depends.clone(), Place::whole(Path::new("cache.toml")))],
        ..request
    });
    assert_eq!(declared, Vec::<String>::new(), "it is declared");
    let alone = warned(open, |request| Request {
        wrapped: false,
        ..request
    });
    assert_eq!(alone, Vec::<String>::new(), "it is asked for by itself");
}

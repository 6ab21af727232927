//! A function is found by the path its user writes, whichever way its modules are laid out.

use rememo_build::plan::{FunctionPath, HiddenReason, Unsure, Visibility};
use rememo_tests::crates::Crates;

/// Files, the path asked for, and whether it is there.
type Case = (
    &'static str,
    &'static [(&'static str, &'static str)],
    &'static str,
    bool,
);

const CASES: &[Case] = &[
    (
        "at the root",
        &[("src/lib.rs", "pub fn f() {}")],
        "app::f",
        true,
    ),
    (
        "in a binary",
        &[("src/main.rs", "mod m { pub fn f() {} } fn main() {}")],
        "app::m::f",
        true,
    ),
    (
        "in both: the binary has it",
        &[
            ("src/lib.rs", ""),
            ("src/main.rs", "fn f() {} fn main() {}"),
        ],
        "app::f",
        true,
    ),
    (
        "in a file",
        &[("src/lib.rs", "mod m;"), ("src/m.rs", "pub fn f() {}")],
        "app::m::f",
        true,
    ),
    (
        "in a folder",
        &[("src/lib.rs", "mod m;"), ("src/m/mod.rs", "pub fn f() {}")],
        "app::m::f",
        true,
    ),
    (
        "below a file",
        &[
            ("src/lib.rs", "mod a;"),
            ("src/a.rs", "mod b;"),
            ("src/a/b.rs", "pub fn f() {}"),
        ],
        "app::a::b::f",
        true,
    ),
    (
        "below an inline module",
        &[
            ("src/lib.rs", "mod a { mod b; }"),
            ("src/a/b.rs", "pub fn f() {}"),
        ],
        "app::a::b::f",
        true,
    ),
    (
        "at a path",
        &[
            ("src/lib.rs", "#[path = \"other/x.rs\"] mod m;"),
            ("src/other/x.rs", "pub fn f() {}"),
        ],
        "app::m::f",
        true,
    ),
    (
        "below a file at a path",
        &[
            ("src/lib.rs", "#[path = \"other/x.rs\"] mod m;"),
            ("src/other/x.rs", "mod n;"),
            ("src/other/n.rs", "pub fn f() {}"),
        ],
        "app::m::n::f",
        true,
    ),
    (
        "at a path inside an inline module",
        &[
            ("src/lib.rs", "mod a { #[path = \"x.rs\"] mod m; }"),
            ("src/a/x.rs", "pub fn f() {}"),
        ],
        "app::a::m::f",
        true,
    ),
    (
        "at a path under a condition that holds",
        &[
            (
                "src/lib.rs",
                "#[cfg_attr(not(miri), path = \"x.rs\")] mod m;",
            ),
            ("src/x.rs", "pub fn f() {}"),
        ],
        "app::m::f",
        true,
    ),
    (
        "at a path under a condition nobody knows, where only that is",
        &[
            (
                "src/lib.rs",
                "#[cfg_attr(surely_unknown, path = \"x.rs\")] mod m;",
            ),
            ("src/x.rs", "pub fn f() {}"),
        ],
        "app::m::f",
        true,
    ),
    (
        "at its own place, where only that is",
        &[
            (
                "src/lib.rs",
                "#[cfg_attr(surely_unknown, path = \"x.rs\")] mod m;",
            ),
            ("src/m.rs", "pub fn f() {}"),
        ],
        "app::m::f",
        true,
    ),
    (
        "included",
        &[
            ("src/lib.rs", "mod m { include!(\"parts/x.rs\"); }"),
            ("src/parts/x.rs", "pub fn f() {}"),
        ],
        "app::m::f",
        true,
    ),
    (
        "through a re-export",
        &[("src/lib.rs", "mod a { pub fn f() {} } pub use a::f;")],
        "app::f",
        true,
    ),
    (
        "through a renamed one",
        &[("src/lib.rs", "mod a { pub fn f() {} } pub use a::f as g;")],
        "app::g",
        true,
    ),
    (
        "through a glob",
        &[("src/lib.rs", "mod a { pub fn f() {} } pub use a::*;")],
        "app::f",
        true,
    ),
    (
        "not through a glob if private",
        &[("src/lib.rs", "mod a { fn f() {} } pub use a::*;")],
        "app::f",
        false,
    ),
    (
        "through globs in a circle",
        &[(
            "src/lib.rs",
            "pub use a::*; mod a { pub use super::*; pub use b::*; mod b { pub use super::*; pub fn f() {} } }",
        )],
        "app::f",
        true,
    ),
    (
        "a raw name",
        &[("src/lib.rs", "pub fn r#match() {}")],
        "app::r#match",
        true,
    ),
    (
        "an associated function",
        &[("src/lib.rs", "pub struct S; impl S { pub fn f() {} }")],
        "app::S::f",
        true,
    ),
    (
        "of an alias",
        &[(
            "src/lib.rs",
            "pub struct S; impl S { pub fn f() {} } type A = S;",
        )],
        "app::A::f",
        true,
    ),
    (
        "an impl in another module",
        &[(
            "src/lib.rs",
            "pub struct S; mod m { use super::S as T; impl T { pub fn f() {} } }",
        )],
        "app::S::f",
        true,
    ),
    (
        "an impl inside a body",
        &[(
            "src/lib.rs",
            "pub struct S; fn g() { impl S { pub fn f() {} } }",
        )],
        "app::S::f",
        true,
    ),
    (
        "a generic type's",
        &[(
            "src/lib.rs",
            "pub struct S<T>(T); impl<T: Copy> S<T> { fn f(&self) {} }",
        )],
        "app::S::f",
        true,
    ),
    (
        "a trait's, plainly asked",
        &[(
            "src/lib.rs",
            "struct S; trait T { fn f(); } impl T for S { fn f() {} }",
        )],
        "app::S::f",
        false,
    ),
    (
        "a trait's",
        &[(
            "src/lib.rs",
            "struct S; trait T { fn f(); } impl T for S { fn f() {} }",
        )],
        "<app::S as app::T>::f",
        true,
    ),
    (
        "a foreign trait's",
        &[(
            "src/lib.rs",
            "struct S; impl std::fmt::Display for S { fn fmt(&self) {} }",
        )],
        "<app::S as std::fmt::Display>::fmt",
        true,
    ),
    (
        "left out by cfg",
        &[("src/lib.rs", "#[cfg(miri)] pub fn f() {}")],
        "app::f",
        false,
    ),
    (
        "kept by a cfg nobody knows",
        &[("src/lib.rs", "#[cfg(surely_unknown)] pub fn f() {}")],
        "app::f",
        true,
    ),
    (
        "kept under test",
        &[("src/lib.rs", "#[cfg(test)] pub fn f() {}")],
        "app::f",
        true,
    ),
    (
        "a feature that is off",
        &[("src/lib.rs", "#[cfg(feature = \"x\")] pub fn f() {}")],
        "app::f",
        false,
    ),
    (
        "a struct",
        &[("src/lib.rs", "pub struct f;")],
        "app::f",
        false,
    ),
    (
        "inside a body",
        &[("src/lib.rs", "fn g() { fn f() {} }")],
        "app::g::f",
        false,
    ),
];

#[test]
fn functions_are_found_where_they_are() {
    for (name, files, path, there) in CASES {
        let crates = Crates::new(files);
        let found = crates
            .program()
            .find(&FunctionPath::parse(path).expect("a path"));
        assert_eq!(found.is_ok(), *there, "{name}: {path}: {found:?}");
    }
}

fn find(text: &str, path: &str) -> Result<rememo_build::plan::Found, rememo_build::plan::NotFound> {
    Crates::lib(text)
        .program()
        .find(&FunctionPath::parse(path).expect("a path"))
}

#[test]
fn a_miss_suggests_what_was_meant() {
    let miss = find(
        "pub mod report { pub fn monthly() {} }",
        "app::report::monthy",
    )
    .expect_err("a miss");
    assert_eq!(miss.candidates, ["app::report::monthly"]);
    assert_eq!(miss.reached, ["app", "report"]);
    let miss = find(
        "struct S; trait T { fn f(); } impl T for S { fn f() {} }",
        "app::S::f",
    )
    .expect_err("a miss");
    assert_eq!(miss.candidates, ["<app::S as app::T>::f"]);
}

#[test]
fn a_miss_says_what_may_have_hidden_it() {
    let unsure = |text: &str, path: &str| find(text, path).expect_err("a miss").unsure;
    assert!(
        matches!(unsure("#[cfg(miri)] fn f() {}", "app::f"), Some(Unsure::CfgOff(predicate, _)) if predicate == "miri")
    );
    assert!(matches!(
        unsure("const f: u8 = 1;", "app::f"),
        Some(Unsure::NotAFunction("constant", _))
    ));
    assert!(
        matches!(unsure("hidden::functions!{}", "app::f"), Some(Unsure::Macro(name, _)) if name == "functions")
    );
    assert!(matches!(
        unsure("pub fn f() { let }", "app::f"),
        Some(Unsure::Unparsed(_))
    ));
}

#[test]
fn steps_say_from_where_each_segment_is_seen() {
    let text = "mod a { pub(super) mod b { pub struct S; impl S { pub(crate) fn f(&self) {} fn g(&self) {} } } }";
    let seen = |path: &str| -> Vec<Visibility> {
        find(text, path)
            .expect("found")
            .steps
            .into_iter()
            .map(|step| step.visibility)
            .collect()
    };
    let within =
        |names: &[&str]| Visibility::Within(names.iter().map(|name| (*name).to_owned()).collect());
    assert_eq!(
        seen("app::a::b::S::f"),
        [within(&[]), within(&[]), Visibility::Public, within(&[])]
    );
    assert_eq!(seen("app::a::b::S::g").last(), Some(&within(&["a", "b"])));
}

#[test]
fn what_wrappers_cannot_name_is_told() {
    let found = find(
        "mod a { struct Secret; pub fn f(x: &Secret, y: Gone) {} }",
        "app::a::f",
    )
    .expect("found");
    let [secret, gone] = &found.hidden[..] else {
        panic!("two are hidden: {:?}", found.hidden)
    };
    assert_eq!(secret.written, "Secret");
    assert!(
        matches!(&secret.reason, HiddenReason::Private { item, .. } if item == "crate::a::Secret"),
        "{secret:?}"
    );
    assert_eq!(
        (gone.written.as_str(), &gone.reason),
        ("Gone", &HiddenReason::Unresolved)
    );
}

#[test]
fn conditions_on_the_way_are_listed() {
    let found = find(
        "#[cfg(unix)] mod a { #[cfg(surely_unknown)] pub fn f() {} }",
        "app::a::f",
    );
    let found: Vec<String> = found
        .expect("found")
        .cfgs
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(found, ["unix", "surely_unknown"]);
}

#[test]
fn modules_that_a_macro_of_others_may_declare_are_read() {
    let crates = Crates::new(&[
        (
            "src/lib.rs",
            "mod deep; other::choose! { if #[cfg(one)] { mod a; use a::g; } else { #[path = \"odd.rs\"] pub(crate) mod b; use b::g; } }
             other::choose! { if #[cfg(two)] { mod gone; } } pub fn f() -> u8 { g() } pub fn h() -> u8 { deep::k() } pub fn apart() -> u8 { 5 }",
        ),
        ("src/a.rs", "pub fn g() -> u8 { 1 }"),
        ("src/odd.rs", "other::choose! { if #[cfg(three)] { mod c; pub use c::g; } }"),
        ("src/c.rs", "pub fn g() -> u8 { 2 }"),
        (
            "src/deep.rs",
            "macro_rules! declare { ($name:ident) => { mod $name; pub use $name::k; } } declare!(own); other::choose! { #[path = \"round.rs\"] mod round; }",
        ),
        ("src/deep/own.rs", "pub fn k() -> u8 { 3 }"),
        ("src/round.rs", "other::choose! { #[path = \"deep.rs\"] mod deep; }"),
    ]);
    let all = || ["app::f", "app::h", "app::apart"].map(|path| crates.closure(path).fingerprint);
    let mut before = all();
    for (file, old, new, at) in [
        ("src/a.rs", "{ 1 }", "{ 9 }", 0),
        ("src/c.rs", "{ 2 }", "{ 9 }", 0),
        ("src/deep/own.rs", "{ 3 }", "{ 9 }", 1),
    ] {
        crates.edit(file, old, new);
        let after = all();
        assert_ne!(before[at], after[at], "a miss: {file} was edited");
        assert_eq!(before[2], after[2], "a hit: it reaches nothing of {file}");
        before = after;
    }
}

#[test]
fn all_forms_of_a_module_that_a_macro_of_others_may_declare_are_read() {
    let crates = Crates::new(&[
        (
            "src/lib.rs",
            "other::choose! {
                if #[cfg(unix_like)] { #[path = \"unix.rs\"] mod imp; } else { #[path = \"other.rs\"] mod imp; }
                mod inner { pub mod deep; } mod
                broken_off; #[cfg_attr(some, path = \"odd.rs\")] mod even;
             }
             pub fn f() -> u8 { imp::g() } pub fn h() -> u8 { inner::deep::g() } pub fn i() -> u8 { broken_off::g() }
             pub fn j() -> u8 { even::g() } pub fn apart() -> u8 { 7 }",
        ),
        ("src/unix.rs", "pub fn g() -> u8 { 1 }"),
        ("src/other.rs", "pub fn g() -> u8 { 2 }"),
        ("src/inner/deep.rs", "pub fn g() -> u8 { 3 }"),
        ("src/broken_off.rs", "pub fn g() -> u8 { 4 }"),
        ("src/odd.rs", "pub fn g() -> u8 { 5 }"),
        ("src/even.rs", "pub fn g() -> u8 { 6 }"),
    ]);
    let print = |path: &str| crates.closure(path).fingerprint;
    for (file, number, path) in [
        ("src/unix.rs", 1, "app::f"),
        ("src/other.rs", 2, "app::f"),
        ("src/inner/deep.rs", 3, "app::h"),
        ("src/broken_off.rs", 4, "app::i"),
        ("src/odd.rs", 5, "app::j"),
        ("src/even.rs", 6, "app::j"),
    ] {
        let before = (print(path), print("app::apart"));
        crates.edit(file, &format!("{{ {number} }}"), "{ 9 }");
        assert_ne!(before.0, print(path), "a miss: {file} was edited");
        assert_eq!(before.1, print("app::apart"), "a hit beside {file}");
    }
}

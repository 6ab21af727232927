//! Level `function`: the function's own source and nothing else.

use rememo_build::plan::Level;
use rememo_tests::crates::Crates;

const BASE: &str = "
/// Adds.
#[inline]
#[cold]
#[allow(unused)]
pub fn f(a: u8, b: u8) -> u8 {
    // A comment.
    let both = (a, b);
    match both {
        (0, x) => x,
        (x, y) => { other(x, y) }
    }
}
fn other(a: u8, b: u8) -> u8 { a + b }
";

fn fingerprint(text: &str) -> String {
    Crates::lib(text)
        .closure_at("app::f", Level::Function)
        .fingerprint
}

#[test]
fn harmless_edits_keep_it() {
    let edits: &[(&str, &str, &str)] = &[
        ("a comment", "// A comment.", "// Another comment."),
        ("a doc comment", "/// Adds.", "/// Adds both."),
        ("white space", "let both = (a, b);", "let both =\n   (a,b);"),
        (
            "a trailing comma",
            "let both = (a, b);",
            "let both = (a, b,);",
        ),
        (
            "a trailing comma in the signature",
            "(a: u8, b: u8) -> u8 {\n",
            "(\n    a: u8,\n    b: u8,\n) -> u8 {\n",
        ),
        ("a lint", "#[allow(unused)]", "#[expect(unused)]"),
        (
            "order of attributes",
            "#[inline]\n#[cold]",
            "#[cold]\n#[inline]",
        ),
        ("braces of an arm", "=> { other(x, y) }", "=> other(x, y),"),
        ("another function", "a + b", "a - b"),
        (
            "a function before it",
            "\n/// Adds.",
            "\nfn new() {}\n/// Adds.",
        ),
    ];
    for (name, old, new) in edits {
        assert_eq!(BASE.matches(old).count(), 1, "{name}");
        assert_eq!(
            fingerprint(BASE),
            fingerprint(&BASE.replace(old, new)),
            "{name}: a hit"
        );
    }
}

#[test]
fn edits_of_the_function_change_it() {
    let edits: &[(&str, &str, &str)] = &[
        ("body", "(0, x) => x,", "(1, x) => x,"),
        ("signature", "b: u8) -> u8 {\n", "b: u16) -> u8 {\n"),
        ("an attribute", "#[inline]", "#[inline(always)]"),
        ("a tuple of one", "let both = (a, b);", "let both = (a,);"),
        ("an operator split", "(0, x) => x,", "(0, x) => x & & x,"),
    ];
    for (name, old, new) in edits {
        assert_ne!(
            fingerprint(BASE),
            fingerprint(&BASE.replacen(old, new, 1)),
            "{name}: a miss"
        );
    }
    assert_ne!(
        fingerprint("pub fn f() { a && b }"),
        fingerprint("pub fn f() { a & &b }"),
        "operators: a miss"
    );
    assert_ne!(
        fingerprint("pub fn f() { (1,) }"),
        fingerprint("pub fn f() { (1) }"),
        "a tuple: a miss"
    );
}

#[test]
fn two_functions_never_share_one() {
    let crates = Crates::lib("pub mod a { pub fn f() {} } pub mod b { pub fn f() {} }");
    let of = |path| crates.closure_at(path, Level::Function).fingerprint;
    assert_ne!(of("app::a::f"), of("app::b::f"));
}

#[test]
fn a_moved_checkout_keeps_it() {
    assert_eq!(fingerprint(BASE), fingerprint(BASE));
}

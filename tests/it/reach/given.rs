//! What macros of other crates look up by what they are given: files, what the manifest says, names that they put together.

use rememo_tests::crates::Crates;

const APP: &str = "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\ndescription = \"A demo\"\n[dependencies]\nother = \"1\"\n[workspace]\n";

/// Whether an edit of one of these files changes the fingerprint of `app::f`; `None` stands for a file that comes.
fn moves(app: &str, beside: &[(&str, &str)], (file, from, to): (&str, Option<&str>, &str)) -> bool {
    let mut files = vec![("Cargo.toml", APP), ("src/lib.rs", app)];
    files.extend(beside);
    let crates = Crates::new(&files);
    let before = crates.closure("app::f").fingerprint;
    match from {
        Some(from) => crates.edit(file, from, to),
        None => crates.write(file, to),
    }
    before != crates.closure("app::f").fingerprint
}

/// Of three functions that give 1, 2 and 4, the first two are reached.
fn the_first_two_of_three_count(app: &str) {
    for (from, then) in [("{ 1 }", true), ("{ 2 }", true), ("{ 4 }", false)] {
        assert_eq!(
            moves(app, &[], ("src/lib.rs", Some(from), "{ 9 }")),
            then,
            "{from}"
        );
    }
}

#[test]
fn what_std_reads_at_compile_time_counts_next_to_a_glob_of_another_crate() {
    let beside = [("src/x.txt", "one"), ("src/y.txt", "two")];
    let text = "use other::prelude::*; pub fn f() -> &'static str { include_str!(\"x.txt\") }";
    assert!(moves(text, &beside, ("src/x.txt", Some("one"), "1")));
    assert!(
        !moves(text, &beside, ("src/y.txt", Some("two"), "2")),
        "a hit"
    );
    let version = "use other::*; pub fn f() -> &'static str { env!(\"CARGO_PKG_VERSION\") }";
    let edit = ("Cargo.toml", Some("0.1.0"), "0.1.1");
    assert!(moves(version, &[], edit));
    let plain = "use other::*; pub fn f() -> &'static str { \"0\" }";
    assert!(!moves(plain, &[], edit), "a hit");
    let line = "use other::*; pub fn f() -> u32 {\n line!() }";
    assert!(moves(
        line,
        &[],
        ("src/lib.rs", Some("\n line"), "\n\n line")
    ));
}

#[test]
fn a_file_that_a_macro_of_another_crate_is_given_counts() {
    let beside = [
        ("src/g.pest", "one"),
        ("templates/p/a.html", "two"),
        ("assets/a.txt", "three"),
        ("assets/in/b.txt", "four"),
        ("src/apart.txt", "five"),
        ("templates/apart.html", "six"),
    ];
    for (text, file, from) in [
        (
            "#[derive(other::D)] #[grammar = \"g.pest\"] struct G; pub fn f() -> u8 { G::go() }",
            "src/g.pest",
            "one",
        ),
        (
            "#[derive(other::D)] #[template(path = \"p/a.html\")] struct G; pub fn f() -> u8 { G::go() }",
            "templates/p/a.html",
            "two",
        ),
        (
            "#[derive(other::D)] #[folder = \"assets\"] struct G; pub fn f() -> u8 { G::go() }",
            "assets/in/b.txt",
            "four",
        ),
        (
            "pub fn f() -> u8 { other::dir!(\"$CARGO_MANIFEST_DIR/assets\").len() }",
            "assets/a.txt",
            "three",
        ),
        (
            "static D: u8 = other::dir!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/assets/in\")); pub fn f() -> u8 { D }",
            "assets/in/b.txt",
            "four",
        ),
        (
            "other::write!(\"src/g.pest\"); pub fn f() -> u8 { written() }",
            "src/g.pest",
            "one",
        ),
        (
            "#[other::with(\"src/g.pest\")] pub fn f() -> u8 { 1 }",
            "src/g.pest",
            "one",
        ),
    ] {
        assert!(moves(text, &beside, (file, Some(from), "else")), "{text}");
        for (file, from) in [("src/apart.txt", "five"), ("templates/apart.html", "six")] {
            let moves = moves(text, &beside, (file, Some(from), "else"));
            assert!(!moves, "a hit: {text}");
        }
    }
}

#[test]
fn a_file_that_comes_to_a_folder_which_a_macro_is_given_counts() {
    let text = "pub fn f() -> u8 { other::dir!(\"assets\").len() }";
    let beside = [("assets/a.txt", "one")];
    assert!(moves(text, &beside, ("assets/b.txt", None, "two")));
    assert!(!moves(text, &beside, ("other/b.txt", None, "two")), "a hit");
}

#[test]
fn a_word_that_is_also_a_folder_is_no_name_of_one_among_others() {
    let text = "pub fn f() -> u8 { other::json!({ \"assets\": 1 }).len() }";
    let beside = [("assets/a.txt", "one")];
    assert!(
        !moves(text, &beside, ("assets/a.txt", Some("one"), "two")),
        "a hit"
    );
}

#[test]
fn what_a_template_names_counts() {
    let app = "#[derive(other::Template)] #[template(path = \"a.html\")] struct A { n: u8 } impl A { fn more(&self) -> u8 { 1 } fn less(&self) -> u8 { 2 } }
         fn total() -> u8 { 3 } mod filters { pub fn shout() -> u8 { 4 } pub fn idle() -> u8 { 5 } } pub fn f(a: &A) -> String { a.render() }";
    let beside = [
        (
            "templates/a.html",
            "{{ n|shout }} {{ self.more() }} {{ crate::total() }} {% include 'b.html' %}",
        ),
        ("templates/b.html", "some"),
        ("templates/c.html", "other"),
    ];
    for (from, to) in [("{ 1 }", "{ 9 }"), ("{ 3 }", "{ 9 }"), ("{ 4 }", "{ 9 }")] {
        assert!(
            moves(app, &beside, ("src/lib.rs", Some(from), to)),
            "{from}"
        );
    }
    for (from, to) in [("{ 2 }", "{ 9 }"), ("{ 5 }", "{ 9 }")] {
        assert!(
            !moves(app, &beside, ("src/lib.rs", Some(from), to)),
            "a hit: {from}"
        );
    }
    assert!(moves(
        app,
        &beside,
        ("templates/b.html", Some("some"), "any")
    ));
    assert!(
        !moves(app, &beside, ("templates/c.html", Some("other"), "any")),
        "a hit"
    );
}

#[test]
fn what_the_manifest_says_counts_where_an_attribute_asks_for_it() {
    let version = ("Cargo.toml", Some("0.1.0"), "0.1.1");
    let description = ("Cargo.toml", Some("A demo"), "B demo");
    let of = |words: &str| {
        format!(
            "#[derive(other::Parser)] #[command({words})] struct A {{ n: u8 }} pub fn f() -> A {{ A::parse() }}"
        )
    };
    assert!(moves(&of("version, about"), &[], version));
    assert!(moves(&of("version, about"), &[], description));
    assert!(!moves(&of("short = 'a'"), &[], version), "a hit");
    assert!(!moves(&of("version"), &[], description), "a hit");
    let called = "pub fn f() -> &'static str { other::crate_version!() }";
    assert!(moves(called, &[], version));
    let given = "pub fn f() -> &'static str { other::show!(1) }";
    assert!(!moves(given, &[], version), "a hit");
}

#[test]
fn names_that_a_macro_puts_together_count_by_their_parts() {
    let app = "fn fun1() -> u8 { 1 } fn fun2() -> u8 { 2 } fn apart() -> u8 { 4 } pub fn f() -> u8 { other::seq!(N in 1..3 { let mut n = 0; n += fun~N(); n }) }";
    the_first_two_of_three_count(app);
}

#[test]
fn what_an_attribute_sets_is_read() {
    let app = "#[derive(other::Smart)] struct A { #[default = one()] n: u8, #[default(_code = \"two()\")] m: u8 } fn one() -> u8 { 1 } fn two() -> u8 { 2 } fn apart() -> u8 { 4 } pub fn f() -> A { A::default() }";
    the_first_two_of_three_count(app);
}

#[test]
fn what_a_build_script_wrote_and_a_macro_brings_in_by_name_counts() {
    let beside = [
        ("build.rs", "fn main() { go(); }"),
        ("src/calc.lalrpop", "pub Term = \"a\" => crate::one();"),
        ("src/apart.lalrpop", "some"),
    ];
    let app = "other::bring!(pub calc); fn one() -> u8 { 1 } fn apart() -> u8 { 4 } pub fn f() -> u8 { calc::Parser::new().parse() }";
    for (file, from, to, then) in [
        ("src/calc.lalrpop", "Term", "Word", true),
        ("src/lib.rs", "{ 1 }", "{ 9 }", true),
        ("build.rs", "go()", "come()", true),
        ("src/apart.lalrpop", "some", "any", false),
        ("src/lib.rs", "{ 4 }", "{ 9 }", false),
    ] {
        assert_eq!(moves(app, &beside, (file, Some(from), to)), then, "{from}");
    }
    let more = "other::make! { a: b; } fn apart() -> u8 { 4 } pub fn f() -> u8 { a() }";
    let moves = moves(more, &beside, ("build.rs", Some("go()"), "come()"));
    assert!(!moves, "a hit: it is given more than names");
}

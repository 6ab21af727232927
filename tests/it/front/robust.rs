//! Sources that no one would write on purpose: a clear message or less to see, never a hang or a panic.

use rememo_build::parse::{facts_of, on_deep_stack};
use rememo_build::plan::FunctionPath;
use rememo_tests::crates::Crates;

fn troubles(crates: &Crates) -> Vec<String> {
    on_deep_stack(|| {
        crates
            .program()
            .troubles
            .into_iter()
            .map(|(message, _)| message)
            .collect()
    })
}

#[test]
fn modules_in_a_circle_end() {
    let crates = Crates::new(&[(
        "src/lib.rs",
        "#[path = \"lib.rs\"] mod again; pub fn f() {}",
    )]);
    let found = troubles(&crates);
    assert!(found.len() == 1 && found[0].contains("circle"), "{found:?}");
    assert!(
        crates
            .program()
            .find(&FunctionPath::parse("app::f").expect("a path"))
            .is_ok()
    );
}

#[test]
fn aliases_in_a_circle_end() {
    for aliases in [
        "type A = B; type B = A; impl T<u8> for A {}",
        "type A = Vec<B>; type B = Option<A>; impl T<A> for u8 {}",
        "type A<X> = B<X>; type B<X> = A<(X, X)>; impl T<u8> for A<u8> {} impl T<A<u8>> for u16 {}",
    ] {
        let lib = format!(
            "trait T<X> {{ fn g(&self) -> u8 {{ 1 }} }} {aliases} pub fn f() -> u8 {{ 1u8.g() }}"
        );
        let found = Crates::lib(&lib).closure("app::f");
        assert!(!found.items.is_empty(), "{aliases}");
    }
}

/// Traits that each ask of what they declare all others, given what those declare in turn. Followed without end, or each
/// anew at every step, that takes longer than anyone waits.
#[test]
fn bounds_that_name_each_others_types_end() {
    let all = 0..16;
    let of = |at: usize| format!("X{at}<<Self as X{}<u8>>::Out>", (at + 1) % 16);
    let traits: String = all
        .clone()
        .map(|at| {
            let others = all.clone().filter(|other| *other != at);
            let asked: Vec<String> = others
                .map(|other| format!("X{other}<<Self as X{at}<Y>>::Out>"))
                .collect();
            let asked = asked.join(" + ");
            format!("pub trait X{at}<Y> {{ type Out: {asked}; fn go(&self) -> Self::Out; }} ")
        })
        .collect();
    let above: Vec<String> = all.map(|at| format!("X{at}<u8> + {}", of(at))).collect();
    let above = above.join(" + ");
    let crates = Crates::lib(&format!(
        "{traits} pub trait T: {above} {{ fn make(&self) -> u8 {{ used() }} }} fn used() -> u8 {{ 3 }} fn unused() -> u8 {{ 4 }}
         pub fn f<D: T>(d: D) -> u8 {{ let a = <D as X0<u8>>::go(&d); let b = a.go(); b.go(); d.make() }}"
    ));
    let found = crates.closure("app::f");
    let covers = |id: &str| found.items.iter().any(|item| &*item.id == id);
    assert!(covers("app::used"));
    assert!(!covers("app::unused"));
}

#[test]
fn includes_in_a_circle_end() {
    let crates = Crates::new(&[("src/lib.rs", "include!(\"lib.rs\"); pub fn f() {}")]);
    assert!(
        crates
            .program()
            .find(&FunctionPath::parse("app::f").expect("a path"))
            .is_ok()
    );
}

#[test]
fn files_that_are_not_there_are_told() {
    let found = troubles(&Crates::lib("mod gone; pub fn f() {}"));
    assert!(
        found.len() == 1 && found[0].contains("gone.rs") && found[0].contains("no such file"),
        "{found:?}"
    );
}

#[test]
fn bytes_that_are_no_text_are_told() {
    let crates = Crates::lib("mod m; pub fn f() {}");
    crates.write("src/m.rs", b"fn a() {} // \xff\xfe");
    let found = troubles(&crates);
    assert!(
        found.len() == 1 && found[0].contains("not UTF-8"),
        "{found:?}"
    );
}

#[test]
fn a_byte_order_mark_and_a_script_line_move_no_place() {
    for head in [
        "\u{feff}",
        "#!/usr/bin/env run\n",
        "\u{feff}#!/usr/bin/env run\n",
    ] {
        let text = format!("{head}pub fn f() {{}}");
        let facts = facts_of(&text);
        let span = facts.items[0].span;
        assert_eq!(
            &text[span.start as usize..span.end as usize],
            "pub fn f() {}",
            "{head:?}"
        );
    }
}

#[test]
fn nesting_without_end_is_refused() {
    for (open, close) in [("(", ")"), ("[", "]"), ("{", "}")] {
        let text = format!(
            "fn f() {{ {}{} }}",
            open.repeat(20_000),
            close.repeat(20_000)
        );
        let facts = on_deep_stack(|| facts_of(&text));
        assert!(
            facts
                .unparsed
                .is_some_and(|(message, _)| message.contains("deeply")),
            "{open}"
        );
    }
    let long = format!("fn f() -> u64 {{ 1{} }}", " + 1".repeat(100_000));
    assert!(on_deep_stack(|| facts_of(&long)).unparsed.is_some());
    let signs = format!("fn f() -> u64 {{ {}1 }}", "!".repeat(100_000));
    assert!(on_deep_stack(|| facts_of(&signs)).unparsed.is_some());
}

#[test]
fn a_hundred_thousand_lines_are_read() {
    let text: String = (0..50_000)
        .map(|n| format!("pub fn f{n}() -> u32 {{\n    {n} }}\n"))
        .collect();
    let crates = Crates::lib(&text);
    assert!(
        crates
            .program()
            .find(&FunctionPath::parse("app::f49999").expect("a path"))
            .is_ok()
    );
}

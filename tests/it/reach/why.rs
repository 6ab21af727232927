//! Why a function was re-keyed: the items, with the chain from the function to each, and whatever else counts.

use rememo_build::why::{Reason, why};
use rememo_tests::crates::Crates;

const TEXT: &str = "pub fn f() -> u8 { g() } fn g() -> u8 { h() } fn h() -> u8 { N } const N: u8 = 1; fn other() -> u8 { 7 }";

fn reasons(old: &str, new: &str) -> Vec<Reason> {
    let crates = Crates::lib(TEXT);
    let before = crates.closure("app::f");
    crates.edit("src/lib.rs", old, new);
    why(&before, &crates.closure("app::f"))
}

fn chain(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| format!("app::{name}")).collect()
}

#[test]
fn an_edit_that_does_not_count_has_no_reason() {
    assert_eq!(reasons("{ 7 }", "{ 8 }"), []);
    assert_eq!(reasons("fn g", "/* a comment */ fn g"), []);
}

#[test]
fn a_changed_item_is_named_with_the_chain_to_it() {
    let expected = [Reason::Changed {
        id: "app::N".to_owned(),
        chain: chain(&["f", "g", "h", "N"]),
    }];
    assert_eq!(reasons("= 1", "= 2"), expected);
    assert_eq!(
        expected[0].to_string(),
        "`app::N` changed: app::f → app::g → app::h → app::N"
    );
}

#[test]
fn items_that_come_and_go_are_named() {
    let found = reasons("{ h() }", "{ other() }");
    assert_eq!(
        found,
        [
            Reason::Changed {
                id: "app::g".to_owned(),
                chain: chain(&["f", "g"])
            },
            Reason::Added {
                id: "app::other".to_owned(),
                chain: chain(&["f", "g", "other"])
            },
            Reason::Removed {
                id: "app::N".to_owned(),
                chain: chain(&["f", "g", "h", "N"])
            },
            Reason::Removed {
                id: "app::h".to_owned(),
                chain: chain(&["f", "g", "h"])
            },
        ]
    );
}

#[test]
fn files_and_the_build_are_named() {
    let crates = Crates::lib("pub fn f() -> &'static str { include_str!(\"a.txt\") }");
    crates.write("src/a.txt", "1");
    let before = crates.closure("app::f");
    crates.write("src/a.txt", "2");
    assert_eq!(
        why(&before, &crates.closure("app::f")),
        [Reason::File {
            path: "src/a.txt".to_owned()
        }]
    );
    crates.write("src/a.txt", "1");
    crates.edit("Cargo.toml", "2021", "2024");
    let found = why(&before, &crates.closure("app::f"));
    let edition = |year: &str| Some(format!("edition: app {year}"));
    assert_eq!(
        found,
        [Reason::Build {
            old: edition("2021"),
            new: edition("2024")
        }]
    );
}

#[test]
fn a_line_has_both_ends_of_a_long_way() {
    let step = |at: u32| format!("fn g{at}() -> u8 {{ g{}() }} ", at + 1);
    let steps: String = (0..20).map(step).collect();
    let crates = Crates::lib(&format!(
        "pub fn f() -> u8 {{ g0() }} {steps} fn g20() -> u8 {{ 1 }}"
    ));
    let before = crates.closure("app::f");
    crates.edit("src/lib.rs", "{ 1 }", "{ 2 }");
    let found = why(&before, &crates.closure("app::f"));
    assert_eq!(
        found[0].brief(),
        "`app::g20` changed (f → g0 → g1 → g2 → … → g17 → g18 → g19 → g20)"
    );
    assert_eq!(found[0].chain().len(), 22, "all of it can be asked for");
}

//! An item begins where its docs do, whatever they and what is around them look like.

use rememo_build::parse::{facts_of, on_deep_stack};

/// What stands in a text, and the items of it as they are written.
const TEXTS: &[(&str, &[&str])] = &[
    ("/// A.\nfn a() {}\n", &["/// A.\nfn a() {}"]),
    (
        "fn a() {}\n\n  /// B.\n  ///\n\n  /// More.\n  pub fn b() {}",
        &["fn a() {}", "/// B.\n  ///\n\n  /// More.\n  pub fn b() {}"],
    ),
    (
        "/// A.\n#[inline]\n/// More.\nfn a() {}",
        &["/// A.\n#[inline]\n/// More.\nfn a() {}"],
    ),
    (
        "#[inline]\n/// A.\nfn a() {}",
        &["#[inline]\n/// A.\nfn a() {}"],
    ),
    (
        "/// Of \"a\".\n/// More.\nfn a() {}",
        &["/// Of \"a\".\n/// More.\nfn a() {}"],
    ),
    (
        "/// More.\n/// Of \"a\".\nfn a() {}",
        &["/// More.\n/// Of \"a\".\nfn a() {}"],
    ),
    (
        "/// A.\n// No doc.\nfn a() {}\n/// B.\n/* No doc. */ fn b() {}",
        &[
            "/// A.\n// No doc.\nfn a() {}",
            "/// B.\n/* No doc. */ fn b() {}",
        ],
    ),
    (
        "//// No doc.\n/// Ä: 日本.\nfn a() {}\n/** B. */\nfn b() {}",
        &["/// Ä: 日本.\nfn a() {}", "/** B. */\nfn b() {}"],
    ),
    (
        "/*\n/// */ fn a() {} /*\n*/ fn b() {}",
        &["fn a() {}", "fn b() {}"],
    ),
    (
        "const A: &str = \"\n/// \"; fn a() {} const B: &str = \"\n\";",
        &[
            "const A: &str = \"\n/// \";",
            "fn a() {}",
            "const B: &str = \"\n\";",
        ],
    ),
    (
        "const A: &str = r#\"\n/// No doc.\n\"#;\r\n/// B.\r\nfn b() {}",
        &[
            "const A: &str = r#\"\n/// No doc.\n\"#;",
            "/// B.\r\nfn b() {}",
        ],
    ),
    ("#!/bin/sh\n/// A.\nfn a() {}", &["/// A.\nfn a() {}"]),
    (
        "\u{feff}/// A.\nfn a() {}\n/// S.\nstruct S {\n    /// B.\n    b: u8,\n}",
        &[
            "/// A.\nfn a() {}",
            "/// S.\nstruct S {\n    /// B.\n    b: u8,\n}",
        ],
    ),
    (
        "macro_rules! m { ($(#[$a:meta])* $i:item) => {\n/// Out.\n$i } }\n/// Of the call.\nm! {\n/// In.\nfn a() {} }",
        &[
            "macro_rules! m { ($(#[$a:meta])* $i:item) => {\n/// Out.\n$i } }",
            "/// Of the call.\nm! {\n/// In.\nfn a() {} }",
        ],
    ),
];

#[test]
fn an_item_begins_where_its_docs_do() {
    for (text, items) in TEXTS {
        let facts = on_deep_stack(|| facts_of(text));
        assert_eq!(facts.unparsed, None, "{text}");
        let found: Vec<&str> = facts
            .items
            .iter()
            .map(|item| &text[item.span.start as usize..item.span.end as usize])
            .collect();
        assert_eq!(found, *items, "{text}");
        for item in &facts.items {
            let lines = text[..item.span.start as usize].matches('\n').count() + 1;
            assert_eq!(item.span.first_line as usize, lines, "{text}");
        }
    }
}

#[test]
fn members_begin_where_their_docs_do() {
    let text = "/// S.\nimpl S {\n    /// A.\n    fn a() {}\n\n    /// B.\n    const B: u8 = 1;\n}";
    let facts = on_deep_stack(|| facts_of(text));
    let children = facts.items[0].children.iter();
    let found: Vec<&str> = children
        .map(|item| &text[item.span.start as usize..item.span.end as usize])
        .collect();
    assert_eq!(
        found,
        ["/// A.\n    fn a() {}", "/// B.\n    const B: u8 = 1;"]
    );
}

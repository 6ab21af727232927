//! Any soup of tokens, as a definition and as a call: an answer, in bounded time, without a panic.

use proc_macro2::TokenStream;
use proptest::prelude::*;
use rememo_build::expand::{
    Budget, CrateName, Edition, MacroDef, Position, STACK_SIZE, builtin, parse_as,
};

const WORDS: &[&str] = &[
    "a",
    "b",
    "fn",
    "let",
    "struct",
    "if",
    "else",
    "match",
    "pub",
    "crate",
    "self",
    "_",
    "impl",
    "for",
    "dyn",
    "const",
    "unsafe",
    "async",
    "move",
    "ref",
    "mut",
    "where",
    "return",
    "macro_rules",
    "expr",
    "ident",
    "ty",
    "tt",
    "pat",
    "item",
    "stmt",
    "block",
    "vis",
    "meta",
    "path",
    "literal",
    "lifetime",
    "'a",
    "'static",
    "1",
    "2.5",
    "\"s {x}\"",
    "b'c'",
    "r#type",
    "+",
    "-",
    "*",
    "/",
    "=",
    "==",
    "=>",
    "->",
    ">>=",
    "<",
    ">",
    "&",
    "&&",
    "|",
    "||",
    "!",
    "?",
    ":",
    "::",
    ";",
    ",",
    ".",
    "..",
    "..=",
    "#",
    "$",
    "$x",
    "$y",
    "$crate",
    "@",
    "~",
];

fn soup() -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(WORDS).prop_map(str::to_owned);
    let tree = leaf.prop_recursive(4, 40, 8, |inner| {
        (prop::collection::vec(inner, 0..8), 0..4u8).prop_map(|(parts, kind)| {
            let inside = parts.join(" ");
            match kind {
                0 => format!("({inside})"),
                1 => format!("[{inside}]"),
                2 => format!("{{{inside}}}"),
                _ => inside,
            }
        })
    });
    prop::collection::vec(tree, 0..12).prop_map(|parts| parts.join(" "))
}

/// A matcher that is likely one: variables and repetitions between plain tokens.
fn matcher() -> impl Strategy<Value = String> {
    let kinds = [
        "expr", "ident", "ty", "tt", "pat", "item", "stmt", "block", "vis", "meta", "path",
        "literal", "lifetime",
    ];
    let leaf = prop_oneof![
        prop::sample::select(WORDS)
            .prop_filter("no dollar", |word| !word.starts_with('$'))
            .prop_map(str::to_owned),
        (
            prop::sample::select(&["x", "y", "z"][..]),
            prop::sample::select(kinds.to_vec())
        )
            .prop_map(|(name, kind)| format!("${name}:{kind}")),
    ];
    let tree = leaf.prop_recursive(3, 12, 4, |inner| {
        (
            prop::collection::vec(inner, 1..4),
            prop::sample::select(&["*", "+", "?", ",*", ";+"][..]),
        )
            .prop_map(|(parts, times)| format!("$({}){times}", parts.join(" ")))
    });
    prop::collection::vec(tree, 0..5).prop_map(|parts| parts.join(" "))
}

/// The work of one case on a stack that fits; a panic there is a panic here.
fn on_a_stack(work: impl FnOnce() + Send) {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new()
            .stack_size(STACK_SIZE)
            .spawn_scoped(scope, work)
            .expect("thread");
        thread.join().expect("no panic");
    });
}

fn all_of(definition: &MacroDef, call: TokenStream) {
    let mut budget = Budget::default();
    if let Ok(expansion) = definition.expand(call, &CrateName::new("soup"), &mut budget) {
        for position in [
            Position::Items,
            Position::ImplItems,
            Position::TraitItems,
            Position::ForeignItems,
            Position::Statements,
            Position::Expression,
            Position::Pattern,
            Position::Type,
        ] {
            drop(parse_as(expansion.tokens.clone(), position));
        }
        // What comes out can be what goes in.
        drop(definition.expand(expansion.tokens, &CrateName::new("soup"), &mut budget));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_definition_is_read_or_refused(rules in soup(), call in soup()) {
        on_a_stack(|| {
            let Ok(rules) = rules.parse::<TokenStream>() else { return };
            let Ok(call) = call.parse::<TokenStream>() else { return };
            if let Ok(definition) = MacroDef::parse_rules(rules, Edition::E2021) {
                all_of(&definition, call);
            }
        });
    }

    #[test]
    fn any_call_expands_or_is_refused(matcher in matcher(), body in soup(), call in soup()) {
        on_a_stack(|| {
            let Ok(rules) = format!("({matcher}) => {{ {body} }}").parse::<TokenStream>() else { return };
            let Ok(call) = call.parse::<TokenStream>() else { return };
            if let Ok(definition) = MacroDef::parse_rules(rules, Edition::E2024) {
                all_of(&definition, call);
            }
        });
    }

    #[test]
    fn any_argument_of_a_built_in_is_read_or_refused(call in soup(), text in "\\PC{0,12}") {
        on_a_stack(|| {
            let Ok(call) = call.parse::<TokenStream>() else { return };
            for name in ["format", "write", "assert_eq", "vec", "matches", "thread_local", "offset_of", "dbg", "concat"] {
                drop(builtin::arguments(name, &call));
            }
            let text = proc_macro2::Literal::string(&text);
            assert!(builtin::arguments("format", &proc_macro2::TokenTree::from(text).into()).is_some());
        });
    }
}

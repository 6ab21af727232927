//! The engine rule by rule: what one macro makes of one call, or why it makes nothing.

use proc_macro2::TokenStream;
use rememo_build::expand::{
    Budget, CrateName, DefError, Edition, ExpandError, Limits, MacroDef, Parsed, Position,
    STACK_SIZE, parse_as,
};

fn tokens(text: &str) -> TokenStream {
    text.parse().expect("tokens")
}

fn define(rules: &str) -> Result<MacroDef, DefError> {
    MacroDef::parse_rules(tokens(rules), Edition::E2024)
}

fn expand(rules: &str, call: &str) -> Result<TokenStream, ExpandError> {
    let definition = define(rules).expect("definition");
    let expansion = definition.expand(
        tokens(call),
        &CrateName::new("my-crate"),
        &mut Budget::default(),
    )?;
    Ok(expansion.tokens)
}

/// The expansion as text; invisible groups do not show.
fn text(rules: &str, call: &str) -> String {
    expand(rules, call)
        .expect("expands")
        .to_string()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn the_first_rule_that_fits_is_taken_and_named() {
    let definition =
        define("(a) => {1}; ($x:ident) => {2}; ($($x:tt)*) => {3}").expect("definition");
    assert_eq!(definition.rules(), 3);
    for (call, rule) in [("a", 0), ("b", 1), ("a b", 2), ("", 2)] {
        let expansion = definition
            .expand(tokens(call), &CrateName::new("x"), &mut Budget::default())
            .expect("expands");
        assert_eq!(expansion.rule, rule, "{call}");
    }
}

#[test]
fn operators_are_whole_tokens() {
    let arrows =
        "(=>) => {fat}; (= >) => {two}; (->) => {thin}; (- >) => {minus}; ($a:tt) => {one}";
    for (call, result) in [
        ("=>", "fat"),
        ("= >", "two"),
        ("->", "thin"),
        ("- >", "minus"),
        (">>=", "one"),
        ("..=", "one"),
    ] {
        assert_eq!(text(arrows, call), result, "{call}");
    }
    assert!(matches!(
        expand("($a:tt) => {1}", "> >"),
        Err(ExpandError::NoRule { .. })
    ));
}

#[test]
fn operators_do_not_grow_together_in_an_expansion() {
    let out = expand("($a:tt $b:tt) => { $a$b }", "= >").expect("expands");
    assert_eq!(out.to_string(), "= >");
    let out = expand("($a:tt) => { $a }", ">>=").expect("expands");
    assert_eq!(out.to_string(), ">>=");
    let out = expand("(<$t:ty>) => { $t= }", "<Vec<u8>>").expect("expands");
    assert_eq!(out.to_string(), "Vec < u8 > =");
}

#[test]
fn a_fragment_once_begun_must_parse() {
    let rules = "($e:expr) => {expr}; ($($t:tt)*) => {tts}";
    assert_eq!(text(rules, "=> 1"), "tts");
    assert!(matches!(
        expand(rules, "1 +"),
        Err(ExpandError::Fragment {
            kind: "expr_2021" | "expr",
            ..
        })
    ));
}

#[test]
fn two_ways_are_refused() {
    let rules = "($($a:ident)* $b:ident) => {}";
    assert!(matches!(
        expand(rules, "x"),
        Err(ExpandError::Ambiguous { .. })
    ));
}

#[test]
fn repetitions_must_be_alike() {
    let rules = "($($a:ident)*; $($b:ident)*) => { $($a $b)* }";
    assert_eq!(text(rules, "a b; c d"), "a c b d");
    assert!(matches!(
        expand(rules, "a b; c"),
        Err(ExpandError::Repetition { .. })
    ));
    assert!(matches!(
        expand("($($a:ident)*) => { $a }", "a"),
        Err(ExpandError::Repetition { .. })
    ));
    assert!(matches!(
        expand("($a:ident) => { $($a)* }", "a"),
        Err(ExpandError::Repetition { .. })
    ));
}

#[test]
fn dollar_crate_is_one_name_that_tells_the_crate() {
    let out = expand("() => { $crate::f() }", "").expect("expands");
    let first = out.into_iter().next();
    let Some(proc_macro2::TokenTree::Ident(first)) = first else {
        panic!("{first:?}")
    };
    assert_eq!(CrateName::of(&first).as_deref(), Some("my_crate"));
    assert_eq!(
        CrateName::of(&proc_macro2::Ident::new("my_crate", first.span())),
        None
    );
}

#[test]
fn tokens_of_the_call_keep_their_place() {
    let source = "f!(\n  alpha\n)";
    let call: syn::Macro = syn::parse_str(source).expect("call");
    let definition = define("($x:ident) => { $x }").expect("definition");
    let out = definition
        .expand(call.tokens, &CrateName::new("x"), &mut Budget::default())
        .expect("expands");
    let first = out.tokens.into_iter().next().expect("a token");
    assert_eq!(
        (first.span().start().line, first.span().start().column),
        (2, 2)
    );
}

#[test]
fn definitions_that_make_no_sense_are_refused() {
    for (rules, wanted) in [
        ("", "expected a rule"),
        ("(a)", "`=>`"),
        ("(a) => b", "transcriber"),
        ("(a) => {} (b) => {}", "`;`"),
        ("($x:nothing) => {}", "`nothing`"),
        ("($x) => {}", "fragment specifier"),
        ("($x:ident $x:ident) => {}", "`$x` is bound twice"),
        ("($()*) => {}", "can match nothing"),
        ("($($v:vis)*) => {}", "can match nothing"),
        ("($($($a:ident)*)*) => {}", "can match nothing"),
        ("($(a)) => {}", "after a repetition"),
        ("($(a),?) => {}", "no separator"),
        ("(${count(x)}) => {}", "not stable"),
        ("($$) => {}", "not stable"),
    ] {
        let error = define(rules).expect_err(rules).to_string();
        assert!(error.contains(wanted), "{rules}: {error}");
    }
}

#[test]
fn an_unstable_rule_spoils_only_itself() {
    let rules = "(count $($x:ident)*) => { ${count($x)} }; (one) => { 1 }; (dollar) => { $$x }";
    assert_eq!(text(rules, "one"), "1");
    assert!(matches!(
        expand(rules, "count a b"),
        Err(ExpandError::Unsupported { .. })
    ));
    assert!(matches!(
        expand(rules, "dollar"),
        Err(ExpandError::Unsupported { .. })
    ));
}

#[test]
fn macros_that_define_macros_keep_the_inner_variables() {
    let outer = "($d:tt $n:ident) => { macro_rules! $n { ($d($d x:expr),*; $y:ident) => { [$d($d x),*] $y }; } }";
    let out = expand(outer, "$ inner").expect("expands");
    let item: syn::ItemMacro = syn::parse2(out).expect("a definition");
    let inner = MacroDef::parse(&item, Edition::E2021).expect("inner definition");
    let out = inner
        .expand(
            tokens("1, 2 + 3; z"),
            &CrateName::new("x"),
            &mut Budget::default(),
        )
        .expect("expands");
    assert_eq!(out.tokens.to_string().replace(' ', ""), "[1,2+3]z");
}

#[test]
fn doc_comments_are_attributes_in_a_call_and_nothing_in_a_matcher() {
    assert_eq!(
        text("($(#[$m:meta])* $n:ident) => { $n }", "/// words\n#[x] a"),
        "a"
    );
    assert_eq!(text("(/// ignored\n a) => { 1 }", "a"), "1");
}

#[test]
fn a_bomb_goes_off_in_the_budget() {
    let double = define("($($t:tt)*) => { $($t)* $($t)* }").expect("definition");
    let mut budget = Budget::default();
    let mut input = tokens("a");
    let error = loop {
        match double.expand(input, &CrateName::new("x"), &mut budget) {
            Ok(expansion) => input = expansion.tokens,
            Err(error) => break error,
        }
    };
    assert!(matches!(error, ExpandError::Budget { .. }), "{error}");
    assert!(budget.tokens() <= 2 * Limits::default().tokens);
    assert!(budget.steps() <= 2 * Limits::default().steps);
}

#[test]
fn a_macro_that_calls_itself_twice_ends_in_the_budget() {
    let definition = define("() => { b!(); b!() }").expect("definition");
    let mut budget = Budget::default();
    let mut open = 1_u64;
    let error = loop {
        match definition.expand(TokenStream::new(), &CrateName::new("x"), &mut budget) {
            Ok(_) => open += 1,
            Err(error) => break error,
        }
    };
    assert!(
        matches!(error, ExpandError::Budget { what: "calls", .. }),
        "{error}"
    );
    assert_eq!(open, 1 + Limits::default().calls);
}

#[test]
fn a_matcher_that_never_moves_on_ends_in_the_budget() {
    // Rustc's own check lets this pass, and its own matching would not end.
    let rules = "($( $( $(a)* ),+ )* b) => {}";
    let definition = define(rules).expect("definition");
    let result = definition.expand(
        tokens("a a b"),
        &CrateName::new("x"),
        &mut Budget::default(),
    );
    assert!(
        matches!(
            result,
            Err(ExpandError::Budget { .. } | ExpandError::Ambiguous { .. })
        ),
        "{result:?}"
    );
}

#[test]
fn nesting_has_an_end() {
    let deep = |open: &str, close: &str| format!("{}{}", open.repeat(5000), close.repeat(5000));
    let rules = "($($t:tt)*) => { $($t)* }";
    for call in [
        deep("(", ")"),
        deep("a<", ">"),
        format!("{}x", "!".repeat(5000)),
        format!("{}u8", "&'a ".repeat(5000)),
    ] {
        assert!(
            matches!(expand(rules, &call), Err(ExpandError::TooDeep)),
            "{}",
            &call[..8]
        );
    }
    let flat = "a + b, ".repeat(5000);
    assert!(expand(rules, &flat).is_ok());
    let rules = format!("({}) => {{}}", deep("(", ")"));
    assert!(matches!(define(&rules), Err(DefError::TooDeep)));
}

#[test]
fn what_is_not_too_deep_fits_the_stack() {
    let nest = |open: &str, inner: &str, close: &str, depth: usize| {
        format!("{}{inner}{}", open.repeat(depth), close.repeat(depth))
    };
    let most = Limits::default().nesting;
    let cases = [
        ("expr", nest("(", "x", ")", most)),
        ("expr", nest("[", "x", "]", most)),
        ("expr", nest("{", "x", "}", most)),
        ("expr", nest("f(", "x", ")", most)),
        ("expr", nest("loop {", "x", "}", most)),
        ("expr", nest("match x { _ => ", "x", "}", most / 3)),
        ("expr", nest("|x| {", "x", "}", most / 3)),
        ("expr", nest("!", "x", "", most)),
        ("expr", nest("&mut ", "x", "", most / 2)),
        ("expr", nest("a = ", "x", "", most)),
        ("expr", nest("x + ", "x", "", most)),
        ("expr", nest("x.f().", "x", "", most / 2)),
        ("expr", nest("return ", "x", "", most)),
        ("expr", nest("|| ", "x", "", most / 2)),
        ("expr", nest("if a {} else ", "{}", "", most / 2)),
        ("expr", nest("x as A<", "u8", ">", most / 2)),
        ("ty", nest("A<", "u8", ">", most)),
        ("ty", nest("&", "u8", "", most)),
        ("ty", nest("(", "u8,", ")", most)),
        ("ty", nest("[", "u8", "; 1]", most / 2)),
        ("ty", nest("fn() -> ", "u8", "", most / 2)),
        ("ty", nest("Box<dyn Fn(", "u8", ")>", most / 3)),
        ("pat", nest("(", "x,", ")", most)),
        ("pat", nest("&", "x", "", most)),
        ("pat", nest("x @ ", "x", "", most)),
        ("pat", nest("A(", "x", ")", most)),
        ("item", nest("mod a {", "", "}", most)),
        ("item", nest("fn f() {", "", "}", most / 2)),
        ("stmt", nest("unsafe {", "", "}", most / 2)),
        ("path", nest("a::<", "u8", ">", most / 3)),
    ];
    let work = move || {
        for (kind, call) in cases {
            let rules = format!("($x:{kind}) => {{ $x }}");
            let definition = define(&rules).expect("definition");
            let shown = &call[..call.len().min(20)];
            let input = tokens(&call);
            let result = definition.expand(input, &CrateName::new("x"), &mut Budget::default());
            if let Ok(expansion) = &result {
                let position = match kind {
                    "ty" | "path" => Position::Type,
                    "pat" => Position::Pattern,
                    "item" => Position::Items,
                    _ => Position::Expression,
                };
                drop(parse_as(expansion.tokens.clone(), position));
            }
            assert!(
                matches!(
                    result,
                    Ok(_) | Err(ExpandError::TooDeep | ExpandError::Fragment { .. })
                ),
                "{shown}"
            );
        }
    };
    let thread = std::thread::Builder::new()
        .stack_size(STACK_SIZE)
        .spawn(work)
        .expect("thread");
    thread.join().expect("no overflow");
}

#[test]
fn an_expansion_is_read_as_what_its_place_holds() {
    let read = |text: &str, position| parse_as(tokens(text), position);
    assert!(
        matches!(read("struct A; ; fn f() {}", Position::Items), Ok(Parsed::Items(items)) if items.len() == 2)
    );
    assert!(
        matches!(read("fn f(&self); type T;", Position::TraitItems), Ok(Parsed::TraitItems(items)) if items.len() == 2)
    );
    assert!(matches!(
        read("1 + 1;", Position::Expression),
        Ok(Parsed::Expression(_))
    ));
    assert!(
        matches!(read("let x = 1; x", Position::Statements), Ok(Parsed::Statements(s)) if s.len() == 2)
    );
    assert!(matches!(
        read("A | B", Position::Pattern),
        Ok(Parsed::Pattern(_))
    ));
    assert!(matches!(
        read("Vec<u8>", Position::Type),
        Ok(Parsed::Type(_))
    ));
    let error = read("1 +", Position::Items)
        .expect_err("no item")
        .to_string();
    assert!(error.contains("items"), "{error}");
}

#[test]
fn fragments_stay_opaque_through_text() {
    let kinds = "(1) => {token}; (a b) => {tokens}; ($l:literal) => {literal}; ($t:ty) => {ty}; ($e:expr) => {expr}";
    for (kind, call, result) in [
        ("expr", "1", "literal"),
        ("expr", "1 + 1", "expr"),
        ("literal", "1", "literal"),
        ("ty", "[u8; 2]", "ty"),
        ("tt", "1", "token"),
    ] {
        let passed = expand(&format!("($x:{kind}) => {{ $x }}"), call).expect("expands");
        let text = rememo_build::expand::conceal(passed.clone()).to_string();
        let again = rememo_build::expand::reveal(tokens(&text));
        assert_eq!(again.to_string(), passed.to_string(), "{kind} {call}");
        for input in [passed, again] {
            let definition = define(kinds).expect("definition");
            let expansion = definition.expand(input, &CrateName::new("x"), &mut Budget::default());
            assert_eq!(
                expansion.expect("expands").tokens.to_string(),
                result,
                "{kind} {call}"
            );
        }
    }
}

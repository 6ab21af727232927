//! What the macros of std are given: expressions, captures, traits.

use quote::ToTokens as _;
use rememo_build::expand::builtin::{self, Arguments, FormatTrait, Operand, Value};

fn arguments(call: &str) -> Arguments {
    let call: syn::Macro = syn::parse_str(call).expect("a call");
    let name = call.path.segments.last().expect("a name").ident.to_string();
    builtin::arguments(&name, &call.tokens).unwrap_or_else(|| panic!("{name}"))
}

fn values(call: &str) -> Vec<String> {
    let text = |value: &Value| match value {
        Value::Expr(expr) => expr.to_token_stream().to_string(),
        Value::Named(name, expr) => format!("{name}: {}", expr.to_token_stream()),
        Value::Pat(pat) => pat.to_token_stream().to_string(),
        Value::Type(ty) => ty.to_token_stream().to_string(),
        Value::Item(item) => item.to_token_stream().to_string(),
        _ => panic!("an unknown kind"),
    };
    arguments(call).values.iter().map(text).collect()
}

fn captures(call: &str) -> Vec<String> {
    arguments(call)
        .format
        .expect("a format")
        .captures
        .iter()
        .map(ToString::to_string)
        .collect()
}

fn uses(call: &str) -> Vec<(Operand, FormatTrait)> {
    arguments(call)
        .format
        .expect("a format")
        .uses
        .into_iter()
        .map(|found| (found.operand, found.by))
        .collect()
}

#[test]
fn expressions_are_found() {
    assert_eq!(values("println!()"), Vec::<String>::new());
    assert_eq!(
        values("format!(\"{} {x}\", a + 1, x = f(2),)"),
        ["a + 1", "x: f (2)"]
    );
    assert_eq!(values("write!(out, \"{}\", b)"), ["out", "b"]);
    assert_eq!(values("assert!(a == b, \"{}\", c)"), ["a == b", "c"]);
    assert_eq!(values("assert_eq!(a, b)"), ["a", "b"]);
    assert_eq!(values("vec![f(1); n]"), ["f (1)", "n"]);
    assert_eq!(values("vec![1, g(2), 3,]"), ["1", "g (2)", "3"]);
    assert_eq!(values("vec![]"), Vec::<String>::new());
    assert_eq!(
        values("matches!(x, Some(n) | Ok(n) if n > limit())"),
        ["x", "Some (n) | Ok (n)", "n > limit ()"]
    );
    assert_eq!(values("dbg!(a, b)"), ["a", "b"]);
    assert_eq!(
        values("panic!(concat!(\"a\", \"{}\"), b)"),
        ["concat ! (\"a\" , \"{}\")", "b"]
    );
    assert_eq!(
        values("std::mem::offset_of!(a::B<u8>, c.d)"),
        ["a :: B < u8 >"]
    );
    assert_eq!(
        values("thread_local! { pub static A: u8 = const { f() }; static B: u8 = g() }"),
        [
            "pub static A : u8 = const { f () } ;",
            "static B : u8 = g () ;"
        ]
    );
}

#[test]
fn captures_are_found_and_named_arguments_are_none() {
    assert_eq!(
        captures("format!(\"{x} {y:?} {x:>w$.p$} {{z}} {0} {n}\", 1, n = 2)"),
        ["x", "y", "w", "p"]
    );
    assert_eq!(
        captures("format!(\"{self} {r#type} {type}\")"),
        ["self", "r#type"]
    );
    assert_eq!(
        captures("format!(\"{:}<5} {:{<5} {:é^5}\", 1, 2, 3)"),
        Vec::<String>::new()
    );
}

#[test]
fn the_traits_are_those_that_printing_calls() {
    use FormatTrait::{Debug, Display, LowerHex, UpperExp};
    use Operand::{Name, Value};
    assert_eq!(
        uses("write!(f, \"{} {:?} {a:#010x} {1:E} {:#?}\", p, q, r)"),
        [
            (Value(1), Display),
            (Value(2), Debug),
            (Name("a".into()), LowerHex),
            (Value(2), UpperExp),
            (Value(3), Debug)
        ]
    );
    assert_eq!(
        uses("format!(\"{:.*} {}\", 3, a, b)"),
        [(Value(1), Display), (Value(2), Display)]
    );
    assert_eq!(
        uses("assert_ne!(a, b)"),
        [(Value(0), Debug), (Value(1), Debug)]
    );
    assert_eq!(
        uses("assert_eq!(a, b, \"{}\", c)"),
        [(Value(2), Display), (Value(0), Debug), (Value(1), Debug)]
    );
    assert_eq!(uses("println!(\"{{}}\")"), []);
}

#[test]
fn a_string_that_is_not_known_may_call_any_trait() {
    for call in [
        "format!(concat!(\"{\", \":?}\"), a)",
        "format!(\"{\", a)",
        "format!(\"{:nonsense}\", a)",
    ] {
        let uses = uses(call);
        assert!(
            FormatTrait::ALL.iter().all(|by| uses
                .iter()
                .any(|(of, found)| *of == Operand::Any && found == by)),
            "{call}"
        );
    }
}

#[test]
fn what_is_no_such_macro_or_no_such_call_is_left_to_its_names() {
    for (name, tokens) in [
        ("my_macro", "a"),
        ("env", "\"A\""),
        ("vec", "=>"),
        ("matches", "x"),
        ("assert", ""),
    ] {
        assert!(
            builtin::arguments(name, &tokens.parse().expect("tokens")).is_none(),
            "{name}"
        );
    }
}

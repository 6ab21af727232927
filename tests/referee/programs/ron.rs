//! Reads and writes Rust's own notation.

use std::collections::BTreeMap;

use ron::extensions::Extensions;
use ron::ser::{PrettyConfig, to_string_pretty};
use ron::{Options, Value, from_str, to_string};

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_value() -> String {
    let texts = [
        "Point(x: 1, y: -2.5e3, tag: 'c')",
        "{ \"list\": [1, 0xff, 0b11_01, 3u8], \"none\": None, 'k': Some((true, ())) }",
        "// line\n/* block /* in */ block */ r#\"raw \"text\"\"#",
        "b\"by\\x74es\"",
        "[inf, -inf, 1_000]",
        "\"\\u{1F600}\\n\"",
        "[1, 2",
        "{1: }",
        "300u8",
        "\"open",
        "/* open",
        "'ab'",
        "1 2",
        "#![enable(nothing)] 1",
        "",
    ];
    let told = |text: &&str| match from_str::<Value>(text) {
        Ok(value) => format!("{value:?} {:?}\n", to_string(&value)),
        Err(error) => format!("{error}\n"),
    };
    texts.iter().map(told).collect()
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_write() -> String {
    let mut map: BTreeMap<&str, (Option<Vec<f32>>, char)> = BTreeMap::new();
    map.insert("one", (Some(vec![1.0, 0.25]), '\''));
    map.insert("two \"quoted\"", (None, '\u{7}'));
    let results: [Result<(), String>; 2] = [Ok(()), Err("no\n".into())];
    let wide = PrettyConfig::new()
        .separate_tuple_members(true)
        .enumerate_arrays(true)
        .indentor("  ");
    let tight = PrettyConfig::new()
        .depth_limit(1)
        .compact_arrays(true)
        .number_suffixes(true)
        .escape_strings(false);
    format!(
        "{}\n{}\n{}\n{}",
        to_string(&map).unwrap(),
        to_string_pretty(&map, wide).unwrap(),
        to_string_pretty(&(vec![1_u8, 2], -3_i64, "a\nb"), tight).unwrap(),
        to_string(&results).unwrap()
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_typed() -> String {
    type Pairs = BTreeMap<String, (u8, Option<bool>)>;
    let pairs = from_str::<Pairs>("{\"a\": (1, Some(true)), \"b\": (2, None),}");
    let wrong = [
        "{\"a\": (256, None)}",
        "{\"a\": (1, Some(2))}",
        "{\"a\": (1)}",
        "[1]",
    ];
    let wrong: Vec<String> = wrong
        .iter()
        .map(|text| from_str::<Pairs>(text).unwrap_err().to_string())
        .collect();
    let eager = Options::default()
        .with_default_extension(Extensions::IMPLICIT_SOME)
        .with_recursion_limit(4);
    let implied = eager.from_str::<Vec<Option<i16>>>("[1, None, -5]");
    let deep = eager
        .from_str::<Value>("[[[[[[1]]]]]]")
        .map_err(|error| error.code);
    let result = from_str::<Vec<Result<u8, String>>>("[Ok(1), Err(\"e\"), Maybe(2)]");
    let value: Value = from_str("{\"x\": 7, \"y\": 8}").unwrap();
    let rust: Result<BTreeMap<String, u32>, _> = value.into_rust();
    format!(
        "{pairs:?} {wrong:?} {implied:?} {deep:?} {} {rust:?} {:?}",
        result.unwrap_err(),
        from_str::<(char, String, f64, ())>("('x', \"y\", 1e-3, ())")
    )
}

//! Reads and writes JSON.

use serde_json::{Map, Value, json};

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_value() -> String {
    let texts = ["{\"a\":[1,-2.5e3,null,true],\"b\":\"x\\u00e9\\n\"}", "[1,]", "{\"a\" 1}", "18446744073709551616", "\"\\ud800\"", ""];
    let told = |text: &&str| match serde_json::from_str::<Value>(text) {
        Ok(value) => format!("{value} {value:?}\n"),
        Err(error) => format!("{error} {} {}\n", error.line(), error.column()),
    };
    texts.iter().map(told).collect()
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_write() -> String {
    let value = json!({ "list": [1, 2.5, "three\u{7}"], "none": null, "nested": { "yes": true } });
    format!("{}\n{}", serde_json::to_string(&value).unwrap(), serde_json::to_string_pretty(&value).unwrap())
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_typed() -> String {
    let pairs: Result<Vec<(String, Option<f64>)>, _> = serde_json::from_str("[[\"a\", 1.5], [\"b\", null], [\"c\", 3]]");
    let wrong: Result<Vec<u8>, _> = serde_json::from_slice(b"[1, 256]");
    format!("{pairs:?} {}", wrong.unwrap_err())
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_walk() -> String {
    let mut map = Map::new();
    map.insert("a".to_owned(), Value::from(vec![1, 2, 3]));
    let mut value = Value::Object(map);
    value["b"]["c"] = Value::from("deep");
    format!("{:?} {:?} {} {}", value.pointer("/a/1"), value.get("x"), value["b"]["c"], value["a"] == json!([1, 2, 3]))
}

//! Reads and writes JSON.

use std::collections::HashMap;
use tinyjson::JsonValue;

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_parse() -> String {
    let value: JsonValue = "{\"a\": [1, -2.5e3, true, null, \"x\\u00e9\\n\"]}".parse().unwrap();
    let error = "[1, 2".parse::<JsonValue>().map_err(|error| error.to_string());
    format!("{value:?} {error:?}")
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_query() -> String {
    let value: JsonValue = "{\"a\": {\"b\": [10, 20]}, \"c\": \"text\"}".parse().unwrap();
    let number: f64 = *value["a"]["b"][1].get().unwrap();
    let found: Option<&String> = value["c"].get();
    let list: Vec<JsonValue> = value["a"]["b"].clone().try_into().unwrap();
    let wrong: Result<bool, _> = value["c"].clone().try_into();
    format!("{number} {found:?} {} {:?}", list.len(), wrong.map_err(|error| error.to_string()))
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_format() -> String {
    let mut map = HashMap::new();
    map.insert("k\"\u{1}".to_string(), JsonValue::from(vec![JsonValue::from(1.5), JsonValue::from(()), true.into()]));
    let value = JsonValue::from(map);
    format!("{} {}", value.stringify().unwrap(), value.format().unwrap())
}

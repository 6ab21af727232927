//! Works with strings that lie in place while they are short.

use std::borrow::Cow;

use compact_str::{CompactString, CompactStringExt, ToCompactString, format_compact};

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_edit() -> String {
    let mut text = CompactString::const_new("twenty-four bytes fit in");
    let short = (text.len(), text.is_heap_allocated());
    text.push('!');
    let long = (text.len(), text.is_heap_allocated());
    text.insert_str(6, " and ");
    text.replace_range(..3, "TW");
    let drained: String = text.drain(2..5).rev().collect();
    text.retain(|letter| letter != 'e');
    let tail = text.split_off(10);
    let popped = (text.pop(), text.remove(1));
    text.shrink_to_fit();
    let inline = text.is_heap_allocated();
    text.extend(["-", "more"]);
    text.extend(['é'; 3]);
    text.truncate(12);
    text.insert(0, '→');
    format!(
        "{short:?} {long:?} {drained} {tail:?} {popped:?} {inline} {text} {}",
        text.repeat(3)
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_convert() -> String {
    let bytes = [b'o', b'k', 0xf0, 0x9f, 0x98, 0x80];
    let pair = [0xd83d, 0xde00, 0x0041];
    let broken = [0x0041, 0xd800, 0x0042];
    let long = CompactString::from("a long text that does not fit in place");
    let cow: Cow<'_, str> = CompactString::from("borrowed").into();
    let boxed: Box<str> = long.clone().into();
    format!(
        "{:?} {:?} {:?} {:?} {} {} {cow} {boxed} {} {} {} {:?}",
        CompactString::from_utf8(bytes),
        CompactString::from_utf8(&bytes[..4]).map_err(|error| error.to_string()),
        CompactString::from_utf16(pair),
        CompactString::from_utf16(broken).map_err(|error| error.to_string()),
        CompactString::from_utf16_lossy(broken),
        CompactString::from_utf8_lossy(&bytes[..5]),
        CompactString::from("Straße ΟΔΟΣ").to_lowercase(),
        CompactString::from_str_to_uppercase("ŉ ß"),
        long.clone().into_string().len(),
        long.partial_cmp(&CompactString::from("a short one"))
    )
}

struct Point(i32, f32);

impl std::fmt::Display for Point {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "<{}|{:.2}>", self.0, self.1)
    }
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_collect() -> String {
    let words = ["alpha", "beta", "a word that is too long to lie in place"];
    let joined = words.join_compact(", ");
    let glued = words[..2].concat_compact();
    let letters: CompactString = "naïve".chars().rev().collect();
    let from_parts: CompactString = vec![CompactString::from("x"), "yz".into()]
        .into_iter()
        .collect();
    let numbers = [
        i64::MIN.to_compact_string(),
        7_u8.to_compact_string(),
        true.to_compact_string(),
        'ß'.to_compact_string(),
        0.5_f32.to_compact_string(),
        Point(1, 2.345).to_compact_string(),
        String::from("owned").to_compact_string(),
    ];
    let formatted = format_compact!("{:>6}{:#x}{}", "r", 255, Point(-3, 0.0));
    format!(
        "{joined} {} {glued} {letters} {from_parts} {numbers:?} {formatted} {} {:?}",
        joined.is_heap_allocated(),
        formatted.is_heap_allocated(),
        "12".parse::<CompactString>()
    )
}

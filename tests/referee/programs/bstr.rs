//! Treats bytes as text.

use bstr::{B, BString, ByteSlice, ByteVec};

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_find() -> String {
    let text = B(b"foo bar\xFFfoo \xC3\xA9t foo");
    let at: Vec<usize> = text.find_iter("foo").collect();
    let parts: Vec<String> = text
        .splitn_str(3, "foo")
        .map(|part| format!("{:?}", part.as_bstr()))
        .collect();
    format!(
        "{at:?} {parts:?} {:?} {:?}",
        text.rfind_byte(b'o'),
        text.trim()
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_text() -> String {
    let text = b"a\xE2\x82b \xF0\x9F\x98\x80\xFF";
    let chars: Vec<_> = text.char_indices().collect();
    let graphemes = text.graphemes().rev().count();
    format!(
        "{chars:?} {graphemes} {} {:?} {:?}",
        text.to_str_lossy(),
        text.to_uppercase().as_bstr(),
        text.to_str().map_err(|error| error.to_string())
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_own() -> String {
    let mut text = BString::from("lines\r\nof\ntext");
    text.push_char('\u{DF}');
    text.insert_str(0, "more ");
    let words: Vec<_> = text.words().map(str::len).collect();
    let lines: Vec<_> = text.lines_with_terminator().map(<[u8]>::len).collect();
    format!(
        "{text} {text:?} {words:?} {lines:?} {}",
        text.escape_bytes()
    )
}

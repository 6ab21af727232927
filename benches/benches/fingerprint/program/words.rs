//! Texts that may not be UTF-8.

use bstr::{BStr, ByteSlice, ByteVec};

/// The words.
pub fn words(text: &[u8]) -> Vec<String> {
    text.trim()
        .fields()
        .map(|word| word.to_str_lossy().into_owned())
        .collect()
}

/// The first line, each word with a capital.
pub fn title(text: &[u8]) -> String {
    let line = text.lines().next().unwrap_or_default();
    let mut title: Vec<u8> = Vec::new();
    for word in line.fields() {
        let mut letters = word.chars();
        if let Some(first) = letters.next() {
            title.push_char(first.to_ascii_uppercase());
            title.push_str(letters.as_bytes());
            title.push_str(" ");
        }
    }
    BStr::new(title.trim()).to_string()
}

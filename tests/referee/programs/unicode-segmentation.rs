//! Cuts text where people would.

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_graphemes() -> String {
    let text = "a\u{310}e\u{301}o\u{308}\u{332}\r\n\u{1F1E9}\u{1F1EA}\u{1F469}\u{200D}\u{1F680}";
    let forth: Vec<&str> = text.graphemes(true).collect();
    let back: Vec<usize> = text.grapheme_indices(false).rev().map(|(at, _)| at).collect();
    format!("{forth:?} {back:?}")
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_words() -> String {
    let text = "The quick (\"brown\") fox can't jump 32.3 feet, right?";
    let words: Vec<&str> = text.unicode_words().collect();
    let bounds: Vec<(usize, &str)> = text.split_word_bound_indices().rev().take(5).collect();
    format!("{words:?} {bounds:?} {:?}", "Mr. Fox jumped. [...] The dog was too lazy.".unicode_sentences().collect::<Vec<_>>())
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_cursor() -> String {
    let text = "\u{1F1F7}\u{1F1F8}\u{1F1EE}\u{1F1F4}x";
    let mut cursor = GraphemeCursor::new(0, text.len(), true);
    let mut found = Vec::new();
    while let Ok(Some(at)) = cursor.next_boundary(text, 0) {
        found.push(at);
    }
    format!("{found:?} {:?} {:?}", cursor.prev_boundary(text, 0), cursor.is_boundary(text, 0))
}

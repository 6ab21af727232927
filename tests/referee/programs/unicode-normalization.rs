//! Brings text to one form.

use unicode_normalization::UnicodeNormalization;

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_compose() -> String {
    let text: String = "e\u{301}\u{323} \u{1100}\u{1161}\u{11a8} \u{fb01}"
        .nfc()
        .collect();
    format!("{text:?} {}", unicode_normalization::is_nfc(&text))
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_decompose() -> String {
    let text: String = "\u{1e69} \u{ac01} \u{2460}".nfkd().collect();
    format!(
        "{text:?} {:?}",
        unicode_normalization::is_nfd_quick("\u{e9}".chars())
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_safe() -> String {
    let text: String = format!("a{}", "\u{300}".repeat(40))
        .chars()
        .stream_safe()
        .collect();
    format!(
        "{} {:?} {}",
        text.len(),
        unicode_normalization::char::compose('A', '\u{30a}'),
        unicode_normalization::char::canonical_combining_class('\u{315}')
    )
}

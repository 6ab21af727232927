//! Cuts text into tokens, alike for all languages: words, numbers, and single other characters.

/// The tokens of `text`; white space between them is dropped.
///
/// `if x1 >= 20 {` becomes `if`, `x1`, `>`, `=`, `20`, `{`.
pub fn tokens(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start();
        let first = rest.chars().next()?;
        let length = if is_word(first) {
            rest.find(|c| !is_word(c)).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let (token, tail) = rest.split_at(length);
        rest = tail;
        Some(token)
    })
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

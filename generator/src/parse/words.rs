//! Words in a text, told by what stands around them.

/// Where a word stands in a text.
pub fn occurrences<'t>(text: &'t str, word: &'t str) -> impl Iterator<Item = usize> + 't {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    let found = text.match_indices(if word.is_empty() { "\0" } else { word });
    found.map(|(at, _)| at).filter(move |at| {
        let before = text[..*at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        !before.is_some_and(part) && !after.is_some_and(part)
    })
}

/// Whether a word stands in a text.
pub fn has_word(text: &str, word: &str) -> bool {
    occurrences(text, word).next().is_some()
}

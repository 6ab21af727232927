//! Words in a text, told by what stands around them.

use crate::parse::CALLABLE;

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

/// Whether a text speaks of closures or functions as types.
pub(crate) fn names_functions(text: &str) -> bool {
    let called = |at: usize| {
        let after = text.get(at + "fn".len()..).unwrap_or_default();
        after.trim_start().starts_with('(')
    };
    CALLABLE.iter().any(|word| has_word(text, word))
        || text.match_indices("fn").any(|(at, _)| called(at))
}

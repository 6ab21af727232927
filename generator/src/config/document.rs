//! The text of cache.toml as a spanned tree, with TOML's own complaints made ours.

use super::read::Reader;
use crate::diagnostic::Mistake;
use toml::Spanned;
use toml::de::DeTable;

/// Parses as much as can be, so that a slip in one line does not hide the mistakes in others.
pub(super) fn parse<'t>(reader: &mut Reader, text: &'t str) -> Spanned<DeTable<'t>> {
    let (document, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let span = error.span().unwrap_or(0..text.len().min(1));
        // The end of the file has no character to point at: the last one stands for it.
        let start = span.start.min(text.len().saturating_sub(1));
        let place = reader.place(start..span.end.max(start + 1));
        reader.mistake(
            &place,
            &Mistake::NotToml {
                why: sentence(error.message()),
            },
        );
    }
    document
}

/// TOML's message, said of the file.
fn sentence(message: &str) -> String {
    format!("not TOML: {message}")
}

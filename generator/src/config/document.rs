//! The text of cache.toml as a spanned tree, with TOML's own complaints made ours.

use super::read::Reader;
use crate::diagnostic::Mistake;
use toml::Spanned;
use toml::de::DeTable;

/// What TOML says of a key that is there twice. It goes on with the first one.
const TWICE: &str = "duplicate key";

/// The text as a tree; none if it is no TOML: what the parser makes up to go on would bring faults that are none.
pub(super) fn parse<'t>(reader: &mut Reader, text: &'t str) -> Option<Spanned<DeTable<'t>>> {
    let (document, errors) = DeTable::parse_recoverable(text);
    let mut whole = true;
    for error in errors {
        let span = error.span().unwrap_or(0..text.len().min(1));
        // A key that is not there at all can be "twice" too: that is no TOML.
        if error.message() == TWICE && !span.is_empty() {
            let key = text
                .get(span.clone())
                .unwrap_or_default()
                .trim_matches('"')
                .to_owned();
            reader.wrong(span, &Mistake::ListedTwice { path: key });
            continue;
        }
        whole = false;
        // The end of the file has no character to point at: the last one stands for it.
        let start = span.start.min(text.len().saturating_sub(1));
        let why = format!("not TOML: {}", error.message());
        reader.wrong(start..span.end.max(start + 1), &Mistake::NotToml { why });
    }
    whole.then_some(document)
}

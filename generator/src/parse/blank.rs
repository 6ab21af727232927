//! Stretches of a text made blank before it is parsed: doc comments, which are a third of many files, and whatever else
//! nobody who asks looks at.

fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |end| at + end + 1)
}

/// Appends as many lines as a text has, empty but the last, which has a space for each byte: to lex a space costs as much
/// as to lex what it stands for.
pub(super) fn blank_lines(text: &str, blanked: &mut String) {
    let mut at = 0;
    while at < text.len() {
        let end = line_end(text, at);
        match text[at..end].ends_with('\n') {
            true => blanked.push('\n'),
            false => blanked.push_str(&" ".repeat(end - at)),
        }
        at = end;
    }
}

/// Blanks the doc comments that an item's text begins with, byte by byte: where something stands in it is asked for.
pub fn blank_first(text: &mut String) {
    let mut rest = text.as_str();
    while rest.starts_with("///")
        && let Some(end) = rest.find('\n')
    {
        rest = rest[end..].trim_ascii_start();
    }
    let docs = text.len() - rest.len();
    let mut blanked = String::with_capacity(docs);
    while blanked.len() < docs {
        let at = blanked.len();
        let end = line_end(&text[..docs], at);
        let line = text[at..end].trim_end_matches('\n').len();
        blanked.push_str(&" ".repeat(line));
        blanked.push_str(&text[at + line..end]);
    }
    text.replace_range(..docs, &blanked);
}

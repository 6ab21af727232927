//! Doc comments are a third of many files, and facts have nothing of them but that an item begins where its docs do:
//! they are blanked before anything is parsed, which saves most of what they cost.

use std::collections::BTreeMap;

/// A text without its doc comments: all else is on the same line, and as far from its start.
pub(super) struct Blanked {
    pub(super) text: String,
    /// Where doc comments were: where they began, by the byte of what they stand before.
    pub(super) before: BTreeMap<u32, u32>,
}

/// Blanks the doc comments of whole lines, `/// …`.
///
/// Only where that cannot change how anything else is read: a line that may end or begin a string or a comment stays, so
/// that one within such stays within it, and all stay that comments follow.
pub(super) fn blank(text: &str) -> Blanked {
    let mut blanked = String::with_capacity(text.len());
    let mut before = BTreeMap::new();
    let mut copied = 0;
    // Where the run of doc comments began that the lines so far ended with.
    let mut run: Option<usize> = None;
    let mut at = 0;
    while at < text.len() {
        let end = line_end(text, at);
        let line = text[at..end].trim_ascii_start();
        let start = end - line.len();
        at = end;
        match line {
            "" => {}
            _ if is_doc(line) => run = run.or(Some(start)),
            _ => {
                let blank = run.take().filter(|_| !is_comment(line));
                if let Some(from) = blank {
                    blanked.push_str(&text[copied..from]);
                    blank_lines(&text[from..start], &mut blanked);
                    copied = start;
                    before.insert(start as u32, from as u32);
                }
            }
        }
    }
    blanked.push_str(&text[copied..]);
    Blanked {
        text: blanked,
        before,
    }
}

fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |end| at + end + 1)
}

/// Whether all of a line is a doc comment, and nothing in it ends or begins a string or a comment.
fn is_doc(line: &str) -> bool {
    let Some(said) = line.strip_prefix("///") else {
        return false;
    };
    let begins_or_ends = said.contains('/') && (said.contains("*/") || said.contains("/*"));
    !said.starts_with('/') && !said.contains('"') && !begins_or_ends
}

/// Whether a line begins with a comment: what is before it may be part of more docs.
fn is_comment(line: &str) -> bool {
    line.starts_with("//") || line.starts_with("/*")
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

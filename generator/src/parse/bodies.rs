//! Functions' bodies are most of a file, and facts have nothing of them but the items inside. A body in which no word
//! begins an item is left out before syn sees it, which saves most of the parsing.
//!
//! A body that does not parse is met when its function is: it is read as bare tokens, and rustc tells of it.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// Whether a word is one of those without which no item begins. A body that has one of them only in a comment is kept
/// for nothing.
fn begins_item(word: &[u8]) -> bool {
    matches!(
        word,
        b"fn"
            | b"struct"
            | b"enum"
            | b"union"
            | b"trait"
            | b"impl"
            | b"mod"
            | b"use"
            | b"const"
            | b"static"
            | b"type"
            | b"extern"
            | b"macro_rules"
            | b"macro"
    )
}

/// Whether a byte is part of a word.
const IS_PART: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        let it = byte as u8;
        table[byte] = it == b'_' || it.is_ascii_alphanumeric() || it >= 0x80;
        byte += 1;
    }
    table
};

/// The tokens of items with the bodies of functions empty, but for those that may hold items; `text` is where their
/// spans point.
pub(super) fn without_bodies(tokens: TokenStream, text: &str) -> TokenStream {
    let mut out: Vec<TokenTree> = Vec::new();
    let mut of_function = false;
    // Inside `<…>` braces are arguments.
    let mut angles = 0_usize;
    let mut before = ' ';
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let mut punct = ' ';
        let token = match token {
            TokenTree::Ident(ident) => {
                // `fn(u8)` is a type.
                if ident == "fn" && matches!(tokens.peek(), Some(TokenTree::Ident(_))) {
                    (of_function, angles) = (true, 0);
                }
                TokenTree::Ident(ident)
            }
            TokenTree::Punct(mark) => {
                punct = mark.as_char();
                match punct {
                    '<' => angles += 1,
                    '>' if !matches!(before, '-' | '=') => angles = angles.saturating_sub(1),
                    ';' => of_function = false,
                    _ => {}
                }
                TokenTree::Punct(mark)
            }
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                let is_body = of_function && angles == 0;
                of_function &= !is_body;
                let inside = match is_body {
                    true if may_hold_items(&group, text) => None,
                    true => Some(TokenStream::new()),
                    false => Some(without_bodies(group.stream(), text)),
                };
                TokenTree::Group(match inside {
                    Some(inside) => with_inside(&group, inside),
                    None => group,
                })
            }
            other => other,
        };
        before = punct;
        out.push(token);
    }
    out.into_iter().collect()
}

fn with_inside(group: &Group, inside: TokenStream) -> Group {
    let mut new = Group::new(group.delimiter(), inside);
    new.set_span(group.span());
    new
}

/// Whether a word in a body begins an item, or an attribute of the function stands in it.
fn may_hold_items(body: &Group, text: &str) -> bool {
    let Some(body) = text.get(body.span().byte_range()) else {
        return true;
    };
    // By index and by pattern: unoptimised, an iterator costs many times what is done here, and bodies are most of a file.
    let bytes = body.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        while at < bytes.len() && IS_PART[bytes[at] as usize] {
            at += 1;
        }
        if at > start && begins_item(&bytes[start..at]) {
            return true;
        }
        if at < bytes.len() && bytes[at] == b'#' && body[at..].starts_with("#!") {
            return true;
        }
        at += 1;
    }
    false
}

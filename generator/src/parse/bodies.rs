//! Functions' bodies are most of a file, and facts have nothing of them but the items inside. A body in which no word
//! begins an item is left out before syn sees it, which saves most of the parsing.
//!
//! A body that does not parse is met when its function is: it is read as bare tokens, and rustc tells of it.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// Words without which no item begins. A body that has one of them only in a comment is kept for nothing.
const BEGIN_ITEMS: &[&str] = &[
    "fn",
    "struct",
    "enum",
    "union",
    "trait",
    "impl",
    "mod",
    "use",
    "const",
    "static",
    "type",
    "extern",
    "macro_rules",
    "macro",
];

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
    let mut word = None;
    for (at, byte) in body.bytes().enumerate() {
        let is_part = byte == b'_' || byte.is_ascii_alphanumeric() || byte >= 0x80;
        match (is_part, word) {
            (true, None) => word = Some(at),
            (false, Some(start)) => {
                if BEGIN_ITEMS.contains(&&body[start..at]) {
                    return true;
                }
                word = None;
            }
            _ => {}
        }
        if byte == b'#' && body[at..].starts_with("#!") {
            return true;
        }
    }
    false
}

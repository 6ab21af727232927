//! Tokens to bytes to hash: one form whatever the white space was.

use crate::parse::normal::NORMAL_FORM;
use proc_macro2::{Delimiter, Group, Spacing, TokenStream, TokenTree};
use std::collections::BTreeSet;

/// A hash over tokens: their kinds and texts, with operators glued as rustc reads them.
///
/// Spacing counts only where it makes another operator (`& &` is not `&&`), so white space never does.
pub fn hash_tokens(tokens: TokenStream) -> [u8; 32] {
    let mut bytes = Vec::with_capacity(4096);
    bytes.push(NORMAL_FORM);
    write_tokens(tokens, &mut bytes);
    *blake3::hash(&bytes).as_bytes()
}

/// The path that begins with a name among tokens, its names without `r#`, and where the last of them stands; none where no
/// name does.
pub(crate) fn path_at(tokens: &[TokenTree], mut at: usize) -> Option<(Vec<String>, usize)> {
    let name = |at: usize| match tokens.get(at) {
        Some(TokenTree::Ident(name)) => Some(name.to_string().replace("r#", "")),
        _ => None,
    };
    let is_colon =
        |at: usize| matches!(tokens.get(at), Some(TokenTree::Punct(mark)) if mark.as_char() == ':');
    let mut names = vec![name(at)?];
    while is_colon(at + 1)
        && is_colon(at + 2)
        && let Some(next) = name(at + 3)
    {
        names.push(next);
        at += 3;
    }
    Some((names, at))
}

/// Operators of two and three characters, longest first.
const GLUED: &[&str] = &[
    "<<=", ">>=", "...", "..=", "::", "->", "=>", "==", "!=", "<=", ">=", "&&", "||", "+=", "-=",
    "*=", "/=", "%=", "^=", "&=", "|=", "<<", ">>", "..", "<-",
];

fn write_tokens(tokens: TokenStream, out: &mut Vec<u8>) {
    let mut run = String::new();
    for token in tokens {
        if let TokenTree::Punct(punct) = &token {
            run.push(punct.as_char());
            // A quote opens a lifetime; it belongs to the name that follows.
            if punct.spacing() == Spacing::Joint && punct.as_char() != '\'' {
                continue;
            }
            flush(&mut run, out);
            continue;
        }
        flush(&mut run, out);
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => (b'(', b')'),
                    Delimiter::Brace => (b'{', b'}'),
                    Delimiter::Bracket => (b'[', b']'),
                    Delimiter::None => (b'<', b'>'),
                };
                out.extend_from_slice(&[b'G', open]);
                write_tokens(group.stream(), out);
                out.extend_from_slice(&[b'g', close]);
            }
            TokenTree::Ident(ident) => text(b'I', &ident.to_string(), out),
            TokenTree::Literal(literal) => text(b'L', &literal.to_string(), out),
            TokenTree::Punct(_) => {}
        }
    }
    flush(&mut run, out);
}

/// Writes a run of joint punctuation as the operators rustc would read in it.
fn flush(run: &mut String, out: &mut Vec<u8>) {
    let mut rest = run.as_str();
    while let Some(first) = rest.chars().next() {
        // Most stand alone, and unoptimised the search is most of what a token costs.
        let is_last = rest.len() == first.len_utf8();
        let operator = match is_last {
            true => None,
            false => GLUED.iter().find(|glued| rest.starts_with(**glued)),
        };
        let length = operator.map_or(first.len_utf8(), |glued| glued.len());
        text(b'P', &rest[..length], out);
        rest = &rest[length..];
    }
    run.clear();
}

/// Kind, length, text: no two sequences of tokens share their bytes.
fn text(kind: u8, text: &str, out: &mut Vec<u8>) {
    out.push(kind);
    out.extend_from_slice(&(text.len() as u32).to_le_bytes());
    out.extend_from_slice(text.as_bytes());
}

/// The text of a path or type with all white space gone where it does not matter: for names and messages.
pub fn compact(tokens: TokenStream) -> String {
    let mut out = String::new();
    compact_into(tokens, &mut out);
    out
}

/// What stands around a group.
pub(crate) fn around(group: &Group) -> (&'static str, &'static str) {
    match group.delimiter() {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Brace => ("{", "}"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::None => ("", ""),
    }
}

fn compact_into(tokens: TokenStream, out: &mut String) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                let (open, close) = around(&group);
                out.push_str(open);
                compact_into(group.stream(), out);
                out.push_str(close);
            }
            TokenTree::Punct(punct) => {
                let c = punct.as_char();
                if matches!(c, '+' | '=') && punct.spacing() == Spacing::Alone {
                    out.push_str(&format!(" {c} "));
                } else {
                    out.push(c);
                    if c == ',' {
                        out.push(' ');
                    }
                }
            }
            other => {
                if out.ends_with(|c: char| c.is_alphanumeric() || c == '_') {
                    out.push(' ');
                }
                out.push_str(&other.to_string());
            }
        }
    }
}

/// All identifiers in tokens.
pub fn identifiers(tokens: TokenStream, found: &mut BTreeSet<String>) {
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => {
                found.insert(ident.to_string().replace("r#", ""));
            }
            TokenTree::Group(group) => identifiers(group.stream(), found),
            _ => {}
        }
    }
}

/// All macro calls in tokens, those among the arguments of others included: the path of each, with a `$` before one that a
/// macro is given, and its arguments.
pub(crate) fn macro_calls(tokens: TokenStream, found: &mut dyn FnMut(String, TokenStream)) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mark = |at: Option<usize>, of: char| {
        let token = at.and_then(|at| tokens.get(at));
        matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == of)
    };
    for (at, token) in tokens.iter().enumerate() {
        let TokenTree::Group(group) = token else {
            continue;
        };
        macro_calls(group.stream(), found);
        let Some(mut first) = at.checked_sub(2) else {
            continue;
        };
        if !mark(at.checked_sub(1), '!') {
            continue;
        }
        // `$($name)*!(…)`: what a macro by example was given, in parts.
        let is_repeated = ['*', '+', '?'].iter().any(|of| mark(Some(first), *of))
            && matches!(
                first.checked_sub(1).map(|at| &tokens[at]),
                Some(TokenTree::Group(_))
            )
            && mark(first.checked_sub(2), '$');
        let TokenTree::Ident(name) = &tokens[first] else {
            if is_repeated {
                found("$".to_owned(), group.stream());
            }
            continue;
        };
        let mut path = name.to_string();
        while mark(first.checked_sub(1), ':')
            && mark(first.checked_sub(2), ':')
            && let Some(before) = first.checked_sub(3)
            && let TokenTree::Ident(segment) = &tokens[before]
        {
            path = format!("{segment}::{path}");
            first = before;
        }
        // `$name:ident!(…)` in what a macro by example takes.
        if mark(first.checked_sub(1), ':') && mark(first.checked_sub(3), '$') {
            continue;
        }
        if mark(first.checked_sub(1), '$') && !path.starts_with("crate::") {
            path = format!("${path}");
        }
        found(path, group.stream());
    }
}

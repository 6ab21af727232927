//! Tokens as macros see them: punctuation glued (`=>` is one token), a lifetime one token, a group opened and closed.

use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};
use syn::buffer::Cursor;

/// One token that a matcher asks for or a separator is.
#[derive(Debug, Clone)]
pub(super) enum Token {
    Ident(Ident),
    /// The name, without its apostrophe.
    Lifetime(Ident),
    /// Compared as written: `1` and `0x1` are two tokens.
    Literal(Literal),
    Operator(&'static str),
}

/// What stands at a place of the input.
#[derive(Debug, Clone)]
pub(super) enum Look {
    Ident(Ident),
    Lifetime(Ident),
    Literal(Literal),
    Operator(&'static str),
    /// [`Delimiter::None`] is a matched fragment of another macro.
    Open(Delimiter),
    Close,
    End,
}

impl Token {
    pub(super) fn matches(&self, look: &Look) -> bool {
        match (self, look) {
            (Token::Ident(a), Look::Ident(b)) | (Token::Lifetime(a), Look::Lifetime(b)) => a == b,
            (Token::Literal(a), Look::Literal(b)) => a.to_string() == b.to_string(),
            (Token::Operator(a), Look::Operator(b)) => a == b,
            _ => false,
        }
    }
}

/// The operator that begins with `first`, and how many characters it has. `next` gives, one after the other, the
/// characters that follow without a space. Greedy as the lexer is: every prefix of an operator is an operator.
pub(super) fn glue(first: char, mut next: impl FnMut() -> Option<char>) -> (&'static str, usize) {
    let one = single(first);
    let Some(two) = next().and_then(|second| double(first, second)) else {
        return (one, 1);
    };
    let Some(three) = next().and_then(|third| triple(two, third)) else {
        return (two, 2);
    };
    (three, 3)
}

fn single(char: char) -> &'static str {
    match char {
        '=' => "=",
        '<' => "<",
        '>' => ">",
        '!' => "!",
        '~' => "~",
        '+' => "+",
        '-' => "-",
        '*' => "*",
        '/' => "/",
        '%' => "%",
        '^' => "^",
        '&' => "&",
        '|' => "|",
        '@' => "@",
        '.' => ".",
        ',' => ",",
        ';' => ";",
        ':' => ":",
        '#' => "#",
        '$' => "$",
        '?' => "?",
        // No lexer gives another; it then matches nothing.
        _ => "",
    }
}

fn double(first: char, second: char) -> Option<&'static str> {
    Some(match (first, second) {
        (':', ':') => "::",
        ('-', '>') => "->",
        ('=', '>') => "=>",
        ('<', '-') => "<-",
        ('=', '=') => "==",
        ('!', '=') => "!=",
        ('<', '=') => "<=",
        ('>', '=') => ">=",
        ('&', '&') => "&&",
        ('|', '|') => "||",
        ('<', '<') => "<<",
        ('>', '>') => ">>",
        ('+', '=') => "+=",
        ('-', '=') => "-=",
        ('*', '=') => "*=",
        ('/', '=') => "/=",
        ('%', '=') => "%=",
        ('^', '=') => "^=",
        ('&', '=') => "&=",
        ('|', '=') => "|=",
        ('.', '.') => "..",
        _ => return None,
    })
}

fn triple(two: &str, third: char) -> Option<&'static str> {
    Some(match (two, third) {
        ("<<", '=') => "<<=",
        (">>", '=') => ">>=",
        ("..", '.') => "...",
        ("..", '=') => "..=",
        _ => return None,
    })
}

/// What stands at `cursor`, and how many token trees it is made of. A place at the end of a group looks like
/// [`Look::End`]; the caller knows whether a group is open.
pub(super) fn look(cursor: Cursor<'_>) -> (Look, usize) {
    if let Some((_, delimiter, _, _)) = cursor.any_group() {
        return (Look::Open(delimiter), 1);
    }
    let Some((tree, rest)) = cursor.token_tree() else {
        return (Look::End, 0);
    };
    match tree {
        TokenTree::Ident(ident) => (Look::Ident(ident), 1),
        TokenTree::Literal(literal) => (Look::Literal(literal), 1),
        TokenTree::Group(group) => (Look::Open(group.delimiter()), 1),
        TokenTree::Punct(punct) if punct.as_char() == '\'' => match rest.token_tree() {
            Some((TokenTree::Ident(name), _)) => (Look::Lifetime(name), 2),
            _ => (Look::Operator("'"), 1),
        },
        TokenTree::Punct(punct) => {
            let mut joint = punct.spacing() == Spacing::Joint;
            let mut rest = rest;
            let (text, width) = glue(punct.as_char(), || {
                if !joint || rest.any_group().is_some() {
                    return None;
                }
                let (next, after) = rest.punct()?;
                joint = next.spacing() == Spacing::Joint;
                rest = after;
                Some(next.as_char())
            });
            (Look::Operator(text), width)
        }
    }
}

/// Writes an operator so that it is one token whatever follows it.
pub(super) fn write_operator(text: &str, span: Span, out: &mut Vec<TokenTree>) {
    let mut chars = text.chars().peekable();
    while let Some(char) = chars.next() {
        let spacing = if chars.peek().is_some() {
            Spacing::Joint
        } else {
            Spacing::Alone
        };
        let mut punct = Punct::new(char, spacing);
        punct.set_span(span);
        out.push(punct.into());
    }
}

/// Writes a lifetime.
pub(super) fn write_lifetime(name: &Ident, out: &mut Vec<TokenTree>) {
    let mut quote = Punct::new('\'', Spacing::Joint);
    quote.set_span(name.span());
    out.push(quote.into());
    out.push(name.clone().into());
}

/// Writes a token of a definition.
pub(super) fn write_token(token: &Token, span: Span, out: &mut Vec<TokenTree>) {
    match token {
        Token::Ident(ident) => out.push(ident.clone().into()),
        Token::Lifetime(name) => write_lifetime(name, out),
        Token::Literal(literal) => out.push(literal.clone().into()),
        Token::Operator(text) => write_operator(text, span, out),
    }
}

/// A part of a macro's definition.
#[derive(Debug)]
pub(super) enum Part {
    Dollar(Span),
    Token(Token, Span),
    Group(Group),
}

/// Reads the parts of a definition one by one.
pub(super) struct Reader {
    trees: Vec<TokenTree>,
    at: usize,
}

impl Reader {
    pub(super) fn new(tokens: TokenStream) -> Reader {
        Reader {
            trees: tokens.into_iter().collect(),
            at: 0,
        }
    }

    pub(super) fn next(&mut self) -> Option<Part> {
        let tree = self.trees.get(self.at)?.clone();
        self.at += 1;
        let span = tree.span();
        Some(match tree {
            TokenTree::Group(group) => Part::Group(group),
            TokenTree::Ident(ident) => Part::Token(Token::Ident(ident), span),
            TokenTree::Literal(literal) => Part::Token(Token::Literal(literal), span),
            TokenTree::Punct(punct) if punct.as_char() == '$' => Part::Dollar(span),
            TokenTree::Punct(punct) if punct.as_char() == '\'' => match self.trees.get(self.at) {
                Some(TokenTree::Ident(name)) => {
                    let name = name.clone();
                    self.at += 1;
                    Part::Token(Token::Lifetime(name), span)
                }
                _ => Part::Token(Token::Operator(""), span),
            },
            TokenTree::Punct(punct) => {
                let mut joint = punct.spacing() == Spacing::Joint;
                let mut ahead = self.trees.get(self.at..).unwrap_or_default().iter();
                let (text, width) = glue(punct.as_char(), || match ahead.next() {
                    Some(TokenTree::Punct(next)) if joint => {
                        joint = next.spacing() == Spacing::Joint;
                        Some(next.as_char())
                    }
                    _ => None,
                });
                self.at += width - 1;
                Part::Token(Token::Operator(text), span)
            }
        })
    }
}

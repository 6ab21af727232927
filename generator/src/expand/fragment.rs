//! Fragments: what `$name:kind` may begin with, how it is read, and how it is written when passed on.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use syn::buffer::Cursor;
use syn::ext::IdentExt as _;
use syn::parse::{ParseBuffer, ParseStream, discouraged::Speculative as _};
use syn::{
    Attribute, Block, Expr, Item, Lit, Meta, ParenthesizedGenericArguments, Pat, Path, Token, Type,
    Visibility, token,
};

use super::definition::Edition;
use super::token::{Look, look};

/// The kinds of fragments of stable Rust.
///
/// When passed on to another macro a fragment is opaque, but for `ident`, `tt` and `lifetime`: it is written inside
/// 1 to 6 nested invisible groups. How many tells the kind: 1 `expr` `expr_2021` `literal` `block` `item` `vis`, 2 `path`,
/// 3 `ty`, 4 `pat` `pat_param`, 5 `stmt`, 6 `meta`. (Rustc keeps the kind in the delimiter, which a token stream cannot.)
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
#[allow(missing_docs)] // The language's own words.
pub enum FragmentKind {
    Block,
    Expr,
    /// `expr` as it was before the 2024 edition: neither `_` nor `const { … }`.
    Expr2021,
    Ident,
    Item,
    Lifetime,
    Literal,
    Meta,
    Pat,
    /// A pattern without `|` at its top.
    PatParam,
    Path,
    Stmt,
    Tt,
    Ty,
    Vis,
}

impl FragmentKind {
    /// The kind that a fragment specifier means in a macro of this edition.
    #[must_use]
    pub fn from_name(name: &str, edition: Edition) -> Option<FragmentKind> {
        Some(match name {
            "block" => FragmentKind::Block,
            "expr" if edition >= Edition::E2024 => FragmentKind::Expr,
            "expr" | "expr_2021" => FragmentKind::Expr2021,
            "ident" => FragmentKind::Ident,
            "item" => FragmentKind::Item,
            "lifetime" => FragmentKind::Lifetime,
            "literal" => FragmentKind::Literal,
            "meta" => FragmentKind::Meta,
            "pat" if edition >= Edition::E2021 => FragmentKind::Pat,
            "pat" | "pat_param" => FragmentKind::PatParam,
            "path" => FragmentKind::Path,
            "stmt" => FragmentKind::Stmt,
            "tt" => FragmentKind::Tt,
            "ty" => FragmentKind::Ty,
            "vis" => FragmentKind::Vis,
            _ => return None,
        })
    }

    /// As rustc's messages call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            FragmentKind::Block => "block",
            FragmentKind::Expr => "expr",
            FragmentKind::Expr2021 => "expr_2021",
            FragmentKind::Ident => "ident",
            FragmentKind::Item => "item",
            FragmentKind::Lifetime => "lifetime",
            FragmentKind::Literal => "literal",
            FragmentKind::Meta => "meta",
            FragmentKind::Pat => "pat",
            FragmentKind::PatParam => "pat_param",
            FragmentKind::Path => "path",
            FragmentKind::Stmt => "stmt",
            FragmentKind::Tt => "tt",
            FragmentKind::Ty => "ty",
            FragmentKind::Vis => "vis",
        }
    }

    /// How many invisible groups it is written in; 0 if it is not opaque.
    fn layers(self) -> usize {
        match self {
            FragmentKind::Ident | FragmentKind::Lifetime | FragmentKind::Tt => 0,
            FragmentKind::Expr
            | FragmentKind::Expr2021
            | FragmentKind::Literal
            | FragmentKind::Block
            | FragmentKind::Item
            | FragmentKind::Vis => 1,
            FragmentKind::Path => PATH_LAYERS,
            FragmentKind::Ty => TYPE_LAYERS,
            FragmentKind::Pat | FragmentKind::PatParam => 4,
            FragmentKind::Stmt => STMT_LAYERS,
            FragmentKind::Meta => 6,
        }
    }

    /// Whether a fragment of this kind can begin here, rustc's own (one token's) look ahead. Once it says yes, the
    /// fragment must parse.
    pub(super) fn may_begin(self, look: &Look, cursor: Cursor<'_>) -> bool {
        match look {
            Look::Close | Look::End => false,
            Look::Open(Delimiter::None) => self.may_begin_with_fragment(cursor),
            _ => match self {
                FragmentKind::Tt | FragmentKind::Item | FragmentKind::Stmt => true,
                FragmentKind::Ident => is_name(look),
                FragmentKind::Lifetime => matches!(look, Look::Lifetime(_)),
                FragmentKind::Literal => match look {
                    Look::Literal(_) | Look::Operator("-") => true,
                    Look::Ident(ident) => ident == "true" || ident == "false",
                    _ => false,
                },
                FragmentKind::Block => matches!(look, Look::Open(Delimiter::Brace)),
                FragmentKind::Path | FragmentKind::Meta => {
                    matches!(look, Look::Ident(_) | Look::Operator("::"))
                }
                FragmentKind::Vis => {
                    matches!(look, Look::Ident(_) | Look::Operator(",")) || begins_type(look)
                }
                FragmentKind::Ty => begins_type(look),
                FragmentKind::Expr => {
                    matches!(look, Look::Ident(ident) if ident == "_")
                        || begins_expr(look) && !is_word(look, "let")
                }
                FragmentKind::Expr2021 => {
                    begins_expr(look) && !is_word(look, "let") && !is_word(look, "const")
                }
                FragmentKind::Pat => begins_pattern(look) || matches!(look, Look::Operator("|")),
                FragmentKind::PatParam => begins_pattern(look),
            },
        }
    }

    /// As [`FragmentKind::may_begin`], where a fragment of another macro stands.
    fn may_begin_with_fragment(self, cursor: Cursor<'_>) -> bool {
        let Some((layers, content)) = opened(cursor) else {
            return false;
        };
        match self {
            FragmentKind::Tt | FragmentKind::Item | FragmentKind::Stmt | FragmentKind::Vis => true,
            FragmentKind::Ident | FragmentKind::Lifetime => false,
            FragmentKind::Literal => layers == 1 && is_literal(content),
            FragmentKind::Block => layers == 1 || layers == STMT_LAYERS,
            FragmentKind::Path | FragmentKind::Meta => true,
            FragmentKind::Ty => layers == TYPE_LAYERS || layers == PATH_LAYERS,
            FragmentKind::Pat | FragmentKind::PatParam => layers != STMT_LAYERS,
            FragmentKind::Expr | FragmentKind::Expr2021 => {
                let first = look(content).0;
                layers <= PATH_LAYERS
                    && !matches!(first, Look::End)
                    && (begins_expr(&first) || is_word(&first, "_"))
            }
        }
    }

    /// Reads one fragment off `input`.
    pub(super) fn read(self, input: ParseStream<'_>) -> syn::Result<()> {
        match self {
            FragmentKind::Block => input.parse::<Block>().map(drop),
            FragmentKind::Expr | FragmentKind::Expr2021 => input.parse::<Expr>().map(drop),
            FragmentKind::Ident => input.call(Ident::parse_any).map(drop),
            FragmentKind::Item => input.parse::<Item>().map(drop),
            FragmentKind::Lifetime => input.parse::<syn::Lifetime>().map(drop),
            FragmentKind::Literal => {
                input.parse::<Option<Token![-]>>()?;
                input.parse::<Lit>().map(drop)
            }
            FragmentKind::Meta => input.parse::<Meta>().map(drop),
            FragmentKind::Pat => Pat::parse_multi_with_leading_vert(input).map(drop),
            FragmentKind::PatParam => Pat::parse_single(input).map(drop),
            FragmentKind::Path => {
                input.parse::<Path>()?;
                if input.peek(token::Paren) {
                    // `Fn(A) -> B`, which syn reads only where it knows of a bound.
                    input.parse::<ParenthesizedGenericArguments>()?;
                }
                Ok(())
            }
            FragmentKind::Stmt => statement(input),
            FragmentKind::Tt => input.parse::<TokenTree>().map(drop),
            FragmentKind::Ty => input.parse::<Type>().map(drop),
            FragmentKind::Vis => input.parse::<Visibility>().map(drop),
        }
    }

    /// Writes what was read, opaque if the kind is.
    pub(super) fn wrap(self, trees: Vec<TokenTree>) -> Vec<TokenTree> {
        let layers = self.layers();
        if layers == 0 {
            return trees;
        }
        let mut content: TokenStream = match trees.as_slice() {
            // A fragment passed on whole is not wrapped again, but is now of this kind.
            [TokenTree::Group(group)] if group.delimiter() == Delimiter::None => innermost(group),
            _ => trees.into_iter().collect(),
        };
        let span = content.clone().into_iter().next().map(|tree| tree.span());
        for _ in 0..layers {
            let mut group = Group::new(Delimiter::None, content);
            if let Some(span) = span {
                group.set_span(span);
            }
            content = TokenTree::Group(group).into();
        }
        content.into_iter().collect()
    }
}

pub(super) const PATH_LAYERS: usize = 2;
pub(super) const TYPE_LAYERS: usize = 3;
pub(super) const STMT_LAYERS: usize = 5;

/// The fragment that stands here: its layers, and its content.
fn opened(cursor: Cursor<'_>) -> Option<(usize, Cursor<'_>)> {
    let (mut content, _, _) = cursor.group(Delimiter::None)?;
    let mut layers = 1;
    while let Some((inside, _, after)) = content.group(Delimiter::None) {
        if !after.eof() {
            break;
        }
        content = inside;
        layers += 1;
    }
    Some((layers, content))
}

/// What a fragment holds, without the groups that make it opaque.
pub(super) fn innermost(group: &Group) -> TokenStream {
    layers_and_content(group).1
}

/// As [`innermost`], with the number of groups.
pub(super) fn layers_and_content(group: &Group) -> (usize, TokenStream) {
    let mut content = group.stream();
    let mut layers = 1;
    loop {
        let mut trees = content.clone().into_iter();
        match (trees.next(), trees.next()) {
            (Some(TokenTree::Group(inside)), None) if inside.delimiter() == Delimiter::None => {
                content = inside.stream();
                layers += 1;
            }
            _ => return (layers, content),
        }
    }
}

/// A statement without its semicolon, except where that belongs to an item.
fn statement(input: ParseStream<'_>) -> syn::Result<()> {
    let ahead = input.fork();
    ahead.call(Attribute::parse_outer)?;
    if ahead.peek(Token![let]) {
        ahead.parse::<Token![let]>()?;
        Pat::parse_multi_with_leading_vert(&ahead)?;
        if ahead.parse::<Option<Token![:]>>()?.is_some() {
            ahead.parse::<Type>()?;
        }
        if ahead.parse::<Option<Token![=]>>()?.is_some() {
            ahead.parse::<Expr>()?;
            if ahead.parse::<Option<Token![else]>>()?.is_some() {
                ahead.parse::<Block>()?;
            }
        }
        input.advance_to(&ahead);
        return Ok(());
    }
    let item: ParseBuffer<'_> = input.fork();
    match item.parse::<Item>() {
        Ok(Item::Macro(call)) if call.ident.is_none() => {}
        Ok(_) => {
            input.advance_to(&item);
            return Ok(());
        }
        Err(_) => {}
    }
    input.parse::<Expr>().map(drop)
}

/// Whether nothing but a literal, perhaps negative, stands here.
fn is_literal(cursor: Cursor<'_>) -> bool {
    let Some((first, mut rest)) = cursor.token_tree() else {
        return false;
    };
    match first {
        TokenTree::Literal(_) => rest.eof(),
        TokenTree::Ident(word) => (word == "true" || word == "false") && rest.eof(),
        TokenTree::Punct(minus) if minus.as_char() == '-' => match rest.token_tree() {
            Some((TokenTree::Literal(_), after)) => {
                rest = after;
                rest.eof()
            }
            _ => false,
        },
        _ => false,
    }
}

fn is_word(look: &Look, word: &str) -> bool {
    matches!(look, Look::Ident(ident) if ident == word)
}

fn is_name(look: &Look) -> bool {
    matches!(look, Look::Ident(ident) if ident != "_")
}

const RESERVED: [&str; 52] = [
    "_", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue",
    "crate", "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if",
    "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub",
    "ref", "return", "self", "Self", "static", "struct", "super", "trait", "true", "try", "type",
    "typeof", "unsafe", "unsized", "use", "virtual", "where", "while",
];

/// Keywords that are the first of a path.
const PATH_WORDS: [&str; 4] = ["crate", "self", "Self", "super"];

/// Keywords that begin an expression. `async`, `await`, `dyn`, `gen` and `try` are names in old editions: as reserved
/// words that begin an expression either way, or never one.
const EXPR_WORDS: [&str; 23] = [
    "async", "become", "box", "break", "const", "continue", "do", "false", "for", "gen", "if",
    "let", "loop", "match", "move", "return", "static", "true", "try", "unsafe", "while", "yield",
    "await",
];

const TYPE_WORDS: [&str; 8] = [
    "_", "dyn", "extern", "fn", "for", "impl", "typeof", "unsafe",
];

fn begins_with(ident: &Ident, words: &[&str]) -> bool {
    let reserved = RESERVED.iter().any(|word| ident == word);
    !reserved || PATH_WORDS.iter().chain(words).any(|word| ident == word)
}

fn begins_expr(look: &Look) -> bool {
    match look {
        Look::Ident(ident) => begins_with(ident, &EXPR_WORDS),
        Look::Literal(_) | Look::Lifetime(_) | Look::Open(_) => true,
        Look::Operator(text) => matches!(
            *text,
            "!" | "-"
                | "*"
                | "|"
                | "||"
                | "&"
                | "&&"
                | ".."
                | "..."
                | "..="
                | "<"
                | "<<"
                | "::"
                | "#"
        ),
        Look::Close | Look::End => false,
    }
}

fn begins_type(look: &Look) -> bool {
    match look {
        Look::Ident(ident) => begins_with(ident, &TYPE_WORDS),
        Look::Lifetime(_) | Look::Open(Delimiter::Parenthesis | Delimiter::Bracket) => true,
        Look::Operator(text) => {
            matches!(*text, "!" | "*" | "&" | "&&" | "?" | "<" | "<<" | "::")
        }
        _ => false,
    }
}

fn begins_pattern(look: &Look) -> bool {
    match look {
        Look::Ident(_)
        | Look::Literal(_)
        | Look::Open(Delimiter::Parenthesis | Delimiter::Bracket) => true,
        Look::Operator(text) => {
            matches!(
                *text,
                "&" | "&&" | "-" | ".." | "..." | "..=" | "::" | "<" | "<<"
            )
        }
        _ => false,
    }
}

//! Reads an expansion as what the place of the call holds.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use syn::parse::{Parse, ParseStream, Parser as _};
use syn::{Block, Expr, ForeignItem, ImplItem, Item, Pat, Stmt, Token, TraitItem, Type};

use super::error::ExpandError;
use super::fragment::{TYPE_LAYERS, layers_and_content};

/// Where a macro is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // The names say it.
pub enum Position {
    Items,
    ImplItems,
    TraitItems,
    ForeignItems,
    /// In a block, as a statement or as its last expression.
    Statements,
    Expression,
    Pattern,
    Type,
}

/// An expansion that was read.
#[derive(Debug, Clone)]
#[allow(missing_docs)] // As Position.
pub enum Parsed {
    Items(Vec<Item>),
    ImplItems(Vec<ImplItem>),
    TraitItems(Vec<TraitItem>),
    ForeignItems(Vec<ForeignItem>),
    Statements(Vec<Stmt>),
    Expression(Box<Expr>),
    Pattern(Box<Pat>),
    Type(Box<Type>),
}

impl Position {
    fn what(self) -> &'static str {
        match self {
            Position::Items => "items",
            Position::ImplItems => "items of an impl",
            Position::TraitItems => "items of a trait",
            Position::ForeignItems => "items of an extern block",
            Position::Statements => "statements",
            Position::Expression => "an expression",
            Position::Pattern => "a pattern",
            Position::Type => "a type",
        }
    }
}

/// Parses `tokens`, an expansion, as what stands at `position`.
///
/// # Errors
/// [`ExpandError::Position`] if it is no such thing, as for a macro that is written for another place.
pub fn parse_as(tokens: TokenStream, position: Position) -> Result<Parsed, ExpandError> {
    let tokens = settle(tokens);
    let parsed = match position {
        Position::Items => many.parse2(tokens).map(Parsed::Items),
        Position::ImplItems => many.parse2(tokens).map(Parsed::ImplItems),
        Position::TraitItems => many.parse2(tokens).map(Parsed::TraitItems),
        Position::ForeignItems => many.parse2(tokens).map(Parsed::ForeignItems),
        Position::Statements => Block::parse_within.parse2(tokens).map(Parsed::Statements),
        Position::Expression => expression
            .parse2(tokens)
            .map(|expr| Parsed::Expression(Box::new(expr))),
        Position::Pattern => Pat::parse_multi_with_leading_vert
            .parse2(tokens)
            .map(|pat| Parsed::Pattern(Box::new(pat))),
        Position::Type => syn::parse2(tokens).map(|ty| Parsed::Type(Box::new(ty))),
    };
    parsed.map_err(|error| ExpandError::Position {
        what: position.what(),
        message: error.to_string(),
        span: error.span(),
    })
}

fn many<T: Parse>(input: ParseStream<'_>) -> syn::Result<Vec<T>> {
    let mut all = Vec::new();
    while !input.is_empty() {
        // Rustc lets a stray semicolon stand between what macros write.
        if input.parse::<Option<Token![;]>>()?.is_none() {
            all.push(input.parse()?);
        }
    }
    Ok(all)
}

fn expression(input: ParseStream<'_>) -> syn::Result<Expr> {
    let expr = input.parse()?;
    // Rustc only warns of a semicolon after the expression.
    input.parse::<Option<Token![;]>>()?;
    Ok(expr)
}

/// Takes the invisible groups apart that syn does not expect: all but one around an expression or a type. The
/// arguments of macros stay as they are, for those the groups say what is opaque.
fn settle(tokens: TokenStream) -> TokenStream {
    if !has_fragment(&tokens) {
        return tokens;
    }
    let mut out: Vec<TokenTree> = Vec::new();
    for tree in tokens {
        let TokenTree::Group(group) = tree else {
            out.push(tree);
            continue;
        };
        if group.delimiter() != Delimiter::None {
            if is_argument(&out) {
                out.push(group.into());
            } else {
                out.push(regroup(&group, group.delimiter(), settle(group.stream())));
            }
            continue;
        }
        let (layers, content) = layers_and_content(&group);
        let content = settle(content);
        match layers {
            TYPE_LAYERS => out.push(regroup(&group, Delimiter::None, content)),
            1 if is_expression(&content) => out.push(regroup(&group, Delimiter::None, content)),
            _ => out.extend(content),
        }
    }
    out.into_iter().collect()
}

/// Whether the group that comes next is a macro's argument: `name!` or `macro_rules! name` before it.
fn is_argument(before: &[TokenTree]) -> bool {
    let bang = |tree: Option<&TokenTree>| matches!(tree, Some(TokenTree::Punct(punct)) if punct.as_char() == '!');
    let name = |tree: Option<&TokenTree>| matches!(tree, Some(TokenTree::Ident(_)));
    let mut back = before.iter().rev();
    let (last, previous, first) = (back.next(), back.next(), back.next());
    bang(last) && name(previous) || name(last) && bang(previous) && name(first)
}

fn has_fragment(tokens: &TokenStream) -> bool {
    tokens.clone().into_iter().any(|tree| match tree {
        TokenTree::Group(group) => {
            group.delimiter() == Delimiter::None || has_fragment(&group.stream())
        }
        _ => false,
    })
}

/// Whether precedence can matter: a single token is as good without its group.
fn is_expression(content: &TokenStream) -> bool {
    content.clone().into_iter().nth(1).is_some() && syn::parse2::<Expr>(content.clone()).is_ok()
}

fn regroup(group: &Group, delimiter: Delimiter, content: TokenStream) -> TokenTree {
    let mut new = Group::new(delimiter, content);
    new.set_span(group.span());
    new.into()
}

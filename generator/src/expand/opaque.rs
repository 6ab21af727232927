//! Keeps fragments opaque in source text, which has no invisible groups.
//!
//! Whoever writes an expansion out as text to read it again later calls [`conceal`] on the arguments of the macro
//! calls in it, and [`reveal`] on those arguments when they are read. Without this `$e`, passed on to a macro that
//! takes `1` or an expression, would be taken for the token `1`. Elsewhere than in arguments the groups only keep
//! precedence, and parentheses do.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};

/// Before the parentheses that stand for an invisible group. No one writes it by hand.
const MARK: &str = "__rememo_fragment";

/// Writes each invisible group as `__rememo_fragment(…)`.
#[must_use]
pub fn conceal(tokens: TokenStream) -> TokenStream {
    let mut out: Vec<TokenTree> = Vec::new();
    for tree in tokens {
        match tree {
            TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
                out.push(Ident::new(MARK, group.span()).into());
                out.push(regroup(&group, Delimiter::Parenthesis, conceal));
            }
            TokenTree::Group(group) => out.push(regroup(&group, group.delimiter(), conceal)),
            _ => out.push(tree),
        }
    }
    out.into_iter().collect()
}

/// Undoes [`conceal`].
#[must_use]
pub fn reveal(tokens: TokenStream) -> TokenStream {
    let mut out: Vec<TokenTree> = Vec::new();
    for tree in tokens {
        let TokenTree::Group(group) = tree else {
            out.push(tree);
            continue;
        };
        let marked = group.delimiter() == Delimiter::Parenthesis
            && matches!(out.last(), Some(TokenTree::Ident(mark)) if mark == MARK);
        let delimiter = if marked {
            out.pop();
            Delimiter::None
        } else {
            group.delimiter()
        };
        out.push(regroup(&group, delimiter, reveal));
    }
    out.into_iter().collect()
}

fn regroup(
    group: &Group,
    delimiter: Delimiter,
    inside: fn(TokenStream) -> TokenStream,
) -> TokenTree {
    let mut new = Group::new(delimiter, inside(group.stream()));
    new.set_span(group.span());
    new.into()
}

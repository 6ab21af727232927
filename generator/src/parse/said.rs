//! What the definition of a macro by example says of what it may write.

use crate::parse::tokens::{identifiers, macro_calls};
use proc_macro2::{TokenStream, TokenTree};
use std::collections::BTreeSet;

/// Words of what the linker finds by its symbol.
pub(crate) const EXPORTS: [&str; 3] = ["no_mangle", "export_name", "global_asm"];
/// Words of statics that the linker keeps or gathers, or that all code runs.
pub(crate) const STARTS: [&str; 3] = ["used", "link_section", "global_allocator"];

/// What a definition says that writes nothing which holds, or is found, wherever it stands.
#[derive(Debug)]
pub(crate) struct Said {
    /// Paths of the macros that it calls.
    pub(crate) calls: Vec<String>,
    /// Whether it calls what it is given.
    pub(crate) calls_back: bool,
    /// All names in it.
    pub(crate) names: BTreeSet<String>,
}

impl Said {
    /// None of a definition that may write such by itself, an impl or what the linker finds, or that cannot be read.
    pub(crate) fn of(definition: &str) -> Option<Said> {
        let tokens: TokenStream = definition.parse().ok()?;
        let mut names = BTreeSet::new();
        identifiers(tokens.clone(), &mut names);
        let mut elsewhere = EXPORTS.iter().chain(&STARTS);
        if elsewhere.any(|word| names.contains(*word)) {
            return None;
        }
        if names.contains("impl") {
            let mut written = BTreeSet::new();
            identifiers(without_matchers(tokens.clone()), &mut written);
            if written.contains("impl") {
                return None;
            }
        }
        let (mut calls, mut calls_back) = (Vec::new(), false);
        macro_calls(tokens, &mut |path, _| match path.starts_with('$') {
            true => calls_back = true,
            false => calls.push(path),
        });
        Some(Said {
            calls,
            calls_back,
            names,
        })
    }
}

/// A definition without what its rules match. A word there is compared with what is given, as in `Token![impl]`, and not
/// written: what is written again of that, the call has among its arguments.
fn without_matchers(definition: TokenStream) -> TokenStream {
    let tokens: Vec<TokenTree> = definition.into_iter().collect();
    let is_word = |at: usize, word: &str| matches!(tokens.get(at), Some(TokenTree::Ident(name)) if name == word);
    let is_mark = |of: &[TokenTree], at: usize, mark: char| matches!(of.get(at), Some(TokenTree::Punct(found)) if found.as_char() == mark);
    let start =
        (0..tokens.len()).find(|at| is_word(*at, "macro_rules") && is_mark(&tokens, at + 1, '!'));
    // Its name stands between.
    let rules = match start.and_then(|at| tokens.get(at + 3)) {
        Some(TokenTree::Group(rules)) => rules.stream().into_iter().collect::<Vec<_>>(),
        _ => return tokens.into_iter().collect(),
    };
    let is_matcher = |at: usize| {
        matches!(rules.get(at), Some(TokenTree::Group(_)))
            && is_mark(&rules, at + 1, '=')
            && is_mark(&rules, at + 2, '>')
    };
    let written = (0..rules.len()).filter(|at| !is_matcher(*at));
    written.map(|at| rules[at].clone()).collect()
}

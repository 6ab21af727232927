//! Whose a name is that a macro wrote: its own or its caller's.
//!
//! A local variable or a label of a macro's is another than its caller's of the same name, so the same tokens may do
//! something else. Only names that both have can be taken for each other: for each of these, the places are told where
//! it was written, in order. Of a name that is only the caller's, or only the macro's, there is nothing to tell.

use super::transcriber::Piece;
use proc_macro2::{TokenStream, TokenTree};
use std::collections::{BTreeMap, BTreeSet};

/// For each name that a call and its macro share, a letter for each place where it was written: `c` if it came from the
/// call, `m` if from the macro.
pub type Origins = BTreeMap<String, String>;

/// Words that are no names of variables.
const KEYWORDS: &[&str] = &[
    "Self", "as", "async", "await", "break", "const", "continue", "crate", "dyn", "else", "enum",
    "extern", "false", "fn", "for", "if", "impl", "in", "let", "loop", "match", "mod", "move",
    "mut", "pub", "ref", "return", "self", "static", "struct", "super", "trait", "true", "type",
    "unsafe", "use", "where", "while",
];

/// What a token is called: a name, or a text that may have names in it (`"{x}"`).
fn text_of(tree: &TokenTree) -> Option<String> {
    match tree {
        TokenTree::Ident(ident) => Some(ident.to_string()),
        TokenTree::Literal(literal) => {
            let text = literal.to_string();
            (text.ends_with(['"', '#']) && text.contains('{')).then_some(text)
        }
        _ => None,
    }
}

fn names_in(tokens: TokenStream, found: &mut BTreeSet<String>) {
    for tree in tokens {
        match &tree {
            TokenTree::Group(group) => names_in(group.stream(), found),
            tree => {
                let name = text_of(tree).filter(|name| !KEYWORDS.contains(&name.as_str()));
                found.extend(name);
            }
        }
    }
}

/// Which of a rule's own names stand in tokens.
pub(super) fn shared_in(tokens: TokenStream, own: &BTreeSet<String>, found: &mut BTreeSet<String>) {
    for tree in tokens {
        match &tree {
            TokenTree::Group(group) => shared_in(group.stream(), own, found),
            tree => found.extend(text_of(tree).filter(|name| own.contains(name))),
        }
    }
}

/// All names that a rule itself writes.
pub(super) fn own_names(pieces: &[Piece], found: &mut BTreeSet<String>) {
    for piece in pieces {
        match piece {
            Piece::Copy { tree, .. } => names_in(tree.clone().into(), found),
            Piece::Group { pieces, .. } => own_names(pieces, found),
            Piece::Repeat {
                pieces, separator, ..
            } => {
                own_names(pieces, found);
                names_in(separator.iter().cloned().collect(), found);
            }
            Piece::Variable(_) | Piece::Crate(_) => {}
        }
    }
}

/// What is told while a rule is written out.
#[derive(Debug)]
pub(super) struct Teller {
    pub(super) told: Origins,
}

impl Teller {
    /// Tells of these names.
    pub(super) fn of(shared: BTreeSet<String>) -> Teller {
        let names = shared.into_iter();
        Teller {
            told: names.map(|name| (name, String::new())).collect(),
        }
    }

    /// A token was written: the macro's own, or the call's.
    pub(super) fn writes(&mut self, tree: &TokenTree, letter: char) {
        if self.told.is_empty() {
            return;
        }
        if let TokenTree::Group(group) = tree {
            for tree in group.stream() {
                self.writes(&tree, letter);
            }
        } else if let Some(name) = text_of(tree)
            && let Some(places) = self.told.get_mut(&name)
        {
            places.push(letter);
        }
    }
}

//! Whose a name is that a macro wrote: its own or its caller's.
//!
//! A local variable or a label of a macro's is another than its caller's of the same name, so the same tokens may do
//! something else. Only names that both have can be taken for each other: for each of these, the places are told where
//! it was written, in order. Of a name that is only the caller's, or only the macro's, there is nothing to tell, unless
//! a macro wrote the call: then a name that stands in it twice may be of two, and the variable counts that it stood for.

use super::transcriber::Piece;
use proc_macro2::{TokenStream, TokenTree};
use std::collections::{BTreeMap, BTreeSet};

/// For each name that may be of two, for each place where it was written, whose it is: `m` if the macro wrote it, else
/// `c`, or the variable that it stood for.
pub type Origins = BTreeMap<String, String>;

/// What is told of a token that the macro wrote itself.
pub const OF_MACRO: &str = "m";

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

/// Looks at each name in tokens.
fn each_name(tokens: TokenStream, look: &mut impl FnMut(String)) {
    for tree in tokens {
        match &tree {
            TokenTree::Group(group) => each_name(group.stream(), look),
            tree => {
                let name = text_of(tree).filter(|name| !KEYWORDS.contains(&name.as_str()));
                name.into_iter().for_each(&mut *look);
            }
        }
    }
}

/// Which of a rule's own names stand in tokens.
pub(super) fn shared_in(tokens: TokenStream, own: &BTreeSet<String>, found: &mut BTreeSet<String>) {
    each_name(tokens, &mut |name| {
        if own.contains(&name) {
            found.insert(name);
        }
    });
}

/// All names that a rule itself writes.
pub(super) fn own_names(pieces: &[Piece], found: &mut BTreeSet<String>) {
    for piece in pieces {
        let written: TokenStream = match piece {
            Piece::Copy { tree, .. } => tree.clone().into(),
            Piece::Group { pieces, .. } => {
                own_names(pieces, found);
                continue;
            }
            Piece::Repeat {
                pieces, separator, ..
            } => {
                own_names(pieces, found);
                separator.iter().cloned().collect()
            }
            Piece::Variable(_) | Piece::Crate(_) => continue,
        };
        each_name(written, &mut |name| {
            found.insert(name);
        });
    }
}

/// The names that stand in tokens more than once.
pub(super) fn twice_in(tokens: TokenStream, twice: &mut BTreeSet<String>) {
    let mut once = BTreeSet::new();
    each_name(tokens, &mut |name| {
        if once.contains(&name) {
            twice.insert(name);
        } else {
            once.insert(name);
        }
    });
}

/// What is told while a rule is written out.
#[derive(Debug)]
pub(super) struct Teller {
    pub(super) told: Origins,
    /// Whether the call's own names may be of several.
    by_variable: bool,
}

impl Teller {
    /// Tells of these names.
    pub(super) fn of(shared: BTreeSet<String>, by_variable: bool) -> Teller {
        let names = shared.into_iter();
        Teller {
            told: names.map(|name| (name, String::new())).collect(),
            by_variable,
        }
    }

    /// What stands for a variable was written, in which turn of each repetition.
    pub(super) fn puts_in(&mut self, trees: &[TokenTree], variable: usize, turns: &[usize]) {
        if self.told.is_empty() {
            return;
        }
        let whose = match self.by_variable {
            true => format!("{variable}{turns:?}"),
            false => "c".to_owned(),
        };
        trees.iter().for_each(|tree| self.writes(tree, &whose));
    }

    /// A token was written: whose it is.
    pub(super) fn writes(&mut self, tree: &TokenTree, whose: &str) {
        if self.told.is_empty() {
            return;
        }
        if let TokenTree::Group(group) = tree {
            for tree in group.stream() {
                self.writes(&tree, whose);
            }
        } else if let Some(name) = text_of(tree)
            && let Some(places) = self.told.get_mut(&name)
        {
            places.push_str(whose);
        }
    }
}

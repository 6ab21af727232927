//! How deep tokens are nested: syn reads recursively, and a stack that overflows cannot be caught.

use proc_macro2::{Spacing, TokenStream, TokenTree};

/// Stack, in bytes, that reads tokens of the default [`Limits::nesting`](super::Limits::nesting) in an unoptimised build.
/// It is only reserved, not used, unless the tokens are that deep.
pub const STACK_SIZE: usize = 256 << 20;

/// An upper guess of how deep a recursive parser goes into these tokens: nested groups, and inside each what nests
/// without one (`!!!!x`, `A<A<A<…`, `a = b = c`, `if … else if …`), counted up to the next `,` or `;`. It can be too
/// high for long flat code, which then is left unexpanded.
#[must_use]
pub fn depth_of(tokens: &TokenStream) -> usize {
    let mut open = vec![Level::new(tokens.clone(), 0)];
    let mut deepest = 0;
    while let Some(level) = open.last_mut() {
        let Some(tree) = level.trees.next() else {
            open.pop();
            continue;
        };
        match tree {
            TokenTree::Group(group) => {
                let depth = level.depth() + 1;
                deepest = deepest.max(depth);
                open.push(Level::new(group.stream(), depth));
            }
            TokenTree::Punct(punct) => {
                level.punct(punct.as_char(), punct.spacing());
                deepest = deepest.max(level.depth());
            }
            TokenTree::Ident(ident) => {
                // Words that a parser recurses at, without a punctuation between them.
                if [
                    "return", "break", "move", "else", "mut", "dyn", "impl", "unsafe",
                ]
                .iter()
                .any(|word| ident == word)
                {
                    level.chain += 1;
                    deepest = deepest.max(level.depth());
                }
            }
            TokenTree::Literal(_) => {}
        }
    }
    deepest
}

struct Level {
    trees: proc_macro2::token_stream::IntoIter,
    /// Depth of the group itself.
    base: usize,
    /// Tokens since the last `,` or `;` that can nest.
    chain: usize,
    /// `<` not yet closed.
    angles: usize,
    /// Whether the last token is the beginning of `->` or `=>`.
    arrow: bool,
}

impl Level {
    fn new(tokens: TokenStream, base: usize) -> Level {
        Level {
            trees: tokens.into_iter(),
            base,
            chain: 0,
            angles: 0,
            arrow: false,
        }
    }

    fn depth(&self) -> usize {
        self.base + self.chain + self.angles
    }

    fn punct(&mut self, char: char, spacing: Spacing) {
        match char {
            ';' => (self.chain, self.angles) = (0, 0),
            ',' => self.chain = 0,
            '<' => self.angles += 1,
            '>' if !self.arrow => self.angles = self.angles.saturating_sub(1),
            _ => self.chain += 1,
        }
        self.arrow = matches!(char, '-' | '=') && spacing == Spacing::Joint;
    }
}

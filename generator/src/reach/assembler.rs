//! The compiler's macros for assembler: their operands are code of the program, and what they call they name by its symbol.

use crate::parse::has_word;
use crate::reach::live::Reach;
use crate::reach::scope::Scope;
use crate::reach::ty::Ty;
use crate::resolve::EXPORTED;
use proc_macro2::{TokenStream, TokenTree};

impl Reach<'_> {
    /// `asm!` and its kin, by what they are given.
    pub(super) fn assembler(&mut self, scope: &mut Scope, given: &TokenStream) {
        if !is_inert(given) {
            self.mentions(scope, given.clone());
        }
        self.program.asked.word(EXPORTED);
        let text = given.to_string();
        for found in self.index.exported.clone() {
            let name = &self.program.item(found).name;
            if name.is_empty() || has_word(&text, name) {
                self.live(found, scope.item, "assembler may name its symbol");
            }
        }
        for operand in split(given.clone(), |tree| is_mark(tree, ',')) {
            self.operand(scope, &operand);
        }
    }

    /// `name = in(reg) expression`, `inout(reg) expression => place`, `const expression`, `label { … }`.
    fn operand(&mut self, scope: &mut Scope, operand: &[TokenTree]) {
        let operand = unnamed(operand);
        let Some(TokenTree::Ident(word)) = operand.first() else {
            return;
        };
        let word = word.to_string();
        let (is_read, is_written, skipped) = match &*word {
            "in" => (true, false, 2),
            "out" | "lateout" => (false, true, 2),
            "inout" | "inlateout" => (true, true, 2),
            "const" | "label" => (true, false, 1),
            _ => return,
        };
        let both: TokenStream = operand.iter().skip(skipped).cloned().collect();
        let mut sides = split_at_arrow(both).into_iter();
        let (first, second) = (sides.next().unwrap_or_default(), sides.next());
        if is_read {
            self.read_by_assembler(scope, first.clone());
        }
        if is_written {
            let place = second.unwrap_or(first);
            // What is put there, no code of the program says.
            self.read_by_assembler(scope, quote::quote!(#place = loop {}));
        }
    }

    fn read_by_assembler(&mut self, scope: &mut Scope, tokens: TokenStream) {
        match syn::parse2::<syn::Expr>(tokens) {
            Ok(expr) => {
                self.expr(scope, &expr, &Ty::Unknown);
            }
            Err(_) => self.std_runs(scope.item),
        }
    }
}

/// Whether what is assembled is nothing, as where values only have to be seen: all its texts are comments.
pub(super) fn is_inert(given: &TokenStream) -> bool {
    let pieces = split(given.clone(), |tree| is_mark(tree, ','));
    let text = |piece: &[TokenTree]| match piece {
        [TokenTree::Literal(text)] => syn::parse_str::<syn::LitStr>(&text.to_string()).ok(),
        _ => None,
    };
    let texts: Vec<syn::LitStr> = pieces.iter().map_while(|piece| text(piece)).collect();
    let is_comment = |text: &syn::LitStr| {
        let text = text.value();
        let text = text.trim();
        let inside = text
            .strip_prefix("/*")
            .and_then(|text| text.strip_suffix("*/"));
        text.is_empty() || inside.is_some_and(|inside| !inside.contains("*/"))
    };
    !texts.is_empty()
        && texts.iter().all(is_comment)
        && pieces[texts.len()..].iter().all(|piece| is_value(piece))
}

/// An operand without the name that it is given: `name = in(reg) expression`.
fn unnamed(piece: &[TokenTree]) -> &[TokenTree] {
    match piece {
        [TokenTree::Ident(_), mark, operand @ ..] if !operand.is_empty() && is_mark(mark, '=') => {
            operand
        }
        operand => operand,
    }
}

/// Whether an operand is a value or a place, or says how what is assembled is to be treated.
fn is_value(piece: &[TokenTree]) -> bool {
    let word = match unnamed(piece) {
        [] => return true,
        [TokenTree::Ident(word), ..] => word,
        _ => return false,
    };
    let known = [
        "in",
        "out",
        "inout",
        "lateout",
        "inlateout",
        "options",
        "clobber_abi",
    ];
    known.iter().any(|known| word == known)
}

fn is_mark(tree: &TokenTree, mark: char) -> bool {
    matches!(tree, TokenTree::Punct(punct) if punct.as_char() == mark)
}

/// What stands between separators.
fn split(tokens: TokenStream, is_separator: impl Fn(&TokenTree) -> bool) -> Vec<Vec<TokenTree>> {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    trees
        .split(is_separator)
        .map(<[TokenTree]>::to_vec)
        .collect()
}

/// What stands on the two sides of `=>`, or all.
fn split_at_arrow(tokens: TokenStream) -> Vec<TokenStream> {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    let arrow = |pair: &[TokenTree]| is_mark(&pair[0], '=') && is_mark(&pair[1], '>');
    match trees.windows(2).position(arrow) {
        Some(at) => [&trees[..at], &trees[at + 2..]]
            .map(|side| side.iter().cloned().collect())
            .to_vec(),
        None => vec![trees.into_iter().collect()],
    }
}

//! Which symbols the sources of a package may name: by the words themselves, or put together from pieces that stand in them.

use crate::others::beside::{is_commented, natives, string};
use crate::others::written::{calls, given_in};
use crate::others::{Texts, definitions};
use crate::parse::{has_word, macro_calls, occurrences};
use proc_macro2::{TokenStream, TokenTree};
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

/// Macros whose texts are assembler.
const ASSEMBLER: [&str; 3] = ["asm", "global_asm", "naked_asm"];

/// What puts into such a text what need not stand in a literal: macros of the assembler's own, variables and files.
const OPAQUE: [&str; 4] = [".irp", ".macro", "env!", "include"];

/// What puts one together from literals: a macro (`concat!`), among it.
const JOINING: [&str; 6] = ["!", "$", "const", "\\u", "\\x", "\\\n"];

/// Macros of std that make a text of what the sources do not say.
const FROM_ELSEWHERE: [&str; 2] = ["include_str!", "env!"];

/// Macros of std that make a text of what they are given, and no other.
const TELLING: [&str; 2] = ["concat", "stringify"];

/// How a package may name symbols other than by their words.
#[derive(Debug)]
pub(super) enum Otherwise {
    Never,
    /// Put together from these.
    From(BTreeSet<String>),
    Anyhow,
}

impl Texts {
    /// Whether they may name a symbol, in Rust or in another language; `packages` are all whose macros they may call.
    pub(crate) fn say_symbol(&self, name: &str, packages: &[Rc<Texts>]) -> bool {
        let otherwise = || self.symbols_otherwise(packages);
        let otherwise = || match self.symbols.get_or_init(otherwise) {
            Otherwise::Never => false,
            Otherwise::From(pieces) => is_made_of(name, pieces),
            Otherwise::Anyhow => true,
        };
        let natively = || {
            let natives = self.natives.get_or_init(|| natives(&self.folder));
            let says = |texts: &Vec<Arc<str>>| texts.iter().any(|text| has_word(text, name));
            natives.as_ref().is_none_or(says)
        };
        self.texts().any(|text| has_word(text, name)) || natively() || otherwise()
    }

    fn symbols_otherwise(&self, packages: &[Rc<Texts>]) -> Otherwise {
        let parts: Vec<&str> = self.texts().flat_map(naming_parts).collect();
        let has = |words: &[&str]| {
            let mut of = parts.iter();
            of.any(|part| words.iter().any(|word| part.contains(word)))
        };
        if has(&OPAQUE) || self.texts().any(renames_assembler) {
            return Otherwise::Anyhow;
        }
        if !has(&JOINING) {
            return Otherwise::Never;
        }
        let mut pieces: BTreeSet<String> = ["true", "false"].map(str::to_owned).into();
        if has(&["const"]) {
            pieces.extend((0..10).map(|digit: u8| digit.to_string()));
        }
        // What another macro puts there may come from anywhere, and from words as well.
        let joined = self.joined(&parts, packages);
        let (texts, words) = match joined {
            Some(texts) => {
                let words = texts.iter().any(|text| has_word(text, "stringify"));
                (texts, words)
            }
            // A file's text, or a variable's, may be put there by any macro.
            None if has(&["!"])
                && self
                    .texts()
                    .any(|text| FROM_ELSEWHERE.iter().any(|of| text.contains(of))) =>
            {
                return Otherwise::Anyhow;
            }
            None => (self.texts().collect(), has(&["!"])),
        };
        for text in texts {
            match text.parse() {
                Ok(tokens) => pieces_in(tokens, words, &mut pieces),
                Err(_) => return Otherwise::Anyhow,
            }
        }
        Otherwise::From(pieces)
    }

    /// All that symbols are put together from which these parts of the texts name: the parts, and the rules of the macros that
    /// are called in them. None if what a variable stands for may be anywhere, or another package's macro is called.
    fn joined<'t>(&'t self, parts: &[&'t str], packages: &[Rc<Texts>]) -> Option<Vec<&'t str>> {
        let mut found: Vec<&str> = Vec::new();
        for part in parts {
            // Its delimiter was not closed.
            found.push(part.strip_prefix(['(', '[', '{']).unwrap_or(part));
        }
        if found.iter().any(|part| part.contains('$')) {
            return None;
        }
        let mut seen = BTreeSet::new();
        let mut at = 0;
        while at < found.len() {
            let mut called = Vec::new();
            macro_calls(found[at].parse().ok()?, &mut |path, _| called.push(path));
            at += 1;
            for path in called {
                let (way, name) = path.rsplit_once("::").unwrap_or(("", &path));
                let is_own = self.define(name);
                if !is_own && TELLING.contains(&name) && matches!(way, "" | "std" | "core") {
                    continue;
                }
                if !is_own || !self.calls_own(&path, packages) {
                    return None;
                }
                if seen.insert(name.to_owned()) {
                    for text in self.texts() {
                        for at in definitions(text, name) {
                            found.push(given_in(text.get(at + name.len()..)?)?);
                        }
                    }
                }
            }
        }
        Some(found)
    }
}

/// What a text says where it names symbols: calls for assembler, and what a `link_name` is that is no plain string.
fn naming_parts(text: &str) -> Vec<&str> {
    let mut parts: Vec<&str> = ASSEMBLER
        .iter()
        .flat_map(|name| calls(text, name))
        .collect();
    for at in occurrences(text, "link_name").filter(|at| !is_commented(text, *at)) {
        let value = text[at + "link_name".len()..].trim_start();
        if let Some(value) = value.strip_prefix('=').map(str::trim_start)
            && string(value).is_none()
        {
            parts.push(value.split(']').next().unwrap_or_default());
        } else if !value.starts_with('=') {
            // A macro is given the word, and what it is made of.
            parts.push("$");
        }
    }
    parts
}

/// Whether a text gives a macro of assembler another name.
fn renames_assembler(text: &str) -> bool {
    ASSEMBLER.iter().any(|name| {
        occurrences(text, name).any(|at| {
            let mut after = text[at + name.len()..].split_whitespace();
            text[at + name.len()..].starts_with(char::is_whitespace) && after.next() == Some("as")
        })
    })
}

/// The literals among tokens as they are put into a text, with what stands around their braces apart; and all words.
fn pieces_in(tokens: TokenStream, words: bool, pieces: &mut BTreeSet<String>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => pieces_in(group.stream(), words, pieces),
            TokenTree::Ident(word) if words => {
                pieces.insert(word.to_string());
            }
            TokenTree::Literal(literal) => {
                let text = literal.to_string();
                let text = match syn::parse_str::<syn::Lit>(&text) {
                    Ok(syn::Lit::Str(text)) => text.value(),
                    Ok(syn::Lit::Char(of)) => of.value().to_string(),
                    Ok(syn::Lit::Int(of)) => of.base10_digits().to_owned(),
                    _ => text,
                };
                pieces.extend(text.split(['{', '}']).map(str::to_owned));
                pieces.insert(text);
            }
            _ => {}
        }
    }
    pieces.remove("");
}

/// Whether a name stands in one of these pieces, or where the end of one, whole ones and the beginning of one are put together.
fn is_made_of(name: &str, pieces: &BTreeSet<String>) -> bool {
    let mut open: Vec<usize> = Vec::new();
    let mut seen = BTreeSet::new();
    for piece in pieces {
        if piece.contains(name) {
            return true;
        }
        let ends = name.char_indices().map(|(at, _)| at).skip(1);
        open.extend(ends.filter(|at| piece.ends_with(&name[..*at])));
    }
    while let Some(at) = open.pop() {
        if !seen.insert(at) {
            continue;
        }
        let rest = &name[at..];
        for piece in pieces {
            if piece.starts_with(rest) {
                return true;
            }
            if rest.starts_with(&**piece) {
                open.push(at + piece.len());
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::is_made_of;
    use std::collections::BTreeSet;

    #[test]
    fn names_are_made_of_pieces() {
        let made = |name: &str, pieces: &[&str]| {
            let pieces: BTreeSet<String> = pieces.iter().map(|piece| (*piece).to_owned()).collect();
            is_made_of(name, &pieces)
        };
        assert!(made("hook_it", &["call hook", "_it; ret"]));
        assert!(made("hook_it", &["call h", "ook", "_", "it"]));
        assert!(made("hook_it", &["call hook_it"]));
        assert!(!made("hook_it", &["call hook", "it"]));
        assert!(!made("hook_it", &["call hooks", "_it"]));
        assert!(!made("hook_it", &["fld", " ptr [", "]"]));
    }
}

//! Which impls and traits procedural macros may write: those of traits whose names they say.

use crate::model::{Item, Kind};
use crate::others::beside::is_commented;
use crate::others::{Texts, all, may_be_rewritten};
use crate::parse::{has_word, occurrences};
use std::collections::BTreeSet;

/// What writes code that stands in a text.
const QUOTING: [&str; 4] = ["quote!", "quote_spanned!", "parse_quote!", "parse_str"];

impl Texts {
    /// Whether a word stands in them, comments that take whole lines aside.
    pub(crate) fn say_in_code(&self, word: &str) -> bool {
        self.texts().any(|text| says_in_code(text, word))
    }

    /// The same of files in which code is written for others.
    pub(crate) fn say_where_they_quote(&self, word: &str) -> bool {
        self.texts()
            .any(|text| says_in_code(text, word) && quotes(text))
    }

    /// Adds all words that stand in their code; of files in which code is written for others, if only those are asked for.
    pub(crate) fn add_words(&self, only_quoting: bool, found: &mut BTreeSet<String>) {
        let texts = self.texts().filter(|text| !only_quoting || quotes(text));
        for line in texts.flat_map(str::lines) {
            if !line.trim_start().starts_with("//") {
                add_words(line, found);
            }
        }
    }

    /// Whether they give items to macros that may be procedural.
    pub(crate) fn give_items(&self) -> bool {
        let is_given = |item: &Item| {
            let path = item.call.as_ref().and_then(|call| call.path.last());
            match item.kind {
                Kind::MacroCall => path.is_none_or(|name| !self.define(name)),
                _ => may_be_rewritten(item),
            }
        };
        let mut files = self.files.iter();
        files.any(|file| all(&file.facts().items).into_iter().any(is_given))
    }

    /// The names of the derives that they export; none if they export other macros, or none that can be seen.
    pub(crate) fn exported_derives(&self) -> Option<BTreeSet<String>> {
        let mut found = BTreeSet::new();
        for text in self.texts() {
            let others = ["proc_macro_attribute", "decl_derive", "decl_attribute"];
            let is_function =
                |at: usize| text[..at].ends_with("[") && text[at..].starts_with("proc_macro]");
            if others.iter().any(|word| says_in_code(text, word))
                || occurrences(text, "proc_macro").any(is_function)
            {
                return None;
            }
            for at in occurrences(text, "proc_macro_derive") {
                let after = text[at + "proc_macro_derive".len()..].trim_start();
                let name = after
                    .strip_prefix('(')
                    .map(str::trim_start)
                    .unwrap_or_default();
                let end = name.find(|c: char| !(c.is_alphanumeric() || c == '_'));
                found.insert(name[..end.unwrap_or(name.len())].to_owned());
            }
        }
        found.remove("");
        (!found.is_empty()).then_some(found)
    }
}

/// Adds all words of a text that may be names.
pub(crate) fn add_words(text: &str, found: &mut BTreeSet<String>) {
    let mut last = "";
    for word in text.split(|c: char| !(c.is_alphanumeric() || c == '_')) {
        if word.is_empty() {
            continue;
        }
        if !found.contains(word) {
            found.insert(word.to_owned());
        }
        // What it declares.
        if last == "fn" {
            found.insert(format!("fn {word}"));
        }
        last = word;
    }
}

/// Whether code for others is written in a text.
fn quotes(text: &str) -> bool {
    let mut of = QUOTING.iter();
    of.any(|of| {
        // Where one is declared, nothing is written by it.
        let is_used = |at: usize| !text[..at].trim_end().ends_with("fn");
        text.match_indices(of)
            .any(|(at, _)| !is_commented(text, at) && is_used(at))
    })
}

fn says_in_code(text: &str, word: &str) -> bool {
    has_word(text, word) && occurrences(text, word).any(|at| !is_commented(text, at))
}

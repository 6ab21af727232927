//! Whether a package gives something of its own, or of another's, a name that the language or std has for all modules.

use crate::model::{Import, Item, Kind};
use crate::others::{File, Texts, all, is_macro, naming, stands_behind, text_of};
use crate::parse::{has_word, identifiers, macro_calls, occurrences};
use proc_macro2::TokenStream;
use std::collections::BTreeSet;

/// Behind these stands the name of a type, or of what stands where types do.
const NAMING: [&str; 5] = ["struct", "enum", "union", "type", "trait"];

impl Texts {
    /// Whether they may give something a name that std has, which has another name, or none without them.
    pub(crate) fn rename(&self, name: &str) -> bool {
        let mut files = self.files.iter();
        files.any(|file| renames(file, name)) || self.renames_by_macro(name)
    }

    /// Whether they may bring something in by this name that another package has under it.
    pub(super) fn bring(&self, name: &str) -> bool {
        let brings = |import: &Import| {
            let first = import.path.first().map_or("", String::as_str);
            import.name.as_deref() == Some(name)
                && !matches!(first, "std" | "core" | "alloc")
                && !self.leads_inside(import)
        };
        let mut files = self.files.iter().filter(|file| uses(&file.text, name));
        files.any(|file| {
            let facts = file.facts();
            facts.unparsed.is_some()
                || all(&facts.items)
                    .iter()
                    .any(|item| item.imports.iter().any(brings))
        })
    }

    /// Whether what such words mean in a type is not surely known: those of the language, and no others.
    pub(super) fn hide_words(&self, ty: &str) -> bool {
        let mut words = words_of(ty);
        words.any(|word| self.rename(&word) || self.bring(&word))
    }

    /// Whether a macro of theirs may declare something by a name that it is given.
    fn renames_by_macro(&self, name: &str) -> bool {
        let declaring = self.declaring.get_or_init(|| self.find_declaring());
        if declaring.as_ref().is_some_and(BTreeSet::is_empty) {
            return false;
        }
        self.naming(name).is_none_or(|files| {
            files.iter().any(|(text, facts)| {
                all(&facts.items).into_iter().any(|item| {
                    let called = item.call.as_ref().and_then(|call| call.path.last());
                    let may_declare = |called: &String| {
                        let known = declaring.as_ref();
                        known.is_none_or(|known| known.contains(called))
                    };
                    // One that was not followed.
                    let is_given = item.kind == Kind::MacroCall
                        && called.is_some_and(may_declare)
                        && has_word(text_of(text, item), name);
                    is_given || declares(item, name)
                })
            })
        })
    }

    /// Their macros that may declare something by a variable, by themselves or by another; none if one may be any.
    fn find_declaring(&self) -> Option<BTreeSet<String>> {
        if !self.texts().any(declares_by_variable) {
            return Some(BTreeSet::new());
        }
        let mut defined = Vec::new();
        for (text, facts) in naming(&self.files, "macro_rules")? {
            let items = all(&facts.items).into_iter();
            for item in items.filter(|item| item.kind == Kind::Macro) {
                let text = text_of(text, item);
                let (mut names, mut calls_back) = (BTreeSet::new(), false);
                let tokens: TokenStream = text.parse().ok()?;
                macro_calls(tokens.clone(), &mut |path, _| {
                    calls_back |= path.starts_with('$')
                });
                identifiers(tokens, &mut names);
                defined.push((&item.name, declares_by_variable(text) || calls_back, names));
            }
        }
        let mut found: BTreeSet<String> = BTreeSet::new();
        let mut known = None;
        while known != Some(found.len()) {
            known = Some(found.len());
            for (name, declares, names) in &defined {
                if *declares || !names.is_disjoint(&found) {
                    found.insert((*name).clone());
                }
            }
        }
        Some(found)
    }
}

/// The words in a type that are written as those of the language are, and what std has for all modules and is known by name.
pub(crate) fn words_of(ty: &str) -> impl Iterator<Item = String> {
    let mut words = BTreeSet::new();
    if let Ok(tokens) = ty.parse() {
        identifiers(tokens, &mut words);
    }
    let is_meant = |word: &String| word.starts_with(char::is_lowercase) || word == "Option";
    words.into_iter().filter(is_meant)
}

fn renames(file: &File, name: &str) -> bool {
    if !stands_behind(&file.text, name, &NAMING) && !uses(&file.text, name) {
        return false;
    }
    // Not in a comment.
    let facts = file.facts();
    facts.unparsed.is_some()
        || all(&facts.items).into_iter().any(|item| {
            let text = text_of(&file.text, item);
            let written =
                || stands_behind(text, name, &NAMING) || uses(text, &format!("as {name}"));
            declares(item, name) || is_macro(item) && written()
        })
}

/// Whether an item is something by a name, where types are named.
pub(super) fn declares(item: &Item, name: &str) -> bool {
    let renames = |import: &Import| {
        import.name.as_deref() == Some(name) && import.path.last().is_none_or(|last| last != name)
    };
    let is_type =
        item.kind.is_adt() || matches!(item.kind, Kind::TypeAlias | Kind::Trait | Kind::TraitAlias);
    is_type && item.name == name || item.imports.iter().any(renames)
}

/// Whether a word stands in a `use` of a text, or behind an `extern crate`, comments and strings among it.
pub(super) fn uses(text: &str, word: &str) -> bool {
    ["use", "extern"].into_iter().any(|keyword| {
        occurrences(text, keyword).any(|at| {
            let after = text.get(at..).unwrap_or_default();
            has_word(after.split(';').next().unwrap_or_default(), word)
        })
    })
}

/// Whether a macro in a text may declare something by one of its variables.
fn declares_by_variable(text: &str) -> bool {
    let mut words = NAMING.into_iter().chain(["as"]);
    words.any(|word| {
        occurrences(text, word).any(|at| {
            let (before, after) = text.split_at(at);
            let statement = before.rsplit([';', '}']).next().unwrap_or_default();
            after[word.len()..].trim_start().starts_with('$')
                && (word != "as" || has_word(statement, "use"))
        })
    })
}

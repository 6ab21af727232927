//! Whether a package gives something of its own, or of another's, a name that the language or std has for all modules.

use crate::model::{Import, Item, Kind};
use crate::others::nominal::{code_of, is_keyword};
use crate::others::{File, Texts, all, is_macro, naming, stands_behind, text_of};
use crate::parse::{has_word, identifiers, is_macro_of_std, macro_calls, occurrences};
use proc_macro2::TokenStream;
use std::collections::BTreeSet;
use std::rc::Rc;

/// Behind these stands the name of a type, or of what stands where types do.
pub(super) const NAMING: [&str; 5] = ["struct", "enum", "union", "type", "trait"];

impl Texts {
    /// Whether they may give something a name that std has, which has another name, or none without them; by macros of these
    /// packages as well.
    pub(crate) fn rename(&self, name: &str, packages: &[Rc<Texts>]) -> bool {
        let mut files = self.files.iter();
        files.any(|file| renames(file, name)) || self.renames_by_macro(name, packages)
    }

    /// Whether they may bring something in by this name that another package has under it.
    pub(super) fn bring(&self, name: &str) -> bool {
        let mut files = self.files.iter().filter(|file| uses(&file.text, name));
        files.any(|file| {
            let facts = file.facts();
            facts.unparsed.is_some() || all(&facts.items).iter().any(|item| self.brings(item, name))
        })
    }

    /// Whether an item brings in by this name what another package has under it.
    fn brings(&self, item: &Item, name: &str) -> bool {
        item.imports.iter().any(|import| {
            let first = import.path.first().map_or("", String::as_str);
            import.name.as_deref() == Some(name)
                && !matches!(first, "std" | "core" | "alloc")
                && !self.leads_inside(import)
        })
    }

    /// Whether what such words mean in a type is not surely known: those of the language, and no others.
    pub(super) fn hide_words(&self, ty: &str, packages: &[Rc<Texts>]) -> bool {
        let mut words = words_of(ty);
        words.any(|word| self.rename(&word, packages) || self.bring(&word))
    }

    /// Whether a macro may declare something by a name that it is given.
    fn renames_by_macro(&self, name: &str, packages: &[Rc<Texts>]) -> bool {
        let declaring = self.declaring();
        let may_be_given = declaring.is_none_or(|known| !known.is_empty())
            || self.calls_others() && !packages.is_empty();
        may_be_given
            && self.naming(name).is_none_or(|files| {
                files.iter().any(|(text, facts)| {
                    all(&facts.items).into_iter().any(|item| {
                        // One that was not followed.
                        let is_given = item.kind == Kind::MacroCall
                            && has_word(text_of(text, item), name)
                            && self.may_declare(item, packages);
                        is_given || declares(item, name) || self.brings(item, name)
                    })
                })
            })
    }

    /// Whether a macro that is called may declare something by a variable: one of theirs, or else of these packages.
    pub(super) fn may_declare(&self, call: &Item, packages: &[Rc<Texts>]) -> bool {
        let Some((name, above)) = call.call.as_ref().and_then(|call| call.path.split_last()) else {
            return false;
        };
        let may = |texts: &Texts| texts.declaring().is_none_or(|known| known.contains(name));
        let is_own = self.define(name)
            && !self.imports_macro(name)
            && above.iter().all(|first| is_keyword(first));
        if is_own || packages.is_empty() {
            return may(self);
        }
        let gives_name = |file: &File| {
            let items = all(&file.facts().items).into_iter();
            items.flat_map(|item| &item.imports).any(|import| {
                import.name.as_ref() == Some(name) && import.path.last() != Some(name)
            })
        };
        let mut defining = packages
            .iter()
            .filter(|texts| texts.define(name))
            .peekable();
        let is_unknown = defining.peek().is_none() && !is_macro_of_std(name);
        is_unknown
            || self.files.iter().any(gives_name)
            || may(self)
            || defining.any(|texts| may(texts))
    }

    /// Their macros that may declare something by a variable; none if one may be any.
    pub(super) fn declaring(&self) -> Option<&BTreeSet<String>> {
        let found = self.declaring.get_or_init(|| self.find_declaring());
        found.as_ref()
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
                let declares = calls_back || declares_by_variable(&code_of(text));
                defined.push((&item.name, declares, names));
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
            let written = || {
                let code = code_of(text);
                stands_behind(&code, name, &NAMING) || uses(&code, &format!("as {name}"))
            };
            declares(item, name) || is_macro(item) && has_word(text, name) && written()
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
    let mut words = NAMING.into_iter();
    words.any(|word| {
        occurrences(text, word).any(|at| {
            let after = &text[at + word.len()..];
            let name = after.trim_start();
            name.strip_prefix("r#").unwrap_or(name).starts_with('$')
        })
    }) || brings_by_variable(text)
        || says_by_variable(text)
}

/// Whether what a `use` in a text brings in, or the name that it gives to that, may be a macro's variable.
fn brings_by_variable(text: &str) -> bool {
    let mut uses = occurrences(text, "use").filter_map(|at| text.get(at..)?.split(';').next());
    uses.any(|statement| {
        statement.match_indices('$').any(|(at, _)| {
            let name = &statement[at + 1..];
            let after = name.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_');
            // `use $crate::name` has that name, and so has a module that another is in.
            !after.trim_start().starts_with("::")
        })
    })
}

/// Whether the word by which a macro declares may be a variable: `$word $name`.
fn says_by_variable(text: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices('$').any(|(at, _)| {
        let after = text[at + 1..].trim_start_matches(part);
        let Some(name) = after.trim_start().strip_prefix('$') else {
            return false;
        };
        let is_between = |c: char| c.is_whitespace();
        after.starts_with(is_between)
            && name.starts_with(|c: char| part(c))
            && name
                .trim_start_matches(part)
                .trim_start()
                .starts_with(['=', '{', '(', '<', ';'])
    })
}

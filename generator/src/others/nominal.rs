//! Whether a path into a package surely names a type that the package declares, and not another name of one from elsewhere:
//! an alias, or what is exported again.

use crate::model::{Import, Kind, Vis};
use crate::others::words::uses;
use crate::others::{File, Texts, all, all_in, is_macro, stands_behind, text_of};
use crate::parse::{has_word, occurrences};
use proc_macro2::{TokenStream, TokenTree};
use std::rc::Rc;

/// Whether `name`, in these modules of packages, each of which may be meant, is a struct, enum or union of theirs.
pub(crate) fn is_nominal(packages: &[Rc<Texts>], modules: &[&str], name: &str) -> bool {
    !packages.is_empty() && packages.iter().all(|texts| is_own(texts, modules, name))
}

fn is_own(texts: &Texts, modules: &[&str], name: &str) -> bool {
    let Some(files) = texts.naming(name) else {
        return false;
    };
    // A module's functions look like a type's.
    let may_be_module = || texts.stands_behind(name, &MODULE);
    if !modules.iter().all(|module| texts.is_local(module)) || texts.hands_on() || may_be_module() {
        return false;
    }
    let mut declared = false;
    for (text, facts) in files {
        // What impls and traits associate is no name of a module.
        for item in all_in(&facts.items, |item| item.kind == Kind::Module) {
            match item.kind {
                Kind::Struct | Kind::Enum | Kind::Union if item.name == name => declared = true,
                Kind::TypeAlias if item.name == name => return false,
                Kind::Use if item.vis != Vis::Inherited => {
                    let named = |import: &&Import| import.name.as_deref() == Some(name);
                    let mut named = item.imports.iter().filter(named);
                    if named.any(|import| !texts.leads_inside(import)) {
                        return false;
                    }
                }
                _ if is_macro(item) && names_another(text_of(text, item), name) => return false,
                _ => {}
            }
        }
    }
    declared
}

/// Whether a macro's text may give a name to a type: `type Name = …`, `use … as Name`.
fn names_another(text: &str, name: &str) -> bool {
    occurrences(text, name).any(|at| {
        let before = text.get(..at).unwrap_or_default().trim_end();
        before.ends_with("type") || before.ends_with(" as")
    })
}

/// Whether a macro's text may give a name to a trait, or another to the trait of that name.
pub(super) fn renames_trait(text: &str, name: &str) -> bool {
    occurrences(text, name).any(|at| {
        let before = text.get(..at).unwrap_or_default().trim_end();
        let after = text.get(at + name.len()..).unwrap_or_default().trim_start();
        before.ends_with(" as")
            || has_word(after.split(';').next().unwrap_or_default(), "as")
                && after.starts_with("as")
    })
}

/// Behind these stands the name of a module.
const MODULE: [&str; 2] = ["mod", "mod r#"];

/// Behind these stands the name of what others may be named in.
const HOLDING: [&str; 4] = ["mod", "mod r#", "enum", "enum r#"];

/// Whether a path that begins so begins in the package, whatever is brought in where it stands.
pub(super) fn is_keyword(first: &str) -> bool {
    matches!(first, "crate" | "self" | "super")
}

/// The `use`s of a text that bring in all that something has, comments and strings among it: what stands before each, and
/// its tree.
fn globs(text: &str) -> impl Iterator<Item = (&str, &str)> {
    occurrences(text, "use").filter_map(move |at| {
        let before = text.get(..at)?.trim_end();
        let tree = text.get(at + "use".len()..)?;
        let tree = tree.split(';').next().unwrap_or_default();
        tree.contains('*').then_some((before, tree))
    })
}

/// What stands in a macro's text, or one of its calls, without comments and what is in quotes.
pub(super) fn code_of(text: &str) -> String {
    let mut code = String::new();
    match text.parse() {
        Ok(tokens) => write_code(tokens, &mut code),
        Err(_) => code.push_str(text),
    }
    code
}

fn write_code(tokens: TokenStream, code: &mut String) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                code.push('{');
                write_code(group.stream(), code);
                code.push('}');
            }
            TokenTree::Ident(word) => {
                code.push_str(&word.to_string());
                code.push(' ');
            }
            TokenTree::Punct(mark) => code.push(mark.as_char()),
            TokenTree::Literal(_) => code.push_str("\"\""),
        }
    }
}

/// The names in a tree that others are looked for in.
fn ways(tree: &str) -> impl Iterator<Item = &str> {
    tree.match_indices("::").map(|(at, _)| {
        let before = tree[..at].trim_end();
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | '#');
        let name = before.rsplit(|c| !is_part(c)).next().unwrap_or_default();
        name.trim_start_matches("r#")
    })
}

impl Texts {
    /// Whether a name stands behind one of these words, in a comment or not.
    pub(super) fn stands_behind(&self, name: &str, words: &[&str]) -> bool {
        self.texts().any(|text| stands_behind(text, name, words))
    }

    /// Whether something from elsewhere, a crate it may be, may go by this name.
    fn names_other(&self, name: &str, open: &mut Vec<String>) -> bool {
        // What leads in a circle leads to nothing else.
        if open.iter().any(|known| known == name) {
            return false;
        }
        open.push(name.to_owned());
        // In a comment or not.
        let found = self.stands_behind(name, &[" as", "extern crate"])
            || self.files.iter().any(|file| {
                let is_other = |import: &Import, open: &mut Vec<String>| {
                    import.name.as_deref() == Some(name) && !self.leads_within(import, open)
                };
                uses(&file.text, name)
                    && all(&file.facts().items)
                        .into_iter()
                        .any(|item| item.imports.iter().any(|import| is_other(import, open)))
            });
        open.pop();
        found
    }

    /// Whether all that another crate has may be handed on: `pub use other::*`.
    fn hands_on(&self) -> bool {
        // `pub use` and `pub(crate) use`.
        let is_open = |before: &str| before.ends_with(['b', ')']);
        let brings = |(before, tree): (&str, &str)| {
            is_open(before) && !ways(tree).all(|name| self.is_local(name))
        };
        let found = || self.texts().flat_map(globs).any(brings);
        *self.hand_on.get_or_init(found)
    }

    /// Whether all that a crate other than std has may be brought in, for whomever.
    pub(super) fn brings_all(&self) -> bool {
        let is_of_others = |path: &[&str]| match path {
            ["std" | "core" | "alloc", ..] | ["$crate"] => false,
            path => !path.iter().all(|name| self.is_local(name)),
        };
        let is_glob = |import: &Import| {
            let path: Vec<&str> = import.path.iter().map(String::as_str).collect();
            import.name.is_none() && (import.absolute || is_of_others(&path))
        };
        let is_given = |tree: &str| {
            let tree = tree.trim_start();
            tree.starts_with('$') && !tree.starts_with("$crate")
        };
        let says = |text: &str| {
            globs(text)
                .any(|(_, tree)| is_given(tree) || is_of_others(&ways(tree).collect::<Vec<_>>()))
        };
        // Text alone would see them in prose.
        let brings = |file: &File| {
            says(&file.text)
                && all(&file.facts().items).into_iter().any(|item| {
                    item.imports.iter().any(is_glob)
                        || is_macro(item) && says(&code_of(text_of(&file.text, item)))
                })
        };
        *self.bring_all.get_or_init(|| self.files.iter().any(brings))
    }

    /// Whether what an import names is the package's, and has that name there, if all modules on the way are what they seem.
    pub(super) fn leads_inside(&self, import: &Import) -> bool {
        self.leads_within(import, &mut Vec::new())
    }

    fn leads_within(&self, import: &Import, open: &mut Vec<String>) -> bool {
        let Some((last, way)) = import.path.split_last() else {
            return false;
        };
        !import.absolute
            && !way.is_empty()
            && import.name.as_ref() == Some(last)
            && way.iter().all(|name| self.is_within(name, open))
    }

    /// Whether a path that begins so begins in the package, and one that goes on so stays there.
    pub(super) fn is_local(&self, name: &str) -> bool {
        self.is_within(name, &mut Vec::new())
    }

    fn is_within(&self, name: &str, open: &mut Vec<String>) -> bool {
        is_keyword(name) || self.stands_behind(name, &HOLDING) && !self.names_other(name, open)
    }
}

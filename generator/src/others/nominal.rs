//! Whether a path into a package surely names a type that the package declares, and not another name of one from elsewhere:
//! an alias, or what is exported again.

use crate::model::{Import, Kind, Vis};
use crate::others::{File, Texts, all, all_in, is_macro, text_of};
use crate::parse::occurrences;
use std::rc::Rc;

/// Whether `name`, in these modules of packages, each of which may be meant, is a struct, enum or union of theirs.
pub(crate) fn is_nominal(packages: &[Rc<Texts>], modules: &[&str], name: &str) -> bool {
    !packages.is_empty() && packages.iter().all(|texts| is_own(texts, modules, name))
}

fn is_own(texts: &Texts, modules: &[&str], name: &str) -> bool {
    let Some(files) = texts.naming(name) else {
        return false;
    };
    if !modules.iter().all(|module| texts.is_local(module)) || texts.hands_on() {
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
                    let other = item.imports.iter().filter(named).any(|import| {
                        import.path.last().is_none_or(|last| last != name)
                            || import.absolute
                            || !import
                                .path
                                .first()
                                .is_some_and(|first| texts.is_local(first))
                    });
                    if other {
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

/// The `use`s of a text that bring in all that something has, comments and strings among it: what stands before each, and
/// how its path begins.
fn globs(text: &str) -> impl Iterator<Item = (&str, &str)> {
    occurrences(text, "use").filter_map(move |at| {
        let before = text.get(..at)?.trim_end();
        let tree = text.get(at + "use".len()..)?;
        let tree = tree.split(';').next().unwrap_or_default();
        let first = tree.split("::").next().unwrap_or_default().trim();
        tree.contains('*').then_some((before, first))
    })
}

impl Texts {
    /// Whether a module of a name is declared, in a comment or not.
    fn has_module(&self, name: &str) -> bool {
        self.texts().any(|text| {
            occurrences(text, name).any(|at| {
                let before = text.get(..at).unwrap_or_default().trim_end();
                before.ends_with("mod") || before.ends_with("mod r#")
            })
        })
    }

    /// Whether something, a crate it may be, is given this name: `use other as name`, in a comment or not.
    fn names_crate(&self, name: &str) -> bool {
        self.texts().any(|text| {
            occurrences(text, name).any(|at| {
                let before = text.get(..at).unwrap_or_default().trim_end();
                before.ends_with(" as") || before.ends_with("extern crate")
            })
        })
    }

    /// Whether all that another crate has may be handed on: `pub use other::*`.
    fn hands_on(&self) -> bool {
        // `pub use` and `pub(crate) use`.
        let is_open = |before: &str| before.ends_with(['b', ')']);
        let brings = |(before, first): (&str, &str)| is_open(before) && !self.is_local(first);
        let found = || self.texts().flat_map(globs).any(brings);
        *self.hand_on.get_or_init(found)
    }

    /// Whether all that a crate other than std has may be brought in, for whomever.
    pub(super) fn brings_all(&self) -> bool {
        let is_of_others =
            |first: &str| !matches!(first, "std" | "core" | "alloc") && !self.is_local(first);
        let is_glob = |import: &Import| {
            let first = import.path.first().map_or("", String::as_str);
            import.name.is_none() && is_of_others(first)
        };
        // Text alone would see them in prose.
        let brings = |file: &File| {
            globs(&file.text).any(|(_, first)| is_of_others(first))
                && all(&file.facts().items)
                    .into_iter()
                    .any(|item| item.imports.iter().any(is_glob))
        };
        *self.bring_all.get_or_init(|| self.files.iter().any(brings))
    }

    /// Whether a path that begins so begins in the package.
    pub(super) fn is_local(&self, first: &str) -> bool {
        matches!(first, "crate" | "self" | "super")
            || self.has_module(first) && !self.names_crate(first)
    }
}

//! The functions that traits of a name have.

use crate::model::{Item, Kind};
use crate::others::bounds::Bounds;
use crate::others::{Texts, all, is_macro, may_be_rewritten, text_of};
use crate::parse::{has_word, occurrences, parse_header};
use std::collections::BTreeSet;
use syn::visit::Visit;

/// What is known of the traits of a name in some packages.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// Whether there is such a trait.
    pub(crate) is_trait: bool,
    /// Whether there is anything else of that name.
    pub(crate) is_other: bool,
    /// The names of their functions.
    pub(crate) functions: BTreeSet<String>,
    /// The last names of the traits above them.
    pub(crate) above: BTreeSet<String>,
}

impl Found {
    /// Adds all traits of a package; none if there may be more than its text tells.
    pub(crate) fn add_all(&mut self, texts: &Texts) -> Option<()> {
        for (text, facts) in texts.naming("trait")? {
            for item in all(&facts.items) {
                match item.kind {
                    Kind::Trait => self.add_trait(text, item)?,
                    Kind::TraitAlias => return None,
                    _ if is_macro(item) && has_word(text_of(text, item), "trait") => return None,
                    _ => {}
                }
            }
        }
        Some(())
    }

    /// Adds those of a name; none if there may be more than the text tells.
    pub(crate) fn add(&mut self, texts: &Texts, of: &str) -> Option<()> {
        for (text, facts) in texts.naming(of)? {
            for item in all(&facts.items) {
                match item.kind {
                    Kind::Trait if item.name == of => self.add_trait(text, item)?,
                    Kind::TraitAlias if item.name == of => return None,
                    // Another trait may go by this name.
                    Kind::Use => {
                        let renamed = item.imports.iter().any(|import| {
                            import.name.as_deref() == Some(of)
                                && import.path.last().is_some_and(|last| last != of)
                        });
                        if renamed {
                            return None;
                        }
                    }
                    _ if is_macro(item) => {
                        let text = text_of(text, item);
                        let called = item.call.as_ref().and_then(|call| call.path.last());
                        let elsewhere = || {
                            item.kind == Kind::MacroCall
                                && called.is_some_and(|name| !texts.define(name))
                        };
                        let writes =
                            || has_word(text, "trait") || makes_traits(texts) || elsewhere();
                        if has_word(text, of) && writes() {
                            return None;
                        }
                        self.is_other |= item.name == of;
                    }
                    _ => self.is_other |= item.name == of,
                }
            }
        }
        Some(())
    }

    fn add_trait(&mut self, text: &str, item: &Item) -> Option<()> {
        // A macro may give it more.
        if may_be_rewritten(item) {
            return None;
        }
        self.is_trait = true;
        for member in &item.children {
            match member.kind {
                Kind::Fn => {
                    self.functions.insert(member.name.clone());
                }
                Kind::Const | Kind::TypeAlias => {}
                _ => return None,
            }
        }
        let header = text.get(item.span.start as usize..item.open as usize)?;
        let Some(syn::Item::Trait(header)) = parse_header(header) else {
            return None;
        };
        let mut bounds = Bounds::default();
        bounds.visit_item_trait(&header);
        self.above.append(&mut bounds.0);
        Some(())
    }
}

/// Whether a macro of a package makes traits by the names that it is given.
fn makes_traits(texts: &Texts) -> bool {
    let named_by_macro = |text: &str, at: usize| {
        let after = text.get(at + "trait".len()..).unwrap_or_default();
        after.trim_start().starts_with(['$', '['])
    };
    texts
        .texts()
        .any(|text| occurrences(text, "trait").any(|at| named_by_macro(text, at)))
}

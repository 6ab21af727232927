//! Macros by example that a package exports, where it is certain which definitions its users may see.

use crate::cfg::one_holds;
use crate::model::Kind;
use crate::others::{File, Texts, all, definitions, last_of, text_of};
use crate::parse::{Said, writes_expressions};
use std::collections::BTreeSet;

/// A macro that a package defines more often is not followed.
const MOST_DEFINITIONS: usize = 4;

impl Texts {
    /// The definitions of an exported macro of a name, by all that the package has: each stands where it can be found from
    /// the root of the library, and whatever the conditions on the way there are, one of them surely is there. Nothing
    /// else can then be the macro: no other is exported beside it, and a glob's it hides.
    pub(crate) fn exported(&self, name: &str) -> Option<Vec<&str>> {
        let defined = self.texts().flat_map(|text| definitions(text, name));
        let all = defined.take(MOST_DEFINITIONS + 1).count();
        (1..=MOST_DEFINITIONS).contains(&all).then_some(())?;
        let standing = self.standing()?.into_iter();
        let found = standing.filter_map(|of| {
            let item = of.item;
            let text = text_of(of.text, item);
            let attributes = || text.split("macro_rules").next().unwrap_or_default();
            let is_named = item.kind == Kind::Macro && item.name == name;
            // It may be exported on a condition.
            let is_exported = || item.marks.macro_export && !attributes().contains("cfg_attr");
            (is_named && is_exported()).then(|| (of.conditions(), text))
        });
        let (conditions, texts): (Vec<_>, Vec<_>) = found.unzip();
        // Beside one that is always there is none in any build.
        let is_alone = || texts.len() == 1 || !conditions.iter().any(Vec::is_empty);
        (texts.len() == all && is_alone() && one_holds(&conditions)).then_some(texts)
    }

    /// Whether a macro of a name may write an impl, by itself or by one that it calls: not if all of that are the package's,
    /// or std's, and none says one.
    pub(crate) fn may_write_impls(&self, name: &str) -> bool {
        let mut open = vec![name.to_owned()];
        let mut seen = BTreeSet::new();
        while let Some(name) = open.pop() {
            if !seen.insert(name.clone()) {
                continue;
            }
            let defined = |file: &&File| definitions(&file.text, &name).next().is_some();
            let mut any = false;
            for file in self.files.iter().filter(defined) {
                let items = all(&file.facts().items).into_iter();
                for item in items.filter(|item| item.kind == Kind::Macro && item.name == name) {
                    match Said::of(text_of(&file.text, item)) {
                        Some(said) if !said.calls_back => {
                            let calls = said.calls.iter();
                            open.extend(calls.map(|path| last_of(path).to_owned()));
                        }
                        _ => return true,
                    }
                    any = true;
                }
            }
            if !any && !writes_expressions(&name) {
                return true;
            }
        }
        false
    }
}

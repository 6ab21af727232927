//! Macros by example that a package exports, where it is certain which definitions its users may see.

use crate::cfg::one_holds;
use crate::model::{Item, Kind};
use crate::others::{File, Texts, all, definitions, last_of, text_of};
use crate::parse::{Said, writes_expressions};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A macro that a package defines more often is not followed.
const MOST_DEFINITIONS: usize = 4;

impl Texts {
    /// The definitions of an exported macro of a name, by all that the package has: each stands where it can be found from
    /// the root of the library, and whatever the conditions on the way there are, one of them surely is there. Nothing
    /// else can then be the macro: no other is exported beside it, and a glob's it hides.
    pub(crate) fn exported(&self, root: &Path, name: &str) -> Option<Vec<&str>> {
        let defined = self.texts().flat_map(|text| definitions(text, name));
        let all = defined.take(MOST_DEFINITIONS + 1).count();
        (1..=MOST_DEFINITIONS).contains(&all).then_some(())?;
        let mut found = Vec::new();
        let mut open = vec![(root.to_owned(), root.parent()?.to_owned(), Vec::new())];
        while let Some((path, folder, mut under)) = open.pop() {
            let Some(file) = self.files.iter().find(|file| file.path == path) else {
                continue;
            };
            let facts = file.facts();
            if facts.unparsed.is_some() {
                continue;
            }
            // Without its root there is no library.
            if path != root {
                under.extend(facts.cfgs.iter().cloned());
            }
            let mut files = Files {
                texts: self,
                open: &mut open,
                found: &mut found,
            };
            files.exported(file, &facts.items, &folder, &under, name);
        }
        let (conditions, texts): (Vec<_>, Vec<_>) = found.into_iter().unzip();
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

/// Files of modules, each with the folder of the modules in it and the conditions that it is there under; and what was
/// found in them, with its conditions.
struct Files<'o, 't> {
    texts: &'t Texts,
    open: &'o mut Vec<(PathBuf, PathBuf, Vec<String>)>,
    found: &'o mut Vec<(Vec<String>, &'t str)>,
}

impl<'t> Files<'_, 't> {
    /// The macro among items; files of modules are put with the others.
    fn exported(
        &mut self,
        file: &'t File,
        items: &[Item],
        folder: &Path,
        under: &[String],
        name: &str,
    ) {
        for item in items {
            let marks = &item.marks;
            if marks.given || !marks.given_if.is_empty() {
                continue;
            }
            let under = || [under, &item.cfgs].concat();
            match item.kind {
                Kind::Macro if item.name == name && marks.macro_export => {
                    let text = text_of(&file.text, item);
                    let attributes = text.split("macro_rules").next().unwrap_or_default();
                    // It may be exported on a condition.
                    if !attributes.contains("cfg_attr") {
                        self.found.push((under(), text));
                    }
                }
                Kind::Module if marks.paths.is_empty() => {
                    let folder = folder.join(&item.name);
                    self.exported(file, &item.children, &folder, &under(), name);
                }
                Kind::ModuleFile if marks.paths.is_empty() => {
                    let folder = folder.join(&item.name);
                    let flat = folder.with_extension("rs");
                    let nested = folder.join("mod.rs");
                    let is_there =
                        |path: &Path| self.texts.files.iter().any(|file| file.path == path);
                    let path = if is_there(&flat) { flat } else { nested };
                    self.open.push((path, folder, under()));
                }
                _ => {}
            }
        }
    }
}

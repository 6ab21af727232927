//! Macros by example that a package exports, where it is certain which definition its users see.

use crate::model::{Item, Kind};
use crate::others::{File, Texts, all, definitions, last_of, text_of};
use crate::parse::{Said, writes_expressions};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

impl Texts {
    /// The definition of an exported macro of a name, by the only one that the package has: it stands behind no condition
    /// on the way from the root of the library, so that it surely is there.
    pub(crate) fn exported(&self, root: &Path, name: &str) -> Option<&str> {
        let mut defined = self.texts().flat_map(|text| definitions(text, name));
        (defined.next().is_some() && defined.next().is_none()).then_some(())?;
        let mut open = vec![(root.to_owned(), root.parent()?.to_owned())];
        while let Some((path, folder)) = open.pop() {
            let Some(file) = self.files.iter().find(|file| file.path == path) else {
                continue;
            };
            let facts = file.facts();
            if facts.unparsed.is_some() || !facts.cfgs.is_empty() && path != root {
                continue;
            }
            let mut files = Files {
                texts: self,
                open: &mut open,
            };
            if let Some(found) = files.exported(file, &facts.items, &folder, name) {
                return Some(found);
            }
        }
        None
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

/// Files of modules that are surely there, each with the folder of the modules in it.
struct Files<'o> {
    texts: &'o Texts,
    open: &'o mut Vec<(PathBuf, PathBuf)>,
}

impl Files<'_> {
    /// The macro among items; files of modules are put with the others.
    fn exported<'t>(
        &mut self,
        file: &'t File,
        items: &[Item],
        folder: &Path,
        name: &str,
    ) -> Option<&'t str> {
        for item in items {
            let marks = &item.marks;
            if !item.cfgs.is_empty() || marks.given || !marks.given_if.is_empty() {
                continue;
            }
            let found = match item.kind {
                Kind::Macro if item.name == name && marks.macro_export => {
                    let text = text_of(&file.text, item);
                    let attributes = text.split("macro_rules").next().unwrap_or_default();
                    // It may be exported on a condition.
                    (!attributes.contains("cfg_attr")).then_some(text)
                }
                Kind::Module if marks.paths.is_empty() => {
                    self.exported(file, &item.children, &folder.join(&item.name), name)
                }
                Kind::ModuleFile if marks.paths.is_empty() => {
                    let folder = folder.join(&item.name);
                    let flat = folder.with_extension("rs");
                    let nested = folder.join("mod.rs");
                    let is_there =
                        |path: &Path| self.texts.files.iter().any(|file| file.path == path);
                    let path = if is_there(&flat) { flat } else { nested };
                    self.open.push((path, folder));
                    None
                }
                _ => None,
            };
            if found.is_some() {
                return found;
            }
        }
        None
    }
}

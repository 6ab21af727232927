//! What stands in the modules of a package's library, by the `mod`s that lead to them from its root.

use crate::model::{Item, Kind};
use crate::others::{File, Texts, may_be_rewritten};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// An item of a module.
pub(super) struct Standing<'t> {
    pub(super) item: &'t Item,
    /// The text of its file.
    pub(super) text: &'t str,
    /// The conditions that its module is there under.
    under: Rc<[String]>,
}

impl Standing<'_> {
    /// All conditions that it is there under.
    pub(super) fn conditions(&self) -> Vec<String> {
        [&self.under, &self.item.cfgs[..]].concat()
    }

    /// Whether it is there in any build.
    pub(super) fn is_certain(&self) -> bool {
        self.under.is_empty() && self.item.cfgs.is_empty()
    }
}

impl Texts {
    /// What stands in modules from the root of the library on, without what an attribute may write anew, and modules whose
    /// files are told by one.
    pub(super) fn standing(&self) -> Option<Vec<Standing<'_>>> {
        let root = self.place(&self.root)?;
        let mut modules = Modules {
            texts: self,
            open: vec![(root, self.root.parent()?.to_owned(), Rc::new([]))],
            found: Vec::new(),
        };
        while let Some((at, folder, under)) = modules.open.pop() {
            let file = &self.files[at];
            let facts = file.facts();
            if facts.unparsed.is_some() {
                continue;
            }
            // Without its root there is no library.
            let under = match at == root {
                true => under,
                false => [&under, &facts.cfgs[..]].concat().into(),
            };
            modules.add(file, &facts.items, &folder, &under);
        }
        Some(modules.found)
    }

    /// Which file a path is of.
    pub(super) fn place(&self, path: &Path) -> Option<usize> {
        self.files.iter().position(|file| file.path == path)
    }

    /// The file of a module, by the folder that its own modules' files lie in.
    pub(super) fn module_at(&self, folder: &Path) -> Option<usize> {
        let flat = self.place(&folder.with_extension("rs"));
        flat.or_else(|| self.place(&folder.join("mod.rs")))
    }
}

struct Modules<'t> {
    texts: &'t Texts,
    /// Files, each with the folder of the modules in it and the conditions that it is there under.
    open: Vec<(usize, PathBuf, Rc<[String]>)>,
    found: Vec<Standing<'t>>,
}

impl<'t> Modules<'t> {
    fn add(&mut self, file: &'t File, items: &'t [Item], folder: &Path, under: &Rc<[String]>) {
        for item in items {
            if may_be_rewritten(item) {
                continue;
            }
            let marks = &item.marks;
            let standing = Standing {
                item,
                text: &file.text,
                under: under.clone(),
            };
            match item.kind {
                Kind::Module if marks.paths.is_empty() => {
                    let folder = folder.join(&item.name);
                    let under = standing.conditions().into();
                    self.add(file, &item.children, &folder, &under);
                }
                Kind::ModuleFile if marks.paths.is_empty() => {
                    let folder = folder.join(&item.name);
                    let under = standing.conditions().into();
                    let at = self.texts.module_at(&folder);
                    self.open.extend(at.map(|at| (at, folder, under)));
                }
                Kind::Module | Kind::ModuleFile => {}
                _ => self.found.push(standing),
            }
        }
    }
}

//! Which words macros of other crates say: what such a macro writes stands in its own code, or in what it is told.

use crate::others::procedural::add_words;
use crate::package::TargetKind;
use crate::parse::{Reader, Writer};
use crate::resolve::derives::WRITE_CODE;
use crate::resolve::graph::{CrateId, Extern, ItemId};
use crate::resolve::load::Program;
use crate::resolve::names::{Ns, Res};
use crate::resolve::others::once;
use std::collections::BTreeSet;
use std::rc::Rc;

impl Program {
    /// The words that stand in the code of the macros that come by a path from where an item stands; none if they may be any.
    pub(crate) fn said_by_macro(
        &self,
        item: ItemId,
        names: &[String],
        absolute: bool,
    ) -> Option<Vec<Rc<BTreeSet<String>>>> {
        let module = self.item(item).module;
        let found = self.resolve_whole(module, names, absolute, Ns::Macro);
        if found.is_empty() {
            return None;
        }
        let said = |res: &Res| match res {
            Res::Foreign(path) => self.said_by_macros(path.split("::").next().unwrap_or_default()),
            Res::Item(of) => self.said_by_crate(self.item(*of).krate),
            Res::Module(of) => self.said_by_crate(self.module(*of).krate),
            Res::Builtin(_) => Some(Rc::default()),
        };
        found
            .iter()
            .filter(|res| !res.is_of_std())
            .map(said)
            .collect()
    }

    /// The same of all macros of a crate that is not read.
    fn said_by_macros(&self, first: &str) -> Option<Rc<BTreeSet<String>>> {
        once(&self.others.said_by_macros, first, || {
            let key = self.key_of("the words of its macros", "", |name| name == first);
            let found = match self.kept.kept_on(key) {
                Some(bytes) => read(bytes),
                None => {
                    let found = self.words_of_macros(first);
                    self.kept.keep(key, write(found.as_ref()));
                    found
                }
            };
            found.map(Rc::new)
        })
    }

    fn words_of_macros(&self, first: &str) -> Option<BTreeSet<String>> {
        let named = self.unpacked(self.locked_as(first))?;
        let mut found = BTreeSet::new();
        for package in named.iter().filter(|package| package.procedural) {
            self.texts_in(package)?.add_words(false, &mut found);
        }
        // What they are made of may write for them, but for what any macro is made of.
        let all = self.unpacked_for(self.locked_as(first), true)?;
        let is_apart = |folder: &std::path::Path| {
            let name = folder.file_name().unwrap_or_default().to_string_lossy();
            let mut of = WRITE_CODE.iter().map(|start| start.trim_end());
            named.iter().any(|package| package.folder == folder)
                || of.any(|of| {
                    name.strip_prefix(of)
                        .is_some_and(|rest| rest.is_empty() || is_version(rest))
                })
        };
        for package in all.iter().filter(|package| !is_apart(&package.folder)) {
            self.texts_in(package)?.add_words(true, &mut found);
        }
        Some(found)
    }

    /// The same of a crate that is read, if it is of procedural macros; what it is made of stands in crates that are read.
    fn said_by_crate(&self, krate: CrateId) -> Option<Rc<BTreeSet<String>>> {
        if self.krate(krate).kind != TargetKind::ProcMacro {
            return Some(Rc::default());
        }
        // Any edit of what it does may change it.
        self.asked.everything();
        let key = format!("#{}", krate.0);
        once(&self.others.said_by_macros, &*key, || {
            let mut crates = vec![krate];
            let mut at = 0;
            while let Some(krate) = crates.get(at).copied() {
                at += 1;
                for made_of in self.krate(krate).externs.values() {
                    match made_of {
                        Extern::Local(next) if !crates.contains(next) => crates.push(*next),
                        Extern::Local(_) => {}
                        Extern::Locked { package, .. } => {
                            let mut known = WRITE_CODE.iter().map(|start| start.trim_end());
                            known.any(|known| known == package).then_some(())?;
                        }
                    }
                }
            }
            let mut found = BTreeSet::new();
            for (at, data) in self.items.iter().enumerate() {
                if data.parent.is_none() && crates.contains(&data.krate) {
                    add_words(&self.text_of(ItemId(at as u32)), &mut found);
                }
            }
            Some(Rc::new(found))
        })
    }
}

/// Whether this stands behind a package's name in the name of its folder: `-1.0.2`.
fn is_version(rest: &str) -> bool {
    let after = rest.strip_prefix('-').unwrap_or_default();
    after.starts_with(|c: char| c.is_ascii_digit())
}

fn write(found: Option<&BTreeSet<String>>) -> Vec<u8> {
    let mut out = Writer::default();
    out.option(found, |out, found| {
        let words: Vec<&String> = found.iter().collect();
        out.list(&words, |out, word| out.text(word));
    });
    out.0
}

fn read(bytes: &[u8]) -> Option<BTreeSet<String>> {
    let mut from = Reader::new(bytes);
    let words = from.option(|from| from.list(Reader::text))??;
    Some(words.into_iter().collect())
}

//! What the macros by example of a package write as items. A call that stands where items do is taken for what it writes if
//! it is certain which macro it means; and a macro that is called in no other way for nothing.
//!
//! Modules are gone through from the library's root on, for a macro is in scope behind its definition, in the files of modules
//! as well. What another package's macro defines is not seen, but rustc refuses a call that may mean that beside one that is.

use crate::expand::{Budget, CrateName, Limits, MacroDef};
use crate::model::{FileFacts, Item, Kind};
use crate::others::{File, Texts, all, definitions, is_of_tests, may_be_rewritten, text_of};
use crate::parse::{facts_of, has_word, identifiers, occurrences};
use proc_macro2::TokenStream;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;

/// How far the macros of one package are followed: whoever asks waits for it.
const LIMITS: Limits = Limits {
    calls: 2_000,
    steps: 1_000_000,
    tokens: 400_000,
    nesting: 200,
};

/// How many calls may be written by one another.
const DEEPEST: usize = 64;

impl Texts {
    /// The files without such calls and macros, and beside each what its calls write; none if that goes too far.
    pub(super) fn expanded(&self) -> Option<&[File]> {
        let expanded = || Expander::of(self)?.files();
        self.expanded.get_or_init(expanded).as_deref()
    }
}

/// What the package defines under a macro's name.
struct Defined {
    /// How it is followed where nothing but its name tells that it is meant; none if it cannot be, or there may be several.
    alone: Option<Rc<MacroDef>>,
    /// Whether it is exported.
    exported: bool,
    /// All names in the definitions.
    names: BTreeSet<String>,
}

/// A macro that is in scope where a text has come to.
struct InScope {
    name: String,
    /// The conditions that it stands under.
    cfgs: Vec<String>,
    /// How it is followed; none if it cannot be.
    rules: Option<Rc<MacroDef>>,
}

/// What calls in a file write, and what is left of the file.
type Followed = (FileFacts, Vec<(Arc<str>, FileFacts)>);

struct Expander<'t> {
    texts: &'t Texts,
    macros: BTreeMap<String, Defined>,
    /// Those that come before what is being looked at, the nearest last.
    in_scope: Vec<InScope>,
    /// Names that the module being looked at imports from the package.
    imported: BTreeSet<String>,
    budget: Budget,
    /// Names of macros that may be called elsewhere than where an item stands.
    loose: BTreeSet<String>,
    /// What was written in a file, each text with what was left of its facts.
    written: Vec<(Arc<str>, FileFacts)>,
    /// The files that were gone through; none of a file that is one of several modules.
    followed: BTreeMap<usize, Option<Followed>>,
    /// How many calls are being followed, each written by the one before.
    depth: usize,
}

impl<'t> Expander<'t> {
    fn of(texts: &'t Texts) -> Option<Expander<'t>> {
        let mut expander = Expander {
            texts,
            macros: BTreeMap::new(),
            in_scope: Vec::new(),
            imported: BTreeSet::new(),
            budget: Budget::new(LIMITS),
            loose: BTreeSet::new(),
            written: Vec::new(),
            followed: BTreeMap::new(),
            depth: 0,
        };
        for file in &texts.files {
            let facts = file.facts();
            if facts.unparsed.is_some() || names_by_variable(&file.text) {
                return None;
            }
            let items = all(&facts.items).into_iter();
            for item in items.filter(|item| item.kind == Kind::Macro) {
                expander.define(item, text_of(&file.text, item))?;
            }
        }
        let others_define = texts.calls_others() || texts.brings_macros();
        for (name, defined) in &mut expander.macros {
            let all = texts.texts().flat_map(|text| definitions(text, name));
            if others_define || all.take(2).count() != 1 || texts.imports_macro(name) {
                defined.alone = None;
            }
        }
        Some(expander)
    }

    fn define(&mut self, item: &Item, text: &str) -> Option<()> {
        let mut names = BTreeSet::new();
        identifiers(text.parse().ok()?, &mut names);
        // Others' calls are not seen here.
        if names.contains("macro_export") {
            self.loose.insert(item.name.clone());
        }
        match self.macros.get_mut(&item.name) {
            Some(known) => {
                known.alone = None;
                known.names.extend(names);
            }
            None => {
                let defined = Defined {
                    alone: self.rules_of(text),
                    exported: item.marks.macro_export,
                    names,
                };
                self.macros.insert(item.name.clone(), defined);
            }
        }
        Some(())
    }

    fn files(mut self) -> Option<Vec<File>> {
        let texts = self.texts;
        if let Some(root) = texts.place(&texts.root) {
            self.file(root, texts.root.parent()?)?;
        }
        // Included, of a program beside the library, or modules by whatever path: what is in scope there is not known.
        for at in 0..texts.files.len() {
            if self.followed.get(&at).is_none_or(Option::is_none) {
                self.in_scope.clear();
                self.followed.remove(&at);
                self.file(at, Path::new(""))?;
            }
        }
        let mut files = Vec::new();
        for (at, followed) in std::mem::take(&mut self.followed) {
            let (facts, written) = followed?;
            let file = &texts.files[at];
            files.push((file, file.text.clone(), facts));
            let written = written.into_iter();
            files.extend(written.map(|(text, facts)| (file, text, facts)));
        }
        // Whatever a macro names that may be called anywhere, may be called there.
        let mut open: Vec<String> = self.loose.iter().cloned().collect();
        while let Some(name) = open.pop() {
            let Some(defined) = self.macros.get(&name) else {
                continue;
            };
            let more = defined.names.iter();
            let more = more.filter(|name| self.macros.contains_key(*name));
            open.extend(
                more.filter(|name| self.loose.insert((*name).clone()))
                    .cloned(),
            );
        }
        let files = files.into_iter().map(|(file, text, mut facts)| {
            self.forget_macros(&mut facts.items);
            File {
                path: file.path.clone(),
                text,
                facts: OnceCell::from(facts),
            }
        });
        Some(files.collect())
    }

    /// Goes through a file, by the folder that its modules' files lie in.
    fn file(&mut self, at: usize, folder: &Path) -> Option<()> {
        if let Some(known) = self.followed.get_mut(&at) {
            *known = None;
            return Some(());
        }
        // A module in it that has the same file would be another.
        self.followed.insert(at, None);
        let file = &self.texts.files[at];
        let around = std::mem::take(&mut self.written);
        let facts = self.in_module(&file.text, &file.facts().items, folder)?;
        let facts = FileFacts {
            items: facts,
            ..file.facts().clone()
        };
        let written = std::mem::replace(&mut self.written, around);
        self.followed.insert(at, Some((facts, written)));
        Some(())
    }

    /// The items of a module, by what it imports.
    fn in_module(&mut self, text: &str, items: &[Item], folder: &Path) -> Option<Vec<Item>> {
        let imports = items.iter().flat_map(|item| &item.imports);
        let names = imports.filter_map(|import| import.name.clone()).collect();
        let around = std::mem::replace(&mut self.imported, names);
        let found = self.items_without_calls(text, items, folder);
        self.imported = around;
        found
    }

    /// Items without the calls that were followed.
    fn items_without_calls(
        &mut self,
        text: &str,
        items: &[Item],
        folder: &Path,
    ) -> Option<Vec<Item>> {
        let mut kept = Vec::new();
        for item in items {
            let whole = text_of(text, item);
            match item.kind {
                _ if is_of_tests(item) => continue,
                Kind::MacroCall => match self.written_by(text, item, folder) {
                    Some(written) => {
                        self.written.push(written);
                        continue;
                    }
                    None => {
                        // It may define what it names.
                        let named = |known: &&mut InScope| has_word(whole, &known.name);
                        let in_scope = self.in_scope.iter_mut();
                        in_scope.filter(named).for_each(|known| known.rules = None);
                        self.loosen(whole)?;
                    }
                },
                Kind::Module => {
                    let before = self.in_scope.len();
                    let folder = folder.join(&item.name);
                    let children = self.in_module(text, &item.children, &folder)?;
                    self.let_out(item, before, &[]);
                    kept.push(Item {
                        children,
                        ..item.clone()
                    });
                    continue;
                }
                Kind::Macro => {
                    let is_known = !may_be_rewritten(item);
                    self.in_scope.push(InScope {
                        name: item.name.clone(),
                        cfgs: item.cfgs.clone(),
                        rules: is_known.then(|| self.rules_of(whole)).flatten(),
                    });
                }
                Kind::ModuleFile => self.module_file(item, folder)?,
                // Under its own name it is seen where it is called.
                Kind::Use
                    if item
                        .imports
                        .iter()
                        .all(|import| import.path.last() == import.name.as_ref()) => {}
                _ => self.loosen(whole)?,
            }
            kept.push(item.clone());
        }
        Some(kept)
    }

    /// Goes through the file of a module, if it is told which that is.
    fn module_file(&mut self, module: &Item, folder: &Path) -> Option<()> {
        let folder = folder.join(&module.name);
        let at = match module.marks.paths.is_empty() && !may_be_rewritten(module) {
            true => self.texts.module_at(&folder),
            false => None,
        };
        let Some(at) = at else {
            // Its macros may hide all that come before.
            let lets_out = |file: &File| !file.facts().macro_use.is_empty();
            if module.marks.uses_macros() || self.texts.files.iter().any(lets_out) {
                self.in_scope
                    .iter_mut()
                    .for_each(|known| known.rules = None);
            }
            return Some(());
        };
        let before = self.in_scope.len();
        let facts = self.texts.files[at].facts();
        self.file(at, &folder)?;
        self.let_out(module, before, &facts.macro_use);
        let mine = self.in_scope.iter_mut().skip(before);
        mine.for_each(|known| known.cfgs.extend(facts.cfgs.iter().cloned()));
        Some(())
    }

    /// Ends a module, whose macros come after these many others. They stay in scope if it lets them out: by an attribute of
    /// its own, or in its file under some condition.
    fn let_out(&mut self, module: &Item, before: usize, in_file: &[String]) {
        let is_certain = module.marks.macro_use;
        if !module.marks.uses_macros() && in_file.is_empty() {
            return self.in_scope.truncate(before);
        }
        for known in self.in_scope.iter_mut().skip(before) {
            known.cfgs.extend(module.cfgs.iter().cloned());
            if !is_certain {
                known.rules = None;
            }
        }
    }

    /// What a call writes, with what is left of its facts; none if that is not certain, or goes too far.
    fn written_by(
        &mut self,
        text: &str,
        item: &Item,
        folder: &Path,
    ) -> Option<(Arc<str>, FileFacts)> {
        let call = item.call.as_ref()?;
        let (name, above) = call.path.split_last()?;
        let is_own = |first: &String| matches!(first.as_str(), "crate" | "self" | "super");
        if self.depth > DEEPEST || may_be_rewritten(item) || !above.iter().all(is_own) {
            return None;
        }
        let (start, end) = call.arguments;
        let given = text.get(start as usize..end as usize)?.parse().ok()?;
        let nearest = self.in_scope.iter().rev().find(|rules| rules.name == *name);
        let rules = match nearest.filter(|_| above.is_empty()) {
            Some(nearest) => {
                let is_there = nearest.cfgs.iter().all(|cfg| item.cfgs.contains(cfg));
                nearest.rules.clone().filter(|_| is_there)
            }
            None => {
                let defined = self.macros.get(name)?;
                let is_named = match above.is_empty() {
                    true => self.imported.contains(name),
                    false => defined.exported,
                };
                defined.alone.clone().filter(|_| is_named)
            }
        };
        let expansion = rules?.expand(given, &CrateName::own(), &mut self.budget);
        let written = as_written(&expansion.ok()?.tokens);
        let facts = facts_of(&written);
        if facts.unparsed.is_some() {
            return None;
        }
        self.depth += 1;
        let items = self.items_without_calls(&written, &facts.items, folder);
        self.depth -= 1;
        let items = items?;
        Some((written, FileFacts { items, ..facts }))
    }

    /// All macros that a text names may be called by it.
    fn loosen(&mut self, text: &str) -> Option<()> {
        let mut names = BTreeSet::new();
        identifiers(text.parse().ok()?, &mut names);
        let names = names.into_iter();
        self.loose
            .extend(names.filter(|name| self.macros.contains_key(name)));
        Some(())
    }

    fn rules_of(&self, definition: &str) -> Option<Rc<MacroDef>> {
        let tree = syn::parse_str::<syn::ItemMacro>(definition).ok()?;
        MacroDef::parse(&tree, self.texts.edition).ok().map(Rc::new)
    }

    /// Leaves out the macros that are called nowhere any more.
    fn forget_macros(&self, items: &mut Vec<Item>) {
        items.retain(|item| {
            let is_seen = |name| self.macros.contains_key(name) && !self.loose.contains(name);
            item.kind != Kind::Macro || !is_seen(&item.name)
        });
        let modules = items.iter_mut().filter(|item| item.kind == Kind::Module);
        modules.for_each(|module| self.forget_macros(&mut module.children));
    }
}

/// Tokens as a text in which pointers and a macro's variables look as people write them.
fn as_written(tokens: &TokenStream) -> Arc<str> {
    let text = tokens.to_string();
    let text = text
        .replace("* const ", "*const ")
        .replace("* mut ", "*mut ");
    text.replace("$ ", "$").into()
}

/// Whether a macro may define others under names that it is given.
pub(super) fn names_by_variable(text: &str) -> bool {
    occurrences(text, "macro_rules").any(|at| {
        let after = text[at + "macro_rules".len()..].trim_start();
        after
            .strip_prefix('!')
            .is_some_and(|name| name.trim_start().starts_with(['$', '[']))
    })
}

//! What the macros by example of a package write as items. A call that stands where items do, of a macro that the package
//! defines once, is taken for what it writes; and a macro that is called in no other way for nothing.

use crate::expand::{Budget, CrateName, Edition, Limits, MacroDef};
use crate::model::{FileFacts, Item, Kind};
use crate::others::{File, Texts, all, definitions, is_of_tests, may_be_rewritten, text_of};
use crate::parse::{facts_of, has_word, identifiers, occurrences};
use proc_macro2::TokenStream;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
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
        let expanded = || Expander::of(self)?.files(self);
        self.expanded.get_or_init(expanded).as_deref()
    }
}

/// What the package defines under a macro's name.
struct Defined {
    /// How it is followed; none if it cannot be, or there may be several.
    alone: Option<Rc<MacroDef>>,
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

struct Expander {
    macros: BTreeMap<String, Defined>,
    /// Those that the text being looked at has defined so far, the nearest last.
    in_scope: Vec<InScope>,
    budget: Budget,
    /// Names of macros that may be called elsewhere than where an item stands.
    loose: BTreeSet<String>,
    /// What was written, each text with what was left of its facts.
    written: Vec<(Arc<str>, FileFacts)>,
    /// How many calls are being followed, each written by the one before.
    depth: usize,
}

impl Expander {
    fn of(texts: &Texts) -> Option<Expander> {
        let mut expander = Expander {
            macros: BTreeMap::new(),
            in_scope: Vec::new(),
            budget: Budget::new(LIMITS),
            loose: BTreeSet::new(),
            written: Vec::new(),
            depth: 0,
        };
        let mut imported = BTreeSet::new();
        let mut imports_any = texts.brings_all();
        for file in &texts.files {
            let facts = file.facts();
            if facts.unparsed.is_some() || names_by_variable(&file.text) {
                return None;
            }
            for item in all(&facts.items) {
                match item.kind {
                    Kind::Macro => expander.define(item, text_of(&file.text, item))?,
                    Kind::Use => imported.extend(imported_from_others(item)),
                    Kind::ExternCrate => imports_any |= item.marks.uses_macros(),
                    _ => {}
                }
            }
        }
        for (name, defined) in &mut expander.macros {
            let all = texts.texts().flat_map(|text| definitions(text, name));
            let is_other = || imports_any || imported.contains(name.as_str());
            if all.take(2).count() != 1 || is_other() {
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
                let alone = rules_of(text);
                self.macros
                    .insert(item.name.clone(), Defined { alone, names });
            }
        }
        Some(())
    }

    fn files(mut self, texts: &Texts) -> Option<Vec<File>> {
        let mut files = Vec::new();
        for file in &texts.files {
            self.in_scope.clear();
            let facts = self.without_calls(&file.text, file.facts())?;
            files.push((file, file.text.clone(), facts));
            let written = std::mem::take(&mut self.written).into_iter();
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

    /// The facts of a text without the calls that were followed.
    fn without_calls(&mut self, text: &str, facts: &FileFacts) -> Option<FileFacts> {
        Some(FileFacts {
            items: self.items_without_calls(text, &facts.items)?,
            ..facts.clone()
        })
    }

    fn items_without_calls(&mut self, text: &str, items: &[Item]) -> Option<Vec<Item>> {
        let mut kept = Vec::new();
        for item in items {
            let whole = text_of(text, item);
            match item.kind {
                _ if is_of_tests(item) => continue,
                Kind::MacroCall => match self.written_by(text, item) {
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
                    let children = self.items_without_calls(text, &item.children)?;
                    self.in_scope.truncate(before);
                    self.lets_out(item);
                    kept.push(Item {
                        children,
                        ..item.clone()
                    });
                    continue;
                }
                Kind::Macro => {
                    self.in_scope.push(InScope {
                        name: item.name.clone(),
                        cfgs: item.cfgs.clone(),
                        rules: (!may_be_rewritten(item)).then(|| rules_of(whole)).flatten(),
                    });
                }
                Kind::ModuleFile => self.lets_out(item),
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

    /// What a module defines may hide what was in scope before.
    fn lets_out(&mut self, module: &Item) {
        if module.marks.uses_macros() {
            let in_scope = self.in_scope.iter_mut();
            in_scope.for_each(|known| known.rules = None);
        }
    }

    /// What a call writes, with what is left of its facts; none if that is not certain, or goes too far.
    fn written_by(&mut self, text: &str, item: &Item) -> Option<(Arc<str>, FileFacts)> {
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
            None => self.macros.get(name)?.alone.clone(),
        };
        let expansion = rules?.expand(given, &CrateName::own(), &mut self.budget);
        let written = as_written(&expansion.ok()?.tokens);
        let facts = facts_of(&written);
        if facts.unparsed.is_some() {
            return None;
        }
        self.depth += 1;
        let facts = self.without_calls(&written, &facts);
        self.depth -= 1;
        Some((written, facts?))
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

fn rules_of(definition: &str) -> Option<Rc<MacroDef>> {
    let tree = syn::parse_str::<syn::ItemMacro>(definition).ok()?;
    MacroDef::parse(&tree, Edition::E2021).ok().map(Rc::new)
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
fn names_by_variable(text: &str) -> bool {
    occurrences(text, "macro_rules").any(|at| {
        let after = text[at + "macro_rules".len()..].trim_start();
        after
            .strip_prefix('!')
            .is_some_and(|name| name.trim_start().starts_with('$'))
    })
}

/// The names that an import brings in from elsewhere than the package.
fn imported_from_others(item: &Item) -> impl Iterator<Item = &str> {
    let others = item.imports.iter().filter(|import| {
        let first = import.path.first().map_or("", String::as_str);
        !matches!(first, "crate" | "self" | "super")
    });
    others.filter_map(|import| import.name.as_deref())
}

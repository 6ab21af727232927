//! Impls that stand where the module tree does not look: what macros write inside functions and constants, what is among
//! their arguments, and blocks in types. They hold everywhere, so whatever may write one counts once what it names does.
//! What macros write there for the linker, which finds it wherever it stands, is told as the impls are.

use crate::model::Kind;
use crate::package::{Lock, TargetKind};
use crate::parse::{IMPL_WITHIN, Said, identifiers, macro_calls, occurrences, writes_expressions};
use crate::resolve::graph::{ItemId, ModuleId};
use crate::resolve::load::Program;
use crate::resolve::names::{Ns, Res};
use crate::resolve::others::once;
use crate::source::Text;
use quote::ToTokens;
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// What names are other names of.
#[derive(Debug, Default)]
pub(super) struct OtherNames {
    /// Aliases and associated types; few of them are ever looked into.
    aliases: FxHashMap<String, Vec<ItemId>>,
    imports: FxHashMap<String, BTreeSet<String>>,
}

/// What was found of macros, each once: what those of the program say, if no impl, and whether another may write one.
#[derive(Debug, Default)]
struct Unseen {
    own: RefCell<BTreeMap<ItemId, Option<Rc<Said>>>>,
    /// By the name of one of the program, where that is all that tells.
    told: RefCell<FxHashMap<String, bool>>,
    others: RefCell<BTreeMap<(ModuleId, String), bool>>,
}

impl Program {
    /// The items inside which an impl may stand that nobody sees, with the names that it may be for.
    pub(crate) fn unseen_impls(&self) -> &[(ItemId, BTreeSet<String>)] {
        self.unseen.get_or_init(|| {
            let found = Unseen::default();
            let renamed = self.other_names().imports.keys();
            let names = self.macros.keys().chain(renamed);
            let hiding: Vec<&String> = names.filter(|name| writes_expressions(name)).collect();
            let items = (0..self.items.len() as u32).map(ItemId);
            let writing = items.filter(|item| self.has_unseen(*item, &hiding, &found));
            writing
                .map(|item| (item, self.names_of_impls(item)))
                .collect()
        })
    }

    /// Whether what is not read may bring a trait of the program in scope: a procedural macro of its own, a package from
    /// elsewhere that knows one of it, or a macro by a name of std's, which is not told among what an item calls.
    pub(crate) fn may_bring_own(&self) -> bool {
        let renamed = self.other_names().imports.keys();
        let mut names = self.macros.keys().chain(renamed);
        names.any(|name| writes_expressions(name))
            || self
                .crates
                .iter()
                .any(|krate| krate.kind == TargetKind::ProcMacro)
            || self.workspace.lock.as_ref().is_some_and(Lock::leads_back)
    }

    /// Whether an impl may stand inside an item; `hiding` are names of std's macros that the program gives to others.
    fn has_unseen(&self, item: ItemId, hiding: &[&String], found: &Unseen) -> bool {
        let data = self.item(item);
        let may_write = |path: &String| {
            path == IMPL_WITHIN
                || self.may_write_impls(item, path, found) && self.is_called_in(item, path)
        };
        // What stands among an item's own items is theirs.
        let end = match data.kind {
            Kind::Macro | Kind::Module | Kind::ModuleFile => data.span.start,
            Kind::Impl | Kind::Trait | Kind::ForeignBlock => data.open.max(data.span.start),
            _ => data.span.end,
        };
        let text = match hiding.is_empty() {
            true => Default::default(),
            false => self.slice(data.text, (data.span.start, end)),
        };
        let hides = |name: &&&String| {
            occurrences(&text, name).any(|at| {
                let after = text.get(at + name.len()..).unwrap_or_default();
                after.trim_start().starts_with('!')
            })
        };
        data.called.iter().any(may_write) || hiding.iter().filter(hides).any(|name| may_write(name))
    }

    /// Whether a macro of a name is called inside an item where no `#[cfg]` leaves the call out.
    fn is_called_in(&self, item: ItemId, path: &str) -> bool {
        let has_body = matches!(self.item(item).kind, Kind::Fn | Kind::Const | Kind::Static);
        if !has_body || !self.text_of(item).contains("cfg") {
            return true;
        }
        let asker = self.asked.switch(None);
        let piece = self.cached_piece(item);
        self.asked.switch(asker);
        let Some(piece) = piece else { return true };
        let name = |path: &str| path.rsplit("::").next().unwrap_or(path).to_owned();
        let mut found = false;
        macro_calls(piece.to_token_stream(), &mut |called, _| {
            found |= name(&called) == name(path);
        });
        found
    }

    /// Whether a macro that is called inside an item may write an impl.
    fn may_write_impls(&self, item: ItemId, path: &str, found: &Unseen) -> bool {
        let name = path.rsplit("::").next().unwrap_or(path);
        if let Some(known) = found.told.borrow().get(name) {
            return *known;
        }
        let (may, by_names) = self.may_come_to_impls(item, path, found);
        if !by_names && self.macros.contains_key(name) {
            found.told.borrow_mut().insert(name.to_owned(), may);
        }
        may
    }

    /// The same, and whether what stands in that item decided.
    fn may_come_to_impls(&self, item: ItemId, path: &str, found: &Unseen) -> (bool, bool) {
        let mut open = vec![(self.item(item).module, path.to_owned())];
        let mut seen = BTreeSet::new();
        // What a macro is given to call may be named by any of those before it.
        let (mut calls_back, mut reached) = (false, Vec::new());
        while let Some((module, path)) = open.pop() {
            let name = path.rsplit("::").next().unwrap_or(&path);
            let Some(own) = self.macros.get(name) else {
                if self.others_may_write_impls(module, &path, found) {
                    return (true, calls_back);
                }
                continue;
            };
            for definition in own.iter().filter(|definition| seen.insert(**definition)) {
                let Some(said) = self.said(*definition, found) else {
                    return (true, calls_back);
                };
                let module = self.item(*definition).module;
                let of_std =
                    |path: &str| writes_expressions(path) && !self.macros.contains_key(path);
                let calls = said.calls.iter().filter(|path| !of_std(path));
                open.extend(calls.map(|path| (module, path.clone())));
                if said.calls_back && !std::mem::replace(&mut calls_back, true) {
                    let given = self.names_in_calls(item);
                    open.extend(self.macros_among(self.item(item).module, &given));
                }
                reached.push((module, said));
            }
            if calls_back {
                for (module, said) in reached.drain(..) {
                    open.extend(self.macros_among(module, &said.names));
                }
            }
        }
        (false, calls_back)
    }

    /// The names among these that may be macros', but for std's.
    fn macros_among<'n>(
        &'n self,
        module: ModuleId,
        names: &'n BTreeSet<String>,
    ) -> impl Iterator<Item = (ModuleId, String)> + 'n {
        // A crate has its own name in all namespaces.
        let is_other = |res: &Res| matches!(res, Res::Foreign(path) if path.contains("::"));
        let is_macro = move |name: &&String| {
            let names = std::slice::from_ref(*name);
            let found = || self.resolve_whole(module, names, false, Ns::Macro);
            self.macros.contains_key(*name)
                || self.other_names().imports.contains_key(*name)
                || found().iter().any(|res| is_other(res) && !res.is_of_std())
        };
        let macros = names.iter().filter(is_macro);
        macros.map(move |name| (module, name.clone()))
    }

    /// What one of the program says; none if that is an impl, or cannot be read.
    fn said(&self, definition: ItemId, found: &Unseen) -> Option<Rc<Said>> {
        once(&found.own, &definition, || {
            Said::of(&self.text_of(definition)).map(Rc::new)
        })
    }

    /// The same, of a macro that is not one of the program's.
    fn others_may_write_impls(&self, module: ModuleId, path: &str, found: &Unseen) -> bool {
        once(&found.others, &(module, path.to_owned()), || {
            let names: Vec<String> = path.split("::").map(str::to_owned).collect();
            let resolved = self.resolve_whole(module, &names, false, Ns::Macro);
            let of_std = match (&names[..], resolved.is_empty()) {
                ([name], true) => self.is_left_to_std(module, name),
                (_, is_unknown) => !is_unknown && resolved.iter().all(Res::is_of_std),
            };
            match of_std {
                // What is included may be a block.
                true => names.last().is_some_and(|name| name == "include"),
                false => {
                    let exported = self.find_exported(module, &names, false);
                    exported.is_none_or(|exported| exported.writes_impls)
                }
            }
        })
    }

    /// The names that an impl inside an item may be for: those among the arguments of the macros that it calls and in all
    /// macros which those may come to; if an impl stands there, all of its own.
    fn names_of_impls(&self, item: ItemId) -> BTreeSet<String> {
        let mut names = self.names_in_calls(item);
        let data = self.item(item);
        if data.called.iter().any(|path| path == IMPL_WITHIN) {
            identifiers(self.tokens_of(item), &mut names);
        }
        self.with_names_behind(&mut names);
        names
    }

    /// Names of the macros that an item calls inside it, and those among their arguments, or in what is included there.
    fn names_in_calls(&self, item: ItemId) -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        macro_calls(self.tokens_of(item), &mut |path, arguments| {
            let name = path.rsplit("::").next().unwrap_or(&path);
            if name == "include"
                && let Some(file) = self.included_path(item, &arguments.to_string())
                && let Text::Read(text) = self.sources.text(&file)
            {
                identifiers(text.parse().unwrap_or_default(), &mut names);
            }
            names.insert(name.to_owned());
            identifiers(arguments, &mut names);
        });
        names
    }

    /// Adds to names all that they may lead to: those in every macro of the program that is among them, and what aliases and
    /// imports say that they are other names of. What came by the latter is told.
    pub(super) fn with_names_behind(&self, names: &mut BTreeSet<String>) -> BTreeSet<String> {
        let mut renamed = self.follow(names, false);
        // `impl T for <A as B>::C`.
        if names.contains("as") {
            renamed.extend(self.follow(names, true));
        }
        renamed
    }

    /// The same, where a type may be named by an associated one or not.
    fn follow(&self, names: &mut BTreeSet<String>, projects: bool) -> BTreeSet<String> {
        let mut open: Vec<String> = names.iter().cloned().collect();
        let mut seen = BTreeSet::new();
        let mut renamed = BTreeSet::new();
        while let Some(name) = open.pop() {
            let mut found = BTreeSet::new();
            for definition in self.macros_named(&name) {
                if seen.insert(*definition) {
                    identifiers(self.tokens_of(*definition), &mut found);
                }
            }
            let behind = self.behind(&name, projects);
            found.extend(behind.iter().cloned());
            renamed.extend(behind);
            open.extend(found.difference(names).cloned());
            names.extend(found);
        }
        renamed
    }

    /// The names that one may stand for.
    fn behind(&self, name: &str, projects: bool) -> BTreeSet<String> {
        let others = self.other_names();
        let mut behind = others.imports.get(name).cloned().unwrap_or_default();
        for alias in others.aliases.get(name).into_iter().flatten() {
            if projects || self.item(*alias).parent.is_none() {
                identifiers(self.tokens_of(*alias), &mut behind);
            }
        }
        behind
    }

    /// What the program's names are other names of.
    fn other_names(&self) -> &OtherNames {
        self.other_names.get_or_init(|| {
            let mut found = OtherNames::default();
            for (at, data) in self.items.iter().enumerate() {
                if data.kind == Kind::TypeAlias {
                    let of = found.aliases.entry(data.name.clone()).or_default();
                    of.push(ItemId(at as u32));
                }
            }
            for import in self.modules.iter().flat_map(|module| &module.imports) {
                if let (Some(name), Some(last)) = (&import.name, import.path.last())
                    && name != last
                {
                    let behind = found.imports.entry(name.clone()).or_default();
                    behind.insert(last.clone());
                }
            }
            found
        })
    }
}

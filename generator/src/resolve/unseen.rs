//! Impls that stand where the module tree does not look: what macros write inside functions and constants, what is among
//! their arguments, and blocks in types. They hold everywhere, so whatever may write one counts once what it names does.
//! What macros write there for the linker, which finds it wherever it stands, is told as the impls are.

use crate::model::Kind;
use crate::parse::{
    IMPL_WITHIN, has_word, hides_macro_of_std, identifiers, macro_calls, says_elsewhere,
};
use crate::resolve::graph::{ItemId, ModuleId};
use crate::resolve::load::Program;
use crate::resolve::names::{Ns, Res};
use crate::source::Text;
use proc_macro2::TokenStream;
use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

/// What a macro of the program says.
#[derive(Debug, Default)]
struct Said {
    calls: Vec<String>,
    /// Whether it calls what it is given.
    calls_back: bool,
    names: Rc<BTreeSet<String>>,
}

/// What names are other names of.
#[derive(Debug, Default)]
pub(super) struct OtherNames {
    /// By aliases and imports.
    free: HashMap<String, BTreeSet<String>>,
    /// By associated types.
    members: HashMap<String, BTreeSet<String>>,
}

/// What was found of macros, each once: what those of the program say, if no impl, and whether another may write one.
#[derive(Debug, Default)]
struct Unseen {
    own: RefCell<HashMap<ItemId, Option<Rc<Said>>>>,
    /// By the name of one of the program, where that is all that tells.
    told: RefCell<HashMap<String, bool>>,
    others: RefCell<HashMap<(ModuleId, String), bool>>,
}

impl Program {
    /// The items inside which an impl may stand that nobody sees, with the names that it may be for.
    pub(crate) fn unseen_impls(&self) -> &[(ItemId, BTreeSet<String>)] {
        self.unseen.get_or_init(|| {
            let found = Unseen::default();
            let names = self.macros.keys();
            let hiding: Vec<&String> = names.filter(|name| hides_macro_of_std(name)).collect();
            let items = (0..self.items.len() as u32).map(ItemId);
            let writing = items.filter(|item| self.has_unseen(*item, &hiding, &found));
            writing
                .map(|item| (item, self.names_of_impls(item)))
                .collect()
        })
    }

    /// Whether an impl may stand inside an item; `hiding` are macros of the program with names of std's.
    fn has_unseen(&self, item: ItemId, hiding: &[&String], found: &Unseen) -> bool {
        let data = self.item(item);
        let may_write =
            |path: &String| path == IMPL_WITHIN || self.may_write_impls(item, path, found);
        let hides = |name: &&&String| {
            matches!(data.kind, Kind::Fn | Kind::Const | Kind::Static)
                && has_word(
                    &self.slice(data.text, (data.span.start, data.span.end)),
                    name,
                )
        };
        data.called.iter().any(may_write) || hiding.iter().filter(hides).any(|name| may_write(name))
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
        // Names of what a macro may be given to call, once one calls such.
        let (mut calls_back, mut names) = (false, Vec::new());
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
                open.extend(said.calls.iter().map(|path| (module, path.clone())));
                if said.calls_back && !std::mem::replace(&mut calls_back, true) {
                    names.push((self.item(item).module, Rc::new(self.names_in_calls(item))));
                }
                names.push((module, said.names.clone()));
            }
            if calls_back {
                for (module, names) in names.drain(..) {
                    let macros = names.iter().filter(|name| self.is_macro(module, name));
                    open.extend(macros.map(|name| (module, name.clone())));
                }
            }
        }
        (false, calls_back)
    }

    /// Whether a name may be a macro's that is not std's.
    fn is_macro(&self, module: ModuleId, name: &str) -> bool {
        let names = [name.to_owned()];
        // A crate has its own name in all namespaces.
        let of_others = |res: &Res| matches!(res, Res::Foreign(path) if path.contains("::"));
        let is_other = |res: &Res| of_others(res) && !is_of_std(res);
        let found = || self.resolve_whole(module, &names, false, Ns::Macro);
        self.macros.contains_key(name) || found().iter().any(is_other)
    }

    /// What one of the program says; none if that is an impl, or cannot be read.
    fn said(&self, definition: ItemId, found: &Unseen) -> Option<Rc<Said>> {
        let mut known = found.own.borrow_mut();
        let read = || self.read_definition(definition).map(Rc::new);
        known.entry(definition).or_insert_with(read).clone()
    }

    fn read_definition(&self, definition: ItemId) -> Option<Said> {
        let data = self.item(definition);
        let text = self.slice(data.text, (data.span.start, data.span.end));
        let tokens: TokenStream = text.parse().ok()?;
        let mut said = Said::default();
        macro_calls(tokens.clone(), &mut |path, _| {
            if path.starts_with('$') {
                said.calls_back = true;
            } else if !hides_macro_of_std(&path) || self.macros.contains_key(&path) {
                said.calls.push(path);
            }
        });
        let mut names = BTreeSet::new();
        identifiers(tokens, &mut names);
        said.names = Rc::new(names);
        (!says_elsewhere(&said.names)).then_some(said)
    }

    /// The same, of a macro that is not one of the program's.
    fn others_may_write_impls(&self, module: ModuleId, path: &str, found: &Unseen) -> bool {
        let key = (module, path.to_owned());
        if let Some(known) = found.others.borrow().get(&key) {
            return *known;
        }
        let names: Vec<String> = path.split("::").map(str::to_owned).collect();
        let resolved = self.resolve_whole(module, &names, false, Ns::Macro);
        let may = match !resolved.is_empty() && resolved.iter().all(is_of_std) {
            // What is included may be a block.
            true => names.last().is_some_and(|name| name == "include"),
            false => {
                let exported = self.find_exported(module, &names, false);
                exported.is_none_or(|exported| exported.writes_impls)
            }
        };
        found.others.borrow_mut().insert(key, may);
        may
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
            let others = self.other_names();
            let member = || others.members.get(&name).filter(|_| projects);
            for behind in others.free.get(&name).into_iter().chain(member()) {
                found.extend(behind.iter().cloned());
                renamed.extend(behind.iter().cloned());
            }
            open.extend(found.difference(names).cloned());
            names.extend(found);
        }
        renamed
    }

    /// What the program's names are other names of.
    fn other_names(&self) -> &OtherNames {
        self.other_names.get_or_init(|| {
            let mut found = OtherNames::default();
            for (at, data) in self.items.iter().enumerate() {
                if data.kind == Kind::TypeAlias {
                    let of = match data.parent {
                        Some(_) => &mut found.members,
                        None => &mut found.free,
                    };
                    let behind = of.entry(data.name.clone()).or_default();
                    identifiers(self.tokens_of(ItemId(at as u32)), behind);
                }
            }
            for import in self.modules.iter().flat_map(|module| &module.imports) {
                if let (Some(name), Some(last)) = (&import.name, import.path.last())
                    && name != last
                {
                    let behind = found.free.entry(name.clone()).or_default();
                    behind.insert(last.clone());
                }
            }
            found
        })
    }
}

fn is_of_std(res: &Res) -> bool {
    matches!(res, Res::Foreign(path) if path.starts_with("std::"))
}

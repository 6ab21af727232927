//! What a path means where: `use`, renames, globs, re-exports, shadowing, preludes.
//!
//! The answer is the least fixpoint of rustc's rules, found on demand: a lookup that comes back to itself adds
//! nothing. Where `#[cfg]` or a foreign glob leaves a choice, all choices are the answer.

use crate::model::Kind;
pub use crate::model::Ns;
use crate::package::TargetKind;
use crate::parse::{has_word, is_macro_of_std};
use crate::resolve::asked::Words;
use crate::resolve::graph::{CrateId, Extern, Import, ItemId, ModuleId};
use crate::resolve::load::Program;
use crate::resolve::prelude::{
    builtin_at, inside_foreign, is_builtin_type, is_none_of_std, std_prelude,
};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::rc::Rc;

/// What a path may mean.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Res {
    /// A module.
    Module(ModuleId),
    /// An item.
    Item(ItemId),
    /// Something of a crate that is not read: its path, `core` and `alloc` as `std`.
    Foreign(String),
    /// A built-in type.
    Builtin(String),
}

impl Res {
    /// Whether it is something of std.
    pub fn is_of_std(&self) -> bool {
        matches!(self, Res::Foreign(path) if path.starts_with("std::"))
    }
}

/// Answers found so far.
#[derive(Debug, Default)]
pub(super) struct NameCache(RefCell<Known>);

/// Each with the words that it hangs on, and the conditions on the way to it.
type Known = FxHashMap<(ModuleId, String, Ns), (Rc<Vec<Res>>, Words, Vec<Passed>)>;

/// A name that comes by a `use` under a condition that nobody here can decide.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Passed {
    /// The `use`.
    pub(super) by: ItemId,
    /// The name.
    pub(super) name: String,
    /// What it brings in by that name.
    pub(super) res: Res,
}

impl NameCache {
    pub(super) fn clear(&self) {
        self.0.borrow_mut().clear();
    }
}

/// Lookups under way, against circles, and whether one was cut short.
#[derive(Default)]
pub(super) struct Trail {
    open: Vec<(ModuleId, String, Ns)>,
    cut: bool,
    /// Whether the path is one of a macro call.
    of_call: bool,
    /// Modules whose foreign globs are being looked at: a glob's own path may be one that is not found.
    in_globs: Vec<ModuleId>,
    /// What was come by under conditions.
    pub(super) passed: Vec<Passed>,
}

/// Whether an item of this kind has a name in this namespace.
fn in_ns(kind: Kind, ns: Ns) -> bool {
    match ns {
        Ns::Type => matches!(
            kind,
            Kind::Module
                | Kind::ModuleFile
                | Kind::Struct
                | Kind::Union
                | Kind::Enum
                | Kind::Variant
                | Kind::Trait
                | Kind::TraitAlias
                | Kind::TypeAlias
        ),
        Ns::Value => matches!(
            kind,
            Kind::Fn | Kind::Const | Kind::Static | Kind::Struct | Kind::Variant
        ),
        Ns::Macro => kind == Kind::Macro,
    }
}

fn united(mut found: Vec<Res>) -> Vec<Res> {
    found.sort();
    found.dedup();
    found
}

/// The meanings that took all of a path.
pub(crate) fn whole(found: Vec<(Res, usize)>, path: &[String]) -> Vec<Res> {
    let found = found.into_iter();
    found
        .filter(|(_, taken)| *taken == path.len())
        .map(|(res, _)| res)
        .collect()
}

/// `core` and `alloc` are parts of `std`.
fn foreign_root(name: &str) -> String {
    match name {
        "core" | "alloc" => "std".to_owned(),
        name => name.to_owned(),
    }
}

impl Program {
    /// What a path means in a module: each meaning with the number of segments it took; what is left over is
    /// for the type or trait that was reached to say.
    pub fn resolve(
        &self,
        module: ModuleId,
        path: &[String],
        absolute: bool,
        ns: Ns,
    ) -> Vec<(Res, usize)> {
        self.walk(module, path, absolute, ns, &mut Trail::default())
    }

    /// The same of the path of a macro call. Macros by example that are known by where they stand
    /// ([`find_macro`](Program::find_macro)) are no names of a module.
    pub fn resolve_call(
        &self,
        module: ModuleId,
        path: &[String],
        absolute: bool,
    ) -> Vec<(Res, usize)> {
        let mut trail = Trail {
            of_call: path.len() == 1,
            ..Trail::default()
        };
        self.walk(module, path, absolute, Ns::Macro, &mut trail)
    }

    /// What a whole path means, nothing left over.
    pub fn resolve_whole(
        &self,
        module: ModuleId,
        path: &[String],
        absolute: bool,
        ns: Ns,
    ) -> Vec<Res> {
        whole(self.resolve(module, path, absolute, ns), path)
    }

    /// A name right inside a module, as a path through that module would find it.
    pub fn member(&self, module: ModuleId, name: &str, ns: Ns) -> Vec<Res> {
        self.inside(module, name, ns, &mut Trail::default())
    }

    /// What a name means by what stands in the bodies around, if anything of it does.
    pub fn within_bodies(&self, module: ModuleId, name: &str, ns: Ns) -> Vec<Res> {
        let mut found = Vec::new();
        let mut scope = Some(module).filter(|at| self.module(*at).block);
        while let Some(at) = scope {
            found.extend(self.member(at, name, ns));
            scope = self.module(at).parent.filter(|at| self.module(*at).block);
        }
        united(found)
    }

    pub(super) fn walk(
        &self,
        module: ModuleId,
        path: &[String],
        absolute: bool,
        ns: Ns,
        trail: &mut Trail,
    ) -> Vec<(Res, usize)> {
        let Some(first) = path.first() else {
            return Vec::new();
        };
        let krate = self.module(module).krate;
        let ns_at = |at: usize| if at + 1 == path.len() { ns } else { Ns::Type };
        let start: Vec<Res> = if absolute && self.krate(krate).edition >= 2018 {
            let mut found = match self.renamed_crate(krate, first, trail) {
                found if found.is_empty() => self.external(krate, first),
                found => found,
            };
            // A macro of a crate of 2015 may have written the path: there it starts at the caller's root.
            if self.has_edition_2015() {
                found.extend(self.inside(self.krate(krate).root, first, ns_at(0), trail));
            }
            found
        } else if absolute {
            let root = self.krate(krate).root;
            let own = self.inside(root, first, ns_at(0), trail);
            if own.is_empty() {
                self.external(krate, first)
            } else {
                own
            }
        } else {
            match first.as_str() {
                "crate" => vec![Res::Module(self.krate(krate).root)],
                "self" => vec![Res::Module(self.real(module))],
                "super" => self.above(module).map(Res::Module).into_iter().collect(),
                name => match name.strip_prefix(CRATE_MARK) {
                    Some(name) => self.marked_crate(krate, name),
                    None => self.lexical(module, first, ns_at(0), trail),
                },
            }
        };
        let mut reached: Vec<(Res, usize)> = start.into_iter().map(|res| (res, 1)).collect();
        let mut done = Vec::new();
        // What a module has nothing of is asked of the built-in type of its name: `use std::u8; u8::own()`.
        let is_module = |res: &Res| match res {
            Res::Module(_) => true,
            Res::Foreign(path) => builtin_at(path).is_some(),
            Res::Item(_) | Res::Builtin(_) => false,
        };
        if path.len() > 1
            && !absolute
            && is_builtin_type(first)
            && reached.iter().any(|(res, _)| is_module(res))
            && self.is_named_in_traits(&path[1])
        {
            done.push((Res::Builtin(first.clone()), 1));
        }
        for (at, name) in path.iter().enumerate().skip(1) {
            let mut next = Vec::new();
            for (res, taken) in reached {
                match &res {
                    Res::Module(inside) if name == "super" => {
                        next.extend(
                            self.above(*inside)
                                .map(|above| (Res::Module(above), at + 1)),
                        );
                    }
                    Res::Module(inside) if name == "self" => {
                        next.push((Res::Module(*inside), at + 1))
                    }
                    Res::Module(inside) => {
                        // Such a crate hands on nothing but its macros, whatever else has their names in it.
                        let of_others = self.module(*inside).krate != krate;
                        if of_others && ns_at(at) == Ns::Macro && self.is_procedural(*inside) {
                            next.push((res, at + 1));
                            continue;
                        }
                        let mut found = self.inside(*inside, name, ns_at(at), trail);
                        if found.is_empty() {
                            found = self.handed_on(*inside, name, trail).unwrap_or_default();
                        }
                        if found.is_empty() && ns_at(at) == Ns::Macro && self.is_procedural(*inside)
                        {
                            next.push((res, at + 1));
                            continue;
                        }
                        next.extend(found.into_iter().map(|res| (res, at + 1)));
                    }
                    Res::Foreign(outside) => {
                        let found = inside_foreign(outside, name).into_iter();
                        next.extend(found.map(|res| (res, at + 1)));
                    }
                    Res::Item(item) if self.item(*item).kind == Kind::Enum => {
                        match self.variant(*item, name) {
                            Some(variant) => next.push((Res::Item(variant), at + 1)),
                            None => done.push((res, taken)),
                        }
                    }
                    Res::Item(_) | Res::Builtin(_) => done.push((res, taken)),
                }
            }
            reached = next;
        }
        done.extend(reached);
        done.sort();
        done.dedup();
        done
    }

    fn variant(&self, item: ItemId, name: &str) -> Option<ItemId> {
        self.asked.name(name);
        self.item(item)
            .members
            .iter()
            .copied()
            .find(|member| self.item(*member).name == name)
    }

    /// Whether any trait read from source has a member of this name.
    fn is_named_in_traits(&self, name: &str) -> bool {
        self.asked.name(name);
        let mut traits = self.items.iter().filter(|item| item.kind == Kind::Trait);
        traits.any(|item| item.members.iter().any(|at| self.item(*at).name == name))
    }

    /// The module that a body lies in.
    pub fn real(&self, mut module: ModuleId) -> ModuleId {
        while let (true, Some(parent)) = (self.module(module).block, self.module(module).parent) {
            module = parent;
        }
        module
    }

    pub(super) fn above(&self, module: ModuleId) -> Option<ModuleId> {
        self.module(self.real(module))
            .parent
            .map(|parent| self.real(parent))
    }

    /// A crate by its name in `extern` position.
    pub(super) fn external(&self, krate: CrateId, name: &str) -> Vec<Res> {
        match self.krate(krate).externs.get(name) {
            Some(Extern::Local(krate)) => vec![Res::Module(self.krate(*krate).root)],
            Some(Extern::Locked { .. }) => vec![Res::Foreign(name.to_owned())],
            None if matches!(name, "std" | "core" | "alloc" | "proc_macro" | "test") => {
                vec![Res::Foreign(foreign_root(name))]
            }
            None => Vec::new(),
        }
    }

    /// A name as code in a module or body may write it.
    fn lexical(&self, module: ModuleId, name: &str, ns: Ns, trail: &mut Trail) -> Vec<Res> {
        let mut scope = module;
        let mut all = Vec::new();
        loop {
            let mut found = self.inside(scope, name, ns, trail);
            let in_body = self.module(scope).block;
            let mut hides = match in_body {
                true => {
                    let surely = |res: &Res| self.is_surely_in(res, ns);
                    found.iter().any(surely) && !self.may_be_elsewhere(scope, name, ns)
                }
                false => !found.is_empty(),
            };
            if trail.of_call && ns == Ns::Macro && trail.open.is_empty() {
                hides &= !found.iter().any(|res| self.is_by_place(scope, res));
                if !self.may_come_back(scope, name) {
                    found.retain(|res| !self.is_by_place(scope, res));
                }
            }
            all.extend(found);
            if hides {
                return united(all);
            }
            match (in_body, self.module(scope).parent) {
                (true, Some(parent)) => scope = parent,
                _ => break,
            }
        }
        let krate = self.module(module).krate;
        if ns == Ns::Type {
            let found = self.renamed_crate(krate, name, trail);
            if !found.is_empty() {
                all.extend(found);
                return united(all);
            }
            // In 2015 too: only its `use`s start at the crate's root.
            let found = self.external(krate, name);
            if !found.is_empty() {
                all.extend(found);
                return united(all);
            }
        }
        let mut found = all;
        let prelude = std_prelude(name, self.krate(krate).edition);
        let builtin = ns == Ns::Type && is_builtin_type(name);
        if let Some(path) = prelude {
            found.push(Res::Foreign(path.to_owned()));
        } else if builtin {
            found.push(Res::Builtin(name.to_owned()));
        }
        let mut brought = Vec::new();
        self.foreign_globs(module, name, trail, &mut brought);
        if prelude.is_some() || builtin || ns == Ns::Macro && is_macro_of_std(name) {
            brought.retain(|res| match res {
                Res::Foreign(path) if path.starts_with("std::") => !is_none_of_std(path),
                Res::Foreign(path) => self.may_bring(path, ns),
                _ => true,
            });
        }
        found.extend(brought);
        united(found)
    }

    /// Whether this is a macro of the module itself that is only known by where it stands.
    fn is_by_place(&self, module: ModuleId, res: &Res) -> bool {
        let Res::Item(item) = res else { return false };
        let data = self.item(*item);
        data.kind == Kind::Macro && !data.marks.macro_export && data.module == module
    }

    /// Whether a `use` in a module may bring in what is named in that module, as `pub(crate) use m;` does.
    fn may_come_back(&self, module: ModuleId, name: &str) -> bool {
        self.asked.word(self.uses_of(module));
        let mut imports = self.module(module).imports.iter();
        imports.any(|import| import.name.as_ref().is_none_or(|own| own == name))
    }

    /// Whether a name that was found in a body may mean what is around it all the same: what it means there stands in
    /// a block of its own, and which blocks stand around a name is not known; or under a condition.
    fn may_be_elsewhere(&self, module: ModuleId, name: &str, ns: Ns) -> bool {
        let data = self.module(module);
        if !data.block {
            return false;
        }
        let hides = |item: ItemId| {
            let item = self.item(item);
            item.marks.nested == 0 && item.cfgs.is_empty()
        };
        let mut named = false;
        for item in data.names.get(name).into_iter().flatten().copied() {
            if in_ns(self.item(item).kind, ns) {
                if hides(item) {
                    return false;
                }
                named = true;
            }
        }
        for import in &data.imports {
            let globs = import.name.is_none();
            let brings = globs && !named || import.name.as_deref() == Some(name);
            let in_all = || ns == Ns::Type || !self.may_be_of_self(import.item);
            if brings && hides(import.item) && in_all() {
                return false;
            }
        }
        true
    }

    /// Whether a `use` may bring in types alone: `use a::b::{self}` has nothing of a function `a::b`.
    fn may_be_of_self(&self, item: ItemId) -> bool {
        let data = self.item(item);
        has_word(
            &self.slice(data.text, (data.span.start, data.span.end)),
            "self",
        )
    }

    /// What a glob of a foreign crate brings in is not known: it may be any name not found otherwise.
    fn foreign_globs(&self, module: ModuleId, name: &str, trail: &mut Trail, found: &mut Vec<Res>) {
        if trail.in_globs.contains(&module) {
            return;
        }
        trail.in_globs.push(module);
        let mut scope = Some(module);
        while let Some(at) = scope {
            for import in self
                .module(at)
                .imports
                .iter()
                .filter(|import| import.name.is_none())
            {
                for (res, _) in self.walk_import(at, import, Ns::Type, trail) {
                    let brought = match res {
                        Res::Foreign(path) => Some(vec![Res::Foreign(format!("{path}::{name}"))]),
                        Res::Module(inside) => self.handed_on(inside, name, trail),
                        _ => None,
                    };
                    for res in brought.into_iter().flatten() {
                        self.pass(import, name, &res, trail);
                        found.push(res);
                    }
                }
            }
            scope = self.module(at).parent.filter(|_| self.module(at).block);
        }
        trail.in_globs.pop();
    }

    /// What a module that has nothing of a name itself may hand on by globs of crates that are not read, also through other
    /// modules: `pub use std::net::*`. None if more may stand in one of them than is known, or a glob is found nowhere.
    fn handed_on(&self, module: ModuleId, name: &str, trail: &mut Trail) -> Option<Vec<Res>> {
        let data = self.module(module);
        let globs = || data.imports.iter().filter(|import| import.name.is_none());
        let hands_on = globs().next().is_some() && !self.is_procedural(module);
        if trail.in_globs.contains(&module) || !hands_on {
            return Some(Vec::new());
        }
        self.asked.word(self.uses_of(module));
        let mut items = data.nameless.iter().chain(data.names.values().flatten());
        let is_given = globs().any(|import| self.given(import.item).is_some());
        if is_given || data.broken.is_some() || items.any(|at| self.item(*at).may_write_beside()) {
            return None;
        }
        trail.in_globs.push(module);
        let mut found = Some(Vec::new());
        for import in globs() {
            let targets = self.walk_import(module, import, Ns::Type, trail);
            let is_found = targets.iter().any(|(_, taken)| *taken == import.path.len());
            found = found.filter(|_| is_found);
            for (res, _) in targets {
                let brought = match res {
                    Res::Foreign(path) => Some(vec![Res::Foreign(format!("{path}::{name}"))]),
                    Res::Module(inside) => self.handed_on(inside, name, trail),
                    _ => Some(Vec::new()),
                };
                for res in brought.iter().flatten() {
                    self.pass(import, name, res, trail);
                }
                found = found
                    .zip(brought)
                    .map(|(found, brought)| [found, brought].concat());
            }
        }
        trail.in_globs.pop();
        found.map(united)
    }

    /// Whether a name in a module that is found in a crate which is not read may have come by a glob: nothing else
    /// brings it in.
    pub fn may_come_by_glob(&self, module: ModuleId, name: &str) -> bool {
        let mut globs = false;
        let mut scope = Some(module);
        while let Some(at) = scope {
            self.asked.word(self.uses_of(at));
            for import in &self.module(at).imports {
                match &import.name {
                    Some(own) if own == name => return false,
                    Some(_) => {}
                    None => globs = true,
                }
            }
            scope = self.module(at).parent.filter(|_| self.module(at).block);
        }
        globs
    }

    /// `extern crate x` at the root adds to what all modules can name.
    fn renamed_crate(&self, krate: CrateId, name: &str, trail: &mut Trail) -> Vec<Res> {
        self.asked.name(name);
        let imports = self.module(self.krate(krate).root).imports.iter();
        let renamed = imports.filter(|import| {
            import.name.as_deref() == Some(name) && self.item(import.item).kind == Kind::ExternCrate
        });
        let mut found = Vec::new();
        for import in renamed {
            for res in self.extern_crate(krate, import) {
                self.pass(import, name, &res, trail);
                found.push(res);
            }
            if self.item(import.item).cfgs.is_empty() {
                break;
            }
        }
        found
    }

    fn extern_crate(&self, krate: CrateId, import: &Import) -> Vec<Res> {
        match import.path.first().map(String::as_str) {
            Some("self") => vec![Res::Module(self.krate(krate).root)],
            Some(name) => self.external(krate, name),
            None => Vec::new(),
        }
    }

    fn walk_import(
        &self,
        module: ModuleId,
        import: &Import,
        ns: Ns,
        trail: &mut Trail,
    ) -> Vec<(Res, usize)> {
        let krate = self.module(module).krate;
        if self.item(import.item).kind == Kind::ExternCrate {
            return self
                .extern_crate(krate, import)
                .into_iter()
                .map(|res| (res, 1))
                .collect();
        }
        let relative = matches!(
            import.path.first().map(String::as_str),
            Some("crate" | "self" | "super")
        ) || import
            .path
            .first()
            .is_some_and(|first| first.starts_with(CRATE_MARK));
        if self.krate(krate).edition < 2018 && !relative {
            // In 2015 a `use` starts at the crate's root.
            return self.walk(module, &import.path, true, ns, trail);
        }
        // `use x::x` finds the crate by the first and not what itself brings in.
        let by_itself = import.path.len() > 1
            && import.name.is_some()
            && import.path.first() == import.name.as_ref()
            && !self.module(module).names.contains_key(&import.path[0])
            && !self.external(krate, &import.path[0]).is_empty();
        let absolute = import.absolute || by_itself && !relative;
        let mut found = self.walk(module, &import.path, absolute, ns, trail);
        // A macro of a crate of 2015 may have written it.
        if !absolute && !relative && self.has_edition_2015() {
            found.extend(self.walk(module, &import.path, true, ns, trail));
        }
        found
    }

    /// Whether a crate that is read is of the edition in which paths may start at the root of the crate.
    fn has_edition_2015(&self) -> bool {
        self.crates.iter().any(|krate| krate.edition < 2018)
    }

    /// A name right inside a module: its items, then its `use`s, then its globs.
    fn inside(&self, module: ModuleId, name: &str, ns: Ns, trail: &mut Trail) -> Vec<Res> {
        let key = (module, name.to_owned(), ns);
        if let Some((known, words, passed)) = self.cache.0.borrow().get(&key) {
            self.asked.words(words);
            trail.passed.extend(passed.iter().cloned());
            return known.to_vec();
        }
        if trail.open.contains(&key) {
            trail.cut = true;
            return Vec::new();
        }
        let outermost = trail.open.is_empty();
        trail.open.push(key);
        let before = std::mem::take(&mut trail.passed);
        let (found, words) = self.asked.answer(|| {
            self.asked.name(name);
            self.look(module, name, ns, trail)
        });
        let key = trail.open.pop();
        let mut passed = std::mem::replace(&mut trail.passed, before);
        if !passed.is_empty() {
            passed.sort();
            passed.dedup();
            trail.passed.extend(passed.iter().cloned());
        }
        if let Some(key) = key
            && (!trail.cut || outermost)
        {
            let answer = (Rc::new(found.clone()), words, passed);
            self.cache.0.borrow_mut().insert(key, answer);
        }
        if outermost {
            trail.cut = false;
        }
        found
    }

    fn look(&self, module: ModuleId, name: &str, ns: Ns, trail: &mut Trail) -> Vec<Res> {
        let mut found = Vec::new();
        let mut sure = false;
        for item in self.module(module).names.get(name).into_iter().flatten() {
            let data = self.item(*item);
            if in_ns(data.kind, ns) {
                // A macro is known by where it stands, and a glob may bring in another of its name.
                let res = match data.declares {
                    Some(module) if data.kind != Kind::MacroCall => Res::Module(module),
                    _ => Res::Item(*item),
                };
                sure |= data.cfgs.is_empty() && ns != Ns::Macro && self.is_surely_in(&res, ns);
                found.push(res);
            }
        }
        for import in self
            .module(module)
            .imports
            .iter()
            .filter(|import| import.name.as_deref() == Some(name))
        {
            let targets = self.walk_import(module, import, ns, trail);
            for (res, taken) in targets {
                if taken == import.path.len() && self.is_in(&res, ns) {
                    let in_all = || ns == Ns::Type || !self.may_be_of_self(import.item);
                    sure |= self.item(import.item).cfgs.is_empty()
                        && self.is_surely_in(&res, ns)
                        && in_all();
                    self.pass(import, name, &res, trail);
                    found.push(res);
                }
            }
        }
        if !sure {
            for import in self
                .module(module)
                .imports
                .iter()
                .filter(|import| import.name.is_none())
            {
                for (res, taken) in self.walk_import(module, import, Ns::Type, trail) {
                    if taken != import.path.len() {
                        continue;
                    }
                    let mut hits = Vec::new();
                    match res {
                        Res::Module(inside) => {
                            hits = self.inside(inside, name, ns, trail);
                            hits.retain(|hit| self.can_see(module, inside, name, hit));
                            // Functions of such a crate that are macros are called by their names, derives by others.
                            let derive = ns == Ns::Macro && name.starts_with(char::is_uppercase);
                            if derive && self.is_procedural(inside) {
                                hits.push(res);
                            }
                        }
                        Res::Item(item) if self.item(item).kind == Kind::Enum => {
                            hits.extend(self.variant(item, name).map(Res::Item));
                        }
                        _ => {}
                    }
                    for hit in hits {
                        self.pass(import, name, &hit, trail);
                        found.push(hit);
                    }
                }
            }
        }
        if ns == Ns::Macro && self.module(module).parent.is_none() {
            found.extend(self.exported_macros(self.module(module).krate, name));
        }
        found.sort();
        found.dedup();
        found
    }

    fn is_in(&self, res: &Res, ns: Ns) -> bool {
        match res {
            Res::Item(item) => in_ns(self.item(*item).kind, ns),
            Res::Module(module) if ns == Ns::Macro => self.is_procedural(*module),
            Res::Module(_) | Res::Builtin(_) => ns == Ns::Type,
            Res::Foreign(_) => true,
        }
    }

    /// Whether what may have a name in this namespace surely has: a struct is no value if it has named fields, or if a private
    /// one keeps its constructor from those who have its name. Of something foreign it is not known what it is, but for types and
    /// traits of std, which alone are written like them.
    fn is_surely_in(&self, res: &Res, ns: Ns) -> bool {
        match res {
            Res::Item(item) => {
                let kind = self.item(*item).kind;
                in_ns(kind, ns)
                    && !(ns == Ns::Value && matches!(kind, Kind::Struct | Kind::Variant))
            }
            Res::Foreign(path) => {
                let name = path.rsplit("::").next().unwrap_or_default();
                let like_a_type =
                    name.starts_with(char::is_uppercase) && name.contains(char::is_lowercase);
                ns == Ns::Type && path.starts_with("std::") && like_a_type
            }
            Res::Module(_) | Res::Builtin(_) => true,
        }
    }

    /// Whether a module is the root of a crate of procedural macros. Which macros those are is not read: each that is
    /// named there is taken for one, and stands for the crate.
    fn is_procedural(&self, module: ModuleId) -> bool {
        let data = self.module(module);
        data.parent.is_none() && self.krate(data.krate).kind == TargetKind::ProcMacro
    }

    /// Macros of a crate with `#[macro_export]`, wherever they stand: they are at its root.
    fn exported_macros(&self, krate: CrateId, name: &str) -> Vec<Res> {
        let items = self.macros.get(name).into_iter().flatten().copied();
        let exported = items.filter(|item| {
            let data = self.item(*item);
            data.krate == krate && data.marks.macro_export
        });
        exported.map(Res::Item).collect()
    }

    /// The crate of a program by its name: libraries before binaries.
    pub fn crate_named(&self, name: &str) -> Vec<CrateId> {
        let named = self
            .crates
            .iter()
            .enumerate()
            .filter(|(_, krate)| krate.name == name);
        let mut found: Vec<(TargetKind, CrateId)> = named
            .map(|(at, krate)| (krate.kind, CrateId(at as u32)))
            .collect();
        found.sort();
        found.into_iter().map(|(_, id)| id).collect()
    }
}

/// What `$crate` becomes in an expansion: this, and the number of the crate.
pub const CRATE_MARK: &str = "__rememo_crate_";

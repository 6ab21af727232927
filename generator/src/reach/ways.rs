//! By which `use` a name of a body means what.
//!
//! Which blocks stand around a name in a body is not known, so where several `use`s may bring one in, all that they bring
//! is its meaning. Which of them brings what counts as well then: `use x::g` in one block and `use y::g` in another
//! give another result when what `x` and `y` hand on is traded.

use crate::model::{Import, Kind, Ns, Vis};
use crate::reach::live::Reach;
use crate::reach::meanings::shown;
use crate::reach::scope::Scope;
use crate::resolve::{ItemId, ModuleId, Res, may_be_trait};
use std::collections::BTreeSet;
use std::rc::Rc;

/// All that a name may mean something in.
const ALL_NS: [Ns; 3] = [Ns::Type, Ns::Value, Ns::Macro];

impl Reach<'_> {
    /// Records what each way to a name leads to, if there is more than one thing that it may mean.
    pub(super) fn ways_to(&mut self, scope: &Scope, names: &[String]) {
        let may_be_several = self.program.module(scope.module).block || !scope.written.is_empty();
        let key = || (scope.module, scope.written.len(), names.to_vec());
        if !may_be_several || !self.log.as_mut().is_some_and(|log| log.is_new_way(key())) {
            return;
        }
        for ns in ALL_NS {
            if scope.resolve(self.program, names, false, ns).len() > 1 {
                self.ways_in(scope, names, ns);
            }
        }
    }

    fn ways_in(&mut self, scope: &Scope, names: &[String], ns: Ns) {
        let (Some((first, rest)), program) = (names.split_first(), self.program) else {
            return;
        };
        let mut ways: Vec<(ModuleId, Import)> = Vec::new();
        let written = scope.imports_written().cloned();
        ways.extend(written.map(|import| (scope.module, import)));
        let mut at = scope.module;
        loop {
            program.asked.word(program.uses_of(at));
            let data = program.module(at);
            ways.extend(data.imports.iter().map(|import| (at, model(import))));
            match data.parent.filter(|_| data.block) {
                Some(parent) => at = parent,
                None => break,
            }
        }
        for (module, import) in ways {
            let rest = match &import.name {
                None => names,
                Some(name) if name == first => rest,
                Some(_) => continue,
            };
            let path = [&import.path[..], rest].concat();
            self.way(scope, names, (module, &path, import.absolute), ns);
        }
        // Outside of all blocks.
        self.way(scope, names, (at, names, false), ns);
    }

    /// One way: a path, and the module in which it is looked up.
    fn way(&mut self, scope: &Scope, names: &[String], way: (ModuleId, &[String], bool), ns: Ns) {
        let (module, path, absolute) = way;
        for (res, taken) in self.program.resolve(module, path, absolute, ns) {
            let (names, path, meant) = (shown(names), shown(path), self.program.told(&res));
            let line = format!("{names} by {path}={meant} {taken} {ns:?}");
            self.note(scope.item, line);
        }
    }

    /// The traits in scope of a module's bodies: which decides what a method call means.
    fn context(&mut self, module: ModuleId) -> Rc<str> {
        let find = || self.read_context(module);
        self.known.contexts.get(&self.program.asked, module, find)
    }

    /// Which traits are in scope where an item's body stands counts.
    pub(super) fn traits_in_scope_of(&mut self, scope: &Scope) {
        let context = self.context(scope.module);
        if !context.is_empty() {
            self.note(scope.item, format!("in scope: {context}"));
        }
    }

    fn read_context(&self, module: ModuleId) -> Rc<str> {
        let program = self.program;
        let mut open = Vec::new();
        let mut at = Some(module);
        while let Some(scope) = at {
            open.push((scope, false));
            at = program.module(scope).parent;
            at = at.filter(|_| program.module(scope).block);
        }
        let mut names = self.traits_by(open.clone());
        // Which block brings in which is told apart.
        let blocks = open.iter().filter(|(at, _)| program.module(*at).block);
        let imports = blocks.flat_map(|(at, _)| {
            let imports = program.module(*at).imports.iter();
            imports.map(move |import| (*at, import))
        });
        let mut apart = BTreeSet::new();
        for (at, import) in imports {
            let vis = &program.item(import.item).vis;
            let there = self.if_there(import.item);
            let told = self.traits_of(at, &model(import), vis);
            apart.extend(told.map(|told| format!("{told}{there}")));
        }
        if let (false, Some(outside)) = (apart.is_empty(), open.pop()) {
            let outside = Vec::from_iter(self.traits_by(vec![outside]));
            apart.insert(format!("outside: {}", outside.join(" + ")));
        }
        names.extend(apart);
        Rc::from(Vec::from_iter(names).join(", "))
    }

    /// The traits that a `use` brings in scope that a macro wrote into a body.
    pub(super) fn written_traits(&mut self, scope: &Scope, import: &Import) {
        if let Some(line) = self.traits_of(scope.module, import, &Vis::Inherited) {
            self.note(scope.item, format!("in scope by {line}"));
        }
    }

    /// The traits that one `use` brings in scope, itself or by what it brings in.
    fn traits_of(&self, at: ModuleId, import: &Import, vis: &Vis) -> Option<String> {
        let (mut names, mut open) = (BTreeSet::new(), Vec::new());
        self.brings_traits((at, import, vis), false, &mut names, &mut open);
        names.extend(self.traits_by(open));
        let all = import.name.as_ref().map_or("::*", |_| "");
        let names = (!names.is_empty()).then(|| Vec::from_iter(names).join(" + "))?;
        Some(format!("{}{all}: {names}", shown(&import.path)))
    }

    /// The traits that modules have by their `use`s, each module with whether a glob brings in what it has.
    fn traits_by(&self, mut open: Vec<(ModuleId, bool)>) -> BTreeSet<String> {
        let program = self.program;
        let mut names = BTreeSet::new();
        let mut seen: Vec<_> = open.iter().map(|(scope, _)| *scope).collect();
        while let Some((scope, by_glob)) = open.pop() {
            program.asked.word(program.uses_of(scope));
            for import in &program.module(scope).imports {
                let (mut brought, mut more) = (BTreeSet::new(), Vec::new());
                let vis = &program.item(import.item).vis;
                let brings = (scope, &model(import), vis);
                self.brings_traits(brings, by_glob, &mut brought, &mut more);
                if !brought.is_empty() {
                    let conditions = program.conditions(scope, &import.path);
                    names.extend(conditions.into_iter().map(|condition| condition.told));
                }
                let there = self.if_there(import.item);
                names.extend(brought.into_iter().map(|told| format!("{told}{there}")));
                for (module, by_glob) in more {
                    if !seen.contains(&module) {
                        seen.push(module);
                        open.push((module, by_glob));
                    }
                }
            }
            if by_glob {
                program.asked.word(program.names_of(scope));
                let items = program.module(scope).names.values().flatten();
                for item in items.filter(|item| program.item(**item).kind == Kind::Trait) {
                    // A glob leaves out what is private.
                    let vis = &program.item(*item).vis;
                    let there = self.if_there(*item);
                    names.insert(format!("{} as {vis:?}{there}", self.path_of(*item)));
                }
            }
        }
        names
    }

    /// Under which conditions a `use` is there, or what a glob brings in.
    fn if_there(&self, item: ItemId) -> String {
        let conditions = self.program.conditions_of_use(item);
        match conditions.is_empty() {
            true => String::new(),
            false => format!(" if {}", conditions.join(", ")),
        }
    }

    /// The traits that one `use` brings in by name, and modules of which it brings in all.
    fn brings_traits(
        &self,
        (scope, import, vis): (ModuleId, &Import, &Vis),
        by_glob: bool,
        names: &mut BTreeSet<String>,
        open: &mut Vec<(ModuleId, bool)>,
    ) {
        let program = self.program;
        let seen_as = match by_glob {
            true => format!(" as {vis:?}"),
            false => String::new(),
        };
        for res in program.resolve_whole(scope, &import.path, import.absolute, Ns::Type) {
            match (&res, &import.name) {
                (Res::Item(item), Some(_)) if program.item(*item).kind == Kind::Trait => {
                    names.insert(format!("{}{seen_as}", self.path_of(*item)));
                }
                (Res::Foreign(path), Some(name))
                    if name == "_" || may_be_trait(path) || program.is_lower_trait(path) =>
                {
                    names.insert(format!("{path}{seen_as}"));
                }
                (Res::Foreign(path), None) => {
                    names.insert(format!("{path}::*{seen_as}"));
                }
                (Res::Module(module), None) => {
                    let path = program.module_path(*module);
                    names.insert(format!("{path}::*{seen_as}"));
                    open.push((*module, true));
                }
                _ => {}
            }
        }
    }
}

fn model(import: &crate::resolve::Import) -> Import {
    Import {
        path: import.path.clone(),
        absolute: import.absolute,
        name: import.name.clone(),
    }
}

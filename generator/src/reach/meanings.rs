//! What the names in an item mean, told with the item: the same words elsewhere, or in another build, are other code.

use crate::model::Kind;
use crate::reach::live::Reach;
use crate::reach::scope::Scope;
use crate::resolve::{CRATE_MARK, Conditional, ItemId, ModuleId, Ns, Res, may_be_trait};
use std::collections::BTreeSet;
use std::rc::Rc;

impl Reach<'_> {
    /// Records what a path means for an item.
    pub(super) fn note(&mut self, item: ItemId, meaning: String) {
        let covered = self.items.has(&item);
        if let Some(log) = self.log.as_mut().filter(|_| covered) {
            let own = log.own();
            own.unsure |= meaning.ends_with(")=?");
            own.meanings.insert(meaning);
        }
    }

    /// Records what a path means, and under which conditions it comes to that.
    pub(super) fn meaning(&mut self, scope: &Scope, names: &[String], res: &Res) {
        let meant = self.program.told(res);
        // The number of a crate in an expansion is of this run only.
        let shown = names.iter().map(|name| match name.starts_with(CRATE_MARK) {
            true => "$crate",
            false => name,
        });
        let shown: Vec<&str> = shown.collect();
        self.note(scope.item, format!("{}={meant}", shown.join("::")));
        self.conditions(scope.item, scope.conditions(self.program, names));
        if let (Res::Foreign(_), Some(name)) = (res, names.first()) {
            self.may_be_written(scope, name, &meant);
        }
    }

    /// Records under which conditions a name of an item's has its meanings. A build script may decide them, also that of
    /// another crate than the item's.
    pub(super) fn conditions(&mut self, item: ItemId, found: BTreeSet<Conditional>) {
        for Conditional { told, package } in found {
            self.note(item, told);
            self.script_of(package, item);
        }
    }

    /// The traits in scope of a module's bodies: which decides what a method call means.
    pub(super) fn context(&mut self, module: ModuleId) -> Rc<str> {
        let find = || self.read_context(module);
        self.known.contexts.get(&self.program.asked, module, find)
    }

    fn read_context(&self, module: ModuleId) -> Rc<str> {
        let program = self.program;
        let mut names = BTreeSet::new();
        // Each with whether a glob brings in what it has.
        let mut open = Vec::new();
        let mut at = Some(module);
        while let Some(scope) = at {
            open.push((scope, false));
            at = program.module(scope).parent;
            at = at.filter(|_| program.module(scope).block);
        }
        let mut seen: Vec<_> = open.iter().map(|(scope, _)| *scope).collect();
        while let Some((scope, by_glob)) = open.pop() {
            program.asked.word(program.uses_of(scope));
            for import in &program.module(scope).imports {
                let seen_as = self.seen_as(import.item, by_glob);
                let target = program.resolve_whole(scope, &import.path, import.absolute, Ns::Type);
                let mut brings = false;
                for res in target {
                    let told = match (&res, &import.name) {
                        (Res::Item(item), Some(_)) if program.item(*item).kind == Kind::Trait => {
                            self.path_of(*item).to_string()
                        }
                        (Res::Foreign(path), Some(_)) if may_be_trait(path) => path.clone(),
                        (Res::Foreign(path), None) => format!("{path}::*"),
                        (Res::Module(module), None) => {
                            if !seen.contains(module) {
                                seen.push(*module);
                                open.push((*module, true));
                            }
                            format!("{}::*", program.module_path(*module))
                        }
                        _ => continue,
                    };
                    names.insert(format!("{told}{seen_as}"));
                    brings = true;
                }
                if brings {
                    let conditions = program.conditions(scope, &import.path);
                    names.extend(conditions.into_iter().map(|condition| condition.told));
                }
            }
            if by_glob {
                program.asked.word(program.names_of(scope));
                let items = program.module(scope).names.values().flatten();
                for item in items.filter(|item| program.item(**item).kind == Kind::Trait) {
                    let seen_as = self.seen_as(*item, true);
                    names.insert(format!("{}{seen_as}", self.path_of(*item)));
                }
            }
        }
        Rc::from(names.into_iter().collect::<Vec<_>>().join(", "))
    }

    /// How what an item is, or brings in, is seen: a glob leaves out what is private, and a condition anything.
    fn seen_as(&self, item: ItemId, by_glob: bool) -> String {
        let data = self.program.item(item);
        let mut seen_as = match by_glob {
            true => format!(" as {:?}", data.vis),
            false => String::new(),
        };
        let conditions = self.program.conditions_of_use(item);
        if !conditions.is_empty() {
            seen_as.push_str(&format!(" if {}", conditions.join(", ")));
        }
        seen_as
    }
}

//! Conditions on the way to what a name means.
//!
//! What a name may mean hangs on the conditions of the `use`s that bring it in, where nobody here can decide them: which
//! of two builds has which. Those of an item itself are told with the item.

use crate::model::Vis;
use crate::resolve::graph::{Import, ItemId, ModuleId};
use crate::resolve::load::Program;
use crate::resolve::names::{Ns, Passed, Res, Trail};
use std::collections::BTreeSet;

/// A `use` under a condition, by which a name comes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Conditional {
    /// Where, which name, what it stands for, and the condition.
    pub(crate) told: String,
    /// The package whose build script may decide it.
    pub(crate) package: usize,
}

impl Program {
    /// Predicates that are not known to be true, of an item and of what it is a member of.
    pub(crate) fn conditions_of_item(&self, item: ItemId) -> impl Iterator<Item = &String> {
        let mut at = Some(item);
        let own = std::iter::from_fn(move || {
            let data = self.item(at?);
            at = data.parent;
            Some(&data.cfgs)
        });
        own.flatten()
    }

    /// The same, of what a `use` brings in. What it stands in counts only for those that may look in from outside:
    /// whoever is inside has those conditions too.
    pub(crate) fn conditions_of_use(&self, item: ItemId) -> Vec<&str> {
        let data = self.item(item);
        let around = match data.vis {
            Vis::Inherited => &[][..],
            _ => &self.module(data.module).cfgs[..],
        };
        let all = around.iter().chain(&data.cfgs);
        all.map(String::as_str).collect()
    }

    /// A name is come by through a `use`.
    pub(super) fn pass(&self, import: &Import, name: &str, res: &Res, trail: &mut Trail) {
        if self.has_conditional_uses && !self.conditions_of_use(import.item).is_empty() {
            trail.passed.push(Passed {
                by: import.item,
                name: name.to_owned(),
                res: res.clone(),
            });
        }
    }

    /// The conditions under which a path means in a module what it may mean, in whatever it is looked up for.
    pub(crate) fn conditions(&self, module: ModuleId, path: &[String]) -> BTreeSet<Conditional> {
        let mut trail = Trail::default();
        if self.has_conditional_uses {
            for absolute in [false, true] {
                for ns in [Ns::Type, Ns::Value, Ns::Macro] {
                    self.walk(module, path, absolute, ns, &mut trail);
                }
            }
        }
        let passed = trail.passed.iter();
        passed.map(|passed| self.conditional(passed)).collect()
    }

    fn conditional(&self, passed: &Passed) -> Conditional {
        let data = self.item(passed.by);
        let module = self.module_path(data.module);
        let (name, meant) = (&passed.name, self.told(&passed.res));
        let conditions = self.conditions_of_use(passed.by).join(", ");
        Conditional {
            told: format!("{module}::{name}={meant} if {conditions}"),
            package: self.krate(data.krate).package,
        }
    }

    /// What a path means, as it is told.
    pub(crate) fn told(&self, res: &Res) -> String {
        match res {
            Res::Item(item) => self.item_path(*item).to_string(),
            Res::Module(module) => self.module_path(*module).to_string(),
            Res::Foreign(path) => path.clone(),
            Res::Builtin(name) => name.clone(),
        }
    }
}

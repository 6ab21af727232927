//! What the names in an item mean, told with the item: the same words elsewhere, or in another build, are other code.

use crate::reach::live::Reach;
use crate::reach::reached::Own;
use crate::reach::scope::Scope;
use crate::resolve::{CRATE_MARK, Conditional, ItemId, Res};
use std::collections::BTreeSet;

impl Reach<'_> {
    /// Records what a path means for an item.
    pub(super) fn note(&mut self, item: ItemId, meaning: String) {
        if let Some(own) = self.own_of(item) {
            own.unsure |= meaning.ends_with(")=?");
            own.meanings.insert(meaning);
        }
    }

    /// What is told of an item that is walked, if it is covered.
    pub(super) fn own_of(&mut self, item: ItemId) -> Option<&mut Own> {
        let covered = self.items.has(&item);
        let log = self.log.as_mut().filter(|_| covered)?;
        Some(log.own())
    }

    /// Records what a path means, and under which conditions it comes to that.
    pub(super) fn meaning(&mut self, scope: &Scope, names: &[String], res: &Res) {
        let meant = self.program.told(res);
        self.ways_to(scope, names);
        self.note(scope.item, format!("{}={meant}", shown(names)));
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
}

/// A path as it may be told: the number of a crate in an expansion is of this run only.
pub(super) fn shown(names: &[String]) -> String {
    let names = names.iter().map(|name| match name.starts_with(CRATE_MARK) {
        true => "$crate",
        false => name,
    });
    names.collect::<Vec<_>>().join("::")
}

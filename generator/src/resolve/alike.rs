//! What tells apart what would have the same id: crates of one name, unnamed constants that hold items, and blocks of one
//! body that do. Only where there are several is there a number, by their order in the text, so that most ids say nothing
//! of what else there is.

use crate::package::TargetKind;
use crate::resolve::graph::{CrateId, ItemId, Krate, ModuleId};
use crate::resolve::load::Program;

impl Program {
    /// A crate's name; with its package where others have that name.
    pub(crate) fn crate_id(&self, id: CrateId) -> String {
        let krate = self.krate(id);
        let in_package = |krate: &Krate| {
            let package = &self.packages[krate.package];
            (package.name.clone(), package.version.clone())
        };
        let is_library =
            |krate: &Krate| matches!(krate.kind, TargetKind::Library | TargetKind::ProcMacro);
        let alike =
            |other: &&Krate| other.name == krate.name && is_library(other) == is_library(krate);
        let mut others = self.crates.iter().filter(alike);
        let is_only = others.by_ref().take(2).count() < 2;
        let name = match krate.kind {
            TargetKind::Library | TargetKind::ProcMacro => krate.name.clone(),
            TargetKind::Binary => format!("{}[bin]", krate.name),
            TargetKind::Example => format!("{}[example]", krate.name),
        };
        // Of the package that is built, no crate is called by another's.
        if is_only || krate.package == 0 {
            return name;
        }
        let (package, version) = in_package(krate);
        let before = self.crates.iter().take(id.0 as usize).filter(alike);
        let same = before.filter(|other| in_package(other) == (package.clone(), version.clone()));
        format!("{name}[{package} {version}{}]", numbered(same.count()))
    }

    /// The number of an unnamed constant with items in it, among those of its module.
    pub(super) fn number_of_unnamed(&self, item: ItemId) -> String {
        let data = self.item(item);
        if !self.is_unnamed(item) {
            return String::new();
        }
        let before = self.module(data.module).nameless.iter();
        let before = before.take_while(|other| **other != item);
        numbered(before.filter(|other| self.is_unnamed(**other)).count())
    }

    fn is_unnamed(&self, item: ItemId) -> bool {
        let data = self.item(item);
        data.name == "_" && data.inside.is_some()
    }

    /// The number of the block that an item stands in, if that of others in the same body stand elsewhere.
    pub(super) fn number_of_block(&self, item: ItemId) -> String {
        let data = self.item(item);
        let block = data.marks.nested;
        if block == 0 || !self.module(data.module).block {
            return String::new();
        }
        let module = self.module(data.module);
        let mut items = module
            .nameless
            .iter()
            .chain(module.names.values().flatten());
        match items.any(|other| self.item(*other).marks.nested != block) {
            true => format!("#{block}"),
            false => String::new(),
        }
    }

    /// Whether the ids of others may say whether an item is there.
    pub(super) fn may_be_numbered(&self, item: ItemId) -> bool {
        let data = self.item(item);
        let in_unnamed = |module: ModuleId| {
            let of = self
                .module(module)
                .item
                .filter(|_| self.module(module).block);
            of.is_some_and(|of| self.item(of).name == "_")
        };
        data.marks.nested > 0 || self.is_unnamed(item) || in_unnamed(data.module)
    }
}

/// The first goes without a number.
fn numbered(before: usize) -> String {
    match before {
        0 => String::new(),
        before => format!("#{}", before + 1),
    }
}

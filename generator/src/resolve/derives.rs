//! Whether a derive is one of std's, or a macro of somebody's with or without the same name.

use crate::package::TargetKind;
use crate::resolve::asked::DERIVED;
use crate::resolve::graph::{Extern, ItemId, ModuleData};
use crate::resolve::load::Program;
use crate::resolve::names::{Ns, Res};

/// Derives of std: what they write calls the same trait on each field, and nothing else.
const STD_DERIVES: &[&str] = &[
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Eq",
    "Hash",
    "Ord",
    "PartialEq",
    "PartialOrd",
];

/// What crates of derives are built with.
pub(super) const WRITE_CODE: &[&str] = &["syn ", "quote ", "proc-macro2 ", "unsynn ", "venial "];

/// Whether a line of the lock is of something that macros are built with.
fn writes_code(line: &str) -> bool {
    WRITE_CODE.iter().any(|start| line.starts_with(start))
}

/// The derives of a type.
#[derive(Debug, Default)]
pub(crate) struct Derives {
    /// Traits that std's derives implement.
    pub(crate) of_std: Vec<String>,
    /// Paths of serde's.
    pub(crate) of_serde: Vec<Vec<String>>,
    /// Paths of all others.
    pub(crate) others: Vec<Vec<String>>,
}

impl Derives {
    /// Whether none may implement anything but what std's derives do.
    pub(crate) fn are_of_std(&self) -> bool {
        self.others.is_empty() && self.of_serde.is_empty()
    }
}

/// Whether a derive's path is a mere name that std has one of.
pub(super) fn is_named_as_stds(path: &str) -> bool {
    STD_DERIVES.contains(&path)
}

/// The segments of a derive's path.
fn segments(path: &str) -> Vec<String> {
    let names = path.split("::").map(|name| name.trim().to_owned());
    names.filter(|name| !name.is_empty()).collect()
}

/// Whether what a derive may mean is surely serde's: what those write is known.
fn is_of_serde(found: &[Res]) -> bool {
    let of_serde = |res: &Res| matches!(res, Res::Foreign(path) if path.starts_with("serde::") || path.starts_with("serde_derive::"));
    !found.is_empty() && found.iter().all(of_serde)
}

impl Program {
    /// Whether any type may have a derive that is not std's.
    pub(crate) fn has_derives_of_others(&self) -> bool {
        self.asked.word(DERIVED);
        *self.derives_others.get_or_init(|| {
            let paths = self.items.iter().flat_map(|item| &item.marks.derives);
            let named_otherwise = !paths.map(String::as_str).all(is_named_as_stds);
            named_otherwise
                || self
                    .modules
                    .iter()
                    .any(|module| self.may_hide_derives(module))
        })
    }

    /// Whether a module imports something that may hide a derive of std.
    fn may_hide_derives(&self, module: &ModuleData) -> bool {
        module.imports.iter().any(|import| {
            let first = import.path.first().map_or("", String::as_str);
            match &import.name {
                Some(name) => {
                    let is_stds = matches!(first, "std" | "core" | "alloc")
                        && import.path.last() == Some(name);
                    is_named_as_stds(name) && !is_stds
                }
                None => match self.krate(module.krate).externs.get(first) {
                    Some(Extern::Locked { lines, .. }) => {
                        lines.iter().any(|line| writes_code(line))
                    }
                    Some(Extern::Local(krate)) => self.krate(*krate).kind == TargetKind::ProcMacro,
                    None => false,
                },
            }
        })
    }

    /// The derives of a type, told apart.
    pub(crate) fn derives_of(&self, item: ItemId) -> Derives {
        let mut derives = Derives::default();
        for path in &self.item(item).marks.derives {
            let names = segments(path);
            let absolute = path.trim_start().starts_with("::");
            let module = self.item(item).module;
            let found = self.resolve_whole(module, &names, absolute, Ns::Macro);
            match self.stds(item, &names, &found) {
                Some(traits) => derives.of_std.extend(traits),
                None if is_of_serde(&found) => derives.of_serde.push(names),
                None => derives.others.push(names),
            }
        }
        derives
    }

    /// Whether what a type derives is std's or of crates that are not read.
    pub(crate) fn has_only_derives_of_others(&self, item: ItemId) -> bool {
        let derives = self.derives_of(item);
        let mut paths = derives.others.iter().chain(&derives.of_serde);
        let module = self.item(item).module;
        paths.all(|path| {
            let found = self.resolve_whole(module, path, false, Ns::Macro);
            let is_of_other = |res: &Res| matches!(res, Res::Foreign(_));
            !found.is_empty() && found.iter().all(is_of_other)
        })
    }

    /// The traits of std that a derive may implement, if it surely is std's: by what it means, which may have another name.
    fn stds(&self, item: ItemId, names: &[String], found: &[Res]) -> Option<Vec<String>> {
        let written = names
            .last()
            .filter(|_| self.is_of_std(item, names, found))?;
        let of_std = found.iter().filter_map(|res| match res {
            Res::Foreign(path) if res.is_of_std() => path.rsplit("::").next(),
            _ => None,
        });
        let derived = of_std.filter(|name| is_named_as_stds(name));
        let mut traits: Vec<String> = derived.map(str::to_owned).collect();
        traits.dedup();
        if traits.is_empty() {
            traits.push(written.clone());
        }
        Some(traits)
    }

    /// Whether a derive of a name that may mean this is surely std's.
    fn is_of_std(&self, item: ItemId, names: &[String], found: &[Res]) -> bool {
        if !names.last().is_some_and(|name| is_named_as_stds(name)) {
            return false;
        }
        // Beside std's own only globs are left, of which it is not known what they bring in.
        let by_glob = found.iter().any(Res::is_of_std);
        let hides = |res: &Res| match res {
            Res::Foreign(path) => !res.is_of_std() && (!by_glob || self.may_derive(item, path)),
            // A macro of this name, but none that derives.
            Res::Item(_) | Res::Builtin(_) => false,
            Res::Module(_) => true,
        };
        !found.is_empty() && !found.iter().any(hides)
    }

    /// Whether a glob of a crate that is not read may bring in a derive: only one that is built with what such macros are
    /// written with has any.
    fn may_derive(&self, item: ItemId, path: &str) -> bool {
        let name = path.split("::").next().unwrap_or_default();
        match self.krate(self.item(item).krate).externs.get(name) {
            Some(Extern::Locked { lines, .. }) => lines.iter().any(|line| writes_code(line)),
            _ => true,
        }
    }
}

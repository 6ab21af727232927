//! Who sees what: the visibility of items and of what `use`s bring in.

use crate::model::{Kind, Vis};
use crate::resolve::graph::{ItemId, ModuleId};
use crate::resolve::load::Program;
use crate::resolve::names::{Ns, Res};

impl Program {
    /// Whether a glob in `from` brings in a name that it found inside `inside`.
    pub(super) fn can_see(&self, from: ModuleId, inside: ModuleId, name: &str, hit: &Res) -> bool {
        let is_hit = |item: &&ItemId| match hit {
            Res::Item(hit) => hit == *item,
            Res::Module(hit) => self.item(**item).declares == Some(*hit),
            _ => false,
        };
        let named = self.module(inside).names.get(name).into_iter().flatten();
        let mut own = named.filter(is_hit).peekable();
        if own.peek().is_some() {
            return own.any(|item| {
                let data = self.item(*item);
                let kind = match hit {
                    Res::Module(_) => Kind::Module,
                    _ => data.kind,
                };
                self.visible(&data.vis, inside, from, kind)
            });
        }
        // It came through a `use`: any that could bring it and can be seen.
        self.module(inside)
            .imports
            .iter()
            .filter(|import| import.name.as_deref().is_none_or(|known| known == name))
            .any(|import| self.visible(&self.item(import.item).vis, inside, from, Kind::Use))
    }

    /// Whether something of `module` with this visibility can be seen from `from`.
    pub fn visible(&self, vis: &Vis, module: ModuleId, from: ModuleId, kind: Kind) -> bool {
        match vis {
            Vis::Public => true,
            _ if kind == Kind::Variant || kind == Kind::Macro => true,
            Vis::Inherited => self.is_within(from, module),
            Vis::In(path) => self
                .scope_of(path, module)
                .is_none_or(|scope| self.is_within(from, scope)),
        }
    }

    /// The module that `pub(in path)` names.
    pub(super) fn scope_of(&self, path: &[String], module: ModuleId) -> Option<ModuleId> {
        match path.first().map(String::as_str) {
            Some("crate") if path.len() == 1 => Some(self.krate(self.module(module).krate).root),
            Some("super") if path.len() == 1 => self.above(module),
            Some("self") if path.len() == 1 => Some(self.real(module)),
            _ => {
                let absolute = self.krate(self.module(module).krate).edition < 2018;
                let found = self
                    .resolve_whole(module, path, absolute, Ns::Type)
                    .into_iter();
                found
                    .filter_map(|res| {
                        if let Res::Module(module) = res {
                            Some(module)
                        } else {
                            None
                        }
                    })
                    .next()
            }
        }
    }

    /// Whether a module is another or lies in it.
    pub fn is_within(&self, inner: ModuleId, outer: ModuleId) -> bool {
        self.lies_in(inner, self.real(outer))
    }

    /// The same of the items of a body, which is no module.
    pub(super) fn lies_in(&self, mut inner: ModuleId, outer: ModuleId) -> bool {
        while inner != outer {
            match self.module(inner).parent {
                Some(parent) => inner = parent,
                None => return false,
            }
        }
        true
    }
}

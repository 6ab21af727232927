//! What of other crates than std code can mean without naming it where it stands: methods of their traits that a `use`
//! brings in scope.

use crate::reach::live::Reach;
use crate::reach::named::has_word;
use crate::resolve::{Extern, ItemId, ModuleId, Ns, Res, may_be_trait};

impl Reach<'_> {
    /// Whether a trait of another crate than std may be in scope in an item's body, or in a body within it.
    pub(super) fn others_in_scope(&self, item: ItemId) -> bool {
        let module = self.scope_of(item).module;
        if self.imports_others(module) {
            return true;
        }
        // A block in the body may have a `use` of its own.
        let data = self.program.item(item);
        let text = (data.span.start, data.span.end);
        has_word(&self.program.slice(data.text, text), "use")
    }

    /// Whether an item's text can name anything of another crate than std.
    pub(super) fn may_name_others(&self, item: ItemId) -> bool {
        let data = self.program.item(item);
        let text = self
            .program
            .slice(data.text, (data.span.start, data.span.end));
        let externs = &self.program.krate(data.krate).externs;
        let mut locked = externs
            .iter()
            .filter(|(_, of)| matches!(of, Extern::Locked { .. }));
        self.others_in_scope(item)
            || locked.any(|(name, _)| has_word(&text, name))
            || self.imports_any_of_others(data.module)
    }

    /// Whether a module's `use`s may bring a trait of another crate in scope, those of the blocks around it included.
    fn imports_others(&self, module: ModuleId) -> bool {
        let find = || self.find_imports(module, may_be_trait);
        self.known
            .trait_imports
            .get(&self.program.asked, module, find)
    }

    /// The same of any name.
    fn imports_any_of_others(&self, module: ModuleId) -> bool {
        let find = || self.find_imports(module, |_| true);
        self.known
            .any_imports
            .get(&self.program.asked, module, find)
    }

    fn find_imports(&self, module: ModuleId, counts: impl Fn(&str) -> bool) -> bool {
        let program = self.program;
        let mut open = Vec::new();
        let mut at = Some(module);
        while let Some(scope) = at {
            open.push(scope);
            let data = program.module(scope);
            at = data.parent.filter(|_| data.block);
        }
        let mut seen = open.clone();
        while let Some(scope) = open.pop() {
            program.asked.word(program.uses_of(scope));
            if program.module(scope).broken.is_some() {
                return true;
            }
            // What a macro writes among the items may be a `use`.
            let module = program.module(scope);
            let named = module.names.values().flatten();
            let named = named.filter(|_| program.gives);
            let mut items = module.nameless.iter().chain(named);
            if items.any(|item| program.item(*item).may_write_items()) {
                return true;
            }
            for import in &program.module(scope).imports {
                let target = program.resolve_whole(scope, &import.path, import.absolute, Ns::Type);
                let last = import.path.last().map_or("", String::as_str);
                if target.is_empty() && (import.name.is_none() || counts(last)) {
                    // What is not found in this way may be a macro or a function.
                    let other = [Ns::Value, Ns::Macro].iter().any(|ns| {
                        let found =
                            program.resolve_whole(scope, &import.path, import.absolute, *ns);
                        !found.is_empty()
                    });
                    if import.name.is_none() || !other {
                        return true;
                    }
                }
                for res in target {
                    match res {
                        Res::Foreign(path) => {
                            let of_std = path == "std" || path.starts_with("std::");
                            if !of_std && (import.name.is_none() || counts(&path)) {
                                return true;
                            }
                        }
                        Res::Module(inside) if import.name.is_none() && !seen.contains(&inside) => {
                            seen.push(inside);
                            open.push(inside);
                        }
                        _ => {}
                    }
                }
            }
        }
        false
    }
}

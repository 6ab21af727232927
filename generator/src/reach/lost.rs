//! What a path may mean that names nothing which can be found: what a macro of another crate writes, or a wrapper.

use crate::model::Kind;
use crate::reach::live::Reach;
use crate::reach::scope::Scope;
use crate::resolve::{ItemId, Ns, Res, UNREAD};
use crate::source::Text;

impl Reach<'_> {
    /// A name that nothing was found for: it may come out of a macro that could not be expanded, or be a crate whose
    /// library has another name than its package.
    pub(super) fn not_found(&mut self, scope: &Scope, names: &[String]) {
        let Some(first) = names.first() else { return };
        if scope.local(first).is_some() || scope.hides(names, false) {
            return;
        }
        self.program.asked.word(UNREAD);
        if self.wrapper(scope, names) {
            return;
        }
        self.note(scope.item, format!("{}=?", names.join("::")));
        let krate = self.program.item(scope.item).krate;
        self.all_dependencies(krate, scope.item);
        // A macro makes names out of others, and what is imported it may have written in any crate.
        let writers = self.program.writers().of_items.iter();
        let calls: Vec<ItemId> = writers.map(|(item, _)| *item).collect();
        for item in calls.into_iter().chain(self.types_of_macros()) {
            self.live(item, scope.item, "a macro may write what it names, given");
            if self.program.item(item).kind.is_adt() {
                self.written_declares(item, names, scope.item);
            }
        }
    }

    /// What stands in files that cannot be read may be anything, and do anything to whoever runs.
    pub(super) fn files_unread(&mut self, root: ItemId) {
        let broken = self.program.modules.iter();
        let files: Vec<_> = broken
            .filter_map(|module| module.broken.as_ref())
            .map(|(_, place)| place.file.to_path_buf())
            .collect();
        for file in files {
            // Of one that is not there, that it comes changes the program.
            if !matches!(self.program.sources.text(&file), Text::Missing) {
                self.reads(root, file);
            }
        }
    }

    /// A name that only a glob of a crate which is not read may bring in: a macro may have written it as well.
    pub(super) fn may_be_written(&mut self, scope: &Scope, name: &str, path: &str) {
        let mut segments = path.split("::");
        if segments.next() == Some(name) || !segments.any(|segment| segment == name) {
            return;
        }
        if !self.program.may_come_by_glob(scope.module, name) {
            return;
        }
        self.program.asked.word(UNREAD);
        let mut writers = self.may_write_for(name);
        if !self.program.is_listed_std(path) {
            let of_types = self.types_of_macros().into_iter();
            writers.extend(of_types.filter(|item| name.contains(&self.program.item(*item).name)));
        }
        if writers.is_empty() || self.program.is_listed_std(path) {
            return;
        }
        for item in writers {
            self.live(item, scope.item, "a macro may write what it names, given");
        }
        self.asked_wholly(None, scope.item);
    }

    /// The types that macros of other crates may have written something for.
    pub(super) fn types_of_macros(&self) -> Vec<ItemId> {
        let types = (0..self.program.items.len() as u32).map(ItemId);
        types
            .filter(|item| self.program.item(*item).kind.is_adt() && self.may_have_written(*item))
            .collect()
    }

    /// A wrapper of another function is called, `cached::report::cached_monthly`, or its management,
    /// `cached::report::monthly::key`: that function counts. Where the module of wrappers is cannot be told from the
    /// path alone, all functions that it may call do.
    fn wrapper(&mut self, scope: &Scope, names: &[String]) -> bool {
        let (Some(first), Some(last)) = (names.first(), names.last()) else {
            return false;
        };
        self.program.asked.name(first);
        let functions = self.program.wrapped_by(last);
        if !functions.is_empty() {
            // It is looked for among all items.
            self.program.asked.everything();
        }
        let mut imports = self.program.module(scope.module).imports.iter();
        let import = imports.find(|import| import.name.as_ref() == names.first());
        let names = &match import {
            Some(import) => [&import.path[..], &names[1..]].concat(),
            None => names.to_vec(),
        };
        for taken in (1..names.len()).rev() {
            for krate in self.wrapper_crates(scope, &names[..taken]) {
                self.program.asked.everything();
                let inner = &names[taken..names.len() - 1];
                let mut paths: Vec<Vec<String>> =
                    vec![[std::slice::from_ref(&krate), inner].concat()];
                for function in &functions {
                    paths.push(
                        [
                            std::slice::from_ref(&krate),
                            inner,
                            &[(*function).to_owned()],
                        ]
                        .concat(),
                    );
                }
                let mut found = false;
                for path in paths.into_iter().filter(|path| path.len() > 1) {
                    let path = crate::plan::FunctionPath::Plain(path);
                    for item in self.program.find_items(&path).unwrap_or_default() {
                        self.live(item, scope.item, "calls, remembered,");
                        found = true;
                    }
                }
                if found {
                    return true;
                }
            }
        }
        let mut found = false;
        for at in 0..self.program.items.len() {
            let data = &self.program.items[at];
            if data.kind == Kind::Fn && functions.contains(&data.name.as_str()) {
                self.live(ItemId(at as u32), scope.item, "may call, remembered,");
                found = true;
            }
        }
        found
    }

    /// The crates whose wrappers a module includes.
    fn wrapper_crates(&self, scope: &Scope, module: &[String]) -> Vec<String> {
        let found = self
            .program
            .resolve_whole(scope.module, module, false, Ns::Type);
        let modules = found.into_iter().filter_map(|res| match res {
            Res::Module(module) => Some(self.program.module(module)),
            _ => None,
        });
        let includes = modules.filter(|module| {
            module.nameless.iter().any(|item| {
                let call = self.program.item(*item).call.as_ref();
                let name = call.and_then(|call| call.path.last());
                name.is_some_and(|name| name == "include_wrappers")
            })
        });
        includes
            .map(|module| self.program.krate(module.krate).name.clone())
            .collect()
    }
}

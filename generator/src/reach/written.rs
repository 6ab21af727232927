//! Items that a macro wrote into a body, or is given there: they are walked where they stand, in the scope of the body,
//! and what their names mean is known from there to its end.
//!
//! Of such an item nothing is known but that it hides what else has its name: all that it does was looked at, so what is
//! done with a value of its type is asked of any.

use crate::model::Import;
use crate::parse::imports_of;
use crate::reach::live::Reach;
use crate::reach::paths::LOCAL_KEY;
use crate::reach::scope::Scope;
use crate::reach::ty::{Ty, convert};
use crate::resolve::{Exported, ItemId, Ns, Program, Res, path_names};
use quote::ToTokens;
use std::rc::Rc;
use syn::visit::Visit;

/// Globs written in one place that each name there is looked up in.
const MOST_GLOBS: usize = 32;

/// What a written item makes of a name.
#[derive(Clone, Debug)]
pub(super) enum Written {
    /// An item or a parameter of this name.
    Item(String),
    /// What a `use` brings in.
    Import(Import),
    /// Any name may be an item's.
    Anything,
}

impl Written {
    /// Whether it is an item or a parameter of a name.
    pub(super) fn is_item(&self, name: &str) -> bool {
        matches!(self, Written::Item(known) if known == name)
    }
}

impl Scope {
    /// An item that is written here is known by its name, wherever it stands in its block.
    fn declare(&mut self, program: &Program, item: &syn::Item) {
        let (name, value) = match item {
            syn::Item::Fn(i) => (&i.sig.ident, Some(Ty::Unknown)),
            syn::Item::Const(i) => (&i.ident, Some(convert(program, self, &i.ty))),
            syn::Item::Static(i) => (&i.ident, Some(convert(program, self, &i.ty))),
            syn::Item::Struct(i) => {
                let constructs = !matches!(i.fields, syn::Fields::Named(_));
                (&i.ident, constructs.then_some(Ty::Unknown))
            }
            syn::Item::Enum(i) => (&i.ident, None),
            syn::Item::Union(i) => (&i.ident, None),
            syn::Item::Type(i) => (&i.ident, None),
            syn::Item::Trait(i) => (&i.ident, None),
            syn::Item::Mod(i) => (&i.ident, None),
            _ => return,
        };
        self.name_item(name, value);
    }

    /// The same of a static that is one for each thread.
    pub(super) fn declare_local(&mut self, program: &Program, item: &syn::Item) {
        if let syn::Item::Static(i) = item {
            let ty = convert(program, self, &i.ty);
            self.name_item(&i.ident, Some(Ty::foreign(LOCAL_KEY, vec![ty])));
        }
    }

    fn name_item(&mut self, name: &syn::Ident, value: Option<Ty>) {
        if let Some(ty) = value {
            self.bind(name.to_string(), ty);
        }
        self.hide(name);
    }

    /// The inside of an item that is written here; of its parameters nothing is known either.
    fn inside(&self, program: &Program, generics: &syn::Generics) -> Scope {
        let mut inside = self.inside_item();
        for parameter in generics.type_params() {
            inside.hide(&parameter.ident);
        }
        for parameter in generics.const_params() {
            let ty = convert(program, &inside, &parameter.ty);
            inside.name_item(&parameter.ident, Some(ty));
        }
        inside
    }

    fn hide(&mut self, name: &syn::Ident) {
        self.written.push(Written::Item(name.to_string()));
    }

    /// Whether a path begins with the name of an item or parameter that is written here.
    pub(super) fn hides(&self, names: &[String], absolute: bool) -> bool {
        let Some(first) = names.first().filter(|_| !absolute) else {
            return false;
        };
        let hides =
            |written: &Written| written.is_item(first) || matches!(written, Written::Anything);
        self.written.iter().any(hides)
    }

    /// Whether any of these bounds is by a trait that is written here.
    pub(super) fn hides_any<'b>(
        &self,
        bounds: impl IntoIterator<Item = &'b syn::TypeParamBound>,
    ) -> bool {
        !self.written.is_empty()
            && bounds.into_iter().any(|bound| match bound {
                syn::TypeParamBound::Trait(bound) => {
                    let names = path_names(&bound.path);
                    self.hides(&names, bound.path.leading_colon.is_some())
                }
                _ => false,
            })
    }

    /// The paths that a path may stand for by the `use`s that are written here, with how much longer they are.
    pub(super) fn imported(&self, names: &[String], absolute: bool) -> Vec<(Import, usize)> {
        let Some((first, rest)) = names.split_first().filter(|_| !absolute) else {
            return Vec::new();
        };
        let imports = self.written.iter().filter_map(|written| match written {
            Written::Import(import) => Some(import),
            Written::Item(_) | Written::Anything => None,
        });
        let paths = imports.filter_map(|import| {
            let (rest, longer) = match &import.name {
                None => (names, import.path.len()),
                Some(name) if name == first => (rest, import.path.len().saturating_sub(1)),
                Some(_) => return None,
            };
            let path = [&import.path[..], rest].concat();
            let (name, absolute) = (import.name.clone(), import.absolute);
            Some((
                Import {
                    path,
                    absolute,
                    name,
                },
                longer,
            ))
        });
        paths.collect()
    }

    /// What a path means here: each meaning with the number of segments it took.
    pub(super) fn resolve(
        &self,
        program: &Program,
        names: &[String],
        absolute: bool,
        ns: Ns,
    ) -> Vec<(Res, usize)> {
        let mut found = Vec::new();
        for (import, longer) in self.imported(names, absolute) {
            let meant = program.resolve(self.module, &import.path, import.absolute, ns);
            let meant = meant.into_iter();
            found.extend(meant.map(|(res, taken)| (res, taken.saturating_sub(longer))));
        }
        // What a glob of a crate that is not read brings in is only a guess.
        if found.iter().all(|(res, _)| matches!(res, Res::Foreign(_))) {
            found.extend(program.resolve(self.module, names, absolute, ns));
        }
        found
    }

    /// What a whole path means here, nothing left over.
    pub(super) fn resolve_whole(
        &self,
        program: &Program,
        names: &[String],
        absolute: bool,
        ns: Ns,
    ) -> Vec<Res> {
        let found = self.resolve(program, names, absolute, ns).into_iter();
        found
            .filter(|(_, taken)| *taken == names.len())
            .map(|(res, _)| res)
            .collect()
    }
}

impl Reach<'_> {
    /// The macros of the program that a path may mean at a place of the item's text.
    pub(super) fn macros_at(&self, scope: &Scope, at: u32, names: &[String]) -> Vec<ItemId> {
        let text = self.program.item(scope.item).text;
        let find = |names: &[String]| self.program.find_macro(scope.module, text, at, names);
        let mut found = find(names);
        for (import, _) in scope.imported(names, false) {
            let more = find(&import.path).into_iter();
            let new: Vec<ItemId> = more.filter(|item| !found.contains(item)).collect();
            found.extend(new);
        }
        found
    }

    /// The macro of a crate that is not read that a path may mean.
    pub(super) fn exported_macro(
        &self,
        scope: &Scope,
        names: &[String],
        absolute: bool,
    ) -> Option<Rc<Exported>> {
        let imported = scope.imported(names, absolute).into_iter();
        let paths = imported.map(|(import, _)| (import.path, import.absolute));
        paths
            .chain([(names.to_vec(), absolute)])
            .find_map(|(path, absolute)| self.program.find_exported(scope.module, &path, absolute))
    }

    /// An item that is written here is known, with what it brings in.
    pub(super) fn declares(&mut self, scope: &mut Scope, item: &syn::Item) {
        match item {
            syn::Item::Use(item) => {
                for import in imports_of(item) {
                    self.imports(scope, import);
                }
            }
            _ => scope.declare(self.program, item),
        }
    }

    /// What a `use` brings in that is written here is known. Of more globs than anyone looks through for each name, all of
    /// the crates counts that they are of.
    pub(super) fn imports(&mut self, scope: &mut Scope, import: Import) {
        self.brings(scope, &import);
        let globs = scope.written.iter().filter_map(|written| match written {
            Written::Import(import) if import.name.is_none() => Some(import),
            _ => None,
        });
        let same = |known: &Import| known.path == import.path && known.absolute == import.absolute;
        match import.name {
            None if globs.clone().any(same) => {}
            None if globs.count() >= MOST_GLOBS => {
                scope.written.push(Written::Anything);
                let Import { path, absolute, .. } = &import;
                for res in scope.resolve_whole(self.program, path, *absolute, Ns::Type) {
                    match res {
                        Res::Module(module) => {
                            self.whole_crate(self.program.module(module).krate, scope.item);
                        }
                        Res::Item(item) => {
                            self.whole_crate(self.program.item(item).krate, scope.item);
                        }
                        Res::Foreign(_) | Res::Builtin(_) => {}
                    }
                }
            }
            _ => scope.written.push(Written::Import(import)),
        }
    }

    /// Walks an item that is written here.
    pub(super) fn written_item(&mut self, scope: &Scope, item: &syn::Item) {
        match item {
            syn::Item::Fn(function) => {
                self.written_function(scope, None, &function.sig, &function.block);
            }
            syn::Item::Const(i) => self.written_value(scope, &i.ty, &i.expr),
            syn::Item::Static(i) => self.written_value(scope, &i.ty, &i.expr),
            syn::Item::Impl(block) => {
                let mut inside = scope.inside(self.program, &block.generics);
                self.header(&inside, |names| {
                    names.visit_generics(&block.generics);
                    if let Some((path, _)) = &block.trait_ {
                        names.implemented(path);
                        names.visit_path(path);
                    }
                    names.visit_type(&block.self_ty);
                });
                inside.self_ty = Some(convert(self.program, &inside, &block.self_ty));
                if let Some((path, _)) = &block.trait_ {
                    self.provided(&inside, path);
                }
                for member in &block.items {
                    match member {
                        syn::ImplItem::Fn(function) => {
                            let own = inside.self_ty.clone();
                            self.written_function(&inside, own, &function.sig, &function.block);
                        }
                        other => self.mentions(&inside, other.to_token_stream()),
                    }
                }
            }
            syn::Item::Struct(i) => self.written_type(scope, &i.generics, item),
            syn::Item::Enum(i) => self.written_type(scope, &i.generics, item),
            syn::Item::Union(i) => self.written_type(scope, &i.generics, item),
            syn::Item::Type(i) => self.written_type(scope, &i.generics, item),
            other => self.mentions(scope, other.to_token_stream()),
        }
    }

    /// What a trait of the program provides is there for a type that nobody else knows to implement it.
    fn provided(&mut self, scope: &Scope, path: &syn::Path) {
        let absolute = path.leading_colon.is_some();
        let found = scope.resolve_whole(self.program, &path_names(path), absolute, Ns::Type);
        for res in found {
            let Res::Item(of) = res else { continue };
            for member in self.program.item(of).members.clone() {
                self.live(member, scope.item, "a macro wrote an impl of its trait in");
            }
        }
    }

    fn written_value(&mut self, scope: &Scope, ty: &syn::Type, value: &syn::Expr) {
        let mut inside = scope.inside_item();
        let ty = self.written(&inside, ty);
        self.expr(&mut inside, value, &ty);
    }

    fn written_type(&mut self, scope: &Scope, generics: &syn::Generics, item: &syn::Item) {
        let inside = scope.inside(self.program, generics);
        self.header(&inside, |names| names.visit_item(item));
    }

    /// A function, or one of an impl for a type.
    fn written_function(
        &mut self,
        scope: &Scope,
        own: Option<Ty>,
        signature: &syn::Signature,
        body: &syn::Block,
    ) {
        let mut inside = scope.inside(self.program, &signature.generics);
        inside.self_ty = own;
        self.header(&inside, |names| names.visit_signature(signature));
        for input in &signature.inputs {
            match input {
                syn::FnArg::Receiver(_) => {
                    let own = inside.self_ty.clone().unwrap_or(Ty::Unknown);
                    inside.bind("self".to_owned(), own);
                }
                syn::FnArg::Typed(typed) => {
                    let ty = convert(self.program, &inside, &typed.ty);
                    self.pattern(&mut inside, &typed.pat, &ty);
                }
            }
        }
        self.block(&mut inside, body, &Ty::Unknown);
    }
}

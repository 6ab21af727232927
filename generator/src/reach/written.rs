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
use crate::reach::syntax::is_conditional;
use crate::reach::ty::{Ty, convert};
use crate::resolve::{Conditional, Exported, MayMean, Ns, Program, Res, path_names, whole};
use quote::ToTokens;
use std::collections::BTreeSet;
use std::rc::Rc;
use syn::visit::Visit;

/// Globs written in one place that each name there is looked up in.
const MOST_GLOBS: usize = 32;

/// What a written item makes of a name.
#[derive(Clone, Debug)]
pub(super) enum Written {
    /// An item or a parameter of this name.
    Item(String),
    /// What a `use` brings in, and whether that surely stands there.
    Import(Import, bool),
    /// Any name may be an item's.
    Anything,
}

/// What a path may be by a `use`.
struct Imported {
    path: Vec<String>,
    absolute: bool,
    /// How many segments more than it was written with.
    longer: usize,
    /// Whether the `use` surely stands there.
    surely: bool,
}

impl Written {
    /// Whether it is an item or a parameter of a name.
    pub(super) fn is_item(&self, name: &str) -> bool {
        matches!(self, Written::Item(known) if known == name)
    }
}

impl Scope {
    /// An item of a name that is written here. One that may be left out leaves what else has the name as well.
    fn name_item(&mut self, name: &syn::Ident, value: Option<Ty>, surely: bool) {
        if let Some(ty) = value.filter(|_| surely) {
            self.bind(name.to_string(), ty);
        }
        self.written.push(Written::Item(name.to_string()));
    }

    /// The inside of an item that is written here; of its parameters nothing is known either.
    fn inside(&self, program: &Program, generics: &syn::Generics) -> Scope {
        let mut inside = self.inside_item();
        for parameter in generics.type_params() {
            inside.name_item(&parameter.ident, None, true);
        }
        for parameter in generics.const_params() {
            let ty = convert(program, &inside, &parameter.ty);
            inside.name_item(&parameter.ident, Some(ty), true);
        }
        inside
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

    /// What a path may be by the `use`s that are written here.
    fn imported(&self, names: &[String], absolute: bool) -> Vec<Imported> {
        let Some((first, rest)) = names.split_first().filter(|_| !absolute) else {
            return Vec::new();
        };
        let paths = self.written.iter().filter_map(|written| {
            let Written::Import(import, surely) = written else {
                return None;
            };
            let (rest, longer) = match &import.name {
                None => (names, import.path.len()),
                Some(name) if name == first => (rest, import.path.len().saturating_sub(1)),
                Some(_) => return None,
            };
            Some(Imported {
                path: [&import.path[..], rest].concat(),
                absolute: import.absolute,
                longer,
                surely: *surely,
            })
        });
        paths.collect()
    }

    /// The `use`s that are written here.
    pub(super) fn imports_written(&self) -> impl Iterator<Item = &Import> {
        self.written.iter().filter_map(|written| match written {
            Written::Import(import, _) => Some(import),
            _ => None,
        })
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
        let mut hides = false;
        for import in self.imported(names, absolute) {
            for (res, taken) in program.resolve(self.module, &import.path, import.absolute, ns) {
                // What a glob of a crate that is not read brings in is only a guess.
                hides |= import.surely && !matches!(res, Res::Foreign(_));
                found.push((res, taken.saturating_sub(import.longer)));
            }
        }
        if !hides {
            // A macro is only asked for by who calls it.
            found.extend(match ns {
                Ns::Macro => program.resolve_call(self.module, names, absolute),
                Ns::Type | Ns::Value => program.resolve(self.module, names, absolute, ns),
            });
        }
        found
    }

    /// The conditions under which a path means here what it may mean.
    pub(super) fn conditions(&self, program: &Program, names: &[String]) -> BTreeSet<Conditional> {
        let mut found = program.conditions(self.module, names);
        for import in self.imported(names, false) {
            found.append(&mut program.conditions(self.module, &import.path));
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
        whole(self.resolve(program, names, absolute, ns), names)
    }

    /// What a path among types means here, nothing left over.
    pub(super) fn meant_as_type(&self, program: &Program, path: &syn::Path) -> Vec<Res> {
        let absolute = path.leading_colon.is_some();
        self.resolve_whole(program, &path_names(path), absolute, Ns::Type)
    }
}

impl Reach<'_> {
    /// The macros that a path may mean at a place of the item's text; anywhere in it if no place is known.
    pub(super) fn macros_at(&self, scope: &Scope, at: Option<u32>, names: &[String]) -> MayMean {
        let text = self.program.item(scope.item).text;
        let find = |names: &[String]| self.program.find_macro(scope.module, text, at, names);
        let mut found = find(names);
        for import in scope.imported(names, false) {
            found = found.or(find(&import.path));
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
        let paths = imported.map(|import| (import.path, import.absolute));
        paths
            .chain([(names.to_vec(), absolute)])
            .find_map(|(path, absolute)| self.program.find_exported(scope.module, &path, absolute))
    }

    /// What else has a name that may be hidden counts as well.
    pub(super) fn may_mean(&mut self, scope: &Scope, names: &[String], found: &[(Res, usize)]) {
        for (res, taken) in found {
            self.meaning(scope, names, res);
            self.touch(scope, res, &names[*taken..]);
        }
    }

    /// An item that is written here is known by its name, wherever it stands in its block.
    pub(super) fn declares(&mut self, scope: &mut Scope, item: &syn::Item) {
        let typed = |ty: &syn::Type| Some(convert(self.program, scope, ty));
        let (attrs, name, value) = match item {
            syn::Item::Fn(i) => (&i.attrs, &i.sig.ident, Some(Ty::Unknown)),
            syn::Item::Const(i) => (&i.attrs, &i.ident, typed(&i.ty)),
            syn::Item::Static(i) => (&i.attrs, &i.ident, typed(&i.ty)),
            syn::Item::Struct(i) => {
                let constructs = !matches!(i.fields, syn::Fields::Named(_));
                (&i.attrs, &i.ident, constructs.then_some(Ty::Unknown))
            }
            syn::Item::Enum(i) => (&i.attrs, &i.ident, None),
            syn::Item::Union(i) => (&i.attrs, &i.ident, None),
            syn::Item::Type(i) => (&i.attrs, &i.ident, None),
            syn::Item::Trait(i) => (&i.attrs, &i.ident, None),
            syn::Item::Mod(i) => (&i.attrs, &i.ident, None),
            syn::Item::Macro(syn::ItemMacro {
                ident: Some(ident),
                attrs,
                ..
            }) => (attrs, ident, None),
            syn::Item::Use(i) => {
                if let Some(surely) = self.stands(scope, &i.attrs) {
                    for import in imports_of(i) {
                        self.imports(scope, import, surely);
                    }
                }
                return;
            }
            _ => return,
        };
        if let Some(surely) = self.stands(scope, attrs) {
            scope.name_item(name, value, surely);
        }
    }

    /// The same of a static that is one for each thread.
    pub(super) fn declares_local(&mut self, scope: &mut Scope, item: &syn::Item) {
        if let syn::Item::Static(i) = item
            && let Some(surely) = self.stands(scope, &i.attrs)
        {
            let ty = convert(self.program, scope, &i.ty);
            scope.name_item(&i.ident, Some(Ty::foreign(LOCAL_KEY, vec![ty])), surely);
        }
    }

    /// Whether what has these attributes surely stands where it is written; none if it does not.
    pub(super) fn stands(&mut self, scope: &Scope, attrs: &[syn::Attribute]) -> Option<bool> {
        (!self.left_out(scope, attrs)).then(|| !is_conditional(attrs))
    }

    /// What a `use` brings in that is written here is known. Of more globs than anyone looks through for each name, all of
    /// the crates counts that they are of.
    pub(super) fn imports(&mut self, scope: &mut Scope, import: Import, surely: bool) {
        self.brings(scope, &import);
        self.written_traits(scope, &import);
        let globs = scope.written.iter().filter_map(|written| match written {
            Written::Import(import, known) if import.name.is_none() => Some((import, known)),
            _ => None,
        });
        let same = |(known, known_surely): (&Import, &bool)| {
            known.path == import.path
                && known.absolute == import.absolute
                && *known_surely == surely
        };
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
            _ => scope.written.push(Written::Import(import, surely)),
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

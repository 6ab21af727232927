//! All impls of a program, by what they are for and what they implement.

use crate::model::Kind;
use crate::parse::Piece;
use crate::resolve::graph::{ItemId, ModuleId};
use crate::resolve::load::Program;
use crate::resolve::names::{Ns, Res};
use crate::resolve::prelude::builtin_at;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::rc::Rc;

/// What kind of type an impl is for, its arguments aside.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Head {
    /// A struct, enum or union of the program; a trait for `dyn Trait`.
    Item(ItemId),
    /// A type of a crate that is not read.
    Foreign(String),
    /// A built-in type.
    Builtin(String),
    /// A tuple, slice, array, pointer, function or never: the shape's name.
    Shape(&'static str),
    /// A type parameter: any type.
    Any,
}

/// One impl.
#[derive(Clone, Debug)]
pub struct ImplData {
    /// The item.
    pub item: ItemId,
    /// What it is for: several where a name has several meanings. References are looked through.
    pub of: Vec<Head>,
    /// What it implements; empty for an inherent impl.
    pub by: Vec<Res>,
    /// Its header's syntax.
    pub header: syn::ItemImpl,
}

/// All impls.
#[derive(Debug, Default)]
pub struct Impls {
    /// One record each, in order.
    pub all: Vec<ImplData>,
    by_head: BTreeMap<Head, Vec<usize>>,
}

impl Impls {
    /// Impls for a head.
    pub fn of(&self, head: &Head) -> impl Iterator<Item = &ImplData> {
        self.by_head
            .get(head)
            .into_iter()
            .flatten()
            .map(|at| &self.all[*at])
    }

    /// The record of an impl item.
    pub fn get(&self, item: ItemId) -> Option<&ImplData> {
        self.all
            .binary_search_by_key(&item, |data| data.item)
            .ok()
            .map(|at| &self.all[at])
    }
}

impl Program {
    /// All impls; found once, when first asked for. Who asks says by which words.
    pub fn impls(&self) -> &Impls {
        self.impls.get_or_init(|| {
            let asker = self.asked.switch(None);
            let mut impls = Impls::default();
            for at in 0..self.items.len() {
                let Some(data) = self.impl_data(ItemId(at as u32)) else {
                    continue;
                };
                let index = impls.all.len();
                for head in &data.of {
                    impls.by_head.entry(head.clone()).or_default().push(index);
                }
                impls.all.push(data);
            }
            self.asked.switch(asker);
            impls
        })
    }

    /// Impls that declare an associated type of this name. To look at those alone spares most headers their parsing.
    /// Who asks says by which words: the name, and those of what he asks it of.
    pub(crate) fn impls_with_type(&self, name: &str) -> Vec<Rc<ImplData>> {
        let by_name = self.associated_types.get_or_init(|| {
            let mut by_name: FxHashMap<String, Vec<ItemId>> = FxHashMap::default();
            let types = self
                .items
                .iter()
                .filter(|item| item.kind == Kind::TypeAlias);
            for member in types {
                let Some(container) = member.parent else {
                    continue;
                };
                let containers = by_name.entry(member.name.clone()).or_default();
                if self.item(container).kind == Kind::Impl && containers.last() != Some(&container)
                {
                    containers.push(container);
                }
            }
            by_name
        });
        let impls = by_name.get(name).into_iter().flatten();
        impls.filter_map(|item| self.known_impl(*item)).collect()
    }

    fn known_impl(&self, item: ItemId) -> Option<Rc<ImplData>> {
        if let Some(known) = self.impl_data.borrow().get(&item) {
            return known.clone();
        }
        let asker = self.asked.switch(None);
        let data = self.impl_data(item).map(Rc::new);
        self.asked.switch(asker);
        self.impl_data.borrow_mut().insert(item, data.clone());
        data
    }

    /// The record of an item, if it is an impl.
    pub(crate) fn impl_data(&self, item: ItemId) -> Option<ImplData> {
        if self.item(item).kind != Kind::Impl {
            return None;
        }
        let Some(Piece::Item(syn::Item::Impl(header))) = self.piece(item) else {
            return None;
        };
        let generics: Vec<String> = header
            .generics
            .type_params()
            .map(|parameter| parameter.ident.to_string())
            .collect();
        let module = self.item(item).module;
        let of = self.heads(module, &generics, &header.self_ty);
        let by = match &header.trait_ {
            Some((path, _)) => {
                let names = path_names(path);
                let absolute = path.leading_colon.is_some();
                let mut found = self.resolve_whole(module, &names, absolute, Ns::Type);
                if found.is_empty() {
                    found.push(Res::Foreign(format!("?::{}", names.join("::"))));
                }
                found
            }
            None => Vec::new(),
        };
        Some(ImplData {
            item,
            of,
            by,
            header,
        })
    }

    /// The heads a type may have. Aliases are looked through, and so are references.
    pub fn heads(&self, module: ModuleId, generics: &[String], ty: &syn::Type) -> Vec<Head> {
        self.heads_within(module, generics, ty, 0)
    }

    fn heads_within(
        &self,
        module: ModuleId,
        generics: &[String],
        ty: &syn::Type,
        depth: usize,
    ) -> Vec<Head> {
        if depth > 16 {
            return vec![Head::Any];
        }
        match ty {
            syn::Type::Reference(inner) => {
                self.heads_within(module, generics, &inner.elem, depth + 1)
            }
            syn::Type::Paren(inner) => self.heads_within(module, generics, &inner.elem, depth + 1),
            syn::Type::Group(inner) => self.heads_within(module, generics, &inner.elem, depth + 1),
            syn::Type::Ptr(_) => vec![Head::Shape("pointer")],
            syn::Type::Slice(_) => vec![Head::Shape("slice")],
            syn::Type::Array(_) => vec![Head::Shape("array")],
            syn::Type::Tuple(_) => vec![Head::Shape("tuple")],
            syn::Type::FnPtr(_) => vec![Head::Shape("fn")],
            syn::Type::Never(_) => vec![Head::Shape("never")],
            syn::Type::TraitObject(object) => {
                let mut heads = Vec::new();
                for bound in &object.bounds {
                    if let syn::TypeParamBound::Trait(bound) = bound {
                        heads.extend(self.path_heads(module, generics, &bound.path, depth));
                    }
                }
                heads
            }
            syn::Type::Path(path) if path.qself.is_none() => {
                self.path_heads(module, generics, &path.path, depth)
            }
            _ => vec![Head::Any],
        }
    }

    fn path_heads(
        &self,
        module: ModuleId,
        generics: &[String],
        path: &syn::Path,
        depth: usize,
    ) -> Vec<Head> {
        let names = path_names(path);
        if let [name] = &names[..]
            && generics.contains(name)
        {
            return vec![Head::Any];
        }
        let mut heads = Vec::new();
        for res in self.resolve_whole(module, &names, path.leading_colon.is_some(), Ns::Type) {
            match res {
                Res::Item(item) if self.item(item).kind == Kind::TypeAlias => {
                    let alias = match self.piece(item) {
                        Some(Piece::Item(syn::Item::Type(alias))) => alias,
                        _ => {
                            heads.push(Head::Any);
                            continue;
                        }
                    };
                    let own: Vec<String> = alias
                        .generics
                        .type_params()
                        .map(|parameter| parameter.ident.to_string())
                        .collect();
                    heads.extend(self.heads_within(
                        self.item(item).module,
                        &own,
                        &alias.ty,
                        depth + 1,
                    ));
                }
                Res::Item(item) => heads.push(Head::Item(item)),
                Res::Foreign(path) => heads.push(match builtin_at(&path) {
                    Some(name) => Head::Builtin(name.to_owned()),
                    None => match self.nominal(&path) {
                        Some(path) => Head::Foreign(path.into_owned()),
                        None => Head::Any,
                    },
                }),
                Res::Builtin(name) => heads.push(Head::Builtin(name)),
                Res::Module(_) => {}
            }
        }
        if heads.is_empty() {
            // Unknown: it may be for anything.
            heads.push(Head::Any);
        }
        heads
    }
}

/// The names along a path, `r#` gone.
pub(crate) fn path_names(path: &syn::Path) -> Vec<String> {
    path.segments
        .iter()
        .map(|segment| {
            let name = segment.ident.to_string();
            match name.strip_prefix("r#") {
                Some(plain) => plain.to_owned(),
                None => name,
            }
        })
        .collect()
}

//! A program's members by name and impls by type, so that each event of the worklist touches only what it may wake.

use crate::model::Kind;
use crate::parse::Piece;
use crate::resolve::{Head, ItemId, Ns, Program, Res, path_names};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use syn::visit::{self, Visit};

/// What the worklist needs to know of an impl.
#[derive(Debug)]
pub(super) struct ImplFacts {
    pub(super) item: ItemId,
    /// What it is for.
    pub(super) heads: Vec<Head>,
    /// Structs, enums and unions of the program that its header names: it can be used only if all live.
    pub(super) needs: Vec<ItemId>,
    /// Its traits of the program.
    pub(super) local: Vec<ItemId>,
    /// The last segments of its traits of other crates.
    pub(super) foreign: Vec<String>,
    /// Whether one of those is of a crate other than std: only that crate's code, and what uses it, can call it.
    pub(super) outside: bool,
}

/// The index.
#[derive(Debug, Default)]
pub(super) struct Index {
    pub(super) impls: Vec<ImplFacts>,
    /// Impls by the types they need.
    pub(super) by_need: HashMap<ItemId, Vec<usize>>,
    /// Impls by the trait of the program.
    pub(super) by_trait: HashMap<ItemId, Vec<usize>>,
    /// Impls by the last segment of a foreign trait.
    pub(super) by_foreign: BTreeMap<String, Vec<usize>>,
    /// Impls that need no type.
    pub(super) needless: Vec<usize>,
    /// Impls by head.
    pub(super) by_head: HashMap<Head, Vec<usize>>,
    /// Members of impls and traits by name.
    pub(super) members: HashMap<String, Vec<ItemId>>,
    /// The impl a container item is.
    pub(super) of_item: HashMap<ItemId, usize>,
    /// Macro calls among items that could not be expanded, with the names in them.
    pub(super) opaque: Vec<(ItemId, BTreeSet<String>)>,
}

impl Index {
    pub(super) fn new(program: &Program) -> Index {
        let mut index = Index::default();
        for data in &program.impls().all {
            let generics: Vec<String> = data
                .header
                .generics
                .type_params()
                .map(|parameter| parameter.ident.to_string())
                .collect();
            let mut names = Names {
                program,
                item: data.item,
                generics,
                found: BTreeSet::new(),
            };
            names.visit_type(&data.header.self_ty);
            if let Some((path, _)) = &data.header.trait_ {
                for segment in &path.segments {
                    names.visit_path_arguments(&segment.arguments);
                }
            }
            let needs: Vec<ItemId> = names.found.into_iter().collect();
            let local = data.by.iter().filter_map(|res| {
                if let Res::Item(item) = res {
                    Some(*item)
                } else {
                    None
                }
            });
            let local: Vec<ItemId> = local.collect();
            let foreign = data.by.iter().filter_map(|res| match res {
                Res::Foreign(path) => path.rsplit("::").next().map(str::to_owned),
                _ => None,
            });
            let foreign: Vec<String> = foreign.collect();
            let is_outside = |res: &Res| matches!(res, Res::Foreign(path) if !path.starts_with("std::") && !path.starts_with('?'));
            let outside = data.by.iter().all(is_outside) && !data.by.is_empty();
            index.add(ImplFacts {
                item: data.item,
                heads: data.of.clone(),
                needs,
                local,
                foreign,
                outside,
            });
        }
        index.add_members(program);
        index
    }

    /// The index of impls that the last build knew, in a program of the same shape.
    pub(super) fn of_impls(program: &Program, impls: Vec<ImplFacts>) -> Index {
        let mut index = Index::default();
        impls.into_iter().for_each(|facts| index.add(facts));
        index.add_members(program);
        index
    }

    fn add(&mut self, facts: ImplFacts) {
        let at = self.impls.len();
        for need in &facts.needs {
            self.by_need.entry(*need).or_default().push(at);
        }
        if facts.needs.is_empty() {
            self.needless.push(at);
        }
        for of in &facts.local {
            self.by_trait.entry(*of).or_default().push(at);
        }
        for of in &facts.foreign {
            self.by_foreign.entry(of.clone()).or_default().push(at);
        }
        for head in &facts.heads {
            self.by_head.entry(head.clone()).or_default().push(at);
        }
        self.of_item.insert(facts.item, at);
        self.impls.push(facts);
    }

    fn add_members(&mut self, program: &Program) {
        for (at, item) in program.items.iter().enumerate() {
            let id = ItemId(at as u32);
            let container = item.parent.map(|parent| program.item(parent).kind);
            if matches!(container, Some(Kind::Impl | Kind::Trait)) {
                self.members.entry(item.name.clone()).or_default().push(id);
            }
            if item.kind == Kind::MacroCall && item.declares.is_none() {
                self.opaque.push((id, writable(program, id)));
            }
        }
    }

    /// Members of this name in the impls of a head.
    pub(super) fn of_head<'a>(
        &'a self,
        program: &'a Program,
        head: &Head,
        name: &'a str,
    ) -> impl Iterator<Item = ItemId> + 'a {
        let impls = self.by_head.get(head).into_iter().flatten();
        impls
            .flat_map(|at| &program.item(self.impls[*at].item).members)
            .copied()
            .filter(move |member| {
                let data = program.item(*member);
                data.name == name
            })
    }
}

/// All names that a call may write: its own, and those in every macro that it may come to.
fn writable(program: &Program, call: ItemId) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut open = vec![call];
    let mut seen = BTreeSet::from([call]);
    while let Some(item) = open.pop() {
        let data = program.item(item);
        let text = program.slice(data.text, (data.span.start, data.span.end));
        let mut found = BTreeSet::new();
        if let Ok(tokens) = text.parse() {
            identifiers(tokens, &mut found);
        }
        let macros = found.iter().flat_map(|name| program.macros_named(name));
        open.extend(macros.copied().filter(|item| seen.insert(*item)));
        names.extend(found);
    }
    names
}

/// All identifiers in tokens.
pub(super) fn identifiers(tokens: proc_macro2::TokenStream, found: &mut BTreeSet<String>) {
    for token in tokens {
        match token {
            proc_macro2::TokenTree::Ident(ident) => {
                found.insert(ident.to_string().replace("r#", ""));
            }
            proc_macro2::TokenTree::Group(group) => identifiers(group.stream(), found),
            _ => {}
        }
    }
}

/// Collects the structs, enums and unions that a piece of syntax names.
struct Names<'a> {
    program: &'a Program,
    item: ItemId,
    generics: Vec<String>,
    found: BTreeSet<ItemId>,
}

impl<'ast> Visit<'ast> for Names<'_> {
    fn visit_type_path(&mut self, node: &'ast syn::TypePath) {
        let names = path_names(&node.path);
        let generic = names
            .first()
            .is_some_and(|first| self.generics.contains(first));
        if node.qself.is_none() && !generic {
            self.add(&names, node.path.leading_colon.is_some(), 0);
        }
        visit::visit_type_path(self, node);
    }
}

impl Names<'_> {
    fn add(&mut self, names: &[String], absolute: bool, depth: usize) {
        let module = self.program.item(self.item).module;
        for res in self
            .program
            .resolve_whole(module, names, absolute, Ns::Type)
        {
            let Res::Item(item) = res else { continue };
            match self.program.item(item).kind {
                kind if kind.is_adt() => {
                    self.found.insert(item);
                }
                Kind::TypeAlias if depth < 8 => {
                    if let Some(Piece::Item(syn::Item::Type(alias))) =
                        self.program.cached_piece(item).as_deref()
                    {
                        let outer = std::mem::replace(&mut self.item, item);
                        let own = alias
                            .generics
                            .type_params()
                            .map(|parameter| parameter.ident.to_string())
                            .collect();
                        let generics = std::mem::replace(&mut self.generics, own);
                        self.visit_type(&alias.ty);
                        self.generics = generics;
                        self.item = outer;
                    }
                }
                _ => {}
            }
        }
    }
}

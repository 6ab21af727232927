//! What the root is given from outside: values that its caller made, of types that nothing in the closure constructs.
//!
//! A generic root, or one that is handed a `dyn` object, however deep in its arguments' fields, can be called with
//! any implementor of the trait. So all of them are live. The same holds for statics, which others may have filled.
//! Implementors of `Fn` are closures and functions: they stand, or are named, where something that takes one is
//! named; so whatever names it is live, and what names that, as long as it takes one itself.

use crate::model::Kind;
use crate::parse::Piece;
use crate::reach::live::Reach;
use crate::reach::scope::Scope;
use crate::resolve::{ItemId, Ns, Res, path_names};
use std::collections::BTreeSet;
use syn::visit::{self, Visit};

/// Traits that say how a value may be handled and have no code.
const MARKERS: &[&str] = &[
    "Send",
    "Sync",
    "Copy",
    "Sized",
    "Unpin",
    "UnwindSafe",
    "RefUnwindSafe",
    "Fn",
    "FnMut",
    "FnOnce",
];

impl Reach<'_> {
    /// All implementors of the traits that come in with an item's signature or type.
    pub(super) fn given_from_outside(&mut self, item: ItemId) {
        let mut found = Outside {
            reach: self,
            item,
            seen: BTreeSet::new(),
            traits: BTreeSet::new(),
            functions: BTreeSet::new(),
        };
        found.item();
        let (traits, functions) = (found.traits, found.functions);
        for of in traits {
            self.all_implementors(&of, item);
        }
        self.givers_of(functions, item);
    }

    /// Whatever may hand a closure or function to one of these.
    fn givers_of(&mut self, takers: BTreeSet<ItemId>, from: ItemId) {
        let mut open: Vec<String> = takers
            .into_iter()
            .map(|item| self.program.item(item).name.clone())
            .collect();
        let mut known: BTreeSet<String> = open.iter().cloned().collect();
        self.reached.everywhere |= !open.is_empty();
        while let Some(name) = open.pop() {
            for at in 0..self.program.items.len() {
                let giver = ItemId(at as u32);
                let data = self.program.item(giver);
                let whole = &self.program.text(data.text).text;
                let text = |start: u32, end: u32| {
                    whole.get(start as usize..end as usize).unwrap_or_default()
                };
                let has_code = matches!(
                    data.kind,
                    Kind::Fn | Kind::Const | Kind::Static | Kind::Macro | Kind::MacroCall
                );
                if !has_code || !has_word(text(data.span.start, data.span.end), &name) {
                    continue;
                }
                self.live(giver, from, "may hand over a closure");
                let container = data.parent.map(|parent| self.program.item(parent));
                let header = container.map_or("", |parent| text(parent.span.start, parent.open));
                let takes = [text(data.span.start, data.open), header]
                    .iter()
                    .any(|text| takes_functions(text));
                if (takes || data.kind == Kind::Macro) && known.insert(data.name.clone()) {
                    open.push(data.name.clone());
                }
            }
        }
    }

    fn all_implementors(&mut self, of: &Res, from: ItemId) {
        let mut impls: Vec<usize> = Vec::new();
        let name = match of {
            Res::Item(item) => {
                impls.extend(self.index.by_trait.get(item).into_iter().flatten());
                self.program.item(*item).name.clone()
            }
            Res::Foreign(path) => {
                let name = path.rsplit("::").next().unwrap_or_default().to_owned();
                if MARKERS.contains(&name.as_str()) {
                    return;
                }
                impls.extend(self.index.by_foreign.get(&name).into_iter().flatten());
                name
            }
            _ => return,
        };
        let how = format!("an implementor of {name}, which the function may be given");
        let mut takers = BTreeSet::new();
        for at in impls {
            let index = self.index;
            let data = self.program.item(index.impls[at].item);
            let header = self.program.slice(data.text, (data.span.start, data.open));
            if takes_functions(&header) {
                takers.extend(index.impls[at].needs.iter().copied());
            }
            for need in &index.impls[at].needs {
                self.live(*need, from, &how);
            }
            self.live(index.impls[at].item, from, &how);
        }
        self.givers_of(takers, from);
        for at in 0..self.program.items.len() {
            let data = &self.program.items[at];
            let derived = data
                .marks
                .derives
                .iter()
                .any(|path| path.rsplit("::").next() == Some(name.as_str()));
            if derived && data.kind.is_adt() {
                self.live(ItemId(at as u32), from, &how);
            }
        }
    }
}

struct Outside<'r, 'p> {
    reach: &'r Reach<'p>,
    item: ItemId,
    seen: BTreeSet<ItemId>,
    traits: BTreeSet<Res>,
    /// What takes closures or functions.
    functions: BTreeSet<ItemId>,
}

/// Whether a header speaks of closures or functions.
fn takes_functions(header: &str) -> bool {
    ["Fn", "FnMut", "FnOnce"]
        .iter()
        .any(|word| has_word(header, word))
        || header.contains("fn(")
}

fn has_word(text: &str, word: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    !word.is_empty()
        && text.match_indices(word).any(|(at, _)| {
            let before = text[..at].chars().next_back();
            let after = text[at + word.len()..].chars().next();
            !before.is_some_and(part) && !after.is_some_and(part)
        })
}

impl Outside<'_, '_> {
    fn item(&mut self) {
        let program = self.reach.program;
        if !self.seen.insert(self.item) {
            return;
        }
        let parent = program.item(self.item).parent;
        if let Some(Piece::Item(syn::Item::Impl(header))) = parent
            .and_then(|parent| program.cached_piece(parent))
            .as_deref()
        {
            self.visit_generics(&header.generics);
            self.visit_type(&header.self_ty);
        }
        // A trait's default method runs for any implementor.
        if let Some(parent) = parent.filter(|parent| program.item(*parent).kind == Kind::Trait) {
            self.traits.insert(Res::Item(parent));
        }
        match program.cached_piece(self.item).as_deref() {
            Some(Piece::Item(syn::Item::Fn(i))) => self.signature(&i.sig),
            Some(Piece::Impl(syn::ImplItem::Fn(i))) => self.signature(&i.sig),
            Some(Piece::Trait(syn::TraitItem::Fn(i))) => self.signature(&i.sig),
            Some(Piece::Item(syn::Item::Static(i))) => self.visit_type(&i.ty),
            Some(Piece::Item(syn::Item::Struct(i))) => visit::visit_fields(self, &i.fields),
            Some(Piece::Item(syn::Item::Union(i))) => visit::visit_fields_named(self, &i.fields),
            Some(Piece::Item(syn::Item::Type(i))) => self.visit_type(&i.ty),
            Some(Piece::Item(syn::Item::Enum(i))) => {
                for variant in &i.variants {
                    visit::visit_fields(self, &variant.fields);
                }
            }
            _ => {}
        }
    }

    fn signature(&mut self, signature: &syn::Signature) {
        self.visit_generics(&signature.generics);
        for input in &signature.inputs {
            if let syn::FnArg::Typed(typed) = input {
                self.visit_type(&typed.ty);
            }
        }
    }

    fn resolve(&self, path: &syn::Path) -> Vec<Res> {
        let names = path_names(path);
        let scope = Scope::of_item(self.reach.program, self.item);
        let generic = names
            .first()
            .is_some_and(|first| scope.param(first).is_some());
        if generic {
            return Vec::new();
        }
        self.reach.program.resolve_whole(
            scope.module,
            &names,
            path.leading_colon.is_some(),
            Ns::Type,
        )
    }
}

impl<'ast> Visit<'ast> for Outside<'_, '_> {
    fn visit_trait_bound(&mut self, node: &'ast syn::TraitBound) {
        if node
            .path
            .segments
            .last()
            .is_some_and(|last| takes_functions(&last.ident.to_string()))
        {
            self.functions.insert(self.item);
        }
        for res in self.resolve(&node.path) {
            if let Res::Item(of) = &res {
                self.traits.extend(
                    self.reach
                        .supertraits(*of)
                        .into_iter()
                        .filter(|res| matches!(res, Res::Item(_))),
                );
            }
            self.traits.insert(res);
        }
        visit::visit_trait_bound(self, node);
    }

    fn visit_type_path(&mut self, node: &'ast syn::TypePath) {
        if node.qself.is_none() {
            for res in self.resolve(&node.path) {
                let Res::Item(item) = res else { continue };
                let kind = self.reach.program.item(item).kind;
                if kind.is_adt() || kind == Kind::TypeAlias {
                    let outer = std::mem::replace(&mut self.item, item);
                    self.item();
                    self.item = outer;
                }
            }
        }
        visit::visit_type_path(self, node);
    }

    fn visit_type_fn_ptr(&mut self, node: &'ast syn::TypeFnPtr) {
        self.functions.insert(self.item);
        visit::visit_type_fn_ptr(self, node);
    }

    fn visit_expr(&mut self, _: &'ast syn::Expr) {}
}

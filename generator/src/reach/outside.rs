//! What the root is given from outside: values that its caller made, of types that nothing in the closure constructs.
//!
//! A generic root, or one that is handed a `dyn` object, however deep in its arguments' fields, can be called with
//! any implementor of the trait. So all of them are live. The same holds for statics, which others may have filled.
//! Implementors of `Fn` are closures and functions: they stand, or are named, where something that takes one is
//! named; so whatever names it is live, and what names that, as long as it takes one itself.

use crate::model::Kind;
use crate::parse::Piece;
use crate::reach::index::identifiers;
use crate::reach::live::Reach;
use crate::reach::named::{Named, has_word};
use crate::reach::quiet::is_plain;
use crate::reach::steps::Step;
use crate::reach::ty::{ITERATORS, convert};
use crate::resolve::{ItemId, Ns, Res, path_names};
use quote::ToTokens;
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

/// Whether a foreign trait, by its name, has no impls whose code could run: a marker, or one of closures.
pub(super) fn is_marker(name: &str) -> bool {
    MARKERS.contains(&name)
}

impl Reach<'_> {
    /// All implementors of the traits that come in with an item's signature or type; and, for they may hold more of
    /// the same, with theirs.
    pub(super) fn given_from_outside(&mut self, item: ItemId) {
        let mut open = vec![item];
        let mut takers = BTreeSet::new();
        let mut holds = false;
        while let Some(at) = open.pop() {
            if !self.given.insert(at) {
                continue;
            }
            let found = self.comes_in_with(at);
            takers.extend(found.takers);
            for of in found.traits {
                takers.extend(self.by_implementor(&of, at));
                // An iterator's next item, a plain one too, may be a closure's.
                holds |= is_iterator(&of);
                open.extend(self.all_implementors(&of, item));
            }
        }
        self.asleep.push((takers, item));
        if holds || self.lets_go || !self.only_borrows(item) {
            self.lets_go(item);
        }
    }

    /// What is given from outside may be dropped or called. A closure goes with what it holds: whoever may have made it
    /// counts. A value of another crate's runs that crate's `drop`.
    pub(super) fn lets_go(&mut self, from: ItemId) {
        self.step(from, || Step::LetsGo, |reach| reach.wake_givers(from));
    }

    fn wake_givers(&mut self, from: ItemId) {
        self.lets_go = true;
        if self.outside {
            self.std_runs(from);
        }
        for (takers, from) in std::mem::take(&mut self.asleep) {
            self.givers_of(takers, from);
        }
    }

    /// Whether a function owns nothing that it is given and that may hold a closure: it drops none by its end.
    fn only_borrows(&self, item: ItemId) -> bool {
        let piece = self.program.cached_piece(item);
        // What code in another language does with what it is lent, nobody here knows.
        let piece = piece
            .as_deref()
            .filter(|piece| !matches!(piece, Piece::Foreign(_)));
        let Some(signature) = piece.and_then(Piece::signature) else {
            return self.program.item(item).kind == Kind::Static;
        };
        let scope = self.scope_of(item);
        let borrows = |ty: &syn::Type| {
            matches!(ty, syn::Type::Reference(_)) || is_plain(&convert(self.program, &scope, ty))
        };
        signature.inputs.iter().all(|input| match input {
            syn::FnArg::Receiver(receiver) => match &receiver.kind {
                syn::ReceiverKind::Typed(_, ty) => borrows(ty),
                syn::ReceiverKind::Reference(..) => true,
                _ => false,
            },
            syn::FnArg::Typed(typed) => borrows(&typed.ty),
        })
    }

    /// An item that asks for a trait which closures implement, or what holds them, takes closures.
    fn by_implementor(&self, of: &Res, item: ItemId) -> Option<Named> {
        let takes = |at: &usize| {
            let data = self.program.item(self.index.impls[*at].item);
            takes_functions(&self.program.slice(data.text, (data.span.start, data.open)))
        };
        let data = self.program.item(item);
        let asks = data.kind == Kind::Fn
            && (is_foreign_holder(of) || self.implementors(of).iter().any(takes));
        asks.then(|| self.name_of(item))
    }

    /// An item's name, as what it is of.
    fn name_of(&self, item: ItemId) -> Named {
        let data = self.program.item(item);
        let name = data.name.clone();
        match (data.kind, data.parent) {
            (Kind::Fn, Some(_)) => Named::Method(name),
            (Kind::Fn, None) => Named::Function(name),
            _ => Named::Any(name),
        }
    }

    fn comes_in_with(&self, item: ItemId) -> Found {
        let mut outside = Outside {
            reach: self,
            item,
            taker: Taker::Item(item),
            functional: self.is_functional(item),
            seen: BTreeSet::new(),
            found: Found::default(),
        };
        outside.item();
        outside.found
    }

    /// Whether an item's header, or that of the impl it is in, speaks of closures: a parameter may be one.
    fn is_functional(&self, item: ItemId) -> bool {
        let data = self.program.item(item);
        let parent = data.parent.map(|parent| self.program.item(parent));
        let mut headers = [Some(data), parent].into_iter().flatten();
        headers.any(|data| {
            takes_functions(&self.program.slice(data.text, (data.span.start, data.open)))
        })
    }

    /// Whatever may hand a closure or function to what is known by one of these names.
    fn givers_of(&mut self, takers: BTreeSet<Named>, from: ItemId) {
        let mut names = Names::default();
        for taker in takers {
            self.known_as(taker, &mut names);
        }
        self.reached.everywhere |= !names.open.is_empty();
        while let Some(name) = names.open.pop() {
            for at in 0..self.program.items.len() {
                let giver = ItemId(at as u32);
                let data = self.program.item(giver);
                let has_code = matches!(
                    data.kind,
                    Kind::Fn | Kind::Const | Kind::Static | Kind::Macro | Kind::MacroCall
                );
                let whole = &self.program.text(data.text).text;
                let names_it = |start: u32, end: u32| {
                    let text = whole.get(start as usize..end as usize);
                    text.is_some_and(|text| name.is_in(text))
                };
                if data.kind == Kind::TypeAlias && names_it(data.span.start, data.span.end) {
                    names.add(Named::Any(data.name.clone()));
                }
                // In an impl of what takes it, `Self` is its name.
                let container = data.parent.map(|parent| self.program.item(parent));
                let header = container.map(|parent| (parent.span.start, parent.open));
                let named = || {
                    names_it(data.span.start, data.span.end)
                        || matches!(name, Named::Any(_))
                            && header.is_some_and(|(start, end)| names_it(start, end))
                };
                if !has_code || !named() {
                    continue;
                }
                self.live(giver, from, "may hand over a closure");
                if data.kind == Kind::Macro {
                    names.add(Named::Any(data.name.clone()));
                } else if names.givers.insert(giver) {
                    for taker in self.passes_on(giver, &mut names) {
                        self.known_as(taker, &mut names);
                    }
                }
            }
        }
    }

    /// What takes closures among an item, all that comes in with it, and all that may implement what it asks for.
    /// What was looked at for another giver is in the names already.
    fn passes_on(&self, giver: ItemId, names: &mut Names) -> BTreeSet<Named> {
        let mut open = vec![giver];
        let mut takers = BTreeSet::new();
        while let Some(at) = open.pop() {
            if !names.passed.insert(at) {
                continue;
            }
            let found = self.comes_in_with(at);
            takers.extend(found.takers);
            for of in &found.traits {
                takers.extend(self.by_implementor(of, at));
                let impls = self.implementors(of);
                open.extend(impls.iter().map(|at| self.index.impls[*at].item));
            }
        }
        takers
    }

    /// The names under which code may use what has a name: its own, and those it is imported by.
    fn known_as(&self, taker: Named, names: &mut Names) {
        names.add(taker.clone());
        if matches!(taker, Named::Field(_) | Named::Method(_)) {
            return;
        }
        let modules = self.program.modules.iter();
        for import in modules.flat_map(|module| &module.imports) {
            if let (Some(last), Some(other)) = (import.path.last(), &import.name)
                && last == taker.name()
            {
                names.add(Named::Any(other.clone()));
            }
        }
    }

    /// The impls of a trait; none of one that has no code.
    fn implementors(&self, of: &Res) -> Vec<usize> {
        let impls = match of {
            Res::Item(item) => self.index.by_trait.get(item),
            Res::Foreign(path) => match path.rsplit("::").next() {
                Some(name) if !is_marker(name) => self.index.by_foreign.get(name),
                _ => None,
            },
            _ => None,
        };
        impls.cloned().unwrap_or_default()
    }

    /// All implementors of a trait come alive; gives what more may come in with them.
    fn all_implementors(&mut self, of: &Res, from: ItemId) -> Vec<ItemId> {
        let name = match of {
            Res::Item(item) => self.program.item(*item).name.clone(),
            Res::Foreign(path) => path.rsplit("::").next().unwrap_or_default().to_owned(),
            _ => return Vec::new(),
        };
        if is_marker(&name) {
            return Vec::new();
        }
        let how = format!("an implementor of {name}, which the function may be given");
        let mut more = Vec::new();
        for at in self.implementors(of) {
            let facts = &self.index.impls[at];
            for need in &facts.needs {
                self.live(*need, from, &how);
            }
            self.live(facts.item, from, &how);
            more.push(facts.item);
        }
        for at in 0..self.program.items.len() {
            let data = &self.program.items[at];
            let derived = data
                .marks
                .derives
                .iter()
                .any(|path| path.rsplit("::").next() == Some(name.as_str()));
            if derived && data.kind.is_adt() {
                self.live(ItemId(at as u32), from, &how);
                more.push(ItemId(at as u32));
            }
        }
        more
    }
}

/// Whether implementors of a trait that nobody here wrote may hold closures: an iterator's adaptors do.
fn is_foreign_holder(of: &Res) -> bool {
    is_iterator(of) || matches!(of, Res::Foreign(path) if !path.starts_with("std::"))
}

fn is_iterator(of: &Res) -> bool {
    matches!(of, Res::Foreign(path) if ITERATORS.contains(&path.as_str()))
}

/// Names to look for, each once.
#[derive(Default)]
struct Names {
    open: Vec<Named>,
    known: BTreeSet<Named>,
    givers: BTreeSet<ItemId>,
    /// What was looked at for what it passes on.
    passed: BTreeSet<ItemId>,
}

impl Names {
    fn add(&mut self, name: Named) {
        if !name.name().is_empty() && self.known.insert(name.clone()) {
            self.open.push(name);
        }
    }
}

/// What comes in with an item.
#[derive(Default)]
struct Found {
    traits: BTreeSet<Res>,
    /// Names of what takes closures or functions: the item's own, or of fields, variants and tuple structs that hold
    /// one. Who makes or changes a value of a type with named fields writes the field's name.
    takers: BTreeSet<Named>,
}

/// What a closure is found to go into.
#[derive(Clone)]
enum Taker {
    Item(ItemId),
    Field(Named),
}

struct Outside<'r, 'p> {
    reach: &'r Reach<'p>,
    item: ItemId,
    taker: Taker,
    /// Whether a type's parameters may be closures.
    functional: bool,
    seen: BTreeSet<ItemId>,
    found: Found,
}

/// Whether a header speaks of closures or functions.
fn takes_functions(header: &str) -> bool {
    ["Fn", "FnMut", "FnOnce"]
        .iter()
        .any(|word| has_word(header, word))
        || header.contains("fn(")
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
            self.found.traits.insert(Res::Item(parent));
        }
        match program.cached_piece(self.item).as_deref() {
            Some(Piece::Item(syn::Item::Fn(i))) => self.signature(&i.sig),
            Some(Piece::Impl(syn::ImplItem::Fn(i))) => self.signature(&i.sig),
            Some(Piece::Trait(syn::TraitItem::Fn(i))) => self.signature(&i.sig),
            Some(Piece::Item(syn::Item::Static(i))) => self.visit_type(&i.ty),
            Some(Piece::Item(syn::Item::Impl(i))) => {
                self.visit_generics(&i.generics);
                self.visit_type(&i.self_ty);
            }
            Some(Piece::Item(syn::Item::Struct(i))) => {
                self.fields(&i.generics, &i.fields, &i.ident.to_string());
            }
            Some(Piece::Item(syn::Item::Union(i))) => {
                let fields = syn::Fields::Named(i.fields.clone());
                self.fields(&i.generics, &fields, &i.ident.to_string());
            }
            Some(Piece::Item(syn::Item::Type(i))) => self.visit_type(&i.ty),
            Some(Piece::Item(syn::Item::Enum(i))) => {
                for variant in &i.variants {
                    self.fields(&i.generics, &variant.fields, &variant.ident.to_string());
                }
            }
            _ => {}
        }
    }

    /// The fields of a struct or variant of this name.
    fn fields(&mut self, generics: &syn::Generics, fields: &syn::Fields, name: &str) {
        let bounds = format!(
            "{} {}",
            generics.to_token_stream(),
            generics.where_clause.to_token_stream()
        );
        let functional = self.functional || takes_functions(&bounds);
        let outer = self.taker.clone();
        for field in fields {
            let of_parameter = || {
                let mut names = BTreeSet::new();
                identifiers(field.ty.to_token_stream(), &mut names);
                generics
                    .type_params()
                    .any(|parameter| names.contains(&parameter.ident.to_string()))
            };
            let known_as = match &field.ident {
                Some(field) => Named::Field(field.to_string().replace("r#", "")),
                None => Named::Any(name.to_owned()),
            };
            if functional && of_parameter() {
                self.found.takers.insert(known_as.clone());
            }
            self.taker = Taker::Field(known_as);
            self.visit_type(&field.ty);
        }
        self.taker = outer;
        // What closures its bounds speak of lie in the fields that are seen above.
        let takers = self.found.takers.clone();
        self.visit_generics(generics);
        self.found.takers = takers;
    }

    /// A closure or function comes in here.
    fn takes(&mut self) {
        let name = match &self.taker {
            Taker::Item(item) => {
                let data = self.reach.program.item(*item);
                // An impl takes them by its type, whose fields are seen by themselves.
                match data.kind {
                    Kind::Impl => return,
                    _ => self.reach.name_of(*item),
                }
            }
            Taker::Field(name) => name.clone(),
        };
        self.found.takers.insert(name);
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
        let scope = self.reach.scope_of(self.item);
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
            self.takes();
        }
        for res in self.resolve(&node.path) {
            if let Res::Item(of) = &res {
                self.found.traits.extend(
                    self.reach
                        .supertraits(*of)
                        .into_iter()
                        .filter(|res| matches!(res, Res::Item(_))),
                );
            }
            self.found.traits.insert(res);
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
        self.takes();
        visit::visit_type_fn_ptr(self, node);
    }

    fn visit_expr(&mut self, _: &'ast syn::Expr) {}
}

//! What may come in with an item that nobody in the closure calls or makes: the traits that its signature or type asks
//! for, and the names of what takes closures. A closure in a type parameter of a function is followed by the function's
//! name, to who calls it; one that an implementor of a trait holds, by the names of the fields that it lies in.

use crate::model::Kind;
use crate::parse::{Piece, bounds_in, identifiers, names_functions};
use crate::plan::Unkeyed;
use crate::reach::arguments::types_in;
use crate::reach::by_std::{ByStd, CLONE, by_std, conversion, made_by};
use crate::reach::keyed::Closures;
use crate::reach::live::Reach;
use crate::reach::named::Named;
use crate::reach::outside::{has_raw_pointers, is_marker};
use crate::reach::quiet::is_plain;
use crate::reach::syntax::{named_inputs, typed_inputs};
use crate::reach::ty::{ITERATORS, Ty, convert};
use crate::resolve::{ItemId, Ns, Res, path_names};
use quote::ToTokens;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use syn::visit::{self, Visit};

/// What comes in with an item.
#[derive(Default)]
pub(super) struct Found {
    /// Its traits, and where their implementors may hold closures.
    pub(super) traits: BTreeMap<Res, Closures>,
    /// Names of what takes closures or functions: the item's own, or of fields, variants and tuple structs that hold
    /// one. Who makes or changes a value of a type with named fields writes the field's name.
    pub(super) takers: BTreeSet<Named>,
    /// The same, where no closure can come in with what a key holds.
    pub(super) spelled: BTreeSet<Named>,
    /// Whether values come in that copy others, of whatever type, as they are looked at.
    pub(super) cloned: bool,
    /// The conversions that are asked of values which come in, each with what into.
    pub(super) converted: Vec<(&'static ByStd, Ty)>,
    /// Whether a value of any type at all may come in: for a parameter, or within what implements a trait of another
    /// crate, as a `Vec` of anything implements `Default`.
    pub(super) any_type: bool,
    /// The same, of whatever has no `drop` as well: what is `Copy` may be of any size.
    pub(super) any_size: bool,
    /// Whether of all that implements some trait only that comes in of which another trait tells.
    pub(super) narrowed: bool,
}

impl Reach<'_> {
    /// What comes in with what the search's root is given.
    pub(super) fn comes_in(&self, item: ItemId, closures: Closures, unkeyed: &Unkeyed) -> Found {
        Visitor::of(self, item, closures, unkeyed).found()
    }

    /// What may come in, and go on, with who hands it over.
    pub(super) fn passed_by(&self, giver: ItemId) -> Found {
        let mut visitor = Visitor::of(self, giver, Closures::Anywhere, &Unkeyed::All);
        visitor.passes = true;
        visitor.found()
    }
}

/// Where closures may lie in what was looked at, and its parameters that stand for something callable.
type Seen = (Closures, BTreeSet<String>);

/// Whether something was looked at with no less to be found; from now on it was.
fn is_known<K: Ord>(entry: Entry<'_, K, Seen>, now: Seen) -> bool {
    match entry {
        Entry::Vacant(entry) => {
            entry.insert(now);
            false
        }
        Entry::Occupied(mut entry) => {
            let (closures, callable) = entry.get_mut();
            let is_known = *closures >= now.0 && callable.is_superset(&now.1);
            *closures = now.0.max(*closures);
            callable.extend(now.1);
            is_known
        }
    }
}

/// What a closure is found to go into.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Taker {
    Item(ItemId),
    /// Known by these names.
    Field(Vec<Named>),
}

struct Visitor<'r, 'p> {
    reach: &'r Reach<'p>,
    /// The arguments of a root that its key does not hold.
    unkeyed: &'r Unkeyed,
    /// Where closures may lie in what is being looked at.
    closures: Closures,
    item: ItemId,
    taker: Taker,
    /// Type parameters of what is being looked at that stand for something which an implementor calls.
    callable: BTreeSet<String>,
    /// Type parameters of which all values lie in the fields of a type of the program.
    held: BTreeSet<String>,
    /// Whether what is being looked at is asked of such a parameter: closures are sought in those fields.
    holds_none: bool,
    /// Whether a parameter that nothing is asked of counts as a closure: what one is passed on by, need not call it.
    passes: bool,
    /// Type parameters of what is being looked at of which a trait is asked that tells all that may come in as them.
    told: BTreeSet<String>,
    /// Whether what is being looked at is asked of such a parameter.
    is_told: bool,
    /// What was looked at in place of another's default or associated type: where it stands, and what it goes into.
    stood: BTreeMap<(ItemId, Taker), Seen>,
    seen: BTreeMap<ItemId, Seen>,
    found: Found,
}

impl<'r, 'p> Visitor<'r, 'p> {
    fn of(reach: &'r Reach<'p>, item: ItemId, closures: Closures, unkeyed: &'r Unkeyed) -> Self {
        Visitor {
            reach,
            unkeyed,
            closures,
            item,
            taker: Taker::Item(item),
            callable: BTreeSet::new(),
            held: BTreeSet::new(),
            holds_none: false,
            passes: false,
            told: BTreeSet::new(),
            is_told: false,
            stood: BTreeMap::new(),
            seen: BTreeMap::new(),
            found: Found::default(),
        }
    }

    fn found(mut self) -> Found {
        self.item();
        self.found
    }

    /// Whether the item was looked at before, with no less to be found.
    fn is_seen(&mut self) -> bool {
        let now = (self.closures, self.callable.clone());
        is_known(self.seen.entry(self.item), now)
    }

    fn item(&mut self) {
        if self.is_seen() {
            return;
        }
        let program = self.reach.program;
        let parent = program.item(self.item).parent;
        if let Some(Piece::Item(syn::Item::Impl(header))) = parent
            .and_then(|parent| program.cached_piece(parent))
            .as_deref()
        {
            self.impl_of_function(header);
        }
        // A trait's default method runs for any implementor.
        if let Some(parent) = parent.filter(|parent| program.item(*parent).kind == Kind::Trait) {
            let closures = self.closures.of_argument(self.unkeyed, "self");
            self.comes_as(Res::Item(parent), closures);
        }
        match program.head(self.item).as_deref() {
            Some(Piece::Item(syn::Item::Fn(i))) => self.signature(&i.sig),
            Some(Piece::Impl(syn::ImplItem::Fn(i))) => self.signature(&i.sig),
            Some(Piece::Trait(syn::TraitItem::Fn(i))) => self.signature(&i.sig),
            Some(Piece::Item(syn::Item::Static(i))) => self.visit_type(&i.ty),
            Some(Piece::Item(syn::Item::Impl(i))) => {
                self.callable = self.called(&i.generics);
                self.open_to(&i.generics, |_| true);
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

    /// What comes in with the impl that a function stands in.
    fn impl_of_function(&mut self, header: &syn::ItemImpl) {
        let head = self.reach.program.head(self.item);
        let Some(signature) = head.as_deref().and_then(Piece::signature) else {
            self.open_to(&header.generics, |_| true);
            self.visit_generics(&header.generics);
            return self.argument("self", |visitor| visitor.visit_type(&header.self_ty));
        };
        let generics = [&header.generics, &signature.generics];
        let mut named = BTreeSet::new();
        typed_inputs(signature).for_each(|ty| identifiers(ty.to_token_stream(), &mut named));
        let has_self = signature.receiver().is_some() || named.contains("Self");
        with_bounds(&mut named, &generics);
        let mut all = named.clone();
        if has_self {
            identifiers(header.self_ty.to_token_stream(), &mut all);
            with_bounds(&mut all, &generics);
        }
        let erased = !self.brings_plain(signature);
        self.open_to(&header.generics, |name| erased || all.contains(name));
        // What only the type itself holds, lies in its fields.
        let held = self.is_of_program(&header.self_ty);
        let parameters = header.generics.type_params();
        let parameters = parameters.map(|parameter| parameter.ident.to_string());
        self.held = parameters
            .filter(|name| held && !named.contains(name))
            .collect();
        self.visit_generics(&header.generics);
        let mut callable = self.called(&header.generics);
        if self.passes {
            callable.extend(self.reach.given_closures(self.item, signature));
        }
        callable.retain(|name| has_self && self.held.contains(name));
        let outer = std::mem::replace(&mut self.callable, callable);
        self.argument("self", |visitor| visitor.visit_type(&header.self_ty));
        self.callable = outer;
    }

    /// Whether a function is given nothing but numbers, texts and the like: all else may hold a value of a type that its
    /// own does not name, behind a raw pointer.
    fn brings_plain(&self, signature: &syn::Signature) -> bool {
        let scope = self.reach.scope_of(self.item);
        signature.receiver().is_none()
            && typed_inputs(signature).all(|ty| {
                !has_raw_pointers(ty) && is_plain(&convert(self.reach.program, &scope, ty))
            })
    }

    /// Whether a type is one of the program's, or a reference to one.
    fn is_of_program(&self, ty: &syn::Type) -> bool {
        match ty {
            syn::Type::Reference(reference) => self.is_of_program(&reference.elem),
            syn::Type::Path(syn::TypePath {
                qself: None, path, ..
            }) => {
                let found = self.resolve(path);
                let program = self.reach.program;
                let is_type =
                    |res: &Res| matches!(res, Res::Item(item) if program.item(*item).kind.is_adt());
                !found.is_empty() && found.iter().all(is_type)
            }
            _ => false,
        }
    }

    /// What these parameters stand for, the caller says, if a value of it comes in.
    fn open_to(&mut self, generics: &syn::Generics, comes_in: impl Fn(&str) -> bool) {
        let is_open = |tells: fn(&Res) -> bool| {
            let told = self.told_in(generics, |res| tells(res) || self.reach.is_of_plain(res));
            let mut parameters = generics.type_params();
            parameters.any(|parameter| {
                let name = parameter.ident.to_string();
                !told.contains(&name) && comes_in(&name)
            })
        };
        let (any_type, any_size) = (is_open(tells_types), is_open(tells_sizes));
        self.found.any_type |= any_type;
        self.found.any_size |= any_size;
    }

    /// The same of what stands for `impl Trait` or `dyn Trait`.
    fn open_to_implementors<'b>(
        &mut self,
        bounds: impl IntoIterator<Item = &'b syn::TypeParamBound> + Clone,
    ) {
        // What a closure holds, whoever makes it names.
        let tells = |res: &Res| tells_types(res) || names_functions(last_of(res));
        self.found.any_type |= !self.is_told(bounds.clone(), tells);
        self.found.any_size |= !self.is_told(bounds, tells_sizes);
    }

    /// The type parameters of which a trait is asked for which this holds.
    fn told_in(&self, generics: &syn::Generics, tells: impl Fn(&Res) -> bool) -> BTreeSet<String> {
        bounds_in(generics)
            .filter(|asked| asked.whole && self.is_told(asked.bounds, &tells))
            .map(|asked| asked.parameter.to_string())
            .collect()
    }

    /// Whether one of these bounds surely means traits of which this holds.
    fn is_told<'b>(
        &self,
        bounds: impl IntoIterator<Item = &'b syn::TypeParamBound>,
        tells: impl Fn(&Res) -> bool,
    ) -> bool {
        bounds.into_iter().any(|bound| match bound {
            syn::TypeParamBound::Trait(bound) => {
                let found = self.resolve(&bound.path);
                !found.is_empty() && found.iter().all(&tells)
            }
            _ => false,
        })
    }

    /// The type parameters of which something is asked that a closure may be called by.
    fn called(&self, generics: &syn::Generics) -> BTreeSet<String> {
        let calls = |bound: &syn::TypeParamBound| match bound {
            syn::TypeParamBound::Trait(bound) => {
                let found = self.resolve(&bound.path);
                is_functional(&bound.path)
                    || found.is_empty()
                    || found.iter().any(|of| self.reach.may_run_closures(of))
            }
            _ => false,
        };
        // What is asked of an associated type is asked of what it belongs to.
        bounds_in(generics)
            .filter(|asked| asked.bounds.iter().any(calls))
            .map(|asked| asked.parameter.to_string())
            .collect()
    }

    /// The fields of a struct or variant of this name.
    fn fields(&mut self, generics: &syn::Generics, fields: &syn::Fields, name: &str) {
        let bounds = format!(
            "{} {}",
            generics.to_token_stream(),
            generics.where_clause.to_token_stream()
        );
        if self.closures != Closures::Nowhere && names_functions(&bounds) {
            let parameters = generics.type_params();
            self.callable
                .extend(parameters.map(|parameter| parameter.ident.to_string()));
        }
        let outer = self.taker.clone();
        // A constructor that a derive wrote names no field where it is called.
        let written = self.reach.may_have_written(self.item);
        let owner = written.then(|| self.reach.program.item(self.item).name.clone());
        for field in fields {
            let known_as = match &field.ident {
                Some(field) => Named::Field(field.to_string().replace("r#", "")),
                None => Named::Any(name.to_owned()),
            };
            let names: Vec<Named> = std::iter::once(known_as)
                .chain(owner.clone().map(Named::Any))
                .collect();
            if self.mentions_callable(&field.ty) {
                names.iter().cloned().for_each(|name| self.take(name));
            }
            self.taker = Taker::Field(names);
            self.visit_type(&field.ty);
        }
        self.taker = outer;
        // What closures its bounds speak of lie in the fields that are seen above.
        let outer = (self.found.takers.clone(), self.found.spelled.clone());
        self.visit_generics(generics);
        (self.found.takers, self.found.spelled) = outer;
    }

    fn mentions_callable(&self, syntax: &impl ToTokens) -> bool {
        let mut names = BTreeSet::new();
        identifiers(syntax.to_token_stream(), &mut names);
        !names.is_disjoint(&self.callable)
    }

    /// Of a type with these arguments: its parameters that stand for something callable.
    fn callable_within(&self, item: ItemId, path: &syn::Path) -> BTreeSet<String> {
        let piece = self.reach.program.cached_piece(item);
        let Some(generics) = piece.as_deref().and_then(Piece::generics_of_type) else {
            return BTreeSet::new();
        };
        let arguments = path.segments.last().map(|last| &last.arguments);
        let arguments: Vec<&syn::Type> = match arguments {
            Some(syn::PathArguments::AngleBracketed(list)) => {
                types_in(self.reach.program, list, Some(item))
            }
            _ => Vec::new(),
        };
        let spelled = self.closures != Closures::Nowhere;
        let spells = |of: ItemId, ty: &syn::Type| {
            let known = || convert(self.reach.program, &self.reach.scope_of(of), ty);
            names_functions(&ty.to_token_stream().to_string())
                || self.reach.may_be_of_closures(&known())
        };
        let parameters = generics.type_params().enumerate();
        parameters
            .filter(|(at, parameter)| match arguments.get(*at) {
                Some(ty) => self.mentions_callable(ty) || spelled && spells(self.item, ty),
                // `Self`, or what a parameter is unless told.
                None => {
                    let default = parameter.default.as_ref();
                    !self.callable.is_empty()
                        || spelled && default.is_some_and(|(_, ty)| spells(item, ty))
                }
            })
            .map(|(_, parameter)| parameter.ident.to_string())
            .collect()
    }

    /// What parameters that are left out of a type's path are by default.
    fn defaults(&mut self, item: ItemId, path: &syn::Path) {
        let piece = self.reach.program.cached_piece(item);
        let Some(generics) = piece.as_deref().and_then(Piece::generics_of_type) else {
            return;
        };
        let given = match path.segments.last().map(|last| &last.arguments) {
            Some(syn::PathArguments::AngleBracketed(list)) => {
                types_in(self.reach.program, list, Some(item)).len()
            }
            _ => 0,
        };
        let left = generics.type_params().skip(given);
        let defaults = left.filter_map(|parameter| parameter.default.as_ref());
        for (_, ty) in defaults {
            self.stands_for(item, ty);
        }
    }

    /// An associated type is what some impl says: closures may lie in it.
    fn projected(&mut self, node: &syn::TypePath) {
        let scope = self.reach.scope_of(self.item);
        let names = path_names(&node.path);
        let of_parameter = |first: &String| first == "Self" || scope.param(first).is_some();
        let name = match (&node.qself, &names[..]) {
            (Some(qself), names) => names.get(qself.position),
            (None, [first, name]) if of_parameter(first) => Some(name),
            _ => None,
        };
        let program = self.reach.program;
        let Some(name) = name.filter(|_| self.closures != Closures::Nowhere) else {
            return;
        };
        let known = convert(program, &scope, &syn::Type::Path(node.clone()));
        if is_plain(&known) && !self.reach.may_be_of_closures(&known) {
            return;
        }
        match &known {
            Ty::Foreign(path, _) => self.may_hide_closures(Some(path)),
            Ty::Unknown => self.may_hide_closures(None),
            _ => {}
        }
        let members = self.reach.index.members.get(name.as_str());
        for member in members.into_iter().flatten().copied() {
            if let Some(Piece::Impl(syn::ImplItem::Type(i))) =
                program.cached_piece(member).as_deref()
            {
                self.stands_for(member, &i.ty);
            }
        }
    }

    /// Closures may lie in a type of another crate, by its path, or be what it is another name of; so they may in what is not
    /// known. What is in a static, live code put there.
    fn may_hide_closures(&mut self, path: Option<&str>) {
        let is_static = |item: ItemId| self.reach.program.item(item).kind == Kind::Static;
        if is_static(self.item) || matches!(self.taker, Taker::Item(item) if is_static(item)) {
            return;
        }
        let is_known = |path: &str| path.starts_with("std::") || self.reach.program.holds_own(path);
        if self.closures == Closures::Anywhere && !path.is_some_and(is_known) {
            self.takes();
        }
    }

    /// A type stands here that is written in another item.
    fn stands_for(&mut self, item: ItemId, ty: &syn::Type) {
        let now = (self.closures, self.callable.clone());
        if !is_known(self.stood.entry((item, self.taker.clone())), now) {
            let outer = std::mem::replace(&mut self.item, item);
            self.visit_type(ty);
            self.item = outer;
        }
    }

    /// A trait's implementors come in here.
    fn comes_as(&mut self, of: Res, closures: Closures) {
        // A closure's type, too, may be looked for behind `Any`.
        if self.reach.may_run_closures(&of) || is_any(&of) {
            self.takes();
        }
        if matches!(of, Res::Foreign(_)) {
            self.found.any_type |=
                !is_marker(last_of(&of)) && !tells_types(&of) && !self.reach.is_of_plain(&of);
        }
        let known = self.found.traits.entry(of).or_insert(closures);
        *known = closures.max(*known);
    }

    /// A trait of std comes in, and with it those by which std has it.
    fn comes_by_std(&mut self, path: &str, bound: &syn::Path) {
        let mut others = by_std(path).to_vec();
        let arguments = match bound.segments.last().map(|last| &last.arguments) {
            Some(syn::PathArguments::AngleBracketed(list)) => Some(&list.args),
            _ => None,
        };
        let mut arguments = arguments.into_iter().flatten();
        let scope = self.reach.scope_of(self.item);
        let convert = |ty: &syn::Type| convert(self.reach.program, &scope, ty);
        if let Some(conversion) = conversion(path) {
            let into = arguments.find_map(|argument| match argument {
                syn::GenericArgument::Type(ty) => Some(convert(ty)),
                _ => None,
            });
            let into = into.unwrap_or(Ty::Unknown);
            others.extend(made_by(&into));
            self.found.converted.push((conversion, into));
        } else if ITERATORS.contains(&path) {
            let items = arguments.find_map(|argument| match argument {
                syn::GenericArgument::AssocType(of) if of.ident == "Item" => Some(convert(&of.ty)),
                _ => None,
            });
            // `cloned()` is one of what it walks over.
            if !items.is_some_and(|items| is_plain(&items)) {
                others.push(CLONE);
            }
        }
        for other in others {
            match other {
                CLONE => self.found.cloned = true,
                other => self.comes_as(Res::Foreign(other.to_owned()), self.closures),
            }
        }
    }

    /// Looks at what an argument may hold.
    fn argument(&mut self, name: &str, look: impl FnOnce(&mut Self)) {
        self.within(self.closures.of_argument(self.unkeyed, name), look);
    }

    fn within(&mut self, closures: Closures, look: impl FnOnce(&mut Self)) {
        let outer = std::mem::replace(&mut self.closures, closures);
        look(self);
        self.closures = outer;
    }

    /// A closure or function comes in here.
    fn takes(&mut self) {
        if self.closures == Closures::Nowhere || self.holds_none {
            return;
        }
        let names = match &self.taker {
            Taker::Item(item) => {
                let data = self.reach.program.item(*item);
                // An impl takes them by its type, whose fields are seen by themselves.
                match data.kind {
                    Kind::Impl => return,
                    _ => self.reach.handed_by(*item),
                }
            }
            Taker::Field(names) => names.clone(),
        };
        names.into_iter().for_each(|name| self.take(name));
    }

    fn take(&mut self, name: Named) {
        match self.closures {
            Closures::Anywhere => self.found.takers.insert(name),
            _ => self.found.spelled.insert(name),
        };
    }

    fn signature(&mut self, signature: &syn::Signature) {
        let mut named = BTreeSet::new();
        identifiers(signature.inputs.to_token_stream(), &mut named);
        with_bounds(&mut named, &[&signature.generics]);
        let erased = !self.brings_plain(signature);
        self.open_to(&signature.generics, |name| erased || named.contains(name));
        self.visit_generics(&signature.generics);
        if self.passes {
            let given = self.reach.given_closures(self.item, signature);
            if !given.is_subset(&self.held) {
                self.takes();
            }
        }
        for (name, ty) in named_inputs(signature) {
            self.argument(&name, |visitor| visitor.visit_type(ty));
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
        scope.resolve_whole(
            self.reach.program,
            &names,
            path.leading_colon.is_some(),
            Ns::Type,
        )
    }
}

/// Whether the types of the program that lie in an implementor of a trait are implementors themselves, or have no `drop`.
pub(super) fn tells_types(of: &Res) -> bool {
    match of {
        Res::Item(_) => true,
        Res::Foreign(path) => TELLING.contains(&path.as_str()),
        _ => false,
    }
}

/// The same, where it counts how large they are.
fn tells_sizes(of: &Res) -> bool {
    tells_types(of) && !is_marker(last_of(of))
}

/// A foreign trait's name.
fn last_of(of: &Res) -> &str {
    match of {
        Res::Foreign(path) => path.rsplit("::").next().unwrap_or_default(),
        _ => "",
    }
}

/// Traits of std that its collections and pointers have only where what they hold has them.
const TELLING: &[&str] = &[
    "std::cmp::Eq",
    "std::cmp::Ord",
    "std::cmp::PartialEq",
    "std::cmp::PartialOrd",
    "std::hash::Hash",
    "std::marker::Copy",
];

/// Whether a trait is `Any`.
pub(super) fn is_any(of: &Res) -> bool {
    matches!(of, Res::Foreign(path) if path == "std::any::Any")
}

/// Whether a path ends in `Fn` or its like.
fn is_functional(path: &syn::Path) -> bool {
    let last = path.segments.last();
    last.is_some_and(|last| names_functions(&last.ident.to_string()))
}

/// What stands beside parameters in what is asked of them comes in with them: `I: Iterator<Item = T>` brings a `T`.
fn with_bounds(named: &mut BTreeSet<String>, generics: &[&syn::Generics]) {
    let mut known = 0;
    while named.len() > known {
        known = named.len();
        for asked in generics.iter().copied().flat_map(bounds_in) {
            if named.contains(&asked.parameter.to_string()) {
                identifiers(asked.bounds.to_token_stream(), named);
            }
        }
    }
}

impl<'ast> Visit<'ast> for Visitor<'_, '_> {
    /// Whoever comes in as a parameter has all that is asked of it: of one that is told by a trait, no other's implementors
    /// come in.
    fn visit_generics(&mut self, node: &'ast syn::Generics) {
        let told = self.told_in(node, |res| self.reach.tells_all(res));
        let outer = std::mem::replace(&mut self.told, told);
        visit::visit_generics(self, node);
        self.told = outer;
    }

    fn visit_type_param(&mut self, node: &'ast syn::TypeParam) {
        let outer = (self.holds_none, self.is_told);
        self.holds_none |= self.held.contains(&node.ident.to_string());
        self.is_told = self.told.contains(&node.ident.to_string());
        visit::visit_type_param(self, node);
        (self.holds_none, self.is_told) = outer;
    }

    fn visit_predicate_type(&mut self, node: &'ast syn::PredicateType) {
        let mut asked = BTreeSet::new();
        identifiers(node.bounded_ty.to_token_stream(), &mut asked);
        let outer = (self.holds_none, self.is_told);
        self.holds_none |= !asked.is_disjoint(&self.held);
        let is_told = |name: &syn::Ident| self.told.contains(&name.to_string());
        self.is_told = match &node.bounded_ty {
            syn::Type::Path(path) => path.path.get_ident().is_some_and(is_told),
            _ => false,
        };
        visit::visit_predicate_type(self, node);
        (self.holds_none, self.is_told) = outer;
    }

    fn visit_trait_bound(&mut self, node: &'ast syn::TraitBound) {
        if is_functional(&node.path) {
            self.takes();
        }
        let is_told = std::mem::replace(&mut self.is_told, false);
        for res in self.resolve(&node.path) {
            // What a trait is given may be another's: `PartialEq<Y>`.
            let is_bare = node.path.segments.iter().all(|of| of.arguments.is_none());
            let narrows = is_told && is_bare && !self.reach.tells_all(&res);
            if narrows && !self.reach.may_run_closures(&res) {
                self.found.narrowed |= !is_marker(last_of(&res));
                continue;
            }
            if let Res::Item(of) = &res {
                let above = self.reach.supertraits(*of);
                for res in above.into_iter().filter(|res| matches!(res, Res::Item(_))) {
                    self.comes_as(res, self.closures);
                }
            }
            if let Res::Foreign(path) = &res {
                self.comes_by_std(path, &node.path);
            }
            self.comes_as(res, self.closures);
        }
        visit::visit_trait_bound(self, node);
        self.is_told = is_told;
    }

    /// Who implements the trait need not be in the key himself: `impl Serialize for dyn Tr` decides what is.
    fn visit_type_trait_object(&mut self, node: &'ast syn::TypeTraitObject) {
        self.open_to_implementors(&node.bounds);
        self.within(self.closures.behind_object(), |visitor| {
            visit::visit_type_trait_object(visitor, node);
        });
    }

    fn visit_type_path(&mut self, node: &'ast syn::TypePath) {
        let found = match node.qself {
            None => self.resolve(&node.path),
            Some(_) => Vec::new(),
        };
        let arguments = self.reach.closures_of_arguments(self.closures, &found);
        self.projected(node);
        for res in found {
            if let Res::Foreign(path) = &res {
                self.may_hide_closures(Some(path));
            }
            let Res::Item(item) = res else { continue };
            let kind = self.reach.program.item(item).kind;
            if kind.is_adt() {
                self.within(arguments, |visitor| visitor.defaults(item, &node.path));
            }
            if kind.is_adt() || kind == Kind::TypeAlias {
                let callable = self.callable_within(item, &node.path);
                let outer = (
                    std::mem::replace(&mut self.item, item),
                    std::mem::replace(&mut self.callable, callable),
                );
                let inside = self.reach.closures_inside(self.closures, item);
                self.within(inside, Self::item);
                (self.item, self.callable) = outer;
            }
        }
        self.within(arguments, |visitor| {
            visit::visit_type_path(visitor, node);
        });
    }

    fn visit_type_impl_trait(&mut self, node: &'ast syn::TypeImplTrait) {
        self.open_to_implementors(&node.bounds);
        if self.passes && self.reach.bounds_allow_closures(self.item, &node.bounds) {
            self.takes();
        }
        visit::visit_type_impl_trait(self, node);
    }

    /// What a macro makes of it is not seen here.
    fn visit_type_macro(&mut self, _: &'ast syn::TypeMacro) {
        self.found.any_type = true;
        self.found.any_size = true;
        self.takes();
    }

    // What a function is given where it is called does not come in with it, only what it gives. What it may put there,
    // whoever made it has, and that counts as who hands it over.
    fn visit_type_fn_ptr(&mut self, node: &'ast syn::TypeFnPtr) {
        self.takes();
        self.visit_return_type(&node.output);
    }

    fn visit_parenthesized_generic_arguments(
        &mut self,
        node: &'ast syn::ParenthesizedGenericArguments,
    ) {
        self.visit_return_type(&node.output);
    }

    fn visit_expr(&mut self, _: &'ast syn::Expr) {}
}

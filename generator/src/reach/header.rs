//! What an item's header names: the paths in its types, bounds and attributes.

use crate::model::Kind;
use crate::parse::{Piece, has_word};
use crate::reach::asks::{ITERATED, WALKED};
use crate::reach::in_scope::leads_into_std;
use crate::reach::live::Reach;
use crate::reach::outside::is_marker;
use crate::reach::scope::Scope;
use crate::reach::ty::{ITERATORS, Ty, convert};
use crate::resolve::{Head, Ns, Res, path_names};
use quote::ToTokens;
use syn::visit::{self, Visit};

/// Visits types, bounds and attributes: every path in them is named.
pub(super) struct Header<'r, 'p, 's> {
    reach: &'r mut Reach<'p>,
    scope: &'s Scope,
    /// Whether what is visited is a field of a type: who uses what lies in it asks for that.
    in_field: bool,
    /// Whether it is what a bound of an impl says: what makes such values stands in the impl's members.
    in_bound: bool,
    /// What the bound that is visited is asked of.
    bounded: Bounded,
}

/// What a bound is asked of.
#[derive(Clone, Copy, PartialEq)]
enum Bounded {
    Any,
    /// A parameter that stands for nothing of the program.
    Others,
    /// What has a trait of the program.
    Implementors,
}

impl Reach<'_> {
    /// Visits syntax that holds types and bounds.
    pub(super) fn header(&mut self, scope: &Scope, visit: impl FnOnce(&mut Header<'_, '_, '_>)) {
        let mut header = Header {
            reach: self,
            scope,
            in_field: false,
            in_bound: false,
            bounded: Bounded::Any,
        };
        visit(&mut header);
    }

    /// The objects in the bounds of the impl around a member: `where E: Into<Box<dyn Error>>` makes one where that is called.
    pub(super) fn objects_of_impl(&mut self, scope: &Scope) {
        let parent = self.program.item(scope.item).parent;
        let piece = parent.and_then(|parent| self.program.cached_piece(parent));
        if let Some(Piece::Item(syn::Item::Impl(i))) = piece.as_deref() {
            let mut objects = Objects(Vec::new());
            objects.visit_generics(&i.generics);
            self.header(scope, |names| {
                let objects = objects.0.into_iter();
                objects.for_each(|object| names.visit_type_trait_object(object));
            });
        }
    }
}

/// Trait objects in types.
struct Objects<'a>(Vec<&'a syn::TypeTraitObject>);

impl<'a> Visit<'a> for Objects<'a> {
    fn visit_type_trait_object(&mut self, node: &'a syn::TypeTraitObject) {
        self.0.push(node);
    }
}

impl Header<'_, '_, '_> {
    /// The trait of an impl. To implement one of another crate runs none of its code: who calls what it has beside does.
    pub(super) fn implemented(&mut self, path: &syn::Path) {
        let names = path_names(path);
        let absolute = path.leading_colon.is_some();
        let program = self.reach.program;
        let found = self.scope.resolve(program, &names, absolute, Ns::Type);
        let only_foreign =
            !found.is_empty() && found.iter().all(|(res, _)| matches!(res, Res::Foreign(_)));
        if !only_foreign {
            return self.type_path(path, false);
        }
        for (res, _) in found {
            self.reach.meaning(self.scope, &names, &res);
            if let Res::Foreign(path) = res {
                self.reach.foreign(self.scope.item, &path);
            }
        }
    }

    /// An argument that looks like a type may be a constant: `A::<K>`. Whether there is one.
    fn constant(&mut self, names: &[String], absolute: bool) -> bool {
        let program = self.reach.program;
        let found = self
            .scope
            .resolve_whole(program, names, absolute, Ns::Value);
        for res in &found {
            self.reach.meaning(self.scope, names, res);
            match res {
                // One of another crate is what that crate says, and no value of a type that its user chose.
                Res::Foreign(path) => {
                    self.reach.foreign(self.scope.item, path);
                    self.reach.may_locate(path, self.scope.item);
                }
                res => self.reach.touch(self.scope, res, &[]),
            }
        }
        !found.is_empty()
    }

    /// What another crate's type holds may be asked anything, wherever a value of it came from.
    fn held(&mut self, path: &syn::TypePath) {
        let has_arguments = |segment: &syn::PathSegment| !segment.arguments.is_none();
        if path.path.segments.iter().any(has_arguments) {
            let ty = convert(
                self.reach.program,
                self.scope,
                &syn::Type::Path(path.clone()),
            );
            let mut held = Vec::new();
            ty.in_others(&mut held);
            if !held.is_empty() {
                self.reach.held_where_named(&held, self.scope.item);
            }
            self.kept(&ty);
        }
    }

    /// What a bound's trait is given may be a parameter that nothing else tells.
    fn may_tell(&mut self, path: &syn::Path, of: Res) {
        let item = self.scope.item;
        let mut given = arguments_of(path)
            .filter(|argument| !is_assoc_type(argument))
            .peekable();
        if given.peek().is_none() {
            return;
        }
        let untold = self.reach.untold(item);
        let names = |argument: &syn::GenericArgument| {
            let text = argument.to_token_stream().to_string();
            untold.iter().any(|name| has_word(&text, name))
        };
        if given.any(names) {
            match of {
                Res::Item(of) => self.reach.told_by(Head::Item(of), item),
                Res::Foreign(path) => {
                    let of = path.rsplit("::").next().unwrap_or_default();
                    self.reach.told_by(Head::Foreign(of.to_owned()), item);
                }
                _ => {}
            }
        }
    }

    /// An adaptor of std keeps what the iterator under it gave, of a type that it does not name.
    fn kept(&mut self, ty: &Ty) {
        if matches!(ty, Ty::Foreign(path, _) if path.starts_with("std::iter::")) {
            for item in self.reach.asked_types(&[ty], true).into_iter().flatten() {
                self.reach
                    .live(item, self.scope.item, "what an adaptor may keep");
            }
        }
    }

    /// A trait of another crate is asked of what does not run its code by that alone.
    fn bounded_by_others(&mut self, of: &Res) {
        match self.bounded {
            // It may be of another crate; who does something with it asks that.
            Bounded::Implementors => {
                let holds_own = self.reach.is_of_plain(of);
                self.reach.names_others(holds_own, self.scope.item);
            }
            // Whatever is done with such values, that trait's crate does.
            Bounded::Others | Bounded::Any => self.reach.calls_apart(self.scope.item),
        }
    }

    /// What is asked of a type.
    fn bounds<'ast>(
        &mut self,
        bounds: impl Iterator<Item = &'ast syn::TypeParamBound>,
        of: Bounded,
    ) {
        for bound in bounds {
            self.bounded = of;
            self.visit_type_param_bound(bound);
        }
        self.bounded = Bounded::Any;
    }

    fn bounded(is_others: bool) -> Bounded {
        match is_others {
            true => Bounded::Others,
            false => Bounded::Any,
        }
    }

    fn type_path(&mut self, path: &syn::Path, as_type: bool) {
        let names = path_names(path);
        let Some(first) = names.first() else { return };
        let plain = path.leading_colon.is_none();
        if plain && (first == "Self" || self.scope.param(first).is_some()) {
            if let [_, name] = &names[..] {
                self.reach.assoc_type_of_parameter(self.scope, first, name);
            }
            if !self.scope.may_hide(self.reach.program, first) {
                return;
            }
        }
        let program = self.reach.program;
        let found = self.scope.resolve(program, &names, !plain, Ns::Type);
        // What a glob of a crate that is not read brings in is only a guess.
        let guessed = found.iter().all(|(res, _)| matches!(res, Res::Foreign(_)));
        if guessed && !self.constant(&names, !plain) && found.is_empty() {
            self.reach.not_found(self.scope, &names);
        }
        for (res, taken) in found {
            self.reach.meaning(self.scope, &names, &res);
            match (&res, &names[taken..]) {
                (Res::Foreign(path), []) if as_type => {
                    self.reach.foreign(self.scope.item, path);
                    self.reach.names_type(path, self.scope.item);
                    self.reach.may_locate(path, self.scope.item);
                }
                (Res::Foreign(path), [])
                    if self.bounded != Bounded::Any && !self.scope.runs_later =>
                {
                    self.reach.foreign(self.scope.item, path);
                    if !leads_into_std(path) {
                        self.bounded_by_others(&res);
                    }
                    self.reach.may_locate(path, self.scope.item);
                }
                (res, rest) => self.reach.touch(self.scope, res, rest),
            }
            if let [name] = &names[taken..] {
                let base = crate::reach::ty::named(self.reach.program, &res, Vec::new(), 0);
                self.reach.assoc_type(self.scope, &base, name);
            }
        }
    }
}

impl<'ast> Visit<'ast> for Header<'_, '_, '_> {
    fn visit_type_path(&mut self, node: &'ast syn::TypePath) {
        self.held(node);
        match &node.qself {
            None => self.type_path(&node.path, true),
            Some(qself) => {
                let names = path_names(&node.path);
                let own = convert(self.reach.program, self.scope, &qself.ty);
                if qself.position > 0 {
                    let of = self.scope.resolve_whole(
                        self.reach.program,
                        &names[..qself.position.min(names.len())],
                        node.path.leading_colon.is_some(),
                        Ns::Type,
                    );
                    for res in of {
                        self.reach.meaning(self.scope, &names, &res);
                        self.reach.touch(self.scope, &res, &[]);
                        if let (Res::Item(of), Some(name)) = (&res, names.get(qself.position)) {
                            self.reach.assoc_type_of(self.scope, &own, *of, name);
                        }
                    }
                }
                if let Some(name) = names.get(qself.position) {
                    self.reach.assoc_type(self.scope, &own, name);
                }
            }
        }
        visit::visit_type_path(self, node);
    }

    fn visit_type_param(&mut self, node: &'ast syn::TypeParam) {
        let attributes = node.attrs.iter();
        attributes.for_each(|attribute| self.visit_attribute(attribute));
        let of = Self::bounded(self.scope.is_others(&node.ident.to_string()));
        self.bounds(node.bounds.iter(), of);
        if let Some((_, default)) = &node.default {
            self.visit_type(default);
        }
    }

    fn visit_trait_bound(&mut self, node: &'ast syn::TraitBound) {
        self.type_path(&node.path, false);
        self.bounded = Bounded::Any;
        for res in self.scope.meant_as_type(self.reach.program, &node.path) {
            if let Res::Foreign(path) = &res
                && let Some(of) = path.rsplit("::").next()
            {
                self.reach.bound(of, self.scope.item);
                if arguments_of(&node.path).any(|argument| is_assoc_type(&argument)) {
                    self.reach.bound_type(of, self.scope.item);
                }
            }
            self.may_tell(&node.path, res);
        }
        let of_impl = self.reach.program.item(self.scope.item).kind == Kind::Impl;
        let outer = std::mem::replace(&mut self.in_bound, of_impl);
        visit::visit_trait_bound(self, node);
        self.in_bound = outer;
    }

    fn visit_predicate_type(&mut self, node: &'ast syn::PredicateType) {
        let bounded = convert(self.reach.program, self.scope, &node.bounded_ty);
        let of = Self::bounded(bounded.is_others());
        if let Ty::Foreign(path, _) = bounded {
            self.reach.bound_within(&path, self.scope.item);
        }
        let attributes = node.attrs.iter();
        attributes.for_each(|attribute| self.visit_attribute(attribute));
        self.visit_type(&node.bounded_ty);
        self.bounds(node.bounds.iter(), of);
    }

    fn visit_type_trait_object(&mut self, node: &'ast syn::TypeTraitObject) {
        // Any of its methods may be called through the object, by code that is not seen.
        for bound in &node.bounds {
            let syn::TypeParamBound::Trait(bound) = bound else {
                continue;
            };
            for res in self.scope.meant_as_type(self.reach.program, &bound.path) {
                match res {
                    Res::Item(_) if self.in_field => {}
                    // What a loop does with an iterator, its type does not tell.
                    Res::Foreign(path)
                        if (self.in_field || self.in_bound)
                            && ASKED_AS_OBJECTS.contains(&&*path)
                            && !ITERATORS.contains(&&*path) => {}
                    Res::Item(item) => self.reach.dispatch_all(item, self.scope.item, 0),
                    Res::Foreign(path) => {
                        // A table of its methods is made where a value becomes such an object.
                        // Of closures that table holds no impl, and a marker has no method.
                        if path.rsplit("::").next().is_some_and(is_marker) {
                            continue;
                        }
                        match path.as_str() {
                            // Where code gets at one, its place tells.
                            path if ITERATORS.contains(&path) => {}
                            // No more than these can be called through it, and what they may ask of what it holds was
                            // asked where that was put in. Another crate's type may be behind it as well.
                            path if ASKED_AS_OBJECTS.contains(&path) => {
                                self.reach.lets_go(self.scope.item);
                            }
                            _ => self.reach.std_runs(self.scope.item),
                        }
                        self.reach
                            .demand_path(&path, &Ty::Unknown, &[WALKED], self.scope.item)
                    }
                    _ => {}
                }
            }
        }
        visit::visit_type_trait_object(self, node);
    }

    fn visit_type_impl_trait(&mut self, node: &'ast syn::TypeImplTrait) {
        // Whichever iterator it is, it is used as one of std's: it is no more than walked over, unless more is said of it.
        let traits = node.bounds.iter().filter_map(|bound| match bound {
            syn::TypeParamBound::Trait(bound) => Some(bound),
            _ => None,
        });
        let asks: &[&[&str]] = match traits.clone().count() {
            1 => &[WALKED],
            _ => ITERATED,
        };
        for bound in traits {
            for res in self.scope.meant_as_type(self.reach.program, &bound.path) {
                if let Res::Foreign(path) = res
                    && ITERATORS.contains(&path.as_str())
                {
                    self.reach
                        .demand_path(&path, &Ty::Unknown, asks, self.scope.item);
                }
            }
        }
        visit::visit_type_impl_trait(self, node);
    }

    fn visit_item_trait(&mut self, node: &'ast syn::ItemTrait) {
        let attributes = node.attrs.iter();
        attributes.for_each(|attribute| self.visit_attribute(attribute));
        self.visit_generics(&node.generics);
        self.bounds(node.supertraits.iter(), Bounded::Implementors);
    }

    fn visit_item_impl(&mut self, node: &'ast syn::ItemImpl) {
        if let Some((path, _)) = &node.trait_ {
            self.implemented(path);
        }
        visit::visit_item_impl(self, node);
    }

    fn visit_expr(&mut self, node: &'ast syn::Expr) {
        let mut scope = self.scope.clone();
        scope.apart = true;
        self.reach.expr(&mut scope, node, &Ty::Unknown);
    }

    fn visit_type_macro(&mut self, node: &'ast syn::TypeMacro) {
        let mut scope = self.scope.clone();
        self.reach.type_macro(&mut scope, &node.mac);
    }

    fn visit_attribute(&mut self, node: &'ast syn::Attribute) {
        self.reach
            .attributes(self.scope, std::slice::from_ref(node));
    }

    fn visit_variant(&mut self, node: &'ast syn::Variant) {
        if !self.reach.left_out(self.scope, &node.attrs) {
            visit::visit_variant(self, node);
        }
    }

    fn visit_field(&mut self, node: &'ast syn::Field) {
        if !self.reach.left_out(self.scope, &node.attrs) {
            self.in_field = true;
            visit::visit_field(self, node);
            self.in_field = false;
        }
    }
}

/// What the last name of a path is given in angle brackets.
fn arguments_of(path: &syn::Path) -> impl Iterator<Item = &syn::GenericArgument> {
    let list = path.segments.last().map(|last| &last.arguments);
    let given = list.into_iter().filter_map(|list| match list {
        syn::PathArguments::AngleBracketed(given) => Some(&given.args),
        _ => None,
    });
    given.flatten()
}

/// Whether it says what an associated type is, or what that has.
fn is_assoc_type(argument: &&syn::GenericArgument) -> bool {
    use syn::GenericArgument::{AssocConst, AssocType, Constraint};
    matches!(argument, AssocType(_) | AssocConst(_) | Constraint(_))
}

/// Traits of std of which an object's table has the trait's own methods, and those of traits that
/// [`Reach::demand_path`] asks for with it.
const ASKED_AS_OBJECTS: &[&str] = &[
    "std::any::Any",
    "std::error::Error",
    "std::fmt::Binary",
    "std::fmt::Debug",
    "std::fmt::Display",
    "std::fmt::LowerHex",
    "std::fmt::UpperHex",
    "std::fmt::Write",
    "std::hash::Hasher",
    "std::io::Write",
    "std::iter::Iterator",
];

//! Which members a type of the program has: for all its arguments, for sure, and for these alone.

use crate::model::Kind;
use crate::parse::{Piece, bounds_in};
use crate::reach::asks::{OF_ALL, is_of_std_traits};
use crate::reach::live::Reach;
use crate::reach::ty::Ty;
use crate::resolve::{Head, ItemId, ModuleId, Ns, Res, path_names, std_prelude};
use std::collections::BTreeSet;

/// What generics ask of a parameter.
#[derive(Clone, Default)]
struct Asks {
    /// Traits.
    of: BTreeSet<Res>,
    /// `?Sized`.
    unsized_too: bool,
}

/// Traits of std with functions that an impl by hand may leave to their defaults.
const PROVIDING: &[&str] = &[
    "BufRead",
    "BuildHasher",
    "DoubleEndedIterator",
    "Error",
    "ExactSizeIterator",
    "Hasher",
    "Iterator",
    "Read",
    "Seek",
    "Write",
];

impl Reach<'_> {
    /// Whether a type's own method surely hides those of what the type dereferences to: an inherent one, or one of a trait
    /// that is in scope everywhere.
    pub(super) fn hides_target(&self, receiver: &Ty, name: &str, from: ModuleId) -> bool {
        self.has_for_all(receiver, name, |member, kind| {
            (self.is_inherent_and_seen(member, from) || self.is_of_prelude(member))
                && !matches!(kind, syn::ReceiverKind::Typed(..))
        })
    }

    /// Whether a name that a type of the program has members of may be, on it, what a trait of std gives it all the same: by
    /// an impl for all types, a derive or a default.
    pub(super) fn may_be_std_on(
        &self,
        own: &Ty,
        name: &str,
        members: &[ItemId],
        from: ModuleId,
    ) -> bool {
        let Ty::Adt(item, _) = own else {
            return false;
        };
        let given_by = || PROVIDING.iter().any(|of| self.implements(*item, of));
        is_of_std_traits(name, self.program.build.minor_version)
            && (OF_ALL.contains(&name) || name == "default" || given_by())
            && !members
                .iter()
                .any(|member| self.surely_has(own, *member, from))
    }

    /// Whether a member named through a type, or called on it, surely is this one, whatever traits of std or derives give
    /// the type: one of its own that is seen, or what it has by a trait that is not the program's; and neither for other
    /// arguments alone nor behind a bound. A trait of the program may not be in scope.
    fn surely_has(&self, own: &Ty, member: ItemId, from: ModuleId) -> bool {
        let Ty::Adt(item, _) = own else {
            return false;
        };
        let data = self.program.item(member);
        let Some(parent) = data.parent else {
            return data.kind == Kind::Struct;
        };
        if data.kind == Kind::Variant {
            return true;
        }
        let facts = self.index.of_item.get(&parent);
        let Some(facts) = facts.map(|at| &self.index.impls[*at]) else {
            return false;
        };
        let is_seen = || {
            let program = self.program;
            program.visible(&data.vis, data.module, from, data.kind)
        };
        let piece = self.program.head(member);
        let signature = piece.as_deref().and_then(Piece::signature);
        let is_bound = signature.is_some_and(|of| of.generics.where_clause.is_some());
        let is_for_one =
            || self.arguments_of(*item) == 0 && self.program.item(parent).cfgs.is_empty();
        facts.local.is_empty()
            && (!facts.foreign.is_empty() || is_seen())
            && data.cfgs.is_empty()
            && !is_bound
            && (is_for_one() || self.is_for_all(parent))
    }

    /// How many arguments a type has, lifetimes aside.
    fn arguments_of(&self, item: ItemId) -> usize {
        let piece = self.program.cached_piece(item);
        let generics = piece.as_deref().and_then(Piece::generics_of_type);
        let parameters = generics.into_iter().flat_map(|generics| &generics.params);
        let is_lifetime = |of: &&syn::GenericParam| matches!(of, syn::GenericParam::Lifetime(_));
        parameters.filter(|of| !is_lifetime(of)).count()
    }

    /// Whether an impl is for a type with any arguments: `impl<A, B> T<A, B>`, and what it asks of them, the type asks too.
    pub(super) fn is_for_all(&self, item: ItemId) -> bool {
        let piece = self.program.cached_piece(item);
        let Some(Piece::Item(syn::Item::Impl(header))) = piece.as_deref() else {
            return false;
        };
        let syn::Type::Path(path) = &*header.self_ty else {
            return false;
        };
        let given = arguments_in(&path.path);
        let Some(asked) = self.asked_by(item, &header.generics) else {
            return false;
        };
        let facts = self.index.of_item.get(&item);
        let mut heads = facts
            .into_iter()
            .flat_map(|at| &self.index.impls[*at].heads);
        self.program.item(item).cfgs.is_empty()
            && heads.all(|head| match head {
                Head::Item(of) => self.takes_all(*of, asked.clone(), &given),
                _ => true,
            })
    }

    /// Whether these arguments stand for all that a type may have: each is a parameter of its own, `open`, of which no
    /// more is asked than the type asks. What is left out stands for its default.
    fn takes_all(
        &self,
        of: ItemId,
        mut open: Vec<(String, Asks)>,
        given: &[&syn::GenericArgument],
    ) -> bool {
        let piece = self.program.cached_piece(of);
        let Some(generics) = piece.as_deref().and_then(Piece::generics_of_type) else {
            return given.is_empty();
        };
        let Some(own) = self.asked_by(of, generics) else {
            return false;
        };
        let parameters: Vec<String> = generics.params.iter().filter_map(name_of).collect();
        parameters.len() == given.len()
            && parameters.iter().zip(given).all(|(parameter, argument)| {
                let syn::GenericArgument::Type(syn::Type::Path(argument)) = argument else {
                    return false;
                };
                let name = argument.path.get_ident().map(ToString::to_string);
                let at = open
                    .iter()
                    .position(|(known, _)| name.as_ref() == Some(known));
                let Some((_, asked)) = at.map(|at| open.remove(at)) else {
                    return false;
                };
                let known = own.iter().find(|(known, _)| known == parameter);
                let known = known.map(|(_, asked)| asked.clone()).unwrap_or_default();
                (asked.unsized_too || !known.unsized_too) && asked.of.is_subset(&known.of)
            })
    }

    /// What generics ask of each parameter, lifetimes aside; nothing if it is not told by names alone.
    fn asked_by(&self, item: ItemId, generics: &syn::Generics) -> Option<Vec<(String, Asks)>> {
        let module = self.scope_of(item).module;
        let names = generics.params.iter().filter_map(name_of);
        let mut found: Vec<(String, Asks)> = names.map(|name| (name, Asks::default())).collect();
        let clauses = generics.where_clause.iter();
        let mut predicates = clauses.flat_map(|clause| &clause.predicates);
        let is_plain = |predicate: &syn::WherePredicate| match predicate {
            syn::WherePredicate::Lifetime(_) => true,
            syn::WherePredicate::Type(asked) => match &asked.bounded_ty {
                syn::Type::Path(path) => path.path.get_ident().is_some(),
                _ => false,
            },
            _ => false,
        };
        if !predicates.all(is_plain) {
            return None;
        }
        for asked in bounds_in(generics) {
            let name = asked.parameter.to_string();
            let of = found.iter_mut().find(|(known, _)| *known == name);
            let (_, of) = of?;
            for bound in asked.bounds {
                match bound {
                    // Which lifetimes there are, no method is chosen by.
                    syn::TypeParamBound::Lifetime(_) => {}
                    syn::TypeParamBound::Trait(bound) if bound.maybe.is_some() => {
                        of.unsized_too = true;
                    }
                    syn::TypeParamBound::Trait(bound) => {
                        let path = &bound.path;
                        let names = path_names(path);
                        let absolute = path.leading_colon.is_some();
                        let found = self
                            .program
                            .resolve_whole(module, &names, absolute, Ns::Type);
                        let plain = path.segments.iter().all(|of| of.arguments.is_none());
                        let [res] = &found[..] else { return None };
                        if !plain || bound.lifetimes.is_some() {
                            return None;
                        }
                        of.of.insert(res.clone());
                    }
                    _ => return None,
                }
            }
        }
        Some(found)
    }

    /// Members without those whose impl is for a type with other arguments than these: `impl T<u8>`, of a `T<u16>`.
    pub(super) fn there_for(&self, own: &Ty, mut members: Vec<ItemId>) -> Vec<ItemId> {
        if matches!(own, Ty::Adt(_, arguments) if !arguments.is_empty()) {
            members.retain(|member| {
                let parent = self.program.item(*member).parent;
                let of_impl = parent.is_some_and(|of| self.program.item(of).kind == Kind::Impl);
                let fits = || {
                    let declared = &self.scope_of(*member).self_ty;
                    declared
                        .as_ref()
                        .is_none_or(|declared| !declared.differs(own))
                };
                !of_impl || fits()
            });
        }
        members
    }

    pub(super) fn is_inherent_and_seen(&self, member: ItemId, from: ModuleId) -> bool {
        let data = self.program.item(member);
        let program = self.program;
        self.is_inherent(member) && program.visible(&data.vis, data.module, from, data.kind)
    }

    /// Whether it is what a type has by a trait of std's prelude, and by no other.
    fn is_of_prelude(&self, member: ItemId) -> bool {
        let parent = self.program.item(member).parent;
        let facts = parent.and_then(|parent| self.index.of_item.get(&parent));
        let edition = self.program.krate(self.program.item(member).krate).edition;
        facts.is_some_and(|at| {
            let facts = &self.index.impls[*at];
            let mut of = facts.foreign.iter();
            !facts.outside
                && facts.local.is_empty()
                && facts.foreign.len() == 1
                && of.all(|of| std_prelude(of, edition).is_some())
        })
    }

    pub(super) fn is_inherent(&self, member: ItemId) -> bool {
        let Some(parent) = self.program.item(member).parent else {
            return false;
        };
        let parent = self.program.item(parent);
        let header = parent.header.as_ref();
        self.program.item(member).kind == Kind::Fn
            && parent.kind == Kind::Impl
            && header.is_some_and(|header| header.by.is_none())
    }
}

/// The arguments that a path is written with, but lifetimes.
pub(super) fn arguments_in(path: &syn::Path) -> Vec<&syn::GenericArgument> {
    let mut given = Vec::new();
    for segment in &path.segments {
        if let syn::PathArguments::AngleBracketed(arguments) = &segment.arguments {
            given.extend(&arguments.args);
        }
    }
    given.retain(|argument| !matches!(argument, syn::GenericArgument::Lifetime(_)));
    given
}

/// The name of a parameter, but of a lifetime.
pub(super) fn name_of(parameter: &syn::GenericParam) -> Option<String> {
    match parameter {
        syn::GenericParam::Lifetime(_) => None,
        syn::GenericParam::Type(parameter) => Some(parameter.ident.to_string()),
        syn::GenericParam::Const(parameter) => Some(parameter.ident.to_string()),
    }
}

//! What a function of the program hands to the closures that it is given: what the bounds of their parameters say,
//! `F: Fn(&Item) -> bool`.

use crate::model::Kind;
use crate::parse::{Piece, bounds_in};
use crate::reach::calls::Given;
use crate::reach::hidden::Taken;
use crate::reach::live::Reach;
use crate::reach::scope::Scope;
use crate::reach::std_types::closure_inputs;
use crate::reach::syntax::typed_inputs;
use crate::reach::ty::{Ty, convert};
use crate::resolve::{Head, ItemId, Res};
use std::collections::BTreeMap;

/// What a closure is called with.
pub(super) type Handed = Vec<Ty>;

impl Reach<'_> {
    /// For each argument of a function, the receiver aside, what it hands to a closure there.
    pub(super) fn hands(
        &self,
        function: ItemId,
        scope: &Scope,
        signature: &syn::Signature,
    ) -> Vec<Option<Handed>> {
        let parent = self.program.item(function).parent;
        let container = parent.and_then(|parent| self.program.cached_piece(parent));
        let outer = match container.as_deref() {
            Some(Piece::Item(syn::Item::Impl(header))) => Some(&header.generics),
            Some(Piece::Item(syn::Item::Trait(header))) => Some(&header.generics),
            _ => None,
        };
        let generics: Vec<&syn::Generics> = [Some(&signature.generics), outer]
            .into_iter()
            .flatten()
            .collect();
        let convert = |ty: &syn::Type| convert(self.program, scope, ty);
        typed_inputs(signature)
            .map(|ty| {
                let handed = handed_by(ty, &generics)?;
                Some(handed.into_iter().map(convert).collect())
            })
            .collect()
    }

    /// What a method hands to a closure that is its next argument after those given.
    pub(super) fn handed_to_closure(
        &self,
        scope: &Scope,
        receiver: &Ty,
        name: &str,
        given: &Given<'_>,
    ) -> Option<Handed> {
        let of_bounds = matches!(receiver, Ty::Param(_) | Ty::Bounded(_));
        if of_bounds || !self.own_methods(receiver, name, given.at_hand).is_empty() {
            return self.handed_by_method(scope, receiver, name, given);
        }
        let made = match name {
            "try_fold" => &given.expected.arg(0),
            _ => given.expected,
        };
        let first = given.args.first();
        let first = first.map(|first| match given.turbofish {
            [] => self.where_wanted(first, made),
            [written, ..] => written.clone(),
        });
        let of_std = |ty: &Ty| closure_inputs(ty, name, first.as_ref());
        of_std(receiver).or_else(|| {
            let target = self.pointee(receiver);
            let is_targets = !self.may_have_by_std(scope, receiver, name)
                && self.own_methods(&target, name, Taken::Unknown).is_empty();
            is_targets.then(|| of_std(&target)).flatten()
        })
    }

    /// What the function called as a method hands to a closure that is its argument at a place, if it surely is one of
    /// the program's and all that it may be hand the same.
    fn handed_by_method(
        &self,
        scope: &Scope,
        receiver: &Ty,
        name: &str,
        given: &Given<'_>,
    ) -> Option<Handed> {
        let bounds = scope.bounds_on(receiver);
        if !self.is_own_method(receiver, name, bounds, given.at_hand, scope)
            || !self.blanket(name).is_empty()
        {
            return None;
        }
        let found = match receiver {
            Ty::Adt(item, _) => self.there_for(receiver, self.members_of(&Head::Item(*item), name)),
            _ => {
                let traits = bounds.iter().flat_map(|bound| &bound.of);
                let declaring = traits.filter_map(|res| match res {
                    Res::Item(of) => Some(self.declaring(*of, name, 0)),
                    _ => None,
                });
                declaring
                    .flatten()
                    .flat_map(|of| self.trait_members(of, name))
                    .collect()
            }
        };
        let mut handed = found
            .iter()
            .map(|function| self.handed_by_function(scope, *function, receiver, given));
        let first = handed.next()??;
        handed
            .all(|other| other.as_ref() == Some(&first))
            .then_some(first)
    }

    /// What a function hands to a closure that is its next argument, the receiver aside, after those given.
    pub(super) fn handed_by_function(
        &self,
        scope: &Scope,
        function: ItemId,
        receiver: &Ty,
        given: &Given<'_>,
    ) -> Option<Handed> {
        if self.program.item(function).kind != Kind::Fn {
            return None;
        }
        let signature = self.signature(function);
        let handed = signature.hands.get(given.args.len())?.as_ref()?;
        let mut known = self.learnt(receiver, function, given.args, given.turbofish);
        // What is wanted of the call may tell a parameter that the function gives, before the arguments do.
        let surely = self.learnt(receiver, function, &[], given.turbofish);
        let (mut gives, mut wanted) = (BTreeMap::new(), BTreeMap::new());
        signature.output.learn(&signature.output, &mut gives);
        signature.output.learn(given.expected, &mut wanted);
        for (name, ty) in &mut known {
            if gives.contains_key(name) && !surely.contains_key(name) {
                *ty = self.where_wanted(ty, wanted.get(name).unwrap_or(&Ty::Unknown));
            }
        }
        let handed = handed.iter();
        Some(
            handed
                .map(|ty| ty.known_in(self.program, Some(scope), &known))
                .collect(),
        )
    }
}

/// What is handed to what has a type, if that is a function or closure.
fn handed_by<'t>(ty: &'t syn::Type, generics: &[&'t syn::Generics]) -> Option<Vec<&'t syn::Type>> {
    match ty {
        syn::Type::Reference(reference) => handed_by(&reference.elem, generics),
        syn::Type::Paren(inner) => handed_by(&inner.elem, generics),
        syn::Type::Group(inner) => handed_by(&inner.elem, generics),
        syn::Type::ImplTrait(bounds) => functional(&bounds.bounds),
        syn::Type::TraitObject(bounds) => functional(&bounds.bounds),
        syn::Type::Path(syn::TypePath {
            qself: None, path, ..
        }) => {
            let name = path.get_ident()?;
            let among = generics.iter().copied().flat_map(bounds_in);
            let mut asked = among.filter(|asked| asked.whole && asked.parameter == name);
            asked.find_map(|asked| functional(asked.bounds))
        }
        _ => None,
    }
}

/// What the first bound among these that is one of the `Fn` traits says.
fn functional<'t>(
    bounds: impl IntoIterator<Item = &'t syn::TypeParamBound>,
) -> Option<Vec<&'t syn::Type>> {
    bounds.into_iter().find_map(|bound| match bound {
        syn::TypeParamBound::Trait(bound) => match &bound.path.segments.last()?.arguments {
            syn::PathArguments::Parenthesized(taken) => {
                Some(taken.inputs.iter().map(|input| &input.ty).collect())
            }
            _ => None,
        },
        _ => None,
    })
}

//! Associated types: what one is for a type that is known; for a parameter, what its bounds say of it.
//!
//! A parameter's is known by what its trait asks of it, `type Out: Show`, only as long as nobody knows more of the parameter.
//! The compiler does where a function is called and a field is named: there it is found again, or not known.

use crate::model::Kind;
use crate::parse::{Piece, bounds_in};
use crate::reach::scope::Scope;
use crate::reach::std_traits::taken_by;
use crate::reach::ty::{
    Bound, DEEPEST, ITERATORS, PROJECTED, Ty, any_of, bounded, bounds_of, convert_within, home,
};
use crate::resolve::{Head, ItemId, Ns, Program, Res, path_names};
use std::collections::BTreeMap;
use std::rc::Rc;

/// An associated type of what is known by its bounds.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Projection {
    /// The type that it belongs to.
    pub(super) own: Ty,
    pub(super) name: String,
    /// The trait that declares it.
    pub(super) of: Res,
}

impl Projection {
    /// What it is, by what is known now of the type that it belongs to.
    pub(super) fn found(&self, program: &Program, scope: Option<&Scope>, depth: usize) -> Ty {
        project(program, scope, &self.own, &self.name, Some(&self.of), depth)
    }
}

impl Ty {
    /// The associated type that it is known as.
    fn projection(&self) -> Option<&Projection> {
        match self {
            Ty::Bounded(bounds) => bounds.iter().find_map(|bound| bound.projected.as_deref()),
            _ => None,
        }
    }

    /// Parameters replaced by what they are in another scope, if that is known; associated types are found there again.
    pub(super) fn known_in(
        &self,
        program: &Program,
        scope: Option<&Scope>,
        known: &BTreeMap<Rc<str>, Ty>,
    ) -> Ty {
        self.put(known, &|projection| projection.found(program, scope, 0))
    }
}

/// `<T as Trait>::Name`.
pub(super) fn projection(
    program: &Program,
    scope: &Scope,
    path: &syn::TypePath,
    depth: usize,
) -> Ty {
    let Some(qself) = &path.qself else {
        return Ty::Unknown;
    };
    let names = path_names(&path.path);
    let own = convert_within(program, scope, &qself.ty, depth + 1);
    let (of, rest) = names.split_at(qself.position.min(names.len()));
    let [name] = rest else {
        return Ty::Unknown;
    };
    let absolute = path.path.leading_colon.is_some();
    match &scope.resolve_whole(program, of, absolute, Ns::Type)[..] {
        [of] => associated(program, scope, &own, name, Some(of), depth),
        // Nobody knows of which trait it is.
        _ => Ty::Unknown,
    }
}

/// `Self::Name`: in an impl of a trait that has such a type, what the impl says.
pub(super) fn of_self(program: &Program, scope: &Scope, name: &str, depth: usize) -> Ty {
    let own = scope.self_ty.as_ref().unwrap_or(&Ty::Unknown);
    let said = said_here(program, scope.item, name);
    match &said[..] {
        [] => associated(program, scope, own, name, None, depth),
        [only] if depth <= DEEPEST => {
            let piece = program.cached_piece(*only);
            let Some(Piece::Impl(syn::ImplItem::Type(alias))) = piece.as_deref() else {
                return Ty::Unknown;
            };
            match alias.generics.type_params().next() {
                // The parameters are those of the same impl.
                None => {
                    let inside = Scope::within(program, *only, depth + PROJECTED);
                    convert_within(program, &inside, &alias.ty, depth + PROJECTED)
                }
                Some(_) => Ty::Unknown,
            }
        }
        _ => Ty::Unknown,
    }
}

/// The types of a name that the impl around an item, or which it is, says.
pub(super) fn said_here(program: &Program, item: ItemId, name: &str) -> Vec<ItemId> {
    let is_impl = |item: &ItemId| program.item(*item).kind == Kind::Impl;
    let around = [Some(item), program.item(item).parent];
    let Some(container) = around.into_iter().flatten().find(is_impl) else {
        return Vec::new();
    };
    let members = program.item(container).members.iter().copied();
    members
        .filter(|member| {
            let data = program.item(*member);
            data.kind == Kind::TypeAlias && data.name == name
        })
        .collect()
}

/// An associated type, where the type is known and one impl says what it is.
pub(super) fn associated(
    program: &Program,
    scope: &Scope,
    own: &Ty,
    name: &str,
    of: Option<&Res>,
    depth: usize,
) -> Ty {
    project(program, Some(scope), own, name, of, depth)
}

/// The same, where nothing may be known of parameters.
pub(super) fn project(
    program: &Program,
    scope: Option<&Scope>,
    own: &Ty,
    name: &str,
    of: Option<&Res>,
    depth: usize,
) -> Ty {
    if depth > DEEPEST {
        return Ty::Unknown;
    }
    match own {
        Ty::Iter(item) if name == "Item" && of.is_none_or(is_iterator) => (**item).clone(),
        Ty::Param(parameter) => match scope {
            // It may be that of a reference to the parameter.
            Some(scope)
                if of.is_some()
                    && scope
                        .bounds_on_references(own)
                        .any(|bound| may_say(program, bound, name, of)) =>
            {
                Ty::Unknown
            }
            Some(scope) => {
                let found = bound_to(program, own, scope.bounds(parameter), name, of, depth);
                let found = once_all_bounds_are_known(program, scope, own, found, depth);
                with_more(found, scope.bounds_on_types(name))
            }
            None => Ty::Unknown,
        },
        Ty::Bounded(bounds) => bound_to(program, own, bounds, name, of, depth),
        own if own.is_others() && matches!(of, Some(Res::Foreign(_))) => Ty::others(),
        Ty::Adt(item, _) => by_impls(program, scope, (own, *item), name, of, depth),
        _ => Ty::Unknown,
    }
}

/// More is asked of an associated type where it is used than where it is declared.
fn with_more(found: Ty, more: Vec<Bound>) -> Ty {
    match found {
        Ty::Bounded(bounds) => {
            let projected = bounds.iter().find_map(|bound| bound.projected.clone());
            let more = more.into_iter().map(|bound| Bound {
                projected: projected.clone(),
                ..bound
            });
            Ty::Bounded(Rc::new(bounds.iter().cloned().chain(more).collect()))
        }
        // It may have methods that no function has.
        Ty::Callable(_) if !more.is_empty() => Ty::Unknown,
        found => found,
    }
}

/// A bound may say that it is another parameter's, `T: Of<Out = U::Out>`, of which more is asked further on.
fn once_all_bounds_are_known(
    program: &Program,
    scope: &Scope,
    own: &Ty,
    found: Ty,
    depth: usize,
) -> Ty {
    match found.projection() {
        Some(other) if other.own != *own => other.found(program, Some(scope), depth + PROJECTED),
        _ => found,
    }
}

/// What the impls for a type of the program say, if they agree.
fn by_impls(
    program: &Program,
    scope: Option<&Scope>,
    (own, item): (&Ty, ItemId),
    name: &str,
    of: Option<&Res>,
    depth: usize,
) -> Ty {
    let mut result = None;
    program.asked.item(item);
    program.asked.name(name);
    for data in program.impls_with_type(name) {
        // One for any type may be by the same trait for other arguments.
        let is_for = |head: &Head| *head == Head::Item(item) || *head == Head::Any && of.is_some();
        if !data.of.iter().any(is_for)
            || data.by.is_empty()
            || of.is_some_and(|of| !data.by.contains(of))
        {
            continue;
        }
        for member in &program.item(data.item).members {
            let member_data = program.item(*member);
            if member_data.kind != Kind::TypeAlias || member_data.name != name {
                continue;
            }
            let ty = named_by(program, scope, *member, own, depth);
            result = Some(match result {
                None => ty,
                Some(other) => any_of(other, ty),
            });
            if result == Some(Ty::Unknown) {
                return Ty::Unknown;
            }
        }
    }
    result.unwrap_or(Ty::Unknown)
}

/// What an impl's associated type is for a type.
pub(super) fn named_by(
    program: &Program,
    scope: Option<&Scope>,
    member: ItemId,
    own: &Ty,
    depth: usize,
) -> Ty {
    program.asked.item(member);
    let piece = program.cached_piece(member);
    let Some(Piece::Impl(syn::ImplItem::Type(alias))) = piece.as_deref() else {
        return Ty::Unknown;
    };
    let inside = Scope::within(program, member, depth + PROJECTED);
    let ty = convert_within(program, &inside, &alias.ty, depth + PROJECTED);
    let mut known = BTreeMap::new();
    if let Some(declared) = &inside.self_ty {
        declared.learn(own, &mut known);
    }
    let again = |projection: &Projection| projection.found(program, scope, depth + PROJECTED);
    ty.put(&known, &again)
}

/// An associated type of what is known by its bounds: what one says that it is, or else what its trait asks of it.
fn bound_to(
    program: &Program,
    own: &Ty,
    bounds: &[Bound],
    name: &str,
    of: Option<&Res>,
    depth: usize,
) -> Ty {
    if depth > DEEPEST {
        return Ty::Unknown;
    }
    let find = || find_bound_to(program, own, bounds, name, of, depth);
    program.remembered.step(find).unwrap_or(Ty::Unknown)
}

fn find_bound_to(
    program: &Program,
    own: &Ty,
    bounds: &[Bound],
    name: &str,
    of: Option<&Res>,
    depth: usize,
) -> Ty {
    let mut open: Vec<Bound> = bounds.to_vec();
    let mut seen = Vec::new();
    let mut said: Option<Ty> = None;
    let mut found: Option<(ItemId, Vec<Bound>)> = None;
    let mut at = 0;
    while let Some(bound) = open.get(at).cloned() {
        at += 1;
        let says = bound.assoc.iter().find(|(known, _)| known == name);
        if let Some((_, ty)) = says.filter(|_| may_say(program, &bound, name, of)) {
            match &said {
                None => said = Some(ty.clone()),
                Some(known) if known == ty => {}
                // Of one trait for several arguments.
                Some(_) => return Ty::Unknown,
            }
        }
        for res in &bound.of {
            let Res::Item(by) = res else {
                continue;
            };
            if program.item(*by).kind != Kind::Trait || seen.contains(&(*by, bound.args.clone())) {
                continue;
            }
            seen.push((*by, bound.args.clone()));
            program.asked.item(*by);
            let known = given_to(program, *by, own, &bound.args);
            let again = |projection: &Projection| match projection.own == *own {
                true => {
                    let (name, of) = (&projection.name, Some(&projection.of));
                    bound_to(program, own, bounds, name, of, depth + PROJECTED)
                }
                false => projection.found(program, None, depth + PROJECTED),
            };
            if may_be_said_above(program, *by, name, &mut Vec::new()) {
                let scope = Scope::within(program, *by, depth + PROJECTED);
                let above = scope.bounds("Self").iter();
                let above = above
                    .filter(|above| above.of != [Res::Item(*by)] && may_tell(program, above, name));
                open.extend(above.map(|above| above.put(&known, &again)));
            }
            if of.is_some_and(|of| of != res) {
                continue;
            }
            for asked in asked_by(program, *by, name, depth) {
                let Some(asked) = asked else {
                    return Ty::Unknown;
                };
                let asked: Vec<Bound> = asked
                    .iter()
                    .map(|bound| bound.put(&known, &again))
                    .collect();
                match &found {
                    None => found = Some((*by, asked)),
                    // Two traits declare one of this name.
                    Some((_, known)) if *known == asked => {}
                    Some(_) => return Ty::Unknown,
                }
            }
        }
    }
    match (said, found) {
        (Some(said), _) => said,
        (None, Some((by, asked))) => known_by(asked, own, name, by),
        (None, None) => Ty::Unknown,
    }
}

/// Whether a trait that is above another, however far, may declare or say an associated type. To know what those traits are
/// given costs much more than their names: of two that are each given a type of the other, as much again at every step.
fn may_be_said_above(program: &Program, by: ItemId, name: &str, seen: &mut Vec<ItemId>) -> bool {
    if seen.contains(&by) {
        return false;
    }
    seen.push(by);
    program.asked.item(by);
    let piece = program.cached_piece(by);
    let Some(Piece::Item(syn::Item::Trait(header))) = piece.as_deref() else {
        return true;
    };
    let own = bounds_in(&header.generics).filter(|asked| asked.parameter == "Self");
    let above = own.flat_map(|asked| asked.bounds);
    header.supertraits.iter().chain(above).any(|bound| {
        let syn::TypeParamBound::Trait(bound) = bound else {
            return false;
        };
        let found = program.resolve_whole(
            home(program, by),
            &path_names(&bound.path),
            bound.path.leading_colon.is_some(),
            Ns::Type,
        );
        found.is_empty()
            || says(&bound.path, name)
            || found
                .iter()
                .any(|res| may_declare(program, res, name, seen))
    })
}

/// Whether a trait, or one above it, may declare or say an associated type.
fn may_declare(program: &Program, by: &Res, name: &str, seen: &mut Vec<ItemId>) -> bool {
    let Res::Item(by) = by else { return false };
    declared_by(program, *by, name).next().is_some() || may_be_said_above(program, *by, name, seen)
}

/// Whether the arguments of a trait's path say what an associated type of a name is.
fn says(path: &syn::Path, name: &str) -> bool {
    let arguments = path.segments.last().map(|last| &last.arguments);
    let Some(syn::PathArguments::AngleBracketed(list)) = arguments else {
        return false;
    };
    list.args.iter().any(|argument| match argument {
        syn::GenericArgument::AssocType(said) => said.ident == name,
        syn::GenericArgument::Constraint(asked) => asked.ident == name,
        _ => false,
    })
}

/// Whether a bound may tell what an associated type of a name is, by what it says itself or by its traits.
fn may_tell(program: &Program, bound: &Bound, name: &str) -> bool {
    bound.of.is_empty()
        || bound.assoc.iter().any(|(said, _)| said == name)
        || (bound.of.iter()).any(|by| may_declare(program, by, name, &mut Vec::new()))
}

/// What is asked of an associated type is all that is known of it.
fn known_by(mut bounds: Vec<Bound>, own: &Ty, name: &str, of: ItemId) -> Ty {
    let projection = Rc::new(Projection {
        own: own.clone(),
        name: name.to_owned(),
        of: Res::Item(of),
    });
    for bound in &mut bounds {
        bound.projected = Some(projection.clone());
    }
    match bounds.is_empty() {
        true => Ty::Unknown,
        // Whose iterator that is, an impl says which nobody else tells: it is asked for as what it is.
        false => match bounded(bounds.clone()) {
            Ty::Iter(_) => Ty::Bounded(Rc::new(bounds)),
            known => known,
        },
    }
}

/// What a trait asks of its associated types of a name; nothing of one that is not understood.
fn asked_by(program: &Program, by: ItemId, name: &str, depth: usize) -> Vec<Option<Vec<Bound>>> {
    declared_by(program, by, name)
        .map(|member| {
            program.asked.item(member);
            let piece = program.cached_piece(member);
            let Some(Piece::Trait(syn::TraitItem::Type(declared))) = piece.as_deref() else {
                return None;
            };
            let inside = Scope::within(program, member, depth + PROJECTED);
            let bounds = &declared.bounds;
            Some(bounds_of(program, &inside, bounds, depth + PROJECTED))
        })
        .collect()
}

/// The types of a name that a trait declares itself.
fn declared_by(program: &Program, by: ItemId, name: &str) -> impl Iterator<Item = ItemId> {
    let members = program.item(by).members.iter().copied();
    members.filter(move |member| {
        let data = program.item(*member);
        data.name == name && data.kind == Kind::TypeAlias
    })
}

/// What a trait's `Self` and parameters are in a bound on a type.
pub(super) fn given_to(
    program: &Program,
    by: ItemId,
    own: &Ty,
    args: &[Ty],
) -> BTreeMap<Rc<str>, Ty> {
    let mut known: BTreeMap<Rc<str>, Ty> = BTreeMap::new();
    if let Some(Piece::Item(syn::Item::Trait(declared))) = program.cached_piece(by).as_deref() {
        let names = declared.generics.type_params();
        let names = names.map(|parameter| Rc::from(parameter.ident.to_string()));
        known.extend(names.zip(args.iter().cloned()));
    }
    known.insert(Rc::from("Self"), own.clone());
    known
}

/// Whether what a bound says of a name may be said of a trait's type: it is by that trait, or that is above and no other of
/// that name comes before.
fn may_say(program: &Program, bound: &Bound, name: &str, of: Option<&Res>) -> bool {
    let says_of = |of: &Res| {
        let mut by = bound.of.iter();
        by.any(|res| is_or_has(program, res, name, of, 0))
    };
    of.is_none_or(|of| bound.of.is_empty() || says_of(of))
}

fn is_or_has(program: &Program, res: &Res, name: &str, of: &Res, depth: usize) -> bool {
    if res == of || is_iterator(res) && is_iterator(of) {
        return true;
    }
    let Res::Item(by) = res else {
        return false;
    };
    if depth > 16
        || program.item(*by).kind != Kind::Trait
        || declared_by(program, *by, name).next().is_some()
    {
        return false;
    }
    let scope = Scope::of_item(program, *by);
    let above = scope.bounds("Self").iter().flat_map(|bound| &bound.of);
    above
        .filter(|above| *above != res)
        .any(|above| is_or_has(program, above, name, of, depth + 1))
}

fn is_iterator(of: &Res) -> bool {
    matches!(of, Res::Foreign(path) if ITERATORS.contains(&path.as_str()))
}

/// Whether a method of a name is what a trait of std for iterators gives: another may be of what the value leads to.
pub(super) fn is_walked_by(of: &str, name: &str) -> bool {
    let has = |of: &&str| !taken_by(of.rsplit("::").next().unwrap_or_default(), name).is_empty();
    match of {
        "std::iter::IntoIterator" => name == "into_iter",
        of => ITERATORS.contains(&of) && ITERATORS.iter().any(has),
    }
}

/// Whether a method of a trait for iterators gives what it is called on, or what std's iterators give; nothing if it is known
/// by more than what it gives.
pub(super) fn gives_itself(scope: &Scope, bound: &Bound, of: &str, name: &str) -> Option<bool> {
    let is_asked = || {
        let says = bound.assoc.iter().any(|(known, _)| known == "IntoIter");
        let asked = scope.bounds_on_types("IntoIter");
        let mut by = asked.iter().map(|bound| &bound.of);
        says || by.any(|of| of.is_empty() || !of.iter().all(Res::is_of_std))
    };
    match name {
        "by_ref" => Some(true),
        "into_iter" if of != "std::iter::IntoIterator" => Some(true),
        "into_iter" if is_asked() => None,
        _ => Some(false),
    }
}

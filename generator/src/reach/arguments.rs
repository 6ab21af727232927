//! The types among a path's arguments. A constant may be a bare name as well, `Ring<N, T>`, and then it looks like a type: which
//! of them are constants, what they are given to says.

use crate::model::Kind;
use crate::parse::Piece;
use crate::reach::scope::Scope;
use crate::reach::ty::{Ty, convert_within};
use crate::resolve::{ItemId, Program, Res};

/// The type arguments of the last segment that has any.
pub(super) fn type_arguments(
    program: &Program,
    scope: &Scope,
    path: &syn::Path,
    of: Option<&Res>,
) -> Vec<Ty> {
    arguments_at(program, scope, path, usize::MAX, of, 0)
}

/// The same among so many segments.
pub(super) fn arguments_at(
    program: &Program,
    scope: &Scope,
    path: &syn::Path,
    upto: usize,
    of: Option<&Res>,
    depth: usize,
) -> Vec<Ty> {
    let segments = path.segments.iter().take(upto);
    match segments.filter_map(list_of).last() {
        Some(list) => types_among(program, scope, list, of, depth),
        None => Vec::new(),
    }
}

/// The types among these arguments.
pub(super) fn types_among(
    program: &Program,
    scope: &Scope,
    list: &syn::AngleBracketedGenericArguments,
    of: Option<&Res>,
    depth: usize,
) -> Vec<Ty> {
    let of = match of {
        Some(Res::Item(item)) => Some(*item),
        _ => None,
    };
    let types = types_in(program, list, of).into_iter();
    types
        .map(|ty| convert_within(program, scope, ty, depth + 1))
        .collect()
}

/// The same as they are written.
pub(super) fn types_in<'a>(
    program: &Program,
    list: &'a syn::AngleBracketedGenericArguments,
    of: Option<ItemId>,
) -> Vec<&'a syn::Type> {
    let of = of.filter(|_| list.args.iter().any(may_be_constant));
    let constants = of.map_or_else(Vec::new, |item| constants_of(program, item));
    let placed = list.args.iter().filter(is_placed);
    let is_type = |at: &usize| constants.get(*at) != Some(&true);
    let types = placed.enumerate().filter(|(at, _)| is_type(at));
    types
        .filter_map(|(_, argument)| match argument {
            syn::GenericArgument::Type(ty) => Some(ty),
            _ => None,
        })
        .collect()
}

/// What a path's last segment is given, each in its place: for a function that it names, for what the path goes through
/// has arguments of its own.
pub(super) fn own_arguments(program: &Program, scope: &Scope, path: &syn::Path) -> Vec<Ty> {
    let Some(list) = path.segments.last().and_then(list_of) else {
        return Vec::new();
    };
    let placed = list.args.iter().filter(is_placed);
    placed
        .map(|argument| match argument {
            syn::GenericArgument::Type(ty) => convert_within(program, scope, ty, 1),
            _ => constant(),
        })
        .collect()
}

/// What stands in a constant's place among types.
pub(super) fn constant() -> Ty {
    Ty::unit()
}

/// The parameters that are given arguments by their place, types and constants, each with whether it is a constant.
pub(super) fn placed_parameters(
    generics: &syn::Generics,
) -> impl Iterator<Item = (&syn::Ident, bool)> {
    generics
        .params
        .iter()
        .filter_map(|parameter| match parameter {
            syn::GenericParam::Type(parameter) => Some((&parameter.ident, false)),
            syn::GenericParam::Const(parameter) => Some((&parameter.ident, true)),
            syn::GenericParam::Lifetime(_) => None,
        })
}

fn list_of(segment: &syn::PathSegment) -> Option<&syn::AngleBracketedGenericArguments> {
    match &segment.arguments {
        syn::PathArguments::AngleBracketed(arguments) => Some(arguments),
        _ => None,
    }
}

fn is_placed(argument: &&syn::GenericArgument) -> bool {
    use syn::GenericArgument::{Const, Type};
    matches!(argument, Type(_) | Const(_))
}

fn may_be_constant(argument: &syn::GenericArgument) -> bool {
    match argument {
        syn::GenericArgument::Type(syn::Type::Path(path)) => path.path.get_ident().is_some(),
        syn::GenericArgument::Type(syn::Type::Infer(_) | syn::Type::Macro(_)) => true,
        syn::GenericArgument::Const(_) => true,
        _ => false,
    }
}

/// Of an item's parameters that are given arguments by their place, which are constants.
fn constants_of(program: &Program, item: ItemId) -> Vec<bool> {
    let data = program.item(item);
    let item = match (data.kind, data.parent) {
        (Kind::Variant, Some(parent)) => parent,
        _ => item,
    };
    let kind = program.item(item).kind;
    if !kind.is_adt() && !matches!(kind, Kind::TypeAlias | Kind::Trait) {
        return Vec::new();
    }
    let piece = program.cached_piece(item);
    let generics = match piece.as_deref() {
        Some(Piece::Item(syn::Item::Trait(declared))) => Some(&declared.generics),
        Some(piece) => piece.generics_of_type(),
        None => None,
    };
    let parameters = generics.into_iter().flat_map(placed_parameters);
    parameters.map(|(_, is_constant)| is_constant).collect()
}

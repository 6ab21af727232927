//! Types as far as they are cheaply known. References are looked through: methods are found through them anyway.
//!
//! [`Ty::Unknown`] is always a sound answer, for a call on it keeps every method of its name. So wherever a rule
//! here is not sure, it says so.

use crate::model::Kind;
use crate::parse::Piece;
use crate::reach::arguments::{arguments_at, types_among};
use crate::reach::projected::{Projection, associated, of_self, projection};
use crate::reach::scope::Scope;
use crate::reach::std_types::{ARG_DEREF, shown};
use crate::resolve::{ItemId, ModuleId, Ns, Program, Res, builtin_at, path_names};
use std::collections::BTreeMap;
use std::rc::Rc;

/// A type.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Ty {
    /// Anything.
    Unknown,
    /// `!`.
    Never,
    /// A struct, enum or union of the program, with its type arguments.
    Adt(ItemId, Vec<Ty>),
    /// A type of a crate that is not read, with its type arguments.
    Foreign(Rc<str>, Vec<Ty>),
    /// A built-in type; `int` and `float` for literals without a suffix.
    Builtin(Rc<str>),
    /// A slice or array.
    Slice(Box<Ty>),
    /// A tuple; empty for `()`.
    Tuple(Vec<Ty>),
    /// A type parameter in scope; `Self` in a trait.
    Param(Rc<str>),
    /// `impl Trait`, `dyn Trait`: known by its bounds.
    Bounded(Rc<Vec<Bound>>),
    /// An iterator of std, by what it yields.
    Iter(Box<Ty>),
    /// A function or closure, by what it returns.
    Callable(Box<Ty>),
}

/// A trait bound.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Bound {
    /// The trait; several where its name has several meanings.
    pub(super) of: Vec<Res>,
    /// Its type arguments.
    pub(super) args: Vec<Ty>,
    /// `Item = T`.
    pub(super) assoc: Vec<(String, Ty)>,
    /// `-> T` of the `Fn` traits.
    pub(super) output: Option<Ty>,
    /// Of an associated type, of which this is asked where it is declared: which one that is. Who knows more of what it
    /// belongs to may know the type.
    pub(super) projected: Option<Rc<Projection>>,
}

impl Bound {
    /// One by a trait, of which nothing more is said.
    pub(super) fn by(of: Vec<Res>, args: Vec<Ty>) -> Bound {
        Bound {
            of,
            args,
            assoc: Vec::new(),
            output: None,
            projected: None,
        }
    }

    /// The same with parameters replaced, for another type: what it was asked of is not told any more.
    pub(super) fn put(
        &self,
        known: &BTreeMap<Rc<str>, Ty>,
        again: &dyn Fn(&Projection) -> Ty,
    ) -> Bound {
        let put = |ty: &Ty| ty.put(known, again);
        let assoc = self.assoc.iter();
        Bound {
            of: self.of.clone(),
            args: self.args.iter().map(put).collect(),
            assoc: assoc.map(|(name, ty)| (name.clone(), put(ty))).collect(),
            output: self.output.as_ref().map(put),
            projected: None,
        }
    }
}

/// In place of a path: any type that is not the program's, and has nothing of the program in it.
pub(super) const OTHERS: &str = "std::?";

impl Ty {
    /// A value of some type that is not the program's, and has nothing of the program in it.
    pub(super) fn others() -> Ty {
        Ty::foreign(OTHERS, Vec::new())
    }

    pub(super) fn is_others(&self) -> bool {
        self.is(OTHERS)
    }

    pub(super) fn unit() -> Ty {
        Ty::Tuple(Vec::new())
    }

    pub(super) fn builtin(name: &str) -> Ty {
        Ty::Builtin(Rc::from(name))
    }

    pub(super) fn foreign(path: &str, args: Vec<Ty>) -> Ty {
        Ty::Foreign(Rc::from(path), args)
    }

    pub(super) fn option(of: Ty) -> Ty {
        Ty::foreign("std::option::Option", vec![of])
    }

    pub(super) fn result(ok: Ty, err: Ty) -> Ty {
        Ty::foreign("std::result::Result", vec![ok, err])
    }

    pub(super) fn vec(of: Ty) -> Ty {
        Ty::foreign("std::vec::Vec", vec![of])
    }

    pub(super) fn iter(of: Ty) -> Ty {
        Ty::Iter(Box::new(of))
    }

    pub(super) fn string() -> Ty {
        Ty::foreign("std::string::String", Vec::new())
    }

    /// An argument of a generic type.
    pub(super) fn arg(&self, at: usize) -> Ty {
        match self {
            Ty::Adt(_, args) | Ty::Foreign(_, args) => args.get(at).cloned().unwrap_or(Ty::Unknown),
            _ => Ty::Unknown,
        }
    }

    /// Whether it is the foreign type at a path.
    pub(super) fn is(&self, path: &str) -> bool {
        matches!(self, Ty::Foreign(own, _) if **own == *path)
    }

    /// Parameters replaced; those that are not known become unknown, and so do associated types of parameters.
    pub(super) fn with(&self, known: &BTreeMap<Rc<str>, Ty>) -> Ty {
        self.put(known, &|_| Ty::Unknown)
    }

    /// Parameters replaced, with associated types found again by what is known now of what they belong to.
    pub(super) fn put(
        &self,
        known: &BTreeMap<Rc<str>, Ty>,
        again: &dyn Fn(&Projection) -> Ty,
    ) -> Ty {
        let put = |ty: &Ty| ty.put(known, again);
        let all = |types: &[Ty]| types.iter().map(put).collect();
        match self {
            Ty::Param(name) => known.get(name).cloned().unwrap_or(Ty::Unknown),
            Ty::Adt(item, args) => Ty::Adt(*item, all(args)),
            Ty::Foreign(path, args) => Ty::Foreign(path.clone(), all(args)),
            Ty::Slice(inner) => Ty::Slice(Box::new(put(inner))),
            Ty::Tuple(types) => Ty::Tuple(all(types)),
            Ty::Iter(inner) => Ty::Iter(Box::new(put(inner))),
            Ty::Callable(inner) => Ty::Callable(Box::new(put(inner))),
            Ty::Bounded(bounds) => {
                let mut projected = bounds.iter().filter_map(|bound| bound.projected.as_ref());
                match projected.next() {
                    Some(projection) => again(&Projection {
                        own: put(&projection.own),
                        name: projection.name.clone(),
                        of: projection.of.clone(),
                    }),
                    None => {
                        let bounds = bounds.iter().map(|bound| bound.put(known, again));
                        Ty::Bounded(Rc::new(bounds.collect()))
                    }
                }
            }
            other => other.clone(),
        }
    }

    /// Whether surely no type is both. What is not known, a number written out and what can be named in several ways
    /// may be anything.
    pub(super) fn differs(&self, other: &Ty) -> bool {
        let any = |own: &[Ty], others: &[Ty]| {
            let mut pairs = own.iter().zip(others);
            pairs.any(|(own, other)| own.differs(other))
        };
        let may_be = |own: &str, other: &str| match own {
            "int" => INTEGERS.contains(&other),
            "float" => FLOATS.contains(&other),
            _ => false,
        };
        match (self, other) {
            (Ty::Builtin(own), Ty::Builtin(other)) => {
                own != other && !may_be(own, other) && !may_be(other, own)
            }
            (Ty::Adt(a, own), Ty::Adt(b, other)) => a != b || any(own, other),
            (Ty::Foreign(a, own), Ty::Foreign(b, other)) => a == b && any(own, other),
            (Ty::Slice(own), Ty::Slice(other)) => own.differs(other),
            (Ty::Tuple(own), Ty::Tuple(other)) => own.len() != other.len() || any(own, other),
            (
                Ty::Builtin(_) | Ty::Adt(..) | Ty::Slice(_) | Ty::Tuple(_),
                Ty::Builtin(_) | Ty::Adt(..) | Ty::Slice(_) | Ty::Tuple(_),
            ) => true,
            _ => false,
        }
    }

    /// Learns parameters by laying a declared type over an actual one. The first that stands for a parameter decides, for what
    /// comes after it is coerced: one of which that is not known stays so.
    pub(super) fn learn(&self, actual: &Ty, known: &mut BTreeMap<Rc<str>, Ty>) {
        match (self, actual) {
            (Ty::Param(name), actual) => {
                known.entry(name.clone()).or_insert_with(|| actual.clone());
            }
            (Ty::Adt(a, own), Ty::Adt(b, other)) if a == b => {
                own.iter()
                    .zip(other)
                    .for_each(|(own, other)| own.learn(other, known));
            }
            (Ty::Foreign(a, own), Ty::Foreign(b, other)) if a == b => {
                own.iter()
                    .zip(other)
                    .for_each(|(own, other)| own.learn(other, known));
            }
            (Ty::Slice(own), Ty::Slice(other)) => own.learn(other, known),
            (Ty::Slice(own), Ty::Foreign(path, other)) if **path == *"std::vec::Vec" => {
                if let Some(other) = other.first() {
                    own.learn(other, known);
                }
            }
            (Ty::Tuple(own), Ty::Tuple(other)) => {
                own.iter()
                    .zip(other)
                    .for_each(|(own, other)| own.learn(other, known));
            }
            (Ty::Iter(own), Ty::Iter(other)) => own.learn(other, known),
            (Ty::Callable(own), Ty::Callable(other)) => own.learn(other, known),
            (Ty::Bounded(bounds), Ty::Callable(output)) => {
                for bound in bounds.iter() {
                    if let Some(own) = &bound.output {
                        own.learn(output, known);
                    }
                }
            }
            (Ty::Adt(_, args) | Ty::Foreign(_, args) | Ty::Tuple(args), _) => {
                args.iter().for_each(|own| own.learn(&Ty::Unknown, known));
            }
            (Ty::Slice(own), _) => own.learn(&Ty::Unknown, known),
            _ => {}
        }
    }

    /// The structs, enums and unions of the program in it, and whether something in it is not known.
    pub(super) fn local(&self, found: &mut Vec<ItemId>) -> bool {
        match self {
            Ty::Unknown | Ty::Param(_) | Ty::Bounded(_) | Ty::Callable(_) => false,
            Ty::Adt(item, args) => {
                found.push(*item);
                all_local(args, found)
            }
            // What an adaptor goes through is shown with it, whatever it gives.
            Ty::Iter(inner) => {
                inner.local(found);
                false
            }
            // It is shown as what it was made of.
            Ty::Foreign(path, _) if &**path == "std::io::Error" => false,
            // What one owns, or an adaptor keeps of what it goes through, is of a type that it does not name.
            Ty::Foreign(path, args)
                if &**path == "std::borrow::Cow" || path.starts_with("std::iter::") =>
            {
                let before = found.len();
                all_local(args, found) && found.len() == before
            }
            Ty::Foreign(_, args) | Ty::Tuple(args) => all_local(args, found),
            Ty::Slice(inner) => inner.local(found),
            Ty::Never | Ty::Builtin(_) => true,
        }
    }

    /// The types of the program that one of another crate than std holds, in this type.
    pub(super) fn in_others(&self, found: &mut Vec<ItemId>) {
        match self {
            Ty::Foreign(path, args) if !path.starts_with("std::") => {
                all_local(args, found);
            }
            Ty::Adt(_, args) | Ty::Foreign(_, args) | Ty::Tuple(args) => {
                args.iter().for_each(|ty| ty.in_others(found));
            }
            Ty::Slice(inner) | Ty::Iter(inner) => inner.in_others(found),
            Ty::Unknown
            | Ty::Param(_)
            | Ty::Bounded(_)
            | Ty::Callable(_)
            | Ty::Never
            | Ty::Builtin(_) => {}
        }
    }
}

fn all_local(types: &[Ty], found: &mut Vec<ItemId>) -> bool {
    // Each is looked at, also after one that is not known.
    let known: Vec<bool> = types.iter().map(|ty| ty.local(found)).collect();
    known.into_iter().all(|known| known)
}

/// The type of two branches of one expression: where an argument of the one is not known, the other's is it.
pub(super) fn either(a: Ty, b: Ty) -> Ty {
    match (a, b) {
        (Ty::Builtin(a), Ty::Builtin(b)) if matches!(&*a, "int" | "float") => Ty::Builtin(b),
        (Ty::Builtin(a), Ty::Builtin(b)) if matches!(&*b, "int" | "float") => Ty::Builtin(a),
        // What is not known may be an object, which the other is coerced to.
        (Ty::Foreign(a, own), b) if ARG_DEREF.contains(&&*a) => any_of(Ty::Foreign(a, own), b),
        (a, b) => alike(a, b, |own, other| match (own, other) {
            (Ty::Unknown, known) | (known, Ty::Unknown) => known,
            (own, other) => either(own, other),
        }),
    }
}

/// The type of what one of two functions gives, or is under one of two aliases, nobody knows which.
pub(super) fn any_of(a: Ty, b: Ty) -> Ty {
    let both = |names: &[&str], a: &str, b: &str| names.contains(&a) && names.contains(&b);
    match (&a, &b) {
        (Ty::Builtin(one), Ty::Builtin(other)) if one != other => {
            // As of a literal, all that is known is that it is a number.
            if both(INTEGERS, one, other) {
                Ty::builtin("int")
            } else if both(FLOATS, one, other) {
                Ty::builtin("float")
            } else {
                Ty::Unknown
            }
        }
        _ => alike(a, b, any_of),
    }
}

/// Names of types that a literal without a suffix may have.
pub(super) const INTEGERS: &[&str] = &[
    "int", "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize",
];
pub(super) const FLOATS: &[&str] = &["float", "f32", "f64"];

/// Two types as one, if they are the same but for their arguments.
fn alike(a: Ty, b: Ty, argument: impl Fn(Ty, Ty) -> Ty) -> Ty {
    let zip = |own: Vec<Ty>, other: Vec<Ty>| {
        let pairs = own.into_iter().zip(other);
        pairs.map(|(own, other)| argument(own, other)).collect()
    };
    match (a, b) {
        (Ty::Never, other) | (other, Ty::Never) => other,
        (a, b) if a == b => a,
        (Ty::Adt(a, own), Ty::Adt(b, other)) if a == b && own.len() == other.len() => {
            Ty::Adt(a, zip(own, other))
        }
        // Of std's collections the last, by what they have their memory, is mostly left out.
        (Ty::Foreign(a, own), Ty::Foreign(b, other))
            if a == b && (own.len() == other.len() || a.starts_with("std::")) =>
        {
            Ty::Foreign(a, zip(own, other))
        }
        _ => Ty::Unknown,
    }
}

/// How deep types are followed.
pub(super) const DEEPEST: usize = 24;

/// What an alias or projection weighs: each may come to many more.
pub(super) const PROJECTED: usize = 7;

/// Turns syntax into types, in a scope.
pub(super) fn convert(program: &Program, scope: &Scope, ty: &syn::Type) -> Ty {
    convert_within(program, scope, ty, 0)
}

pub(super) fn convert_within(program: &Program, scope: &Scope, ty: &syn::Type, depth: usize) -> Ty {
    if depth > DEEPEST {
        return Ty::Unknown;
    }
    let inner = |ty: &syn::Type| convert_within(program, scope, ty, depth + 1);
    match ty {
        syn::Type::Reference(reference) => inner(&reference.elem),
        syn::Type::Paren(paren) => inner(&paren.elem),
        syn::Type::Group(group) => inner(&group.elem),
        // A raw pointer has methods of its own, but no way to its target's without a dereference.
        syn::Type::Ptr(pointer) => inner(&pointer.elem),
        syn::Type::Slice(slice) => Ty::Slice(Box::new(inner(&slice.elem))),
        syn::Type::Array(array) => Ty::Slice(Box::new(inner(&array.elem))),
        syn::Type::Tuple(tuple) => Ty::Tuple(tuple.elems.iter().map(inner).collect()),
        syn::Type::Never(_) => Ty::Never,
        syn::Type::FnPtr(pointer) => Ty::Callable(Box::new(match &pointer.output {
            syn::ReturnType::Default => Ty::unit(),
            syn::ReturnType::Type(_, ty) => inner(ty),
        })),
        syn::Type::ImplTrait(syn::TypeImplTrait { bounds, .. })
        | syn::Type::TraitObject(syn::TypeTraitObject { bounds, .. }) => {
            match scope.hides_any(bounds) {
                true => Ty::Unknown,
                false => bounded(bounds_of(program, scope, bounds, depth)),
            }
        }
        syn::Type::Path(path) => path_type(program, scope, path, true, depth),
        _ => Ty::Unknown,
    }
}

/// A type known by its bounds; iterators and functions by what they give.
pub(super) fn bounded(bounds: Vec<Bound>) -> Ty {
    if let [bound] = &bounds[..] {
        let of_std = |names: &[&str]| {
            bound
                .of
                .iter()
                .any(|of| matches!(of, Res::Foreign(path) if names.contains(&path.as_str())))
        };
        if let (true, Some((_, item))) = (
            of_std(ITERATORS),
            bound.assoc.iter().find(|(name, _)| name == "Item"),
        ) {
            return Ty::iter(item.clone());
        }
        if let Some(output) = &bound.output {
            return Ty::Callable(Box::new(output.clone()));
        }
    }
    Ty::Bounded(Rc::new(bounds))
}

/// Traits whose values are iterators or give one.
pub(super) const ITERATORS: &[&str] = &[
    "std::iter::Iterator",
    "std::iter::IntoIterator",
    "std::iter::DoubleEndedIterator",
    "std::iter::ExactSizeIterator",
    "std::iter::FusedIterator",
];

/// The bounds in a list.
pub(super) fn bounds_of<'a>(
    program: &Program,
    scope: &Scope,
    bounds: impl IntoIterator<Item = &'a syn::TypeParamBound>,
    depth: usize,
) -> Vec<Bound> {
    let mut found = Vec::new();
    for bound in bounds {
        let syn::TypeParamBound::Trait(bound) = bound else {
            continue;
        };
        found.push(bound_of(program, scope, &bound.path, depth));
    }
    found
}

/// The bound that a trait's path makes.
pub(super) fn bound_of(program: &Program, scope: &Scope, path: &syn::Path, depth: usize) -> Bound {
    let names = path_names(path);
    let of = scope.resolve_whole(program, &names, path.leading_colon.is_some(), Ns::Type);
    let mut bound = Bound::by(of, Vec::new());
    match path.segments.last().map(|segment| &segment.arguments) {
        Some(syn::PathArguments::AngleBracketed(arguments)) => {
            bound.args = types_among(program, scope, arguments, bound.of.first(), depth);
            for argument in &arguments.args {
                match argument {
                    syn::GenericArgument::AssocType(assoc) => {
                        let ty = match assoc.generics.as_ref().is_some_and(is_for_some) {
                            true => Ty::Unknown,
                            false => convert_within(program, scope, &assoc.ty, depth + 1),
                        };
                        bound.assoc.push((assoc.ident.to_string(), ty));
                    }
                    // Where it is declared, less is asked of it.
                    syn::GenericArgument::Constraint(asked) => {
                        bound.assoc.push((asked.ident.to_string(), Ty::Unknown));
                    }
                    _ => {}
                }
            }
        }
        Some(syn::PathArguments::Parenthesized(arguments)) => {
            let output = match &arguments.output {
                syn::ReturnType::Default => Ty::unit(),
                syn::ReturnType::Type(_, ty) => convert_within(program, scope, ty, depth + 1),
            };
            // `AsyncFn() -> T` gives what is awaited first.
            bound.output = Some(match bound.of.iter().any(is_async) {
                true => Ty::foreign("std::future::Future", vec![output]),
                false => output,
            });
        }
        _ => {}
    }
    bound
}

/// Whether an associated type's own arguments are types or constants: what is said of it is said for those alone.
fn is_for_some(arguments: &syn::AngleBracketedGenericArguments) -> bool {
    let is_lifetime =
        |argument: &syn::GenericArgument| matches!(argument, syn::GenericArgument::Lifetime(_));
    !arguments.args.iter().all(is_lifetime)
}

/// Whether a trait is one of what is called and then awaited.
fn is_async(of: &Res) -> bool {
    matches!(of, Res::Foreign(path) if path.starts_with("std::ops::AsyncFn"))
}

/// The type that stands in an expression: what is left out of its arguments, the compiler finds.
pub(super) fn convert_open(program: &Program, scope: &Scope, path: &syn::TypePath) -> Ty {
    path_type(program, scope, path, false, 0)
}

fn path_type(
    program: &Program,
    scope: &Scope,
    path: &syn::TypePath,
    by_default: bool,
    depth: usize,
) -> Ty {
    if path.qself.is_some() {
        return projection(program, scope, path, depth);
    }
    let path = &path.path;
    let names = path_names(path);
    let Some(first) = names.first() else {
        return Ty::Unknown;
    };
    if path.leading_colon.is_none() {
        if first == "Self"
            && let Some(own) = &scope.self_ty
        {
            return match &names[1..] {
                [] => own.clone(),
                [name] => of_self(program, scope, name, depth),
                _ => Ty::Unknown,
            };
        }
        if let Some(name) = scope.param(first) {
            if scope.may_hide(program, first) {
                return Ty::Unknown;
            }
            return match &names[1..] {
                [] | [_] if scope.is_others(&name) => Ty::others(),
                [] => Ty::Param(name),
                [name_of] => associated(program, scope, &Ty::Param(name), name_of, None, depth),
                _ => Ty::Unknown,
            };
        }
    }
    let absolute = path.leading_colon.is_some();
    if scope.hides(&names, absolute) {
        return Ty::Unknown;
    }
    let found = scope.resolve(program, &names, absolute, Ns::Type);
    let mut result = None;
    for (res, taken) in found {
        let mut arguments = arguments_at(program, scope, path, taken, Some(&res), depth);
        if let (Res::Item(item), true) = (&res, by_default) {
            fill_with_defaults(program, *item, &mut arguments, depth);
        }
        let base = named(program, &res, arguments, depth);
        let ty = match &names[taken..] {
            [] => base,
            [name] => associated(program, scope, &base, name, None, depth),
            _ => Ty::Unknown,
        };
        result = Some(match result {
            None => ty,
            Some(other) => any_of(other, ty),
        });
    }
    result.unwrap_or(Ty::Unknown)
}

/// Where a type is written, arguments that are left out are what its parameters are by default.
fn fill_with_defaults(program: &Program, item: ItemId, arguments: &mut Vec<Ty>, depth: usize) {
    if !program.item(item).kind.is_adt() {
        return;
    }
    let piece = program.cached_piece(item);
    let Some(generics) = piece.as_deref().and_then(Piece::generics_of_type) else {
        return;
    };
    let own = || Scope::within(program, item, depth + PROJECTED);
    let mut scope = None;
    for parameter in generics.type_params().skip(arguments.len()) {
        let Some((_, default)) = &parameter.default else {
            return;
        };
        let ty = convert_within(
            program,
            scope.get_or_insert_with(own),
            default,
            depth + PROJECTED,
        );
        let names = generics
            .type_params()
            .map(|other| Rc::from(other.ident.to_string()));
        let known = names.zip(arguments.iter().cloned()).collect();
        arguments.push(ty.with(&known));
    }
}

/// The type that a resolved name stands for.
pub(super) fn named(program: &Program, res: &Res, mut arguments: Vec<Ty>, depth: usize) -> Ty {
    match res {
        Res::Builtin(name) => Ty::builtin(name),
        Res::Foreign(path) => match builtin_at(path) {
            Some(name) => Ty::builtin(name),
            None => {
                let nominal = program.nominal(path);
                let path = nominal.as_deref().unwrap_or(path);
                result_by_alias(path, &arguments).unwrap_or_else(|| Ty::foreign(path, arguments))
            }
        },
        Res::Module(_) => Ty::Unknown,
        Res::Item(item) => match program.item(*item).kind {
            Kind::Struct | Kind::Enum | Kind::Union => {
                // What is left out is not known.
                let wanted = parameters(program, *item).len();
                arguments.resize(wanted, Ty::Unknown);
                Ty::Adt(*item, arguments)
            }
            Kind::Variant => match program.item(*item).parent {
                Some(parent) => named(program, &Res::Item(parent), arguments, depth),
                None => Ty::Unknown,
            },
            Kind::Trait => Ty::Bounded(Rc::new(vec![Bound::by(vec![res.clone()], arguments)])),
            Kind::TypeAlias => match program.cached_piece(*item).as_deref() {
                Some(Piece::Item(syn::Item::Type(alias))) => {
                    let own = Scope::within(program, *item, depth + PROJECTED);
                    let ty = convert_within(program, &own, &alias.ty, depth + 1);
                    let names = alias
                        .generics
                        .type_params()
                        .map(|parameter| Rc::from(parameter.ident.to_string()));
                    let again = |projection: &Projection| projection.found(program, None, depth);
                    ty.put(&names.zip(arguments).collect(), &again)
                }
                _ => Ty::Unknown,
            },
            _ => Ty::Unknown,
        },
    }
}

/// What an alias of std for a result stands for.
fn result_by_alias(path: &str, arguments: &[Ty]) -> Option<Ty> {
    let ok = || arguments.first().cloned().unwrap_or(Ty::Unknown);
    Some(match path {
        "std::fmt::Result" => shown(),
        "std::io::Result" => Ty::result(ok(), Ty::foreign("std::io::Error", Vec::new())),
        "std::sync::LockResult" => {
            Ty::result(ok(), Ty::foreign("std::sync::PoisonError", vec![ok()]))
        }
        "std::sync::TryLockResult" => {
            Ty::result(ok(), Ty::foreign("std::sync::TryLockError", vec![ok()]))
        }
        // What a thread was ended with is of any type.
        "std::thread::Result" => Ty::result(ok(), Ty::Unknown),
        _ => return None,
    })
}

/// Names of the type parameters of an item.
pub(super) fn parameters(program: &Program, item: ItemId) -> Vec<Rc<str>> {
    let piece = program.cached_piece(item);
    let generics = match program.item(item).kind.is_adt() {
        true => piece.as_deref().and_then(Piece::generics_of_type),
        false => None,
    };
    let parameters = generics.into_iter().flat_map(syn::Generics::type_params);
    parameters
        .map(|parameter| Rc::from(parameter.ident.to_string()))
        .collect()
}

/// The module in which a path of the type's own item is looked up.
pub(super) fn home(program: &Program, item: ItemId) -> ModuleId {
    program
        .item(item)
        .inside
        .unwrap_or(program.item(item).module)
}

//! Functions that only move what they are given: constructors, getters, and what puts one into another. Such a function
//! calls nothing and drops nothing that its caller chose, so that who else may come in with its arguments says nothing
//! of what it gives.
//!
//! Only what surely does no more is taken for one. All else, also what merely is not known, is not.

use crate::model::Kind;
use crate::parse::{Piece, attributes_of};
use crate::reach::hidden::Taken;
use crate::reach::live::Reach;
use crate::reach::looks::is_number;
use crate::reach::patterns::member_name;
use crate::reach::quiet::wraps_in_place;
use crate::reach::scope::Scope;
use crate::reach::syntax::{has_conditions, named_inputs};
use crate::reach::ty::{Bound, Ty, convert};
use crate::resolve::{Head, ItemData, ItemId, Ns, Res, path_names};
use std::collections::BTreeSet;
use std::rc::Rc;
use syn::Expr;

/// How many functions one such may call, one within the other.
const DEEPEST: usize = 8;

/// Functions of std that give something empty.
const EMPTY: &[&str] = &[
    "std::mem::MaybeUninit::uninit",
    "std::string::String::new",
    "std::vec::Vec::new",
];

/// Constants of std, and what it has one value of.
const VALUES: &[&str] = &[
    "std::marker::PhantomData",
    "std::marker::PhantomPinned",
    "std::option::Option::None",
];

/// Generic types of std to which nothing dereferences, or which dereference to a list of what they hold.
const ENDS: &[&str] = &[
    "std::cell::Cell",
    "std::cell::RefCell",
    "std::cell::UnsafeCell",
    "std::marker::PhantomData",
    "std::mem::MaybeUninit",
    "std::option::Option",
    "std::ptr::NonNull",
    "std::result::Result",
    "std::vec::Vec",
];

/// An argument.
struct Argument {
    name: String,
    ty: Ty,
    /// Whether it is a reference.
    is_lent: bool,
    /// Whether nothing happens that its type does not tell when it is dropped.
    is_closed: bool,
}

/// The body of a function that is looked at.
pub(super) struct Body {
    pub(super) scope: Rc<Scope>,
    arguments: Vec<Argument>,
    /// How it takes `self`.
    pub(super) receiver: Taken,
    /// The type parameter that it gives a value of, if it gives one.
    gives: Option<Ty>,
    /// How many functions it is called by.
    pub(super) depth: usize,
}

/// A place in an argument.
pub(super) struct Place<'a> {
    argument: &'a Argument,
    pub(super) ty: Ty,
    /// What the last field that leads to it is a field of, and its name.
    within: Option<(Ty, String)>,
    fields: usize,
}

impl Place<'_> {
    /// Whether it lies in what the function only borrows.
    pub(super) fn is_lent(&self) -> bool {
        self.argument.is_lent
    }
}

impl Reach<'_> {
    /// Whether a function only moves what it is given.
    pub(super) fn only_moves(&self, function: ItemId) -> bool {
        self.moves_at(function, 0)
    }

    pub(super) fn moves_at(&self, function: ItemId, depth: usize) -> bool {
        let program = self.program;
        // Of it, its text counts.
        program.asked.item(function);
        let data = program.item(function);
        let parent = data.parent.map(|parent| program.item(parent));
        if depth > DEEPEST
            || data.kind != Kind::Fn
            || may_be_rewritten(data)
            || parent.is_some_and(may_be_rewritten)
            || program.given(function).is_some()
        {
            return false;
        }
        let Some(piece) = program.cached_piece(function) else {
            return false;
        };
        let (signature, block) = match &*piece {
            Piece::Item(syn::Item::Fn(i)) => (&i.sig, &*i.block),
            Piece::Impl(syn::ImplItem::Fn(i)) => (&i.sig, &i.block),
            Piece::Trait(syn::TraitItem::Fn(i)) => match &i.default {
                Some(block) => (&i.sig, block),
                None => return false,
            },
            _ => return false,
        };
        if signature.asyncness.is_some() {
            return false;
        }
        let [syn::Stmt::Expr(value, None)] = &block.stmts[..] else {
            return false;
        };
        let scope = self.scope_of(function);
        let Some(arguments) = self.taken_by(signature, &scope) else {
            return false;
        };
        let gives = match &signature.output {
            syn::ReturnType::Type(_, ty) => parameter_in(ty, &scope),
            syn::ReturnType::Default => None,
        };
        let receiver = signature.receiver();
        let body = Body {
            scope,
            arguments,
            receiver: receiver.map_or(Taken::Unknown, |receiver| Taken::of(&receiver.kind)),
            gives,
            depth,
        };
        let mut moved = Vec::new();
        self.moves_value(&body, value, true, &mut moved)
            && body.arguments.iter().all(|argument| {
                let times = moved.iter().filter(|name| **name == argument.name);
                argument.is_lent || argument.is_closed || times.count() == 1
            })
    }

    /// None if one of them has no name of its own, or may not be there.
    fn taken_by(&self, signature: &syn::Signature, scope: &Scope) -> Option<Vec<Argument>> {
        if has_conditions(signature) {
            return None;
        }
        let argument = |name: String, ty: Ty, is_lent: bool| Argument {
            is_closed: self.is_known_whole(&ty) || self.is_copy(scope, &ty, 0),
            name,
            ty,
            is_lent,
        };
        let mut arguments = Vec::new();
        if let Some(receiver) = signature.receiver() {
            let own = scope.self_ty.clone().unwrap_or(Ty::Unknown);
            arguments.push(match &receiver.kind {
                syn::ReceiverKind::Typed(_, ty) => {
                    let is_lent = matches!(ty.as_ref(), syn::Type::Reference(_));
                    argument("self".to_owned(), convert(self.program, scope, ty), is_lent)
                }
                syn::ReceiverKind::Reference(..) => argument("self".to_owned(), own, true),
                _ => argument("self".to_owned(), own, false),
            });
        }
        for (name, ty) in named_inputs(signature) {
            let is_lent = matches!(ty, syn::Type::Reference(_));
            arguments.push(argument(name, convert(self.program, scope, ty), is_lent));
        }
        let names: BTreeSet<&str> = arguments.iter().map(|known| &*known.name).collect();
        let is_named = names.len() == arguments.len() && !names.contains("");
        is_named.then_some(arguments)
    }

    /// Whether an expression only moves; the arguments that it does move whole. `last` is what the function gives.
    fn moves_value(&self, body: &Body, value: &Expr, last: bool, moved: &mut Vec<String>) -> bool {
        if !attributes_of(value).is_empty() {
            return false;
        }
        let mut all = |values: Vec<&Expr>| {
            let mut values = values.into_iter();
            values.all(|value| self.moves_value(body, value, false, moved))
        };
        match value {
            Expr::Lit(_) => true,
            Expr::Paren(inner) => self.moves_value(body, &inner.expr, last, moved),
            Expr::Group(inner) => self.moves_value(body, &inner.expr, last, moved),
            Expr::Unsafe(inner) => match &inner.block.stmts[..] {
                [syn::Stmt::Expr(value, None)] => all(vec![value]),
                _ => false,
            },
            Expr::Tuple(tuple) => all(tuple.elems.iter().collect()),
            Expr::Array(array) => all(array.elems.iter().collect()),
            Expr::Struct(literal) => {
                literal.rest.is_none()
                    && literal.qself.is_none()
                    && self.constructs(body, &literal.path, Ns::Type)
                    && literal.fields.iter().all(|field| field.attrs.is_empty())
                    && all(literal.fields.iter().map(|field| &field.expr).collect())
            }
            Expr::Call(call) => match &*call.func {
                Expr::Path(function) if function.qself.is_none() && function.attrs.is_empty() => {
                    self.calls_what_moves(body, &function.path) && all(call.args.iter().collect())
                }
                _ => false,
            },
            Expr::Reference(reference) => {
                let place = self.place_in(body, &reference.expr);
                place.is_some_and(|place| {
                    place.argument.is_lent && self.ends_there(&body.scope, &place.ty)
                })
            }
            Expr::MethodCall(call) => {
                self.only_looks(body, call) || self.calls_what_counts(body, call)
            }
            Expr::Cast(_) | Expr::Unary(_) | Expr::Binary(_) => self.only_counts(body, value),
            Expr::Path(path) if path.qself.is_none() => {
                match path.path.get_ident().map(ToString::to_string) {
                    Some(name) if body.arguments.iter().any(|known| known.name == name) => {
                        self.moves_place(body, value, last, moved)
                    }
                    _ => self.is_value(body, &path.path),
                }
            }
            Expr::Field(_) => self.moves_place(body, value, last, moved),
            _ => false,
        }
    }

    /// A place is moved or copied out of an argument.
    fn moves_place(&self, body: &Body, value: &Expr, last: bool, moved: &mut Vec<String>) -> bool {
        let Some(place) = self.place_in(body, value) else {
            return false;
        };
        // A reference may be made one to what it dereferences to; what is moved whole is none, or says so, and what a type
        // parameter stands for is not made anything.
        let is_as_it_is = last && body.gives.as_ref() == Some(&place.ty);
        let may_be_one = place.argument.is_lent || place.fields > 0;
        if may_be_one && !is_as_it_is && !self.ends_there(&body.scope, &place.ty) {
            return false;
        }
        if place.argument.is_lent || place.argument.is_closed {
            return true;
        }
        moved.push(place.argument.name.clone());
        match (&place.within, place.fields) {
            (None, _) => true,
            // What else it holds is dropped.
            (Some((Ty::Adt(item, types), field)), 1) => {
                let names = crate::reach::ty::parameters(self.program, *item);
                let known = names.into_iter().zip(types.iter().cloned()).collect();
                let fields = self.declared_fields(*item);
                self.program.item(*item).kind == Kind::Struct
                    && fields
                        .iter()
                        .filter(|(name, _)| name != field)
                        .all(|(_, ty)| self.is_known_whole(&ty.with(&known)))
            }
            _ => false,
        }
    }

    pub(super) fn place_in<'a>(&self, body: &'a Body, value: &Expr) -> Option<Place<'a>> {
        if !attributes_of(value).is_empty() {
            return None;
        }
        match value {
            Expr::Paren(inner) => self.place_in(body, &inner.expr),
            Expr::Path(path) if path.qself.is_none() => {
                let name = path.path.get_ident()?.to_string();
                let argument = body.arguments.iter().find(|known| known.name == name)?;
                Some(Place {
                    argument,
                    ty: argument.ty.clone(),
                    within: None,
                    fields: 0,
                })
            }
            Expr::Field(field) => {
                let base = self.place_in(body, &field.base)?;
                let name = member_name(&field.member);
                let ty = match &base.ty {
                    Ty::Adt(item, types) => self.field_seen(&body.scope, *item, types, &name)?,
                    Ty::Tuple(types) => types.get(name.parse::<usize>().ok()?)?.clone(),
                    _ => return None,
                };
                Some(Place {
                    argument: base.argument,
                    ty,
                    within: Some((base.ty, name)),
                    fields: base.fields + 1,
                })
            }
            _ => None,
        }
    }

    /// Whether a path surely means a struct or a variant of the program.
    fn constructs(&self, body: &Body, path: &syn::Path, ns: Ns) -> bool {
        let names = path_names(path);
        let own = match (names.first().map(String::as_str), &body.scope.self_ty) {
            (Some("Self"), Some(Ty::Adt(item, _))) => Some(*item),
            (Some("Self"), _) => return false,
            _ => None,
        };
        let kind = |item: ItemId| self.program.item(item).kind;
        let found = match (own, &names[1..]) {
            (Some(own), []) => own,
            (Some(own), [name]) => {
                let members = &self.program.item(own).members;
                let named = |member: &&ItemId| self.program.item(**member).name == *name;
                let mut members = members.iter().filter(named);
                match (members.next(), members.next()) {
                    (Some(member), None) => *member,
                    _ => return false,
                }
            }
            (Some(_), _) => return false,
            (None, _) => match &self.whole(body, path, ns)[..] {
                [Res::Item(item)] => *item,
                _ => return false,
            },
        };
        matches!(kind(found), Kind::Struct | Kind::Variant)
    }

    fn whole(&self, body: &Body, path: &syn::Path, ns: Ns) -> Vec<Res> {
        let absolute = path.leading_colon.is_some();
        let names = path_names(path);
        body.scope.resolve_whole(self.program, &names, absolute, ns)
    }

    /// Whether a path is a constant.
    fn is_value(&self, body: &Body, path: &syn::Path) -> bool {
        match &self.whole(body, path, Ns::Value)[..] {
            [Res::Foreign(path)] => VALUES.contains(&path.as_str()),
            [Res::Item(item)] if self.program.item(*item).kind == Kind::Const => {
                self.program.item(*item).parent.is_none()
            }
            _ => self.constructs(body, path, Ns::Value),
        }
    }

    /// Whether what a path calls only moves.
    fn calls_what_moves(&self, body: &Body, path: &syn::Path) -> bool {
        if self.constructs(body, path, Ns::Value) {
            return true;
        }
        let names = path_names(path);
        let absolute = path.leading_colon.is_some();
        let function = match &self.whole(body, path, Ns::Value)[..] {
            [Res::Item(item)] => *item,
            [Res::Foreign(path)] => return is_moving(path),
            [] => {
                let Some((name, of)) = names.split_last() else {
                    return false;
                };
                let owner = match (of, &body.scope.self_ty) {
                    ([own], Some(ty)) if own == "Self" => ty.clone(),
                    ([own], _) if body.scope.param(own).is_some() => return false,
                    _ => {
                        let found = body
                            .scope
                            .resolve_whole(self.program, of, absolute, Ns::Type);
                        match &found[..] {
                            [Res::Item(item)] => Ty::Adt(*item, Vec::new()),
                            [Res::Foreign(of)] => {
                                return is_moving(&format!("{of}::{name}"));
                            }
                            _ => return false,
                        }
                    }
                };
                let Ty::Adt(owner, _) = owner else {
                    return false;
                };
                let members = self.index.of_head(self.program, &Head::Item(owner), name);
                match &members.collect::<Vec<_>>()[..] {
                    [only] if self.is_inherent(*only) => *only,
                    _ => return false,
                }
            }
            _ => return false,
        };
        self.moves_at(function, body.depth + 1)
    }

    /// Whether a value of a type is copied, and so never dropped.
    pub(super) fn is_copy(&self, scope: &Scope, ty: &Ty, depth: usize) -> bool {
        match ty {
            Ty::Builtin(_) => is_number(ty),
            Ty::Tuple(types) => types.iter().all(|ty| self.is_copy(scope, ty, depth)),
            Ty::Param(_) => {
                let traits = scope.bounds_on(ty).iter();
                traits
                    .filter(|bound| bound.of.len() == 1)
                    .flat_map(|bound| &bound.of)
                    .any(|of| self.comes_with(of, "std::marker::Copy", depth))
            }
            Ty::Adt(item, types) => {
                let derives = self.derives_of(*item);
                derives.of_std.iter().any(|name| name == "Copy")
                    && types.iter().all(|ty| self.is_copy(scope, ty, depth))
            }
            _ => false,
        }
    }

    /// Whether a trait is this one of std, or stands below it.
    fn comes_with(&self, of: &Res, wanted: &str, depth: usize) -> bool {
        match of {
            Res::Foreign(path) => path == wanted,
            Res::Item(of) if depth < DEEPEST => {
                let above = self.supertraits(*of);
                let mut above = above.iter();
                above.any(|above| self.comes_with(above, wanted, depth + 1))
            }
            _ => false,
        }
    }

    /// Whether nothing but std's own code runs where a reference to a value of this type is made one to something else.
    fn ends_there(&self, scope: &Scope, ty: &Ty) -> bool {
        match ty {
            Ty::Builtin(_) | Ty::Slice(_) | Ty::Tuple(_) => true,
            Ty::Adt(item, _) => self.surely_leads_nowhere(*item),
            Ty::Foreign(path, types) => {
                ENDS.contains(&&**path) || types.is_empty() && self.is_closed(ty)
            }
            Ty::Param(_) => !self.may_lead(scope, ty),
            _ => false,
        }
    }

    /// Whether a type that is known by its bounds may dereference, as far as those tell.
    pub(super) fn may_lead(&self, scope: &Scope, ty: &Ty) -> bool {
        let ends =
            |bound: &Bound| !bound.of.is_empty() && bound.of.iter().all(|of| self.ends_with(of, 0));
        !scope.bounds_on(ty).iter().all(ends)
    }

    /// Whether a type has no `Deref`, and nobody may have written one that is not seen.
    fn surely_leads_nowhere(&self, item: ItemId) -> bool {
        !self.implements(item, "Deref") && self.is_all_seen(item)
    }

    /// Whether nobody may have written impls for a type that are not seen.
    pub(super) fn is_all_seen(&self, item: ItemId) -> bool {
        let name = &self.program.item(item).name;
        let mut unseen = self.program.unseen_impls().iter();
        !self.may_have_written(item)
            && self.may_write_for(name).is_empty()
            && !unseen.any(|(_, names)| names.contains(name))
    }

    /// Whether a trait brings no `Deref`, as far as it is known.
    fn ends_with(&self, of: &Res, depth: usize) -> bool {
        match of {
            Res::Foreign(path) => path.starts_with("std::") && !path.starts_with("std::ops::Deref"),
            Res::Item(of) if depth < DEEPEST => {
                let above = self.supertraits(*of);
                above.iter().all(|above| self.ends_with(above, depth + 1))
            }
            _ => false,
        }
    }
}

/// Whether a function of std moves what it is given into what it gives, or gives something empty.
fn is_moving(path: &str) -> bool {
    wraps_in_place(path) || EMPTY.contains(&path)
}

/// Whether a macro may write an item anew.
fn may_be_rewritten(data: &ItemData) -> bool {
    data.marks.given || !data.marks.given_if.is_empty()
}

/// The type parameter that a type is, written as it is.
fn parameter_in(ty: &syn::Type, scope: &Scope) -> Option<Ty> {
    let syn::Type::Path(syn::TypePath {
        qself: None, path, ..
    }) = ty
    else {
        return None;
    };
    let name = path.get_ident()?.to_string();
    scope.param(&name).map(Ty::Param)
}

//! Whether a trait's method may hide a type's own of the same name.
//!
//! The compiler looks for `x.name()` first among what takes the value as `x` is, then among what takes a reference to it,
//! then among what takes one that may change it, and begins again with what `x` leads to. Only among what takes it alike
//! does a type's own go before a trait's. So `x: &mut T` runs a trait's `fn name(&mut self)` and not `T`'s own
//! `fn name(&self)`, and `x: &T` a trait's `fn name(&self)` and not `T`'s own `fn name(self)`.
//! (The Rust reference: method-call expressions.)

use crate::model::Kind;
use crate::parse::{Piece, without_references};
use crate::reach::asks::is_of_std_traits;
use crate::reach::live::Reach;
use crate::reach::members::{arguments_in, name_of};
use crate::reach::patterns::member_name;
use crate::reach::scope::Scope;
use crate::reach::std_own::own_taken;
use crate::reach::std_traits::{is_trait_of_std, taken_by};
use crate::reach::std_types::deref_of;
use crate::reach::ty::{Ty, parameters};
use crate::resolve::{Head, ItemId, Ns, Res, path_names};

/// How many pointers are followed to a field.
const DEEPEST: usize = 4;

/// Methods that all references have by std's impls for them.
const OF_REFERENCES: &[&str] = &["borrow", "clone", "deref", "to_owned"];

/// Methods that std gives whatever has another of its traits, and how they take the value.
const PROVIDED_BY: &[(&str, &str, Taken)] = &[
    ("into_future", "Future", Taken::Value),
    ("into_iter", "Iterator", Taken::Value),
    ("to_string", "Display", Taken::Shared),
];

/// How a method takes the value it is called on, or how an expression has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Taken {
    /// As it is.
    Value,
    /// By a reference.
    Shared,
    /// By one that may change it.
    Unique,
    /// Otherwise, or that is not known.
    #[default]
    Unknown,
}

impl Taken {
    /// How a function takes `self`.
    pub(super) fn of(kind: &syn::ReceiverKind) -> Taken {
        match kind {
            syn::ReceiverKind::Value => Taken::Value,
            syn::ReceiverKind::Reference(_, _, None) => Taken::Shared,
            syn::ReceiverKind::Reference(_, _, Some(_)) => Taken::Unique,
            _ => Taken::Unknown,
        }
    }

    /// Whether a trait's method, taken in one of these ways, may be found before a type's own that is taken as `own`,
    /// where the value is at hand as this says. References to a type may implement the trait as well.
    fn finds_before(self, own: Taken, of_trait: &[Taken]) -> bool {
        match (self, own) {
            (_, Taken::Unknown) | (Taken::Unknown, _) => !of_trait.is_empty(),
            _ if self == own => false,
            (Taken::Value, Taken::Shared) => of_trait
                .iter()
                .any(|taken| matches!(taken, Taken::Value | Taken::Unknown)),
            _ => !of_trait.is_empty(),
        }
    }
}

impl Reach<'_> {
    /// Whether a call of a name that a type has methods of itself may run a trait's that is not the program's: by an impl, a
    /// derive or a default.
    pub(super) fn may_be_hidden(
        &self,
        receiver: &Ty,
        name: &str,
        at_hand: Taken,
        scope: &Scope,
    ) -> bool {
        let Ty::Adt(item, _) = receiver else {
            return false;
        };
        let is_listed = self.is_of_std_traits(name);
        // A macro of another crate writes impls of that crate's traits, which are called where they are in scope; of std's, by
        // names that those have; and of the program's that it is told of.
        let of_std = &self.derives_of(*item).of_std;
        let written = is_listed || self.is_of_own_trait(name);
        let derives = self.program.item(*item).marks.derives.iter();
        let derived = derives
            .filter_map(|path| path.rsplit("::").next())
            .map(str::trim)
            .filter(|of| written || of_std.iter().any(|known| known == of));
        let by_hand = [Head::Item(*item), Head::Any];
        let by_hand = by_hand
            .iter()
            .filter_map(|head| self.index.by_head.get(head))
            .flatten()
            .map(|at| &self.index.impls[*at]);
        let in_scope = self.callable_in_scope(scope.item, receiver, name);
        let mut ways = Vec::new();
        if !in_scope.iter().all(|of| self.says_itself(*item, of, name)) {
            ways.push(Taken::Unknown);
        }
        let by_hand = by_hand
            .clone()
            .filter(|facts| !self.has_member(facts.item, name))
            .flat_map(|facts| {
                let outside = facts.outside && !facts.of_std;
                facts.foreign.iter().map(move |of| (&of[..], outside))
            });
        // What references have, whatever they lead to, is found first on a reference to one.
        if at_hand == Taken::Unknown && OF_REFERENCES.contains(&name) {
            ways.push(Taken::Unknown);
        }
        if self.may_have_by_macro(*item, name, self.is_of_own_trait(name)) {
            ways.push(Taken::Unknown);
        }
        let provided = PROVIDED_BY.iter().filter(|(given, ..)| *given == name);
        let provided = provided.filter(|(_, by, _)| self.implements(*item, by));
        ways.extend(provided.map(|(.., way)| *way));
        for (of, outside) in derived.map(|of| (of, false)).chain(by_hand) {
            // What of another crate may be called is in scope.
            if !outside {
                ways.extend(taken_by_trait(of, name, is_listed));
            }
        }
        !ways.is_empty()
            && !self.has_for_all(receiver, name, |member, kind| {
                self.is_inherent_and_seen(member, scope.module)
                    && !at_hand.finds_before(Taken::of(kind), &ways)
            })
    }

    /// Whether a trait of the program has a function of a name.
    fn is_of_own_trait(&self, name: &str) -> bool {
        let mut members = self.index.members.get(name).into_iter().flatten();
        members.any(|member| {
            let parent = self.program.item(*member).parent;
            parent.is_some_and(|parent| match self.program.item(parent).kind {
                Kind::Trait => true,
                _ => !self.is_inherent(*member),
            })
        })
    }

    /// Whether a method of std's own hides all of this name that the program gives its type, where the value is at hand as
    /// this says. If that is not known, what the program has must take the value by the same reference, and be there for no
    /// references, which may be at hand and are looked at first.
    pub(super) fn is_hidden_by_std(&self, receiver: &Ty, name: &str, at_hand: Taken) -> bool {
        let members = self.index.members.get(name).into_iter().flatten();
        own_taken(receiver, name).is_some_and(|own| {
            let ways: Vec<Taken> = members.clone().filter_map(|at| self.way_in(*at)).collect();
            !at_hand.finds_before(own, &ways)
                || members.clone().all(|member| self.goes_after(own, *member))
        })
    }

    /// How a method of the program's takes a value of a type of std; none that is no method, or a type's own.
    fn way_in(&self, member: ItemId) -> Option<Taken> {
        if self.is_inherent(member) {
            return None;
        }
        let piece = self.program.head(member);
        match piece.as_deref().and_then(Piece::signature) {
            Some(signature) => Some(Taken::of(&signature.receiver()?.kind)),
            None => Some(Taken::Unknown),
        }
    }

    /// Whether a method of the program's is found only after one of std's own that takes the value so.
    fn goes_after(&self, own: Taken, member: ItemId) -> bool {
        let Some(taken) = self.way_in(member) else {
            return true;
        };
        taken == own
            && self.program.item(member).parent.is_some_and(|parent| {
                match self.program.item(parent).kind {
                    Kind::Trait => {
                        let impls = self.index.by_trait.get(&parent).into_iter().flatten();
                        let mut items = impls.map(|at| self.index.impls[*at].item);
                        items.all(|item| self.is_for_no_reference(item))
                    }
                    _ => self.is_for_no_reference(parent),
                }
            })
    }

    /// Whether an impl surely is for a type that is no reference.
    fn is_for_no_reference(&self, item: ItemId) -> bool {
        let piece = self.program.cached_piece(item);
        let Some(Piece::Item(syn::Item::Impl(header))) = piece.as_deref() else {
            return false;
        };
        match &*header.self_ty {
            syn::Type::Slice(_) | syn::Type::Array(_) | syn::Type::Tuple(_) => true,
            syn::Type::Path(path) if path.qself.is_none() => {
                self.surely_means(&self.scope_of(item), &path.path, |res| self.is_type(res))
            }
            _ => false,
        }
    }

    /// Whether the program's own impl of a trait of another crate for a type has a member of a name: else one for all types, of
    /// that crate, may have it.
    pub(super) fn says_itself(&self, item: ItemId, of: &str, name: &str) -> bool {
        let heads = [Head::Item(item), Head::Any];
        let impls = heads.iter().filter_map(|head| self.index.by_head.get(head));
        impls.flatten().any(|at| {
            let facts = &self.index.impls[*at];
            let header = self.program.item(facts.item).header.as_ref();
            let by = header.and_then(|header| header.by.as_deref());
            // With other arguments it is another trait.
            facts.foreign == [of]
                && by.is_some_and(|by| !by.contains('<'))
                && self.has_member(facts.item, name)
                && self.is_for_any_arguments(facts.item)
        })
    }

    /// Whether an impl is for a type with whatever arguments, as far as its bounds let them.
    fn is_for_any_arguments(&self, item: ItemId) -> bool {
        let piece = self.program.cached_piece(item);
        let Some(Piece::Item(syn::Item::Impl(header))) = piece.as_deref() else {
            return false;
        };
        let syn::Type::Path(of) = without_references(&header.self_ty) else {
            return false;
        };
        let mut open: Vec<String> = header.generics.params.iter().filter_map(name_of).collect();
        arguments_in(&of.path).into_iter().all(|argument| {
            let syn::GenericArgument::Type(syn::Type::Path(of)) = argument else {
                return false;
            };
            let at = open.iter().position(|name| of.path.is_ident(name));
            at.map(|at| open.remove(at)).is_some()
        })
    }

    /// Whether an impl surely has a member of a name itself: that one is the type's own.
    fn has_member(&self, container: ItemId, name: &str) -> bool {
        let members = &self.program.item(container).members;
        members.iter().any(|member| {
            let data = self.program.item(*member);
            data.name == name && data.cfgs.is_empty()
        })
    }

    /// Whether a trait of std may have a function of a name.
    fn is_of_std_traits(&self, name: &str) -> bool {
        is_of_std_traits(name, self.program.build.minor_version)
    }

    /// Whether a trait and all above it are the program's, or known to have no method of a name.
    pub(super) fn cannot_hide(&self, of: &Res, name: &str, depth: usize) -> bool {
        !self.has_too(of, name, true, depth)
    }

    /// Whether a trait or one above it that is not the program's may have a method of a name; those of other crates, if any
    /// of theirs may be called so.
    pub(super) fn has_too(&self, of: &Res, name: &str, others: bool, depth: usize) -> bool {
        match of {
            Res::Item(of) => {
                let above = self.supertraits(*of);
                let mut above = above.iter();
                depth >= 16 || above.any(|res| self.has_too(res, name, others, depth + 1))
            }
            Res::Foreign(path) if path.starts_with("std::") => {
                let of = path.rsplit("::").next().unwrap_or_default();
                !taken_by_trait(of, name, self.is_of_std_traits(name)).is_empty()
            }
            Res::Foreign(_) => others,
            _ => true,
        }
    }

    /// How a function takes `self`: in an impl for a type itself, for one for `&T` has another reference around it.
    pub(super) fn self_taken(&self, scope: &Scope, kind: &syn::ReceiverKind) -> Taken {
        match self.is_type_itself(scope, None) {
            true => Taken::of(kind),
            false => Taken::Unknown,
        }
    }

    /// Notes how the variable of a pattern has its value, by the type that is written beside.
    pub(super) fn note_taken(&self, scope: &mut Scope, pattern: &syn::Pat, ty: &syn::Type) {
        if let Some(name) = whole(pattern) {
            let taken = self.taken_as(scope, ty);
            scope.last_is_taken(&name, taken);
        }
    }

    /// How what is of a written type has its value.
    fn taken_as(&self, scope: &Scope, ty: &syn::Type) -> Taken {
        let (inner, taken) = match ty {
            syn::Type::Reference(syn::TypeReference {
                mutability, elem, ..
            }) => match mutability {
                None => (&**elem, Taken::Shared),
                Some(_) => (&**elem, Taken::Unique),
            },
            other => (other, Taken::Value),
        };
        match self.is_type_itself(scope, Some(inner)) {
            true => taken,
            false => Taken::Unknown,
        }
    }

    /// Whether what is written, or `Self`, is a type of the program or of std, and not an alias that may be a reference to
    /// one.
    fn is_type_itself(&self, scope: &Scope, ty: Option<&syn::Type>) -> bool {
        let header;
        let ty = match ty {
            Some(syn::Type::Path(path)) if path.path.is_ident("Self") => None,
            other => other,
        };
        let ty = match ty {
            Some(ty) => ty,
            None => {
                let parent = self.program.item(scope.item).parent;
                header = parent.and_then(|parent| self.program.cached_piece(parent));
                match header.as_deref() {
                    Some(Piece::Item(syn::Item::Impl(header))) => &*header.self_ty,
                    _ => return false,
                }
            }
        };
        let syn::Type::Path(syn::TypePath {
            qself: None, path, ..
        }) = ty
        else {
            return false;
        };
        self.surely_means(scope, path, |res| self.is_type(res))
    }

    /// Whether what a path to a type means is a type of the program or of std, and not an alias that may be a reference.
    fn is_type(&self, res: &Res) -> bool {
        match res {
            Res::Item(item) => self.program.item(*item).kind.is_adt(),
            // None of std's aliases is a reference.
            Res::Foreign(path) => path.starts_with("std::"),
            Res::Builtin(_) => true,
            Res::Module(_) => false,
        }
    }

    /// Whether all that a path to a type may mean is such, and it is no parameter.
    fn surely_means(
        &self,
        scope: &Scope,
        path: &syn::Path,
        is_such: impl Fn(&Res) -> bool,
    ) -> bool {
        let names = path_names(path);
        let mut first = names.first().into_iter();
        let absolute = path.leading_colon.is_some();
        if first.any(|first| scope.param(first).is_some()) || scope.hides(&names, absolute) {
            return false;
        }
        let found = scope.resolve_whole(self.program, &names, absolute, Ns::Type);
        !found.is_empty() && found.iter().all(is_such)
    }

    /// How the expression of a call's receiver has the value.
    pub(super) fn at_hand(&self, scope: &Scope, receiver: &syn::Expr) -> Taken {
        match receiver {
            syn::Expr::Path(path) if path.path.is_ident("self") => scope.self_taken,
            syn::Expr::Path(path) => match path.path.get_ident() {
                Some(name) => scope.taken(&name.to_string()),
                None => Taken::Unknown,
            },
            syn::Expr::Paren(inner) => self.at_hand(scope, &inner.expr),
            syn::Expr::Struct(_) => Taken::Value,
            syn::Expr::Reference(inner) => {
                match (self.at_hand(scope, &inner.expr), inner.mutability) {
                    (Taken::Value, None) => Taken::Shared,
                    (Taken::Value, Some(_)) => Taken::Unique,
                    _ => Taken::Unknown,
                }
            }
            syn::Expr::Field(field) => self.field_at_hand(scope, field),
            // What a reference to the type itself leads to.
            syn::Expr::Unary(syn::ExprUnary {
                op: syn::UnOp::Deref(_),
                expr,
                ..
            }) => match self.at_hand(scope, expr) {
                Taken::Shared | Taken::Unique => Taken::Value,
                Taken::Value | Taken::Unknown => Taken::Unknown,
            },
            _ => Taken::Unknown,
        }
    }

    /// How a field has its value, by the type that it is declared with.
    fn field_at_hand(&self, scope: &Scope, field: &syn::ExprField) -> Taken {
        let Ty::Adt(item, arguments) = self.owner_at(scope, field) else {
            return Taken::Unknown;
        };
        let name = member_name(&field.member);
        if self.field_seen(scope, item, &arguments, &name).is_none() {
            return Taken::Unknown;
        }
        let scope = self.scope_of(item);
        let taken = self.of_declared_field(item, &name, |field| self.taken_as(&scope, &field.ty));
        taken.unwrap_or_default()
    }

    /// The type of a variable, or of a field of one, as it is declared.
    fn type_at(&self, scope: &Scope, of: &syn::Expr) -> Ty {
        match of {
            syn::Expr::Path(path) => match path.path.get_ident().map(ToString::to_string) {
                Some(name) if !scope.may_mean_other(&name) => scope.type_of(&name),
                _ => Ty::Unknown,
            },
            syn::Expr::Paren(inner) => self.type_at(scope, &inner.expr),
            syn::Expr::Field(field) => match self.owner_at(scope, field) {
                Ty::Adt(item, arguments) => self
                    .field_seen(scope, item, &arguments, &member_name(&field.member))
                    .unwrap_or(Ty::Unknown),
                _ => Ty::Unknown,
            },
            _ => Ty::Unknown,
        }
    }

    /// The type whose field is looked at: of a pointer of std's what it leads to, for that has none that goes by a name.
    fn owner_at(&self, scope: &Scope, field: &syn::ExprField) -> Ty {
        let mut owner = self.type_at(scope, &field.base);
        if matches!(field.member, syn::Member::Named(_)) {
            for _ in 0..DEEPEST {
                match deref_of(&owner) {
                    Some(target) => owner = target,
                    None => break,
                }
            }
        }
        owner
    }

    /// The type of a field that a type of the program has itself.
    pub(super) fn field_of(
        &self,
        scope: &Scope,
        item: ItemId,
        arguments: &[Ty],
        name: &str,
    ) -> Option<Ty> {
        let fields = self.declared_fields(item);
        let (_, ty) = fields.iter().find(|(known, _)| *known == name)?;
        let names = parameters(self.program, item).into_iter();
        let known = names.zip(arguments.iter().cloned()).collect();
        Some(ty.known_in(self.program, Some(scope), &known))
    }

    /// Whether a type has a method of its own of a name, there for all its arguments, of which this holds. What the method
    /// itself asks of them is looked at once it was chosen.
    pub(super) fn has_for_all(
        &self,
        receiver: &Ty,
        name: &str,
        counts: impl Fn(ItemId, &syn::ReceiverKind) -> bool,
    ) -> bool {
        let Ty::Adt(item, _) = receiver else {
            return false;
        };
        let mut own = self.index.of_head(self.program, &Head::Item(*item), name);
        own.any(|member| {
            let data = self.program.item(member);
            let piece = self.program.head(member);
            let signature = piece.as_deref().and_then(Piece::signature);
            let kind = signature.and_then(|signature| signature.receiver());
            data.cfgs.is_empty()
                && kind.is_some_and(|receiver| counts(member, &receiver.kind))
                && data.parent.is_some_and(|parent| self.is_for_all(parent))
        })
    }
}

/// The ways in which a trait's functions of a name may take the value; none if it surely has no such function. Also told is
/// whether any trait of std has one.
fn taken_by_trait(of: &str, name: &str, is_listed: bool) -> Vec<Taken> {
    match (is_trait_of_std(of), is_listed) {
        (false, _) => vec![Taken::Unknown],
        (true, true) => taken_by(of, name),
        (true, false) => Vec::new(),
    }
}

/// The name to which a pattern binds all of a value as it is, if it is no constant's.
pub(super) fn whole(pattern: &syn::Pat) -> Option<String> {
    match pattern {
        syn::Pat::Ident(syn::PatIdent {
            by_ref: None,
            subpat: None,
            ident,
            ..
        }) => Some(ident.to_string()),
        _ => None,
    }
}

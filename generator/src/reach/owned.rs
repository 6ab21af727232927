//! What a function owns of what it is given: that is moved, so that it counts how large it is, and dropped by the function's
//! end.

use crate::model::Kind;
use crate::parse::Piece;
use crate::reach::live::Reach;
use crate::reach::quiet::is_plain;
use crate::reach::scope::Scope;
use crate::reach::ty::{Ty, convert};
use crate::resolve::ItemId;
use std::collections::BTreeSet;

/// Types of std that only point to what they are of.
const POINTING: &[&str] = &["std::marker::PhantomData", "std::ptr::NonNull"];

impl Reach<'_> {
    /// Whether a function owns nothing that it is given and that may hold a closure.
    pub(super) fn only_borrows(&self, item: ItemId) -> bool {
        self.owns_none(item, |_, ty| self.is_known_whole(ty))
    }

    /// Whether it drops nothing of the kind: what is copied is not dropped.
    pub(super) fn drops_none(&self, item: ItemId) -> bool {
        self.drops_none_but(item, |_, ty| self.is_known_whole(ty))
    }

    /// The same, of what it is given but what this holds of.
    pub(super) fn drops_none_but(
        &self,
        item: ItemId,
        leaves: impl Fn(&Scope, &Ty) -> bool,
    ) -> bool {
        self.owns_none(item, |scope, ty| {
            leaves(scope, ty) || self.is_copy(scope, ty, 0)
        })
    }

    /// Whether all that may lie in a value is known: no closure and no iterator, in which one may be.
    pub(super) fn is_known_whole(&self, ty: &Ty) -> bool {
        self.is_closed(ty) && !self.has_iterator(ty)
    }

    /// Whether it owns nothing that it is given but what this holds of.
    pub(super) fn owns_none(&self, item: ItemId, leaves: impl Fn(&Scope, &Ty) -> bool) -> bool {
        let piece = self.program.head(item);
        // What code in another language does with what it is lent, nobody here knows.
        let piece = piece
            .as_deref()
            .filter(|piece| !matches!(piece, Piece::Foreign(_)));
        let Some(signature) = piece.and_then(Piece::signature) else {
            return self.program.item(item).kind == Kind::Static;
        };
        let scope = self.scope_of(item);
        let is_left = |ty: &Ty| {
            let points = || self.points(ty, &mut BTreeSet::new());
            !self.has_iterator(ty) && (is_plain(ty) || leaves(&scope, ty) || points())
        };
        let borrows = |ty: &syn::Type| match ty {
            syn::Type::Reference(_) | syn::Type::Ptr(_) => true,
            ty => is_left(&convert(self.program, &scope, ty)),
        };
        signature.inputs.iter().all(|input| match input {
            syn::FnArg::Receiver(receiver) => match &receiver.kind {
                syn::ReceiverKind::Typed(_, ty) => borrows(ty),
                syn::ReceiverKind::Reference(..) => true,
                syn::ReceiverKind::Value => scope.self_ty.as_ref().is_some_and(is_left),
                _ => false,
            },
            syn::FnArg::Typed(typed) => borrows(&typed.ty),
        })
    }

    /// Whether a value of a type of the program only points to what may lie in it: as large whatever that is, and let go of
    /// without it.
    fn points(&self, ty: &Ty, seen: &mut BTreeSet<ItemId>) -> bool {
        let Ty::Adt(item, _) = ty else {
            return false;
        };
        if !seen.insert(*item) {
            return true;
        }
        let piece = self.program.cached_piece(*item);
        let piece = piece.filter(|_| {
            let kind = self.program.item(*item).kind;
            matches!(kind, Kind::Struct | Kind::Enum)
        });
        let points = |field: &syn::Field| self.points_in(*item, &field.ty, seen);
        self.is_all_seen(*item)
            && !self.implements(*item, "Drop")
            && piece.is_some_and(|piece| piece.fields().into_iter().all(points))
    }

    fn points_in(&self, item: ItemId, ty: &syn::Type, seen: &mut BTreeSet<ItemId>) -> bool {
        match ty {
            syn::Type::Reference(_) | syn::Type::Ptr(_) | syn::Type::FnPtr(_) => true,
            syn::Type::Tuple(tuple) => tuple.elems.iter().all(|ty| self.points_in(item, ty, seen)),
            syn::Type::Path(_) => match convert(self.program, &self.scope_of(item), ty) {
                Ty::Foreign(path, _) if POINTING.contains(&&*path) => true,
                ty => is_plain(&ty) || self.points(&ty, seen),
            },
            _ => false,
        }
    }
}

//! A method called, or a field named, on a type of the program that dereferences: the type's own, or that of what it leads to.
//!
//! The compiler goes on to what it leads to only if the type has nothing of that name that can be used there: no method that
//! is seen, takes `self`, and is by a trait in scope; and nothing by a derive or by a default of std's traits either.

use crate::model::Kind;
use crate::parse::{Piece, visibility};
use crate::reach::asks::is_of_std_traits;
use crate::reach::calls::Given;
use crate::reach::hidden::Taken;
use crate::reach::in_scope::leads_into_std;
use crate::reach::live::Reach;
use crate::reach::patterns::field_name;
use crate::reach::scope::Scope;
use crate::reach::std_traits::taken_by;
use crate::reach::ty::{Ty, any_of};
use crate::resolve::{Head, ItemId, ModuleId, Ns, Res, std_prelude};

/// Whether a type has a method by a trait of std's.
enum Has {
    Surely,
    Perhaps,
    Not,
}

impl Reach<'_> {
    /// Whether a function can be called as a method.
    pub(super) fn is_method(&self, member: ItemId) -> bool {
        let piece = self.program.head(member);
        let signature = piece.as_deref().and_then(Piece::signature);
        signature.is_none_or(|signature| signature.receiver().is_some())
    }

    /// Whether among these members, of impls for a type, is one that surely goes before what the type leads to.
    pub(super) fn surely_takes_it(
        &self,
        receiver: &Ty,
        name: &str,
        found: &[ItemId],
        scope: &Scope,
    ) -> bool {
        // One for other arguments, or that cannot be seen here, is none.
        match receiver {
            Ty::Adt(_, arguments) if arguments.is_empty() => {
                found.iter().any(|member| self.is_at_hand(*member, scope))
            }
            _ => self.has_for_all(receiver, name, |member, _| self.is_at_hand(member, scope)),
        }
    }

    /// Whether a member can surely be called as a method in a scope: it is seen there, or its trait is in scope.
    fn is_at_hand(&self, member: ItemId, scope: &Scope) -> bool {
        let piece = self.program.head(member);
        let signature = piece.as_deref().and_then(Piece::signature);
        let receiver = signature.and_then(|signature| signature.receiver());
        let takes_itself =
            receiver.is_some_and(|of| !matches!(of.kind, syn::ReceiverKind::Typed(..)));
        let is_there = |item: ItemId| self.program.item(item).cfgs.is_empty();
        let parent = self.program.item(member).parent;
        let Some(parent) = parent.filter(|of| takes_itself && is_there(*of) && is_there(member))
        else {
            return false;
        };
        if self.is_inherent(member) {
            return self.is_inherent_and_seen(member, scope.module);
        }
        match self.index.of_item.get(&parent) {
            Some(at) => {
                let facts = &self.index.impls[*at];
                match (&facts.local[..], &facts.foreign[..]) {
                    ([of], []) => self.has_in_scope(scope, *of),
                    ([], [of]) => self.has_std_in_scope(scope, of, facts.outside),
                    _ => false,
                }
            }
            None => self.has_in_scope(scope, parent),
        }
    }

    /// Whether a trait of the program is surely in scope, under its own name.
    fn has_in_scope(&self, scope: &Scope, of: ItemId) -> bool {
        let data = self.program.item(of);
        data.kind == Kind::Trait
            && (scope.item == of
                || self.program.item(scope.item).parent == Some(of)
                || self.means(scope, &data.name, |res| *res == Res::Item(of)))
    }

    /// Whether a trait of another crate surely is in scope: of std's prelude, or under its own name.
    fn has_std_in_scope(&self, scope: &Scope, of: &str, outside: bool) -> bool {
        let edition = self
            .program
            .krate(self.program.item(scope.item).krate)
            .edition;
        let is_it = |res: &Res| match res {
            Res::Foreign(path) => path.rsplit("::").next() == Some(of),
            _ => false,
        };
        !outside && std_prelude(of, edition).is_some() || self.means(scope, of, is_it)
    }

    fn means(&self, scope: &Scope, name: &str, is_it: impl Fn(&Res) -> bool) -> bool {
        let names = [name.to_owned()];
        let found = scope.resolve_whole(self.program, &names, false, Ns::Type);
        !scope.hides(&names, false) && !found.is_empty() && found.iter().all(is_it)
    }

    /// What a method gives that the program has none of for a type that dereferences, where what it leads to gives this.
    pub(super) fn given_by_leading(
        &self,
        scope: &Scope,
        receiver: &Ty,
        name: &str,
        given: &Given<'_>,
        through: Ty,
    ) -> Ty {
        let Ty::Adt(item, _) = receiver else {
            return through;
        };
        let own = || {
            let gives = self.given_by_traits(scope, receiver, *item, name, given);
            gives.unwrap_or(Ty::Unknown)
        };
        match self.has_by_std(scope, receiver, *item, name) {
            Has::Surely => own(),
            Has::Perhaps => any_of(own(), through),
            // Of what cannot be copied a reference is, if there is one.
            Has::Not if is_copy(name) && given.at_hand != Taken::Value => any_of(own(), through),
            Has::Not => through,
        }
    }

    /// Whether a type that dereferences has a method by a trait of std's, as an impl, a derive or a default gives it.
    fn has_by_std(&self, scope: &Scope, receiver: &Ty, item: ItemId, name: &str) -> Has {
        let is_plain = || matches!(receiver, Ty::Adt(_, arguments) if arguments.is_empty());
        match name {
            "into" => return Has::Surely,
            "try_into" => return Has::Perhaps,
            name if is_copy(name) => {
                return match self.can_be_copied(scope, receiver) {
                    Some(true) => Has::Surely,
                    Some(false) => Has::Not,
                    None => Has::Perhaps,
                };
            }
            "to_string" if self.implements(item, "Display") => {
                return match is_plain() {
                    true => Has::Surely,
                    false => Has::Perhaps,
                };
            }
            "borrow" | "borrow_mut" if self.may_borrow(scope, name) => return Has::Perhaps,
            _ => {}
        }
        let listed = is_of_std_traits(name, self.program.build.minor_version);
        let traits = self.traits_of_std(item);
        let mut having = traits.iter().filter(|of| !taken_by(of, name).is_empty());
        match having.next() {
            Some(of) if is_plain() && self.has_std_in_scope(scope, of, false) => Has::Surely,
            Some(_) => Has::Perhaps,
            None if listed && self.may_have_written(item) => Has::Perhaps,
            None => Has::Not,
        }
    }

    /// Whether a type that dereferences may have a method by a trait of std's all the same.
    pub(super) fn may_have_by_std(&self, scope: &Scope, receiver: &Ty, name: &str) -> bool {
        match receiver {
            Ty::Adt(item, _) => !matches!(self.has_by_std(scope, receiver, *item, name), Has::Not),
            _ => false,
        }
    }

    /// Whether all types may have `borrow` or `borrow_mut` in a scope: only where its trait is imported.
    pub(super) fn may_borrow(&self, scope: &Scope, name: &str) -> bool {
        let of = match name {
            "borrow" => "std::borrow::Borrow",
            "borrow_mut" => "std::borrow::BorrowMut",
            _ => return false,
        };
        let last = of.rsplit("::").next().unwrap_or_default();
        let is_it = |res: &Res| match res {
            Res::Foreign(path) if leads_into_std(path) => path == of,
            Res::Foreign(path) => path.ends_with(last),
            _ => false,
        };
        // A macro may have written the `use`.
        self.means(scope, last, is_it) || self.may_import_of_std(scope.module, of)
    }

    /// The traits of std that a type has by std's derives or by impls without a condition.
    fn traits_of_std(&self, item: ItemId) -> Vec<String> {
        let impls = self.index.by_head.get(&Head::Item(item)).into_iter();
        let impls = impls.flatten().map(|at| &self.index.impls[*at]);
        let by_hand = impls.filter(|facts| !facts.outside);
        let mut found = self.derives_of(item).of_std.clone();
        found.extend(by_hand.flat_map(|facts| facts.foreign.iter().cloned()));
        found
    }

    /// The type of a field that a type of the program has itself, where it is seen: one that is not is passed over, if the
    /// type dereferences.
    pub(super) fn field_seen(
        &self,
        scope: &Scope,
        item: ItemId,
        arguments: &[Ty],
        name: &str,
    ) -> Option<Ty> {
        let ty = self.field_of(scope, item, arguments, name)?;
        let is_seen = || self.is_field_seen(item, name, scope.module);
        (!self.implements(item, "Deref") || is_seen()).then_some(ty)
    }

    fn is_field_seen(&self, item: ItemId, name: &str, from: ModuleId) -> bool {
        let module = self.program.item(item).module;
        let vis = self.of_declared_field(item, name, |field| visibility(&field.vis));
        vis.is_none_or(|vis| self.program.visible(&vis, module, from, Kind::Struct))
    }

    /// What its declaration says of a field of a struct, if there is but one of its name.
    pub(super) fn of_declared_field<T>(
        &self,
        item: ItemId,
        name: &str,
        look: impl FnOnce(&syn::Field) -> T,
    ) -> Option<T> {
        let piece = self.program.cached_piece(item);
        let Some(Piece::Item(syn::Item::Struct(declared))) = piece.as_deref() else {
            return None;
        };
        let fields = declared.fields.iter().enumerate();
        let mut found = fields.filter(|(at, field)| field_name(*at, field) == name);
        match (found.next(), found.next()) {
            (Some((_, only)), None) => Some(look(only)),
            _ => None,
        }
    }
}

/// Whether a method makes a copy of a value, or of a reference to it.
pub(super) fn is_copy(name: &str) -> bool {
    matches!(name, "clone" | "to_owned")
}

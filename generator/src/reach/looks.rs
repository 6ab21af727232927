//! Numbers and truths that a function makes of what lies in its arguments: how many there are of something, and what the
//! compiler's own operators make of such. To find them calls nothing and drops nothing that a caller chose.
//!
//! Beside `reach/moves.rs`, and as careful: what is not known is none.

use crate::model::Kind;
use crate::parse::{Piece, attributes_of};
use crate::reach::asks::{Asks, asks_of};
use crate::reach::hidden::Taken;
use crate::reach::live::Reach;
use crate::reach::moves::Body;
use crate::reach::std_types::is_map;
use crate::reach::syntax::trait_of;
use crate::reach::ty::{Ty, convert};
use crate::resolve::Head;
use syn::{BinOp, Expr, Lit, UnOp};

/// Methods of std's lists, maps and choices that give a number or a truth.
const COUNTS: &[&str] = &["capacity", "is_empty", "is_none", "is_some", "len"];

impl Reach<'_> {
    /// Whether an expression is a number, a truth or a character, and nothing else happens where it is found.
    pub(super) fn only_counts(&self, body: &Body, value: &Expr) -> bool {
        if !attributes_of(value).is_empty() {
            return false;
        }
        match value {
            Expr::Lit(literal) => matches!(
                literal.lit,
                Lit::Int(_) | Lit::Float(_) | Lit::Bool(_) | Lit::Char(_) | Lit::Byte(_)
            ),
            Expr::Paren(inner) => self.only_counts(body, &inner.expr),
            Expr::Group(inner) => self.only_counts(body, &inner.expr),
            Expr::Path(_) | Expr::Field(_) => {
                let place = self.place_in(body, value);
                place.is_some_and(|place| is_number(&place.ty))
            }
            Expr::Cast(cast) => {
                is_number(&convert(self.program, &body.scope, &cast.ty))
                    && self.only_counts(body, &cast.expr)
            }
            Expr::Unary(unary) => {
                matches!(unary.op, UnOp::Not(_) | UnOp::Neg(_))
                    && self.only_counts(body, &unary.expr)
            }
            Expr::Binary(binary) => {
                gives_a_number(&binary.op)
                    && self.only_counts(body, &binary.left)
                    && self.only_counts(body, &binary.right)
            }
            Expr::MethodCall(call) => {
                let counts = COUNTS.iter().any(|name| call.method == name);
                counts && self.only_looks(body, call) || self.calls_what_counts(body, call)
            }
            _ => false,
        }
    }

    /// Whether a method is one of std that looks at a list, a map or a choice, and hands on nothing.
    pub(super) fn only_looks(&self, body: &Body, call: &syn::ExprMethodCall) -> bool {
        let name = call.method.to_string();
        self.program.asked.name(&name);
        let Some(place) = self.place_in(body, &call.receiver) else {
            return false;
        };
        let ty = &place.ty;
        let is_of_std = matches!(ty, Ty::Slice(_))
            || is_map(ty)
            || ty.is("std::vec::Vec")
            || ty.is("std::option::Option");
        call.args.is_empty()
            && place.is_lent()
            && is_of_std
            && asks_of(ty, &name) == Asks::Looks
            && (self.is_hidden_by_std(ty, &name, Taken::Unknown) || !self.has_by_trait(&name))
            && !self.others_in_scope(body.scope.item, ty, &name)
    }

    /// Whether the program has a method of a name by any trait.
    fn has_by_trait(&self, name: &str) -> bool {
        let members = self.index.members.get(name);
        members.is_some_and(|members| members.iter().any(|member| !self.is_inherent(*member)))
    }

    /// Whether a method is the type's own, of the same impl, and gives a number.
    pub(super) fn calls_what_counts(&self, body: &Body, call: &syn::ExprMethodCall) -> bool {
        let name = call.method.to_string();
        let data = self.program.item(body.scope.item);
        let (Expr::Path(receiver), Some(parent)) = (&*call.receiver, data.parent) else {
            return false;
        };
        let (Some(Ty::Adt(owner, _)), Taken::Shared) = (&body.scope.self_ty, body.receiver) else {
            return false;
        };
        let own = self
            .index
            .of_head(self.program, &Head::Item(*owner), &name)
            .collect::<Vec<_>>();
        let [own] = own[..] else { return false };
        let piece = self.program.head(own);
        let Some(signature) = piece.as_deref().and_then(Piece::signature) else {
            return false;
        };
        // What `self` leads to is looked for first among what takes it by the same reference, and its own before a trait's.
        let is_taken = signature
            .receiver()
            .is_some_and(|receiver| Taken::of(&receiver.kind) == Taken::Shared);
        let given = match &signature.output {
            syn::ReturnType::Type(_, ty) => convert(self.program, &self.scope_of(own), ty),
            syn::ReturnType::Default => return false,
        };
        receiver.path.is_ident("self")
            && self.is_inherent(own)
            && self.program.item(own).parent == Some(parent)
            && self.program.item(parent).kind == Kind::Impl
            && self.program.item(own).cfgs.is_empty()
            && is_taken
            && is_number(&given)
            && call.args.iter().all(|value| self.only_counts(body, value))
            && self.moves_at(own, body.depth + 1)
    }
}

/// Whether a type is one of numbers, a truth or a character.
pub(super) fn is_number(ty: &Ty) -> bool {
    matches!(ty, Ty::Builtin(name) if &**name != "str")
}

/// Whether an operator gives something, and changes nothing.
fn gives_a_number(operator: &BinOp) -> bool {
    matches!(operator, BinOp::And(_) | BinOp::Or(_))
        || trait_of(operator).is_some_and(|of| !of.ends_with("Assign"))
}

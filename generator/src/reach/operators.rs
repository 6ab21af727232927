//! What operators give, `*` among them, and which impls they run.

use crate::reach::hidden::Taken;
use crate::reach::live::Reach;
use crate::reach::projected::{associated, named_by};
use crate::reach::quiet::is_direct;
use crate::reach::scope::Scope;
use crate::reach::syntax::trait_of;
use crate::reach::told::has_none_of_program;
use crate::reach::ty::{Ty, any_of};
use crate::resolve::{Head, Res};
use syn::{BinOp, Expr, UnOp};

impl Reach<'_> {
    pub(super) fn binary(&mut self, scope: &mut Scope, binary: &syn::ExprBinary) -> Ty {
        let left = self.expr(scope, &binary.left, &Ty::Unknown);
        let of = trait_of(&binary.op);
        let wanted = of.map_or(Ty::Unknown, |of| self.wanted_beside(of, &left));
        let mut inferred = Vec::new();
        wanted.local(&mut inferred);
        for item in inferred {
            self.live(item, scope.item, "what an operator takes");
        }
        let right = self.expr(scope, &binary.right, &wanted);
        let of = match of {
            Some(of) => of,
            None if matches!(binary.op, BinOp::And(_) | BinOp::Or(_)) => {
                return Ty::builtin("bool");
            }
            None => return Ty::Unknown,
        };
        let by_others = [&left, &right].into_iter().any(Ty::is_others)
            && has_none_of_program(&left)
            && has_none_of_program(&right);
        match by_others {
            true => self.calls_apart(scope.item),
            false => self.asked_by_operator(of, &[&left, &right], scope.item),
        }
        match of {
            "PartialEq" | "PartialOrd" => Ty::builtin("bool"),
            of if of.ends_with("Assign") => Ty::unit(),
            _ if by_others => Ty::others(),
            _ => match (&left, &right) {
                (Ty::Builtin(_), Ty::Builtin(_)) if matches!(of, "Shl" | "Shr") => left,
                (Ty::Builtin(a), Ty::Builtin(_)) if matches!(&**a, "int" | "float") => right,
                (Ty::Builtin(_), Ty::Builtin(_)) => left,
                // But for a text, it may be what the program adds to one.
                (text, right)
                    if text.is("std::string::String")
                        && (matches!(right, Ty::Builtin(_)) || !self.has_impl_for(of, text)) =>
                {
                    left
                }
                (Ty::Adt(..), _) | (_, Ty::Adt(..)) => match self.output_between(of, &left, &right)
                {
                    Ty::Unknown => self.output_by(scope, &left, &[of]),
                    known => known,
                },
                _ => Ty::Unknown,
            },
        }
    }

    /// What an operator between two known types gives, where all impls say so that may be for the one by the other.
    fn output_between(&self, of: &str, left: &Ty, right: &Ty) -> Ty {
        let program = self.program;
        program.asked.name("Output");
        for ty in [left, right] {
            if let Ty::Adt(item, _) = ty {
                program.asked.item(*item);
            }
        }
        if !self.is_told_between(of, left, right) {
            return Ty::Unknown;
        }
        let heads = self.heads_of(left);
        let is_for = |head: &Head| *head == Head::Any || heads.contains(head);
        let mut given = Vec::new();
        for at in self.index.by_foreign.get(of).into_iter().flatten() {
            let facts = &self.index.impls[*at];
            if !facts.heads.iter().any(is_for) || self.operand_of(*at).differs(right) {
                continue;
            }
            // Under conditions there may be several.
            let members = program.item(facts.item).members.iter().copied();
            let outputs = members.filter(|member| program.item(*member).name == "Output");
            let before = given.len();
            given.extend(outputs.map(|output| named_by(program, None, output, left, 0)));
            if given.len() == before {
                return Ty::Unknown;
            }
        }
        given.into_iter().reduce(any_of).unwrap_or(Ty::Unknown)
    }

    /// What a type of the program gives by one of these traits, an operator's or a future's, where all its impls agree.
    pub(super) fn output_by(&mut self, scope: &Scope, own: &Ty, traits: &[&str]) -> Ty {
        let Ty::Adt(item, _) = own else {
            return Ty::Unknown;
        };
        let head = Head::Item(*item);
        let program = self.program;
        program.asked.item(*item);
        program.asked.name("Output");
        // The impl of each declares what it gives.
        let impls = program.impls_with_type("Output");
        let of_it = impls.iter().filter(|data| data.of.contains(&head));
        let mut found = of_it.flat_map(|data| &data.by).filter(|res| match res {
            Res::Foreign(path) => path
                .rsplit("::")
                .next()
                .is_some_and(|of| traits.contains(&of)),
            _ => false,
        });
        match found.next() {
            // By whatever there are impls, they are of one trait.
            Some(first) if found.all(|other| other == first) => {
                associated(program, scope, own, "Output", Some(first), 0)
            }
            _ => Ty::Unknown,
        }
    }

    pub(super) fn unary(&mut self, scope: &mut Scope, unary: &syn::ExprUnary) -> Ty {
        let ty = self.expr(scope, &unary.expr, &Ty::Unknown);
        match unary.op {
            UnOp::Deref(_) => {
                if !is_direct(&ty) {
                    self.lets_go(scope.item);
                }
                self.dereferenced(scope, &unary.expr, ty)
            }
            UnOp::Neg(_) | UnOp::Not(_) => {
                if ty.is_others() {
                    self.calls_apart(scope.item);
                    return ty;
                }
                let of = if matches!(unary.op, UnOp::Neg(_)) {
                    "Neg"
                } else {
                    "Not"
                };
                self.asked_by_operator(of, &[&ty], scope.item);
                match &ty {
                    Ty::Builtin(_) => ty,
                    Ty::Adt(..) => self.output_by(scope, &ty, &[of]),
                    _ => Ty::Unknown,
                }
            }
            _ => Ty::Unknown,
        }
    }

    /// `*x`. References are looked through, so it may be the type itself as well as what it dereferences to.
    fn dereferenced(&mut self, scope: &Scope, of: &Expr, ty: Ty) -> Ty {
        match &ty {
            Ty::Adt(item, _) if self.implements(*item, "Deref") => match self.at_hand(scope, of) {
                Taken::Shared | Taken::Unique => ty,
                Taken::Value => self.pointee(&ty),
                Taken::Unknown => Ty::Unknown,
            },
            Ty::Param(_) | Ty::Bounded(_) if self.may_lead(scope, &ty) => {
                match self.at_hand(scope, of) {
                    Taken::Shared | Taken::Unique => ty,
                    Taken::Value | Taken::Unknown => Ty::Unknown,
                }
            }
            // A reference to a pointer leads to that. Else what it dereferences to is found through it too.
            Ty::Foreign(path, _)
                if matches!(self.at_hand(scope, of), Taken::Shared | Taken::Unique)
                    || self
                        .index
                        .by_head
                        .contains_key(&Head::Foreign(path.to_string())) =>
            {
                ty
            }
            _ => self.pointee(&ty),
        }
    }
}

//! What is wanted where a value is made: of a function's parameters, a field, what stands beside. The compiler makes it of
//! that type, and so `x.into()` and its kin run the impls that make it.

use crate::model::Kind;
use crate::reach::hidden::Taken;
use crate::reach::live::Reach;
use crate::reach::quiet::is_wrapping;
use crate::reach::scope::Scope;
use crate::reach::std_types::put_in;
use crate::reach::ty::Ty;
use crate::resolve::{Head, ItemId};
use std::collections::BTreeMap;
use syn::Expr;

/// Methods that give what is in a result, or fail.
pub(super) const UNWRAPS: [&str; 4] = ["expect", "unwrap", "unwrap_or", "unwrap_or_default"];

impl Reach<'_> {
    /// What a method's parameters are, the receiver not among them, where it surely is one that a type of the program has
    /// itself, or a list of std's.
    pub(super) fn wanted_by_method(
        &self,
        scope: &Scope,
        receiver: &Ty,
        name: &str,
        at_hand: Taken,
    ) -> Vec<Ty> {
        match receiver {
            Ty::Adt(item, _) if self.is_own_method(receiver, name, &[], at_hand, scope) => {
                let found = self.members_of(&Head::Item(*item), name);
                match self.there_for(receiver, found)[..] {
                    [only] => {
                        let known = self.learnt(receiver, only, &[], &[]);
                        let inputs = &self.signature(only).inputs;
                        inputs.iter().map(|ty| ty.with(&known)).collect()
                    }
                    _ => Vec::new(),
                }
            }
            Ty::Foreign(..) => {
                let wanted = put_in(receiver, name);
                let is_std = || {
                    self.own_methods(receiver, name, at_hand).is_empty()
                        && self.of_pointers(name).is_empty()
                        && !self.others_in_scope(scope.item, receiver, name)
                };
                match !wanted.is_empty() && is_std() {
                    true => wanted,
                    false => Vec::new(),
                }
            }
            _ => Vec::new(),
        }
    }

    /// What is wanted to the right of an operator, by its trait: what all impls take that the left may have. `v * x.into()` is
    /// made into what `V` is multiplied by, and that need not be a `V`.
    pub(super) fn wanted_beside(&self, of: &str, left: &Ty) -> Ty {
        let item = match left {
            Ty::Builtin(_) => return left.clone(),
            // Std compares them with their like, if with nothing that it is told of.
            Ty::Foreign(..) | Ty::Tuple(_) | Ty::Slice(_)
                if matches!(of, "PartialEq" | "PartialOrd") =>
            {
                return left.clone();
            }
            Ty::Adt(item, _) => *item,
            _ => return Ty::Unknown,
        };
        let heads = [Head::Item(item), Head::Any];
        let impls = heads.iter().filter_map(|head| self.index.by_head.get(head));
        let impls = impls.flatten().copied();
        let mut taken: Vec<Ty> = Vec::new();
        if self.derives_of(item).of_std.iter().any(|name| name == of) {
            taken.push(left.clone());
        }
        for at in impls.filter(|at| self.index.impls[*at].foreign.iter().any(|name| name == of)) {
            taken.push(match self.operand_of(at) {
                Ty::Adt(own, _) if own == item => left.clone(),
                // Of a parameter in it nothing is known here.
                other => other.with(&BTreeMap::new()),
            });
        }
        match &taken[..] {
            [first, rest @ ..] if rest.iter().all(|other| other == first) => first.clone(),
            _ => Ty::Unknown,
        }
    }

    /// What a call of a path wants, in order, if it means a single item. What is wanted of the call may tell it: of a type's
    /// arguments those that have nothing of the program in them, for to those nothing is coerced.
    pub(super) fn wanted_by_call(&self, items: &[ItemId], expected: &Ty) -> Vec<Ty> {
        let [only] = items else {
            return Vec::new();
        };
        match self.program.item(*only).kind {
            Kind::Fn => {
                let signature = self.signature(*only);
                let receiver = std::iter::repeat_n(Ty::Unknown, usize::from(signature.receiver));
                let inputs = signature.inputs.iter();
                let mut known = BTreeMap::new();
                if let (Ty::Adt(own, types), Ty::Adt(other, wanted)) = (&signature.output, expected)
                    && own == other
                {
                    for (ty, wanted) in types.iter().zip(wanted) {
                        if let (Ty::Param(name), true) = (ty, wanted.is_others()) {
                            known.insert(name.clone(), wanted.clone());
                        }
                    }
                }
                receiver.chain(inputs.map(|ty| ty.with(&known))).collect()
            }
            Kind::Struct | Kind::Variant => self.wanted_by(*only),
            _ => Vec::new(),
        }
    }

    /// What a tuple struct or variant wants, in order; nothing where that hangs on a `#[cfg]`.
    fn wanted_by(&self, item: ItemId) -> Vec<Ty> {
        let fields = self.declared_fields(item);
        let mut names: Vec<&String> = fields.iter().map(|(name, _)| name).collect();
        names.dedup();
        match names.len() == fields.len() {
            true => fields
                .iter()
                .map(|(_, ty)| ty.with(&BTreeMap::new()))
                .collect(),
            false => Vec::new(),
        }
    }
}

/// What is wanted of an option or a result on which a method is called that hands the value in it on, as this is wanted. A
/// method's receiver has a type by itself, so that this only says what is open in it.
pub(super) fn passed_on(name: &str, wanted: &Ty) -> Ty {
    let is_option = wanted.is("std::option::Option");
    let is_result = wanted.is("std::result::Result");
    match name {
        "ok" if is_option => Ty::result(wanted.arg(0), Ty::Unknown),
        "map_err" if is_result => Ty::result(wanted.arg(0), Ty::Unknown),
        "ok_or" | "ok_or_else" if is_result => Ty::option(wanted.arg(0)),
        _ => Ty::Unknown,
    }
}

/// What a call is wanted to give, of which a value is wanted that `unwrap` or `?` takes out: `text.parse()`, of which any
/// type may be made. If it is std's, an error of std stands for each of those that it may fail with: it is shown or
/// converted, and nothing else is done with it.
pub(super) fn made_within(call: &Expr, wanted: &Ty) -> Ty {
    let makes = match call {
        Expr::MethodCall(call) => call.method == "parse" || call.method == "try_into",
        _ => false,
    };
    if !makes || *wanted == Ty::Unknown {
        return Ty::Unknown;
    }
    let error = Ty::foreign("std::convert::Infallible", Vec::new());
    Ty::result(wanted.clone(), error)
}

/// Whether what an expression gives may hang on what is wanted where it stands.
pub(super) fn is_made_as_wanted(expr: &Expr) -> bool {
    match expr {
        Expr::Lit(_) | Expr::Path(_) | Expr::Field(_) | Expr::Closure(_) => false,
        Expr::Reference(inner) => is_made_as_wanted(&inner.expr),
        _ => true,
    }
}

/// What a function of std that only puts what it is given into a value wants, for what is wanted of it.
pub(super) fn wrapped_by_std(path: &str, expected: &Ty) -> Vec<Ty> {
    let Some((owner, name)) = path.rsplit_once("::") else {
        return Vec::new();
    };
    match name {
        "Some" if expected.is("std::option::Option") => vec![expected.arg(0)],
        "Ok" if expected.is("std::result::Result") => vec![expected.arg(0)],
        "Err" if expected.is("std::result::Result") => vec![expected.arg(1)],
        // What is no type of a value was made of one that is.
        "new" if expected.is(owner) && is_wrapping(path) => match expected.arg(0) {
            Ty::Builtin(name) if &*name == "str" => Vec::new(),
            Ty::Slice(_) | Ty::Bounded(_) => Vec::new(),
            held => vec![held],
        },
        _ => Vec::new(),
    }
}

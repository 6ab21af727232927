//! What syntax says by itself: the type of a literal, what a header asks of its parameters, whose
//! trait an operator is.

use crate::parse::{attributes_of, has_word, is_cfg, is_macro_of_std};
use crate::reach::ty::Ty;
use syn::BinOp;
use syn::visit::Visit;

/// The type of a literal; `int` and `float` where it has no suffix.
pub(super) fn literal_type(literal: &syn::Lit) -> Ty {
    match literal {
        syn::Lit::Str(_) => Ty::builtin("str"),
        syn::Lit::ByteStr(_) => Ty::Slice(Box::new(Ty::builtin("u8"))),
        syn::Lit::Byte(_) => Ty::builtin("u8"),
        syn::Lit::Char(_) => Ty::builtin("char"),
        syn::Lit::Bool(_) => Ty::builtin("bool"),
        syn::Lit::Int(number) if number.suffix().is_empty() => Ty::builtin("int"),
        syn::Lit::Int(number) => Ty::builtin(number.suffix()),
        syn::Lit::Float(number) if number.suffix().is_empty() => Ty::builtin("float"),
        syn::Lit::Float(number) => Ty::builtin(number.suffix()),
        _ => Ty::Unknown,
    }
}

/// The types of a function's arguments, the receiver aside.
pub(super) fn typed_inputs(signature: &syn::Signature) -> impl Iterator<Item = &syn::Type> {
    typed(signature).map(|typed| &*typed.ty)
}

/// The same with their names, which a pattern has none of.
pub(super) fn named_inputs(
    signature: &syn::Signature,
) -> impl Iterator<Item = (String, &syn::Type)> {
    typed(signature).map(|typed| {
        let name = match &*typed.pat {
            syn::Pat::Ident(pat) => pat.ident.to_string().replace("r#", ""),
            _ => String::new(),
        };
        (name, &*typed.ty)
    })
}

/// How many of a call's arguments surely stand for the parameters in their places: none from one on that a `#[cfg]` may leave
/// out.
pub(super) fn told_by_place<'e>(args: impl IntoIterator<Item = &'e syn::Expr>) -> usize {
    let surely_there = |arg: &&syn::Expr| !is_conditional(attributes_of(arg));
    args.into_iter().take_while(surely_there).count()
}

/// Whether a `#[cfg]` is among attributes.
pub(super) fn is_conditional<'a>(attrs: impl IntoIterator<Item = &'a syn::Attribute>) -> bool {
    attrs.into_iter().any(|attr| is_cfg(attr).is_some())
}

/// Whether a `#[cfg]` tells which arguments a function has: what is there then, nobody knows by its place.
pub(super) fn has_conditions(signature: &syn::Signature) -> bool {
    let attributes = signature.inputs.iter().flat_map(|input| match input {
        syn::FnArg::Typed(typed) => &typed.attrs,
        syn::FnArg::Receiver(receiver) => &receiver.attrs,
    });
    is_conditional(attributes)
}

fn typed(signature: &syn::Signature) -> impl Iterator<Item = &syn::PatType> {
    signature.inputs.iter().filter_map(|input| match input {
        syn::FnArg::Typed(typed) => Some(typed),
        syn::FnArg::Receiver(_) => None,
    })
}

/// The trait of std by which an operator is computed; none for `&&` and `||`, which the compiler computes itself.
pub(super) fn trait_of(operator: &BinOp) -> Option<&'static str> {
    Some(match operator {
        BinOp::Eq(_) | BinOp::Ne(_) => "PartialEq",
        BinOp::Lt(_) | BinOp::Le(_) | BinOp::Gt(_) | BinOp::Ge(_) => "PartialOrd",
        BinOp::Add(_) => "Add",
        BinOp::Sub(_) => "Sub",
        BinOp::Mul(_) => "Mul",
        BinOp::Div(_) => "Div",
        BinOp::Rem(_) => "Rem",
        BinOp::BitXor(_) => "BitXor",
        BinOp::BitAnd(_) => "BitAnd",
        BinOp::BitOr(_) => "BitOr",
        BinOp::Shl(_) => "Shl",
        BinOp::Shr(_) => "Shr",
        BinOp::AddAssign(_) => "AddAssign",
        BinOp::SubAssign(_) => "SubAssign",
        BinOp::MulAssign(_) => "MulAssign",
        BinOp::DivAssign(_) => "DivAssign",
        BinOp::RemAssign(_) => "RemAssign",
        BinOp::BitXorAssign(_) => "BitXorAssign",
        BinOp::BitAndAssign(_) => "BitAndAssign",
        BinOp::BitOrAssign(_) => "BitOrAssign",
        BinOp::ShlAssign(_) => "ShlAssign",
        BinOp::ShrAssign(_) => "ShrAssign",
        _ => return None,
    })
}

/// The type of a range whose ends are of a type.
pub(super) fn range_of(range: &syn::ExprRange, ends: Ty) -> Ty {
    let is_closed = matches!(range.limits, syn::RangeLimits::Closed(_));
    let (name, args) = match (&range.start, &range.end) {
        (Some(_), Some(_)) if is_closed => ("RangeInclusive", vec![ends]),
        (Some(_), Some(_)) => ("Range", vec![ends]),
        (Some(_), None) => ("RangeFrom", vec![ends]),
        (None, Some(_)) if is_closed => ("RangeToInclusive", vec![ends]),
        (None, Some(_)) => ("RangeTo", vec![ends]),
        (None, None) => ("RangeFull", Vec::new()),
    };
    Ty::foreign(&format!("std::ops::{name}"), args)
}

/// Whether a written type leaves something of it to the compiler.
pub(super) fn is_open(ty: &syn::Type) -> bool {
    struct Open(bool);
    impl<'ast> Visit<'ast> for Open {
        fn visit_type_infer(&mut self, _: &'ast syn::TypeInfer) {
            self.0 = true;
        }
    }
    let mut found = Open(false);
    found.visit_type(ty);
    found.0
}

/// Whether the body of a closure or of what is async may return before its end; a macro that std does not have may write that.
pub(super) fn may_return(look: impl FnOnce(&mut Returns)) -> bool {
    let mut found = Returns(false);
    look(&mut found);
    found.0
}

/// Looks for a `return` that is not a function's or closure's inside.
pub(super) struct Returns(bool);

impl<'ast> Visit<'ast> for Returns {
    fn visit_expr_return(&mut self, _: &'ast syn::ExprReturn) {
        self.0 = true;
    }

    fn visit_expr_closure(&mut self, _: &'ast syn::ExprClosure) {}

    fn visit_expr_async(&mut self, _: &'ast syn::ExprAsync) {}

    fn visit_item(&mut self, _: &'ast syn::Item) {}

    fn visit_macro(&mut self, node: &'ast syn::Macro) {
        let name = node.path.segments.last();
        let is_of_std = name.is_some_and(|name| is_macro_of_std(&name.ident.to_string()));
        self.0 |= !is_of_std || has_word(&node.tokens.to_string(), "return");
    }
}

//! What syntax says by itself: the type of a literal, what a header asks of its parameters, whose
//! trait an operator is.

use crate::parse::{attributes_of, is_cfg};
use crate::reach::ty::Ty;
use syn::BinOp;

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
    let surely_there =
        |arg: &&syn::Expr| !attributes_of(arg).iter().any(|attr| is_cfg(attr).is_some());
    args.into_iter().take_while(surely_there).count()
}

/// Whether a `#[cfg]` tells which arguments a function has: what is there then, nobody knows by its place.
pub(super) fn has_conditions(signature: &syn::Signature) -> bool {
    let attributes = signature.inputs.iter().flat_map(|input| match input {
        syn::FnArg::Typed(typed) => &typed.attrs,
        syn::FnArg::Receiver(receiver) => &receiver.attrs,
    });
    attributes.filter_map(is_cfg).next().is_some()
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

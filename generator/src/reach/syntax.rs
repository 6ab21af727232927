//! What syntax says by itself: an expression's attributes, the type of a literal, what a header asks of its parameters, whose
//! trait an operator is.

use crate::reach::ty::Ty;
use syn::{BinOp, Expr};

/// The attributes of an expression.
pub(super) fn attributes_of(expr: &Expr) -> &[syn::Attribute] {
    match expr {
        Expr::Array(i) => &i.attrs,
        Expr::Assign(i) => &i.attrs,
        Expr::Async(i) => &i.attrs,
        Expr::Await(i) => &i.attrs,
        Expr::Binary(i) => &i.attrs,
        Expr::Block(i) => &i.attrs,
        Expr::Break(i) => &i.attrs,
        Expr::Call(i) => &i.attrs,
        Expr::Cast(i) => &i.attrs,
        Expr::Closure(i) => &i.attrs,
        Expr::Const(i) => &i.attrs,
        Expr::Continue(i) => &i.attrs,
        Expr::Field(i) => &i.attrs,
        Expr::ForLoop(i) => &i.attrs,
        Expr::Group(i) => &i.attrs,
        Expr::If(i) => &i.attrs,
        Expr::Index(i) => &i.attrs,
        Expr::Infer(i) => &i.attrs,
        Expr::Let(i) => &i.attrs,
        Expr::Lit(i) => &i.attrs,
        Expr::Loop(i) => &i.attrs,
        Expr::Macro(i) => &i.attrs,
        Expr::Match(i) => &i.attrs,
        Expr::MethodCall(i) => &i.attrs,
        Expr::Paren(i) => &i.attrs,
        Expr::Path(i) => &i.attrs,
        Expr::Range(i) => &i.attrs,
        Expr::RawAddr(i) => &i.attrs,
        Expr::Reference(i) => &i.attrs,
        Expr::Repeat(i) => &i.attrs,
        Expr::Return(i) => &i.attrs,
        Expr::Struct(i) => &i.attrs,
        Expr::Try(i) => &i.attrs,
        Expr::TryBlock(i) => &i.attrs,
        Expr::Tuple(i) => &i.attrs,
        Expr::Unary(i) => &i.attrs,
        Expr::Unsafe(i) => &i.attrs,
        Expr::While(i) => &i.attrs,
        Expr::Yield(i) => &i.attrs,
        _ => &[],
    }
}

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

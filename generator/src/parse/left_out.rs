//! Takes out of a syntax tree what `#[cfg]` leaves out of it, as the compiler does before anything else reads it:
//! statements, arms, fields, variants, parameters, and elements of lists.

use crate::parse::attributes::{attributes_of, attributes_of_item, is_cfg};
use crate::parse::piece::Piece;
use proc_macro2::TokenStream;
use syn::Attribute;
use syn::punctuated::Punctuated;
use syn::visit_mut::{self, VisitMut};

/// Takes out of an item whatever stands under a predicate that is false. The item itself stays.
pub(crate) fn take_out(piece: &mut Piece, is_false: &dyn Fn(TokenStream) -> bool) {
    let mut taker = Taker { is_false };
    match piece {
        Piece::Item(tree) => taker.visit_item_mut(tree),
        Piece::Impl(tree) => taker.visit_impl_item_mut(tree),
        Piece::Trait(tree) => taker.visit_trait_item_mut(tree),
        Piece::Foreign(tree) => taker.visit_foreign_item_mut(tree),
    }
}

struct Taker<'f> {
    is_false: &'f dyn Fn(TokenStream) -> bool,
}

impl Taker<'_> {
    fn stays(&self, attrs: &[Attribute]) -> bool {
        !attrs.iter().filter_map(is_cfg).any(self.is_false)
    }

    fn retain<T: Clone, P: Default>(
        &self,
        list: &mut Punctuated<T, P>,
        attrs: fn(&T) -> &[Attribute],
    ) {
        if list.iter().any(|element| !self.stays(attrs(element))) {
            let all = std::mem::take(list).into_iter();
            *list = all.filter(|element| self.stays(attrs(element))).collect();
        }
    }
}

impl VisitMut for Taker<'_> {
    fn visit_block_mut(&mut self, node: &mut syn::Block) {
        node.stmts.retain(|statement| {
            self.stays(match statement {
                syn::Stmt::Local(local) => &local.attrs,
                syn::Stmt::Item(item) => attributes_of_item(item),
                syn::Stmt::Expr(expr, _) => attributes_of(expr),
                syn::Stmt::Macro(mac) => &mac.attrs,
            })
        });
        visit_mut::visit_block_mut(self, node);
    }

    fn visit_expr_match_mut(&mut self, node: &mut syn::ExprMatch) {
        node.arms.retain(|arm| self.stays(&arm.attrs));
        visit_mut::visit_expr_match_mut(self, node);
    }

    fn visit_expr_struct_mut(&mut self, node: &mut syn::ExprStruct) {
        self.retain(&mut node.fields, |field| &field.attrs);
        visit_mut::visit_expr_struct_mut(self, node);
    }

    fn visit_pat_struct_mut(&mut self, node: &mut syn::PatStruct) {
        self.retain(&mut node.fields, |field| &field.attrs);
        visit_mut::visit_pat_struct_mut(self, node);
    }

    fn visit_expr_call_mut(&mut self, node: &mut syn::ExprCall) {
        self.retain(&mut node.args, attributes_of);
        visit_mut::visit_expr_call_mut(self, node);
    }

    fn visit_expr_method_call_mut(&mut self, node: &mut syn::ExprMethodCall) {
        self.retain(&mut node.args, attributes_of);
        visit_mut::visit_expr_method_call_mut(self, node);
    }

    fn visit_expr_array_mut(&mut self, node: &mut syn::ExprArray) {
        self.retain(&mut node.elems, attributes_of);
        visit_mut::visit_expr_array_mut(self, node);
    }

    fn visit_expr_tuple_mut(&mut self, node: &mut syn::ExprTuple) {
        self.retain(&mut node.elems, attributes_of);
        visit_mut::visit_expr_tuple_mut(self, node);
    }

    fn visit_signature_mut(&mut self, node: &mut syn::Signature) {
        self.retain(&mut node.inputs, |input| match input {
            syn::FnArg::Receiver(receiver) => &receiver.attrs,
            syn::FnArg::Typed(typed) => &typed.attrs,
        });
        visit_mut::visit_signature_mut(self, node);
    }

    fn visit_generics_mut(&mut self, node: &mut syn::Generics) {
        self.retain(&mut node.params, |parameter| match parameter {
            syn::GenericParam::Lifetime(lifetime) => &lifetime.attrs,
            syn::GenericParam::Type(ty) => &ty.attrs,
            syn::GenericParam::Const(constant) => &constant.attrs,
        });
        visit_mut::visit_generics_mut(self, node);
    }

    fn visit_fields_named_mut(&mut self, node: &mut syn::FieldsNamed) {
        self.retain(&mut node.named, |field| &field.attrs);
        visit_mut::visit_fields_named_mut(self, node);
    }

    fn visit_fields_unnamed_mut(&mut self, node: &mut syn::FieldsUnnamed) {
        self.retain(&mut node.unnamed, |field| &field.attrs);
        visit_mut::visit_fields_unnamed_mut(self, node);
    }

    fn visit_item_enum_mut(&mut self, node: &mut syn::ItemEnum) {
        self.retain(&mut node.variants, |variant| &variant.attrs);
        visit_mut::visit_item_enum_mut(self, node);
    }
}

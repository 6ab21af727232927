//! The normal form of an item: what an edit must change for the item to count as changed.
//!
//! Gone are doc comments, lint attributes, trailing commas, the order of attributes, braces around a lone
//! expression in a match arm or a closure, and the visibility of white space and comments (tokens have none).
//! Everything else stays, other attributes token by token.
//!
//! It is made on the syntax tree and not by printing and parsing again: a printer's habits drift between its
//! releases and would re-key every function; these rules are ours and carry a version.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::visit_mut::{self, VisitMut};

/// Version of the rules below; part of every hash.
pub const NORMAL_FORM: u8 = 1;

/// Attributes that only speak to lints, formatters and readers.
const SILENT: &[&str] = &[
    "doc",
    "allow",
    "warn",
    "deny",
    "forbid",
    "expect",
    "must_use",
    "deprecated",
    "rustfmt",
    "clippy",
];

/// The compiler's own attributes, whose order means nothing.
const ORDERLESS: &[&str] = &[
    "inline",
    "cold",
    "cfg",
    "repr",
    "track_caller",
    "target_feature",
    "no_mangle",
    "non_exhaustive",
    "default",
    "automatically_derived",
    "export_name",
    "link_section",
    "ignore",
    "should_panic",
];

/// Brings a tree into normal form.
#[derive(Debug)]
pub struct Normal;

impl Normal {
    fn attributes(attrs: &mut Vec<syn::Attribute>) {
        attrs.retain(|attr| {
            let path = attr.path();
            !path
                .segments
                .first()
                .is_some_and(|first| SILENT.iter().any(|silent| first.ident == silent))
        });
        // Attributes of macros run in their order, so only the compiler's own are sorted, to the front.
        if attrs.len() > 1 {
            attrs.sort_by_cached_key(|attr| {
                match ORDERLESS.iter().any(|own| attr.path().is_ident(own)) {
                    true => (false, attr.to_token_stream().to_string()),
                    false => (true, String::new()),
                }
            });
        }
    }
}

fn trim<T, P>(list: &mut Punctuated<T, P>) {
    list.pop_punct();
}

/// `{ expr }` as `expr`, where the braces change nothing.
fn unbrace(body: &mut Box<syn::Expr>) {
    while let syn::Expr::Block(block) = &mut **body
        && block.attrs.is_empty()
        && block.label.is_none()
        && let [syn::Stmt::Expr(_, None)] = &block.block.stmts[..]
        && let Some(syn::Stmt::Expr(only, None)) = block.block.stmts.pop()
    {
        **body = only;
    }
}

impl VisitMut for Normal {
    fn visit_attributes_mut(&mut self, attrs: &mut Vec<syn::Attribute>) {
        Normal::attributes(attrs);
    }

    fn visit_expr_call_mut(&mut self, node: &mut syn::ExprCall) {
        trim(&mut node.args);
        visit_mut::visit_expr_call_mut(self, node);
    }

    fn visit_expr_method_call_mut(&mut self, node: &mut syn::ExprMethodCall) {
        trim(&mut node.args);
        visit_mut::visit_expr_method_call_mut(self, node);
    }

    fn visit_expr_array_mut(&mut self, node: &mut syn::ExprArray) {
        trim(&mut node.elems);
        visit_mut::visit_expr_array_mut(self, node);
    }

    fn visit_expr_tuple_mut(&mut self, node: &mut syn::ExprTuple) {
        // `(x,)` is a tuple, `(x)` is not.
        if node.elems.len() > 1 {
            trim(&mut node.elems);
        }
        visit_mut::visit_expr_tuple_mut(self, node);
    }

    fn visit_expr_struct_mut(&mut self, node: &mut syn::ExprStruct) {
        if node.rest.is_none() {
            trim(&mut node.fields);
        }
        visit_mut::visit_expr_struct_mut(self, node);
    }

    fn visit_expr_closure_mut(&mut self, node: &mut syn::ExprClosure) {
        trim(&mut node.inputs);
        if matches!(node.output, syn::ReturnType::Default) {
            unbrace(&mut node.body);
        }
        visit_mut::visit_expr_closure_mut(self, node);
    }

    fn visit_arm_mut(&mut self, node: &mut syn::Arm) {
        unbrace(&mut node.body);
        node.comma = Some(Default::default());
        visit_mut::visit_arm_mut(self, node);
    }

    fn visit_pat_tuple_mut(&mut self, node: &mut syn::PatTuple) {
        if node.elems.len() > 1 {
            trim(&mut node.elems);
        }
        visit_mut::visit_pat_tuple_mut(self, node);
    }

    fn visit_pat_tuple_struct_mut(&mut self, node: &mut syn::PatTupleStruct) {
        trim(&mut node.elems);
        visit_mut::visit_pat_tuple_struct_mut(self, node);
    }

    fn visit_pat_slice_mut(&mut self, node: &mut syn::PatSlice) {
        trim(&mut node.elems);
        visit_mut::visit_pat_slice_mut(self, node);
    }

    fn visit_pat_struct_mut(&mut self, node: &mut syn::PatStruct) {
        if node.rest.is_none() {
            trim(&mut node.fields);
        }
        visit_mut::visit_pat_struct_mut(self, node);
    }

    fn visit_pat_or_mut(&mut self, node: &mut syn::PatOr) {
        node.leading_vert = None;
        visit_mut::visit_pat_or_mut(self, node);
    }

    fn visit_type_tuple_mut(&mut self, node: &mut syn::TypeTuple) {
        if node.elems.len() > 1 {
            trim(&mut node.elems);
        }
        visit_mut::visit_type_tuple_mut(self, node);
    }

    fn visit_type_fn_ptr_mut(&mut self, node: &mut syn::TypeFnPtr) {
        trim(&mut node.inputs);
        visit_mut::visit_type_fn_ptr_mut(self, node);
    }

    fn visit_signature_mut(&mut self, node: &mut syn::Signature) {
        if node.variadic.is_none() {
            trim(&mut node.inputs);
        }
        visit_mut::visit_signature_mut(self, node);
    }

    fn visit_generics_mut(&mut self, node: &mut syn::Generics) {
        trim(&mut node.params);
        if node.params.is_empty() {
            node.lt_token = None;
            node.gt_token = None;
        }
        if node
            .where_clause
            .as_ref()
            .is_some_and(|w| w.predicates.is_empty())
        {
            node.where_clause = None;
        }
        visit_mut::visit_generics_mut(self, node);
    }

    fn visit_where_clause_mut(&mut self, node: &mut syn::WhereClause) {
        trim(&mut node.predicates);
        visit_mut::visit_where_clause_mut(self, node);
    }

    fn visit_angle_bracketed_generic_arguments_mut(
        &mut self,
        node: &mut syn::AngleBracketedGenericArguments,
    ) {
        trim(&mut node.args);
        visit_mut::visit_angle_bracketed_generic_arguments_mut(self, node);
    }

    fn visit_parenthesized_generic_arguments_mut(
        &mut self,
        node: &mut syn::ParenthesizedGenericArguments,
    ) {
        trim(&mut node.inputs);
        visit_mut::visit_parenthesized_generic_arguments_mut(self, node);
    }

    fn visit_type_param_mut(&mut self, node: &mut syn::TypeParam) {
        trim(&mut node.bounds);
        visit_mut::visit_type_param_mut(self, node);
    }

    fn visit_fields_named_mut(&mut self, node: &mut syn::FieldsNamed) {
        trim(&mut node.named);
        visit_mut::visit_fields_named_mut(self, node);
    }

    fn visit_fields_unnamed_mut(&mut self, node: &mut syn::FieldsUnnamed) {
        trim(&mut node.unnamed);
        visit_mut::visit_fields_unnamed_mut(self, node);
    }

    fn visit_item_enum_mut(&mut self, node: &mut syn::ItemEnum) {
        trim(&mut node.variants);
        visit_mut::visit_item_enum_mut(self, node);
    }

    fn visit_use_group_mut(&mut self, node: &mut syn::UseGroup) {
        trim(&mut node.items);
        visit_mut::visit_use_group_mut(self, node);
    }
}

/// The hash of a tree's normal form.
pub fn hash_tree<T: ToTokens>(tree: &T) -> [u8; 32] {
    let mut tokens = TokenStream::new();
    tree.to_tokens(&mut tokens);
    crate::parse::tokens::hash_tokens(tokens)
}

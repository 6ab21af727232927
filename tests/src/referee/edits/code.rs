//! Edits of what functions do: bodies, operators, branches, literals, defaults of traits, values of constants.

use std::collections::HashMap;

use quote::ToTokens;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{BinOp, Block, Expr, Signature, Stmt};

use super::literal;
use super::{Found, short};
use crate::referee::edit::Kind;
use crate::referee::sources::is_test_only;

/// Literals taken of one constant: a table of ten thousand would drown all else.
const LITERALS_OF_A_CONSTANT: usize = 16;

pub(super) fn collect(found: &mut Found<'_>) {
    let file = found.file;
    let mut code = Code {
        found,
        constant: None,
        signatures: HashMap::new(),
    };
    code.visit_file(&file.syntax);
}

struct Code<'found, 'file> {
    found: &'found mut Found<'file>,
    /// Within a constant's value: how many of its literals were taken.
    constant: Option<usize>,
    /// Bodies by signature without the name, to trade one for another.
    signatures: HashMap<String, Block>,
}

impl Code<'_, '_> {
    fn body(&mut self, kind: Kind, signature: &Signature, block: &Block) {
        for value in literal::bodies(&signature.output) {
            let what = format!(
                "`{}` gives `{}`",
                signature.ident,
                if value.is_empty() { "()" } else { &value }
            );
            self.found
                .replace(kind, block.span(), format!("{{ {value} }}"), what);
        }
        let mut nameless = signature.clone();
        nameless.ident = syn::Ident::new("_name", nameless.ident.span());
        let key = nameless.to_token_stream().to_string();
        if let Some(other) = self.signatures.insert(key, block.clone()) {
            let (mine, its) = (
                self.found.text(block.span()).to_owned(),
                self.found.text(other.span()).to_owned(),
            );
            if mine != its {
                let what = format!(
                    "`{}` trades bodies with the one before of its signature",
                    signature.ident
                );
                self.found.several(
                    kind,
                    block.span(),
                    vec![(block.span(), its), (other.span(), mine)],
                    what,
                );
            }
        }
    }

    fn constant(&mut self, value: &Expr) {
        let outer = self.constant.replace(0);
        self.visit_expr(value);
        self.constant = outer;
    }
}

impl<'ast> Visit<'ast> for Code<'_, '_> {
    fn visit_attribute(&mut self, _: &'ast syn::Attribute) {}

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if !is_test_only(&item.attrs) {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        if !is_test_only(&item.attrs) {
            self.body(Kind::Body, &item.sig, &item.block);
            visit::visit_item_fn(self, item);
        }
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.body(Kind::Body, &item.sig, &item.block);
        visit::visit_impl_item_fn(self, item);
    }

    fn visit_trait_item_fn(&mut self, item: &'ast syn::TraitItemFn) {
        if let Some(block) = &item.default {
            self.body(Kind::TraitDefault, &item.sig, block);
        }
        visit::visit_trait_item_fn(self, item);
    }

    fn visit_item_const(&mut self, item: &'ast syn::ItemConst) {
        self.constant(&item.expr);
    }

    fn visit_item_static(&mut self, item: &'ast syn::ItemStatic) {
        self.constant(&item.expr);
    }

    fn visit_impl_item_const(&mut self, item: &'ast syn::ImplItemConst) {
        self.constant(&item.expr);
    }

    fn visit_trait_item_const(&mut self, item: &'ast syn::TraitItemConst) {
        if let Some((_, value)) = &item.default {
            self.constant(value);
        }
    }

    fn visit_expr_lit(&mut self, expr: &'ast syn::ExprLit) {
        let kind = match &mut self.constant {
            Some(taken) if *taken >= LITERALS_OF_A_CONSTANT => return,
            Some(taken) => {
                *taken += 1;
                Kind::Constant
            }
            None => Kind::Literal,
        };
        if let Some(other) = literal::other(&expr.lit) {
            let what = format!(
                "{} becomes {}",
                short(self.found.text(expr.span())),
                short(&other)
            );
            self.found.replace(kind, expr.span(), other, what);
        }
    }

    fn visit_expr_binary(&mut self, expr: &'ast syn::ExprBinary) {
        if let Some(other) = other_operator(&expr.op) {
            let what = format!("`{}` becomes `{other}`", self.found.text(expr.op.span()));
            self.found
                .replace(Kind::Operator, expr.op.span(), other, what);
        }
        visit::visit_expr_binary(self, expr);
    }

    fn visit_expr_unary(&mut self, expr: &'ast syn::ExprUnary) {
        if matches!(expr.op, syn::UnOp::Not(_) | syn::UnOp::Neg(_)) {
            let what = format!("`{}` goes away", self.found.text(expr.op.span()));
            self.found.replace(Kind::Branch, expr.op.span(), "", what);
        }
        visit::visit_expr_unary(self, expr);
    }

    fn visit_expr_if(&mut self, expr: &'ast syn::ExprIf) {
        if !has_let(&expr.cond) {
            let condition = self.found.text(expr.cond.span()).to_owned();
            let what = format!("`if {}` is turned around", short(&condition));
            self.found.replace(
                Kind::Branch,
                expr.cond.span(),
                format!("!({condition})"),
                what,
            );
        }
        visit::visit_expr_if(self, expr);
    }

    fn visit_expr_match(&mut self, expr: &'ast syn::ExprMatch) {
        let catches_all = matches!(
            expr.arms.last().map(|arm| &arm.pat),
            Some(syn::Pat::Wild(_))
        );
        for (at, arm) in expr.arms.iter().enumerate() {
            if catches_all && at + 1 < expr.arms.len() {
                let what = format!("arm `{}` goes away", short(self.found.text(arm.pat.span())));
                self.found.replace(Kind::Branch, arm.span(), "", what);
            }
            if let syn::Pat::Guard(guarded) = &arm.pat
                && !has_let(&guarded.guard)
            {
                let what = format!(
                    "guard `{}` becomes false",
                    short(self.found.text(guarded.guard.span()))
                );
                self.found
                    .replace(Kind::Branch, guarded.guard.span(), "false", what);
            }
        }
        visit::visit_expr_match(self, expr);
    }

    fn visit_stmt(&mut self, statement: &'ast Stmt) {
        if let Stmt::Expr(Expr::Call(_) | Expr::MethodCall(_) | Expr::Assign(_), Some(_)) =
            statement
        {
            let what = format!(
                "statement `{}` goes away",
                short(self.found.text(statement.span()))
            );
            self.found.replace(Kind::Branch, statement.span(), "", what);
        }
        visit::visit_stmt(self, statement);
    }
}

fn has_let(condition: &Expr) -> bool {
    match condition {
        Expr::Let(_) => true,
        Expr::Binary(binary) => has_let(&binary.left) || has_let(&binary.right),
        _ => false,
    }
}

fn other_operator(operator: &BinOp) -> Option<&'static str> {
    Some(match operator {
        BinOp::Eq(_) => "!=",
        BinOp::Ne(_) => "==",
        BinOp::Lt(_) => "<=",
        BinOp::Le(_) => "<",
        BinOp::Gt(_) => ">=",
        BinOp::Ge(_) => ">",
        BinOp::And(_) => "||",
        BinOp::Or(_) => "&&",
        BinOp::Add(_) => "-",
        BinOp::Sub(_) => "+",
        BinOp::Mul(_) => "/",
        BinOp::Div(_) | BinOp::Rem(_) => "*",
        BinOp::BitAnd(_) => "|",
        BinOp::BitOr(_) | BinOp::BitXor(_) => "&",
        BinOp::Shl(_) => ">>",
        BinOp::Shr(_) => "<<",
        BinOp::AddAssign(_) => "-=",
        BinOp::SubAssign(_) => "+=",
        BinOp::MulAssign(_) => "+=",
        BinOp::BitAndAssign(_) => "|=",
        BinOp::BitOrAssign(_) => "&=",
        _ => return None,
    })
}

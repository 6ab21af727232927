//! Edits that change nothing the code does: comments, docs, white space, commas, order, items that nothing calls.

use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{ImplItem, Item, Signature};

use super::Found;
use crate::referee::edit::Kind;
use crate::referee::sources::is_test_only;

/// Items that nothing calls; the names are common ones, to meet what looks for names.
const NEW_ITEMS: [(&str, &str); 6] = [
    (
        "a function",
        "#[allow(dead_code)]\nfn noted_function(value: u32) -> u32 {\n    value.wrapping_mul(3)\n}\n",
    ),
    (
        "a type with methods",
        "#[allow(dead_code)]\nstruct NotedType {\n    field: u32,\n}\n#[allow(dead_code)]\nimpl NotedType {\n    \
         fn new() -> Self {\n        NotedType { field: 1 }\n    }\n    fn len(&self) -> u32 {\n        self.field\n    }\n    \
         fn push(&mut self, more: u32) {\n        self.field = self.field.wrapping_add(more);\n    }\n}\n",
    ),
    (
        "a type with impls",
        "#[allow(dead_code)]\nstruct NotedImpls(u32);\nimpl ::core::fmt::Display for NotedImpls {\n    \
         fn fmt(&self, out: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {\n        \
         ::core::fmt::Write::write_str(out, \"noted\")\n    }\n}\nimpl Drop for NotedImpls {\n    fn drop(&mut self) {\n        \
         self.0 = 0;\n    }\n}\nimpl Iterator for NotedImpls {\n    type Item = u32;\n    fn next(&mut self) -> Option<u32> {\n        \
         None\n    }\n}\n",
    ),
    (
        "a module",
        "#[allow(dead_code)]\nmod noted_module {\n    pub(super) fn parse() -> bool {\n        true\n    }\n}\n",
    ),
    (
        "a test",
        "#[cfg(test)]\nmod noted_tests {\n    #[test]\n    fn noted() {\n        assert!(true);\n    }\n}\n",
    ),
    (
        "a constant",
        "#[allow(dead_code)]\nconst NOTED: u32 = 77;\n",
    ),
];

pub(super) fn collect(found: &mut Found<'_>) {
    let file = found.file;
    let mut harmless = Harmless { found };
    harmless.visit_file(&file.syntax);
    harmless.neighbours(&file.syntax.items);
    harmless.new_items();
}

struct Harmless<'found, 'file> {
    found: &'found mut Found<'file>,
}

impl Harmless<'_, '_> {
    fn function(&mut self, whole: proc_macro2::Span, signature: &Signature, block: &syn::Block) {
        let name = &signature.ident;
        self.found.before(
            Kind::Comment,
            whole,
            "// Noted.\n/* Noted /* twice */. */\n",
            format!("above `{name}`"),
        );
        self.found.before(
            Kind::DocComment,
            whole,
            "/// Noted.\n///\n/// More.\n",
            format!("on `{name}`"),
        );
        self.found.before(
            Kind::Formatting,
            block.span(),
            "\n\n        ",
            format!("before the body of `{name}`"),
        );
        for statement in &block.stmts {
            self.found.before(
                Kind::Comment,
                statement.span(),
                "// Noted.\n",
                format!("within `{name}`"),
            );
            self.found.after(
                Kind::Formatting,
                statement.span(),
                "\n\n\n\t ",
                format!("within `{name}`"),
            );
        }
        if let Some(last) = signature.inputs.last()
            && !signature.inputs.trailing_punct()
            && signature.variadic.is_none()
        {
            self.found.after(
                Kind::TrailingComma,
                last.span(),
                ",",
                format!("after the arguments of `{name}`"),
            );
        }
    }

    /// Neighbouring items trade places. Macros stay, as what is below them may use them; imports too, for shortness.
    fn neighbours(&mut self, items: &[Item]) {
        let moves = |item: &Item| {
            matches!(
                item,
                Item::Fn(_)
                    | Item::Struct(_)
                    | Item::Enum(_)
                    | Item::Impl(_)
                    | Item::Const(_)
                    | Item::Static(_)
                    | Item::Trait(_)
                    | Item::Type(_)
            )
        };
        for pair in items.windows(2) {
            if moves(&pair[0]) && moves(&pair[1]) {
                self.trade(pair[0].span(), pair[1].span(), "two items");
            }
        }
        for item in items {
            if let Item::Impl(item) = item {
                let functions = |member: &ImplItem| matches!(member, ImplItem::Fn(_));
                for pair in item.items.windows(2) {
                    if functions(&pair[0]) && functions(&pair[1]) {
                        self.trade(pair[0].span(), pair[1].span(), "two members of an impl");
                    }
                }
            }
        }
    }

    fn trade(&mut self, one: proc_macro2::Span, two: proc_macro2::Span, what: &str) {
        let parts = vec![
            (one, self.found.text(two).to_owned()),
            (two, self.found.text(one).to_owned()),
        ];
        self.found
            .several(Kind::MovedItem, one, parts, format!("{what} trade places"));
    }

    fn new_items(&mut self) {
        let Some(last) = self.found.file.syntax.items.last().map(Spanned::span) else {
            return;
        };
        for (name, text) in NEW_ITEMS {
            self.found.after(
                Kind::NewItem,
                last,
                format!("\n\n{text}"),
                format!("{name} at the end"),
            );
        }
    }
}

impl<'ast> Visit<'ast> for Harmless<'_, '_> {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if !is_test_only(&item.attrs) {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.function(item.span(), &item.sig, &item.block);
        visit::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.function(item.span(), &item.sig, &item.block);
        visit::visit_impl_item_fn(self, item);
    }

    fn visit_expr_call(&mut self, call: &'ast syn::ExprCall) {
        if let Some(last) = call.args.last()
            && !call.args.trailing_punct()
        {
            self.found.after(
                Kind::TrailingComma,
                last.span(),
                ",",
                "after the arguments of a call",
            );
        }
        visit::visit_expr_call(self, call);
    }
}

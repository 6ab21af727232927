//! Edits of what names mean: swapped imports, items that shadow, lost overrides, cfgs turned around.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::Span;
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{ImplItem, Item, Signature, TraitItem, UseTree};

use super::{Found, literal};
use crate::referee::edit::Kind;
use crate::referee::sources::{Sources, is_test_only};

/// Macros of the standard library that can be shadowed, each with a body that still type-checks.
const STANDARD_MACROS: [(&str, &str); 7] = [
    ("matches", "false"),
    ("assert", "()"),
    ("debug_assert", "()"),
    ("assert_eq", "()"),
    ("debug_assert_eq", "()"),
    ("write", "::core::result::Result::Ok(())"),
    ("unreachable", "::core::panic!(\"shadowed\")"),
];

/// Methods with defaults of the standard library's traits, where an impl's own can be taken away.
const STANDARD_DEFAULTS: [(&str, &[&str]); 7] = [
    (
        "Iterator",
        &["size_hint", "nth", "fold", "last", "count", "for_each"],
    ),
    ("DoubleEndedIterator", &["nth_back", "rfold"]),
    ("PartialOrd", &["lt", "le", "gt", "ge"]),
    ("PartialEq", &["ne"]),
    ("Ord", &["max", "min", "clamp"]),
    ("Clone", &["clone_from"]),
    ("Error", &["source", "description", "cause"]),
];

/// Names of the standard library that another one can stand in for.
const STAND_INS: [(&str, &str); 8] = [
    ("min", "max"),
    ("max", "min"),
    ("HashMap", "BTreeMap"),
    ("BTreeMap", "HashMap"),
    ("HashSet", "BTreeSet"),
    ("BTreeSet", "HashSet"),
    ("take", "drop"),
    ("Less", "Greater"),
];

/// What has to be known of the whole crate.
pub(super) struct Context {
    /// By a trait's name, its methods that have defaults.
    defaults: BTreeMap<String, BTreeSet<String>>,
    /// Free functions by name.
    functions: BTreeMap<String, Signature>,
}

impl Context {
    pub(super) fn new(sources: &Sources) -> Context {
        let mut context = Context {
            defaults: BTreeMap::new(),
            functions: BTreeMap::new(),
        };
        for (name, methods) in STANDARD_DEFAULTS {
            context
                .defaults
                .entry(name.to_owned())
                .or_default()
                .extend(methods.iter().map(|name| (*name).to_owned()));
        }
        for file in &sources.files {
            context.visit_file(&file.syntax);
        }
        context
    }
}

impl<'ast> Visit<'ast> for Context {
    fn visit_item_trait(&mut self, item: &'ast syn::ItemTrait) {
        let methods = self.defaults.entry(item.ident.to_string()).or_default();
        methods.extend(item.items.iter().filter_map(|item| match item {
            TraitItem::Fn(method) if method.default.is_some() => Some(method.sig.ident.to_string()),
            _ => None,
        }));
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        if !is_test_only(&item.attrs) {
            self.functions
                .insert(item.sig.ident.to_string(), item.sig.clone());
        }
    }
}

pub(super) fn collect(found: &mut Found<'_>, context: &Context) {
    let file = found.file;
    let mut bindings = Bindings {
        found,
        context,
        macros: BTreeMap::new(),
    };
    bindings.visit_file(&file.syntax);
    bindings.items(&file.syntax.items);
    bindings.shadowed_macros();
    bindings.shadowed_functions(&file.syntax.items);
    bindings.overruled_functions(&file.syntax.items);
}

struct Bindings<'found, 'file, 'context> {
    found: &'found mut Found<'file>,
    context: &'context Context,
    /// Macros the file invokes by a bare name, each with one invocation's place.
    macros: BTreeMap<String, Span>,
}

impl Bindings<'_, '_, '_> {
    /// Imports of one module trade names, each with the next of its own case.
    fn items(&mut self, items: &[Item]) {
        let mut names: Vec<syn::Ident> = Vec::new();
        for item in items {
            match item {
                Item::Use(import) => leaves(&import.tree, &mut names),
                Item::Mod(module) if !is_test_only(&module.attrs) => {
                    if let Some((_, items)) = &module.content {
                        self.items(items);
                    }
                }
                _ => {}
            }
        }
        for name in &names {
            if let Some((_, other)) = STAND_INS.iter().find(|(of, _)| name == of) {
                self.found.replace(
                    Kind::UseSwap,
                    name.span(),
                    format!("{other} as {name}"),
                    format!("`{other}` as `{name}`"),
                );
            }
        }
        let upper = |name: &syn::Ident| name.to_string().starts_with(char::is_uppercase);
        for case in [true, false] {
            let names: Vec<&syn::Ident> = names.iter().filter(|name| upper(name) == case).collect();
            for pair in names.windows(2) {
                let (one, two) = (pair[0], pair[1]);
                let parts = vec![
                    (one.span(), format!("{one} as {two}")),
                    (two.span(), format!("{two} as {one}")),
                ];
                self.found.several(
                    Kind::UseSwap,
                    one.span(),
                    parts,
                    format!("`{one}` and `{two}` trade names"),
                );
            }
        }
    }

    /// A `macro_rules!` at the top of the file takes the place of the standard library's macro.
    fn shadowed_macros(&mut self) {
        let Some(first) = self.found.file.syntax.items.first().map(Spanned::span) else {
            return;
        };
        for (name, body) in STANDARD_MACROS {
            if let Some(place) = self.macros.remove(name) {
                let text = format!("macro_rules! {name} {{ ($($noted:tt)*) => {{ {body} }} }}\n");
                self.found.before(
                    Kind::Shadow,
                    first,
                    text,
                    format!("a macro `{name}` comes in above"),
                );
                if let Some(edit) = self.found.edits.last_mut() {
                    edit.line = place.start().line;
                }
            }
        }
    }

    /// A function of the same name comes into a module that had it by a glob.
    fn shadowed_functions(&mut self, items: &[Item]) {
        let glob = |item: &&Item| matches!(item, Item::Use(import) if has_glob(&import.tree));
        let Some(glob) = items.iter().find(glob) else {
            return;
        };
        let own: BTreeSet<String> = items
            .iter()
            .filter_map(|item| match item {
                Item::Fn(function) => Some(function.sig.ident.to_string()),
                _ => None,
            })
            .collect();
        for (name, signature) in &self.context.functions {
            if own.contains(name) || !self.found.file.text.contains(&format!("{name}(")) {
                continue;
            }
            if let Some(value) = literal::bodies(&signature.output).first() {
                let text = format!(
                    "\n#[allow(warnings)]\n{} {{ {value} }}\n",
                    signature.to_token_stream()
                );
                self.found.after(
                    Kind::Shadow,
                    glob.span(),
                    text,
                    format!("a function `{name}` comes in beside a glob"),
                );
            }
        }
    }

    /// An import by glob or by name is overruled by an item's own `use` of another function with the same signature.
    fn overruled_functions(&mut self, items: &[Item]) {
        let functions: Vec<&syn::ItemFn> = items
            .iter()
            .filter_map(|item| match item {
                Item::Fn(function) if !is_test_only(&function.attrs) => Some(function),
                _ => None,
            })
            .collect();
        let shape = |function: &syn::ItemFn| {
            let mut signature = function.sig.clone();
            signature.ident = syn::Ident::new("_name", signature.ident.span());
            signature.to_token_stream().to_string()
        };
        for (at, one) in functions.iter().enumerate() {
            let Some(two) = functions[at + 1..]
                .iter()
                .find(|two| shape(two) == shape(one))
            else {
                continue;
            };
            let (one, two) = (&one.sig.ident, &two.sig.ident);
            for user in functions
                .iter()
                .filter(|user| user.sig.ident != *one && user.sig.ident != *two)
            {
                if let Some(first) = user.block.stmts.first()
                    && self
                        .found
                        .text(user.block.span())
                        .contains(&format!("{one}("))
                {
                    let what = format!("in `{}`, `{two}` comes in as `{one}`", user.sig.ident);
                    self.found.before(
                        Kind::UseSwap,
                        first.span(),
                        format!("use self::{two} as {one};\n"),
                        what,
                    );
                }
            }
        }
    }

    fn inherent_methods(&mut self, item: &syn::ItemImpl) {
        for member in &item.items {
            let ImplItem::Fn(method) = member else {
                continue;
            };
            let signature = method.sig.to_token_stream().to_string();
            if method.sig.receiver().is_none() || signature.contains("Self ::") {
                continue;
            }
            let Some(value) = literal::bodies(&method.sig.output).into_iter().next() else {
                continue;
            };
            let (parameters, _, clause) = item.generics.split_for_impl();
            let text = format!(
                "\n#[allow(warnings)]\nimpl {} {} {} {{ pub(crate) {signature} {{ {value} }} }}\n",
                parameters.to_token_stream(),
                item.self_ty.to_token_stream(),
                clause.to_token_stream(),
            );
            let what = format!(
                "an inherent `{}` comes in beside a trait's",
                method.sig.ident
            );
            self.found.after(Kind::Shadow, item.span(), text, what);
        }
    }

    fn lost_overrides(&mut self, item: &syn::ItemImpl, name: &str) {
        let Some(defaults) = self.context.defaults.get(name) else {
            return;
        };
        for member in &item.items {
            if let ImplItem::Fn(method) = member
                && defaults.contains(&method.sig.ident.to_string())
            {
                let what = format!(
                    "`{}` of `{name}` falls back to the trait's default",
                    method.sig.ident
                );
                self.found
                    .replace(Kind::TraitDefault, method.span(), "", what);
            }
        }
    }
}

impl<'ast> Visit<'ast> for Bindings<'_, '_, '_> {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if !is_test_only(&item.attrs) {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        if let Some((name, _)) = &item.trait_
            && let Some(last) = name.segments.last()
        {
            self.inherent_methods(item);
            self.lost_overrides(item, &last.ident.to_string());
        }
        visit::visit_item_impl(self, item);
    }

    fn visit_attribute(&mut self, attribute: &'ast syn::Attribute) {
        if attribute.path().is_ident("cfg")
            && let Ok(list) = attribute.meta.require_list()
        {
            let predicate = list.tokens.to_string();
            if !predicate.contains("test") && !predicate.contains("doc") {
                let what = format!("`cfg({predicate})` is turned around");
                self.found.replace(
                    Kind::Cfg,
                    list.tokens.span(),
                    format!("not({predicate})"),
                    what,
                );
            }
        }
    }

    fn visit_macro(&mut self, mac: &'ast syn::Macro) {
        if let Some(name) = mac.path.get_ident() {
            self.macros
                .entry(name.to_string())
                .or_insert_with(|| mac.span());
            if name == "cfg" {
                let predicate = mac.tokens.to_string();
                let what = format!("`cfg!({predicate})` is turned around");
                self.found.replace(
                    Kind::Cfg,
                    mac.tokens.span(),
                    format!("not({predicate})"),
                    what,
                );
            }
        }
    }
}

/// The names that an import binds as they are.
fn leaves(tree: &UseTree, names: &mut Vec<syn::Ident>) {
    match tree {
        UseTree::Path(path) => leaves(&path.tree, names),
        UseTree::Name(name) if name.ident != "self" => names.push(name.ident.clone()),
        UseTree::Group(group) => group.items.iter().for_each(|tree| leaves(tree, names)),
        _ => {}
    }
}

fn has_glob(tree: &UseTree) -> bool {
    match tree {
        UseTree::Path(path) => has_glob(&path.tree),
        UseTree::Group(group) => group.items.iter().any(has_glob),
        UseTree::Glob(_) => true,
        _ => false,
    }
}

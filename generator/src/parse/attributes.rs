//! What attributes say about names, modules and conditions.

use crate::model::{Kind, Marks};
use crate::parse::tokens::compact;
use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, Item, Meta, Token};

/// The predicate of a `#[cfg(…)]`, or of those that a `#[cfg_attr(…)]` holds.
pub fn is_cfg(attr: &Attribute) -> Option<TokenStream> {
    match &attr.meta {
        Meta::List(list) if list.path.is_ident("cfg") => Some(list.tokens.clone()),
        Meta::List(list) if list.path.is_ident("cfg_attr") => {
            let mut found = Vec::new();
            collect_cfgs(&attr.meta, None, &mut found);
            let all = || format!("all({})", found.join(", ")).parse().ok();
            (!found.is_empty()).then(all)?
        }
        _ => None,
    }
}

/// The attributes of an expression.
pub(crate) fn attributes_of(expr: &Expr) -> &[Attribute] {
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

/// The attributes of an item.
pub(super) fn attributes_of_item(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(i) => &i.attrs,
        Item::Enum(i) => &i.attrs,
        Item::ExternCrate(i) => &i.attrs,
        Item::Fn(i) => &i.attrs,
        Item::ForeignMod(i) => &i.attrs,
        Item::Impl(i) => &i.attrs,
        Item::Macro(i) => &i.attrs,
        Item::Mod(i) => &i.attrs,
        Item::Static(i) => &i.attrs,
        Item::Struct(i) => &i.attrs,
        Item::Trait(i) => &i.attrs,
        Item::TraitAlias(i) => &i.attrs,
        Item::Type(i) => &i.attrs,
        Item::Union(i) => &i.attrs,
        Item::Use(i) => &i.attrs,
        _ => &[],
    }
}

/// The metas in a list's parentheses; none if they are no metas.
pub fn nested_metas(list: &syn::MetaList) -> Vec<Meta> {
    list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated)
        .map(|metas| metas.into_iter().collect())
        .unwrap_or_default()
}

/// Predicates of the `cfg`s among attributes, `#![cfg(…)]` too, those inside `cfg_attr` made into implications.
pub(super) fn cfgs(attrs: &[Attribute]) -> Vec<String> {
    let mut found = Vec::new();
    for attr in attrs {
        collect_cfgs(&attr.meta, None, &mut found);
    }
    found
}

fn collect_cfgs(meta: &Meta, under: Option<&str>, found: &mut Vec<String>) {
    let predicate = |predicate: String| match under {
        None => predicate,
        Some(under) => format!("any(not({under}), {predicate})"),
    };
    // What is a test, or a benchmark, is in no other build.
    if let Meta::Path(path) = meta
        && (path.is_ident("test") || path.is_ident("bench"))
    {
        found.push(predicate("test".to_owned()));
    }
    let Meta::List(list) = meta else { return };
    if list.path.is_ident("cfg") {
        found.push(predicate(list.tokens.to_string()));
    } else if list.path.is_ident("cfg_attr") {
        let metas = nested_metas(list);
        let Some((predicate, rest)) = metas.split_first() else {
            return;
        };
        let predicate = joined(under, &predicate.to_token_stream().to_string());
        for meta in rest {
            collect_cfgs(meta, Some(&predicate), found);
        }
    }
}

fn joined(under: Option<&str>, predicate: &str) -> String {
    match under {
        None => predicate.to_owned(),
        Some(under) => format!("all({under}, {predicate})"),
    }
}

/// Predicates under which a file's inner attributes let its macros out.
pub(super) fn lets_macros_out(attrs: &[Attribute]) -> Vec<String> {
    let Marks {
        macro_use,
        mut macro_use_if,
        ..
    } = marks(None, attrs);
    if macro_use {
        macro_use_if.push("all()".to_owned());
    }
    macro_use_if
}

/// The attributes that steer names and modules.
pub(super) fn marks(kind: Option<Kind>, attrs: &[Attribute]) -> Marks {
    let mut marks = Marks::default();
    for attr in attrs {
        collect_marks(kind, &attr.meta, None, &mut marks);
    }
    marks
}

fn collect_marks(kind: Option<Kind>, meta: &Meta, under: Option<&str>, marks: &mut Marks) {
    let first = meta.path().segments.first();
    let first = first.map_or(String::new(), |first| first.ident.to_string());
    // Serde's are its derives' to read. Std's `#[default]` is its derive's, and on variants alone.
    let by_derives = match meta.path().get_ident() {
        Some(name) => name == "serde" || name == "default" && kind == Some(Kind::Variant),
        None => false,
    };
    if first != "cfg_attr" && !by_derives && !is_inert(meta.path()) {
        match under {
            None => marks.given = true,
            Some(under) => marks.given_if.push(under.to_owned()),
        }
    }
    if meta.path().get_ident().is_none() {
        return;
    }
    match (first.as_str(), meta) {
        ("macro_use", _) => match under {
            None => marks.macro_use = true,
            Some(under) => marks.macro_use_if.push(under.to_owned()),
        },
        ("macro_export", _) => marks.macro_export = true,
        ("path", Meta::NameValue(pair)) => {
            if let Expr::Lit(syn::ExprLit {
                lit: syn::Lit::Str(text),
                ..
            }) = &pair.value
            {
                marks.paths.push((under.map(str::to_owned), text.value()));
            }
        }
        ("derive", Meta::List(list)) => {
            let paths = list.parse_args_with(Punctuated::<syn::Path, Token![,]>::parse_terminated);
            for path in paths.into_iter().flatten() {
                let path = compact(path.to_token_stream());
                match under {
                    None => marks.derives.push(path),
                    Some(under) => marks.derives_if.push((under.to_owned(), path)),
                }
            }
        }
        ("cfg_attr", Meta::List(list)) => {
            let metas = nested_metas(list);
            let Some((predicate, rest)) = metas.split_first() else {
                return;
            };
            let predicate = joined(under, &predicate.to_token_stream().to_string());
            for meta in rest {
                collect_marks(kind, meta, Some(&predicate), marks);
            }
        }
        _ => {}
    }
}

/// Attributes that run no code of anyone.
const INERT: &[&str] = &[
    "cfg",
    "derive",
    "doc",
    "allow",
    "warn",
    "deny",
    "forbid",
    "expect",
    "inline",
    "cold",
    "must_use",
    "deprecated",
    "repr",
    "non_exhaustive",
    "track_caller",
    "no_mangle",
    "export_name",
    "link_section",
    "link",
    "link_name",
    "used",
    "target_feature",
    "automatically_derived",
    "macro_use",
    "macro_export",
    "path",
    "test",
    "ignore",
    "should_panic",
    "bench",
    "global_allocator",
    "panic_handler",
    "no_std",
    "recursion_limit",
    "rustc_const_unstable",
    "proc_macro",
    "proc_macro_derive",
    "proc_macro_attribute",
    "unsafe",
    "coverage",
    "optimize",
    "feature",
    "allow_internal_unstable",
    "no_main",
    "crate_name",
];

/// Tools that read attributes of their own, which run no code of anyone either.
const TOOLS: &[&str] = &["rustfmt", "clippy", "diagnostic", "rust_analyzer", "miri"];

/// Whether an attribute is the compiler's own or a tool's, and so runs no code of anyone: `#[inline]` and `#[rustfmt::skip]`,
/// but not `#[test::inline]`.
pub fn is_inert(path: &syn::Path) -> bool {
    let is_among = |names: &[&str]| {
        let first = path.segments.first();
        first.is_some_and(|first| names.iter().any(|name| first.ident == name))
    };
    is_among(if path.segments.len() == 1 {
        INERT
    } else {
        TOOLS
    })
}

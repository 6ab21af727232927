//! Rustc's own expansion of a source file, and bringing two expansions to one form so that they can be compared.

use std::io;
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::visit_mut::{self, VisitMut};
use syn::{Attribute, Expr, File, Item, ItemMod, Pat, Stmt, Type};

/// What rustc expands a file to, as source text. Errors about names do not matter, only what is printed.
///
/// # Errors
/// If rustc cannot be run, or printed nothing.
pub fn expanded(file: &Path, edition: &str, flags: &[&str]) -> io::Result<String> {
    let output = rustc()
        .env("RUSTC_BOOTSTRAP", "1")
        .args([
            "-Zunpretty=expanded",
            "--crate-type=lib",
            "--crate-name=this",
            "--edition",
            edition,
        ])
        .args(flags)
        .arg(file)
        .output()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    if text.trim().is_empty() {
        return Err(io::Error::other(
            String::from_utf8_lossy(&output.stderr).into_owned(),
        ));
    }
    Ok(text)
}

/// Where the compiler lies that `rustc` starts, which may be rustup's.
///
/// # Panics
/// If rustc cannot be run.
pub fn compiler() -> &'static str {
    static FOUND: OnceLock<String> = OnceLock::new();
    FOUND.get_or_init(|| {
        let asked = rustc().args(["--print", "sysroot"]).output();
        let printed =
            String::from_utf8_lossy(&asked.expect("there is a rustc").stdout).into_owned();
        format!("{}/bin/rustc", printed.trim())
    })
}

/// The machine that rustc builds for by itself, as in `x86_64-unknown-linux-gnu`.
///
/// # Errors
/// If rustc cannot be run, or does not say.
pub fn host() -> io::Result<String> {
    let output = rustc().arg("-vV").output()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let host = text.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned)
        .ok_or_else(|| io::Error::other("rustc -vV names no host"))
}

fn rustc() -> Command {
    Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
}

/// Brings a file to the form that is compared: no macro definitions, no documentation or derives, no parentheses or invisible
/// groups (both only tell how a tree is printed), no prelude, `crate` for `$crate`.
pub fn normalize(file: &mut File) {
    file.attrs.clear();
    Normalize.visit_file_mut(file);
}

/// Each item of the file with the path of modules to it, as text.
#[must_use]
pub fn item_texts(file: &File) -> Vec<(String, String)> {
    let mut all = Vec::new();
    collect(&file.items, "", &mut all);
    all
}

fn collect(items: &[Item], path: &str, all: &mut Vec<(String, String)>) {
    for item in items {
        match item {
            Item::Mod(module) => {
                let path = format!("{path}::{}", module.ident);
                if let Some((_, items)) = &module.content {
                    collect(items, &path, all);
                }
            }
            _ => all.push((path.to_owned(), plain(item.to_token_stream()).to_string())),
        }
    }
}

/// Puts `crate` for what `$crate` became, and drops commas and semicolons where they may be left out.
fn plain(tokens: TokenStream) -> TokenStream {
    let mut trees: Vec<TokenTree> = Vec::new();
    for mut tree in tokens {
        if let TokenTree::Group(group) = &tree
            && is_block(group)
            && group.stream().to_string() == "self"
        {
            // `use a::{self}` is `use a::self` to rustc.
            tree = Ident::new("self", group.span()).into();
        }
        let after_block = matches!(trees.last(), Some(TokenTree::Group(group)) if is_block(group));
        if after_block
            && matches!(&tree, TokenTree::Punct(punct) if matches!(punct.as_char(), ',' | ';'))
        {
            continue;
        }
        let closes = match &tree {
            TokenTree::Group(group) => is_block(group),
            TokenTree::Punct(punct) => matches!(punct.as_char(), ';' | '>'),
            _ => false,
        };
        if closes {
            drop_comma(&mut trees);
        }
        trees.push(tree);
    }
    drop_comma(&mut trees);
    trees
        .into_iter()
        .map(|tree| match tree {
            TokenTree::Ident(ident) if rememo_build::expand::CrateName::of(&ident).is_some() => {
                Ident::new("crate", ident.span()).into()
            }
            TokenTree::Group(group) => Group::new(group.delimiter(), plain(group.stream())).into(),
            _ => tree,
        })
        .collect()
}

fn is_derived(attr: &Attribute) -> bool {
    attr.path().is_ident("automatically_derived")
}

fn is_block(group: &Group) -> bool {
    group.delimiter() == Delimiter::Brace
}

fn drop_comma(trees: &mut Vec<TokenTree>) {
    if matches!(trees.last(), Some(TokenTree::Punct(punct)) if punct.as_char() == ',') {
        trees.pop();
    }
}

struct Normalize;

impl Normalize {
    fn items(&mut self, items: &mut Vec<Item>) {
        items.retain(|item| match item {
            Item::Macro(item) => item.ident.is_none(),
            Item::ExternCrate(item) => !["std", "core", "alloc"]
                .iter()
                .any(|name| item.ident == name),
            Item::Use(item) => !item
                .attrs
                .iter()
                .any(|attr| attr.path().is_ident("prelude_import")),
            Item::Verbatim(tokens) => !tokens.is_empty(),
            Item::Impl(item) => !item.attrs.iter().any(is_derived),
            _ => true,
        });
    }
}

impl VisitMut for Normalize {
    fn visit_file_mut(&mut self, file: &mut File) {
        self.items(&mut file.items);
        visit_mut::visit_file_mut(self, file);
    }

    fn visit_item_mod_mut(&mut self, module: &mut ItemMod) {
        if let Some((_, items)) = &mut module.content {
            self.items(items);
        }
        visit_mut::visit_item_mod_mut(self, module);
    }

    fn visit_attributes_mut(&mut self, attrs: &mut Vec<Attribute>) {
        let kept = |attr: &Attribute| {
            let last = attr.path().segments.last();
            !last.is_some_and(|last| last.ident == "doc" || last.ident == "derive")
        };
        attrs.retain(kept);
    }

    /// Rustc prints no attributes there.
    fn visit_field_pat_mut(&mut self, field: &mut syn::FieldPat) {
        field.attrs.clear();
        visit_mut::visit_field_pat_mut(self, field);
    }

    fn visit_block_mut(&mut self, block: &mut syn::Block) {
        block.stmts.retain(|statement| match statement {
            Stmt::Item(Item::Macro(item)) => item.ident.is_none(),
            Stmt::Item(Item::Impl(item)) => !item.attrs.iter().any(is_derived),
            Stmt::Expr(Expr::Verbatim(tokens), _) => !tokens.is_empty(),
            _ => true,
        });
        visit_mut::visit_block_mut(self, block);
    }

    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        visit_mut::visit_expr_mut(self, expr);
        loop {
            *expr = match std::mem::replace(expr, Expr::Verbatim(TokenStream::new())) {
                Expr::Paren(inner) => *inner.expr,
                Expr::Group(inner) => *inner.expr,
                other => {
                    *expr = other;
                    return;
                }
            };
        }
    }

    fn visit_type_mut(&mut self, ty: &mut Type) {
        visit_mut::visit_type_mut(self, ty);
        loop {
            *ty = match std::mem::replace(ty, Type::Verbatim(TokenStream::new())) {
                Type::Paren(inner) => *inner.elem,
                Type::Group(inner) => *inner.elem,
                other => {
                    *ty = other;
                    return;
                }
            };
        }
    }

    /// `<T>::new` is `T::new`.
    fn visit_expr_path_mut(&mut self, path: &mut syn::ExprPath) {
        visit_mut::visit_expr_path_mut(self, path);
        let Some(syn::QSelf {
            ty, position: 0, ..
        }) = &path.qself
        else {
            return;
        };
        if let Type::Path(syn::TypePath {
            qself: None,
            path: start,
            ..
        }) = &**ty
        {
            let mut whole = start.clone();
            whole.segments.extend(path.path.segments.clone());
            (path.qself, path.path) = (None, whole);
        }
    }

    fn visit_pat_mut(&mut self, pat: &mut Pat) {
        visit_mut::visit_pat_mut(self, pat);
        if let Pat::Paren(inner) = pat {
            *pat = (*inner.pat).clone();
        }
    }
}

//! A crate as one source text that needs nothing else: modules put in line, and what is not under test (conditions,
//! derives, documentation, the macros of std) made harmless in the same way for everyone who reads it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, Group, Ident, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::{Expr, ExprLit, File, Item, Lit, Meta};

/// Macros of std, defined here as what takes anything and does nothing: comparing std's own is not the point.
const STD_MACROS: &[(&str, &str)] = &[
    ("print", "()"),
    ("println", "()"),
    ("eprint", "()"),
    ("eprintln", "()"),
    ("format", "()"),
    ("format_args", "()"),
    ("write", "()"),
    ("writeln", "()"),
    ("panic", "()"),
    ("assert", "()"),
    ("assert_eq", "()"),
    ("assert_ne", "()"),
    ("debug_assert", "()"),
    ("debug_assert_eq", "()"),
    ("debug_assert_ne", "()"),
    ("unreachable", "()"),
    ("unimplemented", "()"),
    ("todo", "()"),
    ("vec", "()"),
    ("matches", "()"),
    ("dbg", "()"),
    ("concat", "()"),
    ("stringify", "()"),
    ("line", "()"),
    ("column", "()"),
    ("file", "()"),
    ("module_path", "()"),
    ("env", "()"),
    ("option_env", "()"),
    ("include_str", "()"),
    ("include_bytes", "()"),
    ("include", ""),
    ("cfg", "()"),
    ("offset_of", "()"),
    ("addr_of", "()"),
    ("is_x86_feature_detected", "()"),
    ("asm", "()"),
    ("thread_local", ""),
    ("compile_error", ""),
];

/// The crate with this root file, as one text.
///
/// # Errors
/// If the root cannot be read, or is not Rust.
pub fn one_file(root: &Path) -> io::Result<String> {
    let mut file = parse(root)?;
    file.shebang = None;
    file.attrs.clear();
    let folder = root.parent().unwrap_or(Path::new("."));
    inline(&mut file.items, folder, folder);
    let mut text = String::new();
    for (name, body) in STD_MACROS {
        text.push_str(&format!(
            "macro_rules! {name} {{ ($($t:tt)*) => {{ {body} }}; }}\n"
        ));
    }
    text.push_str(&scrub(file.to_token_stream()).to_string());
    Ok(text)
}

fn parse(path: &Path) -> io::Result<File> {
    syn::parse_file(&fs::read_to_string(path)?).map_err(io::Error::other)
}

/// Puts the modules in line. `folder` is where child modules lie, `here` where the file itself lies.
fn inline(items: &mut [Item], folder: &Path, here: &Path) {
    for item in items {
        let Item::Mod(module) = item else { continue };
        let name = module.ident.to_string();
        let inner = folder.join(name.trim_start_matches("r#"));
        if let Some((_, items)) = &mut module.content {
            inline(items, &inner, &inner);
            continue;
        }
        let named = module.attrs.iter().find_map(|attr| match &attr.meta {
            Meta::NameValue(pair) if pair.path.is_ident("path") => match &pair.value {
                Expr::Lit(ExprLit {
                    lit: Lit::Str(text),
                    ..
                }) => Some(here.join(text.value())),
                _ => None,
            },
            _ => None,
        });
        let candidates: Vec<PathBuf> = match named {
            Some(path) => vec![path],
            None => vec![inner.with_extension("rs"), inner.join("mod.rs")],
        };
        module.attrs.retain(|attr| !attr.path().is_ident("path"));
        module.semi = None;
        let mut content = Vec::new();
        if let Some((path, file)) = candidates
            .iter()
            .find_map(|path| Some((path, parse(path).ok()?)))
        {
            content = file.items;
            let here = path.parent().unwrap_or(Path::new("."));
            let below = if path.ends_with("mod.rs") {
                here
            } else {
                &inner
            };
            inline(&mut content, below, here);
        }
        module.content = Some((syn::token::Brace::default(), content));
    }
}

fn scrub(tokens: TokenStream) -> TokenStream {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    let mut out: Vec<TokenTree> = Vec::new();
    let mut at = 0;
    while let Some(tree) = trees.get(at) {
        at += 1;
        if let Some((name, rest)) = attribute(tree, trees.get(at)) {
            match name.as_str() {
                "derive" | "test" | "bench" => {
                    at += 1;
                    continue;
                }
                "doc" if matches!(rest.clone().into_iter().nth(2), Some(TokenTree::Literal(_))) => {
                    at += 1;
                    continue;
                }
                "doc" | "cfg" | "cfg_attr" => {
                    out.push(tree.clone());
                    // An attribute that rustc keeps and does not look into.
                    let mut inside: TokenStream = [
                        TokenTree::from(Ident::new("rustfmt", Span::call_site())),
                        Punct::new(':', Spacing::Joint).into(),
                        Punct::new(':', Spacing::Alone).into(),
                    ]
                    .into_iter()
                    .collect();
                    inside.extend(rest);
                    out.push(Group::new(Delimiter::Bracket, inside).into());
                    at += 1;
                    continue;
                }
                _ => {}
            }
        }
        match tree {
            TokenTree::Group(group) => {
                out.push(Group::new(group.delimiter(), scrub(group.stream())).into())
            }
            TokenTree::Punct(punct) if punct.as_char() == '!' => {
                if let Some(TokenTree::Ident(name)) = out.last()
                    && STD_MACROS.iter().any(|(known, _)| name == known)
                {
                    let name = out.pop();
                    drop_path(&mut out);
                    out.extend(name);
                }
                out.push(tree.clone());
            }
            _ => out.push(tree.clone()),
        }
    }
    out.into_iter().collect()
}

/// The name and the tokens of an attribute `#[name …]`.
fn attribute(hash: &TokenTree, group: Option<&TokenTree>) -> Option<(String, TokenStream)> {
    match (hash, group) {
        (TokenTree::Punct(hash), Some(TokenTree::Group(group)))
            if hash.as_char() == '#' && group.delimiter() == Delimiter::Bracket =>
        {
            match group.stream().into_iter().next() {
                Some(TokenTree::Ident(name)) => Some((name.to_string(), group.stream())),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Drops `a::b::` from the end: the macros of std are called by their names alone, whatever path leads to them.
fn drop_path(out: &mut Vec<TokenTree>) {
    let colon =
        |tree: &TokenTree| matches!(tree, TokenTree::Punct(punct) if punct.as_char() == ':');
    while let [.., first, second] = out.as_slice()
        && colon(first)
        && colon(second)
    {
        out.truncate(out.len() - 2);
        if matches!(out.last(), Some(TokenTree::Ident(_))) {
            out.pop();
            if matches!(out.last(), Some(TokenTree::Punct(punct)) if punct.as_char() == '$') {
                out.pop();
            }
        }
    }
}

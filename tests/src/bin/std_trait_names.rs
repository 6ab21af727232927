//! Writes `generator/src/reach/std_trait_names.txt`, the names of all functions of std's traits that the search knows,
//! out of the sources of the library that a toolchain brings: `rustup component add rust-src`, then run this for each
//! new Rust.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{env, fs};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

fn main() -> Result<()> {
    let [_, library, to] = &env::args().collect::<Vec<_>>()[..] else {
        return Err(
            "usage: std_trait_names <sysroot>/lib/rustlib/src/rust/library <std_trait_names.txt>"
                .into(),
        );
    };
    let mut names = BTreeSet::new();
    for krate in ["core", "alloc", "std"] {
        let mut files = Vec::new();
        rust_files(&Path::new(library).join(krate).join("src"), &mut files)?;
        for file in files {
            let text = fs::read_to_string(&file)?;
            let tokens: TokenStream = text
                .parse()
                .map_err(|error| format!("{}: {error}", file.display()))?;
            functions_of_traits(tokens, false, &mut names);
        }
    }
    let lines: String = names.iter().map(|name| format!("{name}\n")).collect();
    fs::write(to, lines)?;
    println!("{}: {} names", to, names.len());
    Ok(())
}

/// Folders of tests, and of what is private to the library.
const LEFT_OUT: &[&str] = &["tests", "benches", "sys", "dec2flt", "flt2dec"];

/// All files of a folder but those.
fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.is_dir() {
            if !LEFT_OUT.contains(&&*name) {
                rust_files(&path, found)?;
            }
        } else if name.ends_with(".rs") && name != "tests.rs" {
            found.push(path);
        }
    }
    Ok(())
}

/// Takes the name of whatever looks like a function in a public trait, in the tokens of macros as well.
fn functions_of_traits(tokens: TokenStream, in_trait: bool, names: &mut BTreeSet<String>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut is_public = false;
    let mut opens_trait = false;
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Ident(word) if word == "pub" => is_public = true,
            TokenTree::Ident(word) if word == "trait" => opens_trait = is_public,
            TokenTree::Ident(word) if word == "fn" && in_trait => {
                if let Some(TokenTree::Ident(name)) = tokens.get(at + 1) {
                    names.insert(name.to_string());
                }
            }
            TokenTree::Punct(punct) if punct.as_char() == ';' => {
                (is_public, opens_trait) = (false, false);
            }
            TokenTree::Group(group) => {
                let braces = group.delimiter() == Delimiter::Brace;
                functions_of_traits(group.stream(), braces && opens_trait, names);
                if braces {
                    (is_public, opens_trait) = (false, false);
                } else if let (TokenTree::Ident(word), Delimiter::Parenthesis) =
                    (&tokens[at.saturating_sub(1)], group.delimiter())
                    && word == "pub"
                {
                    // `pub(crate)`
                    is_public = false;
                }
            }
            _ => {}
        }
    }
}

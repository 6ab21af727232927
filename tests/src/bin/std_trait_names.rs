//! Writes `generator/src/reach/std_trait_names.txt`, the names of all functions of std's traits that the search knows,
//! out of the sources of the library that a toolchain brings: `rustup component add rust-src`, then run this for each
//! new Rust.
//!
//! A line is a name and, after a tab, the traits that have such a function, each with how it takes the value: `v` as it
//! is, `r` by a reference, `m` by one that may change it, `o` otherwise, `n` not at all. A trait has a line of its own,
//! `trait Iterator`; one whose name a macro is given is `?`.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{env, fs};

/// Names, each with the traits that have it.
type Names = BTreeMap<String, BTreeSet<String>>;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

fn main() -> Result<()> {
    let [_, library, to] = &env::args().collect::<Vec<_>>()[..] else {
        return Err(
            "usage: std_trait_names <sysroot>/lib/rustlib/src/rust/library <std_trait_names.txt>"
                .into(),
        );
    };
    let mut names = Names::new();
    for krate in ["core", "alloc", "std"] {
        let mut files = Vec::new();
        rust_files(&Path::new(library).join(krate).join("src"), &mut files)?;
        for file in files {
            let text = fs::read_to_string(&file)?;
            let tokens: TokenStream = text
                .parse()
                .map_err(|error| format!("{}: {error}", file.display()))?;
            functions_of_traits(tokens, None, &mut names);
        }
    }
    let lines: String = names
        .iter()
        .map(|(name, traits)| {
            let traits: Vec<&str> = traits.iter().map(String::as_str).collect();
            format!("{name}\t{}\n", traits.join(" "))
        })
        .collect();
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
fn functions_of_traits(tokens: TokenStream, within: Option<&str>, names: &mut Names) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut is_public = false;
    let mut opens: Option<String> = None;
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Ident(word) if word == "pub" => is_public = true,
            TokenTree::Ident(word) if word == "trait" && is_public => {
                let name = match tokens.get(at + 1) {
                    Some(TokenTree::Ident(name)) => name.to_string(),
                    _ => "?".to_owned(),
                };
                names.entry(format!("trait {name}")).or_default();
                opens = Some(name);
            }
            TokenTree::Ident(word) if word == "fn" => {
                if let (Some(of), Some(TokenTree::Ident(name))) = (within, tokens.get(at + 1)) {
                    let how = how_taken(&tokens[at + 2..]);
                    let traits = names.entry(name.to_string()).or_default();
                    traits.insert(format!("{of}:{how}"));
                }
            }
            TokenTree::Punct(punct) if punct.as_char() == ';' => {
                (is_public, opens) = (false, None);
            }
            TokenTree::Group(group) => {
                let braces = group.delimiter() == Delimiter::Brace;
                let of = opens.as_deref().filter(|_| braces);
                functions_of_traits(group.stream(), of, names);
                if braces {
                    (is_public, opens) = (false, None);
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

/// How a function takes the value it is called on, by the tokens after its name.
fn how_taken(after: &[TokenTree]) -> char {
    // Bounds before the list, as in `fn map<F: Fn(T) -> U>`, have lists of their own.
    let mut open = 0;
    let mut before = ' ';
    for token in after {
        match token {
            TokenTree::Punct(punct) => {
                match punct.as_char() {
                    '<' => open += 1,
                    '>' if before != '-' => open -= 1,
                    _ => {}
                }
                before = punct.as_char();
            }
            TokenTree::Group(list) if open == 0 => return how_in(list.stream()),
            _ => before = ' ',
        }
    }
    'n'
}

fn how_in(list: TokenStream) -> char {
    let words: Vec<String> = list.into_iter().map(|token| token.to_string()).collect();
    let end = words.iter().position(|word| word == ",");
    let first: Vec<&str> = words[..end.unwrap_or(words.len())]
        .iter()
        .map(String::as_str)
        .collect();
    match first[..] {
        ["self"] | ["mut", "self"] => 'v',
        ["&", "self"] | ["&", "'", _, "self"] => 'r',
        ["&", "mut", "self"] | ["&", "'", _, "mut", "self"] => 'm',
        ["self", ":", ..] | ["mut", "self", ":", ..] => 'o',
        _ => 'n',
    }
}

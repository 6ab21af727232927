//! What the definition of a macro by example says of what it may write.

use crate::parse::tokens::{identifiers, macro_calls};
use proc_macro2::TokenStream;
use std::collections::BTreeSet;

/// Words of what the linker finds by its symbol.
pub(crate) const EXPORTS: [&str; 3] = ["no_mangle", "export_name", "global_asm"];
/// Words of statics that the linker keeps or gathers, or that all code runs.
pub(crate) const STARTS: [&str; 3] = ["used", "link_section", "global_allocator"];

/// What a definition says that writes nothing which holds, or is found, wherever it stands.
#[derive(Debug)]
pub(crate) struct Said {
    /// Paths of the macros that it calls.
    pub(crate) calls: Vec<String>,
    /// Whether it calls what it is given.
    pub(crate) calls_back: bool,
    /// All names in it.
    pub(crate) names: BTreeSet<String>,
}

impl Said {
    /// None of a definition that may write such by itself, an impl or what the linker finds, or that cannot be read.
    pub(crate) fn of(definition: &str) -> Option<Said> {
        let tokens: TokenStream = definition.parse().ok()?;
        let mut names = BTreeSet::new();
        identifiers(tokens.clone(), &mut names);
        let mut elsewhere = EXPORTS.iter().chain(&STARTS).chain(&["impl"]);
        if elsewhere.any(|word| names.contains(*word)) {
            return None;
        }
        let (mut calls, mut calls_back) = (Vec::new(), false);
        macro_calls(tokens, &mut |path, _| match path.starts_with('$') {
            true => calls_back = true,
            false => calls.push(path),
        });
        Some(Said {
            calls,
            calls_back,
            names,
        })
    }
}

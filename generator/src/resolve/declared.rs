//! Modules in files of their own that a macro call may declare which cannot be expanded, as `cfg_if!` does: its arguments say
//! `mod m;`, under conditions that only the macro knows. All forms of a module are read.

use crate::expand::{Origins, reveal};
use crate::resolve::graph::ItemId;
use crate::resolve::load::Program;
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::collections::BTreeSet;

/// `mod m;` in a macro's arguments.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Declared {
    /// The inline modules around it, the outermost first.
    within: Vec<String>,
    name: String,
    /// What says in which file it lies, `#[path]`, and whether it lets its macros out, also under a condition.
    attributes: String,
}

impl Declared {
    /// It as an item.
    fn text(&self) -> String {
        let open: String = self
            .within
            .iter()
            .map(|name| format!("pub mod {name} {{ "))
            .collect();
        let close = " }".repeat(self.within.len());
        let Declared {
            name, attributes, ..
        } = self;
        format!("{open}{attributes}pub mod {name};{close}\n")
    }
}

impl Program {
    /// Reads what a call that stays as it is may declare.
    pub(super) fn read_declared(&mut self, call: ItemId) {
        let data = self.item(call);
        let (true, None, Some(written)) = (data.is_opaque_call(), data.parent, &data.call) else {
            return;
        };
        let arguments = self.slice(data.text, written.arguments);
        if !arguments.contains("mod") {
            return;
        }
        let Ok(tokens) = arguments.parse() else {
            return;
        };
        let mut found = BTreeSet::new();
        declarations(reveal(tokens), &[], &mut found);
        let folder = &self.module(data.module).folder;
        let is_there = |declared: &Declared| {
            let mut folder = folder.clone();
            folder.extend(&declared.within);
            let flat = folder.join(format!("{}.rs", declared.name));
            let nested = folder.join(&declared.name).join("mod.rs");
            self.sources.exists(&flat) || self.sources.exists(&nested)
        };
        // One that is not there is under a condition that does not hold, or the compiler's to report.
        let text: String = found
            .iter()
            .filter(|declared| declared.attributes.contains("path") || is_there(declared))
            .map(Declared::text)
            .collect();
        if text.is_empty() {
            return;
        }
        if let Err(message) = self.read_expansion(call, text, (Origins::new(), false)) {
            self.troubles.push((message, Some(self.place(call))));
        }
        self.cache.clear();
    }
}

/// The declarations in tokens that stand within inline modules.
fn declarations(tokens: TokenStream, within: &[String], found: &mut BTreeSet<Declared>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (at, token) in tokens.iter().enumerate() {
        if let TokenTree::Group(group) = token {
            let mut within = within.to_vec();
            if let [.., TokenTree::Ident(word), TokenTree::Ident(name)] = &tokens[..at]
                && word == "mod"
                && group.delimiter() == Delimiter::Brace
            {
                within.push(name.to_string());
            }
            declarations(group.stream(), &within, found);
        }
        if let [
            TokenTree::Ident(word),
            TokenTree::Ident(name),
            TokenTree::Punct(end),
            ..,
        ] = &tokens[at..]
            && word == "mod"
            && end.as_char() == ';'
        {
            found.insert(Declared {
                within: within.to_vec(),
                name: name.to_string(),
                attributes: attributes_of_path(&tokens[..at]),
            });
        }
    }
}

/// The attributes at the end of tokens, before `pub` or `pub(…)`, that say where a module lies and what of it is known outside.
fn attributes_of_path(tokens: &[TokenTree]) -> String {
    let mut attributes = String::new();
    let mut before = tokens.iter().rev().peekable();
    while let Some(token) = before.next() {
        match token {
            TokenTree::Ident(word) if word == "pub" => {}
            TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => {}
            TokenTree::Group(group)
                if group.delimiter() == Delimiter::Bracket
                    && matches!(before.peek(), Some(TokenTree::Punct(p)) if p.as_char() == '#') =>
            {
                before.next();
                let attribute = group.stream().to_string();
                let kept = ["path", "cfg_attr", "macro_use"];
                if kept.iter().any(|name| attribute.starts_with(name)) {
                    attributes.insert_str(0, &format!("#[{attribute}] "));
                }
            }
            _ => break,
        }
    }
    attributes
}

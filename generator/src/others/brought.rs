//! Which names that std has for all modules a glob of a package may bring in as well: `pub struct Option`, `pub use mine::Vec`.

use crate::model::Ns;
use crate::others::Texts;
use crate::others::beside::includes_written;
use std::collections::BTreeSet;
use std::rc::Rc;

/// Where a name is looked up, and the words that the names of items follow which are found there, but for modules.
const SPACES: [(Ns, &[&str]); 3] = [
    (Ns::Type, &["struct", "enum", "union", "type", "trait"]),
    (Ns::Value, &["fn", "const", "static", "struct"]),
    (Ns::Macro, &["macro"]),
];

/// Words that may stand between those and `pub`.
const BETWEEN: &[&str] = &["unsafe", "const", "async", "auto", "extern", "\"", "C"];

/// A name, and where it is looked up.
pub(crate) type Name = (Ns, String);

/// Of these names, those that any of these packages may export; none if that cannot be told. Texts are read as words,
/// comments and strings among them, so that more may be found than is there. A module at the root of a crate, which only
/// a glob of the root brings in, has the word `mod` before its name.
pub(crate) fn brought(
    packages: &[Rc<Texts>],
    is_asked: &dyn Fn(&str) -> bool,
) -> Option<BTreeSet<Name>> {
    let texts = || packages.iter().flat_map(|texts| &texts.files);
    if texts().any(|file| includes_written(&file.text)) {
        return None;
    }
    let files: Vec<Vec<&str>> = texts().map(|file| tokens(&file.text)).collect();
    let mut found = Found {
        is_asked,
        names: BTreeSet::new(),
    };
    for (of, file) in texts().zip(&files) {
        found.declared(file);
        found.modules(file, of.path.ends_with("lib.rs"));
        found.handed_on(file);
    }
    found.written(&files);
    Some(found.names)
}

/// A text's words and all other characters, but for white space.
fn tokens(text: &str) -> Vec<&str> {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let end = match part(first) {
            true => rest.find(|c| !part(c)).unwrap_or(rest.len()),
            false => first.len_utf8(),
        };
        let (token, after) = rest.split_at(end);
        // `r#name` is that name.
        match after.strip_prefix('#') {
            Some(name) if token == "r" && name.starts_with(part) => rest = name,
            _ => {
                found.push(token);
                rest = after.trim_start();
            }
        }
    }
    found
}

struct Found<'a> {
    is_asked: &'a dyn Fn(&str) -> bool,
    names: BTreeSet<Name>,
}

impl Found<'_> {
    fn add(&mut self, ns: Ns, name: &str) {
        if (self.is_asked)(name) {
            self.names.insert((ns, name.to_owned()));
        }
    }

    /// Something of which only the name is known.
    fn add_any(&mut self, name: &str) {
        SPACES.iter().for_each(|(ns, _)| self.add(*ns, name));
    }

    /// What items declare.
    fn declared(&mut self, file: &[&str]) {
        // Few words are as short as these, and to look at each token costs the most here.
        for (at, pair) in file.windows(2).enumerate() {
            let [keyword, name] = *pair else { continue };
            if keyword == "!" && at > 0 && file[at - 1] == "macro_rules" {
                self.add(Ns::Macro, name);
            }
            if keyword.len() < 2 || keyword.len() > 6 {
                continue;
            }
            for (ns, words) in SPACES {
                if words.contains(&keyword) && is_exported(&file[..at]) {
                    self.add(ns, name);
                }
            }
        }
    }

    /// Modules that are declared in a file: where a path begins, they hide a built-in type.
    fn modules(&mut self, file: &[&str], is_root: bool) {
        let mut depth = 0_usize;
        for (at, pair) in file.windows(2).enumerate() {
            match *pair {
                ["{", _] => depth += 1,
                ["}", _] => depth = depth.saturating_sub(1),
                ["mod", name] if (self.is_asked)(name) && is_exported(&file[..at]) => {
                    let name = match is_root && depth == 0 {
                        true => format!("mod {name}"),
                        false => name.to_owned(),
                    };
                    self.names.insert((Ns::Type, name));
                }
                _ => {}
            }
        }
    }

    /// What `pub use` brings in that is not std's.
    fn handed_on(&mut self, file: &[&str]) {
        for (at, token) in file.iter().enumerate() {
            if *token != "use" || !is_exported(&file[..at]) {
                continue;
            }
            let statement = &file[at + 1..];
            let end = statement.iter().position(|token| *token == ";");
            let statement = &statement[..end.unwrap_or(statement.len())];
            let root = statement.iter().find(|token| **token != ":");
            if matches!(root, Some(&("std" | "core" | "alloc"))) {
                continue;
            }
            for (at, token) in statement.iter().enumerate() {
                let leads_on = matches!(statement.get(at + 1), Some(&":"));
                if !leads_on {
                    self.add_any(token);
                }
                // The variants of an enum.
                if let ("*", [.., of, ":", ":"]) = (*token, &statement[..at])
                    && of.starts_with(char::is_uppercase)
                {
                    ["Some", "None", "Ok", "Err"]
                        .into_iter()
                        .for_each(|name| self.add(Ns::Value, name));
                }
            }
        }
    }

    /// What macros declare by a name that they are given.
    fn written(&mut self, files: &[Vec<&str>]) {
        let definitions: Vec<(&str, &[&str])> =
            files.iter().flat_map(|file| definitions(file)).collect();
        for (ns, words) in SPACES {
            let declares = |body: &[&str]| {
                let by_word = |pair: &[&str]| {
                    pair[1] == "$"
                        && (words.contains(&pair[0]) || ns == Ns::Type && pair[0] == "mod")
                };
                let calls_given = |of: &[&str]| of[0] == "$" && of[2] == "!";
                let by_example = |of: &[&str]| of == ["macro_rules", "!", "$"];
                body.windows(2).any(by_word)
                    || ns == Ns::Macro && body.windows(3).any(by_example)
                    || body.windows(3).any(calls_given)
                    || hands_on_given(body)
            };
            let by_themselves = definitions.iter().filter(|(_, body)| declares(body));
            let mut declaring: BTreeSet<&str> = by_themselves.map(|(name, _)| *name).collect();
            loop {
                let before = declaring.len();
                for (name, body) in &definitions {
                    let calls = |pair: &[&str]| pair[1] == "!" && declaring.contains(pair[0]);
                    if body.windows(2).any(calls) {
                        declaring.insert(name);
                    }
                }
                // `use other::macro as name`.
                for renamed in files.iter().flat_map(|file| file.windows(3)) {
                    if renamed[1] == "as" && declaring.contains(renamed[0]) {
                        declaring.insert(renamed[2]);
                    }
                }
                if declaring.len() == before {
                    break;
                }
            }
            for file in files {
                for at in 0..file.len().saturating_sub(1) {
                    if file[at + 1] == "!" && declaring.contains(file[at]) {
                        let given = within(&file[at + 2..]);
                        given.iter().for_each(|token| self.add(ns, token));
                    }
                }
            }
        }
    }
}

/// Whether a macro's body exports what it is given by a `use`.
fn hands_on_given(body: &[&str]) -> bool {
    body.iter().enumerate().any(|(at, token)| {
        let statement = body[at + 1..].iter().take_while(|token| **token != ";");
        let given = || {
            let mut pairs = statement.clone().zip(statement.clone().skip(1));
            pairs.any(|(first, second)| *first == "$" && *second != "crate")
        };
        *token == "use" && is_exported(&body[..at]) && given()
    })
}

/// Whether what comes next is seen from outside: `pub` stands before it, or a macro's variable that may be that.
fn is_exported(mut before: &[&str]) -> bool {
    while let [rest @ .., last] = before
        && BETWEEN.contains(last)
    {
        before = rest;
    }
    matches!(before, [.., "pub" | "?" | "*"] | [.., "$", _])
}

/// The macros that a file defines, with what stands between the outer braces.
fn definitions<'f, 't>(file: &'f [&'t str]) -> impl Iterator<Item = (&'t str, &'f [&'t str])> {
    let windows = file.windows(3).enumerate();
    let defining = windows.filter(|(_, window)| window[..2] == ["macro_rules", "!"]);
    defining.map(|(at, window)| (window[2], within(&file[at + 3..])))
}

/// What stands between the delimiters that begin here.
fn within<'f, 't>(tokens: &'f [&'t str]) -> &'f [&'t str] {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate() {
        match *token {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return &tokens[..at];
        }
    }
    tokens
}

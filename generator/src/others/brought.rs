//! Which names that std has for all modules a glob of a package may bring in as well: `pub struct Option`, `pub use mine::Vec`.

use crate::others::Texts;
use std::collections::BTreeSet;

/// Words that an item's name follows.
const DECLARES: &[&str] = &[
    "struct", "enum", "union", "type", "trait", "fn", "const", "static", "mod",
];

/// Words that may stand between those and `pub`.
const BETWEEN: &[&str] = &["unsafe", "const", "async", "auto", "extern", "\"", "C"];

/// Of these names, those that any of these packages may export, those of macros with `!`; none if that cannot be told.
/// Texts are read as words, comments and strings among them, so that more may be found than is there.
pub(crate) fn brought(
    packages: &[Texts],
    is_asked: &dyn Fn(&str) -> bool,
) -> Option<BTreeSet<String>> {
    let texts: Vec<&str> = packages.iter().flat_map(Texts::texts).collect();
    if texts.iter().any(|text| includes_written(text)) {
        return None;
    }
    let files: Vec<Vec<&str>> = texts.iter().map(|text| tokens(text)).collect();
    let mut found = Found {
        is_asked,
        names: BTreeSet::new(),
    };
    for file in &files {
        found.declared(file);
        found.handed_on(file);
    }
    found.written(&files);
    Some(found.names)
}

/// Whether a text takes in what a build script wrote.
fn includes_written(text: &str) -> bool {
    text.contains("OUT_DIR") && text.contains("include")
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
        found.push(token);
        rest = after.trim_start();
    }
    found
}

struct Found<'a> {
    is_asked: &'a dyn Fn(&str) -> bool,
    names: BTreeSet<String>,
}

impl Found<'_> {
    /// Something of a name that may be a macro or not.
    fn add(&mut self, name: &str) {
        if (self.is_asked)(name) {
            self.names.insert(name.to_owned());
            self.names.insert(format!("{name}!"));
        }
    }

    /// What items declare.
    fn declared(&mut self, file: &[&str]) {
        for (at, token) in file.iter().enumerate() {
            if !(self.is_asked)(token) {
                continue;
            }
            match &file[..at] {
                [.., "macro_rules", "!"] | [.., "macro"] => {
                    self.names.insert(format!("{token}!"));
                }
                [before @ .., keyword] if DECLARES.contains(keyword) && is_exported(before) => {
                    self.names.insert((*token).to_owned());
                }
                _ => {}
            }
        }
    }

    /// What `pub use` brings in that is not std's.
    fn handed_on(&mut self, file: &[&str]) {
        for at in 0..file.len() {
            if file[at] != "use" || !is_exported(&file[..at]) {
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
                    self.add(token);
                }
                // The variants of an enum.
                if let ("*", [.., of, ":", ":"]) = (*token, &statement[..at])
                    && of.starts_with(char::is_uppercase)
                {
                    ["Some", "None", "Ok", "Err"]
                        .into_iter()
                        .for_each(|name| self.add(name));
                }
            }
        }
    }

    /// What macros declare by a name that they are given.
    fn written(&mut self, files: &[Vec<&str>]) {
        let definitions: Vec<(&str, &[&str])> =
            files.iter().flat_map(|file| definitions(file)).collect();
        let declares = |body: &[&str]| {
            body.windows(2)
                .any(|pair| pair[1] == "$" && (DECLARES.contains(&pair[0]) || pair[0] == "macro"))
                || body
                    .windows(3)
                    .any(|three| three == ["macro_rules", "!", "$"])
        };
        let mut declaring: BTreeSet<&str> = BTreeSet::new();
        loop {
            let before = declaring.len();
            for (name, body) in &definitions {
                let calls = |pair: &[&str]| pair[1] == "!" && declaring.contains(pair[0]);
                if declares(body) || body.windows(2).any(calls) {
                    declaring.insert(name);
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
                    given.iter().for_each(|token| self.add(token));
                }
            }
        }
    }
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

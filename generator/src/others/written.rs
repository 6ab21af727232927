//! Impls that the macros of a package write: their headers by the macros' definitions, and what stands for variables by
//! the calls.

use crate::model::{FileFacts, Item, Kind};
use crate::others::closures::{Question, Search, speaks_of_functions};
use crate::others::{File, Texts, all, last_of, text_of};
use crate::parse::{
    Said, has_word, identifiers, is_macro_of_std, macro_calls, occurrences, parse_header,
    writes_expressions,
};
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::collections::BTreeSet;

/// The words by which types are declared.
pub(super) const TYPES: [&str; 4] = ["struct", "enum", "union", "type"];

impl Search<'_> {
    /// Whether an impl of a trait that a macro writes may run a closure; the files are those that name the trait.
    pub(super) fn written(&mut self, of: &str, naming_it: &[(&str, &FileFacts)]) -> bool {
        let mut called = Vec::new();
        let mut any = false;
        for (text, facts) in naming_it {
            for item in all(&facts.items) {
                // In a body, a call may write one as well.
                let calls = item.kind == Kind::MacroCall || !item.called.is_empty();
                let text = text_of(text, item);
                if !(calls || item.kind == Kind::Macro) || !has_word(text, of) {
                    continue;
                }
                any = true;
                if calls && item.kind != Kind::Module {
                    let Ok(tokens) = text.parse() else {
                        return true;
                    };
                    macro_calls(tokens, &mut |path, given| {
                        let mut names = BTreeSet::new();
                        identifiers(given, &mut names);
                        if names.contains(of) {
                            let is_item = item.kind == Kind::MacroCall;
                            called.push((path, names.contains("impl"), is_item));
                        }
                    });
                }
            }
        }
        if !any {
            return false;
        }
        let texts = self.texts;
        let Some(files) = texts.naming("macro_rules") else {
            return true;
        };
        let mut definitions = Vec::new();
        let mut exported = BTreeSet::new();
        for (text, facts) in &files {
            for item in all(&facts.items) {
                if item.kind == Kind::Macro {
                    definitions.push((item.name.as_str(), text_of(text, item)));
                    if item.marks.macro_export {
                        exported.insert(item.name.as_str());
                    }
                }
            }
        }
        let mut given = Vec::new();
        for (path, has_impl, is_item) in called {
            // Among items it may give the trait another name, or another trait that name.
            let may_rename = || {
                let known = texts.declaring();
                let is_own = texts.define(last_of(&path));
                !is_own || known.is_none_or(|known| known.contains(last_of(&path)))
            };
            match self.writes_impls(&path) {
                _ if is_item && may_rename() => return true,
                // What it makes of one, nobody knows, nor what a macro of others makes of a name.
                Some(_) if has_impl => return true,
                Some(true) => given.push(path),
                Some(false) => {}
                None if is_of_std(&path, has_impl) => {}
                None => return true,
            }
        }
        let given = given_to(of, given, &definitions);
        let mut open = Vec::new();
        for (name, text) in &definitions {
            let may_be_given = given.as_ref().is_none_or(|given| given.contains(*name));
            let headers = headers(text, of, may_be_given);
            if !headers.is_empty() {
                open.push(*name);
            }
            let is_run = |header: &Option<&str>| match header {
                Some(header) => self.written_header(header),
                None => true,
            };
            if headers.iter().any(is_run) {
                return true;
            }
            // A word of an impl's header may be given to what writes the others.
            let is_part = |call: &&str| has_word(call, "impl") || has_word(call, "for");
            let mut calls = texts.texts().flat_map(|text| calls(text, name));
            if headers.is_empty() && has_word(text, of) && calls.any(|call| is_part(&call)) {
                return true;
            }
        }
        self.is_given_one(open, &definitions, &exported)
    }

    /// Whether a macro that is called may write an impl, if it is the package's own or writes none; none if it may be another.
    fn writes_impls(&self, path: &str) -> Option<bool> {
        let name = last_of(path);
        let is_own = self.texts.calls_own(path, self.packages);
        let own = self
            .texts
            .define(name)
            .then(|| self.texts.may_write_impls(name));
        let no_other_writes = || {
            let mut defining = self.others().filter(|texts| texts.define(name)).peekable();
            defining.peek().is_some() && !defining.any(|texts| texts.may_write_impls(name))
        };
        match own {
            Some(own) if is_own || no_other_writes() => Some(own),
            None if no_other_writes() => Some(false),
            _ => None,
        }
    }

    fn others(&self) -> impl Iterator<Item = &Texts> {
        self.texts.beside(self.packages)
    }

    /// Whether an impl of a trait that no item shows may run a closure: one that stands in a type, or among what a macro is
    /// given.
    pub(super) fn hidden(&mut self, of: &str, naming_it: &[(&str, &FileFacts)]) -> bool {
        naming_it.iter().any(|(text, facts)| {
            all(&facts.items).into_iter().any(|item| {
                let text = text_of(text, item);
                let hides =
                    item.kind != Kind::Module && item.called.iter().any(|name| name == "impl");
                if !hides || !has_word(text, of) {
                    return false;
                }
                let Ok(tokens) = text.parse() else {
                    return true;
                };
                let mut found = Vec::new();
                headers_among(tokens, of, &mut found);
                found.iter().any(|header| self.header(Some(header)))
            })
        })
    }

    /// The types of a name that stand in a macro's definition, or in a call of one that hands them on as they are; none if
    /// there may be others.
    pub(super) fn written_types<'t>(
        &self,
        item: &Item,
        text: &'t str,
        name: &str,
    ) -> Option<Vec<&'t str>> {
        let mut found = Vec::new();
        for at in occurrences(text, name) {
            let before = text.get(..at).unwrap_or_default().trim_end();
            let word = before.trim_end_matches(|c: char| c.is_alphanumeric() || c == '_');
            if word.ends_with('$') {
                return None;
            }
            if TYPES.contains(&&before[word.len()..]) {
                found.push(declared_at(text.get(word.len()..)?));
            }
        }
        let called = item.call.as_ref().map(|call| call.path.last());
        let as_they_are = || called.is_none_or(|name| name.is_some_and(|name| self.hands_on(name)));
        (found.is_empty() || as_they_are()).then_some(found)
    }

    /// Whether a macro of the package, with those that it calls, writes no types but those that it is given.
    fn hands_on(&self, name: &str) -> bool {
        let mut open = vec![name.to_owned()];
        let mut seen = BTreeSet::new();
        while let Some(name) = open.pop() {
            let is_of_std = writes_expressions(&name) && !self.texts.define(&name);
            if is_of_std || !seen.insert(name.clone()) {
                continue;
            }
            let Some(files) = self.texts.naming(&name) else {
                return false;
            };
            let mut defined = false;
            for (text, facts) in files {
                let items = all(&facts.items).into_iter();
                for item in items.filter(|item| item.kind == Kind::Macro && item.name == name) {
                    let text = text_of(text, item);
                    let Some(said) = Said::of(text).filter(|said| !said.calls_back) else {
                        return false;
                    };
                    if speaks_of_functions(text) || TYPES.iter().any(|word| has_word(text, word)) {
                        return false;
                    }
                    defined = true;
                    open.extend(said.calls.iter().map(|path| last_of(path).to_owned()));
                }
            }
            if !defined {
                return false;
            }
        }
        true
    }

    /// Whether an impl may run one, by its header in a macro's definition.
    fn written_header(&mut self, header: &str) -> bool {
        if header.contains("$(") || header.contains("$crate") {
            return true;
        }
        // What a variable stands for is looked at where the macro is called.
        self.header(Some(&without_variables(header)))
    }

    /// Whether what these macros are given may be a type that one lies in.
    fn is_given_one<'t>(
        &mut self,
        mut open: Vec<&'t str>,
        definitions: &[(&'t str, &str)],
        exported: &BTreeSet<&str>,
    ) -> bool {
        let texts = self.texts;
        let mut seen = BTreeSet::new();
        while let Some(name) = open.pop() {
            if !seen.insert(name.to_owned()) {
                continue;
            }
            // Who else calls it is not looked for, nor who calls it otherwise.
            let is_elsewhere = || texts.files.iter().any(|file| is_handed_on(file, name));
            if exported.contains(name) || is_elsewhere() {
                return true;
            }
            for call in texts.texts().flat_map(|text| calls(text, name)) {
                // Passed on by another macro, which is given it itself.
                if call.contains('$') {
                    let passes = |text: &str| calls(text, name).contains(&call);
                    let outer = definitions.iter().filter(|(_, text)| passes(text));
                    open.extend(outer.map(|(name, _)| *name));
                }
                if speaks_of_functions(call)
                    || self.question == Question::Run && self.names_holder(call)
                {
                    return true;
                }
            }
        }
        false
    }

    /// Whether a call names a type that one may lie in.
    fn names_holder(&mut self, call: &str) -> bool {
        let part = |c: char| c.is_alphanumeric() || c == '_';
        let mut words = call.split(|c: char| !part(c));
        words.any(|word| {
            let is_type = word.starts_with(|c: char| c.is_uppercase());
            is_type && !self.texts.declare(word) && self.named(word)
        })
    }
}

/// The declaration that a text begins with: to the end of its braces, or to its semicolon.
fn declared_at(text: &str) -> &str {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            '}' if depth <= 1 => return &text[..=at],
            '}' => depth -= 1,
            ';' if depth == 0 => return &text[..=at],
            _ => {}
        }
    }
    text
}

/// Whether a macro is one of std's that writes no impl but one that it is given.
fn is_of_std(path: &str, has_impl: bool) -> bool {
    let (way, name) = path.rsplit_once("::").unwrap_or(("", path));
    // What stands in an expression there is looked at as it is.
    let writes = writes_expressions(name) || !has_impl && is_macro_of_std(name);
    writes && matches!(way, "" | "std" | "core" | "alloc")
}

/// The headers of impls among tokens that name a trait.
fn headers_among(tokens: TokenStream, of: &str, found: &mut Vec<String>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) => headers_among(group.stream(), of, found),
            TokenTree::Ident(word) if word == "impl" => {
                let is_body = |token: &&TokenTree| matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
                let header = tokens[at..].iter().take_while(|token| !is_body(token));
                let header = header.cloned().collect::<TokenStream>().to_string();
                // A type is no impl: `-> impl Trait`.
                if has_word(&header, of) && has_word(&header, "for") {
                    found.push(header);
                }
            }
            _ => {}
        }
    }
}

/// The macros of a package that may be given a trait: these, which are called with its name, and what they and the
/// definitions that name it call in turn; none if any may be.
fn given_to(
    of: &str,
    mut called: Vec<String>,
    definitions: &[(&str, &str)],
) -> Option<BTreeSet<String>> {
    let calls_in = |text: &str| -> Option<Vec<String>> {
        let mut called = Vec::new();
        macro_calls(text.parse().ok()?, &mut |path, _| called.push(path));
        Some(called)
    };
    for (_, text) in definitions.iter().filter(|(_, text)| has_word(text, of)) {
        called.extend(calls_in(text)?);
    }
    let mut found = BTreeSet::new();
    while let Some(path) = called.pop() {
        if path.starts_with('$') && !path.starts_with("$crate") {
            return None;
        }
        let name = last_of(&path);
        if found.insert(name.to_owned()) {
            for (_, text) in definitions.iter().filter(|(known, _)| *known == name) {
                called.extend(calls_in(text)?);
            }
        }
    }
    Some(found)
}

/// The headers of impls of a trait in a macro's definition; if it may be given the trait, also of one that a variable
/// stands for. None for one of which the definition does not tell.
fn headers<'t>(text: &'t str, of: &str, may_be_given: bool) -> Vec<Option<&'t str>> {
    let headers = occurrences(text, "impl").filter_map(|at| {
        let rest = text.get(at..)?;
        let header = &rest[..end_of_header(rest)?];
        let is_whole = rest[header.len()..].starts_with('{');
        let mut ends = occurrences(header, "for");
        // `for<'a>` is a part of what stands before.
        let end = ends.find(|end| !header[end + "for".len()..].trim_start().starts_with('<'));
        let named = |by: &str| has_word(by, of) || may_be_given && ends_in_variable(by);
        match end {
            Some(end) if named(&header[..end]) => Some(Some(header).filter(|_| is_whole)),
            Some(_) => None,
            // What is written whole, and no trait's, has no such word.
            None if !may_be_given && !has_word(header, of) => None,
            None => match parse_header(&without_variables(header)) {
                Some(syn::Item::Impl(known)) if known.trait_.is_none() && is_whole => None,
                _ => Some(None),
            },
        }
    });
    headers.collect()
}

/// Where what may be an impl's header ends; none of a type: `impl Trait` among others.
fn end_of_header(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' | '}' if depth == 0 => return (c == '}').then_some(at),
            ')' | ']' => depth -= 1,
            ',' | '=' if depth == 0 && !text[..at].contains('<') => return None,
            '{' | ';' if depth == 0 => return Some(at),
            _ => {}
        }
    }
    Some(text.len())
}

/// A header with a type in the place of each variable.
fn without_variables(header: &str) -> String {
    let mut plain = String::new();
    let mut pieces = header.split('$');
    plain.extend(pieces.next());
    for piece in pieces {
        let end = piece.find(|c: char| !(c.is_alphanumeric() || c == '_'));
        plain.push_str("u8");
        plain.push_str(&piece[end.unwrap_or(piece.len())..]);
    }
    plain
}

/// Whether the last name of a path, its arguments aside, may be a macro's variable.
fn ends_in_variable(path: &str) -> bool {
    let mut depth = 0_usize;
    let without = path.trim_end().trim_end_matches(|c| {
        match c {
            '>' => depth += 1,
            '<' => {
                depth = depth.saturating_sub(1);
                return true;
            }
            _ => {}
        }
        depth > 0
    });
    let part = |c: char| c.is_alphanumeric() || c == '_';
    let without = without.trim_end();
    // `$($part)::+`
    without.ends_with(['+', '*', '?', ')', '>']) || without.trim_end_matches(part).ends_with('$')
}

/// Whether a file gives a macro another name, or the name to another macro.
fn is_handed_on(file: &File, name: &str) -> bool {
    let renames = |item: &Item| {
        item.imports.iter().any(|import| {
            import.path.last().is_some_and(|last| last == name)
                && import.name.as_deref() != Some(name)
        })
    };
    let mut found = false;
    let mut look = |_: String, arguments: TokenStream| found |= stands_alone(arguments, name);
    if has_word(&file.text, name) {
        match file.text.parse() {
            Ok(tokens) => macro_calls(tokens, &mut look),
            Err(_) => return true,
        }
        found |= all(&file.facts().items).into_iter().any(renames);
    }
    found
}

/// Whether a macro's name stands among tokens, but where it is called.
fn stands_alone(tokens: TokenStream, name: &str) -> bool {
    let mut tokens = tokens.into_iter().peekable();
    let mut found = false;
    while let Some(token) = tokens.next() {
        let is_called =
            matches!(tokens.peek(), Some(TokenTree::Punct(mark)) if mark.as_char() == '!');
        found |= match token {
            TokenTree::Group(group) => stands_alone(group.stream(), name),
            TokenTree::Ident(word) => word == name && !is_called,
            _ => false,
        };
    }
    found
}

/// What calls of a macro are given, as text.
pub(super) fn calls<'t>(text: &'t str, name: &str) -> Vec<&'t str> {
    let calls = occurrences(text, name).filter_map(|at| {
        let after = text.get(at + name.len()..)?.trim_start();
        let after = after.strip_prefix('!')?.trim_start();
        Some(to_end(after).unwrap_or(after))
    });
    calls.collect()
}

/// A text up to where what it opens is closed; none if that never is.
fn to_end(text: &str) -> Option<&str> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return Some(&text[..at]);
        }
    }
    None
}

/// What stands within the delimiters that come next.
pub(super) fn given_in(text: &str) -> Option<&str> {
    to_end(text.trim_start())?.get(1..)
}

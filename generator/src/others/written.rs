//! Impls that the macros of a package write: their headers by the macros' definitions, and what stands for variables by
//! the calls.

use crate::model::{FileFacts, Item, Kind};
use crate::others::closures::{Question, Search, speaks_of_functions};
use crate::others::{all, text_of};
use crate::parse::{has_word, occurrences};
use std::collections::BTreeSet;

impl Search<'_> {
    /// Whether an impl of a trait that a macro writes may run a closure; the files are those that name the trait.
    pub(super) fn written(&mut self, of: &str, files: &[(&str, &FileFacts)]) -> bool {
        let naming = |item: &Item, text: &str| {
            matches!(item.kind, Kind::Macro | Kind::MacroCall) && has_word(text_of(text, item), of)
        };
        let mut called = Vec::new();
        let mut any = false;
        for (text, facts) in files {
            for item in all(&facts.items)
                .into_iter()
                .filter(|item| naming(item, text))
            {
                any = true;
                if item.kind == Kind::MacroCall {
                    let path = item.call.as_ref().map_or(&[][..], |call| &call.path);
                    called.push(path.last().cloned().unwrap_or_default());
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
        // What another crate's macro makes of it, nobody knows.
        let is_known = |name: &String| definitions.iter().any(|(known, _)| known == name);
        if !called.iter().all(is_known) {
            return true;
        }
        let mut open = Vec::new();
        for (name, text) in &definitions {
            let headers = headers(text, of);
            if !headers.is_empty() {
                open.push(*name);
            }
            if headers.iter().any(|header| self.written_header(header)) {
                return true;
            }
        }
        self.given_to(open, &definitions, &exported)
    }

    /// Whether an impl may run one, by its header in a macro's definition.
    fn written_header(&mut self, header: &str) -> bool {
        if header.contains("$(") || header.contains("$crate") {
            return true;
        }
        // What a variable stands for is looked at where the macro is called.
        let mut plain = String::new();
        let mut pieces = header.split('$');
        plain.extend(pieces.next());
        for piece in pieces {
            let end = piece.find(|c: char| !(c.is_alphanumeric() || c == '_'));
            plain.push_str("u8");
            plain.push_str(&piece[end.unwrap_or(piece.len())..]);
        }
        self.header(Some(&plain))
    }

    /// Whether what these macros are given may be a type that one lies in.
    fn given_to<'t>(
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
            // Who else calls it is not looked for.
            if exported.contains(name) {
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

/// The headers of impls of a trait, or of one that a variable stands for, in a macro's definition.
fn headers<'t>(text: &'t str, of: &str) -> Vec<&'t str> {
    let headers = occurrences(text, "impl").filter_map(|at| {
        let header = text.get(at..)?;
        let header = &header[..header.find('{')?];
        let by = &header[..occurrences(header, "for").next()?];
        (has_word(by, of) || ends_in_variable(by)).then_some(header)
    });
    headers.collect()
}

/// Whether the last name of a path, its arguments aside, is a macro's variable.
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
    without.trim_end().trim_end_matches(part).ends_with('$')
}

/// What calls of a macro are given, as text.
fn calls<'t>(text: &'t str, name: &str) -> Vec<&'t str> {
    let calls = occurrences(text, name).filter_map(|at| {
        let after = text.get(at + name.len()..)?.trim_start();
        let after = after.strip_prefix('!')?.trim_start();
        let mut depth = 0_usize;
        for (at, c) in after.char_indices() {
            match c {
                '(' | '[' | '{' => depth += 1,
                ')' | ']' | '}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 {
                return Some(&after[..at]);
            }
        }
        Some(after)
    });
    calls.collect()
}

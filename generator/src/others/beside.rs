//! Code of a package that stands elsewhere than in its library's Rust files: included, a module by a path, or written by its
//! build script.

use crate::model::Item;
use crate::others::is_of_tests;
use crate::package::Unpacked;
use crate::parse::{facts_of, has_word, occurrences};
use crate::source::{MOST_AHEAD, Text, files_below, is_rust, read};
use proc_macro2::{TokenStream, TokenTree};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// Words behind which a comment hides from who reads a text what they are said of.
const LEADING: [&str; 15] = [
    "as",
    "crate",
    "enum",
    "extern",
    "include",
    "macro",
    "macro_rules",
    "mod",
    "path",
    "pub",
    "struct",
    "trait",
    "type",
    "union",
    "use",
];

/// Whether what a file says may stand in a file that is none of these, or be misread, but for what a build script wrote.
/// Those that are no part of the library are `apart`.
pub(super) fn leads_beside(
    text: &str,
    file: &Path,
    (files, apart): (&[PathBuf], &[PathBuf]),
) -> bool {
    let folder = file.parent().unwrap_or(file);
    // Of a module in an inline one, or a macro's call, the folder may be another.
    let is_there = |path: &str| {
        let parts = Path::new(path).components();
        let within: PathBuf = parts
            .filter(|part| matches!(part, Component::Normal(_)))
            .collect();
        let ends_so = |file: &PathBuf| file.ends_with(&within);
        let mut parts = within.components();
        let is_hidden = parts.any(|part| part.as_os_str().to_string_lossy().starts_with('.'));
        files.contains(&joined(folder, path))
            || files.iter().any(ends_so) && !apart.iter().any(ends_so) && !is_hidden
    };
    includes_others(text, &is_there) || has_modules_beside(text, &is_there) || hides_words(text)
}

/// Whether a text takes in what a build script wrote.
pub(super) fn includes_written(text: &str) -> bool {
    text.contains("OUT_DIR") && text.contains("include")
}

/// What a build script may make code of besides what it says: files that are no Rust. None if others' code may write it.
pub(super) fn templates(package: &Unpacked) -> Option<Vec<Arc<str>>> {
    if package.is_built_by_others() {
        return None;
    }
    let is_prose = |file: &Path| {
        let end = file.extension().and_then(|end| end.to_str());
        let name = file.file_name().and_then(|name| name.to_str());
        end.is_some_and(|end| matches!(end, "md" | "lock" | "orig"))
            || name.is_some_and(|name| name == "Cargo.toml" || name.starts_with("LICENSE"))
    };
    let files = files_below(&package.folder, |file| !is_rust(file) && !is_prose(file));
    if files.len() >= MOST_AHEAD {
        return None;
    }
    // What is no text is no code either.
    let texts = files.iter().filter_map(|file| match read(file) {
        Text::Read(text) => Some(text),
        _ => None,
    });
    Some(texts.collect())
}

/// How files end that are not Rust and may be compiled or linked with it.
const NATIVE: [&str; 16] = [
    "S", "asm", "c", "cc", "cpp", "cxx", "def", "h", "hh", "hpp", "inc", "inl", "ld", "m", "mm",
    "s",
];

/// The files of other languages in a package; none if one cannot be read, or there are too many.
pub(super) fn natives(package: &Path) -> Option<Vec<Arc<str>>> {
    let is_native = |file: &Path| {
        let end = file.extension().and_then(|end| end.to_str());
        end.is_some_and(|end| NATIVE.contains(&end))
    };
    let files = files_below(package, is_native);
    if files.len() >= MOST_AHEAD {
        return None;
    }
    let texts = files.iter().map(|file| match read(file) {
        Text::Read(text) => Some(text),
        _ => None,
    });
    texts.collect()
}

/// The line that a text's byte stands in, up to there.
fn line_before(text: &str, at: usize) -> &str {
    text[..at].rsplit('\n').next().unwrap_or_default()
}

/// Whether a byte of a text stands in a line that is nothing but a comment.
pub(super) fn is_commented(text: &str, at: usize) -> bool {
    line_before(text, at).trim_start().starts_with("//")
}

/// Whether a comment stands between a word and what it is said of.
fn hides_words(text: &str) -> bool {
    let ends_in_word = |before: &str| {
        let before = before.trim_end().trim_end_matches('!').trim_end();
        LEADING.iter().any(|word| {
            let rest = before.strip_suffix(word);
            rest.is_some_and(|rest| !rest.ends_with(|c: char| c.is_alphanumeric() || c == '_'))
        })
    };
    ["/*", "//"].into_iter().any(|mark| {
        text.match_indices(mark).any(|(at, _)| {
            // Docs stand before whole items. `/**/` is none.
            let after = &text[at + mark.len()..];
            if after.starts_with(['/', '!', '*']) && !after.starts_with("*/") {
                return false;
            }
            let before = line_before(text, at);
            // One that begins a line is seen to by what ended the last, if that was code.
            let before = match before.trim().is_empty() {
                true => match text[..at].trim_end() {
                    last if line_before(last, last.len()).contains("//") => return false,
                    last => last,
                },
                false if before.contains("//") => return false,
                false => before,
            };
            ends_in_word(before)
        })
    })
}

/// The string that a text begins with, if it has no escapes, and what comes after.
pub(super) fn string(text: &str) -> Option<(&str, &str)> {
    let raw = text.strip_prefix('r').unwrap_or(text);
    let (string, after) = raw.strip_prefix('"')?.split_once('"')?;
    (!string.contains('\\')).then_some((string, after))
}

/// Where a path leads from a folder.
fn joined(folder: &Path, path: &str) -> PathBuf {
    let mut found = folder.to_owned();
    for part in Path::new(path).components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                found.pop();
            }
            part => found.push(part),
        }
    }
    found
}

/// Whether a text includes what may be none of these files, but for what a build script wrote, and what only the package's
/// own tests are built of.
fn includes_others(text: &str, is_there: &dyn Fn(&str) -> bool) -> bool {
    let mut said = occurrences(text, "include").filter(|at| !is_commented(text, *at));
    said.any(|at| {
        let after = text[at + "include".len()..].trim_start();
        let Some(call) = after.strip_prefix('!') else {
            let names_it = || text.parse().map_or(true, hands_on_include);
            // It may be called by another name, or by who is given it.
            return (after.starts_with("as") || calls_given(text)) && names_it();
        };
        let given = call.trim_start().get(1..).unwrap_or_default().trim_start();
        let is_known = match string(given) {
            Some((path, after)) if after.trim_start().starts_with([')', ']', '}', ',']) => {
                is_there(path)
            }
            _ => {
                let call = call.split([')', ']', '}']).next().unwrap_or_default();
                call.contains("OUT_DIR")
            }
        };
        !is_known && !is_in_tests(&facts_of(text).items, at)
    })
}

/// Whether a byte stands in what only a build of the package's own tests has.
fn is_in_tests(items: &[Item], at: usize) -> bool {
    let stands = |item: &&Item| (item.span.start as usize..item.span.end as usize).contains(&at);
    let found = items.iter().find(stands);
    found.is_some_and(|item| is_of_tests(item) || is_in_tests(&item.children, at))
}

/// Whether `include` stands among tokens as a name that is not called: `use core::include as other`.
fn hands_on_include(tokens: TokenStream) -> bool {
    let mut tokens = tokens.into_iter().peekable();
    let mut found = false;
    while let Some(token) = tokens.next() {
        found |= match token {
            TokenTree::Group(group) => hands_on_include(group.stream()),
            TokenTree::Ident(word) => {
                let is_called =
                    matches!(tokens.peek(), Some(TokenTree::Punct(mark)) if mark.as_char() == '!');
                word == "include" && !is_called
            }
            _ => false,
        };
    }
    found
}

/// Whether a macro in a text calls one that it is given by its name alone.
fn calls_given(text: &str) -> bool {
    text.match_indices('$').any(|(at, _)| {
        let after = &text[at + 1..];
        let name = after.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_');
        let call = name.trim_start().strip_prefix('!');
        name.len() < after.len()
            && call.is_some_and(|call| call.trim_start().starts_with(['(', '[', '{']))
    })
}

/// Whether a text tells of a module by a path to a file that may be none of these, but for what only tests and docs are
/// built of.
fn has_modules_beside(text: &str, is_there: &dyn Fn(&str) -> bool) -> bool {
    let mut said = occurrences(text, "path").filter(|at| !is_commented(text, *at));
    said.any(|at| {
        let (before, after) = text.split_at(at);
        let attributes = before.rsplit([';', '}']).next().unwrap_or_default();
        let begins = before.trim_end();
        let is_attribute =
            begins.ends_with('[') || begins.ends_with(',') && has_word(attributes, "cfg_attr");
        let Some(value) = after["path".len()..].trim_start().strip_prefix('=') else {
            return false;
        };
        let statement = after.split([';', '{', '}']).next().unwrap_or_default();
        let is_apart = |text: &str| text.contains("cfg(test)") || text.contains("docsrs");
        let is_given = value.trim_start().starts_with('$');
        let path = string(value.trim_start()).map(|(path, _)| path);
        is_attribute
            && (is_given || path.is_some_and(|path| !is_there(path)))
            && !is_apart(attributes)
            && !is_apart(statement)
    })
}

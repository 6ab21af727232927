//! Walks at random through edits of any crate's text, most of which no person would make: after each, a program that
//! goes on from the last build has the items, fingerprints and closures of one that starts from nothing.

use crate::crates::{Crates, request};
use crate::referee::plan::SplitMix;
use rememo_build::manifest::Closure;
use rememo_build::model::Kind;
use rememo_build::parse::on_deep_stack;
use rememo_build::plan::{Fingerprint, FunctionPath, Level};
use rememo_build::resolve::{ItemId, Options, Program};
use std::sync::Arc;

/// What an edit puts somewhere.
const PUT: &[&str] = &[
    "\n",
    "\r\n",
    "\r",
    " ",
    "}",
    "{",
    ")",
    "(",
    ";",
    ",",
    "//",
    "// A comment.\n",
    "/*",
    "*/",
    "/* a /* b */ c */",
    "\"",
    "'",
    "b'\\''",
    "'a ",
    "r#\"",
    "\"#",
    "r##\"}; \"# {\"##",
    "\"\\\n\"",
    "c\"\\0\"",
    "\\",
    "#",
    "#!",
    "#!/bin/sh\n",
    "#![cfg(unix)]\n",
    "#![cfg(not(unix))]\n",
    "#![cfg(never_set)]\n",
    "#![allow(unused)]\n",
    "//! Said of what it is in.\n",
    "/// Said of what follows.\n",
    "/** Said. */",
    "/*! Said. */",
    "\u{feff}",
    "\u{200e}",
    "é",
    "日本",
    "\u{85}",
    "\0",
    "r#fn ",
    "#[cfg(never_set)]\n",
    "#[cfg(unix)]\n",
    "#[inline]\n",
    "#[macro_use]\n",
    "#[path = \"elsewhere.rs\"]\n",
    "#[derive(Clone)]\n",
    "mod put_there;\n",
    "mod put { pub fn put() {} }\n",
    "use std::fmt::Write as Wrote;\n",
    "pub use self::put as new;\n",
    "use super::*;\n",
    "extern crate alloc as more;\n",
    "fn put() {}\n",
    "pub fn put(x: u8) -> u8 { impl Put { fn new(&self) {} } struct Put; x }\n",
    "struct Put { new: u8 }\n",
    "impl Drop for Put { fn drop(&mut self) { put(); } }\n",
    "impl<T> From<T> for Put { fn from(_: T) -> Put { Put } }\n",
    "trait Put { fn new(&self) {} }\n",
    "const PUT: u8 = { fn inside() {} 1 };\n",
    "static PUT: fn() = put;\n",
    "macro_rules! put { ($($t:tt)*) => { $($t)* } }\n",
    "macro_rules! m { () => { fn written() {} } }\nm! {}\n",
    "put! { fn more() { put(); } }\n",
    "put!();\n",
    "unknown! { fn hidden() {} }\n",
    "thread_local! { static HERE: u8 = 1; }\n",
    "include!(\"put_there.rs\");\n",
    "let _ = 1;\n",
    "let _ = std::time::Instant::now();\n",
    "{ fn put() {} }",
    "unsafe { put() };\n",
    "line!();",
    "const _: () = ();\n",
    "fn broken( {\n",
    "pub ",
    "async ",
    "<",
    ">",
    "->",
    "=> ",
    "0x",
    "1e",
    "..",
];

/// Numbers that look like chance, and edits that are drawn by them.
struct Chance(SplitMix);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0.below(end.max(1))
    }

    fn of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }

    /// A byte where something may be put: anywhere, where a line starts, where one ends, or behind an item.
    fn place(&mut self, text: &str) -> usize {
        let at = text.floor_char_boundary(self.below(text.len() + 1));
        match self.below(8) {
            0 => 0,
            1 => text.len(),
            2 | 3 => text[..at].rfind('\n').map_or(0, |at| at + 1),
            4 => text[at..].find('\n').map_or(text.len(), |end| at + end),
            5 => text[..at].rfind("\n}").map_or(0, |at| at + 2),
            6 => text[..at].rfind(" {\n").map_or(0, |at| at + 3),
            _ => at,
        }
    }

    /// A word of a text.
    fn word<'t>(&mut self, text: &'t str) -> &'t str {
        let at = self.place(text);
        let part = |c: char| c.is_alphanumeric() || c == '_';
        let rest = text[at..].trim_start_matches(|c| !part(c));
        let end = rest.find(|c| !part(c)).unwrap_or(rest.len());
        &rest[..end]
    }

    /// A text after one edit.
    fn edit(&mut self, text: &str) -> String {
        let (from, to) = (self.place(text), self.place(text));
        let (from, to) = (from.min(to), from.max(to));
        let near = text
            .floor_char_boundary(from + self.below(40))
            .clamp(from, to);
        let line = text[from..]
            .find('\n')
            .map_or(text.len(), |at| from + at + 1);
        let (before, after) = (&text[..from], &text[from..]);
        match self.below(14) {
            // What is cut out.
            0 => format!("{before}{}", &text[near..]),
            1 => format!("{before}{}", &text[line..]),
            2 => format!("{before}{}", &text[to..]),
            3 => format!("{before}{}", self.of(PUT)),
            // What is there twice, or elsewhere.
            4 => format!("{before}{}{after}", &text[from..to]),
            5 => format!("{}{}{before}", &text[to..], &text[from..to]),
            6 => {
                let (old, new) = (self.word(text).to_owned(), self.word(text).to_owned());
                match old.is_empty() {
                    true => new,
                    false => text.replace(&old, &new),
                }
            }
            7 => match text.contains("\r\n") {
                true => text.replace("\r\n", "\n"),
                false => text.replace('\n', "\r\n"),
            },
            _ => format!("{before}{}{after}", self.of(PUT)),
        }
    }
}

/// What is asked of a program.
#[derive(Debug, PartialEq)]
struct Answers {
    items: Vec<String>,
    found: Vec<Option<Fingerprint>>,
    closure: Option<Closure>,
}

/// All that is asked, and what is kept for the next.
fn ask(options: &Options, roots: &[String], told: &str) -> (Answers, Arc<Vec<u8>>) {
    on_deep_stack(|| {
        let program = Program::load(options).expect("the manifest can be read");
        let mut requests: Vec<_> = roots
            .iter()
            .map(|root| request(root, Level::Closure))
            .collect();
        requests.extend(roots.first().map(|root| request(root, Level::Crate)));
        let found = program.fingerprints(&requests);
        let cache = program.cache();
        let answers = Answers {
            items: program
                .items
                .iter()
                .map(|item| format!("{item:?}"))
                .collect(),
            found: found.into_iter().map(Result::ok).collect(),
            closure: program.closure(&request(told, Level::Closure)).ok(),
        };
        (answers, cache)
    })
}

/// Functions of a crate, spread evenly.
fn roots(options: &Options, count: usize) -> Vec<String> {
    let program = Program::load(options).expect("the manifest can be read");
    let mut paths = Vec::new();
    for (at, item) in program.items.iter().enumerate() {
        let path = program.item_path(ItemId(at as u32)).to_string();
        let free = item.kind == Kind::Fn && item.parent.is_none();
        if free && !path.contains("{}") && FunctionPath::parse(&path).is_ok() {
            paths.push(path);
        }
    }
    let every = (paths.len() / count).max(1);
    paths.into_iter().step_by(every).take(count).collect()
}

/// What two closures of the whole crate do not share.
fn differences(one: &Options, other: &Options, root: &str) -> Vec<String> {
    let lines = |options: &Options, level| {
        on_deep_stack(|| {
            let program = Program::load(options).expect("the manifest can be read");
            let closure = program.closure(&request(root, level)).ok();
            let items = closure.iter().flat_map(|closure| &closure.items);
            let items: Vec<String> = items.map(|item| format!("{item:?}")).collect();
            let rest = closure.map(|closure| Closure {
                items: Vec::new(),
                fingerprint: String::new(),
                ..closure
            });
            [items, vec![format!("{rest:?}")]].concat()
        })
    };
    let mut found = Vec::new();
    for level in [Level::Closure, Level::Crate] {
        let (one, other) = (lines(one, level), lines(other, level));
        let only = |these: &[String], those: &[String]| -> Vec<String> {
            let only = these.iter().filter(|line| !those.contains(line));
            only.cloned().collect()
        };
        found.extend(only(&one, &other));
        found.extend(only(&other, &one));
    }
    found
}

/// How a walk went.
#[derive(Debug)]
pub struct Walked {
    /// How many edits changed a fingerprint.
    pub moved: usize,
    /// After how many edits all functions were found.
    pub whole: usize,
}

/// Walks through edits of a crate with these files, besides the manifest of `app`.
pub fn walk(files: &[(String, String)], seed: u64, steps: usize) -> Walked {
    let crates = Crates::new(&[]);
    for (path, text) in files {
        crates.write(path, text);
    }
    let options = crates.options();
    let roots = roots(&options, 6);
    let mut chance = Chance(SplitMix(seed));
    let mut now: Vec<String> = files.iter().map(|(_, text)| text.clone()).collect();
    let mut kept = None;
    let mut last = Vec::new();
    let mut walked = Walked { moved: 0, whole: 0 };
    for step in 0..steps {
        // What is edited without end is soon nothing but noise.
        for (at, (path, text)) in files.iter().enumerate() {
            if now[at] != *text && chance.below(3) > 0 {
                now[at].clone_from(text);
                crates.write(path, text);
            }
        }
        for _ in 0..=chance.below(2) {
            let at = chance.below(files.len());
            now[at] = chance.edit(&now[at]);
            crates.write(&files[at].0, &now[at]);
        }
        let told = chance.of(&roots).clone();
        let (wanted, _) = ask(&options, &roots, &told);
        let mut going_on = options.clone();
        going_on.cache = kept;
        let (found, cache) = ask(&going_on, &roots, &told);
        if found != wanted {
            let items = found.items.iter().zip(&wanted.items);
            let item = items.filter(|(a, b)| a != b).map(|(a, _)| a).next();
            let covers: Vec<String> = roots
                .iter()
                .flat_map(|root| differences(&going_on, &options, root))
                .collect();
            panic!(
                "step {step} of walk {seed} in {}, of {roots:?}, closure of {told}: {item:#?}\n{covers:#?}",
                crates.keep().display(),
            );
        }
        walked.moved += usize::from(found.found != last);
        walked.whole += usize::from(found.found.iter().all(Option::is_some));
        (kept, last) = (Some(cache), found.found);
    }
    walked
}

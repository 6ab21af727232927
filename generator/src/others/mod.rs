//! What crates that are not read as part of the program say of their traits, by the sources that cargo keeps of them:
//! which functions a trait has, whether it may run a closure that lies in a value, and which trait of std it is under
//! another name. And which macros they export, and which of std's names their globs bring in.
//!
//! A trait is known by its name alone: what one of that name has, each may have. What the text does not tell is
//! unknown. Items are read without what a `cfg` says, and a macro's definition as what it may write.

mod beside;
mod bounds;
pub(crate) mod brought;
mod called;
pub(crate) mod closures;
mod expanded;
pub(crate) mod functions;
mod macros;
mod modules;
pub(crate) mod nominal;
pub(crate) mod own;
pub(crate) mod procedural;
pub(crate) mod renames;
mod symbols;
pub(crate) mod words;
mod written;

use crate::expand::Edition;
use crate::model::{FileFacts, Item, Kind};
use crate::others::beside::{includes_written, leads_beside, templates};
use crate::others::symbols::Otherwise;
use crate::package::Unpacked;
use crate::parse::{facts_of, has_word, occurrences};
use crate::source::{MOST_AHEAD, Text, read, rust_files};
use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

/// Folders of a package that are no part of its library.
const APART: [&str; 3] = ["tests", "benches", "examples"];

/// The Rust files of a package, its build script among them.
#[derive(Debug)]
pub(crate) struct Texts {
    files: Vec<File>,
    /// The package's folder.
    folder: PathBuf,
    /// The root of its library.
    root: PathBuf,
    edition: Edition,
    /// What a build script may make code of that the library includes.
    templates: Vec<Arc<str>>,
    /// Whether they may hand on all that another crate has.
    hand_on: OnceCell<bool>,
    /// Whether they may bring in all that one has.
    bring_all: OnceCell<bool>,
    /// Which macros may declare something by one of their variables.
    declaring: OnceCell<Option<BTreeSet<String>>>,
    /// Whether a macro that they do not define may write items.
    call_others: OnceCell<bool>,
    /// The package's files of other languages; none if one cannot be read.
    natives: OnceCell<Option<Vec<Arc<str>>>>,
    /// How they may name symbols other than by their words.
    symbols: OnceCell<Otherwise>,
    /// The same files with what their macros write.
    expanded: OnceCell<Option<Vec<File>>>,
}

#[derive(Debug)]
struct File {
    path: PathBuf,
    text: Arc<str>,
    facts: OnceCell<FileFacts>,
}

impl File {
    fn facts(&self) -> &FileFacts {
        self.facts.get_or_init(|| facts_of(&self.text))
    }
}

impl Texts {
    /// Those of a package; none if one cannot be read, or what belongs to the crate may be elsewhere.
    pub(crate) fn read(package: &Unpacked) -> Option<Texts> {
        // What is apart may be included.
        Texts::read_but(package, &APART).or_else(|| Texts::read_but(package, &[]))
    }

    /// Those that are in none of these folders of the package.
    fn read_but(package: &Unpacked, apart: &[&str]) -> Option<Texts> {
        let files = rust_files(&package.folder);
        if files.len() >= MOST_AHEAD {
            return None;
        }
        let is_apart = |file: &PathBuf| {
            let mut apart = apart.iter();
            apart.any(|name| file.starts_with(package.folder.join(name)))
        };
        let (apart, files): (Vec<PathBuf>, Vec<PathBuf>) = files.into_iter().partition(is_apart);
        let texts = files.iter().map(|file| match read(file) {
            Text::Read(text) if !leads_beside(&text, file, (&files, &apart)) => Some(File {
                path: file.clone(),
                text,
                facts: OnceCell::new(),
            }),
            _ => None,
        });
        let files: Vec<File> = texts.collect::<Option<_>>()?;
        let templates = match files.iter().any(|file| includes_written(&file.text)) {
            true => templates(package)?,
            false => Vec::new(),
        };
        Some(Texts {
            files,
            folder: package.folder.clone(),
            root: package.root.clone(),
            edition: Edition::of(package.edition),
            templates,
            hand_on: OnceCell::new(),
            bring_all: OnceCell::new(),
            declaring: OnceCell::new(),
            call_others: OnceCell::new(),
            natives: OnceCell::new(),
            symbols: OnceCell::new(),
            expanded: OnceCell::new(),
        })
    }

    /// Whether they declare a trait of a name.
    pub(crate) fn declare(&self, name: &str) -> bool {
        // Not in a comment.
        let is_trait = |item: &&Item| item.kind == Kind::Trait && item.name == name;
        let declares = |file: &&File| stands_behind(&file.text, name, &["trait"]);
        let mut files = self.files.iter().filter(declares);
        files.any(|file| all(&file.facts().items).iter().any(is_trait))
    }

    /// Whether they define a macro of a name.
    fn define(&self, name: &str) -> bool {
        self.texts()
            .any(|text| definitions(text, name).next().is_some())
    }

    /// The facts of all files in which a word stands, and of what macros write; none if one does not parse, or a build
    /// script may write more.
    fn naming(&self, word: &str) -> Option<Vec<(&str, &FileFacts)>> {
        if self.templates.iter().any(|text| has_word(text, word)) {
            return None;
        }
        let facts = naming(&self.files, word)?;
        let mut items = facts.iter().flat_map(|(text, facts)| {
            let items = all(&facts.items).into_iter();
            items.map(|item| (*text, item))
        });
        let in_macro =
            items.any(|(text, item)| is_macro(item) && has_word(text_of(text, item), word));
        match in_macro.then(|| self.expanded()).flatten() {
            Some(files) => naming(files, word),
            None => Some(facts),
        }
    }

    fn texts(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|file| &*file.text)
    }
}

/// The facts of those files in which a word stands.
fn naming<'f>(files: &'f [File], word: &str) -> Option<Vec<(&'f str, &'f FileFacts)>> {
    let named = files.iter().filter(|file| has_word(&file.text, word));
    let facts = named.map(|file| {
        let facts = file.facts();
        let is_whole = facts.unparsed.is_none() && !is_script(&file.text);
        is_whole.then_some((&*file.text, facts))
    });
    facts.collect()
}

/// Whether a name stands in a text behind one of these words, comments and strings among it.
fn stands_behind(text: &str, name: &str, words: &[&str]) -> bool {
    occurrences(text, name).any(|at| {
        let before = before_name(text, at);
        words.iter().any(|word| before.ends_with(word))
    })
}

/// Where a text defines a macro of a name, comments and strings among it.
fn definitions<'t>(text: &'t str, name: &'t str) -> impl Iterator<Item = usize> + 't {
    occurrences(text, name).filter(|at| {
        let before = before_name(text, *at);
        before.ends_with("macro_rules!") || before.ends_with("macro_rules !")
    })
}

/// What stands before a name, which may be written `r#name`.
fn before_name(text: &str, at: usize) -> &str {
    let before = text.get(..at).unwrap_or_default();
    before.strip_suffix("r#").unwrap_or(before).trim_end()
}

/// Whether a text may be a build script's that writes code.
fn is_script(text: &str) -> bool {
    text.contains("OUT_DIR") && (text.contains("env::var") || text.contains("var_os"))
}

/// An item's text.
fn text_of<'t>(text: &'t str, item: &Item) -> &'t str {
    let (start, end) = (item.span.start as usize, item.span.end as usize);
    text.get(start..end).unwrap_or_default()
}

/// All items, those within others included, but for what only a build of the package's own tests has.
fn all(items: &[Item]) -> Vec<&Item> {
    all_in(items, |_| true)
}

/// Items, and those within such others as this holds for.
fn all_in(items: &[Item], is_open: impl Fn(&Item) -> bool) -> Vec<&Item> {
    let mut found = Vec::new();
    let mut open: Vec<&Item> = items.iter().collect();
    while let Some(item) = open.pop() {
        if is_of_tests(item) {
            continue;
        }
        found.push(item);
        if is_open(item) {
            open.extend(&item.children);
        }
    }
    found
}

/// Whether only a build of the package's own tests has an item.
fn is_of_tests(item: &Item) -> bool {
    item.cfgs.iter().any(|cfg| cfg == "test")
}

/// Whether an item is, or may write, what facts do not show.
fn is_macro(item: &Item) -> bool {
    matches!(item.kind, Kind::Macro | Kind::MacroCall | Kind::Unknown)
}

/// Whether an attribute of an item may be a macro, which writes something else.
fn may_be_rewritten(item: &Item) -> bool {
    item.marks.given || !item.marks.given_if.is_empty()
}

/// The last name of a path, as text, without its arguments.
fn last_of(path: &str) -> &str {
    let path = path.split('<').next().unwrap_or_default();
    path.rsplit("::").next().unwrap_or_default().trim()
}

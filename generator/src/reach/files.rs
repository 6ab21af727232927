//! What a macro of another crate may look up when it is expanded: files and folders that a text names which it is
//! given, and what the package's manifest says.
//!
//! Such a file may be code in a language of its own, as templates are: what it names counts as if the macro wrote it,
//! and so do the files that it names in turn.

use crate::reach::attributes::literals;
use crate::reach::live::Reach;
use crate::reach::procedural::in_text;
use crate::reach::scope::Scope;
use crate::resolve::{ItemId, Ns, Res, is_of_package};
use crate::source::{Text, files_in, folders_in, is_rust};
use proc_macro2::{TokenStream, TokenTree};
use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

/// A longer text names no file.
const LONGEST: usize = 256;

/// A longer file is no template.
const LARGEST: usize = 1 << 20;

/// What stands around a file's name in another file.
const QUOTES: &[char] = &['"', '\''];

/// What macros call by a word what the manifest says.
const SAID: &[(&str, &str)] = &[
    ("version", "CARGO_PKG_VERSION"),
    ("long_version", "CARGO_PKG_VERSION"),
    ("about", "CARGO_PKG_DESCRIPTION"),
    ("long_about", "CARGO_PKG_DESCRIPTION"),
    ("description", "CARGO_PKG_DESCRIPTION"),
    ("author", "CARGO_PKG_AUTHORS"),
    ("authors", "CARGO_PKG_AUTHORS"),
    ("homepage", "CARGO_PKG_HOMEPAGE"),
    ("repository", "CARGO_PKG_REPOSITORY"),
    ("license", "CARGO_PKG_LICENSE"),
];

impl Reach<'_> {
    /// What a macro of another crate may look up by what it is given.
    pub(super) fn looked_up(&mut self, scope: &Scope, tokens: &TokenStream) {
        let mut texts = Vec::new();
        literals(tokens.clone(), &mut texts);
        // A word alone may be a folder's name, among others it is most often anything else.
        let alone = texts.len() == 1 && is_alone(tokens);
        let mut seen = BTreeSet::new();
        for text in texts {
            self.may_be_files(scope, &text, alone, &[], &mut seen);
        }
    }

    /// The files that texts of a macro's own name.
    pub(super) fn named_files(&mut self, scope: &Scope, texts: &BTreeSet<String>) {
        let mut seen = BTreeSet::new();
        // What stands beside what is put in: `{root}/data.txt`.
        let parts = texts.iter().flat_map(|text| text.split(['{', '}']));
        for text in parts {
            self.may_be_files(scope, text, false, &[], &mut seen);
        }
    }

    /// Any file that lies with the package an item is of may be read when it is compiled, but for sources, and what is hidden
    /// or built.
    pub(super) fn any_file(&mut self, item: ItemId) {
        let package = self.program.krate(self.program.item(item).krate).package;
        let Some(package) = self.program.packages.get(package) else {
            return;
        };
        for file in self.program.files_under(&package.folder) {
            if !is_rust(&file) {
                self.reads(item, file);
            }
        }
        self.lists(item);
    }

    /// What the package's build script wrote may be brought in by its name alone: `include_proto!("a.b")`,
    /// `lalrpop_mod!(pub a)`. So may what it wrote it from, that has the same name.
    pub(super) fn brought_in(&mut self, scope: &Scope, tokens: &TokenStream) {
        let Some(names) = names_alone(tokens) else {
            return;
        };
        self.build_script(scope.item);
        let data = self.program.item(scope.item);
        let own = self.program.text(data.text).file.clone();
        let of_root = self.program.krate(data.krate).package == 0;
        let written = self.program.build.variables.get("OUT_DIR");
        let written = written.filter(|_| of_root).map(Path::new);
        let folders = [own.parent().filter(|_| !names.is_empty()), written];
        for file in folders.into_iter().flatten().flat_map(files_in) {
            let name = file.file_name().and_then(|name| name.to_str());
            let (stem, end) = name
                .and_then(|name| name.rsplit_once('.'))
                .unwrap_or_default();
            let is_read = end == "rs" && file.parent() != written;
            if names.iter().any(|name| name == stem) && !is_read {
                self.given_file(scope, file, &mut BTreeSet::new());
            }
        }
    }

    /// What is asked of the manifest by words in an attribute: `version`, `about`.
    pub(super) fn said_of_package(&mut self, scope: &Scope, tokens: &TokenStream) {
        for token in tokens.clone() {
            match token {
                TokenTree::Group(group) => self.said_of_package(scope, &group.stream()),
                TokenTree::Ident(word) => {
                    let said = SAID.iter().find(|(name, _)| word == name);
                    if let Some((_, variable)) = said {
                        self.read_variable(scope.item, "env", variable);
                    }
                }
                _ => {}
            }
        }
    }

    /// A macro that is given nothing can only make something of where it stands, or of the manifest:
    /// `crate_version!()`.
    pub(super) fn made_of_nothing(&mut self, scope: &Scope) {
        let variables: BTreeSet<&str> = SAID.iter().map(|(_, variable)| *variable).collect();
        for variable in variables {
            self.read_variable(scope.item, "env", variable);
        }
    }

    /// A variable that is read where an item is compiled.
    pub(super) fn read_variable(&mut self, item: ItemId, by: &str, variable: &str) {
        let value = self
            .program
            .variable(self.program.item(item).krate, variable);
        let value = value.map(|value| match Path::new(&value).is_absolute() {
            true => self.program.shown(Path::new(&value)),
            false => value,
        });
        if value.is_none() {
            self.manifest_says(item, variable);
            self.build_script(item);
        }
        // Two crates may read two values of one name.
        self.note(item, format!("{by}!({variable})={value:?}"));
        self.variable(item, variable, value);
    }

    /// A variable that tells of a package what its manifest says, or the workspace's for it.
    fn manifest_says(&mut self, item: ItemId, variable: &str) {
        if !is_of_package(variable) {
            return;
        }
        let program = self.program;
        let package = program.krate(program.item(item).krate).package;
        if let Some(package) = program.packages.get(package) {
            self.reads(item, package.manifest.clone());
        }
        self.reads(item, program.workspace.folder.join("Cargo.toml"));
    }

    /// The files that a text may name: from the package's folder on or one in it, from the workspace's, or from where
    /// the text stands.
    fn may_be_files(
        &mut self,
        scope: &Scope,
        text: &str,
        alone: bool,
        beside: &[&Path],
        seen: &mut BTreeSet<PathBuf>,
    ) {
        let Some(text) = as_path(text, alone) else {
            return;
        };
        let data = self.program.item(scope.item);
        let package = self.program.krate(data.krate).package;
        let Some(package) = self.program.packages.get(package) else {
            return;
        };
        let own = self.program.text(data.text).file.clone();
        let mut folders = folders_in(&package.folder);
        folders.push(package.folder.clone());
        folders.push(self.program.workspace.folder.clone());
        folders.extend(own.parent().map(Path::to_path_buf));
        folders.extend(beside.iter().map(|folder| folder.to_path_buf()));
        for folder in folders {
            let found = crate::package::clean_path(&folder.join(text));
            if seen.contains(&found) {
                continue;
            }
            if found.is_file() {
                seen.insert(found.clone());
                self.given_file(scope, found, seen);
            } else if found.is_dir() && !own.starts_with(&found) && text.contains(is_of_name) {
                seen.insert(found.clone());
                for file in self.program.files_under(&found) {
                    self.reads(scope.item, file);
                }
                self.lists(scope.item);
            }
        }
    }

    /// A file that a macro may read.
    fn given_file(&mut self, scope: &Scope, file: PathBuf, seen: &mut BTreeSet<PathBuf>) {
        let text = self.program.sources.text(&file);
        let beside = file.parent().map(Path::to_path_buf);
        self.reads(scope.item, file);
        let Text::Read(text) = text else { return };
        if text.len() > LARGEST {
            return;
        }
        let mut said = BTreeSet::new();
        in_text(&text, &mut said);
        let mut names = false;
        for path in &said {
            names |= self.may_be_written_as(path, scope.module, scope.item);
        }
        for name in piped(&text) {
            names |= self.member_of_a_module(scope, name);
        }
        if names {
            // What becomes of it there, nobody here can read.
            self.asked_wholly(None, scope.item);
        }
        for quote in QUOTES {
            for quoted in text.split(*quote).skip(1) {
                let beside = beside.as_deref();
                self.may_be_files(scope, quoted, false, beside.as_slice(), seen);
            }
        }
    }

    /// What a name means in the modules right inside of the one that the macro stands in: filters lie in one.
    fn member_of_a_module(&mut self, scope: &Scope, name: &str) -> bool {
        let program = self.program;
        program.asked.everything();
        let inside = program.modules.iter();
        let inside = inside.filter(|module| module.parent == Some(scope.module) && !module.block);
        let modules: BTreeSet<&str> = inside.map(|module| module.name.as_str()).collect();
        let imported = program.module(scope.module).imports.iter();
        let imported = imported.filter_map(|import| import.name.as_deref());
        let mut found = false;
        for module in modules.into_iter().chain(imported) {
            let path = [module.to_owned(), name.to_owned()];
            for res in program.resolve_whole(scope.module, &path, false, Ns::Value) {
                if let Res::Item(item) = res {
                    self.live(item, scope.item, "a file that a macro is given may name it");
                    found = true;
                }
            }
        }
        found
    }

    /// Names that a macro puts together: `part~N`. Whatever begins with the one or ends with the other counts.
    pub(super) fn put_together(&mut self, scope: &Scope, first: &str, last: &str) {
        let program = self.program;
        program.asked.everything();
        let krate = program.item(scope.item).krate;
        let fits = |name: &str| name.starts_with(first) || name.ends_with(last);
        let items = (0..program.items.len() as u32).map(ItemId);
        let named: Vec<_> = items
            .filter(|item| program.item(*item).krate == krate && fits(&program.item(*item).name))
            .collect();
        for item in named {
            match program.item(item).parent {
                Some(_) => self.by_name(&program.item(item).name.clone(), scope.item),
                None => self.live(item, scope.item, "a macro may put its name together"),
            }
        }
    }
}

fn is_of_name(c: char) -> bool {
    c.is_alphanumeric()
}

/// Whether a text is all that a macro is given, or all but calls around it.
fn is_alone(tokens: &TokenStream) -> bool {
    let mut tokens = tokens.clone().into_iter();
    matches!(
        (tokens.next(), tokens.next()),
        (Some(TokenTree::Literal(_)), None)
    )
}

/// The names that a macro is given, if it is given nothing else but how they are seen.
fn names_alone(tokens: &TokenStream) -> Option<Vec<String>> {
    let mut names = Vec::new();
    for token in tokens.clone() {
        match token {
            TokenTree::Ident(word) if word != "pub" => names.push(word.to_string()),
            TokenTree::Literal(literal) => {
                let text = syn::parse_str::<syn::LitStr>(&literal.to_string()).ok()?;
                names.push(text.value());
            }
            TokenTree::Punct(mark) if !",#".contains(mark.as_char()) => return None,
            TokenTree::Group(group) if group.delimiter() == proc_macro2::Delimiter::Brace => {
                return None;
            }
            _ => {}
        }
    }
    (names.len() < 3).then_some(names)
}

/// A text as a path, if it may be one: `$CARGO_MANIFEST_DIR/assets`, `a.html`.
fn as_path(text: &str, alone: bool) -> Option<&str> {
    let text = match text.strip_prefix('$') {
        Some(after) => after.split_once('/')?.1,
        None => text,
    };
    let text = text.trim_start_matches('/');
    let is_path = alone || text.contains(['.', '/']);
    let strange = |c: char| c.is_control() || c.is_whitespace() || "{}<>\"'`|*?:;,()=".contains(c);
    let fits = is_path && !text.is_empty() && text.len() <= LONGEST && !text.contains(strange);
    let parts = Path::new(text).components();
    let leads_on = parts
        .into_iter()
        .any(|part| matches!(part, Component::Normal(_)));
    (fits && leads_on).then_some(text)
}

/// The words after a bar: `{{ name|shout }}`.
fn piped(text: &str) -> BTreeSet<&str> {
    let words = text.split('|').skip(1).map(str::trim_start);
    let word = |text: &&str| {
        text.chars()
            .next()
            .is_some_and(|c| c.is_alphabetic() || c == '_')
    };
    words
        .filter(word)
        .map(|text| {
            let end = text.find(|c: char| !c.is_alphanumeric() && c != '_');
            &text[..end.unwrap_or(text.len())]
        })
        .collect()
}

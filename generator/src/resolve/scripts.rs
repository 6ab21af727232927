//! What a build script is made of. What it writes, and which cfgs and variables it sets, is not known before it ran; but
//! it does the same as long as all of this is the same: its files, those that it names, and what it is built with.

use crate::package::{DependencyKind, Origin, Package};
use crate::parse::has_word;
use crate::resolve::load::Program;
use crate::source::{Text, is_rust};
use proc_macro2::{Group, TokenStream, TokenTree};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A build script.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Script {
    /// Its files, and those that its texts name.
    pub files: BTreeSet<PathBuf>,
    /// Lines of the lock for what it is built with.
    pub lines: Vec<String>,
    /// Whether a folder was listed.
    pub listed: bool,
}

/// More files than this in a folder that a script names are not looked for.
const MOST: usize = 4096;

/// A script that goes up is taken to go no further.
const MOST_UP: usize = 3;

/// Methods of paths by which a script comes to what is beside a file that it names.
const UP: [&str; 5] = ["parent", "ancestors", "with_file_name", "components", "pop"];

/// What says that code looks at files while others are compiled.
pub(crate) const LOOKS: [&str; 9] = [
    "read",
    "read_to_string",
    "read_dir",
    "open",
    "copy",
    "exists",
    "is_file",
    "metadata",
    "WalkDir",
];

/// What says that it was given files when it was compiled itself.
const INCLUDES: [&str; 3] = ["include", "include_str", "include_bytes"];

/// What says that it finds files, or puts their names together, so that no text in it is the whole name of one.
const PUTS_TOGETHER: [&str; 11] = [
    "read_dir",
    "WalkDir",
    "glob",
    "concat",
    "push",
    "push_str",
    "with_extension",
    "set_extension",
    "with_file_name",
    "set_file_name",
    "extend",
];

/// What it is built with that writes wrappers, and nothing that a function can see.
const OURS: &str = "rememo-build";

impl Program {
    /// What a package's build script is made of; nothing if it has none.
    pub(crate) fn build_script(&self, package: usize) -> Script {
        if let Some(known) = self.scripts.borrow().get(&package) {
            return known.clone();
        }
        let found = self.packages.get(package);
        let script = found.map_or_else(Script::default, |package| self.read_script(package));
        self.scripts.borrow_mut().insert(package, script.clone());
        script
    }

    fn read_script(&self, package: &Package) -> Script {
        let mut script = Script::default();
        let Some(root) = &package.build_script else {
            return script;
        };
        let mut reader = Reader {
            program: self,
            folder: &package.folder,
            open: Vec::new(),
            goes_up: false,
            script: &mut script,
        };
        reader.read(root);
        let mut seen = BTreeSet::from([package.folder.clone()]);
        let built = [DependencyKind::Build];
        self.built_with(package, &built, &mut seen, &mut script);
        self.told_by_links(package, &mut script);
        script
    }

    /// The scripts of dependencies that link something tell this one what they found: `DEP_NAME_KEY`.
    fn told_by_links(&self, package: &Package, script: &mut Script) {
        let normal = |kind: DependencyKind| kind == DependencyKind::Normal;
        for dependency in package.dependencies.iter().filter(|of| normal(of.kind)) {
            let Origin::Path(folder) = &dependency.origin else {
                continue;
            };
            let manifest = folder.join("Cargo.toml");
            let found = Package::read(&manifest, &self.workspace, &self.sources);
            // No two packages link the same, and none itself.
            if let Ok(found) = found
                && found.links.is_some()
                && found.folder != package.folder
            {
                let told = self.read_script(&found);
                script.files.extend(told.files);
                script.lines.extend(told.lines);
                script.listed |= told.listed;
            }
        }
    }

    fn built_with(
        &self,
        package: &Package,
        kinds: &[DependencyKind],
        seen: &mut BTreeSet<PathBuf>,
        script: &mut Script,
    ) {
        let wanted = package.dependencies.iter();
        for dependency in
            wanted.filter(|known| kinds.contains(&known.kind) && known.package != OURS)
        {
            let Origin::Path(folder) = &dependency.origin else {
                if let Some(lock) = &self.workspace.lock {
                    let dependent = (package.name.as_str(), package.version.as_str());
                    let locked = lock.dependency(dependent, &dependency.package);
                    let all = locked.into_iter().flat_map(|of| lock.with_dependencies(of));
                    script.lines.extend(all.map(|of| of.line()));
                }
                continue;
            };
            if !seen.insert(folder.clone()) {
                continue;
            }
            let manifest = folder.join("Cargo.toml");
            // Its own code may read what lies beside it, as by `include_str!`.
            self.all_in(folder, &|_| true, script);
            if let Ok(package) = Package::read(&manifest, &self.workspace, &self.sources) {
                let kinds = [DependencyKind::Normal, DependencyKind::Build];
                self.built_with(&package, &kinds, seen, script);
            }
            script.files.insert(manifest);
        }
    }

    /// The files in a folder and the folders in it.
    pub(crate) fn files_under(&self, folder: &Path) -> BTreeSet<PathBuf> {
        let mut script = Script::default();
        self.all_in(folder, &|_| true, &mut script);
        script.files
    }

    /// The files in a folder and the folders in it, but for hidden ones and what cargo builds.
    fn all_in(&self, folder: &Path, counts: &dyn Fn(&Path) -> bool, script: &mut Script) {
        script.listed = true;
        let mut open = vec![folder.to_owned()];
        while let Some(folder) = open.pop() {
            for entry in self.sources.folder(&folder) {
                let name = entry.file_name().and_then(|name| name.to_str());
                let name = name.unwrap_or_default();
                if name.starts_with('.') || name == "target" || script.files.len() > MOST {
                    continue;
                }
                if entry.is_dir() {
                    open.push(entry);
                } else if counts(&entry) {
                    script.files.insert(entry);
                }
            }
        }
    }
}

/// Reads a script file by file.
struct Reader<'a> {
    program: &'a Program,
    /// Where the script runs.
    folder: &'a Path,
    /// Files to be read, each with the folder of its modules.
    open: Vec<(PathBuf, PathBuf)>,
    /// Whether the file that is being read may go from a path to what it lies in.
    goes_up: bool,
    script: &'a mut Script,
}

impl Reader<'_> {
    fn read(&mut self, root: &Path) {
        self.add(root.to_owned(), Named::AsRoot);
        while let Some((file, modules)) = self.open.pop() {
            if let Text::Read(text) = self.program.sources.text(&file)
                && let Ok(tokens) = text.parse::<TokenStream>()
            {
                let has_any = |words: &[&str]| words.iter().any(|word| has_word(&text, word));
                self.goes_up = has_any(&UP);
                let looks = has_any(&LOOKS) || has_any(&INCLUDES);
                if looks && puts_together(&text, &tokens) {
                    // Sources are such files only for who says so: all scripts lie beside sources.
                    let sources_too = ["\"rs\"", "*.rs\""].iter().any(|end| text.contains(end));
                    let counts = |file: &Path| sources_too || !is_rust(file);
                    self.program.all_in(self.folder, &counts, self.script);
                }
                self.tokens(tokens, &file, &modules);
            }
        }
    }

    fn add(&mut self, file: PathBuf, by: Named) {
        if !self.script.files.insert(file.clone()) || !is_rust(&file) {
            return;
        }
        let folder = file.parent().unwrap_or(Path::new("")).to_owned();
        let of_folder = file.file_name().is_some_and(|name| name == "mod.rs");
        let of_file = file.file_stem().map(|stem| folder.join(stem));
        match of_file {
            Some(of_file) if by != Named::AsRoot && !of_folder => {
                // `#[path = "build/x.rs"] mod y;` looks for what that declares as a root does.
                if by == Named::ByText {
                    self.open.push((file.clone(), folder));
                }
                self.open.push((file, of_file));
            }
            _ => self.open.push((file, folder)),
        }
    }

    fn tokens(&mut self, tokens: TokenStream, file: &Path, modules: &Path) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        for (at, token) in tokens.iter().enumerate() {
            match token {
                TokenTree::Literal(literal) => {
                    if let Ok(text) = syn::parse_str::<syn::LitStr>(&literal.to_string()) {
                        self.named(&text.value(), file);
                    }
                }
                TokenTree::Group(group) => {
                    // `Path::new("src").join("probe.rs")` names that file, and not all that is beside it.
                    let path = joined(group, &tokens[at + 1..]).filter(|_| !self.goes_up);
                    if path.is_some_and(|path| self.named(&path, file)) {
                        continue;
                    }
                    let name = at.checked_sub(1).and_then(|at| tokens.get(at));
                    let word = at.checked_sub(2).and_then(|at| tokens.get(at));
                    match (word, name) {
                        (Some(TokenTree::Ident(word)), Some(TokenTree::Ident(name)))
                            if word == "mod" =>
                        {
                            self.tokens(group.stream(), file, &modules.join(name.to_string()));
                        }
                        _ => self.tokens(group.stream(), file, modules),
                    }
                }
                TokenTree::Ident(word) if word == "mod" => {
                    let Some(TokenTree::Ident(name)) = tokens.get(at + 1) else {
                        // A macro that declares modules may declare any: `mod $name;`.
                        self.program.all_in(self.folder, &is_rust, self.script);
                        continue;
                    };
                    let name = name.to_string().replace("r#", "");
                    let inside = modules.join(&name).join("mod.rs");
                    for file in [modules.join(format!("{name}.rs")), inside] {
                        if self.program.sources.exists(&file) {
                            self.add(file, Named::AsModule);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// A text may name a file or a folder, whole, or beside what is put in it: `{root}/data/{name}.txt`. Whether it does.
    fn named(&mut self, text: &str, file: &Path) -> bool {
        let mut found = self.named_whole(text, file);
        if text.contains('{') {
            for text in text.split(['{', '}']).step_by(2) {
                found |= self.named_whole(text, file);
            }
        }
        found
    }

    /// From where the script runs or from the file that the text stands in.
    fn named_whole(&mut self, text: &str, file: &Path) -> bool {
        let text = ["cargo::rerun-if-changed=", "cargo:rerun-if-changed="]
            .iter()
            .find_map(|start| text.strip_prefix(start))
            .unwrap_or(text);
        let plain = text.trim_start_matches('/');
        if plain.is_empty()
            || plain.len() > 256
            || plain.contains(['\n', '\0'])
            || plain == "cache.toml"
        {
            return false;
        }
        let mut named = false;
        let beside = file.parent().unwrap_or(Path::new(""));
        let mut folders = vec![self.folder, beside];
        if self.goes_up {
            // Those around the package, files of which it may read.
            folders.extend(self.folder.ancestors().skip(1).take(MOST_UP));
        }
        for folder in folders {
            let found = folder.join(plain);
            let inside = found
                .components()
                .all(|part| part != std::path::Component::CurDir)
                && found != *self.folder
                && (folder.starts_with(self.folder)
                    || found.starts_with(&self.program.workspace.folder))
                && !self.folder.starts_with(&found);
            if found.is_file() {
                self.add(found, Named::ByText);
                named = true;
            } else if inside && found.is_dir() {
                self.program.all_in(&found, &|_| true, self.script);
                named = true;
            }
        }
        named
    }
}

/// How a script comes to one of its files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Named {
    /// It is the script.
    AsRoot,
    /// By `mod name;`.
    AsModule,
    /// By a text, perhaps one of a `#[path]`.
    ByText,
}

/// Whether code may look for files that no text in it has the whole name of, nor names the folder of.
pub(crate) fn puts_together(text: &str, tokens: &TokenStream) -> bool {
    PUTS_TOGETHER.iter().any(|word| has_word(text, word)) || adds_texts(tokens)
}

/// Whether texts are added up, `name + ".txt"`, or something is put before the end of a name: `format!("{name}.txt")`.
fn adds_texts(tokens: &TokenStream) -> bool {
    let is_text = |token: &TokenTree| matches!(token, TokenTree::Literal(of) if of.to_string().ends_with('"'));
    let is_plus =
        |token: &TokenTree| matches!(token, TokenTree::Punct(mark) if mark.as_char() == '+');
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let mut pairs = tokens.windows(2);
    let adds = pairs.any(|pair| {
        is_plus(&pair[0]) && is_text(&pair[1]) || is_text(&pair[0]) && is_plus(&pair[1])
    });
    adds || tokens.into_iter().any(|token| match token {
        TokenTree::Group(group) => adds_texts(&group.stream()),
        TokenTree::Literal(literal) => {
            let text = literal.to_string();
            let is_end = |after: &str| {
                let end = after.strip_prefix('.').unwrap_or_default();
                end.starts_with(|c: char| c.is_ascii_alphanumeric())
            };
            !text.contains('/') && text.split('}').skip(1).any(is_end)
        }
        _ => false,
    })
}

/// The path of texts that are joined, where the first of them is all that stands in a group.
fn joined(first: &Group, after: &[TokenTree]) -> Option<String> {
    let mut path = only_text(first)?;
    let mut rest = after;
    while let [
        TokenTree::Punct(dot),
        TokenTree::Ident(method),
        TokenTree::Group(group),
        then @ ..,
    ] = rest
        && dot.as_char() == '.'
        && method == "join"
    {
        path = format!("{path}/{}", only_text(group)?);
        rest = then;
    }
    (rest.len() < after.len()).then_some(path)
}

/// The text that a group has in it, if it has nothing else.
fn only_text(group: &Group) -> Option<String> {
    let mut tokens = group.stream().into_iter();
    match (tokens.next(), tokens.next()) {
        (Some(TokenTree::Literal(literal)), None) => {
            let text = syn::parse_str::<syn::LitStr>(&literal.to_string()).ok()?;
            Some(text.value())
        }
        _ => None,
    }
}

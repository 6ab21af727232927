//! From a function's path to its closure: the front's story in one place.

use crate::diagnostic::Place;
use crate::fingerprint::Part;
pub use crate::manifest::{Closure, ClosureItem, hex};
use crate::model::Kind as ItemKind;
use crate::package::wildcard;
use crate::plan::{
    Depend, Fingerprint, FunctionPath, Inputs, Level, NotFound, Request, Unkeyed, Widened,
};
use crate::reach::{
    Because, Covered, ImpureKind as Kind, Known, OfTests, Reached, Root, Widening, reach,
};
use crate::resolve::{ItemId, LoadError, ModuleId, Ns, Options, Program, Res, TextId};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Why there is no closure.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ClosureError {
    /// The package could not be read.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// The path is no path of a function.
    #[error("{0}")]
    Path(String),
    /// There is no such function.
    #[error("no function `{path}`{}", suggestion(.candidates))]
    NotFound {
        /// The path.
        path: String,
        /// What may have been meant.
        candidates: Vec<String>,
    },
}

fn suggestion(candidates: &[String]) -> String {
    match candidates.first() {
        Some(first) => format!("; did you mean `{first}`?"),
        None => String::new(),
    }
}

/// The closure of any function of the package at a manifest.
pub fn closure(options: &Options, path: &str, level: Level) -> Result<Closure, ClosureError> {
    let parsed = FunctionPath::parse(path).map_err(ClosureError::Path)?;
    crate::parse::on_deep_stack(|| {
        let mut options = options.clone();
        // An example is read if the path names it; other targets always are.
        options.examples.push(parsed.krate().to_owned());
        let program = Program::load(&options)?;
        let request = Request::plain(parsed.clone(), level);
        let found = program.closure(&request);
        found.map_err(|miss| ClosureError::NotFound {
            path: path.to_owned(),
            candidates: miss.candidates,
        })
    })
}

impl Program {
    /// The fingerprint that is asked for.
    pub fn fingerprint(&self, request: &Request) -> Result<Fingerprint, NotFound> {
        let known = Known::new(self);
        let found = self.fingerprint_knowing(&known, request);
        known.save();
        found
    }

    /// The fingerprints that are asked for, in order. The searches share what they find out, so that this costs much
    /// less than to ask for one after the other.
    pub fn fingerprints(&self, requests: &[Request]) -> Vec<Result<Fingerprint, NotFound>> {
        let known = Known::new(self);
        let found = requests
            .iter()
            .map(|request| self.fingerprint_knowing(&known, request))
            .collect();
        known.save();
        found
    }

    fn fingerprint_knowing(
        &self,
        known: &Known<'_>,
        request: &Request,
    ) -> Result<Fingerprint, NotFound> {
        let named = self.find_items(&request.path)?;
        match self.remembered(known, &named, request) {
            Some(known) => Ok(known),
            None => Ok(self.fingerprint_anew(known, &named, request).0),
        }
    }

    /// The fingerprint that is asked for, with all that it covers if that is another than `last`.
    pub(crate) fn fingerprint_since(
        &self,
        known: &Known<'_>,
        request: &Request,
        last: Option<[u8; 32]>,
    ) -> Result<(Fingerprint, Option<Closure>), NotFound> {
        let named = self.find_items(&request.path)?;
        // What is remembered does not say what it covered.
        let kept = self.remembered(known, &named, request);
        if let Some(kept) = kept.filter(|kept| Some(kept.bytes) == last) {
            return Ok((kept, None));
        }
        let (found, reached, parts) = self.fingerprint_anew(known, &named, request);
        let changed = Some(found.bytes) != last;
        let closure =
            changed.then(|| self.closure_of(known, request, &reached, &parts, &found.bytes));
        Ok((found, closure))
    }

    fn fingerprint_anew(
        &self,
        known: &Known<'_>,
        named: &[ItemId],
        request: &Request,
    ) -> (Fingerprint, Reached, Vec<Part>) {
        let reached = self.reached(known, named, request, OfTests::Left);
        let parts = self.parts(known, &reached);
        let bytes = |reached: &Reached, parts: &[Part]| {
            let (path, level) = (request.path.to_string(), request.level.word());
            self.fingerprint_of(&path, level, reached, parts)
        };
        let with_tests = reached
            .left_tests
            .then(|| self.reached(known, named, request, OfTests::Counted));
        let found = Fingerprint {
            bytes: bytes(&reached, &parts),
            of_tests: with_tests
                .as_ref()
                .map(|reached| bytes(reached, &self.parts(known, reached))),
            covered: parts.len(),
            variables: reached.variables.keys().cloned().collect(),
            warnings: reached.widened.iter().map(widened).collect(),
        };
        self.remember(named, request, &reached, with_tests.as_ref(), &found);
        (found, reached, parts)
    }

    /// The fingerprint that is asked for, with all that it covers.
    pub fn closure(&self, request: &Request) -> Result<Closure, NotFound> {
        let named = self.find_items(&request.path)?;
        let known = Known::new(self);
        let (found, reached, parts) = self.fingerprint_anew(&known, &named, request);
        Ok(self.closure_of(&known, request, &reached, &parts, &found.bytes))
    }

    fn closure_of(
        &self,
        known: &Known<'_>,
        request: &Request,
        reached: &Reached,
        parts: &[Part],
        fingerprint: &[u8; 32],
    ) -> Closure {
        let told = self.macros_of(known, reached);
        let all = parts.iter().chain(&told);
        let mut items: Vec<ClosureItem> =
            all.map(|part| self.closure_item(part, reached)).collect();
        // The parts are sorted already; what is told with them may lie between.
        if !told.is_empty() {
            items.sort_by(|a, b| (&a.id, &a.hash).cmp(&(&b.id, &b.hash)));
        }
        Closure {
            root: request.path.to_string(),
            fingerprint: hex(fingerprint),
            level: request.level.word().to_owned(),
            items,
            dependencies: reached.dependencies.iter().cloned().collect(),
            files: reached
                .files
                .iter()
                .map(|file| {
                    (
                        self.shown(file),
                        hex(&self.sources.hash(file).unwrap_or_default()),
                    )
                })
                .collect(),
            variables: reached.variables.clone().into_iter().collect(),
            salt: self.salt(reached).into_iter().collect(),
            warnings: reached
                .widened
                .iter()
                .map(|widening| self.warning(widening))
                .collect(),
        }
    }

    fn reached(
        &self,
        known: &Known<'_>,
        named: &[ItemId],
        request: &Request,
        of_tests: OfTests,
    ) -> Reached {
        let mut reached = self.searched(known, named, request, of_tests);
        self.add_build_scripts(&mut reached);
        self.warn_of_united(&mut reached);
        self.warn_of_impurity(request, &mut reached);
        reached
    }

    /// A feature that another member of the workspace may turn on is neither on nor off here: told where it decides
    /// about what is covered, once for each feature if one item stands for all.
    fn warn_of_united(&self, reached: &mut Reached) {
        if self.united.is_empty() {
            return;
        }
        let items = reached.items.sorted();
        let mut told = Vec::new();
        for united in &self.united {
            let quoted = format!("{:?}", united.feature);
            let decides = |item: ItemId| {
                let data = self.item(item);
                let module = &self.module(data.module).cfgs;
                let mut predicates = data.cfgs.iter().chain(module);
                predicates.any(|predicate| predicate.contains(&quoted))
            };
            let inside = |item: ItemId, covered: &Covered| {
                let data = self.item(item);
                let text = (data.span.start, data.span.end);
                covered.own.unsure && self.slice(data.text, text).contains(&quoted)
            };
            let of = |item: ItemId| self.krate(self.item(item).krate).package == united.package;
            let mut covered = items.iter().filter(|(item, _)| of(*item));
            let Some((first, _)) = covered.find(|(item, own)| decides(*item) || inside(*item, own))
            else {
                continue;
            };
            let mut all = (0..self.items.len()).map(|at| ItemId(at as u32));
            let item = all
                .find(|item| of(*item) && decides(*item))
                .unwrap_or(*first);
            let package = &self.packages[united.package].name;
            let (feature, by) = (&united.feature, &united.by);
            told.push(Widening {
                message: format!(
                    "`{package}` has its feature `{feature}` on where `{by}` is built with this package, and off elsewhere: \
                     both are covered, and results of the one are taken for the other's"
                ),
                item: Some(item),
                place: Some(self.place(item)),
                help: Some(format!(
                    "ask for it here too: `{package} = {{ …, features = [{quoted}] }}`"
                )),
            });
        }
        reached.widened.extend(told);
    }

    /// A condition that cannot be decided here may be set by the package's build script: it counts.
    fn add_build_scripts(&self, reached: &mut Reached) {
        let mut packages = BTreeSet::new();
        for (item, covered) in reached.items.iter() {
            let data = self.item(item);
            if covered.own.unsure
                || !data.cfgs.is_empty()
                || !self.module(data.module).cfgs.is_empty()
            {
                packages.insert(self.krate(data.krate).package);
            }
        }
        for package in packages {
            let script = self.build_script(package);
            reached.files.extend(script.files);
            reached.dependencies.extend(script.lines);
            reached.listed |= script.listed;
        }
    }

    /// What is read at run time cannot be fingerprinted: it is told, with the chain to it, unless it is declared.
    fn warn_of_impurity(&self, request: &Request, reached: &mut Reached) {
        let Inputs { files, environment } = request.inputs;
        let declared = |kind: Kind| {
            let read = files && kind == Kind::Files || environment && kind == Kind::Environment;
            read || request.depends.iter().any(|(depend, _)| match depend {
                Depend::Files(_) => kind == Kind::Files,
                Depend::Env(_) => kind == Kind::Environment,
                Depend::Item(_) => false,
            })
        };
        // One warning a kind: the first item, by its id, stands for the others.
        let mut told: BTreeMap<Kind, (String, ItemId, String)> = BTreeMap::new();
        for impurity in reached
            .impure
            .iter()
            .filter(|impurity| !declared(impurity.kind))
        {
            let found = (
                self.item_path(impurity.item).to_string(),
                impurity.item,
                impurity.what.clone(),
            );
            let known = told.entry(impurity.kind).or_insert_with(|| found.clone());
            if found < *known {
                *known = found;
            }
        }
        for (kind, (_, item, what)) in told {
            let chain: Vec<String> = reached
                .chain(item)
                .into_iter()
                .map(|item| self.item_path(item).to_string())
                .collect();
            reached.widened.insert(Widening {
                message: format!(
                    "{} by `{what}`, which no fingerprint can cover: {}",
                    kind.what(),
                    chain.join(" → ")
                ),
                item: Some(item),
                place: Some(self.place(item)),
                help: Some(kind.help().to_owned()),
            });
        }
    }

    fn searched(
        &self,
        known: &Known<'_>,
        named: &[ItemId],
        request: &Request,
        of_tests: OfTests,
    ) -> Reached {
        let mut exempt: Vec<String> = request
            .exempt
            .iter()
            .map(|(pattern, _)| pattern.clone())
            .collect();
        exempt.sort();
        let mut reached = if request.level == Level::Function {
            let mut reached = Reached::default();
            let because = |how: &str| Because {
                from: None,
                how: how.to_owned(),
            };
            for root in named {
                reached.add(*root, because("the function itself"));
                if let Some(parent) = self.item(*root).parent {
                    reached.add(parent, because("the impl it lies in"));
                }
            }
            reached
        } else {
            let of_tests = match request.level {
                // Of all that is there, tests are a part.
                Level::Crate | Level::Workspace => OfTests::Counted,
                _ => of_tests,
            };
            reach(known, &self.roots(named, request), exempt, of_tests)
        };
        self.depend(request, &mut reached);
        let callers = named.iter().map(|root| self.unseen_callers(*root, request));
        reached.widened.extend(callers.flatten());
        reached
    }

    /// From where the search starts.
    fn roots<'a>(&self, named: &[ItemId], request: &'a Request) -> Vec<Root<'a>> {
        let root = |item: &ItemId| Root {
            item: *item,
            how: "the function itself",
            unkeyed: &request.unkeyed,
            wrapped: request.wrapped,
        };
        let mut roots: Vec<Root<'_>> = named.iter().map(root).collect();
        // What only belongs to the function is given what no key knows.
        let more = |item: ItemId, how: &'static str| Root {
            item,
            how,
            unkeyed: &Unkeyed::All,
            wrapped: false,
        };
        let crates: Vec<_> = named.iter().map(|root| self.item(*root).krate).collect();
        for at in 0..self.items.len() {
            let item = ItemId(at as u32);
            match request.level {
                Level::Crate if crates.contains(&self.item(item).krate) => {
                    roots.push(more(item, "in the crate"))
                }
                Level::Workspace => roots.push(more(item, "in the workspace")),
                _ => {}
            }
        }
        for (depend, _) in &request.depends {
            if let Depend::Item(path) = depend {
                roots.extend(
                    self.depended(path)
                        .into_iter()
                        .map(|item| more(item, "declared in `depends`")),
                );
            }
        }
        roots
    }

    /// The items that a path in `depends` names: any item, or all of a module.
    fn depended(&self, path: &[String]) -> Vec<ItemId> {
        if let Ok(path) = FunctionPath::parse(&path.join("::"))
            && let Ok(items) = self.find_items(&path)
        {
            return items;
        }
        let mut found = Vec::new();
        for krate in self.crate_named(path.first().map_or("", String::as_str)) {
            let root = self.krate(krate).root;
            let mut own = vec!["crate".to_owned()];
            own.extend(path.iter().skip(1).cloned());
            for ns in [Ns::Type, Ns::Value, Ns::Macro] {
                for res in self.resolve_whole(root, &own, false, ns) {
                    match res {
                        Res::Item(item) => found.push(item),
                        Res::Module(module) => found.extend(self.items_within(module)),
                        _ => {}
                    }
                }
            }
        }
        found
    }

    fn items_within(&self, module: ModuleId) -> Vec<ItemId> {
        let items = (0..self.items.len()).map(|at| ItemId(at as u32));
        items
            .filter(|item| self.is_within(self.item(*item).module, module))
            .collect()
    }

    /// What `depends` adds besides items, and the whole workspace's other members.
    fn depend(&self, request: &Request, reached: &mut Reached) {
        for (depend, place) in &request.depends {
            match depend {
                Depend::Item(path) if request.level == Level::Function => {
                    for item in self.depended(path) {
                        let how = "declared in `depends`".to_owned();
                        reached.add(item, Because { from: None, how });
                    }
                }
                Depend::Item(path) => {
                    if self.depended(path).is_empty() {
                        reached.widened.insert(Widening {
                            message: format!(
                                "`depends` names `{}`, which is not there",
                                path.join("::")
                            ),
                            item: None,
                            place: Some(place.clone()),
                            help: None,
                        });
                    }
                }
                Depend::Files(pattern) => {
                    let files = self.matching(pattern);
                    if files.is_empty() {
                        reached.widened.insert(Widening {
                            message: format!("no file fits `{pattern}`"),
                            item: None,
                            place: Some(place.clone()),
                            help: Some("patterns are relative to the manifest's folder".to_owned()),
                        });
                    }
                    reached.files.extend(files);
                }
                Depend::Env(name) => {
                    let value = self.build.variables.get(name).cloned();
                    reached.variables.insert(name.clone(), value);
                }
            }
        }
        if request.level == Level::Workspace {
            for manifest in self.workspace.members(&self.sources) {
                let folder = manifest.parent().unwrap_or(Path::new("")).to_owned();
                if !self.packages.iter().any(|package| package.folder == folder) {
                    reached.files.insert(manifest);
                    self.sources_below(&folder, &mut reached.files);
                }
            }
        }
    }

    /// All Rust sources of a package that is not read.
    fn sources_below(&self, folder: &Path, found: &mut BTreeSet<PathBuf>) {
        for entry in self.sources.folder(folder) {
            let name = entry
                .file_name()
                .and_then(|name| name.to_str())
                .unwrap_or_default();
            if entry.is_dir() && name != "target" && !name.starts_with('.') {
                self.sources_below(&entry, found);
            } else if name.ends_with(".rs") {
                found.insert(entry);
            }
        }
    }

    /// The files that a pattern relative to the manifest names: `*` and `?` in a segment, `**` for any folders.
    pub(crate) fn matching(&self, pattern: &str) -> BTreeSet<PathBuf> {
        let mut paths = vec![self.folder().to_owned()];
        if Path::new(pattern).is_absolute() {
            return BTreeSet::from([PathBuf::from(pattern)]);
        }
        for part in pattern
            .split('/')
            .filter(|part| !part.is_empty() && *part != ".")
        {
            let mut next = Vec::new();
            for path in paths {
                if part == "**" {
                    let mut open = vec![path];
                    while let Some(folder) = open.pop() {
                        let inside = self.sources.folder(&folder);
                        open.extend(inside.into_iter().filter(|entry| entry.is_dir()));
                        next.push(folder);
                    }
                } else if part.contains(['*', '?']) {
                    let fits = |entry: &PathBuf| {
                        let name = entry.file_name().and_then(|name| name.to_str());
                        name.is_some_and(|name| wildcard(part, name))
                    };
                    next.extend(self.sources.folder(&path).into_iter().filter(fits));
                } else if part == ".." {
                    next.extend(path.parent().map(Path::to_owned));
                } else {
                    next.push(path.join(part));
                }
            }
            paths = next;
        }
        paths.into_iter().filter(|path| path.is_file()).collect()
    }

    /// The macros that wrote covered code, to be told with it. Only what they wrote is in the fingerprint.
    fn macros_of(&self, known: &Known<'_>, reached: &Reached) -> Vec<Part> {
        let alone = |item: &&ItemId| !reached.items.has(*item);
        let macros = reached.macros.keys().filter(alone);
        macros
            .map(|item| Part {
                id: self.item_path(*item),
                hash: known.own_hash(*item, || self.own_hash(*item)),
                item: *item,
            })
            .collect()
    }

    fn closure_item(&self, part: &Part, reached: &Reached) -> ClosureItem {
        let data = self.item(part.item);
        let (first_line, last_line) = self.lines(part.item);
        let covered = reached.items.get(&part.item);
        let covered = covered.map(|covered| &covered.because);
        let covered = covered.or_else(|| reached.macros.get(&part.item));
        // A variant is covered as its enum.
        let from = covered.and_then(|because| because.from).map(|from| {
            let data = self.item(from);
            let parent = data.parent.filter(|_| data.kind == ItemKind::Variant);
            self.item_path(parent.unwrap_or(from)).to_string()
        });
        ClosureItem {
            id: part.id.to_string(),
            kind: data.kind,
            file: self.told_file(data.text),
            first_line,
            last_line,
            hash: part.hash,
            how: covered.map_or("", |because| because.how.as_str()).into(),
            from,
        }
    }

    /// Where a text lies, relative to the manifest's folder.
    fn told_file(&self, text: TextId) -> Arc<str> {
        let mut files = self.told_files.borrow_mut();
        files.resize(self.texts.len(), None);
        let relative = || relative(&self.text(text).file, self.folder()).into();
        match files.get_mut(text.0 as usize) {
            Some(file) => Arc::clone(file.get_or_insert_with(relative)),
            None => relative(),
        }
    }

    fn warning(&self, widening: &Widening) -> String {
        let place = widening
            .place
            .as_ref()
            .map(|place: &Place| format!("{}: ", self.shown(&place.file)));
        let help = widening.help.as_ref().map(|help| format!("; {help}"));
        format!(
            "{}{}{}",
            place.unwrap_or_default(),
            widening.message,
            help.unwrap_or_default()
        )
    }
}

fn widened(widening: &Widening) -> Widened {
    Widened {
        message: widening.message.clone(),
        place: widening.place.clone(),
        help: widening.help.clone(),
    }
}

/// A path as seen from a folder, `/` between its parts.
fn relative(path: &Path, folder: &Path) -> String {
    let (path, folder): (Vec<_>, Vec<_>) =
        (path.components().collect(), folder.components().collect());
    let shared = path.iter().zip(&folder).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..".to_owned(), folder.len() - shared);
    let down = path
        .iter()
        .skip(shared)
        .map(|part| part.as_os_str().to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<_>>().join("/")
}

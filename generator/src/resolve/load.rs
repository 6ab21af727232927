//! Reads a package and all the crates it is made of.

use crate::package::{
    Build, DependencyKind, Enabled, Origin, Package, PackageError, Target, TargetKind, Variables,
    Workspace, enable, profiles_beside, rustc_identity, rustc_version,
};
use crate::parse::{FactsCache, Piece};
use crate::resolve::allowance::Allowance;
use crate::resolve::asked::Asked;
use crate::resolve::by_id::ById;
use crate::resolve::change::Change;
use crate::resolve::given::Writers;
use crate::resolve::graph::{
    CrateId, Extern, ItemData, ItemId, Krate, ModuleData, ModuleId, Skipped, Text, TextId,
};
use crate::resolve::impls::{ImplData, Impls};
use crate::resolve::macros::Definition;
use crate::resolve::names::NameCache;
use crate::resolve::others::Others;
use crate::resolve::remembered::Remembered;
use crate::resolve::united::United;
use crate::resolve::unseen::OtherNames;
use crate::resolve::wrappers::Renamed;
use crate::source::{self, Sources, rust_files};
use rustc_hash::FxHashMap;
use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

/// What to read.
#[derive(Clone, Debug)]
pub struct Options {
    /// The manifest of the package.
    pub manifest: PathBuf,
    /// The environment: cargo's variables in a build script, or any other.
    pub variables: Variables,
    /// Custom cfgs that the build sets, with a value or bare.
    pub cfgs: Vec<(String, Option<String>)>,
    /// Names of examples to read besides the library and the binaries.
    pub examples: Vec<String>,
    /// A cache.toml in a place of its own.
    pub config: Option<PathBuf>,
    /// What [`Program::cache`] gave in the last build, if it was kept.
    pub cache: Option<Arc<Vec<u8>>>,
}

impl Options {
    /// This manifest in this process's environment.
    pub fn new(manifest: impl Into<PathBuf>) -> Options {
        let utf8 = |(name, value): (std::ffi::OsString, std::ffi::OsString)| {
            Some((name.into_string().ok()?, value.into_string().ok()?))
        };
        Options {
            manifest: manifest.into(),
            variables: std::env::vars_os().filter_map(utf8).collect(),
            cfgs: Vec::new(),
            examples: Vec::new(),
            config: None,
            cache: None,
        }
    }
}

/// Why a package could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LoadError {
    /// Its manifest, workspace or lock.
    #[error(transparent)]
    Package(#[from] PackageError),
}

/// A package with all that it is made of.
#[derive(Debug)]
pub struct Program {
    /// The reader, which knows every file that was asked for.
    pub sources: Arc<Sources>,
    /// The workspace.
    pub workspace: Workspace,
    /// The build.
    pub build: Build,
    /// The packages read from source, the asked one first.
    pub packages: Vec<Package>,
    /// Their crates, those of the first package first.
    pub crates: Vec<Krate>,
    /// All modules and bodies.
    pub modules: Vec<ModuleData>,
    /// All items.
    pub items: Vec<ItemData>,
    /// All texts.
    pub texts: Vec<Text>,
    /// Whether any of them is given to a macro of another crate.
    pub gives: bool,
    /// Whether any name is brought in under a condition that nobody here can decide.
    pub(super) has_conditional_uses: bool,
    /// Features that other members of the workspace may turn on.
    pub united: Vec<United>,
    /// Items left out by `#[cfg]`.
    pub skipped: Vec<Skipped>,
    /// What could not be read, for the report: message and place.
    pub troubles: Vec<(String, Option<crate::diagnostic::Place>)>,
    /// Facts and fingerprints of the last build, and those of this one.
    pub(crate) kept: FactsCache,
    pub(super) change: OnceCell<Change>,
    /// Hashes of where modules hang, by number.
    pub(super) mounts: RefCell<Vec<Option<u64>>>,
    /// What is asked for at this moment.
    pub(crate) asked: Rc<Asked>,
    /// Hashes of items' texts, by number.
    pub(super) text_hashes: RefCell<Vec<Option<[u8; 32]>>>,
    /// What build scripts are made of, by package.
    pub(super) scripts: RefCell<BTreeMap<usize, crate::resolve::scripts::Script>>,
    pub(super) cache: NameCache,
    pub(super) config: Option<PathBuf>,
    pub(super) renamed: OnceCell<Renamed>,
    pub(super) others: Others,
    /// Whether any type may have a derive that is not std's.
    pub(super) derives_others: OnceCell<bool>,
    pub(super) impls: OnceCell<Impls>,
    pub(super) impl_data: RefCell<ById<ItemId, Option<Rc<ImplData>>>>,
    /// Impls by the names of their associated types.
    pub(super) associated_types: OnceCell<FxHashMap<String, Vec<ItemId>>>,
    /// Macro definitions by name.
    pub(super) macros: FxHashMap<String, Vec<ItemId>>,
    pub(super) definitions: RefCell<ById<ItemId, Definition>>,
    /// Items inside which an impl may stand that nobody sees.
    pub(super) unseen: OnceCell<Vec<(ItemId, BTreeSet<String>)>>,
    /// What may write items that nobody sees, with the names in it.
    pub(super) writers: OnceCell<Writers>,
    pub(super) other_names: OnceCell<OtherNames>,
    /// Members of the workspace that depend on the package and are not read: their names and folders.
    pub(crate) dependents: OnceCell<Vec<(String, PathBuf)>>,
    pub(super) allowance: Allowance,
    pub(super) pieces: RefCell<ById<ItemId, Option<Rc<Piece>>>>,
    pub(super) heads: RefCell<ById<ItemId, Option<Rc<Piece>>>>,
    /// What the search finds of items' headers.
    pub(crate) remembered: Remembered,
    /// Where files lie, as closures tell them.
    pub(crate) told_files: RefCell<Vec<Option<Arc<str>>>>,
    /// Stable ids, made when they are first asked for.
    pub(super) paths: RefCell<ById<ItemId, Rc<str>>>,
    pub(super) module_paths: RefCell<ById<ModuleId, Rc<str>>>,
}

/// What the compiler says of itself: to ask it takes as long as half of all else when nothing changed.
fn verbose(rustc: &str, kept: &FactsCache) -> String {
    let identity = rustc_identity(rustc);
    let key = |identity: &String| *blake3::hash(identity.as_bytes()).as_bytes();
    if let Some(identity) = &identity
        && let Some(said) = kept.note(key(identity))
        && let Ok(said) = String::from_utf8(said.to_vec())
    {
        kept.keep_on(key(identity));
        return said;
    }
    let said = rustc_version(rustc);
    // Not what one said that was replaced meanwhile.
    if !said.is_empty()
        && let Some(identity) = identity
        && rustc_identity(rustc).as_ref() == Some(&identity)
    {
        kept.keep(key(&identity), said.clone().into_bytes());
    }
    said
}

impl Program {
    /// Reads the package with this manifest, its path dependencies, and nothing it does not need.
    pub fn load(options: &Options) -> Result<Program, LoadError> {
        let kept = options.cache.as_ref();
        let mut kept = kept.map(FactsCache::from_bytes).unwrap_or_default();
        kept.begin_early();
        Program::read(options, Arc::new(Sources::new()), kept)
    }

    pub(super) fn read(
        options: &Options,
        sources: Arc<Sources>,
        kept: FactsCache,
    ) -> Result<Program, LoadError> {
        let manifest =
            std::path::absolute(&options.manifest).unwrap_or_else(|_| options.manifest.clone());
        let workspace = Workspace::find(&manifest, &sources)?;
        let package = Package::read(&manifest, &workspace, &sources)?;
        let verbose = verbose(Build::rustc(&options.variables), &kept);
        let mut build = Build::from_variables(&options.variables, &verbose, &package, &workspace);
        for (name, value) in &options.cfgs {
            match value {
                Some(value) => build.cfg.set(name, value),
                None => build.cfg.set_name(name, true),
            }
        }
        let mut program = Program {
            sources,
            workspace,
            build,
            packages: vec![package],
            crates: Vec::new(),
            modules: Vec::new(),
            items: Vec::new(),
            texts: Vec::new(),
            gives: false,
            has_conditional_uses: false,
            united: Vec::new(),
            skipped: Vec::new(),
            troubles: Vec::new(),
            kept,
            change: OnceCell::new(),
            mounts: RefCell::default(),
            asked: Rc::default(),
            text_hashes: RefCell::default(),
            scripts: RefCell::default(),
            cache: NameCache::default(),
            config: options.config.clone(),
            renamed: OnceCell::new(),
            others: Others::default(),
            derives_others: OnceCell::new(),
            impls: OnceCell::new(),
            impl_data: RefCell::default(),
            associated_types: OnceCell::new(),
            macros: FxHashMap::default(),
            definitions: RefCell::default(),
            unseen: OnceCell::new(),
            writers: OnceCell::new(),
            other_names: OnceCell::new(),
            dependents: OnceCell::new(),
            allowance: Allowance::default(),
            pieces: RefCell::default(),
            heads: RefCell::default(),
            remembered: Remembered::default(),
            told_files: RefCell::default(),
            paths: RefCell::default(),
            module_paths: RefCell::default(),
        };
        let wants_examples = !options.examples.is_empty();
        let asked = program.build.features.clone();
        let asked = asked.unwrap_or_else(|| BTreeSet::from(["default".to_owned()]));
        let mut enabled = program.read_packages(vec![asked.clone()], wants_examples);
        let mut all = enabled.clone();
        // A package that is only there for such a feature may have such features itself.
        loop {
            let more = program.find_united(&all);
            if more.is_empty() {
                break;
            }
            let features = all.iter().map(|own| own.features.clone());
            let mut asked_of: Vec<BTreeSet<String>> = features.collect();
            asked_of[0] = asked.clone();
            for united in &more {
                asked_of[united.package].insert(united.feature.clone());
            }
            program.united.extend(more);
            all = program.read_packages(asked_of, wants_examples);
            // What is only there if another member asks for it has the features that it is then asked for.
            let known = enabled.len();
            enabled.extend(all.iter().skip(known).cloned());
        }
        program.read_crates(options, &enabled, &all);
        program.expand_items();
        program.name_items();
        Ok(program)
    }

    /// Reads the manifests of all path dependencies and settles everyone's features, from those that are asked of the
    /// packages that are read.
    fn read_packages(&mut self, mut asked: Vec<BTreeSet<String>>, with_dev: bool) -> Vec<Enabled> {
        // Features only grow, and there are finitely many: this ends.
        loop {
            let enabled: Vec<Enabled> = self
                .packages
                .iter()
                .zip(&asked)
                .map(|(package, asked)| enable(package, asked.clone()))
                .collect();
            let before = (self.packages.len(), asked.clone());
            for (at, own) in enabled.iter().enumerate() {
                let wanted: Vec<_> = self.packages[at].dependencies.clone();
                for dependency in wanted {
                    let Origin::Path(folder) = &dependency.origin else {
                        continue;
                    };
                    let used = self.uses(at, &dependency, own, with_dev);
                    if !used {
                        continue;
                    }
                    let index = match self
                        .packages
                        .iter()
                        .position(|package| package.folder == *folder)
                    {
                        Some(index) => index,
                        None => {
                            let manifest = folder.join("Cargo.toml");
                            match Package::read(&manifest, &self.workspace, &self.sources) {
                                Ok(package) => self.packages.push(package),
                                Err(error) => {
                                    let known = error.to_string();
                                    if !self.troubles.iter().any(|(message, _)| *message == known) {
                                        self.troubles.push((known, None));
                                    }
                                    continue;
                                }
                            }
                            asked.push(BTreeSet::new());
                            self.packages.len() - 1
                        }
                    };
                    if dependency.default_features {
                        asked[index].insert("default".to_owned());
                    }
                    asked[index].extend(dependency.features.iter().cloned());
                    let passed = own.passed.iter().filter(|(key, _)| *key == dependency.key);
                    asked[index].extend(passed.map(|(_, feature)| feature.clone()));
                }
            }
            if before == (self.packages.len(), asked.clone()) {
                return enabled;
            }
        }
    }

    /// Whether a package uses one of its dependencies in this build.
    fn uses(
        &self,
        package: usize,
        dependency: &crate::package::Dependency,
        enabled: &Enabled,
        with_dev: bool,
    ) -> bool {
        self.is_used(dependency, enabled, with_dev && package == 0)
    }

    fn is_used(
        &self,
        dependency: &crate::package::Dependency,
        enabled: &Enabled,
        with_dev: bool,
    ) -> bool {
        let kind = match dependency.kind {
            DependencyKind::Normal => true,
            DependencyKind::Dev => with_dev,
            DependencyKind::Build => false,
        };
        kind && (!dependency.optional || enabled.dependencies.contains(&dependency.key))
            && self.fits_target(dependency.target.as_deref())
    }

    pub(super) fn fits_target(&self, target: Option<&str>) -> bool {
        match target {
            None => true,
            Some(text) => match text
                .trim()
                .strip_prefix("cfg(")
                .and_then(|text| text.strip_suffix(')'))
            {
                Some(predicate) => self.build.cfg.truth(predicate) != crate::cfg::Truth::False,
                None => text == self.build.target,
            },
        }
    }

    /// Reads the crates of all packages: `enabled` is what is surely on, `all` what may be.
    fn read_crates(&mut self, options: &Options, enabled: &[Enabled], all: &[Enabled]) {
        // The crates first, so that they can name each other; then what is in them.
        let mut libraries: BTreeMap<usize, CrateId> = BTreeMap::new();
        let mut roots: Vec<(CrateId, Target)> = Vec::new();
        let built = self.packages.first().map_or("", |package| &package.name);
        let beside: Vec<&Package> = self.packages.iter().skip(1).collect();
        let says_all_cfgs = self.build.says_all_cfgs && !self.profiles_set_flags();
        let profiles = profiles_beside(&options.variables, built, &beside, &self.workspace);
        for package in 0..self.packages.len() {
            for target in self.packages[package].targets.clone() {
                let wanted = match target.kind {
                    TargetKind::Library | TargetKind::ProcMacro => true,
                    TargetKind::Binary => package == 0,
                    TargetKind::Example => package == 0 && options.examples.contains(&target.name),
                };
                if !wanted {
                    continue;
                }
                let id = CrateId(self.crates.len() as u32);
                if target.is_library() {
                    libraries.insert(package, id);
                }
                let features = |of: &[Enabled]| of.get(package).map(|of| of.features.clone());
                let may_be = features(all).unwrap_or_default();
                let on = features(enabled).unwrap_or_default();
                let unsure = may_be.difference(&on).cloned().collect();
                let mut cfg = self.build.cfg.with_features(on, unsure);
                cfg.set_name("proc_macro", target.kind == TargetKind::ProcMacro);
                if package > 0 && cfg.truth("test") != crate::cfg::Truth::True {
                    // Cargo builds what others depend on without its tests.
                    cfg.set_name("test", false);
                }
                // `cargo rustc -- --cfg x` is for the package that is built, of others only their build scripts say more.
                let has_script = self.packages[package].build_script.is_some();
                if package > 0 && !has_script && says_all_cfgs {
                    cfg.complete();
                }
                let profile = package
                    .checked_sub(1)
                    .and_then(|at| profiles.get(at).cloned()?);
                if let Some(profile) = &profile {
                    cfg.set_name("debug_assertions", profile.debug_assertions);
                }
                self.crates.push(Krate {
                    profile,
                    name: target.name.clone(),
                    kind: target.kind,
                    package,
                    edition: target.edition,
                    root: ModuleId(0),
                    externs: BTreeMap::new(),
                    cfg,
                });
                roots.push((id, target));
            }
        }
        let asked = self.asked_of_locked(all);
        for (id, target) in &roots {
            let externs = self.externs(*id, target, &libraries, all, &asked);
            self.krate_mut(*id).externs = externs;
        }
        self.look_ahead(roots.iter().map(|(_, target)| target));
        for (id, target) in roots {
            let root = self.read_root(id, &target.root);
            self.krate_mut(id).root = root;
        }
    }

    /// Whether profiles may give packages flags of their own, of which a build script is not told (unstable).
    fn profiles_set_flags(&self) -> bool {
        match self.sources.text(&self.workspace.manifest) {
            source::Text::Read(text) => text.contains("rustflags"),
            source::Text::Missing | source::Text::Unreadable(_) => false,
        }
    }

    /// Parses what lies beside the roots, unless a root lies beside the manifest, and everything of the package with it.
    fn look_ahead<'t>(&self, roots: impl Iterator<Item = &'t Target>) {
        let folders: BTreeSet<&Path> = roots.filter_map(|target| target.root.parent()).collect();
        let of_package = |folder: &&Path| {
            self.packages
                .iter()
                .any(|package| package.folder == **folder)
        };
        let mut files: Vec<PathBuf> = folders
            .into_iter()
            .filter(|folder| !of_package(folder))
            .flat_map(rust_files)
            .collect();
        files.sort();
        files.dedup();
        self.kept.look_ahead(&files);
    }

    /// The crates that a crate can name.
    fn externs(
        &self,
        id: CrateId,
        target: &Target,
        libraries: &BTreeMap<usize, CrateId>,
        enabled: &[Enabled],
        asked: &BTreeMap<String, BTreeSet<String>>,
    ) -> BTreeMap<String, Extern> {
        let index = self.krate(id).package;
        let package = &self.packages[index];
        let mut externs = BTreeMap::new();
        if let (false, Some(library)) = (target.is_library(), libraries.get(&index)) {
            externs.insert(self.krate(*library).name.clone(), Extern::Local(*library));
        }
        let with_dev = target.kind == TargetKind::Example;
        let none = Enabled::default();
        let enabled = enabled.get(index).unwrap_or(&none);
        for dependency in &package.dependencies {
            if !self.uses(index, dependency, enabled, with_dev) {
                continue;
            }
            if let Origin::Path(folder) = &dependency.origin {
                let found = self
                    .packages
                    .iter()
                    .position(|package| package.folder == *folder);
                if let Some(library) = found.and_then(|found| libraries.get(&found)) {
                    let name = if dependency.renamed {
                        &dependency.key
                    } else {
                        &self.krate(*library).name
                    };
                    externs.insert(name.clone(), Extern::Local(*library));
                    continue;
                }
            }
            let mut lines: Vec<String> = Vec::new();
            let mut built = BTreeSet::from([dependency.package.as_str()]);
            if let Some(lock) = &self.workspace.lock {
                let dependent = (package.name.as_str(), package.version.as_str());
                let meant = lock.dependency(dependent, &dependency.package);
                if meant.len() > 1 {
                    // Which of several releases it is, what is asked for says.
                    let (name, wanted) = (&dependency.package, &dependency.requirement);
                    lines.push(format!("{name} {wanted} (one of several)"));
                }
                for locked in meant {
                    let locked = lock.with_dependencies(locked);
                    lines.extend(locked.iter().map(|locked| locked.line()));
                    built.extend(locked.iter().map(|locked| locked.name.as_str()));
                }
            }
            if lines.is_empty() {
                lines.push(format!(
                    "{} {} (not locked)",
                    dependency.package, dependency.requirement
                ));
            }
            // The lock does not say which features it is built with; what is asked for here does.
            let passed = enabled
                .passed
                .iter()
                .filter(|(key, _)| *key == dependency.key);
            let mut features: Vec<&str> = dependency.features.iter().map(String::as_str).collect();
            features.extend(passed.map(|(_, feature)| feature.as_str()));
            if dependency.default_features {
                features.push("default");
            }
            features.sort_unstable();
            features.dedup();
            lines.push(format!(
                "{} features {}",
                dependency.package,
                features.join(",")
            ));
            // It is built once, with what everyone asks of it and of what it depends on.
            lines.extend(built.into_iter().filter_map(|name| {
                let all: Vec<&str> = asked.get(name)?.iter().map(String::as_str).collect();
                let is_said = name == dependency.package && all == features;
                (!is_said).then(|| format!("asked of {name}: {}", all.join(",")))
            }));
            lines.sort();
            lines.dedup();
            let package = dependency.package.clone();
            externs.insert(dependency.key.clone(), Extern::Locked { package, lines });
        }
        externs
    }

    /// The features that the packages of the program ask of those that are not read, by their names.
    fn asked_of_locked(&self, enabled: &[Enabled]) -> BTreeMap<String, BTreeSet<String>> {
        let mut asked: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let beside = self.members_that_ask();
        let beside = beside
            .iter()
            .map(|package| (package, enable(package, ["default".to_owned()])));
        let own = self.packages.iter().zip(enabled.iter().cloned());
        for (package, own) in own.chain(beside) {
            for dependency in &package.dependencies {
                let is_read = matches!(dependency.origin, Origin::Path(_));
                if is_read || !self.is_used(dependency, &own, false) {
                    continue;
                }
                let passed = own.passed.iter();
                let passed = passed.filter(|(key, _)| *key == dependency.key);
                let of = asked.entry(dependency.package.clone()).or_default();
                of.extend(passed.map(|(_, feature)| feature.clone()));
                of.extend(dependency.features.iter().cloned());
                if dependency.default_features {
                    of.insert("default".to_owned());
                }
            }
        }
        asked
    }

    /// The other members of the workspace that may ask features of somebody. Cargo builds them all at once by default.
    fn members_that_ask(&self) -> Vec<Package> {
        let names_features = |manifest: &Path| match self.sources.text(manifest) {
            source::Text::Read(text) => text.contains("features"),
            _ => false,
        };
        let shared = names_features(&self.workspace.manifest);
        let members = self.workspace.members(&self.sources).into_iter();
        let others = members.filter(|manifest| {
            let mut known = self.packages.iter();
            !known.any(|package| package.manifest == *manifest)
        });
        others
            .filter(|manifest| shared || names_features(manifest))
            .filter_map(|manifest| Package::read(&manifest, &self.workspace, &self.sources).ok())
            .collect()
    }

    /// What the next build can go on from: to be kept, and given back in [`Options`].
    pub fn cache(&self) -> Arc<Vec<u8>> {
        self.kept.to_bytes()
    }

    /// The same, if it is not what was given.
    pub(crate) fn new_cache(&self) -> Option<Vec<u8>> {
        self.kept.changed()
    }

    /// A crate.
    pub fn krate(&self, id: CrateId) -> &Krate {
        &self.crates[id.0 as usize]
    }

    pub(super) fn krate_mut(&mut self, id: CrateId) -> &mut Krate {
        &mut self.crates[id.0 as usize]
    }

    /// A module.
    pub fn module(&self, id: ModuleId) -> &ModuleData {
        &self.modules[id.0 as usize]
    }

    pub(super) fn module_mut(&mut self, id: ModuleId) -> &mut ModuleData {
        &mut self.modules[id.0 as usize]
    }

    /// An item.
    pub fn item(&self, id: ItemId) -> &ItemData {
        &self.items[id.0 as usize]
    }

    pub(super) fn item_mut(&mut self, id: ItemId) -> &mut ItemData {
        &mut self.items[id.0 as usize]
    }

    /// A text.
    pub fn text(&self, id: TextId) -> &Text {
        &self.texts[id.0 as usize]
    }

    /// The folder of the package being built.
    pub fn folder(&self) -> &Path {
        &self.packages[0].folder
    }
}

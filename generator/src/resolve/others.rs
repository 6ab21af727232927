//! What is known of the traits of crates that are not read, by their sources where cargo keeps them.
//!
//! Cargo.lock says which packages those are, with their checksums, so what was found once holds as long as it does.

use crate::others::brought::{Name, brought};
use crate::others::closures::Question;
use crate::others::functions::{Called, Found, Gives, given_by_type};
use crate::others::nominal::is_nominal;
use crate::others::own::holds_own;
use crate::others::renames::{Traits, lower_traits, names_of, renamed};
use crate::others::words::words_of;
use crate::others::{Texts, closures};
use crate::package::{Locked, Shelves, Unpacked};
use crate::parse::{Reader, Writer, has_word};
use crate::resolve::exported::Exported;
use crate::resolve::graph::Extern;
use crate::resolve::load::Program;
use crate::resolve::names::Ns;
use crate::resolve::prelude::is_everywhere;
use std::borrow::{Borrow, Cow};
use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::rc::Rc;

/// The functions of a trait.
#[derive(Debug, Default)]
pub(crate) struct Functions {
    /// Names of its own, and what each gives.
    pub(crate) own: BTreeMap<String, Gives>,
    /// The same of the traits above it, but for std's.
    pub(crate) above: BTreeMap<String, Gives>,
    /// Names of its own that may have no receiver.
    pub(crate) free: BTreeSet<String>,
    /// Whether nothing else goes by its name.
    pub(crate) alone: bool,
}

impl Functions {
    fn write(found: Option<&Functions>) -> Vec<u8> {
        let mut out = Writer::default();
        out.number(u32::from(found.is_some()));
        if let Some(found) = found {
            for known in [&found.own, &found.above] {
                let known: Vec<(&String, &Gives)> = known.iter().collect();
                out.list(&known, |out, (name, gives)| {
                    out.text(name);
                    out.option(gives.as_ref(), |out, gives| out.text(gives));
                });
            }
            let free: Vec<&String> = found.free.iter().collect();
            out.list(&free, |out, name| out.text(name));
            out.number(u32::from(found.alone));
        }
        out.0
    }

    fn read(bytes: &[u8]) -> Option<Functions> {
        let mut from = Reader::new(bytes);
        (from.number()? == 1).then_some(())?;
        let mut known = || from.list(|from| Some((from.text()?, from.option(Reader::text)?)));
        let (own, above) = (known()?, known()?);
        Some(Functions {
            own: own.into_iter().collect(),
            above: above.into_iter().collect(),
            free: from.list(Reader::text)?.into_iter().collect(),
            alone: from.number()? == 1,
        })
    }
}

/// In place of a trait's name: any that a glob may bring in.
pub(crate) const ANY_TRAIT: &str = "*";

/// What was found of other crates.
#[derive(Debug, Default)]
pub(super) struct Others {
    shelves: OnceCell<Shelves>,
    /// Packages by their line of the lock; none if they are not there.
    packages: RefCell<BTreeMap<String, Option<Rc<Unpacked>>>>,
    functions: RefCell<BTreeMap<String, Option<Rc<Functions>>>>,
    closures: RefCell<BTreeMap<(Question, String), bool>>,
    /// What packages say, by their folders: most are asked several questions.
    texts: RefCell<BTreeMap<PathBuf, Option<Rc<Texts>>>>,
    /// Traits by the crate; none if its sources are not there.
    traits: RefCell<BTreeMap<String, Option<Rc<Traits>>>>,
    /// Whether paths to types are of those alone.
    nominal: RefCell<BTreeMap<String, bool>>,
    /// Whether nothing lies in types by their paths but what they say.
    own: RefCell<BTreeMap<String, bool>>,
    /// What functions of such types give, by their paths.
    given: RefCell<BTreeMap<String, Option<Gives>>>,
    /// Names of traits that do not look like one, by the crate; none if they may have any.
    lower: RefCell<BTreeMap<String, Option<Rc<BTreeSet<String>>>>>,
    /// Names that packages give to what has another.
    renamed: OnceCell<BTreeSet<(String, String)>>,
    /// Words that macros say, by the crate; none if they may say any.
    pub(super) said_by_macros: RefCell<BTreeMap<String, Option<Rc<BTreeSet<String>>>>>,
    /// Whether paths are of variants without fields.
    units: RefCell<BTreeMap<String, bool>>,
    /// What globs bring in, by the crate.
    brought: RefCell<BTreeMap<String, Option<Rc<BTreeSet<Name>>>>>,
    /// Macros by their paths.
    pub(super) exported: RefCell<BTreeMap<String, Option<Rc<Exported>>>>,
}

/// Under this answers are kept.
const CONTEXT: &str = "rememo: traits of other crates";

impl Program {
    /// The functions that a trait of a crate that is not read has, by a path to it, or those of all traits that a glob of that
    /// crate may bring in, by [`ANY_TRAIT`] at the end of its path. None if they are not known. `of_std` knows std's traits by
    /// their names.
    pub(crate) fn functions_of_others(
        &self,
        path: &str,
        of_std: &dyn Fn(&str) -> bool,
    ) -> Option<Rc<Functions>> {
        once(&self.others.functions, path, || {
            let (first, of) = ends(path);
            let key = self.key_of("functions and how they are called", of, |name| {
                name == first
            });
            let found = match self.kept.kept_on(key) {
                Some(bytes) => Functions::read(bytes),
                None => self.find_functions(path, of_std, key),
            };
            found.map(Rc::new)
        })
    }

    fn find_functions(
        &self,
        path: &str,
        of_std: &dyn Fn(&str) -> bool,
        key: [u8; 32],
    ) -> Option<Functions> {
        let (first, of) = ends(path);
        let found = match self.is_of_macros(first) {
            true => Some(Functions::default()),
            false => {
                let packages = self.unpacked(self.locked_as(first))?;
                let texts = self.texts_of(&packages);
                let texts = texts.filter(|texts| !self.may_write_trait(&packages, texts, of));
                texts.and_then(|texts| functions_in(&texts, of, of_std))
            }
        };
        self.kept.keep(key, Functions::write(found.as_ref()));
        found
    }

    /// Whether a procedural macro that is no derive may write a trait of a name, or any for a glob: it says the word, and is
    /// used, or the name.
    fn may_write_trait(&self, packages: &[Rc<Unpacked>], texts: &[Rc<Texts>], of: &str) -> bool {
        let mut procedural = packages.iter().filter(|package| package.procedural);
        let may = |package: &Rc<Unpacked>| {
            let texts = self.texts_in(package);
            texts.is_none_or(|texts| {
                texts.say_in_code("trait")
                    && (of == ANY_TRAIT || texts.say_in_code(of))
                    && texts.exported_derives().is_none()
            })
        };
        procedural.any(may) && texts.iter().any(|texts| texts.give_items())
    }

    /// Whether this holds of a trait of a crate that is not read, by a path to it: by an impl in any such crate. `of_std`
    /// says it of std's traits, and none of a name that no trait of std has.
    pub(crate) fn holds_of_others(
        &self,
        question: Question,
        path: &str,
        of_std: &dyn Fn(&str) -> Option<bool>,
    ) -> bool {
        once(&self.others.closures, &(question, path.to_owned()), || {
            let key = self.key_of(&format!("{question:?}"), path, |_| true);
            match self.kept.kept_on(key) {
                Some(bytes) => bytes != [0],
                None => self.find_closures(question, path, of_std, key),
            }
        })
    }

    fn find_closures(
        &self,
        question: Question,
        path: &str,
        of_std: &dyn Fn(&str) -> Option<bool>,
        key: [u8; 32],
    ) -> bool {
        let (first, of) = ends(path);
        let found = !self.is_of_macros(first) && {
            let Some(packages) = self.unpacked(self.locked_by(|_| true)) else {
                return true;
            };
            self.texts_of(&packages).is_none_or(|texts| {
                let derives = |of: &str| self.derives_writing(&packages, of);
                let around = (&texts[..], &derives as &dyn Fn(&str) -> _);
                holds(around, question, of, of_std, &mut Vec::new())
            })
        };
        self.kept.keep(key, vec![u8::from(found)]);
        found
    }

    /// The derives of the procedural macros among these packages that may write impls of a trait, for they say its name; none
    /// if other such macros do, or it is not known.
    fn derives_writing(&self, packages: &[Rc<Unpacked>], of: &str) -> Option<BTreeSet<String>> {
        let mut found = BTreeSet::new();
        let mut procedural = packages
            .iter()
            .filter(|package| package.procedural)
            .peekable();
        if procedural.peek().is_none() {
            return Some(found);
        }
        for package in procedural {
            let texts = self.texts_in(package)?;
            if texts.say_in_code(of) {
                found.extend(texts.exported_derives()?);
            }
        }
        // What only they are made of.
        let all = self.unpacked_for(self.locked_by(|_| true), true)?;
        let is_known =
            |package: &&Rc<Unpacked>| packages.iter().any(|of| of.folder == package.folder);
        for package in all.iter().filter(|package| !is_known(package)) {
            let quotes = self.texts_in(package)?.say_where_they_quote(of);
            (!quotes).then_some(())?;
        }
        Some(found)
    }

    /// The traits of std that a path to a trait of a crate that is not read may mean, where its last name is not theirs; none
    /// if it may be any. Of a crate whose sources are not there, it is that crate's own.
    pub(crate) fn std_traits_as(
        &self,
        path: &str,
        of_std: &dyn Fn(&str) -> bool,
    ) -> Option<Vec<String>> {
        let (first, name) = ends(path);
        let known = once(&self.others.traits, first, || {
            let key = self.key_of("its traits", "", |name| name == first);
            let kept = self.kept.kept_on(key).and_then(read_traits);
            let found = kept.or_else(|| self.find_traits(first, of_std, key));
            found.map(Rc::new)
        });
        known.map_or(Some(Vec::new()), |known| known.of_std(name))
    }

    fn find_traits(
        &self,
        first: &str,
        of_std: &dyn Fn(&str) -> bool,
        key: [u8; 32],
    ) -> Option<Traits> {
        let packages = self.unpacked(self.locked_as(first))?;
        // Of what is there and cannot be read, a name may be any trait's.
        let found = match self.texts_of(&packages) {
            Some(texts) => Traits::of(&texts, of_std),
            None => Traits::default(),
        };
        self.kept.keep(key, write_traits(&found));
        Some(found)
    }

    /// Whether a path may be a trait's, of a crate that is not read, whose name does not look like one. Where its sources are
    /// not there, none does.
    pub(crate) fn is_lower_trait(&self, path: &str) -> bool {
        let (first, name) = ends(path);
        if first == name || path.starts_with("std::") {
            return false;
        }
        let known = once(&self.others.lower, first, || {
            let key = self.key_of("traits in lower case", "", |known| known == first);
            let found = match self.kept.kept_on(key) {
                Some(bytes) => Reader::new(bytes).option(|from| from.list(Reader::text))?,
                None => {
                    let found = self.find_lower_traits(first);
                    let mut out = Writer::default();
                    out.option(found.as_ref(), |out, found| {
                        out.list(found, |out, name| out.text(name));
                    });
                    self.kept.keep(key, out.0);
                    found
                }
            };
            found.map(|names| Rc::new(names.into_iter().collect()))
        });
        known.is_none_or(|names| names.contains(name))
    }

    fn find_lower_traits(&self, first: &str) -> Option<Vec<String>> {
        let Some(packages) = self.unpacked(self.locked_as(first)) else {
            return Some(Vec::new());
        };
        let found = lower_traits(&self.texts_of(&packages)?)?;
        Some(found.into_iter().collect())
    }

    /// The path by which a type is known of a crate that is not read, however else it is named: of the crate and its own name.
    /// None if the path may be another name of any type, or its sources are not there. Std's types have their own paths.
    pub(crate) fn nominal<'p>(&self, path: &'p str) -> Option<Cow<'p, str>> {
        if path.starts_with("std::") {
            return Some(Cow::Borrowed(path));
        }
        let (first, name) = ends(path);
        let is_nominal = once(&self.others.nominal, path, || {
            let key = self.key_of("nominal", path, |name| name == first);
            match self.kept.kept_on(key) {
                Some(bytes) => bytes == [1],
                None => {
                    let found = self.find_nominal(path);
                    self.kept.keep(key, vec![u8::from(found)]);
                    found
                }
            }
        });
        is_nominal.then(|| Cow::Owned(format!("{first}::{name}")))
    }

    /// The names under which crates that are not read hand on what one of them has, its own among them:
    /// `pub use inner::Zero as Zed`. Where their sources are not there, or it is std's, its own alone.
    pub(crate) fn all_names_of(&self, path: &str) -> BTreeSet<String> {
        let (_, name) = ends(path);
        match path.starts_with("std::") {
            true => BTreeSet::from([name.to_owned()]),
            false => names_of(
                name,
                self.others.renamed.get_or_init(|| self.find_renamed()),
            ),
        }
    }

    fn find_renamed(&self) -> BTreeSet<(String, String)> {
        let key = self.key_of("renamed", "", |_| true);
        let pair = |from: &mut Reader<'_>| Some((from.text()?, from.text()?));
        let kept = self.kept.kept_on(key);
        if let Some(known) = kept.and_then(|bytes| Reader::new(bytes).list(pair)) {
            return known.into_iter().collect();
        }
        let packages = self.unpacked(self.locked_by(|_| true));
        let texts = packages.and_then(|packages| self.texts_of(&packages));
        let found = renamed(&texts.unwrap_or_default());
        let mut out = Writer::default();
        let listed: Vec<_> = found.iter().collect();
        out.list(&listed, |out, (from, to)| {
            out.text(from);
            out.text(to);
        });
        self.kept.keep(key, out.0);
        found
    }

    fn find_nominal(&self, path: &str) -> bool {
        let (first, name) = ends(path);
        let modules: Vec<&str> = path.split("::").skip(1).collect();
        let Some((_, modules)) = modules.split_last() else {
            return false;
        };
        let locked = self.locked_as(first);
        // Under two names of its crate a type is one all the same.
        let named = self.crates.iter().flat_map(|krate| &krate.externs);
        let mut others = named.filter(|(name, _)| *name != first);
        let has_others = others.any(|(_, of)| match of {
            Extern::Locked { package, lines } => locked
                .iter()
                .any(|own| own.name == *package && lines.contains(&own.line())),
            Extern::Local(_) => false,
        });
        let texts = || self.texts_named(first);
        !has_others && texts().is_some_and(|texts| is_nominal(&texts, modules, name))
    }

    /// Whether a path surely names a type of a crate that is not read in whose values nothing lies that its caller chose: no
    /// value of a type of the program, and no closure.
    pub(crate) fn holds_own(&self, path: &str) -> bool {
        let (first, name) = ends(path);
        let is_foreign = !path.starts_with("std::") && path.contains("::");
        is_foreign
            && once(&self.others.own, path, || {
                let key = self.key_of("holds its own", path, |known| known == first);
                self.holds_of_type(key, path, |texts| holds_own(texts, name))
            })
    }

    /// What the functions of a name give that such a type has, where they agree; none at all if one may make what its caller
    /// chooses.
    pub(crate) fn given_by_own(&self, path: &str, name: &str, how: Called) -> Option<Gives> {
        if !self.holds_own(path) {
            return None;
        }
        let (first, of) = ends(path);
        let asked = format!("{path}::{name} {how:?}");
        once(&self.others.given, &asked, || {
            let key = self.key_of("what it gives", &asked, |known| known == first);
            let gives = |from: &mut Reader<'_>| from.option(|from| from.option(Reader::text));
            if let Some(bytes) = self.kept.kept_on(key) {
                return gives(&mut Reader::new(bytes)).flatten();
            }
            // Of several packages of the name nobody knows which it is.
            let find = || {
                let [locked] = self.locked_as(first)[..] else {
                    return None;
                };
                let package = self.package_of(locked)?;
                let texts = self.texts_in(&package)?;
                given_by_type(&texts, of, name, how)
            };
            let found = find();
            let mut out = Writer::default();
            out.option(found.as_ref(), |out, gives| {
                out.option(gives.as_ref(), |out, gives| out.text(gives));
            });
            self.kept.keep(key, out.0);
            found
        })
    }

    /// The type of which a path into a crate that is not read is a variant without fields, if it surely is one.
    pub(crate) fn unit_variant_of<'p>(&self, path: &'p str) -> Option<&'p str> {
        let (of, name) = path.rsplit_once("::")?;
        if path.starts_with("std::") || !of.contains("::") {
            return None;
        }
        let (first, last) = ends(of);
        let is_unit = once(&self.others.units, path, || {
            let key = self.key_of("a variant", path, |known| known == first);
            let has_unit = |texts: &Texts| closures::has_unit_variant(texts, last, name);
            self.holds_of_type(key, of, has_unit)
        });
        is_unit.then_some(of)
    }

    /// Whether a path surely names a type, and this holds of it by all packages that may declare it; kept under a key.
    fn holds_of_type(&self, key: [u8; 32], path: &str, holds: impl Fn(&Texts) -> bool) -> bool {
        if let Some(bytes) = self.kept.kept_on(key) {
            return bytes == [1];
        }
        let texts = self
            .nominal(path)
            .and_then(|_| self.texts_named(ends(path).0));
        let found =
            texts.is_some_and(|texts| !texts.is_empty() && texts.iter().all(|texts| holds(texts)));
        self.kept.keep(key, vec![u8::from(found)]);
        found
    }

    /// What the packages say that go by a name in code; none if one is not there.
    fn texts_named(&self, first: &str) -> Option<Vec<Rc<Texts>>> {
        let packages = self.locked_as(first).into_iter();
        let packages: Option<Vec<_>> = packages.map(|of| self.package_of(of)).collect();
        self.texts_of(&packages?)
    }

    /// Whether a glob in a crate that is not read, by a path to what it brings in, may bring in a name that std has for all
    /// modules, as a macro or as anything else.
    pub(super) fn may_bring(&self, path: &str, ns: Ns) -> bool {
        let (first, name) = ends(path);
        let known = once(&self.others.brought, first, || {
            let key = self.key_of("brought", "", |name| name == first);
            let found = match self.kept.kept_on(key) {
                Some(bytes) => {
                    let mut from = Reader::new(bytes);
                    from.option(|from| from.list(read_name)).flatten()
                }
                None => self.find_brought(first, key),
            };
            found.map(|names| Rc::new(names.into_iter().collect()))
        });
        let has = |names: &BTreeSet<Name>, name: &str| names.contains(&(ns, name.to_owned()));
        let of_root = path.matches("::").count() == 1;
        known
            .is_none_or(|names| has(&names, name) || of_root && has(&names, &format!("mod {name}")))
    }

    fn find_brought(&self, first: &str, key: [u8; 32]) -> Option<Vec<Name>> {
        let packages = self.unpacked(self.locked_as(first))?;
        let found = self
            .texts_of(&packages)
            .and_then(|texts| brought(&texts, &is_everywhere));
        let found: Option<Vec<Name>> = found.map(|names| names.into_iter().collect());
        let mut out = Writer::default();
        out.option(found.as_ref(), |out, names| {
            out.list(names, |out, (ns, name)| {
                out.number(*ns as u32);
                out.text(name);
            });
        });
        self.kept.keep(key, out.0);
        found
    }

    /// Whether all that can be named of a crate is macros: it has nothing else.
    fn is_of_macros(&self, first: &str) -> bool {
        let locked = self.locked_as(first);
        !locked.is_empty()
            && locked.iter().all(|locked| {
                self.package_of(locked)
                    .is_some_and(|package| package.procedural)
            })
    }
}

impl Program {
    /// The packages that go by a name in code, those that any crate of the program may mean by it.
    pub(super) fn locked_as(&self, first: &str) -> Vec<&Locked> {
        self.locked_by(|name| name == first)
    }

    fn locked_by(&self, is_meant: impl Fn(&str) -> bool) -> Vec<&Locked> {
        let Some(lock) = &self.workspace.lock else {
            return Vec::new();
        };
        let mut found = BTreeSet::new();
        for (name, of) in self.crates.iter().flat_map(|krate| &krate.externs) {
            if let Extern::Locked { package, lines } = of
                && is_meant(name)
            {
                let named = lock.named(package);
                found.extend(named.filter(|locked| lines.contains(&locked.line())));
            }
        }
        found.into_iter().collect()
    }

    /// What an answer hangs on that is told by the crates of these names.
    pub(super) fn key_of(&self, what: &str, of: &str, is_meant: impl Fn(&str) -> bool) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new_derive_key(CONTEXT);
        let mut add = |text: &str| {
            hasher.update(text.as_bytes());
            hasher.update(&[0]);
        };
        [what, of].into_iter().for_each(&mut add);
        self.build.cfg.lines().iter().for_each(|line| add(line));
        for (name, of) in self.crates.iter().flat_map(|krate| &krate.externs) {
            if let Extern::Locked { package, lines } = of
                && is_meant(name)
            {
                add(package);
                lines.iter().for_each(|line| add(line));
            }
        }
        *hasher.finalize().as_bytes()
    }

    pub(super) fn package_of(&self, locked: &Locked) -> Option<Rc<Unpacked>> {
        once(&self.others.packages, &locked.line(), || {
            let found = self.shelves().package(locked, &self.workspace);
            found.map(Rc::new)
        })
    }

    fn shelves(&self) -> &Shelves {
        let find = || Shelves::find(&self.build.variables, &self.workspace);
        self.others.shelves.get_or_init(find)
    }

    /// The texts of packages but for those of procedural macros, of which nothing can be named.
    fn texts_of(&self, packages: &[Rc<Unpacked>]) -> Option<Vec<Rc<Texts>>> {
        let packages = packages.iter().filter(|package| !package.procedural);
        packages.map(|package| self.texts_in(package)).collect()
    }

    pub(super) fn texts_in(&self, package: &Unpacked) -> Option<Rc<Texts>> {
        once(&self.others.texts, &*package.folder, || {
            Texts::read(package).map(Rc::new)
        })
    }

    /// Whether the sources of a crate that is not read may say a symbol; so too if one of them is not there.
    pub(crate) fn others_may_say(&self, symbol: &str) -> bool {
        let locked = self.locked_by(|_| true);
        if locked.is_empty() && self.workspace.lock.is_some() {
            return false;
        }
        let packages = self.unpacked(locked);
        let texts = packages.and_then(|packages| self.texts_of(&packages));
        texts.is_none_or(|all| all.iter().any(|texts| texts.say_symbol(symbol, &all)))
    }

    /// These packages and all that their crates are compiled with here, as cargo keeps them; none if one is not there.
    /// What procedural macros are made of is nothing that can be named.
    pub(super) fn unpacked<'p>(&'p self, open: Vec<&'p Locked>) -> Option<Vec<Rc<Unpacked>>> {
        self.unpacked_for(open, false)
    }

    /// The same, and what procedural macros are made of if that is asked for.
    pub(super) fn unpacked_for<'p>(
        &'p self,
        mut open: Vec<&'p Locked>,
        macros: bool,
    ) -> Option<Vec<Rc<Unpacked>>> {
        let lock = self.workspace.lock.as_ref()?;
        let mut seen: BTreeSet<&Locked> = open.iter().copied().collect();
        let mut found = Vec::new();
        if open.is_empty() {
            return None;
        }
        while let Some(locked) = open.pop() {
            let package = self.package_of(locked)?;
            if macros || !package.procedural {
                for dependency in &locked.dependencies {
                    let fits = |target: Option<&str>| self.fits_target(target);
                    let Some(optional) = package.needs(&dependency.0, fits) else {
                        continue;
                    };
                    // Cargo unpacks all that it compiles before it runs a build script: no feature asks for what is not there.
                    let is_left_out = |next: &&Locked| optional && self.shelves().lack(next);
                    let meant = lock.meant(dependency).filter(|next| !is_left_out(next));
                    open.extend(meant.filter(|next| seen.insert(next)));
                }
            }
            found.push(package);
        }
        Some(found)
    }
}

/// What was found before, or is now.
pub(super) fn once<K, Q, V>(known: &RefCell<BTreeMap<K, V>>, key: &Q, find: impl FnOnce() -> V) -> V
where
    K: Borrow<Q> + Ord,
    Q: ToOwned<Owned = K> + Ord + ?Sized,
    V: Clone,
{
    if let Some(found) = known.borrow().get(key) {
        return found.clone();
    }
    // Not borrowed: to find one may ask for another.
    let found = find();
    known.borrow_mut().insert(key.to_owned(), found.clone());
    found
}

fn read_name(from: &mut Reader<'_>) -> Option<Name> {
    let of = from.number()?;
    let spaces = [Ns::Type, Ns::Value, Ns::Macro];
    let ns = spaces.into_iter().find(|ns| *ns as u32 == of)?;
    Some((ns, from.text()?))
}

fn write_traits(found: &Traits) -> Vec<u8> {
    let mut out = Writer::default();
    let texts = |out: &mut Writer, of: &BTreeSet<String>| {
        let of: Vec<&String> = of.iter().collect();
        out.list(&of, |out, of| out.text(of));
    };
    texts(&mut out, &found.declared);
    let renamed: Vec<_> = found.renamed.iter().collect();
    out.list(&renamed, |out, (name, of)| {
        out.text(name);
        texts(out, of);
    });
    out.0
}

fn read_traits(bytes: &[u8]) -> Option<Traits> {
    let mut from = Reader::new(bytes);
    let declared = from.list(Reader::text)?.into_iter().collect();
    let renamed = from.list(|from| {
        let name = from.text()?;
        Some((name, from.list(Reader::text)?.into_iter().collect()))
    })?;
    Some(Traits {
        declared,
        renamed: renamed.into_iter().collect(),
    })
}

/// The crate and the last name of a path.
fn ends(path: &str) -> (&str, &str) {
    let first = path.split("::").next().unwrap_or_default();
    (first, path.rsplit("::").next().unwrap_or_default())
}

fn functions_in(texts: &[Rc<Texts>], of: &str, of_std: &dyn Fn(&str) -> bool) -> Option<Functions> {
    let mut first = Found::default();
    for texts in texts {
        match of {
            ANY_TRAIT => first.add_all(texts)?,
            of => first.add(texts, of)?,
        }
    }
    // One of std may be exported again.
    let is_none = of == ANY_TRAIT || first.is_other && !of_std(of);
    if !first.is_trait && !is_none {
        return None;
    }
    let mut above: BTreeMap<String, Gives> = BTreeMap::new();
    let mut seen = BTreeSet::from([of.to_owned()]);
    let mut open: Vec<String> = first.above.into_iter().collect();
    while let Some(name) = open.pop() {
        let declared = || texts.iter().any(|texts| texts.declare(&name));
        if !seen.insert(name.clone()) || of_std(&name) && !declared() {
            continue;
        }
        let mut found = Found::default();
        for texts in texts {
            found.add(texts, &name)?;
        }
        found.is_trait.then_some(())?;
        for (name, gives) in found.functions {
            let known = above.entry(name).or_insert_with(|| gives.clone());
            // Of several of a name, nobody knows which it is.
            if *known != gives {
                *known = None;
            }
        }
        open.extend(found.above);
    }
    // A name means the language's or std's only where no other goes by it. All that may be brought in is of these packages.
    let gives = || first.functions.values().chain(above.values()).flatten();
    let words: BTreeSet<String> = gives().flat_map(|text| words_of(text)).collect();
    let renamed = words
        .into_iter()
        .filter(|word| texts.iter().any(|of| of.rename(word, texts)));
    let renamed: Vec<String> = renamed.collect();
    let is_known = |text: &String| !renamed.iter().any(|word| has_word(text, word));
    let all = first.functions.values_mut().chain(above.values_mut());
    all.for_each(|gives| *gives = gives.take().filter(is_known));
    Some(Functions {
        own: first.functions,
        above,
        free: first.free,
        alone: first.is_trait && !first.is_other,
    })
}

/// Packages, and the derives that may write impls of a trait; none if other macros may.
type Around<'a> = (
    &'a [Rc<Texts>],
    &'a dyn Fn(&str) -> Option<BTreeSet<String>>,
);

/// Whether this holds of a trait of a name by an impl in one of these packages.
fn holds(
    around: Around<'_>,
    question: Question,
    of: &str,
    of_std: &dyn Fn(&str) -> Option<bool>,
    open: &mut Vec<String>,
) -> bool {
    let (packages, derives) = around;
    // What holds needs no proof by itself.
    if open.iter().any(|known| known == of) {
        return false;
    }
    let declared = packages.iter().any(|texts| texts.declare(of));
    match of_std(of) {
        Some(true) => return true,
        Some(false) if !declared => return false,
        None if !declared => return true,
        _ => {}
    }
    let Some(derives) = derives(of) else {
        return true;
    };
    open.push(of.to_owned());
    let found = packages.iter().any(|texts| {
        let mut behind = |bound: &str| holds(around, question, bound, of_std, open);
        closures::holds(texts, (packages, &derives), question, of, &mut behind)
    });
    open.pop();
    found
}

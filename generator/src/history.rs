//! What builds keep for the next one, and for `cargo rememo why`: of each function the manifest of its present state
//! and of the one before it was re-keyed; and how the build was set up.
//!
//! It lies in `OUT_DIR/rememo/`, a file a function, read only where a function was searched anew and written only
//! where it was re-keyed: a build in which nothing was re-keyed loses nothing, and does nothing. Reading is total:
//! what is damaged, or of another version, counts as not there.

use crate::manifest::{Closure, ClosureItem, hex, unhex};
use crate::parse::{Reader, Writer};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// First bytes of a manifest's file. The digit is the version of its form.
const MANIFEST: &[u8] = b"rememo manifest 1\n";
/// First bytes of the file that says how the build was set up.
const SETTING: &[u8] = b"rememo build 1\n";
/// Variables that decide how code is compiled, besides those that begin with one of [`DECIDING_PREFIXES`].
const DECIDING: &[&str] = &[
    "CARGO_ENCODED_RUSTFLAGS",
    "HOST",
    "PROFILE",
    "RUSTC",
    "TARGET",
];
const DECIDING_PREFIXES: &[&str] = &["CARGO_CFG_", "CARGO_FEATURE_", "CARGO_PROFILE_"];

/// What the builds of one `OUT_DIR` have kept.
#[derive(Clone, Debug)]
pub struct History {
    folder: PathBuf,
}

impl History {
    /// Of the builds with this `OUT_DIR`.
    pub fn of(out_dir: &Path) -> History {
        History {
            folder: out_dir.join("rememo"),
        }
    }

    /// The manifest (Cargo.toml) of the package that these builds built, if one has kept anything.
    pub fn package(&self) -> Option<PathBuf> {
        let out_dir = self.folder.parent()?;
        Setting::read(out_dir).map(|setting| setting.manifest)
    }

    /// The manifest of a function as the last build left it.
    pub fn now(&self, path: &str) -> Option<Closure> {
        self.read(path, "now")
    }

    /// The manifest from before the function was last re-keyed.
    pub fn before(&self, path: &str) -> Option<Closure> {
        self.read(path, "before")
    }

    /// The fingerprint that [`now`](History::now) is the manifest of, without reading all of it.
    pub(crate) fn fingerprint(&self, path: &str) -> Option<[u8; 32]> {
        self.head(path, "now")
    }

    /// The files to write for a function that is in a new state, and the manifest that this takes the place of: the old
    /// one becomes the one before.
    pub(crate) fn renew(&self, new: &Closure) -> Renewed {
        let path = &new.root;
        let bytes = fs::read(self.file(path, "now")).ok();
        let old = bytes.as_deref().and_then(closure_from);
        let old = old.filter(|old| old.root == *path && old.fingerprint != new.fingerprint);
        let before = bytes.filter(|_| old.is_some());
        let before = before.map(|bytes| (self.file(path, "before"), bytes));
        let now = to_bytes(new).map(|bytes| (self.file(path, "now"), bytes));
        let was = self.head(path, "before").map(|head| hex(&head));
        Renewed {
            files: before.into_iter().chain(now).collect(),
            back: old.is_some() && was.as_ref() == Some(&new.fingerprint),
            old,
        }
    }

    fn head(&self, path: &str, state: &str) -> Option<[u8; 32]> {
        let mut head = [0; MANIFEST.len() + 32];
        let mut file = File::open(self.file(path, state)).ok()?;
        file.read_exact(&mut head).ok()?;
        head.strip_prefix(MANIFEST)?.try_into().ok()
    }

    fn read(&self, path: &str, state: &str) -> Option<Closure> {
        let bytes = fs::read(self.file(path, state)).ok()?;
        closure_from(&bytes).filter(|closure| closure.root == path)
    }

    /// A path may hold what no file's name can; its hash can always.
    fn file(&self, path: &str, state: &str) -> PathBuf {
        let hash = blake3::hash(path.as_bytes()).to_hex();
        let name = format!("{}.{state}", hash.get(..16).unwrap_or(&hash));
        self.folder.join("manifests").join(name)
    }
}

/// What comes of a function's new state.
#[derive(Debug)]
pub(crate) struct Renewed {
    /// The manifest of the state that the last build left, if it was another.
    pub(crate) old: Option<Closure>,
    /// Whether the new state is the one from before the last re-keying.
    pub(crate) back: bool,
    /// The files to write.
    pub(crate) files: Vec<(PathBuf, Vec<u8>)>,
}

/// How a build was set up, as far as it decides fingerprints and the sources do not say it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Setting {
    /// The manifest of the package. Several checkouts may share a target folder.
    pub(crate) manifest: PathBuf,
    /// Cargo's variables about the compiler, the target, features and the profile.
    pub(crate) variables: BTreeMap<String, String>,
    /// Cfgs that build.rs told of.
    pub(crate) cfgs: Vec<(String, Option<String>)>,
    /// The cache.toml that build.rs named.
    pub(crate) config: Option<PathBuf>,
    /// Files that build.rs made part of every function's code.
    pub(crate) depends_on: Vec<PathBuf>,
}

impl Setting {
    /// What of an environment decides how code is compiled. The rest may be anybody's secrets.
    pub(crate) fn deciding(variables: &BTreeMap<String, String>) -> BTreeMap<String, String> {
        let decides = |name: &str| {
            let mut prefixes = DECIDING_PREFIXES.iter();
            DECIDING.contains(&name) || prefixes.any(|prefix| name.starts_with(prefix))
        };
        let deciding = variables.iter().filter(|(name, _)| decides(name));
        deciding
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect()
    }

    /// The setting that the last build with this `OUT_DIR` kept.
    pub(crate) fn read(out_dir: &Path) -> Option<Setting> {
        let bytes = fs::read(Setting::path(out_dir)).ok()?;
        let mut from = Reader::new(bytes.strip_prefix(SETTING)?);
        let manifest = PathBuf::from(from.text()?);
        let variables = from.list(|from| Some((from.text()?, from.text()?)))?;
        Some(Setting {
            manifest,
            variables: variables.into_iter().collect(),
            cfgs: from.list(|from| Some((from.text()?, from.option(Reader::text)?)))?,
            config: from.option(Reader::text)?.map(PathBuf::from),
            depends_on: from
                .list(Reader::text)?
                .into_iter()
                .map(PathBuf::from)
                .collect(),
        })
    }

    /// The file to write.
    pub(crate) fn file(&self, out_dir: &Path) -> (PathBuf, Vec<u8>) {
        let mut out = Writer(SETTING.to_vec());
        let text = |path: &PathBuf| path.to_string_lossy().into_owned();
        out.text(&text(&self.manifest));
        let variables: Vec<_> = self.variables.iter().collect();
        out.list(&variables, |out, (name, value)| {
            out.text(name);
            out.text(value);
        });
        out.list(&self.cfgs, |out, (name, value)| {
            out.text(name);
            out.option(value.as_ref(), |out, value| out.text(value));
        });
        out.option(self.config.as_ref(), |out, path| out.text(&text(path)));
        out.list(&self.depends_on, |out, path| out.text(&text(path)));
        (Setting::path(out_dir), out.0)
    }

    fn path(out_dir: &Path) -> PathBuf {
        out_dir.join("rememo").join("build.bin")
    }
}

/// Words by number, in the order in which they were said first.
#[derive(Default)]
struct Words<'w> {
    order: Vec<&'w str>,
    numbers: FxHashMap<&'w str, u32>,
}

impl<'w> Words<'w> {
    fn number(&mut self, word: &'w str) -> u32 {
        if let Some(known) = self.numbers.get(word) {
            return *known;
        }
        let number = self.order.len() as u32;
        self.order.push(word);
        self.numbers.insert(word, number);
        number
    }
}

/// None for a closure whose fingerprint is none.
fn to_bytes(closure: &Closure) -> Option<Vec<u8>> {
    let mut out = Writer(MANIFEST.to_vec());
    out.0.extend_from_slice(&unhex(&closure.fingerprint)?);
    out.text(&closure.root);
    out.text(&closure.level);
    // Files and edges are few words said often, and the same file mostly one item after the other.
    let mut words = Words::default();
    let (mut file, mut file_word) = ("", None);
    let mut items = Writer::default();
    items.number(closure.items.len() as u32);
    for item in &closure.items {
        if file_word.is_none() || file != &*item.file {
            (file, file_word) = (&item.file, Some(words.number(&item.file)));
        }
        items.text(&item.id);
        items.0.push(item.kind as u8);
        items.number(file_word.unwrap_or_default());
        items.number(item.first_line);
        items.number(item.last_line);
        items.0.extend_from_slice(&item.hash);
        items.number(words.number(&item.how));
        items.option(item.from.as_ref(), |out, from| out.text(from));
    }
    out.list(&words.order, |out, word| out.text(word));
    out.0.extend_from_slice(&items.0);
    out.list(&closure.dependencies, |out, line| out.text(line));
    out.list(&closure.files, |out, (path, hash)| {
        out.text(path);
        out.text(hash);
    });
    out.list(&closure.variables, |out, (name, value)| {
        out.text(name);
        out.option(value.as_ref(), |out, value| out.text(value));
    });
    out.list(&closure.salt, |out, line| out.text(line));
    out.list(&closure.warnings, |out, line| out.text(line));
    Some(out.0)
}

fn closure_from(bytes: &[u8]) -> Option<Closure> {
    let rest = bytes.strip_prefix(MANIFEST)?;
    let (fingerprint, rest) = rest.split_first_chunk::<32>()?;
    let mut from = Reader::new(rest);
    let (root, level) = (from.text()?, from.text()?);
    let words: Vec<Arc<str>> = from.list(|from| Some(from.text()?.into()))?;
    let word = |at: u32| words.get(at as usize).cloned();
    let items = from.list(|from| {
        Some(ClosureItem {
            id: from.text()?,
            kind: from.kind()?,
            file: word(from.number()?)?,
            first_line: from.number()?,
            last_line: from.number()?,
            hash: *from.array()?,
            how: word(from.number()?)?,
            from: from.option(Reader::text)?,
        })
    })?;
    Some(Closure {
        root,
        fingerprint: hex(fingerprint),
        level,
        items,
        dependencies: from.list(Reader::text)?,
        files: from.list(|from| Some((from.text()?, from.text()?)))?,
        variables: from.list(|from| Some((from.text()?, from.option(Reader::text)?)))?,
        salt: from.list(Reader::text)?,
        warnings: from.list(Reader::text)?,
    })
}

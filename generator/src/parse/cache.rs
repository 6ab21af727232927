//! Facts and fingerprints of the last build, by content: what did not change is not parsed or searched again.
//!
//! It is one file, read whole and written whole. Of another generator, or damaged, it counts as empty.

use crate::model::{FileFacts, Kind};
use crate::parse::again::{self, Segment, facts_again};
use crate::parse::ahead::facts_ahead;
use crate::parse::codec::{Reader, Writer};
use crate::parse::early::{Early, EarlyFile};
use crate::parse::facts::{facts_of, facts_of_expansion};
use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The hash of the generator's own sources (`build.rs`): the form of the file, and the rules by which what is in it was
/// found.
const RULES: &str = env!("REMEMO_RULES");
/// Under this the hashes of the last build's files are kept: no hash of anything.
const FILES: Hash = *b"hashes of the files that we read";

pub(super) type Hash = [u8; 32];

/// What is kept between builds.
#[derive(Debug, Default)]
pub struct FactsCache {
    /// What the last build kept.
    last: Arc<Last>,
    /// Facts of this build that nobody asked for yet.
    ahead: RefCell<BTreeMap<Hash, (Vec<u8>, FileFacts)>>,
    /// Files of the last build that are read before they are asked for, and those that were asked for.
    early: Option<Early>,
    early_files: RefCell<BTreeMap<PathBuf, EarlyFile>>,
    /// Facts used in this build.
    used: RefCell<BTreeMap<Hash, Kept>>,
    /// What else is kept, by whatever its user makes a key of.
    notes: RefCell<BTreeMap<Hash, Kept>>,
    /// Files of this build, with the hashes of their texts.
    files: RefCell<BTreeMap<PathBuf, Hash>>,
    /// The same of the last one, once a file has another.
    old_files: OnceCell<BTreeMap<PathBuf, Hash>>,
    /// Whether that was no other build, but this one on another thread.
    shared: bool,
}

/// What the last build kept, still as bytes.
#[derive(Debug, Default)]
pub(super) struct Last {
    /// All of it: what is kept on is not copied.
    whole: Arc<Vec<u8>>,
    /// Where facts lie, by the hash of the text.
    facts: BTreeMap<Hash, Range<usize>>,
    /// Where notes lie, by their keys.
    notes: BTreeMap<Hash, Range<usize>>,
}

impl Last {
    fn read(whole: &Arc<Vec<u8>>) -> Option<Last> {
        // A digest of it all: a file cut short or damaged is no file.
        let (content, digest) = whole.split_at_checked(whole.len().checked_sub(32)?)?;
        if blake3::hash(content).as_bytes() != digest {
            return None;
        }
        let mut reader = Reader::new(content.strip_prefix(&start(RULES)[..])?);
        let mut entries = || -> Option<BTreeMap<Hash, Range<usize>>> {
            let list = reader.list(|from| {
                let hash = from.bytes()?.try_into().ok()?;
                let length = from.bytes()?.len();
                let end = content.len() - from.left();
                Some((hash, end - length..end))
            })?;
            Some(list.into_iter().collect())
        };
        let (facts, notes) = (entries()?, entries()?);
        Some(Last {
            whole: Arc::clone(whole),
            facts,
            notes,
        })
    }

    fn bytes(&self, range: &Range<usize>) -> &[u8] {
        self.whole.get(range.clone()).unwrap_or_default()
    }

    fn note(&self, key: Hash) -> Option<&[u8]> {
        self.notes.get(&key).map(|range| self.bytes(range))
    }

    /// The facts of the text with this hash.
    pub(super) fn facts(&self, hash: &Hash) -> Option<FileFacts> {
        facts_in(self.bytes(self.facts.get(hash)?))
    }
}

/// What is kept of this build.
#[derive(Debug)]
enum Kept {
    /// As the last one kept it: where it lies in that.
    Old(Range<usize>),
    /// Found in this one.
    New(Vec<u8>),
}

/// Facts as they are kept, with what helps to find those of the next text.
pub(super) fn entry(segments: &[Segment], facts: &FileFacts) -> Vec<u8> {
    let mut out = Writer::default();
    out.bytes(&again::to_bytes(segments));
    out.facts(facts);
    out.0
}

/// The facts in an [`entry`].
fn facts_in(bytes: &[u8]) -> Option<FileFacts> {
    let mut from = Reader::new(bytes);
    from.bytes()?;
    from.facts()
}

/// How the file of a generator with these rules begins.
fn start(rules: &str) -> Vec<u8> {
    ["rememo facts ", rules, "\n"].concat().into_bytes()
}

impl FactsCache {
    /// Reads what [`FactsCache::to_bytes`] wrote.
    pub fn from_bytes(bytes: &Arc<Vec<u8>>) -> FactsCache {
        FactsCache {
            last: Last::read(bytes).map(Arc::new).unwrap_or_default(),
            ..FactsCache::default()
        }
    }

    /// Reads what another thread of the same build wrote.
    pub fn shared(bytes: &Arc<Vec<u8>>) -> FactsCache {
        FactsCache {
            shared: true,
            ..FactsCache::from_bytes(bytes)
        }
    }

    /// Whether there was no last build that anything is kept of.
    pub fn is_first(&self) -> bool {
        self.last.whole.is_empty() || self.shared
    }

    /// What was kept under keys in this build.
    pub fn new_notes(self) -> impl Iterator<Item = (Hash, Vec<u8>)> {
        let notes = self.notes.into_inner().into_iter();
        notes.filter_map(|(key, kept)| match kept {
            Kept::New(bytes) => Some((key, bytes)),
            Kept::Old(_) => None,
        })
    }

    /// What this build used, to be kept for the next.
    pub fn to_bytes(&self) -> Arc<Vec<u8>> {
        let changed = self.changed().map(Arc::new);
        changed.unwrap_or_else(|| Arc::clone(&self.last.whole))
    }

    /// The same, if it is not what the last build used.
    pub fn changed(&self) -> Option<Vec<u8>> {
        self.keep_files();
        let (used, notes) = (self.used.borrow(), self.notes.borrow());
        let same = |now: &BTreeMap<Hash, Kept>, old: &BTreeMap<Hash, Range<usize>>| {
            now.len() == old.len() && now.values().all(|kept| matches!(kept, Kept::Old(_)))
        };
        if !self.last.whole.is_empty()
            && same(&used, &self.last.facts)
            && same(&notes, &self.last.notes)
        {
            return None;
        }
        let mut out = Writer(start(RULES));
        for entries in [&used, &notes] {
            out.number(entries.len() as u32);
            for (hash, kept) in entries.iter() {
                out.bytes(hash);
                out.bytes(match kept {
                    Kept::Old(range) => self.last.bytes(range),
                    Kept::New(bytes) => bytes,
                });
            }
        }
        let digest = *blake3::hash(&out.0).as_bytes();
        out.0.extend_from_slice(&digest);
        Some(out.0)
    }

    /// Begins to read the files of the last build, if there was one, before they are asked for.
    pub fn begin_early(&mut self) {
        let files = self.old_files().keys().cloned().collect();
        self.early = Early::begin(&self.last, files);
    }

    /// The text of a file, if it was read before it is asked for.
    pub fn early_text(&self, file: &Path) -> Option<Arc<str>> {
        let early = self.early.as_ref()?.take(file)?;
        let text = Arc::clone(&early.text);
        self.early_files.borrow_mut().insert(file.to_owned(), early);
        Some(text)
    }

    /// Finds the facts of these files before they are asked for, if the last build left none.
    pub fn look_ahead(&self, files: &[PathBuf]) {
        if self.last.facts.is_empty() {
            let found = facts_ahead(files).into_iter();
            let found = found.map(|(hash, bytes, facts)| (hash, (bytes, facts)));
            self.ahead.borrow_mut().extend(found);
        }
    }

    /// The hash of a text, and its facts: those of the last build if it had the same text.
    pub fn facts(&self, file: &Path, text: &Arc<str>) -> (Hash, FileFacts) {
        let early = self.early_files.borrow_mut().remove(file);
        let early = early.filter(|early| Arc::ptr_eq(&early.text, text));
        let (hash, known) = match early {
            Some(early) => (early.hash, early.facts),
            None => (*blake3::hash(text.as_bytes()).as_bytes(), None),
        };
        self.files.borrow_mut().insert(file.to_owned(), hash);
        let read = || {
            let facts = self.again(file, text).unwrap_or_else(|| facts_of(text));
            (again::segments(text, &facts), facts)
        };
        (hash, self.kept(hash, known, read))
    }

    /// The facts of a file of which the last build read another text.
    fn again(&self, file: &Path, text: &str) -> Option<FileFacts> {
        let bytes = self
            .last
            .bytes(self.last.facts.get(self.old_files().get(file)?)?);
        let segments = again::from_bytes(Reader::new(bytes).bytes()?)?;
        facts_again(text, &segments, facts_in(bytes)?)
    }

    fn old_files(&self) -> &BTreeMap<PathBuf, Hash> {
        self.old_files.get_or_init(|| {
            let mut from = Reader::new(self.note(FILES).unwrap_or_default());
            let file = |from: &mut Reader<'_>| {
                Some((PathBuf::from(from.text()?), from.bytes()?.try_into().ok()?))
            };
            from.list(file).unwrap_or_default().into_iter().collect()
        })
    }

    fn keep_files(&self) {
        let mut out = Writer::default();
        let files = self.files.borrow();
        // What has no name as text is read as a whole.
        let named = files.iter();
        let named = named.filter_map(|(file, hash)| Some((file.to_str()?, hash)));
        let named: Vec<(&str, &Hash)> = named.collect();
        out.list(&named, |out, (file, hash)| {
            out.text(file);
            out.bytes(*hash);
        });
        self.keep(FILES, out.0);
    }

    /// The facts of a text: `known`, or those of the last build, or what `read` finds.
    fn kept(
        &self,
        hash: Hash,
        known: Option<FileFacts>,
        read: impl FnOnce() -> (Vec<Segment>, FileFacts),
    ) -> FileFacts {
        if let Some(range) = self.last.facts.get(&hash)
            && let Some(facts) = known.or_else(|| self.last.facts(&hash))
        {
            let kept = Kept::Old(range.clone());
            self.used.borrow_mut().insert(hash, kept);
            return facts;
        }
        let known = self.ahead.borrow_mut().remove(&hash);
        let (bytes, facts) = known.unwrap_or_else(|| {
            let (segments, facts) = read();
            (entry(&segments, &facts), facts)
        });
        self.used.borrow_mut().insert(hash, Kept::New(bytes));
        facts
    }

    /// The same of what a macro wrote: those of the last build if it wrote the same there.
    pub fn expansion(&self, text: &str, container: Option<Kind>) -> (Hash, FileFacts) {
        let mut hasher = blake3::Hasher::new_derive_key("rememo: what a macro wrote");
        hasher.update(&[container.map_or(u8::MAX, |container| container as u8)]);
        hasher.update(text.as_bytes());
        let hash = *hasher.finalize().as_bytes();
        let facts = self.kept(hash, None, || {
            (Vec::new(), facts_of_expansion(text, container))
        });
        (hash, facts)
    }

    /// What was kept under a key.
    pub fn note(&self, key: Hash) -> Option<&[u8]> {
        self.last.note(key)
    }

    /// Keeps something under a key.
    pub fn keep(&self, key: Hash, bytes: Vec<u8>) {
        match self.note(key) == Some(&bytes) {
            true => self.keep_on(key),
            false => {
                self.notes.borrow_mut().insert(key, Kept::New(bytes));
            }
        }
    }

    /// What was kept under a key, and is kept on.
    pub fn kept_on(&self, key: Hash) -> Option<&[u8]> {
        self.keep_on(key);
        self.note(key)
    }

    /// Keeps on what was kept under a key, if anything was.
    pub fn keep_on(&self, key: Hash) {
        if let Some(range) = self.last.notes.get(&key) {
            let kept = Kept::Old(range.clone());
            self.notes.borrow_mut().insert(key, kept);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a build keeps, as a generator with these rules would have written it.
    fn kept_by(rules: &str) -> Vec<u8> {
        let build = FactsCache::default();
        build.keep([7; 32], b"an answer".to_vec());
        let bytes = build.to_bytes();
        let content = &bytes[..bytes.len() - 32];
        let rest = content.strip_prefix(&start(RULES)[..]).expect("its start");
        let mut bytes = [&start(rules)[..], rest].concat();
        let digest = *blake3::hash(&bytes).as_bytes();
        bytes.extend_from_slice(&digest);
        bytes
    }

    #[test]
    fn what_a_generator_with_other_rules_kept_counts_for_nothing() {
        let same = FactsCache::from_bytes(&Arc::new(kept_by(RULES)));
        assert_eq!(same.note([7; 32]), Some(&b"an answer"[..]));
        let mut others = RULES.to_owned();
        others.replace_range(..1, if others.starts_with('0') { "1" } else { "0" });
        let other = FactsCache::from_bytes(&Arc::new(kept_by(&others)));
        assert!(other.is_first());
        assert_eq!(other.note([7; 32]), None);
    }
}

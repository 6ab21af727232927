//! The fingerprint: one hash over everything that was reached.
//!
//! | goes in | why | stays out | why |
//! |---|---|---|---|
//! | id and normal form of each item | its code; the id binds it to its place, so that two bodies swapped are seen | comments, white space, doc comments, lints | they change no result |
//! | all tokens of what a macro of another crate is given | it sees doc comments and commas as well | | |
//! | what each path in it means | `use a::h` for `use b::h` changes no token of the item | the text of `use`s nobody needs | moving them changes nothing |
//! | predicates not known to be true, also of what brings it or its names in | another build may decide otherwise | absolute paths, times, order of files, number of CPUs | a moved checkout is the same code |
//! | files, variables, dependencies reached | they are code by another name | dependencies nothing live names | a bump of them changes nothing |
//! | edition, compiler, target, cfgs, overflow checks, panic | the same code compiled otherwise is other code | optimisation level | it must not change results |
//!
//! It is flat, not a Merkle tree: which edges exist depends on the root.

use crate::model::Kind;
use crate::package::TargetKind;
use crate::parse::{Normal, Piece, hash_tree};
use crate::reach::{Covered, Known, Own, Reached};
use crate::resolve::{CrateId, ItemId, Program};
use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::path::Path;
use std::rc::Rc;
use syn::visit_mut::VisitMut;

/// Version of the rules by which fingerprints are made: part of each.
pub const SCHEMA: u8 = 1;

/// One item as the fingerprint sees it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Part {
    /// Its stable id.
    pub id: Rc<str>,
    /// Hash of its normal form, its predicates and what its paths mean.
    pub hash: [u8; 32],
    /// The item.
    pub item: ItemId,
}

impl Program {
    /// Hash of an item's own normal form.
    pub fn own_hash(&self, item: ItemId) -> [u8; 32] {
        match self.cached_piece(item).as_deref() {
            Some(Piece::Item(tree)) => {
                let mut tree = tree.clone();
                Normal.visit_item_mut(&mut tree);
                hash_tree(&tree)
            }
            Some(Piece::Impl(tree)) => {
                let mut tree = tree.clone();
                Normal.visit_impl_item_mut(&mut tree);
                hash_tree(&tree)
            }
            Some(Piece::Trait(tree)) => {
                let mut tree = tree.clone();
                Normal.visit_trait_item_mut(&mut tree);
                hash_tree(&tree)
            }
            Some(Piece::Foreign(tree)) => {
                let mut tree = tree.clone();
                Normal.visit_foreign_item_mut(&mut tree);
                hash_tree(&tree)
            }
            None => self.token_hash(item),
        }
    }

    /// The parts of a fingerprint, sorted by id.
    pub fn parts(&self, known: &Known<'_>, reached: &Reached) -> Vec<Part> {
        let order = known.in_order(reached);
        let parts = order.iter().filter_map(|(id, item)| {
            let covered = reached.items.get(item)?;
            (self.item(*item).kind != Kind::Variant).then(|| self.part(id, *item, covered))
        });
        let mut parts: Vec<Part> = parts.collect();
        // All that is left to order are items of the same id.
        parts.sort_by(|one, other| match one.id.cmp(&other.id) {
            Ordering::Equal => (one.hash, one.item).cmp(&(other.hash, other.item)),
            order => order,
        });
        parts
    }

    /// The hash of an item's own normal form, its conditions, and what its names mean; made once for all threads.
    pub(crate) fn hash_of(&self, item: ItemId, own: &Own) -> [u8; 32] {
        let hash = || {
            let data = self.item(item);
            let mut hasher = Hasher::new();
            hasher.field(&self.own_hash(item));
            let around = self.module(data.module).cfgs.iter();
            for predicate in around.chain(self.conditions_of_item(item)) {
                hasher.field(predicate.as_bytes());
            }
            hasher.list(&own.meanings);
            hasher.number(own.placed.len());
            for (_, _, place) in &own.placed {
                hasher.field(place.as_bytes());
            }
            hasher.finish()
        };
        *own.hash.get_or_init(hash)
    }

    fn part(&self, id: &Rc<str>, item: ItemId, covered: &Covered) -> Part {
        let hash = self.hash_of(item, &covered.own);
        let placed = |place: &String| {
            let mut hasher = Hasher::new();
            hasher.field(&hash);
            hasher.field(place.as_bytes());
            hasher.finish()
        };
        Part {
            id: Rc::clone(id),
            hash: covered.own.place.as_ref().map_or(hash, placed),
            item,
        }
    }

    /// The fingerprint of what was reached from a root.
    pub fn fingerprint_of(
        &self,
        root: &str,
        level: &str,
        reached: &Reached,
        parts: &[Part],
    ) -> [u8; 32] {
        let mut hasher = Hasher::new();
        hasher.field(&[SCHEMA]);
        hasher.field(root.as_bytes());
        hasher.field(level.as_bytes());
        hasher.number(parts.len());
        for part in parts {
            hasher.field(part.id.as_bytes());
            hasher.field(&part.hash);
        }
        hasher.number(reached.files.len());
        for file in &reached.files {
            hasher.field(self.shown(file).as_bytes());
            hasher.field(&self.sources.hash(file).unwrap_or_default());
        }
        let variables = reached.variables.iter().map(|(name, value)| match value {
            Some(value) => format!("{name}={value}"),
            None => name.clone(),
        });
        hasher.list(&variables.collect());
        hasher.list(&reached.dependencies);
        hasher.list(&self.salt(reached));
        hasher.finish()
    }

    /// What else decides how the code runs, one named line each.
    pub fn salt(&self, reached: &Reached) -> BTreeSet<String> {
        let mut salt: BTreeSet<String> = self.build.salt().into_iter().collect();
        let mut crates = vec![false; self.crates.len()];
        for (item, _) in reached.items.iter() {
            if let Some(krate) = crates.get_mut(self.item(item).krate.0 as usize) {
                *krate = true;
            }
        }
        let crates = self.crates.iter().zip(crates);
        for (at, (krate, _)) in crates.enumerate().filter(|(_, (_, has))| *has) {
            let name = match krate.kind {
                // As all of a package's crates are told.
                TargetKind::Binary | TargetKind::Example => krate.name.clone(),
                _ => self.crate_id(CrateId(at as u32)),
            };
            salt.insert(format!("edition: {name} {}", krate.edition));
            // A crate's own attributes (`#![no_std]`) and what rustc compiles with it hang on its features.
            let features: Vec<&str> = krate.cfg.features().iter().map(String::as_str).collect();
            salt.insert(format!("features: {name} {}", features.join(",")));
            if let Some(profile) = &krate.profile {
                let (checks, asserts) = (profile.overflow_checks, profile.debug_assertions);
                let own = format!("overflow-checks={checks} debug-assertions={asserts}");
                salt.insert(format!("profile: {name} {own}"));
            }
        }
        salt
    }

    /// A file's path as it may be told: relative to the workspace if it lies in it, `/` between its parts.
    pub fn shown(&self, file: &Path) -> String {
        let relative = file
            .strip_prefix(&self.workspace.folder)
            .ok()
            .map(|file| (String::new(), file));
        // A path dependency outside of the workspace is told by its package, wherever that lies.
        let outside = || {
            let package = self
                .packages
                .iter()
                .find(|package| file.starts_with(&package.folder))?;
            Some((
                format!("{}/", package.name),
                file.strip_prefix(&package.folder).ok()?,
            ))
        };
        let out_dir = || {
            let out = self.build.variables.get("OUT_DIR")?;
            Some(("OUT_DIR/".to_owned(), file.strip_prefix(out).ok()?))
        };
        match out_dir().or(relative).or_else(outside) {
            Some((prefix, file)) => {
                let parts: Vec<_> = file
                    .components()
                    .map(|part| part.as_os_str().to_string_lossy())
                    .collect();
                format!("{prefix}{}", parts.join("/"))
            }
            None => file
                .file_name()
                .map(|name| name.to_string_lossy().into_owned())
                .unwrap_or_default(),
        }
    }
}

/// Hashes fields so that no two lists of fields give the same bytes. They are brought together first: unoptimised, each
/// call of the hash costs more than a field.
struct Hasher(Vec<u8>);

impl Hasher {
    fn new() -> Hasher {
        Hasher(Vec::new())
    }

    fn number(&mut self, number: usize) {
        self.0.extend_from_slice(&(number as u64).to_le_bytes());
    }

    fn field(&mut self, bytes: &[u8]) {
        self.number(bytes.len());
        self.0.extend_from_slice(bytes);
    }

    fn list(&mut self, lines: &BTreeSet<String>) {
        self.number(lines.len());
        for line in lines {
            self.field(line.as_bytes());
        }
    }

    fn finish(self) -> [u8; 32] {
        *blake3::hash(&self.0).as_bytes()
    }
}

//! Why a function was re-keyed: two manifests to reasons.

use crate::manifest::{Closure, ClosureItem, Ways, plain, short};
use serde::Serialize;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// Names of a way that a line has; of a longer one, both ends.
const LONGEST: usize = 8;

/// One reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Reason {
    /// The function is covered at another level.
    Level {
        /// Before.
        old: String,
        /// Now.
        new: String,
    },
    /// An item is reached that was not.
    Added {
        /// Its id.
        id: String,
        /// The ids on the way to it, the function first.
        chain: Vec<String>,
    },
    /// An item is no longer reached, or no longer there.
    Removed {
        /// Its id.
        id: String,
        /// The ids on the way to it, as it was.
        chain: Vec<String>,
    },
    /// An item's code changed, or what a path in it means.
    Changed {
        /// Its id.
        id: String,
        /// The ids on the way to it, the function first.
        chain: Vec<String>,
    },
    /// A file's bytes changed, or the file came or went.
    File {
        /// Its path.
        path: String,
    },
    /// A variable of the build changed.
    Variable {
        /// Its name.
        name: String,
        /// Its value before.
        old: Option<String>,
        /// Its value now.
        new: Option<String>,
    },
    /// A dependency came, went, or has another version or checksum.
    Dependency {
        /// Its line in the lock before.
        old: Option<String>,
        /// Its line now.
        new: Option<String>,
    },
    /// The compiler, target, profile, edition or features changed.
    Build {
        /// What was said before.
        old: Option<String>,
        /// What is said now.
        new: Option<String>,
    },
    /// Nothing that is covered changed: the rules by which fingerprints are made did.
    Rules,
}

impl Reason {
    /// What changed, without the way to it.
    pub fn what(&self) -> String {
        match self {
            Reason::Added { id, .. } => format!("`{}` is reached now", plain(id)),
            Reason::Removed { id, .. } => format!("`{}` is no longer reached", plain(id)),
            Reason::Changed { id, .. } => format!("`{}` changed", plain(id)),
            _ => self.to_string(),
        }
    }

    /// The ids on the way to the item, the function first; empty if it is about no item.
    pub fn chain(&self) -> &[String] {
        match self {
            Reason::Added { chain, .. }
            | Reason::Removed { chain, .. }
            | Reason::Changed { chain, .. } => chain,
            _ => &[],
        }
    }

    /// What changed, and the way to it by last names: for one line.
    pub fn brief(&self) -> String {
        match self.chain() {
            [] | [_] => self.what(),
            chain => {
                let mut names: Vec<&str> = chain.iter().map(|id| short(id)).collect();
                if names.len() > LONGEST {
                    names.splice(LONGEST / 2..names.len() - LONGEST / 2, ["…"]);
                }
                format!("{} ({})", self.what(), names.join(" → "))
            }
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let change =
            |f: &mut fmt::Formatter<'_>, what: &str, old: &Option<String>, new: &Option<String>| {
                match (old, new) {
                    (Some(old), Some(new)) => write!(f, "{what}: `{old}` became `{new}`"),
                    (None, Some(new)) => write!(f, "{what}: `{new}` is new"),
                    (Some(old), None) => write!(f, "{what}: `{old}` is gone"),
                    (None, None) => write!(f, "{what}"),
                }
            };
        match self {
            Reason::Level { old, new } => write!(f, "the level changed from {old} to {new}"),
            Reason::Added { chain, .. }
            | Reason::Removed { chain, .. }
            | Reason::Changed { chain, .. } => match &chain[..] {
                [] | [_] => f.write_str(&self.what()),
                chain => write!(f, "{}: {}", self.what(), chain.join(" → ")),
            },
            Reason::File { path } => write!(f, "the file {path} changed"),
            Reason::Variable { name, old, new } => {
                change(f, &format!("the variable {name}"), old, new)
            }
            Reason::Dependency { old, new } => change(f, "a dependency", old, new),
            Reason::Build { old, new } => {
                // Of what rustc says of itself, the first line is for people.
                let first = |line: &String| line.split(" | ").next().map(str::to_owned);
                let (first_old, first_new) =
                    (old.as_ref().and_then(first), new.as_ref().and_then(first));
                match first_old == first_new {
                    true => change(f, "the build", old, new),
                    false => change(f, "the build", &first_old, &first_new),
                }
            }
            Reason::Rules => f.write_str("the rules by which fingerprints are made changed"),
        }
    }
}

/// Why the fingerprint of `new` is not that of `old`: empty if it is. Changed code first, then what follows from it.
pub fn why(old: &Closure, new: &Closure) -> Vec<Reason> {
    if old.fingerprint == new.fingerprint {
        return Vec::new();
    }
    // Another level covers other items, and other things of each: all that differs follows from it.
    if old.level != new.level {
        return vec![Reason::Level {
            old: old.level.clone(),
            new: new.level.clone(),
        }];
    }
    let mut reasons = Vec::new();
    items(old, new, &mut reasons);
    let files =
        |closure: &Closure| -> BTreeMap<String, String> { closure.files.iter().cloned().collect() };
    for path in differing(&files(old), &files(new)) {
        reasons.push(Reason::File { path });
    }
    let variables = |closure: &Closure| -> BTreeMap<String, Option<String>> {
        closure.variables.iter().cloned().collect()
    };
    let (before, after) = (variables(old), variables(new));
    for name in differing(&before, &after) {
        let value =
            |values: &BTreeMap<String, Option<String>>| values.get(&name).cloned().flatten();
        reasons.push(Reason::Variable {
            old: value(&before),
            new: value(&after),
            name,
        });
    }
    for (old, new) in pairs(&old.dependencies, &new.dependencies, ' ') {
        reasons.push(Reason::Dependency { old, new });
    }
    for (old, new) in pairs(&old.salt, &new.salt, ':') {
        reasons.push(Reason::Build { old, new });
    }
    if reasons.is_empty() {
        reasons.push(Reason::Rules);
    }
    reasons
}

/// The items that changed, came and went, in this order.
fn items(old: &Closure, new: &Closure, reasons: &mut Vec<Reason>) {
    let (mut changed, mut added, mut removed) = (Vec::new(), Vec::new(), Vec::new());
    let (mut before, mut after) = (groups(&old.items).peekable(), groups(&new.items).peekable());
    loop {
        // The lesser id goes on; of two equal ones both.
        let order = match (before.peek(), after.peek()) {
            (None, None) => break,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(was), Some(is)) => was.0.cmp(is.0),
        };
        let was = before.next_if(|_| order.is_le());
        let is = after.next_if(|_| order.is_ge());
        match (was, is) {
            (Some(was), Some(is)) if !hashes(was.1).eq(hashes(is.1)) => changed.push(is.0),
            (Some(was), None) => removed.push(was.0),
            (None, Some(is)) => added.push(is.0),
            _ => {}
        }
    }
    if !changed.is_empty() || !added.is_empty() {
        let ways = Ways::of(new);
        let found = |id: &&str| ((*id).to_owned(), ways.to(id));
        reasons.extend(
            changed
                .iter()
                .map(found)
                .map(|(id, chain)| Reason::Changed { id, chain }),
        );
        reasons.extend(
            added
                .iter()
                .map(found)
                .map(|(id, chain)| Reason::Added { id, chain }),
        );
    }
    if !removed.is_empty() {
        let ways = Ways::of(old);
        let found = |id: &&str| ((*id).to_owned(), ways.to(id));
        reasons.extend(
            removed
                .iter()
                .map(found)
                .map(|(id, chain)| Reason::Removed { id, chain }),
        );
    }
}

/// The items of each id, which lie side by side, sorted by their hashes: two share one where `#[cfg]` leaves both.
fn groups(items: &[ClosureItem]) -> impl Iterator<Item = (&str, &[ClosureItem])> {
    let groups = items.chunk_by(|one, next| one.id == next.id);
    groups.filter_map(|group| Some((group.first()?.id.as_str(), group)))
}

fn hashes(group: &[ClosureItem]) -> impl Iterator<Item = &[u8; 32]> {
    group.iter().map(|item| &item.hash)
}

/// Keys whose values differ, or that only one side has.
fn differing<V: PartialEq>(old: &BTreeMap<String, V>, new: &BTreeMap<String, V>) -> Vec<String> {
    let keys: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    keys.into_iter()
        .filter(|key| old.get(*key) != new.get(*key))
        .cloned()
        .collect()
}

/// Lines that differ, brought together by what stands before the first `mark`.
fn pairs(old: &[String], new: &[String], mark: char) -> Vec<(Option<String>, Option<String>)> {
    let name = |line: &str| line.split(mark).next().unwrap_or_default().to_owned();
    let gone: Vec<&String> = old.iter().filter(|line| !new.contains(line)).collect();
    let mut come: Vec<&String> = new.iter().filter(|line| !old.contains(line)).collect();
    let mut pairs = Vec::new();
    for old in gone {
        let at = come.iter().position(|new| name(new) == name(old));
        let new = at.map(|at| come.remove(at).clone());
        pairs.push((Some(old.clone()), new));
    }
    pairs.extend(come.into_iter().map(|new| (None, Some(new.clone()))));
    pairs
}

//! Why a function was re-keyed: two manifests to reasons.

use crate::manifest::{Closure, ClosureItem, Ways, plain, short};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

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
                let names: Vec<&str> = chain.iter().map(|id| short(id)).collect();
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
    let mut reasons = Vec::new();
    if old.level != new.level {
        reasons.push(Reason::Level {
            old: old.level.clone(),
            new: new.level.clone(),
        });
    }
    let (before, after) = (hashes(&old.items), hashes(&new.items));
    let (old_ways, new_ways) = (Ways::of(old), Ways::of(new));
    for (id, hashes) in &after {
        if before.get(id).is_some_and(|old| old != hashes) {
            reasons.push(Reason::Changed {
                id: (*id).to_owned(),
                chain: new_ways.to(id),
            });
        }
    }
    for id in after.keys().filter(|id| !before.contains_key(*id)) {
        reasons.push(Reason::Added {
            id: (*id).to_owned(),
            chain: new_ways.to(id),
        });
    }
    for id in before.keys().filter(|id| !after.contains_key(*id)) {
        reasons.push(Reason::Removed {
            id: (*id).to_owned(),
            chain: old_ways.to(id),
        });
    }
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

/// The hashes of the items of each id: two share one where `#[cfg]` leaves both.
fn hashes(items: &[ClosureItem]) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut hashes: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for item in items {
        hashes.entry(&item.id).or_default().insert(&item.hash);
    }
    hashes
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

//! What a fingerprint covered, as plain data that outlives the build: JSON for people, tools and the next build.

use crate::model::Kind;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Version of the manifest's form; another's is not read.
const FORM: u32 = 1;

/// What a fingerprint covers, and the fingerprint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closure {
    /// The function, as it was asked for.
    pub root: String,
    /// The fingerprint, in hex.
    pub fingerprint: String,
    /// `function`, `closure`, `crate` or `workspace`.
    pub level: String,
    /// The items, sorted by id.
    pub items: Vec<ClosureItem>,
    /// Lines of the lock it depends on: name, version, checksum.
    pub dependencies: Vec<String>,
    /// Files whose bytes count, relative to the workspace, with their hashes in hex.
    pub files: Vec<(String, String)>,
    /// Variables of the build that count, with their values.
    pub variables: Vec<(String, Option<String>)>,
    /// Compiler, target, cfgs, profile: what else decides how the code runs.
    pub salt: Vec<String>,
    /// What is wider than it could be, and what could not be seen.
    pub warnings: Vec<String>,
}

/// One covered item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosureItem {
    /// Its stable id: `crate::module::<impl Trait for Type>::name`.
    pub id: String,
    /// What it is.
    pub kind: Kind,
    /// Its file, relative to the manifest's folder.
    pub file: String,
    /// Its first line, from 1, doc comments and attributes included.
    pub first_line: u32,
    /// Its last line.
    pub last_line: u32,
    /// Its hash in hex: own tokens and what its paths mean. Of a macro that wrote covered code, its own tokens; they
    /// are told and not part of the fingerprint, which takes what the macro wrote.
    pub hash: String,
    /// How it was reached, and from which item.
    pub because: String,
    /// Id of the item it was reached from; none for a root.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
}

impl Closure {
    /// The item of an id.
    pub fn item(&self, id: &str) -> Option<&ClosureItem> {
        self.items.iter().find(|item| item.id == id)
    }

    /// The ids on the way from the function to an item, the function first.
    pub fn chain(&self, id: &str) -> Vec<String> {
        let by_id: BTreeMap<&str, &ClosureItem> = self
            .items
            .iter()
            .map(|item| (item.id.as_str(), item))
            .collect();
        let mut chain = vec![id.to_owned()];
        let mut at = id;
        while let Some(from) = by_id.get(at).and_then(|item| item.from.as_deref()) {
            if chain.iter().any(|known| known == from) {
                break;
            }
            chain.push(from.to_owned());
            at = from;
        }
        chain.reverse();
        chain
    }
}

/// What all fingerprints of a build covered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of this form.
    form: u32,
    /// The closures, by the path of their function.
    pub functions: BTreeMap<String, Closure>,
}

impl Manifest {
    /// A manifest of these closures.
    pub fn new(closures: impl IntoIterator<Item = Closure>) -> Manifest {
        let functions = closures
            .into_iter()
            .map(|closure| (closure.root.clone(), closure));
        Manifest {
            form: FORM,
            functions: functions.collect(),
        }
    }

    /// Reads what [`Manifest::to_json`] wrote; none if it is of another form, or damaged.
    pub fn from_json(text: &str) -> Option<Manifest> {
        serde_json::from_str(text)
            .ok()
            .filter(|manifest: &Manifest| manifest.form == FORM)
    }

    /// As JSON, the same bytes for the same closures.
    pub fn to_json(&self) -> String {
        // Plain data with string keys: there is nothing in it that JSON cannot hold.
        serde_json::to_string(self).unwrap_or_default()
    }
}

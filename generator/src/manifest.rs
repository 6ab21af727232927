//! The manifest of a fingerprint: what it covered, as plain data. The command tells it as JSON; `history` keeps it as
//! bytes, because a build script runs unoptimised, where JSON would cost more than the search.

use crate::model::Kind;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Between how an item was reached and from where, in words.
const FROM: &str = ", from ";

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

/// One covered item. As JSON its hash is hex, and `how` and `from` are one sentence, `because`, beside `from`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "Told", try_from = "Told")]
pub struct ClosureItem {
    /// Its stable id: `crate::module::<impl Trait for Type>::name`.
    pub id: String,
    /// What it is.
    pub kind: Kind,
    /// Its file, relative to the manifest's folder.
    pub file: Arc<str>,
    /// Its first line, from 1, doc comments and attributes included.
    pub first_line: u32,
    /// Its last line.
    pub last_line: u32,
    /// Its hash: own tokens and what its paths mean. Of a macro that wrote covered code, its own tokens; they are told
    /// and not part of the fingerprint, which takes what the macro wrote.
    pub hash: [u8; 32],
    /// How it was reached: `calls`, `Drop of a live type`, …
    pub how: Arc<str>,
    /// Id of the item it was reached from; none for a root.
    pub from: Option<String>,
}

/// A covered item as JSON has it.
#[derive(Serialize, Deserialize)]
struct Told {
    id: String,
    kind: Kind,
    file: String,
    first_line: u32,
    last_line: u32,
    hash: String,
    because: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    from: Option<String>,
}

impl From<ClosureItem> for Told {
    fn from(item: ClosureItem) -> Told {
        Told {
            because: item.because(),
            id: item.id,
            kind: item.kind,
            file: item.file.to_string(),
            first_line: item.first_line,
            last_line: item.last_line,
            hash: hex(&item.hash),
            from: item.from,
        }
    }
}

impl TryFrom<Told> for ClosureItem {
    type Error = String;

    fn try_from(told: Told) -> Result<ClosureItem, String> {
        let from = told.from.as_deref().unwrap_or_default();
        let how = told.because.strip_suffix(from);
        let how = how.and_then(|how| how.strip_suffix(FROM));
        let hash = unhex(&told.hash).ok_or_else(|| format!("`{}` is no hash", told.hash))?;
        Ok(ClosureItem {
            how: how.unwrap_or(&told.because).into(),
            id: told.id,
            kind: told.kind,
            file: told.file.into(),
            first_line: told.first_line,
            last_line: told.last_line,
            hash,
            from: told.from,
        })
    }
}

impl Closure {
    /// The item of an id.
    pub fn item(&self, id: &str) -> Option<&ClosureItem> {
        self.items.iter().find(|item| item.id == id)
    }

    /// The ids on the way from the function to an item, the function first: the shortest, where several items share an
    /// id, as impls do. Of what is not covered, the id alone.
    pub fn chain(&self, id: &str) -> Vec<String> {
        Ways::of(self).to(id)
    }
}

impl ClosureItem {
    /// How it was reached, and from which item.
    pub fn because(&self) -> String {
        match &self.from {
            Some(from) => format!("{}{FROM}{from}", self.how),
            None => self.how.to_string(),
        }
    }
}

/// The shortest ways to items of a closure: of several as short, the one that comes first by its ids, from the function on.
#[derive(Debug)]
pub struct Ways<'c> {
    /// The items, sorted by id.
    items: Vec<&'c ClosureItem>,
}

impl<'c> Ways<'c> {
    /// The ways of a closure.
    pub fn of(closure: &'c Closure) -> Ways<'c> {
        let mut items: Vec<&ClosureItem> = closure.items.iter().collect();
        items.sort_by(|one, other| one.id.cmp(&other.id));
        Ways { items }
    }

    /// The items that share an id.
    fn items_of(&self, id: &str) -> &[&'c ClosureItem] {
        let start = self.items.partition_point(|item| item.id.as_str() < id);
        let rest = self.items.get(start..).unwrap_or_default();
        let count = rest.iter().take_while(|item| item.id == id).count();
        rest.get(..count).unwrap_or_default()
    }

    /// The ids on the way to an item, the function first.
    pub fn to(&self, id: &str) -> Vec<String> {
        // Back from the item, level by level, until one has a root in it: few ways lead to an item, many lead on.
        let mut seen = BTreeSet::from([id]);
        let mut levels = vec![BTreeSet::from([id])];
        let root = loop {
            let level = levels.last().into_iter().flatten();
            let mut further = BTreeSet::new();
            let mut root = None;
            for at in level {
                for item in self.items_of(at) {
                    match item.from.as_deref() {
                        None => root = root.or(Some(*at)),
                        Some(from) => {
                            further.insert(from);
                        }
                    }
                }
            }
            if let Some(root) = root {
                break root;
            }
            further.retain(|from| seen.insert(from));
            if further.is_empty() {
                return vec![id.to_owned()];
            }
            levels.push(further);
        };
        levels.pop();
        let mut way = vec![root.to_owned()];
        let mut at = root;
        while let Some(level) = levels.pop() {
            let leads = |id: &&&str| {
                let items = self.items_of(id).iter();
                items
                    .map(|item| item.from.as_deref())
                    .any(|from| from == Some(at))
            };
            at = level.iter().find(leads).copied().unwrap_or(id);
            way.push(at.to_owned());
        }
        way
    }
}

/// An id as people say it: its last segment, with the impl it lies in before it.
///
/// ```
/// # use rememo_build::manifest::short;
/// assert_eq!(short("app::report::monthly"), "monthly");
/// assert_eq!(short("app::shapes::<impl Area for shapes::Square>::area"), "<impl Area for shapes::Square>::area");
/// ```
pub fn short(id: &str) -> &str {
    let mut depth = 0_i32;
    let mut starts = Vec::new();
    let bytes = id.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'<' => depth += 1,
            // Not the end of an arrow.
            b'>' if at == 0 || bytes.get(at - 1) != Some(&b'-') => depth -= 1,
            b':' if depth == 0 && bytes.get(at + 1) == Some(&b':') => starts.push(at + 2),
            _ => {}
        }
    }
    let last = starts.pop().unwrap_or(0);
    let before = starts.pop().unwrap_or(0);
    let within_impl = last > 0 && id.get(before..).is_some_and(|rest| rest.starts_with('<'));
    id.get(if within_impl { before } else { last }..)
        .unwrap_or(id)
}

/// An id as people write it: without the word that tells a program's root from its library's, `app[bin]::main`.
///
/// ```
/// # use rememo_build::manifest::plain;
/// assert_eq!(plain("app[bin]::rates::EUR"), "app::rates::EUR");
/// assert_eq!(plain("app::<impl T for [u8]>::m"), "app::<impl T for [u8]>::m");
/// ```
pub fn plain(id: &str) -> String {
    let (krate, rest) = id.split_once("::").unwrap_or((id, ""));
    match krate.split_once('[') {
        Some((name, _)) if !rest.is_empty() && !name.is_empty() => format!("{name}::{rest}"),
        _ => id.to_owned(),
    }
}

/// Bytes as lower-case hex.
pub fn hex(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from_digit(u32::from(nibble & 15), 16).unwrap_or_default();
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(digit(byte >> 4));
        text.push(digit(*byte));
    }
    text
}

/// The bytes of a hash that [`hex`] told.
pub(crate) fn unhex(text: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    if text.len() != 64 {
        return None;
    }
    for (byte, digits) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
        for digit in digits {
            *byte = *byte << 4 | u8::try_from(char::from(*digit).to_digit(16)?).ok()?;
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::{Closure, ClosureItem, Ways};
    use crate::model::Kind;
    use std::collections::{BTreeMap, BTreeSet, VecDeque};

    /// The ways, found from the roots on.
    fn onward(closure: &Closure, id: &str) -> Vec<String> {
        let mut onward: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        let mut from: BTreeMap<&str, Option<&str>> = BTreeMap::new();
        let mut open = VecDeque::new();
        for item in &closure.items {
            match item.from.as_deref() {
                Some(at) => {
                    onward.entry(at).or_default().insert(&item.id);
                }
                None => {
                    from.insert(&item.id, None);
                    open.push_back(item.id.as_str());
                }
            }
        }
        while let Some(at) = open.pop_front() {
            for next in onward.get(at).into_iter().flatten() {
                if !from.contains_key(next) {
                    from.insert(next, Some(at));
                    open.push_back(next);
                }
            }
        }
        let mut way = vec![id];
        let mut at = id;
        while let Some(Some(from)) = from.get(at) {
            way.push(from);
            at = from;
        }
        way.iter().rev().map(|id| (*id).to_owned()).collect()
    }

    #[test]
    fn the_way_back_is_the_way_there() {
        let mut random = 1_u64;
        let mut next = |below: u64| {
            random = random
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            (random >> 33) % below
        };
        for _ in 0..300 {
            let mut items: Vec<ClosureItem> = (0..next(20) + 2)
                .map(|_| ClosureItem {
                    id: format!("i{}", next(9)),
                    kind: Kind::Fn,
                    file: "a.rs".into(),
                    first_line: 1,
                    last_line: 1,
                    hash: [0; 32],
                    how: "calls".into(),
                    from: (next(6) > 0).then(|| format!("i{}", next(9))),
                })
                .collect();
            items.sort_by(|one, other| one.id.cmp(&other.id));
            let closure = Closure {
                root: String::new(),
                fingerprint: String::new(),
                level: String::new(),
                items,
                dependencies: Vec::new(),
                files: Vec::new(),
                variables: Vec::new(),
                salt: Vec::new(),
                warnings: Vec::new(),
            };
            for id in 0..10 {
                let id = format!("i{id}");
                assert_eq!(Ways::of(&closure).to(&id), onward(&closure, &id));
            }
        }
    }
}

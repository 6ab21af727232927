//! Which traits a package has of its own, and other names that it gives to std's: `pub use std::ops::Deref as Leads;`.

use crate::others::Texts;
use crate::others::beside::is_commented;
use crate::parse::occurrences;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// The traits that packages speak of.
#[derive(Debug, Default)]
pub(crate) struct Traits {
    /// Names of those that they declare.
    pub(crate) declared: BTreeSet<String>,
    /// The traits of std that a name may mean beside its own.
    pub(crate) renamed: BTreeMap<String, BTreeSet<String>>,
}

/// In place of a declared trait's name: macros may declare any.
pub(crate) const ANY_DECLARED: &str = "$";

impl Traits {
    /// Those of these packages. `of_std` knows std's by their own names.
    pub(crate) fn of(packages: &[Rc<Texts>], of_std: &dyn Fn(&str) -> bool) -> Traits {
        let texts = || packages.iter().flat_map(|texts| texts.texts());
        let pairs: BTreeSet<(&str, &str)> = texts().flat_map(pairs).collect();
        let declared = texts().flat_map(declared).map(str::to_owned).collect();
        let mut found = Traits {
            declared,
            renamed: BTreeMap::new(),
        };
        // One renamed may be renamed again: names only grow, and there are finitely many.
        loop {
            let before = found.len();
            for (from, to) in &pairs {
                let mut of = found.renamed.get(*from).cloned().unwrap_or_default();
                if of_std(from) {
                    of.insert((*from).to_owned());
                }
                if !of.is_empty() {
                    let renamed = found.renamed.entry((*to).to_owned());
                    renamed.or_default().extend(of);
                }
            }
            if before == found.len() {
                return found;
            }
        }
    }

    fn len(&self) -> usize {
        self.renamed.values().map(BTreeSet::len).sum()
    }

    /// What traits of std a name may mean; none if it is not known which trait it means at all.
    pub(crate) fn of_std(&self, name: &str) -> Option<Vec<String>> {
        let is_declared = |name: &str| self.declared.contains(name);
        match self.renamed.get(name) {
            Some(of) => Some(of.iter().cloned().collect()),
            None if is_declared(name) || is_declared(ANY_DECLARED) => Some(Vec::new()),
            None => None,
        }
    }
}

/// What stands on both sides of each `as` in a text, where both may be traits' names.
fn pairs(text: &str) -> impl Iterator<Item = (&str, &str)> {
    pairs_before(text).map(|(from, to, _)| (from, to))
}

/// The same, with what stands behind.
fn pairs_before(text: &str) -> impl Iterator<Item = (&str, &str, &str)> {
    occurrences(text, "as").filter_map(move |at| {
        let before = text.get(..at)?.trim_end();
        let from = before.rsplit(|c| !is_part(c)).next()?;
        let after = text.get(at + "as".len()..)?.trim_start();
        let to = first_name(after)?;
        (is_name(from) && is_name(to)).then_some((from, to, &after[to.len()..]))
    })
}

/// The names of traits of these packages that do not look like those of types: `trait shown`, `pub use m::Shown as shown`.
/// None if a macro may give a trait any.
pub(crate) fn lower_traits(packages: &[Rc<Texts>]) -> Option<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    for text in packages.iter().flat_map(|texts| texts.texts()) {
        for at in occurrences(text, "trait").filter(|at| !is_commented(text, *at)) {
            let after = text.get(at + "trait".len()..)?.trim_start();
            if after.starts_with(ANY_DECLARED) {
                return None;
            }
            found.extend(first_name(after).map(str::to_owned));
        }
        for at in occurrences(text, "as") {
            let (before, after) = (text[..at].trim_end(), text[at + "as".len()..].trim_start());
            let from = before.rsplit(|c| !is_part(c)).next().unwrap_or_default();
            if is_name(from) {
                found.extend(first_name(after).map(str::to_owned));
            }
        }
    }
    found.retain(|name| !name.is_empty() && !is_name(name));
    Some(found)
}

/// Names that packages give to what has another, each behind that one. `<T as Trait>` gives none.
pub(crate) fn renamed(packages: &[Rc<Texts>]) -> BTreeSet<(String, String)> {
    let texts = packages.iter().flat_map(|texts| texts.texts());
    let is_use =
        |(_, _, after): &(&str, &str, &str)| !after.trim_start().starts_with(['<', '>', ':']);
    let pairs = texts.flat_map(pairs_before).filter(is_use);
    pairs
        .map(|(from, to, _)| (from.to_owned(), to.to_owned()))
        .collect()
}

/// All names of what goes by one, that among them.
pub(crate) fn names_of(name: &str, renamed: &BTreeSet<(String, String)>) -> BTreeSet<String> {
    let mut found = BTreeSet::from([name.to_owned()]);
    loop {
        let before = found.len();
        for (from, to) in renamed {
            if found.contains(from) || found.contains(to) {
                found.extend([from.clone(), to.clone()]);
            }
        }
        if before == found.len() {
            return found;
        }
    }
}

/// The names of traits that a text declares.
fn declared(text: &str) -> impl Iterator<Item = &str> {
    occurrences(text, "trait").filter_map(move |at| {
        let after = text.get(at + "trait".len()..)?;
        match after.trim_start().starts_with(ANY_DECLARED) {
            true => Some(ANY_DECLARED),
            false => first_name(after).filter(|name| is_name(name)),
        }
    })
}

fn first_name(text: &str) -> Option<&str> {
    text.trim_start().split(|c| !is_part(c)).next()
}

fn is_part(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn is_name(name: &str) -> bool {
    name.trim_start_matches('_').starts_with(char::is_uppercase)
}

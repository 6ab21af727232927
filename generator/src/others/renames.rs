//! Other names that a package gives to traits of std: `pub use std::fmt::Write as Text;`.

use crate::others::Texts;
use crate::parse::occurrences;
use std::collections::{BTreeMap, BTreeSet};

/// The traits of std that each name may mean in these packages. `of_std` knows them by their own names, which each keeps
/// as well and which are not told.
pub(crate) fn renames(
    packages: &[Texts],
    of_std: &dyn Fn(&str) -> bool,
) -> BTreeMap<String, BTreeSet<String>> {
    let texts = packages.iter().flat_map(Texts::texts);
    let pairs: BTreeSet<(&str, &str)> = texts.flat_map(pairs).collect();
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    // One renamed may be renamed again: names only grow, and there are finitely many.
    let known = |found: &BTreeMap<String, BTreeSet<String>>| -> usize {
        found.values().map(BTreeSet::len).sum()
    };
    loop {
        let before = known(&found);
        for (from, to) in &pairs {
            let mut of = found.get(*from).cloned().unwrap_or_default();
            if of_std(from) {
                of.insert((*from).to_owned());
            }
            if !of.is_empty() {
                found.entry((*to).to_owned()).or_default().extend(of);
            }
        }
        if before == known(&found) {
            return found;
        }
    }
}

/// What stands on both sides of each `as` in a text, where both may be traits' names.
fn pairs(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    occurrences(text, "as").filter_map(move |at| {
        let before = text.get(..at)?.trim_end();
        let after = text.get(at + "as".len()..)?.trim_start();
        let from = before.rsplit(|c| !part(c)).next()?;
        let to = after.split(|c| !part(c)).next()?;
        let is_name = |name: &str| name.starts_with(char::is_uppercase);
        (is_name(from) && is_name(to)).then_some((from, to))
    })
}

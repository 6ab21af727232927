//! Which of several meanings a type's name has, where globs of foreign crates leave it open.
//!
//! A foreign glob may bring in any name, and what it brings in is not read. For a fingerprint every meaning counts.
//! A wrapper has to write one down; if it is the wrong one, rustc says so, and a whole path in the signature
//! settles it.

use crate::resolve::load::Program;
use crate::resolve::names::Res;
use crate::resolve::prelude::std_prelude;

/// What globs of std are used for, by module. More is not worth listing: the rest is imported by name.
const OF_STD: &[(&str, &[&str])] = &[
    (
        "std::collections",
        &[
            "HashMap",
            "HashSet",
            "BTreeMap",
            "BTreeSet",
            "VecDeque",
            "BinaryHeap",
            "LinkedList",
        ],
    ),
    (
        "std::io",
        &[
            "Result", "Error", "Read", "Write", "BufRead", "Seek", "Cursor",
        ],
    ),
    ("std::fmt", &["Result", "Error", "Debug", "Display"]),
    ("std::sync", &["Arc", "Mutex", "RwLock", "Weak"]),
    ("std::rc", &["Rc", "Weak"]),
    ("std::path", &["Path", "PathBuf"]),
    ("std::borrow", &["Cow", "Borrow"]),
    (
        "std::num",
        &[
            "NonZeroU8",
            "NonZeroU16",
            "NonZeroU32",
            "NonZeroU64",
            "NonZeroUsize",
        ],
    ),
    ("std::time", &["Duration", "Instant", "SystemTime"]),
];

/// The likeliest meaning of a name that is written with `arguments` generic arguments; none if several are as likely.
pub(super) fn likeliest<'f>(
    found: &'f [(Res, usize)],
    name: &str,
    arguments: usize,
) -> Option<&'f (Res, usize)> {
    if found.len() < 2 {
        return found.first();
    }
    let foreign = |(res, _): &&(Res, usize)| matches!(res, Res::Foreign(_));
    let with_path = |wanted: &dyn Fn(&str) -> bool| {
        found
            .iter()
            .find(|(res, _)| matches!(res, Res::Foreign(path) if wanted(path)))
    };
    let own = found.iter().find(|(res, _)| matches!(res, Res::Item(_)));
    let builtin = found.iter().find(|(res, _)| matches!(res, Res::Builtin(_)));
    let of_std = with_path(&|path| in_std(path) == Some(true));
    let prelude = with_path(&|path| std_prelude(name, 2024) == Some(path));
    // A `Result` with one argument is somebody's alias.
    let alias = name == "Result" && arguments == 1;
    let others: Vec<_> = found
        .iter()
        .filter(foreign)
        .filter(|other| Some(*other) != prelude)
        .filter(|(res, _)| !matches!(res, Res::Foreign(path) if in_std(path) == Some(false)))
        .collect();
    let only = match others[..] {
        [only] => Some(only),
        _ => None,
    };
    let prelude = prelude.filter(|_| !alias || only.is_none());
    own.or(builtin).or(of_std).or(prelude).or(only)
}

impl Program {
    /// Whether a path is of something in std that is known to be there.
    pub fn is_listed_std(&self, path: &str) -> bool {
        in_std(path) == Some(true)
    }
}

/// Whether a module of std has the last name of `path`; none if the module is not listed.
fn in_std(path: &str) -> Option<bool> {
    let (module, name) = path.rsplit_once("::")?;
    let (_, names) = OF_STD.iter().find(|(known, _)| *known == module)?;
    Some(names.contains(&name))
}

#[cfg(test)]
mod tests {
    use super::likeliest;
    use crate::resolve::names::Res;

    fn chosen(name: &str, arguments: usize, paths: &[&str]) -> Option<String> {
        let found: Vec<(Res, usize)> = paths
            .iter()
            .map(|path| (Res::Foreign((*path).to_owned()), 1))
            .collect();
        match likeliest(&found, name, arguments) {
            Some((Res::Foreign(path), _)) => Some(path.clone()),
            _ => None,
        }
    }

    #[test]
    fn a_foreign_glob_takes_no_name_of_the_prelude() {
        let paths = ["chrono::String", "std::string::String"];
        assert_eq!(
            chosen("String", 0, &paths).as_deref(),
            Some("std::string::String")
        );
        let builtin = [
            (Res::Builtin("u8".to_owned()), 1),
            (Res::Foreign("chrono::u8".to_owned()), 1),
        ];
        assert_eq!(likeliest(&builtin, "u8", 0), Some(&builtin[0]));
    }

    #[test]
    fn a_result_with_one_argument_is_an_alias() {
        let paths = ["anyhow::Result", "std::result::Result"];
        assert_eq!(
            chosen("Result", 1, &paths).as_deref(),
            Some("anyhow::Result")
        );
        assert_eq!(
            chosen("Result", 2, &paths).as_deref(),
            Some("std::result::Result")
        );
    }

    #[test]
    fn globs_of_std_are_known_and_two_others_are_not_guessed_between() {
        let paths = ["chrono::HashMap", "std::collections::HashMap"];
        assert_eq!(
            chosen("HashMap", 2, &paths).as_deref(),
            Some("std::collections::HashMap")
        );
        let paths = ["chrono::Date", "std::collections::Date"];
        assert_eq!(chosen("Date", 0, &paths).as_deref(), Some("chrono::Date"));
        assert_eq!(chosen("Date", 0, &["chrono::Date", "time::Date"]), None);
    }
}

//! The functions of std's traits, by a table out of its sources: `std_trait_names.txt`, which `--bin std_trait_names` of
//! the tests writes for each new Rust.

use crate::reach::hidden::Taken;
use crate::reach::tables::{Table, lines};

const TEXT: &str = include_str!("std_trait_names.txt");
static TABLE: Table<{ lines(TEXT) }> = Table::of(TEXT);

/// Whether a trait of std has a function of a name.
pub(super) fn is_listed(name: &str) -> bool {
    TABLE.line(name).is_some()
}

/// Whether std has a trait of a name.
pub(super) fn is_trait_of_std(of: &str) -> bool {
    TABLE.line(&format!("trait {of}")).is_some()
}

/// The ways in which the functions of a name take the value, in std's traits of a name.
pub(super) fn taken_by(of: &str, name: &str) -> Vec<Taken> {
    let traits = TABLE.line(name).unwrap_or_default().split(' ');
    let ways = traits.filter_map(|one| match one.split_once(':')? {
        (known, _) if known != of => None,
        (_, "v") => Some(Taken::Value),
        (_, "r") => Some(Taken::Shared),
        (_, "m") => Some(Taken::Unique),
        (_, "o") => Some(Taken::Unknown),
        _ => None,
    });
    ways.collect()
}

#[cfg(test)]
mod tests {
    use super::{is_trait_of_std, taken_by};
    use crate::reach::hidden::Taken;

    #[test]
    fn ways_of_traits_are_as_std_has_them() {
        let ways = |of, name| taken_by(of, name);
        assert_eq!(ways("Iterator", "max"), [Taken::Value]);
        assert_eq!(ways("Ord", "cmp"), [Taken::Shared]);
        assert_eq!(ways("Clone", "clone_from"), [Taken::Unique]);
        assert_eq!(ways("Future", "poll"), [Taken::Unknown]);
        assert_eq!(ways("From", "from"), []);
        assert_eq!(ways("Ord", "count"), []);
        // Both of the name `Write`, of texts and of bytes.
        assert_eq!(ways("Write", "write_all"), [Taken::Unique]);
        assert_eq!(ways("Write", "write_char"), [Taken::Unique]);
        assert!(is_trait_of_std("Send") && is_trait_of_std("DoubleEndedIterator"));
        assert!(!is_trait_of_std("Serialize") && !is_trait_of_std("max"));
    }
}

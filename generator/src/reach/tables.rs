//! Tables of std as texts: sorted lines, each a key and, after a tab, what is known of it.

use std::cmp::Ordering;

/// What is known of a key, if it has a line. It is searched in the text: unoptimised, to read a table whole costs a
/// hundred times as much as what a build asks of it.
pub(super) fn line(table: &'static str, key: &str) -> Option<&'static str> {
    let (mut low, mut high) = (0, table.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let start = table[..middle].rfind('\n').map_or(0, |at| at + 1);
        let end = table[start..]
            .find('\n')
            .map_or(table.len(), |at| start + at);
        let (known, told) = table[start..end]
            .split_once('\t')
            .unwrap_or((&table[start..end], ""));
        match known.cmp(key) {
            Ordering::Equal => return Some(told),
            Ordering::Less => low = end + 1,
            Ordering::Greater => high = start,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::line;
    use std::collections::HashMap;

    #[test]
    fn each_line_of_a_table_is_found_and_nothing_else() {
        for table in [
            include_str!("std_gives.txt"),
            include_str!("std_names.txt"),
            include_str!("std_trait_names.txt"),
        ] {
            assert!(table.lines().is_sorted());
            assert_eq!(line(table, ""), None);
            let read = |text: &'static str| text.split_once('\t').unwrap_or((text, ""));
            let whole: HashMap<&str, &str> = table.lines().map(read).collect();
            for (key, told) in &whole {
                let told = *told;
                assert_eq!(line(table, key), Some(told), "{key}");
                for no_key in [format!("{key}~"), format!(" {key}"), key[1..].to_owned()] {
                    assert_eq!(line(table, &no_key), whole.get(&no_key[..]).copied());
                }
            }
        }
    }
}

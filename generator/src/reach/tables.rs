//! Tables of std as texts: sorted lines, each a key and, after a tab, what is known of it.

use std::cmp::Ordering;

/// A table, with the places where its lines start, which the compiler finds: to look for them here would cost a build more
/// than all that it asks.
pub(super) struct Table<const LINES: usize> {
    text: &'static str,
    starts: [u32; LINES],
}

impl<const LINES: usize> Table<LINES> {
    /// A table of a text, each line of which is ended.
    pub(super) const fn of(text: &'static str) -> Table<LINES> {
        let (bytes, mut starts) = (text.as_bytes(), [0; LINES]);
        let (mut at, mut line) = (0, 0);
        while line < LINES {
            starts[line] = at as u32;
            line += 1;
            while bytes[at] != b'\n' {
                at += 1;
            }
            at += 1;
        }
        assert!(at == bytes.len());
        Table { text, starts }
    }

    /// What is known of a key, if it has a line.
    pub(super) fn line(&self, key: &str) -> Option<&'static str> {
        let key = key.as_bytes();
        let (mut low, mut high) = (0, LINES);
        while low < high {
            let middle = low + (high - low) / 2;
            let start = self.starts[middle] as usize;
            let end = self.starts.get(middle + 1);
            let end = end.map_or(self.text.len(), |next| *next as usize) - 1;
            let line = &self.text.as_bytes()[start..end];
            let shared = key.len().min(line.len());
            // A tab is less than all that keys are made of.
            match line[..shared].cmp(key) {
                Ordering::Equal if shared == line.len() => return Some(""),
                Ordering::Equal if line[shared] == b'\t' => {
                    return Some(&self.text[start + shared + 1..end]);
                }
                Ordering::Less => low = middle + 1,
                Ordering::Equal | Ordering::Greater => high = middle,
            }
        }
        None
    }
}

/// How many lines a text has.
pub(super) const fn lines(text: &str) -> usize {
    let (bytes, mut found, mut at) = (text.as_bytes(), 0, 0);
    while at < bytes.len() {
        found += (bytes[at] == b'\n') as usize;
        at += 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Table, lines};
    use std::collections::HashMap;

    fn finds_each<const LINES: usize>(text: &'static str) {
        let table = Table::<LINES>::of(text);
        assert!(text.lines().is_sorted());
        assert_eq!(table.line(""), None);
        let read = |text: &'static str| text.split_once('\t').unwrap_or((text, ""));
        let whole: HashMap<&str, &str> = text.lines().map(read).collect();
        for (key, told) in &whole {
            assert_eq!(table.line(key), Some(*told), "{key}");
            let others = [format!("{key}~"), format!(" {key}"), key[1..].to_owned()];
            for no_key in others.into_iter().chain([key[..key.len() - 1].to_owned()]) {
                assert_eq!(table.line(&no_key), whole.get(&no_key[..]).copied());
            }
        }
    }

    #[test]
    fn each_line_of_a_table_is_found_and_nothing_else() {
        const GIVES: &str = include_str!("std_gives.txt");
        const NAMES: &str = include_str!("std_names.txt");
        const TRAITS: &str = include_str!("std_trait_names.txt");
        finds_each::<{ lines(GIVES) }>(GIVES);
        finds_each::<{ lines(NAMES) }>(NAMES);
        finds_each::<{ lines(TRAITS) }>(TRAITS);
        assert_eq!(lines(""), 0);
        assert_eq!(Table::<0>::of("").line("x"), None);
    }
}

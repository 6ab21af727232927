//! What changed between two texts.

use similar::{Algorithm, ChangeTag, TextDiff};

/// From 0 to 1.
pub fn similarity(old: &str, new: &str) -> f32 {
    TextDiff::from_chars(old, new).ratio()
}

/// As `diff -u` shows it.
pub fn unified(old: &str, new: &str) -> String {
    let diff = TextDiff::from_lines(old, new);
    diff.unified_diff()
        .context_radius(3)
        .header("old", "new")
        .to_string()
}

/// How many lines came and went.
pub fn changed_lines(old: &str, new: &str) -> (usize, usize) {
    let diff = TextDiff::configure()
        .algorithm(Algorithm::Patience)
        .diff_lines(old, new);
    counted(diff.iter_all_changes().map(|change| change.tag()))
}

/// How many words came and went.
pub fn changed_words(old: &str, new: &str) -> (usize, usize) {
    let diff = TextDiff::from_words(old, new);
    counted(diff.iter_all_changes().map(|change| change.tag()))
}

fn counted(tags: impl Iterator<Item = ChangeTag>) -> (usize, usize) {
    let mut counts = (0, 0);
    for tag in tags {
        match tag {
            ChangeTag::Insert => counts.0 += 1,
            ChangeTag::Delete => counts.1 += 1,
            ChangeTag::Equal => {}
        }
    }
    counts
}

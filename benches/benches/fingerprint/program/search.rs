//! Many words at once.

use aho_corasick::{AhoCorasick, MatchKind};

/// Where any of the words stands.
pub fn occurrences(words: &[String], text: &str) -> Vec<(usize, usize)> {
    let Ok(searcher) = AhoCorasick::new(words) else {
        return Vec::new();
    };
    searcher
        .find_iter(text)
        .map(|found| (found.start(), found.end()))
        .collect()
}

/// The text with each of the words starred out.
pub fn censored(words: &[String], text: &str) -> String {
    let searcher = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .ascii_case_insensitive(true)
        .build(words);
    let stars: Vec<String> = words.iter().map(|word| "*".repeat(word.len())).collect();
    match searcher {
        Ok(searcher) => searcher.replace_all(text, &stars),
        Err(error) => error.to_string(),
    }
}

/// How often each word stands in the text.
pub fn counts(words: &[String], text: &str) -> Vec<usize> {
    let mut counts = vec![0; words.len()];
    if let Ok(searcher) = AhoCorasick::new(words) {
        for found in searcher.find_overlapping_iter(text) {
            counts[found.pattern().as_usize()] += 1;
        }
    }
    counts
}

//! "Did you mean": the nearest of the names that would have been right.

/// The candidate nearest to `word`, if one is near enough to be a slip of the finger.
pub(crate) fn did_you_mean<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let limit = (word.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .map(|candidate| (distance(word, candidate), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

/// The end of a message: "; did you mean `ttl`?", or nothing.
pub(crate) fn meant(candidate: Option<&str>) -> String {
    candidate.map_or_else(String::new, |name| format!("; did you mean `{name}`?"))
}

/// Edits between two names, blind to case and to the kind of dash.
fn distance(a: &str, b: &str) -> usize {
    let plain = |text: &str| text.to_lowercase().replace('-', "_");
    strsim::damerau_levenshtein(&plain(a), &plain(b))
}

#[cfg(test)]
mod tests {
    use super::did_you_mean;

    #[test]
    fn a_slip_is_recognised_and_another_word_is_not() {
        let keys = ["ttl", "ignore", "min_compute"];
        assert_eq!(did_you_mean("tll", keys), Some("ttl"));
        assert_eq!(did_you_mean("min-compute", keys), Some("min_compute"));
        assert_eq!(did_you_mean("colour", keys), None);
    }
}

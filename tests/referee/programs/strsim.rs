//! Tells how alike two texts are.

const PAIRS: [(&str, &str); 4] = [("kitten", "sitting"), ("", "abc"), ("ab", "ba"), ("Friedrich Nietzsche", "Jean-Paul Sartre")];

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_edits() -> String {
    let one = |(a, b): &(&str, &str)| format!("{} {} {}\n", strsim::levenshtein(a, b), strsim::osa_distance(a, b), strsim::damerau_levenshtein(a, b));
    PAIRS.iter().map(one).collect()
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_jaro() -> String {
    PAIRS.iter().map(|(a, b)| format!("{:.4} {:.4}\n", strsim::jaro(a, b), strsim::jaro_winkler(a, b))).collect()
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_generic() -> String {
    let (one, two) = ([1, 2, 3, 5], [1, 3, 2, 5]);
    format!(
        "{:?} {} {} {:.3}",
        strsim::generic_hamming(&one, &two),
        strsim::generic_levenshtein(&one, &two),
        strsim::generic_damerau_levenshtein(&one, &two),
        strsim::sorensen_dice("french", "quebec"),
    )
}

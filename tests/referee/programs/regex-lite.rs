//! Matches small patterns.

use regex_lite::{Regex, RegexBuilder};

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_find() -> String {
    let regex = Regex::new(r"(?<year>\d{4})-(?<month>\d\d)").unwrap();
    let text = "from 2024-05 to 2025-11";
    let found: Vec<(String, usize)> = regex
        .captures_iter(text)
        .map(|found| (found["month"].to_string(), found.get(1).unwrap().start()))
        .collect();
    format!(
        "{found:?} {:?}",
        regex.capture_names().flatten().collect::<Vec<_>>()
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_replace() -> String {
    let regex = RegexBuilder::new(r"\b(f)oo\b|ba[rz]+")
        .case_insensitive(true)
        .build()
        .unwrap();
    let upper = regex.replace_all("foo Bar bazz food", |found: &regex_lite::Captures| {
        found[0].to_uppercase()
    });
    format!(
        "{upper} {} {:?}",
        regex.replacen("foo FOO", 1, "<$1>"),
        regex.split("a foo b bar c").collect::<Vec<_>>()
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_error() -> String {
    format!(
        "{:?} {:?} {}",
        Regex::new("(a").map_err(|error| error.to_string()),
        Regex::new("a{3,1}").is_err(),
        regex_lite::escape("a.b")
    )
}

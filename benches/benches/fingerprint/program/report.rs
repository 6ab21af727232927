//! All of it together.

use crate::{diff, release, search, select, words};
use std::fmt::Write;

/// What a release brings.
pub fn of_release(versions: &[String], old: &str, new: &str) -> String {
    let mut text = String::new();
    if let Some(newest) = release::newest(versions) {
        let _ = writeln!(text, "{newest}: {:.2}", diff::similarity(old, new));
    }
    let (came, went) = diff::changed_lines(old, new);
    let _ = writeln!(text, "+{came} -{went}");
    text + &diff::unified(old, new)
}

/// What a text is about.
pub fn of_text(text: &[u8], topics: &[String], paths: &[String]) -> String {
    let found = words::words(text);
    let counts = search::counts(topics, &found.join(" "));
    let files = select::selected(topics, paths);
    format!("{}: {counts:?}, {} files", words::title(text), files.len())
}

//! Looks for many words at once.

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_find() -> String {
    let searcher = AhoCorasick::new(["apple", "maple", "Snapple"]).unwrap();
    let found: Vec<(usize, usize)> = searcher.find_iter("Nobody likes maple in their apple flavored Snapple.").map(|at| (at.pattern().as_usize(), at.start())).collect();
    format!("{found:?} {} {:?}", searcher.is_match("x"), searcher.kind())
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_replace() -> String {
    let searcher = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostFirst)
        .ascii_case_insensitive(true)
        .kind(Some(AhoCorasickKind::ContiguousNFA))
        .build(["append", "appendage", "app"])
        .unwrap();
    let mut told = String::new();
    searcher.replace_all_with("append the APP to the appendage", &mut told, |at, text, out| {
        out.push_str(&format!("[{text}{}]", at.end()));
        true
    });
    format!("{told} {}", searcher.replace_all("app append", &["x", "y", "z"]))
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_overlap() -> String {
    let searcher = AhoCorasick::builder().kind(Some(AhoCorasickKind::DFA)).build(["ab", "abcd", "bc", "c"]).unwrap();
    let found: Vec<(usize, usize)> = searcher.find_overlapping_iter("xabcd").map(|at| (at.pattern().as_usize(), at.end())).collect();
    let refused = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(["a"]).unwrap().try_find_overlapping_iter("a").err().map(|error| error.to_string());
    format!("{found:?} {} {refused:?}", searcher.patterns_len())
}

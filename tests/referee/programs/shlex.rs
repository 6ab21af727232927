//! Splits what a shell would, and quotes for one.

use shlex::{Quoter, Shlex};

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_split() -> String {
    let mut words = Shlex::new("run 'a b' \"c \\\" d\" e\\ f # not this\n g");
    let all: Vec<String> = words.by_ref().collect();
    format!(
        "{all:?} {} {:?}",
        words.had_error,
        shlex::split("open 'quote")
    )
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_quote() -> String {
    let words = ["plain", "with space", "it's", "^x", "", "é!"];
    let quoted: Vec<_> = words
        .map(|word| shlex::try_quote(word))
        .into_iter()
        .collect();
    format!("{quoted:?} {:?}", shlex::try_join(words))
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_nul() -> String {
    let strict = Quoter::new();
    let loose = Quoter::new().allow_nul(true);
    format!(
        "{:?} {:?}",
        strict.quote("a\0b").map_err(|error| error.to_string()),
        loose.quote("a\0b")
    )
}

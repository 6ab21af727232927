//! Wraps and indents text.

use textwrap::{Options, WordSplitter, WrapAlgorithm};

const TEXT: &str = "Memory safety without garbage-collection, and concurrency   without data races. Zero-cost abstractions.";

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_wrap() -> String {
    let options = Options::new(18).initial_indent("* ").subsequent_indent("  ").word_splitter(WordSplitter::HyphenSplitter);
    let custom = Options::new(9).word_splitter(WordSplitter::Custom(|word| vec![word.len() / 2])).break_words(true);
    let first = Options::new(30).wrap_algorithm(WrapAlgorithm::FirstFit);
    format!("{:?} {:?} {:?}", textwrap::wrap(TEXT, &options), textwrap::wrap("incomprehensibilities", custom), textwrap::fill(TEXT, first))
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_indent() -> String {
    let indented = textwrap::indent("one\n  two\n\nthree\n", "> ");
    let back = textwrap::dedent("    one\n      two\n\n    three\n");
    format!("{indented:?} {back:?} {:?}", textwrap::wrap_columns(TEXT, 2, 40, "| ", " | ", " |"))
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_refill() -> String {
    let (text, options) = textwrap::unfill("- Memory safety\n  without garbage\n  collection.\n");
    let mut short = String::from("foo bar baz quux");
    textwrap::fill_inplace(&mut short, 8);
    format!("{text:?} {:?} {:?} {short:?}", options.initial_indent, textwrap::refill("> one\n> two three four\n", 12))
}

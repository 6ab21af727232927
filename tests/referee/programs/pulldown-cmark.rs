//! Reads Markdown.

use pulldown_cmark::{Options, Parser};

const TEXT: &str = "# Head *one*\n\n- a\n- b `code`\n\n1. x\n\n> quote [link](http://a.b \"t\")\n\n```rust\nlet x = 1;\n```\n\n| a | b |\n|---|:-:|\n| 1 | ~~2~~ |\n\nfoot[^1]\n\n[^1]: note &amp; <b>html</b>\n";

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_events() -> String {
    Parser::new(TEXT).map(|event| format!("{event:?}\n")).collect()
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_all() -> String {
    Parser::new_ext(TEXT, Options::all()).into_offset_iter().map(|(event, range)| format!("{range:?} {event:?}\n")).collect()
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_level() -> String {
    let levels = [1, 3, 7].map(pulldown_cmark::HeadingLevel::try_from);
    format!("{levels:?} {} {:?}", pulldown_cmark::HeadingLevel::H2, pulldown_cmark::CowStr::from("inlined"))
}

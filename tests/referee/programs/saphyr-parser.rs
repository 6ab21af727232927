//! Reads YAML as events.

use saphyr_parser::{
    BufferedInput, Event, Parser, ScalarStyle, Span, SpannedEventReceiver, StrInput,
};

const TEXT: &str = "# note\na: &x [1, 'two', \"th\\u0072ee\\n\"]\nb: *x\nc: !!str |\n  lines\n   kept\n? {k: v, w: }\n: >-\n  folded\n  text\n---\n- plain\n  more\n...\n";

/// Writes what it is told.
#[derive(Default)]
struct Told(String);

impl<'input> SpannedEventReceiver<'input> for Told {
    fn on_event(&mut self, event: Event<'input>, span: Span) {
        self.0 += &match event {
            Event::Scalar(text, style, anchor, tag) => format!(
                "{text:?} {} {anchor} {};",
                style == ScalarStyle::Plain,
                tag.is_some()
            ),
            Event::Alias(at) => format!("*{at};"),
            Event::SequenceStart(..) => "[".to_owned(),
            Event::MappingStart(..) => "{".to_owned(),
            Event::SequenceEnd => "]".to_owned(),
            Event::MappingEnd => "}".to_owned(),
            Event::DocumentStart(explicit) => format!("{explicit}@{}:", span.start.line()),
            _ => String::new(),
        };
    }
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_load() -> String {
    let mut told = Told::default();
    let mut parser = Parser::new(StrInput::new(TEXT));
    let done = parser
        .load(&mut told, true)
        .map_err(|error| error.to_string());
    format!("{} {done:?}", told.0)
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_wrong() -> String {
    let mut told = String::new();
    for text in [
        "a: [1, 2",
        "a: b: c",
        "\"\\z\"",
        "*none",
        "%YAML 1.2\n%YAML 1.1\n---\n",
        "- a\n b",
        "!<tag",
        "{a: 1, ]",
    ] {
        let failed = Parser::new_from_str(text).find_map(|event| event.err());
        told += &match failed {
            Some(error) => format!(
                "{} {}:{};",
                error.info(),
                error.marker().line(),
                error.marker().col()
            ),
            None => "fine;".to_owned(),
        };
    }
    told
}

#[unsafe(no_mangle)]
#[inline(never)]
pub fn root_buffered() -> String {
    let mut parser = Parser::new(BufferedInput::new(
        "%TAG !e! tag:e,2000:\n---\n!e!x {a: [b, c], ? d}\n".chars(),
    ))
    .keep_tags(true);
    let peeked = parser.peek().map(|event| {
        event
            .map(|(event, _)| matches!(event, Event::StreamStart))
            .is_ok()
    });
    let mut told = format!("{peeked:?}");
    while let Some(Ok((event, span))) = parser.next_event() {
        told += &format!("{event:?} {} ", span.start.index());
    }
    told
}

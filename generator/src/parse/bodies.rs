//! Functions' bodies, tables and doc comments are most of a file, and facts have nothing of them but the items inside, the
//! macros that they call, and that an item begins where its docs do. Bodies in which no word begins an item and docs are
//! blanked before the file is read as tokens, which saves most of that, and of the parsing.
//!
//! What is looked for is where a body ends, so what counts is where strings, characters and comments do: the lexer of
//! the [reference](https://doc.rust-lang.org/reference/tokens.html), as far as that. A text whose delimiters do not pair
//! stays as it is, and fails as a whole. A body that does not parse is met when its function is: it is read as bare
//! tokens, and rustc tells of it.

use crate::parse::blank::blank_lines;
use crate::parse::std_macros::writes_expressions;
use std::collections::BTreeMap;
use std::ops::Range;

/// Delimiters nested deeper than this are not parsed: no person writes them, and each level costs stack.
pub(super) const DEEPEST: usize = 400;
/// Tokens in one run without a comma or semicolon, for the same reason: `1+1+1+…` nests as deep as it is long.
pub(super) const LONGEST_RUN: usize = 40_000;

/// Whether a word is one of those without which no item begins.
fn begins_item(word: &[u8]) -> bool {
    matches!(
        word,
        b"fn"
            | b"struct"
            | b"enum"
            | b"union"
            | b"trait"
            | b"impl"
            | b"mod"
            | b"use"
            | b"const"
            | b"static"
            | b"type"
            | b"extern"
            | b"macro_rules"
            | b"macro"
    )
}

/// Words behind which a `!` is an operator.
const OPERATED_ON: &[&[u8]] = &[
    b"as", b"break", b"else", b"if", b"in", b"match", b"move", b"return", b"while", b"yield",
];

/// Whether a byte is part of a word. Unoptimised, a `const` is copied wherever it is looked into.
static IS_PART: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        let it = byte as u8;
        table[byte] = it == b'_' || it.is_ascii_alphanumeric() || it >= 0x80;
        byte += 1;
    }
    table
};

/// In place of a macro's path: an impl stands where the module tree does not look, among a macro's arguments or in a type.
pub(crate) const IMPL_WITHIN: &str = "impl";

/// A text of which nothing but items is left: all that is left is on the same line, and as far from its start.
#[derive(Debug)]
pub(super) struct Blanked {
    pub(super) text: String,
    /// The macros that are called in it, but for those of std by their names, in order.
    pub(super) called: Vec<Called>,
    /// Where doc comments were: where they began, by the byte of what they stand before.
    pub(super) docs: BTreeMap<u32, u32>,
}

/// What is found in a text that no syntax tree is made of.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Called {
    /// The byte it stands at.
    pub(super) at: usize,
    /// The macro's path, or [`IMPL_WITHIN`].
    pub(super) path: String,
}

/// Blanks the bodies of functions, and the elements of constant arrays, but for what may hold items, and the doc comments
/// `/// …`.
pub(super) fn blank(text: &str) -> Blanked {
    let mut scan = Scan::new(text);
    if scan.all().is_none() {
        return Blanked {
            text: text.to_owned(),
            called: Vec::new(),
            docs: BTreeMap::new(),
        };
    }
    let mut blanks = scan.blanks;
    blanks.sort_unstable_by_key(|blank| blank.start);
    let mut blanked = String::with_capacity(text.len());
    let mut copied = 0;
    for blank in blanks {
        // Docs in a body that is blank.
        if blank.start < copied {
            continue;
        }
        let end = blank.end;
        blanked.push_str(&text[copied..blank.start]);
        blank_lines(&text[blank], &mut blanked);
        copied = end;
    }
    blanked.push_str(&text[copied..]);
    Blanked {
        text: blanked,
        called: scan.called,
        docs: scan.docs,
    }
}

/// What stands between two delimiters, so far.
struct Level {
    close: u8,
    /// Whether a `fn` with a name came, and no body or end yet.
    of_function: bool,
    /// Whether a `const` or `static` came, and no other item or end yet; and its `=`.
    of_constant: bool,
    of_value: bool,
    /// Inside `<…>` braces are arguments.
    angles: usize,
    /// Whether items in it are none of a body's: a macro is given it, or it is part of a type.
    apart: bool,
}

impl Level {
    fn new(close: u8, apart: bool) -> Level {
        Level {
            close,
            apart,
            of_function: false,
            of_constant: false,
            of_value: false,
            angles: 0,
        }
    }
}

/// The body or the array that is being read.
struct Body {
    start: usize,
    /// How many levels are open outside of it.
    depth: usize,
    stays: bool,
}

/// By index and by byte: unoptimised, an iterator costs many times what is done here, and this reads all of a file.
struct Scan<'a> {
    bytes: &'a [u8],
    levels: Vec<Level>,
    /// How many of the levels are no braces: in what they hold, nothing is looked for.
    others: usize,
    body: Option<Body>,
    /// Where the last word ended, and where the last `!` is.
    word_end: usize,
    bang: usize,
    called: Vec<Called>,
    /// Where the doc comments began that stand before what comes next.
    documented: Option<usize>,
    docs: BTreeMap<u32, u32>,
    /// What is to be blank, a body after what is in it.
    blanks: Vec<Range<usize>>,
}

impl Scan<'_> {
    fn new(text: &str) -> Scan<'_> {
        Scan {
            bytes: text.as_bytes(),
            levels: vec![Level::new(0, false)],
            others: 0,
            body: None,
            word_end: 0,
            bang: 0,
            called: Vec::new(),
            documented: None,
            docs: BTreeMap::new(),
            blanks: Vec::new(),
        }
    }

    /// Reads all of the text; nothing of what was found holds if delimiters do not pair.
    fn all(&mut self) -> Option<()> {
        let mut at = 0;
        // The last token, if it was a punctuation mark.
        let mut before = b' ';
        while at < self.bytes.len() {
            let byte = self.bytes[at];
            if IS_PART[byte as usize] {
                self.end_docs(at);
                at = self.word(at)?;
                before = b' ';
                continue;
            }
            let after = match byte {
                b' ' | b'\n' | b'\t' | b'\r' => {
                    at += 1;
                    continue;
                }
                b'/' => match comment_end(self.bytes, at) {
                    Some(end) => {
                        self.comment(at, end);
                        at = end;
                        continue;
                    }
                    None => at + 1,
                },
                _ if self.documented.is_some() => {
                    self.end_docs(at);
                    continue;
                }
                b'"' => quoted_end(self.bytes, at, b'"')?,
                b'\'' => self.quote_end(at)?,
                b'(' | b'[' | b'{' => {
                    self.open(at, byte, before);
                    at + 1
                }
                b')' | b']' | b'}' => {
                    let body = self.close(at, byte)?;
                    self.blanks.extend(body);
                    at + 1
                }
                _ => {
                    self.mark(at, byte, before);
                    before = byte;
                    at += 1;
                    continue;
                }
            };
            before = b' ';
            at = after;
        }
        (self.levels.len() == 1).then_some(())
    }

    /// Reads a comment.
    fn comment(&mut self, at: usize, end: usize) {
        match &self.bytes[at..end] {
            [b'/', b'/', b'/', b'/', ..] => {}
            [b'/', b'/', b'/', ..] => self.documented = self.documented.or(Some(at)),
            [b'/', b'*', b'*', b'*' | b'/', ..] => {}
            // Docs as well, which stay.
            [b'/', b'*', b'*' | b'!', ..] | [b'/', b'/', b'!', ..] => self.end_docs(at),
            _ => {}
        }
    }

    /// Something begins that docs may stand before.
    fn end_docs(&mut self, at: usize) {
        if let Some(from) = self.documented.take() {
            self.docs.insert(at as u32, from as u32);
            self.blanks.push(from..at);
        }
    }

    /// Reads a word, or the raw string that begins as one; where it ends.
    fn word(&mut self, start: usize) -> Option<usize> {
        let end = word_end(self.bytes, start);
        let word = &self.bytes[start..end];
        self.word_end = end;
        if matches!(word, b"r" | b"br" | b"cr") {
            let quote = run_end(self.bytes, end, b'#');
            if self.bytes.get(quote) == Some(&b'"') {
                return raw_end(self.bytes, quote, quote - end);
            }
            if quote == end + 1 && word == b"r" {
                self.word_end = word_end(self.bytes, quote);
                return Some(self.word_end);
            }
        }
        if !begins_item(word) {
            return Some(end);
        }
        if word == b"impl" && self.levels.last().is_some_and(|level| level.apart) {
            self.called.push(Called {
                at: start,
                path: IMPL_WITHIN.to_owned(),
            });
        }
        if let Some(body) = &mut self.body {
            body.stays = true;
        }
        let Some(level) = self.levels.last_mut() else {
            return Some(end);
        };
        (level.of_constant, level.of_value) = (matches!(word, b"const" | b"static"), false);
        if word == b"fn" {
            // `fn(u8)` is a type.
            let next = self.bytes.get(space_end(self.bytes, end));
            let named = next.is_some_and(|byte| IS_PART[*byte as usize] && !byte.is_ascii_digit());
            if named {
                (level.of_function, level.angles) = (true, 0);
            }
        }
        Some(end)
    }

    /// Reads a punctuation mark.
    fn mark(&mut self, at: usize, mark: u8, before: u8) {
        if mark == b'#'
            && self.bytes.get(at + 1) == Some(&b'!')
            && let Some(body) = &mut self.body
        {
            // An attribute of the function.
            body.stays = true;
        }
        let Some(level) = self.levels.last_mut() else {
            return;
        };
        match mark {
            b'<' => level.angles += 1,
            b'>' if !matches!(before, b'-' | b'=') => level.angles = level.angles.saturating_sub(1),
            b'!' => self.bang = at,
            b'=' => level.of_value |= level.of_constant && level.angles == 0,
            b';' => {
                level.of_function = false;
                (level.of_constant, level.of_value) = (false, false);
            }
            _ => {}
        }
    }

    fn open(&mut self, at: usize, opening: u8, before: u8) {
        if self.others == 0
            && self.body.is_none()
            && let Some(level) = self.levels.last_mut()
            && match opening {
                b'{' => level.of_function && level.angles == 0,
                // Elsewhere an empty pair does not parse.
                b'[' => level.of_value && matches!(before, b'=' | b'&'),
                _ => false,
            }
        {
            level.of_function &= opening != b'{';
            self.body = Some(Body {
                start: at + 1,
                depth: self.levels.len(),
                stays: false,
            });
        }
        let close = match opening {
            b'(' => b')',
            b'[' => b']',
            _ => b'}',
        };
        let is_given = before == b'!' && self.calls();
        let apart = self.levels.last().is_some_and(|level| {
            let of_type = self.others > 0 || level.angles > 0;
            // What a variant is numbered by.
            let of_variant = before == b'=' && !level.of_value && self.body.is_none();
            level.apart || opening == b'{' && (of_type || of_variant)
        });
        self.others += usize::from(close != b'}');
        self.levels.push(Level::new(close, apart || is_given));
        if self.levels.len() >= DEEPEST
            && let Some(body) = &mut self.body
        {
            body.stays = true;
        }
    }

    /// Notes the macro that is called before what opens, if it is one.
    fn calls(&mut self) -> bool {
        let end = self.word_end;
        let mut start = word_start(self.bytes, end);
        // `return !(…)`, `&!(…)`
        if start == end
            || space_end(self.bytes, end) != self.bang
            || OPERATED_ON.contains(&&self.bytes[start..end])
        {
            return false;
        }
        while start >= 3 && &self.bytes[start - 2..start] == b"::" {
            start = word_start(self.bytes, start - 2);
        }
        let path = String::from_utf8_lossy(&self.bytes[start..end]).into_owned();
        if !writes_expressions(&path) {
            self.called.push(Called { at: start, path });
        }
        true
    }

    /// Closes a level; what lay in it if that is a body to be blanked.
    fn close(&mut self, at: usize, closing: u8) -> Option<Option<Range<usize>>> {
        if self.levels.pop()?.close != closing || self.levels.is_empty() {
            return None;
        }
        self.others -= usize::from(closing != b'}');
        let depth = self.levels.len();
        let Some(body) = self.body.take_if(|body| body.depth == depth) else {
            return Some(None);
        };
        let inside = body.start..at;
        let blanks = !body.stays && inside.len() < LONGEST_RUN;
        Some(blanks.then_some(inside))
    }

    /// Where a character ends that begins with this quote, or a lifetime.
    fn quote_end(&self, quote: usize) -> Option<usize> {
        let first = *self.bytes.get(quote + 1)?;
        if first == b'\\' {
            return quoted_end(self.bytes, quote, b'\'');
        }
        // Characters are as long as the first of their bytes says.
        let length = match first {
            0..0x80 => 1,
            0x80..0xE0 => 2,
            0xE0..0xF0 => 3,
            _ => 4,
        };
        let end = quote + 1 + length;
        Some(match self.bytes.get(end) {
            Some(b'\'') => end + 1,
            _ => word_end(self.bytes, quote + 1),
        })
    }
}

fn word_end(bytes: &[u8], mut at: usize) -> usize {
    while at < bytes.len() && IS_PART[bytes[at] as usize] {
        at += 1;
    }
    at
}

/// Where the word begins that ends here.
fn word_start(bytes: &[u8], mut at: usize) -> usize {
    while at > 0 && IS_PART[bytes[at - 1] as usize] {
        at -= 1;
    }
    at
}

fn run_end(bytes: &[u8], mut at: usize, of: u8) -> usize {
    while at < bytes.len() && bytes[at] == of {
        at += 1;
    }
    at
}

/// Where white space and comments end.
fn space_end(bytes: &[u8], mut at: usize) -> usize {
    while at < bytes.len() {
        match bytes[at] {
            b' ' | b'\n' | b'\t' | b'\r' => at += 1,
            b'/' => match comment_end(bytes, at) {
                Some(end) => at = end,
                None => return at,
            },
            _ => return at,
        }
    }
    at
}

/// Where the comment ends that begins with this slash; none if it begins none.
fn comment_end(bytes: &[u8], slash: usize) -> Option<usize> {
    let mut at = slash + 2;
    match bytes.get(slash + 1)? {
        b'/' => {
            while at < bytes.len() && bytes[at] != b'\n' {
                at += 1;
            }
            Some(at)
        }
        b'*' => {
            let mut open = 1;
            while at < bytes.len() && open > 0 {
                match (bytes[at], bytes.get(at + 1)) {
                    (b'*', Some(b'/')) => (open, at) = (open - 1, at + 2),
                    (b'/', Some(b'*')) => (open, at) = (open + 1, at + 2),
                    _ => at += 1,
                }
            }
            Some(at)
        }
        _ => None,
    }
}

/// Where a string or a character ends in which `\` quotes.
fn quoted_end(bytes: &[u8], start: usize, quote: u8) -> Option<usize> {
    let mut at = start + 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            byte if byte == quote => return Some(at + 1),
            _ => at += 1,
        }
    }
    None
}

/// Where a raw string ends that has so many `#` after its quote.
fn raw_end(bytes: &[u8], quote: usize, hashes: usize) -> Option<usize> {
    let mut at = quote + 1;
    while at < bytes.len() {
        at += 1;
        if bytes[at - 1] == b'"' && run_end(bytes, at, b'#') - at >= hashes {
            return Some(at + hashes);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::blank;
    use std::collections::BTreeMap;

    #[test]
    fn a_body_is_blank_in_which_no_word_begins_an_item() {
        for (before, body, after) in [
            ("fn a() {", " 1 ", "}"),
            ("impl A { fn b(&self)\n{", " c\n", "} }"),
            // Braces that are no body.
            ("fn a<const B: u8 = { 1 }>() {", " 2 ", "}"),
            ("fn a(b: [u8; { 1 }]) -> A<{ 2 }> {", " 3 ", "}"),
            ("fn /* { */ a() {", " 1 ", "}"),
            // Arrays of constants.
            ("const A: &[u8] = &[", "1, 2", "];"),
            ("impl A { static B: [u8; 1] = [", " 3 ", "]; }"),
            // What only looks like an end, or like an item.
            ("fn a() {", r#" "}\"}" "#, "}"),
            ("fn a() {", " r##\"}\"#}\"## ", "}"),
            ("fn a() {", " br#\"fn\"# ", "}"),
            ("fn a() {", " r#fn ", "}"),
            ("fn a() {", " '}' ", "}"),
            ("fn a() {", r" '\'' ", "}"),
            ("fn a() {", r" b'\\' ", "}"),
            ("fn a<'b>() {", " 'c: loop { let d: &'static str; } ", "}"),
            ("fn a() {", " 'é' ", "}"),
            ("fn a() {", " /* } /* */ fn */ 1 // }\n ", "}"),
        ] {
            let last = body.rsplit('\n').next().unwrap_or_default();
            let lines = "\n".repeat(body.matches('\n').count());
            let empty = format!("{lines}{}", " ".repeat(last.len()));
            let text = format!("{before}{body}{after}");
            assert_eq!(blank(&text).text, format!("{before}{empty}{after}"));
        }
    }

    #[test]
    fn macros_that_are_called_are_told_but_for_those_of_std() {
        for (text, found) in [
            (
                "fn a() { b!(1); c :: d! [2]; e::f ! { 3 } }",
                &["b", "d", "e::f"][..],
            ),
            ("fn a() { r#b!() + c /* d! */ ! /* é */ () }", &["b", "c"]),
            (
                "fn a() -> bool { vec![!(b), return !(c), d != (e)]; &!(f) }",
                &[],
            ),
            ("fn a() { println!(\"{}\", b!()); \"c!()\"; 'd'; }", &["b"]),
            ("macro_rules! a { () => { b!(); } }", &["b"]),
            (
                "fn a() { b!(impl C {}) } fn d(_: impl E) { f(|| { impl G }) }",
                &["b", "impl", "impl"],
            ),
            (
                "struct A([u8; { impl B {} 1 }]); enum C { D = { impl E {} 1 } }",
                &["impl", "impl"],
            ),
            (
                "const A: B = { impl C {} 1 }; impl D { fn e() { impl F {} } }",
                &[],
            ),
        ] {
            let called: Vec<String> = blank(text)
                .called
                .into_iter()
                .map(|called| called.path)
                .collect();
            assert_eq!(called, found, "{text}");
        }
    }

    #[test]
    fn what_is_no_body_or_may_hold_an_item_or_does_not_pair_stays() {
        for text in [
            "fn a() { const B: u8 = 1; B }",
            "fn a() { #![x] 1 }",
            "trait A { fn b(); } struct C { d: u8 }",
            "static A: fn(u8) = { b };",
            "const A: u8 = B[1] + m![2];",
            "impl A { const fn a(); type B = [u8; 3]; }",
            "const A: B<C = [u8; 2]> = D;",
            "trait A { type B: 'static = [u8; 3]; }",
            "m! { fn $a() { 1 } }",
            "m! { r#fn a { 1 } }",
            "m!(fn a() { 1 });",
            "fn a() { ( }",
            "fn a() { 1 } fn b() {",
            "fn a() { 1 } }",
            "fn a() { \" }",
        ] {
            assert_eq!(blank(text).text, text);
        }
    }

    #[test]
    fn docs_are_blank_and_it_is_told_before_what_they_stand() {
        for (text, blanked, docs) in [
            ("/// a\nfn b();", "\nfn b();", &[(6, 0)][..]),
            // Whatever they say, and whatever else stands between.
            (
                "  /// \"a\n  /// */ '\n  fn b();",
                "  \n\n  fn b();",
                &[(22, 2)],
            ),
            (
                "/// a\n// b\n\n/*c*/ /// d\nfn e();",
                "\n\n\n\nfn e();",
                &[(24, 0)],
            ),
            ("/// a\n/***/ fn b();", "\n      fn b();", &[(12, 0)]),
            (
                "struct A { /// b\nc: D }",
                "struct A { \nc: D }",
                &[(17, 11)],
            ),
            // Those that are tokens.
            ("/// a\n/** b */ fn c();", "\n/** b */ fn c();", &[(6, 0)]),
            ("/** a */ /// b\nfn c();", "/** a */ \nfn c();", &[(15, 9)]),
            ("//! a\nfn b();", "//! a\nfn b();", &[]),
            // What only looks like them.
            (
                "//// a\n// /// b\nfn c();",
                "//// a\n// /// b\nfn c();",
                &[],
            ),
            (
                "const A: B = \"\n/// c\n\";",
                "const A: B = \"\n/// c\n\";",
                &[],
            ),
            (
                "const A: B = r#\"\n/// \"c\n\"#;",
                "const A: B = r#\"\n/// \"c\n\"#;",
                &[],
            ),
            ("/*\n/// a\n*/ fn b();", "/*\n/// a\n*/ fn b();", &[]),
            // In a body that is blank as a whole.
            (
                "fn a() {\n/// b\nlet c = 1; }",
                "fn a() {\n\n           }",
                &[(15, 9)],
            ),
        ] {
            let found = blank(text);
            assert_eq!(found.text, blanked, "{text}");
            assert_eq!(
                found.docs,
                BTreeMap::from_iter(docs.iter().copied()),
                "{text}"
            );
        }
    }
}

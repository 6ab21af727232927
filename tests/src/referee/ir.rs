//! Reads one `.ll` file into plain data: each symbol with its normal form, what it mentions, and where its source is.
//!
//! Not a parser of LLVM's language. Entities are found by their first column, symbols by `@`, and everything that
//! tells where code stands rather than what it does (debug records, metadata, attribute groups, comments, linkage)
//! is left out of the normal form. The names of mentioned symbols are left out too: the graph gives them new ones.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Stands for a mentioned symbol in a normal form; no `.ll` file holds it unescaped.
const MENTION: u8 = 0x01;

/// Words of a symbol's head that say who may link to it, not what it is.
const LINKAGE: [&str; 13] = [
    "private",
    "internal",
    "external",
    "hidden",
    "protected",
    "dso_local",
    "local_unnamed_addr",
    "unnamed_addr",
    "linkonce_odr",
    "weak_odr",
    "weak",
    "available_externally",
    "comdat",
];

/// A line of a source file, 1-based.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file, absolute where the compiler told its folder.
    pub file: PathBuf,
    /// The line, from 1.
    pub line: usize,
}

/// A function or global that the file defines.
#[derive(Debug)]
pub struct Symbol {
    /// The linker's name, as a number into [`Module::names`].
    pub name: usize,
    /// Whether other files cannot name it.
    pub local: bool,
    /// Hash of the normal form.
    pub text: blake3::Hash,
    /// The symbols it mentions, in order of mention, repeated ones repeated; numbers into [`Module::names`].
    pub mentions: Vec<usize>,
    /// Where the function was written; `None` for globals and for shims without debug information.
    pub place: Option<Arc<Place>>,
}

/// What one `.ll` file defines.
#[derive(Debug, Default)]
pub struct Module {
    /// The linker names that the file mentions, each once, without `@`.
    pub names: Vec<Arc<str>>,
    /// The definitions, in the file's order.
    pub symbols: Vec<Symbol>,
}

impl Module {
    /// Reads the text of a `.ll` file.
    pub fn parse(text: &str) -> Module {
        let subprograms = subprograms(text);
        let mut names = Names::default();
        let mut symbols = Vec::new();
        let mut lines = text.lines();
        while let Some(line) = lines.next() {
            let mut form = Form::new(&mut names);
            if line.starts_with("define ") {
                form.head(line);
                for line in lines.by_ref().take_while(|line| *line != "}") {
                    form.line(line);
                }
                let place = debug_number(line).and_then(|number| subprograms.get(&number).cloned());
                symbols.extend(form.finish(place));
            } else if line.starts_with('@') {
                form.head(line);
                // A global that is only declared here is defined elsewhere, or by the standard library.
                if !line.contains(" = external ") && !line.contains(" = extern_weak ") {
                    symbols.extend(form.finish(None));
                }
            }
        }
        Module {
            names: names.list,
            symbols,
        }
    }
}

/// Gives each name a number.
#[derive(Default)]
struct Names<'text> {
    numbers: HashMap<&'text str, usize>,
    list: Vec<Arc<str>>,
}

impl<'text> Names<'text> {
    fn number(&mut self, name: &'text str) -> usize {
        let list = &mut self.list;
        *self.numbers.entry(name).or_insert_with(|| {
            list.push(name.into());
            list.len() - 1
        })
    }
}

/// The normal form while it is being made.
struct Form<'names, 'text> {
    names: &'names mut Names<'text>,
    text: Vec<u8>,
    mentions: Vec<usize>,
    local: bool,
}

impl<'names, 'text> Form<'names, 'text> {
    fn new(names: &'names mut Names<'text>) -> Self {
        Form {
            names,
            text: Vec::new(),
            mentions: Vec::new(),
            local: false,
        }
    }

    /// Takes the line that opens a symbol; its own name is the first mention.
    fn head(&mut self, line: &'text str) {
        self.local = line
            .split([' ', '('])
            .take(4)
            .any(|word| matches!(word, "private" | "internal"));
        self.line(line);
        let head = String::from_utf8_lossy(&self.text).into_owned();
        // Cut only before the value: a string constant may hold any of these words.
        let cut = head
            .find(" constant ")
            .or_else(|| head.find(" global "))
            .unwrap_or(head.len());
        let cut = head[..cut].find('"').unwrap_or(cut);
        let kept: Vec<&str> = head[..cut]
            .split(' ')
            .filter(|word| !LINKAGE.contains(word))
            .collect();
        self.text = format!("{}{}", kept.join(" "), &head[cut..]).into_bytes();
    }

    /// Takes one line, without what only tells where code stands.
    fn line(&mut self, line: &'text str) {
        let line = line.trim_start();
        if line.is_empty() || line.starts_with(';') || line.starts_with("#dbg_") {
            return;
        }
        let bytes = line.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            match bytes[at] {
                b'"' => {
                    let end = closing_quote(bytes, at);
                    self.text.extend_from_slice(&bytes[at..end]);
                    at = end;
                }
                b'@' => {
                    let end = symbol_end(bytes, at + 1);
                    self.mentions
                        .push(self.names.number(line[at + 1..end].trim_matches('"')));
                    self.text.push(MENTION);
                    at = end;
                }
                b'!' if bytes
                    .get(at + 1)
                    .is_some_and(|next| next.is_ascii_alphanumeric()) =>
                {
                    at = metadata_end(bytes, at);
                    self.drop_tail(b", ");
                }
                b'#' if bytes.get(at + 1).is_some_and(u8::is_ascii_digit) => {
                    at = digits_end(bytes, at + 1);
                    self.drop_tail(b" ");
                }
                b';' => break,
                other => {
                    self.text.push(other);
                    at += 1;
                }
            }
        }
        while self.text.last() == Some(&b' ') {
            self.text.pop();
        }
        self.text.push(b'\n');
    }

    fn drop_tail(&mut self, tail: &[u8]) {
        if self.text.ends_with(tail) {
            self.text.truncate(self.text.len() - tail.len());
        }
    }

    fn finish(mut self, place: Option<Arc<Place>>) -> Option<Symbol> {
        if self.mentions.is_empty() {
            return None;
        }
        let name = self.mentions.remove(0);
        Some(Symbol {
            name,
            local: self.local,
            text: blake3::hash(&self.text),
            mentions: self.mentions,
            place,
        })
    }
}

/// One past the quote that closes the string opened at `open`; LLVM escapes a quote as `\22`.
fn closing_quote(bytes: &[u8], open: usize) -> usize {
    bytes[open + 1..]
        .iter()
        .position(|byte| *byte == b'"')
        .map_or(bytes.len(), |found| open + found + 2)
}

fn symbol_end(bytes: &[u8], start: usize) -> usize {
    if bytes.get(start) == Some(&b'"') {
        return closing_quote(bytes, start);
    }
    let named =
        |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'$' | b'.' | b'_' | b'-');
    bytes[start..]
        .iter()
        .position(|byte| !named(byte))
        .map_or(bytes.len(), |found| start + found)
}

fn digits_end(bytes: &[u8], start: usize) -> usize {
    bytes[start..]
        .iter()
        .position(|byte| !byte.is_ascii_digit())
        .map_or(bytes.len(), |found| start + found)
}

/// One past `!12`, `!dbg !12` or `!range !12`.
fn metadata_end(bytes: &[u8], start: usize) -> usize {
    let end = symbol_end(bytes, start + 1);
    if bytes[start + 1].is_ascii_digit() || !bytes[end..].starts_with(b" !") {
        return end;
    }
    symbol_end(bytes, end + 2)
}

/// The number of the `!dbg` that a definition's head carries.
fn debug_number(line: &str) -> Option<usize> {
    let rest = &line[line.rfind(" !dbg !")? + " !dbg !".len()..];
    rest[..rest
        .bytes()
        .position(|byte| !byte.is_ascii_digit())
        .unwrap_or(rest.len())]
        .parse()
        .ok()
}

/// The places of all `DISubprogram`s, by their metadata number.
fn subprograms(text: &str) -> HashMap<usize, Arc<Place>> {
    let mut files: HashMap<usize, PathBuf> = HashMap::new();
    let mut found: Vec<(usize, usize, usize)> = Vec::new();
    for line in text.lines().filter(|line| line.starts_with('!')) {
        let Some((number, value)) = line[1..].split_once(" = ") else {
            continue;
        };
        let Ok(number) = number.parse::<usize>() else {
            continue;
        };
        let value = value.strip_prefix("distinct ").unwrap_or(value);
        if value.starts_with("!DIFile(") {
            let name = quoted(value, "filename: \"").unwrap_or_default();
            let folder = quoted(value, "directory: \"").unwrap_or_default();
            files.insert(number, Path::new(folder).join(name));
        } else if value.starts_with("!DISubprogram(") {
            let file = number_after(value, ", file: !");
            let line = number_after(value, ", line: ");
            if let (Some(file), Some(line)) = (file, line) {
                found.push((number, file, line));
            }
        }
    }
    let place = |(number, file, line)| {
        let file = files.get(&file)?.clone();
        Some((number, Arc::new(Place { file, line })))
    };
    found.into_iter().filter_map(place).collect()
}

fn quoted<'text>(value: &'text str, before: &str) -> Option<&'text str> {
    let rest = &value[value.find(before)? + before.len()..];
    rest.split('"').next()
}

fn number_after(value: &str, before: &str) -> Option<usize> {
    let rest = &value[value.find(before)? + before.len()..];
    rest[..rest
        .bytes()
        .position(|byte| !byte.is_ascii_digit())
        .unwrap_or(rest.len())]
        .parse()
        .ok()
}

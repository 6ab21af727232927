//! Facts as bytes, for the cache between builds. Hand-written because a build script runs unoptimised, where any
//! general format costs more than the parsing it saves.
//!
//! Reading is total: damaged bytes give nothing, and no length is trusted.

use crate::model::{Call, FileFacts, Header, Import, Item, Kind, Marks, Span, Vis};

/// How deep items may nest in what is read.
const DEEPEST: usize = 1_000;

/// Appends values to bytes.
#[derive(Debug, Default)]
pub struct Writer(pub Vec<u8>);

impl Writer {
    /// A number, seven bits a byte, the low ones first.
    pub fn number(&mut self, mut number: u32) {
        while number >= 0x80 {
            self.0.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.0.push(number as u8);
    }

    /// A length and the bytes.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u32);
        self.0.extend_from_slice(bytes);
    }

    /// A text.
    pub fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    /// A length and each element.
    pub fn list<T>(&mut self, list: &[T], mut write: impl FnMut(&mut Writer, &T)) {
        self.number(list.len() as u32);
        for element in list {
            write(self, element);
        }
    }

    /// Whether there is one, and the value.
    pub fn option<T>(&mut self, option: Option<&T>, write: impl FnOnce(&mut Writer, &T)) {
        self.0.push(u8::from(option.is_some()));
        if let Some(value) = option {
            write(self, value);
        }
    }

    /// The facts of a file.
    pub fn facts(&mut self, facts: &FileFacts) {
        self.list(&facts.items, Writer::item);
        self.texts(&facts.cfgs);
        self.texts(&facts.macro_use);
        self.option(facts.unparsed.as_ref(), |out, (message, at)| {
            out.text(message);
            out.number(*at as u32);
        });
    }

    fn texts(&mut self, texts: &[String]) {
        self.list(texts, |out, text| out.text(text));
    }

    fn item(&mut self, item: &Item) {
        self.0.push(item.kind as u8);
        self.text(&item.name);
        let marks = &item.marks;
        // Most items have next to nothing of all this, and to read that costs as much as to read something.
        let has = [
            (matches!(item.vis, Vis::Public), PUBLIC),
            (matches!(item.vis, Vis::In(_)), VISIBLE_IN),
            (!item.cfgs.is_empty(), CFGS),
            (marks.macro_use, MACRO_USE),
            (!marks.macro_use_if.is_empty(), MACRO_USE_IF),
            (marks.macro_export, MACRO_EXPORT),
            (!marks.paths.is_empty(), PATHS),
            (!marks.derives.is_empty(), DERIVES),
            (!marks.derives_if.is_empty(), DERIVES_IF),
            (marks.given, GIVEN),
            (!marks.given_if.is_empty(), GIVEN_IF),
            (marks.nested > 0, NESTED),
            (!item.imports.is_empty(), IMPORTS),
            (item.header.is_some(), HEADER),
            (item.call.is_some(), CALL),
            (!item.called.is_empty(), CALLED),
            (!item.children.is_empty(), CHILDREN),
        ];
        let has = has.iter().filter(|(has, _)| *has);
        self.number(has.map(|(_, bit)| bit).sum());
        if let Vis::In(path) = &item.vis {
            self.texts(path);
        }
        if !item.cfgs.is_empty() {
            self.texts(&item.cfgs);
        }
        let Span {
            start,
            end,
            first_line,
            last_line,
        } = item.span;
        for number in [
            start,
            end,
            first_line,
            last_line,
            item.name_span.0,
            item.name_span.1,
            item.open,
        ] {
            self.number(number);
        }
        if !marks.macro_use_if.is_empty() {
            self.texts(&marks.macro_use_if);
        }
        if !marks.paths.is_empty() {
            self.list(&marks.paths, |out, (predicate, path)| {
                out.option(predicate.as_ref(), |out, text| out.text(text));
                out.text(path);
            });
        }
        if !marks.derives.is_empty() {
            self.texts(&marks.derives);
        }
        if !marks.derives_if.is_empty() {
            self.list(&marks.derives_if, |out, (predicate, path)| {
                out.text(predicate);
                out.text(path);
            });
        }
        if marks.nested > 0 {
            self.number(marks.nested);
        }
        if !marks.given_if.is_empty() {
            self.texts(&marks.given_if);
        }
        if !item.imports.is_empty() {
            self.list(&item.imports, |out, import| {
                out.texts(&import.path);
                out.0.push(u8::from(import.absolute));
                out.option(import.name.as_ref(), |out, text| out.text(text));
            });
        }
        if let Some(header) = &item.header {
            self.option(header.by.as_ref(), |out, text| out.text(text));
            self.text(&header.of);
            self.0.push(u8::from(header.negative));
        }
        if let Some(call) = &item.call {
            self.texts(&call.path);
            self.number(call.arguments.0);
            self.number(call.arguments.1);
        }
        if !item.called.is_empty() {
            self.texts(&item.called);
        }
        if !item.children.is_empty() {
            self.list(&item.children, Writer::item);
        }
    }
}

// What an item has, one bit each.
const PUBLIC: u32 = 1;
const CHILDREN: u32 = 1 << 1;
const CALL: u32 = 1 << 2;
const HEADER: u32 = 1 << 3;
const DERIVES: u32 = 1 << 4;
const CFGS: u32 = 1 << 5;
const IMPORTS: u32 = 1 << 6;
const VISIBLE_IN: u32 = 1 << 7;
const MACRO_USE: u32 = 1 << 8;
const MACRO_EXPORT: u32 = 1 << 9;
const PATHS: u32 = 1 << 10;
const DERIVES_IF: u32 = 1 << 11;
const GIVEN: u32 = 1 << 12;
const GIVEN_IF: u32 = 1 << 13;
const NESTED: u32 = 1 << 14;
const CALLED: u32 = 1 << 15;
const MACRO_USE_IF: u32 = 1 << 16;

/// Takes values from bytes; none once they do not fit.
#[derive(Debug)]
pub struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    /// A reader of these bytes.
    pub fn new(bytes: &'a [u8]) -> Reader<'a> {
        Reader { rest: bytes }
    }

    /// How many bytes are left.
    pub fn left(&self) -> usize {
        self.rest.len()
    }

    /// One byte.
    pub fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    /// So many bytes, which were written without their number.
    pub fn array<const N: usize>(&mut self) -> Option<&'a [u8; N]> {
        let (bytes, rest) = self.rest.split_first_chunk()?;
        self.rest = rest;
        Some(bytes)
    }

    /// A kind, which was written as its number.
    pub fn kind(&mut self) -> Option<Kind> {
        KINDS.get(usize::from(self.byte()?)).copied()
    }

    /// What [`Writer::number`] wrote.
    pub fn number(&mut self) -> Option<u32> {
        // Matched by hand: unoptimised, every call costs more than what it does here. Most numbers are one byte.
        let mut rest = self.rest;
        if let [byte, after @ ..] = rest
            && *byte < 0x80
        {
            self.rest = after;
            return Some(*byte as u32);
        }
        let mut number = 0_u32;
        let mut shift = 0;
        while let [byte, after @ ..] = rest {
            rest = after;
            number |= ((*byte & 0x7f) as u32) << shift;
            if *byte < 0x80 {
                self.rest = rest;
                return Some(number);
            }
            shift += 7;
            if shift > 28 {
                break;
            }
        }
        None
    }

    /// What [`Writer::bytes`] wrote.
    pub fn bytes(&mut self) -> Option<&'a [u8]> {
        let length = self.number()? as usize;
        // Unoptimised, to split costs twice as much as to take both parts.
        let (bytes, rest) = (self.rest.get(..length)?, self.rest.get(length..)?);
        self.rest = rest;
        Some(bytes)
    }

    /// What [`Writer::text`] wrote.
    pub fn text(&mut self) -> Option<String> {
        std::str::from_utf8(self.bytes()?).ok().map(str::to_owned)
    }

    /// What [`Writer::list`] wrote. Each element takes at least a byte, so memory stays within what was given.
    pub fn list<T>(
        &mut self,
        mut read: impl FnMut(&mut Reader<'a>) -> Option<T>,
    ) -> Option<Vec<T>> {
        let length = self.number()? as usize;
        let mut list = Vec::with_capacity(length.min(self.rest.len()));
        for _ in 0..length {
            list.push(read(self)?);
        }
        Some(list)
    }

    /// What [`Writer::option`] wrote.
    pub fn option<T>(
        &mut self,
        read: impl FnOnce(&mut Reader<'a>) -> Option<T>,
    ) -> Option<Option<T>> {
        match self.byte()? {
            0 => Some(None),
            _ => read(self).map(Some),
        }
    }

    /// What [`Writer::facts`] wrote.
    pub fn facts(&mut self) -> Option<FileFacts> {
        Some(FileFacts {
            items: self.list(|from| from.item(0))?,
            cfgs: self.texts()?,
            macro_use: self.texts()?,
            unparsed: self.option(|from| Some((from.text()?, from.number()? as usize)))?,
        })
    }

    fn texts(&mut self) -> Option<Vec<String>> {
        self.list(Reader::text)
    }

    fn item(&mut self, depth: usize) -> Option<Item> {
        if depth > DEEPEST {
            return None;
        }
        let kind = self.kind()?;
        let name = self.text()?;
        let has = self.number()?;
        let vis = match has & (PUBLIC | VISIBLE_IN) {
            PUBLIC => Vis::Public,
            VISIBLE_IN => Vis::In(self.texts()?),
            _ => Vis::Inherited,
        };
        let mut cfgs = Vec::new();
        if has & CFGS != 0 {
            cfgs = self.texts()?;
        }
        let span = Span {
            start: self.number()?,
            end: self.number()?,
            first_line: self.number()?,
            last_line: self.number()?,
        };
        let mut item = Item {
            kind,
            name,
            vis,
            cfgs,
            span,
            name_span: (self.number()?, self.number()?),
            open: self.number()?,
            marks: Marks::default(),
            imports: Vec::new(),
            header: None,
            call: None,
            called: Vec::new(),
            children: Vec::new(),
        };
        item.marks.macro_use = has & MACRO_USE != 0;
        if has & MACRO_USE_IF != 0 {
            item.marks.macro_use_if = self.texts()?;
        }
        item.marks.macro_export = has & MACRO_EXPORT != 0;
        if has & PATHS != 0 {
            let path = |from: &mut Reader<'a>| Some((from.option(Reader::text)?, from.text()?));
            item.marks.paths = self.list(path)?;
        }
        if has & DERIVES != 0 {
            item.marks.derives = self.texts()?;
        }
        if has & DERIVES_IF != 0 {
            item.marks.derives_if = self.list(|from| Some((from.text()?, from.text()?)))?;
        }
        item.marks.given = has & GIVEN != 0;
        if has & NESTED != 0 {
            item.marks.nested = self.number()?;
        }
        if has & GIVEN_IF != 0 {
            item.marks.given_if = self.texts()?;
        }
        if has & IMPORTS != 0 {
            item.imports = self.list(|from| {
                Some(Import {
                    path: from.texts()?,
                    absolute: from.byte()? != 0,
                    name: from.option(Reader::text)?,
                })
            })?;
        }
        if has & HEADER != 0 {
            item.header = Some(Header {
                by: self.option(Reader::text)?,
                of: self.text()?,
                negative: self.byte()? != 0,
            });
        }
        if has & CALL != 0 {
            item.call = Some(Call {
                path: self.texts()?,
                arguments: (self.number()?, self.number()?),
            });
        }
        if has & CALLED != 0 {
            item.called = self.texts()?;
        }
        if has & CHILDREN != 0 {
            item.children = self.list(|from| from.item(depth + 1))?;
        }
        Some(item)
    }
}

/// All kinds, in the order of their numbers.
const KINDS: &[Kind] = &[
    Kind::Module,
    Kind::ModuleFile,
    Kind::Fn,
    Kind::Struct,
    Kind::Union,
    Kind::Enum,
    Kind::Variant,
    Kind::Trait,
    Kind::TraitAlias,
    Kind::TypeAlias,
    Kind::Const,
    Kind::Static,
    Kind::Impl,
    Kind::Use,
    Kind::ExternCrate,
    Kind::Macro,
    Kind::MacroCall,
    Kind::ForeignBlock,
    Kind::Unknown,
];

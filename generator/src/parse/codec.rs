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
        match &item.vis {
            Vis::Inherited => self.0.push(0),
            Vis::Public => self.0.push(1),
            Vis::In(path) => {
                self.0.push(2);
                self.texts(path);
            }
        }
        self.texts(&item.cfgs);
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
        let marks = &item.marks;
        self.0
            .push(u8::from(marks.macro_use) | u8::from(marks.macro_export) << 1);
        self.list(&marks.paths, |out, (predicate, path)| {
            out.option(predicate.as_ref(), |out, text| out.text(text));
            out.text(path);
        });
        self.texts(&marks.derives);
        self.list(&marks.derives_if, |out, (predicate, path)| {
            out.text(predicate);
            out.text(path);
        });
        self.list(&item.imports, |out, import| {
            out.texts(&import.path);
            out.0.push(u8::from(import.absolute));
            out.option(import.name.as_ref(), |out, text| out.text(text));
        });
        self.option(item.header.as_ref(), |out, header| {
            out.option(header.by.as_ref(), |out, text| out.text(text));
            out.text(&header.of);
            out.0.push(u8::from(header.negative));
        });
        self.option(item.call.as_ref(), |out, call| {
            out.texts(&call.path);
            out.number(call.arguments.0);
            out.number(call.arguments.1);
        });
        self.list(&item.children, Writer::item);
    }
}

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
        let mut rest = self.rest;
        let mut number = 0_u32;
        let mut shift = 0;
        // Matched by hand: unoptimised, every call costs more than what it does here.
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
        let (bytes, rest) = self.rest.split_at_checked(length)?;
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
        let vis = match self.byte()? {
            0 => Vis::Inherited,
            1 => Vis::Public,
            _ => Vis::In(self.texts()?),
        };
        let cfgs = self.texts()?;
        let mut numbers = [0; 7];
        for number in &mut numbers {
            *number = self.number()?;
        }
        let [
            start,
            end,
            first_line,
            last_line,
            name_start,
            name_end,
            open,
        ] = numbers;
        let flags = self.byte()?;
        let marks = Marks {
            macro_use: flags & 1 != 0,
            macro_export: flags & 2 != 0,
            paths: self.list(|from| Some((from.option(Reader::text)?, from.text()?)))?,
            derives: self.texts()?,
            derives_if: self.list(|from| Some((from.text()?, from.text()?)))?,
        };
        Some(Item {
            kind,
            name,
            vis,
            cfgs,
            span: Span {
                start,
                end,
                first_line,
                last_line,
            },
            name_span: (name_start, name_end),
            open,
            marks,
            imports: self.list(|from| {
                let path = from.texts()?;
                let absolute = from.byte()? != 0;
                Some(Import {
                    path,
                    absolute,
                    name: from.option(Reader::text)?,
                })
            })?,
            header: self.option(|from| {
                let by = from.option(Reader::text)?;
                let of = from.text()?;
                Some(Header {
                    by,
                    of,
                    negative: from.byte()? != 0,
                })
            })?,
            call: self.option(|from| {
                let path = from.texts()?;
                Some(Call {
                    path,
                    arguments: (from.number()?, from.number()?),
                })
            })?,
            children: self.list(|from| from.item(depth + 1))?,
        })
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

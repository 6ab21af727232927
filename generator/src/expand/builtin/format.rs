//! Format strings: which arguments they print, by which traits, and which variables they capture.
//!
//! The grammar is that of `std::fmt`. What does not fit it is rustc's to report; here it widens to "any trait".

use proc_macro2::{Ident, Span};

/// A formatting trait of `std::fmt`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)] // The traits' own names.
pub enum FormatTrait {
    Display,
    Debug,
    LowerHex,
    UpperHex,
    Octal,
    Pointer,
    Binary,
    LowerExp,
    UpperExp,
}

impl FormatTrait {
    /// Every formatting trait.
    pub const ALL: [FormatTrait; 9] = [
        FormatTrait::Display,
        FormatTrait::Debug,
        FormatTrait::LowerHex,
        FormatTrait::UpperHex,
        FormatTrait::Octal,
        FormatTrait::Pointer,
        FormatTrait::Binary,
        FormatTrait::LowerExp,
        FormatTrait::UpperExp,
    ];

    /// The trait's name in `std::fmt`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            FormatTrait::Display => "Display",
            FormatTrait::Debug => "Debug",
            FormatTrait::LowerHex => "LowerHex",
            FormatTrait::UpperHex => "UpperHex",
            FormatTrait::Octal => "Octal",
            FormatTrait::Pointer => "Pointer",
            FormatTrait::Binary => "Binary",
            FormatTrait::LowerExp => "LowerExp",
            FormatTrait::UpperExp => "UpperExp",
        }
    }

    fn of(kind: &str) -> Option<FormatTrait> {
        Some(match kind {
            "" => FormatTrait::Display,
            "?" | "x?" | "X?" => FormatTrait::Debug,
            "x" => FormatTrait::LowerHex,
            "X" => FormatTrait::UpperHex,
            "o" => FormatTrait::Octal,
            "p" => FormatTrait::Pointer,
            "b" => FormatTrait::Binary,
            "e" => FormatTrait::LowerExp,
            "E" => FormatTrait::UpperExp,
            _ => return None,
        })
    }
}

/// What is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Operand {
    /// The value at this index of [`Arguments::values`](super::Arguments::values).
    Value(usize),
    /// A named argument, or a variable captured from around the call.
    Name(String),
    /// Any of them.
    Any,
}

/// A trait that formatting calls.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Use {
    /// On what.
    pub operand: Operand,
    /// Which.
    pub by: FormatTrait,
}

/// What a format string says.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Format {
    /// The traits that are called, in the string's order.
    pub uses: Vec<Use>,
    /// Variables captured from around the call, for printing, width or precision; each once. Their span is the string.
    pub captures: Vec<Ident>,
}

impl Format {
    /// A string that is not known: anything may be printed by any trait.
    pub(super) fn unknown() -> Format {
        let uses = FormatTrait::ALL.map(|by| Use {
            operand: Operand::Any,
            by,
        });
        Format {
            uses: uses.to_vec(),
            captures: Vec::new(),
        }
    }

    /// The first `count` values, each by this trait.
    pub(super) fn each(count: usize, by: FormatTrait) -> Format {
        let uses = (0..count)
            .map(|index| Use {
                operand: Operand::Value(index),
                by,
            })
            .collect();
        Format {
            uses,
            captures: Vec::new(),
        }
    }

    /// Reads a format string. Positions count from 0, and names that are arguments are still among the captures:
    /// [`Format::skip`] puts both right.
    pub(super) fn parse(text: &str, span: Span) -> Format {
        let mut reader = Reader {
            rest: text,
            next: 0,
            format: Format {
                uses: Vec::new(),
                captures: Vec::new(),
            },
            span,
        };
        if reader.all().is_none() {
            reader.format.uses.extend(Format::unknown().uses);
        }
        reader.format
    }

    /// Tells the format that its arguments begin at this index, and which of them have names.
    pub(super) fn skip(&mut self, first: usize, named: &[String]) {
        for found in &mut self.uses {
            if let Operand::Value(index) = &mut found.operand {
                *index = index.saturating_add(first);
            }
        }
        self.captures
            .retain(|name| !named.iter().any(|named| name == named));
    }
}

struct Reader<'a> {
    rest: &'a str,
    /// The next argument without a position of its own.
    next: usize,
    format: Format,
    span: Span,
}

impl<'a> Reader<'a> {
    /// `None` if the string is not a format string.
    fn all(&mut self) -> Option<()> {
        while let Some(at) = self.rest.find(['{', '}']) {
            let doubled = self.rest.get(at..at + 2)?;
            if doubled == "{{" || doubled == "}}" {
                self.rest = self.rest.get(at + 2..)?;
                continue;
            }
            self.rest = self.rest.get(at..)?.strip_prefix('{')?;
            let end = self.rest.find('}')?;
            let inside = self.rest.get(..end)?;
            // A fill character may itself be a brace.
            let end = if inside.ends_with(':')
                && self.rest.get(end + 1..)?.starts_with(['<', '^', '>'])
            {
                end + 1 + self.rest.get(end + 1..)?.find('}')?
            } else {
                end
            };
            let inside = self.rest.get(..end)?;
            self.rest = self.rest.get(end + 1..)?;
            self.placeholder(inside)?;
        }
        Some(())
    }

    fn placeholder(&mut self, inside: &'a str) -> Option<()> {
        let (argument, spec) = inside.split_once(':').unwrap_or((inside, ""));
        let spec = spec.trim_end();
        let mut chars = spec.chars();
        let aligned = |char: Option<char>| matches!(char, Some('<' | '^' | '>'));
        let (first, second) = (chars.next(), chars.next());
        let mut rest = match (aligned(second), aligned(first)) {
            (true, _) => spec.get(first?.len_utf8() + 1..)?,
            (false, true) => spec.get(1..)?,
            (false, false) => spec,
        };
        rest = rest.strip_prefix(['+', '-']).unwrap_or(rest);
        rest = rest.strip_prefix('#').unwrap_or(rest);
        if !rest.starts_with("0$") {
            rest = rest.strip_prefix('0').unwrap_or(rest);
        }
        rest = self.count(rest)?;
        if let Some(precision) = rest.strip_prefix('.') {
            rest = match precision.strip_prefix('*') {
                Some(after) => {
                    // It takes an argument of its own, before the one that is printed.
                    self.next += 1;
                    after
                }
                None => self.count(precision)?,
            };
        }
        let by = FormatTrait::of(rest)?;
        let argument = argument.trim();
        let operand = if argument.is_empty() {
            self.next += 1;
            Operand::Value(self.next - 1)
        } else if argument.starts_with(|char: char| char.is_ascii_digit()) {
            Operand::Value(argument.parse().ok()?)
        } else {
            self.capture(argument)?;
            Operand::Name(argument.to_owned())
        };
        self.format.uses.push(Use { operand, by });
        Some(())
    }

    /// A width or a precision: a number, `3$`, or `name$`. Gives what follows.
    fn count(&mut self, text: &'a str) -> Option<&'a str> {
        let end = text
            .find(|char: char| !(char.is_alphanumeric() || char == '_'))
            .unwrap_or(text.len());
        let (word, after) = text.split_at_checked(end)?;
        if let Some(after) = after.strip_prefix('$') {
            if !word.starts_with(|char: char| char.is_ascii_digit()) {
                self.capture(word)?;
            }
            return Some(after);
        }
        let digits = text
            .find(|char: char| !char.is_ascii_digit())
            .unwrap_or(text.len());
        text.get(digits..)
    }

    fn capture(&mut self, name: &str) -> Option<()> {
        let mut ident = syn::parse_str::<Ident>(name)
            .or_else(|_| syn::parse_str::<Ident>(&format!("r#{name}")))
            .or_else(|_| {
                syn::parse_str::<syn::Token![self]>(name).map(|word| Ident::new("self", word.span))
            })
            .ok()?;
        ident.set_span(self.span);
        if !self.format.captures.contains(&ident) {
            self.format.captures.push(ident);
        }
        Some(())
    }
}

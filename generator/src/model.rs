//! The facts of a file: which items it declares, where, and under which names and conditions.
//!
//! Plain data: no syntax tree, no path of this machine, nothing that another process could not read back. What
//! stands inside an item is not kept; it is parsed again from the item's own text, and only if the item turns
//! out to be live. So facts stay small, and one edited file costs one file.

use serde::{Deserialize, Serialize};

/// What one file (or the text that came out of one macro) declares.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FileFacts {
    /// Its items in order, nested as they are in the text.
    pub items: Vec<Item>,
    /// Predicates of `#![cfg(…)]` at its top.
    pub cfgs: Vec<String>,
    /// Predicates under which `#![macro_use]` stands there; one that always holds if it stands there under none.
    pub macro_use: Vec<String>,
    /// Why it could not be parsed, if it could not: the message, and the byte it is about.
    pub unparsed: Option<(String, usize)>,
}

/// One item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// What it is.
    pub kind: Kind,
    /// Its name; empty for impls, `use`s and blocks of foreign items.
    pub name: String,
    /// From where it can be seen, as it is written.
    pub vis: Vis,
    /// Predicates of its own `#[cfg(…)]`s, as text.
    pub cfgs: Vec<String>,
    /// Where it stands, its attributes and doc comments included.
    pub span: Span,
    /// Where its name stands, in bytes; its first token if it has no name.
    pub name_span: (u32, u32),
    /// Where what it is ends and what it does begins: the byte of its opening brace, or of a constant's `=`. Else the
    /// end of the item.
    pub open: u32,
    /// Attributes that steer names and modules.
    pub marks: Marks,
    /// Of a `use` or `extern crate`: the names it brings in.
    pub imports: Vec<Import>,
    /// Of an impl: the trait and the type, as they are written.
    pub header: Option<Header>,
    /// Of a macro call or a `macro_rules!`: path of the macro called, and the bytes of its arguments.
    pub call: Option<Call>,
    /// Paths of the macros that are called inside it, but for those of std by their names; `impl` if an impl stands among
    /// the arguments of one or in a type, where nobody looks for items.
    pub called: Vec<String>,
    /// Members, variants, items of an inline module, and items inside a body.
    pub children: Vec<Item>,
}

/// A stretch of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// First line, from 1.
    pub first_line: u32,
    /// Last line, from 1.
    pub last_line: u32,
}

/// What an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// `mod m { … }`.
    Module,
    /// `mod m;`.
    ModuleFile,
    /// A function, free or a member.
    Fn,
    /// A struct.
    Struct,
    /// A union.
    Union,
    /// An enum.
    Enum,
    /// A variant of an enum.
    Variant,
    /// A trait.
    Trait,
    /// A trait alias.
    TraitAlias,
    /// `type A = …`, free or a member.
    TypeAlias,
    /// A constant, free or a member.
    Const,
    /// A static.
    Static,
    /// An impl block.
    Impl,
    /// `use …`.
    Use,
    /// `extern crate …`.
    ExternCrate,
    /// A `macro_rules!` or `macro` definition.
    Macro,
    /// A macro called where items stand.
    MacroCall,
    /// `extern "C" { … }`.
    ForeignBlock,
    /// Something syn keeps as bare tokens.
    Unknown,
}

impl Kind {
    /// The word users know it by.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Module | Kind::ModuleFile => "module",
            Kind::Fn => "function",
            Kind::Struct => "struct",
            Kind::Union => "union",
            Kind::Enum => "enum",
            Kind::Variant => "variant",
            Kind::Trait => "trait",
            Kind::TraitAlias => "trait alias",
            Kind::TypeAlias => "type alias",
            Kind::Const => "constant",
            Kind::Static => "static",
            Kind::Impl => "impl",
            Kind::Use => "use",
            Kind::ExternCrate => "extern crate",
            Kind::Macro => "macro",
            Kind::MacroCall => "macro call",
            Kind::ForeignBlock => "extern block",
            Kind::Unknown => "item",
        }
    }

    /// Whether it is a type with values of its own.
    pub fn is_adt(self) -> bool {
        matches!(self, Kind::Struct | Kind::Union | Kind::Enum)
    }
}

/// A namespace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ns {
    /// Types, traits, modules, crates.
    Type,
    /// Functions, constants, statics, constructors.
    Value,
    /// Macros.
    Macro,
}

/// From where an item can be seen, as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Vis {
    /// `pub`.
    Public,
    /// `pub(crate)`, `pub(super)`, `pub(in a::b)`: the path inside.
    In(Vec<String>),
    /// Nothing written: this module, or whatever the trait or enum has.
    #[default]
    Inherited,
}

/// Attributes that steer names and modules.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marks {
    /// `#[macro_use]`.
    pub macro_use: bool,
    /// Predicates of the `cfg_attr`s around such; in a program, those that nobody here can decide.
    pub macro_use_if: Vec<String>,
    /// `#[macro_export]`.
    pub macro_export: bool,
    /// `#[path = "…"]`, with the predicate of the `cfg_attr` around it.
    pub paths: Vec<(Option<String>, String)>,
    /// Paths in `#[derive(…)]`.
    pub derives: Vec<String>,
    /// The same, where a `cfg_attr` stands around, with its predicate.
    pub derives_if: Vec<(String, String)>,
    /// Whether an attribute may be a macro of somebody's.
    pub given: bool,
    /// Predicates of the `cfg_attr`s around such.
    pub given_if: Vec<String>,
    /// If it stands in a block within the body that it is in, and is not known in all of that body: which of those that
    /// have items, from 1. Else 0.
    pub nested: u32,
}

impl Marks {
    /// Whether macros may be let out, or brought in, by `#[macro_use]`.
    pub fn uses_macros(&self) -> bool {
        self.macro_use || !self.macro_use_if.is_empty()
    }
}

/// One name a `use` brings in, or a glob.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Import {
    /// The path.
    pub path: Vec<String>,
    /// Whether it starts with `::`.
    pub absolute: bool,
    /// The name it is known by here; none for a glob.
    pub name: Option<String>,
}

/// Of an impl: what it implements for what, without generic arguments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// The trait, as text with its arguments.
    pub by: Option<String>,
    /// The type, as text.
    pub of: String,
    /// `impl !Trait for Type`.
    pub negative: bool,
}

/// A macro called, or defined.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// Path of the macro.
    pub path: Vec<String>,
    /// Bytes of what stands between its delimiters.
    pub arguments: (u32, u32),
}

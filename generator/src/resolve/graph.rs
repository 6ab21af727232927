//! The nodes of a program: plain records that name each other by number.

use crate::cfg::Cfg;
use crate::diagnostic::Place;
use crate::expand::Origins;
use crate::model::{Call, Header, Kind, Marks, Span, Vis};
use crate::package::{Profile, TargetKind};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A crate of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CrateId(pub u32);

/// A module, or the items of one body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ModuleId(pub u32);

/// An item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemId(pub u32);

/// A text that items stand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TextId(pub u32);

/// A crate read from source.
#[derive(Clone, Debug)]
pub struct Krate {
    /// Its name as other crates write it.
    pub name: String,
    /// What kind.
    pub kind: TargetKind,
    /// Its package, by its place in the program's list.
    pub package: usize,
    /// `2015` to `2024`.
    pub edition: u16,
    /// Its root module.
    pub root: ModuleId,
    /// Crates it can name.
    pub externs: BTreeMap<String, Extern>,
    /// What is set for it, features included.
    pub cfg: Cfg,
    /// Its profile, if its package has one of its own.
    pub profile: Option<Profile>,
}

/// A crate that another can name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Extern {
    /// Read from source.
    Local(CrateId),
    /// Known by the lock: name of the package, and a line for each locked package it may be with all that
    /// those depend on.
    Locked {
        /// Name of the package.
        package: String,
        /// Lines of the lock, sorted.
        lines: Vec<String>,
    },
}

/// A module, or the items of one body.
#[derive(Clone, Debug)]
pub struct ModuleData {
    /// Its crate.
    pub krate: CrateId,
    /// What encloses it.
    pub parent: Option<ModuleId>,
    /// Its name; empty for the root and for bodies.
    pub name: String,
    /// The item that declares it; none for a root.
    pub item: Option<ItemId>,
    /// Whether it is the items of a body: paths do not name it, and names not found in it are looked up outside.
    pub block: bool,
    /// Its items by name.
    pub names: BTreeMap<String, Vec<ItemId>>,
    /// Its impls, `use`s, calls and whatever else has no name.
    pub nameless: Vec<ItemId>,
    /// Names that `use` brings in.
    pub imports: Vec<Import>,
    /// Predicates on the way to it that are not known to be true.
    pub cfgs: Vec<String>,
    /// All predicates on the way to it, also those that hold.
    pub predicates: Vec<String>,
    /// The file could not be read or parsed: why, and where.
    pub broken: Option<(String, Place)>,
    /// Its own text.
    pub text: TextId,
    /// Folder in which `mod m;` looks for `m.rs`.
    pub folder: PathBuf,
    /// Whether it is written inside of a file, so that `#[path]` starts in that folder.
    pub inline: bool,
}

/// A name that a `use` brings in.
#[derive(Clone, Debug)]
pub struct Import {
    /// The `use` item.
    pub item: ItemId,
    /// The path.
    pub path: Vec<String>,
    /// Whether it starts with `::`.
    pub absolute: bool,
    /// The name; none for a glob.
    pub name: Option<String>,
}

/// An item.
#[derive(Clone, Debug)]
pub struct ItemData {
    /// Its crate.
    pub krate: CrateId,
    /// The module in which its names are looked up.
    pub module: ModuleId,
    /// The impl, trait, enum or block it is a member of.
    pub parent: Option<ItemId>,
    /// What it is.
    pub kind: Kind,
    /// Its name.
    pub name: String,
    /// From where it can be seen.
    pub vis: Vis,
    /// Its own predicates that are not known to be true.
    pub cfgs: Vec<String>,
    /// All its own predicates, also those that hold.
    pub predicates: Vec<String>,
    /// The text it stands in.
    pub text: TextId,
    /// Where in that text.
    pub span: Span,
    /// Where its name stands.
    pub name_span: (u32, u32),
    /// The byte of its opening brace, if it is a container.
    pub open: u32,
    /// Attributes that steer names.
    pub marks: Marks,
    /// Of an impl.
    pub header: Option<Header>,
    /// Of a macro call or definition.
    pub call: Option<Call>,
    /// Macros that are called inside it.
    pub called: Vec<String>,
    /// Members and variants.
    pub members: Vec<ItemId>,
    /// The items inside its body.
    pub inside: Option<ModuleId>,
    /// Of a module: which.
    pub declares: Option<ModuleId>,
}

/// A text that items stand in: a file, or what came out of a macro.
#[derive(Clone, Debug)]
pub struct Text {
    /// The file; of an expansion, the file of the call.
    pub file: Arc<Path>,
    /// The text.
    pub text: Arc<str>,
    /// Its hash.
    pub hash: [u8; 32],
    /// Of an expansion: the macro call that made it.
    pub call: Option<ItemId>,
    /// Of an expansion by a macro of the program: whose the names in it are.
    pub origins: Origins,
    /// Whether that tells of all names that may be of two.
    pub tells: bool,
    /// What brings it into the program where that stands: the call, an `include!`, or `mod m;`. None of a crate's root.
    pub within: Option<ItemId>,
    /// Of an expansion: where the call stands, which stands for all that came out of it.
    pub place: Option<(Place, Span)>,
    /// Predicates that its items have besides their own: of what brought it in.
    pub under: Vec<String>,
}

/// An item that `#[cfg]` leaves out of this build.
#[derive(Clone, Debug)]
pub struct Skipped {
    /// Where it would be.
    pub module: ModuleId,
    /// Its name.
    pub name: String,
    /// The predicate.
    pub predicate: String,
    /// Where it stands.
    pub place: Place,
}

impl ItemData {
    /// Whether it is a macro call among items that could not be expanded.
    pub fn is_opaque_call(&self) -> bool {
        self.kind == Kind::MacroCall && self.declares.is_none()
    }
}

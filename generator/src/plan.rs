//! What the stages hand each other about a listed function: plain data, no work.
//!
//! `config` asks by [`FunctionPath`] and [`Request`]; the front answers [`Found`] (or [`NotFound`]) and
//! [`Fingerprint`]; `check` judges and `emit` writes what they say. syn's trees stay on one thread, and so
//! does everything between loading a program and printing its wrappers.

use crate::diagnostic::Place;
use std::collections::BTreeSet;
use std::fmt;

/// A function as cache.toml names it. The first segment is the crate's name, dashes as underscores.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FunctionPath {
    /// `my_app::report::monthly` or `my_app::pricing::Model::price`.
    Plain(Vec<String>),
    /// `<my_app::pricing::Model as my_app::Quote>::quote`.
    OfTrait {
        /// Path of the type, without generic arguments.
        owner: Vec<String>,
        /// Path of the trait, without generic arguments.
        of: Vec<String>,
        /// Name of the method.
        name: String,
    },
}

impl FunctionPath {
    /// Reads a path. The error is a sentence for the user.
    pub fn parse(text: &str) -> Result<FunctionPath, String> {
        let path = match text.trim().strip_prefix('<') {
            None => FunctionPath::Plain(segments(text.trim())?),
            Some(rest) => {
                let shape =
                    || "a method of a trait is written `<crate::Type as crate::Trait>::method`";
                let (owner, rest) = rest.split_once(" as ").ok_or_else(shape)?;
                let (of, name) = rest.rsplit_once(">::").ok_or_else(shape)?;
                let [name] = &segments(name)?[..] else {
                    return Err(shape().to_owned());
                };
                FunctionPath::OfTrait {
                    owner: segments(owner.trim())?,
                    of: segments(of.trim())?,
                    name: name.clone(),
                }
            }
        };
        if path.place().len() < 2 {
            return Err(format!(
                "`{text}` names no function: a path starts with the crate's name, as in `my_app::report::monthly`"
            ));
        }
        Ok(path)
    }

    /// Name of the crate it lies in.
    pub fn krate(&self) -> &str {
        self.place().first().map_or("", String::as_str)
    }

    /// The function's own name.
    pub fn name(&self) -> &str {
        match self {
            FunctionPath::Plain(path) => path.last().map_or("", String::as_str),
            FunctionPath::OfTrait { name, .. } => name,
        }
    }

    /// The segments that say where its wrapper goes: the path itself, or the type's.
    fn place(&self) -> &[String] {
        match self {
            FunctionPath::Plain(path) => path,
            FunctionPath::OfTrait { owner, .. } => owner,
        }
    }
}

impl fmt::Display for FunctionPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FunctionPath::Plain(path) => f.write_str(&path.join("::")),
            FunctionPath::OfTrait { owner, of, name } => {
                write!(f, "<{} as {}>::{name}", owner.join("::"), of.join("::"))
            }
        }
    }
}

/// `a::b::c` as its segments, each an identifier.
pub(crate) fn segments(text: &str) -> Result<Vec<String>, String> {
    let segments: Vec<String> = text
        .split("::")
        .map(|segment| segment.trim().trim_start_matches("r#").to_owned())
        .collect();
    match segments.iter().find(|segment| !is_name(segment)) {
        None => Ok(segments),
        Some(segment) if segment.contains('<') => Err(format!(
            "`{text}` has generic arguments: name the function or type without them"
        )),
        Some(segment) if segment.contains('-') => Err(format!(
            "`{text}` is not a path: where a crate's name has `-`, paths have `_`"
        )),
        Some(segment) if segment.is_empty() => {
            Err(format!("`{text}` is not a path: it has an empty segment"))
        }
        Some(segment) => Err(format!("`{text}` is not a path: `{segment}` is not a name")),
    }
}

/// Whether an item can be called so; a keyword can, behind `r#`.
fn is_name(text: &str) -> bool {
    let parses = |text: &str| syn::parse_str::<syn::Ident>(text).is_ok();
    parses(text) || parses(&format!("r#{text}"))
}

/// From where something can be seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Visibility {
    /// `pub`.
    Public,
    /// In this module, from the crate's root, and below it. Empty is `pub(crate)`; a private item of
    /// module `a` has `["a"]`; `pub(super)` in `a::b` has `["a"]`.
    Within(Vec<String>),
}

impl Visibility {
    /// Whether wrappers, which lie in modules of their own below the crate's root, can see it.
    pub fn reaches_wrappers(&self) -> bool {
        match self {
            Visibility::Public => true,
            Visibility::Within(module) => module.is_empty(),
        }
    }
}

/// One segment on the way from the crate's root to a function, as the path in cache.toml goes.
#[derive(Clone, Debug)]
pub struct Step {
    /// Its name: a module, a type, or the function itself, last.
    pub name: String,
    /// What the segment is.
    pub kind: StepKind,
    /// From where it can be seen; of a re-export, from where the `use` can.
    pub visibility: Visibility,
    /// Where it is declared, for "make it `pub(crate)`".
    pub place: Place,
}

/// What a segment of a path is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepKind {
    /// A module.
    Module,
    /// The type that a method belongs to.
    Type,
    /// The function or method.
    Function,
}

/// A listed function, found.
#[derive(Clone, Debug)]
pub struct Found {
    /// As it was asked for.
    pub path: FunctionPath,
    /// The segments after the crate's name, the function last. Of a trait's method: the type's, then the name.
    pub steps: Vec<Step>,
    /// Its signature, each path in it made absolute (`crate::report::Report`, `::core::option::Option`,
    /// `::serde_json::Value`) save generic parameters and `Self`, which stays `Self`. Attributes on
    /// arguments are dropped; patterns, `where` and bounds are kept, bounds made absolute too.
    pub signature: syn::Signature,
    /// Where each argument of `signature.inputs` stands, in order.
    pub arguments: Vec<Place>,
    /// Where the result's type stands.
    pub result: Option<Place>,
    /// Where its name stands.
    pub place: Place,
    /// What in the signature wrappers cannot name, or no one could resolve.
    pub hidden: Vec<Hidden>,
    /// The text of its doc comment, one line an element, as `#[doc]` has it (with the leading space).
    pub docs: Vec<String>,
    /// Predicates of the `#[cfg(…)]`s on it, on its impl and on the modules on the way that may be false:
    /// those that are true in this build are listed as well, the wrapper carries them all.
    pub cfgs: Vec<proc_macro2::TokenStream>,
    /// Its `#[deprecated]` and `#[must_use]`, which the wrapper repeats.
    pub attributes: Vec<syn::Attribute>,
    /// The impl it lies in, if it is a method or associated function.
    pub owner: Option<Owner>,
    /// Its macro, if the whole item came out of one: `some_macro!`.
    pub from_macro: Option<String>,
}

/// The impl a method lies in.
#[derive(Clone, Debug)]
pub struct Owner {
    /// The impl's generics and `where`, bounds made absolute.
    pub generics: syn::Generics,
    /// The type it is for, absolute: `crate::pricing::Held<T>`.
    pub of: syn::Type,
    /// The trait it implements, absolute, with its arguments; none for an inherent impl.
    pub by: Option<syn::Path>,
    /// Whether the type is of this crate, so that an inherent impl may be written for it.
    pub local: bool,
}

impl Owner {
    /// A type or const parameter of the impl that only its trait mentions, if there is one: an inherent impl
    /// cannot have it.
    pub fn unconstrained(&self) -> Option<&syn::Ident> {
        let mut parameters = self
            .generics
            .params
            .iter()
            .filter_map(|parameter| match parameter {
                syn::GenericParam::Type(of) => Some(&of.ident),
                syn::GenericParam::Const(of) => Some(&of.ident),
                syn::GenericParam::Lifetime(_) => None,
            });
        let of = quote::ToTokens::to_token_stream(&self.of);
        parameters.find(|parameter| !has_word(of.clone(), parameter))
    }

    /// Whether it is for every type there is (`impl<T> Quote for T`): it then has no type to add a method to.
    pub fn is_blanket(&self) -> bool {
        let syn::Type::Path(path) = &self.of else {
            return false;
        };
        path.qself.is_none()
            && path.path.get_ident().is_some_and(|name| {
                self.generics
                    .type_params()
                    .any(|parameter| parameter.ident == *name)
            })
    }
}

/// Whether `word` stands anywhere in `tokens`.
fn has_word(tokens: proc_macro2::TokenStream, word: &syn::Ident) -> bool {
    tokens.into_iter().any(|token| match token {
        proc_macro2::TokenTree::Ident(ident) => ident == *word,
        proc_macro2::TokenTree::Group(group) => has_word(group.stream(), word),
        _ => false,
    })
}

/// Something in a signature that a wrapper cannot name.
#[derive(Clone, Debug)]
pub struct Hidden {
    /// The path as it is written.
    pub written: String,
    /// Where.
    pub place: Place,
    /// Why not.
    pub reason: HiddenReason,
}

/// Why a wrapper cannot name a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HiddenReason {
    /// It exists and is private: which item to open (`crate::report::Secret`), and where it is declared.
    Private {
        /// The item that needs `pub(crate)`.
        item: String,
        /// Its declaration.
        place: Place,
    },
    /// No item of this name was found.
    Unresolved,
    /// It comes out of a macro that could not be expanded.
    Macro,
}

/// Why a listed function was not found.
#[derive(Clone, Debug)]
pub struct NotFound {
    /// Segments of the path, from the crate's name on, that do exist.
    pub reached: Vec<String>,
    /// What else lies there and could have been meant, best first, as whole paths.
    pub candidates: Vec<String>,
    /// Why it may be there all the same: a file on the way that does not parse, a macro that could hold it.
    pub unsure: Option<Unsure>,
}

/// What hid a function from us.
#[derive(Clone, Debug)]
pub enum Unsure {
    /// A file on the way does not parse; rustc reports it. At this place.
    Unparsed(Place),
    /// There is an item of that name, and it is no function: `struct`, `const`, …
    NotAFunction(&'static str, Place),
    /// A macro of this name stands there unexpanded.
    Macro(String, Place),
    /// It is there, and `#[cfg]` leaves it out of this build: the predicate.
    CfgOff(String, Place),
    /// It is there twice, under conditions that cannot be decided, and takes or gives not the same: at these places.
    Unlike(Place, Place),
}

/// How much of the code a fingerprint covers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Level {
    /// The function's own source.
    Function,
    /// All it can reach.
    #[default]
    Closure,
    /// Its whole crate.
    Crate,
    /// The whole workspace.
    Workspace,
}

impl std::str::FromStr for Level {
    type Err = ();

    /// The level of the word that cache.toml has for it.
    fn from_str(word: &str) -> Result<Level, ()> {
        let levels = [
            Level::Function,
            Level::Closure,
            Level::Crate,
            Level::Workspace,
        ];
        let found = levels.into_iter().find(|level| level.word() == word);
        found.ok_or(())
    }
}

impl Level {
    /// The word that cache.toml has for it.
    pub fn word(self) -> &'static str {
        match self {
            Level::Function => "function",
            Level::Closure => "closure",
            Level::Crate => "crate",
            Level::Workspace => "workspace",
        }
    }
}

/// More that belongs to a function's code, from `depends`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Depend {
    /// Another item, `my_app::x`.
    Item(Vec<String>),
    /// Files, a pattern relative to the manifest, from `file:data/*.csv`.
    Files(String),
    /// A variable of the build's environment, from `env:FOO`.
    Env(String),
}

/// A fingerprint wanted.
#[derive(Clone, Debug)]
pub struct Request {
    /// Of this function.
    pub path: FunctionPath,
    /// How much it covers.
    pub level: Level,
    /// What else belongs to it, each where cache.toml says so.
    pub depends: Vec<(Depend, Place)>,
    /// Patterns of items left out, as `my_app::log::*`, each where cache.toml says so.
    pub exempt: Vec<(String, Place)>,
    /// What the function is declared to read when it is called.
    pub inputs: Inputs,
    /// Its arguments that its key does not hold as they are.
    pub unkeyed: Unkeyed,
    /// Whether its wrapper's work belongs to it: serde writes its arguments into the key, and its result into the store
    /// and back.
    pub wrapped: bool,
}

impl Request {
    /// A function by itself: nothing belongs to it but its code, nobody wraps it, and each argument is in its key.
    pub fn plain(path: FunctionPath, level: Level) -> Request {
        Request {
            path,
            level,
            depends: Vec::new(),
            exempt: Vec::new(),
            inputs: Inputs::default(),
            unkeyed: Unkeyed::default(),
            wrapped: false,
        }
    }
}

/// Arguments that a key does not hold as they are: what they bring along, closures among it, is not told apart by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unkeyed {
    /// Those of these names, by `ignore` or `key`.
    These(BTreeSet<String>),
    /// All of them, by `key_fn`.
    All,
}

impl Default for Unkeyed {
    /// None: each argument is in the key.
    fn default() -> Unkeyed {
        Unkeyed::These(BTreeSet::new())
    }
}

/// What a function is declared to read at run time, and the key looks at on each call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Inputs {
    /// Files, by `inputs.args` or `inputs.files`.
    pub files: bool,
    /// Variables of the environment, by `inputs.env`.
    pub environment: bool,
}

/// The state of a function's code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    /// The fingerprint.
    pub bytes: [u8; 32],
    /// The one of a build of unit tests, if what only such a build has may count in it: `#[cfg(test)]`. It covers that
    /// too; without it, both builds have the same.
    pub of_tests: Option<[u8; 32]>,
    /// Number of items it covers, the function included.
    pub covered: usize,
    /// Variables of the build's environment whose values it covers.
    pub variables: Vec<String>,
    /// What could not be seen, and was taken in wider or must be declared.
    pub warnings: Vec<Widened>,
}

/// Where a fingerprint had to cover more, or cannot cover something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Widened {
    /// What and why, as one sentence.
    pub message: String,
    /// Where in the code.
    pub place: Option<Place>,
    /// What the user can do.
    pub help: Option<String>,
}

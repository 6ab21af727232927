//! Conditional compilation, three-valued: what is true, what is false, and what a build script cannot know.

use proc_macro2::TokenStream;
use quote::ToTokens;
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;
use syn::punctuated::Punctuated;
use syn::{Lit, Meta, Token};

/// The variables `CARGO_CFG_*` by which cargo tells a build script what `rustc --print cfg` prints: a bare name is
/// empty, several values of one name are joined by commas.
pub fn told_to_scripts(printed: &str) -> BTreeMap<String, String> {
    let mut told: BTreeMap<String, String> = BTreeMap::new();
    for line in printed.lines() {
        let (name, value) = line.split_once('=').unwrap_or((line, ""));
        let name = format!("CARGO_CFG_{}", name.to_uppercase().replace('-', "_"));
        let joined = told.entry(name).or_default();
        if !joined.is_empty() {
            joined.push(',');
        }
        joined.push_str(value.trim_matches('"'));
    }
    told
}

/// The truth of a predicate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Truth {
    /// It holds in this build.
    True,
    /// It does not.
    False,
    /// Not to be known here: the item stays, and so does its predicate's text in the fingerprint.
    Unknown,
}

impl Truth {
    /// Both.
    #[must_use]
    pub fn and(self, other: Truth) -> Truth {
        match (self, other) {
            (Truth::False, _) | (_, Truth::False) => Truth::False,
            (Truth::True, Truth::True) => Truth::True,
            _ => Truth::Unknown,
        }
    }

    /// Either.
    #[must_use]
    pub fn or(self, other: Truth) -> Truth {
        match (self, other) {
            (Truth::True, _) | (_, Truth::True) => Truth::True,
            (Truth::False, Truth::False) => Truth::False,
            _ => Truth::Unknown,
        }
    }

    /// One letter, for hashes.
    pub fn letter(self) -> char {
        match self {
            Truth::True => '1',
            Truth::False => '0',
            Truth::Unknown => '?',
        }
    }
}

impl std::ops::Not for Truth {
    type Output = Truth;

    fn not(self) -> Truth {
        match self {
            Truth::True => Truth::False,
            Truth::False => Truth::True,
            Truth::Unknown => Truth::Unknown,
        }
    }
}

/// What is set in a build, for one crate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cfg {
    /// `name = "value"` pairs, by name.
    values: BTreeMap<String, BTreeSet<String>>,
    /// Bare names, as `unix`.
    names: BTreeSet<String>,
    /// Names whose every value is known: what is not set is false.
    closed: BTreeSet<String>,
    /// Features of the crate that are on.
    features: BTreeSet<String>,
    /// Features that some other build of the workspace may turn on.
    unsure_features: BTreeSet<String>,
    /// Whether all is known that anybody sets: what is not set is false, but for what the compiler sets by itself.
    complete: bool,
    known: Truths,
}

/// The truth of predicates that were asked for: a crate has few, and asks for each very often.
#[derive(Debug, Default)]
struct Truths(RefCell<FxHashMap<String, Truth>>);

impl Clone for Truths {
    /// A copy is about to be changed.
    fn clone(&self) -> Truths {
        Truths::default()
    }
}

impl PartialEq for Truths {
    fn eq(&self, _: &Truths) -> bool {
        true
    }
}

impl Eq for Truths {}

impl Cfg {
    /// From the `CARGO_CFG_*` variables of a build script (without their prefix, lower case): each with its
    /// comma-separated values, empty for a bare name.
    pub fn from_cargo(variables: impl IntoIterator<Item = (String, String)>) -> Cfg {
        let mut cfg = Cfg::default();
        for name in KNOWN_TO_CARGO {
            cfg.closed.insert((*name).to_owned());
        }
        for (name, values) in variables {
            if name == "feature" {
                continue;
            }
            cfg.closed.insert(name.clone());
            if values.is_empty() && !VALUED.contains(&name.as_str()) {
                cfg.names.insert(name);
            } else {
                let values = values.split(',').map(str::to_owned);
                cfg.values.entry(name).or_default().extend(values);
            }
        }
        for family in cfg.values.get("target_family").cloned().unwrap_or_default() {
            cfg.names.insert(family);
        }
        cfg
    }

    /// From what cargo tells a build script, among its other variables.
    pub fn from_variables(variables: &BTreeMap<String, String>) -> Cfg {
        Cfg::from_cargo(variables.iter().filter_map(|(name, value)| {
            let name = name.strip_prefix("CARGO_CFG_")?;
            Some((name.to_lowercase(), value.clone()))
        }))
    }

    /// From a target triple alone, for use outside of cargo: what the triple tells is known, the rest is not.
    pub fn from_triple(triple: &str) -> Cfg {
        let parts: Vec<&str> = triple.split('-').collect();
        let mut cfg = Cfg::default();
        let arch = match parts.first().copied().unwrap_or_default() {
            "i386" | "i586" | "i686" => "x86",
            arch if arch.starts_with("arm") || arch.starts_with("thumb") => "arm",
            arch if arch.starts_with("riscv64") => "riscv64",
            arch if arch.starts_with("riscv32") => "riscv32",
            "powerpc64le" => "powerpc64",
            arch => arch,
        };
        let os = parts.iter().find_map(|part| match *part {
            "linux" | "windows" | "freebsd" | "netbsd" | "openbsd" | "android" | "ios" | "none"
            | "wasi" => Some(*part),
            "darwin" => Some("macos"),
            _ => None,
        });
        let env = match parts.last().copied().unwrap_or_default() {
            "gnueabihf" | "gnueabi" | "gnux32" => "gnu",
            "musleabihf" | "musleabi" => "musl",
            env @ ("gnu" | "musl" | "msvc" | "sgx") => env,
            _ => "",
        };
        cfg.set("target_arch", arch);
        if let Some(os) = os {
            cfg.set("target_os", os);
            cfg.set("target_env", env);
            let family = match os {
                "windows" => Some("windows"),
                "none" | "wasi" => None,
                _ => Some("unix"),
            };
            cfg.closed.extend(["unix".to_owned(), "windows".to_owned()]);
            if let Some(family) = family {
                cfg.set("target_family", family);
                cfg.names.insert(family.to_owned());
            }
        }
        let width = match arch {
            "x86_64" | "aarch64" | "riscv64" | "powerpc64" | "s390x" | "loongarch64" | "mips64" => {
                Some("64")
            }
            "x86" | "arm" | "riscv32" | "wasm32" | "mips" | "powerpc" => Some("32"),
            _ => None,
        };
        if let Some(width) = width.filter(|_| !triple.ends_with("x32")) {
            cfg.set("target_pointer_width", width);
        }
        if matches!(
            arch,
            "x86_64" | "x86" | "aarch64" | "riscv64" | "riscv32" | "wasm32"
        ) {
            cfg.set("target_endian", "little");
        }
        cfg
    }

    /// Sets `name = "value"`, the only value of that name.
    pub fn set(&mut self, name: &str, value: &str) {
        self.known = Truths::default();
        self.closed.insert(name.to_owned());
        self.values
            .insert(name.to_owned(), BTreeSet::from([value.to_owned()]));
    }

    /// Sets a bare name, or says that it is not set.
    pub fn set_name(&mut self, name: &str, on: bool) {
        self.known = Truths::default();
        self.closed.insert(name.to_owned());
        if on {
            self.names.insert(name.to_owned());
        } else {
            self.names.remove(name);
        }
    }

    /// Nobody sets anything that is not known here.
    pub fn complete(&mut self) {
        self.known = Truths::default();
        self.complete = true;
    }

    /// Whether that is so.
    pub fn is_complete(&self) -> bool {
        self.complete
    }

    /// The same build, for a crate with these features.
    #[must_use]
    pub fn with_features(&self, on: BTreeSet<String>, unsure: BTreeSet<String>) -> Cfg {
        Cfg {
            features: on,
            unsure_features: unsure,
            ..self.clone()
        }
    }

    /// The features that are on.
    pub fn features(&self) -> &BTreeSet<String> {
        &self.features
    }

    /// What is set, one line each, sorted: for the salt.
    pub fn lines(&self) -> Vec<String> {
        let mut lines: Vec<String> = self.names.iter().cloned().collect();
        for (name, values) in &self.values {
            lines.extend(values.iter().map(|value| format!("{name}={value:?}")));
        }
        lines
    }

    /// The truth of a predicate, given as text. What cannot be read is unknown.
    pub fn truth(&self, predicate: &str) -> Truth {
        if let Some(truth) = self.known.0.borrow().get(predicate) {
            return *truth;
        }
        let truth = self.truth_of_plain(predicate).unwrap_or_else(|| {
            let tokens = TokenStream::from_str(predicate);
            tokens.map_or(Truth::Unknown, |tokens| self.truth_of(tokens))
        });
        let mut known = self.known.0.borrow_mut();
        known.insert(predicate.to_owned(), truth);
        truth
    }

    /// The truth of `name` or `name = "value"`, as most predicates are: to parse them costs fifty times as much.
    fn truth_of_plain(&self, predicate: &str) -> Option<Truth> {
        let is_name = |text: &str| {
            let plain = text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
            let first = text.as_bytes().first();
            plain && first.is_some_and(u8::is_ascii_lowercase) && !matches!(text, "true" | "false")
        };
        let Some((name, value)) = predicate.split_once(" = ") else {
            return is_name(predicate).then(|| self.name(predicate));
        };
        let value = value.strip_prefix('"')?.strip_suffix('"')?;
        let plain = is_name(name) && !value.contains(['"', '\\']);
        plain.then(|| self.pair(name, value))
    }

    /// The truth of a predicate, given as tokens.
    pub fn truth_of(&self, predicate: TokenStream) -> Truth {
        let atom = |meta: &Meta| self.truth_of_atom(meta);
        syn::parse2(predicate).map_or(Truth::Unknown, |meta: TokenMeta| meta.truth(&atom))
    }

    /// All of these.
    pub fn all(&self, predicates: &[String]) -> Truth {
        predicates.iter().fold(Truth::True, |truth, predicate| {
            truth.and(self.truth(predicate))
        })
    }

    /// Of what is no list of others.
    fn truth_of_atom(&self, meta: &Meta) -> Truth {
        match meta {
            Meta::Path(path) => match path.get_ident().map(ToString::to_string) {
                Some(name) => self.name(&name),
                None => Truth::Unknown,
            },
            Meta::NameValue(pair) => {
                let (
                    Some(name),
                    syn::Expr::Lit(syn::ExprLit {
                        lit: Lit::Str(value),
                        ..
                    }),
                ) = (pair.path.get_ident(), &pair.value)
                else {
                    return Truth::Unknown;
                };
                self.pair(&name.to_string(), &value.value())
            }
            Meta::List(_) => Truth::Unknown,
        }
    }

    fn name(&self, name: &str) -> Truth {
        if self.names.contains(name) {
            Truth::True
        } else {
            self.unset(name)
        }
    }

    /// The truth of what is not set.
    fn unset(&self, name: &str) -> Truth {
        // Cargo tells names without their case.
        let may_be_set = || {
            let told = name.to_lowercase();
            self.names.contains(&told) || self.values.contains_key(&told)
        };
        let by_nobody = || self.complete && !SET_BY_RUSTC.contains(&name) && !may_be_set();
        if self.closed.contains(name) || by_nobody() {
            Truth::False
        } else {
            Truth::Unknown
        }
    }

    fn pair(&self, name: &str, value: &str) -> Truth {
        if name == "feature" {
            return if self.features.contains(value) {
                Truth::True
            } else if self.unsure_features.contains(value) {
                Truth::Unknown
            } else {
                Truth::False
            };
        }
        if self
            .values
            .get(name)
            .is_some_and(|values| values.contains(value))
        {
            Truth::True
        } else {
            self.unset(name)
        }
    }
}

/// A meta, or the words `true` and `false`.
enum TokenMeta {
    Known(Truth),
    Meta(Box<Meta>),
}

impl syn::parse::Parse for TokenMeta {
    fn parse(input: syn::parse::ParseStream<'_>) -> syn::Result<TokenMeta> {
        if input.peek(syn::LitBool) {
            let word: syn::LitBool = input.parse()?;
            return Ok(TokenMeta::Known(if word.value {
                Truth::True
            } else {
                Truth::False
            }));
        }
        input.parse().map(|meta| TokenMeta::Meta(Box::new(meta)))
    }
}

/// Whether in any build, whatever is set, all predicates of one of these lists hold. What cannot be read may not.
pub fn one_holds(lists: &[Vec<String>]) -> bool {
    if lists.iter().any(Vec::is_empty) {
        return true;
    }
    let mut atoms = Vec::new();
    let read = |text: &String| syn::parse_str(text).ok();
    let read = lists.iter().map(|all| all.iter().map(read).collect());
    let Some(lists) = read.collect::<Option<Vec<Vec<TokenMeta>>>>() else {
        return false;
    };
    let all = lists.iter().flatten();
    if !all.fold(true, |read, meta| read & meta.atoms(&mut atoms)) || atoms.len() > MOST_ATOMS {
        return false;
    }
    (0..1_u32 << atoms.len()).all(|set| {
        let atom = |atom: &Meta| {
            let atom = atom.to_token_stream().to_string();
            let at = atoms.iter().position(|known| *known == atom);
            match at.is_some_and(|at| set >> at & 1 == 1) {
                true => Truth::True,
                false => Truth::False,
            }
        };
        let holds = |meta: &TokenMeta| meta.truth(&atom) == Truth::True;
        lists.iter().any(|all| all.iter().all(holds))
    })
}

/// All that may be set of more of them is not gone through.
const MOST_ATOMS: usize = 10;

impl TokenMeta {
    /// The parts of a predicate that are no lists of others; whether all of it could be read.
    fn atoms(&self, found: &mut Vec<String>) -> bool {
        let TokenMeta::Meta(meta) = self else {
            return true;
        };
        match nested(meta) {
            Some(Some((_, nested))) => nested.iter().all(|nested| nested.atoms(found)),
            Some(None) => false,
            None => {
                let atom = meta.to_token_stream().to_string();
                if !found.contains(&atom) {
                    found.push(atom);
                }
                true
            }
        }
    }

    /// The truth of a predicate by those of its parts that are no lists of others.
    fn truth(&self, atom: &dyn Fn(&Meta) -> Truth) -> Truth {
        let meta = match self {
            TokenMeta::Known(truth) => return *truth,
            TokenMeta::Meta(meta) => meta,
        };
        match nested(meta) {
            None => atom(meta),
            Some(None) => Truth::Unknown,
            Some(Some((of, nested))) => {
                let mut truths = nested.iter().map(|nested| nested.truth(atom));
                match of {
                    Of::All => truths.fold(Truth::True, Truth::and),
                    Of::Any => truths.fold(Truth::False, Truth::or),
                    Of::Not => truths.next().map_or(Truth::Unknown, |truth| !truth),
                }
            }
        }
    }
}

/// How a list of predicates is put together.
enum Of {
    All,
    Any,
    Not,
}

/// The predicates in a list of them, if it is one; none within if it cannot be read.
fn nested(meta: &Meta) -> Option<Option<(Of, Vec<TokenMeta>)>> {
    let Meta::List(list) = meta else { return None };
    let of = match list.path.get_ident()?.to_string().as_str() {
        "all" => Of::All,
        "any" => Of::Any,
        "not" => Of::Not,
        _ => return None,
    };
    let parse = Punctuated::<TokenMeta, Token![,]>::parse_terminated;
    let nested = list.parse_args_with(parse).ok();
    Some(nested.map(|nested| (of, nested.into_iter().collect())))
}

/// Names that cargo tells a build script when they are set, so that silence means "not set".
const KNOWN_TO_CARGO: &[&str] = &[
    "unix",
    "windows",
    "target_arch",
    "target_os",
    "target_env",
    "target_family",
    "target_vendor",
    "target_endian",
    "target_pointer_width",
    "target_feature",
    "target_has_atomic",
    "target_abi",
    "panic",
    "debug_assertions",
    "target_thread_local",
    "proc_macro",
];

/// Names that compilers and tools set by themselves and cargo does not tell a build script of, stable or not.
const SET_BY_RUSTC: &[&str] = &[
    "test",
    "doc",
    "doctest",
    "docsrs",
    "clippy",
    "rustfmt",
    "rust_analyzer",
    "overflow_checks",
    "ub_checks",
    "contract_checks",
    "relocation_model",
    "sanitize",
    "sanitizer_cfi_generalize_pointers",
    "sanitizer_cfi_normalize_integers",
    "fmt_debug",
    "emscripten_wasm_eh",
    "target_has_atomic_equal_alignment",
    "target_has_atomic_load_store",
    "target_has_atomic_primitive_alignment",
    "target_has_reliable_f16",
    "target_has_reliable_f128",
    "target_has_reliable_f16_math",
    "target_has_reliable_f128_math",
    "target_object_format",
];

/// Names of pairs, which cargo gives with an empty value where rustc has `name=""`.
const VALUED: &[&str] = &["target_env", "target_abi", "target_vendor"];

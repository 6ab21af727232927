//! Writes `generator/src/reach/std_gives.txt`: what functions and constants of std give, out of its documentation.
//!
//! For a new Rust, with `rust-src`, in a copy of `lib/rustlib/src/rust/library`:
//!
//! ```text
//! export RUSTC_BOOTSTRAP=1 RUSTFLAGS="-Zforce-unstable-if-unmarked --cap-lints allow"
//! export RUSTDOCFLAGS="-Zunstable-options --output-format json $RUSTFLAGS"
//! cargo doc -p core -p alloc -p std --no-deps --target x86_64-unknown-linux-gnu
//! cargo run -p rememo-tests --bin std_gives -- target/x86_64-unknown-linux-gnu/doc > std_gives.txt
//! ```
//!
//! What is left out: what is unstable; what gives a parameter of the function's own that no argument tells, an associated
//! type, an object; and methods that raw pointers have as well, for the generator takes a pointer for what it points to.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::fs;
use std::path::{Path, PathBuf};

use clap::Parser;
use rememo_tests::referee::Result;
use serde_json::Value;

/// Writes what functions and constants of std give.
#[derive(Debug, Parser)]
struct Arguments {
    /// The folder of `core.json`, `alloc.json` and `std.json`.
    folder: PathBuf,
}

/// The crates, from the one that all see.
const CRATES: [&str; 3] = ["std", "alloc", "core"];
const INTEGERS: [&str; 12] = [
    "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize",
];
const FLOATS: [&str; 2] = ["f32", "f64"];

/// What is named otherwise as well, depends on the target, or would fill the table.
const LEFT_OUT: [&str; 4] = ["std::prelude", "std::os", "std::arch", "std::simd"];

/// What a name stands for while a type is written: parameters, and what they are here.
type Known = BTreeMap<String, String>;

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let docs = Docs::read(&arguments.folder)?;
    let mut table = Table::default();
    docs.impls(&mut table, true);
    // What alloc gives built-in types only std's documentation has; there, `Self` is not told from the type.
    let mut others = Table::default();
    docs.impls(&mut others, false);
    for (path, gives) in others.0 {
        table.0.entry(path).or_insert(gives);
    }
    docs.free(&mut table);
    print!("{}", table.text());
    Ok(())
}

/// An item: the crate whose documentation it is in, and its number there.
type At = (usize, u64);

struct Docs {
    crates: Vec<Value>,
    /// The paths under which each item can be named.
    public: BTreeMap<At, BTreeSet<String>>,
    /// Where an item stands that is known by the path of its definition.
    defined: HashMap<String, At>,
    /// Structs that are iterators: their parameters, and what they give.
    iterators: BTreeMap<At, (Vec<String>, Value, usize)>,
}

impl Docs {
    fn read(folder: &Path) -> Result<Docs> {
        let mut crates = Vec::new();
        for name in CRATES {
            let text = fs::read(folder.join(format!("{name}.json")))?;
            crates.push(serde_json::from_slice(&text)?);
        }
        let mut docs = Docs {
            crates,
            public: BTreeMap::new(),
            defined: HashMap::new(),
            iterators: BTreeMap::new(),
        };
        docs.find_definitions();
        docs.find_public();
        docs.find_iterators();
        Ok(docs)
    }

    fn index(&self, of: usize) -> &serde_json::Map<String, Value> {
        self.crates[of]["index"]
            .as_object()
            .expect("rustdoc's JSON has an index")
    }

    fn item(&self, (of, id): At) -> Option<&Value> {
        self.index(of).get(&id.to_string())
    }

    fn find_definitions(&mut self) {
        for of in 0..CRATES.len() {
            let paths = self.crates[of]["paths"].as_object();
            let own: Vec<(String, u64)> = paths
                .into_iter()
                .flatten()
                .filter(|(_, summary)| summary["crate_id"] == 0)
                .filter_map(|(id, summary)| Some((defined_at(summary)?, id.parse().ok()?)))
                .collect();
            for (path, id) in own {
                self.defined.insert(path, (of, id));
            }
        }
    }

    /// Where an item stands that documentation of one crate knows by a number of its own.
    fn resolve(&self, (of, id): At) -> Option<At> {
        if self.item((of, id)).is_some() {
            return Some((of, id));
        }
        let path = defined_at(&self.crates[of]["paths"][id.to_string()])?;
        self.defined.get(&path).copied()
    }

    /// All that can be named from the root of std, modules behind re-exports among it.
    fn find_public(&mut self) {
        let root = self.crates[0]["root"].as_u64().unwrap_or_default();
        let mut open = VecDeque::from([((0, root), "std".to_owned())]);
        let mut seen = BTreeSet::new();
        while let Some((module, path)) = open.pop_front() {
            if path.matches("::").count() > 6 || !seen.insert((module, path.clone())) {
                continue;
            }
            let members = self
                .item(module)
                .map(|item| &item["inner"]["module"]["items"]);
            let members = members.and_then(Value::as_array).cloned();
            for id in members.into_iter().flatten().filter_map(|id| id.as_u64()) {
                let Some(item) = self.item((module.0, id)) else {
                    continue;
                };
                if is_unstable(item) {
                    continue;
                }
                let import = &item["inner"]["use"];
                let (target, name) = match import.is_object() {
                    true => (import["id"].as_u64(), import["name"].as_str()),
                    false => (Some(id), item["name"].as_str()),
                };
                let Some(at) = target.and_then(|id| self.resolve((module.0, id))) else {
                    continue;
                };
                let is_module = self
                    .item(at)
                    .is_some_and(|item| item["inner"]["module"].is_object());
                let inside = match (import["is_glob"] == true, name) {
                    (true, _) => path.clone(),
                    (_, Some(name)) => format!("{path}::{name}"),
                    _ => continue,
                };
                if LEFT_OUT.iter().any(|of| inside.starts_with(of)) {
                    continue;
                }
                if is_module || import["is_glob"] == true {
                    open.push_back((at, inside));
                } else {
                    self.public.entry(at).or_default().insert(inside);
                }
            }
        }
    }

    fn find_iterators(&mut self) {
        let mut found = BTreeMap::new();
        for of in 0..CRATES.len() {
            for item in self.index(of).values() {
                let header = &item["inner"]["impl"];
                let by = header["trait"]["path"].as_str();
                let own = &header["for"]["resolved_path"];
                let at = own["id"].as_u64().and_then(|id| self.resolve((of, id)));
                let (Some("Iterator"), Some(at)) = (by, at) else {
                    continue;
                };
                let members = header["items"].as_array();
                let gives = members.into_iter().flatten().find_map(|id| {
                    let member = self.item((of, id.as_u64()?))?;
                    let ty = &member["inner"]["assoc_type"]["type"];
                    (member["name"] == "Item" && !ty.is_null()).then(|| ty.clone())
                });
                let names: Option<Vec<String>> = arguments(own).map(name_of_parameter).collect();
                if let (Some(gives), Some(names)) = (gives, names) {
                    found.insert(at, (names, gives, of));
                }
            }
        }
        self.iterators = found;
    }

    /// What associated functions and constants give, in impls of the crate documented, or in those of others.
    fn impls(&self, table: &mut Table, own: bool) {
        for of in 0..CRATES.len() {
            for item in self.index(of).values() {
                let header = &item["inner"]["impl"];
                let of_crate = item["crate_id"] == 0;
                if own != of_crate || !header.is_object() || !header["trait"].is_null() {
                    continue;
                }
                let (owners, mut known) = self.owner(of, &header["for"]);
                known.insert("Self".to_owned(), "Self".to_owned());
                for id in header["items"].as_array().into_iter().flatten() {
                    let member = id.as_u64().and_then(|id| self.item((of, id)));
                    let Some((name, member)) =
                        member.and_then(|member| Some((member["name"].as_str()?, member)))
                    else {
                        continue;
                    };
                    if member["visibility"] == "public"
                        && is_stable(member)
                        && !of_pointers(name, &owners)
                    {
                        let gives = self.gives(of, member, &known, Some(&header["for"]));
                        for owner in &owners {
                            table.add(format!("{owner}::{name}"), gives.clone());
                        }
                    }
                }
            }
        }
    }

    /// The names of a type that has an impl, and what stands for its parameters in there.
    fn owner(&self, of: usize, ty: &Value) -> (Vec<String>, Known) {
        let mut known = Known::new();
        if let Some(name) = ty["primitive"].as_str() {
            return (vec![name.to_owned()], known);
        }
        let element = match ty["slice"].is_object() {
            true => Some(&ty["slice"]),
            false => Some(&ty["array"]["type"]).filter(|of| of.is_object()),
        };
        if let Some(element) = element {
            if let Some(name) = name_of_parameter(element) {
                known.insert(name, "T0".to_owned());
            }
            return (vec!["[]".to_owned()], known);
        }
        let own = &ty["resolved_path"];
        let at = own["id"].as_u64().and_then(|id| self.resolve((of, id)));
        let Some(owners) = at.and_then(|at| self.public.get(&at)) else {
            return (Vec::new(), known);
        };
        for (at, argument) in arguments(own).enumerate() {
            if let Some(name) = name_of_parameter(referred(argument)) {
                known.insert(name, format!("T{at}"));
            }
        }
        (owners.iter().cloned().collect(), known)
    }

    /// Free functions, constants and statics.
    fn free(&self, table: &mut Table) {
        for (at, paths) in &self.public {
            let Some(item) = self.item(*at).filter(|item| is_stable(item)) else {
                continue;
            };
            let inner = &item["inner"];
            if ["function", "constant", "static"]
                .iter()
                .any(|kind| inner[kind].is_object())
            {
                let gives = self.gives(at.0, item, &Known::new(), None);
                for path in paths {
                    table.add(path.clone(), gives.clone());
                }
            }
        }
    }

    /// What an item gives; a member of an impl for a `whole` type.
    fn gives(
        &self,
        of: usize,
        item: &Value,
        known: &Known,
        whole: Option<&Value>,
    ) -> Option<String> {
        let inner = &item["inner"];
        let function = &inner["function"];
        if !function.is_object() {
            let kinds = ["constant", "static", "assoc_const"];
            let ty = kinds.iter().map(|kind| &inner[kind]["type"]);
            return self.ty(of, ty.into_iter().find(|ty| !ty.is_null())?, known);
        }
        if function["header"]["is_async"] == true {
            return None;
        }
        let output = &function["sig"]["output"];
        if output.is_null() {
            return Some("()".to_owned());
        }
        let mut known = known.clone();
        // A parameter of the function's own may have the name of one around it.
        let own = function["generics"]["params"].as_array();
        let own: Vec<&str> = own
            .into_iter()
            .flatten()
            .filter_map(|of| of["name"].as_str())
            .collect();
        own.iter().for_each(|name| drop(known.remove(*name)));
        let given = given_by_arguments(function);
        let has_receiver = function["sig"]["inputs"][0][0] == "self";
        let outer = known.clone();
        for (name, from) in given {
            if own.contains(&name.as_str()) || !has_receiver && known.contains_key(&name) {
                known.insert(name, from);
            }
        }
        // Without a receiver, arguments tell what the type's are: `Box::from_raw(p)`.
        if known != outer
            && let Some(whole) = whole.and_then(|whole| self.ty(of, whole, &known))
        {
            known.insert("Self".to_owned(), whole);
        }
        self.ty(of, output, &known)
    }

    /// A type as the table writes it, if it can.
    fn ty(&self, of: usize, ty: &Value, known: &Known) -> Option<String> {
        let (kind, ty) = ty.as_object()?.iter().next()?;
        let inner = |ty: &Value| self.ty(of, ty, known);
        match kind.as_str() {
            "primitive" => Some(match ty.as_str()? {
                "never" => "!".to_owned(),
                "unit" => "()".to_owned(),
                name => name.to_owned(),
            }),
            "generic" => known.get(ty.as_str()?).cloned(),
            "borrowed_ref" | "raw_pointer" => inner(&ty["type"]),
            "slice" => Some(format!("[{}]", inner(ty)?)),
            "array" => Some(format!("[{}]", inner(&ty["type"])?)),
            "tuple" => {
                let parts: Option<Vec<String>> = ty.as_array()?.iter().map(inner).collect();
                Some(format!("({})", parts?.join(",")))
            }
            "resolved_path" => self.named(of, ty, known),
            "impl_trait" => {
                let bounds = ty
                    .as_array()?
                    .iter()
                    .map(|bound| &bound["trait_bound"]["trait"]);
                let mut iterators = bounds.filter(|bound| bound["path"] == "Iterator");
                let said = &iterators.next()?["args"]["angle_bracketed"]["constraints"][0];
                let item = &said["binding"]["equality"]["type"];
                Some(format!("iter<{}>", inner(item)?))
            }
            _ => None,
        }
    }

    fn named(&self, of: usize, path: &Value, known: &Known) -> Option<String> {
        let at = self.resolve((of, path["id"].as_u64()?))?;
        let item = self.item(at)?;
        let alias = &item["inner"]["type_alias"];
        let given: Vec<&Value> = arguments(path).collect();
        if alias.is_object() {
            // What C's types are, the target says.
            if item["name"].as_str()?.starts_with("c_") {
                return None;
            }
            let parameters = alias["generics"]["params"].as_array()?.iter();
            let mut types = given.iter();
            let mut inside = Known::new();
            for parameter in parameters.filter(|of| of["kind"]["type"].is_object()) {
                let ty = match types.next() {
                    Some(ty) => self.ty(of, ty, known)?,
                    None => self.ty(at.0, &parameter["kind"]["type"]["default"], &inside)?,
                };
                inside.insert(parameter["name"].as_str()?.to_owned(), ty);
            }
            return self.ty(at.0, &alias["type"], &inside);
        }
        let name = self
            .public
            .get(&at)?
            .iter()
            .min_by_key(|path| (path.len(), *path))?;
        let wraps = name == "std::boxed::Box" || name.starts_with("std::ops::Range");
        if let Some((parameters, gives, inside)) = self.iterators.get(&at).filter(|_| !wraps) {
            let mut known_there = Known::new();
            for (parameter, given) in parameters.iter().zip(&given) {
                if let Some(ty) = self.ty(of, given, known) {
                    known_there.insert(parameter.clone(), ty);
                }
            }
            return Some(format!("iter<{}>", self.ty(*inside, gives, &known_there)?));
        }
        // An allocator or hasher stands last, and means nothing here.
        let mut given = given;
        while given
            .last()
            .is_some_and(|of| matches!(name_of_parameter(of).as_deref(), Some("A" | "S")))
        {
            given.pop();
        }
        let given: Option<Vec<String>> =
            given.into_iter().map(|ty| self.ty(of, ty, known)).collect();
        let given = given?;
        Some(match given.is_empty() {
            true => name.clone(),
            false => format!("{name}<{}>", given.join(",")),
        })
    }
}

/// What the types of a function's arguments say of parameters: `A1` is the second's type, `A1.0` the first argument of
/// that, `R1` what it gives when it is called.
fn given_by_arguments(function: &Value) -> Known {
    let mut known = Known::new();
    let inputs = function["sig"]["inputs"].as_array();
    for (at, input) in inputs.into_iter().flatten().enumerate() {
        let ty = referred(&input[1]);
        let mut callable: Vec<&Value> = bounds_on(function, ty).collect();
        callable.extend(ty["impl_trait"].as_array().into_iter().flatten());
        let gives = callable.into_iter().map(|bound| {
            let of = &bound["trait_bound"]["trait"]["args"]["parenthesized"];
            referred(&of["output"])
        });
        let gives: Vec<&Value> = gives.filter(|ty| ty.is_object()).collect();
        for (from, ty) in [(format!("A{at}"), ty)]
            .into_iter()
            .chain(gives.into_iter().map(|ty| (format!("R{at}"), ty)))
        {
            let mut parts: Vec<(String, &Value)> = vec![(from.clone(), ty)];
            let within = arguments(&ty["resolved_path"]).enumerate();
            parts.extend(within.map(|(of, ty)| (format!("{from}.{of}"), referred(ty))));
            for element in [&ty["slice"], &ty["array"]["type"]] {
                parts.push((format!("{from}.0"), referred(element)));
            }
            for (from, ty) in parts {
                if let Some(name) = name_of_parameter(ty).filter(|name| name != "Self") {
                    known.entry(name).or_insert(from);
                }
            }
        }
    }
    known
}

/// What is asked of a parameter, where it is declared and after `where`.
fn bounds_on<'a>(function: &'a Value, parameter: &'a Value) -> impl Iterator<Item = &'a Value> {
    let name = &parameter["generic"];
    let own = function["generics"]["params"]
        .as_array()
        .into_iter()
        .flatten();
    let own = own
        .filter(|of| name.is_string() && of["name"] == *name)
        .map(|of| &of["kind"]["type"]["bounds"]);
    let asked = function["generics"]["where_predicates"].as_array();
    let asked = asked
        .into_iter()
        .flatten()
        .map(|of| &of["bound_predicate"])
        .filter(|of| name.is_string() && of["type"]["generic"] == *name)
        .map(|of| &of["bounds"]);
    own.chain(asked).filter_map(Value::as_array).flatten()
}

/// What a type refers or points to.
fn referred(mut ty: &Value) -> &Value {
    loop {
        match ["borrowed_ref", "raw_pointer"]
            .iter()
            .find(|kind| ty[**kind].is_object())
        {
            Some(kind) => ty = &ty[*kind]["type"],
            None => return ty,
        }
    }
}

fn defined_at(summary: &Value) -> Option<String> {
    let path: Option<Vec<&str>> = summary["path"]
        .as_array()?
        .iter()
        .map(Value::as_str)
        .collect();
    Some(format!(
        "{} {}",
        summary["kind"].as_str()?,
        path?.join("::")
    ))
}

/// The types among the arguments of a path.
fn arguments(path: &Value) -> impl Iterator<Item = &Value> {
    let all = path["args"]["angle_bracketed"]["args"].as_array();
    all.into_iter()
        .flatten()
        .map(|of| &of["type"])
        .filter(|of| !of.is_null())
}

fn name_of_parameter(ty: &Value) -> Option<String> {
    ty["generic"].as_str().map(str::to_owned)
}

fn is_stable(item: &Value) -> bool {
    has_stability(item, "level: Stable")
}

fn is_unstable(item: &Value) -> bool {
    has_stability(item, "level: Unstable")
}

fn has_stability(item: &Value, level: &str) -> bool {
    let attributes = item["attrs"].as_array().into_iter().flatten();
    let mut said = attributes.filter_map(|of| of["other"].as_str());
    said.any(|of| of.starts_with("#[attr = Stability") && of.contains(level))
}

/// Whether a raw pointer to such a type has a method of this name as well, and gives something else.
fn of_pointers(name: &str, owners: &[String]) -> bool {
    const POINTERS: &[&str] = &[
        "as_ref",
        "as_mut",
        "cast",
        "read",
        "write",
        "replace",
        "swap",
        "addr",
        "offset",
        "is_null",
        "add",
        "sub",
        "drop_in_place",
        "copy_to",
        "copy_from",
        "align_offset",
        "is_aligned",
        "as_uninit_ref",
        "as_uninit_mut",
        "to_raw_parts",
        "mask",
        "offset_from",
        "map_addr",
        "with_addr",
    ];
    let pointed = ["pointer", "fn", "reference", "tuple", "unit", "never"];
    // To these, pointers are rare, and their own methods are in every line.
    let known = [
        "std::option::Option",
        "std::cell::",
        "std::sync::",
        "[]",
        "str",
    ];
    let is_known = |of: &String| known.iter().any(|known| of.starts_with(known));
    owners.iter().any(|of| pointed.contains(&of.as_str()))
        || POINTERS.contains(&name) && !owners.iter().any(is_known)
}

/// What is given, by path; nothing where not all impls give the same.
#[derive(Default)]
struct Table(BTreeMap<String, Option<String>>);

impl Table {
    fn add(&mut self, path: String, gives: Option<String>) {
        let known = self.0.entry(path).or_insert_with(|| gives.clone());
        if *known != gives {
            *known = None;
        }
    }

    /// What all numbers of a kind give alike stands once.
    fn text(mut self) -> String {
        for (kind, all) in [("int", &INTEGERS[..]), ("float", &FLOATS)] {
            let first = format!("{}::", all[0]);
            let names: Vec<String> = self
                .0
                .keys()
                .filter_map(|path| path.strip_prefix(&first).map(str::to_owned))
                .collect();
            for name in names {
                let of = |number: &&str| self.0.get(&format!("{number}::{name}"));
                let gives = of(&all[0]).cloned();
                if let Some(gives) = gives
                    && all.iter().all(|number| of(number) == Some(&gives))
                {
                    for number in all {
                        self.0.remove(&format!("{number}::{name}"));
                    }
                    self.0.insert(format!("{kind}::{name}"), gives);
                }
            }
        }
        let lines = self.0.into_iter();
        lines
            .filter_map(|(path, gives)| Some(format!("{path}\t{}\n", gives?)))
            .collect()
    }
}

//! A program's members by name and impls by type, so that each event of the worklist touches only what it may wake.

use crate::model::Kind;
use crate::parse::{EXPORTS, Piece, STARTS};
use crate::reach::alike::is_like;
use crate::reach::quiet::UNASKED;
use crate::reach::std_traits::is_trait_of_std;
use crate::reach::wrapped::BY_SERDE;
use crate::resolve::{
    Asked, ById, Head, ImplData, ItemId, NEEDS_NOTHING, Ns, Program, Res, Word, Words, path_names,
    word,
};
use rustc_hash::FxHashMap;
use std::borrow::Borrow;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::Hash;
use std::rc::Rc;
use syn::visit::{self, Visit};

/// Traits that std has for all types, each given itself or whatever makes it: by one other impl nothing is found.
const REFLEXIVE: &[&str] = &["Borrow", "BorrowMut", "From", "Into", "TryFrom", "TryInto"];

/// Traits that std has for boxes of whatever has them, or of anything: of std's types only boxes may have std's traits by
/// the program as well.
const BOXED: &[&str] = &[
    "AsMut",
    "AsRef",
    "Borrow",
    "BorrowMut",
    "Clone",
    "Debug",
    "Default",
    "Deref",
    "DerefMut",
    "Display",
    "DoubleEndedIterator",
    "Eq",
    "Error",
    "From",
    "FromIterator",
    "Future",
    "Hash",
    "Hasher",
    "Iterator",
    "Ord",
    "PartialEq",
    "PartialOrd",
];

/// What the worklist needs to know of an impl.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ImplFacts {
    pub(super) item: ItemId,
    /// What it is for.
    pub(super) heads: Vec<Head>,
    /// Structs, enums and unions of the program that its header names: it can be used only if all live, but for those that
    /// the compiler finds by it.
    pub(super) needs: Vec<ItemId>,
    /// Those of them that stand only in what the trait is given, where the compiler may find them by this impl alone.
    pub(super) beside: Vec<ItemId>,
    /// Those that stand only in arguments of the types that its header is made of: `W` in `impl Of for Wrap<W>`. None where
    /// the trait's own crate surely has another impl for the like.
    pub(super) within: Vec<ItemId>,
    /// Its traits of the program.
    pub(super) local: Vec<ItemId>,
    /// The last segments of its traits of other crates, and what traits of std those may be under other names.
    pub(super) foreign: Vec<String>,
    /// Whether it is for one type alone, and nothing in that is open but lifetimes and lengths.
    pub(super) is_single: bool,
    /// Whether code of a crate other than std can call it: that is where the trait is found.
    pub(super) outside: bool,
    /// Whether one of those may be a trait of std: another crate may hand on what it has no part in.
    pub(super) of_std: bool,
}

/// A map that says what it is asked for.
#[derive(Debug)]
pub(super) struct Asking<K, V> {
    asked: Rc<Asked>,
    map: FxHashMap<K, V>,
}

/// What something is asked for by.
pub(super) trait AskedBy {
    /// The words of those who ask for it.
    fn word(&self, asked: &Asked) -> Word;
}

impl AskedBy for String {
    fn word(&self, _: &Asked) -> Word {
        word(self)
    }
}

impl AskedBy for str {
    fn word(&self, _: &Asked) -> Word {
        word(self)
    }
}

impl AskedBy for ItemId {
    fn word(&self, asked: &Asked) -> Word {
        asked.of_item(*self)
    }
}

impl AskedBy for Head {
    fn word(&self, asked: &Asked) -> Word {
        match self {
            Head::Item(item) => asked.of_item(*item),
            Head::Foreign(name) | Head::Builtin(name) => word(name),
            Head::Shape(name) => word(name),
            Head::Any => word("any type"),
        }
    }
}

impl<K: Eq + Hash, V> Asking<K, V> {
    fn new(asked: &Rc<Asked>) -> Asking<K, V> {
        Asking {
            asked: asked.clone(),
            map: FxHashMap::default(),
        }
    }

    /// What is known under a key.
    pub(super) fn get<Q>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
        Q: AskedBy + Eq + Hash + ?Sized,
    {
        self.asked.word(key.word(&self.asked));
        self.map.get(key)
    }

    /// Whether anything is known under a key.
    pub(super) fn contains_key<Q>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
        Q: AskedBy + Eq + Hash + ?Sized,
    {
        self.get(key).is_some()
    }
}

/// The index.
#[derive(Debug)]
pub(super) struct Index {
    pub(super) impls: Vec<ImplFacts>,
    /// Of each, the types that must be live before it can be used.
    pub(super) awaited: Vec<Vec<ItemId>>,
    /// Impls by the types they need.
    pub(super) by_need: Asking<ItemId, Vec<usize>>,
    /// Impls by the trait of the program.
    pub(super) by_trait: Asking<ItemId, Vec<usize>>,
    /// Impls by the last segment of a foreign trait.
    pub(super) by_foreign: Asking<String, Vec<usize>>,
    /// Impls that need no type.
    pub(super) needless: Vec<usize>,
    /// Impls by head.
    pub(super) by_head: Asking<Head, Vec<usize>>,
    /// Heads of impls for types that are not the program's.
    pub(super) heads_of_others: Vec<Head>,
    /// Members of impls and traits by name.
    pub(super) members: Asking<String, Vec<ItemId>>,
    /// The impl a container item is.
    pub(super) of_item: ById<ItemId, usize>,
    /// Statics that bring something before `main`, and what may write such inside.
    pub(super) started: Vec<ItemId>,
    /// Those of them that the linker has called, whoever is asked for.
    pub(super) called_first: Vec<ItemId>,
    /// Functions and statics that other code may find by their symbols, and what may write such.
    pub(super) exported: Vec<ItemId>,
    /// Statics that are the program's allocator, and what may write such.
    pub(super) allocators: Vec<ItemId>,
    /// The items in what is given to a macro, by the outermost that is.
    pub(super) given: BTreeMap<ItemId, Vec<ItemId>>,
}

impl ImplFacts {
    /// What is to be known of an impl, with the words that it hangs on; none of one that does not parse.
    pub(super) fn of(program: &Program, item: ItemId) -> Option<(ImplFacts, Words)> {
        let (facts, words) = program.asked.answer(|| {
            program.asked.item(item);
            program
                .impl_data(item)
                .map(|data| ImplFacts::from(program, &data))
        });
        Some((facts?, words))
    }

    fn from(program: &Program, data: &ImplData) -> ImplFacts {
        let generics: Vec<String> = data
            .header
            .generics
            .type_params()
            .map(|parameter| parameter.ident.to_string())
            .collect();
        let mut names = Names {
            program,
            item: data.item,
            generics,
            found: BTreeSet::new(),
            shallow: true,
            behind: Vec::new(),
        };
        let visit_trait = |names: &mut Names<'_>| {
            let segments = data
                .header
                .trait_
                .iter()
                .flat_map(|(path, _)| &path.segments);
            segments.for_each(|segment| names.visit_path_arguments(&segment.arguments));
        };
        names.visit_type(&data.header.self_ty);
        visit_trait(&mut names);
        let outermost = std::mem::take(&mut names.found);
        names.shallow = false;
        names.visit_type(&data.header.self_ty);
        let own = names.found.clone();
        visit_trait(&mut names);
        let needs: Vec<ItemId> = names.found.into_iter().collect();
        let mut within: Vec<ItemId> = needs.clone();
        within.retain(|need| !outermost.contains(need));
        let is_box = |head: &Head| matches!(head, Head::Foreign(path) if path == "std::boxed::Box");
        if data.of.iter().all(is_box) && data.by.iter().all(|of| is_for_boxes(program, data, of)) {
            // By two impls nothing is found.
            within.clear();
        }
        let beside = needs.iter().filter(|need| !own.contains(need));
        let beside: Vec<ItemId> = beside.copied().collect();
        let local = data.by.iter().filter_map(|res| {
            if let Res::Item(item) = res {
                Some(*item)
            } else {
                None
            }
        });
        let local: Vec<ItemId> = local.collect();
        let mut foreign: Vec<String> = Vec::new();
        let mut of_std = false;
        for res in &data.by {
            let Res::Foreign(path) = res else { continue };
            let name = path.rsplit("::").next().unwrap_or_default();
            let renamed = match is_of_others(res) {
                true => program.std_traits_as(path, &is_trait_of_std),
                false => Some(Vec::new()),
            };
            // Of a trait that nobody knows, all may run as soon as the type is there.
            let renamed = renamed.unwrap_or_else(|| UNASKED.map(str::to_owned).to_vec());
            of_std |= !is_of_others(res) || is_trait_of_std(name) || !renamed.is_empty();
            foreign.push(name.to_owned());
            foreign.extend(renamed);
        }
        let outside = data.by.iter().all(is_of_others) && !data.by.is_empty();
        let is_type = |of: &syn::GenericParam| matches!(of, syn::GenericParam::Type(_));
        ImplFacts {
            item: data.item,
            heads: data.of.clone(),
            beside: match foreign.iter().any(|of| REFLEXIVE.contains(&of.as_str())) {
                true => Vec::new(),
                false => beside,
            },
            is_single: !data.header.generics.params.iter().any(is_type),
            within,
            needs,
            local,
            foreign,
            outside,
            of_std,
        }
    }

    /// The words of all who would find the impl, or something by it.
    pub(super) fn words(&self, program: &Program) -> Vec<Word> {
        let asked = &program.asked;
        let mut words: Vec<Word> = self.heads.iter().map(|head| head.word(asked)).collect();
        words.extend(self.needs.iter().map(|item| asked.of_item(*item)));
        words.extend(self.foreign.iter().map(|name| word(name)));
        let traits = self.local.iter().copied();
        for container in traits.chain([self.item]) {
            words.push(asked.of_item(container));
            // The members of an impl that is gone are gone by themselves.
            let members = program.items.get(container.0 as usize);
            let members = members.into_iter().flat_map(|data| &data.members);
            words.extend(members.map(|member| asked.of_item(*member)));
        }
        if self.needs.is_empty() {
            words.push(NEEDS_NOTHING);
        }
        words
    }
}

impl Index {
    /// The index of these impls.
    pub(super) fn of_impls(program: &Program, impls: Vec<ImplFacts>) -> Index {
        let asked = &program.asked;
        let mut index = Index {
            impls: Vec::new(),
            awaited: Vec::new(),
            by_need: Asking::new(asked),
            by_trait: Asking::new(asked),
            by_foreign: Asking::new(asked),
            needless: Vec::new(),
            by_head: Asking::new(asked),
            heads_of_others: Vec::new(),
            members: Asking::new(asked),
            of_item: ById::default(),
            started: Vec::new(),
            called_first: Vec::new(),
            exported: Vec::new(),
            allocators: Vec::new(),
            given: BTreeMap::new(),
        };
        impls.into_iter().for_each(|facts| index.add(facts));
        index.awaited = index
            .impls
            .iter()
            .enumerate()
            .map(|(at, _)| index.awaits(program, at))
            .collect();
        index.add_members(program);
        let starts = |names: &BTreeSet<String>| STARTS.iter().any(|word| names.contains(*word));
        let unseen = || program.unseen_impls().iter();
        let starting = unseen().filter(|(_, names)| starts(names));
        index.started.extend(starting.map(|(writer, _)| *writer));
        let exports = |names: &BTreeSet<String>| EXPORTS.iter().any(|word| names.contains(*word));
        let exporting = unseen().filter(|(_, names)| exports(names));
        index.exported.extend(exporting.map(|(writer, _)| *writer));
        let allocating = unseen().filter(|(_, names)| names.contains("global_allocator"));
        index
            .allocators
            .extend(allocating.map(|(writer, _)| *writer));
        index
    }

    fn add(&mut self, facts: ImplFacts) {
        let at = self.impls.len();
        for need in &facts.needs {
            self.by_need.map.entry(*need).or_default().push(at);
        }
        if facts.needs.is_empty() {
            self.needless.push(at);
        }
        for of in &facts.local {
            self.by_trait.map.entry(*of).or_default().push(at);
        }
        for of in &facts.foreign {
            let of = self.by_foreign.map.entry(of.clone());
            of.or_default().push(at);
        }
        for head in &facts.heads {
            let is_other = !matches!(head, Head::Item(_) | Head::Any);
            if is_other && !self.by_head.map.contains_key(head) {
                self.heads_of_others.push(head.clone());
            }
            let head = self.by_head.map.entry(head.clone());
            head.or_default().push(at);
        }
        self.of_item.insert(facts.item, at);
        self.impls.push(facts);
    }

    /// Other impls of an impl's traits for what has the same head, that are surely there.
    pub(super) fn rivals<'a>(
        &'a self,
        program: &'a Program,
        at: usize,
    ) -> impl Iterator<Item = &'a ImplFacts> {
        let facts = &self.impls[at];
        let of_head = facts.heads.iter().filter_map(|head| self.by_head.get(head));
        let others = of_head.flatten().filter(move |other| **other != at);
        others
            .map(|other| &self.impls[*other])
            .filter(move |other| {
                let shared = other.foreign.iter().any(|of| facts.foreign.contains(of))
                    || other.local.iter().any(|of| facts.local.contains(of));
                shared && program.item(other.item).cfgs.is_empty()
            })
    }

    /// The types that must be live before an impl can be used. One that stands within others the compiler finds, if no other
    /// impl of the trait is for the like.
    fn awaits(&self, program: &Program, at: usize) -> Vec<ItemId> {
        let facts = &self.impls[at];
        let has_rival = |need: &ItemId| {
            let name = &program.item(*need).name;
            let own = outline(program, facts);
            let mut rivals = self.rivals(program, at);
            rivals.any(|other| is_like(&own, name, &outline(program, other)))
        };
        let by_trait = !facts.foreign.is_empty() || !facts.local.is_empty();
        let is_found = |need: &ItemId| by_trait && facts.within.contains(need) && !has_rival(need);
        let needs = facts.needs.iter().copied();
        needs.filter(|need| !is_found(need)).collect()
    }

    fn add_members(&mut self, program: &Program) {
        for (at, item) in program.items.iter().enumerate() {
            let id = ItemId(at as u32);
            let container = item.parent.map(|parent| program.item(parent).kind);
            if matches!(container, Some(Kind::Impl | Kind::Trait)) {
                let named = self.members.map.entry(item.name.clone());
                named.or_default().push(id);
            }
            if program.is_started(id) {
                self.started.push(id);
                if program.is_called_first(id) {
                    self.called_first.push(id);
                }
            }
            if program.is_exported(id) {
                self.exported.push(id);
            }
            if program.is_allocator(id) {
                self.allocators.push(id);
            }
            if let Some(given) = program.given(id) {
                self.given.entry(given).or_default().push(id);
            }
        }
    }

    /// Members of this name in the impls of a head.
    pub(super) fn of_head<'a>(
        &'a self,
        program: &'a Program,
        head: &Head,
        name: &'a str,
    ) -> impl Iterator<Item = ItemId> + 'a {
        program.asked.name(name);
        let impls = self.by_head.get(head).into_iter().flatten();
        impls
            .flat_map(|at| &program.item(self.impls[*at].item).members)
            .copied()
            .filter(move |member| {
                let data = program.item(*member);
                data.name == name
            })
    }
}

/// An impl's trait and type as they are written.
fn outline(program: &Program, facts: &ImplFacts) -> String {
    let header = program.item(facts.item).header.as_ref();
    let by = header.and_then(|header| header.by.as_deref());
    let of = header.map(|header| header.of.as_str());
    format!("{} for {}", by.unwrap_or_default(), of.unwrap_or_default())
}

/// Whether something is found in a crate that is neither read nor std.
fn is_of_others(res: &Res) -> bool {
    matches!(res, Res::Foreign(path) if !path.starts_with("std::") && !path.starts_with('?'))
}

/// Whether the crate that a trait of an impl is of surely has it for boxes.
fn is_for_boxes(program: &Program, data: &ImplData, of: &Res) -> bool {
    let Res::Foreign(path) = of else { return false };
    let (krate, _) = path.split_once("::").unwrap_or_default();
    let (_, name) = path.rsplit_once("::").unwrap_or_default();
    match krate {
        "std" => BOXED.contains(&name),
        krate => {
            let package = program.krate(program.item(data.item).krate).package;
            let mut asked = program.packages[package].dependencies.iter();
            BY_SERDE.contains(&name)
                && asked.any(|asked| asked.key == krate && asked.is_serde_with_heap())
        }
    }
}

/// Collects the structs, enums and unions that a piece of syntax names.
struct Names<'a> {
    program: &'a Program,
    item: ItemId,
    generics: Vec<String>,
    found: BTreeSet<ItemId>,
    /// Whether what is in a type is left out.
    shallow: bool,
    /// The aliases that are being looked behind, against circles.
    behind: Vec<ItemId>,
}

impl<'ast> Visit<'ast> for Names<'_> {
    fn visit_type_path(&mut self, node: &'ast syn::TypePath) {
        let names = path_names(&node.path);
        let generic = names
            .first()
            .is_some_and(|first| self.generics.contains(first));
        // What an associated type is of, or an alias is given, need not be in the type that comes of it.
        let is_itself = node.qself.is_none()
            && (generic || !self.add(&names, node.path.leading_colon.is_some()));
        if !self.shallow && is_itself {
            visit::visit_type_path(self, node);
        }
    }

    /// A length or a constant: of the types in it there need not be values.
    fn visit_expr(&mut self, _: &'ast syn::Expr) {}

    fn visit_type(&mut self, node: &'ast syn::Type) {
        let is_outer = matches!(
            node,
            syn::Type::Path(_)
                | syn::Type::Reference(_)
                | syn::Type::Paren(_)
                | syn::Type::Group(_)
        );
        if is_outer || !self.shallow {
            visit::visit_type(self, node);
        }
    }
}

impl Names<'_> {
    /// The type that a name means; whether it may be an alias. Of several that it may mean, under conditions, none need be there.
    fn add(&mut self, names: &[String], absolute: bool) -> bool {
        let program = self.program;
        let module = program.item(self.item).module;
        let found = program.resolve_whole(module, names, absolute, Ns::Type);
        let kind = |item: &ItemId| program.item(*item).kind;
        if let [Res::Item(item)] = &found[..] {
            match kind(item) {
                kind if kind.is_adt() => {
                    self.found.insert(*item);
                }
                Kind::TypeAlias => self.behind_alias(*item),
                _ => {}
            }
        }
        let is_alias = |res: &Res| matches!(res, Res::Item(item) if kind(item) == Kind::TypeAlias);
        found.iter().any(is_alias)
    }

    /// What an alias stands for, without what it is given.
    fn behind_alias(&mut self, item: ItemId) {
        if self.behind.contains(&item) {
            return;
        }
        self.behind.push(item);
        if let Some(Piece::Item(syn::Item::Type(alias))) =
            self.program.cached_piece(item).as_deref()
        {
            let outer = std::mem::replace(&mut self.item, item);
            let own = alias
                .generics
                .type_params()
                .map(|parameter| parameter.ident.to_string())
                .collect();
            let generics = std::mem::replace(&mut self.generics, own);
            self.visit_type(&alias.ty);
            self.generics = generics;
            self.item = outer;
        }
        self.behind.pop();
    }
}

//! What the root is given from outside: values that its caller made, of types that nothing in the closure constructs.
//!
//! A generic root, or one that is handed a `dyn` object, however deep in its arguments' fields, can be called with
//! any implementor of the trait. So all of them are live. The same holds for statics, which others may have filled.
//! Implementors of `Fn` are closures and functions: they stand, or are named, where something that takes one is
//! named; so whatever names it is live, and what names that, as long as it takes one itself. Where closures may lie in
//! what is given, `reach/keyed.rs` says.

use crate::model::Kind;
use crate::parse::Piece;
use crate::plan::Unkeyed;
use crate::reach::asks::{Asks, CLONED, COMPARED, WALKED};
use crate::reach::callable::is_run;
use crate::reach::comes_in::{Found, is_any};
use crate::reach::keyed::Closures;
use crate::reach::live::Reach;
use crate::reach::named::Named;
use crate::reach::scope::Scope;
use crate::reach::steps::Step;
use crate::reach::ty::{ITERATORS, Ty, convert};
use crate::reach::wrapped::BY_SERDE;
use crate::resolve::{Head, ItemId, Res};
use std::collections::BTreeSet;
use syn::visit::Visit;

/// Traits that say how a value may be handled and have no code.
const MARKERS: &[&str] = &[
    "Send",
    "Sync",
    "Copy",
    "Sized",
    "Unpin",
    "UnwindSafe",
    "RefUnwindSafe",
    "Fn",
    "FnMut",
    "FnOnce",
];

/// What types of std ask of what they hold when they are dropped.
const FINISHED_BY: [&str; 3] = ["std::io::Write", "std::iter::Iterator", "std::cmp::Ord"];

/// The same, with what those ask in turn: an iterator is walked over, or what it repeats is cloned.
const FINISHING: &[&[&str]] = &[&["Write"], WALKED, CLONED, COMPARED];

/// Types of std through which nothing is changed that is shared.
const FROZEN: &[&str] = &[
    "std::option::Option",
    "std::result::Result",
    "std::boxed::Box",
    "std::vec::Vec",
    "std::string::String",
    "std::cmp::Ordering",
    "std::time::Duration",
    "std::ops::Range",
    "std::ops::RangeInclusive",
    "std::marker::PhantomData",
];

/// Whether a foreign trait, by its name, has no impls whose code could run: a marker, or one of closures.
pub(super) fn is_marker(name: &str) -> bool {
    MARKERS.contains(&name)
}

impl Reach<'_> {
    /// All implementors of the traits that come in with an item's signature or type; and, for they may hold more of
    /// the same, with theirs.
    pub(super) fn given_from_outside(&mut self, item: ItemId, unkeyed: &Unkeyed, encodes: bool) {
        let mut open = vec![(item, Closures::of(unkeyed))];
        if encodes {
            // Its wrapper asks of whatever that is what serde needs.
            for of in BY_SERDE {
                let more = self.all_implementors(&Res::Foreign(format!("serde::{of}")), item);
                open.extend(more.into_iter().map(|item| (item, Closures::of(unkeyed))));
            }
        }
        let mut all = Found::default();
        let mut holds = false;
        let mut written = false;
        while let Some((at, closures)) = open.pop() {
            if self.given.get(&at).is_some_and(|known| *known >= closures) {
                continue;
            }
            self.given.insert(at, closures);
            let found = self.comes_in(at, closures, unkeyed);
            all.takers.extend(found.takers);
            all.spelled.extend(found.spelled);
            all.any_type |= found.any_type;
            all.any_size |= found.any_size;
            if found.narrowed && !std::mem::replace(&mut written, true) {
                let more = self.all_written(item);
                open.extend(more.into_iter().map(|item| (item, closures)));
            }
            for (of, closures) in found.traits {
                // Whether there are such types, any text may change.
                self.reached.everywhere |= is_run(&of);
                // An iterator's next item, a plain one too, may be a closure's.
                holds |= is_iterator(&of) || is_any(&of);
                let more = self.all_implementors(&of, item);
                open.extend(more.into_iter().map(|item| (item, closures)));
            }
            if found.cloned && !std::mem::replace(&mut all.cloned, true) {
                let more = self.all_cloned(item);
                open.extend(more.into_iter().map(|item| (item, closures)));
            }
            for (by, into) in found.converted {
                let more = self.all_converted(by, &into, item);
                open.extend(more.into_iter().map(|item| (item, closures)));
            }
        }
        let Found {
            any_type,
            any_size,
            cloned,
            ..
        } = all;
        self.asleep.push((all, item));
        if self.measures {
            self.wake_asleep();
        }
        if any_type {
            self.undropped.push(item);
        }
        if any_type || any_size {
            self.any_size_given(item);
        }
        if cloned {
            // What a derive copies, the type's definition says.
            self.wake_measured();
        }
        self.iterates |= holds;
        let walks = self.iterates && self.walks;
        if walks || self.lets_go || !self.drops_none(item) {
            self.wake_givers(item);
        } else if !self.only_borrows(item) {
            // A closure is as large as what it holds, and is moved.
            self.wake_asleep();
        }
        let told = |scope: &Scope, ty: &Ty| scope.asks_trait(ty) || self.is_closed(ty);
        if walks || self.drops || !self.drops_none_but(item, told) {
            self.drop_any(item);
        }
    }

    /// What is given from outside may be dropped or called. A closure goes with what it holds: whoever may have made it
    /// counts. A value of a type that the caller chooses runs whatever `drop` the program has, and one of another crate's
    /// that crate's.
    pub(super) fn lets_go(&mut self, from: ItemId) {
        self.step(from, || Step::LetsGo, |reach| reach.let_go(from));
    }

    pub(super) fn let_go(&mut self, from: ItemId) {
        self.wake_givers(from);
        // Of what is only lent, nothing is dropped unless something else takes it.
        if !self.is_drop(from) {
            self.drop_any(from);
        }
    }

    /// Whether an item is what a type of the program does when it is dropped.
    fn is_drop(&self, item: ItemId) -> bool {
        let parent = self.program.item(item).parent;
        let at = parent.and_then(|parent| self.index.of_item.get(&parent));
        at.is_some_and(|at| self.index.impls[*at].foreign.iter().any(|of| of == "Drop"))
    }

    /// A value of whatever type came in may be dropped.
    fn drop_any(&mut self, from: ItemId) {
        self.drops = true;
        if !std::mem::take(&mut self.undropped).is_empty() {
            self.all_implementors(&Res::Foreign("std::ops::Drop".to_owned()), from);
            // Whether there are types of std that run more, any text may change.
            self.reached.everywhere = true;
            if self.known.has_finishers() {
                for of in FINISHED_BY {
                    self.all_implementors(&Res::Foreign(of.to_owned()), from);
                }
                self.ask(Asks::These(FINISHING), &[&Ty::Unknown], from);
            }
        }
    }

    /// What is given from outside is put into another value, which may be dropped: a closure in it counts.
    pub(super) fn wraps(&mut self, from: ItemId) {
        self.step(from, || Step::Wraps, |reach| reach.wake_givers(from));
    }

    fn wake_givers(&mut self, from: ItemId) {
        self.lets_go = true;
        self.opens(from);
        if self.outside {
            self.std_runs(from);
        }
        self.wake_asleep();
    }

    /// Who may have handed over the closures that came in.
    pub(super) fn wake_asleep(&mut self) {
        for (found, from) in std::mem::take(&mut self.asleep) {
            self.givers_of(found.takers, true, from);
            self.givers_of(found.spelled, false, from);
        }
    }

    /// Whether a static only ever holds what it is set to where it stands: nothing that a shared reference can change.
    pub(super) fn is_constant_static(&self, item: ItemId) -> bool {
        let piece = self.program.head(item);
        let Some(Piece::Item(syn::Item::Static(node))) = piece.as_deref() else {
            return false;
        };
        let scope = self.scope_of(item);
        let ty = convert(self.program, &scope, &node.ty);
        matches!(node.mutability, syn::StaticMutability::None)
            && !has_raw_pointers(&node.ty)
            && self.is_frozen(&ty, &mut BTreeSet::new())
    }

    fn is_frozen(&self, ty: &Ty, seen: &mut BTreeSet<ItemId>) -> bool {
        match ty {
            // A function that it points to is named where it is set.
            Ty::Builtin(_) | Ty::Never | Ty::Callable(_) => true,
            Ty::Slice(of) => self.is_frozen(of, seen),
            Ty::Tuple(types) => types.iter().all(|ty| self.is_frozen(ty, seen)),
            Ty::Foreign(path, types) => {
                FROZEN.contains(&&**path) && types.iter().all(|ty| self.is_frozen(ty, seen))
            }
            Ty::Adt(item, types) => {
                types.iter().all(|ty| self.is_frozen(ty, seen))
                    && (!seen.insert(*item)
                        || !self.has_raw_pointers(*item)
                            && self
                                .field_types(*item)
                                .iter()
                                .all(|ty| self.is_frozen(ty, seen)))
            }
            _ => false,
        }
    }

    /// Whether a type may point to what somebody else changes.
    fn has_raw_pointers(&self, item: ItemId) -> bool {
        let mut found = RawPointers(false);
        match self.program.cached_piece(item).as_deref() {
            Some(Piece::Item(item)) => found.visit_item(item),
            _ => return true,
        }
        found.0
    }

    /// An item's name, as what it is of.
    pub(super) fn name_of(&self, item: ItemId) -> Named {
        let data = self.program.item(item);
        let name = data.name.clone();
        if let Some(owner) = self.owner_of(item) {
            return Named::Associated(name, owner);
        }
        match (data.kind, data.parent) {
            (Kind::Fn, Some(_)) => Named::Method(name),
            (Kind::Fn, None) => Named::Function(name),
            _ => Named::Any(name),
        }
    }

    /// Of a function that only its type's name leads to, a type's own without a receiver: that name.
    fn owner_of(&self, item: ItemId) -> Option<String> {
        let parent = self.program.item(item).parent?;
        let facts = &self.index.impls[*self.index.of_item.get(&parent)?];
        let piece = self.program.head(item)?;
        let has_receiver = piece.signature()?.receiver().is_some();
        let inherent = self.program.item(parent).header.as_ref()?.by.is_none();
        match facts.heads.as_slice() {
            [Head::Item(owner)] if inherent && !has_receiver => {
                Some(self.program.item(*owner).name.clone())
            }
            _ => None,
        }
    }

    /// Whatever may hand a closure or function to what is known by one of these names, in the program's tests as well
    /// or not.
    fn givers_of(&mut self, takers: BTreeSet<Named>, tests: bool, from: ItemId) {
        let mut names = Names::default();
        for taker in takers {
            self.known_as(taker, &mut names);
        }
        self.reached.everywhere |= !names.open.is_empty();
        while let Some(name) = names.open.pop() {
            for at in 0..self.program.items.len() {
                let giver = ItemId(at as u32);
                let data = self.program.item(giver);
                let has_code = matches!(
                    data.kind,
                    Kind::Fn | Kind::Const | Kind::Static | Kind::Macro | Kind::MacroCall
                );
                let whole = &self.program.text(data.text).text;
                let text = |start: u32, end: u32| {
                    let text = whole.get(start as usize..end as usize);
                    text.unwrap_or_default()
                };
                if data.kind == Kind::TypeAlias {
                    let alias = name.by_alias(text(data.span.start, data.span.end), &data.name);
                    alias.into_iter().for_each(|alias| names.add(alias));
                }
                // In an impl of what takes it, `Self` is its name.
                let container = data.parent.map(|parent| self.program.item(parent));
                let header = container.map_or("", |parent| text(parent.span.start, parent.open));
                let named = || {
                    let text = text(data.span.start, data.span.end);
                    match data.kind {
                        Kind::Macro => name.is_in_macro(text),
                        _ => name.is_in(text, header),
                    }
                };
                let is_giver = || named() || name.is_asked() && self.may_name_others(giver);
                if !has_code || !is_giver() || !tests && self.known.is_of_tests(giver) {
                    continue;
                }
                self.live(giver, from, "may hand over a closure");
                if data.kind == Kind::Macro {
                    names.add(Named::Any(data.name.clone()));
                } else if names.givers.insert(giver) {
                    for taker in self.passes_on(giver, &mut names) {
                        self.known_as(taker, &mut names);
                    }
                }
            }
        }
    }

    /// What takes closures among an item, all that comes in with it, and all that may implement what it asks for. The
    /// latter is live, for it may make them. What was looked at for another giver is in the names already.
    fn passes_on(&mut self, giver: ItemId, names: &mut Names) -> BTreeSet<Named> {
        let mut open = vec![giver];
        let mut takers = BTreeSet::new();
        while let Some(at) = open.pop() {
            if !names.passed.insert(at) {
                continue;
            }
            let found = self.passed_by(at);
            takers.extend(found.takers);
            for of in found.traits.keys() {
                if at == giver {
                    self.all_implementors(of, giver);
                }
                let impls = self.implementors(of);
                open.extend(impls.iter().map(|at| self.index.impls[*at].item));
            }
        }
        takers
    }

    /// The names under which code may use what has a name: its own, and those it is imported by.
    fn known_as(&self, taker: Named, names: &mut Names) {
        names.add(taker.clone());
        let modules = self.program.modules.iter();
        for import in modules.flat_map(|module| &module.imports) {
            if let (Some(last), Some(other)) = (import.path.last(), &import.name) {
                let renamed = taker.by_import(last, other);
                renamed.into_iter().for_each(|name| names.add(name));
            }
        }
    }

    /// The impls of a trait; none of one that has no code.
    fn implementors(&self, of: &Res) -> Vec<usize> {
        match of {
            Res::Item(item) => self.index.by_trait.get(item).cloned().unwrap_or_default(),
            Res::Foreign(path) if !is_marker(path.rsplit("::").next().unwrap_or_default()) => {
                let names = self.program.all_names_of(path);
                let impls = names.iter().map(|name| self.index.by_foreign.get(name));
                impls.flatten().flatten().copied().collect()
            }
            _ => Vec::new(),
        }
    }

    /// An impl comes alive that the root may be given a value by, with the types that it needs.
    pub(super) fn impl_comes_in(&mut self, at: usize, from: ItemId, how: &str) -> ItemId {
        let facts = &self.index.impls[at];
        for need in &facts.needs {
            self.live(*need, from, how);
        }
        self.live(facts.item, from, how);
        facts.item
    }

    /// All implementors of a trait come alive; gives what more may come in with them.
    fn all_implementors(&mut self, of: &Res, from: ItemId) -> Vec<ItemId> {
        let name = match of {
            Res::Item(item) => self.program.item(*item).name.clone(),
            Res::Foreign(path) => path.rsplit("::").next().unwrap_or_default().to_owned(),
            _ => return Vec::new(),
        };
        if is_marker(&name) {
            return Vec::new();
        }
        let how = format!("an implementor of {name}, which the function may be given");
        let mut more = Vec::new();
        for at in self.implementors(of) {
            more.push(self.impl_comes_in(at, from, &how));
        }
        for (writer, names) in self.program.unseen_impls() {
            if names.contains(&name) {
                self.live(*writer, from, &how);
                more.push(*writer);
            }
        }
        for at in 0..self.program.items.len() {
            let data = &self.program.items[at];
            let derived = data
                .marks
                .derives
                .iter()
                .any(|path| path.rsplit("::").next() == Some(name.as_str()));
            if derived && data.kind.is_adt() {
                self.live(ItemId(at as u32), from, &how);
                more.push(ItemId(at as u32));
            }
        }
        more
    }
}

/// Whether a raw pointer stands in a type, but in what a function that is pointed to takes and gives.
struct RawPointers(bool);

impl<'ast> Visit<'ast> for RawPointers {
    fn visit_type_ptr(&mut self, _: &'ast syn::TypePtr) {
        self.0 = true;
    }

    fn visit_type_fn_ptr(&mut self, _: &'ast syn::TypeFnPtr) {}
}

pub(super) fn has_raw_pointers(ty: &syn::Type) -> bool {
    let mut found = RawPointers(false);
    found.visit_type(ty);
    found.0
}

/// Whether a trait is one of iterators, or may be: another crate may hand it on.
fn is_iterator(of: &Res) -> bool {
    let Res::Foreign(path) = of else { return false };
    let name = path.rsplit("::").next();
    ITERATORS.iter().any(|of| of.rsplit("::").next() == name)
}

/// Names to look for, each once.
#[derive(Default)]
struct Names {
    open: Vec<Named>,
    known: BTreeSet<Named>,
    givers: BTreeSet<ItemId>,
    /// What was looked at for what it passes on.
    passed: BTreeSet<ItemId>,
}

impl Names {
    fn add(&mut self, name: Named) {
        if !name.name().is_empty() && self.known.insert(name.clone()) {
            self.open.push(name);
        }
    }
}

//! What wakes when live code hands values to code that is not read: the impls that it may ask for, of the types that it
//! is handed.
//!
//! Which traits are asked, the tables say (`asks.rs`). Where the types are known, only their impls are asked, and those
//! of the types that they name as associated types; a derived impl asks the same of the fields. Where they are not, those
//! of all live types.

use crate::model::Kind;
use crate::parse::Piece;
use crate::reach::asks::{
    ANY, Asks, CHOSEN, CLONED, COMPARED, HASHED, OF_ALL, PATHS, WALKED, asks_of, is_of_std,
    is_of_std_iterators, is_of_std_traits, of_any,
};
use crate::reach::compared::Beside;
use crate::reach::hidden::Taken;
use crate::reach::index::ImplFacts;
use crate::reach::live::{Reach, TRIGGERED};
use crate::reach::looks::is_number;
use crate::reach::paths::is_empty_by_default;
use crate::reach::projected::named_by;
use crate::reach::quiet::{
    OPERATORS, is_constant, is_list, is_of_processor, is_plain, is_wrapping, puts_into, takes_out,
};
use crate::reach::scope::Scope;
use crate::reach::std_types::{deref_of, is_entry, is_formatter, is_map, is_sequence};
use crate::reach::ty::{ITERATORS, Ty};
use crate::resolve::{Head, ItemId};
use std::collections::BTreeSet;
use syn::visit::{self, Visit};

/// Operators that sets of std have, too: they hash, compare and clone.
const OF_SETS: &[&str] = &["Sub", "BitAnd", "BitOr", "BitXor"];

/// Traits whose associated type is but an error, which who asked for the value is given.
const FAILING: &[&str] = &["FromStr", "TryFrom", "TryInto"];

/// Types of std that are made of values by moving them, or of slices and texts by copies.
const MOVED_INTO: &[&str] = &[
    "std::boxed::Box",
    "std::cell::Cell",
    "std::cell::RefCell",
    "std::option::Option",
    "std::rc::Rc",
    "std::string::String",
    "std::sync::Arc",
    "std::vec::Vec",
];

/// Methods of iterators that walk over what they are called on, and over nothing that they are given.
const WALKS_ITSELF: &[&str] = &[
    "all",
    "any",
    "count",
    "find",
    "find_map",
    "fold",
    "for_each",
    "max_by",
    "min_by",
    "nth",
    "nth_back",
    "position",
    "reduce",
    "rfind",
    "rfold",
    "rposition",
];

impl Reach<'_> {
    /// A method of std is called, or one that may be std's; whether it may be one of another crate.
    pub(super) fn asked_by_method(
        &mut self,
        receiver: &Ty,
        name: &str,
        given: &[&Ty],
        wanted: Option<&Ty>,
        from: ItemId,
    ) -> bool {
        let others: Vec<&Ty> = given.iter().copied().chain(wanted).collect();
        let types = types_of(receiver, &others);
        // What is plain, called with what is plain, for what is plain: but an iterator may have anything under it, and
        // what another crate's trait gives is what is wanted.
        if types.iter().all(|ty| is_plain(ty) && !hides(ty)) {
            return !self.is_surely_of_std(receiver, name)
                && self.others_in_scope(from, receiver, name);
        }
        // What a list or an option of std does with nothing but itself, it does whatever is in it.
        let of_std = matches!(receiver, Ty::Foreign(path, _) if path.starts_with("std::"));
        let moves = of_std && matches!(asks_of(receiver, name), Asks::Looks | Asks::Moves);
        let of_others = !moves
            && (self.may_be_of_others(receiver, Some(name), given, from)
                || !self.is_surely_of_std(receiver, name)
                    && self.others_in_scope(from, receiver, name));
        match of_others {
            true => self.escapes(types, from),
            false => self.asked_of_std(receiver, name, &others, from),
        }
        of_others
    }

    /// A method is called that is std's, if it is not the program's.
    pub(super) fn asked_of_std(&mut self, receiver: &Ty, name: &str, others: &[&Ty], from: ItemId) {
        let types = types_of(receiver, others);
        if types.iter().all(|ty| is_plain(ty) && !hides(ty)) {
            return;
        }
        self.asked_of_lent(receiver, name, from);
        let asks = match (asks_of(receiver, name), name) {
            // As it is made into a list or a text, nothing is asked of what comes out.
            (_, "collect") if !others.is_empty() && others.iter().all(|ty| is_list(ty)) => {
                let asks = match receiver {
                    Ty::Iter(_) => Asks::Moves,
                    _ => Asks::These(&[WALKED]),
                };
                return self.ask(asks, &types_of(receiver, &[]), from);
            }
            (Asks::These(_), name) if let Some(of) = self.compared_by_hand(receiver, name) => {
                self.demand(of, receiver, from);
                Asks::Moves
            }
            // Texts, paths and numbers of std are made of what can be seen as one, and of nothing that is compared.
            (_, "into" | "try_into") if matches!(others, [made] if is_plain(made)) => {
                Asks::These(&[PATHS])
            }
            // Who makes a type of the program is of the program.
            (_, "into") if matches!(others, [Ty::Adt(..)]) => Asks::Moves,
            // By the impls that make what is wanted.
            (Asks::These(groups), "sum" | "product")
                if let [.., made] = others
                    && !matches!(made, Ty::Unknown | Ty::Param(_) | Ty::Bounded(_)) =>
            {
                let of = if name == "sum" { "Sum" } else { "Product" };
                self.demand_made_within(of, made, from);
                match groups.contains(&WALKED) {
                    true => Asks::These(&[WALKED]),
                    false => Asks::Moves,
                }
            }
            (Asks::All, name) => self.unlisted(receiver, name),
            (asks, _) => asks,
        };
        if name == "extend" {
            // References to what is `Copy` are put in as copies.
            self.ask(Asks::These(&[CLONED]), &[receiver], from);
        }
        if asks == Asks::These(&[WALKED]) && WALKS_ITSELF.contains(&name) {
            // What else it is given is called, or goes through what is called.
            self.ask(Asks::Moves, &types, from);
            return self.ask(asks, &[receiver], from);
        }
        let keys = keys_of(receiver).filter(|_| asks == Asks::These(&[COMPARED, HASHED]));
        let Some(keys) = keys else {
            return self.ask(asks, &types, from);
        };
        // Values are moved, and nothing is asked of them.
        self.ask(Asks::Moves, &types, from);
        let given = usize::from(!is_entry(receiver));
        let keys = std::iter::once(&keys).chain(others.iter().copied().take(given));
        self.ask(asks, &keys.collect::<Vec<_>>(), from);
    }

    /// A method is called on a receiver that is not known: what std's own of that name may ask.
    pub(super) fn asked_by_name(&mut self, name: &str, from: ItemId) {
        if self.asked_by_method(&Ty::Unknown, name, &[&Ty::Unknown], None, from) {
            self.made_by_others(&Ty::Unknown, from);
        }
    }

    /// A macro of std compares or repeats values; what it shows is asked for apart.
    pub(super) fn asked_by_macro(&mut self, name: &str, types: &[Ty], from: ItemId) {
        match (name, types) {
            ("assert_eq" | "assert_ne" | "debug_assert_eq" | "debug_assert_ne", [a, b, ..]) => {
                self.asked_by_operator("PartialEq", &[a, b], from);
            }
            // It may be `vec![x; n]`.
            ("vec", [item, len]) if !matches!(len, Ty::Adt(..)) => {
                let items = Ty::Slice(Box::new(item.clone()));
                self.asked_by_method(&items, "to_vec", &[], None, from);
            }
            _ => {}
        }
    }

    /// An operator works on these: it runs an impl of the program, or one of std for types around those of the program.
    pub(super) fn asked_by_operator(&mut self, of: &str, types: &[&Ty], from: ItemId) {
        if types.iter().copied().all(is_plain) {
            return;
        }
        if types.iter().any(|ty| is_of_others(ty)) {
            self.escapes(types.iter().copied(), from);
        }
        for ty in types {
            self.may_be_of_others(ty, None, types, from);
        }
        match types {
            [left, right] => self.demand_between(of, left, right, from),
            types => types.iter().for_each(|ty| self.demand(of, ty, from)),
        }
        let by_std = |ty: &&Ty| !matches!(ty, Ty::Adt(..) | Ty::Builtin(_));
        let asks = match of {
            // What std puts beside a number is one.
            _ if types.iter().any(|ty| is_number(ty)) => Asks::Moves,
            // What the program's impl asks, it says itself.
            _ if types.first().is_some_and(|left| self.has_by_hand(left, of)) => Asks::Moves,
            "PartialEq" | "PartialOrd" => Asks::These(&[COMPARED, HASHED]),
            of if OF_SETS.contains(&of) && types.iter().any(by_std) => {
                Asks::These(&[COMPARED, HASHED, CLONED])
            }
            _ => Asks::Moves,
        };
        self.ask(asks, types, from);
    }

    /// What a method that no table lists may ask: one that only the program has, nothing of std.
    fn unlisted(&self, receiver: &Ty, name: &str) -> Asks {
        let of_others = matches!(receiver, Ty::Foreign(path, _) if !path.starts_with("std::"));
        let of_std = || self.may_be_of_std(receiver, name);
        match !of_others && self.index.members.contains_key(name) && !of_std() {
            true => Asks::Moves,
            false => Asks::All,
        }
    }

    /// Whether std may have a method of a name for a receiver.
    pub(super) fn may_be_of_std(&self, receiver: &Ty, name: &str) -> bool {
        let compiler = self.program.build.minor_version;
        match receiver {
            Ty::Iter(_) => is_of_std_iterators(name, compiler),
            Ty::Adt(item, _) if !self.implements(*item, "Deref") => {
                is_of_std_traits(name, compiler)
            }
            _ => is_of_std(name, compiler),
        }
    }

    /// Whether a method that is not the program's is std's, also where traits of other crates are in scope: the tables
    /// have it, or all that has it is std's.
    fn is_surely_of_std(&self, receiver: &Ty, name: &str) -> bool {
        match receiver {
            Ty::Iter(_) => is_of_std_iterators(name, Some(0)),
            Ty::Adt(item, _) => {
                let impls = self.index.by_head.get(&Head::Item(*item)).into_iter();
                let mut foreign = impls.flatten().map(|at| &self.index.impls[*at].foreign);
                OF_ALL.contains(&name)
                    || is_of_std_traits(name, Some(0)) && foreign.any(|of| !of.is_empty())
            }
            _ => asks_of(receiver, name) != Asks::All,
        }
    }

    /// Whether a method of a type may be one of another crate's, which the tables do not know: any, of a type that is not
    /// known, in a crate that depends on one.
    ///
    /// What is not known can be of another crate's type only once live code names something of that crate, and then that
    /// code can do anything with what it is `given`; and has a method of another crate's trait only where a `use` brings
    /// one in scope that has such a `method`, if its name is known.
    pub(super) fn may_be_of_others(
        &mut self,
        receiver: &Ty,
        method: Option<&str>,
        given: &[&Ty],
        from: ItemId,
    ) -> bool {
        fn others(reach: &Reach<'_>, ty: &Ty) -> bool {
            match ty {
                Ty::Builtin(_) | Ty::Never => false,
                Ty::Slice(of) | Ty::Iter(of) => others(reach, of),
                Ty::Tuple(of) => of.iter().any(|ty| others(reach, ty)),
                Ty::Foreign(path, of) => {
                    !path.starts_with("std::") || of.iter().any(|ty| others(reach, ty))
                }
                Ty::Adt(item, _) if !reach.implements(*item, "Deref") => false,
                // What it leads to, where that leads nowhere.
                Ty::Adt(..) => match reach.pointee(ty) {
                    Ty::Adt(..) => true,
                    target => others(reach, &target),
                },
                _ => true,
            }
        }
        let krate = self.program.item(from).krate;
        if !others(self, receiver) || !self.known.depends_on_others(krate) {
            return false;
        }
        let in_scope = |name| self.others_in_scope(from, receiver, name);
        if is_of_others(receiver) || method.is_some_and(in_scope) {
            return true;
        }
        let known = self.asked_types(given, false);
        self.may_be_others(known.as_deref(), from);
        false
    }

    /// A root may be given a formatter, with any writer behind it.
    pub(super) fn formatters_given(&mut self, item: ItemId) {
        let signature = self.signature(item);
        let mut types = signature.inputs.iter().chain(&signature.own);
        if types.any(is_formatter) {
            self.writers_wake(item);
        }
    }

    /// A type that holds a formatter may have come in with one.
    pub(super) fn formatters_held(&mut self, item: ItemId) {
        let text = self.program.text_of(item);
        // What a closure that it holds is given, is none.
        let mut named = Formatters(false);
        if text.contains("Formatter")
            && let Some(Piece::Item(tree)) = self.program.cached_piece(item).as_deref()
        {
            named.visit_item(tree);
        }
        let holds = || self.field_types(item).iter().any(holds_formatter);
        if named.0 || holds() {
            self.writers_wake(item);
        }
    }

    fn writers_wake(&mut self, from: ItemId) {
        self.lets_go(from);
        self.demand_of("Write", None, from);
    }

    /// Whether what a method gives tells what std may run: it may be made of any type that is wanted.
    pub(super) fn gives_what_is_wanted(&self, receiver: &Ty, name: &str) -> bool {
        match receiver {
            Ty::Adt(..) | Ty::Builtin(_) | Ty::Slice(_) | Ty::Tuple(_) | Ty::Iter(_) => {
                CHOSEN.contains(&name)
            }
            Ty::Foreign(path, _) => !path.starts_with("std::") || CHOSEN.contains(&name),
            _ => true,
        }
    }

    /// A function of std or of another crate is called, with values, for or by what else is known.
    pub(super) fn asked_by_path(
        &mut self,
        path: &str,
        values: &[Ty],
        others: &[&Ty],
        from: ItemId,
    ) {
        let (owner, name) = path.rsplit_once("::").unwrap_or(("", path));
        for ty in values {
            self.takes_over(ty, from);
        }
        // What most give, their arguments tell.
        let chosen = values.is_empty() || !path.starts_with("std::") || CHOSEN.contains(&name);
        let others = others.iter().copied();
        let others = others.filter(|ty| chosen || says_what_it_holds(ty));
        let types: Vec<&Ty> = values.iter().chain(others).collect();
        let of = owner.rsplit("::").next().unwrap_or_default();
        if !path.starts_with("std::") {
            return self.handed(types, from);
        }
        if is_of_processor(path) {
            return;
        }
        if name == "default" && is_empty_by_default(owner) {
            return;
        }
        if is_wrapping(path) || is_constant(path) {
            // What it takes is let go of by whoever drops it: a closure by who owned it, and what else there is by who took
            // it out of what was lent.
            if !puts_into(path) && !values.iter().all(|ty| self.is_closed(ty)) {
                match takes_out(path) {
                    true => self.lets_go(from),
                    false => self.wraps(from),
                }
            }
            return;
        }
        // Of what they take nothing is compared; of a slice each is cloned.
        if name == "from" && MOVED_INTO.contains(&owner) {
            return self.ask(
                Asks::These(&[CLONED]),
                &values.iter().collect::<Vec<_>>(),
                from,
            );
        }
        if matches!(
            path,
            "std::convert::From::from" | "std::convert::TryFrom::try_from"
        ) && let Some(made) = types.last()
        {
            // As by `into`.
            let fallible = made.is("std::result::Result").then(|| made.arg(0));
            let made = fallible
                .as_ref()
                .filter(|_| name == "try_from")
                .unwrap_or(made);
            match made {
                Ty::Adt(..) => return self.ask(Asks::Moves, &types[..values.len()], from),
                made if is_plain(made) => {
                    return self.ask(Asks::These(&[PATHS]), &types[..values.len()], from);
                }
                _ => {}
            }
        }
        match values.split_first() {
            // What it makes is asked for apart.
            None if path == "std::default::Default::default" => {}
            Some(_) if OPERATORS.contains(&(of, name)) => {
                self.asked_by_operator(of, &values.iter().collect::<Vec<_>>(), from);
            }
            // As if called on its first argument.
            Some((receiver, _)) if asks_of(receiver, name) != Asks::All => {
                // It is std's own, or a trait's of std: no other's of that name.
                self.asked_of_std(receiver, name, &types[1..], from);
            }
            // What is shown is asked for apart, and so was the writer.
            Some(_) if name == "fmt" => {}
            _ => self.handed(types, from),
        }
    }

    /// It is indexed: a map looks for a key.
    pub(super) fn asked_by_index(&mut self, base: &Ty, at: &Ty, from: ItemId) {
        let mut seen = base.clone();
        for _ in 0..8 {
            let next = self.pointee(&seen);
            if next == seen {
                break;
            }
            self.ask(Asks::Moves, &[&seen, at], from);
            seen = next;
        }
        let asks = match &seen {
            Ty::Foreign(path, _) if !path.starts_with("std::") => Asks::All,
            Ty::Unknown | Ty::Param(_) | Ty::Bounded(_) => Asks::These(&[COMPARED, HASHED]),
            ty if is_map(ty) => Asks::These(&[COMPARED, HASHED]),
            _ => Asks::Moves,
        };
        self.ask(asks, &[&seen, at], from);
    }

    /// A loop walks over it.
    pub(super) fn asked_by_loop(&mut self, over: &Ty, from: ItemId) {
        let by_std = match over {
            Ty::Iter(_) => true,
            ty => is_map(ty) || is_sequence(ty) || ty.is("std::option::Option"),
        };
        let asks = match by_std {
            true => Asks::Moves,
            false => Asks::These(&[WALKED]),
        };
        self.ask(asks, &[over], from);
    }

    /// Values go to code of std, or of others, that may call anything their types implement.
    pub(super) fn handed<'t>(&mut self, types: impl IntoIterator<Item = &'t Ty>, from: ItemId) {
        let types: Vec<&Ty> = types.into_iter().collect();
        if !types.iter().copied().all(is_plain) {
            self.ask(Asks::All, &types, from);
        }
    }

    /// Asks the impls of types.
    pub(super) fn ask(&mut self, asks: Asks, types: &[&Ty], from: ItemId) {
        if asks == Asks::Looks {
            // What is not known may be an iterator that looks ahead.
            let is_open = |ty: &&Ty| matches!(ty, Ty::Unknown | Ty::Param(_) | Ty::Bounded(_));
            if types.iter().any(is_open) {
                self.walks(from);
            }
            return;
        }
        if !types.iter().all(|ty| self.is_closed(ty)) {
            self.lets_go(from);
        }
        for ty in types.iter().copied() {
            // Where code gets at an iterator, its place tells; what it gives may be dropped.
            match ty {
                Ty::Iter(of) => self.takes_over(of, from),
                ty => self.takes_over(ty, from),
            }
        }
        let given = types;
        let (mut traits, types): (Vec<&str>, _) = match asks {
            Asks::Looks | Asks::Moves => return,
            // What is cloned may hold a closure, and that may hold anything.
            Asks::These(groups) if groups.contains(&CLONED) && types.iter().any(|ty| hides(ty)) => {
                (groups.concat(), None)
            }
            Asks::These(groups) => (groups.concat(), self.asked_types(types, true)),
            Asks::Hidden(traits) => (traits.to_vec(), None),
            Asks::All => match self.asked_types(types, false) {
                Some(known) => (vec![ANY], Some(known)),
                None => return self.std_runs(from),
            },
        };
        if matches!(asks, Asks::These(groups) if groups.contains(&COMPARED)) {
            traits.extend(Beside::of_any(given.iter().copied()).asked("PartialEq"));
        }
        self.demand_each(&traits, types.as_deref(), from);
    }

    /// Asks each of these traits of types of the program; of any where they are not known.
    pub(super) fn demand_each(&mut self, traits: &[&str], types: Option<&[ItemId]>, from: ItemId) {
        if traits.contains(&"BuildHasher") {
            self.hashers_made(types, from);
        }
        for of in traits {
            if *of == ANY || self.may_have(of) {
                self.demand_of(of, types, from);
            }
        }
    }

    /// The types of the program in these types, and those that their impls name as associated types: what code that
    /// is handed one can come to hold; std's code by traits of its own alone. None if it may be any.
    pub(super) fn asked_types(&self, types: &[&Ty], by_std: bool) -> Option<Vec<ItemId>> {
        let mut found = BTreeSet::new();
        let known = types
            .iter()
            .all(|ty| self.types_in(ty, by_std, &mut found, 0));
        known.then(|| found.into_iter().collect())
    }

    fn types_in(&self, ty: &Ty, by_std: bool, found: &mut BTreeSet<ItemId>, depth: usize) -> bool {
        if depth > 8 {
            return false;
        }
        match ty {
            Ty::Unknown | Ty::Param(_) | Ty::Bounded(_) => false,
            Ty::Never | Ty::Builtin(_) => true,
            Ty::Slice(of) | Ty::Iter(of) | Ty::Callable(of) => {
                self.types_in(of, by_std, found, depth)
            }
            Ty::Tuple(types) => types
                .iter()
                .all(|ty| self.types_in(ty, by_std, found, depth)),
            Ty::Foreign(path, args) => {
                path.starts_with("std::")
                    && (is_plain(ty)
                        || !args.is_empty()
                            && args
                                .iter()
                                .all(|ty| self.types_in(ty, by_std, found, depth)))
                    || args.is_empty() && self.program.holds_own(path)
            }
            Ty::Adt(item, args) => {
                args.iter()
                    .all(|ty| self.types_in(ty, by_std, found, depth))
                    && (!found.insert(*item)
                        || self
                            .named_by_impls(*item, by_std)
                            .into_iter()
                            .all(|member| {
                                let named = named_by(self.program, None, member, ty, 0);
                                self.types_in(&named, by_std, found, depth + 1)
                            }))
            }
        }
    }

    /// The associated types in a type's impls of traits that are not the program's; of those that std's code may call.
    fn named_by_impls(&self, item: ItemId, by_std: bool) -> Vec<ItemId> {
        let impls = self.index.by_head.get(&Head::Item(item)).into_iter();
        let called = |facts: &&ImplFacts| {
            let mut foreign = facts.foreign.iter();
            !by_std || facts.of_std && !foreign.all(|of| FAILING.contains(&of.as_str()))
        };
        let foreign = impls
            .flatten()
            .map(|at| &self.index.impls[*at])
            .filter(|facts| !facts.foreign.is_empty())
            .filter(called);
        foreign
            .flat_map(|facts| &self.program.item(facts.item).members)
            .copied()
            .filter(|member| self.program.item(*member).kind == Kind::TypeAlias)
            .collect()
    }

    /// Whether no value in it can be a closure's, or of a type of another crate: all of it is known, down to the
    /// fields.
    pub(super) fn is_closed(&self, ty: &Ty) -> bool {
        let mut items = BTreeSet::new();
        self.holds_known(ty, &mut items) && items.into_iter().all(|item| self.is_closed_item(item))
    }

    /// The same of a type's fields, and theirs.
    fn is_closed_item(&self, item: ItemId) -> bool {
        let find = || {
            let mut open = vec![item];
            let mut seen = BTreeSet::new();
            let mut closed = true;
            while let Some(at) = open.pop() {
                if closed && seen.insert(at) {
                    let mut items = BTreeSet::new();
                    let fields = self.field_types(at);
                    closed = fields.iter().all(|ty| self.holds_known(ty, &mut items));
                    open.extend(items);
                }
            }
            closed
        };
        let known = &self.known.closed;
        known.get(&self.program.asked, item, find)
    }

    /// Whether nothing in a type as it stands may be a closure's, or of a type that is not known; the program's types in it.
    fn holds_known(&self, ty: &Ty, items: &mut BTreeSet<ItemId>) -> bool {
        let mut all = |types: &[Ty]| types.iter().all(|ty| self.holds_known(ty, items));
        match ty {
            Ty::Unknown | Ty::Param(_) | Ty::Bounded(_) | Ty::Callable(_) => false,
            Ty::Never | Ty::Builtin(_) => true,
            Ty::Slice(of) | Ty::Iter(of) => self.holds_known(of, items),
            Ty::Tuple(types) => all(types),
            Ty::Foreign(path, args) => {
                is_plain(ty)
                    || path.starts_with("std::") && !args.is_empty() && all(args)
                    || args.is_empty() && self.program.holds_own(path)
            }
            Ty::Adt(item, args) => {
                let known = all(args);
                items.insert(*item);
                known
            }
        }
    }

    /// What a pointer of std leads to, if it is a type of the program with this method of its own, which neither the
    /// pointer nor a trait that it hands on has.
    pub(super) fn own_behind(&self, receiver: &Ty, name: &str, scope: &Scope) -> bool {
        let Some(target) = deref_of(receiver) else {
            return false;
        };
        let Ty::Adt(item, _) = target else {
            return false;
        };
        let handed_on = [
            "Iterator", "Read", "Write", "BufRead", "Seek", "Future", "Hasher", "Error",
        ];
        of_any(name) == Asks::All
            && !matches!(
                name,
                "into"
                    | "try_into"
                    | "to_string"
                    | "fmt"
                    | "deref"
                    | "deref_mut"
                    | "type_id"
                    | "into_owned"
                    | "to_mut"
                    | "is_borrowed"
                    | "is_owned"
                    | "get_mut"
                    | "set"
                    | "get_ref"
                    | "poll"
                    | "call"
                    | "call_mut"
                    | "call_once"
                    | "default"
            )
            && !handed_on.iter().any(|of| self.implements(item, of))
            && self.is_own_method(&target, name, &[], Taken::Unknown, scope)
    }

    /// A method is called on a receiver that is not known.
    pub(super) fn by_name(&mut self, name: &str, from: ItemId) {
        self.asked_by_name(name, from);
        self.named(name, from);
    }

    /// A foreign trait, by its path, is asked for a type; of an iterator, these traits.
    pub(super) fn demand_path(
        &mut self,
        path: &str,
        ty: &Ty,
        of_iterator: &[&[&str]],
        from: ItemId,
    ) {
        if let Some(name) = path.rsplit("::").next() {
            self.demand(name, ty, from);
            if ITERATORS.contains(&path) {
                for of in of_iterator.iter().copied().flatten() {
                    self.demand(of, ty, from);
                }
            }
            if name == "Error" {
                self.demand("Display", ty, from);
                self.demand("Debug", ty, from);
            }
        }
    }

    /// Anything is asked of a type: every impl of it, by hand or by derive.
    pub(super) fn any_demanded(&mut self, item: ItemId, from: ItemId) {
        let index = self.index;
        let of_it = index.by_need.get(&item).into_iter().flatten();
        // Impls for whatever type, of traits that code which is not read may ask for.
        let of_all = index.needless.iter();
        let of_all = of_all.filter(|at| !index.impls[**at].foreign.is_empty());
        for at in of_it.chain(of_all) {
            self.consider(*at, from);
        }
        let derives = self.derives_of(item);
        let asked = derives.of_std.iter().map(String::as_str);
        for name in asked.filter(|name| !TRIGGERED.contains(name)) {
            self.demand_of(name, Some(&[item]), from);
        }
        self.written_is_asked(ANY, item, from);
    }
}

/// Whether a type is one of another crate than std, or has one in it.
pub(super) fn is_of_others(ty: &Ty) -> bool {
    match ty {
        Ty::Slice(of) | Ty::Iter(of) => is_of_others(of),
        Ty::Tuple(of) => of.iter().any(is_of_others),
        Ty::Foreign(path, of) => !path.starts_with("std::") || of.iter().any(is_of_others),
        _ => false,
    }
}

/// Whether a type, made by a function of std that is handed values, may hold what those do not tell. A type of std that
/// stands without arguments, or with such as nobody knows, is made of them.
fn says_what_it_holds(ty: &Ty) -> bool {
    match ty {
        Ty::Unknown => false,
        Ty::Foreign(path, args) if path.starts_with("std::") => args.iter().any(says_what_it_holds),
        _ => true,
    }
}

/// Of a map or a place in one: its keys, and what hashes them.
fn keys_of(ty: &Ty) -> Option<Ty> {
    let Ty::Foreign(_, args) = ty else {
        return None;
    };
    let keys = args.iter().enumerate().filter(|(at, _)| *at != 1);
    (is_map(ty) || is_entry(ty)).then(|| Ty::Tuple(keys.map(|(_, ty)| ty.clone()).collect()))
}

/// What a method is called on, and with.
fn types_of<'t>(receiver: &'t Ty, others: &[&'t Ty]) -> Vec<&'t Ty> {
    std::iter::once(receiver)
        .chain(others.iter().copied())
        .collect()
}

/// Whether a closure or an iterator stands in it: what those hold, their types do not tell.
fn hides(ty: &Ty) -> bool {
    match ty {
        Ty::Iter(_) | Ty::Callable(_) => true,
        Ty::Slice(of) => hides(of),
        Ty::Tuple(types) | Ty::Foreign(_, types) | Ty::Adt(_, types) => types.iter().any(hides),
        _ => false,
    }
}

/// Whether a formatter is named in the fields of a type, but in what functions take.
struct Formatters(bool);

impl<'ast> Visit<'ast> for Formatters {
    fn visit_path_segment(&mut self, node: &'ast syn::PathSegment) {
        self.0 |= node.ident == "Formatter";
        if !matches!(node.arguments, syn::PathArguments::Parenthesized(_)) {
            visit::visit_path_segment(self, node);
        }
    }

    fn visit_type_fn_ptr(&mut self, _: &'ast syn::TypeFnPtr) {}

    fn visit_generics(&mut self, _: &'ast syn::Generics) {}
}

/// Whether a formatter, or what is made of one, lies in a type.
fn holds_formatter(ty: &Ty) -> bool {
    let within = |types: &[Ty]| types.iter().any(holds_formatter);
    is_formatter(ty)
        || match ty {
            Ty::Adt(_, types) | Ty::Foreign(_, types) | Ty::Tuple(types) => within(types),
            Ty::Slice(of) | Ty::Iter(of) => holds_formatter(of),
            _ => false,
        }
}

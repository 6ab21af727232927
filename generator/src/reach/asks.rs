//! Which impls code of std may run when it is handed values: by the method that is called, and by their types.
//!
//! A generic method of std can only call what its bounds ask of a type: `push` asks nothing, `sort` asks `Ord`. The
//! tables say so for everyday methods, for the type they are called on, or for every type of std that has a method of
//! that name. What is not listed asks for anything. Where the types are known, only their impls are asked, and those
//! that they name as associated types; a derived impl asks the same of the fields.
//!
//! An iterator is asked where it goes into an adaptor, for all that the adaptor may ask of it later. So the tables ask
//! nothing of what is under a [`Ty::Iter`].

use crate::model::Kind;
use crate::reach::live::Reach;
use crate::reach::quiet::{OPERATORS, is_constant, is_list, is_plain, is_wrapping};
use crate::reach::std_types::{deref_of, is_formatter, is_map, is_sequence};
use crate::reach::ty::{Ty, associated};
use crate::resolve::{Head, ItemId, ModuleId};
use std::collections::{BTreeSet, HashSet};
use std::sync::OnceLock;

/// What a call of std may ask of the types that it is handed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asks {
    /// Nothing: it looks, and neither calls nor drops anything.
    Looks,
    /// Nothing, but it may call a closure or drop a value.
    Moves,
    /// Impls of these traits, beside.
    These(&'static [&'static [&'static str]]),
    /// Impls of these traits, for any type: what is cloned may hold a closure, and that may hold anything.
    Hidden(&'static [&'static str]),
    /// Anything.
    All,
}

/// Traits that stand for every trait of std.
pub(super) const ANY: &str = "*";

const COMPARED: &[&str] = &["PartialEq", "Eq", "PartialOrd", "Ord"];
const HASHED: &[&str] = &["Hash", "Hasher", "BuildHasher", "Borrow"];
const CLONED: &[&str] = &["Clone", "ToOwned", "Borrow"];
const WRITTEN: &[&str] = &["Write"];
const CONVERTED: &[&str] = &["AsRef", "AsMut", "Borrow", "BorrowMut"];
const SUMMED: &[&str] = &["Sum", "Product"];
const RANGED: &[&str] = &["RangeBounds"];
const READ: &[&str] = &["Read", "BufRead", "Seek"];
const ERRORS: &[&str] = &["Error"];

/// What an adaptor may ask of the iterator in it, at once or later: to be cloned and shown, too.
pub(super) const ITERATED: &[&str] = &[
    "Iterator",
    "DoubleEndedIterator",
    "ExactSizeIterator",
    "FusedIterator",
    "IntoIterator",
    "Clone",
    "Debug",
    "Default",
];

/// Of items, by methods of all iterators. Nothing is asked of the iterator itself.
fn of_iterator(name: &str) -> Asks {
    match name {
        "size_hint" | "peek" | "peek_mut" | "len" | "by_ref" | "as_str" | "as_slice" => Asks::Looks,
        "next" | "next_back" | "nth" | "nth_back" | "map" | "filter" | "filter_map"
        | "enumerate" | "take" | "skip" | "step_by" | "rev" | "peekable" | "find" | "find_map"
        | "position" | "rposition" | "any" | "all" | "fold" | "rfold" | "try_fold"
        | "try_for_each" | "for_each" | "count" | "last" | "scan" | "take_while" | "skip_while"
        | "map_while" | "inspect" | "fuse" | "reduce" | "min_by" | "max_by" | "copied" | "iter"
        | "into_iter" | "next_if" | "rfind" => Asks::Moves,
        "zip" | "chain" | "flat_map" | "flatten" => Asks::These(&[ITERATED]),
        "max" | "min" | "max_by_key" | "min_by_key" | "is_sorted" | "contains" | "is_empty"
        | "next_if_eq" => Asks::These(&[COMPARED]),
        "cmp" | "partial_cmp" | "eq" | "ne" | "lt" | "le" | "gt" | "ge" => {
            Asks::These(&[COMPARED, ITERATED])
        }
        "cloned" => Asks::These(&[CLONED]),
        // What is under it, and what its closures hold.
        "clone" | "cycle" => Asks::Hidden(CLONED),
        "sum" | "product" => Asks::These(&[SUMMED]),
        // By the keys of what it is made into.
        "collect" | "partition" | "unzip" => Asks::These(&[COMPARED, HASHED]),
        _ => Asks::All,
    }
}

fn of_sequence(name: &str) -> Asks {
    match name {
        "len" | "is_empty" | "capacity" | "as_ptr" | "as_mut_ptr" | "as_slice" | "as_mut_slice"
        | "get" | "get_mut" | "get_unchecked" | "get_unchecked_mut" | "first" | "first_mut"
        | "last" | "last_mut" | "front" | "front_mut" | "back" | "back_mut" | "split_at"
        | "split_at_mut" | "split_first" | "split_first_mut" | "split_last" | "split_last_mut"
        | "iter" | "iter_mut" | "chunks" | "chunks_mut" | "chunks_exact" | "windows"
        | "reserve" | "reserve_exact" | "shrink_to_fit" | "swap" | "reverse" | "rotate_left"
        | "rotate_right" | "set_len" | "copy_within" | "copy_from_slice" | "as_ptr_range"
        | "spare_capacity_mut" | "as_chunks" | "as_array" => Asks::Looks,
        "push" | "push_back" | "push_front" | "pop" | "pop_back" | "pop_front" | "insert"
        | "remove" | "swap_remove" | "truncate" | "clear" | "append" | "split_off"
        | "into_iter" | "retain" | "retain_mut" | "sort_by" | "sort_unstable_by" | "dedup_by"
        | "binary_search_by" | "partition_point" | "into_boxed_slice" | "into_vec"
        | "fill_with" | "resize_with" | "map" | "split" | "splitn" | "rsplit" | "chunk_by" => {
            Asks::Moves
        }
        "drain" => Asks::These(&[RANGED]),
        "clone" | "to_vec" | "to_owned" | "extend_from_slice" | "extend_from_within" | "resize"
        | "fill" | "clone_from" | "clone_from_slice" | "join" | "concat" => Asks::These(&[CLONED]),
        "contains"
        | "starts_with"
        | "ends_with"
        | "dedup"
        | "strip_prefix"
        | "strip_suffix"
        | "eq"
        | "ne"
        | "lt"
        | "le"
        | "gt"
        | "ge"
        | "cmp"
        | "partial_cmp"
        | "sort"
        | "sort_unstable"
        | "sort_by_key"
        | "sort_unstable_by_key"
        | "sort_by_cached_key"
        | "binary_search"
        | "binary_search_by_key"
        | "dedup_by_key"
        | "is_sorted" => Asks::These(&[COMPARED]),
        "extend" => Asks::These(&[ITERATED]),
        "as_ref" | "as_mut" | "borrow" | "borrow_mut" => Asks::These(&[CONVERTED]),
        "hash" => Asks::These(&[HASHED]),
        _ => Asks::All,
    }
}

/// Of an `Option` or a `Result`. Formatting of errors, defaults and conversions are asked for apart.
fn of_choice(name: &str) -> Asks {
    match name {
        "is_some" | "is_none" | "is_ok" | "is_err" | "as_ref" | "as_mut" | "as_deref"
        | "as_deref_mut" | "iter" | "iter_mut" | "as_slice" | "copied" => Asks::Looks,
        "take" | "replace" | "insert" | "get_or_insert" | "get_or_insert_with" | "map"
        | "map_err" | "and_then" | "and" | "or" | "or_else" | "ok" | "err" | "ok_or"
        | "ok_or_else" | "unwrap" | "expect" | "unwrap_err" | "expect_err" | "unwrap_or"
        | "unwrap_or_else" | "unwrap_or_default" | "unwrap_unchecked" | "map_or"
        | "map_or_else" | "filter" | "xor" | "zip" | "flatten" | "into_iter" | "is_some_and"
        | "is_none_or" | "is_ok_and" | "is_err_and" | "inspect" | "inspect_err" | "transpose" => {
            Asks::Moves
        }
        "clone" | "cloned" => Asks::These(&[CLONED]),
        "eq" | "ne" | "lt" | "le" | "gt" | "ge" | "cmp" | "partial_cmp" | "max" | "min" => {
            Asks::These(&[COMPARED])
        }
        "hash" => Asks::These(&[HASHED]),
        _ => Asks::All,
    }
}

/// Of a map, a set or a heap: their keys are hashed and compared.
fn of_keyed(name: &str) -> Asks {
    match name {
        "len" | "is_empty" | "capacity" | "iter" | "iter_mut" | "keys" | "values"
        | "values_mut" => Asks::Looks,
        "into_iter" | "into_keys" | "into_values" | "clear" => Asks::Moves,
        "get" | "get_mut" | "contains" | "contains_key" | "insert" | "remove" | "entry"
        | "remove_entry" | "get_key_value" | "first_key_value" | "last_key_value" | "pop_first"
        | "pop_last" | "first" | "last" | "retain" | "reserve" | "push" | "pop" | "peek"
        | "get_or_insert_with" => Asks::These(&[COMPARED, HASHED]),
        "clone" => Asks::These(&[COMPARED, HASHED, CLONED]),
        "extend" => Asks::These(&[COMPARED, HASHED, ITERATED]),
        _ => Asks::All,
    }
}

/// Of any type: what every method of std of this name may ask, of those of its traits included.
fn of_any(name: &str) -> Asks {
    let of_numbers = ["wrapping_", "checked_", "saturating_", "overflowing_"];
    if of_numbers.iter().any(|start| name.starts_with(start)) {
        return Asks::Moves;
    }
    match name {
        // Of pointers, texts, lists and choices.
        "as_ptr" | "as_mut_ptr" | "offset" | "is_null" | "cast" | "as_str" | "as_bytes"
        | "as_slice" | "as_mut_slice" | "chars" | "char_indices" | "push_str" | "set_len"
        | "copy_from_slice" | "get_unchecked" | "get_unchecked_mut" | "first_mut" | "last_mut"
        | "iter" | "iter_mut" | "split_at" | "split_at_mut" | "is_char_boundary" | "len_utf8"
        | "swap" | "capacity" | "to_string" | "default" | "is_some" | "is_none" | "is_ok"
        | "is_err" | "unwrap" | "expect" | "unwrap_or" | "unwrap_or_else" | "unwrap_or_default"
        | "unwrap_unchecked" | "and_then" | "map_err" | "ok" | "err" | "ok_or" | "ok_or_else"
        | "map_or" | "map_or_else" | "is_some_and" | "is_none_or" | "is_ok_and" | "as_deref"
        | "as_deref_mut" | "assume_init" | "assume_init_ref" | "assume_init_mut" | "alternate"
        | "then" | "then_some" | "fmt" | "line" | "column" | "start" | "end" | "kind" => {
            Asks::Moves
        }
        // Of numbers, operators among them: those are asked for apart.
        "leading_zeros" | "trailing_zeros" | "count_ones" | "pow" | "ceil" | "floor" | "round"
        | "trunc" | "sqrt" | "log2" | "log10" | "ln" | "exp" | "abs" | "signum" | "powi"
        | "powf" | "add" | "mul" | "div" | "rem" | "neg" | "not" | "shl" | "shr" | "add_assign"
        | "sub_assign" | "mul_assign" | "div_assign" | "rem_assign" | "shl_assign"
        | "shr_assign" | "bitand_assign" | "bitor_assign" | "bitxor_assign" => Asks::Moves,
        "sub" | "bitand" | "bitor" | "bitxor" => Asks::These(&[COMPARED, HASHED, CLONED]),
        "clone" | "cloned" | "to_owned" | "to_vec" | "clone_from" | "into_owned" => {
            Asks::These(&[CLONED])
        }
        "eq" | "ne" | "lt" | "le" | "gt" | "ge" | "cmp" | "partial_cmp" | "max" | "min"
        | "clamp" | "collect" | "partition" | "unzip" | "max_by_key" | "min_by_key" => {
            Asks::These(&[COMPARED, HASHED, ITERATED])
        }
        "len" | "next" | "next_back" | "size_hint" | "enumerate" | "filter_map" | "find_map"
        | "position" | "rposition" | "fold" | "rfold" | "try_fold" | "try_for_each" | "reduce"
        | "rev" | "step_by" | "peekable" | "skip" | "skip_while" | "take_while" | "map_while"
        | "nth" | "nth_back" | "flat_map" | "flatten" | "copied" | "count" | "scan"
        | "for_each" | "into_iter" | "map" | "filter" | "any" | "all" | "find" | "rfind"
        | "zip" | "inspect" | "fuse" | "cycle" | "max_by" | "min_by" => Asks::These(&[ITERATED]),
        "is_empty" | "last" | "peek" => Asks::These(&[ITERATED, COMPARED]),
        "get" | "get_mut" | "contains_key" | "remove" | "insert" | "entry" | "pop" | "index"
        | "index_mut" | "or_insert" | "or_insert_with" | "or_insert_with_key" | "or_default"
        | "and_modify" => Asks::These(&[COMPARED, HASHED]),
        "into" | "try_into" | "from" => Asks::These(&[COMPARED, HASHED, CLONED, ERRORS]),
        "push" | "contains" => Asks::These(&[COMPARED, HASHED, CONVERTED, RANGED]),
        "as_ref" | "as_mut" | "borrow" | "borrow_mut" => Asks::These(&[CONVERTED]),
        "write_str"
        | "write_char"
        | "write_fmt"
        | "pad"
        | "pad_integral"
        | "debug_struct"
        | "debug_tuple"
        | "debug_list"
        | "debug_map"
        | "debug_set"
        | "field"
        | "finish_non_exhaustive" => Asks::These(&[WRITTEN]),
        "write" | "write_all" | "write_vectored" | "flush" | "read" | "read_exact"
        | "read_to_end" | "read_to_string" | "read_line" | "read_until" | "fill_buf"
        | "consume" | "seek" => Asks::These(&[WRITTEN, READ, HASHED]),
        "hash" => Asks::These(&[HASHED]),
        "sum" | "product" => Asks::These(&[ITERATED, SUMMED]),
        _ => Asks::All,
    }
}

/// Whether std has a method of a name: all that its documentation knows.
fn is_of_std(name: &str) -> bool {
    static NAMES: OnceLock<HashSet<&'static str>> = OnceLock::new();
    let names = NAMES.get_or_init(|| include_str!("std_names.txt").lines().collect());
    names.contains(name)
}

/// Methods of std that give whatever is wanted of them.
const CHOSEN: &[&str] = &[
    "collect",
    "try_collect",
    "collect_into",
    "sum",
    "product",
    "into",
    "try_into",
    "parse",
    "unzip",
    "partition",
    "cast",
    "downcast",
    "downcast_ref",
    "downcast_mut",
    "default",
    "from",
    "try_from",
    "from_iter",
    "from_str",
    "next_chunk",
    "as_ref",
    "as_mut",
    "borrow",
    "borrow_mut",
    "transmute",
    "transmute_copy",
    "from_fn",
    "from_raw",
    "new",
];

/// Of a formatter, and of what it builds: whoever made it has asked the writer behind it, and what is shown is asked for
/// apart.
fn of_formatter(name: &str) -> Asks {
    match name {
        "write_str"
        | "write_char"
        | "write_fmt"
        | "pad"
        | "pad_integral"
        | "debug_struct"
        | "debug_tuple"
        | "debug_list"
        | "debug_map"
        | "debug_set"
        | "field"
        | "entry"
        | "key"
        | "value"
        | "finish"
        | "finish_non_exhaustive"
        | "alternate"
        | "width"
        | "precision"
        | "fill"
        | "sign_plus"
        | "sign_minus" => Asks::Looks,
        // It walks over what is shown.
        "entries" => Asks::These(&[ITERATED]),
        _ => Asks::All,
    }
}

/// What a method may ask when it is called on a type.
fn asks_of(receiver: &Ty, name: &str) -> Asks {
    match receiver {
        Ty::Iter(_) => of_iterator(name),
        Ty::Slice(_) => of_sequence(name),
        ty if ty.is("std::vec::Vec") || ty.is("std::collections::VecDeque") => of_sequence(name),
        ty if ty.is("std::option::Option") || ty.is("std::result::Result") => of_choice(name),
        ty if is_map(ty) || is_sequence(ty) => of_keyed(name),
        Ty::Foreign(path, _) if !path.starts_with("std::") => Asks::All,
        ty if is_formatter(ty) => of_formatter(name),
        _ => of_any(name),
    }
}

/// Operators that sets of std have, too: they hash, compare and clone.
const OF_SETS: &[&str] = &["Sub", "BitAnd", "BitOr", "BitXor"];

impl Reach<'_> {
    /// A method of std is called, or one that may be std's.
    pub(super) fn asked_by_method(
        &mut self,
        receiver: &Ty,
        name: &str,
        others: &[&Ty],
        from: ItemId,
    ) {
        let types = || std::iter::once(receiver).chain(others.iter().copied());
        // What is plain, called with what is plain, for what is plain: but an iterator may have anything under it.
        if types().all(|ty| is_plain(ty) && !hides(ty)) {
            return;
        }
        let asks = match (asks_of(receiver, name), name) {
            // As it is made into a list or a text, nothing is asked of what comes out.
            (_, "collect") if !others.is_empty() && others.iter().all(|ty| is_list(ty)) => {
                match receiver {
                    Ty::Iter(_) => Asks::Moves,
                    _ => Asks::These(&[ITERATED]),
                }
            }
            (Asks::All, name) => self.unlisted(receiver, name),
            (asks, _) => asks,
        };
        self.ask(asks, &types().collect::<Vec<_>>(), from);
    }

    /// A method is called on a receiver that is not known: what std's own of that name may ask.
    pub(super) fn asked_by_name(&mut self, name: &str, from: ItemId) {
        let asks = match of_any(name) {
            Asks::All => self.unlisted(&Ty::Unknown, name),
            asks => asks,
        };
        self.ask(asks, &[&Ty::Unknown], from);
    }

    /// An operator works on these: std has impls of its own for types around those of the program.
    pub(super) fn asked_by_operator(&mut self, of: &str, types: &[&Ty], from: ItemId) {
        if types.iter().copied().all(is_plain) {
            return;
        }
        let by_std = |ty: &&Ty| !matches!(ty, Ty::Adt(..) | Ty::Builtin(_));
        let asks = match of {
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
        match !of_others && self.index.members.contains_key(name) && !is_of_std(name) {
            true => Asks::Moves,
            false => Asks::All,
        }
    }

    /// A method that a type of the program does not have of its own may be a default of another crate's trait.
    pub(super) fn may_be_outside(&mut self, receiver: &Ty, from: ItemId) {
        let Ty::Adt(item, _) = receiver else { return };
        let impls = self.index.by_head.get(&Head::Item(*item)).into_iter();
        if impls.flatten().any(|at| self.index.impls[*at].outside) {
            self.calls_outside("another crate", from);
        }
    }

    /// A root may be given a formatter, with any writer behind it.
    pub(super) fn writers_given(&mut self, item: ItemId) {
        let signature = self.signature(item);
        let types = || signature.inputs.iter().chain(&signature.own);
        if types().any(is_formatter) {
            self.lets_go(item);
        }
        if !types().all(|ty| self.is_closed(ty)) {
            self.demand_of("Write", None, item);
        }
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
        // What most give, their arguments tell.
        let chosen = values.is_empty() || !path.starts_with("std::") || CHOSEN.contains(&name);
        let others = others.iter().copied();
        let others = others.filter(|ty| chosen || **ty != Ty::Unknown);
        let types: Vec<&Ty> = values.iter().chain(others).collect();
        let of = owner.rsplit("::").next().unwrap_or_default();
        if !path.starts_with("std::") {
            return self.handed(types, from);
        }
        if is_wrapping(path) || is_constant(path) {
            // What it takes is let go of by whoever drops it.
            return self.ask(Asks::Moves, &values.iter().collect::<Vec<_>>(), from);
        }
        match values.split_first() {
            Some(_) if OPERATORS.iter().any(|known| *known == (of, name)) => {
                self.asked_by_operator(of, &values.iter().collect::<Vec<_>>(), from);
            }
            // As if called on its first argument.
            Some((receiver, _)) if asks_of(receiver, name) != Asks::All => {
                self.asked_by_method(receiver, name, &types[1..], from);
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
            false => Asks::These(&[ITERATED]),
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
            return;
        }
        if !types.iter().all(|ty| self.is_closed(ty)) {
            self.lets_go(from);
        }
        let (traits, types): (Vec<&str>, _) = match asks {
            Asks::Looks | Asks::Moves => return,
            // What is cloned may hold a closure, and that may hold anything.
            Asks::These(groups) if groups.contains(&CLONED) && types.iter().any(|ty| hides(ty)) => {
                (groups.concat(), None)
            }
            Asks::These(groups) => (groups.concat(), self.asked_types(types)),
            Asks::Hidden(traits) => (traits.to_vec(), None),
            Asks::All => match self.asked_types(types) {
                Some(known) => (vec![ANY], Some(known)),
                None => return self.std_runs(from),
            },
        };
        for of in traits {
            if of == ANY || self.index.by_foreign.contains_key(of) {
                self.demand_of(of, types.as_deref(), from);
            }
        }
    }

    /// The types of the program in these types, and those that their impls name as associated types: what code that
    /// is handed one can come to hold. None if it may be any.
    fn asked_types(&self, types: &[&Ty]) -> Option<Vec<ItemId>> {
        let mut found = BTreeSet::new();
        let known = types.iter().all(|ty| self.types_in(ty, &mut found, 0));
        known.then(|| found.into_iter().collect())
    }

    fn types_in(&self, ty: &Ty, found: &mut BTreeSet<ItemId>, depth: usize) -> bool {
        if depth > 8 {
            return false;
        }
        match ty {
            Ty::Unknown | Ty::Param(_) | Ty::Bounded(_) => false,
            Ty::Never | Ty::Builtin(_) => true,
            Ty::Slice(of) | Ty::Iter(of) | Ty::Callable(of) => self.types_in(of, found, depth),
            Ty::Tuple(types) => types.iter().all(|ty| self.types_in(ty, found, depth)),
            Ty::Foreign(path, args) => {
                path.starts_with("std::")
                    && (is_plain(ty)
                        || !args.is_empty()
                            && args.iter().all(|ty| self.types_in(ty, found, depth)))
            }
            Ty::Adt(item, args) => {
                args.iter().all(|ty| self.types_in(ty, found, depth))
                    && (!found.insert(*item)
                        || self.named_by_impls(*item).iter().all(|name| {
                            let scope = self.scope_of(*item);
                            let named = associated(self.program, &scope, ty, name, None, 0);
                            self.types_in(&named, found, depth + 1)
                        }))
            }
        }
    }

    /// Names of the associated types in a type's impls of traits that are not the program's.
    fn named_by_impls(&self, item: ItemId) -> BTreeSet<String> {
        let impls = self.index.by_head.get(&Head::Item(item)).into_iter();
        let foreign = impls
            .flatten()
            .map(|at| &self.index.impls[*at])
            .filter(|facts| !facts.foreign.is_empty());
        foreign
            .flat_map(|facts| &self.program.item(facts.item).members)
            .map(|member| self.program.item(*member))
            .filter(|member| member.kind == Kind::TypeAlias)
            .map(|member| member.name.clone())
            .collect()
    }

    /// Whether no value in it can be a closure's, or of a type of another crate: all of it is known, down to the
    /// fields.
    fn is_closed(&self, ty: &Ty) -> bool {
        let mut items = BTreeSet::new();
        holds_known(ty, &mut items) && items.into_iter().all(|item| self.is_closed_item(item))
    }

    /// The same of a type's fields, and theirs.
    fn is_closed_item(&self, item: ItemId) -> bool {
        if let Some(known) = self.known.closed.borrow().get(&item) {
            return *known;
        }
        let mut open = vec![item];
        let mut seen = BTreeSet::new();
        let mut closed = true;
        while let Some(at) = open.pop() {
            if closed && seen.insert(at) {
                let mut items = BTreeSet::new();
                let fields = self.field_types(at);
                closed = fields.iter().all(|ty| holds_known(ty, &mut items));
                open.extend(items);
            }
        }
        self.known.closed.borrow_mut().insert(item, closed);
        closed
    }

    /// What a pointer of std leads to, if it is a type of the program with this method of its own, which neither the
    /// pointer nor a trait that it hands on has.
    pub(super) fn own_behind(&self, receiver: &Ty, name: &str, from: ModuleId) -> bool {
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
            && self.is_own_method(&target, name, &[], from)
    }
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

/// Whether nothing in a type as it stands is another crate's or not known; the program's types in it.
fn holds_known(ty: &Ty, items: &mut BTreeSet<ItemId>) -> bool {
    let mut all = |types: &[Ty]| types.iter().all(|ty| holds_known(ty, items));
    match ty {
        Ty::Unknown | Ty::Param(_) | Ty::Bounded(_) | Ty::Callable(_) => false,
        Ty::Never | Ty::Builtin(_) => true,
        Ty::Slice(of) | Ty::Iter(of) => holds_known(of, items),
        Ty::Tuple(types) => all(types),
        Ty::Foreign(path, args) => {
            is_plain(ty) || path.starts_with("std::") && !args.is_empty() && all(args)
        }
        Ty::Adt(item, args) => {
            let known = all(args);
            items.insert(*item);
            known
        }
    }
}

//! What methods of std may ask of the types that they are handed: tables by the name of a method, and by the type of
//! std it is called on, or for every type of std that has one of that name.
//!
//! A generic method of std can only call what its bounds ask of a type: `push` asks nothing, `sort` asks `Ord`. What no
//! table lists asks for anything. An iterator is asked where it goes into an adaptor, for all that the adaptor may ask of
//! it later: so nothing is asked of what is under a [`Ty::Iter`].

use crate::reach::std_traits::is_listed;
use crate::reach::std_types::{
    is_cell, is_entry, is_formatter, is_map, is_sequence, iterates, leads_on,
};
use crate::reach::tables::{Table, lines};
use crate::reach::ty::Ty;

/// What a call of std may ask of the types that it is handed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asks {
    /// Nothing: it looks, or puts what it is given to the rest, and neither calls nor drops anything.
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

/// What code that a derive of another crate wrote may ask of the parts of a type that nothing else is asked of: what
/// traits of other crates have, as it is dropped.
pub(super) const OTHERS: &str = "**";

pub(super) const COMPARED: &[&str] = &["PartialEq", "Eq", "PartialOrd", "Ord"];
pub(super) const HASHED: &[&str] = &["Hash", "Hasher", "BuildHasher", "Borrow"];
pub(super) const CLONED: &[&str] = &["Clone", "ToOwned", "Borrow"];
const WRITTEN: &[&str] = &["Write"];
const CONVERTED: &[&str] = &["AsRef", "AsMut", "Borrow", "BorrowMut"];
/// What those methods ask themselves: a `Cow` is seen as what it owns may be borrowed as.
const SEEN_AS: &[&str] = &["AsRef", "Borrow"];
const CHANGED_AS: &[&str] = &["AsMut", "BorrowMut"];
/// A path is made of what can be seen as one.
pub(super) const PATHS: &[&str] = &["AsRef"];
const SUMMED: &[&str] = &["Sum", "Product"];
const RANGED: &[&str] = &["RangeBounds"];
/// A `Cursor` reads what its value is seen as.
pub(super) const READ: &[&str] = &["Read", "BufRead", "Seek", "AsRef"];
const ERRORS: &[&str] = &["Error"];

/// Methods by which something is shown, of formatters, what they build, and writers.
const SHOWING: &[&str] = &[
    "write_str",
    "write_char",
    "write_fmt",
    "pad",
    "pad_integral",
    "debug_struct",
    "debug_tuple",
    "debug_list",
    "debug_map",
    "debug_set",
    "field",
    "finish_non_exhaustive",
];

/// What is asked of an iterator that is walked over, by a step or to its end, and that nobody holds on to. What copies as
/// it goes, as `cycle` and `cloned` do, was asked for that where it was made or where it came in.
pub(super) const WALKED: &[&str] = &[
    "Iterator",
    "DoubleEndedIterator",
    "ExactSizeIterator",
    "FusedIterator",
    "IntoIterator",
];

/// What more an adaptor may ask of the iterator that it holds: to be cloned. It is shown and made by few, and those ask for
/// it of whatever an adaptor may hold.
const HELD: &[&str] = &["Clone"];

/// What an adaptor may ask of the iterator in it, at once or later.
pub(super) const ITERATED: &[&[&str]] = &[WALKED, HELD];

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
        "zip" | "chain" | "flat_map" | "flatten" => Asks::These(ITERATED),
        "max" | "min" | "max_by_key" | "min_by_key" | "is_sorted" | "contains" | "is_empty"
        | "next_if_eq" => Asks::These(&[COMPARED]),
        "cmp" | "partial_cmp" | "eq" | "ne" | "lt" | "le" | "gt" | "ge" => {
            Asks::These(&[COMPARED, WALKED])
        }
        "cloned" => Asks::These(&[CLONED]),
        // What is under it, and what its closures hold.
        "clone" | "cycle" => Asks::Hidden(CLONED),
        "sum" | "product" => Asks::These(&[SUMMED]),
        // By the keys of what it is made into.
        "collect" | "partition" | "unzip" => Asks::These(&[COMPARED, HASHED, PATHS]),
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
        | "rotate_right" | "set_len" | "copy_from_slice" | "as_ptr_range"
        | "spare_capacity_mut" | "as_chunks" | "as_array" | "push" | "push_back" | "push_front" => {
            Asks::Looks
        }
        "pop" | "pop_back" | "pop_front" | "insert" | "remove" | "swap_remove" | "truncate"
        | "clear" | "append" | "split_off" | "into_iter" | "retain" | "retain_mut" | "sort_by"
        | "sort_unstable_by" | "dedup_by" | "binary_search_by" | "partition_point"
        | "into_boxed_slice" | "into_vec" | "fill_with" | "resize_with" | "map" | "split"
        | "splitn" | "rsplit" | "chunk_by" => Asks::Moves,
        "drain" | "copy_within" => Asks::These(&[RANGED]),
        "extend_from_within" => Asks::These(&[CLONED, RANGED]),
        "clone" | "to_vec" | "to_owned" | "extend_from_slice" | "resize" | "fill"
        | "clone_from" | "clone_from_slice" | "join" | "concat" => Asks::These(&[CLONED]),
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
        "extend" => Asks::These(&[WALKED]),
        "as_ref" | "borrow" => Asks::These(&[SEEN_AS]),
        "as_mut" | "borrow_mut" => Asks::These(&[CHANGED_AS]),
        "hash" => Asks::These(&[HASHED]),
        name => of_any(name),
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
        name => of_any(name),
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
        | "pop_last" | "first" | "last" | "take" | "retain" | "reserve" | "push" | "pop"
        | "peek" | "get_or_insert_with" => Asks::These(&[COMPARED, HASHED]),
        "clone" => Asks::These(&[COMPARED, HASHED, CLONED]),
        "extend" => Asks::These(&[COMPARED, HASHED, WALKED]),
        name => of_any(name),
    }
}

/// Of a place in a map: a table that grows hashes all its keys again. A default is asked for apart.
fn of_entry(name: &str) -> Asks {
    match name {
        "key" | "get" | "get_mut" => Asks::Looks,
        "into_mut" | "insert" | "insert_entry" | "into_key" | "remove" | "remove_entry"
        | "or_insert" | "or_insert_with" | "or_insert_with_key" | "or_default" | "and_modify" => {
            Asks::These(&[COMPARED, HASHED])
        }
        name => of_any(name),
    }
}

/// Of any type: what every method of std of this name may ask, of those of its traits included.
pub(super) fn of_any(name: &str) -> Asks {
    let of_numbers = ["wrapping_", "checked_", "saturating_", "overflowing_"];
    if of_numbers.iter().any(|start| name.starts_with(start)) {
        return Asks::Moves;
    }
    match name {
        // Of pointers, texts, lists and choices.
        "as_ptr"
        | "as_mut_ptr"
        | "offset"
        | "is_null"
        | "cast"
        | "as_str"
        | "as_bytes"
        | "as_slice"
        | "as_mut_slice"
        | "chars"
        | "char_indices"
        | "push_str"
        | "set_len"
        | "copy_from_slice"
        | "get_unchecked"
        | "get_unchecked_mut"
        | "first_mut"
        | "last_mut"
        | "iter"
        | "iter_mut"
        | "split_at"
        | "split_at_mut"
        | "is_char_boundary"
        | "len_utf8"
        | "swap"
        | "capacity"
        | "to_string"
        | "default"
        | "is_some"
        | "is_none"
        | "is_ok"
        | "is_err"
        | "unwrap"
        | "expect"
        | "unwrap_or"
        | "unwrap_or_else"
        | "unwrap_or_default"
        | "unwrap_unchecked"
        | "and_then"
        | "map_err"
        | "ok"
        | "err"
        | "ok_or"
        | "ok_or_else"
        | "map_or"
        | "map_or_else"
        | "is_some_and"
        | "is_none_or"
        | "is_ok_and"
        | "as_deref"
        | "as_deref_mut"
        | "assume_init"
        | "assume_init_ref"
        | "assume_init_mut"
        | "alternate"
        | "then"
        | "then_some"
        | "fmt"
        | "line"
        | "column"
        | "start"
        | "end"
        | "kind"
        | "parse"
        | "swap_remove"
        | "or"
        | "xor"
        | "or_else"
        | "unwrap_err"
        | "advance"
        | "get_ref"
        | "offset_from"
        | "load"
        | "store"
        | "compare_exchange"
        | "compare_exchange_weak"
        | "fetch_add"
        | "fetch_sub"
        | "fetch_or"
        | "fetch_and"
        | "fetch_xor"
        | "fetch_max"
        | "fetch_min"
        | "fetch_update" => Asks::Moves,
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
        | "clamp" | "max_by_key" | "min_by_key" => Asks::These(&[COMPARED, HASHED, WALKED]),
        "collect" | "partition" | "unzip" => Asks::These(&[COMPARED, HASHED, WALKED, HELD, PATHS]),
        "len" | "next" | "next_back" | "size_hint" | "find_map" | "position" | "rposition"
        | "fold" | "rfold" | "try_fold" | "try_for_each" | "reduce" | "nth" | "nth_back"
        | "count" | "for_each" | "any" | "all" | "find" | "rfind" | "max_by" | "min_by" => {
            Asks::These(&[WALKED])
        }
        "enumerate" | "filter_map" | "rev" | "step_by" | "peekable" | "skip" | "skip_while"
        | "take_while" | "map_while" | "flat_map" | "flatten" | "copied" | "scan" | "into_iter"
        | "map" | "filter" | "zip" | "inspect" | "fuse" | "cycle" => Asks::These(ITERATED),
        "is_empty" | "last" | "peek" => Asks::These(&[WALKED, COMPARED]),
        "get" | "get_mut" | "contains_key" | "remove" | "insert" | "entry" | "pop" | "index"
        | "index_mut" | "or_insert" | "or_insert_with" | "or_insert_with_key" | "or_default"
        | "and_modify" => Asks::These(&[COMPARED, HASHED]),
        "into" | "try_into" | "from" => Asks::These(&[COMPARED, HASHED, CLONED, ERRORS, PATHS]),
        "push" | "contains" => Asks::These(&[COMPARED, HASHED, CONVERTED, RANGED]),
        "as_ref" | "borrow" => Asks::These(&[SEEN_AS]),
        "as_mut" | "borrow_mut" => Asks::These(&[CHANGED_AS]),
        name if SHOWING.contains(&name) => Asks::These(&[WRITTEN]),
        "write" | "write_all" | "write_vectored" | "flush" | "read" | "read_exact"
        | "read_to_end" | "read_to_string" | "read_line" | "read_until" | "fill_buf"
        | "consume" | "seek" => Asks::These(&[WRITTEN, READ, HASHED]),
        "hash" | "hash_one" | "build_hasher" => Asks::These(&[HASHED]),
        "sum" | "product" => Asks::These(&[WALKED, SUMMED]),
        "start_bound" | "end_bound" => Asks::These(&[RANGED]),
        "union" | "intersection" | "difference" | "symmetric_difference" | "split_off" => {
            Asks::These(&[COMPARED, HASHED, CLONED])
        }
        // Of lists alone.
        "rotate_left"
        | "rotate_right"
        | "swap_with_slice"
        | "truncate"
        | "reverse"
        | "chunks"
        | "chunks_mut"
        | "chunks_exact"
        | "chunks_exact_mut"
        | "windows"
        | "split_first"
        | "split_last"
        | "split_first_mut"
        | "split_last_mut"
        | "push_back"
        | "push_front"
        | "pop_back"
        | "pop_front"
        | "sort_by"
        | "sort_unstable_by"
        | "binary_search_by"
        | "partition_point"
        | "dedup_by"
        | "into_boxed_slice"
        | "into_vec"
        | "copy_to_nonoverlapping"
        | "copy_to"
        | "copy_from"
        | "copy_from_nonoverlapping"
        | "write_bytes"
        | "read_unaligned"
        | "write_unaligned"
        | "set_position"
        | "with_mut"
        | "deref"
        | "deref_mut" => Asks::Moves,
        "extend_from_within" => Asks::These(&[CLONED, RANGED]),
        "resize" | "fill" | "clone_from_slice" | "extend_from_slice" | "concat" | "repeat" => {
            Asks::These(&[CLONED])
        }
        "sort"
        | "sort_unstable"
        | "sort_by_key"
        | "sort_unstable_by_key"
        | "sort_by_cached_key"
        | "binary_search"
        | "binary_search_by_key"
        | "dedup"
        | "dedup_by_key"
        | "first" => Asks::These(&[COMPARED]),
        "append" | "retain" | "reserve" | "shrink_to_fit" => Asks::These(&[COMPARED, HASHED]),
        "drain" | "copy_within" => Asks::These(&[RANGED]),
        "hash_slice" => Asks::These(&[HASHED]),
        "extend" => Asks::These(&[COMPARED, HASHED, WALKED, PATHS]),
        "lines" => Asks::These(&[READ]),
        "take" => Asks::These(&[WALKED, HELD, READ, COMPARED, HASHED]),
        "source" | "description" | "cause" => Asks::These(&[ERRORS]),
        _ => Asks::All,
    }
}

/// The Rust whose std the names are of, by its minor version.
const NAMED_IN: u32 = 95;

/// Whether std has a name, if it is among those of a list; of a compiler that is newer than the list, or not known, it
/// may have any.
fn may_have(compiler: Option<u32>, is_listed: impl FnOnce() -> bool) -> bool {
    compiler.is_none_or(|minor| minor > NAMED_IN) || is_listed()
}

/// Whether the std of a compiler has a method of a name: all that its documentation knows.
pub(super) fn is_of_std(name: &str, compiler: Option<u32>) -> bool {
    const TEXT: &str = include_str!("std_names.txt");
    static TABLE: Table<{ lines(TEXT) }> = Table::of(TEXT);
    may_have(compiler, || TABLE.line(name).is_some())
}

/// Whether a trait of std has a function of a name: all that a type which is not std's can have of it.
pub(super) fn is_of_std_traits(name: &str, compiler: Option<u32>) -> bool {
    may_have(compiler, || is_listed(name))
}

/// Methods of iterators that take the iterator.
pub(super) const TAKING: &[&str] = &[
    "array_chunks",
    "chain",
    "cloned",
    "cmp",
    "cmp_by",
    "collect",
    "collect_into",
    "copied",
    "count",
    "cycle",
    "enumerate",
    "eq",
    "eq_by",
    "filter",
    "filter_map",
    "flat_map",
    "flatten",
    "fold",
    "for_each",
    "fuse",
    "ge",
    "gt",
    "inspect",
    "intersperse",
    "intersperse_with",
    "into_iter",
    "is_partitioned",
    "is_sorted",
    "is_sorted_by",
    "is_sorted_by_key",
    "last",
    "le",
    "lt",
    "map",
    "map_while",
    "map_windows",
    "max",
    "max_by",
    "max_by_key",
    "min",
    "min_by",
    "min_by_key",
    "ne",
    "partial_cmp",
    "partial_cmp_by",
    "partition",
    "partition_in_place",
    "peekable",
    "product",
    "reduce",
    "rev",
    "rfold",
    "scan",
    "skip",
    "skip_while",
    "step_by",
    "sum",
    "take",
    "take_while",
    "try_reduce",
    "unzip",
    "zip",
];

/// What std's iterators have beside: of their traits, of those that all types have, and of single ones.
const OF_ITERATORS: &[&str] = &[
    "advance_back_by",
    "advance_by",
    "all",
    "any",
    "as_mut_slice",
    "as_slice",
    "as_str",
    "borrow",
    "borrow_mut",
    "by_ref",
    "clone",
    "clone_from",
    "clone_into",
    "contains",
    "end",
    "end_bound",
    "find",
    "find_map",
    "fmt",
    "hash",
    "hash_slice",
    "into",
    "into_inner",
    "is_empty",
    "keep_rest",
    "len",
    "next",
    "next_back",
    "next_chunk",
    "next_chunk_back",
    "next_if",
    "next_if_eq",
    "next_if_map",
    "next_if_map_mut",
    "nth",
    "nth_back",
    "offset",
    "peek",
    "peek_mut",
    "position",
    "range",
    "remainder",
    "rfind",
    "rposition",
    "size_hint",
    "start",
    "start_bound",
    "to_owned",
    "to_string",
    "try_collect",
    "try_find",
    "try_fold",
    "try_for_each",
    "try_into",
    "try_rfold",
    "type_id",
];

/// The same of std's iterators alone.
pub(super) fn is_of_std_iterators(name: &str, compiler: Option<u32>) -> bool {
    may_have(compiler, || {
        TAKING.contains(&name) || OF_ITERATORS.contains(&name)
    })
}

/// Methods of std that give whatever is wanted of them.
pub(super) const CHOSEN: &[&str] = &[
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
];

/// Of a formatter, and of what it builds: whoever made it has asked the writer behind it, and what is shown is asked for
/// apart.
fn of_formatter(name: &str) -> Asks {
    match name {
        "entry" | "key" | "value" | "finish" | "alternate" | "width" | "precision" | "fill"
        | "sign_plus" | "sign_minus" => Asks::Looks,
        name if SHOWING.contains(&name) => Asks::Looks,
        // It walks over what is shown.
        "entries" => Asks::These(&[WALKED]),
        _ => Asks::All,
    }
}

/// Methods of pointers that touch nothing of what is there.
fn is_of_pointer(name: &str) -> bool {
    matches!(
        name,
        "addr" | "as_mut" | "as_ptr" | "as_ref" | "as_uninit_mut" | "as_uninit_ref" | "cast"
    )
}

/// What a method may ask when it is called on a type.
pub(super) fn asks_of(receiver: &Ty, name: &str) -> Asks {
    match receiver {
        Ty::Iter(_) => of_iterator(name),
        Ty::Slice(_) => of_sequence(name),
        ty if ty.is("std::vec::Vec") || ty.is("std::collections::VecDeque") => of_sequence(name),
        ty if ty.is("std::option::Option") || ty.is("std::result::Result") => of_choice(name),
        ty if is_map(ty) || is_sequence(ty) => of_keyed(name),
        ty if is_entry(ty) => of_entry(name),
        Ty::Foreign(path, _) if !path.starts_with("std::") => Asks::All,
        ty if ty.is("std::ptr::NonNull") && is_of_pointer(name) => Asks::Looks,
        ty if is_formatter(ty) => of_formatter(name),
        ty if matches!(name, "get" | "get_mut") && is_cell(ty) => Asks::Looks,
        // It holds what it gives, and is no more than that. A copy of it asks for one of that.
        ty if holds_items(ty) && !matches!(name, "clone" | "cycle") => match of_iterator(name) {
            Asks::All => of_any(name),
            asks => asks,
        },
        // It has no method itself but those that any type may have.
        ty if leads_on(ty) && !OF_ALL.contains(&name) => asks_of(&ty.arg(0), name),
        _ => of_any(name),
    }
}

/// Methods of std's that any type may have, by impls for all types and by derives.
pub(super) const OF_ALL: &[&str] = &[
    "borrow",
    "borrow_mut",
    "clamp",
    "clone",
    "clone_from",
    "clone_into",
    "cmp",
    "eq",
    "fmt",
    "ge",
    "gt",
    "hash",
    "into",
    "le",
    "lt",
    "max",
    "min",
    "ne",
    "partial_cmp",
    "to_owned",
    "to_string",
    "try_into",
    "type_id",
];

/// Whether a type is an iterator of std that has no other in it.
fn holds_items(ty: &Ty) -> bool {
    !matches!(ty, Ty::Foreign(path, _) if path.starts_with("std::iter::")) && iterates(ty).is_some()
}

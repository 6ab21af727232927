//! What std's everyday methods give: enough to know most receivers. What is not here is unknown, which is sound.

use crate::reach::quiet::has_no_parameters;
use crate::reach::ty::Ty;

/// Types of std that dereference to their argument.
pub(super) const ARG_DEREF: &[&str] = &[
    "std::boxed::Box",
    "std::rc::Rc",
    "std::sync::Arc",
    "std::borrow::Cow",
    "std::cell::Ref",
    "std::cell::RefMut",
    "std::sync::MutexGuard",
    "std::sync::RwLockReadGuard",
    "std::sync::RwLockWriteGuard",
    "std::pin::Pin",
    "std::mem::ManuallyDrop",
    "std::sync::LazyLock",
    "std::cell::LazyCell",
    "std::panic::AssertUnwindSafe",
    "std::collections::binary_heap::PeekMut",
];

/// Whether a type of std surely has a method of this name of its own, which borrows: it is found before a trait's
/// that borrows too.
pub(super) fn is_inherent(ty: &Ty, name: &str) -> bool {
    match ty {
        Ty::Builtin(own) if &**own == "str" => matches!(
            name,
            "len"
                | "is_empty"
                | "bytes"
                | "chars"
                | "char_indices"
                | "as_bytes"
                | "trim"
                | "lines"
                | "split"
                | "find"
                | "rfind"
                | "contains"
                | "starts_with"
                | "ends_with"
                | "get"
                | "is_char_boundary"
                | "strip_prefix"
                | "strip_suffix"
                | "parse"
                | "repeat"
                | "split_at"
                | "split_whitespace"
                | "to_lowercase"
                | "to_uppercase"
                | "replace"
        ),
        ty if ty.is("std::string::String") => matches!(
            name,
            "len"
                | "is_empty"
                | "push"
                | "push_str"
                | "pop"
                | "clear"
                | "truncate"
                | "insert"
                | "insert_str"
                | "capacity"
                | "reserve"
                | "as_str"
                | "as_bytes"
                | "remove"
        ),
        ty if ty.is("std::vec::Vec") => matches!(
            name,
            "len"
                | "is_empty"
                | "push"
                | "pop"
                | "clear"
                | "truncate"
                | "insert"
                | "remove"
                | "swap_remove"
                | "capacity"
                | "reserve"
                | "as_slice"
                | "append"
                | "retain"
                | "extend_from_slice"
        ),
        _ => false,
    }
}

/// What a type of std dereferences to.
pub(super) fn deref_of(ty: &Ty) -> Option<Ty> {
    let Ty::Foreign(path, args) = ty else {
        return None;
    };
    let first = || args.first().cloned().unwrap_or(Ty::Unknown);
    Some(match &**path {
        path if ARG_DEREF.contains(&path) => first(),
        "std::vec::Vec" => Ty::Slice(Box::new(first())),
        "std::string::String" => text(),
        "std::path::PathBuf" => Ty::foreign("std::path::Path", Vec::new()),
        "std::ffi::OsString" | "std::ffi::os_str::OsString" => {
            Ty::foreign("std::ffi::OsStr", Vec::new())
        }
        "std::ffi::CString" | "std::ffi::c_str::CString" => {
            Ty::foreign("std::ffi::CStr", Vec::new())
        }
        "std::io::IoSlice" | "std::io::IoSliceMut" => Ty::Slice(Box::new(Ty::builtin("u8"))),
        _ => return None,
    })
}

/// Whether it writes what is shown, or helps to.
pub(super) fn is_formatter(ty: &Ty) -> bool {
    let path = path_of(ty);
    path == "std::fmt::Formatter" || path.starts_with("std::fmt::Debug")
}

/// Whether it is a collection of std, which is made of items without asking their types for anything.
pub(super) fn is_std_collection(ty: &Ty) -> bool {
    is_map(ty) || is_sequence(ty) || ty.is("std::string::String")
}

fn path_of(ty: &Ty) -> &str {
    match ty {
        Ty::Foreign(path, _) => path,
        _ => "",
    }
}

pub(super) fn is_map(ty: &Ty) -> bool {
    matches!(
        path_of(ty),
        "std::collections::HashMap"
            | "std::collections::BTreeMap"
            | "std::collections::hash_map::HashMap"
            | "std::collections::btree_map::BTreeMap"
    )
}

pub(super) fn is_sequence(ty: &Ty) -> bool {
    matches!(ty, Ty::Slice(_))
        || matches!(
            path_of(ty),
            "std::vec::Vec"
                | "std::collections::VecDeque"
                | "std::collections::HashSet"
                | "std::collections::BTreeSet"
                | "std::collections::BinaryHeap"
                | "std::collections::LinkedList"
                | "std::collections::vec_deque::VecDeque"
        )
}

/// What iterating over a type of std yields.
pub(super) fn item_of(ty: &Ty) -> Ty {
    match ty {
        Ty::Iter(item) => (**item).clone(),
        Ty::Slice(item) => (**item).clone(),
        ty if is_map(ty) => Ty::Tuple(vec![ty.arg(0), ty.arg(1)]),
        ty if is_sequence(ty) || ty.is("std::option::Option") || ty.is("std::result::Result") => {
            ty.arg(0)
        }
        ty if path_of(ty).starts_with("std::ops::Range") => ty.arg(0),
        ty => match deref_of(ty) {
            Some(inner) => item_of(&inner),
            None => Ty::Unknown,
        },
    }
}

fn is_text(ty: &Ty) -> bool {
    matches!(ty, Ty::Builtin(name) if &**name == "str") || ty.is("std::string::String")
}

fn returned(ty: Option<&Ty>) -> Ty {
    match ty {
        Some(Ty::Callable(output)) => (**output).clone(),
        _ => Ty::Unknown,
    }
}

fn bool() -> Ty {
    Ty::builtin("bool")
}

fn usize() -> Ty {
    Ty::builtin("usize")
}

fn text() -> Ty {
    Ty::builtin("str")
}

/// The result of a method of std on a type of std.
pub(super) fn std_method(
    receiver: &Ty,
    name: &str,
    args: &[Ty],
    turbofish: &[Ty],
    expected: &Ty,
) -> Ty {
    let wanted = || {
        turbofish
            .first()
            .cloned()
            .unwrap_or_else(|| expected.clone())
    };
    // Names that mean one thing on every type of std.
    match name {
        "clone" | "to_owned" if *receiver != Ty::Unknown => {
            return match receiver {
                Ty::Slice(inner) if name == "to_owned" => Ty::vec((**inner).clone()),
                ty if is_text(ty) && name == "to_owned" => Ty::string(),
                ty if name == "to_owned"
                    && matches!(
                        path_of(ty),
                        "std::path::Path" | "std::ffi::OsStr" | "std::ffi::CStr"
                    ) =>
                {
                    Ty::Unknown
                }
                ty => ty.clone(),
            };
        }
        "to_string" => return Ty::string(),
        "len" | "count" | "capacity" | "count_ones" if *receiver != Ty::Unknown => return usize(),
        "is_empty"
        | "is_some"
        | "is_none"
        | "is_ok"
        | "is_err"
        | "contains"
        | "contains_key"
        | "starts_with"
        | "ends_with"
        | "any"
        | "all"
        | "eq"
        | "ne"
        | "lt"
        | "le"
        | "gt"
        | "ge"
        | "is_some_and"
        | "is_none_or"
        | "is_ok_and"
        | "eq_ignore_ascii_case"
        | "is_char_boundary"
            if *receiver != Ty::Unknown =>
        {
            return bool();
        }
        // Of a raw pointer to anything, for nobody casts `()` itself. It is as what it points to.
        "cast" if *receiver == Ty::unit() => {
            return turbofish.first().cloned().unwrap_or(Ty::Unknown);
        }
        "cmp" => return Ty::foreign("std::cmp::Ordering", Vec::new()),
        "collect" | "sum" | "product" | "into" => return wanted(),
        "parse" => {
            return Ty::result(
                turbofish
                    .first()
                    .cloned()
                    .unwrap_or_else(|| expected.arg(0)),
                Ty::Unknown,
            );
        }
        _ => {}
    }
    match receiver {
        Ty::Iter(item) => iterator(item, name, args),
        Ty::Builtin(own) if &**own == "str" => of_text(name),
        Ty::Builtin(_) => number(receiver, name),
        Ty::Slice(item) => sequence(receiver, item, name, args),
        ty if ty.is("std::string::String") => of_text(name),
        ty if is_map(ty) => map(ty, name),
        ty if ty.is("std::option::Option") => option(&ty.arg(0), name, args),
        ty if ty.is("std::result::Result") => result(&ty.arg(0), &ty.arg(1), name, args),
        ty if is_sequence(ty) => sequence(ty, &ty.arg(0), name, args),
        ty if path_of(ty).starts_with("std::ops::Range") => match name {
            "start" | "end" => ty.arg(0),
            _ => iterator(&ty.arg(0), name, args),
        },
        ty if is_formatter(ty) => formatter(ty, name),
        ty if ty.is("std::cell::RefCell")
            && matches!(
                name,
                "borrow" | "borrow_mut" | "into_inner" | "get_mut" | "replace"
            ) =>
        {
            ty.arg(0)
        }
        ty if path_of(ty).starts_with(ATOMIC) => atomic(ty, name),
        ty if ty.is("std::cell::Cell")
            && matches!(name, "get" | "replace" | "take" | "into_inner") =>
        {
            ty.arg(0)
        }
        ty if matches!(path_of(ty), "std::sync::Mutex" | "std::sync::RwLock")
            && matches!(name, "lock" | "read" | "write" | "into_inner" | "get_mut") =>
        {
            Ty::result(ty.arg(0), Ty::Unknown)
        }
        ty if matches!(path_of(ty), "std::sync::OnceLock" | "std::cell::OnceCell") => match name {
            "get" | "get_mut" | "into_inner" | "take" => Ty::option(ty.arg(0)),
            "get_or_init" => ty.arg(0),
            _ => Ty::Unknown,
        },
        ty if ty.is(ENTRY) => match name {
            "or_insert" | "or_insert_with" | "or_default" | "or_insert_with_key" => ty.arg(1),
            "and_modify" => ty.clone(),
            _ => Ty::Unknown,
        },
        ty if ty.is("std::borrow::Cow") && matches!(name, "into_owned" | "to_mut") => {
            match ty.arg(0) {
                inner if is_text(&inner) => Ty::string(),
                Ty::Slice(inner) => Ty::vec(*inner),
                // The owned form of a type of the program is what it says.
                _ => Ty::Unknown,
            }
        }
        _ => Ty::Unknown,
    }
}

/// How the paths of std's atomic types begin.
const ATOMIC: &str = "std::sync::atomic::Atomic";

/// What an atomic holds, or that twice where it may be another.
fn atomic(own: &Ty, name: &str) -> Ty {
    let held = match path_of(own).strip_prefix(ATOMIC) {
        Some("Ptr") => own.arg(0),
        Some("Bool") => bool(),
        Some(size) if size.starts_with(['U', 'I']) => Ty::builtin(&size.to_lowercase()),
        _ => return Ty::Unknown,
    };
    match name {
        "load" | "swap" | "into_inner" | "get_mut" | "fetch_add" | "fetch_sub" | "fetch_and"
        | "fetch_nand" | "fetch_or" | "fetch_xor" | "fetch_not" | "fetch_max" | "fetch_min" => held,
        "compare_exchange" | "compare_exchange_weak" | "fetch_update" => {
            Ty::result(held.clone(), held)
        }
        "store" => Ty::unit(),
        _ => Ty::Unknown,
    }
}

fn formatter(own: &Ty, name: &str) -> Ty {
    let builder = |name: &str| Ty::foreign(name, Vec::new());
    match name {
        "debug_struct" => builder("std::fmt::DebugStruct"),
        "debug_tuple" => builder("std::fmt::DebugTuple"),
        "debug_list" => builder("std::fmt::DebugList"),
        "debug_set" => builder("std::fmt::DebugSet"),
        "debug_map" => builder("std::fmt::DebugMap"),
        "field" | "entry" | "entries" | "key" | "value" => own.clone(),
        _ => Ty::Unknown,
    }
}

const ENTRY: &str = "std::collections::Entry";

fn iterator(item: &Ty, name: &str, args: &[Ty]) -> Ty {
    let same = || Ty::iter(item.clone());
    match name {
        "iter" | "iter_mut" | "into_iter" | "filter" | "rev" | "skip" | "take" | "step_by"
        | "peekable" | "cloned" | "copied" | "chain" | "skip_while" | "take_while" | "inspect"
        | "by_ref" | "fuse" | "cycle" => same(),
        "map" => Ty::iter(returned(args.first())),
        "enumerate" => Ty::iter(Ty::Tuple(vec![usize(), item.clone()])),
        "zip" => Ty::iter(Ty::Tuple(vec![
            item.clone(),
            args.first().map_or(Ty::Unknown, item_of),
        ])),
        "flat_map" => Ty::iter(item_of(&returned(args.first()))),
        "filter_map" | "map_while" => Ty::iter(item_of(&returned(args.first()))),
        "flatten" => Ty::iter(item_of(item)),
        "next" | "last" | "nth" | "min" | "max" | "find" | "min_by" | "max_by" | "min_by_key"
        | "max_by_key" | "peek" | "peek_mut" | "next_back" | "reduce" | "next_if"
        | "next_if_eq" | "rfind" => Ty::option(item.clone()),
        "find_map" => returned(args.first()),
        "position" | "rposition" => Ty::option(usize()),
        "fold" => args.first().cloned().unwrap_or(Ty::Unknown),
        "for_each" => Ty::unit(),
        "size_hint" => Ty::Tuple(vec![usize(), Ty::option(usize())]),
        "unzip" | "partition" => Ty::Unknown,
        _ => Ty::Unknown,
    }
}

fn sequence(own: &Ty, item: &Ty, name: &str, args: &[Ty]) -> Ty {
    let one = || Ty::option(item.clone());
    let part = || Ty::Slice(Box::new(item.clone()));
    match name {
        "iter" | "iter_mut" | "into_iter" | "drain" | "difference" | "union" | "intersection"
        | "into_sorted_vec" => Ty::iter(item.clone()),
        "first" | "last" | "first_mut" | "last_mut" | "pop" | "pop_front" | "pop_back"
        | "front" | "back" | "front_mut" | "back_mut" | "pop_first" | "pop_last" => one(),
        "get" | "get_mut" => match args.first() {
            Some(Ty::Builtin(_)) => one(),
            Some(ty) if path_of(ty).starts_with("std::ops::Range") => Ty::option(part()),
            _ if matches!(own, Ty::Foreign(..)) && !own.is("std::vec::Vec") => one(),
            _ => Ty::Unknown,
        },
        "swap_remove" => item.clone(),
        "remove" if own.is("std::vec::Vec") => item.clone(),
        "as_slice" | "as_mut_slice" | "as_ref" | "as_mut" | "borrow" => part(),
        "to_vec" | "into_vec" | "split_off" => Ty::vec(item.clone()),
        "split_at" | "split_at_mut" => Ty::Tuple(vec![part(), part()]),
        "split_first" | "split_last" | "split_first_mut" | "split_last_mut" => {
            Ty::option(Ty::Tuple(vec![item.clone(), part()]))
        }
        "windows" | "chunks" | "chunks_exact" | "split" | "chunks_mut" | "rchunks" => {
            Ty::iter(part())
        }
        "binary_search" | "binary_search_by" | "binary_search_by_key" => {
            Ty::result(usize(), usize())
        }
        "partition_point" => usize(),
        "push" | "clear" | "sort" | "sort_by" | "sort_by_key" | "sort_unstable" | "reverse"
        | "truncate" | "retain" | "dedup" | "extend_from_slice" | "swap" => Ty::unit(),
        "as_str" => text(),
        "into_boxed_slice" => Ty::foreign("std::boxed::Box", vec![part()]),
        _ => Ty::Unknown,
    }
}

fn map(own: &Ty, name: &str) -> Ty {
    let (key, value) = (own.arg(0), own.arg(1));
    match name {
        "get" | "get_mut" | "insert" | "remove" => Ty::option(value),
        "keys" | "into_keys" => Ty::iter(key),
        "values" | "values_mut" | "into_values" => Ty::iter(value),
        "iter" | "iter_mut" | "into_iter" | "drain" | "range" => {
            Ty::iter(Ty::Tuple(vec![key, value]))
        }
        "entry" => Ty::foreign(ENTRY, vec![key, value]),
        "first_key_value" | "last_key_value" | "pop_first" | "pop_last" | "get_key_value"
        | "remove_entry" => Ty::option(Ty::Tuple(vec![key, value])),
        _ => Ty::Unknown,
    }
}

fn option(item: &Ty, name: &str, args: &[Ty]) -> Ty {
    let same = || Ty::option(item.clone());
    match name {
        "unwrap" | "expect" | "unwrap_or" | "unwrap_or_else" | "unwrap_or_default"
        | "get_or_insert_with" | "insert" | "get_or_insert" | "unwrap_unchecked" => item.clone(),
        "as_ref" | "as_mut" | "take" | "cloned" | "copied" | "or" | "or_else" | "filter"
        | "replace" | "xor" | "inspect" => same(),
        "as_deref" | "as_deref_mut" => Ty::option(match item {
            ty if ty.is("std::string::String") => text(),
            ty if ty.is("std::vec::Vec") => Ty::Slice(Box::new(ty.arg(0))),
            ty => deref_of(ty).unwrap_or(Ty::Unknown),
        }),
        "map" => Ty::option(returned(args.first())),
        "and_then" => returned(args.first()),
        "and" => args.first().cloned().unwrap_or(Ty::Unknown),
        "map_or" => args.first().cloned().unwrap_or(Ty::Unknown),
        "map_or_else" => returned(args.first()),
        "ok_or" => Ty::result(item.clone(), args.first().cloned().unwrap_or(Ty::Unknown)),
        "ok_or_else" => Ty::result(item.clone(), returned(args.first())),
        "iter" | "into_iter" | "iter_mut" => Ty::iter(item.clone()),
        "zip" => Ty::option(Ty::Tuple(vec![
            item.clone(),
            args.first().map_or(Ty::Unknown, |ty| ty.arg(0)),
        ])),
        "flatten" => item.clone(),
        _ => Ty::Unknown,
    }
}

fn result(ok: &Ty, error: &Ty, name: &str, args: &[Ty]) -> Ty {
    match name {
        "unwrap" | "expect" | "unwrap_or" | "unwrap_or_else" | "unwrap_or_default" => ok.clone(),
        "unwrap_err" | "expect_err" => error.clone(),
        "ok" => Ty::option(ok.clone()),
        "err" => Ty::option(error.clone()),
        "as_ref" | "as_mut" | "cloned" | "copied" | "inspect" | "inspect_err" => {
            Ty::result(ok.clone(), error.clone())
        }
        "map" => Ty::result(returned(args.first()), error.clone()),
        "map_err" => Ty::result(ok.clone(), returned(args.first())),
        "and_then" => returned(args.first()),
        "or_else" => Ty::result(ok.clone(), Ty::Unknown),
        "map_or" => args.first().cloned().unwrap_or(Ty::Unknown),
        "map_or_else" => returned(args.get(1)),
        "iter" | "into_iter" => Ty::iter(ok.clone()),
        _ => Ty::Unknown,
    }
}

fn of_text(name: &str) -> Ty {
    match name {
        "as_str" | "trim" | "trim_start" | "trim_end" | "trim_matches" | "trim_start_matches"
        | "trim_end_matches" | "as_mut_str" | "trim_ascii" => text(),
        "as_bytes" | "into_bytes" => Ty::Slice(Box::new(Ty::builtin("u8"))),
        "chars" => Ty::iter(Ty::builtin("char")),
        "bytes" => Ty::iter(Ty::builtin("u8")),
        "char_indices" => Ty::iter(Ty::Tuple(vec![usize(), Ty::builtin("char")])),
        "lines"
        | "split"
        | "split_whitespace"
        | "rsplit"
        | "splitn"
        | "split_terminator"
        | "split_inclusive"
        | "rsplitn"
        | "matches"
        | "split_ascii_whitespace" => Ty::iter(text()),
        "match_indices" => Ty::iter(Ty::Tuple(vec![usize(), text()])),
        "to_lowercase" | "to_uppercase" | "to_ascii_lowercase" | "to_ascii_uppercase"
        | "replace" | "repeat" | "replacen" | "into_string" => Ty::string(),
        "find" | "rfind" => Ty::option(usize()),
        "strip_prefix" | "strip_suffix" | "get" => Ty::option(text()),
        "split_once" | "rsplit_once" => Ty::option(Ty::Tuple(vec![text(), text()])),
        "split_at" => Ty::Tuple(vec![text(), text()]),
        "pop" => Ty::option(Ty::builtin("char")),
        "remove" => Ty::builtin("char"),
        "push" | "push_str" | "clear" | "truncate" | "insert" | "insert_str" => Ty::unit(),
        "drain" => Ty::iter(Ty::builtin("char")),
        _ => Ty::Unknown,
    }
}

fn number(own: &Ty, name: &str) -> Ty {
    let checked = name.strip_prefix("checked_").is_some();
    let overflowing = name.strip_prefix("overflowing_").is_some();
    let same = ["wrapping_", "saturating_", "rotate_"]
        .iter()
        .any(|prefix| name.starts_with(prefix));
    match name {
        _ if checked => Ty::option(own.clone()),
        _ if overflowing => Ty::Tuple(vec![own.clone(), bool()]),
        _ if same => own.clone(),
        "min" | "max" | "abs" | "pow" | "clamp" | "sqrt" | "floor" | "ceil" | "round" | "powi"
        | "powf" | "signum" | "rem_euclid" | "div_euclid" | "swap_bytes" | "to_ascii_lowercase"
        | "to_ascii_uppercase" | "abs_diff" | "next_power_of_two" | "trunc" | "exp" | "ln"
        | "sin" | "cos" | "mul_add" => own.clone(),
        "len_utf8" | "len_utf16" => usize(),
        "leading_zeros" | "trailing_zeros" | "count_ones" | "count_zeros" => Ty::builtin("u32"),
        "to_digit" => Ty::option(Ty::builtin("u32")),
        "partial_cmp" => Ty::option(Ty::foreign("std::cmp::Ordering", Vec::new())),
        _ if name.starts_with("is_") => bool(),
        "then" | "then_some" => Ty::option(Ty::Unknown),
        _ => Ty::Unknown,
    }
}

/// What a closure given to a method of std gets.
pub(super) fn closure_inputs(receiver: &Ty, name: &str, first: Option<&Ty>) -> Option<Vec<Ty>> {
    let item = match receiver {
        Ty::Iter(_) => item_of(receiver),
        ty if path_of(ty).starts_with("std::ops::Range") => item_of(ty),
        ty if ty.is("std::option::Option") => ty.arg(0),
        ty if ty.is("std::result::Result") => match name {
            "map_err" | "or_else" | "unwrap_or_else" | "inspect_err" | "is_err_and" => ty.arg(1),
            _ => ty.arg(0),
        },
        ty if is_sequence(ty) => item_of(ty),
        ty if ty.is(ENTRY) => ty.arg(1),
        Ty::Builtin(own) if &**own == "str" => Ty::builtin("char"),
        ty if ty.is("std::string::String") => Ty::builtin("char"),
        _ => return None,
    };
    match name {
        "map"
        | "filter"
        | "for_each"
        | "any"
        | "all"
        | "find"
        | "find_map"
        | "filter_map"
        | "flat_map"
        | "position"
        | "take_while"
        | "skip_while"
        | "map_while"
        | "inspect"
        | "partition"
        | "max_by_key"
        | "min_by_key"
        | "rposition"
        | "and_then"
        | "is_some_and"
        | "is_none_or"
        | "is_ok_and"
        | "map_err"
        | "or_else"
        | "unwrap_or_else"
        | "inspect_err"
        | "is_err_and"
        | "sort_by_key"
        | "sort_unstable_by_key"
        | "sort_by_cached_key"
        | "retain"
        | "retain_mut"
        | "binary_search_by"
        | "binary_search_by_key"
        | "partition_point"
        | "dedup_by_key"
        | "and_modify"
        | "try_for_each"
        | "split"
        | "trim_matches"
        | "trim_start_matches"
        | "trim_end_matches"
        | "find_char"
        | "rfind"
        | "next_if"
        | "trim_end" => Some(vec![item]),
        "sort_by" | "sort_unstable_by" | "max_by" | "min_by" | "reduce" | "dedup_by" => {
            Some(vec![item.clone(), item])
        }
        "fold" | "try_fold" => Some(vec![first.cloned().unwrap_or(Ty::Unknown), item]),
        "map_or" => Some(vec![item]),
        _ => None,
    }
}

/// Whether it is a number that is not zero, by the name of its size.
fn is_non_zero(path: &str) -> bool {
    path.starts_with("std::num::NonZero") && path != "std::num::NonZero"
}

/// What an associated function of std gives: `String::new()`, `Rc::new(x)`, `Vec::with_capacity(n)`.
pub(super) fn std_function(path: &str, args: &[Ty], type_args: &[Ty], expected: &Ty) -> Ty {
    let Some((owner, name)) = path.rsplit_once("::") else {
        return Ty::Unknown;
    };
    let arg = || args.first().cloned().unwrap_or(Ty::Unknown);
    let of = |ty: Ty| Ty::foreign(owner, vec![ty]);
    match (owner, name) {
        (_, "Some") => Ty::option(arg()),
        (_, "Ok") if owner == "std::result::Result" => Ty::result(arg(), expected.arg(1)),
        (_, "Err") if owner == "std::result::Result" => Ty::result(expected.arg(0), arg()),
        ("std::string::String", "new" | "from" | "with_capacity" | "from_utf8_lossy") => {
            Ty::string()
        }
        ("std::string::String", "from_utf8") => Ty::result(Ty::string(), Ty::Unknown),
        (
            "std::boxed::Box"
            | "std::rc::Rc"
            | "std::sync::Arc"
            | "std::cell::RefCell"
            | "std::cell::Cell"
            | "std::sync::Mutex"
            | "std::sync::RwLock"
            | "std::pin::Pin"
            | "std::mem::ManuallyDrop",
            "new" | "pin",
        ) => of(arg()),
        ("std::rc::Rc" | "std::sync::Arc", "clone") => arg(),
        ("std::default::Default", "default") => expected.clone(),
        ("std::alloc::Layout", "from_size_align" | "array") => Ty::result(
            Ty::foreign(owner, Vec::new()),
            Ty::foreign("std::alloc::LayoutError", Vec::new()),
        ),
        ("std::alloc::Layout", "from_size_align_unchecked" | "for_value") => {
            Ty::foreign(owner, Vec::new())
        }
        // Their `new` may fail.
        ("std::ptr::NonNull" | "std::num::NonZero", "new") => Ty::option(of(arg())),
        ("std::ptr::NonNull", "new_unchecked") => of(arg()),
        (owner, "new") if is_non_zero(owner) => Ty::option(Ty::foreign(owner, Vec::new())),
        (owner, "new") if owner.starts_with("std::ffi::") && owner.ends_with("::CString") => {
            Ty::result(Ty::foreign(owner, Vec::new()), Ty::Unknown)
        }
        (owner, "new" | "with_capacity" | "default" | "other") if has_no_parameters(owner) => {
            Ty::foreign(owner, Vec::new())
        }
        (_, "new" | "with_capacity" | "default") if path.starts_with("std::") => match type_args {
            [] if *expected != Ty::Unknown && expected.is(owner) => expected.clone(),
            [] => Ty::foreign(owner, vec![Ty::Unknown, Ty::Unknown]),
            args => Ty::foreign(owner, args.to_vec()),
        },
        ("std::mem", "take" | "replace") => arg(),
        ("std::mem", "swap" | "drop" | "forget") => Ty::unit(),
        ("std::mem", "size_of" | "align_of" | "size_of_val") => usize(),
        ("std::cmp", "min" | "max") => arg(),
        ("std::iter", "once" | "repeat") => Ty::iter(arg()),
        ("std::iter", "from_fn") => Ty::iter(item_of(&returned(args.first()))),
        ("std::char", "from_u32" | "from_digit") => Ty::option(Ty::builtin("char")),
        ("std::str", "from_utf8") => Ty::result(text(), Ty::Unknown),
        ("std::str", "from_utf8_unchecked") => text(),
        _ => Ty::Unknown,
    }
}

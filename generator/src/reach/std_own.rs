//! Methods that types of std surely have of their own, and how those take the value: what tells whether a trait's method of
//! the same name is found before (`reach/hidden.rs`).

use crate::reach::hidden::Taken;
use crate::reach::ty::Ty;

/// How a method of this name takes the value that a type of std surely has of its own, by a reference: it is found before a
/// trait's that takes it alike. None if that is not known.
pub(super) fn own_taken(ty: &Ty, name: &str) -> Option<Taken> {
    let (shared, unique): (&[&str], &[&str]) = match ty {
        Ty::Builtin(own) if &**own == "str" => (OF_STR, &[]),
        ty if ty.is("std::string::String") => (
            &["len", "is_empty", "capacity", "as_str", "as_bytes"],
            &[
                "push",
                "push_str",
                "pop",
                "clear",
                "truncate",
                "insert",
                "insert_str",
                "reserve",
                "remove",
            ],
        ),
        ty if ty.is("std::vec::Vec") => (
            &["len", "is_empty", "capacity", "as_slice"],
            &[
                "push",
                "pop",
                "clear",
                "truncate",
                "insert",
                "remove",
                "swap_remove",
                "reserve",
                "append",
                "retain",
                "extend_from_slice",
            ],
        ),
        _ => return None,
    };
    match (shared.contains(&name), unique.contains(&name)) {
        (true, _) => Some(Taken::Shared),
        (_, true) => Some(Taken::Unique),
        _ => None,
    }
}

/// Methods of `str`.
const OF_STR: &[&str] = &[
    "len",
    "is_empty",
    "bytes",
    "chars",
    "char_indices",
    "as_bytes",
    "trim",
    "lines",
    "split",
    "find",
    "rfind",
    "contains",
    "starts_with",
    "ends_with",
    "get",
    "is_char_boundary",
    "strip_prefix",
    "strip_suffix",
    "parse",
    "repeat",
    "split_at",
    "split_whitespace",
    "to_lowercase",
    "to_uppercase",
    "replace",
];

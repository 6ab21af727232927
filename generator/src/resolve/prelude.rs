//! Names that need no `use`: std's prelude and the built-in types.

use crate::parse::is_macro_of_std;
use crate::resolve::names::Res;

/// Path of a name of std's prelude in this edition, types and traits and values and macros alike.
pub fn std_prelude(name: &str, edition: u16) -> Option<&'static str> {
    let found = PRELUDE
        .iter()
        .find(|(known, _, since)| *known == name && edition >= *since);
    found.map(|(_, path, _)| *path)
}

/// Whether a module of std surely has nothing at a path that ends in a name of the prelude or of a built-in type: but for
/// the prelude's own, only these have one, and `std::primitive`, which has the built-in types, and modules do not hide them.
pub(crate) fn is_none_of_std(path: &str) -> bool {
    const OTHERS: &[&str] = &["std::fmt::Result", "std::io::Result", "std::thread::Result"];
    let own = || PRELUDE.iter().any(|(_, own, _)| *own == path);
    path.starts_with("std::") && !own() && !OTHERS.contains(&path)
}

/// Whether a name is a built-in type.
pub fn is_builtin_type(name: &str) -> bool {
    matches!(
        name,
        "bool"
            | "char"
            | "str"
            | "u8"
            | "u16"
            | "u32"
            | "u64"
            | "u128"
            | "usize"
            | "i8"
            | "i16"
            | "i32"
            | "i64"
            | "i128"
            | "isize"
            | "f16"
            | "f32"
            | "f64"
            | "f128"
    )
}

/// Whether std has a name for all modules: of its prelude in any edition, of a built-in type, or of a macro.
pub(crate) fn is_everywhere(name: &str) -> bool {
    PRELUDE.iter().any(|(known, _, _)| *known == name)
        || is_builtin_type(name)
        || is_macro_of_std(name)
}

/// The built-in type that stands where a type is meant and std's module of the same name was found: `use std::char`
/// hides no type.
pub(crate) fn builtin_at(path: &str) -> Option<&str> {
    path.strip_prefix("std::")
        .filter(|name| is_builtin_type(name))
}

/// What a name means in something that is not read. Some of std's modules give what has its place elsewhere, and names of
/// built-in types.
pub(super) fn inside_foreign(outside: &str, name: &str) -> Vec<Res> {
    let builtin = |types: &[&str]| {
        let types = types.iter().map(|name| Res::Builtin((*name).to_owned()));
        types.collect()
    };
    let path = match (outside, name) {
        ("std::primitive", _) if is_builtin_type(name) => return builtin(&[name]),
        ("std::ffi" | "std::os::raw", _) if name.starts_with("c_") => match number_of_c(name) {
            [] => None,
            types => return builtin(types),
        },
        ("std::os::fd" | "std::os::unix::io", "RawFd") => return builtin(&["i32"]),
        ("std::io", "RawOsError") => return builtin(&["i32", "usize"]),
        ("std::io::prelude", _) => Some(format!("std::io::{name}")),
        ("std::collections", "Bound") => Some("std::ops::Bound".to_owned()),
        _ if outside.starts_with("std::prelude::") => {
            std_prelude(name, u16::MAX).map(str::to_owned)
        }
        _ => None,
    };
    vec![Res::Foreign(
        path.unwrap_or_else(|| format!("{outside}::{name}")),
    )]
}

/// The built-in types that a number of C may be, by the machine.
fn number_of_c(name: &str) -> &'static [&'static str] {
    match name {
        "c_char" => &["i8", "u8"],
        "c_schar" => &["i8"],
        "c_uchar" => &["u8"],
        "c_short" => &["i16"],
        "c_ushort" => &["u16"],
        "c_int" => &["i32", "i16"],
        "c_uint" => &["u32", "u16"],
        "c_long" => &["i64", "i32"],
        "c_ulong" => &["u64", "u32"],
        "c_longlong" => &["i64"],
        "c_ulonglong" => &["u64"],
        "c_float" => &["f32"],
        "c_double" => &["f64", "f32"],
        _ => &[],
    }
}

/// Name, path, first edition that has it.
const PRELUDE: &[(&str, &str, u16)] = &[
    ("Option", "std::option::Option", 2015),
    ("Some", "std::option::Option::Some", 2015),
    ("None", "std::option::Option::None", 2015),
    ("Result", "std::result::Result", 2015),
    ("Ok", "std::result::Result::Ok", 2015),
    ("Err", "std::result::Result::Err", 2015),
    ("Box", "std::boxed::Box", 2015),
    ("String", "std::string::String", 2015),
    ("ToString", "std::string::ToString", 2015),
    ("Vec", "std::vec::Vec", 2015),
    ("ToOwned", "std::borrow::ToOwned", 2015),
    ("Clone", "std::clone::Clone", 2015),
    ("Copy", "std::marker::Copy", 2015),
    ("Send", "std::marker::Send", 2015),
    ("Sync", "std::marker::Sync", 2015),
    ("Sized", "std::marker::Sized", 2015),
    ("Unpin", "std::marker::Unpin", 2015),
    ("Drop", "std::ops::Drop", 2015),
    ("drop", "std::mem::drop", 2015),
    ("Fn", "std::ops::Fn", 2015),
    ("FnMut", "std::ops::FnMut", 2015),
    ("FnOnce", "std::ops::FnOnce", 2015),
    ("AsyncFn", "std::ops::AsyncFn", 2015),
    ("AsyncFnMut", "std::ops::AsyncFnMut", 2015),
    ("AsyncFnOnce", "std::ops::AsyncFnOnce", 2015),
    ("AsRef", "std::convert::AsRef", 2015),
    ("AsMut", "std::convert::AsMut", 2015),
    ("Into", "std::convert::Into", 2015),
    ("From", "std::convert::From", 2015),
    ("Default", "std::default::Default", 2015),
    ("Iterator", "std::iter::Iterator", 2015),
    ("IntoIterator", "std::iter::IntoIterator", 2015),
    ("Extend", "std::iter::Extend", 2015),
    (
        "DoubleEndedIterator",
        "std::iter::DoubleEndedIterator",
        2015,
    ),
    ("ExactSizeIterator", "std::iter::ExactSizeIterator", 2015),
    ("Eq", "std::cmp::Eq", 2015),
    ("PartialEq", "std::cmp::PartialEq", 2015),
    ("Ord", "std::cmp::Ord", 2015),
    ("PartialOrd", "std::cmp::PartialOrd", 2015),
    ("Debug", "std::fmt::Debug", 2015),
    ("Hash", "std::hash::Hash", 2015),
    ("size_of", "std::mem::size_of", 2015),
    ("size_of_val", "std::mem::size_of_val", 2015),
    ("align_of", "std::mem::align_of", 2015),
    ("align_of_val", "std::mem::align_of_val", 2015),
    ("TryFrom", "std::convert::TryFrom", 2021),
    ("TryInto", "std::convert::TryInto", 2021),
    ("FromIterator", "std::iter::FromIterator", 2021),
    ("Future", "std::future::Future", 2024),
    ("IntoFuture", "std::future::IntoFuture", 2024),
];

/// Whether a foreign name can be a trait: std's modules of mere types are known.
pub(crate) fn may_be_trait(path: &str) -> bool {
    let last = path.rsplit("::").next().unwrap_or_default();
    let types = [
        "std::collections::",
        "std::sync::",
        "std::rc::",
        "std::cell::",
        "std::time::",
        "std::path::",
        "std::vec::",
        "std::mem::",
        "std::ffi::",
        "std::marker::",
        "std::num::",
        "std::fs::",
        "std::env::",
        "std::thread::",
        "std::ptr::",
        "std::primitive::",
    ];
    let known = [
        "std::cmp::Ordering",
        "std::cmp::Reverse",
        "std::borrow::Cow",
        "std::string::String",
        "std::boxed::Box",
        "std::option::Option",
        "std::result::Result",
        "std::fmt::Formatter",
        "std::fmt::Result",
    ];
    last.trim_start_matches('_')
        .chars()
        .next()
        .is_none_or(char::is_uppercase)
        && !types.iter().any(|prefix| path.starts_with(prefix))
        && !known.contains(&path)
}

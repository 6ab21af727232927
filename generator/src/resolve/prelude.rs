//! Names that need no `use`: std's prelude and the built-in types.

use crate::parse::is_macro_of_std;

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
    BUILTIN_TYPES.contains(&name)
}

/// Names of the built-in types.
const BUILTIN_TYPES: [&str; 19] = [
    "bool", "char", "str", "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64",
    "i128", "isize", "f16", "f32", "f64", "f128",
];

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

/// The path that something of std is known by, where a module gives it again that has nothing of its own.
pub(crate) fn own_path(path: String) -> String {
    if path == "std::collections::Bound" {
        return "std::ops::Bound".to_owned();
    }
    if let Some(name) = path.strip_prefix("std::io::prelude::") {
        return format!("std::io::{name}");
    }
    let in_prelude = path.strip_prefix("std::prelude::");
    let name = in_prelude.and_then(|rest| Some(rest.split_once("::")?.1));
    let known = name.and_then(|name| std_prelude(name, u16::MAX));
    known.map_or(path, str::to_owned)
}

/// The built-in types that a path of std may be another name of: on all machines that it is made for, where they differ.
pub(crate) fn builtin_aliases(path: &str) -> &'static [&'static str] {
    let of_modules = |modules: &[&str]| {
        let names = modules.iter().find_map(|module| path.strip_prefix(module));
        names.filter(|name| !name.contains("::"))
    };
    if let Some(name) = of_modules(&["std::primitive::"]) {
        let found = BUILTIN_TYPES.iter().position(|known| *known == name);
        return found.map_or(&[], |at| &BUILTIN_TYPES[at..=at]);
    }
    if let Some(name) = of_modules(&["std::ffi::c_", "std::os::raw::c_"]) {
        return match name {
            "char" => &["i8", "u8"],
            "schar" => &["i8"],
            "uchar" => &["u8"],
            "short" => &["i16"],
            "ushort" => &["u16"],
            "int" => &["i32", "i16"],
            "uint" => &["u32", "u16"],
            "long" => &["i64", "i32"],
            "ulong" => &["u64", "u32"],
            "longlong" => &["i64"],
            "ulonglong" => &["u64"],
            "float" => &["f32"],
            "double" => &["f64", "f32"],
            _ => &[],
        };
    }
    match path {
        "std::os::fd::RawFd" | "std::os::unix::io::RawFd" => &["i32"],
        "std::io::RawOsError" => &["i32", "usize"],
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
    last.chars().next().is_some_and(char::is_uppercase)
        && !types.iter().any(|prefix| path.starts_with(prefix))
        && !known.contains(&path)
}

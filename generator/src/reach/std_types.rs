//! What std's everyday methods give: enough to know most receivers. What is not here is unknown, which is sound.

use crate::reach::quiet::is_list;
use crate::reach::std_gives::given_on;
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

/// Numbers that are not zero: the generic type, and an alias for each.
const NON_ZERO: &[&str] = &[
    "std::num::NonZero",
    "std::num::NonZeroU8",
    "std::num::NonZeroU16",
    "std::num::NonZeroU32",
    "std::num::NonZeroU64",
    "std::num::NonZeroU128",
    "std::num::NonZeroUsize",
    "std::num::NonZeroI8",
    "std::num::NonZeroI16",
    "std::num::NonZeroI32",
    "std::num::NonZeroI64",
    "std::num::NonZeroI128",
    "std::num::NonZeroIsize",
];

/// The number in an alias of those: `U8` of `std::num::NonZeroU8`.
pub(super) fn number_in(path: &str) -> Option<&str> {
    let number = path.strip_prefix("std::num::NonZero")?;
    (!number.is_empty() && NON_ZERO.contains(&path)).then_some(number)
}

/// Types of std that have several names: by alias, or where a module gives its own again.
const SAME: &[&[&str]] = &[
    &[
        "std::result::Result",
        "std::io::Result",
        "std::fmt::Result",
        "std::thread::Result",
        "std::sync::LockResult",
        "std::sync::TryLockResult",
    ],
    NON_ZERO,
    &["std::convert::Infallible", "std::string::ParseError"],
    &["std::alloc::LayoutError", "std::alloc::LayoutErr"],
    &[
        "std::hash::RandomState",
        "std::collections::hash_map::RandomState",
    ],
    &[
        "std::hash::DefaultHasher",
        "std::collections::hash_map::DefaultHasher",
    ],
];

/// Modules of std whose types another gives again under the same names.
const AGAIN: &[(&str, &[&str])] = &[
    (
        "std::collections::",
        &[
            "std::collections::hash_map::",
            "std::collections::hash_set::",
            "std::collections::btree_map::",
            "std::collections::btree_set::",
            "std::collections::vec_deque::",
            "std::collections::binary_heap::",
            "std::collections::linked_list::",
        ],
    ),
    ("std::ffi::", &["std::ffi::os_str::", "std::ffi::c_str::"]),
];

/// All paths under which an impl may stand for the type of a path.
pub(super) fn names_of(path: &str) -> impl Iterator<Item = String> {
    let mut names = vec![path.to_owned()];
    let group = SAME.iter().find(|names| names.contains(&path));
    let others = group.into_iter().flat_map(|names| names.iter());
    names.extend(
        others
            .filter(|name| **name != path)
            .map(|name| (*name).to_owned()),
    );
    let last = path.rsplit("::").next().unwrap_or_default();
    let home = &path[..path.len() - last.len()];
    for (module, parts) in AGAIN {
        if *module == home || parts.contains(&home) {
            let all = parts.iter().chain([module]).filter(|of| **of != home);
            names.extend(all.map(|of| format!("{of}{last}")));
        }
    }
    names.into_iter()
}

/// Whether a type of std is a pointer, as it were: it dereferences to its argument.
pub(super) fn is_pointer(ty: &Ty) -> bool {
    ARG_DEREF.contains(&path_of(ty))
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

/// Whether a type of std holds one value, to be changed through what is shared, and does not dereference to it.
pub(super) fn is_cell(ty: &Ty) -> bool {
    let path = path_of(ty);
    path.starts_with("std::sync::atomic::Atomic")
        || matches!(
            path,
            "std::cell::Cell"
                | "std::cell::RefCell"
                | "std::cell::UnsafeCell"
                | "std::cell::OnceCell"
                | "std::sync::Mutex"
                | "std::sync::RwLock"
                | "std::sync::OnceLock"
        )
}

/// Whether a type of std does nothing but lead to what it is of.
pub(super) fn leads_on(ty: &Ty) -> bool {
    matches!(
        path_of(ty),
        "std::mem::ManuallyDrop"
            | "std::rc::Rc"
            | "std::sync::Arc"
            | "std::sync::MutexGuard"
            | "std::sync::RwLockReadGuard"
            | "std::sync::RwLockWriteGuard"
            | "std::cell::Ref"
            | "std::cell::RefMut"
            | "std::sync::LazyLock"
            | "std::cell::LazyCell"
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
            None => iterates(ty).unwrap_or(Ty::Unknown),
        },
    }
}

/// What is wanted of a method that makes what is: as it is written behind its name, or else where it is called.
pub(super) fn made_by_call(name: &str, turbofish: &[Ty], expected: &Ty) -> Ty {
    match (name, turbofish) {
        ("unzip", [_, _, sides @ ..]) => Ty::Tuple(sides.to_vec()),
        ("partition", [side, ..]) => Ty::Tuple(vec![side.clone(), side.clone()]),
        ("unzip", _) | (_, []) => expected.clone(),
        (_, [first, ..]) => first.clone(),
    }
}

/// What an iterator's items are made into, where something of what is wanted is left open: `collect::<Vec<_>>()`.
pub(super) fn collected(name: &str, wanted: Ty, item: &Ty) -> Ty {
    let each = |wanted: &Ty, item: &Ty| collected("collect", wanted.clone(), item);
    match (name, &wanted) {
        (_, Ty::Unknown) => Ty::Unknown,
        ("partition", Ty::Tuple(sides)) => {
            Ty::Tuple(sides.iter().map(|of| each(of, item)).collect())
        }
        ("unzip", Ty::Tuple(sides)) => {
            let items = match item {
                Ty::Tuple(items) if items.len() == sides.len() => items,
                _ => return wanted,
            };
            let pairs = sides.iter().zip(items);
            Ty::Tuple(pairs.map(|(of, item)| each(of, item)).collect())
        }
        ("partition" | "unzip", _) => Ty::Unknown,
        (_, ty) if is_map(ty) => match item {
            Ty::Tuple(items) if items.len() == 2 => filled(&wanted, items),
            _ => wanted,
        },
        (_, Ty::Foreign(..)) if is_sequence(&wanted) => filled(&wanted, std::slice::from_ref(item)),
        (_, ty) if ty.is("std::boxed::Box") && matches!(ty.arg(0), Ty::Slice(_)) => {
            let items = each(&Ty::vec(item_of(&ty.arg(0))), item);
            Ty::foreign("std::boxed::Box", vec![Ty::Slice(Box::new(items.arg(0)))])
        }
        (_, ty) if ty.is("std::option::Option") && item.is("std::option::Option") => {
            Ty::option(each(&ty.arg(0), &item.arg(0)))
        }
        (_, ty) if ty.is("std::result::Result") && item.is("std::result::Result") => {
            let made = Ty::result(each(&ty.arg(0), &item.arg(0)), ty.arg(1));
            filled(&made, &[Ty::Unknown, item.arg(1)])
        }
        _ => wanted,
    }
}

/// A type of std with these arguments where its own are not known.
fn filled(ty: &Ty, with: &[Ty]) -> Ty {
    let Ty::Foreign(path, own) = ty else {
        return ty.clone();
    };
    let mut args = own.clone();
    args.resize(own.len().max(with.len()), Ty::Unknown);
    for (arg, with) in args.iter_mut().zip(with) {
        if *arg == Ty::Unknown {
            *arg = with.clone();
        }
    }
    Ty::foreign(path, args)
}

fn is_text(ty: &Ty) -> bool {
    matches!(ty, Ty::Builtin(name) if &**name == "str") || ty.is("std::string::String")
}

/// What a method takes that puts values into one of std's types, in order; nothing of another method.
pub(super) fn put_in(into: &Ty, name: &str) -> Vec<Ty> {
    let is_set = |ty: &Ty| {
        matches!(
            path_of(ty),
            "std::collections::HashSet" | "std::collections::BTreeSet"
        )
    };
    match name {
        "insert" if is_map(into) => vec![into.arg(0), into.arg(1)],
        "insert" if is_set(into) || into.is("std::option::Option") => vec![into.arg(0)],
        "insert" if is_sequence(into) => vec![usize(), into.arg(0)],
        "entry" if is_map(into) => vec![into.arg(0)],
        "or_insert" if is_entry(into) => vec![into.arg(1)],
        "push" | "push_back" | "push_front" if is_sequence(into) => vec![into.arg(0)],
        "get_or_insert" | "replace" | "unwrap_or" if into.is("std::option::Option") => {
            vec![into.arg(0)]
        }
        "unwrap_or" if into.is("std::result::Result") => vec![into.arg(0)],
        "set" | "replace" if into.is("std::cell::Cell") || into.is("std::cell::RefCell") => {
            vec![into.arg(0)]
        }
        _ => Vec::new(),
    }
}

/// What owns a value of a built-in type, as `ToOwned` makes it.
pub(super) fn owned(of: &Ty) -> Ty {
    match of {
        ty if is_text(ty) => Ty::string(),
        Ty::Slice(item) => Ty::vec((**item).clone()),
        ty => ty.clone(),
    }
}

pub(super) fn returned(ty: Option<&Ty>) -> Ty {
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
                ty if name == "to_owned" && (is_text(ty) || matches!(ty, Ty::Slice(_))) => {
                    owned(ty)
                }
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
        "len" | "count" | "capacity" if *receiver != Ty::Unknown => return usize(),
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
        "fmt" if *receiver != Ty::Unknown && args.first().is_some_and(is_formatter) => {
            return shown();
        }
        "write_str" | "write_char" | "write_fmt"
            if is_formatter(receiver) || receiver.is("std::string::String") =>
        {
            return shown();
        }
        "collect" | "sum" | "product" | "into" => return wanted(),
        "parse" => {
            let read = turbofish.first().cloned();
            let read = read.unwrap_or_else(|| expected.arg(0));
            // What has such a method of its own may fail otherwise.
            let error = match is_text(receiver) {
                true => unread(&read),
                false => Ty::Unknown,
            };
            return Ty::result(read, error);
        }
        // Only std can say how, and which of its errors it is, who wants it knows.
        "try_into"
            if expected.is("std::result::Result") && made_of_plain(receiver, &expected.arg(0)) =>
        {
            return expected.clone();
        }
        _ => {}
    }
    // Where types are written, arguments are coerced to those.
    let coerced = vec![Ty::Unknown; args.len()];
    let is_written = turbofish.iter().any(|ty| *ty != Ty::Unknown);
    let args = if is_written { &coerced[..] } else { args };
    // What pointers have are functions, `Rc::get_mut(this)`, for a method of that name is the target's.
    let has_methods = !is_pointer(receiver) || receiver.is("std::pin::Pin");
    match has_methods.then(|| given_on(receiver, name, args)) {
        None | Some(Ty::Unknown) => by_hand(receiver, name, args),
        Some(known) => known,
    }
}

/// What shows something gives.
pub(super) fn shown() -> Ty {
    Ty::result(Ty::unit(), Ty::foreign("std::fmt::Error", Vec::new()))
}

/// The error of a text that is no number, truth or character.
fn unread(wanted: &Ty) -> Ty {
    let error = match wanted {
        Ty::Builtin(name) => match &**name {
            "str" => return Ty::Unknown,
            "bool" => "std::str::ParseBoolError",
            "char" => "std::char::ParseCharError",
            "f32" | "f64" | "float" => "std::num::ParseFloatError",
            _ => "std::num::ParseIntError",
        },
        ty if *ty == Ty::string() => "std::convert::Infallible",
        _ => return Ty::Unknown,
    };
    Ty::foreign(error, Vec::new())
}

/// Whether a number is made of a number, or a list of such of another.
fn made_of_plain(of: &Ty, wanted: &Ty) -> bool {
    match (of, wanted) {
        (Ty::Builtin(_), Ty::Builtin(_)) => true,
        (Ty::Slice(of), Ty::Slice(wanted)) => {
            matches!((&**of, &**wanted), (Ty::Builtin(_), Ty::Builtin(_)))
        }
        _ => false,
    }
}

/// What the table does not have: what traits of std give, what a closure gives, and where arguments decide.
pub(super) fn by_hand(receiver: &Ty, name: &str, args: &[Ty]) -> Ty {
    match receiver {
        Ty::Iter(item) => iterator(item, name, args),
        Ty::Builtin(_) => by_trait(receiver, name),
        Ty::Slice(item) => sequence(receiver, item, name, args),
        ty if is_map(ty) => map(ty, name),
        ty if ty.is("std::option::Option") => option(&ty.arg(0), name),
        ty if ty.is("std::result::Result") => result(&ty.arg(0), &ty.arg(1), name),
        ty if is_sequence(ty) => sequence(ty, &ty.arg(0), name, args),
        ty if path_of(ty).starts_with("std::ops::Range") => match name {
            "start" | "end" => ty.arg(0),
            _ => iterator(&ty.arg(0), name, args),
        },
        ty if ty.is("std::borrow::Cow") && matches!(name, "into_owned" | "to_mut") => {
            match ty.arg(0) {
                of @ (Ty::Builtin(_) | Ty::Slice(_)) => owned(&of),
                // The owned form of a type of the program is what it says.
                _ => Ty::Unknown,
            }
        }
        ty => match iterates(ty) {
            Some(item) => iterator(&item, name, args),
            None => Ty::Unknown,
        },
    }
}

/// What an iterator of std gives that is known by its name.
pub(super) fn iterates(ty: &Ty) -> Option<Ty> {
    let Ty::Foreign(path, _) = ty else {
        return None;
    };
    let (of, name) = path.strip_prefix("std::")?.rsplit_once("::")?;
    let pair = |a: Ty, b: Ty| Ty::Tuple(vec![a, b]);
    Some(match (of, name) {
        (
            "slice"
            | "vec"
            | "array"
            | "option"
            | "collections::hash_set"
            | "collections::btree_set"
            | "collections::vec_deque"
            | "collections::linked_list"
            | "collections::binary_heap",
            "Iter" | "IterMut" | "IntoIter" | "Drain",
        )
        | ("iter", "Once" | "Repeat" | "Empty") => ty.arg(0),
        (
            "slice",
            "Chunks" | "ChunksMut" | "ChunksExact" | "ChunksExactMut" | "RChunks" | "Windows",
        ) => Ty::Slice(Box::new(ty.arg(0))),
        ("collections::hash_map" | "collections::btree_map", name) => match name {
            "Iter" | "IterMut" | "IntoIter" | "Drain" | "Range" | "RangeMut" => {
                pair(ty.arg(0), ty.arg(1))
            }
            "Keys" | "IntoKeys" => ty.arg(0),
            "Values" | "ValuesMut" | "IntoValues" => ty.arg(1),
            _ => return None,
        },
        ("str", "Chars") | ("string", "Drain") => Ty::builtin("char"),
        ("str", "Bytes") => Ty::builtin("u8"),
        ("str", "CharIndices") => pair(usize(), Ty::builtin("char")),
        ("str", "Lines" | "SplitWhitespace" | "SplitAsciiWhitespace") => Ty::builtin("str"),
        (
            "iter",
            "Rev" | "Fuse" | "Skip" | "Take" | "StepBy" | "Peekable" | "Cloned" | "Copied",
        ) => under(ty, 0)?,
        ("iter", "Enumerate") => pair(usize(), under(ty, 0)?),
        ("iter", "Zip") => pair(under(ty, 0)?, under(ty, 1)?),
        _ => return None,
    })
}

/// What an iterator gives that another of std's goes through.
fn under(adaptor: &Ty, at: usize) -> Option<Ty> {
    match adaptor.arg(at) {
        Ty::Iter(item) => Some(*item),
        ty if path_of(&ty).starts_with("std::ops::Range") => Some(ty.arg(0)),
        ty => iterates(&ty),
    }
}

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
        "into_iter" => Ty::iter(item.clone()),
        "get" | "get_mut" => match args.first() {
            Some(Ty::Builtin(_)) => one(),
            Some(ty) if path_of(ty).starts_with("std::ops::Range") => Ty::option(part()),
            _ if matches!(own, Ty::Foreign(..)) && !own.is("std::vec::Vec") => one(),
            _ => Ty::Unknown,
        },
        "as_ref" | "as_mut" | "borrow" => part(),
        "take" | "replace" if !is_list(own) => one(),
        // What alloc gives slices, its documentation leaves out.
        "to_vec" | "into_vec" => Ty::vec(item.clone()),
        "sort" | "sort_by" | "sort_by_key" | "sort_by_cached_key" => Ty::unit(),
        _ => Ty::Unknown,
    }
}

fn map(own: &Ty, name: &str) -> Ty {
    let (key, value) = (own.arg(0), own.arg(1));
    match name {
        "get" => Ty::option(value),
        "into_iter" => Ty::iter(Ty::Tuple(vec![key, value])),
        _ => Ty::Unknown,
    }
}

fn option(item: &Ty, name: &str) -> Ty {
    match name {
        "as_deref" | "as_deref_mut" => Ty::option(match item {
            ty if ty.is("std::string::String") => text(),
            ty if ty.is("std::vec::Vec") => Ty::Slice(Box::new(ty.arg(0))),
            ty => deref_of(ty).unwrap_or(Ty::Unknown),
        }),
        "into_iter" => Ty::iter(item.clone()),
        "flatten" => item.clone(),
        _ => Ty::Unknown,
    }
}

fn result(ok: &Ty, error: &Ty, name: &str) -> Ty {
    match name {
        // Pointers have them as well, but nobody points to one of these.
        "as_ref" | "as_mut" => Ty::result(ok.clone(), error.clone()),
        "into_iter" => Ty::iter(ok.clone()),
        _ => Ty::Unknown,
    }
}

/// What a built-in type has by a trait of std, or for a closure's sake.
fn by_trait(own: &Ty, name: &str) -> Ty {
    match name {
        "min" | "max" | "clamp" => own.clone(),
        "partial_cmp" => Ty::option(Ty::foreign("std::cmp::Ordering", Vec::new())),
        "get" if is_text(own) => Ty::option(text()),
        _ => Ty::Unknown,
    }
}

/// A place in a map.
const ENTRIES: &[&str] = &[
    "std::collections::hash_map::Entry",
    "std::collections::btree_map::Entry",
];

/// Whether it is a place in a map, taken or free.
pub(super) fn is_entry(ty: &Ty) -> bool {
    let rest = path_of(ty).strip_prefix("std::collections::");
    let (map, name) = rest
        .and_then(|rest| rest.split_once("::"))
        .unwrap_or_default();
    matches!(map, "hash_map" | "btree_map")
        && matches!(name, "Entry" | "OccupiedEntry" | "VacantEntry")
}

/// What a closure given to a method of std gets, after a first argument that is this where it is wanted.
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
        ty if ENTRIES.contains(&path_of(ty)) => match name {
            "or_insert_with_key" => ty.arg(0),
            _ => ty.arg(1),
        },
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

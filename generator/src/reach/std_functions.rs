//! What std's functions give that are named by a path: by the table, and where it says less, by hand.

use crate::reach::quiet::has_no_parameters;
use crate::reach::std_gives::given_at;
use crate::reach::std_types::{item_of, returned, shown};
use crate::reach::ty::Ty;

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
    let written = |at: usize, other: Ty| match type_args.get(at) {
        None | Some(Ty::Unknown) => other,
        Some(written) => written.clone(),
    };
    // Most calls are of these.
    match (owner, name) {
        (_, "Some") => return Ty::option(written(0, arg())),
        ("std::result::Result", "Ok") => {
            return Ty::result(written(0, arg()), written(1, expected.arg(1)));
        }
        ("std::result::Result", "Err") => {
            return Ty::result(written(0, expected.arg(0)), written(1, arg()));
        }
        _ => {}
    }
    // Where types are written, arguments are coerced to those.
    let coerced = vec![Ty::Unknown; args.len()];
    let args = if type_args.is_empty() { args } else { &coerced };
    let given = match given_of_std(path, args, type_args, expected) {
        given if given.is(owner) && !type_args.is_empty() && name == "new" => {
            Ty::foreign(owner, type_args.to_vec())
        }
        given => given,
    };
    let is_bare = match &given {
        Ty::Unknown => true,
        Ty::Foreign(of, args) => **of == *owner && args.is_empty(),
        _ => false,
    };
    match (owner, name) {
        // What traits say that all impls give.
        ("std::cmp::Ord", "cmp") => Ty::foreign("std::cmp::Ordering", Vec::new()),
        ("std::cmp::PartialOrd", "partial_cmp") => {
            Ty::option(Ty::foreign("std::cmp::Ordering", Vec::new()))
        }
        ("std::cmp::PartialOrd", "lt" | "le" | "gt" | "ge")
        | ("std::cmp::PartialEq", "eq" | "ne") => Ty::builtin("bool"),
        ("std::hash::Hash", "hash" | "hash_slice") => Ty::unit(),
        ("std::fmt::Write", "write_str" | "write_char" | "write_fmt") => shown(),
        (owner, "fmt") if owner.starts_with("std::fmt::") => shown(),
        ("std::io::SeekFrom", "Start" | "End" | "Current") => Ty::foreign(owner, Vec::new()),
        ("std::hash::Hasher", "finish") => Ty::builtin("u64"),
        ("std::iter::Iterator", "count") | ("std::iter::ExactSizeIterator", "len") => {
            Ty::builtin("usize")
        }
        ("std::string::String", "from") | ("std::string::ToString", "to_string") => Ty::string(),
        // What only leads to one is another type.
        ("std::rc::Rc" | "std::sync::Arc", "clone") => args
            .first()
            .filter(|ty| ty.is(owner))
            .cloned()
            .unwrap_or(Ty::Unknown),
        ("std::default::Default", "default")
        | ("std::convert::From", "from")
        | ("std::convert::TryFrom", "try_from")
        | ("std::str::FromStr", "from_str") => expected.clone(),
        // Their `new` may fail.
        (owner, "new") if is_non_zero(owner) => Ty::option(Ty::foreign(owner, Vec::new())),
        (owner, "new" | "with_capacity" | "default" | "other")
            if is_bare && has_no_parameters(owner) =>
        {
            Ty::foreign(owner, Vec::new())
        }
        (_, "new" | "with_capacity" | "default") if is_bare && path.starts_with("std::") => {
            match type_args {
                [] if *expected != Ty::Unknown && expected.is(owner) => expected.clone(),
                [] => Ty::foreign(owner, vec![Ty::Unknown, Ty::Unknown]),
                args => Ty::foreign(owner, args.to_vec()),
            }
        }
        ("std::iter", "from_fn") => Ty::iter(item_of(&returned(args.first()))),
        _ => given,
    }
}

/// What the table says that a path of std gives, with these values and these arguments of its type, where this is wanted.
pub(super) fn given_of_std(path: &str, values: &[Ty], type_args: &[Ty], expected: &Ty) -> Ty {
    let owner = path.rsplit_once("::").map_or("", |(owner, _)| owner);
    let written = Ty::foreign(owner, type_args.to_vec());
    let mut told = values.first().into_iter().chain([expected]);
    let own = match type_args.is_empty() {
        true => told.find(|ty| ty.is(owner)).unwrap_or(&written),
        false => &written,
    };
    given_at(path, own, values)
}

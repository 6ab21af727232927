//! What a collection holds, learnt from the first that is put into it: `let mut v = Vec::new(); v.push(x);`.
//!
//! Only where that is the first time that the variable is named: until then the compiler knows no more of what is in it,
//! so it takes the type of `x` as it stands, and what is put in later becomes that. What was named before may have
//! made it another, to which `x` is only coerced (`takes(&mut v)`). Order counts, so nothing is learnt where that is
//! not the order of the text: in closures, which the compiler may look at last, beside macros, and beside `cfg`.

use crate::reach::ty::Ty;

/// Whether an expression makes an empty collection of what is not told: `Vec::new()`.
pub(super) fn is_made_empty(expr: &syn::Expr) -> bool {
    let syn::Expr::Call(call) = expr else {
        return false;
    };
    let syn::Expr::Path(function) = &*call.func else {
        return false;
    };
    let last = function.path.segments.last();
    last.is_some_and(|last| last.ident == "new" || last.ident == "with_capacity")
}

/// Whether a type is a collection of std, and nothing is known of what it holds.
pub(super) fn is_open(ty: &Ty) -> bool {
    let Ty::Foreign(path, held) = ty else {
        return false;
    };
    COLLECTIONS.iter().any(|(of, _)| **path == **of) && held.iter().all(|ty| *ty == Ty::Unknown)
}

/// The name of a variable that an expression is.
pub(super) fn variable(expr: &syn::Expr) -> Option<String> {
    let syn::Expr::Path(path) = expr else {
        return None;
    };
    let name = path.path.get_ident().filter(|_| path.qself.is_none())?;
    Some(name.to_string().replace("r#", ""))
}

/// What such a collection is once a method put something into it; none if that tells nothing.
pub(super) fn holding(collection: &Ty, method: &str, args: &[Ty]) -> Option<Ty> {
    let Ty::Foreign(path, _) = collection else {
        return None;
    };
    let (_, methods) = COLLECTIONS.iter().find(|(of, _)| **path == **of)?;
    let (_, put) = methods.iter().find(|(name, _)| *name == method)?;
    let mut held: Vec<Ty> = put
        .iter()
        .filter_map(|at| args.get(*at))
        .map(|ty| match ty {
            // A function becomes a pointer where another comes beside it.
            Ty::Never | Ty::Callable(_) => Ty::Unknown,
            ty => ty.clone(),
        })
        .collect();
    if held.iter().all(|ty| *ty == Ty::Unknown) {
        return None;
    }
    held.push(Ty::Unknown);
    Some(Ty::Foreign(path.clone(), held))
}

/// Of a method, which of its arguments are held, in the order of the type's own.
type Puts = &'static [(&'static str, &'static [usize])];

const ENDS: Puts = &[("push_back", &[0]), ("push_front", &[0])];
const KEYED: Puts = &[("insert", &[0, 1]), ("entry", &[0])];
const SETS: Puts = &[("insert", &[0]), ("replace", &[0])];

/// Collections of std, with the methods that put something into them.
const COLLECTIONS: &[(&str, Puts)] = &[
    (
        "std::vec::Vec",
        &[("push", &[0]), ("insert", &[1]), ("resize", &[1])],
    ),
    ("std::collections::VecDeque", ENDS),
    ("std::collections::LinkedList", ENDS),
    ("std::collections::BinaryHeap", &[("push", &[0])]),
    ("std::collections::HashMap", KEYED),
    ("std::collections::BTreeMap", KEYED),
    ("std::collections::HashSet", SETS),
    ("std::collections::BTreeSet", SETS),
];

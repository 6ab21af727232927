//! Whether live code hands a value to code that is not read, std's own included. Until it does, nobody can call what
//! types implement for such code (`Hash`, `Ord`, `Iterator`, …), and a small function's closure stays as small as the
//! function is.
//!
//! Quiet is what surely runs nothing but the program's own functions and the machine's operators; a type that is not
//! known is never quiet. `Drop`, `Deref` and `DerefMut` run without being called, and so count from the start.

use crate::model::Kind;
use crate::reach::hidden::Taken;
use crate::reach::live::Reach;
use crate::reach::scope::Scope;
use crate::reach::std_traits::taken_by;
use crate::reach::std_types::number_in;
use crate::reach::steps::Step;
use crate::reach::ty::{Bound, OTHERS, Ty};
use crate::resolve::{Head, ItemId, ModuleId, Res};

/// Traits that the compiler calls by itself.
pub(super) const UNASKED: [&str; 3] = ["Drop", "Deref", "DerefMut"];

/// Traits of operators that take their operands, each with its method.
pub(super) const OPERATORS: &[(&str, &str)] = &[
    ("Add", "add"),
    ("Sub", "sub"),
    ("Mul", "mul"),
    ("Div", "div"),
    ("Rem", "rem"),
    ("Neg", "neg"),
    ("Not", "not"),
    ("BitAnd", "bitand"),
    ("BitOr", "bitor"),
    ("BitXor", "bitxor"),
    ("Shl", "shl"),
    ("Shr", "shr"),
];

/// Functions of std's traits that are named through a type.
const DECLARED: &[(&str, &str)] = &[
    ("std::clone::Clone", "clone"),
    ("std::convert::From", "from"),
    ("std::convert::TryFrom", "try_from"),
    ("std::default::Default", "default"),
    ("std::iter::FromIterator", "from_iter"),
    ("std::str::FromStr", "from_str"),
];

/// Whether one of these bounds is by a trait of std that has this function, so that `T::name` means that one: what a
/// bound gives is found before what a `use` brings in scope.
pub(super) fn bounds_declare(bounds: &[Bound], name: &str) -> bool {
    let declares = |of: &Res| match of {
        Res::Foreign(path) => DECLARED.contains(&(path.as_str(), name)),
        _ => false,
    };
    let mut bounds = bounds.iter();
    bounds.any(|bound| !bound.of.is_empty() && bound.of.iter().all(declares))
}

/// Whether one of these bounds is by a trait of std with a method of this name that takes the value, so that `x.name()`
/// means that one.
pub(super) fn bounds_take(bounds: &[Bound], name: &str) -> bool {
    let takes = |of: &Res| {
        let Res::Foreign(path) = of else { return false };
        let of = path.rsplit("::").next().unwrap_or_default();
        path.starts_with("std::") && taken_by(of, name).contains(&Taken::Value)
    };
    let mut bounds = bounds.iter();
    bounds.any(|bound| !bound.of.is_empty() && bound.of.iter().all(takes))
}

/// Types of std without parameters, nor code of others within; beside them, numbers that are not zero.
const NOT_GENERIC: &[&str] = &[
    "std::string::String",
    "std::cmp::Ordering",
    "std::time::Duration",
    "std::path::Path",
    "std::path::PathBuf",
    "std::ffi::OsStr",
    "std::ffi::OsString",
    "std::ffi::CStr",
    "std::ffi::CString",
    "std::sync::atomic::AtomicBool",
    "std::sync::atomic::AtomicI8",
    "std::sync::atomic::AtomicI16",
    "std::sync::atomic::AtomicI32",
    "std::sync::atomic::AtomicI64",
    "std::sync::atomic::AtomicIsize",
    "std::sync::atomic::AtomicU8",
    "std::sync::atomic::AtomicU16",
    "std::sync::atomic::AtomicU32",
    "std::sync::atomic::AtomicU64",
    "std::sync::atomic::AtomicUsize",
    "std::sync::atomic::Ordering",
    "std::num::ParseIntError",
    "std::num::ParseFloatError",
    "std::num::TryFromIntError",
    "std::num::IntErrorKind",
    "std::str::Utf8Error",
    "std::str::ParseBoolError",
    "std::string::FromUtf8Error",
    "std::char::ParseCharError",
    "std::fmt::Error",
    "std::time::Instant",
    "std::time::SystemTime",
    "std::any::TypeId",
    "std::alloc::Layout",
    "std::ops::RangeFull",
    "std::marker::PhantomPinned",
    "std::io::ErrorKind",
    "std::net::IpAddr",
    "std::net::Ipv4Addr",
    "std::net::Ipv6Addr",
    "std::net::SocketAddr",
    "std::alloc::LayoutError",
    "std::collections::hash_map::RandomState",
    "std::collections::hash_map::DefaultHasher",
    "std::hash::RandomState",
    "std::hash::DefaultHasher",
];

/// Whether a type of std has no parameters: an error of input and output may hold any other all the same.
pub(super) fn has_no_parameters(path: &str) -> bool {
    is_not_generic(path) || path == "std::io::Error"
}

fn is_not_generic(path: &str) -> bool {
    NOT_GENERIC.contains(&path) || path == OTHERS || number_in(path).is_some() || is_vector(path)
}

/// Whether a path of std is one of its functions for the processor at hand: they work on numbers and raw memory. What is
/// named through one of their types is none, and those for x86 are told by their names.
pub(super) fn is_of_processor(path: &str) -> bool {
    let inside = path.strip_prefix("std::arch::");
    inside
        .and_then(|path| path.split_once("::"))
        .is_some_and(|(of, name)| {
            !name.contains("::") && (!of.starts_with("x86") || name.starts_with('_'))
        })
}

/// Whether a path is that of a type which such functions work on.
fn is_vector(path: &str) -> bool {
    let last = path.rsplit("::").next().unwrap_or_default();
    let is_named_so =
        last.starts_with("__m") || last.ends_with("_t") || matches!(last, "v128" | "CpuidResult");
    path.starts_with("std::arch::") && is_named_so
}

impl Reach<'_> {
    /// Code that is not read may run, with values of the program.
    pub(super) fn std_runs(&mut self, from: ItemId) {
        self.step(from, || Step::StdRuns, |reach| reach.wake_std(from));
    }

    fn wake_std(&mut self, from: ItemId) {
        if std::mem::replace(&mut self.std_runs, true) {
            return;
        }
        self.lets_go(from);
        self.wake_measured();
        for at in 0..self.index.impls.len() {
            if !self.index.impls[at].foreign.is_empty() {
                self.consider(at, from);
            }
        }
    }

    /// Whether a method call surely runs a method of the program, and no foreign trait's of that name.
    pub(super) fn is_own_method(
        &self,
        receiver: &Ty,
        name: &str,
        bounds: &[Bound],
        at_hand: Taken,
        scope: &Scope,
    ) -> bool {
        match receiver {
            Ty::Adt(item, _) => {
                let own = self.index.of_head(self.program, &Head::Item(*item), name);
                let own: Vec<ItemId> = own
                    .filter(|member| self.program.item(*member).kind == Kind::Fn)
                    .collect();
                !own.is_empty()
                    && !self.may_be_std_on(receiver, name, &own, scope.module)
                    && (!self.may_dereference(*item)
                        || self.hides_target(receiver, name, scope.module))
                    && !self.may_be_hidden(receiver, name, at_hand, scope)
            }
            Ty::Param(_) | Ty::Bounded(_) => {
                let mut traits = bounds.iter().flat_map(|bound| &bound.of).peekable();
                traits.peek().is_some()
                    && bounds.iter().all(|bound| !bound.of.is_empty())
                    && traits.all(|res| self.cannot_hide(res, name, 0))
                    && bounds
                        .iter()
                        .flat_map(|bound| &bound.of)
                        .any(|res| match res {
                            Res::Item(of) => !self.declaring(*of, name, 0).is_empty(),
                            _ => false,
                        })
            }
            _ => false,
        }
    }

    /// Whether a call of a path, through a type, that may mean any of these surely runs one of them: free functions and
    /// constructors; a type's own, which hides all traits'; or what a type of the program, or one known by its bounds,
    /// has by a trait.
    pub(super) fn are_own_functions(&self, items: &[ItemId], through: &Ty, from: ModuleId) -> bool {
        let direct = |item: &ItemId| {
            let data = self.program.item(*item);
            match data.kind {
                Kind::Struct | Kind::Variant => true,
                Kind::Fn => data.parent.is_none(),
                _ => false,
            }
        };
        let own = match through {
            Ty::Adt(..) => items.first().is_some_and(|first| {
                let name = &self.program.item(*first).name;
                !self.may_be_std_on(through, name, items, from)
            }),
            Ty::Param(_) | Ty::Bounded(_) => !items.is_empty(),
            _ => items.iter().any(|item| self.is_inherent(*item)),
        };
        own || !items.is_empty() && items.iter().all(direct)
    }
}

/// Whether a type is known, and nothing of the program is in it.
pub(super) fn is_plain(ty: &Ty) -> bool {
    match ty {
        Ty::Builtin(_) | Ty::Never => true,
        Ty::Slice(of) | Ty::Iter(of) => is_plain(of),
        Ty::Tuple(of) => of.iter().all(is_plain),
        // Without arguments a generic type's are not known.
        Ty::Foreign(path, args) if args.is_empty() => is_not_generic(path),
        Ty::Foreign(path, args) => path.starts_with("std::") && args.iter().all(is_plain),
        _ => false,
    }
}

/// Whether naming a foreign path runs nothing: a constant, or a variant of `Option` or `Result`.
pub(super) fn is_constant(path: &str) -> bool {
    let last = path.rsplit("::").next().unwrap_or_default();
    let unit_or_constructor =
        path.starts_with("std::") && last.chars().next().is_some_and(|c| c.is_ascii_uppercase());
    is_wrapping(path)
        || unit_or_constructor
        || last.chars().any(|c| c.is_ascii_uppercase())
            && !last.chars().any(|c| c.is_ascii_lowercase())
}

/// The type of a constant of std, if that is one without parameters: a variant's is before its name.
pub(super) fn type_of_constant(path: &str) -> Option<&str> {
    let (of, _) = path.rsplit_once("::")?;
    is_not_generic(of).then_some(of)
}

/// Whether a function of std owns, or lets its caller own, what was only pointed to: it may be dropped.
pub(super) fn takes_out(path: &str) -> bool {
    matches!(
        path,
        "std::mem::drop"
            | "std::mem::replace"
            | "std::mem::swap"
            | "std::mem::take"
            | "std::mem::transmute"
            | "std::mem::ManuallyDrop::into_inner"
            | "std::mem::ManuallyDrop::take"
            | "std::mem::ManuallyDrop::drop"
            | "std::ptr::copy"
            | "std::ptr::copy_nonoverlapping"
            | "std::ptr::read"
            | "std::ptr::drop_in_place"
            | "std::boxed::Box::from_raw"
            | "std::rc::Rc::from_raw"
            | "std::sync::Arc::from_raw"
            | "std::vec::Vec::from_raw_parts"
    )
}

/// Whether a function of std puts what it owns around in place: it cannot fail, nor ask for memory.
pub(super) fn wraps_in_place(path: &str) -> bool {
    matches!(
        path,
        "std::option::Option::Some"
            | "std::result::Result::Ok"
            | "std::result::Result::Err"
            | "std::cell::Cell::new"
            | "std::cell::RefCell::new"
            | "std::cell::UnsafeCell::new"
            | "std::mem::ManuallyDrop::new"
            | "std::mem::MaybeUninit::new"
    )
}

/// Whether a function of std puts what it owns into what it gives: whoever owned it did so before.
pub(super) fn puts_into(path: &str) -> bool {
    wraps_in_place(path)
        || matches!(
            path,
            "std::boxed::Box::new"
                | "std::cell::OnceCell::new"
                | "std::rc::Rc::new"
                | "std::slice::from_mut"
                | "std::slice::from_ref"
                | "std::sync::Arc::new"
                | "std::sync::Mutex::new"
                | "std::sync::OnceLock::new"
                | "std::sync::RwLock::new"
        )
}

/// Whether a function of std moves what it is given, or makes room for it, and does no more with it.
pub(super) fn is_wrapping(path: &str) -> bool {
    is_of_processor(path)
        || matches!(
            path,
            "std::option::Option::Some"
                | "std::result::Result::Ok"
                | "std::result::Result::Err"
                | "std::vec::Vec::new"
                | "std::vec::Vec::with_capacity"
                | "std::string::String::new"
                | "std::cell::Cell::new"
                | "std::cell::RefCell::new"
                | "std::mem::forget"
                | "std::mem::size_of"
                | "std::mem::align_of"
                | "std::mem::ManuallyDrop::new"
                | "std::mem::MaybeUninit::uninit"
                | "std::mem::MaybeUninit::new"
                | "std::mem::replace"
                | "std::mem::swap"
                | "std::mem::take"
                | "std::mem::drop"
                | "std::boxed::Box::new"
                | "std::rc::Rc::new"
                | "std::sync::Arc::new"
                | "std::ptr::read"
                | "std::ptr::drop_in_place"
                | "std::ptr::null"
                | "std::ptr::null_mut"
                | "std::slice::from_ref"
                | "std::slice::from_mut"
                | "std::str::from_utf8"
                | "std::str::from_utf8_unchecked"
                | "std::str::from_utf8_unchecked_mut"
                | "std::hint::unreachable_unchecked"
                | "std::slice::from_raw_parts"
                | "std::slice::from_raw_parts_mut"
                | "std::ptr::write"
                | "std::ptr::NonNull::new"
                | "std::ptr::NonNull::new_unchecked"
                | "std::ptr::NonNull::dangling"
                | "std::mem::needs_drop"
                | "std::mem::transmute"
                | "std::any::type_name"
                | "std::alloc::alloc"
                | "std::alloc::dealloc"
                | "std::alloc::realloc"
                | "std::alloc::handle_alloc_error"
                | "std::boxed::Box::from_raw"
                | "std::boxed::Box::into_raw"
                | "std::boxed::Box::leak"
                | "std::sync::Arc::from_raw"
                | "std::sync::Arc::into_raw"
                | "std::rc::Rc::from_raw"
                | "std::rc::Rc::into_raw"
                | "std::sync::Mutex::new"
                | "std::sync::RwLock::new"
                | "std::sync::OnceLock::new"
                | "std::cell::OnceCell::new"
                | "std::cell::UnsafeCell::new"
                | "std::sync::atomic::AtomicPtr::new"
                | "std::sync::atomic::fence"
                | "std::pin::Pin::new_unchecked"
                | "std::vec::Vec::from_raw_parts"
                | "std::collections::BTreeMap::new"
                | "std::collections::BTreeSet::new"
                | "std::collections::VecDeque::new"
                | "std::array::from_fn"
                | "std::iter::once"
                | "std::process::abort"
                | "std::ptr::write_bytes"
                | "std::mem::ManuallyDrop::into_inner"
                | "std::mem::ManuallyDrop::take"
                | "std::mem::ManuallyDrop::drop"
                | "std::iter::empty"
                | "std::ptr::copy"
                | "std::ptr::copy_nonoverlapping"
        )
}

/// Whether dereferencing it, by `*` or on the way to a field, runs no code but std's, or a `Deref` of the program: that
/// one is live with its type.
pub(super) fn is_direct(base: &Ty) -> bool {
    match base {
        // What is made when it is first looked at, by a closure that is named.
        Ty::Foreign(_, args) if args.len() > 1 && LAZY.iter().any(|of| base.is(of)) => false,
        Ty::Foreign(path, _) => path.starts_with("std::"),
        Ty::Unknown => false,
        _ => true,
    }
}

/// Types of std that run what their second parameter stands for.
const LAZY: [&str; 2] = ["std::cell::LazyCell", "std::sync::LazyLock"];

/// Whether it is indexed by std alone.
pub(super) fn is_list(ty: &Ty) -> bool {
    matches!(ty, Ty::Slice(_) | Ty::Builtin(_))
        || ty.is("std::vec::Vec")
        || ty.is("std::string::String")
}

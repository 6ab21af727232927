//! Whether live code hands a value to code that is not read, std's own included. Until it does, nobody can call what
//! types implement for such code (`Hash`, `Ord`, `Iterator`, …), and a small function's closure stays as small as the
//! function is.
//!
//! Quiet is what surely runs nothing but the program's own functions and the machine's operators; a type that is not
//! known is never quiet. `Drop`, `Deref` and `DerefMut` run without being called, and so count from the start.

use crate::model::Kind;
use crate::reach::live::Reach;
use crate::reach::steps::Step;
use crate::reach::ty::{Bound, Ty};
use crate::resolve::{Head, ItemId, Res};

/// Traits that the compiler calls by itself.
pub(super) const UNASKED: &[&str] = &["Drop", "Deref", "DerefMut"];

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

/// The methods of a trait of std that take `self` by value: such a one is found before an own method of that name that
/// borrows. `None` for a trait that is not known.
fn by_value(of: &str) -> Option<&'static [&'static str]> {
    Some(match of {
        "Clone" | "Copy" | "Debug" | "Display" | "Default" | "PartialEq" | "Eq" | "PartialOrd"
        | "Hash" | "Hasher" | "BuildHasher" | "Drop" | "Deref" | "DerefMut" | "From"
        | "TryFrom" | "FromStr" | "FromIterator" | "Extend" | "Sum" | "Product" | "Index"
        | "IndexMut" | "AsRef" | "AsMut" | "Borrow" | "BorrowMut" | "ToOwned" | "ToString"
        | "Write" | "Send" | "Sync" | "Unpin" | "Error" => &[],
        "Ord" => &["max", "min", "clamp"],
        "Into" => &["into"],
        "TryInto" => &["try_into"],
        "IntoIterator" => &["into_iter"],
        "Read" => &["bytes", "chain", "take"],
        "BufRead" => &["lines", "split"],
        of => {
            let (_, method) = OPERATORS.iter().find(|(operator, _)| *operator == of)?;
            std::slice::from_ref(method)
        }
    })
}

/// Types of std without parameters, nor code of others within.
const NOT_GENERIC: &[&str] = &[
    "std::string::String",
    "std::cmp::Ordering",
    "std::time::Duration",
    "std::path::Path",
    "std::path::PathBuf",
    "std::ffi::OsStr",
    "std::ffi::OsString",
];

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
        for at in 0..self.index.impls.len() {
            if !self.index.impls[at].foreign.is_empty() {
                self.consider(at, from);
            }
        }
    }

    /// The same, unless all of these are plain.
    pub(super) fn std_runs_on<'t>(
        &mut self,
        types: impl IntoIterator<Item = &'t Ty>,
        from: ItemId,
    ) {
        if !types.into_iter().all(is_plain) {
            self.std_runs(from);
        }
    }

    /// Whether a method call surely runs a method of the program, and no foreign trait's of that name.
    pub(super) fn is_own_method(&self, receiver: &Ty, name: &str, bounds: &[Bound]) -> bool {
        match receiver {
            Ty::Adt(item, _) => {
                let inherent = self
                    .index
                    .of_head(self.program, &Head::Item(*item), name)
                    .any(|member| self.is_inherent(member));
                inherent && !self.may_be_hidden(*item, name)
            }
            Ty::Param(_) | Ty::Bounded(_) => {
                let mut traits = bounds.iter().flat_map(|bound| &bound.of).peekable();
                traits.peek().is_some()
                    && bounds.iter().all(|bound| !bound.of.is_empty())
                    && traits.all(|res| match res {
                        Res::Item(of) => self.is_own_trait(*of, 0),
                        _ => false,
                    })
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

    /// Whether a call of a path that may mean any of these surely runs one of them: free functions and constructors, or
    /// a type's own, which hides all traits'.
    pub(super) fn are_own_functions(&self, items: &[ItemId]) -> bool {
        let direct = |item: &ItemId| {
            let data = self.program.item(*item);
            match data.kind {
                Kind::Struct | Kind::Variant => true,
                Kind::Fn => data.parent.is_none(),
                _ => false,
            }
        };
        !items.is_empty() && items.iter().all(direct)
            || items.iter().any(|item| self.is_inherent(*item))
    }

    fn is_inherent(&self, member: ItemId) -> bool {
        let Some(parent) = self.program.item(member).parent else {
            return false;
        };
        let parent = self.program.item(parent);
        let header = parent.header.as_ref();
        self.program.item(member).kind == Kind::Fn
            && parent.kind == Kind::Impl
            && header.is_some_and(|header| header.by.is_none())
    }

    /// Whether a foreign trait that a type implements, by hand or by derive, may bring a method of a name that takes it by
    /// value.
    fn may_be_hidden(&self, item: ItemId, name: &str) -> bool {
        let derives = self.program.item(item).marks.derives.iter();
        let derived = derives.filter_map(|path| path.rsplit("::").next());
        let by_hand = [Head::Item(item), Head::Any];
        let by_hand = by_hand
            .iter()
            .filter_map(|head| self.index.by_head.get(head))
            .flatten()
            .flat_map(|at| &self.index.impls[*at].foreign)
            .map(String::as_str);
        derived
            .map(str::trim)
            .chain(by_hand)
            .any(|of| by_value(of).is_none_or(|methods| methods.contains(&name)))
    }

    /// Whether a trait and all above it are the program's.
    fn is_own_trait(&self, of: ItemId, depth: usize) -> bool {
        depth < 16
            && self.supertraits(of).iter().all(|res| match res {
                Res::Item(above) => self.is_own_trait(*above, depth + 1),
                _ => false,
            })
    }
}

/// Whether a type is known, and nothing of the program is in it.
pub(super) fn is_plain(ty: &Ty) -> bool {
    match ty {
        Ty::Builtin(_) | Ty::Never => true,
        Ty::Slice(of) | Ty::Iter(of) => is_plain(of),
        Ty::Tuple(of) => of.iter().all(is_plain),
        // Without arguments a generic type's are not known.
        Ty::Foreign(path, args) if args.is_empty() => NOT_GENERIC.contains(&&**path),
        Ty::Foreign(path, args) => path.starts_with("std::") && args.iter().all(is_plain),
        _ => false,
    }
}

/// Whether naming a foreign path runs nothing: a constant, or a variant of `Option` or `Result`.
pub(super) fn is_constant(path: &str) -> bool {
    let last = path.rsplit("::").next().unwrap_or_default();
    is_wrapping(path)
        || path == "std::option::Option::None"
        || last.chars().any(|c| c.is_ascii_uppercase())
            && !last.chars().any(|c| c.is_ascii_lowercase())
}

/// Whether a function of std moves what it is given, or makes room for it, and does no more with it.
pub(super) fn is_wrapping(path: &str) -> bool {
    matches!(
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
            | "std::slice::from_raw_parts"
            | "std::slice::from_raw_parts_mut"
            | "std::ptr::write"
            | "std::ptr::copy"
            | "std::ptr::copy_nonoverlapping"
    )
}

/// Whether dereferencing it, by `*` or on the way to a field, runs no code but std's, or a `Deref` of the program: that
/// one is live with its type.
pub(super) fn is_direct(base: &Ty) -> bool {
    match base {
        Ty::Foreign(path, _) => path.starts_with("std::"),
        Ty::Unknown => false,
        _ => true,
    }
}

/// Whether it is indexed by std alone.
pub(super) fn is_list(ty: &Ty) -> bool {
    matches!(ty, Ty::Slice(_) | Ty::Builtin(_))
        || ty.is("std::vec::Vec")
        || ty.is("std::string::String")
}

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

/// Foreign traits none of whose methods takes `self` by value: an own method of the same name is found first.
const BY_REFERENCE: &[&str] = &[
    "Clone",
    "Copy",
    "Debug",
    "Display",
    "Default",
    "PartialEq",
    "Eq",
    "PartialOrd",
    "Hash",
    "Drop",
    "From",
    "FromStr",
    "Index",
    "IndexMut",
    "AsRef",
    "AsMut",
    "Borrow",
    "Send",
    "Sync",
    "Error",
];

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

    /// Whether `base.field` or `base[…]` may run a `Deref` that is not the program's own.
    pub(super) fn is_direct(&self, base: &Ty) -> bool {
        match base {
            Ty::Adt(item, _) => !self.implements(*item, "Deref"),
            Ty::Foreign(path, _) => path.starts_with("std::"),
            Ty::Tuple(_) | Ty::Slice(_) | Ty::Builtin(_) => true,
            _ => false,
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
                inherent && self.has_no_methods_by_value(*item)
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

    /// Whether no foreign trait that a type implements, by hand or by derive, brings a method that takes it by value.
    fn has_no_methods_by_value(&self, item: ItemId) -> bool {
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
            .all(|name| BY_REFERENCE.contains(&name))
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
            | "std::mem::size_of"
            | "std::mem::swap"
    )
}

/// Whether it is indexed by std alone.
pub(super) fn is_list(ty: &Ty) -> bool {
    matches!(ty, Ty::Slice(_) | Ty::Builtin(_))
        || ty.is("std::vec::Vec")
        || ty.is("std::string::String")
}

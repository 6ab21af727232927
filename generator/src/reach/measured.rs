//! How large a value is. That a type's definition says, and no impl: where live code looks at the size of what the root is
//! given and may be of any type, the definitions of all types count, and nothing that those types do.

use crate::model::Kind;
use crate::reach::live::Reach;
use crate::reach::reached::{Because, Covered};
use crate::reach::steps::Step;
use crate::reach::ty::Ty;
use crate::resolve::ItemId;

/// Functions of std that look at the size, the alignment or the name of a type, or at the bytes of its values.
const MEASURING: &[&str] = &[
    "std::alloc::Layout::array",
    "std::alloc::Layout::for_value",
    "std::alloc::Layout::new",
    "std::any::type_name",
    "std::any::type_name_of_val",
    "std::mem::align_of",
    "std::mem::align_of_val",
    "std::mem::needs_drop",
    "std::mem::size_of",
    "std::mem::size_of_val",
    "std::mem::transmute",
    "std::mem::transmute_copy",
];

/// Methods of std that do: of lists, which hold as many as fit of what takes no room, and of pointers.
const MEASURED_BY: &[&str] = &[
    "align_offset",
    "align_to",
    "align_to_mut",
    "as_ptr_range",
    "as_mut_ptr_range",
    "byte_add",
    "byte_offset",
    "byte_offset_from",
    "byte_sub",
    "capacity",
    "cast",
    "spare_capacity_mut",
];

impl Reach<'_> {
    /// A function of std is named.
    pub(super) fn may_measure(&mut self, path: &str, from: ItemId) {
        if MEASURING.contains(&path) {
            self.measured(from);
            if path == "std::mem::needs_drop" {
                self.lets_go(from);
            }
        }
    }

    /// A method is called.
    pub(super) fn may_measure_by(&mut self, receiver: &Ty, name: &str, from: ItemId) {
        if MEASURED_BY.contains(&name) && !self.is_closed(receiver) {
            self.measured(from);
        }
    }

    /// A value is cast: a pointer to what is not known may become one to something else, or a number.
    pub(super) fn may_measure_cast(&mut self, of: &Ty, into: &Ty, from: ItemId) {
        if of != into && !self.is_closed(of) {
            self.measured(from);
        }
    }

    /// Code looks at how large something is that is not known.
    pub(super) fn measured(&mut self, from: ItemId) {
        let work = |reach: &mut Self| {
            reach.wake_measured();
            // A closure is as large as what it holds.
            reach.wake_asleep();
        };
        self.step(from, || Step::Measured, work);
    }

    /// Code that is not read may do so too, with what it is handed.
    pub(super) fn wake_measured(&mut self) {
        if !std::mem::replace(&mut self.measures, true)
            && let Some(from) = self.any_size
        {
            self.measure_all(from);
        }
    }

    /// A value of any size may come in with an item.
    pub(super) fn any_size_given(&mut self, item: ItemId) {
        if self.any_size.is_none() {
            self.any_size = Some(item);
            if self.measures {
                self.measure_all(item);
            }
        }
    }

    /// A root only moves what it is given. How large that is, the compiler has to know.
    pub(super) fn measured_as_moved(&mut self, root: ItemId) {
        if !self.owns_none(root, |_, ty| self.is_closed(ty)) {
            self.any_size_given(root);
            self.wake_measured();
        }
    }

    fn measure_all(&mut self, from: ItemId) {
        // Whether there are more types, any text may change.
        self.reached.everywhere = true;
        for at in 0..self.program.items.len() {
            let item = ItemId(at as u32);
            if self.program.item(item).kind.is_adt() {
                self.outline(item, from);
            }
        }
    }

    /// The definition of a type or an alias counts; not that there are values of it.
    fn outline(&mut self, item: ItemId, from: ItemId) {
        if self.items.has(&item) || self.is_left(item) {
            return;
        }
        let because = Because {
            from: Some(from),
            how: "may be the type of what is measured".to_owned(),
        };
        self.items.insert(item, Covered::new(because));
        self.headers.insert(item);
        self.queue.push_back(item);
    }

    /// What a definition that comes alive by itself names.
    pub(super) fn wake_outline(&mut self, item: ItemId) {
        self.outlining = true;
        self.names_in(item);
        self.outlining = false;
    }

    /// Whether a name in a definition that is walked by itself is of a type: then no more than its definition counts, too.
    pub(super) fn is_outlined(&mut self, item: ItemId, from: ItemId) -> bool {
        if !self.outlining {
            return false;
        }
        let data = self.program.item(item);
        let is_alias = data.kind == Kind::TypeAlias && data.parent.is_none();
        if is_alias {
            self.outline(item, from);
        }
        // All types count already.
        is_alias || data.kind.is_adt()
    }
}

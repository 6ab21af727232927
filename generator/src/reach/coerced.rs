//! Values that the compiler may coerce: a box of a value to a box of an object, a reference to what it dereferences to. Then
//! they are what is wanted where they stand, and not what they are by themselves.

use crate::reach::live::Reach;
use crate::reach::std_types::is_pointer;
use crate::reach::ty::{Ty, either};
use crate::resolve::{Head, ItemId};

impl Reach<'_> {
    /// What an argument is where its parameter may be what is wanted of the call: it is coerced to that, as a box of a value
    /// is to a box of an object. Where nobody here knows what is wanted, what leads to a value may lead to an object.
    pub(super) fn where_wanted(&self, argument: &Ty, wanted: &Ty) -> Ty {
        let each = |own: &[Ty], wanted: &[Ty]| -> Vec<Ty> {
            let wanted = wanted.iter().chain(std::iter::repeat(&Ty::Unknown));
            let pairs = own.iter().zip(wanted);
            pairs
                .map(|(own, wanted)| self.where_wanted(own, wanted))
                .collect()
        };
        match (argument, wanted) {
            (argument, wanted) if argument == wanted => argument.clone(),
            (Ty::Builtin(_), Ty::Builtin(_)) => either(argument.clone(), wanted.clone()),
            (Ty::Builtin(_) | Ty::Callable(_) | Ty::Param(_), Ty::Unknown) => argument.clone(),
            (pointer, _) if is_pointer(pointer) => Ty::Unknown,
            (Ty::Foreign(own, args), Ty::Foreign(other, wanted)) if own == other => {
                Ty::Foreign(own.clone(), each(args, wanted))
            }
            (Ty::Foreign(own, args), Ty::Unknown) => Ty::Foreign(own.clone(), each(args, &[])),
            (Ty::Adt(own, args), Ty::Adt(other, wanted)) if own == other => {
                Ty::Adt(*own, each(args, wanted))
            }
            (Ty::Adt(own, args), Ty::Unknown) if !self.may_become_other(*own) => {
                Ty::Adt(*own, each(args, &[]))
            }
            (Ty::Tuple(own), Ty::Tuple(wanted)) => Ty::Tuple(each(own, wanted)),
            (Ty::Tuple(own), Ty::Unknown) => Ty::Tuple(each(own, &[])),
            (Ty::Slice(own), Ty::Slice(wanted)) => {
                Ty::Slice(Box::new(self.where_wanted(own, wanted)))
            }
            (Ty::Slice(own), Ty::Unknown) => Ty::Slice(Box::new(self.where_wanted(own, wanted))),
            (Ty::Iter(own), Ty::Unknown) => Ty::iter(self.where_wanted(own, wanted)),
            _ => Ty::Unknown,
        }
    }

    /// The type of two elements of an array, in order: the later is coerced to what the first is.
    pub(super) fn beside(&self, first: Ty, later: Ty) -> Ty {
        match (&first, &later) {
            (Ty::Never, _) | (_, Ty::Never | Ty::Unknown) => either(first, later),
            _ => {
                let later = self.where_wanted(&later, &first);
                either(first, later)
            }
        }
    }

    /// Whether a reference to a type may be coerced to one to something that has methods of its own: to what the type
    /// dereferences to, or to an object. The methods of an object's trait are called for all that has it.
    fn may_become_other(&self, item: ItemId) -> bool {
        let heads = [Head::Item(item), Head::Any];
        let impls = heads.iter().filter_map(|head| self.index.by_head.get(head));
        let mut traits = impls.flatten().flat_map(|at| &self.index.impls[*at].local);
        self.implements(item, "Deref")
            || traits.any(|of| self.index.by_head.contains_key(&Head::Item(*of)))
    }
}

//! What std takes out of a value by what an impl of the program gives its trait: `concat` clones what the parts are borrowed
//! as, and a range compares what its bounds are. Neither is an argument of the value's type, nor an associated type of it.

use crate::reach::live::Reach;
use crate::reach::ty::Ty;
use crate::resolve::{Head, ItemId};

/// Methods, the traits by which they see what they work on, and what they ask of what those are given. What `join` clones,
/// what it puts between tells.
const LENT: &[(&str, &str, &str)] = &[
    ("concat", "Borrow", "Clone"),
    ("contains", "RangeBounds", "PartialOrd"),
];

impl Reach<'_> {
    /// A method of std is called: what it asks of what a trait of the receiver is given.
    pub(super) fn asked_of_lent(&mut self, receiver: &Ty, name: &str, from: ItemId) {
        let Some((_, by, of)) = LENT.iter().find(|(method, ..)| *method == name) else {
            return;
        };
        // Of what is not known, all types are asked.
        let types = self.asked_types(&[receiver], true).unwrap_or_default();
        let mut lent = Vec::new();
        for item in types {
            let impls = self.index.by_head.get(&Head::Item(item)).into_iter();
            let impls = impls.flatten().map(|at| &self.index.impls[*at]);
            for facts in impls.filter(|facts| facts.foreign.iter().any(|known| known == by)) {
                let given = facts.needs.iter().filter(|need| **need != item);
                lent.extend(given.copied());
            }
        }
        lent.sort_unstable();
        lent.dedup();
        if !lent.is_empty() {
            self.demand_of(of, Some(&lent), from);
        }
    }
}

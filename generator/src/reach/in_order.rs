//! Items in the order of their ids. Searches cover much the same: what one has sorted, the next finds sorted.

use crate::reach::known::Known;
use crate::reach::reached::Reached;
use crate::resolve::{ById, ItemId};
use std::cell::Ref;
use std::rc::Rc;

/// What searches reached so far.
#[derive(Debug, Default)]
pub(super) struct InOrder {
    items: Vec<(Rc<str>, ItemId)>,
    has: ById<ItemId, ()>,
}

impl Known<'_> {
    /// All that was reached so far, by this search and others, with their ids.
    pub(crate) fn in_order(&self, reached: &Reached) -> Ref<'_, [(Rc<str>, ItemId)]> {
        let mut order = self.in_order.borrow_mut();
        let known = order.items.len();
        for (item, _) in reached.items.iter() {
            if !order.has.has(&item) {
                order.has.insert(item, ());
                order.items.push((self.program.item_path(item), item));
            }
        }
        if order.items.len() > known {
            // A stable sort knows a stretch that is in order.
            order.items.sort_by(|(one, _), (other, _)| one.cmp(other));
        }
        drop(order);
        Ref::map(self.in_order.borrow(), |order| &order.items[..])
    }
}

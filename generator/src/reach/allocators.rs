//! The program's own allocator: whoever allocates runs it, and nobody names it.

use crate::reach::live::Reach;
use crate::resolve::{ALLOCATOR, ItemId};

impl Reach<'_> {
    /// What gives memory to all code counts, if it is code of the program.
    pub(super) fn allocates(&mut self, root: ItemId) {
        self.program.asked.word(ALLOCATOR);
        let impls = self.index.by_foreign.get("GlobalAlloc").cloned();
        let impls = impls.unwrap_or_default();
        let (allocators, index) = (self.index.allocators.clone(), self.index);
        if impls.is_empty() || allocators.is_empty() {
            return;
        }
        for item in allocators {
            self.live(item, root, "gives it memory");
        }
        for item in impls.into_iter().map(|at| index.impls[at].item) {
            self.live(item, root, "gives it memory");
            for member in self.program.item(item).members.clone() {
                self.live(member, item, "whoever allocates calls it");
            }
        }
    }
}

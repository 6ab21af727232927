//! What runs though nobody names it: the program's own allocator, and what the linker has called before `main`.

use crate::reach::live::Reach;
use crate::resolve::{ALLOCATOR, ItemId, STARTED};

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

    /// What is in a static, or in one of another crate, may have come there before `main`, by what the linker runs or gathers.
    pub(super) fn started(&mut self, from: ItemId) {
        self.program.asked.word(STARTED);
        for item in self.index.started.clone() {
            self.live(item, from, "may have run before `main`");
        }
    }

    /// What the linker has called before `main` in any case runs before whatever is asked for.
    pub(super) fn called_first(&mut self, root: ItemId) {
        for item in &self.index.called_first {
            self.live(*item, root, "runs before `main`");
        }
        self.written_starts(root);
    }
}

//! Calls of a trait's members for whatever has the trait, and the traits above one.

use crate::parse::Piece;
use crate::reach::asks::WALKED;
use crate::reach::live::Reach;
use crate::reach::steps::Step;
use crate::reach::ty::Ty;
use crate::resolve::{ItemId, Res};

impl Reach<'_> {
    /// A trait's member is called for any implementor.
    pub(super) fn dispatch(&mut self, of: ItemId, name: &str, from: ItemId) {
        self.step(
            from,
            || Step::Dispatch(of, name.to_owned()),
            |reach| reach.wake_members(of, name, from),
        );
    }

    fn wake_members(&mut self, of: ItemId, name: &str, from: ItemId) {
        let key = (of, name.to_owned());
        if self.dispatched.contains_key(&key) {
            return;
        }
        self.dispatched.insert(key, from);
        self.live(of, from, "the trait called");
        self.written_is_called(of, from);
        for member in self.program.item(of).members.clone() {
            if self.program.item(member).name == name {
                self.live(member, from, "the trait's member called");
                self.may_make_of_itself(member, from);
            }
        }
        for at in self.index.by_trait.get(&of).cloned().unwrap_or_default() {
            if self.usable_once_called(at, from) {
                for member in self.program.item(self.index.impls[at].item).members.clone() {
                    if self.program.item(member).name == name {
                        self.live(member, from, "an implementor of the trait called");
                    }
                }
            }
        }
    }

    /// Every method of a trait is called for any implementor: it is a `dyn` type.
    pub(super) fn dispatch_all(&mut self, of: ItemId, from: ItemId, depth: usize) {
        for member in self.program.item(of).members.clone() {
            let name = self.program.item(member).name.clone();
            self.dispatch(of, &name, from);
        }
        if depth < 16 {
            for above in self.supertraits(of) {
                match above {
                    Res::Item(above) if above != of => self.dispatch_all(above, from, depth + 1),
                    Res::Foreign(path) => self.demand_path(&path, &Ty::Unknown, &[WALKED], from),
                    _ => {}
                }
            }
        }
    }

    /// The traits right above a trait.
    pub(super) fn supertraits(&self, of: ItemId) -> Vec<Res> {
        let Some(piece) = self.program.cached_piece(of) else {
            return Vec::new();
        };
        if !matches!(&*piece, Piece::Item(syn::Item::Trait(_))) {
            return Vec::new();
        }
        let scope = self.scope_of(of);
        let bounds = scope
            .bounds("Self")
            .iter()
            .flat_map(|bound| bound.of.clone());
        bounds.filter(|res| *res != Res::Item(of)).collect()
    }

    /// The trait, among one and those above it, that declares a member.
    pub(super) fn declaring(&self, of: ItemId, name: &str, depth: usize) -> Vec<ItemId> {
        let members = &self.program.item(of).members;
        if members
            .iter()
            .any(|member| self.program.item(*member).name == name)
        {
            return vec![of];
        }
        if depth > 16 {
            return Vec::new();
        }
        let above = self.supertraits(of).into_iter();
        above
            .filter_map(|res| {
                if let Res::Item(above) = res {
                    Some(above)
                } else {
                    None
                }
            })
            .flat_map(|above| self.declaring(above, name, depth + 1))
            .collect()
    }
}

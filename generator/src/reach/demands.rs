//! Which traits of other crates live code asks for, and for which types: their impls wake.

use crate::parse::Piece;
use crate::reach::arguments::type_arguments;
use crate::reach::asks::{ANY, OTHERS};
use crate::reach::inferred::SHOWING;
use crate::reach::live::Reach;
use crate::reach::looks::is_number;
use crate::reach::steps::Step;
use crate::reach::ty::Ty;
use crate::resolve::{Head, ItemId};
use std::collections::BTreeMap;

/// Who asked for a trait's impls, and for which types.
#[derive(Debug, Default)]
pub(super) struct Demand {
    /// For any type.
    pub(super) all: Option<ItemId>,
    /// For these.
    pub(super) types: BTreeMap<ItemId, ItemId>,
    /// For whatever has one of these heads: the type that a conversion makes.
    pub(super) heads: BTreeMap<Head, ItemId>,
    /// For any type, by the impls that take one of these plain types of std: what stands beside an operator.
    pub(super) operands: BTreeMap<String, ItemId>,
}

impl Demand {
    /// Whether it may be for types that are not known.
    pub(super) fn is_open(&self) -> bool {
        self.all.is_some() || !self.operands.is_empty()
    }
}

impl Reach<'_> {
    pub(super) fn demanded(&self, of: &str, at: usize) -> bool {
        let Some(demand) = self.demands.get(of) else {
            return false;
        };
        let facts = &self.index.impls[at];
        demand.all.is_some()
            || facts.needs.is_empty()
            || facts
                .needs
                .iter()
                .any(|need| demand.types.contains_key(need))
            || !demand.heads.is_empty()
                && facts
                    .heads
                    .iter()
                    .any(|head| *head == Head::Any || demand.heads.contains_key(head))
            || demand.operands.keys().any(|name| self.may_take(at, name))
    }

    /// Whether the trait of an impl may be that of an operator beside which a plain type of std stands: `impl Add<u8> for T`,
    /// and not `impl Add for T`.
    fn may_take(&self, at: usize, operand: &str) -> bool {
        !self.operand_of(at).differs(&Ty::builtin(operand))
    }

    /// What the trait of an operator's impl takes: what it is for, if nothing is written.
    pub(super) fn operand_of(&self, at: usize) -> Ty {
        let item = self.index.impls[at].item;
        let piece = self.program.cached_piece(item);
        let Some(Piece::Item(syn::Item::Impl(header))) = piece.as_deref() else {
            return Ty::Unknown;
        };
        let Some((path, _)) = &header.trait_ else {
            return Ty::Unknown;
        };
        let scope = self.scope_of(item);
        match &type_arguments(self.program, &scope, path, None)[..] {
            [] => scope.self_ty.clone().unwrap_or(Ty::Unknown),
            [taken] => taken.clone(),
            _ => Ty::Unknown,
        }
    }

    /// An operator, by its trait, stands between two values. Beside a number only impls for or by that can be run, whatever
    /// the other is.
    pub(super) fn demand_between(&mut self, of: &str, left: &Ty, right: &Ty, from: ItemId) {
        let is_open = |ty: &Ty| matches!(ty, Ty::Unknown | Ty::Param(_) | Ty::Bounded(_));
        match (left, right) {
            (left, Ty::Builtin(name)) if is_open(left) && is_number(right) => {
                self.demand_beside(of, name, from);
            }
            (left, right) if is_number(left) && is_open(right) => self.demand_made(of, left, from),
            _ => self.demand(of, &Ty::Tuple(vec![left.clone(), right.clone()]), from),
        }
    }

    /// An operator stands between what is not known and a plain type of std.
    pub(super) fn demand_beside(&mut self, of: &str, operand: &str, from: ItemId) {
        let step = || Step::DemandBeside(of.to_owned(), operand.to_owned());
        self.step(from, step, |reach| {
            let demand = reach.demands.entry(of.to_owned()).or_default();
            if demand.all.is_some() || demand.operands.contains_key(operand) {
                return;
            }
            demand.operands.insert(operand.to_owned(), from);
            reach.demanded_of_any(of, from);
        });
    }

    /// A trait is asked for all types of a head.
    pub(super) fn demand_head(&mut self, of: &str, head: Head, from: ItemId) {
        if of == "TryFrom" {
            // Std's own, for whatever can be made without failing. Who is made into it has the other impl.
            self.demand_head("From", head.clone(), from);
            self.demand_of("Into", None, from);
        }
        let step = head.clone();
        self.step(
            from,
            || Step::DemandHead(of.to_owned(), step),
            |reach| {
                let demand = reach.demands.entry(of.to_owned()).or_default();
                if demand.all.is_none() && !demand.heads.contains_key(&head) {
                    demand.heads.insert(head, from);
                    reach.demanded_now(of, from);
                }
            },
        );
    }

    /// A trait is asked for a type: its impls for that type come alive, or all if the type is not known.
    pub(super) fn demand(&mut self, of: &str, ty: &Ty, from: ItemId) {
        // Of std's iterators only those of characters are texts.
        let ty = match ty {
            Ty::Iter(item) if of == "Display" => item,
            ty => ty,
        };
        let asked = asked_of(ty);
        if asked.is_none() {
            // What is not known may be another crate's. What that holds, it was given.
            self.may_be_of_others(ty, None, &[], from);
        }
        self.demand_within(of, ty, asked.as_deref(), from);
    }

    /// A trait is asked for these types of the program in a type, and of other crates' for what they hold.
    pub(super) fn demand_within(
        &mut self,
        of: &str,
        ty: &Ty,
        asked: Option<&[ItemId]>,
        from: ItemId,
    ) {
        self.demand_of(of, asked, from);
        let mut held = Vec::new();
        ty.in_others(&mut held);
        self.held_by_others(&held, from);
    }

    /// Code of another crate is asked for something, and holds these types.
    pub(super) fn held_by_others(&mut self, types: &[ItemId], from: ItemId) {
        if !types.is_empty() {
            self.asked_wholly(Some(types), from);
        }
    }

    /// A trait is asked for these types of the program, or for any.
    pub(super) fn demand_of(&mut self, of: &str, types: Option<&[ItemId]>, from: ItemId) {
        if of == "TryFrom" {
            self.demand_of("From", types, from);
            self.demand_of("Into", types, from);
        }
        self.step(
            from,
            || Step::Demand(of.to_owned(), types.map(<[ItemId]>::to_vec)),
            |reach| reach.wake_demanded(of, types, from),
        );
    }

    fn wake_demanded(&mut self, of: &str, types: Option<&[ItemId]>, from: ItemId) {
        let Some(types) = types else {
            if let Some(demand) = self.demands.get(of)
                && demand.all.is_some()
            {
                return;
            }
            let demand = self.demands.entry(of.to_owned()).or_default();
            demand.all = Some(from);
            self.may_make_by(of, from);
            return self.demanded_of_any(of, from);
        };
        let mut asked = false;
        for item in types.iter().copied() {
            if let Some(demand) = self.demands.get(of)
                && (demand.all.is_some() || demand.types.contains_key(&item))
            {
                continue;
            }
            let demand = self.demands.entry(of.to_owned()).or_default();
            demand.types.insert(item, from);
            asked = true;
            if of == ANY {
                self.any_demanded(item, from);
                continue;
            }
            if of == OTHERS {
                self.of_others_demanded(item, from);
                continue;
            }
            self.demanded_now(of, from);
            self.demand_fields(of, item, from);
        }
        // What stands for a parameter is a part as well.
        if asked && of != OTHERS && types.iter().any(|item| self.may_ask_anything(*item)) {
            self.asked_wholly(Some(types), from);
        }
    }

    /// It is asked of types that are not known: of those as well for which another crate derives something.
    fn demanded_of_any(&mut self, of: &str, from: ItemId) {
        self.demanded_now(of, from);
        for item in self.derived.clone() {
            self.written_is_asked_of_any(of, item, from);
        }
    }

    fn demanded_now(&mut self, of: &str, from: ItemId) {
        let impls = self.index.by_foreign.get(of).cloned();
        for at in impls.unwrap_or_default() {
            let usable = match SHOWING.contains(&of) {
                true => self.usable_once_called(at, from),
                false => self.usable(at),
            };
            if usable && self.demanded(of, at) {
                self.consider(at, from);
            }
        }
    }
}

/// The types of the program in a type; none if it may be any.
pub(super) fn asked_of(ty: &Ty) -> Option<Vec<ItemId>> {
    let mut types = Vec::new();
    ty.local(&mut types).then_some(types)
}

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
    /// For whatever has the first of these heads, or any, by the impls whose trait takes what has the second.
    pub(super) pairs: BTreeMap<(Head, Head), ItemId>,
}

impl Demand {
    /// Whether it may be for types that are not known.
    pub(super) fn is_open(&self) -> bool {
        self.all.is_some() || self.pairs.keys().any(|(own, _)| *own == Head::Any)
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
            || !demand.pairs.is_empty() && self.is_of_pair(at, &demand.pairs)
    }

    /// Whether an impl is for one of these, and its trait takes what stands beside.
    fn is_of_pair(&self, at: usize, pairs: &BTreeMap<(Head, Head), ItemId>) -> bool {
        let is_for = |own: &Head| {
            let mut heads = self.index.impls[at].heads.iter();
            *own == Head::Any || heads.any(|head| *head == Head::Any || head == own)
        };
        let beside = pairs.keys().filter(|(own, _)| is_for(own));
        let beside: Vec<&Head> = beside.map(|(_, beside)| beside).collect();
        if beside.is_empty() {
            return false;
        }
        let operand = self.operand_of(at);
        let taken = self.heads_of(&operand);
        // Most types of std and of other crates have several names.
        let is_told = matches!(
            operand,
            Ty::Adt(..) | Ty::Builtin(_) | Ty::Slice(_) | Ty::Tuple(_)
        );
        !is_told || beside.into_iter().any(|beside| taken.contains(beside))
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
            (left, right) if is_open(left) && is_number(right) => {
                self.demand_by_heads(of, &Ty::Unknown, right, from);
            }
            (left, right) if is_number(left) && is_open(right) => self.demand_made(of, left, from),
            (left, right) if self.demanded_between(of, left, right, from) => {}
            _ => self.demand(of, &Ty::Tuple(vec![left.clone(), right.clone()]), from),
        }
    }

    /// A trait is asked for what has a head, and takes what has another.
    pub(super) fn demand_pair(&mut self, of: &str, own: Head, taken: Head, from: ItemId) {
        let pair = (own, taken);
        let step = pair.clone();
        let step = || Step::DemandPair(of.to_owned(), step.0, step.1);
        self.step(from, step, |reach| {
            let demand = reach.demands.entry(of.to_owned()).or_default();
            if demand.all.is_some() || demand.pairs.contains_key(&pair) {
                return;
            }
            let is_of_any = pair.0 == Head::Any;
            let (own, taken) = pair.clone();
            demand.pairs.insert(pair, from);
            reach.written_is_made(of, &own, from);
            reach.written_is_made(of, &taken, from);
            match is_of_any {
                true => reach.demanded_of_any(of, from),
                false => reach.demanded_now(of, from),
            }
        });
    }

    /// An operator stands between two values of known types: only impls for the one by the other can be run. Whether that is
    /// so.
    fn demanded_between(&mut self, of: &str, left: &Ty, right: &Ty, from: ItemId) -> bool {
        let both = Ty::Tuple(vec![left.clone(), right.clone()]);
        let Some(types) = asked_of(&both) else {
            return false;
        };
        if !self.is_told_between(of, left, right) {
            return false;
        }
        self.demand_by_heads(of, left, right, from);
        // Their parts may be asked the same.
        let is_part = |item: &ItemId| {
            ![left, right]
                .into_iter()
                .any(|ty| matches!(ty, Ty::Adt(of, _) if of == item))
        };
        let parts: Vec<ItemId> = types.into_iter().filter(is_part).collect();
        if !parts.is_empty() {
            self.demand_of(of, Some(&parts), from);
        }
        let mut held = Vec::new();
        both.in_others(&mut held);
        self.held_by_others(&held, from);
        true
    }

    /// Whether two types tell which impls of an operator's trait can be run between them: all are written out, and a reference to
    /// the right stays one, for one to what dereferences may become one to what that leads to.
    pub(super) fn is_told_between(&self, of: &str, left: &Ty, right: &Ty) -> bool {
        let is_told = |ty: &Ty| match ty {
            Ty::Adt(item, _) => self.is_all_seen(*item),
            Ty::Builtin(_) => true,
            _ => false,
        };
        let stays = |ty: &Ty| !matches!(ty, Ty::Adt(item, _) if self.implements(*item, "Deref"));
        let is_derived = match (left, right) {
            (Ty::Adt(left, _), Ty::Adt(right, _)) if left == right => {
                self.derives_of(*left).of_std.iter().any(|name| name == of)
            }
            _ => false,
        };
        is_told(left) && is_told(right) && stays(right) && !is_derived
    }

    /// A trait is asked for what has the heads of one type, and takes the other.
    pub(super) fn demand_by_heads(&mut self, of: &str, own: &Ty, taken: &Ty, from: ItemId) {
        let owners = match self.heads_of(own) {
            // It may be any.
            heads if heads.is_empty() => vec![Head::Any],
            heads => heads,
        };
        let taken = self.heads_of(taken);
        for own in &owners {
            for taken in &taken {
                self.demand_pair(of, own.clone(), taken.clone(), from);
            }
        }
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
                    demand.heads.insert(head.clone(), from);
                    reach.demanded_now(of, from);
                    reach.written_is_made(of, &head, from);
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
        self.has_value(ty, from);
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
            self.calls_outside("another crate", from);
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
            self.opens(from);
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

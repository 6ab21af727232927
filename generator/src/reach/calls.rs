//! Which functions a call may run, and what it gives back.

use crate::model::Kind;
use crate::others::functions::Called;
use crate::reach::asks::{Asks, WALKED, is_of_std};
use crate::reach::hidden::Taken;
use crate::reach::live::Reach;
use crate::reach::pointed::Led;
use crate::reach::pointers::takes_from_pointer;
use crate::reach::projected::{given_to, gives_itself, is_walked_by, project};
use crate::reach::quiet::bounds_take;
use crate::reach::scope::Scope;
use crate::reach::std_types::{
    ARG_DEREF, collected, deref_of, item_of, made_by_call, names_of, std_method,
};
use crate::reach::ty::{Bound, FLOATS, INTEGERS, ITERATORS, Ty, any_of};
use crate::resolve::{Head, ItemId, Res, UNREAD};

/// What a method is called with.
pub(super) struct Given<'a> {
    /// Types of its arguments, the receiver not among them.
    pub(super) args: &'a [Ty],
    /// Types in `::<…>`.
    pub(super) turbofish: &'a [Ty],
    /// The type that is wanted where the call stands.
    pub(super) expected: &'a Ty,
    /// How the receiver has its value.
    pub(super) at_hand: Taken,
}

/// What `into` makes of a value that is known by what it can be made: `T: Into<String>`.
fn converted_to<'a>(bounds: &'a [Bound], name: &str) -> Option<&'a Ty> {
    match name {
        "into" => only(bounds, "std::convert::Into")?.args.first(),
        _ => None,
    }
}

/// What a method by one of these bounds gives, as the bound says: `T: AsRef<[u8]>`.
fn given_by(bounds: &[Bound], name: &str) -> Option<Ty> {
    let argument = |of| only(bounds, of)?.args.first().cloned();
    match name {
        "as_ref" => argument("std::convert::AsRef"),
        "as_mut" => argument("std::convert::AsMut"),
        "borrow" => argument("std::borrow::Borrow"),
        "borrow_mut" => argument("std::borrow::BorrowMut"),
        "start_bound" | "end_bound" => {
            let of = argument("std::ops::RangeBounds")?;
            Some(Ty::foreign("std::ops::Bound", vec![of]))
        }
        _ => None,
    }
}

/// The only bound by a trait, if it surely is by that: one that is not std's may bring another of it, from above.
fn only<'a>(bounds: &'a [Bound], of: &str) -> Option<&'a Bound> {
    if !bounds
        .iter()
        .all(|bound| bound.of.iter().all(Res::is_of_std))
    {
        return None;
    }
    let is_it = |res: &Res| matches!(res, Res::Foreign(path) if path == of);
    let by = |bound: &&Bound| !bound.of.is_empty() && bound.of.iter().all(is_it);
    let mut bounds = bounds.iter().filter(by);
    match (bounds.next(), bounds.next()) {
        (Some(only), None) => Some(only),
        _ => None,
    }
}

/// Traits of what can be called.
const CALLED: &[&str] = &["std::ops::Fn", "std::ops::FnMut", "std::ops::FnOnce"];

/// How many dereferences are followed.
pub(super) const DEEPEST: usize = 8;

impl Reach<'_> {
    /// A method call: everything it may run comes alive; its result's type, if known.
    pub(super) fn method(
        &mut self,
        scope: &Scope,
        receiver: &Ty,
        name: &str,
        given: &Given<'_>,
    ) -> Ty {
        // A remembered method is called by its wrapper.
        if !self.index.members.contains_key(name) {
            let program = self.program;
            let mut result = None;
            for function in program.wrapped_by(name) {
                if self.index.members.contains_key(function) {
                    let ty = self.method(scope, receiver, function, given);
                    result = Some(result.map_or(ty.clone(), |known| any_of(known, ty)));
                }
            }
            if let Some(result) = result {
                return result;
            }
        }
        if receiver.is_others() {
            return match self.method_of_others(scope, name, given) {
                Some(gives) => gives,
                None => self.method(scope, &Ty::Unknown, name, given),
            };
        }
        let by_pointer = self.by_pointer(scope, receiver, name, given);
        if let Some((gives, true)) = by_pointer {
            if takes_from_pointer(name) {
                // Whoever has it owns it, and drops it.
                self.ask(Asks::Moves, &[receiver], scope.item);
            }
            return gives;
        }
        let bounds = scope.bounds_on(receiver).to_vec();
        let given = &Given {
            expected: converted_to(&bounds, name).unwrap_or(given.expected),
            ..*given
        };
        self.triggers(scope, receiver, name, given);
        let mut by_others = Ty::Unknown;
        if !self.is_own_method(receiver, name, &bounds, given.at_hand, scope)
            && !self.own_behind(receiver, name, scope)
        {
            let gives = self.std_result(receiver, name, given);
            let wanted = self.gives_what_is_wanted(receiver, name).then_some(&gives);
            let values: Vec<&Ty> = given.turbofish.iter().chain(given.args).collect();
            let own = self.own_function(receiver, name, Called::AsMethod, scope.item);
            match bounds_take(&bounds, name) {
                true => {
                    let others: Vec<&Ty> = values.into_iter().chain(wanted).collect();
                    self.asked_of_std(receiver, name, &others, scope.item);
                }
                false if own.is_some() => {
                    self.escapes(values, scope.item);
                    by_others = own.unwrap_or(Ty::Unknown);
                }
                false if self.asked_by_method(receiver, name, &values, wanted, scope.item) => {
                    match self.given_by_others(scope.item, receiver, name, &values) {
                        Some(gives) => by_others = gives,
                        None => self.made_by_others(given.expected, scope.item),
                    }
                }
                false => {}
            }
            if !self.none_of_others_in_scope(scope, receiver, name) {
                self.may_be_outside(receiver, scope.item);
            }
        }
        self.impure_method(scope.item, receiver, name);
        self.may_measure_by(receiver, name, scope.item);
        let mut result = self.method_on(scope, receiver, name, given, 0);
        if by_others != Ty::Unknown
            && result == Ty::Unknown
            && !self.may_be_of_std(receiver, name)
            && self.own_methods(receiver, name, given.at_hand).is_empty()
        {
            result = by_others;
        }
        if let Some((gives, _)) = by_pointer {
            result = any_of(result, gives);
        }
        let of_pointers = self.of_pointers(name);
        if of_pointers.is_empty() {
            return result;
        }
        any_of(
            result,
            self.run_any(scope, &Ty::Unknown, &of_pointers, given),
        )
    }

    fn method_on(
        &mut self,
        scope: &Scope,
        receiver: &Ty,
        name: &str,
        given: &Given<'_>,
        depth: usize,
    ) -> Ty {
        if depth > DEEPEST {
            self.by_name(name, scope.item);
            return Ty::Unknown;
        }
        let at_hand = match depth {
            0 => given.at_hand,
            _ => Taken::Unknown,
        };
        match receiver {
            Ty::Unknown => {
                self.by_name(name, scope.item);
                let known = self.std_result(receiver, name, given);
                self.agreed(scope, known, name, given)
            }
            Ty::Never => Ty::Never,
            Ty::Param(parameter) => {
                let bounds = scope.bounds(parameter).to_vec();
                self.bounded_method(scope, receiver, &bounds, name, given)
            }
            Ty::Bounded(bounds) => {
                let bounds = bounds.to_vec();
                self.bounded_method(scope, receiver, &bounds, name, given)
            }
            Ty::Adt(item, _) => {
                let found = self.members_of(&Head::Item(*item), name);
                let mut found = self.there_for(receiver, found);
                let leads = self.implements(*item, "Deref");
                if leads {
                    found.retain(|member| self.is_method(*member));
                }
                self.retain_own_in_scope(scope, receiver, &mut found);
                self.retain_others_in_scope(scope, receiver, name, &mut found);
                let own = found.len();
                found.extend(self.blanket_here(scope, receiver, name));
                let mut result = None;
                if !found.is_empty() {
                    result = Some(self.run_any(scope, receiver, &found, given));
                    self.may_run_written(scope, receiver, name, at_hand, &found[..own]);
                }
                let mut through = None;
                if leads && !self.hides_target(receiver, name, scope.module) {
                    let target = crate::reach::projected::associated(
                        self.program,
                        scope,
                        receiver,
                        "Target",
                        None,
                        0,
                    );
                    through = Some(self.method_on(scope, &target, name, given, depth + 1));
                }
                match (result, through) {
                    (Some(result), through)
                        if self.may_be_std_on(receiver, name, &found, scope.module)
                            || self.may_be_hidden(receiver, name, at_hand, scope) =>
                    {
                        let by_std = self.given_by_traits(scope, receiver, *item, name, given);
                        let others =
                            any_of(through.unwrap_or(Ty::Never), by_std.unwrap_or(Ty::Unknown));
                        any_of(result, others)
                    }
                    // A method that is surely its own hides the target's.
                    (Some(result), Some(through))
                        if !self.surely_takes_it(receiver, name, &found[..own], scope) =>
                    {
                        any_of(result, through)
                    }
                    (Some(result), _) => result,
                    (None, Some(through)) => {
                        let given = &Given { at_hand, ..*given };
                        self.given_by_leading(scope, receiver, name, given, through)
                    }
                    (None, None) => self.foreign_method(scope, receiver, *item, name, given),
                }
            }
            Ty::Foreign(path, type_args) => {
                let found = self.methods_here(scope, receiver, name, at_hand);
                let mut known = self.std_result(receiver, name, given);
                // A `&mut RefCell` has `borrow_mut` by the trait before its own.
                let own_first = receiver.is("std::cell::RefCell")
                    && matches!(at_hand, Taken::Value | Taken::Shared);
                if !own_first && self.may_borrow(scope, name) {
                    known = any_of(known, receiver.clone());
                }
                let own = (!found.is_empty()).then(|| self.run_any(scope, receiver, &found, given));
                let mut result = known.clone();
                if self.is_hidden_by_std(receiver, name, at_hand) {
                    return known;
                }
                if let Some(target) = deref_of(receiver) {
                    let gives = self.method_on(scope, &target, name, given, depth + 1);
                    let given = &Given { at_hand, ..*given };
                    let led = Led { target, gives };
                    result = self.given_by_pointer(scope, receiver, name, given, known, led);
                } else if !path.starts_with("std::") {
                    // A type nobody here knows may dereference to any of its arguments, or to one of std's.
                    for target in type_args.clone() {
                        let gives = self.method_on(scope, &target, name, given, depth + 1);
                        let led = Led { target, gives };
                        result = self.given_by_foreign(scope, name, given, result, led);
                    }
                    for member in self.on_foreign_heads(name) {
                        self.live(member, scope.item, "may be the method called");
                    }
                }
                match own {
                    Some(own) if result == Ty::Unknown => own,
                    Some(own) => any_of(own, result),
                    None => result,
                }
            }
            Ty::Builtin(_) | Ty::Slice(_) | Ty::Tuple(_) | Ty::Iter(_) | Ty::Callable(_) => {
                let found = self.methods_here(scope, receiver, name, at_hand);
                let known = self.std_result(receiver, name, given);
                if found.is_empty() {
                    if !is_of_std(name, Some(0)) {
                        // A macro of another crate may have written it.
                        self.named(name, scope.item);
                    }
                    return known;
                }
                let own = self.run_any(scope, receiver, &found, given);
                if known == Ty::Unknown {
                    own
                } else {
                    any_of(own, known)
                }
            }
        }
    }

    /// Methods of the program's on a type, what it dereferences to aside.
    pub(super) fn own_methods(&self, receiver: &Ty, name: &str, at_hand: Taken) -> Vec<ItemId> {
        if !self.index.members.contains_key(name) || self.is_hidden_by_std(receiver, name, at_hand)
        {
            return Vec::new();
        }
        let mut found = Vec::new();
        for head in self.heads_of(receiver) {
            found.extend(self.members_of(&head, name));
        }
        if let Ty::Iter(_) = receiver {
            // Which of std's iterators it is, is not known.
            found.extend(self.on_foreign_heads(name));
        }
        found.extend(self.blanket(name));
        found
    }

    /// Methods by name in impls for types that are not the program's, if those that they name are live.
    fn on_foreign_heads(&self, name: &str) -> Vec<ItemId> {
        let members = self.index.members.get(name).into_iter().flatten().copied();
        let of = |member: &ItemId| {
            let parent = self.program.item(*member).parent?;
            let at = self.index.of_item.get(&parent)?;
            Some(&self.index.impls[*at].heads)
        };
        let foreign = |head: &Head| !matches!(head, Head::Item(_));
        members
            .filter(|member| of(member).is_some_and(|heads| heads.iter().any(foreign)))
            .collect()
    }

    /// What std's method gives, if the program's methods of that name give the same.
    pub(super) fn agreed(&self, scope: &Scope, known: Ty, name: &str, given: &Given<'_>) -> Ty {
        let members = self.index.members.get(name).into_iter().flatten();
        members.fold(known, |known, member| match known {
            Ty::Unknown => Ty::Unknown,
            known => {
                let own = self.returned(scope, &Ty::Unknown, *member, given.args, given.turbofish);
                any_of(known, own)
            }
        })
    }

    /// The heads under which impls for a type stand; none if it is not known.
    pub(super) fn heads_of(&self, ty: &Ty) -> Vec<Head> {
        match ty {
            Ty::Builtin(name) if matches!(&**name, "int" | "float") => {
                let integers = INTEGERS.iter().filter(|_| &**name == "int");
                let names = integers.chain(FLOATS);
                names
                    .map(|name| Head::Builtin((*name).to_owned()))
                    .collect()
            }
            Ty::Builtin(name) => vec![Head::Builtin(name.to_string())],
            // `impl Trait for [T]` serves vectors too, by dereference; arrays have both.
            Ty::Slice(_) => vec![
                Head::Shape("slice"),
                Head::Shape("array"),
                Head::Foreign("std::vec::Vec".to_owned()),
            ],
            Ty::Adt(item, _) => vec![Head::Item(*item)],
            // It may be another name of any type that is not the program's.
            Ty::Foreign(path, _) if ty.is_others() || self.program.nominal(path).is_none() => {
                self.index.heads_of_others.clone()
            }
            Ty::Foreign(path, _) => names_of(path).map(Head::Foreign).collect(),
            Ty::Tuple(_) => vec![Head::Shape("tuple")],
            Ty::Callable(_) => {
                let objects = CALLED.iter().map(|of| Head::Foreign((*of).to_owned()));
                objects.chain([Head::Shape("fn")]).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The same of a type that is named: an iterator's object is one by its trait.
    pub(super) fn heads_named(&self, ty: &Ty) -> Vec<Head> {
        match ty {
            Ty::Iter(_) => {
                let objects = ITERATORS.iter();
                objects.map(|of| Head::Foreign((*of).to_owned())).collect()
            }
            ty => self.heads_of(ty),
        }
    }

    /// Methods by name in the impls of a head, and defaults of the traits those implement.
    pub(super) fn members_of(&self, head: &Head, name: &str) -> Vec<ItemId> {
        let mut found: Vec<ItemId> = self.index.of_head(self.program, head, name).collect();
        for at in self.index.by_head.get(head).into_iter().flatten() {
            for of in &self.index.impls[*at].local {
                found.extend(self.trait_members(*of, name));
            }
        }
        found.sort();
        found.dedup();
        found
    }

    pub(super) fn trait_members(&self, of: ItemId, name: &str) -> Vec<ItemId> {
        let members = self.program.item(of).members.iter().copied();
        members
            .filter(|member| self.program.item(*member).name == name)
            .collect()
    }

    /// Methods by name in impls for any type: `impl<T: Bound> Trait for T`.
    pub(super) fn blanket(&self, name: &str) -> Vec<ItemId> {
        if !self.index.members.contains_key(name) {
            return Vec::new();
        }
        self.members_of(&Head::Any, name)
    }

    /// A call on something known by its bounds.
    fn bounded_method(
        &mut self,
        scope: &Scope,
        receiver: &Ty,
        bounds: &[Bound],
        name: &str,
        given: &Given<'_>,
    ) -> Ty {
        let mut result = None;
        let mut declared = Vec::new();
        for bound in bounds {
            for res in &bound.of {
                match res {
                    Res::Item(of) => {
                        for by in self.declaring(*of, name, 0) {
                            declared.push(by);
                            self.dispatch(by, name, scope.item);
                            for member in self.trait_members(by, name) {
                                let (args, turbofish) = (given.args, given.turbofish);
                                let mut known = self.learnt(receiver, member, args, turbofish);
                                if by == *of {
                                    known.extend(given_to(self.program, by, receiver, &bound.args));
                                }
                                let ty = self.gives(scope, member, &known);
                                result = Some(result.map_or(ty.clone(), |known| any_of(known, ty)));
                            }
                        }
                    }
                    Res::Foreign(path) => {
                        // What the method itself may ask of it, its name says.
                        self.demand_path(path, &Ty::Unknown, &[WALKED], scope.item);
                        let item = bound.assoc.iter().find(|(known, _)| known == "Item");
                        if let (true, Some((_, item))) = (is_walked_by(path, name), item) {
                            let ty = match gives_itself(scope, bound, path, name) {
                                Some(true) => receiver.clone(),
                                Some(false) => {
                                    self.std_result(&Ty::iter(item.clone()), name, given)
                                }
                                None => Ty::Unknown,
                            };
                            result = Some(result.map_or(ty.clone(), |known| any_of(known, ty)));
                        }
                    }
                    _ => {}
                }
            }
        }
        // One by a trait that is not the program's may take the value itself, and is found first.
        let others = || self.others_in_scope(scope.item, receiver, name);
        if !declared.is_empty() {
            let mut of = bounds.iter().flat_map(|bound| &bound.of);
            if of.any(|of| self.has_too(of, name, others(), 0)) {
                result = None;
            }
        }
        for member in self.blanket(name) {
            self.live(member, scope.item, "a method for any type");
            // One by the same trait, as for `&T`, gives what the trait says.
            if !self.is_by_one_of(member, &declared) {
                result = None;
            }
        }
        if result.is_none() && bounds_take(bounds, name) {
            // It is that trait's, of which all impls are asked.
            return self.std_result(receiver, name, given);
        }
        if result.is_none() {
            // A foreign trait's method, an inherent one of a trait object, or one by a bound on a reference. What others are
            // given by it was asked.
            self.named(name, scope.item);
            // One that takes the value itself is found first.
            if self.blanket(name).is_empty() && !self.others_in_scope(scope.item, receiver, name) {
                result = given_by(bounds, name);
            }
        }
        result.unwrap_or(Ty::Unknown)
    }

    /// Whether a member is of one of these traits, or of an impl of no other.
    fn is_by_one_of(&self, member: ItemId, traits: &[ItemId]) -> bool {
        let parent = self.program.item(member).parent;
        parent.is_some_and(|parent| match self.index.of_item.get(&parent) {
            Some(at) => {
                let facts = &self.index.impls[*at];
                let mut local = facts.local.iter();
                !facts.local.is_empty()
                    && facts.foreign.is_empty()
                    && local.all(|of| traits.contains(of))
            }
            None => traits.contains(&parent),
        })
    }

    /// A method of a foreign trait on a type of the program.
    fn foreign_method(
        &mut self,
        scope: &Scope,
        receiver: &Ty,
        item: ItemId,
        name: &str,
        given: &Given<'_>,
    ) -> Ty {
        if let Some(known) = self.given_by_traits(scope, receiver, item, name, given) {
            return known;
        }
        // What a derive or a macro wrote may have any method.
        self.runs_written(item, scope.item);
        self.program.asked.word(UNREAD);
        // So may an impl that nobody sees, or what that leads to.
        let name_of = &self.program.item(item).name;
        let mut unseen = self.program.unseen_impls().iter();
        let any_writer = !self.program.writers().of_items.is_empty()
            || unseen.any(|(_, names)| names.contains(name_of));
        // What std's derives have was asked for.
        if !self.derives_of(item).are_of_std() || any_writer {
            self.by_name(name, scope.item);
        }
        if self.may_have_written(item) || any_writer {
            let types = given.args.iter().chain(given.turbofish);
            self.escapes(types.chain([receiver]), scope.item);
            self.made_by_others(given.expected, scope.item);
        }
        Ty::Unknown
    }

    /// Runs all of these: they come alive, and the result is what they agree on.
    pub(super) fn run_any(
        &mut self,
        scope: &Scope,
        receiver: &Ty,
        found: &[ItemId],
        given: &Given<'_>,
    ) -> Ty {
        let mut result: Option<Ty> = None;
        for member in found {
            let data = self.program.item(*member);
            let container = data.parent.map(|parent| self.program.item(parent).kind);
            self.live(*member, scope.item, "calls");
            // A trait's own declaration says no more than its impls do.
            if container == Some(Kind::Trait)
                && result.is_some()
                && self.is_overridden(receiver, *member)
            {
                continue;
            }
            let ty = self.returned(scope, receiver, *member, given.args, given.turbofish);
            result = Some(match result {
                None => ty,
                Some(known) => any_of(known, ty),
            });
        }
        result.unwrap_or(Ty::Unknown)
    }

    /// Whether all impls of a trait that may be a type's have a member of their own instead of the trait's.
    fn is_overridden(&self, receiver: &Ty, declaration: ItemId) -> bool {
        let data = self.program.item(declaration);
        let Some(of) = data.parent else {
            return false;
        };
        let heads = self.heads_of(receiver);
        let impls = self.index.by_trait.get(&of).into_iter().flatten();
        let mut impls = impls.map(|at| &self.index.impls[*at]).filter(|facts| {
            let fits = |head: &Head| *head == Head::Any || heads.contains(head);
            heads.is_empty() || facts.heads.iter().any(fits)
        });
        impls.all(|facts| {
            let members = &self.program.item(facts.item).members;
            let mut names = members
                .iter()
                .map(|member| &self.program.item(*member).name);
            names.any(|name| *name == data.name)
        })
    }

    /// What std's own method gives, where that is known.
    pub(super) fn std_result(&self, receiver: &Ty, name: &str, given: &Given<'_>) -> Ty {
        // What can be cloned owns itself, by std's impl for all, if it has none of the program's.
        if name == "into_owned"
            && receiver.is("std::borrow::Cow")
            && matches!(receiver.arg(0), Ty::Adt(item, _) if !self.implements(item, "ToOwned"))
        {
            return receiver.arg(0);
        }
        let gives = std_method(receiver, name, given.args, given.turbofish, given.expected);
        let gives = if name == "parse" {
            self.parsed(gives)
        } else {
            gives
        };
        match name {
            // Of a reference to a pointer it gives that pointer, which may have methods of the program's.
            "as_deref" | "as_deref_mut" if self.gives_heads(&receiver.arg(0)) => {
                Ty::option(Ty::Unknown)
            }
            "collect" | "partition" | "unzip" if self.only_std_collects() => {
                let gives = match name {
                    "collect" => gives,
                    name => made_by_call(name, given.turbofish, given.expected),
                };
                collected(name, gives, &item_of(receiver))
            }
            _ => gives,
        }
    }

    /// Whether the program makes no type of std out of items by impls of its own, which may take other items.
    fn only_std_collects(&self) -> bool {
        ["FromIterator", "Extend"].iter().all(|of| {
            let mut impls = self.index.by_foreign.get(*of).into_iter().flatten();
            impls.all(|at| {
                let mut heads = self.index.impls[*at].heads.iter();
                heads.all(|head| matches!(head, Head::Item(_)))
            })
        })
    }

    /// A type that dereferences by its argument, seen from outside.
    pub(super) fn pointee(&self, ty: &Ty) -> Ty {
        match ty {
            Ty::Foreign(path, args) if ARG_DEREF.contains(&&**path) => {
                args.first().cloned().unwrap_or(Ty::Unknown)
            }
            Ty::Adt(item, _) if self.implements(*item, "Deref") => {
                project(self.program, None, ty, "Target", None, 0)
            }
            other => other.clone(),
        }
    }
}

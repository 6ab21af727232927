//! What is named through a type: `T::name`, called or not, and associated types.

use crate::model::Kind;
use crate::reach::asks::ITERATED;
use crate::reach::live::Reach;
use crate::reach::paths::is_empty_by_default;
use crate::reach::projected::said_here;
use crate::reach::quiet::bounds_declare;
use crate::reach::scope::Scope;
use crate::reach::std_types::is_std_collection;
use crate::reach::ty::{Bound, Ty};
use crate::resolve::{Head, ItemId, Res};

impl Reach<'_> {
    /// A member named through a type, `T::name`: what it may be comes alive.
    pub(super) fn through_type(&mut self, scope: &Scope, own: &Ty, name: &str) -> Vec<ItemId> {
        if !self.index.members.contains_key(name) {
            let program = self.program;
            let functions = program.wrapped_by(name).into_iter();
            let functions = functions.filter(|function| self.index.members.contains_key(*function));
            let functions: Vec<&str> = functions.collect();
            if !functions.is_empty() {
                let found = functions
                    .into_iter()
                    .flat_map(|function| self.through_type(scope, own, function));
                return found.collect();
            }
        }
        match own {
            Ty::Foreign(of, _) => self.may_locate(&format!("{of}::{name}"), scope.item),
            // Of what is not known it may be `Location::caller`.
            Ty::Adt(..) | Ty::Param(_) => {}
            _ if name == "caller" => self.located(scope.item),
            _ => {}
        }
        let mut found = self.of_pointers(name);
        for member in &found {
            self.live(*member, scope.item, "calls");
        }
        found.extend(self.through_known(scope, own, name));
        found
    }

    /// The same, where the type is one that is known apart.
    fn through_known(&mut self, scope: &Scope, own: &Ty, name: &str) -> Vec<ItemId> {
        if name == "try_from" && !matches!(own, Ty::Param(_) | Ty::Bounded(_) | Ty::Unknown) {
            // Std's own, for whatever has a `From`, may be meant.
            self.demand_made("From", own, scope.item);
            self.demand_of("Into", None, scope.item);
        }
        match own {
            Ty::Adt(item, _) => {
                let found = self.members_of(&Head::Item(*item), name);
                let mut found = self.there_for(own, found);
                found.extend(self.blanket(name));
                let are_chosen = found.len() > 1 && !found.iter().any(|at| self.is_inherent(*at));
                self.run_or_choose(&found, are_chosen, scope.item);
                if found.is_empty() || self.may_be_std_on(own, name, &found, scope.module) {
                    self.runs_written(*item, scope.item);
                    self.named_method(scope, own, name);
                    match name {
                        "default" => self.demand("Default", own, scope.item),
                        // It asks `From` as well.
                        "from" | "try_from" => self.demand("TryFrom", own, scope.item),
                        "fmt" => {
                            self.demand("Debug", own, scope.item);
                            self.demand("Display", own, scope.item);
                        }
                        // What a derive, a macro or a dereference may give it.
                        _ if found.is_empty() => self.by_name(name, scope.item),
                        _ => {}
                    }
                }
                found
            }
            Ty::Param(parameter) => {
                let bounds = scope.bounds(parameter).to_vec();
                self.through_bounds(scope, &bounds, name)
            }
            Ty::Bounded(bounds) => {
                let bounds = bounds.to_vec();
                self.through_bounds(scope, &bounds, name)
            }
            Ty::Unknown => {
                self.by_name(name, scope.item);
                Vec::new()
            }
            other => {
                let mut found: Vec<ItemId> = Vec::new();
                for head in self.heads_named(other) {
                    found.extend(self.members_of(&head, name));
                }
                found.extend(self.blanket(name));
                // Std has one more, of the type itself: nothing is coerced to what the only other takes.
                self.run_or_choose(&found, true, scope.item);
                match name {
                    "default" if matches!(own, Ty::Foreign(of, _) if is_empty_by_default(of)) => {}
                    // `Box::default()` says nothing of what is in the box.
                    "default"
                        if matches!(own, Ty::Foreign(_, args) if args.is_empty())
                            && !is_std_collection(own) =>
                    {
                        self.demand("Default", &Ty::Unknown, scope.item)
                    }
                    "default" => self.demand("Default", own, scope.item),
                    "from_iter" => self.demand_made_within("FromIterator", own, scope.item),
                    _ if found.is_empty() && !is_module_of_std(own) => {
                        self.named_method(scope, own, name);
                    }
                    _ => {}
                }
                found
            }
        }
    }

    /// These come alive, or are chosen among where the argument is known.
    fn run_or_choose(&mut self, found: &[ItemId], are_chosen: bool, from: ItemId) {
        match &mut self.choices {
            Some(choices) if are_chosen => choices.extend(found),
            _ => {
                for member in found {
                    self.live(*member, from, "calls");
                }
            }
        }
    }

    fn through_bounds(&mut self, scope: &Scope, bounds: &[Bound], name: &str) -> Vec<ItemId> {
        let mut found = Vec::new();
        for res in bounds.iter().flat_map(|bound| bound.of.clone()) {
            match res {
                Res::Item(of) => {
                    for of in self.declaring(of, name, 0) {
                        self.dispatch(of, name, scope.item);
                        found.extend(self.trait_members(of, name));
                    }
                }
                Res::Foreign(path) => self.demand_path(&path, &Ty::Unknown, ITERATED, scope.item),
                _ => {}
            }
        }
        if found.is_empty() && !bounds_declare(bounds, name) {
            self.by_name(name, scope.item);
            self.named_method(scope, &Ty::Unknown, name);
        }
        let blanket = self.blanket(name);
        for member in &blanket {
            self.live(*member, scope.item, "a member for any type");
        }
        found.extend(blanket);
        found
    }

    /// `T::name` is named. `Self::name`, in an impl of a trait that has such a type, is the impl's.
    pub(super) fn assoc_type_of_parameter(&mut self, scope: &Scope, parameter: &str, name: &str) {
        if parameter == "Self" {
            let said = said_here(self.program, scope.item, name);
            for member in &said {
                self.live(*member, scope.item, "names");
            }
            // In an item that is written here, `Self` is another's.
            let is_own = scope.expansions == 0 && scope.written.is_empty() && !scope.apart;
            if is_own && !said.is_empty() && self.says_all_here(scope.item) {
                // What comes to stand in the impl, or another for this type, is asked for all the same.
                let own = scope.own_or_param(parameter);
                self.index.members.contains_key(name);
                for head in self.heads_named(&own) {
                    self.members_of(&head, name);
                }
                return;
            }
        }
        self.assoc_type(scope, &scope.own_or_param(parameter), name);
    }

    /// Whether nothing but what is seen stands in the impl around an item. There the compiler takes `Self::name` from the trait
    /// that is implemented, or from one above it, and from no other that the type has; and refuses to choose if several have one.
    fn says_all_here(&self, item: ItemId) -> bool {
        let program = self.program;
        let is_impl = |item: &ItemId| program.item(*item).kind == Kind::Impl;
        let around = [Some(item), program.item(item).parent];
        let container = around.into_iter().flatten().find(is_impl);
        let written = |member: &ItemId| program.item(*member).kind == Kind::MacroCall;
        container.is_some_and(|container| {
            program.given(item).is_none() && !program.item(container).members.iter().any(written)
        })
    }

    /// `<T as Trait>::name` is named: of what is known by its bounds, which need not be by that trait.
    pub(super) fn assoc_type_of(&mut self, scope: &Scope, own: &Ty, of: ItemId, name: &str) {
        if matches!(own, Ty::Param(_) | Ty::Bounded(_)) {
            for of in self.declaring(of, name, 0) {
                self.dispatch(of, name, scope.item);
            }
        }
    }

    /// An associated type is named: the impls' members come alive, those for any type and for pointers, which are not told
    /// from what they point to, among them.
    pub(super) fn assoc_type(&mut self, scope: &Scope, own: &Ty, name: &str) {
        match own {
            // An iterator or a function may be an object by the trait, which is known by what it gives.
            Ty::Param(_) | Ty::Bounded(_) | Ty::Unknown | Ty::Iter(_) | Ty::Callable(_) => {
                let bounds = match own {
                    Ty::Param(parameter) => scope.bounds(parameter).to_vec(),
                    Ty::Bounded(bounds) => bounds.to_vec(),
                    _ => Vec::new(),
                };
                let mut declared = false;
                for res in bounds.iter().flat_map(|bound| bound.of.clone()) {
                    if let Res::Item(of) = res {
                        for of in self.declaring(of, name, 0) {
                            declared = true;
                            self.dispatch(of, name, scope.item);
                        }
                    }
                }
                if !declared && self.index.members.contains_key(name) {
                    self.named(name, scope.item);
                }
            }
            _ => {
                let of_heads = self.heads_named(own).into_iter();
                let of_heads = of_heads.flat_map(|head| self.members_of(&head, name));
                let of_all = self.blanket(name).into_iter();
                let members: Vec<ItemId> = of_heads
                    .chain(of_all)
                    .chain(self.of_pointers(name))
                    .collect();
                for member in members {
                    self.live(member, scope.item, "names");
                }
            }
        }
    }
}

/// Whether what a function is named through is a module of std, `mem::take`, whose functions are no methods.
fn is_module_of_std(of: &Ty) -> bool {
    let Ty::Foreign(path, _) = of else {
        return false;
    };
    let name = path.rsplit("::").next().unwrap_or_default();
    path.starts_with("std::") && name.starts_with(|first: char| first.is_ascii_lowercase())
}

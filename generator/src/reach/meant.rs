//! What a path in an expression may mean: a variable, items of the program, or what another crate has.

use crate::model::Kind;
use crate::reach::arguments::{arguments_at, type_arguments};
use crate::reach::asks::ITERATED;
use crate::reach::live::Reach;
use crate::reach::projected::{associated, of_self};
use crate::reach::scope::Scope;
use crate::reach::ty::{Ty, named};
use crate::resolve::{ItemId, Ns, Res, path_names};
use std::collections::BTreeSet;

/// What a path in an expression stands for.
pub(super) enum Target {
    /// A variable.
    Local(Ty),
    /// Items, with the type they were named through.
    Items(Vec<ItemId>, Ty),
    /// Something foreign: its path, and the type arguments along it.
    Foreign(String, Vec<Ty>),
    /// Not known.
    Unknown,
}

impl Reach<'_> {
    /// What a path may mean comes alive.
    pub(super) fn target(
        &mut self,
        scope: &mut Scope,
        qself: &Option<syn::QSelf>,
        path: &syn::Path,
    ) -> Target {
        // Types in the path's arguments are named by it.
        for segment in &path.segments {
            if !segment.arguments.is_none() {
                self.header(scope, |names| {
                    syn::visit::Visit::visit_path_arguments(names, &segment.arguments)
                });
            }
        }
        let names = path_names(path);
        if let Some(qself) = qself {
            return self.qualified(scope, qself, path, &names);
        }
        let Some(first) = names.first() else {
            return Target::Unknown;
        };
        let absolute = path.leading_colon.is_some();
        if !absolute {
            if names.len() == 1
                && let Some(ty) = scope.local(first).cloned()
            {
                // An item of a block hides the variables around it.
                let mut hiding = self.program.within_bodies(scope.module, first, Ns::Value);
                if scope.may_mean_other(first) {
                    hiding.extend(scope.resolve_whole(self.program, &names, false, Ns::Value));
                }
                for res in &hiding {
                    self.meaning(scope, &names, res);
                    self.touch(scope, res, &[]);
                    if matches!(res, Res::Foreign(_)) {
                        self.std_runs(scope.item);
                    }
                }
                return Target::Local(match hiding.is_empty() {
                    true => ty,
                    false => Ty::Unknown,
                });
            }
            // A lone name is a value's, which no parameter is.
            let is_param = names.len() > 1 && scope.param(first).is_some();
            if is_param && scope.may_hide(self.program, first) {
                for (res, taken) in scope.resolve(self.program, &names, false, Ns::Value) {
                    self.meaning(scope, &names, &res);
                    self.touch(scope, &res, &names[taken..]);
                }
                if let Some(last) = names.last() {
                    self.by_name(last, scope.item);
                }
                return Target::Unknown;
            }
            if first == "Self" || is_param {
                let own = scope.own_or_param(first);
                return match &names[1..] {
                    [] => match &own {
                        Ty::Adt(item, _) => Target::Items(vec![*item], own.clone()),
                        _ => Target::Unknown,
                    },
                    [name] => {
                        if let Ty::Adt(item, _) = &own
                            && let Some(variant) = self.variant_of(*item, name)
                        {
                            return Target::Items(vec![variant], own);
                        }
                        let found = self.through_type(scope, &own, name);
                        Target::Items(found, own)
                    }
                    [middle, name] => {
                        let program = self.program;
                        self.assoc_type_of_parameter(scope, first, middle);
                        let through = match first == "Self" {
                            true => of_self(program, scope, middle, 0),
                            false => associated(program, scope, &own, middle, None, 0),
                        };
                        let found = self.through_type(scope, &through, name);
                        Target::Items(found, through)
                    }
                    _ => Target::Unknown,
                };
            }
        }
        let found = scope.resolve(self.program, &names, absolute, Ns::Value);
        if scope.hides(&names, absolute) {
            self.may_mean(scope, &names, &found);
            if let Some(last) = names.last() {
                self.by_name(last, scope.item);
            }
            return Target::Unknown;
        }
        if found.is_empty() {
            self.not_found(scope, &names);
            if let Some(last) = names.last().filter(|_| names.len() > 1) {
                self.by_name(last, scope.item);
            }
            return Target::Unknown;
        }
        let mut items = Vec::new();
        let mut through = Ty::Unknown;
        let mut foreign = BTreeSet::new();
        for (res, taken) in found {
            self.meaning(scope, &names, &res);
            self.names_value(scope, &res, &names[taken..]);
            match (&res, &names[taken..]) {
                (Res::Item(item), []) => {
                    items.push(*item);
                    // `S::<T>(x)`, `E::<T>::V(x)`, `E::V::<T>(x)`.
                    let kind = self.program.item(*item).kind;
                    if matches!(kind, Kind::Struct | Kind::Variant) {
                        let arguments = type_arguments(self.program, scope, path, Some(&res));
                        through = named(self.program, &res, arguments, 0);
                    }
                }
                (Res::Foreign(path), []) => {
                    foreign.insert(path.clone());
                }
                (Res::Item(item), [name]) if self.program.item(*item).kind == Kind::Trait => {
                    let own = named(self.program, &res, Vec::new(), 0);
                    let members = self.program.item(*item).members.iter().copied();
                    items.extend(members.filter(|member| self.program.item(*member).name == *name));
                    through = own;
                }
                (_, [name]) => {
                    // What follows the name, `T::name::<U>`, are arguments of its own.
                    let arguments = arguments_at(self.program, scope, path, taken, Some(&res), 0);
                    let own = named(self.program, &res, arguments, 0);
                    // An alias names its target.
                    if let Ty::Foreign(target, _) = &own {
                        self.foreign(scope.item, target);
                        self.calls_outside(target, scope.item);
                        foreign.insert(format!("{target}::{name}"));
                    }
                    if let Ty::Adt(item, _) = &own
                        && let Some(variant) = self.variant_of(*item, name)
                    {
                        items.push(variant);
                    } else {
                        items.extend(self.through_type(scope, &own, name));
                    }
                    through = own;
                }
                (_, [.., name]) => {
                    self.by_name(name, scope.item);
                }
                (Res::Builtin(_) | Res::Module(_), []) => {}
            }
        }
        let Ok(foreign) = self.meant_of_others(scope, &items, foreign) else {
            return Target::Unknown;
        };
        match foreign {
            Some(path_text) if items.is_empty() => {
                // `String::from(x)` and `Vec::<T>::new()`: the type's own impls in this program count as well.
                if let Some((owner, name)) = path_text.rsplit_once("::")
                    && !self.is_function_of_trait(owner, name)
                    && self.program.unit_variant_of(&path_text).is_none()
                {
                    let arguments = type_arguments(self.program, scope, path, None);
                    let own = named(self.program, &Res::Foreign(owner.to_owned()), arguments, 0);
                    items.extend(self.through_type(scope, &own, name));
                }
                let arguments = type_arguments(self.program, scope, path, None);
                Target::Foreign(path_text, arguments)
            }
            _ => Target::Items(items, through),
        }
    }

    /// A value or a function is named. Whether that runs code of another crate, where it is one of theirs, is left to who uses
    /// it.
    fn names_value(&mut self, scope: &Scope, res: &Res, rest: &[String]) {
        match (res, rest) {
            (Res::Foreign(path), []) => {
                self.foreign(scope.item, path);
                self.may_locate(path, scope.item);
            }
            _ => self.touch(scope, res, rest),
        }
    }

    /// What is meant of these paths into other crates, beside these items: if that is not told, or not alone, their code runs.
    fn meant_of_others(
        &mut self,
        scope: &Scope,
        items: &[ItemId],
        foreign: BTreeSet<String>,
    ) -> Result<Option<String>, Either> {
        let is_alone = items.is_empty() && foreign.len() == 1;
        if !is_alone && !scope.runs_later {
            for path in &foreign {
                self.calls_outside(path, scope.item);
            }
        }
        meant_among(foreign)
    }

    fn variant_of(&self, item: ItemId, name: &str) -> Option<ItemId> {
        let members = &self.program.item(item).members;
        let variant = |member: &&ItemId| {
            let data = self.program.item(**member);
            data.kind == Kind::Variant && data.name == name
        };
        members.iter().find(variant).copied()
    }

    /// `<T as Trait>::name` and `<T>::name`.
    fn qualified(
        &mut self,
        scope: &mut Scope,
        qself: &syn::QSelf,
        path: &syn::Path,
        names: &[String],
    ) -> Target {
        let rest = names.get(qself.position..).unwrap_or_default();
        if let [_, .., name] = rest {
            // `<T as Trait>::Type::name`: of the type that all but the last names.
            let mut path = path.clone();
            path.segments.pop();
            path.segments.pop_punct();
            let through = self.written(
                scope,
                &syn::Type::Path(syn::TypePath {
                    attrs: Vec::new(),
                    qself: Some(qself.clone()),
                    path,
                }),
            );
            let found = self.through_type(scope, &through, name);
            return Target::Items(found, through);
        }
        let own = self.written(scope, &qself.ty);
        let [name] = rest else {
            return Target::Unknown;
        };
        if qself.position == 0 {
            let found = self.through_type(scope, &own, name);
            return Target::Items(found, own);
        }
        let of = scope.resolve_whole(
            self.program,
            &names[..qself.position],
            path.leading_colon.is_some(),
            Ns::Type,
        );
        let mut items = Vec::new();
        let mut foreign = BTreeSet::new();
        for res in of {
            self.meaning(scope, names, &res);
            match &res {
                Res::Foreign(of) => {
                    self.names_value(scope, &Res::Foreign(format!("{of}::{name}")), &[]);
                }
                res => self.touch(scope, res, &[]),
            }
            match &res {
                Res::Item(of) => match &own {
                    Ty::Adt(..) => items.extend(self.through_type(scope, &own, name)),
                    _ => {
                        for of in self.declaring(*of, name, 0) {
                            self.dispatch(of, name, scope.item);
                            let members = self.program.item(of).members.iter().copied();
                            items.extend(
                                members.filter(|member| self.program.item(*member).name == *name),
                            );
                        }
                    }
                },
                Res::Foreign(trait_path) => {
                    self.demand_path(trait_path, &own, ITERATED, scope.item);
                    items.extend(self.through_type(scope, &own, name));
                    foreign.insert(format!("{trait_path}::{name}"));
                }
                _ => {}
            }
        }
        let Ok(foreign) = self.meant_of_others(scope, &items, foreign) else {
            return Target::Unknown;
        };
        match foreign {
            Some(of) if items.is_empty() => {
                // What the trait is given counts as well: `<u8 as Conv<T>>::name`.
                let arguments = type_arguments(self.program, scope, path, None);
                Target::Foreign(of, arguments)
            }
            _ => Target::Items(items, own),
        }
    }
}

/// Which of the paths is meant that a name may come to by several globs, where that is told. Of what std may have under
/// several paths only one is there; and what another crate may have, asks for no less than what std does.
fn meant_among(mut foreign: BTreeSet<String>) -> Result<Option<String>, Either> {
    let is_of_std = |path: &String| path.starts_with("std::");
    if !foreign.iter().all(is_of_std) {
        foreign.retain(|path| !is_of_std(path));
        if foreign.len() > 1 {
            return Err(Either);
        }
    }
    Ok(foreign.pop_last())
}

/// One of several things that is not told.
struct Either;

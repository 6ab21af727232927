//! What code can mean without naming it where it stands: methods of traits that a `use` brings in scope.

use crate::model::Kind;
use crate::parse::{blank_first, has_word, identifiers};
use crate::reach::hidden::Taken;
use crate::reach::live::Reach;
use crate::reach::quiet::is_plain;
use crate::reach::scope::Scope;
use crate::reach::std_traits::is_trait_of_std;
use crate::reach::ty::Ty;
use crate::resolve::{ANY_TRAIT, DERIVED, Extern, ItemId, ModuleId, Ns, Res, may_be_trait};
use proc_macro2::{TokenStream, TokenTree};
use std::collections::BTreeSet;
use std::rc::Rc;

/// In place of a path or name: any trait of any crate may be in scope.
pub(super) const ANYTHING: &str = "";

/// What a `use` brings in.
#[derive(Default)]
struct Brought {
    /// Of other crates than std, by their paths.
    paths: Vec<String>,
    /// Modules of the program, all that these bring in.
    modules: Vec<ModuleId>,
    /// Traits of the program.
    traits: BTreeSet<ItemId>,
}

/// Which of the program's traits may be in scope in a module's bodies.
#[derive(Debug)]
pub(super) struct InScope {
    /// All that stand in these modules.
    modules: BTreeSet<ModuleId>,
    traits: BTreeSet<ItemId>,
    /// Types in those modules for which a derive of another crate may write a `use`.
    derived: Vec<ItemId>,
}

impl Reach<'_> {
    /// Whether a trait of another crate than std may be in scope in an item's body that has a function of this name which can
    /// be called on such a receiver.
    pub(super) fn others_in_scope(&self, item: ItemId, receiver: &Ty, name: &str) -> bool {
        let found = self.callable_in_scope(item, receiver, name);
        match receiver {
            // What a type of the program has by such a trait, and its impl says, that one runs.
            Ty::Adt(own, _)
                if !self.implements(*own, "Deref") || is_plain(&self.pointee(receiver)) =>
            {
                !found.iter().all(|of| self.says_itself(*own, of, name))
            }
            _ => !found.is_empty(),
        }
    }

    /// The traits of other crates than std that may be in scope in an item's body and have a function of this name that can be
    /// called on such a receiver: their last names, [`ANYTHING`] if it may be any.
    pub(super) fn callable_in_scope(&self, item: ItemId, receiver: &Ty, name: &str) -> Vec<String> {
        let by_bound = !matches!(
            receiver,
            Ty::Adt(..) | Ty::Builtin(_) | Ty::Slice(_) | Ty::Tuple(_) | Ty::Foreign(..)
        );
        let mut found = Vec::new();
        for path in self.traits_in_scope(item).iter() {
            if matches!(receiver, Ty::Adt(own, _) if self.surely_lacks(*own, path)) {
                continue;
            }
            let functions = (path != ANYTHING)
                .then(|| self.program.functions_of_others(path, &is_trait_of_std))
                .flatten();
            let last = path.rsplit("::").next().unwrap_or_default();
            match functions {
                None => found.push(ANYTHING.to_owned()),
                // What is known of the receiver is a bound, by which the traits above count.
                Some(of)
                    if of.own.contains_key(name) || by_bound && of.above.contains_key(name) =>
                {
                    let last = if last == ANY_TRAIT { ANYTHING } else { last };
                    found.push(last.to_owned());
                }
                Some(_) => {}
            }
        }
        if self.gives_uses(item) {
            found.push(ANYTHING.to_owned());
        }
        found
    }

    /// What a method gives that a trait of another crate than std has, which is in scope in an item's body, called on a plain
    /// value with plain values: of the program, that code can neither run nor make anything. None if it may.
    pub(super) fn given_by_others(
        &self,
        item: ItemId,
        receiver: &Ty,
        name: &str,
        args: &[&Ty],
    ) -> Option<Ty> {
        let is_known = |ty: &Ty| is_plain(ty) && !matches!(ty, Ty::Iter(_) | Ty::Callable(_));
        if !is_known(receiver) || !args.iter().all(|ty| is_known(ty)) || self.gives_uses(item) {
            return None;
        }
        let mut found: Option<String> = None;
        for path in self.traits_in_scope(item).iter() {
            if path == ANYTHING {
                return None;
            }
            let functions = self.program.functions_of_others(path, &is_trait_of_std)?;
            let Some(gives) = functions.own.get(name) else {
                continue;
            };
            let gives = gives.clone()?;
            if found.as_ref().is_some_and(|found| *found != gives) {
                return None;
            }
            found = Some(gives);
        }
        let ty = syn::parse_str(&found?).ok()?;
        Some(match receiver {
            Ty::Builtin(_) => given(&ty, receiver),
            // It may be what the value leads to that has the method.
            _ => given(&ty, &Ty::Unknown),
        })
    }

    /// Whether a macro that is called in an item's body is given a `use`. All others in a body are its module's.
    pub(super) fn gives_uses(&self, item: ItemId) -> bool {
        let find = || {
            let data = self.program.item(item);
            let text = (data.span.start, data.span.end);
            let mut text = self.program.slice(data.text, text);
            let may_give = |text: &str| text.contains('!') && has_word(text, "use");
            // Most that have both have them in their docs.
            may_give(&text) && {
                blank_first(&mut text);
                may_give(&text) && text.parse().map_or(true, gives_uses)
            }
        };
        self.known.gives_uses.get(&self.program.asked, item, find)
    }

    /// Whether an item's text can name anything of another crate than std.
    pub(super) fn may_name_others(&self, item: ItemId) -> bool {
        let data = self.program.item(item);
        let text = self.program.text_of(item);
        let externs = &self.program.krate(data.krate).externs;
        let mut locked = externs
            .iter()
            .filter(|(_, of)| matches!(of, Extern::Locked { .. }));
        let traits = self.imported_traits(self.scope_of(item).module);
        !traits.is_empty()
            || self.gives_uses(item)
            || locked.any(|(name, _)| has_word(&text, name))
            || self.imports_any_of_others(data.module)
    }

    /// What is in scope somewhere in an item's body that may be a trait of another crate, by its path.
    pub(super) fn traits_in_scope(&self, item: ItemId) -> Rc<[String]> {
        let imported = self.imported_traits(self.scope_of(item).module);
        let around = self.traits_around(item);
        match self.brought.get(&item) {
            None if around.is_empty() => imported,
            brought => {
                let brought = brought.into_iter().flatten();
                let others = imported.iter().chain(around.iter());
                others.chain(brought).cloned().collect()
            }
        }
    }

    /// Methods of the program's on a type, what it dereferences to aside, that may be called at a place.
    pub(super) fn methods_here(
        &self,
        scope: &Scope,
        receiver: &Ty,
        name: &str,
        at_hand: Taken,
    ) -> Vec<ItemId> {
        let mut found = self.own_methods(receiver, name, at_hand);
        self.retain_own_in_scope(scope, receiver, &mut found);
        found
    }

    /// Those that all types have which a bound fits.
    pub(super) fn blanket_here(&self, scope: &Scope, receiver: &Ty, name: &str) -> Vec<ItemId> {
        let mut found = self.blanket(name);
        self.retain_own_in_scope(scope, receiver, &mut found);
        found
    }

    /// Leaves out what a value of a known type has by traits of the program that are not in scope where a method is called
    /// on it. By its bounds alone the compiler finds what a type parameter or an object has, and by the trait whose impl or
    /// declaration a body stands in.
    pub(super) fn retain_own_in_scope(
        &self,
        scope: &Scope,
        receiver: &Ty,
        members: &mut Vec<ItemId>,
    ) {
        let is_known = match receiver {
            Ty::Adt(..) | Ty::Builtin(_) | Ty::Slice(_) | Ty::Tuple(_) => true,
            // As an opaque type or an object it has no other bound.
            Ty::Iter(_) | Ty::Callable(_) => true,
            // Another crate's may lead to anything.
            Ty::Foreign(path, _) => path.starts_with("std::"),
            _ => false,
        };
        if !is_known || members.is_empty() || !self.tells_scope(scope) {
            return;
        }
        let own = self.only_by(scope.item);
        members.retain(|member| {
            let of = self.only_by(*member);
            of.is_empty()
                || of
                    .iter()
                    .any(|of| own.contains(of) || self.may_be_in_scope(scope.module, *of))
        });
    }

    /// Whether a member is of an impl of a trait that only another crate than std has.
    fn is_by_others(&self, member: ItemId) -> bool {
        let parent = self.program.item(member).parent;
        let at = parent.and_then(|parent| self.index.of_item.get(&parent));
        at.is_some_and(|at| {
            let facts = &self.index.impls[*at];
            facts.outside && facts.local.is_empty() && !facts.of_std
        })
    }

    /// A method of a trait is called by its name alone only where the trait is in scope: of what a type has by traits of other
    /// crates nothing is, where none of those in scope has such a function.
    pub(super) fn retain_others_in_scope(
        &self,
        scope: &Scope,
        receiver: &Ty,
        name: &str,
        found: &mut Vec<ItemId>,
    ) {
        if found.iter().any(|member| self.is_by_others(*member))
            && self.none_of_others_in_scope(scope, receiver, name)
        {
            found.retain(|member| !self.is_by_others(*member));
        }
    }

    /// Whether surely no trait of another crate is in scope that has a function of this name.
    pub(super) fn none_of_others_in_scope(&self, scope: &Scope, receiver: &Ty, name: &str) -> bool {
        let callable = || self.callable_in_scope(scope.item, receiver, name);
        self.tells_scope_in(scope) && callable().is_empty()
    }

    /// The traits of the program by which alone a type has a member; none if it may have it otherwise.
    fn only_by(&self, member: ItemId) -> Vec<ItemId> {
        let Some(parent) = self.program.item(member).parent else {
            return Vec::new();
        };
        if self.program.item(parent).kind == Kind::Trait {
            return vec![parent];
        }
        let facts = self.index.of_item.get(&parent);
        let facts = facts.map(|at| &self.index.impls[*at]);
        match facts.filter(|facts| facts.foreign.is_empty()) {
            Some(facts) => facts.local.clone(),
            None => Vec::new(),
        }
    }

    /// Whether a trait of the program may be in scope in a module's bodies.
    fn may_be_in_scope(&self, module: ModuleId, of: ItemId) -> bool {
        let data = self.program.item(of);
        // What is given to another crate's macro may come out as a `use`.
        let is_given = |item: &ItemId| has_word(&self.program.text_of(*item), &data.name);
        let is_there = |found: Rc<InScope>| {
            found.traits.contains(&of)
                || found.modules.contains(&data.module)
                || found.derived.iter().any(is_given)
        };
        self.own_in_scope(module).is_none_or(is_there) || !self.may_write_for(&data.name).is_empty()
    }

    /// Whether it is known what is in scope at a place: all that may write a `use` there is read.
    pub(super) fn tells_scope(&self, scope: &Scope) -> bool {
        scope.is_as_written() && self.tells_scope_in(scope)
    }

    /// The same of traits, which a macro's names find where it is called.
    fn tells_scope_in(&self, scope: &Scope) -> bool {
        let program = self.program;
        let data = program.item(scope.item);
        // What stands in a body may stand in one of an impl.
        let is_nested = data.parent.is_none() && program.module(data.module).block;
        scope.is_of_item()
            && data.called.is_empty()
            && !is_nested
            && program.given(scope.item).is_none()
            && !self.gives_uses(scope.item)
            && self.known.tells_scopes()
    }

    /// The traits of the program that may be in scope in a module's bodies; none if it may be any.
    fn own_in_scope(&self, module: ModuleId) -> Option<Rc<InScope>> {
        let find = || {
            let program = self.program;
            let found = self.all_imports(module, false, &|_: &str| true)?;
            program.asked.word(DERIVED);
            let modules = found.modules.iter().map(|at| program.module(*at));
            let items = modules.flat_map(|module| module.names.values().flatten());
            let derived = items.filter(|item| program.item(**item).may_write_beside());
            Some(Rc::new(InScope {
                derived: derived.copied().collect(),
                modules: found.modules.into_iter().collect(),
                traits: found.traits,
            }))
        };
        self.known.own_scopes.get(&self.program.asked, module, find)
    }

    /// Traits of other crates that are implemented around an item: there they are in scope.
    fn traits_around(&self, item: ItemId) -> Rc<[String]> {
        let find = || {
            let program = self.program;
            let mut found = Vec::new();
            let mut at = Some(item);
            while let Some(item) = at {
                let data = program.item(item);
                for container in [Some(item), data.parent].into_iter().flatten() {
                    let Some(known) = self.index.of_item.get(&container) else {
                        continue;
                    };
                    if self.index.impls[*known].foreign.is_empty() {
                        continue;
                    }
                    match program.impl_data(container) {
                        Some(known) => found.extend(known.by.iter().filter_map(|of| match of {
                            Res::Foreign(path) if !path.starts_with("std::") => Some(path.clone()),
                            _ => None,
                        })),
                        None => found.push(ANYTHING.to_owned()),
                    }
                }
                let module = program.module(data.module);
                at = module.item.filter(|_| module.block);
            }
            Rc::from(found)
        };
        let known = &self.known.traits_around;
        known.get(&self.program.asked, item, find)
    }

    /// What a module's `use`s bring in scope that may be a trait of another crate, by its path; those of the blocks around it
    /// included.
    fn imported_traits(&self, module: ModuleId) -> Rc<[String]> {
        let find = || self.find_imports(module, false, |path| self.may_be_trait(path));
        self.known
            .trait_imports
            .get(&self.program.asked, module, find)
    }

    /// Whether a path may be a trait's.
    fn may_be_trait(&self, path: &str) -> bool {
        may_be_trait(path) || self.program.is_lower_trait(path)
    }

    /// Whether they bring in any name of another crate.
    fn imports_any_of_others(&self, module: ModuleId) -> bool {
        let find = || !self.find_imports(module, false, |_| true).is_empty();
        self.known
            .any_imports
            .get(&self.program.asked, module, find)
    }

    /// Whether a trait of std may be in scope in a module by a `use`, under whatever name (`use std::borrow::Borrow as _`).
    pub(super) fn may_import_of_std(&self, module: ModuleId, of: &str) -> bool {
        let (_, name) = of.rsplit_once("::").unwrap_or(("", of));
        let is_it = |path: &str| path.rsplit("::").next() == Some(name);
        let found = self.find_imports(module, true, is_it);
        found.iter().any(|path| match path.rsplit_once("::") {
            Some((inside, last)) if last == ANY_TRAIT && leads_into_std(inside) => {
                of.rsplit_once("::").is_some_and(|(own, _)| own == inside)
            }
            _ => true,
        })
    }

    /// The traits of other crates that a `use` may bring in whose name a module of the program has by globs of crates that are
    /// not read, and by nothing else; none if it may be anything.
    fn brought_by_globs(
        &self,
        scope: ModuleId,
        path: &[String],
        absolute: bool,
    ) -> Option<Vec<String>> {
        let program = self.program;
        let (_, around) = path.split_last()?;
        let inside = program.resolve_whole(scope, around, absolute, Ns::Type);
        let [Res::Module(inside)] = inside[..] else {
            return None;
        };
        program.asked.word(program.uses_of(inside));
        let module = program.module(inside);
        let items = module
            .nameless
            .iter()
            .chain(module.names.values().flatten());
        let mut items = items.map(|item| program.item(*item));
        if module.broken.is_some() || items.any(|item| item.may_write_items()) {
            return None;
        }
        let mut found = Vec::new();
        for glob in module.imports.iter().filter(|import| import.name.is_none()) {
            let target = program.resolve_whole(inside, &glob.path, glob.absolute, Ns::Type);
            match &target[..] {
                [Res::Foreign(path)] if leads_into_std(path) => {}
                [Res::Foreign(path)] => found.push(format!("{path}::{ANY_TRAIT}")),
                _ => return None,
            }
        }
        Some(found)
    }

    /// What a module's `use`s bring in of other crates, of what counts; of std as well if that is asked for.
    fn find_imports(
        &self,
        module: ModuleId,
        of_std: bool,
        counts: impl Fn(&str) -> bool,
    ) -> Rc<[String]> {
        match self.all_imports(module, of_std, &counts) {
            Some(found) => BTreeSet::from_iter(found.paths).into_iter().collect(),
            None => Rc::from([ANYTHING.to_owned()]),
        }
    }

    /// The same, with what they bring in of the program, and the modules by all of which they do: the module itself and the
    /// blocks around it among those. None if it may be anything.
    fn all_imports(
        &self,
        module: ModuleId,
        of_std: bool,
        counts: &dyn Fn(&str) -> bool,
    ) -> Option<Brought> {
        let mut found = Brought::default();
        let program = self.program;
        let mut open = Vec::new();
        let mut at = Some(module);
        while let Some(scope) = at {
            open.push(scope);
            let data = program.module(scope);
            at = data.parent.filter(|_| data.block);
        }
        let mut seen = open.clone();
        while let Some(scope) = open.pop() {
            program.asked.word(program.uses_of(scope));
            if program.module(scope).broken.is_some() {
                return None;
            }
            // What a macro writes among the items may be a `use`.
            let module = program.module(scope);
            let named = module.names.values().flatten();
            let named = named.filter(|_| program.gives);
            let mut items = module.nameless.iter().chain(named);
            if items.any(|item| program.item(*item).may_write_items()) {
                return None;
            }
            for import in &module.imports {
                let path = (&import.path[..], import.absolute);
                let is_glob = import.name.is_none();
                // Only a trait is brought in without a name.
                let any = |_: &str| true;
                let counts = match import.name.as_deref() {
                    Some("_") if !of_std => &any,
                    _ => counts,
                };
                let brought = self.brought_by(scope, path, is_glob, of_std, counts)?;
                found.paths.extend(brought.paths);
                found.traits.extend(brought.traits);
                for inside in brought.modules {
                    if !seen.contains(&inside) {
                        seen.push(inside);
                        open.push(inside);
                    }
                }
            }
        }
        found.modules = seen;
        Some(found)
    }

    /// What a `use` brings in, of other crates what counts; none if it may be anything.
    fn brought_by(
        &self,
        scope: ModuleId,
        (path, absolute): (&[String], bool),
        is_glob: bool,
        of_std: bool,
        counts: &dyn Fn(&str) -> bool,
    ) -> Option<Brought> {
        let program = self.program;
        let mut brought = Brought::default();
        let target = program.resolve_whole(scope, path, absolute, Ns::Type);
        let last = path.last().map_or("", String::as_str);
        if target.is_empty() && (is_glob || counts(last)) {
            // What is not found in this way may be a macro or a function.
            let other = [Ns::Value, Ns::Macro].iter().any(|ns| {
                let found = program.resolve_whole(scope, path, absolute, *ns);
                !found.is_empty()
            });
            match (is_glob, other) {
                (true, _) => return None,
                (false, true) => {}
                (false, false) => brought.paths = self.brought_by_globs(scope, path, absolute)?,
            }
        }
        for res in target {
            match res {
                Res::Foreign(path) if !of_std && leads_into_std(&path) => {}
                Res::Foreign(path) if is_glob => brought.paths.push(format!("{path}::{ANY_TRAIT}")),
                Res::Foreign(path) if counts(&path) => brought.paths.push(path),
                Res::Module(inside) if is_glob => brought.modules.push(inside),
                Res::Item(item) => match program.item(item).kind {
                    Kind::Trait => brought.traits.extend([item]),
                    Kind::TraitAlias => return None,
                    _ => {}
                },
                _ => {}
            }
        }
        Some(brought)
    }

    /// Notes what a `use` that a macro wrote into a body brings in scope there.
    pub(super) fn brings(&mut self, scope: &Scope, written: &crate::model::Import) {
        let path = (&written.path[..], written.absolute);
        let is_glob = written.name.is_none();
        let mut found = vec![ANYTHING.to_owned()];
        let counts = |path: &str| self.may_be_trait(path);
        if let Some(brought) = self.brought_by(scope.module, path, is_glob, false, &counts) {
            found = brought.paths;
            for module in brought.modules {
                found.extend(self.imported_traits(module).iter().cloned());
            }
        }
        if !found.is_empty() {
            self.brought.entry(scope.item).or_default().extend(found);
        }
    }
}

/// The type that a trait of another crate says, of a type that has it.
pub(super) fn given(ty: &syn::Type, own: &Ty) -> Ty {
    let other = |ty: &syn::Type| match ty {
        syn::Type::Path(path) if path.path.is_ident("Self") => Some(own.clone()),
        _ => Some(Ty::Unknown),
    };
    said_by_others(ty, &other).unwrap_or(Ty::Unknown)
}

/// A type that the source of another crate says. Its names mean what they mean there: only those of the language are known
/// here, and `other` tells of all else, if it can.
pub(super) fn said_by_others(
    ty: &syn::Type,
    other: &dyn Fn(&syn::Type) -> Option<Ty>,
) -> Option<Ty> {
    let inner = |ty: &syn::Type| said_by_others(ty, other);
    Some(match ty {
        syn::Type::Tuple(tuple) => Ty::Tuple(tuple.elems.iter().map(inner).collect::<Option<_>>()?),
        syn::Type::Reference(reference) => inner(&reference.elem)?,
        syn::Type::Paren(paren) => inner(&paren.elem)?,
        syn::Type::Path(path) => match path.path.get_ident().map(ToString::to_string) {
            Some(name) if NUMBERS.contains(&name.as_str()) => Ty::builtin(&name),
            _ => other(ty)?,
        },
        ty => other(ty)?,
    })
}

/// Types of the language that nobody names another so.
const NUMBERS: &[&str] = &[
    "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32",
    "u64", "u128", "usize",
];

/// Whether a path of a crate that is not read leads into std.
pub(super) fn leads_into_std(path: &str) -> bool {
    path == "std" || path.starts_with("std::")
}

/// Whether among these tokens is a macro call that has a `use` in what it is given.
fn gives_uses(tokens: TokenStream) -> bool {
    let mut before = [None, None];
    tokens.into_iter().any(|token| {
        let found = match &token {
            TokenTree::Group(group) => {
                let is_call = matches!(
                    &before,
                    [Some(TokenTree::Ident(_)), Some(TokenTree::Punct(mark))] if mark.as_char() == '!'
                );
                let mut words = BTreeSet::new();
                if is_call {
                    identifiers(group.stream(), &mut words);
                }
                words.contains("use") || gives_uses(group.stream())
            }
            _ => false,
        };
        before = [before[1].take(), Some(token)];
        found
    })
}

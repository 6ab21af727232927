//! What items are as values: functions, constants, and what a struct or a variant constructs.

use crate::cfg::Truth;
use crate::model::Kind;
use crate::parse::Piece;
use crate::reach::live::Reach;
use crate::reach::paths::LOCAL_KEY;
use crate::reach::scope::Scope;
use crate::reach::ty::{Ty, convert, parameters};
use crate::resolve::ItemId;
use std::collections::BTreeMap;
use std::rc::Rc;

impl Reach<'_> {
    /// The type of an item named as a value.
    pub(super) fn value_of(&self, scope: &Scope, item: ItemId, own: &Ty, expected: &Ty) -> Ty {
        let data = self.program.item(item);
        // As a closure's, its arguments are what they are handed: nothing is coerced.
        let handed = self.hint.as_deref().unwrap_or_default();
        match data.kind {
            Kind::Fn => {
                let handed = match self.signature(item).receiver {
                    true => &[],
                    false => handed,
                };
                Ty::Callable(Box::new(self.returned(scope, own, item, handed, &[])))
            }
            Kind::Const | Kind::Static => self.declared_type(scope, item, own),
            Kind::Struct | Kind::Variant => {
                let constructed = self.constructed(item, own, &by_place(handed), expected);
                match self.declared_fields(item).is_empty() {
                    true => constructed,
                    false => Ty::Callable(Box::new(constructed)),
                }
            }
            _ => Ty::Unknown,
        }
    }

    fn declared_type(&self, named_in: &Scope, item: ItemId, own: &Ty) -> Ty {
        let scope = self.scope_of(item);
        let ty = match self.program.head(item).as_deref() {
            Some(Piece::Item(syn::Item::Const(i))) => convert(self.program, &scope, &i.ty),
            Some(Piece::Item(syn::Item::Static(i))) => {
                let ty = convert(self.program, &scope, &i.ty);
                match self.is_one_for_each_thread(item) {
                    Truth::True => Ty::foreign(LOCAL_KEY, vec![ty]),
                    Truth::False => ty,
                    Truth::Unknown => Ty::Unknown,
                }
            }
            Some(Piece::Impl(syn::ImplItem::Const(i))) => convert(self.program, &scope, &i.ty),
            Some(Piece::Trait(syn::TraitItem::Const(i))) => convert(self.program, &scope, &i.ty),
            Some(Piece::Foreign(syn::ForeignItem::Static(i))) => {
                convert(self.program, &scope, &i.ty)
            }
            _ => Ty::Unknown,
        };
        let mut known = BTreeMap::new();
        if let Some(declared) = &scope.self_ty {
            declared.learn(own, &mut known);
        }
        ty.known_in(self.program, Some(named_in), &known)
    }

    /// Whether std's `thread_local!` wrote a static.
    fn is_one_for_each_thread(&self, item: ItemId) -> Truth {
        let text = self.program.item(item).text;
        let call = self.program.text(text).call;
        let call = call.map(|call| self.program.item(call));
        let Some((data, call)) = call.and_then(|data| Some((data, data.call.as_ref()?))) else {
            return Truth::False;
        };
        let found = || {
            let at = Some(data.span.start);
            self.program
                .find_macro(data.module, data.text, at, &call.path)
        };
        match call.path.last().is_some_and(|name| name == "thread_local") {
            false => Truth::False,
            true if found().own.is_empty() => Truth::True,
            true => Truth::Unknown,
        }
    }

    /// The type that a struct or variant constructs from these values.
    pub(super) fn constructed(
        &self,
        item: ItemId,
        own: &Ty,
        values: &[(String, Ty)],
        expected: &Ty,
    ) -> Ty {
        let owner = match (self.program.item(item).kind, self.program.item(item).parent) {
            (Kind::Variant, Some(parent)) => parent,
            _ => item,
        };
        let parameters = parameters(self.program, owner);
        let mut known: BTreeMap<Rc<str>, Ty> = BTreeMap::new();
        // What is written decides, and what is wanted: a value may be coerced to it.
        for given in [own, expected] {
            if let Ty::Adt(given, args) = given
                && *given == owner
            {
                let told = parameters.iter().zip(args);
                let told = told.filter(|(_, arg)| !matches!(arg, Ty::Unknown | Ty::Bounded(_)));
                for (name, arg) in told {
                    known.entry(name.clone()).or_insert_with(|| arg.clone());
                }
            }
        }
        let fields = self.declared_fields(item);
        for (name, actual) in values {
            // Of alternatives under `#[cfg]` the last.
            let declared = fields.iter().rev().find(|(known, _)| known == name);
            if let Some((_, declared)) = declared {
                declared.learn(actual, &mut known);
            }
        }
        let args = parameters
            .iter()
            .map(|name| known.get(name).cloned().unwrap_or(Ty::Unknown))
            .collect();
        Ty::Adt(owner, args)
    }
}

/// The fields of a tuple by their names, which are their places.
pub(super) fn by_place(types: &[Ty]) -> Vec<(String, Ty)> {
    let places = types.iter().enumerate();
    places
        .map(|(at, ty)| (at.to_string(), ty.clone()))
        .collect()
}

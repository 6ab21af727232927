//! Patterns: what they name, and what the variables they bind are.

use crate::model::Kind;
use crate::parse::Piece;
use crate::reach::known::Declared;
use crate::reach::live::Reach;
use crate::reach::scope::{Scope, may_be_left_out};
use crate::reach::std_types::{is_entry, owned};
use crate::reach::ty::{Ty, any_of, convert, named};
use crate::resolve::{ItemId, Ns, Res, path_names};
use quote::ToTokens;
use std::collections::BTreeMap;
use std::rc::Rc;

impl Reach<'_> {
    /// Binds a pattern's variables against a type.
    pub(super) fn pattern(&mut self, scope: &mut Scope, pattern: &syn::Pat, ty: &Ty) {
        match pattern {
            syn::Pat::Ident(ident) => {
                let name = ident.ident.to_string().replace("r#", "");
                if ident.subpat.is_none()
                    && ident.by_ref.is_none()
                    && ident.mutability.is_none()
                    && self.constant_pattern(scope, &name)
                {
                    return;
                }
                if let Some((_, inner)) = &ident.subpat {
                    self.pattern(scope, inner, ty);
                }
                scope.bind(name, ty.clone());
            }
            syn::Pat::Paren(paren) => self.pattern(scope, &paren.pat, ty),
            syn::Pat::Reference(reference) => self.pattern(scope, &reference.pat, ty),
            syn::Pat::Type(typed) => {
                let ty = self.written(scope, &typed.ty);
                self.pattern(scope, &typed.pat, &ty);
            }
            syn::Pat::Tuple(tuple) => {
                let types = match ty {
                    Ty::Tuple(types) => types.clone(),
                    _ => Vec::new(),
                };
                self.sequence(scope, tuple.elems.iter().collect(), &types);
            }
            syn::Pat::Slice(slice) => {
                let item = crate::reach::std_types::item_of(ty);
                for element in &slice.elems {
                    match element {
                        // `rest @ ..` is a part of the slice.
                        syn::Pat::Ident(ident) if is_rest(ident) => {
                            scope.bind(ident.ident.to_string(), Ty::Slice(Box::new(item.clone())));
                        }
                        element => self.pattern(scope, element, &item),
                    }
                }
            }
            syn::Pat::TupleStruct(tuple) => {
                let types = self.fields_of(scope, &tuple.qself, &tuple.path, ty);
                let types: Vec<Ty> = types.into_iter().map(|(_, ty)| ty).collect();
                self.sequence(scope, tuple.elems.iter().collect(), &types);
            }
            syn::Pat::Struct(fields) => {
                let types: BTreeMap<String, Ty> = self
                    .fields_of(scope, &fields.qself, &fields.path, ty)
                    .into_iter()
                    .collect();
                for field in &fields.fields {
                    if self.left_out(scope, &field.attrs) {
                        continue;
                    }
                    let name = member_name(&field.member);
                    let ty = types.get(&name).cloned().unwrap_or(Ty::Unknown);
                    let depth = scope.depth();
                    // `S { x }` is a constant `x` where there is one, and a variable elsewhere.
                    self.pattern(scope, &field.pat, &ty);
                    scope.bound_under(self.program, &field.attrs, depth);
                }
            }
            syn::Pat::Path(path) => {
                self.value_path(scope, &path.qself, &path.path, ty);
            }
            syn::Pat::Or(or) => {
                let before = scope.depth();
                for (at, case) in or.cases.iter().enumerate() {
                    if at > 0 {
                        // Each case binds the same names; where they differ in type the last would win.
                        let bound = scope.bound_since(before);
                        self.pattern(scope, case, ty);
                        scope.reconcile(before, &bound);
                    } else {
                        self.pattern(scope, case, ty);
                    }
                }
            }
            syn::Pat::Lit(literal) => {
                self.expr(scope, &syn::Expr::Lit(literal.clone()), ty);
            }
            syn::Pat::Range(range) => {
                for end in [&range.start, &range.end].into_iter().flatten() {
                    self.expr(scope, end, ty);
                }
            }
            syn::Pat::Const(block) => {
                self.block(scope, &block.block, ty);
            }
            syn::Pat::Guard(guarded) => {
                self.pattern(scope, &guarded.pat, ty);
                self.expr(scope, &guarded.guard, &Ty::builtin("bool"));
            }
            syn::Pat::Macro(call) => self.pattern_macro(scope, &call.mac, ty),
            syn::Pat::Verbatim(tokens) => self.mentions(scope, tokens.clone()),
            syn::Pat::Rest(_) | syn::Pat::Wild(_) => {}
            other => self.mentions(scope, other.to_token_stream()),
        }
    }

    /// Elements with a `..` among them.
    fn sequence(&mut self, scope: &mut Scope, patterns: Vec<&syn::Pat>, types: &[Ty]) {
        let rest = patterns
            .iter()
            .position(|pattern| matches!(pattern, syn::Pat::Rest(_)));
        for (at, pattern) in patterns.iter().enumerate() {
            let index = match rest {
                Some(rest) if at > rest => (types.len() + at).checked_sub(patterns.len()),
                _ => Some(at),
            };
            let ty = index
                .and_then(|index| types.get(index))
                .cloned()
                .unwrap_or(Ty::Unknown);
            self.pattern(scope, pattern, &ty);
        }
    }

    /// A lone name in a pattern is a constant, a unit struct or a variant if there is one in scope.
    fn constant_pattern(&mut self, scope: &Scope, name: &str) -> bool {
        let names = [name.to_owned()];
        let mut is_constant = false;
        for res in scope.resolve_whole(self.program, &names, false, Ns::Value) {
            match &res {
                Res::Item(item) => {
                    let kind = self.program.item(*item).kind;
                    let unit = kind == Kind::Struct && self.is_unit(*item);
                    if matches!(kind, Kind::Const | Kind::Static | Kind::Variant) || unit {
                        self.meaning(scope, &names, &res);
                        self.touch(scope, &res, &[]);
                        is_constant = true;
                    }
                }
                Res::Foreign(path) if path.ends_with("::None") => {
                    self.meaning(scope, &names, &res);
                    is_constant = true;
                }
                // A foreign constant, imported by name: variables are not written in capitals.
                Res::Foreign(path) => {
                    let constant = name.chars().next().is_some_and(char::is_uppercase);
                    if constant {
                        self.foreign(scope.item, path);
                        self.calls_outside(path, scope.item);
                        self.meaning(scope, &names, &res);
                        is_constant = true;
                    }
                }
                _ => {}
            }
        }
        is_constant
    }

    fn is_unit(&self, item: ItemId) -> bool {
        match self.program.cached_piece(item).as_deref() {
            Some(Piece::Item(syn::Item::Struct(i))) => matches!(i.fields, syn::Fields::Unit),
            _ => false,
        }
    }

    /// The fields, with their types, of the struct or variant that a pattern or literal names.
    pub(super) fn fields_of(
        &mut self,
        scope: &Scope,
        qself: &Option<syn::QSelf>,
        path: &syn::Path,
        actual: &Ty,
    ) -> Vec<(String, Ty)> {
        let names = path_names(path);
        // Variants of std's.
        if let (Ty::Foreign(..), None) = (actual, qself) {
            let absolute = path.leading_colon.is_some();
            let found = scope.resolve_whole(self.program, &names, absolute, Ns::Value);
            if let [Res::Foreign(variant)] = &found[..]
                && let Some(held) = held_in(variant, actual)
            {
                self.meaning(scope, &names, &found[0]);
                return vec![("0".to_owned(), held)];
            }
        }
        let constructed = self.constructor(scope, qself, path);
        let mut result: Option<Vec<(String, Ty)>> = None;
        for item in constructed {
            let own = match self.program.item(item).kind {
                Kind::Variant => self.program.item(item).parent,
                _ => Some(item),
            };
            let known: BTreeMap<Rc<str>, Ty> = match (own, actual) {
                (Some(own), Ty::Adt(actual, args)) if own == *actual => {
                    crate::reach::ty::parameters(self.program, own)
                        .into_iter()
                        .zip(args.iter().cloned())
                        .collect()
                }
                _ => BTreeMap::new(),
            };
            let fields = self.declared_fields(item);
            let fields: Vec<(String, Ty)> = fields
                .iter()
                .map(|(name, ty)| (name.clone(), ty.known_in(self.program, Some(scope), &known)))
                .collect();
            result = Some(match result {
                None => fields,
                Some(other) if other == fields => other,
                // Alternatives under `#[cfg]` that differ.
                Some(_) => Vec::new(),
            });
        }
        let fields = result.unwrap_or_default();
        for (_, ty) in &fields {
            self.gets_at(ty, scope.item);
        }
        fields
    }

    /// The struct, union or variant that a path constructs; it comes alive.
    pub(super) fn constructor(
        &mut self,
        scope: &Scope,
        qself: &Option<syn::QSelf>,
        path: &syn::Path,
    ) -> Vec<ItemId> {
        let names = path_names(path);
        let absolute = path.leading_colon.is_some();
        let mut found = Vec::new();
        if let (Some(first), None, false) = (names.first(), qself, absolute)
            && first == "Self"
        {
            if let Some(Ty::Adt(item, _)) = scope.self_ty.clone() {
                self.live(item, scope.item, "constructs or matches");
                found.extend(self.variant_or_self(item, &names[1..]));
            }
            return found;
        }
        let meant = scope.resolve(self.program, &names, absolute, Ns::Type);
        if scope.hides(&names, absolute) {
            self.may_mean(scope, &names, &meant);
            return found;
        }
        for (res, taken) in meant {
            self.meaning(scope, &names, &res);
            self.touch(scope, &res, &names[taken..]);
            let Res::Item(item) = res else { continue };
            match self.program.item(item).kind {
                Kind::TypeAlias => {
                    if let Ty::Adt(own, _) = named(self.program, &Res::Item(item), Vec::new(), 0) {
                        found.extend(self.variant_or_self(own, &names[taken..]));
                    }
                }
                Kind::Variant => found.push(item),
                kind if kind.is_adt() => found.extend(self.variant_or_self(item, &names[taken..])),
                _ => {}
            }
        }
        if found.is_empty() {
            // A constant or a tuple struct known as a value only.
            for (res, taken) in scope.resolve(self.program, &names, absolute, Ns::Value) {
                self.meaning(scope, &names, &res);
                self.touch(scope, &res, &names[taken..]);
                if let Res::Item(item) = res
                    && matches!(self.program.item(item).kind, Kind::Variant | Kind::Struct)
                {
                    found.push(item);
                }
            }
        }
        found
    }

    fn variant_or_self(&self, item: ItemId, rest: &[String]) -> Option<ItemId> {
        match rest {
            [] => Some(item),
            [name] => {
                let members = &self.program.item(item).members;
                members
                    .iter()
                    .copied()
                    .find(|member| self.program.item(*member).name == *name)
            }
            _ => None,
        }
    }

    /// The fields that a struct, union or variant declares, in the terms of its own parameters.
    pub(super) fn declared_fields(&self, item: ItemId) -> Declared {
        let find = || Declared::new(self.read_fields(item));
        self.known.declared.get(&self.program.asked, item, find)
    }

    fn read_fields(&self, item: ItemId) -> Vec<(String, Ty)> {
        let data = self.program.item(item);
        let (owner, variant) = match (data.kind, data.parent) {
            (Kind::Variant, Some(parent)) => (parent, Some(data.name.clone())),
            _ => (item, None),
        };
        let scope = self.scope_of(owner);
        let Some(piece) = self.program.cached_piece(owner) else {
            return Vec::new();
        };
        let list = |fields: &syn::Fields| -> Vec<(String, Ty)> {
            let mut found: Vec<(String, Ty)> = Vec::new();
            // Behind one that may not be there, no place tells which it is.
            let mut is_sure = true;
            for (at, field) in fields.iter().enumerate() {
                is_sure &=
                    field.ident.is_some() || !may_be_left_out(self.program, owner, &field.attrs);
                let ty = match is_sure {
                    true => convert(self.program, &scope, &field.ty),
                    false => Ty::Unknown,
                };
                add_alternative(&mut found, field_name(at, field), ty);
            }
            found
        };
        match (&*piece, variant) {
            (Piece::Item(syn::Item::Struct(i)), _) => list(&i.fields),
            (Piece::Item(syn::Item::Union(i)), _) => list(&syn::Fields::Named(i.fields.clone())),
            (Piece::Item(syn::Item::Enum(i)), Some(name)) => {
                // Under conditions there may be several of a name.
                let of_name = i.variants.iter().filter(|variant| variant.ident == name);
                let mut found = Vec::new();
                for (name, ty) in of_name.flat_map(|variant| list(&variant.fields)) {
                    add_alternative(&mut found, name, ty);
                }
                found
            }
            _ => Vec::new(),
        }
    }
}

/// Adds a field, or what else one of that name may be.
pub(super) fn add_alternative(found: &mut Vec<(String, Ty)>, name: String, ty: Ty) {
    match found.iter_mut().find(|(known, _)| *known == name) {
        Some((_, known)) => *known = any_of(known.clone(), ty),
        None => found.push((name, ty)),
    }
}

/// Whether it is `rest @ ..`.
fn is_rest(pattern: &syn::PatIdent) -> bool {
    let inner = pattern.subpat.as_ref();
    inner.is_some_and(|(_, inner)| matches!(**inner, syn::Pat::Rest(_)))
}

/// A declared field's name, or its place.
pub(super) fn field_name(at: usize, field: &syn::Field) -> String {
    match &field.ident {
        Some(name) => name.to_string().replace("r#", ""),
        None => at.to_string(),
    }
}

/// A field's name, or its number.
pub(super) fn member_name(member: &syn::Member) -> String {
    match member {
        syn::Member::Named(name) => name.to_string().replace("r#", ""),
        syn::Member::Unnamed(index) => index.index.to_string(),
    }
}

/// What a variant of one of std's enums holds, of a value of a type.
fn held_in(variant: &str, actual: &Ty) -> Option<Ty> {
    let (of, name) = variant.rsplit_once("::")?;
    if !actual.is(of) {
        return None;
    }
    match (of, name) {
        ("std::option::Option", "Some")
        | ("std::result::Result", "Ok")
        | ("std::task::Poll", "Ready")
        | ("std::ops::Bound", "Included" | "Excluded") => Some(actual.arg(0)),
        ("std::result::Result", "Err") => Some(actual.arg(1)),
        ("std::borrow::Cow", "Borrowed") => Some(actual.arg(0)),
        ("std::borrow::Cow", "Owned") => match actual.arg(0) {
            // What a type of the program is as owned, its impl says.
            of @ (Ty::Builtin(_) | Ty::Slice(_)) => Some(owned(&of)),
            _ => None,
        },
        (of, "Vacant" | "Occupied") if is_entry(actual) => {
            let (map, _) = of.rsplit_once("::")?;
            let args = vec![actual.arg(0), actual.arg(1)];
            Some(Ty::foreign(&format!("{map}::{name}Entry"), args))
        }
        _ => None,
    }
}

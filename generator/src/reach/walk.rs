//! What an item names: its header by a plain visit, its body by inference.

use crate::cfg::Truth;
use crate::model::Kind;
use crate::parse::{Piece, is_cfg};
use crate::reach::live::Reach;
use crate::reach::scope::Scope;
use crate::reach::ty::{Ty, convert};
use crate::resolve::{ItemId, Res};
use syn::visit::Visit;

impl Reach<'_> {
    /// Everything that an item's own text names comes alive. What is asked of the search is a step of its log.
    pub(super) fn walk(&mut self, item: ItemId) {
        let Some(piece) = self.program.cached_piece(item) else {
            return self.tokens_only(item);
        };
        let mut scope = self.scope_to_walk(item);
        if let Piece::Impl(syn::ImplItem::Fn(_) | syn::ImplItem::Const(_)) = &*piece {
            self.objects_of_impl(&scope);
        }
        match &*piece {
            Piece::Item(tree) => self.item_names(&mut scope, tree),
            Piece::Impl(tree) => match tree {
                syn::ImplItem::Fn(i) => self.function(&mut scope, &i.attrs, &i.sig, Some(&i.block)),
                syn::ImplItem::Const(i) => {
                    self.attributes(&scope, &i.attrs);
                    self.valued(&mut scope, &i.ty, Some(&i.expr));
                }
                syn::ImplItem::Type(i) => {
                    self.header(&scope, |names| names.visit_impl_item_type(i))
                }
                syn::ImplItem::Macro(i) => self.opaque_call(&mut scope, &i.mac),
                _ => self.tokens_only(item),
            },
            Piece::Trait(tree) => match tree {
                syn::TraitItem::Fn(i) => {
                    self.function(&mut scope, &i.attrs, &i.sig, i.default.as_ref())
                }
                syn::TraitItem::Const(i) => {
                    self.attributes(&scope, &i.attrs);
                    self.valued(
                        &mut scope,
                        &i.ty,
                        i.default.as_ref().map(|(_, value)| value),
                    );
                }
                syn::TraitItem::Type(i) => {
                    self.header(&scope, |names| names.visit_trait_item_type(i))
                }
                syn::TraitItem::Macro(i) => self.opaque_call(&mut scope, &i.mac),
                _ => self.tokens_only(item),
            },
            Piece::Foreign(syn::ForeignItem::Macro(i)) => self.opaque_call(&mut scope, &i.mac),
            Piece::Foreign(tree) => {
                self.header(&scope, |names| names.visit_foreign_item(tree));
                self.foreign_code(item);
            }
        }
        self.expanded_from(item);
        self.given_to_macros(item);
    }

    fn item_names(&mut self, scope: &mut Scope, tree: &syn::Item) {
        match tree {
            syn::Item::Fn(i) => self.function(scope, &i.attrs, &i.sig, Some(&i.block)),
            syn::Item::Const(i) => {
                self.attributes(scope, &i.attrs);
                self.header(scope, |names| names.visit_generics(&i.generics));
                self.valued(scope, &i.ty, Some(&i.expr));
            }
            syn::Item::Static(i) => {
                self.impure_static(scope.item, i);
                self.attributes(scope, &i.attrs);
                self.valued(scope, &i.ty, Some(&i.expr));
            }
            syn::Item::Macro(i) if i.ident.is_none() => {
                self.attributes(scope, &i.attrs);
                self.opaque_call(scope, &i.mac);
            }
            syn::Item::Macro(_) => {}
            syn::Item::Enum(i) => {
                self.header(scope, |names| names.visit_item_enum(i));
                for (_, value) in i
                    .variants
                    .iter()
                    .filter_map(|variant| variant.discriminant.as_ref())
                {
                    self.expr(scope, value, &Ty::Unknown);
                }
            }
            other => self.header(scope, |names| names.visit_item(other)),
        }
    }

    fn valued(&mut self, scope: &mut Scope, ty: &syn::Type, value: Option<&syn::Expr>) {
        self.header(scope, |names| names.visit_type(ty));
        if let Some(value) = value {
            // What a number is made of calls no method.
            let data = self.program.item(scope.item);
            let text = (data.span.start, data.span.end);
            let text = self.program.slice(data.text, text);
            if text.contains(['|', '.', '!']) || text.contains("::") {
                self.traits_in_scope_of(scope);
            }
            let expected = convert(self.program, scope, ty);
            self.gets_at(&expected, scope.item);
            scope.output = None;
            self.expr(scope, value, &expected);
        }
    }

    fn function(
        &mut self,
        scope: &mut Scope,
        attrs: &[syn::Attribute],
        signature: &syn::Signature,
        body: Option<&syn::Block>,
    ) {
        self.attributes(scope, attrs);
        self.header(scope, |names| names.visit_signature(signature));
        for input in &signature.inputs {
            match input {
                syn::FnArg::Receiver(receiver) => {
                    scope.self_taken = self.self_taken(scope, &receiver.kind);
                    let own = match &receiver.kind {
                        syn::ReceiverKind::Typed(_, ty) => convert(self.program, scope, ty),
                        _ => scope.self_ty.clone().unwrap_or(Ty::Unknown),
                    };
                    match receiver.kind {
                        syn::ReceiverKind::Reference(..) => self.gets_at(&own, scope.item),
                        _ => self.takes_over(&own, scope.item),
                    }
                    scope.bind("self".to_owned(), own);
                }
                syn::FnArg::Typed(typed) => {
                    let ty = convert(self.program, scope, &typed.ty);
                    match &*typed.ty {
                        syn::Type::Reference(_) | syn::Type::Ptr(_) => {
                            self.gets_at(&ty, scope.item);
                        }
                        _ => self.takes_over(&ty, scope.item),
                    }
                    let depth = scope.depth();
                    self.pattern(scope, &typed.pat, &ty);
                    self.note_taken(scope, &typed.pat, &typed.ty);
                    scope.bound_under(self.program, &typed.attrs, depth);
                }
            }
        }
        self.gives_iterator(scope, &signature.output);
        if let Some(body) = body {
            self.traits_in_scope_of(scope);
            let expected = scope.output.clone().unwrap_or(Ty::Unknown);
            self.block(scope, body, &expected);
        }
    }

    /// A type written in a body.
    pub(super) fn written(&mut self, scope: &Scope, ty: &syn::Type) -> Ty {
        self.header(scope, |names| names.visit_type(ty));
        let ty = convert(self.program, scope, ty);
        self.gets_at(&ty, scope.item);
        ty
    }

    /// What cannot be read as syntax: all its names count.
    fn tokens_only(&mut self, item: ItemId) {
        let text = self.program.text_of(item);
        let scope = Scope::of_item(self.program, item);
        if let Ok(tokens) = text.parse() {
            self.mentions(&scope, tokens);
        }
        self.widen(
            item,
            format!("{} is read as bare tokens", self.path_of(item)),
            None,
        );
    }

    /// Whether a macro of another crate is given an item, as an attribute of it or to derive something.
    pub(super) fn is_read_by_macros(&self, item: ItemId) -> bool {
        let is_adt = self.program.item(item).kind.is_adt();
        self.program.given(item).is_some() || is_adt && self.may_have_written(item)
    }

    /// A macro of another crate sees an item as it is written, with all that stands in it.
    fn given_to_macros(&mut self, item: ItemId) {
        match self.program.given(item) {
            Some(given) if given != item => {
                return self.live(given, item, "is given to a macro with it");
            }
            Some(_) => {
                for inside in self.index.given.get(&item).cloned().unwrap_or_default() {
                    self.live(inside, item, "a macro is given it with");
                }
            }
            None if self.is_read_by_macros(item) => {}
            None => return,
        }
        let hash = blake3::Hash::from_bytes(self.program.token_hash(item)).to_hex();
        self.note(item, format!("given to a macro: {hash}"));
    }

    /// Whether `#[cfg]` surely leaves a piece of a body out; what the predicates come to counts.
    pub(super) fn left_out(&mut self, scope: &Scope, attrs: &[syn::Attribute]) -> bool {
        let mut out = false;
        for attr in attrs {
            let Some(predicate) = is_cfg(attr) else {
                continue;
            };
            // Another build may leave it out, and what it says of variables.
            scope.none_is_fresh();
            let krate = self.program.item(scope.item).krate;
            let truth = self.program.krate(krate).cfg.truth_of(predicate.clone());
            self.note(scope.item, format!("cfg({predicate})={}", truth.letter()));
            out |= truth == Truth::False;
        }
        out
    }

    /// What a resolved name brings alive; `rest` are the segments that the type or trait reached has to answer.
    pub(super) fn touch(&mut self, scope: &Scope, res: &Res, rest: &[String]) {
        match res {
            Res::Item(item) => {
                let kind = self.program.item(*item).kind;
                self.live(*item, scope.item, named_as(kind));
                if let (Kind::Trait, Some(name)) = (kind, rest.first()) {
                    self.dispatch(*item, name, scope.item);
                }
            }
            Res::Foreign(path) => {
                self.foreign(scope.item, path);
                if !scope.runs_later {
                    self.calls_outside(path, scope.item);
                }
                match rest {
                    [] => self.may_locate(path, scope.item),
                    rest => self.may_locate(&format!("{path}::{}", rest.join("::")), scope.item),
                }
            }
            Res::Module(_) | Res::Builtin(_) => {}
        }
    }
}

fn named_as(kind: Kind) -> &'static str {
    match kind {
        Kind::Fn => "calls",
        Kind::Macro => "expands",
        _ => "names",
    }
}

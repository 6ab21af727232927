//! What an item names: its header by a plain visit, its body by inference.

use crate::cfg::Truth;
use crate::model::Kind;
use crate::parse::{Piece, is_cfg, is_inert};
use crate::reach::live::Reach;
use crate::reach::meanings::shown;
use crate::reach::scope::Scope;
use crate::reach::ty::{Ty, convert};
use crate::resolve::{ItemId, Ns, Res, path_names};
use quote::ToTokens;
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
    fn is_read_by_macros(&self, item: ItemId) -> bool {
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

    /// Attributes of an item or a field: macros among them, `cfg_attr`, and paths in their strings.
    pub(super) fn attributes(&mut self, scope: &Scope, attrs: &[syn::Attribute]) {
        self.left_out(scope, attrs);
        for attr in attrs {
            self.attribute(scope, &attr.meta, 0);
        }
    }

    fn attribute(&mut self, scope: &Scope, meta: &syn::Meta, depth: usize) {
        let names = path_names(meta.path());
        let Some(first) = names.first() else { return };
        if first == "cfg_attr" && depth < 8 {
            if let syn::Meta::List(list) = meta {
                let metas = crate::parse::nested_metas(list);
                if let Some((predicate, rest)) = metas.split_first() {
                    let krate = self.program.item(scope.item).krate;
                    let truth = self
                        .program
                        .krate(krate)
                        .cfg
                        .truth_of(predicate.to_token_stream());
                    self.note(
                        scope.item,
                        format!("cfg({})={}", predicate.to_token_stream(), truth.letter()),
                    );
                    for meta in rest.iter().filter(|_| truth != Truth::False) {
                        self.attribute(scope, meta, depth + 1);
                    }
                }
            }
            return;
        }
        if first == "doc"
            && let syn::Meta::NameValue(pair) = meta
            && matches!(pair.value, syn::Expr::Macro(_))
            && self.is_read_by_macros(scope.item)
        {
            self.mentions(scope, pair.value.to_token_stream());
        }
        // Std's `#[default]` says nothing, those of others say what: `#[default(one())]`.
        let is_adt = self.program.item(scope.item).kind.is_adt();
        let of_std = first == "default"
            && is_adt
            && matches!(meta, syn::Meta::Path(path) if path.get_ident().is_some());
        if of_std || is_inert(meta.path()) {
            return;
        }
        self.macro_path(scope.item, &names);
        // On a type it is most often a derive's helper. What a macro makes of other items runs with them.
        if !is_adt {
            self.calls_outside("?", scope.item);
            self.given_to_attribute(scope, meta);
        }
        // Derives read their helper attributes' strings as paths: `serde(with = "m")`.
        let tokens = match meta {
            syn::Meta::List(list) => list.tokens.clone(),
            syn::Meta::NameValue(pair) => pair.value.to_token_stream(),
            syn::Meta::Path(_) => return,
        };
        let mut strings = Vec::new();
        literals(tokens.clone(), &mut strings);
        for text in strings {
            self.string_path(scope, &text);
        }
        self.looked_up(scope, &tokens);
        self.said_of_package(scope, &tokens);
        self.mentions(scope, tokens);
    }

    /// What an attribute's macro writes around a function may show, compare and copy what goes in and what comes out.
    fn given_to_attribute(&mut self, scope: &Scope, meta: &syn::Meta) {
        let item = scope.item;
        if self.program.item(item).kind == Kind::Fn {
            self.given_with_signature(item);
        }
        // Its arguments may be code: `fields(user = %user.name)`.
        if let syn::Meta::List(list) = meta
            && computes(list.tokens.clone())
        {
            self.asked_wholly(None, item);
        }
    }

    /// The same of a function that stands in what an attribute's macro is given.
    pub(super) fn given_with_signature(&mut self, item: ItemId) {
        let (scope, signature) = (self.scope_of(item), self.signature(item));
        let own = signature.own.iter().chain(&scope.self_ty);
        let types = signature.inputs.iter().chain([&signature.output]);
        self.escapes(types.chain(own), item);
    }

    /// A string that may be a path of a function or a module, a type, or code.
    fn string_path(&mut self, scope: &Scope, text: &str) {
        if (syn::parse_str::<syn::Expr>(text).is_ok()
            || syn::parse_str::<syn::Type>(text).is_ok()
            || syn::parse_str::<syn::WherePredicate>(text).is_ok())
            && let Ok(tokens) = text.parse()
        {
            self.mentions(scope, tokens);
        }
        let Ok(path) = syn::parse_str::<syn::Path>(text) else {
            return;
        };
        let names = path_names(&path);
        for ns in [Ns::Value, Ns::Type] {
            for (res, taken) in
                self.program
                    .resolve(scope.module, &names, path.leading_colon.is_some(), ns)
            {
                if let (Res::Module(module), true) = (&res, taken == names.len()) {
                    self.program.asked.word(self.program.names_of(*module));
                    let items: Vec<ItemId> = self
                        .program
                        .module(*module)
                        .names
                        .values()
                        .flatten()
                        .copied()
                        .collect();
                    for item in items
                        .into_iter()
                        .filter(|item| self.program.item(*item).kind == Kind::Fn)
                    {
                        self.live(item, scope.item, "in a module that an attribute names");
                    }
                }
                let rest = names[taken..].to_vec();
                self.meaning(scope, &names, &res);
                self.touch(scope, &res, &rest);
            }
        }
    }

    /// A macro named by a derive or an attribute: its crate counts.
    pub(super) fn macro_path(&mut self, item: ItemId, names: &[String]) {
        let data = self.program.item(item);
        let (module, krate) = (data.module, data.krate);
        self.conditions(item, self.program.conditions(module, names));
        let mut found = self.program.resolve_whole(module, names, false, Ns::Macro);
        if found.is_empty() {
            found = self.program.resolve_whole(module, names, false, Ns::Type);
        }
        for res in &found {
            match res {
                Res::Foreign(path) => {
                    if !res.is_of_std() {
                        self.note(item, format!("{}={path}", shown(names)));
                    }
                    self.foreign(item, path)
                }
                Res::Item(found)
                    if self.program.krate(self.program.item(*found).krate).kind
                        == crate::package::TargetKind::ProcMacro =>
                {
                    self.whole_crate(self.program.item(*found).krate, item);
                }
                Res::Module(found) => self.whole_crate(self.program.module(*found).krate, item),
                _ => {}
            }
        }
        // The first segment may be a procedural macro's crate read from source.
        if let Some(first) = names.first()
            && let Some(Res::Module(root)) = self
                .program
                .resolve_whole(module, std::slice::from_ref(first), false, Ns::Type)
                .first()
        {
            let own = self.program.module(*root).krate;
            if self.program.krate(own).kind == crate::package::TargetKind::ProcMacro {
                self.whole_crate(own, item);
            }
        }
        if found.is_empty() {
            self.all_dependencies(krate, item);
        }
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
                self.calls_outside(path, scope.item);
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

/// Whether more than names, texts and lists of them stand in an attribute.
fn computes(tokens: proc_macro2::TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        proc_macro2::TokenTree::Group(group) => computes(group.stream()),
        proc_macro2::TokenTree::Punct(mark) => !matches!(mark.as_char(), ',' | '=' | ':'),
        _ => false,
    })
}

/// The texts of all string literals in tokens.
pub(super) fn literals(tokens: proc_macro2::TokenStream, found: &mut Vec<String>) {
    for token in tokens {
        match token {
            proc_macro2::TokenTree::Group(group) => literals(group.stream(), found),
            proc_macro2::TokenTree::Literal(literal) => {
                if let Ok(text) = syn::parse_str::<syn::LitStr>(&literal.to_string()) {
                    found.push(text.value());
                }
            }
            _ => {}
        }
    }
}

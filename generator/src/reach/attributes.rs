//! What attributes name: macros, what those are told, and paths in their strings.
//!
//! What derives of other crates are told on a type, they make code of that runs once something is asked of the type: so it is
//! named there, and runs nothing by itself. `#[error("{}", .at + 1)]` adds when the error is shown.

use crate::cfg::Truth;
use crate::model::Kind;
use crate::parse::{is_inert, nested_metas};
use crate::reach::live::Reach;
use crate::reach::meanings::shown;
use crate::reach::scope::Scope;
use crate::resolve::{ItemId, Ns, Res, path_names};
use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;

impl Reach<'_> {
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
                let metas = nested_metas(list);
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
        let to_derives = is_adt && self.tells_derives(scope.item);
        match to_derives {
            true => drop(self.macro_crates(scope.item, &names)),
            false => self.macro_path(scope.item, &names),
        }
        // On a type it is most often a derive's helper. What a macro makes of other items runs with them.
        if !is_adt {
            self.calls_outside("?", scope.item);
            self.given_to_attribute(scope, meta);
        }
        let Some(tokens) = tokens_of(meta) else {
            return;
        };
        let later;
        let scope = match to_derives {
            true => {
                later = scope.told_to_derives();
                &later
            }
            false => scope,
        };
        // Derives read their helper attributes' strings as paths: `serde(with = "m")`.
        let mut strings = Vec::new();
        literals(tokens.clone(), &mut strings);
        for text in strings {
            self.string_path(scope, &text);
        }
        self.looked_up(scope, &tokens);
        self.said_of_package(scope, &tokens);
        self.told(scope, tokens);
    }

    fn told(&mut self, scope: &Scope, tokens: TokenStream) {
        if self.program.item(scope.item).kind.is_adt() {
            self.told_of_functions(scope, &tokens);
        }
        self.mentions(scope, tokens);
    }

    /// Whether a type's attributes tell nothing but derives, whose code runs no sooner than something is asked of the type:
    /// what runs unasked is asked for where the type comes alive (`reach/parts.rs`).
    fn tells_derives(&self, item: ItemId) -> bool {
        !self.derives_of(item).are_of_std()
            && !self.is_made_over(item)
            && self.program.has_only_derives_of_others(item)
    }

    /// Whether the derives of a type are told to compute something, which may ask anything of all that it names.
    pub(super) fn tells_code(&self, item: ItemId) -> bool {
        let is_code = |tokens: TokenStream| {
            let mut strings = Vec::new();
            literals(tokens.clone(), &mut strings);
            let codes = strings.iter().filter(|text| is_code(text));
            let mut codes = codes.filter_map(|text| text.parse().ok());
            computes(tokens) || codes.any(computes)
        };
        self.attributes_of(item).tokens.into_iter().any(is_code)
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
        if is_code(text)
            && let Ok(tokens) = text.parse()
        {
            self.told(scope, tokens);
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
                    for item in self.functions_of(*module) {
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
        if !self.macro_crates(item, names) {
            self.calls_outside("?", item);
        }
    }

    /// The crates of a macro of this name count; all that there are where it is not found, which is told.
    fn macro_crates(&mut self, item: ItemId, names: &[String]) -> bool {
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
            self.locks_all(krate, item);
        }
        !found.is_empty()
    }
}

/// What an attribute tells its macro.
pub(super) fn tokens_of(meta: &syn::Meta) -> Option<TokenStream> {
    match meta {
        syn::Meta::List(list) => Some(list.tokens.clone()),
        syn::Meta::NameValue(pair) => Some(pair.value.to_token_stream()),
        syn::Meta::Path(_) => None,
    }
}

/// Whether more than names, texts and lists of them stand in an attribute.
fn computes(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Group(group) => computes(group.stream()),
        TokenTree::Punct(mark) => !matches!(mark.as_char(), ',' | '=' | ':'),
        _ => false,
    })
}

/// Whether a string may be code.
fn is_code(text: &str) -> bool {
    syn::parse_str::<syn::Expr>(text).is_ok()
        || syn::parse_str::<syn::Type>(text).is_ok()
        || syn::parse_str::<syn::WherePredicate>(text).is_ok()
}

/// The texts of all string literals in tokens.
pub(super) fn literals(tokens: TokenStream, found: &mut Vec<String>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => literals(group.stream(), found),
            TokenTree::Literal(literal) => {
                if let Ok(text) = syn::parse_str::<syn::LitStr>(&literal.to_string()) {
                    found.push(text.value());
                }
            }
            _ => {}
        }
    }
}

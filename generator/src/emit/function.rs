//! A function as its wrapper and its management both need it: parameters, key, call and bounds.

use super::names::{fresh, ident};
use super::{Planned, bounds};
use crate::check::{Feed, Remembered, types};
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use std::collections::BTreeSet;
use syn::visit_mut::{self, VisitMut};
use syn::{GenericParam, Generics, ReturnType, Type, WherePredicate, parse_quote};

/// A function to emit, with what several of its parts ask for.
pub(super) struct Function<'a> {
    pub(super) planned: &'a Planned,
    /// Name of the module that manages it.
    pub(super) management: Ident,
    /// Its arguments' types as its wrapper has them.
    types: Vec<Type>,
    /// Its result, `()` if it says none.
    pub(super) result: Type,
}

impl<'a> Function<'a> {
    pub(super) fn new(planned: &'a Planned) -> Function<'a> {
        let remembered = &planned.remembered;
        let result = match &remembered.found.signature.output {
            ReturnType::Default => parse_quote! { () },
            ReturnType::Type(_, of) => (**of).clone(),
        };
        let types = remembered
            .arguments
            .iter()
            .map(|argument| match argument.feed {
                Feed::Ignored => argument.of.clone(),
                Feed::Value | Feed::Set => bounds::impl_traits(&argument.of),
            });
        let mut function = Function {
            planned,
            management: ident(remembered.name()),
            types: types.collect(),
            result,
        };
        function.qualify_associated_types();
        function
    }

    pub(super) fn remembered(&self) -> &'a Remembered {
        &self.planned.remembered
    }

    /// In an inherent impl, `Self::Price` of a trait's method has to say whose `Price` it is.
    fn qualify_associated_types(&mut self) {
        let owner = self.remembered().found.owner.as_ref();
        let Some(by) = owner.and_then(|owner| owner.by.as_ref()) else {
            return;
        };
        let mut qualify = Qualify(by);
        self.types
            .iter_mut()
            .for_each(|of| qualify.visit_type_mut(of));
        qualify.visit_type_mut(&mut self.result);
    }

    /// The arguments' names.
    pub(super) fn names(&self) -> impl Iterator<Item = &'a Ident> + Clone {
        self.remembered()
            .arguments
            .iter()
            .map(|argument| &argument.ident)
    }

    /// A name that no argument has.
    pub(super) fn fresh(&self, wanted: &str) -> Ident {
        fresh(wanted, self.names())
    }

    /// `year: u16, currency: &str`.
    pub(super) fn parameters(&self) -> Vec<TokenStream> {
        self.names()
            .zip(&self.types)
            .map(|(name, of)| quote! { #name: #of })
            .collect()
    }

    /// The arguments' names and types, apart.
    pub(super) fn typed_parameters(&self) -> impl Iterator<Item = (&'a Ident, Type)> {
        self.names().zip(self.types.clone())
    }

    /// Its own generics.
    pub(super) fn own_generics(&self) -> &'a Generics {
        &self.remembered().found.signature.generics
    }

    /// The impl's generics and its own, where both are declared together.
    pub(super) fn all_generics(&self) -> Generics {
        let own = self.own_generics();
        let Some(owner) = &self.remembered().found.owner else {
            return own.clone();
        };
        let mut all = owner.generics.clone();
        // Lifetimes come first, whoever declares them.
        let params = all.params.iter().chain(&own.params);
        let (lifetimes, others): (Vec<GenericParam>, Vec<GenericParam>) = params
            .cloned()
            .partition(|param| matches!(param, GenericParam::Lifetime(_)));
        all.params = lifetimes.into_iter().chain(others).collect();
        if let Some(clause) = &own.where_clause {
            all.make_where_clause()
                .predicates
                .extend(clause.predicates.clone());
        }
        all
    }

    /// What its wrapper must be able to do with types that mention a parameter. `this` is the owner's type, as it
    /// is called where the bounds go.
    pub(super) fn bounds(&self, this: &Type) -> Vec<WherePredicate> {
        let generics = self.all_generics();
        let mut parameters: Vec<&Ident> = generics
            .type_params()
            .map(|parameter| &parameter.ident)
            .collect();
        let this_type = Ident::new("Self", proc_macro2::Span::call_site());
        let owner = self.remembered().found.owner.as_ref();
        let generic_owner = owner.is_some_and(|owner| types::mentions(&owner.of, &parameters));
        if generic_owner {
            parameters.push(&this_type);
        }
        let mut bounds = Vec::new();
        if self.receiver_is_fed() && generic_owner {
            bounds.extend(bounds::argument(this, &parameters));
        }
        for (argument, of) in self.remembered().arguments.iter().zip(&self.types) {
            if argument.feed != Feed::Ignored {
                bounds.extend(bounds::argument(of, &parameters));
            }
        }
        let in_memory = self.remembered().policy().memory > 0;
        bounds.extend(bounds::value(self.kept(), in_memory, &parameters));
        let mut said = BTreeSet::new();
        bounds.retain(|bound| said.insert(bound.to_token_stream().to_string()));
        bounds
    }

    /// What of the result is stored: all of it, or the inside of a `Result` or `Option` by policy.
    fn kept(&self) -> &Type {
        let policy = self.remembered().policy();
        let inside = |name, peel: bool| {
            peel.then(|| types::arguments_of(&self.result, name))
                .flatten()
                .map(|(of, _)| of)
        };
        let of = inside("Result", !policy.cache_err).or(inside("Option", !policy.cache_none));
        of.unwrap_or(&self.result)
    }

    fn receiver_is_fed(&self) -> bool {
        self.remembered()
            .receiver
            .is_some_and(|feed| feed != Feed::Ignored)
    }

    /// The type parameters that enter the key. One that only ignored arguments mention stays out with them.
    fn fed_types(&self) -> Vec<Ident> {
        let generics = self.all_generics();
        let parameters = generics
            .type_params()
            .map(|parameter| parameter.ident.clone());
        let fed = parameters.filter(|parameter| {
            let arguments = &self.remembered().arguments;
            let (mut ignored, others): (Vec<_>, Vec<_>) = arguments
                .iter()
                .partition(|argument| argument.feed == Feed::Ignored);
            ignored.retain(|argument| types::mentions(&argument.of, &[parameter]));
            let elsewhere = others
                .iter()
                .any(|other| types::mentions(&other.of, &[parameter]));
            ignored.is_empty() || elsewhere || types::mentions(&self.result, &[parameter])
        });
        fed.collect()
    }

    /// Whether names of types enter the key.
    pub(super) fn has_types_in_key(&self) -> bool {
        !self.fed_types().is_empty() || self.types.iter().any(types::has_impl_trait)
    }

    /// `|k| { … }`: everything that enters the key, in the order that never changes. `this` is the receiver.
    pub(super) fn key(&self, this: &TokenStream) -> TokenStream {
        let k = self.fresh("k");
        let mut fed = Vec::new();
        for of in self.fed_types() {
            fed.push(quote! { #k.type_param::<#of>(); });
        }
        for constant in self.all_generics().const_params() {
            let name = &constant.ident;
            fed.push(quote! { #k.argument(&#name); });
        }
        let arguments = self
            .remembered()
            .arguments
            .iter()
            .filter(|argument| argument.feed != Feed::Ignored);
        for argument in arguments
            .clone()
            .filter(|argument| types::has_impl_trait(&argument.of))
        {
            let name = &argument.ident;
            fed.push(quote! { #k.type_of(&#name); });
        }
        if self.receiver_is_fed() {
            fed.push(quote! { #k.argument(&#this); });
        }
        for argument in arguments {
            let name = &argument.ident;
            fed.push(match argument.feed {
                Feed::Set => quote! { #k.set(&#name); },
                Feed::Value | Feed::Ignored => quote! { #k.argument(&#name); },
            });
        }
        match fed.is_empty() {
            true => quote! { |_| {} },
            false => quote! { |#k| { #(#fed)* } },
        }
    }

    /// `::<T, N>`, or nothing. Lifetimes are rustc's to find.
    pub(super) fn turbofish(generics: &Generics) -> TokenStream {
        let names = generics
            .params
            .iter()
            .filter_map(|parameter| match parameter {
                GenericParam::Type(of) => Some(of.ident.to_token_stream()),
                GenericParam::Const(of) => Some(of.ident.to_token_stream()),
                GenericParam::Lifetime(_) => None,
            });
        let names: Vec<TokenStream> = names.collect();
        match names.is_empty() {
            true => TokenStream::new(),
            false => quote! { ::<#(#names),*> },
        }
    }

    /// The call of the function itself.
    pub(super) fn call(&self) -> TokenStream {
        let found = &self.remembered().found;
        let turbofish = Function::turbofish(self.own_generics());
        let receiver = self.remembered().receiver.map(|_| quote! { self });
        let names = self.names().map(ToTokens::to_token_stream);
        let arguments: Vec<TokenStream> = receiver.into_iter().chain(names).collect();
        let function = match &found.owner {
            None => {
                let path = found.steps.iter().map(|step| ident(&step.name));
                quote! { crate::#(#path)::* }
            }
            Some(owner) => {
                let name = &self.management;
                match &owner.by {
                    None => quote! { Self::#name },
                    Some(by) => quote! { <Self as #by>::#name },
                }
            }
        };
        quote! { #function #turbofish(#(#arguments),*) }
    }

    /// `Probe::<R>::new()…`: what of the result is kept, by its type and the policy.
    pub(super) fn probe(&self, result: &Type) -> TokenStream {
        let policy = self.remembered().policy();
        let without = match (policy.cache_err, policy.cache_none) {
            (false, true) => quote! { without_err },
            (true, false) => quote! { without_none },
            (false, false) => quote! { without_err_or_none },
            (true, true) => quote! { whole },
        };
        let plain = types::numbers(self.kept()).map(|_| quote! { .plain() });
        let in_memory = (policy.memory > 0).then(|| quote! { .in_memory() });
        quote! {
            ::rememo::__private::Probe::<#result>::new().#without().compared() #plain #in_memory
        }
    }

    /// The kind of number, if its result is a list of numbers that can be viewed where it is stored.
    pub(super) fn viewed(&self) -> Option<&Type> {
        types::numbers(&self.result)
    }

    /// The `#[cfg]`s it lies under.
    pub(super) fn cfgs(&self) -> TokenStream {
        let cfgs = &self.remembered().found.cfgs;
        quote! { #(#[cfg(#cfgs)])* }
    }

    /// Its wrapper's visibility: the function's own, said from where the wrapper lies.
    pub(super) fn visibility(&self) -> TokenStream {
        let function = self.remembered().found.steps.last();
        match function.is_some_and(|step| step.visibility == crate::plan::Visibility::Public) {
            true => quote! { pub },
            false => quote! { pub(crate) },
        }
    }
}

/// Turns `Self::Name` into `<Self as Trait>::Name`.
struct Qualify<'a>(&'a syn::Path);

impl VisitMut for Qualify<'_> {
    fn visit_type_mut(&mut self, of: &mut Type) {
        if let Some(rest) = types::of_self(of) {
            let by = self.0;
            *of = parse_quote! { <Self as #by>::#(#rest)::* };
        }
        visit_mut::visit_type_mut(self, of);
    }
}

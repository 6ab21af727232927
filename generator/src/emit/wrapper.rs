//! The wrapper: the function's signature, and one call by its key.

use super::docs;
use super::function::Function;
use super::names::ident;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use std::iter;
use syn::{ReturnType, WhereClause, parse_quote};

/// The items that wrap a function: a method or associated function gets an inherent one of the same type.
pub(super) fn items(function: &Function<'_>) -> Vec<TokenStream> {
    let wrappers = wrappers(function);
    let Some(owner) = &function.remembered().found.owner else {
        let cfgs = function.cfgs();
        let under_cfgs = wrappers.map(|wrapper| quote! { #cfgs #wrapper });
        return under_cfgs.collect();
    };
    let (generics, _, clause) = owner.generics.split_for_impl();
    let (of, cfgs) = (&owner.of, function.cfgs());
    vec![quote! {
        #cfgs
        impl #generics #of #clause {
            #(#wrappers)*
        }
    }]
}

/// The wrapper, and one for views if its result can be viewed.
fn wrappers(function: &Function<'_>) -> impl Iterator<Item = TokenStream> {
    let result = &function.result;
    let output = match &function.remembered().found.signature.output {
        ReturnType::Default => TokenStream::new(),
        ReturnType::Type(..) => quote! { -> #result },
    };
    let name = function.remembered().wrapper();
    let by_value = body(function, &docs::wrapper(function), &name, &output, "call");
    let by_view = function.viewed().map(|number| {
        let output = quote! { -> ::rememo::View<#number> };
        let docs = docs::view(function);
        body(
            function,
            &docs,
            &format!("{name}_view"),
            &output,
            "call_view",
        )
    });
    iter::once(by_value).chain(by_view)
}

/// One wrapper, which does `call` by its key.
fn body(
    function: &Function<'_>,
    docs: &TokenStream,
    name: &str,
    output: &TokenStream,
    call: &str,
) -> TokenStream {
    let remembered = function.remembered();
    let signature = &remembered.found.signature;
    let attributes = &remembered.found.attributes;
    let (visibility, name, call) = (function.visibility(), ident(name), ident(call));
    let (generics, _, _) = signature.generics.split_for_impl();
    let receiver = signature.receiver().map(ToTokens::to_token_stream);
    let parameters: Vec<TokenStream> = receiver.into_iter().chain(function.parameters()).collect();
    let clause = clause(function);
    let (key, kept) = (function.fresh("key"), function.fresh("kept"));
    let (feed, probe, computed) = (
        function.key(&quote! { self }),
        function.probe(&function.result),
        function.call(),
    );
    let management = &function.management;
    quote! {
        #docs
        #(#attributes)*
        #visibility fn #name #generics (#(#parameters),*) #output #clause {
            let #key = #management::FUNCTION.call_key(#feed);
            let #kept = #probe;
            #management::FUNCTION.#call(#key, #kept, move || #computed)
        }
    }
}

/// The function's own `where`, and what the wrapper needs beyond it.
fn clause(function: &Function<'_>) -> Option<WhereClause> {
    let own = function
        .own_generics()
        .where_clause
        .iter()
        .flat_map(|clause| &clause.predicates);
    let more = function.bounds(&parse_quote! { Self });
    let predicates: Vec<_> = own.cloned().chain(more).collect();
    (!predicates.is_empty()).then(|| parse_quote! { where #(#predicates),* })
}

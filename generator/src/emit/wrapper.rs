//! The wrapper: the function's signature, and one call by its key.

use super::docs;
use super::function::Function;
use super::names::ident;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{ReturnType, WhereClause, parse_quote};

/// The wrapper of a free function.
pub(super) fn free(function: &Function<'_>) -> TokenStream {
    let cfgs = function.cfgs();
    let wrapper = wrapper(function);
    quote! { #cfgs #wrapper }
}

/// The wrapper of a method or associated function: an inherent one of the same type.
pub(super) fn member(function: &Function<'_>) -> TokenStream {
    let Some(owner) = &function.remembered().found.owner else {
        return TokenStream::new();
    };
    let (generics, _, clause) = owner.generics.split_for_impl();
    let (of, cfgs) = (&owner.of, function.cfgs());
    let wrapper = wrapper(function);
    quote! {
        #cfgs
        impl #generics #of #clause {
            #wrapper
        }
    }
}

fn wrapper(function: &Function<'_>) -> TokenStream {
    let remembered = function.remembered();
    let signature = &remembered.found.signature;
    let (docs, attributes) = (docs::wrapper(function), &remembered.found.attributes);
    let (visibility, name) = (function.visibility(), ident(&remembered.wrapper()));
    let (generics, _, _) = signature.generics.split_for_impl();
    let receiver = signature.receiver().map(ToTokens::to_token_stream);
    let parameters: Vec<TokenStream> = receiver.into_iter().chain(function.parameters()).collect();
    let result = &function.result;
    let output = match &signature.output {
        ReturnType::Default => TokenStream::new(),
        ReturnType::Type(..) => quote! { -> #result },
    };
    let clause = clause(function);
    let (key, kept) = (function.fresh("key"), function.fresh("kept"));
    let (feed, probe, call) = (
        function.key(&quote! { self }),
        function.probe(result),
        function.call(),
    );
    let management = &function.management;
    quote! {
        #docs
        #(#attributes)*
        #visibility fn #name #generics (#(#parameters),*) #output #clause {
            let #key = #management::FUNCTION.call_key(#feed);
            let #kept = #probe;
            #management::FUNCTION.call(#key, #kept, move || #call)
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

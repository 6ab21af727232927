//! The module that manages what is remembered of one function: `key`, `contains`, `entry`, `invalidate`,
//! `precache`, `clear`, `stats`, `FINGERPRINT`. Each body is one call.

use super::function::Function;
use super::spec;
use crate::check::types;
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use syn::visit_mut::{self, VisitMut};
use syn::{Type, parse_quote};

/// The fingerprint; two, where a build of unit tests has another.
fn fingerprint(function: &Function<'_>) -> TokenStream {
    let bytes = |bytes: [u8; 32]| {
        let digits = bytes.map(|byte| {
            let hex = format!("0x{byte:02x}");
            hex.parse::<Literal>()
                .unwrap_or_else(|_| Literal::u8_unsuffixed(byte))
        });
        quote! {
            /// The state of the function's code that results are remembered for.
            pub const FINGERPRINT: [u8; 32] = [#(#digits),*];
        }
    };
    let found = &function.planned.fingerprint;
    let built = bytes(found.bytes);
    match found.of_tests.map(bytes) {
        Some(of_tests) => quote! {
            #[cfg(not(test))]
            #built
            #[cfg(test)]
            #of_tests
        },
        None => built,
    }
}

/// The items of the module, which lies `depth` modules below the file's top.
pub(super) fn items(
    function: &Function<'_>,
    ambiguous: &[String],
    depth: usize,
) -> Vec<TokenStream> {
    let spec = spec::function(function, ambiguous, depth);
    let by_arguments = ByArguments::new(function);
    let key = by_arguments.item(
        " The key of this call.",
        &quote! { key },
        &[],
        &quote! { ::rememo::Key },
        &by_arguments.key,
    );
    let asked = by_arguments.asked();
    let contains = by_arguments.item(
        " Whether the result of this call is stored.",
        &quote! { contains },
        &[],
        &quote! { bool },
        &quote! { FUNCTION.contains(&#asked) },
    );
    let entry = by_arguments.item(
        " What is stored of this call: time, age, size, codec, compression, seal, compute time and place.",
        &quote! { entry },
        &[],
        &quote! { ::core::option::Option<::rememo::Entry> },
        &quote! { FUNCTION.entry(&#asked) },
    );
    let invalidate = by_arguments.item(
        " Forgets the result of this call; whether there was one.",
        &quote! { invalidate },
        &[],
        &quote! { bool },
        &quote! { FUNCTION.invalidate(&#asked) },
    );
    let (value, kept) = (function.fresh("value"), function.fresh("kept"));
    let (result, probe) = (&by_arguments.result, function.probe(&by_arguments.result));
    let precache = by_arguments.item(
        " Stores `value` as the result of this call; whether it was stored.",
        &quote! { precache },
        &[quote! { #value: &#result }],
        &quote! { bool },
        &quote! {
            let #kept = #probe;
            FUNCTION.precache(&#asked, #kept, #value)
        },
    );
    vec![
        fingerprint(function),
        quote! {
            pub(super) static FUNCTION: ::rememo::__private::Function =
                ::rememo::__private::Function::new(#spec);
        },
        key,
        contains,
        entry,
        invalidate,
        precache,
        quote! {
            /// Forgets every result of this state of the function and of older ones; how many there were.
            pub fn clear() -> u64 {
                FUNCTION.clear()
            }
        },
        quote! {
            /// Hits, misses and time saved in this process.
            pub fn stats() -> ::rememo::FunctionStats {
                FUNCTION.stats()
            }
        },
    ]
}

/// What all functions by the arguments of a call have in common.
struct ByArguments {
    /// `this: &Model`, then the arguments.
    parameters: Vec<TokenStream>,
    /// The arguments' names, `this` first.
    names: Vec<TokenStream>,
    generics: syn::Generics,
    key: TokenStream,
    result: Type,
}

impl ByArguments {
    fn new(function: &Function<'_>) -> ByArguments {
        let remembered = function.remembered();
        let owner = remembered.found.owner.as_ref().map(|owner| &owner.of);
        let this = function.fresh("this");
        let mut outside = Outside(owner);
        let mut parameters = Vec::new();
        let mut names = Vec::new();
        if let (Some(of), Some(_)) = (owner, remembered.receiver) {
            parameters.push(quote! { #this: &#of });
            names.push(quote! { #this });
        }
        for (name, mut of) in function.typed_parameters() {
            outside.visit_type_mut(&mut of);
            parameters.push(quote! { #name: #of });
            names.push(quote! { #name });
        }
        let mut result = function.result.clone();
        outside.visit_type_mut(&mut result);
        let mut generics = function.all_generics();
        let unit = parse_quote! { () };
        let bounds = function.bounds(owner.unwrap_or(&unit));
        if !bounds.is_empty() {
            generics.make_where_clause().predicates.extend(bounds);
        }
        if let Some(clause) = &mut generics.where_clause {
            outside.visit_where_clause_mut(clause);
        }
        let feed = function.key(&quote! { #this });
        let key = quote! { FUNCTION.key(#feed) };
        ByArguments {
            parameters,
            names,
            generics,
            key,
            result,
        }
    }

    /// The key of this call, from a function that has the same arguments.
    fn asked(&self) -> TokenStream {
        let turbofish = Function::turbofish(&self.generics);
        let names = &self.names;
        quote! { self::key #turbofish(#(#names),*) }
    }

    fn item(
        &self,
        doc: &str,
        name: &TokenStream,
        more: &[TokenStream],
        result: &TokenStream,
        body: &TokenStream,
    ) -> TokenStream {
        let parameters = &self.parameters;
        let (generics, _, clause) = self.generics.split_for_impl();
        let parameters = parameters.iter().chain(more);
        quote! {
            #[doc = #doc]
            pub fn #name #generics (#(#parameters),*) -> #result #clause {
                #body
            }
        }
    }
}

/// Outside its impl, `Self` has to be written out.
struct Outside<'a>(Option<&'a Type>);

impl VisitMut for Outside<'_> {
    fn visit_type_mut(&mut self, of: &mut Type) {
        let Some(owner) = self.0 else { return };
        if types::is_self(of) {
            *of = owner.clone();
            return;
        }
        if let Some(rest) = types::of_self(of) {
            *of = parse_quote! { <#owner>::#(#rest)::* };
            return;
        }
        visit_mut::visit_type_mut(self, of);
    }
}

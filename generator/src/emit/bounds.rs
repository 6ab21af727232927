//! The bounds that a generic wrapper needs beyond its function's: what enters the key can be hashed, what is
//! stored can be written and read back.

use crate::check::types;
use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::visit_mut::{self, VisitMut};
use syn::{
    Ident, Lifetime, PathArguments, Type, TypeImplTrait, TypeReference, WherePredicate, parse_quote,
};

/// `of: Argument`, if the type mentions one of `parameters`; else rustc knows already.
pub(super) fn argument(of: &Type, parameters: &[&Ident]) -> Option<WherePredicate> {
    let fed = types::behind_reference(of);
    // An `impl Trait` has no name to bound: it is bounded where it stands.
    if types::has_impl_trait(fed) || !types::mentions(fed, parameters) {
        return None;
    }
    Some(bound(fed, quote! { ::rememo::__private::Argument }))
}

/// `of: Value`, or more if it is kept in memory, if the type mentions one of `parameters`.
pub(super) fn value(of: &Type, in_memory: bool, parameters: &[&Ident]) -> Option<WherePredicate> {
    let by = match in_memory {
        false => quote! { ::rememo::__private::Value },
        true => quote! { ::rememo::__private::InMemory },
    };
    types::mentions(of, parameters).then(|| bound(of, by))
}

/// `of: by`. Lifetimes that are left out have to be given a name in a `where`.
fn bound(of: &Type, by: TokenStream) -> WherePredicate {
    let mut of = of.clone();
    let mut elided = Elided(Vec::new());
    elided.visit_type_mut(&mut of);
    match &elided.0[..] {
        [] => parse_quote! { #of: #by },
        lifetimes => parse_quote! { for<#(#lifetimes),*> #of: #by },
    }
}

/// `of` with each `impl Trait` in it bounded as an argument.
pub(super) fn impl_traits(of: &Type) -> Type {
    struct Bounded;
    impl VisitMut for Bounded {
        fn visit_type_impl_trait_mut(&mut self, of: &mut TypeImplTrait) {
            of.bounds
                .push(parse_quote! { ::rememo::__private::Argument });
        }

        fn visit_type_reference_mut(&mut self, reference: &mut TypeReference) {
            visit_mut::visit_type_reference_mut(self, reference);
            // A sum of bounds stands in parentheses behind a reference.
            if let Type::ImplTrait(sum) = &*reference.elem {
                *reference.elem = parse_quote! { (#sum) };
            }
        }
    }
    let mut of = of.clone();
    Bounded.visit_type_mut(&mut of);
    of
}

/// Gives lifetimes that are left out a name, and collects the names.
struct Elided(Vec<Lifetime>);

impl Elided {
    fn next(&mut self) -> Lifetime {
        let name = format!("'elided_{}", self.0.len());
        let lifetime = Lifetime::new(&name, Span::call_site());
        self.0.push(lifetime.clone());
        lifetime
    }
}

impl VisitMut for Elided {
    fn visit_lifetime_mut(&mut self, lifetime: &mut Lifetime) {
        if lifetime.ident == "_" {
            *lifetime = self.next();
        }
    }

    fn visit_type_reference_mut(&mut self, reference: &mut TypeReference) {
        if reference.lifetime.is_none() {
            reference.lifetime = Some(self.next());
        }
        visit_mut::visit_type_reference_mut(self, reference);
    }

    // `Fn(&T)` and `fn(&T)` name their own.
    fn visit_path_arguments_mut(&mut self, arguments: &mut PathArguments) {
        if !matches!(arguments, PathArguments::Parenthesized(_)) {
            visit_mut::visit_path_arguments_mut(self, arguments);
        }
    }

    fn visit_type_fn_ptr_mut(&mut self, _: &mut syn::TypeFnPtr) {}
}

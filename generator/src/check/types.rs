//! Questions about a type as it is written.

use crate::parse::CALLABLE;
use syn::visit::{self, Visit};
use syn::{GenericArgument, Lifetime, Path, PathArguments, PathSegment, Type, TypeParamBound};

/// What a type borrows.
pub(crate) enum Borrow {
    /// It is or holds a reference.
    Reference,
    /// It has this lifetime.
    Lifetime(String),
}

/// Whether it is `Self`.
pub(crate) fn is_self(of: &Type) -> bool {
    matches!(of, Type::Path(path) if path.qself.is_none() && path.path.is_ident("Self"))
}

/// What follows `Self::`, if it is such a path: `Price` of `Self::Price`.
pub(crate) fn of_self(of: &Type) -> Option<Vec<PathSegment>> {
    let Type::Path(path) = of else { return None };
    let mut steps = path.path.segments.iter();
    let after_self = path.qself.is_none()
        && path.path.segments.len() > 1
        && steps.next().is_some_and(|first| first.ident == "Self");
    after_self.then(|| steps.cloned().collect())
}

/// The type without the references, parentheses and groups around it.
pub(crate) fn behind_references(of: &Type) -> &Type {
    match of {
        Type::Reference(reference) => behind_references(&reference.elem),
        Type::Paren(inner) => behind_references(&inner.elem),
        Type::Group(inner) => behind_references(&inner.elem),
        _ => of,
    }
}

/// The type without its outermost reference: what `serde` sees behind `&argument`.
pub(crate) fn behind_reference(of: &Type) -> &Type {
    match of {
        Type::Reference(reference) => &reference.elem,
        _ => of,
    }
}

/// The last segment of a path type.
fn last_segment(of: &Type) -> Option<&PathSegment> {
    match of {
        Type::Path(path) => path.path.segments.last(),
        _ => None,
    }
}

/// The first type argument of `name<…>`, and whether there are more; none if it is another type.
pub(crate) fn arguments_of<'t>(of: &'t Type, name: &str) -> Option<(&'t Type, bool)> {
    let segment = last_segment(of).filter(|segment| segment.ident == name)?;
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else {
        return None;
    };
    let mut types = arguments.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(of) => Some(of),
        _ => None,
    });
    Some((types.next()?, types.next().is_some()))
}

/// `N`, if it is `Vec<N>` of a number that has the same size on every machine. The generator writes std's `Vec` out;
/// of a type of that name that lies elsewhere nothing is known.
pub(crate) fn numbers(of: &Type) -> Option<&Type> {
    const NUMBERS: [&str; 10] = [
        "u8", "i8", "u16", "i16", "u32", "i32", "u64", "i64", "f32", "f64",
    ];
    let Type::Path(path) = of else { return None };
    let segments = || path.path.segments.iter().map(|segment| &segment.ident);
    let of_std = path.qself.is_none()
        && path.path.leading_colon.is_some()
        && segments()
            .next()
            .is_some_and(|root| root == "std" || root == "alloc");
    let (number, more) = arguments_of(of, "Vec")?;
    let Type::Path(name) = number else {
        return None;
    };
    let known = NUMBERS.iter().any(|known| name.path.is_ident(known));
    (of_std && known && !more).then_some(number)
}

/// Whether it is a set whose order means nothing, by the names that such sets go by. What lies in the user's own
/// crate may be anything under that name; it enters the key in its order, which at worst misses.
pub(crate) fn is_set(of: &Type) -> bool {
    let Type::Path(path) = of else { return false };
    let own = path
        .path
        .segments
        .first()
        .is_some_and(|first| first.ident == "crate");
    !own && last_segment(of).is_some_and(|segment| is_set_name(&segment.ident.to_string()))
}

/// Hashed sets of std and of the crates in use. Sorted ones have one order and need nothing; those that keep the
/// order of insertion (`IndexSet`, `LinkedHashSet`) show it to the function, so it belongs to the key.
fn is_set_name(name: &str) -> bool {
    matches!(name, "HashSet" | "AHashSet" | "FxHashSet")
}

/// Whether a set lies anywhere inside it, itself apart.
pub(crate) fn has_set_inside(of: &Type) -> bool {
    struct Sets(usize);
    impl<'t> Visit<'t> for Sets {
        fn visit_path_segment(&mut self, segment: &'t PathSegment) {
            self.0 += usize::from(is_set_name(&segment.ident.to_string()));
            visit::visit_path_segment(self, segment);
        }
    }
    let of = behind_references(of);
    let mut sets = Sets(0);
    sets.visit_type(of);
    sets.0 > usize::from(is_set(of))
}

/// Whether `impl Trait` stands anywhere in it.
pub(crate) fn has_impl_trait(of: &Type) -> bool {
    any(of, |of| matches!(of, Type::ImplTrait(_)))
}

/// Whether `&mut` stands anywhere in it.
pub(crate) fn has_mut_reference(of: &Type) -> bool {
    any(
        of,
        |of| matches!(of, Type::Reference(reference) if reference.mutability.is_some()),
    )
}

/// Whether a raw pointer stands anywhere in it.
pub(crate) fn has_pointer(of: &Type) -> bool {
    any(of, |of| matches!(of, Type::Ptr(_)))
}

/// Whether it is or holds code: a function pointer, or a bound by one of the `Fn` traits.
pub(crate) fn has_code(of: &Type) -> bool {
    any(of, |of| match of {
        Type::FnPtr(_) => true,
        Type::ImplTrait(of) => of.bounds.iter().any(is_code),
        Type::TraitObject(of) => of.bounds.iter().any(is_code),
        _ => false,
    })
}

/// Whether a trait object stands anywhere in it.
pub(crate) fn has_dyn(of: &Type) -> bool {
    any(of, |of| matches!(of, Type::TraitObject(_)))
}

/// Whether a bound is `Fn…(…)`.
pub(crate) fn is_code(bound: &TypeParamBound) -> bool {
    let TypeParamBound::Trait(bound) = bound else {
        return false;
    };
    let last = bound.path.segments.last();
    last.is_some_and(|last| CALLABLE.iter().any(|name| last.ident == name))
}

/// Whether any type in `of`, itself included, is one that `is` says. What code takes and gives, in `fn(…)` and
/// `Fn(…)`, is not looked into.
fn any(of: &Type, is: impl Fn(&Type) -> bool) -> bool {
    struct Any<F> {
        is: F,
        found: bool,
    }
    impl<'t, F: Fn(&Type) -> bool> Visit<'t> for Any<F> {
        fn visit_type(&mut self, of: &'t Type) {
            self.found |= (self.is)(of);
            visit::visit_type(self, of);
        }

        fn visit_type_fn_ptr(&mut self, _: &'t syn::TypeFnPtr) {}

        fn visit_parenthesized_generic_arguments(
            &mut self,
            _: &'t syn::ParenthesizedGenericArguments,
        ) {
        }
    }
    let mut any = Any { is, found: false };
    any.visit_type(of);
    any.found
}

/// What a result borrows, if anything. A `Cow` is read back owned, so its lifetime asks nothing.
pub(crate) fn borrow(of: &Type) -> Option<Borrow> {
    struct Finder(Option<Borrow>);
    impl<'t> Visit<'t> for Finder {
        fn visit_type_reference(&mut self, _: &'t syn::TypeReference) {
            self.0.get_or_insert(Borrow::Reference);
        }

        fn visit_path_segment(&mut self, segment: &'t PathSegment) {
            let PathArguments::AngleBracketed(arguments) = &segment.arguments else {
                return;
            };
            for argument in &arguments.args {
                match argument {
                    GenericArgument::Lifetime(_) if segment.ident == "Cow" => {}
                    argument => self.visit_generic_argument(argument),
                }
            }
        }

        fn visit_lifetime(&mut self, lifetime: &'t Lifetime) {
            if lifetime.ident != "static" {
                self.0.get_or_insert(Borrow::Lifetime(lifetime.to_string()));
            }
        }

        // Only names a function; nothing of it is stored.
        fn visit_type_fn_ptr(&mut self, _: &'t syn::TypeFnPtr) {}
    }
    let mut finder = Finder(None);
    // The `[u8]` in `Cow<'_, [u8]>` borrows nothing either; a reference anywhere does.
    finder.visit_type(of);
    finder.0
}

/// Which of `names` a type mentions.
pub(crate) fn mentions(of: &Type, names: &[&syn::Ident]) -> bool {
    struct Mentions<'n> {
        names: &'n [&'n syn::Ident],
        found: bool,
    }
    impl<'t> Visit<'t> for Mentions<'_> {
        fn visit_path(&mut self, path: &'t Path) {
            let first = path
                .segments
                .first()
                .filter(|_| path.leading_colon.is_none());
            self.found |= first.is_some_and(|first| self.names.contains(&&first.ident));
            visit::visit_path(self, path);
        }
    }
    let mut mentions = Mentions {
        names,
        found: false,
    };
    mentions.visit_type(of);
    mentions.found
}

#[cfg(test)]
mod tests {
    use super::{has_set_inside, is_set};
    use syn::parse_quote;

    #[test]
    fn only_sets_without_an_order_are_taken_as_sets() {
        assert!(is_set(&parse_quote! { ::std::collections::HashSet<u8> }));
        assert!(is_set(&parse_quote! { ::rustc_hash::FxHashSet<u8> }));
        assert!(
            !is_set(&parse_quote! { ::indexmap::IndexSet<u8> }),
            "its order is seen"
        );
        assert!(
            !is_set(&parse_quote! { ::hashlink::LinkedHashSet<u8> }),
            "its order is seen"
        );
        assert!(
            !is_set(&parse_quote! { crate::own::HashSet<u8> }),
            "it may have an order"
        );
        assert!(!is_set(
            &parse_quote! { ::std::vec::Vec<::std::collections::HashSet<u8>> }
        ));
    }

    #[test]
    fn a_set_inside_is_seen_behind_references_and_in_sets() {
        assert!(has_set_inside(&parse_quote! { &[HashSet<u8>] }));
        assert!(has_set_inside(&parse_quote! { HashSet<Vec<HashSet<u8>>> }));
        assert!(!has_set_inside(&parse_quote! { &&HashSet<u8> }));
    }
}

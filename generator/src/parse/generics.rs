//! What a header asks of its type parameters, and what it is for.

/// The traits of what can be called.
pub(crate) const CALLABLE: [&str; 6] = [
    "Fn",
    "FnMut",
    "FnOnce",
    "AsyncFn",
    "AsyncFnMut",
    "AsyncFnOnce",
];

/// What a header asks of a type parameter.
pub(crate) struct Asked<'a> {
    pub(crate) parameter: &'a syn::Ident,
    /// Of itself, not of an associated type.
    pub(crate) whole: bool,
    pub(crate) bounds: &'a Bounds,
}

type Bounds = syn::punctuated::Punctuated<syn::TypeParamBound, syn::Token![+]>;

/// All that is asked of types by their names, beside the parameters and in the `where` clause, in order.
pub(crate) fn bounds_in(generics: &syn::Generics) -> impl Iterator<Item = Asked<'_>> {
    let own = generics.type_params().map(|parameter| Asked {
        parameter: &parameter.ident,
        whole: true,
        bounds: &parameter.bounds,
    });
    let clauses = generics.where_clause.iter();
    let asked = clauses.flat_map(|clause| &clause.predicates);
    own.chain(asked.filter_map(|predicate| match predicate {
        syn::WherePredicate::Type(asked) => match &asked.bounded_ty {
            syn::Type::Path(path) => Some(Asked {
                parameter: &path.path.segments.first()?.ident,
                whole: path.path.get_ident().is_some(),
                bounds: &asked.bounds,
            }),
            _ => None,
        },
        _ => None,
    }))
}

/// What a type refers to, however many references and parentheses stand around it.
pub(crate) fn without_references(mut ty: &syn::Type) -> &syn::Type {
    while let syn::Type::Reference(syn::TypeReference { elem, .. })
    | syn::Type::Paren(syn::TypeParen { elem, .. })
    | syn::Type::Group(syn::TypeGroup { elem, .. }) = ty
    {
        ty = elem;
    }
    ty
}

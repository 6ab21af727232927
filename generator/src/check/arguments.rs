//! The arguments: what each is called, how it enters the key, and which cannot.

use super::types;
use crate::config::Listed;
use crate::diagnostic::{Diagnostic, Mistake, Place, did_you_mean, meant};
use crate::plan::Found;
use proc_macro2::{Ident, Span};
use syn::ext::IdentExt;
use syn::{FnArg, GenericParam, Pat, Signature, Type, WherePredicate};

/// An argument of a wrapper.
#[derive(Clone, Debug)]
pub(crate) struct Argument {
    /// Its name: the function's own, or `arg_N` where a pattern stands.
    pub(crate) ident: Ident,
    /// Its type.
    pub(crate) of: Type,
    /// How it enters the key.
    pub(crate) feed: Feed,
}

/// How an argument enters the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Feed {
    /// Its value does.
    Value,
    /// Its elements do, in whatever order.
    Set,
    /// Not at all.
    Ignored,
}

/// The arguments of `found` and the feed of its receiver, with every fault of theirs noted.
pub(super) fn check(
    listed: &Listed,
    found: &Found,
    faults: &mut Vec<Diagnostic>,
) -> (Vec<Argument>, Option<Feed>) {
    let ignore = &listed.policy.ignore;
    let feed_of = |name: &str, of: Option<&Type>| {
        if ignore.iter().any(|ignored| ignored.value == name) {
            Feed::Ignored
        } else if of.is_some_and(|of| types::is_set(types::behind_references(of))) {
            Feed::Set
        } else {
            Feed::Value
        }
    };
    let plain = plain_names(&found.signature);
    let mut arguments = Vec::new();
    let mut receiver = None;
    let mut known = Vec::new();
    for (index, input) in found.signature.inputs.iter().enumerate() {
        match input {
            FnArg::Receiver(_) => {
                receiver = Some(feed_of("self", None));
                known.push("self".to_owned());
            }
            FnArg::Typed(input) => {
                let ident = name(&input.pat, arguments.len(), &plain);
                let called = ident.unraw().to_string();
                let feed = feed_of(&called, Some(&input.ty));
                let place = found.arguments.get(index).unwrap_or(&found.place);
                one(found, &called, &input.ty, feed, place, faults);
                known.push(called);
                arguments.push(Argument {
                    ident,
                    of: (*input.ty).clone(),
                    feed,
                });
            }
        }
    }
    for ignored in ignore
        .iter()
        .filter(|ignored| !known.contains(&ignored.value))
    {
        let mistake = Mistake::UnknownArgument {
            key: "ignore".to_owned(),
            argument: ignored.value.clone(),
            function: found.path.to_string(),
            meant: meant(did_you_mean(
                &ignored.value,
                known.iter().map(String::as_str),
            )),
            known: match known.is_empty() {
                true => "none".to_owned(),
                false => known.join(", "),
            },
        };
        let fault = Diagnostic::at(&ignored.place, &mistake);
        faults.push(fault.and(&found.place, "the function"));
    }
    (arguments, receiver)
}

/// The name of an argument: a plain one is kept, a pattern gets a number that no plain one has.
fn name(pattern: &Pat, index: usize, plain: &[String]) -> Ident {
    match pattern {
        Pat::Ident(named) if named.subpat.is_none() => {
            let mut ident = named.ident.clone();
            ident.set_span(Span::call_site());
            ident
        }
        _ => {
            let mut numbered = format!("arg_{index}");
            while plain.contains(&numbered) {
                numbered.push('_');
            }
            Ident::new(&numbered, Span::call_site())
        }
    }
}

/// The names of the arguments that have one.
fn plain_names(signature: &Signature) -> Vec<String> {
    let named = signature.inputs.iter().filter_map(|input| match input {
        FnArg::Typed(input) => match &*input.pat {
            Pat::Ident(named) => Some(named.ident.to_string()),
            _ => None,
        },
        FnArg::Receiver(_) => None,
    });
    named.collect()
}

/// Notes what keeps one argument from being remembered.
fn one(
    found: &Found,
    called: &str,
    of: &Type,
    feed: Feed,
    place: &Place,
    faults: &mut Vec<Diagnostic>,
) {
    let (function, argument) = (found.path.to_string(), called.to_owned());
    let mistake = if types::has_mut_reference(of) {
        Mistake::MutArgument { function, argument }
    } else if types::has_pointer(of) {
        Mistake::PointerArgument { function, argument }
    } else if feed != Feed::Ignored && is_code(&found.signature, of) {
        Mistake::FunctionArgument { function, argument }
    } else if feed != Feed::Ignored && types::has_dyn(of) {
        Mistake::DynArgument { function, argument }
    } else if feed != Feed::Ignored && types::has_set_inside(of) {
        Mistake::NestedSet { function, argument }
    } else {
        return;
    };
    faults.push(Diagnostic::at(place, &mistake));
}

/// Whether an argument is code: by its own type, or by a type parameter that is bound by `Fn`.
fn is_code(signature: &Signature, of: &Type) -> bool {
    if types::has_code(of) {
        return true;
    }
    let code = code_parameters(signature);
    types::mentions(of, &code)
}

/// The type parameters that are bound by one of the `Fn` traits.
fn code_parameters(signature: &Signature) -> Vec<&Ident> {
    let parameters = signature
        .generics
        .params
        .iter()
        .filter_map(|parameter| match parameter {
            GenericParam::Type(of) if of.bounds.iter().any(types::is_code) => Some(&of.ident),
            _ => None,
        });
    let predicates = signature
        .generics
        .where_clause
        .iter()
        .flat_map(|clause| &clause.predicates);
    let bound = predicates.filter_map(|predicate| match predicate {
        WherePredicate::Type(of) if of.bounds.iter().any(types::is_code) => match &of.bounded_ty {
            Type::Path(path) => path.path.get_ident(),
            _ => None,
        },
        _ => None,
    });
    parameters.chain(bound).collect()
}

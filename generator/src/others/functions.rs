//! The functions that traits of a name have.

use crate::model::{Item, Kind, Vis};
use crate::others::bounds::Bounds;
use crate::others::modules::Standing;
use crate::others::nominal::renames_trait;
use crate::others::{Texts, all, is_macro, may_be_rewritten, text_of};
use crate::parse::{has_word, is_inert, occurrences, parse_header, without_references};
use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use std::collections::{BTreeMap, BTreeSet};
use syn::visit::Visit;

/// What a function gives, as it is written there; none if that depends on types that its caller chooses, besides the
/// one that has the trait.
pub(crate) type Gives = Option<String>;

/// What is known of the traits of a name in some packages.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// Whether there is such a trait.
    pub(crate) is_trait: bool,
    /// Whether there is anything else of that name.
    pub(crate) is_other: bool,
    /// The names of their functions, and what each gives.
    pub(crate) functions: BTreeMap<String, Gives>,
    /// The names of those that have no receiver, or may have none.
    pub(crate) free: BTreeSet<String>,
    /// The last names of the traits above them.
    pub(crate) above: BTreeSet<String>,
}

impl Found {
    /// Adds all traits of a package; none if there may be more than its text tells.
    pub(crate) fn add_all(&mut self, texts: &Texts) -> Option<()> {
        for (text, facts) in texts.naming("trait")? {
            for item in all(&facts.items) {
                match item.kind {
                    Kind::Trait => self.add_trait(text, item)?,
                    Kind::TraitAlias => return None,
                    Kind::Macro => self.add_written(text_of(text, item), None)?,
                    _ if is_macro(item) && has_word(text_of(text, item), "trait") => return None,
                    _ => {}
                }
            }
        }
        Some(())
    }

    /// Adds those of a name; none if there may be more than the text tells.
    pub(crate) fn add(&mut self, texts: &Texts, of: &str) -> Option<()> {
        for (text, facts) in texts.naming(of)? {
            for item in all(&facts.items) {
                match item.kind {
                    Kind::Trait if item.name == of => self.add_trait(text, item)?,
                    Kind::TraitAlias if item.name == of => return None,
                    // Another trait may go by this name.
                    Kind::Use => {
                        let renamed = item.imports.iter().any(|import| {
                            import.name.as_deref() == Some(of)
                                && import.path.last().is_some_and(|last| last != of)
                        });
                        if renamed {
                            return None;
                        }
                    }
                    _ if is_macro(item) => {
                        let text = text_of(text, item);
                        let names_it = has_word(text, of);
                        if names_it && item.kind == Kind::Macro {
                            self.add_written(text, Some(of))?;
                        }
                        let called = item.call.as_ref().and_then(|call| call.path.last());
                        let elsewhere = || {
                            item.kind == Kind::MacroCall
                                && called.is_some_and(|name| !texts.define(name))
                        };
                        let given = || item.kind != Kind::Macro && has_word(text, "trait");
                        let renames = || item.kind == Kind::Macro && renames_trait(text, of);
                        if names_it && (given() || makes_traits(texts) || elsewhere() || renames())
                        {
                            return None;
                        }
                        self.is_other |= item.name == of;
                    }
                    _ => self.is_other |= item.name == of,
                }
            }
        }
        Some(())
    }

    /// Adds those of a name, or all, that a macro's definition writes out whole; none if it may write others.
    fn add_written(&mut self, definition: &str, of: Option<&str>) -> Option<()> {
        match has_word(definition, "trait") {
            true => self.add_traits_among(definition.parse().ok()?, of),
            false => Some(()),
        }
    }

    fn add_traits_among(&mut self, tokens: TokenStream, of: Option<&str>) -> Option<()> {
        let mut tokens = tokens.into_iter();
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Group(group) => self.add_traits_among(group.stream(), of)?,
                TokenTree::Ident(word) if word == "trait" => {
                    let Some(TokenTree::Ident(name)) = tokens.next() else {
                        return None;
                    };
                    if of.is_none_or(|of| name == of) {
                        // What it is above, and what its caller chooses, is not looked for.
                        let Some(TokenTree::Group(body)) = tokens.next() else {
                            return None;
                        };
                        self.is_trait = true;
                        self.add_functions_among(body.stream())?;
                    }
                }
                _ => {}
            }
        }
        Some(())
    }

    /// Adds the functions of a trait's body; none if a macro or its variables may write more.
    fn add_functions_among(&mut self, body: TokenStream) -> Option<()> {
        let mut tokens = body.into_iter();
        let mut last = ' ';
        while let Some(token) = tokens.next() {
            let before = std::mem::replace(&mut last, ' ');
            match token {
                TokenTree::Ident(word) if word == "fn" => match tokens.next() {
                    Some(TokenTree::Ident(name)) => {
                        self.functions.insert(name.to_string(), None);
                        self.free.insert(name.to_string());
                    }
                    _ => return None,
                },
                TokenTree::Punct(mark) => match (before, mark.as_char()) {
                    (_, '$') => match tokens.next() {
                        Some(TokenTree::Ident(name)) if name == "crate" => {}
                        _ => return None,
                    },
                    // `-> !` gives nothing.
                    ('>', '!') => {}
                    (_, '!') => return None,
                    ('#', _) => return None,
                    (_, mark) => last = mark,
                },
                TokenTree::Group(group) if before == '#' => {
                    let attribute = syn::parse2::<syn::Meta>(group.stream());
                    attribute
                        .is_ok_and(|meta| is_inert(meta.path()))
                        .then_some(())?;
                }
                _ => {}
            }
        }
        Some(())
    }

    fn add_trait(&mut self, text: &str, item: &Item) -> Option<()> {
        // A macro may give it more.
        if may_be_rewritten(item) {
            return None;
        }
        self.is_trait = true;
        let header = text.get(item.span.start as usize..item.open as usize)?;
        let Some(syn::Item::Trait(header)) = parse_header(header) else {
            return None;
        };
        let chosen = header.generics.type_params().next().is_some();
        for member in &item.children {
            match member.kind {
                Kind::Fn => {
                    let signature = signature(text, member);
                    if signature.as_ref().is_none_or(|of| of.receiver().is_none()) {
                        self.free.insert(member.name.clone());
                    }
                    let gives = signature.filter(|_| !chosen).and_then(|of| gives(&of));
                    let known = self.functions.entry(member.name.clone());
                    let known = known.or_insert_with(|| gives.clone());
                    // Of several of a name, nobody knows which it is.
                    if *known != gives {
                        *known = None;
                    }
                }
                Kind::Const | Kind::TypeAlias => {}
                _ => return None,
            }
        }
        let mut bounds = Bounds::default();
        bounds.visit_item_trait(&header);
        self.above.append(&mut bounds.0);
        Some(())
    }
}

/// What the functions of a name give that a package has for a type of its own without parameters, as it is written there: the
/// inner is none if they do not agree, or it is not known what their words mean. None at all if one may make what its caller
/// chooses, or another may be called.
pub(crate) fn given_by_type(texts: &Texts, of: &str, name: &str, how: Called) -> Option<Gives> {
    let mut found: Option<Gives> = None;
    for (text, facts) in texts.naming(name)? {
        for item in all(&facts.items) {
            if is_macro(item) && has_word(text_of(text, item), name) {
                return None;
            }
            let members = item.children.iter().filter(|member| member.name == name);
            let members: Vec<&Item> = members.collect();
            if !matches!(item.kind, Kind::Impl | Kind::Trait) || members.is_empty() {
                continue;
            }
            let header = parse_header(text.get(item.span.start as usize..item.open as usize)?)?;
            let generics = match &header {
                syn::Item::Trait(header) => &header.generics,
                syn::Item::Impl(header) => match &header.self_ty {
                    ty if is_of_another(ty, of, &header.generics) => continue,
                    _ => &header.generics,
                },
                _ => return None,
            };
            if may_be_rewritten(item) || generics.type_params().next().is_some() {
                return None;
            }
            for member in members {
                let signature = signature(text, member)?;
                let is_chosen = signature.generics.type_params().next().is_some();
                if member.kind != Kind::Fn || is_chosen || may_be_rewritten(member) {
                    return None;
                }
                let gives = Some(gives(&signature)?);
                match &found {
                    None => found = Some(gives),
                    Some(known) if *known == gives => {}
                    Some(_) => found = Some(None),
                }
            }
        }
    }
    // Rustc takes the type's own before all that traits, and types behind it, have by that name.
    found.as_ref()?;
    has_function(texts, of, name, how)?;
    found.map(|gives| gives.filter(|gives| !texts.hide_words(gives, &[])))
}

/// How a function is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Called {
    /// By a path to its type.
    ByPath,
    /// On a value of its type.
    AsMethod,
}

/// Some if the only type of a name in a package has such a function of its own in any build, that all may see.
fn has_function(texts: &Texts, of: &str, name: &str, how: Called) -> Option<()> {
    let declared = texts.naming(of)?.into_iter().map(|(_, facts)| {
        let items = all(&facts.items).into_iter();
        items
            .filter(|item| item.kind.is_adt() && item.name == of)
            .count()
    });
    (declared.sum::<usize>() == 1).then_some(())?;
    let standing = texts.standing()?;
    let mut certain = standing.iter().filter(|standing| standing.is_certain());
    let is_type = |item: &Item| item.kind.is_adt() && item.name == of;
    let ty = certain.clone().find(|standing| is_type(standing.item))?;
    // Of one that has a number for a parameter, one function is of some of its types.
    let head = ty
        .text
        .get(ty.item.span.start as usize..ty.item.open as usize)?;
    (!has_word(head, "const")).then_some(())?;
    let is_plain = |of: &syn::Receiver| !matches!(of.kind, syn::ReceiverKind::Typed(..));
    let is_called = |text: &str, member: &&Item| {
        let receiver = || signature(text, member)?.receiver().cloned();
        member.name == name
            && member.vis == Vis::Public
            && member.cfgs.is_empty()
            && (how == Called::ByPath || receiver().is_some_and(|of| is_plain(&of)))
    };
    let has = |standing: &&Standing<'_>| {
        let Standing { item, text, .. } = standing;
        item.kind == Kind::Impl
            && item.children.iter().any(|member| is_called(text, &member))
            && is_inherent(text, item, of)
    };
    certain.any(|standing| has(&standing)).then_some(())
}

/// Whether an item is an impl of what a type has of its own, with nothing asked for it.
fn is_inherent(text: &str, item: &Item, of: &str) -> bool {
    let header = text.get(item.span.start as usize..item.open as usize);
    let Some(syn::Item::Impl(header)) = header.and_then(parse_header) else {
        return false;
    };
    let syn::Type::Path(path) = &*header.self_ty else {
        return false;
    };
    let is_lifetime =
        |argument: &syn::GenericArgument| matches!(argument, syn::GenericArgument::Lifetime(_));
    header.trait_.is_none()
        && header.generics.where_clause.is_none()
        && path.qself.is_none()
        && path.path.segments.last().is_some_and(|last| {
            last.ident == of
                && match &last.arguments {
                    syn::PathArguments::None => true,
                    syn::PathArguments::AngleBracketed(of) => of.args.iter().all(is_lifetime),
                    syn::PathArguments::Parenthesized(_) => false,
                }
        })
}

/// Whether an impl is for a type that surely goes by another name.
fn is_of_another(ty: &syn::Type, of: &str, generics: &syn::Generics) -> bool {
    let syn::Type::Path(path) = without_references(ty) else {
        return false;
    };
    let Some(last) = path.path.segments.last() else {
        return false;
    };
    let mut parameters = generics.type_params();
    last.ident != of && !parameters.any(|parameter| path.path.is_ident(&parameter.ident))
}

fn signature(text: &str, function: &Item) -> Option<syn::Signature> {
    let head = text.get(function.span.start as usize..function.open as usize)?;
    let head = head.trim_end().trim_end_matches(';');
    // A trait's are written like an impl's, but for who may see them.
    let function: syn::ImplItemFn = syn::parse_str(&format!("{head} {{}}")).ok()?;
    Some(function.sig)
}

/// What a function of a trait without parameters gives.
fn gives(signature: &syn::Signature) -> Gives {
    let types = signature.inputs.iter().map(|input| match input {
        syn::FnArg::Typed(typed) => typed.ty.to_token_stream().to_string(),
        syn::FnArg::Receiver(_) => String::new(),
    });
    let inputs = types.collect::<Vec<_>>().join(",");
    let output = signature.output.to_token_stream().to_string();
    // What a parameter is that it is not given by, its arguments tell.
    let mut parameters = signature.generics.type_params();
    let chosen = has_word(&inputs, "impl")
        // What is given is a future of it.
        || signature.asyncness.is_some()
        || parameters.any(|parameter| {
            let name = parameter.ident.to_string();
            has_word(&output, &name) || !has_word(&inputs, &name)
        });
    (!chosen).then(|| match &signature.output {
        syn::ReturnType::Default => "()".to_owned(),
        syn::ReturnType::Type(_, ty) => ty.to_token_stream().to_string(),
    })
}

/// Whether a macro of a package makes traits by the names that it is given.
fn makes_traits(texts: &Texts) -> bool {
    let named_by_macro = |text: &str, at: usize| {
        let after = text.get(at + "trait".len()..).unwrap_or_default();
        after.trim_start().starts_with(['$', '['])
    };
    texts.texts().any(|text| {
        // Links in docs look alike.
        occurrences(text, "trait").any(|at| named_by_macro(text, at))
            && text.parse().map_or(true, names_trait_by_macro)
    })
}

/// Whether `trait` stands before what is no name.
fn names_trait_by_macro(tokens: TokenStream) -> bool {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let found = match token {
            TokenTree::Group(group) => names_trait_by_macro(group.stream()),
            TokenTree::Ident(word) if word == "trait" => {
                !matches!(tokens.peek(), Some(TokenTree::Ident(_)))
            }
            _ => false,
        };
        if found {
            return true;
        }
    }
    false
}

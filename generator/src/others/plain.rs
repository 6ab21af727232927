//! Functions that take and give nothing but values of the language's own types. There is no way into them for what their
//! callers have: it can neither be run nor made there.

use crate::model::{Import, Item, Kind};
use crate::others::{Texts, all, is_macro, may_be_rewritten, text_of};
use crate::parse::{has_word, occurrences};
use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use quote::ToTokens;
use std::rc::Rc;

/// Types of the language, which nobody gives another meaning.
const PLAIN: &[&str] = &[
    "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "str", "u8", "u16",
    "u32", "u64", "u128", "usize",
];

/// The crates of std.
const OF_STD: [&str; 3] = ["std", "core", "alloc"];

/// Words behind which a name is declared.
const DECLARING: &[&str] = &[
    "as", "const", "enum", "fn", "mod", "mut", "static", "struct", "trait", "type", "union", "use",
];

/// What all functions of a name give in these packages, if all take plain values alone and leave nothing to choose to their
/// callers, and nothing else goes by the name: a plain value, or one of a type that [`counts_itself`] may be asked for.
pub(crate) fn given_plainly(packages: &[Rc<Texts>], name: &str) -> Option<String> {
    let is_function = |text: &str| {
        occurrences(text, name).any(|at| {
            let before = text.get(..at).unwrap_or_default().trim_end();
            before.ends_with("fn")
        })
    };
    let mut texts = packages.iter().flat_map(|texts| texts.texts());
    texts.any(is_function).then_some(())?;
    let mut given: Option<String> = None;
    let are_plain = are_all(packages, name, &mut |text, item| {
        let gives = (item.kind == Kind::Fn && !may_be_rewritten(item))
            .then(|| gives(text, item))
            .flatten();
        let is_same = given.is_none() || given == gives;
        given = gives;
        is_same && given.is_some()
    });
    let has_option = packages.iter().any(|texts| declares(texts, "Option"));
    given.filter(|_| are_plain && !has_option)
}

/// Whether all types of a name in these packages have no parameters but lifetimes, and no `count` of their own: then it is
/// std's, of an iterator, and runs what such a type's own crate says, of which nothing is the caller's.
pub(crate) fn counts_itself(packages: &[Rc<Texts>], name: &str) -> bool {
    let has_none = |text: &str, item: &Item| {
        let generics = match syn::parse_str::<syn::Item>(text_of(text, item)) {
            Ok(syn::Item::Struct(item)) => item.generics,
            Ok(syn::Item::Enum(item)) => item.generics,
            _ => return false,
        };
        !may_be_rewritten(item) && generics.lifetimes().count() == generics.params.len()
    };
    let counts = |item: &Item| {
        item.kind == Kind::Impl
            && item
                .header
                .as_ref()
                .is_none_or(|header| header.by.is_none())
            && item
                .children
                .iter()
                .any(|member| member.name == "count" || is_macro(member))
    };
    let has_count = |texts: &Rc<Texts>| {
        texts.naming(name).is_none_or(|files| {
            files.into_iter().any(|(text, facts)| {
                let items = all(&facts.items).into_iter();
                items.filter(|item| counts(item)).any(|item| {
                    let head = text.get(item.span.start as usize..item.open as usize);
                    head.is_none_or(|head| has_word(head, name))
                })
            })
        })
    };
    are_all(packages, name, &mut |text, item| has_none(text, item))
        && !packages.iter().any(has_count)
}

/// Whether all items of a name in packages are so, and there is one, and nothing else can go by it.
fn are_all(packages: &[Rc<Texts>], name: &str, is_so: &mut dyn FnMut(&str, &Item) -> bool) -> bool {
    let mut any = false;
    for texts in packages {
        let Some(files) = texts.naming(name) else {
            return false;
        };
        if texts.texts().any(is_dark) {
            return false;
        }
        for (text, facts) in files {
            for item in all(&facts.items) {
                let is_known = match item.kind {
                    Kind::Use => item.imports.iter().all(|import| keeps(import, name)),
                    Kind::Module | Kind::ModuleFile => true,
                    // A variant may go by it.
                    Kind::Enum if item.name != name => !says(text_of(text, item), name),
                    _ if is_macro(item) => !may_declare(item, text_of(text, item), name),
                    _ if item.name == name => {
                        any = true;
                        is_so(text, item)
                    }
                    _ => true,
                };
                if !is_known {
                    return false;
                }
            }
        }
    }
    any
}

/// Whether a text may bring in what no text tells: what a script writes, names that are put together, std under another
/// name, or all that a module of std has, but for a prelude and what processors have.
fn is_dark(text: &str) -> bool {
    let leads_on = |krate: &&str| {
        occurrences(text, krate).any(|at| {
            let before = text.get(..at).unwrap_or_default().trim_end();
            let after = text
                .get(at + krate.len()..)
                .unwrap_or_default()
                .trim_start();
            let begins = ["use", "crate", "::", "{", ","];
            let is_named = begins.iter().any(|word| before.ends_with(word));
            let tree = after.split(';').next().unwrap_or_default();
            let is_apart = tree.contains("prelude") || tree.contains("arch::");
            is_named && (after.starts_with("as ") || has_glob(tree) && !is_apart)
        })
    };
    text.contains("OUT_DIR") || text.contains("[<") || OF_STD.iter().any(|krate| leads_on(&krate))
}

/// Whether a tree of imports, or what else it is, may bring in all that there is.
fn has_glob(tree: &str) -> bool {
    tree.match_indices('*').any(|(at, _)| {
        let (before, after) = (tree[..at].trim_end(), tree[at + 1..].trim_start());
        before.ends_with([':', '{', ',']) && (after.is_empty() || after.starts_with([',', '}']))
    })
}

/// Whether an import gives a name to nothing that has another, and to nothing of std's.
fn keeps(import: &Import, name: &str) -> bool {
    let first = import.path.first().map_or("", String::as_str);
    import.name.as_deref() != Some(name)
        || import.path.last().is_some_and(|last| last == name) && !OF_STD.contains(&first)
}

/// Whether a macro may declare something of a name: it says it otherwise than to call it, or to begin a path with it.
fn may_declare(item: &Item, text: &str, name: &str) -> bool {
    let Ok(tokens) = text.parse() else {
        return true;
    };
    let (mut any, mut declares, mut has_enum) = (false, false, false);
    each_word(tokens, &mut |before, word, after| {
        has_enum |= word == "enum";
        if word == name {
            any = true;
            declares |= DECLARING.contains(&before) || !after;
        }
    });
    any && (item.kind != Kind::Macro || has_enum || declares)
}

/// Looks at each word in tokens: what word stands before it, and whether it is called or begins a path.
fn each_word(tokens: TokenStream, look: &mut impl FnMut(&str, &str, bool)) {
    let mut before = String::new();
    let mut trees = tokens.into_iter().peekable();
    while let Some(tree) = trees.next() {
        match tree {
            TokenTree::Ident(ident) => {
                let leads = match trees.peek() {
                    Some(TokenTree::Group(group)) => group.delimiter() == Delimiter::Parenthesis,
                    Some(TokenTree::Punct(mark)) => {
                        mark.as_char() == ':' && mark.spacing() == Spacing::Joint
                    }
                    _ => false,
                };
                let word = ident.to_string();
                look(&before, &word, leads);
                before = word;
            }
            TokenTree::Group(group) => {
                before.clear();
                each_word(group.stream(), look);
            }
            _ => before.clear(),
        }
    }
}

/// Whether a word stands in a text, comments aside.
fn says(text: &str, name: &str) -> bool {
    let mut found = false;
    has_word(text, name)
        && text.parse().map_or(true, |tokens| {
            each_word(tokens, &mut |_, word, _| found |= word == name);
            found
        })
}

/// Whether a package declares a type of a name, or gives one that name.
fn declares(texts: &Texts, name: &str) -> bool {
    texts.texts().any(|text| {
        occurrences(text, name).any(|at| {
            let before = text.get(..at).unwrap_or_default().trim_end();
            DECLARING
                .iter()
                .any(|word| before.ends_with(&format!(" {word}")))
        })
    })
}

/// What a function gives, if it takes plain values alone and leaves its caller nothing to choose.
fn gives(text: &str, function: &Item) -> Option<String> {
    let head = text.get(function.span.start as usize..function.open as usize)?;
    let head = head.trim_end().trim_end_matches([';', '{']);
    let function: syn::ItemFn = syn::parse_str(&format!("{head}{{}}")).ok()?;
    let signature = &function.sig;
    let generics = &signature.generics;
    let chosen = generics.lifetimes().count() < generics.params.len()
        || generics.where_clause.is_some()
        || signature.asyncness.is_some()
        || signature.variadic.is_some();
    let takes_plain = |input: &syn::FnArg| match input {
        syn::FnArg::Receiver(_) => false,
        syn::FnArg::Typed(typed) => is_plain(&typed.ty),
    };
    if chosen || !signature.inputs.iter().all(takes_plain) {
        return None;
    }
    Some(match &signature.output {
        syn::ReturnType::Default => "()".to_owned(),
        syn::ReturnType::Type(_, ty) => ty.to_token_stream().to_string(),
    })
}

/// Whether a type is made of the language's own alone.
pub(crate) fn is_plain(ty: &syn::Type) -> bool {
    match ty {
        syn::Type::Reference(of) => is_plain(&of.elem),
        syn::Type::Slice(of) => is_plain(&of.elem),
        syn::Type::Paren(of) => is_plain(&of.elem),
        syn::Type::Tuple(of) => of.elems.iter().all(is_plain),
        syn::Type::Path(path) if path.qself.is_none() && path.path.segments.len() == 1 => {
            let Some(only) = path.path.segments.first() else {
                return false;
            };
            let name = only.ident.to_string();
            match &only.arguments {
                syn::PathArguments::None => PLAIN.contains(&name.as_str()),
                syn::PathArguments::AngleBracketed(list) if name == "Option" => {
                    list.args.iter().all(|arg| match arg {
                        syn::GenericArgument::Type(ty) => is_plain(ty),
                        _ => false,
                    })
                }
                _ => false,
            }
        }
        _ => false,
    }
}

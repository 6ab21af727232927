//! Whether nothing lies in a type of another crate but what that crate puts there: no value of a type that its user chose, and
//! no closure.
//!
//! Types are known by their last names, and each must be what it seems: declared in the package once or more, all of it without
//! pointers, objects and functions, and brought in under that name by nothing from elsewhere; or one of std's that holds what
//! its arguments say.

use crate::model::{Import, Item, Kind};
use crate::others::closures::{QUIET, visit_parts};
use crate::others::nominal::is_keyword;
use crate::others::words::{NAMING, declares};
use crate::others::{File, Texts, all, is_macro, may_be_rewritten, stands_behind, text_of};
use crate::parse::has_word;
use proc_macro2::{TokenStream, TokenTree};
use std::collections::BTreeSet;
use std::mem::take;
use syn::ext::IdentExt;
use syn::visit::Visit;

/// The crates of std.
pub(super) const STD: [&str; 3] = ["std", "core", "alloc"];

/// Whether all types of a name in a package are so, and have no parameters for types.
pub(crate) fn holds_own(texts: &Texts, name: &str) -> bool {
    let mut open = vec![name.to_owned()];
    let mut seen = BTreeSet::new();
    while let Some(next) = open.pop() {
        if seen.insert(next.clone()) {
            match declared(texts, &next, next == name) {
                Some(more) => open.extend(more),
                None => return false,
            }
        }
    }
    // What is brought in by whatever name, or written by another package's macro, may be anything. All files are read for it.
    !texts.brings_all() && !texts.calls_others() && !texts.hides_std()
}

/// The types of the package that those of a name hold; none if something else may lie in one, or be meant.
fn declared(texts: &Texts, name: &str, alone: bool) -> Option<Vec<String>> {
    let mut found = false;
    let mut held = Vec::new();
    for (text, facts) in texts.naming(name)? {
        for item in all(&facts.items) {
            if is_macro(item) && may_mean_other(item, text_of(text, item), name)
                || item
                    .imports
                    .iter()
                    .any(|import| is_elsewhere(texts, import, name))
            {
                return None;
            }
            if item.name != name {
                continue;
            }
            match item.kind {
                Kind::Struct | Kind::Enum | Kind::Union if !may_be_rewritten(item) => {
                    found = true;
                    held.extend(fields(texts, text_of(text, item), alone)?);
                }
                kind if kind.is_adt() => return None,
                Kind::TypeAlias | Kind::Trait | Kind::TraitAlias => return None,
                _ => {}
            }
        }
    }
    found.then_some(held)
}

/// Whether something from another place than the package, or of another name, is brought in by a name.
fn is_elsewhere(texts: &Texts, import: &Import, name: &str) -> bool {
    let first = import.path.first().map_or("", String::as_str);
    import.name.as_deref() == Some(name) && !(is_keyword(first) && texts.leads_inside(import))
}

/// Whether something else may be meant by a name where a macro says it: what one is given it may declare, and a definition
/// what it names so itself, brings in or gives to another macro.
fn may_mean_other(item: &Item, text: &str, name: &str) -> bool {
    let is_given = item.kind != Kind::Macro;
    let is_said = |tokens| says_other(tokens, name, is_given);
    has_word(text, name) && text.parse().map_or(true, is_said)
}

fn says_other(tokens: TokenStream, name: &str, is_given: bool) -> bool {
    // Behind a word that declares, in a `use` to its end, behind the mark of a call.
    let (mut behind, mut brought, mut called) = (false, false, false);
    tokens.into_iter().any(|token| {
        let (was_behind, was_called) = (take(&mut behind), take(&mut called));
        match token {
            TokenTree::Ident(word) => {
                let word = word.unraw();
                behind = NAMING.iter().any(|of| word == of) || word == "as";
                brought |= word == "use";
                word == name && (is_given || was_behind || brought)
            }
            TokenTree::Punct(mark) => {
                called = mark.as_char() == '!';
                brought &= mark.as_char() != ';';
                false
            }
            TokenTree::Group(group) => {
                says_other(group.stream(), name, is_given || brought || was_called)
            }
            TokenTree::Literal(_) => false,
        }
    })
}

/// The types of the package in a type's fields.
fn fields(texts: &Texts, text: &str, alone: bool) -> Option<Vec<String>> {
    let item = syn::parse_str::<syn::Item>(text).ok()?;
    let mut types = Types::default();
    let generics = visit_parts(&item, &mut types)?;
    let parameters: BTreeSet<String> = generics
        .type_params()
        .map(|parameter| parameter.ident.to_string())
        .collect();
    if alone && !parameters.is_empty() {
        return None;
    }
    let mut held = Vec::new();
    for name in types.named {
        if parameters.contains(&name) {
            continue;
        }
        match QUIET.contains(&name.as_str()) {
            true if is_of_std(texts, &name) => {}
            true => return None,
            false => held.push(name),
        }
    }
    for mut path in types.of_package {
        let last = path.pop()?;
        path.iter().all(|name| texts.is_local(name)).then_some(())?;
        held.push(last);
    }
    (!types.other).then_some(held)
}

/// Whether a name of a type of std surely means that in all of a package.
fn is_of_std(texts: &Texts, name: &str) -> bool {
    if name.starts_with(char::is_lowercase) {
        return !texts.hide_words(name, &[]);
    }
    if name == "Self" {
        return true;
    }
    let is_other = |import: &Import| {
        let first = import.path.first().map_or("", String::as_str);
        let is_std = STD.contains(&first) && import.path.last().is_some_and(|last| last == name);
        import.name.as_deref() == Some(name) && !is_std
    };
    let hides = |item: &Item, text: &str| {
        is_macro(item) && may_mean_other(item, text_of(text, item), name)
            || item.imports.iter().any(is_other)
            || declares(item, name)
    };
    texts.naming(name).is_some_and(|files| {
        let mut files = files.into_iter();
        files.all(|(text, facts)| !all(&facts.items).iter().any(|item| hides(item, text)))
    })
}

impl Texts {
    /// Whether another crate goes by a name of std's.
    pub(super) fn hides_std(&self) -> bool {
        let is_other = |import: &Import| {
            let is_std = |name: Option<&String>| name.is_some_and(|name| STD.contains(&&**name));
            is_std(import.name.as_ref()) && !is_std(import.path.last())
        };
        let renames = |file: &&File| {
            STD.iter()
                .any(|name| stands_behind(&file.text, name, &[" as"]))
        };
        let mut files = self.files.iter().filter(renames);
        files.any(|file| {
            let items = all(&file.facts().items).into_iter();
            items.flat_map(|item| &item.imports).any(is_other)
        })
    }
}

/// The types in fields.
#[derive(Default)]
struct Types {
    /// Names that stand alone.
    named: BTreeSet<String>,
    /// Paths within the package.
    of_package: BTreeSet<Vec<String>>,
    /// Whether there are others, by which anything may be reached.
    other: bool,
}

impl<'ast> Visit<'ast> for Types {
    fn visit_type(&mut self, node: &'ast syn::Type) {
        match node {
            syn::Type::Path(path) if path.qself.is_none() && path.path.leading_colon.is_none() => {
                let names: Vec<String> = path
                    .path
                    .segments
                    .iter()
                    .map(|segment| segment.ident.to_string())
                    .collect();
                match &names[..] {
                    [name] => {
                        self.named.insert(name.clone());
                    }
                    [first, .., last] if STD.contains(&&**first) => {
                        self.other |= !QUIET.contains(&last.as_str());
                    }
                    [first, _, ..] if is_keyword(first) => {
                        self.of_package.insert(names);
                    }
                    _ => self.other = true,
                }
            }
            // Behind a reference to a byte something else may lie.
            syn::Type::Reference(reference) => {
                self.other |= !matches!(
                    &*reference.elem,
                    syn::Type::Path(path) if path.path.is_ident("str")
                );
            }
            syn::Type::Slice(_)
            | syn::Type::Array(_)
            | syn::Type::Tuple(_)
            | syn::Type::Paren(_)
            | syn::Type::Group(_)
            | syn::Type::Never(_) => {}
            _ => self.other = true,
        }
        syn::visit::visit_type(self, node);
    }

    // The length of an array.
    fn visit_expr(&mut self, _: &'ast syn::Expr) {}
}

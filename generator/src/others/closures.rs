//! Whether closures implement a trait, and whether its impls may run one that lies in the value.
//!
//! An impl runs what its bounds let it call. So of a type parameter it runs nothing that is not asked of it, and of a
//! type of its crate what lies in that type's fields.

use crate::model::{Import, Item, Kind};
use crate::others::bounds::Bounds;
use crate::others::nominal::renames_trait;
use crate::others::own::STD;
use crate::others::words::NAMING;
use crate::others::written::TYPES;
use crate::others::{
    File, Texts, all, is_macro, last_of, may_be_rewritten, stands_behind, text_of,
};
use crate::parse::{bounds_in, has_word, names_functions, parse_header, without_references};
use proc_macro2::{TokenStream, TokenTree};
use std::collections::BTreeSet;
use std::rc::Rc;
use syn::ext::IdentExt;
use syn::visit::{self, Visit};

/// Types of std that run nothing of what they hold, whatever is asked of them. What is here in lower case is built in.
pub(super) const QUIET: &[&str] = &[
    "bool",
    "char",
    "str",
    "u8",
    "u16",
    "u32",
    "u64",
    "u128",
    "usize",
    "i8",
    "i16",
    "i32",
    "i64",
    "i128",
    "isize",
    "f32",
    "f64",
    "Self",
    "String",
    "Vec",
    "VecDeque",
    "LinkedList",
    "BTreeMap",
    "BTreeSet",
    "BinaryHeap",
    "HashMap",
    "HashSet",
    "Box",
    "Rc",
    "Arc",
    "Weak",
    "Option",
    "Result",
    "Cell",
    "RefCell",
    "UnsafeCell",
    "Mutex",
    "RwLock",
    "OnceCell",
    "OnceLock",
    "Cow",
    "Pin",
    "PhantomData",
    "ManuallyDrop",
    "MaybeUninit",
    "Reverse",
    "Wrapping",
    "Saturating",
    "NonZero",
    "NonZeroU8",
    "NonZeroU16",
    "NonZeroU32",
    "NonZeroU64",
    "NonZeroU128",
    "NonZeroUsize",
    "NonZeroI8",
    "NonZeroI16",
    "NonZeroI32",
    "NonZeroI64",
    "NonZeroI128",
    "NonZeroIsize",
    "Ordering",
    "Bound",
    "Range",
    "RangeFrom",
    "RangeFull",
    "RangeInclusive",
    "RangeTo",
    "RangeToInclusive",
    "Duration",
    "Instant",
    "SystemTime",
    "Path",
    "PathBuf",
    "OsStr",
    "OsString",
    "CStr",
    "CString",
    "IpAddr",
    "Ipv4Addr",
    "Ipv6Addr",
    "SocketAddr",
    "SocketAddrV4",
    "SocketAddrV6",
    "System",
    "Global",
    "Layout",
    "Infallible",
    "TypeId",
    "AtomicBool",
    "AtomicI8",
    "AtomicI16",
    "AtomicI32",
    "AtomicI64",
    "AtomicIsize",
    "AtomicU8",
    "AtomicU16",
    "AtomicU32",
    "AtomicU64",
    "AtomicUsize",
];

/// What is asked of a trait.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Question {
    /// Whether closures or functions implement it by themselves.
    Implemented,
    /// Whether an impl may run a closure that lies in the value.
    Run,
    /// Whether an impl may be for whatever has some traits.
    ForAll,
    /// Whether an impl may be for types that have others in them which who uses it chooses.
    Open,
}

/// Whether by a package this holds of a trait of a name; `behind` says it of what a bound asks. `packages` are all whose code
/// may be meant, and `derives` may write impls of the trait under other names.
pub(crate) fn holds(
    texts: &Texts,
    (packages, derives): (&[Rc<Texts>], &BTreeSet<String>),
    question: Question,
    of: &str,
    behind: &mut dyn FnMut(&str) -> bool,
) -> bool {
    let Some(files) = texts.naming(of) else {
        return true;
    };
    let mut search = Search {
        texts,
        packages,
        question,
        behind,
        open: BTreeSet::new(),
    };
    search.written(of, &files)
        || search.hidden(of, &files)
        || search.derived(derives)
        || files.iter().any(|(text, facts)| {
            all(&facts.items).into_iter().any(|item| match item.kind {
                // A macro that is given the trait's name may write its impls.
                kind if !matches!(kind, Kind::Impl | Kind::Trait)
                    && may_be_rewritten(item)
                    && text
                        .get(item.span.start as usize..item.name_span.0 as usize)
                        .is_none_or(|attributes| has_word(attributes, of)) =>
                {
                    true
                }
                Kind::Impl => {
                    let header = item.header.as_ref();
                    let by = header.filter(|header| !header.negative);
                    let by = by.and_then(|header| header.by.as_deref());
                    by.is_some_and(|by| last_of(by) == of)
                        && (may_be_rewritten(item)
                            || search
                                .header(text.get(item.span.start as usize..item.open as usize)))
                }
                // An attribute may write impls.
                Kind::Trait => item.name == of && may_be_rewritten(item),
                Kind::TraitAlias => item.name == of,
                Kind::Struct | Kind::Enum | Kind::Union => {
                    let derives = item.marks.derives.iter();
                    let derives = derives.chain(item.marks.derives_if.iter().map(|(_, path)| path));
                    derives.map(|path| last_of(path)).any(|last| last == of)
                        && match question {
                            Question::Implemented | Question::ForAll => false,
                            Question::Run => search.parts(text_of(text, item)),
                            Question::Open => true,
                        }
                }
                // An impl names it otherwise.
                Kind::Use => item.imports.iter().any(|import| {
                    let name = import.name.as_deref().filter(|name| *name != "_");
                    let is_it = import.path.last().is_some_and(|last| last == of);
                    is_it && name.is_some_and(|name| name != of)
                        // Or it is itself another trait's name.
                        || matches!(question, Question::Open | Question::ForAll)
                            && !is_it
                            && name == Some(of)
                }),
                Kind::Unknown => has_word(text_of(text, item), of),
                Kind::Macro => renames_trait(text_of(text, item), of),
                _ => false,
            })
        })
}

/// Whether all types of a name in a package are enums with a variant of this name that has no fields, and nothing else is
/// called so through them.
pub(crate) fn has_unit_variant(texts: &Texts, of: &str, name: &str) -> bool {
    let Some(files) = texts.naming(of) else {
        return false;
    };
    let mut found = false;
    for (text, facts) in files {
        for item in all(&facts.items) {
            let text = text_of(text, item);
            if is_macro(item) && has_word(text, name) && has_word(text, of) {
                return false;
            }
            if item.name != of || !(item.kind.is_adt() || item.kind == Kind::TypeAlias) {
                continue;
            }
            let Ok(syn::Item::Enum(tree)) = syn::parse_str::<syn::Item>(text) else {
                return false;
            };
            let mut variants = tree.variants.iter();
            let is_unit = variants
                .any(|known| known.ident == name && matches!(known.fields, syn::Fields::Unit));
            if !is_unit || may_be_rewritten(item) {
                return false;
            }
            found = true;
        }
    }
    found
}

pub(super) struct Search<'s> {
    pub(super) texts: &'s Texts,
    /// That and all others whose code may be meant.
    pub(super) packages: &'s [Rc<Texts>],
    pub(super) question: Question,
    behind: &'s mut dyn FnMut(&str) -> bool,
    /// Types that are being looked at.
    open: BTreeSet<String>,
}

impl Search<'_> {
    /// Whether it holds by the impl under a header.
    pub(super) fn header(&mut self, text: Option<&str>) -> bool {
        let header = text.filter(|text| !speaks_of_functions(text));
        match header.and_then(parse_header) {
            Some(syn::Item::Impl(header)) => match self.question {
                Question::Implemented => self.fits(&header),
                Question::Open => header
                    .generics
                    .type_params()
                    .any(|parameter| !self.is_asked_the_same(&parameter.ident, &header)),
                Question::ForAll => match without_references(&header.self_ty) {
                    syn::Type::Path(path) => header
                        .generics
                        .type_params()
                        .any(|parameter| path.path.is_ident(&parameter.ident)),
                    _ => true,
                },
                Question::Run => {
                    let mut types = Types::default();
                    types.visit_type(&header.self_ty);
                    self.bounds(&header.generics) || self.types(types, &header.generics)
                }
            },
            _ => true,
        }
    }

    /// Whether the impl's own trait is asked of a type parameter: what stands for that is among those that have it anyway.
    fn is_asked_the_same(&self, parameter: &syn::Ident, header: &syn::ItemImpl) -> bool {
        let Some((of, _)) = &header.trait_ else {
            return false;
        };
        let is_it = |bound: &syn::TypeParamBound| match bound {
            syn::TypeParamBound::Trait(bound) => bound.path == *of,
            _ => false,
        };
        let mut asked = bounds_in(&header.generics).filter(|asked| asked.whole);
        asked.any(|asked| asked.parameter == parameter && asked.bounds.iter().any(is_it))
    }

    /// Whether an impl is for all types of which something is asked that closures have.
    fn fits(&mut self, header: &syn::ItemImpl) -> bool {
        let parameters = header.generics.type_params();
        let mut parameters = parameters.map(|parameter| &parameter.ident);
        let name = match without_references(&header.self_ty) {
            syn::Type::Path(path) if path.qself.is_none() => match path.path.get_ident() {
                Some(name) if parameters.any(|parameter| parameter == name) => name,
                Some(_) | None => return false,
            },
            syn::Type::Slice(_) | syn::Type::Array(_) | syn::Type::Tuple(_) => return false,
            _ => return true,
        };
        let mut bounds = Bounds::default();
        for asked in bounds_in(&header.generics).filter(|asked| asked.whole) {
            if asked.parameter == name {
                let of = asked.bounds.iter();
                of.for_each(|bound| bounds.visit_type_param_bound(bound));
            }
        }
        bounds.0.iter().all(|name| (self.behind)(name))
    }

    /// Whether what is asked of type parameters may run one.
    fn bounds(&mut self, generics: &syn::Generics) -> bool {
        let mut bounds = Bounds::default();
        bounds.visit_generics(generics);
        bounds.0.iter().any(|name| (self.behind)(name))
    }

    /// Whether one may lie in these types and be run by them.
    fn types(&mut self, types: Types, generics: &syn::Generics) -> bool {
        let parameters: Vec<String> = generics
            .type_params()
            .map(|parameter| parameter.ident.to_string())
            .collect();
        types.other
            || types.named.iter().any(|path| match &path[..] {
                [name] => !parameters.contains(name) && self.named(name),
                [first, .., last] if STD.contains(&first.as_str()) => {
                    !QUIET.contains(&last.as_str()) || self.texts.hides_std()
                }
                [way @ .., last] => {
                    let mut way = way.iter();
                    !way.all(|name| self.texts.is_local(name))
                        || self.texts.brings_all()
                        || self.named(last)
                }
                [] => true,
            })
    }

    /// Whether it holds by what one of these derives may write for a type of the package.
    fn derived(&mut self, derives: &BTreeSet<String>) -> bool {
        let texts = self.texts;
        let imports = || {
            let items = texts.files.iter().flat_map(|file| all(&file.facts().items));
            items.flat_map(|item| &item.imports)
        };
        let is_meant = |name: &str| {
            let mut other = imports().filter(|import| import.name.as_deref() == Some(name));
            derives.contains(name)
                || other.any(|import| {
                    import
                        .path
                        .last()
                        .is_some_and(|last| derives.contains(last))
                })
        };
        let said = |file: &&File| derives.iter().any(|name| has_word(&file.text, name));
        if !texts.files.iter().any(|file| said(&file)) {
            return false;
        }
        let files = match texts.expanded() {
            Some(files) => files,
            None => &texts.files,
        };
        files.iter().any(|file| {
            all(&file.facts().items).into_iter().any(|item| {
                let text = text_of(&file.text, item);
                if is_macro(item) && derives.iter().any(|name| has_word(text, name)) {
                    return true;
                }
                let named = item.marks.derives.iter();
                let mut named = named.chain(item.marks.derives_if.iter().map(|(_, path)| path));
                named.any(|path| is_meant(last_of(path)))
                    && match self.question {
                        Question::Implemented | Question::ForAll => false,
                        Question::Run => self.parts(text),
                        Question::Open => true,
                    }
            })
        })
    }

    /// Whether one may lie in a type of this name.
    pub(super) fn named(&mut self, name: &str) -> bool {
        let is_quiet = QUIET.contains(&name) && !self.is_other(name);
        if is_quiet || !self.open.insert(name.to_owned()) {
            return false;
        }
        let Some(files) = self.texts.naming(name) else {
            return true;
        };
        let mut declared = false;
        let may = files.iter().any(|(text, facts)| {
            all(&facts.items).into_iter().any(|item| {
                let text = text_of(text, item);
                let others = item
                    .imports
                    .iter()
                    .filter(|import| import.name.as_deref() == Some(name));
                let others =
                    others.filter_map(|import| import.path.last().filter(|last| *last != name));
                for other in others {
                    declared = true;
                    if self.named(other) {
                        return true;
                    }
                }
                if is_macro(item) {
                    // What a macro writes may be of that name.
                    return self.written_types(item, text, name).is_none_or(|types| {
                        declared |= !types.is_empty();
                        types.iter().any(|text| self.parts(text))
                    });
                }
                let is_type = item.kind.is_adt() || item.kind == Kind::TypeAlias;
                let is_meant = is_type && item.name == name;
                declared |= is_meant;
                is_meant && self.parts(text)
            })
        });
        may || !declared
    }

    /// Whether a name of a type of std may be another type's in the package.
    fn is_other(&self, name: &str) -> bool {
        if name == "Self" {
            return false;
        }
        if name.starts_with(|c: char| c.is_lowercase()) {
            return self.texts.hide_words(name, self.packages);
        }
        let is_others = |import: &Import| {
            let first = import.path.first().map_or("", String::as_str);
            let is_std =
                STD.contains(&first) && import.path.last().is_some_and(|last| last == name);
            import.name.as_deref() == Some(name) && !is_std && !self.texts.leads_inside(import)
        };
        let named = self
            .texts
            .files
            .iter()
            .filter(|file| has_word(&file.text, name));
        let in_macro = named.clone().any(|file| {
            let items = all(&file.facts().items).into_iter();
            let mut macros = items.filter(|item| is_macro(item));
            macros.any(|item| has_word(text_of(&file.text, item), name))
        });
        let expanded = in_macro.then(|| self.texts.expanded()).flatten();
        let mut files = expanded.unwrap_or(&self.texts.files).iter();
        let is_declared = files.any(|file| {
            // Not in a comment.
            let declares = |item: &Item| match is_macro(item) {
                true => declares_among(text_of(&file.text, item).parse().ok(), name),
                false => item.name == name && (item.kind.is_adt() || item.kind == Kind::TypeAlias),
            };
            let is_declared = stands_behind(&file.text, name, &TYPES);
            let is_given = |item: &Item| {
                item.kind == Kind::MacroCall
                    && has_word(text_of(&file.text, item), name)
                    && self.texts.may_declare(item, self.packages)
            };
            has_word(&file.text, name)
                && all(&file.facts().items).into_iter().any(|item| {
                    item.imports.iter().any(is_others)
                        || is_declared && declares(item)
                        || is_given(item)
                })
        });
        let is_brought = || {
            let mut packages = self.packages.iter();
            self.texts.brings_all() && packages.any(|texts| texts.stands_behind(name, &NAMING))
        };
        is_declared || self.texts.hides_std() || is_brought()
    }

    /// Whether one may lie in what is declared here.
    fn parts(&mut self, text: &str) -> bool {
        // What a pointer hides is run by nobody in a package that speaks of nothing that can be called.
        let erased = || text.contains("*const") || text.contains("*mut");
        let called = || self.texts.texts().any(speaks_of_functions);
        if speaks_of_functions(text) || erased() && called() {
            return true;
        }
        let Ok(item) = syn::parse_str::<syn::Item>(text) else {
            return true;
        };
        let mut types = Types::default();
        match visit_parts(&item, &mut types) {
            Some(generics) => self.types(types, generics),
            None => true,
        }
    }
}

/// Looks at what a type is made of: its fields, and what its parameters are unless told. Gives those; none of no type.
pub(super) fn visit_parts<'i>(
    item: &'i syn::Item,
    types: &mut impl Visit<'i>,
) -> Option<&'i syn::Generics> {
    let generics = match item {
        syn::Item::Struct(item) => {
            types.visit_fields(&item.fields);
            &item.generics
        }
        syn::Item::Enum(item) => {
            let variants = item.variants.iter();
            variants.for_each(|variant| types.visit_fields(&variant.fields));
            &item.generics
        }
        syn::Item::Union(item) => {
            types.visit_fields_named(&item.fields);
            &item.generics
        }
        syn::Item::Type(item) => {
            types.visit_type(&item.ty);
            &item.generics
        }
        _ => return None,
    };
    let defaults = generics.type_params().filter_map(|of| of.default.as_ref());
    defaults.for_each(|(_, ty)| types.visit_type(ty));
    Some(generics)
}

/// Whether a type of a name is declared among tokens.
fn declares_among(tokens: Option<TokenStream>, name: &str) -> bool {
    let Some(tokens) = tokens else {
        return true;
    };
    let mut behind = false;
    tokens.into_iter().any(|token| match token {
        TokenTree::Group(group) => declares_among(Some(group.stream()), name),
        TokenTree::Ident(word) => {
            let declared = behind && word == name;
            behind = TYPES.iter().any(|of| word == of);
            declared
        }
        _ => false,
    })
}

/// Whether a text has closures, functions or objects in it as types.
pub(crate) fn speaks_of_functions(text: &str) -> bool {
    names_functions(text) || has_word(text, "dyn")
}

/// The types in a type or in fields.
#[derive(Default)]
struct Types {
    /// Their paths.
    named: BTreeSet<Vec<String>>,
    /// Whether there are others, of which nothing is known.
    other: bool,
}

impl<'ast> Visit<'ast> for Types {
    fn visit_type(&mut self, node: &'ast syn::Type) {
        match node {
            syn::Type::Path(path) if path.qself.is_none() => {
                let names = path.path.segments.iter().map(|part| part.ident.unraw());
                self.named
                    .insert(names.map(|name| name.to_string()).collect());
            }
            syn::Type::Reference(_)
            | syn::Type::Slice(_)
            | syn::Type::Array(_)
            | syn::Type::Tuple(_)
            | syn::Type::Paren(_)
            | syn::Type::Group(_)
            | syn::Type::Ptr(_)
            | syn::Type::Never(_) => {}
            _ => self.other = true,
        }
        visit::visit_type(self, node);
    }

    // The length of an array.
    fn visit_expr(&mut self, _: &'ast syn::Expr) {}
}

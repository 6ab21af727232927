//! From a path in cache.toml to the function it names.

use crate::diagnostic::Place;
use crate::model::{Kind, Vis};
use crate::parse::{Piece, Writer};
use crate::plan::{Found, FunctionPath, NotFound, Owner, Step, StepKind, Unsure, Visibility};
use crate::resolve::absolute::Absolute;
use crate::resolve::graph::{CrateId, ItemId, ModuleId};
use crate::resolve::impls::Head;
use crate::resolve::load::Program;
use crate::resolve::macros::ALTERNATIVE;
use crate::resolve::names::{Ns, Res};
use proc_macro2::TokenStream;
use std::collections::BTreeSet;
use std::str::FromStr;
use syn::spanned::Spanned;
use syn::visit_mut::VisitMut;

/// How many other functions a miss suggests.
const SUGGESTIONS: usize = 3;

/// A function on the way to being found.
struct Hit {
    item: ItemId,
    steps: Vec<Step>,
    owner: Option<ItemId>,
    /// What has its name as well: in which build which of them is there, conditions say that nobody here can decide.
    others: Vec<ItemId>,
}

impl Program {
    /// The function that a path names.
    pub fn find(&self, path: &FunctionPath) -> Result<Found, NotFound> {
        let hit = self.search(path)?;
        self.describe(path, hit)
    }

    /// The item of the function that a path names; the first, if conditions choose among several.
    pub fn find_item(&self, path: &FunctionPath) -> Result<ItemId, NotFound> {
        self.search(path).map(|hit| hit.item)
    }

    /// All items that the function may be which a path names.
    pub fn find_items(&self, path: &FunctionPath) -> Result<Vec<ItemId>, NotFound> {
        let hit = self.search(path)?;
        Ok([&[hit.item], &hit.others[..]].concat())
    }

    fn search(&self, path: &FunctionPath) -> Result<Hit, NotFound> {
        let path = &plain(path);
        let mut best: Option<NotFound> = None;
        for krate in self.crate_named(path.krate()) {
            match self.search_in(krate, path) {
                Ok(hit) => return Ok(hit),
                Err(miss) => {
                    if best
                        .as_ref()
                        .is_none_or(|best| miss.reached.len() > best.reached.len())
                    {
                        best = Some(miss);
                    }
                }
            }
        }
        let mut miss = best.unwrap_or(NotFound {
            reached: Vec::new(),
            candidates: Vec::new(),
            unsure: None,
        });
        miss.candidates = self.candidates(path);
        Err(miss)
    }

    fn search_in(&self, krate: CrateId, path: &FunctionPath) -> Result<Hit, NotFound> {
        let (place, of, name) = match path {
            FunctionPath::Plain(path) => (&path[..path.len().saturating_sub(1)], None, path.last()),
            FunctionPath::OfTrait { owner, of, name } => (&owner[..], Some(of), Some(name)),
        };
        let mut reached = vec![path.krate().to_owned()];
        let miss = |reached: &[String], unsure| NotFound {
            reached: reached.to_vec(),
            candidates: Vec::new(),
            unsure,
        };
        let Some(name) = name else {
            return Err(miss(&reached, None));
        };
        let mut module = self.krate(krate).root;
        let mut owner = None;
        let mut steps = Vec::new();
        for segment in place.iter().skip(1) {
            if owner.is_some() {
                return Err(miss(&reached, None));
            }
            let found = self.member(module, segment, Ns::Type);
            let types = |res: &Res| match res {
                Res::Item(item) => self.aliased(*item),
                _ => None,
            };
            if let Some(Res::Module(inside)) =
                found.iter().find(|res| matches!(res, Res::Module(_)))
            {
                let declared = self.module(*inside).item;
                steps.push(self.step(module, segment, declared, StepKind::Module));
                module = *inside;
            } else if let Some(item) = found.iter().find_map(types) {
                steps.push(self.step(module, segment, Some(item), StepKind::Type));
                owner = Some(item);
            } else {
                return Err(miss(&reached, self.unsure(module, segment)));
            }
            reached.push(segment.clone());
        }
        match (owner, of) {
            (None, None) => {
                let found = self.member(module, name, Ns::Value);
                let functions = found.iter().filter_map(|res| match res {
                    Res::Item(item) if self.item(*item).kind == Kind::Fn => Some(*item),
                    _ => None,
                });
                let functions: Vec<ItemId> = functions.collect();
                match functions.split_first() {
                    Some((item, others)) => {
                        steps.push(self.step(module, name, Some(*item), StepKind::Function));
                        Ok(Hit {
                            item: *item,
                            steps,
                            owner: None,
                            others: others.to_vec(),
                        })
                    }
                    None => {
                        let other = found
                            .iter()
                            .chain(&self.member(module, name, Ns::Type))
                            .find_map(|res| match res {
                                Res::Item(item) => Some(Unsure::NotAFunction(
                                    self.item(*item).kind.word(),
                                    self.place(*item),
                                )),
                                Res::Module(module) => {
                                    let item = self.module(*module).item?;
                                    Some(Unsure::NotAFunction("module", self.place(item)))
                                }
                                _ => None,
                            });
                        Err(miss(&reached, other.or_else(|| self.unsure(module, name))))
                    }
                }
            }
            (Some(owner), of) => {
                let of = of.and_then(|of| self.trait_at(of));
                let mut hit: Option<Hit> = None;
                for data in self.impls().of(&Head::Item(owner)) {
                    let fits = match (&of, path) {
                        (_, FunctionPath::Plain(_)) => data.by.is_empty(),
                        (Some(of), _) => data.by.contains(of),
                        (None, _) => false,
                    };
                    let members = self.item(data.item).members.iter().filter(|_| fits);
                    for member in members.copied() {
                        let item = self.item(member);
                        if item.kind != Kind::Fn || item.name != *name {
                            continue;
                        }
                        if let Some(hit) = &mut hit {
                            hit.others.push(member);
                            continue;
                        }
                        let mut steps = steps.clone();
                        steps.push(Step {
                            name: name.clone(),
                            kind: StepKind::Function,
                            visibility: match data.by.is_empty() {
                                true => self.visibility(&item.vis, item.module),
                                false => Visibility::Public,
                            },
                            place: self.place(member),
                        });
                        hit = Some(Hit {
                            item: member,
                            steps,
                            owner: Some(data.item),
                            others: Vec::new(),
                        });
                    }
                }
                hit.ok_or_else(|| miss(&reached, self.unsure(self.item(owner).module, name)))
            }
            (None, Some(_)) => Err(miss(&reached, None)),
        }
    }

    /// A struct, enum or union, looked up through aliases.
    fn aliased(&self, item: ItemId) -> Option<ItemId> {
        match self.item(item).kind {
            Kind::Struct | Kind::Enum | Kind::Union => Some(item),
            Kind::TypeAlias => {
                let Some(Piece::Item(syn::Item::Type(alias))) = self.piece(item) else {
                    return None;
                };
                let heads = self.heads(self.item(item).module, &[], &alias.ty);
                heads.into_iter().find_map(|head| {
                    if let Head::Item(item) = head {
                        Some(item)
                    } else {
                        None
                    }
                })
            }
            _ => None,
        }
    }

    /// The trait at an absolute path, which may be of any crate.
    fn trait_at(&self, path: &[String]) -> Option<Res> {
        let first = path.first()?;
        for krate in self.crate_named(first) {
            let mut own = vec!["crate".to_owned()];
            own.extend(path.iter().skip(1).cloned());
            if let Some(found) = self
                .resolve_whole(self.krate(krate).root, &own, false, Ns::Type)
                .into_iter()
                .next()
            {
                return Some(found);
            }
        }
        let root = self.krate(CrateId(0)).root;
        self.resolve_whole(root, path, false, Ns::Type)
            .into_iter()
            .next()
    }

    fn step(&self, module: ModuleId, name: &str, item: Option<ItemId>, kind: StepKind) -> Step {
        let declared_here = item.filter(|item| {
            self.module(module)
                .names
                .get(name)
                .is_some_and(|items| items.contains(item))
        });
        let import = self
            .module(module)
            .imports
            .iter()
            .find(|import| import.name.as_deref() == Some(name));
        let (vis, place) = match (declared_here, import, item) {
            (Some(item), _, _) => (self.item(item).vis.clone(), self.place(item)),
            (None, Some(import), _) => {
                (self.item(import.item).vis.clone(), self.place(import.item))
            }
            (None, None, Some(item)) => (Vis::Public, self.place(item)),
            (None, None, None) => (
                Vis::Public,
                Place::whole(self.text(self.module(module).text).file.to_path_buf()),
            ),
        };
        Step {
            name: name.to_owned(),
            kind,
            visibility: self.visibility(&vis, module),
            place,
        }
    }

    fn visibility(&self, vis: &Vis, module: ModuleId) -> Visibility {
        let scope = match vis {
            Vis::Public => return Visibility::Public,
            Vis::Inherited => Some(self.real(module)),
            Vis::In(path) => self.scope_of(path, module),
        };
        let mut names = Vec::new();
        let mut scope = scope;
        while let Some(at) = scope {
            let data = self.module(at);
            if data.parent.is_some() && !data.block {
                names.push(data.name.clone());
            }
            scope = data.parent;
        }
        names.reverse();
        Visibility::Within(names)
    }

    /// Why something may be in a module although it was not found.
    fn unsure(&self, module: ModuleId, name: &str) -> Option<Unsure> {
        if let Some((_, place)) = &self.module(module).broken {
            return Some(Unsure::Unparsed(place.clone()));
        }
        let skipped = self
            .skipped
            .iter()
            .find(|skipped| skipped.module == module && skipped.name == name);
        if let Some(skipped) = skipped {
            return Some(Unsure::CfgOff(
                skipped.predicate.clone(),
                skipped.place.clone(),
            ));
        }
        let calls = self.module(module).nameless.iter().find(|item| {
            let data = self.item(**item);
            data.kind == Kind::MacroCall && data.declares.is_none()
        });
        let name = |item: &ItemId| {
            self.item(*item)
                .call
                .as_ref()
                .and_then(|call| call.path.last().cloned())
        };
        calls.and_then(|item| Some(Unsure::Macro(name(item)?, self.place(*item))))
    }

    /// Functions that may have been meant, the closest first.
    fn candidates(&self, path: &FunctionPath) -> Vec<String> {
        let wanted = path.to_string();
        let krates = self.crate_named(path.krate());
        let mut scored: Vec<(usize, String)> = Vec::new();
        for (at, item) in self.items.iter().enumerate() {
            if item.kind != Kind::Fn
                || !(krates.is_empty() && item.krate.0 == 0 || krates.contains(&item.krate))
            {
                continue;
            }
            let Some(listed) = self.listed_as(ItemId(at as u32)) else {
                continue;
            };
            let by_name = strsim::damerau_levenshtein(&item.name, path.name());
            let whole = strsim::damerau_levenshtein(&listed, &wanted);
            if by_name <= item.name.len().max(path.name().len()) / 3 {
                scored.push((by_name * 4 + whole, listed));
            }
        }
        scored.sort();
        scored.dedup();
        scored
            .into_iter()
            .take(SUGGESTIONS)
            .map(|(_, listed)| listed)
            .collect()
    }

    /// The path by which cache.toml would list a function; none if it cannot.
    pub fn listed_as(&self, item: ItemId) -> Option<String> {
        let data = self.item(item);
        if self.module(data.module).block {
            return None;
        }
        let krate = &self.krate(data.krate).name;
        let plain = |program: &Program, item: ItemId| {
            let path = program.item_path(item);
            path.split_once("::")
                .map(|(_, rest)| format!("{krate}::{rest}"))
        };
        match data.parent {
            None => plain(self, item),
            Some(parent) if self.item(parent).kind == Kind::Impl => {
                let record = self.impls().get(parent)?;
                let owner = record.of.iter().find_map(|head| {
                    if let Head::Item(item) = head {
                        Some(*item)
                    } else {
                        None
                    }
                })?;
                let owner = plain(self, owner)?;
                match record.by.first() {
                    None => Some(format!("{owner}::{}", data.name)),
                    Some(Res::Item(of)) => {
                        Some(format!("<{owner} as {}>::{}", plain(self, *of)?, data.name))
                    }
                    Some(Res::Foreign(of)) => Some(format!("<{owner} as {of}>::{}", data.name)),
                    Some(_) => None,
                }
            }
            Some(_) => None,
        }
    }

    /// The attributes and the signature of a function; none if it does not parse. That its body does is remembered by
    /// the text, for to parse that is most of the work.
    fn signature_of(&self, item: ItemId) -> Option<(Vec<syn::Attribute>, syn::Signature)> {
        let data = self.item(item);
        let container = data.parent.map(|parent| self.item(parent).kind);
        let mut key = Writer::default();
        key.text("a function that parses");
        key.bytes(&self.text_hash(item));
        key.option(container.as_ref(), |out, kind| out.number(*kind as u32));
        let key = *blake3::hash(&key.0).as_bytes();
        let of_source = self.text(data.text).call.is_none();
        let piece = match of_source && self.kept.note(key).is_some() {
            true => self.piece_without_body(item),
            false => self.piece(item),
        };
        let (attrs, signature) = match piece {
            Some(Piece::Item(syn::Item::Fn(f))) => (f.attrs, f.sig),
            Some(Piece::Impl(syn::ImplItem::Fn(f))) => (f.attrs, f.sig),
            Some(Piece::Foreign(syn::ForeignItem::Fn(f))) => (f.attrs, f.sig),
            _ => return None,
        };
        // Attributes may stand in the body as well.
        let outer = |attr: &syn::Attribute| matches!(attr.style, syn::AttrStyle::Outer);
        if of_source && attrs.iter().all(outer) {
            self.kept.keep(key, Vec::new());
        }
        Some((attrs, signature))
    }

    /// The predicates under which a function is there: all that stand on the way to it, or of several functions those of
    /// any.
    fn cfgs_of(&self, hit: &Hit) -> Vec<TokenStream> {
        let of = |item: ItemId| -> Vec<TokenStream> {
            let data = self.item(item);
            let mut predicates = self.module(data.module).predicates.clone();
            for item in data.parent.into_iter().chain([item]) {
                predicates.extend(self.item(item).predicates.iter().cloned());
            }
            // One of several is there, and the compiler sees that one alone.
            let told = |text: &&String| !text.replace(' ', "").starts_with(ALTERNATIVE);
            let tokens = predicates.iter().filter(told);
            tokens
                .filter_map(|text| TokenStream::from_str(text).ok())
                .collect()
        };
        let own = of(hit.item);
        let others: Vec<_> = hit.others.iter().map(|item| of(*item)).collect();
        // One without any is always there.
        if others.is_empty() || own.is_empty() {
            return own;
        }
        if others.iter().any(Vec::is_empty) {
            return Vec::new();
        }
        let all = [own].into_iter().chain(others);
        let all = all.map(|own| quote::quote! { all(#(#own),*) });
        vec![quote::quote! { any(#(#all),*) }]
    }

    /// The first function that has the same path, and other arguments or another result. A wrapper has one signature.
    fn unlike(&self, hit: &Hit) -> Option<ItemId> {
        if hit.others.is_empty() {
            return None;
        }
        let signature = |item: ItemId| {
            let (_, mut signature) = self.signature_of(item)?;
            // How an argument is called within makes no other function.
            for input in &mut signature.inputs {
                if let syn::FnArg::Typed(typed) = input {
                    typed.attrs.clear();
                    *typed.pat = syn::parse_quote!(_);
                }
            }
            Some(signature)
        };
        let own = signature(hit.item)?;
        let mut others = hit.others.iter().copied();
        others.find(|item| signature(*item).is_some_and(|other| other != own))
    }

    fn describe(&self, path: &FunctionPath, hit: Hit) -> Result<Found, NotFound> {
        if let Some(other) = self.unlike(&hit) {
            return Err(NotFound {
                reached: Vec::new(),
                candidates: Vec::new(),
                unsure: Some(Unsure::Unlike(self.place(hit.item), self.place(other))),
            });
        }
        let data = self.item(hit.item);
        let Some((attrs, mut signature)) = self.signature_of(hit.item) else {
            let unsure = Some(Unsure::Unparsed(self.place(hit.item)));
            return Err(NotFound {
                reached: Vec::new(),
                candidates: Vec::new(),
                unsure,
            });
        };
        let base = data.span.start;
        let at = |span: proc_macro2::Span| {
            let range = span.byte_range();
            self.place_in(
                data.text,
                (base + range.start as u32, base + range.end as u32),
            )
        };
        let arguments = signature
            .inputs
            .iter()
            .map(|input| at(input.span()))
            .collect();
        let result = match &signature.output {
            syn::ReturnType::Type(_, ty) => Some(at(ty.span())),
            syn::ReturnType::Default => None,
        };
        for input in signature.inputs.iter_mut() {
            match input {
                syn::FnArg::Receiver(receiver) => receiver.attrs.clear(),
                syn::FnArg::Typed(typed) => typed.attrs.clear(),
            }
        }
        let record = hit.owner.and_then(|owner| self.impls().get(owner));
        let mut generics: BTreeSet<String> = names_of(&signature.generics);
        generics.extend(
            record
                .iter()
                .flat_map(|record| names_of(&record.header.generics)),
        );
        let mut absolute = Absolute {
            program: self,
            module: data.module,
            generics,
            origin: (data.text, base),
            hidden: Vec::new(),
        };
        absolute.visit_signature_mut(&mut signature);
        let owner = record.map(|record| {
            let mut header = record.header.clone();
            let item = self.item(record.item);
            absolute.origin = (item.text, item.span.start);
            absolute.visit_generics_mut(&mut header.generics);
            absolute.visit_type_mut(&mut header.self_ty);
            let by = header.trait_.map(|(path, _)| {
                let mut bound: syn::TraitBound = syn::parse_quote!(#path);
                absolute.visit_trait_bound_mut(&mut bound);
                bound.path
            });
            let local = record.of.iter().any(|head| match head {
                Head::Item(item) => self.item(*item).krate == data.krate,
                _ => false,
            });
            Owner {
                generics: header.generics,
                of: *header.self_ty,
                by,
                local,
            }
        });
        let cfgs = self.cfgs_of(&hit);
        Ok(Found {
            path: path.clone(),
            steps: hit.steps,
            signature,
            arguments,
            result,
            place: self.place(hit.item),
            hidden: absolute.hidden,
            docs: attrs.iter().filter_map(doc_line).collect(),
            cfgs,
            attributes: attrs
                .into_iter()
                .filter(|attr| {
                    attr.path().is_ident("deprecated") || attr.path().is_ident("must_use")
                })
                .collect(),
            owner,
            from_macro: self.text(data.text).call.and_then(|call| {
                let call = self.item(call).call.as_ref()?;
                Some(format!("{}!", call.path.join("::")))
            }),
        })
    }
}

/// The path with `r#` gone, as the names of items have it gone.
fn plain(path: &FunctionPath) -> FunctionPath {
    let name = |name: &String| name.strip_prefix("r#").unwrap_or(name).to_owned();
    let names = |names: &[String]| names.iter().map(name).collect();
    match path {
        FunctionPath::Plain(path) => FunctionPath::Plain(names(path)),
        FunctionPath::OfTrait {
            owner,
            of,
            name: method,
        } => FunctionPath::OfTrait {
            owner: names(owner),
            of: names(of),
            name: name(method),
        },
    }
}

fn names_of(generics: &syn::Generics) -> BTreeSet<String> {
    generics
        .params
        .iter()
        .filter_map(|parameter| match parameter {
            syn::GenericParam::Type(parameter) => Some(parameter.ident.to_string()),
            syn::GenericParam::Const(parameter) => Some(parameter.ident.to_string()),
            syn::GenericParam::Lifetime(_) => None,
        })
        .collect()
}

fn doc_line(attr: &syn::Attribute) -> Option<String> {
    match &attr.meta {
        syn::Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            syn::Expr::Lit(syn::ExprLit {
                lit: syn::Lit::Str(text),
                ..
            }) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}

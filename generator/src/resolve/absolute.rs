//! Types as another module can write them: every path absolute, generic parameters and `Self` left alone.

use crate::model::Kind;
use crate::parse::compact;
use crate::plan::{Hidden, HiddenReason};
use crate::resolve::graph::{CrateId, Extern, ItemId, ModuleId, TextId};
use crate::resolve::impls::path_names;
use crate::resolve::likeliest::likeliest;
use crate::resolve::load::Program;
use crate::resolve::names::{Ns, Res};
use proc_macro2::Span;
use quote::ToTokens;
use std::collections::BTreeSet;
use syn::punctuated::Punctuated;
use syn::visit_mut::{self, VisitMut};
use syn::{Path, PathArguments, PathSegment, Token};

/// How many modules deep a re-export is searched.
const SEARCH_DEPTH: usize = 6;

/// Makes the paths of a piece of syntax absolute, and remembers what could not be.
pub struct Absolute<'a> {
    /// The program.
    pub program: &'a Program,
    /// Where the syntax stands.
    pub module: ModuleId,
    /// Generic parameters in scope.
    pub generics: BTreeSet<String>,
    /// The text it was parsed from, and the byte of that text at which parsing began.
    pub origin: (TextId, u32),
    /// What wrappers cannot name.
    pub hidden: Vec<Hidden>,
}

impl Absolute<'_> {
    fn place(&self, span: Span) -> crate::diagnostic::Place {
        let range = span.byte_range();
        let (text, base) = self.origin;
        self.program
            .place_in(text, (base + range.start as u32, base + range.end as u32))
    }

    fn hide(&mut self, written: String, span: Span, reason: HiddenReason) {
        let place = self.place(span);
        self.hidden.push(Hidden {
            written,
            place,
            reason,
        });
    }

    /// The path with its resolved beginning replaced; none if it is to stay as it is.
    fn absolute(&mut self, path: &Path, ns: Ns) -> Option<Path> {
        let names = path_names(path);
        let first = names.first()?;
        if path.leading_colon.is_none() && (first == "Self" || self.generics.contains(first)) {
            return None;
        }
        let found = self
            .program
            .resolve(self.module, &names, path.leading_colon.is_some(), ns);
        let span = path.segments.first()?.ident.span();
        let sure = found.iter().find(|(res, _)| match res {
            Res::Item(item) => self.program.item(*item).cfgs.is_empty(),
            _ => true,
        });
        let arguments = path
            .segments
            .last()
            .map_or(0, |last| match &last.arguments {
                PathArguments::AngleBracketed(arguments) => arguments.args.len(),
                _ => 0,
            });
        let likely = match sure {
            Some((Res::Item(_), _)) => sure,
            _ if names.len() == 1 => likeliest(&found, first, arguments),
            _ => sure.or(found.first()),
        };
        let Some((res, taken)) = likely else {
            self.hide(
                compact(path.to_token_stream()),
                span,
                HiddenReason::Unresolved,
            );
            return None;
        };
        let target = match res {
            Res::Builtin(_) => return None,
            Res::Foreign(target) => Ok(format!("::{target}")),
            Res::Item(item) => self
                .program
                .nameable(*item, self.program.module(self.module).krate),
            Res::Module(_) => Err(HiddenReason::Unresolved),
        };
        let target = match target {
            Ok(target) => target,
            Err(reason) => {
                self.hide(compact(path.to_token_stream()), span, reason);
                return None;
            }
        };
        let mut absolute: Path = syn::parse_str(&target).ok()?;
        for segment in absolute.segments.iter_mut() {
            segment.ident.set_span(span);
        }
        let old: Vec<PathSegment> = path.segments.iter().cloned().collect();
        if let (Some(last), Some(old)) = (absolute.segments.last_mut(), old.get(taken - 1)) {
            last.arguments = old.arguments.clone();
        }
        absolute.segments.extend(old.into_iter().skip(*taken));
        Some(absolute)
    }
}

impl VisitMut for Absolute<'_> {
    fn visit_type_path_mut(&mut self, node: &mut syn::TypePath) {
        match &mut node.qself {
            None => {
                if let Some(path) = self.absolute(&node.path, Ns::Type) {
                    node.path = path;
                }
            }
            Some(qself) if qself.position > 0 => {
                // `<T as Trait>::Name`: the trait's path is the part before `Name`.
                let of: Punctuated<PathSegment, Token![::]> = node
                    .path
                    .segments
                    .iter()
                    .take(qself.position)
                    .cloned()
                    .collect();
                let path = Path {
                    leading_colon: node.path.leading_colon,
                    segments: of,
                };
                if let Some(mut path) = self.absolute(&path, Ns::Type) {
                    let rest: Vec<PathSegment> = node
                        .path
                        .segments
                        .iter()
                        .skip(qself.position)
                        .cloned()
                        .collect();
                    qself.position = path.segments.len();
                    path.segments.extend(rest);
                    node.path = path;
                }
            }
            Some(_) => {}
        }
        visit_mut::visit_type_path_mut(self, node);
    }

    fn visit_trait_bound_mut(&mut self, node: &mut syn::TraitBound) {
        if let Some(path) = self.absolute(&node.path, Ns::Type) {
            node.path = path;
        }
        visit_mut::visit_trait_bound_mut(self, node);
    }

    fn visit_expr_path_mut(&mut self, node: &mut syn::ExprPath) {
        if node.qself.is_none()
            && let Some(path) = self.absolute(&node.path, Ns::Value)
        {
            node.path = path;
        }
        visit_mut::visit_expr_path_mut(self, node);
    }

    fn visit_type_macro_mut(&mut self, node: &mut syn::TypeMacro) {
        let span = node.mac.bang_token.span;
        self.hide(
            compact(node.mac.to_token_stream()),
            span,
            HiddenReason::Macro,
        );
    }
}

impl Program {
    /// A path by which wrappers in a crate can name an item, as text: `crate::a::T` or `::dep::T`.
    pub fn nameable(&self, item: ItemId, krate: CrateId) -> Result<String, HiddenReason> {
        let data = self.item(item);
        let from = self.krate(krate).root;
        let start = if data.krate == krate {
            Some("crate".to_owned())
        } else {
            let externs = &self.krate(krate).externs;
            let name = externs
                .iter()
                .find(|(_, known)| **known == Extern::Local(data.krate));
            name.map(|(name, _)| format!("::{name}"))
        };
        let Some(start) = start else {
            return Err(HiddenReason::Unresolved);
        };
        // The way it was declared, if all of it can be seen.
        let mut names = vec![data.name.clone()];
        let mut private = None;
        let mut note = |program: &Program, item: ItemId| {
            let data = program.item(item);
            if !program.visible(&data.vis, data.module, from, data.kind) {
                private = Some(item);
            }
        };
        note(self, item);
        let mut module = data.module;
        let mut in_body = false;
        while let Some(parent) = self.module(module).parent {
            in_body |= self.module(module).block;
            names.push(self.module(module).name.clone());
            if let Some(declared) = self.module(module).item {
                note(self, declared);
            }
            module = parent;
        }
        if private.is_none() && !in_body {
            names.push(start);
            names.reverse();
            return Ok(names.join("::"));
        }
        if let Some(found) = self.exported_as(item, self.krate(data.krate).root, from) {
            return Ok(format!("{start}::{}", found.join("::")));
        }
        let culprit = private.unwrap_or(item);
        Err(HiddenReason::Private {
            item: self.crate_path(culprit),
            place: self.place(culprit),
        })
    }

    /// `crate::a::T`.
    fn crate_path(&self, item: ItemId) -> String {
        let path = self.item_path(item);
        match path.split_once("::") {
            Some((_, rest)) => format!("crate::{rest}"),
            None => path.to_string(),
        }
    }

    /// A way to an item through re-exports that can be seen from a module; the shortest, first by name.
    fn exported_as(&self, item: ItemId, root: ModuleId, from: ModuleId) -> Option<Vec<String>> {
        let mut seen = BTreeSet::from([root]);
        let mut level = vec![(root, Vec::<String>::new())];
        for _ in 0..SEARCH_DEPTH {
            let mut next = Vec::new();
            for (module, path) in &level {
                let data = self.module(*module);
                let visible =
                    |item: ItemId| self.visible(&self.item(item).vis, *module, from, Kind::Use);
                let mut names: BTreeSet<&str> = BTreeSet::new();
                for import in data.imports.iter().filter(|import| visible(import.item)) {
                    match &import.name {
                        Some(name) => names.insert(name),
                        None => names.insert(&self.item(item).name),
                    };
                }
                for (name, items) in &data.names {
                    if items.iter().any(|item| {
                        let data = self.item(*item);
                        self.visible(&data.vis, *module, from, data.kind)
                    }) {
                        names.insert(name);
                    }
                }
                for name in names {
                    for res in self.member(*module, name, Ns::Type) {
                        let mut path = path.clone();
                        path.push(name.to_owned());
                        match res {
                            Res::Item(found) if found == item => return Some(path),
                            Res::Module(inside) if seen.insert(inside) => next.push((inside, path)),
                            _ => {}
                        }
                    }
                }
            }
            level = next;
        }
        None
    }
}

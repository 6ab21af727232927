//! The modules of a wrappers' file, which mirror the user's.

use super::function::Function;
use super::names::ident;
use super::{management, wrapper};
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::BTreeMap;

/// A module of the file: wrappers, the management of a function, modules. Often only one of the three.
#[derive(Default)]
pub(super) struct Module<'f> {
    wrappers: Vec<&'f Function<'f>>,
    management: Option<&'f Function<'f>>,
    modules: BTreeMap<String, Module<'f>>,
}

/// The functions laid out by their paths.
pub(super) fn tree<'f>(functions: &'f [Function<'f>]) -> Module<'f> {
    let mut root = Module::default();
    for function in functions {
        let mut module = &mut root;
        for name in function.remembered().modules() {
            module = module.modules.entry(name.to_owned()).or_default();
        }
        module.wrappers.push(function);
        let name = function.remembered().name().to_owned();
        module.modules.entry(name).or_default().management = Some(function);
    }
    root
}

impl Module<'_> {
    /// The whole file: what lies in no module is given its attributes one by one.
    pub(super) fn emit(&self, ambiguous: &[String]) -> TokenStream {
        let allow = allow();
        let items = self
            .items(ambiguous, &[])
            .into_iter()
            .map(|item| quote! { #allow #item });
        items.collect()
    }

    /// The items of the module at `path`.
    fn items(&self, ambiguous: &[String], path: &[&str]) -> Vec<TokenStream> {
        let mut items = Vec::new();
        if !self.wrappers.is_empty() || self.management.is_some() {
            items.push(quote! { use ::rememo::__private::{OrUncompared as _, OrWhole as _}; });
        }
        let managed = self
            .management
            .map(|function| (function, management::items(function, ambiguous, path.len())));
        if let Some((function, managed)) = managed {
            // A module of the same name may lie here too, and does not go when the function does.
            let cfgs = (!self.modules.is_empty()).then(|| function.cfgs());
            items.extend(managed.into_iter().map(|item| quote! { #cfgs #item }));
        }
        items.extend(
            self.wrappers
                .iter()
                .flat_map(|function| wrapper::items(function)),
        );
        items.extend(self.modules.iter().map(|(name, module)| {
            let path: Vec<&str> = path.iter().copied().chain([name.as_str()]).collect();
            module.emit_module(ambiguous, &path)
        }));
        items
    }

    fn emit_module(&self, ambiguous: &[String], path: &[&str]) -> TokenStream {
        let items = self.items(ambiguous, path);
        let name = ident(path.last().copied().unwrap_or_default());
        let (doc, visibility, cfgs) = match self.management {
            Some(function) if self.modules.is_empty() => (
                format!(
                    " Manages what is remembered of `{}`.",
                    function.remembered().found.path
                ),
                function.visibility(),
                function.cfgs(),
            ),
            _ => (
                format!(" Remembered functions of `crate::{}`.", path.join("::")),
                quote! { pub },
                TokenStream::new(),
            ),
        };
        quote! {
            #[doc = #doc]
            #cfgs
            #visibility mod #name { #(#items)* }
        }
    }
}

/// The user's crate may be strict about lints; what is generated here keeps none of them for style.
fn allow() -> TokenStream {
    quote! {
        #[allow(dead_code, deprecated, non_snake_case, unreachable_pub)]
        #[allow(single_use_lifetimes, unused_imports, unused_lifetimes)]
        #[allow(unused_qualifications, unused_variables)]
        #[allow(rustdoc::broken_intra_doc_links, rustdoc::private_intra_doc_links)]
        #[allow(clippy::all, clippy::nursery, clippy::pedantic, clippy::restriction)]
    }
}

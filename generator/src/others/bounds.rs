//! The traits that a header names as bounds.

use std::collections::BTreeSet;
use syn::visit::{self, Visit};

/// The last names of the traits that are asked for.
#[derive(Default)]
pub(super) struct Bounds(pub(super) BTreeSet<String>);

impl<'ast> Visit<'ast> for Bounds {
    fn visit_type_param_bound(&mut self, node: &'ast syn::TypeParamBound) {
        if let syn::TypeParamBound::Verbatim(_) = node {
            // Nobody's name.
            self.0.insert(String::new());
        }
        visit::visit_type_param_bound(self, node);
    }

    fn visit_trait_bound(&mut self, node: &'ast syn::TraitBound) {
        // `?Sized` asks nothing.
        if node.maybe.is_some() {
            return;
        }
        let last = node.path.segments.last();
        self.0.extend(last.map(|last| last.ident.to_string()));
        visit::visit_trait_bound(self, node);
    }
}

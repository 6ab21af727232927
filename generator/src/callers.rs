//! Callers that are not seen: other members of the workspace depend on the package, and may call a listed function with
//! values of types of theirs. What those types do is no part of what this build reads.

use crate::model::{Kind, Vis};
use crate::package::Package;
use crate::parse::{Piece, has_word};
use crate::plan::{Depend, Level, Request};
use crate::reach::Widening;
use crate::resolve::{ItemId, Program};
use quote::ToTokens;
use std::path::PathBuf;

impl Program {
    /// What is to be said of a listed function that lets its callers choose types, where such callers are.
    pub(crate) fn unseen_callers(&self, root: ItemId, request: &Request) -> Option<Widening> {
        let own = self.packages.first()?;
        let is_asked = request.wrapped && request.level != Level::Workspace;
        if !is_asked
            || !own.targets.iter().any(|target| target.is_library())
            || !self.lets_choose(root)
        {
            return None;
        }
        let depended: Vec<_> = request
            .depends
            .iter()
            .filter_map(|(depend, _)| match depend {
                Depend::Files(pattern) => Some(self.matching(pattern)),
                _ => None,
            })
            .flatten()
            .collect();
        let callers = self.dependents().iter();
        let callers: Vec<String> = callers
            .filter(|(_, folder)| !depended.iter().any(|file| file.starts_with(folder)))
            .map(|(name, _)| format!("`{name}`"))
            .collect();
        (!callers.is_empty()).then(|| Widening {
            message: format!(
                "`{}` lets its callers choose types, and {} may choose types of its own, whose code is not covered",
                request.path,
                callers.join(" and ")
            ),
            item: Some(root),
            place: Some(self.place(root)),
            help: Some(
                "name that code in `depends`, as `file:../caller/src/**/*.rs`, take `fingerprint = \"workspace\"`, or list a function of known types"
                    .to_owned(),
            ),
        })
    }

    /// The members of the workspace that depend on the package and are not read: their names and folders.
    fn dependents(&self) -> &[(String, PathBuf)] {
        self.dependents.get_or_init(|| {
            let own = self.packages.first().map(|own| &own.name);
            let members = self.workspace.members(&self.sources).into_iter();
            let others =
                members.filter(|member| !self.packages.iter().any(|read| read.manifest == *member));
            let packages = others.filter_map(|manifest| {
                Package::read(&manifest, &self.workspace, &self.sources).ok()
            });
            packages
                .filter(|other| other.dependencies.iter().any(|on| own == Some(&on.package)))
                .map(|other| (other.name, other.folder))
                .collect()
        })
    }

    /// Whether what another crate calls the function with may be of types of that crate.
    fn lets_choose(&self, root: ItemId) -> bool {
        let data = self.item(root);
        let parent = data.parent.and_then(|parent| self.cached_piece(parent));
        let (of_trait, chosen_by_owner) = match parent.as_deref() {
            Some(Piece::Item(syn::Item::Impl(header))) => (
                header.trait_.is_some(),
                header.generics.type_params().next().is_some(),
            ),
            Some(Piece::Item(syn::Item::Trait(_))) => (true, true),
            _ => (false, false),
        };
        let piece = self.head(root);
        let Some(signature) = piece.as_deref().and_then(Piece::signature) else {
            return false;
        };
        let inputs = signature.inputs.to_token_stream().to_string();
        data.kind == Kind::Fn
            && (of_trait || matches!(data.vis, Vis::Public))
            && (chosen_by_owner
                || signature.generics.type_params().next().is_some()
                || ["impl", "dyn"].iter().any(|word| has_word(&inputs, word)))
    }
}

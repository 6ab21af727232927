//! All edits that could be tried on a crate. Which of them are, `plan` draws.
//!
//! Edits of code follow the list that cargo-mutants made common (bodies, operators, arms, guards); the others go at
//! the channels through which a change elsewhere reaches a function: constants, macros, imports, new impls, defaults,
//! cfgs, features, files, releases. The harmless ones must leave the IR as it is. Whether an edit compiles, and what
//! it changes, is found out by trying.

mod bindings;
mod code;
mod config;
mod harmless;
mod literal;
mod macros;

use std::path::Path;

use proc_macro2::Span;

use super::Result;
use super::catalog::Subject;
use super::edit::{Edit, Kind, Patch};
use super::scratch::Scratch;
use super::sources::{SourceFile, Sources};

/// Every edit of the crate, its program's features and its lock file, in a fixed order.
pub fn candidates(sources: &Sources, scratch: &Scratch, subject: &Subject) -> Result<Vec<Edit>> {
    let mut edits = of_sources(sources);
    edits.extend(config::edits(scratch, subject)?);
    Ok(edits)
}

/// Every edit of the sources alone.
pub fn of_sources(sources: &Sources) -> Vec<Edit> {
    let context = bindings::Context::new(sources);
    let mut edits = Vec::new();
    for file in &sources.files {
        let mut found = Found {
            file,
            edits: Vec::new(),
        };
        code::collect(&mut found);
        macros::collect(&mut found);
        bindings::collect(&mut found, &context);
        harmless::collect(&mut found);
        edits.extend(found.edits);
    }
    edits
}

/// Edits of one file as they are found.
struct Found<'file> {
    file: &'file SourceFile,
    edits: Vec<Edit>,
}

impl Found<'_> {
    /// Replaces what a span covers.
    fn replace(
        &mut self,
        kind: Kind,
        span: Span,
        text: impl Into<String>,
        what: impl Into<String>,
    ) {
        self.several(kind, span, vec![(span, text.into())], what);
    }

    /// Puts text before what a span covers.
    fn before(&mut self, kind: Kind, span: Span, text: impl Into<String>, what: impl Into<String>) {
        let at = span.byte_range().start;
        self.push(
            kind,
            &self.file.path.clone(),
            span,
            vec![Patch {
                range: at..at,
                text: text.into(),
            }],
            what,
        );
    }

    /// Puts text after what a span covers.
    fn after(&mut self, kind: Kind, span: Span, text: impl Into<String>, what: impl Into<String>) {
        let at = span.byte_range().end;
        self.push(
            kind,
            &self.file.path.clone(),
            span,
            vec![Patch {
                range: at..at,
                text: text.into(),
            }],
            what,
        );
    }

    /// Several replacements at once.
    fn several(
        &mut self,
        kind: Kind,
        place: Span,
        parts: Vec<(Span, String)>,
        what: impl Into<String>,
    ) {
        let patches = parts
            .into_iter()
            .map(|(span, text)| Patch {
                range: span.byte_range(),
                text,
            })
            .collect();
        self.push(kind, &self.file.path.clone(), place, patches, what);
    }

    fn push(
        &mut self,
        kind: Kind,
        file: &Path,
        place: Span,
        patches: Vec<Patch>,
        what: impl Into<String>,
    ) {
        let what = what.into();
        self.edits.push(Edit {
            kind,
            file: file.to_owned(),
            line: place.start().line,
            what,
            patches,
        });
    }

    /// The text that a span covers.
    fn text(&self, span: Span) -> &str {
        self.file.text.get(span.byte_range()).unwrap_or_default()
    }
}

/// A short form of a piece of source, for the description of an edit.
fn short(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= 40 {
        line
    } else {
        format!("{}…", line.chars().take(39).collect::<String>())
    }
}

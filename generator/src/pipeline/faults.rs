//! Collects what is wrong, and shows it all at once.

use crate::diagnostic::{self, Diagnostic, Mistake};
use crate::report::Error;
use crate::resolve::Program;
use crate::source::Text;
use std::any::Any;
use std::path::Path;

/// The faults of a run.
pub(super) struct Faults<'p> {
    program: &'p Program,
    all: Vec<Diagnostic>,
}

impl<'p> Faults<'p> {
    pub(super) fn new(program: &'p Program) -> Faults<'p> {
        Faults {
            program,
            all: Vec::new(),
        }
    }

    /// The list itself, to add to.
    pub(super) fn list(&mut self) -> &mut Vec<Diagnostic> {
        &mut self.all
    }

    pub(super) fn add(&mut self, fault: Diagnostic) {
        self.all.push(fault);
    }

    pub(super) fn extend(&mut self, faults: impl IntoIterator<Item = Diagnostic>) {
        self.all.extend(faults);
    }

    /// Ends the run if there are errors. Warnings that came before are shown among them.
    pub(super) fn stop_if_any(&mut self) -> Result<(), Error> {
        diagnostic::sort(&mut self.all);
        if !self.all.iter().any(Diagnostic::is_error) {
            return Ok(());
        }
        let shown = diagnostic::render(&self.all, &|path| self.text(path), self.base());
        Err(Error::Mistakes {
            mistakes: self.all.clone(),
            shown,
        })
    }

    /// The warnings, a line each.
    pub(super) fn lines(&self) -> Vec<String> {
        self.all.iter().map(|fault| self.line(fault)).collect()
    }

    /// One fault as a line.
    pub(super) fn line(&self, fault: &Diagnostic) -> String {
        diagnostic::line(fault, &|path| self.text(path), self.base())
    }

    fn text(&self, path: &Path) -> Option<String> {
        match self.program.sources.text(path) {
            Text::Read(text) => Some(text.to_string()),
            Text::Missing | Text::Unreadable(_) => None,
        }
    }

    /// Paths are shown from the workspace's folder on.
    fn base(&self) -> &Path {
        &self.program.workspace.folder
    }
}

/// Trouble with the package as a whole, before there is anything to point at.
pub(super) fn trouble(why: String) -> Error {
    let mistakes = vec![Diagnostic::of(&Mistake::Package { why })];
    let shown = diagnostic::render(&mistakes, &|_| None, Path::new(""));
    Error::Mistakes { mistakes, shown }
}

/// What a panic said.
pub(super) fn said(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().cloned();
    let text = text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
    text.unwrap_or_else(|| "it panicked".to_owned())
}

//! The user's mistakes: what, where, and what to do. Plain data, the table of them all, and how they are shown.

mod mistake;
mod place;
mod render;
mod suggest;

pub(crate) use mistake::Mistake;
pub use place::Place;
pub use render::{Sources, line, render};
pub(crate) use suggest::{did_you_mean, meant};

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Severity {
    /// The build fails.
    Error,
    /// The build goes on.
    Warning,
}

/// One thing that the user should know, at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// Its number in the table, as `E002`. Numbers are never given twice.
    pub code: &'static str,
    /// What is wrong, in one sentence.
    pub message: String,
    /// Where; none when it is about the package as a whole.
    pub place: Option<Place>,
    /// What to say right below the place. May be empty.
    pub label: String,
    /// Another place that belongs to it, and what to say there.
    pub also: Option<(Place, String)>,
    /// What to do.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A `mistake` at `place`.
    pub(crate) fn at(place: &Place, mistake: &Mistake) -> Diagnostic {
        Diagnostic {
            place: Some(place.clone()),
            ..Diagnostic::of(mistake)
        }
    }

    /// A `mistake` that stands nowhere in particular.
    pub(crate) fn of(mistake: &Mistake) -> Diagnostic {
        let help = mistake.help();
        Diagnostic {
            severity: mistake.severity(),
            code: mistake.code(),
            message: mistake.message(),
            place: None,
            label: mistake.label(),
            also: None,
            help: (!help.is_empty()).then_some(help),
        }
    }

    /// The same, pointing at a second place.
    pub(crate) fn and(mut self, place: &Place, label: impl Into<String>) -> Diagnostic {
        self.also = Some((place.clone(), label.into()));
        self
    }

    /// Whether it fails the build.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// Sorts by place, errors before warnings at the same place, and drops what was said twice.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| {
        (&a.place, a.severity, a.code, &a.message).cmp(&(&b.place, b.severity, b.code, &b.message))
    });
    diagnostics.dedup();
}

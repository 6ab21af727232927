//! Why a definition was not understood, or an invocation did not expand.
//!
//! Each says where, in the tokens it was given. None is fatal to a build: the caller widens and reports.

use proc_macro2::Span;
use thiserror::Error;

/// Why a `macro_rules!` definition was not understood.
#[derive(Debug, Clone, Error)]
#[non_exhaustive]
pub enum DefError {
    /// The text is not `macro_rules! name { (matcher) => {transcriber}; … }`.
    #[error("expected {expected} in a macro_rules! definition")]
    Shape {
        /// What should have stood there.
        expected: &'static str,
        /// Where.
        span: Span,
    },
    /// `$name:kind` with a kind this engine does not know.
    #[error("unknown fragment specifier `{kind}`")]
    UnknownFragment {
        /// The kind as written.
        kind: String,
        /// Where.
        span: Span,
    },
    /// Two variables of one matcher share a name.
    #[error("`${name}` is bound twice in one matcher")]
    DuplicateVariable {
        /// The variable.
        name: String,
        /// Where it stands the second time.
        span: Span,
    },
    /// `$(…)*` around something that matches nothing: it would repeat for ever.
    #[error("a repetition that can match nothing")]
    EmptyRepetition {
        /// Where.
        span: Span,
    },
    /// An unstable form.
    #[error("{form} is not stable Rust and not supported")]
    Unsupported {
        /// The form, as it is called.
        form: &'static str,
        /// Where.
        span: Span,
    },
    /// The definition is nested deeper than [`Limits::nesting`](super::Limits::nesting).
    #[error("a macro definition nested too deeply")]
    TooDeep,
}

/// Why an invocation did not expand.
#[derive(Debug, Clone, Error)]
#[non_exhaustive]
pub enum ExpandError {
    /// No rule fits.
    #[error("no rule of the macro matches the call")]
    NoRule {
        /// The token at which the rule that came furthest gave up.
        span: Span,
    },
    /// A rule began to read a fragment, and the tokens are none of that kind. Rustc stops here too.
    #[error("expected a fragment of kind `{kind}`: {message}")]
    Fragment {
        /// The kind asked for.
        kind: &'static str,
        /// What the parser said.
        message: String,
        /// Where.
        span: Span,
    },
    /// Two ways through one rule fit. Rustc refuses to choose.
    #[error("the call can be read in two ways")]
    Ambiguous {
        /// Where they part.
        span: Span,
    },
    /// The transcriber repeats what did not repeat alike.
    #[error("the macro repeats variables that {reason}")]
    Repetition {
        /// In which way they differ.
        reason: &'static str,
        /// Where in the macro.
        span: Span,
    },
    /// The rule that fits uses an unstable form.
    #[error("{form} is not stable Rust and not supported")]
    Unsupported {
        /// The form, as it is called.
        form: &'static str,
        /// Where in the macro.
        span: Span,
    },
    /// The call is nested deeper than [`Limits::nesting`](super::Limits::nesting).
    #[error("a macro call nested too deeply")]
    TooDeep,
    /// The expansion needs more than the [`Budget`](super::Budget) holds.
    #[error("a macro expansion too large: more than {limit} {what}")]
    Budget {
        /// Calls, steps or tokens.
        what: &'static str,
        /// How many there may be.
        limit: u64,
    },
    /// What came out is not what the place of the call can hold.
    #[error("the expansion does not parse as {what}: {message}")]
    Position {
        /// What the place holds.
        what: &'static str,
        /// What the parser said.
        message: String,
        /// Where.
        span: Span,
    },
}

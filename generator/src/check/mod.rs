//! Whether each listed function can be remembered: every reason against it, each with a way out.
//!
//! What passes is [`Remembered`]: the function, its policy, and its arguments under the names that the wrapper
//! gives them.

mod arguments;
mod missing;
mod owner;
mod signature;
pub(crate) mod types;
mod wrappers;

pub(crate) use arguments::{Argument, Feed};
pub(crate) use missing::missing;
pub(crate) use wrappers::wrappers;

use crate::config::{Listed, Policy};
use crate::diagnostic::{Diagnostic, Mistake};
use crate::plan::{Found, Hidden, HiddenReason, Step, StepKind};

/// A listed function that can be remembered.
#[derive(Clone, Debug)]
pub(crate) struct Remembered {
    /// How.
    pub(crate) listed: Listed,
    /// The function.
    pub(crate) found: Found,
    /// Its arguments, the receiver apart.
    pub(crate) arguments: Vec<Argument>,
    /// Whether it has a receiver, and how it enters the key.
    pub(crate) receiver: Option<Feed>,
}

impl Remembered {
    /// How it is remembered.
    pub(crate) fn policy(&self) -> &Policy {
        &self.listed.policy
    }

    /// Its own name.
    pub(crate) fn name(&self) -> &str {
        self.found.path.name()
    }

    /// The name of its wrapper.
    pub(crate) fn wrapper(&self) -> String {
        match &self.policy().wrapper {
            Some(wrapper) => wrapper.value.clone(),
            None => format!("cached_{}", self.name()),
        }
    }

    /// The modules that its wrapper lies in, below `cached`; of a method, its type is the last.
    pub(crate) fn modules(&self) -> Vec<&str> {
        let steps = self
            .found
            .steps
            .split_last()
            .map_or(&[][..], |(_, before)| before);
        steps.iter().map(|step| step.name.as_str()).collect()
    }
}

/// Judges one function. Faults that are all warnings come beside the function.
pub(crate) fn function(listed: &Listed, found: Found) -> (Option<Remembered>, Vec<Diagnostic>) {
    let mut faults = Vec::new();
    visibility(&found, &mut faults);
    signature::check(&found, &mut faults);
    owner::check(&found, &mut faults);
    hidden(&found, &mut faults);
    let (arguments, receiver) = arguments::check(listed, &found, &mut faults);
    let right = faults.iter().all(|fault| !fault.is_error());
    let listed = listed.clone();
    (
        right.then_some(Remembered {
            listed,
            found,
            arguments,
            receiver,
        }),
        faults,
    )
}

/// Refuses functions that a wrapper, which lies in a module of its own, cannot see.
fn visibility(found: &Found, faults: &mut Vec<Diagnostic>) {
    let function = found.path.to_string();
    let hidden = found
        .steps
        .iter()
        .filter(|step| !step.visibility.reaches_wrappers());
    for Step {
        name, kind, place, ..
    } in hidden
    {
        let function = function.clone();
        let mistake = match kind {
            StepKind::Function => Mistake::PrivateFunction { function },
            StepKind::Module => Mistake::PrivateStep {
                function,
                step: name.clone(),
                what: "private module".into(),
            },
            StepKind::Type => Mistake::PrivateStep {
                function,
                step: name.clone(),
                what: "private type".into(),
            },
        };
        faults.push(Diagnostic::at(place, &mistake));
    }
}

/// Refuses signatures with types that a wrapper cannot name.
fn hidden(found: &Found, faults: &mut Vec<Diagnostic>) {
    // A whole path can be named as it is, also if what it names was not seen: generated code, say. rustc knows.
    let is_whole = |path: &str| path.starts_with("crate::") || path.starts_with("::");
    let known =
        |hidden: &&Hidden| hidden.reason == HiddenReason::Unresolved && is_whole(&hidden.written);
    for hidden in found.hidden.iter().filter(|hidden| !known(hidden)) {
        let (function, name) = (found.path.to_string(), hidden.written.clone());
        faults.push(match &hidden.reason {
            HiddenReason::Private { item, place } => {
                let mistake = Mistake::PrivateType {
                    function,
                    name,
                    item: item.clone(),
                };
                Diagnostic::at(&hidden.place, &mistake).and(place, "declared here")
            }
            HiddenReason::Unresolved => {
                Diagnostic::at(&hidden.place, &Mistake::UnresolvedType { function, name })
            }
            HiddenReason::Macro => {
                Diagnostic::at(&hidden.place, &Mistake::MacroType { function, name })
            }
        });
    }
}

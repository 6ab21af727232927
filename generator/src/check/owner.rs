//! Methods and associated functions: whether their type can be given a wrapper.

use crate::diagnostic::{Diagnostic, Mistake};
use crate::parse::compact;
use crate::plan::Found;
use quote::ToTokens;

/// Notes why the type of a method cannot be given an inherent method more.
pub(super) fn check(found: &Found, faults: &mut Vec<Diagnostic>) {
    let Some(owner) = &found.owner else { return };
    let function = found.path.to_string();
    if owner.is_blanket() {
        let what = "a method of a blanket impl".to_owned();
        faults.push(Diagnostic::at(
            &found.place,
            &Mistake::TraitMethod { function, what },
        ));
    } else if let Some(parameter) = owner.unconstrained() {
        let what =
            format!("a method of an impl whose type does not mention its parameter `{parameter}`");
        faults.push(Diagnostic::at(
            &found.place,
            &Mistake::TraitMethod { function, what },
        ));
    } else if !owner.local {
        let of = compact(owner.of.to_token_stream());
        faults.push(Diagnostic::at(
            &found.place,
            &Mistake::ForeignOwner { function, of },
        ));
    }
}

//! All wrappers together: no two of one name in one place.

use super::Remembered;
use crate::diagnostic::{Diagnostic, Mistake};
use std::collections::BTreeMap;

/// Notes wrappers, and management modules, that would meet.
pub(crate) fn wrappers<'r>(
    functions: impl IntoIterator<Item = &'r Remembered>,
    faults: &mut Vec<Diagnostic>,
) {
    let mut wrappers: BTreeMap<(Vec<&str>, String), &Remembered> = BTreeMap::new();
    let mut managements: BTreeMap<(Vec<&str>, &str), &Remembered> = BTreeMap::new();
    for function in functions {
        let (modules, wrapper) = (function.modules(), function.wrapper());
        let module = [&["cached"], &modules[..]].concat().join("::");
        if let Some(first) = wrappers.get(&(modules.clone(), wrapper.clone())) {
            let other = first.listed.path.to_string();
            let mistake = Mistake::WrapperTaken {
                wrapper,
                module,
                other,
            };
            let place = match &function.policy().wrapper {
                Some(wrapper) => &wrapper.place,
                None => &function.listed.place,
            };
            faults.push(Diagnostic::at(place, &mistake).and(&first.listed.place, "the other"));
            continue;
        }
        wrappers.insert((modules.clone(), wrapper), function);
        if let Some(first) = managements.insert((modules, function.name()), function) {
            let (name, other) = (function.name().to_owned(), first.listed.path.to_string());
            let mistake = Mistake::ManagementTaken {
                name,
                module,
                other,
            };
            let fault = Diagnostic::at(&function.listed.place, &mistake);
            faults.push(fault.and(&first.listed.place, "the other"));
        }
    }
}

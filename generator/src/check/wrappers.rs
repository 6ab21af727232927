//! All wrappers together: no two of one name in one place.

use super::{Remembered, types};
use crate::diagnostic::{Diagnostic, Mistake};
use std::collections::BTreeMap;
use syn::ReturnType;

/// Notes wrappers, and management modules, that would meet.
pub(crate) fn wrappers<'r>(
    functions: impl IntoIterator<Item = &'r Remembered>,
    faults: &mut Vec<Diagnostic>,
) {
    let mut wrappers: BTreeMap<(Vec<&str>, String), &Remembered> = BTreeMap::new();
    let mut managements: BTreeMap<(Vec<&str>, &str), &Remembered> = BTreeMap::new();
    for function in functions {
        let modules = function.modules();
        let module = [&["cached"], &modules[..]].concat().join("::");
        let taken = names(function).find_map(|name| {
            let first = wrappers.get(&(modules.clone(), name.clone()))?;
            Some((name, *first))
        });
        if let Some((wrapper, first)) = taken {
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
        for name in names(function) {
            wrappers.insert((modules.clone(), name), function);
        }
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

/// The names of a function's wrappers: where its result can be viewed, there are two.
fn names(function: &Remembered) -> impl Iterator<Item = String> {
    let name = function.wrapper();
    let view = match &function.found.signature.output {
        ReturnType::Type(_, of) => types::numbers(of).map(|_| format!("{name}_view")),
        ReturnType::Default => None,
    };
    std::iter::once(name).chain(view)
}

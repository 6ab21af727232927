//! What a signature cannot have: each line is a refusal with its reason and its way out.

use super::types::{self, Borrow};
use crate::diagnostic::{Diagnostic, Mistake};
use crate::parse::compact;
use crate::plan::Found;
use quote::ToTokens;
use syn::{ReceiverKind, ReturnType, Safety, Signature, Type};

/// Notes every reason in the signature of `found` against remembering it, arguments apart.
pub(super) fn check(found: &Found, faults: &mut Vec<Diagnostic>) {
    let signature = &found.signature;
    let function = || found.path.to_string();
    let mut refuse = |mistake: Mistake| faults.push(Diagnostic::at(&found.place, &mistake));
    if let Some(makro) = &found.from_macro {
        refuse(Mistake::FromMacro {
            function: function(),
            makro: makro.clone(),
        });
    }
    if signature.asyncness.is_some() {
        refuse(Mistake::Async {
            function: function(),
        });
    }
    if matches!(signature.safety, Safety::Unsafe(_)) {
        refuse(Mistake::Unsafe {
            function: function(),
        });
    }
    if signature.abi.is_some() {
        refuse(Mistake::Extern {
            function: function(),
        });
    }
    if signature.variadic.is_some() {
        refuse(Mistake::Variadic {
            function: function(),
        });
    }
    if let Some(mistake) = receiver(signature, function()) {
        refuse(mistake);
    }
    if let Some(mistake) = result(signature, function()) {
        let place = found.result.as_ref().unwrap_or(&found.place);
        faults.push(Diagnostic::at(place, &mistake));
    }
}

/// What is wrong with `self`: anything but `&self`.
fn receiver(signature: &Signature, function: String) -> Option<Mistake> {
    let receiver = signature.receiver()?;
    let odd = |function| {
        let receiver = compact(receiver.to_token_stream());
        Mistake::OddSelf { function, receiver }
    };
    match &receiver.kind {
        ReceiverKind::Value => Some(Mistake::OwnedSelf { function }),
        ReceiverKind::Reference(_, _, Some(_)) => Some(Mistake::MutSelf { function }),
        ReceiverKind::Reference(_, _, None) => None,
        ReceiverKind::Typed(_, of) => match &**of {
            Type::Reference(reference) if types::is_self(&reference.elem) => reference
                .mutability
                .is_some()
                .then_some(Mistake::MutSelf { function }),
            of if types::is_self(of) => Some(Mistake::OwnedSelf { function }),
            _ => Some(odd(function)),
        },
        _ => Some(odd(function)),
    }
}

/// What is wrong with the result.
fn result(signature: &Signature, function: String) -> Option<Mistake> {
    let ReturnType::Type(_, result) = &signature.output else {
        return None;
    };
    if matches!(**result, Type::Never(_)) {
        return Some(Mistake::Never { function });
    }
    if types::has_impl_trait(result) {
        return Some(Mistake::ImplResult { function });
    }
    // What is not stored need not be read back: the error of a `Result` may borrow.
    let kept = types::arguments_of(result, "Result").map_or(&**result, |(kept, _)| kept);
    let kind = match types::borrow(kept)? {
        Borrow::Reference => "a reference".to_owned(),
        Borrow::Lifetime(lifetime) => format!("a value that borrows (`{lifetime}`)"),
    };
    Some(Mistake::BorrowedResult { function, kind })
}

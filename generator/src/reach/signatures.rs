//! What functions take and give, as types.

use crate::parse::Piece;
use crate::reach::arguments::placed_parameters;
use crate::reach::hands::Handed;
use crate::reach::live::Reach;
use crate::reach::scope::Scope;
use crate::reach::syntax::{has_conditions, typed_inputs};
use crate::reach::ty::{Ty, convert};
use crate::resolve::ItemId;
use std::collections::BTreeMap;
use std::rc::Rc;

/// A function's signature, as types.
#[derive(Debug)]
pub(super) struct Signature {
    /// Whether its first argument is `self`.
    pub(super) receiver: bool,
    /// Whether that is a value of the type, or a reference to one: no box.
    pub(super) is_plain: bool,
    pub(super) own: Option<Ty>,
    pub(super) inputs: Vec<Ty>,
    /// For each of them, what a closure there is called with.
    pub(super) hands: Vec<Option<Handed>>,
    /// Its types and constants that can be written after its name.
    pub(super) generics: Vec<Rc<str>>,
    /// The types that the trait is given which it is a member of.
    of_trait: Vec<Rc<str>>,
    pub(super) output: Ty,
}

impl Signature {
    /// Whether what an argument is called with is told where the function is declared.
    fn is_called(&self, at: usize) -> bool {
        matches!(self.hands.get(at), Some(Some(_)))
    }
}

impl Reach<'_> {
    /// What a function returns for these arguments, to who calls it in a scope.
    pub(super) fn returned(
        &self,
        scope: &Scope,
        receiver: &Ty,
        function: ItemId,
        args: &[Ty],
        turbofish: &[Ty],
    ) -> Ty {
        let known = self.learnt(receiver, function, args, turbofish);
        self.gives(scope, function, &known)
    }

    /// The same, once its parameters are known.
    pub(super) fn gives(
        &self,
        scope: &Scope,
        function: ItemId,
        known: &BTreeMap<Rc<str>, Ty>,
    ) -> Ty {
        let output = &self.signature(function).output;
        output.known_in(self.program, Some(scope), known)
    }

    /// What a function's parameters are for these arguments.
    pub(super) fn learnt(
        &self,
        receiver: &Ty,
        function: ItemId,
        args: &[Ty],
        turbofish: &[Ty],
    ) -> BTreeMap<Rc<str>, Ty> {
        let signature = self.signature(function);
        let mut known: BTreeMap<Rc<str>, Ty> = BTreeMap::new();
        for (name, ty) in signature.generics.iter().zip(turbofish) {
            if *ty != Ty::Unknown {
                known.insert(name.clone(), ty.clone());
            }
        }
        if let Some(own) = &signature.own {
            own.learn(receiver, &mut known);
            if !signature.receiver {
                // What is left open where it is named, the arguments tell.
                known.retain(|_, ty| *ty != Ty::Unknown);
            }
        }
        // What its trait is given, who has the trait tells.
        for name in &signature.of_trait {
            known.entry(name.clone()).or_insert(Ty::Unknown);
        }
        self.learn_by(function, args, &mut known);
        known
    }

    /// Learns a function's parameters by its arguments.
    pub(super) fn learn_by(
        &self,
        function: ItemId,
        args: &[Ty],
        known: &mut BTreeMap<Rc<str>, Ty>,
    ) {
        let signature = self.signature(function);
        // What is called is looked at last, by the compiler too: what it gives may be coerced to what another argument tells.
        let inputs = signature.inputs.iter().zip(args).enumerate();
        let (called, others): (Vec<_>, Vec<_>) =
            inputs.partition(|(_, (_, actual))| matches!(actual, Ty::Callable(_)));
        for (at, (declared, actual)) in others.into_iter().chain(called) {
            let is_told = matches!(declared, Ty::Param(_)) && signature.is_called(at);
            match is_told && matches!(actual, Ty::Callable(_)) {
                // What it gives, it gives as the parameter's bound says.
                true => declared.learn(&Ty::Unknown, known),
                false => declared.learn(actual, known),
            }
        }
    }

    /// A function's signature, without its receiver.
    pub(super) fn signature(&self, function: ItemId) -> Rc<Signature> {
        let find = || Rc::new(self.read_signature(function));
        let known = &self.known.signatures;
        known.get(&self.program.asked, function, find)
    }

    fn read_signature(&self, function: ItemId) -> Signature {
        let scope = self.scope_of(function);
        let piece = self.program.head(function);
        let sig = piece.as_deref().and_then(Piece::signature);
        match sig {
            None => Signature {
                receiver: false,
                is_plain: false,
                own: None,
                inputs: Vec::new(),
                hands: Vec::new(),
                generics: Vec::new(),
                of_trait: Vec::new(),
                output: Ty::Unknown,
            },
            Some(sig) => {
                let output = scope.output.clone().unwrap_or(Ty::Unknown);
                let mut inputs: Vec<Ty> = typed_inputs(sig)
                    .map(|ty| convert(self.program, &scope, ty))
                    .collect();
                let mut hands = self.hands(function, &scope, sig);
                if has_conditions(sig) {
                    inputs.fill(Ty::Unknown);
                    hands.clear();
                }
                Signature {
                    receiver: sig.receiver().is_some(),
                    is_plain: sig.receiver().is_some_and(is_plain),
                    own: scope.self_ty.clone(),
                    inputs,
                    hands,
                    generics: placed_parameters(&sig.generics)
                        .map(|(name, _)| Rc::from(name.to_string()))
                        .collect(),
                    of_trait: self.given_to_trait(function),
                    output: match sig.asyncness {
                        Some(_) => Ty::foreign("std::future::Future", vec![output]),
                        None => output,
                    },
                }
            }
        }
    }

    /// The parameters of the trait that a function is a member of.
    fn given_to_trait(&self, function: ItemId) -> Vec<Rc<str>> {
        let parent = self.program.item(function).parent;
        let container = parent.and_then(|parent| self.program.cached_piece(parent));
        let Some(Piece::Item(syn::Item::Trait(of))) = container.as_deref() else {
            return Vec::new();
        };
        let names = of.generics.type_params();
        names.map(|name| Rc::from(name.ident.to_string())).collect()
    }
}

/// Whether a function takes `self` as it is, or by a reference.
fn is_plain(receiver: &syn::Receiver) -> bool {
    !matches!(receiver.kind, syn::ReceiverKind::Typed(..))
}

//! What a wrapper runs beside the function it calls: serde writes the arguments into the key and the result into the
//! store, and reads that back. After an edit of such code an old entry would mean something else.

use crate::parse::Piece;
use crate::plan::Unkeyed;
use crate::reach::demands::asked_of;
use crate::reach::derived::KEYS;
use crate::reach::live::Reach;
use crate::reach::syntax::named_inputs;
use crate::reach::ty::{Ty, convert};
use crate::resolve::ItemId;

/// The trait by which serde writes a value.
pub(super) const WRITES: &str = "Serialize";

/// The trait by which it reads one.
const READS: &str = "Deserialize";

/// Both.
pub(super) const BY_SERDE: [&str; 2] = [WRITES, READS];

impl Reach<'_> {
    /// A function's arguments that are in its key go through serde, and its result.
    pub(super) fn encoded(&mut self, function: ItemId, unkeyed: &Unkeyed) {
        let piece = self.program.head(function);
        let Some(signature) = piece.as_deref().and_then(Piece::signature) else {
            return;
        };
        let is_keyed = |name: &str| match unkeyed {
            Unkeyed::All => false,
            Unkeyed::These(names) => !names.contains(name),
        };
        let scope = self.scope_of(function);
        if signature.receiver().is_some() && is_keyed("self") {
            let own = scope.self_ty.clone().unwrap_or(Ty::Unknown);
            self.asked_by_serde(WRITES, &own, function);
        }
        for (name, ty) in named_inputs(signature) {
            if is_keyed(&name) {
                let ty = convert(self.program, &scope, ty);
                self.asked_by_serde(WRITES, &ty, function);
            }
        }
        let result = scope.output.clone().unwrap_or(Ty::Unknown);
        for of in BY_SERDE {
            self.asked_by_serde(of, &result, function);
        }
        let mut keys = Vec::new();
        keys_in(&result, &mut keys);
        for key in keys {
            for of in KEYS {
                self.demand_of(of, asked_of(key).as_deref(), function);
            }
        }
    }

    /// Whether anything that goes through serde may be of a type that is not known.
    pub(super) fn encodes_any(&self, function: ItemId) -> bool {
        let signature = self.signature(function);
        let own = signature.own.iter().filter(|_| signature.receiver);
        let mut types = signature
            .inputs
            .iter()
            .chain(own)
            .chain([&signature.output]);
        types.any(|ty| asked_of(ty).is_none())
    }

    fn asked_by_serde(&mut self, of: &str, ty: &Ty, from: ItemId) {
        self.demand_within(of, ty, asked_of(ty).as_deref(), from);
    }
}

/// What maps and sets in a type of std compare and hash.
fn keys_in<'t>(ty: &'t Ty, found: &mut Vec<&'t Ty>) {
    match ty {
        Ty::Foreign(path, types) => {
            if path.starts_with("std::collections::") {
                found.extend(types.first());
            }
            types.iter().for_each(|ty| keys_in(ty, found));
        }
        Ty::Adt(_, types) | Ty::Tuple(types) => types.iter().for_each(|ty| keys_in(ty, found)),
        Ty::Slice(of) | Ty::Iter(of) => keys_in(of, found),
        _ => {}
    }
}

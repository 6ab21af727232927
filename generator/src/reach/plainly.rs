//! Calls of another crate's functions that take and give plain values alone, as its sources say: nothing of the program goes
//! there, and nothing of the program comes from there.

use crate::reach::live::Reach;
use crate::reach::scope::Scope;
use crate::reach::ty::Ty;
use crate::resolve::{Ns, Res, path_names};

impl Reach<'_> {
    /// What such a function gives, by its path.
    pub(super) fn given_plainly(&self, path: &str) -> Option<Ty> {
        let given = self.program.given_plainly(path)?;
        let ty = syn::parse_str(&given).ok()?;
        crate::others::plain::is_plain(&ty).then(|| plain_type(&ty))
    }

    /// How many items there are in what such a function gives, `memchr_iter(b'a', text).count()`: what walks over them lies
    /// in a type of that crate's that holds plain values, and is gone when they are counted.
    pub(super) fn counted_plainly(
        &mut self,
        scope: &mut Scope,
        call: &syn::ExprMethodCall,
    ) -> Option<Ty> {
        if call.method != "count" || !call.args.is_empty() || call.turbofish.is_some() {
            return None;
        }
        let syn::Expr::Call(receiver) = &*call.receiver else {
            return None;
        };
        let syn::Expr::Path(function) = &*receiver.func else {
            return None;
        };
        let bare = |segment: &syn::PathSegment| segment.arguments.is_none();
        if function.qself.is_some() || !function.path.segments.iter().all(bare) {
            return None;
        }
        let names = path_names(&function.path);
        let absolute = function.path.leading_colon.is_some();
        let first = names.first()?;
        if scope.local(first).is_some() || scope.hides(&names, absolute) {
            return None;
        }
        self.program.asked.name("count");
        if self.index.members.contains_key("count") {
            return None;
        }
        let found = scope.resolve(self.program, &names, absolute, Ns::Value);
        let [(res @ Res::Foreign(path), taken)] = &found[..] else {
            return None;
        };
        let counted = Ty::foreign(path, Vec::new());
        if *taken < names.len()
            || !self.program.counted_plainly(path)
            || self.others_in_scope(scope.item, &counted, "count")
        {
            return None;
        }
        self.meaning(scope, &names, res);
        self.touch_plainly(scope, path);
        self.arguments(scope, receiver.args.iter().collect(), &[]);
        Some(Ty::builtin("usize"))
    }

    /// Such a function is named: that it is there counts, and what may have come to its crate before `main`.
    pub(super) fn touch_plainly(&mut self, scope: &Scope, path: &str) {
        self.foreign(scope.item, path);
        self.started(scope.item);
    }
}

/// A type of the language's own.
fn plain_type(ty: &syn::Type) -> Ty {
    match ty {
        syn::Type::Reference(of) => plain_type(&of.elem),
        syn::Type::Paren(of) => plain_type(&of.elem),
        syn::Type::Slice(of) => Ty::Slice(Box::new(plain_type(&of.elem))),
        syn::Type::Tuple(of) => Ty::Tuple(of.elems.iter().map(plain_type).collect()),
        syn::Type::Path(path) => {
            let last = path.path.segments.last();
            match last.map(|last| (last.ident.to_string(), &last.arguments)) {
                Some((_, syn::PathArguments::AngleBracketed(list))) => match list.args.first() {
                    Some(syn::GenericArgument::Type(ty)) => Ty::option(plain_type(ty)),
                    _ => Ty::Unknown,
                },
                Some((name, _)) => Ty::builtin(&name),
                None => Ty::Unknown,
            }
        }
        _ => Ty::Unknown,
    }
}

//! Indexing: of what std indexes, of what the program does, and of std's lists by types of the program.

use crate::parse::Piece;
use crate::reach::arguments::type_arguments;
use crate::reach::handed::is_of_others;
use crate::reach::live::Reach;
use crate::reach::projected::associated;
use crate::reach::quiet::{is_list, is_plain};
use crate::reach::scope::Scope;
use crate::reach::std_types::is_sequence;
use crate::reach::ty::{Ty, any_of, convert};
use crate::resolve::{Head, ItemId};
use std::collections::BTreeMap;

impl Reach<'_> {
    /// `x[i]`: what it gives, where that is known.
    pub(super) fn index_expr(&mut self, scope: &mut Scope, index: &syn::ExprIndex) -> Ty {
        let base = self.expr(scope, &index.expr, &Ty::Unknown);
        let at = self.expr(scope, &index.index, &Ty::Unknown);
        if is_of_others(&base) {
            // That crate may have it for whatever has some trait.
            self.escapes([&base, &at], scope.item);
        }
        if !is_plain(&at) || !is_list(&base) {
            self.asked_by_index(&base, &at, scope.item);
        }
        let mut seen = base;
        // An index of the program's own, into one of std's types: it gives what the impl says.
        let own_index = |reach: &Self, seen: &Ty| {
            let plain = match &at {
                Ty::Builtin(_) => true,
                Ty::Foreign(path, _) => path.starts_with("std::ops::Range"),
                _ => false,
            };
            let slice = Ty::Slice(Box::new(Ty::Unknown));
            !plain
                && !matches!(seen, Ty::Adt(..))
                && (reach.has_impl_for("Index", seen)
                    || is_sequence(seen) && reach.has_impl_for("Index", &slice))
        };
        let mut by_own = Ty::Unknown;
        for _ in 0..8 {
            if own_index(self, &seen) {
                by_own = self.own_index_gives(&seen, &at);
                break;
            }
            let part = matches!(&at, Ty::Foreign(path, _) if path.starts_with("std::ops::Range"));
            if !part && !matches!(at, Ty::Builtin(_)) && is_list(&seen) && self.lists_have_own() {
                // It may be a part as well, which has methods of the program's.
                return Ty::Unknown;
            }
            match &seen {
                Ty::Slice(inner) => {
                    return if part {
                        seen.clone()
                    } else {
                        (**inner).clone()
                    };
                }
                Ty::Foreign(path, args) => match &**path {
                    "std::vec::Vec" | "std::collections::VecDeque" => {
                        let item = args.first().cloned().unwrap_or(Ty::Unknown);
                        return if part {
                            Ty::Slice(Box::new(item))
                        } else {
                            item
                        };
                    }
                    "std::string::String" => return Ty::builtin("str"),
                    "std::collections::HashMap" | "std::collections::BTreeMap" => {
                        return seen.arg(1);
                    }
                    path if path.starts_with("std::") => {}
                    _ => {
                        self.demand("Index", &seen, scope.item);
                        return Ty::Unknown;
                    }
                },
                Ty::Builtin(name) if &**name == "str" => return seen.clone(),
                Ty::Adt(item, _) if self.implements(*item, "Index") => {
                    self.demand("Index", &seen, scope.item);
                    self.demand("IndexMut", &seen, scope.item);
                    return associated(self.program, scope, &seen, "Output", None, 0);
                }
                Ty::Unknown | Ty::Param(_) | Ty::Bounded(_) => {
                    self.demand("Index", &Ty::Unknown, scope.item);
                    self.demand("IndexMut", &Ty::Unknown, scope.item);
                    return Ty::Unknown;
                }
                _ => {}
            }
            let next = self.pointee(&seen);
            if next == seen {
                break;
            }
            seen = next;
        }
        let asked = match &by_own {
            Ty::Unknown => Ty::Unknown,
            _ => Ty::Tuple(vec![seen, at]),
        };
        self.demand("Index", &asked, scope.item);
        self.demand("IndexMut", &asked, scope.item);
        by_own
    }

    /// Whether the program has impls for lists of std.
    fn lists_have_own(&self) -> bool {
        let heads = self.heads_of(&Ty::Slice(Box::new(Ty::Unknown)));
        let mut impls = heads.iter().filter_map(|head| self.index.by_head.get(head));
        impls.any(|impls| !impls.is_empty())
    }

    /// What indexing a list of std by a type of the program's gives: only the program says how.
    fn own_index_gives(&self, seen: &Ty, at: &Ty) -> Ty {
        if !matches!(at, Ty::Adt(..)) || !is_sequence(seen) {
            return Ty::Unknown;
        }
        // A list is indexed by what its slice is, too.
        let heads = self.heads_of(&Ty::Slice(Box::new(Ty::Unknown)));
        let heads = [heads, self.heads_of(seen)].concat();
        let impls = self.index.by_foreign.get("Index").into_iter().flatten();
        let mut result = None;
        for facts in impls.map(|place| &self.index.impls[*place]) {
            let fits = |head: &Head| *head == Head::Any || heads.contains(head);
            if !facts.heads.iter().any(fits) {
                continue;
            }
            match self.index_of_impl(facts.item, seen, at) {
                Indexes::Otherwise => {}
                Indexes::Unknown => return Ty::Unknown,
                Indexes::Gives(ty) => {
                    result = Some(result.map_or(ty.clone(), |known| any_of(known, ty)));
                }
            }
        }
        result.unwrap_or(Ty::Unknown)
    }

    /// What `impl Index<at> for seen` gives, if an impl is that.
    fn index_of_impl(&self, item: ItemId, seen: &Ty, at: &Ty) -> Indexes {
        let piece = self.program.cached_piece(item);
        let Some(Piece::Item(syn::Item::Impl(header))) = piece.as_deref() else {
            return Indexes::Unknown;
        };
        let scope = self.scope_of(item);
        let of = header.trait_.as_ref().map(|(path, _)| path);
        let by = of.map(|path| type_arguments(self.program, &scope, path, None));
        let (Some([by]), Some(own)) = (by.as_deref(), &scope.self_ty) else {
            return Indexes::Unknown;
        };
        if by.differs(at) || own.differs(seen) {
            return Indexes::Otherwise;
        }
        let mut known = BTreeMap::new();
        own.learn(seen, &mut known);
        by.learn(at, &mut known);
        // Another impl may be for what is not known of it.
        if by.with(&known) != *at {
            return Indexes::Unknown;
        }
        let members = self.program.item(item).members.iter();
        let mut outputs = members.filter(|member| self.program.item(**member).name == "Output");
        let Some(output) = outputs.next() else {
            return Indexes::Unknown;
        };
        let piece = self.program.cached_piece(*output);
        match piece.as_deref() {
            Some(Piece::Impl(syn::ImplItem::Type(alias))) => {
                let ty = convert(self.program, &scope, &alias.ty);
                Indexes::Gives(ty.known_in(self.program, None, &known))
            }
            _ => Indexes::Unknown,
        }
    }
}

/// How an impl of `Index` has to do with an index.
enum Indexes {
    /// It is for others.
    Otherwise,
    /// It may be for it.
    Unknown,
    /// It is for it, and gives this.
    Gives(Ty),
}

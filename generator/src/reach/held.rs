//! What a collection holds, learnt from the first that is put into it: `let mut v = Vec::new(); v.push(x);`.
//!
//! Only where that is the first time that the variable is named: until then the compiler knows no more of what is in it,
//! so it takes the type of `x` as it stands, and what is put in later becomes that. What was named before may have
//! made it another, to which `x` is only coerced (`takes(&mut v)`). Order counts, so nothing is learnt where that is
//! not the order of the text: in closures, which the compiler may look at last, beside macros, and beside `cfg`.

use crate::parse::{Piece, bounds_in};
use crate::reach::live::Reach;
use crate::reach::scope::Scope;
use crate::reach::ty::Ty;
use crate::resolve::{Head, ItemId, Ns, Res, path_names};
use std::collections::BTreeMap;

/// The name of a variable that an expression is.
pub(super) fn variable(expr: &syn::Expr) -> Option<String> {
    let syn::Expr::Path(path) = expr else {
        return None;
    };
    let name = path.path.get_ident().filter(|_| path.qself.is_none())?;
    Some(name.to_string().replace("r#", ""))
}

/// What such a collection is once a method put something into it; none if that tells nothing.
pub(super) fn holding(collection: &Ty, method: &str, args: &[Ty]) -> Option<Ty> {
    let Ty::Foreign(path, _) = collection else {
        return None;
    };
    let (_, methods) = COLLECTIONS.iter().find(|(of, _)| **path == **of)?;
    let (_, put) = methods.iter().find(|(name, _)| *name == method)?;
    let held: Vec<Ty> = put
        .iter()
        .filter_map(|at| args.get(*at))
        .map(|ty| as_held(ty.clone()))
        .collect();
    if held.iter().all(|ty| *ty == Ty::Unknown) {
        return None;
    }
    // What is made by `new` has its memory from where all do, and is hashed as all are.
    Some(Ty::Foreign(path.clone(), held))
}

impl Reach<'_> {
    /// Whether a variable is bound to an empty collection, of which the compiler knows no more than its type says here:
    /// `let v = Vec::new();`, of std or of the program. What is written beside, or an alias that it is made by, may tell
    /// what nobody here understands.
    pub(super) fn is_made_empty(&self, scope: &Scope, local: &syn::Local, ty: &Ty) -> bool {
        let Some(syn::Expr::Call(call)) = local.init.as_ref().map(|init| &*init.expr) else {
            return false;
        };
        let syn::Expr::Path(syn::ExprPath {
            qself: None, path, ..
        }) = &*call.func
        else {
            return false;
        };
        let names = path_names(path);
        let Some((name @ ("new" | "with_capacity"), of)) =
            names.split_last().map(|(last, of)| (last.as_str(), of))
        else {
            return false;
        };
        let mut segments = path.segments.iter();
        let is_open = match ty {
            Ty::Foreign(path, held) => {
                COLLECTIONS.iter().any(|(of, _)| **path == **of)
                    && held.iter().all(|ty| *ty == Ty::Unknown)
            }
            Ty::Adt(item, held) => {
                call.args.iter().all(is_number) && self.leaves_open(*item, name, held)
            }
            _ => false,
        };
        is_open
            && segments.all(|segment| segment.arguments.is_none())
            && self.is_itself(scope, of, path.leading_colon.is_some(), ty)
            && match &local.pat {
                syn::Pat::Type(typed) => {
                    matches!(*typed.pat, syn::Pat::Ident(_))
                        && self.says_nothing(scope, &typed.ty, ty)
                }
                pattern => matches!(pattern, syn::Pat::Ident(_)),
            }
    }

    /// Whether a written type is only the name of this one, and leaves its arguments to the compiler: `Vec<_>`.
    fn says_nothing(&self, scope: &Scope, written: &syn::Type, ty: &Ty) -> bool {
        let path = match written {
            syn::Type::Infer(_) => return true,
            syn::Type::Path(syn::TypePath {
                qself: None, path, ..
            }) => path,
            _ => return false,
        };
        let is_open = |argument: &syn::GenericArgument| {
            matches!(argument, syn::GenericArgument::Type(syn::Type::Infer(_)))
        };
        let mut segments = path.segments.iter();
        segments.all(|segment| match &segment.arguments {
            syn::PathArguments::AngleBracketed(list) => list.args.iter().all(is_open),
            arguments => arguments.is_none(),
        }) && self.is_itself(scope, &path_names(path), path.leading_colon.is_some(), ty)
    }

    /// Whether a name is a type's own, and no alias that says more of it.
    fn is_itself(&self, scope: &Scope, names: &[String], absolute: bool, ty: &Ty) -> bool {
        let found = scope.resolve_whole(self.program, names, absolute, Ns::Type);
        !scope.hides(names, absolute)
            && !found.is_empty()
            && found.iter().all(|res| match (res, ty) {
                (Res::Foreign(_), Ty::Foreign(..)) => true,
                (Res::Item(of), Ty::Adt(item, _)) => of == item,
                _ => false,
            })
    }

    /// Whether what a type's function gives is of any type where that is not known here.
    fn leaves_open(&self, item: ItemId, function: &str, held: &[Ty]) -> bool {
        let Some(member) = self.only_own(item, function) else {
            return false;
        };
        // Of a trait with one impl alone, that tells the compiler which its arguments are.
        let parent = self.program.item(member).parent;
        let mut asking = [Some(item), parent, Some(member)].into_iter().flatten();
        if !asking.all(|of| self.asks_little(of)) {
            return false;
        }
        match &self.signature(member).output {
            Ty::Adt(of, declared) if *of == item => {
                let mut pairs = held.iter().zip(declared);
                held.contains(&Ty::Unknown)
                    && pairs.all(|(known, declared)| {
                        *known != Ty::Unknown || matches!(declared, Ty::Param(_))
                    })
            }
            _ => false,
        }
    }

    /// The member of a name in a type's impls, if there is but one.
    fn only_own(&self, item: ItemId, name: &str) -> Option<ItemId> {
        let mut own = self.index.of_head(self.program, &Head::Item(item), name);
        let first = own.next()?;
        own.next().is_none().then_some(first)
    }

    /// Whether a type, an impl or a function asks nothing of types but traits of std without arguments.
    fn asks_little(&self, item: ItemId) -> bool {
        let piece = self.program.cached_piece(item);
        let generics = match piece.as_deref() {
            Some(Piece::Item(syn::Item::Impl(header))) => Some(&header.generics),
            Some(piece) => match piece.signature() {
                Some(signature) => Some(&signature.generics),
                None => piece.generics_of_type(),
            },
            None => None,
        };
        let Some(generics) = generics else {
            return false;
        };
        let module = self.program.item(item).module;
        let of_std = |bound: &syn::TypeParamBound| match bound {
            syn::TypeParamBound::Trait(bound) => {
                let names = path_names(&bound.path);
                let absolute = bound.path.leading_colon.is_some();
                let found = self
                    .program
                    .resolve_whole(module, &names, absolute, Ns::Type);
                let mut segments = bound.path.segments.iter();
                segments.all(|segment| segment.arguments.is_none())
                    && !found.is_empty()
                    && found.iter().all(Res::is_of_std)
            }
            _ => true,
        };
        let clauses = generics.where_clause.iter();
        let mut clauses = clauses.flat_map(|clause| &clause.predicates);
        clauses.all(|predicate| match predicate {
            syn::WherePredicate::Type(asked) => matches!(
                &asked.bounded_ty,
                syn::Type::Path(path) if path.path.get_ident().is_some()
            ),
            _ => true,
        }) && bounds_in(generics).all(|asked| asked.bounds.iter().all(of_std))
    }

    /// What a collection of the program's is once a method put something into it: the method's signature says which of
    /// its arguments are of the types that it holds.
    pub(super) fn holding_own(&self, collection: &Ty, method: &str, args: &[Ty]) -> Option<Ty> {
        let Ty::Adt(item, held) = collection else {
            return None;
        };
        let member = self.only_own(*item, method)?;
        let args: Vec<Ty> = args.iter().cloned().map(as_held).collect();
        let signature = self.signature(member);
        let mut known = BTreeMap::new();
        signature.own.as_ref()?.learn(collection, &mut known);
        known.retain(|_, ty| *ty != Ty::Unknown);
        self.learn_by(member, &args, &mut known);
        let Ty::Adt(of, learnt) = signature.own.as_ref()?.with(&known) else {
            return None;
        };
        let is_more = |(own, learnt): (&Ty, &Ty)| *own == Ty::Unknown && *learnt != Ty::Unknown;
        let agrees = |(own, learnt): (&Ty, &Ty)| *own == Ty::Unknown || own == learnt;
        let same = of == *item && held.len() == learnt.len();
        let more = held.iter().zip(&learnt).any(is_more);
        let agree = held.iter().zip(&learnt).all(agrees);
        (same && more && agree).then_some(Ty::Adt(of, learnt))
    }
}

fn is_number(expr: &syn::Expr) -> bool {
    matches!(expr, syn::Expr::Lit(literal) if matches!(literal.lit, syn::Lit::Int(_)))
}

/// What an argument is once it is held: a function becomes a pointer where another comes beside it.
fn as_held(ty: Ty) -> Ty {
    match ty {
        Ty::Never | Ty::Callable(_) => Ty::Unknown,
        ty => ty,
    }
}

/// Of a method, which of its arguments are held, in the order of the type's own.
type Puts = &'static [(&'static str, &'static [usize])];

const ENDS: Puts = &[("push_back", &[0]), ("push_front", &[0])];
const KEYED: Puts = &[("insert", &[0, 1]), ("entry", &[0])];
const SETS: Puts = &[("insert", &[0]), ("replace", &[0])];

/// Collections of std, with the methods that put something into them.
const COLLECTIONS: &[(&str, Puts)] = &[
    (
        "std::vec::Vec",
        &[("push", &[0]), ("insert", &[1]), ("resize", &[1])],
    ),
    ("std::collections::VecDeque", ENDS),
    ("std::collections::LinkedList", ENDS),
    ("std::collections::BinaryHeap", &[("push", &[0])]),
    ("std::collections::HashMap", KEYED),
    ("std::collections::BTreeMap", KEYED),
    ("std::collections::HashSet", SETS),
    ("std::collections::BTreeSet", SETS),
];

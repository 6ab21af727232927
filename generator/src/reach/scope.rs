//! What names mean inside an item besides items: `Self`, type parameters with their bounds, local variables.

use crate::cfg::Truth;
use crate::expand::OF_MACRO;
use crate::parse::{Piece, bounds_in, identifiers, is_cfg, without_references};
use crate::reach::comes_in::tells_types;
use crate::reach::hidden::Taken;
use crate::reach::ty::{Bound, Ty, bounds_of, convert_within, home, parameters};
use crate::reach::written::Written;
use crate::resolve::{ItemId, ModuleId, Ns, Program, Res, TextId};
use std::cell::Cell;
use std::collections::BTreeSet;
use std::rc::Rc;

/// The inside of an item.
#[derive(Clone, Debug)]
pub(super) struct Scope {
    /// The item.
    pub(super) item: ItemId,
    /// Where its paths are looked up.
    pub(super) module: ModuleId,
    /// What `Self` is.
    pub(super) self_ty: Option<Ty>,
    /// Names of type parameters that stand for nothing of the program.
    others: Vec<Rc<str>>,
    /// Type parameters, the innermost last, with their bounds.
    params: Vec<(Rc<str>, Vec<Bound>)>,
    /// What is asked of references to type parameters, which types do not tell from the parameters, and of associated types:
    /// `where &'a T: Trait, T::Out: Trait`.
    beside: Vec<(Beside, Bound)>,
    /// Local variables, the innermost last.
    locals: Vec<(String, Ty)>,
    /// What items that a macro wrote here make of names.
    pub(super) written: Vec<Written>,
    /// Places of locals of which it is known how they have their value, and how.
    taken: Vec<(usize, Taken)>,
    /// Which of the first 64 locals nobody has named since they were bound to a collection of nothing known yet: a bit
    /// each. Copies of the scope share it.
    fresh: Rc<Cell<u64>>,
    /// How a function takes `self`.
    pub(super) self_taken: Taken,
    /// What the function returns.
    pub(super) output: Option<Ty>,
    /// How many expansions stand around: a name may then mean an item although a local has it.
    pub(super) expansions: usize,
    /// Which names may be of a macro and of its call, side by side.
    mixed: Mixed,
    /// Names of variables and parameters that a condition may leave out.
    doubted: Vec<String>,
    /// Whether the module tree does not look for items here: among a macro's arguments, or in a type.
    pub(super) apart: bool,
    /// Whether its tokens are told to derives, which make code of them that runs later.
    pub(super) runs_later: bool,
}

/// How much is known at a place by names bound or written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Depth {
    locals: usize,
    written: usize,
}

/// Which names in an item may be of a macro and of its call, side by side: the same text may then be two variables.
#[derive(Clone, Debug)]
enum Mixed {
    None,
    These(Rc<BTreeSet<String>>),
    Any,
}

impl Mixed {
    /// In what no macro wrote, none; where a macro tells whose names are, those that it has of both. In a text to format
    /// names may stand that are not told of.
    fn of(program: &Program, item: ItemId) -> Mixed {
        let data = program.item(item);
        let text = program.text(data.text);
        if text.call.is_none() {
            return Mixed::None;
        }
        let own = program.slice(data.text, (data.span.start, data.span.end));
        match text.tells && !may_capture(&own) {
            true => {
                let names = text.origins.keys();
                let mixed = names.filter(|name| is_mixed_in(program, data.text, name));
                Mixed::These(Rc::new(mixed.cloned().collect()))
            }
            false => Mixed::Any,
        }
    }
}

/// Whether a name in a text may be of several: of the macro and of its call, or in the call of what wrote that.
fn is_mixed_in(program: &Program, text: TextId, name: &str) -> bool {
    let text = program.text(text);
    let Some(call) = text.call else { return false };
    if !text.tells {
        return true;
    }
    match text.origins.get(name) {
        None => false,
        Some(places) if places.contains(OF_MACRO) => !places.replace(OF_MACRO, "").is_empty(),
        Some(_) => is_mixed_in(program, program.item(call).text, name),
    }
}

/// Whether what a macro wrote may have names of variables in a literal, `"{x}"`, `"{:x$}"`, or under other letters, `r#x`.
fn may_capture(text: &str) -> bool {
    let opens = |(at, _): (usize, &str)| {
        let next = text.as_bytes().get(at + 1);
        !next.is_some_and(|next| b" }:0123456789".contains(next))
    };
    !text.is_ascii()
        || text.contains("r#")
        || text.contains('"') && (text.contains(['\\', '$']) || text.match_indices('{').any(opens))
}

impl Scope {
    /// The scope of an item's own header and body.
    pub(super) fn of_item(program: &Program, item: ItemId) -> Scope {
        Scope::within(program, item, 0)
    }

    /// The same, on the way to a type: as deep as that way is, for bounds name types whose scopes have bounds.
    pub(super) fn within(program: &Program, item: ItemId, depth: usize) -> Scope {
        Scope::with(program, item, depth, Vec::new())
    }

    /// The scope of an item in which it is known that these type parameters stand for nothing of the program.
    pub(super) fn of_others(program: &Program, item: ItemId, others: Vec<Rc<str>>) -> Scope {
        Scope::with(program, item, 0, others)
    }

    fn with(program: &Program, item: ItemId, depth: usize, others: Vec<Rc<str>>) -> Scope {
        let mut scope = Scope::empty(program, item, home(program, item), others);
        let data = program.item(item);
        if let Some(parent) = data.parent {
            scope.enter_container(program, parent, depth);
        }
        match program.head(item).as_deref() {
            Some(Piece::Item(tree)) => match tree {
                syn::Item::Fn(i) => scope.enter_fn(program, &i.sig, depth),
                syn::Item::Struct(i) => scope.enter_adt(program, item, &i.generics, depth),
                syn::Item::Enum(i) => scope.enter_adt(program, item, &i.generics, depth),
                syn::Item::Union(i) => scope.enter_adt(program, item, &i.generics, depth),
                syn::Item::Type(i) => scope.enter_generics(program, &i.generics, depth),
                syn::Item::Const(i) => scope.enter_generics(program, &i.generics, depth),
                syn::Item::Impl(_) | syn::Item::Trait(_) => {
                    scope.enter_container(program, item, depth)
                }
                _ => {}
            },
            Some(Piece::Impl(syn::ImplItem::Fn(i))) => scope.enter_fn(program, &i.sig, depth),
            Some(Piece::Impl(syn::ImplItem::Type(i))) => {
                scope.enter_generics(program, &i.generics, depth)
            }
            Some(Piece::Trait(syn::TraitItem::Fn(i))) => scope.enter_fn(program, &i.sig, depth),
            Some(Piece::Trait(syn::TraitItem::Type(i))) => {
                scope.enter_generics(program, &i.generics, depth)
            }
            Some(Piece::Foreign(syn::ForeignItem::Fn(i))) => scope.enter_fn(program, &i.sig, depth),
            _ => {}
        }
        scope
    }

    fn empty(program: &Program, item: ItemId, module: ModuleId, others: Vec<Rc<str>>) -> Scope {
        Scope {
            item,
            module,
            self_ty: None,
            others,
            params: Vec::new(),
            beside: Vec::new(),
            locals: Vec::new(),
            written: Vec::new(),
            taken: Vec::new(),
            fresh: Rc::default(),
            self_taken: Taken::Unknown,
            output: None,
            expansions: 0,
            mixed: Mixed::of(program, item),
            doubted: Vec::new(),
            apart: false,
            runs_later: false,
        }
    }

    /// What an impl or a trait brings into the scope of what stands in it. Bounds name types that have bounds in turn, so this
    /// is found once.
    fn enter_container(&mut self, program: &Program, container: ItemId, depth: usize) {
        if !self.others.is_empty() {
            return self.enter_header(program, container, depth);
        }
        let module = self.module;
        let about = (container, module, depth);
        let entered = program.remembered.get(&program.asked, about, || {
            let mut scope = Scope::empty(program, container, module, Vec::new());
            scope.enter_header(program, container, depth);
            scope
        });
        self.self_ty = entered.self_ty.clone();
        self.params.extend(entered.params.iter().cloned());
        self.beside.extend(entered.beside.iter().cloned());
        self.locals.extend(entered.locals.iter().cloned());
        self.doubted.extend(entered.doubted.iter().cloned());
    }

    fn enter_header(&mut self, program: &Program, container: ItemId, depth: usize) {
        match program.cached_piece(container).as_deref() {
            Some(Piece::Item(syn::Item::Impl(header))) => {
                self.enter_generics(program, &header.generics, depth);
                self.self_ty = Some(convert_within(program, self, &header.self_ty, depth));
            }
            Some(Piece::Item(syn::Item::Trait(header))) => {
                let own: Rc<str> = Rc::from("Self");
                let names = header.generics.type_params();
                let args = names
                    .map(|parameter| Ty::Param(Rc::from(parameter.ident.to_string())))
                    .collect();
                let bound = Bound::by(vec![Res::Item(container)], args);
                self.self_ty = Some(Ty::Param(own.clone()));
                self.params.push((own, vec![bound]));
                self.enter_generics(program, &header.generics, depth);
                let above = bounds_of(program, self, &header.supertraits, depth);
                self.add_bounds("Self", above);
            }
            _ => {}
        }
    }

    fn enter_adt(
        &mut self,
        program: &Program,
        item: ItemId,
        generics: &syn::Generics,
        depth: usize,
    ) {
        self.enter_generics(program, generics, depth);
        let arguments = parameters(program, item).into_iter();
        let arguments = arguments.map(|name| self.own_or_param(&name)).collect();
        self.self_ty = Some(Ty::Adt(item, arguments));
    }

    fn enter_fn(&mut self, program: &Program, signature: &syn::Signature, depth: usize) {
        self.enter_generics(program, &signature.generics, depth);
        let output = match &signature.output {
            syn::ReturnType::Default => Ty::unit(),
            syn::ReturnType::Type(_, ty) => convert_within(program, self, ty, depth),
        };
        self.output = Some(match signature.asyncness {
            // The body's own result; callers see a future.
            Some(_) => output,
            None => output,
        });
    }

    fn enter_generics(&mut self, program: &Program, generics: &syn::Generics, depth: usize) {
        for parameter in &generics.params {
            let (attrs, name) = match parameter {
                syn::GenericParam::Type(ty) => (&ty.attrs, &ty.ident),
                syn::GenericParam::Const(constant) => (&constant.attrs, &constant.ident),
                syn::GenericParam::Lifetime(_) => continue,
            };
            if may_be_left_out(program, self.item, attrs) {
                self.doubted.push(name.to_string());
            }
        }
        for parameter in generics.type_params() {
            self.params
                .push((Rc::from(parameter.ident.to_string()), Vec::new()));
        }
        for parameter in generics.const_params() {
            let ty = convert_within(program, self, &parameter.ty, depth);
            self.bind(parameter.ident.to_string(), ty);
        }
        for asked in bounds_in(generics).filter(|asked| asked.whole) {
            let bounds = bounds_of(program, self, asked.bounds, depth);
            self.add_bounds(&asked.parameter.to_string(), bounds);
        }
        let clauses = generics.where_clause.iter();
        for predicate in clauses.flat_map(|clause| &clause.predicates) {
            if let syn::WherePredicate::Type(asked) = predicate
                && let Some(name) = asked_beside(&asked.bounded_ty)
            {
                let bounds = bounds_of(program, self, &asked.bounds, depth).into_iter();
                self.beside
                    .extend(bounds.map(|bound| (name.clone(), bound)));
            }
        }
    }

    fn add_bounds(&mut self, name: &str, bounds: Vec<Bound>) {
        if let Some((_, known)) = self
            .params
            .iter_mut()
            .rev()
            .find(|(known, _)| **known == *name)
        {
            known.extend(bounds);
        }
    }

    /// A type parameter of this name.
    pub(super) fn param(&self, name: &str) -> Option<Rc<str>> {
        self.params
            .iter()
            .rev()
            .find(|(known, _)| **known == *name)
            .map(|(known, _)| known.clone())
    }

    /// What `Self` or a parameter's name is.
    pub(super) fn own_or_param(&self, name: &str) -> Ty {
        match name {
            "Self" => self.self_ty.clone().unwrap_or(Ty::Unknown),
            name if self.is_others(name) => Ty::others(),
            name => self.param(name).map_or(Ty::Unknown, Ty::Param),
        }
    }

    /// Whether it is known of a type parameter that it stands for nothing of the program.
    pub(super) fn is_others(&self, name: &str) -> bool {
        self.others.iter().any(|known| **known == *name)
    }

    /// The type parameters of which that is known.
    pub(super) fn others(&self) -> &[Rc<str>] {
        &self.others
    }

    /// All type parameters, with their bounds.
    pub(super) fn parameters(&self) -> &[(Rc<str>, Vec<Bound>)] {
        &self.params
    }

    /// Whether something else may go by a parameter's name: an item of a block around, or what a condition leaves there.
    pub(super) fn may_hide(&self, program: &Program, name: &str) -> bool {
        self.is_doubted(name)
            || !program
                .within_bodies(self.module, name, Ns::Type)
                .is_empty()
    }

    /// Whether a type is a parameter of which a trait is asked that tells its types.
    pub(super) fn asks_trait(&self, ty: &Ty) -> bool {
        let tells = |bound: &Bound| !bound.of.is_empty() && bound.of.iter().all(tells_types);
        matches!(ty, Ty::Param(name) if self.bounds(name).iter().any(tells))
    }

    /// The bounds of a type parameter.
    pub(super) fn bounds(&self, name: &str) -> &[Bound] {
        let found = self.params.iter().rev().find(|(known, _)| **known == *name);
        found.map_or(&[], |(_, bounds)| bounds)
    }

    /// What is asked of references to what is a type parameter.
    pub(super) fn bounds_on_references<'t>(
        &'t self,
        ty: &'t Ty,
    ) -> impl Iterator<Item = &'t Bound> {
        let is_it = move |name: &str| match ty {
            Ty::Param(parameter) => {
                name == &**parameter || name == "Self" && self.self_ty.as_ref() == Some(ty)
            }
            _ => false,
        };
        let asked = self.beside.iter().filter(move |(of, _)| match of {
            Beside::Reference(name) => is_it(name),
            Beside::Type(_) => false,
        });
        asked.map(|(_, bound)| bound)
    }

    /// What is asked of associated types of a name.
    pub(super) fn bounds_on_types(&self, name: &str) -> Vec<Bound> {
        let is_it = |of: &Beside| matches!(of, Beside::Type(known) if known == name);
        let asked = self.beside.iter().filter(|(of, _)| is_it(of));
        asked.map(|(_, bound)| bound.clone()).collect()
    }

    /// The bounds by which a type is known, if it is by any.
    pub(super) fn bounds_on<'t>(&'t self, ty: &'t Ty) -> &'t [Bound] {
        match ty {
            Ty::Param(parameter) => self.bounds(parameter),
            Ty::Bounded(bounds) => bounds,
            _ => &[],
        }
    }

    /// Binds a local variable.
    pub(super) fn bind(&mut self, name: String, ty: Ty) {
        // In an expansion a name bound twice may mean either variable.
        let twice = self.is_mixed(&name) && self.local(&name).is_some();
        self.locals
            .push((name, if twice { Ty::Unknown } else { ty }));
        self.set_fresh(self.locals.len() - 1, false);
    }

    /// The variable bound last has its value so, if it goes by this name: that of a constant binds none.
    pub(super) fn last_is_taken(&mut self, name: &str, taken: Taken) {
        if self.expansions == 0 && self.locals.last().is_some_and(|(last, _)| last == name) {
            self.taken.push((self.locals.len() - 1, taken));
        }
    }

    /// Whether a name that a macro wrote may stand beside that of its call. In a body hygiene is not tracked.
    fn is_mixed(&self, name: &str) -> bool {
        let written = || match &self.mixed {
            Mixed::None => false,
            Mixed::These(names) => names.contains(name),
            Mixed::Any => true,
        };
        self.expansions > 0 || written()
    }

    /// Whether all that stands here is what the item's text says: nothing that a macro wrote.
    pub(super) fn is_as_written(&self) -> bool {
        matches!(self.mixed, Mixed::None) && self.is_of_item()
    }

    /// Whether all that stands here is the item's own text, whoever wrote that.
    pub(super) fn is_of_item(&self) -> bool {
        self.expansions == 0 && self.written.is_empty() && !self.apart
    }

    /// Whether a name that a variable has may mean an item all the same, or another variable. `self` is no item's, and of a
    /// method there is one.
    pub(super) fn may_mean_other(&self, name: &str) -> bool {
        name != "self" && (self.is_mixed(name) || self.is_doubted(name))
    }

    /// Whether a condition may leave out what goes by a name here.
    fn is_doubted(&self, name: &str) -> bool {
        self.doubted.iter().any(|known| known == name)
    }

    /// What was bound since a mark stands under these attributes: it may not be there.
    pub(super) fn bound_under(
        &mut self,
        program: &Program,
        attrs: &[syn::Attribute],
        depth: Depth,
    ) {
        if !may_be_left_out(program, self.item, attrs) {
            return;
        }
        self.doubt_names(depth);
        for (_, ty) in self.locals.iter_mut().skip(depth.locals) {
            *ty = Ty::Unknown;
        }
        self.taken.retain(|(at, _)| *at < depth.locals);
        self.none_is_fresh();
    }

    /// A macro bound what was bound since a mark: behind its call that may not be there.
    pub(super) fn bound_by_macro(&mut self, depth: Depth) {
        self.doubt_names(depth);
    }

    fn doubt_names(&mut self, depth: Depth) {
        for (name, _) in self.locals.iter().skip(depth.locals) {
            if !self.doubted.contains(name) {
                self.doubted.push(name.clone());
            }
        }
    }

    /// Whether a name surely is that of the variable bound last by it.
    fn is_sure(&self, name: &str) -> bool {
        let bound = || {
            self.locals
                .iter()
                .filter(|(known, _)| known == name)
                .count()
        };
        self.expansions == 0 && !self.is_doubted(name) && (!self.is_mixed(name) || bound() == 1)
    }

    /// How a variable has its value.
    pub(super) fn taken(&self, name: &str) -> Taken {
        let at = self.locals.iter().rposition(|(known, _)| known == name);
        let known = self.taken.iter().find(|(known, _)| Some(*known) == at);
        match known.filter(|_| self.is_sure(name)) {
            Some((_, taken)) => *taken,
            None => Taken::Unknown,
        }
    }

    /// The variable bound last holds a collection of which nothing is known.
    pub(super) fn last_is_fresh(&self) {
        if self.expansions == 0 && !self.locals.is_empty() {
            self.set_fresh(self.locals.len() - 1, true);
        }
    }

    /// Where a variable is that nobody has named since it was bound to such a collection.
    pub(super) fn fresh(&self, name: &str) -> Option<usize> {
        let at = self.locals.iter().rposition(|(known, _)| known == name)?;
        (self.is_sure(name) && self.is_fresh(at)).then_some(at)
    }

    pub(super) fn is_fresh(&self, at: usize) -> bool {
        at < 64 && self.fresh.get() & 1 << at != 0
    }

    pub(super) fn set_fresh(&self, at: usize, is_fresh: bool) {
        if at < 64 {
            let others = self.fresh.get() & !(1 << at);
            self.fresh.set(others | u64::from(is_fresh) << at);
        }
    }

    /// The scope of tokens that are told to derives.
    pub(super) fn told_to_derives(&self) -> Scope {
        Scope {
            runs_later: true,
            ..self.clone()
        }
    }

    /// Something may name any variable.
    pub(super) fn none_is_fresh(&self) {
        self.fresh.set(0);
    }

    /// What a variable holds is learnt.
    pub(super) fn learn(&mut self, at: usize, ty: Ty) {
        if let Some((_, known)) = self.locals.get_mut(at) {
            *known = ty;
        }
    }

    /// The type of a local variable, without naming it.
    pub(super) fn type_of(&self, name: &str) -> Ty {
        let found = self.locals.iter().rev().find(|(known, _)| known == name);
        found.map_or(Ty::Unknown, |(_, ty)| ty.clone())
    }

    /// A local variable, which is named here.
    pub(super) fn local(&self, name: &str) -> Option<&Ty> {
        let at = self.locals.iter().rposition(|(known, _)| known == name)?;
        self.set_fresh(at, false);
        self.locals.get(at).map(|(_, ty)| ty)
    }

    /// What an item sees that is written here: no variable, parameter or `Self` from around it, but the other items.
    pub(super) fn inside_item(&self) -> Scope {
        let is_item = |name: &String| self.written.iter().any(|written| written.is_item(name));
        let items = self.locals.iter().filter(|(name, _)| is_item(name));
        Scope {
            locals: items.cloned().collect(),
            others: Vec::new(),
            params: Vec::new(),
            beside: Vec::new(),
            taken: Vec::new(),
            self_ty: None,
            self_taken: Taken::Unknown,
            output: None,
            fresh: Rc::default(),
            written: self.written.clone(),
            doubted: Vec::new(),
            mixed: self.mixed.clone(),
            ..*self
        }
    }

    /// A mark to go back to when a block ends.
    pub(super) fn depth(&self) -> Depth {
        Depth {
            locals: self.locals.len(),
            written: self.written.len(),
        }
    }

    /// Forgets what was bound or written since a mark.
    pub(super) fn leave(&mut self, depth: Depth) {
        self.locals.truncate(depth.locals);
        self.taken.retain(|(at, _)| *at < depth.locals);
        self.written.truncate(depth.written);
    }

    /// What was written since a mark may be left out: what values its items have is not known.
    pub(super) fn doubt(&mut self, depth: Depth) {
        let written = &mut self.written[depth.written..];
        let mut at = 0;
        self.locals.retain(|(name, _)| {
            at += 1;
            at <= depth.locals || !written.iter().any(|written| written.is_item(name))
        });
        for written in written {
            if let Written::Import(_, surely) = written {
                *surely = false;
            }
        }
        // Places of what comes after are others now.
        self.taken.retain(|(at, _)| *at < depth.locals);
        self.none_is_fresh();
    }

    /// The variables bound since a mark.
    pub(super) fn bound_since(&self, depth: Depth) -> Vec<(String, Ty)> {
        self.locals.get(depth.locals..).unwrap_or_default().to_vec()
    }

    /// After another alternative bound its variables: those that differ in type are unknown.
    pub(super) fn reconcile(&mut self, depth: Depth, before: &[(String, Ty)]) {
        for (name, ty) in self.locals.iter_mut().skip(depth.locals) {
            if before
                .iter()
                .any(|(known, other)| known == name && other != ty)
            {
                *ty = Ty::Unknown;
            }
        }
    }
}

/// What is asked of a type that is neither a parameter itself nor one without any.
#[derive(Clone, Debug, PartialEq)]
enum Beside {
    /// Of a reference or a pointer to a parameter.
    Reference(String),
    /// Of an associated type, by its name.
    Type(String),
}

fn asked_beside(ty: &syn::Type) -> Option<Beside> {
    let within = |target: &syn::Type| {
        let target = without_references(target);
        let name = match target {
            syn::Type::Path(path) => path.path.get_ident(),
            _ => None,
        };
        match name {
            Some(name) => Some(Beside::Reference(name.to_string())),
            None => asked_beside(target),
        }
    };
    match ty {
        syn::Type::Reference(reference) => within(&reference.elem),
        syn::Type::Ptr(pointer) => within(&pointer.elem),
        syn::Type::Paren(paren) => asked_beside(&paren.elem),
        syn::Type::Group(group) => asked_beside(&group.elem),
        syn::Type::Path(path) if path.path.segments.len() > 1 => {
            let last = path.path.segments.last();
            last.map(|last| Beside::Type(last.ident.to_string()))
        }
        _ => None,
    }
}

/// Whether a condition may leave out what has these attributes. What is surely left out has been taken out.
pub(super) fn may_be_left_out(program: &Program, item: ItemId, attrs: &[syn::Attribute]) -> bool {
    let cfg = &program.krate(program.item(item).krate).cfg;
    attrs.iter().any(|attr| match (is_cfg(attr), &attr.meta) {
        (Some(predicate), _) => cfg.truth_of(predicate) != Truth::True,
        (None, syn::Meta::List(list)) if list.path.is_ident("cfg_attr") => {
            let mut words = BTreeSet::new();
            identifiers(list.tokens.clone(), &mut words);
            words.contains("cfg")
        }
        _ => false,
    })
}

//! Paths in expressions: what is asked where one is used, and what a call of it gives.

use crate::model::Kind;
use crate::others::functions::Called;
use crate::reach::arguments::{own_arguments, type_arguments};
use crate::reach::asks::{Asks, is_of_std};
use crate::reach::calls::Given;
use crate::reach::conversions::is_conversion;
use crate::reach::hidden::Taken;
use crate::reach::live::{Reach, TRIGGERED};
use crate::reach::meant::Target;
use crate::reach::quiet::{bounds_declare, is_constant, is_plain, type_of_constant};
use crate::reach::scope::Scope;
use crate::reach::signatures::Signature;
use crate::reach::std_functions::{given_of_std, std_function};
use crate::reach::std_gives::given_on;
use crate::reach::syntax::told_by_place;
use crate::reach::told::has_none_of_program;
use crate::reach::ty::{Ty, any_of, convert, named};
use crate::reach::values::by_place;
use crate::reach::wanted::wrapped_by_std;
use crate::resolve::{ItemId, Res};

/// What a static in `thread_local!` is to who names it.
pub(super) const LOCAL_KEY: &str = "std::thread::LocalKey";

impl Reach<'_> {
    /// A function of std or of another crate is named through a type.
    fn asked_through(&mut self, scope: &Scope, own: &Ty, path: &syn::Path, others: &[&Ty]) {
        let name = path.segments.last();
        let name = name.map(|last| last.ident.to_string()).unwrap_or_default();
        if own.is_others()
            && others.iter().all(|ty| has_none_of_program(ty))
            && self.given_by_bounds(scope, &name).is_some()
        {
            return self.calls_apart(scope.item);
        }
        if matches!(&*name, "from" | "try_from")
            && (is_plain(own) || matches!(own, Ty::Adt(..)))
            && !self.others_in_scope(scope.item, own, &name)
        {
            // What std makes a plain type of, it moves; what makes a type of the program, the program says, or a macro that
            // wrote something for what is given.
            if is_plain(own) {
                others
                    .iter()
                    .for_each(|ty| self.demand("Into", ty, scope.item));
            }
            return self.ask(Asks::Moves, others, scope.item);
        }
        let bounds = match own {
            Ty::Param(parameter) => scope.bounds(parameter),
            Ty::Bounded(bounds) => bounds,
            _ => &[],
        };
        match bounds_declare(bounds, &name) {
            true => self.asked_of_std(own, &name, others, scope.item),
            false => {
                if self.asked_by_method(own, &name, others, None, scope.item)
                    && self
                        .given_by_others(scope.item, own, &name, others)
                        .is_none()
                {
                    self.made_by_others(&Ty::Unknown, scope.item);
                }
            }
        }
    }

    /// A path that is not called.
    pub(super) fn value_path(
        &mut self,
        scope: &mut Scope,
        qself: &Option<syn::QSelf>,
        path: &syn::Path,
        expected: &Ty,
    ) -> Ty {
        let outer = self.choices.take();
        let target = self.target(scope, qself, path);
        self.choices = outer;
        match target {
            Target::Local(ty) => ty,
            Target::Unknown => {
                self.std_runs(scope.item);
                Ty::Unknown
            }
            Target::Foreign(path, type_args) => {
                if !scope.runs_later {
                    self.calls_outside(&path, scope.item);
                }
                if let Some(of) = self.program.unit_variant_of(&path) {
                    let of = Res::Foreign(of.to_owned());
                    return named(self.program, &of, Vec::new(), 0);
                }
                if !is_constant(&path) {
                    // It may be called with anything.
                    let name = path.rsplit("::").next().unwrap_or_default();
                    match path.starts_with("std::") {
                        true => self.asked_by_name(name, scope.item),
                        false => self.asked_wholly(None, scope.item),
                    }
                }
                // What is wanted here is the function, not what it gives.
                self.foreign_call(scope, &path, &[], &[], &Ty::Unknown);
                let made = match expected {
                    Ty::Callable(output) => output,
                    other => other,
                };
                self.default_within(scope, &path, &type_args, made);
                match path.as_str() {
                    "std::option::Option::None" => Ty::option(match &type_args[..] {
                        [] => expected.arg(0),
                        [written, ..] => written.clone(),
                    }),
                    path => match type_of_constant(path).filter(|_| is_constant(path)) {
                        Some(of) => Ty::foreign(of, Vec::new()),
                        None => as_value(
                            path,
                            match self.hint.as_deref() {
                                Some(handed) => {
                                    std_function(path, handed, &type_args, &Ty::Unknown)
                                }
                                None => given_of_std(path, &[], &type_args, expected),
                            },
                        ),
                    },
                }
            }
            Target::Items(items, own) => {
                if items.is_empty() && !matches!(own, Ty::Builtin(_)) {
                    self.may_be_outside(&own, scope.item);
                    // It may be called with anything.
                    self.asked_through(scope, &own, path, &[&Ty::Unknown]);
                }
                let last = path.segments.last().map(|last| last.ident.to_string());
                if let (true, Ty::Builtin(_), Some(name)) = (items.is_empty(), &own, &last) {
                    return as_value(name, given_on(&own, name, &[]));
                }
                let is_open = is_through_trait(scope, qself, path, &own);
                let own = if is_open { Ty::Unknown } else { own };
                let items = items.into_iter();
                let types = items.map(|item| self.value_of(scope, item, &own, expected));
                types.reduce(any_of).unwrap_or(Ty::Unknown)
            }
        }
    }

    /// A call of a path.
    pub(super) fn call_path(
        &mut self,
        scope: &mut Scope,
        function: &syn::ExprPath,
        args: Vec<&syn::Expr>,
        expected: &Ty,
    ) -> Ty {
        // Where what it takes is written, the argument is coerced to that.
        let is_told = function
            .qself
            .as_ref()
            .is_some_and(|qself| qself.position > 0);
        let by_argument = args.len() == 1 && is_conversion(&function.path) && !is_told;
        let outer = std::mem::replace(&mut self.choices, by_argument.then(Vec::new));
        let of_others = function.qself.as_ref().is_some_and(|qself| {
            qself.position > 0 && convert(self.program, scope, &qself.ty).is_others()
        });
        let target = self.target(scope, &function.qself, &function.path);
        let choices = std::mem::replace(&mut self.choices, outer).unwrap_or_default();
        let turbofish = type_arguments(self.program, scope, &function.path, None);
        for ty in &turbofish {
            self.gets_at(ty, scope.item);
        }
        match target {
            Target::Local(ty) => {
                let values = self.arguments(scope, args, &[]);
                self.lets_go(scope.item);
                if !matches!(ty, Ty::Callable(_)) {
                    let given: Vec<&Ty> = values.iter().collect();
                    self.may_be_of_others(&ty, None, &given, scope.item);
                }
                match ty {
                    Ty::Callable(output) => *output,
                    Ty::Param(name) => {
                        let bounds = scope.bounds(&name).iter();
                        bounds
                            .filter_map(|bound| bound.output.clone())
                            .next()
                            .unwrap_or(Ty::Unknown)
                    }
                    _ => Ty::Unknown,
                }
            }
            Target::Unknown => {
                // A macro of another crate may have written it, with anything in it.
                let values = self.arguments(scope, args, &[]);
                self.escapes(values.iter().chain(&turbofish), scope.item);
                self.made_by_others(expected, scope.item);
                self.std_runs(scope.item);
                Ty::Unknown
            }
            Target::Foreign(path, type_args) => {
                let wanted = wrapped_by_std(&path, expected);
                let values = self.arguments(scope, args, &wanted);
                self.choose(choices, &values, scope.item);
                let own = match of_others {
                    true => Ty::others(),
                    false => expected.clone(),
                };
                // What the trait itself is given may be of the program.
                let is_bare = |of: &syn::PathSegment| of.arguments.is_none();
                if (function.qself.is_none() || of_others)
                    && type_args.is_empty()
                    && function.path.segments.iter().all(is_bare)
                    && let Some(gives) = self.by_trait_of_others(scope, &path, &values, &own)
                {
                    return gives;
                }
                if !scope.runs_later {
                    self.calls_outside(&path, scope.item);
                }
                if type_args.is_empty()
                    && let Some((of, name)) = path.rsplit_once("::")
                    && let of = named(self.program, &Res::Foreign(of.to_owned()), Vec::new(), 0)
                    && let Some(gives) = self.own_function(&of, name, Called::ByPath, scope.item)
                {
                    self.may_be_impure(scope.item, &path);
                    self.escapes(&values, scope.item);
                    return gives;
                }
                self.foreign_call(scope, &path, &values, &type_args, expected);
                self.default_within(scope, &path, &type_args, expected);
                let gives = std_function(&path, &values, &type_args, expected);
                let made = match &gives {
                    Ty::Unknown => expected,
                    known => known,
                };
                let others: Vec<&Ty> = type_args.iter().chain([made]).collect();
                self.asked_by_path(&path, &values, &others, scope.item);
                gives
            }
            Target::Items(items, own) => {
                let is_open = is_through_trait(scope, &function.qself, &function.path, &own);
                let called_on = if is_open { &Ty::Unknown } else { &own };
                let own_turbofish = own_arguments(self.program, scope, &function.path);
                let wanted = self.wanted_by_call(&items, expected);
                let are_own = self.are_own_functions(&items, &own, scope.module);
                let values = match &items[..] {
                    [only] if are_own => {
                        let given = Given {
                            args: &[],
                            turbofish: &own_turbofish,
                            expected,
                            at_hand: Taken::Unknown,
                        };
                        self.arguments_for(scope, (*only, called_on), args, &wanted, given)
                    }
                    _ => self.arguments(scope, args, &wanted),
                };
                let left = self.choose(choices, &values, scope.item);
                let items = items.into_iter().filter(|item| !left.contains(item));
                if !are_own {
                    self.may_be_outside(&own, scope.item);
                    let others: Vec<&Ty> = values.iter().chain(&turbofish).collect();
                    self.asked_through(scope, &own, &function.path, &others);
                }
                // Where it may be std's, it may give anything.
                let compiler = self.program.build.minor_version;
                let name = function.path.segments.last();
                let name = name.map(|last| last.ident.to_string());
                let mut result = name
                    .filter(|name| own.is_others() || !are_own && is_of_std(name, compiler))
                    .map(
                        |name| match own.is_others() && values.iter().all(has_none_of_program) {
                            true => self.given_by_bounds(scope, &name).unwrap_or(Ty::Unknown),
                            false => given_by_builtin(&own, &name, &values),
                        },
                    );
                for item in items {
                    let ty = match self.program.item(item).kind {
                        Kind::Fn => {
                            let signature = self.signature(item);
                            let (own, rest) = receiver_of(&signature, called_on, &values);
                            self.returned(scope, own, item, rest, &own_turbofish)
                        }
                        Kind::Struct | Kind::Variant => {
                            self.constructed(item, &own, &by_place(&values), expected)
                        }
                        _ => match self.value_of(scope, item, &own, expected) {
                            Ty::Callable(output) => *output,
                            _ => Ty::Unknown,
                        },
                    };
                    result = Some(match result {
                        None => ty,
                        Some(known) => any_of(known, ty),
                    });
                }
                result.unwrap_or(Ty::Unknown)
            }
        }
    }

    /// Arguments of a call, each where its parameter's type is wanted.
    pub(super) fn arguments(
        &mut self,
        scope: &mut Scope,
        args: Vec<&syn::Expr>,
        wanted: &[Ty],
    ) -> Vec<Ty> {
        let told = told_by_place(args.iter().copied());
        let wanted = wanted.get(..told).unwrap_or(wanted);
        let mut types = Vec::new();
        for (at, arg) in args.into_iter().enumerate() {
            types.push(self.expr(scope, arg, wanted.get(at).unwrap_or(&Ty::Unknown)));
        }
        types[told..].fill(Ty::Unknown);
        types
    }

    /// The same of a function of the program, which says what it hands to closures.
    fn arguments_for(
        &mut self,
        scope: &mut Scope,
        (function, own): (ItemId, &Ty),
        args: Vec<&syn::Expr>,
        wanted: &[Ty],
        given: Given<'_>,
    ) -> Vec<Ty> {
        let told = told_by_place(args.iter().copied());
        let wanted = wanted.get(..told).unwrap_or(wanted);
        let mut types: Vec<Ty> = Vec::new();
        let is_fn = self.program.item(function).kind == Kind::Fn;
        let skipped = usize::from(is_fn && self.signature(function).receiver);
        for (at, arg) in args.into_iter().enumerate() {
            if is_fn && (skipped..told).contains(&at) && matches!(arg, syn::Expr::Closure(_)) {
                let (own, rest) = receiver_of(&self.signature(function), own, &types);
                let given = Given {
                    args: rest,
                    ..given
                };
                self.hint = self.handed_by_function(scope, function, own, &given);
            }
            types.push(self.expr(scope, arg, wanted.get(at).unwrap_or(&Ty::Unknown)));
        }
        types[told..].fill(Ty::Unknown);
        types
    }

    /// `Box::default()` makes what is wanted where it stands, and asks that for its default.
    fn default_within(&mut self, scope: &Scope, path: &str, type_args: &[Ty], wanted: &Ty) {
        let Some((owner, "default" | "from_iter")) = path.rsplit_once("::") else {
            return;
        };
        if type_args.is_empty() && owner != "std::default::Default" && !is_empty_by_default(owner) {
            let wanted = if wanted.is(owner) {
                wanted
            } else {
                &Ty::Unknown
            };
            self.demand("Default", wanted, scope.item);
        }
    }

    /// A foreign function is called or named: the traits it may call come alive.
    pub(super) fn foreign_call(
        &mut self,
        scope: &Scope,
        path: &str,
        args: &[Ty],
        type_args: &[Ty],
        expected: &Ty,
    ) {
        self.may_be_impure(scope.item, path);
        self.may_measure(path, scope.item);
        self.may_make_as(path, scope.item);
        let mut segments = path.rsplit("::");
        let (name, owner) = (
            segments.next().unwrap_or_default(),
            segments.next().unwrap_or_default(),
        );
        if owner == "Default" && name == "default" {
            self.demand("Default", expected, scope.item);
        } else if path == "std::mem::take" {
            self.demand("Default", args.first().unwrap_or(&Ty::Unknown), scope.item);
        } else if TRIGGERED.contains(&owner) {
            // `From::from(x)`, `fmt::Display::fmt(x, f)`: by the type made or given, or any.
            match owner {
                "From" => self.made_by_from(args, expected, scope.item),
                "FromIterator" => {
                    self.demand(owner, &Ty::Unknown, scope.item);
                    self.demand_made_within(owner, expected, scope.item);
                }
                "TryFrom" | "FromStr" => {
                    let made = match expected.is("std::result::Result") {
                        true => expected.arg(0),
                        false => Ty::Unknown,
                    };
                    self.demand_made(owner, &made, scope.item);
                }
                // By the method's name, below.
                "Into" | "TryInto" | "Extend" => {}
                _ if name == "fmt" => {
                    self.demand(owner, args.first().unwrap_or(&Ty::Unknown), scope.item)
                }
                _ if args.is_empty() => self.demand(owner, &Ty::Unknown, scope.item),
                // An operator's impl may be for what is plain, and by a type of the program.
                _ => self.demand(owner, &Ty::Tuple(args.to_vec()), scope.item),
            }
        }
        // A method named through a foreign trait runs the impls of the program.
        let first = args.first().cloned().unwrap_or(Ty::Unknown);
        // `ToString::to_string`, `Iterator::sum`, `Result::unwrap`: as if called on their first argument.
        let given = Given {
            args: args.get(1..).unwrap_or_default(),
            turbofish: type_args,
            expected,
            at_hand: Taken::Unknown,
        };
        // A trait of formatting that is named shows by itself alone: what it is given, or what that leads to.
        let shows = name == "fmt" && path.starts_with("std::fmt::");
        if shows {
            self.shows(owner, &first, scope.item);
        } else if path != "std::mem::take" {
            self.triggers(scope, &first, name, &given);
        }
        if matches!((owner, name), ("Error", "new" | "other") | ("Box", "from")) {
            for arg in args {
                self.kept_as_error(arg, &Ty::foreign("std::boxed::Box", Vec::new()), scope.item);
            }
        }
        if self.index.by_foreign.contains_key(owner)
            && !TRIGGERED.contains(&owner)
            && first == Ty::Unknown
        {
            self.by_name(name, scope.item);
        }
        if !path.starts_with("std::") {
            self.escapes(args.iter().chain(type_args), scope.item);
            self.made_by_others(expected, scope.item);
        }
    }
}

/// Whether a function is named through a trait, `Trait::name`: for whatever has it, and not for what is known by it.
fn is_through_trait(scope: &Scope, qself: &Option<syn::QSelf>, path: &syn::Path, own: &Ty) -> bool {
    let first = path.segments.first();
    let first = first.map(|first| first.ident.to_string());
    let is_parameter = |name: &String| name == "Self" || scope.param(name).is_some();
    matches!(own, Ty::Bounded(_))
        && qself.is_none()
        && !first.is_some_and(|name| is_parameter(&name))
}

/// What a function named by a path is called on, and its other arguments. If only the first of them can tell, it does where it
/// is the value itself and not a box of it.
fn receiver_of<'a>(signature: &Signature, own: &'a Ty, values: &'a [Ty]) -> (&'a Ty, &'a [Ty]) {
    match (signature.receiver, values.split_first()) {
        (true, Some((first, rest))) if *own == Ty::Unknown && signature.is_plain => (first, rest),
        (true, Some((_, rest))) => (own, rest),
        _ => (own, values),
    }
}

/// What a function of a built-in type gives, `u64::from` or `f64::powi`; of others that is not known here.
fn given_by_builtin(own: &Ty, name: &str, values: &[Ty]) -> Ty {
    match (own, name) {
        (Ty::Builtin(_), "from" | "default") => own.clone(),
        (Ty::Builtin(_), "try_from" | "from_str") => Ty::result(own.clone(), Ty::Unknown),
        (Ty::Builtin(_), _) => given_on(own, name, values.get(1..).unwrap_or_default()),
        _ => Ty::Unknown,
    }
}

/// What is named as a value: a constant, or the function that gives it.
fn as_value(path: &str, gives: Ty) -> Ty {
    let last = path.rsplit("::").next().unwrap_or_default();
    match gives == Ty::Unknown || !last.chars().any(char::is_lowercase) {
        true => gives,
        false => Ty::Callable(Box::new(gives)),
    }
}

/// Whether a type's default holds nothing of its parameters' types.
pub(super) fn is_empty_by_default(path: &str) -> bool {
    let name = path.strip_prefix("std::").unwrap_or_default();
    let name = name.rsplit("::").next().unwrap_or_default();
    EMPTY_BY_DEFAULT.contains(&name)
}

const EMPTY_BY_DEFAULT: &[&str] = &[
    "String",
    "Vec",
    "VecDeque",
    "BTreeMap",
    "BTreeSet",
    "BinaryHeap",
    "LinkedList",
    "Option",
    "PhantomData",
    "OnceCell",
    "OnceLock",
    "Duration",
    "BuildHasherDefault",
    "RandomState",
];

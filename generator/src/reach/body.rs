//! Bodies: expressions and statements, with the types of what is easily known.

use crate::parse::attributes_of;
use crate::reach::arguments::constant;
use crate::reach::asks::Asks;
use crate::reach::calls::Given;
use crate::reach::held::{holding, variable};
use crate::reach::hidden::whole;
use crate::reach::live::Reach;
use crate::reach::patterns::{add_alternative, member_name};
use crate::reach::projected::associated;
use crate::reach::quiet::is_direct;
use crate::reach::scope::Scope;
use crate::reach::std_types::item_of;
use crate::reach::syntax::{
    is_conditional, is_open, literal_type, may_return, range_of, told_by_place,
};
use crate::reach::ty::{Ty, any_of, convert_open, either};
use crate::reach::wanted::{UNWRAPS, is_made_as_wanted, made_within, passed_on};
use crate::resolve::Res;
use syn::visit::Visit;
use syn::{Expr, Stmt};

impl Reach<'_> {
    /// A block; its variables end with it.
    pub(super) fn block(&mut self, scope: &mut Scope, block: &syn::Block, expected: &Ty) -> Ty {
        let depth = scope.depth();
        let ty = self.statements(scope, &block.stmts, expected);
        scope.leave(depth);
        ty
    }

    /// Statements, without an end to what they bind.
    pub(super) fn statements(
        &mut self,
        scope: &mut Scope,
        statements: &[Stmt],
        expected: &Ty,
    ) -> Ty {
        if is_walked_here(scope) {
            for statement in statements {
                if let Stmt::Item(item) = statement {
                    self.declares(scope, item);
                }
            }
        }
        let before = scope.written.len();
        let ty = self.statements_in_order(scope, statements, expected);
        match scope.written.len() == before {
            true => ty,
            // What a macro wrote is known in all of the block.
            false => self.statements_in_order(&mut scope.clone(), statements, expected),
        }
    }

    fn statements_in_order(&mut self, scope: &mut Scope, statements: &[Stmt], expected: &Ty) -> Ty {
        let mut ty = Ty::unit();
        let mut diverges = false;
        // Under conditions, which of them ends the block is not known.
        let is_either = |statement: &Stmt| match statement {
            Stmt::Expr(expr, None) => is_conditional(attributes_of(expr)),
            _ => false,
        };
        let ends = statements.iter().rev().take_while(|one| is_either(one));
        let ends = statements.len() - ends.count();
        let mut ended: Vec<Ty> = Vec::new();
        for (at, statement) in statements.iter().enumerate() {
            let last = at + 1 == statements.len();
            if let (true, Stmt::Expr(expr, None)) = (at >= ends, statement) {
                if self.stands(scope, attributes_of(expr)).is_some() {
                    ended.push(self.expr(scope, expr, expected));
                }
                continue;
            }
            ty = match statement {
                Stmt::Local(local) => {
                    self.local(scope, local);
                    Ty::unit()
                }
                Stmt::Item(item) => {
                    self.item_in_body(scope, item);
                    Ty::unit()
                }
                Stmt::Expr(expr, semi) => {
                    let tail = last && semi.is_none();
                    let ty = self.expr(scope, expr, if tail { expected } else { &Ty::Unknown });
                    diverges |= ty == Ty::Never;
                    if tail { ty } else { Ty::unit() }
                }
                Stmt::Macro(call) => {
                    let Some(surely) = self.stands(scope, &call.attrs) else {
                        continue;
                    };
                    let before = scope.depth();
                    let tail = last && call.semi_token.is_none();
                    let ty = self.statement_macro(
                        scope,
                        &call.mac,
                        if tail { expected } else { &Ty::Unknown },
                    );
                    if !surely {
                        scope.doubt(before);
                    }
                    diverges |= ty == Ty::Never;
                    if tail { ty } else { Ty::unit() }
                }
            };
        }
        match diverges {
            true => Ty::Never,
            false => ended.into_iter().reduce(any_of).unwrap_or(ty),
        }
    }

    fn local(&mut self, scope: &mut Scope, local: &syn::Local) {
        if self.left_out(scope, &local.attrs) {
            return;
        }
        let declared = match &local.pat {
            syn::Pat::Type(typed) => Some(self.written(scope, &typed.ty)),
            _ => None,
        };
        let mut ty = declared.clone().unwrap_or(Ty::Unknown);
        let mut taken = None;
        if let Some(init) = &local.init {
            taken = whole(&local.pat).map(|name| (name, self.at_hand(scope, &init.expr)));
            let actual = self.expr(scope, &init.expr, &ty);
            // `let v: Vec<_> = …`: what is written, with what is found where it is left open.
            ty = match (declared, &local.pat) {
                (Some(declared), syn::Pat::Type(typed)) if !is_open(&typed.ty) => declared,
                (Some(declared), _) => refine(declared, actual),
                (None, _) => actual,
            };
            if let Some((_, diverge)) = &init.diverge {
                self.expr(scope, diverge, &Ty::Unknown);
            }
        }
        let pattern = match &local.pat {
            syn::Pat::Type(typed) => &typed.pat,
            pattern => pattern,
        };
        let depth = scope.depth();
        self.pattern(scope, pattern, &ty);
        if let syn::Pat::Type(typed) = &local.pat {
            self.note_taken(scope, &typed.pat, &typed.ty);
        }
        if let Some((name, taken)) = taken {
            scope.last_is_taken(&name, taken);
        }
        if self.is_made_empty(scope, local, &ty) {
            scope.last_is_fresh();
        }
        scope.bound_under(self.program, &local.attrs, depth);
    }

    /// An item inside a body. Those in the text have been read with the module tree; those that a macro wrote, or is given,
    /// are walked here, in the scope of the body.
    fn item_in_body(&mut self, scope: &mut Scope, item: &syn::Item) {
        if is_walked_here(scope) {
            self.written_item(scope, item);
        }
    }

    /// An expression's type, everything in it having come alive.
    pub(super) fn expr(&mut self, scope: &mut Scope, expr: &Expr, expected: &Ty) -> Ty {
        let ty = self.value(scope, expr, expected);
        self.has_value(&ty, scope.item);
        // What else is not known, is known by what it is made of.
        if ty == Ty::Unknown
            && matches!(
                expr,
                Expr::Call(_)
                    | Expr::Field(_)
                    | Expr::Index(_)
                    | Expr::MethodCall(_)
                    | Expr::Path(_)
            )
        {
            self.has_unknown(scope.item);
        }
        ty
    }

    fn value(&mut self, scope: &mut Scope, expr: &Expr, expected: &Ty) -> Ty {
        let hint = self.hint.take();
        if self.left_out(scope, attributes_of(expr)) {
            return Ty::unit();
        }
        match expr {
            Expr::Lit(literal) => literal_type(&literal.lit),
            Expr::Path(path) => {
                self.hint = hint;
                let ty = self.value_path(scope, &path.qself, &path.path, expected);
                self.hint = None;
                ty
            }
            Expr::Paren(inner) => self.expr(scope, &inner.expr, expected),
            Expr::Group(inner) => self.expr(scope, &inner.expr, expected),
            Expr::Reference(inner) => self.expr(scope, &inner.expr, expected),
            Expr::RawAddr(inner) => self.expr(scope, &inner.expr, &Ty::Unknown),
            Expr::Call(call) => self.call(scope, call, expected),
            Expr::MethodCall(call) => self.method_call(scope, call, expected),
            Expr::Field(field) => self.field(scope, field),
            Expr::Index(index) => self.index_expr(scope, index),
            Expr::Binary(binary) => self.binary(scope, binary),
            Expr::Unary(unary) => self.unary(scope, unary),
            Expr::Cast(cast) => {
                let of = self.expr(scope, &cast.expr, &Ty::Unknown);
                let into = self.written(scope, &cast.ty);
                self.may_measure_cast(&of, &into, scope.item);
                into
            }
            Expr::Assign(assign) => {
                let left = self.expr(scope, &assign.left, &Ty::Unknown);
                if !self.is_closed(&left) {
                    // What stood there is dropped.
                    self.lets_go(scope.item);
                }
                self.takes_over(&left, scope.item);
                self.expr(scope, &assign.right, &left);
                Ty::unit()
            }
            Expr::Block(block) => {
                if self.left_out(scope, &block.attrs) {
                    return Ty::unit();
                }
                let ty = self.block(scope, &block.block, expected);
                // `break 'label value` gives the block another way out.
                if block.label.is_some() {
                    Ty::Unknown
                } else {
                    ty
                }
            }
            Expr::Unsafe(block) => self.block(scope, &block.block, expected),
            Expr::Const(block) => self.block(scope, &block.block, expected),
            Expr::Async(block) => {
                self.std_runs(scope.item);
                let mut output = self.apart(scope, Ty::Unknown, |reach, scope| {
                    reach.block(scope, &block.block, &Ty::Unknown)
                });
                if may_return(|found| found.visit_block(&block.block)) {
                    // The first that is returned says what it is, and the end becomes that.
                    output = Ty::Unknown;
                }
                Ty::foreign("std::future::Future", vec![output])
            }
            Expr::TryBlock(block) => {
                self.std_runs(scope.item);
                self.apart(scope, Ty::Unknown, |reach, scope| {
                    reach.block(scope, &block.block, &Ty::Unknown)
                });
                Ty::Unknown
            }
            Expr::If(branch) => {
                let depth = scope.depth();
                self.expr(scope, &branch.cond, &Ty::builtin("bool"));
                let then = self.block(scope, &branch.then_branch, expected);
                scope.leave(depth);
                match &branch.else_branch {
                    Some((_, other)) => {
                        let other = self.expr(scope, other, expected);
                        either(then, other)
                    }
                    None => Ty::unit(),
                }
            }
            Expr::Let(condition) => {
                let ty = self.expr(scope, &condition.expr, &Ty::Unknown);
                self.pattern(scope, &condition.pat, &ty);
                Ty::builtin("bool")
            }
            Expr::While(repeat) => {
                let depth = scope.depth();
                self.expr(scope, &repeat.cond, &Ty::builtin("bool"));
                self.block(scope, &repeat.body, &Ty::unit());
                scope.leave(depth);
                Ty::unit()
            }
            Expr::Loop(repeat) => {
                self.block(scope, &repeat.body, &Ty::unit());
                Ty::Unknown
            }
            Expr::ForLoop(repeat) => {
                let over = self.expr(scope, &repeat.expr, &Ty::Unknown);
                self.asked_by_loop(&over, scope.item);
                self.impure_loop(scope.item, &over);
                let item = self.iterated(scope, &over);
                let depth = scope.depth();
                self.pattern(scope, &repeat.pat, &item);
                self.block(scope, &repeat.body, &Ty::unit());
                scope.leave(depth);
                Ty::unit()
            }
            Expr::Match(choice) => {
                let ty = self.expr(scope, &choice.expr, &Ty::Unknown);
                let mut result = Ty::Never;
                for arm in &choice.arms {
                    if self.left_out(scope, &arm.attrs) {
                        continue;
                    }
                    let depth = scope.depth();
                    self.pattern(scope, &arm.pat, &ty);
                    let arm = self.expr(scope, &arm.body, expected);
                    scope.leave(depth);
                    result = either(result, arm);
                }
                result
            }
            Expr::Closure(closure) => {
                // The compiler may look at what comes after it first.
                scope.none_is_fresh();
                self.closure(scope, closure, hint, expected)
            }
            Expr::Return(back) => {
                if let Some(value) = &back.expr {
                    let output = scope.output.clone().unwrap_or(Ty::Unknown);
                    self.expr(scope, value, &output);
                }
                Ty::Never
            }
            Expr::Break(out) => {
                if let Some(value) = &out.expr {
                    self.expr(scope, value, &Ty::Unknown);
                }
                Ty::Never
            }
            Expr::Continue(_) => Ty::Never,
            Expr::Try(inner) => {
                let wanted = made_within(&inner.expr, expected);
                let ty = self.expr(scope, &inner.expr, &wanted);
                self.tried(scope, &ty)
            }
            Expr::Await(inner) => {
                let ty = self.expr(scope, &inner.base, &Ty::Unknown);
                self.std_runs(scope.item);
                match &ty {
                    ty if ty.is("std::future::Future") => ty.arg(0),
                    Ty::Adt(..) => self.output_by(scope, &ty, &["Future", "IntoFuture"]),
                    _ => Ty::Unknown,
                }
            }
            Expr::Range(range) => {
                let mut ty = Ty::builtin("int");
                let ends = [&range.start, &range.end];
                for (at, end) in ends.into_iter().flatten().enumerate() {
                    let end = self.expr(scope, end, &Ty::Unknown);
                    ty = if at == 0 { end } else { either(ty, end) };
                }
                range_of(range, ty)
            }
            Expr::Struct(literal) => self.struct_literal(scope, literal, expected),
            Expr::Tuple(tuple) => {
                let wanted = match expected {
                    Ty::Tuple(types) => types.clone(),
                    _ => Vec::new(),
                };
                let types = tuple.elems.iter().enumerate().map(|(at, element)| {
                    self.expr(scope, element, wanted.get(at).unwrap_or(&Ty::Unknown))
                });
                let types = types.collect();
                // How many there are, and which is where, is not known under conditions.
                match told_by_place(&tuple.elems) == tuple.elems.len() {
                    true => Ty::Tuple(types),
                    false => Ty::Unknown,
                }
            }
            Expr::Array(array) => {
                let wanted = item_of(expected);
                let mut item: Option<Ty> = None;
                for element in &array.elems {
                    let ty = self.expr(scope, element, &wanted);
                    item = Some(match item {
                        None => ty,
                        Some(first) => self.beside(first, ty),
                    });
                }
                if told_by_place(&array.elems) < array.elems.len() {
                    item = Some(Ty::Unknown);
                }
                Ty::Slice(Box::new(item.unwrap_or(wanted)))
            }
            Expr::Repeat(repeat) => {
                let item = self.expr(scope, &repeat.expr, &item_of(expected));
                self.expr(scope, &repeat.len, &Ty::builtin("usize"));
                Ty::Slice(Box::new(item))
            }
            Expr::Macro(call) => match self.left_out(scope, &call.attrs) {
                true => Ty::unit(),
                false => self.expr_macro(scope, &call.mac, expected),
            },
            Expr::Yield(value) => {
                if let Some(value) = &value.expr {
                    self.expr(scope, value, &Ty::Unknown);
                }
                Ty::Unknown
            }
            Expr::Infer(_) => Ty::Unknown,
            Expr::Verbatim(tokens) => {
                self.mentions(scope, tokens.clone());
                Ty::Unknown
            }
            other => {
                self.mentions(scope, quote::ToTokens::to_token_stream(other));
                Ty::Unknown
            }
        }
    }

    /// Runs a part in which `return` and `?` mean something else.
    fn apart<T>(
        &mut self,
        scope: &mut Scope,
        output: Ty,
        walk: impl FnOnce(&mut Self, &mut Scope) -> T,
    ) -> T {
        let outer = scope.output.replace(output);
        let result = walk(self, scope);
        scope.output = outer;
        result
    }

    fn closure(
        &mut self,
        scope: &mut Scope,
        closure: &syn::ExprClosure,
        hint: Option<Vec<Ty>>,
        expected: &Ty,
    ) -> Ty {
        let depth = scope.depth();
        let mut given = hint.unwrap_or_default().into_iter();
        for input in &closure.inputs {
            let attrs = match input {
                syn::Pat::Type(typed) => &typed.attrs[..],
                syn::Pat::Ident(ident) => &ident.attrs[..],
                _ => &[],
            };
            if self.left_out(scope, attrs) {
                continue;
            }
            let ty = given.next().unwrap_or(Ty::Unknown);
            let before = scope.depth();
            self.pattern(scope, input, &ty);
            scope.bound_under(self.program, attrs, before);
            if !attrs.is_empty() {
                // Which of the others is the next is not known.
                given = Vec::new().into_iter();
            }
        }
        let declared = match &closure.output {
            syn::ReturnType::Type(_, ty) => self.written(scope, ty),
            syn::ReturnType::Default => match expected {
                Ty::Callable(output) => (**output).clone(),
                _ => Ty::Unknown,
            },
        };
        let body = self.apart(scope, declared.clone(), |reach, scope| {
            reach.expr(scope, &closure.body, &declared)
        });
        scope.leave(depth);
        let output = match declared {
            // The first that is returned says what it is, and the end becomes that.
            Ty::Unknown if may_return(|found| found.visit_expr(&closure.body)) => Ty::Unknown,
            Ty::Unknown => body,
            declared => declared,
        };
        let output = match closure.asyncness {
            Some(_) => Ty::foreign("std::future::Future", vec![output]),
            // A body that only returns early says nothing of what it returns.
            None if output == Ty::Never => Ty::Unknown,
            None => output,
        };
        Ty::Callable(Box::new(output))
    }

    fn call(&mut self, scope: &mut Scope, call: &syn::ExprCall, expected: &Ty) -> Ty {
        let args: Vec<&Expr> = call.args.iter().collect();
        let mut function = &*call.func;
        while let Expr::Paren(syn::ExprParen { expr, .. })
        | Expr::Group(syn::ExprGroup { expr, .. }) = function
        {
            function = expr;
        }
        if let Expr::Path(path) = function {
            return self.call_path(scope, path, args, expected);
        }
        let function = self.expr(scope, function, &Ty::Unknown);
        let values = self.arguments(scope, args, &[]);
        // What is called was walked where it stands, or came in from outside.
        self.lets_go(scope.item);
        match self.pointee(&function) {
            Ty::Callable(output) => *output,
            other => {
                let given: Vec<&Ty> = values.iter().collect();
                self.may_be_of_others(&other, None, &given, scope.item);
                Ty::Unknown
            }
        }
    }

    fn method_call(&mut self, scope: &mut Scope, call: &syn::ExprMethodCall, expected: &Ty) -> Ty {
        let fresh = variable(&call.receiver).and_then(|name| scope.fresh(&name));
        let name = call.method.to_string().replace("r#", "");
        let wanted = match UNWRAPS.contains(&&*name) {
            true => made_within(&call.receiver, expected),
            false => passed_on(&name, expected),
        };
        let mut receiver = self.expr(scope, &call.receiver, &wanted);
        if let Some(at) = fresh {
            scope.set_fresh(at, true);
        }
        let mut turbofish = Vec::new();
        for argument in call.turbofish.iter().flat_map(|list| &list.args) {
            match argument {
                syn::GenericArgument::Type(ty) => turbofish.push(self.written(scope, ty)),
                other => {
                    turbofish.push(constant());
                    self.header(scope, |names| Visit::visit_generic_argument(names, other));
                }
            }
        }
        let mut args = vec![Ty::Unknown; call.args.len()];
        let at_hand = self.at_hand(scope, &call.receiver);
        if self.may_be_on_reference(scope, &receiver, &name) {
            receiver = Ty::Unknown;
        }
        // Closures last, as the compiler does: what else is given may tell what they are.
        let is_closure = |argument: &Expr| matches!(argument, Expr::Closure(_));
        // Looked at again with what it is handed.
        let is_function = |argument: &Expr, ty: &Ty| {
            // Of several, one may be a value.
            call.args.len() == 1
                && matches!(argument, Expr::Path(_))
                && matches!(ty, Ty::Callable(_) | Ty::Unknown)
        };
        let told = told_by_place(&call.args);
        let mut wanted = match call.args.iter().any(is_made_as_wanted) {
            true => self.wanted_by_method(scope, &receiver, &name, at_hand),
            false => Vec::new(),
        };
        wanted.truncate(told);
        for (at, argument) in call.args.iter().enumerate() {
            if !is_closure(argument) {
                args[at] = self.expr(scope, argument, wanted.get(at).unwrap_or(&Ty::Unknown));
            }
        }
        args[told..].fill(Ty::Unknown);
        if let Some(at) = fresh.filter(|at| scope.is_fresh(*at)) {
            scope.set_fresh(at, false);
            let held = holding(&receiver, &name, &args);
            if let Some(ty) = held.or_else(|| self.holding_own(&receiver, &name, &args)) {
                scope.learn(at, ty.clone());
                receiver = ty;
            }
        }
        for (at, argument) in call.args.iter().enumerate() {
            if is_closure(argument) && at >= told {
                self.expr(scope, argument, &Ty::Unknown);
            } else if is_closure(argument) || is_function(argument, &args[at]) {
                let given = Given {
                    args: &args[..at],
                    turbofish: &turbofish,
                    expected,
                    at_hand,
                };
                self.hint = self.handed_to_closure(scope, &receiver, &name, &given);
                args[at] = self.expr(scope, argument, &Ty::Unknown);
            }
        }
        self.hint = None;
        let given = Given {
            args: &args,
            turbofish: &turbofish,
            expected,
            at_hand,
        };
        self.method(scope, &receiver, &name, &given)
    }

    fn field(&mut self, scope: &mut Scope, field: &syn::ExprField) -> Ty {
        let mut base = self.expr(scope, &field.base, &Ty::Unknown);
        let name = member_name(&field.member);
        for _ in 0..8 {
            if !is_direct(&base) {
                // By a `Deref` of another crate.
                self.lets_go(scope.item);
            }
            match &base {
                Ty::Tuple(types) => {
                    return name
                        .parse::<usize>()
                        .ok()
                        .and_then(|at| types.get(at))
                        .cloned()
                        .unwrap_or(Ty::Unknown);
                }
                Ty::Adt(item, args) => {
                    if let Some(ty) = self.field_seen(scope, *item, args, &name) {
                        self.gets_at(&ty, scope.item);
                        return ty;
                    }
                }
                Ty::Foreign(path, _) if path.starts_with("std::ops::Range") => return base.arg(0),
                _ => {}
            }
            let next = self.pointee(&base);
            if next == base {
                break;
            }
            base = next;
        }
        Ty::Unknown
    }

    /// What `?` gives, or `try!`.
    pub(super) fn tried(&mut self, scope: &Scope, ty: &Ty) -> Ty {
        let output = scope.output.clone().unwrap_or(Ty::Unknown);
        // A conversion of the error is asked for apart.
        self.ask(Asks::Moves, &[ty, &output], scope.item);
        self.question_mark(scope, ty);
        match ty.is("std::result::Result") || ty.is("std::option::Option") {
            true => ty.arg(0),
            false => Ty::Unknown,
        }
    }

    fn struct_literal(
        &mut self,
        scope: &mut Scope,
        literal: &syn::ExprStruct,
        expected: &Ty,
    ) -> Ty {
        let wanted: std::collections::BTreeMap<String, Ty> = self
            .fields_of(scope, &literal.qself, &literal.path, expected)
            .into_iter()
            .collect();
        let mut values = Vec::new();
        for field in &literal.fields {
            if self.left_out(scope, &field.attrs) {
                continue;
            }
            let name = member_name(&field.member);
            let ty = self.expr(
                scope,
                &field.expr,
                wanted.get(&name).unwrap_or(&Ty::Unknown),
            );
            add_alternative(&mut values, name, ty);
        }
        self.header(scope, |names| Visit::visit_path(names, &literal.path));
        let constructed = self.constructor(scope, &literal.qself, &literal.path);
        if constructed.is_empty() {
            // It is a type of another crate.
            self.escapes(values.iter().map(|(_, ty)| ty), scope.item);
        }
        let own = match literal.path.segments.first() {
            // Its variants as well.
            Some(first) if first.ident == "Self" => scope.self_ty.clone().unwrap_or(Ty::Unknown),
            _ => {
                let written = syn::TypePath {
                    attrs: Vec::new(),
                    qself: literal.qself.clone(),
                    path: literal.path.clone(),
                };
                convert_open(self.program, scope, &written)
            }
        };
        let mut result: Option<Ty> = None;
        for item in constructed {
            let ty = self.constructed(item, &own, &values, expected);
            result = Some(result.map_or(ty.clone(), |known| any_of(known, ty)));
        }
        let result = result.unwrap_or(Ty::Unknown);
        if let Some(rest) = &literal.rest {
            self.expr(scope, rest, &result);
        }
        result
    }

    /// What a `for` loop's pattern is bound to.
    fn iterated(&mut self, scope: &Scope, over: &Ty) -> Ty {
        match over {
            Ty::Adt(item, _)
                if self.implements(*item, "Iterator") || self.implements(*item, "IntoIterator") =>
            {
                associated(self.program, scope, over, "Item", None, 0)
            }
            Ty::Adt(item, _) if self.implements(*item, "Deref") => Ty::Unknown,
            Ty::Param(_) => {
                let of = Res::Foreign("std::iter::IntoIterator".to_owned());
                associated(self.program, scope, over, "Item", Some(&of), 0)
            }
            other => item_of(other),
        }
    }

    /// `?` converts the error by `From`.
    fn question_mark(&mut self, scope: &Scope, ty: &Ty) {
        if ty.is("std::option::Option") {
            return;
        }
        let output = scope.output.clone().unwrap_or(Ty::Unknown);
        if output.is("std::option::Option") {
            return;
        }
        let error_of = |ty: &Ty| match ty.is("std::result::Result") {
            true => ty.arg(1),
            false => Ty::Unknown,
        };
        let (given, wanted) = (error_of(ty), error_of(&output));
        // `From<T> for T` is std's own.
        if wanted == Ty::Unknown || given != wanted || self.may_be_made_of_like(scope, &wanted) {
            self.converted_error(&given, &wanted, scope.item);
        }
    }
}

/// What is written, with what was found where it was left open.
fn refine(declared: Ty, actual: Ty) -> Ty {
    let each = |own: Vec<Ty>, others: Vec<Ty>| -> Vec<Ty> {
        let pairs = own.into_iter().zip(others);
        pairs.map(|(own, other)| refine(own, other)).collect()
    };
    match (declared, actual) {
        (Ty::Unknown, actual) => actual,
        (Ty::Foreign(a, own), Ty::Foreign(b, other))
            if a == b
                && (own.len() == other.len() || !own.is_empty() && a.starts_with("std::")) =>
        {
            Ty::Foreign(a, each(own, other))
        }
        (Ty::Adt(a, own), Ty::Adt(b, other)) if a == b && own.len() == other.len() => {
            Ty::Adt(a, each(own, other))
        }
        (Ty::Tuple(own), Ty::Tuple(other)) if own.len() == other.len() => {
            Ty::Tuple(each(own, other))
        }
        (Ty::Slice(own), Ty::Slice(other)) => Ty::Slice(Box::new(refine(*own, *other))),
        (declared, _) => declared,
    }
}

/// Whether items that stand here are none of the module tree's.
fn is_walked_here(scope: &Scope) -> bool {
    scope.expansions > 0 || scope.apart
}

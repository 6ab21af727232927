//! Macro calls inside bodies: those of the program are expanded, std's are known by their arguments, of all others
//! the tokens are mentions.

use crate::expand::{Parsed, Position, builtin};
use crate::parse::{is_of_pointers, is_quiet_macro};
use crate::reach::assembler::is_inert;
use crate::reach::calls::Given;
use crate::reach::compilers::{Expressions, std_names};
use crate::reach::expanding::Expanded;
use crate::reach::hidden::Taken;
use crate::reach::live::Reach;
use crate::reach::scope::Scope;
use crate::reach::std_types::is_formatter;
use crate::reach::ty::Ty;
use crate::resolve::{ItemId, Res, path_names};

impl Reach<'_> {
    /// A macro where an expression stands.
    pub(super) fn expr_macro(&mut self, scope: &mut Scope, mac: &syn::Macro, expected: &Ty) -> Ty {
        // `m!(…)` as the last statement of a block may write statements.
        let places = [Position::Expression, Position::Statements];
        let Expanded {
            written,
            outside,
            unread,
        } = self.expanded(scope, mac, &places);
        let mut types = Vec::new();
        if outside {
            types.push(self.outside_macro(scope, mac, expected));
        }
        let depth = scope.depth();
        for (by, parsed) in written {
            match parsed {
                Parsed::Expression(expr) => types.push(
                    self.within(scope, by, |reach, scope| reach.expr(scope, &expr, expected)),
                ),
                Parsed::Statements(statements) => {
                    types.push(self.within(scope, by, |reach, scope| {
                        reach.statements(scope, &statements, expected)
                    }))
                }
                _ => {}
            }
        }
        scope.leave(depth);
        one_of(types, unread)
    }

    /// A macro where a statement stands: what it binds stays.
    pub(super) fn statement_macro(
        &mut self,
        scope: &mut Scope,
        mac: &syn::Macro,
        expected: &Ty,
    ) -> Ty {
        let Expanded {
            written,
            outside,
            unread,
        } = self.expanded(scope, mac, &[Position::Statements]);
        let mut types = Vec::new();
        if outside {
            types.push(self.outside_macro(scope, mac, expected));
        }
        for (by, parsed) in written {
            if let Parsed::Statements(statements) = parsed {
                types.push(self.within(scope, by, |reach, scope| {
                    reach.statements(scope, &statements, expected)
                }));
            }
        }
        let result = one_of(types, unread);
        // A statement's value is that of a macro's last expression only in tail position; never more than a guess.
        if result == Ty::Never {
            Ty::Never
        } else {
            result
        }
    }

    /// A macro where a pattern stands.
    pub(super) fn pattern_macro(&mut self, scope: &mut Scope, mac: &syn::Macro, ty: &Ty) {
        let Expanded {
            written, outside, ..
        } = self.expanded(scope, mac, &[Position::Pattern]);
        if outside {
            self.not_expanded(scope, mac);
        }
        for (by, parsed) in written {
            if let Parsed::Pattern(pattern) = parsed {
                self.within(scope, by, |reach, scope| reach.pattern(scope, &pattern, ty));
            }
        }
    }

    /// A call of a macro that is not one of the program's: its name counts, and those in its arguments.
    fn not_expanded(&mut self, scope: &Scope, mac: &syn::Macro) {
        if !self.named_macro(scope, mac) {
            self.not_found(scope, &path_names(&mac.path));
        }
        self.mentions(scope, mac.tokens.clone());
    }

    /// A macro where a type stands.
    pub(super) fn type_macro(&mut self, scope: &mut Scope, mac: &syn::Macro) {
        let Expanded {
            written, outside, ..
        } = self.expanded(scope, mac, &[Position::Type]);
        if outside {
            self.not_expanded(scope, mac);
        }
        for (by, parsed) in written {
            if let Parsed::Type(ty) = parsed {
                self.within(scope, by, |reach, scope| reach.written(scope, &ty));
            }
        }
    }

    /// A macro call among items that could not be expanded: all its names count.
    pub(super) fn opaque_call(&mut self, scope: &mut Scope, mac: &syn::Macro) {
        let names = path_names(&mac.path);
        if self.program.item(scope.item).declares.is_some() {
            // What it wrote stands in the program, and counts item by item.
            let found = self.macros_of(scope, mac);
            self.wrote_by(found, scope.module, &names, scope.item);
            if names.last().is_some_and(|name| name == "include") {
                self.included(scope, mac, true);
            }
            return;
        }
        let found = self.macros_of(scope, mac);
        for item in &found.own {
            self.unexpanded(scope, *item, mac);
        }
        if found.others {
            let krate = self.program.item(scope.item).krate;
            let resolved = self.named_macro(scope, mac);
            if names.len() == 1 || !resolved {
                self.all_dependencies(krate, scope.item);
            }
            if matches!(names.last().map(String::as_str), Some("global_asm")) {
                self.foreign_code(scope.item);
            }
            let of_compiler = self.compilers(scope, &names);
            if of_compiler.contains(&"include") {
                self.included_as_items(scope, mac);
            }
            self.looked_up(scope, &mac.tokens);
            self.brought_in(scope, &mac.tokens);
            self.runs_mentioned(scope, mac.tokens.clone());
        }
    }

    /// What the name of a macro that is not one of the program's comes to; whether it is anything.
    fn named_macro(&mut self, scope: &Scope, mac: &syn::Macro) -> bool {
        let names = path_names(&mac.path);
        let found = self.meant_by(scope, mac);
        for res in &found {
            self.meaning(scope, &names, res);
            if let Res::Foreign(path) = res {
                self.foreign(scope.item, path);
                self.calls_outside(path, scope.item);
            }
            self.proc_macro(res, scope.item);
        }
        !found.is_empty()
    }

    fn proc_macro(&mut self, res: &Res, from: ItemId) {
        let krate = match res {
            Res::Item(item) => self.program.item(*item).krate,
            Res::Module(module) => self.program.module(*module).krate,
            _ => return,
        };
        if self.program.krate(krate).kind == crate::package::TargetKind::ProcMacro {
            self.whole_crate(krate, from);
        }
    }

    /// A macro of std or of a crate that is not read.
    fn outside_macro(&mut self, scope: &mut Scope, mac: &syn::Macro, expected: &Ty) -> Ty {
        let names = path_names(&mac.path);
        let Some(written) = names.last() else {
            return Ty::Unknown;
        };
        let found = self.meant_by(scope, mac);
        let first = names.first().map_or("", String::as_str);
        // What is found nowhere under a path may be a procedural macro of the program's.
        let mut outside =
            found.is_empty() && names.len() > 1 && !matches!(first, "std" | "core" | "alloc");
        for res in &found {
            if let Res::Foreign(path) = res {
                outside |= !path.starts_with("std::");
                self.meaning(scope, &names, res);
                self.foreign(scope.item, path);
                self.calls_outside(path, scope.item);
            }
            self.proc_macro(res, scope.item);
        }
        // A `use` may give it another name.
        let meant = std_names(&found);
        let of_std = !found.is_empty() && found.iter().all(Res::is_of_std);
        let name = match &meant[..] {
            [name] if of_std => (*name).to_owned(),
            _ => written.clone(),
        };
        for other in meant.into_iter().filter(|other| *other != name) {
            self.special(scope, other, mac);
        }
        let is_quiet = is_quiet_macro(&name)
            || of_std && (is_of_pointers(&name) || name == "asm" && is_inert(&mac.tokens));
        if outside || !is_quiet {
            self.std_runs(scope.item);
        }
        let around = std::mem::replace(&mut scope.apart, true);
        let ty = self.outside_call(scope, mac, &name, &found, outside, expected);
        scope.apart = around;
        ty
    }

    /// What a call of such a macro does with its arguments; `found` is what its name means.
    fn outside_call(
        &mut self,
        scope: &mut Scope,
        mac: &syn::Macro,
        name: &str,
        found: &[Res],
        outside: bool,
        expected: &Ty,
    ) -> Ty {
        // Another crate's of the name may be std's: handed on, or not hidden by that crate's glob.
        if let Some(ty) = self.special(scope, name, mac)
            && !outside
        {
            return ty;
        }
        if !outside && let Some(arguments) = builtin::arguments(name, &mac.tokens) {
            return self.built_in(scope, name, arguments, expected);
        }
        // Nobody here can read its arguments.
        self.std_runs(scope.item);
        if found.is_empty() {
            self.not_found(scope, &path_names(&mac.path));
        }
        if found.is_empty() || !found.iter().all(Res::is_of_std) {
            self.looked_up(scope, &mac.tokens);
            if mac.tokens.is_empty() {
                self.made_of_nothing(scope);
            }
        }
        // Of a macro nobody here can read, the arguments are most often expressions.
        match mac.parse_body_with(Expressions::parse_terminated) {
            Ok(arguments) => {
                for argument in &arguments {
                    let ty = self.expr(scope, argument, &Ty::Unknown);
                    self.escapes([&ty], scope.item);
                    // It may take them apart: `ensure!(a == b)`, `info!(x = y)`.
                    for operand in operands(argument) {
                        let ty = self.expr(scope, operand, &Ty::Unknown);
                        self.escapes([&ty], scope.item);
                    }
                }
                // Strings may hold captures: `info!("{x}")`.
                if let Some(arguments) = builtin::arguments("format", &mac.tokens) {
                    self.built_in(scope, "format", arguments, &Ty::Unknown);
                }
            }
            Err(_) => self.fields_given(scope, &mac.tokens),
        }
        if *expected != Ty::Unknown {
            // It may make what is wanted.
            self.escapes([expected], scope.item);
        }
        Ty::Unknown
    }

    fn built_in(
        &mut self,
        scope: &mut Scope,
        name: &str,
        arguments: builtin::Arguments,
        expected: &Ty,
    ) -> Ty {
        let depth = scope.depth();
        let mut types = Vec::new();
        let mut named = Vec::new();
        let wanted = if name == "vec" {
            crate::reach::std_types::item_of(expected)
        } else {
            Ty::Unknown
        };
        for value in &arguments.values {
            let ty = match value {
                builtin::Value::Expr(expr) => self.expr(scope, expr, &wanted),
                builtin::Value::Named(name, expr) => {
                    let ty = self.expr(scope, expr, &Ty::Unknown);
                    named.push((name.to_string(), ty.clone()));
                    ty
                }
                builtin::Value::Pat(pattern) => {
                    let subject = types.first().cloned().unwrap_or(Ty::Unknown);
                    self.pattern(scope, pattern, &subject);
                    Ty::Unknown
                }
                builtin::Value::Type(ty) => self.written(scope, ty),
                builtin::Value::Item(item) => {
                    self.written_item(scope, item);
                    Ty::Unknown
                }
            };
            types.push(ty);
        }
        if let Some(format) = &arguments.format {
            for capture in &format.captures {
                let path: syn::Path = capture.clone().into();
                self.value_path(scope, &None, &path, &Ty::Unknown);
            }
            for shown in &format.uses {
                let operands = match &shown.operand {
                    builtin::Operand::Value(at) => {
                        vec![types.get(*at).cloned().unwrap_or(Ty::Unknown)]
                    }
                    builtin::Operand::Name(name) => {
                        let own = named
                            .iter()
                            .find(|(known, _)| known == name)
                            .map(|(_, ty)| ty.clone());
                        vec![
                            own.or_else(|| scope.local(name).cloned())
                                .unwrap_or(Ty::Unknown),
                        ]
                    }
                    builtin::Operand::Any => types.clone(),
                };
                for ty in operands {
                    self.demand(shown.by.name(), &ty, scope.item);
                }
            }
        }
        self.asked_by_macro(name, &types, scope.item);
        if name == "write" || name == "writeln" {
            // The writer's `write_fmt` is the foreign trait's, which calls the impl's own methods.
            let writer = types.first().cloned().unwrap_or(Ty::Unknown);
            let given = Given {
                args: &[],
                turbofish: &[],
                expected: &Ty::Unknown,
                at_hand: Taken::Unknown,
            };
            self.method(scope, &writer, "write_fmt", &given);
        }
        scope.leave(depth);
        for value in &arguments.values {
            if let builtin::Value::Item(item) = value {
                self.declares_local(scope, item);
            }
        }
        match name {
            "format" => Ty::string(),
            "vec" => {
                let first = types.first().cloned().unwrap_or_else(|| wanted.clone());
                let same = types.iter().all(|ty| *ty == first);
                // `vec![x; n]` has a length for its second value.
                Ty::vec(
                    if same || types.len() == 2 && types.get(1) == Some(&Ty::builtin("int")) {
                        first
                    } else {
                        Ty::Unknown
                    },
                )
            }
            "panic" | "todo" | "unimplemented" | "unreachable" => Ty::Never,
            "matches" => Ty::builtin("bool"),
            // By a method of the program's it gives what that does.
            "write" | "writeln" if self.index.members.contains_key("write_fmt") => Ty::Unknown,
            "write" | "writeln" => {
                let writer = types.first().unwrap_or(&Ty::Unknown);
                Ty::result(Ty::unit(), self.failed_to_write(writer, scope.item))
            }
            "concat" | "stringify" | "include_str" => Ty::builtin("str"),
            // A pointer is as what it points to.
            "dbg" | "addr_of" | "addr_of_mut" => match types.len() {
                1 => types.into_iter().next().unwrap_or(Ty::Unknown),
                _ => Ty::Tuple(types),
            },
            "try" => match types.first() {
                Some(ty) => self.tried(scope, ty),
                None => Ty::Unknown,
            },
            name if name.contains("assert") || name.contains("print") => Ty::unit(),
            _ => Ty::Unknown,
        }
    }

    /// The error of what writes to a text, if nobody else has such a method for it.
    fn failed_to_write(&self, writer: &Ty, from: ItemId) -> Ty {
        let by_std = writer.is("std::string::String") || is_formatter(writer);
        match by_std && !self.others_in_scope(from, writer, "write_fmt") {
            true => Ty::foreign("std::fmt::Error", Vec::new()),
            false => Ty::Unknown,
        }
    }

    /// What a package's build script writes or sets is not known before it ran: all that it is made of counts.
    pub(super) fn build_script(&mut self, item: ItemId) {
        let package = self.program.krate(self.program.item(item).krate).package;
        self.script_of(package, item);
    }

    /// The same, of any package.
    pub(super) fn script_of(&mut self, package: usize, item: ItemId) {
        let script = self.program.build_script(package);
        for file in script.files {
            self.reads(item, file);
        }
        self.locked(item, &script.lines);
        if script.listed {
            self.lists(item);
        }
    }

    /// Code that is not Rust: it must be declared, and until it is the package's foreign sources count whole.
    pub(super) fn foreign_code(&mut self, item: ItemId) {
        let package = self.program.krate(self.program.item(item).krate).package;
        let Some(package) = self.program.packages.get(package) else {
            return;
        };
        let mut folders = vec![package.folder.clone()];
        let mut found = Vec::new();
        while let Some(folder) = folders.pop() {
            for entry in self.program.sources.folder(&folder) {
                let name = entry
                    .file_name()
                    .and_then(|name| name.to_str())
                    .unwrap_or_default();
                if name.starts_with('.') || name == "target" {
                    continue;
                }
                if entry.is_dir() {
                    folders.push(entry);
                } else if entry
                    .extension()
                    .and_then(|extension| extension.to_str())
                    .is_some_and(|e| FOREIGN.contains(&e))
                {
                    found.push(entry);
                }
            }
        }
        // Such code may call whatever is exported to it; the program's own `extern` blocks name what they link to.
        let calls_back = !found.is_empty();
        self.build_script(item);
        self.exported(item, calls_back);
        for file in found {
            self.reads(item, file);
        }
        self.widen(
            item,
            format!(
                "`{}` is code that is not Rust; all of the package's foreign sources are covered",
                self.program.item(item).name
            ),
            Some("if its code lies elsewhere, declare it: `depends = [\"file:…\"]`"),
        );
    }
}

/// What stands on both sides of an operator, and behind a name.
fn operands(expr: &syn::Expr) -> Vec<&syn::Expr> {
    match expr {
        syn::Expr::Binary(binary) => vec![&binary.left, &binary.right],
        syn::Expr::Assign(assign) => vec![&assign.right],
        syn::Expr::Unary(unary) => vec![&unary.expr],
        _ => Vec::new(),
    }
}

/// Extensions of sources that a build script may compile.
const FOREIGN: &[&str] = &[
    "c", "h", "cc", "cpp", "cxx", "hpp", "hh", "m", "mm", "s", "S", "asm", "inl", "cu",
];

/// The type of a call that may be any of several, or one that is not known.
fn one_of(mut types: Vec<Ty>, unread: bool) -> Ty {
    match types.pop() {
        Some(ty) if !unread && types.iter().all(|other| *other == ty) => ty,
        _ => Ty::Unknown,
    }
}

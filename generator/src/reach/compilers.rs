//! The compiler's own macros, which read more than the code around them: files, variables, where they stand. They are
//! known by what a path to them means, under whatever name; and so are calls in what they are given.

use crate::expand::{Parsed, Position};
use crate::parse::macro_calls;
use crate::reach::expanding::{By, Expanded};
use crate::reach::live::Reach;
use crate::reach::scope::Scope;
use crate::reach::ty::Ty;
use crate::resolve::{Ns, Res, path_names};
use crate::source::Text;
use proc_macro2::TokenStream;
use quote::ToTokens;
use std::collections::BTreeSet;
use std::path::PathBuf;
use syn::parse::Parser;

/// The compiler's macros that read more than the code around them.
const COMPILERS: &[&str] = &[
    "cfg",
    "line",
    "column",
    "file",
    "module_path",
    "env",
    "option_env",
    "include",
    "include_str",
    "include_bytes",
];

/// Expressions with commas between them.
pub(super) type Expressions = syn::punctuated::Punctuated<syn::Expr, syn::Token![,]>;

/// Whether tokens are one expression with a macro call in it.
fn shows_a_call(tokens: &TokenStream) -> bool {
    let parse = Expressions::parse_terminated;
    let is_one = || {
        parse
            .parse2(tokens.clone())
            .is_ok_and(|found| found.len() == 1)
    };
    let mut calls = false;
    macro_calls(tokens.clone(), &mut |_, _| calls = true);
    calls && is_one()
}

/// How many calls within each other are followed in what one of these is given.
const DEEPEST: usize = 16;

impl Reach<'_> {
    /// The compiler's macros that a path may mean, by its last name or by what a `use` gives another.
    pub(super) fn compilers(&self, scope: &Scope, names: &[String]) -> Vec<&'static str> {
        let meant = scope.resolve_whole(self.program, names, false, Ns::Macro);
        let meant = std_names(&meant).into_iter();
        let meant = meant.chain(names.last().map(String::as_str));
        let meant: BTreeSet<&str> = meant.collect();
        COMPILERS
            .iter()
            .copied()
            .filter(|name| meant.contains(name))
            .collect()
    }

    /// What the path of a macro call means, the program's macros by example that are found by where they stand aside.
    pub(super) fn meant_by(&self, scope: &Scope, mac: &syn::Macro) -> Vec<Res> {
        let names = path_names(&mac.path);
        let absolute = mac.path.leading_colon.is_some();
        scope.resolve_whole(self.program, &names, absolute, Ns::Macro)
    }

    /// Macros whose result depends on the build or on where they stand.
    pub(super) fn special(
        &mut self,
        scope: &mut Scope,
        name: &str,
        mac: &syn::Macro,
    ) -> Option<Ty> {
        let data = self.program.item(scope.item);
        match name {
            "cfg" => {
                let truth = self
                    .program
                    .krate(data.krate)
                    .cfg
                    .truth_of(mac.tokens.clone());
                self.note(
                    scope.item,
                    format!("cfg({})={}", mac.tokens, truth.letter()),
                );
                Some(Ty::builtin("bool"))
            }
            "line" | "column" | "file" | "module_path" => {
                self.place(scope, name, mac);
                Some(if matches!(name, "line" | "column") {
                    Ty::builtin("u32")
                } else {
                    Ty::builtin("str")
                })
            }
            "stringify" => {
                self.spaced(scope, &mac.tokens);
                None
            }
            // What fails is shown without a message, printed again but for what macros are given in it.
            "assert" | "debug_assert" if shows_a_call(&mac.tokens) => {
                self.spaced(scope, &mac.tokens);
                None
            }
            "env" | "option_env" => {
                let arguments = self.written_out(scope, &mac.tokens);
                let variable = arguments.as_ref().and_then(|arguments| arguments.first());
                match variable.and_then(|first| self.program.literal_text(first, data.krate)) {
                    Some(variable) => self.read_variable(scope.item, name, &variable),
                    None => self.widen(
                        scope.item,
                        format!("the variable that `{name}!` reads is not a plain string"),
                        Some("declare it: `depends = [\"env:NAME\"]`"),
                    ),
                }
                Some(match name {
                    "env" => Ty::builtin("str"),
                    _ => Ty::option(Ty::builtin("str")),
                })
            }
            "include_str" | "include_bytes" | "include" => {
                self.included(scope, mac, name == "include");
                Some(match name {
                    "include_str" => Ty::builtin("str"),
                    "include_bytes" => Ty::Slice(Box::new(Ty::builtin("u8"))),
                    _ => Ty::Unknown,
                })
            }
            "asm" | "global_asm" | "naked_asm" => {
                self.assembler(scope, &mac.tokens);
                Some(Ty::Unknown)
            }
            _ => None,
        }
    }

    /// What `include_str!` and its kin name counts, and what it says where it is code.
    pub(super) fn included(&mut self, scope: &mut Scope, mac: &syn::Macro, is_code: bool) {
        if let Some(file) = self.included_file(scope, mac) {
            return self.includes(scope, file, is_code);
        }
        self.build_script(scope.item);
        self.widen(
            scope.item,
            "a file is included whose path is not a plain string".to_owned(),
            Some("declare it: `depends = [\"file:…\"]`"),
        );
    }

    /// The same of an `include!` among items: nothing if its path is not known now.
    pub(super) fn included_as_items(&mut self, scope: &mut Scope, mac: &syn::Macro) {
        if let Some(file) = self.included_file(scope, mac) {
            self.includes(scope, file, true);
        }
    }

    fn includes(&mut self, scope: &mut Scope, file: PathBuf, is_code: bool) {
        if self.program.sources.hash(&file).is_none() {
            self.widen(
                scope.item,
                format!("{} cannot be read", self.program.shown(&file)),
                None,
            );
        }
        if is_code && let Text::Read(text) = self.program.sources.text(&file) {
            match syn::parse_str::<syn::Expr>(&text) {
                Ok(expr) => {
                    let from = scope.item;
                    self.within(scope, By::Own(from), |reach, scope| {
                        reach.expr(scope, &expr, &Ty::Unknown)
                    });
                }
                Err(_) => {
                    if let Ok(tokens) = text.parse() {
                        self.runs_mentioned(scope, tokens);
                    }
                }
            }
        }
        self.reads(scope.item, file);
    }

    /// The file that one of these names; none if its path is not known now.
    fn included_file(&mut self, scope: &Scope, mac: &syn::Macro) -> Option<PathBuf> {
        let arguments = match self.written_out(scope, &mac.tokens) {
            Some(arguments) => arguments.to_token_stream(),
            None => mac.tokens.clone(),
        };
        let arguments = arguments.to_string();
        self.program.included_path(scope.item, &arguments)
    }

    /// The arguments of one of the compiler's macros, with the calls in them as it sees them: those of the program's macros
    /// are expanded, and std's have their own names. None if they are no expressions.
    fn written_out(&mut self, scope: &Scope, arguments: &TokenStream) -> Option<Expressions> {
        let mut arguments = Expressions::parse_terminated
            .parse2(arguments.clone())
            .ok()?;
        for argument in &mut arguments {
            self.write_out(scope, argument, 0);
        }
        Some(arguments)
    }

    fn write_out(&mut self, scope: &Scope, expr: &mut syn::Expr, depth: usize) {
        let call = match expr {
            syn::Expr::Macro(call) => call,
            // What stands for a macro's variable.
            syn::Expr::Group(syn::ExprGroup { expr, .. })
            | syn::Expr::Paren(syn::ExprParen { expr, .. }) => {
                return self.write_out(scope, expr, depth);
            }
            _ => return,
        };
        if depth > DEEPEST {
            return;
        }
        let Expanded {
            written,
            outside,
            unread,
        } = self.expanded(scope, &call.mac, &[Position::Expression]);
        if !written.is_empty() || !outside {
            let is_known = !outside && !unread;
            if let ([(by, Parsed::Expression(written))], true) = (&written[..], is_known) {
                *expr = (**written).clone();
                self.within(&mut scope.clone(), *by, |reach, scope| {
                    reach.write_out(scope, expr, depth + 1)
                });
            }
            return;
        }
        let found = self.meant_by(scope, &call.mac);
        if let [name] = std_names(&found)[..] {
            call.mac.path = syn::Ident::new(name, call.mac.bang_token.span).into();
        }
        if let Ok(mut arguments) = call.mac.parse_body_with(Expressions::parse_terminated) {
            for argument in &mut arguments {
                self.write_out(scope, argument, depth + 1);
            }
            call.mac.tokens = arguments.to_token_stream();
        }
    }
}

/// The names that std has for what a name is found to mean.
pub(super) fn std_names(found: &[Res]) -> Vec<&str> {
    let of_std = found.iter().filter_map(|res| match res {
        Res::Foreign(path) if res.is_of_std() => path.rsplit("::").next(),
        _ => None,
    });
    of_std.collect()
}

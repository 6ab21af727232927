//! Tokens that nobody here can read as syntax: whatever they name counts, and so do the macros called in them.

use crate::expand::builtin;
use crate::model::Import;
use crate::parse::{Piece, imports_of, path_at};
use crate::reach::expanding::By;
use crate::reach::live::Reach;
use crate::reach::scope::Scope;
use crate::reach::ty::{Ty, convert};
use crate::resolve::{ItemId, Ns, Res, path_names};
use proc_macro2::{Delimiter, Literal, TokenStream, TokenTree};
use quote::ToTokens;

impl Reach<'_> {
    /// Tokens of code that nobody here can read: it may ask anything of all that it names, and of what it makes of it.
    pub(super) fn runs_mentioned(&mut self, scope: &Scope, tokens: TokenStream) {
        self.mentions(scope, tokens);
        self.asked_wholly(None, scope.item);
    }

    /// What a macro of another crate is given that is no list of expressions. Most often it is nearly one, as in
    /// `info!(target: "a", ?b, c = %d)`: then it is known of what it may ask something.
    pub(super) fn fields_given(&mut self, scope: &mut Scope, tokens: &TokenStream) {
        self.mentions(scope, tokens.clone());
        let Some(values) = marked_values(tokens) else {
            return self.asked_wholly(None, scope.item);
        };
        for value in &values {
            let named = self.type_alone(scope, value);
            let ty = named.unwrap_or_else(|| self.expr(scope, value, &Ty::Unknown));
            self.escapes([&ty], scope.item);
        }
    }

    /// The type that a path names which is no value's: what looks like a list of fields with their values may be one of
    /// fields with their types.
    fn type_alone(&self, scope: &Scope, value: &syn::Expr) -> Option<Ty> {
        // What a variable of a macro stood for is in parentheses or a group.
        let mut value = value;
        while let syn::Expr::Group(syn::ExprGroup { expr, .. })
        | syn::Expr::Paren(syn::ExprParen { expr, .. }) = value
        {
            value = expr;
        }
        let syn::Expr::Path(path) = value else {
            return None;
        };
        let names = path_names(&path.path);
        let is_local = || matches!(&names[..], [name] if scope.local(name).is_some());
        let absolute = path.path.leading_colon.is_some();
        if path.qself.is_some() || is_local() {
            return None;
        }
        let values = scope.resolve_whole(self.program, &names, absolute, Ns::Value);
        let ty = syn::Type::Path(syn::TypePath {
            attrs: Vec::new(),
            qself: None,
            path: path.path.clone(),
        });
        match convert(self.program, scope, &ty) {
            ty @ (Ty::Builtin(_) | Ty::Adt(..) | Ty::Foreign(..)) if values.is_empty() => Some(ty),
            _ => None,
        }
    }

    /// Tokens that nobody here can read: each path is named, and each method may be called.
    pub(super) fn mentions(&mut self, scope: &Scope, tokens: TokenStream) {
        if !scope.runs_later {
            self.std_runs(scope.item);
        }
        let mut imports = Vec::new();
        uses_in(&tokens, &mut imports);
        if imports.is_empty() {
            return self.mentioned_in(scope, tokens);
        }
        // Where they hold among the tokens is not known: so may they wherever a name stands.
        let mut inside = scope.clone();
        for import in imports {
            self.imports(&mut inside, import, false);
        }
        self.mentioned_in(&inside, tokens);
    }

    fn mentioned_in(&mut self, scope: &Scope, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let is = |at: usize, c: char| matches!(tokens.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == c);
        let mut at = 0;
        while at < tokens.len() {
            match &tokens[at] {
                TokenTree::Group(group) => self.mentioned_in(scope, group.stream()),
                TokenTree::Ident(_) => {
                    let at_start = at;
                    let after_dot = at > 0 && is(at - 1, '.') && !(at > 1 && is(at - 2, '.'));
                    let Some((names, last)) = path_at(&tokens, at) else {
                        break;
                    };
                    at = last;
                    // `<A as B>::c`, `A::<B>::c`.
                    let of_type = at_start > 1 && is(at_start - 1, ':') && is(at_start - 2, ':');
                    // What derives are told of a field they may not call.
                    let is_called = || match tokens.get(at + 1) {
                        Some(TokenTree::Group(group)) => {
                            group.delimiter() == Delimiter::Parenthesis
                        }
                        _ => is(at + 1, ':'),
                    };
                    if of_type || after_dot && (!scope.runs_later || is_called()) {
                        self.method_mentioned(scope, &names[0]);
                    }
                    self.mention(scope, &names, is(at + 1, '!'));
                    if is(at + 1, '~')
                        && let Some(TokenTree::Ident(next)) = tokens.get(at + 2)
                    {
                        let (first, next) = (names.concat(), next.to_string());
                        self.put_together(scope, &first, &next);
                    }
                    if let (Some(TokenTree::Punct(bang)), Some(TokenTree::Group(group))) =
                        (tokens.get(at + 1), tokens.get(at + 2))
                        && bang.as_char() == '!'
                    {
                        self.called(scope, &names, bang.span(), group);
                    }
                }
                // A string may be a format's, and name what it shows: `format!("{SIZE}")`.
                TokenTree::Literal(literal) => {
                    for name in captures_of(literal) {
                        self.mention(scope, &[name], false);
                    }
                }
                _ => {}
            }
            at += 1;
        }
    }

    /// A method may be called by a name among tokens.
    fn method_mentioned(&mut self, scope: &Scope, name: &str) {
        match scope.runs_later {
            true => self.named(name, scope.item),
            false => self.by_name(name, scope.item),
        }
    }

    /// A macro called in tokens that nobody here can read as syntax: what the compiler's own read counts, and what those
    /// of the program write of what they are given.
    fn called(
        &mut self,
        scope: &Scope,
        names: &[String],
        bang: proc_macro2::Span,
        group: &proc_macro2::Group,
    ) {
        let name = names.last().map_or("", String::as_str);
        let of_compiler = self.compilers(scope, names);
        let found = match has_variables(group.stream()) {
            // It stands in a macro's own definition.
            true => Vec::new(),
            false => self.macros_at(scope, None, names).own,
        };
        if found.is_empty() && of_compiler.is_empty() {
            return;
        }
        let path = syn::Path::from(syn::Ident::new(name, bang));
        let tokens = group.stream();
        let mac = syn::Macro {
            path,
            bang_token: syn::Token![!](bang),
            delimiter: syn::MacroDelimiter::Paren(syn::token::Paren(group.delim_span())),
            tokens,
        };
        let mut scope = scope.clone();
        for (at, item) in found.iter().copied().enumerate() {
            if let Some(expansion) = self.expanded_by(&scope, item, &mac) {
                let tokens = expansion.tokens.clone();
                self.writes(&scope, &mac, &found[..=at], expansion);
                self.within(&mut scope, By::Own(item), |reach, scope| {
                    reach.mentions(scope, tokens)
                });
            }
        }
        // Its own arguments are mentions already.
        for name in of_compiler {
            self.special(&mut scope, name, &mac);
        }
    }

    fn mention(&mut self, scope: &Scope, names: &[String], called: bool) {
        let name = match names.first().map(String::as_str) {
            Some("Self") => {
                if let Some(name) = names.get(1) {
                    self.method_mentioned(scope, name);
                }
                return;
            }
            Some(name) => name,
            None => return,
        };
        if names.len() == 1 && scope.local(name).is_some() && !scope.may_mean_other(name) {
            let hiding = self.program.within_bodies(scope.module, name, Ns::Value);
            if hiding.is_empty() {
                return;
            }
        }
        if scope.expansions > 0 && scope.written.is_empty() {
            let said = (scope.item, scope.module, names.to_vec(), called);
            if !self.said.insert(said) {
                return;
            }
        }
        if called {
            for item in self.macros_at(scope, None, names).own {
                self.live(item, scope.item, "expands");
                self.definition(scope, item);
            }
        }
        for ns in [Ns::Type, Ns::Value] {
            let mut found = scope.resolve(self.program, names, false, ns);
            // A module among the tokens may be what this is above, and what hides the name stand elsewhere among them.
            let above = names.iter().take_while(|name| *name == "super").count();
            let first = usize::from(scope.written.is_empty());
            for at in first..=above.min(names.len() - 1) {
                let inside = self
                    .program
                    .resolve(scope.module, &names[at..], false, ns)
                    .into_iter();
                found.extend(inside.map(|(res, taken)| (res, taken + at)));
            }
            for (res, taken) in found {
                let prelude = matches!(&res, Res::Builtin(_));
                if !prelude {
                    self.meaning(scope, names, &res);
                }
                self.touch(scope, &res, &names[taken..]);
                if let Some(name) = names.get(taken) {
                    self.method_mentioned(scope, name);
                }
            }
        }
    }

    /// All that a call of a macro may write: the names in it count where the macro stands, as those after `$crate`
    /// do, and where the call stands, as all others do. So do those of the macros that it calls.
    pub(super) fn definition(&mut self, scope: &Scope, item: ItemId) {
        if !self.mentioned.insert((item, scope.item, scope.module)) {
            return;
        }
        let Some(piece) = self.program.cached_piece(item) else {
            return;
        };
        if let Piece::Item(syn::Item::Macro(definition)) = &*piece {
            let mut there = Scope::of_item(self.program, item);
            there.item = scope.item;
            self.mentions(&there, definition.mac.tokens.clone());
            let mut here = scope.clone();
            here.expansions += 1;
            self.mentions(&here, definition.mac.tokens.clone());
        }
    }
}

/// The names that a text shows if it is a format's.
pub(super) fn captures_of(literal: &Literal) -> Vec<String> {
    let format = builtin::arguments("format", &literal.to_token_stream());
    let format = format.and_then(|found| found.format);
    let captures = format.into_iter().flat_map(|format| format.captures);
    captures
        .map(|name| name.to_string().replace("r#", ""))
        .collect()
}

/// The `use`s among tokens, wherever they stand. One in a module among them may begin above that module.
fn uses_in(tokens: &TokenStream, found: &mut Vec<Import>) {
    let is =
        |token: &TokenTree, c: char| matches!(token, TokenTree::Punct(mark) if mark.as_char() == c);
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) => uses_in(&group.stream(), found),
            TokenTree::Ident(word) if word == "use" => {
                let end = tokens[at..].iter().position(|token| is(token, ';'));
                let item = &tokens[at..end.map_or(at, |end| at + end + 1)];
                // `$crate`
                let item = item.iter().filter(|token| !is(token, '$')).cloned();
                let item = syn::parse2::<syn::ItemUse>(item.collect());
                found.extend(item.iter().flat_map(imports_of).flat_map(from_above));
            }
            _ => {}
        }
    }
}

/// An import, and what it is where as many modules as it begins above are those that it stands in.
fn from_above(import: Import) -> impl Iterator<Item = Import> {
    let above = import.path.iter().take_while(|name| *name == "super");
    let paths = (0..=above.count()).map(move |at| Import {
        path: import.path[at..].to_vec(),
        ..import.clone()
    });
    paths.filter(|import| !import.path.is_empty())
}

/// The expressions of a list in which each may have a name, or marks, before it.
fn marked_values(tokens: &TokenStream) -> Option<Vec<syn::Expr>> {
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let is = |token: &TokenTree, marks: &[char]| matches!(token, TokenTree::Punct(mark) if marks.contains(&mark.as_char()));
    let parts = tokens.split(|token| is(token, &[',']));
    let value = |part: &[TokenTree]| {
        let named = |token: &TokenTree| matches!(token, TokenTree::Ident(_)) || is(token, &['.']);
        let name = part.iter().take_while(|token| named(token)).count();
        // A name is followed by one mark, not by `==` or `::`.
        let (after, next) = (part.get(name), part.get(name + 1));
        let has_name = name > 0
            && after.is_some_and(|token| is(token, &['=', ':']))
            && !next.is_some_and(|token| is(token, &['=', ':', '>']));
        let rest = &part[if has_name { name + 1 } else { 0 }..];
        let marks = rest.iter().take_while(|token| is(token, &['?', '%']));
        let value: TokenStream = rest[marks.count()..].iter().cloned().collect();
        syn::parse2::<syn::Expr>(value).ok()
    };
    let parts = parts.filter(|part| !part.is_empty());
    parts.map(value).collect()
}

/// Whether `$name` stands in tokens: they are a macro's definition.
fn has_variables(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Punct(mark) => mark.as_char() == '$',
        TokenTree::Group(group) => has_variables(group.stream()),
        _ => false,
    })
}

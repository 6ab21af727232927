//! What macros by example write inside bodies.

use crate::expand::{Budget, CallBy, ExpandError, Expansion, Origins, Parsed, Position, parse_as};
use crate::parse::{hash_tokens, identifiers};
use crate::reach::live::Reach;
use crate::reach::meanings::shown;
use crate::reach::reached::Because;
use crate::reach::scope::Scope;
use crate::reach::steps::Step;
use crate::resolve::{Allowance, CRATE_MARK, ItemId, MayMean, ModuleId, Program, Res, path_names};
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use std::collections::BTreeSet;

/// Expansions inside expansions: more than this the compiler refuses, unless a crate says otherwise.
const DEEPEST: usize = 128;

/// What wrote code that is looked through.
#[derive(Clone, Copy, Debug)]
pub(super) enum By {
    /// A macro of the program, or an item whose text it is.
    Own(ItemId),
    /// A macro of a crate that is not read, by its hash.
    Exported([u8; 32]),
}

/// Where a call stands.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct CalledAt {
    /// The byte in the text of its item, if that is known.
    byte: Option<u32>,
    /// Line and column.
    pub(super) line: Option<(usize, usize)>,
}

/// What a call may write.
#[derive(Debug)]
pub(super) struct Expanded {
    /// By each macro that can be expanded.
    pub(super) written: Vec<(By, Parsed)>,
    /// Whether it may be one that cannot: std's, or of a crate that is not read.
    pub(super) outside: bool,
    /// Whether it may be one that did not expand.
    pub(super) unread: bool,
}

impl Reach<'_> {
    /// What wrote an item: its text is what came out, so that the calls and macros on the way to it do not count; the calls'
    /// conditions are its own. A call that could not be expanded counts itself.
    pub(super) fn expanded_from(&mut self, item: ItemId) {
        let program = self.program;
        let mut at = program.item(item);
        loop {
            let text = program.text(at.text);
            let Some(call) = text.call else { return };
            at = program.item(call);
            let Some(of) = &at.call else { return };
            if at.is_opaque_call() {
                return self.live(call, item, "the macro call that wrote it");
            }
            let found = program.find_macro(at.module, at.text, Some(at.span.start), &of.path);
            for definition in &found.own {
                program.asked.item(call);
                program.asked.item(*definition);
                self.names_from(&text.origins, *definition, item);
            }
            self.wrote_by(found, at.module, &of.path, item);
        }
    }

    /// Whose the names are in an item that a call wrote counts beside its text.
    fn names_from(&mut self, origins: &Origins, definition: ItemId, item: ItemId) {
        if origins.is_empty() {
            return;
        }
        let data = self.program.item(item);
        let text = (data.span.start, data.span.end);
        let text = self.program.slice(data.text, text);
        let here = origins.iter().filter(|(name, _)| text.contains(*name));
        let here: Vec<_> = here.collect();
        if !here.is_empty() {
            let hash = blake3::hash(format!("{here:?}").as_bytes()).to_hex();
            let name = self.path_of(definition);
            self.note(item, format!("{name} wrote it with names {hash}"));
        }
    }

    /// What a call among items wrote counts item by item: the macros are told, or the package of another crate's.
    pub(super) fn wrote_by(
        &mut self,
        found: MayMean,
        module: ModuleId,
        path: &[String],
        from: ItemId,
    ) {
        if found.others
            && let Some(exported) = self.program.find_exported(module, path, false)
        {
            self.foreign(from, &exported.path);
        }
        for item in found.own {
            self.wrote(item, from);
        }
    }

    /// The macros that a call may mean. What one writes counts and not the macro, for most edits of a
    /// macro change nothing for most of its calls.
    pub(super) fn macros_of(&mut self, scope: &Scope, mac: &syn::Macro) -> MayMean {
        scope.none_is_fresh();
        let names = path_names(&mac.path);
        // What a macro writes stands where its call does.
        if self.expanding.is_empty() {
            self.called_at.byte = self.place_of(scope, mac, &names);
        }
        let found = self.macros_at(scope, self.called_at.byte, &names);
        if !found.own.is_empty() {
            self.conditions(scope.item, scope.conditions(self.program, &names));
        }
        found
    }

    /// Where a call stands in the text of the item: none if it is not written there.
    fn place_of(&self, scope: &Scope, mac: &syn::Macro, names: &[String]) -> Option<u32> {
        let data = self.program.item(scope.item);
        let at = data.span.start + mac.bang_token.span.byte_range().start as u32;
        let text = &self.program.text(data.text).text;
        let (before, after) = text.split_at_checked(at as usize)?;
        let is_there = after.starts_with('!') && at < data.span.end;
        let is_named = before.trim_end().ends_with(names.last()?.as_str());
        (is_there && is_named).then_some(at)
    }

    /// Expands a call once, by each macro that it may mean, and reads what came out as the first of these that it is. Of one
    /// that does not expand, all names count.
    pub(super) fn expanded(
        &mut self,
        scope: &Scope,
        mac: &syn::Macro,
        places: &[Position],
    ) -> Expanded {
        let found = self.macros_of(scope, mac);
        let mut written = Vec::new();
        let (mut outside, mut unread) = (false, false);
        if found.others {
            match self.expanded_by_exported(scope, mac, places) {
                Some((by, parsed)) => written.extend(parsed.into_iter().map(|one| (by, one))),
                None => outside = true,
            }
        }
        if scope.hides(&path_names(&mac.path), mac.path.leading_colon.is_some()) {
            // One that is written here, whose names all count, may be meant.
            unread = true;
            self.runs_mentioned(scope, mac.tokens.clone());
        }
        self.one_of(scope, &found.own);
        for (at, item) in found.own.iter().copied().enumerate() {
            let expansion = self.expanded_by(scope, item, mac);
            let parsed = expansion.and_then(|all| Some((first_of(&all.tokens, places)?, all)));
            match parsed {
                Some((parsed, expansion)) => {
                    self.writes(scope, mac, &found.own[..=at], expansion);
                    written.push((By::Own(item), parsed));
                }
                None => {
                    unread = true;
                    self.unexpanded(scope, item, mac);
                }
            }
        }
        Expanded {
            written,
            outside,
            unread,
        }
    }

    /// The same, by a macro of a crate that is not read, where all that it writes is the caller's own code, by each of its
    /// definitions. What names more of that crate is nothing that could be followed, and best told by what the call says.
    fn expanded_by_exported(
        &mut self,
        scope: &Scope,
        mac: &syn::Macro,
        places: &[Position],
    ) -> Option<(By, Vec<Parsed>)> {
        let names = path_names(&mac.path);
        let absolute = mac.path.leading_colon.is_some();
        let exported = self.exported_macro(scope, &names, absolute)?;
        let input = mac.tokens.clone();
        let all = self.spending(scope, mac, |_, budget| exported.expand(input, budget))?;
        if all.iter().any(|tokens| exported.is_named_in(tokens)) {
            return None;
        }
        let parsed = all.iter().map(|tokens| first_of(tokens, places));
        let parsed = parsed.collect::<Option<_>>()?;
        self.meaning(scope, &names, &Res::Foreign(exported.path.clone()));
        self.foreign(scope.item, &exported.path);
        for tokens in all {
            self.wrote_tokens(scope, mac, &exported.path, tokens, &Origins::new());
        }
        Some((By::Exported(exported.hash), parsed))
    }

    /// What a call of a macro of the program writes, as far as this walk may still expand.
    pub(super) fn expanded_by(
        &mut self,
        scope: &Scope,
        item: ItemId,
        mac: &syn::Macro,
    ) -> Option<Expansion> {
        let input = mac.tokens.clone();
        let by = match scope.expansions {
            0 => CallBy::Source,
            _ => CallBy::Macro,
        };
        self.spending(scope, mac, |program, budget| {
            program.expand_call(item, input, budget, by)
        })
    }

    /// Expands a call as far as this walk may still do so.
    fn spending<T>(
        &mut self,
        scope: &Scope,
        mac: &syn::Macro,
        expand: impl FnOnce(&Program, &mut Budget) -> Result<T, ExpandError>,
    ) -> Option<T> {
        if scope.expansions > DEEPEST {
            return None;
        }
        if scope.expansions == 0 {
            self.budget = Allowance::of_a_call();
            self.said.clear();
            let first = mac.path.segments.first();
            let start = first.map(|first| first.ident.span().start());
            self.called_at.line = start.map(|start| (start.line, start.column));
        }
        let (program, before) = (self.program, self.budget.tokens());
        let expanded = expand(program, &mut self.budget);
        let (krate, tokens) = (
            program.item(scope.item).krate,
            self.budget.tokens() - before,
        );
        if scope.expansions > 0 {
            if let Some(log) = &mut self.log {
                log.spent(tokens);
            }
            if !self.allowance.spend(krate, tokens) {
                if let Some(log) = &mut self.log {
                    log.cut();
                }
                return None;
            }
        }
        expanded.ok()
    }

    /// Of macros that a call may mean, the first that is there is meant.
    fn one_of(&mut self, scope: &Scope, found: &[ItemId]) {
        let program = self.program;
        for (at, item) in found.iter().enumerate() {
            let module = program.item(*item).module;
            let around = program.module(module).cfgs.iter();
            let let_out = program.let_out_if(module);
            let conditions: Vec<&String> = around
                .chain(program.conditions_of_item(*item))
                .chain(let_out)
                .collect();
            if found.len() > 1 || !conditions.is_empty() {
                let hash = blake3::Hash::from_bytes(program.token_hash(*item)).to_hex();
                let path = self.path_of(*item);
                self.note(scope.item, format!("{at} {path} {hash} if {conditions:?}"));
                let package = program.krate(program.item(*item).krate).package;
                self.script_of(package, scope.item);
            }
        }
    }

    /// What a macro wrote counts where its call stands: the last of these, that the call may mean. Those of one path are
    /// told apart by their order.
    pub(super) fn writes(
        &mut self,
        scope: &Scope,
        mac: &syn::Macro,
        among: &[ItemId],
        expansion: Expansion,
    ) {
        let Some((item, before)) = among.split_last() else {
            return;
        };
        let path = self.path_of(*item);
        let same = before.iter().filter(|other| self.path_of(**other) == path);
        let name = match same.count() {
            0 => path.to_string(),
            nth => format!("{path}#{nth}"),
        };
        let Expansion {
            tokens, origins, ..
        } = expansion;
        self.wrote_tokens(scope, mac, &name, tokens, &origins);
        self.wrote(*item, scope.item);
    }

    /// Which call wrote what: a macro writes the same for the same, so a call is told by what it is given. Neither
    /// where it stands nor when it is looked at need be told then.
    fn wrote_tokens(
        &mut self,
        scope: &Scope,
        mac: &syn::Macro,
        name: &str,
        tokens: TokenStream,
        origins: &Origins,
    ) {
        let called = path_names(&mac.path);
        self.ways_to(scope, &called);
        let given = Group::new(Delimiter::Brace, mac.tokens.clone());
        let both = std::iter::once(TokenTree::Group(given)).chain(tokens);
        let both = hash_tokens(self.with_crate_names(both.collect()));
        let both = blake3::Hash::from_bytes(both).to_hex();
        let called = shown(&called);
        let mut wrote = format!("{called}! by {name} wrote {both}");
        if !origins.is_empty() {
            let origins = blake3::hash(format!("{origins:?}").as_bytes()).to_hex();
            wrote.push_str(&format!(" with names {origins}"));
        }
        self.note(scope.item, wrote);
    }

    /// A macro wrote covered code: it is told. So is the macro that wrote that macro.
    pub(super) fn wrote(&mut self, item: ItemId, from: ItemId) {
        self.step(
            from,
            || Step::Wrote(item),
            |reach| reach.wrote_within(item, from, 0),
        );
    }

    fn wrote_within(&mut self, item: ItemId, from: ItemId, depth: usize) {
        if depth > DEEPEST || self.reached.macros.contains_key(&item) {
            return;
        }
        let because = Because {
            from: Some(from),
            how: "expands".to_owned(),
        };
        self.reached.macros.insert(item, because);
        let data = self.program.item(item);
        let Some(call) = self.program.text(data.text).call else {
            return;
        };
        let data = self.program.item(call);
        if let Some(path) = data.call.as_ref().map(|call| call.path.clone()) {
            let (module, text, at) = (data.module, data.text, data.span.start);
            let found = self.program.find_macro(module, text, Some(at), &path);
            for outer in found.own {
                self.wrote_within(outer, from, depth + 1);
            }
        }
    }

    /// Tokens with each `$crate` by the crate's path: its number is of this run only.
    fn with_crate_names(&self, tokens: TokenStream) -> TokenStream {
        let name = |ident: &proc_macro2::Ident| {
            let ident = ident.to_string();
            let root = self.program.numbered(ident.strip_prefix(CRATE_MARK)?)?.root;
            Some(proc_macro2::Literal::string(
                &self.program.module_path(root),
            ))
        };
        let named = tokens.into_iter().map(|token| match token {
            TokenTree::Ident(ident) => match name(&ident) {
                Some(name) => TokenTree::Literal(name),
                None => TokenTree::Ident(ident),
            },
            TokenTree::Group(group) => {
                let inside = self.with_crate_names(group.stream());
                TokenTree::Group(Group::new(group.delimiter(), inside))
            }
            other => other,
        });
        named.collect()
    }

    pub(super) fn within<T>(
        &mut self,
        scope: &mut Scope,
        by: By,
        walk: impl FnOnce(&mut Self, &mut Scope) -> T,
    ) -> T {
        let before = scope.depth();
        scope.expansions += 1;
        self.expanding.push(by);
        let result = walk(self, scope);
        self.expanding.pop();
        scope.expansions -= 1;
        scope.bound_by_macro(before);
        result
    }

    /// A call of a known macro that does not expand: its names and its macro's names all count.
    pub(super) fn unexpanded(&mut self, scope: &Scope, item: ItemId, mac: &syn::Macro) {
        let name = self.program.item(item).name.clone();
        self.live(item, scope.item, "expands");
        self.runs_mentioned(scope, mac.tokens.clone());
        self.definition(scope, item);
        // It may put any of them behind a path.
        let program = self.program;
        let mut names = BTreeSet::new();
        identifiers(mac.tokens.clone(), &mut names);
        for name in names {
            program.asked.name(&name);
            let modules = program.modules.iter();
            for named in modules
                .filter_map(|module| module.names.get(&name))
                .flatten()
            {
                self.live(*named, scope.item, "a macro may write a path to it");
            }
        }
        self.widen(
            scope.item,
            format!("a call of `{name}!` could not be expanded: everything it and the macro name is covered"),
            None,
        );
    }
}

/// Tokens as the first of these that they are.
fn first_of(tokens: &TokenStream, places: &[Position]) -> Option<Parsed> {
    let read = |place: &Position| parse_as(tokens.clone(), *place).ok();
    places.iter().find_map(read)
}

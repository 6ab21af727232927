//! Procedural macros of the program: their crates run when it is compiled, and what they write may name whatever their
//! texts name.
//!
//! What such a macro writes is not seen. It is made of what stands in macro calls (`quote!`) and texts of its crate, and
//! of those that one is made of; so all paths in them count, as they would in the module where it is used.

use crate::model::Kind;
use crate::package::TargetKind;
use crate::parse::{has_word, path_at};
use crate::reach::attributes::literals;
use crate::reach::live::Reach;
use crate::reach::scope::Scope;
use crate::resolve::{CrateId, Extern, ItemId, LOOKS, ModuleId, Ns, Program, Res, puts_together};
use proc_macro2::{TokenStream, TokenTree};
use std::collections::BTreeSet;
use std::rc::Rc;

/// A path that a macro's code may write.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Said {
    names: Vec<String>,
    absolute: bool,
    /// Whether it stands after a dot.
    method: bool,
}

/// What stands in a crate of procedural macros that may come out of them.
#[derive(Debug, Default)]
pub(super) struct SaidBy {
    paths: BTreeSet<Said>,
    /// They may name files, too, and variables.
    texts: BTreeSet<String>,
    /// Whether they may read variables of whoever is compiled.
    reads_variables: bool,
    /// Whether they may read any file that lies in its package.
    reads_files: bool,
    /// Whether they may tell where they were called, or have that told.
    tells_place: bool,
}

/// What says that variables are read.
const READS_VARIABLES: [&str; 3] = ["var", "var_os", "vars"];

/// What says that it is told where something stands.
const TELLS_PLACE: [&str; 5] = ["line", "column", "source_text", "byte_range", "local_file"];

/// What is put to less of a name may be any name.
const SHORTEST_PART: usize = 2;

impl Reach<'_> {
    /// A macro that is not found may be of any crate of procedural macros that a crate knows, itself or by another.
    pub(super) fn all_procedural(&mut self, krate: CrateId, from: ItemId) {
        let known = crates_behind(self.program, krate);
        let procedural = |krate: &CrateId| self.program.krate(*krate).kind == TargetKind::ProcMacro;
        for krate in known.into_iter().filter(procedural) {
            self.whole_crate(krate, from);
        }
    }

    fn said_by(&self, krate: CrateId) -> Rc<SaidBy> {
        let mut known = self.known.said.borrow_mut();
        let find = || Rc::new(said_by(self.program, krate));
        known.entry(krate).or_insert_with(find).clone()
    }

    /// Where an item stands counts if a crate of procedural macros that it calls may tell that.
    pub(super) fn placed_by(&mut self, krate: CrateId, item: ItemId) {
        if self.said_by(krate).tells_place {
            self.placed(item);
        }
    }

    /// What a crate of procedural macros may write into a module counts.
    pub(super) fn written_into(&mut self, krate: CrateId, module: ModuleId, from: ItemId) {
        let said = self.said_by(krate);
        let program = self.program;
        let mut scope = Scope::of_item(program, from);
        scope.module = module;
        self.named_files(&scope, &said.texts);
        if said.reads_files {
            self.any_file(from);
        }
        if said.reads_variables {
            let like_a_variable = |text: &&String| {
                text.len() > 1
                    && text
                        .bytes()
                        .all(|c| c == b'_' || c.is_ascii_uppercase() || c.is_ascii_digit())
            };
            for name in said.texts.iter().filter(like_a_variable) {
                self.read_variable(from, "env", name);
            }
        }
        for text in &said.texts {
            self.may_put_together(text, module, from);
        }
        for path in &said.paths {
            let of_macro = program.resolve_whole(module, &path.names, path.absolute, Ns::Macro);
            for res in of_macro {
                if let Res::Item(item) = res {
                    self.live(item, from, "a procedural macro may write a call of it");
                    self.said_by_macro(item, module, from);
                }
            }
            self.may_be_written_as(path, module, from);
        }
    }

    /// Names in a module that a text may become, where something is put into it: `helper_{}` and `{name}_of`.
    fn may_put_together(&mut self, text: &str, module: ModuleId, from: ItemId) {
        let is_part = |c: char| c.is_alphanumeric() || c == '_';
        let text = text.replace("{{", " ").replace("}}", " ");
        let (program, mut before) = (self.program, text.as_str());
        if before.contains('{') {
            program.asked.everything();
        }
        let mut found = BTreeSet::new();
        while let Some((start, rest)) = before.split_once('{') {
            let Some((_, rest)) = rest.split_once('}') else {
                break;
            };
            let start = &start[start.trim_end_matches(is_part).len()..];
            let end = &rest[..rest.len() - rest.trim_start_matches(is_part).len()];
            before = rest;
            if start.len() + end.len() < SHORTEST_PART {
                continue;
            }
            let data = program.module(module);
            let imported = data
                .imports
                .iter()
                .filter_map(|import| import.name.as_ref());
            let names = data.names.keys().chain(imported);
            let is_like = |name: &&String| {
                name.len() > start.len() + end.len()
                    && name.starts_with(start)
                    && name.ends_with(end)
            };
            found.extend(names.filter(is_like).cloned());
        }
        for name in found {
            let path = Said {
                names: vec![name],
                absolute: false,
                method: false,
            };
            self.may_be_written_as(&path, module, from);
        }
    }

    /// What a path that such a macro may write means in a module; whether it may be code of the program.
    pub(super) fn may_be_written_as(
        &mut self,
        path: &Said,
        module: ModuleId,
        from: ItemId,
    ) -> bool {
        let program = self.program;
        let mut found = path.method;
        if let (true, Some(name)) = (path.method, path.names.first()) {
            self.named(name, from);
        }
        for ns in [Ns::Type, Ns::Value] {
            for (res, taken) in program.resolve(module, &path.names, path.absolute, ns) {
                let rest = path.names.get(taken);
                match &res {
                    Res::Item(item) => {
                        found = true;
                        self.live(*item, from, "a procedural macro may write its name");
                        if let (Kind::Trait, Some(name)) = (program.item(*item).kind, rest) {
                            self.dispatch(*item, name, from);
                        }
                    }
                    Res::Foreign(path) => self.foreign(from, path),
                    Res::Module(_) | Res::Builtin(_) => {}
                }
                if let Some(name) = rest {
                    self.named(name, from);
                }
            }
        }
        found
    }

    /// What a macro names that such a macro calls.
    fn said_by_macro(&mut self, item: ItemId, module: ModuleId, from: ItemId) {
        let data = self.program.item(item);
        let text = self.program.text_of(item);
        let mut said = BTreeSet::new();
        if let Ok(tokens) = text.parse() {
            gather(tokens, true, &mut said);
        }
        for path in said {
            for at in [data.module, module] {
                self.may_be_written_as(&path, at, from);
            }
        }
    }
}

/// The crates of the program that one knows, itself or by another.
fn crates_behind(program: &Program, krate: CrateId) -> BTreeSet<CrateId> {
    let mut seen = BTreeSet::new();
    let mut open = vec![krate];
    while let Some(at) = open.pop() {
        for known in program.krate(at).externs.values() {
            if let Extern::Local(krate) = known
                && seen.insert(*krate)
            {
                open.push(*krate);
            }
        }
    }
    seen
}

fn said_by(program: &Program, krate: CrateId) -> SaidBy {
    let mut crates = crates_behind(program, krate);
    crates.insert(krate);
    let mut said = SaidBy::default();
    let (mut looks, mut puts) = (false, false);
    let items = program.items.iter();
    let outermost = |kind: Kind| !matches!(kind, Kind::Module | Kind::ModuleFile | Kind::Use);
    for data in items.filter(|data| crates.contains(&data.krate) && data.parent.is_none()) {
        let text = program.slice(data.text, (data.span.start, data.span.end));
        if outermost(data.kind)
            && let Ok(tokens) = text.parse::<TokenStream>()
        {
            let mut texts = Vec::new();
            literals(tokens.clone(), &mut texts);
            said.texts.extend(texts);
            gather(tokens.clone(), false, &mut said.paths);
            let has_any = |words: &[&str]| words.iter().any(|word| has_word(&text, word));
            said.reads_variables |= has_any(&READS_VARIABLES) && has_word(&text, "env");
            looks |= has_any(&LOOKS);
            puts |= puts_together(&text, &tokens) || has_word(&text, "join");
            said.tells_place |= has_any(&TELLS_PLACE);
        }
    }
    said.reads_files = looks && puts;
    said
}

/// The paths in the arguments of macro calls and in texts.
fn gather(tokens: TokenStream, within: bool, said: &mut BTreeSet<Said>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let is = |at: usize, wanted: char| matches!(tokens.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == wanted);
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        match token {
            TokenTree::Group(group) => {
                let called = at > 0 && is(at - 1, '!');
                gather(group.stream(), within || called, said);
            }
            TokenTree::Literal(literal) => {
                if let Ok(text) = syn::parse_str::<syn::LitStr>(&literal.to_string()) {
                    in_text(&text.value(), said);
                }
            }
            TokenTree::Ident(_) if within => {
                let absolute = at > 1 && is(at - 1, ':') && is(at - 2, ':');
                let method = at > 0 && is(at - 1, '.');
                let Some((names, last)) = path_at(&tokens, at) else {
                    break;
                };
                at = last;
                said.insert(Said {
                    names,
                    absolute,
                    method,
                });
            }
            _ => {}
        }
        at += 1;
    }
}

/// The paths in a text: it may be parsed as code.
pub(super) fn in_text(text: &str, said: &mut BTreeSet<Said>) {
    let word = |c: char| c.is_alphanumeric() || c == '_';
    let mut rest = text;
    while let Some(start) = rest.find(word) {
        let before = &rest[..start];
        let after = &rest[start..];
        let end = after.find(|c| !word(c) && c != ':').unwrap_or(after.len());
        let (path, next) = after.split_at(end);
        let names: Vec<String> = path
            .split("::")
            .map(|name| name.trim_matches(':').to_owned())
            .take_while(|name| !name.is_empty() && !name.contains(':'))
            .collect();
        let starts = |name: &String| !name.starts_with(|c: char| c.is_ascii_digit());
        if names.first().is_some_and(starts) {
            said.insert(Said {
                names,
                absolute: before.ends_with("::"),
                method: before.ends_with('.'),
            });
        }
        rest = next;
    }
}

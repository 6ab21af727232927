//! Where code stands and how it is spaced, where it asks: of an item's text these count beside its tokens.
//!
//! `line!()` and its kin give the place of the outermost call. `stringify!` gives the spaces between its tokens, which
//! those may have from any macro on the way. `Location::caller` gives the place of a call of whoever is marked
//! `#[track_caller]`, and a panic hook that of a panic: once either may run, it counts where everything covered stands.

use crate::model::Kind;
use crate::parse::around;
use crate::reach::expanding::By;
use crate::reach::live::Reach;
use crate::reach::scope::Scope;
use crate::reach::steps::Step;
use crate::resolve::ItemId;
use proc_macro2::{Span, TokenStream, TokenTree};
use std::collections::BTreeSet;
use std::str::FromStr;
use std::sync::Arc;

/// How many texts are looked through that wrote one another.
const DEEPEST: usize = 64;

/// The hash of a text's tokens and of whether there is anything between two of them: how much, and whether it is a comment
/// or a line's end, is not shown.
fn hash_with_spaces(text: &str) -> blake3::Hash {
    let Ok(tokens) = TokenStream::from_str(text) else {
        return blake3::hash(text.as_bytes());
    };
    let mut shown = Shown::default();
    shown.all(tokens);
    blake3::hash(shown.text.as_bytes())
}

/// Tokens as they are shown.
#[derive(Default)]
struct Shown {
    text: String,
    /// Where the last of them ends.
    end: usize,
}

impl Shown {
    fn all(&mut self, tokens: TokenStream) {
        for token in tokens {
            match token {
                TokenTree::Group(group) => {
                    let (open, close) = around(&group);
                    self.one(group.span_open(), open);
                    self.all(group.stream());
                    self.one(group.span_close(), close);
                }
                one => self.one(one.span(), &one.to_string()),
            }
        }
    }

    fn one(&mut self, span: Span, token: &str) {
        let range = span.byte_range();
        // No token begins with either.
        self.text
            .push(if range.start == self.end { '\0' } else { ' ' });
        self.text.push_str(token);
        self.end = range.end;
    }
}

impl Reach<'_> {
    /// `line!()`, `column!()`, `file!()`, `module_path!()`.
    pub(super) fn place(&mut self, scope: &Scope, name: &str, mac: &syn::Macro) {
        let data = self.program.item(scope.item);
        let (first, _) = self.program.lines(scope.item);
        let start = mac.bang_token.span.start();
        let call = self.called_at.line.filter(|_| scope.expansions > 0);
        let lines = |line: usize| (first as usize + line).to_string();
        let written = self.program.text(data.text).call.is_some();
        let place = match name {
            // Where it stands among what a call is given is not kept.
            "line" | "column" if written || data.kind == Kind::MacroCall => {
                self.where_it_stands(scope.item)
            }
            "line" => match call {
                Some((line, _)) => format!("{} {}", lines(start.line), lines(line)),
                None => lines(start.line),
            },
            "column" => match call {
                Some((_, column)) => {
                    format!("{} {} {column}", self.column(scope.item), start.column)
                }
                None => format!("{} {}", self.column(scope.item), start.column),
            },
            "file" => self.program.shown(&self.program.text(data.text).file),
            _ => {
                let module = self.program.real(scope.module);
                let path = self.program.module_path(module);
                return self.note(scope.item, format!("module_path!()={path}"));
            }
        };
        let own = (start.line, start.column);
        let placed = (call.unwrap_or(own), own, format!("{name}!()={place}"));
        if let Some(own) = self.own_of(scope.item) {
            own.placed.insert(placed);
            own.only_now = true;
        }
    }

    /// A macro that nobody here can expand may tell where an item stands.
    pub(super) fn placed(&mut self, item: ItemId) {
        let place = self.where_it_stands(item);
        self.note_of_elsewhere(item, format!("its place={place}"));
    }

    /// Notes what hangs on more than the item's own text.
    fn note_of_elsewhere(&mut self, item: ItemId, meaning: String) {
        self.note(item, meaning);
        if let Some(own) = self.own_of(item) {
            own.only_now = true;
        }
    }

    /// Where an item stands, and all texts that code of it may stand in: its own and those of the calls that wrote it.
    fn where_it_stands(&self, item: ItemId) -> String {
        let program = self.program;
        let (line, _) = program.lines(item);
        let mut place = format!("{line} {}", self.column(item));
        let mut at = item;
        loop {
            let text = blake3::Hash::from_bytes(program.text_hash(at)).to_hex();
            place.push_str(&format!(" {text}"));
            let text = program.text(program.item(at).text);
            let Some(call) = text.call else {
                return format!("{place} {}", program.shown(&text.file));
            };
            at = call;
        }
    }

    /// The column in which an item starts, or the call that wrote it.
    fn column(&self, item: ItemId) -> usize {
        let mut at = self.program.item(item);
        while let Some(call) = self.program.text(at.text).call {
            at = self.program.item(call);
        }
        let before = self.program.slice(at.text, (0, at.span.start));
        let line = before.rsplit('\n').next().unwrap_or_default();
        line.chars().count()
    }

    /// `stringify!`: of more than one token it shows the spaces between them.
    pub(super) fn spaced(&mut self, scope: &Scope, tokens: &TokenStream) {
        let mut tokens = tokens.clone().into_iter();
        let alone = match (tokens.next(), tokens.next()) {
            (Some(TokenTree::Group(_)), _) => false,
            (_, second) => second.is_none(),
        };
        if alone {
            return;
        }
        let data = self.program.item(scope.item);
        if self.expanding.is_empty() && self.program.text(data.text).call.is_none() {
            let text = self
                .program
                .slice(data.text, (data.span.start, data.span.end));
            let hash = hash_with_spaces(&text).to_hex();
            // What hangs on the item's own text alone, holds as long as that does.
            return self.note(scope.item, format!("its spaces={hash}"));
        }
        let mut texts = BTreeSet::new();
        let open = self.expanding.iter().copied();
        for by in open.chain([By::Own(scope.item)]) {
            match by {
                By::Own(item) => self.texts_behind(item, &mut texts, 0),
                By::Exported(hash) => _ = texts.insert(hash),
            }
        }
        for hash in texts {
            let hash = blake3::Hash::from_bytes(hash).to_hex();
            self.note_of_elsewhere(scope.item, format!("stringify!()={hash}"));
        }
    }

    /// The texts of an item and of all calls and macros that wrote it.
    fn texts_behind(&self, item: ItemId, texts: &mut BTreeSet<[u8; 32]>, depth: usize) {
        self.program.asked.item(item);
        if !texts.insert(self.program.text_hash(item)) || depth > DEEPEST {
            return;
        }
        let data = self.program.item(item);
        let Some(call) = self.program.text(data.text).call else {
            return;
        };
        self.texts_behind(call, texts, depth + 1);
        let data = self.program.item(call);
        let Some(of) = &data.call else { return };
        let macros =
            self.program
                .find_macro(data.module, data.text, Some(data.span.start), &of.path);
        if macros.others
            && let Some(exported) = self.program.find_exported(data.module, &of.path, false)
        {
            texts.insert(exported.hash);
        }
        for item in macros.own {
            self.texts_behind(item, texts, depth + 1);
        }
    }

    /// Something of std is named: whether it tells where calls stand.
    pub(super) fn may_locate(&mut self, path: &str, from: ItemId) {
        let tells = [
            "panic::Location::caller",
            "panic::set_hook",
            "panic::update_hook",
        ];
        if tells.iter().any(|name| path.ends_with(name)) {
            self.located(from);
        }
    }

    pub(super) fn located(&mut self, from: ItemId) {
        self.step(
            from,
            || Step::Located,
            |reach| {
                reach.located.get_or_insert(from);
            },
        );
    }

    /// Where all that is covered stands counts, if live code asks for any such place.
    pub(super) fn place_all(&mut self) {
        let Some(from) = self.located else { return };
        self.widen(
            from,
            format!(
                "{} may tell where it was called: where everything covered stands counts",
                self.path_of(from)
            ),
            None,
        );
        self.reached.located = true;
        let program = self.program;
        for item in self.items.ids() {
            let runs = matches!(
                program.item(item).kind,
                Kind::Fn | Kind::Const | Kind::Static | Kind::MacroCall
            );
            let place = runs.then(|| self.where_it_stands(item));
            if let (Some(covered), Some(place)) = (self.items.get_mut(&item), place) {
                let mut own = (*covered.own).clone();
                own.place = Some(place);
                covered.own = Arc::new(own);
            }
        }
    }
}

//! Where items stand, what they are called, and their text.

use crate::cfg::Truth;
use crate::diagnostic::Place;
use crate::expand::reveal;
use crate::model::Kind;
use crate::parse::{Piece, blank_first, hash_tokens, parse_header, parse_piece, take_out};
use crate::resolve::graph::{ItemId, ModuleId, TextId};
use crate::resolve::load::Program;
use crate::resolve::names::CRATE_MARK;
use proc_macro2::TokenStream;
use std::rc::Rc;
use syn::visit_mut::{self, VisitMut};

impl Program {
    /// A stretch of a text.
    pub fn slice(&self, text: TextId, (start, end): (u32, u32)) -> String {
        self.text(text)
            .text
            .get(start as usize..end as usize)
            .unwrap_or_default()
            .to_owned()
    }

    /// An item's whole text.
    pub fn text_of(&self, item: ItemId) -> String {
        let data = self.item(item);
        self.slice(data.text, (data.span.start, data.span.end))
    }

    /// Where a stretch of a text stands; of an expansion, where its call does.
    pub fn place_in(&self, text: TextId, (start, end): (u32, u32)) -> Place {
        let text = self.text(text);
        match &text.place {
            Some((place, _)) => place.clone(),
            None => Place::new(&text.file, start as usize..end as usize),
        }
    }

    /// Where an item's name stands.
    pub fn place(&self, item: ItemId) -> Place {
        let data = self.item(item);
        self.place_in(data.text, data.name_span)
    }

    /// First and last line of an item in its file.
    pub fn lines(&self, item: ItemId) -> (u32, u32) {
        let data = self.item(item);
        let span = match &self.text(data.text).place {
            Some((_, span)) => *span,
            None => data.span,
        };
        (span.first_line, span.last_line)
    }

    /// The syntax tree of an item, without what is in its braces if it is a container.
    pub fn piece(&self, item: ItemId) -> Option<Piece> {
        self.asked.item(item);
        self.piece_from(item, |_| ())
    }

    /// The same, of a text that is made ready before.
    fn piece_from(&self, item: ItemId, ready: impl FnOnce(&mut String)) -> Option<Piece> {
        let mut piece = self.parsed_piece(item, ready)?;
        if self.text(self.item(item).text).call.is_some() {
            reveal_in(&mut piece);
        }
        Some(piece)
    }

    /// The syntax tree of a function, constant or static of the source, with nothing for what it does.
    pub(super) fn piece_without_body(&self, item: ItemId) -> Option<Piece> {
        self.without_body_from(item, |_| ())
    }

    /// The same, of a text that is made ready before.
    fn without_body_from(&self, item: ItemId, ready: impl FnOnce(&mut String)) -> Option<Piece> {
        self.asked.item(item);
        let data = self.item(item);
        let container = data.parent.map(|parent| self.item(parent).kind);
        let mut text = self.slice(data.text, (data.span.start, data.open));
        ready(&mut text);
        if data.open != data.span.end {
            text.push_str(match data.kind {
                Kind::Fn => "{}",
                _ => "= ();",
            });
        }
        Some(self.in_force(item, &text, parse_piece(&text, container)?))
    }

    /// What was parsed of an item's text, without what surely is not there in this build.
    fn in_force(&self, item: ItemId, text: &str, mut piece: Piece) -> Piece {
        if text.contains("cfg") {
            let cfg = &self.krate(self.item(item).krate).cfg;
            take_out(&mut piece, &|predicate| {
                cfg.truth_of(predicate) == Truth::False
            });
        }
        piece
    }

    fn parsed_piece(&self, item: ItemId, ready: impl FnOnce(&mut String)) -> Option<Piece> {
        let data = self.item(item);
        match data.kind {
            Kind::Impl | Kind::Trait | Kind::ForeignBlock | Kind::Module
                if data.open != data.span.end =>
            {
                let mut text = self.slice(data.text, (data.span.start, data.open));
                ready(&mut text);
                let header = Piece::Item(parse_header(&text)?);
                Some(self.in_force(item, &text, header))
            }
            Kind::Variant => None,
            _ => {
                let container = data.parent.map(|parent| self.item(parent).kind);
                let mut text = self.text_of(item);
                ready(&mut text);
                Some(self.in_force(item, &text, parse_piece(&text, container)?))
            }
        }
    }

    /// The syntax tree of an item, parsed once, without the doc comments before it: most functions have some, no one who
    /// asks here looks at them, and unoptimised they cost a good part of all parsing.
    pub fn cached_piece(&self, item: ItemId) -> Option<Rc<Piece>> {
        self.asked.item(item);
        if let Some(known) = self.pieces.borrow().get(&item) {
            return known.clone();
        }
        let piece = self.piece_from(item, blank_first).map(Rc::new);
        self.pieces.borrow_mut().insert(item, piece.clone());
        piece
    }

    /// The hash of an item's text as tokens, nothing left out; of its bytes if it has no tokens.
    pub fn token_hash(&self, item: ItemId) -> [u8; 32] {
        let text = self.text_of(item);
        match text.parse() {
            Ok(tokens) => hash_tokens(tokens),
            Err(_) => *blake3::hash(text.as_bytes()).as_bytes(),
        }
    }

    /// An item's tokens, nothing left out; none of what has no tokens.
    pub(super) fn tokens_of(&self, item: ItemId) -> TokenStream {
        self.text_of(item).parse().unwrap_or_default()
    }

    /// The syntax tree of an item as far as it says what it is: what a function does, or a constant holds, may be left
    /// out of it, and may be nothing that parses. Whoever asks for no more than that asks here, for an edit of a body
    /// changes none of its answers.
    pub fn head(&self, item: ItemId) -> Option<Rc<Piece>> {
        self.asked.item(item);
        let whole = match self.pieces.borrow().get(&item) {
            Some(known) => known.clone(),
            None => None,
        };
        let data = self.item(item);
        let splits = matches!(data.kind, Kind::Fn | Kind::Const | Kind::Static)
            && data.open != data.span.end
            && self.text(data.text).call.is_none();
        // Most bodies of the first build are walked as well; later, hardly one is, and parsing is most of the work.
        let whole = match splits && !self.kept.is_first() {
            true => whole,
            false => whole.or_else(|| self.cached_piece(item)),
        };
        if whole.is_some() || !splits {
            return whole;
        }
        if let Some(known) = self.heads.borrow().get(&item) {
            return known.clone();
        }
        let head = self.without_body_from(item, blank_first).map(Rc::new);
        self.heads.borrow_mut().insert(item, head.clone());
        head
    }

    /// A module's path from its crate's root, the crate's name first; bodies show as the item they belong to.
    pub fn module_path(&self, module: ModuleId) -> Rc<str> {
        if let Some(known) = self.module_paths.borrow().get(&module) {
            return known.clone();
        }
        let path: Rc<str> = Rc::from(self.path_of_module(module));
        let mut known = self.module_paths.borrow_mut();
        known.insert(module, path.clone());
        path
    }

    fn path_of_module(&self, module: ModuleId) -> String {
        let data = self.module(module);
        let Some(parent) = data.parent else {
            return self.crate_id(data.krate);
        };
        match (data.block, data.item) {
            (true, Some(item)) => format!("{}::{{}}", self.item_path(item)),
            // Which of the body's blocks it stands in, its declaration says.
            (false, Some(item)) if self.item(item).marks.nested > 0 => {
                self.item_path(item).to_string()
            }
            _ => format!("{}::{}", self.module_path(parent), data.name),
        }
    }

    /// An item's stable id: its path, an impl by its header. Two items share one only if they are `#[cfg]`ed
    /// alternatives, or impls alike in all but their bounds; `resolve/alike.rs` tells others apart.
    pub fn item_path(&self, item: ItemId) -> Rc<str> {
        if let Some(known) = self.paths.borrow().get(&item) {
            return known.clone();
        }
        let path: Rc<str> = Rc::from(self.path_of(item));
        self.paths.borrow_mut().insert(item, path.clone());
        path
    }

    fn path_of(&self, item: ItemId) -> String {
        let data = self.item(item);
        let outside = match data.parent {
            Some(parent) if self.item(parent).kind != Kind::ForeignBlock => self.item_path(parent),
            parent => {
                let block = self.number_of_block(parent.unwrap_or(item));
                match block.is_empty() {
                    true => self.module_path(data.module),
                    false => format!("{}{block}", self.module_path(data.module)).into(),
                }
            }
        };
        let name = match (&data.header, data.kind) {
            (Some(header), _) => match &header.by {
                Some(by) => format!(
                    "<impl {}{by} for {}>",
                    if header.negative { "!" } else { "" },
                    header.of
                ),
                None => format!("<impl {}>", header.of),
            },
            (None, Kind::MacroCall) => {
                let path = data
                    .call
                    .as_ref()
                    .map(|call| call.path.join("::"))
                    .unwrap_or_default();
                format!("{path}!")
            }
            (None, Kind::Macro) => format!("{}!", data.name),
            (None, Kind::Use) => "use".to_owned(),
            (None, Kind::ForeignBlock) => "extern".to_owned(),
            _ => data.name.clone(),
        };
        let unnamed = self.number_of_unnamed(item);
        format!("{outside}::{}{unnamed}", self.without_marks(name))
    }

    /// A text with the names of crates in the place of what an expanded `$crate` is: a number is of this run only.
    fn without_marks(&self, text: String) -> String {
        let mut pieces = text.split(CRATE_MARK);
        let mut shown = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            let end = piece.find(|c: char| !(c.is_alphanumeric() || c == '_'));
            let (mark, rest) = piece.split_at(end.unwrap_or(piece.len()));
            shown.push_str(&self.name_of_mark(mark));
            shown.push_str(rest);
        }
        shown
    }
}

/// The arguments of macros in what a macro wrote, with their fragments opaque again.
fn reveal_in(piece: &mut Piece) {
    struct Arguments;
    impl VisitMut for Arguments {
        fn visit_macro_mut(&mut self, node: &mut syn::Macro) {
            visit_mut::visit_macro_mut(self, node);
            node.tokens = reveal(std::mem::take(&mut node.tokens));
        }
    }
    match piece {
        Piece::Item(tree) => Arguments.visit_item_mut(tree),
        Piece::Impl(tree) => Arguments.visit_impl_item_mut(tree),
        Piece::Trait(tree) => Arguments.visit_trait_item_mut(tree),
        Piece::Foreign(tree) => Arguments.visit_foreign_item_mut(tree),
    }
}

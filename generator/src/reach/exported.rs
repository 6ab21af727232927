//! Functions and statics that other code finds by their symbol: `#[no_mangle]`, `#[export_name = "…"]`.

use crate::parse::{EXPORTS, Piece};
use crate::reach::attributes::literals;
use crate::reach::live::Reach;
use crate::resolve::{EXPORTED, ItemId};
use std::collections::BTreeSet;

impl Reach<'_> {
    /// What an item that stands for foreign code may link to in the program; all that is exported if such code may call
    /// back.
    pub(super) fn exported(&mut self, item: ItemId, all: bool) {
        let wanted = self.symbols(item);
        let all = all || wanted.is_none();
        let wanted = wanted.unwrap_or_default();
        // They are looked for among all items.
        self.program.asked.everything();
        for found in self.index.exported.clone() {
            if !self.program.is_exported(found) {
                continue;
            }
            let data = self.program.item(found);
            let head = self
                .program
                .slice(data.text, (data.span.start, data.open.max(data.span.start)));
            let by_name = head.contains("no_mangle") && (all || wanted.contains(&data.name));
            let quoted = |name: &String| head.contains(&format!("\"{name}\""));
            // A text may be put together, or have escapes: `concat!("my_", "symbol")`.
            let by_text = head.contains("export_name")
                && (all || wanted.iter().any(quoted) || head.contains(['!', '\\']));
            if by_name || by_text {
                self.live(found, item, "links to its symbol");
            }
        }
        // What nobody sees may export it, where its name stands or what exports does.
        let says = |names: &BTreeSet<String>| {
            let mut words = EXPORTS
                .iter()
                .copied()
                .chain(wanted.iter().map(String::as_str));
            words.any(|word| names.contains(word))
        };
        let program = self.program;
        let unseen = program.writers().of_items.iter();
        for (writer, names) in unseen.chain(program.unseen_impls()) {
            if all || says(names) {
                self.live(*writer, item, "may write what it links to");
            }
        }
    }

    /// What other crates may link to in the program, once their code runs: they say the symbol.
    pub(super) fn linked_by_others(&mut self, from: ItemId) {
        self.program.asked.word(EXPORTED);
        for found in self.index.exported.clone() {
            let data = self.program.item(found);
            let is_plain = self.program.is_exported(found)
                && !self.program.attributes(found).contains("export_name");
            if !is_plain || self.program.others_may_say(&data.name) {
                self.live(found, from, "another crate may link to its symbol");
            }
        }
    }

    /// The symbols that a foreign item may stand for: its name, and the texts in its attributes. None if one of them is put
    /// together.
    fn symbols(&self, item: ItemId) -> Option<BTreeSet<String>> {
        let mut names = vec![self.program.item(item).name.clone()];
        let piece = self.program.cached_piece(item);
        let attrs = match piece.as_deref() {
            Some(Piece::Foreign(syn::ForeignItem::Fn(i))) => &i.attrs[..],
            Some(Piece::Foreign(syn::ForeignItem::Static(i))) => &i.attrs,
            _ => &[],
        };
        for attr in attrs {
            let said = quote::ToTokens::to_token_stream(&attr.meta);
            if !attr.path().is_ident("doc") && said.to_string().contains('!') {
                return None;
            }
            literals(said, &mut names);
        }
        Some(names.into_iter().collect())
    }
}

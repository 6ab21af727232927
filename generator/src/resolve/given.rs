//! Items that an attribute hands to a macro of another crate, with all that stands in them: it sees what the normal
//! form leaves out, doc comments among it, and may write anything in their place.

use crate::model::Kind;
use crate::parse::identifiers;
use crate::resolve::asked::{UNREAD, Word, word};
use crate::resolve::graph::{ItemData, ItemId};
use crate::resolve::load::Program;
use std::collections::BTreeSet;

impl ItemData {
    /// Whether an attribute may be a macro. One of a type is told apart from a derive's helper by nobody; what is
    /// written for a type counts as what it derives does.
    pub fn is_given(&self) -> bool {
        self.marks.given
            && !self.kind.is_adt()
            && !matches!(
                self.kind,
                Kind::Variant | Kind::ModuleFile | Kind::MacroCall
            )
    }

    /// Whether more items may stand where it does than those that are known.
    pub fn may_write_items(&self) -> bool {
        self.is_opaque_call() || self.is_given()
    }
}

/// Asked for by who looks for what may write something for an item of this name; said of what is given to a macro and
/// has the name in it.
pub(crate) fn written_for(name: &str) -> Word {
    word(&format!("written for {name}"))
}

impl Program {
    /// The outermost item that is given to a macro and has this one in it, or is it.
    pub fn given(&self, item: ItemId) -> Option<ItemId> {
        let mut found = None;
        let mut at = Some(item);
        while let Some(item) = at.filter(|_| self.gives) {
            let data = self.item(item);
            if data.is_given() {
                found = Some(item);
            }
            at = data.parent.or(self.module(data.module).item);
        }
        found
    }

    /// The words of what is given to a macro, beside those that each item has.
    pub(super) fn words_of_given(&self, item: ItemId) -> Vec<Word> {
        let data = self.item(item);
        let mut names = BTreeSet::new();
        let text = self.slice(data.text, (data.span.start, data.span.end));
        if let Ok(tokens) = text.parse() {
            identifiers(tokens, &mut names);
        }
        let mut words = vec![UNREAD, self.uses_of(data.module)];
        words.extend(names.iter().map(|name| written_for(name)));
        words
    }
}

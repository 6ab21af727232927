//! Items that an attribute hands to a macro of another crate, with all that stands in them: it sees what the normal
//! form leaves out, doc comments among it, and may write anything in their place.

use crate::model::Kind;
use crate::parse::identifiers;
use crate::resolve::asked::{UNREAD, Word, word};
use crate::resolve::derives::is_named_as_stds;
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

    /// The same, and whether what it derives, or an attribute that may be a derive's helper, may write items beside it.
    pub(crate) fn may_write_beside(&self) -> bool {
        let of_std = |path: &String| is_named_as_stds(path);
        let marks = &self.marks;
        self.may_write_items()
            || marks.given
            || !marks.given_if.is_empty()
            || !marks.derives.iter().all(of_std)
    }
}

/// Asked for by who looks for what may write something for an item of this name; said of what is given to a macro and
/// has the name in it.
pub(crate) fn written_for(name: &str) -> Word {
    word(&format!("written for {name}"))
}

/// What may write items that nobody sees: macro calls among items that could not be expanded, and what is given to macros of
/// other crates.
#[derive(Debug, Default)]
pub(crate) struct Writers {
    /// Each with the names that it may write something for.
    pub(crate) of_items: Vec<(ItemId, BTreeSet<String>)>,
    /// Those of the names that aliases and imports stand for.
    pub(super) renamed: BTreeSet<String>,
}

impl Program {
    /// What may write items that nobody sees.
    pub(crate) fn writers(&self) -> &Writers {
        self.writers.get_or_init(|| {
            let mut found = Writers::default();
            for (at, item) in self.items.iter().enumerate() {
                if item.may_write_items() {
                    let call = ItemId(at as u32);
                    let (names, renamed) = self.writable(call);
                    found.of_items.push((call, names));
                    found.renamed.extend(renamed);
                }
            }
            found
        })
    }

    /// All names that a call may write: its own, and those in every macro that it may come to; and those of them that
    /// others stand for.
    fn writable(&self, call: ItemId) -> (BTreeSet<String>, BTreeSet<String>) {
        let mut names = BTreeSet::new();
        identifiers(self.tokens_of(call), &mut names);
        // What it writes becomes part of what it stands in; of a trait's impl, members of that trait, which come with it.
        let within = self.item(call).parent.map(|parent| self.item(parent));
        let within = within.filter(|parent| {
            let header = parent.header.as_ref();
            header.is_none_or(|header| header.by.is_none())
        });
        let header = within.and_then(|parent| parent.header.as_ref());
        if let Some(Ok(tokens)) = header.map(|header| header.of.parse()) {
            identifiers(tokens, &mut names);
        }
        names.extend(within.map(|parent| parent.name.clone()));
        let renamed = self.with_names_behind(&mut names);
        (names, renamed)
    }

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
        identifiers(self.tokens_of(item), &mut names);
        let mut words = vec![UNREAD, self.uses_of(data.module)];
        words.extend(names.iter().map(|name| written_for(name)));
        words
    }
}

//! What derives of other crates wrote. It is not seen: once a trait is asked of such a type, it may run, and ask
//! anything of the type and of its parts. `#[error("{0:?}")]` shows by `Debug` what is asked for `Display`.

use crate::parse::{Piece, is_inert};
use crate::reach::asks::OTHERS;
use crate::reach::live::Reach;
use crate::reach::steps::Step;
use crate::reach::ty::{Ty, parameters};
use crate::reach::wrapped::{BY_SERDE, WRITES};
use crate::resolve::{Derives, ItemId};
use std::collections::BTreeSet;
use std::rc::Rc;

/// What serde's collections ask of their keys, beside what is asked of all that is read.
pub(super) const KEYS: &[&str] = &["Eq", "Hash", "Ord", "PartialEq", "PartialOrd"];

impl Reach<'_> {
    /// The derives of a type, told apart.
    pub(super) fn derives_of(&self, item: ItemId) -> Rc<Derives> {
        let find = || Rc::new(self.program.derives_of(item));
        self.known.derives.get(&self.program.asked, item, find)
    }

    /// The crates that derives come from.
    pub(super) fn derives(&mut self, item: ItemId) {
        let derives = self.derives_of(item);
        for path in derives.of_serde.iter().chain(&derives.others) {
            self.macro_path(item, path);
        }
    }

    /// Whether anything is derived for a type that came alive by another crate.
    pub(super) fn derived_for(&mut self, item: ItemId) {
        if !self.derives_of(item).are_of_std() || self.is_made_over(item) {
            self.others_derive(item);
        }
    }

    /// Whether an attribute of a type is a macro: a path, or a name that is imported. All others are most often
    /// derives' helpers.
    pub(super) fn is_made_over(&self, item: ItemId) -> bool {
        let data = self.program.item(item);
        if !data.marks.given || !data.kind.is_adt() {
            return false;
        }
        let module = self.program.module(data.module);
        self.program.asked.word(self.program.uses_of(data.module));
        let imported = |name: &syn::Ident| {
            let mut names = module
                .imports
                .iter()
                .filter_map(|import| import.name.as_ref());
            names.any(|own| name == own)
        };
        let piece = self.program.head(item);
        let attributes = match piece.as_deref() {
            Some(Piece::Item(syn::Item::Struct(of))) => &of.attrs,
            Some(Piece::Item(syn::Item::Enum(of))) => &of.attrs,
            Some(Piece::Item(syn::Item::Union(of))) => &of.attrs,
            _ => return false,
        };
        attributes.iter().any(|attribute| {
            let path = attribute.path();
            match path.get_ident() {
                Some(name) => imported(name) || !is_inert(path) && self.comes_by_glob(item, name),
                None => !is_inert(path),
            }
        })
    }

    /// Whether a glob brings in an attribute by this name from another crate, which has such macros.
    fn comes_by_glob(&self, item: ItemId, name: &syn::Ident) -> bool {
        let names = [name.to_string()];
        let said = self.program.said_by_macro(item, &names, false);
        let exports = |words: &Rc<BTreeSet<String>>| {
            words.contains("proc_macro_attribute") && words.contains(&format!("fn {name}"))
        };
        said.is_some_and(|said| said.iter().any(exports))
    }

    pub(super) fn others_derive(&mut self, item: ItemId) {
        if !self.derives_of(item).others.is_empty() {
            // It may have written a `drop`, which asks for nothing.
            for types in self.asked_of_fields(item).each.iter().flatten() {
                self.demand_of(OTHERS, Some(types), item);
            }
        }
        let step = || Step::OthersDerive;
        self.step(item, step, |reach| {
            reach.derived.push(item);
            reach.written_comes(item);
            let demands = reach.demands.iter();
            let of_any = demands.filter(|(_, demand)| demand.is_open());
            for of in of_any.map(|(of, _)| of.clone()).collect::<Vec<_>>() {
                reach.written_is_asked_of_any(&of, item, item);
            }
        });
    }

    /// The impls of a type that code of other crates calls.
    pub(super) fn of_others_demanded(&mut self, item: ItemId, from: ItemId) {
        for at in self.index.by_need.get(&item).into_iter().flatten() {
            self.consider(*at, from);
        }
    }

    /// What a derive of another crate wrote runs: it may call that crate's code, and what it is told.
    pub(super) fn runs_derived(&mut self, item: ItemId, from: ItemId) {
        if !self.derives_of(item).are_of_std() {
            self.calls_outside("?", from);
            if self.tells_code(item) {
                self.asked_wholly(None, from);
                self.made_by_others(&Ty::Unknown, from);
            }
        }
    }

    /// The same where a macro may have written what is called.
    pub(super) fn runs_written(&mut self, item: ItemId, from: ItemId) {
        self.runs_derived(item, from);
        if self.may_ask_anything(item) {
            self.asked_wholly(Some(&[item]), from);
        }
    }

    /// A trait is asked of a type. What std's derive writes asks the same of each field.
    pub(super) fn demand_fields(&mut self, of: &str, item: ItemId, from: ItemId) {
        // By a copy what is borrowed becomes owned, and a `Cow` in a field is copied so.
        let is_by = |name: &String| name == of || of == "ToOwned" && name == "Clone";
        if !self.derives_of(item).of_std.iter().any(is_by) {
            return self.written_is_asked(of, item, from);
        }
        let fields = self.asked_of_fields(item);
        for types in &fields.each {
            self.demand_of(of, types.as_deref(), from);
        }
        for (beside, types) in &fields.beside {
            self.demand_each(&beside.asked(of), types.as_deref(), from);
        }
        self.held_by_others(&fields.held, from);
    }

    /// A trait is asked of a type for which another crate may have derived it.
    pub(super) fn written_is_asked(&mut self, of: &str, item: ItemId, from: ItemId) {
        let steered = self.may_ask_anything(item);
        // What serde's own derives write for a wrapper hands each field on, and does no more.
        let is_plain = !steered && BY_SERDE.contains(&of);
        if !is_plain {
            self.runs_derived(item, from);
        }
        if steered {
            self.asked_wholly(Some(&[item]), from);
            for types in &self.asked_of_fields(item).each {
                self.asked_wholly(types.as_deref(), from);
                // What it computes of them.
                let given = self.given_by_impls(types.as_deref().unwrap_or_default());
                if !given.is_empty() {
                    self.asked_wholly(Some(&given), from);
                }
            }
        } else if !self.derives_of(item).of_serde.is_empty() {
            let fields = self.asked_of_fields(item);
            // To write a map compares none of its keys.
            let keys = if of == WRITES { &[] } else { KEYS };
            for types in &fields.each {
                for of in [of].iter().chain(keys) {
                    self.demand_of(of, types.as_deref(), from);
                }
            }
            if is_plain {
                self.held_by_others(&fields.held, from);
            }
        }
    }

    /// A trait is asked of all types, of which one has such a derive: what stands for its parameters may be anything.
    pub(super) fn written_is_asked_of_any(&mut self, of: &str, item: ItemId, from: ItemId) {
        self.written_is_asked(of, item, from);
        if self.may_ask_anything(item) && !parameters(self.program, item).is_empty() {
            self.asked_wholly(None, from);
        }
    }

    /// Whether what is derived for a type may ask anything of its parts.
    pub(super) fn may_ask_anything(&self, item: ItemId) -> bool {
        let derives = self.derives_of(item);
        !derives.others.is_empty()
            || self.is_made_over(item)
            || !derives.of_serde.is_empty() && self.is_steered(item)
    }

    /// Whether any type may have an impl of a trait that runs code of the program.
    pub(super) fn may_have(&self, of: &str) -> bool {
        self.index.by_foreign.contains_key(of) || self.program.has_derives_of_others()
    }

    /// Whether attributes tell serde's derives what to call: defaults, conversions, functions.
    fn is_steered(&self, item: ItemId) -> bool {
        let text = self.program.text_of(item);
        text.split("serde")
            .skip(1)
            .any(|after| after.trim_start().starts_with('('))
    }
}

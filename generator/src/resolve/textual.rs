//! Which `macro_rules!` a call means: textual scope, by the Rust reference. A definition is known after it, in its module
//! and those that stand within it after that; what stands later hides what stands before. What a macro writes stands where
//! its call does, and what a file holds where its `mod m;` does. Paths, `#[macro_use] extern crate` and std's macros are
//! asked only if nothing is found so.
//!
//! Where the order cannot be told, or a definition may not be there, the ones before it may be meant as well.

use crate::model::Kind;
use crate::parse::is_macro_of_std;
use crate::resolve::graph::{CrateId, ItemData, ItemId, ModuleId, TextId};
use crate::resolve::load::Program;
use crate::resolve::names::{Ns, Res, whole};
use std::cmp::Ordering;

/// What the path of a macro call may mean.
#[derive(Clone, Debug, Default)]
pub struct MayMean {
    /// Macros by example of the program, the likeliest first.
    pub own: Vec<ItemId>,
    /// Whether it may be none of them, but std's or another crate's.
    pub others: bool,
}

impl MayMean {
    fn add(&mut self, item: ItemId) {
        if !self.own.contains(&item) {
            self.own.push(item);
        }
    }

    /// What one or the other means.
    pub fn or(mut self, other: MayMean) -> MayMean {
        other.own.into_iter().for_each(|item| self.add(item));
        self.others |= other.others;
        self
    }
}

/// The way to a place in a program's text, from the crate's root inwards: in each text a byte, and the item there that brings
/// in the next text.
type Way = Vec<(TextId, u32, Option<ItemId>)>;

/// A definition that is in scope by its module.
struct Candidate {
    item: ItemId,
    way: Way,
    /// Whether it is surely known at the call, so that it hides those before it.
    sure: bool,
}

/// Where a module lets a definition out.
struct LetOut {
    module: ModuleId,
    /// Whether each `#[macro_use]` on the way surely holds.
    sure: bool,
}

impl Program {
    /// The macros that a call may mean: `at` is where it stands in its text, if that is known.
    pub fn find_macro(
        &self,
        module: ModuleId,
        text: TextId,
        at: Option<u32>,
        path: &[String],
    ) -> MayMean {
        let [name] = path else {
            return self.meant_by_path(module, path);
        };
        self.asked.name(name);
        let mut found = MayMean::default();
        let ends = match self.only_one_before(module, text, at, name) {
            Some(only) => {
                found.add(only);
                true
            }
            None => self.add_textual(module, text, at, name, &mut found),
        };
        if !ends {
            self.add_others(module, name, &mut found);
        }
        found
    }

    /// The conditions under which a module and those around it let their macros out: `#[cfg_attr(x, macro_use)]`.
    pub(crate) fn let_out_if(&self, module: ModuleId) -> impl Iterator<Item = &String> {
        let around = std::iter::successors(Some(module), |at| self.module(*at).parent);
        let items = around.filter_map(|at| self.module(at).item);
        items.flat_map(|item| &self.item(item).marks.macro_use_if)
    }

    /// Most names have one definition, most often in the text of the call: that needs no list.
    fn only_one_before(
        &self,
        module: ModuleId,
        text: TextId,
        at: Option<u32>,
        name: &str,
    ) -> Option<ItemId> {
        let [only] = self.macros.get(name)?[..] else {
            return None;
        };
        let data = self.item(only);
        let is_before = data.text == text && data.span.start < at?;
        let is_sure = is_before && data.is_always();
        (is_sure && self.lies_in(module, data.module)).then_some(only)
    }

    /// Adds the definitions in scope, the last before the call first; whether one of them is surely meant if those before
    /// it are not.
    fn add_textual(
        &self,
        module: ModuleId,
        text: TextId,
        at: Option<u32>,
        name: &str,
        found: &mut MayMean,
    ) -> bool {
        let krate = self.module(module).krate;
        let own = self.macros.get(name).into_iter().flatten().copied();
        let own = own.filter(|item| self.item(*item).krate == krate);
        let mut call = None;
        let mut candidates: Vec<Candidate> = Vec::new();
        for item in own {
            let Some(scope) = self.textual_scope(item, module) else {
                continue;
            };
            let data = self.item(item);
            let way = self.way_to(data.text, data.span.start);
            let mut sure = scope.sure && data.is_always();
            sure &= self.module(data.module).cfgs.len() == self.module(scope.module).cfgs.len();
            match at {
                Some(at) => {
                    let call = call.get_or_insert_with(|| self.way_to(text, at));
                    match self.order(&way, call) {
                        Some((Ordering::Greater, _)) => continue,
                        Some((_, same)) => sure &= self.is_always_brought(&way[same..]),
                        None => sure = false,
                    }
                }
                None => sure = false,
            }
            candidates.push(Candidate { item, way, sure });
        }
        candidates.sort_by(|one, other| other.way.cmp(&one.way));
        for candidate in candidates {
            found.add(candidate.item);
            if candidate.sure {
                return true;
            }
        }
        false
    }

    /// Adds what the name means where nothing in its text does: what paths find, what crates bring in, std's.
    fn add_others(&self, module: ModuleId, name: &str, found: &mut MayMean) {
        let path = [name.to_owned()];
        let of_std = is_macro_of_std(name);
        let mut foreign = false;
        let mut by_path = false;
        for res in whole(self.resolve_call(module, &path, false), &path) {
            match res {
                Res::Item(item) if self.item(item).kind == Kind::Macro => {
                    by_path = true;
                    found.add(item);
                }
                // A glob may bring in any name, but std has only some.
                Res::Foreign(path) => {
                    let is_known = !path.starts_with("std::") || of_std;
                    foreign |= is_known && path.contains("::");
                }
                _ => {}
            }
        }
        let mut sure = by_path && !foreign && self.surely_named(module, name);
        if !sure {
            let krate = self.module(module).krate;
            sure = self.add_brought(krate, name, found, &mut foreign);
        }
        found.others |= foreign || of_std && !sure || found.own.is_empty();
    }

    /// Adds what `#[macro_use] extern crate` brings in; whether one of these surely has the name.
    fn add_brought(
        &self,
        krate: CrateId,
        name: &str,
        found: &mut MayMean,
        foreign: &mut bool,
    ) -> bool {
        let root = self.krate(krate).root;
        self.asked.word(self.uses_of(root));
        let mut sure = false;
        for import in &self.module(root).imports {
            let item = self.item(import.item);
            let brings = item.kind == Kind::ExternCrate && item.marks.uses_macros();
            if !brings || !self.brings_macro(import.item, name) {
                continue;
            }
            let first = import.path.first().map_or("", String::as_str);
            for res in self.external(krate, first) {
                let Res::Module(other) = res else {
                    *foreign = true;
                    continue;
                };
                for res in self.member(other, name, Ns::Macro) {
                    match res {
                        Res::Item(own) if self.item(own).marks.macro_export => {
                            found.add(own);
                            sure |= item.marks.macro_use && item.cfgs.is_empty();
                            sure &= self.item(own).cfgs.is_empty();
                        }
                        Res::Foreign(_) => *foreign = true,
                        _ => {}
                    }
                }
            }
        }
        sure && !*foreign
    }

    /// Whether a macro that no path leads to is std's: it has one of the name, and no crate brings in another.
    pub(super) fn is_left_to_std(&self, module: ModuleId, name: &str) -> bool {
        let (mut found, mut foreign) = (MayMean::default(), false);
        is_macro_of_std(name) && {
            self.add_brought(self.module(module).krate, name, &mut found, &mut foreign);
            !foreign && found.own.is_empty()
        }
    }

    /// Whether an `extern crate` may bring in a macro of a name: `#[macro_use(a, b)]` brings in no others.
    pub(super) fn brings_macro(&self, item: ItemId, name: &str) -> bool {
        let data = self.item(item);
        let text = self.text_of(item);
        if !data.marks.macro_use || !text.contains('(') {
            return true;
        }
        let Ok(tree) = syn::parse_str::<syn::ItemExternCrate>(&text) else {
            return true;
        };
        tree.attrs.iter().any(|attr| match &attr.meta {
            syn::Meta::List(list) if list.path.is_ident("macro_use") => {
                let mut names = list.tokens.clone().into_iter();
                names.any(|token| token.to_string() == name)
            }
            // Another attribute, or one under a condition.
            meta => meta.path().is_ident("macro_use") || meta.path().is_ident("cfg_attr"),
        })
    }

    /// Whether a `use` surely brings in this name in a module or body.
    fn surely_named(&self, module: ModuleId, name: &str) -> bool {
        let (mut scope, mut any) = (Some(module), false);
        while let Some(at) = scope {
            let mut imports = self.module(at).imports.iter();
            let named = imports.any(|import| import.name.as_deref() == Some(name));
            any |= named;
            scope = self.module(at).parent.filter(|_| self.module(at).block);
        }
        any && self.surely_brings(module, name)
    }

    fn meant_by_path(&self, module: ModuleId, path: &[String]) -> MayMean {
        let mut found = MayMean::default();
        for res in self.resolve_whole(module, path, false, Ns::Macro) {
            match res {
                Res::Item(item) if self.item(item).kind == Kind::Macro => found.add(item),
                Res::Foreign(_) => found.others = true,
                _ => {}
            }
        }
        found.others |= found.own.is_empty();
        found
    }

    /// The module around a call in which a macro is in textual scope.
    fn textual_scope(&self, item: ItemId, module: ModuleId) -> Option<LetOut> {
        let mut scope = LetOut {
            module: self.item(item).module,
            sure: true,
        };
        loop {
            if self.lies_in(module, scope.module) {
                return Some(scope);
            }
            // `#[macro_use] mod m` lets its macros out.
            let declared = self.module(scope.module).item?;
            self.asked.item(declared);
            let marks = &self.item(declared).marks;
            if !marks.uses_macros() {
                return None;
            }
            scope.sure &= marks.macro_use;
            scope.module = self.module(scope.module).parent?;
        }
    }

    /// Where a byte of a text stands in the program.
    fn way_to(&self, mut text: TextId, at: u32) -> Way {
        let mut way = vec![(text, at, None)];
        while let Some(within) = self.text(text).within {
            let item = self.item(within);
            text = item.text;
            way.push((text, item.span.start, Some(within)));
        }
        way.reverse();
        way
    }

    /// Whether one place stands before or after another, and how many texts from the root on both have in common; none if
    /// that cannot be told. Whoever asks hangs on the order of what brings in the texts that they stand in.
    fn order(&self, one: &Way, other: &Way) -> Option<(Ordering, usize)> {
        let mut both = one.iter().zip(other).enumerate();
        let (at, (one, other)) = both.find(|(_, (one, other))| one != other)?;
        for within in [one.2, other.2].into_iter().flatten() {
            self.asked.item(within);
        }
        if (one.0, one.1) == (other.0, other.1) {
            // What a call writes is there only after it.
            return Some((Ordering::Greater, at));
        }
        // A module of several files, of which a condition chooses one; or what a call says that could not be expanded.
        let (text, same) = (one.0, one.0 == other.0);
        let call = self.text(text).call;
        let is_written = call.is_none_or(|call| self.item(call).declares.is_some());
        (same && is_written).then(|| (one.1.cmp(&other.1), at))
    }

    /// Whether what brings in these texts surely stands there.
    fn is_always_brought(&self, way: &[(TextId, u32, Option<ItemId>)]) -> bool {
        let mut within = way.iter().filter_map(|(_, _, within)| *within);
        within.all(|within| {
            self.asked.item(within);
            let item = self.item(within);
            let chosen = item.marks.paths.iter().any(|(under, _)| under.is_some());
            item.is_always() && !chosen && !item.is_opaque_call()
        })
    }
}

impl ItemData {
    /// Whether it surely stands where it is written, and is known to the end of what is around it.
    fn is_always(&self) -> bool {
        self.cfgs.is_empty() && self.marks.nested == 0
    }
}

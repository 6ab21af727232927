//! Whose macro a call in a package means: the package's own, or one that comes in from elsewhere.

use crate::model::{Import, Item, Kind};
use crate::others::expanded::names_by_variable;
use crate::others::own::STD;
use crate::others::words::uses;
use crate::others::{File, Texts, all, stands_behind};
use crate::parse::has_word;
use std::rc::Rc;

/// Macros of std that write items, and nothing else.
const WRITERS: [&str; 1] = ["thread_local"];

impl Texts {
    /// Whether a macro that they call by this path surely is none of another of these packages, which are all that there are.
    pub(super) fn calls_own(&self, path: &str, packages: &[Rc<Texts>]) -> bool {
        let (way, name) = path.rsplit_once("::").unwrap_or(("", path));
        let mut way = way.split("::").filter(|name| !name.is_empty());
        let is_brought =
            || self.brings_macros() && self.beside(packages).any(|of| of.may_bring(name));
        let may_write = |of: &Texts| of.define(name) || of.texts().any(names_by_variable);
        let is_written = || self.calls_others() && self.beside(packages).any(may_write);
        way.all(|name| self.is_local(name) || name == "$crate")
            && !self.imports_macro(name)
            && !is_brought()
            && !is_written()
    }

    /// The others among these packages.
    pub(super) fn beside<'p>(&self, packages: &'p [Rc<Texts>]) -> impl Iterator<Item = &'p Texts> {
        let all = packages.iter().map(|texts| &**texts);
        all.filter(|of| !std::ptr::eq(*of, self))
    }

    /// Whether a glob may bring in a macro of theirs by this name: one that they define or a macro of theirs does, hand on
    /// under another name, or that is procedural.
    fn may_bring(&self, name: &str) -> bool {
        self.define(name)
            || self.texts().any(|text| {
                stands_behind(text, name, &["as", "macro"])
                    || stands_behind(text, name, &["fn"]) && self.say_in_code("proc_macro")
                    || names_by_variable(text)
            })
    }

    /// Whether a macro that they do not define may write items.
    pub(super) fn calls_others(&self) -> bool {
        let is_others = |item: &&Item| {
            let path = item.call.as_ref().map_or(&[][..], |call| &call.path);
            let Some((name, above)) = path.split_last() else {
                return true;
            };
            let is_of_std = WRITERS.contains(&name.as_str())
                && above.iter().all(|first| STD.contains(&first.as_str()));
            !(self.define(name) || is_of_std) || self.imports_macro(name)
        };
        let may_call = |item: &&Item| matches!(item.kind, Kind::MacroCall | Kind::Unknown);
        let calls = |file: &File| {
            let items = all(&file.facts().items).into_iter();
            items.filter(may_call).any(|item| is_others(&item))
        };
        *self
            .call_others
            .get_or_init(|| self.files.iter().any(calls))
    }

    /// Whether a macro from elsewhere may be brought in by this name, or one of theirs that has another.
    pub(super) fn imports_macro(&self, name: &str) -> bool {
        let is_other = |import: &Import| {
            let is_own = !import.absolute && import.path == [name] || self.leads_inside(import);
            import.name.as_deref() == Some(name) && !is_own
        };
        let mut files = self.files.iter().filter(|file| uses(&file.text, name));
        files.any(|file| {
            let items = all(&file.facts().items).into_iter();
            items.flat_map(|item| &item.imports).any(is_other)
        })
    }

    /// Whether macros from elsewhere may be brought in by no name that stands there.
    pub(super) fn brings_macros(&self) -> bool {
        let uses_macros = |item: &Item| item.kind == Kind::ExternCrate && item.marks.uses_macros();
        let mut files = self
            .files
            .iter()
            .filter(|file| has_word(&file.text, "macro_use"));
        self.brings_all() || files.any(|file| all(&file.facts().items).into_iter().any(uses_macros))
    }
}

//! What items are, besides their bodies, as hashes, and the words by which others may have asked for them.

use crate::model::Kind;
use crate::parse::Writer;
use crate::resolve::asked::{
    ALLOCATOR, DERIVED, EVERYTHING, EXPORTED, MACRO, OPAQUE_CALL, STARTED, UNREAD, Word, word,
};
use crate::resolve::derives::is_named_as_stds;
use crate::resolve::graph::{ItemData, ItemId, ModuleId};
use crate::resolve::load::Program;
use crate::resolve::prelude::may_be_trait;

/// The first bytes of a hash, as a number.
pub(super) fn short(out: &Writer) -> u64 {
    let hash = blake3::hash(&out.0);
    let head = hash.as_bytes().first_chunk().copied();
    u64::from_le_bytes(head.unwrap_or_default())
}

impl Program {
    /// Whether what an item names may hang on files besides the sources: foreign code and what is included.
    pub fn looks_around(&self, item: ItemId) -> bool {
        let data = self.item(item);
        let parent = data.parent.map(|parent| self.item(parent).kind);
        let path = data.call.as_ref().and_then(|call| call.path.last());
        let reads = path.is_some_and(|name| matches!(name.as_str(), "include" | "global_asm"));
        parent == Some(Kind::ForeignBlock) || data.kind == Kind::MacroCall && reads
    }

    /// The hash of an item's text; of what a macro wrote, of the text it wrote.
    pub fn text_hash(&self, item: ItemId) -> [u8; 32] {
        let at = item.0 as usize;
        if let Some(Some(known)) = self.text_hashes.borrow().get(at) {
            return *known;
        }
        let hash = self.hash_text(item);
        let mut hashes = self.text_hashes.borrow_mut();
        let length = hashes.len().max(self.items.len());
        hashes.resize(length, None);
        hashes[at] = Some(hash);
        hash
    }

    fn hash_text(&self, item: ItemId) -> [u8; 32] {
        let data = self.item(item);
        let text = &self.text(data.text).text;
        let end = match data.kind {
            Kind::Impl | Kind::Trait | Kind::Module | Kind::ForeignBlock => data.open,
            _ => data.span.end,
        };
        let slice = text
            .get(data.span.start as usize..end as usize)
            .unwrap_or_default();
        *blake3::hash(slice.as_bytes()).as_bytes()
    }

    /// The hash of the build, and of the crates and packages that items lie in.
    pub(super) fn world(&self) -> u64 {
        let mut out = Writer::default();
        for line in self.build.salt() {
            out.text(&line);
        }
        for krate in &self.crates {
            out.text(&krate.name);
            out.number(krate.kind as u32);
            out.number(krate.package as u32);
            out.number(u32::from(krate.edition));
            for feature in krate.cfg.features() {
                out.text(feature);
            }
            for line in krate.cfg.lines() {
                out.text(&line);
            }
            out.number(u32::from(krate.cfg.is_complete()));
            out.text(&format!("{:?}", krate.profile));
            // Names, versions and checksums of what it can name.
            out.text(&format!("{:?}", krate.externs));
        }
        for united in &self.united {
            out.number(united.package as u32);
            out.text(&united.feature);
            out.text(&united.by);
        }
        for package in &self.packages {
            out.text(&package.name);
            out.text(&package.version);
            for serde in &package.dependencies {
                out.number(u32::from(serde.is_serde_with_heap()));
            }
            out.text(&format!("{:?}", package.build_script.is_some()));
        }
        for (name, functions) in self.renamed() {
            out.text(&format!("{name} {functions:?}"));
        }
        short(&out)
    }

    /// The hash of what nobody sees: which modules could not be read, for what is not found may be there, and where impls may
    /// stand beside those that are known.
    pub(super) fn unread(&self) -> u64 {
        let mut out = Writer::default();
        for module in &self.modules {
            if let Some((_, place)) = &module.broken {
                out.text(&self.shown(&place.file));
            }
        }
        self.writers()
            .renamed
            .iter()
            .for_each(|name| out.text(name));
        for (item, names) in self.unseen_impls() {
            out.text(&self.item_path(*item));
            names.iter().for_each(|name| out.text(name));
        }
        short(&out)
    }

    /// What an item is, without what is in its braces: the text before them, and its conditions.
    fn header(&self, item: &ItemData) -> &str {
        let whole = &self.text(item.text).text;
        let (start, end) = match item.kind {
            // What a macro makes of it hangs on all of it.
            _ if item.is_given() => (item.span.start, item.span.end),
            Kind::Fn => (item.name_span.0, item.open.max(item.name_span.0)),
            Kind::Module => (item.span.end, item.span.end),
            _ => (item.span.start, item.open.max(item.span.start)),
        };
        whole.get(start as usize..end as usize).unwrap_or_default()
    }

    /// The hash of what an item is.
    pub(super) fn header_hash(&self, id: ItemId) -> u64 {
        let item = self.item(id);
        let mut out = Writer::default();
        out.number(item.kind as u32);
        if item.kind == Kind::Fn {
            // Its attributes and doc comments count only where it is reached; `pub async` do not.
            let before = (item.span.start as usize, item.name_span.0 as usize);
            let whole = &self.text(item.text).text;
            let before = whole.get(before.0..before.1).unwrap_or_default();
            out.text(before.rsplit('\n').next().unwrap_or_default());
        }
        match &item.vis {
            crate::model::Vis::Inherited => out.number(0),
            crate::model::Vis::Public => out.number(1),
            crate::model::Vis::In(path) => out.text(&path.join("::")),
        }
        out.text(self.header(item));
        out.text(&item.name);
        out.number(u32::from(item.marks.macro_use));
        out.list(&item.marks.macro_use_if, |out, predicate| {
            out.text(predicate)
        });
        out.number(u32::from(item.marks.macro_export));
        out.number(item.marks.nested);
        out.number(u32::from(item.declares.is_some()));
        for (predicate, path) in &item.marks.paths {
            out.text(predicate.as_deref().unwrap_or_default());
            out.text(path);
        }
        for list in [&item.predicates, &self.module(item.module).predicates] {
            out.list(list, |out, predicate| out.text(predicate));
        }
        short(&out)
    }

    /// The hash of where a module hangs: of all that declares it and what is around it.
    pub(super) fn mount(&self, module: ModuleId) -> u64 {
        let at = module.0 as usize;
        if let Some(Some(known)) = self.mounts.borrow().get(at) {
            return *known;
        }
        let data = self.module(module);
        let mut out = Writer::default();
        out.number(data.krate.0);
        out.number(u32::from(data.block));
        let mut number = |number: u64| out.bytes(&number.to_le_bytes());
        if let Some(parent) = data.parent {
            number(self.mount(parent));
        }
        if let Some(item) = data.item {
            number(self.header_hash(item));
            // A body of a method is not that of another's.
            let mut outside = self.item(item).parent;
            while let Some(parent) = outside {
                number(self.header_hash(parent));
                outside = self.item(parent).parent;
            }
        }
        for predicate in &data.predicates {
            out.text(predicate);
        }
        let mount = short(&out);
        let mut mounts = self.mounts.borrow_mut();
        let length = mounts.len().max(self.modules.len());
        mounts.resize(length, None);
        mounts[at] = Some(mount);
        mount
    }

    /// Asked for by who looks at all `use`s of a module.
    pub(crate) fn uses_of(&self, module: ModuleId) -> Word {
        word(&format!("use in {:x}", self.mount(module)))
    }

    /// Asked for by who looks at all names of a module.
    pub(crate) fn names_of(&self, module: ModuleId) -> Word {
        word(&format!("names in {:x}", self.mount(module)))
    }

    /// Gives each item the word by which it is known where it is looked at: its name, or its text if it has none.
    pub(super) fn name_items(&self) {
        let own = |item: &ItemData| match item.name.is_empty() {
            true => word(self.header(item)),
            false => word(&item.name),
        };
        self.asked.name_items(self.items.iter().map(own).collect());
    }

    /// All words by which someone may have asked for an item, or would have found it.
    pub(super) fn words_of(&self, id: ItemId) -> Vec<Word> {
        let item = self.item(id);
        let mut words = vec![self.asked.of_item(id)];
        if STD.contains(&item.name.as_str()) {
            // Who says `std` may mean this.
            words.push(EVERYTHING);
        }
        match item.parent {
            Some(parent) => words.push(self.asked.of_item(parent)),
            None => words.push(self.names_of(item.module)),
        }
        let all = |names: &str| -> Vec<Word> {
            let names = names.split(|c: char| !(c.is_alphanumeric() || c == '_'));
            names.filter(|name| !name.is_empty()).map(word).collect()
        };
        if item.is_given() {
            words.extend(self.words_of_given(id));
        }
        if self.may_be_numbered(id) {
            // Others may go by another number then.
            words.push(EVERYTHING);
        }
        match item.kind {
            Kind::Impl => words.extend(all(self.header(item))),
            Kind::Struct | Kind::Enum | Kind::Union => {
                words.extend(item.marks.derives.iter().flat_map(|path| all(path)));
                if !item.marks.derives.iter().all(|path| is_named_as_stds(path)) {
                    words.push(DERIVED);
                }
                // What is not found elsewhere may be written for it.
                if item.marks.given || !item.marks.derives.is_empty() {
                    words.push(UNREAD);
                }
            }
            Kind::Macro => words.push(MACRO),
            Kind::Static if self.is_started(id) => {
                words.extend(self.is_exported(id).then_some(EXPORTED));
                words.push(STARTED);
                if self.is_called_first(id) {
                    words.push(EVERYTHING);
                }
            }
            Kind::Static if self.is_allocator(id) => words.push(ALLOCATOR),
            Kind::Static | Kind::Fn if self.is_exported(id) => words.push(EXPORTED),
            Kind::MacroCall => {
                if item.declares.is_none() {
                    words.push(OPAQUE_CALL);
                }
                let path = item.call.iter().flat_map(|call| &call.path);
                words.extend(path.map(|name| word(name)));
            }
            Kind::Use => {
                let imports = self.module(item.module).imports.iter();
                for import in imports.filter(|import| import.item == id) {
                    let name = import.name.as_deref();
                    let name = name.filter(|name| !STD.contains(name));
                    words.push(name.map_or(EVERYTHING, word));
                    if name.is_some_and(is_named_as_stds) {
                        words.push(DERIVED);
                    }
                    if !is_type_of_std(&import.path) {
                        words.push(self.uses_of(item.module));
                    }
                }
            }
            // Its macros may be anywhere; and what is read as bare tokens may be anything.
            Kind::ExternCrate | Kind::Unknown => words.push(EVERYTHING),
            _ => {}
        }
        words.sort_unstable();
        words.dedup();
        words
    }
}

impl Program {
    /// Whether a static lies where the linker wants it, or stays though nobody names it: what it holds may run before `main`,
    /// or be found by where it lies.
    pub(crate) fn is_started(&self, item: ItemId) -> bool {
        let said = ["link_section=", "#[used", ",used)", ",used,"];
        self.has_said(item, &said)
    }

    /// Whether a static lies where what it holds is called before `main`, whoever is asked for: such a function may change
    /// what no item shows, as the current folder. Sections of other names are read by who knows them.
    pub(crate) fn is_called_first(&self, item: ItemId) -> bool {
        let in_a_section = self.has_said(item, &["link_section="]);
        in_a_section && self.has_said(item, &["init", "ctors", "CRT$", "link_section=concat"])
    }

    /// Whether other code may find a function or static by its symbol.
    pub(crate) fn is_exported(&self, item: ItemId) -> bool {
        let data = self.item(item);
        let is_foreign = |parent| self.item(parent).kind == Kind::ForeignBlock;
        if !matches!(data.kind, Kind::Fn | Kind::Static) || data.parent.is_some_and(is_foreign) {
            return false;
        }
        let attributes = self.attributes(item);
        let mut said = ["no_mangle", "export_name"].iter();
        said.any(|said| attributes.contains(said))
    }

    /// What stands before an item's name: its attributes.
    pub(crate) fn attributes(&self, item: ItemId) -> &str {
        let data = self.item(item);
        let (start, end) = (data.span.start as usize, data.name_span.0 as usize);
        let text = &self.text(data.text).text;
        text.get(start..end).unwrap_or_default()
    }

    /// Whether a static is the program's allocator.
    pub(crate) fn is_allocator(&self, item: ItemId) -> bool {
        self.has_said(item, &["global_allocator"])
    }

    /// Whether one of these stands in a static's attributes.
    fn has_said(&self, item: ItemId, said: &[&str]) -> bool {
        let data = self.item(item);
        if data.kind != Kind::Static {
            return false;
        }
        let attributes: String = self.attributes(item).split_whitespace().collect();
        said.iter().any(|said| attributes.contains(said))
    }
}

/// The names of std's crates.
const STD: &[&str] = &["std", "core", "alloc"];

/// Whether a path is surely one of a type of std, which changes nothing of what methods mean.
fn is_type_of_std(path: &[String]) -> bool {
    let Some((first, rest)) = path.split_first() else {
        return false;
    };
    STD.contains(&first.as_str()) && !may_be_trait(&format!("std::{}", rest.join("::")))
}

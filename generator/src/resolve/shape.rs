//! Whether what the last build found still holds: hashes of what all items are, and of one item's text.

use crate::model::Kind;
use crate::parse::Writer;
use crate::resolve::graph::ItemId;
use crate::resolve::load::Program;

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

    /// The hash of what all items are, in order, and of the build around them.
    pub fn shape(&self) -> &[u8; 32] {
        self.shape.get_or_init(|| {
            let mut out = Writer::default();
            for line in self.build.salt() {
                out.text(&line);
            }
            for krate in &self.crates {
                out.text(&krate.name);
                out.number(u32::from(krate.edition));
                for feature in krate.cfg.features() {
                    out.text(feature);
                }
                // Names, versions and checksums of what it can name.
                out.text(&format!("{:?}", krate.externs));
            }
            for package in &self.packages {
                out.text(&package.version);
                out.text(&format!("{:?}", package.build_script.is_some()));
            }
            out.number(self.items.len() as u32);
            let mut text = None;
            for item in &self.items {
                let whole = self.text(item.text);
                if whole.call.is_some() {
                    continue;
                }
                if text != Some(item.text) {
                    text = Some(item.text);
                    out.text(&self.shown(&whole.file));
                }
                out.number(item.kind as u32);
                out.number(item.module.0);
                let start = match item.kind {
                    // Its attributes and doc comments count only where it is reached; `pub async` do not.
                    Kind::Fn => {
                        let before = (item.span.start as usize, item.name_span.0 as usize);
                        let before = whole.text.get(before.0..before.1).unwrap_or_default();
                        out.text(before.rsplit('\n').next().unwrap_or_default());
                        out.text(&format!("{:?}", item.vis));
                        item.name_span.0
                    }
                    Kind::Module => item.span.end,
                    _ => item.span.start,
                };
                let end = item.open.max(start);
                out.text(
                    whole
                        .text
                        .get(start as usize..end as usize)
                        .unwrap_or_default(),
                );
                out.text(&item.name);
                for predicate in &item.predicates {
                    out.text(predicate);
                }
            }
            for (name, functions) in self.renamed() {
                out.text(&format!("{name} {functions:?}"));
            }
            for module in &self.modules {
                out.number(u32::from(module.broken.is_some()));
                out.text(&module.predicates.join(";"));
            }
            *blake3::hash(&out.0).as_bytes()
        })
    }
}

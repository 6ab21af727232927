//! Fingerprints of the last build, taken over where nothing that made them changed.
//!
//! A search depends on what all items *are* (their headers: names, signatures, fields, impls, macros) and on the
//! bodies of those it reached. If the first is the same for the whole program, and the second for what was reached
//! last time, then so is the fingerprint; nothing needs to be parsed to see that. What looks at line numbers, or at
//! files found by a pattern, is searched anew.

use crate::model::Kind;
use crate::parse::{Reader, Writer};
use crate::plan::{Fingerprint, Level, Request, Widened};
use crate::reach::Reached;
use crate::resolve::{ItemId, Program};
use std::path::PathBuf;

type Hash = [u8; 32];

impl Program {
    /// The fingerprint of the last build, if it still holds.
    pub(crate) fn remembered(&self, request: &Request) -> Option<Fingerprint> {
        let bytes = self.kept.note(key(request))?;
        let mut from = Reader::new(bytes);
        if from.bytes()? != self.shape() {
            return None;
        }
        let fingerprint = Fingerprint {
            bytes: from.bytes()?.try_into().ok()?,
            covered: from.number()? as usize,
            variables: from.list(Reader::text)?,
            warnings: from.list(|from| {
                let (message, help) = (from.text()?, from.option(Reader::text)?);
                let item = ItemId(from.number()?);
                let place = ((item.0 as usize) < self.items.len()).then(|| self.place(item));
                Some(Widened {
                    message,
                    place,
                    help,
                })
            })?,
        };
        let items = from.list(|from| Some((ItemId(from.number()?), from.bytes()?)))?;
        let same = |(item, hash): (ItemId, &[u8])| {
            (item.0 as usize) < self.items.len() && self.text_hash(item) == hash
        };
        if !items.into_iter().all(same) {
            return None;
        }
        let files = from.list(|from| Some((PathBuf::from(from.text()?), from.bytes()?)))?;
        let same =
            |(file, hash): (PathBuf, &[u8])| self.sources.hash(&file).unwrap_or_default() == hash;
        if !files.into_iter().all(same) {
            return None;
        }
        let values = from.list(|from| Some((from.text()?, from.option(Reader::text)?)))?;
        if !values
            .into_iter()
            .all(|(name, value)| self.build.variables.get(&name) == value.as_ref())
        {
            return None;
        }
        self.kept.keep(key(request), bytes.to_vec());
        Some(fingerprint)
    }

    /// Keeps a fingerprint for the next build.
    pub(crate) fn remember(&self, request: &Request, reached: &Reached, found: &Fingerprint) {
        let placed = |line: &String| line.starts_with("line!") || line.starts_with("column!");
        let looks = reached
            .items
            .values()
            .any(|covered| covered.meanings.iter().any(placed));
        // What was found by listing folders may be joined by more.
        let foreign = |item: &ItemId| {
            let parent = self.item(*item).parent.map(|parent| self.item(parent).kind);
            parent == Some(Kind::ForeignBlock) || self.item(*item).kind == Kind::MacroCall
        };
        let listed = !request.depends.is_empty()
            || request.level == Level::Workspace
            || reached.items.keys().any(foreign);
        // A warning moves with its item.
        let warnings = reached
            .widened
            .iter()
            .map(|widening| Some((widening, widening.item?)));
        let Some(warnings) = warnings.collect::<Option<Vec<_>>>() else {
            return;
        };
        if looks || listed {
            return;
        }
        let mut out = Writer::default();
        out.bytes(self.shape());
        out.bytes(&found.bytes);
        out.number(found.covered as u32);
        out.list(&found.variables, |out, name| out.text(name));
        out.list(&warnings, |out, (widening, item)| {
            out.text(&widening.message);
            out.option(widening.help.as_ref(), |out, help| out.text(help));
            out.number(item.0);
        });
        let items: Vec<ItemId> = reached.items.keys().copied().collect();
        out.list(&items, |out, item| {
            out.number(item.0);
            out.bytes(&self.text_hash(*item));
        });
        let files: Vec<&PathBuf> = reached.files.iter().collect();
        if files.iter().any(|file| file.to_str().is_none()) {
            return;
        }
        out.list(&files, |out, file| {
            out.text(file.to_str().unwrap_or_default());
            out.bytes(&self.sources.hash(file).unwrap_or_default());
        });
        let names: Vec<&String> = reached.variables.keys().collect();
        out.list(&names, |out, name| {
            out.text(name);
            out.option(self.build.variables.get(*name), |out, value| {
                out.text(value)
            });
        });
        self.kept.keep(key(request), out.0);
    }

    /// The hash of an item's text; of what a macro wrote, of the text it wrote.
    fn text_hash(&self, item: ItemId) -> Hash {
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
    fn shape(&self) -> &Hash {
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

fn key(request: &Request) -> Hash {
    let depends: Vec<_> = request.depends.iter().map(|(depend, _)| depend).collect();
    let exempt: Vec<_> = request.exempt.iter().map(|(pattern, _)| pattern).collect();
    let text = format!(
        "{} {:?} {depends:?} {exempt:?} {:?}",
        request.path, request.level, request.inputs
    );
    *blake3::hash(text.as_bytes()).as_bytes()
}

//! Walks of the last build, as bytes: those whose item has the same text, in a program of the same shape, hold.
//!
//! Items are named by their numbers, which are the same if the shape is. A walk that looked at anything besides the
//! program is not kept: files, variables, where its item stands.

use crate::model::Kind;
use crate::parse::{Reader, Writer};
use crate::reach::index::ImplFacts;
use crate::reach::known::{Fields, Known};
use crate::reach::reached::{ImpureKind, Own};
use crate::reach::steps::{Step, Walked};
use crate::resolve::{Head, ItemId, Program};
use std::collections::HashMap;
use std::rc::Rc;

/// What was kept, read as far as it is asked for.
#[derive(Debug, Default)]
pub(super) struct Kept {
    /// Hash of the item's text, and the walk.
    walks: HashMap<ItemId, (Vec<u8>, Vec<u8>)>,
    fields: HashMap<ItemId, Fields>,
    impls: Vec<u8>,
}

impl Kept {
    /// Reads what the last build kept; nothing of a program of another shape.
    pub(super) fn read(bytes: &[u8], shape: &[u8; 32]) -> Option<Kept> {
        let mut from = Reader::new(bytes);
        if from.bytes()? != shape {
            return None;
        }
        let walks = from.list(|from| {
            let item = ItemId(from.number()?);
            Some((item, (from.bytes()?.to_vec(), from.bytes()?.to_vec())))
        })?;
        let fields = from.list(|from| {
            let item = ItemId(from.number()?);
            Some((item, Rc::new(from.list(types)?)))
        })?;
        Some(Kept {
            walks: walks.into_iter().collect(),
            fields: fields.into_iter().collect(),
            impls: from.bytes()?.to_vec(),
        })
    }

    /// The impls of the program, if the last build asked for them.
    pub(super) fn impls(&self, program: &Program) -> Option<Vec<ImplFacts>> {
        let impls = Reader::new(&self.impls).list(impl_facts)?;
        let is_impl = |facts: &ImplFacts| {
            let found = program.items.get(facts.item.0 as usize);
            found.is_some_and(|item| item.kind == Kind::Impl)
        };
        impls.iter().all(is_impl).then_some(impls)
    }

    pub(super) fn fields(&self, item: ItemId) -> Option<Fields> {
        self.fields.get(&item).cloned()
    }
}

impl Known<'_> {
    /// The walk that the last build kept of an item, if it holds.
    pub(super) fn kept_walk(&self, item: ItemId) -> Option<Walked> {
        let (hash, bytes) = self.kept().walks.get(&item)?;
        (self.program.text_hash(item)[..] == hash[..]).then(|| walk(bytes))?
    }

    /// Keeps all walks for the next build: those of this one, and those that it had no use for.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut walks = self.kept().walks.clone();
        for (item, walked) in self.walks.borrow().iter() {
            walks.remove(item);
            if let Some(bytes) = self.bytes_of(*item, walked) {
                walks.insert(*item, (self.program.text_hash(*item).to_vec(), bytes));
            }
        }
        let mut walks: Vec<_> = walks.into_iter().collect();
        walks.sort_by_key(|(item, _)| *item);
        let mut fields = self.kept().fields.clone();
        fields.extend(
            self.fields
                .borrow()
                .iter()
                .map(|(item, of)| (*item, of.clone())),
        );
        let mut fields: Vec<_> = fields.into_iter().collect();
        fields.sort_by_key(|(item, _)| *item);
        let mut out = Writer::default();
        out.bytes(self.program.shape());
        out.list(&walks, |out, (item, (hash, walk))| {
            out.number(item.0);
            out.bytes(hash);
            out.bytes(walk);
        });
        out.list(&fields, |out, (item, of)| {
            out.number(item.0);
            out.list(of, |out, types| write_types(out, types.as_deref()));
        });
        let impls = self.index.get().map(|index| {
            let mut out = Writer::default();
            out.list(&index.impls, write_impl);
            out.0
        });
        out.bytes(&impls.unwrap_or_else(|| self.kept().impls.clone()));
        out.0
    }

    /// A walk as bytes; none if it may not be kept.
    fn bytes_of(&self, item: ItemId, walked: &Walked) -> Option<Vec<u8>> {
        let placed = |line: &String| line.starts_with("line!") || line.starts_with("column!");
        if self.program.looks_around(item) || walked.own.meanings.iter().any(placed) {
            return None;
        }
        let mut out = Writer::default();
        out.bytes(walked.own.hash.get()?);
        out.number(u32::from(walked.own.unsure));
        out.list(&walked.spent, |out, tokens| out.number(*tokens as u32));
        out.number(walked.steps.len() as u32);
        for step in &walked.steps {
            write_step(&mut out, step)?;
        }
        Some(out.0)
    }
}

fn walk(bytes: &[u8]) -> Option<Walked> {
    let mut from = Reader::new(bytes);
    let hash: [u8; 32] = from.bytes()?.try_into().ok()?;
    let own = Own {
        unsure: from.number()? == 1,
        hash: hash.into(),
        ..Own::default()
    };
    Some(Walked {
        own: Rc::new(own),
        spent: from.list(|from| from.number().map(u64::from))?,
        steps: from.list(step)?,
    })
}

fn write_items(out: &mut Writer, items: &[ItemId]) {
    out.list(items, |out, item| out.number(item.0));
}

fn items(from: &mut Reader<'_>) -> Option<Vec<ItemId>> {
    from.list(|from| from.number().map(ItemId))
}

fn write_head(out: &mut Writer, head: &Head) {
    match head {
        Head::Item(item) => {
            out.number(0);
            out.number(item.0);
        }
        Head::Foreign(path) => {
            out.number(1);
            out.text(path);
        }
        Head::Builtin(name) => {
            out.number(2);
            out.text(name);
        }
        Head::Shape(name) => {
            out.number(3);
            out.text(name);
        }
        Head::Any => out.number(4),
    }
}

fn head(from: &mut Reader<'_>) -> Option<Head> {
    Some(match from.number()? {
        0 => Head::Item(ItemId(from.number()?)),
        1 => Head::Foreign(from.text()?),
        2 => Head::Builtin(from.text()?),
        3 => Head::Shape(shape(&from.text()?)?),
        4 => Head::Any,
        _ => return None,
    })
}

fn shape(name: &str) -> Option<&'static str> {
    let shapes = ["pointer", "slice", "array", "tuple", "fn", "never"];
    shapes.into_iter().find(|known| *known == name)
}

fn write_impl(out: &mut Writer, facts: &ImplFacts) {
    out.number(facts.item.0);
    out.list(&facts.heads, write_head);
    write_items(out, &facts.needs);
    write_items(out, &facts.local);
    out.list(&facts.foreign, |out, name| out.text(name));
    out.number(u32::from(facts.outside));
}

fn impl_facts(from: &mut Reader<'_>) -> Option<ImplFacts> {
    Some(ImplFacts {
        item: ItemId(from.number()?),
        heads: from.list(head)?,
        needs: items(from)?,
        local: items(from)?,
        foreign: from.list(Reader::text)?,
        outside: from.number()? == 1,
    })
}

fn write_types(out: &mut Writer, types: Option<&[ItemId]>) {
    out.option(types.as_ref(), |out, types| write_items(out, types));
}

fn types(from: &mut Reader<'_>) -> Option<Option<Vec<ItemId>>> {
    from.option(items)
}

/// None for what may not be kept.
fn write_step(out: &mut Writer, step: &Step) -> Option<()> {
    let start = |out: &mut Writer, tag: u8| out.number(u32::from(tag));
    match step {
        Step::Live(item, how) => {
            start(out, 0);
            out.number(item.0);
            out.text(how);
        }
        Step::Locked(lines) => {
            start(out, 1);
            out.list(lines, |out, line| out.text(line));
        }
        Step::Outside => start(out, 2),
        Step::Whole(krate) => {
            start(out, 3);
            out.number(*krate);
        }
        Step::Dispatch(of, name) => {
            start(out, 4);
            out.number(of.0);
            out.text(name);
        }
        Step::ByName(name) => {
            start(out, 5);
            out.text(name);
        }
        Step::Demand(of, types) => {
            start(out, 6);
            out.text(of);
            write_types(out, types.as_deref());
        }
        Step::Widen(message, help) => {
            start(out, 7);
            out.text(message);
            out.option(help.as_ref(), |out, help| out.text(help));
        }
        Step::Impure(kind, what) => {
            start(out, 8);
            out.number(*kind as u32);
            out.text(what);
        }
        Step::DemandHead(of, head) => {
            start(out, 9);
            out.text(of);
            write_head(out, head);
        }
        Step::StdRuns => start(out, 10),
        Step::Wrote(item) => {
            start(out, 11);
            out.number(item.0);
        }
        Step::LetsGo => start(out, 12),
        Step::File(_) | Step::Variable(..) => return None,
    }
    Some(())
}

fn step(from: &mut Reader<'_>) -> Option<Step> {
    Some(match from.number()? {
        0 => Step::Live(ItemId(from.number()?), from.text()?),
        1 => Step::Locked(from.list(Reader::text)?),
        2 => Step::Outside,
        3 => Step::Whole(from.number()?),
        4 => Step::Dispatch(ItemId(from.number()?), from.text()?),
        5 => Step::ByName(from.text()?),
        6 => Step::Demand(from.text()?, types(from)?),
        7 => Step::Widen(from.text()?, from.option(Reader::text)?),
        9 => Step::DemandHead(from.text()?, head(from)?),
        10 => Step::StdRuns,
        11 => Step::Wrote(ItemId(from.number()?)),
        12 => Step::LetsGo,
        8 => Step::Impure(*KINDS.get(from.number()? as usize)?, from.text()?),
        _ => return None,
    })
}

/// In the order of their numbers.
const KINDS: [ImpureKind; 8] = [
    ImpureKind::Clock,
    ImpureKind::Random,
    ImpureKind::Environment,
    ImpureKind::Files,
    ImpureKind::Network,
    ImpureKind::Threads,
    ImpureKind::State,
    ImpureKind::HashOrder,
];

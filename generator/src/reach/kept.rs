//! What the last build found out of single items, as bytes: walks, the types of fields, what impls are for.
//!
//! Items are named by their lasting numbers. Each answer is kept with the words that were asked for on the way to it,
//! and holds while nothing that one of them may mean has changed (`resolve/change.rs`); a walk only of an item of the
//! same text. What changed is, besides items that came and went, each impl that is now for another type or of another
//! trait, though its own text is the same. A walk that looked at anything besides the program is not kept: files,
//! variables, where its item stands.

use crate::model::Kind;
use crate::parse::{Reader, Writer};
use crate::reach::compared::Beside;
use crate::reach::index::ImplFacts;
use crate::reach::known::{Fields, Known};
use crate::reach::reached::{ImpureKind, Own};
use crate::reach::steps::{Step, Walked};
use crate::resolve::{ById, Change, EVERYTHING, Head, ItemId, Program, Word, Words};
use std::ops::Range;
use std::sync::Arc;

/// What an answer is about.
const WALK: u32 = 0;
const FIELDS: u32 = 1;
const IMPL: u32 = 2;
const HASH: u32 = 3;

/// What was kept, read as far as it is asked for.
#[derive(Debug, Default)]
pub(super) struct Kept {
    /// Where each that holds lies, in order, and of which item it is a walk.
    whole: Vec<(Range<usize>, Option<ItemId>)>,
    walks: ById<ItemId, Entry>,
    fields: ById<ItemId, Entry>,
    impls: ById<ItemId, Entry>,
    hashes: ById<ItemId, Entry>,
    /// Impls of which nothing was kept that holds.
    renewed: ById<ItemId, (ImplFacts, Words)>,
    /// Words of all that changed.
    changed: Changed,
}

/// Where an answer lies in what was kept.
#[derive(Clone, Debug)]
struct Entry {
    whole: Range<usize>,
    words: Range<usize>,
    answer: Range<usize>,
}

/// An answer as it was kept.
struct Raw<'a> {
    kind: u32,
    number: u32,
    hash: &'a [u8],
    words: &'a [u8],
    answer: &'a [u8],
    entry: Entry,
}

fn raw<'a>(known: &[u8], from: &mut Reader<'a>) -> Option<Raw<'a>> {
    let at = |from: &Reader<'_>| known.len() - from.left();
    let start = at(from);
    let (kind, number, hash) = (from.number()?, from.number()?, from.bytes()?);
    let words = from.bytes()?;
    let words_end = at(from);
    let answer = from.bytes()?;
    let end = at(from);
    Some(Raw {
        kind,
        number,
        hash,
        words,
        answer,
        entry: Entry {
            whole: start..end,
            words: words_end - words.len()..words_end,
            answer: end - answer.len()..end,
        },
    })
}

fn words_in(bytes: &[u8]) -> impl Iterator<Item = Word> {
    let (words, _) = bytes.as_chunks::<4>();
    words.iter().map(|word| Word::from_le_bytes(*word))
}

/// Words of what changed, to be looked up many thousand times.
#[derive(Debug, Default)]
struct Changed {
    /// Sorted.
    words: Vec<Word>,
    /// A bit for each remainder by the number of bits, where a word has it: most words can be told by that.
    bits: Vec<bool>,
}

/// How many words are looked at in the time in which one is looked up.
const LONG: usize = 16;

/// A word as [`words_to`] wrote it.
fn word_of([a, b, c, d]: &[u8; 4]) -> Word {
    *a as Word | (*b as Word) << 8 | (*c as Word) << 16 | (*d as Word) << 24
}

/// Whether a word is among those that [`words_to`] wrote.
fn has(words: &[[u8; 4]], wanted: Word) -> bool {
    let mut rest = words;
    while let Some(middle) = rest.get(rest.len() / 2) {
        let (word, (before, after)) = (word_of(middle), rest.split_at(rest.len() / 2));
        if word == wanted {
            return true;
        }
        rest = match word < wanted {
            true => after.get(1..).unwrap_or_default(),
            false => before,
        };
    }
    false
}

/// How many remainders are told apart.
const BITS: usize = 1 << 12;

impl Changed {
    fn new(mut words: Vec<Word>) -> Changed {
        words.sort_unstable();
        words.dedup();
        let mut bits = vec![false; BITS];
        for word in words.iter().chain(&[EVERYTHING]) {
            if let Some(bit) = bits.get_mut(*word as usize % BITS) {
                *bit = true;
            }
        }
        Changed { words, bits }
    }

    /// Whether an answer with these words, as [`words_to`] wrote them, outlives the change.
    fn leaves(&self, words: &[u8]) -> bool {
        if self.words.is_empty() {
            return true;
        }
        let (words, _) = words.as_chunks::<4>();
        // Of a search with its thousands of words, the few that changed are looked up, as both are sorted.
        if words.len() > LONG * (self.words.len() + 1) {
            return !has(words, EVERYTHING) && !self.words.iter().any(|word| has(words, *word));
        }
        for word in words {
            let word = word_of(word);
            if let Some(true) = self.bits.get(word as usize % BITS)
                && (word == EVERYTHING || self.words.binary_search(&word).is_ok())
            {
                return false;
            }
        }
        true
    }
}

impl Kept {
    /// Reads what the last build kept; nothing of what does not hold.
    pub(super) fn read(known: &[u8], program: &Program) -> Option<Kept> {
        let change = program.change();
        if change.all {
            return None;
        }
        let mut from = Reader::new(known);
        let mut list: Vec<Raw<'_>> = Vec::new();
        while from.left() > 0 {
            list.push(raw(known, &mut from)?);
        }
        let mut kept = Kept::default();
        kept.read_impls(&list, program);
        for raw in list {
            let Some(item) = change.now(raw.number) else {
                continue;
            };
            // Impls were judged by themselves.
            if raw.kind != IMPL && !kept.changed.leaves(raw.words) {
                continue;
            }
            let (whole, walk) = (raw.entry.whole.clone(), raw.kind == WALK);
            match raw.kind {
                WALK if program.has_text(item, raw.hash) => kept.walks.insert(item, raw.entry),
                FIELDS => kept.fields.insert(item, raw.entry),
                HASH if program.has_text(item, raw.hash) => kept.hashes.insert(item, raw.entry),
                IMPL if kept.impls.has(&item) => {}
                _ => continue,
            }
            kept.whole.push((whole, walk.then_some(item)));
        }
        Some(kept)
    }

    /// Impls first: those that now are for something else change what others find.
    fn read_impls(&mut self, list: &[Raw<'_>], program: &Program) {
        let change = program.change();
        let mut others = Vec::new();
        let before_impls = Changed::new(change.words.clone());
        for raw in list.iter().filter(|raw| raw.kind == IMPL) {
            let before = || impl_facts(&mut Reader::new(raw.answer), change);
            let Some(item) = change.now(raw.number) else {
                others.extend(before().map(|facts| facts.words(program)));
                continue;
            };
            if before_impls.leaves(raw.words) {
                self.impls.insert(item, raw.entry.clone());
                continue;
            }
            let now = ImplFacts::of(program, item);
            let before = before().map(|before| ImplFacts { item, ..before });
            if before.as_ref() != now.as_ref().map(|(facts, _)| facts) {
                others.extend(before.map(|facts| facts.words(program)));
                others.extend(now.as_ref().map(|(facts, _)| facts.words(program)));
            }
            if let Some(now) = now {
                self.renewed.insert(item, now);
            }
        }
        for (at, data) in program.items.iter().enumerate() {
            let item = ItemId(at as u32);
            if data.kind == Kind::Impl && !self.impls.has(&item) && !self.renewed.has(&item) {
                let now = ImplFacts::of(program, item);
                others.extend(now.as_ref().map(|(facts, _)| facts.words(program)));
                if let Some(now) = now {
                    self.renewed.insert(item, now);
                }
            }
        }
        let others = others.into_iter().flatten();
        self.changed = Changed::new(others.chain(before_impls.words).collect());
    }
}

impl Known<'_> {
    fn kept_bytes(&self, range: &Range<usize>) -> &[u8] {
        self.table.get(range.clone()).unwrap_or_default()
    }

    /// The walk that the last build kept of an item, if it holds.
    pub(super) fn kept_walk(&self, item: ItemId) -> Option<Walked> {
        let entry = self.kept().walks.get(&item)?;
        walk(self.kept_bytes(&entry.answer), self.program.change())
    }

    /// The hash that the last build found of an item's own normal form, if its text is the same.
    pub(super) fn kept_hash(&self, item: ItemId) -> Option<[u8; 32]> {
        let entry = self.kept().hashes.get(&item)?;
        self.kept_bytes(&entry.answer).try_into().ok()
    }

    /// Whether walking an item would find what the last build found; some kinds are not walked.
    pub(crate) fn has_walk(&self, item: ItemId) -> bool {
        use Kind::{ExternCrate, Module, ModuleFile, Use};
        let kind = self.program.item(item).kind;
        matches!(kind, Module | ModuleFile | Use | ExternCrate) || self.kept().walks.has(&item)
    }

    /// Whether an answer with these words, as [`words_to`] wrote them, outlives what changed.
    pub(crate) fn still(&self, words: &[u8]) -> bool {
        self.kept().changed.leaves(words)
    }

    pub(super) fn kept_fields(&self, item: ItemId) -> Option<Arc<Fields>> {
        let entry = self.kept().fields.get(&item)?;
        let bytes = self.kept_bytes(&entry.answer);
        let types = |from: &mut Reader<'_>| types(from, self.program.change());
        let mut from = Reader::new(bytes);
        let held = types(&mut from)?.unwrap_or_default();
        let each = from.list(types)?;
        let beside =
            |from: &mut Reader<'_>| Some((Beside::from_bits(from.number()?), types(from)?));
        let beside = from.list(beside)?;
        let words: Vec<Word> = words_in(self.kept_bytes(&entry.words)).collect();
        self.program.asked.words(&words);
        Some(Arc::new(Fields { each, held, beside }))
    }

    /// All impls of the program.
    pub(super) fn impls(&self) -> Vec<ImplFacts> {
        let kept = self.kept();
        let program = self.program;
        let mut impls = Vec::new();
        for (at, data) in program.items.iter().enumerate() {
            let item = ItemId(at as u32);
            if data.kind != Kind::Impl {
                continue;
            }
            let read = |entry: &Entry| {
                let bytes = self.kept_bytes(&entry.answer);
                impl_facts(&mut Reader::new(bytes), program.change())
            };
            let known = kept.impls.get(&item).and_then(read);
            let known = known.or_else(|| kept.renewed.get(&item).map(|(facts, _)| facts.clone()));
            impls.extend(known.or_else(|| {
                let (facts, words) = ImplFacts::of(program, item)?;
                self.found_impls.borrow_mut().insert(item, words);
                Some(facts)
            }));
        }
        impls
    }

    /// Keeps all that holds for the next build: what this one found, and what it had no use for.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let (kept, change) = (self.kept(), self.program.change());
        let mut out = Writer::default();
        let mut put = |kind, item, hash: &[u8], words: &[Word], answer: &[u8]| {
            out.number(kind);
            out.number(change.lasting(item));
            out.bytes(hash);
            words_to(&mut out, words);
            out.bytes(answer);
        };
        let walks = self.walks.borrow();
        for (item, walked) in walks.sorted() {
            if walked.fresh
                && let Some(bytes) = self.bytes_of(item, walked)
            {
                let hash = self.program.text_hash(item);
                put(WALK, item, &hash, &walked.asked, &bytes);
            }
        }
        for (item, (fields, words)) in self.fields.sorted() {
            if !kept.fields.has(&item) {
                let mut answer = Writer::default();
                write_types(&mut answer, Some(&fields.held), change);
                answer.list(&fields.each, |out, types| {
                    write_types(out, types.as_deref(), change)
                });
                answer.list(&fields.beside, |out, (beside, types)| {
                    out.number(beside.bits());
                    write_types(out, types.as_deref(), change);
                });
                put(FIELDS, item, &[], &words, &answer.0);
            }
        }
        for (item, hash) in self.hashes.borrow().sorted() {
            put(HASH, item, &self.program.text_hash(item), &[], hash);
        }
        let found = self.found_impls.borrow();
        let all = self.index.get().map_or(&[][..], |index| &index.impls);
        let found = all
            .iter()
            .filter_map(|facts| Some((facts, found.get(&facts.item)?)));
        let renewed = kept.renewed.sorted().into_iter();
        let renewed = renewed.map(|(_, (facts, words))| (facts, words));
        let mut impls: Vec<_> = found.chain(renewed).collect();
        impls.sort_by_key(|(facts, _)| facts.item);
        for (facts, words) in impls {
            let mut answer = Writer::default();
            write_impl(&mut answer, facts, change);
            put(IMPL, facts.item, &[], words, &answer.0);
        }
        let again = |item: &ItemId| walks.get(item).is_some_and(|walked| walked.fresh);
        // What lies side by side is copied at once.
        let mut run = 0..0;
        for (whole, walk) in &kept.whole {
            if walk.as_ref().is_some_and(again) {
                continue;
            }
            if whole.start != run.end {
                out.0.extend_from_slice(self.kept_bytes(&run));
                run.start = whole.start;
            }
            run.end = whole.end;
        }
        out.0.extend_from_slice(self.kept_bytes(&run));
        out.0
    }

    /// A walk as bytes; none if it may not be kept.
    fn bytes_of(&self, item: ItemId, walked: &Walked) -> Option<Vec<u8>> {
        if self.program.looks_around(item) || walked.own.only_now {
            return None;
        }
        let mut out = Writer::default();
        out.bytes(walked.own.hash.get()?);
        out.number(u32::from(walked.own.unsure));
        out.list(&walked.spent, |out, tokens| out.number(*tokens as u32));
        out.number(walked.steps.len() as u32);
        for step in &walked.steps {
            write_step(&mut out, step, self.program.change())?;
        }
        Some(out.0)
    }
}

/// Words as bytes, sorted: a word that is not found where it belongs would keep an answer that no longer holds.
pub(crate) fn words_to(out: &mut Writer, words: &[Word]) {
    if !words.is_sorted() {
        let mut sorted = words.to_vec();
        sorted.sort_unstable();
        return words_to(out, &sorted);
    }
    out.number(words.len() as u32 * 4);
    for word in words {
        out.0.extend_from_slice(&word.to_le_bytes());
    }
}

fn walk(bytes: &[u8], change: &Change) -> Option<Walked> {
    let mut from = Reader::new(bytes);
    let hash: [u8; 32] = from.bytes()?.try_into().ok()?;
    let own = Own {
        unsure: from.number()? == 1,
        hash: hash.into(),
        ..Own::default()
    };
    Some(Walked {
        own: Arc::new(own),
        spent: from.list(|from| from.number().map(u64::from))?,
        steps: from.list(|from| step(from, change))?,
        ..Walked::default()
    })
}

fn write_item(out: &mut Writer, item: ItemId, change: &Change) {
    out.number(change.lasting(item));
}

fn item(from: &mut Reader<'_>, change: &Change) -> Option<ItemId> {
    change.now(from.number()?)
}

/// Items that are still there.
fn rest_of(from: &mut Reader<'_>, change: &Change) -> Option<Vec<ItemId>> {
    let items = from.list(|from| Some(change.now(from.number()?)))?;
    Some(items.into_iter().flatten().collect())
}

fn write_items(out: &mut Writer, items: &[ItemId], change: &Change) {
    out.list(items, |out, item| write_item(out, *item, change));
}

fn items(from: &mut Reader<'_>, change: &Change) -> Option<Vec<ItemId>> {
    from.list(|from| item(from, change))
}

fn write_head(out: &mut Writer, head: &Head, change: &Change) {
    match head {
        Head::Item(item) => {
            out.number(0);
            write_item(out, *item, change);
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

fn head(from: &mut Reader<'_>, change: &Change) -> Option<Head> {
    Some(match from.number()? {
        0 => Head::Item(item(from, change)?),
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

fn write_impl(out: &mut Writer, facts: &ImplFacts, change: &Change) {
    // Each by itself: of an impl that is gone, what is still there is asked for.
    out.list(&facts.heads, |out, head| {
        let mut one = Writer::default();
        write_head(&mut one, head, change);
        out.bytes(&one.0);
    });
    write_items(out, &facts.needs, change);
    write_items(out, &facts.beside, change);
    write_items(out, &facts.within, change);
    write_items(out, &facts.local, change);
    out.list(&facts.foreign, |out, name| out.text(name));
    out.number(u32::from(facts.outside));
    out.number(u32::from(facts.of_std));
    out.number(u32::from(facts.is_single));
    write_item(out, facts.item, change);
}

/// The facts of an impl, without what is no longer there; those of an impl that is itself gone are of no item.
fn impl_facts(from: &mut Reader<'_>, change: &Change) -> Option<ImplFacts> {
    let heads = from.list(|from| Some(head(&mut Reader::new(from.bytes()?), change)))?;
    Some(ImplFacts {
        heads: heads.into_iter().flatten().collect(),
        needs: rest_of(from, change)?,
        beside: rest_of(from, change)?,
        within: rest_of(from, change)?,
        local: rest_of(from, change)?,
        foreign: from.list(Reader::text)?,
        outside: from.number()? == 1,
        of_std: from.number()? == 1,
        is_single: from.number()? == 1,
        item: item(from, change).unwrap_or(ItemId(u32::MAX)),
    })
}

fn write_types(out: &mut Writer, types: Option<&[ItemId]>, change: &Change) {
    out.option(types.as_ref(), |out, types| write_items(out, types, change));
}

fn types(from: &mut Reader<'_>, change: &Change) -> Option<Option<Vec<ItemId>>> {
    from.option(|from| items(from, change))
}

/// None for what may not be kept.
fn write_step(out: &mut Writer, step: &Step, change: &Change) -> Option<()> {
    let start = |out: &mut Writer, tag: u8| out.number(u32::from(tag));
    match step {
        Step::Live(item, how) => {
            start(out, 0);
            write_item(out, *item, change);
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
            write_item(out, *of, change);
            out.text(name);
        }
        Step::ByName(name) => {
            start(out, 5);
            out.text(name);
        }
        Step::Demand(of, types) => {
            start(out, 6);
            out.text(of);
            write_types(out, types.as_deref(), change);
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
            write_head(out, head, change);
        }
        Step::NamesOthers(own) => {
            start(out, 26);
            out.number(u32::from(*own));
        }
        Step::HasUnknown => start(out, 28),
        Step::HeldByOthers(types) => {
            start(out, 27);
            write_items(out, types, change);
        }
        Step::StdRuns => start(out, 10),
        Step::Wrote(item) => {
            start(out, 11);
            write_item(out, *item, change);
        }
        Step::LetsGo => start(out, 12),
        Step::MayBeOthers(given) => {
            start(out, 13);
            write_types(out, given.as_deref(), change);
        }
        Step::OthersWrote => start(out, 14),
        Step::Bound(of) => {
            start(out, 15);
            out.text(of);
        }
        Step::Located => start(out, 16),
        Step::OthersDerive => start(out, 17),
        Step::AskedWholly(types) => {
            start(out, 18);
            write_types(out, types.as_deref(), change);
        }
        Step::MakesAny => start(out, 19),
        Step::Wraps => start(out, 20),
        Step::Walks => start(out, 29),
        Step::Apart => start(out, 30),
        Step::Measured => start(out, 21),
        Step::DemandPair(of, own, taken) => {
            start(out, 22);
            out.text(of);
            write_head(out, own, change);
            write_head(out, taken, change);
        }
        Step::Unnamed => start(out, 23),
        Step::BoundType(of) => {
            start(out, 24);
            out.text(of);
        }
        Step::Told(of) => {
            start(out, 25);
            write_head(out, of, change);
        }
        Step::File(_) | Step::Lists | Step::Variable(..) => return None,
    }
    Some(())
}

fn step(from: &mut Reader<'_>, change: &Change) -> Option<Step> {
    Some(match from.number()? {
        0 => Step::Live(item(from, change)?, from.text()?),
        1 => Step::Locked(from.list(Reader::text)?),
        2 => Step::Outside,
        3 => Step::Whole(from.number()?),
        4 => Step::Dispatch(item(from, change)?, from.text()?),
        5 => Step::ByName(from.text()?),
        6 => Step::Demand(from.text()?, types(from, change)?),
        7 => Step::Widen(from.text()?, from.option(Reader::text)?),
        9 => Step::DemandHead(from.text()?, head(from, change)?),
        10 => Step::StdRuns,
        26 => Step::NamesOthers(from.number()? == 1),
        28 => Step::HasUnknown,
        27 => Step::HeldByOthers(items(from, change)?),
        11 => Step::Wrote(item(from, change)?),
        12 => Step::LetsGo,
        13 => Step::MayBeOthers(types(from, change)?),
        14 => Step::OthersWrote,
        15 => Step::Bound(from.text()?),
        16 => Step::Located,
        17 => Step::OthersDerive,
        18 => Step::AskedWholly(types(from, change)?),
        19 => Step::MakesAny,
        20 => Step::Wraps,
        29 => Step::Walks,
        30 => Step::Apart,
        21 => Step::Measured,
        23 => Step::Unnamed,
        24 => Step::BoundType(from.text()?),
        25 => Step::Told(head(from, change)?),
        22 => Step::DemandPair(from.text()?, head(from, change)?, head(from, change)?),
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

#[cfg(test)]
mod tests {
    use super::{Changed, words_to};
    use crate::parse::{Reader, Writer};
    use crate::resolve::EVERYTHING;

    #[test]
    fn an_answer_outlives_a_change_of_what_it_did_not_ask_for() {
        let mut random = 3_u32;
        let mut next = |below: u32| {
            random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (random >> 16) % below
        };
        let (mut outlived, mut long) = (0, 0);
        for _ in 0..2_000 {
            // Short lists and long ones, not sorted; few words, so that many are shared.
            let count = next(300);
            let asked: Vec<u32> = (0..count).map(|_| 16 + next(2_000)).collect();
            let asked = [&asked[..], &[EVERYTHING][..usize::from(next(20) == 0)]].concat();
            let changed: Vec<u32> = (0..next(6)).map(|_| 16 + next(2_000)).collect();
            let mut out = Writer::default();
            words_to(&mut out, &asked);
            let bytes = Reader::new(&out.0).bytes().expect("what was written");
            let shared = asked
                .iter()
                .any(|word| *word == EVERYTHING || changed.contains(word));
            let outlives = changed.is_empty() || !shared;
            assert_eq!(Changed::new(changed).leaves(bytes), outlives);
            outlived += usize::from(outlives);
            long += usize::from(count > 200);
        }
        assert!(outlived > 300 && long > 300, "{outlived} {long}");
    }
}

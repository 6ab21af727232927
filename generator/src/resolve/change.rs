//! What changed since the last build in what items *are*, and which item of that build is which of this one.
//!
//! Every item has a number that stays its own from build to build, so that what is kept can name it. A text (a file, or
//! what a macro wrote) that is the same, in the same place, has the same items in the same order. Of a text that
//! changed, items that are the same from its start on, and from its end back, are the same; all between are gone, or
//! new. The words of those are what changed: whoever asked for one of them may find something else now. Nobody else
//! can, for the program is asked by words alone (`resolve/asked.rs`).

use crate::parse::{Reader, Writer};
use crate::resolve::asked::{EVERYTHING, MACRO, OPAQUE_CALL, Word};
use crate::resolve::graph::ItemId;
use crate::resolve::load::Program;
use crate::resolve::shape::short;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Under this the shape is kept: no hash of anything.
const SHAPE: [u8; 32] = *b"the shape of what was there then";

/// No item.
const NONE: u32 = u32::MAX;

/// What changed since the last build.
#[derive(Debug, Default)]
pub(crate) struct Change {
    /// Whether nothing that was kept holds.
    pub(crate) all: bool,
    /// Whether any text changed, came or went.
    pub(crate) any: bool,
    /// The words of what is gone and of what is new, sorted.
    pub(crate) words: Vec<Word>,
    /// Numbers of items that are gone.
    pub(crate) gone: Vec<u32>,
    /// Items that are new.
    pub(crate) new: Vec<ItemId>,
    /// Items by their lasting number.
    now: Vec<u32>,
    /// Lasting numbers of items.
    lasting: Vec<u32>,
    /// By what each text is known in every build; none where all is new.
    keys: Vec<u64>,
    /// Of each text: where the last build's record of it lies in the note, if it still holds.
    same: Vec<Option<Range<usize>>>,
}

/// What the last build kept of a text.
struct Old {
    hash: [u8; 32],
    record: Range<usize>,
    numbers: Vec<u32>,
    items: Range<usize>,
}

/// What the last build kept of an item.
struct OldItem {
    header: u64,
    /// Places in the text, from 1, of the item that it is a member of, and of the one that declares its module.
    within: (u32, u32),
    words: Vec<Word>,
}

impl Change {
    /// The item that had this number in the last build, if it is still there.
    pub(crate) fn now(&self, number: u32) -> Option<ItemId> {
        let item = self.now.get(number as usize).copied();
        item.filter(|item| *item != NONE).map(ItemId)
    }

    /// An item's lasting number.
    pub(crate) fn lasting(&self, item: ItemId) -> u32 {
        self.lasting.get(item.0 as usize).copied().unwrap_or(NONE)
    }

    fn give(&mut self, item: ItemId, number: u32) {
        if let (Some(now), Some(lasting)) = (
            self.now.get_mut(number as usize),
            self.lasting.get_mut(item.0 as usize),
        ) {
            *now = item.0;
            *lasting = number;
        }
    }
}

impl Program {
    /// What changed since the last build.
    pub(crate) fn change(&self) -> &Change {
        self.change.get_or_init(|| {
            let items = self.items_by_text();
            let known = self.kept.note(SHAPE);
            let change = known.and_then(|known| self.compare(known, &items));
            change.unwrap_or_else(|| {
                let numbers: Vec<u32> = (0..self.items.len() as u32).collect();
                Change {
                    all: true,
                    any: true,
                    now: numbers.clone(),
                    lasting: numbers,
                    same: vec![None; self.texts.len()],
                    ..Change::default()
                }
            })
        })
    }

    /// Whether an item's text is the one that had this hash in the last build.
    pub(crate) fn has_text(&self, item: ItemId, hash: &[u8]) -> bool {
        self.same_text(item) || self.text_hash(item)[..] == *hash
    }

    /// Whether the text that an item stands in is the same as in the last build.
    pub(crate) fn same_text(&self, item: ItemId) -> bool {
        let text = self.item(item).text.0 as usize;
        self.change().same.get(text).is_some_and(Option::is_some)
    }

    fn items_by_text(&self) -> Vec<Vec<ItemId>> {
        let mut items = vec![Vec::new(); self.texts.len()];
        for (at, item) in self.items.iter().enumerate() {
            if let Some(items) = items.get_mut(item.text.0 as usize) {
                items.push(ItemId(at as u32));
            }
        }
        items
    }

    /// None if the last build was of another world, or what is kept of it cannot be read.
    fn compare(&self, known: &[u8], items: &[Vec<ItemId>]) -> Option<Change> {
        let mut from = Reader::new(known);
        if from.array()? != &self.world().to_le_bytes() {
            return None;
        }
        let next = from.number()?;
        // Numbers are not given twice; those of items that are gone only take room.
        if next as usize > self.items.len() * 4 + 10_000 {
            return None;
        }
        let broken = *from.array()? != self.unread().to_le_bytes();
        let mut old = read_texts(known, &mut from)?;
        let mut change = Change {
            now: vec![NONE; next as usize],
            lasting: vec![NONE; self.items.len()],
            same: vec![None; self.texts.len()],
            ..Change::default()
        };
        let mut seen = FxHashMap::default();
        for (at, items) in items.iter().enumerate() {
            let key = self.text_key(at, items, &change, &mut seen);
            change.keys.push(key);
            match old.remove(&key) {
                Some(old)
                    if old.hash == self.texts[at].hash && old.numbers.len() == items.len() =>
                {
                    for (item, number) in items.iter().zip(&old.numbers) {
                        change.give(*item, *number);
                    }
                    change.same[at] = Some(old.record);
                }
                Some(old) => self.match_items(known, items, old, &mut change)?,
                None => {
                    change.any = true;
                    change.new.extend(items);
                }
            }
            // Expansions of this text are known by the numbers of its calls.
            for item in items {
                if change.lasting(*item) == NONE {
                    let number = change.now.len() as u32;
                    change.now.push(NONE);
                    change.give(*item, number);
                }
            }
        }
        for old in old.into_values() {
            change.any = true;
            let kept = read_items(known, &old)?;
            change
                .words
                .extend(kept.iter().flat_map(|item| &item.words));
            change.gone.extend(old.numbers);
        }
        let new = change.new.iter().flat_map(|item| self.words_of(*item));
        let new: Vec<Word> = new.collect();
        change.words.extend(new);
        if broken {
            // Each answer hangs on them.
            change.any = true;
            change.words.push(EVERYTHING);
        }
        change.words.sort_unstable();
        change.words.dedup();
        let has = |word: Word| change.words.binary_search(&word).is_ok();
        // A call that cannot be expanded may write anything that it, and what it calls, can name.
        let opaque = || {
            self.items
                .iter()
                .any(crate::resolve::ItemData::may_write_items)
        };
        if has(EVERYTHING) || has(OPAQUE_CALL) || has(MACRO) && opaque() {
            change.all = true;
        }
        Some(change)
    }

    /// By what a text is known in every build: the file, and where it hangs; what a macro wrote by the call.
    fn text_key(
        &self,
        at: usize,
        items: &[ItemId],
        change: &Change,
        seen: &mut FxHashMap<u64, u32>,
    ) -> u64 {
        let text = &self.texts[at];
        let mut out = Writer::default();
        match text.call {
            Some(call) => {
                out.number(1);
                out.number(change.lasting(call));
            }
            None => {
                out.number(0);
                out.text(&self.shown(&text.file));
                text.under.iter().for_each(|predicate| out.text(predicate));
                if let Some(first) = items.first() {
                    let mount = self.mount(self.item(*first).module);
                    out.bytes(&mount.to_le_bytes());
                }
            }
        }
        let key = short(&out);
        let times = seen.entry(key).or_default();
        *times += 1;
        key.wrapping_add(u64::from(*times))
    }

    /// Which items of a text that changed are the same.
    fn match_items(
        &self,
        known: &[u8],
        items: &[ItemId],
        old: Old,
        change: &mut Change,
    ) -> Option<()> {
        change.any = true;
        let before = read_items(known, &old)?;
        let headers: Vec<u64> = items.iter().map(|item| self.header_hash(*item)).collect();
        let pairs = before.iter().zip(&headers);
        let same = |(old, new): &(&OldItem, &u64)| old.header == **new;
        let start = pairs.take_while(same).count();
        let rest = (before.len() - start).min(headers.len() - start);
        let pairs = before.iter().rev().zip(headers.iter().rev());
        let end = pairs.take(rest).take_while(same).count();
        let old_end = before.len() - end;
        let new_end = headers.len() - end;
        // Which of the old each is. A member of what is gone is gone with it.
        let mut matched: Vec<Option<u32>> = vec![None; items.len()];
        let mut taken = vec![false; before.len()];
        for (at, item) in items.iter().enumerate() {
            let of = match at {
                at if at < start => at,
                at if at >= new_end => at - new_end + old_end,
                _ => continue,
            };
            let was = |place: u32| match place.checked_sub(1) {
                None => Some(0),
                Some(at) => matched.get(at as usize).copied().flatten().map(|at| at + 1),
            };
            let (parent, module) = self.within(*item, items);
            if (was(parent), was(module)) == (Some(before[of].within.0), Some(before[of].within.1))
            {
                matched[at] = Some(of as u32);
                taken[of] = true;
                change.give(*item, *old.numbers.get(of)?);
            }
        }
        for (at, item) in items.iter().enumerate() {
            if matched[at].is_none() {
                change.new.push(*item);
            }
        }
        for (at, item) in before.iter().enumerate() {
            if !taken[at] {
                change.words.extend(&item.words);
                change.gone.push(*old.numbers.get(at)?);
            }
        }
        Some(())
    }

    /// Places in a text, from 1, of the item that one is a member of and of the one that declares its module; 0 where
    /// that stands in no or another text.
    fn within(&self, item: ItemId, items: &[ItemId]) -> (u32, u32) {
        let place = |item: Option<ItemId>| {
            let at = item.and_then(|item| items.binary_search(&item).ok());
            at.map_or(0, |at| at as u32 + 1)
        };
        let data = self.item(item);
        (place(data.parent), place(self.module(data.module).item))
    }

    /// Keeps the shape for the next build, which can then read what else is kept.
    pub(crate) fn keep_shape(&self) {
        let change = self.change();
        let known = self.kept.note(SHAPE).unwrap_or_default();
        if !change.any {
            return self.kept.keep_on(SHAPE);
        }
        let items = self.items_by_text();
        let mut out = Writer::default();
        out.0.extend_from_slice(&self.world().to_le_bytes());
        out.number(change.now.len() as u32);
        out.0.extend_from_slice(&self.unread().to_le_bytes());
        out.number(items.len() as u32);
        let mut seen = FxHashMap::default();
        for (at, items) in items.iter().enumerate() {
            let known_key = change.keys.get(at).copied();
            let key = known_key.unwrap_or_else(|| self.text_key(at, items, change, &mut seen));
            let same = change.same.get(at).cloned().flatten();
            if let Some(record) = same.and_then(|record| known.get(record)) {
                out.0.extend_from_slice(record);
                continue;
            }
            out.0.extend_from_slice(&key.to_le_bytes());
            out.0.extend_from_slice(&self.texts[at].hash);
            write_numbers(&mut out, items.iter().map(|item| change.lasting(*item)));
            let mut of_items = Writer::default();
            for item in items {
                let (parent, module) = self.within(*item, items);
                of_items
                    .0
                    .extend_from_slice(&self.header_hash(*item).to_le_bytes());
                of_items.number(parent);
                of_items.number(module);
                of_items.list(&self.words_of(*item), |out, word| {
                    out.0.extend_from_slice(&word.to_le_bytes());
                });
            }
            out.bytes(&of_items.0);
        }
        self.kept.keep(SHAPE, out.0);
    }
}

fn read_texts(known: &[u8], from: &mut Reader<'_>) -> Option<FxHashMap<u64, Old>> {
    let count = from.number()? as usize;
    let mut texts = FxHashMap::default();
    for _ in 0..count {
        let start = known.len() - from.left();
        let key = u64::from_le_bytes(*from.array()?);
        let hash = *from.array()?;
        let numbers = read_numbers(from)?;
        let items = from.bytes()?.len();
        let end = known.len() - from.left();
        let old = Old {
            hash,
            record: start..end,
            numbers,
            items: end - items..end,
        };
        texts.insert(key, old);
    }
    Some(texts)
}

fn read_items(known: &[u8], old: &Old) -> Option<Vec<OldItem>> {
    let mut from = Reader::new(known.get(old.items.clone())?);
    let mut items = Vec::with_capacity(old.numbers.len());
    for _ in &old.numbers {
        items.push(OldItem {
            header: u64::from_le_bytes(*from.array()?),
            within: (from.number()?, from.number()?),
            words: from.list(|from| Some(Word::from_le_bytes(*from.array()?)))?,
        });
    }
    Some(items)
}

/// Numbers as runs of following ones.
fn write_numbers(out: &mut Writer, numbers: impl Iterator<Item = u32>) {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for number in numbers {
        match runs.last_mut() {
            Some((first, count)) if *first + *count == number => *count += 1,
            _ => runs.push((number, 1)),
        }
    }
    out.list(&runs, |out, (first, count)| {
        out.number(*first);
        out.number(*count);
    });
}

fn read_numbers(from: &mut Reader<'_>) -> Option<Vec<u32>> {
    let runs = from.list(|from| Some((from.number()?, from.number()?)))?;
    let mut numbers = Vec::new();
    for (first, count) in runs {
        numbers.extend(first..first.checked_add(count)?);
    }
    Some(numbers)
}

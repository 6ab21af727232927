//! Facts of a file that was edited: only the stretch between what is the same from its start on, and from its end back,
//! is parsed again.
//!
//! A file is cut where one of its items ends; of each segment the hash is kept, how long it is, and how many lines and
//! items it has. Cuts lie behind a `}` or a `;`, which no character after it can change the meaning of, and, before what
//! follows an edit, in front of a line's end, which ends whatever comment comes before it. So the tokens of a file are
//! those of its parts, one after the other, and its items as well, if each part has whole ones. Whatever is not as
//! plain as that is parsed as a whole.

use crate::model::{FileFacts, Item};
use crate::parse::codec::{Reader, Writer};
use crate::parse::facts::facts_of_part;
use std::ops::Range;

/// Bytes that a segment has at least: shorter ones are not worth their hash.
const SHORTEST: u32 = 200;

type Mark = [u8; 16];

/// A stretch of a file, from where an item ends to where another does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Segment {
    length: u32,
    lines: u32,
    items: u32,
    mark: Mark,
}

fn mark(text: &str) -> Mark {
    let hash = blake3::hash(text.as_bytes());
    hash.as_bytes().first_chunk().copied().unwrap_or_default()
}

fn lines_of(text: &str) -> u32 {
    text.matches('\n').count() as u32
}

/// The segments of a text with these facts, the last what comes after its last item; none if it cannot be cut.
pub(super) fn segments(text: &str, facts: &FileFacts) -> Vec<Segment> {
    if facts.unparsed.is_some() {
        return Vec::new();
    }
    let mut segments = Vec::new();
    let (mut start, mut before, mut items) = (0, 0, 0);
    let mut cut = |start: u32, end: u32, items| {
        let part = text.get(start as usize..end as usize)?;
        segments.push(Segment {
            length: end - start,
            lines: lines_of(part),
            items,
            mark: mark(part),
        });
        Some(())
    };
    for item in &facts.items {
        // Where spans do not say where an item is, nothing can be moved.
        if !lies_in(item, &(before..text.len() as u32)) {
            return Vec::new();
        }
        before = item.span.end;
        items += 1;
        let last = text.as_bytes().get((before as usize).wrapping_sub(1));
        if before - start >= SHORTEST && matches!(last, Some(b'}' | b';')) {
            if cut(start, before, items).is_none() {
                return Vec::new();
            }
            (start, items) = (before, 0);
        }
    }
    match cut(start, text.len() as u32, items) {
        Some(()) => segments,
        None => Vec::new(),
    }
}

/// Whether all that is said of where an item stands lies in a stretch, and of what is in it in the item.
fn lies_in(item: &Item, around: &Range<u32>) -> bool {
    let span = &item.span;
    let own = span.start..span.end;
    let inside = |start: u32, end: u32| own.start <= start && start <= end && end <= own.end;
    around.start <= own.start
        && own.start < own.end
        && own.end <= around.end
        && inside(item.name_span.0, item.name_span.1)
        && inside(item.open, own.end)
        && item
            .call
            .iter()
            .all(|call| inside(call.arguments.0, call.arguments.1))
        && item.children.iter().all(|child| lies_in(child, &own))
}

/// Moves all that is said of where an item stands.
fn shift(item: &mut Item, bytes: i64, lines: i64) {
    let moved = |place: &mut u32, by: i64| *place = (i64::from(*place) + by) as u32;
    moved(&mut item.span.start, bytes);
    moved(&mut item.span.end, bytes);
    moved(&mut item.span.first_line, lines);
    moved(&mut item.span.last_line, lines);
    moved(&mut item.name_span.0, bytes);
    moved(&mut item.name_span.1, bytes);
    moved(&mut item.open, bytes);
    if let Some(call) = &mut item.call {
        moved(&mut call.arguments.0, bytes);
        moved(&mut call.arguments.1, bytes);
    }
    for child in &mut item.children {
        shift(child, bytes, lines);
    }
}

/// The facts of a text, from those of the one that had these segments; none if it has to be parsed as a whole.
pub(super) fn facts_again(text: &str, old: &[Segment], facts: FileFacts) -> Option<FileFacts> {
    let same = |segment: &Segment, start: usize| {
        let part = text.get(start..start.checked_add(segment.length as usize)?)?;
        (mark(part) == segment.mark).then_some(part)
    };
    let (mut first, mut start, mut line, mut items) = (0, 0, 0_u32, 0);
    for segment in old {
        // What is after the last item may have any end.
        if first + 1 == old.len() || same(segment, start).is_none() {
            break;
        }
        first += 1;
        start += segment.length as usize;
        line += segment.lines;
        items += segment.items as usize;
    }
    let (mut last, mut end) = (old.len(), text.len());
    let (mut tried, mut at) = (last, end);
    // What counts only at a file's start stands in the first.
    while tried > first.max(1) {
        let segment = old.get(tried - 1)?;
        let Some(before) = at.checked_sub(segment.length as usize) else {
            break;
        };
        let Some(part) = (before >= start).then(|| same(segment, before)).flatten() else {
            break;
        };
        (tried, at) = (tried - 1, before);
        if part.starts_with('\n') || part.starts_with("\r\n") {
            (last, end) = (tried, at);
        }
    }
    if first == 0 && last == old.len() {
        return None;
    }
    let part = text.get(start..end)?;
    // Only at a file's start do these mean what they do there, and what follows may be of theirs.
    if part.starts_with('\u{feff}') || part.starts_with("#!") {
        return None;
    }
    let new = facts_of_part(part);
    if new.facts.unparsed.is_some() || first > 0 && !new.has_no_head() {
        return None;
    }
    let gone = old.get(first..last)?;
    let count = |of: fn(&Segment) -> u32| gone.iter().map(of).map(i64::from).sum::<i64>();
    let bytes = part.len() as i64 - count(|segment| segment.length);
    let lines = i64::from(lines_of(part)) - count(|segment| segment.lines);
    let rest = items + count(|segment| segment.items) as usize;
    let mut all = facts.items;
    if rest > all.len() {
        return None;
    }
    let mut after = all.split_off(rest);
    all.truncate(items);
    for mut item in new.facts.items {
        shift(&mut item, start as i64, i64::from(line));
        all.push(item);
    }
    for item in &mut after {
        shift(item, bytes, lines);
    }
    all.append(&mut after);
    let (cfgs, macro_use) = match first {
        0 => (new.facts.cfgs, new.facts.macro_use),
        _ => (facts.cfgs, facts.macro_use),
    };
    Some(FileFacts {
        items: all,
        cfgs,
        macro_use,
        unparsed: None,
    })
}

/// Segments as bytes.
pub(super) fn to_bytes(segments: &[Segment]) -> Vec<u8> {
    let mut out = Writer::default();
    out.list(segments, |out, segment| {
        out.number(segment.length);
        out.number(segment.lines);
        out.number(segment.items);
        out.bytes(&segment.mark);
    });
    out.0
}

/// What [`to_bytes`] wrote.
pub(super) fn from_bytes(bytes: &[u8]) -> Option<Vec<Segment>> {
    Reader::new(bytes).list(|from| {
        Some(Segment {
            length: from.number()?,
            lines: from.number()?,
            items: from.number()?,
            mark: from.bytes()?.try_into().ok()?,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::{facts_again, from_bytes, segments, to_bytes};
    use crate::parse::facts_of;

    /// Files with most of what Rust has.
    const FILES: &[&str] = &[
        include_str!("again.rs"),
        include_str!("facts.rs"),
        include_str!("../cfg.rs"),
        "\u{feff}#!/bin/sh\n#![no_std]\n//! Said.\nmod a { use b::c; fn d() { struct E; } }\nmacro_rules! m { () => {}; }\nm!();\n",
    ];

    /// What an edit may put somewhere.
    const PUT: &[&str] = &[
        "",
        "\n",
        "}",
        "{",
        ";",
        "//",
        "/*",
        "*/",
        "\"",
        "'",
        "#!",
        "#![cfg(a)]\n",
        "//! a\n",
        "/// a\n",
        "#",
        "r#\"",
        "é",
        "mod put;\n",
        "fn put() { impl A {} }",
        "\u{feff}",
        "#!/bin/sh",
    ];

    #[test]
    fn a_file_that_was_edited_has_the_facts_of_one_read_anew() {
        let mut random = 7_u64;
        let mut next = |below: usize| {
            random = random
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            (random >> 33) as usize % below
        };
        let mut again = 0;
        for round in 0..600 {
            let old = FILES[round % FILES.len()];
            let facts = facts_of(old);
            let kept = from_bytes(&to_bytes(&segments(old, &facts))).expect("what was written");
            assert_eq!(kept, segments(old, &facts));
            let mut place = || old.floor_char_boundary(next(old.len() + 1));
            let (from, to) = (place(), place());
            let from = from.min(to);
            // Mostly small edits, and many where a line or an item begins.
            let from = match round % 3 {
                0 => from,
                1 => old[..from].rfind('\n').map_or(0, |at| at + 1),
                _ => old[..from].rfind("\n}").map_or(0, |at| at + 2),
            };
            let to = match round % 5 {
                0 => to.max(from),
                1 => old[from..]
                    .find("\n}")
                    .map_or(old.len(), |at| from + at + 2),
                _ => from,
            };
            let new = format!("{}{}{}", &old[..from], PUT[next(PUT.len())], &old[to..]);
            if let Some(found) = facts_again(&new, &kept, facts) {
                assert_eq!(found, facts_of(&new), "{new}");
                again += 1;
            }
        }
        assert!(
            again > 100,
            "only {again} of the edits were read again in part"
        );
    }
}

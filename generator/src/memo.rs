//! Fingerprints of the last build, taken over where nothing that made them changed.
//!
//! A search depends on what it asked of the program, itself and in its walks, and on the bodies of the items that it
//! reached. If those are the same, and nothing it asked for has another answer (`resolve/change.rs`), then so is the
//! fingerprint; nothing needs to be parsed to see that. What looks at line numbers, or at files found by a pattern, is
//! searched anew.

use crate::parse::{Reader, Writer};
use crate::plan::{Fingerprint, Level, Request, Widened};
use crate::reach::{Known, Reached, words_to};
use crate::resolve::{EVERYTHING, ItemId, Program};
use std::path::PathBuf;

type Hash = [u8; 32];

impl Program {
    /// The fingerprint of the last build, if it still holds.
    pub(crate) fn remembered(
        &self,
        known: &Known<'_>,
        named: &[ItemId],
        request: &Request,
    ) -> Option<Fingerprint> {
        let bytes = self.kept.note(key(request))?;
        let change = self.change();
        let mut from = Reader::new(bytes);
        if change.all {
            return None;
        }
        // The same functions have its name, in the same order.
        let before = from.list(Reader::number)?.into_iter();
        let now = named.iter().map(|root| Some(*root));
        if !before.map(|number| change.now(number)).eq(now) {
            return None;
        }
        let fingerprint = Fingerprint {
            bytes: from.bytes()?.try_into().ok()?,
            of_tests: match from.option(Reader::bytes)? {
                Some(bytes) => Some(bytes.try_into().ok()?),
                None => None,
            },
            covered: from.number()? as usize,
            variables: from.list(Reader::text)?,
            warnings: from.list(|from| {
                let (message, help) = (from.text()?, from.option(Reader::text)?);
                let item = change.now(from.number()?);
                Some(Widened {
                    message,
                    place: item.map(|item| self.place(item)),
                    help,
                })
            })?,
        };
        let asked = from.bytes()?;
        // The same questions have the same answers, if nothing changed but bodies.
        let unasked = change.words.is_empty() || request.level == Level::Function;
        if !unasked && !known.still(asked) {
            return None;
        }
        for _ in 0..from.number()? {
            let item = change.now(from.number()?)?;
            let same = self.has_text(item, from.bytes()?);
            if !same || !unasked && !known.has_walk(item) {
                return None;
            }
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
        self.kept.keep_on(key(request));
        Some(fingerprint)
    }

    /// Keeps a fingerprint for the next build. Of the two searches that made it, the one with tests reached all that the
    /// other did.
    pub(crate) fn remember(
        &self,
        named: &[ItemId],
        request: &Request,
        told: &Reached,
        with_tests: Option<&Reached>,
        found: &Fingerprint,
    ) {
        let reached = with_tests.unwrap_or(told);
        let items = reached.items.sorted();
        let looks = items.iter().any(|(_, covered)| covered.own.only_now);
        // What was found by listing folders may be joined by more.
        let listed = reached.listed
            || !request.depends.is_empty()
            || request.level == Level::Workspace
            || items.iter().any(|(item, _)| self.looks_around(*item));
        // A warning moves with its item.
        let warnings = told
            .widened
            .iter()
            .map(|widening| Some((widening, widening.item?)));
        let Some(warnings) = warnings.collect::<Option<Vec<_>>>() else {
            return;
        };
        let sees_all = |reached: &Reached| reached.everywhere || reached.located;
        if looks || listed || sees_all(told) || sees_all(reached) {
            return;
        }
        let change = self.change();
        let mut out = Writer::default();
        out.list(named, |out, root| out.number(change.lasting(*root)));
        out.bytes(&found.bytes);
        out.option(found.of_tests.as_ref(), |out, bytes| out.bytes(bytes));
        out.number(found.covered as u32);
        out.list(&found.variables, |out, name| out.text(name));
        out.list(&warnings, |out, (widening, item)| {
            out.text(&widening.message);
            out.option(widening.help.as_ref(), |out, help| out.text(help));
            out.number(change.lasting(*item));
        });
        match request.level {
            // A new item of the crate belongs to it.
            Level::Crate => words_to(&mut out, &[EVERYTHING]),
            _ => match with_tests {
                None => words_to(&mut out, &told.asked),
                Some(with_tests) => {
                    let mut asked = [&told.asked[..], &with_tests.asked[..]].concat();
                    asked.sort_unstable();
                    asked.dedup();
                    words_to(&mut out, &asked);
                }
            },
        }
        out.list(&items, |out, (item, _)| {
            out.number(change.lasting(*item));
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
}

fn key(request: &Request) -> Hash {
    let depends: Vec<_> = request.depends.iter().map(|(depend, _)| depend).collect();
    let exempt: Vec<_> = request.exempt.iter().map(|(pattern, _)| pattern).collect();
    let text = format!(
        "{} {:?} {depends:?} {exempt:?} {:?} {:?} {}",
        request.path, request.level, request.inputs, request.unkeyed, request.wrapped
    );
    *blake3::hash(text.as_bytes()).as_bytes()
}

//! The bars: ratios that rememo's store set itself, each with what this run measured. Nothing is asserted:
//! a noisy machine may fail one and a lucky round may pass it.

use std::fmt::{self, Display, Formatter};

use serde::Serialize;

use crate::measure::{median, ratio};
use crate::table::{Table, digits};

/// One bar.
#[derive(Debug, Serialize)]
pub struct Bar {
    /// What is compared.
    pub name: String,
    /// What was measured.
    pub measured: f64,
    /// The limit.
    pub limit: f64,
    /// What the figures are in, "×" for ratios.
    pub unit: &'static str,
    /// Whether the figure must stay under the limit, rather than reach it.
    pub at_most: bool,
}

impl Bar {
    /// Whether it holds.
    pub fn holds(&self) -> bool {
        if self.at_most {
            self.measured <= self.limit
        } else {
            self.measured >= self.limit
        }
    }
}

impl Display for Bar {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Bar { name, unit, .. } = self;
        let sign = if self.at_most { "≤" } else { "≥" };
        let verdict = if self.holds() { "holds" } else { "**fails**" };
        write!(
            f,
            "| {name} | {}{unit} | {sign} {}{unit} | {verdict} |",
            digits(self.measured),
            digits(self.limit),
        )
    }
}

/// Looks figures up in the tables of a run.
struct Judge<'a> {
    tables: &'a [Table],
    bars: Vec<Bar>,
}

impl Judge<'_> {
    fn samples(&self, table: &str, row: &str, column: usize) -> Option<&[f64]> {
        let table = self.tables.iter().find(|found| found.id == table)?;
        table.samples(row, column)
    }

    fn bar(
        &mut self,
        name: &str,
        measured: Option<f64>,
        unit: &'static str,
        at_most: bool,
        limit: f64,
    ) {
        // Without figures there is nothing to say.
        self.bars.extend(measured.map(|measured| Bar {
            name: name.to_owned(),
            measured,
            limit,
            unit,
            at_most,
        }));
    }

    /// One row's figure over another's, in the same column of the same table.
    fn over(&mut self, name: &str, table: &str, column: usize, rows: [&str; 2], limit: f64) {
        let [ours, theirs] = rows.map(|row| self.samples(table, row, column));
        let measured = ours
            .zip(theirs)
            .and_then(|(ours, theirs)| ratio(ours, theirs));
        self.bar(name, measured, "×", true, limit);
    }
}

const SIZES: [&str; 4] = ["64 B", "4 KiB", "64 KiB", "4 MiB"];

/// Every bar that the tables have figures for.
pub fn judge(tables: &[Table]) -> Vec<Bar> {
    let mut judge = Judge {
        tables,
        bars: Vec::new(),
    };
    for (column, size) in SIZES.iter().enumerate() {
        let name = format!("verified warm hit at {size}, over the sketch's");
        judge.over(&name, "hit", column, ["rememo", "sketch"], 2.0);
    }
    judge.over(
        "verified warm hit at 64 B, over LMDB's",
        "hit",
        0,
        ["rememo", "lmdb"],
        0.2,
    );
    judge.over(
        "verified warm hit at 64 B, over `cached`'s",
        "hit",
        0,
        ["rememo", "cached"],
        0.05,
    );
    judge.over(
        "verified warm hit at 4 KiB, over LMDB's",
        "hit",
        1,
        ["rememo", "lmdb"],
        1.0,
    );
    for (column, size) in SIZES.iter().enumerate().skip(2) {
        let name = format!("verified warm hit at {size}, over LMDB's");
        judge.over(&name, "hit", column, ["rememo", "lmdb"], 1.2);
    }
    // A thousand times the bytes: a view of them must not cost more than looking into a file of their own.
    let view = judge
        .samples("look", "rememo", 3)
        .zip(judge.samples("look", "rememo", 1));
    let view = view.and_then(|(large, small)| ratio(large, small));
    judge.bar(
        "lookup of 4 MiB without touching it, over that of 4 KiB",
        view,
        "×",
        true,
        4.0,
    );
    judge.over(
        "first, verifying hit at 4 KiB, over HMAC-SHA256 alone",
        "first",
        1,
        ["rememo", "hmac"],
        2.0,
    );
    for (column, size) in SIZES.iter().enumerate() {
        // What a put costs beyond its seal is the store's own doing; below that nothing sealed can go.
        for (row, what) in [("rememo", ""), ("rememo-unsealed", ", without a seal")] {
            let name = format!("put at {size}{what}, over LMDB's without sync");
            judge.over(&name, "put", column, [row, "lmdb"], 1.0);
        }
    }
    growth(&mut judge);
    for (table, what) in [("threads", "two threads"), ("processes", "two processes")] {
        let kept = judge.samples(table, "rememo", 1).and_then(median);
        let name = format!("{what} at 64 B: each keeps of one's rate, by processor time");
        judge.bar(&name, kept, "×", false, 0.85);
        let kept = judge.samples(table, "rememo", 0);
        let machine = judge.samples(table, "control", 0);
        let kept = kept
            .zip(machine)
            .and_then(|(kept, machine)| ratio(kept, machine));
        let name = format!("{what} at 64 B: each keeps, of what the machine leaves it");
        judge.bar(&name, kept, "×", false, 0.85);
    }
    judge.over(
        "whole call, over `cached` on disk",
        "call",
        0,
        ["rememo", "cached-disk"],
        1.0 / 3.0,
    );
    grown_call(&mut judge);
    for (id, name) in [("cached-memory", "`cached`"), ("memoize", "memoize")] {
        let name = format!("whole call with the memory tier, over {name} in memory");
        judge.over(&name, "call", 0, ["rememo-memory", id], 1.0);
    }
    for (column, clock) in [(1, "by the wall's clock"), (3, "of the processor")] {
        let more = judge.samples("cold", "rememo", column).and_then(median);
        let name = format!("one hit in a process, more than the process itself, {clock}");
        judge.bar(&name, more.map(|ns| ns / 1e6), " ms", true, 0.3);
    }
    judge.bars
}

/// The same for whole calls, which is what a user sees of it.
fn grown_call(judge: &mut Judge<'_>) {
    let Some(table) = judge.tables.iter().find(|table| table.id == "growth-call") else {
        return;
    };
    let last = table.columns.len() - 1;
    let name = format!(
        "whole call among {} results, over that among {}",
        table.columns[last], table.columns[0]
    );
    let grown = table
        .samples("rememo", last)
        .zip(table.samples("rememo", 0));
    let grown = grown.and_then(|(last, first)| ratio(last, first));
    judge.bar(&name, grown, "×", true, 2.0);
}

/// Growth is the last column over the first, however far this run went.
fn growth(judge: &mut Judge<'_>) {
    let find = |id| judge.tables.iter().find(|table| table.id == id);
    let Some((hit, open)) = find("growth").zip(find("growth-open")) else {
        return;
    };
    let last = hit.columns.len() - 1;
    let heading = format!(
        "hit at {} entries, over that at {}",
        hit.columns[last], hit.columns[0]
    );
    let grown = hit.samples("rememo", last).zip(hit.samples("rememo", 0));
    let grown = grown.and_then(|(last, first)| ratio(last, first));
    let floor = hit.samples("sketch", last).zip(hit.samples("sketch", 0));
    let floor = floor.and_then(|(last, first)| ratio(last, first));
    let beside = grown.zip(floor).map(|(grown, floor)| grown / floor);
    let opening = open.samples("rememo", last).and_then(median);
    let opened = open.samples("rememo", last).zip(open.samples("rememo", 0));
    let opened = opened.and_then(|(last, first)| ratio(last, first));
    let largest = hit.columns[last].clone();
    judge.bar(&heading, grown, "×", true, 2.0);
    // The sketch outgrows the processor's caches as well: what is left is what growth costs beyond that.
    judge.bar(
        &format!("{heading}, over the sketch's growth"),
        beside,
        "×",
        true,
        1.0,
    );
    // The bar itself, where the processor's caches are the same for all: the same number of entries out of each store.
    if let Some(few) = find("growth-few") {
        let grown = few.samples("rememo", last).zip(few.samples("rememo", 0));
        let grown = grown.and_then(|(last, first)| ratio(last, first));
        let name = format!(
            "hit on 10 thousand of {largest} entries, over that on 10 thousand of {}",
            few.columns[0]
        );
        judge.bar(&name, grown, "×", true, 2.0);
    }
    let name = format!("opening and first hit at {largest} entries, over that at the fewest");
    judge.bar(&name, opened, "×", true, 1.5);
    let name = format!("opening and first hit at {largest} entries");
    judge.bar(&name, opening.map(|ns| ns / 1e6), " ms", true, 1.0);
}

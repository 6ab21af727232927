//! What the user sees: a progress bar while it computes, the table, and what was remembered.

use std::time::Duration;

use comfy_table::{CellAlignment, ContentArrangement, Table, presets};
use indicatif::{ProgressBar, ProgressStyle};

use crate::cluster::clusters;
use crate::files::SourceFile;
use crate::pairs::Pair;
use crate::passage::Passage;

/// A pair of files and the passage they share.
pub(crate) struct Finding {
    /// Which files, and how alike.
    pub(crate) pair: Pair,
    /// The best passage, if one is long enough.
    pub(crate) passage: Option<Passage>,
}

/// A bar that shows only while there is something to wait for, and leaves nothing behind.
pub(crate) struct Progress(ProgressBar);

impl Progress {
    /// A bar of `steps`, named for what is done.
    pub(crate) fn new(action: &'static str, steps: usize) -> Progress {
        let style = ProgressStyle::with_template("{msg:10} {bar:40} {pos}/{len} {eta}")
            .unwrap_or_else(|_| ProgressStyle::default_bar());
        Progress(
            ProgressBar::new(steps as u64)
                .with_style(style)
                .with_message(action),
        )
    }

    /// One step is about to be done.
    pub(crate) fn step(&self) {
        self.0.inc(1);
    }

    /// All steps are done.
    pub(crate) fn done(self) {
        self.0.finish_and_clear();
    }
}

/// Prints the `top` worst offenders and the clusters.
pub(crate) fn print(files: &[SourceFile], findings: &[Finding], top: usize) {
    let mut table = Table::new();
    table
        .load_style(presets::UTF8_HORIZONTAL_ONLY)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_header(["alike", "file", "lines", "file", "lines"]);
    for Finding { pair, passage } in findings.iter().take(top) {
        let name = |index: usize| files[index].path.display().to_string();
        let span = |span: Option<(usize, usize)>| {
            span.map_or("–".into(), |(first, last)| format!("{first}–{last}"))
        };
        table.add_row([
            format!("{:.0} %", pair.similarity * 100.0),
            name(pair.left),
            span(passage.map(|passage| passage.left)),
            name(pair.right),
            span(passage.map(|passage| passage.right)),
        ]);
    }
    if let Some(column) = table.column_mut(0) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    let groups = clusters(files.len(), findings.iter().map(|finding| finding.pair));
    if !findings.is_empty() {
        println!("{table}");
    }
    let largest = groups.first().map_or(0, Vec::len);
    println!(
        "{} files, {} pairs alike, {} clusters, the largest of {largest} files",
        files.len(),
        findings.len(),
        groups.len(),
    );
}

/// Prints what this run computed, what it remembered, and the time that saved.
pub(crate) fn print_cost(elapsed: Duration) {
    let stats = rememo::stats();
    println!(
        "{} results computed, {} remembered: {:.2?} instead of {:.2?}",
        stats.computed,
        stats.hits,
        elapsed,
        elapsed + stats.saved,
    );
}

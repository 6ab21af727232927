//! What is measured, one file a phase. Each gives tables, and counts what was read.

pub mod calls;
pub mod cold;
pub mod growing_calls;
pub mod growth;
pub mod hits;
pub mod processes;
pub mod puts;
pub mod reopen;
pub mod threads;

use crate::args::{Pace, Settings};
use crate::work::Work;

/// The sizes of values, with the number of entries each is measured with: fewer where they are large, and
/// always more than a processor's cache holds from 4 KiB up.
pub fn sizes(settings: &Settings) -> [(&'static str, Work); 4] {
    let quick = settings.pace == Pace::Quick;
    let work = |entries, len| Work { entries, len };
    [
        ("64 B", work(10_000, 64)),
        ("4 KiB", work(10_000, 4096)),
        ("64 KiB", work(if quick { 600 } else { 2_000 }, 64 << 10)),
        ("4 MiB", work(if quick { 10 } else { 32 }, 4 << 20)),
    ]
}

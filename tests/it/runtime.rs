//! Calls of remembered functions, through wrappers as they are generated: hit or miss, and why.

mod basics;
mod events;
mod lossless;
mod manage;
mod memory;
mod policy;
mod shared;
mod through;
mod wrappers;

use std::sync::atomic::Ordering::Relaxed;

/// Calls `call`; `"hit"` or `"miss"` by whether the function's own body ran.
fn outcome<R>(call: impl FnOnce() -> R) -> &'static str {
    let before = wrappers::app::RUNS.load(Relaxed);
    call();
    if wrappers::app::RUNS.load(Relaxed) == before {
        "hit"
    } else {
        "miss"
    }
}

//! rememo remembers what a function returned, across runs, processes and machines, and forgets it exactly
//! when the code or data behind it changes. This crate is the half that runs: arguments → key → store → value.
//!
//! Functions are listed in `cache.toml`; the build script's half (`rememo-build`) writes a wrapper `cached_…` for each,
//! which [`include_wrappers!`] brings in. What the wrappers call is here.

pub mod clock;
pub mod codec;
pub mod error;
pub mod key;
pub mod layout;
pub mod local;
pub mod store;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
mod call;
mod compression;
mod entry;
mod files_store;
mod hex;
mod map;
mod memory;
mod open;
mod policy;
mod seal;
mod settings;
mod shape;
mod stats;
mod sys;
mod trust;
mod view;

pub use codec::plain::Number;
pub use codec::{BoxError, Codec};
pub use compression::Compression;
pub use entry::Entry;
pub use key::Key;
pub use seal::Seal;
pub use settings::{Configure, Mode, TooLate, configure};
pub use stats::{FunctionStats, Stats};
pub use store::Store;
pub use view::View;

/// What the remembered functions of this process did so far, all together.
///
/// ```
/// let stats = rememo::stats();
/// println!("{} remembered, {} computed, {:.1?} saved", stats.hits, stats.computed, stats.saved);
/// ```
pub fn stats() -> Stats {
    call::process_stats()
}

/// Brings the wrappers in that the build script wrote for this crate: one file per crate root, by its name.
///
/// ```text
/// pub mod cached {
///     rememo::include_wrappers!();
/// }
/// ```
#[macro_export]
macro_rules! include_wrappers {
    () => {
        include!(concat!(
            env!("OUT_DIR"),
            "/rememo/",
            env!("CARGO_CRATE_NAME"),
            ".rs"
        ));
    };
}

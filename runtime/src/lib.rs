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
mod carry;
mod compression;
mod entry;
mod files_store;
mod hex;
mod map;
mod memory;
mod open;
mod policy;
#[cfg(any(test, fuzzing))]
#[doc(hidden)]
pub mod probe;
mod seal;
mod settings;
mod shape;
mod states;
mod stats;
mod sys;
mod trust;
mod view;

pub use codec::plain::Number;
pub use codec::{BoxError, Codec};
pub use compression::Compression;
pub use entry::Entry;
pub use key::Key;
pub use open::store_folder;
pub use seal::Seal;
pub use settings::{Configure, Mode, TooLate, configure};
pub use states::{StoredState, stored_states};
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

/// What the remembered functions of all processes did so far on the store in `dir`, function by function, with their
/// paths. From the 128th function on they share one line without a path, which then comes first.
///
/// Processes that run tell their misses at once, their hits now and then and at their end. One that is killed takes the
/// hits with it that it had not told, under 4,096 of each function and thread; counters are for people.
///
/// # Errors
/// The store's counters cannot be read. A folder without a store is no error: it has no counts.
///
/// ```
/// # fn main() -> Result<(), rememo::error::StoreError> {
/// for (function, stats) in rememo::store_stats("no/such/folder".as_ref())? {
///     println!("{function}: {} hits, {} misses", stats.hits, stats.misses);
/// }
/// # Ok(())
/// # }
/// ```
pub fn store_stats(
    dir: &std::path::Path,
) -> Result<Vec<(String, FunctionStats)>, error::StoreError> {
    call::tell_all();
    let counts = local::counts_in(dir)?;
    Ok(counts
        .iter()
        .map(|counts| (counts.path().to_owned(), counts.into()))
        .collect())
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

//! What lies in a store of each state of each function's code: what an edit strands, and what an old one still holds.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use crate::entry::meta::Meta;
use crate::entry::{State, parse};
use crate::error::StoreError;
use crate::local::LocalStore;
use crate::store::{Store, Visit};

/// The entries of one function in one state of its code.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct StoredState {
    /// The function's path.
    pub function: String,
    /// The first 8 bytes of its fingerprint.
    pub fingerprint: [u8; 8],
    /// Number of entries. They were not verified, and may have expired.
    pub entries: u64,
    /// Their bytes as stored.
    pub bytes: u64,
    /// What they took when they were computed, together.
    pub compute_time: Duration,
}

/// What lies in the local store in `dir`, by function and by state of its code. Every entry's header is looked at: a
/// store of a million entries takes seconds.
///
/// # Errors
/// The store cannot be read, or is another user's. A folder without a store is no error: nothing lies there.
///
/// ```
/// # fn main() -> Result<(), rememo::error::StoreError> {
/// for state in rememo::stored_states("no/such/folder".as_ref())? {
///     println!("{}: {} entries, {:?}", state.function, state.entries, state.compute_time);
/// }
/// # Ok(())
/// # }
/// ```
pub fn stored_states(dir: &Path) -> Result<Vec<StoredState>, StoreError> {
    let mut states: BTreeMap<(String, State), StoredState> = BTreeMap::new();
    let Some(store) = LocalStore::existing(dir)? else {
        return Ok(Vec::new());
    };
    store.scan(&mut |_, candidate| {
        if let Ok(parsed) = parse(candidate.bytes, candidate.verified)
            && let Some(meta) = Meta::parse(parsed.meta)
        {
            let header = &parsed.header;
            let id = (meta.function.to_owned(), header.state);
            let state = states
                .entry(id)
                .or_insert_with_key(|(function, state)| StoredState {
                    function: function.clone(),
                    fingerprint: *state,
                    entries: 0,
                    bytes: 0,
                    compute_time: Duration::ZERO,
                });
            state.entries += 1;
            state.bytes += parsed.len();
            let took = Duration::from_nanos(header.compute_time);
            state.compute_time = state.compute_time.saturating_add(took);
        }
        Visit::Keep
    })?;
    Ok(states.into_values().collect())
}

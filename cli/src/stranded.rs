//! What lies in the store under a fingerprint: what a change of code strands.

use rememo::error::StoreError;
use rememo_build::Asked;
use serde::Serialize;
use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

/// The results of one function in one state of its code.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Results {
    pub(crate) entries: u64,
    pub(crate) bytes: u64,
    /// What they took to compute, together.
    pub(crate) compute_seconds: f64,
}

/// What lies in a package's store of one function.
#[derive(Debug)]
pub(crate) struct Stored {
    pub(crate) folder: PathBuf,
    states: Vec<rememo::StoredState>,
}

impl Stored {
    /// Looks into the store of a function; `None` if this user has no place for one.
    pub(crate) fn of(asked: &Asked) -> Result<Option<Stored>, StoreError> {
        let folder = rememo::store_folder(&asked.package, asked.store_dir.as_deref());
        let Some(folder) = folder else {
            return Ok(None);
        };
        let mut states = rememo::stored_states(&folder)?;
        states.retain(|state| state.function == asked.closure.root);
        Ok(Some(Stored { folder, states }))
    }

    /// The results under a fingerprint, told in hex.
    pub(crate) fn under(&self, fingerprint: &str) -> Results {
        let is_meant =
            |state: &&rememo::StoredState| fingerprint.starts_with(&hex(&state.fingerprint));
        let mut results = Results::default();
        for state in self.states.iter().filter(is_meant) {
            results.entries += state.entries;
            results.bytes += state.bytes;
            results.compute_seconds += state.compute_time.as_secs_f64();
        }
        results
    }
}

impl fmt::Display for Results {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = if self.entries == 1 { "" } else { "s" };
        let took = Duration::try_from_secs_f64(self.compute_seconds).unwrap_or_default();
        write!(f, "{} result{plural} ({}", self.entries, size(self.bytes))?;
        write!(f, ") that took {took:.1?} to compute")
    }
}

/// Bytes as people say them.
fn size(bytes: u64) -> String {
    let units = ["bytes", "KiB", "MiB", "GiB", "TiB"];
    let mut amount = bytes as f64;
    let mut unit = 0;
    while amount >= 1024.0 && unit + 1 < units.len() {
        amount /= 1024.0;
        unit += 1;
    }
    match unit {
        0 => format!("{bytes} bytes"),
        _ => format!("{amount:.1} {}", units[unit]),
    }
}

fn hex(bytes: &[u8]) -> String {
    rememo_build::closure::hex(bytes)
}

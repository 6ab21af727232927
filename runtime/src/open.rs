//! Opens a store as cache.toml describes it: once per process, shared by all its functions.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use etcetera::BaseStrategy;

use crate::error::StoreError;
use crate::files_store::FilesStore;
use crate::layout::{DIGEST_LEN, HEADER_LEN, MAX_META_LEN};
use crate::local::{LocalOptions, LocalStore};
use crate::policy::{StoreKind, StoreSpec};
use crate::seal::{SealKeyError, Sealer};
use crate::settings::settings;
use crate::store::Store;

/// An open store, and what is needed to seal and verify its entries.
pub(crate) struct Opened {
    pub(crate) store: &'static dyn Store,
    /// The same, if it is a packed store: hits take a short cut, and it can do more.
    pub(crate) local: Option<&'static LocalStore>,
    pub(crate) sealer: Sealer,
}

/// Why a store cannot be used in this process.
#[derive(Debug, thiserror::Error)]
enum OpenError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Key(#[from] SealKeyError),
    #[error("there is no cache folder for this user: {0}; set REMEMO_DIR")]
    NoHome(String),
}

/// The store of `spec`; `None`, logged once, if it cannot be used: its functions then compute.
pub(crate) fn store(spec: &'static StoreSpec) -> Option<&'static Opened> {
    static OPENED: Mutex<Vec<(StoreSpec, Option<&'static Opened>)>> = Mutex::new(Vec::new());
    let mut opened = OPENED
        .lock()
        .unwrap_or_else(|poisoned| poisoned.into_inner());
    if let Some((_, store)) = opened.iter().find(|(known, _)| known == spec) {
        return *store;
    }
    let result = open(spec).map(|store| &*Box::leak(Box::new(store)));
    let store = result.as_ref().ok().copied();
    opened.push((*spec, store));
    // A subscriber may call a remembered function.
    drop(opened);
    if let Err(error) = result {
        tracing::warn!(
            target: "rememo",
            package = spec.package, %error, "the store cannot be used: results are computed",
        );
    }
    store
}

fn open(spec: &StoreSpec) -> Result<Opened, OpenError> {
    // The key first: without it there is no use in making folders.
    let sealer = Sealer::open(spec.seal, spec.seal_key)?;
    // Stores live as long as the process, as the functions' statics do.
    let (store, local): (&'static dyn Store, _) = match open_store(spec)? {
        Kind::Local(store) => {
            let store: &'static LocalStore = Box::leak(store);
            (store, Some(store))
        }
        Kind::Other(store) => (Box::leak(store), None),
    };
    Ok(Opened {
        store,
        local,
        sealer,
    })
}

/// A store that was opened.
enum Kind {
    Local(Box<LocalStore>),
    Other(Box<dyn Store>),
}

/// The one place where it is decided which kind of store serves.
fn open_store(spec: &StoreSpec) -> Result<Kind, OpenError> {
    // `max_entry` is of values; around one lie a header, a name and a seal.
    let frame = (HEADER_LEN + DIGEST_LEN) as u64 + u64::from(MAX_META_LEN);
    let max_entry = spec.max_entry.saturating_add(frame);
    Ok(match spec.kind {
        StoreKind::Packed => {
            let options = LocalOptions {
                max_size: spec.max_size,
                max_entry,
                evict: spec.evict,
                io: spec.io,
                durability: spec.durability,
                now: Arc::new(|| settings().clock.now()),
                ..LocalOptions::default()
            };
            Kind::Local(Box::new(LocalStore::open(&folder(spec)?, options)?))
        }
        StoreKind::Files => Kind::Other(Box::new(FilesStore::open(&folder(spec)?, max_entry)?)),
    })
}

fn folder(spec: &StoreSpec) -> Result<PathBuf, OpenError> {
    if let Some(dir) = &settings().dir {
        return Ok(dir.clone());
    }
    if let Some(dir) = spec.dir {
        return Ok(PathBuf::from(dir));
    }
    default_folder(spec.package)
}

fn default_folder(package: &str) -> Result<PathBuf, OpenError> {
    let folders = etcetera::base_strategy::choose_native_strategy()
        .map_err(|error| OpenError::NoHome(error.to_string()))?;
    Ok(folders.cache_dir().join("rememo").join(package))
}

/// The folder of a package's local store: `REMEMO_DIR`, else `dir` of its cache.toml, else `rememo/<package>` in the
/// platform's cache folder. A relative one starts where the program runs. `None` if this user has no cache folder.
pub fn store_folder(package: &str, dir: Option<&str>) -> Option<PathBuf> {
    let given = settings().dir.clone().or_else(|| dir.map(PathBuf::from));
    given.or_else(|| default_folder(package).ok())
}

//! An index with any words in it.
#![no_main]

use std::sync::LazyLock;

use tempfile::TempDir;

/// In memory where there is such a place.
static FOLDER: LazyLock<TempDir> = LazyLock::new(|| {
    tempfile::tempdir_in("/dev/shm")
        .or_else(|_| tempfile::tempdir())
        .expect("a temporary folder")
});

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| rememo::probe::index(bytes, FOLDER.path()));

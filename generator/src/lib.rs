//! The half of rememo that runs in build.rs: cache.toml + sources → fingerprints → wrappers.

pub mod expand;

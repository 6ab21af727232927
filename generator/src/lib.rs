//! The half of rememo that runs in build.rs: cache.toml + sources → fingerprints → wrappers.

pub mod diagnostic;
pub mod plan;
pub mod cfg;
pub mod model;
pub mod package;
pub mod parse;
pub mod source;
pub mod resolve;
pub mod fingerprint;
pub mod reach;
pub mod closure;

//! The half of rememo that runs in build.rs: cache.toml + sources → fingerprints → wrappers.

pub mod cfg;
pub mod closure;
pub mod diagnostic;
pub mod fingerprint;
pub mod model;
pub mod package;
pub mod parse;
pub mod plan;
pub mod reach;
pub mod resolve;
pub mod source;

//! The half of rememo that runs in build.rs: cache.toml + sources → fingerprints → wrappers.

mod check;
pub mod config;
pub mod diagnostic;
mod emit;
pub mod plan;

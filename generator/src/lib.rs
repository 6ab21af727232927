//! The half of rememo that runs in build.rs: cache.toml + sources → fingerprints → wrappers.
//!
//! ```no_run
//! // build.rs
//! fn main() {
//!     rememo_build::generate();
//! }
//! ```
//!
//! Functions that `cache.toml` lists get a wrapper each, in a file of `OUT_DIR` that
//! `rememo::include_wrappers!()` includes. Where to look for what is said in ARCHITECTURE.md.

mod check;
pub mod config;
pub mod diagnostic;
mod emit;
mod generator;
mod output;
mod pipeline;
pub mod plan;
mod report;

pub use generator::{Generator, generate};
pub use report::{Error, Function, Report};

//! The half of rememo that runs in build.rs: cache.toml + sources → fingerprints → wrappers.
//!
//! ```no_run
//! // build.rs
//! # #[allow(clippy::needless_doctest_main)]
//! fn main() {
//!     rememo_build::generate();
//! }
//! ```
//!
//! Functions that `cache.toml` lists get a wrapper each, in a file of `OUT_DIR` that
//! `rememo::include_wrappers!()` includes. Where to look for what is said in ARCHITECTURE.md.

mod callers;
pub mod cfg;
mod check;
pub mod closure;
pub mod config;
pub mod diagnostic;
mod emit;
pub mod expand;
pub mod fingerprint;
mod generator;
pub mod history;
pub mod manifest;
mod memo;
pub mod model;
mod others;
mod output;
pub mod package;
pub mod parse;
mod pipeline;
pub mod plan;
pub mod reach;
mod report;
pub mod resolve;
pub mod source;
pub mod why;

pub use generator::{Generator, generate};
pub use report::{Asked, Error, Function, Rekeyed, Report};

//! The referee: judges fingerprints against what the compiler itself says a function reaches.
//!
//! For a crate that nobody here wrote, and a small program that calls it, one round goes so: edit the crate (`edits`,
//! `plan`), build it to LLVM IR and run it (`scratch`), hash what each root reaches (`ir`, `graph`), ask for the
//! fingerprint (`fingerprinter`), and compare (`judge`). Once for each crate, what ran is counted too (`ran`). The
//! rules, S1 to S3 and P1 and P2, stand in [`judge`].
//! `cargo run --release -p rememo-tests --bin referee` runs all of it and writes the table (`table`).

pub mod catalog;
pub mod edit;
pub mod edits;
pub mod fingerprinter;
pub mod graph;
pub mod ir;
pub mod judge;
pub mod kept;
pub mod library;
pub mod plan;
pub mod ran;
pub mod report;
pub mod scratch;
pub mod sources;
pub mod table;
pub mod target;

/// What goes wrong in the referee itself ends its run; it is shown, never handled.
pub type Result<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;

//! The macro-by-example engine, against rustc's own expansion.

mod builtin;
mod crates;
mod fixtures;
mod rules;
mod soup;

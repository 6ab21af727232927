//! The macro-by-example engine, against rustc's own expansion.

mod fixtures;

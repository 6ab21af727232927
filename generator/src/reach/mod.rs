//! What a function can reach: the live items and types, and how each came alive.

mod reached;

pub use reached::{Because, Covered, Reached, Widening};

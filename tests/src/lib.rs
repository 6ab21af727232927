//! What the tests share: scratch crates, folders that vanish, and the referee.

pub mod corpus;
pub mod expansion;
pub mod rustc;

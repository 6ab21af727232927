//! What the tests share: scratch crates, folders that vanish, and the referee.

pub mod crates;
pub mod expansion;
pub mod rustc;

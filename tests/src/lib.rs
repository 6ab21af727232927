//! What the tests share: scratch crates, folders that vanish, and the referee.

pub mod referee;
pub mod scratch;

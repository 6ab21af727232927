//! What the tests share: scratch crates, folders that vanish, and the referee.

pub mod cases;
pub mod child;
pub mod command;
pub mod corpus;
pub mod crash;
pub mod crates;
pub mod edited;
pub mod expansion;
pub mod packed;
pub mod referee;
pub mod rustc;
pub mod scratch;
pub mod textual;

//! The user's mistakes: what, where, and what to do. Plain data, and how it is shown.

mod place;

pub use place::Place;

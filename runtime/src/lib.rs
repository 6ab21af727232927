//! rememo remembers what a function returned, across runs, processes and machines, and forgets it exactly
//! when the code or data behind it changes. This crate is the half that runs: arguments → key → store → value.

pub mod error;
pub mod key;
pub mod layout;
pub mod local;
pub mod store;

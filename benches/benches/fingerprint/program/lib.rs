//! What a program that works on texts and releases may remember.

pub mod diff;
pub mod release;
pub mod report;
pub mod search;
pub mod select;
pub mod words;

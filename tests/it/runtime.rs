//! Calls of remembered functions, through wrappers as they are generated: hit or miss, and why.

mod basics;
mod wrappers;

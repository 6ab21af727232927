//! What an edit does to a listed function: hit or miss, by real builds of a scratch crate.

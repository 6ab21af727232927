//! Crates written for one promise each.

//! Module trees, cfg, packages and name lookup.

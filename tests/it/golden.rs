//! cache.toml and sources to the expected wrappers, which are compiled and run.

//! Finds near-duplicate files in a source tree, and remembers what it computed.

fn main() {}

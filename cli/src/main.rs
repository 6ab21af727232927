//! `cargo rememo`: asks and manages what rememo remembers.

fn main() {}

//! A library with a program beside it: each has wrappers of its own.

pub mod cached {
    rememo::include_wrappers!();
}

pub fn shared(value: u32) -> u32 {
    eprintln!("computed shared");
    value
}
